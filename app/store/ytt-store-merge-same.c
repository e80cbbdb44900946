/* Which rows of two documents are one, though their keys may differ, and which are not, though their keys may agree. */

#include "config.h"

#include "ytt-store-merge-private.h"

#include "ytt-id.h"
#include "ytt-row.h"

#include <string.h>

/* What is unique in a table: two such rows would be one and the same fact. */
static const struct
{
  const char *table;
  const char *columns[4];
} keys[] = {
  { "meta", { "key" } },
  { "facility_name", { "facility", "name" } },
  { "facility_stage", { "facility", "stage" } },
  { "facility_element", { "facility", "element" } },
  { "facility_product", { "facility", "product" } },
  { "facility_organisation", { "facility", "organisation", "role" } },
  { "facility_source", { "facility", "source" } },
  { "announcement_party", { "announcement", "organisation", "role" } },
  { "announcement_facility", { "announcement", "facility" } },
  { "announcement_source", { "announcement", "source" } },
  { "tour_stop_claim", { "stop", "claim" } },
  { "tour_stop_announcement", { "stop", "announcement" } },
  { "source_attachment", { "source", "attachment" } },
};

/* What people tell rows apart by: where all of a line agree, two rows with the same key are one. */
static const struct
{
  const char *table;
  const char *columns[5];
} marks[] = {
  { "facility", { "facility" } },
  { "facility", { "name" } },
  { "facility", { "geom" } },
  { "source", { "source" } },
  { "source", { "title" } },
  { "source", { "url" } },
  { "organisation", { "organisation" } },
  { "organisation", { "name" } },
  { "claim", { "claim" } },
  { "claim", { "facility", "attribute", "source" } },
  { "announcement", { "announcement" } },
  { "announcement", { "title" } },
  { "link", { "link" } },
  { "link", { "from_facility", "material", "to_facility" } },
  { "link", { "from_facility", "material", "to_organisation" } },
  { "figure", { "measure", "country", "year" } },
  { "tour", { "tour" } },
  { "tour", { "title" } },
  { "tour_stop", { "tour", "title" } },
  { "tour_stop", { "tour", "content" } },
  { "saved_view", { "name" } },
};

static const char * const named[] = { "source", "organisation", "facility", "claim", "announcement", "link", "tour", NULL };

const char * const *
ytt_merge_get_key_columns (const char *table)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_str_equal (keys[i].table, table))
      return keys[i].columns;

  return NULL;
}

/* It is called as its table is. */
const char *
ytt_merge_get_slug_column (const char *table)
{
  return g_strv_contains (named, table) ? table : NULL;
}

/* Whether a row cannot be without what a column of it refers to; else it only lets go of it. */
gboolean
ytt_merge_goes_with (YttTableShape *shape,
                     guint          column)
{
  const char *name = g_ptr_array_index (shape->columns, column), *table = shape->record->name;

  for (guint i = 0; i < YTT_MAX_OWNERS && shape->record->owners[i].column != NULL; i++)
    if (g_str_equal (shape->record->owners[i].column, name))
      return TRUE;

  /* What is not told without a source, or of a company, is gone with it. */
  return (g_str_equal (name, "source") && !g_str_equal (table, "organisation") && !g_str_equal (table, "link"))
         || g_str_equal (name, "organisation") || g_str_equal (name, "claim")
         || (g_str_equal (name, "announcement") && !g_str_equal (table, "link"));
}

static gboolean
agree (YttTableShape      *shape,
       const char * const *columns,
       const YttCell      *a,
       const YttCell      *b)
{
  for (guint i = 0; columns[i] != NULL; i++)
    {
      int column = ytt_table_shape_find_column (shape, columns[i]);

      if (column < 0 || a[column].kind == YTT_CELL_NULL || !ytt_cell_equal (a[column], b[column]))
        return FALSE;
    }

  return TRUE;
}

/* Whether two rows with the same key are one, as far as can be seen from what they hold. */
gboolean
ytt_merge_is_one (YttMergeRow   *row,
                  const YttCell *mine,
                  const YttCell *theirs)
{
  const char *table = row->key.table;
  const char * const *key = ytt_merge_get_key_columns (table);
  gboolean same = TRUE;

  if (key != NULL && agree (row->shape, key, mine, theirs))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (g_str_equal (marks[i].table, table) && agree (row->shape, marks[i].columns, mine, theirs))
      return TRUE;
  for (guint i = 1; same && i < row->shape->columns->len; i++)
    same = ytt_cell_equal (mine[i], theirs[i]);

  return same;
}

