/* Taking back what a change set did, if all is still as it left it.
 *
 * SQLite's own way of applying change sets goes through their rows in order. With triggers that cascade, a row that
 * was moved from one record to another would be deleted with the one before it is moved back. Here updates come
 * first, then what is deleted, then what is inserted; references are checked in the end. */

#include "config.h"

#include "ytt-change-apply.h"

#include "ytt-history-write.h"
#include "ytt-record-tables.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_ROWS 1000

static guint
row_key_hash (gconstpointer data)
{
  const YttRowKey *key = data;

  return g_str_hash (key->table) ^ g_int64_hash (&key->row);
}

static gboolean
row_key_equal (gconstpointer a,
               gconstpointer b)
{
  const YttRowKey *first = a, *second = b;

  return first->row == second->row && g_str_equal (first->table, second->table);
}

GHashTable *
ytt_row_map_new (GDestroyNotify free_value)
{
  return g_hash_table_new_full (row_key_hash, row_key_equal, g_free, free_value);
}

GHashTable *
ytt_row_table_new (GDestroyNotify free_value)
{
  return g_hash_table_new_full (row_key_hash, row_key_equal, NULL, free_value);
}

GHashTable *
ytt_row_set_new (void)
{
  return ytt_row_map_new (NULL);
}

static void
add_row (GHashTable *rows,
         const char *table,
         gint64      row)
{
  const YttRecordTable *record = ytt_record_tables_find (table);
  YttRowKey key = { record != NULL ? record->name : NULL, row };

  if (record != NULL)
    g_hash_table_add (rows, g_memdup2 (&key, sizeof key));
}

void
ytt_row_set_add (GHashTable *rows,
                 const char *table,
                 gint64      row)
{
  if (g_hash_table_size (rows) < MAX_ROWS)
    add_row (rows, table, row);
}

gboolean
ytt_row_set_has (GHashTable *rows,
                 const char *table,
                 gint64      row)
{
  YttRowKey key = { table, row };

  return g_hash_table_contains (rows, &key);
}

/* A table's statements; an update's are made for the columns that change. */
typedef struct
{
  YttTableShape *shape;      /* (not owned) */
  sqlite3_stmt  *select;     /* (owned) (nullable) */
  sqlite3_stmt  *insert;     /* (owned) (nullable) */
  sqlite3_stmt  *delete;     /* (owned) (nullable) */
  sqlite3_stmt  *update;     /* (owned) (nullable): the last one */
} Statements;

typedef struct
{
  sqlite3    *db;
  gint64      entry;
  GHashTable *shapes;       /* (owned) */
  GHashTable *statements;   /* (owned): table to Statements */
  GHashTable *put_off;      /* (owned): rows whose update has to wait for others to go */
  GHashTable *in_the_way;   /* (not owned) */
} Apply;

static void
statements_free (Statements *self)
{
  g_clear_pointer (&self->select, sqlite3_finalize);
  g_clear_pointer (&self->insert, sqlite3_finalize);
  g_clear_pointer (&self->delete, sqlite3_finalize);
  g_clear_pointer (&self->update, sqlite3_finalize);
  g_free (self);
}

