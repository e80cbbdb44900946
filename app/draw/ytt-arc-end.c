/* The names of organisations at the ring of their country: how they are written, and on which side of it. */

#include "config.h"

#include "ytt-arc-end-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ytt-mercator.h"

/* The names at a ring, in px. */
#define NAME_GAP 6.0
#define NAME_HALO 3.0
#define NAME_SCALE 0.92
#define NOTE_SCALE 0.78
#define MOST_NAMES 3
#define MOST_NAME_WIDTH 170

/* Where the names of a ring may stand, the best place first: across is away from where the arcs come from, or towards
 * it, down is below the ring, or above. */
static const struct
{
  int across;
  int down;
} name_places[] = {
  { 1, 0 }, { -1, 0 }, { 0, 1 }, { 0, -1 }, { 1, 1 }, { 1, -1 }, { -1, 1 }, { -1, -1 },
};

/* Where the names are from their ring: east is positive. */
static int
get_east (const YttArcEnd *end)
{
  return end->pull > 0 ? -name_places[end->place].across : name_places[end->place].across;
}

/* Names to the left of their ring end at it, those on the right begin there. */
static void
align_names (const YttArcEnd *end)
{
  int east = get_east (end);

  pango_layout_set_alignment (end->layout, east < 0 ? PANGO_ALIGN_RIGHT
                                                    : east > 0 ? PANGO_ALIGN_LEFT : PANGO_ALIGN_CENTER);
}

/* "Schaeffler", below it in small print that only its country is known. */
static char *
describe_end (const YttArcEnd *end,
              gboolean         with_note)
{
  const char *note = ngettext ("only its country is known", "only their country is known", end->names->len);
  g_autoptr(GString) names = g_string_new (NULL);
  g_autoptr(GString) markup = g_string_new (NULL);
  g_autofree char *escaped = NULL;
  g_autofree char *escaped_note = g_markup_escape_text (note, -1);

  if (end->names->len > MOST_NAMES)
    g_string_printf (names, ngettext ("%u organisation", "%u organisations", end->names->len), end->names->len);
  else
    for (guint i = 0; i < end->names->len; i++)
      g_string_append_printf (names, "%s%s", i > 0 ? "\n" : "", (const char *) g_ptr_array_index (end->names, i));

  escaped = g_markup_escape_text (names->str, -1);
  g_string_printf (markup, "<span weight=\"bold\" size=\"%d%%\">%s</span>", (int) (NAME_SCALE * 100), escaped);
  if (with_note)
    g_string_append_printf (markup, "\n<span size=\"%d%%\">%s</span>", (int) (NOTE_SCALE * 100), escaped_note);

  return g_string_free (g_steal_pointer (&markup), FALSE);
}

/*< private >
 * ytt_arc_end_set_context:
 * @context: the font
 * @with_note: whether it is said that only the country is known
 *
 * Lays out the names.
 */
void
ytt_arc_end_set_context (YttArcEnd    *end,
                         PangoContext *context,
                         gboolean      with_note)
{
  g_autofree char *markup = describe_end (end, with_note);
  int width, height;

  g_clear_object (&end->layout);
  end->layout = pango_layout_new (context);
  pango_layout_set_markup (end->layout, markup, -1);
  pango_layout_set_width (end->layout, MOST_NAME_WIDTH * PANGO_SCALE);
  pango_layout_set_ellipsize (end->layout, PANGO_ELLIPSIZE_END);
  align_names (end);
  pango_layout_get_pixel_size (end->layout, &width, &height);
  /* Aligned to the right in as much room as it needs. */
  pango_layout_set_width (end->layout, width * PANGO_SCALE);
  end->width = width;
  end->height = height;
}

void
ytt_arc_end_clear (YttArcEnd *end)
{
  g_clear_object (&end->layout);
  g_ptr_array_unref (end->names);
}

/*< private >
 * ytt_arc_end_get_name_box:
 * @box: (out): where the names stand, in px from the middle of the ring
 */
