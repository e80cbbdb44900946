/* What becomes of each row that is not the same on both sides: three states are compared, this one, the other, and what
 * both knew. */

#include "config.h"

#include "ytt-store-merge-private.h"

#include "ytt-id.h"
#include "ytt-row.h"

#include <string.h>

/* Columns that say one thing together: taken from one side or the other, never mixed. */
static const struct
{
  const char *table;
  const char *columns[8];
} aspects[] = {
  { "claim", { "value", "value_max", "unit", "basis", "qualifier", "tense", "typed" } },
  { "claim", { "pinned", "pin_reason" } },
  { "claim", { "withdrawn", "withdrawn_reason" } },
  { "facility", { "geom", "location_precision", "location_source", "location_note" } },
  { "announcement", { "amount", "currency", "amount_qualifier" } },
  { "link", { "to_facility", "to_organisation" } },
  { "figure", { "value", "unit", "qualifier" } },
};

/* Fills in the columns that go with one; 0 if another one of them stands for all. */
static guint
get_aspect (YttTableShape *shape,
            guint          column,
            guint          columns[8])
{
  const char *name = g_ptr_array_index (shape->columns, column);

  for (guint i = 0; i < G_N_ELEMENTS (aspects); i++)
    {
      guint n = 0;

      if (!g_str_equal (aspects[i].table, shape->record->name) || !g_strv_contains (aspects[i].columns, name))
        continue;
      if (!g_str_equal (aspects[i].columns[0], name))
        return 0;
      for (; aspects[i].columns[n] != NULL; n++)
        columns[n] = (guint) ytt_table_shape_find_column (shape, aspects[i].columns[n]);
      return n;
    }

  columns[0] = column;

  return 1;
}

void
ytt_merge_row_set (YttMergeRow *row,
                   guint        column,
                   YttCell      cell,
                   int          decision,
                   gboolean     unless)
{
  YttMergeSet set = { column, cell, decision, unless };

  if (row->sets == NULL)
    row->sets = g_array_new (FALSE, FALSE, sizeof (YttMergeSet));
  g_array_append_val (row->sets, set);
}

gint64
ytt_merge_map (YttMergePlan *self,
               const char   *table,
               gint64        id)
{
  YttRowKey key = { table, id };
  const gint64 *alias = g_hash_table_lookup (self->aliases, &key);

  return alias != NULL ? *alias : id;
}

/* The key there of a row that has another one here. */
gint64
ytt_merge_unmap (YttMergePlan *self,
                 const char   *table,
                 gint64        id)
{
  YttRowKey key = { table, id };
  const gint64 *origin = g_hash_table_lookup (self->origins, &key);

  return origin != NULL ? *origin : id;
}

void
ytt_merge_set_alias (YttMergePlan *self,
                     YttMergeRow  *row,
                     gint64        id)
{
  row->id = id;
  row->m = ytt_merge_side_get_past (self->mine, row->key.table, id);
  g_hash_table_replace (self->aliases, g_memdup2 (&row->key, sizeof row->key), g_memdup2 (&id, sizeof id));
  if (id != row->key.row)
    {
      YttRowKey key = { row->key.table, id };

      g_hash_table_replace (self->origins, g_memdup2 (&key, sizeof key), g_memdup2 (&row->key.row, sizeof row->key.row));
    }
}

static void
map_cells (YttMergePlan  *self,
           YttTableShape *shape,
           YttCell       *cells)
{
  for (guint i = 1; i < shape->columns->len; i++)
    {
      const char *parent = g_ptr_array_index (shape->parents, i);
      const YttRecordTable *record = parent != NULL ? ytt_record_tables_find (parent) : NULL;

      if (record != NULL && cells[i].kind == YTT_CELL_INTEGER)
        cells[i].integer = ytt_merge_map (self, record->name, cells[i].integer);
    }
}

