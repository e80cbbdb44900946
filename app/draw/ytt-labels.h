#pragma once

#include <pango/pangocairo.h>

#include "ytt-basemap.h"
#include "ytt-label-text.h"

G_BEGIN_DECLS

/**
 * YttLabels:
 *
 * Decides which of the basemap's labels show, and where, so that none overlaps
 * another. That is decided once for each half zoom, by importance, for the
 * world or a fixed part of it rather than for what is in view: so labels stand
 * still while the map is moved, and at zooms between two steps they only move
 * apart. What a view has of its own are obstacles (the symbols that stand on
 * the map): a town's name then goes to another side of its dot, a country's a
 * line up or down, or the label is left out.
 *
 * Countries and states are named in the language of the process where
 * iso-codes has translations. To be used from one thread.
 */
typedef struct _YttLabels YttLabels;

/**
 * YttLabelView:
 * @x: the middle, Web Mercator, 0 at 180° W to 1 at 180° E
 * @y: the middle, 0 in the north to 1 in the south
 * @zoom: in tiles of 256 px
 * @width: in px
 * @height: in px
 * @scale: device pixels in a px, 0 for 1
 * @steady: whether a label that meets an obstacle is left out rather than moved
 *
 * What is to be labelled. Text stands on whole device pixels. The world repeats sideways.
 */
typedef struct
{
  double x;
  double y;
  double zoom;
  double width;
  double height;
  double scale;
  gboolean steady;
} YttLabelView;

/**
 * YttPlacedLabel:
 * @key: the same for the same text in the same style, for caches
 * @label: index of the label in the basemap
 * @style: how it is written
 * @text: (transfer none): what is written
 * @kind: what is named
 * @box: what the label takes of the view, dot included, in px from the upper left
 * @text_x: left side of the text, in px
 * @text_y: upper side of the text, in px
 * @dot_x: the place, in px
 * @dot_y: the place, in px
 * @dot: radius of the dot, in px, 0 for areas
 *
 * A label that shows.
 */
typedef struct
{
  guint key;
  guint label;
  YttLabelStyle style;
  const char *text;
  YttBasemapLabelKind kind;
  cairo_rectangle_t box;
  double text_x;
  double text_y;
  double dot_x;
  double dot_y;
  double dot;
} YttPlacedLabel;

YttLabels       *ytt_labels_new   (YttBasemap              *basemap,
                                   PangoContext            *context);
void             ytt_labels_free  (YttLabels               *self);

/* (transfer full): what was decided so far; it may be handed to another thread */
GHashTable      *ytt_labels_get_decided (YttLabels         *self);
/* Takes over what others of the same basemap, text and language decided. */
void             ytt_labels_add_decided (YttLabels         *self,
                                         GHashTable        *decided);

const GArray    *ytt_labels_place (YttLabels               *self,
                                   const YttLabelView      *view,
                                   const cairo_rectangle_t *obstacles,
                                   guint                    n_obstacles);
cairo_surface_t *ytt_labels_render (YttLabels              *self,
                                    const YttPlacedLabel   *placed,
                                    YttTheme                theme,
                                    double                  scale);
void             ytt_labels_draw  (YttLabels               *self,
                                   cairo_t                 *cr,
                                   const YttLabelView      *view,
                                   const cairo_rectangle_t *obstacles,
                                   guint                    n_obstacles,
                                   YttTheme                 theme);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttLabels, ytt_labels_free)

G_END_DECLS
