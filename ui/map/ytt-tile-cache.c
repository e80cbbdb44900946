#include "config.h"

#include "ytt-tile-cache.h"

#include <math.h>

#include "ytt-basemap-draw.h"
#include "ytt-texture.h"

/* Device pixels; larger tiles would cost more than they show on a desk. */
#define MAX_TEXTURE_SIZE 768

/* Bytes of pictures that are kept: what a large screen shows, twice. */
#define MAX_KEPT (48 * 1024 * 1024)

/* What a picture depends on beside the cache. */
typedef struct
{
  int   zoom;
  guint x;
  guint y;
  guint size;   /* in hundredths of device pixels */
} Key;

/* A picture, or one that is on its way. */
typedef struct
{
  Key             key;
  double          size;       /* px on the screen */
  double          distance;   /* from the middle of the view, in tiles */
  GPtrArray      *waiting;    /* (owned) (element-type GTask); emptied on the main thread */
  YttTilePicture *picture;    /* (owned) (nullable): NULL until it has been drawn */
  GError         *error;      /* (owned) (nullable) */
} Entry;

struct _YttTileCache
{
  GObject      parent_instance;

  YttBasemap  *basemap;   /* (owned) */
  YttTheme     theme;
  double       scale;
  double       most_pixels;   /* of a side of a picture */
  gsize        most_kept;     /* bytes */
  GThreadPool *pool;      /* (owned) */

  GMutex       mutex;     /* of what the threads of the pool touch: the table and its entries */
  GHashTable  *entries;   /* (owned) (element-type Key Entry): all that are kept or on their way */
  GQueue       kept;      /* (element-type Entry): those that have a picture, the newest first */
  gsize        n_kept;    /* bytes */
};

static void ytt_tile_cache_iface_init (YttTileSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (YttTileCache, ytt_tile_cache, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (YTT_TYPE_TILE_SOURCE, ytt_tile_cache_iface_init))

/* Hands an entry back to the main thread. */
typedef struct
{
  YttTileCache *self;    /* (owned) */
  Entry        *entry;   /* borrowed: an entry that is on its way stays in the table */
} Job;

static guint
key_hash (gconstpointer data)
{
  const Key *key = data;

  return (key->x * 31 + key->y) * 31 + key->size * 67 + key->zoom;
}

static gboolean
key_equal (gconstpointer a,
           gconstpointer b)
{
  const Key *one = a, *other = b;

  return one->x == other->x && one->y == other->y && one->zoom == other->zoom && one->size == other->size;
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_ptr_array_unref (entry->waiting);
  g_clear_pointer (&entry->picture, ytt_tile_picture_free);
  g_clear_error (&entry->error);
  g_free (entry);
}

static int
compare_jobs (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  const Job *one = a, *other = b;

  return (one->entry->distance > other->entry->distance) - (one->entry->distance < other->entry->distance);
}

/* Where there is nothing in the file there is water. */
static gboolean
is_water (YttTileCache  *self,
          const Key     *key,
          gboolean      *result,
          GError       **error)
{
  YttBasemapCell cell;

  if (!ytt_basemap_find_cell (self->basemap, key->zoom, key->x, key->y, &cell, error))
    return FALSE;

  *result = TRUE;
  for (guint i = 0; i < YTT_BASEMAP_N_LAYERS; i++)
    *result = *result && cell.blocks[i].n_features == 0;

  return TRUE;
}

/* On a thread of the pool. */
static YttTilePicture *
draw_picture (YttTileCache  *self,
              const Key     *key,
              double         tile_size,
              GError       **error)
{
  double size = MIN (tile_size * self->scale, self->most_pixels);
  double gutter = ceil (self->scale);
  YttTilePicture *picture;
  cairo_surface_t *surface;
  gboolean water, good;
  cairo_t *cr;
  int side;

  if (!is_water (self, key, &water, error))
    return NULL;

  picture = g_new0 (YttTilePicture, 1);
  picture->colour = ytt_theme_get_water (self->theme);
  if (water)
    return picture;

  /* On the screen a tile is seldom a whole number of pixels wide; its picture is, and shows a little more. */
  side = (int) (ceil (size) + 2 * gutter);
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, side, side);
  cr = cairo_create (surface);
  cairo_translate (cr, gutter, gutter);
  good = ytt_basemap_draw_tile (self->basemap, cr, key->zoom, key->x, key->y, size, size / tile_size, self->theme,
                                error);
  cairo_destroy (cr);
  if (!good)
    {
      cairo_surface_destroy (surface);
      g_free (picture);
      return NULL;
    }

  picture->texture = ytt_texture_new (surface);
  picture->size = tile_size;
  picture->scale = size / tile_size;
  picture->gutter = gutter / picture->scale;

  return picture;
}

