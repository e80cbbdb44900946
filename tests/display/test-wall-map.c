/* The map on the wall: it shows what it is told, stays there whatever is selected, and is magnified, pointer and all. */

#include "config.h"

#include <adwaita.h>
#include <math.h>

#include "wall-fixture.h"
#include "ytt-label-layer.h"
#include "ytt-mercator.h"
#include "ytt-tile-layer.h"

static void
assert_stands_at (WallFixture *f,
                  double       latitude,
                  double       longitude)
{
  ShumateLocation *location = SHUMATE_LOCATION (wall_fixture_get_viewport (f));

  g_assert_cmpfloat_with_epsilon (shumate_location_get_latitude (location), latitude, 1e-4);
  g_assert_cmpfloat_with_epsilon (shumate_location_get_longitude (location), longitude, 1e-4);
}

/* Device pixels of a map px are known, and the map covers the window. */
static void
test_magnified (WallFixture   *f,
                gconstpointer  data)
{
  GtkWidget *layer = GTK_WIDGET (wall_fixture_get_layer (f));
  int height = gtk_widget_get_height (f->window);
  graphene_rect_t bounds;

  g_assert_cmpfloat_with_epsilon (ytt_magnifier_get_pixel_scale (layer), 2 * height / 1080.0, 1e-9);
  g_assert_cmpint (gtk_widget_get_height (layer), ==, 540);
  g_assert_true (gtk_widget_compute_bounds (layer, f->window, &bounds));
  g_assert_cmpfloat (bounds.size.width, >=, gtk_widget_get_width (f->window));
  g_assert_cmpfloat (bounds.size.width, <, gtk_widget_get_width (f->window) + 2);
}

/* The pictures among what a widget paints. */
static void
check_pictures (GskRenderNode *node,
                double         scale,
                guint         *n_pictures)
{
  switch (gsk_render_node_get_node_type (node))
    {
    case GSK_CONTAINER_NODE:
      for (guint i = 0; i < gsk_container_node_get_n_children (node); i++)
        check_pictures (gsk_container_node_get_child (node, i), scale, n_pictures);
      break;
    case GSK_CLIP_NODE:
      check_pictures (gsk_clip_node_get_child (node), scale, n_pictures);
      break;
    case GSK_TRANSFORM_NODE:
      check_pictures (gsk_transform_node_get_child (node), scale, n_pictures);
      break;
    case GSK_OPACITY_NODE:
      check_pictures (gsk_opacity_node_get_child (node), scale, n_pictures);
      break;
    case GSK_TEXTURE_NODE:
      {
        GdkTexture *texture = gsk_texture_node_get_texture (node);
        graphene_rect_t bounds;

        gsk_render_node_get_bounds (node, &bounds);
        g_assert_cmpfloat_with_epsilon (gdk_texture_get_width (texture), bounds.size.width * scale, 0.6);
        g_assert_cmpfloat_with_epsilon (gdk_texture_get_height (texture), bounds.size.height * scale, 0.6);
        (*n_pictures)++;
        break;
      }
    default:
      break;
    }
}

/* All pictures have a pixel for each of the screen: tiles, labels, symbols. */
static void
test_sharp (WallFixture   *f,
            gconstpointer  data)
{
  const GType types[] = { YTT_TYPE_TILE_LAYER, YTT_TYPE_LABEL_LAYER, YTT_TYPE_FACILITY_LAYER };
  g_autoptr(YttView) view = wall_fixture_make_view (52, 15, 4.7, 0);

  ytt_wall_map_show (f->map, view, FALSE);
  wall_fixture_settle (f);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      GtkWidget *layer = wall_fixture_find (GTK_WIDGET (f->map), types[i]);
      g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();
      g_autoptr(GskRenderNode) node = NULL;
      guint n_pictures = 0;

      GTK_WIDGET_GET_CLASS (layer)->snapshot (layer, snapshot);
      node = gtk_snapshot_to_node (snapshot);
      check_pictures (node, ytt_magnifier_get_pixel_scale (layer), &n_pictures);
      g_assert_cmpuint (n_pictures, >, 5);
    }
}

