#include "config.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <math.h>
#include <sqlite3.h>

#include "ground-fixture.h"

#include "ytt-layers-menu.h"

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
  GroundFixture *f = user_data;
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

void
start_server (GroundFixture *f)
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

void
stop_server (GroundFixture *f)
{
  soup_server_disconnect (f->server);
  g_clear_object (&f->server);
}

void
ground_fixture_set_up (GroundFixture *f,
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

void
ground_fixture_tear_down (GroundFixture *f,
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

YttMapGround *
get_ground (GroundFixture *f)
{
  return ytt_map_pane_get_ground (f->map.pane);
}

GtkWidget *
find_in (GtkWidget  *widget,
      const char *id)
{
  GtkWidget *found = NULL;

  if (g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget)), id) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_in (child, id);

  return found;
}

GtkWidget *
find_in_pane (GroundFixture *f,
              const char    *id)
{
  GtkWidget *found = find_in (GTK_WIDGET (f->map.pane), id);

  g_assert_nonnull (found);

  return found;
}

/* By what Enter and Space do. */
void
choose (GroundFixture *f,
        const char    *id)
{
  GtkMenuButton *button = GTK_MENU_BUTTON (find_in (find_in_pane (f, "layers_menu"), "button"));
  GtkWidget *row;

  gtk_menu_button_popup (button);
  row = find_in_pane (f, id);
  g_assert_true (gtk_widget_activate (row));
  gtk_menu_button_popdown (button);
}

void
assert_active (GroundFixture *f,
               const char    *id)
{
  const char *ids[] = { "offline", "openstreetmap", "own_file" };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    g_assert_cmpint (gtk_check_button_get_active (GTK_CHECK_BUTTON (find_in_pane (f, ids[i]))), ==,
                     g_str_equal (ids[i], id));
}

const char *
get_attribution (GroundFixture *f)
{
  return gtk_label_get_text (GTK_LABEL (find_in_pane (f, "attribution")));
}

/* What the map looks like at a place, as 0xAARRGGBB. */
guint32
get_colour (GroundFixture *f,
            double         x,
            double         y)
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
guint32
get_colour_at (GroundFixture *f,
               double         latitude,
               double         longitude)
{
  ShumateViewport *viewport = shumate_map_get_viewport (SHUMATE_MAP (find_in_pane (f, "map")));
  double x, y;

  shumate_viewport_location_to_widget_coords (viewport, find_in_pane (f, "map"), latitude, longitude, &x, &y);

  return get_colour (f, x, y);
}

gboolean
has_note (gpointer data)
{
  return ytt_map_ground_get_note (get_ground (data)) != NULL;
}

gboolean
has_no_note (gpointer data)
{
  return !has_note (data);
}

void
assert_note (GroundFixture *f,
             const char    *pattern)
{
  GtkWidget *note = find_in_pane (f, "ground_note");
  const char *text = gtk_label_get_label (GTK_LABEL (find_in (note, "label")));

  g_assert_true (gtk_widget_get_mapped (note));
  if (!g_pattern_match_simple (pattern, text))
    g_error ("“%s” is not like “%s”", text, pattern);
}

void
run_ground_sql (GroundFixture *f,
                const char    *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (f->file, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

/* Tiles of zooms 2 to 4 all over the world, but of a file that says it is of a quarter of Africa only. */
void
make_file (GroundFixture *f)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *insert = NULL;
  g_autoptr(GBytes) tile = make_tile (FILE_COLOUR);

  run_ground_sql (f, "CREATE TABLE metadata (name text, value text);"
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

double
get_zoom (GroundFixture *f)
{
  return shumate_viewport_get_zoom_level (shumate_map_get_viewport (SHUMATE_MAP (find_in_pane (f, "map"))));
}
