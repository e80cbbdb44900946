/* What one side deleted and the other one still has. It goes, unless the other one changed it, or refers to it with what is
 * new; then a person says whether it stays. With a record stays what belongs to it, and what it refers to.
 *
 * Both sides look at the same rows in the same way, whichever of them asks: only so do they come to the same facts. */

#include "config.h"

#include "ytt-store-merge-private.h"

#include "ytt-row.h"

/* A row that is on one side only: deleted on the other, or else new and resting on one that is. */
typedef struct
{
  YttRowKey    key;       /* as it is here */
  YttMergeRow *row;       /* (nullable) */
  YttCell     *cells;     /* (owned): as that side has it, with keys as they are here */
  gboolean     deleted;
  gboolean     kept;
  int          decision;  /* that it hangs on already; -1 for none */
  guint        number;
  guint        same_as;   /* the number of another one that stays or goes with it */
} Node;

/* A column that refers to a table. */
typedef struct
{
  YttTableShape *shape;
  guint          column;
  sqlite3_stmt  *stmt;    /* (owned): rows that refer to one */
} Reference;

typedef struct
{
  YttMergePlan *plan;
  gboolean      theirs;     /* whose rows the other side deleted */
  YttMergeSide *side;
  GHashTable   *nodes;      /* (owned) (element-type Node): by key */
  GPtrArray    *list;       /* (owned) (element-type Node) */
  GHashTable   *columns;    /* (owned): tables to arrays of Reference */
} Standing;

static void
node_free (Node *node)
{
  g_free (node->cells);
  g_free (node);
}

static void
reference_clear (Reference *reference)
{
  g_clear_pointer (&reference->stmt, sqlite3_finalize);
}

