/* Many rows at once: an import, a merge. */

#include "config.h"

#include "ytt-store-bulk.h"

#include "ytt-bulk-inserts.h"
#include "ytt-history-write.h"
#include "ytt-record-tables.h"
#include "ytt-store-history.h"
#include "ytt-store-merge-private.h"
#include "ytt-store-private.h"

#include <glib/gi18n.h>

/* Progress is told no more often. */
#define TELL_EVERY (100 * G_TIME_SPAN_MILLISECOND)

/* From so many rows on it is faster to derive everything anew than to let triggers follow each row: a trigger takes some
 * tenths of a millisecond, deriving a facility some millionths of a second. After additions only what they touch is derived. */
#define MOST_WITH_TRIGGERS 1000
#define DERIVED_A_ROW 50

struct _YttBulk
{
  /* Owned */
  YttBulkJob    job;
  char         *who;
  char         *summary;
  char         *reason;        /* (nullable) */
  GMainContext *context;       /* of whoever asked */
  GCancellable *cancellable;   /* (nullable) */

  /* While it runs */
  sqlite3      *db;
  GHashTable   *shapes;        /* table to its shape */
  GHashTable   *statements;    /* SQL to what it was prepared to */
  sqlite3_stmt *last;          /* borrowed from @statements: what the last row was written by */
  const char   *last_table;
  GPtrArray    *last_columns;  /* (element-type utf8): constants */
  gboolean      last_inserts;
  YttBulkInserts *inserts;     /* (nullable): where little but new rows come, and many */
  gint64        told_at;
  gboolean      without_triggers;
};

typedef struct
{
  YttBulkProgress  progress;
  gpointer         data;
  YttBulkPhase     phase;
  double           fraction;
} Telling;

static void
bulk_free (YttBulk *self)
{
  if (self->job.free_data != NULL)
    self->job.free_data (self->job.data);
  g_free (self->who);
  g_free (self->summary);
  g_free (self->reason);
  g_main_context_unref (self->context);
  g_clear_object (&self->cancellable);
  g_free (self);
}

static gboolean
tell_cb (gpointer user_data)
{
  Telling *telling = user_data;

  telling->progress (telling->phase, telling->fraction, telling->data);

  return G_SOURCE_REMOVE;
}

static void
tell (YttBulk      *self,
      YttBulkPhase  phase,
      double        fraction)
{
  Telling *telling;

  if (self->job.progress == NULL)
    return;

  telling = g_new0 (Telling, 1);
  *telling = (Telling) { self->job.progress, self->job.progress_data, phase, fraction };
  g_main_context_invoke_full (self->context, G_PRIORITY_DEFAULT, tell_cb, telling, g_free);
}

static gboolean
check_column (YttBulk     *self,
              const char  *table,
              const char  *column,
              GError     **error)
{
  YttTableShape *shape = ytt_table_shapes_get (self->shapes, self->db, table, error);

  if (shape == NULL)
    return FALSE;
  if (ytt_table_shape_find_column (shape, column) > 0)
    return TRUE;

  g_set_error (error, YTT_ERROR, YTT_ERROR_INVALID, _("“%s” has no column “%s” that can be edited"), table, column);

  return FALSE;
}

/* (transfer full) (nullable) */
static char *
make_sql (YttBulk             *self,
          const char          *table,
          const char * const  *columns,
          gboolean             inserts,
          GError             **error)
{
  g_autoptr(GString) names = g_string_new (NULL);
  g_autoptr(GString) marks = g_string_new (NULL);

  for (int i = 0; columns[i] != NULL; i++)
    {
      if (!check_column (self, table, columns[i], error))
        return NULL;
      if (inserts)
        g_string_append_printf (names, ", \"%s\"", columns[i]);
      else
        g_string_append_printf (names, "%s\"%s\" = ?%d", i > 0 ? ", " : "", columns[i], i + 2);
      g_string_append_printf (marks, ", ?%d", i + 2);
    }

  return inserts ? g_strdup_printf ("INSERT INTO \"%s\" (id%s) VALUES (?1%s)", table, names->str, marks->str)
                 : g_strdup_printf ("UPDATE \"%s\" SET %s WHERE id = ?1", table, names->str);
}

