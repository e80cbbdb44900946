/* The backups of the window's document: that they are made, and going back to one. */

#include "config.h"

#include "ytt-window-private.h"

#include <glib/gi18n.h>

#include "ytt-backups-window.h"
#include "ytt-backups.h"
#include "ytt-store-backup.h"

/* Where the list of backups is wider than the window that it belongs to. */
#define NARROW_WIDTH  360
#define NARROW_HEIGHT 600

static void
backup_failed_cb (YttWindow    *self,
                  const GError *error)
{
  gboolean full = g_error_matches (error, YTT_ERROR, YTT_ERROR_SPACE);
  const char *stop = g_str_has_suffix (error->message, ".") ? "" : ".";
  g_autofree char *why = full ? g_strdup (_("The disk is full.")) : g_strdup_printf ("%s%s", error->message, stop);
  g_autofree char *text = NULL;

  /* Translators: the second %s is a sentence that says why a backup could not be made */
  text = g_markup_printf_escaped ("<b>%s</b> %s %s", _("No backup of today."), why,
                                  _("Changes are saved all the same, and it will be tried again."));
  gtk_label_set_markup (self->backup_label, text);
  gtk_widget_set_visible (self->backup_bar, TRUE);
}

/*< private >
 * ytt_window_keep_backups:
 *
 * Called with a document that has just been opened.
 */
void
ytt_window_keep_backups (YttWindow *self)
{
  g_autofree char *folder = ytt_backups_get_folder ();

  ytt_store_set_backup_folder (self->store, folder);
  g_signal_connect_object (self->store, "backup-failed", G_CALLBACK (backup_failed_cb), self, G_CONNECT_SWAPPED);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(YttWindow) self = user_data;
  GCancellable *cancellable = g_task_get_cancellable (G_TASK (result));
  g_autoptr(GPtrArray) backups = ytt_backups_list_finish (result, NULL);

  if (self->error == NULL || cancellable != self->cancellable || backups == NULL || backups->len == 0)
    return;   /* it shows something else by now, or has none */

  gtk_widget_set_visible (self->failed_restore, ((YttBackup *) g_ptr_array_index (backups, 0))->of_document);
  ytt_window_suggest_way_out (self);
}

/*< private >
 * ytt_window_look_for_backups:
 *
 * Offers to go back to a backup of a document that cannot be opened, if there is one.
 */
void
ytt_window_look_for_backups (YttWindow *self)
{
  g_autofree char *folder = ytt_backups_get_folder ();

  if (self->path != NULL)
    ytt_backups_list_async (folder, self->path, self->cancellable, listed_cb, g_object_ref (self));
}

/* In a window of its own, so that both can be looked at, but in place of what could not be opened. */
static void
restored_cb (YttWindow  *self,
             const char *new_path)
{
  YttApplication *application = YTT_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));
  g_autoptr(GFile) file = g_file_new_for_path (new_path);

  ytt_application_open_file (application, file, self);
}

static void
restore_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  YttWindow *self = user_data;
  g_autofree char *folder = ytt_backups_get_folder ();
  GtkWidget *window;

  if (self->path == NULL)
    return;

  window = ytt_backups_window_new (folder, self->path);
  g_signal_connect_object (window, "restored", G_CALLBACK (restored_cb), self, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (self));
  if (ytt_shell_get_mode (self->shell) == YTT_SHELL_NARROW)
    gtk_window_set_default_size (GTK_WINDOW (window), NARROW_WIDTH, NARROW_HEIGHT);
  gtk_window_present (GTK_WINDOW (window));
}

static const GActionEntry entries[] = {
  { "restore", restore_cb },
};

/*< private >
 * ytt_window_add_backup_actions:
 *
 * Called once the template is there.
 */
void
ytt_window_add_backup_actions (YttWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