static void
test_show (WallFixture   *f,
           gconstpointer  data)
{
  g_autoptr(YttView) narva = wall_fixture_make_view (59.3618, 28.1478, 6, 0);
  g_autoptr(YttView) columbus = wall_fixture_make_view (32.46, -84.99, 7.5, 0);

  ytt_wall_map_show (f->map, narva, FALSE);
  assert_stands_at (f, 59.3618, 28.1478);
  ytt_wall_map_show (f->map, columbus, FALSE);
  assert_stands_at (f, 32.46, -84.99);
  g_assert_false (ytt_wall_map_get_flying (f->map));
  g_assert_cmpuint (f->n_moved, ==, 0);
}

/* What is selected is at another place of the world: the map stays where it is. */
static void
test_selection_stays (WallFixture   *f,
                      gconstpointer  data)
{
  GArray *points = ytt_session_get_points (f->session);
  const YttPoint *point = &g_array_index (points, YttPoint, 0);
  g_autoptr(YttView) view = wall_fixture_make_view (-remainder (point->latitude, 60),
                                                    remainder (point->longitude + 180, 360), 5, point->id);

  ytt_wall_map_show (f->map, view, FALSE);
  wall_fixture_settle (f);
  assert_stands_at (f, view->latitude, view->longitude);
  g_assert_cmpint (ytt_session_get_selected (f->session), ==, point->id);

  ytt_session_set_selected (f->session, g_array_index (points, YttPoint, 1).id);
  wall_fixture_settle (f);
  assert_stands_at (f, view->latitude, view->longitude);
}

static void
test_moved_by_user (WallFixture   *f,
                    gconstpointer  data)
{
  g_autoptr(YttView) view = wall_fixture_make_view (50, 10, 5, 0);

  ytt_wall_map_show (f->map, view, FALSE);
  ytt_wall_map_zoom (f->map, 1);
  g_assert_cmpuint (f->n_moved, ==, 1);
  wall_fixture_settle (f);
  ytt_wall_map_move (f->map, 100, 0);
  g_assert_cmpuint (f->n_moved, ==, 2);
  wall_fixture_settle (f);
  g_assert_cmpfloat (shumate_location_get_longitude (SHUMATE_LOCATION (wall_fixture_get_viewport (f))), >, 10);

  ytt_wall_map_show (f->map, view, FALSE);
  assert_stands_at (f, 50, 10);
  g_assert_cmpuint (f->n_moved, ==, 2);
}

static gboolean
has_landed (gpointer data)
{
  return !ytt_wall_map_get_flying (((WallFixture *) data)->map);
}

/* The animation's own clock: it takes as long as it should, and ends exactly there. */
static void
test_flight (WallFixture   *f,
             gconstpointer  data)
{
  g_autoptr(YttView) columbus = wall_fixture_make_view (32.46, -84.99, 6, 0);
  g_autoptr(YttView) narva = wall_fixture_make_view (59.3618, 28.1478, 7.3, 0);
  ShumateViewport *viewport = wall_fixture_get_viewport (f);
  double least = 20;
  gint64 start;

  ytt_wall_map_show (f->map, columbus, FALSE);
  wall_fixture_settle (f);
  start = g_get_monotonic_time ();
  ytt_wall_map_show (f->map, narva, TRUE);
  g_assert_true (ytt_wall_map_get_flying (f->map));
  while (ytt_wall_map_get_flying (f->map))
    {
      g_main_context_iteration (NULL, TRUE);
      least = MIN (least, shumate_viewport_get_zoom_level (viewport));
    }
  g_assert_cmpint (g_get_monotonic_time () - start, >, 1500 * 1000);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5000 * 1000);
  assert_stands_at (f, 59.3618, 28.1478);
  g_assert_cmpfloat (least, <, 4);
  g_assert_cmpuint (f->n_moved, ==, 0);
}

