#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define YTT_TYPE_FIRST_ROWS (ytt_first_rows_get_type ())

/**
 * YttFirstRows:
 *
 * A list as it is, or the beginning of it until somebody wants to see the rest.
 *
 * A list view makes two hundred rows before its first frame, of which a dozen are in sight; with these it makes the
 * others after it. Unlike in a #GtkSliceListModel changes are told as they are, so that rows keep the focus.
 */
G_DECLARE_FINAL_TYPE (YttFirstRows, ytt_first_rows, YTT, FIRST_ROWS, GObject)

YttFirstRows *ytt_first_rows_new       (guint         most);
void          ytt_first_rows_set_model (YttFirstRows *self,
                                        GListModel   *model);
void          ytt_first_rows_show_all  (YttFirstRows *self);

G_END_DECLS
