#include "config.h"

#include "ytt-icons.h"

/* The folder of icons that libadwaita adds as it begins, which is the last one to be added. */
#define LAST_FOLDER "/org/gnome/Adwaita/icons"

static GtkIconTheme *theme;          /* while it is held */
static char        **folders;        /* (owned) (nullable): where it is to look */

static void
folders_added_cb (void)
{
  g_auto(GStrv) added = gtk_icon_theme_get_resource_path (theme);

  if (g_strv_contains ((const char * const *) added, LAST_FOLDER))
    ytt_icons_release ();
}

/**
 * ytt_icons_hold:
 *
 * Keeps GTK from reading the icon themes of the system until ytt_icons_release(), which comes by itself as libadwaita
 * begins. To be called once the display is open, and before GtkApplication starts.
 *
 * GTK reads them on a thread of its own as soon as they are first asked for, which GtkApplication does to add the
 * folder of the program, and forgets them when another folder is added, which libadwaita does. What has been read by
 * then is lost, libadwaita waits for the thread that is reading it, and the first icon that the window shows waits
 * until it has all been read again.
 */
void
ytt_icons_hold (void)
{
  const char *nowhere[] = { NULL };

  g_return_if_fail (theme == NULL);

  theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());
  folders = gtk_icon_theme_get_search_path (theme);
  gtk_icon_theme_set_search_path (theme, nowhere);
  g_signal_connect (theme, "notify::resource-path", G_CALLBACK (folders_added_cb), NULL);
}

/**
 * ytt_icons_release:
 *
 * Lets GTK read the icon themes, on a thread of its own. Nothing happens where they are not held.
 */
void
ytt_icons_release (void)
{
  if (theme == NULL)
    return;

  g_signal_handlers_disconnect_by_func (theme, folders_added_cb, NULL);
  gtk_icon_theme_set_search_path (theme, (const char * const *) folders);
  theme = NULL;
  g_clear_pointer (&folders, g_strfreev);

  /* Told of a theme, GTK begins to read it. */
  g_object_notify (G_OBJECT (gtk_settings_get_default ()), "gtk-icon-theme-name");
}
