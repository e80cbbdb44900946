/* What arrives and what is to be decided, in words. */

#include "config.h"

#include "ytt-store-merge-private.h"

#include "ytt-row.h"

#include <glib/gi18n.h>
#include <string.h>

/* So many rows are named; of more, only their number is told. */
#define MOST_NAMED 5000

static const YttCell *
get_cell (YttTableShape *shape,
          const YttCell *cells,
          const char    *name)
{
  int column = ytt_table_shape_find_column (shape, name);

  return column >= 0 ? &cells[column] : NULL;
}

/* (transfer full) (nullable): by which a row is known; on one side, else on the other */
static char *
name_row (YttMergePlan *self,
          const char   *table,
          gint64        id)
{
  const YttRecordTable *record = ytt_record_tables_find (table);
  YttMergeSide *sides[] = { self->mine, self->theirs };
  g_autofree char *sql = NULL;

  if (record == NULL && !g_str_equal (table, "attachment"))
    return NULL;

  sql = g_strdup_printf ("SELECT \"%s\" FROM \"%s\" WHERE id = ?1", record != NULL ? record->title : "name", table);
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      g_autoptr(sqlite3_stmt) stmt = NULL;

      if (sqlite3_prepare_v2 (sides[i]->db, sql, -1, &stmt, NULL) != SQLITE_OK)
        continue;
      sqlite3_bind_int64 (stmt, 1, id);
      if (sqlite3_step (stmt) == SQLITE_ROW && sqlite3_column_type (stmt, 0) == SQLITE_TEXT)
        return g_utf8_make_valid ((const char *) sqlite3_column_text (stmt, 0), -1);
    }

  return NULL;
}

/* (transfer full): a cell in words; "" for nothing */
static char *
put_cell (YttMergePlan  *self,
          YttTableShape *shape,
          guint          column,
          YttCell        cell)
{
  const char *parent = g_ptr_array_index (shape->parents, column);
  char *name = NULL;

  if (parent != NULL && cell.kind == YTT_CELL_INTEGER)
    name = name_row (self, parent, cell.integer);

  return name != NULL ? name : ytt_cell_to_text (cell);
}

/* What says nothing: the usual qualifier, a reading's own wording beside the reading. */
static gboolean
is_silent (const char *column,
           const char *text)
{
  return *text == '\0' || g_str_equal (column, "typed")
         || (g_str_equal (column, "qualifier") && g_str_equal (text, "exact"))
         || (g_str_equal (column, "tense") && g_str_equal (text, "stated"));
}

/* (transfer full) (nullable) */
char *
ytt_merge_put_in_words (YttMergePlan  *self,
                        YttMergeSide  *side,
                        YttTableShape *shape,
                        const YttCell *cells,
                        const guint   *columns,
                        guint          n_columns)
{
  g_autoptr(GString) words = g_string_new (NULL);

  for (guint i = 0; i < n_columns; i++)
    {
      const char *name = g_ptr_array_index (shape->columns, columns[i]);
      g_autofree char *text = put_cell (self, shape, columns[i], cells[columns[i]]);

      /* Yes and no are numbers there, and the reason beside them says it better. */
      if (i == 0 && (g_str_equal (name, "pinned") || g_str_equal (name, "withdrawn")))
        {
          gboolean yes = cells[columns[i]].integer != 0;

          if (g_str_equal (name, "pinned"))
            g_string_append (words, yes ? C_("claim", "Pinned") : C_("claim", "Not pinned"));
          else
            g_string_append (words, yes ? C_("claim", "Withdrawn") : C_("claim", "Not withdrawn"));
          continue;
        }
      if (is_silent (name, text))
        continue;
      g_string_append (words, words->len == 0 ? "" : g_str_equal (name, "value_max") ? "–" : " ");
      g_string_append (words, text);
    }

  return words->len > 0 ? g_string_free (g_steal_pointer (&words), FALSE) : NULL;
}

