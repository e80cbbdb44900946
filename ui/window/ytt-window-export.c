/* What a window shows, or all, leaves as a file. */

#include "config.h"

#include "ytt-window-private.h"

#include "ytt-export-window.h"

#define NARROW_WIDTH 360

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
  g_signal_connect_object (window, "exported", G_CALLBACK (ytt_window_tell_exported), self, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (self));
  if (ytt_shell_get_mode (self->shell) == YTT_SHELL_NARROW)
    gtk_window_set_default_size (GTK_WINDOW (window), NARROW_WIDTH, -1);
  gtk_window_present (GTK_WINDOW (window));
}

static const GActionEntry entries[] = {
  { "export", export_cb },
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
