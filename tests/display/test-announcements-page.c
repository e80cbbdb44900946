#include "config.h"

#include "window-fixture.h"

#include "ytt-announcement-detail.h"
#include "ytt-announcement-filters.h"
#include "ytt-announcement-map.h"
#include "ytt-change-list.h"
#include "ytt-id.h"
#include "ytt-facility-layer.h"
#include "ytt-link-layer.h"
#include "ytt-session-page.h"

/* The page of announcements as somebody uses it: by clicks, and by the keyboard alone. */

static YttAnnouncementsPage *
get_page (YttWindow *window)
{
  GtkWidget *page = ytt_pages_get_page (window->pages, YTT_PAGE_ANNOUNCEMENTS);

  g_assert_true (YTT_IS_ANNOUNCEMENTS_PAGE (page));

  return YTT_ANNOUNCEMENTS_PAGE (page);
}

static YttAnnouncements *
get_model (YttWindow *window)
{
  return ytt_announcements_page_get_model (get_page (window));
}

static YttAnnouncementsPage *
go_to_page (YttWindow *window)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.page", "s", "announcements"));
  wait_for_window (window);

  return get_page (window);
}

static guint
get_n (YttWindow *window)
{
  return g_list_model_get_n_items (G_LIST_MODEL (get_model (window)));
}

typedef struct
{
  YttWindow *window;
  guint      n;
} Number;

static gboolean
has_number (gpointer data)
{
  Number *number = data;

  return get_n (number->window) == number->n && !ytt_announcements_get_loading (get_model (number->window));
}

#define assert_n(w, count) \
  G_STMT_START { \
    Number number = { (w), (count) }; \
    wait_until (has_number, &number); \
  } G_STMT_END

static gboolean
is_idle (gpointer data)
{
  return !ytt_announcements_get_loading (get_model (data));
}

static gboolean
is_inactive (gpointer data)
{
  return !ytt_announcements_get_active (get_model (data));
}

static gboolean
has_record (gpointer data)
{
  return ytt_announcements_get_record (get_model (data)) != NULL;
}

/* The first row of a list with that title. */
static GtkWidget *
find_row (GtkWidget  *widget,
          const char *title)
{
  if (ADW_IS_ACTION_ROW (widget)
      && (title == NULL || g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, title);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
click_row (GtkWidget  *widget,
           const char *title)
{
  GtkWidget *row = find_row (widget, title);

  if (row == NULL)
    g_error ("There is no row “%s”", title);

  g_signal_emit_by_name (row, "activate");
}

static GtkWidget *
get_child (YttAnnouncementsPage *page,
           GType                 type,
           const char           *id)
{
  GtkWidget *child = find_widget (GTK_WIDGET (page), type, id);

  g_assert_nonnull (child);

  return child;
}

static const char *
get_shown (YttAnnouncementsPage *page)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (get_child (page, GTK_TYPE_STACK, "stack")));
}

/* Nothing of the page is made before it is shown. */
static void
test_made_when_shown (WindowFixture *f,
                      gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);

  g_assert_null (ytt_pages_get_page (window->pages, YTT_PAGE_ANNOUNCEMENTS));
  go_to_page (window);
  g_assert_cmpint (ytt_session_get_page (ytt_window_get_session (window)), ==, YTT_PAGE_ANNOUNCEMENTS);
  g_assert_cmpuint (get_n (window), ==, 294);
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (window->map_pane)));

  /* What a pane writes to the session the window shows. */
  ytt_session_set_page (ytt_window_get_session (window), YTT_PAGE_MAP);
  wait_for_window (window);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (window->map_pane)));
  /* libadwaita 1.7 takes the page that was left off the screen with the next frame. */
  wait_until (is_inactive, window);
  close_window (window);
}

static void
test_filters (WindowFixture *f,
              gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttAnnouncementsPage *page = go_to_page (window);
  GtkWidget *search = get_child (page, GTK_TYPE_SEARCH_ENTRY, NULL);

  click_row (GTK_WIDGET (page), "Memorandum");
  assert_n (window, 22);
  click_row (GTK_WIDGET (page), "Loan");
  assert_n (window, 44);
  click_row (GTK_WIDGET (page), "Memorandum");
  assert_n (window, 22);

  gtk_editable_set_text (GTK_EDITABLE (search), "no such words");
  assert_n (window, 0);
  g_assert_cmpstr (get_shown (page), ==, "unfound");
  g_signal_emit_by_name (get_child (page, GTK_TYPE_BUTTON, "reset"), "clicked");
  assert_n (window, 294);
  close_window (window);
}

