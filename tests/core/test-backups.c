/* Backups: made before the first change of a day, kept for as long as there is room, and made documents again. */

#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>
#include <utime.h>

#include "store-fixture.h"
#include "ytt-backups.h"
#include "ytt-store-backup.h"
#include "ytt-store-history.h"

#define MEGABYTE (1024 * 1024)

/* A change, as ytt_store_commit_async() makes it: in one transaction, after what is to be done before it. */
static void
change_job (GTask        *task,
            sqlite3      *db,
            gpointer      task_data,
            GCancellable *cancellable)
{
  GError *error = NULL;

  if (ytt_store_backup_if_due (task, db, &error) && ytt_sqlite_exec (db, task_data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
change (YttStore   *store,
        const char *sql)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *whole = g_strdup_printf ("BEGIN IMMEDIATE; %s; COMMIT", sql);
  g_autoptr(GError) error = NULL;
  GTask *task = g_task_new (store, NULL, store_keep_result_cb, &result);

  g_task_set_task_data (task, whole, NULL);
  ytt_store_push_write (store, task, change_job);
  store_wait_result (&result);
  g_task_propagate_boolean (G_TASK (result), &error);
  g_assert_no_error (error);
}

static YttStore *
open_with_backups (const char *path,
                   const char *folder,
                   guint32     today)
{
  g_autoptr(GError) error = NULL;
  YttStore *store = store_open (path, YTT_STORE_OPEN, &error);

  g_assert_no_error (error);
  ytt_store_set_backup_folder (store, folder);
  ytt_store_set_today (store, today);

  return store;
}

static GPtrArray *
list_backups (const char *folder,
              const char *document)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *backups;

  ytt_backups_list_async (folder, document, NULL, store_keep_result_cb, &result);
  store_wait_result (&result);
  backups = ytt_backups_list_finish (result, &error);
  g_assert_no_error (error);

  return backups;
}

static const YttBackup *
get_backup (GPtrArray *backups,
            guint      position)
{
  g_assert_cmpuint (position, <, backups->len);

  return g_ptr_array_index (backups, position);
}

static char *
get_day (const YttBackup *backup)
{
  return g_date_time_format (backup->made, "%Y-%m-%d");
}

static void
assert_names (const char *path,
              const char *names)
{
  g_autofree char *integrity = store_ask (path, "PRAGMA integrity_check");
  g_autofree char *found = store_ask (path, "SELECT group_concat(name, ' ') FROM (SELECT name FROM facility ORDER BY id)");

  g_assert_cmpstr (integrity, ==, "ok");
  g_assert_cmpstr (found, ==, names);
}

/* Made */

typedef struct
{
  StoreFixture document;
  char        *folder;   /* of backups; not there at first */
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  store_fixture_set_up (&f->document, data);
  f->folder = g_build_filename (f->document.folder, "state", "backups", NULL);
  store_create (f->document.path);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  store_fixture_tear_down (&f->document, data);
  g_clear_pointer (&f->folder, g_free);
}

static void
test_first_change_of_a_day (Fixture       *f,
                            gconstpointer  data)
{
  YttStore *store = open_with_backups (f->document.path, f->folder, 20261124);
  g_autoptr(GPtrArray) backups = list_backups (f->folder, f->document.path);
  g_autofree char *day = NULL;

  g_assert_cmpuint (backups->len, ==, 0);
  change (store, "INSERT INTO facility (id, name) VALUES (1, 'one')");
  change (store, "INSERT INTO facility (id, name) VALUES (2, 'two')");
  store_close (store);

  /* Opened once more, it is the same day still. */
  store = open_with_backups (f->document.path, f->folder, 20261124);
  change (store, "INSERT INTO facility (id, name) VALUES (3, 'three')");
  g_assert_cmpuint (store_count_files (f->folder), ==, 1);

  /* And the next one comes while it is open. */
  ytt_store_set_today (store, 20261125);
  change (store, "DELETE FROM facility WHERE id = 1");
  store_close (store);
  g_assert_cmpuint (store_count_files (f->folder), ==, 2);

  g_ptr_array_unref (backups);
  backups = list_backups (f->folder, f->document.path);
  g_assert_cmpuint (backups->len, ==, 2);
  day = get_day (get_backup (backups, 0));
  g_assert_cmpstr (day, ==, "2026-11-25");
  g_assert_cmpstr (get_backup (backups, 0)->document, ==, "document");
  g_assert_cmpuint (get_backup (backups, 0)->size, >, 4096);
  g_assert_true (get_backup (backups, 0)->of_document);
  assert_names (get_backup (backups, 0)->path, "one two three");
  assert_names (get_backup (backups, 1)->path, NULL);
}

/* Edits come through one door, which keeps to this. */
static void
test_by_commit (Fixture       *f,
                gconstpointer  data)
{
  YttStore *store = open_with_backups (f->document.path, f->folder, 20261124);
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) backups = NULL;
  g_autoptr(GError) error = NULL;

  ytt_changes_insert (changes, "facility");
  ytt_changes_set (changes, "name", YTT_CELL_OF_TEXT ("one"));
  ytt_store_commit_async (store, changes, "Facility one", NULL, NULL, store_keep_result_cb, &result);
  store_wait_result (&result);
  g_assert_cmpint (ytt_store_commit_finish (store, result, &error), !=, 0);
  g_assert_no_error (error);
  g_clear_object (&result);
  store_close (store);

  backups = list_backups (f->folder, f->document.path);
  g_assert_cmpuint (backups->len, ==, 1);
  assert_names (get_backup (backups, 0)->path, NULL);
  assert_names (f->document.path, "one");
}

