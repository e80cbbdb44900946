/* Going back to a backup, and going on with a copy of what can only be read. */

#include "config.h"

#include "window-fixture.h"

#include <glib/gstdio.h>

#include "ytt-backups-private.h"
#include "ytt-backups-window.h"

/* As it was on that day, under the name that it would have got. */
static char *
make_backup (WindowFixture *f,
             const char    *document,
             guint32        day,
             const char    *sql)
{
  g_autofree char *folder = ytt_backups_get_folder ();
  g_autofree char *name = ytt_backups_make_name (document, day);
  g_autofree char *made = copy_document (f, "made.gpkg");
  char *path = g_build_filename (folder, name, NULL);

  run_sql (made, sql);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_cmpint (g_rename (made, path), ==, 0);

  return path;
}

static YttBackupsWindow *
find_backups (YttWindow *window)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr(GtkWindow) toplevel = g_list_model_get_item (toplevels, i);

      if (YTT_IS_BACKUPS_WINDOW (toplevel) && gtk_window_get_transient_for (toplevel) == GTK_WINDOW (window))
        return YTT_BACKUPS_WINDOW (toplevel);
    }

  return NULL;
}

static GtkStack *
get_stack (YttBackupsWindow *backups)
{
  return GTK_STACK (find_widget (GTK_WIDGET (backups), GTK_TYPE_STACK, "stack"));
}

static gboolean
is_listed (gpointer data)
{
  YttBackupsWindow *backups = find_backups (data);

  return backups != NULL && gtk_widget_get_mapped (GTK_WIDGET (backups))
         && !g_str_equal (gtk_stack_get_visible_child_name (get_stack (backups)), "reading");
}

static YttBackupsWindow *
list_backups (YttWindow *window)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.restore", NULL);
  wait_until (is_listed, window);

  return find_backups (window);
}

static gboolean
has_no_backups (gpointer data)
{
  return find_backups (data) == NULL;
}

static void
find_buttons (GtkWidget *widget,
              GPtrArray *buttons)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), "Restore…") == 0)
    g_ptr_array_add (buttons, widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    find_buttons (child, buttons);
}

static void
remove_backups (void)
{
  g_autofree char *folder = ytt_backups_get_folder ();
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
}

/* The list */

static void
test_empty (WindowFixture *f,
            gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttBackupsWindow *backups = list_backups (window);

  g_assert_cmpstr (gtk_stack_get_visible_child_name (get_stack (backups)), ==, "empty");
  gtk_window_close (GTK_WINDOW (backups));
  wait_until (has_no_backups, window);
  close_window (window);
}

/* The document's own are first, and what they are called is no markup. */
static void
test_list (WindowFixture *f,
           gconstpointer  data)
{
  g_autofree char *other = g_build_filename (f->folder, "a <b> & c.gpkg", NULL);
  g_autofree char *older = make_backup (f, f->document, 20261123, "SELECT 1");
  g_autofree char *newer = make_backup (f, f->document, 20261124, "SELECT 1");
  g_autofree char *others = make_backup (f, other, 20261125, "SELECT 1");
  g_autoptr(GPtrArray) buttons = g_ptr_array_new ();
  YttWindow *window = open_window (f, f->document);
  YttBackupsWindow *backups = list_backups (window);

  g_assert_cmpstr (gtk_stack_get_visible_child_name (get_stack (backups)), ==, "list");
  find_buttons (GTK_WIDGET (backups), buttons);
  g_assert_cmpuint (buttons->len, ==, 3);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (buttons->pdata[0]), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Restore register of Tuesday, 24\u00a0Nov\u00a02026 as a new document");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (buttons->pdata[1]), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Restore register of Monday, 23\u00a0Nov\u00a02026 as a new document");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (buttons->pdata[2]), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Restore a <b> & c of Wednesday, 25\u00a0Nov\u00a02026 as a new document");

  /* The keyboard is at the first row, whose button it presses. */
  g_assert_true (gtk_widget_is_ancestor (buttons->pdata[0], gtk_window_get_focus (GTK_WINDOW (backups))));
  gtk_window_close (GTK_WINDOW (backups));
  wait_until (has_no_backups, window);
  close_window (window);
  remove_backups ();
}