static void
apply_clear (Apply *self)
{
  g_clear_pointer (&self->statements, g_hash_table_unref);
  g_clear_pointer (&self->shapes, g_hash_table_unref);
  g_clear_pointer (&self->put_off, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Apply, apply_clear)

static Statements *
get_statements (Apply         *self,
                YttChangeSet  *set,
                GError       **error)
{
  Statements *statements = g_hash_table_lookup (self->statements, set->table);
  YttTableShape *shape;

  if (statements == NULL)
    {
      shape = ytt_table_shapes_get (self->shapes, self->db, set->table, error);
      if (shape == NULL)
        return NULL;
      statements = g_new0 (Statements, 1);
      statements->shape = shape;
      g_hash_table_insert (self->statements, (gpointer) shape->record->name, statements);
    }

  if ((guint) set->n_columns > statements->shape->columns->len)
    {
      g_set_error (error, YTT_ERROR, YTT_ERROR_INVALID,
                   _("This was written when the table “%s” had more columns than now"), set->table);
      return NULL;
    }

  return statements;
}

static const char *
get_column (Statements *statements,
            int         column)
{
  return g_ptr_array_index (statements->shape->columns, column);
}

/* Prepares, unless it is there. */
static sqlite3_stmt *
prepare (Apply         *self,
         sqlite3_stmt **stmt,
         const char    *sql,
         GError       **error)
{
  if (*stmt != NULL && g_str_equal (sqlite3_sql (*stmt), sql))
    return *stmt;

  g_clear_pointer (stmt, sqlite3_finalize);

  return ytt_sqlite_failed (self->db, sqlite3_prepare_v2 (self->db, sql, -1, stmt, NULL), error) ? NULL : *stmt;
}

static gboolean
is_same (sqlite3_value *a,
         sqlite3_value *b)
{
  int type = sqlite3_value_type (a);

  if (type != sqlite3_value_type (b))
    return FALSE;

  switch (type)
    {
    case SQLITE_INTEGER:
      return sqlite3_value_int64 (a) == sqlite3_value_int64 (b);

    case SQLITE_FLOAT:
      return sqlite3_value_double (a) == sqlite3_value_double (b);

    case SQLITE_NULL:
      return TRUE;

    default:
      {
        const void *first = sqlite3_value_blob (a), *second = sqlite3_value_blob (b);
        int size = sqlite3_value_bytes (a);

        return size == sqlite3_value_bytes (b) && (size == 0 || memcmp (first, second, (gsize) size) == 0);
      }
    }
}

/* Whether a row is as the change set left it. A change of other columns than its own is none of its business. */
static gboolean
check_row (Apply         *self,
           YttChangeSet  *set,
           GError       **error)
{
  Statements *statements = get_statements (self, set, error);
  g_autofree char *sql = NULL;
  sqlite3_stmt *stmt;
  gboolean good;
  int rc;

  if (statements == NULL)
    return FALSE;

  sql = g_strdup_printf ("SELECT * FROM \"%s\" WHERE id = ?1", set->table);
  stmt = prepare (self, &statements->select, sql, error);
  if (stmt == NULL)
    return FALSE;

  sqlite3_bind_int64 (stmt, 1, set->row);
  rc = sqlite3_step (stmt);
  good = (rc == SQLITE_ROW) == (set->operation != SQLITE_INSERT);
  for (int i = 0; good && rc == SQLITE_ROW && i < set->n_columns; i++)
    {
      sqlite3_value *value = ytt_change_set_get_old (set, i);

      good = value == NULL || is_same (value, sqlite3_column_value (stmt, i));
    }
  sqlite3_reset (stmt);

  if (!good && (rc == SQLITE_ROW || rc == SQLITE_DONE))
    ytt_row_set_add (self->in_the_way, set->table, set->row);

  return !ytt_sqlite_failed (self->db, rc, error);
}

/* The row that has what the one to be put back needs for itself alone. SQLite names the columns after a colon. */
static void
find_rival (Apply         *self,
            YttChangeSet  *set,
            Statements    *statements)
{
  const char *names = strstr (sqlite3_errmsg (self->db), ": ");
  g_auto(GStrv) columns = g_strsplit (names != NULL ? names + 2 : "", ", ", -1);
  g_autoptr(GString) sql = g_string_new (NULL);
  g_autoptr(sqlite3_stmt) stmt = NULL;

  g_string_printf (sql, "SELECT id FROM \"%s\" WHERE id <> ?1", set->table);
  for (guint i = 0; columns[i] != NULL; i++)
    {
      const char *name = strchr (columns[i], '.');
      int column = name != NULL ? ytt_table_shape_find_column (statements->shape, name + 1) : -1;

      if (column >= 0)
        g_string_append_printf (sql, " AND \"%s\" IS ?%d", get_column (statements, column), column + 1);
    }

  if (sqlite3_prepare_v2 (self->db, sql->str, -1, &stmt, NULL) != SQLITE_OK)
    return;

  for (int i = 0; i < set->n_columns && i < sqlite3_bind_parameter_count (stmt); i++)
    {
      sqlite3_value *value = ytt_change_set_get_new (set, i);

      if (value != NULL)
        sqlite3_bind_value (stmt, i + 1, value);
    }
  sqlite3_bind_int64 (stmt, 1, set->row);
  if (sqlite3_step (stmt) == SQLITE_ROW)
    ytt_row_set_add (self->in_the_way, set->table, sqlite3_column_int64 (stmt, 0));
}

static gboolean
insert_row (Apply         *self,
            YttChangeSet  *set,
            GError       **error)
{
  Statements *statements = get_statements (self, set, error);
  g_autoptr(GString) names = g_string_new ("id");
  g_autoptr(GString) marks = g_string_new ("?1");
  g_autofree char *sql = NULL;
  sqlite3_stmt *stmt;
  int rc;

  for (int i = 1; statements != NULL && i < set->n_columns; i++)
    {
      g_string_append_printf (names, ", \"%s\"", get_column (statements, i));
      g_string_append_printf (marks, ", ?%d", i + 1);
    }
  sql = g_strdup_printf ("INSERT INTO \"%s\" (%s) VALUES (%s)", set->table, names->str, marks->str);
  stmt = statements != NULL ? prepare (self, &statements->insert, sql, error) : NULL;
  if (stmt == NULL)
    return FALSE;

  for (int i = 0; i < set->n_columns; i++)
    {
      sqlite3_value *value = ytt_change_set_get_new (set, i);

      /* A change set that was tampered with may lack some. */
      if (value != NULL)
        sqlite3_bind_value (stmt, i + 1, value);
      else
        sqlite3_bind_null (stmt, i + 1);
    }
  sqlite3_step (stmt);
  rc = sqlite3_reset (stmt);
  if (rc == SQLITE_CONSTRAINT_UNIQUE)
    {
      find_rival (self, set, statements);
      if (g_hash_table_size (self->in_the_way) > 0)
        return TRUE;
    }

  return !ytt_sqlite_refused (self->db, rc, error);
}

/* One that a trigger took along is gone as it should be. */
static gboolean
delete_row (Apply         *self,
            YttChangeSet  *set,
            GError       **error)
{
  Statements *statements = get_statements (self, set, error);
  g_autofree char *sql = g_strdup_printf ("DELETE FROM \"%s\" WHERE id = ?1", set->table);
  sqlite3_stmt *stmt = statements != NULL ? prepare (self, &statements->delete, sql, error) : NULL;

  if (stmt == NULL)
    return FALSE;

  sqlite3_bind_int64 (stmt, 1, set->row);
  sqlite3_step (stmt);

  return !ytt_sqlite_refused (self->db, sqlite3_reset (stmt), error);
}

static gboolean
update_row (Apply         *self,
            YttChangeSet  *set,
            gboolean       may_wait,
            GError       **error)
{
  Statements *statements = get_statements (self, set, error);
  g_autoptr(GString) sql = g_string_new (NULL);
  sqlite3_stmt *stmt;
  guint n = 0;
  int rc;

  if (statements == NULL)
    return FALSE;

  g_string_printf (sql, "UPDATE \"%s\" SET ", set->table);
  for (int i = 1; i < set->n_columns; i++)
    if (ytt_change_set_get_new (set, i) != NULL)
      g_string_append_printf (sql, "%s\"%s\" = ?%d", n++ > 0 ? ", " : "", get_column (statements, i), i + 1);
  g_string_append (sql, " WHERE id = ?1");
  stmt = prepare (self, &statements->update, sql->str, error);
  if (stmt == NULL)
    return FALSE;

  sqlite3_bind_int64 (stmt, 1, set->row);
  for (int i = 1; i < set->n_columns; i++)
    if (ytt_change_set_get_new (set, i) != NULL)
      sqlite3_bind_value (stmt, i + 1, ytt_change_set_get_new (set, i));
  sqlite3_step (stmt);
  rc = sqlite3_reset (stmt);

  if (rc == SQLITE_CONSTRAINT_UNIQUE && may_wait)
    {
      add_row (self->put_off, set->table, set->row);
      return TRUE;
    }
  if (rc == SQLITE_CONSTRAINT_UNIQUE)
    {
      find_rival (self, set, statements);
      if (g_hash_table_size (self->in_the_way) > 0)
        return TRUE;
    }

  return !ytt_sqlite_refused (self->db, rc, error);
}

static gboolean
has_parent (Apply         *self,
            const char    *parent,
            sqlite3_value *value)
{
  g_autofree char *sql = g_strdup_printf ("SELECT 1 FROM \"%s\" WHERE id = ?1", parent);
  g_autoptr(sqlite3_stmt) stmt = NULL;

  if (sqlite3_prepare_v2 (self->db, sql, -1, &stmt, NULL) != SQLITE_OK)
    return TRUE;

  sqlite3_bind_value (stmt, 1, value);

  return sqlite3_step (stmt) != SQLITE_DONE;
}

/* What a row that was put back refers to, and is not there any more. */
static gboolean
check_parents (Apply         *self,
               YttChangeSet  *set,
               GError       **error)
{
  Statements *statements = get_statements (self, set, error);

  if (statements == NULL)
    return FALSE;

  for (int i = 1; i < set->n_columns; i++)
    {
      const char *parent = g_ptr_array_index (statements->shape->parents, i);
      sqlite3_value *value = ytt_change_set_get_new (set, i);

      if (parent != NULL && value != NULL && sqlite3_value_type (value) == SQLITE_INTEGER &&
          !has_parent (self, parent, value))
        ytt_row_set_add (self->in_the_way, parent, sqlite3_value_int64 (value));
    }

  return TRUE;
}

typedef enum
{
  PASS_CHECK,
  PASS_UPDATE,
  PASS_DELETE,
  PASS_INSERT,
  PASS_UPDATE_AGAIN,
  PASS_CHECK_PARENTS,
} Pass;

static gboolean
do_row (Apply         *self,
        YttChangeSet  *set,
        Pass           pass,
        GError       **error)
{
  switch (pass)
    {
    case PASS_CHECK:
      return check_row (self, set, error);

    case PASS_UPDATE:
      return set->operation != SQLITE_UPDATE || update_row (self, set, TRUE, error);

    case PASS_DELETE:
      return set->operation != SQLITE_DELETE || delete_row (self, set, error);

    case PASS_INSERT:
      return set->operation != SQLITE_INSERT || insert_row (self, set, error);

    case PASS_UPDATE_AGAIN:
      return set->operation != SQLITE_UPDATE || !ytt_row_set_has (self->put_off, set->table, set->row) ||
             update_row (self, set, FALSE, error);

    case PASS_CHECK_PARENTS:
    default:
      return set->operation == SQLITE_DELETE || check_parents (self, set, error);
    }
}

/* FALSE also without an error, if rows are in the way then. */
static gboolean
make_pass (Apply    *self,
           Pass      pass,
           guint64  *n_rows,
           GError  **error)
{
  g_autoptr(YttChangeSet) set = ytt_change_set_open (self->db, self->entry, TRUE, error);
  g_autoptr(GError) failure = NULL;

  if (set == NULL)
    return FALSE;

  *n_rows = 0;
  while (ytt_change_set_next (set, &failure))
    {
      if (!do_row (self, set, pass, error))
        return FALSE;
      (*n_rows)++;
    }

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return g_hash_table_size (self->in_the_way) == 0;
}

static gboolean
has_missing_references (sqlite3 *db)
{
  int n_missing = 0, unused;

  sqlite3_db_status (db, SQLITE_DBSTATUS_DEFERRED_FKS, &n_missing, &unused, 0);

  return n_missing != 0;
}

/**
 * ytt_change_apply_inverse:
 * @db: the connection that writes, inside a transaction in which references are checked in the end
 * @entry: the entry whose change set is to be taken back
 * @n_rows: (out): how many rows it had changed
 * @in_the_way: rows that are not as it left them are added here
 * @error: return location for a #YttError
 *
 * Returns: whether it was taken back; if not, and without an error, rows are in the way
 */
gboolean
ytt_change_apply_inverse (sqlite3     *db,
                          gint64       entry,
                          guint64     *n_rows,
                          GHashTable  *in_the_way,
                          GError     **error)
{
  g_auto(Apply) self = { .db = db, .entry = entry, .in_the_way = in_the_way };

  self.shapes = ytt_table_shapes_new ();
  self.statements = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) statements_free);
  self.put_off = ytt_row_set_new ();

  for (Pass pass = PASS_CHECK; pass <= PASS_INSERT; pass++)
    if (!make_pass (&self, pass, n_rows, error))
      return FALSE;

  if (g_hash_table_size (self.put_off) > 0 && !make_pass (&self, PASS_UPDATE_AGAIN, n_rows, error))
    return FALSE;

  return !has_missing_references (db) || make_pass (&self, PASS_CHECK_PARENTS, n_rows, error);
}

