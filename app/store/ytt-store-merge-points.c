/* From where two documents are compared, and which rows are not the same since.
 *
 * Each side has seen the other up to an entry: the last one that both have, or a later one that a merge noted in meta.
 * What a side did since is in its history; so only rows that their history tells of are looked at. Without anything in
 * common all rows are compared. */

#include "config.h"

#include "ytt-store-merge-private.h"

#include "ytt-row.h"

#include <string.h>

/* What a document notes of those that were merged into it. */
static gboolean
read_merged (YttMergeSide  *self,
             YttMergeSide  *other,
             gint64        *position,
             gint64        *id,
             GError       **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc = sqlite3_prepare_v2 (self->db, "SELECT substr (key, 8) FROM meta WHERE key GLOB 'merged:*'", -1, &stmt, NULL);

  *position = *id = 0;
  while (rc == SQLITE_OK || rc == SQLITE_ROW)
    if ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
      {
        const char *text = (const char *) sqlite3_column_text (stmt, 0);
        gint64 found = text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
        YttLogEntry *node = found != 0 ? ytt_history_log_find (other->log, found) : NULL;

        if (node != NULL && node->entry->position > *position)
          {
            *position = node->entry->position;
            *id = found;
          }
      }

  return !ytt_sqlite_failed (self->db, rc, error);
}

static YttLogEntry *
find_common (YttMergeSide *mine,
             YttMergeSide *theirs)
{
  for (guint i = mine->log->entries->len; i > 0; i--)
    {
      YttLogEntry *node = g_ptr_array_index (mine->log->entries, i - 1);

      if (ytt_history_log_find (theirs->log, node->entry->id) != NULL)
        return node;
    }

  return NULL;
}

/* The position of the entry that noted it: what it says is in the change set of a merge. */
static gint64
find_noting (YttMergeSide *self,
             gint64        id)
{
  g_autofree char *key = g_strdup_printf (YTT_MERGED_KEY "%" G_GINT64_FORMAT, id);

  for (guint i = self->log->entries->len; id != 0 && i > 0; i--)
    {
      YttLogEntry *node = g_ptr_array_index (self->log->entries, i - 1);
      g_autoptr(YttChangeSet) set = NULL;

      if (node->entry->kind != YTT_HISTORY_MERGE && node->entry->kind != YTT_HISTORY_REDO)
        continue;
      set = ytt_change_set_open (self->db, node->entry->id, FALSE, NULL);
      while (set != NULL && ytt_change_set_next (set, NULL))
        {
          sqlite3_value *value = g_str_equal (set->table, "meta") && set->operation == SQLITE_INSERT
                                   ? ytt_change_set_get_new (set, 1) : NULL;

          if (value != NULL && g_strcmp0 ((const char *) sqlite3_value_text (value), key) == 0)
            return node->entry->position;
          if (!g_str_equal (set->table, "meta"))
            break;
        }
    }

  return 0;
}

static char *
ask_meta (sqlite3    *db,
          const char *key)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;

  if (sqlite3_prepare_v2 (db, "SELECT value FROM meta WHERE key = ?1", -1, &stmt, NULL) != SQLITE_OK)
    return NULL;

  sqlite3_bind_text (stmt, 1, key, -1, SQLITE_STATIC);
  if (sqlite3_step (stmt) != SQLITE_ROW)
    return NULL;

  return g_strdup ((const char *) sqlite3_column_text (stmt, 0));
}

/* Which of two syncs came later: that which knows of the other one, else by the clock, else by key; the same from both
 * sides. */
