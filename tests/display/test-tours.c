/* Tours, composed with mouse and keys: each edit stands in the document, and is taken back. */

#include "config.h"

#include "tours-fixture.h"

#include "hand.h"

static gboolean
shows_no_tour (gpointer data)
{
  GtkWidget *button = find_widget (data, GTK_TYPE_BUTTON, "new_button");

  return gtk_widget_get_mapped (button);
}

static gboolean
shows_no_stop (gpointer data)
{
  return gtk_widget_get_mapped (find_widget (data, GTK_TYPE_BUTTON, "first_button"));
}

/* From nothing: a tour, and what the map shows as its stops. */
static void
test_from_nothing (WindowFixture *f,
                   gconstpointer  data)
{
  Tours t = open_tours (f, CLEAR);

  g_assert_true (shows_no_tour (t.pane));
  click (find_widget (GTK_WIDGET (t.pane), GTK_TYPE_BUTTON, "new_button"));
  wait_until (shows_no_stop, t.pane);
  ytt_session_set_search (t.session, "narva");
  wait_for_window (t.window);
  click (find_widget (GTK_WIDGET (t.pane), GTK_TYPE_BUTTON, "first_button"));
  want (&t, "1 narva*");
  assert_document (f->document, "SELECT json_extract (content, '$.search') || (json_extract (content,"
                                " '$.viewport.width') > 100) FROM tour_stop", "narva1");
  click_undo (&t, "Added “narva” to “New Tour”");
  wait_until (shows_no_stop, t.pane);
  undo (&t);
  wait_until (shows_no_tour, t.pane);

  /* The key makes the tour as well, and both are one step. */
  ytt_session_set_search (t.session, "columbus");
  wait_for_window (t.window);
  hand_press ("ctrl+d");
  want (&t, "1 columbus*");
  assert_document (f->document, "SELECT title FROM tour", "New Tour");
  click_undo (&t, "Added “columbus” to “New Tour”");
  wait_until (shows_no_tour, t.pane);
  assert_document (f->document, "SELECT count(*) FROM tour", "0");

  close_window (t.window);
}

static gboolean
shows_narva (gpointer data)
{
  YttRecord *record = ytt_session_get_record (data);

  return record != NULL && g_str_equal (record->slug, "ee-narva-neo") && ytt_session_get_moment (data).year == 0;
}

static gboolean
names_basis (gpointer data)
{
  return find_label (data, "Rests On") != NULL;
}

/* A click on a stop shows it on the map beside it; arrows only choose one. */
static void
test_shows_stops (WindowFixture *f,
                  gconstpointer  data)
{
  Tours t = open_tours (f, TOURS);

  want (&t, "1 Hello|2 Baltic|3 Narva");
  click_row (&t, 1);
  want (&t, "1 Hello|2 Baltic*|3 Narva");
  wait_until (shows_baltic, t.session);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (t.window->map_pane)));

  hand_press ("Down");
  want (&t, "1 Hello|2 Baltic|3 Narva*");
  wait_until (names_basis, t.pane);
  g_assert_true (shows_baltic (t.session));
  hand_press ("Return");
  wait_until (shows_narva, t.session);

  /* What was shown before can be come back to. */
  gtk_widget_activate_action (GTK_WIDGET (t.window), "win.view-back", NULL);
  wait_until (shows_baltic, t.session);

  /* A slide has nothing to show there. */
  click_row (&t, 0);
  want (&t, "1 Hello*|2 Baltic|3 Narva");
  g_assert_true (shows_baltic (t.session));

  close_window (t.window);
}

static void
test_stops (WindowFixture *f,
            gconstpointer  data)
{
  Tours t = open_tours (f, TOURS);

  want (&t, "1 Hello|2 Baltic|3 Narva");
  click_row (&t, 1);
  want (&t, "1 Hello|2 Baltic*|3 Narva");
  wait_until (shows_baltic, t.session);

  ytt_session_set_search (t.session, "silmet");
  click_button (GTK_WIDGET (t.pane), "Update from View");
  wait_for_document (f->document, "SELECT coalesce (json_extract (content, '$.search'), '-') FROM tour_stop WHERE"
                                  " id = 12", "silmet");
  undo (&t);
  wait_for_document (f->document, "SELECT coalesce (json_extract (content, '$.search'), '-') FROM tour_stop WHERE"
                                  " id = 12", "-");

  click (look_for_tooltip (GTK_WIDGET (t.pane), "Duplicate This Stop"));
  want (&t, "1 Hello|2 Baltic|3 Baltic*|4 Narva");
  undo (&t);
  want (&t, "1 Hello|2 Baltic|3 Narva*");

  click_row (&t, 1);
  want (&t, "1 Hello|2 Baltic*|3 Narva");
  hand_press ("Delete");
  want (&t, "1 Hello|2 Narva*");
  /* The keyboard stays where it was. */
  hand_press ("Up");
  want (&t, "1 Hello*|2 Narva");
  click_undo (&t, "Deleted the stop “Baltic”");
  want (&t, "1 Hello|2 Baltic*|3 Narva");
  assert_document (f->document, ORDER, "Hello|Baltic|Narva");

  gtk_widget_activate_action (GTK_WIDGET (t.pane), "tour.add-opening", NULL);
  want (&t, "1 Alpha*|2 Hello|3 Baltic|4 Narva");
  gtk_widget_activate_action (GTK_WIDGET (t.pane), "tour.add-closing", NULL);
  want (&t, "1 Alpha|2 Hello|3 Baltic|4 Narva|5 Thank You*");
  g_assert_cmpint (ytt_tour_stop_get_kind (ytt_tours_get_current_stop (t.tours)), ==, YTT_STOP_SLIDE);
  g_assert_null (look_for_tooltip (GTK_WIDGET (t.pane), "Let This Stop Show What the Window Shows Now"));
  undo (&t);
  want (&t, "1 Alpha|2 Hello|3 Baltic|4 Narva*");
  undo (&t);
  want (&t, "1 Hello|2 Baltic|3 Narva*");

  close_window (t.window);
}

