#include "config.h"

#include <math.h>
#include <sqlite3.h>

#include "map-fixture.h"
#include "ytt-facility-layer-private.h"
#include "ytt-layers-menu.h"
#include "ytt-mercator.h"

static YttSupply *
get_supply (MapFixture *f)
{
  return ytt_session_get_supply (f->session);
}

static YttLinkLayer *
get_layer (MapFixture *f)
{
  return ytt_map_pane_get_links (f->pane);
}

/* Before the document is opened. */
static void
run_sql (MapFixture *f,
         const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (f->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

/* Where a place is, in the copy of the world that is nearest to the middle of the map. */
static void
locate (MapFixture *f,
        double      latitude,
        double      longitude,
        double     *x,
        double     *y)
{
  YttMapView view;
  double world;

  ytt_map_motion_get_view (f->layer->motion, &view);
  world = ytt_mercator_get_world_size (view.zoom);
  ytt_mercator_project (latitude, longitude, x, y);
  *x = view.width / 2 + ytt_mercator_difference (view.x, *x) * world;
  *y = view.height / 2 + (*y - view.y) * world;
}

static guint
count_picked (MapFixture *f,
              double      x,
              double      y)
{
  g_autoptr(GPtrArray) links = ytt_link_layer_pick (get_layer (f), x, y);

  return links != NULL ? links->len : 0;
}

static void
point_at (MapFixture *f,
          double      x,
          double      y)
{
  f->layer->pointer_inside = TRUE;
  f->layer->pointer_x = x;
  f->layer->pointer_y = y;
  ytt_facility_layer_update_pointer (f->layer);
}

static gboolean
ask_for_tooltip (MapFixture *f,
                 double      x,
                 double      y)
{
  g_autoptr(GtkTooltip) tooltip = g_object_new (GTK_TYPE_TOOLTIP, NULL);
  gboolean shown = FALSE;

  point_at (f, x, y);
  g_signal_emit_by_name (f->layer, "query-tooltip", (int) x, (int) y, FALSE, tooltip, &shown);

  return shown;
}

static void
test_modes (MapFixture    *f,
            gconstpointer  data)
{
  map_fixture_show (f, 900, 600);
  g_assert_cmpuint (ytt_link_layer_get_n_arcs (get_layer (f)), ==, 0);

  ytt_session_set_selected (f->session, map_fixture_find (f, "ee-narva-neo"));
  map_fixture_settle (f);
  g_assert_cmpuint (ytt_link_layer_get_n_arcs (get_layer (f)), ==, 3);

  /* Two have an end without a place, one an organisation without a country. */
  ytt_supply_set_mode (get_supply (f), YTT_SUPPLY_ALL);
  map_fixture_settle (f);
  g_assert_cmpuint (ytt_link_layer_get_n_arcs (get_layer (f)), ==, 127);
  g_assert_cmpuint (ytt_link_layer_get_n_left_out (get_layer (f)), ==, 3);

  /* All are those of the result. */
  ytt_session_set_search (f->session, "narva");
  map_fixture_settle (f);
  g_assert_cmpuint (ytt_link_layer_get_n_arcs (get_layer (f)), <, 20);
  g_assert_cmpuint (ytt_link_layer_get_n_arcs (get_layer (f)), >=, 3);

  ytt_supply_set_mode (get_supply (f), YTT_SUPPLY_NONE);
  map_fixture_settle (f);
  g_assert_cmpuint (ytt_link_layer_get_n_arcs (get_layer (f)), ==, 0);

  ytt_supply_set_mode (get_supply (f), YTT_SUPPLY_SELECTION);
  ytt_session_set_selected (f->session, 0);
  map_fixture_settle (f);
  g_assert_cmpuint (ytt_link_layer_get_n_arcs (get_layer (f)), ==, 0);
}

static GtkWidget *
find_check (GtkWidget  *root,
            const char *label)
{
  if (GTK_IS_CHECK_BUTTON (root) && g_strcmp0 (gtk_check_button_get_label (GTK_CHECK_BUTTON (root)), label) == 0)
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_check (child, label);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static cairo_surface_t *
paint_links (MapFixture *f)
{
  GtkWidget *layer = GTK_WIDGET (get_layer (f));
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 900, 600);
  cairo_t *cr = cairo_create (surface);
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;

  GTK_WIDGET_GET_CLASS (layer)->snapshot (layer, snapshot);
  node = gtk_snapshot_to_node (snapshot);
  if (node != NULL)
    gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  return surface;
}

/* Whether what can be picked is where it is painted; returns at how many places something can be. */
static guint
count_painted (MapFixture *f,
               gboolean   *right)
{
  cairo_surface_t *surface = paint_links (f);
  guint n = 0, n_right = 0;

  for (int y = 20; y < 580; y += 20)
    for (int x = 20; x < 880; x += 20)
      if (count_picked (f, x, y) > 0)
        {
          n++;
          n_right += map_fixture_count_painted (surface, x, y, 0, 7) > 0;
        }
  *right = n_right == n;
  cairo_surface_destroy (surface);

  return n;
}

/* Another thread draws more links than fit into a frame; what was there before is stretched meanwhile. */
static void
test_many (MapFixture    *f,
           gconstpointer  data)
{
  cairo_surface_t *surface;
  gboolean right;

  map_fixture_show (f, 900, 600);
  ytt_supply_set_mode (get_supply (f), YTT_SUPPLY_ALL);
  map_fixture_look_at (f, 45, 10, 2);
  g_assert_cmpuint (ytt_link_layer_get_n_arcs (get_layer (f)), ==, 127);
  g_assert_false (ytt_link_layer_get_loading (get_layer (f)));
  g_assert_cmpuint (count_painted (f, &right), >, 50);
  g_assert_true (right);

  ytt_session_set_viewport (f->session, 45, 10, 2.6);
  surface = paint_links (f);
  g_assert_true (ytt_link_layer_get_loading (get_layer (f)));
  g_assert_cmpuint (map_fixture_count_painted (surface, 450, 300, 0, 290), >, 1000);
  cairo_surface_destroy (surface);

  map_fixture_settle (f);
  g_assert_false (ytt_link_layer_get_loading (get_layer (f)));
  g_assert_cmpuint (count_painted (f, &right), >, 50);
  g_assert_true (right);

  /* To where the picture does not reach, and on the way to elsewhere again. */
  ytt_session_set_viewport (f->session, 0, -120, 5);
  g_main_context_iteration (NULL, FALSE);
  map_fixture_look_at (f, 30, 110, 2);
  g_assert_cmpuint (count_painted (f, &right), >, 50);
  g_assert_true (right);
}

static void
test_menu (MapFixture    *f,
           gconstpointer  data)
{
  GtkWidget *all, *selection;

  map_fixture_show (f, 900, 600);
  all = find_check (GTK_WIDGET (f->pane), "All");
  selection = find_check (GTK_WIDGET (f->pane), "Of the selection");
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (selection)));

  gtk_widget_activate_action (all, "layers.links", "s", "all");
  map_fixture_settle (f);
  g_assert_cmpint (ytt_supply_get_mode (get_supply (f)), ==, YTT_SUPPLY_ALL);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (all)));
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (selection)));

  ytt_supply_set_mode (get_supply (f), YTT_SUPPLY_SELECTION);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (selection)));
}

