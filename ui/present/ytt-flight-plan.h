#pragma once

#include "ytt-basemap.h"
#include "ytt-flight.h"
#include "ytt-mercator.h"
#include "ytt-tile-grid.h"

G_BEGIN_DECLS

/* Each quality halves the sides of a picture, and quarters its bytes; 0 is the best. */
#define YTT_FLIGHT_PLAN_N_QUALITIES 4

/* Of a flight that was not foreseen, so fine are the tiles that are drawn on the way. */
#define YTT_FLIGHT_PLAN_HURRIED 2

/* What passes is drawn for the middle of the sizes in which tiles of a zoom are seen, in px. */
#define YTT_FLIGHT_PLAN_SIZE (YTT_MERCATOR_TILE * G_SQRT2)

/* Of a pixel, as on a graphics card. */
#define YTT_FLIGHT_PLAN_BYTES 4

/**
 * YttPlannedTile:
 * @place: which tile
 * @size: px on the screen that it is drawn for
 * @quality: how finely
 *
 * A tile to be drawn.
 */
typedef struct
{
  YttTilePlace place;
  double       size;
  guint        quality;
} YttPlannedTile;

typedef gboolean (*YttTilePlaceFunc) (const YttTilePlace *place,
                                      gpointer            user_data);

/**
 * YttFlightPlan:
 *
 * Works out which tiles are seen on flights, and how finely they can be drawn so that all have room.
 */
typedef struct _YttFlightPlan YttFlightPlan;

YttFlightPlan *ytt_flight_plan_new        (YttBasemap           *basemap,
                                           const YttTileRange   *range,
                                           double                scale,
                                           int                   width,
                                           int                   height);
void           ytt_flight_plan_free       (YttFlightPlan        *self);
void           ytt_flight_plan_add_view   (YttFlightPlan        *self,
                                           const YttFlightStand *stand);
void           ytt_flight_plan_add_flight (YttFlightPlan        *self,
                                           const YttFlight      *flight,
                                           YttTilePlaceFunc      is_drawn,
                                           gpointer              user_data);
GArray        *ytt_flight_plan_finish     (YttFlightPlan        *self,
                                           gsize                 room);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttFlightPlan, ytt_flight_plan_free)

G_END_DECLS
