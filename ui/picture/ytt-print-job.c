#include "config.h"

#include "ytt-print-job.h"

#include <glib/gi18n.h>
#include <math.h>

/* What GTK's operation is given. */
typedef struct
{
  YttSheetContent *content;      /* (owned) */
  YttSheet        *sheet;        /* (owned) */
  gboolean         with_notes;
  gboolean         laying_out;   /* for the paper of the printer, in a thread */
  gboolean         previewed;    /* the user went back to look at the pages */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  ytt_sheet_content_unref (job->content);
  ytt_sheet_unref (job->sheet);
  g_free (job);
}

static Job *
get_job (GtkPrintOperation *operation)
{
  return g_object_get_data (G_OBJECT (operation), "ytt-print-job");
}

static void
laid_out_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GtkPrintOperation) operation = user_data;
  Job *job = get_job (operation);
  YttSheet *sheet = ytt_sheet_content_lay_out_finish (result, NULL);

  job->laying_out = FALSE;
  if (sheet == NULL)
    return;

  ytt_sheet_unref (job->sheet);
  job->sheet = sheet;
}

/* The dialog may have chosen another paper than the preview had: then the pages are made for that one. */
static void
begin_cb (GtkPrintOperation *operation,
          GtkPrintContext   *context)
{
  Job *job = get_job (operation);
  YttPaper paper = *ytt_sheet_get_paper (job->sheet);
  double width = gtk_print_context_get_width (context), height = gtk_print_context_get_height (context);

  if (fabs (width - paper.width) < 1 && fabs (height - paper.height) < 1)
    return;

  paper.width = width;
  paper.height = height;
  job->laying_out = TRUE;
  ytt_sheet_content_lay_out_async (job->content, &paper, job->with_notes, NULL, laid_out_cb, g_object_ref (operation));
}

/* GTK asks again and again until the pages can be counted. */
static gboolean
paginate_cb (GtkPrintOperation *operation,
             GtkPrintContext   *context)
{
  Job *job = get_job (operation);

  if (job->laying_out)
    return FALSE;

  gtk_print_operation_set_n_pages (operation, (int) ytt_sheet_get_n_pages (job->sheet));

  return TRUE;
}

static void
draw_page_cb (GtkPrintOperation *operation,
              GtkPrintContext   *context,
              int                page)
{
  Job *job = get_job (operation);
  cairo_t *cr = gtk_print_context_get_cairo_context (context);

  if (page == 0)
    ytt_sheet_describe (job->sheet, cairo_get_target (cr));
  ytt_sheet_draw_page (job->sheet, (guint) page, cr);
}

static void
preview_ready_cb (GtkPrintOperationPreview *preview)
{
  gtk_print_operation_preview_end_preview (preview);
}

/* GTK's own preview is another program, which may not be there. The pages are to be seen already in the window from which
 * one came to the dialog: it is left for that one. */
static gboolean
preview_cb (GtkPrintOperation        *operation,
            GtkPrintOperationPreview *preview,
            GtkPrintContext          *context)
{
  cairo_surface_t *nothing = cairo_recording_surface_create (CAIRO_CONTENT_COLOR, NULL);
  cairo_t *cr = cairo_create (nothing);

  /* GTK insists on something to draw on. */
  gtk_print_context_set_cairo_context (context, cr, 72, 72);
  cairo_destroy (cr);
  cairo_surface_destroy (nothing);

  get_job (operation)->previewed = TRUE;
  g_signal_connect (preview, "ready", G_CALLBACK (preview_ready_cb), NULL);

  return TRUE;
}

static GtkPageSetup *
make_page_setup (const YttPaper *paper)
{
  GtkPageSetup *setup = gtk_page_setup_new ();
  gboolean landscape = paper->width > paper->height;
  double width = MIN (paper->width, paper->height), height = MAX (paper->width, paper->height);
  const char *names[] = { GTK_PAPER_NAME_A4, GTK_PAPER_NAME_LETTER };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GtkPaperSize *size = gtk_paper_size_new (names[i]);

      if (fabs (gtk_paper_size_get_width (size, GTK_UNIT_POINTS) - width) < 1
          && fabs (gtk_paper_size_get_height (size, GTK_UNIT_POINTS) - height) < 1)
        gtk_page_setup_set_paper_size_and_default_margins (setup, size);
      gtk_paper_size_free (size);
    }
  gtk_page_setup_set_orientation (setup, landscape ? GTK_PAGE_ORIENTATION_LANDSCAPE : GTK_PAGE_ORIENTATION_PORTRAIT);

  return setup;
}

