/* What was read for a sheet, and how it is laid out. */

#include "config.h"

#include "ytt-sheet-content-private.h"

#include "ytt-sheet-facts.h"
#include "ytt-sheet-map.h"
#include "ytt-sheet-table.h"
#include "ytt-sheet-tour.h"

G_DEFINE_BOXED_TYPE (YttSheetContent, ytt_sheet_content, ytt_sheet_content_ref, ytt_sheet_content_unref)

/*< private >
 * ytt_sheet_content_new:
 * @request: what is wanted
 *
 * Returns: (transfer full): what has not been read yet
 */
YttSheetContent *
ytt_sheet_content_new (const YttSheetRequest *request)
{
  YttSheetContent *self = g_new0 (YttSheetContent, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->subject = request->subject;
  self->author = g_strdup (request->author);
  self->made = request->made;

  return self;
}

YttSheetContent *
ytt_sheet_content_ref (YttSheetContent *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
ytt_sheet_content_unref (YttSheetContent *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->title);
  g_free (self->document);
  g_free (self->author);
  g_free (self->filter);
  g_free (self->attribution);
  g_clear_pointer (&self->picture, ytt_map_picture_free);
  g_clear_pointer (&self->record, ytt_record_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->stops, g_ptr_array_unref);
  g_free (self);
}

const char *
ytt_sheet_content_get_title (YttSheetContent *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->title;
}

/**
 * ytt_sheet_content_lay_out:
 * @self: what was read
 * @paper: what it is laid out for
 * @with_notes: whether a handout has the speaker's notes
 *
 * Returns: (transfer full): the sheet
 */
YttSheet *
ytt_sheet_content_lay_out (YttSheetContent *self,
                           const YttPaper  *paper,
                           gboolean         with_notes)
{
  const YttSheetHead head = {
    .title = self->title,
    .document = self->document,
    .author = self->author,
    .filter = self->filter,
    .attribution = self->attribution,
    .made = self->made,
  };

  g_return_val_if_fail (self != NULL && paper != NULL, NULL);

  switch (self->subject)
    {
    case YTT_PRINT_FACILITY:
      return ytt_sheet_new_for_record (&head, paper, self->record, self->picture);

    case YTT_PRINT_LIST:
      return ytt_sheet_new_for_rows (&head, paper, self->rows);

    case YTT_PRINT_TOUR:
      return ytt_sheet_new_for_stops (&head, paper, self->stops, with_notes);

    case YTT_PRINT_MAP:
    default:
      return ytt_sheet_new_for_map (&head, paper, self->picture);
    }
}

/* Layout in a thread */

typedef struct
{
  YttSheetContent *content;   /* (owned) */
  YttPaper         paper;
  gboolean         with_notes;
} LayOut;

static void
lay_out_free (gpointer data)
{
  LayOut *job = data;

  ytt_sheet_content_unref (job->content);
  g_free (job);
}

static void
lay_out_worker (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  LayOut *job = task_data;

  g_task_return_pointer (task, ytt_sheet_content_lay_out (job->content, &job->paper, job->with_notes),
                         (GDestroyNotify) ytt_sheet_unref);
}

/**
 * ytt_sheet_content_lay_out_async:
 * @self: what was read
 * @paper: what it is laid out for
 * @with_notes: whether a handout has the speaker's notes
 * @cancellable: (nullable): then the answer is not wanted any more
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Lays out in a thread: a table of two thousand rows takes half a second.
 */
void
ytt_sheet_content_lay_out_async (YttSheetContent     *self,
                                 const YttPaper      *paper,
                                 gboolean             with_notes,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  LayOut *job;

  g_return_if_fail (self != NULL && paper != NULL);

  job = g_new0 (LayOut, 1);
  job->content = ytt_sheet_content_ref (self);
  job->paper = *paper;
  job->with_notes = with_notes;

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_sheet_content_lay_out_async);
  g_task_set_task_data (task, job, lay_out_free);
  g_task_run_in_thread (task, lay_out_worker);
}

/**
 * ytt_sheet_content_lay_out_finish:
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the sheet; %NULL if it was cancelled
 */
YttSheet *
ytt_sheet_content_lay_out_finish (GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_sheet_content_lay_out_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
