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
 */
G_DECLARE_FINAL_TYPE (YttTilePaintable, ytt_tile_paintable, YTT, TILE_PAINTABLE, GObject)

GdkPaintable *ytt_tile_paintable_new (GdkTexture *texture,
                                      double      gutter);

G_END_DECLS
