/* The user's own copy of the shipped data set.
 *
 * What was copied is recorded, in the state folder, by the digests of both files. So a copy
 * that nobody changed is told from one that somebody did, whatever program it was, and where
 * the record is lost the copy counts as changed: nothing is ever replaced on a guess. */

#include "config.h"

#include "ytt-shipped.h"

#include "ytt-files.h"
#include "ytt-store-private.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

#define RECORD_GROUP "Copy"

typedef struct
{
  char    *made_from;     /* (nullable) digest of the shipped document it was made from */
  char    *digest;        /* (nullable) its own digest then: backups count changes in the head */
  gint64   size;          /* its size then, bytes */
  char    *stamp;         /* (nullable) size and time of the shipped document, to save reading it at each start */
} Record;

static void
record_free (Record *record)
{
  g_free (record->made_from);
  g_free (record->digest);
  g_free (record->stamp);
  g_free (record);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Record, record_free)

static char *
get_record_path (void)
{
  return g_build_filename (g_get_user_state_dir (), "ytterby", "shipped.ini", NULL);
}

/* Empty where there is none. */
static Record *
record_read (void)
{
  g_autofree char *path = get_record_path ();
  g_autoptr(GKeyFile) file = g_key_file_new ();
  Record *record = g_new0 (Record, 1);

  if (g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    {
      record->made_from = g_key_file_get_string (file, RECORD_GROUP, "MadeFrom", NULL);
      record->digest = g_key_file_get_string (file, RECORD_GROUP, "Digest", NULL);
      record->stamp = g_key_file_get_string (file, RECORD_GROUP, "Stamp", NULL);
      record->size = g_key_file_get_int64 (file, RECORD_GROUP, "Size", NULL);
    }

  return record;
}

/* Without the record the copy counts as changed, which is no reason to fail. */
static void
record_write (const char *made_from,
              const char *digest,
              goffset     size,
              const char *stamp)
{
  g_autofree char *path = get_record_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr(GKeyFile) file = g_key_file_new ();

  g_key_file_set_string (file, RECORD_GROUP, "MadeFrom", made_from);
  g_key_file_set_string (file, RECORD_GROUP, "Digest", digest);
  g_key_file_set_string (file, RECORD_GROUP, "Stamp", stamp);
  g_key_file_set_int64 (file, RECORD_GROUP, "Size", size);

  if (g_mkdir_with_parents (folder, 0700) == 0)
    g_key_file_save_to_file (file, path, NULL);
}

static char *
make_stamp (const char *path)
{
  GStatBuf status;

  if (g_stat (path, &status) != 0)
    return NULL;

  return g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT ".%09ld %s", (gint64) status.st_size,
                          (gint64) status.st_mtim.tv_sec, status.st_mtim.tv_nsec, path);
}

static goffset
get_size (const char *path)
{
  GStatBuf status;

  return g_stat (path, &status) == 0 ? status.st_size : -1;
}

/* A program that runs from a build tree uses what was built with it. */
static char *
find_in_build (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program != NULL ? g_path_get_dirname (program) : NULL;

  while (folder != NULL && strlen (folder) > 1)
    {
      g_autofree char *mark = g_build_filename (folder, "meson-private", NULL);
      char *parent;

      if (g_file_test (mark, G_FILE_TEST_IS_DIR))
        return g_build_filename (folder, "data", "ytterby.gpkg", NULL);

      parent = g_path_get_dirname (folder);
      g_free (folder);
      folder = parent;
    }

  return NULL;
}

/**
 * ytt_shipped_find:
 * @error: return location for a #YttError
 *
 * Finds the document that came with the program: what YTTERBY_SHIPPED names, else that of
 * the build tree that the program runs from, else the installed one.
 *
 * Returns: (transfer full) (nullable): its path, or %NULL with %YTT_ERROR_NOT_FOUND
 */