/* They follow the facilities found, and the second clock. */
static void
test_follows_session (WindowFixture *f,
                      gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttSession *session = ytt_window_get_session (window);
  guint n;

  go_to_page (window);
  ytt_session_set_search (session, "narva");
  wait_for_window (window);
  wait_until (is_idle, window);
  n = get_n (window);
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (n, <, 294);
  g_assert_cmpuint (ytt_announcements_get_result (get_model (window))->n_elsewhere, ==, 294 - n);

  ytt_session_set_search (session, "");
  wait_for_window (window);
  assert_n (window, 294);
  ytt_session_set_moment (session, (YttMoment) { 0, 20250101 });
  wait_for_window (window);
  wait_until (is_idle, window);
  g_assert_cmpuint (get_n (window), <, 294);
  g_assert_cmpuint (ytt_announcements_get_result (get_model (window))->n_later, ==, 294 - get_n (window));
  close_window (window);
}

static gboolean
shows_selected (gpointer data)
{
  YttAnnouncementRecord *record = ytt_announcements_get_record (get_model (data));

  return record != NULL
         && record->announcement->id == ytt_session_get_announcement (ytt_window_get_session (data));
}

/* Where neither the document nor its kind and status tell how far a deal has come, that is said. */
static void
test_rung (WindowFixture *f,
           gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttAnnouncementsPage *page = go_to_page (window);
  gboolean seen[2] = { FALSE, FALSE };

  for (guint i = 0; i < get_n (window) && !(seen[0] && seen[1]); i++)
    {
      g_autoptr(YttAnnouncementItem) item = g_list_model_get_item (G_LIST_MODEL (get_model (window)), i);
      YttRung rung;

      ytt_session_set_announcement (ytt_window_get_session (window), ytt_announcement_item_get_id (item));
      wait_until (shows_selected, window);
      wait_for_window (window);
      rung = ytt_announcements_get_record (get_model (window))->rung;
      seen[rung != YTT_RUNG_NOT_STATED] = TRUE;
      g_assert_true (gtk_widget_get_mapped (get_child (page, GTK_TYPE_LABEL, "rung")));
      g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (get_child (page, GTK_TYPE_LABEL, "rung"))), ==,
                       ytt_rung_get_label (rung));
    }
  g_assert_true (seen[0] && seen[1]);
  close_window (window);
}

/* From a facility to its announcement, and from there to all its facilities on the map. */
static void
test_there_and_back (WindowFixture *f,
                     gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttSession *session = ytt_window_get_session (window);
  YttAnnouncementsPage *page;
  const YttAnnouncementRecord *record;
  gint64 facility;

  ytt_window_select (window, "narva");
  wait_for_window (window);
  record = NULL;
  g_assert_cmpuint (ytt_session_get_record (session)->announcements->len, >, 0);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window->detail_pane), "detail.announcement", "x",
                 ((YttAnnouncement *) g_ptr_array_index (ytt_session_get_record (session)->announcements, 0))->id));
  wait_for_window (window);
  page = get_page (window);
  wait_until (has_record, window);
  record = ytt_announcements_get_record (ytt_announcements_page_get_model (page));
  g_assert_cmpint (record->announcement->id, ==, ytt_session_get_announcement (session));
  g_assert_cmpuint (record->facilities->len, >, 0);

  facility = ((YttFacilityRow *) g_ptr_array_index (record->facilities, 0))->id;
  ytt_session_set_selected (session, 0);
  click_row (GTK_WIDGET (page), ((YttFacilityRow *) g_ptr_array_index (record->facilities, 0))->name);
  wait_for_window (window);
  g_assert_cmpint (ytt_session_get_page (session), ==, YTT_PAGE_MAP);
  g_assert_cmpint (ytt_session_get_selected (session), ==, facility);

  go_to_page (window);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "announcement.show-on-map", NULL));
  wait_for_window (window);
  g_assert_cmpint (ytt_session_get_page (session), ==, YTT_PAGE_MAP);
  close_window (window);
}

/* A click on the first arc that is met on the small map. */
static GtkWidget *
open_card (YttAnnouncementMap *map)
{
  YttLinkLayer *links = YTT_LINK_LAYER (find_widget (GTK_WIDGET (map), YTT_TYPE_LINK_LAYER, NULL));
  GtkWidget *facilities = find_widget (GTK_WIDGET (map), YTT_TYPE_FACILITY_LAYER, NULL);
  gboolean handled = FALSE;

  for (double y = 2; y < gtk_widget_get_height (GTK_WIDGET (links)); y += 3)
    for (double x = 2; x < gtk_widget_get_width (GTK_WIDGET (links)) && !handled; x += 3)
      g_signal_emit_by_name (facilities, "click-below", x, y, &handled);

  return ytt_link_layer_get_card (links);
}

