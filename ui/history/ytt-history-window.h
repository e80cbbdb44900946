#pragma once

#include <adwaita.h>

#include "ytt-session.h"

G_BEGIN_DECLS

#define YTT_TYPE_HISTORY_WINDOW (ytt_history_window_get_type ())

/**
 * YttHistoryWindow:
 *
 * What was done to a document, by day, newest first, or to one of its records.
 */
G_DECLARE_FINAL_TYPE (YttHistoryWindow, ytt_history_window, YTT, HISTORY_WINDOW, AdwWindow)

GtkWidget *ytt_history_window_new        (YttSession       *session);
/* Only what changed a facility; 0 for all. */
void       ytt_history_window_set_record (YttHistoryWindow *self,
                                          gint64            facility,
                                          const char       *name);

G_END_DECLS
