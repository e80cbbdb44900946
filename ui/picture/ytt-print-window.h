#pragma once

#include <adwaita.h>

#include "ytt-session.h"
#include "ytt-sheet-load.h"

G_BEGIN_DECLS

#define YTT_TYPE_PRINT_WINDOW (ytt_print_window_get_type ())

/**
 * YttPrintWindow:
 *
 * What to print, on which paper, and how that will look: the very pages that a printer or a file gets. It shows what
 * its session showed when it was opened.
 *
 * Properties:
 *   "ready"  boolean; r: whether the chosen pages are there, and drawn
 */
G_DECLARE_FINAL_TYPE (YttPrintWindow, ytt_print_window, YTT, PRINT_WINDOW, AdwWindow)

GtkWidget *ytt_print_window_new         (YttSession      *session,
                                         YttBasemap      *basemap,
                                         YttMapBackdrop  *backdrop);
/* A tour is one of the session's by its key; 0 for what is no tour. */
void       ytt_print_window_choose      (YttPrintWindow  *self,
                                         YttPrintSubject  subject,
                                         gint64           tour);
/* (nullable) (transfer none): what would be printed now */
YttSheet  *ytt_print_window_get_sheet   (YttPrintWindow  *self);
guint      ytt_print_window_get_page    (YttPrintWindow  *self);
gboolean   ytt_print_window_get_ready   (YttPrintWindow  *self);
/* What "Save as PDF..." does once there is a place. */
void       ytt_print_window_save        (YttPrintWindow  *self,
                                         GFile           *file);

G_END_DECLS
