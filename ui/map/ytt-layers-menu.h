#pragma once

#include <adwaita.h>

#include "ytt-map-ground.h"
#include "ytt-supply.h"

G_BEGIN_DECLS

#define YTT_TYPE_LAYERS_MENU (ytt_layers_menu_get_type ())

/**
 * YttLayersMenu:
 *
 * A button on the map that opens what is chosen of its layers: what lies under the facilities, and which supply links
 * are drawn.
 *
 * Properties:
 *   "links"       YttSupplyMode; rw: also the state of the action "layers.links"
 *   "n-left-out"  uint; rw: how many of them cannot be drawn
 *   "ground"      YttGroundKind; rw: also the state of the action "layers.ground"
 */
G_DECLARE_FINAL_TYPE (YttLayersMenu, ytt_layers_menu, YTT, LAYERS_MENU, AdwBin)

void ytt_layers_menu_set_supply (YttLayersMenu *self,
                                 YttSupply     *supply);
void ytt_layers_menu_set_ground (YttLayersMenu *self,
                                 YttMapGround  *ground);

G_END_DECLS
