#include "ytt-cluster-private.h"

#include <math.h>

#include "ytt-mercator.h"

G_DEFINE_BOXED_TYPE (YttClusterIndex, ytt_cluster_index, ytt_cluster_index_ref, ytt_cluster_index_unref)

/* The window may be NULL. */
static YttClusterIndex *
new_cancellable (GArray                 *points,
                 const YttClusterWindow *window,
                 GCancellable           *cancellable)
{
  g_autoptr(YttClusterIndex) self = g_new0 (YttClusterIndex, 1);
  g_autoptr(Leaves) leaves = NULL;

  g_atomic_ref_count_init (&self->ref_count);
  self->points = g_array_ref (points);
  self->finest = self->whole_finest = N_ALL_LEVELS - 1;
  if (window != NULL && points->len > YTT_CLUSTER_AT_ONCE)
    {
      self->window = *window;
      leaves = ytt_cluster_leaves_new (self, cancellable);
      if (leaves == NULL)
        return NULL;
    }

  if (!ytt_cluster_index_build (self, leaves, cancellable))
    return NULL;

  ytt_cluster_index_measure (self);
  if (self->finest >= N_LEVELS)
    ytt_cluster_index_measure_deep (self);

  return g_steal_pointer (&self);
}

typedef struct
{
  GArray           *points;
  YttClusterIndex  *like;       /* (nullable) */
  gboolean          has_window;
  YttClusterWindow  window;
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  g_array_unref (order->points);
  g_clear_pointer (&order->like, ytt_cluster_index_unref);
  g_free (order);
}

static void
build_thread (GTask        *task,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  const Order *order = task_data;
  YttClusterIndex *self = NULL;

  if (order->like != NULL)
    self = ytt_cluster_index_new_like (order->like, order->points);
  if (self == NULL)
    self = new_cancellable (order->points, order->has_window ? &order->window : NULL, cancellable);

  if (self != NULL)
    g_task_return_pointer (task, self, (GDestroyNotify) ytt_cluster_index_unref);
  else
    g_task_return_error_if_cancelled (task);
}

/**
 * ytt_cluster_index_new:
 * @points: (element-type YttPoint): facilities in order of id, up to 2³¹ - 1; they must not change any more
 *
 * Gathers the points. This takes more than a second for a million: see ytt_cluster_index_new_async().
 *
 * Returns: (transfer full): a new index, which holds a reference to @points
 */
YttClusterIndex *
ytt_cluster_index_new (GArray *points)
{
  g_return_val_if_fail (points != NULL, NULL);

  return new_cancellable (points, NULL, NULL);
}

/**
 * ytt_cluster_index_new_for:
 * @points: (element-type YttPoint): as for ytt_cluster_index_new()
 * @window: what will be shown first
 *
 * Gathers the points as closely as it takes to show a part of the map; up to %YTT_CLUSTER_AT_ONCE points, as closely
 * as ytt_cluster_index_new() does.
 *
 * Returns: (transfer full): a new index, which holds a reference to @points
 */
YttClusterIndex *
ytt_cluster_index_new_for (GArray                 *points,
                           const YttClusterWindow *window)
{
  g_return_val_if_fail (points != NULL && window != NULL, NULL);

  return new_cancellable (points, window, NULL);
}

static gboolean
look_alike (const YttPoint *a,
            const YttPoint *b)
{
  return a->id == b->id && a->longitude == b->longitude && a->latitude == b->latitude &&
         a->stages == b->stages && a->precision == b->precision;
}

/**
 * ytt_cluster_index_new_like:
 * @self: an index
 * @points: (element-type YttPoint): as for ytt_cluster_index_new()
 *
 * Where only what does not bear on the gathering, such as the status of facilities, differs from the points of
 * @self, its work can be used again: this takes a few milliseconds for a million.
 *
 * Returns: (transfer full) (nullable): an index of @points with the same members as @self, or %NULL if they differ
 *   in more
 */
