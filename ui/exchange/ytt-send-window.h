#pragma once

#include <adwaita.h>

#include "ytt-session.h"

G_BEGIN_DECLS

#define YTT_TYPE_SEND_WINDOW (ytt_send_window_get_type ())

/**
 * YttSendWindow:
 *
 * Writes what was done to the document of a session, since some day or at all, as a file that a colleague merges.
 *
 * Signals:
 *   "sent" (GFile file, uint n): it was written, with so many entries of the history
 */
G_DECLARE_FINAL_TYPE (YttSendWindow, ytt_send_window, YTT, SEND_WINDOW, AdwWindow)

GtkWidget *ytt_send_window_new  (YttSession    *session);
void       ytt_send_window_save (YttSendWindow *self,
                                 GFile         *file);

G_END_DECLS
