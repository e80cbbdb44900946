/* Documents that can only be read, and those that other programs left half done or in a mode of their own. */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "store-fixture.h"

/* Reading only */

static void
test_read_only_file (StoreFixture  *f,
                     gconstpointer  data)
{
  store_create (f->path);
  g_chmod (f->path, 0400);
  store_want_read_only (f->path, "Its file may not be written");
  g_assert_cmpuint (store_count_files (f->folder), ==, 1);
}

static void
test_read_only_folder (StoreFixture  *f,
                       gconstpointer  data)
{
  store_create (f->path);
  g_chmod (f->folder, 0500);
  store_want_read_only (f->path, f->folder);
  g_assert_cmpuint (store_count_files (f->folder), ==, 1);
}

/* The file may be written and its folder too, but the journal's name is too long for the file system. */
static void
test_no_room_for_journal (StoreFixture  *f,
                          gconstpointer  data)
{
  g_autofree char *name = g_strnfill (250, 'n');
  g_autofree char *path = g_build_filename (f->folder, name, NULL);

  store_create (f->path);
  g_assert_cmpint (g_rename (f->path, path), ==, 0);
  store_want_read_only (path, "No file can be made beside it");
}

static void
test_asked_to_read_only (StoreFixture  *f,
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

  ytt_store_push_write (store, g_task_new (store, NULL, store_keep_result_cb, &result), store_never_job);
  store_wait_result (&result);
  g_assert_false (g_task_propagate_boolean (G_TASK (result), &error));
  g_assert_error (error, YTT_ERROR, YTT_ERROR_PERMISSION);
  g_clear_object (&result);

  store_close (store);
}

/* A program died while it wrote. */
static void
test_hot_journal (StoreFixture  *f,
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
                                     "INSERT INTO attachment (sha256, name, size, added, content) VALUES ('0', 'big', 2000000, '2026', zeroblob(2000000));",
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
  g_assert_cmpuint (store_count_files (f->folder), ==, 1);
}

/* Write-ahead mode, as other programs leave it */

static void
test_wal_put_back (StoreFixture  *f,
                   gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *mode = NULL;
  YttStore *store;

  store_make_wal (f);
  store = store_open (f->path, YTT_STORE_OPEN, &error);
  g_assert_no_error (error);
  g_assert_false (ytt_store_get_read_only (store));
  mode = store_ask (f->path, "PRAGMA journal_mode");
  g_assert_cmpstr (mode, ==, "delete");
  store_close (store);
  g_assert_cmpuint (store_count_files (f->folder), ==, 1);
}

static void
test_wal_still_in_use (StoreFixture  *f,
                       gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *mode = NULL;
  YttStore *store;
  sqlite3 *other;

  store_make_wal (f);
  g_assert_cmpint (sqlite3_open (f->path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "SELECT * FROM meta", NULL, NULL, NULL), ==, SQLITE_OK);

  store = store_open (f->path, YTT_STORE_OPEN, &error);
  g_assert_no_error (error);
  g_assert_false (ytt_store_get_read_only (store));

  sqlite3_close (other);
  store_close (store);
  mode = store_ask (f->path, "PRAGMA journal_mode");
  g_assert_cmpstr (mode, ==, "delete");
  g_assert_cmpuint (store_count_files (f->folder), ==, 1);
}

static void
test_wal_unwritable (StoreFixture  *f,
                     gconstpointer  data)
{
  store_make_wal (f);
  g_chmod (f->path, 0400);
  g_chmod (f->folder, 0500);
  store_want_read_only (f->path, "No file can be made");
  g_assert_cmpuint (store_count_files (f->folder), ==, 1);
}

static void
test_wal_unwritable_with_changes (StoreFixture  *f,
                                  gconstpointer  data)
{
  g_autofree char *wal = g_strconcat (f->path, "-wal", NULL);
  g_autofree char *saved = g_strconcat (f->path, ".saved", NULL);
  sqlite3 *other;

  store_make_wal (f);
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

#define ADD(path, func) g_test_add ("/store/" path, StoreFixture, NULL, store_fixture_set_up, func, store_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  store_obey_modes ();
  g_test_init (&argc, &argv, NULL);

  ADD ("read-only/file", test_read_only_file);
  ADD ("read-only/folder", test_read_only_folder);
  ADD ("read-only/no-room-for-journal", test_no_room_for_journal);
  ADD ("read-only/asked", test_asked_to_read_only);
  ADD ("hot-journal", test_hot_journal);
  ADD ("wal/put-back", test_wal_put_back);
  ADD ("wal/still-in-use", test_wal_still_in_use);
  ADD ("wal/unwritable", test_wal_unwritable);
  ADD ("wal/unwritable-with-changes", test_wal_unwritable_with_changes);

  return g_test_run ();
}