static int
order_syncs (YttMergePlan *self,
             gint64        theirs_merged,   /* position there up to which it was taken in here */
             gint64        theirs_id,
             gint64        mine_merged,
             gint64        mine_id)
{
  gint64 here = find_noting (self->mine, theirs_id), there = find_noting (self->theirs, mine_id);
  const YttHistoryEntry *a = NULL, *b = NULL;
  int order;

  if (mine_merged >= here && here > 0)
    return -1;
  if (theirs_merged >= there && there > 0)
    return 1;

  for (guint i = 0; i < self->mine->log->entries->len; i++)
    if (ytt_merge_side_get_entry (self->mine, i)->position == here)
      a = ytt_merge_side_get_entry (self->mine, i);
  for (guint i = 0; i < self->theirs->log->entries->len; i++)
    if (ytt_merge_side_get_entry (self->theirs, i)->position == there)
      b = ytt_merge_side_get_entry (self->theirs, i);
  if (a == NULL || b == NULL)
    return a != NULL ? 1 : -1;

  order = g_strcmp0 (a->at, b->at);
  if (order == 0)
    order = a->id < b->id ? -1 : 1;

  return order > 0 ? 1 : -1;
}

static void
copy_ancestor (YttMergePlan          *self,
               const YttHistoryEntry *entry)
{
  self->ancestor = ytt_history_entry_new ();
  self->ancestor->id = entry->id;
  self->ancestor->position = entry->position;
  self->ancestor->kind = entry->kind;
  self->ancestor->at = g_strdup (entry->at);
  self->ancestor->who = g_strdup (entry->who);
  self->ancestor->summary = g_strdup (entry->summary);
}

static void
note_last (YttMergePlan *self)
{
  GPtrArray *here = self->mine->log->entries, *there = self->theirs->log->entries;

  if (here->len > 0)
    {
      self->mine_last = ytt_merge_side_get_entry (self->mine, here->len - 1)->position;
      self->mine_last_id = ytt_merge_side_get_entry (self->mine, here->len - 1)->id;
    }
  if (there->len > 0)
    self->theirs_last_id = ytt_merge_side_get_entry (self->theirs, there->len - 1)->id;
}

/* Sets what each side has seen of the other, and reads what was done since. */
gboolean
ytt_merge_find_points (YttMergePlan  *self,
                       GError       **error)
{
  YttLogEntry *common = find_common (self->mine, self->theirs);
  g_autofree char *mine_date = ask_meta (self->mine->db, "facts_date");
  gint64 theirs_merged, theirs_id, mine_merged, mine_id;

  note_last (self);
  self->theirs_date = ask_meta (self->theirs->db, "facts_date");
  if (!read_merged (self->mine, self->theirs, &theirs_merged, &theirs_id, error)
      || !read_merged (self->theirs, self->mine, &mine_merged, &mine_id, error))
    return FALSE;

  if (common != NULL)
    {
      self->mine->seen = common->entry->position;
      self->theirs->seen = ytt_history_log_find (self->theirs->log, common->entry->id)->entry->position;
      copy_ancestor (self, common->entry);
    }
  if (theirs_merged > self->theirs->seen || mine_merged > self->mine->seen)
    {
      if (theirs_merged > self->theirs->seen && mine_merged > self->mine->seen)
        self->later = order_syncs (self, theirs_merged, theirs_id, mine_merged, mine_id);
      else
        self->later = theirs_merged > self->theirs->seen ? 1 : -1;
      self->theirs->seen = MAX (self->theirs->seen, theirs_merged);
      self->mine->seen = MAX (self->mine->seen, mine_merged);
    }
  if (self->theirs_file->is_changes)
    self->theirs->seen = MAX (self->theirs->seen, self->theirs_file->since);

  self->whole = !self->theirs_file->is_changes && self->theirs->seen == 0;
  if (self->whole)
    {
      int order = g_strcmp0 (self->theirs_date, mine_date);

      self->theirs_newer = self->of == YTT_MERGE_OF_RELEASE || (order > 0 && mine_date != NULL);
      self->mine_newer = !self->theirs_newer && order < 0 && self->theirs_date != NULL;
    }

  return ytt_merge_side_read_pasts (self->mine, self->theirs, error)
         && ytt_merge_side_read_pasts (self->theirs, self->mine, error);
}

