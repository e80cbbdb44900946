/* Tours are composed in the place of the list, with the map beside them. */

#include "config.h"

#include "ytt-session-page.h"
#include "ytt-tours.h"
#include "ytt-window-private.h"

static void
done_cb (YttWindow  *self,
         gint64      entry,
         const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.offer-undo", "(xs)", entry, text);
}

static void
failed_cb (YttWindow    *self,
           const GError *error)
{
  ytt_window_toast (self, error->message);
}

/* They are read when they are first asked for. */
static YttTours *
get_tours (YttWindow *self)
{
  YttTours *tours = ytt_session_get_tours (self->session);

  if (!self->tours_watched)
    {
      self->tours_watched = TRUE;
      g_signal_connect_object (tours, "done", G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (tours, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
    }

  return tours;
}

/* Where one pane fits, what a stop shows is behind its list. */
static void
open_cb (YttWindow     *self,
         const YttView *view)
{
  ytt_window_open_view (self, view);
  if (ytt_shell_get_mode (self->shell) != YTT_SHELL_NARROW)
    return;

  ytt_shell_set_show_list (self->shell, FALSE);
  ytt_window_set_detail_open (self, FALSE);
}

static void
make_pane (YttWindow *self)
{
  GtkWidget *pane;

  if (adw_bin_get_child (self->tours_bin) != NULL)
    return;

  get_tours (self);
  pane = ytt_tour_pane_new ();
  ytt_tour_pane_set_session (YTT_TOUR_PANE (pane), self->session);
  g_object_bind_property (ytt_map_pane_get_ground (self->map_pane), "kind", pane, "ground", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (pane, "open", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pane, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->tours_bin, pane);
}

static void
set_shown (YttWindow *self,
           gboolean   shown)
{
  if (self->tours_shown == shown)
    return;

  if (shown)
    make_pane (self);
  self->tours_shown = shown;
  gtk_stack_set_visible_child_name (self->list_stack, shown ? "tours" : "list");
}

/*< private >
 * ytt_window_hide_tours:
 *
 * Lets the list stand in its place again.
 */
void
ytt_window_hide_tours (YttWindow *self)
{
  set_shown (self, FALSE);
  ytt_window_update (self);
}

static void
show_tours_cb (GSimpleAction *action,
               GVariant      *state,
               gpointer       user_data)
{
  YttWindow *self = user_data;
  gboolean show = g_variant_get_boolean (state);

  if (show && !ytt_window_has_document (self))
    return;

  if (show)
    ytt_session_set_page (self->session, YTT_PAGE_MAP);
  set_shown (self, show);
  if (ytt_shell_get_mode (self->shell) == YTT_SHELL_NARROW)
    ytt_window_set_detail_open (self, FALSE);
  if (show || ytt_shell_get_mode (self->shell) == YTT_SHELL_NARROW)
    ytt_shell_set_show_list (self->shell, show);
  ytt_window_update (self);
  if (show)
    ytt_tour_pane_focus (YTT_TOUR_PANE (adw_bin_get_child (self->tours_bin)));
}

static void
add_stop_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  YttWindow *self = user_data;
  YttGroundKind ground = ytt_map_ground_get_kind (ytt_map_pane_get_ground (self->map_pane));
  g_autoptr(YttView) view = NULL;

  if (!ytt_window_check_can_edit (self))
    return;

  view = ytt_view_new_for_session (self->session, ytt_ground_kind_to_code (ground));
  ytt_tours_add_view (get_tours (self), view);
}

/* Where there is room for tabs, their buttons ask for none: they do not keep the window from being made narrow. */
static void
measure_place (GtkWidget      *place,
               GtkOrientation  orientation,
               int             for_size,
               int            *minimum,
               int            *natural,
               int            *minimum_baseline,
               int            *natural_baseline)
{
  GtkWidget *window = gtk_widget_get_ancestor (place, YTT_TYPE_WINDOW);

  gtk_widget_measure (gtk_widget_get_first_child (place), orientation, -1, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL && window != NULL
      && !ytt_pages_get_narrow (YTT_WINDOW (window)->pages))
    *minimum = 0;
}

static void
lay_out_place (GtkWidget *place,
               int        width,
               int        height,
               int        baseline)
{
  GtkWidget *buttons = gtk_widget_get_first_child (place);
  int minimum;

  gtk_widget_measure (buttons, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_set_child_visible (buttons, width >= minimum);
  if (width >= minimum)
    gtk_widget_size_allocate (buttons, &(GtkAllocation) { 0, 0, width, height }, -1);
}

static const GActionEntry entries[] = {
  { "show-tours", NULL, NULL, "false", show_tours_cb },
  { "add-stop", add_stop_cb },
};

/*< private >
 * ytt_window_add_tours:
 *
 * Called once there is a session and a map.
 */
void
ytt_window_add_tours (YttWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_set_layout_manager (self->tours_place, gtk_custom_layout_new (NULL, measure_place, lay_out_place));
}

/*< private >
 * ytt_window_class_add_tour_keys:
 *
 * Ctrl+D adds what the map shows, wherever nothing is typed that has a use for it.
 */
void
ytt_window_class_add_tour_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_d, GDK_CONTROL_MASK, "win.add-stop", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_t, GDK_CONTROL_MASK, "win.show-tours", NULL);
}

/*< private >
 * ytt_window_update_tours:
 *
 * Brings buttons and actions into agreement with what is shown.
 */
void
ytt_window_update_tours (YttWindow *self)
{
  gboolean document = ytt_window_has_document (self);
  gboolean narrow = ytt_pages_get_narrow (self->pages);
  gboolean map = document && ytt_session_get_page (self->session) == YTT_PAGE_MAP;
  gboolean column = ytt_shell_get_show_list (self->shell);
  gboolean shown = map && self->tours_shown && column;
  gboolean alone = ytt_window_shows_detail_alone (self);
  GAction *action;

  /* Where the map stands alone, its count needs the room; the list has the button. */
  gtk_widget_set_visible (self->tours_button, map && !alone && (!narrow || column));
  gtk_widget_set_visible (self->present_button, shown && !narrow);
  gtk_widget_set_visible (self->tours_place, gtk_widget_get_visible (self->tours_button)
                                             || gtk_widget_get_visible (self->present_button));
  /* Even an empty place is set apart from its neighbours. */
  gtk_widget_set_visible (self->tools, gtk_widget_get_visible (self->tours_place)
                                       || gtk_widget_get_visible (GTK_WIDGET (self->views_menu)));

  action = g_action_map_lookup_action (G_ACTION_MAP (self), "show-tours");
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), document);
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (shown));
  action = g_action_map_lookup_action (G_ACTION_MAP (self), "add-stop");
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), map);
}

/*< private >
 * ytt_window_tours_are_loading:
 *
 * Returns: whether the tours are shown, and not all there yet
 */
gboolean
ytt_window_tours_are_loading (YttWindow *self)
{
  GtkWidget *pane = self->tours_shown ? adw_bin_get_child (self->tours_bin) : NULL;

  return pane != NULL && ytt_tour_pane_get_loading (YTT_TOUR_PANE (pane));
}
