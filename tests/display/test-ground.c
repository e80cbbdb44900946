/* What may lie under the facilities, and what goes over the network for it. A server of the test's own stands for
 * OpenStreetMap's. */

#include "config.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <math.h>
#include <sqlite3.h>

#include "hand.h"
#include "map-fixture.h"
#include "ytt-layers-menu.h"
#include "ytt-mercator.h"
#include "ytt-settings.h"
#include "ytt-tile-layer.h"

#define SERVER_COLOUR 0xffd02090u
#define FILE_COLOUR 0xff20a040u

typedef struct
{
  MapFixture  map;
  SoupServer *server;
  guint       port;
  guint       status;       /* what is answered */
  gboolean    spoilt;       /* no picture is sent */
  GPtrArray  *paths;        /* (element-type utf8): what was asked for, in order */
  GPtrArray  *agents;       /* (element-type utf8) */
  guint       n_cookies;
  GBytes     *tile;
  char       *file;         /* the path of a map of the user's own */
} Fixture;

static GBytes *
make_tile (guint32 colour)
{
  g_autofree guint32 *pixels = g_new (guint32, 256 * 256);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GdkTexture) texture = NULL;

  for (guint i = 0; i < 256 * 256; i++)
    pixels[i] = colour;
  bytes = g_bytes_new (pixels, 256 * 256 * 4);
  texture = gdk_memory_texture_new (256, 256, GDK_MEMORY_DEFAULT, bytes, 256 * 4);

  return gdk_texture_save_to_png_bytes (texture);
}

static void
answer_cb (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           user_data)
{
  Fixture *f = user_data;
  SoupMessageHeaders *asked = soup_server_message_get_request_headers (message);
  SoupMessageHeaders *told = soup_server_message_get_response_headers (message);
  const char *agent = soup_message_headers_get_one (asked, "User-Agent");

  g_ptr_array_add (f->paths, g_strdup (path));
  g_ptr_array_add (f->agents, g_strdup (agent != NULL ? agent : ""));
  f->n_cookies += soup_message_headers_get_one (asked, "Cookie") != NULL;
  soup_message_headers_append (told, "Cache-Control", "max-age=3600");
  soup_message_headers_append (told, "Set-Cookie", "who=you");
  if (f->status == SOUP_STATUS_FOUND)
    soup_message_headers_append (told, "Location", "/login");
  soup_server_message_set_status (message, f->status, NULL);
  if (f->status == SOUP_STATUS_OK && f->spoilt)
    soup_server_message_set_response (message, "text/html", SOUP_MEMORY_STATIC, "<html>Log in</html>", 19);
  else if (f->status == SOUP_STATUS_OK)
    soup_message_body_append_bytes (soup_server_message_get_response_body (message), f->tile);
}

static void
start_server (Fixture *f)
{
  g_autoptr(GError) error = NULL;
  GSList *uris;

  f->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (f->server, NULL, answer_cb, f, NULL);
  soup_server_listen_local (f->server, f->port, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (f->server);
  f->port = g_uri_get_port (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
}

static void
stop_server (Fixture *f)
{
  soup_server_disconnect (f->server);
  g_clear_object (&f->server);
}

static void
fixture_set_up (Fixture       *f,
                gconstpointer  data)
{
  g_autofree char *address = NULL;

  f->status = SOUP_STATUS_OK;
  f->paths = g_ptr_array_new_with_free_func (g_free);
  f->agents = g_ptr_array_new_with_free_func (g_free);
  f->tile = make_tile (SERVER_COLOUR);
  start_server (f);
  /* Each test has another address, so that none finds what was kept for another. */
  address = g_strdup_printf ("http://127.0.0.1:%u/%s/{z}/{x}/{y}.png", f->port, g_test_get_path () + 1);
  g_setenv ("YTTERBY_TILE_SERVER", address, TRUE);

  map_fixture_set_up (&f->map, GINT_TO_POINTER (TRUE));
  f->file = g_strconcat (f->map.path, ".mbtiles", NULL);
  map_fixture_add (&f->map, 1, "Mine", 10, 20, "mining");
}

static void
fixture_tear_down (Fixture       *f,
                   gconstpointer  data)
{
  g_remove (f->file);
  map_fixture_tear_down (&f->map, NULL);
  if (f->server != NULL)
    stop_server (f);
  g_ptr_array_unref (f->paths);
  g_ptr_array_unref (f->agents);
  g_bytes_unref (f->tile);
  g_free (f->file);
}

static YttMapGround *
get_ground (Fixture *f)
{
  return ytt_map_pane_get_ground (f->map.pane);
}

static GtkWidget *
find (GtkWidget  *widget,
      const char *id)
{
  GtkWidget *found = NULL;

  if (g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget)), id) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, id);

  return found;
}

