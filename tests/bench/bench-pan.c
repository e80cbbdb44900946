/* What a frame of a pan costs in our code, with a million facilities: layout, and the snapshot of all markers.
 *
 * The view goes round the world; at each zoom the first frame, in which pictures are drawn, is told by itself.
 * Processor time is counted, so that other work of the machine does not matter. */

#include "config.h"

#include <gtk/gtk.h>
#include <math.h>
#include <time.h>

#include "ytt-marker-cache.h"
#include "ytt-marker-layout.h"
#include "ytt-mercator.h"

#define N_POINTS 1000000
#define N_FRAMES 300
#define GOAL_MS 33.0

static GArray *
make_points (void)
{
  GArray *points = g_array_sized_new (FALSE, FALSE, sizeof (YttPoint), N_POINTS);
  g_autoptr(GRand) rand = g_rand_new_with_seed (39);

  for (guint i = 0; i < N_POINTS; i++)
    {
      YttPoint point = { i + 1, g_rand_double_range (rand, -180, 180), g_rand_double_range (rand, -60, 75) };

      point.stages = g_rand_int_range (rand, 1, 1 << YTT_N_STAGES);
      point.status = g_rand_int_range (rand, 0, YTT_N_STATUSES);
      point.precision = g_rand_int_range (rand, YTT_PRECISION_SITE, YTT_PRECISION_REGION + 1);
      g_array_append_val (points, point);
    }

  return points;
}

static double
get_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);

  return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

static double
draw_frame (YttClusterIndex  *index,
            const YttMapView *view,
            YttMarkerCache   *cache,
            GArray           *markers)
{
  double start = get_ms ();
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, view->width, view->height);

  ytt_marker_layout (index, view, 0, YTT_MARKER_NONE, 0, markers);
  for (guint i = 0; i < markers->len; i++)
    {
      const YttMarker *marker = &g_array_index (markers, YttMarker, i);
      const YttPoint *point = ytt_cluster_index_get_member (index, marker->first);
      guint counts[YTT_N_STAGES];

      if (marker->count > 1)
        {
          ytt_cluster_index_count_stages (index, marker->first, marker->count, counts);
          ytt_marker_cache_add_cluster (cache, snapshot, marker->x, marker->y, counts);
          continue;
        }
      if (marker->place_radius > 0)
        ytt_marker_cache_add_place (cache, snapshot, marker->place_x, marker->place_y, point->stages, point->status,
                                    point->precision, marker->place_radius, &bounds);
      ytt_marker_cache_add_facility (cache, snapshot, marker->x, marker->y, point->stages, point->status,
                                     YTT_MARKER_AT_REST);
    }
  node = gtk_snapshot_free_to_node (snapshot);

  return get_ms () - start;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double one = *(const double *) a, other = *(const double *) b;

  return (one > other) - (one < other);
}

int
main (int argc, char **argv)
{
  g_autoptr(GArray) points = make_points ();
  g_autoptr(YttClusterIndex) index = ytt_cluster_index_new (points);
  g_autoptr(GArray) markers = g_array_new (FALSE, FALSE, sizeof (YttMarker));
  double worst = 0;

  gtk_init ();
  for (guint zoom = 2; zoom <= 10; zoom += 2)
    {
      g_autoptr(YttMarkerCache) cache = ytt_marker_cache_new ();
      YttMapView view = { 0.5, 0.4, zoom, 1280, 800 };
      double frames[N_FRAMES], first = draw_frame (index, &view, cache, markers);

      for (guint i = 0; i < N_FRAMES; i++)
        {
          view.x = ytt_mercator_wrap (view.x + 12 / ytt_mercator_get_world_size (zoom));
          frames[i] = draw_frame (index, &view, cache, markers);
        }
      qsort (frames, N_FRAMES, sizeof *frames, compare_doubles);
      g_print ("zoom %2u: %4u markers, first frame %5.1f ms, then median %5.2f, 95th percentile %5.2f, worst %5.2f\n",
               zoom, markers->len, first, frames[N_FRAMES / 2], frames[N_FRAMES * 95 / 100], frames[N_FRAMES - 1]);
      worst = MAX (worst, frames[N_FRAMES - 1]);
    }
  g_print ("worst frame of a pan: %.1f ms; goal: under %.0f\n", worst, GOAL_MS);

  return 0;
}
