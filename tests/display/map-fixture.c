#include "config.h"

#include "map-fixture.h"

#include <glib/gstdio.h>
#include <math.h>
#include <sqlite3.h>
#include <string.h>

#define DEADLINE_S 10

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

void
wait_until_at (Condition   condition,
               gpointer    data,
               const char *name,
               const char *place)
{
  gint64 deadline = g_get_monotonic_time () + DEADLINE_S * G_USEC_PER_SEC;
  guint source = g_timeout_add (10, wake_cb, NULL);

  while (!condition (data))
    {
      if (g_get_monotonic_time () > deadline)
        g_error ("%s: waited in vain until %s", place, name);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (source);
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  YttStore **store = user_data;
  g_autoptr(GError) error = NULL;

  *store = ytt_store_open_finish (result, &error);
  g_assert_no_error (error);
}

static gboolean
is_there (gpointer data)
{
  return *(gpointer *) data != NULL;
}

void
map_fixture_set_up (MapFixture    *f,
                    gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  f->folder = g_dir_make_tmp ("ytterby-map-XXXXXX", &error);
  g_assert_no_error (error);
  f->path = g_build_filename (f->folder, "map.gpkg", NULL);
  if (GPOINTER_TO_INT (data))
    {
      ytt_store_open_async (f->path, YTT_STORE_CREATE, NULL, opened_cb, &f->store);
      wait_until (is_there, &f->store);
      ytt_store_close (f->store);
      g_clear_object (&f->store);
    }
  else
    {
      g_autoptr(GFile) from = g_file_new_for_path (g_getenv ("YTTERBY_SHIPPED"));
      g_autoptr(GFile) to = g_file_new_for_path (f->path);

      g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (g_chmod (f->path, 0644), ==, 0);
    }

  f->session = ytt_session_new ();
  f->pane = YTT_MAP_PANE (g_object_ref_sink (ytt_map_pane_new ()));
  f->layer = ytt_map_pane_get_layer (f->pane);
}

static gboolean
is_null (gpointer data)
{
  return *(gpointer *) data == NULL;
}

void
map_fixture_tear_down (MapFixture    *f,
                       gconstpointer  data)
{
  gpointer pane = f->pane, layer = f->layer, session = f->session;

  g_object_add_weak_pointer (pane, &pane);
  g_object_add_weak_pointer (layer, &layer);
  g_object_add_weak_pointer (session, &session);
  g_clear_object (&f->pane);
  if (f->window != NULL)
    gtk_window_destroy (GTK_WINDOW (f->window));
  ytt_session_set_store (f->session, NULL);
  g_clear_object (&f->session);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  if (f->store != NULL)
    ytt_store_close (f->store);
  g_clear_object (&f->store);
  /* What works in a thread for one of them holds it until it has been told that nobody waits. */
  wait_until (is_null, &pane);
  wait_until (is_null, &layer);
  wait_until (is_null, &session);

  g_assert_cmpint (g_remove (f->path), ==, 0);
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->folder);
  g_free (f->path);
}

static void
append_double (GString *text,
               double   number)
{
  guint8 bytes[sizeof number];

  memcpy (bytes, &number, sizeof number);
  for (guint i = 0; i < sizeof bytes; i++)
    g_string_append_printf (text, "%02x", bytes[G_BYTE_ORDER == G_LITTLE_ENDIAN ? i : sizeof bytes - 1 - i]);
}

