#include "config.h"

#include "window-fixture.h"
#include "ytt-chain-section.h"
#include "ytt-detail-section.h"
#include "ytt-map-pane.h"
#include "ytt-outside-note.h"
#include "ytt-session-shown.h"
#include "ytt-supply.h"

static YttSupply *
get_supply (YttWindow *window)
{
  return ytt_session_get_supply (ytt_window_get_session (window));
}

static gboolean
has_chain (gpointer data)
{
  return ytt_supply_get_chain (data) != NULL;
}

static gboolean
has_no_chain (gpointer data)
{
  return ytt_supply_get_chain (data) == NULL;
}

static gboolean
has_size (gpointer data)
{
  return gtk_widget_get_width (data) > 0;
}

static gboolean
has_record (gpointer data)
{
  return ytt_session_get_record (data) != NULL;
}

static void
select_facility (YttWindow *window,
                 const char *name)
{
  YttSession *session = ytt_window_get_session (window);

  ytt_session_set_search (session, name);
  wait_for_window (window);
  ytt_session_set_selected (session, ytt_facility_list_get_id (ytt_session_get_facilities (session), 0));
  wait_until (has_record, session);
  ytt_session_set_search (session, "");
  wait_for_window (window);
}

/* Goes on with Tab until the focus is on a widget or within it. */
static GtkWidget *
tab_to (YttWindow *window,
        GtkWidget *wanted)
{
  for (guint i = 0; i < 400; i++)
    {
      GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window));

      if (focus != NULL && (focus == wanted || gtk_widget_is_ancestor (focus, wanted)))
        return focus;
      gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_FORWARD);
    }
  g_assert_not_reached ();
}

static void
test_by_keyboard (WindowFixture *f,
                  gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttSession *session = ytt_window_get_session (window);
  GtkWidget *section, *list, *row;
  gint64 narva;

  select_facility (window, "narva magnet");
  narva = ytt_session_get_selected (session);
  g_assert_cmpint (narva, !=, 0);
  section = find_widget (GTK_WIDGET (window), YTT_TYPE_CHAIN_SECTION, NULL);
  g_assert_nonnull (section);

  gtk_widget_activate (tab_to (window, find_widget (section, GTK_TYPE_BUTTON, "upstream_button")));
  wait_until (has_chain, get_supply (window));
  wait_for_window (window);
  g_assert_cmpint (ytt_supply_get_chain (get_supply (window))->root, ==, narva);

  /* The first row is where the oxide comes from; Enter leads there, and the chain stays. */
  list = find_widget (section, YTT_TYPE_DETAIL_SECTION, NULL);
  g_assert_true (gtk_widget_get_visible (list));
  row = tab_to (window, list);
  g_assert_true (GTK_IS_LIST_BOX_ROW (row));
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "Silmet separation plant");
  gtk_widget_activate (row);
  wait_for_window (window);
  g_assert_cmpint (ytt_session_get_selected (session), !=, narva);
  g_assert_nonnull (ytt_supply_get_chain (get_supply (window)));

  /* Escape ends the trace first, and then lets go of the selection. */
  gtk_widget_activate_action (GTK_WIDGET (window), "win.step-back", NULL);
  wait_until (has_no_chain, get_supply (window));
  g_assert_cmpint (ytt_session_get_selected (session), !=, 0);
  g_assert_false (gtk_widget_get_visible (list));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.step-back", NULL);
  g_assert_cmpint (ytt_session_get_selected (session), ==, 0);
  close_window (window);
}

static void
test_close_button (WindowFixture *f,
                   gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  GtkWidget *section, *end, *upstream, *downstream;

  select_facility (window, "narva magnet");
  section = find_widget (GTK_WIDGET (window), YTT_TYPE_CHAIN_SECTION, NULL);
  upstream = find_widget (section, GTK_TYPE_BUTTON, "upstream_button");
  downstream = find_widget (section, GTK_TYPE_BUTTON, "downstream_button");
  end = find_widget (section, GTK_TYPE_BUTTON, "end_button");
  g_assert_false (gtk_widget_get_visible (end));

  gtk_widget_activate (downstream);
  wait_until (has_chain, get_supply (window));
  wait_for_window (window);
  g_assert_true (gtk_widget_get_visible (end));
  /* GTK 4.18 passes by whatever stands beside a widget that has no place yet. */
  wait_until (has_size, end);
  gtk_widget_activate (tab_to (window, end));
  wait_until (has_no_chain, get_supply (window));
  g_assert_false (gtk_widget_get_visible (end));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == upstream);
  close_window (window);
}

