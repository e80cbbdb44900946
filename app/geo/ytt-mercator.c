#include "ytt-mercator.h"

#include <math.h>

/* Web Mercator counts on a sphere with the equatorial radius; distances take the mean radius. */
#define EQUATOR_METRES 40075016.685578488
#define MEAN_RADIUS_METRES 6371008.8

#define RADIANS(degrees) ((degrees) * G_PI / 180)
#define DEGREES(radians) ((radians) * 180 / G_PI)

/**
 * ytt_mercator_project:
 * @latitude: degrees; what lies beyond ±85.05° is taken to lie there
 * @longitude: degrees
 * @x: (out): 0 at 180° W to 1 at 180° E; not wrapped
 * @y: (out): 0 at the northern end of the map to 1 at the southern
 *
 * Projects a place onto the square of Web Mercator.
 */
void
ytt_mercator_project (double  latitude,
                      double  longitude,
                      double *x,
                      double *y)
{
  double sine = sin (RADIANS (CLAMP (latitude, -YTT_MERCATOR_MAX_LATITUDE, YTT_MERCATOR_MAX_LATITUDE)));

  *x = longitude / 360 + 0.5;
  *y = CLAMP (0.5 - log ((1 + sine) / (1 - sine)) / (4 * G_PI), 0, 1);
}

/**
 * ytt_mercator_unproject:
 * @x: place on the square; any copy of the world
 * @y: place on the square, 0 to 1
 * @latitude: (out): degrees
 * @longitude: (out): degrees, -180 to 180
 *
 * Turns a place on the square of Web Mercator back into coordinates.
 */
void
ytt_mercator_unproject (double  x,
                        double  y,
                        double *latitude,
                        double *longitude)
{
  *latitude = DEGREES (atan (sinh (G_PI * (1 - 2 * y))));
  *longitude = (ytt_mercator_wrap (x) - 0.5) * 360;
}

/**
 * ytt_mercator_wrap:
 * @x: a place in any copy of the world
 *
 * Returns: the same place in the first copy, at least 0 and less than 1
 */
double
ytt_mercator_wrap (double x)
{
  double wrapped = x - floor (x);

  /* A tiny negative number is rounded up to 1. */
  return wrapped < 1 ? wrapped : 0;
}

/**
 * ytt_mercator_difference:
 * @from: a place
 * @to: another
 *
 * Returns: the way from one x to the other, the shorter way round: -0.5 to 0.5, eastward positive
 */
double
ytt_mercator_difference (double from,
                         double to)
{
  return remainder (to - from, 1);
}

/**
 * ytt_mercator_get_world_size:
 * @zoom: zoom; each step doubles the map
 *
 * Returns: the side of the world, in px
 */
double
ytt_mercator_get_world_size (double zoom)
{
  return YTT_MERCATOR_TILE * exp2 (zoom);
}

/**
 * ytt_mercator_get_metres_per_pixel:
 * @latitude: degrees; what lies beyond ±85.05° is taken to lie there, so that a pole is not infinitely large
 * @zoom: zoom; each step doubles the map
 *
 * Returns: how many metres one px covers at this latitude
 */
double
ytt_mercator_get_metres_per_pixel (double latitude,
                                   double zoom)
{
  latitude = CLAMP (latitude, -YTT_MERCATOR_MAX_LATITUDE, YTT_MERCATOR_MAX_LATITUDE);

  return EQUATOR_METRES * cos (RADIANS (latitude)) / ytt_mercator_get_world_size (zoom);
}

/**
 * ytt_great_circle_distance:
 * @latitude_1: degrees
 * @longitude_1: degrees
 * @latitude_2: degrees
 * @longitude_2: degrees
 *
 * Returns: the way along the great circle between two places, in metres, on a sphere: within 0.5 %
 */
double
ytt_great_circle_distance (double latitude_1,
                           double longitude_1,
                           double latitude_2,
                           double longitude_2)
{
  double across = sin (RADIANS (longitude_2 - longitude_1) / 2);
  double along = sin (RADIANS (latitude_2 - latitude_1) / 2);
  double a = along * along + cos (RADIANS (latitude_1)) * cos (RADIANS (latitude_2)) * across * across;

  return 2 * MEAN_RADIUS_METRES * asin (sqrt (MIN (a, 1)));
}