/* Landing is at once; a new flight sets out from where the old one is; the user's hand ends it. */
static void
test_interrupted_flight (WallFixture   *f,
                         gconstpointer  data)
{
  g_autoptr(YttView) columbus = wall_fixture_make_view (32.46, -84.99, 6, 0);
  g_autoptr(YttView) narva = wall_fixture_make_view (59.3618, 28.1478, 7.3, 0);
  ShumateLocation *location = SHUMATE_LOCATION (wall_fixture_get_viewport (f));
  double longitude;

  ytt_wall_map_show (f->map, columbus, FALSE);
  ytt_wall_map_show (f->map, narva, TRUE);
  ytt_wall_map_land (f->map);
  g_assert_false (ytt_wall_map_get_flying (f->map));
  assert_stands_at (f, 59.3618, 28.1478);

  ytt_wall_map_show (f->map, columbus, TRUE);
  while (ytt_wall_map_get_flying (f->map) && shumate_location_get_longitude (location) > -20)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (ytt_wall_map_get_flying (f->map));
  longitude = shumate_location_get_longitude (location);
  ytt_wall_map_show (f->map, narva, TRUE);
  g_assert_cmpfloat_with_epsilon (shumate_location_get_longitude (location), longitude, 1e-6);
  wait_until (has_landed, f);
  assert_stands_at (f, 59.3618, 28.1478);
  g_assert_cmpuint (f->n_moved, ==, 0);

  ytt_wall_map_show (f->map, columbus, TRUE);
  ytt_wall_map_zoom (f->map, 1);
  g_assert_false (ytt_wall_map_get_flying (f->map));
  g_assert_cmpuint (f->n_moved, ==, 1);
}

static void
test_no_animations (WallFixture   *f,
                    gconstpointer  data)
{
  g_autoptr(YttView) columbus = wall_fixture_make_view (32.46, -84.99, 6, 0);
  g_autoptr(YttView) narva = wall_fixture_make_view (59.3618, 28.1478, 7.3, 0);

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  ytt_wall_map_show (f->map, columbus, FALSE);
  ytt_wall_map_show (f->map, narva, TRUE);
  g_assert_false (ytt_wall_map_get_flying (f->map));
  assert_stands_at (f, 59.3618, 28.1478);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
}

static void
click (WallFixture *f,
       double       x,
       double       y)
{
  GtkWidget *layer = GTK_WIDGET (wall_fixture_get_layer (f));
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (layer);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_CLICK (controller))
        {
          g_signal_emit_by_name (controller, "pressed", 1, x, y);
          g_signal_emit_by_name (controller, "released", 1, x, y);
        }
    }
}

/* A click tells what was clicked, and selects nothing. */
static void
test_click (WallFixture   *f,
            gconstpointer  data)
{
  const YttPoint *point = &g_array_index (ytt_session_get_points (f->session), YttPoint, 0);
  g_autoptr(YttView) view = wall_fixture_make_view (point->latitude, point->longitude, 11, 0);
  GtkWidget *layer = GTK_WIDGET (wall_fixture_get_layer (f)), *picked;
  double x = gtk_widget_get_width (layer) / 2.0, y = gtk_widget_get_height (layer) / 2.0;

  ytt_wall_map_show (f->map, view, FALSE);
  wall_fixture_settle (f);
  click (f, x, y);
  g_assert_cmpint (f->clicked, ==, point->id);
  g_assert_cmpint (ytt_session_get_selected (f->session), ==, 0);
  g_assert_cmpuint (f->n_clicked, ==, 0);

  click (f, x / 4, y / 4);
  g_assert_cmpuint (f->n_clicked, ==, 1);

  /* The pointer in the window meets the layer. */
  picked = gtk_widget_pick (f->window, gtk_widget_get_width (f->window) / 2.0,
                            gtk_widget_get_height (f->window) / 2.0, GTK_PICK_DEFAULT);
  g_assert_true (picked == layer);
}