/* A facility without links offers nothing to trace; a mine offers no way back. */
static void
test_offers (WindowFixture *f,
             gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  GtkWidget *section;

  select_facility (window, "longonjo");
  section = find_widget (GTK_WIDGET (window), YTT_TYPE_CHAIN_SECTION, NULL);
  g_assert_true (gtk_widget_get_visible (section));
  g_assert_false (gtk_widget_get_sensitive (find_widget (section, GTK_TYPE_BUTTON, "upstream_button")));
  g_assert_true (gtk_widget_get_sensitive (find_widget (section, GTK_TYPE_BUTTON, "downstream_button")));

  select_facility (window, "mrima hill");
  g_assert_false (gtk_widget_get_visible (section));
  close_window (window);
}

static gboolean
is_settled (gpointer data)
{
  YttMapPane *pane = YTT_MAP_PANE (find_widget (data, YTT_TYPE_MAP_PANE, NULL));

  return !ytt_map_pane_get_loading (pane);
}

static gboolean
has_no_filter (gpointer data)
{
  return ytt_filter_is_empty (ytt_session_get_filter (data));
}

static gboolean
has_filter (gpointer data)
{
  return !has_no_filter (data);
}

/* With a filter on, the whole trace comes into view on the map; the section says what the list has not, and one click
 * lifts the filter. */
static void
test_outside (WindowFixture *f,
              gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttSession *session = ytt_window_get_session (window);
  YttMapPane *pane = YTT_MAP_PANE (find_widget (GTK_WIDGET (window), YTT_TYPE_MAP_PANE, NULL));
  g_autoptr(YttFilter) all = ytt_filter_new (), filter = ytt_filter_with (all, YTT_FACET_COUNTRY, "EE", FALSE);
  GtkWidget *section, *note;
  GArray *markers;
  YttChain *chain;
  guint n_in_view = 0;

  select_facility (window, "narva magnet");
  section = find_widget (GTK_WIDGET (window), YTT_TYPE_CHAIN_SECTION, NULL);
  note = find_widget (section, YTT_TYPE_OUTSIDE_NOTE, NULL);
  ytt_session_set_filter (session, filter);
  wait_for_window (window);
  g_assert_cmpint (ytt_session_get_selected (session), !=, 0);
  g_assert_false (gtk_widget_get_visible (note));

  gtk_widget_activate (find_widget (section, GTK_TYPE_BUTTON, "upstream_button"));
  wait_until (has_chain, get_supply (window));
  wait_until (is_settled, window);
  wait_for_window (window);
  chain = ytt_supply_get_chain (get_supply (window));
  g_assert_true (gtk_widget_get_visible (note));
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (find_widget (note, GTK_TYPE_LABEL, NULL))),
                            "outside the filter"));

  /* What is in view is the trace: each place of it is in a marker. */
  markers = ytt_facility_layer_get_markers (ytt_map_pane_get_layer (pane));
  for (guint i = 0; i < markers->len; i++)
    n_in_view += g_array_index (markers, YttMarker, i).count;
  g_assert_cmpuint (n_in_view, ==, ytt_session_get_shown (session)->len);
  g_assert_cmpuint (n_in_view, >=, chain->facilities->len - 1);

  ytt_trail_settle (window->trail);
  gtk_widget_activate (find_widget (note, GTK_TYPE_BUTTON, NULL));
  wait_until (has_no_filter, session);
  wait_until (is_settled, window);
  wait_for_window (window);
  g_assert_false (gtk_widget_get_visible (note));
  g_assert_true (ytt_supply_get_chain (get_supply (window)) == chain);

  /* One step back, and the filter is on again, and said to leave some of the trace out. */
  ytt_trail_settle (window->trail);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.view-back", NULL);
  wait_until (has_filter, session);
  wait_until (is_settled, window);
  wait_for_window (window);
  g_assert_true (ytt_filter_equal (ytt_session_get_filter (session), filter));
  g_assert_true (ytt_supply_get_chain (get_supply (window)) == chain);
  g_assert_true (gtk_widget_get_visible (note));
  close_window (window);
}

#define ADD(name, func) \
  g_test_add ("/trace/" name, WindowFixture, NULL, window_fixture_set_up, func, window_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

  ADD ("by-keyboard", test_by_keyboard);
  ADD ("close-button", test_close_button);
  ADD ("offers", test_offers);
  ADD ("outside", test_outside);

  return g_test_run ();
}
