#include "config.h"

#include <math.h>
#include <string.h>

#include "ytt-cluster-index.h"
#include "ytt-marker-metrics.h"
#include "ytt-mercator.h"

/* Indices of so many points that they are gathered for a window only, held against counting by hand. */

#define N_POINTS (YTT_CLUSTER_AT_ONCE + 5000)

/* The world, a part of it, a town across the date line, and the northern end. */
static const YttClusterWindow windows[] = {
  { 2, 0, 0.1, 1, 0.7 },
  { 5.3, 0.70, 0.35, 0.06, 0.04 },
  { 9, 0.998, 0.41, 0.004, 0.003 },
  { 5, 0.3, -0.01, 0.1, 0.2 },
};

static GArray *
make_world (void)
{
  GArray *points = g_array_new (FALSE, TRUE, sizeof (YttPoint));
  g_autoptr(GRand) rand = g_rand_new_with_seed (17);

  for (guint i = 0; i < N_POINTS; i++)
    {
      YttPoint point = { i + 1, .status = YTT_STATUS_OPERATING };

      point.longitude = g_rand_double_range (rand, -180, 180);
      point.latitude = g_rand_double_range (rand, -60, 85);
      if (i % 4 == 1)
        {
          point.longitude = (i % 8 == 1 ? 179.5 : -180) + g_rand_double (rand) * 0.5;
          point.latitude = 30 + g_rand_double (rand);
        }
      if (i % 64 == 0)
        point.longitude = -100, point.latitude = 40;
      point.stages = g_rand_int_range (rand, 1, 1 << YTT_N_STAGES);
      point.precision = g_rand_int_range (rand, YTT_PRECISION_SITE, YTT_PRECISION_REGION + 1);
      g_array_append_val (points, point);
    }

  return points;
}

static GArray *
query (YttClusterIndex        *index,
       const YttClusterWindow *window)
{
  GArray *items = g_array_new (FALSE, FALSE, sizeof (YttClusterItem));

  ytt_cluster_index_query (index, window->zoom, window->x, window->y, window->width, window->height, items);

  return items;
}

static YttMarkerExtent
get_extent (YttClusterIndex      *index,
            const YttClusterItem *item)
{
  const YttPoint *point = ytt_cluster_index_get_member (index, item->first);
  guint n_stages = 0;

  if (item->count > 1)
    return (YttMarkerExtent) { 0, ytt_marker_get_cluster_size (item->count) / 2 };

  for (guint i = 0; i < YTT_N_STAGES; i++)
    n_stages += (point->stages >> i) & 1;

  return ytt_marker_get_extent (n_stages, point->precision);
}

static void
test_nothing_overlaps (void)
{
  g_autoptr(GArray) points = make_world ();

  for (guint w = 0; w < G_N_ELEMENTS (windows); w++)
    {
      g_autoptr(YttClusterIndex) index = ytt_cluster_index_new_for (points, &windows[w]);
      g_autoptr(GArray) items = query (index, &windows[w]);
      double world = ytt_mercator_get_world_size (windows[w].zoom);

      g_assert_cmpuint (items->len, >, 10);
      for (guint i = 0; i < items->len; i++)
        for (guint j = 0; j < i; j++)
          {
            const YttClusterItem *a = &g_array_index (items, YttClusterItem, i);
            const YttClusterItem *b = &g_array_index (items, YttClusterItem, j);
            YttMarkerExtent extent_a = get_extent (index, a), extent_b = get_extent (index, b);
            double dx = fabs (ytt_mercator_difference (a->x, b->x)) * world - extent_a.reach - extent_b.reach;

            g_assert_cmpfloat (hypot (MAX (dx, 0), (a->y - b->y) * world), >=,
                               extent_a.radius + extent_b.radius - 0.1);
          }
    }
}

