/* What flights from stop to stop cost at the sizes of walls: our own code's time a frame, from the beginning of a frame
 * to the end of our snapshot, without the renderer; tiles and bytes that were drawn beforehand, and how long that took.
 *
 * Time on the clock and processor time of the main thread are both told: others may be working on this machine. */

#include "config.h"

#include <adwaita.h>
#include <time.h>

#include "wall-fixture.h"
#include "ytt-link-layer.h"
#include "ytt-mercator.h"

#define GOAL_MS 33.0

static double
get_cpu_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);

  return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

static double
get_wall_ms (void)
{
  return g_get_monotonic_time () / 1e3;
}

/* How long frames took, in ms. */
typedef struct
{
  double  cpu_start, wall_start;
  GArray *cpu, *wall;
} Frames;

static void
before_paint_cb (Frames *frames)
{
  frames->cpu_start = get_cpu_ms ();
  frames->wall_start = get_wall_ms ();
}

static void
painted_cb (gpointer data)
{
  Frames *frames = data;
  double cpu = get_cpu_ms () - frames->cpu_start, wall = get_wall_ms () - frames->wall_start;

  g_array_append_val (frames->cpu, cpu);
  g_array_append_val (frames->wall, wall);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double one = *(const double *) a, other = *(const double *) b;

  return (one > other) - (one < other);
}

static double
tell (const char *what,
      GArray     *frames)
{
  g_array_sort (frames, compare_doubles);
  g_print ("    %s: median %5.2f, 95th percentile %5.2f, worst %5.2f ms\n", what,
           g_array_index (frames, double, frames->len / 2), g_array_index (frames, double, frames->len * 95 / 100),
           g_array_index (frames, double, frames->len - 1));

  return g_array_index (frames, double, frames->len - 1);
}

static const struct { const char *name; double latitude, longitude, zoom; } stops[] = {
  { "the north-east of Canada", 56.3, -64.1, 5.5 },
  { "the Gulf of Finland", 59.36, 28.15, 6.8 },
  { "Georgia", 32.46, -84.99, 7.6 },
  { "Western Australia", -28.86, 122.55, 6.2 },
  { "Tokyo", 35.55, 139.36, 9.0 },
  { "the Mojave", 35.48, -115.53, 7.0 },
};

static gint64
get_selected (WallFixture *f,
              guint        stop)
{
  GArray *points = ytt_session_get_points (f->session);
  double nearest = G_MAXDOUBLE;
  gint64 id = 0;

  for (guint i = 0; i < points->len; i++)
    {
      const YttPoint *point = &g_array_index (points, YttPoint, i);
      double distance = ytt_great_circle_distance (point->latitude, point->longitude, stops[stop].latitude,
                                                   stops[stop].longitude);

      if (distance < nearest)
        {
          nearest = distance;
          id = point->id;
        }
    }

  return id;
}

static YttView *
make_view (WallFixture *f,
           guint        stop,
           const char  *links)
{
  return wall_fixture_make_view_with_links (stops[stop].latitude, stops[stop].longitude, stops[stop].zoom,
                                            get_selected (f, stop), links);
}

static guint
get_n_links (WallFixture *f)
{
  return ytt_link_layer_get_n_arcs (YTT_LINK_LAYER (wall_fixture_find (GTK_WIDGET (f->map), YTT_TYPE_LINK_LAYER)));
}

