#include "config.h"

#include "edit-fixture.h"
#include "hand.h"

#include "ytt-announcement-editor.h"
#include "ytt-session-page.h"
#include "ytt-similar-row.h"

/* Announcements, edited and added on their page. */

#define NEW "(SELECT id FROM announcement WHERE title = 'Zzyzx-deal')"
#define FACTS "SELECT coalesce (date, '-') || '|' || coalesce (kind, '-') || '|' || coalesce (rung, '-')" \
              " || '|' || coalesce (amount, '-') || '|' || coalesce (currency, '-') || '|'" \
              " || coalesce (amount_qualifier, '-') FROM announcement WHERE title = 'Zzyzx-deal'"
#define PARTIES "SELECT group_concat (words, '|') FROM (SELECT o.name || ':' || p.role AS words FROM announcement_party p" \
                " JOIN organisation o ON o.id = p.organisation WHERE p.announcement = " NEW " ORDER BY p.position, p.id)"
#define COUNT "SELECT count (*) FROM announcement WHERE title = 'Zzyzx-deal'"

static void
choose (GtkWidget  *widget,
        const char *title,
        const char *code)
{
  YttField *field = wait_for_field (widget, title);

  ytt_field_type (field, code);
  ytt_field_save (field);
  wait_for_state (field, YTT_FIELD_CLEAN);
}

/* Ctrl+N on the page asks for a title; Enter adds it, and its fields are there. */
static GtkWidget *
add_announcement (YttWindow *window)
{
  YttField *title;

  ytt_session_set_page (ytt_window_get_session (window), YTT_PAGE_ANNOUNCEMENTS);
  wait_for_window (window);
  hand_press ("ctrl+n");
  title = wait_for_field (GTK_WIDGET (window), "Title");
  type_into (title, "Zzyzx-deal");
  hand_press ("Return");
  wait_until (shows_row, title);

  return find_widget (GTK_WIDGET (window), YTT_TYPE_ANNOUNCEMENT_EDITOR, NULL);
}

static void
test_add_and_change (WindowFixture *f,
                     gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  GtkWidget *editor = add_announcement (window);
  YttField *amount;

  wait_for_undo (window, "Add “Zzyzx-deal”");
  put (wait_for_field (editor, "Date"), "8-Sept-2025");
  choose (editor, "Kind", "offtake");
  choose (editor, "How Far It Has Come", "binding");
  amount = find_field (editor, "Amount");
  type_into (amount, "much");
  hand_press ("Return");
  wait_for_state (amount, YTT_FIELD_INVALID);
  put (amount, "~USD223m");
  wait_for_document (f->document, FACTS, "2025-09-08|offtake|binding|223000000|USD|about");
  wait_for_undo (window, "Change the amount of “Zzyzx-deal”");

  for (guint i = 0; i < 5; i++)
    hand_press ("ctrl+z");
  wait_for_document (f->document, COUNT, "0");
}

/* A condition: (editor): whether the parties are shown in their new order. */
static gboolean
is_bravo_first (gpointer editor)
{
  g_autofree char *text = ytt_field_get_text (find_field (editor, "Party"));

  return g_str_equal (text, "Bravo-Zzyzx");
}

/* Parties have roles and an order; one is in a role but once. */
static void
test_parties (WindowFixture *f,
              gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  GtkWidget *editor = add_announcement (window);
  YttField *adder = wait_for_field (editor, "Add a Party");
  YttField *party;

  put (adder, "Alpha-Zzyzx");
  choose (editor, "Role", "buyer");
  put (adder, "Bravo-Zzyzx");
  wait_for_document (f->document, PARTIES, "Alpha-Zzyzx:buyer|Bravo-Zzyzx:");
  type_into (adder, "Bravo-Zzyzx");
  hand_press ("Return");
  wait_for_state (adder, YTT_FIELD_INVALID);
  g_assert_cmpstr (ytt_field_get_message (adder), ==, "This is in the list already");
  hand_press ("Escape");
  wait_for_state (adder, YTT_FIELD_CLEAN);

  gtk_widget_grab_focus (GTK_WIDGET (find_field (editor, "Party")));
  hand_press ("alt+Down");
  wait_for_document (f->document, PARTIES, "Bravo-Zzyzx:|Alpha-Zzyzx:buyer");
  wait_for_undo (window, "Reorder the parties of “Zzyzx-deal”");
  wait_until (is_bravo_first, editor);
  /* The field goes with what was in it. */
  party = find_field (editor, "Party");
  type_into (party, "");
  hand_press ("Return");
  wait_for_document (f->document, PARTIES, "Alpha-Zzyzx:buyer");
}