static guint
get_order (const char *table)
{
  const YttRecordTable *tables = ytt_record_tables_get ();
  guint i;

  for (i = 0; tables[i].name != NULL && tables[i].name != table; i++);

  return i;
}

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  const YttMergeRow *first = *(YttMergeRow * const *) a, *second = *(YttMergeRow * const *) b;
  guint order = get_order (first->key.table), other = get_order (second->key.table);

  if (order != other)
    return order < other ? -1 : 1;

  return first->key.row < second->key.row ? -1 : first->key.row > second->key.row;
}

/* What is referred to comes before what refers to it. */
void
ytt_merge_sort_rows (YttMergePlan *self)
{
  g_ptr_array_sort (self->rows, compare_rows);
}

YttMergeRow *
ytt_merge_add_row (YttMergePlan  *self,
                   const char    *table,
                   gint64         row,
                   GError       **error)
{
  YttTableShape *shape = ytt_merge_side_get_shape (self->theirs, table, error);
  YttMergeRow *merge;

  if (shape == NULL)
    return NULL;

  merge = g_new0 (YttMergeRow, 1);
  merge->key = (YttRowKey) { shape->record->name, row };
  merge->shape = shape;
  merge->decision = -1;
  merge->t = ytt_merge_side_get_past (self->theirs, merge->key.table, row);
  merge->id = ytt_merge_map (self, merge->key.table, row);
  merge->m = ytt_merge_side_get_past (self->mine, merge->key.table, merge->id);
  g_ptr_array_add (self->rows, merge);
  g_hash_table_insert (self->by_key, &merge->key, merge);

  return merge;
}

static gboolean
is_same_row (YttTableShape *shape,
             const YttCell *a,
             const YttCell *b)
{
  for (guint i = 1; i < shape->columns->len; i++)
    if (!ytt_cell_equal (a[i], b[i]))
      return FALSE;

  return TRUE;
}

/* A table of both, side by side in the order of keys. Of rows that only this document has, those are taken that the other
 * one deleted, as its history or a newer release tells. */
typedef struct
{
  sqlite3_stmt *stmt;
  gboolean      more;
  gint64        id;
} Reader;

static gboolean
step (YttMergeSide  *side,
      Reader        *reader,
      GError       **error)
{
  int rc = sqlite3_step (reader->stmt);

  reader->more = rc == SQLITE_ROW;
  reader->id = reader->more ? sqlite3_column_int64 (reader->stmt, 0) : 0;

  return !ytt_sqlite_failed (side->db, rc, error);
}

static gboolean
heed_mine_only (YttMergePlan  *self,
                const char    *table,
                gint64         id,
                GError       **error)
{
  YttMergePast *t = ytt_merge_side_get_past (self->theirs, table, id);
  YttMergePast *m = ytt_merge_side_get_past (self->mine, table, id);
  gboolean deleted = t != NULL && t->existed && !t->exists;

  /* The ancestor of a release is what this document began with. */
  if (self->of == YTT_MERGE_OF_RELEASE && !g_str_equal (table, "meta"))
    deleted = deleted || m == NULL || (m->existed && m->exists)
              || (m->exists && self->mine->from_other->data[m->last] && self->mine->from_other->data[m->first]);

  return !deleted || ytt_merge_add_row (self, table, id, error) != NULL;
}

