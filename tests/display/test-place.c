#include "config.h"

#include <math.h>

#include "map-fixture.h"
#include "ytt-mercator.h"
#include "ytt-placing.h"

/* Where a facility is, as it is set on the map. */

static YttEditor *
get_editor (MapFixture *f)
{
  return ytt_session_get_editor (f->session);
}

static YttPlacing *
get_placing (MapFixture *f)
{
  return ytt_session_get_placing (f->session);
}

static gboolean
is_movable (gpointer data)
{
  return ytt_placing_get_movable (get_placing (data));
}

/* One facility near the date line, selected and edited. */
static void
edit (MapFixture *f,
      double      latitude,
      double      longitude)
{
  map_fixture_add (f, 1, "Taveuni mine", latitude, longitude, "mining");
  map_fixture_show (f, 900, 600);
  map_fixture_look_at (f, latitude, longitude, 6);
  ytt_session_set_selected (f->session, 1);
  ytt_editor_set_editing (get_editor (f), TRUE);
  wait_until (is_movable, f);
  map_fixture_look_at (f, latitude, longitude, 6);
}

static void
drag_begin (MapFixture *f,
            double      x,
            double      y)
{
  g_signal_emit_by_name (map_fixture_get_controller (f, GTK_TYPE_GESTURE_DRAG), "drag-begin", x, y);
}

static void
drag_to (MapFixture *f,
         double      dx,
         double      dy)
{
  g_signal_emit_by_name (map_fixture_get_controller (f, GTK_TYPE_GESTURE_DRAG), "drag-update", dx, dy);
}

static void
drag_end (MapFixture *f,
          double      dx,
          double      dy)
{
  g_signal_emit_by_name (map_fixture_get_controller (f, GTK_TYPE_GESTURE_DRAG), "drag-end", dx, dy);
}

/* Degrees to the east that so many px are. */
static double
to_degrees (MapFixture *f,
            double      px)
{
  double zoom;

  ytt_session_get_viewport (f->session, NULL, NULL, &zoom);

  return px * 360 / ytt_mercator_get_world_size (zoom);
}

typedef struct
{
  MapFixture *f;
  double      longitude;
  double      epsilon;
} Wanted;

static gboolean
has_longitude (gpointer data)
{
  Wanted *wanted = data;
  YttRecord *record = ytt_session_get_record (wanted->f->session);

  return record != NULL && fabs (record->longitude - wanted->longitude) <= wanted->epsilon;
}

static void
wait_for_longitude (MapFixture *f,
                    double      longitude)
{
  Wanted wanted = { f, longitude, to_degrees (f, 1) };

  wait_until (has_longitude, &wanted);
  map_fixture_settle (f);
}

static void
assert_marker_at (MapFixture *f,
                  double      x,
                  double      y)
{
  const YttMarker *marker = map_fixture_get_marker (f, 1);

  g_assert_nonnull (marker);
  g_assert_cmpfloat_with_epsilon (marker->x, x, 1);
  g_assert_cmpfloat_with_epsilon (marker->y, y, 1);
}

static void
get_view (MapFixture *f,
          double     *latitude,
          double     *longitude)
{
  double zoom;

  ytt_session_get_viewport (f->session, latitude, longitude, &zoom);
}

/* The marker follows, lands in the document, and the map stays. */
static void
test_drag (MapFixture    *f,
           gconstpointer  data)
{
  double latitude, longitude, new_latitude, new_longitude;

  edit (f, -17, 170);
  get_view (f, &latitude, &longitude);
  assert_marker_at (f, 450, 300);

  drag_begin (f, 455, 305);
  drag_to (f, 100, 50);
  assert_marker_at (f, 550, 350);
  drag_to (f, 120, 0);
  assert_marker_at (f, 570, 300);
  drag_end (f, 120, 0);
  /* At once, not only when the document has been read anew. */
  assert_marker_at (f, 570, 300);
  wait_for_longitude (f, 170 + to_degrees (f, 120));
  assert_marker_at (f, 570, 300);
  get_view (f, &new_latitude, &new_longitude);
  g_assert_cmpfloat_with_epsilon (new_latitude, latitude, 1e-6);
  g_assert_cmpfloat_with_epsilon (new_longitude, longitude, 1e-6);
  g_assert_cmpint (ytt_session_get_selected (f->session), ==, 1);
}

