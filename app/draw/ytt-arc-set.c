#include "config.h"

#include "ytt-arc-set.h"

#include <math.h>

#include "ytt-arc-end-private.h"
#include "ytt-mercator.h"

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

struct _YttArcSet
{
  GPtrArray *links;             /* (owned) */
  GArray    *arcs;              /* (element-type Arc) the most important first */
  GArray    *ends;              /* (element-type YttArcEnd) */
  guint      n_left_out;
};

static void
clear_arc (gpointer data)
{
  Arc *arc = data;

  g_clear_pointer (&arc->path, ytt_arc_path_unref);
}

static guint
find_end (YttArcSet  *self,
          const char *country)
{
  for (guint i = 0; i < self->ends->len; i++)
    if (g_str_equal (g_array_index (self->ends, YttArcEnd, i).country, country))
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
  YttArcEnd *end;

  arc->end = find_end (self, link->to.country);
  if (arc->end == NONE)
    {
      YttArcEnd made = { .country = link->to.country, .maker = link->maker, .state = get_state (link) };

      made.names = g_ptr_array_new ();
      ytt_mercator_project (arc->latitude, arc->longitude, &made.x, &made.y);
      arc->end = self->ends->len;
      g_array_append_val (self->ends, made);
    }

  end = &g_array_index (self->ends, YttArcEnd, arc->end);
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
  self->ends = g_array_new (FALSE, FALSE, sizeof (YttArcEnd));
  g_array_set_clear_func (self->ends, (GDestroyNotify) ytt_arc_end_clear);
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
    ytt_arc_end_set_context (&g_array_index (self->ends, YttArcEnd, i), context, self->ends->len <= MOST_NOTES);
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
      YttArcEnd *end = &g_array_index (self->ends, YttArcEnd, i);
      cairo_rectangle_t box;

      ytt_arc_end_get_name_box (end, &box);
      end->named = end->layout != NULL;
      for (guint j = 0; j < i && end->named; j++)
        {
          const YttArcEnd *other = &g_array_index (self->ends, YttArcEnd, j);
          cairo_rectangle_t taken;

          if (!other->named)
            continue;
          ytt_arc_end_get_name_box (other, &taken);
          taken.x += ytt_mercator_difference (end->x, other->x) * world;
          taken.y += (other->y - end->y) * world;
          end->named = !boxes_meet (&box, &taken);
        }
    }
}

/**
 * ytt_arc_set_give_way:
 * @self: a set with a context
 * @view: what will be drawn
 * @obstacles: (element-type cairo_rectangle_t): what will lie over the arcs, in px of the view
 *
 * Puts each name where least lies over it, beside, below or above its ring.
 *
 * Returns: whether a name has moved, so that what was drawn is to be drawn anew
 */
gboolean
ytt_arc_set_give_way (YttArcSet        *self,
                      const YttArcView *view,
                      GArray           *obstacles)
{
  gboolean moved = FALSE;

  for (guint i = 0; i < self->ends->len; i++)
    moved |= ytt_arc_end_give_way (&g_array_index (self->ends, YttArcEnd, i), view, obstacles);

  return moved;
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
      const YttArcEnd *end = &g_array_index (self->ends, YttArcEnd, i);
      guint32 colour = ytt_arc_get_colour (end->maker, end->state, theme);
      double y = (end->y - view->y) * view->world;
      int first, last;

      ytt_arc_view_get_copies (view, end->x, 0, end->width + 20, &first, &last);
      for (int copy = first; copy <= last; copy++)
        {
          double x = (end->x + copy - view->x) * view->world;

          ytt_draw_arc_ring (cr, x, y, colour, theme);
          ytt_arc_end_draw_name (cr, end, x, y, theme);
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
      const YttArcEnd *end = &g_array_index (self->ends, YttArcEnd, i);
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
      const YttArcEnd *end = &g_array_index (self->ends, YttArcEnd, i);
      int first, last;

      ytt_arc_view_get_copies (view, end->x, 0, end->width + 20, &first, &last);
      for (int copy = first; copy <= last; copy++)
        {
          double x = (end->x + copy - view->x) * view->world, y = (end->y - view->y) * view->world;
          double beside = YTT_ARC_RING_RADIUS + 2;
          cairo_rectangle_t ring = { x - beside, y - beside, 2 * beside, 2 * beside }, name;

          ytt_arc_end_get_name_box (end, &name);
          name.x += x;
          name.y += y;
          g_array_append_val (boxes, ring);
          if (end->named)
            g_array_append_val (boxes, name);
        }
    }
}
