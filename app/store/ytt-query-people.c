#include "config.h"

#include "ytt-store-history.h"

#include "ytt-query-text.h"

/* Nobody chooses among more. */
static const char people_sql[] =
  "SELECT DISTINCT who FROM history WHERE who <> '' ORDER BY who COLLATE NOCASE LIMIT 500";

static void
people_job (GTask        *task,
            sqlite3      *db,
            gpointer      task_data,
            GCancellable *cancellable)
{
  g_autoptr(GStrvBuilder) people = g_strv_builder_new ();
  g_autoptr(sqlite3_stmt) stmt = NULL;
  GError *error = NULL;
  int rc;

  rc = sqlite3_prepare_v2 (db, people_sql, -1, &stmt, NULL);
  while (rc == SQLITE_OK || rc == SQLITE_ROW)
    {
      rc = sqlite3_step (stmt);
      if (rc == SQLITE_ROW)
        {
          g_autofree char *who = ytt_sqlite_dup_text (stmt, 0);

          if (who != NULL)
            g_strv_builder_add (people, who);
        }
    }

  if (ytt_sqlite_failed (db, rc, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_strv_builder_end (people), (GDestroyNotify) g_strfreev);
}

/**
 * ytt_store_get_people_async:
 * @self: a store
 * @cancellable: (nullable): a cancellable
 * @callback: called when the names are there
 * @user_data: for @callback
 *
 * Reads who made entries of the history.
 */
void
ytt_store_get_people_async (YttStore            *self,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (YTT_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_store_get_people_async);
  ytt_store_push_read (self, task, people_job);
}

/**
 * ytt_store_get_people_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for a #YttError
 *
 * Returns: (transfer full) (nullable) (array zero-terminated=1): names, in their order
 */
char **
ytt_store_get_people_finish (YttStore      *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_store_get_people_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
