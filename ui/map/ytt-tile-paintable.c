#include "config.h"

#include "ytt-tile-paintable.h"

/* How far a texture may be scaled before another is wanted: a little up, where it soon looks blurred; more down,
 * but not so far that the software renderer has to average pixels, which takes it five times as long. */
#define MOST_SCALE 1.02
#define LEAST_SCALE 0.76

struct _YttTilePaintable
{
  GObject     parent_instance;

  int         zoom;
  guint       x;
  guint       y;

  GdkTexture *texture;     /* (owned) (nullable) */
  double      gutter;      /* in tiles */
  double      size;        /* px on the screen that the texture was made for; 0 if it is good for all */
  double      drawn_size;  /* px on the screen, of late */
  gboolean    is_unsharp;  /* "unsharp" was emitted for this texture */
};

enum
{
  UNSHARP,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
is_last (YttTilePaintable *self)
{
  return self->y == (1u << self->zoom) - 1;
}

/* At the edges of the world libshumate puts the other pole beside a tile: no gutter may reach over there. */
static gboolean
is_at_edge (YttTilePaintable *self)
{
  return self->y == 0 || is_last (self);
}

static void
ytt_tile_paintable_snapshot (GdkPaintable *paintable,
                             GdkSnapshot  *snapshot,
                             double        width,
                             double        height)
{
  YttTilePaintable *self = YTT_TILE_PAINTABLE (paintable);
  double x = self->gutter * width, y = self->gutter * height;
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (-x, -y, width + 2 * x, height + 2 * y);

  if (self->texture == NULL)
    return;

  if (is_at_edge (self))
    {
      double above = self->y == 0 ? 0 : y, below = is_last (self) ? 0 : y;

      gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (-x, -above, width + 2 * x, above + height + below));
      gtk_snapshot_append_texture (snapshot, self->texture, &bounds);
      gtk_snapshot_pop (snapshot);
    }
  else
    gtk_snapshot_append_texture (snapshot, self->texture, &bounds);

  self->drawn_size = width;
  if (self->size > 0 && !self->is_unsharp &&
      (width > self->size * MOST_SCALE || width < self->size * LEAST_SCALE))
    {
      self->is_unsharp = TRUE;
      g_signal_emit (self, signals[UNSHARP], 0);
    }
}

static void
paintable_iface_init (GdkPaintableInterface *iface)
{
  iface->snapshot = ytt_tile_paintable_snapshot;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (YttTilePaintable, ytt_tile_paintable, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GDK_TYPE_PAINTABLE, paintable_iface_init))

static void
ytt_tile_paintable_dispose (GObject *object)
{
  YttTilePaintable *self = YTT_TILE_PAINTABLE (object);

  g_clear_object (&self->texture);

  G_OBJECT_CLASS (ytt_tile_paintable_parent_class)->dispose (object);
}

static void
ytt_tile_paintable_class_init (YttTilePaintableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ytt_tile_paintable_dispose;

  signals[UNSHARP] =
    g_signal_new ("unsharp", YTT_TYPE_TILE_PAINTABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ytt_tile_paintable_init (YttTilePaintable *self)
{
}

/**
 * ytt_tile_paintable_new:
 * @zoom: the tile's
 * @x: its column
 * @y: its row
 *
 * Makes a tile's picture, with nothing in it yet.
 *
 * Returns: (transfer full): the paintable
 */
YttTilePaintable *
ytt_tile_paintable_new (int   zoom,
                        guint x,
                        guint y)
{
  YttTilePaintable *self = g_object_new (YTT_TYPE_TILE_PAINTABLE, NULL);

  self->zoom = zoom;
  self->x = x;
  self->y = y;

  return self;
}

/**
 * ytt_tile_paintable_get_zoom:
 * @self: a tile's picture
 *
 * Returns: the tile's zoom
 */
int
ytt_tile_paintable_get_zoom (YttTilePaintable *self)
{
  g_return_val_if_fail (YTT_IS_TILE_PAINTABLE (self), 0);

  return self->zoom;
}

/**
 * ytt_tile_paintable_get_x:
 * @self: a tile's picture
 *
 * Returns: the tile's column
 */
guint
ytt_tile_paintable_get_x (YttTilePaintable *self)
{
  g_return_val_if_fail (YTT_IS_TILE_PAINTABLE (self), 0);

  return self->x;
}

/**
 * ytt_tile_paintable_get_y:
 * @self: a tile's picture
 *
 * Returns: the tile's row
 */
guint
ytt_tile_paintable_get_y (YttTilePaintable *self)
{
  g_return_val_if_fail (YTT_IS_TILE_PAINTABLE (self), 0);

  return self->y;
}

/**
 * ytt_tile_paintable_get_size:
 * @self: a tile's picture
 *
 * Returns: the tile's side when it was drawn last, in px
 */
double
ytt_tile_paintable_get_size (YttTilePaintable *self)
{
  g_return_val_if_fail (YTT_IS_TILE_PAINTABLE (self), 0);

  return self->drawn_size;
}

/**
 * ytt_tile_paintable_set_texture:
 * @self: a tile's picture
 * @texture: (transfer none): what it shows, gutter included
 * @gutter: the gutter's width at each side, as a share of the tile's
 * @size: the tile's side in px that the texture was made for, or 0 if it suits any
 */
void
ytt_tile_paintable_set_texture (YttTilePaintable *self,
                                GdkTexture       *texture,
                                double            gutter,
                                double            size)
{
  g_return_if_fail (YTT_IS_TILE_PAINTABLE (self));
  g_return_if_fail (GDK_IS_TEXTURE (texture));
  g_return_if_fail (gutter >= 0 && size >= 0);

  g_set_object (&self->texture, texture);
  self->gutter = gutter;
  self->size = size;
  self->is_unsharp = FALSE;
  gdk_paintable_invalidate_contents (GDK_PAINTABLE (self));
}
