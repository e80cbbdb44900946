/* What rows need of each other: nothing is deleted that the other side changed or refers to, nothing added that refers to
 * what is not there, and nothing pinned beside another pin, unless a person says so. */

#include "config.h"

#include "ytt-store-merge-private.h"

#include "ytt-row.h"

static void
unify (YttMergePlan *self,
       int           a,
       int           b)
{
  a = ytt_merge_find_decision (self, a);
  b = ytt_merge_find_decision (self, b);
  if (a >= 0 && b >= 0 && a != b)
    g_array_index (self->same_as, int, MAX (a, b)) = MIN (a, b);
}

/* Two decisions that turned out to be one, if there are two. */
void
ytt_merge_join (YttMergePlan *self,
                int          *decision,
                int           other)
{
  if (*decision < 0)
    *decision = other;
  else
    unify (self, *decision, other);
}

/* (nullable): by its key in this document */
YttMergeRow *
ytt_merge_find_row (YttMergePlan *self,
                    const char   *table,
                    gint64        id)
{
  YttRowKey key = { table, id };

  return g_hash_table_lookup (self->by_id, &key);
}

void
ytt_merge_index_row (YttMergePlan *self,
                     YttMergeRow  *row)
{
  YttRowKey key = { row->key.table, row->id };

  g_hash_table_insert (self->by_id, g_memdup2 (&key, sizeof key), row);
}

static gboolean
is_let_go (YttMergePlan *self,
           const char   *table,
           gint64        id,
           guint         column)
{
  YttMergeRow *row = ytt_merge_find_row (self, table, id);

  if (row == NULL)
    return FALSE;
  if (row->fate == YTT_FATE_DELETE)
    return TRUE;
  for (guint i = 0; row->sets != NULL && i < row->sets->len; i++)
    if (g_array_index (row->sets, YttMergeSet, i).column == column)
      return TRUE;

  return FALSE;
}

static gboolean
has_attachment (YttMergeSide *side,
                gint64        id)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;

  if (sqlite3_prepare_v2 (side->db, "SELECT 1 FROM attachment WHERE id = ?1", -1, &stmt, NULL) != SQLITE_OK)
    return FALSE;

  sqlite3_bind_int64 (stmt, 1, id);

  return sqlite3_step (stmt) == SQLITE_ROW;
}

/* Whether what is referred to will be there; @decision: what that hangs on. */
static gboolean
will_be_there (YttMergePlan *self,
               const char   *parent,
               gint64        id,
               int          *decision)
{
  const YttRecordTable *record = ytt_record_tables_find (parent);
  YttMergeRow *row;

  *decision = -1;
  if (record == NULL)
    return has_attachment (self->mine, id) || has_attachment (self->theirs, id);

  row = ytt_merge_find_row (self, record->name, id);
  if (row != NULL && row->fate == YTT_FATE_ADD)
    {
      *decision = row->decision;
      return TRUE;
    }

  return ytt_merge_side_has_row (self->mine, record->name, id);
}

/* FALSE with an error. */
static gboolean
settle_addition (YttMergePlan  *self,
                 YttMergeRow   *row,
                 gboolean      *again,
                 GError       **error)
{
  g_autofree YttCell *cells = ytt_merge_read_theirs (self, row, error);

  if (cells == NULL)
    return FALSE;

  for (guint i = 1; i < row->shape->columns->len; i++)
    {
      const char *parent = g_ptr_array_index (row->shape->parents, i);
      gboolean goes_with = ytt_merge_goes_with (row->shape, i), there;
      int decision;

      if (parent == NULL || cells[i].kind != YTT_CELL_INTEGER)
        continue;
      there = will_be_there (self, parent, cells[i].integer, &decision);
      if (!there && goes_with)
        {
          row->fate = YTT_FATE_MISSING;
          row->decision = -1;
          *again = TRUE;
          return TRUE;
        }
      if (goes_with && decision >= 0)
        ytt_merge_join (self, &row->decision, decision);
      else if (!goes_with && (!there || (decision >= 0 && ytt_merge_find_decision (self, decision)
                                                            != ytt_merge_find_decision (self, row->decision))))
        ytt_merge_row_set (row, i, YTT_CELL_OF_NULL, decision, there);
    }

  return TRUE;
}

static void
settle_change (YttMergePlan *self,
               YttMergeRow  *row)
{
  for (guint i = row->sets->len; i > 0; i--)
    {
      const YttMergeSet *set = &g_array_index (row->sets, YttMergeSet, i - 1);
      const char *parent = g_ptr_array_index (row->shape->parents, set->column);
      int decision;

      if (parent != NULL && set->cell.kind == YTT_CELL_INTEGER
          && !will_be_there (self, parent, set->cell.integer, &decision))
        g_array_remove_index (row->sets, i - 1);
    }

  if (row->sets->len == 0)
    row->fate = YTT_FATE_MISSING;
}

