#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How long a flight from stop to stop takes, in ms. */
#define YTT_FLIGHT_LEAST_DURATION 1500
#define YTT_FLIGHT_MOST_DURATION 4000

/**
 * YttFlightWay:
 * @YTT_FLIGHT_STRAIGHT: on the map
 * @YTT_FLIGHT_GREAT_CIRCLE: on the globe
 *
 * Which way is the shortest.
 */
typedef enum
{
  YTT_FLIGHT_STRAIGHT,
  YTT_FLIGHT_GREAT_CIRCLE,
} YttFlightWay;

/**
 * YttFlightStand:
 * @x: the middle of the view, Web Mercator, 0 to 1 from west to east; beyond in other copies of the world
 * @y: the middle, 0 to 1 from north to south
 * @zoom: each step doubles the map
 *
 * Where a map stands.
 */
typedef struct
{
  double x;
  double y;
  double zoom;
} YttFlightStand;

/**
 * YttFlight:
 *
 * The way of a map from one place to another: it zooms out until enough is seen of both, travels, and zooms in, on the
 * path that looks smoothest. It never changes once it is made.
 */
typedef struct _YttFlight YttFlight;

YttFlight *ytt_flight_new          (const YttFlightStand *from,
                                    const YttFlightStand *to,
                                    double                width,
                                    double                height,
                                    YttFlightWay          way);
void       ytt_flight_free         (YttFlight            *self);
void       ytt_flight_get_stand    (const YttFlight      *self,
                                    double                progress,
                                    YttFlightStand       *stand);
guint      ytt_flight_get_duration (const YttFlight      *self);
double     ytt_flight_get_length   (const YttFlight      *self);

double     ytt_flight_get_least_zoom (double              height);
void       ytt_flight_stand_limit  (YttFlightStand       *stand,
                                    double                height);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttFlight, ytt_flight_free)

G_END_DECLS
