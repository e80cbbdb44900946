/* Looking at each row of a document whether it can be shown: other programs may have written anything. It is done by and
 * by, a few rows at a time, so that neither other questions nor those who write wait for it. */

#include "config.h"

#include "ytt-store-inspect.h"

#include "ytt-audit-private.h"
#include "ytt-geometry.h"
#include "ytt-query-text.h"
#include "ytt-record-tables.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define ROWS_AT_ONCE 1000

typedef enum
{
  HOLDS_ANYTHING,
  HOLDS_TEXT,
  HOLDS_INTEGER,
  HOLDS_NUMBER,
  HOLDS_PLACE,
} Holds;

typedef struct
{
  YttInspection        *inspection;   /* (owned) */
  const YttRecordTable *record;       /* the table that is looked at; without a name when all are */
  YttTableShape        *shape;        /* (owned) (nullable) its columns */
  GArray               *holds;        /* (owned) (element-type Holds): what they should hold */
  char                 *sql;          /* (owned) (nullable) a few rows */
  gint64                last;         /* the row looked at last */
  guint                 n_seen;
  gboolean              done;
  YttProblemFunc        func;         /* (nullable): gets every problem of every row, instead of the first of some */
  gpointer              data;
} Looking;

void
ytt_problem_free (YttProblem *problem)
{
  if (problem == NULL)
    return;

  g_free (problem->table);
  g_free (problem->column);
  g_free (problem->title);
  g_free (problem);
}

void
ytt_inspection_free (YttInspection *inspection)
{
  if (inspection == NULL)
    return;

  g_ptr_array_unref (inspection->problems);
  g_free (inspection);
}

/**
 * ytt_problem_describe:
 * @problem: a problem
 *
 * Returns: (transfer full): what is wrong, in words
 */
char *
ytt_problem_describe (const YttProblem *problem)
{
  switch (problem->kind)
    {
    case YTT_PROBLEM_LARGE:
      return g_strdup (_("Longer than a million characters; the record is not shown"));
    case YTT_PROBLEM_KIND:
      return g_strdup_printf (_("“%s” holds a value of another kind than it should"), problem->column);
    case YTT_PROBLEM_TEXT:
      return g_strdup_printf (_("“%s” holds characters that cannot be read"), problem->column);
    case YTT_PROBLEM_PLACE:
      return g_strdup (_("Its place cannot be read, so it is not on the map"));
    case YTT_PROBLEM_REFERENCE:
      return g_strdup_printf (_("“%s” names a record that is not there"), problem->column);
    case YTT_PROBLEM_CYCLE:
      return g_strdup (_("It is its own parent company, over some steps"));
    case YTT_PROBLEM_SEARCH:
    default:
      return g_strdup (_("The search index is damaged, so the search does not find everything"));
    }
}

static void
looking_free (Looking *looking)
{
  g_clear_pointer (&looking->inspection, ytt_inspection_free);
  g_clear_pointer (&looking->shape, ytt_table_shape_free);
  g_array_unref (looking->holds);
  g_free (looking->sql);
  g_free (looking);
}

static void
tell_problem (Looking       *looking,
              YttProblemKind kind,
              const char    *table,
              gint64         id,
              const char    *column,
              const char    *title)
{
  const YttProblem problem = { kind, (char *) table, id, 0, (char *) column, (char *) title };

  looking->func (&problem, looking->data);
}

static void
add_problem (Looking        *looking,
             YttProblemKind  kind,
             const char     *table,
             gint64          id,
             const char     *column,
             gint64          facility,
             char           *title)   /* (transfer full) (nullable) */
{
  YttProblem *problem;

  if (looking->func != NULL || looking->inspection->problems->len == YTT_PROBLEMS_TOLD)
    {
      if (looking->func != NULL)
        tell_problem (looking, kind, table, id, column, title);
      g_free (title);
      return;
    }

  problem = g_new0 (YttProblem, 1);
  problem->kind = kind;
  problem->table = g_strdup (table);
  problem->id = id;
  problem->facility = facility;
  problem->column = g_strdup (column);
  problem->title = title;
  g_ptr_array_add (looking->inspection->problems, problem);
}

/* Tables */

static Holds
get_holds (const char *type)
{
  if (type == NULL)
    return HOLDS_ANYTHING;
  if (strcmp (type, "TEXT") == 0)
    return HOLDS_TEXT;
  if (strcmp (type, "INTEGER") == 0)
    return HOLDS_INTEGER;
  if (strcmp (type, "REAL") == 0)
    return HOLDS_NUMBER;

  return strcmp (type, "POINT") == 0 ? HOLDS_PLACE : HOLDS_ANYTHING;
}

