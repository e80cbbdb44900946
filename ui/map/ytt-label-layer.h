#pragma once

#include <shumate/shumate.h>

#include "ytt-basemap.h"
#include "ytt-label-linger.h"
#include "ytt-labels.h"
#include "ytt-symbol.h"

G_BEGIN_DECLS

#define YTT_TYPE_LABEL_LAYER (ytt_label_layer_get_type ())

/**
 * YttLabelLayer:
 *
 * Paints the names of countries, seas, states and towns over the basemap, in
 * every copy of the world that the viewport shows. Put it directly above the
 * basemap's layer and below the facilities. It takes no events.
 *
 * Labels give way to what stands on the map: hand the boxes of the symbols to
 * ytt_label_layer_set_obstacles() when they were laid out anew, at best before
 * the frame is painted (what is handed over later counts in the next frame).
 */
G_DECLARE_FINAL_TYPE (YttLabelLayer, ytt_label_layer, YTT, LABEL_LAYER, ShumateLayer)

YttLabelLayer *ytt_label_layer_new           (ShumateViewport *viewport,
                                              YttBasemap      *basemap);
void           ytt_label_layer_load          (YttLabelLayer   *self,
                                              const YttLabelView *view);
void           ytt_label_layer_set_theme     (YttLabelLayer   *self,
                                              YttTheme         theme);
void           ytt_label_layer_set_obstacles (YttLabelLayer   *self,
                                              GArray          *obstacles);

/* (transfer none) (nullable) (element-type YttPaintedLabel): what the last frame showed */
const GArray  *ytt_label_layer_get_painted   (YttLabelLayer   *self);
/* (element-type YttLabelView): what will be seen; what was prepared before is let go of */
void           ytt_label_layer_prepare       (YttLabelLayer   *self,
                                              GArray          *views,
                                              gsize            most_bytes);
gboolean       ytt_label_layer_get_preparing (YttLabelLayer   *self);
gsize          ytt_label_layer_get_n_bytes   (YttLabelLayer   *self);

G_END_DECLS
