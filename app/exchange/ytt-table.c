#include "config.h"

#include "ytt-table.h"

#include <glib/gi18n.h>

#include "ytt-csv-writer.h"
#include "ytt-error.h"

#define TEXTS_AT_ONCE 65536

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

  g_set_error (error, YTT_ERROR, YTT_ERROR_SYNTAX, _("%s, line %u: %s"), self->name, line, what);
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

/* Says where in the file each column of the data set stands; G_MAXUINT where it is not there and need not be. */
static guint *
read_header (const YttTable       *self,
             const YttCsvRow      *header,
             const char * const   *needed,
             GError              **error)
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
          fail (self, header->line, error, _("the column “%s” is unknown."), name);
          return NULL;
        }
      if (places[position] != G_MAXUINT)
        {
          fail (self, header->line, error, _("the column “%s” is there twice."), name);
          return NULL;
        }
      places[position] = i;
    }

  for (guint i = 0; i < self->n_columns; i++)
    {
      if (places[i] == G_MAXUINT && g_strv_contains (needed, self->columns[i]))
        {
          fail (self, header->line, error, _("the column “%s” is missing."), self->columns[i]);
          return NULL;
        }
    }

  return g_steal_pointer (&places);
}

/* Of a large document most of the memory would be lost between small texts, so they stand one after another. */
static void
sort_fields (const YttTable *self,
             YttCsvRow      *row,
             const guint    *places,
             gboolean        guarded)
{
  GPtrArray *sorted = g_ptr_array_new_full (self->n_columns, NULL);

  for (guint i = 0; i < self->n_columns; i++)
    {
      const char *text = places[i] != G_MAXUINT ? g_ptr_array_index (row->fields, places[i]) : "";

      if (guarded)
        text = ytt_csv_unguard (text);
      g_ptr_array_add (sorted, *text != '\0' ? g_string_chunk_insert (self->texts, text) : (char *) "");
    }

  g_ptr_array_unref (row->fields);
  row->fields = sorted;
}

static gboolean
take_rows (YttTable             *self,
           GPtrArray            *rows,
           const char * const   *needed,
           gboolean              guarded,
           GError              **error)
{
  g_autofree guint *places = NULL;
  guint n_fields;

  if (rows->len == 0)
    return fail (self, 1, error, _("the file is empty; it must begin with the names of its columns."));

  places = read_header (self, g_ptr_array_index (rows, 0), needed, error);
  if (places == NULL)
    return FALSE;

  n_fields = ((const YttCsvRow *) g_ptr_array_index (rows, 0))->fields->len;

  g_ptr_array_remove_index (rows, 0);
  g_ptr_array_unref (self->rows);
  self->rows = g_ptr_array_ref (rows);

  for (guint i = 0; i < rows->len; i++)
    {
      YttCsvRow *row = g_ptr_array_index (rows, i);

      if (row->fields->len != n_fields)
        return fail (self, row->line, error, _("has %u fields, but there are %u columns."),
                     row->fields->len, n_fields);

      sort_fields (self, row, places, guarded);
      g_hash_table_insert (self->index, g_ptr_array_index (row->fields, 0), GUINT_TO_POINTER (i));
    }

  return TRUE;
}

/**
 * ytt_table_new:
 * @name: a file's name
 * @columns: (array zero-terminated=1): its columns; must outlive the table
 *
 * Returns: (transfer full): a table without rows
 */
YttTable *
ytt_table_new (const char         *name,
               const char * const *columns)
{
  YttTable *self = g_new0 (YttTable, 1);

  self->name = g_strdup (name);
  self->columns = columns;
  self->n_columns = g_strv_length ((GStrv) columns);
  self->index = g_hash_table_new (g_str_hash, g_str_equal);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_csv_row_free);
  self->texts = g_string_chunk_new (TEXTS_AT_ONCE);

  return self;
}

/**
 * ytt_table_read:
 * @directory: a folder
 * @name: a CSV file in it
 * @columns: (array zero-terminated=1): the columns that it may have, in any order; must outlive the table
 * @needed: (array zero-terminated=1): those of them that must be there; the others are empty then
 * @guarded: whether cells that look like formulas have an apostrophe before them
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
                const char * const  *needed,
                gboolean             guarded,
                GError             **error)
{
  g_autoptr(YttTable) self = ytt_table_new (name, columns);
  g_autofree char *path = g_build_filename (directory, name, NULL);
  g_autofree char *text = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;

  rows = ytt_csv_parse (text, length, error);
  if (rows == NULL)
    {
      g_prefix_error (error, "%s, ", name);
      return NULL;
    }

  return take_rows (self, rows, needed, guarded, error) ? g_steal_pointer (&self) : NULL;
}

void
ytt_table_free (YttTable *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->index, g_hash_table_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->texts, g_string_chunk_free);
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

/* The parts between separators that have no backslash before them; backslashes stay. */
static char **
split (const char *text,
       char        separator,
       guint       most)
{
  g_autoptr(GStrvBuilder) parts = g_strv_builder_new ();
  g_autoptr(GString) part = g_string_new (NULL);
  guint n = 1;

  for (; *text != '\0'; text++)
    if (*text == separator && n < most)
      {
        g_strv_builder_add (parts, part->str);
        g_string_truncate (part, 0);
        n++;
      }
    else
      {
        g_string_append_c (part, *text);
        if (*text == '\\' && text[1] != '\0')
          g_string_append_c (part, *++text);
      }
  g_strv_builder_add (parts, part->str);

  return g_strv_builder_end (parts);
}

static void
unescape (char *text)
{
  char *to = text;

  for (; *text != '\0'; text++)
    {
      if (*text == '\\' && text[1] != '\0')
        text++;
      *to++ = *text;
    }
  *to = '\0';
}

/**
 * ytt_table_split_list:
 * @text: a field that holds a list
 *
 * Returns: (transfer full): its items, as they are written; none for an empty field
 */
char **
ytt_table_split_list (const char *text)
{
  return *text != '\0' ? split (text, ';', G_MAXUINT) : g_new0 (char *, 1);
}

/**
 * ytt_table_split_item:
 * @item: an item of a list, as it is written
 * @in_two: whether a colon parts it
 *
 * Takes away the backslash that stands before a semicolon, a colon or a backslash which parts nothing.
 *
 * Returns: (transfer full): its one or two parts
 */
char **
ytt_table_split_item (const char *item,
                      gboolean    in_two)
{
  char **parts = split (item, ':', in_two ? 2 : 1);

  for (guint i = 0; parts[i] != NULL; i++)
    unescape (parts[i]);

  return parts;
}
