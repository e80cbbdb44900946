/* Comparing a document with another one. */

#include "config.h"

#include "ytt-store-merge-private.h"

#include <glib/gi18n.h>

G_DEFINE_BOXED_TYPE (YttMergePlan, ytt_merge_plan, ytt_merge_plan_ref, ytt_merge_plan_unref)

static void
row_free (YttMergeRow *row)
{
  g_clear_pointer (&row->sets, g_array_unref);
  g_free (row);
}

static void
twin_free (YttMergeTwin *twin)
{
  g_free (twin->cells);
  g_free (twin);
}

static void
item_free (YttMergeItem *item)
{
  g_free (item->table);
  g_free (item->record_table);
  g_free (item->record_name);
  g_free (item->what);
  g_free (item);
}

static void
view_clear (YttMergeView *view)
{
  g_free (view->text);
  g_free (view->who);
  g_free (view->at);
  g_free (view->why);
}

static void
decision_free (YttMergeDecision *decision)
{
  g_free (decision->table);
  g_free (decision->column);
  g_free (decision->record_table);
  g_free (decision->record_name);
  g_free (decision->what);
  g_free (decision->before);
  view_clear (&decision->mine);
  view_clear (&decision->theirs);
  g_free (decision);
}

static YttMergePlan *
plan_new (gboolean release)
{
  YttMergePlan *self = g_new0 (YttMergePlan, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->of = release ? YTT_MERGE_OF_RELEASE : YTT_MERGE_OF_DOCUMENT;
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  self->extras = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  self->losers = g_ptr_array_new_with_free_func ((GDestroyNotify) twin_free);
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
  self->decisions = g_ptr_array_new_with_free_func ((GDestroyNotify) decision_free);
  self->by_id = ytt_row_map_new (NULL);
  self->by_key = ytt_row_table_new (NULL);
  self->aliases = ytt_row_map_new (g_free);
  self->origins = ytt_row_map_new (g_free);
  self->twins = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_hash_table_unref);
  self->finders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) sqlite3_finalize);
  self->same_as = g_array_new (FALSE, FALSE, sizeof (int));

  return self;
}

YttMergePlan *
ytt_merge_plan_ref (YttMergePlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
ytt_merge_plan_unref (YttMergePlan *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_hash_table_unref (self->finders);
  g_hash_table_unref (self->twins);
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->by_key);
  g_hash_table_unref (self->aliases);
  g_hash_table_unref (self->origins);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->extras);
  g_ptr_array_unref (self->losers);
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->decisions);
  g_array_unref (self->same_as);
  g_clear_pointer (&self->ancestor, ytt_history_entry_free);
  g_clear_pointer (&self->mine, ytt_merge_side_free);
  g_clear_pointer (&self->theirs, ytt_merge_side_free);
  g_clear_pointer (&self->theirs_file, ytt_merge_theirs_free);
  g_free (self->theirs_date);
  g_free (self);
}

YttMergeOf
ytt_merge_plan_get_of (YttMergePlan *self)
{
  return self->of;
}

guint
ytt_merge_plan_count (YttMergePlan *self,
                      YttMergeKind  kind)
{
  g_return_val_if_fail (kind < YTT_N_MERGE_KINDS, 0);

  return self->counts[kind];
}

GPtrArray *
ytt_merge_plan_get_items (YttMergePlan *self)
{
  return self->items;
}

GPtrArray *
ytt_merge_plan_get_decisions (YttMergePlan *self)
{
  return self->decisions;
}

const YttHistoryEntry *
ytt_merge_plan_get_ancestor (YttMergePlan *self)
{
  return self->ancestor;
}

guint
ytt_merge_plan_get_n_renumbered (YttMergePlan *self)
{
  return self->n_renumbered;
}