/* Whether a row is written as the last one was, which most are. */
static gboolean
is_as_before (YttBulk             *self,
              const char          *table,
              const char * const  *columns,
              gboolean             inserts)
{
  guint n = 0;

  if (self->last == NULL || self->last_inserts != inserts || !g_str_equal (self->last_table, table))
    return FALSE;
  while (columns[n] != NULL && n < self->last_columns->len && g_ptr_array_index (self->last_columns, n) == columns[n])
    n++;

  return columns[n] == NULL && n == self->last_columns->len;
}

/* (transfer none) (nullable) */
static sqlite3_stmt *
prepare (YttBulk             *self,
         const char          *table,
         const char * const  *columns,
         gboolean             inserts,
         GError             **error)
{
  char *sql;
  sqlite3_stmt *stmt;

  if (is_as_before (self, table, columns, inserts))
    return self->last;

  sql = make_sql (self, table, columns, inserts, error);
  if (sql == NULL)
    return NULL;

  stmt = g_hash_table_lookup (self->statements, sql);
  if (stmt != NULL)
    g_free (sql);
  else if (ytt_sqlite_failed (self->db, sqlite3_prepare_v2 (self->db, sql, -1, &stmt, NULL), error))
    {
      g_free (sql);
      return NULL;
    }
  else
    g_hash_table_insert (self->statements, sql, stmt);

  self->last = stmt;
  self->last_table = table;
  g_ptr_array_set_size (self->last_columns, 0);
  for (guint i = 0; columns[i] != NULL; i++)
    g_ptr_array_add (self->last_columns, (gpointer) columns[i]);
  self->last_inserts = inserts;

  return stmt;
}

static gboolean
write_row (YttBulk             *self,
           const char          *table,
           const char * const  *columns,
           gboolean             inserts,
           gint64               id,
           const YttCell       *cells,
           GError             **error)
{
  sqlite3_stmt *stmt = prepare (self, table, columns, inserts, error);
  int rc;

  if (stmt == NULL)
    return FALSE;

  rc = sqlite3_bind_int64 (stmt, 1, id);
  for (int i = 0; rc == SQLITE_OK && columns[i] != NULL; i++)
    rc = ytt_sqlite_bind_cell (stmt, i + 2, &cells[i]);
  if (rc == SQLITE_OK)
    {
      sqlite3_step (stmt);
      rc = sqlite3_reset (stmt);
    }

  return !ytt_sqlite_refused (self->db, rc, error);
}

/* For what no record table holds, and what has to be asked while rows are written. */
sqlite3 *
ytt_bulk_get_connection (YttBulk *self)
{
  return self->db;
}

/**
 * ytt_bulk_insert:
 * @self: takes the rows
 * @table: one of the record tables
 * @columns: (array zero-terminated=1): names of its columns but for the key
 * @id: the row's key
 * @cells: (array): a value for each of @columns
 * @error: return location for a #YttError
 *
 * Inserts a row; what is not named gets the column's default. References are checked in the end.
 *
 * Returns: whether it is in
 */
gboolean
ytt_bulk_insert (YttBulk             *self,
                 const char          *table,
                 const char * const  *columns,
                 gint64               id,
                 const YttCell       *cells,
                 GError             **error)
{
  if (self->inserts != NULL)
    return ytt_bulk_inserts_add (self->inserts, table, columns, id, cells, error);

  return write_row (self, table, columns, TRUE, id, cells, error);
}

/**
 * ytt_bulk_update:
 * @self: takes the rows
 * @table: one of the record tables
 * @columns: (array zero-terminated=1): names of those of its columns that change
 * @id: the row's key
 * @cells: (array): a value for each of @columns
 * @error: return location for a #YttError
 *
 * Changes a row. Where a job promised additions, it is one of facility, and none that was inserted by it.
 *
 * Returns: whether it is changed, or gone
 */
gboolean
ytt_bulk_update (YttBulk             *self,
                 const char          *table,
                 const char * const  *columns,
                 gint64               id,
                 const YttCell       *cells,
                 GError             **error)
{
  gboolean done;

  if (self->inserts == NULL)
    return write_row (self, table, columns, FALSE, id, cells, error);

  g_return_val_if_fail (g_str_equal (table, "facility"), FALSE);

  if (!ytt_bulk_inserts_begin_update (self->inserts, error))
    return FALSE;
  done = write_row (self, table, columns, FALSE, id, cells, error);
  ytt_bulk_inserts_end_update (self->inserts, id);

  return done;
}