void
map_fixture_add (MapFixture *f,
                 gint64      id,
                 const char *name,
                 double      latitude,
                 double      longitude,
                 const char *stage)
{
  sqlite3 *db = NULL;
  g_autoptr(GString) point = g_string_new ("47500001e61000000101000000");
  g_autofree char *sql = NULL;

  append_double (point, longitude);
  append_double (point, latitude);
  sql = g_strdup_printf ("INSERT INTO facility (id, geom, facility, name, country, location_precision) "
                         "VALUES (%" G_GINT64_FORMAT ", x'%s', 'made-%" G_GINT64_FORMAT "', '%s', 'FJ', 'site');"
                         "INSERT INTO facility_stage (facility, stage) VALUES (%" G_GINT64_FORMAT ", '%s');",
                         id, point->str, id, name, id, stage);
  g_assert_cmpint (sqlite3_open (f->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static void
put_double (guint8 *bytes,
            double  number)
{
  guint64 bits;

  memcpy (&bits, &number, sizeof bits);
  bits = GUINT64_TO_LE (bits);
  memcpy (bytes, &bits, sizeof bits);
}

void
map_fixture_add_many (MapFixture *f,
                      guint       n_columns,
                      guint       n_rows)
{
  static const char head[] = { 'G', 'P', 0, 1, (char) 0xe6, 0x10, 0, 0, 1, 1, 0, 0, 0 };
  sqlite3 *db = NULL;
  sqlite3_stmt *insert = NULL;
  guint8 geometry[sizeof head + 16];

  memcpy (geometry, head, sizeof head);
  g_assert_cmpint (sqlite3_open (f->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "BEGIN", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, "INSERT INTO facility (id, geom, facility, name, country, location_precision)"
                                       " VALUES (?1, ?2, 'made-' || ?1, 'Mine ' || ?1, 'FJ', 'site')",
                                       -1, &insert, NULL), ==, SQLITE_OK);
  for (guint i = 0; i < n_columns * n_rows; i++)
    {
      double longitude = -180 + 360.0 * (i % n_columns + 0.5) / n_columns;
      double latitude = -60 + 120.0 * (i / n_columns + 0.5) / n_rows;

      put_double (geometry + sizeof head, longitude);
      put_double (geometry + sizeof head + sizeof longitude, latitude);
      sqlite3_bind_int64 (insert, 1, i + 1);
      sqlite3_bind_blob (insert, 2, geometry, sizeof geometry, SQLITE_STATIC);
      g_assert_cmpint (sqlite3_step (insert), ==, SQLITE_DONE);
      sqlite3_reset (insert);
    }
  sqlite3_finalize (insert);
  g_assert_cmpint (sqlite3_exec (db, "COMMIT", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static gboolean
is_settled (gpointer data)
{
  MapFixture *f = data;

  return gtk_widget_get_mapped (GTK_WIDGET (f->pane)) && !ytt_session_get_loading (f->session) &&
         !ytt_map_pane_get_loading (f->pane) && ytt_facility_layer_get_index (f->layer) != NULL;
}

void
map_fixture_settle (MapFixture *f)
{
  wait_until (is_settled, f);
}

void
map_fixture_show (MapFixture *f,
                  int         width,
                  int         height)
{
  f->window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (f->window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (f->window), width, height);
  gtk_window_set_child (GTK_WINDOW (f->window), GTK_WIDGET (f->pane));

  ytt_store_open_async (f->path, YTT_STORE_OPEN, NULL, opened_cb, &f->store);
  wait_until (is_there, &f->store);
  ytt_session_set_store (f->session, f->store);
  ytt_map_pane_set_session (f->pane, f->session);
  gtk_window_present (GTK_WINDOW (f->window));
  map_fixture_settle (f);
}

void
map_fixture_look_at (MapFixture *f,
                     double      latitude,
                     double      longitude,
                     double      zoom)
{
  ytt_session_set_viewport (f->session, latitude, longitude, zoom);
  map_fixture_settle (f);
}

typedef struct
{
  gint64   id;
  gboolean done;
} Found;

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  Found *found = user_data;
  g_autoptr(GError) error = NULL;

  found->id = ytt_store_find_finish (YTT_STORE (object), result, &error);
  g_assert_no_error (error);
  found->done = TRUE;
}

static gboolean
is_found (gpointer data)
{
  return ((Found *) data)->done;
}

gint64
map_fixture_find (MapFixture *f,
                  const char *slug)
{
  Found found = { 0 };

  ytt_store_find_async (f->store, slug, NULL, found_cb, &found);
  wait_until (is_found, &found);

  return found.id;
}

static GtkEventController *
get_controller (GtkWidget *widget,
                GType      type)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (G_OBJECT_TYPE (controller) == type)
        return controller;
    }
  g_assert_not_reached ();
}

GtkEventController *
map_fixture_get_controller (MapFixture *f,
                            GType       type)
{
  return get_controller (GTK_WIDGET (f->layer), type);
}

void
map_fixture_click (MapFixture *f,
                   double      x,
                   double      y,
                   int         n_press)
{
  GtkEventController *click = get_controller (GTK_WIDGET (f->layer), GTK_TYPE_GESTURE_CLICK);

  for (int i = 1; i <= n_press; i++)
    {
      g_signal_emit_by_name (click, "pressed", i, x, y);
      g_signal_emit_by_name (click, "released", i, x, y);
    }
}

void
map_fixture_point_at (MapFixture *f,
                      double      x,
                      double      y)
{
  g_signal_emit_by_name (get_controller (GTK_WIDGET (f->layer), GTK_TYPE_EVENT_CONTROLLER_MOTION), "motion", x, y);
}

cairo_surface_t *
map_fixture_paint (MapFixture *f)
{
  GtkWidget *widget = GTK_WIDGET (f->layer);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;

  /* A paintable of the widget would be empty between two frames. */
  GTK_WIDGET_GET_CLASS (widget)->snapshot (widget, snapshot);
  node = gtk_snapshot_to_node (snapshot);
  if (node != NULL)
    {
      cairo_t *cr = cairo_create (surface);

      gsk_render_node_draw (node, cr);
      cairo_destroy (cr);
    }
  cairo_surface_flush (surface);

  return surface;
}

guint
map_fixture_count_painted (cairo_surface_t *surface,
                           double           x,
                           double           y,
                           double           from,
                           double           to)
{
  const guint8 *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);
  guint n = 0;

  for (int row = 0; row < cairo_image_surface_get_height (surface); row++)
    for (int column = 0; column < cairo_image_surface_get_width (surface); column++)
      {
        double away = hypot (column - x, row - y);

        if (away >= from && away <= to)
          n += ((const guint32 *) (gconstpointer) (data + row * stride))[column] >> 24 > 0;
      }

  return n;
}

gboolean
map_fixture_press (MapFixture      *f,
                   guint            key,
                   GdkModifierType  state)
{
  GtkEventController *keys = get_controller (GTK_WIDGET (f->layer), GTK_TYPE_EVENT_CONTROLLER_KEY);
  gboolean handled = FALSE;

  g_signal_emit_by_name (keys, "key-pressed", key, 0, state, &handled);

  return handled;
}

const YttMarker *
map_fixture_get_marker (MapFixture *f,
                        gint64      id)
{
  YttClusterIndex *index = ytt_facility_layer_get_index (f->layer);
  GArray *markers = ytt_facility_layer_get_markers (f->layer);

  for (guint i = 0; i < markers->len; i++)
    {
      const YttMarker *marker = &g_array_index (markers, YttMarker, i);

      if (marker->count == 1 && ytt_cluster_index_get_member (index, marker->first)->id == id)
        return marker;
    }

  return NULL;
}
