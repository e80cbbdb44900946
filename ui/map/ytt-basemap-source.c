#include "config.h"

#include "ytt-basemap-source.h"

#include <math.h>

#include "ytt-basemap-draw.h"
#include "ytt-tile-paintable.h"

#define TILE_SIZE 256
#define MAX_ZOOM 11

struct _YttBasemapSource
{
  ShumateMapSource  parent_instance;

  YttBasemap       *basemap;    /* (owned) */
  YttTheme          theme;
  int               scale;
  GThreadPool      *pool;       /* (owned) */
  GdkPaintable     *sea;        /* (owned): one picture for all tiles of open sea */
  guint             n_loading;  /* tiles that were asked for and are not there yet */

  GWeakRef          viewport;   /* borrowed from the map */
};

enum
{
  PROP_0,
  PROP_LOADING,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (YttBasemapSource, ytt_basemap_source, SHUMATE_TYPE_MAP_SOURCE)

typedef struct
{
  ShumateTile *tile;       /* (owned): touched on the main thread only */
  int          zoom;
  guint        x;
  guint        y;
  double       distance;   /* from the middle of the viewport, in tiles */
} Job;

static void
job_free (gpointer data)
{
  Job *self = data;

  g_object_unref (self->tile);
  g_free (self);
}

static int
compare_jobs (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  const Job *one = g_task_get_task_data (G_TASK (a));
  const Job *other = g_task_get_task_data (G_TASK (b));

  return (one->distance > other->distance) - (one->distance < other->distance);
}

static GdkTexture *
make_texture (cairo_surface_t *surface)   /* (transfer full) */
{
  int stride = cairo_image_surface_get_stride (surface);
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  g_autoptr(GBytes) bytes = NULL;

  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface), (gsize) stride * height,
                                      (GDestroyNotify) cairo_surface_destroy, surface);

  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
}

static GdkPaintable *
draw_tile (YttBasemapSource  *self,
           const Job         *job,
           GError           **error)
{
  int size = TILE_SIZE * self->scale;
  int gutter = self->scale;
  g_autoptr(GdkTexture) texture = NULL;
  cairo_surface_t *surface;

  surface = ytt_basemap_render_tile (self->basemap, job->zoom, job->x, job->y, size, gutter, self->scale,
                                     self->theme, error);
  if (surface == NULL)
    return NULL;
  texture = make_texture (surface);

  return ytt_tile_paintable_new (texture, (double) gutter / size);
}