/**
 * ytt_print_job_create_operation:
 * @content: what was read
 * @sheet: it laid out
 * @with_notes: whether a handout has the speaker's notes
 *
 * Returns: (transfer full): an operation that draws the sheet, or lays it out anew if its paper turns out to be another
 */
GtkPrintOperation *
ytt_print_job_create_operation (YttSheetContent *content,
                                YttSheet        *sheet,
                                gboolean         with_notes)
{
  GtkPrintOperation *operation;
  g_autoptr(GtkPageSetup) setup = NULL;
  Job *job;

  g_return_val_if_fail (content != NULL && sheet != NULL, NULL);

  operation = gtk_print_operation_new ();
  setup = make_page_setup (ytt_sheet_get_paper (sheet));
  job = g_new0 (Job, 1);
  job->content = ytt_sheet_content_ref (content);
  job->sheet = ytt_sheet_ref (sheet);
  job->with_notes = with_notes;
  g_object_set_data_full (G_OBJECT (operation), "ytt-print-job", job, job_free);

  gtk_print_operation_set_job_name (operation, ytt_sheet_get_title (sheet));
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_cb), NULL);
  g_signal_connect (operation, "paginate", G_CALLBACK (paginate_cb), NULL);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), NULL);
  g_signal_connect (operation, "preview", G_CALLBACK (preview_cb), NULL);

  return operation;
}

/* Printer, copies and sides are those of the last time, for as long as the program runs; the paper is that of the pages. */
static void
remember_settings (GtkPrintOperation *operation)
{
  static const char * const own[] = {
    GTK_PRINT_SETTINGS_ORIENTATION, GTK_PRINT_SETTINGS_PAPER_FORMAT, GTK_PRINT_SETTINGS_PAPER_WIDTH,
    GTK_PRINT_SETTINGS_PAPER_HEIGHT, GTK_PRINT_SETTINGS_PAGE_RANGES, GTK_PRINT_SETTINGS_PRINT_PAGES,
    GTK_PRINT_SETTINGS_OUTPUT_URI, GTK_PRINT_SETTINGS_OUTPUT_BASENAME,
  };
  GApplication *application = g_application_get_default ();
  GtkPrintSettings *used = gtk_print_operation_get_print_settings (operation);
  g_autoptr(GtkPrintSettings) settings = NULL;

  if (application == NULL || used == NULL)
    return;

  settings = gtk_print_settings_copy (used);
  for (gsize i = 0; i < G_N_ELEMENTS (own); i++)
    gtk_print_settings_unset (settings, own[i]);
  g_object_set_data_full (G_OBJECT (application), "ytt-print-settings", g_steal_pointer (&settings), g_object_unref);
}

static void
recall_settings (GtkPrintOperation *operation)
{
  GApplication *application = g_application_get_default ();
  GtkPrintSettings *settings = NULL;

  if (application != NULL)
    settings = g_object_get_data (G_OBJECT (application), "ytt-print-settings");
  if (settings != NULL)
    gtk_print_operation_set_print_settings (operation, settings);
}

static void
done_cb (GtkPrintOperation       *operation,
         GtkPrintOperationResult  result,
         gpointer                 user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    {
      gtk_print_operation_get_error (operation, &error);
      g_task_return_error (task, error);
    }
  else
    {
      gboolean printed = result == GTK_PRINT_OPERATION_RESULT_APPLY && !get_job (operation)->previewed;

      if (printed)
        remember_settings (operation);
      g_task_return_boolean (task, printed);
    }
}

/**
 * ytt_print_job_run_async:
 * @parent: the window that it is asked from
 * @content: what was read
 * @sheet: it laid out, for the paper that the dialog begins with
 * @with_notes: whether a handout has the speaker's notes
 * @callback: called when it was printed, or not
 * @user_data: for @callback
 *
 * Asks for a printer and prints.
 */
void
ytt_print_job_run_async (GtkWindow           *parent,
                         YttSheetContent     *content,
                         YttSheet            *sheet,
                         gboolean             with_notes,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GtkPrintOperation) operation = ytt_print_job_create_operation (content, sheet, with_notes);
  GTask *task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, ytt_print_job_run_async);
  recall_settings (operation);
  g_signal_connect (operation, "done", G_CALLBACK (done_cb), task);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, parent, NULL);
}

/**
 * ytt_print_job_run_finish:
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: whether it was printed; %FALSE without an error if the dialog was closed
 */
gboolean
ytt_print_job_run_finish (GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_print_job_run_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
