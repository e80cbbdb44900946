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

static void
join (YttMergePlan *self,
      int          *decision,
      int           other)
{
  if (*decision < 0)
    *decision = other;
  else
    unify (self, *decision, other);
}

static YttMergeRow *
find_row (YttMergePlan *self,
          const char   *table,
          gint64        id)
{
  YttRowKey key = { table, id };

  return g_hash_table_lookup (self->by_id, &key);
}

static void
index_row (YttMergePlan *self,
           YttMergeRow  *row)
{
  YttRowKey key = { row->key.table, row->id };

  g_hash_table_insert (self->by_id, g_memdup2 (&key, sizeof key), row);
}

/* Deletions */

static gboolean
changed_here (YttMergePlan  *self,
              YttMergeRow   *row,
              const YttCell *mine)
{
  const guint8 *from_other = self->mine->from_other->data;

  if (row->m == NULL || !row->m->exists)
    return FALSE;
  if (!row->m->existed)
    return !from_other[row->m->last];

  for (guint i = 1; i < row->shape->columns->len; i++)
    {
      guint entry;

      if (ytt_merge_side_changed (self->mine, row->m, i, &mine[i], &entry) && !from_other[entry])
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_let_go (YttMergePlan *self,
           const char   *table,
           gint64        id,
           guint         column)
{
  YttMergeRow *row = find_row (self, table, id);

  if (row == NULL)
    return FALSE;
  if (row->fate == YTT_FATE_DELETE)
    return TRUE;
  for (guint i = 0; row->sets != NULL && i < row->sets->len; i++)
    if (g_array_index (row->sets, YttMergeSet, i).column == column)
      return TRUE;

  return FALSE;
}

/* Whether rows here that stay refer to one that is to be deleted. */
static gboolean
is_needed_by (YttMergePlan   *self,
              YttTableShape  *shape,
              guint           column,
              gint64          id,
              gboolean       *needed,
              GError        **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM \"%s\" WHERE \"%s\" = ?1", shape->record->name,
                                          (const char *) g_ptr_array_index (shape->columns, column));
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc = sqlite3_prepare_v2 (self->mine->db, sql, -1, &stmt, NULL);

  if (rc == SQLITE_OK)
    rc = sqlite3_bind_int64 (stmt, 1, id);
  while (rc == SQLITE_OK || rc == SQLITE_ROW)
    if ((rc = sqlite3_step (stmt)) == SQLITE_ROW
        && !is_let_go (self, shape->record->name, sqlite3_column_int64 (stmt, 0), column))
      *needed = TRUE;

  return !ytt_sqlite_failed (self->mine->db, rc, error);
}

static gboolean
is_needed (YttMergePlan  *self,
           YttMergeRow   *row,
           gboolean      *needed,
           GError       **error)
{
  const YttRecordTable *tables = ytt_record_tables_get ();

  for (guint i = 0; tables[i].name != NULL; i++)
    {
      YttTableShape *shape = ytt_merge_side_get_shape (self->theirs, tables[i].name, error);

      if (shape == NULL)
        return FALSE;
      for (guint k = 1; k < shape->columns->len; k++)
        if (g_strcmp0 (g_ptr_array_index (shape->parents, k), row->key.table) == 0
            && !is_needed_by (self, shape, k, row->id, needed, error))
          return FALSE;
    }

  return TRUE;
}

/* The outermost record that goes with it: a claim goes with its facility. */
static YttMergeRow *
find_root (YttMergePlan *self,
           YttMergeRow  *row)
{
  const YttRecordTable *record = row->shape->record;
  g_autofree YttCell *mine = NULL;

  if (record->owners[0].column == NULL)
    return row;

  mine = ytt_merge_side_read_row (self->mine, row->key.table, row->id, NULL);
  for (guint i = 0; mine != NULL && i < YTT_MAX_OWNERS && record->owners[i].column != NULL; i++)
    {
      int column = ytt_table_shape_find_column (row->shape, record->owners[i].column);
      YttMergeRow *owner = column >= 0 && mine[column].kind == YTT_CELL_INTEGER
                             ? find_row (self, record->owners[i].table, mine[column].integer) : NULL;

      if (owner != NULL && owner != row && owner->fate == YTT_FATE_DELETE)
        return find_root (self, owner);
    }

  return row;
}

static gboolean
settle_deletion (YttMergePlan  *self,
                 YttMergeRow   *row,
                 GError       **error)
{
  g_autofree YttCell *mine = ytt_merge_side_read_row (self->mine, row->key.table, row->id, error);
  YttMergeRow *root;
  gboolean needed;

  if (mine == NULL)
    return FALSE;

  needed = changed_here (self, row, mine);
  if (!needed && !is_needed (self, row, &needed, error))
    return FALSE;
  if (!needed)
    return TRUE;

  root = find_root (self, row);
  if (root->decision < 0)
    root->decision = ytt_merge_ask (self, YTT_MERGE_THEY_DELETED, root, NULL);

  return TRUE;
}

static gboolean
settle_deletions (YttMergePlan  *self,
                  GError       **error)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      YttMergeRow *row = g_ptr_array_index (self->rows, i);

      if (row->fate == YTT_FATE_DELETE && !settle_deletion (self, row, error))
        return FALSE;
    }

  /* What is a part of it stays or goes with it. */
  for (guint i = 0; i < self->rows->len; i++)
    {
      YttMergeRow *row = g_ptr_array_index (self->rows, i);

      if (row->fate == YTT_FATE_DELETE && row->decision < 0)
        row->decision = find_root (self, row)->decision;
    }

  return TRUE;
}

