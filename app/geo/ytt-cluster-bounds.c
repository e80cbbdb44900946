#include "ytt-cluster-private.h"

#include <string.h>

#include "ytt-mercator.h"

/* Where on the map the points of an index are, as a whole. */

static double
get_x (const YttPoint *point)
{
  return ytt_mercator_wrap (point->longitude / 360 + 0.5);
}

/* Without an order, points are taken as they come: going by members, a million jump about in memory. */
static const YttPoint *
get_point (GArray        *points,
           const guint32 *order,
           guint          i)
{
  return &g_array_index (points, YttPoint, order != NULL ? order[i] : i);
}

static void
count_slices (GArray        *points,
              const guint32 *order,
              guint          first,
              guint          count,
              guint          slices[N_SLICES])
{
  memset (slices, 0, N_SLICES * sizeof *slices);
  for (guint i = first; i < first + count; i++)
    slices[MIN ((guint) (get_x (get_point (points, order, i)) * N_SLICES), N_SLICES - 1)]++;
}

/* The middle of the widest stretch of longitudes without a point. */
static double
find_gap (const guint slices[N_SLICES])
{
  guint widest = 0, gap_end = 0, run = 0;

  for (guint i = 0; i < 2 * N_SLICES; i++)
    {
      run = slices[i % N_SLICES] > 0 ? 0 : run + 1;
      if (run > widest)
        {
          widest = run;
          gap_end = i + 1;
        }
    }

  return ytt_mercator_wrap ((gap_end - widest / 2.0) / N_SLICES);
}

static Bounds
find_bounds (GArray        *points,
             const guint32 *order,
             guint          first,
             guint          count,
             const guint    slices[N_SLICES])
{
  double gap = find_gap (slices), left = G_MAXDOUBLE, right = -G_MAXDOUBLE, north = -90, south = 90, x, bottom;
  Bounds bounds;

  for (guint i = first; i < first + count; i++)
    {
      const YttPoint *point = get_point (points, order, i);
      double point_x = ytt_mercator_wrap (get_x (point) - gap);

      left = MIN (left, point_x);
      right = MAX (right, point_x);
      north = MAX (north, point->latitude);
      south = MIN (south, point->latitude);
    }

  bounds.x = ytt_mercator_wrap (left + gap);
  bounds.width = right - left;
  ytt_mercator_project (north, 0, &x, &bounds.y);
  ytt_mercator_project (south, 0, &x, &bottom);
  bounds.height = bottom - bounds.y;

  return bounds;
}

/* Part of making an index: of all its points nobody should have to wait for this. */
void
ytt_cluster_index_measure (YttClusterIndex *self)
{
  count_slices (self->points, NULL, 0, self->points->len, self->slices);
  self->bounds = find_bounds (self->points, NULL, 0, self->points->len, self->slices);
}

/**
 * ytt_cluster_index_get_bounds:
 * @self: an index
 * @first: the first of some members
 * @count: how many there are, at least 1
 * @x: (out): left of them, 0 to 1
 * @y: (out): top of them
 * @width: (out): how far they reach to the right, across the date line where that is shorter
 * @height: (out): how far they reach down
 *
 * Finds the smallest part of the map that holds all these members.
 */
void
ytt_cluster_index_get_bounds (YttClusterIndex *self,
                              guint            first,
                              guint            count,
                              double          *x,
                              double          *y,
                              double          *width,
                              double          *height)
{
  guint slices[N_SLICES];
  Bounds bounds;

  g_return_if_fail (self != NULL && count > 0 && first + count <= self->points->len);

  bounds = self->bounds;
  if (count < self->points->len)
    {
      count_slices (self->points, self->order, first, count, slices);
      bounds = find_bounds (self->points, self->order, first, count, slices);
    }
  *x = bounds.x;
  *y = bounds.y;
  *width = bounds.width;
  *height = bounds.height;
}

/**
 * ytt_cluster_index_find_fullest:
 * @self: an index, not empty
 * @width: of a stretch of the map, from north to south, 0 to 1
 *
 * Finds where to look when not all members can be seen at once.
 *
 * Returns: the middle of that stretch of this width that holds the most members, 0 to 1
 */
double
ytt_cluster_index_find_fullest (YttClusterIndex *self,
                                double           width)
{
  guint n, held = 0, most = 0, best = 0, last = 0;

  g_return_val_if_fail (self != NULL && self->points->len > 0, 0.5);

  n = CLAMP (floor (width * N_SLICES), 1, N_SLICES);
  for (guint i = 0; i < n; i++)
    held += self->slices[i];

  /* Of a run of stretches that hold as many, the middle one is taken: what it holds is then farthest from its edges. */
  for (guint i = 0; i < N_SLICES; i++)
    {
      if (held > most)
        {
          most = held;
          best = last = i;
        }
      else if (held == most && i == last + 1)
        {
          last = i;
        }
      held += self->slices[(i + n) % N_SLICES] - self->slices[i];
    }

  return ytt_mercator_wrap (((best + last) / 2.0 + n / 2.0) / N_SLICES);
}
