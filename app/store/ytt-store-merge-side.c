/* One of two documents that are merged: what happened to its rows since the other one saw it. */

#include "config.h"

#include "ytt-store-merge-side.h"

#include "ytt-geometry.h"
#include "ytt-row.h"

#include <glib/gi18n.h>
#include <string.h>

static void
past_free (YttMergePast *past)
{
  g_clear_pointer (&past->cells, g_array_unref);
  g_free (past);
}

/**
 * ytt_merge_side_new:
 * @db: a connection to the document, which must outlive it
 * @error: return location for a #YttError
 *
 * Returns: (transfer full) (nullable): the side, with its history
 */
YttMergeSide *
ytt_merge_side_new (sqlite3  *db,
                    GError  **error)
{
  g_autoptr(YttMergeSide) self = g_new0 (YttMergeSide, 1);

  self->db = db;
  self->shapes = ytt_table_shapes_new ();
  self->texts = g_string_chunk_new (4096);
  self->from_other = g_byte_array_new ();
  self->selects = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) sqlite3_finalize);
  self->log = ytt_history_log_read (db, error);
  if (self->log == NULL)
    return NULL;

  return g_steal_pointer (&self);
}

void
ytt_merge_side_free (YttMergeSide *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->selects, g_hash_table_unref);
  g_clear_pointer (&self->pasts, g_hash_table_unref);
  g_clear_pointer (&self->log, ytt_history_log_free);
  g_clear_pointer (&self->shapes, g_hash_table_unref);
  g_clear_pointer (&self->from_other, g_byte_array_unref);
  g_clear_pointer (&self->texts, g_string_chunk_free);
  g_free (self);
}

static YttCell
make_text (YttMergeSide *self,
           const char   *text,
           int           size)
{
  g_autofree char *valid = NULL;

  /* A text of another program may end early, or be no text at all. */
  size = (int) strnlen (text, (gsize) size);
  if (g_utf8_validate (text, size, NULL))
    valid = g_strndup (text, (gsize) size);
  else
    valid = g_utf8_make_valid (text, size);

  return YTT_CELL_OF_TEXT (g_string_chunk_insert_const (self->texts, valid));
}

static YttCell
make_cell (YttMergeSide  *self,
           YttTableShape *shape,
           int            column,
           sqlite3_value *value)
{
  double longitude, latitude;

  switch (sqlite3_value_type (value))
    {
    case SQLITE_INTEGER:
      return YTT_CELL_OF_INTEGER (sqlite3_value_int64 (value));

    case SQLITE_FLOAT:
      return YTT_CELL_OF_REAL (sqlite3_value_double (value));

    case SQLITE_NULL:
      return YTT_CELL_OF_NULL;

    case SQLITE_BLOB:
      if (column == shape->geometry)
        return ytt_geometry_decode_point (sqlite3_value_blob (value), (gsize) sqlite3_value_bytes (value), &longitude,
                                          &latitude)
                 ? YTT_CELL_OF_POINT (longitude, latitude) : YTT_CELL_OF_NULL;
      return sqlite3_value_bytes (value) > 0 ? make_text (self, sqlite3_value_blob (value), sqlite3_value_bytes (value))
                                             : YTT_CELL_OF_NULL;

    case SQLITE_TEXT:
    default:
      if (column == shape->geometry)
        return YTT_CELL_OF_NULL;
      return make_text (self, (const char *) sqlite3_value_text (value), sqlite3_value_bytes (value));
    }
}

static gint64
read_merged_key (YttCell key)
{
  if (key.kind != YTT_CELL_TEXT || !g_str_has_prefix (key.text, YTT_MERGED_KEY))
    return 0;

  return g_ascii_strtoll (key.text + strlen (YTT_MERGED_KEY), NULL, 10);
}

/* A row of meta that says that the other side was taken in. */
static void
heed_meta (YttMergeSide  *self,
           YttMergeSide  *other,
           YttTableShape *shape,
           YttChangeSet  *set,
           guint          entry)
{
  sqlite3_value *value = set->operation == SQLITE_INSERT ? ytt_change_set_get_new (set, 1) : NULL;
  YttCell key = value != NULL ? make_cell (self, shape, 1, value) : YTT_CELL_OF_NULL;
  gint64 id = read_merged_key (key);

  /* A merge that was taken back brought nothing. */
  if (((YttLogEntry *) g_ptr_array_index (self->log->entries, entry))->undone_by != 0)
    return;

  if (id != 0 ? ytt_history_log_find (other->log, id) != NULL
              : other->is_release && key.kind == YTT_CELL_TEXT && g_str_has_prefix (key.text, YTT_MERGED_RELEASE))
    self->from_other->data[entry] = TRUE;
}

