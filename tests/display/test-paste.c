/* What is pasted on a window, and places that are opened in it. */

#include "config.h"

#include "window-fixture.h"

#include <string.h>

#include "hand.h"
#include "ytt-facility-adder.h"
#include "ytt-import-window.h"
#include "ytt-placing.h"
#include "ytt-text-field.h"

static GtkWidget *
find_import (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr(GtkWidget) toplevel = g_list_model_get_item (toplevels, i);

      if (YTT_IS_IMPORT_WINDOW (toplevel) && gtk_widget_get_mapped (toplevel))
        return toplevel;
    }

  return NULL;
}

/* (nullable): what the toast on the screen says */
static const char *
get_toast (YttWindow *window)
{
  GtkWidget *toast = find_widget (GTK_WIDGET (window), g_type_from_name ("AdwToastWidget"), NULL);

  return toast != NULL ? gtk_label_get_text (GTK_LABEL (find_widget (toast, GTK_TYPE_LABEL, NULL))) : NULL;
}

static gboolean
is_reviewed (gpointer data)
{
  GtkWidget *import = find_import ();

  return import != NULL
         && g_str_equal (gtk_stack_get_visible_child_name (GTK_STACK (find_widget (import, GTK_TYPE_STACK, "pages"))), "review")
         && gtk_widget_get_sensitive (find_widget (import, GTK_TYPE_BUTTON, "import_button"));
}

static gboolean
is_closed (gpointer data)
{
  return find_import () == NULL;
}

static gboolean
has_toast (gpointer data)
{
  return get_toast (data) != NULL;
}

static gboolean
has_no_toast (gpointer data)
{
  return get_toast (data) == NULL;
}

static void
dismiss_toast (YttWindow *window)
{
  GtkWidget *toast = find_widget (GTK_WIDGET (window), g_type_from_name ("AdwToastWidget"), NULL);

  gtk_widget_activate_action (toast, "toast.dismiss", NULL);
  wait_until (has_no_toast, window);
}

static void
set_clipboard (YttWindow  *window,
               const char *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (window)), text);
}

/* Where no text is typed. */
static void
paste (YttWindow  *window,
       const char *text)
{
  set_clipboard (window, text);
  gtk_widget_grab_focus (GTK_WIDGET (ytt_map_pane_get_layer (window->map_pane)));
  hand_press ("ctrl+v");
}

static gboolean
is_flown (gpointer data)
{
  YttWindow *window = data;
  double latitude, longitude, zoom;

  ytt_session_get_viewport (window->session, &latitude, &longitude, &zoom);

  return ABS (latitude - 59.36) < 0.01 && ABS (longitude - 28.15) < 0.01 && zoom > 6.9;
}

static GtkWidget *
get_hint (YttWindow *window)
{
  return find_widget (GTK_WIDGET (window->map_pane), g_type_from_name ("YttPlaceHint"), NULL);
}

/* Rows and GeoJSON are reviewed like files; what they come from is pasted, today. */
static void
test_rows (WindowFixture *f,
           gconstpointer  data)
{
  static const char * const texts[] = {
    "name\tlatitude\tlongitude\tcountry\nAakre\t57.5\t26\tEstonia\n",
    "name;latitude;longitude;country\r\nAakre;57,5;26;Estonia\r\n",
    "{\"type\": \"Feature\", \"properties\": {\"name\": \"Aakre\"}, \"geometry\": {\"type\": \"Point\", \"coordinates\": [26, 57.5]}}",
  };
  YttWindow *window = open_window (f, f->document);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      GtkWidget *import, *source;

      paste (window, texts[i]);
      wait_until (is_reviewed, window);
      import = find_import ();
      source = find_widget (import, ADW_TYPE_ENTRY_ROW, "source_row");
      g_assert_true (g_str_has_prefix (gtk_editable_get_text (GTK_EDITABLE (source)), "Pasted on "));
      hand_press ("Escape");
      wait_until (is_closed, window);
    }
  close_window (window);
}

/* Anything else is told what could be pasted. In a field, pasting is typing. */
static void
test_other (WindowFixture *f,
            gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);

  paste (window, "Dear all");
  wait_until (has_toast, window);
  g_assert_cmpstr (get_toast (window), ==, "Rows of a spreadsheet, GeoJSON, KML, GPX or coordinates can be pasted");
  dismiss_toast (window);

  set_clipboard (window, "name\tcountry\nAakre\tEstonia");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.search", NULL);
  wait_for_frames (GTK_WIDGET (window));
  hand_press ("ctrl+v");
  wait_for_frames (GTK_WIDGET (window));
  g_assert_null (find_import ());
  g_assert_nonnull (strstr (ytt_session_get_search (window->session), "Aakre"));
  close_window (window);
}

static gboolean
is_adding (gpointer data)
{
  return find_widget (GTK_WIDGET (((YttWindow *) data)->detail_pane), YTT_TYPE_FACILITY_ADDER, NULL) != NULL;
}