static void
test_not_asked_for (Fixture       *f,
                    gconstpointer  data)
{
  YttStore *store = open_with_backups (f->document.path, NULL, 20261124);

  change (store, "INSERT INTO facility (name) VALUES ('one')");
  store_close (store);
  g_assert_cmpuint (store_count_files (f->document.folder), ==, 1);
}

/* Its changes are beside the file, and the backup is one file with them. */
static void
test_wal (Fixture       *f,
          gconstpointer  data)
{
  g_autoptr(GPtrArray) backups = NULL;
  g_autoptr(sqlite3) other = NULL;
  g_autofree char *head = NULL;
  YttStore *store;

  g_assert_cmpint (sqlite3_open (f->document.path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "PRAGMA journal_mode = WAL; INSERT INTO facility (id, name) VALUES (1, 'theirs')",
                                 NULL, NULL, NULL), ==, SQLITE_OK);
  store = open_with_backups (f->document.path, f->folder, 20261124);
  change (store, "INSERT INTO facility (id, name) VALUES (2, 'ours')");
  store_close (store);

  backups = list_backups (f->folder, f->document.path);
  g_assert_cmpuint (store_count_files (f->folder), ==, 1);
  g_assert_true (g_file_get_contents (get_backup (backups, 0)->path, &head, NULL, NULL));
  g_assert_cmpint (head[18], ==, 1);
  g_assert_cmpint (head[19], ==, 1);
  assert_names (get_backup (backups, 0)->path, "theirs");
}

static gboolean
let_go_cb (gpointer data)
{
  g_assert_cmpint (sqlite3_exec (data, "COMMIT", NULL, NULL, NULL), ==, SQLITE_OK);

  return G_SOURCE_REMOVE;
}

/* Whoever writes just now is waited for. */
static void
test_waits (Fixture       *f,
            gconstpointer  data)
{
  YttStore *store = open_with_backups (f->document.path, f->folder, 20261124);
  g_autoptr(GPtrArray) backups = NULL;
  g_autoptr(sqlite3) other = NULL;

  g_assert_cmpint (sqlite3_open (f->document.path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "BEGIN EXCLUSIVE; INSERT INTO facility (id, name) VALUES (1, 'theirs')",
                                 NULL, NULL, NULL), ==, SQLITE_OK);
  g_timeout_add (100, let_go_cb, other);
  change (store, "INSERT INTO facility (id, name) VALUES (2, 'ours')");
  store_close (store);

  backups = list_backups (f->folder, f->document.path);
  assert_names (get_backup (backups, 0)->path, "theirs");
  assert_names (f->document.path, "theirs ours");
}

/* Not made */

typedef struct
{
  guint n;
  int   code;
} Told;

static void
failed_cb (YttStore     *store,
           const GError *error,
           gpointer      user_data)
{
  Told *told = user_data;

  g_assert_true (error->domain == YTT_ERROR);
  told->n++;
  told->code = error->code;
}

