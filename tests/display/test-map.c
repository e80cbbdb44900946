#include "config.h"

#include <math.h>

#include "map-fixture.h"
#include "ytt-mercator.h"

static void
set_animations (gboolean enabled)
{
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", enabled, NULL);
}

static gboolean
is_in_view (MapFixture     *f,
            const YttPoint *point)
{
  GArray *markers = ytt_facility_layer_get_markers (f->layer);
  YttClusterIndex *index = ytt_facility_layer_get_index (f->layer);

  for (guint i = 0; i < markers->len; i++)
    {
      const YttMarker *marker = &g_array_index (markers, YttMarker, i);

      for (guint j = marker->first; j < marker->first + marker->count; j++)
        if (ytt_cluster_index_get_member (index, j) == point)
          return marker->x >= 0 && marker->x <= gtk_widget_get_width (GTK_WIDGET (f->layer)) &&
                 marker->y >= 0 && marker->y <= gtk_widget_get_height (GTK_WIDGET (f->layer));
    }

  return FALSE;
}

static GtkWidget *
find_by_class (GtkWidget  *root,
               const char *css_class)
{
  if (gtk_widget_has_css_class (root, css_class))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_by_class (child, css_class);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* What is done with the pointer reaches the layer, and the controls on top of it. */
static void
test_pointer_reaches (MapFixture    *f,
                      gconstpointer  data)
{
  GtkWidget *buttons;
  graphene_rect_t bounds;

  map_fixture_show (f, 900, 600);
  g_assert_true (gtk_widget_pick (f->window, 450, 300, GTK_PICK_DEFAULT) == GTK_WIDGET (f->layer));
  g_assert_true (gtk_widget_pick (f->window, 1, 1, GTK_PICK_DEFAULT) == GTK_WIDGET (f->layer));

  buttons = find_by_class (GTK_WIDGET (f->pane), "map-buttons");
  g_assert_true (gtk_widget_compute_bounds (buttons, f->window, &bounds));
  g_assert_true (gtk_widget_is_ancestor (gtk_widget_pick (f->window, bounds.origin.x + 20, bounds.origin.y + 20,
                                                          GTK_PICK_DEFAULT), buttons));
}

static void
test_click_selects (MapFixture    *f,
                    gconstpointer  data)
{
  gint64 narva;
  const YttMarker *marker;

  map_fixture_show (f, 900, 600);
  narva = map_fixture_find (f, "ee-narva-neo");
  map_fixture_look_at (f, 59, 28, 7);
  marker = map_fixture_get_marker (f, narva);
  g_assert_nonnull (marker);

  map_fixture_click (f, marker->x + 10, marker->y - 10, 1);
  g_assert_cmpint (ytt_session_get_selected (f->session), ==, narva);
  map_fixture_settle (f);
  g_assert_true (map_fixture_get_marker (f, narva)->flags & YTT_MARKER_SELECTED);

  /* A click on nothing lets go, and moves nothing. */
  map_fixture_click (f, 5, 5, 1);
  g_assert_cmpint (ytt_session_get_selected (f->session), ==, 0);
}

static void
test_double_click (MapFixture    *f,
                   gconstpointer  data)
{
  double before, after;

  map_fixture_show (f, 900, 600);
  map_fixture_look_at (f, 20, -40, 4);
  ytt_session_get_viewport (f->session, NULL, NULL, &before);
  map_fixture_click (f, 450, 300, 2);
  map_fixture_settle (f);
  ytt_session_get_viewport (f->session, NULL, NULL, &after);
  g_assert_cmpfloat (after, >, before + 1);
}

static void
test_cluster_opens (MapFixture    *f,
                    gconstpointer  data)
{
  YttClusterIndex *index;
  GArray *markers;
  guint n_opened = 0;

  map_fixture_show (f, 900, 600);
  for (guint turn = 0; turn < 6; turn++)
    {
      YttMarker cluster = { 0 };

      map_fixture_look_at (f, 35, turn % 2 ? 110 : -90, 2.5);
      index = ytt_facility_layer_get_index (f->layer);
      markers = ytt_facility_layer_get_markers (f->layer);
      for (guint i = 0, n = 0; i < markers->len && cluster.count == 0; i++)
        {
          const YttMarker *marker = &g_array_index (markers, YttMarker, i);

          if (marker->count > 1 && marker->x > 0 && marker->x < 900 && marker->y > 0 && marker->y < 600 &&
              ytt_cluster_index_get_opening_zoom (index, marker->first, marker->count) < 11 && n++ == turn / 2)
            cluster = *marker;
        }
      if (cluster.count == 0)
        continue;

      map_fixture_click (f, cluster.x, cluster.y, 1);
      map_fixture_settle (f);
      for (guint i = cluster.first; i < cluster.first + cluster.count; i++)
        g_assert_true (is_in_view (f, ytt_cluster_index_get_member (index, i)));
      markers = ytt_facility_layer_get_markers (f->layer);
      for (guint i = 0; i < markers->len; i++)
        g_assert_false (g_array_index (markers, YttMarker, i).first <= cluster.first &&
                        g_array_index (markers, YttMarker, i).first + g_array_index (markers, YttMarker, i).count
                          >= cluster.first + cluster.count);
      g_assert_cmpint (ytt_session_get_selected (f->session), ==, 0);
      n_opened++;
    }
  g_assert_cmpuint (n_opened, >=, 4);
}

/* Eight at one point: a click spreads them out, and each can be picked. */
static void
test_members_spread (MapFixture    *f,
                     gconstpointer  data)
{
  GArray *markers;
  g_autoptr(GHashTable) picked = g_hash_table_new (g_direct_hash, g_direct_equal);

  for (gint64 id = 1; id <= 8; id++)
    map_fixture_add (f, id, "One of eight", 40.65, 109.97, "magnet");
  map_fixture_show (f, 900, 600);
  map_fixture_look_at (f, 40.65, 109.97, 9);

  markers = ytt_facility_layer_get_markers (f->layer);
  g_assert_cmpuint (markers->len, ==, 1);
  map_fixture_click (f, 450, 300, 1);
  for (guint i = 0; i < 8; i++)
    {
      YttMarker marker;

      map_fixture_settle (f);
      markers = ytt_facility_layer_get_markers (f->layer);
      g_assert_cmpuint (markers->len, ==, 8);
      marker = g_array_index (markers, YttMarker, i);
      map_fixture_click (f, marker.x, marker.y, 1);
      g_hash_table_add (picked, GINT_TO_POINTER ((int) ytt_session_get_selected (f->session)));
    }
  g_assert_cmpuint (g_hash_table_size (picked), ==, 8);

  /* Escape gathers them again, then lets go of the selection. */
  g_assert_true (map_fixture_press (f, GDK_KEY_Escape, 0));
  g_assert_cmpuint (ytt_facility_layer_get_markers (f->layer)->len, ==, 2);
  g_assert_true (map_fixture_press (f, GDK_KEY_Escape, 0));
  g_assert_cmpint (ytt_session_get_selected (f->session), ==, 0);
  g_assert_cmpuint (ytt_facility_layer_get_markers (f->layer)->len, ==, 1);
  g_assert_false (map_fixture_press (f, GDK_KEY_Escape, 0));
}

static void
test_date_line (MapFixture    *f,
                gconstpointer  data)
{
  map_fixture_add (f, 1, "West of the line", -17, 178, "mining");
  map_fixture_add (f, 2, "East of the line", -17, -178, "magnet");
  map_fixture_show (f, 900, 600);

  for (double longitude = 178.5; longitude <= 181.5; longitude++)
    {
      map_fixture_look_at (f, -17, longitude > 180 ? longitude - 360 : longitude, 6);
      for (gint64 id = 1; id <= 2; id++)
        {
          const YttMarker *marker = map_fixture_get_marker (f, id);

          g_assert_nonnull (marker);
          g_assert_cmpfloat (marker->x, >, 0);
          g_assert_cmpfloat (marker->x, <, 900);
          map_fixture_click (f, marker->x, marker->y, 1);
          g_assert_cmpint (ytt_session_get_selected (f->session), ==, id);
          ytt_session_set_selected (f->session, 0);
          map_fixture_settle (f);
        }
    }

  /* A flight takes the shorter way: it never passes Africa. */
  set_animations (TRUE);
  map_fixture_look_at (f, -17, 170, 5);
  ytt_session_set_selected (f->session, 2);
  do
    {
      double longitude;

      ytt_session_get_viewport (f->session, NULL, &longitude, NULL);
      g_assert_cmpfloat (fabs (longitude), >, 160);
      g_main_context_iteration (NULL, TRUE);
    }
  while (ytt_map_pane_get_loading (f->pane));
  set_animations (FALSE);
}

static void
test_second_copy (MapFixture    *f,
                  gconstpointer  data)
{
  GArray *markers;
  guint n_seen = 0;

  map_fixture_add (f, 1, "Alone", 10, 0, "mining");
  map_fixture_show (f, 1200, 400);
  map_fixture_look_at (f, 0, 180, 1);

  markers = ytt_facility_layer_get_markers (f->layer);
  for (guint i = 0; i < markers->len; i++)
    {
      YttMarker marker = g_array_index (markers, YttMarker, i);

      if (marker.x < 0 || marker.x > 1200)
        continue;
      n_seen++;
      map_fixture_click (f, marker.x, marker.y, 1);
      g_assert_cmpint (ytt_session_get_selected (f->session), ==, 1);
      map_fixture_click (f, 600, 380, 1);
      g_assert_cmpint (ytt_session_get_selected (f->session), ==, 0);
    }
  g_assert_cmpuint (n_seen, >=, 2);
}

static void
test_flies_to_selection (MapFixture    *f,
                         gconstpointer  data)
{
  double latitude, longitude, zoom;
  gint64 weld;

  map_fixture_show (f, 900, 600);
  weld = map_fixture_find (f, "au-mount-weld");
  ytt_session_set_selected (f->session, weld);
  map_fixture_settle (f);
  ytt_session_get_viewport (f->session, &latitude, &longitude, &zoom);
  g_assert_cmpfloat_with_epsilon (latitude, -28.86, 0.2);
  g_assert_cmpfloat_with_epsilon (longitude, 122.17, 0.5);
  g_assert_cmpfloat (zoom, >, 4);
}

typedef struct
{
  MapFixture *f;
  GtkWidget  *before;
} Step;

/* The focus moves once the name is known. */
static gboolean
has_moved_on (gpointer data)
{
  Step *step = data;
  GtkWidget *now = ytt_facility_layer_get_current (step->f->layer);

  return now != step->before && gtk_widget_is_focus (now);
}

static void
test_keyboard_steps (MapFixture    *f,
                     gconstpointer  data)
{
  GtkWidget *before;

  map_fixture_add (f, 30, "Third", 0, 20, "metal");
  map_fixture_add (f, 10, "First", 5, -10, "mining");
  map_fixture_add (f, 20, "Second", -5, 0, "recycling");
  map_fixture_add (f, 40, "Elsewhere", 0, 120, "magnet");
  map_fixture_show (f, 900, 600);
  map_fixture_look_at (f, 0, 0, 4);

  before = ytt_facility_layer_get_current (f->layer);
  gtk_widget_grab_focus (before);
  for (gint64 turn = 0; turn < 7; turn++)
    {
      const char *labels[] = { "First, Mining, Fiji", "Second, Recycling, Fiji", "Third, Metal and alloy, Fiji" };
      Step step = { f, before };
      GtkWidget *now;

      g_assert_true (map_fixture_press (f, GDK_KEY_Return, 0));
      g_assert_cmpint (ytt_session_get_selected (f->session), ==, (turn % 3 + 1) * 10);
      wait_until (has_moved_on, &step);

      /* The other button has the focus, and one alone can be reached by Tab. */
      now = ytt_facility_layer_get_current (f->layer);
      g_assert_false (gtk_widget_get_can_focus (before));
      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (now), GTK_ACCESSIBLE_PROPERTY_LABEL, labels[turn % 3]);
      before = now;
    }
  g_assert_true (map_fixture_press (f, GDK_KEY_Return, GDK_SHIFT_MASK));
  g_assert_cmpint (ytt_session_get_selected (f->session), ==, 30);
}

