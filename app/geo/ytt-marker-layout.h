#pragma once

#include "ytt-cluster-index.h"

G_BEGIN_DECLS

/* No member, no marker. */
#define YTT_MARKER_NONE G_MAXUINT

/* How many markers a place spreads out at most; the list shows them all. */
#define YTT_MARKER_MAX_SPREAD 120

/**
 * YttMapView:
 * @x: middle of the view, 0 to 1 from 180° W to 180° E
 * @y: middle of the view, 0 to 1 from north to south
 * @zoom: zoom; each step doubles the map
 * @width: in px
 * @height: in px
 *
 * What the window shows of the world, north up.
 */
typedef struct
{
  double x;
  double y;
  double zoom;
  double width;
  double height;
} YttMapView;

typedef enum
{
  YTT_MARKER_SELECTED = 1 << 0,
  YTT_MARKER_MOVED    = 1 << 1,   /* it stands apart from its place, and a hairline leads there */
  YTT_MARKER_WITHOUT  = 1 << 2,   /* a cluster that the selected facility has left */
} YttMarkerFlags;

/**
 * YttMarker:
 * @x: its middle, in px of the view
 * @y: its middle
 * @place_x: the place that it stands for
 * @place_y: the place that it stands for
 * @place_radius: of the ring or the hatched disc around an approximate place, 0 for none
 * @reach: see #YttMarkerExtent
 * @radius: see #YttMarkerExtent
 * @first: the first member
 * @count: how many members; more than 1 is a cluster. With %YTT_MARKER_WITHOUT the selected one is still among them
 * @flags: see #YttMarkerFlags
 *
 * One thing that is drawn on the map.
 */
typedef struct
{
  double  x;
  double  y;
  double  place_x;
  double  place_y;
  double  place_radius;
  float   reach;
  float   radius;
  guint32 first;
  guint32 count;
  guint32 flags;
} YttMarker;

void  ytt_marker_layout           (YttClusterIndex  *index,
                                   const YttMapView *view,
                                   guint             selected,
                                   guint             spread,
                                   guint             n_spread,
                                   GArray           *markers);
guint ytt_marker_layout_pick      (GArray           *markers,
                                   double            x,
                                   double            y);
guint ytt_marker_get_n_members    (const YttMarker  *marker);

G_END_DECLS
