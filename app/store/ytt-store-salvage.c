/* What can be read of a damaged document: which pages belong to which of our tables, and how much is missing. */

#include "config.h"

#include "ytt-store-salvage.h"

#include "ytt-schema.h"

#include <string.h>

#define CHECK_EVERY 256   /* rows, between two looks at whether to go on */

static void
column_clear (YttSalvageColumn *column)
{
  g_free (column->name);
}

static void
table_free (YttSalvageTable *table)
{
  g_free (table->name);
  g_array_unref (table->columns);
  g_array_unref (table->index_roots);
  g_free (table);
}

/**
 * ytt_salvage_free:
 * @self: (nullable): what reads a document
 */
void
ytt_salvage_free (YttSalvage *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->pages, ytt_page_file_free);
  g_clear_pointer (&self->tables, g_ptr_array_unref);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  g_free (self);
}

/* Columns without a type are those of the search, which hold text. */
static YttValueKind
parse_kind (const char *type)
{
  if (strcmp (type, "INTEGER") == 0)
    return YTT_VALUE_INTEGER;
  if (strcmp (type, "REAL") == 0)
    return YTT_VALUE_REAL;
  if (strcmp (type, "TEXT") == 0 || *type == '\0')
    return YTT_VALUE_TEXT;

  return YTT_VALUE_BLOB;
}

static void
take_column (YttSalvage   *self,
             sqlite3_stmt *stmt)
{
  const char *name = (const char *) sqlite3_column_text (stmt, 0);
  YttSalvageTable *table = ytt_salvage_find_table (self, name);
  YttSalvageColumn column = { 0 };

  if (table == NULL)
    {
      table = g_new0 (YttSalvageTable, 1);
      table->name = g_strdup (name);
      table->columns = g_array_new (FALSE, FALSE, sizeof (YttSalvageColumn));
      g_array_set_clear_func (table->columns, (GDestroyNotify) column_clear);
      table->index_roots = g_array_new (FALSE, FALSE, sizeof (guint32));
      table->copied = strcmp (name, "facility_shown") != 0 && strcmp (name, "search_content") != 0;
      g_ptr_array_add (self->tables, table);
    }

  column.name = g_strdup ((const char *) sqlite3_column_text (stmt, 1));
  column.kind = parse_kind ((const char *) sqlite3_column_text (stmt, 2));
  column.not_null = sqlite3_column_int (stmt, 3);
  column.is_key = sqlite3_column_int (stmt, 4);
  g_array_append_val (table->columns, column);
}

/* Our tables, in the order in which they refer to each other. Those of GeoPackage are made anew, and of what the
 * search keeps only the words tell anything. */
static gboolean
list_tables (YttSalvage  *self,
             GError     **error)
{
  static const char sql[] =
    "SELECT t.name, c.name, c.type, c.\"notnull\", c.pk"
    " FROM sqlite_schema t, pragma_table_info (t.name) c"
    " WHERE t.type = 'table' AND t.name NOT LIKE 'gpkg\\_%' ESCAPE '\\' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    " AND (t.name NOT LIKE 'search%' OR t.name = 'search_content')"
    " ORDER BY t.rowid, c.cid";
  g_autoptr(sqlite3) db = NULL;
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc;

  if (ytt_sqlite_failed (NULL, sqlite3_open (":memory:", &db), error) || !ytt_schema_create (db, error))
    return FALSE;

  rc = sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL);
  while (rc == SQLITE_OK || rc == SQLITE_ROW)
    if ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
      take_column (self, stmt);

  return !ytt_sqlite_failed (db, rc, error);
}

/**
 * ytt_salvage_new:
 * @path: (type filename): a damaged document, which is only read
 * @permille: atomic; how much is done, as long as the reading lasts
 * @cancellable: (nullable): to give up
 * @error: return location for a #YttError
 *
 * Returns: (transfer full) (nullable): what reads it
 */
