/* Rows that another program wrote and that cannot be shown as they should be: the window says so and names them. */

#include "config.h"

#include "edit-fixture.h"

static gboolean
is_told (gpointer data)
{
  return gtk_widget_get_visible (YTT_WINDOW (data)->problems_bar);
}

static GtkWindow *
find_list (YttWindow *window)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr(GtkWindow) toplevel = g_list_model_get_item (toplevels, i);

      if (ADW_IS_PREFERENCES_WINDOW (toplevel) && gtk_window_get_transient_for (toplevel) == GTK_WINDOW (window)
          && gtk_widget_get_mapped (GTK_WIDGET (toplevel)))
        return toplevel;
    }

  return NULL;
}

static gboolean
is_listed (gpointer data)
{
  return find_list (data) != NULL;
}

static gboolean
is_not_listed (gpointer data)
{
  return find_list (data) == NULL;
}

static GtkWidget *
find_row (GtkWidget  *widget,
          const char *title)
{
  if (ADW_IS_ACTION_ROW (widget) && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, title);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
is_selected (gpointer data)
{
  return ytt_session_get_record (data) != NULL;
}

/* What they are called is text, and no markup. */
static void
test_named (WindowFixture *f,
            gconstpointer  data)
{
  YttWindow *window;
  GtkWidget *row;

  run_sql (f->document, "UPDATE source SET title = '<b>Narva</b> & co', published = x'00' WHERE id = (SELECT min(id) FROM source);"
                        "CREATE TABLE temp.hurt AS SELECT id FROM facility WHERE name = 'Narva magnet plant';"
                        "UPDATE facility SET location_note = CAST(x'61ff' AS TEXT) WHERE id IN (SELECT id FROM hurt)");
  window = open_window (f, f->document);
  g_assert_false (gtk_widget_get_visible (window->problems_bar));
  wait_until (is_told, window);
  g_assert_cmpstr (gtk_label_get_text (window->problems_label), ==,
                   "2 records cannot be read as they should be. All the others are shown, and the file was left as it is.");

  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-problems", NULL);
  wait_until (is_listed, window);
  row = find_row (GTK_WIDGET (find_list (window)), "<b>Narva</b> & co");
  g_assert_nonnull (row);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==,
                   "“published” holds a value of another kind than it should");

  /* From a facility's row one comes to the facility. */
  row = find_row (GTK_WIDGET (find_list (window)), "Narva magnet plant");
  g_assert_nonnull (row);
  g_signal_emit_by_name (row, "activated");
  wait_until (is_not_listed, window);
  wait_until (is_selected, ytt_window_get_session (window));
  g_assert_cmpstr (ytt_session_get_record (ytt_window_get_session (window))->name, ==, "Narva magnet plant");
  close_window (window);
}

static gboolean
says_so (gpointer window)
{
  return find_label (GTK_WIDGET (window), "The search index was damaged, and was made anew") != NULL;
}

static gboolean
is_found (gpointer window)
{
  return g_list_model_get_n_items (G_LIST_MODEL (ytt_session_get_facilities (ytt_window_get_session (window)))) == 1;
}

/* The search index is derived, and put right. */
static void
test_search (WindowFixture *f,
             gconstpointer  data)
{
  YttWindow *window;

  run_sql (f->document, "DELETE FROM search_data WHERE id > 10");
  window = open_window (f, f->document);
  wait_until (says_so, window);
  g_assert_false (gtk_widget_get_visible (window->problems_bar));
  ytt_session_set_search (ytt_window_get_session (window), "narva magnet plant");
  wait_until (is_found, window);
  close_window (window);
}

/* Where the document can only be read, it is named like all else. */
static void
test_one (WindowFixture *f,
          gconstpointer  data)
{
  YttWindow *window;

  run_sql (f->document, "DELETE FROM search WHERE rowid = (SELECT min(id) FROM facility);"
                        "CREATE TRIGGER theirs AFTER UPDATE ON facility BEGIN SELECT 1; END");
  window = open_window (f, f->document);
  wait_until (is_told, window);
  g_assert_cmpstr (gtk_label_get_text (window->problems_label), ==,
                   "1 record cannot be read as it should be. Search: The search index is damaged, so the search does not "
                   "find everything.");

  /* Another document in its place has none of that. */
  ytt_window_open (window, g_getenv ("YTTERBY_SHIPPED"));
  g_assert_false (gtk_widget_get_visible (window->problems_bar));
  wait_for_window (window);
  close_window (window);
}

#define ADD(path, func) g_test_add ("/problems/" path, WindowFixture, NULL, window_fixture_set_up, func, window_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("named", test_named);
  ADD ("one", test_one);
  ADD ("search", test_search);

  return g_test_run ();
}
