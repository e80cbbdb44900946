#include "config.h"

#include "ytt-theme.h"

#include <adwaita.h>

/**
 * ytt_theme_get_current:
 *
 * Returns: the palette that goes with the style of the windows
 */
YttTheme
ytt_theme_get_current (void)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  gboolean dark = adw_style_manager_get_dark (manager);

  if (adw_style_manager_get_high_contrast (manager))
    return dark ? YTT_THEME_DARK_CONTRAST : YTT_THEME_LIGHT_CONTRAST;

  return dark ? YTT_THEME_DARK : YTT_THEME_LIGHT;
}

/**
 * ytt_theme_watch:
 * @object: what draws with the palette
 * @callback: called with @object as its first argument, such as gtk_widget_queue_draw()
 *
 * Hears of another palette for as long as @object lives.
 */
void
ytt_theme_watch (gpointer  object,
                 GCallback callback)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  g_signal_connect_object (manager, "notify::dark", callback, object, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", callback, object, G_CONNECT_SWAPPED);
}

/**
 * ytt_theme_get_rgba:
 * @rgb: a colour as 0xRRGGBB
 * @alpha: how opaque, 0 to 1
 * @rgba: (out): the same for GTK
 */
void
ytt_theme_get_rgba (guint32  rgb,
                    float    alpha,
                    GdkRGBA *rgba)
{
  rgba->red = (rgb >> 16 & 0xff) / 255.f;
  rgba->green = (rgb >> 8 & 0xff) / 255.f;
  rgba->blue = (rgb & 0xff) / 255.f;
  rgba->alpha = alpha;
}
