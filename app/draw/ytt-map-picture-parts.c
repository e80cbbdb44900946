#include "config.h"

#include "ytt-map-picture-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ytt-legend.h"
#include "ytt-mercator.h"
#include "ytt-scale-bar.h"
#include "ytt-timeline.h"

/* What stands around the map, and the scale on it. In px. */
#define EDGE 14.0
#define TITLE_SCALE 1.5
#define TITLE_PADDING_Y 10.0
#define TITLE_MOST_LINES 3
#define LEGEND_PADDING_Y 8.0

#define SCALE_MOST_WIDTH 120.0
#define SCALE_TEXT 0.82
#define NORTH_WIDTH 9.0
#define NORTH_HEIGHT 12.0
#define NORTH_GAP 16.0

/*< private >
 * ytt_picture_draw_card:
 * @cr: where to draw
 * @box: where, in px
 * @radius: of its corners, in px
 * @theme: the palette
 *
 * Draws a card that lies on the map. Its shadow is made of a few outlines, since a soft one would be no vectors.
 */
void
ytt_picture_draw_card (cairo_t                 *cr,
                       const cairo_rectangle_t *box,
                       double                   radius,
                       YttTheme                 theme)
{
  static const struct { double grown, alpha; } shadow[] = { { 3, 0.02 }, { 2, 0.04 }, { 1, 0.06 } };
  gboolean dark = ytt_theme_is_dark (theme);

  for (guint i = 0; i <= G_N_ELEMENTS (shadow); i++)
    {
      double grown = i < G_N_ELEMENTS (shadow) ? shadow[i].grown : 0, down = grown > 0 ? 1 : 0, r = radius + grown;
      double left = box->x - grown, right = box->x + box->width + grown;
      double top = box->y - grown + down, bottom = box->y + box->height + grown + down;

      cairo_new_path (cr);
      cairo_arc (cr, left + r, top + r, r, G_PI, 1.5 * G_PI);
      cairo_arc (cr, right - r, top + r, r, -G_PI / 2, 0);
      cairo_arc (cr, right - r, bottom - r, r, 0, G_PI / 2);
      cairo_arc (cr, left + r, bottom - r, r, G_PI / 2, G_PI);
      cairo_close_path (cr);
      if (grown > 0)
        {
          cairo_set_source_rgba (cr, 0, 0, 0, shadow[i].alpha * (dark ? 2 : 1));
          cairo_fill (cr);
        }
    }

  ytt_cairo_set_rgb (cr, dark ? 0x383838 : 0xffffff);
  cairo_fill_preserve (cr);
  cairo_set_line_width (cr, ytt_theme_is_contrast (theme) ? 1 : 0.5);
  if (ytt_theme_is_contrast (theme))
    ytt_cairo_set_rgb (cr, ytt_theme_get_ink (theme));
  else
    cairo_set_source_rgba (cr, 0.5, 0.5, 0.5, 0.5);
  cairo_stroke (cr);
}

static PangoLayout *
create_layout (PangoContext *context,
               const char   *text,
               double        scale)
{
  PangoLayout *layout = pango_layout_new (context);
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_attr_list_insert (attributes, pango_attr_scale_new (scale));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_text (layout, text, -1);

  return layout;
}

/* The ground of what stands around the map, with a line towards what is above or below. */
static void
draw_ground (const YttMapPicture *picture,
             cairo_t             *cr,
             double               width,
             double               height,
             double               line)
{
  gboolean dark = ytt_theme_is_dark (picture->theme);

  ytt_cairo_set_rgb (cr, dark ? 0x242424 : 0xffffff);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_fill (cr);
  ytt_cairo_set_rgb (cr, ytt_theme_is_contrast (picture->theme) ? ytt_theme_get_ink (picture->theme)
                         : dark                                 ? 0x3d3d3d
                                                                : 0xd5d0cc);
  cairo_rectangle (cr, 0, line, width, 1);
  cairo_fill (cr);
}

/*< private >
 * ytt_picture_set_title:
 * @picture: a picture
 * @cr: (nullable): where to draw; %NULL to measure only
 * @context: the font
 * @width: px
 * @most: how high it may be, in px
 *
 * Returns: how high the title is; 0 where there is none, or no room for it
 */
double
ytt_picture_set_title (const YttMapPicture *picture,
                       cairo_t             *cr,
                       PangoContext        *context,
                       double               width,
                       double               most)
{
  g_autoptr(PangoLayout) layout = NULL;
  PangoRectangle extents;
  double height;

  if (picture->title == NULL || *picture->title == '\0' || width <= 2 * EDGE)
    return 0;

  layout = create_layout (context, picture->title, TITLE_SCALE);
  pango_layout_set_width (layout, (int) ((width - 2 * EDGE) * PANGO_SCALE));
  pango_layout_set_height (layout, -TITLE_MOST_LINES);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_get_pixel_extents (layout, NULL, &extents);
  height = extents.height + 2 * TITLE_PADDING_Y;
  if (height > most)
    return 0;

  if (cr != NULL)
    {
      draw_ground (picture, cr, width, height, height - 1);
      ytt_cairo_set_rgb (cr, ytt_theme_is_dark (picture->theme) ? 0xffffff : 0x1f2024);
      cairo_move_to (cr, EDGE, TITLE_PADDING_Y);
      pango_cairo_show_layout (cr, layout);
      cairo_new_path (cr);
    }

  return height;
}

