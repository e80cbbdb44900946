#include "config.h"

#include "ytt-table.h"

#include "ytt-error.h"

G_GNUC_PRINTF (4, 5)
static gboolean
fail (const YttTable  *self,
      guint            line,
      GError         **error,
      const char      *format,
      ...)
{
  g_autofree char *what = NULL;
  va_list args;

  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);

  g_set_error (error, YTT_ERROR, YTT_ERROR_SYNTAX, "%s, line %u: %s", self->name, line, what);
  return FALSE;
}

static gboolean
find_column (const YttTable *self,
             const char     *name,
             guint          *position)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      if (g_str_equal (self->columns[i], name))
        {
          *position = i;
          return TRUE;
        }
    }

  return FALSE;
}

/* Says where in the file each column of the data set stands. */
static guint *
read_header (const YttTable   *self,
             const YttCsvRow  *header,
             GError          **error)
{
  g_autofree guint *places = g_new (guint, self->n_columns);

  for (guint i = 0; i < self->n_columns; i++)
    places[i] = G_MAXUINT;

  for (guint i = 0; i < header->fields->len; i++)
    {
      const char *name = g_ptr_array_index (header->fields, i);
      guint position;

      if (!find_column (self, name, &position))
        {
          fail (self, header->line, error, "the column “%s” is unknown.", name);
          return NULL;
        }
      if (places[position] != G_MAXUINT)
        {
          fail (self, header->line, error, "the column “%s” is there twice.", name);
          return NULL;
        }
      places[position] = i;
    }

  for (guint i = 0; i < self->n_columns; i++)
    {
      if (places[i] == G_MAXUINT)
        {
          fail (self, header->line, error, "the column “%s” is missing.", self->columns[i]);
          return NULL;
        }
    }

  return g_steal_pointer (&places);
}

static void
sort_fields (YttCsvRow   *row,
             const guint *places)
{
  GPtrArray *sorted = g_ptr_array_new_full (row->fields->len, g_free);

  for (guint i = 0; i < row->fields->len; i++)
    g_ptr_array_add (sorted, g_steal_pointer (&row->fields->pdata[places[i]]));

  g_ptr_array_unref (row->fields);
  row->fields = sorted;
}

static gboolean
take_rows (YttTable   *self,
           GPtrArray  *rows,
           GError    **error)
{
  g_autofree guint *places = NULL;

  if (rows->len == 0)
    return fail (self, 1, error, "the file is empty; it must begin with the names of its columns.");

  places = read_header (self, g_ptr_array_index (rows, 0), error);
  if (places == NULL)
    return FALSE;

  g_ptr_array_remove_index (rows, 0);
  self->rows = g_ptr_array_ref (rows);

  for (guint i = 0; i < rows->len; i++)
    {
      YttCsvRow *row = g_ptr_array_index (rows, i);

      if (row->fields->len != self->n_columns)
        return fail (self, row->line, error, "has %u fields, but there are %u columns.",
                     row->fields->len, self->n_columns);

      sort_fields (row, places);
      g_hash_table_insert (self->index, g_ptr_array_index (row->fields, 0), GUINT_TO_POINTER (i));
    }

  return TRUE;
}

/**
 * ytt_table_read:
 * @directory: a folder
 * @name: a CSV file in it
 * @columns: (array zero-terminated=1): the columns that it must have, in any order; must outlive the table
 * @error: return location for a #GError
 *
 * Reads a file whose columns are known. The first of @columns is the key.
 *
 * Returns: (transfer full) (nullable): the table, or %NULL with a #GFileError, or with %YTT_ERROR_SYNTAX
 *   whose message names file, line and column
 */
YttTable *
ytt_table_read (const char          *directory,
                const char          *name,
                const char * const  *columns,
                GError             **error)
{
  g_autoptr(YttTable) self = g_new0 (YttTable, 1);
  g_autofree char *path = g_build_filename (directory, name, NULL);
  g_autofree char *text = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  gsize length;

  self->name = g_strdup (name);
  self->columns = columns;
  self->n_columns = g_strv_length ((GStrv) columns);
  self->index = g_hash_table_new (g_str_hash, g_str_equal);

  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;

  rows = ytt_csv_parse (text, length, error);
  if (rows == NULL)
    {
      g_prefix_error (error, "%s, ", name);
      return NULL;
    }

  return take_rows (self, rows, error) ? g_steal_pointer (&self) : NULL;
}

void
ytt_table_free (YttTable *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->index, g_hash_table_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self->name);
  g_free (self);
}

guint
ytt_table_get_n_rows (const YttTable *self)
{
  return self->rows->len;
}

/**
 * ytt_table_get_line:
 * @self: a table
 * @row: a row, from 0
 *
 * Returns: the line of the file on which the row begins, from 1
 */
guint
ytt_table_get_line (const YttTable *self,
                    guint           row)
{
  const YttCsvRow *csv_row = g_ptr_array_index (self->rows, row);

  return csv_row->line;
}

/**
 * ytt_table_get:
 * @self: a table
 * @row: a row, from 0
 * @column: the name of one of the table's columns
 *
 * Returns: (transfer none): the text of a field; "" where it is empty
 */
const char *
ytt_table_get (const YttTable *self,
               guint           row,
               const char     *column)
{
  const YttCsvRow *csv_row = g_ptr_array_index (self->rows, row);
  guint position;

  if (!find_column (self, column, &position))
    g_return_val_if_reached ("");

  return g_ptr_array_index (csv_row->fields, position);
}

/**
 * ytt_table_find:
 * @self: a table
 * @key: the text of its first column
 * @row: (out) (optional): return location for the row
 *
 * Returns: whether there is such a row
 */
gboolean
ytt_table_find (const YttTable *self,
                const char     *key,
                guint          *row)
{
  gpointer value;

  if (!g_hash_table_lookup_extended (self->index, key, NULL, &value))
    return FALSE;

  if (row != NULL)
    *row = GPOINTER_TO_UINT (value);
  return TRUE;
}
