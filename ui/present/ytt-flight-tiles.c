#include "config.h"

#include "ytt-flight-tiles.h"

#include <math.h>
#include <shumate/shumate.h>

#include "ytt-map-motion.h"
#include "ytt-mercator.h"
#include "ytt-plain-source.h"
#include "ytt-theme.h"
#include "ytt-tile-grid.h"

/* Each step halves the sides of a picture, and quarters its bytes. */
#define N_QUALITIES 4
#define NONE N_QUALITIES

/* What passes is drawn for the middle of the sizes in which tiles of a zoom are seen, in px. */
#define PASSING_SIZE (YTT_TILE_SIZE * G_SQRT2)

/* A flight is looked at so often, and each time so much farther than the view, in px, that nothing between is missed. */
#define N_STANDS 1000
#define STAND_MARGIN 32

/* Tiles up to this zoom are always there, so many pixels wide. */
#define WORLD_ZOOM 3
#define WORLD_PIXELS 256.0

/* They take no more than this: there are 85, each with a pixel of gutter around. */
#define WORLD_BYTES (85 * BYTES_PER_PIXEL * 258 * 258)

/* Of a flight that was not foreseen, so fine are the tiles that are drawn on the way. */
#define HURRIED_QUALITY 2

#define BYTES_PER_PIXEL 4

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

/* What a flight shows. */
typedef struct
{
  GArray *passing;           /* (owned) (element-type YttTilePlace): in the order of the way */
  guint   passing_quality;
  GArray *end;               /* (owned) (element-type YttTilePlace): the view at the end */
  double  end_size;          /* px on the screen of a tile there */
  guint   end_quality;
  gboolean is_made;          /* it is being made: its way is seen first, and there is no time for fine tiles */
} Leg;

struct _YttFlightTiles
{
  GObject           parent_instance;

  YttBasemap       *basemap;            /* (owned) */
  YttTileCache     *cache;              /* (owned): draws in full */
  YttTileCache     *caches[N_QUALITIES];   /* (owned): the first is @cache */
  YttTileCache     *world;              /* (owned): draws what is always there */
  ShumateMapSource *source;             /* (owned): says how large tiles are */
  YttTileRange      range;
  double            scale;              /* device pixels in a px */
  gsize             most_bytes;
  gsize             n_bytes;
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

static void
leg_clear (gpointer data)
{
  Leg *leg = data;

  g_clear_pointer (&leg->passing, g_array_unref);
  g_clear_pointer (&leg->end, g_array_unref);
}

/* The world is always there. */
static gboolean
is_of_world (const Tile *tile)
{
  return tile->quality == NONE;
}

static gsize
get_n_bytes (const YttTilePicture *picture)
{
  if (picture->texture == NULL)
    return 0;

  return BYTES_PER_PIXEL * (gsize) gdk_texture_get_width (picture->texture) *
         gdk_texture_get_height (picture->texture);
}

/* What a tile will take. Where there is nothing in the file there is water, which takes nothing. */
static gsize
guess_n_bytes (YttFlightTiles     *self,
               const YttTilePlace *place,
               double              size,
               guint               quality)
{
  double scale = ldexp (self->scale, -(int) quality), side = ceil (size * scale) + 2 * ceil (scale);
  YttBasemapCell cell;

  if (!ytt_basemap_find_cell (self->basemap, place->zoom, place->x, place->y, &cell, NULL))
    return 0;

  for (guint i = 0; i < YTT_BASEMAP_N_LAYERS; i++)
    if (cell.blocks[i].n_features > 0)
      return (gsize) (BYTES_PER_PIXEL * side * side);

  return 0;
}

static gsize
guess_all (YttFlightTiles *self,
           GArray         *places,
           double          size,
           guint           quality)
{
  gsize n_bytes = 0;

  for (guint i = 0; i < places->len; i++)
    n_bytes += guess_n_bytes (self, &g_array_index (places, YttTilePlace, i), size, quality);

  return n_bytes;
}

/* What is seen from a stand, and a margin around. */
static void
make_grid (YttFlightTiles       *self,
           const YttFlightStand *stand,
           int                   width,
           int                   height,
           int                   margin,
           YttTileGrid          *grid)
{
  double latitude, longitude;

  ytt_mercator_unproject (stand->x, stand->y, &latitude, &longitude);
  ytt_tile_grid_make (self->source, &self->range, latitude, longitude,
                      ytt_map_motion_level_of_zoom (self->source, stand->zoom), width + 2 * margin,
                      height + 2 * margin, self->scale, grid);
}

static void
add_places (const YttTileGrid *grid,
            GHashTable        *seen,
            GArray            *places)
{
  for (int row = grid->first_row; row <= grid->last_row; row++)
    for (int column = grid->first_column; column <= grid->last_column; column++)
      {
        YttTilePlace place = ytt_tile_grid_get_place (grid, column, row);

        if (!g_hash_table_contains (seen, &place))
          {
            g_hash_table_add (seen, g_memdup2 (&place, sizeof place));
            g_array_append_val (places, place);
          }
      }
}

static void
init_leg (YttFlightTiles       *self,
          Leg                  *leg,
          const YttFlightStand *end,
          int                   width,
          int                   height)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (ytt_tile_place_hash, ytt_tile_place_equal, g_free, NULL);
  YttTileGrid grid;

