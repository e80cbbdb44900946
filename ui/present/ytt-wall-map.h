#pragma once

#include <adwaita.h>

#include "ytt-flight-tiles.h"
#include "ytt-map-ground.h"
#include "ytt-session.h"
#include "ytt-view.h"

G_BEGIN_DECLS

/* What stands on the map of a wall that is 1080 px high is so many times as large as on a desk. */
#define YTT_WALL_MAP_MAGNIFICATION 2.0

#define YTT_TYPE_WALL_MAP (ytt_wall_map_get_type ())

/**
 * YttWallMap:
 *
 * The map on the wall, with nothing but the map: it shows what a session has, and the part of the world that it was
 * told to show. It is laid out for a wall of 1080 lines; a magnifier around it makes it fit others.
 *
 * Selecting a facility in the session does not move it, nor does a click on one.
 *
 * Properties:
 *   "session"  YttSession, nullable; rw
 *   "flying"   boolean; r: whether it is on its way to what ytt_wall_map_show() told of
 *   "loading"  boolean; r: whether something that will be seen is not there yet
 *
 * Signals:
 *   "moved" (): the user moved the map by hand, or by ytt_wall_map_move() or ytt_wall_map_zoom()
 *   "facility-clicked" (int64 id): a click on a facility
 *   "clicked" (): a click where there is none
 */
G_DECLARE_FINAL_TYPE (YttWallMap, ytt_wall_map, YTT, WALL_MAP, AdwBin)

GtkWidget    *ytt_wall_map_new         (void);
YttSession   *ytt_wall_map_get_session (YttWallMap *self);
void          ytt_wall_map_set_session (YttWallMap *self,
                                        YttSession *session);
gboolean      ytt_wall_map_get_flying  (YttWallMap *self);
gboolean      ytt_wall_map_get_loading (YttWallMap *self);
/* (transfer none): what lies under the facilities */
YttMapGround *ytt_wall_map_get_ground  (YttWallMap *self);

/* Whether what ytt_wall_map_prepare() asked for is still being drawn. */
gboolean      ytt_wall_map_get_preparing (YttWallMap *self);
/* (transfer none) (nullable): its tiles; NULL until it has a size */
YttFlightTiles *ytt_wall_map_get_tiles (YttWallMap *self);

void          ytt_wall_map_show        (YttWallMap *self,
                                        YttView    *view,
                                        gboolean    animate);
void          ytt_wall_map_land        (YttWallMap *self);
/* What lies over the map, in px of the wall map's own; an empty one for nothing */
void          ytt_wall_map_set_covered (YttWallMap            *self,
                                        const graphene_rect_t *card,
                                        const graphene_rect_t *title);
void          ytt_wall_map_prepare     (YttWallMap *self,
                                        GPtrArray  *views);
void          ytt_wall_map_move        (YttWallMap *self,
                                        double      dx,
                                        double      dy);
void          ytt_wall_map_zoom        (YttWallMap *self,
                                        double      steps);

G_END_DECLS
