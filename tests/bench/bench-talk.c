/* A talk given from a document of a million: from the key to the wall with all that is on it, and from stop to stop,
 * with filters, years and the facilities that are selected. How long each takes on the clock, and the longest frame and
 * the longest turn of the main loop in processor time of the main thread, for others may be working on this machine. */

#include "config.h"

#include <time.h>

#include "window-fixture.h"
#include "ytt-presenter.h"

#define REST_S 4

static double
get_cpu_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);

  return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

static double
get_ms (void)
{
  return g_get_monotonic_time () / 1e3;
}

static const struct { const char *title, *filter; int year; double latitude, longitude, zoom; } stops[] = {
  { "the world", "", 0, 20, 10, 2.2 },
  { "the Gulf of Finland", "", 0, 59.4, 28.2, 6.8 },
  { "Georgia, with a filter", "stage=magnet&status=operating", 0, 32.5, -85, 6 },
  { "the same, in 2030", "stage=magnet", 2030, 32.5, -85, 6 },
  { "Western Australia", "", 0, -28.9, 122.6, 5 },
  { "the world again", "", 0, 20, 10, 2.2 },
};

/* The facility of a document that is nearest to a stop. */
static gint64
get_nearest (GArray *points,
             guint   stop)
{
  double nearest = G_MAXDOUBLE;
  gint64 id = 0;

  for (guint i = 0; i < points->len; i++)
    {
      const YttPoint *point = &g_array_index (points, YttPoint, i);
      double dy = point->latitude - stops[stop].latitude, dx = point->longitude - stops[stop].longitude;

      if (dx * dx + dy * dy < nearest)
        {
          nearest = dx * dx + dy * dy;
          id = point->id;
        }
    }

  return id;
}

static YttTour *
make_tour (YttSession *session)
{
  g_autoptr(GPtrArray) made = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < G_N_ELEMENTS (stops); i++)
    {
      gint64 facility = *stops[i].filter == '\0' && stops[i].zoom > 3 ? get_nearest (ytt_session_get_points (session), i) : 0;
      g_autofree char *content =
        g_strdup_printf ("{\"version\":1,\"filter\":\"%s\",\"year\":%d,\"selected\":%" G_GINT64_FORMAT ","
                         "\"viewport\":{\"latitude\":%g,\"longitude\":%g,\"zoom\":%g}}", stops[i].filter, stops[i].year,
                         facility, stops[i].latitude, stops[i].longitude, stops[i].zoom);
      const YttTourStopFields fields = {
        .id = i + 1, .title = stops[i].title, .facility = facility, .content = content,
      };

      g_ptr_array_add (made, ytt_tour_stop_new (&fields, NULL, NULL));
    }

  return ytt_tour_new (0, NULL, "A talk", "", made);
}

/* What the wall's window has painted since it was asked last. */
typedef struct
{
  double start, longest;
  guint  n;
} Frames;

static void
before_paint_cb (Frames *frames)
{
  frames->start = get_cpu_ms ();
}

static void
after_paint_cb (Frames *frames)
{
  frames->longest = MAX (frames->longest, get_cpu_ms () - frames->start);
  frames->n++;
}

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
run_until (gboolean (*condition) (YttWall *wall),
           YttWall   *wall,
           double    *longest)
{
  guint source = g_timeout_add (5, wake_cb, NULL);

  while (!condition (wall))
    {
      double turn = get_cpu_ms ();

      g_main_context_iteration (NULL, TRUE);
      turn = get_cpu_ms () - turn;
      *longest = MAX (*longest, turn);
    }
  g_source_remove (source);
}

static gboolean
is_mapped (YttWall *wall)
{
  return gtk_widget_get_mapped (GTK_WIDGET (wall)) && gtk_widget_get_width (GTK_WIDGET (wall)) > 0;
}

static gboolean
is_settled (YttWall *wall)
{
  return !ytt_wall_get_loading (wall) && !ytt_wall_map_get_flying (ytt_wall_get_map (wall));
}

/* Nobody goes on before a word was said; the speaker's screen looks at the next stop meanwhile. */
static double rest_ends;

static gboolean
has_rested (YttWall *wall)
{
  return get_ms () > rest_ends;
}

static gboolean
is_prepared (YttWall *wall)
{
  return is_settled (wall) && !ytt_wall_map_get_preparing (ytt_wall_get_map (wall));
}

static void
go_on (YttTalk *talk,
       YttWall *wall,
       Frames  *frames)
{
  double start = get_ms (), turn = get_cpu_ms (), landed, longest = 0;

  rest_ends = start + REST_S * 1e3;
  run_until (has_rested, wall, &longest);
  start = get_ms ();
  longest = frames->longest = frames->n = 0;
  turn = get_cpu_ms ();
  ytt_talk_next (talk);
  turn = get_cpu_ms () - turn;
  run_until (is_settled, wall, &longest);
  landed = get_ms () - start;
  run_until (is_prepared, wall, &longest);
  g_print ("  to %-24s settled after %5.0f ms, the next prepared after %5.0f ms; the key %5.1f ms; %u frames, the longest"
           " %5.1f ms; longest turn %5.1f ms\n", stops[ytt_talk_get_index (talk)].title, landed, get_ms () - start, turn,
           frames->n, frames->longest, longest);
}

static void
give (YttWindow *window)
{
  YttSession *session = ytt_window_get_session (window);
  g_autoptr(YttTour) tour = make_tour (session);
  double start = get_ms (), turn = get_cpu_ms (), mapped, settled, longest = 0;
  YttPresenter *presenter;
  GdkFrameClock *clock;
  Frames frames = { 0 };
  YttWall *wall;
  YttTalk *talk;

  presenter = ytt_presenter_start (GTK_WINDOW (window), session, tour, 0);
  turn = get_cpu_ms () - turn;
  wall = ytt_presenter_get_wall (presenter);
  talk = ytt_presenter_get_talk (presenter);
  run_until (is_mapped, wall, &longest);
  mapped = get_ms () - start;
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (wall));
  g_signal_connect_swapped (clock, "before-paint", G_CALLBACK (before_paint_cb), &frames);
  g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (after_paint_cb), &frames);
  run_until (is_settled, wall, &longest);
  settled = get_ms () - start;
  run_until (is_prepared, wall, &longest);
  g_print ("  start: the wall is there after %.0f ms, with all that it shows after %.0f ms, the next stop prepared after"
           " %.0f ms; the key %.1f ms; longest turn %.1f ms\n", mapped, settled, get_ms () - start, turn, longest);

  for (guint i = 1; i < G_N_ELEMENTS (stops); i++)
    go_on (talk, wall, &frames);

  g_signal_handlers_disconnect_by_data (clock, &frames);
  ytt_talk_end (talk);
}

static gboolean
has_points (gpointer data)
{
  return ytt_session_get_points (data) != NULL;
}

int
main (int    argc,
      char **argv)
{
  WindowFixture f;
  YttWindow *window;

  if (argc < 2)
    {
      g_printerr ("Usage: bench-talk DOCUMENT\n");
      return 2;
    }
  gtk_init ();
  window_fixture_set_up (&f, NULL);
  window = open_window (&f, argv[1]);
  wait_for_window (window);
  wait_until (has_points, ytt_window_get_session (window));
  g_print ("%u facilities\n", ytt_session_get_n_total (ytt_window_get_session (window)));
  give (window);
  close_window (window);
  window_fixture_tear_down (&f, NULL);

  return 0;
}
