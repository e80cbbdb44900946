/* Several facilities at once, for whoever takes many of them elsewhere. */

#include "config.h"

#include "ytt-store-records.h"

#include "ytt-query-record.h"

/* Which records are read, and as they are when. */
typedef struct
{
  YttMoment moment;
  guint32   today;    /* YYYYMMDD */
  GArray   *ids;      /* (owned) (element-type gint64) */
} Request;

static void
request_free (Request *request)
{
  g_array_unref (request->ids);
  g_free (request);
}

static gboolean
add_record (GPtrArray      *records,
            YttStatements  *statements,
            const Request  *request,
            gint64          id,
            GError        **error)
{
  YttRecord *record = ytt_query_read_own (statements, id, request->moment, request->today, error);

  if (record == NULL)
    return FALSE;

  if (record->name != NULL)
    g_ptr_array_add (records, record);
  else
    ytt_record_unref (record);

  return TRUE;
}

static void
records_job (GTask        *task,
             sqlite3      *db,
             gpointer      task_data,
             GCancellable *cancellable)
{
  const Request *request = task_data;
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_record_unref);
  g_autoptr(YttStatements) statements = ytt_statements_new (db);
  GError *error = NULL;
  gboolean done = ytt_sqlite_exec (db, "BEGIN", &error);

  for (guint i = 0; done && i < request->ids->len; i++)
    done = add_record (records, statements, request, g_array_index (request->ids, gint64, i), &error);
  g_clear_pointer (&statements, ytt_statements_free);
  if (!sqlite3_get_autocommit (db))
    sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);
  if (done)
    g_task_return_pointer (task, g_steal_pointer (&records), (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * ytt_store_get_records_async:
 * @self: a store
 * @ids: (array length=n_ids): keys of facilities; copied
 * @n_ids: how many: a few hundred, for nobody can write to the document in the meantime
 * @moment: what the records tell of; zeroed for now
 * @cancellable: (nullable): a cancellable
 * @callback: called when the records are there
 * @user_data: for @callback
 *
 * Reads several facilities with what is claimed on them, all as they are at one moment. Announcements, supply links and
 * what was withdrawn are not read, and the sources are those of the facilities and of their claims.
 */
void
ytt_store_get_records_async (YttStore            *self,
                             const gint64        *ids,
                             guint                n_ids,
                             YttMoment            moment,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  Request *request;
  GTask *task;

  g_return_if_fail (YTT_IS_STORE (self));
  g_return_if_fail (ids != NULL || n_ids == 0);

  request = g_new0 (Request, 1);
  request->moment = moment;
  request->today = ytt_store_get_today (self);
  request->ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_ids);
  g_array_append_vals (request->ids, ids, n_ids);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_store_get_records_async);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  ytt_store_push_read (self, task, records_job);
}

/**
 * ytt_store_get_records_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type YttRecord): the records in the order of the ids, without those that
 *   are gone
 */
GPtrArray *
ytt_store_get_records_finish (YttStore      *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_store_get_records_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
