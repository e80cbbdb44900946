#include "config.h"

#include "ytt-ground-chooser.h"

#include <glib/gi18n.h>

static void
response_cb (GtkFileChooserNative *chooser,
             int                   response,
             YttMapGround         *ground)
{
  g_autoptr(GFile) file = NULL;
  g_autofree char *path = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      path = file != NULL ? g_file_get_path (file) : NULL;
      if (path != NULL)
        ytt_map_ground_choose_file (ground, path);
    }
  g_object_unref (chooser);
}

static void
add_filter (GtkFileChooserNative *chooser,
            const char           *name,
            const char           *pattern)
{
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  gtk_file_filter_add_pattern (filter, pattern);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
}

/**
 * ytt_ground_chooser_run:
 * @widget: in whose window the question is asked
 * @ground: (transfer none): for which a file is chosen
 *
 * Asks for a map of the user's own, to lie under the facilities. Without an answer all stays as it is.
 */
void
ytt_ground_chooser_run (GtkWidget    *widget,
                        YttMapGround *ground)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  const char *path = ytt_map_ground_get_file (ground);
  GtkFileChooserNative *chooser =
    gtk_file_chooser_native_new (_("Choose a Map"), GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                 GTK_FILE_CHOOSER_ACTION_OPEN, _("_Choose"), NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  add_filter (chooser, _("Raster Maps (MBTiles)"), "*.mbtiles");
  add_filter (chooser, _("All Files"), "*");
  if (path != NULL)
    {
      g_autofree char *folder_path = g_path_get_dirname (path);
      g_autoptr(GFile) folder = g_file_new_for_path (folder_path);

      gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (chooser), folder, NULL);
    }
  g_signal_connect_object (chooser, "response", G_CALLBACK (response_cb), ground, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}
