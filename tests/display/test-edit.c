#include "config.h"

#include "edit-fixture.h"

#include <sqlite3.h>

#include "hand.h"
#include "ytt-record-editor.h"

/* Editing a record in its window, with keys as those of a hand. */

#define NARVA_NAME "SELECT name FROM facility WHERE facility = 'ee-narva-neo'"

static gboolean
says_theirs (gpointer data)
{
  const char *message = ytt_field_get_message (data);

  return message != NULL && strstr (message, "“Theirs”") != NULL;
}

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

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

/* Ctrl+E and back, and Escape, which first puts back what is being typed. */
static void
test_mode (WindowFixture *f,
           gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  gpointer editor, field;
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

  /* Nothing of it outlives the window. */
  editor = find_widget (GTK_WIDGET (window), YTT_TYPE_RECORD_EDITOR, NULL);
  field = name;
  g_object_add_weak_pointer (editor, &editor);
  g_object_add_weak_pointer (field, &field);
  close_window (window);
  wait_until (is_gone, &editor);
  wait_until (is_gone, &field);
}

static gboolean
has_none_left (gpointer data)
{
  return g_list_model_get_n_items (G_LIST_MODEL (ytt_session_get_facilities (data))) == 0;
}

/* What is being edited stays, though what is searched for leaves it out by now. */
static void
test_left_out (WindowFixture *f,
               gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttSession *session = ytt_window_get_session (window);
  YttField *name;

  edit_facility (window, "ee-narva-neo");
  ytt_session_set_search (session, "narva magnet plant");
  name = find_field (GTK_WIDGET (window), "Name");
  type_into (name, "Zebra");
  hand_press ("Return");
  wait_until (has_none_left, session);
  g_assert_cmpint (ytt_session_get_selected (session), !=, 0);
  g_assert_true (is_editing (window));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (name)));
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

/* What a screen reader says of a field. */
static void
assert_read_out (YttField   *field,
                 const char *name,
                 const char *description)
{
  GtkAccessible *input = GTK_ACCESSIBLE (ytt_text_field_get_input (YTT_TEXT_FIELD (field)));

  gtk_test_accessible_assert_property (input, GTK_ACCESSIBLE_PROPERTY_LABEL, name);
  gtk_test_accessible_assert_property (input, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description);
  gtk_test_accessible_assert_state (input, GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE);
}

/* What is not valid stays in its field, and is there again in another window and in another run. */
static void
test_draft (WindowFixture *f,
            gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttField *name;
  g_autofree char *text = NULL;

  edit_facility (window, "ee-narva-neo");
  name = find_field (GTK_WIDGET (window), "Name");
  type_into (name, "");
  hand_press ("Tab");
  wait_for_state (name, YTT_FIELD_INVALID);
  g_assert_cmpstr (ytt_field_get_message (name), ==, "A facility has a name");
  assert_read_out (name, "Name", "A facility has a name");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (name), "invalid"));
  assert_document (f->document, NARVA_NAME, "Narva magnet plant");
  close_window (window);

  window = open_window (f, f->document);
  edit_facility (window, "ee-narva-neo");
  name = find_field (GTK_WIDGET (window), "Name");
  wait_for_state (name, YTT_FIELD_INVALID);
  text = ytt_field_get_text (name);
  g_assert_cmpstr (text, ==, "");

  gtk_widget_grab_focus (GTK_WIDGET (name));
  hand_press ("Escape");
  wait_for_state (name, YTT_FIELD_CLEAN);
  close_window (window);

  window = open_window (f, f->document);
  edit_facility (window, "ee-narva-neo");
  g_assert_cmpint (ytt_field_get_state (find_field (GTK_WIDGET (window), "Name")), ==, YTT_FIELD_CLEAN);
}

static gboolean
is_half_saved (gpointer data)
{
  g_autofree char *name = ask_document (data, NARVA_NAME);

  return g_strcmp0 (name, "Half-a-wo") == 0;
}

/* A window that is closed in the middle of a word saves it. */
static void
test_close (WindowFixture *f,
            gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);

  edit_facility (window, "ee-narva-neo");
  type_into (find_field (GTK_WIDGET (window), "Name"), "Half-a-wo");
  close_window (window);

  /* The document is closed behind the window's back. */
  wait_until (is_half_saved, f->document);
}

