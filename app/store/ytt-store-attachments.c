/* The copies that a document keeps: which there are, and getting them out again. */

#include "config.h"

#include "ytt-store-attach.h"

#include "ytt-files.h"
#include "ytt-history-write.h"
#include "ytt-query-text.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define CHUNK_SIZE (256 * 1024)

/* Bytes that tell what a content is. */
#define HEAD_SIZE 4096

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_blob, sqlite3_blob_close)

/* Which there are */

#define COLUMNS "a.id, a.name, a.media_type, a.size, a.added, length (a.content) = 0"

static YttAttachment *
dup_attachment (sqlite3_stmt *stmt)
{
  YttAttachment *attachment = g_new0 (YttAttachment, 1);
  g_autofree char *name = ytt_sqlite_dup_text (stmt, 1);

  attachment->id = sqlite3_column_int64 (stmt, 0);
  attachment->name = ytt_attachment_safe_name (name);
  attachment->media_type = ytt_sqlite_dup_text (stmt, 2);
  attachment->size = sqlite3_column_int64 (stmt, 3);
  attachment->added = ytt_sqlite_dup_text (stmt, 4);
  attachment->deleted = sqlite3_column_int (stmt, 5) != 0;

  return attachment;
}

static gboolean
read_of_source (sqlite3    *db,
                gint64      source,
                GPtrArray  *found,
                GError    **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc = sqlite3_prepare_v2 (db, "SELECT " COLUMNS ", l.id FROM source_attachment l JOIN attachment a"
                                   " ON a.id = l.attachment WHERE l.source = ?1 ORDER BY a.name, a.id", -1, &stmt, NULL);

  if (rc == SQLITE_OK)
    rc = sqlite3_bind_int64 (stmt, 1, source);
  while (rc == SQLITE_OK || rc == SQLITE_ROW)
    if ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
      {
        YttAttachment *attachment = dup_attachment (stmt);

        attachment->source = source;
        attachment->link = sqlite3_column_int64 (stmt, 6);
        g_ptr_array_add (found, attachment);
      }

  return !ytt_sqlite_failed (db, rc, error);
}

static gboolean
read_unused (sqlite3    *db,
             GPtrArray  *found,
             GError    **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc = sqlite3_prepare_v2 (db, "SELECT " COLUMNS " FROM attachment a WHERE length (a.content) > 0 AND NOT EXISTS"
                                   " (SELECT 1 FROM source_attachment l WHERE l.attachment = a.id)"
                                   " ORDER BY a.name, a.id", -1, &stmt, NULL);

  while (rc == SQLITE_OK || rc == SQLITE_ROW)
    if ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
      g_ptr_array_add (found, dup_attachment (stmt));

  return !ytt_sqlite_failed (db, rc, error);
}

static void
list_job (GTask        *task,
          sqlite3      *db,
          gpointer      task_data,
          GCancellable *cancellable)
{
  GArray *sources = task_data;
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_attachment_free);
  GError *error = NULL;

  if (sources->len == 0)
    read_unused (db, found, &error);
  for (guint i = 0; error == NULL && i < sources->len; i++)
    read_of_source (db, g_array_index (sources, gint64, i), found, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&found), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * ytt_store_get_attachments_async:
 * @self: the store
 * @sources: (array length=n_sources) (nullable): keys of sources
 * @n_sources: how many; 0 for the copies that no source has
 * @cancellable: (nullable): to give up
 * @callback: called when they are read
 * @user_data: for @callback
 *
 * Reads which copies there are, without their content.
 */
void
ytt_store_get_attachments_async (YttStore            *self,
                                 const gint64        *sources,
                                 guint                n_sources,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  GTask *task;
  GArray *copy;

  g_return_if_fail (YTT_IS_STORE (self));

  copy = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_sources);
  if (n_sources > 0)
    g_array_append_vals (copy, sources, n_sources);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_store_get_attachments_async);
  g_task_set_task_data (task, copy, (GDestroyNotify) g_array_unref);
  ytt_store_push_read (self, task, list_job);
}