static gboolean
settle_references (YttMergePlan  *self,
                   GError       **error)
{
  gboolean again = TRUE;

  /* What is left out takes along what refers to it. */
  while (again)
    {
      again = FALSE;
      for (guint i = 0; i < self->rows->len; i++)
        {
          YttMergeRow *row = g_ptr_array_index (self->rows, i);

          if (row->fate == YTT_FATE_ADD && !settle_addition (self, row, &again, error))
            return FALSE;
        }
    }
  for (guint i = 0; i < self->rows->len; i++)
    {
      YttMergeRow *row = g_ptr_array_index (self->rows, i);

      if (row->fate == YTT_FATE_CHANGE)
        settle_change (self, row);
    }

  return TRUE;
}

/* Pins: on one thing, one claim at most is an editor's choice. */

static const char rivals_sql[] =
  "SELECT id FROM claim WHERE facility = ?1 AND attribute = ?2 AND part IS ?3 AND basis IS ?4 AND pinned"
  " AND (length (unit) = 3) = (length (?6) = 3) AND (length (?6) <> 3 OR unit = ?6)"
  " AND (coalesce (tense, CASE WHEN qualifier IN ('planned', 'expected') THEN 'promised' ELSE 'stated' END) = 'promised')"
  "   = (coalesce (?7, CASE WHEN ?8 IN ('planned', 'expected') THEN 'promised' ELSE 'stated' END) = 'promised')"
  " AND id <> ?5 ORDER BY id";

static guint
column_of (YttMergeRow *row,
           const char  *name)
{
  return (guint) ytt_table_shape_find_column (row->shape, name);
}

/* The claim here that is pinned on the same thing, and stays so. */
static gint64
find_rival (YttMergePlan  *self,
            YttMergeRow   *row,
            const YttCell *cells,
            GError       **error)
{
  static const char * const columns[] = { "facility", "attribute", "part", "basis", NULL, "unit", "tense", "qualifier" };
  g_autoptr(sqlite3_stmt) stmt = NULL;
  gint64 rival = 0;
  int rc = sqlite3_prepare_v2 (self->mine->db, rivals_sql, -1, &stmt, NULL);

  for (guint i = 0; rc == SQLITE_OK && i < G_N_ELEMENTS (columns); i++)
    rc = columns[i] != NULL ? ytt_sqlite_bind_cell (stmt, (int) i + 1, &cells[column_of (row, columns[i])])
                            : sqlite3_bind_int64 (stmt, (int) i + 1, row->id);
  while (rc == SQLITE_OK || rc == SQLITE_ROW)
    if ((rc = sqlite3_step (stmt)) == SQLITE_ROW && rival == 0
        && !is_let_go (self, "claim", sqlite3_column_int64 (stmt, 0), column_of (row, "pinned")))
      rival = sqlite3_column_int64 (stmt, 0);
  ytt_sqlite_failed (self->mine->db, rc, error);

  return rival;
}

static void
unpin_rival (YttMergePlan *self,
             YttMergeRow  *row,
             gint64        rival,
             int           number)
{
  YttMergeRow *extra = g_new0 (YttMergeRow, 1);

  extra->key = (YttRowKey) { row->key.table, rival };
  extra->shape = row->shape;
  extra->id = rival;
  extra->decision = -1;
  extra->fate = YTT_FATE_CHANGE;
  ytt_merge_row_set (extra, column_of (row, "pinned"), YTT_CELL_OF_INTEGER (0), number, FALSE);
  ytt_merge_row_set (extra, column_of (row, "pin_reason"), YTT_CELL_OF_NULL, number, FALSE);
  g_ptr_array_add (self->extras, extra);
}

static void
ask_pin (YttMergePlan  *self,
         YttMergeRow   *row,
         const YttCell *cells,
         gint64         rival,
         int            number)
{
  YttMergeDecision *decision = g_ptr_array_index (self->decisions, (guint) number);
  g_autofree YttCell *mine = ytt_merge_side_read_row (self->mine, "claim", rival, NULL);
  YttMergePast *past = ytt_merge_side_get_past (self->mine, row->key.table, rival);
  guint pinned = column_of (row, "pinned"), entry;

  if (mine != NULL)
    {
      decision->mine.text = ytt_merge_describe (self, self->mine, row->shape, mine);
      if (ytt_merge_side_changed (self->mine, past, pinned, &mine[pinned], &entry))
        ytt_merge_view_entry (&decision->mine, ytt_merge_side_get_entry (self->mine, entry));
    }
  decision->theirs.text = ytt_merge_describe (self, self->theirs, row->shape, cells);
  if (ytt_merge_side_changed (self->theirs, row->t, pinned, &cells[pinned], &entry))
    ytt_merge_view_entry (&decision->theirs, ytt_merge_side_get_entry (self->theirs, entry));

  decision->newer = g_strcmp0 (decision->mine.at, decision->theirs.at) > 0
                    || (g_strcmp0 (decision->mine.at, decision->theirs.at) == 0 && rival < row->id)
                    || self->of == YTT_MERGE_OF_RELEASE ? YTT_MERGE_MINE : YTT_MERGE_THEIRS;
}

