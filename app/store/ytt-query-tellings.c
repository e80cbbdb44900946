#include "config.h"

#include "ytt-store-tellings.h"

#include "ytt-store-private.h"
#include "ytt-timeline.h"

static const char tellings_sql[] =
  "SELECT as_of, attribute = 'status', count (*) FROM claim WHERE NOT withdrawn GROUP BY 1, 2";

void
ytt_tellings_free (YttTellings *tellings)
{
  if (tellings == NULL)
    return;

  g_array_unref (tellings->days);
  g_free (tellings);
}

static int
compare_days (gconstpointer a,
              gconstpointer b)
{
  guint32 day_a = ((const YttTelling *) a)->day, day_b = ((const YttTelling *) b)->day;

  return (day_a > day_b) - (day_a < day_b);
}

/* 2025 and 2025-01 and statuses beside claims make one day. */
static void
join_days (GArray *days)
{
  guint n = 0;

  g_array_sort (days, compare_days);
  for (guint i = 0; i < days->len; i++)
    {
      YttTelling telling = g_array_index (days, YttTelling, i);

      if (n > 0 && g_array_index (days, YttTelling, n - 1).day == telling.day)
        g_array_index (days, YttTelling, n - 1).n += telling.n;
      else
        g_array_index (days, YttTelling, n++) = telling;
    }
  g_array_set_size (days, n);
}

static void
take_row (YttTellings  *tellings,
          sqlite3_stmt *stmt)
{
  const char *as_of = (const char *) sqlite3_column_text (stmt, 0);
  gboolean is_status = sqlite3_column_int (stmt, 1) != 0;
  YttTelling telling = { ytt_day_parse (as_of), (guint) sqlite3_column_int64 (stmt, 2) };

  if (telling.day != 0)
    g_array_append_val (tellings->days, telling);
  else if (as_of != NULL && *as_of != '\0')
    tellings->n_unreadable += telling.n;
  else if (is_status)
    tellings->n_undated_statuses += telling.n;
  else
    tellings->n_undated += telling.n;
}

static void
tellings_job (GTask        *task,
              sqlite3      *db,
              gpointer      task_data,
              GCancellable *cancellable)
{
  g_autoptr(YttTellings) tellings = g_new0 (YttTellings, 1);
  g_autoptr(sqlite3_stmt) stmt = NULL;
  GError *error = NULL;
  int rc;

  tellings->days = g_array_new (FALSE, FALSE, sizeof (YttTelling));

  rc = sqlite3_prepare_v2 (db, tellings_sql, -1, &stmt, NULL);
  while (rc == SQLITE_OK || rc == SQLITE_ROW)
    if ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
      take_row (tellings, stmt);

  if (ytt_sqlite_failed (db, rc, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  join_days (tellings->days);
  g_task_return_pointer (task, g_steal_pointer (&tellings), (GDestroyNotify) ytt_tellings_free);
}

/**
 * ytt_store_get_tellings_async:
 * @self: a store
 * @cancellable: (nullable): a cancellable
 * @callback: called when the answer is there
 * @user_data: for @callback
 *
 * Finds the days on which something was told, and counts what has no such day. It reads all claims.
 */
void
ytt_store_get_tellings_async (YttStore            *self,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (YTT_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_store_get_tellings_async);
  ytt_store_push_read (self, task, tellings_job);
}

/**
 * ytt_store_get_tellings_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): when what the document holds was told
 */
YttTellings *
ytt_store_get_tellings_finish (YttStore      *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_store_get_tellings_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
