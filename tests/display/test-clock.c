#include "config.h"

#include "hand.h"
#include "window-fixture.h"

#include "ytt-card.h"
#include "ytt-claim-chart.h"
#include "ytt-figure-row.h"
#include "ytt-format.h"
#include "ytt-ledger-view.h"
#include "ytt-map-legend.h"
#include "ytt-map-scale.h"
#include "ytt-record-header.h"
#include "ytt-told-popover.h"
#include "ytt-year-slider.h"

#include <math.h>

/* The two clocks, as somebody turns them in a window, and what list, map and detail make of it. */

/* The day that is taken for today, so that the tests say the same on every day. */
#define TODAY 20261124

typedef struct
{
  YttWindow     *window;
  YttSession    *session;
  YttYearSlider *slider;
  GtkWidget     *scale;
} Clock;

static Clock
open_clock (WindowFixture *f,
            int            width,
            int            height)
{
  Clock clock = { .window = open_window (f, f->document) };

  clock.session = ytt_window_get_session (clock.window);
  ytt_store_set_today (ytt_session_get_store (clock.session), TODAY);
  resize_window (clock.window, width, height);
  wait_for_window (clock.window);
  clock.slider = YTT_YEAR_SLIDER (find_widget (GTK_WIDGET (clock.window), YTT_TYPE_YEAR_SLIDER, NULL));
  clock.scale = find_widget (GTK_WIDGET (clock.slider), GTK_TYPE_SCALE, NULL);

  return clock;
}

static void
press (Clock      *clock,
       const char *key)
{
  gtk_widget_grab_focus (clock->scale);
  hand_press (key);
}

typedef struct
{
  YttSession *session;
  int         year;
} Year;

static gboolean
has_year (gpointer data)
{
  const Year *year = data;

  return ytt_session_get_moment (year->session).year == year->year;
}

static void
wait_for_year (Clock *clock,
               int    year)
{
  Year wanted = { clock->session, year };

  wait_until (has_year, &wanted);
  wait_for_window (clock->window);
}

static guint
count_list (Clock *clock)
{
  return g_list_model_get_n_items (G_LIST_MODEL (ytt_session_get_facilities (clock->session)));
}

static const char *
get_label (GtkWidget  *widget,
           const char *name)
{
  return gtk_label_get_label (GTK_LABEL (find_widget (widget, GTK_TYPE_LABEL, name)));
}

/* Left and right go from year to year, and now is one of the stops. */
static void
test_keyboard (WindowFixture *f,
               gconstpointer  data)
{
  Clock clock = open_clock (f, 1280, 800);
  guint n = count_list (&clock);

  g_assert_cmpstr (get_label (GTK_WIDGET (clock.slider), "year_label"), ==, "Now");
  press (&clock, "Right");
  wait_for_year (&clock, 2026);
  g_assert_cmpstr (get_label (GTK_WIDGET (clock.slider), "year_label"), ==, "2026");
  press (&clock, "Right");
  wait_for_year (&clock, 2027);
  press (&clock, "Left");
  wait_for_year (&clock, 2026);
  press (&clock, "Left");
  wait_for_year (&clock, 0);
  g_assert_cmpuint (count_list (&clock), ==, n);
  press (&clock, "Left");
  wait_for_year (&clock, 2025);
  g_assert_cmpuint (count_list (&clock), <, n);
  press (&clock, "Home");
  wait_for_year (&clock, YTT_MOMENT_FIRST_YEAR);
  g_assert_cmpuint (count_list (&clock), <, 20);
  press (&clock, "End");
  wait_for_year (&clock, YTT_MOMENT_LAST_YEAR);

  close_window (clock.window);
}

static gboolean
has_some_year (gpointer data)
{
  int year = ytt_session_get_moment (data).year;

  return year > 1980 && year < 2010;
}

static void
test_mouse (WindowFixture *f,
            gconstpointer  data)
{
  Clock clock = open_clock (f, 1280, 800);

  hand_click (clock.scale, 0.5);
  wait_until (has_some_year, clock.session);
  wait_for_window (clock.window);

  close_window (clock.window);
}