/* From Fiji to Samoa: right across the date line, looked at from either side of it. */
static void
test_date_line (MapFixture    *f,
                gconstpointer  data)
{
  static const double middles[] = { 176, 180, -176 };
  double x, y;

  map_fixture_add (f, 1, "West", 0, 170, "mining");
  map_fixture_add (f, 2, "East", 0, -170, "magnet");
  run_sql (f, "INSERT INTO link (id, from_facility, to_facility, material, maker, state)"
              " VALUES (1, 1, 2, 'ore', 'mining', 'operating')");
  map_fixture_show (f, 900, 600);
  ytt_session_set_selected (f->session, 1);
  map_fixture_settle (f);

  for (gsize i = 0; i < G_N_ELEMENTS (middles); i++)
    {
      map_fixture_look_at (f, 0, middles[i], 4);
      locate (f, 0, 178, &x, &y);
      g_assert_cmpuint (count_picked (f, x, y + 5), ==, 1);
      g_assert_cmpuint (count_picked (f, x, y + 9), ==, 0);
      locate (f, 0, -178, &x, &y);
      g_assert_cmpuint (count_picked (f, x, y - 5), ==, 1);
      g_assert_cmpuint (count_picked (f, x, y - 9), ==, 0);
    }

  /* It does not run the other way round the world. */
  map_fixture_look_at (f, 0, 0, 4);
  g_assert_cmpuint (count_picked (f, 450, 300), ==, 0);
}

