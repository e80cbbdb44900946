/* What a window shows, or all, leaves as a file. */

#include "config.h"

#include "ytt-window-private.h"

#include <glib/gi18n.h>

#include "ytt-export-window.h"

#define NARROW_WIDTH 360

#define FILE_MANAGER "org.freedesktop.FileManager1"

/* A file that somebody wants to see among others. */
typedef struct
{
  GtkWindow *window;   /* (owned) */
  GFile     *file;     /* (owned) */
} Showing;

static void
showing_free (Showing *showing)
{
  g_object_unref (showing->window);
  g_object_unref (showing->file);
  g_free (showing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Showing, showing_free)

/* Whatever shows folders does it, without pointing to the file. */
static void
open_folder (const Showing *showing)
{
  g_autoptr(GFile) folder = g_file_get_parent (showing->file);
  g_autofree char *uri = g_file_get_uri (folder != NULL ? folder : showing->file);

  gtk_show_uri (showing->window, uri, GDK_CURRENT_TIME);
}

static void
shown_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(Showing) showing = user_data;
  g_autoptr(GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, NULL);

  if (reply == NULL)
    open_folder (showing);
}

/* GTK 4.8 can only open files; file managers themselves know how to point to one (specifications.freedesktop.org,
 * file manager DBus interface). */
static void
show_in_folder_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  GDBusConnection *bus = g_application_get_dbus_connection (g_application_get_default ());
  g_autoptr(Showing) showing = g_new0 (Showing, 1);
  const char *uris[] = { g_variant_get_string (parameter, NULL), NULL };

  showing->window = g_object_ref (GTK_WINDOW (user_data));
  showing->file = g_file_new_for_uri (uris[0]);
  if (bus != NULL)
    g_dbus_connection_call (bus, FILE_MANAGER, "/org/freedesktop/FileManager1", FILE_MANAGER, "ShowItems",
                            g_variant_new ("(^ass)", uris, ""), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, shown_cb,
                            g_steal_pointer (&showing));
  else
    open_folder (showing);
}

/* What was written is sent, moved or opened elsewhere: by whom, only its owner knows. */
static void
exported_cb (YttWindow *self,
             GFile     *file)
{
  g_autofree char *path = g_file_get_parse_name (file), *uri = g_file_get_uri (file);
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *text = NULL, *escaped = NULL;
  AdwToast *toast;

  /* Translators: the name of a file */
  text = g_strdup_printf (_("“%s” exported"), name);
  escaped = g_markup_escape_text (text, -1);
  toast = adw_toast_new (escaped);
  adw_toast_set_button_label (toast, _("_Show in Folder"));
  adw_toast_set_action_name (toast, "win.show-in-folder");
  adw_toast_set_action_target (toast, "s", uri);
  adw_toast_overlay_add_toast (self->toast_overlay, toast);
}

static void
export_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  YttWindow *self = user_data;
  GtkWidget *window;

  if (!ytt_window_has_document (self))
    return;

  window = ytt_export_window_new (self->session);
  g_signal_connect_object (window, "exported", G_CALLBACK (exported_cb), self, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (self));
  if (ytt_shell_get_mode (self->shell) == YTT_SHELL_NARROW)
    gtk_window_set_default_size (GTK_WINDOW (window), NARROW_WIDTH, -1);
  gtk_window_present (GTK_WINDOW (window));
}

static const GActionEntry entries[] = {
  { "export", export_cb },
  { "show-in-folder", show_in_folder_cb, "s" },
};

/*< private >
 * ytt_window_add_export:
 *
 * Called once the template is there.
 */
void
ytt_window_add_export (YttWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
