/* Another document, or changes that were sent, come into a window's document. */

#include "config.h"

#include "window-fixture.h"

#include <glib/gstdio.h>

#include "edit-fixture.h"
#include "hand.h"
#include "ytt-merge-choice-row.h"
#include "ytt-merge-window.h"
#include "ytt-send-window.h"

static GtkWidget *
find_toplevel (GType type)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr(GtkWidget) toplevel = g_list_model_get_item (toplevels, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (toplevel, type) && gtk_widget_get_mapped (toplevel))
        return toplevel;
    }

  return NULL;
}

static gboolean
is_on_page (const char *name)
{
  GtkWidget *merge = find_toplevel (YTT_TYPE_MERGE_WINDOW);

  return merge != NULL
         && g_str_equal (gtk_stack_get_visible_child_name (GTK_STACK (find_widget (merge, GTK_TYPE_STACK, "pages"))), name);
}

static gboolean
is_compared (gpointer data)
{
  return is_on_page ("review");
}

static gboolean
has_failed (gpointer data)
{
  return is_on_page ("failed");
}

static gboolean
is_same (gpointer data)
{
  return is_on_page ("same");
}

static gboolean
is_closed (gpointer data)
{
  return find_toplevel (YTT_TYPE_MERGE_WINDOW) == NULL && find_toplevel (YTT_TYPE_SEND_WINDOW) == NULL;
}

/* (nullable): the button of the toast on the screen */
static GtkWidget *
find_offer (YttWindow *window)
{
  GtkWidget *toast = find_widget (GTK_WIDGET (window), g_type_from_name ("AdwToastWidget"), NULL);

  return toast != NULL ? find_widget (toast, GTK_TYPE_BUTTON, "action_button") : NULL;
}

static gboolean
has_offer (gpointer data)
{
  GtkWidget *offer = find_offer (data);

  return offer != NULL && gtk_widget_get_mapped (offer);
}

static const char rename_mine[] = "UPDATE facility SET name = 'Mine' WHERE facility = 'ee-narva-neo'";
static const char theirs_sql[] =
  "UPDATE facility SET name = 'Theirs' WHERE facility = 'ee-narva-neo';"
  "UPDATE facility SET summary = 'Seen by Bob' WHERE facility = 'cn-bayan-obo';"
  "INSERT INTO facility (id, name, country) VALUES (4321, 'Valga', 'EE')";
static const char name_sql[] = "SELECT name FROM facility WHERE facility = 'ee-narva-neo'";

static void
assert_answer (const char *path,
               const char *sql,
               const char *wanted)
{
  g_autofree char *answer = ask_document (path, sql);

  g_assert_cmpstr (answer, ==, wanted);
}

static gboolean
knows_valga (gpointer data)
{
  return ytt_session_get_n_total (data) == 222;
}

static gboolean
is_as_before (gpointer data)
{
  return ytt_session_get_n_total (data) == 221;
}

/* A window on a document in which Narva has another name, and the other document with a third one. */
static YttWindow *
open_pair (WindowFixture  *f,
           char          **theirs)
{
  *theirs = copy_document (f, "theirs.gpkg");
  run_sql (f->document, rename_mine);
  run_sql (*theirs, theirs_sql);

  return open_window (f, f->document);
}

static GtkWidget *
open_merge (YttWindow  *window,
            const char *path,
            Condition   condition)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.merge-path", "^ay", path);
  wait_until (condition, NULL);
  wait_for_frames (find_toplevel (YTT_TYPE_MERGE_WINDOW));

  return find_toplevel (YTT_TYPE_MERGE_WINDOW);
}

static void
merge (YttWindow *window,
       GtkWidget *dialog)
{
  hand_click (find_widget (dialog, GTK_TYPE_BUTTON, "merge_button"), 0.5);
  wait_until (is_closed, NULL);
}

static void
test_merge (WindowFixture *f,
            gconstpointer  data)
{
  g_autofree char *theirs = NULL;
  YttWindow *window = open_pair (f, &theirs);
  GtkWidget *dialog = open_merge (window, theirs, is_compared);
  GtkWidget *row = find_widget (dialog, YTT_TYPE_MERGE_CHOICE_ROW, NULL);

  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "Mine");
  hand_click (find_widget (dialog, GTK_TYPE_BUTTON, "all_mine_button"), 0.5);
  g_assert_cmpint (ytt_merge_choice_row_get_choice (YTT_MERGE_CHOICE_ROW (row)), ==, YTT_MERGE_MINE);
  hand_click (find_widget (dialog, GTK_TYPE_BUTTON, "all_theirs_button"), 0.5);
  g_assert_cmpint (ytt_merge_choice_row_get_choice (YTT_MERGE_CHOICE_ROW (row)), ==, YTT_MERGE_THEIRS);

  merge (window, dialog);
  wait_until (knows_valga, window->session);
  assert_answer (f->document, name_sql, "Theirs");

  /* One change, which the toast takes back. */
  wait_until (has_offer, window);
  wait_for_frames (GTK_WIDGET (window));
  g_signal_emit_by_name (find_offer (window), "clicked");
  wait_until (is_as_before, window->session);
  assert_answer (f->document, name_sql, "Mine");
  close_window (window);
}

