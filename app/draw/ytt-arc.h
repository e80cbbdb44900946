#pragma once

#include "ytt-great-circle.h"
#include "ytt-symbol.h"

G_BEGIN_DECLS

/**
 * YttArcPath:
 *
 * The way of a supply link on the map, as fine as one zoom needs it. It never changes, and may be drawn from any
 * thread.
 */
typedef struct _YttArcPath YttArcPath;

/**
 * YttArcView:
 * @world: side of the world, in px
 * @x: the left edge of the view on the square of Web Mercator; a whole number more is the next copy of the world
 * @y: the upper edge
 * @width: in px
 * @height: in px
 *
 * What is drawn of the world.
 */
typedef struct
{
  double world;
  double x;
  double y;
  double width;
  double height;
} YttArcView;

void        ytt_arc_view_get_copies   (const YttArcView   *view,
                                       double              left,
                                       double              width,
                                       double              room,
                                       int                *first,
                                       int                *last);

YttArcPath *ytt_arc_path_new          (double              latitude_1,
                                       double              longitude_1,
                                       double              latitude_2,
                                       double              longitude_2,
                                       double              zoom);
YttArcPath *ytt_arc_path_ref          (YttArcPath         *path);
void        ytt_arc_path_unref        (YttArcPath         *path);
void        ytt_arc_path_get_bounds   (const YttArcPath   *path,
                                       double             *x,
                                       double             *y,
                                       double             *width,
                                       double             *height);
double      ytt_arc_path_get_distance (const YttArcPath   *path,
                                       const YttArcView   *view,
                                       double              x,
                                       double              y);
void        ytt_arc_path_get_point    (const YttArcPath   *path,
                                       double              fraction,
                                       double             *x,
                                       double             *y,
                                       double             *angle);

guint32     ytt_arc_get_colour        (YttStages           maker,
                                       YttLinkState        state,
                                       YttTheme            theme);
void        ytt_draw_arc              (cairo_t            *cr,
                                       const YttArcPath   *path,
                                       const YttArcView   *view,
                                       YttStages           maker,
                                       YttLinkState        state,
                                       YttTheme            theme,
                                       gboolean            bold);
void        ytt_draw_arc_ring         (cairo_t            *cr,
                                       double              x,
                                       double              y,
                                       guint32             colour,
                                       YttTheme            theme);
/* A short piece to read the map by, from left to right. */
void        ytt_draw_arc_sample       (cairo_t            *cr,
                                       double              x,
                                       double              y,
                                       double              width,
                                       YttStages           maker,
                                       YttLinkState        state,
                                       YttTheme            theme);

/* How large the ring of an organisation is, in px. */
#define YTT_ARC_RING_RADIUS 5.0

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttArcPath, ytt_arc_path_unref)

G_END_DECLS
