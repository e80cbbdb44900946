/* The views that are kept in the document, and their keys. */

#include "config.h"

#include "ytt-window-private.h"

#define N_KEYS 9

/* Layers are the user's own choice: a view puts back those that are there, but sends no request to a server that was
 * not chosen, and asks for no file. */
static void
show_layers (YttWindow     *self,
             const YttView *view)
{
  YttMapGround *ground = ytt_map_pane_get_ground (self->map_pane);

  if (view->has_layers)
    ytt_supply_set_mode (ytt_session_get_supply (self->session), view->links);

  if (g_strcmp0 (view->ground, ytt_ground_kind_to_code (YTT_GROUND_OFFLINE)) == 0)
    ytt_map_ground_set_kind (ground, YTT_GROUND_OFFLINE);
  else if (g_strcmp0 (view->ground, ytt_ground_kind_to_code (YTT_GROUND_FILE)) == 0
           && ytt_map_ground_get_file (ground) != NULL)
    ytt_map_ground_set_kind (ground, YTT_GROUND_FILE);
}

/*< private >
 * ytt_window_open_view:
 *
 * Shows a view, or a stop of a tour.
 */
void
ytt_window_open_view (YttWindow     *self,
                      const YttView *view)
{
  /* What is left can be come back to. */
  ytt_trail_settle (self->trail);
  ytt_view_show (view, self->session);
  ytt_map_pane_keep_view (self->map_pane);
  show_layers (self, view);
}

static void
failed_cb (YttWindow    *self,
           const GError *error)
{
  g_autofree char *escaped = g_markup_escape_text (error->message, -1);

  adw_toast_overlay_add_toast (self->toast_overlay, adw_toast_new (escaped));
}

static void
open_view_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  YttWindow *self = user_data;

  ytt_views_menu_open_nth (self->views_menu, (guint) g_variant_get_int32 (parameter) - 1);
}

static void
show_views_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  ytt_views_menu_popup (YTT_WINDOW (user_data)->views_menu);
}

static const GActionEntry entries[] = {
  { "open-view", open_view_cb, "i" },
  { "show-views", show_views_cb },
};

/*< private >
 * ytt_window_add_views:
 *
 * Called once there is a session and a map.
 */
void
ytt_window_add_views (YttWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  ytt_views_menu_set_session (self->views_menu, self->session);
  g_object_bind_property (ytt_map_pane_get_ground (self->map_pane), "kind", self->views_menu, "ground",
                          G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->views_menu, "open", G_CALLBACK (ytt_window_open_view), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->views_menu, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
}

/*< private >
 * ytt_window_class_add_view_keys:
 *
 * Ctrl and a number open a view.
 */
void
ytt_window_class_add_view_keys (GtkWidgetClass *widget_class)
{
  for (int i = 1; i <= N_KEYS; i++)
    {
      gtk_widget_class_add_binding_action (widget_class, GDK_KEY_0 + i, GDK_CONTROL_MASK, "win.open-view", "i", i);
      gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_0 + i, GDK_CONTROL_MASK, "win.open-view", "i", i);
    }
}