/* Twice in a row, before the first one has been read from the document. */
static void
test_drag_twice (MapFixture    *f,
                 gconstpointer  data)
{
  edit (f, -17, 170);
  drag_begin (f, 450, 300);
  drag_to (f, 50, 0);
  drag_end (f, 50, 0);
  drag_begin (f, 500, 300);
  drag_to (f, 50, 0);
  drag_end (f, 50, 0);
  wait_for_longitude (f, 170 + to_degrees (f, 100));
  assert_marker_at (f, 550, 300);
  g_assert_null (ytt_placing_get_pending (get_placing (f)));
}

static void
test_undo (MapFixture    *f,
           gconstpointer  data)
{
  edit (f, -17, 170);
  drag_begin (f, 450, 300);
  drag_to (f, 80, -40);
  drag_end (f, 80, -40);
  wait_for_longitude (f, 170 + to_degrees (f, 80));

  ytt_editor_undo (get_editor (f));
  wait_for_longitude (f, 170);
  assert_marker_at (f, 450, 300);

  ytt_editor_redo (get_editor (f));
  wait_for_longitude (f, 170 + to_degrees (f, 80));
  assert_marker_at (f, 530, 260);
}

/* Less than the threshold is a click, which selects; beside the marker the map is dragged. */
static void
test_not_dragged (MapFixture    *f,
                  gconstpointer  data)
{
  double latitude, longitude;

  edit (f, -17, 170);
  drag_begin (f, 450, 300);
  drag_to (f, 2, 2);
  drag_end (f, 2, 2);
  map_fixture_click (f, 452, 302, 1);
  assert_marker_at (f, 450, 300);
  g_assert_cmpint (ytt_session_get_selected (f->session), ==, 1);

  drag_begin (f, 700, 100);
  drag_to (f, 60, 0);
  drag_end (f, 60, 0);
  assert_marker_at (f, 510, 300);
  get_view (f, &latitude, &longitude);
  g_assert_cmpfloat_with_epsilon (longitude, 170 - to_degrees (f, 60), 0.01);
  g_assert_cmpfloat (ytt_session_get_record (f->session)->longitude, ==, 170);

  /* Outside of edit mode, the map is dragged from anywhere. */
  ytt_editor_set_editing (get_editor (f), FALSE);
  drag_begin (f, 510, 300);
  drag_to (f, -60, 0);
  drag_end (f, -60, 0);
  assert_marker_at (f, 450, 300);
  g_assert_cmpfloat (ytt_session_get_record (f->session)->longitude, ==, 170);
}

static void
test_escape (MapFixture    *f,
             gconstpointer  data)
{
  double latitude, longitude, new_latitude, new_longitude;

  edit (f, -17, 170);
  get_view (f, &latitude, &longitude);
  drag_begin (f, 450, 300);
  drag_to (f, 100, 50);
  g_assert_true (map_fixture_press (f, GDK_KEY_Escape, 0));
  assert_marker_at (f, 450, 300);

  /* What is left of the drag moves neither marker nor map. */
  drag_to (f, 200, 50);
  drag_end (f, 200, 50);
  assert_marker_at (f, 450, 300);
  get_view (f, &new_latitude, &new_longitude);
  g_assert_cmpfloat (new_longitude, ==, longitude);
  g_assert_cmpint (ytt_session_get_selected (f->session), ==, 1);

  /* The next one lets go of the selection, as ever. */
  g_assert_true (map_fixture_press (f, GDK_KEY_Escape, 0));
  g_assert_cmpint (ytt_session_get_selected (f->session), ==, 0);
  g_assert_null (ytt_editor_get_undo_summary (get_editor (f)));
}

/* Over the date line, and from a copy of the world. */
static void
test_date_line (MapFixture    *f,
                gconstpointer  data)
{
  edit (f, -17, 179);
  drag_begin (f, 450, 300);
  drag_to (f, 200, 0);
  drag_end (f, 200, 0);
  wait_for_longitude (f, 179 + to_degrees (f, 200) - 360);
  assert_marker_at (f, 650, 300);
}