static gboolean
is_wanted (Entry *entry)
{
  for (guint i = 0; i < entry->waiting->len; i++)
    if (!g_cancellable_is_cancelled (g_task_get_cancellable (g_ptr_array_index (entry->waiting, i))))
      return TRUE;

  return FALSE;
}

static gsize
get_n_bytes (Entry *entry)
{
  GdkTexture *texture = entry->picture->texture;

  if (texture == NULL)
    return sizeof *entry;

  return 3 * (gsize) gdk_texture_get_width (texture) * gdk_texture_get_height (texture);
}

/* A removed entry is freed by the table. */
static void
keep (YttTileCache *self,
      Entry        *entry)
{
  g_queue_push_head (&self->kept, entry);
  self->n_kept += get_n_bytes (entry);

  while (self->n_kept > self->most_kept && self->kept.length > 1)
    {
      Entry *oldest = g_queue_pop_tail (&self->kept);

      self->n_kept -= get_n_bytes (oldest);
      g_hash_table_remove (self->entries, &oldest->key);
    }
}

static void
push (YttTileCache *self,
      Entry        *entry)
{
  Job *job = g_new0 (Job, 1);

  job->self = g_object_ref (self);
  job->entry = entry;
  g_thread_pool_push (self->pool, job, NULL);
}

static void
answer (GTask                *task,
        const YttTilePicture *picture,
        const GError         *error)
{
  if (g_task_return_error_if_cancelled (task))
    return;

  if (picture != NULL)
    g_task_return_pointer (task, ytt_tile_picture_copy (picture), (GDestroyNotify) ytt_tile_picture_free);
  else
    g_task_return_error (task, g_error_copy (error));
}

/* Those who wait are told without the lock: they may ask for more. */
static gboolean
drawn_cb (gpointer user_data)
{
  Job *job = user_data;
  g_autoptr(YttTileCache) self = job->self;
  g_autoptr(GPtrArray) waiting = NULL;
  g_autoptr(YttTilePicture) picture = NULL;
  g_autoptr(GError) error = NULL;
  Entry *entry = job->entry;

  g_free (job);
  g_mutex_lock (&self->mutex);
  if (entry->picture == NULL && entry->error == NULL && is_wanted (entry))
    {
      /* Somebody came to want it after it had been passed over. */
      push (self, entry);
      g_mutex_unlock (&self->mutex);
      return G_SOURCE_REMOVE;
    }

  waiting = g_steal_pointer (&entry->waiting);
  entry->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  if (entry->picture != NULL)
    {
      picture = ytt_tile_picture_copy (entry->picture);
      keep (self, entry);
    }
  else
    {
      error = g_steal_pointer (&entry->error);
      g_hash_table_remove (self->entries, &entry->key);
    }
  g_mutex_unlock (&self->mutex);

  for (guint i = 0; i < waiting->len; i++)
    answer (g_ptr_array_index (waiting, i), picture, error);

  return G_SOURCE_REMOVE;
}

