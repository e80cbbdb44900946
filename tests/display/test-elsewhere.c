/* Changes that other programs make to the document of a window: each shows within two seconds in list, map, detail and
 * search, however the other program writes, and whether or not the system tells of it. */

#include "config.h"

#include "window-fixture.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdio.h>
#include <unistd.h>

#define LIMIT (2 * G_USEC_PER_SEC)

/* The other program: this one once more, as a process of its own, for a second connection in this process could tell
 * nothing about what processes see of each other. Each line of its input is SQL, which it answers when it is done. */
static int
run_shell (const char *path)
{
  char line[2048];
  sqlite3 *db = NULL;

  if (sqlite3_open (path, &db) != SQLITE_OK)
    return 1;
  sqlite3_busy_timeout (db, 5000);

  while (fgets (line, sizeof line, stdin) != NULL)
    {
      if (sqlite3_exec (db, line, NULL, NULL, NULL) != SQLITE_OK)
        return 1;
      puts ("done");
      fflush (stdout);
    }

  return sqlite3_close (db);
}

static GSubprocess *
shell_new (const char *path)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autoptr(GError) error = NULL;
  GSubprocess *shell;

  shell = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                            self, "--shell", path, NULL);
  g_assert_no_error (error);

  return shell;
}

static void
shell_run (GSubprocess *shell,
           const char  *sql)
{
  g_autofree char *line = g_strconcat (sql, "\n", NULL);
  g_autoptr(GError) error = NULL;
  char answer[5] = { 0 };

  g_output_stream_write_all (g_subprocess_get_stdin_pipe (shell), line, strlen (line), NULL, NULL, &error);
  g_assert_no_error (error);
  g_input_stream_read_all (g_subprocess_get_stdout_pipe (shell), answer, sizeof answer, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (answer, sizeof answer, "done\n", 5);
}

static void
shell_end (GSubprocess *shell)
{
  g_autoptr(GError) error = NULL;

  g_output_stream_close (g_subprocess_get_stdin_pipe (shell), NULL, &error);
  g_assert_no_error (error);
  g_subprocess_wait_check (shell, NULL, &error);
  g_assert_no_error (error);
  g_object_unref (shell);
}

static const char theirs[] =
  "UPDATE facility SET name = 'Narva works' WHERE name = 'Narva magnet plant';"
  "UPDATE facility SET name = 'Narva on the Chattahoochee' WHERE name = 'Columbus magnet plant';"
  "DELETE FROM facility WHERE id = (SELECT max(id) FROM facility WHERE name NOT LIKE '%narva%');";

static gboolean
has_label (GtkWidget  *widget,
           const char *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
      && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_label (child, text))
      return TRUE;

  return FALSE;
}

/* The window searches for “narva”. */
typedef struct
{
  YttWindow *window;
  guint      n_found;
  guint      n_points;
} Before;

static gboolean
has_news (gpointer data)
{
  const Before *before = data;
  YttWindow *window = before->window;
  YttSession *session = ytt_window_get_session (window);
  GListModel *facilities = G_LIST_MODEL (ytt_session_get_facilities (session));

  return g_list_model_get_n_items (facilities) == before->n_found + 1
         && ytt_session_get_points (session)->len == before->n_points + 1
         && ytt_session_get_n_total (session) == 220
         && has_label (GTK_WIDGET (window->list_pane), "Narva works")
         && has_label (GTK_WIDGET (window->list_pane), "Narva on the Chattahoochee")
         && has_label (GTK_WIDGET (window->detail_pane), "Narva works");
}

static gboolean
is_read (gpointer data)
{
  return ytt_session_get_record (data) != NULL;
}

static gboolean
has_narva (gpointer data)
{
  return has_label (data, "Narva magnet plant");
}

static Before
search_narva (YttWindow *window)
{
  YttSession *session = ytt_window_get_session (window);

  ytt_window_search (window, "narva");
  wait_for_window (window);
  ytt_window_select (window, "narva");
  wait_until (is_read, session);
  wait_until (has_narva, GTK_WIDGET (window->list_pane));
  wait_until (has_narva, GTK_WIDGET (window->detail_pane));

  return (Before) { window, g_list_model_get_n_items (G_LIST_MODEL (ytt_session_get_facilities (session))),
                    ytt_session_get_points (session)->len };
}

