#include "config.h"

#include <math.h>

#include "edit-fixture.h"
#include "hand.h"
#include "ytt-country-guess-row.h"
#include "ytt-map-pane.h"
#include "ytt-pending-place-row.h"
#include "ytt-placing.h"

/* Where a facility is, as it is typed and shown on the map, with keys and clicks as those of a hand. */

#define OF_NARVA " FROM facility WHERE facility = 'ee-narva-neo'"

static YttSession *
get_session (YttWindow *window)
{
  return ytt_window_get_session (window);
}

static YttPlacing *
get_placing (YttWindow *window)
{
  return ytt_session_get_placing (get_session (window));
}

static void
undo (YttWindow *window)
{
  ytt_editor_undo (ytt_session_get_editor (get_session (window)));
}

typedef struct
{
  YttWindow *window;
  double     longitude;
} Wanted;

static gboolean
has_longitude (gpointer data)
{
  Wanted *wanted = data;
  YttRecord *record = ytt_session_get_record (get_session (wanted->window));

  return record != NULL && (isnan (wanted->longitude) ? isnan (record->longitude)
                                                      : fabs (record->longitude - wanted->longitude) < 1e-9);
}

static gboolean
is_east_of (gpointer data)
{
  Wanted *wanted = data;

  return ytt_session_get_record (get_session (wanted->window))->longitude > wanted->longitude;
}

static void
wait_for_longitude (YttWindow *window,
                    double     longitude)
{
  Wanted wanted = { window, longitude };

  wait_until (has_longitude, &wanted);
  wait_for_window (window);
}

typedef struct
{
  YttField   *field;
  const char *text;
} Shown;

static gboolean
shows_text (gpointer data)
{
  Shown *shown = data;
  g_autofree char *text = ytt_field_get_text (shown->field);

  return g_str_equal (text, shown->text);
}

static void
wait_for_text (YttField   *field,
               const char *text)
{
  Shown shown = { field, text };

  wait_until (shows_text, &shown);
}

static GtkWidget *
get_layer (YttWindow *window)
{
  return GTK_WIDGET (ytt_map_pane_get_layer (YTT_MAP_PANE (find_widget (GTK_WIDGET (window), YTT_TYPE_MAP_PANE,
                                                                       NULL))));
}

/* (nullable) */
static const YttMarker *
get_selected_marker (YttWindow *window)
{
  YttFacilityLayer *layer = ytt_map_pane_get_layer (YTT_MAP_PANE (find_widget (GTK_WIDGET (window),
                                                                             YTT_TYPE_MAP_PANE, NULL)));
  GArray *markers = ytt_facility_layer_get_markers (layer);

  for (guint i = 0; i < markers->len; i++)
    if (g_array_index (markers, YttMarker, i).flags & YTT_MARKER_SELECTED)
      return &g_array_index (markers, YttMarker, i);

  return NULL;
}

static gboolean
is_in_sight (gpointer data)
{
  const YttMarker *marker = get_selected_marker (data);

  return marker != NULL && gtk_widget_contains (get_layer (data), marker->x, marker->y);
}

static gboolean
has_pending (gpointer data)
{
  return ytt_placing_get_pending (data) != NULL;
}

static gboolean
has_no_pending (gpointer data)
{
  return !has_pending (data);
}

static gboolean
is_asking (gpointer data)
{
  return ytt_placing_get_asking (data);
}

static void
test_coordinates (WindowFixture *f,
                  gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttField *coordinates;
  g_autofree char *before = NULL;
  double longitude;

  edit_facility (window, "ee-narva-neo");
  longitude = ytt_session_get_record (get_session (window))->longitude;
  coordinates = find_field (GTK_WIDGET (window), "Coordinates");
  before = ytt_field_get_text (coordinates);
  g_assert_cmpstr (before, ==, "59.3618°\302\240N, 28.1478°\302\240E");

  type_into (coordinates, "59.4N,28.2E");
  hand_press ("Return");
  wait_for_undo (window, "Move Narva magnet plant");
  wait_for_longitude (window, 28.2);
  wait_for_state (coordinates, YTT_FIELD_CLEAN);
  wait_for_text (coordinates, "59.4000°\302\240N, 28.2000°\302\240E");
  assert_document (f->document, "SELECT location_precision || coalesce (location_source, ' of nobody')" OF_NARVA,
                   "site of nobody");

  undo (window);
  wait_for_longitude (window, longitude);
  wait_for_text (coordinates, before);

  /* With no more digits than a town earns, and leaving it so changes nothing. */
  ytt_field_type (find_field (GTK_WIDGET (window), "How Exact"), "locality");
  ytt_field_save (find_field (GTK_WIDGET (window), "How Exact"));
  wait_for_undo (window, "Change how exactly the place of Narva magnet plant is known");
  wait_for_text (coordinates, "59.36°\302\240N, 28.15°\302\240E");
  gtk_widget_grab_focus (GTK_WIDGET (coordinates));
  hand_press ("Tab");
  wait_for_state (coordinates, YTT_FIELD_CLEAN);
  g_assert_cmpfloat (ytt_session_get_record (get_session (window))->longitude, ==, longitude);
}

