#pragma once

#include <shumate/shumate.h>

#include "ytt-facility-layer.h"
#include "ytt-link-layer.h"
#include "ytt-map-motion.h"
#include "ytt-wall-map.h"

G_BEGIN_DECLS

struct _YttWallMap
{
  AdwBin            parent_instance;

  YttSession       *session;   /* (owned) (nullable) */
  YttMapGround     *ground;    /* (owned) */
  YttMapMotion     *motion;    /* (owned) */
  GSignalGroup     *supply;    /* (owned): signals of the session's supply */
  YttView          *view;      /* (owned) (nullable): what was told to be shown last */
  gboolean          moving;    /* the map is being moved from here */
  gboolean          flying;    /* to @view */
  gboolean          moved;     /* by the user, away from @view */
  graphene_rect_t   card;      /* what lies over the map, in px of its layers; empty for nothing */
  graphene_rect_t   title;     /* the same of the title */
  GPtrArray        *ahead;     /* (owned) (nullable) (element-type YttView): what may be shown next */
  YttFlightTiles   *tiles;     /* (owned) (nullable) */
  GArray           *planned;   /* (owned) (element-type YttFlightStand): from where flights were prepared, and whereto */
  guint             plan_id;   /* what is ahead is to be drawn */
  guint             ground_tick;   /* the ground is to be brought into agreement with the size */

  ShumateMap       *map;
  YttFacilityLayer *layer;
  YttLinkLayer     *links;
};

/* ytt-wall-map.c */
void ytt_wall_map_set_flying   (YttWallMap *self,
                                gboolean    flying);

/* ytt-wall-map-flights.c */
void ytt_wall_map_plan_later   (YttWallMap *self);
void ytt_wall_map_jump_to_view (YttWallMap *self);
void ytt_wall_map_fly_to_view  (YttWallMap *self);

G_END_DECLS
