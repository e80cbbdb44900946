#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define YTT_TYPE_MAP_LEGEND (ytt_map_legend_get_type ())

/**
 * YttMapLegend:
 *
 * What the symbols of the map mean: a button that folds out into a card.
 *
 * Properties:
 *   "narrow"  boolean; rw: the button is round and shows no word
 */
G_DECLARE_FINAL_TYPE (YttMapLegend, ytt_map_legend, YTT, MAP_LEGEND, AdwBin)

void ytt_map_legend_set_narrow (YttMapLegend *self,
                                gboolean      narrow);
int  ytt_map_legend_get_button_width (YttMapLegend *self);
/* Keeps what is unfolded from covering the slider above or below it, and the buttons beside it. */
void ytt_map_legend_stand_clear (YttMapLegend *self,
                                 GtkOverlay   *overlay,
                                 GtkWidget    *slider,
                                 GtkWidget    *controls);

G_END_DECLS
