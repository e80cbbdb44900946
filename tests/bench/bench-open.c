/* From the start of the program, and from the opening of the document, to what the window shows of a million
 * facilities: the first rows of the list, then the clusters on the map with everything else.
 *
 * Each run is a process of its own, by the clock that all processes share. An empty window with a map and nothing
 * opened is the reference for what GTK needs anyway. */

#include "config.h"

#include <adwaita.h>
#include <shumate/shumate.h>

#include "ytt-application.h"
#include "ytt-window.h"

#define N_RUNS 5
#define GOAL_MS 1000.0

enum
{
  MOMENT_WINDOW,   /* the window is there; the document is about to be opened */
  MOMENT_ROWS,
  MOMENT_ALL,
  N_MOMENTS,
};

static const char *names[N_MOMENTS] = { "window", "rows", "all" };

static gboolean told[N_MOMENTS];

/* What is due now is told once the frame that shows it has been painted. */
static gboolean due[N_MOMENTS];

static void
painted_cb (GdkFrameClock *clock)
{
  for (guint i = 0; i < N_MOMENTS; i++)
    if (due[i] && !told[i])
      {
        told[i] = TRUE;
        g_print ("%s %" G_GINT64_FORMAT "\n", names[i], g_get_monotonic_time ());
      }
  if (told[MOMENT_ALL])
    g_application_quit (g_application_get_default ());
}

static gboolean
has_rows (YttWindow *window)
{
  GListModel *facilities = G_LIST_MODEL (ytt_session_get_facilities (ytt_window_get_session (window)));
  g_autoptr(YttFacility) first = g_list_model_get_item (facilities, 0);

  return first != NULL && ytt_facility_get_loaded (first);
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  static gboolean connected = FALSE;
  g_autofree char *lacking = NULL;

  if (!connected)
    g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), NULL);
  connected = TRUE;
  due[MOMENT_WINDOW] = TRUE;
  if (!YTT_IS_WINDOW (widget))
    {
      due[MOMENT_ALL] = TRUE;
      return G_SOURCE_REMOVE;
    }

  due[MOMENT_ROWS] = has_rows (YTT_WINDOW (widget));
  lacking = ytt_window_get_lacking (YTT_WINDOW (widget));
  due[MOMENT_ALL] = due[MOMENT_ROWS] && lacking == NULL;
  if (due[MOMENT_ALL])
    gtk_widget_queue_draw (widget);

  return due[MOMENT_ALL] ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

static void
window_added_cb (GtkApplication *application,
                 GtkWindow      *window)
{
  gtk_widget_add_tick_callback (GTK_WIDGET (window), tick_cb, NULL, NULL);
}

static void
activate_cb (GtkApplication *application)
{
  GtkWidget *window = adw_application_window_new (application);

  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), GTK_WIDGET (shumate_simple_map_new ()));
  gtk_window_present (GTK_WINDOW (window));
}

static int
run_child (const char *path)
{
  const char *argv[] = { "ytterby", "--size", "1280x800", path, NULL };
  g_autoptr(GtkApplication) application = NULL;
  gboolean empty = g_str_equal (path, "--empty");

  if (empty)
    {
      application = GTK_APPLICATION (adw_application_new (NULL, G_APPLICATION_NON_UNIQUE));
      g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);
    }
  else
    {
      application = GTK_APPLICATION (ytt_application_new ());
    }
  g_signal_connect (application, "window-added", G_CALLBACK (window_added_cb), NULL);

  return g_application_run (G_APPLICATION (application), empty ? 1 : 4, (char **) argv);
}

/* Milliseconds from here to each moment; 0 for one that did not come. */
static void
measure (const char *program,
         const char *path,
         double      times[N_MOMENTS])
{
  const char *argv[] = { program, "--child", path, NULL };
  g_autofree char *output = NULL;
  g_auto(GStrv) lines = NULL;
  g_autoptr(GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  int wait_status;

  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, &wait_status, &error) ||
      !g_spawn_check_wait_status (wait_status, &error))
    g_error ("%s: %s", path, error->message);

  lines = g_strsplit (output, "\n", -1);
  for (guint m = 0; m < N_MOMENTS; m++)
    {
      times[m] = 0;
      for (guint i = 0; lines[i] != NULL; i++)
        if (g_str_has_prefix (lines[i], names[m]))
          times[m] = (g_ascii_strtoll (lines[i] + strlen (names[m]), NULL, 10) - start) / 1000.0;
    }
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
print_times (const char *what,
             double     *times)
{
  qsort (times, N_RUNS, sizeof (double), compare_doubles);
  g_print ("%s: %.0f ms (%.0f to %.0f)\n", what, times[N_RUNS / 2], times[0], times[N_RUNS - 1]);

  return times[N_RUNS / 2];
}

int
main (int    argc,
      char **argv)
{
  double empty[N_RUNS], window[N_RUNS], rows[N_RUNS], all[N_RUNS], from_window[N_RUNS], rest;

  if (argc == 3 && g_str_equal (argv[1], "--child"))
    return run_child (argv[2]);
  if (argc != 2)
    {
      g_printerr ("Usage: %s FILE\n", argv[0]);
      return EXIT_FAILURE;
    }

  for (guint i = 0; i < N_RUNS; i++)
    {
      double times[N_MOMENTS];

      measure (argv[0], "--empty", times);
      empty[i] = times[MOMENT_ALL];
      measure (argv[0], argv[1], times);
      window[i] = times[MOMENT_WINDOW];
      rows[i] = times[MOMENT_ROWS];
      all[i] = times[MOMENT_ALL];
      from_window[i] = rows[i] - window[i];
    }

  print_times ("empty window with a map", empty);
  print_times ("from start to the first frame", window);
  print_times ("from start to the first rows", rows);
  print_times ("from start to clusters, tiles and all", all);
  rest = print_times ("from the first frame to the first rows", from_window);
  g_print ("goal: first rows within %.0f ms of opening, %s\n", GOAL_MS, rest <= GOAL_MS ? "met" : "missed");

  return EXIT_SUCCESS;
}