/* (transfer full) (nullable) */
char *
ytt_merge_describe (YttMergePlan  *self,
                    YttMergeSide  *side,
                    YttTableShape *shape,
                    const YttCell *cells)
{
  static const char * const of_claim[] = { "attribute", "part", "value", "value_max", "unit", "basis", NULL };
  static const char * const of_company[] = { "role", "organisation", NULL };
  static const char * const of_link[] = { "material", "to_facility", "to_organisation", NULL };
  static const char * const of_figure[] = { "measure", "country", "year", "value", "unit", NULL };
  const char *table = shape->record->name;
  const char * const title[] = { shape->record->title, NULL };
  const char * const *names = title;
  guint columns[8], n = 0;

  if (g_str_equal (table, "claim"))
    names = of_claim;
  else if (g_str_equal (table, "facility_organisation") || g_str_equal (table, "announcement_party"))
    names = of_company;
  else if (g_str_equal (table, "link"))
    names = of_link;
  else if (g_str_equal (table, "figure"))
    names = of_figure;

  for (guint i = 0; names[i] != NULL; i++)
    {
      int column = ytt_table_shape_find_column (shape, names[i]);

      if (column >= 0)
        columns[n++] = (guint) column;
    }

  return ytt_merge_put_in_words (self, side, shape, cells, columns, n);
}

void
ytt_merge_view_entry (YttMergeView          *view,
                      const YttHistoryEntry *entry)
{
  g_free (view->who);
  g_free (view->at);
  g_free (view->why);
  view->who = g_strdup (entry->who);
  view->at = g_strdup (entry->at);
  view->why = g_strdup (entry->reason != NULL && *entry->reason != '\0' ? entry->reason : entry->summary);
}

/* The record that a row is a part of, or itself. */
static void
find_record (YttTableShape  *shape,
             const YttCell  *cells,
             gint64          id,
             const char    **table,
             gint64         *record)
{
  const YttOwner *owner = &shape->record->owners[0];
  const YttCell *cell = owner->column != NULL ? get_cell (shape, cells, owner->column) : NULL;

  *table = shape->record->name;
  *record = id;
  if (cell != NULL && cell->kind == YTT_CELL_INTEGER)
    {
      *table = owner->table;
      *record = cell->integer;
    }
}

/* (transfer full) (nullable): the row here, else there, else as it was there */
static YttCell *
read_any (YttMergePlan *self,
          YttMergeRow  *row)
{
  YttCell *cells = ytt_merge_read_theirs (self, row, NULL);

  if (cells == NULL || row->fate == YTT_FATE_DELETE)
    {
      g_free (cells);
      cells = ytt_merge_side_read_row (self->mine, row->key.table, row->id, NULL);
    }

  return cells;
}

/**
 * ytt_merge_ask:
 * @self: a plan
 * @question: what is to be decided
 * @row: the row
 * @column: (nullable): the first of the columns that it is about
 *
 * Returns: the number of the new decision, without its sides
 */
int
ytt_merge_ask (YttMergePlan     *self,
               YttMergeQuestion  question,
               YttMergeRow      *row,
               const char       *column)
{
  YttMergeDecision *decision = g_new0 (YttMergeDecision, 1);
  g_autofree YttCell *cells = read_any (self, row);
  int number = (int) self->decisions->len;
  const char *table = NULL;

  decision->question = question;
  decision->table = g_strdup (row->key.table);
  decision->row = row->id;
  decision->column = g_strdup (column);
  decision->record = row->id;
  if (cells != NULL)
    {
      find_record (row->shape, cells, row->id, &table, &decision->record);
      decision->what = ytt_merge_describe (self, self->theirs, row->shape, cells);
    }
  decision->record_table = g_strdup (table != NULL ? table : row->key.table);
  decision->record_name = name_row (self, decision->record_table, decision->record);
  if (decision->record_name == NULL && g_str_equal (decision->record_table, row->key.table))
    decision->record_name = g_strdup (decision->what);

  if (question == YTT_MERGE_THEY_DELETED || question == YTT_MERGE_HERE_DELETED)
    {
      gboolean here = question == YTT_MERGE_HERE_DELETED;

      /* Nothing is lost unless a person says so; but a release brings back nothing that its user deleted. */
      decision->newer = here && self->of != YTT_MERGE_OF_RELEASE ? YTT_MERGE_THEIRS : YTT_MERGE_MINE;
      decision->mine.text = here ? NULL : g_strdup (decision->what);
      decision->theirs.text = here ? g_strdup (decision->what) : NULL;
      if (row->m != NULL)
        ytt_merge_view_entry (&decision->mine, ytt_merge_side_get_entry (self->mine, row->m->last));
      if (row->t != NULL)
        ytt_merge_view_entry (&decision->theirs, ytt_merge_side_get_entry (self->theirs, row->t->last));
    }

  g_ptr_array_add (self->decisions, decision);
  g_array_append_val (self->same_as, number);

  return number;
}

