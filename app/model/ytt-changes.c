#include "config.h"

#include "ytt-changes.h"

#include "ytt-id.h"

struct _YttChanges
{
  gatomicrefcount  ref_count;
  GPtrArray       *changes;   /* (owned) (element-type YttChange) */
};

G_DEFINE_BOXED_TYPE (YttChanges, ytt_changes, ytt_changes_ref, ytt_changes_unref)

static YttCell
cell_dup (YttCell cell)
{
  if (cell.kind != YTT_CELL_TEXT)
    return cell;

  return cell.text != NULL ? YTT_CELL_OF_TEXT (g_strdup (cell.text)) : YTT_CELL_OF_NULL;
}

static void
cell_clear (YttCell *cell)
{
  if (cell->kind == YTT_CELL_TEXT)
    g_free ((char *) cell->text);
  *cell = YTT_CELL_OF_NULL;
}

static void
changed_cell_clear (gpointer data)
{
  YttChangedCell *cell = data;

  g_free (cell->column);
  cell_clear (&cell->old);
  cell_clear (&cell->cell);
}

static void
change_free (YttChange *change)
{
  g_free (change->table);
  g_array_unref (change->cells);
  g_free (change);
}

/**
 * ytt_changes_new:
 *
 * Returns: (transfer full): an empty list
 */
YttChanges *
ytt_changes_new (void)
{
  YttChanges *self = g_new0 (YttChanges, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) change_free);

  return self;
}

YttChanges *
ytt_changes_ref (YttChanges *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
ytt_changes_unref (YttChanges *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_ptr_array_unref (self->changes);
  g_free (self);
}

static void
add (YttChanges    *self,
     YttChangeKind  kind,
     const char    *table,
     gint64         id)
{
  YttChange *change = g_new0 (YttChange, 1);

  change->kind = kind;
  change->table = g_strdup (table);
  change->id = id;
  change->cells = g_array_new (FALSE, TRUE, sizeof (YttChangedCell));
  g_array_set_clear_func (change->cells, changed_cell_clear);
  g_ptr_array_add (self->changes, change);
}

/**
 * ytt_changes_insert:
 * @self: a list
 * @table: one of the record tables
 *
 * Adds a row. What ytt_changes_set() names next is put into it.
 *
 * Returns: the row's key, made at random
 */
gint64
ytt_changes_insert (YttChanges *self,
                    const char *table)
{
  gint64 id = ytt_id_random ();

  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (table != NULL, 0);

  add (self, YTT_CHANGE_INSERT, table, id);

  return id;
}

/**
 * ytt_changes_update:
 * @self: a list
 * @table: one of the record tables
 * @id: a row's key
 *
 * Changes a row. What ytt_changes_set() names next is put into it.
 */
void
ytt_changes_update (YttChanges *self,
                    const char *table,
                    gint64      id)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (table != NULL);
  g_return_if_fail (id > 0);

  add (self, YTT_CHANGE_UPDATE, table, id);
}

/**
 * ytt_changes_delete:
 * @self: a list
 * @table: one of the record tables
 * @id: a row's key
 *
 * Deletes a row, and with it what cannot be without it.
 */
void
ytt_changes_delete (YttChanges *self,
                    const char *table,
                    gint64      id)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (table != NULL);
  g_return_if_fail (id > 0);

  add (self, YTT_CHANGE_DELETE, table, id);
}

/* A column of the row that was named last; it stays where it is until the next one is added. */
static YttChangedCell *
take_cell (YttChanges *self,
           const char *column)
{
  YttChange *change = g_ptr_array_index (self->changes, self->changes->len - 1);
  YttChangedCell added = { 0 };

  for (guint i = 0; i < change->cells->len; i++)
    {
      YttChangedCell *cell = &g_array_index (change->cells, YttChangedCell, i);

      if (g_strcmp0 (cell->column, column) == 0)
        return cell;
    }

  added.column = g_strdup (column);
  g_array_append_val (change->cells, added);

  return &g_array_index (change->cells, YttChangedCell, change->cells->len - 1);
}

/**
 * ytt_changes_set:
 * @self: a list with a row to insert or to update
 * @column: one of the columns of the row named last
 * @cell: what is to be in it; its text is copied, and %NULL as a text is nothing
 *
 * Puts a value into a row.
 */
void
ytt_changes_set (YttChanges *self,
                 const char *column,
                 YttCell     cell)
{
  YttChangedCell *changed;

  g_return_if_fail (self != NULL && self->changes->len > 0);
  g_return_if_fail (column != NULL);

  changed = take_cell (self, column);
  cell_clear (&changed->cell);
  changed->cell = cell_dup (cell);
  changed->set = TRUE;
}

/**
 * ytt_changes_expect:
 * @self: a list with a row to update or to delete
 * @column: one of the columns of the row named last
 * @old: what the editor saw in it; its text is copied, and %NULL as a text is nothing
 *
 * Says what the row held when the change was thought of. If it holds something else by then, because somebody else
 * changed it meanwhile, nothing is done at all and the commit fails with %YTT_ERROR_CHANGED.
 */
void
ytt_changes_expect (YttChanges *self,
                    const char *column,
                    YttCell     old)
{
  YttChangedCell *changed;

  g_return_if_fail (self != NULL && self->changes->len > 0);
  g_return_if_fail (column != NULL);

  changed = take_cell (self, column);
  cell_clear (&changed->old);
  changed->old = cell_dup (old);
  changed->expected = TRUE;
}

/**
 * ytt_changes_get_n:
 * @self: a list
 *
 * Returns: how many rows are to be inserted, updated and deleted
 */
guint
ytt_changes_get_n (YttChanges *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->changes->len;
}

/**
 * ytt_changes_get:
 * @self: a list
 * @position: less than ytt_changes_get_n()
 *
 * Returns: (transfer none): a row's change
 */
const YttChange *
ytt_changes_get (YttChanges *self,
                 guint       position)
{
  g_return_val_if_fail (self != NULL && position < self->changes->len, NULL);

  return g_ptr_array_index (self->changes, position);
}
