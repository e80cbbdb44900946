#pragma once

#include <shumate/shumate.h>

#include "ytt-map-backdrop.h"
#include "ytt-tile-cache.h"

G_BEGIN_DECLS

#define YTT_TYPE_TILE_LAYER (ytt_tile_layer_get_type ())

/**
 * YttTileLayer:
 *
 * Paints the tiles of a source, in each copy of the world. Until a tile has been drawn for the zoom that is shown,
 * what there is of other zooms stands in for it; once the map has been still for a moment, tiles are drawn anew so
 * that each pixel of theirs is one of the screen.
 *
 * libshumate's own layer asks for tiles only after it has been painted, asks for the same tile once a copy of the
 * world, and paints what lies outside of the view.
 *
 * Properties:
 *   "loading"  boolean; r: whether something of the view is still to be drawn
 */
G_DECLARE_FINAL_TYPE (YttTileLayer, ytt_tile_layer, YTT, TILE_LAYER, ShumateLayer)

YttTileLayer *ytt_tile_layer_new         (ShumateViewport *viewport,
                                          YttTileSource   *source);
gboolean      ytt_tile_layer_get_loading (YttTileLayer    *self);
/* (element-type graphene_rect_t): what of the view the source has tiles of, in px */
void          ytt_tile_layer_append_area (YttTileLayer    *self,
                                          GArray          *boxes);

/* Adds what is painted now of the source's tiles. */
void          ytt_tile_layer_copy        (YttTileLayer    *self,
                                          YttMapBackdrop  *backdrop);

double        ytt_tile_layer_draw_ahead  (YttTileCache    *cache,
                                          double           latitude,
                                          double           longitude,
                                          double           zoom,
                                          int              width,
                                          int              height);

G_END_DECLS
