#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define YTT_TYPE_TILE_PAINTABLE (ytt_tile_paintable_get_type ())

/**
 * YttTilePaintable:
 *
 * A tile whose texture shows more than the tile: a gutter around it. It is
 * drawn over the neighbouring tiles by that much, so that no hairline shows
 * where tiles meet at fractions of a pixel.
 *
 * The texture was made for one size on the screen. When the tile is drawn much
 * larger or smaller, which makes it blurred or its lines thin, it emits
 * "unsharp" once, so that somebody can give it a better texture.
 */
G_DECLARE_FINAL_TYPE (YttTilePaintable, ytt_tile_paintable, YTT, TILE_PAINTABLE, GObject)

YttTilePaintable *ytt_tile_paintable_new         (int               zoom,
                                                  guint             x,
                                                  guint             y);
int               ytt_tile_paintable_get_zoom    (YttTilePaintable *self);
guint             ytt_tile_paintable_get_x       (YttTilePaintable *self);
guint             ytt_tile_paintable_get_y       (YttTilePaintable *self);
double            ytt_tile_paintable_get_size    (YttTilePaintable *self);
void              ytt_tile_paintable_set_texture (YttTilePaintable *self,
                                                  GdkTexture       *texture,
                                                  double            gutter,
                                                  double            size);

G_END_DECLS