static GtkWidget *
find_in_pane (Fixture    *f,
              const char *id)
{
  GtkWidget *found = find (GTK_WIDGET (f->map.pane), id);

  g_assert_nonnull (found);

  return found;
}

/* By what Enter and Space do. */
static void
choose (Fixture    *f,
        const char *id)
{
  GtkMenuButton *button = GTK_MENU_BUTTON (find (find_in_pane (f, "layers_menu"), "button"));
  GtkWidget *row;

  gtk_menu_button_popup (button);
  row = find_in_pane (f, id);
  g_assert_true (gtk_widget_activate (row));
  gtk_menu_button_popdown (button);
}

static void
assert_active (Fixture    *f,
               const char *id)
{
  const char *ids[] = { "offline", "openstreetmap", "own_file" };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    g_assert_cmpint (gtk_check_button_get_active (GTK_CHECK_BUTTON (find_in_pane (f, ids[i]))), ==,
                     g_str_equal (ids[i], id));
}

static const char *
get_attribution (Fixture *f)
{
  return gtk_label_get_text (GTK_LABEL (find_in_pane (f, "attribution")));
}

/* What the map looks like at a place, as 0xAARRGGBB. */
static guint32
get_colour (Fixture *f,
            double   x,
            double   y)
{
  GtkWidget *map = find_in_pane (f, "map");
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 1, 1);
  cairo_t *cr = cairo_create (surface);
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;
  guint32 colour;

  GTK_WIDGET_GET_CLASS (map)->snapshot (map, snapshot);
  node = gtk_snapshot_to_node (snapshot);
  cairo_translate (cr, -floor (x), -floor (y));
  gsk_render_node_draw (node, cr);
  cairo_surface_flush (surface);
  colour = *(const guint32 *) (gconstpointer) cairo_image_surface_get_data (surface);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  return colour;
}

/* In a map of 600 by 500 px whose middle is looked at. */
static guint32
get_colour_at (Fixture *f,
               double   latitude,
               double   longitude)
{
  ShumateViewport *viewport = shumate_map_get_viewport (SHUMATE_MAP (find_in_pane (f, "map")));
  double x, y;

  shumate_viewport_location_to_widget_coords (viewport, find_in_pane (f, "map"), latitude, longitude, &x, &y);

  return get_colour (f, x, y);
}

static gboolean
has_note (gpointer data)
{
  return ytt_map_ground_get_note (get_ground (data)) != NULL;
}

static gboolean
has_no_note (gpointer data)
{
  return !has_note (data);
}

static void
assert_note (Fixture    *f,
             const char *pattern)
{
  GtkWidget *note = find_in_pane (f, "ground_note");
  const char *text = gtk_label_get_label (GTK_LABEL (find (note, "label")));

  g_assert_true (gtk_widget_get_mapped (note));
  if (!g_pattern_match_simple (pattern, text))
    g_error ("“%s” is not like “%s”", text, pattern);
}