static gboolean
read_holds (Looking  *looking,
            sqlite3  *db,
            GError  **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc = sqlite3_prepare_v2 (db, "SELECT type FROM pragma_table_info(?1) ORDER BY cid", -1, &stmt, NULL);

  g_array_set_size (looking->holds, 0);
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_text (stmt, 1, looking->record->name, -1, SQLITE_STATIC);
  while (rc == SQLITE_OK || rc == SQLITE_ROW)
    if ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
      {
        Holds holds = get_holds ((const char *) sqlite3_column_text (stmt, 0));

        g_array_append_val (looking->holds, holds);
      }

  return !ytt_sqlite_failed (db, rc, error);
}

/* All columns, then for each that refers to another table whether the row is missing there. */
static gboolean
begin_table (Looking  *looking,
             sqlite3  *db,
             GError  **error)
{
  g_autoptr(GString) sql = g_string_new ("SELECT ");
  YttTableShape *shape;

  looking->shape = ytt_table_shape_read (db, looking->record->name, error);
  if (looking->shape == NULL || !read_holds (looking, db, error))
    return FALSE;

  shape = looking->shape;
  for (guint i = 0; i < shape->columns->len; i++)
    g_string_append_printf (sql, "%st.\"%s\"", i > 0 ? ", " : "", (char *) g_ptr_array_index (shape->columns, i));
  for (guint i = 0; i < shape->columns->len; i++)
    if (g_ptr_array_index (shape->parents, i) != NULL)
      g_string_append_printf (sql, ", t.\"%s\" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM \"%s\" p WHERE p.id = t.\"%s\")",
                              (char *) g_ptr_array_index (shape->columns, i),
                              (char *) g_ptr_array_index (shape->parents, i),
                              (char *) g_ptr_array_index (shape->columns, i));
  g_string_append_printf (sql, " FROM \"%s\" t WHERE t.id > ?1 ORDER BY t.id LIMIT ?2", looking->record->name);

  g_free (looking->sql);
  looking->sql = g_string_free (g_steal_pointer (&sql), FALSE);
  looking->last = G_MININT64;

  return TRUE;
}

/* Rows */

static gboolean
is_place (sqlite3_stmt *stmt,
          int           column)
{
  const guint8 *blob = sqlite3_column_blob (stmt, column);
  double longitude, latitude;

  return sqlite3_column_type (stmt, column) == SQLITE_BLOB
         && ytt_geometry_decode_point (blob, (gsize) sqlite3_column_bytes (stmt, column), &longitude, &latitude)
         && fabs (longitude) <= 180 && fabs (latitude) <= 90;
}

/* %TRUE if a value is one that the column may hold. */
static gboolean
check_value (sqlite3_stmt   *stmt,
             int             column,
             Holds           holds,
             YttProblemKind *problem)
{
  int type = sqlite3_column_type (stmt, column);

  if (type == SQLITE_NULL)
    return TRUE;

  *problem = holds == HOLDS_PLACE ? YTT_PROBLEM_PLACE : YTT_PROBLEM_KIND;
  switch (holds)
    {
    case HOLDS_TEXT:
      if (type != SQLITE_TEXT)
        return FALSE;
      *problem = YTT_PROBLEM_TEXT;
      return g_utf8_validate ((const char *) sqlite3_column_text (stmt, column), sqlite3_column_bytes (stmt, column), NULL);

    case HOLDS_INTEGER:
      return type == SQLITE_INTEGER;

    case HOLDS_NUMBER:
      return type == SQLITE_INTEGER || type == SQLITE_FLOAT;

    case HOLDS_PLACE:
      return is_place (stmt, column);

    case HOLDS_ANYTHING:
    default:
      return TRUE;
    }
}

static gint64
get_facility (Looking      *looking,
              sqlite3_stmt *stmt)
{
  int column;

  if (strcmp (looking->record->name, "facility") == 0)
    return sqlite3_column_int64 (stmt, 0);

  column = ytt_table_shape_find_column (looking->shape, "facility");

  return column >= 0 && looking->holds->len > (guint) column
         && g_array_index (looking->holds, Holds, column) == HOLDS_INTEGER ? sqlite3_column_int64 (stmt, column) : 0;
}

static void
add_row (Looking        *looking,
         sqlite3_stmt   *stmt,
         YttProblemKind  kind,
         guint           column)
{
  int title = ytt_table_shape_find_column (looking->shape, looking->record->title);

  add_problem (looking, kind, looking->record->name, sqlite3_column_int64 (stmt, 0),
               g_ptr_array_index (looking->shape->columns, column), get_facility (looking, stmt),
               title >= 0 ? ytt_sqlite_dup_text (stmt, title) : NULL);
}