static gboolean
is_playing (gpointer data)
{
  return ytt_year_slider_get_playing (data);
}

static gboolean
is_still (gpointer data)
{
  return !ytt_year_slider_get_playing (data);
}

/* It goes on by itself, and stops at the end, and when somebody takes hold of it. */
static void
test_play (WindowFixture *f,
           gconstpointer  data)
{
  Clock clock = open_clock (f, 1280, 800);
  GtkWidget *button = find_widget (GTK_WIDGET (clock.slider), GTK_TYPE_BUTTON, "play_button");

  hand_click (button, 0.5);
  wait_until (is_playing, clock.slider);
  wait_for_year (&clock, 2026);
  wait_for_year (&clock, 2027);
  press (&clock, "Left");
  wait_until (is_still, clock.slider);

  ytt_session_set_moment (clock.session, (YttMoment) { 2038, 0 });
  wait_for_window (clock.window);
  g_signal_emit_by_name (button, "clicked");
  wait_until (is_still, clock.slider);
  g_assert_cmpint (ytt_session_get_moment (clock.session).year, ==, YTT_MOMENT_LAST_YEAR);

  /* From the end it begins again, and whoever turns the clock elsewhere stops it. */
  g_signal_emit_by_name (button, "clicked");
  g_assert_true (is_playing (clock.slider));
  g_assert_cmpint (ytt_session_get_moment (clock.session).year, ==, YTT_MOMENT_FIRST_YEAR);
  ytt_session_set_moment (clock.session, (YttMoment) { 0, });
  g_assert_true (is_still (clock.slider));

  close_window (clock.window);
}

static gboolean
has_record (gpointer data)
{
  YttRecord *record = ytt_session_get_record (data);

  return record != NULL && ytt_moment_equal (record->moment, ytt_session_get_moment (data));
}

static gboolean
has_row (gpointer data)
{
  const YttFacilityRow *row = ytt_facility_get_row (data);

  return row != NULL && row->promised;
}

static void
select_facility (Clock      *clock,
                 const char *slug)
{
  ytt_window_select (clock->window, slug);
  wait_for_window (clock->window);
  wait_until (has_record, clock->session);
}

static const YttPoint *
find_point (Clock *clock)
{
  GArray *points = ytt_session_get_points (clock->session);

  for (guint i = 0; i < points->len; i++)
    if (g_array_index (points, YttPoint, i).id == ytt_session_get_selected (clock->session))
      return &g_array_index (points, YttPoint, i);

  return NULL;
}

/* In 2030 Strange Lake operates, if what was promised is kept: so say map, list and detail. */
static void
test_all_agree (WindowFixture *f,
                gconstpointer  data)
{
  Clock clock = open_clock (f, 1280, 800);
  YttFacilityList *list = ytt_session_get_facilities (clock.session);
  g_autoptr(YttFacility) facility = NULL;
  const YttFacilityRow *row;
  GtkWidget *header;

  select_facility (&clock, "ca-strange-lake");
  ytt_session_set_moment (clock.session, (YttMoment) { 2030, 0 });
  wait_for_window (clock.window);
  wait_until (has_record, clock.session);

  facility = g_list_model_get_item (G_LIST_MODEL (list),
                                    ytt_facility_list_find (list, ytt_session_get_selected (clock.session)));
  wait_until (has_row, facility);
  row = ytt_facility_get_row (facility);
  g_assert_cmpint (row->status, ==, YTT_STATUS_OPERATING);
  g_assert_cmpint (find_point (&clock)->status, ==, YTT_STATUS_OPERATING);
  g_assert_true (find_point (&clock)->promised);
  g_assert_true (ytt_session_get_record (clock.session)->promised);
  header = find_widget (GTK_WIDGET (clock.window), YTT_TYPE_RECORD_HEADER, NULL);
  gtk_test_accessible_assert_property (
    GTK_ACCESSIBLE (find_widget (header, GTK_TYPE_TOGGLE_BUTTON, NULL)), GTK_ACCESSIBLE_PROPERTY_LABEL,
    "Status: Operating in 2030, promised, 1 claim");

  /* It was not there in 2010: neither list nor map show it, and it is selected no more. */
  ytt_session_set_moment (clock.session, (YttMoment) { 2010, 0 });
  wait_for_window (clock.window);
  g_assert_cmpint (ytt_session_get_selected (clock.session), ==, 0);
  g_assert_null (find_point (&clock));

  close_window (clock.window);
}