typedef struct
{
  YttField   *field;
  const char *text;
} Typed;

static gboolean
has_text (gpointer data)
{
  Typed *typed = data;
  g_autofree char *text = ytt_field_get_text (typed->field);

  return g_str_equal (text, typed->text);
}

static void
wait_for_text (YttField   *field,
               const char *text)
{
  Typed typed = { field, text };

  wait_until (has_text, &typed);
}

/* The same keys take back typing as long as there is any, then edits, and name what they did. */
static void
test_undo (WindowFixture *f,
           gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  gpointer undone[] = { window, "Undone: Change the name of Narva magnet plant" };
  gpointer redone[] = { window, "Done again: Change the name of Narva magnet plant" };
  YttField *name;

  edit_facility (window, "ee-narva-neo");
  name = find_field (GTK_WIDGET (window), "Name");
  type_into (name, "Second");
  hand_press ("Return");
  wait_for_undo (window, "Change the name of Narva magnet plant");
  wait_for_state (name, YTT_FIELD_CLEAN);

  type_into (name, "Third");
  hand_press ("ctrl+z");
  while (!has_text (&(Typed) { name, "Second" }))
    {
      hand_press ("ctrl+z");
      assert_document (f->document, NARVA_NAME, "Second");
    }
  g_assert_cmpint (ytt_field_get_state (name), ==, YTT_FIELD_CLEAN);

  hand_press ("ctrl+z");
  wait_for_text (name, "Narva magnet plant");
  wait_until (find_toast, undone);
  assert_document (f->document, NARVA_NAME, "Narva magnet plant");
  wait_for_undo (window, NULL);

  hand_press ("ctrl+shift+z");
  wait_for_text (name, "Second");
  wait_until (find_toast, redone);
  assert_document (f->document, NARVA_NAME, "Second");
}

static gboolean
has_no_selection (gpointer data)
{
  return ytt_session_get_selected (data) == 0;
}

static gboolean
has_selection (gpointer data)
{
  return ytt_session_get_selected (data) != 0 && ytt_session_get_record (data) != NULL;
}

static void
activate (YttWindow  *window,
          const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), action, NULL));
}

/* Nothing is asked beforehand; the toast brings all of it back. */
static void
test_delete (WindowFixture *f,
             gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttSession *session = ytt_window_get_session (window);
  gpointer toast[] = { window, "Deleted Narva magnet plant" };
  g_autofree char *claims = ask_document (f->document, "SELECT count (*) FROM claim");
  gint64 id;

  select_facility (window, "ee-narva-neo");
  id = ytt_session_get_selected (session);
  activate (window, "win.delete");
  wait_until (has_no_selection, session);
  wait_until (find_toast, toast);
  assert_document (f->document, "SELECT count (*) FROM facility WHERE facility = 'ee-narva-neo'", "0");

  click_button (GTK_WIDGET (window), "Undo");
  wait_until (has_selection, session);
  g_assert_cmpint (ytt_session_get_selected (session), ==, id);
  assert_document (f->document, NARVA_NAME, "Narva magnet plant");
  assert_document (f->document, "SELECT count (*) FROM claim", claims);
}

/* The toast takes back the deletion, whatever was done since. */
static void
test_delete_then_edit (WindowFixture *f,
                       gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttSession *session = ytt_window_get_session (window);
  gpointer toast[] = { window, "Deleted Narva magnet plant" };

  select_facility (window, "ee-narva-neo");
  activate (window, "win.delete");
  wait_until (find_toast, toast);
  edit_facility (window, "columbus");
  type_into (find_field (GTK_WIDGET (window), "Name"), "Columbus-works");
  hand_press ("Return");
  wait_for_document (f->document, "SELECT count (*) FROM facility WHERE name = 'Columbus-works'", "1");
  ytt_session_set_selected (session, 0);

  click_button (GTK_WIDGET (window), "Undo");
  wait_until (has_selection, session);
  assert_document (f->document, NARVA_NAME, "Narva magnet plant");
  assert_document (f->document, "SELECT count (*) FROM facility WHERE name = 'Columbus-works'", "1");
}

static gboolean
asks_for_name (gpointer data)
{
  YttField *field = look_for_field (data, "Name");

  return field != NULL && ytt_field_get_row (field) == NULL && gtk_widget_get_focus_child (GTK_WIDGET (field)) != NULL;
}