/* To people one problem of a row is told; others in it most often come from the same hand. */
static void
check_row (Looking      *looking,
           sqlite3_stmt *stmt)
{
  YttTableShape *shape = looking->shape;
  YttProblemKind kind = YTT_PROBLEM_KIND;
  gboolean found = FALSE;

  for (guint i = 0; i < shape->columns->len && (!found || looking->func != NULL); i++)
    if (!check_value (stmt, (int) i, g_array_index (looking->holds, Holds, i), &kind))
      {
        add_row (looking, stmt, kind, i);
        found = TRUE;
      }

  for (guint i = 0, flag = shape->columns->len; i < shape->columns->len; i++)
    if (g_ptr_array_index (shape->parents, i) != NULL && sqlite3_column_int (stmt, (int) flag++) != 0
        && (!found || looking->func != NULL))
      {
        add_row (looking, stmt, YTT_PROBLEM_REFERENCE, i);
        found = TRUE;
      }

  if (found)
    looking->inspection->n_rows++;
}

/* The next row is one that nobody reads: it is named, and gone past. */
static gboolean
skip_large (Looking  *looking,
            sqlite3  *db,
            GError  **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT min (id) FROM \"%s\" WHERE id > ?1", looking->record->name);
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc = sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL);

  if (rc == SQLITE_OK)
    rc = sqlite3_bind_int64 (stmt, 1, looking->last);
  if (rc == SQLITE_OK)
    rc = sqlite3_step (stmt);
  if (ytt_sqlite_failed (db, rc, error))
    return FALSE;

  looking->last = sqlite3_column_int64 (stmt, 0);
  looking->inspection->n_rows++;
  add_problem (looking, YTT_PROBLEM_LARGE, looking->record->name, looking->last, NULL,
               strcmp (looking->record->name, "facility") == 0 ? looking->last : 0, NULL);

  return TRUE;
}

/* Finish: whether that was all of the table. */
static gboolean
look_at_rows (Looking   *looking,
              sqlite3   *db,
              gboolean  *all,
              GError   **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  guint n = 0;
  int rc = sqlite3_prepare_v2 (db, looking->sql, -1, &stmt, NULL);

  if (rc == SQLITE_OK)
    rc = sqlite3_bind_int64 (stmt, 1, looking->last);
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_int (stmt, 2, ROWS_AT_ONCE);
  while (rc == SQLITE_OK || rc == SQLITE_ROW)
    if ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
      {
        check_row (looking, stmt);
        looking->last = sqlite3_column_int64 (stmt, 0);
        n++;
      }

  looking->n_seen += n;
  *all = n < ROWS_AT_ONCE && rc == SQLITE_DONE;
  if (rc == SQLITE_TOOBIG)
    {
      g_clear_pointer (&stmt, sqlite3_finalize);
      return skip_large (looking, db, error);
    }

  return !ytt_sqlite_failed (db, rc, error);
}

/* The whole */

/* Each organisation has one parent at most: whoever comes to one that was met on the same way goes round in a circle. */
static void
find_cycles (Looking    *looking,
             GHashTable *parents)
{
  g_autoptr(GHashTable) ways = g_hash_table_new (g_int64_hash, g_int64_equal);   /* borrows keys: on which way it was met */
  GHashTableIter iter;
  gint64 *id;
  guint way = 0;

  g_hash_table_iter_init (&iter, parents);
  while (g_hash_table_iter_next (&iter, (gpointer *) &id, NULL))
    {
      gint64 *step = id;

      way++;
      while (step != NULL && !g_hash_table_contains (ways, step))
        {
          g_hash_table_insert (ways, step, GUINT_TO_POINTER (way));
          step = g_hash_table_lookup (parents, step);
        }

      if (step != NULL && g_hash_table_contains (parents, step)
          && GPOINTER_TO_UINT (g_hash_table_lookup (ways, step)) == way)
        {
          looking->inspection->n_rows++;
          add_problem (looking, YTT_PROBLEM_CYCLE, "organisation", *step, "parent", 0, NULL);
        }
    }
}

static gboolean
look_for_cycles (Looking  *looking,
                 sqlite3  *db,
                 GError  **error)
{
  static const char sql[] =
    "SELECT id, parent FROM organisation WHERE parent IS NOT NULL AND typeof (parent) = 'integer' LIMIT ?1";
  g_autoptr(GHashTable) parents = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc = sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL);

  if (rc == SQLITE_OK)
    rc = sqlite3_bind_int (stmt, 1, YTT_ROWS_INSPECTED);
  while (rc == SQLITE_OK || rc == SQLITE_ROW)
    if ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
      {
        gint64 id = sqlite3_column_int64 (stmt, 0), parent = sqlite3_column_int64 (stmt, 1);

        g_hash_table_insert (parents, g_memdup2 (&id, sizeof id), g_memdup2 (&parent, sizeof parent));
      }
  if (ytt_sqlite_failed (db, rc, error))
    return FALSE;

  find_cycles (looking, parents);

  return TRUE;
}

