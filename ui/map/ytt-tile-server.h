#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define YTT_TYPE_TILE_SERVER (ytt_tile_server_get_type ())

/**
 * YttTileServer:
 *
 * Asks a server for tiles, by a User-Agent of Ytterby's own, and keeps them on disk for as long as the server says.
 * Nothing is asked before the first tile, and nothing but tiles: a server that leads elsewhere is not followed, and
 * no cookie is kept.
 *
 * libshumate's own downloader, built with libsoup 3, always calls itself libshumate, keeps each tile for a week
 * whatever its server says, and asks its database on the main thread.
 */
G_DECLARE_FINAL_TYPE (YttTileServer, ytt_tile_server, YTT, TILE_SERVER, GObject)

/* The same one for all who ask the same server at a time. */
YttTileServer *ytt_tile_server_get          (const char           *address);
void           ytt_tile_server_fetch_async  (YttTileServer        *self,
                                             int                   zoom,
                                             guint                 x,
                                             guint                 y,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
GBytes        *ytt_tile_server_fetch_finish (YttTileServer        *self,
                                             GAsyncResult         *result,
                                             GError              **error);

G_END_DECLS