/**
 * ytt_change_find_surplus:
 * @db: the connection that writes
 * @entry: the entry whose change set was taken back
 * @recorded: the entry that recorded how
 * @in_the_way: rows that only the second one knows are added here
 * @error: return location for a #YttError
 *
 * Finds newer rows that triggers took along, because the record under which they are went.
 *
 * Returns: %FALSE with an error
 */
gboolean
ytt_change_find_surplus (sqlite3     *db,
                         gint64       entry,
                         gint64       recorded,
                         GHashTable  *in_the_way,
                         GError     **error)
{
  g_autoptr(GHashTable) known = ytt_row_set_new ();
  g_autoptr(YttChangeSet) first = ytt_change_set_open (db, entry, FALSE, error);
  g_autoptr(YttChangeSet) second = NULL;
  g_autoptr(GError) failure = NULL;

  if (first == NULL || (second = ytt_change_set_open (db, recorded, FALSE, error)) == NULL)
    return FALSE;

  while (ytt_change_set_next (first, &failure))
    add_row (known, first->table, first->row);
  while (failure == NULL && ytt_change_set_next (second, &failure))
    if (!ytt_row_set_has (known, second->table, second->row))
      ytt_row_set_add (in_the_way, second->table, second->row);

  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));

  return FALSE;
}
