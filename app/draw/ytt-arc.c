#include "ytt-arc.h"

#include <math.h>

#include "ytt-mercator.h"

/* Look, "Supply". Sizes in px at scale 1. */
#define LINE_WIDTH 2.4
#define ENDED_WIDTH 1.5
#define DOT_WIDTH 3.0
#define CASING 1.5            /* on each side */
#define CASING_ALPHA 0.75
#define HEAD_AT 0.58
#define BOLD 1.6              /* how much wider what the pointer is over becomes */

/* Where an arc is longer than this on the screen, its head stands again and again, for one of them to be seen. */
#define LONG_ARC 1400.0
#define HEAD_STEP 560.0

/* How far the line may lie from the great circle, in px. */
#define TOLERANCE 0.2

/* Beyond the view nothing is drawn but what a cap or a head may reach back. */
#define MARGIN 16.0

struct _YttArcPath
{
  gatomicrefcount ref_count;

  GArray *points;   /* (element-type YttWorldPoint) */
  double  left;
  double  right;
  double  top;
  double  bottom;
};

typedef struct
{
  double dashes[2];
  int    n_dashes;
  double width;
  cairo_line_cap_t cap;
} Style;

static const Style styles[] = {
  [YTT_LINK_OPERATING] = { { 0 }, 0, LINE_WIDTH, CAIRO_LINE_CAP_BUTT },
  [YTT_LINK_CONTRACTED] = { { 11, 5 }, 2, LINE_WIDTH, CAIRO_LINE_CAP_BUTT },
  [YTT_LINK_PLANNED] = { { 4.5, 4.5 }, 2, LINE_WIDTH, CAIRO_LINE_CAP_BUTT },
  [YTT_LINK_MEMORANDUM] = { { 0, 5.6 }, 2, DOT_WIDTH, CAIRO_LINE_CAP_ROUND },   /* round caps make dots of them */
  [YTT_LINK_ENDED] = { { 0 }, 0, ENDED_WIDTH, CAIRO_LINE_CAP_BUTT },
};

/**
 * ytt_arc_view_get_copies:
 * @view: what is drawn
 * @left: the western end of something, see #YttWorldPoint
 * @width: sides of the world
 * @room: how far from the view it may still matter, in px
 * @first: (out): which copy of the world
 * @last: (out): which copy of the world; less than @first where none is
 *
 * Finds the copies in which a stretch of longitudes may be seen.
 */
void
ytt_arc_view_get_copies (const YttArcView *view,
                         double            left,
                         double            width,
                         double            room,
                         int              *first,
                         int              *last)
{
  *first = (int) ceil (view->x - room / view->world - left - width);
  *last = (int) floor (view->x + (view->width + room) / view->world - left);
}

/**
 * ytt_arc_path_new:
 * @latitude_1: degrees
 * @longitude_1: degrees
 * @latitude_2: degrees
 * @longitude_2: degrees
 * @zoom: the largest zoom at which it will be drawn
 *
 * Returns: (transfer full): the great circle from the first place to the second
 */
YttArcPath *
ytt_arc_path_new (double latitude_1,
                  double longitude_1,
                  double latitude_2,
                  double longitude_2,
                  double zoom)
{
  YttArcPath *path = g_new0 (YttArcPath, 1);

  g_atomic_ref_count_init (&path->ref_count);
  path->points = ytt_great_circle_trace (latitude_1, longitude_1, latitude_2, longitude_2,
                                         TOLERANCE / ytt_mercator_get_world_size (zoom));
  path->left = path->top = G_MAXDOUBLE;
  path->right = path->bottom = -G_MAXDOUBLE;
  for (guint i = 0; i < path->points->len; i++)
    {
      const YttWorldPoint *point = &g_array_index (path->points, YttWorldPoint, i);

      path->left = MIN (path->left, point->x);
      path->right = MAX (path->right, point->x);
      path->top = MIN (path->top, point->y);
      path->bottom = MAX (path->bottom, point->y);
    }

  return path;
}

/**
 * ytt_arc_path_ref:
 * @path: a path
 *
 * Returns: (transfer full): the same path
 */
YttArcPath *
ytt_arc_path_ref (YttArcPath *path)
{
  g_atomic_ref_count_inc (&path->ref_count);

  return path;
}

/**
 * ytt_arc_path_unref:
 * @path: (transfer full): a path
 */