static void
test_keys (MapFixture    *f,
           gconstpointer  data)
{
  GtkEventController *keys;
  gboolean handled = FALSE;

  edit (f, -17, 170);
  g_assert_true (map_fixture_press (f, GDK_KEY_Right, GDK_CONTROL_MASK));
  g_assert_true (map_fixture_press (f, GDK_KEY_Right, GDK_CONTROL_MASK));
  g_assert_true (map_fixture_press (f, GDK_KEY_Down, GDK_CONTROL_MASK | GDK_SHIFT_MASK));
  assert_marker_at (f, 470, 301);
  g_assert_true (map_fixture_press (f, GDK_KEY_Escape, 0));
  assert_marker_at (f, 450, 300);

  g_assert_true (map_fixture_press (f, GDK_KEY_Left, GDK_CONTROL_MASK));
  keys = map_fixture_get_controller (f, GTK_TYPE_EVENT_CONTROLLER_KEY);
  g_signal_emit_by_name (keys, "key-released", GDK_KEY_Control_L, 0, GDK_CONTROL_MASK, &handled);
  wait_for_longitude (f, 170 - to_degrees (f, 10));
  assert_marker_at (f, 440, 300);

  /* While nothing is edited, these keys are not the map's. */
  ytt_editor_set_editing (get_editor (f), FALSE);
  g_assert_false (map_fixture_press (f, GDK_KEY_Left, GDK_CONTROL_MASK));
}

static void
test_click_places (MapFixture    *f,
                   gconstpointer  data)
{
  edit (f, -17, 170);
  map_fixture_add (f, 2, "Another mine", -17, 171, "mining");
  ytt_placing_set_asking (get_placing (f), TRUE);
  g_assert_true (ytt_placing_get_asking (get_placing (f)));

  /* The map can be moved meanwhile, and Escape gives it up without letting go of the selection. */
  drag_begin (f, 100, 100);
  drag_to (f, 50, 0);
  drag_end (f, 50, 0);
  g_assert_true (ytt_placing_get_asking (get_placing (f)));
  g_assert_true (map_fixture_press (f, GDK_KEY_Escape, 0));
  g_assert_false (ytt_placing_get_asking (get_placing (f)));
  g_assert_cmpint (ytt_session_get_selected (f->session), ==, 1);

  map_fixture_look_at (f, -17, 170, 6);
  ytt_placing_set_asking (get_placing (f), TRUE);
  map_fixture_click (f, 350, 300, 1);
  g_assert_false (ytt_placing_get_asking (get_placing (f)));
  wait_for_longitude (f, 170 - to_degrees (f, 100));
  assert_marker_at (f, 350, 300);
  g_assert_cmpint (ytt_session_get_selected (f->session), ==, 1);

  /* Enter puts it into the middle. */
  ytt_placing_set_asking (get_placing (f), TRUE);
  g_assert_true (map_fixture_press (f, GDK_KEY_Return, 0));
  wait_for_longitude (f, 170);
}

static void
chosen_cb (YttPlacing *placing,
           guint       candidate,
           guint      *chosen)
{
  *chosen = candidate;
}

static char *
get_cursor (MapFixture *f)
{
  GdkCursor *cursor = gtk_widget_get_cursor (GTK_WIDGET (f->layer));

  return g_strdup (cursor != NULL ? gdk_cursor_get_name (cursor) : "default");
}

/* The places that are asked about come into view, and a click on one answers; beside them it is a click as ever. */
static void
test_candidates (MapFixture    *f,
                 gconstpointer  data)
{
  const YttCandidate places[] = { { -17, -179 }, { -17, 178 } };
  g_autoptr(GArray) candidates = g_array_new (FALSE, FALSE, sizeof (YttCandidate));
  guint chosen = G_MAXUINT;
  g_autofree char *over = NULL, *beside = NULL;
  double latitude, longitude, half;

  edit (f, 50, 10);
  g_array_append_vals (candidates, places, G_N_ELEMENTS (places));
  g_signal_connect (get_placing (f), "chosen", G_CALLBACK (chosen_cb), &chosen);
  ytt_placing_set_candidates (get_placing (f), candidates);
  map_fixture_settle (f);

  /* Across the date line, for that is the shorter way. */
  get_view (f, &latitude, &longitude);
  g_assert_cmpfloat_with_epsilon (latitude, -17, 0.1);
  g_assert_cmpfloat_with_epsilon (longitude, 179.5, 0.1);
  half = 1.5 / to_degrees (f, 1);
  map_fixture_point_at (f, 450 + half, 300);
  over = get_cursor (f);
  g_assert_cmpstr (over, ==, "pointer");
  map_fixture_point_at (f, 450, 40);
  beside = get_cursor (f);
  g_assert_cmpstr (beside, ==, "default");

  map_fixture_click (f, 450 + half, 305, 1);
  g_assert_cmpuint (chosen, ==, 0);
  map_fixture_click (f, 450 - half, 300, 1);
  g_assert_cmpuint (chosen, ==, 1);
  g_assert_cmpint (ytt_session_get_selected (f->session), ==, 1);

  ytt_placing_set_candidates (get_placing (f), NULL);
  map_fixture_click (f, 450 + half, 300, 1);
  g_assert_cmpint (ytt_session_get_selected (f->session), ==, 0);
}