static void
assert_changed_and_told (Fixture *f,
                         int      code)
{
  YttStore *store = open_with_backups (f->document.path, f->folder, 20261124);
  Told told = { 0 };

  g_signal_connect (store, "backup-failed", G_CALLBACK (failed_cb), &told);
  change (store, "UPDATE meta SET value = '2' WHERE key = 'title'");
  g_assert_cmpuint (told.n, ==, 1);
  g_assert_cmpint (told.code, ==, code);

  /* Not with each change. */
  change (store, "UPDATE meta SET value = '3' WHERE key = 'title'");
  g_assert_cmpuint (told.n, ==, 1);
  store_close (store);
}

/* A limit of the process stands for a full disk: the same calls fail. */
static void
test_full_disk (Fixture       *f,
                gconstpointer  data)
{
  g_autofree char *title = NULL;
  struct rlimit limit, before;
  GStatBuf status;

  store_run (f->document.path, "INSERT INTO meta (key, value) VALUES ('title', '1')");
  g_assert_cmpint (g_stat (f->document.path, &status), ==, 0);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  limit = before;
  limit.rlim_cur = (rlim_t) status.st_size - 4096;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  assert_changed_and_told (f, YTT_ERROR_SPACE);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);

  title = store_ask (f->document.path, "SELECT value FROM meta WHERE key = 'title'");
  g_assert_cmpstr (title, ==, "3");
  g_assert_cmpuint (store_count_files (f->folder), ==, 0);
}

static void
test_no_folder (Fixture       *f,
                gconstpointer  data)
{
  g_autofree char *state = g_path_get_dirname (f->folder);

  store_run (f->document.path, "INSERT INTO meta (key, value) VALUES ('title', '1')");
  g_assert_cmpint (g_mkdir (state, 0500), ==, 0);
  assert_changed_and_told (f, YTT_ERROR_PERMISSION);
}

/* Whose they are */

/* Takes @folder. */
static char *
make_document (Fixture    *f,
               const char *folder_name,
               const char *name)
{
  g_autofree char *folder = g_build_filename (f->document.folder, folder_name, NULL);
  char *path = g_build_filename (folder, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  store_create (path);

  return path;
}

static void
change_once (Fixture    *f,
             const char *path,
             guint32     today)
{
  YttStore *store = open_with_backups (path, f->folder, today);

  change (store, "INSERT INTO facility (name) VALUES ('one')");
  store_close (store);
}

static guint
count_of (Fixture    *f,
          const char *path)
{
  g_autoptr(GPtrArray) backups = list_backups (f->folder, path);
  guint n = 0;

  for (guint i = 0; i < backups->len; i++)
    n += get_backup (backups, i)->of_document;

  return n;
}

/* One name in two folders, and one document by two names. */
static void
test_same_name (Fixture       *f,
                gconstpointer  data)
{
  g_autofree char *other = make_document (f, "other", "document.gpkg");
  g_autofree char *link = g_build_filename (f->document.folder, "link", NULL);
  g_autofree char *other_by_link = g_build_filename (link, "document.gpkg", NULL);
  g_autoptr(GPtrArray) backups = NULL;

  change_once (f, f->document.path, 20261124);
  change_once (f, other, 20261124);
  g_assert_cmpuint (count_of (f, f->document.path), ==, 1);
  g_assert_cmpuint (count_of (f, other), ==, 1);
  g_assert_cmpuint (count_of (f, "/nowhere/document.gpkg"), ==, 0);

  g_assert_cmpint (symlink ("other", link), ==, 0);
  change_once (f, other_by_link, 20261124);
  g_assert_cmpuint (store_count_files (f->folder), ==, 2);
  g_assert_cmpuint (count_of (f, other_by_link), ==, 1);

  /* Its own come first, and it keeps them when it is gone. */
  g_assert_cmpint (g_unlink (other), ==, 0);
  backups = list_backups (f->folder, other_by_link);
  g_assert_cmpuint (backups->len, ==, 2);
  g_assert_true (get_backup (backups, 0)->of_document);
  g_assert_false (get_backup (backups, 1)->of_document);
}

static void
test_strange_names (Fixture       *f,
                    gconstpointer  data)
{
  g_autofree char *longest = g_strnfill (240, 'n');
  const char *names[] = { "50% #1 Kärr <b>.gpkg", "no suffix", "2026-11-24 093012 0123456789ab.gpkg", " .gpkg", longest };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = make_document (f, "strange", names[i]);
      g_autoptr(GPtrArray) backups = NULL;

      change_once (f, path, 20261124);
      backups = list_backups (f->folder, path);
      g_assert_cmpuint (backups->len, ==, i + 1);
      g_assert_true (get_backup (backups, 0)->of_document);
      g_assert_true (strncmp (get_backup (backups, 0)->document, names[i], 160) == 0
                     || g_str_has_prefix (names[i], get_backup (backups, 0)->document));
      g_assert_true (i == 0 || !get_backup (backups, 1)->of_document);
    }
}

