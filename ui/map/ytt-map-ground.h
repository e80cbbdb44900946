#pragma once

#include <shumate/shumate.h>

#include "ytt-basemap.h"
#include "ytt-ground-kind.h"
#include "ytt-label-layer.h"
#include "ytt-map-backdrop.h"
#include "ytt-mbtiles.h"
#include "ytt-tile-cache.h"

G_BEGIN_DECLS

#define YTT_TYPE_MAP_GROUND (ytt_map_ground_get_type ())

/**
 * YttMapGround:
 *
 * What lies under the facilities of a map: the offline basemap and its labels, in the colours of the system's
 * style. When the style changes, the new tiles come up over the old ones, which are taken away once all are there,
 * so that nothing flashes.
 *
 * Over it, if that was chosen, lie tiles of OpenStreetMap or of a file of the user's own; there are no labels where
 * these are. The offline map shows until they are there, and where there are none. When they cannot be had, it shows
 * alone and "note" says so; the choice stands.
 *
 * Without the basemap's file the map shows water only, and ytt_map_ground_get_error() says why.
 *
 * Properties:
 *   "loading"      boolean; r: whether tiles are being drawn
 *   "kind"         YttGroundKind; rw
 *   "file"         string, nullable; rw: the path of the user's own map
 *   "attribution"  string; r: whose data is shown, as markup with links
 *   "note"         string, nullable; r: why what was chosen does not show
 *   "max-zoom"     double; r: how close the map may be looked at
 *
 * Signals:
 *   "opened"       a file that ytt_map_ground_choose_file() told of is there
 */
G_DECLARE_FINAL_TYPE (YttMapGround, ytt_map_ground, YTT, MAP_GROUND, GObject)

/**
 * YttMapGroundFunc:
 * @cache: draws the tiles of the basemap
 * @user_data: data of the function
 *
 * Returns: (transfer full): where the map is to have the tiles of the basemap from
 */
typedef YttTileSource *(*YttMapGroundFunc) (YttTileCache *cache,
                                            gpointer      user_data);

YttMapGround *ytt_map_ground_new           (ShumateMap   *map);
gboolean      ytt_map_ground_get_loading   (YttMapGround *self);
const GError *ytt_map_ground_get_error     (YttMapGround *self);
/* Chooses the tiles for the screen; call it once the map has a window. */
void          ytt_map_ground_update        (YttMapGround *self);
/* For a map that wants more of its tiles than to be drawn; before the first update. */
void          ytt_map_ground_set_func      (YttMapGround     *self,
                                            YttMapGroundFunc  func,
                                            gpointer          user_data);
/* (transfer none) (nullable): the names on it */
YttLabelLayer *ytt_map_ground_get_labels     (YttMapGround *self);
/* (element-type graphene_rect_t): what labels give way to, in px of the map */
void          ytt_map_ground_set_obstacles (YttMapGround *self,
                                            GArray       *obstacles);

/* (transfer none) (nullable) */
YttBasemap   *ytt_map_ground_get_basemap   (YttMapGround *self);
/* (transfer full) (nullable): the tiles that lie over the basemap now, for a picture; NULL without any */
YttMapBackdrop *ytt_map_ground_copy_tiles  (YttMapGround *self);

YttGroundKind ytt_map_ground_get_kind      (YttMapGround *self);
void          ytt_map_ground_set_kind      (YttMapGround *self,
                                            YttGroundKind kind);
const char   *ytt_map_ground_get_file      (YttMapGround *self);
void          ytt_map_ground_choose_file   (YttMapGround *self,
                                            const char   *path);
/* Once more what could not be had. */
void          ytt_map_ground_try_again     (YttMapGround *self);
const char   *ytt_map_ground_get_note      (YttMapGround *self);
/* (transfer none) (nullable): the cause of the note */
const GError *ytt_map_ground_get_failure   (YttMapGround *self);
/* (transfer none) (nullable): the user's map that is shown */
YttMbtiles   *ytt_map_ground_get_mbtiles   (YttMapGround *self);

G_END_DECLS