void
ytt_arc_end_get_name_box (const YttArcEnd   *end,
                          cairo_rectangle_t *box)
{
  int east = get_east (end), down = name_places[end->place].down;
  /* At a corner the ring itself leaves room. */
  double beside = east != 0 && down != 0 ? YTT_ARC_RING_RADIUS : YTT_ARC_RING_RADIUS + NAME_GAP;

  box->x = east < 0 ? -beside - end->width : east > 0 ? beside : -end->width / 2;
  box->y = down < 0 ? -beside - end->height : down > 0 ? beside : -end->height / 2;
  box->width = end->width;
  box->height = end->height;
}

/*< private >
 * ytt_arc_end_draw_name:
 * @x: of the middle of the ring
 * @y: of it
 *
 * Draws the names, if there is room for them.
 */
void
ytt_arc_end_draw_name (cairo_t         *cr,
                       const YttArcEnd *end,
                       double           x,
                       double           y,
                       YttTheme         theme)
{
  cairo_rectangle_t box;

  if (!end->named)
    return;

  ytt_arc_end_get_name_box (end, &box);
  cairo_save (cr);
  cairo_move_to (cr, round (x + box.x), round (y + box.y));
  pango_cairo_layout_path (cr, end->layout);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_width (cr, 2 * NAME_HALO);
  ytt_cairo_set_rgb (cr, ytt_theme_get_land (theme));
  cairo_stroke (cr);
  ytt_cairo_set_rgb (cr, ytt_theme_is_dark (theme) ? 0xf6f5f4 : 0x241f31);
  /* As text and not as outlines, so that it can be searched for in a PDF. */
  cairo_move_to (cr, round (x + box.x), round (y + box.y));
  pango_cairo_show_layout (cr, end->layout);
  cairo_restore (cr);
}

/* How much of a box is covered, or out of view, in square px. */
static double
get_covered (const cairo_rectangle_t *box,
             const YttArcView        *view,
             GArray                  *obstacles)
{
  double seen_width = MIN (box->x + box->width, view->width) - MAX (box->x, 0);
  double seen_height = MIN (box->y + box->height, view->height) - MAX (box->y, 0);
  double covered = box->width * box->height - MAX (seen_width, 0) * MAX (seen_height, 0);

  for (guint i = 0; i < obstacles->len; i++)
    {
      const cairo_rectangle_t *other = &g_array_index (obstacles, cairo_rectangle_t, i);
      double width = MIN (box->x + box->width, other->x + other->width) - MAX (box->x, other->x);
      double height = MIN (box->y + box->height, other->y + other->height) - MAX (box->y, other->y);

      covered += MAX (width, 0) * MAX (height, 0);
    }

  return covered;
}

static guint
find_name_place (const YttArcEnd  *end,
                 const YttArcView *view,
                 GArray           *obstacles)
{
  double middle = view->x + view->width / 2 / view->world;
  double x = ytt_mercator_difference (middle, end->x) * view->world + view->width / 2;
  double y = (end->y - view->y) * view->world;
  double least = G_MAXDOUBLE;
  guint best = 0;
  YttArcEnd tried = *end;

  for (tried.place = 0; tried.place < G_N_ELEMENTS (name_places); tried.place++)
    {
      cairo_rectangle_t box;
      double covered;

      ytt_arc_end_get_name_box (&tried, &box);
      box.x += x;
      box.y += y;
      covered = get_covered (&box, view, obstacles);
      if (covered < least)
        {
          least = covered;
          best = tried.place;
        }
    }

  return best;
}

/*< private >
 * ytt_arc_end_give_way:
 * @view: what will be drawn
 * @obstacles: (element-type cairo_rectangle_t): what will lie over it, in px of the view
 *
 * Puts the names where least lies over them.
 *
 * Returns: whether they have moved
 */
gboolean
ytt_arc_end_give_way (YttArcEnd        *end,
                      const YttArcView *view,
                      GArray           *obstacles)
{
  guint best;

  if (end->layout == NULL)
    return FALSE;

  best = find_name_place (end, view, obstacles);
  if (end->place == best)
    return FALSE;

  end->place = best;
  align_names (end);

  return TRUE;
}
