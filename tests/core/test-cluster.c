#include "config.h"

#include <math.h>
#include <string.h>

#include "ytt-cluster-index.h"
#include "ytt-marker-metrics.h"
#include "ytt-mercator.h"

static GArray *
points_new (void)
{
  return g_array_new (FALSE, TRUE, sizeof (YttPoint));
}

static void
add_point (GArray    *points,
           double     latitude,
           double     longitude,
           YttStages  stages)
{
  YttPoint point = { points->len + 1, longitude, latitude, stages, YTT_STATUS_OPERATING, YTT_PRECISION_SITE };

  g_array_append_val (points, point);
}

/* A made world: some at random, some in crowds, some at one point, some at the date line. */
static GArray *
make_world (guint   n,
            guint32 seed)
{
  GArray *points = points_new ();
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);

  for (guint i = 0; i < n; i++)
    {
      double latitude = g_rand_double_range (rand, -60, 75), longitude = g_rand_double_range (rand, -180, 180);
      YttStages stages = g_rand_int_range (rand, 1, 1 << YTT_N_STAGES);

      if (i % 4 == 1)
        {
          latitude = 30 + g_rand_double_range (rand, -0.5, 0.5);
          longitude = 110 + g_rand_double_range (rand, -0.5, 0.5);
        }
      else if (i % 4 == 2)
        longitude = (i % 8 == 2 ? 179 : -179.9) + g_rand_double (rand) * 0.9;
      if (i % 64 == 0)
        latitude = 40, longitude = -100;
      add_point (points, latitude, longitude, stages);
      g_array_index (points, YttPoint, i).precision = g_rand_int_range (rand, YTT_PRECISION_SITE,
                                                                       YTT_PRECISION_REGION + 1);
    }

  return points;
}

