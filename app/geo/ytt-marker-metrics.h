#pragma once

#include "ytt-codes.h"

G_BEGIN_DECLS

/* How large markers are drawn, in px at scale 1. Clustering and drawing share these numbers. */
#define YTT_MARKER_SYMBOL          22.0
#define YTT_MARKER_SYMBOL_SELECTED 26.0
#define YTT_MARKER_CASING           1.4
#define YTT_MARKER_HIT             36.0

#define YTT_MARKER_PILL_HEIGHT     22.0
#define YTT_MARKER_PILL_SYMBOL     15.0
#define YTT_MARKER_PILL_GAP         2.5
#define YTT_MARKER_PILL_PADDING     6.0

#define YTT_MARKER_DISC            19.0   /* radius, under the pointer and selected */
#define YTT_MARKER_LOCALITY        15.0   /* radius */
#define YTT_MARKER_REGION          18.0   /* radius */

/* Diameter of a cluster of @count members. */
static inline double
ytt_marker_get_cluster_size (guint count)
{
  return count <= 9 ? 32 : count <= 49 ? 38 : 46;
}

/* Width of the pill of @n_stages symbols. */
static inline double
ytt_marker_get_pill_width (guint n_stages)
{
  return n_stages * YTT_MARKER_PILL_SYMBOL + (n_stages - 1) * YTT_MARKER_PILL_GAP + 2 * YTT_MARKER_PILL_PADDING;
}

/* A marker covers all points within @radius of a level line of 2 * @reach. */
typedef struct
{
  float reach;
  float radius;
} YttMarkerExtent;

YttMarkerExtent ytt_marker_get_extent (guint        n_stages,
                                       YttPrecision precision);

G_END_DECLS
