/* One edit of tours after the other: each is worked out from what the document holds once those before it are there. */

#include "config.h"

#include "ytt-tours-private.h"

#include "ytt-store-rows.h"

static void
job_free (YttToursJob *job)
{
  g_clear_pointer (&job->view, ytt_view_unref);
  g_clear_pointer (&job->record, ytt_record_unref);
  g_clear_pointer (&job->rows, g_ptr_array_unref);
  g_free (job->title);
  g_free (job->summary);
  g_free (job->told);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttToursJob, job_free)

/*< private >
 * ytt_tours_job_new:
 *
 * Returns: (transfer full): a job, of which nothing but @func is set
 */
YttToursJob *
ytt_tours_job_new (YttToursJobFunc func)
{
  YttToursJob *job = g_new0 (YttToursJob, 1);

  job->func = func;

  return job;
}

/*< private >
 * ytt_tours_drop_jobs:
 *
 * Gives up what has not begun.
 */
void
ytt_tours_drop_jobs (YttTours *self)
{
  g_queue_clear_full (&self->jobs, (GDestroyNotify) job_free);
}

/* Something may wait for it. What is in the document is read first, so that the next one knows of it. */
static void
end_job (YttTours *self)
{
  self->busy = FALSE;
  ytt_tours_run_jobs (self);
}

typedef struct
{
  YttTours    *tours;   /* (owned) */
  YttToursJob *job;     /* (owned) */
  guint        generation;
} Running;

static void
running_free (Running *running)
{
  g_object_unref (running->tours);
  g_clear_pointer (&running->job, job_free);
  g_free (running);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Running, running_free)

static void
job_committed_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(Running) running = user_data;
  YttTours *self = running->tours;
  g_autoptr(GError) error = NULL;
  gint64 entry = ytt_editor_commit_finish (YTT_EDITOR (object), result, &error);

  /* What was done to another document is nothing to choose in this one. */
  if (running->generation != self->generation)
    {
      end_job (self);
      return;
    }

  if (entry != 0)
    {
      ytt_tours_want (self, running->job->to_tour, running->job->to_stop);
      ytt_tours_read (self);
      if (running->job->told != NULL)
        ytt_tours_tell (self, entry, running->job->told);
    }
  else
    ytt_tours_fail (self, error);

  end_job (self);
}

/* Takes what is under way. */
static void
commit_job (Running *running)
{
  g_autoptr(Running) owned = running;
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  YttTours *self = running->tours;
  YttToursJob *job = running->job;

  if (!job->func (self, job, changes) || ytt_changes_get_n (changes) == 0)
    {
      end_job (self);
      return;
    }

  ytt_editor_commit_async (self->editor, changes, job->summary, NULL, NULL, job_committed_cb,
                           g_steal_pointer (&owned));
}

static void do_job (Running *running);

/* Takes what is under way: goes on, unless another document is there by now or something failed. */
static void
go_on (Running      *running,
       const GError *error)
{
  g_autoptr(Running) owned = running;
  YttTours *self = running->tours;

  if (error == NULL && running->generation == self->generation)
    {
      do_job (g_steal_pointer (&owned));
      return;
    }

  if (running->generation == self->generation)
    ytt_tours_fail (self, error);
  end_job (self);
}

/* One that is selected though it has been deleted meanwhile is shown without a card. */
static void
record_read_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  Running *running = user_data;
  g_autoptr(GError) error = NULL;

  running->job->record = ytt_store_get_record_finish (YTT_STORE (object), result, &error);
  running->job->has_record = TRUE;
  go_on (running, g_error_matches (error, YTT_ERROR, YTT_ERROR_NOT_FOUND) ? NULL : error);
}

static void
rows_read_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  Running *running = user_data;
  g_autoptr(GError) error = NULL;

  running->job->rows = ytt_store_read_rows_finish (YTT_STORE (object), result, &error);
  go_on (running, error);
}

/* Takes what is under way: reads what it needs to know, then does it. */
static void
do_job (Running *running)
{
  YttToursJob *job = running->job;
  YttStore *store = ytt_editor_get_store (running->tours->editor);

  if (job->view != NULL && job->view->selected != 0 && !job->has_record)
    ytt_store_get_record_async (store, job->view->selected, job->view->moment, NULL, record_read_cb, running);
  else if (job->rows_table != NULL && job->rows == NULL)
    ytt_store_read_rows_async (store, &(YttRowsWanted) { job->rows_table, "stop", job->stop }, 1, NULL, rows_read_cb,
                               running);
  else
    commit_job (running);
}

/*< private >
 * ytt_tours_run_jobs:
 *
 * Begins the next one, if none is under way and the tours are as they are in the document.
 */
void
ytt_tours_run_jobs (YttTours *self)
{
  Running *running;

  if (self->busy || !self->loaded || self->cancellable != NULL || g_queue_is_empty (&self->jobs))
    return;

  self->busy = TRUE;
  running = g_new0 (Running, 1);
  running->tours = g_object_ref (self);
  running->job = g_queue_pop_head (&self->jobs);
  running->generation = self->generation;
  do_job (running);
}

/*< private >
 * ytt_tours_push:
 *
 * Does a job when those before it are in the document.
 */
void
ytt_tours_push (YttTours    *self,
                YttToursJob *job)
{
  g_queue_push_tail (&self->jobs, job);
  ytt_tours_run_jobs (self);
}

/* What depends on no order */

typedef struct
{
  YttTours *tours;   /* (owned) */
  char     *told;    /* (owned) (nullable) */
} Commit;

static void
committed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  Commit *commit = user_data;
  g_autoptr(GError) error = NULL;
  gint64 entry = ytt_editor_commit_finish (YTT_EDITOR (object), result, &error);

  if (entry != 0 && commit->told != NULL)
    ytt_tours_tell (commit->tours, entry, commit->told);
  ytt_tours_fail (commit->tours, error);

  g_object_unref (commit->tours);
  g_free (commit->told);
  g_free (commit);
}

/*< private >
 * ytt_tours_commit:
 *
 * Does something at once.
 */
void
ytt_tours_commit (YttTours   *self,
                  YttChanges *changes,
                  char       *summary,
                  char       *told)
{
  g_autofree char *owned = summary;
  Commit *commit = g_new0 (Commit, 1);

  commit->tours = g_object_ref (self);
  commit->told = told;
  ytt_editor_commit_async (self->editor, changes, owned, NULL, NULL, committed_cb, commit);
}
