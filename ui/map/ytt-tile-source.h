#pragma once

#include <gdk/gdk.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * YttTilePicture:
 * @texture: (owned) (nullable): the tile with a gutter around it; %NULL for one that is all water
 * @size: the tile's side in px that the texture was made for, 0 if it suits any
 * @scale: device pixels of the texture to one px of such a tile
 * @gutter: the gutter's width at each side, in px of such a tile
 * @colour: 0xRRGGBB: what a tile without a texture looks like
 */
typedef struct
{
  GdkTexture *texture;
  double      size;
  double      scale;
  double      gutter;
  guint32     colour;
} YttTilePicture;

YttTilePicture *ytt_tile_picture_copy (const YttTilePicture *self);
void            ytt_tile_picture_free (YttTilePicture       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttTilePicture, ytt_tile_picture_free)

/**
 * YttTileRange:
 * @least_zoom: farther out there are no tiles
 * @most_zoom: tiles of this zoom stand for closer ones
 * @west: the part of the world that has tiles, in the unit square of Web Mercator; 0 to 1
 * @north: its northern edge
 * @east: its eastern edge, more than @west; beyond 1 where it reaches across the date line
 * @south: its southern edge, more than @north
 * @drawn: whether tiles are drawn in the size that is asked for, or are pictures of a fixed size
 * @margin: how many tiles beyond the view are brought too, so that they are there when the map is moved
 *
 * Which tiles a source has. What is not in it is not asked for.
 */
typedef struct
{
  int      least_zoom;
  int      most_zoom;
  double   west, north, east, south;
  gboolean drawn;
  int      margin;
} YttTileRange;

#define YTT_TYPE_TILE_SOURCE (ytt_tile_source_get_type ())

/**
 * YttTileSource:
 *
 * Where a #YttTileLayer has its tiles from: the basemap that is drawn here, or pictures of somebody else's. Used from
 * the main thread only.
 */
G_DECLARE_INTERFACE (YttTileSource, ytt_tile_source, YTT, TILE_SOURCE, GObject)

struct _YttTileSourceInterface
{
  GTypeInterface parent_iface;

  void            (*get_range)    (YttTileSource        *self,
                                   YttTileRange         *range);
  YttTilePicture *(*look_up)      (YttTileSource        *self,
                                   int                   zoom,
                                   guint                 x,
                                   guint                 y,
                                   double                size);
  YttTilePicture *(*stand_in)     (YttTileSource        *self,   /* (nullable) */
                                   int                   zoom,
                                   guint                 x,
                                   guint                 y);
  void            (*bring_async)  (YttTileSource        *self,
                                   int                   zoom,
                                   guint                 x,
                                   guint                 y,
                                   double                size,
                                   double                distance,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
  YttTilePicture *(*bring_finish) (YttTileSource        *self,
                                   GAsyncResult         *result,
                                   GError              **error);
};

void            ytt_tile_source_get_range    (YttTileSource        *self,
                                              YttTileRange         *range);
YttTilePicture *ytt_tile_source_look_up      (YttTileSource        *self,
                                              int                   zoom,
                                              guint                 x,
                                              guint                 y,
                                              double                size);
YttTilePicture *ytt_tile_source_stand_in     (YttTileSource        *self,
                                              int                   zoom,
                                              guint                 x,
                                              guint                 y);
void            ytt_tile_source_bring_async  (YttTileSource        *self,
                                              int                   zoom,
                                              guint                 x,
                                              guint                 y,
                                              double                size,
                                              double                distance,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
YttTilePicture *ytt_tile_source_bring_finish (YttTileSource        *self,
                                              GAsyncResult         *result,
                                              GError              **error);

G_END_DECLS
