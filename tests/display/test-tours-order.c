/* Stops, put in another order with mouse and keys. */

#include "config.h"

#include "tours-fixture.h"

#include "hand.h"

static gboolean
marks_above (gpointer data)
{
  return gtk_widget_has_css_class (data, "drop-above");
}

static gboolean
marks_below (gpointer data)
{
  return gtk_widget_has_css_class (data, "drop-below");
}

static void
test_order (WindowFixture *f,
            gconstpointer  data)
{
  Tours t = open_tours (f, TOURS);
  graphene_rect_t bounds;
  int height;

  want (&t, "1 Hello|2 Baltic|3 Narva");
  click_row (&t, 0);
  hand_press ("alt+Down");
  want (&t, "1 Baltic|2 Hello*|3 Narva");
  hand_press ("alt+Down");
  want (&t, "1 Baltic|2 Narva|3 Hello*");
  /* At the end there is nowhere to go. */
  hand_press ("alt+Down");
  hand_press ("alt+Up");
  want (&t, "1 Baltic|2 Hello*|3 Narva");
  assert_document (f->document, ORDER, "Baltic|Hello|Narva");
  hand_press ("ctrl+z");
  want (&t, "1 Baltic|2 Narva|3 Hello*");
  hand_press ("ctrl+z");
  hand_press ("ctrl+z");
  want (&t, "1 Hello*|2 Baltic|3 Narva");
  assert_document (f->document, ORDER, "Hello|Baltic|Narva");

  /* Dragged above the second one, then below the last. */
  wait_for_frames (GTK_WIDGET (t.window));
  g_assert_true (gtk_widget_compute_bounds (get_row (&t, 0), GTK_WIDGET (t.list), &bounds));
  height = (int) bounds.size.height;
  hand_carry (get_row (&t, 2), 100, height / 2.0, 0, -height - height / 4);
  hand_carry_until (marks_above, get_row (&t, 1));
  hand_let_go ();
  want (&t, "1 Hello|2 Narva*|3 Baltic");
  undo (&t);
  want (&t, "1 Hello|2 Baltic|3 Narva*");
  wait_for_frames (GTK_WIDGET (t.window));
  hand_carry (get_row (&t, 0), 100, height / 2.0, 0, 2 * height + height / 4);
  hand_carry_until (marks_below, get_row (&t, 2));
  hand_let_go ();
  want (&t, "1 Baltic|2 Narva|3 Hello*");
  assert_document (f->document, ORDER, "Baltic|Narva|Hello");
  undo (&t);
  want (&t, "1 Hello*|2 Baltic|3 Narva");

  close_window (t.window);
}

/* (transfer none) (nullable): of a row */
static GdkDrag *
find_drag (GtkWidget *row)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (row);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DRAG_SOURCE (controller))
        return gtk_drag_source_get_drag (GTK_DRAG_SOURCE (controller));
    }

  return NULL;
}

static gboolean
is_dragged (gpointer data)
{
  return find_drag (data) != NULL && gtk_widget_has_css_class (data, "dragged");
}

/* Black, and the ink on it as well, where there is no compositor to see through it. */
static void
test_drag_icon (WindowFixture *f,
                gconstpointer  data)
{
  Tours t = open_tours (f, TOURS);
  GtkWidget *row = get_row (&t, 1), *child;
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;
  g_autoptr(GdkTexture) texture = NULL;
  g_autofree guint32 *pixels = NULL;
  graphene_rect_t bounds;
  GdkPaintable *icon;
  guint n_dark = 0;
  int width, height;

  g_assert_false (gdk_display_is_composited (gdk_display_get_default ()));
  wait_for_frames (GTK_WIDGET (t.window));
  hand_carry (row, 100, gtk_widget_get_height (row) / 2.0, 0, 40);
  hand_carry_until (is_dragged, row);

  child = gtk_drag_icon_get_child (GTK_DRAG_ICON (gtk_drag_icon_get_for_drag (find_drag (row))));
  g_object_get (child, "paintable", &icon, NULL);
  width = gdk_paintable_get_intrinsic_width (icon);
  height = gdk_paintable_get_intrinsic_height (icon);
  g_assert_true (gtk_widget_compute_bounds (row, row, &bounds));
  g_assert_cmpint (width, ==, (int) bounds.size.width);
  g_assert_cmpint (height, ==, (int) bounds.size.height);
  gdk_paintable_snapshot (icon, snapshot, width, height);
  node = gtk_snapshot_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (t.window)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  pixels = g_new (guint32, (gsize) (width * height));
  gdk_texture_download (texture, (guchar *) pixels, (gsize) width * 4);
  for (int i = 0; i < width * height; i++)
    {
      g_assert_cmphex (pixels[i] >> 24, ==, 0xff);
      n_dark += (pixels[i] & 0xff) < 0x80;
    }
  /* There is something on it. */
  g_assert_cmpuint (n_dark, >, 50);
  g_assert_cmpuint (n_dark, <, (guint) (width * height) / 5);

  g_object_unref (icon);
  hand_let_go ();
  close_window (t.window);
}