/* A word that is in none is looked up in all of the index. */
static gboolean
look_at_search (Looking  *looking,
                sqlite3  *db,
                GError  **error)
{
  static const char sql[] =
    "SELECT (SELECT count (*) FROM search_docsize) = (SELECT count (*) FROM facility),"
    "       (SELECT count (*) FROM search WHERE search MATCH 'a* OR e* OR m* OR n*') >= 0";
  g_autoptr(sqlite3_stmt) stmt = NULL;
  gboolean whole;
  int rc = sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL);

  if (rc == SQLITE_OK)
    rc = sqlite3_step (stmt);
  whole = rc == SQLITE_ROW && sqlite3_column_int (stmt, 0) != 0;
  /* A plain error is that of an index whose very settings are not there. */
  if (rc != SQLITE_ROW && rc != SQLITE_ERROR && (rc & 0xff) != SQLITE_CORRUPT && ytt_sqlite_failed (db, rc, error))
    return FALSE;

  if (!whole)
    {
      looking->inspection->n_rows++;
      add_problem (looking, YTT_PROBLEM_SEARCH, "search", 0, NULL, 0, NULL);
    }

  return TRUE;
}

static gboolean
look (Looking  *looking,
      sqlite3  *db,
      GError  **error)
{
  gboolean all = FALSE;

  if (looking->record->name == NULL || (looking->func == NULL && looking->n_seen >= YTT_ROWS_INSPECTED))
    {
      looking->done = TRUE;
      return look_for_cycles (looking, db, error) && look_at_search (looking, db, error);
    }

  if ((looking->shape == NULL && !begin_table (looking, db, error)) || !look_at_rows (looking, db, &all, error))
    return FALSE;

  if (all)
    {
      g_clear_pointer (&looking->shape, ytt_table_shape_free);
      looking->record++;
    }

  return TRUE;
}

static void
look_job (GTask        *task,
          sqlite3      *db,
          gpointer      task_data,
          GCancellable *cancellable)
{
  GError *error = NULL;

  if (look (task_data, db, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void look_on (GTask *task);

static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Looking *looking = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_error (task, error);
  else if (looking->done)
    g_task_return_pointer (task, g_steal_pointer (&looking->inspection), (GDestroyNotify) ytt_inspection_free);
  else
    look_on (g_steal_pointer (&task));
}

/* Takes @task. */
static void
look_on (GTask *task)
{
  YttStore *store = g_task_get_source_object (task);
  GTask *step = g_task_new (store, g_task_get_cancellable (task), looked_cb, task);

  g_task_set_source_tag (step, look_on);
  g_task_set_task_data (step, g_task_get_task_data (task), NULL);
  ytt_store_push_read (store, step, look_job);
}

static Looking *
looking_new (void)
{
  Looking *looking = g_new0 (Looking, 1);

  looking->inspection = g_new0 (YttInspection, 1);
  looking->inspection->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_problem_free);
  looking->holds = g_array_new (FALSE, FALSE, sizeof (Holds));
  looking->record = ytt_record_tables_get ();

  return looking;
}

/*< private >
 * ytt_inspect_all:
 * @db: a connection to a document
 * @func: called with each problem, as often as a row has one
 * @data: for @func
 * @error: return location for a #YttError
 *
 * Does what ytt_store_inspect_async() does in one go, looks at all rows and tells all that is wrong with them.
 *
 * Returns: whether all of them could be looked at
 */
gboolean
ytt_inspect_all (sqlite3         *db,
                 YttProblemFunc   func,
                 gpointer         data,
                 GError         **error)
{
  Looking *looking = looking_new ();
  gboolean good = TRUE;

  looking->func = func;
  looking->data = data;
  while (good && !looking->done)
    good = look (looking, db, error);
  looking_free (looking);

  return good;
}

/**
 * ytt_store_inspect_async:
 * @self: a store
 * @cancellable: (nullable): to give up
 * @callback: called when all rows, or %YTT_ROWS_INSPECTED of them, were looked at
 * @user_data: for @callback
 *
 * Looks for rows that cannot be shown as they should be.
 */
void
ytt_store_inspect_async (YttStore            *self,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (YTT_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_store_inspect_async);
  g_task_set_task_data (task, looking_new (), (GDestroyNotify) looking_free);
  look_on (task);
}

/**
 * ytt_store_inspect_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for a #YttError
 *
 * Returns: (transfer full) (nullable): what was found, or %NULL with a #YttError
 */
YttInspection *
ytt_store_inspect_finish (YttStore      *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_store_inspect_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