/* Restoring */

typedef struct
{
  WindowFixture *f;
  const char    *path;
} Wanted;

static YttWindow *
find_window (const Wanted *wanted)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (wanted->f->application));

  for (GList *l = windows; l != NULL; l = l->next)
    if (YTT_IS_WINDOW (l->data) && g_strcmp0 (ytt_window_get_path (l->data), wanted->path) == 0
        && ytt_window_has_document (l->data))
      return l->data;

  return NULL;
}

static gboolean
is_open (gpointer data)
{
  return find_window (data) != NULL;
}

static void
test_restore (WindowFixture *f,
              gconstpointer  data)
{
  g_autofree char *backup = make_backup (f, f->document, 20261124, "DELETE FROM facility WHERE name LIKE 'Narva%'");
  g_autofree char *new_path = g_build_filename (f->folder, "new.gpkg", NULL);
  Wanted wanted = { f, new_path };
  YttWindow *window = open_window (f, f->document);
  YttWindow *restored;

  ytt_backups_window_restore (list_backups (window), 0, new_path);
  wait_until (is_open, &wanted);
  wait_until (has_no_backups, window);
  restored = find_window (&wanted);
  wait_for_window (restored);

  /* Both are there, each as it was. */
  g_assert_true (restored != window);
  g_assert_cmpuint (ytt_session_get_n_total (ytt_window_get_session (restored)), ==, 220);
  g_assert_cmpuint (ytt_session_get_n_total (ytt_window_get_session (window)), ==, 221);
  g_assert_false (gtk_widget_get_visible (restored->read_only_bar));
  g_assert_cmpstr (ytt_window_get_path (window), ==, f->document);
  close_window (restored);
  close_window (window);
  remove_backups ();
}

static gboolean
has_message (gpointer data)
{
  GListModel *toplevels = gtk_window_get_toplevels ();
  GtkWindow **message = data;

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr(GtkWindow) toplevel = g_list_model_get_item (toplevels, i);

      if (ADW_IS_MESSAGE_DIALOG (toplevel) && gtk_widget_get_mapped (GTK_WIDGET (toplevel)))
        *message = toplevel;
    }

  return *message != NULL;
}

/* Never in place of the document, even if the user asked for it and said yes. */
static void
test_restore_over (WindowFixture *f,
                   gconstpointer  data)
{
  g_autofree char *backup = make_backup (f, f->document, 20261124, "DELETE FROM facility WHERE name LIKE 'Narva%'");
  YttWindow *window = open_window (f, f->document);
  YttBackupsWindow *backups = list_backups (window);
  GtkWindow *message = NULL;

  ytt_backups_window_restore (backups, 0, f->document);
  wait_until (has_message, &message);
  g_assert_cmpstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (message)), ==, "Not Restored");
  g_assert_nonnull (strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (message)), "choose another name"));
  g_assert_true (gtk_widget_get_sensitive (GTK_WIDGET (get_stack (backups))));
  gtk_window_close (message);
  gtk_window_close (GTK_WINDOW (backups));
  wait_until (has_no_backups, window);

  g_assert_cmpuint (ytt_session_get_n_total (ytt_window_get_session (window)), ==, 221);
  close_window (window);
  remove_backups ();
}

static gboolean
is_offered (gpointer data)
{
  return gtk_widget_get_visible (YTT_WINDOW (data)->failed_restore);
}

/* Where the document is gone or damaged, it is offered, and the new document takes its window. */
static void
test_instead_of_failure (WindowFixture *f,
                         gconstpointer  data)
{
  g_autofree char *gone = g_build_filename (f->folder, "gone.gpkg", NULL);
  g_autofree char *backup = make_backup (f, gone, 20261124, "DELETE FROM facility WHERE name LIKE 'Narva%'");
  g_autofree char *new_path = g_build_filename (f->folder, "new.gpkg", NULL);
  Wanted wanted = { f, new_path };
  YttWindow *window = open_window (f, gone);

  wait_until (is_offered, window);
  g_assert_true (gtk_widget_has_css_class (window->failed_restore, "suggested-action"));
  g_assert_false (gtk_widget_has_css_class (window->failed_open, "suggested-action"));

  ytt_backups_window_restore (list_backups (window), 0, new_path);
  wait_until (is_open, &wanted);
  g_assert_true (find_window (&wanted) == window);
  wait_for_window (window);
  g_assert_cmpuint (ytt_session_get_n_total (ytt_window_get_session (window)), ==, 220);
  close_window (window);
  remove_backups ();
}

