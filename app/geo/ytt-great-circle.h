#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * YttWorldPoint:
 * @x: Web Mercator, 0 at 180° W to 1 at 180° E in the first copy of the world; goes on beyond in the others
 * @y: Web Mercator, 0 in the north to 1 in the south
 * @length: the way to here along the line, in the same measure
 *
 * A point of a line on the map.
 */
typedef struct
{
  double x;
  double y;
  double length;
} YttWorldPoint;

void    ytt_great_circle_interpolate (double  latitude_1,
                                      double  longitude_1,
                                      double  latitude_2,
                                      double  longitude_2,
                                      double  fraction,
                                      double *latitude,
                                      double *longitude);
GArray *ytt_great_circle_trace       (double  latitude_1,
                                      double  longitude_1,
                                      double  latitude_2,
                                      double  longitude_2,
                                      double  tolerance);

G_END_DECLS
