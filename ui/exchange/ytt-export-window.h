#pragma once

#include <adwaita.h>

#include "ytt-session.h"

G_BEGIN_DECLS

#define YTT_TYPE_EXPORT_WINDOW (ytt_export_window_get_type ())

/**
 * YttExportWindow:
 *
 * A window that asks what of a session's document is to be written to a file, and as what; it says what such a file cannot
 * hold, and writes it. Closing it gives up.
 *
 * Signals:
 *   "exported"  (GFile file): it was written; the window closes
 */
G_DECLARE_FINAL_TYPE (YttExportWindow, ytt_export_window, YTT, EXPORT_WINDOW, AdwWindow)

GtkWidget *ytt_export_window_new  (YttSession      *session);
/* Writes what is chosen to a file, as if that had been chosen. */
void       ytt_export_window_save (YttExportWindow *self,
                                   GFile           *file);

G_END_DECLS