YttCell *
ytt_merge_read_theirs (YttMergePlan  *self,
                       YttMergeRow   *row,
                       GError       **error)
{
  YttCell *cells = ytt_merge_side_read_row (self->theirs, row->key.table, row->key.row, error);

  if (cells != NULL)
    map_cells (self, row->shape, cells);

  return cells;
}

/* How one side stands to what both knew. */
typedef struct
{
  gboolean changed;
  gboolean from_other;   /* it only took over what the other side had */
  guint    entry;
  gboolean has_entry;
} Stand;

static Stand
get_stand (YttMergePlan  *self,
           YttMergeSide  *side,
           YttMergePast  *past,
           const guint   *columns,
           guint          n_columns,
           const YttCell *now,
           gboolean       always)
{
  Stand stand = { always, FALSE, 0, FALSE };

  for (guint i = 0; i < n_columns; i++)
    {
      guint entry;

      if (!ytt_merge_side_changed (side, past, columns[i], &now[columns[i]], &entry))
        continue;
      stand.changed = TRUE;
      if (!stand.has_entry || entry > stand.entry)
        stand.entry = entry;
      stand.has_entry = TRUE;
    }
  stand.from_other = stand.has_entry && side->from_other->data[stand.entry];

  return stand;
}

static gboolean
are_equal (const YttCell *a,
           const YttCell *b,
           const guint   *columns,
           guint          n_columns)
{
  for (guint i = 0; i < n_columns; i++)
    if (!ytt_cell_equal (a[columns[i]], b[columns[i]]))
      return FALSE;

  return TRUE;
}

/* What a side held before; what is referred to there has other keys here. */
static void
get_before (YttMergePlan  *self,
            YttMergeRow   *row,
            YttMergePast  *past,
            gboolean       theirs,
            const YttCell *now,
            const guint   *columns,
            guint          n_columns,
            YttCell       *before)
{
  for (guint i = 0; i < n_columns; i++)
    {
      YttCell cell = ytt_merge_side_get_before (past, columns[i], &now[columns[i]]);
      const char *parent = g_ptr_array_index (row->shape->parents, columns[i]);
      const YttRecordTable *record = parent != NULL ? ytt_record_tables_find (parent) : NULL;

      if (theirs && record != NULL && cell.kind == YTT_CELL_INTEGER && past != NULL)
        cell.integer = ytt_merge_map (self, record->name, cell.integer);
      before[columns[i]] = cell;
    }
}

static void
take (YttMergeRow   *row,
      const YttCell *theirs,
      const guint   *columns,
      guint          n_columns,
      int            decision)
{
  for (guint i = 0; i < n_columns; i++)
    ytt_merge_row_set (row, columns[i], theirs[columns[i]], decision, FALSE);
  row->fate = YTT_FATE_CHANGE;
}

/* A claim that both changed can stay twice: the one that was changed last keeps the row, the other gets a key that
 * follows from the row and what it holds, so that it is the same on either side. */