static void
test_copies (MapFixture    *f,
             gconstpointer  data)
{
  YttMapView view;
  double world, x, y;

  map_fixture_add (f, 1, "A", 40, 10, "mining");
  map_fixture_add (f, 2, "B", 40, 12, "magnet");
  run_sql (f, "INSERT INTO link (id, from_facility, to_facility, material, maker, state)"
              " VALUES (1, 1, 2, 'ore', 'mining', 'planned')");
  map_fixture_show (f, 1200, 500);
  ytt_supply_set_mode (get_supply (f), YTT_SUPPLY_ALL);
  map_fixture_look_at (f, 40, 180, 1);
  ytt_map_motion_get_view (f->layer->motion, &view);
  world = ytt_mercator_get_world_size (view.zoom);
  g_assert_cmpfloat (world, <, 1200);
  locate (f, 40, 11, &x, &y);
  g_assert_cmpuint (count_picked (f, x, y), ==, 1);
  g_assert_cmpuint (count_picked (f, x + (x < 600 ? world : -world), y), ==, 1);
}

static GtkWidget *
find_button (GtkWidget  *root,
             const char *css_class,
             guint      *index)
{
  if (gtk_widget_has_css_class (root, css_class) && (*index)-- == 0)
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, css_class, index);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
is_card_closed (gpointer data)
{
  return ytt_link_layer_get_card (data) == NULL;
}

static void
test_hover (MapFixture    *f,
            gconstpointer  data)
{
  g_autoptr(GPtrArray) links = NULL;
  g_autofree char *text = NULL;
  gboolean open = FALSE;
  guint index = 1;
  double x, y;

  map_fixture_show (f, 900, 600);
  ytt_session_set_selected (f->session, map_fixture_find (f, "ee-narva-neo"));
  map_fixture_settle (f);
  map_fixture_look_at (f, 55, 20, 4);

  /* The ring in Germany tells of both magnet customers. */
  for (x = 0; x < 900 && links == NULL; x += 4)
    for (y = 300; y < 600 && links == NULL; y += 4)
      {
        links = ytt_link_layer_pick (get_layer (f), x, y);
        if (links != NULL && links->len == 1)
          g_clear_pointer (&links, g_ptr_array_unref);
      }
  g_assert_nonnull (links);
  g_assert_cmpuint (links->len, ==, 2);
  text = ytt_supply_link_describe (g_ptr_array_index (links, 0));
  g_assert_true (g_str_has_prefix (text, "Narva magnet plant → Schaeffler\nsintered NdFeB magnets, contracted for 2026\n"));
  g_assert_true (g_str_has_suffix (text, "\nDrawn to the country of Schaeffler, Germany: its plant is not recorded"));

  g_assert_true (ask_for_tooltip (f, x - 4, y - 4));
  g_assert_false (ask_for_tooltip (f, 5, 5));

  /* Its card leads to the page of the customer. */
  map_fixture_click (f, x - 4, y - 4, 1);
  g_assert_nonnull (ytt_link_layer_get_card (get_layer (f)));
  g_signal_emit_by_name (find_button (ytt_link_layer_get_card (get_layer (f)), "link-end", &index), "clicked");
  wait_until (is_card_closed, get_layer (f));
  g_object_get (f->session, "profile-open", &open, NULL);
  g_assert_true (open);
}

/* A click on an arc opens a card and keeps the selection; the card leads to the other end. */
static void
test_click (MapFixture    *f,
            gconstpointer  data)
{
  GtkWidget *card;
  guint index = 1;
  double x, y;

  map_fixture_add (f, 1, "A", 0, 10, "mining");
  map_fixture_add (f, 2, "B", 0, 30, "magnet");
  run_sql (f, "INSERT INTO link (id, from_facility, to_facility, material, maker, state)"
              " VALUES (1, 1, 2, 'ore', 'mining', 'memorandum')");
  map_fixture_show (f, 900, 600);
  ytt_session_set_selected (f->session, 1);
  map_fixture_settle (f);
  map_fixture_look_at (f, 0, 20, 4);
  locate (f, 0, 20, &x, &y);

  map_fixture_click (f, x, y, 1);
  card = ytt_link_layer_get_card (get_layer (f));
  g_assert_nonnull (card);
  g_assert_cmpint (ytt_session_get_selected (f->session), ==, 1);
  g_signal_emit_by_name (find_button (card, "link-end", &index), "clicked");
  wait_until (is_card_closed, get_layer (f));
  g_assert_cmpint (ytt_session_get_selected (f->session), ==, 2);
  map_fixture_settle (f);

  /* Beside it, a click lets go as ever. */
  map_fixture_look_at (f, 0, 20, 4);
  map_fixture_click (f, x, y + 60, 1);
  g_assert_null (ytt_link_layer_get_card (get_layer (f)));
  g_assert_cmpint (ytt_session_get_selected (f->session), ==, 0);
}