  *leg = (Leg) { .end = g_array_new (FALSE, FALSE, sizeof (YttTilePlace)),
                 .passing = g_array_new (FALSE, FALSE, sizeof (YttTilePlace)),
                 .end_quality = NONE, .passing_quality = NONE };
  make_grid (self, end, width, height, 0, &grid);
  add_places (&grid, seen, leg->end);
  leg->end_size = grid.size;
}

static void
init_flight_leg (YttFlightTiles  *self,
                 Leg             *leg,
                 const YttFlight *flight,
                 int              width,
                 int              height)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (ytt_tile_place_hash, ytt_tile_place_equal, g_free, NULL);
  YttFlightStand stand;
  YttTileGrid grid;

  ytt_flight_get_stand (flight, 1, &stand);
  init_leg (self, leg, &stand, width, height);
  for (guint i = 0; i <= N_STANDS; i++)
    {
      ytt_flight_get_stand (flight, i / (double) N_STANDS, &stand);
      make_grid (self, &stand, width, height, STAND_MARGIN, &grid);
      add_places (&grid, seen, leg->passing);
    }
}

/* Raises a quality as far as there is room for, but not beyond a limit. */
static void
raise_quality (YttFlightTiles *self,
               GArray         *places,
               double          size,
               guint           limit,
               guint          *quality,
               gsize          *room)
{
  gsize taken = *quality == NONE ? 0 : guess_all (self, places, size, *quality);

  for (guint better = limit; better < *quality; better++)
    {
      gsize wanted = guess_all (self, places, size, better);

      if (wanted > *room + taken)
        continue;

      *room = *room + taken - wanted;
      *quality = better;
      return;
    }
}