static void
keep_loser (YttMergePlan     *self,
            YttMergeRow      *row,
            YttMergeDecision *decision,
            int               number,
            const YttCell    *mine,
            const YttCell    *theirs)
{
  const YttCell *cells = decision->newer == YTT_MERGE_MINE ? theirs : mine;
  YttMergeTwin *twin = g_new0 (YttMergeTwin, 1);
  int slug = ytt_table_shape_find_column (row->shape, "claim"), pinned = ytt_table_shape_find_column (row->shape, "pinned");
  int reason = ytt_table_shape_find_column (row->shape, "pin_reason");
  guint8 digest[32];
  g_autoptr(GString) key = g_string_new (NULL);

  twin->decision = number;
  twin->shape = row->shape;
  twin->cells = g_memdup2 (cells, sizeof (YttCell) * row->shape->columns->len);
  twin->cells[slug] = YTT_CELL_OF_NULL;
  twin->cells[pinned] = YTT_CELL_OF_INTEGER (0);
  twin->cells[reason] = YTT_CELL_OF_NULL;
  ytt_merge_digest (row->shape, twin->cells, digest);
  g_string_printf (key, "%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, row->id, ytt_id_for_digest (digest));
  twin->id = ytt_id_for_key ("claim", key->str);
  g_ptr_array_add (self->losers, twin);
  decision->may_both = TRUE;
}

static void
view (YttMergePlan  *self,
      YttMergeView  *view,
      YttMergeSide  *side,
      const Stand   *stand)
{
  if (stand->has_entry)
    ytt_merge_view_entry (view, ytt_merge_side_get_entry (side, stand->entry));
}

/* The side that was changed last; the same whichever side asks. */
static YttMergeChoice
find_newer (const YttMergeView *mine,
            const YttMergeView *theirs)
{
  int order = g_strcmp0 (mine->at, theirs->at);

  if (order == 0)
    order = g_strcmp0 (mine->text, theirs->text);

  return order >= 0 ? YTT_MERGE_MINE : YTT_MERGE_THEIRS;
}

typedef struct
{
  guint          columns[8];
  guint          n_columns;
  Stand          mine;
  Stand          theirs;
  const YttCell *before;   /* (nullable) */
} Aspect;

static void
drop_set (YttMergeRow *row,
          guint        column)
{
  for (guint i = row->sets != NULL ? row->sets->len : 0; i > 0; i--)
    if (g_array_index (row->sets, YttMergeSet, i - 1).column == column)
      g_array_remove_index (row->sets, i - 1);
}

static void
ask_value (YttMergePlan  *self,
           YttMergeRow   *row,
           const Aspect  *aspect,
           const YttCell *mine,
           const YttCell *theirs)
{
  const char *column = g_ptr_array_index (row->shape->columns, aspect->columns[0]);
  int number = ytt_merge_ask (self, YTT_MERGE_VALUE, row, column);
  YttMergeDecision *decision = g_ptr_array_index (self->decisions, (guint) number);

  decision->mine.text = ytt_merge_put_in_words (self, self->mine, row->shape, mine, aspect->columns, aspect->n_columns);
  decision->theirs.text = ytt_merge_put_in_words (self, self->theirs, row->shape, theirs, aspect->columns,
                                                  aspect->n_columns);
  if (aspect->before != NULL)
    decision->before = ytt_merge_put_in_words (self, self->mine, row->shape, aspect->before, aspect->columns,
                                               aspect->n_columns);
  view (self, &decision->mine, self->mine, &aspect->mine);
  view (self, &decision->theirs, self->theirs, &aspect->theirs);
  decision->newer = self->of == YTT_MERGE_OF_RELEASE ? YTT_MERGE_MINE
                                                     : find_newer (&decision->mine, &decision->theirs);
  take (row, theirs, aspect->columns, aspect->n_columns, number);
  if (g_str_equal (row->shape->record->name, "claim") && g_str_equal (column, "value"))
    keep_loser (self, row, decision, number, mine, theirs);
}

/**
 * ytt_merge_ask_reference:
 * @self: a plan
 * @row: a row that is on both sides
 * @column: a column in which one side refers to what the other one deleted
 * @theirs: whether that is the other document
 * @error: return location for a #YttError
 *
 * Returns: the number of the decision which of the two counts; -1 with an error
 */
int
ytt_merge_ask_reference (YttMergePlan  *self,
                         YttMergeRow   *row,
                         guint          column,
                         gboolean       theirs,
                         GError       **error)
{
  g_autofree YttCell *there = ytt_merge_read_theirs (self, row, error), *here = NULL;
  Aspect aspect = { .n_columns = 0 };

  here = there != NULL ? ytt_merge_side_read_row (self->mine, row->key.table, row->id, error) : NULL;
  if (here == NULL)
    return -1;

  for (guint i = 1; i < row->shape->columns->len; i++)
    {
      guint n = get_aspect (row->shape, i, aspect.columns);

      for (guint k = 0; k < n; k++)
        if (aspect.columns[k] == column)
          aspect.n_columns = n;
      if (aspect.n_columns > 0)
        break;
    }
  for (guint i = 0; i < aspect.n_columns; i++)
    drop_set (row, aspect.columns[i]);

  aspect.mine = get_stand (self, self->mine, row->m, aspect.columns, aspect.n_columns, here, FALSE);
  aspect.theirs = get_stand (self, self->theirs, row->t, aspect.columns, aspect.n_columns, there, FALSE);
  ask_value (self, row, &aspect, here, there);
  if (self->of != YTT_MERGE_OF_RELEASE)
    ((YttMergeDecision *) g_ptr_array_index (self->decisions, self->decisions->len - 1))->newer =
      theirs ? YTT_MERGE_THEIRS : YTT_MERGE_MINE;

  return (int) self->decisions->len - 1;
}

/* An order in a list is nobody's fact: the one that was changed last, or else the smaller one. */
static void
settle_position (YttMergePlan  *self,
                 YttMergeRow   *row,
                 const Aspect  *aspect,
                 const YttCell *mine,
                 const YttCell *theirs)
{
  guint column = aspect->columns[0];
  const char *here = aspect->mine.has_entry ? ytt_merge_side_get_entry (self->mine, aspect->mine.entry)->at : NULL;
  const char *there = aspect->theirs.has_entry ? ytt_merge_side_get_entry (self->theirs, aspect->theirs.entry)->at : NULL;
  int order = g_strcmp0 (there, here);

  if (order == 0)
    order = theirs[column].integer < mine[column].integer ? 1 : -1;
  if (order > 0)
    take (row, theirs, aspect->columns, 1, -1);
}

/* Whether one of the sides is right without anybody being asked: 1 theirs, -1 mine, 0 for no. */
static int
find_right (YttMergePlan  *self,
            YttMergeRow   *row,
            Aspect        *aspect,
            const YttCell *mine,
            const YttCell *theirs,
            YttCell       *before,
            gboolean       known)
{
  if (!known)
    return 0;
  if (!aspect->theirs.changed)
    return -1;
  if (!aspect->mine.changed)
    return 1;
  if (aspect->theirs.from_other != aspect->mine.from_other)
    return aspect->mine.from_other ? 1 : -1;

  /* What both knew when they last met. */
  if (self->later >= 0)
    get_before (self, row, row->t, TRUE, theirs, aspect->columns, aspect->n_columns, before);
  else
    get_before (self, row, row->m, FALSE, mine, aspect->columns, aspect->n_columns, before);
  if ((self->later >= 0 ? row->t : row->m) != NULL && (self->later >= 0 ? row->t : row->m)->existed)
    {
      aspect->before = before;
      if (are_equal (before, mine, aspect->columns, aspect->n_columns))
        return 1;
      if (are_equal (before, theirs, aspect->columns, aspect->n_columns))
        return -1;
    }

  return 0;
}

/* Without history in common: data sets of two releases, each perhaps edited. Equal beginnings are the ancestor; of two
 * that differ, the older one is. */
static void
stand_without_history (YttMergePlan  *self,
                       YttMergeRow   *row,
                       Aspect        *aspect,
                       const YttCell *mine,
                       const YttCell *theirs)
{
  g_autofree YttCell *m = g_new0 (YttCell, row->shape->columns->len), *t = g_new0 (YttCell, row->shape->columns->len);

  get_before (self, row, row->m, FALSE, mine, aspect->columns, aspect->n_columns, m);
  get_before (self, row, row->t, TRUE, theirs, aspect->columns, aspect->n_columns, t);
  if (are_equal (m, t, aspect->columns, aspect->n_columns))
    return;

  if (!self->mine_newer)
    aspect->theirs.changed = TRUE;
  if (!self->theirs_newer)
    aspect->mine.changed = TRUE;
}

static void
compare_aspect (YttMergePlan  *self,
                YttMergeRow   *row,
                Aspect        *aspect,
                const YttCell *mine,
                const YttCell *theirs,
                gboolean       known)
{
  g_autofree YttCell *before = g_new0 (YttCell, row->shape->columns->len);
  int right;

  if (are_equal (mine, theirs, aspect->columns, aspect->n_columns))
    return;

  aspect->mine = get_stand (self, self->mine, row->m, aspect->columns, aspect->n_columns, mine, !known);
  /* What is unchanged refers to the keys that it had before they were mapped. */
  aspect->theirs = get_stand (self, self->theirs, row->t, aspect->columns, aspect->n_columns, theirs, !known);
  if (self->whole && known)
    stand_without_history (self, row, aspect, mine, theirs);

  right = find_right (self, row, aspect, mine, theirs, before, known);
  if (right > 0)
    take (row, theirs, aspect->columns, aspect->n_columns, -1);
  else if (right == 0 && g_str_equal (g_ptr_array_index (row->shape->columns, aspect->columns[0]), "position"))
    settle_position (self, row, aspect, mine, theirs);
  else if (right == 0)
    ask_value (self, row, aspect, mine, theirs);
}

/**
 * ytt_merge_compare_cells:
 * @self: a plan
 * @row: a row that is on both sides
 * @mine: its cells here
 * @theirs: its cells there, with keys as they are here
 * @known: whether it was one row when both sides met last; else where they differ nobody knows who changed it
 *
 * Returns: whether it changes here, or may
 */
gboolean
ytt_merge_compare_cells (YttMergePlan  *self,
                         YttMergeRow   *row,
                         const YttCell *mine,
                         const YttCell *theirs,
                         gboolean       known)
{
  for (guint i = 1; i < row->shape->columns->len; i++)
    {
      Aspect aspect = { .n_columns = get_aspect (row->shape, i, aspect.columns) };

      if (aspect.n_columns > 0)
        compare_aspect (self, row, &aspect, mine, theirs, known);
    }

  return row->fate == YTT_FATE_CHANGE;
}

static gboolean
is_ours_alone (YttMergeRow   *row,
               const YttCell *cells)
{
  return g_str_equal (row->key.table, "meta") && cells[1].kind == YTT_CELL_TEXT
         && (g_str_equal (cells[1].text, "schema") || g_str_has_prefix (cells[1].text, YTT_MERGED_KEY));
}

/* A key that a program of ours made is random, and proves two rows to be one. */
static gboolean
has_made_key (YttMergeSide *side,
              YttMergePast *past)
{
  YttHistoryKind kind;

  if (past == NULL || past->existed)
    return FALSE;

  kind = ytt_merge_side_get_entry (side, past->first)->kind;

  return kind == YTT_HISTORY_EDIT || kind == YTT_HISTORY_IMPORT;
}

/* Whether rows of equal keys are one. Other programs number "largest + 1", alike in two copies. */
static gboolean
is_proven (YttMergePlan  *self,
           YttMergeRow   *row,
           const YttCell *mine,
           const YttCell *theirs)
{
  g_autofree YttCell *m = NULL, *t = NULL;
  guint all[64], n = 0;

  if (!self->whole && row->t != NULL && row->t->existed)
    return TRUE;
  if (!self->whole && row->m != NULL && row->m->existed)
    return TRUE;
  if (has_made_key (self->mine, row->m) || has_made_key (self->theirs, row->t)
      || ytt_merge_is_one (row, mine, theirs))
    return TRUE;

  for (; n + 1 < row->shape->columns->len && n < G_N_ELEMENTS (all); n++)
    all[n] = n + 1;
  m = g_new0 (YttCell, row->shape->columns->len);
  t = g_new0 (YttCell, row->shape->columns->len);
  get_before (self, row, row->m, FALSE, mine, all, n, m);
  get_before (self, row, row->t, TRUE, theirs, all, n, t);

  return ytt_merge_is_one (row, m, t);
}

/* A new key that follows from the old one and the row, so that it is the same each time. */
static gint64
renumber (YttMergeRow   *row,
          const YttCell *theirs)
{
  guint8 digest[32];
  g_autofree char *key = NULL;

  ytt_merge_digest (row->shape, theirs, digest);
  key = g_strdup_printf ("%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, row->key.row, ytt_id_for_digest (digest));

  return ytt_id_for_key (row->key.table, key);
}

/* A row that they have and this document does not. */
static gboolean
classify_missing (YttMergePlan  *self,
                  YttMergeRow   *row,
                  const YttCell *theirs,
                  GError       **error)
{
  gboolean by_name = FALSE;
  gint64 same;

  /* Of one that was deleted here it is settled later whether it comes back. */
  if (ytt_merge_side_deleted (self->mine, row->m))
    return TRUE;

  same = ytt_merge_find_same (self, row, theirs, &by_name, error);
  if (same != 0)
    {
      g_autofree YttCell *mine = ytt_merge_side_read_row (self->mine, row->key.table, same, error);

      if (mine == NULL)
        return FALSE;
      ytt_merge_set_alias (self, row, same);
      ytt_merge_compare_cells (self, row, mine, theirs, FALSE);
      return TRUE;
    }

  row->fate = YTT_FATE_ADD;

  return TRUE;
}

static gboolean
classify_row (YttMergePlan  *self,
              YttMergeRow   *row,
              GError       **error)
{
  g_autofree YttCell *theirs = ytt_merge_read_theirs (self, row, error);
  g_autofree YttCell *mine = ytt_merge_side_read_row (self->mine, row->key.table, row->id, error);
  gboolean collides;

  if (*error != NULL)
    return FALSE;
  if ((theirs != NULL && is_ours_alone (row, theirs)) || (mine != NULL && is_ours_alone (row, mine))
      || (theirs == NULL && mine == NULL))
    return TRUE;

  if (theirs == NULL)
    {
      /* What they deleted only because it was deleted here then, but is here again, stays. */
      if (row->t == NULL || ytt_merge_side_deleted (self->theirs, row->t))
        row->fate = YTT_FATE_DELETE;
      return TRUE;
    }

  collides = mine != NULL && row->id == row->key.row && !is_proven (self, row, mine, theirs);
  if (collides)
    {
      gboolean by_name = FALSE;
      gint64 same = ytt_merge_find_same (self, row, theirs, &by_name, error);

      if (*error != NULL)
        return FALSE;
      g_clear_pointer (&mine, g_free);
      if (same == 0)
        {
          ytt_merge_set_alias (self, row, renumber (row, theirs));
          self->n_renumbered++;
        }
      else
        ytt_merge_set_alias (self, row, same);
      mine = ytt_merge_side_read_row (self->mine, row->key.table, row->id, error);
      if (mine == NULL && same == 0 && *error == NULL)
        {
          row->fate = YTT_FATE_ADD;
          return TRUE;
        }
    }

  if (mine == NULL)
    return *error == NULL && classify_missing (self, row, theirs, error);

  ytt_merge_compare_cells (self, row, mine, theirs, !collides);

  return TRUE;
}

gboolean
ytt_merge_classify (YttMergePlan  *self,
                    GError       **error)
{
  g_autoptr(GError) failure = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    {
      YttMergeRow *row = g_ptr_array_index (self->rows, i);

      /* Tables come before what refers to them, but their rows were read with the keys of those that come first. */
      row->id = ytt_merge_map (self, row->key.table, row->key.row);
      row->m = ytt_merge_side_get_past (self->mine, row->key.table, row->id);
      if (!classify_row (self, row, &failure))
        {
          if (failure != NULL)
            g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
    }

  return TRUE;
}