static YttMergePastCell *
find_cell (YttMergePast *past,
           guint         column)
{
  for (guint i = 0; past->cells != NULL && i < past->cells->len; i++)
    {
      YttMergePastCell *cell = &g_array_index (past->cells, YttMergePastCell, i);

      if (cell->column == column)
        return cell;
    }

  return NULL;
}

/* What was taken over from the other side is where both stand from then on. */
static void
forget_cells (YttMergePast *past,
              YttChangeSet *set)
{
  for (guint i = past->cells != NULL ? past->cells->len : 0; i > 0; i--)
    if (ytt_change_set_get_old (set, g_array_index (past->cells, YttMergePastCell, i - 1).column) != NULL)
      g_array_remove_index_fast (past->cells, i - 1);
}

static void
note_cells (YttMergeSide  *self,
            YttTableShape *shape,
            YttMergePast  *past,
            YttChangeSet  *set,
            guint          entry)
{
  if (past->cells == NULL)
    past->cells = g_array_new (FALSE, FALSE, sizeof (YttMergePastCell));

  for (int i = 1; i < set->n_columns; i++)
    {
      sqlite3_value *old = ytt_change_set_get_old (set, i);
      YttMergePastCell *known = find_cell (past, (guint) i);
      YttMergePastCell cell = { (guint8) i, entry, YTT_CELL_OF_NULL };

      if (set->operation == SQLITE_INSERT && known != NULL)
        known->entry = entry;
      if (old == NULL)
        continue;

      if (known != NULL)
        {
          known->entry = entry;
          continue;
        }
      cell.before = make_cell (self, shape, i, old);
      g_array_append_val (past->cells, cell);
    }
}

static gboolean
note_row (YttMergeSide  *self,
          YttMergeSide  *other,
          YttChangeSet  *set,
          guint          entry,
          GError       **error)
{
  YttTableShape *shape = ytt_table_shapes_get (self->shapes, self->db, set->table, error);
  YttMergePast *past;
  YttRowKey key;

  if (shape == NULL)
    return FALSE;
  if ((guint) set->n_columns > shape->columns->len)
    {
      g_set_error (error, YTT_ERROR, YTT_ERROR_DAMAGED,
                   _("This was written when the table “%s” had more columns than now"), set->table);
      return FALSE;
    }

  key = (YttRowKey) { shape->record->name, set->row };
  if (g_str_equal (key.table, "meta"))
    heed_meta (self, other, shape, set, entry);

  past = g_hash_table_lookup (self->pasts, &key);
  if (past == NULL)
    {
      past = g_new0 (YttMergePast, 1);
      past->key = key;
      /* What the other side had is known to it; change sets begin with the table that tells so. */
      past->existed = set->operation != SQLITE_INSERT || self->from_other->data[entry];
      past->first = entry;
      g_hash_table_insert (self->pasts, &past->key, past);
    }
  past->exists = set->operation != SQLITE_DELETE;
  past->last = entry;
  if (past->existed && self->from_other->data[entry])
    forget_cells (past, set);
  else if (past->existed)
    note_cells (self, shape, past, set, entry);

  return TRUE;
}

/**
 * ytt_merge_side_read_pasts:
 * @self: a side; its @seen is set
 * @other: the other one
 * @error: return location for a #YttError
 *
 * Goes through the entries since, for what rows held at that point.
 *
 * Returns: whether all could be read
 */
gboolean
ytt_merge_side_read_pasts (YttMergeSide  *self,
                           YttMergeSide  *other,
                           GError       **error)
{
  self->pasts = ytt_row_table_new ((GDestroyNotify) past_free);
  g_byte_array_set_size (self->from_other, self->log->entries->len);
  memset (self->from_other->data, 0, self->from_other->len);

  for (guint i = 0; i < self->log->entries->len; i++)
    {
      YttLogEntry *node = g_ptr_array_index (self->log->entries, i);
      g_autoptr(YttChangeSet) set = NULL;
      g_autoptr(GError) failure = NULL;

      if (node->entry->position <= self->seen)
        continue;

      set = ytt_change_set_open (self->db, node->entry->id, FALSE, error);
      if (set == NULL)
        return FALSE;
      while (ytt_change_set_next (set, &failure))
        if (!note_row (self, other, set, i, error))
          return FALSE;
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
    }

  return TRUE;
}

