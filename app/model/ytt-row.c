#include "config.h"

#include "ytt-row.h"

struct _YttRow
{
  gatomicrefcount  ref_count;
  char            *table;
  gint64           id;
  GHashTable      *cells;   /* (owned) (element-type utf8 YttCell) */
};

G_DEFINE_BOXED_TYPE (YttRow, ytt_row, ytt_row_ref, ytt_row_unref)

static void
cell_free (gpointer data)
{
  YttCell *cell = data;

  if (cell->kind == YTT_CELL_TEXT)
    g_free ((char *) cell->text);
  g_free (cell);
}

/**
 * ytt_row_new:
 * @table: one of the record tables
 * @id: the row's key; 0 for a row that is not in the document yet
 *
 * Returns: (transfer full): a row in which nothing is known yet
 */
YttRow *
ytt_row_new (const char *table,
             gint64      id)
{
  YttRow *self;

  g_return_val_if_fail (table != NULL, NULL);

  self = g_new0 (YttRow, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->table = g_strdup (table);
  self->id = id;
  self->cells = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, cell_free);

  return self;
}

YttRow *
ytt_row_ref (YttRow *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
ytt_row_unref (YttRow *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_hash_table_unref (self->cells);
  g_free (self->table);
  g_free (self);
}

/**
 * ytt_row_get_table:
 * @self: a row
 *
 * Returns: the table that it is in
 */
const char *
ytt_row_get_table (YttRow *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->table;
}

/**
 * ytt_row_get_id:
 * @self: a row
 *
 * Returns: its key; 0 for a row that is not in the document yet
 */
gint64
ytt_row_get_id (YttRow *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->id;
}

/**
 * ytt_row_set:
 * @self: a row that is being filled
 * @column: a column
 * @cell: what is in it; its text is copied, and %NULL as a text is nothing
 */
void
ytt_row_set (YttRow     *self,
             const char *column,
             YttCell     cell)
{
  YttCell *copy;

  g_return_if_fail (self != NULL);
  g_return_if_fail (column != NULL);

  copy = g_new (YttCell, 1);
  *copy = cell;
  if (cell.kind == YTT_CELL_TEXT)
    *copy = cell.text != NULL ? YTT_CELL_OF_TEXT (g_strdup (cell.text)) : YTT_CELL_OF_NULL;
  g_hash_table_insert (self->cells, g_strdup (column), copy);
}

/**
 * ytt_row_get:
 * @self: a row
 * @column: a column
 *
 * Returns: what is in it, which lives as long as the row; nothing for a column that the row does not know
 */
YttCell
ytt_row_get (YttRow     *self,
             const char *column)
{
  YttCell *cell;

  g_return_val_if_fail (self != NULL, YTT_CELL_OF_NULL);
  g_return_val_if_fail (column != NULL, YTT_CELL_OF_NULL);

  cell = g_hash_table_lookup (self->cells, column);

  return cell != NULL ? *cell : YTT_CELL_OF_NULL;
}

/**
 * ytt_row_get_text:
 * @self: a row
 * @column: a column
 *
 * Returns: (nullable): the text in it; %NULL where there is something else or nothing
 */
const char *
ytt_row_get_text (YttRow     *self,
                  const char *column)
{
  YttCell cell = ytt_row_get (self, column);

  return cell.kind == YTT_CELL_TEXT ? cell.text : NULL;
}

/**
 * ytt_row_get_columns:
 * @self: a row
 *
 * Returns: (transfer full): the columns that the row knows, by name
 */
GStrv
ytt_row_get_columns (YttRow *self)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr(GList) columns = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  columns = g_list_sort (g_hash_table_get_keys (self->cells), (GCompareFunc) g_strcmp0);
  for (GList *l = columns; l != NULL; l = l->next)
    g_strv_builder_add (builder, l->data);

  return g_strv_builder_end (builder);
}

/**
 * ytt_cell_equal:
 * @a: a cell
 * @b: a cell
 *
 * Returns: whether both hold the same, in the same kind
 */
gboolean
ytt_cell_equal (YttCell a,
                YttCell b)
{
  if (a.kind != b.kind)
    return FALSE;

  switch (a.kind)
    {
    case YTT_CELL_NULL:
      return TRUE;
    case YTT_CELL_INTEGER:
      return a.integer == b.integer;
    case YTT_CELL_REAL:
      return a.real == b.real;
    case YTT_CELL_TEXT:
      return g_strcmp0 (a.text, b.text) == 0;
    case YTT_CELL_POINT:
      return a.point.longitude == b.point.longitude && a.point.latitude == b.point.latitude;
    default:
      g_return_val_if_reached (FALSE);
    }
}

/**
 * ytt_cell_to_text:
 * @cell: a cell
 *
 * Numbers come as C writes them, to be read back without loss; a place as latitude and longitude.
 *
 * Returns: (transfer full): what is in it; the empty text for nothing
 */
char *
ytt_cell_to_text (YttCell cell)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE], other[G_ASCII_DTOSTR_BUF_SIZE];

  switch (cell.kind)
    {
    case YTT_CELL_INTEGER:
      return g_strdup_printf ("%" G_GINT64_FORMAT, cell.integer);
    case YTT_CELL_REAL:
      return g_strdup (g_ascii_formatd (number, sizeof number, "%.15g", cell.real));
    case YTT_CELL_TEXT:
      return g_strdup (cell.text != NULL ? cell.text : "");
    case YTT_CELL_POINT:
      g_ascii_formatd (number, sizeof number, "%.9g", cell.point.latitude);
      g_ascii_formatd (other, sizeof other, "%.9g", cell.point.longitude);
      return g_strdup_printf ("%s, %s", number, other);
    case YTT_CELL_NULL:
    default:
      return g_strdup ("");
    }
}