static void
test_given_up (WindowFixture *f,
               gconstpointer  data)
{
  g_autofree char *theirs = NULL, *wrong = g_build_filename (f->folder, "wrong.gpkg", NULL);
  YttWindow *window = open_pair (f, &theirs);
  GtkWidget *dialog;

  g_assert_true (g_file_set_contents (wrong, "no document, but long enough to be looked at as if it were one", -1, NULL));
  dialog = open_merge (window, wrong, has_failed);
  g_assert_false (gtk_widget_get_sensitive (find_widget (dialog, GTK_TYPE_BUTTON, "merge_button")));
  gtk_window_close (GTK_WINDOW (dialog));
  wait_until (is_closed, NULL);

  dialog = open_merge (window, theirs, is_compared);
  hand_click (find_widget (dialog, GTK_TYPE_BUTTON, "cancel_button"), 0.5);
  wait_until (is_closed, NULL);
  assert_answer (f->document, name_sql, "Mine");

  /* What the document has already is said to be nothing new. */
  dialog = open_merge (window, theirs, is_compared);
  merge (window, dialog);
  wait_until (knows_valga, window->session);
  dialog = open_merge (window, theirs, is_same);
  gtk_window_close (GTK_WINDOW (dialog));
  wait_until (is_closed, NULL);
  close_window (window);
}

/* Too narrow for both sides beside each other, they stand below. */
static void
test_narrow (WindowFixture *f,
             gconstpointer  data)
{
  g_autofree char *theirs = NULL;
  YttWindow *window = open_pair (f, &theirs);
  GtkWidget *dialog = open_merge (window, theirs, is_compared), *row, *mine, *sides;

  row = find_widget (dialog, YTT_TYPE_MERGE_CHOICE_ROW, NULL);
  mine = find_widget (row, GTK_TYPE_CHECK_BUTTON, NULL);
  sides = gtk_widget_get_parent (mine);
  g_assert_cmpint (gtk_orientable_get_orientation (GTK_ORIENTABLE (sides)), ==, GTK_ORIENTATION_HORIZONTAL);
  gtk_window_set_default_size (GTK_WINDOW (dialog), 360, 640);
  for (guint i = 0; i < 5; i++)
    wait_for_frames (dialog);
  g_assert_cmpint (gtk_orientable_get_orientation (GTK_ORIENTABLE (sides)), ==, GTK_ORIENTATION_VERTICAL);
  g_assert_cmpint (gtk_widget_get_width (dialog), <=, 420);
  gtk_window_close (GTK_WINDOW (dialog));
  wait_until (is_closed, NULL);
  close_window (window);
}

static void
test_send (WindowFixture *f,
           gconstpointer  data)
{
  g_autofree char *theirs = NULL, *path = g_build_filename (f->folder, "mine.ytterby-changes", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  YttWindow *window = open_pair (f, &theirs), *other;
  GtkWidget *dialog;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.send-changes", NULL);
  dialog = find_toplevel (YTT_TYPE_SEND_WINDOW);
  wait_for_frames (dialog);
  ytt_send_window_save (YTT_SEND_WINDOW (dialog), file);
  wait_until (is_closed, NULL);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  close_window (window);

  /* As a file manager opens it, before the document is there. */
  other = ytt_window_new (f->application);
  gtk_widget_add_css_class (GTK_WIDGET (other), "picture");
  gtk_window_present (GTK_WINDOW (other));
  ytt_window_open (other, theirs);
  g_assert_false (ytt_window_has_document (other));
  ytt_window_merge_file (other, file);
  wait_until (is_compared, NULL);
  dialog = find_toplevel (YTT_TYPE_MERGE_WINDOW);
  wait_for_frames (dialog);
  hand_click (find_widget (dialog, GTK_TYPE_BUTTON, "all_theirs_button"), 0.5);
  merge (other, dialog);
  assert_answer (theirs, name_sql, "Mine");
  close_window (other);
}

/* Whoever has changes of their own takes the facts of a newer program over from the bar. */
static void
test_release (WindowFixture *f,
              gconstpointer  data)
{
  g_autofree char *shipped = g_strdup (g_getenv ("YTTERBY_SHIPPED")), *newer = copy_document (f, "newer.gpkg"), *copy = NULL;
  YttWindow *window = open_window (f, NULL);
  GtkWidget *dialog;

  copy = g_strdup (ytt_window_get_path (window));
  close_window (window);
  run_sql (copy, rename_mine);
  run_sql (newer, "UPDATE meta SET value = '2099-01-01' WHERE key = 'facts_date';"
                  "INSERT INTO facility (id, name) VALUES (4321, 'Valga'); DELETE FROM history_noted");
  g_setenv ("YTTERBY_SHIPPED", newer, TRUE);
  window = open_window (f, NULL);
  g_assert_true (gtk_widget_get_visible (window->facts_bar));

  gtk_widget_activate_action (GTK_WIDGET (window), "win.take-newer", NULL);
  wait_until (is_compared, NULL);
  dialog = find_toplevel (YTT_TYPE_MERGE_WINDOW);
  wait_for_frames (dialog);
  merge (window, dialog);
  wait_until (knows_valga, window->session);
  assert_answer (copy, name_sql, "Mine");
  g_assert_false (gtk_widget_get_visible (window->facts_bar));
  close_window (window);

  /* And it has them at the next start. */
  window = open_window (f, NULL);
  g_assert_false (gtk_widget_get_visible (window->facts_bar));
  close_window (window);
  g_setenv ("YTTERBY_SHIPPED", shipped, TRUE);
  g_assert_cmpint (g_remove (copy), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/merge/merge", WindowFixture, NULL, window_fixture_set_up, test_merge, window_fixture_tear_down);
  g_test_add ("/merge/given-up", WindowFixture, NULL, window_fixture_set_up, test_given_up, window_fixture_tear_down);
  g_test_add ("/merge/narrow", WindowFixture, NULL, window_fixture_set_up, test_narrow, window_fixture_tear_down);
  g_test_add ("/merge/send", WindowFixture, NULL, window_fixture_set_up, test_send, window_fixture_tear_down);
  g_test_add ("/merge/release", WindowFixture, NULL, window_fixture_set_up, test_release, window_fixture_tear_down);

  return g_test_run ();
}
