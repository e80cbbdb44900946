/* The way of every change into the document. */

#include "config.h"

#include "ytt-editor-private.h"

#include <glib/gi18n.h>

/* How long a change waits until it is tried again, after the store has already waited for the other program. */
#define RETRY_MS 250

/* A change that is not done by then is said to wait. */
#define PATIENCE_MS 300

/* One at a time, so that what waits for another program is not overtaken by what was typed later. */
typedef struct
{
  YttHistoryKind  kind;
  YttChanges     *changes;   /* (owned) (nullable) */
  gint64          entry;     /* what is to be reverted */
  char           *summary;   /* (owned) (nullable) */
  char           *reason;    /* (owned) (nullable) */
  GTask          *task;      /* (owned) (nullable): who waits for a commit */
} Job;

enum
{
  DONE,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void start_job (YttEditor *self);

static void
job_free (Job *job)
{
  g_clear_pointer (&job->changes, ytt_changes_unref);
  g_clear_object (&job->task);
  g_free (job->summary);
  g_free (job->reason);
  g_free (job);
}

static void
set_waiting (YttEditor *self,
             gboolean   waiting)
{
  if (self->waiting == waiting)
    return;

  self->waiting = waiting;
  ytt_editor_notify (self, YTT_EDITOR_PROP_WAITING);
}

/* Takes the error. */
static void
end_job (YttEditor *self,
         gint64     entry,
         GError    *error)
{
  Job *job = g_queue_pop_head (&self->jobs);

  g_clear_handle_id (&self->patience_id, g_source_remove);
  set_waiting (self, FALSE);

  if (error == NULL && entry != 0)
    g_signal_emit (self, signals[DONE], 0, entry, job->summary != NULL ? job->summary : "", (int) job->kind);
  else if (error != NULL && job->task == NULL)
    g_signal_emit (self, signals[FAILED], 0, error);

  if (job->task != NULL && error != NULL)
    g_task_return_error (job->task, g_steal_pointer (&error));
  else if (job->task != NULL)
    g_task_return_int (job->task, entry);

  g_clear_error (&error);
  job_free (job);
  start_job (self);
}

/**
 * ytt_editor_drop_jobs:
 * @self: an editor
 *
 * Gives up what waits, before the document goes: it was not meant for another one. What the store has been given is
 * done, and told.
 */
void
ytt_editor_drop_jobs (YttEditor *self)
{
  g_autoptr(GPtrArray) dropped = g_ptr_array_new_with_free_func ((GDestroyNotify) job_free);
  Job *job;

  g_clear_handle_id (&self->retry_id, g_source_remove);
  g_clear_handle_id (&self->patience_id, g_source_remove);
  while (self->jobs.length > (self->running ? 1 : 0))
    g_ptr_array_add (dropped, g_queue_pop_tail (&self->jobs));
  set_waiting (self, FALSE);

  for (guint i = dropped->len; i-- > 0;)
    {
      job = g_ptr_array_index (dropped, i);
      if (job->task != NULL)
        g_task_return_new_error (job->task, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("The document was closed"));
    }
}

static gboolean
patience_cb (gpointer user_data)
{
  YttEditor *self = user_data;

  self->patience_id = 0;
  set_waiting (self, TRUE);

  return G_SOURCE_REMOVE;
}

static gboolean
retry_cb (gpointer user_data)
{
  YttEditor *self = user_data;

  self->retry_id = 0;
  start_job (self);

  return G_SOURCE_REMOVE;
}

static void
job_done_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(YttEditor) self = user_data;
  YttStore *store = YTT_STORE (object);
  Job *job = g_queue_peek_head (&self->jobs);
  GError *error = NULL;
  gint64 entry = 0;

  self->running = FALSE;

  switch (job->kind)
    {
    case YTT_HISTORY_UNDO:
      entry = ytt_store_undo_finish (store, result, &error);
      break;

    case YTT_HISTORY_REDO:
      entry = ytt_store_redo_finish (store, result, &error);
      break;

    case YTT_HISTORY_REVERT:
      entry = ytt_store_revert_finish (store, result, &error);
      break;

    default:
      entry = ytt_store_commit_finish (store, result, &error);
    }

  if (g_error_matches (error, YTT_ERROR, YTT_ERROR_BUSY))
    {
      g_clear_error (&error);
      if (self->store != store)
        {
          end_job (self, 0, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, _("The document was closed")));
          return;
        }

      set_waiting (self, TRUE);
      self->retry_id = g_timeout_add (RETRY_MS, retry_cb, self);
      return;
    }

  end_job (self, entry, error);
}

/* What is taken back is named as it is known now: the entry that does so has another summary. */
static void
name_job (YttEditor *self,
          Job       *job)
{
  if (job->kind == YTT_HISTORY_UNDO)
    job->summary = g_strdup (ytt_editor_get_undo_summary (self));
  else if (job->kind == YTT_HISTORY_REDO)
    job->summary = g_strdup (ytt_editor_get_redo_summary (self));
}