/* Additions, and what was deleted here that they need */

typedef struct
{
  YttMergePlan *plan;
  GHashTable   *parts;   /* owner to the keys of its parts that were deleted here */
  gboolean      again;   /* something was found missing, or brought back, that others may rest on */
} Settling;

static void
index_part (Settling     *self,
            YttMergePast *past)
{
  YttTableShape *shape = ytt_merge_side_get_shape (self->plan->theirs, past->key.table, NULL);
  const YttOwner *owner = shape != NULL ? &shape->record->owners[0] : NULL;
  int column = owner != NULL && owner->column != NULL ? ytt_table_shape_find_column (shape, owner->column) : -1;
  YttCell nothing = YTT_CELL_OF_NULL;
  YttCell cell = column >= 0 ? ytt_merge_side_get_before (past, (guint) column, &nothing) : nothing;
  YttRowKey key;
  GArray *keys;

  if (cell.kind != YTT_CELL_INTEGER)
    return;

  key = (YttRowKey) { ytt_record_tables_find (owner->table)->name, cell.integer };
  keys = g_hash_table_lookup (self->parts, &key);
  if (keys == NULL)
    {
      keys = g_array_new (FALSE, FALSE, sizeof (YttRowKey));
      g_hash_table_insert (self->parts, g_memdup2 (&key, sizeof key), keys);
    }
  g_array_append_val (keys, past->key);
}

static void
index_parts (Settling *self)
{
  GHashTableIter iter;
  YttMergePast *past;

  self->parts = ytt_row_map_new ((GDestroyNotify) g_array_unref);
  g_hash_table_iter_init (&iter, self->plan->mine->pasts);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &past))
    if (past->existed && !past->exists)
      index_part (self, past);
}

static gboolean
is_added (YttMergePlan *self,
          const char   *table,
          gint64        id)
{
  YttRowKey key = { table, id };

  return g_hash_table_contains (self->adds, &key);
}

static gboolean bring_back (Settling    *self,
                            const char  *table,
                            gint64       id,
                            int         *decision,
                            GError     **error);

/* With a record comes what was deleted with it. */
static gboolean
bring_back_parts (Settling    *self,
                  YttMergeRow *row,
                  GError     **error)
{
  YttRowKey key = { row->key.table, row->id };
  GArray *keys = g_hash_table_lookup (self->parts, &key);

  for (guint i = 0; keys != NULL && i < keys->len; i++)
    {
      YttRowKey part = g_array_index (keys, YttRowKey, i);
      int decision = row->decision;

      if (ytt_merge_side_has_row (self->plan->theirs, part.table, part.row)
          && !bring_back (self, part.table, part.row, &decision, error))
        return FALSE;
    }

  return TRUE;
}

