#include "config.h"

#include "ytt-basemap-source.h"

#include <math.h>

#include "ytt-basemap-draw.h"
#include "ytt-texture.h"
#include "ytt-tile-paintable.h"

#define TILE_SIZE 256
#define MAX_ZOOM 11

/* Device pixels; a hundred tiles are kept, so larger ones would cost more than they show. */
#define MAX_TEXTURE_SIZE 768

/* Tiles are drawn anew for another size when the map has been still for so long, in ms. */
#define STILL_TIME 120

/* libshumate 1.1 and newer ask for no tiles while the viewport jumps, and look again at the next frame. Where that
 * frame has the time of the last look, they find nothing new and do not look a third time: the map stays white until
 * it is moved. So they are told again that the viewport changed, this often and so many times after it did, in ms;
 * twice, since the first may be a jump to them. */
#define REMIND_EVERY 60
#define N_REMINDERS (SHUMATE_CHECK_VERSION (1, 1, 0) ? 2 : 0)

struct _YttBasemapSource
{
  ShumateMapSource  parent_instance;

  YttBasemap       *basemap;      /* (owned) */
  YttTheme          theme;
  int               scale;
  GThreadPool      *pool;         /* (owned) */
  GdkTexture       *sea;          /* (owned): one texture for all tiles of open sea */

  GWeakRef          viewport;     /* borrowed from the map */
  gint64            moved_at;     /* when the viewport changed last */
  guint             settle_id;    /* the map layer has not asked for the tiles of the viewport yet */
  guint             n_reminders;  /* of the viewport's change, still due */

  GHashTable       *unsharp;      /* (owned): YttTilePaintable, to be drawn anew */
  GHashTable       *sharpening;   /* (owned): those that are being drawn anew, or cannot be */
  guint             sharpen_id;

  gboolean          was_asked;    /* for a tile, ever */
  guint             n_loading;    /* tiles that were asked for and are not there yet */
  gboolean          is_loading;   /* as notified */
};

