#include "config.h"

#include <math.h>

#include "map-fixture.h"
#include "ytt-mercator.h"

/* What the map shows before anybody has moved it, and how it keeps to that. */

/* A marker whose middle is no farther than this beyond the edge, in px, is seen for a good part. */
#define EDGE 6

typedef struct
{
  int width;
  int height;
} Size;

/* How many facilities can be seen in the window. */
static guint
count_in_view (MapFixture *f)
{
  GArray *points = ytt_session_get_points (f->session);
  double width = gtk_widget_get_width (GTK_WIDGET (f->layer)), height = gtk_widget_get_height (GTK_WIDGET (f->layer));
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (f->layer));
  ShumateMapSource *source = shumate_viewport_get_reference_map_source (viewport);
  double world, middle_x, middle_y;
  guint n = 0;

  world = shumate_map_source_get_tile_size_at_zoom (source, shumate_viewport_get_zoom_level (viewport)) *
          exp2 (floor (shumate_viewport_get_zoom_level (viewport)));
  ytt_mercator_project (shumate_location_get_latitude (SHUMATE_LOCATION (viewport)),
                        shumate_location_get_longitude (SHUMATE_LOCATION (viewport)), &middle_x, &middle_y);
  /* The world never ends within the window. */
  g_assert_cmpfloat (middle_y * world, >=, height / 2 - 0.01);
  g_assert_cmpfloat ((1 - middle_y) * world, >=, height / 2 - 0.01);

  for (guint i = 0; i < points->len; i++)
    {
      const YttPoint *point = &g_array_index (points, YttPoint, i);
      double x, y;

      ytt_mercator_project (point->latitude, point->longitude, &x, &y);
      n += fabs (ytt_mercator_difference (middle_x, x)) * world <= width / 2 + EDGE &&
           fabs (y - middle_y) * world <= height / 2 + EDGE;
    }

  return n;
}

/* What follows from a new size follows in the next frame. */
static gboolean
shows_all (gpointer data)
{
  MapFixture *f = data;

  return count_in_view (f) == ytt_session_get_points (f->session)->len;
}

static gboolean
has_size (gpointer data)
{
  MapFixture *f = ((gpointer *) data)[0];
  const Size *size = ((gpointer *) data)[1];

  return gtk_widget_get_width (GTK_WIDGET (f->layer)) == size->width &&
         gtk_widget_get_height (GTK_WIDGET (f->layer)) == size->height;
}

static void
resize (MapFixture *f,
        Size        size)
{
  gpointer data[] = { f, &size };

  gtk_window_set_default_size (GTK_WINDOW (f->window), size.width, size.height);
  wait_until (has_size, data);
  map_fixture_settle (f);
}

/* At a first start all facilities are in view where the window is wide enough, and most of them where it is not. */
static void
test_first_view (MapFixture    *f,
                 gconstpointer  data)
{
  const Size wide[] = { { 595, 753 }, { 967, 753 }, { 800, 500 }, { 1200, 500 } };
  guint n;

  map_fixture_show (f, 595, 753);
  n = ytt_session_get_points (f->session)->len;
  g_assert_cmpuint (n, >, 200);
  for (guint i = 0; i < G_N_ELEMENTS (wide); i++)
    {
      resize (f, wide[i]);
      wait_until (shows_all, f);
    }

  /* A narrow, high window cannot show all, for the map is as high as the window at least. */
  resize (f, (Size) { 360, 620 });
  g_assert_cmpuint (count_in_view (f), <, n);
  g_assert_cmpuint (count_in_view (f), >, n * 7 / 10);
}

/* What the user does to the map stays, whatever becomes of the window. */
static void
test_moved_view_stays (MapFixture    *f,
                       gconstpointer  data)
{
  double latitude, longitude, before;

  map_fixture_show (f, 700, 700);
  g_assert_true (map_fixture_press (f, GDK_KEY_plus, 0));
  map_fixture_settle (f);
  g_assert_true (map_fixture_press (f, GDK_KEY_Right, 0));
  map_fixture_settle (f);
  ytt_session_get_viewport (f->session, NULL, &before, NULL);
  resize (f, (Size) { 900, 600 });
  ytt_session_get_viewport (f->session, NULL, &longitude, NULL);
  g_assert_cmpfloat_with_epsilon (longitude, before, 1e-3);

  /* Home brings all back into view. */
  g_assert_true (map_fixture_press (f, GDK_KEY_Home, 0));
  map_fixture_settle (f);
  wait_until (shows_all, f);

  /* What is searched later is not flown to. */
  ytt_session_get_viewport (f->session, &latitude, &before, NULL);
  ytt_session_set_search (f->session, "narva");
  map_fixture_settle (f);
  ytt_session_get_viewport (f->session, &latitude, &longitude, NULL);
  g_assert_cmpfloat_with_epsilon (longitude, before, 1e-3);
}