/* The small map draws what the announcement tells of the supply of its facility, and shows where that comes from. */
static void
test_links (WindowFixture *f,
            gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttSession *session = ytt_window_get_session (window);
  YttAnnouncementsPage *page = go_to_page (window);
  YttAnnouncementMap *map;
  GtkWidget *card;

  ytt_session_set_announcement (session, ytt_id_for_key ("announcement", "2025-10-24-aclara-vinton"));
  wait_until (shows_selected, window);
  wait_for_window (window);
  map = YTT_ANNOUNCEMENT_MAP (get_child (page, YTT_TYPE_ANNOUNCEMENT_MAP, "map"));
  g_assert_false (ytt_announcement_map_get_loading (map));
  g_assert_cmpuint (ytt_announcement_map_get_n_links (map), ==, 2);

  /* To Bosch, of which the country alone is known; and one without any. */
  ytt_session_set_announcement (session, ytt_id_for_key ("announcement", "2025-09-19-neo-bosch"));
  wait_until (shows_selected, window);
  wait_for_window (window);
  g_assert_cmpuint (ytt_announcement_map_get_n_links (map), ==, 1);
  ytt_session_set_announcement (session, ytt_id_for_key ("announcement", "2026-04-17-critical-metals-tanbreez-92"));
  wait_until (shows_selected, window);
  wait_for_window (window);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (map)));
  g_assert_cmpuint (ytt_announcement_map_get_n_links (map), ==, 0);

  /* The card of a link leads to the plant that the supply comes from. */
  ytt_session_set_announcement (session, ytt_id_for_key ("announcement", "2025-09-19-neo-bosch"));
  wait_until (shows_selected, window);
  wait_for_window (window);
  card = open_card (map);
  g_assert_nonnull (card);
  g_signal_emit_by_name (find_widget (card, GTK_TYPE_BUTTON, NULL), "clicked");
  wait_for_window (window);
  g_assert_cmpint (ytt_session_get_selected (session), ==, ytt_id_for_key ("facility", "ee-narva-neo"));
  g_assert_cmpint (ytt_session_get_page (session), ==, YTT_PAGE_MAP);
  close_window (window);
}

static void
test_since (WindowFixture *f,
            gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttAnnouncementsPage *page = go_to_page (window);
  YttAnnouncementQuery *query = ytt_announcements_dup_query (get_model (window));
  const YttNews *changes;
  gint64 facility;

  query->since = 20250601;
  ytt_announcements_take_query (get_model (window), query);
  wait_until (is_idle, window);
  wait_for_window (window);
  changes = ytt_announcements_get_changes (get_model (window));
  g_assert_nonnull (changes);
  g_assert_cmpuint (changes->slipped->len, >, 0);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (get_child (page, GTK_TYPE_TOGGLE_BUTTON, "slipped")), TRUE);
  g_assert_cmpstr (get_shown (page), ==, "changes");
  facility = ((YttNewsItem *) g_ptr_array_index (changes->slipped, 0))->facility;
  click_row (get_child (page, YTT_TYPE_CHANGE_LIST, "changes"), NULL);
  wait_for_window (window);
  g_assert_cmpint (ytt_session_get_page (ytt_window_get_session (window)), ==, YTT_PAGE_MAP);
  g_assert_cmpint (ytt_session_get_selected (ytt_window_get_session (window)), ==, facility);
  close_window (window);
}