/* What the pointer looks like tells what a press would do. */
static void
test_cursors (MapFixture    *f,
              gconstpointer  data)
{
  g_autofree char *at_rest = NULL, *held = NULL, *asking = NULL, *read = NULL;

  edit (f, -17, 170);
  map_fixture_point_at (f, 450, 300);
  at_rest = get_cursor (f);
  g_assert_cmpstr (at_rest, ==, "grab");
  drag_begin (f, 450, 300);
  drag_to (f, 30, 0);
  held = get_cursor (f);
  g_assert_cmpstr (held, ==, "grabbing");
  g_assert_true (map_fixture_press (f, GDK_KEY_Escape, 0));
  drag_end (f, 30, 0);

  ytt_placing_set_asking (get_placing (f), TRUE);
  map_fixture_point_at (f, 450, 300);
  asking = get_cursor (f);
  g_assert_cmpstr (asking, ==, "crosshair");

  ytt_editor_set_editing (get_editor (f), FALSE);
  map_fixture_point_at (f, 450, 300);
  read = get_cursor (f);
  g_assert_cmpstr (read, ==, "pointer");
}

/* Another selection, the end of editing and another document end the asking. */
static void
test_asking_ends (MapFixture    *f,
                  gconstpointer  data)
{
  edit (f, -17, 170);
  ytt_placing_set_asking (get_placing (f), TRUE);
  ytt_session_set_selected (f->session, 0);
  g_assert_false (ytt_placing_get_asking (get_placing (f)));
  ytt_placing_set_asking (get_placing (f), TRUE);
  g_assert_false (ytt_placing_get_asking (get_placing (f)));

  ytt_session_set_selected (f->session, 1);
  wait_until (is_movable, f);
  ytt_placing_set_asking (get_placing (f), TRUE);
  g_assert_true (ytt_placing_get_asking (get_placing (f)));
  ytt_editor_set_editing (get_editor (f), FALSE);
  g_assert_false (ytt_placing_get_asking (get_placing (f)));
}

int
main (int   argc,
      char *argv[])
{
  const gpointer empty = GINT_TO_POINTER (TRUE);

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

  g_test_add ("/place/drag", MapFixture, empty, map_fixture_set_up, test_drag, map_fixture_tear_down);
  g_test_add ("/place/drag-twice", MapFixture, empty, map_fixture_set_up, test_drag_twice, map_fixture_tear_down);
  g_test_add ("/place/undo", MapFixture, empty, map_fixture_set_up, test_undo, map_fixture_tear_down);
  g_test_add ("/place/not-dragged", MapFixture, empty, map_fixture_set_up, test_not_dragged, map_fixture_tear_down);
  g_test_add ("/place/escape", MapFixture, empty, map_fixture_set_up, test_escape, map_fixture_tear_down);
  g_test_add ("/place/date-line", MapFixture, empty, map_fixture_set_up, test_date_line, map_fixture_tear_down);
  g_test_add ("/place/keys", MapFixture, empty, map_fixture_set_up, test_keys, map_fixture_tear_down);
  g_test_add ("/place/click-places", MapFixture, empty, map_fixture_set_up, test_click_places,
              map_fixture_tear_down);
  g_test_add ("/place/candidates", MapFixture, empty, map_fixture_set_up, test_candidates, map_fixture_tear_down);
  g_test_add ("/place/cursors", MapFixture, empty, map_fixture_set_up, test_cursors, map_fixture_tear_down);
  g_test_add ("/place/asking-ends", MapFixture, empty, map_fixture_set_up, test_asking_ends, map_fixture_tear_down);

  return g_test_run ();
}
