#include "ytt-symbol.h"

#include <math.h>

/* Everything here is drawn in the 24 x 24 box that the symbols were designed in. */
#define BOX 24.0
#define GONE_SCALE 0.78
#define OUTLINE 2.1        /* visible width; the outer half of a stroke twice as wide is clipped away */
#define SLASH_CUT 3.0      /* paper, across what is suspended */
#define SLASH_HALO 5.0     /* paper, under the slash of what is cancelled */

/* A row of the list is drawn in a box of 32: one symbol, or up to four in two columns. */
#define LIST_BOX 32.0
#define LIST_SINGLE 23.0
#define LIST_SMALL 14.0
#define LIST_STEP 16.5

/* SVG path data, absolute commands only, in the order of the bits of YttStages. */
static const char * const shapes[YTT_N_STAGES] = {
  /* recycling: a trefoil */
  "M7.188 9.922A5.3 5.3 0 1 1 16.812 9.922A5.3 5.3 0 1 1 12 18.256A5.3 5.3 0 1 1 7.188 9.922Z",
  /* mining: a triangle that points down */
  "M2.567 5.855A1.1 1.1 0 0 1 3.517 4.2L20.483 4.2A1.1 1.1 0 0 1 21.433 5.855L12.95 20.374"
  "A1.1 1.1 0 0 1 11.05 20.374Z",
  /* concentration: a dome */
  "M3.2 18.6A.9 .9 0 0 1 2.3 17.7V16.4A9.7 10.4 0 0 1 21.7 16.4V17.7A.9 .9 0 0 1 20.8 18.6Z",
  /* cracking: a diamond */
  "M11.345 2.295A0.9 0.9 0 0 1 12.655 2.295L21.218 11.383A0.9 0.9 0 0 1 21.218 12.617L12.655 21.705"
  "A0.9 0.9 0 0 1 11.345 21.705L2.782 12.617A0.9 0.9 0 0 1 2.782 11.383Z",
  /* separation: a disc cut in two */
  "M10.35 3.05V20.95A9.1 9.1 0 0 1 10.35 3.05ZM13.65 3.05A9.1 9.1 0 0 1 13.65 20.95Z",
  /* metal: a square */
  "M4.2 5.3A1.1 1.1 0 0 1 5.3 4.2L18.7 4.2A1.1 1.1 0 0 1 19.8 5.3L19.8 18.7A1.1 1.1 0 0 1 18.7 19.8L5.3 19.8"
  "A1.1 1.1 0 0 1 4.2 18.7Z",
  /* magnet: a horseshoe */
  "M3.4 3H8.4A.9 .9 0 0 1 9.3 3.9V12.2A2.7 2.7 0 0 0 14.7 12.2V3.9A.9 .9 0 0 1 15.6 3H20.6A.9 .9 0 0 1 21.5 3.9V12.2"
  "A9.5 9.5 0 0 1 2.5 12.2V3.9A.9 .9 0 0 1 3.4 3Z",
};

typedef enum
{
  FILL_FULL,
  FILL_NONE,
  FILL_LEFT_HALF,
  FILL_THREE_QUARTERS,
} Fill;

typedef enum
{
  LINE_NONE,
  LINE_SOLID,
  LINE_DASHED,
} Line;

typedef enum
{
  SLASH_NONE,
  SLASH_CUTS,
  SLASH_STRIKES,
} Slash;

/* How much of the plant is there. A status that nobody knows looks like one that was only announced. */
static const struct
{
  Fill     fill;
  Line     line;
  Slash    slash;
  gboolean gone;
} looks[YTT_N_STATUSES] = {
  [YTT_STATUS_UNKNOWN] = { FILL_NONE, LINE_SOLID, SLASH_NONE, FALSE },
  [YTT_STATUS_EXPLORATION] = { FILL_NONE, LINE_DASHED, SLASH_NONE, FALSE },
  [YTT_STATUS_PROPOSED] = { FILL_NONE, LINE_SOLID, SLASH_NONE, FALSE },
  [YTT_STATUS_CONSTRUCTION] = { FILL_LEFT_HALF, LINE_SOLID, SLASH_NONE, FALSE },
  [YTT_STATUS_COMMISSIONING] = { FILL_THREE_QUARTERS, LINE_SOLID, SLASH_NONE, FALSE },
  [YTT_STATUS_OPERATING] = { FILL_FULL, LINE_NONE, SLASH_NONE, FALSE },
  [YTT_STATUS_SUSPENDED] = { FILL_FULL, LINE_NONE, SLASH_CUTS, FALSE },
  [YTT_STATUS_CLOSED] = { FILL_FULL, LINE_NONE, SLASH_NONE, TRUE },
  [YTT_STATUS_SHELVED] = { FILL_NONE, LINE_SOLID, SLASH_NONE, TRUE },
  [YTT_STATUS_CANCELLED] = { FILL_NONE, LINE_SOLID, SLASH_STRIKES, TRUE },
};

