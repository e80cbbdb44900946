/* Views that are kept in the document: named, opened by menu and key, renamed, updated, deleted and taken back. */

#include "config.h"

#include "hand.h"
#include "window-fixture.h"

#include "ytt-view-row.h"

typedef struct
{
  YttWindow  *window;
  GtkWidget  *menu;
  GtkListBox *list;
} Views;

static guint
count_rows (Views *views)
{
  guint n = 0;

  while (gtk_list_box_get_row_at_index (views->list, (int) n) != NULL)
    n++;

  return n;
}

static gboolean
has_none (gpointer data)
{
  return count_rows (data) == 0;
}

static gboolean
has_one (gpointer data)
{
  return count_rows (data) == 1;
}

static gboolean
has_two (gpointer data)
{
  return count_rows (data) == 2;
}

static const char *
get_name (Views *views,
          int    position)
{
  return ytt_saved_view_get_name (ytt_view_row_get_saved (YTT_VIEW_ROW (gtk_list_box_get_row_at_index (views->list,
                                                                                                       position))));
}

static gboolean
is_renamed (gpointer data)
{
  return has_one (data) && g_strcmp0 (get_name (data, 0), "Sillamäe") == 0;
}

static Views
open_views (WindowFixture *f)
{
  Views views = { open_window (f, f->document) };

  views.menu = GTK_WIDGET (views.window->views_menu);
  views.list = GTK_LIST_BOX (find_widget (views.menu, GTK_TYPE_LIST_BOX, "list"));

  return views;
}

static void
keep (Views      *views,
      const char *name)
{
  GtkWidget *entry = find_widget (views->menu, GTK_TYPE_ENTRY, "entry");

  ytt_views_menu_popup (YTT_VIEWS_MENU (views->menu));
  gtk_editable_set_text (GTK_EDITABLE (entry), name);
  g_signal_emit_by_name (entry, "activate");
}

static void
want_text (YttSession *session,
           const char *search,
           int         year)
{
  g_assert_cmpstr (ytt_session_get_search (session), ==, search);
  g_assert_cmpint (ytt_session_get_moment (session).year, ==, year);
}

static void
test_comes_back (WindowFixture *f,
                 gconstpointer  data)
{
  Views views = open_views (f);
  YttSession *session = ytt_window_get_session (views.window);
  g_autoptr(YttFilter) filter = ytt_filter_from_string ("stage=magnet", NULL);
  g_autoptr(YttFilter) all = ytt_filter_new ();
  double latitude, longitude, zoom;

  g_assert_true (has_none (&views));
  ytt_session_set_filter (session, filter);
  ytt_session_set_moment (session, (YttMoment) { 2027, 0 });
  ytt_session_set_viewport (session, 59.4, 28.2, 6);
  wait_for_window (views.window);
  keep (&views, "  Narva  ");
  wait_until (has_one, &views);
  g_assert_cmpstr (get_name (&views, 0), ==, "Narva");

  ytt_session_set_filter (session, all);
  ytt_session_set_moment (session, (YttMoment) { 0 });
  ytt_session_set_viewport (session, 0, 0, 2);
  ytt_session_set_page (session, YTT_PAGE_BALANCE);
  keep (&views, "All");
  wait_until (has_two, &views);

  gtk_widget_activate_action (GTK_WIDGET (views.window), "win.open-view", "i", 1);
  wait_for_window (views.window);
  want_text (session, "", 2027);
  g_assert_true (ytt_filter_equal (ytt_session_get_filter (session), filter));
  g_assert_cmpint (ytt_session_get_page (session), ==, YTT_PAGE_MAP);
  ytt_session_get_viewport (session, &latitude, &longitude, &zoom);
  g_assert_cmpfloat_with_epsilon (latitude, 59.4, 0.01);
  g_assert_cmpfloat_with_epsilon (longitude, 28.2, 0.01);
  g_assert_cmpfloat_with_epsilon (zoom, 6, 0.01);

  gtk_widget_activate_action (GTK_WIDGET (views.window), "win.open-view", "i", 2);
  wait_for_window (views.window);
  want_text (session, "", 0);
  g_assert_cmpint (ytt_session_get_page (session), ==, YTT_PAGE_BALANCE);

  /* No such view, nothing happens; and what was left can be come back to. */
  gtk_widget_activate_action (GTK_WIDGET (views.window), "win.open-view", "i", 9);
  g_assert_cmpint (ytt_session_get_page (session), ==, YTT_PAGE_BALANCE);
  gtk_widget_activate_action (GTK_WIDGET (views.window), "win.view-back", NULL);
  wait_for_window (views.window);
  want_text (session, "", 2027);

  close_window (views.window);
}

static gboolean
is_again_there (gpointer data)
{
  return has_one (data) && g_strcmp0 (get_name (data, 0), "Narva") == 0;
}

