#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* GeoPackage's geometry of a point: header, then well-known binary. */
#define YTT_GEOMETRY_POINT_SIZE 29

typedef struct
{
  double min_x;
  double max_x;
  double min_y;
  double max_y;
} YttBounds;

void      ytt_geometry_encode_point (guint8        blob[YTT_GEOMETRY_POINT_SIZE],
                                     double        longitude,
                                     double        latitude);
gboolean  ytt_geometry_decode_point (const guint8 *blob,
                                     gsize         size,
                                     double       *longitude,
                                     double       *latitude);
gboolean  ytt_geometry_get_bounds   (const guint8 *blob,
                                     gsize         size,
                                     YttBounds    *bounds);

G_END_DECLS