static gboolean
is_warned (gpointer data)
{
  GtkWidget *note = find_label (data, "There is a facility of this name");

  return note != NULL;
}

static gboolean
shows_new (gpointer data)
{
  YttSession *session = ytt_window_get_session (data);
  YttField *field = look_for_field (data, "Name");

  return field != NULL && ytt_field_get_row (field) != NULL
         && ytt_row_get_id (ytt_field_get_row (field)) == ytt_session_get_selected (session);
}

/* One of a name that is there already is pointed out first. */
static void
test_new (WindowFixture *f,
          gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);

  hand_press ("ctrl+n");
  wait_until (asks_for_name, window);
  hand_type ("Ytterby-works");
  hand_press ("Return");
  wait_until (shows_new, window);
  g_assert_true (is_editing (window));
  wait_for_undo (window, "Add Ytterby-works");
  assert_document (f->document, "SELECT count (*) FROM facility WHERE name = 'Ytterby-works'", "1");

  hand_press ("ctrl+n");
  wait_until (asks_for_name, window);
  hand_type ("ytterby-Works");
  hand_press ("Return");
  wait_until (is_warned, window);
  assert_document (f->document, "SELECT count (*) FROM facility WHERE lower (name) = 'ytterby-works'", "1");
  hand_press ("Return");
  wait_until (shows_new, window);
  assert_document (f->document, "SELECT count (*) FROM facility WHERE lower (name) = 'ytterby-works'", "2");

  /* Taken back while it is edited, it is gone from the pane, too. */
  hand_press ("ctrl+z");
  wait_until (has_no_selection, ytt_window_get_session (window));
  assert_document (f->document, "SELECT count (*) FROM facility WHERE lower (name) = 'ytterby-works'", "1");
}

static void
test_duplicate (WindowFixture *f,
                gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);

  select_facility (window, "ee-narva-neo");
  activate (window, "win.duplicate");
  wait_until (shows_new, window);
  wait_for_text (find_field (GTK_WIDGET (window), "Name"), "Narva magnet plant (copy)");
  assert_document (f->document,
                   "SELECT group_concat (s.stage) FROM facility f JOIN facility_stage s ON s.facility = f.id"
                   " WHERE f.name = 'Narva magnet plant (copy)'", "magnet");
  assert_document (f->document,
                   "SELECT count (*) FROM facility f JOIN claim c ON c.facility = f.id"
                   " WHERE f.name = 'Narva magnet plant (copy)'", "0");
}

/* Another program changes what is being typed over: both are shown, and one is chosen. */
static void
test_conflict (WindowFixture *f,
               gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttField *name;

  edit_facility (window, "ee-narva-neo");
  name = find_field (GTK_WIDGET (window), "Name");
  type_into (name, "Mine");
  run_sql (f->document, "UPDATE facility SET name = 'Theirs' WHERE facility = 'ee-narva-neo'");
  hand_press ("Return");
  wait_for_state (name, YTT_FIELD_CONFLICT);
  wait_until (says_theirs, name);
  wait_for_text (name, "Mine");
  assert_document (f->document, NARVA_NAME, "Theirs");
  click_button (GTK_WIDGET (name), "Keep Mine");
  wait_for_state (name, YTT_FIELD_CLEAN);
  assert_document (f->document, NARVA_NAME, "Mine");

  type_into (name, "Mine-2");
  run_sql (f->document, "UPDATE facility SET name = 'Theirs' WHERE facility = 'ee-narva-neo'");
  wait_for_state (name, YTT_FIELD_CONFLICT);
  click_button (GTK_WIDGET (name), "Take Theirs");
  wait_for_state (name, YTT_FIELD_CLEAN);
  wait_for_text (name, "Theirs");
  assert_document (f->document, NARVA_NAME, "Theirs");
}

static gboolean
says_it_waits (gpointer data)
{
  const char *message = ytt_field_get_message (data);

  return message != NULL && g_str_has_prefix (message, "Another program is writing");
}