static void
test_not_made (WindowFixture *f,
               gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  g_autoptr(GError) error = g_error_new (YTT_ERROR, YTT_ERROR_PERMISSION, "“a <b> & c” may not be used");
  GtkWidget *button;

  g_assert_false (gtk_widget_get_visible (window->backup_bar));
  g_signal_emit_by_name (window->store, "backup-failed", error);
  g_assert_true (gtk_widget_get_visible (window->backup_bar));
  g_assert_cmpstr (gtk_label_get_text (window->backup_label), ==,
                   "No backup of today. “a <b> & c” may not be used. Changes are saved all the same, and it will be "
                   "tried again.");

  button = find_widget (window->backup_bar, GTK_TYPE_BUTTON, NULL);
  g_signal_emit_by_name (button, "clicked");
  g_assert_false (gtk_widget_get_visible (window->backup_bar));
  close_window (window);
}

/* Going on with a copy */

static gboolean
is_selected (gpointer data)
{
  return ytt_session_get_record (data) != NULL;
}

static void
test_copy_of_read_only (WindowFixture *f,
                        gconstpointer  data)
{
  g_autofree char *new_path = g_build_filename (f->folder, "new.gpkg", NULL);
  Wanted wanted = { f, new_path };
  YttWindow *window;
  YttSession *session;
  gint64 id;

  run_sql (f->document, "CREATE VIEW mine AS SELECT 1; DROP VIEW facility_overview;"
                        "CREATE VIEW facility_overview AS SELECT 1 AS id");
  window = open_window (f, f->document);
  session = ytt_window_get_session (window);
  g_assert_true (gtk_widget_get_visible (window->read_only_bar));
  ytt_window_select (window, "narva");
  wait_until (is_selected, session);
  id = ytt_session_get_selected (session);

  ytt_window_save_copy (window, new_path);
  wait_until (is_open, &wanted);
  g_assert_true (find_window (&wanted) == window);
  wait_for_window (window);
  wait_until (is_selected, session);
  g_assert_cmpint (ytt_session_get_selected (session), ==, id);
  g_assert_false (gtk_widget_get_visible (window->read_only_bar));
  close_window (window);
}

static gboolean
is_there (gpointer data)
{
  return g_file_test (data, G_FILE_TEST_EXISTS);
}

static void
test_copy_of_writable (WindowFixture *f,
                       gconstpointer  data)
{
  g_autofree char *new_path = g_build_filename (f->folder, "new.gpkg", NULL);
  YttWindow *window = open_window (f, f->document);

  ytt_window_save_copy (window, new_path);
  wait_until (is_there, new_path);
  wait_for_window (window);
  g_assert_cmpstr (ytt_window_get_path (window), ==, f->document);
  close_window (window);
}

/* What is still being read keeps no window: it would outlive the one that it belongs to. */
static void
test_goes_at_once (WindowFixture *f,
                   gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttBackupsWindow *backups;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.restore", NULL);
  backups = find_backups (window);
  g_object_add_weak_pointer (G_OBJECT (backups), (gpointer *) &backups);
  gtk_window_destroy (GTK_WINDOW (backups));
  g_assert_null (backups);

  close_window (window);
}

#define ADD(path, func) g_test_add ("/backups/" path, WindowFixture, NULL, window_fixture_set_up, func, window_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("empty", test_empty);
  ADD ("list", test_list);
  ADD ("goes-at-once", test_goes_at_once);
  ADD ("restore", test_restore);
  ADD ("restore-over", test_restore_over);
  ADD ("instead-of-failure", test_instead_of_failure);
  ADD ("not-made", test_not_made);
  ADD ("copy/of-read-only", test_copy_of_read_only);
  ADD ("copy/of-writable", test_copy_of_writable);

  return g_test_run ();
}