void
ytt_cairo_set_rgb (cairo_t *cr,
                   guint32  rgb)
{
  cairo_set_source_rgb (cr, (rgb >> 16) / 255.0, ((rgb >> 8) & 0xff) / 255.0, (rgb & 0xff) / 255.0);
}

/* An elliptic arc with axes along x and y, from the current point to x, y, as SVG describes it. */
static void
arc_to (cairo_t *cr,
        double   rx,
        double   ry,
        gboolean large,
        gboolean sweep,
        double   x,
        double   y)
{
  double squeeze = ry / rx;
  double x0, y0, half_x, half_y, half, rise, cx, cy, from, to;

  cairo_get_current_point (cr, &x0, &y0);
  y0 /= squeeze;
  y /= squeeze;

  half_x = (x0 - x) / 2;
  half_y = (y0 - y) / 2;
  half = hypot (half_x, half_y);
  rx = MAX (rx, half);
  rise = sqrt (rx * rx - half * half) / half * (large != sweep ? 1 : -1);
  cx = (x0 + x) / 2 + rise * half_y;
  cy = (y0 + y) / 2 - rise * half_x;
  from = atan2 (y0 - cy, x0 - cx);
  to = atan2 (y - cy, x - cx);

  cairo_save (cr);
  cairo_scale (cr, 1, squeeze);
  if (sweep)
    cairo_arc (cr, cx, cy, rx, from, to);
  else
    cairo_arc_negative (cr, cx, cy, rx, from, to);
  cairo_restore (cr);
}

static void
add_path (cairo_t    *cr,
          const char *data)
{
  while (*data != '\0')
    {
      char command = *data++;
      double n[7] = { 0 }, x = 0, y = 0;
      guint n_numbers = 0;

      while (n_numbers < G_N_ELEMENTS (n))
        {
          char *end;
          double number = g_ascii_strtod (data, &end);

          if (end == data)
            break;
          n[n_numbers++] = number;
          data = end;
        }

      if (cairo_has_current_point (cr))
        cairo_get_current_point (cr, &x, &y);

      switch (command)
        {
        case 'M': cairo_move_to (cr, n[0], n[1]); break;
        case 'L': cairo_line_to (cr, n[0], n[1]); break;
        case 'H': cairo_line_to (cr, n[0], y); break;
        case 'V': cairo_line_to (cr, x, n[0]); break;
        case 'A': arc_to (cr, n[0], n[1], n[3] != 0, n[4] != 0, n[5], n[6]); break;
        case 'Z': cairo_close_path (cr); break;
        default: g_assert_not_reached ();
        }
    }
}

static void
add_slash (cairo_t *cr,
           double   inset)
{
  cairo_new_path (cr);
  cairo_move_to (cr, inset, BOX - inset);
  cairo_line_to (cr, BOX - inset, inset);
}

static void
draw_casing (cairo_t    *cr,
             const char *shape,
             double      casing,
             Slash       slash)
{
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_new_path (cr);
  add_path (cr, shape);
  cairo_set_line_width (cr, 2 * casing);
  cairo_stroke_preserve (cr);
  cairo_fill (cr);

  if (slash == SLASH_STRIKES)
    {
      add_slash (cr, 2.5);
      cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
      cairo_set_line_width (cr, OUTLINE + 2 * casing);
      cairo_stroke (cr);
    }
}

static void
draw_fill (cairo_t *cr,
           Fill     fill,
           guint32  colour,
           guint32  paper)
{
  ytt_cairo_set_rgb (cr, fill == FILL_FULL ? colour : paper);
  cairo_paint (cr);

  ytt_cairo_set_rgb (cr, colour);
  if (fill == FILL_LEFT_HALF || fill == FILL_THREE_QUARTERS)
    {
      cairo_rectangle (cr, 0, 0, BOX / 2, BOX);
      if (fill == FILL_THREE_QUARTERS)
        cairo_rectangle (cr, BOX / 2, BOX / 2, BOX / 2, BOX / 2);
      cairo_fill (cr);
    }
}