static void
add_use (YttLegendUse   *use,
         const YttPoint *point)
{
  use->stages |= point->stages;
  use->precisions |= 1u << point->precision;
  if (point->promised)
    use->promised = TRUE;
  else
    use->statuses |= 1u << point->status;
}

static void
find_use (const YttMapPicture *picture,
          YttLegendUse        *use)
{
  *use = (YttLegendUse) { 0 };
  for (guint i = 0; picture->points != NULL && i < picture->points->len; i++)
    add_use (use, &g_array_index (picture->points, YttPoint, i));
  for (guint i = 0; picture->links != NULL && i < picture->links->len; i++)
    {
      const YttSupplyLink *link = g_ptr_array_index (picture->links, i);

      use->states |= 1u << ytt_link_standing_get_drawn (link->standing, link->state);
    }
}

/*< private >
 * ytt_picture_choose_legend:
 * @picture: a picture
 * @context: the font
 * @width: px
 * @most: how high the whole legend may be, in px
 * @most_used: how high one of what the picture shows may be, where there is no room for the whole one
 * @height: (out): how high it is, 0 for none
 *
 *
 * Returns: (transfer full) (nullable) (element-type YttLegendEntry): a legend
 */
GArray *
ytt_picture_choose_legend (const YttMapPicture *picture,
                           PangoContext        *context,
                           double               width,
                           double               most,
                           double               most_used,
                           double              *height)
{
  g_autoptr(GArray) whole = NULL, used = NULL;
  YttLegendUse use;
  double needed;

  *height = 0;
  if (!picture->legend)
    return NULL;

  whole = ytt_legend_new (NULL);
  needed = ytt_legend_measure (whole, context, width - 2 * EDGE);
  if (needed > 0 && needed + 2 * LEGEND_PADDING_Y <= most)
    {
      *height = ceil (needed + 2 * LEGEND_PADDING_Y);
      return g_steal_pointer (&whole);
    }

  find_use (picture, &use);
  used = ytt_legend_new (&use);
  needed = ytt_legend_measure (used, context, width - 2 * EDGE);
  if (needed <= 0 || needed + 2 * LEGEND_PADDING_Y > most_used)
    return NULL;

  *height = ceil (needed + 2 * LEGEND_PADDING_Y);

  return g_steal_pointer (&used);
}

/*< private >
 * ytt_picture_draw_legend:
 * @picture: a picture
 * @cr: where to draw
 * @context: the font
 * @legend: (element-type YttLegendEntry): its legend
 * @width: px
 * @height: px
 *
 * Draws the legend on a ground of its own.
 */
void
ytt_picture_draw_legend (const YttMapPicture *picture,
                         cairo_t             *cr,
                         PangoContext        *context,
                         GArray              *legend,
                         double               width,
                         double               height)
{
  draw_ground (picture, cr, width, height, 0);
  cairo_save (cr);
  cairo_translate (cr, EDGE, LEGEND_PADDING_Y);
  ytt_legend_draw (legend, cr, context, width - 2 * EDGE, picture->theme);
  cairo_restore (cr);
}

static gboolean
is_free (YttPictureDrawing       *drawing,
         const cairo_rectangle_t *box)
{
  for (guint i = 0; i < drawing->boxes->len; i++)
    {
      const cairo_rectangle_t *other = &g_array_index (drawing->boxes, cairo_rectangle_t, i);

      if (box->x < other->x + other->width && other->x < box->x + box->width
          && box->y < other->y + other->height && other->y < box->y + box->height)
        return FALSE;
    }

  return TRUE;
}

/* In the first corner where it covers nothing, from the lower right on; if it would everywhere, there. */
static void
choose_corner (YttPictureDrawing *drawing,
               double             width,
               double             height)
{
  double right = drawing->view.width - EDGE - width, bottom = drawing->view.height - EDGE - height;
  const cairo_rectangle_t corners[] = {
    { right, bottom, width, height },
    { EDGE, bottom, width, height },
    { right, EDGE, width, height },
    { EDGE, EDGE, width, height },
  };

  drawing->scale_box = corners[0];
  for (guint i = 0; i < G_N_ELEMENTS (corners); i++)
    if (is_free (drawing, &corners[i]))
      {
        drawing->scale_box = corners[i];
        break;
      }
}

