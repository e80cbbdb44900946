#pragma once

#include <pango/pangocairo.h>

#include "ytt-arc-drawing.h"
#include "ytt-country-points.h"
#include "ytt-point.h"
#include "ytt-supply-link.h"

G_BEGIN_DECLS

/* How far from an arc the pointer is still on it, in px. */
#define YTT_ARC_REACH 6.0

/**
 * YttArcSet:
 *
 * Supply links as they are drawn on the map, in each copy of the world. A link to an organisation ends at a ring at a
 * point of its country, one ring a country, beside the organisations' names. Where an end has no place and no
 * country, the link is not drawn.
 */
typedef struct _YttArcSet YttArcSet;

YttArcSet *ytt_arc_set_new            (GPtrArray        *links,
                                       YttCountryPoints *countries);
void       ytt_arc_set_free           (YttArcSet        *self);
guint      ytt_arc_set_get_n_arcs     (YttArcSet        *self);
guint      ytt_arc_set_get_n_left_out (YttArcSet        *self);
void       ytt_arc_set_set_context    (YttArcSet        *self,
                                       PangoContext     *context);
gboolean   ytt_arc_set_give_way       (YttArcSet        *self,
                                       const YttArcView *view,
                                       GArray           *obstacles);
void       ytt_arc_set_draw           (YttArcSet        *self,
                                       cairo_t          *cr,
                                       const YttArcView *view,
                                       YttTheme          theme);
YttArcDrawing *ytt_arc_set_freeze     (YttArcSet        *self,
                                       const YttArcView *view);
void       ytt_arc_set_draw_ends      (YttArcSet        *self,
                                       cairo_t          *cr,
                                       const YttArcView *view,
                                       YttTheme          theme);
void       ytt_arc_set_draw_bold      (YttArcSet        *self,
                                       cairo_t          *cr,
                                       const YttArcView *view,
                                       YttTheme          theme,
                                       GPtrArray        *links);
GPtrArray *ytt_arc_set_pick           (YttArcSet        *self,
                                       const YttArcView *view,
                                       double            x,
                                       double            y);
void       ytt_arc_set_append_places  (YttArcSet        *self,
                                       GArray           *points);
void       ytt_arc_set_append_boxes   (YttArcSet        *self,
                                       const YttArcView *view,
                                       GArray           *boxes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttArcSet, ytt_arc_set_free)

G_END_DECLS
