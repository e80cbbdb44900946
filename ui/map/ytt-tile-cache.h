#pragma once

#include <gdk/gdk.h>

#include "ytt-basemap.h"
#include "ytt-symbol.h"

G_BEGIN_DECLS

/* Tiles of 256 px, as they are drawn on whole zooms. */
#define YTT_TILE_SIZE 256

/**
 * YttTilePicture:
 * @texture: (owned) (nullable): the tile with a gutter around it; %NULL for one that is all water
 * @size: the tile's side in px that the texture was made for, 0 if it suits any
 * @scale: device pixels of the texture to one px of such a tile
 * @gutter: the gutter's width at each side, in px of such a tile
 */
typedef struct
{
  GdkTexture *texture;
  double      size;
  double      scale;
  double      gutter;
} YttTilePicture;

YttTilePicture *ytt_tile_picture_copy (const YttTilePicture *self);
void            ytt_tile_picture_free (YttTilePicture       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttTilePicture, ytt_tile_picture_free)

#define YTT_TYPE_TILE_CACHE (ytt_tile_cache_get_type ())

/**
 * YttTileCache:
 *
 * Draws tiles of the basemap on threads of its own and keeps those drawn last. A tile that is wanted several times,
 * since the world repeats sideways, is drawn once. It needs no display, so that tiles can be drawn before there is
 * one. Used from the main thread only.
 */
G_DECLARE_FINAL_TYPE (YttTileCache, ytt_tile_cache, YTT, TILE_CACHE, GObject)

YttTileCache   *ytt_tile_cache_new         (YttBasemap           *basemap,
                                            YttTheme              theme,
                                            int                   scale);
YttTheme        ytt_tile_cache_get_theme   (YttTileCache         *self);
YttTilePicture *ytt_tile_cache_look_up     (YttTileCache         *self,
                                            int                   zoom,
                                            guint                 x,
                                            guint                 y,
                                            double                size);
void            ytt_tile_cache_draw_async  (YttTileCache         *self,
                                            int                   zoom,
                                            guint                 x,
                                            guint                 y,
                                            double                size,
                                            double                distance,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
YttTilePicture *ytt_tile_cache_draw_finish (YttTileCache         *self,
                                            GAsyncResult         *result,
                                            GError              **error);

G_END_DECLS