/* On a thread of the pool. */
static void
run_job (gpointer data,
         gpointer user_data)
{
  g_autoptr(GTask) task = data;
  YttBasemapSource *self = g_task_get_source_object (task);
  const Job *job = g_task_get_task_data (task);
  g_autoptr(GdkPaintable) paintable = NULL;
  GError *error = NULL;
  YttBasemapCell cell;
  gboolean is_sea = TRUE;

  if (g_task_return_error_if_cancelled (task))
    return;

  if (ytt_basemap_find_cell (self->basemap, job->zoom, job->x, job->y, &cell, &error))
    {
      for (guint i = 0; i < YTT_BASEMAP_N_LAYERS; i++)
        is_sea = is_sea && cell.blocks[i].n_features == 0;
      paintable = is_sea ? g_object_ref (self->sea) : draw_tile (self, job, &error);
    }

  if (paintable != NULL)
    g_task_return_pointer (task, g_steal_pointer (&paintable), g_object_unref);
  else
    g_task_return_error (task, error);
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

static void
ytt_basemap_source_fill_tile_async (ShumateMapSource    *source,
                                    ShumateTile         *tile,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  YttBasemapSource *self = YTT_BASEMAP_SOURCE (source);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  g_task_set_source_tag (task, ytt_basemap_source_fill_tile_async);
  job->tile = g_object_ref (tile);
  job->zoom = shumate_tile_get_zoom_level (tile);
  job->x = shumate_tile_get_x (tile);
  job->y = shumate_tile_get_y (tile);
  job->distance = get_distance (self, job->zoom, job->x, job->y);
  g_task_set_task_data (task, job, job_free);

  if (self->n_loading++ == 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
  g_thread_pool_push (self->pool, task, NULL);
}

static gboolean
ytt_basemap_source_fill_tile_finish (ShumateMapSource  *source,
                                     GAsyncResult      *result,
                                     GError           **error)
{
  YttBasemapSource *self = YTT_BASEMAP_SOURCE (source);
  GTask *task = G_TASK (result);
  const Job *job = g_task_get_task_data (task);
  g_autoptr(GdkPaintable) paintable = g_task_propagate_pointer (task, error);

  if (--self->n_loading == 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
  if (paintable == NULL)
    return FALSE;

  /* The picture first: the state tells the map layer to look at it. */
  shumate_tile_set_fade_in (job->tile, FALSE);
  shumate_tile_set_paintable (job->tile, paintable);
  shumate_tile_set_state (job->tile, SHUMATE_STATE_DONE);

  return TRUE;
}

static void
ytt_basemap_source_finalize (GObject *object)
{
  YttBasemapSource *self = YTT_BASEMAP_SOURCE (object);

  /* A task owns its source, so nothing is queued; and this may run on a thread of the pool, which cannot be waited for. */
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

  object_class->finalize = ytt_basemap_source_finalize;
  object_class->get_property = ytt_basemap_source_get_property;
  source_class->fill_tile_async = ytt_basemap_source_fill_tile_async;
  source_class->fill_tile_finish = ytt_basemap_source_fill_tile_finish;

  properties[PROP_LOADING] =
    g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ytt_basemap_source_init (YttBasemapSource *self)
{
  g_weak_ref_init (&self->viewport, NULL);
  self->pool = g_thread_pool_new (run_job, NULL, MAX (1, g_get_num_processors ()), FALSE, NULL);
  g_thread_pool_set_sort_function (self->pool, compare_jobs, NULL);
}

static GdkPaintable *
make_sea (YttTheme theme)
{
  guint32 colour = ytt_theme_get_water (theme);
  guint8 pixel[] = { colour >> 16 & 255, colour >> 8 & 255, colour & 255 };
  g_autoptr(GBytes) bytes = g_bytes_new (pixel, sizeof pixel);
  g_autoptr(GdkTexture) texture = gdk_memory_texture_new (1, 1, GDK_MEMORY_R8G8B8, bytes, sizeof pixel);

  return ytt_tile_paintable_new (texture, 1.0 / TILE_SIZE);
}

/**
 * ytt_basemap_source_new:
 * @basemap: (transfer none): what to draw
 * @theme: which colours
 * @scale: device pixels of a tile's picture in a pixel on the screen, 1 or 2,
 *   see ytt_basemap_source_choose_scale()
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
 * Lets the tiles near the viewport's middle be drawn first.
 */
void
ytt_basemap_source_set_viewport (YttBasemapSource *self,
                                 ShumateViewport  *viewport)
{
  g_return_if_fail (YTT_IS_BASEMAP_SOURCE (self));
  g_return_if_fail (viewport == NULL || SHUMATE_IS_VIEWPORT (viewport));

  g_weak_ref_set (&self->viewport, viewport);
}

/**
 * ytt_basemap_source_get_loading:
 * @self: a source
 *
 * Returns: whether tiles are being drawn
 */
gboolean
ytt_basemap_source_get_loading (YttBasemapSource *self)
{
  g_return_val_if_fail (YTT_IS_BASEMAP_SOURCE (self), FALSE);

  return self->n_loading > 0;
}

/**
 * ytt_basemap_source_choose_scale:
 * @widget: a realized widget on the screen that the map is on
 *
 * Tiles are scaled up between whole zooms, so twice the pixels look sharper
 * even where the screen has no more of them. On a graphics card that is free;
 * in software it costs five times as much a frame, and is done only where the
 * screen asks for it.
 *
 * Returns: the scale to make a source with
 */
int
ytt_basemap_source_choose_scale (GtkWidget *widget)
{
  GtkNative *native;
  GskRenderer *renderer;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), 1);

  if (gtk_widget_get_scale_factor (widget) > 1)
    return 2;

  native = gtk_widget_get_native (widget);
  renderer = native != NULL ? gtk_native_get_renderer (native) : NULL;

  return renderer == NULL || g_str_equal (G_OBJECT_TYPE_NAME (renderer), "GskCairoRenderer") ? 1 : 2;
}

/* The world's width on the screen. Between whole zooms, libshumate lets it grow in a straight line. */
static double
get_world_size (YttBasemapSource *self,
                double            zoom)
{
  ShumateMapSource *source = SHUMATE_MAP_SOURCE (self);

  return shumate_map_source_get_tile_size_at_zoom (source, zoom) * shumate_map_source_get_column_count (source, (guint) zoom);
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
