#include "config.h"

#include "window-fixture.h"
#include "ytt-chain-section.h"
#include "ytt-detail-section.h"
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

  return g_test_run ();
}