YttMergePast *
ytt_merge_side_get_past (YttMergeSide *self,
                         const char   *table,
                         gint64        row)
{
  YttRowKey key = { table, row };

  return g_hash_table_lookup (self->pasts, &key);
}

/* Whether a row was there and is no more, and not because the other side had deleted it. */
gboolean
ytt_merge_side_deleted (YttMergeSide *self,
                        YttMergePast *past)
{
  return past != NULL && past->existed && !past->exists && !self->from_other->data[past->last];
}

gboolean
ytt_merge_side_changed (YttMergeSide   *self,
                        YttMergePast   *past,
                        guint           column,
                        const YttCell  *now,
                        guint          *entry)
{
  YttMergePastCell *cell;

  if (past == NULL)
    return FALSE;

  *entry = past->last;
  if (!past->existed)
    return TRUE;

  cell = find_cell (past, column);
  if (cell == NULL || ytt_cell_equal (cell->before, *now))
    return FALSE;

  *entry = cell->entry;

  return TRUE;
}

YttCell
ytt_merge_side_get_before (YttMergePast  *past,
                           guint          column,
                           const YttCell *now)
{
  YttMergePastCell *cell = past != NULL && past->existed ? find_cell (past, column) : NULL;

  return cell != NULL ? cell->before : *now;
}

YttTableShape *
ytt_merge_side_get_shape (YttMergeSide  *self,
                          const char    *table,
                          GError       **error)
{
  return ytt_table_shapes_get (self->shapes, self->db, table, error);
}

void
ytt_merge_side_take_cells (YttMergeSide  *self,
                           YttTableShape *shape,
                           sqlite3_stmt  *stmt,
                           YttCell       *cells)
{
  for (guint i = 0; i < shape->columns->len; i++)
    cells[i] = make_cell (self, shape, (int) i, sqlite3_column_value (stmt, (int) i));
}

static sqlite3_stmt *
get_select (YttMergeSide  *self,
            const char    *table,
            GError       **error)
{
  sqlite3_stmt *stmt = g_hash_table_lookup (self->selects, table);
  g_autofree char *sql = NULL;

  if (stmt != NULL)
    return stmt;

  sql = g_strdup_printf ("SELECT * FROM \"%s\" WHERE id = ?1", table);
  if (ytt_sqlite_failed (self->db, sqlite3_prepare_v2 (self->db, sql, -1, &stmt, NULL), error))
    return NULL;
  g_hash_table_insert (self->selects, (gpointer) ytt_record_tables_find (table)->name, stmt);

  return stmt;
}

YttCell *
ytt_merge_side_read_row (YttMergeSide  *self,
                         const char    *table,
                         gint64         row,
                         GError       **error)
{
  YttTableShape *shape = ytt_merge_side_get_shape (self, table, error);
  sqlite3_stmt *stmt = shape != NULL ? get_select (self, table, error) : NULL;
  YttCell *cells = NULL;
  int rc;

  if (stmt == NULL)
    return NULL;

  sqlite3_bind_int64 (stmt, 1, row);
  rc = sqlite3_step (stmt);
  if (rc == SQLITE_ROW)
    {
      cells = g_new0 (YttCell, shape->columns->len);
      ytt_merge_side_take_cells (self, shape, stmt, cells);
    }
  sqlite3_reset (stmt);
  ytt_sqlite_failed (self->db, rc, error);

  return cells;
}

gboolean
ytt_merge_side_has_row (YttMergeSide *self,
                        const char   *table,
                        gint64        row)
{
  sqlite3_stmt *stmt = get_select (self, table, NULL);
  gboolean has;

  if (stmt == NULL)
    return FALSE;

  sqlite3_bind_int64 (stmt, 1, row);
  has = sqlite3_step (stmt) == SQLITE_ROW;
  sqlite3_reset (stmt);

  return has;
}

const YttHistoryEntry *
ytt_merge_side_get_entry (YttMergeSide *self,
                          guint         entry)
{
  return ((YttLogEntry *) g_ptr_array_index (self->log->entries, entry))->entry;
}