/* What else lies there is none, and stays. */
static void
test_other_files (Fixture       *f,
                  gconstpointer  data)
{
  static const char *const others[] = {
    "notes.txt", "document.gpkg", "document 2026-11-24 093012.gpkg", "document 2026-11-24 093012 0123456789AB.gpkg",
    "document 2026-13-24 093012 0123456789ab.gpkg", "document 2026-11-24 093012 0123456789ab.gpkg-journal",
  };

  g_assert_cmpint (g_mkdir_with_parents (f->folder, 0700), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *path = g_build_filename (f->folder, others[i], NULL);

      g_assert_true (g_file_set_contents (path, "x", 1, NULL));
    }

  change_once (f, f->document.path, 20261124);
  g_assert_cmpuint (count_of (f, f->document.path), ==, 1);
  g_assert_cmpuint (store_count_files (f->folder), ==, G_N_ELEMENTS (others) + 1);
}

/* How many are kept */

static void
test_ten (Fixture       *f,
          gconstpointer  data)
{
  g_autofree char *other = make_document (f, "other", "document.gpkg");
  g_autoptr(GPtrArray) backups = NULL;
  g_autofree char *newest = NULL;
  g_autofree char *oldest = NULL;

  change_once (f, other, 20200101);
  for (guint32 day = 20261101; day <= 20261113; day++)
    change_once (f, f->document.path, day);

  backups = list_backups (f->folder, f->document.path);
  g_assert_cmpuint (backups->len, ==, 11);
  newest = get_day (get_backup (backups, 0));
  oldest = get_day (get_backup (backups, 9));
  g_assert_cmpstr (newest, ==, "2026-11-13");
  g_assert_cmpstr (oldest, ==, "2026-11-04");
  g_assert_cmpuint (count_of (f, other), ==, 1);
}

