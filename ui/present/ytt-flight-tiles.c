#include "config.h"

#include "ytt-flight-tiles.h"

#include <math.h>

#include "ytt-flight-plan.h"
#include "ytt-tile-grid.h"

/* Tiles up to this zoom are always there, so many pixels wide. */
#define WORLD_ZOOM 3
#define WORLD_PIXELS 256.0   /* or less, in a miniature */

/* Theirs is a quality of its own. */
#define WORLD_QUALITY YTT_FLIGHT_PLAN_N_QUALITIES

/* They take no more than this: there are 85, each with a pixel of gutter around. */
#define WORLD_BYTES (85 * YTT_FLIGHT_PLAN_BYTES * 258 * 258)

/* One picture of a tile. */
typedef struct
{
  YttTilePlace    place;
  double          size;      /* px on the screen */
  guint           quality;   /* 0 is the best */
  gboolean        wanted;
  gsize           n_bytes;
  YttTilePicture *picture;   /* (owned) (nullable): NULL until it has been drawn */
} Tile;

struct _YttFlightTiles
{
  GObject           parent_instance;

  YttBasemap       *basemap;            /* (owned) */
  YttTileCache     *cache;              /* (owned): draws in full */
  YttTileCache     *caches[YTT_FLIGHT_PLAN_N_QUALITIES];   /* (owned): the first is @cache */
  YttTileCache     *world;              /* (owned): draws what is always there */
  YttTileRange      range;
  double            scale;              /* device pixels in a px */
  gsize             most_bytes;
  gsize             n_bytes;
  gsize             n_kept;             /* of them, what a new plan keeps */
  gboolean          hurried;

  GHashTable       *places;             /* (owned) (element-type YttTilePlace GPtrArray): of Tile, by place */
  GQueue            due;                /* (element-type Tile): wanted, not drawn yet; borrowed from @places */
  guint             n_drawing;
  gboolean          preparing;
  guint             told_id;            /* that it is prepared is to be told */
};

enum
{
  PREPARED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void ytt_flight_tiles_iface_init (YttTileSourceInterface *iface);
static void draw_next                   (YttFlightTiles         *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (YttFlightTiles, ytt_flight_tiles, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (YTT_TYPE_TILE_SOURCE, ytt_flight_tiles_iface_init))

static void
tile_free (gpointer data)
{
  Tile *tile = data;

  g_clear_pointer (&tile->picture, ytt_tile_picture_free);
  g_free (tile);
}

/* The world is always there. */
static gboolean
is_of_world (const Tile *tile)
{
  return tile->quality == WORLD_QUALITY;
}

static gsize
get_n_bytes (const YttTilePicture *picture)
{
  if (picture->texture == NULL)
    return 0;

  return YTT_FLIGHT_PLAN_BYTES * (gsize) gdk_texture_get_width (picture->texture) *
         gdk_texture_get_height (picture->texture);
}

/* (nullable) */
static Tile *
find_tile (YttFlightTiles     *self,
           const YttTilePlace *place,
           double              size,
           guint               quality)
{
  GPtrArray *tiles = g_hash_table_lookup (self->places, place);

  for (guint i = 0; tiles != NULL && i < tiles->len; i++)
    {
      Tile *tile = g_ptr_array_index (tiles, i);

      if (tile->quality == quality && fabs (tile->size - size) < YTT_TILE_MOST_DIFFERENCE)
        return tile;
    }

  return NULL;
}

static void
want (YttFlightTiles     *self,
      const YttTilePlace *place,
      double              size,
      guint               quality)
{
  GPtrArray *tiles = g_hash_table_lookup (self->places, place);
  Tile *tile = find_tile (self, place, size, quality);

  if (tile == NULL)
    {
      if (tiles == NULL)
        {
          tiles = g_ptr_array_new_with_free_func (tile_free);
          g_hash_table_insert (self->places, g_memdup2 (place, sizeof *place), tiles);
        }
      tile = g_new0 (Tile, 1);
      *tile = (Tile) { .place = *place, .size = size, .quality = quality };
      g_ptr_array_add (tiles, tile);
    }
  if (tile->picture == NULL && !tile->wanted)
    g_queue_push_tail (&self->due, tile);
  tile->wanted = TRUE;
}

/* Of a flight that is being made, what has been drawn is good enough. */
static gboolean
keep_drawn (const YttTilePlace *place,
            gpointer            user_data)
{
  YttFlightTiles *self = user_data;
  GPtrArray *tiles = g_hash_table_lookup (self->places, place);
  gboolean drawn = FALSE;

  for (guint i = 0; tiles != NULL && i < tiles->len; i++)
    {
      Tile *tile = g_ptr_array_index (tiles, i);

      if (tile->picture == NULL || is_of_world (tile))
        continue;
      tile->wanted = drawn = TRUE;
      self->n_kept += tile->n_bytes;
    }

  return drawn;
}

static void
set_wanted (YttFlightTiles *self,
            gboolean        wanted)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->places);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      GPtrArray *tiles = value;