char *
ytt_shipped_find (GError **error)
{
  g_autofree char *path = g_strdup (g_getenv ("YTTERBY_SHIPPED"));

  if (path == NULL || *path == '\0')
    {
      g_free (path);
      path = find_in_build ();
    }
  if (path == NULL)
    path = g_build_filename (YTT_PKGDATADIR, "ytterby.gpkg", NULL);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, YTT_ERROR, YTT_ERROR_NOT_FOUND,
                   _("The data set that comes with Ytterby is missing: there is no file “%s”"), path);
      return NULL;
    }

  return g_steal_pointer (&path);
}

/* (nullable): the date of a document's facts, ISO 8601 */
static char *
read_facts_date (const char *path)
{
  g_autoptr(sqlite3) db = NULL;
  g_autoptr(sqlite3_stmt) stmt = NULL;

  if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK ||
      sqlite3_prepare_v2 (db, "SELECT value FROM meta WHERE key = 'facts_date'", -1, &stmt, NULL) != SQLITE_OK ||
      sqlite3_step (stmt) != SQLITE_ROW)
    return NULL;

  return g_strdup ((const char *) sqlite3_column_text (stmt, 0));
}

/* Negative if the first document's facts are older than the other's. */
static int
compare_facts (const char *path,
               const char *other)
{
  g_autofree char *date = read_facts_date (path);
  g_autofree char *other_date = read_facts_date (other);

  return g_strcmp0 (date, other_date);
}

static gboolean
make_copy (const char    *shipped,
           const char    *copy,
           const char    *stamp,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autofree char *folder = g_path_get_dirname (copy);
  g_autofree char *scratch = NULL;
  g_autofree char *digest = NULL;
  g_autoptr(GError) local_error = NULL;
  goffset size;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      ytt_file_set_error (error, errno, folder);
      return FALSE;
    }

  scratch = ytt_file_make_scratch (copy, error);
  if (scratch == NULL)
    return FALSE;

  if (!ytt_file_copy_bytes (shipped, scratch, copy, cancellable, error) ||
      (digest = ytt_file_get_digest (scratch, error)) == NULL)
    {
      g_unlink (scratch);
      return FALSE;
    }

  size = get_size (scratch);
  if (!ytt_file_put_in_place (scratch, copy, FALSE, &local_error))
    {
      /* Another start was quicker, and its copy is as good. */
      if (g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_EXIST))
        return TRUE;

      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  record_write (digest, digest, size, stamp);

  return TRUE;
}

/* Writes the new pages through SQLite and not by a new file of the same name, so that whoever
 * has the copy open sees them or keeps them off. */