/* So many that they do not all fit. */
#define MANY CLEAR \
  "INSERT INTO tour (id, title) VALUES (1, 'Alpha');" \
  "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30)" \
  " INSERT INTO tour_stop (id, tour, position, kind, title) SELECT 100 + i, 1, i, 'slide', 'S' || i FROM n"

static gboolean
is_in_view (gpointer data)
{
  Tours *t = data;
  GtkListBoxRow *row = gtk_list_box_get_selected_row (t->list);
  GtkWidget *scrolled = find_widget (GTK_WIDGET (t->pane), GTK_TYPE_SCROLLED_WINDOW, "scrolled");
  graphene_rect_t bounds;

  return row != NULL && gtk_widget_compute_bounds (GTK_WIDGET (row), scrolled, &bounds) && bounds.origin.y >= 0
         && bounds.origin.y + bounds.size.height <= (float) gtk_widget_get_height (scrolled);
}

static void
focus_cb (GtkWindow  *window,
          GParamSpec *pspec,
          guint      *n_changes)
{
  *n_changes += 1;
}

typedef struct
{
  Tours *tours;
  gint64 stop;
  int    index;
} Place;

static gboolean
has_moved (gpointer data)
{
  Place *place = data;
  YttTour *tour = ytt_tours_get_current (place->tours->tours);
  guint index;

  return ytt_tour_find_stop (tour, place->stop, &index) && (int) index == place->index;
}

static void
move (Tours      *t,
      const char *key,
      gint64      stop,
      int         index)
{
  Place place = { t, stop, index };
  g_autofree char *name = g_strdup_printf ("%d, S%d, Slide", index + 1, (int) (stop - 100));

  hand_press (key);
  wait_until (has_moved, &place);
  wait_until (is_in_view, t);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (t->window)) == get_row (t, index));
  g_assert_null (gtk_test_accessible_check_property (GTK_ACCESSIBLE (get_row (t, index)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                                     name));
}

/* The keyboard stays on what is moved, which stays in view and says where it is: a reader is told of nothing else. */
static void
test_keeps_place (WindowFixture *f,
                  gconstpointer  data)
{
  Tours t = open_tours (f, MANY);
  guint n_changes = 0;

  click_row (&t, 1);
  wait_for_frames (GTK_WIDGET (t.window));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (t.window)) == get_row (&t, 1));
  g_signal_connect (t.window, "notify::focus-widget", G_CALLBACK (focus_cb), &n_changes);

  for (int i = 2; i < 14; i++)
    move (&t, "alt+Down", 102, i);
  for (int i = 12; i >= 0; i--)
    move (&t, "alt+Up", 102, i);
  move (&t, "ctrl+z", 102, 1);
  g_assert_cmpuint (n_changes, ==, 0);

  /* From there the arrows go on. */
  hand_press ("Down");
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (t.window)) == get_row (&t, 2));

  close_window (t.window);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(path, test) \
  g_test_add ("/tours/" path, WindowFixture, NULL, window_fixture_set_up, test, window_fixture_tear_down)

  ADD ("order", test_order);
  ADD ("drag-icon", test_drag_icon);
  ADD ("keeps-place", test_keeps_place);

#undef ADD

  return g_test_run ();
}
