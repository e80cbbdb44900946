#include "config.h"

#include "ytt-tile-paintable.h"

struct _YttTilePaintable
{
  GObject     parent_instance;

  GdkTexture *texture;   /* (owned) */
  double      gutter;    /* in tiles */
};

static void
ytt_tile_paintable_snapshot (GdkPaintable *paintable,
                             GdkSnapshot  *snapshot,
                             double        width,
                             double        height)
{
  YttTilePaintable *self = YTT_TILE_PAINTABLE (paintable);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (-self->gutter * width, -self->gutter * height,
                                               (1 + 2 * self->gutter) * width, (1 + 2 * self->gutter) * height);

  gtk_snapshot_append_texture (snapshot, self->texture, &bounds);
}

static GdkPaintableFlags
ytt_tile_paintable_get_flags (GdkPaintable *paintable)
{
  return GDK_PAINTABLE_STATIC_CONTENTS | GDK_PAINTABLE_STATIC_SIZE;
}

static void
paintable_iface_init (GdkPaintableInterface *iface)
{
  iface->snapshot = ytt_tile_paintable_snapshot;
  iface->get_flags = ytt_tile_paintable_get_flags;
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
}

static void
ytt_tile_paintable_init (YttTilePaintable *self)
{
}

/**
 * ytt_tile_paintable_new:
 * @texture: (transfer none): the picture, gutter included
 * @gutter: the gutter's width at each side, as a share of the tile's
 *
 * Makes a tile's picture; any thread may call this.
 *
 * Returns: (transfer full): the paintable
 */
GdkPaintable *
ytt_tile_paintable_new (GdkTexture *texture,
                        double      gutter)
{
  YttTilePaintable *self;

  g_return_val_if_fail (GDK_IS_TEXTURE (texture), NULL);
  g_return_val_if_fail (gutter >= 0, NULL);

  self = g_object_new (YTT_TYPE_TILE_PAINTABLE, NULL);
  self->texture = g_object_ref (texture);
  self->gutter = gutter;

  return GDK_PAINTABLE (self);
}
