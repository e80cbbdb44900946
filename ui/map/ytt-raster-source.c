#include "config.h"

#include "ytt-raster-source.h"

#include <glib/gi18n.h>

#include "ytt-mercator.h"

/* Tiles that are brought at a time. */
#define MOST_AT_WORK 4

/* Tiles that are kept: at 256 px, 64 MB. */
#define MOST_KEPT 256

/* So many bad answers one after the other mean that no good one will come. */
#define MOST_FAILURES 3

struct _YttRasterSource
{
  GObject        parent_instance;

  YttTileServer *server;      /* (owned) (nullable) */
  YttMbtiles    *file;        /* (owned) (nullable) */
  YttTileRange   range;

  GQueue         waiting;     /* (element-type GTask) (owned): the nearest first */
  guint          n_at_work;
  GHashTable    *kept;        /* (owned) (element-type Key Kept) */
  GQueue         order;       /* (element-type Kept): the newest first */
  guint          n_failures;  /* since the last success */
  gboolean       has_succeeded;
  gboolean       has_failed;
};

enum
{
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* What is asked for. */
typedef struct
{
  int           zoom;
  guint         x;
  guint         y;
  double        distance;
  YttMbtiles   *file;    /* (owned) (nullable) */
  GBytes       *bytes;   /* (owned) (nullable): what the server sent */
} Job;

typedef struct
{
  gint64      key;
  GdkTexture *texture;   /* (owned) */
  GList       link;      /* in the order */
} Kept;

static void ytt_raster_source_iface_init (YttTileSourceInterface *iface);
static void work                         (YttRasterSource        *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (YttRasterSource, ytt_raster_source, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (YTT_TYPE_TILE_SOURCE, ytt_raster_source_iface_init))

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->file, ytt_mbtiles_unref);
  g_clear_pointer (&job->bytes, g_bytes_unref);
  g_free (job);
}

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  g_object_unref (kept->texture);
  g_free (kept);
}

static gint64
make_key (int   zoom,
          guint x,
          guint y)
{
  return (gint64) zoom << 56 | (gint64) x << 28 | y;
}

static void
keep (YttRasterSource *self,
      const Job       *job,
      GdkTexture      *texture)
{
  Kept *kept = g_new0 (Kept, 1);

  kept->key = make_key (job->zoom, job->x, job->y);
  kept->texture = g_object_ref (texture);
  kept->link.data = kept;
  if (g_hash_table_contains (self->kept, &kept->key))
    {
      kept_free (kept);
      return;
    }

  g_hash_table_insert (self->kept, &kept->key, kept);
  g_queue_push_head_link (&self->order, &kept->link);
  while (self->order.length > MOST_KEPT)
    {
      Kept *oldest = g_queue_pop_tail_link (&self->order)->data;

      g_hash_table_remove (self->kept, &oldest->key);
    }
}

static YttTilePicture *
make_picture (GdkTexture *texture)
{
  YttTilePicture *picture = g_new0 (YttTilePicture, 1);

  picture->texture = g_object_ref (texture);

  return picture;
}

/* A tile that is missing or spoilt is a hole; what cannot be reached at all is told. One answer from elsewhere, or one
 * that was lost on the way, does not mean that. */
static void
count_failure (YttRasterSource *self,
               const GError    *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_error_matches (error, YTT_ERROR, YTT_ERROR_NOT_FOUND))
    return;

  self->n_failures += error->domain == YTT_ERROR ? 1 : MOST_FAILURES;
  if (self->has_failed ||
      (self->n_failures < MOST_FAILURES &&
       (self->has_succeeded || self->n_at_work > 0 || self->waiting.length > 0)))
    return;
  /* A few spoilt pictures are no reason to hide a file that has good ones. */
  if (self->file != NULL && self->has_succeeded && g_error_matches (error, YTT_ERROR, YTT_ERROR_SYNTAX))
    return;

  self->has_failed = TRUE;
  g_signal_emit (self, signals[FAILED], 0, error);
}

static void
end (GTask      *task,      /* (transfer full) */
     GdkTexture *texture,   /* (transfer full) (nullable) */
     GError     *error)     /* (transfer full) (nullable) */
{
  g_autoptr(YttRasterSource) self = g_object_ref (g_task_get_source_object (task));
  g_autoptr(GError) told = error != NULL ? g_error_copy (error) : NULL;
  Job *job = g_task_get_task_data (task);

  self->n_at_work--;
  if (texture != NULL)
    {
      self->n_failures = 0;
      self->has_succeeded = TRUE;
      keep (self, job, texture);
      g_task_return_pointer (task, make_picture (texture), (GDestroyNotify) ytt_tile_picture_free);
      g_object_unref (texture);
    }
  else
    g_task_return_error (task, error);
  g_object_unref (task);

  if (told != NULL)
    count_failure (self, told);
  work (self);
}

