#include "config.h"

#include "ytt-arc-set.h"

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

/* Where there are more rings than this, the names alone have to do. */
#define MOST_NOTES 4

/* Arcs that run as near to the pointer as the nearest one are picked with it: they lie on each other. In px. */
#define TOGETHER 0.5

/* How many steps of zoom finer than needed a path may be. */
#define FINER 2.0

#define NONE G_MAXUINT

typedef struct
{
  YttSupplyLink *link;
  YttArcPath    *path;
  double         zoom;          /* that the path is fine enough for */
  double         latitude;      /* of its end */
  double         longitude;
  guint          end;           /* the ring where it ends, or NONE */
} Arc;

/* What is known to be in a country and no more. */
typedef struct
{
  const char  *country;         /* a link's */
  double       x;
  double       y;
  GPtrArray   *names;           /* (element-type utf8) a link's, each once */
  YttStages    maker;           /* of all links that end here; none if they differ */
  YttLinkState state;
  double       pull;            /* where the arcs come from: east is positive */
  PangoLayout *layout;          /* (owned) (nullable) */
  double       width;
  double       height;
  gboolean     named;           /* there is room for the names */
} End;

struct _YttArcSet
{
  GPtrArray *links;             /* (owned) */
  GArray    *arcs;              /* (element-type Arc) the most important first */
  GArray    *ends;              /* (element-type End) */
  guint      n_left_out;
};

static void
clear_arc (gpointer data)
{
  Arc *arc = data;

  g_clear_pointer (&arc->path, ytt_arc_path_unref);
}

static void
clear_end (gpointer data)
{
  End *end = data;

  g_clear_object (&end->layout);
  g_ptr_array_unref (end->names);
}

static guint
find_end (YttArcSet  *self,
          const char *country)
{
  for (guint i = 0; i < self->ends->len; i++)
    if (g_str_equal (g_array_index (self->ends, End, i).country, country))
      return i;

  return NONE;
}

static YttLinkState
get_state (const YttSupplyLink *link)
{
  return ytt_link_standing_get_drawn (link->standing, link->state);
}

static void
add_to_end (YttArcSet           *self,
            Arc                 *arc,
            const YttSupplyLink *link)
{
  double from_x, from_y;
  End *end;

  arc->end = find_end (self, link->to.country);
  if (arc->end == NONE)
    {
      End made = { .country = link->to.country, .maker = link->maker, .state = get_state (link) };

      made.names = g_ptr_array_new ();
      ytt_mercator_project (arc->latitude, arc->longitude, &made.x, &made.y);
      arc->end = self->ends->len;
      g_array_append_val (self->ends, made);
    }

  end = &g_array_index (self->ends, End, arc->end);
  if (!g_ptr_array_find_with_equal_func (end->names, link->to.name, g_str_equal, NULL))
    g_ptr_array_add (end->names, link->to.name);
  if (end->maker != link->maker)
    end->maker = YTT_STAGE_NONE;
  end->state = MIN (end->state, get_state (link));
  ytt_mercator_project (link->from.latitude, link->from.longitude, &from_x, &from_y);
  end->pull += ytt_mercator_difference (end->x, from_x);
}

static void
add_link (YttArcSet        *self,
          YttSupplyLink    *link,
          YttCountryPoints *countries)
{
  Arc arc = { .link = link, .latitude = link->to.latitude, .longitude = link->to.longitude, .end = NONE };
  gboolean country_only = link->to.facility == 0;

  if (isnan (link->from.latitude) ||
      (country_only && (countries == NULL ||
                        !ytt_country_points_find (countries, link->to.country, &arc.latitude, &arc.longitude))) ||
      isnan (arc.latitude))
    {
      self->n_left_out++;
      return;
    }

  if (country_only)
    add_to_end (self, &arc, link);
  g_array_append_val (self->arcs, arc);
}

/**
 * ytt_arc_set_new:
 * @links: (nullable) (transfer none) (element-type YttSupplyLink): what to draw, the most important first; a
 *   reference is taken
 * @countries: (nullable) (transfer none): where countries are; without it no link to an organisation is drawn
 *
 * Returns: (transfer full): the links' arcs
 */
