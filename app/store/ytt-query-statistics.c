#include "config.h"

#include "ytt-store-balance.h"

#include "ytt-query-statistics.h"
#include "ytt-ledger.h"
#include "ytt-query-text.h"

#include <math.h>
#include <string.h>

/* The order puts the two ends of a range side by side. */
static const char statistics_sql[] =
  "SELECT g.measure, g.country, g.year, g.value, g.unit, g.qualifier,"
  "       " YTT_SOURCE_COLUMNS
  " FROM figure g JOIN source s ON s.id = g.source WHERE ?1 IS NULL OR g.country = ?1"
  " ORDER BY g.measure, g.country, g.year, s.published, g.source, g.unit, g.qualifier, g.id";

static char *
dup_text (sqlite3_stmt *stmt,
          int           column)
{
  char *text = ytt_sqlite_dup_text (stmt, column);

  return text != NULL ? text : g_strdup ("");
}

/* (nullable): what is no number is no statistic */
static YttStatistic *
make_statistic (sqlite3_stmt *stmt)
{
  YttStatistic *statistic;
  g_autofree char *value = dup_text (stmt, 3);
  char *end;
  double number = g_ascii_strtod (value, &end);

  if (end == value || *end != '\0' || !isfinite (number))
    return NULL;

  statistic = g_new0 (YttStatistic, 1);
  statistic->measure = dup_text (stmt, 0);
  statistic->country = dup_text (stmt, 1);
  statistic->year = sqlite3_column_int (stmt, 2);
  statistic->unit = dup_text (stmt, 4);
  if (!ytt_qualifier_from_code ((const char *) sqlite3_column_text (stmt, 5), &statistic->qualifier))
    statistic->qualifier = YTT_QUALIFIER_EXPECTED;
  statistic->low = statistic->qualifier == YTT_QUALIFIER_UP_TO ? -INFINITY : number;
  statistic->high = statistic->qualifier == YTT_QUALIFIER_AT_LEAST ? INFINITY : number;

  statistic->source = ytt_sqlite_dup_source (stmt, 6);

  return statistic;
}

/* A range is stored as two rows, at least and up to, of one source. */
static gboolean
close_range (YttStatistic       *first,
             const YttStatistic *second)
{
  if (first == NULL
      || !isinf (first->high) || !isinf (second->low) || second->high < first->low
      || first->year != second->year || first->source->id != second->source->id
      || strcmp (first->measure, second->measure) != 0
      || strcmp (first->country, second->country) != 0
      || strcmp (first->unit, second->unit) != 0)
    return FALSE;

  first->high = second->high;
  first->qualifier = YTT_QUALIFIER_EXACT;

  return TRUE;
}

static gboolean
is_told (const YttStatistic *statistic,
         YttMoment           moment)
{
  int day = ytt_claim_parse_day (statistic->source->published, FALSE);

  return moment.told == 0 || (day != 0 && (guint32) day <= moment.told);
}

/*< private >
 * ytt_statistics_read:
 * @db: the connection of the calling thread
 * @country: (nullable): whose statistics, %NULL for all
 * @moment: with its second clock put back, only what had been published by then
 * @statistics: (element-type YttStatistic): where they are added
 * @error: return location for an error
 *
 * Returns: whether they could be read
 */
gboolean
ytt_statistics_read (sqlite3     *db,
                     const char  *country,
                     YttMoment    moment,
                     GPtrArray   *statistics,
                     GError     **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  YttStatistic *last = NULL;
  int rc;

  rc = sqlite3_prepare_v2 (db, statistics_sql, -1, &stmt, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_text (stmt, 1, country, -1, SQLITE_STATIC);
  while (rc == SQLITE_OK || rc == SQLITE_ROW)
    {
      g_autoptr(YttStatistic) statistic = NULL;

      rc = sqlite3_step (stmt);
      if (rc == SQLITE_ROW)
        statistic = make_statistic (stmt);
      if (statistic == NULL || !is_told (statistic, moment) || close_range (last, statistic))
        continue;

      last = g_steal_pointer (&statistic);
      g_ptr_array_add (statistics, last);
    }

  return !ytt_sqlite_failed (db, rc, error);
}

static void
statistics_job (GTask        *task,
                sqlite3      *db,
                gpointer      task_data,
                GCancellable *cancellable)
{
  const YttMoment *moment = task_data;
  g_autoptr(GPtrArray) statistics = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_statistic_free);
  GError *error = NULL;

  if (ytt_statistics_read (db, NULL, *moment, statistics, &error))
    g_task_return_pointer (task, g_steal_pointer (&statistics), (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * ytt_store_get_statistics_async:
 * @self: a store
 * @moment: with its second clock put back, only what had been published by then
 * @cancellable: (nullable): a cancellable
 * @callback: called when the statistics are there
 * @user_data: for @callback
 *
 * Reads the statistics of countries. What two rows of one source tell as "at least" and "up to" is one range.
 */
void
ytt_store_get_statistics_async (YttStore            *self,
                                YttMoment            moment,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (YTT_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_store_get_statistics_async);
  g_task_set_task_data (task, g_memdup2 (&moment, sizeof moment), g_free);
  ytt_store_push_read (self, task, statistics_job);
}

/**
 * ytt_store_get_statistics_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type YttStatistic): by measure, country and year
 */
GPtrArray *
ytt_store_get_statistics_finish (YttStore      *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_store_get_statistics_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
