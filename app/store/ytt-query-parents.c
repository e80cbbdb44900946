/* Which organisations are part of which. Other programs may have made cycles, so every walk ends where it has been. */

#include "config.h"

#include "ytt-query-parents.h"

#include "ytt-query-text.h"
#include "ytt-store-rows.h"

#include <glib/gi18n.h>

static const char cycle_sql[] =
  "WITH RECURSIVE above (id) AS ("
  "  SELECT parent FROM organisation WHERE id = ?1 AND parent IS NOT NULL"
  "  UNION SELECT o.parent FROM above JOIN organisation o ON o.id = above.id WHERE o.parent IS NOT NULL)"
  " SELECT o.name, p.name, o.id = p.id FROM organisation o JOIN organisation p ON p.id = o.parent"
  " WHERE o.id = ?1 AND o.id IN (SELECT id FROM above)";

static const char below_sql[] =
  "WITH RECURSIVE below (id) AS ("
  "  SELECT id FROM organisation WHERE parent = ?1"
  "  UNION SELECT o.id FROM below JOIN organisation o ON o.parent = below.id)"
  " SELECT id FROM below WHERE id <> ?1";

gboolean
ytt_parents_check (sqlite3  *db,
                   GArray   *organisations,
                   GError  **error)
{
  for (guint i = 0; i < organisations->len; i++)
    {
      g_autoptr(sqlite3_stmt) stmt = NULL;
      g_autofree char *name = NULL, *parent = NULL;
      int rc = sqlite3_prepare_v2 (db, cycle_sql, -1, &stmt, NULL);

      if (rc == SQLITE_OK)
        rc = sqlite3_bind_int64 (stmt, 1, g_array_index (organisations, gint64, i));
      if (rc == SQLITE_OK)
        rc = sqlite3_step (stmt);
      if (ytt_sqlite_failed (db, rc, error))
        return FALSE;
      if (rc != SQLITE_ROW)
        continue;

      name = ytt_sqlite_dup_text (stmt, 0);
      parent = ytt_sqlite_dup_text (stmt, 1);
      if (sqlite3_column_int (stmt, 2))
        g_set_error_literal (error, YTT_ERROR, YTT_ERROR_INVALID, _("An organisation cannot be a part of itself"));
      else
        /* Translators: two organisations; the second was to become a part of the first */
        g_set_error (error, YTT_ERROR, YTT_ERROR_INVALID, _("“%s” is a part of “%s” already"),
                     parent != NULL ? parent : "", name != NULL ? name : "");
      return FALSE;
    }

  return TRUE;
}

static void
below_job (GTask        *task,
           sqlite3      *db,
           gpointer      task_data,
           GCancellable *cancellable)
{
  const gint64 *organisation = task_data;
  g_autoptr(GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(sqlite3_stmt) stmt = NULL;
  GError *error = NULL;
  int rc;

  rc = sqlite3_prepare_v2 (db, below_sql, -1, &stmt, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_int64 (stmt, 1, *organisation);
  while (rc == SQLITE_OK || rc == SQLITE_ROW)
    if ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
      {
        gint64 key = sqlite3_column_int64 (stmt, 0);

        g_array_append_val (keys, key);
      }

  if (ytt_sqlite_failed (db, rc, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&keys), (GDestroyNotify) g_array_unref);
}

/**
 * ytt_store_find_below_async:
 * @self: a store
 * @organisation: the key of an organisation
 * @cancellable: (nullable): a cancellable
 * @callback: called when they are there
 * @user_data: for @callback
 *
 * Finds the organisations that are part of one, or part of such a part, and so on: what it cannot be a part of.
 */
void
ytt_store_find_below_async (YttStore            *self,
                            gint64               organisation,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (YTT_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_store_find_below_async);
  g_task_set_task_data (task, g_memdup2 (&organisation, sizeof organisation), g_free);
  ytt_store_push_read (self, task, below_job);
}

/**
 * ytt_store_find_below_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type gint64): their keys, without that of the organisation itself
 */
GArray *
ytt_store_find_below_finish (YttStore      *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_store_find_below_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