/* A marker that stands half outside is moved into the view by the step that goes to it. */
static void
test_step_reveals (MapFixture    *f,
                   gconstpointer  data)
{
  const YttMarker *marker;
  int width, height;

  map_fixture_add (f, 10, "Edge", 0, 39, "mining");
  map_fixture_add (f, 20, "Middle", 0, 0, "metal");
  map_fixture_show (f, 900, 600);
  map_fixture_look_at (f, 0, 0, 4);   /* 11.4 px a degree: Edge is some 6 px from the right edge */
  width = gtk_widget_get_width (GTK_WIDGET (f->layer));
  height = gtk_widget_get_height (GTK_WIDGET (f->layer));
  marker = map_fixture_get_marker (f, 10);
  g_assert_nonnull (marker);
  g_assert_cmpfloat (marker->x, >, width - 20);

  gtk_widget_grab_focus (ytt_facility_layer_get_current (f->layer));
  g_assert_true (map_fixture_press (f, GDK_KEY_Return, 0));
  g_assert_true (map_fixture_press (f, GDK_KEY_Return, 0));
  g_assert_cmpint (ytt_session_get_selected (f->session), ==, 10);
  map_fixture_settle (f);

  marker = map_fixture_get_marker (f, 10);
  g_assert_nonnull (marker);
  g_assert_cmpfloat (marker->x, <=, width - 50);
  g_assert_cmpfloat (marker->y, <=, height - 50);
}