      for (guint i = 0; i < tiles->len; i++)
        ((Tile *) g_ptr_array_index (tiles, i))->wanted = wanted;
    }
}

/* Lets go of what nobody wants any more. */
static void
drop_unwanted (YttFlightTiles *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->places);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      GPtrArray *tiles = value;

      for (guint i = tiles->len; i-- > 0; )
        {
          Tile *tile = g_ptr_array_index (tiles, i);

          if (tile->wanted || is_of_world (tile))
            continue;

          self->n_bytes -= tile->n_bytes;
          g_ptr_array_remove_index_fast (tiles, i);
        }
      if (tiles->len == 0)
        g_hash_table_iter_remove (&iter);
    }
}

typedef struct
{
  YttFlightTiles *self;    /* (owned) */
  YttTilePlace    place;
  double          size;
  guint           quality;
} Job;

static void
drawn_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autofree Job *job = user_data;
  g_autoptr(YttFlightTiles) self = job->self;
  g_autoptr(YttTilePicture) picture = ytt_tile_cache_draw_finish (YTT_TILE_CACHE (object), result, NULL);
  Tile *tile = find_tile (self, &job->place, job->size, job->quality);

  /* It may not be wanted any more. A tile that cannot be drawn is told of where it is shown. */
  if (tile != NULL && tile->picture == NULL && picture != NULL)
    {
      tile->picture = g_steal_pointer (&picture);
      tile->n_bytes = get_n_bytes (tile->picture);
      self->n_bytes += tile->n_bytes;
    }

  self->n_drawing--;
  draw_next (self);
}

static void
draw (YttFlightTiles *self,
      const Tile     *tile)
{
  Job *job = g_new0 (Job, 1);

  *job = (Job) { g_object_ref (self), tile->place, tile->size, tile->quality };
  self->n_drawing++;
  ytt_tile_cache_draw_async (is_of_world (tile) ? self->world : self->caches[tile->quality], tile->place.zoom,
                             tile->place.x, tile->place.y, tile->size, 0, NULL, drawn_cb, job);
}

static gboolean
tell_cb (gpointer user_data)
{
  YttFlightTiles *self = user_data;

  self->told_id = 0;
  if (self->n_drawing > 0 || self->due.length > 0)
    return G_SOURCE_REMOVE;

  self->preparing = FALSE;
  g_signal_emit (self, signals[PREPARED], 0);

  return G_SOURCE_REMOVE;
}

/* One processor is left to whoever moves the map. */
static void
draw_next (YttFlightTiles *self)
{
  guint most = MAX (1, g_get_num_processors () - 1);

  while (self->n_drawing < most && self->due.length > 0)
    draw (self, g_queue_pop_head (&self->due));

  if (self->n_drawing == 0 && self->preparing && self->told_id == 0)
    self->told_id = g_idle_add (tell_cb, self);
}

static void
want_world (YttFlightTiles *self)
{
  for (int zoom = 0; zoom <= WORLD_ZOOM; zoom++)
    for (guint row = 0; row < 1u << zoom; row++)
      for (guint column = 0; column < 1u << zoom; column++)
        want (self, &(YttTilePlace) { zoom, column, row }, YTT_FLIGHT_PLAN_SIZE, WORLD_QUALITY);
}

static void
ytt_flight_tiles_get_range (YttTileSource *source,
                            YttTileRange  *range)
{
  *range = YTT_FLIGHT_TILES (source)->range;
}

static YttTilePicture *
ytt_flight_tiles_look_up (YttTileSource *source,
                          int            zoom,
                          guint          x,
                          guint          y,
                          double         size)
{
  YttFlightTiles *self = YTT_FLIGHT_TILES (source);
  YttTilePlace place = { zoom, x, y };
  Tile *tile = find_tile (self, &place, size, 0);

  if (tile != NULL && tile->picture != NULL)
    return ytt_tile_picture_copy (tile->picture);

  return ytt_tile_cache_look_up (self->cache, zoom, x, y, size);
}

