/* A sheet as a file. */

#include "config.h"

#include "ytt-sheet-private.h"

#include <cairo-pdf.h>
#include <glib/gi18n.h>

static cairo_status_t
write_cb (void                *closure,
          const unsigned char *data,
          unsigned int         length)
{
  g_byte_array_append (closure, data, length);

  return CAIRO_STATUS_SUCCESS;
}

static void
set_metadata (YttSheet        *self,
              cairo_surface_t *surface)
{
  g_autoptr(GDateTime) made = g_date_time_new_from_unix_local (self->made);
  g_autofree char *date = g_date_time_format (made, "%Y-%m-%dT%H:%M:%S%:z");

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, self->title);
  if (self->author != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_AUTHOR, self->author);
  if (self->document != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, self->document);
  if (self->keywords != NULL || self->filter != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_KEYWORDS,
                                    self->keywords != NULL ? self->keywords : self->filter);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Ytterby " YTT_VERSION);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_MOD_DATE, date);
}

static void
add_outline (YttSheet        *self,
             cairo_surface_t *surface,
             guint            page)
{
  const YttSheetPage *of = g_ptr_array_index (self->pages, page);
  g_autofree char *link = g_strdup_printf ("page=%u", page + 1);

  if (of->outline != NULL && *of->outline != '\0')
    cairo_pdf_surface_add_outline (surface, CAIRO_PDF_OUTLINE_ROOT, of->outline, link, 0);
}

/**
 * ytt_sheet_to_pdf:
 * @self: a sheet
 * @cancellable: (nullable): looked at before each page
 * @error: return location for an error
 *
 * Draws all pages into a file whose text can be searched. For a thread of its own where there are many.
 *
 * Returns: (transfer full) (nullable): the file
 */
GBytes *
ytt_sheet_to_pdf (YttSheet      *self,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_autoptr(GByteArray) data = g_byte_array_new ();
  cairo_surface_t *surface;
  cairo_t *cr;
  cairo_status_t status;

  g_return_val_if_fail (self != NULL, NULL);

  surface = cairo_pdf_surface_create_for_stream (write_cb, data, self->paper.width, self->paper.height);
  set_metadata (self, surface);
  cr = cairo_create (surface);
  for (guint i = 0; i < self->pages->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      add_outline (self, surface, i);
      ytt_sheet_draw_page (self, i, cr);
      cairo_show_page (cr);
    }
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("The pages could not be drawn: %s"),
                   cairo_status_to_string (status));
      return NULL;
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&data));
}

static void
save_worker (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  YttSheet *self = task_data;
  GFile *file = g_object_get_data (G_OBJECT (task), "file");
  g_autoptr(GBytes) bytes = NULL;
  GError *error = NULL;
  gsize size;
  const char *data;

  bytes = ytt_sheet_to_pdf (self, cancellable, &error);
  if (bytes == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  /* It is written beside the old one and then takes its place. */
  data = g_bytes_get_data (bytes, &size);
  if (g_file_replace_contents (file, data, size, NULL, FALSE, G_FILE_CREATE_NONE, NULL, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * ytt_sheet_save_async:
 * @self: a sheet
 * @file: where to put it; a file that is there is replaced once the new one is complete
 * @cancellable: (nullable): ends it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Writes a sheet as a PDF file, in a thread.
 */
void
ytt_sheet_save_async (YttSheet            *self,
                      GFile               *file,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_sheet_save_async);
  g_task_set_task_data (task, ytt_sheet_ref (self), (GDestroyNotify) ytt_sheet_unref);
  g_object_set_data_full (G_OBJECT (task), "file", g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, save_worker);
}

/**
 * ytt_sheet_save_finish:
 * @result: what the callback got
 * @error: return location for an error, as GIO says it
 *
 * Returns: whether the file is there
 */
gboolean
ytt_sheet_save_finish (GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_sheet_save_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
