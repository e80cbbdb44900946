/* A sheet as a PDF file. */

#include "config.h"

#include "ytt-sheet-file.h"

#include "ytt-picture-file.h"

typedef struct
{
  YttSheet *sheet;   /* (owned) */
  GFile    *file;    /* (owned) */
} Save;

static void
save_free (gpointer data)
{
  Save *save = data;

  ytt_sheet_unref (save->sheet);
  g_object_unref (save->file);
  g_free (save);
}

static void
save_worker (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Save *save = task_data;
  g_autoptr(GBytes) bytes = NULL;
  GError *error = NULL;

  bytes = ytt_sheet_to_pdf (save->sheet, cancellable, &error);
  if (bytes != NULL && ytt_file_write (save->file, bytes, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * ytt_sheet_save_async:
 * @sheet: a sheet
 * @file: where to put it; a file that is there is replaced once the new one is whole
 * @cancellable: (nullable): ends it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Writes a sheet as a PDF file, in a thread.
 */
void
ytt_sheet_save_async (YttSheet            *sheet,
                      GFile               *file,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Save *save;

  g_return_if_fail (sheet != NULL);
  g_return_if_fail (G_IS_FILE (file));

  save = g_new0 (Save, 1);
  save->sheet = ytt_sheet_ref (sheet);
  save->file = g_object_ref (file);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_sheet_save_async);
  g_task_set_task_data (task, save, save_free);
  g_task_run_in_thread (task, save_worker);
}

/**
 * ytt_sheet_save_finish:
 * @result: what the callback got
 * @error: return location for an error, which says in words what happened to which file
 *
 * Returns: whether the file is there
 */
gboolean
ytt_sheet_save_finish (GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_sheet_save_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
