#pragma once

#include "ytt-arc-set.h"
#include "ytt-map-picture.h"
#include "ytt-marker-layout.h"

G_BEGIN_DECLS

/* A picture's map while it is drawn. */
typedef struct
{
  YttMapPicture    *picture;
  cairo_t          *cr;            /* in px, the map's upper left corner at the origin */
  PangoContext     *context;       /* (owned) */
  YttMapView        view;
  GArray           *markers;       /* (owned) (element-type YttMarker) */
  guint             selected;      /* a member of the index, or YTT_MARKER_NONE */
  GArray           *boxes;         /* (owned) (element-type cairo_rectangle_t): where labels have no room */

  PangoLayout      *title;         /* (owned) (nullable) */
  cairo_rectangle_t title_box;
  GArray           *legend;        /* (owned) (nullable) (element-type YttLegendEntry) */
  cairo_rectangle_t legend_box;
  double            legend_scale;  /* 0: there is none */
  PangoLayout      *scale;         /* (owned) (nullable) */
  cairo_rectangle_t scale_box;
  double            scale_width;   /* of its line, in px */
} YttPictureDrawing;

void ytt_picture_lay_out_markers (YttPictureDrawing       *drawing);
void ytt_picture_draw_markers    (YttPictureDrawing       *drawing);
void ytt_picture_draw_tag        (YttPictureDrawing       *drawing);

void ytt_picture_draw_card       (cairo_t                 *cr,
                                  const cairo_rectangle_t *box,
                                  double                   radius,
                                  YttTheme                 theme);
void ytt_picture_lay_out_cards   (YttPictureDrawing       *drawing,
                                  gboolean                 with_title);
void ytt_picture_draw_cards      (YttPictureDrawing       *drawing);

G_END_DECLS