YttArcSet *
ytt_arc_set_new (GPtrArray        *links,
                 YttCountryPoints *countries)
{
  YttArcSet *self = g_new0 (YttArcSet, 1);

  self->links = links != NULL ? g_ptr_array_ref (links) : g_ptr_array_new ();
  self->arcs = g_array_new (FALSE, FALSE, sizeof (Arc));
  g_array_set_clear_func (self->arcs, clear_arc);
  self->ends = g_array_new (FALSE, FALSE, sizeof (End));
  g_array_set_clear_func (self->ends, clear_end);
  for (guint i = 0; i < self->links->len; i++)
    add_link (self, g_ptr_array_index (self->links, i), countries);

  return self;
}

/**
 * ytt_arc_set_free:
 * @self: (transfer full) (nullable): a set
 */
void
ytt_arc_set_free (YttArcSet *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->arcs);
  g_array_unref (self->ends);
  g_ptr_array_unref (self->links);
  g_free (self);
}

/**
 * ytt_arc_set_get_n_arcs:
 * @self: a set
 *
 * Returns: how many links are drawn
 */
guint
ytt_arc_set_get_n_arcs (YttArcSet *self)
{
  return self->arcs->len;
}

/**
 * ytt_arc_set_get_n_left_out:
 * @self: a set
 *
 * Returns: how many are not, since an end has neither place nor country
 */
guint
ytt_arc_set_get_n_left_out (YttArcSet *self)
{
  return self->n_left_out;
}

/* "Schaeffler", below it in small print that only its country is known. */
static char *
describe_end (const End *end,
              gboolean   with_note)
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

/**
 * ytt_arc_set_set_context:
 * @self: a set
 * @context: (transfer none): the font of the names at rings; without one there are none
 *
 * Lays out the names at rings.
 */