static gboolean
is_narrow (gpointer data)
{
  return gtk_widget_get_width (data) < 500;
}

/* What is selected and in view stays in view when the window shrinks. */
static void
test_shrink (MapFixture    *f,
             gconstpointer  data)
{
  const YttMarker *marker;

  map_fixture_add (f, 10, "Right", 0, 35, "mining");
  map_fixture_show (f, 900, 600);
  ytt_session_set_selected (f->session, 10);
  map_fixture_settle (f);
  map_fixture_look_at (f, 0, 0, 4);

  gtk_window_set_default_size (GTK_WINDOW (f->window), 400, 600);
  wait_until (is_narrow, f->layer);
  map_fixture_settle (f);
  marker = map_fixture_get_marker (f, 10);
  g_assert_nonnull (marker);
  g_assert_cmpfloat (marker->x, <=, gtk_widget_get_width (GTK_WIDGET (f->layer)) - 50);
}

static void
test_keyboard_moves (MapFixture    *f,
                     gconstpointer  data)
{
  double latitude, longitude, zoom, before;

  map_fixture_show (f, 900, 600);
  map_fixture_look_at (f, 20, 10, 5);

  g_assert_true (map_fixture_press (f, GDK_KEY_Right, 0));
  g_assert_true (map_fixture_press (f, GDK_KEY_Up, 0));
  map_fixture_settle (f);
  ytt_session_get_viewport (f->session, &latitude, &longitude, &before);
  g_assert_cmpfloat (longitude, >, 10.5);
  g_assert_cmpfloat (latitude, >, 20.5);

  g_assert_true (map_fixture_press (f, GDK_KEY_plus, 0));
  map_fixture_settle (f);
  ytt_session_get_viewport (f->session, NULL, NULL, &zoom);
  g_assert_cmpfloat (zoom, >, before);
  g_assert_true (map_fixture_press (f, GDK_KEY_minus, 0));
  g_assert_true (map_fixture_press (f, GDK_KEY_minus, 0));
  map_fixture_settle (f);
  ytt_session_get_viewport (f->session, NULL, NULL, &zoom);
  g_assert_cmpfloat (zoom, <, before);

  /* Home shows all. */
  g_assert_true (map_fixture_press (f, GDK_KEY_Home, 0));
  map_fixture_settle (f);
  for (guint i = 0; i < ytt_session_get_points (f->session)->len; i++)
    g_assert_true (is_in_view (f, &g_array_index (ytt_session_get_points (f->session), YttPoint, i)));

  /* What is not the map's goes on to the window. */
  g_assert_false (map_fixture_press (f, GDK_KEY_f, GDK_CONTROL_MASK));
  g_assert_false (map_fixture_press (f, GDK_KEY_Tab, 0));
}

