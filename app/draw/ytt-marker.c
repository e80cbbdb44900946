#include "ytt-marker.h"

#include <math.h>
#include <glib/gi18n.h>

#define SELECTION_WIDTH 3.0
#define PILL_CHOSEN_RADIUS (YTT_MARKER_PILL_HEIGHT / 2 + 5)

#define RING_WIDTH 1.3
#define RING_CASING 3.0
#define HATCH_WIDTH 1.2
#define HATCH_STEP 4.2
#define HATCH_ALPHA 0.75
#define HATCH_ALPHA_LEAST 0.2
#define HATCH_FULL_RADIUS 48.0   /* wider areas are fainter: what lies below is to be seen through them */

#define CLUSTER_RING 5.5
#define CLUSTER_GAP 1.8
#define CLUSTER_LEAST 2.2   /* of a part, in px along the ring */
#define CLUSTER_TEXT 13.5

/* Recycling leads only alone: its bit is the lowest. */
static YttStages
get_leading (YttStages stages)
{
  return stages != 0 ? 1 << g_bit_nth_msf (stages, -1) : YTT_STAGE_NONE;
}

static guint
count_stages (YttStages stages)
{
  guint n = 0;

  for (guint rest = stages; rest != 0; rest &= rest - 1)
    n++;

  return n;
}

/* The outline of a disc that was pulled apart by twice the reach. */
static void
add_capsule (cairo_t *cr,
             double   x,
             double   y,
             double   reach,
             double   radius)
{
  cairo_new_path (cr);
  cairo_arc (cr, x - reach, y, radius, G_PI / 2, 3 * G_PI / 2);
  cairo_arc (cr, x + reach, y, radius, -G_PI / 2, G_PI / 2);
  cairo_close_path (cr);
}

/* A line that sets paper off from what is below, without being a colour of its own; in high contrast a border. */
static void
set_hairline (cairo_t *cr,
              YttTheme theme)
{
  if (ytt_theme_is_contrast (theme))
    ytt_cairo_set_rgb (cr, ytt_theme_get_ink (theme));
  else if (ytt_theme_is_dark (theme))
    cairo_set_source_rgba (cr, 1, 1, 1, 0.22);
  else
    cairo_set_source_rgba (cr, 0, 0, 0, 0.24);
}

/**
 * ytt_marker_get_colour:
 * @stages: a facility's stages
 * @status: its status
 * @theme: the palette
 *
 * Returns: the colour of what surrounds its marker, as 0xRRGGBB
 */
guint32
ytt_marker_get_colour (YttStages stages,
                       YttStatus status,
                       YttTheme  theme)
{
  if (status == YTT_STATUS_CLOSED || status == YTT_STATUS_SHELVED || status == YTT_STATUS_CANCELLED)
    return ytt_theme_get_gone (theme);

  return ytt_theme_get_stage_colour (theme, get_leading (stages));
}

/**
 * ytt_marker_get_reach:
 * @stages: a facility's stages
 *
 * Returns: how far the middles of its marker's round ends stand from its middle, in px: 0 for one stage
 */
double
ytt_marker_get_reach (YttStages stages)
{
  guint n = count_stages (stages);

  return n > 1 ? (ytt_marker_get_pill_width (n) - YTT_MARKER_PILL_HEIGHT) / 2 : 0;
}

static void
draw_paper (cairo_t *cr,
            double   x,
            double   y,
            double   reach,
            double   radius,
            double   line,
            YttTheme theme)
{
  add_capsule (cr, x, y, reach, radius);
  ytt_cairo_set_rgb (cr, ytt_theme_get_paper (theme));
  cairo_fill_preserve (cr);
  set_hairline (cr, theme);
  cairo_set_line_width (cr, line);
  cairo_stroke (cr);
}

static void
draw_selection (cairo_t *cr,
                double   x,
                double   y,
                double   reach,
                double   radius,
                double   casing,
                YttTheme theme)
{
  add_capsule (cr, x, y, reach, radius + SELECTION_WIDTH / 2);
  ytt_cairo_set_rgb (cr, ytt_theme_get_paper (theme));
  cairo_fill_preserve (cr);
  cairo_set_line_width (cr, SELECTION_WIDTH + 2 * casing);
  cairo_stroke_preserve (cr);
  ytt_cairo_set_rgb (cr, ytt_theme_get_selection (theme));
  cairo_set_line_width (cr, SELECTION_WIDTH);
  cairo_stroke (cr);
}

/**
 * ytt_draw_marker:
 * @cr: where to draw
 * @x: its middle
 * @y: its middle
 * @stages: the facility's stages
 * @status: its status
 * @state: whether the pointer is on it, or it is selected
 * @casing: width of the paper around the symbol
 * @theme: the palette
 *
 * Draws the marker of one facility: a symbol, or a pill with several in the order of the chain.
 */
