/* Making backups: before the first change of a day, for as long as there is room. */

#include "config.h"

#include "ytt-store-backup.h"

#include "ytt-backups-private.h"
#include "ytt-files.h"
#include "ytt-store-private.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

/* Pages between two looks whether to go on. */
#define PAGES_AT_ONCE 1024

/* Where no backup could be made, as with a full disk, each change would wait for the next attempt. */
#define RETRY_AFTER (10 * G_TIME_SPAN_MINUTE)

/* What a program that was stopped left half-made is not waited for. */
#define STALE_AFTER (24 * G_TIME_SPAN_HOUR)

/* Keeping */

static void
drop (GPtrArray *backups,
      guint      position)
{
  YttBackup *backup = g_ptr_array_index (backups, position);

  /* Somebody may look at one; and what cannot be deleted is tried again the next time. */
  if (!ytt_open_files_contain (backup->path))
    g_unlink (backup->path);
  g_ptr_array_remove_index (backups, position);
}

static gboolean
is_newest (GPtrArray *backups,
           guint      position)
{
  const YttBackup *backup = g_ptr_array_index (backups, position);

  for (guint i = 0; i < backups->len; i++)
    {
      const YttBackup *other = g_ptr_array_index (backups, i);

      if (i != position && g_str_equal (other->key, backup->key)
          && g_date_time_compare (other->made, backup->made) >= 0)
        return FALSE;
    }

  return TRUE;
}

/* The oldest of all that is not the only one of its document; G_MAXUINT if there is none. */
static guint
find_oldest (GPtrArray *backups)
{
  guint oldest = G_MAXUINT;

  for (guint i = 0; i < backups->len; i++)
    {
      const YttBackup *backup = g_ptr_array_index (backups, i);
      const YttBackup *best = oldest != G_MAXUINT ? g_ptr_array_index (backups, oldest) : NULL;

      if ((best == NULL || g_date_time_compare (backup->made, best->made) < 0) && !is_newest (backups, i))
        oldest = i;
    }

  return oldest;
}

static guint64
get_size (GPtrArray *backups)
{
  guint64 size = 0;

  for (guint i = 0; i < backups->len; i++)
    size += ((YttBackup *) g_ptr_array_index (backups, i))->size;

  return size;
}

/* "NAME.gpkg.XXXXXX", which nothing was put in for a day. */
static void
drop_stale (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      const char *suffix = g_strrstr (name, YTT_BACKUP_SUFFIX ".");
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf status;

      if (suffix != NULL && strlen (suffix) == strlen (YTT_BACKUP_SUFFIX ".XXXXXX") && g_lstat (path, &status) == 0
          && (gint64) status.st_mtime * G_USEC_PER_SEC + STALE_AFTER < g_get_real_time ())
        g_unlink (path);
    }
}

/* Ten of each document, and not more of them than there is room for, but always one of each. */
static void
tidy (const char *folder,
      const char *document)
{
  g_autoptr(GPtrArray) backups = ytt_backups_list (folder, document, NULL);
  guint n_ours = 0;

  drop_stale (folder);
  if (backups == NULL)
    return;

  while (n_ours < backups->len && ((YttBackup *) g_ptr_array_index (backups, n_ours))->of_document)
    n_ours++;
  for (; n_ours > YTT_BACKUPS_PER_DOCUMENT; n_ours--)
    drop (backups, n_ours - 1);

  while (get_size (backups) > YTT_BACKUPS_SIZE)
    {
      guint oldest = find_oldest (backups);

      if (oldest == G_MAXUINT)
        break;
      drop (backups, oldest);
    }
}

/* Making */