static GArray *
query (YttClusterIndex *index,
       double           zoom,
       double           x,
       double           y,
       double           width,
       double           height)
{
  GArray *items = g_array_new (FALSE, FALSE, sizeof (YttClusterItem));

  ytt_cluster_index_query (index, zoom, x, y, width, height, items);

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
assert_nothing_overlaps (YttClusterIndex *index,
                         GArray          *items,
                         double           zoom)
{
  double world = ytt_mercator_get_world_size (zoom);

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

static void
test_nothing_overlaps (void)
{
  for (guint32 seed = 1; seed <= 3; seed++)
    {
      g_autoptr(GArray) points = make_world (1500, seed);
      g_autoptr(YttClusterIndex) index = ytt_cluster_index_new (points);

      for (double zoom = 0; zoom <= 11; zoom += 0.25)
        {
          g_autoptr(GArray) items = query (index, zoom, 0, 0, 1 - 1e-9, 1);

          assert_nothing_overlaps (index, items, zoom);
        }
    }
}

/* At each zoom each facility is in one marker, and markers at closer zooms are parts of those at farther ones. */
static void
test_all_are_there (void)
{
  g_autoptr(GArray) points = make_world (2000, 7);
  g_autoptr(YttClusterIndex) index = ytt_cluster_index_new (points);
  guint before = 0;

  g_assert_cmpuint (ytt_cluster_index_get_n_points (index), ==, 2000);
  for (double zoom = 0; zoom <= YTT_CLUSTER_MAX_ZOOM; zoom += 0.5)
    {
      g_autoptr(GArray) items = query (index, zoom, 0, 0, 1 - 1e-9, 1);
      g_autofree guint8 *seen = g_new0 (guint8, 2000);

      for (guint i = 0; i < items->len; i++)
        {
          const YttClusterItem *item = &g_array_index (items, YttClusterItem, i);

          for (guint j = item->first; j < item->first + item->count; j++)
            seen[ytt_cluster_index_get_member (index, j)->id - 1]++;
        }
      for (guint i = 0; i < 2000; i++)
        g_assert_cmpuint (seen[i], ==, 1);
      g_assert_cmpuint (items->len, >=, before);
      before = items->len;
    }
}

/* What is shown does not depend on where the view stands. */
static void
test_stable (void)
{
  g_autoptr(GArray) points = make_world (2000, 11);
  g_autoptr(YttClusterIndex) index = ytt_cluster_index_new (points);
  g_autoptr(GArray) whole = query (index, 4.3, 0, 0, 1 - 1e-9, 1);

  for (double x = -0.5; x < 1.5; x += 0.013)
    {
      g_autoptr(GArray) part = query (index, 4.3, x, 0.3, 0.2, 0.2);
      guint n = 0;

      for (guint i = 0; i < whole->len; i++)
        {
          const YttClusterItem *item = &g_array_index (whole, YttClusterItem, i);

          if (item->y >= 0.3 && item->y <= 0.5 && ytt_mercator_wrap (item->x - x) <= 0.2)
            n++;
        }
      g_assert_cmpint (ABS ((int) n - (int) part->len), <=, 1);   /* one may lie on the very edge */
      for (guint i = 0; i < part->len; i++)
        {
          double part_x = g_array_index (part, YttClusterItem, i).x;

          g_assert_cmpfloat (part_x, >=, x - 1e-6);
          g_assert_cmpfloat (part_x, <=, x + 0.2 + 1e-6);
        }
    }
}

static void
test_date_line (void)
{
  g_autoptr(GArray) points = points_new ();
  g_autoptr(YttClusterIndex) index = NULL;
  g_autoptr(GArray) far = NULL, near = NULL;
  const YttClusterItem *item;
  double x, y, width, height;

  add_point (points, 10, 178, YTT_STAGE_MINING);
  add_point (points, 10, -178, YTT_STAGE_MAGNET);
  index = ytt_cluster_index_new (points);

  /* From afar they are one, on the line; closer both are in one view over it. */
  far = query (index, 1, 0.9, 0, 0.2, 1);
  g_assert_cmpuint (far->len, ==, 1);
  item = &g_array_index (far, YttClusterItem, 0);
  g_assert_cmpuint (item->count, ==, 2);
  g_assert_cmpfloat_with_epsilon (item->x, 1, 1e-6);

  near = query (index, 6, 0.98, 0, 0.04, 1);
  g_assert_cmpuint (near->len, ==, 2);
  g_assert_cmpfloat_with_epsilon (fabs (g_array_index (near, YttClusterItem, 0).x
                                        - g_array_index (near, YttClusterItem, 1).x), 4 / 360.0, 1e-6);

  ytt_cluster_index_get_bounds (index, item->first, item->count, &x, &y, &width, &height);
  g_assert_cmpfloat_with_epsilon (x, 358 / 360.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (width, 4 / 360.0, 1e-9);
}

/* A window wider than the world shows each facility in each copy. */
static void
test_copies (void)
{
  g_autoptr(GArray) points = points_new ();
  g_autoptr(YttClusterIndex) index = NULL;
  g_autoptr(GArray) items = NULL;

  add_point (points, 59, 28, YTT_STAGE_MAGNET);
  index = ytt_cluster_index_new (points);
  items = query (index, 1, -1.2, 0, 3.0, 1);
  g_assert_cmpuint (items->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpfloat_with_epsilon (g_array_index (items, YttClusterItem, i).x, 28 / 360.0 + 0.5 + i - 1.0, 1e-6);
}

/* Eight at one point never come apart by zooming, and say so. */
static void
test_one_point (void)
{
  g_autoptr(GArray) points = points_new ();
  g_autoptr(YttClusterIndex) index = NULL;
  g_autoptr(GArray) items = NULL;
  guint counts[YTT_N_STAGES];

  for (guint i = 0; i < 8; i++)
    add_point (points, 40.65, 109.97, i < 5 ? YTT_STAGE_MAGNET : YTT_STAGE_SEPARATION | YTT_STAGE_RECYCLING);
  add_point (points, 41.65, 109.97, YTT_STAGE_MINING);
  index = ytt_cluster_index_new (points);

  items = query (index, YTT_CLUSTER_MAX_ZOOM, 0, 0, 1, 1);
  g_assert_cmpuint (items->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      const YttClusterItem *item = &g_array_index (items, YttClusterItem, i);

      if (item->count == 1)
        continue;
      g_assert_cmpuint (item->count, ==, 8);
      g_assert_true (isinf (ytt_cluster_index_get_opening_zoom (index, item->first, item->count)));
      ytt_cluster_index_count_stages (index, item->first, item->count, counts);
      g_assert_cmpuint (counts[g_bit_nth_msf (YTT_STAGE_MAGNET, -1)], ==, 5);
      g_assert_cmpuint (counts[g_bit_nth_msf (YTT_STAGE_SEPARATION, -1)], ==, 3);
      g_assert_cmpuint (counts[g_bit_nth_msf (YTT_STAGE_RECYCLING, -1)], ==, 0);
    }
}

/* A town of works within a few km, half of them around one gate, and one on the date line. */
static GArray *
make_town (guint   n,
           guint32 seed)
{
  GArray *points = points_new ();
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);

  for (guint i = 0; i < n; i++)
    {
      double away = i % 2 ? 0.02 : 0.0005, longitude = 180 + away * g_rand_double_range (rand, -1, 1);

      add_point (points, 40 + away * g_rand_double_range (rand, -1, 1), longitude < 180 ? longitude : longitude - 360,
                 g_rand_int_range (rand, 1, i % 5 ? 3 : 1 << YTT_N_STAGES));
    }

  return points;
}

/* What stands at one gate comes apart as far as the closest zoom of any map, by the same rules as farther out. */
static void
test_deep (void)
{
  for (guint32 seed = 1; seed <= 5; seed++)
    {
      g_autoptr(GArray) points = make_town (400, seed);
      g_autoptr(YttClusterIndex) index = ytt_cluster_index_new (points);
      guint before = 0;

      for (double zoom = 11; zoom <= YTT_CLUSTER_MAX_ZOOM; zoom += 0.5)
        {
          g_autoptr(GArray) items = query (index, zoom, 0.5, 0, 1 - 1e-9, 1);
          g_autofree guint8 *seen = g_new0 (guint8, points->len);
          double px = 1 / ytt_mercator_get_world_size (zoom);

          assert_nothing_overlaps (index, items, zoom);
          g_assert_cmpuint (items->len, >=, before);
          before = items->len;
          for (guint i = 0; i < items->len; i++)
            {
              const YttClusterItem *item = &g_array_index (items, YttClusterItem, i);
              double across = 0, down = 0;

              for (guint j = item->first; j < item->first + item->count; j++)
                {
                  const YttPoint *point = ytt_cluster_index_get_member (index, j);
                  double x, y;

                  seen[point->id - 1]++;
                  ytt_mercator_project (point->latitude, point->longitude, &x, &y);
                  across += ytt_mercator_difference (item->x, x);
                  down += y - item->y;
                }
              g_assert_cmpfloat_with_epsilon (across / item->count, 0, px);
              g_assert_cmpfloat_with_epsilon (down / item->count, 0, px);
            }
          for (guint i = 0; i < points->len; i++)
            g_assert_cmpuint (seen[i], ==, 1);
        }
      g_assert_cmpuint (before, >, 320);
    }
}

/* Nor does what is shown close by depend on where the view stands, even if its cluster farther out stands elsewhere. */
static void
test_deep_stable (void)
{
  g_autoptr(GArray) points = make_town (400, 7);
  g_autoptr(YttClusterIndex) index = ytt_cluster_index_new (points);

  for (double zoom = 13; zoom <= 19; zoom += 1.5)
    {
      g_autoptr(GArray) whole = query (index, zoom, 0.5, 0, 1 - 1e-9, 1);
      double world = ytt_mercator_get_world_size (zoom), width = 300 / world, height = 200 / world;

      for (guint i = 0; i < whole->len; i++)
        {
          const YttClusterItem *item = &g_array_index (whole, YttClusterItem, i);
          g_autoptr(GArray) part = query (index, zoom, item->x - width / 3, item->y - height / 3, width, height);
          gboolean found = FALSE;
          guint n = 0;

          for (guint j = 0; j < part->len; j++)
            found = found || g_array_index (part, YttClusterItem, j).first == item->first;
          for (guint j = 0; j < whole->len; j++)
            {
              const YttClusterItem *other = &g_array_index (whole, YttClusterItem, j);

              n += other->x - item->x >= -width / 3 && other->x - item->x <= width * 2 / 3
                   && other->y - item->y >= -height / 3 && other->y - item->y <= height * 2 / 3;
            }
          g_assert_true (found);
          g_assert_cmpint (ABS ((int) n - (int) part->len), <=, 1);   /* one may lie on the very edge */
        }
    }
}

/* Two works that are a street apart come apart where they can be told apart, and not before. */
static void
test_deep_opening (void)
{
  g_autoptr(GArray) points = points_new ();
  g_autoptr(YttClusterIndex) index = NULL;
  g_autoptr(GArray) far = NULL, near = NULL;
  const YttClusterItem *item;
  double zoom;

  add_point (points, 51.5, 6.0, YTT_STAGE_MINING);
  add_point (points, 51.5, 6.0003, YTT_STAGE_MAGNET);   /* 21 m */
  add_point (points, -30, 120, YTT_STAGE_MINING);
  index = ytt_cluster_index_new (points);

  far = query (index, 15, 0.5, 0.2, 0.1, 0.2);
  g_assert_cmpuint (far->len, ==, 1);
  item = &g_array_index (far, YttClusterItem, 0);
  zoom = ytt_cluster_index_get_opening_zoom (index, item->first, item->count);
  g_assert_cmpfloat (zoom, >, 16);
  g_assert_cmpfloat (zoom, <, 18.1);

  near = query (index, zoom, 0.5, 0.2, 0.1, 0.2);
  g_assert_cmpuint (near->len, ==, 2);
  g_assert_cmpfloat_with_epsilon (fabs (g_array_index (near, YttClusterItem, 0).x
                                        - g_array_index (near, YttClusterItem, 1).x), 0.0003 / 360, 1e-12);
}

static void
test_opening_zoom (void)
{
  g_autoptr(GArray) points = make_world (1200, 23);
  g_autoptr(YttClusterIndex) index = ytt_cluster_index_new (points);
  g_autoptr(GArray) items = query (index, 2, 0, 0, 1 - 1e-9, 1);
  guint n_opened = 0;

  for (guint i = 0; i < items->len; i++)
    {
      const YttClusterItem *item = &g_array_index (items, YttClusterItem, i);
      g_autoptr(GArray) before = NULL, after = NULL;
      double zoom;
      guint n_whole = 0;

      if (item->count < 2)
        continue;
      zoom = ytt_cluster_index_get_opening_zoom (index, item->first, item->count);
      g_assert_cmpfloat (zoom, >, 2);
      if (isinf (zoom))
        continue;

      n_opened++;
      before = query (index, zoom - 0.5, 0, 0, 1 - 1e-9, 1);
      for (guint j = 0; j < before->len; j++)
        n_whole += g_array_index (before, YttClusterItem, j).first <= item->first &&
                   g_array_index (before, YttClusterItem, j).count >= item->count;
      g_assert_cmpuint (n_whole, >=, 1);
      after = query (index, zoom, 0, 0, 1 - 1e-9, 1);
      for (guint j = 0; j < after->len; j++)
        g_assert_false (g_array_index (after, YttClusterItem, j).first == item->first &&
                        g_array_index (after, YttClusterItem, j).count >= item->count);
    }
  g_assert_cmpuint (n_opened, >, 10);
}

/* Sums over blocks agree with counting one by one. */
static void
test_stage_counts (void)
{
  g_autoptr(GArray) points = make_world (1000, 5);
  g_autoptr(YttClusterIndex) index = ytt_cluster_index_new (points);
  g_autoptr(GRand) rand = g_rand_new_with_seed (1);

  for (guint i = 0; i < 500; i++)
    {
      guint first = g_rand_int_range (rand, 0, 1000), count = g_rand_int_range (rand, 1, 1001 - first);
      guint counts[YTT_N_STAGES], expected[YTT_N_STAGES] = { 0 };

      for (guint j = first; j < first + count; j++)
        expected[g_bit_nth_msf (ytt_cluster_index_get_member (index, j)->stages, -1)]++;
      ytt_cluster_index_count_stages (index, first, count, counts);
      g_assert_cmpmem (counts, sizeof counts, expected, sizeof expected);
    }
}

static void
test_find (void)
{
  g_autoptr(GArray) points = make_world (300, 3);
  g_autoptr(YttClusterIndex) index = ytt_cluster_index_new (points);
  guint member;

  for (gint64 id = 1; id <= 300; id++)
    {
      g_assert_true (ytt_cluster_index_find (index, id, &member));
      g_assert_cmpint (ytt_cluster_index_get_member (index, member)->id, ==, id);
    }
  g_assert_false (ytt_cluster_index_find (index, 0, &member));
  g_assert_false (ytt_cluster_index_find (index, 301, &member));
}

/* Where not all can be seen, the fullest stretch is looked at, across the date line too. */
static void
test_fullest (void)
{
  g_autoptr(GArray) points = points_new ();
  g_autoptr(YttClusterIndex) index = NULL;
  double x;

  for (guint i = 0; i < 5; i++)
    add_point (points, i, -178.0 + 5 * i, YTT_STAGE_MINING);
  for (guint i = 0; i < 4; i++)
    add_point (points, i, 178.0 - 5 * i, YTT_STAGE_MINING);
  for (guint i = 0; i < 6; i++)
    add_point (points, i, 5 * i, YTT_STAGE_MINING);
  index = ytt_cluster_index_new (points);

  x = ytt_cluster_index_find_fullest (index, 50 / 360.0);   /* -158 to 163 across the date line: 39 degrees */
  g_assert_cmpfloat (fabs (ytt_mercator_difference (x, 2.5 / 360)), <, 5.5 / 360);
  x = ytt_cluster_index_find_fullest (index, 26 / 360.0);   /* 0 to 25 */
  g_assert_cmpfloat_with_epsilon (x, 0.5 + 12.5 / 360, 1 / 360.0);
}

static void
test_empty (void)
{
  g_autoptr(GArray) points = points_new ();
  g_autoptr(YttClusterIndex) index = ytt_cluster_index_new (points);
  g_autoptr(GArray) items = query (index, 3, 0, 0, 1, 1);
  guint member;

  g_assert_cmpuint (items->len, ==, 0);
  g_assert_false (ytt_cluster_index_find (index, 1, &member));
}

typedef struct
{
  GMainLoop       *loop;
  YttClusterIndex *index;
  GError          *error;
} Answer;

static void
answer_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Answer *answer = user_data;

  answer->index = ytt_cluster_index_new_finish (result, &answer->error);
  g_main_loop_quit (answer->loop);
}

static void
test_cancel (void)
{
  g_autoptr(GArray) points = make_world (20000, 3);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Answer answer = { loop };

  ytt_cluster_index_new_async (points, NULL, NULL, cancellable, answer_cb, &answer);
  g_cancellable_cancel (cancellable);
  g_main_loop_run (loop);
  g_assert_null (answer.index);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&answer.error);

  ytt_cluster_index_new_async (points, NULL, NULL, NULL, answer_cb, &answer);
  g_main_loop_run (loop);
  g_assert_no_error (answer.error);
  g_assert_cmpuint (ytt_cluster_index_get_n_points (answer.index), ==, 20000);
  ytt_cluster_index_unref (answer.index);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cluster/nothing-overlaps", test_nothing_overlaps);
  g_test_add_func ("/cluster/all-are-there", test_all_are_there);
  g_test_add_func ("/cluster/stable", test_stable);
  g_test_add_func ("/cluster/date-line", test_date_line);
  g_test_add_func ("/cluster/copies", test_copies);
  g_test_add_func ("/cluster/one-point", test_one_point);
  g_test_add_func ("/cluster/deep", test_deep);
  g_test_add_func ("/cluster/deep-stable", test_deep_stable);
  g_test_add_func ("/cluster/deep-opening", test_deep_opening);
  g_test_add_func ("/cluster/opening-zoom", test_opening_zoom);
  g_test_add_func ("/cluster/stage-counts", test_stage_counts);
  g_test_add_func ("/cluster/find", test_find);
  g_test_add_func ("/cluster/fullest", test_fullest);
  g_test_add_func ("/cluster/empty", test_empty);
  g_test_add_func ("/cluster/cancel", test_cancel);

  return g_test_run ();
}
