#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The latitude at which the square of Web Mercator ends. */
#define YTT_MERCATOR_MAX_LATITUDE 85.0511287798066

/* Side of the world in px at zoom 0; it doubles with each zoom level. */
#define YTT_MERCATOR_TILE 256.0

void   ytt_mercator_project              (double  latitude,
                                          double  longitude,
                                          double *x,
                                          double *y);
void   ytt_mercator_unproject            (double  x,
                                          double  y,
                                          double *latitude,
                                          double *longitude);
double ytt_mercator_wrap                 (double  x);
double ytt_mercator_difference           (double  from,
                                          double  to);
double ytt_mercator_get_world_size       (double  zoom);
double ytt_mercator_get_metres_per_pixel (double  latitude,
                                          double  zoom);
double ytt_great_circle_distance         (double  latitude_1,
                                          double  longitude_1,
                                          double  latitude_2,
                                          double  longitude_2);

G_END_DECLS
