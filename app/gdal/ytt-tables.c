/* The tables of a document and their keys, as SQLite tells of them. What a document says is never run on the server: names
 * are quoted, and of what columns usually hold only plain numbers and texts are taken. */

#include "config.h"

#include "ytt-tables.h"

#include <cpl_error.h>
#include <glib/gi18n.h>
#include <string.h>

#include "ytt-ask.h"
#include "ytt-server.h"

/* PostgreSQL cuts longer names. */
#define MOST_NAME 63

static void
column_free (gpointer data)
{
  YttColumn *column = data;

  g_free (column->name);
  g_free (column->usual);
  g_free (column);
}

static void
key_free (gpointer data)
{
  YttKey *key = data;

  g_free (key->name);
  g_free (key->columns);
  g_free (key->target);
  g_free (key);
}

static void
table_free (gpointer data)
{
  YttTable *table = data;

  g_free (table->name);
  g_free (table->description);
  g_ptr_array_unref (table->columns);
  g_ptr_array_unref (table->keys);
  g_free (table);
}

/* The answer of a document, to a question that names a table as a text. */
static GPtrArray *
ask (GDALDatasetH   document,
     const char    *sql,
     GError       **error)
{
  GPtrArray *rows = ytt_ask (document, sql);

  if (rows == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("The document cannot be read: %s"), CPLGetLastErrorMsg ());

  return rows;
}

static GPtrArray *
ask_of_table (GDALDatasetH   document,
              const char    *before,
              const char    *table,
              const char    *behind,
              GError       **error)
{
  g_autofree char *sql = g_strconcat (before, table, behind, NULL);

  return ask (document, sql, error);
}

/* SQLite's texts and names are written alike but for backslashes. */
static char *
quote (const char *text)
{
  g_auto(GStrv) parts = g_strsplit (text, "'", -1);
  g_autofree char *inner = g_strjoinv ("''", parts);

  return g_strconcat ("'", inner, "'", NULL);
}

static gboolean
read_type (const char    *declared,
           YttColumnType *type)
{
  static const struct { const char *name; YttColumnType type; } types[] = {
    { "INTEGER", YTT_COLUMN_INTEGER }, { "REAL", YTT_COLUMN_REAL }, { "TEXT", YTT_COLUMN_TEXT },
    { "BLOB", YTT_COLUMN_BYTES }, { "POINT", YTT_COLUMN_POINT }
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_ascii_strcasecmp (declared, types[i].name) == 0)
      {
        *type = types[i].type;
        return TRUE;
      }

  return FALSE;
}

static char *
read_usual (const char    *declared,
            YttColumnType  type)
{
  gsize length = strlen (declared);
  g_autofree char *text = NULL;

  if (length == 0)
    return NULL;
  if (type == YTT_COLUMN_INTEGER || type == YTT_COLUMN_REAL)
    return strspn (declared, "0123456789.-") == length ? g_strdup (declared) : NULL;
  if (type != YTT_COLUMN_TEXT || length < 2 || declared[0] != '\'' || declared[length - 1] != '\'')
    return NULL;

  text = g_strndup (declared + 1, length - 2);

  return strchr (text, '\'') == NULL ? ytt_sql_text (text) : NULL;
}

/* FALSE where it is no table of the kind that documents have. */
static gboolean
add_columns (YttTable  *table,
             GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      char **row = g_ptr_array_index (rows, i);
      YttColumn *column;
      YttColumnType type;

      if (!read_type (row[1], &type))
        return FALSE;
      if (i == 0)
        {
          if (!g_str_equal (row[0], "id") || !g_str_equal (row[4], "1") || type != YTT_COLUMN_INTEGER)
            return FALSE;
          continue;
        }

      column = g_new0 (YttColumn, 1);
      column->name = g_strdup (row[0]);
      column->type = type;
      column->not_null = g_str_equal (row[2], "1");
      column->usual = read_usual (row[3], type);
      g_ptr_array_add (table->columns, column);
    }

  return rows->len > 1;
}

static void
add_key (YttTable   *table,
         YttKeyKind  kind,
         const char *name,
         const char *columns,
         const char *target)
{
  YttKey *key = g_new0 (YttKey, 1);

  key->kind = kind;
  key->name = g_strndup (name, MOST_NAME);
  key->columns = g_strdup (columns);
  key->target = g_strdup (target);
  g_ptr_array_add (table->keys, key);
}