/* Where the name of a facility stands, with something over a part of the map. */
static void
get_tag_under (WallFixture           *f,
               const graphene_rect_t *covered,
               graphene_rect_t       *tag)
{
  ytt_wall_map_set_covered (f->map, covered, graphene_rect_zero ());
  wall_fixture_settle (f);
  g_assert_true (ytt_facility_layer_get_tag_box (wall_fixture_get_layer (f), tag));
}

/* The name goes where it can be read: to the right of the symbol, to the left, above, below. */
static void
test_covered (WallFixture   *f,
              gconstpointer  data)
{
  const YttPoint *point = NULL;
  g_autoptr(YttView) view = NULL;
  GtkWidget *layer = GTK_WIDGET (wall_fixture_get_layer (f));
  float width = 2.0f * (float) gtk_widget_get_width (layer), height = 2.0f * (float) gtk_widget_get_height (layer);
  float middle = width / 4;
  graphene_rect_t tag;

  point = ytt_cluster_index_get_member (ytt_facility_layer_get_index (wall_fixture_get_layer (f)), 0);
  view = wall_fixture_make_view (point->latitude, point->longitude, 9, point->id);
  ytt_wall_map_show (f->map, view, FALSE);
  wall_fixture_settle (f);
  while (!ytt_facility_layer_get_tag_box (wall_fixture_get_layer (f), &tag))
    g_main_context_iteration (NULL, TRUE);

  get_tag_under (f, graphene_rect_zero (), &tag);
  g_assert_cmpfloat (tag.origin.x, >, middle);

  get_tag_under (f, &GRAPHENE_RECT_INIT (width / 2 + 40, 0, width / 2, height), &tag);
  g_assert_cmpfloat (tag.origin.x + tag.size.width, <, middle);

  get_tag_under (f, &GRAPHENE_RECT_INIT (0, height / 2 - 20, width, 40), &tag);
  g_assert_cmpfloat (tag.origin.y + tag.size.height, <, height / 4);

  get_tag_under (f, &GRAPHENE_RECT_INIT (0, 0, width, height / 2 + 20), &tag);
  g_assert_cmpfloat (tag.origin.y, >, height / 4);
}

int
main (int   argc,
      char *argv[])
{
  const char *sizes[] = { "1024x768", "1280x800", "320x180", "3840x2160" };

  g_test_init (&argc, &argv, NULL);
  adw_init ();

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *magnified = g_strconcat ("/wall-map/magnified/", sizes[i], NULL);
      g_autofree char *sharp = g_strconcat ("/wall-map/sharp/", sizes[i], NULL);

      g_test_add (magnified, WallFixture, sizes[i], wall_fixture_set_up, test_magnified, wall_fixture_tear_down);
      g_test_add (sharp, WallFixture, sizes[i], wall_fixture_set_up, test_sharp, wall_fixture_tear_down);
    }
  g_test_add ("/wall-map/show", WallFixture, sizes[0], wall_fixture_set_up, test_show, wall_fixture_tear_down);
  g_test_add ("/wall-map/selection-stays", WallFixture, sizes[0], wall_fixture_set_up, test_selection_stays,
              wall_fixture_tear_down);
  g_test_add ("/wall-map/moved-by-user", WallFixture, sizes[0], wall_fixture_set_up, test_moved_by_user,
              wall_fixture_tear_down);
  g_test_add ("/wall-map/flight", WallFixture, sizes[0], wall_fixture_set_up, test_flight, wall_fixture_tear_down);
  g_test_add ("/wall-map/flight-interrupted", WallFixture, sizes[0], wall_fixture_set_up, test_interrupted_flight,
              wall_fixture_tear_down);
  g_test_add ("/wall-map/no-animations", WallFixture, sizes[0], wall_fixture_set_up, test_no_animations,
              wall_fixture_tear_down);
  g_test_add ("/wall-map/covered", WallFixture, sizes[0], wall_fixture_set_up, test_covered, wall_fixture_tear_down);
  g_test_add ("/wall-map/click", WallFixture, sizes[0], wall_fixture_set_up, test_click, wall_fixture_tear_down);

  return g_test_run ();
}