/* On another thread: nothing of a picture is decoded before its size is known. */
static void
decode_in_thread (GTask        *task,
                  gpointer      source_object,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  Job *job = task_data;
  g_autoptr(GBytes) bytes = NULL;
  GError *error = NULL;
  GdkTexture *texture;

  if (g_task_return_error_if_cancelled (task))
    return;

  if (job->file != NULL)
    bytes = ytt_mbtiles_read_tile (job->file, job->zoom, job->x, job->y, &error);
  else if (ytt_image_check (job->bytes, NULL, &error))
    bytes = g_bytes_ref (job->bytes);
  if (bytes == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  texture = gdk_texture_new_from_bytes (bytes, NULL);
  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_new_error (task, YTT_ERROR, YTT_ERROR_SYNTAX, _("A tile cannot be decoded."));
}

static void
decoded_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  GError *error = NULL;
  GdkTexture *texture = g_task_propagate_pointer (G_TASK (result), &error);

  end (user_data, texture, error);
}

static void
decode (GTask *task)   /* (transfer full) */
{
  g_autoptr(GTask) thread = g_task_new (g_task_get_source_object (task), g_task_get_cancellable (task), decoded_cb,
                                        task);

  /* The outer task keeps what the inner one works on. */
  g_task_set_task_data (thread, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (thread, decode_in_thread);
}

static void
fetched_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  GTask *task = user_data;
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;

  job->bytes = ytt_tile_server_fetch_finish (YTT_TILE_SERVER (object), result, &error);
  if (job->bytes != NULL)
    decode (task);
  else
    end (task, NULL, error);
}

static void
work (YttRasterSource *self)
{
  while (self->n_at_work < MOST_AT_WORK && self->waiting.length > 0)
    {
      GTask *task = g_queue_pop_head (&self->waiting);
      Job *job = g_task_get_task_data (task);

      if (g_task_return_error_if_cancelled (task))
        {
          g_object_unref (task);
          continue;
        }

      self->n_at_work++;
      if (self->file != NULL)
        decode (task);
      else
        ytt_tile_server_fetch_async (self->server, job->zoom, job->x, job->y, g_task_get_cancellable (task),
                                     fetched_cb, task);
    }
}

static int
compare_distances (gconstpointer a,
                   gconstpointer b,
                   gpointer      user_data)
{
  const Job *one = g_task_get_task_data ((GTask *) a), *other = g_task_get_task_data ((GTask *) b);

  return (one->distance > other->distance) - (one->distance < other->distance);
}

static void
ytt_raster_source_get_range (YttTileSource *source,
                             YttTileRange  *range)
{
  *range = YTT_RASTER_SOURCE (source)->range;
}

static YttTilePicture *
ytt_raster_source_look_up (YttTileSource *source,
                           int            zoom,
                           guint          x,
                           guint          y,
                           double         size)
{
  YttRasterSource *self = YTT_RASTER_SOURCE (source);
  gint64 key = make_key (zoom, x, y);
  Kept *kept = g_hash_table_lookup (self->kept, &key);

  if (kept == NULL)
    return NULL;

  g_queue_unlink (&self->order, &kept->link);
  g_queue_push_head_link (&self->order, &kept->link);

  return make_picture (kept->texture);
}

static void
ytt_raster_source_bring_async (YttTileSource       *source,
                               int                  zoom,
                               guint                x,
                               guint                y,
                               double               size,
                               double               distance,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  YttRasterSource *self = YTT_RASTER_SOURCE (source);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->zoom = zoom;
  job->x = x;
  job->y = y;
  job->distance = distance;
  job->file = self->file != NULL ? ytt_mbtiles_ref (self->file) : NULL;
  g_task_set_source_tag (task, ytt_raster_source_bring_async);
  g_task_set_task_data (task, job, job_free);
  g_queue_insert_sorted (&self->waiting, task, compare_distances, NULL);
  work (self);
}