static void
assert_seen_in_time (Before *before,
                     gint64  start)
{
  YttSession *session = ytt_window_get_session (before->window);
  gint64 id = ytt_session_get_selected (session);
  gint64 took;

  wait_until (has_news, before);
  took = g_get_monotonic_time () - start;
  g_test_message ("Seen after %.2f s", (double) took / G_USEC_PER_SEC);
  g_assert_cmpint (took, <, LIMIT);
  g_assert_cmpint (ytt_session_get_selected (session), ==, id);
}

static void
test_rollback (WindowFixture *f,
               gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  Before before = search_narva (window);
  GSubprocess *shell = shell_new (f->document);

  shell_run (shell, theirs);
  assert_seen_in_time (&before, g_get_monotonic_time ());
  shell_end (shell);
  close_window (window);
}

static gboolean
is_gone (gpointer data)
{
  return !g_file_test (data, G_FILE_TEST_EXISTS);
}

/* In write-ahead mode, as long as the other program has it open, what it writes is beside the document and not in it. */
static void
test_wal (WindowFixture *f,
          gconstpointer  data)
{
  g_autofree char *wal = g_strconcat (f->document, "-wal", NULL);
  GSubprocess *shell = shell_new (f->document);
  GStatBuf before_file, after_file;
  YttWindow *window;
  Before before;

  shell_run (shell, "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; UPDATE meta SET value = value;");
  window = open_window (f, f->document);
  g_assert_false (gtk_widget_get_visible (window->read_only_bar));
  before = search_narva (window);
  g_assert_cmpint (g_stat (f->document, &before_file), ==, 0);

  shell_run (shell, theirs);
  assert_seen_in_time (&before, g_get_monotonic_time ());
  g_assert_cmpint (g_stat (f->document, &after_file), ==, 0);
  g_assert_cmpint (after_file.st_mtim.tv_sec, ==, before_file.st_mtim.tv_sec);
  g_assert_cmpint (after_file.st_mtim.tv_nsec, ==, before_file.st_mtim.tv_nsec);

  /* Whoever is the last to let go leaves one file behind. */
  shell_end (shell);
  close_window (window);
  wait_until (is_gone, wal);
}

/* The other program knows the file by another name, in another folder. So nobody tells of the change, as it is with a
 * network share. */
static void
test_silent (WindowFixture *f,
             gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (f->folder, "elsewhere", NULL);
  g_autofree char *name = g_build_filename (folder, "same.gpkg", NULL);
  YttWindow *window = open_window (f, f->document);
  Before before = search_narva (window);
  GSubprocess *shell;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_cmpint (link (f->document, name), ==, 0);
  shell = shell_new (name);
  shell_run (shell, theirs);
  assert_seen_in_time (&before, g_get_monotonic_time ());

  shell_end (shell);
  g_assert_cmpint (g_unlink (name), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  close_window (window);
}

/* Who only reads sees it too. */
static void
test_read_only (WindowFixture *f,
                gconstpointer  data)
{
  YttWindow *window;
  Before before;
  GSubprocess *shell = shell_new (f->document);

  shell_run (shell, "CREATE TRIGGER theirs AFTER DELETE ON source BEGIN SELECT 1; END;");
  window = open_window (f, f->document);
  g_assert_true (gtk_widget_get_visible (window->read_only_bar));
  before = search_narva (window);

  shell_run (shell, theirs);
  assert_seen_in_time (&before, g_get_monotonic_time ());
  shell_end (shell);
  close_window (window);
}

#define ADD(path, func) g_test_add ("/elsewhere/" path, WindowFixture, NULL, window_fixture_set_up, func, window_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--shell"))
    return run_shell (argv[2]);

  g_test_init (&argc, &argv, NULL);

  ADD ("rollback", test_rollback);
  ADD ("wal", test_wal);
  ADD ("silent", test_silent);
  ADD ("read-only", test_read_only);

  return g_test_run ();
}
