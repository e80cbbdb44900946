#include "config.h"

#include "ytt-picture-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <png.h>
#include <setjmp.h>

#define RESOLUTION 96
#define METRES_PER_INCH 0.0254

/* Rows that are written between two looks at whether it is still wanted. */
#define ROWS_AT_ONCE 64

typedef struct
{
  cairo_surface_t          *surface;
  double                    scale;
  const YttPictureMetadata *metadata;
  GCancellable             *cancellable;
  GByteArray               *bytes;    /* (owned) */
  guint8                   *row;      /* (owned) */
  gboolean                  cancelled;
} Job;

static void
write_cb (png_structp png,
          png_bytep   data,
          png_size_t  length)
{
  Job *job = png_get_io_ptr (png);

  g_byte_array_append (job->bytes, data, (guint) length);
}

static void
flush_cb (png_structp png)
{
}

/* The library has nothing to warn of that a user could do anything about. */
static void
warn_cb (png_structp     png,
         png_const_charp message)
{
}

/* UTF-8, as PNG's third edition has it (https://www.w3.org/TR/png/#11iTXt); its keywords are Latin-1. */
static void
write_text (png_structp  png,
            png_infop    info,
            const char  *keyword,
            const char  *text)
{
  png_text chunk = { .compression = PNG_ITXT_COMPRESSION_NONE, .key = (char *) keyword, .text = (char *) text,
                     .lang = (char *) "", .lang_key = (char *) "" };

  if (text != NULL && *text != '\0')
    png_set_text (png, info, &chunk, 1);
}

static void
write_head (png_structp  png,
            png_infop    info,
            const Job   *job)
{
  png_uint_32 width = (png_uint_32) cairo_image_surface_get_width (job->surface);
  png_uint_32 height = (png_uint_32) cairo_image_surface_get_height (job->surface);
  png_uint_32 per_metre = (png_uint_32) lround (RESOLUTION * job->scale / METRES_PER_INCH);

  png_set_IHDR (png, info, width, height, 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                PNG_FILTER_TYPE_DEFAULT);
  png_set_pHYs (png, info, per_metre, per_metre, PNG_RESOLUTION_METER);
  png_set_sRGB (png, info, PNG_sRGB_INTENT_PERCEPTUAL);
  write_text (png, info, "Title", job->metadata->title);
  write_text (png, info, "Author", job->metadata->author);
  write_text (png, info, "Description", job->metadata->text);
  write_text (png, info, "Creation Time", job->metadata->time);
  write_text (png, info, "Software", job->metadata->program);
  png_write_info (png, info);
}

static void
write_rows (png_structp  png,
            Job         *job)
{
  const guint8 *data = cairo_image_surface_get_data (job->surface);
  int stride = cairo_image_surface_get_stride (job->surface);
  int width = cairo_image_surface_get_width (job->surface), height = cairo_image_surface_get_height (job->surface);

  for (int y = 0; y < height; y++)
    {
      const guint32 *pixels = (const guint32 *) (gconstpointer) (data + (gsize) y * stride);

      if (y % ROWS_AT_ONCE == 0 && g_cancellable_is_cancelled (job->cancellable))
        {
          job->cancelled = TRUE;
          return;
        }

      for (int x = 0; x < width; x++)
        {
          job->row[3 * x] = (guint8) (pixels[x] >> 16);
          job->row[3 * x + 1] = (guint8) (pixels[x] >> 8);
          job->row[3 * x + 2] = (guint8) pixels[x];
        }
      png_write_row (png, job->row);
    }
  png_write_end (png, NULL);
}

/* A function of its own, since what it has does not outlive the jump by which the library fails. */
static gboolean
write_png (Job *job)
{
  png_structp png = png_create_write_struct (PNG_LIBPNG_VER_STRING, NULL, NULL, warn_cb);
  png_infop info = png != NULL ? png_create_info_struct (png) : NULL;

  if (info == NULL || setjmp (png_jmpbuf (png)) != 0)
    {
      png_destroy_write_struct (&png, &info);
      return FALSE;
    }

  png_set_write_fn (png, job, write_cb, flush_cb);
  write_head (png, info, job);
  write_rows (png, job);
  png_destroy_write_struct (&png, &info);

  return TRUE;
}

/*< private >
 * ytt_picture_encode_png:
 * @surface: an image of 32 bits a pixel, all of them opaque
 * @scale: pixels to a px of 1/96 inch
 * @metadata: what the file says of itself
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a PNG
 */
GBytes *
ytt_picture_encode_png (cairo_surface_t          *surface,
                        double                    scale,
                        const YttPictureMetadata *metadata,
                        GCancellable             *cancellable,
                        GError                  **error)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  g_autofree guint8 *row = g_malloc (3 * (gsize) cairo_image_surface_get_width (surface));
  Job job = { surface, scale, metadata, cancellable, bytes, row, FALSE };

  if (!write_png (&job))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("The picture could not be written as PNG."));
      return NULL;
    }
  if (job.cancelled && g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}