/* A flight to the selection goes on when the window takes another size on the way. */
static void
test_resized_in_flight (MapFixture    *f,
                        gconstpointer  data)
{
  double latitude, longitude, zoom;

  map_fixture_show (f, 700, 700);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  ytt_session_set_selected (f->session, map_fixture_find (f, "ee-narva-neo"));
  resize (f, (Size) { 360, 620 });
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  ytt_session_get_viewport (f->session, &latitude, &longitude, &zoom);
  g_assert_cmpfloat_with_epsilon (latitude, 59.36, 0.5);
  g_assert_cmpfloat_with_epsilon (longitude, 28.15, 0.5);
  g_assert_cmpfloat (zoom, >, 4);
}

/* A view that was kept from the last time is shown as it is. */
static void
test_kept_view (MapFixture    *f,
                gconstpointer  data)
{
  double latitude, longitude, zoom;

  ytt_session_set_viewport (f->session, 48.5, 15.25, 6);
  map_fixture_show (f, 700, 700);
  ytt_session_get_viewport (f->session, &latitude, &longitude, &zoom);
  g_assert_cmpfloat_with_epsilon (latitude, 48.5, 0.01);
  g_assert_cmpfloat_with_epsilon (longitude, 15.25, 0.01);
  g_assert_cmpfloat_with_epsilon (zoom, 6, 0.01);
}

/* The zoom is the one of which each step doubles the map, and the session knows how large the map is: what another one
 * needs to show the same. */
static void
test_zoom_doubles (MapFixture    *f,
                   gconstpointer  data)
{
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (f->layer));
  ShumateMapSource *source = shumate_viewport_get_reference_map_source (viewport);
  double level, world;
  int width, height;

  ytt_session_set_viewport (f->session, 48.5, 15.25, 5.5);
  map_fixture_show (f, 700, 600);
  level = shumate_viewport_get_zoom_level (viewport);
  world = shumate_map_source_get_tile_size_at_zoom (source, level) * exp2 (floor (level));
  g_assert_cmpfloat_with_epsilon (log2 (world / YTT_MERCATOR_TILE), 5.5, 1e-6);
  ytt_session_get_viewport_size (f->session, &width, &height);
  g_assert_cmpint (width, ==, 700);
  g_assert_cmpint (height, ==, 600);
  resize (f, (Size) { 800, 500 });
  ytt_session_get_viewport_size (f->session, &width, &height);
  g_assert_cmpint (width, ==, 800);
  g_assert_cmpint (height, ==, 500);
}

/* A selection is flown to from the first view; the whole does not come back. */
static void
test_selected_first (MapFixture    *f,
                     gconstpointer  data)
{
  double zoom;

  map_fixture_show (f, 700, 700);
  ytt_session_set_selected (f->session, map_fixture_find (f, "ee-narva-neo"));
  map_fixture_settle (f);
  resize (f, (Size) { 800, 600 });
  ytt_session_get_viewport (f->session, NULL, NULL, &zoom);
  g_assert_cmpfloat (zoom, >, 4);
}

/* Over an empty document there is nothing to fit, and nothing to wait for. */
static void
test_empty (MapFixture    *f,
            gconstpointer  data)
{
  double zoom;

  map_fixture_show (f, 600, 500);
  ytt_session_get_viewport (f->session, NULL, NULL, &zoom);
  g_assert_cmpfloat (zoom, <, 2);
}

