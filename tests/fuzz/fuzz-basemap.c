#include "config.h"

#include <string.h>

#include "fuzz.h"
#include "ytt-basemap-draw.h"
#include "ytt-error.h"

#define SIZE_OFFSET 8

static void
draw_tile (YttBasemap *basemap,
           int         zoom,
           guint       x,
           guint       y)
{
  g_autoptr(GError) error = NULL;
  cairo_surface_t *surface = ytt_basemap_render_tile (basemap, zoom, x, y, 16, 1, 1, YTT_THEME_LIGHT, &error);

  g_assert_true ((surface == NULL) == (error != NULL));
  if (surface != NULL)
    cairo_surface_destroy (surface);
  else
    g_assert_error (error, YTT_ERROR, YTT_ERROR_DAMAGED);
}

/* Either a basemap or an error comes out; then either tiles or errors, and labels that can be shown. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree uint8_t *copy = g_memdup2 (data, size);
  guint32 told_size = GUINT32_TO_LE ((guint32) size);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(YttBasemap) basemap = NULL;

  /* The file tells its size; with the right one, what is cut off gets further. */
  if (size >= SIZE_OFFSET + sizeof told_size)
    memcpy (copy + SIZE_OFFSET, &told_size, sizeof told_size);
  bytes = g_bytes_new_static (copy, size);
  basemap = ytt_basemap_new_from_bytes (bytes, &error);

  g_assert_true ((basemap == NULL) == (error != NULL));
  if (basemap == NULL)
    return 0;

  draw_tile (basemap, 0, 0, 0);
  for (guint x = 0; x < 4; x++)
    for (guint y = 0; y < 4; y++)
      draw_tile (basemap, 2, x, y);
  draw_tile (basemap, 9, 130, 100);

  for (guint i = 0; i < MIN (ytt_basemap_get_n_labels (basemap), 100); i++)
    {
      YttBasemapLabel label;

      if (!ytt_basemap_get_label (basemap, i, &label))
        continue;
      g_assert_true (g_utf8_validate (label.name, -1, NULL) && g_utf8_validate (label.msgid, -1, NULL));
      g_assert_true (label.x >= 0 && label.x < 1 && label.y >= 0 && label.y < 1);
    }

  return 0;
}