static void
start_job (YttEditor *self)
{
  Job *job = g_queue_peek_head (&self->jobs);
  GCancellable *cancellable;

  /* Whoever was told of the last one may have asked for the next, which has then begun. */
  if (job == NULL || self->running || self->retry_id != 0)
    return;

  cancellable = job->task != NULL ? g_task_get_cancellable (job->task) : NULL;
  if (self->store == NULL)
    {
      end_job (self, 0, g_error_new_literal (YTT_ERROR, YTT_ERROR_NOT_FOUND, _("No document is open")));
      return;
    }
  if (g_cancellable_is_cancelled (cancellable))
    {
      end_job (self, 0, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, _("The change was given up")));
      return;
    }

  if (job->summary == NULL)
    name_job (self, job);
  self->running = TRUE;
  if (self->patience_id == 0)
    self->patience_id = g_timeout_add (PATIENCE_MS, patience_cb, self);

  switch (job->kind)
    {
    case YTT_HISTORY_UNDO:
      ytt_store_undo_async (self->store, NULL, job_done_cb, g_object_ref (self));
      break;

    case YTT_HISTORY_REDO:
      ytt_store_redo_async (self->store, NULL, job_done_cb, g_object_ref (self));
      break;

    case YTT_HISTORY_REVERT:
      ytt_store_revert_async (self->store, job->entry, job->reason, NULL, job_done_cb, g_object_ref (self));
      break;

    default:
      ytt_store_commit_async (self->store, job->changes, job->summary, job->reason, cancellable, job_done_cb,
                              g_object_ref (self));
    }
}

/* Takes the job. */
static void
push (YttEditor *self,
      Job       *job)
{
  g_queue_push_tail (&self->jobs, job);
  if (self->jobs.length == 1)
    start_job (self);
}

/**
 * ytt_editor_commit_async:
 * @self: an editor
 * @changes: what is to be done
 * @summary: what that is, in words, such as "Change the name of Narva magnet plant"
 * @reason: (nullable): why
 * @cancellable: (nullable): to give up waiting for another program
 * @callback: called when it is done, or cannot be
 * @user_data: for @callback
 *
 * Puts a change into the document, after those that were asked for before it.
 */
void
ytt_editor_commit_async (YttEditor           *self,
                         YttChanges          *changes,
                         const char          *summary,
                         const char          *reason,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  Job *job;

  g_return_if_fail (YTT_IS_EDITOR (self));
  g_return_if_fail (changes != NULL);
  g_return_if_fail (summary != NULL);

  job = g_new0 (Job, 1);
  job->kind = YTT_HISTORY_EDIT;
  job->changes = ytt_changes_ref (changes);
  job->summary = g_strdup (summary);
  job->reason = g_strdup (reason);
  job->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (job->task, ytt_editor_commit_async);

  /* What is in the document by now is not to be told as given up. */
  g_task_set_check_cancellable (job->task, FALSE);
  push (self, job);
}

/**
 * ytt_editor_commit_finish:
 * @self: an editor
 * @result: what the callback got
 * @error: return location for a #YttError
 *
 * Returns: the key of the entry in the history; 0 if nothing was done, with @error set unless there was nothing to do
 */
gint64
ytt_editor_commit_finish (YttEditor     *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  gssize entry;

  g_return_val_if_fail (g_task_is_valid (result, self), 0);

  /* GTask says -1 where it failed. */
  entry = g_task_propagate_int (G_TASK (result), error);

  return MAX (entry, 0);
}

static void
push_back (YttEditor      *self,
           YttHistoryKind  kind,
           gint64          entry,
           const char     *reason)
{
  Job *job = g_new0 (Job, 1);

  job->kind = kind;
  job->entry = entry;
  job->reason = g_strdup (reason);
  push (self, job);
}

/**
 * ytt_editor_undo:
 * @self: an editor
 *
 * Takes back this person's newest entry that stands.
 */
void
ytt_editor_undo (YttEditor *self)
{
  g_return_if_fail (YTT_IS_EDITOR (self));

  push_back (self, YTT_HISTORY_UNDO, 0, NULL);
}

/**
 * ytt_editor_redo:
 * @self: an editor
 *
 * Does again what was taken back last.
 */
void
ytt_editor_redo (YttEditor *self)
{
  g_return_if_fail (YTT_IS_EDITOR (self));

  push_back (self, YTT_HISTORY_REDO, 0, NULL);
}

/**
 * ytt_editor_revert:
 * @self: an editor
 * @entry: the key of an entry of the history
 * @reason: (nullable): why
 *
 * Takes back an entry of any age and person.
 */
void
ytt_editor_revert (YttEditor  *self,
                   gint64      entry,
                   const char *reason)
{
  g_return_if_fail (YTT_IS_EDITOR (self));

  push_back (self, YTT_HISTORY_REVERT, entry, reason);
}

void
ytt_editor_add_signals (void)
{
  /**
   * YttEditor::done:
   * @entry: the key of the entry in the history
   * @summary: what was done, or what was taken back or done again, in words
   * @kind: a #YttHistoryKind
   *
   * A change is in the document.
   */
  signals[DONE] =
    g_signal_new ("done", YTT_TYPE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 3, G_TYPE_INT64, G_TYPE_STRING, G_TYPE_INT);

  /**
   * YttEditor::failed:
   * @error: why
   *
   * Something was not taken back, or not done again.
   */
  signals[FAILED] =
    g_signal_new ("failed", YTT_TYPE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_ERROR);
}