static void
test_waiting (WindowFixture *f,
              gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttEditor *editor = ytt_session_get_editor (ytt_window_get_session (window));
  sqlite3 *other = NULL;
  YttField *name;

  edit_facility (window, "ee-narva-neo");
  name = find_field (GTK_WIDGET (window), "Name");
  g_assert_cmpint (sqlite3_open (f->document, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  type_into (name, "Patient");
  hand_press ("Return");
  wait_until (says_it_waits, name);
  g_assert_cmpint (ytt_field_get_state (name), ==, YTT_FIELD_SAVING);
  g_assert_cmpstr (ytt_editor_get_draft (editor, "facility", ytt_row_get_id (ytt_field_get_row (name)), "name"), ==,
                   "Patient");

  /* What is typed meanwhile goes after it. */
  type_into (name, "Patient-2");
  hand_press ("Return");

  g_assert_cmpint (sqlite3_exec (other, "COMMIT", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (other), ==, SQLITE_OK);
  wait_for_document (f->document, NARVA_NAME, "Patient-2");
  wait_for_state (name, YTT_FIELD_CLEAN);
  g_assert_null (ytt_editor_get_draft (editor, "facility", ytt_row_get_id (ytt_field_get_row (name)), "name"));

  gtk_widget_grab_focus (GTK_WIDGET (name));
  hand_press ("ctrl+z");
  wait_for_document (f->document, NARVA_NAME, "Patient");
}

/* What another program deletes while it is edited is left, with words. */
static void
test_gone (WindowFixture *f,
           gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  gpointer toast[] = { window, "The facility is no longer in the document" };

  edit_facility (window, "ee-narva-neo");
  run_sql (f->document, "DELETE FROM facility WHERE facility = 'ee-narva-neo'");
  wait_until (has_no_selection, ytt_window_get_session (window));
  wait_until (find_toast, toast);
  g_assert_false (is_editing (window));
}

static void
test_read_only (WindowFixture *f,
                gconstpointer  data)
{
  YttWindow *window;
  gpointer toast[] = { NULL, "This document can only be read" };

  run_sql (f->document, "CREATE TRIGGER of_a_stranger AFTER UPDATE ON facility BEGIN SELECT 1; END");
  window = open_window (f, f->document);
  toast[0] = window;
  select_facility (window, "ee-narva-neo");
  hand_press ("ctrl+e");
  wait_until (find_toast, toast);
  g_assert_false (is_editing (window));
  g_assert_nonnull (find_button (GTK_WIDGET (window), "Save a Copy…"));
  g_assert_null (look_for_field (GTK_WIDGET (window), "Name"));
}

int
main (int   argc,
      char *argv[])
{
  adw_init ();
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/edit/mode", WindowFixture, NULL, window_fixture_set_up, test_mode, window_fixture_tear_down);
  g_test_add ("/edit/left-out", WindowFixture, NULL, window_fixture_set_up, test_left_out, window_fixture_tear_down);
  g_test_add ("/edit/save", WindowFixture, NULL, window_fixture_set_up, test_save, window_fixture_tear_down);
  g_test_add ("/edit/draft", WindowFixture, NULL, window_fixture_set_up, test_draft, window_fixture_tear_down);
  g_test_add ("/edit/close", WindowFixture, NULL, window_fixture_set_up, test_close, window_fixture_tear_down);
  g_test_add ("/edit/undo", WindowFixture, NULL, window_fixture_set_up, test_undo, window_fixture_tear_down);
  g_test_add ("/edit/delete", WindowFixture, NULL, window_fixture_set_up, test_delete, window_fixture_tear_down);
  g_test_add ("/edit/delete-then-edit", WindowFixture, NULL, window_fixture_set_up, test_delete_then_edit,
              window_fixture_tear_down);
  g_test_add ("/edit/new", WindowFixture, NULL, window_fixture_set_up, test_new, window_fixture_tear_down);
  g_test_add ("/edit/duplicate", WindowFixture, NULL, window_fixture_set_up, test_duplicate, window_fixture_tear_down);
  g_test_add ("/edit/conflict", WindowFixture, NULL, window_fixture_set_up, test_conflict, window_fixture_tear_down);
  g_test_add ("/edit/gone", WindowFixture, NULL, window_fixture_set_up, test_gone, window_fixture_tear_down);
  g_test_add ("/edit/waiting", WindowFixture, NULL, window_fixture_set_up, test_waiting, window_fixture_tear_down);
  g_test_add ("/edit/read-only", WindowFixture, NULL, window_fixture_set_up, test_read_only, window_fixture_tear_down);

  return g_test_run ();
}
