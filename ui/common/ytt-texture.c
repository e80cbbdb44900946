#include "config.h"

#include "ytt-texture.h"

/* Cairo has a pixel as one number, alpha on top, and its colours multiplied by it. */
static void
put_opaque (const guint32 *pixels,
            guint8        *bytes,
            gsize          n_pixels)
{
  for (gsize i = 0; i < n_pixels; i++)
    {
      guint32 pixel = pixels[i];

      bytes[3 * i] = pixel >> 16;
      bytes[3 * i + 1] = pixel >> 8;
      bytes[3 * i + 2] = pixel;
    }
}

static guint32
divide (guint32 value,
        guint32 alpha)
{
  return MIN ((value * 255 + alpha / 2) / alpha, 255);
}

static void
put_straight (guint32 *pixels,
              gsize    n_pixels)
{
  for (gsize i = 0; i < n_pixels; i++)
    {
      guint32 pixel = pixels[i];
      guint32 alpha = pixel >> 24;
      guint32 red = pixel >> 16 & 0xff, green = pixel >> 8 & 0xff, blue = pixel & 0xff;

      if (alpha != 0 && alpha != 255)
        {
          red = divide (red, alpha);
          green = divide (green, alpha);
          blue = divide (blue, alpha);
        }
      pixels[i] = GUINT32_TO_LE (alpha << 24 | blue << 16 | green << 8 | red);
    }
}

/**
 * ytt_texture_new:
 * @surface: (transfer full): an image in CAIRO_FORMAT_ARGB32, or in CAIRO_FORMAT_RGB24 if it is opaque, that nobody
 *   draws on any more
 *
 * Makes a texture of @surface; on any thread.
 *
 * The pixels are brought into one of the two formats of image files, once: GDK_MEMORY_R8G8B8 for what is opaque, else
 * GDK_MEMORY_R8G8B8A8. Only those have a quick way into the software renderer of GTK 4.8. Any other, cairo's own among
 * them, it takes through floating point, pixel by pixel, whenever it draws the texture: most of the time of a frame
 * that has many.
 *
 * Returns: (transfer full): the texture
 */
GdkTexture *
ytt_texture_new (cairo_surface_t *surface)
{
  g_autoptr(GBytes) bytes = NULL;
  gsize stride, width, height, n_pixels;
  GdkMemoryFormat format = GDK_MEMORY_R8G8B8A8;
  guint8 *data;

  g_return_val_if_fail (cairo_surface_get_type (surface) == CAIRO_SURFACE_TYPE_IMAGE, NULL);

  cairo_surface_flush (surface);
  data = cairo_image_surface_get_data (surface);
  stride = cairo_image_surface_get_stride (surface);
  width = cairo_image_surface_get_width (surface);
  height = cairo_image_surface_get_height (surface);

  /* Rows of four bytes a pixel have no padding in cairo. */
  n_pixels = stride / sizeof (guint32) * height;
  if (cairo_image_surface_get_format (surface) == CAIRO_FORMAT_RGB24)
    {
      guint8 *opaque = g_malloc (3 * n_pixels);

      put_opaque ((const guint32 *) (gpointer) data, opaque, n_pixels);
      cairo_surface_destroy (surface);
      bytes = g_bytes_new_take (opaque, 3 * n_pixels);
      stride = 3 * stride / sizeof (guint32);
      format = GDK_MEMORY_R8G8B8;
    }
  else
    {
      put_straight ((guint32 *) (gpointer) data, n_pixels);
      bytes = g_bytes_new_with_free_func (data, stride * height, (GDestroyNotify) cairo_surface_destroy, surface);
    }

  return gdk_memory_texture_new (width, height, format, bytes, stride);
}