static gboolean
is_pending (gpointer data)
{
  const YttPendingPlace *pending = ytt_placing_get_pending (ytt_session_get_placing (((YttWindow *) data)->session));

  return pending != NULL && pending->latitude == 59.36 && pending->longitude == 28.15;
}

/* A place is flown to and marked; a facility that is recorded there gets it, once somebody says how exact it is. */
static void
test_place (WindowFixture *f,
            gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttPlacing *placing = ytt_session_get_placing (window->session);
  GtkWidget *hint = get_hint (window), *adder;

  g_assert_false (gtk_widget_get_visible (hint));
  paste (window, "59.36, 28.15");
  wait_until (is_flown, window);
  g_assert_true (gtk_widget_get_visible (hint));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (find_widget (hint, GTK_TYPE_LABEL, "title"))), ==,
                   "59.36°\302\240N, 28.15°\302\240E");

  hand_click (find_widget (hint, GTK_TYPE_BUTTON, "close_button"), 0.5);
  g_assert_false (ytt_placing_get_shown (placing, NULL));
  g_assert_false (gtk_widget_get_visible (hint));

  paste (window, "geo:59.36,28.15;u=40");
  wait_until (is_flown, window);
  wait_for_frames (GTK_WIDGET (window));
  hand_click (find_widget (hint, GTK_TYPE_BUTTON, "add_button"), 0.5);
  wait_until (is_adding, window);
  adder = find_widget (GTK_WIDGET (window->detail_pane), YTT_TYPE_FACILITY_ADDER, NULL);
  g_assert_nonnull (strstr (adw_preferences_group_get_description (
                              ADW_PREFERENCES_GROUP (find_widget (adder, ADW_TYPE_PREFERENCES_GROUP, "group"))), "28."));
  gtk_editable_set_text (GTK_EDITABLE (ytt_text_field_get_input (YTT_TEXT_FIELD (find_widget (adder, YTT_TYPE_TEXT_FIELD, NULL)))),
                         "Aakre");
  wait_for_frames (adder);
  hand_click (find_widget (adder, GTK_TYPE_BUTTON, "add_button"), 0.5);
  wait_until (is_pending, window);
  g_assert_false (ytt_placing_get_shown (placing, NULL));
  close_window (window);
}

/* As another process of the program asks for it by D-Bus. */
static void
open_uri (WindowFixture *f,
          const char    *uri)
{
  g_autoptr(GFile) file = g_file_new_for_uri (uri);

  G_APPLICATION_GET_CLASS (f->application)->open (G_APPLICATION (f->application), &file, 1, "");
}

/* Addresses of places, as other programs hand them over. */
static void
test_geo (WindowFixture *f,
          gconstpointer  data)
{
  static const struct { const char *uri, *toast; } wrong[] = {
    { "geo:", "A geo address has a latitude and a longitude, as in geo:59.3618,28.1478" },
    { "geo:nowhere", "A geo address has a latitude and a longitude, as in geo:59.3618,28.1478" },
    { "geo:95,28", "This is no place. Latitudes go to 90° N or S, longitudes to 180° E or W." },
    { "geo:59.36,28.15;crs=Moon-2011", "Only WGS 84 is understood in a geo address" },
  };
  static const char * const right[] = {
    "geo:59.36,28.15", "GEO:59.36,28.15,40;crs=wgs84;u=35", "geo:0,0?q=59.36,28.15(Narva)", "geo:0,0?q=59.36%2C28.15",
    "geo:59.36,28.15?z=9",
  };
  YttWindow *window = open_window (f, f->document);
  double latitude, longitude, zoom;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      open_uri (f, wrong[i].uri);
      wait_until (has_toast, window);
      g_assert_cmpstr (get_toast (window), ==, wrong[i].toast);
      g_assert_false (ytt_placing_get_shown (ytt_session_get_placing (window->session), NULL));
      dismiss_toast (window);
    }
  for (guint i = 0; i < G_N_ELEMENTS (right); i++)
    {
      ytt_placing_show (ytt_session_get_placing (window->session), NULL);
      ytt_session_set_viewport (window->session, 0, 0, 3);
      open_uri (f, right[i]);
      wait_until (is_flown, window);
    }
  ytt_session_get_viewport (window->session, &latitude, &longitude, &zoom);
  g_assert_cmpfloat (zoom, >, 7);

  /* A name instead of a place is searched. */
  open_uri (f, "geo:0,0?q=Narva+magnet");
  g_assert_cmpstr (ytt_session_get_search (window->session), ==, "Narva magnet");
  close_window (window);
}

#define TEST(name, func) \
  g_test_add ("/paste/" name, WindowFixture, NULL, window_fixture_set_up, func, window_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  TEST ("rows", test_rows);
  TEST ("other", test_other);
  TEST ("place", test_place);
  TEST ("geo", test_geo);

  return g_test_run ();
}
