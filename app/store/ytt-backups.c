/* The backups of documents: where they are, which there are, and how one is made a document again. A backup is a document
 * itself, and its name tells all that is known of it: the document's name, day and time, and a key that only backups of
 * one document share, for two documents may have one name. */

#include "config.h"

#include "ytt-backups-private.h"

#include "ytt-files.h"
#include "ytt-store-private.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

/* "register 2026-11-24 093012 0123456789ab.gpkg" */
#define KEY_LENGTH  12
#define TAIL_LENGTH (strlen (" 2026-11-24 093012 ") + KEY_LENGTH)
/* File systems allow 255 bytes, and a file under way has seven more than its name. */
#define NAME_LENGTH 160

void
ytt_backup_free (YttBackup *backup)
{
  if (backup == NULL)
    return;

  g_free (backup->path);
  g_free (backup->document);
  g_free (backup->key);
  g_clear_pointer (&backup->made, g_date_time_unref);
  g_free (backup);
}

/**
 * ytt_backups_get_folder:
 *
 * Returns: (transfer full) (type filename): where backups are kept; it may not be there yet
 */
char *
ytt_backups_get_folder (void)
{
  return g_build_filename (g_get_user_state_dir (), "ytterby", "backups", NULL);
}

/* Names */

/* A document that is gone may have had links on its way all the same. */
static char *
resolve (const char *document)
{
  g_autofree char *absolute = g_canonicalize_filename (document, NULL);
  g_autofree char *folder = g_path_get_dirname (absolute);
  g_autofree char *name = g_path_get_basename (absolute);
  char *file = realpath (absolute, NULL);   /* malloc() and g_malloc() are one since GLib 2.46 */
  g_autofree char *real_folder = NULL;

  if (file != NULL)
    return file;

  real_folder = realpath (folder, NULL);

  return g_build_filename (real_folder != NULL ? real_folder : folder, name, NULL);
}

static char *
make_key (const char *document)
{
  g_autofree char *path = resolve (document);
  char *key = g_compute_checksum_for_string (G_CHECKSUM_SHA256, path, -1);

  key[KEY_LENGTH] = '\0';

  return key;
}

/* What the file is called, without the suffix. */
static char *
make_stem (const char *document)
{
  g_autofree char *name = g_filename_display_basename (document);

  if (g_str_has_suffix (name, YTT_BACKUP_SUFFIX))
    name[strlen (name) - strlen (YTT_BACKUP_SUFFIX)] = '\0';
  if (strlen (name) > NAME_LENGTH)
    name[NAME_LENGTH] = '\0';

  return g_utf8_make_valid (name, -1);
}

/*< private >
 * ytt_backups_make_name:
 * @document: (type filename): a document
 * @day: YYYYMMDD
 *
 * Returns: (transfer full) (type filename): a file's name for a backup of it that is made now
 */
char *
ytt_backups_make_name (const char *document,
                       guint32     day)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *stem = make_stem (document);
  g_autofree char *key = make_key (document);

  return g_strdup_printf ("%s %04u-%02u-%02u %02d%02d%02d %s" YTT_BACKUP_SUFFIX, stem, day / 10000, day / 100 % 100, day % 100,
                          g_date_time_get_hour (now), g_date_time_get_minute (now),
                          (int) g_date_time_get_second (now), key);
}

static gboolean
is_key (const char *text)
{
  return strspn (text, "0123456789abcdef") == KEY_LENGTH && text[KEY_LENGTH] == '\0';
}

/* %NULL where no name of ours is like that. */
static YttBackup *
parse_name (const char *folder,
            const char *name,
            const char *key)
{
  g_autofree char *stem = NULL;
  g_autoptr(GDateTime) made = NULL;
  YttBackup *backup;
  int year, month, day, hour, minute, second;
  const char *tail;

  if (!g_str_has_suffix (name, YTT_BACKUP_SUFFIX) || strlen (name) < strlen (YTT_BACKUP_SUFFIX) + TAIL_LENGTH)
    return NULL;

  stem = g_strndup (name, strlen (name) - strlen (YTT_BACKUP_SUFFIX));
  tail = stem + strlen (stem) - TAIL_LENGTH;
  if (sscanf (tail, " %4d-%2d-%2d %2d%2d%2d ", &year, &month, &day, &hour, &minute, &second) != 6
      || !is_key (stem + strlen (stem) - KEY_LENGTH))
    return NULL;

  /* An hour that summer time left out is taken for the next. */
  made = g_date_time_new_local (year, month, day, hour, minute, second);
  if (made == NULL)
    return NULL;

  backup = g_new0 (YttBackup, 1);
  backup->path = g_build_filename (folder, name, NULL);
  backup->key = g_strdup (stem + strlen (stem) - KEY_LENGTH);
  backup->of_document = g_strcmp0 (backup->key, key) == 0;
  backup->document = g_strndup (stem, strlen (stem) - TAIL_LENGTH);
  backup->made = g_steal_pointer (&made);

  return backup;
}

/* Lists */

static int
compare (gconstpointer a,
         gconstpointer b)
{
  const YttBackup *first = *(YttBackup **) a;
  const YttBackup *second = *(YttBackup **) b;

  if (first->of_document != second->of_document)
    return first->of_document ? -1 : 1;

  return g_date_time_compare (second->made, first->made);
}