/**
 * ytt_bulk_delete:
 * @self: takes the rows
 * @table: one of the record tables
 * @id: the row's key
 * @error: return location for a #YttError
 *
 * Deletes a row, and by triggers what belongs to it; where there are many rows triggers are off, so that whoever deletes
 * there names all rows.
 *
 * Returns: whether it is gone
 */
gboolean
ytt_bulk_delete (YttBulk     *self,
                 const char  *table,
                 gint64       id,
                 GError     **error)
{
  g_autofree char *sql = NULL;
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc;

  g_return_val_if_fail (self->inserts == NULL, FALSE);

  if (ytt_table_shapes_get (self->shapes, self->db, table, error) == NULL)
    return FALSE;

  sql = g_strdup_printf ("DELETE FROM \"%s\" WHERE id = ?1", table);
  rc = sqlite3_prepare_v2 (self->db, sql, -1, &stmt, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_int64 (stmt, 1, id);
  if (rc == SQLITE_OK)
    rc = sqlite3_step (stmt);

  return !ytt_sqlite_refused (self->db, rc, error);
}

/**
 * ytt_bulk_tell:
 * @self: takes the rows
 * @fraction: how much of the rows was given, 0 to 1
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * To be called again and again, at most some hundred rows apart.
 *
 * Returns: whether to go on
 */
gboolean
ytt_bulk_tell (YttBulk  *self,
               double    fraction,
               GError  **error)
{
  gint64 now = g_get_monotonic_time ();

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;

  if (now - self->told_at >= TELL_EVERY)
    {
      self->told_at = now;
      tell (self, YTT_BULK_ROWS, fraction);
    }

  return TRUE;
}

static gint64
ask_number (sqlite3    *db,
            const char *sql)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;

  if (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL) != SQLITE_OK || sqlite3_step (stmt) != SQLITE_ROW)
    return 0;

  return sqlite3_column_int64 (stmt, 0);
}

/* Triggers of GDAL keep a spatial index and a number of rows that nobody else derives. */
static gboolean
may_do_without_triggers (YttBulk *self)
{
  return self->job.n_rows >= MOST_WITH_TRIGGERS
         && (self->job.additions
             || self->job.n_rows >= ask_number (self->db, "SELECT count(*) FROM facility") / DERIVED_A_ROW)
         && ask_number (self->db, "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'"
                                  " AND (name LIKE 'rtree!_%' ESCAPE '!' OR name LIKE 'trigger!_%' ESCAPE '!')") == 0;
}

static gboolean
give_rows (YttBulk  *self,
           GError  **error)
{
  gboolean done;

  self->shapes = ytt_table_shapes_new ();
  self->last_columns = g_ptr_array_new ();
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) sqlite3_finalize);
  done = self->job.func (self, self->job.data, error);
  /* They must not outlive the transaction. */
  self->last = NULL;
  g_clear_pointer (&self->last_columns, g_ptr_array_unref);
  g_clear_pointer (&self->shapes, g_hash_table_unref);
  g_clear_pointer (&self->statements, g_hash_table_unref);

  return done && !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

