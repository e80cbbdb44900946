/* From start to the first frame with data and tiles, against an empty window of GTK with a libshumate map in it, which
 * is a program of its own (empty-map.c).
 *
 * Both are processes of their own that tell when that frame was painted, by the clock that all processes share.
 * They take turns, so that what else the machine does falls on both. The middle of the runs is told. */

#include "config.h"

#include "ytt-application.h"
#include "ytt-window.h"

#define N_RUNS 15
#define GOAL 1.5

/* Set for a process that is to be Ytterby itself. */
#define CHILD "YTTERBY_BENCH_START_CHILD"

/* What a window waits for, as it changes: where the time goes. */
static void
tell_phase (const char *lacking)
{
  static char *phase = NULL;

  if (g_strcmp0 (phase, lacking) == 0)
    return;

  g_free (phase);
  phase = g_strdup (lacking);
  g_print ("phase %" G_GINT64_FORMAT " %s\n", g_get_monotonic_time (), lacking);
}

/* A frame counts if nothing that it should show was missing when it was painted. The program is left as by its user,
 * so that the next start finds what it kept. */
static void
painted_cb (GdkFrameClock *clock,
            YttWindow     *window)
{
  g_autofree char *lacking = ytt_window_get_lacking (window);

  if (lacking != NULL)
    {
      tell_phase (lacking);
      gtk_widget_queue_draw (GTK_WIDGET (window));
      return;
    }

  g_print ("painted %" G_GINT64_FORMAT "\n", g_get_monotonic_time ());
  g_signal_handlers_disconnect_by_func (clock, painted_cb, window);
  g_action_group_activate_action (G_ACTION_GROUP (g_application_get_default ()), "quit", NULL);
}

static void
realized_cb (GtkWidget *window)
{
  g_signal_connect_object (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (painted_cb), window, 0);
}

static void
window_added_cb (GtkApplication *application,
                 GtkWindow      *window)
{
  if (YTT_IS_WINDOW (window))
    g_signal_connect (window, "realize", G_CALLBACK (realized_cb), NULL);
}

static int
run_ytterby (void)
{
  const char *argv[] = { "ytterby", NULL };
  g_autoptr(YttApplication) application = ytt_application_new ();

  g_signal_connect (application, "window-added", G_CALLBACK (window_added_cb), NULL);

  return g_application_run (G_APPLICATION (application), 1, (char **) argv);
}

/* Milliseconds from here to the frame. */
static double
time_of (const char *program,
         gboolean    tell)
{
  const char *argv[] = { program, NULL };
  g_autofree char *output = NULL;
  g_auto(GStrv) lines = NULL;
  g_autoptr(GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  gint64 painted = 0;
  g_auto(GStrv) environment = g_environ_setenv (g_get_environ (), CHILD, "1", TRUE);
  int wait_status;

  if (!g_spawn_sync (NULL, (char **) argv, environment, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, &wait_status, &error) ||
      !g_spawn_check_wait_status (wait_status, &error))
    g_error ("%s: %s", program, error->message);

  lines = g_strsplit (output, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *end;

      if (g_str_has_prefix (lines[i], "painted "))
        painted = g_ascii_strtoll (lines[i] + strlen ("painted "), NULL, 10);
      else if (tell && g_str_has_prefix (lines[i], "phase "))
        {
          gint64 when = g_ascii_strtoll (lines[i] + strlen ("phase "), &end, 10);

          g_print ("  from %.0f ms:%s\n", (when - start) / 1000.0, end);
        }
    }
  if (painted == 0)
    g_error ("%s: no frame was painted", program);

  return (painted - start) / 1000.0;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
print_times (const char *what,
             double     *times)
{
  qsort (times, N_RUNS, sizeof (double), compare_doubles);
  g_print ("%s: %.0f ms (%.0f to %.0f)\n", what, times[N_RUNS / 2], times[0], times[N_RUNS - 1]);
}

int
main (int    argc,
      char **argv)
{
  double empty[N_RUNS], full[N_RUNS];

  if (g_getenv (CHILD) != NULL)
    return run_ytterby ();
  if (argc != 2)
    g_error ("usage: bench-start EMPTY-MAP");

  time_of (argv[1], FALSE);
  g_print ("first start of all, with the shipped document copied: %.0f ms\n", time_of (argv[0], FALSE));

  for (guint i = 0; i < N_RUNS; i++)
    {
      empty[i] = time_of (argv[1], FALSE);
      full[i] = time_of (argv[0], i == N_RUNS - 1);
    }

  print_times ("empty window of GTK with a map of libshumate", empty);
  print_times ("Ytterby with data and tiles", full);
  g_print ("ratio: %.2f of the middle, %.2f of the least (goal: at most %.1f)\n",
           full[N_RUNS / 2] / empty[N_RUNS / 2], full[0] / empty[0], GOAL);

  return EXIT_SUCCESS;
}
