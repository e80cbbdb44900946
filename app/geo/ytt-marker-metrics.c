#include "ytt-marker-metrics.h"

/* Air between two markers that just do not overlap: half of it belongs to each. */
#define HALF_GAP 1.0

/**
 * ytt_marker_get_extent:
 * @n_stages: how many stages the facility has
 * @precision: how exactly its place is known
 *
 * Returns: what the marker of a facility by itself covers, place ring included, in px
 */
YttMarkerExtent
ytt_marker_get_extent (guint        n_stages,
                       YttPrecision precision)
{
  YttMarkerExtent extent = { 0, YTT_MARKER_SYMBOL / 2 };

  if (n_stages > 1)
    extent.reach = (ytt_marker_get_pill_width (n_stages) - YTT_MARKER_PILL_HEIGHT) / 2;
  if (precision == YTT_PRECISION_LOCALITY)
    extent.radius = YTT_MARKER_LOCALITY + YTT_MARKER_CASING;
  else if (precision == YTT_PRECISION_REGION)
    extent.radius = YTT_MARKER_REGION;
  extent.radius += HALF_GAP;

  return extent;
}