/* First all ways coarsely, for nothing is worse than a hole; then ends in full and ways finer, the next flight first. */
static void
share_room (YttFlightTiles *self,
            GArray         *legs,
            gsize           room)
{
  for (guint limit = N_QUALITIES; limit-- > 0; )
    for (guint i = 0; i < legs->len; i++)
      {
        Leg *leg = &g_array_index (legs, Leg, i);

        if (limit < N_QUALITIES - 1)
          raise_quality (self, leg->end, leg->end_size, 0, &leg->end_quality, &room);
        raise_quality (self, leg->passing, PASSING_SIZE, leg->is_made ? MAX (limit, HURRIED_QUALITY) : limit,
                       &leg->passing_quality, &room);
      }
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
want (YttFlightTiles *self,
      GArray         *places,
      double          size,
      guint           quality)
{
  for (guint i = 0; i < places->len; i++)
    {
      const YttTilePlace *place = &g_array_index (places, YttTilePlace, i);
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
}

/* Of a flight that is being made, what has been drawn is good enough. It leaves the leg. Returns its bytes. */
static gsize
keep_drawn (YttFlightTiles *self,
            Leg            *leg)
{
  gsize n_bytes = 0;
  guint left = 0;

  for (guint i = 0; i < leg->passing->len; i++)
    {
      YttTilePlace place = g_array_index (leg->passing, YttTilePlace, i);
      GPtrArray *tiles = g_hash_table_lookup (self->places, &place);
      gboolean drawn = FALSE;

      for (guint j = 0; tiles != NULL && j < tiles->len; j++)
        {
          Tile *tile = g_ptr_array_index (tiles, j);

          if (tile->picture == NULL || is_of_world (tile))
            continue;
          tile->wanted = drawn = TRUE;
          n_bytes += tile->n_bytes;
        }
      if (!drawn)
        g_array_index (leg->passing, YttTilePlace, left++) = place;
    }
  g_array_set_size (leg->passing, left);

  return n_bytes;
}

static void
want_leg (YttFlightTiles *self,
          const Leg      *leg)
{
  if (leg->end_quality < NONE && !leg->is_made)
    want (self, leg->end, leg->end_size, leg->end_quality);
  if (leg->passing_quality < NONE)
    want (self, leg->passing, PASSING_SIZE, leg->passing_quality);
  if (leg->end_quality < NONE && leg->is_made)
    want (self, leg->end, leg->end_size, leg->end_quality);
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
  g_autoptr(GArray) places = g_array_new (FALSE, FALSE, sizeof (YttTilePlace));

  for (int zoom = 0; zoom <= WORLD_ZOOM; zoom++)
    for (guint row = 0; row < 1u << zoom; row++)
      for (guint column = 0; column < 1u << zoom; column++)
        {
          YttTilePlace place = { zoom, column, row };

          g_array_append_val (places, place);
        }
  want (self, places, PASSING_SIZE, NONE);
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

  ytt_tile_cache_draw_async (self->hurried ? self->caches[HURRIED_QUALITY] : self->cache, zoom, x, y,
                             self->hurried ? PASSING_SIZE : size, distance, cancellable, callback, user_data);
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
  for (guint i = 0; i < N_QUALITIES; i++)
    g_clear_object (&self->caches[i]);
  g_clear_object (&self->world);
  g_clear_object (&self->cache);
  g_clear_object (&self->source);
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
  self->source = ytt_plain_source_new ();
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
  for (guint i = 1; i < N_QUALITIES; i++)
    {
      self->caches[i] = ytt_tile_cache_new (basemap, ytt_tile_cache_get_theme (cache), ldexp (scale, -(int) i));
      ytt_tile_cache_set_limits (self->caches[i], G_MAXUINT, 1);
    }
  self->world = ytt_tile_cache_new (basemap, ytt_tile_cache_get_theme (cache), WORLD_PIXELS / PASSING_SIZE);
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
  g_autoptr(GArray) legs = g_array_new (FALSE, TRUE, sizeof (Leg));
  gsize kept = WORLD_BYTES;

  g_return_if_fail (YTT_IS_FLIGHT_TILES (self));
  g_return_if_fail (flights != NULL);

  g_array_set_clear_func (legs, leg_clear);
  g_array_set_size (legs, (here != NULL) + flights->len);
  if (here != NULL)
    init_leg (self, &g_array_index (legs, Leg, 0), here, width, height);
  for (guint i = 0; i < flights->len; i++)
    {
      Leg *leg = &g_array_index (legs, Leg, (here != NULL) + i);

      init_flight_leg (self, leg, g_ptr_array_index (flights, i), width, height);
      leg->is_made = here == NULL && i == 0;
    }

  g_queue_clear (&self->due);
  set_wanted (self, FALSE);
  if (here == NULL && legs->len > 0)
    kept += keep_drawn (self, &g_array_index (legs, Leg, 0));
  share_room (self, legs, self->most_bytes - MIN (self->most_bytes, kept));
  want_world (self);
  for (guint i = 0; i < legs->len; i++)
    want_leg (self, &g_array_index (legs, Leg, i));
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