/* Neither end of the world is seen from beyond, whatever is asked for. */
static void
test_ends_of_the_world (MapFixture    *f,
                        gconstpointer  data)
{
  const double asked[][3] = { { 89, 0, 0 }, { -89, 0, 0 }, { 85, 170, 3 }, { -85, -170, 3 }, { 0, 0, 0 } };

  map_fixture_show (f, 700, 700);
  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      double latitude, longitude, zoom, x, y, world;
      ShumateMapSource *source;
      ShumateViewport *viewport;

      map_fixture_look_at (f, asked[i][0], asked[i][1], asked[i][2]);
      for (guint turn = 0; turn < 12; turn++)
        map_fixture_press (f, i % 2 ? GDK_KEY_Down : GDK_KEY_Up, 0);
      map_fixture_settle (f);
      ytt_session_get_viewport (f->session, &latitude, &longitude, &zoom);
      ytt_mercator_project (latitude, longitude, &x, &y);
      viewport = shumate_layer_get_viewport (SHUMATE_LAYER (f->layer));
      source = shumate_viewport_get_reference_map_source (viewport);
      world = shumate_map_source_get_tile_size_at_zoom (source, zoom) * exp2 (floor (zoom));
      g_assert_cmpfloat (y * world, >=, 350 - 0.5);
      g_assert_cmpfloat ((1 - y) * world, >=, 350 - 0.5);
    }
}