char **
ytt_merge_plan_dup_people (YttMergePlan *self)
{
  g_autoptr(GPtrArray) people = g_ptr_array_new ();
  GPtrArray *entries = self->theirs->log->entries;

  for (guint i = 0; i < entries->len; i++)
    {
      const YttHistoryEntry *entry = ytt_merge_side_get_entry (self->theirs, i);

      if (entry->position > self->theirs->seen && entry->who != NULL
          && !g_ptr_array_find_with_equal_func (people, entry->who, g_str_equal, NULL))
        g_ptr_array_add (people, g_strdup (entry->who));
    }
  g_ptr_array_add (people, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&people), FALSE);
}

gboolean
ytt_merge_plan_is_empty (YttMergePlan *self)
{
  return self->decisions->len == 0 && self->counts[YTT_MERGE_ADDED] == 0 && self->counts[YTT_MERGE_CHANGED] == 0
         && self->counts[YTT_MERGE_DELETED] == 0;
}

typedef struct
{
  char     *path;
  gboolean  release;
} Compare;

static void
compare_free (Compare *compare)
{
  g_free (compare->path);
  g_free (compare);
}

/* What this document's connection was asked by must not outlive the job, for the connection is its thread's. */
static void
let_go (YttMergePlan *self)
{
  g_hash_table_remove_all (self->finders);
  if (self->mine == NULL)
    return;

  g_hash_table_remove_all (self->mine->selects);
  self->mine->db = NULL;
}

static gboolean
compare (YttMergePlan  *self,
         sqlite3       *db,
         const char    *path,
         GCancellable  *cancellable,
         GError       **error)
{
  const char *own = sqlite3_db_filename (db, "main");
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);

  if (g_strcmp0 (own, absolute) == 0)
    {
      g_set_error (error, YTT_ERROR, YTT_ERROR_INVALID, _("“%s” is this document itself"), path);
      return FALSE;
    }

  self->theirs_file = ytt_merge_theirs_open (path, cancellable, error);
  if (self->theirs_file == NULL)
    return FALSE;
  if (self->theirs_file->is_changes)
    self->of = YTT_MERGE_OF_CHANGES;

  self->theirs = ytt_merge_side_new (self->theirs_file->opened->connections[0], error);
  if (self->theirs == NULL || (self->mine = ytt_merge_side_new (db, error)) == NULL)
    return FALSE;
  self->theirs->is_release = self->of == YTT_MERGE_OF_RELEASE;

  return ytt_merge_find_points (self, error) && ytt_merge_collect (self, error) && ytt_merge_classify (self, error)
         && ytt_merge_settle (self, error) && ytt_merge_name (self, error);
}

static void
compare_job (GTask        *task,
             sqlite3      *db,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Compare *job = task_data;
  g_autoptr(YttMergePlan) plan = plan_new (job->release);
  g_autoptr(GError) error = NULL;
  gboolean done = compare (plan, db, job->path, cancellable, &error);

  let_go (plan);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (done)
    g_task_return_pointer (task, g_steal_pointer (&plan), (GDestroyNotify) ytt_merge_plan_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * ytt_store_merge_compare_async:
 * @self: a store
 * @path: (type filename): another document, or a file of changes; it is not written
 * @release: whether it is the shipped data set of a new release: what it dropped is dropped here too, and where both
 *   changed something, what the user has stays
 * @cancellable: (nullable): to give up
 * @callback: called when it was compared, or cannot be read
 * @user_data: for @callback
 *
 * Finds out what would become of this document if the other one was merged into it. Nothing is written. Errors are those
 * of opening a document.
 */
void
ytt_store_merge_compare_async (YttStore            *self,
                               const char          *path,
                               gboolean             release,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GTask *task;
  Compare *job;

  g_return_if_fail (YTT_IS_STORE (self));
  g_return_if_fail (path != NULL);

  job = g_new0 (Compare, 1);
  job->path = g_strdup (path);
  job->release = release;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_store_merge_compare_async);
  g_task_set_task_data (task, job, (GDestroyNotify) compare_free);
  ytt_store_push_read (self, task, compare_job);
}

YttMergePlan *
ytt_store_merge_compare_finish (YttStore      *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
