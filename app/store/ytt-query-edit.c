#include "config.h"

#include "ytt-store-rows.h"

#include "ytt-geometry.h"
#include "ytt-store-private.h"

typedef struct
{
  char   *table;
  char   *column;
  gint64  key;
} Wanted;

static void
wanted_clear (gpointer data)
{
  Wanted *wanted = data;

  g_free (wanted->table);
  g_free (wanted->column);
}

static YttCell
peek_cell (sqlite3_stmt *stmt,
           int           column)
{
  const guint8 *blob;
  double longitude, latitude;

  switch (sqlite3_column_type (stmt, column))
    {
    case SQLITE_INTEGER:
      return YTT_CELL_OF_INTEGER (sqlite3_column_int64 (stmt, column));
    case SQLITE_FLOAT:
      return YTT_CELL_OF_REAL (sqlite3_column_double (stmt, column));
    case SQLITE_TEXT:
      return YTT_CELL_OF_TEXT ((const char *) sqlite3_column_text (stmt, column));
    case SQLITE_BLOB:
      /* The only blob of a record table is a place. */
      blob = sqlite3_column_blob (stmt, column);
      if (blob != NULL
          && ytt_geometry_decode_point (blob, (gsize) sqlite3_column_bytes (stmt, column), &longitude, &latitude))
        return YTT_CELL_OF_POINT (longitude, latitude);
      return YTT_CELL_OF_NULL;
    default:
      return YTT_CELL_OF_NULL;
    }
}

static gboolean
read_wanted (sqlite3       *db,
             const Wanted  *wanted,
             GPtrArray     *rows,
             GError       **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  char *sql = sqlite3_mprintf ("SELECT id AS the_key, * FROM \"%w\" WHERE \"%w\" = ?1 ORDER BY id", wanted->table,
                               wanted->column);
  int rc;

  rc = sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL);
  sqlite3_free (sql);
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_int64 (stmt, 1, wanted->key);
  if (ytt_sqlite_failed (db, rc, error))
    return FALSE;

  while ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
    {
      YttRow *row = ytt_row_new (wanted->table, sqlite3_column_int64 (stmt, 0));

      for (int i = 1; i < sqlite3_column_count (stmt); i++)
        ytt_row_set (row, sqlite3_column_name (stmt, i), peek_cell (stmt, i));
      g_ptr_array_add (rows, row);
    }

  return !ytt_sqlite_failed (db, rc, error);
}

static void
rows_job (GTask        *task,
          sqlite3      *db,
          gpointer      task_data,
          GCancellable *cancellable)
{
  GArray *wanted = task_data;
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_row_unref);
  gboolean done = FALSE;
  GError *error = NULL;

  /* One transaction, so that the parts are of one state of the document. */
  if (ytt_sqlite_exec (db, "BEGIN", &error))
    {
      done = TRUE;
      for (guint i = 0; done && i < wanted->len; i++)
        done = read_wanted (db, &g_array_index (wanted, Wanted, i), rows, &error);
      sqlite3_exec (db, "COMMIT", NULL, NULL, NULL);
    }

  if (done)
    g_task_return_pointer (task, g_steal_pointer (&rows), (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * ytt_store_read_rows_async:
 * @self: a store
 * @wanted: (array length=n_wanted): which rows; copied
 * @n_wanted: how many kinds of rows are asked for
 * @cancellable: (nullable): a cancellable
 * @callback: called when they are there
 * @user_data: for @callback
 *
 * Reads rows just as they stand in the document, for whoever edits them.
 */
void
ytt_store_read_rows_async (YttStore            *self,
                           const YttRowsWanted *wanted,
                           guint                n_wanted,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  GTask *task;
  GArray *copies;

  g_return_if_fail (YTT_IS_STORE (self));
  g_return_if_fail (wanted != NULL && n_wanted > 0);

  copies = g_array_new (FALSE, FALSE, sizeof (Wanted));
  g_array_set_clear_func (copies, wanted_clear);
  for (guint i = 0; i < n_wanted; i++)
    {
      Wanted copy = { g_strdup (wanted[i].table), g_strdup (wanted[i].column), wanted[i].key };

      g_array_append_val (copies, copy);
    }

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_store_read_rows_async);
  g_task_set_task_data (task, copies, (GDestroyNotify) g_array_unref);
  ytt_store_push_read (self, task, rows_job);
}

/**
 * ytt_store_read_rows_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type YttRow): the rows, in the order in which they were asked for, those
 *   of one kind by key
 */
GPtrArray *
ytt_store_read_rows_finish (YttStore      *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_store_read_rows_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