/* Returns the longest time of a frame. */
static double
fly (WallFixture *f,
     Frames      *frames,
     guint        to,
     YttView     *before,   /* (nullable): the flight back there is prepared too */
     const char  *links,
     gboolean     prepared)
{
  g_autoptr(YttView) view = make_view (f, to, links);
  YttFlightTiles *tiles = ytt_wall_map_get_tiles (f->map);
  YttLabelLayer *labels = ytt_map_ground_get_labels (ytt_wall_map_get_ground (f->map));
  guint n_bare = 0, n_coarse = 0, n_frames = 0;
  double start = get_wall_ms (), longest, longest_turn = 0;

  if (prepared)
    {
      wall_fixture_prepare (f, view, before);
      g_print ("  to %s, prepared in %4.0f ms: tiles of %u places, %.0f MB, labels %.0f MB\n", stops[to].name,
               get_wall_ms () - start, ytt_flight_tiles_get_n_tiles (tiles),
               ytt_flight_tiles_get_n_bytes (tiles) / 1048576.0, ytt_label_layer_get_n_bytes (labels) / 1048576.0);
    }
  else
    g_print ("  to %s, not foreseen\n", stops[to].name);

  g_array_set_size (frames->cpu, 0);
  g_array_set_size (frames->wall, 0);
  start = get_cpu_ms ();
  ytt_wall_map_show (f->map, view, TRUE);
  g_print ("    setting out: %.1f ms\n", get_cpu_ms () - start);
  start = get_wall_ms ();
  while (ytt_wall_map_get_flying (f->map))
    {
      double turn = get_cpu_ms ();

      g_main_context_iteration (NULL, TRUE);
      turn = get_cpu_ms () - turn;
      longest_turn = MAX (longest_turn, turn);
      if (frames->wall->len > n_frames)
        {
          n_frames = frames->wall->len;
          n_bare += wall_fixture_get_uncovered (f, G_MAXDOUBLE) > 0;
          n_coarse += wall_fixture_get_uncovered (f, 600) > 0;
        }
    }
  g_print ("    %u frames in %.0f ms, %u links; %u with a hole, %u with a coarse part\n", n_frames, get_wall_ms () - start,
           get_n_links (f), n_bare, n_coarse);
  tell ("on the clock  ", frames->wall);
  longest = tell ("processor time", frames->cpu);
  g_print ("    longest turn of the main loop: %.1f ms of processor time\n", longest_turn);
  wall_fixture_settle (f);

  return longest;
}

static double
measure (const char *size,
         const char *links)
{
  g_autoptr(YttView) first = wall_fixture_make_view (stops[0].latitude, stops[0].longitude, stops[0].zoom, 0);
  WallFixture f = { 0 };
  Frames frames = { 0 };
  double longest = 0;

  frames.cpu = g_array_new (FALSE, FALSE, sizeof (double));
  frames.wall = g_array_new (FALSE, FALSE, sizeof (double));
  wall_fixture_set_up (&f, size);
  wall_fixture_watch (&f, painted_cb, &frames);
  g_signal_connect_swapped (gtk_widget_get_frame_clock (f.window), "before-paint", G_CALLBACK (before_paint_cb),
                            &frames);
  ytt_wall_map_show (f.map, first, FALSE);
  wall_fixture_settle (&f);
  g_print ("%s, links: %s\n", size, links);
  for (guint i = 1; i <= G_N_ELEMENTS (stops); i++)
    {
      g_autoptr(YttView) before = i > 1 ? make_view (&f, i - 2, links) : NULL;
      double frame = fly (&f, &frames, i % G_N_ELEMENTS (stops), before, links, i < G_N_ELEMENTS (stops));

      longest = MAX (longest, frame);
    }
  wall_fixture_tear_down (&f, size);
  g_array_unref (frames.cpu);
  g_array_unref (frames.wall);

  return longest;
}

int
main (int   argc,
      char *argv[])
{
  const char *sizes[] = { "1280x800", "1920x1080", "3840x2160" };
  double longest = 0;

  gtk_init ();
  adw_init ();
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    if (argc < 2 || g_str_equal (argv[1], sizes[i]))
      {
        double all = measure (sizes[i], "all"), few = measure (sizes[i], "selection");

        longest = MAX (longest, MAX (all, few));
      }
  g_print ("longest frame of our own code: %.1f ms of processor time; goal: under %.0f\n", longest, GOAL_MS);

  return 0;
}
