#include "config.h"

#include "ytt-basemap-draw.h"

#include <math.h>

#include <glib/gi18n.h>

#include "ytt-error.h"

/* Lines are drawn this far beyond the tile, in pens: nothing is wider. */
#define REACH 8.0

/* Rivers of this rank and more stand below the great ones. */
#define SMALL_RIVER 6

/* 0xRRGGBB; land and water are the palette's. */
typedef struct
{
  guint32 coast;
  guint32 river;
  guint32 admin1;
  guint32 border;
} Ink;

/* In high contrast coasts and borders reach 3:1 against land and water, rivers and states against land: WCAG 2.1,
 * 1.4.11. */
static const Ink inks[YTT_N_THEMES] = {
  [YTT_THEME_LIGHT] = { 0xb3c4ce, 0xb8cad4, 0xd3cec9, 0x9a9196 },
  [YTT_THEME_DARK] = { 0x424d57, 0x2e3c48, 0x41464d, 0x6d727c },
  [YTT_THEME_LIGHT_CONTRAST] = { 0x566f7f, 0x5f7b8c, 0x857d75, 0x5c545a },
  [YTT_THEME_DARK_CONTRAST] = { 0x8494a1, 0x7d92a5, 0x858b94, 0xb4b9c2 },
};

/* How a cell's coordinates come onto the tile, and which part of them shows. */
typedef struct
{
  cairo_t *cr;
  int      zoom;
  double   scale;
  double   x;
  double   y;
  double   low;       /* less than this, or more than high, is out of sight */
  double   high;
} Frame;

/* One bit for each side that a point is beyond. */
static inline guint
sides (const Frame *self,
       double       x,
       double       y)
{
  return (guint) (x < self->low) | (guint) (x > self->high) << 1 |
         (guint) (y < self->low) << 2 | (guint) (y > self->high) << 3;
}

/*
 * Adds a ring to the path. Of a run of points beyond one side only the first
 * and the last are taken: what lies in sight stays the same, and a small part
 * of a large cell costs little.
 */
static gboolean
add_ring (const Frame       *self,
          YttBasemapBlock   *block,
          YttBasemapFeature *feature)
{
  double skipped_x = 0, skipped_y = 0;
  gboolean has_skipped = FALSE;
  guint beyond = 0;

  for (guint i = 0; i < feature->n_points; i++)
    {
      double x, y;
      guint here;

      if (!ytt_basemap_next_point (block, feature))
        return FALSE;
      x = feature->x * self->scale + self->x;
      y = feature->y * self->scale + self->y;
      here = sides (self, x, y);

      if (i == 0)
        cairo_move_to (self->cr, x, y);
      else if ((here & beyond) != 0)
        {
          skipped_x = x;
          skipped_y = y;
          has_skipped = TRUE;
          beyond &= here;
          continue;
        }
      else
        {
          if (has_skipped)
            cairo_line_to (self->cr, skipped_x, skipped_y);
          has_skipped = FALSE;
          cairo_line_to (self->cr, x, y);
        }
      beyond = here;
    }

  if (has_skipped)
    cairo_line_to (self->cr, skipped_x, skipped_y);
  cairo_close_path (self->cr);

  return TRUE;
}

/* Adds those parts of a line to the path that may be in sight. */
static gboolean
add_line (const Frame       *self,
          YttBasemapBlock   *block,
          YttBasemapFeature *feature)
{
  double last_x = 0, last_y = 0;
  gboolean pen_down = FALSE;
  guint last = 0;

  for (guint i = 0; i < feature->n_points; i++)
    {
      double x, y;
      guint here;

      if (!ytt_basemap_next_point (block, feature))
        return FALSE;
      x = feature->x * self->scale + self->x;
      y = feature->y * self->scale + self->y;
      here = sides (self, x, y);

      if (i > 0 && (here & last) != 0)
        pen_down = FALSE;
      else if (i > 0)
        {
          if (!pen_down)
            cairo_move_to (self->cr, last_x, last_y);
          cairo_line_to (self->cr, x, y);
          pen_down = TRUE;
        }
      last_x = x;
      last_y = y;
      last = here;
    }

  return TRUE;
}

/* Makes the path of those of a layer's features that show at the zoom. */
static gboolean
add_block (const Frame    *self,
           YttBasemapBlock block,
           gboolean        is_ring,
           int             least_rank,
           int             most_rank)
{
  cairo_new_path (self->cr);

  for (guint i = 0; i < block.n_features; i++)
    {
      YttBasemapFeature feature;
      gboolean good;

      if (!ytt_basemap_next_feature (&block, &feature))
        return FALSE;

      if (feature.zoom > self->zoom || feature.rank < least_rank || feature.rank > most_rank)
        good = ytt_basemap_skip_points (&block, &feature);
      else if (is_ring)
        good = add_ring (self, &block, &feature);
      else
        good = add_line (self, &block, &feature);

      if (!good)
        return FALSE;
    }

  return TRUE;
}

