/* Foreign files come into the document: chosen, or dropped on the window. */

#include "config.h"

#include "ytt-window-private.h"

#include <glib/gi18n.h>

#include "ytt-change-file.h"
#include "ytt-editor.h"
#include "ytt-import-window.h"

#define NARROW_WIDTH  360
#define NARROW_HEIGHT 640

static void
imported_cb (YttWindow  *self,
             gint64      entry,
             const char *summary)
{
  if (entry != 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.offer-undo", "(xs)", entry, summary);
}

/* Says why not. */
gboolean
ytt_window_can_import (YttWindow *self)
{
  if (!ytt_window_has_document (self))
    return FALSE;
  if (ytt_editor_get_can_edit (ytt_session_get_editor (self->session)))
    return TRUE;

  ytt_window_toast (self, _("Nothing can be imported: the document can only be read"));

  return FALSE;
}

void
ytt_window_present_import (YttWindow *self,
                           GtkWidget *window)
{
  g_signal_connect_object (window, "imported", G_CALLBACK (imported_cb), self, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (self));
  if (ytt_shell_get_mode (self->shell) == YTT_SHELL_NARROW)
    gtk_window_set_default_size (GTK_WINDOW (window), NARROW_WIDTH, NARROW_HEIGHT);
  gtk_window_present (GTK_WINDOW (window));
}

static void
import_file (YttWindow *self,
             GFile     *file)
{
  const char *path = g_file_peek_path (file);

  if (!ytt_window_can_import (self))
    return;
  if (path == NULL)
    {
      ytt_window_toast (self, _("Only a file on this computer or in a folder mounted here can be imported"));
      return;
    }

  ytt_window_present_import (self, ytt_import_window_new (self->session, path));
}

static void
response_cb (YttWindow            *self,
             int                   response,
             GtkFileChooserNative *chooser)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

      import_file (self, file);
    }
  g_object_unref (chooser);
}

static void
add_filter (GtkFileChooser     *chooser,
            const char         *name,
            const char * const *suffixes)
{
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (; *suffixes != NULL; suffixes++)
    gtk_file_filter_add_suffix (filter, *suffixes);
  gtk_file_chooser_add_filter (chooser, filter);
}

static void
import_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  static const char * const readable[] = {
    "csv", "tsv", "txt", "xlsx", "ods", "geojson", "json", "kml", "kmz", "gpx", "shp", "gpkg", "fgb", NULL
  };
  YttWindow *self = user_data;
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_("Import a Table or a Map"), GTK_WINDOW (self),
                                                               GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);

  add_filter (GTK_FILE_CHOOSER (chooser), _("Tables and maps"), readable);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (response_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
import_path_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  g_autoptr(GFile) file = g_file_new_for_path (g_variant_get_bytestring (parameter));

  import_file (user_data, file);
}

/* Takes the list, not what is in it. A document is opened, changes are merged, anything else is imported. */
gboolean
ytt_window_take_files (YttWindow *self,
                       GSList    *files)
{
  g_autofree char *name = NULL;
  gboolean one = files != NULL && files->next == NULL;

  if (!one)
    {
      ytt_window_toast (self, _("Only one file at a time can be taken in"));
      g_slist_free (files);
      return FALSE;
    }

  name = g_file_get_basename (files->data);
  if (g_str_has_suffix (name, ".gpkg"))
    ytt_application_open_file (YTT_APPLICATION (gtk_window_get_application (GTK_WINDOW (self))), files->data, self);
  else if (g_str_has_suffix (name, YTT_CHANGE_FILE_ENDING))
    ytt_window_merge_file (self, files->data);
  else
    import_file (self, files->data);
  g_slist_free (files);

  return TRUE;
}

static gboolean
dropped_cb (YttWindow    *self,
            const GValue *value)
{
  return ytt_window_take_files (self, gdk_file_list_get_files (g_value_get_boxed (value)));
}

static const GActionEntry entries[] = {
  { "import", import_cb },
  { "import-path", import_path_cb, "ay" },
};

/*< private >
 * ytt_window_add_import:
 *
 * Called once the template is there.
 */
void
ytt_window_add_import (YttWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (target, "drop", G_CALLBACK (dropped_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