static gboolean
has_other_title (gpointer data)
{
  return find_label (data, "Gamma") != NULL;
}

static gboolean
has_beta (gpointer data)
{
  return find_label (data, "Beta") != NULL;
}

static gboolean
has_old_title (gpointer data)
{
  return find_label (data, "Alpha") != NULL;
}

/* The menu of the tour: another one, another name, a copy, none. */
static void
test_tours (WindowFixture *f,
            gconstpointer  data)
{
  Tours t = open_tours (f, TOURS);
  GtkWidget *popover = find_widget (GTK_WIDGET (t.pane), GTK_TYPE_POPOVER, "popover");
  GtkListBox *tour_list = GTK_LIST_BOX (find_widget (popover, GTK_TYPE_LIST_BOX, "tour_list"));

  want (&t, "1 Hello|2 Baltic|3 Narva");
  gtk_widget_activate_action (GTK_WIDGET (t.pane), "tour.rename", NULL);
  hand_press ("ctrl+a");
  hand_type ("Gamma");
  hand_press ("Return");
  wait_until (has_other_title, find_widget (GTK_WIDGET (t.pane), GTK_TYPE_MENU_BUTTON, "chooser"));
  undo (&t);
  wait_until (has_old_title, find_widget (GTK_WIDGET (t.pane), GTK_TYPE_MENU_BUTTON, "chooser"));

  click (find_widget (GTK_WIDGET (t.pane), GTK_TYPE_MENU_BUTTON, "chooser"));
  wait_until (is_shown, popover);
  wait_for_frames (popover);
  hand_click (GTK_WIDGET (gtk_list_box_get_row_at_index (tour_list, 1)), 0.3);
  want (&t, "1 Only one");
  wait_until (is_hidden, popover);

  gtk_widget_activate_action (GTK_WIDGET (t.pane), "tour.duplicate", NULL);
  wait_for_document (f->document, "SELECT group_concat (title, '|') FROM (SELECT title FROM tour ORDER BY title)",
                     "Alpha|Beta|Beta (copy)");
  undo (&t);
  wait_for_document (f->document, "SELECT count(*) || '|' || (SELECT count(*) FROM tour_stop) FROM tour", "2|4");
  wait_until (has_beta, find_widget (GTK_WIDGET (t.pane), GTK_TYPE_MENU_BUTTON, "chooser"));
  want (&t, "1 Only one");

  gtk_widget_activate_action (GTK_WIDGET (t.pane), "tour.remove", NULL);
  want (&t, "1 Hello|2 Baltic|3 Narva");
  click_undo (&t, "Deleted the tour “Beta”");
  want (&t, "1 Only one");

  close_window (t.window);
}

/* Where one pane fits, a stop is shown in the place of its list, which comes back as it was. */
static void
test_narrow (WindowFixture *f,
             gconstpointer  data)
{
  Tours t = open_tours (f, TOURS);

  want (&t, "1 Hello|2 Baltic|3 Narva");
  resize_window (t.window, 360, 720);
  if (!gtk_widget_get_mapped (GTK_WIDGET (t.pane)))
    hand_press ("ctrl+t");
  wait_until (is_shown, t.pane);
  click_row (&t, 1);
  wait_until (shows_baltic, t.session);
  wait_until (is_hidden, t.pane);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (t.window->map_pane)));

  hand_press ("ctrl+t");
  wait_until (is_shown, t.pane);
  want (&t, "1 Hello|2 Baltic*|3 Narva");
  get_field (&t, 12, "Notes for the Speaker");
  wait_for_frames (GTK_WIDGET (t.window));
  resize_window (t.window, 420, 640);
  wait_for_frames (GTK_WIDGET (t.window));
  resize_window (t.window, 360, 640);
  wait_for_frames (GTK_WIDGET (t.window));
  hand_press ("ctrl+t");
  wait_until (is_hidden, t.pane);

  close_window (t.window);
}

/* Ctrl+F wants the list, which stands where the tours do. */
static void
test_list_comes_back (WindowFixture *f,
                      gconstpointer  data)
{
  Tours t = open_tours (f, TOURS);

  hand_press ("ctrl+f");
  wait_until (is_hidden, t.pane);
  wait_until (is_shown, t.window->list_pane);
  hand_press ("ctrl+t");
  wait_until (is_shown, t.pane);
  click (t.window->tours_button);
  wait_until (is_shown, t.window->list_pane);

  close_window (t.window);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(path, test) \
  g_test_add ("/tours/" path, WindowFixture, NULL, window_fixture_set_up, test, window_fixture_tear_down)

  ADD ("from-nothing", test_from_nothing);
  ADD ("shows-stops", test_shows_stops);
  ADD ("stops", test_stops);
  ADD ("tours", test_tours);
  ADD ("narrow", test_narrow);
  ADD ("list-comes-back", test_list_comes_back);

#undef ADD

  return g_test_run ();
}
