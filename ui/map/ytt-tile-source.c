#include "config.h"

#include "ytt-tile-source.h"

G_DEFINE_INTERFACE (YttTileSource, ytt_tile_source, G_TYPE_OBJECT)

static void
ytt_tile_source_default_init (YttTileSourceInterface *iface)
{
}

/**
 * ytt_tile_picture_copy:
 * @self: a picture
 *
 * Returns: (transfer full): another one of the same texture
 */
YttTilePicture *
ytt_tile_picture_copy (const YttTilePicture *self)
{
  YttTilePicture *copy = g_memdup2 (self, sizeof *self);

  if (copy->texture != NULL)
    g_object_ref (copy->texture);

  return copy;
}

void
ytt_tile_picture_free (YttTilePicture *self)
{
  g_clear_object (&self->texture);
  g_free (self);
}

/**
 * ytt_tile_source_get_range:
 * @self: a source
 * @range: (out): which tiles it has
 */
void
ytt_tile_source_get_range (YttTileSource *self,
                           YttTileRange  *range)
{
  g_return_if_fail (YTT_IS_TILE_SOURCE (self));

  YTT_TILE_SOURCE_GET_IFACE (self)->get_range (self, range);
}

/**
 * ytt_tile_source_look_up:
 * @self: a source
 * @zoom: the tile's
 * @x: its column
 * @y: its row
 * @size: its side on the screen, in px
 *
 * Returns: (transfer full) (nullable): the tile, if it is at hand
 */
YttTilePicture *
ytt_tile_source_look_up (YttTileSource *self,
                         int            zoom,
                         guint          x,
                         guint          y,
                         double         size)
{
  g_return_val_if_fail (YTT_IS_TILE_SOURCE (self), NULL);

  return YTT_TILE_SOURCE_GET_IFACE (self)->look_up (self, zoom, x, y, size);
}

/**
 * ytt_tile_source_stand_in:
 * @self: a source
 * @zoom: the tile's
 * @x: its column
 * @y: its row
 *
 * Returns: (transfer full) (nullable): the tile, if it is at hand, drawn for any size
 */
YttTilePicture *
ytt_tile_source_stand_in (YttTileSource *self,
                          int            zoom,
                          guint          x,
                          guint          y)
{
  g_return_val_if_fail (YTT_IS_TILE_SOURCE (self), NULL);

  if (YTT_TILE_SOURCE_GET_IFACE (self)->stand_in == NULL)
    return NULL;

  return YTT_TILE_SOURCE_GET_IFACE (self)->stand_in (self, zoom, x, y);
}

/**
 * ytt_tile_source_bring_async:
 * @self: a source
 * @zoom: the tile's
 * @x: its column
 * @y: its row
 * @size: its side on the screen, in px
 * @distance: how far it lies from the middle of the view, in tiles: near ones come first
 * @cancellable: (nullable): to give up
 * @callback: (nullable): called when it is there
 * @user_data: for @callback
 *
 * Brings a tile. The callback is never called before this returns.
 */
void
ytt_tile_source_bring_async (YttTileSource       *self,
                             int                  zoom,
                             guint                x,
                             guint                y,
                             double               size,
                             double               distance,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (YTT_IS_TILE_SOURCE (self));

  YTT_TILE_SOURCE_GET_IFACE (self)->bring_async (self, zoom, x, y, size, distance, cancellable, callback, user_data);
}

/**
 * ytt_tile_source_bring_finish:
 * @self: a source
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the tile
 */
YttTilePicture *
ytt_tile_source_bring_finish (YttTileSource  *self,
                              GAsyncResult   *result,
                              GError        **error)
{
  g_return_val_if_fail (YTT_IS_TILE_SOURCE (self), NULL);

  return YTT_TILE_SOURCE_GET_IFACE (self)->bring_finish (self, result, error);
}
