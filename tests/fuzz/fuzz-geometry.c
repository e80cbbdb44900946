#include "config.h"

#include <math.h>

#include "fuzz.h"
#include "ytt-geometry.h"

/* Whatever another program stored as a place: none comes out, or one on Earth that lies within the bounds and reads
 * the same when it is written again. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  guint8 blob[YTT_GEOMETRY_POINT_SIZE];
  double longitude = 1e9, latitude = 1e9, again_longitude, again_latitude;
  YttBounds bounds;
  gboolean has_bounds = ytt_geometry_get_bounds (data, size, &bounds);

  if (!ytt_geometry_decode_point (data, size, &longitude, &latitude))
    {
      g_assert_true (longitude == 1e9 && latitude == 1e9);
      return 0;
    }

  g_assert_true (fabs (longitude) <= 180 && fabs (latitude) <= 90);
  if (has_bounds)
    g_assert_true (!isnan (bounds.min_x) && !isnan (bounds.max_y));

  ytt_geometry_encode_point (blob, longitude, latitude);
  g_assert_true (ytt_geometry_decode_point (blob, sizeof blob, &again_longitude, &again_latitude));
  g_assert_true (longitude == again_longitude && latitude == again_latitude);

  return 0;
}
