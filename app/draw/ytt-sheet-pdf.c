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

/**
 * ytt_sheet_describe:
 * @self: a sheet
 * @surface: where its pages are drawn
 *
 * Where that is a PDF file, puts title, author, date and what else is known of the sheet into its metadata.
 */
void
ytt_sheet_describe (YttSheet        *self,
                    cairo_surface_t *surface)
{
  g_autoptr(GDateTime) made = NULL;
  g_autofree char *date = NULL;

  g_return_if_fail (self != NULL && surface != NULL);

  if (cairo_surface_get_type (surface) != CAIRO_SURFACE_TYPE_PDF)
    return;

  made = g_date_time_new_from_unix_local (self->made);
  date = g_date_time_format (made, "%Y-%m-%dT%H:%M:%S%:z");

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
  ytt_sheet_describe (self, surface);
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
