#include "config.h"

#include "store-fixture.h"

#include <glib/gstdio.h>
#include <linux/capability.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

void
store_obey_modes (void)
{
  struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
  struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3];

  g_assert_cmpint (syscall (SYS_capget, &header, data), ==, 0);
  data[0].effective &= ~(1u << CAP_DAC_OVERRIDE | 1u << CAP_DAC_READ_SEARCH);
  g_assert_cmpint (syscall (SYS_capset, &header, data), ==, 0);
}

char *
store_make_folder (void)
{
  g_autoptr(GError) error = NULL;
  char *folder = g_dir_make_tmp ("ytterby-store-XXXXXX", &error);

  g_assert_no_error (error);

  return folder;
}

/* Takes @folder. */
void
store_remove_folder (char *folder)
{
  g_autoptr(GDir) dir = NULL;
  const char *name;

  g_chmod (folder, 0700);
  dir = g_dir_open (folder, 0, NULL);
  g_assert_nonnull (dir);

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        store_remove_folder (path);
      else
        {
          g_assert_cmpint (g_unlink (path), ==, 0);
          g_free (path);
        }
    }

  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_free (folder);
}

void
store_wait_until (gboolean (*condition) (gpointer data),
                  gpointer   data)
{
  /* A checker such as valgrind makes everything many times slower. */
  gint64 seconds = g_getenv ("YTTERBY_CHECKER") != NULL ? 300 : 10;
  gint64 deadline = g_get_monotonic_time () + seconds * G_TIME_SPAN_SECOND;

  while (!condition (data))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);

      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (200);
    }
}

void
store_keep_result_cb (GObject      *object,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
has_result (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

void
store_wait_result (GAsyncResult **result)
{
  store_wait_until (has_result, result);
}

YttStore *
store_open (const char     *path,
            YttStoreFlags   flags,
            GError        **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  ytt_store_open_async (path, flags, NULL, store_keep_result_cb, &result);
  store_wait_result (&result);

  return ytt_store_open_finish (result, error);
}

/* Nothing but the caller holds a store that is not at work. */
void
store_close (YttStore *store)
{
  gpointer remains = store;

  ytt_store_close (store);
  g_object_add_weak_pointer (G_OBJECT (store), &remains);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (store);
  g_assert_null (remains);
}

void
store_create (const char *path)
{
  g_autoptr(GError) error = NULL;
  YttStore *store = store_open (path, YTT_STORE_CREATE, &error);

  g_assert_no_error (error);
  g_assert_false (ytt_store_get_read_only (store));
  store_close (store);
}

void
store_refuse (const char *path,
              int         code,
              const char *words)
{
  g_autoptr(GError) error = NULL;
  YttStore *store = store_open (path, YTT_STORE_OPEN, &error);

  g_assert_null (store);
  g_assert_error (error, YTT_ERROR, code);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” does not say “%s”", error->message, words);
}

void
store_want_read_only (const char *path,
                      const char *words)
{
  g_autoptr(GError) error = NULL;
  YttStore *store = store_open (path, YTT_STORE_OPEN, &error);

  g_assert_no_error (error);
  g_assert_true (ytt_store_get_read_only (store));
  if (strstr (ytt_store_get_read_only_reason (store), words) == NULL)
    g_error ("“%s” does not say “%s”", ytt_store_get_read_only_reason (store), words);
  store_close (store);
}

void
store_run (const char *path,
           const char *sql)
{
  g_autoptr(sqlite3) db = NULL;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, 5000);
  sqlite3_exec (db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
}

char *
store_ask (const char *path,
           const char *sql)
{
  g_autoptr(sqlite3) db = NULL;
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, 5000);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  rc = sqlite3_step (stmt);
  g_assert_true (rc == SQLITE_ROW || rc == SQLITE_DONE);

  return rc == SQLITE_ROW ? g_strdup ((const char *) sqlite3_column_text (stmt, 0)) : NULL;
}

void
store_fixture_set_up (StoreFixture  *f,
                      gconstpointer  data)
{
  f->folder = store_make_folder ();
  f->path = g_build_filename (f->folder, "document.gpkg", NULL);
}

void
store_fixture_tear_down (StoreFixture  *f,
                         gconstpointer  data)
{
  g_clear_pointer (&f->folder, store_remove_folder);
  g_clear_pointer (&f->path, g_free);
}

guint
store_count_files (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

void
store_make_wal (StoreFixture *f)
{
  store_create (f->path);
  store_run (f->path, "PRAGMA journal_mode = WAL; INSERT INTO meta (key, value) VALUES ('title', 'in WAL')");
}

gboolean
store_cancel_cb (gpointer data)
{
  g_cancellable_cancel (data);

  return G_SOURCE_REMOVE;
}

void
store_never_job (GTask        *task,
                 sqlite3      *db,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  g_assert_not_reached ();
}
