/* The document goes to a database, and what was changed there comes back. */

#include "config.h"

#include "ytt-window-private.h"

#include "ytt-publish-window.h"
#include "ytt-update-window.h"

#define NARROW_WIDTH  360
#define NARROW_HEIGHT 560

static void
published_cb (YttWindow  *self,
              const char *summary)
{
  ytt_window_toast (self, summary);
}

static void
publish_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  YttWindow *self = user_data;
  GtkWidget *window;

  if (!ytt_window_has_document (self))
    return;

  window = ytt_publish_window_new (self->session);
  g_signal_connect_object (window, "published", G_CALLBACK (published_cb), self, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (self));
  if (ytt_shell_get_mode (self->shell) == YTT_SHELL_NARROW)
    gtk_window_set_default_size (GTK_WINDOW (window), NARROW_WIDTH, NARROW_HEIGHT);
  gtk_window_present (GTK_WINDOW (window));
}

static void
update_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  YttWindow *self = user_data;

  if (ytt_window_can_import (self))
    ytt_window_present_import (self, ytt_update_window_new (self->session));
}

static const GActionEntry entries[] = {
  { "publish", publish_cb },
  { "update-from-database", update_cb },
};

/*< private >
 * ytt_window_add_publish:
 *
 * Called once the template is there.
 */
void
ytt_window_add_publish (YttWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
