/* Tours that cannot be what they were meant to be: of a newer version, of what is gone, of a document that is only read. */

#include "config.h"

#include "tours-fixture.h"

#include "hand.h"
#include "ytt-stop-row.h"

/* A newer version's stop is shown, said so of, and left as it is. */
static void
test_newer (WindowFixture *f,
            gconstpointer  data)
{
  Tours t = open_tours (f, TOURS "; UPDATE tour_stop SET content = '{\"version\":7,\"filter\":\"mood=good\",\"viewport\":"
                                 "{\"latitude\":59.4,\"longitude\":28.2,\"zoom\":6},\"year\":2027}' WHERE id = 12;"
                                 "UPDATE tour_stop SET content = '[' WHERE id = 13");
  YttSession *session = t.session;

  want (&t, "1 Hello|2 Baltic|3 Narva");
  g_assert_nonnull (find_label (get_row (&t, 1), "Made with a newer Ytterby"));
  click_row (&t, 1);
  want (&t, "1 Hello|2 Baltic*|3 Narva");
  wait_until (shows_baltic, session);
  wait_for_window (t.window);
  g_assert_null (look_for_tooltip (GTK_WIDGET (t.pane), "Let This Stop Show What the Window Shows Now"));
  gtk_widget_activate_action (GTK_WIDGET (t.pane), "tour.update-stop", NULL);

  type_into (get_field (&t, 12, "Title"), "Gulf");
  hand_press ("Return");
  want (&t, "1 Hello|2 Gulf*|3 Narva");
  assert_document (f->document, "SELECT json_extract (content, '$.version') || json_extract (content, '$.filter')"
                                " FROM tour_stop WHERE id = 12", "7mood=good");

  /* What cannot be read at all is told of, and what is shown stays. */
  g_assert_nonnull (find_label (get_row (&t, 2), "Cannot be shown"));
  click_row (&t, 2);
  want (&t, "1 Hello|2 Gulf|3 Narva*");
  g_assert_true (shows_baltic (session));
  g_assert_nonnull (find_widget (GTK_WIDGET (t.window), g_type_from_name ("AdwToastWidget"), NULL));

  close_window (t.window);
}

static gboolean
names_basis (gpointer data)
{
  return find_label (data, "Rests On") != NULL;
}

static gboolean
says_gone (gpointer data)
{
  return find_label (data, "The facility was deleted") != NULL;
}

static gboolean
says_narva (gpointer data)
{
  return find_label (data, "Narva magnet plant") != NULL;
}

static gboolean
names_loss (gpointer data)
{
  return find_label (data, "The facility of this stop was deleted. Its place is shown without a card.") != NULL;
}

/* A stop whose facility is gone keeps its place, and says so until it is back. */
static void
test_facility_gone (WindowFixture *f,
                    gconstpointer  data)
{
  Tours t = open_tours (f, TOURS);
  double latitude;

  want (&t, "1 Hello|2 Baltic|3 Narva");
  select_facility (t.window, "ee-narva-neo");
  gtk_widget_activate_action (GTK_WIDGET (t.window), "win.delete", NULL);
  wait_until (says_gone, get_row (&t, 2));
  click_row (&t, 2);
  want (&t, "1 Hello|2 Baltic|3 Narva*");
  wait_until (names_loss, t.pane);
  wait_for_window (t.window);
  ytt_session_get_viewport (t.session, &latitude, NULL, NULL);
  g_assert_cmpfloat_with_epsilon (latitude, 50, 0.01);
  g_assert_cmpint (ytt_session_get_selected (t.session), ==, 0);
  g_assert_no_error (ytt_session_get_error (t.session));
  assert_document (f->document, "SELECT json_extract (content, '$.selected') > 0 FROM tour_stop WHERE id = 13", "1");

  undo (&t);
  wait_until (says_narva, get_row (&t, 2));
  wait_until (names_basis, t.pane);

  close_window (t.window);
}

static gboolean
says_read_only (gpointer data)
{
  return find_label (data, "This document can only be read") != NULL;
}

/* Tours of a document that can only be read are looked at. */
static void
test_read_only (WindowFixture *f,
                gconstpointer  data)
{
  /* What hides a view of ours can only be read. */
  Tours t = open_tours (f, TOURS "; DROP VIEW facility_overview; CREATE VIEW facility_overview AS SELECT 1 AS id");

  g_assert_false (ytt_editor_get_can_edit (ytt_session_get_editor (t.session)));
  want (&t, "1 Hello|2 Baltic|3 Narva");
  click_row (&t, 1);
  want (&t, "1 Hello|2 Baltic*|3 Narva");
  wait_until (shows_baltic, t.session);
  wait_for_window (t.window);
  g_assert_nonnull (find_label (GTK_WIDGET (t.pane), "Long words for the speaker, which take more than one line where"
                                                     " there is little room"));
  g_assert_null (look_for_field (GTK_WIDGET (t.pane), "Title"));
  g_assert_null (look_for_tooltip (GTK_WIDGET (t.pane), "Delete This Stop"));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (find_widget (GTK_WIDGET (t.pane), GTK_TYPE_BUTTON,
                                                                   "add_button"))));
  hand_press ("alt+Down");
  hand_press ("Delete");
  hand_press ("F2");
  want (&t, "1 Hello|2 Baltic*|3 Narva");
  hand_press ("ctrl+d");
  wait_until (says_read_only, t.window);

  close_window (t.window);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(path, test) \
  g_test_add ("/tours/" path, WindowFixture, NULL, window_fixture_set_up, test, window_fixture_tear_down)

  ADD ("newer", test_newer);
  ADD ("facility-gone", test_facility_gone);
  ADD ("read-only", test_read_only);

#undef ADD

  return g_test_run ();
}