static void
run_job (gpointer data,
         gpointer user_data)
{
  Job *job = data;
  YttTileCache *self = job->self;
  Entry *entry = job->entry;
  YttTilePicture *picture = NULL;
  GError *error = NULL;
  gboolean wanted;
  double size;
  Key key;

  g_mutex_lock (&self->mutex);
  wanted = is_wanted (entry);
  key = entry->key;
  size = entry->size;
  g_mutex_unlock (&self->mutex);

  if (wanted)
    picture = draw_picture (self, &key, size, &error);

  g_mutex_lock (&self->mutex);
  entry->picture = picture;
  entry->error = error;
  g_mutex_unlock (&self->mutex);

  /* The tasks that wait may be the last to hold what is to die on the main thread. */
  g_idle_add_full (G_PRIORITY_DEFAULT, drawn_cb, job, NULL);
}

static void
ytt_tile_cache_get_range (YttTileSource *source,
                          YttTileRange  *range)
{
  *range = (YttTileRange) { 0, YTT_TILE_CACHE_MOST_ZOOM, 0, 0, 1, 1, TRUE, 1 };
}

static YttTilePicture *
look_up_picture (YttTileSource *source,
                 int            zoom,
                 guint          x,
                 guint          y,
                 double         size)
{
  return ytt_tile_cache_look_up (YTT_TILE_CACHE (source), zoom, x, y, size);
}

static void
draw_picture_async (YttTileSource       *source,
                    int                  zoom,
                    guint                x,
                    guint                y,
                    double               size,
                    double               distance,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  ytt_tile_cache_draw_async (YTT_TILE_CACHE (source), zoom, x, y, size, distance, cancellable, callback, user_data);
}

static YttTilePicture *
draw_picture_finish (YttTileSource  *source,
                     GAsyncResult   *result,
                     GError        **error)
{
  return ytt_tile_cache_draw_finish (YTT_TILE_CACHE (source), result, error);
}

static void
ytt_tile_cache_iface_init (YttTileSourceInterface *iface)
{
  iface->get_range = ytt_tile_cache_get_range;
  iface->look_up = look_up_picture;
  iface->bring_async = draw_picture_async;
  iface->bring_finish = draw_picture_finish;
}

static void
ytt_tile_cache_finalize (GObject *object)
{
  YttTileCache *self = YTT_TILE_CACHE (object);

  /* A job owns its cache, so nothing is queued. */
  g_thread_pool_free (self->pool, FALSE, FALSE);
  g_queue_clear (&self->kept);
  g_clear_pointer (&self->entries, g_hash_table_unref);
  g_clear_pointer (&self->basemap, ytt_basemap_unref);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (ytt_tile_cache_parent_class)->finalize (object);
}

static void
ytt_tile_cache_class_init (YttTileCacheClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ytt_tile_cache_finalize;
}

static void
ytt_tile_cache_init (YttTileCache *self)
{
  self->most_pixels = MAX_TEXTURE_SIZE;
  self->most_kept = MAX_KEPT;
  g_mutex_init (&self->mutex);
  g_queue_init (&self->kept);
  self->entries = g_hash_table_new_full (key_hash, key_equal, NULL, entry_free);
  self->pool = g_thread_pool_new (run_job, NULL, MAX (1, g_get_num_processors ()), FALSE, NULL);
  g_thread_pool_set_sort_function (self->pool, compare_jobs, NULL);
}

/**
 * ytt_tile_cache_new:
 * @basemap: (transfer none): what to draw
 * @theme: which colours
 * @scale: device pixels in a pixel on the screen
 *
 * Returns: (transfer full): an empty cache
 */
YttTileCache *
ytt_tile_cache_new (YttBasemap *basemap,
                    YttTheme    theme,
                    double      scale)
{
  YttTileCache *self;

  g_return_val_if_fail (basemap != NULL, NULL);
  g_return_val_if_fail (scale > 0, NULL);

  self = g_object_new (YTT_TYPE_TILE_CACHE, NULL);
  self->basemap = ytt_basemap_ref (basemap);
  self->theme = theme;
  self->scale = scale;

  return self;
}