static void
draw_line (cairo_t    *cr,
           const char *shape,
           Line        line)
{
  static const double dashes[] = { 2.6, 1.9 };

  if (line == LINE_NONE)
    return;

  cairo_new_path (cr);
  add_path (cr, shape);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_MITER);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  cairo_set_line_width (cr, 2 * OUTLINE);
  if (line == LINE_DASHED)
    cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
draw_slash (cairo_t *cr,
            Slash    slash,
            guint32  colour,
            guint32  paper)
{
  if (slash == SLASH_NONE)
    return;

  add_slash (cr, slash == SLASH_CUTS ? 1 : 2.5);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  cairo_set_line_width (cr, slash == SLASH_CUTS ? SLASH_CUT : SLASH_HALO);
  ytt_cairo_set_rgb (cr, paper);
  cairo_stroke_preserve (cr);

  if (slash == SLASH_STRIKES)
    {
      cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
      cairo_set_line_width (cr, OUTLINE);
      ytt_cairo_set_rgb (cr, colour);
      cairo_stroke (cr);
    }
  cairo_new_path (cr);
}

/**
 * ytt_draw_symbol:
 * @cr: where to draw
 * @x: middle of the symbol
 * @y: middle of the symbol
 * @size: side of its box
 * @casing: width of the paper around it, 0 for none
 * @stage: one stage; of several, the first
 * @status: the facility's status
 * @theme: the palette
 *
 * Draws the symbol of one stage: shape and colour say the stage, filling says the status.
 */
void
ytt_draw_symbol (cairo_t  *cr,
                 double    x,
                 double    y,
                 double    size,
                 double    casing,
                 YttStages stage,
                 YttStatus status,
                 YttTheme  theme)
{
  guint32 paper = ytt_theme_get_paper (theme);
  const char *shape = NULL;
  double scale;
  guint32 colour;

  g_return_if_fail ((guint) status < YTT_N_STATUSES);

  for (guint i = 0; i < YTT_N_STAGES && shape == NULL; i++)
    if (stage & (1 << i))
      shape = shapes[i];
  if (shape == NULL)
    return;

  colour = looks[status].gone ? ytt_theme_get_gone (theme) : ytt_theme_get_stage_colour (theme, stage);
  scale = size / BOX * (looks[status].gone ? GONE_SCALE : 1);

  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, scale, scale);
  cairo_translate (cr, -BOX / 2, -BOX / 2);

  if (casing > 0)
    {
      ytt_cairo_set_rgb (cr, paper);
      draw_casing (cr, shape, casing / scale, looks[status].slash);
    }

  cairo_save (cr);
  cairo_new_path (cr);
  add_path (cr, shape);
  cairo_clip (cr);
  draw_fill (cr, looks[status].fill, colour, paper);
  draw_line (cr, shape, looks[status].line);
  if (looks[status].slash == SLASH_CUTS)
    draw_slash (cr, SLASH_CUTS, colour, paper);
  cairo_restore (cr);

  if (looks[status].slash == SLASH_STRIKES)
    draw_slash (cr, SLASH_STRIKES, colour, paper);
  cairo_restore (cr);
}

/**
 * ytt_draw_list_symbol:
 * @cr: where to draw, the box's corner at 0, 0
 * @size: side of the box
 * @stages: the facility's stages
 * @status: its status
 * @theme: the palette
 *
 * Draws what stands before a facility's name. Of more than four stages the last four of the chain are shown.
 */
void
ytt_draw_list_symbol (cairo_t  *cr,
                      double    size,
                      YttStages stages,
                      YttStatus status,
                      YttTheme  theme)
{
  YttStages shown[YTT_N_STAGES];
  guint n = 0, first;
  double scale = size / LIST_BOX;

  for (guint i = 0; i < YTT_N_STAGES; i++)
    if (stages & (1 << i))
      shown[n++] = 1 << i;

  if (n == 1)
    {
      ytt_draw_symbol (cr, size / 2, size / 2, LIST_SINGLE * scale, 0, shown[0], status, theme);
      return;
    }

  first = n > 4 ? n - 4 : 0;
  for (guint i = first; i < n; i++)
    {
      guint column = (i - first) % 2, row = (i - first) / 2;
      double rows = n - first > 2 ? 2 : 1;

      ytt_draw_symbol (cr,
                       size / 2 + (column - 0.5) * LIST_STEP * scale,
                       size / 2 + (row - (rows - 1) / 2) * LIST_STEP * scale,
                       LIST_SMALL * scale, 0, shown[i], status, theme);
    }
}
