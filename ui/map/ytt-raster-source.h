#pragma once

#include "ytt-mbtiles.h"
#include "ytt-tile-server.h"
#include "ytt-tile-source.h"

G_BEGIN_DECLS

#define YTT_TYPE_RASTER_SOURCE (ytt_raster_source_get_type ())

/**
 * YttRasterSource:
 *
 * Tiles that are pictures of somebody else's: of a server, or of a file of the user's. It keeps those seen last.
 *
 * Signals:
 *   "failed" (GError *error): the server cannot be reached, or the file cannot be read; once
 */
G_DECLARE_FINAL_TYPE (YttRasterSource, ytt_raster_source, YTT, RASTER_SOURCE, GObject)

YttRasterSource *ytt_raster_source_new_for_server (YttTileServer        *server,
                                                   int                   most_zoom);
void             ytt_raster_source_open_async     (const char           *path,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
YttRasterSource *ytt_raster_source_open_finish    (GAsyncResult         *result,
                                                   GError              **error);
/* (transfer none) (nullable) */
YttMbtiles      *ytt_raster_source_get_file       (YttRasterSource      *self);

G_END_DECLS