/* Both readings are told in words and shown on the map; either way one answers. */
static void
test_ambiguous (WindowFixture *f,
                gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttField *coordinates;
  GArray *candidates;

  edit_facility (window, "ee-narva-neo");
  coordinates = find_field (GTK_WIDGET (window), "Coordinates");
  type_into (coordinates, "59,5,28");
  hand_press ("Return");
  wait_for_state (coordinates, YTT_FIELD_ASKING);
  candidates = ytt_placing_get_candidates (get_placing (window));
  g_assert_nonnull (candidates);
  g_assert_cmpuint (candidates->len, ==, 2);
  g_assert_nonnull (find_label (GTK_WIDGET (window), "A: 59.50°\302\240N, 28.00°\302\240E, near Narva, Estonia"));

  /* Escape gives it up, in the field and on the map. */
  hand_press ("Escape");
  wait_for_state (coordinates, YTT_FIELD_CLEAN);
  wait_for_text (coordinates, "59.3618°\302\240N, 28.1478°\302\240E");
  g_assert_null (ytt_placing_get_candidates (get_placing (window)));

  type_into (coordinates, "59,5,28");
  hand_press ("Return");
  wait_for_state (coordinates, YTT_FIELD_ASKING);
  click_button (GTK_WIDGET (window), "A: 59.50°\302\240N, 28.00°\302\240E, near Narva, Estonia");
  wait_for_longitude (window, 28);
  g_assert_null (ytt_placing_get_candidates (get_placing (window)));

  type_into (coordinates, "59,5,28");
  hand_press ("Return");
  wait_for_state (coordinates, YTT_FIELD_ASKING);
  ytt_placing_choose (get_placing (window), 1);
  wait_for_longitude (window, 5.28);
  wait_for_state (coordinates, YTT_FIELD_CLEAN);
}

/* Bare numbers in the wrong order lead out of the country, and the other way round into it. */
static void
test_order (WindowFixture *f,
            gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttField *coordinates;

  edit_facility (window, "ee-narva-neo");
  coordinates = find_field (GTK_WIDGET (window), "Coordinates");
  type_into (coordinates, "28.15,59.36");
  hand_press ("Return");
  wait_for_state (coordinates, YTT_FIELD_ASKING);
  click_button (GTK_WIDGET (window), "B: 59.36°\302\240N, 28.15°\302\240E, near Narva, Estonia");
  wait_for_longitude (window, 28.15);

  /* With letters, that is what is meant. */
  type_into (coordinates, "28.15N,59.36E");
  hand_press ("Return");
  wait_for_longitude (window, 59.36);
  /* The map goes along, and with what is taken back. */
  wait_until (is_in_sight, window);
  undo (window);
  wait_for_longitude (window, 28.15);
  wait_until (is_in_sight, window);
}

static void
test_invalid (WindowFixture *f,
              gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttField *coordinates;

  edit_facility (window, "ee-narva-neo");
  coordinates = find_field (GTK_WIDGET (window), "Coordinates");
  type_into (coordinates, "95N,28E");
  hand_press ("Tab");
  wait_for_state (coordinates, YTT_FIELD_INVALID);

  /* It stays with its facility, as a draft. */
  select_facility (window, "ee-sillamae-silmet");
  wait_for_state (coordinates, YTT_FIELD_CLEAN);
  select_facility (window, "ee-narva-neo");
  wait_for_text (coordinates, "95N,28E");
  wait_for_state (coordinates, YTT_FIELD_INVALID);
}

static gboolean
has_proposal (gpointer data)
{
  return find_label (data, "Georgia, United States") != NULL;
}

/* A town fills all but how exact that is, which is asked; until then nothing is in the document. */
static void
test_town (WindowFixture *f,
           gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  const YttPendingPlace *pending;

  edit_facility (window, "ee-narva-neo");
  type_into (find_field (GTK_WIDGET (window), "Town"), "columbus,geo");
  wait_until (has_proposal, window);
  hand_press ("Down");
  hand_press ("Return");
  wait_until (has_pending, get_placing (window));
  pending = ytt_placing_get_pending (get_placing (window));
  g_assert_cmpstr (pending->locality, ==, "Columbus");
  g_assert_cmpstr (pending->admin1, ==, "Georgia");
  g_assert_cmpstr (pending->country, ==, "US");
  assert_document (f->document, "SELECT locality" OF_NARVA, "Narva");

  /* It is there again in another window, or after a crash. */
  close_window (window);
  window = open_window (f, f->document);
  edit_facility (window, "ee-narva-neo");
  wait_until (has_pending, get_placing (window));
  click_button (GTK_WIDGET (window), "Its Town");
  wait_for_undo (window, "Move Narva magnet plant to Columbus");
  wait_until (has_no_pending, get_placing (window));
  assert_document (f->document, "SELECT locality || ', ' || admin1 || ', ' || country || ', ' || location_precision"
                   OF_NARVA, "Columbus, Georgia, US, locality");

  wait_for_text (find_field (GTK_WIDGET (window), "Town"), "Columbus");
  undo (window);
  wait_for_text (find_field (GTK_WIDGET (window), "Town"), "Narva");
  assert_document (f->document, "SELECT locality || ', ' || country || ', ' || location_precision" OF_NARVA,
                   "Narva, EE, site");
}

