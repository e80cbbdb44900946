#include "config.h"

#include "ytt-store-views.h"

#include "ytt-query-text.h"
#include "ytt-saved-view.h"

/* A menu of more is none any more; another program may have written what it liked. */
#define MOST_VIEWS "1000"

static const char views_sql[] =
  "SELECT id, name, position, content FROM saved_view ORDER BY position, name, id LIMIT " MOST_VIEWS;

static YttSavedView *
make_view (sqlite3_stmt *stmt)
{
  g_autofree char *name = ytt_sqlite_dup_text (stmt, 1);
  g_autofree char *content = ytt_sqlite_dup_text (stmt, 3);

  return ytt_saved_view_new (sqlite3_column_int64 (stmt, 0), name != NULL ? name : "",
                             sqlite3_column_int64 (stmt, 2), content != NULL ? content : "");
}

static void
views_job (GTask        *task,
           sqlite3      *db,
           gpointer      task_data,
           GCancellable *cancellable)
{
  g_autoptr(GPtrArray) views = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(sqlite3_stmt) stmt = NULL;
  GError *error = NULL;
  int rc;

  rc = sqlite3_prepare_v2 (db, views_sql, -1, &stmt, NULL);
  while (rc == SQLITE_OK || rc == SQLITE_ROW)
    {
      rc = sqlite3_step (stmt);
      if (rc == SQLITE_ROW)
        g_ptr_array_add (views, make_view (stmt));
    }

  if (ytt_sqlite_failed (db, rc, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&views), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * ytt_store_get_views_async:
 * @self: a store
 * @cancellable: (nullable): a cancellable
 * @callback: called when the views are there
 * @user_data: for @callback
 *
 * Reads the views that are kept in the document.
 */
void
ytt_store_get_views_async (YttStore            *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (YTT_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_store_get_views_async);
  ytt_store_push_read (self, task, views_job);
}

/**
 * ytt_store_get_views_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for a #YttError
 *
 * Returns: (transfer full) (nullable) (element-type YttSavedView): in the order of the menu
 */
GPtrArray *
ytt_store_get_views_finish (YttStore      *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_store_get_views_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