void
ytt_arc_path_unref (YttArcPath *path)
{
  if (!g_atomic_ref_count_dec (&path->ref_count))
    return;

  g_array_unref (path->points);
  g_free (path);
}

/**
 * ytt_arc_path_get_bounds:
 * @path: a path
 * @x: (out): its western end, see #YttWorldPoint
 * @y: (out): its northern end
 * @width: (out): sides of the world
 * @height: (out): sides of the world
 */
void
ytt_arc_path_get_bounds (const YttArcPath *path,
                         double           *x,
                         double           *y,
                         double           *width,
                         double           *height)
{
  *x = path->left;
  *y = path->top;
  *width = path->right - path->left;
  *height = path->bottom - path->top;
}

/* Whether anything of the path may be seen, with so much room around it, in px. */
static gboolean
is_near (const YttArcPath *path,
         const YttArcView *view,
         double            room)
{
  return (path->right - view->x) * view->world >= -room && (path->left - view->x) * view->world <= view->width + room &&
         (path->bottom - view->y) * view->world >= -room && (path->top - view->y) * view->world <= view->height + room;
}

/**
 * ytt_arc_path_get_distance:
 * @path: a path
 * @view: what is drawn
 * @x: px in the view
 * @y: px in the view
 *
 * Returns: how far the path runs from there, in px; %G_MAXDOUBLE if that is far
 */
double
ytt_arc_path_get_distance (const YttArcPath *path,
                           const YttArcView *view,
                           double            x,
                           double            y)
{
  YttArcView here = { view->world, view->x + x / view->world, view->y + y / view->world, 0, 0 };
  double nearest = G_MAXDOUBLE;

  if (!is_near (path, &here, MARGIN))
    return nearest;

  for (guint i = 1; i < path->points->len; i++)
    {
      const YttWorldPoint *b = &g_array_index (path->points, YttWorldPoint, i), *a = b - 1;
      double ax = (a->x - here.x) * view->world, ay = (a->y - here.y) * view->world;
      double dx = (b->x - a->x) * view->world, dy = (b->y - a->y) * view->world;
      double square = dx * dx + dy * dy;
      double t = square > 0 ? CLAMP (-(ax * dx + ay * dy) / square, 0, 1) : 0;

      nearest = MIN (nearest, hypot (ax + t * dx, ay + t * dy));
    }

  return nearest;
}

/**
 * ytt_arc_path_get_point:
 * @path: a path
 * @fraction: how far along on the map: 0 at its beginning to 1 at its end
 * @x: (out): see #YttWorldPoint
 * @y: (out): see #YttWorldPoint
 * @angle: (out): where it goes from there, in radians; 0 is east, clockwise
 */
void
ytt_arc_path_get_point (const YttArcPath *path,
                        double            fraction,
                        double           *x,
                        double           *y,
                        double           *angle)
{
  const YttWorldPoint *points = (const YttWorldPoint *) (gconstpointer) path->points->data;
  guint low = 0, high = path->points->len - 1;
  double at = CLAMP (fraction, 0, 1) * points[high].length, t;

  while (high - low > 1)
    {
      guint middle = (low + high) / 2;

      if (points[middle].length <= at)
        low = middle;
      else
        high = middle;
    }

  t = points[high].length > points[low].length ? (at - points[low].length) / (points[high].length - points[low].length)
                                               : 0;
  *x = points[low].x + t * (points[high].x - points[low].x);
  *y = points[low].y + t * (points[high].y - points[low].y);
  *angle = atan2 (points[high].y - points[low].y, points[high].x - points[low].x);
}

/**
 * ytt_arc_get_colour:
 * @maker: the stage that makes the material
 * @state: how far the supply has come
 * @theme: the palette
 *
 * Returns: a link's colour as 0xRRGGBB
 */
guint32
ytt_arc_get_colour (YttStages    maker,
                    YttLinkState state,
                    YttTheme     theme)
{
  return state == YTT_LINK_ENDED ? ytt_theme_get_gone (theme) : ytt_theme_get_stage_colour (theme, maker);
}

static double
get_casing_alpha (YttTheme theme)
{
  return ytt_theme_is_contrast (theme) ? 1 : CASING_ALPHA;
}

static void
set_alpha (cairo_t *cr,
           guint32  rgb,
           double   alpha)
{
  cairo_set_source_rgba (cr, (rgb >> 16 & 0xff) / 255.0, (rgb >> 8 & 0xff) / 255.0, (rgb & 0xff) / 255.0, alpha);
}