/**
 * ytt_store_get_attachments_finish:
 * @self: the store
 * @result: what the callback got
 * @error: return location for a #YttError
 *
 * Returns: (transfer full) (element-type YttAttachment) (nullable): in the order of the sources, then by name
 */
GPtrArray *
ytt_store_get_attachments_finish (YttStore      *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Where copies are put to be opened: a folder that nobody else can look into, made when it is first needed. */

static GMutex opened_mutex;
static char *opened_folder;   /* (owned) (nullable) */

/* (transfer full) (nullable): a new folder in that one, so that no copy takes the place of another of the same name. */
static char *
make_opened_folder (GError **error)
{
  g_autofree char *folder = NULL;

  g_mutex_lock (&opened_mutex);
  if (opened_folder == NULL || !g_file_test (opened_folder, G_FILE_TEST_IS_DIR))
    {
      g_free (opened_folder);
      opened_folder = g_build_filename (g_get_user_runtime_dir (), "ytterby-copies-XXXXXX", NULL);
      if (g_mkdtemp (opened_folder) == NULL)
        {
          g_free (opened_folder);
          opened_folder = g_dir_make_tmp ("ytterby-copies-XXXXXX", NULL);
        }
    }
  if (opened_folder != NULL)
    folder = g_build_filename (opened_folder, "XXXXXX", NULL);
  if (folder == NULL || g_mkdtemp (folder) == NULL)
    {
      ytt_file_set_error (error, errno, opened_folder != NULL ? opened_folder : g_get_tmp_dir ());
      g_clear_pointer (&folder, g_free);
    }
  g_mutex_unlock (&opened_mutex);

  return g_steal_pointer (&folder);
}

static void
remove_folder (const char *folder,
               guint       depth)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (depth > 0 && g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        remove_folder (path, depth - 1);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

/**
 * ytt_attachments_remove_opened:
 *
 * Removes all copies that were written to be opened. A program that has one open keeps what it has read.
 */
void
ytt_attachments_remove_opened (void)
{
  g_mutex_lock (&opened_mutex);
  if (opened_folder != NULL)
    remove_folder (opened_folder, 1);
  g_clear_pointer (&opened_folder, g_free);
  g_mutex_unlock (&opened_mutex);
}

/* Getting one out */

typedef struct
{
  gint64        id;
  char         *path;          /* (owned) (nullable): where it is saved; NULL to open it */
  GCancellable *cancellable;   /* (not owned) */

  /* As the document has it */
  char         *name;          /* (owned) */
  char         *digest;        /* (owned) (nullable) */
} Take;

static void
take_free (Take *self)
{
  g_free (self->path);
  g_free (self->name);
  g_free (self->digest);
  g_free (self);
}

static gboolean
read_head (Take     *self,
           sqlite3  *db,
           GError  **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  g_autofree char *name = NULL;
  int rc = sqlite3_prepare_v2 (db, "SELECT a.name, a.sha256, length (a.content) FROM attachment a WHERE a.id = ?1", -1,
                               &stmt, NULL);

  if (rc == SQLITE_OK)
    {
      sqlite3_bind_int64 (stmt, 1, self->id);
      rc = sqlite3_step (stmt);
    }
  if (ytt_sqlite_failed (db, rc, error))
    return FALSE;

  if (rc != SQLITE_ROW)
    {
      g_set_error_literal (error, YTT_ERROR, YTT_ERROR_NOT_FOUND, _("The copy is not in the document any more"));
      return FALSE;
    }

  name = ytt_sqlite_dup_text (stmt, 0);
  self->name = ytt_attachment_safe_name (name);
  self->digest = ytt_sqlite_dup_text (stmt, 1);

  if (sqlite3_column_int64 (stmt, 2) == 0)
    g_set_error (error, YTT_ERROR, YTT_ERROR_NOT_FOUND, _("The copy of “%s” was deleted from the document"), self->name);
  else if (sqlite3_column_int64 (stmt, 2) > YTT_ATTACHMENT_MAX_SIZE)
    g_set_error (error, YTT_ERROR, YTT_ERROR_DAMAGED,
                 _("“%s” is larger than a copy can be: another program put it there"), self->name);
  else
    return TRUE;

  return FALSE;
}

/* A program may be kept as it stands and saved again, but not started from here. */
static gboolean
check_kind (Take          *self,
            const guint8  *head,
            gsize          size,
            GError       **error)
{
  if (self->path != NULL || !ytt_attachment_is_program (self->name, head, MIN (size, HEAD_SIZE)))
    return TRUE;

  g_set_error (error, YTT_ERROR, YTT_ERROR_INVALID,
               _("“%s” is a program or a script, so it is not opened. Save a copy of it to look at it"), self->name);

  return FALSE;
}

static gboolean
write_chunk (int           fd,
             const guint8 *chunk,
             gsize         size)
{
  for (gsize done = 0; done < size;)
    {
      gssize n = write (fd, chunk + done, size - done);

      if (n < 0 && errno != EINTR)
        return FALSE;
      done += (gsize) MAX (n, 0);
    }

  return TRUE;
}

/* Copies the content to a file, and looks whether it is still what was kept. */
static gboolean
copy_content (Take        *self,
              sqlite3     *db,
              int          fd,
              const char  *path,
              GError     **error)
{
  g_autoptr(sqlite3_blob) blob = NULL;
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guint8 *chunk = g_malloc (CHUNK_SIZE);
  int rc = sqlite3_blob_open (db, "main", "attachment", "content", self->id, 0, &blob);
  int size = rc == SQLITE_OK ? sqlite3_blob_bytes (blob) : 0;

  for (int at = 0; rc == SQLITE_OK && at < size; at += CHUNK_SIZE)
    {
      int n = MIN (size - at, CHUNK_SIZE);

      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;

      rc = sqlite3_blob_read (blob, chunk, n, at);
      if (rc != SQLITE_OK)
        break;
      if (at == 0 && !check_kind (self, chunk, (gsize) n, error))
        return FALSE;
      g_checksum_update (checksum, chunk, n);
      if (!write_chunk (fd, chunk, (gsize) n))
        {
          ytt_file_set_error (error, errno, path);
          return FALSE;
        }
    }

  if (ytt_sqlite_failed (db, rc, error))
    return FALSE;

  if (g_strcmp0 (g_checksum_get_string (checksum), self->digest) == 0)
    return TRUE;

  g_set_error (error, YTT_ERROR, YTT_ERROR_DAMAGED,
               _("The copy of “%s” was altered by another program since it was kept, so it is not opened"), self->name);

  return FALSE;
}

/* Takes fd; what could not be written whole is taken away. */
static gboolean
fill_file (Take        *self,
           sqlite3     *db,
           int          fd,
           const char  *path,
           GError     **error)
{
  gboolean done;

  if (fd < 0)
    {
      ytt_file_set_error (error, errno, path);
      return FALSE;
    }

  done = copy_content (self, db, fd, path, error);
  if (close (fd) != 0 && done)
    {
      ytt_file_set_error (error, errno, path);
      done = FALSE;
    }
  if (!done)
    g_unlink (path);

  return done;
}

static void
open_job (GTask        *task,
          sqlite3      *db,
          gpointer      task_data,
          GCancellable *cancellable)
{
  Take *self = task_data;
  g_autofree char *folder = NULL, *path = NULL;
  GError *error = NULL;

  self->cancellable = cancellable;
  if (read_head (self, db, &error) && (folder = make_opened_folder (&error)) != NULL)
    {
      path = g_build_filename (folder, self->name, NULL);
      if (!fill_file (self, db, g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0400), path, &error))
        g_rmdir (folder);
    }

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&path), g_free);
}