static void
set_colour (cairo_t *cr,
            guint32  colour)
{
  cairo_set_source_rgb (cr, (colour >> 16 & 255) / 255.0, (colour >> 8 & 255) / 255.0, (colour & 255) / 255.0);
}

static void
stroke (cairo_t *cr,
        guint32  colour,
        double   width)
{
  set_colour (cr, colour);
  cairo_set_line_width (cr, width);
  cairo_stroke (cr);
}

static gboolean
draw_surfaces (const Frame          *self,
               const YttBasemapCell *cell,
               double                pen,
               YttTheme              theme)
{
  const Ink *ink = &inks[theme];
  int zoom = self->zoom;

  if (!add_block (self, cell->blocks[YTT_BASEMAP_LAND], TRUE, 0, G_MAXINT))
    return FALSE;
  set_colour (self->cr, ytt_theme_get_land (theme));
  cairo_fill_preserve (self->cr);
  stroke (self->cr, ink->coast, (zoom < 3 ? 0.5 : 0.8) * pen);

  if (!add_block (self, cell->blocks[YTT_BASEMAP_RIVER], FALSE, SMALL_RIVER, G_MAXINT))
    return FALSE;
  stroke (self->cr, ink->river, CLAMP (0.5 + 0.12 * (zoom - 4), 0.5, 1.2) * pen);

  if (!add_block (self, cell->blocks[YTT_BASEMAP_RIVER], FALSE, 0, SMALL_RIVER - 1))
    return FALSE;
  stroke (self->cr, ink->river, CLAMP (0.6 + 0.2 * (zoom - 2), 0.5, 2.2) * pen);

  if (!add_block (self, cell->blocks[YTT_BASEMAP_LAKE], TRUE, 0, G_MAXINT))
    return FALSE;
  set_colour (self->cr, ytt_theme_get_water (theme));
  cairo_fill_preserve (self->cr);
  if (zoom >= 3)
    stroke (self->cr, ink->coast, 0.6 * pen);

  return TRUE;
}

static gboolean
draw_borders (const Frame          *self,
              const YttBasemapCell *cell,
              double                pen,
              YttTheme              theme)
{
  const double dashes[] = { 4 * pen, 3 * pen };
  const Ink *ink = &inks[theme];
  double width = (self->zoom < 3 ? 0.6 : self->zoom < 6 ? 0.9 : 1.3) * pen;

  /* States are drawn solid: dashes would begin anew at the border of each tile. */
  if (!add_block (self, cell->blocks[YTT_BASEMAP_ADMIN1], FALSE, 0, G_MAXINT))
    return FALSE;
  stroke (self->cr, ink->admin1, (self->zoom < 6 ? 0.6 : 0.9) * pen);

  if (!add_block (self, cell->blocks[YTT_BASEMAP_BORDER], FALSE, 0, G_MAXINT))
    return FALSE;
  stroke (self->cr, ink->border, width);

  if (!add_block (self, cell->blocks[YTT_BASEMAP_DISPUTED], FALSE, 0, G_MAXINT))
    return FALSE;
  cairo_set_dash (self->cr, dashes, G_N_ELEMENTS (dashes), 0);
  stroke (self->cr, ink->border, width);
  cairo_set_dash (self->cr, NULL, 0, 0);

  return TRUE;
}

/* Draws a tile on water. */
static gboolean
draw_land (YttBasemap *self,
           cairo_t    *cr,
           int         zoom,
           guint       x,
           guint       y,
           double      size,
           double      pen,
           YttTheme    theme,
           GError    **error)
{
  YttBasemapCell cell;
  double cell_size;
  gboolean good;
  Frame frame;

  if (!ytt_basemap_find_cell (self, zoom, x, y, &cell, error))
    return FALSE;

  cell_size = ldexp (size, zoom - cell.zoom);
  frame = (Frame) {
    .cr = cr,
    .zoom = zoom,
    .scale = cell_size / YTT_BASEMAP_EXTENT,
    .x = cell.column * cell_size - x * size,
    .y = cell.row * cell_size - y * size,
    .low = -REACH * pen,
    .high = size + REACH * pen,
  };

  cairo_save (cr);
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_WINDING);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_BEVEL);
  cairo_set_tolerance (cr, 0.3);
  /* It takes half the time of the best quality, and at these widths looks the same. */
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_FAST);
  good = draw_surfaces (&frame, &cell, pen, theme) && draw_borders (&frame, &cell, pen, theme);
  cairo_new_path (cr);
  cairo_restore (cr);

  if (!good)
    g_set_error_literal (error, YTT_ERROR, YTT_ERROR_DAMAGED, _("A part of the basemap is damaged."));

  return good;
}

