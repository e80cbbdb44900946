#include "config.h"

#include "ytt-window-private.h"

/* Back and forward through what one looked at. */

/* Where one column fits, what is before a record is where it was opened from. */
static void
view_back_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  YttWindow *self = user_data;

  if (ytt_window_shows_detail_alone (self))
    g_action_group_activate_action (G_ACTION_GROUP (self), "back", NULL);
  else
    ytt_trail_go_back (self->trail);
}

static void
view_forward_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  ytt_trail_go_forward (YTT_WINDOW (user_data)->trail);
}

static const GActionEntry entries[] = {
  { "view-back", view_back_cb },
  { "view-forward", view_forward_cb },
};

static void
update_cb (YttWindow *self)
{
  ytt_window_update_actions (self);
}

/* The map would fly to what has been selected again; what was looked at is the viewport. */
static void
went_cb (YttWindow *self)
{
  ytt_map_pane_keep_view (self->map_pane);
}

/*< private >
 * ytt_window_add_trail:
 *
 * Called once there is a session, before actions are updated.
 */
void
ytt_window_add_trail (YttWindow *self)
{
  self->trail = ytt_trail_new (self->session);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (self->trail, "notify", G_CALLBACK (update_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->trail, "went", G_CALLBACK (went_cb), self, G_CONNECT_SWAPPED);
}

/*< private >
 * ytt_window_class_add_trail_keys:
 *
 * Alt and an arrow, as in a browser; back is where a line of text begins. [ and ] do the same wherever they are not
 * typed: these are keys of the window's class, which come after a text field has had its turn.
 */
void
ytt_window_class_add_trail_keys (GtkWidgetClass *widget_class)
{
  gboolean rtl = gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL;

  gtk_widget_class_add_binding_action (widget_class, rtl ? GDK_KEY_Right : GDK_KEY_Left, GDK_ALT_MASK,
                                       "win.view-back", NULL);
  gtk_widget_class_add_binding_action (widget_class, rtl ? GDK_KEY_Left : GDK_KEY_Right, GDK_ALT_MASK,
                                       "win.view-forward", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_bracketleft, 0, "win.view-back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_bracketright, 0, "win.view-forward", NULL);
}
