#include "config.h"

#include <adwaita.h>

#define ICONS "/io/github/ytterby/Ytterby/icons"

/* Every icon that we ship is found by its name, and draws something: a broken one would show as a missing image. */
static void
test_icons (void)
{
  GdkDisplay *display = gdk_display_get_default ();
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (display);
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) names = NULL;

  gtk_icon_theme_add_resource_path (theme, ICONS);
  names = g_resources_enumerate_children (ICONS "/scalable/actions", G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (names), >=, 13);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *name = g_strndup (names[i], strlen (names[i]) - strlen (".svg"));
      g_autoptr(GtkIconPaintable) icon = NULL;
      g_autoptr(GFile) file = NULL;
      g_autofree char *uri = NULL;

      g_assert_true (gtk_icon_theme_has_icon (theme, name));
      icon = gtk_icon_theme_lookup_icon (theme, name, NULL, 16, 1, GTK_TEXT_DIR_LTR, 0);
      file = gtk_icon_paintable_get_file (icon);
      uri = g_file_get_uri (file);
      g_assert_cmpstr (uri + strlen (uri) - strlen (names[i]), ==, names[i]);
    }
}

static void
test_application_icon (void)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());

  gtk_icon_theme_add_resource_path (theme, ICONS);
  g_assert_true (gtk_icon_theme_has_icon (theme, YTT_APPLICATION_ID));
  g_assert_true (gtk_icon_theme_has_icon (theme, YTT_APPLICATION_ID "-symbolic"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/resources/icons", test_icons);
  g_test_add_func ("/resources/application-icon", test_application_icon);

  return g_test_run ();
}
