#include "config.h"

#include "ytt-store-rows.h"

#include "ytt-geometry.h"
#include "ytt-record-tables.h"

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

/* What a job is to read. */
typedef struct
{
  GArray   *wanted;     /* (owned) (element-type Wanted) */
  gboolean  referred;   /* also what the rows refer to */
} Reading;

static void
reading_free (Reading *reading)
{
  g_array_unref (reading->wanted);
  g_free (reading);
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

/* Other programs may have written anything; what goes on to fields has to be UTF-8. */
static void
take_cell (YttRow       *row,
           sqlite3_stmt *stmt,
           int           column)
{
  YttCell cell = peek_cell (stmt, column);
  g_autofree char *valid = NULL;

  if (cell.kind == YTT_CELL_TEXT && !g_utf8_validate (cell.text, -1, NULL))
    {
      valid = g_utf8_make_valid (cell.text, -1);
      cell = YTT_CELL_OF_TEXT (valid);
    }
  ytt_row_set (row, sqlite3_column_name (stmt, column), cell);
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
        take_cell (row, stmt, i);
      g_ptr_array_add (rows, row);
    }

  return !ytt_sqlite_failed (db, rc, error);
}

static char *
make_key (const char *table,
          gint64      id)
{
  return g_strdup_printf ("%s:%" G_GINT64_FORMAT, table, id);
}

static gboolean
read_referred_of (sqlite3        *db,
                  YttRow         *row,
                  YttTableShape  *shape,
                  GHashTable     *known,
                  GPtrArray      *rows,
                  GError        **error)
{
  for (guint i = 0; i < shape->columns->len; i++)
    {
      const char *parent = g_ptr_array_index (shape->parents, i);
      YttCell cell = ytt_row_get (row, g_ptr_array_index (shape->columns, i));
      Wanted wanted = { (char *) parent, (char *) "id", cell.kind == YTT_CELL_INTEGER ? cell.integer : 0 };

      if (parent != NULL && cell.kind == YTT_CELL_INTEGER && g_hash_table_add (known, make_key (parent, wanted.key))
          && !read_wanted (db, &wanted, rows, error))
        return FALSE;
    }

  return TRUE;
}

/* Behind the rows come those that they refer to, each once. */
static gboolean
read_referred (sqlite3    *db,
               GPtrArray  *rows,
               GError    **error)
{
  g_autoptr(GHashTable) shapes = ytt_table_shapes_new ();
  g_autoptr(GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = rows->len;

  for (guint i = 0; i < n; i++)
    {
      YttRow *row = g_ptr_array_index (rows, i);

      g_hash_table_add (known, make_key (ytt_row_get_table (row), ytt_row_get_id (row)));
    }
  for (guint i = 0; i < n; i++)
    {
      YttRow *row = g_ptr_array_index (rows, i);
      YttTableShape *shape = ytt_table_shapes_get (shapes, db, ytt_row_get_table (row), error);

      if (shape == NULL || !read_referred_of (db, row, shape, known, rows, error))
        return FALSE;
    }

  return TRUE;
}

static void
rows_job (GTask        *task,
          sqlite3      *db,
          gpointer      task_data,
          GCancellable *cancellable)
{
  Reading *reading = task_data;
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_row_unref);
  gboolean done = FALSE;
  GError *error = NULL;

  /* One transaction, so that the parts are of one state of the document. */
  if (ytt_sqlite_exec (db, "BEGIN", &error))
    {
      done = TRUE;
      for (guint i = 0; done && i < reading->wanted->len; i++)
        done = read_wanted (db, &g_array_index (reading->wanted, Wanted, i), rows, &error);
      if (done && reading->referred)
        done = read_referred (db, rows, &error);
      sqlite3_exec (db, "COMMIT", NULL, NULL, NULL);
    }

  if (done)
    g_task_return_pointer (task, g_steal_pointer (&rows), (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
read_rows (YttStore            *self,
           const YttRowsWanted *wanted,
           guint                n_wanted,
           gboolean             referred,
           GCancellable        *cancellable,
           GAsyncReadyCallback  callback,
           gpointer             user_data)
{
  Reading *reading = g_new0 (Reading, 1);
  GTask *task;

  reading->referred = referred;
  reading->wanted = g_array_new (FALSE, FALSE, sizeof (Wanted));
  g_array_set_clear_func (reading->wanted, wanted_clear);
  for (guint i = 0; i < n_wanted; i++)
    {
      Wanted copy = { g_strdup (wanted[i].table), g_strdup (wanted[i].column), wanted[i].key };

      g_array_append_val (reading->wanted, copy);
    }

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_store_read_rows_async);
  g_task_set_task_data (task, reading, (GDestroyNotify) reading_free);
  ytt_store_push_read (self, task, rows_job);
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
  g_return_if_fail (YTT_IS_STORE (self));
  g_return_if_fail (wanted != NULL && n_wanted > 0);

  read_rows (self, wanted, n_wanted, FALSE, cancellable, callback, user_data);
}

/**
 * ytt_store_read_referred_async:
 * @self: a store
 * @wanted: (array length=n_wanted): which rows; copied
 * @n_wanted: how many kinds of rows are asked for
 * @cancellable: (nullable): a cancellable
 * @callback: called when they are there
 * @user_data: for @callback
 *
 * As ytt_store_read_rows_async(), and behind those rows the ones that they refer to, each once: of a supply link its
 * facilities, organisation, announcement and source, to call them by name. It ends with ytt_store_read_rows_finish().
 */
void
ytt_store_read_referred_async (YttStore            *self,
                               const YttRowsWanted *wanted,
                               guint                n_wanted,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (YTT_IS_STORE (self));
  g_return_if_fail (wanted != NULL && n_wanted > 0);

  read_rows (self, wanted, n_wanted, TRUE, cancellable, callback, user_data);
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
