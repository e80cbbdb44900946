#pragma once

#include <pango/pangocairo.h>

#include "ytt-arc.h"
#include "ytt-supply-link.h"
#include "ytt-symbol.h"

G_BEGIN_DECLS

/* What is known to be in a country and no more. */
typedef struct
{
  const char  *country;         /* a link's */
  double       x;
  double       y;
  GPtrArray   *names;           /* (element-type utf8) a link's, each once */
  YttStages    maker;           /* of all links that end here; none if they differ */
  YttLinkState state;
  double       pull;            /* where the arcs come from: east is positive */
  guint        place;           /* among name_places */
  PangoLayout *layout;          /* (owned) (nullable) */
  double       width;
  double       height;
  gboolean     named;           /* there is room for the names */
} YttArcEnd;

void     ytt_arc_end_clear        (YttArcEnd         *end);
void     ytt_arc_end_set_context  (YttArcEnd         *end,
                                   PangoContext      *context,
                                   gboolean           with_note);
void     ytt_arc_end_get_name_box (const YttArcEnd   *end,
                                   cairo_rectangle_t *box);
void     ytt_arc_end_draw_name    (cairo_t           *cr,
                                   const YttArcEnd   *end,
                                   double             x,
                                   double             y,
                                   YttTheme           theme);
gboolean ytt_arc_end_give_way     (YttArcEnd         *end,
                                   const YttArcView  *view,
                                   GArray            *obstacles);

G_END_DECLS