static gboolean
has_left_out (gpointer data)
{
  return gtk_widget_get_visible (find_widget (data, GTK_TYPE_LABEL, "left_out_label"));
}

/* Whether the last of what stands in the popover is whole, above the edge that it is drawn in. */
static gboolean
shows_whole (gpointer data)
{
  GtkWidget *button = find_widget (data, GTK_TYPE_BUTTON, "everything_button");
  GtkWidget *contents = gtk_widget_get_first_child (data);
  graphene_rect_t bounds;

  return gtk_widget_compute_bounds (button, contents, &bounds)
         && bounds.size.height > 0
         && bounds.origin.y + bounds.size.height <= gtk_widget_get_height (contents);
}

/* The second clock by its popover: a date is typed, what is left out is said, and a cross puts it back. */
static void
test_told (WindowFixture *f,
           gconstpointer  data)
{
  Clock clock = open_clock (f, 1280, 800);
  GtkWidget *button = find_widget (GTK_WIDGET (clock.slider), GTK_TYPE_MENU_BUTTON, NULL);
  GtkWidget *popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  GtkWidget *pill = find_widget (GTK_WIDGET (clock.slider), GTK_TYPE_BOX, "told_pill");
  GtkWidget *entry = find_widget (popover, GTK_TYPE_ENTRY, NULL);
  guint n = count_list (&clock);
  GtkWidget *header;

  select_facility (&clock, "ee-narva-neo");
  g_assert_false (gtk_widget_get_visible (pill));
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));

  gtk_editable_set_text (GTK_EDITABLE (entry), "1 August");
  g_signal_emit_by_name (entry, "activate");
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  g_assert_cmpuint (ytt_session_get_moment (clock.session).told, ==, 0);

  gtk_editable_set_text (GTK_EDITABLE (entry), "2025-10-01");
  g_assert_false (gtk_widget_has_css_class (entry, "error"));
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpuint (ytt_session_get_moment (clock.session).told, ==, 20251001);
  wait_until (has_left_out, popover);
  wait_until (shows_whole, popover);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  wait_for_window (clock.window);
  wait_until (has_record, clock.session);

  g_assert_true (gtk_widget_get_visible (pill));
  g_assert_cmpstr (get_label (pill, "told_label"), ==, "As told on 1\302\240Oct\302\2402025");
  wait_until (has_left_out, pill);
  g_assert_cmpstr (get_label (pill, "left_out_label"), ==, "75 claims and 5 statuses without a date are left out.");
  g_assert_cmpuint (count_list (&clock), <, n);

  header = find_widget (GTK_WIDGET (clock.window), YTT_TYPE_RECORD_HEADER, NULL);
  g_assert_true (g_str_has_prefix (get_label (header, "told_label"), "As told on 1\302\240Oct\302\2402025: "));

  /* The day after which nothing was told is before that day: the tellings are stepped through. */
  g_signal_emit_by_name (find_widget (popover, GTK_TYPE_BUTTON, "earlier_button"), "clicked");
  g_assert_cmpuint (ytt_session_get_moment (clock.session).told, <, 20251001);
  g_signal_emit_by_name (find_widget (popover, GTK_TYPE_BUTTON, "later_button"), "clicked");
  g_assert_cmpuint (ytt_session_get_moment (clock.session).told, <=, 20251001);

  g_signal_emit_by_name (find_widget (pill, GTK_TYPE_BUTTON, "clear_button"), "clicked");
  wait_for_window (clock.window);
  g_assert_false (gtk_widget_get_visible (pill));
  g_assert_cmpuint (count_list (&clock), ==, n);

  close_window (clock.window);
}