/* The one that counts, of decisions that turned out to be one. */
int
ytt_merge_find_decision (YttMergePlan *self,
                         int           decision)
{
  while (decision >= 0 && g_array_index (self->same_as, int, decision) != decision)
    decision = g_array_index (self->same_as, int, decision);

  return decision;
}

/* (transfer full) (nullable): the columns that change, or what the row is */
static char *
describe_change (YttMergePlan  *self,
                 YttMergeRow   *row,
                 const YttCell *cells)
{
  g_autofree char *what = ytt_merge_describe (self, self->theirs, row->shape, cells);
  g_autoptr(GString) words = g_string_new (NULL);

  if (row->fate != YTT_FATE_CHANGE)
    return g_steal_pointer (&what);

  for (guint i = 0; i < row->sets->len; i++)
    {
      const YttMergeSet *set = &g_array_index (row->sets, YttMergeSet, i);
      const char *name = g_ptr_array_index (row->shape->columns, set->column);
      g_autofree char *text = put_cell (self, row->shape, set->column, set->cell);

      if (set->decision >= 0 || is_silent (name, text))
        continue;
      g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", text);
    }

  return words->len > 0 ? g_string_free (g_steal_pointer (&words), FALSE) : g_steal_pointer (&what);
}

static gboolean
is_change (YttMergeRow *row)
{
  if (row->fate != YTT_FATE_CHANGE)
    return TRUE;

  for (guint i = 0; i < row->sets->len; i++)
    if (g_array_index (row->sets, YttMergeSet, i).decision < 0)
      return TRUE;

  return FALSE;
}

static void
name_item (YttMergePlan *self,
           YttMergeRow  *row,
           YttMergeKind  kind)
{
  YttMergeItem *item;
  g_autofree YttCell *cells = NULL;
  const char *table = row->key.table;

  if (self->items->len >= MOST_NAMED)
    return;

  cells = read_any (self, row);
  item = g_new0 (YttMergeItem, 1);
  item->kind = kind;
  item->table = g_strdup (row->key.table);
  item->row = row->id;
  item->record = row->id;
  item->decision = ytt_merge_find_decision (self, row->decision);
  if (cells != NULL)
    {
      find_record (row->shape, cells, row->id, &table, &item->record);
      item->what = describe_change (self, row, cells);
    }
  item->record_table = g_strdup (table);
  item->record_name = name_row (self, table, item->record);
  if (item->record_name == NULL && g_str_equal (table, row->key.table) && cells != NULL)
    item->record_name = ytt_merge_describe (self, self->theirs, row->shape, cells);
  g_ptr_array_add (self->items, item);
}

gboolean
ytt_merge_name (YttMergePlan  *self,
                GError       **error)
{
  static const YttMergeKind kinds[] = {
    [YTT_FATE_ADD] = YTT_MERGE_ADDED, [YTT_FATE_CHANGE] = YTT_MERGE_CHANGED, [YTT_FATE_DELETE] = YTT_MERGE_DELETED,
    [YTT_FATE_MISSING] = YTT_MERGE_MISSING
  };

  for (guint i = 0; i < self->rows->len; i++)
    {
      YttMergeRow *row = g_ptr_array_index (self->rows, i);

      if (row->fate == YTT_FATE_NONE || !is_change (row))
        continue;
      /* What is still to be decided is told with that. */
      if (row->decision < 0)
        self->counts[kinds[row->fate]]++;
      name_item (self, row, kinds[row->fate]);
    }

  return TRUE;
}
