/* What was done to the document, or to the selected facility. */

#include "config.h"

#include "ytt-window-private.h"

#include "ytt-history-window.h"

#define NARROW_WIDTH  360
#define NARROW_HEIGHT 640

static void
show_history (YttWindow  *self,
              gint64      facility,
              const char *name)
{
  GtkWidget *window;

  if (!ytt_window_has_document (self))
    return;

  window = ytt_history_window_new (self->session);
  ytt_history_window_set_record (YTT_HISTORY_WINDOW (window), facility, name);
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (self));
  if (ytt_shell_get_mode (self->shell) == YTT_SHELL_NARROW)
    gtk_window_set_default_size (GTK_WINDOW (window), NARROW_WIDTH, NARROW_HEIGHT);
  gtk_window_present (GTK_WINDOW (window));
}

static void
history_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  show_history (user_data, 0, NULL);
}

static void
record_history_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  YttWindow *self = user_data;
  YttRecord *record = ytt_session_get_record (self->session);

  if (record != NULL)
    show_history (self, record->id, record->name);
}

static const GActionEntry entries[] = {
  { "history", history_cb },
  { "record-history", record_history_cb },
};

/*< private >
 * ytt_window_add_history_actions:
 *
 * Called once the template is there.
 */
void
ytt_window_add_history_actions (YttWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
