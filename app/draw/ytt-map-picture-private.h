#pragma once

#include "ytt-arc-set.h"
#include "ytt-map-picture.h"
#include "ytt-marker-layout.h"

G_BEGIN_DECLS

/* How the parts of a picture stand below each other, in px. */
typedef struct
{
  double  width;
  double  height;
  double  title_height;
  double  map_height;
  double  legend_height;
  double  footer_height;
  double  footer_most;      /* as the footer was measured with */
  GArray *legend;           /* (owned) (nullable) (element-type YttLegendEntry) */
} YttPictureLayout;

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
/* The title's height, 0 for none; draws it if there is a context to draw on. */
double ytt_picture_set_title     (const YttMapPicture     *picture,
                                  cairo_t                 *cr,
                                  PangoContext            *context,
                                  double                   width,
                                  double                   most);
/* (transfer full) (nullable): a legend that there is room for, and how high it is */
GArray *ytt_picture_choose_legend (const YttMapPicture    *picture,
                                  PangoContext            *context,
                                  double                   width,
                                  double                   most,
                                  double                   most_used,
                                  double                  *height);
void ytt_picture_draw_legend     (const YttMapPicture     *picture,
                                  cairo_t                 *cr,
                                  PangoContext            *context,
                                  GArray                  *legend,
                                  double                   width,
                                  double                   height);
/* Where the scale stands, before labels are placed. */
void ytt_picture_lay_out_scale   (YttPictureDrawing       *drawing);
void ytt_picture_draw_scale      (YttPictureDrawing       *drawing);

G_END_DECLS