static gboolean
is_laid_out (gpointer data)
{
  Clock *clock = data;

  return gtk_widget_get_width (find_widget (GTK_WIDGET (clock->window), YTT_TYPE_MAP_PANE, NULL)) <= 360
         && gtk_widget_get_valign (GTK_WIDGET (clock->slider)) == GTK_ALIGN_START
         && gtk_widget_get_visible (find_widget (GTK_WIDGET (clock->slider), GTK_TYPE_BOX, "told_pill"));
}

/* A window of 360 px has room for it, between legend and zoom. */
static void
test_narrow (WindowFixture *f,
             gconstpointer  data)
{
  Clock clock = open_clock (f, 360, 720);
  GtkWidget *map = GTK_WIDGET (find_widget (GTK_WIDGET (clock.window), YTT_TYPE_MAP_PANE, NULL));
  graphene_rect_t slider, controls, legend, overlap;

  ytt_session_set_moment (clock.session, (YttMoment) { 0, 20250801 });
  wait_for_window (clock.window);
  wait_until (is_laid_out, &clock);
  wait_for_window (clock.window);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (clock.window)), ==, 360);
  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (clock.slider), map, &slider));
  g_assert_true (gtk_widget_compute_bounds (find_widget (map, GTK_TYPE_BOX, "controls"), map, &controls));
  g_assert_true (gtk_widget_compute_bounds (find_widget (map, GTK_TYPE_BUTTON, "unfold_button"), map, &legend));
  g_assert_false (graphene_rect_intersection (&slider, &controls, &overlap));
  g_assert_false (graphene_rect_intersection (&slider, &legend, &overlap));
  g_assert_cmpfloat (slider.origin.x, >=, 0);
  g_assert_cmpfloat (slider.origin.x + slider.size.width, <=, 360);

  close_window (clock.window);
}

static gboolean
overlap (GtkWidget *one,
         GtkWidget *two,
         GtkWidget *map)
{
  graphene_rect_t first, second;

  g_assert_true (gtk_widget_compute_bounds (one, map, &first));
  g_assert_true (gtk_widget_compute_bounds (two, map, &second));

  return graphene_rect_intersection (&first, &second, NULL);
}

/* Whether what is unfolded stands clear of all, and no longer grows. */
static gboolean
stands_clear (gpointer data)
{
  const Clock *clock = data;
  GtkWidget *map = find_widget (GTK_WIDGET (clock->window), YTT_TYPE_MAP_PANE, NULL);
  GtkWidget *legend = find_widget (map, YTT_TYPE_MAP_LEGEND, NULL);
  GtkStack *stack = GTK_STACK (find_widget (legend, GTK_TYPE_STACK, "stack"));
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (legend, map, &bounds));

  return !gtk_stack_get_transition_running (stack)
         && g_str_equal (gtk_stack_get_visible_child_name (stack), "unfolded")
         && bounds.size.height > 200
         && bounds.origin.x >= 0 && bounds.origin.x + bounds.size.width <= gtk_widget_get_width (map)
         && bounds.origin.y >= 0 && bounds.origin.y + bounds.size.height <= gtk_widget_get_height (map)
         && !overlap (legend, GTK_WIDGET (clock->slider), map)
         && !overlap (legend, find_widget (map, GTK_TYPE_BOX, "controls"), map);
}

/* The same of the button that unfolds it. */
static gboolean
button_stands_clear (gpointer data)
{
  const Clock *clock = data;
  GtkWidget *map = find_widget (GTK_WIDGET (clock->window), YTT_TYPE_MAP_PANE, NULL);
  GtkWidget *button = find_widget (map, GTK_TYPE_BUTTON, "unfold_button");
  GtkWidget *scale = find_widget (map, YTT_TYPE_MAP_SCALE, NULL);

  return !overlap (button, GTK_WIDGET (clock->slider), map)
         && !overlap (GTK_WIDGET (clock->slider), find_widget (map, GTK_TYPE_BOX, "controls"), map)
         && (!gtk_widget_get_mapped (scale) || !overlap (button, scale, map));
}

