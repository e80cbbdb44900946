#pragma once

#include <shumate/shumate.h>

#include "ytt-basemap.h"

G_BEGIN_DECLS

#define YTT_TYPE_MAP_GROUND (ytt_map_ground_get_type ())

/**
 * YttMapGround:
 *
 * What lies under the facilities of a map: the offline basemap and its labels, in the colours of the system's
 * style. When the style changes, the new tiles come up over the old ones, which are taken away once all are there,
 * so that nothing flashes.
 *
 * Without the basemap's file the map shows water only, and ytt_map_ground_get_error() says why.
 *
 * Properties:
 *   "loading"  boolean; r: whether tiles are being drawn
 */
G_DECLARE_FINAL_TYPE (YttMapGround, ytt_map_ground, YTT, MAP_GROUND, GObject)

YttMapGround *ytt_map_ground_new           (ShumateMap   *map);
gboolean      ytt_map_ground_get_loading   (YttMapGround *self);
const GError *ytt_map_ground_get_error     (YttMapGround *self);
/* Chooses the tiles for the screen; call it once the map has a window. */
void          ytt_map_ground_update        (YttMapGround *self);
/* (element-type graphene_rect_t): what labels give way to, in px of the map */
void          ytt_map_ground_set_obstacles (YttMapGround *self,
                                            GArray       *obstacles);

/* (transfer none) (nullable) */
YttBasemap   *ytt_map_ground_get_basemap (YttMapGround *self);

G_END_DECLS