static gboolean
is_shown (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

static gboolean
is_hidden (gpointer widget)
{
  return !gtk_widget_get_mapped (widget);
}

/* What country a place is in is told, and filled in only where somebody takes it. */
static void
test_country (WindowFixture *f,
              gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  GtkWidget *row;

  run_sql (f->document, "UPDATE facility SET country = NULL WHERE facility = 'ee-narva-neo'");
  edit_facility (window, "ee-narva-neo");
  row = find_widget (GTK_WIDGET (window), YTT_TYPE_COUNTRY_GUESS_ROW, NULL);
  wait_until (is_shown, row);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "Probably Estonia");
  assert_document (f->document, "SELECT coalesce (country, '-')" OF_NARVA, "-");

  gtk_widget_grab_focus (find_button (row, "Take It"));
  hand_press ("Return");
  wait_for_document (f->document, "SELECT coalesce (country, '-')" OF_NARVA, "EE");
  wait_for_undo (window, "Change the country of Narva magnet plant");
  wait_until (is_hidden, row);
}

/* A name that is not picked is a name, and a draft that is discarded is gone. */
static void
test_town_name (WindowFixture *f,
                gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttField *town;

  edit_facility (window, "ee-narva-neo");
  town = find_field (GTK_WIDGET (window), "Town");
  type_into (town, "Narva-Joesuu");
  hand_press ("Return");
  wait_for_undo (window, "Change the town of Narva magnet plant");
  g_assert_null (ytt_placing_get_pending (get_placing (window)));
  assert_document (f->document, "SELECT locality || ', ' || country" OF_NARVA, "Narva-Joesuu, EE");

  type_into (town, "columbus,geo");
  wait_until (has_proposal, window);
  hand_press ("Down");
  hand_press ("Return");
  wait_until (has_pending, get_placing (window));
  click_button (GTK_WIDGET (window), "Discard");
  wait_until (has_no_pending, get_placing (window));
  wait_for_text (town, "Narva-Joesuu");
  assert_document (f->document, "SELECT locality || ', ' || country" OF_NARVA, "Narva-Joesuu, EE");
}

static gboolean
is_off_map (gpointer data)
{
  YttSession *session = get_session (data);
  GArray *points = ytt_session_get_points (session);

  for (guint i = 0; points != NULL && i < points->len; i++)
    if (g_array_index (points, YttPoint, i).id == ytt_session_get_selected (session))
      return FALSE;

  return points != NULL;
}

static gboolean
is_on_map (gpointer data)
{
  return !is_off_map (data);
}

/* Off the map and back; what has no place is asked how exact its new one is. */
static void
test_no_place (WindowFixture *f,
               gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttField *coordinates;

  edit_facility (window, "ee-narva-neo");
  coordinates = find_field (GTK_WIDGET (window), "Coordinates");
  type_into (coordinates, "");
  hand_press ("Return");
  wait_for_undo (window, "Take Narva magnet plant off the map");
  wait_until (is_off_map, window);
  assert_document (f->document, "SELECT geom IS NULL AND location_precision IS NULL" OF_NARVA, "1");

  undo (window);
  wait_until (is_on_map, window);
  wait_for_text (coordinates, "59.3618°\302\240N, 28.1478°\302\240E");

  ytt_placing_clear (get_placing (window));
  wait_until (is_off_map, window);
  wait_for_document (f->document, "SELECT geom IS NULL" OF_NARVA, "1");
  type_into (coordinates, "59.4N,28.2E");
  hand_press ("Return");
  wait_until (has_pending, get_placing (window));
  assert_document (f->document, "SELECT geom IS NULL" OF_NARVA, "1");
  click_button (GTK_WIDGET (window), "Its Region");
  wait_for_undo (window, "Place Narva magnet plant");
  wait_until (is_on_map, window);
  wait_for_text (coordinates, "59.4°\302\240N, 28.2°\302\240E");
}

static void
count_cb (guint *n)
{
  (*n)++;
}

static gboolean
is_many (gpointer data)
{
  return *(guint *) data > 1;
}