static gboolean
settle_pin (YttMergePlan  *self,
            YttMergeRow   *row,
            GError       **error)
{
  guint pinned = column_of (row, "pinned"), reason = column_of (row, "pin_reason");
  gboolean sets = row->fate == YTT_FATE_ADD;
  g_autofree YttCell *cells = NULL;
  g_autoptr(GError) failure = NULL;
  gint64 rival;
  int number;

  for (guint i = 0; row->fate == YTT_FATE_CHANGE && i < row->sets->len; i++)
    sets = sets || (g_array_index (row->sets, YttMergeSet, i).column == pinned
                    && g_array_index (row->sets, YttMergeSet, i).decision < 0);
  cells = sets ? ytt_merge_read_theirs (self, row, &failure) : NULL;
  rival = cells != NULL && cells[pinned].kind == YTT_CELL_INTEGER && cells[pinned].integer != 0
            ? find_rival (self, row, cells, &failure) : 0;
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (rival == 0)
    return TRUE;

  number = ytt_merge_ask (self, YTT_MERGE_PIN, row, "pinned");
  ask_pin (self, row, cells, rival, number);
  unpin_rival (self, row, rival, number);
  if (row->fate == YTT_FATE_ADD)
    {
      ytt_merge_row_set (row, pinned, YTT_CELL_OF_INTEGER (0), number, TRUE);
      ytt_merge_row_set (row, reason, YTT_CELL_OF_NULL, number, TRUE);
    }
  else
    for (guint i = 0; i < row->sets->len; i++)
      {
        YttMergeSet *set = &g_array_index (row->sets, YttMergeSet, i);

        if (set->column == pinned || set->column == reason)
          set->decision = number;
      }

  return TRUE;
}

/* Decisions that turned out to be one are told once. */

static int
renumber (const int *numbers,
          int        decision)
{
  return decision >= 0 ? numbers[decision] : -1;
}

static void
renumber_row (YttMergeRow *row,
              const int   *numbers)
{
  row->decision = renumber (numbers, row->decision);
  for (guint i = 0; row->sets != NULL && i < row->sets->len; i++)
    {
      YttMergeSet *set = &g_array_index (row->sets, YttMergeSet, i);

      set->decision = renumber (numbers, set->decision);
    }
}

static void
drop_doubles (YttMergePlan *self)
{
  g_autofree int *numbers = g_new0 (int, self->decisions->len + 1);
  guint n = self->decisions->len, kept = 0;

  for (guint i = 0; i < n; i++)
    if (ytt_merge_find_decision (self, (int) i) == (int) i)
      numbers[i] = (int) kept++;
  for (guint i = 0; i < n; i++)
    numbers[i] = numbers[ytt_merge_find_decision (self, (int) i)];

  for (guint i = 0; i < self->rows->len; i++)
    renumber_row (g_ptr_array_index (self->rows, i), numbers);
  for (guint i = 0; i < self->extras->len; i++)
    renumber_row (g_ptr_array_index (self->extras, i), numbers);
  for (guint i = 0; i < self->losers->len; i++)
    {
      YttMergeTwin *twin = g_ptr_array_index (self->losers, i);

      twin->decision = renumber (numbers, twin->decision);
    }

  for (guint i = n; i > 0; i--)
    if (ytt_merge_find_decision (self, (int) i - 1) != (int) i - 1)
      g_ptr_array_remove_index (self->decisions, i - 1);
  g_array_set_size (self->same_as, 0);
  for (int i = 0; i < (int) self->decisions->len; i++)
    g_array_append_val (self->same_as, i);
}

gboolean
ytt_merge_settle (YttMergePlan  *self,
                  GError       **error)
{
  for (guint i = 0; i < self->rows->len; i++)
    ytt_merge_index_row (self, g_ptr_array_index (self->rows, i));

  if (!ytt_merge_settle_deletions (self, error) || !settle_references (self, error))
    return FALSE;
  ytt_merge_sort_rows (self);

  for (guint i = 0; i < self->rows->len; i++)
    {
      YttMergeRow *row = g_ptr_array_index (self->rows, i);

      if (g_str_equal (row->key.table, "claim") && (row->fate == YTT_FATE_ADD || row->fate == YTT_FATE_CHANGE)
          && !settle_pin (self, row, error))
        return FALSE;
    }
  drop_doubles (self);

  return TRUE;
}
