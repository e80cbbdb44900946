/* From start to the first frame with data and tiles, against an empty window with a libshumate map in it.
 *
 * Both are processes of their own that show a window, write a picture of it and leave; they take turns, so that
 * what else the machine does falls on both. The middle of the runs is told. */

#include "config.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <shumate/shumate.h>

#define N_RUNS 9
#define GOAL 1.5

static int status = EXIT_FAILURE;

static gboolean
save_picture (GtkWidget   *window,
              const char  *path)
{
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (window);
  g_autoptr(GskRenderNode) node = NULL;
  g_autoptr(GdkTexture) texture = NULL;
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (window), gtk_widget_get_height (window));
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    return FALSE;

  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, NULL);
  return gdk_texture_save_to_png (texture, path);
}

static void
after_paint_cb (GdkFrameClock *clock,
                GtkWidget     *window)
{
  const char *path = g_object_get_data (G_OBJECT (window), "path");

  g_signal_handlers_disconnect_by_func (clock, after_paint_cb, window);
  if (save_picture (window, path))
    status = EXIT_SUCCESS;
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
map_cb (GtkWidget *window)
{
  g_signal_connect_object (gtk_widget_get_frame_clock (window), "after-paint",
                           G_CALLBACK (after_paint_cb), window, 0);
}

static void
activate_cb (GtkApplication *application,
             const char     *path)
{
  GtkWidget *window = adw_application_window_new (application);
  ShumateSimpleMap *map = shumate_simple_map_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), GTK_WIDGET (map));
  g_object_set_data (G_OBJECT (window), "path", (gpointer) path);
  g_signal_connect (window, "map", G_CALLBACK (map_cb), NULL);
  gtk_window_present (GTK_WINDOW (window));
}

static int
run_empty (const char *path)
{
  g_autoptr(AdwApplication) application = adw_application_new (NULL, G_APPLICATION_NON_UNIQUE);

  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), (gpointer) path);
  g_application_run (G_APPLICATION (application), 0, NULL);

  return status;
}

/* Milliseconds; the program's own messages are not wanted here. */
static double
time_of (const char * const *argv)
{
  g_autoptr(GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  int wait_status;

  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, NULL,
                     &wait_status, &error) ||
      !g_spawn_check_wait_status (wait_status, &error))
    g_error ("%s: %s", argv[0], error->message);

  return (g_get_monotonic_time () - start) / 1000.0;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *folder = NULL;
  g_autofree char *picture = NULL;
  double empty[N_RUNS], full[N_RUNS], first;

  if (argc == 3 && g_str_equal (argv[1], "--empty"))
    return run_empty (argv[2]);

  folder = g_dir_make_tmp ("ytterby-bench-XXXXXX", NULL);
  picture = g_build_filename (folder, "window.png", NULL);

  const char *empty_argv[] = { argv[0], "--empty", picture, NULL };
  const char *full_argv[] = { g_getenv ("YTTERBY_PROGRAM"), "--size", "1280x800", "--screenshot", picture, NULL };

  time_of (empty_argv);
  first = time_of (full_argv);   /* also copies the shipped document */

  for (guint i = 0; i < N_RUNS; i++)
    {
      empty[i] = time_of (empty_argv);
      full[i] = time_of (full_argv);
    }
  qsort (empty, N_RUNS, sizeof (double), compare_doubles);
  qsort (full, N_RUNS, sizeof (double), compare_doubles);

  g_print ("first start of all: %.0f ms\n", first);
  g_print ("empty window with a map: %.0f ms (%.0f to %.0f)\n",
           empty[N_RUNS / 2], empty[0], empty[N_RUNS - 1]);
  g_print ("Ytterby with data and tiles: %.0f ms (%.0f to %.0f)\n",
           full[N_RUNS / 2], full[0], full[N_RUNS - 1]);
  g_print ("ratio: %.2f (goal: at most %.1f)\n", full[N_RUNS / 2] / empty[N_RUNS / 2], GOAL);

  g_unlink (picture);
  g_rmdir (folder);

  return EXIT_SUCCESS;
}