YttClusterIndex *
ytt_cluster_index_new_like (YttClusterIndex *self,
                            GArray          *points)
{
  YttClusterIndex *alike;

  g_return_val_if_fail (self != NULL && points != NULL, NULL);

  if (points->len != self->points->len)
    return NULL;
  for (guint i = 0; i < points->len; i++)
    if (!look_alike (&g_array_index (points, YttPoint, i), &g_array_index (self->points, YttPoint, i)))
      return NULL;

  alike = g_memdup2 (self, sizeof *self);
  g_atomic_ref_count_init (&alike->ref_count);
  alike->points = g_array_ref (points);
  alike->like = ytt_cluster_index_ref (self->like != NULL ? self->like : self);

  return alike;
}

/**
 * ytt_cluster_index_new_async:
 * @points: (element-type YttPoint): as for ytt_cluster_index_new()
 * @window: (nullable): what will be shown first, as for ytt_cluster_index_new_for(); %NULL to gather all closely
 * @like: (nullable): an index to take over if it will do, as for ytt_cluster_index_new_like()
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when the index is ready
 * @user_data: data for @callback
 *
 * Gathers the points on another thread.
 */
void
ytt_cluster_index_new_async (GArray                 *points,
                             const YttClusterWindow *window,
                             YttClusterIndex        *like,
                             GCancellable           *cancellable,
                             GAsyncReadyCallback     callback,
                             gpointer                user_data)
{
  g_autoptr(GTask) task = NULL;
  Order *order;

  g_return_if_fail (points != NULL);

  order = g_new0 (Order, 1);
  order->points = g_array_ref (points);
  order->like = like != NULL ? ytt_cluster_index_ref (like) : NULL;
  order->has_window = window != NULL;
  if (window != NULL)
    order->window = *window;

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_cluster_index_new_async);
  g_task_set_task_data (task, order, order_free);
  g_task_run_in_thread (task, build_thread);
}

/**
 * ytt_cluster_index_new_finish:
 * @result: what the callback was given
 * @error: set to %G_IO_ERROR_CANCELLED when it was cancelled
 *
 * Returns: (transfer full) (nullable): the index
 */
