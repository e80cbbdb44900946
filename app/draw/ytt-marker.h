#pragma once

#include "ytt-marker-metrics.h"
#include "ytt-symbol.h"

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/* Markers as they stand on the map: symbols, pills, clusters, and what surrounds them. All are drawn around
 * x, y; sizes are px at scale 1. The stage of a place ring is the leading one. */
typedef enum
{
  YTT_MARKER_AT_REST,
  YTT_MARKER_HOVERED,
  YTT_MARKER_CHOSEN,
} YttMarkerState;

guint32 ytt_marker_get_colour   (YttStages stages, YttStatus status, YttTheme theme);
double  ytt_marker_get_reach    (YttStages stages);

void    ytt_draw_marker         (cairo_t *cr, double x, double y, YttStages stages, YttStatus status,
                                 YttMarkerState state, double casing, YttTheme theme);
void    ytt_draw_marker_place   (cairo_t *cr, double x, double y, YttStages stages, YttStatus status,
                                 YttPrecision precision, double radius, YttTheme theme);
PangoLayout *ytt_marker_create_layout (const PangoFontDescription *font);
void    ytt_draw_marker_cluster (cairo_t *cr, double x, double y, const guint counts[YTT_N_STAGES],
                                 double casing, PangoLayout *layout, YttTheme theme);

G_END_DECLS