/* Where one column fits, the announcement covers the timeline, and Back and Escape lead out of it. */
static void
test_narrow (WindowFixture *f,
             gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttAnnouncementsPage *page;
  YttShell *shell;

  resize_window (window, 360, 700);
  page = go_to_page (window);
  shell = ytt_announcements_page_get_shell (page);
  g_assert_true (adw_view_switcher_bar_get_reveal (window->switcher_bar));
  g_assert_cmpstr (adw_window_title_get_title (window->title), ==, "Announcements");
  g_assert_false (ytt_shell_get_show_list (shell));

  gtk_widget_activate_action (get_child (page, GTK_TYPE_LIST_VIEW, "timeline"), "list.activate-item", "u", 0);
  wait_until (has_record, window);
  wait_for_window (window);
  g_assert_true (ytt_shell_get_show_detail (shell));
  g_assert_true (gtk_widget_get_visible (window->back_button));
  g_assert_false (adw_view_switcher_bar_get_reveal (window->switcher_bar));

  gtk_widget_activate_action (GTK_WIDGET (window), "win.back", NULL);
  g_assert_false (ytt_shell_get_show_detail (shell));
  g_assert_cmpint (ytt_session_get_announcement (ytt_window_get_session (window)), !=, 0);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.step-back", NULL);
  g_assert_cmpint (ytt_session_get_announcement (ytt_window_get_session (window)), ==, 0);

  gtk_widget_activate_action (GTK_WIDGET (window), "win.search", NULL);
  g_assert_true (ytt_shell_get_show_list (shell));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-list", NULL);
  g_assert_false (ytt_shell_get_show_list (shell));
  close_window (window);
}

static gboolean
is_in_sight (gpointer data)
{
  return gtk_widget_get_child_visible (data) && gtk_widget_get_width (data) > 0;
}

static gboolean
has_focus_within (gpointer data)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (gtk_widget_get_root (data)));

  return focus != NULL && (focus == data || gtk_widget_is_ancestor (focus, data));
}

/* The keyboard alone: the page takes it, Tab goes on from the timeline to the announcement and back to the filters. */
static void
test_keyboard (WindowFixture *f,
               gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttAnnouncementsPage *page = go_to_page (window);
  GtkWidget *timeline = get_child (page, GTK_TYPE_LIST_VIEW, "timeline");

  wait_until (has_focus_within, timeline);
  gtk_widget_activate_action (timeline, "list.activate-item", "u", 0);
  wait_until (has_record, window);
  wait_for_window (window);
  wait_until (is_in_sight, get_child (page, YTT_TYPE_ANNOUNCEMENT_DETAIL, "detail"));
  g_assert_true (has_focus_within (timeline));
  gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_FORWARD);
  g_assert_true (has_focus_within (get_child (page, YTT_TYPE_ANNOUNCEMENT_DETAIL, "detail")));
  gtk_widget_grab_focus (GTK_WIDGET (page));
  g_assert_true (has_focus_within (timeline));
  gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_BACKWARD);
  g_assert_true (has_focus_within (get_child (page, YTT_TYPE_ANNOUNCEMENT_FILTERS, "filters")));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.search", NULL);
  g_assert_true (has_focus_within (get_child (page, GTK_TYPE_SEARCH_ENTRY, NULL)));
  close_window (window);
}

static void
read_text_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, NULL);
}

static gboolean
has_text (gpointer data)
{
  return *(char **) data != NULL;
}

static void
test_copy (WindowFixture *f,
           gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttAnnouncementsPage *page = go_to_page (window);
  g_autofree char *text = NULL;

  gtk_widget_activate_action (get_child (page, GTK_TYPE_LIST_VIEW, "timeline"), "list.activate-item", "u", 0);
  wait_until (has_record, window);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.copy-record", NULL));
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (window)), NULL, read_text_cb, &text);
  wait_until (has_text, &text);
  g_assert_true (g_str_has_prefix (text, "USA Rare Earth agrees to buy Serra Verde\n"));
  g_assert_nonnull (strstr (text, "Sources\n  [1] "));
  close_window (window);
}

/* A document without any says so. */
static void
test_empty (WindowFixture *f,
            gconstpointer  data)
{
  YttWindow *window;
  YttAnnouncementsPage *page;

  run_sql (f->document, "DELETE FROM announcement");
  window = open_window (f, f->document);
  page = go_to_page (window);
  wait_until (is_idle, window);
  g_assert_cmpstr (get_shown (page), ==, "empty");
  close_window (window);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) \
  g_test_add (name, WindowFixture, NULL, window_fixture_set_up, func, window_fixture_tear_down)
  ADD ("/announcements-page/made-when-shown", test_made_when_shown);
  ADD ("/announcements-page/filters", test_filters);
  ADD ("/announcements-page/follows-session", test_follows_session);
  ADD ("/announcements-page/rung", test_rung);
  ADD ("/announcements-page/there-and-back", test_there_and_back);
  ADD ("/announcements-page/links", test_links);
  ADD ("/announcements-page/since", test_since);
  ADD ("/announcements-page/narrow", test_narrow);
  ADD ("/announcements-page/keyboard", test_keyboard);
  ADD ("/announcements-page/copy", test_copy);
  ADD ("/announcements-page/empty", test_empty);

  return g_test_run ();
}
