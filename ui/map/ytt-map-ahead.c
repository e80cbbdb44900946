#include "config.h"

#include "ytt-map-ahead.h"

#include <math.h>

#include "ytt-mercator.h"
#include "ytt-tile-layer.h"

static YttBasemap *basemap;
static YttTileCache *cache;
static YttMapAhead ahead;
static double tile_size;   /* px on the screen at the whole zoom */

/**
 * ytt_map_ahead_begin:
 * @what: what the map will show
 *
 * Opens the basemap and begins to draw tiles.
 */
void
ytt_map_ahead_begin (const YttMapAhead *what)
{
  g_autofree char *path = NULL;

  if (basemap != NULL || what->width <= 0 || what->height <= 0 || what->scale < 1)
    return;

  /* What is wrong with the file is told where the map is. */
  path = ytt_basemap_find_file ();
  basemap = ytt_basemap_open (path, NULL);
  if (basemap == NULL)
    return;

  ahead = *what;
  cache = ytt_tile_cache_new (basemap, ahead.dark ? YTT_THEME_DARK : YTT_THEME_LIGHT, ahead.scale);
  tile_size = ytt_tile_layer_draw_ahead (cache, ahead.latitude, ahead.longitude, ahead.zoom, ahead.width,
                                         ahead.height);
}

/**
 * ytt_map_ahead_take_basemap:
 *
 * Returns: (transfer full) (nullable): the basemap, if it was opened
 */
YttBasemap *
ytt_map_ahead_take_basemap (void)
{
  return g_steal_pointer (&basemap);
}

/**
 * ytt_map_ahead_take_cache:
 * @theme: colours of the map
 * @scale: device pixels in a px
 *
 * Returns: (transfer full) (nullable): the tiles that were drawn ahead, if they were drawn so
 */
YttTileCache *
ytt_map_ahead_take_cache (YttTheme theme,
                          double   scale)
{
  g_autoptr(YttTileCache) taken = g_steal_pointer (&cache);

  if (taken == NULL || ytt_tile_cache_get_theme (taken) != theme || ahead.scale != scale)
    return NULL;

  return g_steal_pointer (&taken);
}

/**
 * ytt_map_ahead_get_view:
 * @view: (out): what will be seen
 *
 * Returns: whether that is known, and nobody has taken the tiles yet
 */
gboolean
ytt_map_ahead_get_view (YttLabelView *view)
{
  if (cache == NULL)
    return FALSE;

  ytt_mercator_project (ahead.latitude, ahead.longitude, &view->x, &view->y);
  view->zoom = CLAMP (log2 (ldexp (tile_size, (int) ahead.zoom) / YTT_MERCATOR_TILE), 0, 20);
  view->scale = ahead.scale;
  view->steady = FALSE;
  view->width = ahead.width;
  view->height = ahead.height;

  return TRUE;
}

/**
 * ytt_map_ahead_end:
 *
 * Lets go of what nobody has taken.
 */
void
ytt_map_ahead_end (void)
{
  g_clear_pointer (&basemap, ytt_basemap_unref);
  g_clear_object (&cache);
}
