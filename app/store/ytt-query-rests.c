/* What rests on a source, by name. */

#include "config.h"

#include "ytt-store-rests.h"

#include "ytt-query-text.h"
#include "ytt-store-private.h"

/* Of each kind; nobody reads on. */
#define MOST "2000"

/* Columns: kind, id, name, detail, more, n, withdrawn, place, named. A place names its source by the short name. */
static const char rests_sql[] =
  "WITH told (facility, attributes, n, withdrawn) AS ("
  "  SELECT facility, group_concat (attribute, ';') FILTER (WHERE first AND NOT withdrawn),"
  "         count (*) FILTER (WHERE NOT withdrawn), count (*) FILTER (WHERE withdrawn)"
  "  FROM (SELECT facility, attribute, withdrawn <> 0 AS withdrawn,"
  "               row_number () OVER (PARTITION BY facility, attribute, withdrawn <> 0 ORDER BY id) = 1 AS first"
  "        FROM claim WHERE source = ?1 ORDER BY facility, attribute) GROUP BY facility),"
  " placed (facility) AS (SELECT f.id FROM source s JOIN facility f ON f.location_source = s.source WHERE s.id = ?1),"
  " named (facility) AS (SELECT facility FROM facility_source WHERE source = ?1)"
  " SELECT * FROM ("
  "  SELECT 0, f.id, f.name, t.attributes, NULL, coalesce (t.n, 0), coalesce (t.withdrawn, 0),"
  "         f.id IN (SELECT facility FROM placed), f.id IN (SELECT facility FROM named)"
  "  FROM facility f LEFT JOIN told t ON t.facility = f.id"
  "  WHERE f.id IN (SELECT facility FROM told UNION SELECT facility FROM placed UNION SELECT facility FROM named)"
  "  ORDER BY f.name COLLATE NOCASE, f.id LIMIT " MOST ")"
  " UNION ALL SELECT * FROM ("
  "  SELECT 1, a.id, a.title, a.date, NULL, 1, 0, 0, 0 FROM announcement_source t"
  "  JOIN announcement a ON a.id = t.announcement WHERE t.source = ?1 ORDER BY a.date DESC, a.id LIMIT " MOST ")"
  " UNION ALL SELECT * FROM ("
  "  SELECT 2, f.id, f.name, coalesce (t.name, o.name), l.material, 1, 0, 0, 0 FROM link l"
  "  JOIN facility f ON f.id = l.from_facility LEFT JOIN facility t ON t.id = l.to_facility"
  "  LEFT JOIN organisation o ON o.id = l.to_organisation WHERE l.source = ?1"
  "  ORDER BY f.name COLLATE NOCASE, l.id LIMIT " MOST ")"
  " UNION ALL SELECT * FROM ("
  "  SELECT 3, id, name, country, NULL, 1, 0, 0, 0 FROM organisation WHERE source = ?1"
  "  ORDER BY name COLLATE NOCASE, id LIMIT " MOST ")"
  " UNION ALL SELECT * FROM ("
  "  SELECT 4, 0, country, measure, CASE WHEN min (year) = max (year) THEN min (year) ELSE min (year) || '–' || max (year) END,"
  "         count (*), 0, 0, 0 FROM figure WHERE source = ?1 GROUP BY measure, country"
  "  ORDER BY measure, country LIMIT " MOST ")";

/**
 * ytt_rest_free:
 * @rest: what rests on a source
 */
void
ytt_rest_free (YttRest *rest)
{
  g_free (rest->name);
  g_free (rest->detail);
  g_free (rest->more);
  g_free (rest);
}

static YttRest *
read_rest (sqlite3_stmt *stmt)
{
  YttRest *rest = g_new0 (YttRest, 1);

  rest->kind = sqlite3_column_int (stmt, 0);
  rest->id = sqlite3_column_int64 (stmt, 1);
  rest->name = ytt_sqlite_dup_text (stmt, 2);
  if (rest->name == NULL)
    rest->name = g_strdup ("");
  rest->detail = ytt_sqlite_dup_text (stmt, 3);
  rest->more = ytt_sqlite_dup_text (stmt, 4);
  rest->n = (guint) sqlite3_column_int (stmt, 5);
  rest->n_withdrawn = (guint) sqlite3_column_int (stmt, 6);
  rest->place = sqlite3_column_int (stmt, 7);
  rest->named = sqlite3_column_int (stmt, 8);

  return rest;
}

static void
rests_job (GTask        *task,
           sqlite3      *db,
           gpointer      task_data,
           GCancellable *cancellable)
{
  const gint64 *source = task_data;
  g_autoptr(GPtrArray) rests = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_rest_free);
  g_autoptr(sqlite3_stmt) stmt = NULL;
  GError *error = NULL;
  int rc;

  rc = sqlite3_prepare_v2 (db, rests_sql, -1, &stmt, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_int64 (stmt, 1, *source);
  while (rc == SQLITE_OK || rc == SQLITE_ROW)
    if ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
      g_ptr_array_add (rests, read_rest (stmt));

  if (ytt_sqlite_failed (db, rc, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&rests), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * ytt_store_get_rests_async:
 * @self: a store
 * @source: the key of a source
 * @cancellable: (nullable): a cancellable
 * @callback: called when they are there
 * @user_data: for @callback
 *
 * Finds what rests on a source in the whole document.
 */
void
ytt_store_get_rests_async (YttStore            *self,
                           gint64               source,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (YTT_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_store_get_rests_async);
  g_task_set_task_data (task, g_memdup2 (&source, sizeof source), g_free);
  ytt_store_push_read (self, task, rests_job);
}

/**
 * ytt_store_get_rests_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for a #YttError
 *
 * Returns: (transfer full) (nullable) (element-type YttRest): what rests on the source
 */
GPtrArray *
ytt_store_get_rests_finish (YttStore      *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_store_get_rests_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