YttSalvage *
ytt_salvage_new (const char    *path,
                 gint          *permille,
                 GCancellable  *cancellable,
                 GError       **error)
{
  g_autoptr(YttSalvage) self = g_new0 (YttSalvage, 1);

  self->tables = g_ptr_array_new_with_free_func ((GDestroyNotify) table_free);
  self->permille = permille;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->pages = ytt_page_file_new (path, error);
  if (self->pages == NULL || !list_tables (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * ytt_salvage_find_table:
 * @self: what reads a document
 * @name: of a table
 *
 * Returns: (transfer none) (nullable): the table, if it is one of ours that is read
 */
YttSalvageTable *
ytt_salvage_find_table (YttSalvage *self,
                        const char *name)
{
  for (guint i = 0; i < self->tables->len; i++)
    {
      YttSalvageTable *table = g_ptr_array_index (self->tables, i);

      if (strcmp (table->name, name) == 0)
        return table;
    }

  return NULL;
}

/* The schema's table */

static gboolean
value_is (const YttPageValue *value,
          const char         *text)
{
  return value->kind == YTT_VALUE_TEXT && value->size == strlen (text) && memcmp (value->data, text, value->size) == 0;
}

static char *
value_dup (const YttPageValue *value)
{
  return value->kind == YTT_VALUE_TEXT ? g_strndup ((const char *) value->data, value->size) : g_strdup ("");
}

/* type, name, tbl_name, rootpage, sql */
static gboolean
take_schema_row_cb (gint64              id,
                    const YttPageValue *values,
                    guint               n_values,
                    gpointer            user_data)
{
  YttSalvage *self = user_data;
  g_autofree char *name = NULL;
  YttSalvageTable *table;
  guint32 root;

  if (n_values != 5 || values[3].kind != YTT_VALUE_INTEGER || values[3].integer <= 0 ||
      values[3].integer > ytt_page_file_get_n_pages (self->pages))
    return TRUE;

  name = value_dup (&values[2]);
  table = ytt_salvage_find_table (self, name);
  if (table == NULL)
    return TRUE;

  root = (guint32) values[3].integer;
  if (value_is (&values[0], "table") && table->root == 0)
    table->root = root;
  else if (value_is (&values[0], "index"))
    g_array_append_val (table->index_roots, root);

  return TRUE;
}

static gboolean
is_schema_row_cb (gint64              id,
                  const YttPageValue *values,
                  guint               n_values,
                  gpointer            user_data)
{
  gboolean *all = user_data;

  *all = n_values == 5 && values[1].kind == YTT_VALUE_TEXT && values[2].kind == YTT_VALUE_TEXT &&
         values[3].kind == YTT_VALUE_INTEGER &&
         (value_is (&values[0], "table") || value_is (&values[0], "index") ||
          value_is (&values[0], "view") || value_is (&values[0], "trigger"));

  return *all;
}

/* Where the first page is lost, the others of the schema are known by what stands in them. */
static void
read_stray_schema (YttSalvage *self)
{
  gboolean broken = FALSE;

  for (guint32 i = 2; i <= ytt_page_file_get_n_pages (self->pages); i++)
    {
      gboolean schema = FALSE;

      if (ytt_page_file_get_kind (self->pages, i) != YTT_PAGE_TABLE_LEAF || ytt_page_file_get_used (self->pages, i))
        continue;

      ytt_page_file_read_rows (self->pages, i, is_schema_row_cb, &schema);
      if (schema)
        ytt_page_file_walk (self->pages, i, FALSE, &broken, take_schema_row_cb, self);
    }
}

/* Rows and entries */

typedef struct
{
  YttSalvage      *salvage;
  YttSalvageTable *table;
  gboolean         is_row;
  guint64          n;
} Reading;

static gboolean
may_go_on (YttSalvage *self)
{
  guint32 n_pages, n_walked;

  if (++self->n_rows % CHECK_EVERY != 0)
    return TRUE;

  n_pages = ytt_page_file_get_n_pages (self->pages);
  n_walked = ytt_page_file_get_n_walked (self->pages);
  g_atomic_int_set (self->permille, 500 + (gint) ((guint64) n_walked * 450 / n_pages));

  return !g_cancellable_set_error_if_cancelled (self->cancellable, &self->error);
}

/* Text that is none would be trouble later. */
static gboolean
is_sound (YttSalvage         *self,
          const YttPageValue *values,
          guint               n_values)
{
  if (ytt_page_file_get_wide_text (self->pages) != 0)
    return TRUE;

  for (guint i = 0; i < n_values; i++)
    if (values[i].kind == YTT_VALUE_TEXT && !g_utf8_validate ((const char *) values[i].data, values[i].size, NULL))
      return FALSE;

  return TRUE;
}

static gboolean
take_cb (gint64              id,
         const YttPageValue *values,
         guint               n_values,
         gpointer            user_data)
{
  Reading *reading = user_data;
  YttSalvage *self = reading->salvage;

  if (!may_go_on (self))
    return FALSE;
  if (n_values < 2 || !is_sound (self, values, n_values))
    return TRUE;

  reading->n++;

  return self->func == NULL ||
         self->func (reading->table, reading->is_row, id, values, MIN (n_values, reading->table->columns->len),
                     self->user_data, &self->error);
}

static gboolean
read_table (YttSalvage      *self,
            YttSalvageTable *table)
{
  Reading rows = { self, table, TRUE, 0 };
  gboolean broken = TRUE;

  if (table->root != 0 && !ytt_page_file_walk (self->pages, table->root, FALSE, &broken, take_cb, &rows))
    return FALSE;
  table->broken = broken;
  table->n_read = rows.n;

  for (guint i = 0; i < table->index_roots->len; i++)
    {
      Reading entries = { self, table, FALSE, 0 };

      if (!ytt_page_file_walk (self->pages, g_array_index (table->index_roots, guint32, i), TRUE, &broken,
                           take_cb, &entries))
        return FALSE;
      table->n_entries = MAX (table->n_entries, entries.n);
    }

  return TRUE;
}

/* Pages that nothing leads to any more, because the page that did is lost */

static gboolean
fits_kind (const YttPageValue     *value,
           const YttSalvageColumn *column)
{
  if (value->kind == YTT_VALUE_NULL)
    return !column->not_null || column->is_key;
  if (column->is_key)
    return FALSE;   /* the key stands beside the row and not in it */

  return value->kind == column->kind || (column->kind == YTT_VALUE_REAL && value->kind == YTT_VALUE_INTEGER);
}

static gboolean
fits_table (YttSalvageTable    *table,
            const YttPageValue *values,
            guint               n_values)
{
  if (n_values != table->columns->len)
    return FALSE;

  for (guint i = 0; i < n_values; i++)
    if (!fits_kind (&values[i], &g_array_index (table->columns, YttSalvageColumn, i)))
      return FALSE;

  return TRUE;
}

/* Strikes from the candidates those that a row does not fit. */
static gboolean
strike_cb (gint64              id,
           const YttPageValue *values,
           guint               n_values,
           gpointer            user_data)
{
  GPtrArray *candidates = user_data;

  for (guint i = candidates->len; i > 0; i--)
    if (!fits_table (g_ptr_array_index (candidates, i - 1), values, n_values))
      g_ptr_array_remove_index (candidates, i - 1);

  return candidates->len > 0;
}

static GPtrArray *
list_broken (YttSalvage *self)
{
  GPtrArray *broken = g_ptr_array_new ();

  for (guint i = 0; i < self->tables->len; i++)
    {
      YttSalvageTable *table = g_ptr_array_index (self->tables, i);

      if (table->broken)
        g_ptr_array_add (broken, table);
    }

  return broken;
}

/* A page whose rows fit just one table that has lost pages is that table's. */
static gboolean
read_strays (YttSalvage *self)
{
  g_autoptr(GPtrArray) broken = list_broken (self);

  for (guint32 i = 2; broken->len > 0 && i <= ytt_page_file_get_n_pages (self->pages); i++)
    {
      g_autoptr(GPtrArray) candidates = NULL;
      Reading rows = { self, NULL, TRUE, 0 };

      if (ytt_page_file_get_kind (self->pages, i) != YTT_PAGE_TABLE_LEAF || ytt_page_file_get_used (self->pages, i))
        continue;

      candidates = g_ptr_array_copy (broken, NULL, NULL);
      ytt_page_file_read_rows (self->pages, i, strike_cb, candidates);
      if (candidates->len != 1)
        continue;

      rows.table = g_ptr_array_index (candidates, 0);
      if (!ytt_page_file_read_rows (self->pages, i, take_cb, &rows))
        return FALSE;
      rows.table->n_read += rows.n;
    }

  return TRUE;
}

/**
 * ytt_salvage_run:
 * @self: what reads a document
 * @func: (scope call) (nullable): what is done with each row; %NULL only to count
 * @user_data: for @func
 * @error: return location for a #YttError, or for %G_IO_ERROR_CANCELLED
 *
 * Reads all that can be read, once. Nothing may be.
 *
 * Returns: %FALSE if it was cut short
 */
gboolean
ytt_salvage_run (YttSalvage      *self,
                 YttSalvageFunc   func,
                 gpointer         user_data,
                 GError         **error)
{
  gboolean broken = FALSE;
  gboolean whole = TRUE;

  self->func = func;
  self->user_data = user_data;

  /* A database of others, large as it may be, is known for that at once. */
  ytt_page_file_walk (self->pages, 1, FALSE, &broken, take_schema_row_cb, self);
  if (!broken && ytt_salvage_find_table (self, "facility")->root == 0)
    return TRUE;

  if (!ytt_page_file_survey (self->pages, self->permille, self->cancellable, error))
    return FALSE;
  if (broken)
    read_stray_schema (self);

  for (guint i = 0; i < self->tables->len && whole; i++)
    whole = read_table (self, g_ptr_array_index (self->tables, i));
  whole = whole && read_strays (self);

  if (!whole)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }

  return TRUE;
}

/**
 * ytt_salvage_get_n_lost:
 * @self: what has read a document
 * @table: one of its tables
 *
 * How many rows there were is known from the indexes, and of facilities from what is derived of them as well. Where
 * they have lost pages too, there were more.
 *
 * Returns: rows that are known of but cannot be read
 */
guint64
ytt_salvage_get_n_lost (YttSalvage      *self,
                        YttSalvageTable *table)
{
  guint64 n = MAX (table->n_read, table->n_entries);

  if (strcmp (table->name, "facility") == 0)
    {
      n = MAX (n, ytt_salvage_find_table (self, "facility_shown")->n_read);
      n = MAX (n, ytt_salvage_find_table (self, "search_content")->n_read);
    }

  return n - table->n_read;
}