/* The area of a region is hatched for as long as it can be seen as one; closer, only around the marker. */
static void
test_region_close (MapFixture    *f,
                   gconstpointer  data)
{
  gint64 id;
  const YttPoint *point = NULL;
  const YttMarker *marker;
  cairo_surface_t *surface;

  map_fixture_show (f, 800, 600);
  id = map_fixture_find (f, "mg-vara-mada");
  for (guint i = 0; i < ytt_session_get_points (f->session)->len; i++)
    if (g_array_index (ytt_session_get_points (f->session), YttPoint, i).id == id)
      point = &g_array_index (ytt_session_get_points (f->session), YttPoint, i);
  g_assert_nonnull (point);
  g_assert_cmpint (point->precision, ==, YTT_PRECISION_REGION);

  /* The marker is not where the pointer may rest, in the middle. */
  map_fixture_look_at (f, point->latitude, point->longitude + 1.1, 7);   /* a radius of 45 px */
  marker = map_fixture_get_marker (f, id);
  surface = map_fixture_paint (f);
  g_assert_cmpuint (map_fixture_count_painted (surface, marker->x, marker->y, 34, 40), >, 200);
  g_assert_cmpuint (map_fixture_count_painted (surface, marker->x, marker->y, 60, 200), ==, 0);
  cairo_surface_destroy (surface);

  map_fixture_look_at (f, point->latitude, point->longitude + 0.07, 11);   /* 720 px: more than there is to see */
  marker = map_fixture_get_marker (f, id);
  surface = map_fixture_paint (f);
  g_assert_cmpuint (map_fixture_count_painted (surface, marker->x, marker->y, 14, 18), >, 50);
  g_assert_cmpuint (map_fixture_count_painted (surface, marker->x, marker->y, 60, 200), ==, 0);
  cairo_surface_destroy (surface);
}

/* The largest number of members of a marker in view; 0 without a marker. */
static guint
find_largest (MapFixture *f,
              guint      *n_markers)
{
  GArray *markers = ytt_facility_layer_get_markers (f->layer);
  guint largest = 0;

  *n_markers = markers->len;
  for (guint i = 0; i < markers->len; i++)
    largest = MAX (largest, g_array_index (markers, YttMarker, i).count);

  return largest;
}

static gboolean
is_close (gpointer data)
{
  MapFixture *f = data;
  guint n_markers;

  return find_largest (f, &n_markers) == 1 && n_markers > 0;
}

/* Of very many facilities the world is gathered first; whoever goes closer sees them apart nevertheless, also to the
 * side, and the selection stays what it is. */
static void
test_very_many (MapFixture    *f,
                gconstpointer  data)
{
  guint n_markers, most;
  gint64 id = 0;

  map_fixture_add_many (f, 300, 150);
  map_fixture_show (f, 800, 600);
  g_assert_cmpuint (ytt_session_get_points (f->session)->len, ==, 45000);
  most = find_largest (f, &n_markers);
  g_assert_cmpuint (most, >, 100);
  g_assert_cmpuint (n_markers, <, 400);

  /* 1.2 degrees, so 55 px, apart */
  map_fixture_look_at (f, 10, 20, 6);
  wait_until (is_close, f);
  find_largest (f, &n_markers);
  g_assert_cmpuint (n_markers, >, 100);
  id = ytt_cluster_index_get_member (ytt_facility_layer_get_index (f->layer),
                                     g_array_index (ytt_facility_layer_get_markers (f->layer), YttMarker, 40).first)->id;
  ytt_session_set_selected (f->session, id);
  map_fixture_settle (f);
  g_assert_nonnull (map_fixture_get_marker (f, id));

  map_fixture_look_at (f, -20, -170, 6);
  wait_until (is_close, f);
  g_assert_cmpint (ytt_session_get_selected (f->session), ==, id);
  map_fixture_look_at (f, 10, 20, 6);
  wait_until (is_close, f);
  g_assert_nonnull (map_fixture_get_marker (f, id));
  g_assert_true (map_fixture_get_marker (f, id)->flags & YTT_MARKER_SELECTED);
}

#define ADD(name, function) \
  g_test_add ("/map-view/" name, MapFixture, GINT_TO_POINTER (FALSE), map_fixture_set_up, function, map_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

  ADD ("first", test_first_view);
  ADD ("resized-in-flight", test_resized_in_flight);
  ADD ("moved", test_moved_view_stays);
  ADD ("kept", test_kept_view);
  ADD ("zoom-doubles", test_zoom_doubles);
  ADD ("selected", test_selected_first);
  ADD ("region-close", test_region_close);
  g_test_add ("/map-view/empty", MapFixture, GINT_TO_POINTER (TRUE), map_fixture_set_up, test_empty,
              map_fixture_tear_down);

  g_test_add ("/map-view/very-many", MapFixture, GINT_TO_POINTER (TRUE), map_fixture_set_up, test_very_many,
              map_fixture_tear_down);

  return g_test_run ();
}