static void
add_number (GChecksum *checksum,
            double     number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_checksum_update (checksum, (const guchar *) g_ascii_dtostr (text, sizeof text, number), -1);
}

void
ytt_merge_digest (YttTableShape *shape,
                  const YttCell *cells,
                  guint8         digest[32])
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize size = 32;

  for (guint i = 1; i < shape->columns->len; i++)
    {
      const guchar mark[2] = { 0, (guchar) cells[i].kind };
      g_autofree char *text = NULL;

      g_checksum_update (checksum, mark, 2);
      if (cells[i].kind == YTT_CELL_POINT)
        {
          add_number (checksum, cells[i].point.longitude);
          g_checksum_update (checksum, (const guchar *) " ", 1);
          add_number (checksum, cells[i].point.latitude);
        }
      else if (cells[i].kind == YTT_CELL_REAL)
        add_number (checksum, cells[i].real);
      else
        {
          text = ytt_cell_to_text (cells[i]);
          g_checksum_update (checksum, (const guchar *) text, -1);
        }
    }

  g_checksum_get_digest (checksum, digest, &size);
}

static gint64
hash_row (YttTableShape *shape,
          const YttCell *cells)
{
  guint8 digest[32];

  ytt_merge_digest (shape, cells, digest);

  return ytt_id_for_digest (digest);
}

static void
add_twin (GHashTable *twins,
          gint64      hash,
          gint64      id)
{
  GArray *ids = g_hash_table_lookup (twins, &hash);

  if (ids == NULL)
    {
      ids = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_hash_table_insert (twins, g_memdup2 (&hash, sizeof hash), ids);
    }
  g_array_append_val (ids, id);
}

static gboolean
note_twin (YttMergePlan  *self,
           GHashTable    *twins,
           YttTableShape *shape,
           gint64         id,
           GError       **error)
{
  const char *table = shape->record->name;
  g_autofree YttCell *cells = NULL;
  g_autoptr(GError) failure = NULL;

  if (ytt_merge_side_has_row (self->theirs, table, id))
    return TRUE;

  cells = ytt_merge_side_read_row (self->mine, table, id, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (cells != NULL)
    add_twin (twins, hash_row (shape, cells), id);

  return TRUE;
}

static gboolean
note_all (YttMergePlan  *self,
          GHashTable    *twins,
          YttTableShape *shape,
          GError       **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM \"%s\"", shape->record->name);
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc = sqlite3_prepare_v2 (self->mine->db, sql, -1, &stmt, NULL);

  while (rc == SQLITE_OK || rc == SQLITE_ROW)
    if ((rc = sqlite3_step (stmt)) == SQLITE_ROW && !note_twin (self, twins, shape, sqlite3_column_int64 (stmt, 0), error))
      return FALSE;

  return !ytt_sqlite_failed (self->mine->db, rc, error);
}

/* (transfer none) (nullable): the rows of a table that only this document has, by what they hold */
static GHashTable *
get_twins (YttMergePlan  *self,
           YttTableShape *shape,
           GError       **error)
{
  GHashTable *twins = g_hash_table_lookup (self->twins, shape->record->name);
  GHashTableIter iter;
  YttMergePast *past;

  if (twins != NULL)
    return twins;

  twins = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_array_unref);
  g_hash_table_insert (self->twins, (gpointer) shape->record->name, twins);
  if (self->whole)
    return note_all (self, twins, shape, error) ? twins : NULL;

  g_hash_table_iter_init (&iter, self->mine->pasts);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &past))
    if (past->key.table == shape->record->name && !past->existed && past->exists
        && !note_twin (self, twins, shape, past->key.row, error))
      return NULL;

  return twins;
}

/* The lowest key; each is somebody's twin but once. */
static gint64
take_twin (GHashTable *twins,
           gint64      hash)
{
  GArray *ids = g_hash_table_lookup (twins, &hash);
  guint lowest = 0;
  gint64 id;

  if (ids == NULL || ids->len == 0)
    return 0;

  for (guint i = 1; i < ids->len; i++)
    if (g_array_index (ids, gint64, i) < g_array_index (ids, gint64, lowest))
      lowest = i;
  id = g_array_index (ids, gint64, lowest);
  g_array_remove_index (ids, lowest);

  return id;
}