/* The finest there is of it. */
static YttTilePicture *
ytt_flight_tiles_stand_in (YttTileSource *source,
                           int            zoom,
                           guint          x,
                           guint          y)
{
  YttFlightTiles *self = YTT_FLIGHT_TILES (source);
  YttTilePlace place = { zoom, x, y };
  GPtrArray *tiles = g_hash_table_lookup (self->places, &place);
  const YttTilePicture *best = NULL;

  for (guint i = 0; tiles != NULL && i < tiles->len; i++)
    {
      const YttTilePicture *picture = ((Tile *) g_ptr_array_index (tiles, i))->picture;

      if (picture != NULL && (best == NULL || get_n_bytes (picture) > get_n_bytes (best)))
        best = picture;
    }

  return best != NULL ? ytt_tile_picture_copy (best) : NULL;
}

static void
ytt_flight_tiles_bring_async (YttTileSource       *source,
                              int                  zoom,
                              guint                x,
                              guint                y,
                              double               size,
                              double               distance,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  YttFlightTiles *self = YTT_FLIGHT_TILES (source);

  ytt_tile_cache_draw_async (self->hurried ? self->caches[YTT_FLIGHT_PLAN_HURRIED] : self->cache, zoom, x, y,
                             self->hurried ? YTT_FLIGHT_PLAN_SIZE : size, distance, cancellable, callback, user_data);
}

static YttTilePicture *
ytt_flight_tiles_bring_finish (YttTileSource  *source,
                               GAsyncResult   *result,
                               GError        **error)
{
  g_autoptr(YttTileCache) cache = YTT_TILE_CACHE (g_async_result_get_source_object (result));

  return ytt_tile_cache_draw_finish (cache, result, error);
}

static void
ytt_flight_tiles_iface_init (YttTileSourceInterface *iface)
{
  iface->get_range = ytt_flight_tiles_get_range;
  iface->look_up = ytt_flight_tiles_look_up;
  iface->stand_in = ytt_flight_tiles_stand_in;
  iface->bring_async = ytt_flight_tiles_bring_async;
  iface->bring_finish = ytt_flight_tiles_bring_finish;
}

static void
ytt_flight_tiles_finalize (GObject *object)
{
  YttFlightTiles *self = YTT_FLIGHT_TILES (object);

  g_clear_handle_id (&self->told_id, g_source_remove);
  g_queue_clear (&self->due);
  g_clear_pointer (&self->places, g_hash_table_unref);
  for (guint i = 0; i < YTT_FLIGHT_PLAN_N_QUALITIES; i++)
    g_clear_object (&self->caches[i]);
  g_clear_object (&self->world);
  g_clear_object (&self->cache);
  g_clear_pointer (&self->basemap, ytt_basemap_unref);

  G_OBJECT_CLASS (ytt_flight_tiles_parent_class)->finalize (object);
}