static YttTilePicture *
ytt_raster_source_bring_finish (YttTileSource  *source,
                                GAsyncResult   *result,
                                GError        **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
ytt_raster_source_iface_init (YttTileSourceInterface *iface)
{
  iface->get_range = ytt_raster_source_get_range;
  iface->look_up = ytt_raster_source_look_up;
  iface->bring_async = ytt_raster_source_bring_async;
  iface->bring_finish = ytt_raster_source_bring_finish;
}

/* A task owns its source, so none is waiting. */
static void
ytt_raster_source_finalize (GObject *object)
{
  YttRasterSource *self = YTT_RASTER_SOURCE (object);

  g_clear_pointer (&self->kept, g_hash_table_unref);
  g_clear_object (&self->server);
  g_clear_pointer (&self->file, ytt_mbtiles_unref);

  G_OBJECT_CLASS (ytt_raster_source_parent_class)->finalize (object);
}

static void
ytt_raster_source_class_init (YttRasterSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ytt_raster_source_finalize;

  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
ytt_raster_source_init (YttRasterSource *self)
{
  g_queue_init (&self->waiting);
  g_queue_init (&self->order);
  self->kept = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, kept_free);
}

/**
 * ytt_raster_source_new_for_server:
 * @server: (transfer none): whom to ask
 * @most_zoom: the closest zoom that it has
 *
 * Returns: (transfer full): the source; the server is asked once a tile is to be seen
 */
YttRasterSource *
ytt_raster_source_new_for_server (YttTileServer *server,
                                  int            most_zoom)
{
  YttRasterSource *self = g_object_new (YTT_TYPE_RASTER_SOURCE, NULL);

  self->server = g_object_ref (server);
  self->range = (YttTileRange) { 0, most_zoom, 0, 0, 1, 1, FALSE, 0 };

  return self;
}

/* GTK itself decodes PNG and JPEG; WebP needs a module that a system may have or not. */
static gboolean
check_kind (YttMbtiles  *file,
            const char  *path,
            GError     **error)
{
  g_autoptr(GSList) formats = gdk_pixbuf_get_formats ();
  g_autofree char *name = g_filename_display_basename (path);

  if (ytt_mbtiles_get_kind (file) != YTT_IMAGE_WEBP)
    return TRUE;

  for (GSList *link = formats; link != NULL; link = link->next)
    {
      g_autofree char *format = gdk_pixbuf_format_get_name (link->data);

      if (g_str_equal (format, "webp"))
        return TRUE;
    }

  g_set_error (error, YTT_ERROR, YTT_ERROR_SYNTAX, _("“%s” has WebP pictures, which this system cannot decode."), name);

  return FALSE;
}

static void
open_in_thread (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr(YttMbtiles) file = ytt_mbtiles_open (task_data, &error);

  if (file != NULL && check_kind (file, task_data, &error))
    g_task_return_pointer (task, g_steal_pointer (&file), (GDestroyNotify) ytt_mbtiles_unref);
  else
    g_task_return_error (task, error);
}

/**
 * ytt_raster_source_open_async:
 * @path: an MBTiles file
 * @cancellable: (nullable): to give up
 * @callback: called when it was opened
 * @user_data: for @callback
 *
 * Opens a file of the user's own, on another thread.
 */
void
ytt_raster_source_open_async (const char          *path,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_return_if_fail (path != NULL);

  g_task_set_source_tag (task, ytt_raster_source_open_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, open_in_thread);
}

/**
 * ytt_raster_source_open_finish:
 * @result: what the callback got
 * @error: return location for a #YttError, whose message is a sentence for the user
 *
 * Returns: (transfer full) (nullable): the source, of the zooms and the part of the world that the file tells
 */
YttRasterSource *
ytt_raster_source_open_finish (GAsyncResult  *result,
                               GError       **error)
{
  g_autoptr(YttMbtiles) file = g_task_propagate_pointer (G_TASK (result), error);
  double west, south, east, north, x;
  YttRasterSource *self;
  YttTileRange *range;

  if (file == NULL)
    return NULL;

  self = g_object_new (YTT_TYPE_RASTER_SOURCE, NULL);
  range = &self->range;
  ytt_mbtiles_get_zooms (file, &range->least_zoom, &range->most_zoom);
  ytt_mbtiles_get_bounds (file, &west, &south, &east, &north);
  ytt_mercator_project (north, 0, &x, &range->north);
  ytt_mercator_project (south, 0, &x, &range->south);
  range->west = ytt_mercator_wrap (west / 360 + 0.5);
  range->east = range->west + (east - west) / 360;
  self->file = g_steal_pointer (&file);

  return self;
}

/**
 * ytt_raster_source_get_file:
 * @self: a source
 *
 * Returns: (transfer none) (nullable): the file that the tiles are from, if they are from one
 */
YttMbtiles *
ytt_raster_source_get_file (YttRasterSource *self)
{
  g_return_val_if_fail (YTT_IS_RASTER_SOURCE (self), NULL);

  return self->file;
}