/* Named as PostgreSQL would name them. */
static void
add_indexes (YttTable  *table,
             GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; )
    {
      char **first = g_ptr_array_index (rows, i);
      gboolean unique = g_str_equal (first[1], "u");
      g_autoptr(GString) columns = g_string_new (NULL), name = g_string_new (table->name);

      for (; i < rows->len; i++)
        {
          char **row = g_ptr_array_index (rows, i);
          g_autofree char *column = ytt_sql_name (row[2]);

          if (!g_str_equal (row[0], first[0]))
            break;
          g_string_append_printf (columns, "%s%s", columns->len > 0 ? ", " : "", column);
          g_string_append_printf (name, "_%s", row[2]);
        }
      g_string_append (name, "_key");
      add_key (table, unique ? YTT_KEY_UNIQUE : YTT_KEY_INDEX, unique ? name->str : first[0], columns->str, NULL);
    }
}

static void
add_references (YttTable  *table,
                GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      char **row = g_ptr_array_index (rows, i);
      g_autofree char *name = g_strdup_printf ("%s_%s_fkey", table->name, row[1]), *column = ytt_sql_name (row[1]);

      add_key (table, YTT_KEY_FOREIGN, name, column, row[0]);
    }
}

/* NULL without an error for a layer that is another program's */
static YttTable *
read_table (GDALDatasetH   document,
            const char    *name,
            const char    *description,
            GError       **error)
{
  g_autofree char *quoted = quote (name), *quoted_name = ytt_sql_name (name);
  g_autoptr(GPtrArray) columns = NULL, indexes = NULL, references = NULL, count = NULL;
  YttTable *table;

  columns = ask_of_table (document, "SELECT name, type, \"notnull\", coalesce(dflt_value, ''), pk FROM pragma_table_info(", quoted,
                          ") ORDER BY cid", error);
  if (columns != NULL)
    indexes = ask_of_table (document, "SELECT l.name AS name, l.origin AS origin, i.name AS part FROM pragma_index_list(", quoted,
                            ") l, pragma_index_info(l.name) i WHERE l.partial = 0 ORDER BY l.seq, i.seqno", error);
  if (indexes != NULL)
    references = ask_of_table (document, "SELECT \"table\", \"from\" FROM pragma_foreign_key_list(", quoted, ") ORDER BY id", error);
  if (references != NULL)
    count = ask_of_table (document, "SELECT count(*) AS n FROM ", quoted_name, "", error);
  if (count == NULL)
    return NULL;

  table = g_new0 (YttTable, 1);
  table->name = g_strdup (name);
  table->description = *description != '\0' ? g_strdup (description) : NULL;
  table->columns = g_ptr_array_new_with_free_func (column_free);
  table->keys = g_ptr_array_new_with_free_func (key_free);
  if (!add_columns (table, columns))
    {
      table_free (table);
      return NULL;
    }
  add_indexes (table, indexes);
  add_references (table, references);
  table->n_rows = count->len > 0 ? g_ascii_strtoll (((char **) g_ptr_array_index (count, 0))[0], NULL, 10) : 0;

  return table;
}

YttTable *
ytt_tables_find (GPtrArray  *tables,
                 const char *name)
{
  for (guint i = 0; i < tables->len; i++)
    {
      YttTable *table = g_ptr_array_index (tables, i);

      if (g_str_equal (table->name, name))
        return table;
    }

  return NULL;
}

/**
 * ytt_tables_read:
 * @document: a document
 * @error: return location for a #GIOErrorEnum
 *
 * Layers that another program put into the document are left out.
 *
 * Returns: (transfer full) (nullable) (element-type YttTable): its tables
 */
GPtrArray *
ytt_tables_read (GDALDatasetH   document,
                 GError       **error)
{
  g_autoptr(GPtrArray) tables = g_ptr_array_new_with_free_func (table_free), layers = NULL;

  layers = ask (document, "SELECT c.table_name, coalesce(c.description, '') FROM gpkg_contents c "
                "JOIN sqlite_master m ON m.name = c.table_name AND m.type = 'table' ORDER BY c.table_name", error);
  if (layers == NULL)
    return NULL;

  for (guint i = 0; i < layers->len; i++)
    {
      char **row = g_ptr_array_index (layers, i);
      GError *local = NULL;
      YttTable *table = read_table (document, row[0], row[1], &local);

      if (local != NULL)
        {
          g_propagate_error (error, local);
          return NULL;
        }
      if (table != NULL)
        g_ptr_array_add (tables, table);
    }

  if (ytt_tables_find (tables, "meta") == NULL || ytt_tables_find (tables, "facility") == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("It is no document of Ytterby."));
      return NULL;
    }

  return g_steal_pointer (&tables);
}
