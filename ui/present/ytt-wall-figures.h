#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define YTT_TYPE_WALL_FIGURES (ytt_wall_figures_get_type ())

/**
 * YttWallFigures:
 *
 * The figures of a card, one below the other: as many of them as the height allows, from the first one on. It asks for
 * the height of all and makes do with less.
 */
G_DECLARE_FINAL_TYPE (YttWallFigures, ytt_wall_figures, YTT, WALL_FIGURES, GtkWidget)

GtkWidget *ytt_wall_figures_new        (void);
void       ytt_wall_figures_clear      (YttWallFigures *self);
void       ytt_wall_figures_append     (YttWallFigures *self,
                                        GtkWidget      *figure);
guint      ytt_wall_figures_get_n      (YttWallFigures *self);
int        ytt_wall_figures_get_height (YttWallFigures *self,
                                        int             width,
                                        guint           n);

G_END_DECLS