static void
save_job (GTask        *task,
          sqlite3      *db,
          gpointer      task_data,
          GCancellable *cancellable)
{
  Take *self = task_data;
  g_autofree char *scratch = NULL;
  GError *error = NULL;

  self->cancellable = cancellable;
  if (ytt_open_files_contain (self->path))
    g_set_error (&error, YTT_ERROR, YTT_ERROR_BUSY, _("“%s” is a document that is open"), self->path);
  else if (read_head (self, db, &error) && (scratch = ytt_file_make_scratch (self->path, &error)) != NULL
           && fill_file (self, db, g_open (scratch, O_WRONLY | O_CLOEXEC, 0), scratch, &error))
    ytt_file_put_in_place (scratch, self->path, TRUE, &error);
  ytt_file_name_full_disk (&error, self->path);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
push_take (YttStore            *self,
           gint64               id,
           const char          *path,
           YttStoreFunc         func,
           gpointer             source_tag,
           GCancellable        *cancellable,
           GAsyncReadyCallback  callback,
           gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Take *take = g_new0 (Take, 1);

  take->id = id;
  take->path = g_strdup (path);
  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, take, (GDestroyNotify) take_free);

  /* The reading connections read no values as large. */
  ytt_store_push_first (self, task, func);
}

/**
 * ytt_store_open_attachment_async:
 * @self: the store
 * @id: the key of a copy
 * @cancellable: (nullable): to give up
 * @callback: called when the file is there, or cannot be
 * @user_data: for @callback
 *
 * Writes a copy to a folder of the user's own, where it can be read and not written, to be opened by another program.
 * It lives until ytt_attachments_remove_opened().
 */