/* Cuts a piece to what may be seen, after Liang and Barsky, "A New Concept and Method for Line Clipping" (1984):
 * a piece may be as long as the world, and dashes are counted one by one. */
static gboolean
cut (const YttArcView *view,
     double            ax,
     double            ay,
     double            bx,
     double            by,
     double           *from,
     double           *to)
{
  const double p[] = { ax - bx, bx - ax, ay - by, by - ay };
  const double q[] = { ax + MARGIN, view->width + MARGIN - ax, ay + MARGIN, view->height + MARGIN - ay };

  *from = 0;
  *to = 1;
  for (guint i = 0; i < G_N_ELEMENTS (p); i++)
    {
      if (p[i] == 0 && q[i] < 0)
        return FALSE;
      if (p[i] < 0)
        *from = MAX (*from, q[i] / p[i]);
      else if (p[i] > 0)
        *to = MIN (*to, q[i] / p[i]);
    }

  return *from < *to;
}

static void
stroke_run (cairo_t     *cr,
            const Style *style,
            double       begins_at)
{
  /* The dashes stay where they are while the view moves. */
  if (style != NULL && style->n_dashes > 0)
    cairo_set_dash (cr, style->dashes, style->n_dashes, fmod (begins_at, style->dashes[0] + style->dashes[1]));
  cairo_stroke (cr);
}

/* Strokes what may be seen of the path; @style is for its dashes. */
static void
stroke (cairo_t          *cr,
        const YttArcPath *path,
        const YttArcView *view,
        const Style      *style)
{
  gboolean running = FALSE;
  double begins_at = 0;

  for (guint i = 1; i < path->points->len; i++)
    {
      const YttWorldPoint *b = &g_array_index (path->points, YttWorldPoint, i), *a = b - 1;
      double ax = (a->x - view->x) * view->world, ay = (a->y - view->y) * view->world;
      double bx = (b->x - view->x) * view->world, by = (b->y - view->y) * view->world;
      double from, to;

      if (!cut (view, ax, ay, bx, by, &from, &to))
        {
          if (running)
            stroke_run (cr, style, begins_at);
          running = FALSE;
          continue;
        }

      if (!running)
        {
          begins_at = (a->length + from * (b->length - a->length)) * view->world;
          cairo_move_to (cr, ax + from * (bx - ax), ay + from * (by - ay));
        }
      cairo_line_to (cr, ax + to * (bx - ax), ay + to * (by - ay));
      running = to == 1;
      if (!running)
        stroke_run (cr, style, begins_at);
    }

  if (running)
    stroke_run (cr, style, begins_at);
}

/* What has ended leads nowhere any more. */
static void
add_cross (cairo_t *cr,
           double   x,
           double   y,
           double   reach)
{
  cairo_move_to (cr, x - reach, y - reach);
  cairo_line_to (cr, x + reach, y + reach);
  cairo_move_to (cr, x + reach, y - reach);
  cairo_line_to (cr, x - reach, y + reach);
}

static void
draw_head (cairo_t      *cr,
           double        x,
           double        y,
           double        angle,
           YttLinkState  state,
           guint32       colour,
           YttTheme      theme)
{
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_rotate (cr, angle);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  if (state == YTT_LINK_ENDED)
    {
      add_cross (cr, 0, 0, 4.5);
      cairo_set_line_width (cr, ENDED_WIDTH + 2 * CASING);
      set_alpha (cr, ytt_theme_get_paper (theme), get_casing_alpha (theme));
      cairo_stroke_preserve (cr);
      cairo_set_line_width (cr, ENDED_WIDTH);
      set_alpha (cr, colour, 1);
      cairo_stroke (cr);
    }
  else
    {
      cairo_move_to (cr, 8, 0);
      cairo_line_to (cr, -7, -6.2);
      cairo_line_to (cr, -4, 0);
      cairo_line_to (cr, -7, 6.2);
      cairo_close_path (cr);
      cairo_set_line_width (cr, 2 * CASING);
      set_alpha (cr, ytt_theme_get_paper (theme), 1);
      cairo_stroke_preserve (cr);
      set_alpha (cr, colour, 1);
      cairo_fill (cr);
    }
  cairo_restore (cr);
}

