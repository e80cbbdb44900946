#include "config.h"

#include "ytt-tile-grid.h"

#include <math.h>

#include "ytt-mercator.h"

guint
ytt_tile_place_hash (gconstpointer data)
{
  const YttTilePlace *place = data;

  return (place->x * 4099 + place->y) * 31 + place->zoom;
}

gboolean
ytt_tile_place_equal (gconstpointer a,
                      gconstpointer b)
{
  const YttTilePlace *one = a, *other = b;

  return one->x == other->x && one->y == other->y && one->zoom == other->zoom;
}

/**
 * ytt_tile_grid_round:
 * @grid: a grid
 * @value: px
 *
 * Returns: @value, rounded to a whole pixel of the screen
 */
double
ytt_tile_grid_round (const YttTileGrid *grid,
                     double             value)
{
  return round (value * grid->scale) / grid->scale;
}

/**
 * ytt_tile_grid_make:
 * @source: says how large the world is at a zoom
 * @range: (transfer none): which tiles there are; it must outlive the grid
 * @latitude: degrees, of the map's middle
 * @longitude: degrees
 * @level: its zoom, as libshumate counts it
 * @width: its width, in px
 * @height: its height, in px
 * @scale: device pixels in a px
 * @grid: (out): what is seen
 *
 * Works out what is seen of the world.
 */
void
ytt_tile_grid_make (ShumateMapSource   *source,
                    const YttTileRange *range,
                    double              latitude,
                    double              longitude,
                    double              level,
                    int                 width,
                    int                 height,
                    double              scale,
                    YttTileGrid        *grid)
{
  double x, y;

  grid->range = range;
  grid->world = ldexp (shumate_map_source_get_tile_size_at_zoom (source, level), (int) level);
  /* A picture of a fixed size is the sharper the less it is stretched. */
  grid->zoom = range->drawn ? (int) level : (int) round (log2 (grid->world / YTT_MERCATOR_TILE));
  grid->zoom = CLAMP (grid->zoom, 0, range->most_zoom);
  grid->size = ldexp (grid->world, -grid->zoom);
  grid->scale = scale;

  /* All tiles move by whole pixels of the screen, and together: none is blurred, none trembles beside another. */
  ytt_mercator_project (latitude, longitude, &x, &y);
  grid->left = ytt_tile_grid_round (grid, width / 2.0 - x * grid->world);
  grid->top = ytt_tile_grid_round (grid, height / 2.0 - y * grid->world);
  grid->middle_column = ldexp (x, grid->zoom);
  grid->middle_row = ldexp (y, grid->zoom);
  grid->first_column = (int) floor (-grid->left / grid->size);
  grid->last_column = (int) ceil ((width - grid->left) / grid->size) - 1;
  grid->first_row = MAX (0, (int) floor (-grid->top / grid->size));
  grid->last_row = MIN ((1 << grid->zoom) - 1, (int) ceil ((height - grid->top) / grid->size) - 1);
}

/**
 * ytt_tile_grid_get_place:
 * @grid: a grid
 * @column: a column of any copy of the world
 * @row: a row of the world
 *
 * Returns: the tile that is seen there
 */
YttTilePlace
ytt_tile_grid_get_place (const YttTileGrid *grid,
                         int                column,
                         int                row)
{
  return (YttTilePlace) { grid->zoom, (guint) column & ((1u << grid->zoom) - 1), (guint) row };
}

/**
 * ytt_tile_grid_has_tile:
 * @grid: a grid
 * @column: a column of any copy of the world
 * @row: a row of the world
 *
 * Returns: whether the range has a tile there
 */
gboolean
ytt_tile_grid_has_tile (const YttTileGrid *grid,
                        int                column,
                        int                row)
{
  const YttTileRange *range = grid->range;
  double side = ldexp (1, -grid->zoom), edge = YTT_TILE_EDGE * side;
  double west = ytt_mercator_wrap (column * side), north = row * side;

  if (grid->zoom < range->least_zoom || north + edge >= range->south || north + side - edge <= range->north)
    return FALSE;

  return (west + edge < range->east && west + side - edge > range->west) ||
         (west + 1 + edge < range->east && west + 1 + side - edge > range->west);
}

/**
 * ytt_tile_grid_is_near:
 * @grid: a grid
 * @place: a tile of any zoom
 *
 * Returns: whether it is seen, or would be with one more tile of the grid's zoom on each side
 */
gboolean
ytt_tile_grid_is_near (const YttTileGrid  *grid,
                       const YttTilePlace *place)
{
  double side = ldexp (1, grid->zoom - place->zoom);
  double count = ldexp (1, grid->zoom);
  double x = place->x * side, y = place->y * side;

  if (y + side <= grid->first_row - 1 || y >= grid->last_row + 2)
    return FALSE;

  /* The copy of the world whose tile begins last before the view ends is the one that may reach into it. */
  x += floor ((grid->last_column + 2 - x) / count) * count;

  return x + side > grid->first_column - 1;
}

static void
paint_water (GtkSnapshot           *snapshot,
             guint32                water,
             const graphene_rect_t *box)
{
  GdkRGBA colour = { (water >> 16) / 255.f, (water >> 8 & 0xff) / 255.f, (water & 0xff) / 255.f, 1 };

  gtk_snapshot_append_color (snapshot, &colour, box);
}

/* The gutter reaches over the neighbours, so that no seam shows where tiles meet within a pixel. */
static void
paint_picture (GtkSnapshot          *snapshot,
               const YttTilePicture *picture,
               double                x,
               double                y,
               double                size)
{
  double stretch = fabs (size - picture->size) < YTT_TILE_MOST_DIFFERENCE ? 1 : size / picture->size;
  double gutter = picture->gutter * stretch;
  double side;

  side = gdk_texture_get_width (picture->texture) / picture->scale * stretch;
  gtk_snapshot_append_texture (snapshot, picture->texture,
                               &GRAPHENE_RECT_INIT (x - gutter, y - gutter, side, side));
}

/**
 * ytt_tile_grid_paint:
 * @grid: a grid
 * @snapshot: where to paint
 * @place: a tile of any zoom
 * @picture: what it looks like
 *
 * Paints a tile in each copy of the world that is seen.
 */
void
ytt_tile_grid_paint (const YttTileGrid    *grid,
                     GtkSnapshot          *snapshot,
                     const YttTilePlace   *place,
                     const YttTilePicture *picture)
{
  double side = ldexp (1, grid->zoom - place->zoom);
  double count = ldexp (1, grid->zoom);
  double column = place->x * side, row = place->y * side;

  column += ceil ((grid->first_column - side - column) / count) * count;
  for (; column <= grid->last_column; column += count)
    if (column + side > grid->first_column && row + side > grid->first_row && row <= grid->last_row)
      {
        double left = ytt_tile_grid_round (grid, column * grid->size);
        double top = ytt_tile_grid_round (grid, row * grid->size);
        double right = ytt_tile_grid_round (grid, (column + side) * grid->size);
        double bottom = ytt_tile_grid_round (grid, (row + side) * grid->size);
        graphene_rect_t box = GRAPHENE_RECT_INIT (grid->left + left, grid->top + top, right - left, bottom - top);

        if (picture->texture == NULL)
          paint_water (snapshot, picture->colour, &box);
        else if (grid->range->drawn)
          paint_picture (snapshot, picture, grid->left + left, grid->top + top, side * grid->size);
        else
          gtk_snapshot_append_texture (snapshot, picture->texture, &box);
      }
}
