#pragma once

#include <gdk/gdk.h>

#include "ytt-basemap.h"
#include "ytt-symbol.h"
#include "ytt-tile-source.h"

G_BEGIN_DECLS

/* Tiles of 256 px, as they are drawn on whole zooms. */
#define YTT_TILE_SIZE 256

/* Closer, the basemap says no more. */
#define YTT_TILE_CACHE_MOST_ZOOM 11

#define YTT_TYPE_TILE_CACHE (ytt_tile_cache_get_type ())

/**
 * YttTileCache:
 *
 * Draws tiles of the basemap on threads of its own and keeps those drawn last. A tile that is wanted several times,
 * since the world repeats sideways, is drawn once. It needs no display, so that tiles can be drawn before there is
 * one. Used from the main thread only.
 *
 * It is a #YttTileSource of the whole world.
 */
G_DECLARE_FINAL_TYPE (YttTileCache, ytt_tile_cache, YTT, TILE_CACHE, GObject)

YttTileCache   *ytt_tile_cache_new         (YttBasemap           *basemap,
                                            YttTheme              theme,
                                            double                scale);
/* For maps that are drawn large: how many pixels wide a tile may be, and how many bytes are kept. */
void            ytt_tile_cache_set_limits  (YttTileCache         *self,
                                            guint                 most_pixels,
                                            gsize                 most_bytes);
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