static gboolean
replace_pages (const char *shipped,
               const char *copy)
{
  g_autoptr(sqlite3) from = NULL;
  g_autoptr(sqlite3) to = NULL;
  sqlite3_backup *backup;

  if (sqlite3_open_v2 (shipped, &from, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK ||
      sqlite3_open_v2 (copy, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
    return FALSE;

  backup = sqlite3_backup_init (to, "main", from, "main");
  if (backup == NULL)
    return FALSE;

  sqlite3_backup_step (backup, -1);

  return sqlite3_backup_finish (backup) == SQLITE_OK;
}

static gboolean
is_unchanged (const char   *copy,
              const Record *record)
{
  g_autofree char *digest = NULL;

  if (record->digest == NULL || get_size (copy) != record->size)
    return FALSE;

  digest = ytt_file_get_digest (copy, NULL);

  return g_strcmp0 (digest, record->digest) == 0;
}

static void
record_copy (const char *copy,
             const char *made_from,
             const char *stamp)
{
  g_autofree char *digest = ytt_file_get_digest (copy, NULL);

  if (digest != NULL)
    record_write (made_from, digest, get_size (copy), stamp);
}

/* A copy is there already. Whatever goes wrong here, it can still be opened. */
static YttShippedState
bring_up_to_date (const char *shipped,
                  const char *copy,
                  const char *stamp)
{
  g_autoptr(Record) record = record_read ();
  g_autofree char *digest = NULL;

  if (g_strcmp0 (stamp, record->stamp) == 0 || ytt_open_files_contain (copy))
    return YTT_SHIPPED_CURRENT;

  digest = ytt_file_get_digest (shipped, NULL);
  if (digest == NULL || g_strcmp0 (digest, record->made_from) == 0)
    return YTT_SHIPPED_CURRENT;

  if (compare_facts (shipped, copy) < 0)
    return YTT_SHIPPED_CURRENT;   /* an older program was started */

  if (is_unchanged (copy, record) && replace_pages (shipped, copy))
    {
      record_copy (copy, digest, stamp);
      return YTT_SHIPPED_CURRENT;
    }

  return compare_facts (shipped, copy) > 0 ? YTT_SHIPPED_NEWER_FACTS : YTT_SHIPPED_CURRENT;
}

/**
 * ytt_shipped_get_copy_path:
 *
 * Returns: (transfer full): where the user's copy of the shipped document is, or would be
 */
char *
ytt_shipped_get_copy_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "ytterby", "ytterby.gpkg", NULL);
}

/**
 * ytt_shipped_get_current:
 *
 * Whether ytt_shipped_prepare_async() would find that there is nothing to do.
 *
 * Returns: (transfer full) (nullable): the path of the user's copy if it is there and was compared already with the
 *   document that comes with the program
 */
char *
ytt_shipped_get_current (void)
{
  g_autofree char *copy = ytt_shipped_get_copy_path ();
  g_autofree char *shipped = ytt_shipped_find (NULL);
  g_autofree char *stamp = shipped != NULL ? make_stamp (shipped) : NULL;
  g_autoptr(Record) record = record_read ();

  if (stamp == NULL || g_strcmp0 (stamp, record->stamp) != 0 || !g_file_test (copy, G_FILE_TEST_EXISTS))
    return NULL;

  return g_steal_pointer (&copy);
}

static void
prepare_thread (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  YttShippedState *state = task_data;
  g_autofree char *copy = ytt_shipped_get_copy_path ();
  g_autofree char *shipped = NULL;
  g_autofree char *stamp = NULL;
  g_autoptr(GError) error = NULL;
  gboolean is_there = g_file_test (copy, G_FILE_TEST_EXISTS);

  *state = YTT_SHIPPED_CURRENT;
  shipped = ytt_shipped_find (&error);
  stamp = shipped != NULL ? make_stamp (shipped) : NULL;

  if (is_there && stamp != NULL)
    *state = bring_up_to_date (shipped, copy, stamp);
  else if (!is_there && (stamp == NULL || !make_copy (shipped, copy, stamp, cancellable, &error)))
    {
      if (error == NULL)
        ytt_file_set_error (&error, ENOENT, shipped);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  g_task_return_pointer (task, g_steal_pointer (&copy), g_free);
}

/**
 * ytt_shipped_prepare_async:
 * @cancellable: (nullable): to give up
 * @callback: called when the user's copy can be opened, or cannot be made
 * @user_data: for @callback
 *
 * Sees to it that the user has a copy of the shipped data set. One that nobody changed is
 * replaced where the program brings newer facts.
 */
void
ytt_shipped_prepare_async (GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, ytt_shipped_prepare_async);
  g_task_set_task_data (task, g_new0 (YttShippedState, 1), g_free);
  g_task_run_in_thread (task, prepare_thread);
}

/**
 * ytt_shipped_prepare_finish:
 * @result: what the callback got
 * @state: (out) (optional): whether the copy holds the newest facts
 * @error: return location for a #YttError
 *
 * Returns: (transfer full) (nullable): the path of the user's copy
 */
char *
ytt_shipped_prepare_finish (GAsyncResult     *result,
                            YttShippedState  *state,
                            GError          **error)
{
  char *path;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  path = g_task_propagate_pointer (G_TASK (result), error);
  if (path != NULL && state != NULL)
    *state = *(YttShippedState *) g_task_get_task_data (G_TASK (result));

  return path;
}