static gboolean
is_shown_faint (MapFixture *f,
                gint64      id)
{
  const YttMarker *marker = map_fixture_get_marker (f, id);

  g_assert_nonnull (marker);
  ytt_facility_layer_find_emphasised (f->layer);

  return ytt_facility_layer_is_faint (f->layer, marker);
}

static void
test_trace_dims (MapFixture    *f,
                 gconstpointer  data)
{
  map_fixture_add (f, 1, "A", 0, 0, "mining");
  map_fixture_add (f, 2, "B", 10, 20, "separation");
  map_fixture_add (f, 3, "C", 0, 40, "magnet");
  map_fixture_add (f, 4, "D", 2, 20, "magnet");
  run_sql (f, "INSERT INTO link (id, from_facility, to_facility, material, maker, state)"
              " VALUES (1, 1, 2, 'ore', 'mining', 'operating'), (2, 2, 3, 'oxide', 'separation', 'operating'),"
              " (3, 2, 4, 'oxide', 'separation', 'ended')");
  map_fixture_show (f, 900, 600);
  ytt_session_set_selected (f->session, 1);
  map_fixture_settle (f);
  g_assert_cmpuint (ytt_link_layer_get_n_arcs (get_layer (f)), ==, 1);

  ytt_supply_trace (get_supply (f), YTT_CHAIN_DOWNSTREAM);
  map_fixture_settle (f);
  g_assert_nonnull (ytt_supply_get_chain (get_supply (f)));
  g_assert_cmpuint (ytt_link_layer_get_n_arcs (get_layer (f)), ==, 3);
  g_assert_false (is_shown_faint (f, 1));
  g_assert_false (is_shown_faint (f, 2));
  g_assert_false (is_shown_faint (f, 3));
  g_assert_true (is_shown_faint (f, 4));

  /* One walks along the chain, and it stays. */
  ytt_session_set_selected (f->session, 3);
  map_fixture_settle (f);
  g_assert_nonnull (ytt_supply_get_chain (get_supply (f)));
  g_assert_cmpuint (ytt_link_layer_get_n_arcs (get_layer (f)), ==, 3);

  ytt_session_set_selected (f->session, 0);
  map_fixture_settle (f);
  g_assert_null (ytt_supply_get_chain (get_supply (f)));
  g_assert_cmpuint (ytt_link_layer_get_n_arcs (get_layer (f)), ==, 0);
  map_fixture_look_at (f, 2, 20, 4);
  g_assert_false (is_shown_faint (f, 4));
}

static gboolean
has_label (GtkWidget  *widget,
           const char *text)
{
  if (GTK_IS_LABEL (widget) && g_strcmp0 (gtk_label_get_label (GTK_LABEL (widget)), text) == 0)
    return gtk_widget_get_mapped (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_label (child, text))
      return TRUE;

  return FALSE;
}

static gboolean
tells_lines (gpointer data)
{
  return has_label (data, "Flowing") && has_label (data, "Memorandum") && has_label (data, "Separation");
}

static GtkWidget *
find_part (GtkWidget  *widget,
           const char *id)
{
  GtkWidget *found = NULL;

  if (g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget)), id) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_part (child, id);

  return found;
}

/* What the lines mean stands in the legend, once it is unfolded. */
static void
test_legend (MapFixture    *f,
             gconstpointer  data)
{
  map_fixture_show (f, 800, 700);
  g_assert_false (tells_lines (f->pane));
  g_signal_emit_by_name (find_part (GTK_WIDGET (f->pane), "unfold_button"), "clicked");
  wait_until (tells_lines, f->pane);
}

#define ADD(name, func, empty) \
  g_test_add ("/links/" name, MapFixture, GINT_TO_POINTER (empty), map_fixture_set_up, func, map_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

  ADD ("modes", test_modes, FALSE);
  ADD ("many", test_many, FALSE);
  ADD ("menu", test_menu, FALSE);
  ADD ("date-line", test_date_line, TRUE);
  ADD ("copies", test_copies, TRUE);
  ADD ("hover", test_hover, FALSE);
  ADD ("click", test_click, TRUE);
  ADD ("trace-dims", test_trace_dims, TRUE);
  ADD ("legend", test_legend, FALSE);

  return g_test_run ();
}