static gboolean
compare_table (YttMergePlan  *self,
               YttTableShape *shape,
               GError       **error)
{
  const char *table = shape->record->name;
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM \"%s\" ORDER BY id", table);
  g_autofree YttCell *mine = g_new0 (YttCell, shape->columns->len), *theirs = g_new0 (YttCell, shape->columns->len);
  g_autoptr(sqlite3_stmt) here = NULL, there = NULL;
  Reader m = { 0 }, t = { 0 };

  if (ytt_sqlite_failed (self->mine->db, sqlite3_prepare_v2 (self->mine->db, sql, -1, &here, NULL), error)
      || ytt_sqlite_failed (self->theirs->db, sqlite3_prepare_v2 (self->theirs->db, sql, -1, &there, NULL), error))
    return FALSE;

  m.stmt = here;
  t.stmt = there;
  if (!step (self->mine, &m, error) || !step (self->theirs, &t, error))
    return FALSE;

  while (m.more || t.more)
    {
      gboolean only_mine = m.more && (!t.more || m.id < t.id), only_theirs = t.more && (!m.more || t.id < m.id);
      gboolean done = TRUE;

      if (only_mine)
        done = heed_mine_only (self, table, m.id, error);
      else if (only_theirs)
        done = ytt_merge_add_row (self, table, t.id, error) != NULL;
      else
        {
          ytt_merge_side_take_cells (self->mine, shape, here, mine);
          ytt_merge_side_take_cells (self->theirs, shape, there, theirs);
          done = is_same_row (shape, mine, theirs) || ytt_merge_add_row (self, table, t.id, error) != NULL;
        }

      if (!done || (!only_theirs && !step (self->mine, &m, error)) || (!only_mine && !step (self->theirs, &t, error)))
        return FALSE;
    }

  return TRUE;
}

/* Keys that were found, in an earlier merge, to be other ones here. */
static gboolean
read_aliases (YttMergePlan  *self,
              YttMergeSide  *side,
              YttMergeSide  *other,
              gboolean       inverse,
              GError       **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc = sqlite3_prepare_v2 (side->db, "SELECT substr (key, 8), value FROM meta WHERE key GLOB 'merged:*'", -1, &stmt,
                               NULL);

  while (rc == SQLITE_OK || rc == SQLITE_ROW)
    if ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
      {
        const char *id = (const char *) sqlite3_column_text (stmt, 0);
        const char *value = (const char *) sqlite3_column_text (stmt, 1);
        g_auto(GStrv) lines = NULL;

        if (id == NULL || value == NULL || ytt_history_log_find (other->log, g_ascii_strtoll (id, NULL, 10)) == NULL)
          continue;

        lines = g_strsplit (value, "\n", -1);
        for (guint i = 0; lines[i] != NULL; i++)
          {
            g_auto(GStrv) words = g_strsplit (lines[i], " ", -1);
            const YttRecordTable *record = g_strv_length (words) == 3 ? ytt_record_tables_find (words[0]) : NULL;
            gint64 there = record != NULL ? g_ascii_strtoll (words[inverse ? 2 : 1], NULL, 10) : 0;
            gint64 here = record != NULL ? g_ascii_strtoll (words[inverse ? 1 : 2], NULL, 10) : 0;
            YttRowKey key;

            if (there == 0 || here == 0)
              continue;
            key = (YttRowKey) { record->name, there };
            g_hash_table_insert (self->aliases, g_memdup2 (&key, sizeof key), g_memdup2 (&here, sizeof here));
            key.row = here;
            g_hash_table_insert (self->origins, g_memdup2 (&key, sizeof key), g_memdup2 (&there, sizeof there));
          }
      }

  return !ytt_sqlite_failed (side->db, rc, error);
}

/* Rows that may not be the same on both sides. */
gboolean
ytt_merge_collect (YttMergePlan  *self,
                   GError       **error)
{
  const YttRecordTable *tables = ytt_record_tables_get ();
  GHashTableIter iter;
  YttMergePast *past;

  if (!read_aliases (self, self->theirs, self->mine, TRUE, error)
      || !read_aliases (self, self->mine, self->theirs, FALSE, error))
    return FALSE;

  if (self->whole)
    {
      for (guint i = 0; tables[i].name != NULL; i++)
        {
          YttTableShape *shape = ytt_merge_side_get_shape (self->theirs, tables[i].name, error);

          if (shape == NULL || !compare_table (self, shape, error))
            return FALSE;
        }
      return TRUE;
    }

  g_hash_table_iter_init (&iter, self->theirs->pasts);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &past))
    if ((past->existed || past->exists) && ytt_merge_add_row (self, past->key.table, past->key.row, error) == NULL)
      return FALSE;
  ytt_merge_sort_rows (self);

  return TRUE;
}