enum
{
  PROP_0,
  PROP_LOADING,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (YttBasemapSource, ytt_basemap_source, SHUMATE_TYPE_MAP_SOURCE)

typedef struct
{
  GObject *target;     /* (owned): ShumateTile or YttTilePaintable, touched on the main thread only */
  int      zoom;
  guint    x;
  guint    y;
  double   size;       /* px on the screen */
  double   distance;   /* from the middle of the viewport, in tiles */
} Job;

/* What a job gives. */
typedef struct
{
  GdkTexture *texture;   /* (owned) */
  double      gutter;    /* in tiles */
  double      size;      /* px on the screen, 0 if it suits any */
} Picture;

static void
job_free (gpointer data)
{
  Job *self = data;

  g_object_unref (self->target);
  g_free (self);
}

static void
picture_free (gpointer data)
{
  Picture *self = data;

  g_object_unref (self->texture);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Picture, picture_free)

static int
compare_jobs (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  const Job *one = g_task_get_task_data (G_TASK (a));
  const Job *other = g_task_get_task_data (G_TASK (b));

  return (one->distance > other->distance) - (one->distance < other->distance);
}

/* On a thread of the pool. */
static Picture *
draw_picture (YttBasemapSource  *self,
              const Job         *job,
              GError           **error)
{
  Picture *picture;
  YttBasemapCell cell;
  gboolean is_sea = TRUE;

  if (!ytt_basemap_find_cell (self->basemap, job->zoom, job->x, job->y, &cell, error))
    return NULL;
  for (guint i = 0; i < YTT_BASEMAP_N_LAYERS; i++)
    is_sea = is_sea && cell.blocks[i].n_features == 0;

  picture = g_new0 (Picture, 1);
  if (is_sea)
    {
      picture->texture = g_object_ref (self->sea);
      picture->gutter = 1.0 / TILE_SIZE;
    }
  else
    {
      int size = CLAMP ((int) ceil (job->size * self->scale), 1, MAX_TEXTURE_SIZE);
      int gutter = self->scale;
      cairo_surface_t *surface = ytt_basemap_render_tile (self->basemap, job->zoom, job->x, job->y, size, gutter,
                                                          size / job->size, self->theme, error);

      if (surface == NULL)
        {
          g_free (picture);
          return NULL;
        }
      picture->texture = ytt_texture_new (surface);
      picture->gutter = (double) gutter / size;
      picture->size = job->size;
    }

  return picture;
}

static gboolean
drop_cb (gpointer user_data)
{
  return G_SOURCE_REMOVE;
}

static void
run_job (gpointer data,
         gpointer user_data)
{
  GTask *task = data;
  YttBasemapSource *self = g_task_get_source_object (task);
  const Job *job = g_task_get_task_data (task);
  GError *error = NULL;
  Picture *picture;

  if (!g_task_return_error_if_cancelled (task))
    {
      picture = draw_picture (self, job, &error);
      if (picture != NULL)
        g_task_return_pointer (task, picture, picture_free);
      else
        g_task_return_error (task, error);
    }

  /* The task may be the last to hold the tile or the source, which are to die on the main thread. */
  g_idle_add_full (G_PRIORITY_DEFAULT, drop_cb, task, g_object_unref);
}

static void
notify_loading (YttBasemapSource *self)
{
  gboolean is_loading = ytt_basemap_source_get_loading (self);

  if (self->is_loading == is_loading)
    return;
  self->is_loading = is_loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static double
get_distance (YttBasemapSource *self,
              int               zoom,
              double            x,
              double            y)
{
  g_autoptr(ShumateViewport) viewport = g_weak_ref_get (&self->viewport);
  ShumateMapSource *source = SHUMATE_MAP_SOURCE (self);
  ShumateLocation *location = SHUMATE_LOCATION (viewport);
  double count = ldexp (1, zoom);
  double dx, dy;

  if (viewport == NULL)
    return 0;

  dx = fabs (x + 0.5 - shumate_map_source_get_x (source, zoom, shumate_location_get_longitude (location)) / TILE_SIZE);
  dy = fabs (y + 0.5 - shumate_map_source_get_y (source, zoom, shumate_location_get_latitude (location)) / TILE_SIZE);

  return hypot (MIN (dx, count - dx), dy);
}

/* The zoom of the tiles that the viewport wants, -1 if there is none. */
static int
get_zoom (YttBasemapSource *self)
{
  g_autoptr(ShumateViewport) viewport = g_weak_ref_get (&self->viewport);

  return viewport != NULL ? (int) shumate_viewport_get_zoom_level (viewport) : -1;
}

/* How large a tile is on the screen: between whole zooms it is drawn larger, up to twice. */
static double
get_size (YttBasemapSource *self,
          int               zoom)
{
  g_autoptr(ShumateViewport) viewport = g_weak_ref_get (&self->viewport);

  if (zoom != get_zoom (self))
    return TILE_SIZE;

  return shumate_map_source_get_tile_size_at_zoom (SHUMATE_MAP_SOURCE (self),
                                                   shumate_viewport_get_zoom_level (viewport));
}

static void
push_job (YttBasemapSource *self,
          GTask            *task,   /* (transfer full) */
          gpointer          target,
          int               zoom,
          guint             x,
          guint             y,
          double            size)
{
  Job *job = g_new0 (Job, 1);

  job->target = g_object_ref (target);
  job->zoom = zoom;
  job->x = x;
  job->y = y;
  job->size = size;
  job->distance = get_distance (self, zoom, x, y);
  g_task_set_task_data (task, job, job_free);

  self->was_asked = TRUE;
  self->n_loading++;
  notify_loading (self);
  g_thread_pool_push (self->pool, task, NULL);
}

static void
sharpened_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  YttBasemapSource *self = YTT_BASEMAP_SOURCE (object);
  const Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr(Picture) picture = g_task_propagate_pointer (G_TASK (result), NULL);

  /* What cannot be drawn stays as it is, and is not tried again. */
  if (picture != NULL)
    {
      g_hash_table_remove (self->sharpening, job->target);
      ytt_tile_paintable_set_texture (YTT_TILE_PAINTABLE (job->target), picture->texture, picture->gutter,
                                      picture->size);
      g_signal_emit (self, signals[CHANGED], 0);
    }
  self->n_loading--;
  notify_loading (self);
}

static gboolean
sharpen_cb (gpointer user_data)
{
  YttBasemapSource *self = user_data;
  g_autoptr(GHashTable) unsharp = NULL;
  GHashTableIter iter;
  gpointer paintable;

  if (g_get_monotonic_time () - self->moved_at < STILL_TIME * 1000)
    return G_SOURCE_CONTINUE;

  self->sharpen_id = 0;
  unsharp = g_steal_pointer (&self->unsharp);
  self->unsharp = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  g_hash_table_iter_init (&iter, unsharp);
  while (g_hash_table_iter_next (&iter, &paintable, NULL))
    {
      int zoom = ytt_tile_paintable_get_zoom (paintable);

      /* Those of another zoom only stand in until the right ones are there. */
      if (zoom != get_zoom (self))
        continue;
      g_hash_table_add (self->sharpening, g_object_ref (paintable));
      push_job (self, g_task_new (self, NULL, sharpened_cb, NULL), paintable, zoom,
                ytt_tile_paintable_get_x (paintable), ytt_tile_paintable_get_y (paintable),
                get_size (self, zoom));
    }
  notify_loading (self);

  return G_SOURCE_REMOVE;
}

/* While a layer paints. */
static void
unsharp_cb (YttBasemapSource *self,
            YttTilePaintable *paintable)
{
  if (g_hash_table_contains (self->sharpening, paintable) ||
      ytt_tile_paintable_get_zoom (paintable) != get_zoom (self))
    return;

  g_hash_table_add (self->unsharp, g_object_ref (paintable));
  if (self->sharpen_id == 0)
    self->sharpen_id = g_timeout_add (STILL_TIME, sharpen_cb, self);
  notify_loading (self);
}

static void
ytt_basemap_source_fill_tile_async (ShumateMapSource    *source,
                                    ShumateTile         *tile,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  YttBasemapSource *self = YTT_BASEMAP_SOURCE (source);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  int zoom = shumate_tile_get_zoom_level (tile);

  g_task_set_source_tag (task, ytt_basemap_source_fill_tile_async);
  push_job (self, task, tile, zoom, shumate_tile_get_x (tile), shumate_tile_get_y (tile), get_size (self, zoom));
}

static gboolean
ytt_basemap_source_fill_tile_finish (ShumateMapSource  *source,
                                     GAsyncResult      *result,
                                     GError           **error)
{
  YttBasemapSource *self = YTT_BASEMAP_SOURCE (source);
  const Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr(Picture) picture = g_task_propagate_pointer (G_TASK (result), error);
  g_autoptr(YttTilePaintable) paintable = NULL;
  ShumateTile *tile = SHUMATE_TILE (job->target);

  self->n_loading--;
  notify_loading (self);
  if (picture == NULL)
    return FALSE;

  paintable = ytt_tile_paintable_new (job->zoom, job->x, job->y);
  ytt_tile_paintable_set_texture (paintable, picture->texture, picture->gutter, picture->size);
  g_signal_connect_object (paintable, "unsharp", G_CALLBACK (unsharp_cb), self, G_CONNECT_SWAPPED);

  /* The picture first: the state tells the map layer to look at it. */
  shumate_tile_set_fade_in (tile, FALSE);
  shumate_tile_set_paintable (tile, GDK_PAINTABLE (paintable));
  shumate_tile_set_state (tile, SHUMATE_STATE_DONE);

  return TRUE;
}

/* One source reminds the map layers of all others that show the same viewport, too; on the main thread. */
static gboolean reminding;

static gboolean settled_cb (gpointer user_data);

/* The map layer asks for tiles when the loop is idle; until then, nobody can know that they are wanted. */
static void
await_settling (YttBasemapSource *self)
{
  g_clear_handle_id (&self->settle_id, g_source_remove);
  self->settle_id = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE + 10, settled_cb, self, NULL);
}

