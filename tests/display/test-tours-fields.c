/* What is typed of a stop: each edit stands in the document, and is taken back. */

#include "config.h"

#include "tours-fixture.h"

#include <string.h>

#include "hand.h"

/* In its place in the list: Enter takes it, Escape puts back what was there. */
static void
test_rename (WindowFixture *f,
             gconstpointer  data)
{
  Tours t = open_tours (f, TOURS);

  want (&t, "1 Hello|2 Baltic|3 Narva");
  click_row (&t, 1);
  want (&t, "1 Hello|2 Baltic*|3 Narva");
  hand_press ("F2");
  hand_press ("ctrl+a");
  hand_type ("North");
  hand_press ("Return");
  want (&t, "1 Hello|2 North*|3 Narva");
  assert_document (f->document, "SELECT title FROM tour_stop WHERE id = 12", "North");
  undo (&t);
  want (&t, "1 Hello|2 Baltic*|3 Narva");

  hand_press ("F2");
  hand_type ("Nothing");
  hand_press ("Escape");
  hand_press ("F2");
  hand_press ("ctrl+a");
  hand_type ("South");
  click_row (&t, 2);
  want (&t, "1 Hello|2 South|3 Narva*");
  undo (&t);
  want (&t, "1 Hello|2 Baltic|3 Narva*");

  close_window (t.window);
}

static void
test_fields (WindowFixture *f,
             gconstpointer  data)
{
  Tours t = open_tours (f, TOURS);
  YttField *seconds, *notes;
  g_autofree char *text = NULL;

  want (&t, "1 Hello|2 Baltic|3 Narva");
  click_row (&t, 1);
  want (&t, "1 Hello|2 Baltic*|3 Narva");
  wait_for_window (t.window);

  type_into (get_field (&t, 12, "Title"), "Gulf");
  hand_press ("Return");
  want (&t, "1 Hello|2 Gulf*|3 Narva");
  wait_for_undo (t.window, "Change the title of the stop “Baltic”");
  undo (&t);
  want (&t, "1 Hello|2 Baltic*|3 Narva");

  seconds = get_field (&t, 12, "How Long It Takes");
  text = ytt_field_get_text (seconds);
  g_assert_cmpstr (text, ==, "1:40");
  type_into (seconds, "soon");
  hand_press ("Return");
  wait_for_state (seconds, YTT_FIELD_INVALID);
  type_into (seconds, "2:05");
  hand_press ("Return");
  wait_for_document (f->document, "SELECT seconds FROM tour_stop WHERE id = 12", "125.0");
  wait_for_undo (t.window, "Change how long the stop “Baltic” takes");
  type_into (seconds, "");
  hand_press ("Return");
  wait_for_document (f->document, "SELECT coalesce (seconds, '-') FROM tour_stop WHERE id = 12", "-");
  undo (&t);
  wait_for_document (f->document, "SELECT seconds FROM tour_stop WHERE id = 12", "125.0");
  undo (&t);
  wait_for_document (f->document, "SELECT seconds FROM tour_stop WHERE id = 12", "100.0");

  notes = get_field (&t, 12, "Notes for the Speaker");
  gtk_widget_grab_focus (GTK_WIDGET (notes));
  hand_press ("ctrl+a");
  hand_type ("Breathe");
  hand_press ("ctrl+Return");
  wait_for_document (f->document, "SELECT notes FROM tour_stop WHERE id = 12", "Breathe");
  undo (&t);
  wait_for_document (f->document, "SELECT substr (notes, 1, 10) FROM tour_stop WHERE id = 12", "Long words");

  /* What is typed is saved when another stop is chosen. */
  gtk_widget_grab_focus (GTK_WIDGET (get_field (&t, 12, "Text on the Wall")));
  hand_type ("Wall");
  click_row (&t, 2);
  wait_for_document (f->document, "SELECT text FROM tour_stop WHERE id = 12", "Wall");
  undo (&t);
  wait_for_document (f->document, "SELECT coalesce (text, '-') FROM tour_stop WHERE id = 12", "-");

  close_window (t.window);
}

#define NAMED "SELECT (SELECT count (*) FROM tour_stop_claim) || '+' || (SELECT count (*) FROM tour_stop_announcement)"

static gboolean
names_basis (gpointer data)
{
  return look_for_tooltip (data, "Remove From This Stop") != NULL;
}

static gboolean
is_checked (gpointer data)
{
  return gtk_check_button_get_active (data);
}

static gboolean
is_not_checked (gpointer data)
{
  return !gtk_check_button_get_active (data);
}

/* (nullable): the check of a row that has these words */
static GtkCheckButton *
find_check (GtkListBox *list,
            const char *words)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    if (gtk_widget_get_mapped (GTK_WIDGET (row))
        && strstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), words) != NULL)
      return GTK_CHECK_BUTTON (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row)));

  return NULL;
}

static gboolean
finds_jobs (gpointer data)
{
  return find_check (data, "100\302\240people") != NULL;
}

static gboolean
finds_announcement (gpointer data)
{
  return find_check (data, "Lynas") != NULL;
}