/**
 * ytt_basemap_draw_tile:
 * @self: a basemap
 * @cr: where to draw
 * @zoom: zoom of the tile, 0 and more; past 10 nothing is added
 * @x: the tile's column, 0 to 2^zoom - 1
 * @y: the tile's row, 0 to 2^zoom - 1
 * @size: the tile's side in @cr's units
 * @pen: what a pixel on the screen measures in @cr's units: lines grow with it
 * @theme: which colours
 * @error: (out) (optional): #YTT_ERROR_DAMAGED
 *
 * Draws a tile with its upper left corner at the origin, and what is within a
 * few pixels of it beyond its sides: clip if that is not wanted. Any thread
 * may call this.
 *
 * Returns: %FALSE if the file is damaged; the tile is incomplete then
 */
gboolean
ytt_basemap_draw_tile (YttBasemap *self,
                       cairo_t    *cr,
                       int         zoom,
                       guint       x,
                       guint       y,
                       double      size,
                       double      pen,
                       YttTheme    theme,
                       GError    **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (cr != NULL, FALSE);
  g_return_val_if_fail (size > 0 && pen > 0, FALSE);

  set_colour (cr, ytt_theme_get_water (theme));
  cairo_paint (cr);

  return draw_land (self, cr, zoom, x, y, size, pen, theme, error);
}

/**
 * ytt_basemap_render_tile:
 * @self: a basemap
 * @zoom: zoom of the tile, 0 and more
 * @x: the tile's column, 0 to 2^zoom - 1
 * @y: the tile's row, 0 to 2^zoom - 1
 * @size: the tile's side in device pixels
 * @gutter: device pixels that the picture shows beyond each of the tile's sides
 * @pen: device pixels in a pixel on the screen: lines grow with it
 * @theme: which colours
 * @error: (out) (optional): #YTT_ERROR_DAMAGED
 *
 * Draws a tile. With a gutter, pictures that are drawn over one another by
 * that much show no seam. Any thread may call this.
 *
 * Returns: (transfer full) (nullable): an opaque picture of @size + 2 @gutter
 *   pixels a side
 */
cairo_surface_t *
ytt_basemap_render_tile (YttBasemap *self,
                         int         zoom,
                         guint       x,
                         guint       y,
                         int         size,
                         int         gutter,
                         double      pen,
                         YttTheme    theme,
                         GError    **error)
{
  cairo_surface_t *surface;
  gboolean good;
  cairo_t *cr;

  g_return_val_if_fail (gutter >= 0, NULL);

  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, size + 2 * gutter, size + 2 * gutter);
  cr = cairo_create (surface);
  cairo_translate (cr, gutter, gutter);
  good = ytt_basemap_draw_tile (self, cr, zoom, x, y, size, pen, theme, error);
  cairo_destroy (cr);

  if (!good)
    {
      cairo_surface_destroy (surface);
      return NULL;
    }
  cairo_surface_flush (surface);

  return surface;
}

/**
 * ytt_basemap_draw_view:
 * @self: a basemap
 * @cr: where to draw; the view's upper left corner is the origin
 * @longitude: of the middle, in degrees
 * @latitude: of the middle, in degrees
 * @zoom: in tiles of 256 units, 0 and more
 * @width: in @cr's units
 * @height: in @cr's units
 * @theme: which colours
 * @error: (out) (optional): #YTT_ERROR_DAMAGED
 *
 * Draws a map of any size, for pictures and print. It repeats sideways; above
 * and below the world there is water.
 *
 * Returns: %FALSE if the file is damaged; the map is incomplete then
 */
gboolean
ytt_basemap_draw_view (YttBasemap *self,
                       cairo_t    *cr,
                       double      longitude,
                       double      latitude,
                       double      zoom,
                       int         width,
                       int         height,
                       YttTheme    theme,
                       GError    **error)
{
  double level = floor (CLAMP (zoom, 0, 24));
  gint64 count = (gint64) 1 << (int) level;
  double side = 256 * exp2 (zoom - level);
  double s = sin (CLAMP (latitude, -85, 85) * G_PI / 180);
  double left = (longitude / 360 + 0.5) * count * side - width / 2.0;
  double top = (0.5 - log ((1 + s) / (1 - s)) / (4 * G_PI)) * count * side - height / 2.0;
  gboolean good = TRUE;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (cr != NULL, FALSE);

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  set_colour (cr, ytt_theme_get_water (theme));
  cairo_paint (cr);

  /* Tiles lap over by a unit: where they only met, a device whose pixels are no whole units would blur the clip of
   * each, and water would shine through between them. */
  for (gint64 row = MAX (0, floor (top / side)); good && row < count && row * side < top + height; row++)
    for (gint64 column = floor (left / side); good && column * side < left + width; column++)
      {
        double x0 = round (column * side - left), x1 = round ((column + 1) * side - left);
        double y0 = round (row * side - top), y1 = round ((row + 1) * side - top);

        cairo_save (cr);
        cairo_rectangle (cr, x0 - 1, y0 - 1, x1 - x0 + 2, y1 - y0 + 2);
        cairo_clip (cr);
        cairo_translate (cr, column * side - left, row * side - top);
        good = draw_land (self, cr, level, ((column % count) + count) % count, row, side, 1, theme,
                          error);
        cairo_restore (cr);
      }
  cairo_restore (cr);

  return good;
}
