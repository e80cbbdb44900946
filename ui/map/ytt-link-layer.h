#pragma once

#include <shumate/shumate.h>

#include "ytt-country-points.h"
#include "ytt-facility-layer.h"
#include "ytt-supply.h"

G_BEGIN_DECLS

#define YTT_TYPE_LINK_LAYER (ytt_link_layer_get_type ())

/**
 * YttLinkLayer:
 *
 * Draws a session's supply links, or given ones, as arcs, in each copy of the world, under the facilities. It lies under the layer
 * that takes the pointer, which tells it what happens where no facility is: an arc under the pointer is drawn bold
 * and says what it is in a tooltip; a click opens a card with its ends and its source.
 *
 * The arcs are kept as a picture somewhat larger than the map, which is only moved while the map is.
 *
 * Properties:
 *   "n-left-out"  uint; r: links that are not drawn, since an end has neither place nor country
 */
G_DECLARE_FINAL_TYPE (YttLinkLayer, ytt_link_layer, YTT, LINK_LAYER, ShumateLayer)

YttLinkLayer *ytt_link_layer_new          (ShumateMap       *map,
                                           YttMapMotion     *motion,
                                           YttFacilityLayer *facilities,
                                           YttBasemap       *basemap);
void          ytt_link_layer_set_supply   (YttLinkLayer     *self,
                                           YttSupply        *supply);
void          ytt_link_layer_set_links    (YttLinkLayer     *self,
                                           GPtrArray        *links);
void          ytt_link_layer_append_places (YttLinkLayer    *self,
                                           GArray           *points);
guint         ytt_link_layer_get_n_arcs   (YttLinkLayer     *self);
gboolean      ytt_link_layer_get_loading  (YttLinkLayer     *self);
guint         ytt_link_layer_get_n_left_out (YttLinkLayer   *self);
/* (transfer full) (nullable) (element-type YttSupplyLink): what is drawn at a place of the layer */
GPtrArray    *ytt_link_layer_pick         (YttLinkLayer     *self,
                                           double            x,
                                           double            y);
/* (transfer none) (nullable): the card that a click opened */
GtkWidget    *ytt_link_layer_get_card     (YttLinkLayer     *self);
void          ytt_link_layer_append_boxes (YttLinkLayer     *self,
                                           GArray           *boxes);
void          ytt_link_layer_give_way     (YttLinkLayer     *self,
                                           GArray           *boxes);

G_END_DECLS