void
ytt_arc_set_set_context (YttArcSet    *self,
                         PangoContext *context)
{
  for (guint i = 0; i < self->ends->len; i++)
    {
      End *end = &g_array_index (self->ends, End, i);
      g_autofree char *markup = describe_end (end, self->ends->len <= MOST_NOTES);
      int width, height;

      g_clear_object (&end->layout);
      end->layout = pango_layout_new (context);
      pango_layout_set_markup (end->layout, markup, -1);
      pango_layout_set_width (end->layout, MOST_NAME_WIDTH * PANGO_SCALE);
      pango_layout_set_ellipsize (end->layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_alignment (end->layout, end->pull > 0 ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
      pango_layout_get_pixel_size (end->layout, &width, &height);
      /* Aligned to the right in as much room as it needs. */
      pango_layout_set_width (end->layout, width * PANGO_SCALE);
      end->width = width;
      end->height = height;
    }
}

/* The path as it is needed for a view; it is kept for as long as it is neither too coarse nor far too fine. */
static YttArcPath *
get_path (Arc    *arc,
          double  world)
{
  double zoom = ceil (log2 (world / YTT_MERCATOR_TILE));

  if (arc->path == NULL || arc->zoom < zoom || arc->zoom > zoom + FINER)
    {
      g_clear_pointer (&arc->path, ytt_arc_path_unref);
      arc->path = ytt_arc_path_new (arc->link->from.latitude, arc->link->from.longitude, arc->latitude,
                                    arc->longitude, zoom);
      arc->zoom = zoom;
    }

  return arc->path;
}

/* The arcs, or only those of some links, in a view. */
static YttArcDrawing *
make_drawing (YttArcSet        *self,
              const YttArcView *view,
              GPtrArray        *links)   /* (nullable) */
{
  YttArcDrawing *drawing = ytt_arc_drawing_new (view);

  for (guint i = self->arcs->len; i > 0; i--)
    {
      Arc *arc = &g_array_index (self->arcs, Arc, i - 1);

      if (links == NULL || g_ptr_array_find (links, arc->link, NULL))
        ytt_arc_drawing_add (drawing, get_path (arc, view->world), arc->link->maker, get_state (arc->link));
    }

  return drawing;
}

/**
 * ytt_arc_set_freeze:
 * @self: a set
 * @view: what will be drawn, in all copies of the world
 *
 * Returns: (transfer full): the arcs as they are now, to be drawn by another thread
 */
YttArcDrawing *
ytt_arc_set_freeze (YttArcSet        *self,
                    const YttArcView *view)
{
  return make_drawing (self, view, NULL);
}

/* Where the names of a ring stand, from its middle. */
static void
get_name_box (const End         *end,
              cairo_rectangle_t *box)
{
  double beside = YTT_ARC_RING_RADIUS + NAME_GAP;

  box->x = end->pull > 0 ? -beside - end->width : beside;
  box->y = -end->height / 2;
  box->width = end->width;
  box->height = end->height;
}

static void
draw_name (cairo_t   *cr,
           const End *end,
           double     x,
           double     y,
           YttTheme   theme)
{
  cairo_rectangle_t box;

  if (!end->named)
    return;

  get_name_box (end, &box);
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

static gboolean
boxes_meet (const cairo_rectangle_t *a,
            const cairo_rectangle_t *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height && b->y < a->y + a->height;
}

/* Names give way to those before: decided from where rings lie to each other, so that it holds while the map moves. */
static void
choose_names (YttArcSet *self,
              double     world)
{
  for (guint i = 0; i < self->ends->len; i++)
    {
      End *end = &g_array_index (self->ends, End, i);
      cairo_rectangle_t box;

      get_name_box (end, &box);
      end->named = end->layout != NULL;
      for (guint j = 0; j < i && end->named; j++)
        {
          const End *other = &g_array_index (self->ends, End, j);
          cairo_rectangle_t taken;

          if (!other->named)
            continue;
          get_name_box (other, &taken);
          taken.x += ytt_mercator_difference (end->x, other->x) * world;
          taken.y += (other->y - end->y) * world;
          end->named = !boxes_meet (&box, &taken);
        }
    }
}

/**
 * ytt_arc_set_draw_ends:
 * @self: a set
 * @cr: where to draw
 * @view: what is drawn, in all copies of the world
 * @theme: the palette
 *
 * Draws the rings and their names.
 */
void
ytt_arc_set_draw_ends (YttArcSet        *self,
                       cairo_t          *cr,
                       const YttArcView *view,
                       YttTheme          theme)
{
  choose_names (self, view->world);
  for (guint i = 0; i < self->ends->len; i++)
    {
      const End *end = &g_array_index (self->ends, End, i);
      guint32 colour = ytt_arc_get_colour (end->maker, end->state, theme);
      double y = (end->y - view->y) * view->world;
      int first, last;

      ytt_arc_view_get_copies (view, end->x, 0, end->width + 20, &first, &last);
      for (int copy = first; copy <= last; copy++)
        {
          double x = (end->x + copy - view->x) * view->world;

          ytt_draw_arc_ring (cr, x, y, colour, theme);
          draw_name (cr, end, x, y, theme);
        }
    }
}

/**
 * ytt_arc_set_draw:
 * @self: a set
 * @cr: where to draw
 * @view: what is drawn, in all copies of the world
 * @theme: the palette
 *
 * Draws the arcs, the most important on top, and then the rings.
 */
void
ytt_arc_set_draw (YttArcSet        *self,
                  cairo_t          *cr,
                  const YttArcView *view,
                  YttTheme          theme)
{
  g_autoptr(YttArcDrawing) drawing = make_drawing (self, view, NULL);

  ytt_arc_drawing_draw (drawing, cr, theme, FALSE, NULL);
  ytt_arc_set_draw_ends (self, cr, view, theme);
}

/**
 * ytt_arc_set_draw_bold:
 * @self: a set
 * @cr: where to draw
 * @view: what is drawn, in all copies of the world
 * @theme: the palette
 * @links: (element-type YttSupplyLink): which of them
 *
 * Draws some of the arcs as the pointer is over them.
 */
void
ytt_arc_set_draw_bold (YttArcSet        *self,
                       cairo_t          *cr,
                       const YttArcView *view,
                       YttTheme          theme,
                       GPtrArray        *links)
{
  g_autoptr(YttArcDrawing) drawing = make_drawing (self, view, links);

  ytt_arc_drawing_draw (drawing, cr, theme, TRUE, NULL);
  ytt_arc_set_draw_ends (self, cr, view, theme);
}

static gboolean
find_ring (YttArcSet        *self,
           const YttArcView *view,
           double            x,
           double            y,
           guint            *found)
{
  for (guint i = 0; i < self->ends->len; i++)
    {
      const End *end = &g_array_index (self->ends, End, i);
      double at = view->x + x / view->world;
      double dx = ytt_mercator_difference (end->x, at) * view->world;
      double dy = (view->y - end->y) * view->world + y;

      if (hypot (dx, dy) <= YTT_ARC_RING_RADIUS + YTT_ARC_REACH / 2)
        {
          *found = i;
          return TRUE;
        }
    }

  return FALSE;
}

/* How far the nearest copy of an arc runs from a place. */
static double
get_distance (Arc              *arc,
              const YttArcView *view,
              double            x,
              double            y)
{
  const YttArcPath *path = get_path (arc, view->world);
  double left, top, width, height, nearest = G_MAXDOUBLE;
  int first, last;

  ytt_arc_path_get_bounds (path, &left, &top, &width, &height);
  ytt_arc_view_get_copies (view, left, width, YTT_ARC_REACH, &first, &last);
  for (int copy = first; copy <= last; copy++)
    {
      YttArcView here = *view;

      here.x -= copy;
      nearest = MIN (nearest, ytt_arc_path_get_distance (path, &here, x, y));
    }

  return nearest;
}

/**
 * ytt_arc_set_pick:
 * @self: a set
 * @view: what is drawn
 * @x: px in the view
 * @y: px in the view
 *
 * Finds what is drawn at a place: all links that end at a ring, or the arc that runs nearest by, within
 * %YTT_ARC_REACH, with those that lie on it.
 *
 * Returns: (transfer full) (nullable) (element-type YttSupplyLink): the links, the most important first; %NULL for
 *   none
 */
GPtrArray *
ytt_arc_set_pick (YttArcSet        *self,
                  const YttArcView *view,
                  double            x,
                  double            y)
{
  g_autoptr(GPtrArray) links = NULL;
  g_autofree double *distances = g_new (double, self->arcs->len);
  double nearest = YTT_ARC_REACH;
  guint end;

  if (self->arcs->len == 0)
    return NULL;

  links = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_supply_link_unref);
  if (find_ring (self, view, x, y, &end))
    {
      for (guint i = 0; i < self->arcs->len; i++)
        if (g_array_index (self->arcs, Arc, i).end == end)
          g_ptr_array_add (links, ytt_supply_link_ref (g_array_index (self->arcs, Arc, i).link));

      return g_steal_pointer (&links);
    }

  for (guint i = 0; i < self->arcs->len; i++)
    {
      distances[i] = get_distance (&g_array_index (self->arcs, Arc, i), view, x, y);
      nearest = MIN (nearest, distances[i]);
    }
  for (guint i = 0; i < self->arcs->len; i++)
    if (distances[i] <= nearest + TOGETHER && distances[i] <= YTT_ARC_REACH)
      g_ptr_array_add (links, ytt_supply_link_ref (g_array_index (self->arcs, Arc, i).link));

  return links->len > 0 ? g_steal_pointer (&links) : NULL;
}

/**
 * ytt_arc_set_append_places:
 * @self: a set
 * @points: (element-type YttPoint): gets both ends of each arc that is drawn; a ring has the key 0
 */
void
ytt_arc_set_append_places (YttArcSet *self,
                           GArray    *points)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (points != NULL);

  for (guint i = 0; i < self->arcs->len; i++)
    {
      const Arc *arc = &g_array_index (self->arcs, Arc, i);
      const YttSupplyEnd *from = &arc->link->from;
      YttPoint ends[] = {
        { .id = from->facility, .longitude = from->longitude, .latitude = from->latitude },
        { .id = arc->link->to.facility, .longitude = arc->longitude, .latitude = arc->latitude },
      };

      g_array_append_vals (points, ends, G_N_ELEMENTS (ends));
    }
}

/**
 * ytt_arc_set_append_boxes:
 * @self: a set
 * @view: what is drawn
 * @boxes: (element-type cairo_rectangle_t): gets the boxes of rings and their names, in px of the view
 *
 * Says where no label of the map has room.
 */
void
ytt_arc_set_append_boxes (YttArcSet        *self,
                          const YttArcView *view,
                          GArray           *boxes)
{
  choose_names (self, view->world);
  for (guint i = 0; i < self->ends->len; i++)
    {
      const End *end = &g_array_index (self->ends, End, i);
      int first, last;

      ytt_arc_view_get_copies (view, end->x, 0, end->width + 20, &first, &last);
      for (int copy = first; copy <= last; copy++)
        {
          double x = (end->x + copy - view->x) * view->world, y = (end->y - view->y) * view->world;
          double beside = YTT_ARC_RING_RADIUS + 2;
          cairo_rectangle_t ring = { x - beside, y - beside, 2 * beside, 2 * beside }, name;

          get_name_box (end, &name);
          name.x += x;
          name.y += y;
          g_array_append_val (boxes, ring);
          if (end->named)
            g_array_append_val (boxes, name);
        }
    }
}