/* All that belongs to the first announcement that a supply link rests on; %1$s is its key. */
#define WHOLE "SELECT group_concat (words, '|') FROM (SELECT id || title || coalesce (date, '') AS words" \
              " FROM announcement WHERE id = %1$s" \
              " UNION ALL SELECT id || organisation || role || position FROM announcement_party WHERE announcement = %1$s" \
              " UNION ALL SELECT id || facility FROM announcement_facility WHERE announcement = %1$s" \
              " UNION ALL SELECT id || source FROM announcement_source WHERE announcement = %1$s" \
              " UNION ALL SELECT id || material FROM link WHERE announcement = %1$s)"

static gboolean
has_announcement (gpointer data)
{
  return ytt_session_get_announcement (data) != 0;
}

/* Nothing is asked; undo brings back all that belonged to it, and shows it. */
static void
test_delete (WindowFixture *f,
             gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttSession *session = ytt_window_get_session (window);
  g_autofree char *key = ask_document (f->document, "SELECT min (announcement) FROM link");
  g_autofree char *whole = g_strdup_printf (WHOLE, key);
  g_autofree char *before = ask_document (f->document, whole);
  g_autofree char *gone = g_strconcat ("SELECT count (*) FROM announcement WHERE id = ", key, NULL);
  GtkWidget *editor;

  ytt_session_open_announcement (session, g_ascii_strtoll (key, NULL, 10));
  wait_for_window (window);
  hand_press ("ctrl+e");
  wait_until (shows_row, wait_for_field (GTK_WIDGET (window), "Title"));
  editor = find_widget (GTK_WIDGET (window), YTT_TYPE_ANNOUNCEMENT_EDITOR, NULL);
  click (look_for_tooltip (editor, "Delete This Announcement"));
  wait_for_document (f->document, gone, "0");
  wait_for_words (GTK_WIDGET (window), "Undo");
  g_assert_false (has_announcement (session));
  gtk_widget_grab_focus (find_button (GTK_WIDGET (window), "Undo"));
  hand_press ("Return");
  wait_for_document (f->document, whole, before);
  wait_until (has_announcement, session);
}