static gboolean
remind_cb (gpointer user_data)
{
  YttBasemapSource *self = user_data;
  g_autoptr(ShumateViewport) viewport = g_weak_ref_get (&self->viewport);

  if (self->n_reminders > 0)
    self->n_reminders--;
  reminding = TRUE;
  if (viewport != NULL)
    g_object_notify (G_OBJECT (viewport), "zoom-level");
  reminding = FALSE;
  self->settle_id = 0;
  await_settling (self);

  return G_SOURCE_REMOVE;
}

static gboolean
settled_cb (gpointer user_data)
{
  YttBasemapSource *self = user_data;

  self->settle_id = 0;
  if (self->n_reminders > 0 || (N_REMINDERS > 0 && !self->was_asked))
    self->settle_id = g_timeout_add (REMIND_EVERY, remind_cb, self);
  notify_loading (self);

  return G_SOURCE_REMOVE;
}

static void
viewport_changed_cb (YttBasemapSource *self)
{
  if (reminding)
    return;

  self->moved_at = g_get_monotonic_time ();
  self->n_reminders = N_REMINDERS;
  if (self->settle_id == 0)
    await_settling (self);
  notify_loading (self);
}

static void
ytt_basemap_source_dispose (GObject *object)
{
  YttBasemapSource *self = YTT_BASEMAP_SOURCE (object);

  g_clear_handle_id (&self->settle_id, g_source_remove);
  g_clear_handle_id (&self->sharpen_id, g_source_remove);
  g_clear_pointer (&self->unsharp, g_hash_table_unref);
  g_clear_pointer (&self->sharpening, g_hash_table_unref);

  G_OBJECT_CLASS (ytt_basemap_source_parent_class)->dispose (object);
}

