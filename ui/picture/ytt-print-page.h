#pragma once

#include <gtk/gtk.h>

#include "ytt-sheet.h"

G_BEGIN_DECLS

#define YTT_TYPE_PRINT_PAGE (ytt_print_page_get_type ())

/**
 * YttPrintPage:
 *
 * One page of a sheet as a piece of paper, as large as there is room. It is drawn in a thread, at the screen's own
 * resolution; until it is there, the page before stays. Keys ask for another page by the actions "print.next",
 * "print.previous", "print.first" and "print.last" of what it stands in.
 *
 * Properties:
 *   "drawn"  boolean; r: whether what is to be seen is there
 */
G_DECLARE_FINAL_TYPE (YttPrintPage, ytt_print_page, YTT, PRINT_PAGE, GtkWidget)

/* NULL: no paper at all */
void     ytt_print_page_show      (YttPrintPage *self,
                                   YttSheet     *sheet,
                                   guint         page);
gboolean ytt_print_page_get_drawn (YttPrintPage *self);

G_END_DECLS
