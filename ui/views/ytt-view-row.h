#pragma once

#include <gtk/gtk.h>

#include "ytt-saved-view.h"

G_BEGIN_DECLS

#define YTT_TYPE_VIEW_ROW (ytt_view_row_get_type ())

/**
 * YttViewRow:
 *
 * A view that is kept in the document, as a row of the menu of views.
 *
 * Signals:
 *   "update"           to keep what is on the screen under its name
 *   "rename" (string)  to call it something else; not empty, and another name
 *   "remove"
 */
G_DECLARE_FINAL_TYPE (YttViewRow, ytt_view_row, YTT, VIEW_ROW, GtkListBoxRow)

GtkWidget    *ytt_view_row_new         (YttSavedView *saved,
                                        guint         number,
                                        gboolean      can_edit);
YttSavedView *ytt_view_row_get_saved   (YttViewRow   *self);
/* From 1; the first nine have a key. */
void          ytt_view_row_set_number  (YttViewRow   *self,
                                        guint         number);

G_END_DECLS