void
ytt_draw_marker (cairo_t        *cr,
                 double          x,
                 double          y,
                 YttStages       stages,
                 YttStatus       status,
                 YttMarkerState  state,
                 double          casing,
                 YttTheme        theme)
{
  guint n = count_stages (stages);
  double reach = ytt_marker_get_reach (stages);
  double size = state == YTT_MARKER_CHOSEN ? YTT_MARKER_SYMBOL_SELECTED : YTT_MARKER_SYMBOL;
  double left;

  cairo_save (cr);
  if (state == YTT_MARKER_CHOSEN)
    draw_selection (cr, x, y, reach, n > 1 ? PILL_CHOSEN_RADIUS : YTT_MARKER_DISC, casing, theme);
  else if (state == YTT_MARKER_HOVERED)
    draw_paper (cr, x, y, reach, n > 1 ? PILL_CHOSEN_RADIUS : YTT_MARKER_DISC, 1, theme);
  else if (n > 1)
    draw_paper (cr, x, y, reach, YTT_MARKER_PILL_HEIGHT / 2, casing > YTT_MARKER_CASING ? 2 : 1, theme);

  if (n == 1)
    ytt_draw_symbol (cr, x, y, size, state == YTT_MARKER_AT_REST ? casing : 0, stages, status, theme);

  left = x - reach - YTT_MARKER_PILL_HEIGHT / 2 + YTT_MARKER_PILL_PADDING + YTT_MARKER_PILL_SYMBOL / 2;
  for (guint i = 0; n > 1 && i < YTT_N_STAGES; i++)
    if (stages & (1 << i))
      {
        ytt_draw_symbol (cr, left, y, YTT_MARKER_PILL_SYMBOL, 0, 1 << i, status, theme);
        left += YTT_MARKER_PILL_SYMBOL + YTT_MARKER_PILL_GAP;
      }
  cairo_restore (cr);
}

static void
draw_hatch (cairo_t *cr,
            double   x,
            double   y,
            double   reach,
            double   radius,
            guint32  colour,
            YttTheme theme)
{
  double step = HATCH_STEP * G_SQRT2;
  double width = reach + radius;
  double alpha = CLAMP (HATCH_ALPHA * HATCH_FULL_RADIUS / radius, HATCH_ALPHA_LEAST, HATCH_ALPHA);

  cairo_push_group (cr);
  add_capsule (cr, x, y, reach, radius);
  cairo_clip (cr);
  for (double across = -ceil ((width + radius) / step) * step; across <= width + radius; across += step)
    {
      cairo_move_to (cr, x + across - radius, y + radius);
      cairo_line_to (cr, x + across + radius, y - radius);
    }
  cairo_set_line_width (cr, HATCH_WIDTH);
  ytt_cairo_set_rgb (cr, colour);
  cairo_stroke (cr);
  cairo_pop_group_to_source (cr);
  if (ytt_theme_is_contrast (theme))
    alpha = 1;
  cairo_paint_with_alpha (cr, alpha);
}

/**
 * ytt_draw_marker_place:
 * @cr: where to draw
 * @x: the place
 * @y: the place
 * @stages: the facility's stages
 * @status: its status
 * @precision: how exactly its place is known; a site has nothing around it
 * @radius: how far the place reaches, at least 15 for a locality and 18 for a region
 * @theme: the palette
 *
 * Draws the ring around a locality, or the hatched area of a region. Around a pill both follow its outline.
 */
void
ytt_draw_marker_place (cairo_t      *cr,
                       double        x,
                       double        y,
                       YttStages     stages,
                       YttStatus     status,
                       YttPrecision  precision,
                       double        radius,
                       YttTheme      theme)
{
  guint32 colour = ytt_marker_get_colour (stages, status, theme);
  double reach = ytt_marker_get_reach (stages);

  cairo_save (cr);
  if (precision == YTT_PRECISION_LOCALITY)
    {
      add_capsule (cr, x, y, reach, radius);
      ytt_cairo_set_rgb (cr, ytt_theme_get_paper (theme));
      cairo_set_line_width (cr, RING_CASING);
      cairo_stroke_preserve (cr);
      ytt_cairo_set_rgb (cr, colour);
      cairo_set_line_width (cr, RING_WIDTH);
      cairo_stroke (cr);
    }
  else if (precision == YTT_PRECISION_REGION)
    {
      draw_hatch (cr, x, y, reach, radius, colour, theme);
    }
  cairo_restore (cr);
}

/* Counts beyond a thousand are told by their size: the place for the number is small. */
static char *
format_count (guint count)
{
  if (count < 1000)
    return g_strdup_printf ("%u", count);

  /* Translators: thousands and millions, as short as can be; %.1f and %.0f are numbers */
  if (count < 9950)
    return g_strdup_printf (_("%.1fk"), count / 1e3);
  if (count < 999500)
    return g_strdup_printf (_("%.0fk"), count / 1e3);
  if (count < 9950000)
    return g_strdup_printf (_("%.1fM"), count / 1e6);

  return g_strdup_printf (_("%.0fM"), count / 1e6);
}