/* (nullable): the button of the toast on the screen */
static GtkWidget *
find_undo (Views *views)
{
  GtkWidget *toast = find_widget (GTK_WIDGET (views->window), g_type_from_name ("AdwToastWidget"), NULL);

  return toast != NULL ? find_widget (toast, GTK_TYPE_BUTTON, "action_button") : NULL;
}

static gboolean
offers_undo (gpointer data)
{
  return find_undo (data) != NULL;
}

static void
click_undo (Views *views)
{
  g_signal_emit_by_name (find_undo (views), "clicked");
}

static void
test_is_edited (WindowFixture *f,
                gconstpointer  data)
{
  Views views = open_views (f);
  YttSession *session = ytt_window_get_session (views.window);
  YttEditor *editor = ytt_session_get_editor (session);
  YttSavedView *saved;

  keep (&views, "Narva");
  wait_until (has_one, &views);
  g_signal_emit_by_name (gtk_list_box_get_row_at_index (views.list, 0), "rename", "Sillamäe");
  wait_until (is_renamed, &views);

  ytt_session_set_search (session, "magnet");
  wait_for_window (views.window);
  saved = g_object_ref (ytt_view_row_get_saved (YTT_VIEW_ROW (gtk_list_box_get_row_at_index (views.list, 0))));
  g_assert_null (strstr (ytt_saved_view_get_content (saved), "magnet"));
  g_signal_emit_by_name (gtk_list_box_get_row_at_index (views.list, 0), "update");
  while (ytt_view_row_get_saved (YTT_VIEW_ROW (gtk_list_box_get_row_at_index (views.list, 0))) == saved)
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (saved);
  saved = ytt_view_row_get_saved (YTT_VIEW_ROW (gtk_list_box_get_row_at_index (views.list, 0)));
  g_assert_nonnull (strstr (ytt_saved_view_get_content (saved), "magnet"));

  g_signal_emit_by_name (gtk_list_box_get_row_at_index (views.list, 0), "remove");
  wait_until (has_none, &views);
  wait_until (offers_undo, &views);
  click_undo (&views);
  wait_until (is_renamed, &views);
  ytt_editor_undo (editor);   /* the update */
  ytt_editor_undo (editor);   /* the new name */
  wait_until (is_again_there, &views);
  ytt_editor_undo (editor);
  wait_until (has_none, &views);

  close_window (views.window);
}

/* A view that a stranger wrote is told of, and what is shown stays. */
static void
test_cannot_be_read (WindowFixture *f,
                     gconstpointer  data)
{
  Views views;
  YttSession *session;

  run_sql (f->document, "INSERT INTO saved_view (id, name, position, content) VALUES (1, '<b>', 1, '[')");
  views = open_views (f);
  session = ytt_window_get_session (views.window);
  wait_until (has_one, &views);
  ytt_session_set_search (session, "narva");
  gtk_widget_activate_action (GTK_WIDGET (views.window), "win.open-view", "i", 1);
  wait_for_window (views.window);
  want_text (session, "narva", 0);
  g_assert_nonnull (find_widget (GTK_WIDGET (views.window), g_type_from_name ("AdwToastWidget"), NULL));

  close_window (views.window);
}

/* Opening a view of a colleague's sends no request to a server that was not chosen here. */
static void
test_asks_no_server (WindowFixture *f,
                     gconstpointer  data)
{
  Views views;
  YttMapGround *ground;

  run_sql (f->document, "INSERT INTO saved_view (id, name, position, content)"
                        " VALUES (1, 'x', 1, '{\"ground\":\"openstreetmap\",\"search\":\"narva\"}')");
  views = open_views (f);
  wait_until (has_one, &views);
  ground = ytt_map_pane_get_ground (views.window->map_pane);
  gtk_widget_activate_action (GTK_WIDGET (views.window), "win.open-view", "i", 1);
  wait_for_window (views.window);
  want_text (ytt_window_get_session (views.window), "narva", 0);
  g_assert_cmpint (ytt_map_ground_get_kind (ground), ==, YTT_GROUND_OFFLINE);

  close_window (views.window);
}

/* In a narrow window the menu is beside the list. */
static void
test_narrow (WindowFixture *f,
             gconstpointer  data)
{
  Views views = open_views (f);

  resize_window (views.window, 360, 720);
  ytt_shell_set_show_list (views.window->shell, TRUE);
  g_assert_true (gtk_widget_get_visible (views.menu));
  keep (&views, "Narva");
  wait_until (has_one, &views);

  close_window (views.window);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(path, test) \
  g_test_add (path, WindowFixture, NULL, window_fixture_set_up, test, window_fixture_tear_down)

  ADD ("/views/comes-back", test_comes_back);
  ADD ("/views/is-edited", test_is_edited);
  ADD ("/views/cannot-be-read", test_cannot_be_read);
  ADD ("/views/asks-no-server", test_asks_no_server);
  ADD ("/views/narrow", test_narrow);

#undef ADD

  return g_test_run ();
}