/* What a stop rests on: removed by its button, named in the popover, each an edit of its own. */
static void
test_rests_on (WindowFixture *f,
               gconstpointer  data)
{
  Tours t = open_tours (f, TOURS);
  GtkWidget *picker, *entry;
  GtkCheckButton *check;
  GtkListBox *list;

  click_row (&t, 2);
  want (&t, "1 Hello|2 Baltic|3 Narva*");
  wait_for_window (t.window);
  wait_until (names_basis, t.pane);
  g_assert_null (find_label (GTK_WIDGET (t.pane), "No claim or announcement is named yet."));
  gtk_widget_grab_focus (look_for_tooltip (GTK_WIDGET (t.pane), "Remove From This Stop"));
  hand_press ("Return");
  wait_for_document (f->document, NAMED, "0+0");
  wait_for_words (GTK_WIDGET (t.pane), "No claim or announcement is named yet.");
  g_assert_null (look_for_tooltip (GTK_WIDGET (t.pane), "Remove From This Stop"));
  undo (&t);
  wait_until (names_basis, t.pane);

  click (look_for_tooltip (GTK_WIDGET (t.pane), "Name What This Stop Rests On"));
  picker = find_widget (GTK_WIDGET (t.pane), g_type_from_name ("YttBasisPicker"), NULL);
  list = GTK_LIST_BOX (find_widget (picker, GTK_TYPE_LIST_BOX, NULL));
  wait_until (finds_jobs, list);
  check = find_check (list, "100\302\240people");
  g_assert_false (gtk_check_button_get_active (check));
  gtk_widget_activate (gtk_widget_get_ancestor (GTK_WIDGET (check), GTK_TYPE_LIST_BOX_ROW));
  wait_for_document (f->document, NAMED, "2+0");
  wait_until (is_checked, check);
  undo (&t);
  wait_until (is_not_checked, check);

  /* An announcement that names another plant is found by its words. */
  entry = find_widget (picker, GTK_TYPE_SEARCH_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "lynas js");
  wait_until (finds_announcement, list);
  g_assert_null (find_check (list, "100\302\240people"));
  gtk_check_button_set_active (find_check (list, "Lynas"), TRUE);
  wait_for_document (f->document, NAMED, "1+1");
  wait_for_undo (t.window, "Name “Lynas and JS Link sign a memorandum on magnets in Malaysia” among what the"
                           " stop “Narva” rests on");

  gtk_popover_popdown (GTK_POPOVER (picker));
  close_window (t.window);
}

static gboolean
has_focus (gpointer data)
{
  return shows_row (data) && (gtk_widget_get_state_flags (data) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}

static gboolean
is_described (gpointer data)
{
  return find_label (data, "From-ore-to-magnet") != NULL;
}

static gboolean
is_not_described (gpointer data)
{
  return find_label (data, "From-ore-to-magnet") == NULL;
}

static gboolean
is_empty (gpointer data)
{
  g_autofree char *text = ytt_field_get_text (data);

  return *text == '\0' && ytt_field_get_state (data) == YTT_FIELD_CLEAN;
}

/* What is said of a tour: typed in a popover, seen above the stops, taken back; closing saves as well. */
static void
test_description (WindowFixture *f,
                  gconstpointer  data)
{
  Tours t = open_tours (f, TOURS);
  GtkWidget *popover;
  YttField *field;

  want (&t, "1 Hello|2 Baltic|3 Narva");
  gtk_widget_activate_action (GTK_WIDGET (t.pane), "tour.describe", NULL);
  popover = find_widget (GTK_WIDGET (t.pane), g_type_from_name ("YttTourNote"), NULL);
  wait_until (is_shown, popover);
  field = find_field (popover, "Description");
  wait_until (has_focus, field);
  hand_type ("From-ore-to-magnet");
  hand_press ("ctrl+Return");
  wait_for_document (f->document, "SELECT note FROM tour WHERE id = 1", "From-ore-to-magnet");
  wait_for_undo (t.window, "Change the description of the tour “Alpha”");
  wait_until (is_described, find_widget (GTK_WIDGET (t.pane), GTK_TYPE_BUTTON, "note_button"));
  undo (&t);
  wait_until (is_not_described, t.pane);
  assert_document (f->document, "SELECT coalesce (note, '-') FROM tour WHERE id = 1", "-");

  wait_until (is_empty, field);
  hand_type ("Again");
  gtk_popover_popdown (GTK_POPOVER (popover));
  wait_for_document (f->document, "SELECT note FROM tour WHERE id = 1", "Again");

  /* The other tour has its own. */
  ytt_tours_set_tour (t.tours, 2);
  want (&t, "1 Only one");
  g_assert_false (gtk_widget_get_visible (find_widget (GTK_WIDGET (t.pane), GTK_TYPE_BUTTON, "note_button")));
  gtk_widget_activate_action (GTK_WIDGET (t.pane), "tour.describe", NULL);
  wait_until (is_shown, popover);
  wait_until (has_focus, field);
  hand_type ("Other");
  hand_press ("ctrl+Return");
  wait_for_document (f->document, "SELECT group_concat (note) FROM tour", "Again,Other");

  gtk_popover_popdown (GTK_POPOVER (popover));
  close_window (t.window);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(path, test) \
  g_test_add ("/tours/" path, WindowFixture, NULL, window_fixture_set_up, test, window_fixture_tear_down)

  ADD ("rename", test_rename);
  ADD ("fields", test_fields);
  ADD ("rests-on", test_rests_on);
  ADD ("description", test_description);

#undef ADD

  return g_test_run ();
}