/* The row here that holds the same in some columns; 0 for none. */
static gint64
find_by_columns (YttMergePlan        *self,
                 YttTableShape       *shape,
                 const char * const  *columns,
                 const YttCell       *cells,
                 GError             **error)
{
  g_autoptr(GString) sql = g_string_new (NULL);
  sqlite3_stmt *stmt;
  gint64 id = 0;
  int rc = SQLITE_OK;

  g_string_printf (sql, "SELECT id FROM \"%s\" WHERE", shape->record->name);
  for (guint i = 0; columns[i] != NULL; i++)
    g_string_append_printf (sql, "%s \"%s\" = ?%u", i > 0 ? " AND" : "", columns[i], i + 1);

  stmt = g_hash_table_lookup (self->finders, sql->str);
  if (stmt == NULL)
    {
      if (ytt_sqlite_failed (self->mine->db, sqlite3_prepare_v2 (self->mine->db, sql->str, -1, &stmt, NULL), error))
        return 0;
      g_hash_table_insert (self->finders, g_strdup (sql->str), stmt);
    }

  for (guint i = 0; rc == SQLITE_OK && columns[i] != NULL; i++)
    rc = ytt_sqlite_bind_cell (stmt, (int) i + 1, &cells[ytt_table_shape_find_column (shape, columns[i])]);
  if (rc == SQLITE_OK && (rc = sqlite3_step (stmt)) == SQLITE_ROW)
    id = sqlite3_column_int64 (stmt, 0);
  sqlite3_reset (stmt);
  ytt_sqlite_failed (self->mine->db, rc, error);

  return id;
}

/* Two records with the same short name, which are not one: the lower key keeps it, seen from either side. */
static gboolean
part_slugs (YttMergePlan  *self,
            YttMergeRow   *row,
            gint64         other,
            GError       **error)
{
  guint column = (guint) ytt_table_shape_find_column (row->shape, ytt_merge_get_slug_column (row->key.table));
  YttMergeRow *extra;

  if (row->id > other)
    {
      ytt_merge_row_set (row, column, YTT_CELL_OF_NULL, -1, FALSE);
      return TRUE;
    }

  extra = g_new0 (YttMergeRow, 1);
  extra->key = (YttRowKey) { row->key.table, other };
  extra->shape = row->shape;
  extra->id = other;
  extra->decision = -1;
  extra->fate = YTT_FATE_CHANGE;
  ytt_merge_row_set (extra, column, YTT_CELL_OF_NULL, -1, FALSE);
  g_ptr_array_add (self->extras, extra);

  return TRUE;
}

/* FALSE with an error; found: the row, or 0 */
static gboolean
find_by_slug (YttMergePlan  *self,
              YttMergeRow   *row,
              const YttCell *cells,
              gint64        *found,
              GError       **error)
{
  const char *columns[] = { ytt_merge_get_slug_column (row->key.table), NULL };
  g_autofree YttCell *mine = NULL;
  g_autoptr(GError) failure = NULL;
  int title = ytt_table_shape_find_column (row->shape, row->shape->record->title);
  gint64 other;

  *found = 0;
  if (columns[0] == NULL || cells[ytt_table_shape_find_column (row->shape, columns[0])].kind != YTT_CELL_TEXT)
    return TRUE;

  other = find_by_columns (self, row->shape, columns, cells, &failure);
  if (other != 0 && failure == NULL)
    mine = ytt_merge_side_read_row (self->mine, row->key.table, other, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (mine == NULL)
    return TRUE;

  if (title >= 0 && ytt_cell_equal (mine[title], cells[title]) && !ytt_merge_side_has_row (self->theirs, row->key.table, other))
    {
      *found = other;
      return TRUE;
    }

  return part_slugs (self, row, other, error);
}

/**
 * ytt_merge_find_same:
 * @self: a plan
 * @row: a row of theirs that is new here
 * @cells: what it holds, with keys as they are here
 * @by_name: (out): whether it is the same by what is unique, so that the rest may differ
 * @error: return location for a #YttError
 *
 * Returns: the row here that is the same; 0 if there is none, or with an error
 */
gint64
ytt_merge_find_same (YttMergePlan   *self,
                     YttMergeRow    *row,
                     const YttCell  *cells,
                     gboolean       *by_name,
                     GError        **error)
{
  const char * const *key = ytt_merge_get_key_columns (row->key.table);
  GHashTable *twins;
  gint64 found = 0;

  *by_name = FALSE;
  if (key != NULL)
    {
      *by_name = TRUE;
      found = find_by_columns (self, row->shape, key, cells, error);
      /* What they have as another row has moved here or there. */
      return found != 0 && !ytt_merge_side_has_row (self->theirs, row->key.table, found) ? found : 0;
    }

  twins = get_twins (self, row->shape, error);
  if (twins == NULL)
    return 0;
  found = take_twin (twins, hash_row (row->shape, cells));
  if (found != 0)
    return found;

  *by_name = find_by_slug (self, row, cells, &found, error);

  return found;
}