static gboolean
is_folded (gpointer data)
{
  return g_str_equal (gtk_stack_get_visible_child_name (data), "folded");
}

/* In narrow and wide windows, in both directions, the legend covers neither the clocks nor the buttons. */
static void
test_legend (WindowFixture *f,
             gconstpointer  data)
{
  static const int widths[] = { 360, 600, 820, 1200, 1280 };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (widths); i++)
    {
      Clock clock;
      GtkWidget *legend;

      gtk_widget_set_default_direction (i % 2 == 0 ? GTK_TEXT_DIR_LTR : GTK_TEXT_DIR_RTL);
      clock = open_clock (f, widths[i / 2], 720);
      ytt_session_set_moment (clock.session, (YttMoment) { 0, 20250801 });
      wait_for_window (clock.window);
      wait_until (button_stands_clear, &clock);
      legend = find_widget (GTK_WIDGET (clock.window), YTT_TYPE_MAP_LEGEND, NULL);
      g_signal_emit_by_name (find_widget (legend, GTK_TYPE_BUTTON, "unfold_button"), "clicked");
      wait_until (stands_clear, &clock);
      hand_click (find_widget (legend, GTK_TYPE_BUTTON, "fold_button"), 0.5);
      wait_until (is_folded, find_widget (legend, GTK_TYPE_STACK, "stack"));
      close_window (clock.window);
    }
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

/* A ledger with several dated claims opens with their chart; one without does not. */
static void
test_chart (WindowFixture *f,
            gconstpointer  data)
{
  Clock clock = open_clock (f, 1280, 800);
  YttRecord *record;
  guint n_charts = 0;

  select_facility (&clock, "ca-strange-lake");
  record = ytt_session_get_record (clock.session);
  for (guint i = 0; i < record->figures->len; i++)
    {
      YttFigure *figure = g_ptr_array_index (record->figures, i);
      GtkWidget *ledger = g_object_ref_sink (ytt_ledger_view_new (record, figure));
      GtkWidget *chart = find_widget (ledger, YTT_TYPE_CLAIM_CHART, NULL);

      if (figure->claims->len < 2)
        g_assert_null (chart);
      if (g_strcmp0 (figure->attribute, "start") == 0)
        {
          g_assert_nonnull (chart);
          gtk_test_accessible_assert_property (GTK_ACCESSIBLE (chart), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                               "Chart of 2 claims. Jun\302\2402025: 2028. 2026: 2029–2030.");
        }
      n_charts += chart != NULL;
      g_object_unref (ledger);
    }
  g_assert_cmpuint (n_charts, >=, 2);

  close_window (clock.window);
}

/* What another program wrote for a date is told of, and the rest goes on. */
static void
test_bad_date (WindowFixture *f,
               gconstpointer  data)
{
  g_autofree char *path = copy_document (f, "bad.gpkg");
  YttWindow *window;
  YttSession *session;
  GtkWidget *slider, *ledger;
  YttRecord *record;
  Clock clock;

  run_sql (path, "UPDATE claim SET as_of = 'soon' WHERE facility ="
                 " (SELECT id FROM facility WHERE facility = 'ee-narva-neo') AND attribute = 'status'");
  window = open_window (f, path);
  session = ytt_window_get_session (window);
  ytt_store_set_today (ytt_session_get_store (session), TODAY);
  slider = find_widget (GTK_WIDGET (window), YTT_TYPE_YEAR_SLIDER, NULL);
  clock = (Clock) { window, session, YTT_YEAR_SLIDER (slider), NULL };
  select_facility (&clock, "ee-narva-neo");

  record = ytt_session_get_record (session);
  ledger = g_object_ref_sink (ytt_ledger_view_new (record, record->status_figure));
  g_assert_cmpstr (get_label (ledger, "date_label"), ==, "unreadable date");
  g_object_unref (ledger);

  ytt_session_set_moment (session, (YttMoment) { 0, 20251001 });
  wait_for_window (window);
  wait_until (has_left_out, slider);
  g_assert_nonnull (strstr (get_label (slider, "left_out_label"), "1 date cannot be read."));

  close_window (window);
}