static gboolean
is_shown (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

static gboolean
is_other_open (gpointer session)
{
  return ytt_session_get_announcement (session) == 1001;
}

static gboolean
has_no_title (gpointer window)
{
  return look_for_field (window, "Title") == NULL;
}

/* A party, a facility and a source each. */
static void
test_names (WindowFixture *f,
            gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  g_autofree char *key = ask_document (f->document, "SELECT min (a.id) FROM announcement a"
                                                    " JOIN announcement_party p ON p.announcement = a.id"
                                                    " JOIN announcement_facility f ON f.announcement = a.id"
                                                    " JOIN announcement_source s ON s.announcement = a.id");

  ytt_session_open_announcement (ytt_window_get_session (window), g_ascii_strtoll (key, NULL, 10));
  wait_for_window (window);
  hand_press ("ctrl+e");
  wait_until (shows_row, wait_for_field (GTK_WIDGET (window), "Title"));
  wait_until (shows_row, wait_for_field (GTK_WIDGET (window), "Party"));
  assert_all_named (find_widget (GTK_WIDGET (window), YTT_TYPE_ANNOUNCEMENT_EDITOR, NULL), 14);
}

/* Where one column fits, Ctrl+E leads from the list to the fields. */
static void
test_narrow (WindowFixture *f,
             gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttSession *session = ytt_window_get_session (window);
  g_autofree char *key = ask_document (f->document, "SELECT min (id) FROM announcement");

  ytt_session_set_page (session, YTT_PAGE_ANNOUNCEMENTS);
  wait_for_window (window);
  ytt_session_set_announcement (session, g_ascii_strtoll (key, NULL, 10));
  resize_window (window, 360, 720);
  ytt_announcements_page_set_detail_open (ytt_window_get_announcements (window), FALSE);
  wait_for_window (window);
  hand_press ("ctrl+e");
  wait_until (shows_row, wait_for_field (GTK_WIDGET (window), "Title"));
}

/* What was typed for a new one and not added is in no document. */
static void
test_cancel (WindowFixture *f,
             gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttField *title;

  ytt_session_set_page (ytt_window_get_session (window), YTT_PAGE_ANNOUNCEMENTS);
  wait_for_window (window);
  click (look_for_tooltip (GTK_WIDGET (window), "New Announcement"));
  title = wait_for_field (GTK_WIDGET (window), "Title");
  type_into (title, "Zzyzx-deal");
  click_button (GTK_WIDGET (window), "Cancel");
  wait_until (has_no_title, window);
  assert_document (f->document, COUNT, "0");
}

/* The first time it is only pointed out that there is one like it; a click leads there. */
static void
test_near (WindowFixture *f,
           gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttSession *session = ytt_window_get_session (window);
  GtkWidget *editor, *row;
  YttField *title;

  run_sql (f->document, "INSERT INTO announcement (id, title, date) VALUES (1001, 'Zzyzx-deals', '2025-09-19')");
  ytt_session_set_page (session, YTT_PAGE_ANNOUNCEMENTS);
  wait_for_window (window);
  hand_press ("ctrl+n");
  title = wait_for_field (GTK_WIDGET (window), "Title");
  editor = find_widget (GTK_WIDGET (window), YTT_TYPE_ANNOUNCEMENT_EDITOR, NULL);
  type_into (title, "Zzyzx-deal");
  row = find_widget (editor, YTT_TYPE_SIMILAR_ROW, NULL);
  wait_until (is_shown, row);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "Zzyzx-deals, 19\302\240Sep\302\2402025");

  hand_press ("Return");
  wait_for_words (editor, "Add Nevertheless");
  assert_document (f->document, COUNT, "0");
  hand_press ("Return");
  wait_for_document (f->document, COUNT, "1");
  wait_until (shows_row, title);

  wait_until (is_shown, row);
  gtk_widget_activate (row);
  wait_until (is_other_open, session);
}

int
main (int   argc,
      char *argv[])
{
  adw_init ();
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/edit-announcements/add-and-change", WindowFixture, NULL, window_fixture_set_up, test_add_and_change,
              window_fixture_tear_down);
  g_test_add ("/edit-announcements/parties", WindowFixture, NULL, window_fixture_set_up, test_parties,
              window_fixture_tear_down);
  g_test_add ("/edit-announcements/delete", WindowFixture, NULL, window_fixture_set_up, test_delete,
              window_fixture_tear_down);
  g_test_add ("/edit-announcements/names", WindowFixture, NULL, window_fixture_set_up, test_names,
              window_fixture_tear_down);
  g_test_add ("/edit-announcements/narrow", WindowFixture, NULL, window_fixture_set_up, test_narrow,
              window_fixture_tear_down);
  g_test_add ("/edit-announcements/cancel", WindowFixture, NULL, window_fixture_set_up, test_cancel,
              window_fixture_tear_down);
  g_test_add ("/edit-announcements/near", WindowFixture, NULL, window_fixture_set_up, test_near,
              window_fixture_tear_down);

  return g_test_run ();
}
