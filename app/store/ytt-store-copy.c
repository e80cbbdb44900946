/* A copy of a document that is open, made by SQLite: nobody else may open its file. */

#include "config.h"

#include "ytt-files.h"
#include "ytt-schema.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

static gboolean
vacuum_into (sqlite3     *db,
             const char  *path,
             GError     **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  gboolean failed;
  int limit;
  int rc;

  /* A connection that only reads would not write the copy either. */
  if (!ytt_sqlite_exec (db, "PRAGMA query_only = OFF", error))
    return FALSE;

  limit = sqlite3_limit (db, SQLITE_LIMIT_LENGTH, G_MAXINT);
  rc = sqlite3_prepare_v2 (db, "VACUUM INTO ?", -1, &stmt, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_text (stmt, 1, path, -1, SQLITE_STATIC);
  if (rc == SQLITE_OK)
    rc = sqlite3_step (stmt);
  failed = ytt_sqlite_failed (db, rc, error);
  sqlite3_limit (db, SQLITE_LIMIT_LENGTH, limit);

  if (sqlite3_db_readonly (db, "main") == 1)
    ytt_sqlite_exec (db, "PRAGMA query_only = ON", NULL);

  return !failed;
}

/* Where the document can only be read for what another program did to its schema, a copy that could not be changed either
 * would be of no use. What cannot be mended stays as it is, and the copy is one all the same. */
static void
mend (const char *scratch)
{
  g_autoptr(sqlite3) db = NULL;
  g_autofree char *reason = NULL;

  if (sqlite3_open_v2 (scratch, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK
      && ytt_sqlite_exec (db, "PRAGMA journal_mode = MEMORY; PRAGMA temp_store = MEMORY", NULL)
      && ytt_sqlite_add_functions (db, NULL)
      && ytt_schema_compare (ytt_schema_get_default (), db, scratch, &reason, NULL)
      && reason != NULL)
    ytt_schema_mend (ytt_schema_get_default (), db, scratch, NULL);
}

static void
save_copy_job (GTask        *task,
               sqlite3      *db,
               gpointer      task_data,
               GCancellable *cancellable)
{
  const char *path = task_data;
  g_autofree char *scratch = NULL;
  g_autoptr(GError) error = NULL;

  if (ytt_open_files_contain (path))
    {
      g_task_return_new_error (task, YTT_ERROR, YTT_ERROR_BUSY, _("“%s” is open; choose another name"), path);
      return;
    }

  scratch = ytt_file_make_scratch (path, &error);
  if (scratch != NULL && !vacuum_into (db, scratch, &error))
    {
      g_unlink (scratch);
      ytt_file_name_full_disk (&error, path);
    }
  else if (scratch != NULL)
    {
      if (ytt_store_get_read_only (g_task_get_source_object (task)))
        mend (scratch);
      if (ytt_file_replace_document (scratch, path, &error))
        {
          g_task_return_boolean (task, TRUE);
          return;
        }
    }

  g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * ytt_store_save_copy_async:
 * @self: the store
 * @path: (type filename): where the copy shall be; a file that is there is replaced
 * @cancellable: (nullable): to give up
 * @callback: called when the copy is on the disk, or cannot be made
 * @user_data: for @callback
 *
 * Copies the document as it is now. The copy appears whole or not at all.
 */
void
ytt_store_save_copy_async (YttStore            *self,
                           const char          *path,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (YTT_IS_STORE (self));
  g_return_if_fail (path != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_store_save_copy_async);
  g_task_set_task_data (task, g_canonicalize_filename (path, NULL), g_free);

  /* Beside the writing connection this one would keep it from committing for as long as it takes. */
  ytt_store_push_first (self, task, save_copy_job);
}

gboolean
ytt_store_save_copy_finish (YttStore      *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
