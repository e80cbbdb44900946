#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define YTT_TYPE_WALL_DOTS (ytt_wall_dots_get_type ())

/**
 * YttWallDots:
 *
 * How far a talk is: a dot a stop, the present one long. Where they would not fit, numbers.
 */
G_DECLARE_FINAL_TYPE (YttWallDots, ytt_wall_dots, YTT, WALL_DOTS, GtkWidget)

GtkWidget *ytt_wall_dots_new (void);
/* It is not to be seen for one stop or none. */
void       ytt_wall_dots_set (YttWallDots *self,
                              guint        index,
                              guint        n_stops);

G_END_DECLS
