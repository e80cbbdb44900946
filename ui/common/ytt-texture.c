#include "config.h"

#include "ytt-texture.h"

/* Cairo has a pixel as one number, alpha on top; GTK wants its bytes in the order red, green, blue, alpha. */
static void
put_bytes_in_order (guint32 *pixels,
                    gsize    n_pixels)
{
  for (gsize i = 0; i < n_pixels; i++)
    {
      guint32 pixel = pixels[i];

      pixels[i] = GUINT32_TO_LE ((pixel & 0xff00ff00) | (pixel & 0xff) << 16 | (pixel >> 16 & 0xff));
    }
}

/**
 * ytt_texture_new:
 * @surface: (transfer full): an image in CAIRO_FORMAT_ARGB32 that nobody draws on any more
 *
 * Makes a texture of @surface, whose pixels become the texture's; on any thread.
 *
 * The pixels are turned into GDK_MEMORY_R8G8B8A8_PREMULTIPLIED, once. In cairo's own order, the software renderer of
 * GTK 4.8 takes each pixel through floating point whenever it draws the texture, which takes most of the time of a
 * frame that has many; and OpenGL ES has to turn them at upload.
 *
 * Returns: (transfer full): the texture
 */
GdkTexture *
ytt_texture_new (cairo_surface_t *surface)
{
  g_autoptr(GBytes) bytes = NULL;
  gsize stride, height;
  guint8 *data;

  g_return_val_if_fail (cairo_surface_get_type (surface) == CAIRO_SURFACE_TYPE_IMAGE, NULL);
  g_return_val_if_fail (cairo_image_surface_get_format (surface) == CAIRO_FORMAT_ARGB32, NULL);

  cairo_surface_flush (surface);
  data = cairo_image_surface_get_data (surface);
  stride = cairo_image_surface_get_stride (surface);
  height = cairo_image_surface_get_height (surface);
  put_bytes_in_order ((guint32 *) (gpointer) data, stride / sizeof (guint32) * height);
  bytes = g_bytes_new_with_free_func (data, stride * height, (GDestroyNotify) cairo_surface_destroy, surface);

  return gdk_memory_texture_new (cairo_image_surface_get_width (surface), height,
                                 GDK_MEMORY_R8G8B8A8_PREMULTIPLIED, bytes, stride);
}