static gboolean
tell_derived (double     fraction,
              gpointer   user_data,
              GError   **error)
{
  YttBulk *self = user_data;

  tell (self, YTT_BULK_SEARCH, fraction);

  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

/* Triggers and foreign keys are off. */
static gint64
insert_rows (YttBulk               *self,
             sqlite3               *db,
             const YttHistoryHead  *head,
             GError               **error)
{
  g_autoptr(YttBulkInserts) inserts = ytt_bulk_inserts_new (db, head, error);
  gint64 entry = 0;

  if (inserts == NULL)
    return 0;

  self->inserts = inserts;
  if (give_rows (self, error))
    {
      tell (self, YTT_BULK_HISTORY, 0);
      entry = ytt_bulk_inserts_close (inserts, error);
    }
  self->inserts = NULL;
  if (entry == 0)
    return 0;

  tell (self, YTT_BULK_SEARCH, 0);

  return ytt_bulk_inserts_derive (inserts, tell_derived, self, error) ? entry : 0;
}

static gboolean
set_checks (sqlite3   *db,
            gboolean   enabled,
            GError   **error)
{
  return !ytt_sqlite_failed (db, sqlite3_db_config (db, SQLITE_DBCONFIG_ENABLE_FKEY, (int) enabled, NULL), error)
         && ytt_schema_set_triggers (db, enabled, error);
}

static gint64
do_inserts (YttBulk               *self,
            sqlite3               *db,
            const YttHistoryHead  *head,
            GError               **error)
{
  gint64 entry = 0;

  if (set_checks (db, FALSE, error))
    entry = insert_rows (self, db, head, error);
  set_checks (db, TRUE, NULL);

  return entry;
}

static gint64
do_bulk (sqlite3   *db,
         gpointer   data,
         GError   **error)
{
  YttBulk *self = data;
  YttHistoryHead head = { self->job.kind, self->who, self->summary, self->reason, 0 };
  g_autoptr(sqlite3_session) session = NULL;
  gint64 entry = 0;

  self->db = db;
  self->without_triggers = may_do_without_triggers (self);
  if (self->job.additions && self->without_triggers)
    return do_inserts (self, db, &head, error);

  session = ytt_change_set_record (db, error);
  if (session == NULL || (self->without_triggers && !ytt_schema_set_triggers (db, FALSE, error)))
    return 0;

  if (give_rows (self, error))
    {
      tell (self, YTT_BULK_HISTORY, 0);
      entry = ytt_history_write (db, session, &head, NULL, error);
    }
  g_clear_pointer (&session, sqlite3session_delete);

  if (entry != 0 && self->without_triggers)
    {
      tell (self, YTT_BULK_SEARCH, 0);
      if (!ytt_schema_derive (db, error))
        entry = 0;
    }
  if (self->without_triggers)
    ytt_schema_set_triggers (db, TRUE, NULL);

  return entry;
}

/* Pages stay in memory until they are committed, for from the first one that is written nobody can read any more. With
 * the few that a connection has otherwise, those of indexes would be read again and again. */
static gint64
do_bulk_unspilled (sqlite3   *db,
                   gpointer   data,
                   GError   **error)
{
  gint64 entry;

  int n_pages = (int) ask_number (db, "PRAGMA cache_size");
  g_autofree char *as_before = g_strdup_printf ("PRAGMA cache_spill = ON; PRAGMA cache_size = %d", n_pages);

  if (!ytt_sqlite_exec (db, "PRAGMA cache_spill = OFF; PRAGMA cache_size = -524288", error))
    return 0;
  entry = do_bulk (db, data, error);
  sqlite3_exec (db, as_before, NULL, NULL, NULL);

  return entry;
}

/**
 * ytt_store_bulk_async:
 * @self: a store
 * @job: what is to be done
 * @cancellable: (nullable): to give up; nothing is left of it then
 * @callback: called when it is on the disk, or cannot be done
 * @user_data: for @callback
 *
 * Puts many rows into the document, in one transaction with one entry of the history, so that one undo takes them back.
 * Meanwhile the document can be read as it was.
 */
void
ytt_store_bulk_async (YttStore            *self,
                      const YttBulkJob    *job,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  YttBulk *bulk;

  g_return_if_fail (YTT_IS_STORE (self));
  g_return_if_fail (job != NULL && job->func != NULL && job->summary != NULL);

  bulk = g_new0 (YttBulk, 1);
  bulk->job = *job;
  bulk->who = g_strdup (ytt_store_get_who (self));
  bulk->summary = g_strdup (job->summary);
  bulk->reason = g_strdup (job->reason);
  bulk->context = g_main_context_ref_thread_default ();
  bulk->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  ytt_store_write_async (self, do_bulk_unspilled, bulk, (GDestroyNotify) bulk_free, cancellable, callback, user_data);
}

/**
 * ytt_store_bulk_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for a #YttError, or %G_IO_ERROR_CANCELLED
 *
 * Returns: the key of the entry; 0 with an error, or without one if nothing was to be done
 */
gint64
ytt_store_bulk_finish (YttStore      *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  return ytt_store_write_finish (self, result, error);
}