static void
draw_heads (cairo_t          *cr,
            const YttArcPath *path,
            const YttArcView *view,
            YttLinkState      state,
            guint32           colour,
            YttTheme          theme)
{
  double length = g_array_index (path->points, YttWorldPoint, path->points->len - 1).length * view->world;
  double step = length > LONG_ARC ? HEAD_STEP / length : 2;
  double first = HEAD_AT - floor (HEAD_AT / step) * step;

  /* No head is needed where the ends touch. */
  if (length < 3 * MARGIN)
    return;

  for (double at = first; at < 1; at += step)
    {
      double x, y, angle;

      /* The symbols at the ends would hide it. */
      if (MIN (at, 1 - at) * length < 3 * MARGIN && step < 1)
        continue;

      ytt_arc_path_get_point (path, at, &x, &y, &angle);
      x = (x - view->x) * view->world;
      y = (y - view->y) * view->world;
      if (x > -MARGIN && x < view->width + MARGIN && y > -MARGIN && y < view->height + MARGIN)
        draw_head (cr, x, y, angle, state, colour, theme);
    }
}

/**
 * ytt_draw_arc:
 * @cr: where to draw; the view begins at 0, 0
 * @path: the way
 * @view: what is drawn, of one copy of the world
 * @maker: the stage that makes the material
 * @state: how far the supply has come
 * @theme: the palette
 * @bold: whether the pointer is over it
 *
 * Draws a supply link: its line on a casing, and an arrowhead at 58 %, on a long one again and again.
 */
void
ytt_draw_arc (cairo_t          *cr,
              const YttArcPath *path,
              const YttArcView *view,
              YttStages         maker,
              YttLinkState      state,
              YttTheme          theme,
              gboolean          bold)
{
  const Style *style = &styles[state];
  guint32 colour = ytt_arc_get_colour (maker, state, theme);
  double width = style->width * (bold ? BOLD : 1);

  if (!is_near (path, view, MARGIN))
    return;

  cairo_save (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_width (cr, width + 2 * CASING);
  set_alpha (cr, ytt_theme_get_paper (theme), bold ? 1 : get_casing_alpha (theme));
  stroke (cr, path, view, NULL);

  cairo_set_line_width (cr, width);
  cairo_set_line_cap (cr, style->cap);
  set_alpha (cr, colour, 1);
  stroke (cr, path, view, style);
  cairo_restore (cr);

  draw_heads (cr, path, view, state, colour, theme);
}

/**
 * ytt_draw_arc_ring:
 * @cr: where to draw
 * @x: its middle
 * @y: its middle
 * @colour: as 0xRRGGBB
 * @theme: the palette
 *
 * Draws where a link ends of which only the country is known.
 */
void
ytt_draw_arc_ring (cairo_t  *cr,
                   double    x,
                   double    y,
                   guint32   colour,
                   YttTheme  theme)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, YTT_ARC_RING_RADIUS, 0, 2 * G_PI);
  set_alpha (cr, ytt_theme_get_paper (theme), 1);
  cairo_fill_preserve (cr);
  cairo_set_line_width (cr, LINE_WIDTH + 2 * CASING);
  cairo_stroke_preserve (cr);
  set_alpha (cr, colour, 1);
  cairo_set_line_width (cr, LINE_WIDTH);
  cairo_stroke (cr);
}

/**
 * ytt_draw_arc_sample:
 * @cr: where to draw
 * @x: its beginning
 * @y: its middle
 * @width: how long it is, in px
 * @maker: the stage that makes the material
 * @state: how far the supply has come
 * @theme: the palette
 *
 * Draws a straight piece of a supply link, without a casing.
 */
void
ytt_draw_arc_sample (cairo_t      *cr,
                     double        x,
                     double        y,
                     double        width,
                     YttStages     maker,
                     YttLinkState  state,
                     YttTheme      theme)
{
  const Style *style = &styles[state];

  cairo_save (cr);
  set_alpha (cr, ytt_arc_get_colour (maker, state, theme), 1);
  cairo_set_line_width (cr, style->width);
  cairo_set_line_cap (cr, style->cap);
  cairo_set_dash (cr, style->dashes, style->n_dashes, 0);
  cairo_move_to (cr, x, y);
  cairo_line_to (cr, x + width, y);
  cairo_stroke (cr);

  if (state == YTT_LINK_ENDED)
    {
      cairo_set_dash (cr, NULL, 0, 0);
      add_cross (cr, x + width / 2, y, 3.5);
      cairo_stroke (cr);
    }
  cairo_restore (cr);
}
