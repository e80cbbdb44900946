/* What is done with an open document: copies, and jobs on its threads. */

#include "config.h"

#include <glib/gstdio.h>

#include "store-fixture.h"

/* Copies */

static gboolean
save_copy (YttStore      *store,
           const char    *path,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  ytt_store_save_copy_async (store, path, cancellable, store_keep_result_cb, &result);
  store_wait_result (&result);

  return ytt_store_save_copy_finish (store, result, error);
}

static void
test_save_copy (StoreFixture  *f,
                gconstpointer  data)
{
  g_autofree char *copy = g_build_filename (f->folder, "copy.gpkg", NULL);
  g_autofree char *nowhere = g_build_filename (f->folder, "no", "copy.gpkg", NULL);
  g_autofree char *title = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  YttStore *store;

  store_create (f->path);
  store_run (f->path, "INSERT INTO meta (key, value) VALUES ('title', 'Kärr')");
  store = store_open (f->path, YTT_STORE_OPEN, &error);
  g_assert_no_error (error);

  g_file_set_contents (copy, "an older one", -1, NULL);
  g_assert_true (save_copy (store, copy, NULL, &error));
  g_assert_no_error (error);

  g_assert_false (save_copy (store, f->path, NULL, &error));
  g_assert_error (error, YTT_ERROR, YTT_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_false (save_copy (store, nowhere, NULL, &error));
  g_assert_error (error, YTT_ERROR, YTT_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_cancellable_cancel (cancellable);
  g_assert_false (save_copy (store, copy, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  store_close (store);

  g_assert_cmpuint (store_count_files (f->folder), ==, 2);
  title = store_ask (copy, "SELECT value FROM meta WHERE key = 'title'");
  g_assert_cmpstr (title, ==, "Kärr");
  store_close (store_open (copy, YTT_STORE_OPEN, &error));
  g_assert_no_error (error);
}

static void
test_save_copy_of_read_only (StoreFixture  *f,
                             gconstpointer  data)
{
  g_autofree char *copy = g_build_filename (g_get_tmp_dir (), "copy-of-read-only.gpkg", NULL);
  g_autoptr(GError) error = NULL;
  YttStore *store;

  store_make_wal (f);
  g_chmod (f->path, 0400);
  g_chmod (f->folder, 0500);
  store = store_open (f->path, YTT_STORE_OPEN, &error);
  g_assert_no_error (error);
  g_assert_true (save_copy (store, copy, NULL, &error));
  g_assert_no_error (error);
  store_close (store);

  store = store_open (copy, YTT_STORE_OPEN, &error);
  g_assert_no_error (error);
  g_assert_false (ytt_store_get_read_only (store));
  store_close (store);
  g_unlink (copy);
}

/* What another program did to views and triggers is why it can only be read; whoever goes on with a copy wants to change
 * that. */
static void
test_save_copy_to_edit (StoreFixture  *f,
                        gconstpointer  data)
{
  g_autofree char *copy = g_build_filename (f->folder, "copy.gpkg", NULL);
  g_autofree char *names = NULL;
  g_autofree char *theirs = NULL;
  g_autoptr(GError) error = NULL;
  YttStore *store;

  store_create (f->path);
  store_run (f->path, "INSERT INTO facility (name) VALUES ('Kärr');"
                      "CREATE TRIGGER \"the \"\"irs\" AFTER UPDATE ON facility BEGIN DELETE FROM claim; END;"
                      "CREATE TRIGGER mine AFTER DELETE ON source BEGIN DELETE FROM claim; END;"
                      "CREATE TABLE theirs (id INTEGER PRIMARY KEY);"
                      "DROP VIEW facility_overview;"
                      "CREATE VIEW facility_overview AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                      " SELECT i AS id FROM n");
  store = store_open (f->path, YTT_STORE_OPEN, &error);
  g_assert_no_error (error);
  g_assert_true (ytt_store_get_read_only (store));
  g_assert_true (save_copy (store, copy, NULL, &error));
  g_assert_no_error (error);
  store_close (store);

  store = store_open (copy, YTT_STORE_OPEN, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ytt_store_get_read_only_reason (store), ==, NULL);
  store_close (store);
  names = store_ask (copy, "SELECT group_concat(name) FROM facility_overview");
  g_assert_cmpstr (names, ==, "Kärr");
  theirs = store_ask (copy, "SELECT count(*) FROM theirs");
  g_assert_cmpstr (theirs, ==, "0");
  g_assert_cmpuint (store_count_files (f->folder), ==, 2);
  store_want_read_only (f->path, "Another program");
}

/* A table that was altered is beyond that: the copy is as the document. */
static void
test_save_copy_of_altered (StoreFixture  *f,
                           gconstpointer  data)
{
  g_autofree char *copy = g_build_filename (f->folder, "copy.gpkg", NULL);
  g_autofree char *trigger = NULL;
  g_autoptr(GError) error = NULL;
  YttStore *store;

  store_create (f->path);
  store_run (f->path, "ALTER TABLE facility ADD COLUMN colour TEXT;"
                      "CREATE TRIGGER theirs AFTER UPDATE ON facility BEGIN DELETE FROM claim; END");
  store = store_open (f->path, YTT_STORE_OPEN, &error);
  g_assert_no_error (error);
  g_assert_true (save_copy (store, copy, NULL, &error));
  g_assert_no_error (error);
  store_close (store);

  store_want_read_only (copy, "facility");
  trigger = store_ask (copy, "SELECT count(*) FROM sqlite_schema WHERE name = 'theirs'");
  g_assert_cmpstr (trigger, ==, "1");
}

/* Threads */

static void
count_cb (gpointer data)
{
  ++*(guint *) data;
}

static gboolean
is_positive (gpointer data)
{
  return *(guint *) data > 0;
}

static void
write_job (GTask        *task,
           sqlite3      *db,
           gpointer      task_data,
           GCancellable *cancellable)
{
  GError *error = NULL;

  if (ytt_sqlite_exec (db, task_data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static gboolean
write_sql (YttStore    *store,
           const char  *sql,
           GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  GTask *task = g_task_new (store, NULL, store_keep_result_cb, &result);

  g_task_set_task_data (task, (gpointer) sql, NULL);
  ytt_store_push_write (store, task, write_job);
  store_wait_result (&result);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
test_change_from_outside (StoreFixture  *f,
                          gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  guint n_changes = 0;
  YttStore *store;

  store_create (f->path);
  store = store_open (f->path, YTT_STORE_OPEN, &error);
  g_assert_no_error (error);
  g_signal_connect_swapped (store, "changed", G_CALLBACK (count_cb), &n_changes);

  g_assert_true (write_sql (store, "INSERT INTO facility (name) VALUES ('ours')", &error));
  ytt_store_look_for_changes (store);
  g_assert_true (write_sql (store, "DELETE FROM facility", &error));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (n_changes, ==, 0);

  store_run (f->path, "INSERT INTO facility (name) VALUES ('theirs')");
  store_wait_until (is_positive, &n_changes);
  store_close (store);
}

static void
test_foreign_keys (StoreFixture  *f,
                   gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  YttStore *store;

  store_create (f->path);
  store = store_open (f->path, YTT_STORE_OPEN, &error);
  g_assert_no_error (error);
  g_assert_false (write_sql (store, "INSERT INTO facility_name (facility, name) VALUES (5, 'of nobody')", &error));
  g_assert_error (error, YTT_ERROR, YTT_ERROR_STORE);
  store_close (store);
}

/* To write to a file that has no name any more would be to write to nothing. */
static void
test_deleted_while_open (StoreFixture  *f,
                         gconstpointer  data)
{
  g_autofree char *copy = g_build_filename (f->folder, "rescued.gpkg", NULL);
  g_autofree char *n = NULL;
  g_autoptr(GError) error = NULL;
  YttStore *store;

  store_create (f->path);
  store = store_open (f->path, YTT_STORE_OPEN, &error);
  g_assert_no_error (error);
  g_assert_true (write_sql (store, "INSERT INTO facility (name) VALUES ('kept')", &error));
  g_assert_cmpint (g_unlink (f->path), ==, 0);

  g_assert_false (write_sql (store, "INSERT INTO facility (name) VALUES ('lost')", &error));
  g_assert_error (error, YTT_ERROR, YTT_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_true (save_copy (store, copy, NULL, &error));
  g_assert_no_error (error);
  store_close (store);
  n = store_ask (copy, "SELECT group_concat(name) FROM facility");
  g_assert_cmpstr (n, ==, "kept");
}

static gboolean
let_go_cb (gpointer data)
{
  g_assert_cmpint (sqlite3_exec (data, "COMMIT", NULL, NULL, NULL), ==, SQLITE_OK);

  return G_SOURCE_REMOVE;
}

/* Another program that writes for a moment is waited for. */
static void
test_waiting (StoreFixture  *f,
              gconstpointer  data)
{
  g_autoptr(sqlite3) other = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *n = NULL;
  YttStore *store;

  store_create (f->path);
  store = store_open (f->path, YTT_STORE_OPEN, &error);
  g_assert_no_error (error);

  g_assert_cmpint (sqlite3_open (f->path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "BEGIN IMMEDIATE; INSERT INTO facility (name) VALUES ('theirs')",
                                 NULL, NULL, NULL), ==, SQLITE_OK);
  g_timeout_add (100, let_go_cb, other);
  g_assert_true (write_sql (store, "INSERT INTO facility (name) VALUES ('ours')", &error));
  g_assert_no_error (error);
  store_close (store);

  n = store_ask (f->path, "SELECT group_concat(name) FROM (SELECT name FROM facility ORDER BY name)");
  g_assert_cmpstr (n, ==, "ours,theirs");
}

/* What does not fit is told, and nothing of it stays. */
static void
test_full (StoreFixture  *f,
           gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *n = NULL;
  YttStore *store;

  store_create (f->path);
  store = store_open (f->path, YTT_STORE_OPEN, &error);
  g_assert_no_error (error);
  g_assert_true (write_sql (store, "PRAGMA max_page_count = 1", &error));   /* as many as there are */
  g_assert_false (write_sql (store, "INSERT INTO attachment (sha256, name, size, added, content) VALUES ('0', 'big', 1000000, '2026', zeroblob(1000000))", &error));
  g_assert_error (error, YTT_ERROR, YTT_ERROR_SPACE);
  store_close (store);

  n = store_ask (f->path, "SELECT count(*) FROM attachment");
  g_assert_cmpstr (n, ==, "0");
}

/* Counts for longer than anybody would wait. */
static void
endless_job (GTask        *task,
             sqlite3      *db,
             gpointer      task_data,
             GCancellable *cancellable)
{
  static const char sql[] = "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n";
  g_autoptr(sqlite3_stmt) stmt = NULL;
  GError *error = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  g_assert_true (ytt_sqlite_failed (db, sqlite3_step (stmt), &error));
  g_task_return_error (task, error);
}

static void
test_reading_cancelled (StoreFixture  *f,
                        gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL, cut = NULL;
  g_autoptr(GError) error = NULL;
  YttStore *store;

  store_create (f->path);
  store = store_open (f->path, YTT_STORE_OPEN, &error);
  g_assert_no_error (error);

  ytt_store_push_read (store, g_task_new (store, cancellable, store_keep_result_cb, &result), endless_job);
  g_timeout_add (20, store_cancel_cb, cancellable);
  store_wait_result (&result);
  g_assert_false (g_task_propagate_boolean (G_TASK (result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_clear_object (&result);

  /* Closing does not wait for it either. */
  ytt_store_push_read (store, g_task_new (store, NULL, store_keep_result_cb, &cut), endless_job);
  ytt_store_close (store);
  store_wait_result (&cut);
  g_assert_false (g_task_propagate_boolean (G_TASK (cut), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_clear_object (&cut);

  ytt_store_push_read (store, g_task_new (store, NULL, store_keep_result_cb, &result), store_never_job);
  store_wait_result (&result);
  g_assert_false (g_task_propagate_boolean (G_TASK (result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&result);

  store_close (store);
}

/* What was asked to be written is written, also by one who closes at once. */
static void
test_closing_writes (StoreFixture  *f,
                     gconstpointer  data)
{
  g_autoptr(GAsyncResult) closed = NULL, result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *name = NULL;
  YttStore *store;
  GTask *task;

  store_create (f->path);
  store = store_open (f->path, YTT_STORE_OPEN, &error);
  g_assert_no_error (error);

  task = g_task_new (store, NULL, store_keep_result_cb, &result);
  g_task_set_task_data (task, (gpointer) "INSERT INTO facility (name) VALUES ('last')", NULL);
  ytt_store_push_write (store, task, write_job);
  ytt_store_close_async (store, store_keep_result_cb, &closed);
  store_wait_result (&closed);
  g_assert_true (ytt_store_close_finish (store, closed, &error));
  store_wait_result (&result);
  g_clear_object (&closed);
  g_clear_object (&result);
  store_close (store);

  name = store_ask (f->path, "SELECT name FROM facility");
  g_assert_cmpstr (name, ==, "last");
}

#define ADD(path, func) g_test_add ("/store/" path, StoreFixture, NULL, store_fixture_set_up, func, store_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  store_obey_modes ();
  g_test_init (&argc, &argv, NULL);

  ADD ("copy/save", test_save_copy);
  ADD ("copy/of-read-only", test_save_copy_of_read_only);
  ADD ("copy/to-edit", test_save_copy_to_edit);
  ADD ("copy/of-altered", test_save_copy_of_altered);
  ADD ("threads/change-from-outside", test_change_from_outside);
  ADD ("threads/foreign-keys", test_foreign_keys);
  ADD ("threads/deleted-while-open", test_deleted_while_open);
  ADD ("threads/waiting", test_waiting);
  ADD ("threads/full", test_full);
  ADD ("threads/reading-cancelled", test_reading_cancelled);
  ADD ("threads/closing-writes", test_closing_writes);

  return g_test_run ();
}