static void
test_nothing_found (MapFixture    *f,
                    gconstpointer  data)
{
  GtkWidget *message;

  map_fixture_show (f, 900, 600);
  message = find_by_class (GTK_WIDGET (f->pane), "map-message");
  g_assert_false (gtk_widget_get_visible (message));
  ytt_session_set_search (f->session, "qqqqzzzz");
  map_fixture_settle (f);
  g_assert_true (gtk_widget_get_visible (message));
  g_assert_cmpuint (ytt_facility_layer_get_markers (f->layer)->len, ==, 0);
  g_assert_true (map_fixture_press (f, GDK_KEY_Return, 0));
  g_assert_cmpint (ytt_session_get_selected (f->session), ==, 0);

  ytt_session_set_search (f->session, "");
  map_fixture_settle (f);
  g_assert_false (gtk_widget_get_visible (message));
  g_assert_cmpuint (ytt_facility_layer_get_markers (f->layer)->len, >, 0);
}

/* Without its basemap the map still works, and says what it lacks. */
static void
test_no_basemap (MapFixture    *f,
                 gconstpointer  data)
{
  g_autofree char *before = g_strdup (g_getenv ("YTTERBY_BASEMAP"));
  GtkWidget *message;

  g_setenv ("YTTERBY_BASEMAP", f->folder, TRUE);
  g_object_unref (f->pane);
  f->pane = YTT_MAP_PANE (g_object_ref_sink (ytt_map_pane_new ()));
  f->layer = ytt_map_pane_get_layer (f->pane);
  g_setenv ("YTTERBY_BASEMAP", before, TRUE);

  g_assert_nonnull (ytt_map_pane_get_error (f->pane));
  message = find_by_class (GTK_WIDGET (f->pane), "map-message");
  g_assert_true (gtk_widget_get_visible (message));
  map_fixture_show (f, 600, 400);
  g_assert_true (gtk_widget_get_visible (message));
  g_assert_cmpuint (ytt_facility_layer_get_markers (f->layer)->len, >, 0);
  g_assert_true (map_fixture_press (f, GDK_KEY_Home, 0));
  map_fixture_settle (f);
}

