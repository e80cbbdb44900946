/* What supply links add to a frame: their snapshot, painted by cairo as on a machine without a graphics card, beside
 * that of the facilities in the same frame. Once with the shipped document's links, once with as many as are drawn at
 * most. A pan only moves a picture; while the map zooms it is stretched, and another thread draws it anew again and
 * again.
 *
 * The processor time of the thread that draws the window is counted, so that other work of the machine does not
 * matter. Frames come at the pace of a screen, as the other thread gets on between them. */

#include "config.h"

#include <glib/gstdio.h>
#include <math.h>
#include <sqlite3.h>
#include <time.h>

#include "ytt-map-pane.h"
#include "ytt-mercator.h"

#define WIDTH 1280
#define HEIGHT 800
#define N_FRAMES 120

static double
get_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);

  return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(YttStore **) user_data = ytt_store_open_finish (result, NULL);
}

static void
settle (YttMapPane *pane)
{
  gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  do
    g_main_context_iteration (NULL, FALSE);
  while (g_get_monotonic_time () < end &&
         (ytt_map_pane_get_loading (pane) || ytt_session_get_loading (ytt_map_pane_get_session (pane))));
}

static double
draw (GtkWidget *layer,
      cairo_t   *cr)
{
  double start = get_ms ();
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;

  GTK_WIDGET_GET_CLASS (layer)->snapshot (layer, snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node != NULL)
    gsk_render_node_draw (node, cr);

  return get_ms () - start;
}

static gboolean
frame_is_over_cb (gpointer data)
{
  *(gboolean *) data = TRUE;

  return G_SOURCE_REMOVE;
}

static void
wait_for_next_frame (void)
{
  gboolean over = FALSE;

  g_timeout_add (16, frame_is_over_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double one = *(const double *) a, other = *(const double *) b;

  return (one > other) - (one < other);
}

static void
measure (YttMapPane *pane,
         const char *what,
         double      step_x,
         double      step_zoom)
{
  g_autofree double *links = g_new (double, N_FRAMES), *facilities = g_new (double, N_FRAMES);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  double longitude = -40, zoom = 3;

  for (guint i = 0; i < N_FRAMES; i++)
    {
      longitude = remainder (longitude + step_x, 360);
      zoom += step_zoom;
      ytt_session_set_viewport (ytt_map_pane_get_session (pane), 35, longitude, zoom);
      links[i] = draw (GTK_WIDGET (ytt_map_pane_get_links (pane)), cr);
      facilities[i] = draw (GTK_WIDGET (ytt_map_pane_get_layer (pane)), cr);
      wait_for_next_frame ();
    }
  qsort (links, N_FRAMES, sizeof *links, compare_doubles);
  qsort (facilities, N_FRAMES, sizeof *facilities, compare_doubles);
  g_print ("%4u arcs, %s: links median %5.2f ms, 95th percentile %5.2f, worst %5.2f; facilities median %5.2f\n",
           ytt_link_layer_get_n_arcs (ytt_map_pane_get_links (pane)), what, links[N_FRAMES / 2],
           links[N_FRAMES * 95 / 100], links[N_FRAMES - 1], facilities[N_FRAMES / 2]);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
run (const char *path)
{
  GtkWidget *window = gtk_window_new ();
  YttMapPane *pane = YTT_MAP_PANE (ytt_map_pane_new ());
  g_autoptr(YttSession) session = ytt_session_new ();
  YttStore *store = NULL;

  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (pane));
  ytt_store_open_async (path, YTT_STORE_OPEN, NULL, opened_cb, &store);
  while (store == NULL)
    g_main_context_iteration (NULL, TRUE);
  ytt_session_set_store (session, store);
  ytt_supply_set_mode (ytt_session_get_supply (session), YTT_SUPPLY_ALL);
  ytt_map_pane_set_session (pane, session);
  gtk_window_present (GTK_WINDOW (window));
  settle (pane);

  measure (pane, "pan ", 12 * 360 / ytt_mercator_get_world_size (3), 0);
  measure (pane, "zoom", 0, 3.0 / N_FRAMES);

  gtk_window_destroy (GTK_WINDOW (window));
  ytt_session_set_store (session, NULL);
  ytt_store_close (store);
  g_object_unref (store);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("ytterby-links-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "links.gpkg", NULL);
  g_autoptr(GFile) from = g_file_new_for_path (g_getenv ("YTTERBY_SHIPPED"));
  g_autoptr(GFile) to = g_file_new_for_path (path);
  sqlite3 *db = NULL;

  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_file_copy (from, to, G_FILE_COPY_TARGET_DEFAULT_PERMS, NULL, NULL, NULL, NULL);
  run (path);

  /* The pairs are spread by their keys, which are as good as random. */
  if (sqlite3_open (path, &db) == SQLITE_OK)
    sqlite3_exec (db, "INSERT INTO link (from_facility, to_facility, material, maker, state)"
                      " SELECT a.id, b.id, 'oxide', 'separation', CASE a.id % 3 WHEN 0 THEN 'planned'"
                      "        WHEN 1 THEN 'operating' ELSE 'memorandum' END"
                      " FROM facility a, facility b WHERE a.geom IS NOT NULL AND b.geom IS NOT NULL AND a.id <> b.id"
                      " ORDER BY (a.id % 100003) * (b.id % 100003) % 100019 LIMIT 2000", NULL, NULL, NULL);
  sqlite3_close (db);
  run (path);

  g_remove (path);
  g_rmdir (folder);

  return 0;
}
