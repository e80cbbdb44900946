/* The clustering index over a million made-up facilities, beside npm's supercluster where node has it.
 *
 * Half of the facilities lie anywhere, half around a thousand towns. Both get the same points, down to the same
 * zoom; queries ask for a window of 1280 x 800 at random places.
 *
 * Then what filters leave of them, gathered for a window, against gathering it whole. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "ytt-cluster-index.h"
#include "ytt-mercator.h"

#define N_POINTS 1000000
#define N_TOWNS 1000
#define N_QUERIES 1000
#define N_TURNS 5

static GArray *
make_points (void)
{
  GArray *points = g_array_sized_new (FALSE, FALSE, sizeof (YttPoint), N_POINTS);
  g_autoptr(GRand) rand = g_rand_new_with_seed (39);
  g_autofree double *towns = g_new (double, 2 * N_TOWNS);

  for (guint i = 0; i < N_TOWNS; i++)
    {
      towns[2 * i] = g_rand_double_range (rand, -175, 175);
      towns[2 * i + 1] = g_rand_double_range (rand, -55, 70);
    }
  for (guint i = 0; i < N_POINTS; i++)
    {
      YttPoint point = { i + 1, .status = YTT_STATUS_OPERATING, .precision = YTT_PRECISION_SITE };

      point.stages = 1 << g_rand_int_range (rand, 0, YTT_N_STAGES);
      point.longitude = g_rand_double_range (rand, -180, 180);
      point.latitude = g_rand_double_range (rand, -60, 75);
      if (i % 2)
        {
          guint town = g_rand_int_range (rand, 0, N_TOWNS);
          double away = 0.3 * sqrt (-2 * log (1 - g_rand_double (rand))), turn = 2 * G_PI * g_rand_double (rand);

          point.longitude = towns[2 * town] + away * cos (turn);
          point.latitude = towns[2 * town + 1] + away * sin (turn);
        }
      g_array_append_val (points, point);
    }

  return points;
}

static void
measure (GArray *points)
{
  g_autoptr(GArray) items = g_array_new (FALSE, FALSE, sizeof (YttClusterItem));
  g_autoptr(GRand) rand = g_rand_new_with_seed (5);
  gint64 start = g_get_monotonic_time ();
  g_autoptr(YttClusterIndex) index = ytt_cluster_index_new (points);

  g_print ("ours:         built in %.2f s, %.0f MB; ms a query:", (g_get_monotonic_time () - start) / 1e6,
           ytt_cluster_index_get_memory (index) / 1e6);
  for (guint zoom = 0; zoom <= YTT_CLUSTER_MAX_ZOOM; zoom += 2)
    {
      double world = ytt_mercator_get_world_size (zoom);

      start = g_get_monotonic_time ();
      for (guint i = 0; i < N_QUERIES; i++)
        {
          g_array_set_size (items, 0);
          ytt_cluster_index_query (index, zoom, g_rand_double (rand), g_rand_double_range (rand, 0.2, 0.7),
                                   1280 / world, 800 / world, items);
        }
      g_print (" %.4f (zoom %u)", (g_get_monotonic_time () - start) / 1e3 / N_QUERIES, zoom);
    }
  g_print ("\n");
}

static void
measure_reference (GArray     *points,
                   const char *script)
{
  g_autofree char *node = g_find_program_in_path ("node");
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "points.bin", NULL);
  g_autofree double *numbers = g_new (double, 2 * points->len);
  g_autofree char *output = NULL;
  g_autoptr(GError) error = NULL;
  const char *argv[] = { node, script, path, NULL };

  if (node == NULL)
    {
      g_print ("supercluster: there is no node\n");
      return;
    }

  for (guint i = 0; i < points->len; i++)
    {
      numbers[2 * i] = g_array_index (points, YttPoint, i).longitude;
      numbers[2 * i + 1] = g_array_index (points, YttPoint, i).latitude;
    }
  if (!g_file_set_contents (path, (const char *) numbers, 2 * sizeof (double) * points->len, &error) ||
      !g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, NULL, &error))
    g_print ("supercluster: %s\n", error->message);
  else
    g_print ("%s", output);
}

/* What a filter leaves: the facilities of some of a thousand values. */
static GArray *
filter (GArray *points,
        guint   per_mille)
{
  GArray *left = g_array_new (FALSE, FALSE, sizeof (YttPoint));

  for (guint i = 0; i < points->len; i++)
    if (i * 2654435761u / 4294968 < per_mille)
      g_array_append_val (left, g_array_index (points, YttPoint, i));

  return left;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Returns the middle of the times that it takes, in ms; without a window, the whole is gathered. */
static double
time_gathering (GArray                 *points,
                const YttClusterWindow *window,
                YttClusterIndex        *like)
{
  double times[N_TURNS];

  for (guint i = 0; i < N_TURNS; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr(YttClusterIndex) index = NULL;

      if (like != NULL)
        index = ytt_cluster_index_new_like (like, points);
      else
        index = window != NULL ? ytt_cluster_index_new_for (points, window) : ytt_cluster_index_new (points);
      times[i] = (g_get_monotonic_time () - start) / 1e3;
      g_assert_nonnull (index);
    }
  qsort (times, N_TURNS, sizeof *times, compare_doubles);

  return times[N_TURNS / 2];
}

static void
measure_filters (GArray *points)
{
  const guint shares[] = { 1000, 500, 150, 50, 39, 10 };
  const YttClusterWindow world = { 2, 0, 0.2, 1, 0.6 }, town = { 10, 0.7, 0.4, 0.005, 0.003 };

  for (guint i = 0; i < G_N_ELEMENTS (shares); i++)
    {
      g_autoptr(GArray) left = filter (points, shares[i]);
      g_autoptr(GArray) others = g_array_copy (left);
      g_autoptr(YttClusterIndex) index = ytt_cluster_index_new_for (left, &world);

      for (guint j = 0; j < others->len; j++)
        g_array_index (others, YttPoint, j).status = YTT_STATUS_CLOSED;
      g_print ("%4.1f %% left: whole %.0f ms, for the world %.0f ms, for a town %.0f ms, another status %.1f ms\n",
               shares[i] / 10.0, time_gathering (left, NULL, NULL), time_gathering (left, &world, NULL),
               time_gathering (left, &town, NULL), time_gathering (others, NULL, index));
    }
}

int
main (int argc, char **argv)
{
  g_autoptr(GArray) points = make_points ();

  measure (points);
  measure_filters (points);
  if (argc > 1)
    measure_reference (points, argv[1]);

  return 0;
}
