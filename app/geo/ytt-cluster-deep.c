#include "ytt-cluster-private.h"

#include "ytt-mercator.h"

/* Zooms that are closer than the closest stored level. Members of a cluster stand in one run, and of each it is known
 * up to which level it is with the next in one cluster. So the clusters of any closer level are pieces of the runs of
 * the closest stored one, and where they stand is worked out when they are asked for: for the few that are in view
 * then. To store these levels too, each with nearly all facilities alone, would take twice the memory or more. */

/* Stands in for a place that no point has. */
static const YttPoint nowhere = { .longitude = G_MAXDOUBLE };

/* The sum of where the members are, as seen from a place in the same copy of the world. */
static void
add_up (YttClusterIndex *self,
        guint            first,
        guint            count,
        double           from_x,
        double          *sum_x,
        double          *sum_y)
{
  const YttPoint *before = &nowhere;
  double x = 0, y = 0;

  *sum_x = *sum_y = 0;
  for (guint i = first; i < first + count; i++)
    {
      const YttPoint *point = ytt_cluster_index_get_member (self, i);

      if (point->longitude != before->longitude || point->latitude != before->latitude)
        ytt_mercator_project (point->latitude, point->longitude, &x, &y);
      before = point;
      *sum_x += ytt_mercator_difference (from_x, x);
      *sum_y += y;
    }
}

/* Part of making an index: how far around a view a cluster may stand of which a member is in the view. */
void
ytt_cluster_index_measure_deep (YttClusterIndex *self)
{
  const Level *level = &self->levels[N_LEVELS - 1];
  double reach = 0;

  for (guint i = 0; i < level->n_items; i++)
    {
      const LevelItem *item = &level->items[i];
      const LevelCluster *cluster;

      if ((item->ref & IS_CLUSTER) == 0)
        continue;

      cluster = &level->clusters[item->ref & ~IS_CLUSTER];
      for (guint j = cluster->first; j < cluster->first + cluster->count; j++)
        {
          const YttPoint *point = ytt_cluster_index_get_member (self, j);
          double x, y;

          ytt_mercator_project (point->latitude, point->longitude, &x, &y);
          reach = MAX (reach, fabs (ytt_mercator_difference (item->x, x)));
          reach = MAX (reach, fabs (y - item->y));
        }
    }
  /* And how far singles are, by the single precision of what is stored. */
  self->members_reach = reach + 1e-7;
}

/* The length of the piece that begins with a member. */
static guint
get_piece (YttClusterIndex *self,
           guint            level,
           guint            first,
           guint            end)
{
  guint last = first;

  while (last + 1 < end && self->joined[last] != NEVER_JOINED && self->joined[last] >= level)
    last++;

  return last + 1 - first;
}

/**
 * ytt_cluster_index_query_deep:
 * @self: an index of the whole
 * @level: %N_LEVELS or more
 *
 * Does the work of ytt_cluster_index_query() at levels that are not stored.
 */
void
ytt_cluster_index_query_deep (YttClusterIndex *self,
                              guint            level,
                              double           x,
                              double           y,
                              double           width,
                              double           height,
                              GArray          *items)
{
  g_autoptr(GArray) clusters = g_array_new (FALSE, FALSE, sizeof (YttClusterItem));
  double reach = self->members_reach;

  ytt_cluster_index_query (self, STORED_ZOOM, x - reach, y - reach, width + 2 * reach, height + 2 * reach, clusters);
  for (guint i = 0; i < clusters->len; i++)
    {
      const YttClusterItem *cluster = &g_array_index (clusters, YttClusterItem, i);
      guint end = cluster->first + cluster->count, n;

      for (guint first = cluster->first; first < end; first += n)
        {
          YttClusterItem item = { .first = first };
          double sum_x, sum_y;

          n = item.count = get_piece (self, level, first, end);
          add_up (self, first, n, ytt_mercator_wrap (cluster->x), &sum_x, &sum_y);
          item.x = cluster->x + sum_x / n;
          item.y = sum_y / n;
          if (item.x >= x && item.x <= x + width && item.y >= y && item.y <= y + height)
            g_array_append_val (items, item);
        }
    }
}
