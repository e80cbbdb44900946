#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "store-fixture.h"

typedef struct
{
  char *folder;
  char *path;   /* where a document would be */
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->folder = store_make_folder ();
  f->path = g_build_filename (f->folder, "document.gpkg", NULL);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_clear_pointer (&f->folder, store_remove_folder);
  g_clear_pointer (&f->path, g_free);
}

static guint
count_files (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

/* Opening */

static void
test_create (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *head = NULL;
  YttStore *store;

  store_create (f->path);
  g_assert_cmpuint (count_files (f->folder), ==, 1);

  store = store_open (f->path, YTT_STORE_CREATE, &error);
  g_assert_null (store);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_clear_error (&error);

  store = store_open (f->path, YTT_STORE_OPEN, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ytt_store_get_path (store), ==, f->path);
  g_assert_false (ytt_store_get_read_only (store));
  g_assert_null (ytt_store_get_read_only_reason (store));
  ytt_store_close (store);
  store_close (store);   /* twice is no error */

  g_file_get_contents (f->path, &head, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (head + 68, 4, "GPKG", 4);
}

static void
test_create_nowhere (Fixture       *f,
                     gconstpointer  data)
{
  g_autofree char *nowhere = g_build_filename (f->folder, "no", "document.gpkg", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_null (store_open (nowhere, YTT_STORE_CREATE, &error));
  g_assert_error (error, YTT_ERROR, YTT_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_chmod (f->folder, 0500);
  g_assert_null (store_open (f->path, YTT_STORE_CREATE, &error));
  g_assert_error (error, YTT_ERROR, YTT_ERROR_PERMISSION);
}

static void
test_strange_names (Fixture       *f,
                    gconstpointer  data)
{
  static const char * const names[] = { "what?.gpkg", "50%25.gpkg", "a#b.gpkg", "Kärr & co.gpkg", "x=1&y.gpkg" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (f->folder, names[i], NULL);

      store_create (path);
      g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
    }

  g_assert_cmpuint (count_files (f->folder), ==, G_N_ELEMENTS (names));
}

static void
test_twice_in_one_process (Fixture       *f,
                           gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  YttStore *one, *two;

  store_create (f->path);
  one = store_open (f->path, YTT_STORE_OPEN, &error);
  g_assert_no_error (error);
  g_assert_true (ytt_open_files_contain (f->path));

  two = store_open (f->path, YTT_STORE_OPEN, &error);
  g_assert_no_error (error);
  g_assert_false (ytt_store_get_read_only (two));

  store_close (one);
  g_assert_true (ytt_open_files_contain (f->path));
  store_close (two);
  g_assert_false (ytt_open_files_contain (f->path));
}

static void
test_open_cancelled (Fixture       *f,
                     gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  store_create (f->path);
  g_cancellable_cancel (cancellable);
  ytt_store_open_async (f->path, YTT_STORE_OPEN, cancellable, store_keep_result_cb, &result);
  store_wait_result (&result);
  g_assert_null (ytt_store_open_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (ytt_open_files_contain (f->path));
}

/* Refusing */

static void
test_not_there (Fixture       *f,
                gconstpointer  data)
{
  g_autofree char *below = g_build_filename (f->path, "below", NULL);

  store_refuse (f->path, YTT_ERROR_NOT_FOUND, f->path);
  store_refuse (below, YTT_ERROR_NOT_FOUND, below);
  g_assert_cmpuint (count_files (f->folder), ==, 0);
}

static void
test_not_a_file (Fixture       *f,
                 gconstpointer  data)
{
  g_autofree char *pipe = g_build_filename (f->folder, "pipe.gpkg", NULL);

  store_refuse (f->folder, YTT_ERROR_NOT_OURS, "not a file");
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  store_refuse (pipe, YTT_ERROR_NOT_OURS, "not a file");
}

static void
test_not_readable (Fixture       *f,
                   gconstpointer  data)
{
  store_create (f->path);
  g_chmod (f->path, 0000);
  store_refuse (f->path, YTT_ERROR_PERMISSION, f->path);
}

/* None of them may be changed by the look. */
static void
refuse_bytes (Fixture    *f,
              const char *bytes,
              gssize      size,
              int         code,
              const char *words)
{
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;
  gsize size_after;

  size = size >= 0 ? size : (gssize) strlen (bytes);
  g_file_set_contents (f->path, bytes, size, &error);
  g_assert_no_error (error);

  store_refuse (f->path, code, words);

  g_file_get_contents (f->path, &after, &size_after, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (bytes, size, after, size_after);
  g_assert_cmpuint (count_files (f->folder), ==, 1);
}

static void
test_other_bytes (Fixture       *f,
                  gconstpointer  data)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (1787);
  g_autofree char *noise = g_malloc (50000);

  for (guint i = 0; i < 50000; i++)
    noise[i] = (char) g_rand_int (random);

  refuse_bytes (f, "", 0, YTT_ERROR_NOT_OURS, "empty");
  refuse_bytes (f, "S", 1, YTT_ERROR_DAMAGED, "incomplete");
  refuse_bytes (f, "SQLite format 3", 16, YTT_ERROR_DAMAGED, "incomplete");
  refuse_bytes (f, "name,country\nNarva,EE\n", -1, YTT_ERROR_NOT_OURS, "not a GeoPackage");
  refuse_bytes (f, noise, 50000, YTT_ERROR_NOT_OURS, "not a GeoPackage");

  /* A head that promises a document, and noise behind it. */
  memcpy (noise, "SQLite format 3", 16);
  memcpy (noise + 68, "GPKG", 4);
  memset (noise + 28, 0, 4);
  refuse_bytes (f, noise, 50000, YTT_ERROR_DAMAGED, "damaged");
}

static void
test_other_databases (Fixture       *f,
                      gconstpointer  data)
{
  store_run (f->path, "CREATE TABLE facility (id INTEGER PRIMARY KEY)");
  store_refuse (f->path, YTT_ERROR_NOT_OURS, "not a GeoPackage");

  store_run (f->path, "PRAGMA application_id = 1196444487; PRAGMA user_version = 10300");
  store_refuse (f->path, YTT_ERROR_NOT_OURS, "not a document of Ytterby");

  store_run (f->path, "CREATE TABLE claim (x); CREATE TABLE meta (name TEXT)");
  store_refuse (f->path, YTT_ERROR_NOT_OURS, "not a document of Ytterby");

  store_run (f->path, "DROP TABLE meta; CREATE TABLE meta (key TEXT, value TEXT);"
                      "INSERT INTO meta VALUES ('schema', 'one')");
  store_refuse (f->path, YTT_ERROR_NOT_OURS, "not a document of Ytterby");

  store_run (f->path, "UPDATE meta SET value = '1'");
  store_refuse (f->path, YTT_ERROR_DAMAGED, "was changed by another program");
}

static void
test_too_new (Fixture       *f,
              gconstpointer  data)
{
  store_create (f->path);
  store_run (f->path, "UPDATE meta SET value = '999' WHERE key = 'schema'");
  store_refuse (f->path, YTT_ERROR_TOO_NEW, "999");
}

static void
test_truncated (Fixture       *f,
                gconstpointer  data)
{
  g_autofree char *bytes = NULL;
  g_autoptr(GError) error = NULL;
  gsize size;

  store_create (f->path);
  g_file_get_contents (f->path, &bytes, &size, &error);
  g_assert_no_error (error);

  refuse_bytes (f, bytes, size - 1, YTT_ERROR_DAMAGED, "incomplete");
  refuse_bytes (f, bytes, size / 2, YTT_ERROR_DAMAGED, "incomplete");
  refuse_bytes (f, bytes, 4096, YTT_ERROR_DAMAGED, "incomplete");
  refuse_bytes (f, bytes, 99, YTT_ERROR_DAMAGED, "incomplete");
}

/* What is wrong and what to do, and nothing of what only SQLite's authors know. */
static void
assert_plain_words (const char *message)
{
  static const char *const jargon[] = { "***", "btree", "error code", "malformed", NULL };

  g_assert_nonnull (strstr (message, "damaged"));
  g_assert_nonnull (strstr (message, "backup"));
  for (guint i = 0; jargon[i] != NULL; i++)
    g_assert_null (strstr (message, jargon[i]));
}

/* One page after the other is overwritten. The document is then refused, or what is lost was an empty page. */
static void
test_overwritten_pages (Fixture       *f,
                        gconstpointer  data)
{
  g_autofree char *bytes = NULL;
  g_autoptr(GError) error = NULL;
  guint n_refused = 0, n_pages;
  gsize size;

  store_create (f->path);
  g_file_get_contents (f->path, &bytes, &size, &error);
  g_assert_no_error (error);
  n_pages = size / 4096;

  for (guint i = 1; i < n_pages; i += 3)
    {
      g_autofree char *copy = g_memdup2 (bytes, size);
      YttStore *store;

      memset (copy + i * 4096, 0xa5, 4096);
      g_file_set_contents (f->path, copy, size, NULL);
      store = store_open (f->path, YTT_STORE_OPEN, &error);

      if (store != NULL)
        store_close (store);
      else
        {
          g_assert_error (error, YTT_ERROR, YTT_ERROR_DAMAGED);
          assert_plain_words (error->message);
          n_refused++;
        }
      g_clear_error (&error);
    }

  g_assert_cmpuint (n_refused, ==, (n_pages + 1) / 3);
}

static gpointer
hold_exclusively (gpointer data)
{
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (data, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "BEGIN EXCLUSIVE", NULL, NULL, NULL), ==, SQLITE_OK);

  return db;
}

static void
test_busy (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr(sqlite3) other = NULL;

  store_create (f->path);
  other = hold_exclusively (f->path);
  store_refuse (f->path, YTT_ERROR_BUSY, "Another program");
}

static gboolean
cancel_cb (gpointer data)
{
  g_cancellable_cancel (data);

  return G_SOURCE_REMOVE;
}

/* Nobody has to wait for the other program. */
static void
test_busy_cancelled (Fixture       *f,
                     gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(sqlite3) other = NULL;
  gint64 start = g_get_monotonic_time ();

  store_create (f->path);
  other = hold_exclusively (f->path);

  ytt_store_open_async (f->path, YTT_STORE_OPEN, cancellable, store_keep_result_cb, &result);
  g_timeout_add (20, cancel_cb, cancellable);
  store_wait_result (&result);
  g_assert_null (ytt_store_open_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 4 * G_TIME_SPAN_SECOND);
}

/* Reading only */

static void
test_read_only_file (Fixture       *f,
                     gconstpointer  data)
{
  store_create (f->path);
  g_chmod (f->path, 0400);
  store_want_read_only (f->path, "Its file may not be written");
  g_assert_cmpuint (count_files (f->folder), ==, 1);
}

static void
test_read_only_folder (Fixture       *f,
                       gconstpointer  data)
{
  store_create (f->path);
  g_chmod (f->folder, 0500);
  store_want_read_only (f->path, f->folder);
  g_assert_cmpuint (count_files (f->folder), ==, 1);
}

/* The file may be written and its folder too, but the journal's name is too long for the file system. */
static void
test_no_room_for_journal (Fixture       *f,
                          gconstpointer  data)
{
  g_autofree char *name = g_strnfill (250, 'n');
  g_autofree char *path = g_build_filename (f->folder, name, NULL);

  store_create (f->path);
  g_assert_cmpint (g_rename (f->path, path), ==, 0);
  store_want_read_only (path, "No file can be made beside it");
}

static void
never_job (GTask        *task,
           sqlite3      *db,
           gpointer      task_data,
           GCancellable *cancellable)
{
  g_assert_not_reached ();
}

static void
test_asked_to_read_only (Fixture       *f,
                         gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  YttStore *store;

  store_create (f->path);
  store = store_open (f->path, YTT_STORE_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_true (ytt_store_get_read_only (store));
  g_assert_nonnull (ytt_store_get_read_only_reason (store));

  ytt_store_push_write (store, g_task_new (store, NULL, store_keep_result_cb, &result), never_job);
  store_wait_result (&result);
  g_assert_false (g_task_propagate_boolean (G_TASK (result), &error));
  g_assert_error (error, YTT_ERROR, YTT_ERROR_PERMISSION);
  g_clear_object (&result);

  store_close (store);
}

/* A program died while it wrote. */
static void
test_hot_journal (Fixture       *f,
                  gconstpointer  data)
{
  g_autofree char *journal = g_strconcat (f->path, "-journal", NULL);
  g_autofree char *bytes = NULL, *journal_bytes = NULL, *title = NULL;
  g_autoptr(GError) error = NULL;
  gsize size, journal_size;
  sqlite3 *db;

  store_create (f->path);
  store_run (f->path, "INSERT INTO meta (key, value) VALUES ('title', 'before')");

  /* Its files as they were in the middle of the transaction. */
  g_assert_cmpint (sqlite3_open (f->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN;"
                                     "UPDATE meta SET value = 'half done' WHERE key = 'title';"
                                     "INSERT INTO attachment (name, content) VALUES ('big', zeroblob(2000000));",
                                 NULL, NULL, NULL), ==, SQLITE_OK);
  g_file_get_contents (f->path, &bytes, &size, &error);
  g_assert_no_error (error);
  g_file_get_contents (journal, &journal_bytes, &journal_size, &error);
  g_assert_no_error (error);
  sqlite3_close (db);
  g_file_set_contents (f->path, bytes, size, &error);
  g_assert_no_error (error);
  g_file_set_contents (journal, journal_bytes, journal_size, &error);
  g_assert_no_error (error);

  g_chmod (f->path, 0400);
  store_refuse (f->path, YTT_ERROR_PERMISSION, "-journal");

  g_chmod (f->path, 0600);
  store_close (store_open (f->path, YTT_STORE_OPEN, &error));
  g_assert_no_error (error);
  title = store_ask (f->path, "SELECT value FROM meta WHERE key = 'title'");
  g_assert_cmpstr (title, ==, "before");
  g_assert_cmpuint (count_files (f->folder), ==, 1);
}

/* Write-ahead mode, as other programs leave it */

static void
make_wal (Fixture *f)
{
  store_create (f->path);
  store_run (f->path, "PRAGMA journal_mode = WAL; INSERT INTO meta (key, value) VALUES ('title', 'in WAL')");
}

static void
test_wal_put_back (Fixture       *f,
                   gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *mode = NULL;
  YttStore *store;

  make_wal (f);
  store = store_open (f->path, YTT_STORE_OPEN, &error);
  g_assert_no_error (error);
  g_assert_false (ytt_store_get_read_only (store));
  mode = store_ask (f->path, "PRAGMA journal_mode");
  g_assert_cmpstr (mode, ==, "delete");
  store_close (store);
  g_assert_cmpuint (count_files (f->folder), ==, 1);
}

static void
test_wal_still_in_use (Fixture       *f,
                       gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *mode = NULL;
  YttStore *store;
  sqlite3 *other;

  make_wal (f);
  g_assert_cmpint (sqlite3_open (f->path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "SELECT * FROM meta", NULL, NULL, NULL), ==, SQLITE_OK);

  store = store_open (f->path, YTT_STORE_OPEN, &error);
  g_assert_no_error (error);
  g_assert_false (ytt_store_get_read_only (store));

  sqlite3_close (other);
  store_close (store);
  mode = store_ask (f->path, "PRAGMA journal_mode");
  g_assert_cmpstr (mode, ==, "delete");
  g_assert_cmpuint (count_files (f->folder), ==, 1);
}

static void
test_wal_unwritable (Fixture       *f,
                     gconstpointer  data)
{
  make_wal (f);
  g_chmod (f->path, 0400);
  g_chmod (f->folder, 0500);
  store_want_read_only (f->path, "No file can be made");
  g_assert_cmpuint (count_files (f->folder), ==, 1);
}

static void
test_wal_unwritable_with_changes (Fixture       *f,
                                  gconstpointer  data)
{
  g_autofree char *wal = g_strconcat (f->path, "-wal", NULL);
  g_autofree char *saved = g_strconcat (f->path, ".saved", NULL);
  sqlite3 *other;

  make_wal (f);
  g_assert_cmpint (sqlite3_open (f->path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "UPDATE meta SET value = 'newer'", NULL, NULL, NULL), ==, SQLITE_OK);

  /* As a stick pulled out would have it. */
  g_assert_cmpint (link (wal, saved), ==, 0);
  sqlite3_db_config (other, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  sqlite3_close (other);
  if (!g_file_test (wal, G_FILE_TEST_EXISTS))
    g_assert_cmpint (g_rename (saved, wal), ==, 0);

  g_chmod (f->path, 0400);
  g_chmod (f->folder, 0500);
  store_refuse (f->path, YTT_ERROR_PERMISSION, "beside it");
}

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
test_save_copy (Fixture       *f,
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

  g_assert_cmpuint (count_files (f->folder), ==, 2);
  title = store_ask (copy, "SELECT value FROM meta WHERE key = 'title'");
  g_assert_cmpstr (title, ==, "Kärr");
  store_close (store_open (copy, YTT_STORE_OPEN, &error));
  g_assert_no_error (error);
}

static void
test_save_copy_of_read_only (Fixture       *f,
                             gconstpointer  data)
{
  g_autofree char *copy = g_build_filename (g_get_tmp_dir (), "copy-of-read-only.gpkg", NULL);
  g_autoptr(GError) error = NULL;
  YttStore *store;

  make_wal (f);
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
test_change_from_outside (Fixture       *f,
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
test_foreign_keys (Fixture       *f,
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
test_deleted_while_open (Fixture       *f,
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
test_waiting (Fixture       *f,
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
test_full (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *n = NULL;
  YttStore *store;

  store_create (f->path);
  store = store_open (f->path, YTT_STORE_OPEN, &error);
  g_assert_no_error (error);
  g_assert_true (write_sql (store, "PRAGMA max_page_count = 1", &error));   /* as many as there are */
  g_assert_false (write_sql (store, "INSERT INTO attachment (name, content) VALUES ('big', zeroblob(1000000))", &error));
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
test_reading_cancelled (Fixture       *f,
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
  g_timeout_add (20, cancel_cb, cancellable);
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

  ytt_store_push_read (store, g_task_new (store, NULL, store_keep_result_cb, &result), never_job);
  store_wait_result (&result);
  g_assert_false (g_task_propagate_boolean (G_TASK (result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&result);

  store_close (store);
}

/* What was asked to be written is written, also by one who closes at once. */
static void
test_closing_writes (Fixture       *f,
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

#define ADD(path, func) g_test_add ("/store/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  store_obey_modes ();
  g_test_init (&argc, &argv, NULL);

  ADD ("create", test_create);
  ADD ("create-nowhere", test_create_nowhere);
  ADD ("strange-names", test_strange_names);
  ADD ("twice-in-one-process", test_twice_in_one_process);
  ADD ("open-cancelled", test_open_cancelled);
  ADD ("refuse/not-there", test_not_there);
  ADD ("refuse/not-a-file", test_not_a_file);
  ADD ("refuse/not-readable", test_not_readable);
  ADD ("refuse/other-bytes", test_other_bytes);
  ADD ("refuse/other-databases", test_other_databases);
  ADD ("refuse/too-new", test_too_new);
  ADD ("refuse/truncated", test_truncated);
  ADD ("refuse/overwritten-pages", test_overwritten_pages);
  ADD ("refuse/busy", test_busy);
  ADD ("refuse/busy-cancelled", test_busy_cancelled);
  ADD ("read-only/file", test_read_only_file);
  ADD ("read-only/folder", test_read_only_folder);
  ADD ("read-only/no-room-for-journal", test_no_room_for_journal);
  ADD ("read-only/asked", test_asked_to_read_only);
  ADD ("hot-journal", test_hot_journal);
  ADD ("wal/put-back", test_wal_put_back);
  ADD ("wal/still-in-use", test_wal_still_in_use);
  ADD ("wal/unwritable", test_wal_unwritable);
  ADD ("wal/unwritable-with-changes", test_wal_unwritable_with_changes);
  ADD ("copy/save", test_save_copy);
  ADD ("copy/of-read-only", test_save_copy_of_read_only);
  ADD ("threads/change-from-outside", test_change_from_outside);
  ADD ("threads/foreign-keys", test_foreign_keys);
  ADD ("threads/deleted-while-open", test_deleted_while_open);
  ADD ("threads/waiting", test_waiting);
  ADD ("threads/full", test_full);
  ADD ("threads/reading-cancelled", test_reading_cancelled);
  ADD ("threads/closing-writes", test_closing_writes);

  return g_test_run ();
}