/* Other connections may read meanwhile, and none may write: else the copy would begin anew with each change. */
static gboolean
copy_pages (sqlite3       *db,
            sqlite3       *copy,
            GCancellable  *cancellable,
            GError       **error)
{
  sqlite3_backup *backup = NULL;
  int rc;

  /* A program that is stopped leaves a scratch file, which nobody needs. Synchronised is the whole file, at the end. */
  if (!ytt_sqlite_exec (copy, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF", error))
    return FALSE;

  backup = sqlite3_backup_init (copy, "main", db, "main");
  if (backup == NULL)
    return !ytt_sqlite_failed (copy, sqlite3_errcode (copy), error);

  do
    rc = sqlite3_backup_step (backup, PAGES_AT_ONCE);
  while (rc == SQLITE_OK && !g_cancellable_is_cancelled (cancellable));

  sqlite3_backup_finish (backup);
  if (g_cancellable_set_error_if_cancelled (cancellable, error) || ytt_sqlite_failed (copy, rc, error))
    return FALSE;

  /* A document in write-ahead mode says so in its head, and a copy of it would too. */
  return ytt_sqlite_exec (copy, "PRAGMA journal_mode = DELETE", error);
}

static gboolean
fill (sqlite3       *db,
      const char    *scratch,
      GCancellable  *cancellable,
      GError       **error)
{
  g_autoptr(sqlite3) copy = NULL;
  gboolean filled;

  if (ytt_sqlite_failed (copy, sqlite3_open_v2 (scratch, &copy, SQLITE_OPEN_READWRITE, NULL), error)
      || !ytt_sqlite_exec (db, "BEGIN; SELECT count(*) FROM sqlite_schema", error))
    return FALSE;

  filled = copy_pages (db, copy, cancellable, error);
  ytt_sqlite_exec (db, "ROLLBACK", NULL);

  return filled;
}

static gboolean
make (sqlite3       *db,
      const char    *document,
      const char    *folder,
      guint32        day,
      GCancellable  *cancellable,
      GError       **error)
{
  g_autofree char *name = ytt_backups_make_name (document, day);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *scratch = NULL;
  g_autoptr(GError) local_error = NULL;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      ytt_file_set_error (error, errno, folder);
      return FALSE;
    }

  scratch = ytt_file_make_scratch (path, error);
  if (scratch == NULL)
    return FALSE;

  if (!fill (db, scratch, cancellable, error))
    {
      g_unlink (scratch);
      ytt_file_name_full_disk (error, path);
      return FALSE;
    }

  if (ytt_file_put_in_place (scratch, path, FALSE, &local_error)
      || g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_EXIST))   /* another window made it just now */
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

static gboolean
has_one_of (const char *document,
            const char *folder,
            guint32     day)
{
  g_autoptr(GPtrArray) backups = ytt_backups_list (folder, document, NULL);

  for (guint i = 0; backups != NULL && i < backups->len; i++)
    {
      const YttBackup *backup = g_ptr_array_index (backups, i);
      guint32 made = (guint32) (g_date_time_get_year (backup->made) * 10000
                                + g_date_time_get_month (backup->made) * 100
                                + g_date_time_get_day_of_month (backup->made));

      if (backup->of_document && made == day)
        return TRUE;
    }

  return FALSE;
}

/*< private >
 * ytt_backup_before_upgrade:
 * @db: a connection to a document of an earlier version, outside of any transaction
 * @path: (type filename): the document
 * @folder: (type filename): where its backups are kept, made when it is needed
 * @error: return location for a #YttError
 *
 * Copies the document, whether or not there is a copy of the day already.
 *
 * Returns: %FALSE if there is no copy, and the document had better be left as it is
 */
gboolean
ytt_backup_before_upgrade (sqlite3     *db,
                           const char  *path,
                           const char  *folder,
                           GError     **error)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  guint32 day = (guint32) (g_date_time_get_year (now) * 10000 + g_date_time_get_month (now) * 100
                           + g_date_time_get_day_of_month (now));

  if (!make (db, path, folder, day, NULL, error))
    {
      g_prefix_error (error, _("“%s” was written by an earlier version and has to be brought up to date, but no copy of it "
                               "could be kept: "), path);
      return FALSE;
    }

  tidy (folder, path);

  return TRUE;
}

typedef struct
{
  YttStore *store;
  GError   *error;
} Failure;

static void
failure_free (Failure *failure)
{
  g_object_unref (failure->store);
  g_error_free (failure->error);
  g_free (failure);
}

static gboolean
tell_cb (gpointer user_data)
{
  Failure *failure = user_data;

  g_signal_emit_by_name (failure->store, "backup-failed", failure->error);

  return G_SOURCE_REMOVE;
}

static void
tell (GTask  *task,
      GError *error)   /* (transfer full) */
{
  Failure *failure = g_new0 (Failure, 1);

  failure->store = g_object_ref (g_task_get_source_object (task));
  failure->error = error;
  g_main_context_invoke_full (g_task_get_context (task), G_PRIORITY_DEFAULT, tell_cb, failure,
                              (GDestroyNotify) failure_free);
}

/*< private >
 * ytt_store_backup_if_due:
 * @task: what is about to change the document; its source is the store
 * @db: the connection that writes, outside of any transaction
 *
 * @error: return location for a #YttError
 *
 * Copies the document, before the first change of a day, to the folder of ytt_store_set_backup_folder(). Where that
 * cannot be done, as on a full disk, the change is not to wait for it, and #YttStore::backup-failed says why. Call it on
 * the connection's own thread.
 *
 * Returns: %FALSE where the change has to wait too: another program holds the document, or it was cancelled
 */
gboolean
ytt_store_backup_if_due (GTask    *task,
                         sqlite3  *db,
                         GError  **error)
{
  YttStore *store = g_task_get_source_object (task);
  YttBackupState *state = ytt_store_get_backup_state (store);
  const char *path = ytt_store_get_path (store);
  guint32 day = ytt_store_get_today (store);
  GError *local_error = NULL;

  if (state->folder == NULL || state->day == day
      || (state->retry_at != 0 && g_get_monotonic_time () < state->retry_at))
    return TRUE;

  if (has_one_of (path, state->folder, day)
      || make (db, path, state->folder, day, g_task_get_cancellable (task), &local_error))
    {
      state->day = day;
      state->retry_at = 0;
      tidy (state->folder, path);
      return TRUE;
    }

  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || g_error_matches (local_error, YTT_ERROR, YTT_ERROR_BUSY))
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }

  state->retry_at = g_get_monotonic_time () + RETRY_AFTER;
  tell (task, local_error);

  return TRUE;
}

/**
 * ytt_store_set_backup_folder:
 * @self: the store
 * @folder: (nullable) (type filename): where its backups are kept, made when it is needed; %NULL, as at first, for none
 *
 * To be set before the document is changed: it is read by the thread that writes.
 */
void
ytt_store_set_backup_folder (YttStore   *self,
                             const char *folder)
{
  YttBackupState *state;

  g_return_if_fail (YTT_IS_STORE (self));

  state = ytt_store_get_backup_state (self);
  g_free (state->folder);
  state->folder = g_strdup (folder);
}