/* The brightest pixel's least channel, white being 255; -1 while the pane is to be painted anew. */
static int
get_brightness (MapFixture *f)
{
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (f->pane));
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;
  g_autoptr(GdkTexture) texture = NULL;
  g_autofree guint32 *pixels = g_new (guint32, 300 * 300);
  int brightest = 0;

  gdk_paintable_snapshot (paintable, snapshot, 300, 300);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    return -1;
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (GTK_WIDGET (f->pane))), node,
                                         &GRAPHENE_RECT_INIT (0, 0, 300, 300));
  gdk_texture_download (texture, (guchar *) pixels, 300 * sizeof *pixels);
  for (guint i = 0; i < 100; i++)
    {
      guint32 pixel = pixels[(100 + i / 10) * 300 + 100 + i % 10];

      brightest = MAX (brightest, (int) MIN (MIN ((pixel >> 16) & 255, (pixel >> 8) & 255), pixel & 255));
    }

  return brightest;
}

static gboolean
is_light (gpointer data)
{
  return get_brightness (data) == 0xca;
}

static gboolean
is_dark (gpointer data)
{
  return get_brightness (data) == 0x19;
}

/* From light to dark and back: at no moment is anything lighter than light land. */
static void
test_style_switch (MapFixture    *f,
                   gconstpointer  data)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  map_fixture_show (f, 300, 300);
  map_fixture_look_at (f, 20, -40, 4);   /* open sea */
  for (guint turn = 0; turn < 4; turn++)
    {
      adw_style_manager_set_color_scheme (style, turn % 2 ? ADW_COLOR_SCHEME_FORCE_LIGHT
                                                          : ADW_COLOR_SCHEME_FORCE_DARK);
      for (guint i = 0; i < 30; i++)
        {
          g_main_context_iteration (NULL, FALSE);
          g_assert_cmpint (get_brightness (f), <=, 0xca);
        }
      map_fixture_settle (f);
      wait_until (turn % 2 ? is_light : is_dark, f);
    }
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_DEFAULT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  set_animations (FALSE);
#define SHIPPED(name, function) \
  g_test_add ("/map/" name, MapFixture, GINT_TO_POINTER (FALSE), map_fixture_set_up, function, map_fixture_tear_down)
#define MADE(name, function) \
  g_test_add ("/map/" name, MapFixture, GINT_TO_POINTER (TRUE), map_fixture_set_up, function, map_fixture_tear_down)
  SHIPPED ("pointer-reaches", test_pointer_reaches);
  SHIPPED ("click-selects", test_click_selects);
  SHIPPED ("double-click", test_double_click);
  SHIPPED ("cluster-opens", test_cluster_opens);
  MADE ("members-spread", test_members_spread);
  MADE ("date-line", test_date_line);
  MADE ("second-copy", test_second_copy);
  SHIPPED ("flies-to-selection", test_flies_to_selection);
  MADE ("keyboard-steps", test_keyboard_steps);
  MADE ("step-reveals", test_step_reveals);
  MADE ("shrink", test_shrink);
  SHIPPED ("keyboard-moves", test_keyboard_moves);
  SHIPPED ("ends-of-the-world", test_ends_of_the_world);
  SHIPPED ("nothing-found", test_nothing_found);
  SHIPPED ("no-basemap", test_no_basemap);
  SHIPPED ("style-switch", test_style_switch);

  return g_test_run ();
}