/* Each facility is in one marker; the marker stands in the middle of its members, and knows their stages. */
static void
test_counts (void)
{
  g_autoptr(GArray) points = make_world ();

  for (guint w = 0; w < G_N_ELEMENTS (windows); w++)
    {
      g_autoptr(YttClusterIndex) index = ytt_cluster_index_new_for (points, &windows[w]);
      const YttClusterWindow whole = { windows[w].zoom, 0, 0, 1 - 1e-9, 1 };
      g_autoptr(GArray) items = query (index, &whole);
      g_autofree guint8 *seen = g_new0 (guint8, N_POINTS);

      for (guint i = 0; i < items->len; i++)
        {
          const YttClusterItem *item = &g_array_index (items, YttClusterItem, i);
          guint counts[YTT_N_STAGES], expected[YTT_N_STAGES] = { 0 };
          double across = 0, down = 0;

          for (guint j = item->first; j < item->first + item->count; j++)
            {
              const YttPoint *point = ytt_cluster_index_get_member (index, j);
              double x, y;

              seen[point->id - 1]++;
              expected[g_bit_nth_msf (point->stages, -1)]++;
              ytt_mercator_project (point->latitude, point->longitude, &x, &y);
              across += ytt_mercator_difference (item->x, x);
              down += y - item->y;
            }
          ytt_cluster_index_count_stages (index, item->first, item->count, counts);
          g_assert_cmpmem (counts, sizeof counts, expected, sizeof expected);
          g_assert_cmpfloat_with_epsilon (across / item->count, 0, 1e-5);
          g_assert_cmpfloat_with_epsilon (down / item->count, 0, 1e-5);
        }
      for (guint i = 0; i < N_POINTS; i++)
        g_assert_cmpuint (seen[i], ==, 1);
    }
}

/* Markers are as many as in the index of the whole: no cell is so large that facilities join too early. */
static void
test_as_close (void)
{
  g_autoptr(GArray) points = make_world ();
  g_autoptr(YttClusterIndex) whole = ytt_cluster_index_new (points);

  for (guint w = 0; w < G_N_ELEMENTS (windows); w++)
    {
      g_autoptr(YttClusterIndex) index = ytt_cluster_index_new_for (points, &windows[w]);
      g_autoptr(GArray) items = query (index, &windows[w]), expected = query (whole, &windows[w]);

      g_assert_cmpuint (items->len, >=, expected->len * 0.85);
      g_assert_cmpuint (items->len, <=, expected->len * 1.15 + 2);
    }
}

static void
test_covers (void)
{
  g_autoptr(GArray) points = make_world ();
  g_autoptr(GArray) few = g_array_copy (points);
  g_autoptr(YttClusterIndex) world = ytt_cluster_index_new_for (points, &windows[0]);
  g_autoptr(YttClusterIndex) line = ytt_cluster_index_new_for (points, &windows[2]);
  g_autoptr(YttClusterIndex) at_once = NULL, street = NULL;
  YttClusterWindow window = windows[2];

  g_assert_true (ytt_cluster_index_covers (world, &windows[0]));
  g_assert_false (ytt_cluster_index_covers (world, &windows[1]));
  g_assert_false (ytt_cluster_index_covers (world, &windows[2]));

  /* What it was made for, farther out anywhere, a little closer, and a little to the side on either side of the line */
  g_assert_true (ytt_cluster_index_covers (line, &windows[0]));
  g_assert_true (ytt_cluster_index_covers (line, &window));
  window.zoom += 0.9;
  g_assert_true (ytt_cluster_index_covers (line, &window));
  window.zoom += 0.7;
  g_assert_false (ytt_cluster_index_covers (line, &window));
  window = windows[2];
  window.x += 0.003 - 1;
  g_assert_true (ytt_cluster_index_covers (line, &window));
  window.x += 0.003;
  g_assert_false (ytt_cluster_index_covers (line, &window));
  window = windows[2];
  window.y -= 0.004;
  g_assert_false (ytt_cluster_index_covers (line, &window));

  /* Few points are gathered whole. */
  g_array_set_size (few, YTT_CLUSTER_AT_ONCE);
  at_once = ytt_cluster_index_new_for (few, &windows[0]);
  g_assert_true (ytt_cluster_index_covers (at_once, &windows[2]));

  /* No window makes up for the whole at the closest zooms: another one is not asked for. */
  window = windows[2];
  window.zoom = 16;
  street = ytt_cluster_index_new_for (points, &window);
  g_assert_true (ytt_cluster_index_covers (street, &window));
  g_assert_true (ytt_cluster_index_wants_whole (street, 16));
  g_assert_false (ytt_cluster_index_wants_whole (street, 12));
  g_assert_false (ytt_cluster_index_wants_whole (at_once, 16));
}

