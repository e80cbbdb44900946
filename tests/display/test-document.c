/* What happens to the document of a window from outside: disks are full, pages are lost. */

#include "config.h"

#include "window-fixture.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>

/* A limit of the process stands for a full disk: the same calls fail. */
static struct rlimit before;

static void
fill_disk (void)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  limit = before;
  limit.rlim_cur = 300000;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static void
empty_disk (void)
{
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
}

static gboolean
is_failed (gpointer data)
{
  return g_str_equal (gtk_stack_get_visible_child_name (YTT_WINDOW (data)->stack), "failed");
}

/* Damage */

#define PAGE_SIZE 4096

static void
lose_page (const char *path,
           guint       page)
{
  g_autofree char *bytes = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;

  g_file_get_contents (path, &bytes, &length, &error);
  g_assert_no_error (error);
  memset (bytes + (page - 1) * PAGE_SIZE, 0xa5, PAGE_SIZE);
  g_file_set_contents (path, bytes, length, &error);
  g_assert_no_error (error);
}

/* A leaf of the facilities, and how many it holds. */
static guint
find_facility_page (const char *path,
                    guint      *n_cells)
{
  static const char sql[] =
    "SELECT pageno, ncell FROM dbstat WHERE name = 'facility' AND pagetype = 'leaf' ORDER BY path LIMIT 1 OFFSET 2";
  sqlite3_stmt *stmt = NULL;
  sqlite3 *db = NULL;
  guint page;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  page = (guint) sqlite3_column_int (stmt, 0);
  *n_cells = (guint) sqlite3_column_int (stmt, 1);
  sqlite3_finalize (stmt);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);

  return page;
}

static char *
make_damaged (WindowFixture *f,
              guint         *n_lost)
{
  char *path = copy_document (f, "damaged & <old>.gpkg");

  lose_page (path, find_facility_page (path, n_lost));

  return path;
}

static gboolean
is_counted (gpointer data)
{
  YttWindow *window = data;

  return strstr (adw_status_page_get_description (window->failed_page), " of 221 facilities could not be read.") != NULL;
}

static gboolean
is_recovered (gpointer data)
{
  return gtk_widget_get_visible (YTT_WINDOW (data)->recovered_bar);
}

static GtkWindow *
find_dialog (YttWindow *window)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr(GtkWindow) toplevel = g_list_model_get_item (toplevels, i);

      if (gtk_window_get_transient_for (toplevel) == GTK_WINDOW (window) && gtk_widget_get_mapped (GTK_WIDGET (toplevel)))
        return toplevel;
    }

  return NULL;
}

static gboolean
has_dialog (gpointer data)
{
  return find_dialog (data) != NULL;
}

static gboolean
has_no_dialog (gpointer data)
{
  return find_dialog (data) == NULL;
}

/* A message, which is closed. */
static void
assert_told (YttWindow  *window,
             const char *heading,
             const char *words,
             const char *path)
{
  AdwMessageDialog *dialog;

  wait_until (has_dialog, window);
  dialog = ADW_MESSAGE_DIALOG (find_dialog (window));
  g_assert_cmpstr (adw_message_dialog_get_heading (dialog), ==, heading);
  g_assert_nonnull (strstr (adw_message_dialog_get_body (dialog), words));
  g_assert_nonnull (strstr (adw_message_dialog_get_body (dialog), path));
  g_assert_true (adw_message_dialog_has_response (dialog, "elsewhere"));
  gtk_window_close (GTK_WINDOW (dialog));
  wait_until (has_no_dialog, window);
}

static void
test_damaged (WindowFixture *f,
              gconstpointer  data)
{
  guint n_lost;
  g_autofree char *path = make_damaged (f, &n_lost);
  g_autofree char *new_path = g_build_filename (f->folder, "<new> & whole.gpkg", NULL);
  g_autofree char *text = g_strdup_printf ("%u of 221 facilities could not be read. The file was left as it is.", n_lost);
  g_autofree char *told = g_strdup_printf ("Recovered. %u of 221 facilities were read. %u more lost their places and "
                                           "descriptions.", 221 - n_lost, n_lost);
  YttWindow *window = open_window (f, path);

  /* The button is there before it is known how much there is. */
  g_assert_cmpstr (adw_status_page_get_title (window->failed_page), ==, "This File Is Damaged");
  g_assert_true (gtk_widget_get_visible (window->failed_recover));
  wait_until (is_counted, window);
  g_assert_true (g_str_has_prefix (adw_status_page_get_description (window->failed_page), text));
  g_assert_true (gtk_widget_get_visible (window->failed_recover));

  /* It asks for a name, in the damaged file's folder. */
  gtk_widget_activate_action (GTK_WIDGET (window), "win.recover", NULL);
  wait_until (has_dialog, window);
  g_assert_true (GTK_IS_FILE_CHOOSER (find_dialog (window)));
  gtk_window_close (find_dialog (window));
  wait_until (has_no_dialog, window);

  ytt_window_recover (window, new_path);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (window->stack), ==, "recovering");
  wait_until (is_recovered, window);
  wait_for_window (window);
  g_assert_cmpstr (ytt_window_get_path (window), ==, new_path);
  g_assert_cmpuint (ytt_session_get_n_total (ytt_window_get_session (window)), ==, 221);
  g_assert_cmpstr (gtk_label_get_text (window->recovered_label), ==, told);
  g_assert_false (gtk_widget_get_visible (window->read_only_bar));
  close_window (window);
}