static void
ytt_flight_tiles_class_init (YttFlightTilesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ytt_flight_tiles_finalize;

  signals[PREPARED] = g_signal_new ("prepared", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
}

static void
ytt_flight_tiles_init (YttFlightTiles *self)
{
  self->places = g_hash_table_new_full (ytt_tile_place_hash, ytt_tile_place_equal, g_free,
                                        (GDestroyNotify) g_ptr_array_unref);
  g_queue_init (&self->due);
}

/**
 * ytt_flight_tiles_new:
 * @basemap: (transfer none): what is drawn
 * @cache: (transfer none): draws it
 * @scale: device pixels in a px
 * @most_bytes: of all pictures, but for those that @cache keeps
 *
 * Begins to draw the world coarsely.
 *
 * Returns: (transfer full): the tiles
 */
YttFlightTiles *
ytt_flight_tiles_new (YttBasemap   *basemap,
                      YttTileCache *cache,
                      double        scale,
                      gsize         most_bytes)
{
  YttFlightTiles *self;

  g_return_val_if_fail (basemap != NULL, NULL);
  g_return_val_if_fail (YTT_IS_TILE_CACHE (cache), NULL);
  g_return_val_if_fail (scale > 0, NULL);

  self = g_object_new (YTT_TYPE_FLIGHT_TILES, NULL);
  self->basemap = ytt_basemap_ref (basemap);
  self->cache = g_object_ref (cache);
  self->scale = scale;
  self->most_bytes = most_bytes;
  ytt_tile_source_get_range (YTT_TILE_SOURCE (cache), &self->range);
  /* The tiles of a wall are large, and what is around the view was not asked for. */
  self->range.margin = 0;

  self->caches[0] = g_object_ref (cache);
  for (guint i = 1; i < YTT_FLIGHT_PLAN_N_QUALITIES; i++)
    {
      self->caches[i] = ytt_tile_cache_new (basemap, ytt_tile_cache_get_theme (cache), ldexp (scale, -(int) i));
      ytt_tile_cache_set_limits (self->caches[i], G_MAXUINT, 1);
    }
  self->world = ytt_tile_cache_new (basemap, ytt_tile_cache_get_theme (cache),
                                    MIN (WORLD_PIXELS / YTT_FLIGHT_PLAN_SIZE, scale));
  ytt_tile_cache_set_limits (self->world, G_MAXUINT, 1);
  want_world (self);
  self->preparing = TRUE;
  draw_next (self);

  return self;
}

/**
 * ytt_flight_tiles_prepare:
 * @self: the tiles
 * @width: of the map, in px
 * @height: of the map, in px
 * @here: (nullable): where the map stands and will be seen from again; %NULL while it is flying
 * @flights: (element-type YttFlight): flights that may be made, the next one first; while it is flying, that one first
 *
 * Draws tiles beforehand, and lets go of those that are not needed for these. "prepared" is emitted when that is done,
 * never before this returns.
 */
void
ytt_flight_tiles_prepare (YttFlightTiles       *self,
                          int                   width,
                          int                   height,
                          const YttFlightStand *here,
                          GPtrArray            *flights)
{
  g_autoptr(YttFlightPlan) plan = NULL;
  g_autoptr(GArray) planned = NULL;

  g_return_if_fail (YTT_IS_FLIGHT_TILES (self));
  g_return_if_fail (flights != NULL);

  g_queue_clear (&self->due);
  set_wanted (self, FALSE);
  self->n_kept = WORLD_BYTES;
  plan = ytt_flight_plan_new (self->basemap, &self->range, self->scale, width, height);
  if (here != NULL)
    ytt_flight_plan_add_view (plan, here);
  for (guint i = 0; i < flights->len; i++)
    ytt_flight_plan_add_flight (plan, g_ptr_array_index (flights, i),
                                here == NULL && i == 0 ? keep_drawn : NULL, self);

  want_world (self);
  planned = ytt_flight_plan_finish (plan, self->most_bytes - MIN (self->most_bytes, self->n_kept));
  for (guint i = 0; i < planned->len; i++)
    {
      const YttPlannedTile *tile = &g_array_index (planned, YttPlannedTile, i);

      want (self, &tile->place, tile->size, tile->quality);
    }
  drop_unwanted (self);
  self->preparing = TRUE;
  draw_next (self);
}

/**
 * ytt_flight_tiles_clear:
 * @self: the tiles
 *
 * Lets go of all tiles but those of the world, as when others take their place.
 */
void
ytt_flight_tiles_clear (YttFlightTiles *self)
{
  g_return_if_fail (YTT_IS_FLIGHT_TILES (self));

  g_queue_clear (&self->due);
  set_wanted (self, FALSE);
  drop_unwanted (self);
}

/**
 * ytt_flight_tiles_get_preparing:
 * @self: the tiles
 *
 * Returns: whether something that was planned is still being drawn
 */
gboolean
ytt_flight_tiles_get_preparing (YttFlightTiles *self)
{
  g_return_val_if_fail (YTT_IS_FLIGHT_TILES (self), FALSE);

  return self->preparing;
}

/**
 * ytt_flight_tiles_get_n_tiles:
 * @self: the tiles
 *
 * Returns: of how many tiles there is a picture, or more
 */
guint
ytt_flight_tiles_get_n_tiles (YttFlightTiles *self)
{
  g_return_val_if_fail (YTT_IS_FLIGHT_TILES (self), 0);

  return g_hash_table_size (self->places);
}

/**
 * ytt_flight_tiles_get_n_bytes:
 * @self: the tiles
 *
 * Returns: how many bytes all pictures take
 */
gsize
ytt_flight_tiles_get_n_bytes (YttFlightTiles *self)
{
  g_return_val_if_fail (YTT_IS_FLIGHT_TILES (self), 0);

  return self->n_bytes;
}

/**
 * ytt_flight_tiles_set_hurried:
 * @self: the tiles
 * @hurried: whether what is asked for will soon be out of sight again
 *
 * On a flight, what was not drawn beforehand is drawn coarsely, so as to be there in time.
 */
void
ytt_flight_tiles_set_hurried (YttFlightTiles *self,
                              gboolean        hurried)
{
  g_return_if_fail (YTT_IS_FLIGHT_TILES (self));

  self->hurried = hurried;
}