/**
 * ytt_tile_cache_set_limits:
 * @self: a cache that nothing was asked of yet
 * @most_pixels: of a tile's side; one that is larger on the screen is drawn so large and stretched
 * @most_bytes: of the tiles that are kept
 */
void
ytt_tile_cache_set_limits (YttTileCache *self,
                           guint         most_pixels,
                           gsize         most_bytes)
{
  g_return_if_fail (YTT_IS_TILE_CACHE (self));

  self->most_pixels = most_pixels;
  self->most_kept = most_bytes;
}

/**
 * ytt_tile_cache_get_theme:
 * @self: a cache
 *
 * Returns: the colours of its tiles
 */
YttTheme
ytt_tile_cache_get_theme (YttTileCache *self)
{
  g_return_val_if_fail (YTT_IS_TILE_CACHE (self), YTT_THEME_LIGHT);

  return self->theme;
}

static Key
make_key (YttTileCache *self,
          int           zoom,
          guint         x,
          guint         y,
          double        size)
{
  return (Key) { zoom, x, y, (guint) round (size * self->scale * 100) };
}

/**
 * ytt_tile_cache_look_up:
 * @self: a cache
 * @zoom: the tile's
 * @x: its column
 * @y: its row
 * @size: its side on the screen, in px
 *
 * Returns: (transfer full) (nullable): the tile, if it has been drawn in this size already
 */
YttTilePicture *
ytt_tile_cache_look_up (YttTileCache *self,
                        int           zoom,
                        guint         x,
                        guint         y,
                        double        size)
{
  Key key = make_key (self, zoom, x, y, size);
  YttTilePicture *picture = NULL;
  Entry *entry;

  g_return_val_if_fail (YTT_IS_TILE_CACHE (self), NULL);

  g_mutex_lock (&self->mutex);
  entry = g_hash_table_lookup (self->entries, &key);
  if (entry != NULL && entry->picture != NULL)
    picture = ytt_tile_picture_copy (entry->picture);
  g_mutex_unlock (&self->mutex);

  return picture;
}

/**
 * ytt_tile_cache_draw_async:
 * @self: a cache
 * @zoom: the tile's
 * @x: its column
 * @y: its row
 * @size: its side on the screen, in px
 * @distance: how far it lies from the middle of the view, in tiles: near ones are drawn first
 * @cancellable: (nullable): to give up
 * @callback: (nullable): called when it has been drawn
 * @user_data: for @callback
 *
 * Draws a tile, unless that was done already.
 */
void
ytt_tile_cache_draw_async (YttTileCache        *self,
                           int                  zoom,
                           guint                x,
                           guint                y,
                           double               size,
                           double               distance,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Key key = make_key (self, zoom, x, y, size);
  YttTilePicture *picture = NULL;
  gboolean is_new;
  Entry *entry;

  g_return_if_fail (YTT_IS_TILE_CACHE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_tile_cache_draw_async);

  g_mutex_lock (&self->mutex);
  entry = g_hash_table_lookup (self->entries, &key);
  is_new = entry == NULL;
  if (is_new)
    {
      entry = g_new0 (Entry, 1);
      entry->key = key;
      entry->size = size;
      entry->distance = distance;
      entry->waiting = g_ptr_array_new_with_free_func (g_object_unref);
      g_hash_table_insert (self->entries, &entry->key, entry);
    }
  if (entry->picture != NULL)
    picture = ytt_tile_picture_copy (entry->picture);
  else
    g_ptr_array_add (entry->waiting, g_object_ref (task));
  g_mutex_unlock (&self->mutex);

  if (picture != NULL)
    g_task_return_pointer (task, picture, (GDestroyNotify) ytt_tile_picture_free);
  else if (is_new)
    push (self, entry);
}

/**
 * ytt_tile_cache_draw_finish:
 * @self: a cache
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the tile
 */
YttTilePicture *
ytt_tile_cache_draw_finish (YttTileCache  *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