/*< private >
 * ytt_picture_lay_out_scale:
 * @drawing: a picture that is drawn, where it is known what stands on the map
 *
 * Says where the scale stands, and that labels have no room there. It tells of the middle of the map: towards the poles
 * a px covers less.
 */
void
ytt_picture_lay_out_scale (YttPictureDrawing *drawing)
{
  double metres = ytt_mercator_get_metres_per_pixel (drawing->picture->latitude, drawing->view.zoom);
  double most = MIN (SCALE_MOST_WIDTH, drawing->view.width / 3), width, height;
  g_autofree char *text = NULL;
  PangoRectangle extents;

  if (!drawing->picture->scale)
    return;

  drawing->scale_width = ytt_scale_bar_choose (metres, most, &text);
  drawing->scale = create_layout (drawing->context, text, SCALE_TEXT);
  pango_layout_get_pixel_extents (drawing->scale, NULL, &extents);
  width = MAX (drawing->scale_width, extents.width) + NORTH_GAP + NORTH_WIDTH + 2 * YTT_SCALE_BAR_HALO;
  height = extents.height + YTT_SCALE_BAR_LINE + 2 * YTT_SCALE_BAR_HALO;
  choose_corner (drawing, width, height);
  g_array_append_val (drawing->boxes, drawing->scale_box);
}

/* An arrow up, half of it hollow, as maps have it: the map is always north up. */
static void
draw_north (cairo_t *cr,
            double   x,
            double   y,
            YttTheme theme)
{
  gboolean dark = ytt_theme_is_dark (theme);
  double tip = y - NORTH_HEIGHT, notch = y - NORTH_HEIGHT * 0.28, half = NORTH_WIDTH / 2;

  cairo_save (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_new_path (cr);
  cairo_move_to (cr, x, tip);
  cairo_line_to (cr, x + half, y);
  cairo_line_to (cr, x, notch);
  cairo_line_to (cr, x - half, y);
  cairo_close_path (cr);
  ytt_cairo_set_rgb (cr, dark ? 0x192026 : 0xffffff);
  cairo_set_line_width (cr, 2 * YTT_SCALE_BAR_HALO - 1);
  cairo_stroke_preserve (cr);
  cairo_fill_preserve (cr);
  ytt_cairo_set_rgb (cr, dark ? 0xf0f0f0 : 0x2a2a2e);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
  cairo_move_to (cr, x, tip);
  cairo_line_to (cr, x, notch);
  cairo_line_to (cr, x - half, y);
  cairo_close_path (cr);
  cairo_fill (cr);
  cairo_restore (cr);
}

static void
write_north (YttPictureDrawing *drawing,
             double             x,
             double             bottom)
{
  YttTheme theme = drawing->picture->theme;
  gboolean dark = ytt_theme_is_dark (theme);
  /* Translators: north, on the arrow of a map */
  g_autoptr(PangoLayout) layout = create_layout (drawing->context, C_("compass", "N"), SCALE_TEXT * 0.9);
  PangoRectangle ink;

  pango_layout_get_pixel_extents (layout, &ink, NULL);
  draw_north (drawing->cr, x, bottom, theme);
  cairo_save (drawing->cr);
  cairo_set_line_join (drawing->cr, CAIRO_LINE_JOIN_ROUND);
  cairo_new_path (drawing->cr);
  cairo_move_to (drawing->cr, x - ink.x - ink.width / 2.0, bottom - NORTH_HEIGHT - 2 - ink.y - ink.height);
  pango_cairo_layout_path (drawing->cr, layout);
  ytt_cairo_set_rgb (drawing->cr, dark ? 0x192026 : 0xffffff);
  cairo_set_line_width (drawing->cr, 2 * YTT_SCALE_BAR_HALO - 1);
  cairo_stroke (drawing->cr);
  cairo_move_to (drawing->cr, x - ink.x - ink.width / 2.0, bottom - NORTH_HEIGHT - 2 - ink.y - ink.height);
  ytt_cairo_set_rgb (drawing->cr, dark ? 0xf0f0f0 : 0x2a2a2e);
  pango_cairo_show_layout (drawing->cr, layout);
  cairo_new_path (drawing->cr);
  cairo_restore (drawing->cr);
}

/*< private >
 * ytt_picture_draw_scale:
 * @drawing: a picture that is drawn
 *
 * Draws the scale where it was laid out, and which way is north.
 */
void
ytt_picture_draw_scale (YttPictureDrawing *drawing)
{
  const cairo_rectangle_t *box = &drawing->scale_box;
  double bottom = box->y + box->height - YTT_SCALE_BAR_HALO, left = box->x + YTT_SCALE_BAR_HALO;

  if (drawing->scale == NULL)
    return;

  write_north (drawing, left + NORTH_WIDTH / 2, bottom);
  ytt_draw_scale_bar (drawing->cr, box->x + box->width - YTT_SCALE_BAR_HALO - drawing->scale_width, bottom,
                      drawing->scale_width, drawing->scale, drawing->picture->theme);
}