/* Cancelled, or with no room for it: the page is there again, and no file is. */
static void
test_not_recovered (WindowFixture *f,
                    gconstpointer  data)
{
  guint n_lost;
  g_autofree char *path = make_damaged (f, &n_lost);
  g_autofree char *new_path = g_build_filename (f->folder, "new.gpkg", NULL);
  g_autofree char *nowhere = g_build_filename (f->folder, "no", "new.gpkg", NULL);
  YttWindow *window = open_window (f, path);

  ytt_window_recover (window, new_path);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.cancel-recovery", NULL);
  wait_until (is_failed, window);
  g_assert_false (g_file_test (new_path, G_FILE_TEST_EXISTS));
  g_assert_null (find_dialog (window));

  ytt_window_recover (window, nowhere);
  wait_until (is_failed, window);
  assert_told (window, "Not Recovered", "The document is as it was.", nowhere);

  fill_disk ();
  ytt_window_recover (window, new_path);
  wait_until (is_failed, window);
  empty_disk ();
  assert_told (window, "Not Recovered", "The disk is full", new_path);
  g_assert_false (g_file_test (new_path, G_FILE_TEST_EXISTS));
  wait_until (is_counted, window);
  close_window (window);
}

static gboolean
is_damaged (gpointer data)
{
  YttWindow *window = data;

  return g_str_equal (adw_status_page_get_title (window->failed_page), "This File Is Damaged");
}

/* It does not even look like a database any more. */
static void
test_beginning_lost (WindowFixture *f,
                     gconstpointer  data)
{
  g_autofree char *path = copy_document (f, "damaged.gpkg");
  YttWindow *window;

  lose_page (path, 1);
  window = open_window (f, path);
  wait_until (is_damaged, window);
  g_assert_true (gtk_widget_get_visible (window->failed_recover));
  g_assert_true (g_str_has_prefix (adw_status_page_get_description (window->failed_page),
                                   "All of its 221 facilities can be read."));
  close_window (window);
}

static gboolean
has_no_scratch (gpointer data)
{
  g_autoptr(GDir) dir = g_dir_open (data, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "new.gpkg."))
      return FALSE;

  return TRUE;
}

/* Closed while it is looked into, and while it is recovered: nothing half made stays behind. */
static void
test_closed_early (WindowFixture *f,
                   gconstpointer  data)
{
  guint n_lost;
  g_autofree char *path = make_damaged (f, &n_lost);
  g_autofree char *new_path = g_build_filename (f->folder, "new.gpkg", NULL);
  YttWindow *window = open_window (f, path);

  close_window (window);
  window = open_window (f, path);
  ytt_window_recover (window, new_path);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)),
                                         GTK_WIDGET (window->recovering_page)));
  close_window (window);
  wait_until (has_no_scratch, f->folder);
  if (g_file_test (new_path, G_FILE_TEST_EXISTS))   /* it was quicker */
    g_assert_cmpint (g_unlink (new_path), ==, 0);
}

/* Full disks */

static gboolean
is_saved (gpointer data)
{
  return g_file_test (data, G_FILE_TEST_EXISTS);
}

static void
test_copy_on_full_disk (WindowFixture *f,
                        gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  g_autofree char *path = g_build_filename (f->folder, "copy.gpkg", NULL);

  fill_disk ();
  ytt_window_save_copy (window, path);
  wait_until (has_dialog, window);
  empty_disk ();
  assert_told (window, "Not Saved", "The disk is full", path);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (ytt_window_has_document (window));

  ytt_window_save_copy (window, path);
  wait_until (is_saved, path);
  close_window (window);
}

/* There is no room for the user's copy at the first start: the shipped document is shown as it is. */
static void
test_first_start_on_full_disk (WindowFixture *f,
                               gconstpointer  data)
{
  YttWindow *window;
  const char *text;

  fill_disk ();
  window = open_window (f, NULL);
  empty_disk ();
  g_assert_true (ytt_window_has_document (window));
  g_assert_cmpuint (ytt_session_get_n_total (ytt_window_get_session (window)), ==, 221);
  g_assert_true (gtk_widget_get_visible (window->read_only_bar));
  text = gtk_label_get_text (window->read_only_label);
  g_assert_true (g_str_has_prefix (text, "Read-only. "));
  g_assert_nonnull (strstr (text, "The disk is full"));
  g_assert_nonnull (strstr (text, "ytterby.gpkg”. Free some space"));
  close_window (window);

  /* There is room again. */
  window = open_window (f, NULL);
  g_assert_false (gtk_widget_get_visible (window->read_only_bar));
  g_assert_cmpstr (ytt_window_get_path (window), !=, g_getenv ("YTTERBY_SHIPPED"));
  g_assert_cmpint (g_unlink (ytt_window_get_path (window)), ==, 0);
  close_window (window);
}

#define ADD(path, func) g_test_add (path, WindowFixture, NULL, window_fixture_set_up, func, window_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  signal (SIGXFSZ, SIG_IGN);
  g_test_init (&argc, &argv, NULL);
  drop_heading_warnings ();

  ADD ("/document/damaged", test_damaged);
  ADD ("/document/not-recovered", test_not_recovered);
  ADD ("/document/beginning-lost", test_beginning_lost);
  ADD ("/document/closed-early", test_closed_early);
  ADD ("/document/copy-on-full-disk", test_copy_on_full_disk);
  ADD ("/document/first-start-on-full-disk", test_first_start_on_full_disk);
#undef ADD

  return g_test_run ();
}
