#include "config.h"

#include "ytt-scale-bar.h"

#include <glib/gi18n.h>
#include <langinfo.h>
#include <math.h>

#include "ytt-format.h"

#define METRES_PER_MILE 1609.344
#define METRES_PER_FOOT 0.3048

#define LINE_WIDTH 1.3

/* glibc knows of each locale whether it measures as in the United States; without it, all are metric. */
static gboolean
uses_miles (void)
{
#ifdef __GLIBC__
  return *nl_langinfo (_NL_MEASUREMENT_MEASUREMENT) == 2;
#else
  return FALSE;
#endif
}

/* The largest of 1, 2, 5, 10, ... that is not more than the given number. */
static double
round_down (double number)
{
  double power = pow (10, floor (log10 (number)));
  double digit = number / power;

  return (digit >= 5 ? 5 : digit >= 2 ? 2 : 1) * power;
}

/**
 * ytt_scale_bar_choose:
 * @metres: how many metres a px covers, more than 0
 * @most: how wide the line may be, in px
 * @text: (out) (transfer full): what distance it stands for, "500 km"
 *
 * Chooses a round distance, in the units of the user's locale.
 *
 * Returns: the width of the line, in px
 */
double
ytt_scale_bar_choose (double   metres,
                      double   most,
                      char   **text)
{
  double large = uses_miles () ? METRES_PER_MILE : 1000, small = uses_miles () ? METRES_PER_FOOT : 1;
  double unit = most * metres >= large ? large : small;
  double shown = round_down (most * metres / unit);
  g_autofree char *number = ytt_format_number (shown, -1);

  /* Translators: distances on the map's scale; %s is a number. There is a no-break space before the unit */
  if (unit == METRES_PER_MILE)
    *text = g_strdup_printf (_("%s mi"), number);
  else if (unit == METRES_PER_FOOT)
    *text = g_strdup_printf (_("%s ft"), number);
  else if (unit == 1000)
    *text = g_strdup_printf (_("%s km"), number);
  else
    *text = g_strdup_printf (_("%s m"), number);

  return shown * unit / metres;
}

static void
set_rgba (cairo_t *cr,
          guint32  rgb,
          double   alpha)
{
  cairo_set_source_rgba (cr, (rgb >> 16) / 255.0, ((rgb >> 8) & 0xff) / 255.0, (rgb & 0xff) / 255.0, alpha);
}

static void
add_line (cairo_t *cr,
          double   x,
          double   y,
          double   width)
{
  cairo_move_to (cr, x, y - YTT_SCALE_BAR_LINE);
  cairo_rel_line_to (cr, 0, YTT_SCALE_BAR_LINE);
  cairo_rel_line_to (cr, width, 0);
  cairo_rel_line_to (cr, 0, -YTT_SCALE_BAR_LINE);
}

/**
 * ytt_draw_scale_bar:
 * @cr: where to draw
 * @x: the left end of the line
 * @y: the lower edge of the line
 * @width: of the line
 * @layout: (transfer none): has the text
 * @theme: the palette
 *
 * Draws a line with a distance above it. Paper reaches around both, for labels and markers go on below.
 */
void
ytt_draw_scale_bar (cairo_t     *cr,
                    double       x,
                    double       y,
                    double       width,
                    PangoLayout *layout,
                    YttTheme     theme)
{
  gboolean dark = ytt_theme_is_dark (theme);
  PangoRectangle extents;
  double text_x, text_y;

  pango_layout_get_pixel_extents (layout, NULL, &extents);
  text_x = x + (width - extents.width) / 2 - extents.x;
  text_y = floor (y - YTT_SCALE_BAR_LINE - extents.height);

  cairo_save (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_new_path (cr);
  cairo_move_to (cr, text_x, text_y);
  pango_cairo_layout_path (cr, layout);
  add_line (cr, x, y, width);
  set_rgba (cr, dark ? 0x192026 : 0xffffff, 0.9);
  cairo_set_line_width (cr, 2 * YTT_SCALE_BAR_HALO - 1);
  cairo_stroke (cr);

  set_rgba (cr, dark ? 0xf0f0f0 : 0x2a2a2e, 1);
  cairo_move_to (cr, text_x, text_y);
  pango_cairo_show_layout (cr, layout);
  cairo_new_path (cr);
  add_line (cr, x, y, width);
  cairo_set_line_width (cr, LINE_WIDTH);
  cairo_stroke (cr);
  cairo_restore (cr);
}
