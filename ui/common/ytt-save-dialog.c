#include "config.h"

#include "ytt-save-dialog.h"

#include <glib/gi18n.h>

#define FUNC "ytt-save-func"

static void
response_cb (GtkFileChooserNative *chooser,
             int                   response,
             GtkWidget            *window)
{
  YttSaveFunc func = (YttSaveFunc) g_object_get_data (G_OBJECT (chooser), FUNC);

  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

      func (window, file);
    }
  g_object_unref (chooser);
}

/**
 * ytt_save_dialog_show:
 * @window: the window that wants to write a file
 * @title: of the dialog
 * @name: that the file shall have unless the user says otherwise
 * @directory: where people keep such files
 * @document: (type filename): the document; where there is no such folder, the file is to stand beside it
 * @func: called with the file, if one is chosen; the dialog has asked whether it may be replaced
 *
 * Asks where a file shall be written.
 */
void
ytt_save_dialog_show (GtkWindow      *window,
                      const char     *title,
                      const char     *name,
                      GUserDirectory  directory,
                      const char     *document,
                      YttSaveFunc     func)
{
  GtkFileChooserNative *chooser;
  const char *usual = g_get_user_special_dir (directory);
  g_autofree char *beside = g_path_get_dirname (document);
  g_autoptr(GFile) folder = NULL;

  g_return_if_fail (GTK_IS_WINDOW (window));
  g_return_if_fail (func != NULL);

  folder = g_file_new_for_path (usual != NULL && g_file_test (usual, G_FILE_TEST_IS_DIR) ? usual : beside);
  chooser = gtk_file_chooser_native_new (title, window, GTK_FILE_CHOOSER_ACTION_SAVE, _("_Export"), NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (chooser), folder, NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  g_object_set_data (G_OBJECT (chooser), FUNC, (gpointer) func);
  g_signal_connect_object (chooser, "response", G_CALLBACK (response_cb), window, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/**
 * ytt_save_dialog_add_suffix:
 * @file: what was chosen
 * @suffix: an ending, without the dot; "" for none
 *
 * Whoever types no ending gets that of the format.
 *
 * Returns: (transfer full): the file with that ending
 */
GFile *
ytt_save_dialog_add_suffix (GFile      *file,
                            const char *suffix)
{
  g_autofree char *name = g_file_get_basename (file), *whole = NULL;
  g_autoptr(GFile) folder = g_file_get_parent (file);

  if (name == NULL || folder == NULL || *suffix == '\0')
    return g_object_ref (file);

  whole = g_strconcat (name, ".", suffix, NULL);

  return g_file_get_child (folder, whole);
}

/**
 * ytt_save_dialog_make_name:
 * @title: what the file is about
 * @suffix: its ending, without the dot; "" for none
 *
 * Returns: (transfer full): a name for the file
 */
char *
ytt_save_dialog_make_name (const char *title,
                           const char *suffix)
{
  g_autofree char *name = g_strdelimit (g_strdup (title), "/\\:", '-');

  return g_strconcat (name, *suffix != '\0' ? "." : "", suffix, NULL);
}

/**
 * ytt_save_dialog_tell_error:
 * @overlay: where toasts are shown
 * @error: why a file was not written
 *
 * Says it in a toast.
 */
void
ytt_save_dialog_tell_error (AdwToastOverlay *overlay,
                            const GError    *error)
{
  g_autofree char *escaped = g_markup_escape_text (error->message, -1);

  adw_toast_overlay_add_toast (overlay, adw_toast_new (escaped));
}
