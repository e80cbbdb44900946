/* Opening documents, and refusing what is none. */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "store-fixture.h"

/* Opening */

static void
test_create (StoreFixture  *f,
             gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *head = NULL;
  YttStore *store;

  store_create (f->path);
  g_assert_cmpuint (store_count_files (f->folder), ==, 1);

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
test_create_nowhere (StoreFixture  *f,
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
test_strange_names (StoreFixture  *f,
                    gconstpointer  data)
{
  static const char * const names[] = { "what?.gpkg", "50%25.gpkg", "a#b.gpkg", "Kärr & co.gpkg", "x=1&y.gpkg" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (f->folder, names[i], NULL);

      store_create (path);
      g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
    }

  g_assert_cmpuint (store_count_files (f->folder), ==, G_N_ELEMENTS (names));
}

static void
test_twice_in_one_process (StoreFixture  *f,
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
test_open_cancelled (StoreFixture  *f,
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
test_not_there (StoreFixture  *f,
                gconstpointer  data)
{
  g_autofree char *below = g_build_filename (f->path, "below", NULL);

  store_refuse (f->path, YTT_ERROR_NOT_FOUND, f->path);
  store_refuse (below, YTT_ERROR_NOT_FOUND, below);
  g_assert_cmpuint (store_count_files (f->folder), ==, 0);
}

static void
test_not_a_file (StoreFixture  *f,
                 gconstpointer  data)
{
  g_autofree char *pipe = g_build_filename (f->folder, "pipe.gpkg", NULL);

  store_refuse (f->folder, YTT_ERROR_NOT_OURS, "not a file");
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  store_refuse (pipe, YTT_ERROR_NOT_OURS, "not a file");
}

static void
test_not_readable (StoreFixture  *f,
                   gconstpointer  data)
{
  store_create (f->path);
  g_chmod (f->path, 0000);
  store_refuse (f->path, YTT_ERROR_PERMISSION, f->path);
}

/* None of them may be changed by the look. */
static void
refuse_bytes (StoreFixture *f,
              const char   *bytes,
              gssize        size,
              int           code,
              const char   *words)
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
  g_assert_cmpuint (store_count_files (f->folder), ==, 1);
}

static void
test_other_bytes (StoreFixture  *f,
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
test_other_databases (StoreFixture  *f,
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
test_too_new (StoreFixture  *f,
              gconstpointer  data)
{
  store_create (f->path);
  store_run (f->path, "UPDATE meta SET value = '999' WHERE key = 'schema'");
  store_refuse (f->path, YTT_ERROR_TOO_NEW, "999");
}

static void
test_truncated (StoreFixture  *f,
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
test_overwritten_pages (StoreFixture  *f,
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
test_busy (StoreFixture  *f,
           gconstpointer  data)
{
  g_autoptr(sqlite3) other = NULL;

  store_create (f->path);
  other = hold_exclusively (f->path);
  store_refuse (f->path, YTT_ERROR_BUSY, "Another program");
}

/* Nobody has to wait for the other program. */
static void
test_busy_cancelled (StoreFixture  *f,
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
  g_timeout_add (20, store_cancel_cb, cancellable);
  store_wait_result (&result);
  g_assert_null (ytt_store_open_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 4 * G_TIME_SPAN_SECOND);
}

#define ADD(path, func) g_test_add ("/store/" path, StoreFixture, NULL, store_fixture_set_up, func, store_fixture_tear_down)

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

  return g_test_run ();
}
