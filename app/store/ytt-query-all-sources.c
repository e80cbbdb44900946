/* All sources of a document. */

#include "config.h"

#include "ytt-store-records.h"

#include "ytt-query-text.h"

static const char sources_sql[] =
  "SELECT " YTT_SOURCE_COLUMNS " FROM source s ORDER BY s.publisher, s.published, s.title, s.id";

/* ?1: the keys of facilities as JSON. What announcements and links of theirs rest on, and the announcements of those. */
static const char told_sql[] =
  "WITH f (id) AS (SELECT value FROM json_each (?1)),"
  " l (source, announcement) AS (SELECT source, announcement FROM link WHERE from_facility IN f"
  "  UNION SELECT source, announcement FROM link WHERE to_facility IN f)"
  " SELECT " YTT_SOURCE_COLUMNS " FROM source s WHERE s.id IN (SELECT source FROM l UNION"
  "  SELECT source FROM announcement_source WHERE announcement IN ("
  "   SELECT announcement FROM l UNION SELECT announcement FROM announcement_facility WHERE facility IN f))"
  " ORDER BY s.publisher, s.published, s.title, s.id";

static void
sources_job (GTask        *task,
             sqlite3      *db,
             gpointer      task_data,
             GCancellable *cancellable)
{
  const char *facilities = task_data;
  g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_source_free);
  g_autoptr(sqlite3_stmt) stmt = NULL;
  GError *error = NULL;
  int rc = sqlite3_prepare_v2 (db, facilities != NULL ? told_sql : sources_sql, -1, &stmt, NULL);

  if (rc == SQLITE_OK && facilities != NULL)
    rc = sqlite3_bind_text (stmt, 1, facilities, -1, SQLITE_STATIC);
  while (rc == SQLITE_OK || rc == SQLITE_ROW)
    if ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
      g_ptr_array_add (sources, ytt_sqlite_dup_source (stmt, 0));

  if (ytt_sqlite_failed (db, rc, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&sources), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * ytt_store_get_sources_async:
 * @self: a store
 * @cancellable: (nullable): a cancellable
 * @callback: called when they are there
 * @user_data: for @callback
 *
 * Reads all sources of the document, whatever rests on them.
 */
void
ytt_store_get_sources_async (YttStore            *self,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (YTT_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_store_get_sources_async);
  ytt_store_push_read (self, task, sources_job);
}

/**
 * ytt_store_get_told_sources_async:
 * @self: a store
 * @facilities: (element-type gint64): facilities
 * @cancellable: (nullable): a cancellable
 * @callback: called when they are there
 * @user_data: for @callback
 *
 * Reads the sources that announcements on these facilities, and links from and to them, rest on. Those of the facilities
 * themselves and of the claims on them come with their records. Ends with ytt_store_get_sources_finish().
 */
void
ytt_store_get_told_sources_async (YttStore            *self,
                                  GArray              *facilities,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr(GString) json = g_string_new ("[");
  GTask *task;

  g_return_if_fail (YTT_IS_STORE (self));
  g_return_if_fail (facilities != NULL);

  for (guint i = 0; i < facilities->len; i++)
    g_string_append_printf (json, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", g_array_index (facilities, gint64, i));
  g_string_append_c (json, ']');

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_store_get_sources_async);
  g_task_set_task_data (task, g_string_free (g_steal_pointer (&json), FALSE), g_free);
  ytt_store_push_read (self, task, sources_job);
}

/**
 * ytt_store_get_sources_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type YttSource): the sources, by publisher, date and title
 */
GPtrArray *
ytt_store_get_sources_finish (YttStore      *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_store_get_sources_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
