#include "config.h"

#include "ytt-picture-private.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <glib/gi18n.h>
#include <string.h>

/* PDF counts in points, and a px is 1/96 inch. */
#define POINTS_PER_PX 0.75

static cairo_status_t
write_cb (void                *closure,
          const unsigned char *data,
          unsigned int         length)
{
  g_byte_array_append (closure, data, length);

  return CAIRO_STATUS_SUCCESS;
}

/* Draws, and ends the file. */
static gboolean
draw (YttMapPicture    *picture,
      cairo_surface_t  *surface,
      double            scale,
      GError          **error)
{
  cairo_t *cr = cairo_create (surface);
  gboolean good;

  cairo_scale (cr, scale, scale);
  good = ytt_map_picture_draw (picture, cr, error);
  cairo_show_page (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (good && cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("The picture could not be drawn: %s"),
                   cairo_status_to_string (cairo_surface_status (surface)));
      good = FALSE;
    }

  return good;
}

/**
 * ytt_xml_escape:
 * @text: a text
 *
 * Returns: (transfer full): the text as it may stand in XML 1.0, which has no control characters
 *   (https://www.w3.org/TR/xml/#charsets)
 */
char *
ytt_xml_escape (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr(GString) clean = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar letter = g_utf8_get_char (p);

      if ((letter >= 0x20 || letter == '\n' || letter == '\t') && letter != 0x7f && letter != 0xfffe
          && letter != 0xffff)
        g_string_append_unichar (clean, letter);
    }

  return g_markup_escape_text (clean->str, (gssize) clean->len);
}

/* What has no <title> and <desc> is a picture without words to many a program, for cairo writes letters as outlines.
 * The metadata are Dublin Core's, as SVG's own example has it (https://www.w3.org/TR/SVG11/metadata.html). */
static char *
format_metadata (const YttPictureMetadata *metadata)
{
  g_autofree char *title = ytt_xml_escape (metadata->title), *text = ytt_xml_escape (metadata->text);
  g_autofree char *author = ytt_xml_escape (metadata->author != NULL ? metadata->author : "");
  g_autofree char *keywords = ytt_xml_escape (metadata->keywords);

  return g_strdup_printf (
    "<title>%s</title>\n<desc>%s</desc>\n"
    "<metadata><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\""
    " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><rdf:Description rdf:about=\"\">"
    "<dc:title>%s</dc:title><dc:creator>%s</dc:creator><dc:date>%s</dc:date><dc:subject>%s</dc:subject>"
    "<dc:description>%s</dc:description><dc:format>image/svg+xml</dc:format>"
    "</rdf:Description></rdf:RDF></metadata>\n",
    title, text, title, author, metadata->time, keywords, text);
}

/*< private >
 * ytt_picture_encode_svg:
 * @picture: a picture
 * @metadata: what the file says of itself
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): an SVG
 */
GBytes *
ytt_picture_encode_svg (YttMapPicture             *picture,
                        const YttPictureMetadata  *metadata,
                        GError                   **error)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  g_autofree char *words = format_metadata (metadata);
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (write_cb, bytes, picture->width, picture->height);
  const char *tag, *end;
  GByteArray *whole;
  gsize head;
  gboolean good;

  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
  good = draw (picture, surface, 1, error);
  cairo_surface_destroy (surface);
  if (!good)
    return NULL;

  tag = g_strstr_len ((const char *) bytes->data, bytes->len, "<svg");
  end = tag != NULL ? memchr (tag, '>', bytes->len - (gsize) (tag - (const char *) bytes->data)) : NULL;
  g_return_val_if_fail (end != NULL, NULL);

  head = (gsize) (end + 1 - (const char *) bytes->data);
  whole = g_byte_array_sized_new (bytes->len + (guint) strlen (words) + 1);
  g_byte_array_append (whole, bytes->data, (guint) head);
  g_byte_array_append (whole, (const guint8 *) "\n", 1);
  g_byte_array_append (whole, (const guint8 *) words, (guint) strlen (words));
  g_byte_array_append (whole, bytes->data + head, bytes->len - (guint) head);

  return g_byte_array_free_to_bytes (whole);
}

/*< private >
 * ytt_picture_encode_pdf:
 * @picture: a picture
 * @metadata: what the file says of itself
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a PDF of one page, as large as the picture
 */
GBytes *
ytt_picture_encode_pdf (YttMapPicture             *picture,
                        const YttPictureMetadata  *metadata,
                        GError                   **error)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (write_cb, bytes, picture->width * POINTS_PER_PX,
                                                                  picture->height * POINTS_PER_PX);
  gboolean good;

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, metadata->title);
  if (metadata->author != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_AUTHOR, metadata->author);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, metadata->text);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_KEYWORDS, metadata->keywords);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, metadata->program);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, metadata->time);
  good = draw (picture, surface, POINTS_PER_PX, error);
  cairo_surface_destroy (surface);

  return good ? g_byte_array_free_to_bytes (g_steal_pointer (&bytes)) : NULL;
}
