/* What of the history stands. Nothing is kept of it but what each entry says it took back or did again; so it is worked
 * out by going through all of them in order. */

#include "config.h"

#include "ytt-history-log.h"

#include "ytt-query-text.h"

static void
log_entry_free (YttLogEntry *self)
{
  ytt_history_entry_free (self->entry);
  g_free (self);
}

void
ytt_history_log_free (YttHistoryLog *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->entries);
  g_free (self);
}

/* An undo that was done again since, or something done again that was undone since, is over. */
static void
end_former (YttHistoryLog  *self,
            gint64          id,
            YttHistoryKind  kind)
{
  YttLogEntry *former = ytt_history_log_find (self, id);

  if (former != NULL && former->entry->kind == kind)
    former->entry->stands = FALSE;
}

/* Going on to what an entry took back, and what that one took back, ends: each is earlier. */
static void
set_state (YttHistoryLog *self,
           YttLogEntry   *node,
           gboolean       stands,
           gint64         by)
{
  while (node != NULL)
    {
      if (stands)
        {
          end_former (self, node->undone_by, YTT_HISTORY_UNDO);
          node->applied_by = by;
        }
      else
        {
          end_former (self, node->applied_by, YTT_HISTORY_REDO);
          node->undone_by = by;
        }
      node->entry->stands = stands;

      if (node->entry->kind != YTT_HISTORY_REDO)
        stands = !stands;
      node = node->target;
    }
}

static YttLogEntry *
read_entry (YttHistoryLog *self,
            sqlite3_stmt  *stmt)
{
  YttLogEntry *node = g_new0 (YttLogEntry, 1);
  YttHistoryEntry *entry = ytt_history_entry_new ();

  node->entry = entry;
  entry->id = sqlite3_column_int64 (stmt, 0);
  entry->position = sqlite3_column_int64 (stmt, 1);
  entry->at = ytt_sqlite_dup_text (stmt, 2);
  entry->who = ytt_sqlite_dup_text (stmt, 3);
  ytt_history_kind_from_code ((const char *) sqlite3_column_text (stmt, 4), &entry->kind);
  entry->summary = ytt_sqlite_dup_text (stmt, 5);
  entry->reason = ytt_sqlite_dup_text (stmt, 6);
  entry->undoes = sqlite3_column_int64 (stmt, 7);
  if (entry->summary == NULL)
    entry->summary = g_strdup ("");

  if (entry->kind == YTT_HISTORY_UNDO || entry->kind == YTT_HISTORY_REDO || entry->kind == YTT_HISTORY_REVERT)
    node->target = ytt_history_log_find (self, entry->undoes);

  return node;
}

/**
 * ytt_history_log_read:
 * @db: a connection
 * @error: return location for a #YttError
 *
 * Returns: (transfer full) (nullable): the history
 */
YttHistoryLog *
ytt_history_log_read (sqlite3  *db,
                      GError  **error)
{
  static const char sql[] = "SELECT id, position, at, who, kind, summary, reason, undoes FROM history ORDER BY position";
  g_autoptr(YttHistoryLog) self = g_new0 (YttHistoryLog, 1);
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc;

  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) log_entry_free);
  self->by_id = g_hash_table_new (g_int64_hash, g_int64_equal);

  rc = sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL);
  while (rc == SQLITE_OK || rc == SQLITE_ROW)
    if ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
      {
        YttLogEntry *node = read_entry (self, stmt);

        g_ptr_array_add (self->entries, node);
        set_state (self, node, TRUE, node->entry->id);
        g_hash_table_insert (self->by_id, &node->entry->id, node);
      }

  if (ytt_sqlite_failed (db, rc, error))
    return NULL;

  return g_steal_pointer (&self);
}

YttLogEntry *
ytt_history_log_find (YttHistoryLog *self,
                      gint64         id)
{
  return g_hash_table_lookup (self->by_id, &id);
}

static gboolean
is_edit (const YttHistoryEntry *entry)
{
  return entry->kind == YTT_HISTORY_EDIT || entry->kind == YTT_HISTORY_IMPORT || entry->kind == YTT_HISTORY_MERGE ||
         entry->kind == YTT_HISTORY_REVERT;
}

/**
 * ytt_history_log_find_undo:
 * @self: the history
 * @who: a person
 *
 * Returns: (transfer none) (nullable): this person's newest entry that stands
 */
YttLogEntry *
ytt_history_log_find_undo (YttHistoryLog *self,
                           const char    *who)
{
  for (guint i = self->entries->len; i > 0; i--)
    {
      YttLogEntry *node = g_ptr_array_index (self->entries, i - 1);

      if (is_edit (node->entry) && node->entry->stands && g_strcmp0 (node->entry->who, who) == 0)
        return node;
    }

  return NULL;
}

/**
 * ytt_history_log_find_redo:
 * @self: the history
 * @who: a person
 *
 * Returns: (transfer none) (nullable): what this person took back last and did not do again, if nothing was edited since
 */
YttLogEntry *
ytt_history_log_find_redo (YttHistoryLog *self,
                           const char    *who)
{
  for (guint i = self->entries->len; i > 0; i--)
    {
      YttLogEntry *node = g_ptr_array_index (self->entries, i - 1);

      if (g_strcmp0 (node->entry->who, who) != 0)
        continue;
      if (is_edit (node->entry))
        return NULL;
      if (node->entry->kind == YTT_HISTORY_UNDO && node->target != NULL && !node->target->entry->stands &&
          node->target->undone_by == node->entry->id)
        return node->target;
    }

  return NULL;
}
