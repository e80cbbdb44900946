/* What may lie under the facilities, and what goes over the network for it. A server of the test's own stands for
 * OpenStreetMap's. */

#include "config.h"

#include <libsoup/soup.h>
#include <math.h>

#include "ground-fixture.h"
#include "hand.h"
#include "ytt-layers-menu.h"
#include "ytt-settings.h"

static void
test_only_after_the_choice (GroundFixture *f,
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
test_kept (GroundFixture *f,
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
test_server_goes_away (GroundFixture *f,
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
  g_assert_false (gtk_widget_get_visible (find_in (note, "choose_button")));
  assert_active (f, "openstreetmap");

  /* Once more in vain, and then with success. */
  g_assert_true (gtk_widget_activate (find_in (note, "retry_button")));
  wait_until (has_no_note, f);
  wait_until (has_note, f);
  start_server (f);
  g_signal_emit_by_name (find_in (note, "retry_button"), "clicked");
  map_fixture_settle (&f->map);
  g_assert_null (ytt_map_ground_get_note (get_ground (f)));
  g_assert_cmphex (get_colour (f, 100, 250), ==, SERVER_COLOUR);
}

/* A network that wants one to log in first leads elsewhere, or answers with a page. */
static void
test_not_led_elsewhere (GroundFixture *f,
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
test_no_such_tile (GroundFixture *f,
                   gconstpointer  data)
{
  f->status = SOUP_STATUS_NOT_FOUND;
  map_fixture_show (&f->map, 600, 500);
  choose (f, "openstreetmap");
  map_fixture_settle (&f->map);
  g_assert_cmpuint (f->paths->len, >, 0);
  g_assert_null (ytt_map_ground_get_note (get_ground (f)));
}

static void
test_closer_online (GroundFixture *f,
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
test_comes_apart (GroundFixture *f,
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
  return ((GroundFixture *) data)->paths->len > 0;
}

/* Arrows only go past OpenStreetMap; nothing is asked for before Space says so. */
static void
test_arrows (GroundFixture *f,
             gconstpointer  data)
{
  GtkMenuButton *button;

  map_fixture_show (&f->map, 600, 500);
  button = GTK_MENU_BUTTON (find_in (find_in_pane (f, "layers_menu"), "button"));
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
test_attribution_has_room (GroundFixture *f,
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

#define ADD(name, func, data) g_test_add ("/ground/" name, GroundFixture, data, \
                                          ground_fixture_set_up, func, ground_fixture_tear_down)
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
  g_test_add_func ("/ground/settings", test_settings);

  return g_test_run ();
}