static void
ytt_basemap_source_finalize (GObject *object)
{
  YttBasemapSource *self = YTT_BASEMAP_SOURCE (object);

  /* A task owns its source, so nothing is queued. */
  g_thread_pool_free (self->pool, FALSE, FALSE);
  g_clear_object (&self->sea);
  g_clear_pointer (&self->basemap, ytt_basemap_unref);
  g_weak_ref_clear (&self->viewport);

  G_OBJECT_CLASS (ytt_basemap_source_parent_class)->finalize (object);
}

static void
ytt_basemap_source_get_property (GObject    *object,
                                 guint       property_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, ytt_basemap_source_get_loading (YTT_BASEMAP_SOURCE (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_basemap_source_class_init (YttBasemapSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  ShumateMapSourceClass *source_class = SHUMATE_MAP_SOURCE_CLASS (klass);

  object_class->dispose = ytt_basemap_source_dispose;
  object_class->finalize = ytt_basemap_source_finalize;
  object_class->get_property = ytt_basemap_source_get_property;
  source_class->fill_tile_async = ytt_basemap_source_fill_tile_async;
  source_class->fill_tile_finish = ytt_basemap_source_fill_tile_finish;

  properties[PROP_LOADING] =
    g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] =
    g_signal_new ("changed", YTT_TYPE_BASEMAP_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ytt_basemap_source_init (YttBasemapSource *self)
{
  g_weak_ref_init (&self->viewport, NULL);
  self->is_loading = TRUE;
  self->unsharp = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->sharpening = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->pool = g_thread_pool_new (run_job, NULL, MAX (1, g_get_num_processors ()), FALSE, NULL);
  g_thread_pool_set_sort_function (self->pool, compare_jobs, NULL);
}

static GdkTexture *
make_sea (YttTheme theme)
{
  guint32 colour = ytt_theme_get_water (theme);
  guint8 pixel[] = { colour >> 16 & 255, colour >> 8 & 255, colour & 255 };
  g_autoptr(GBytes) bytes = g_bytes_new (pixel, sizeof pixel);

  return gdk_memory_texture_new (1, 1, GDK_MEMORY_R8G8B8, bytes, sizeof pixel);
}

/**
 * ytt_basemap_source_new:
 * @basemap: (transfer none): what to draw
 * @theme: which colours
 * @scale: device pixels in a pixel on the screen, see ytt_basemap_source_choose_scale()
 *
 * Makes a source. Its id names theme and scale, so that no tile of another
 * source is taken for one of this.
 *
 * Returns: (transfer full): the source
 */
YttBasemapSource *
ytt_basemap_source_new (YttBasemap *basemap,
                        YttTheme    theme,
                        int         scale)
{
  YttBasemapSource *self;
  g_autofree char *id = NULL;

  g_return_val_if_fail (basemap != NULL, NULL);
  g_return_val_if_fail (scale >= 1, NULL);

  id = g_strdup_printf ("ytterby-%s-%d", theme == YTT_THEME_DARK ? "dark" : "light", scale);
  self = g_object_new (YTT_TYPE_BASEMAP_SOURCE,
                       "id", id,
                       "name", "Natural Earth",
                       "license", "Natural Earth · GeoNames",
                       "min-zoom-level", 0,
                       "max-zoom-level", MAX_ZOOM,
                       "tile-size", TILE_SIZE,
                       "projection", SHUMATE_MAP_PROJECTION_MERCATOR,
                       NULL);
  self->basemap = ytt_basemap_ref (basemap);
  self->theme = theme;
  self->scale = scale;
  self->sea = make_sea (theme);

  return self;
}

/**
 * ytt_basemap_source_set_viewport:
 * @self: a source
 * @viewport: (transfer none) (nullable): what the tiles are wanted for
 *
 * Lets the tiles near the viewport's middle be drawn first, and each in the
 * size in which the viewport shows it.
 */
void
ytt_basemap_source_set_viewport (YttBasemapSource *self,
                                 ShumateViewport  *viewport)
{
  g_autoptr(ShumateViewport) old = NULL;

  g_return_if_fail (YTT_IS_BASEMAP_SOURCE (self));
  g_return_if_fail (viewport == NULL || SHUMATE_IS_VIEWPORT (viewport));

  old = g_weak_ref_get (&self->viewport);
  if (old == viewport)
    return;
  if (old != NULL)
    g_signal_handlers_disconnect_by_func (old, viewport_changed_cb, self);
  g_weak_ref_set (&self->viewport, viewport);
  if (viewport != NULL)
    {
      g_signal_connect_object (viewport, "notify", G_CALLBACK (viewport_changed_cb), self, G_CONNECT_SWAPPED);
      viewport_changed_cb (self);
    }
}

/**
 * ytt_basemap_source_get_loading:
 * @self: a source
 *
 * Returns: whether tiles are being drawn, or are still to be asked for
 */
gboolean
ytt_basemap_source_get_loading (YttBasemapSource *self)
{
  g_return_val_if_fail (YTT_IS_BASEMAP_SOURCE (self), FALSE);

  return !self->was_asked || self->n_loading > 0 || self->settle_id != 0 || g_hash_table_size (self->unsharp) > 0;
}

/**
 * ytt_basemap_source_choose_scale:
 * @widget: a widget on the screen that the map is on
 *
 * Returns: the scale to make a source with
 */
int
ytt_basemap_source_choose_scale (GtkWidget *widget)
{
  g_return_val_if_fail (GTK_IS_WIDGET (widget), 1);

  return gtk_widget_get_scale_factor (widget);
}

/* The world's width on the screen. */
static double
get_world_size (YttBasemapSource *self,
                double            zoom)
{
  ShumateMapSource *source = SHUMATE_MAP_SOURCE (self);

  return shumate_map_source_get_tile_size_at_zoom (source, zoom) *
         shumate_map_source_get_column_count (source, (guint) zoom);
}

/**
 * ytt_basemap_source_get_least_zoom:
 * @self: a source
 * @height: of the map on the screen, in px
 *
 * Returns: the least zoom at which the world is as high as the map, rounded up
 *   to a hundredth; at less, it would appear twice above each other
 */
double
ytt_basemap_source_get_least_zoom (YttBasemapSource *self,
                                   int               height)
{
  int low = 0, high = MAX_ZOOM * 100;

  g_return_val_if_fail (YTT_IS_BASEMAP_SOURCE (self), 0);

  while (low < high)
    {
      int middle = (low + high) / 2;

      if (get_world_size (self, middle / 100.0) < height)
        low = middle + 1;
      else
        high = middle;
    }

  return low / 100.0;
}

/**
 * ytt_basemap_source_clamp_latitude:
 * @self: a source
 * @latitude: of the map's middle, in degrees
 * @zoom: of the map
 * @height: of the map on the screen, in px
 *
 * Returns: the latitude nearest to @latitude at which neither edge of the map
 *   lies beyond the world
 */
double
ytt_basemap_source_clamp_latitude (YttBasemapSource *self,
                                   double            latitude,
                                   double            zoom,
                                   int               height)
{
  double half, most;

  g_return_val_if_fail (YTT_IS_BASEMAP_SOURCE (self), latitude);

  half = MIN (0.5, height / 2.0 / get_world_size (self, zoom));
  /* The latitude that lies half the map's height below the world's upper edge. */
  most = atan (sinh ((1 - 2 * half) * G_PI)) * 180 / G_PI;

  return CLAMP (latitude, -most, most);
}