typedef struct
{
  YttWindow *window;
  double     x;
  double     y;
} Spot;

static gboolean
is_at_spot (gpointer data)
{
  Spot *spot = data;
  const YttMarker *marker = get_selected_marker (spot->window);

  return marker != NULL && fabs (marker->x - spot->x) < 1.5 && fabs (marker->y - spot->y) < 1.5;
}

static void
wait_for_marker (YttWindow *window,
                 double     x,
                 double     y)
{
  Spot spot = { window, x, y };

  wait_until (is_at_spot, &spot);
}

/* The marker under the hand, and Escape with the button still held. */
static void
test_drag (WindowFixture *f,
           gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  double longitude, x, y;
  guint n_moves = 0;
  Wanted from;

  resize_window (window, 1200, 760);
  edit_facility (window, "ee-narva-neo");
  wait_for_window (window);
  longitude = ytt_session_get_record (get_session (window))->longitude;
  from = (Wanted) { window, longitude };
  x = get_selected_marker (window)->x;
  y = get_selected_marker (window)->y;

  /* It moves, and back. */
  g_signal_connect_swapped (get_layer (window), "moving", G_CALLBACK (count_cb), &n_moves);
  hand_drag (get_layer (window), x, y, 80, 40, "Escape");
  wait_until (is_many, &n_moves);
  wait_for_marker (window, x, y);
  g_assert_cmpfloat (ytt_session_get_record (get_session (window))->longitude, ==, longitude);
  g_assert_true (ytt_placing_get_movable (get_placing (window)));

  g_signal_handlers_disconnect_by_data (get_layer (window), &n_moves);
  hand_drag (get_layer (window), x, y, 80, 40, NULL);
  wait_for_undo (window, "Move Narva magnet plant");
  wait_for_window (window);
  wait_for_marker (window, x + 80, y + 40);
  wait_until (is_east_of, &from);

  undo (window);
  wait_for_longitude (window, longitude);
  wait_for_marker (window, x, y);
}

static gboolean
has_focus_on_question (gpointer data)
{
  GtkWidget *focus = gtk_root_get_focus (data);

  return focus != NULL && gtk_widget_get_ancestor (focus, YTT_TYPE_PENDING_PLACE_ROW) != NULL;
}

/* Where one pane fits, the map comes for the click and goes again. */
static void
test_narrow (WindowFixture *f,
             gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);

  resize_window (window, 360, 720);
  edit_facility (window, "ee-narva-neo");
  click_button (GTK_WIDGET (window), "Place on Map");
  wait_until (is_asking, get_placing (window));
  click_button (GTK_WIDGET (window), "Cancel");
  find_button (GTK_WIDGET (window), "Place on Map");
  g_assert_false (ytt_placing_get_asking (get_placing (window)));

  /* What has no place yet is asked about next, wherever the fields were scrolled to. */
  select_facility (window, "cn-gansu-rare-earth");
  click_button (GTK_WIDGET (window), "Place on Map");
  wait_until (is_asking, get_placing (window));
  wait_for_window (window);
  hand_click (get_layer (window), 0.4);
  wait_until (has_pending, get_placing (window));
  wait_until (has_focus_on_question, window);
}

int
main (int   argc,
      char *argv[])
{
  adw_init ();
  g_test_init (&argc, &argv, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

  g_test_add ("/place-editor/coordinates", WindowFixture, NULL, window_fixture_set_up, test_coordinates,
              window_fixture_tear_down);
  g_test_add ("/place-editor/ambiguous", WindowFixture, NULL, window_fixture_set_up, test_ambiguous,
              window_fixture_tear_down);
  g_test_add ("/place-editor/order", WindowFixture, NULL, window_fixture_set_up, test_order,
              window_fixture_tear_down);
  g_test_add ("/place-editor/invalid", WindowFixture, NULL, window_fixture_set_up, test_invalid,
              window_fixture_tear_down);
  g_test_add ("/place-editor/town", WindowFixture, NULL, window_fixture_set_up, test_town,
              window_fixture_tear_down);
  g_test_add ("/place-editor/country", WindowFixture, NULL, window_fixture_set_up, test_country,
              window_fixture_tear_down);
  g_test_add ("/place-editor/town-name", WindowFixture, NULL, window_fixture_set_up, test_town_name,
              window_fixture_tear_down);
  g_test_add ("/place-editor/no-place", WindowFixture, NULL, window_fixture_set_up, test_no_place,
              window_fixture_tear_down);
  g_test_add ("/place-editor/drag", WindowFixture, NULL, window_fixture_set_up, test_drag,
              window_fixture_tear_down);
  g_test_add ("/place-editor/narrow", WindowFixture, NULL, window_fixture_set_up, test_narrow,
              window_fixture_tear_down);

  return g_test_run ();
}