static void
draw_count (cairo_t     *cr,
            double       x,
            double       y,
            guint        count,
            PangoLayout *layout,
            YttTheme     theme)
{
  g_autofree char *text = format_count (count);
  PangoRectangle ink;

  pango_layout_set_text (layout, text, -1);
  pango_cairo_update_layout (cr, layout);
  pango_layout_get_extents (layout, &ink, NULL);

  ytt_cairo_set_rgb (cr, ytt_theme_get_ink (theme));
  cairo_move_to (cr, x - (ink.x + ink.width / 2.0) / PANGO_SCALE, y - (ink.y + ink.height / 2.0) / PANGO_SCALE);
  pango_cairo_show_layout (cr, layout);
  cairo_new_path (cr);   /* the text's place is not the beginning of what comes next */
}

/**
 * ytt_marker_create_layout:
 * @font: the font of the window; its size and weight do not matter
 *
 * Makes what the numbers of clusters are set with. It is made once for many: a new one would look its font up anew.
 *
 * Returns: (transfer full): a layout for ytt_draw_marker_cluster()
 */
PangoLayout *
ytt_marker_create_layout (const PangoFontDescription *font)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  g_autoptr(PangoFontDescription) bold = pango_font_description_copy (font);
  PangoLayout *layout = pango_layout_new (context);

  g_object_unref (context);
  pango_font_description_set_weight (bold, PANGO_WEIGHT_BOLD);
  pango_font_description_set_absolute_size (bold, CLUSTER_TEXT * PANGO_SCALE);
  pango_layout_set_font_description (layout, bold);

  return layout;
}

/* Divides a ring by counts. However few they are, they show: at the cost of those that are many. */
static guint
divide_ring (const guint counts[YTT_N_STAGES],
             guint       total,
             double      radius,
             double      angles[YTT_N_STAGES])
{
  double least = (CLUSTER_GAP + CLUSTER_LEAST) / radius, lacking = 0, ample = 0;
  guint n_parts = 0;

  for (guint i = 0; i < YTT_N_STAGES; i++)
    {
      angles[i] = 2 * G_PI * counts[i] / total;
      n_parts += counts[i] > 0;
      if (counts[i] > 0 && angles[i] < least)
        lacking += least - angles[i];
      else if (counts[i] > 0)
        ample += angles[i] - least;
    }
  for (guint i = 0; i < YTT_N_STAGES; i++)
    if (counts[i] > 0 && angles[i] < least)
      angles[i] = least;
    else if (counts[i] > 0)
      angles[i] -= lacking * (angles[i] - least) / ample;

  return n_parts;
}

/**
 * ytt_draw_marker_cluster:
 * @cr: where to draw
 * @x: its middle
 * @y: its middle
 * @counts: how many of its members lead with each stage, in the order of #YttStages
 * @casing: width of the paper around it
 * @layout: from ytt_marker_create_layout(), for the number
 * @theme: the palette
 *
 * Draws a cluster: a ring that is divided by leading stage in the order of the chain, from twelve o'clock on,
 * around the number of members.
 */
void
ytt_draw_marker_cluster (cairo_t     *cr,
                         double       x,
                         double       y,
                         const guint  counts[YTT_N_STAGES],
                         double       casing,
                         PangoLayout *layout,
                         YttTheme     theme)
{
  guint total = 0;
  double outer, middle, gap, from = -G_PI / 2, angles[YTT_N_STAGES];

  for (guint i = 0; i < YTT_N_STAGES; i++)
    total += counts[i];
  g_return_if_fail (total > 0);

  outer = ytt_marker_get_cluster_size (total) / 2;
  middle = outer - CLUSTER_RING / 2;
  gap = divide_ring (counts, total, middle, angles) > 1 ? CLUSTER_GAP / middle : 0;

  cairo_save (cr);
  cairo_new_path (cr);
  cairo_arc (cr, x, y, outer + casing, 0, 2 * G_PI);
  ytt_cairo_set_rgb (cr, ytt_theme_get_paper (theme));
  cairo_fill_preserve (cr);
  if (ytt_theme_is_contrast (theme))
    {
      ytt_cairo_set_rgb (cr, ytt_theme_get_ink (theme));
      cairo_set_line_width (cr, 1);
      cairo_stroke (cr);
    }

  cairo_set_line_width (cr, CLUSTER_RING);
  for (guint i = 0; i < YTT_N_STAGES; i++)
    {
      if (counts[i] == 0)
        continue;

      cairo_new_path (cr);
      cairo_arc (cr, x, y, middle, from + gap / 2, from + angles[i] - gap / 2);
      ytt_cairo_set_rgb (cr, ytt_theme_get_stage_colour (theme, 1 << i));
      cairo_stroke (cr);
      from += angles[i];
    }

  draw_count (cr, x, y, total, layout, theme);
  cairo_restore (cr);
}
