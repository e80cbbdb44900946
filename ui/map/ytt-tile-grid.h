#pragma once

#include <shumate/shumate.h>

#include "ytt-tile-source.h"

G_BEGIN_DECLS

/* What is rounded of the edge of a map, in tiles: no tile is shown for it. */
#define YTT_TILE_EDGE 1e-6

/* How far the size of a tile may be off what it was drawn for, in px, so that the difference cannot be seen. */
#define YTT_TILE_MOST_DIFFERENCE 0.02

/**
 * YttTilePlace:
 * @zoom: the tile's
 * @x: its column, from 0 at 180° W
 * @y: its row, from 0 in the north
 *
 * Which tile of the world it is.
 */
typedef struct
{
  int   zoom;
  guint x;
  guint y;
} YttTilePlace;

/**
 * YttTileGrid:
 *
 * Which tiles are seen on a map, and where. Columns go on past the edges of the world, rows do not.
 */
typedef struct
{
  int    zoom;
  double size;     /* of a tile, px */
  double world;    /* px */
  double left;     /* of the world that has the middle of the view, px */
  double top;
  int    first_column, last_column;
  int    first_row, last_row;
  double middle_column, middle_row;
  double scale;    /* device pixels in a px */
  const YttTileRange *range;   /* borrowed: which of them there are */
} YttTileGrid;

guint        ytt_tile_place_hash     (gconstpointer       data);
gboolean     ytt_tile_place_equal    (gconstpointer       a,
                                      gconstpointer       b);
double       ytt_tile_grid_round     (const YttTileGrid  *grid,
                                      double              value);
void         ytt_tile_grid_make      (ShumateMapSource   *source,
                                      const YttTileRange *range,
                                      double              latitude,
                                      double              longitude,
                                      double              level,
                                      int                 width,
                                      int                 height,
                                      double              scale,
                                      YttTileGrid        *grid);
YttTilePlace ytt_tile_grid_get_place (const YttTileGrid  *grid,
                                      int                 column,
                                      int                 row);
gboolean     ytt_tile_grid_has_tile  (const YttTileGrid  *grid,
                                      int                 column,
                                      int                 row);
gboolean     ytt_tile_grid_is_near   (const YttTileGrid  *grid,
                                      const YttTilePlace *place);
void         ytt_tile_grid_paint     (const YttTileGrid    *grid,
                                      GtkSnapshot          *snapshot,
                                      const YttTilePlace   *place,
                                      const YttTilePicture *picture);

G_END_DECLS