YttClusterIndex *
ytt_cluster_index_new_finish (GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * ytt_cluster_index_ref:
 * @self: an index
 *
 * Returns: (transfer full): the same index
 */
YttClusterIndex *
ytt_cluster_index_ref (YttClusterIndex *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * ytt_cluster_index_unref:
 * @self: (transfer full): an index
 *
 * Drops a reference, and the index with its last one.
 */
void
ytt_cluster_index_unref (YttClusterIndex *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_array_unref (self->points);
  if (self->like != NULL)
    {
      ytt_cluster_index_unref (self->like);
      g_free (self);
      return;
    }

  for (guint i = 0; i < N_LEVELS; i++)
    {
      g_free (self->levels[i].row_starts);
      g_free (self->levels[i].items);
      g_free (self->levels[i].clusters);
    }
  g_free (self->order);
  g_free (self->joined);
  g_free (self->stage_sums);
  g_free (self);
}

/**
 * ytt_cluster_index_covers:
 * @self: an index
 * @window: a part of the map
 *
 * Returns: whether @window is shown as closely as an index can that is made for a window; else a new one is wanted
 */
gboolean
ytt_cluster_index_covers (YttClusterIndex        *self,
                          const YttClusterWindow *window)
{
  double margin_x, margin_y;
  guint level;

  g_return_val_if_fail (self != NULL && window != NULL, FALSE);

  level = MIN (level_of (window->zoom), N_LEVELS - 1);
  if (level <= self->whole_finest)
    return TRUE;
  if (level > self->finest)
    return FALSE;

  margin_x = WINDOW_MARGIN * self->window.width;
  margin_y = WINDOW_MARGIN * self->window.height;

  return ytt_mercator_wrap (window->x - self->window.x + margin_x) + window->width
         <= self->window.width + 2 * margin_x &&
         MAX (window->y, 0) >= self->window.y - margin_y &&
         MIN (window->y + window->height, 1) <= self->window.y + self->window.height + margin_y;
}

/**
 * ytt_cluster_index_wants_whole:
 * @self: an index
 * @zoom: zoom
 *
 * The closest zooms only an index of the whole tells apart.
 *
 * Returns: whether that is so at @zoom, and this one is not; then ytt_cluster_index_new() is wanted
 */
gboolean
ytt_cluster_index_wants_whole (YttClusterIndex *self,
                               double           zoom)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return level_of (zoom) >= N_LEVELS && self->whole_finest < N_ALL_LEVELS - 1;
}

/**
 * ytt_cluster_index_get_n_points:
 * @self: an index
 *
 * Returns: how many facilities it holds, and so how many members there are
 */
guint
ytt_cluster_index_get_n_points (YttClusterIndex *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->points->len;
}

/**
 * ytt_cluster_index_get_points:
 * @self: an index
 *
 * Returns: (transfer none) (element-type YttPoint): the facilities it holds, in order of id
 */
GArray *
ytt_cluster_index_get_points (YttClusterIndex *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->points;
}

/**
 * ytt_cluster_index_get_member:
 * @self: an index
 * @member: from a #YttClusterItem
 *
 * Returns: (transfer none): the facility, for as long as the index lives
 */
const YttPoint *
ytt_cluster_index_get_member (YttClusterIndex *self,
                              guint            member)
{
  g_return_val_if_fail (self != NULL && member < self->points->len, NULL);

  return &g_array_index (self->points, YttPoint, self->order[member]);
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  const YttPoint *point_a = a, *point_b = b;

  return (point_a->id > point_b->id) - (point_a->id < point_b->id);
}

/**
 * ytt_cluster_index_find:
 * @self: an index
 * @id: a facility's id
 * @member: (out): where it stands among the members
 *
 * Looks a facility up. This goes through all members: once for a selection, not once a frame.
 *
 * Returns: whether it is in the index
 */
gboolean
ytt_cluster_index_find (YttClusterIndex *self,
                        gint64           id,
                        guint           *member)
{
  YttPoint key = { .id = id };
  guint place;

  g_return_val_if_fail (self != NULL, FALSE);

  if (!g_array_binary_search (self->points, &key, compare_ids, &place))
    return FALSE;

  for (guint i = 0; i < self->points->len; i++)
    if (self->order[i] == place)
      {
        *member = i;
        return TRUE;
      }

  return FALSE;
}

/* The single precision of a level's items is a sixteenth of a px at the closest zoom that is stored. */
static void
append_item (const Level     *level,
             const LevelItem *item,
             double           copy,
             GArray          *items)
{
  YttClusterItem found = { item->x + copy, item->y, item->ref, 1 };

  if (item->ref & IS_CLUSTER)
    {
      const LevelCluster *cluster = &level->clusters[item->ref & ~IS_CLUSTER];

      found.first = cluster->first;
      found.count = cluster->count;
    }

  g_array_append_val (items, found);
}

/* Appends what lies between left and right, both in the first copy of the world. */
static void
query_copy (const Level *level,
            float        left,
            float        top,
            float        right,
            float        bottom,
            double       copy,
            GArray      *items)
{
  guint first_column = cell_of (left, level->n_cells);

  for (guint row = cell_of (top, level->n_cells); row <= cell_of (bottom, level->n_cells); row++)
    {
      guint low = level->row_starts[row], high = level->row_starts[row + 1], end = high;

      while (low < high)
        {
          guint middle = low + (high - low) / 2;

          if (cell_of (level->items[middle].x, level->n_cells) < first_column)
            low = middle + 1;
          else
            high = middle;
        }

      /* Within a cell items stand in no order; past the last column none can be in view. */
      for (guint i = low; i < end; i++)
        {
          const LevelItem *item = &level->items[i];

          if (item->x > right && cell_of (item->x, level->n_cells) > cell_of (right, level->n_cells))
            break;
          if (item->x >= left && item->x <= right && item->y >= top && item->y <= bottom)
            append_item (level, item, copy, items);
        }
    }
}

/**
 * ytt_cluster_index_query:
 * @self: an index
 * @zoom: zoom; each step doubles the map
 * @x: left of what is asked for; 0 to 1 is the first copy of the world
 * @y: top of it, 0 to 1
 * @width: its width; more than 1 reaches into further copies
 * @height: its height
 * @items: (element-type YttClusterItem): where to append the markers
 *
 * Finds the markers whose middle lies in a part of the map, in each copy of the world. Ask for as much more
 * at each side as a marker is large.
 */
void
ytt_cluster_index_query (YttClusterIndex *self,
                         double           zoom,
                         double           x,
                         double           y,
                         double           width,
                         double           height,
                         GArray          *items)
{
  const Level *level;
  double top = CLAMP (y, 0, 1), bottom = CLAMP (y + height, 0, 1);
  guint closest;

  g_return_if_fail (self != NULL);
  g_return_if_fail (items != NULL);

  closest = MIN (level_of (zoom), self->finest);
  level = &self->levels[MIN (closest, N_LEVELS - 1)];
  if (level->n_items == 0 || y > 1 || y + height < 0)
    return;

  if (closest >= N_LEVELS)
    {
      ytt_cluster_index_query_deep (self, closest, x, y, width, height, items);
      return;
    }

  for (double copy = floor (x); copy <= x + width; copy++)
    query_copy (level,
                MAX (x - copy, 0), top, MIN (x + width - copy, 1), bottom, copy, items);
}

/**
 * ytt_cluster_index_count_stages:
 * @self: an index
 * @first: a marker's first member
 * @count: how many members it has
 * @counts: (out): how many of them lead with each stage, in the order of #YttStages
 *
 * Says what a cluster is made of. The leading stage is the last of the chain; recycling leads only alone.
 */
void
ytt_cluster_index_count_stages (YttClusterIndex *self,
                                guint            first,
                                guint            count,
                                guint            counts[YTT_N_STAGES])
{
  guint end = first + count;
  guint whole = (first + BLOCK - 1) / BLOCK * BLOCK;
  guint whole_end = end / BLOCK * BLOCK;

  g_return_if_fail (self != NULL && end <= self->points->len);

  for (guint i = 0; i < YTT_N_STAGES; i++)
    counts[i] = whole < whole_end
                ? self->stage_sums[whole_end / BLOCK][i] - self->stage_sums[whole / BLOCK][i]
                : 0;

  for (guint i = first; i < end; i++)
    {
      if (i == whole && whole < whole_end)
        i = whole_end;
      if (i < end)
        counts[leading_stage (ytt_cluster_index_get_member (self, i)->stages)]++;
    }
}

/**
 * ytt_cluster_index_get_opening_zoom:
 * @self: an index
 * @first: a cluster's first member
 * @count: how many members it has, at least 2
 *
 * Returns: the farthest zoom at which these members are no longer all in one cluster, or infinity if they stay
 *   together at each zoom
 */
double
ytt_cluster_index_get_opening_zoom (YttClusterIndex *self,
                                    guint            first,
                                    guint            count)
{
  guint8 last_joined = NEVER_JOINED;

  g_return_val_if_fail (self != NULL && count > 1 && first + count <= self->points->len, 0);

  for (guint i = first; i < first + count - 1; i++)
    last_joined = MIN (last_joined, self->joined[i]);

  if (last_joined >= N_ALL_LEVELS - 1)
    return INFINITY;

  return (double) (last_joined + 1) / LEVELS_PER_ZOOM;
}

/**
 * ytt_cluster_index_get_memory:
 * @self: an index
 *
 * Returns: how many bytes it takes, the points apart
 */
gsize
ytt_cluster_index_get_memory (YttClusterIndex *self)
{
  gsize size = sizeof *self;

  g_return_val_if_fail (self != NULL, 0);

  size += self->points->len * (sizeof *self->order + sizeof *self->joined);
  size += (self->points->len / BLOCK + 1) * sizeof *self->stage_sums;
  for (guint i = 0; i < N_LEVELS; i++)
    size += (self->levels[i].n_cells + 1) * sizeof (guint32)
            + self->levels[i].n_items * sizeof (LevelItem)
            + self->levels[i].n_clusters * sizeof (LevelCluster);

  return size;
}
