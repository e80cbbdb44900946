#include "ytt-map-backdrop.h"

#include <math.h>

/* How far tiles lap over, in units. */
#define LAP 0.25

typedef struct
{
  cairo_surface_t *surface;   /* (owned) */
  double           gutter;    /* pixels at each side that lie beyond the tile */
  int              zoom;
  guint            x;
  guint            y;
} Tile;

struct _YttMapBackdrop
{
  char   *attribution;
  GArray *tiles;   /* (element-type Tile), the coarsest first */
};

static void
clear_tile (gpointer data)
{
  cairo_surface_destroy (((Tile *) data)->surface);
}

/**
 * ytt_map_backdrop_new:
 * @attribution: whose maps these are, as plain text
 *
 * Returns: (transfer full): a backdrop without tiles
 */
YttMapBackdrop *
ytt_map_backdrop_new (const char *attribution)
{
  YttMapBackdrop *self = g_atomic_rc_box_new0 (YttMapBackdrop);

  self->attribution = g_strdup (attribution);
  self->tiles = g_array_new (FALSE, FALSE, sizeof (Tile));
  g_array_set_clear_func (self->tiles, clear_tile);

  return self;
}

/**
 * ytt_map_backdrop_ref:
 * @self: a backdrop
 *
 * Returns: (transfer full): @self
 */
YttMapBackdrop *
ytt_map_backdrop_ref (YttMapBackdrop *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  YttMapBackdrop *self = data;

  g_free (self->attribution);
  g_array_unref (self->tiles);
}

/**
 * ytt_map_backdrop_unref:
 * @self: (transfer full): a backdrop
 */
void
ytt_map_backdrop_unref (YttMapBackdrop *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * ytt_map_backdrop_add:
 * @self: a backdrop that nobody else has yet
 * @surface: (transfer full): the tile, an image
 * @gutter: pixels at each side of @surface that lie beyond the tile
 * @zoom: the tile's
 * @x: its column, from 0 at 180° W
 * @y: its row, from 0 in the north
 *
 * Adds a tile; coarser ones lie below finer ones.
 */
void
ytt_map_backdrop_add (YttMapBackdrop  *self,
                      cairo_surface_t *surface,
                      double           gutter,
                      int              zoom,
                      guint            x,
                      guint            y)
{
  const Tile tile = { surface, gutter, zoom, x, y };
  guint position = 0;

  g_return_if_fail (zoom >= 0 && zoom < 31);

  while (position < self->tiles->len && g_array_index (self->tiles, Tile, position).zoom <= zoom)
    position++;
  g_array_insert_val (self->tiles, position, tile);
}

/**
 * ytt_map_backdrop_get_n_tiles:
 * @self: a backdrop
 *
 * Returns: how many tiles were added
 */
guint
ytt_map_backdrop_get_n_tiles (YttMapBackdrop *self)
{
  return self->tiles->len;
}

/**
 * ytt_map_backdrop_get_attribution:
 * @self: a backdrop
 *
 * Returns: (transfer none): whose maps these are, as plain text
 */
const char *
ytt_map_backdrop_get_attribution (YttMapBackdrop *self)
{
  return self->attribution;
}

/* Where a tile lies in the first copy of the world, in px of the view. */
static void
get_box (const Tile        *tile,
         const YttArcView  *view,
         cairo_rectangle_t *box)
{
  double side = ldexp (view->world, -tile->zoom);

  *box = (cairo_rectangle_t) { tile->x * side - view->x * view->world, tile->y * side - view->y * view->world,
                               side, side };
}

static void
draw_tile (const Tile              *tile,
           cairo_t                 *cr,
           const cairo_rectangle_t *box)
{
  double width = cairo_image_surface_get_width (tile->surface) - 2 * tile->gutter;
  double height = cairo_image_surface_get_height (tile->surface) - 2 * tile->gutter;

  /* Tiles end on whole units and lap over a little, so that nothing shines through between them where units are no whole
   * pixels; what is beyond their edge is like it. */
  double left = round (box->x), top = round (box->y);
  double right = round (box->x + box->width) + LAP, bottom = round (box->y + box->height) + LAP;

  cairo_save (cr);
  cairo_rectangle (cr, left, top, right - left, bottom - top);
  cairo_clip (cr);
  cairo_translate (cr, box->x, box->y);
  cairo_scale (cr, box->width / width, box->height / height);
  cairo_set_source_surface (cr, tile->surface, -tile->gutter, -tile->gutter);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_paint (cr);
  cairo_restore (cr);
}

static gboolean
is_in_view (const cairo_rectangle_t *box,
            const YttArcView        *view)
{
  return box->x < view->width && box->x + box->width > 0 && box->y < view->height && box->y + box->height > 0;
}

/* Calls for each copy of each tile in the view: to draw it, or to add its box. */
static void
go_through (YttMapBackdrop   *self,
            const YttArcView *view,
            cairo_t          *cr,      /* (nullable) */
            GArray           *boxes)   /* (nullable) */
{
  for (guint i = 0; i < self->tiles->len; i++)
    {
      const Tile *tile = &g_array_index (self->tiles, Tile, i);
      cairo_rectangle_t box;

      get_box (tile, view, &box);
      for (box.x -= floor ((box.x + box.width) / view->world) * view->world; box.x < view->width; box.x += view->world)
        {
          if (!is_in_view (&box, view))
            continue;
          if (cr != NULL)
            draw_tile (tile, cr, &box);
          if (boxes != NULL)
            g_array_append_val (boxes, box);
        }
    }
}

/**
 * ytt_map_backdrop_draw:
 * @self: a backdrop
 * @cr: where to draw
 * @view: what is drawn, in all copies of the world
 *
 * Draws the tiles, stretched to the view's zoom.
 */
void
ytt_map_backdrop_draw (YttMapBackdrop   *self,
                       cairo_t          *cr,
                       const YttArcView *view)
{
  go_through (self, view, cr, NULL);
}

/**
 * ytt_map_backdrop_append_boxes:
 * @self: a backdrop
 * @view: what is drawn
 * @boxes: (element-type cairo_rectangle_t): gets what the tiles cover
 */
void
ytt_map_backdrop_append_boxes (YttMapBackdrop   *self,
                               const YttArcView *view,
                               GArray           *boxes)
{
  go_through (self, view, NULL, boxes);
}