#define ADD(path, func) \
  g_test_add (path, WindowFixture, NULL, window_fixture_set_up, func, window_fixture_tear_down)

static gboolean
is_mapped (gpointer data)
{
  return gtk_widget_get_mapped (data) && gtk_widget_get_height (data) > 100;
}

typedef struct
{
  GtkWidget  *chart;
  const char *words;
} Heard;

/* What a screen reader is told of the claim that the keyboard is on. */
static gboolean
is_heard (gpointer data)
{
  const Heard *heard = data;
  g_autofree char *difference = gtk_test_accessible_check_property (GTK_ACCESSIBLE (heard->chart),
                                                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                                                    heard->words);

  return difference == NULL;
}

static GtkWidget *
find_figure_row (GtkWidget  *widget,
                 const char *attribute)
{
  if (YTT_IS_FIGURE_ROW (widget))
    return g_str_equal (ytt_figure_row_get_attribute (YTT_FIGURE_ROW (widget)), attribute) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_figure_row (child, attribute);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static char *
describe_start (YttRecord  *record,
                const char *value)
{
  for (guint i = 0; i < record->figures->len; i++)
    {
      YttFigure *figure = g_ptr_array_index (record->figures, i);

      for (guint j = 0; j < figure->claims->len && g_str_equal (figure->attribute, "start"); j++)
        {
          YttClaim *claim = g_ptr_array_index (figure->claims, j);
          g_autofree char *text = ytt_format_claim (claim);
          g_autofree char *caption = ytt_format_claim_caption (claim);

          if (g_str_equal (claim->value, value))
            return g_strdup_printf ("%s, %s", text, caption);
        }
    }

  g_assert_not_reached ();
}

/* Left and right go from claim to claim of a chart, and stop at its ends. */
static void
test_chart_keys (WindowFixture *f,
                 gconstpointer  data)
{
  Clock clock = open_clock (f, 1280, 800);
  GtkWidget *detail = GTK_WIDGET (clock.window->detail_pane);
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  YttRecord *record;
  GtkWidget *row;
  Heard heard;

  select_facility (&clock, "ca-strange-lake");
  record = ytt_session_get_record (clock.session);
  row = find_figure_row (detail, "start");
  g_assert_nonnull (row);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_widget (row, GTK_TYPE_TOGGLE_BUTTON, NULL)), TRUE);
  heard.chart = find_widget (row, YTT_TYPE_CLAIM_CHART, NULL);
  g_assert_nonnull (heard.chart);
  wait_until (is_mapped, heard.chart);

  gtk_widget_grab_focus (heard.chart);
  hand_press ("Home");
  heard.words = first = describe_start (record, "2028");
  wait_until (is_heard, &heard);
  hand_press ("Left");
  hand_press ("Right");
  heard.words = last = describe_start (record, "2029");
  wait_until (is_heard, &heard);
  hand_press ("Right");
  hand_press ("Left");
  heard.words = first;
  wait_until (is_heard, &heard);
  hand_press ("End");
  heard.words = last;
  wait_until (is_heard, &heard);
  close_window (clock.window);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

  ADD ("/clock/keyboard", test_keyboard);
  ADD ("/clock/mouse", test_mouse);
  ADD ("/clock/play", test_play);
  ADD ("/clock/all-agree", test_all_agree);
  ADD ("/clock/told", test_told);
  ADD ("/clock/narrow", test_narrow);
  ADD ("/clock/legend", test_legend);
  ADD ("/clock/chart", test_chart);
  ADD ("/clock/chart-keys", test_chart_keys);
  ADD ("/clock/bad-date", test_bad_date);

  return g_test_run ();
}
