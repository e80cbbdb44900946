#include "config.h"

#include "ytt-query-text.h"

#include <string.h>

static const char counts_sql[] =
  "SELECT (SELECT count (*) FROM facility),"
  "       (SELECT count (*) FROM facility WHERE geom IS NULL),"
  "       (SELECT count (*) FROM claim WHERE attribute <> 'status'),"
  "       (SELECT count (*) FROM source),"
  "       (SELECT count (*) FROM organisation),"
  "       (SELECT count (*) FROM announcement),"
  "       (SELECT count (*) FROM link),"
  "       (SELECT count (DISTINCT country) FROM facility_shown WHERE country <> ''),"
  "       (SELECT newest_claim FROM facility_shown ORDER BY newest_claim DESC LIMIT 1)";

static const char meta_sql[] =
  "SELECT (SELECT value FROM meta WHERE key = 'facts_date'),"
  "       (SELECT last_change FROM gpkg_contents WHERE table_name = 'facility'),"
  "       (SELECT value FROM meta WHERE key = 'title')";

static gboolean
read_counts (sqlite3     *db,
             YttSummary  *summary,
             GError     **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  guint *counts[] = {
    &summary->n_facilities, &summary->n_unplaced, &summary->n_claims, &summary->n_sources,
    &summary->n_organisations, &summary->n_announcements, &summary->n_links, &summary->n_countries,
  };
  int rc;

  rc = sqlite3_prepare_v2 (db, counts_sql, -1, &stmt, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_step (stmt);
  if (ytt_sqlite_failed (db, rc, error))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
    *counts[i] = (guint) sqlite3_column_int64 (stmt, (int) i);
  summary->newest_claim = ytt_sqlite_dup_text (stmt, G_N_ELEMENTS (counts));

  return TRUE;
}

static gboolean
read_meta (sqlite3     *db,
           YttSummary  *summary,
           GError     **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc;

  rc = sqlite3_prepare_v2 (db, meta_sql, -1, &stmt, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_step (stmt);
  if (rc == SQLITE_TOOBIG)
    return TRUE;   /* no person wrote such a title, and the document can be shown without */
  if (ytt_sqlite_failed (db, rc, error))
    return FALSE;

  /* The data's own date, else the day on which the file says that it was changed. */
  summary->last_change = ytt_sqlite_dup_text (stmt, 0);
  if (summary->last_change == NULL)
    summary->last_change = ytt_sqlite_dup_text (stmt, 1);
  if (summary->last_change != NULL && !g_str_is_ascii (summary->last_change))
    g_clear_pointer (&summary->last_change, g_free);
  if (summary->last_change != NULL && strlen (summary->last_change) > 10)
    summary->last_change[10] = '\0';
  summary->title = ytt_sqlite_dup_text (stmt, 2);

  return TRUE;
}

static void
summary_job (GTask        *task,
             sqlite3      *db,
             gpointer      task_data,
             GCancellable *cancellable)
{
  g_autoptr(YttSummary) summary = g_new0 (YttSummary, 1);
  GError *error = NULL;

  if (read_counts (db, summary, &error) && read_meta (db, summary, &error))
    g_task_return_pointer (task, g_steal_pointer (&summary), (GDestroyNotify) ytt_summary_free);
  else
    g_task_return_error (task, error);
}

/**
 * ytt_store_get_summary_async:
 * @self: a store
 * @cancellable: (nullable): a cancellable
 * @callback: called when the summary is there
 * @user_data: for @callback
 *
 * Counts what the document holds. Statuses, which are claims too, are not counted among the claims.
 */
void
ytt_store_get_summary_async (YttStore            *self,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (YTT_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_store_get_summary_async);
  ytt_store_push_read (self, task, summary_job);
}

/**
 * ytt_store_get_summary_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what the document holds
 */
YttSummary *
ytt_store_get_summary_finish (YttStore      *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_store_get_summary_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * ytt_summary_free:
 * @summary: (transfer full) (nullable): a summary
 */
void
ytt_summary_free (YttSummary *summary)
{
  if (summary == NULL)
    return;

  g_free (summary->newest_claim);
  g_free (summary->last_change);
  g_free (summary->title);
  g_free (summary);
}
