/* From start to the first frame with data and tiles, against an empty window with a libshumate map in it.
 *
 * Both are processes of their own that tell when that frame was painted, by the clock that all processes share.
 * They take turns, so that what else the machine does falls on both. The middle of the runs is told. */

#include "config.h"

#include <adwaita.h>
#include <shumate/shumate.h>

#include "ytt-application.h"
#include "ytt-window.h"

#define N_RUNS 9
#define GOAL 1.5

static void
painted_cb (GdkFrameClock *clock,
            GtkWindow     *window)
{
  g_print ("painted %" G_GINT64_FORMAT "\n", g_get_monotonic_time ());
  g_signal_handlers_disconnect_by_func (clock, painted_cb, window);
  g_application_quit (g_application_get_default ());
}

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

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  g_autofree char *lacking = YTT_IS_WINDOW (widget) ? ytt_window_get_lacking (YTT_WINDOW (widget)) : NULL;

  if (lacking != NULL)
    {
      tell_phase (lacking);
      return G_SOURCE_CONTINUE;
    }

  g_signal_connect_object (clock, "after-paint", G_CALLBACK (painted_cb), widget, 0);

  return G_SOURCE_REMOVE;
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
run_child (gboolean empty)
{
  const char *argv[] = { "ytterby", "--size", "1280x800", NULL };
  g_autoptr(GtkApplication) application = NULL;

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

  return g_application_run (G_APPLICATION (application), empty ? 1 : 3, (char **) argv);
}

/* Milliseconds from here to the frame. */
static double
time_of (const char *program,
         const char *which,
         gboolean    tell)
{
  const char *argv[] = { program, which, NULL };
  g_autofree char *output = NULL;
  g_auto(GStrv) lines = NULL;
  g_autoptr(GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  gint64 painted = 0;
  int wait_status;

  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, &wait_status, &error) ||
      !g_spawn_check_wait_status (wait_status, &error))
    g_error ("%s: %s", which, error->message);

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
    g_error ("%s: no frame was painted", which);

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

  if (argc == 2)
    return run_child (g_str_equal (argv[1], "--empty"));

  time_of (argv[0], "--empty", FALSE);
  g_print ("first start of all, with the shipped document copied: %.0f ms\n", time_of (argv[0], "--full", FALSE));

  for (guint i = 0; i < N_RUNS; i++)
    {
      empty[i] = time_of (argv[0], "--empty", FALSE);
      full[i] = time_of (argv[0], "--full", i == N_RUNS - 1);
    }

  print_times ("empty window with a map", empty);
  print_times ("Ytterby with data and tiles", full);
  g_print ("ratio: %.2f of the middle, %.2f of the least (goal: at most %.1f)\n",
           full[N_RUNS / 2] / empty[N_RUNS / 2], full[0] / empty[0], GOAL);

  return EXIT_SUCCESS;
}
