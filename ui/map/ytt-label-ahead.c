#include "config.h"

#include "ytt-label-ahead.h"

#include "ytt-label-loader.h"
#include "ytt-texture.h"

/* Up to this step, half a zoom each, labels are decided for all the world in one go, wherever a flight leads. */
#define LAST_WORLD_STEP 11

struct _YttLabelAhead
{
  gatomicrefcount  ref_count;
  YttBasemap      *basemap;   /* (owned) */

  GMutex           mutex;     /* of the rest: one thread at a time */
  PangoContext    *context;   /* (owned) */
  YttLabels       *labels;    /* (owned) (nullable): made when first needed */
};

typedef struct
{
  YttLabelAhead *ahead;        /* (owned) */
  GArray        *views;        /* (owned) (element-type YttLabelView) */
  YttTheme       theme;
  double         scale;
  GHashTable    *pictures;     /* (owned): that are there already */
  gsize          most_bytes;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_array_unref (job->views);
  g_hash_table_unref (job->pictures);
  ytt_label_ahead_unref (job->ahead);
  g_free (job);
}

void
ytt_labels_drawn_free (YttLabelsDrawn *self)
{
  g_clear_pointer (&self->decided, g_hash_table_unref);
  g_clear_pointer (&self->pictures, g_hash_table_unref);
  g_free (self);
}

/**
 * ytt_label_ahead_get_n_bytes:
 * @picture: of a label
 *
 * Returns: what it takes, on a graphics card at least
 */
gsize
ytt_label_ahead_get_n_bytes (GdkTexture *picture)
{
  return 4 * (gsize) gdk_texture_get_width (picture) * gdk_texture_get_height (picture);
}

/* A view of one px has all of the world decided. */
static void
decide_world (YttLabels    *labels,
              GCancellable *cancellable)
{
  for (int step = 0; step <= LAST_WORLD_STEP && !g_cancellable_is_cancelled (cancellable); step++)
    {
      YttLabelView view = { .x = 0.5, .y = 0.5, .zoom = step / 2.0, .width = 1, .height = 1 };

      ytt_labels_place (labels, &view, NULL, 0);
    }
}

static void
draw_label (Job                  *job,
            YttLabels            *labels,
            const YttPlacedLabel *placed,
            YttLabelsDrawn       *drawn)
{
  gpointer key = GUINT_TO_POINTER (placed->key);
  GdkTexture *picture = g_hash_table_lookup (job->pictures, key);

  if (g_hash_table_contains (drawn->pictures, key) || drawn->n_bytes >= job->most_bytes)
    return;

  picture = picture != NULL ? g_object_ref (picture)
                            : ytt_texture_new (ytt_labels_render (labels, placed, job->theme, job->scale));
  drawn->n_bytes += ytt_label_ahead_get_n_bytes (picture);
  g_hash_table_insert (drawn->pictures, key, picture);
}

static void
draw_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Job *job = task_data;
  YttLabelAhead *self = job->ahead;
  YttLabelsDrawn *drawn = g_new0 (YttLabelsDrawn, 1);

  drawn->pictures = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  g_mutex_lock (&self->mutex);
  if (self->labels == NULL)
    self->labels = ytt_labels_new (self->basemap, self->context);
  decide_world (self->labels, cancellable);
  for (guint i = 0; i < job->views->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      const GArray *placed = ytt_labels_place (self->labels, &g_array_index (job->views, YttLabelView, i), NULL, 0);

      for (guint j = 0; j < placed->len; j++)
        draw_label (job, self->labels, &g_array_index (placed, YttPlacedLabel, j), drawn);
    }
  drawn->decided = ytt_labels_get_decided (self->labels);
  g_mutex_unlock (&self->mutex);

  g_task_return_pointer (task, drawn, (GDestroyNotify) ytt_labels_drawn_free);
}

/**
 * ytt_label_ahead_new:
 * @basemap: (transfer none): where the labels stand
 * @context: (transfer none): gives the font's family, the language and the text's scale
 *
 * Returns: (transfer full): what draws ahead; to be let go of by ytt_label_ahead_unref()
 */
YttLabelAhead *
ytt_label_ahead_new (YttBasemap   *basemap,
                     PangoContext *context)
{
  YttLabelAhead *self = g_new0 (YttLabelAhead, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  self->basemap = ytt_basemap_ref (basemap);
  self->context = ytt_label_loader_make_context (context);

  return self;
}

/**
 * ytt_label_ahead_unref:
 * @self: (transfer full): what draws ahead
 */
void
ytt_label_ahead_unref (YttLabelAhead *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->labels, ytt_labels_free);
  g_clear_object (&self->context);
  g_clear_pointer (&self->basemap, ytt_basemap_unref);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/**
 * ytt_label_ahead_draw_async:
 * @self: what draws ahead
 * @views: (transfer none) (element-type YttLabelView): what will be seen, the next first; not changed any more
 * @theme: in which colours
 * @scale: device pixels in a px
 * @pictures: (transfer none): key of a YttPlacedLabel to GdkTexture: what has been drawn so already
 * @most_bytes: of all pictures; what is seen last is left out
 * @cancellable: (nullable): to give up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Draws the labels of views on another thread.
 */
void
ytt_label_ahead_draw_async (YttLabelAhead       *self,
                            GArray              *views,
                            YttTheme             theme,
                            double               scale,
                            GHashTable          *pictures,
                            gsize                most_bytes,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);
  GHashTableIter iter;
  gpointer key, picture;

  g_atomic_ref_count_inc (&self->ref_count);
  *job = (Job) { .ahead = self, .views = g_array_ref (views), .theme = theme, .scale = scale,
                 .most_bytes = most_bytes };
  job->pictures = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  g_hash_table_iter_init (&iter, pictures);
  while (g_hash_table_iter_next (&iter, &key, &picture))
    g_hash_table_insert (job->pictures, key, g_object_ref (picture));

  g_task_set_source_tag (task, ytt_label_ahead_draw_async);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, draw_thread);
}

/**
 * ytt_label_ahead_draw_finish:
 * @result: what the callback got
 * @error: set to %G_IO_ERROR_CANCELLED when it was cancelled
 *
 * Returns: (transfer full) (nullable): what was drawn
 */
YttLabelsDrawn *
ytt_label_ahead_draw_finish (GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