/*< private >
 * ytt_backups_list:
 *
 * ytt_backups_list_async() in the calling thread.
 */
GPtrArray *
ytt_backups_list (const char  *folder,
                  const char  *document,
                  GError     **error)
{
  g_autoptr(GPtrArray) backups = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_backup_free);
  g_autofree char *key = document != NULL ? make_key (document) : NULL;
  g_autoptr(GError) local_error = NULL;
  g_autoptr(GDir) dir = g_dir_open (folder, 0, &local_error);
  const char *name;

  if (g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return g_steal_pointer (&backups);

  if (dir == NULL)
    {
      g_set_error (error, YTT_ERROR, YTT_ERROR_PERMISSION, _("The folder “%s” cannot be read: %s"), folder,
                   local_error->message);
      return NULL;
    }

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autoptr(YttBackup) backup = parse_name (folder, name, key);
      GStatBuf status;

      if (backup == NULL || g_lstat (backup->path, &status) != 0 || !S_ISREG (status.st_mode))
        continue;

      backup->size = (guint64) status.st_size;
      g_ptr_array_add (backups, g_steal_pointer (&backup));
    }
  g_ptr_array_sort (backups, compare);

  return g_steal_pointer (&backups);
}

typedef struct
{
  char *folder;
  char *document;   /* (nullable) */
  char *from;       /* (nullable) */
  char *to;         /* (nullable) */
} Request;

static void
request_free (Request *request)
{
  g_free (request->folder);
  g_free (request->document);
  g_free (request->from);
  g_free (request->to);
  g_free (request);
}

static void
list_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Request *request = task_data;
  GError *error = NULL;
  GPtrArray *backups = ytt_backups_list (request->folder, request->document, &error);

  if (backups != NULL)
    g_task_return_pointer (task, backups, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * ytt_backups_list_async:
 * @folder: (type filename): where backups are kept
 * @document: (nullable) (type filename): a document, which need not be there any more
 * @cancellable: (nullable): to give up
 * @callback: called when the list is there
 * @user_data: for @callback
 *
 * Lists the backups of all documents: those of @document first, each newest first. Without a folder there are none.
 */
void
ytt_backups_list_async (const char          *folder,
                        const char          *document,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  g_return_if_fail (folder != NULL);

  request->folder = g_strdup (folder);
  request->document = g_strdup (document);
  g_task_set_source_tag (task, ytt_backups_list_async);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  g_task_run_in_thread (task, list_thread);
}

/**
 * ytt_backups_list_finish:
 * @result: what the callback got
 * @error: return location for a #YttError
 *
 * Returns: (transfer full) (nullable) (element-type YttBackup): the backups, or %NULL with a #YttError
 */
GPtrArray *
ytt_backups_list_finish (GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Making a document of one */

static gboolean
is_same_file (const char *path,
              const char *other)
{
  g_autofree char *resolved = resolve (path);
  g_autofree char *other_resolved = resolve (other);
  GStatBuf status, other_status;

  if (g_str_equal (resolved, other_resolved))
    return TRUE;

  return g_stat (path, &status) == 0 && g_stat (other, &other_status) == 0
         && status.st_dev == other_status.st_dev && status.st_ino == other_status.st_ino;
}

static void
restore_thread (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Request *request = task_data;
  g_autofree char *scratch = NULL;
  GError *error = NULL;

  /* To read it by other means than SQLite would drop the locks on it. */
  if (ytt_open_files_contain (request->from))
    {
      g_task_return_new_error (task, YTT_ERROR, YTT_ERROR_BUSY, _("“%s” is open; close its window"), request->from);
      return;
    }

  if (ytt_open_files_contain (request->to)
      || is_same_file (request->to, request->from)
      || (request->document != NULL && is_same_file (request->to, request->document)))
    {
      g_task_return_new_error (task, YTT_ERROR, YTT_ERROR_BUSY,
                               _("“%s” is the document itself or is open; choose another name"), request->to);
      return;
    }

  scratch = ytt_file_make_scratch (request->to, &error);
  if (scratch != NULL && !ytt_file_copy_bytes (request->from, scratch, request->to, cancellable, &error))
    g_unlink (scratch);
  else if (scratch != NULL && ytt_file_replace_document (scratch, request->to, &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  g_task_return_error (task, error);
}

/**
 * ytt_backup_restore_async:
 * @backup: a backup
 * @document: (nullable) (type filename): the document that it is of
 * @new_path: (type filename): where the new document shall be; a file that is there is replaced, but for @document,
 *   for the backup and for a document that is open
 * @cancellable: (nullable): to give up
 * @callback: called when the new document is on the disk, or cannot be made
 * @user_data: for @callback
 *
 * Makes a new document of a backup, which stays as it is. The new one appears whole or not at all.
 */
void
ytt_backup_restore_async (const YttBackup     *backup,
                          const char          *document,
                          const char          *new_path,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  g_return_if_fail (backup != NULL);
  g_return_if_fail (new_path != NULL);

  request->document = g_strdup (document);
  request->from = g_strdup (backup->path);
  request->to = g_canonicalize_filename (new_path, NULL);
  g_task_set_source_tag (task, ytt_backup_restore_async);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  g_task_run_in_thread (task, restore_thread);
}

gboolean
ytt_backup_restore_finish (GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
