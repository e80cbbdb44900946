#include "config.h"

#include "ytt-map-picture-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ytt-legend.h"
#include "ytt-mercator.h"
#include "ytt-scale-bar.h"
#include "ytt-timeline.h"

/* In px. */
#define EDGE 14.0
#define TITLE_SCALE 1.55
#define TITLE_PADDING_X 20.0
#define TITLE_PADDING_Y 10.0
#define TITLE_MOST_LINES 3
#define LEGEND_PADDING 14.0
#define CARD_RADIUS 12.0

/* How much of the map's width a legend may take, and how much smaller than on the screen it may be. */
#define LEGEND_MOST_WIDTH 0.6
#define LEGEND_LEAST_SCALE 0.6

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

static void
lay_out_title (YttPictureDrawing *drawing)
{
  const char *title = drawing->picture->title;
  double most = drawing->view.width - 2 * EDGE - 2 * TITLE_PADDING_X;
  PangoRectangle extents;

  if (title == NULL || *title == '\0' || most <= 0)
    return;

  drawing->title = create_layout (drawing->context, title, TITLE_SCALE);
  pango_layout_set_width (drawing->title, (int) (most * PANGO_SCALE));
  pango_layout_set_height (drawing->title, -TITLE_MOST_LINES);
  pango_layout_set_ellipsize (drawing->title, PANGO_ELLIPSIZE_END);
  pango_layout_get_pixel_extents (drawing->title, NULL, &extents);
  drawing->title_box = (cairo_rectangle_t) { EDGE, EDGE, extents.width + 2 * TITLE_PADDING_X,
                                             extents.height + 2 * TITLE_PADDING_Y };
  g_array_append_val (drawing->boxes, drawing->title_box);
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
find_use (YttPictureDrawing *drawing,
          YttLegendUse      *use)
{
  GPtrArray *links = drawing->picture->links;

  *use = (YttLegendUse) { 0 };
  for (guint i = 0; i < drawing->markers->len; i++)
    {
      const YttMarker *marker = &g_array_index (drawing->markers, YttMarker, i);

      for (guint j = 0; j < marker->count; j++)
        add_use (use, ytt_cluster_index_get_member (drawing->picture->index, marker->first + j));
    }
  for (guint i = 0; links != NULL && i < links->len; i++)
    {
      const YttSupplyLink *link = g_ptr_array_index (links, i);

      use->states |= 1u << ytt_link_standing_get_drawn (link->standing, link->state);
    }
}

/* How large a legend can be drawn; 0 for not at all. */
static double
fit_legend (YttPictureDrawing *drawing,
            GArray            *legend,
            double            *width,
            double            *height)
{
  double top = drawing->title != NULL ? drawing->title_box.y + drawing->title_box.height : 0;
  double most_width = MAX (drawing->view.width * LEGEND_MOST_WIDTH, MIN (drawing->view.width, 360)) - 2 * EDGE;
  double most_height = drawing->view.height - top - 2 * EDGE, scale;

  ytt_legend_measure (legend, drawing->context, width, height);
  if (*height == 0)
    return 0;

  *width += 2 * LEGEND_PADDING;
  *height += 2 * LEGEND_PADDING;
  scale = MIN (1, MIN (most_width / *width, most_height / *height));

  return scale >= LEGEND_LEAST_SCALE ? scale : 0;
}

/* Where the whole legend is too large, one of what the map shows will do, as small as can be read. */
static void
lay_out_legend (YttPictureDrawing *drawing)
{
  double width, height;

  if (!drawing->picture->legend)
    return;

  drawing->legend = ytt_legend_new (NULL);
  drawing->legend_scale = fit_legend (drawing, drawing->legend, &width, &height);
  if (drawing->legend_scale < 1)
    {
      YttLegendUse use;

      find_use (drawing, &use);
      g_array_unref (drawing->legend);
      drawing->legend = ytt_legend_new (&use);
      drawing->legend_scale = fit_legend (drawing, drawing->legend, &width, &height);
    }
  if (drawing->legend_scale == 0)
    return;

  width *= drawing->legend_scale;
  height *= drawing->legend_scale;
  drawing->legend_box = (cairo_rectangle_t) { EDGE, drawing->view.height - EDGE - height, width, height };
  g_array_append_val (drawing->boxes, drawing->legend_box);
}

/* It tells of the middle of the map: towards the poles a px covers less. */
static void
lay_out_scale (YttPictureDrawing *drawing)
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
  drawing->scale_box = (cairo_rectangle_t) { drawing->view.width - EDGE - width, drawing->view.height - EDGE - height,
                                             width, height };

  /* Where the legend reaches so far, it stands above. */
  if (drawing->legend_scale > 0 && drawing->legend_box.x + drawing->legend_box.width > drawing->scale_box.x)
    drawing->scale_box.y = drawing->legend_box.y - EDGE - height;
  g_array_append_val (drawing->boxes, drawing->scale_box);
}

/*< private >
 * ytt_picture_lay_out_cards:
 * @drawing: a picture that is drawn, with its markers laid out
 * @with_title: whether a title is wanted
 *
 * Says where title, legend and scale stand, and that labels have no room there.
 */
void
ytt_picture_lay_out_cards (YttPictureDrawing *drawing,
                           gboolean           with_title)
{
  if (with_title)
    lay_out_title (drawing);
  lay_out_legend (drawing);
  lay_out_scale (drawing);
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
 * ytt_picture_draw_cards:
 * @drawing: a picture that is drawn
 *
 * Draws title, legend and scale where they were laid out.
 */
void
ytt_picture_draw_cards (YttPictureDrawing *drawing)
{
  YttTheme theme = drawing->picture->theme;
  cairo_t *cr = drawing->cr;

  if (drawing->scale != NULL)
    {
      const cairo_rectangle_t *box = &drawing->scale_box;
      double bottom = box->y + box->height - YTT_SCALE_BAR_HALO, left = box->x + YTT_SCALE_BAR_HALO;

      write_north (drawing, left + NORTH_WIDTH / 2, bottom);
      ytt_draw_scale_bar (cr, box->x + box->width - YTT_SCALE_BAR_HALO - drawing->scale_width, bottom,
                          drawing->scale_width, drawing->scale, theme);
    }

  if (drawing->legend_scale > 0)
    {
      ytt_picture_draw_card (cr, &drawing->legend_box, CARD_RADIUS * drawing->legend_scale, theme);
      cairo_save (cr);
      cairo_translate (cr, drawing->legend_box.x, drawing->legend_box.y);
      cairo_scale (cr, drawing->legend_scale, drawing->legend_scale);
      cairo_translate (cr, LEGEND_PADDING, LEGEND_PADDING);
      ytt_legend_draw (drawing->legend, cr, drawing->context, theme);
      cairo_restore (cr);
    }

  if (drawing->title != NULL)
    {
      ytt_picture_draw_card (cr, &drawing->title_box, CARD_RADIUS, theme);
      ytt_cairo_set_rgb (cr, ytt_theme_is_dark (theme) ? 0xffffff : 0x1f2024);
      cairo_move_to (cr, drawing->title_box.x + TITLE_PADDING_X, drawing->title_box.y + TITLE_PADDING_Y);
      pango_cairo_show_layout (cr, drawing->title);
      cairo_new_path (cr);
    }
}