/* A click on a cluster leads closer; to where the members that are at one place spread out only if all are there. */
static void
test_opening_zoom (void)
{
  g_autoptr(GArray) points = make_world ();
  g_autoptr(YttClusterIndex) index = ytt_cluster_index_new_for (points, &windows[0]);
  g_autoptr(GArray) items = query (index, &windows[0]);
  YttClusterWindow pit = { YTT_CLUSTER_MAX_ZOOM, 80 / 360.0 - 1e-4, 0, 2e-4, 1 };
  g_autoptr(YttClusterIndex) close = ytt_cluster_index_new_for (points, &pit);
  g_autoptr(GArray) there = query (close, &pit);
  gboolean found = FALSE;

  for (guint i = 0; i < items->len; i++)
    {
      const YttClusterItem *item = &g_array_index (items, YttClusterItem, i);

      if (item->count < 2)
        continue;
      g_assert_cmpfloat (ytt_cluster_index_get_opening_zoom (index, item->first, item->count), >, windows[0].zoom);
      g_assert_false (isinf (ytt_cluster_index_get_opening_zoom (index, item->first, item->count)));
    }

  for (guint i = 0; i < there->len; i++)
    {
      const YttClusterItem *item = &g_array_index (there, YttClusterItem, i);

      if (item->count < 100)
        continue;
      found = TRUE;
      g_assert_cmpuint (item->count, ==, (N_POINTS + 63) / 64);
      g_assert_true (isinf (ytt_cluster_index_get_opening_zoom (close, item->first, item->count)));
    }
  g_assert_true (found);
}

/* Another status is no reason to gather anew; another place is. */
static void
test_like (void)
{
  g_autoptr(GArray) points = make_world ();
  g_autoptr(GArray) closed = g_array_copy (points), moved = g_array_copy (points), fewer = g_array_copy (points);
  YttClusterIndex *index = ytt_cluster_index_new_for (points, &windows[0]);
  g_autoptr(YttClusterIndex) like = NULL, again = NULL;
  g_autoptr(GArray) items = query (index, &windows[0]), alike = NULL;

  g_array_index (moved, YttPoint, 5000).latitude += 1e-6;
  g_assert_null (ytt_cluster_index_new_like (index, moved));
  g_array_set_size (fewer, N_POINTS - 1);
  g_assert_null (ytt_cluster_index_new_like (index, fewer));

  for (guint i = 0; i < N_POINTS; i++)
    g_array_index (closed, YttPoint, i).status = YTT_STATUS_CLOSED;
  like = ytt_cluster_index_new_like (index, closed);
  g_assert_nonnull (like);
  again = ytt_cluster_index_new_like (like, points);
  g_assert_nonnull (again);

  /* It outlives what it was made from. */
  ytt_cluster_index_unref (index);
  alike = query (like, &windows[0]);
  g_assert_cmpmem (alike->data, alike->len * sizeof (YttClusterItem), items->data,
                   items->len * sizeof (YttClusterItem));
  g_assert_cmpint (ytt_cluster_index_get_member (like, 7)->status, ==, YTT_STATUS_CLOSED);
  g_assert_cmpint (ytt_cluster_index_get_member (again, 7)->status, ==, YTT_STATUS_OPERATING);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cluster-window/nothing-overlaps", test_nothing_overlaps);
  g_test_add_func ("/cluster-window/counts", test_counts);
  g_test_add_func ("/cluster-window/as-close", test_as_close);
  g_test_add_func ("/cluster-window/covers", test_covers);
  g_test_add_func ("/cluster-window/opening-zoom", test_opening_zoom);
  g_test_add_func ("/cluster-window/like", test_like);

  return g_test_run ();
}
