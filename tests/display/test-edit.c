#include "config.h"

#include "edit-fixture.h"
#include "hand.h"

/* Editing a record in its window, with keys as those of a hand. */

#define NARVA_NAME "SELECT name FROM facility WHERE facility = 'ee-narva-neo'"

static gboolean
is_editing (gpointer data)
{
  return ytt_editor_get_editing (ytt_session_get_editor (ytt_window_get_session (data)));
}

static gboolean
is_not_editing (gpointer data)
{
  return !is_editing (data);
}

/* Ctrl+E and back, and Escape, which first puts back what is being typed. */
static void
test_mode (WindowFixture *f,
           gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttField *name;
  g_autofree char *text = NULL;

  edit_facility (window, "ee-narva-neo");
  hand_press ("ctrl+e");
  wait_until (is_not_editing, window);

  edit_facility (window, "ee-narva-neo");
  name = find_field (GTK_WIDGET (window), "Name");
  type_into (name, "X");
  hand_press ("Escape");
  wait_for_state (name, YTT_FIELD_CLEAN);
  text = ytt_field_get_text (name);
  g_assert_cmpstr (text, ==, "Narva magnet plant");
  g_assert_true (is_editing (window));
  hand_press ("Escape");
  wait_until (is_not_editing, window);
  assert_document (f->document, NARVA_NAME, "Narva magnet plant");
}

/* Enter saves, and so does going on to the next field. */
static void
test_save (WindowFixture *f,
           gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttField *name;

  edit_facility (window, "ee-narva-neo");
  name = find_field (GTK_WIDGET (window), "Name");
  type_into (name, "Narva-works");
  g_assert_cmpint (ytt_field_get_state (name), ==, YTT_FIELD_TYPING);
  hand_press ("Return");
  wait_for_undo (window, "Change the name of Narva magnet plant");
  wait_for_state (name, YTT_FIELD_CLEAN);
  assert_document (f->document, NARVA_NAME, "Narva-works");

  type_into (name, "Narva-plant");
  hand_press ("Tab");
  wait_for_undo (window, "Change the name of Narva-works");
  assert_document (f->document, NARVA_NAME, "Narva-plant");
}

int
main (int   argc,
      char *argv[])
{
  adw_init ();
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/edit/mode", WindowFixture, NULL, window_fixture_set_up, test_mode, window_fixture_tear_down);
  g_test_add ("/edit/save", WindowFixture, NULL, window_fixture_set_up, test_save, window_fixture_tear_down);

  return g_test_run ();
}