static void
run_sql (Fixture    *f,
         const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (f->file, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

/* Tiles of zooms 2 to 4 all over the world, but of a file that says it is of a quarter of Africa only. */
static void
make_file (Fixture *f)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *insert = NULL;
  g_autoptr(GBytes) tile = make_tile (FILE_COLOUR);

  run_sql (f, "CREATE TABLE metadata (name text, value text);"
              "CREATE TABLE tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob);"
              "INSERT INTO metadata VALUES ('name', 'Old'), ('format', 'png'), ('minzoom', '2'), ('maxzoom', '4'), "
              "('bounds', '0,0,45,40'), ('attribution', '<a href=\"https://example.org\">Surveyors</a>');");
  g_assert_cmpint (sqlite3_open (f->file, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, "INSERT INTO tiles VALUES (?1, ?2, ?3, ?4)", -1, &insert, NULL), ==,
                   SQLITE_OK);
  for (int zoom = 2; zoom <= 4; zoom++)
    for (int i = 0; i < 1 << 2 * zoom; i++)
      {
        sqlite3_bind_int (insert, 1, zoom);
        sqlite3_bind_int (insert, 2, i % (1 << zoom));
        sqlite3_bind_int (insert, 3, i >> zoom);
        sqlite3_bind_blob (insert, 4, g_bytes_get_data (tile, NULL), g_bytes_get_size (tile), SQLITE_STATIC);
        g_assert_cmpint (sqlite3_step (insert), ==, SQLITE_DONE);
        sqlite3_reset (insert);
      }
  sqlite3_finalize (insert);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static void
test_only_after_the_choice (Fixture       *f,
                            gconstpointer  data)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *prefix = g_strdup_printf ("/%s/", g_test_get_path () + 1);

  map_fixture_show (&f->map, 600, 500);
  assert_active (f, "offline");
  g_assert_cmpstr (get_attribution (f), ==, "Natural Earth · GeoNames");
  map_fixture_look_at (&f->map, 10, 20, 5);
  map_fixture_look_at (&f->map, -10, 170, 2);
  g_assert_cmpuint (f->paths->len, ==, 0);

  choose (f, "openstreetmap");
  assert_active (f, "openstreetmap");
  map_fixture_settle (&f->map);
  g_assert_cmphex (get_colour_at (f, -20, 170), ==, SERVER_COLOUR);
  g_assert_cmpstr (get_attribution (f), ==, "© OpenStreetMap contributors · GeoNames");
  g_assert_null (ytt_map_ground_get_note (get_ground (f)));
  g_assert_cmpuint (f->paths->len, >, 0);

  for (guint i = 0; i < f->paths->len; i++)
    {
      const char *path = g_ptr_array_index (f->paths, i);
      int zoom, x, y;
      char end;

      /* Nothing but tiles, of the zoom that is seen, each once. */
      g_assert_true (g_str_has_prefix (path, prefix));
      g_assert_cmpint (sscanf (path + strlen (prefix), "%d/%d/%d.pn%c", &zoom, &x, &y, &end), ==, 4);
      g_assert_cmpint (zoom, ==, 2);
      g_assert_true (x >= 0 && x < 4 && y >= 0 && y < 4);
      g_assert_true (g_hash_table_add (seen, (gpointer) path));
      g_assert_true (g_str_has_prefix (g_ptr_array_index (f->agents, i), "Ytterby/" YTT_VERSION " "));
    }
  g_assert_cmpuint (f->n_cookies, ==, 0);

  choose (f, "offline");
  g_ptr_array_set_size (f->paths, 0);
  map_fixture_look_at (&f->map, 10, 20, 5);
  g_assert_cmpuint (f->paths->len, ==, 0);
  g_assert_cmpstr (get_attribution (f), ==, "Natural Earth · GeoNames");
}

/* A map that comes later finds what is kept; the server has said for how long. */
static void
test_kept (Fixture       *f,
           gconstpointer  data)
{
  map_fixture_show (&f->map, 600, 500);
  choose (f, "openstreetmap");
  map_fixture_settle (&f->map);
  g_assert_cmpuint (f->paths->len, >, 0);

  g_ptr_array_set_size (f->paths, 0);
  choose (f, "offline");
  map_fixture_settle (&f->map);
  choose (f, "openstreetmap");
  map_fixture_settle (&f->map);
  g_assert_cmphex (get_colour (f, 100, 250), ==, SERVER_COLOUR);
  g_assert_cmpuint (f->paths->len, ==, 0);
}

static void
test_server_goes_away (Fixture       *f,
                       gconstpointer  data)
{
  GtkWidget *note;

  map_fixture_show (&f->map, 600, 500);
  choose (f, "openstreetmap");
  map_fixture_settle (&f->map);
  note = find_in_pane (f, "ground_note");
  g_assert_false (gtk_widget_get_mapped (note));

  stop_server (f);
  map_fixture_look_at (&f->map, 10, 20, 6);
  wait_until (has_note, f);
  map_fixture_settle (&f->map);
  assert_note (f, "OpenStreetMap cannot be reached. Showing the offline map.");
  g_assert_cmphex (get_colour (f, 100, 250), !=, SERVER_COLOUR);
  g_assert_cmpstr (get_attribution (f), ==, "Natural Earth · GeoNames");
  g_assert_false (gtk_widget_get_visible (find (note, "choose_button")));
  assert_active (f, "openstreetmap");

  /* Once more in vain, and then with success. */
  g_assert_true (gtk_widget_activate (find (note, "retry_button")));
  wait_until (has_no_note, f);
  wait_until (has_note, f);
  start_server (f);
  g_signal_emit_by_name (find (note, "retry_button"), "clicked");
  map_fixture_settle (&f->map);
  g_assert_null (ytt_map_ground_get_note (get_ground (f)));
  g_assert_cmphex (get_colour (f, 100, 250), ==, SERVER_COLOUR);
}

/* A network that wants one to log in first leads elsewhere, or answers with a page. */
static void
test_not_led_elsewhere (Fixture       *f,
                        gconstpointer  data)
{
  f->status = SOUP_STATUS_FOUND;
  map_fixture_show (&f->map, 600, 500);
  choose (f, "openstreetmap");
  wait_until (has_note, f);
  for (guint i = 0; i < f->paths->len; i++)
    g_assert_null (strstr (g_ptr_array_index (f->paths, i), "login"));

  f->status = SOUP_STATUS_OK;
  f->spoilt = TRUE;
  g_signal_emit_by_name (find_in_pane (f, "retry_button"), "clicked");
  wait_until (has_no_note, f);
  wait_until (has_note, f);
  assert_note (f, "OpenStreetMap cannot be reached.*");
}

/* Where the server has no tile, there is a hole, but nothing to tell. */
static void
test_no_such_tile (Fixture       *f,
                   gconstpointer  data)
{
  f->status = SOUP_STATUS_NOT_FOUND;
  map_fixture_show (&f->map, 600, 500);
  choose (f, "openstreetmap");
  map_fixture_settle (&f->map);
  g_assert_cmpuint (f->paths->len, >, 0);
  g_assert_null (ytt_map_ground_get_note (get_ground (f)));
}

static double
get_zoom (Fixture *f)
{
  return shumate_viewport_get_zoom_level (shumate_map_get_viewport (SHUMATE_MAP (find_in_pane (f, "map"))));
}

static void
test_closer_online (Fixture       *f,
                    gconstpointer  data)
{
  cairo_surface_t *surface;

  map_fixture_show (&f->map, 600, 500);
  map_fixture_look_at (&f->map, 10, 20, 16);
  g_assert_cmpfloat (get_zoom (f), ==, 11);
  choose (f, "openstreetmap");
  map_fixture_look_at (&f->map, 10, 21, 16);
  g_assert_cmpfloat (get_zoom (f), ==, 16);
  g_assert_cmphex (get_colour (f, 100, 250), ==, SERVER_COLOUR);

  /* There the world is a hundred million pixels wide; the mine stands in the middle all the same. */
  map_fixture_look_at (&f->map, 10, 20, 19);
  g_assert_cmphex (get_colour (f, 100, 250), ==, SERVER_COLOUR);
  surface = map_fixture_paint (&f->map);
  g_assert_cmpuint (map_fixture_count_painted (surface, 300, 250, 0, 12), >, 100);
  cairo_surface_destroy (surface);

  choose (f, "offline");
  map_fixture_settle (&f->map);
  g_assert_cmpfloat (get_zoom (f), ==, 11);
}

/* Plants a street apart come apart where the map goes as close, by a click on their cluster too; on the offline map
 * they spread out instead. */
static void
test_comes_apart (Fixture       *f,
                  gconstpointer  data)
{
  const YttMarker *marker;

  map_fixture_add (&f->map, 2, "Plant", 40, 20, "separation");
  map_fixture_add (&f->map, 3, "Works", 40, 20.0003, "magnet");
  map_fixture_show (&f->map, 600, 500);
  map_fixture_look_at (&f->map, 40, 20, 11);
  map_fixture_click (&f->map, 300, 250, 1);
  map_fixture_settle (&f->map);
  g_assert_cmpfloat (get_zoom (f), ==, 11);
  marker = map_fixture_get_marker (&f->map, 2);
  g_assert_nonnull (marker);
  g_assert_true (marker->flags & YTT_MARKER_MOVED);
  map_fixture_click (&f->map, 100, 100, 1);

  choose (f, "openstreetmap");
  map_fixture_look_at (&f->map, 40, 20, 14);
  g_assert_null (map_fixture_get_marker (&f->map, 2));
  map_fixture_click (&f->map, 300, 250, 1);
  map_fixture_settle (&f->map);
  g_assert_cmpfloat (get_zoom (f), >, 15);
  for (gint64 id = 2; id <= 3; id++)
    {
      marker = map_fixture_get_marker (&f->map, id);
      g_assert_nonnull (marker);
      g_assert_false (marker->flags & YTT_MARKER_MOVED);
    }
}

static void
test_own_file (Fixture       *f,
               gconstpointer  data)
{
  make_file (f);
  map_fixture_show (&f->map, 600, 500);
  map_fixture_look_at (&f->map, 20, 20, 3);
  ytt_map_ground_choose_file (get_ground (f), f->file);
  map_fixture_settle (&f->map);
  assert_active (f, "own_file");
  g_assert_cmpstr (get_attribution (f), ==, "Surveyors · Natural Earth · GeoNames");
  g_assert_cmphex (get_colour_at (f, 20, 10), ==, FILE_COLOUR);
  g_assert_cmphex (get_colour_at (f, 38, 40), ==, FILE_COLOUR);

  /* Tiles beyond the bounds are in the file, but are not shown: at this zoom one is 45 degrees wide. */
  map_fixture_look_at (&f->map, 10, -20, 3);
  g_assert_cmphex (get_colour_at (f, 10, 2), ==, FILE_COLOUR);
  g_assert_cmphex (get_colour_at (f, 10, -30), !=, FILE_COLOUR);
  g_assert_cmphex (get_colour_at (f, -30, 10), !=, FILE_COLOUR);

  /* Farther out than the file goes the offline map shows, closer one cannot go. */
  map_fixture_look_at (&f->map, 20, 20, 1);
  g_assert_cmphex (get_colour_at (f, 20, 10), !=, FILE_COLOUR);
  map_fixture_look_at (&f->map, 20, 20, 9);
  g_assert_cmpfloat (get_zoom (f), ==, 4);
  g_assert_cmphex (get_colour_at (f, 20, 10), ==, FILE_COLOUR);
  g_assert_cmpuint (f->paths->len, ==, 0);
}

/* What was just chosen is to be seen. */
static void
test_comes_into_view (Fixture       *f,
                      gconstpointer  data)
{
  double latitude, longitude;

  make_file (f);
  map_fixture_show (&f->map, 600, 500);
  map_fixture_look_at (&f->map, -30, -150, 3);
  ytt_map_ground_choose_file (get_ground (f), f->file);
  map_fixture_settle (&f->map);
  ytt_session_get_viewport (f->map.session, &latitude, &longitude, NULL);
  g_assert_cmpfloat_with_epsilon (longitude, 22.5, 0.1);
  g_assert_cmpfloat_with_epsilon (latitude, 21.3, 1);
}

static void
test_file_is_gone (Fixture       *f,
                   gconstpointer  data)
{
  g_autofree char *name = g_path_get_basename (f->file);
  g_autofree char *gone = g_strdup_printf ("“%s” cannot be found. Showing the offline map.", name);

  /* As it is told by what was kept of the last time. */
  g_object_set (get_ground (f), "file", f->file, "kind", YTT_GROUND_FILE, NULL);
  map_fixture_show (&f->map, 600, 500);
  wait_until (has_note, f);
  map_fixture_settle (&f->map);
  assert_note (f, gone);
  assert_active (f, "own_file");
  g_assert_true (gtk_widget_get_mapped (find (find_in_pane (f, "ground_note"), "choose_button")));
  g_assert_cmpstr (get_attribution (f), ==, "Natural Earth · GeoNames");

  make_file (f);
  g_signal_emit_by_name (find (find_in_pane (f, "ground_note"), "retry_button"), "clicked");
  map_fixture_settle (&f->map);
  g_assert_null (ytt_map_ground_get_note (get_ground (f)));
  map_fixture_look_at (&f->map, 20, 20, 3);
  g_assert_cmphex (get_colour_at (f, 20, 10), ==, FILE_COLOUR);
}

static void
test_file_is_no_map (Fixture       *f,
                     gconstpointer  data)
{
  run_sql (f, "CREATE TABLE other (name text)");
  map_fixture_show (&f->map, 600, 500);
  ytt_map_ground_choose_file (get_ground (f), f->file);
  wait_until (has_note, f);
  map_fixture_settle (&f->map);
  assert_note (f, "*is no MBTiles file. Showing the offline map.");

  /* Another choice ends it. */
  choose (f, "offline");
  g_assert_null (ytt_map_ground_get_note (get_ground (f)));
}

/* Such a file can be opened, but nothing of it can be shown. */
static void
test_spoilt_file (Fixture       *f,
                  gconstpointer  data)
{
  make_file (f);
  run_sql (f, "UPDATE tiles SET tile_data = x'89504e470d0a1a0a0000000d4948445200000100000001000806000000'");
  map_fixture_show (&f->map, 600, 500);
  map_fixture_look_at (&f->map, 20, 20, 3);
  ytt_map_ground_choose_file (get_ground (f), f->file);
  wait_until (has_note, f);
  map_fixture_settle (&f->map);
  assert_note (f, "A tile cannot be decoded. Showing the offline map.");
}

/* The pane may go while a file is being opened, or tiles are on their way. */
static void
test_gone_meanwhile (Fixture       *f,
                     gconstpointer  data)
{
  make_file (f);
  map_fixture_show (&f->map, 600, 500);
  if (GPOINTER_TO_INT (data))
    choose (f, "openstreetmap");
  else
    ytt_map_ground_choose_file (get_ground (f), f->file);
  g_main_context_iteration (NULL, FALSE);
}

static void
test_settings (void)
{
  const char *path = "/tmp/K\xe4rta.mbtiles";   /* not UTF-8 */
  g_autoptr(YttSettings) settings = ytt_settings_new ();
  g_autofree char *kept = NULL;
  YttGroundKind kind;

  g_object_get (settings, "ground", &kind, "ground-file", &kept, NULL);
  g_assert_cmpint (kind, ==, YTT_GROUND_OFFLINE);
  g_assert_null (kept);

  g_object_set (settings, "ground", YTT_GROUND_FILE, "ground-file", path, NULL);
  {
    g_autoptr(YttSettings) later = ytt_settings_new ();

    g_object_get (later, "ground", &kind, "ground-file", &kept, NULL);
    g_assert_cmpint (kind, ==, YTT_GROUND_FILE);
    g_assert_cmpstr (kept, ==, path);
  }
}

static gboolean
is_focus (gpointer data)
{
  return gtk_widget_is_focus (data);
}

static gboolean
has_been_asked (gpointer data)
{
  return ((Fixture *) data)->paths->len > 0;
}

/* Arrows only go past OpenStreetMap; nothing is asked for before Space says so. */
static void
test_arrows (Fixture       *f,
             gconstpointer  data)
{
  GtkMenuButton *button;

  map_fixture_show (&f->map, 600, 500);
  button = GTK_MENU_BUTTON (find (find_in_pane (f, "layers_menu"), "button"));
  gtk_menu_button_popup (button);
  gtk_widget_grab_focus (find_in_pane (f, "offline"));
  wait_until (is_focus, find_in_pane (f, "offline"));
  hand_press ("Down");
  wait_until (is_focus, find_in_pane (f, "openstreetmap"));
  assert_active (f, "offline");
  hand_press ("Down");
  wait_until (is_focus, find_in_pane (f, "own_file"));
  assert_active (f, "offline");
  map_fixture_settle (&f->map);
  g_assert_cmpuint (f->paths->len, ==, 0);

  hand_press ("Up");
  wait_until (is_focus, find_in_pane (f, "openstreetmap"));
  hand_press ("space");
  wait_until (has_been_asked, f);
  assert_active (f, "openstreetmap");
  gtk_menu_button_popdown (button);
}

/* Neither between two panes, nor with a longer one, does the attribution lie under the slider of years. */
static void
test_attribution_has_room (Fixture       *f,
                           gconstpointer  data)
{
  GtkWidget *attribution, *slider;
  graphene_rect_t words, years;

  map_fixture_show (&f->map, GPOINTER_TO_INT (data), 400);
  attribution = find_in_pane (f, "attribution");
  slider = find_in_pane (f, "year_slider");
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (gtk_widget_compute_bounds (attribution, GTK_WIDGET (f->map.pane), &words));
      g_assert_true (gtk_widget_compute_bounds (slider, GTK_WIDGET (f->map.pane), &years));
      g_test_message ("slider to %g, %g; words from %g, %g", years.origin.x + years.size.width,
                      years.origin.y + years.size.height, words.origin.x, words.origin.y);
      g_assert_false (graphene_rect_intersection (&words, &years, NULL));
      choose (f, "openstreetmap");
      map_fixture_settle (&f->map);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

#define ADD(name, func, data) g_test_add ("/ground/" name, Fixture, data, fixture_set_up, func, fixture_tear_down)
  ADD ("only-after-the-choice", test_only_after_the_choice, NULL);
  ADD ("arrows", test_arrows, NULL);
  ADD ("kept", test_kept, NULL);
  ADD ("server-goes-away", test_server_goes_away, NULL);
  ADD ("not-led-elsewhere", test_not_led_elsewhere, NULL);
  ADD ("no-such-tile", test_no_such_tile, NULL);
  ADD ("closer-online", test_closer_online, NULL);
  ADD ("comes-apart", test_comes_apart, NULL);
  ADD ("attribution-between-panes", test_attribution_has_room, GINT_TO_POINTER (440));
  ADD ("attribution-wide", test_attribution_has_room, GINT_TO_POINTER (900));
  ADD ("own-file", test_own_file, NULL);
  ADD ("comes-into-view", test_comes_into_view, NULL);
  ADD ("file-is-gone", test_file_is_gone, NULL);
  ADD ("file-is-no-map", test_file_is_no_map, NULL);
  ADD ("spoilt-file", test_spoilt_file, NULL);
  ADD ("gone-while-opening", test_gone_meanwhile, GINT_TO_POINTER (FALSE));
  ADD ("gone-while-asking", test_gone_meanwhile, GINT_TO_POINTER (TRUE));
  g_test_add_func ("/ground/settings", test_settings);

  return g_test_run ();
}