/* A row that was deleted here comes back if so decided; without a decision yet, it is asked for. */
static gboolean
bring_back (Settling    *self,
            const char  *table,
            gint64       id,
            int         *decision,
            GError     **error)
{
  YttMergePlan *plan = self->plan;
  YttMergeRow *row = find_row (plan, table, id);
  YttRowKey key = { table, id };

  if (row != NULL && row->fate == YTT_FATE_ADD)
    {
      if (row->decision >= 0)
        join (plan, decision, row->decision);
      return TRUE;
    }

  if (row == NULL)
    {
      row = ytt_merge_add_row (plan, table, id, error);
      if (row == NULL)
        return FALSE;
      index_row (plan, row);
    }
  row->fate = YTT_FATE_ADD;
  if (*decision < 0)
    *decision = ytt_merge_ask (plan, YTT_MERGE_HERE_DELETED, row, NULL);
  row->decision = *decision;
  g_hash_table_add (plan->adds, g_memdup2 (&key, sizeof key));
  self->again = TRUE;

  return bring_back_parts (self, row, error);
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

/* Whether what is referred to will be there; what that hangs on joins the decision. */
static gboolean
need (Settling    *self,
      const char  *parent,
      gint64       id,
      int         *decision,
      gboolean    *there,
      GError     **error)
{
  YttMergePlan *plan = self->plan;
  const YttRecordTable *record = ytt_record_tables_find (parent);
  YttMergePast *past;

  if (record == NULL)
    {
      *there = has_attachment (plan->mine, id) || has_attachment (plan->theirs, id);
      return TRUE;
    }

  *there = TRUE;
  if (is_added (plan, record->name, id))
    {
      YttMergeRow *row = find_row (plan, record->name, id);

      if (row != NULL && row->decision >= 0)
        {
          if (*decision < 0)
            self->again = TRUE;
          join (plan, decision, row->decision);
        }
      return TRUE;
    }
  if (ytt_merge_side_has_row (plan->mine, record->name, id))
    return TRUE;

  past = ytt_merge_side_get_past (plan->mine, record->name, id);
  if (past != NULL && past->existed && ytt_merge_side_has_row (plan->theirs, record->name, id))
    return bring_back (self, record->name, id, decision, error);

  *there = FALSE;

  return TRUE;
}

static gboolean
settle_addition (Settling    *self,
                 YttMergeRow *row,
                 GError     **error)
{
  g_autofree YttCell *cells = ytt_merge_read_theirs (self->plan, row, error);
  gboolean whole = TRUE;

  if (cells == NULL)
    return FALSE;

  for (guint i = 1; i < row->shape->columns->len; i++)
    {
      const char *parent = g_ptr_array_index (row->shape->parents, i);
      gboolean there = TRUE;

      if (parent != NULL && cells[i].kind == YTT_CELL_INTEGER
          && !need (self, parent, cells[i].integer, &row->decision, &there, error))
        return FALSE;
      whole = whole && there;
    }

  if (!whole)
    {
      YttRowKey key = { row->key.table, row->id };

      row->fate = YTT_FATE_MISSING;
      row->decision = -1;
      g_hash_table_remove (self->plan->adds, &key);
      self->again = TRUE;
    }

  return TRUE;
}

static gboolean
settle_change (Settling    *self,
               YttMergeRow *row,
               GError     **error)
{
  for (guint i = row->sets->len; i > 0; i--)
    {
      YttMergeSet *set = &g_array_index (row->sets, YttMergeSet, i - 1);
      const char *parent = g_ptr_array_index (row->shape->parents, set->column);
      int decision = set->decision;
      gboolean there = TRUE;

      if (parent == NULL || set->cell.kind != YTT_CELL_INTEGER)
        continue;
      if (!need (self, parent, set->cell.integer, &decision, &there, error))
        return FALSE;
      if (there)
        g_array_index (row->sets, YttMergeSet, i - 1).decision = decision;
      else
        g_array_remove_index (row->sets, i - 1);
    }

  if (row->sets->len == 0)
    row->fate = YTT_FATE_MISSING;

  return TRUE;
}

static gboolean
settle_additions (YttMergePlan  *self,
                  GError       **error)
{
  Settling settling = { self, NULL, TRUE };
  gboolean done = TRUE;

  index_parts (&settling);
  for (guint i = 0; i < self->rows->len; i++)
    {
      YttMergeRow *row = g_ptr_array_index (self->rows, i);

      if (done && row->fate == YTT_FATE_ADD && row->decision >= 0)
        done = bring_back_parts (&settling, row, error);
    }

  while (done && settling.again)
    {
      settling.again = FALSE;
      for (guint i = 0; done && i < self->rows->len; i++)
        {
          YttMergeRow *row = g_ptr_array_index (self->rows, i);

          if (row->fate == YTT_FATE_ADD)
            done = settle_addition (&settling, row, error);
          else if (row->fate == YTT_FATE_CHANGE)
            done = settle_change (&settling, row, error);
        }
    }
  g_hash_table_unref (settling.parts);

  return done;
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
    index_row (self, g_ptr_array_index (self->rows, i));

  if (!settle_deletions (self, error) || !settle_additions (self, error))
    return FALSE;

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