/* As large as it says, and without a byte on the disk. */
static char *
make_large (Fixture    *f,
            const char *name,
            gsize       n_megabytes)
{
  char *path = g_build_filename (f->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_assert_cmpint (truncate (path, (off_t) (n_megabytes * MEGABYTE)), ==, 0);

  return path;
}

static gboolean
is_there (const char *path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* Two gigabytes, of which the oldest go first, but never the only one of a document. */
static void
test_size (Fixture       *f,
           gconstpointer  data)
{
  g_autofree char *only = NULL, *oldest = NULL, *older = NULL, *newer = NULL;

  g_assert_cmpint (g_mkdir_with_parents (f->folder, 0700), ==, 0);
  only = make_large (f, "mine 2019-01-01 120000 aaaaaaaaaaaa.gpkg", 900);
  oldest = make_large (f, "yours 2020-01-01 120000 bbbbbbbbbbbb.gpkg", 400);
  older = make_large (f, "yours 2021-01-01 120000 bbbbbbbbbbbb.gpkg", 400);
  newer = make_large (f, "yours 2022-01-01 120000 bbbbbbbbbbbb.gpkg", 400);

  change_once (f, f->document.path, 20261124);
  g_assert_false (is_there (oldest));
  g_assert_true (is_there (only) && is_there (older) && is_there (newer));

  g_assert_cmpint (truncate (only, (off_t) 5000 * MEGABYTE), ==, 0);
  change_once (f, f->document.path, 20261125);
  g_assert_true (is_there (only) && is_there (newer));
  g_assert_false (is_there (older));
  g_assert_cmpuint (count_of (f, f->document.path), ==, 1);
}

/* What a program left that was stopped while it made one; another may be making one now. */
static void
test_half_made (Fixture       *f,
                gconstpointer  data)
{
  struct utimbuf long_ago = { 1000000000, 1000000000 };
  g_autofree char *old = NULL;
  g_autofree char *new = NULL;

  g_assert_cmpint (g_mkdir_with_parents (f->folder, 0700), ==, 0);
  old = make_large (f, "mine 2019-01-01 120000 aaaaaaaaaaaa.gpkg.AbCdEf", 1);
  new = make_large (f, "mine 2019-01-02 120000 aaaaaaaaaaaa.gpkg.GhIjKl", 1);
  g_assert_cmpint (utime (old, &long_ago), ==, 0);

  change_once (f, f->document.path, 20261124);
  g_assert_false (is_there (old));
  g_assert_true (is_there (new));
}

/* Made a document again */

static gboolean
restore (const YttBackup  *backup,
         const char       *document,
         const char       *new_path,
         GError          **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  ytt_backup_restore_async (backup, document, new_path, NULL, store_keep_result_cb, &result);
  store_wait_result (&result);

  return ytt_backup_restore_finish (result, error);
}

static void
refuse_to_restore (const YttBackup *backup,
                   const char      *document,
                   const char      *new_path,
                   int              code)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (restore (backup, document, new_path, &error));
  g_assert_error (error, YTT_ERROR, code);
  g_assert_nonnull (strstr (error->message, new_path));
}

static void
test_restore (Fixture       *f,
              gconstpointer  data)
{
  g_autofree char *new_path = g_build_filename (f->document.folder, "new.gpkg", NULL);
  g_autofree char *wal = g_strconcat (new_path, "-wal", NULL);
  g_autoptr(GPtrArray) backups = NULL;
  g_autoptr(GError) error = NULL;
  const YttBackup *backup;
  YttStore *store;

  change_once (f, f->document.path, 20261124);
  change_once (f, f->document.path, 20261125);
  backups = list_backups (f->folder, f->document.path);
  backup = get_backup (backups, 0);

  /* In place of what somebody else left there, with all that is beside it. */
  g_assert_true (g_file_set_contents (new_path, "other", -1, NULL));
  g_assert_true (g_file_set_contents (wal, "other", -1, NULL));
  g_assert_true (restore (backup, f->document.path, new_path, &error));
  g_assert_no_error (error);
  g_assert_false (is_there (wal));
  assert_names (new_path, "one");
  assert_names (backup->path, "one");
  assert_names (f->document.path, "one one");

  store = store_open (new_path, YTT_STORE_OPEN, &error);
  g_assert_no_error (error);
  g_assert_false (ytt_store_get_read_only (store));
  refuse_to_restore (backup, f->document.path, new_path, YTT_ERROR_BUSY);
  store_close (store);
}

/* Neither the document, by whatever name, nor the backup is ever written over. */
static void
test_restore_over (Fixture       *f,
                   gconstpointer  data)
{
  g_autofree char *link = g_build_filename (f->document.folder, "link.gpkg", NULL);
  g_autofree char *nowhere = g_build_filename (f->document.folder, "no", "new.gpkg", NULL);
  g_autoptr(GPtrArray) backups = NULL;
  const YttBackup *backup;

  change_once (f, f->document.path, 20261124);
  backups = list_backups (f->folder, f->document.path);
  backup = get_backup (backups, 0);

  g_assert_cmpint (symlink ("document.gpkg", link), ==, 0);
  refuse_to_restore (backup, f->document.path, f->document.path, YTT_ERROR_BUSY);
  refuse_to_restore (backup, f->document.path, link, YTT_ERROR_BUSY);
  refuse_to_restore (backup, f->document.path, backup->path, YTT_ERROR_BUSY);
  refuse_to_restore (backup, f->document.path, nowhere, YTT_ERROR_NOT_FOUND);
  assert_names (f->document.path, "one");
  assert_names (backup->path, NULL);
}

#define ADD(path, func) g_test_add ("/backups/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  signal (SIGXFSZ, SIG_IGN);
  store_obey_modes ();
  g_test_init (&argc, &argv, NULL);

  ADD ("made/first-change-of-a-day", test_first_change_of_a_day);
  ADD ("made/by-commit", test_by_commit);
  ADD ("made/not-asked-for", test_not_asked_for);
  ADD ("made/wal", test_wal);
  ADD ("made/waits", test_waits);
  ADD ("failed/full-disk", test_full_disk);
  ADD ("failed/no-folder", test_no_folder);
  ADD ("whose/same-name", test_same_name);
  ADD ("whose/strange-names", test_strange_names);
  ADD ("whose/other-files", test_other_files);
  ADD ("kept/ten", test_ten);
  ADD ("kept/size", test_size);
  ADD ("kept/half-made", test_half_made);
  ADD ("restore/new", test_restore);
  ADD ("restore/over", test_restore_over);

  return g_test_run ();
}
