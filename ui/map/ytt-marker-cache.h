#pragma once

#include <gtk/gtk.h>

#include "ytt-marker.h"

G_BEGIN_DECLS

/**
 * YttMarkerCache:
 *
 * The pictures of markers as textures, drawn when they are first asked for. Most markers of a map look alike, and
 * those that do not, clusters, look the same from frame to frame.
 */
typedef struct _YttMarkerCache YttMarkerCache;

YttMarkerCache *ytt_marker_cache_new          (void);
void            ytt_marker_cache_free         (YttMarkerCache             *self);
void            ytt_marker_cache_set_style    (YttMarkerCache             *self,
                                               YttTheme                    theme,
                                               double                      scale,
                                               const PangoFontDescription *font);
void            ytt_marker_cache_add_facility (YttMarkerCache             *self,
                                               GtkSnapshot                *snapshot,
                                               double                      x,
                                               double                      y,
                                               YttStages                   stages,
                                               YttStatus                   status,
                                               YttMarkerState              state);
void            ytt_marker_cache_add_place    (YttMarkerCache             *self,
                                               GtkSnapshot                *snapshot,
                                               double                      x,
                                               double                      y,
                                               YttStages                   stages,
                                               YttStatus                   status,
                                               YttPrecision                precision,
                                               double                      radius,
                                               const graphene_rect_t      *view);
void            ytt_marker_cache_add_cluster  (YttMarkerCache             *self,
                                               GtkSnapshot                *snapshot,
                                               double                      x,
                                               double                      y,
                                               const guint                 counts[YTT_N_STAGES]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttMarkerCache, ytt_marker_cache_free)

G_END_DECLS