void
ytt_store_open_attachment_async (YttStore            *self,
                                 gint64               id,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_return_if_fail (YTT_IS_STORE (self));

  push_take (self, id, NULL, open_job, ytt_store_open_attachment_async, cancellable, callback, user_data);
}

/**
 * ytt_store_open_attachment_finish:
 * @self: the store
 * @result: what the callback got
 * @error: return location for a #YttError: %YTT_ERROR_DAMAGED where another program altered it, %YTT_ERROR_INVALID where
 *   it is a program or a script, %YTT_ERROR_NOT_FOUND where it was deleted, %YTT_ERROR_SPACE
 *
 * Returns: (transfer full) (type filename) (nullable): the path of the file
 */
char *
ytt_store_open_attachment_finish (YttStore      *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * ytt_store_save_attachment_async:
 * @self: the store
 * @id: the key of a copy
 * @path: (type filename): where it shall be; a file there is replaced
 * @cancellable: (nullable): to give up
 * @callback: called when the file is there, or cannot be
 * @user_data: for @callback
 *
 * Saves a copy outside of the document, programs too. It is not made executable.
 */
void
ytt_store_save_attachment_async (YttStore            *self,
                                 gint64               id,
                                 const char          *path,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_return_if_fail (YTT_IS_STORE (self));
  g_return_if_fail (path != NULL);

  push_take (self, id, path, save_job, ytt_store_save_attachment_async, cancellable, callback, user_data);
}

gboolean
ytt_store_save_attachment_finish (YttStore      *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Deleting one */

static gint64
do_delete (sqlite3   *db,
           gpointer   data,
           GError   **error)
{
  gint64 *id = data;
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc = sqlite3_prepare_v2 (db, "UPDATE attachment SET content = zeroblob (0) WHERE id = ?1 AND length (content) > 0",
                               -1, &stmt, NULL);

  if (rc == SQLITE_OK)
    {
      sqlite3_bind_int64 (stmt, 1, *id);
      rc = sqlite3_step (stmt);
    }

  return ytt_sqlite_refused (db, rc, error) ? 0 : sqlite3_changes (db);
}

/**
 * ytt_store_delete_attachment_async:
 * @self: the store
 * @id: the key of a copy
 * @cancellable: (nullable): to give up
 * @callback: called when it is on the disk, or cannot be done
 * @user_data: for @callback
 *
 * Deletes the content of a copy from the document, whichever sources have it. Its row stays, without content, for
 * history refers to it: what undo brings back then says that the copy was deleted. Keeping the same file once more
 * makes it whole.
 */
void
ytt_store_delete_attachment_async (YttStore            *self,
                                   gint64               id,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_return_if_fail (YTT_IS_STORE (self));

  ytt_store_write_async (self, do_delete, g_memdup2 (&id, sizeof id), g_free, cancellable, callback, user_data);
}

/**
 * ytt_store_delete_attachment_finish:
 * @self: the store
 * @result: what the callback got
 * @error: return location for a #YttError
 *
 * Returns: %FALSE with an error, or without one if there was no content
 */
gboolean
ytt_store_delete_attachment_finish (YttStore      *self,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  return ytt_store_write_finish (self, result, error) != 0;
}