static void
standing_clear (Standing *self)
{
  g_clear_pointer (&self->nodes, g_hash_table_unref);
  g_clear_pointer (&self->list, g_ptr_array_unref);
  g_clear_pointer (&self->columns, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Standing, standing_clear)

static Node *
find_node (Standing   *self,
           const char *table,
           gint64      id)
{
  YttRowKey key = { table, id };

  return g_hash_table_lookup (self->nodes, &key);
}

static guint
find_number (Standing *self,
             guint     number)
{
  Node *node = g_ptr_array_index (self->list, number);

  while (node->same_as != node->number)
    {
      Node *next = g_ptr_array_index (self->list, node->same_as);

      node->same_as = next->same_as;
      node = next;
    }

  return node->number;
}

static void
bind_nodes (Standing *self,
            Node     *a,
            Node     *b)
{
  guint first = find_number (self, a->number), second = find_number (self, b->number);

  ((Node *) g_ptr_array_index (self->list, MAX (first, second)))->same_as = MIN (first, second);
}

static gint64
get_key_on_side (Standing   *self,
                 const char *table,
                 gint64      id)
{
  return self->theirs ? ytt_merge_unmap (self->plan, table, id) : id;
}

/* Whether the side that deletes has a row. */
static gboolean
is_on_other_side (Standing   *self,
                  const char *table,
                  gint64      id)
{
  YttMergePlan *plan = self->plan;

  return self->theirs ? ytt_merge_side_has_row (plan->mine, table, id)
                      : ytt_merge_side_has_row (plan->theirs, table, ytt_merge_unmap (plan, table, id));
}

/* (nullable): with an error, or if it is not there */
static YttCell *
read_cells (Standing    *self,
            const char  *table,
            gint64       id,
            GError     **error)
{
  YttTableShape *shape = ytt_merge_side_get_shape (self->plan->theirs, table, error);
  YttCell *cells = shape != NULL ? ytt_merge_side_read_row (self->side, table, get_key_on_side (self, table, id), error)
                                 : NULL;

  for (guint i = 1; self->theirs && cells != NULL && i < shape->columns->len; i++)
    {
      const char *parent = g_ptr_array_index (shape->parents, i);
      const YttRecordTable *record = parent != NULL ? ytt_record_tables_find (parent) : NULL;

      if (record != NULL && cells[i].kind == YTT_CELL_INTEGER)
        cells[i].integer = ytt_merge_map (self->plan, record->name, cells[i].integer);
    }

  return cells;
}

/* (transfer none) (nullable): with an error */
static Node *
add_node (Standing     *self,
          const char   *table,
          gint64        id,
          YttMergeRow  *row,
          gboolean      deleted,
          GError      **error)
{
  YttCell *cells = read_cells (self, table, id, error);
  Node *node;

  if (cells == NULL)
    return NULL;

  node = g_new0 (Node, 1);
  node->key = (YttRowKey) { table, id };
  node->row = row;
  node->cells = cells;
  node->deleted = deleted;
  node->kept = !deleted;
  node->decision = -1;
  node->number = node->same_as = self->list->len;
  g_ptr_array_add (self->list, node);
  g_hash_table_insert (self->nodes, &node->key, node);

  return node;
}

/* What they deleted stands in the plan; what was deleted here is added to it. */
static gboolean
add_deleted_there (Standing  *self,
                   GError   **error)
{
  for (guint i = 0; i < self->plan->rows->len; i++)
    {
      YttMergeRow *row = g_ptr_array_index (self->plan->rows, i);

      if (row->fate == YTT_FATE_DELETE && add_node (self, row->key.table, row->id, row, TRUE, error) == NULL)
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_deleted_here (Standing  *self,
                  GError   **error)
{
  YttMergePlan *plan = self->plan;
  GHashTableIter iter;
  YttMergePast *past;

  g_hash_table_iter_init (&iter, plan->mine->pasts);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &past))
    {
      const char *table = past->key.table;
      gint64 there = ytt_merge_unmap (plan, table, past->key.row);
      YttRowKey key = { table, there };
      YttMergeRow *row = g_hash_table_lookup (plan->by_key, &key);

      if (!ytt_merge_side_deleted (plan->mine, past) || !ytt_merge_side_has_row (plan->theirs, table, there)
          || (row != NULL && (row->id != past->key.row || row->fate != YTT_FATE_NONE)))
        continue;
      if (row == NULL)
        {
          row = ytt_merge_add_row (plan, table, there, error);
          if (row == NULL)
            return FALSE;
          ytt_merge_index_row (plan, row);
        }
      if (add_node (self, table, past->key.row, row, TRUE, error) == NULL)
        return FALSE;
    }

  return TRUE;
}

static GArray *
get_references (Standing    *self,
                const char  *parent,
                GError     **error)
{
  const YttRecordTable *tables = ytt_record_tables_get ();
  GArray *references = g_hash_table_lookup (self->columns, parent);

  if (references != NULL)
    return references;

  references = g_array_new (FALSE, FALSE, sizeof (Reference));
  g_array_set_clear_func (references, (GDestroyNotify) reference_clear);
  g_hash_table_insert (self->columns, (gpointer) parent, references);
  for (guint i = 0; tables[i].name != NULL; i++)
    {
      YttTableShape *shape = ytt_merge_side_get_shape (self->plan->theirs, tables[i].name, error);

      if (shape == NULL)
        return NULL;
      for (guint k = 1; k < shape->columns->len; k++)
        {
          Reference reference = { shape, k, NULL };
          g_autofree char *sql = NULL;

          if (g_strcmp0 (g_ptr_array_index (shape->parents, k), parent) != 0)
            continue;
          sql = g_strdup_printf ("SELECT id FROM \"%s\" WHERE \"%s\" = ?1", tables[i].name,
                                 (const char *) g_ptr_array_index (shape->columns, k));
          if (ytt_sqlite_failed (self->side->db, sqlite3_prepare_v2 (self->side->db, sql, -1, &reference.stmt, NULL), error))
            return NULL;
          g_array_append_val (references, reference);
        }
    }

  return references;
}

static YttMergeSet *
find_set (YttMergeRow *row,
          guint        column)
{
  for (guint i = 0; row != NULL && row->sets != NULL && i < row->sets->len; i++)
    if (g_array_index (row->sets, YttMergeSet, i).column == column)
      return &g_array_index (row->sets, YttMergeSet, i);

  return NULL;
}

/* A row that is on both sides refers to the node on one of them. If that side's word stands, it is a matter of choice. */
static gboolean
heed_shared (Standing         *self,
             Node             *node,
             const Reference  *reference,
             gint64            id,
             GError          **error)
{
  YttMergePlan *plan = self->plan;
  const char *table = reference->shape->record->name;
  YttMergeRow *row = ytt_merge_find_row (plan, table, id);
  YttMergeSet *set = find_set (row, reference->column);
  int decision;

  if (self->theirs ? set == NULL : set != NULL && set->decision < 0)
    return TRUE;

  if (set != NULL && set->decision >= 0)
    decision = set->decision;
  else
    {
      if (row == NULL)
        {
          row = ytt_merge_add_row (plan, table, ytt_merge_unmap (plan, table, id), error);
          if (row == NULL)
            return FALSE;
          ytt_merge_index_row (plan, row);
        }
      decision = ytt_merge_ask_reference (plan, row, reference->column, self->theirs, error);
      if (decision < 0)
        return FALSE;
    }
  node->kept = TRUE;
  ytt_merge_join (plan, &node->decision, decision);

  return TRUE;
}

static gboolean
heed_referrer (Standing         *self,
               Node             *node,
               const Reference  *reference,
               gint64            id,
               GError          **error)
{
  const char *table = reference->shape->record->name;
  Node *other = find_node (self, table, id);
  YttMergeRow *row = NULL;

  if (other != NULL)
    {
      if (!other->deleted && ytt_merge_goes_with (reference->shape, reference->column))
        bind_nodes (self, node, other);
      node->kept = node->kept || !other->deleted;
      return TRUE;
    }
  if (is_on_other_side (self, table, id))
    return heed_shared (self, node, reference, id, error);

  /* It is new. */
  if (self->theirs)
    {
      row = ytt_merge_find_row (self->plan, table, id);
      if (row == NULL || row->fate != YTT_FATE_ADD)
        return TRUE;
    }
  node->kept = TRUE;
  if (!ytt_merge_goes_with (reference->shape, reference->column))
    return TRUE;

  other = add_node (self, table, id, row, FALSE, error);
  if (other == NULL)
    return FALSE;
  bind_nodes (self, node, other);

  return TRUE;
}

static gboolean
heed_referrers (Standing  *self,
                Node      *node,
                GError   **error)
{
  GArray *references = get_references (self, node->key.table, error);

  if (references == NULL)
    return FALSE;

  for (guint i = 0; i < references->len; i++)
    {
      const Reference *reference = &g_array_index (references, Reference, i);
      const char *table = reference->shape->record->name;
      g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
      int rc = sqlite3_bind_int64 (reference->stmt, 1, get_key_on_side (self, node->key.table, node->key.row));

      while (rc == SQLITE_OK || rc == SQLITE_ROW)
        if ((rc = sqlite3_step (reference->stmt)) == SQLITE_ROW)
          {
            gint64 id = sqlite3_column_int64 (reference->stmt, 0);

            if (self->theirs)
              id = ytt_merge_map (self->plan, table, id);
            g_array_append_val (ids, id);
          }
      sqlite3_reset (reference->stmt);
      if (ytt_sqlite_failed (self->side->db, rc, error))
        return FALSE;

      for (guint k = 0; k < ids->len; k++)
        if (!heed_referrer (self, node, reference, g_array_index (ids, gint64, k), error))
          return FALSE;
    }

  return TRUE;
}

/* Whether the side that has it changed it, beyond what it took over from the other one. */
static gboolean
is_changed (Standing *self,
            Node     *node)
{
  YttMergeRow *row = node->row;
  YttMergePast *own = self->theirs ? row->t : row->m, *deleted = self->theirs ? row->m : row->t;
  const guint8 *from_other = self->side->from_other->data;
  guint n = row->shape->columns->len;

  /* Without anything in common, only who deleted it knows what it was. */
  if (self->plan->whole && deleted != NULL && deleted->existed)
    {
      for (guint i = 1; i < n; i++)
        {
          YttCell before = ytt_merge_side_get_before (deleted, i, &node->cells[i]);

          if (!ytt_cell_equal (before, node->cells[i]))
            return TRUE;
        }
      return FALSE;
    }

  if (own == NULL || !own->exists)
    return FALSE;
  if (!own->existed)
    return !from_other[own->last];

  for (guint i = 1; i < n; i++)
    {
      guint entry;

      if (ytt_merge_side_changed (self->side, own, i, &node->cells[i], &entry) && !from_other[entry])
        return TRUE;
    }

  return FALSE;
}

/* (nullable): the node that a column refers to */
static Node *
get_parent (Standing      *self,
            Node          *node,
            YttTableShape *shape,
            guint          column)
{
  const char *parent = g_ptr_array_index (shape->parents, column);
  const YttRecordTable *record = parent != NULL ? ytt_record_tables_find (parent) : NULL;

  return record != NULL && node->cells[column].kind == YTT_CELL_INTEGER
           ? find_node (self, record->name, node->cells[column].integer) : NULL;
}

/* What went with a record comes with it, once all that it needs is there. */
static gboolean
is_part_of_kept (Standing      *self,
                 Node          *node,
                 YttTableShape *shape)
{
  guint n = 0;

  for (guint i = 1; i < shape->columns->len; i++)
    {
      Node *parent = ytt_merge_goes_with (shape, i) ? get_parent (self, node, shape, i) : NULL;

      if (parent != NULL && !parent->kept)
        return FALSE;
      n += parent != NULL;
    }

  return n > 0;
}

/* What is kept keeps what it refers to. */
static gboolean
keep_parents (Standing      *self,
              Node          *node,
              YttTableShape *shape)
{
  gboolean again = FALSE;

  for (guint i = 1; i < shape->columns->len; i++)
    {
      Node *parent = get_parent (self, node, shape, i);

      if (parent == NULL || (!ytt_merge_goes_with (shape, i) && (!node->deleted || !parent->deleted)))
        continue;
      again = again || !parent->kept;
      parent->kept = TRUE;
      bind_nodes (self, node, parent);
    }

  return again;
}

static gboolean
close_over (Standing  *self,
            GError   **error)
{
  gboolean again = TRUE;

  while (again)
    {
      again = FALSE;
      for (guint i = 0; i < self->list->len; i++)
        {
          Node *node = g_ptr_array_index (self->list, i);
          YttTableShape *shape = ytt_merge_side_get_shape (self->plan->theirs, node->key.table, error);

          if (shape == NULL)
            return FALSE;
          if (!node->kept && is_part_of_kept (self, node, shape))
            again = node->kept = TRUE;
          if (node->kept)
            again = keep_parents (self, node, shape) || again;
        }
    }

  return TRUE;
}

static int
compare_nodes (gconstpointer a,
               gconstpointer b)
{
  const Node *first = *(Node * const *) a, *second = *(Node * const *) b;
  const YttRecordTable *one = ytt_record_tables_find (first->key.table), *other = ytt_record_tables_find (second->key.table);

  if (one != other)
    return one < other ? -1 : 1;

  return first->key.row < second->key.row ? -1 : first->key.row > second->key.row;
}

/* Those that stay or go together are one decision, which is asked of the foremost of them. */
static void
decide (Standing *self)
{
  g_autoptr(GPtrArray) sorted = g_ptr_array_new ();
  g_autofree int *decisions = g_new (int, self->list->len + 1);

  for (guint i = 0; i < self->list->len; i++)
    {
      decisions[i] = -1;
      g_ptr_array_add (sorted, g_ptr_array_index (self->list, i));
    }
  g_ptr_array_sort (sorted, compare_nodes);

  for (guint i = 0; i < sorted->len; i++)
    {
      Node *node = g_ptr_array_index (sorted, i);

      if (node->decision >= 0)
        ytt_merge_join (self->plan, &decisions[find_number (self, node->number)], node->decision);
    }
  for (guint i = 0; i < sorted->len; i++)
    {
      Node *node = g_ptr_array_index (sorted, i);
      int *decision = &decisions[find_number (self, node->number)];

      if (node->kept && node->deleted && *decision < 0)
        *decision = ytt_merge_ask (self->plan, self->theirs ? YTT_MERGE_HERE_DELETED : YTT_MERGE_THEY_DELETED, node->row,
                                   NULL);
    }
  for (guint i = 0; i < sorted->len; i++)
    {
      Node *node = g_ptr_array_index (sorted, i);

      if (!node->kept || node->row == NULL)
        continue;
      node->row->decision = decisions[find_number (self, node->number)];
      if (self->theirs && node->deleted)
        node->row->fate = YTT_FATE_ADD;
    }
}

static gboolean
settle_side (YttMergePlan  *plan,
             gboolean       theirs,
             gboolean       decided,
             GError       **error)
{
  g_auto(Standing) self = { plan, theirs, theirs ? plan->theirs : plan->mine };

  self.list = g_ptr_array_new_with_free_func ((GDestroyNotify) node_free);
  self.nodes = ytt_row_table_new (NULL);
  self.columns = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_array_unref);

  if (theirs ? !add_deleted_here (&self, error) : !add_deleted_there (&self, error))
    return FALSE;

  /* The list grows as it is gone through. */
  for (guint i = 0; i < self.list->len; i++)
    {
      Node *node = g_ptr_array_index (self.list, i);

      if (node->deleted && is_changed (&self, node))
        node->kept = TRUE;
      if (!heed_referrers (&self, node, error))
        return FALSE;
    }
  if (!decided)
    return TRUE;
  if (!close_over (&self, error))
    return FALSE;
  decide (&self);

  return TRUE;
}

gboolean
ytt_merge_settle_deletions (YttMergePlan  *self,
                            GError       **error)
{
  /* What is asked of rows of the one side may bear on the other: first all is asked, then looked at. */
  return settle_side (self, FALSE, FALSE, error) && settle_side (self, TRUE, FALSE, error)
         && settle_side (self, FALSE, TRUE, error) && settle_side (self, TRUE, TRUE, error);
}
