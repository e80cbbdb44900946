/* What can be done to tours and stops, by buttons, menus and keys. */

#include "config.h"

#include "ytt-tour-pane-private.h"

#include "ytt-views-menu.h"

static YttTourStop *
get_stop (YttTourPane *self)
{
  return self->tours != NULL ? ytt_tours_get_current_stop (self->tours) : NULL;
}

static void
new_cb (GtkWidget  *widget,
        const char *action_name,
        GVariant   *parameter)
{
  ytt_tours_add (YTT_TOUR_PANE (widget)->tours, NULL);
}

static void
rename_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  YttTourPane *self = YTT_TOUR_PANE (widget);
  YttTour *tour = ytt_tours_get_current (self->tours);

  gtk_editable_set_text (GTK_EDITABLE (self->entry), ytt_tour_get_title (tour));
  gtk_stack_set_visible_child_name (self->title_stack, "entry");
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/* The popover points at the words that it is about, or to where they will be. */
static void
describe_cb (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  YttTourPane *self = YTT_TOUR_PANE (widget);
  GtkWidget *about = gtk_widget_get_visible (self->note_button) ? self->note_button : GTK_WIDGET (self->summary);
  graphene_rect_t bounds;

  if (!gtk_widget_compute_bounds (about, widget, &bounds))
    return;

  if (self->note_popover == NULL)
    {
      self->note_popover = ytt_tour_note_new (self->session);
      gtk_popover_set_position (GTK_POPOVER (self->note_popover), GTK_POS_BOTTOM);
      gtk_widget_set_parent (self->note_popover, widget);
    }
  ytt_tour_note_set_tour (YTT_TOUR_NOTE (self->note_popover), ytt_tours_get_current (self->tours));
  gtk_popover_set_pointing_to (GTK_POPOVER (self->note_popover),
                               &(GdkRectangle) { (int) bounds.origin.x, (int) bounds.origin.y,
                                                 (int) bounds.size.width, (int) bounds.size.height });
  gtk_popover_popup (GTK_POPOVER (self->note_popover));
}

static void
duplicate_cb (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  YttTourPane *self = YTT_TOUR_PANE (widget);

  ytt_tours_duplicate (self->tours, ytt_tours_get_current (self->tours));
}

static void
remove_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  YttTourPane *self = YTT_TOUR_PANE (widget);

  ytt_tours_remove (self->tours, ytt_tours_get_current (self->tours));
}

static void
add_slide_cb (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  ytt_tours_add_slide (YTT_TOUR_PANE (widget)->tours, g_str_equal (action_name, "tour.add-opening"));
}

static void
update_stop_cb (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  YttTourPane *self = YTT_TOUR_PANE (widget);
  g_autoptr(YttView) view = ytt_view_new_for_session (self->session, ytt_ground_kind_to_code (self->ground));

  ytt_tours_update_view (self->tours, get_stop (self), view);
}

static void
rename_stop_cb (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (YTT_TOUR_PANE (widget)->list);

  if (row != NULL)
    ytt_stop_row_begin_renaming (YTT_STOP_ROW (row));
}

static void
duplicate_stop_cb (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  YttTourPane *self = YTT_TOUR_PANE (widget);

  ytt_tours_duplicate_stop (self->tours, get_stop (self));
}

static void
remove_stop_cb (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  YttTourPane *self = YTT_TOUR_PANE (widget);

  ytt_tours_remove_stop (self->tours, get_stop (self));
}

static void
move_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  YttTourPane *self = YTT_TOUR_PANE (widget);

  ytt_tours_move_stop_by (self->tours, get_stop (self), g_str_equal (action_name, "tour.move-up") ? -1 : 1);
}

/*< private >
 * ytt_tour_pane_class_add_actions:
 *
 * Installs the actions of the pane.
 */
void
ytt_tour_pane_class_add_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "tour.new", NULL, new_cb);
  gtk_widget_class_install_action (widget_class, "tour.rename", NULL, rename_cb);
  gtk_widget_class_install_action (widget_class, "tour.describe", NULL, describe_cb);
  gtk_widget_class_install_action (widget_class, "tour.duplicate", NULL, duplicate_cb);
  gtk_widget_class_install_action (widget_class, "tour.remove", NULL, remove_cb);
  gtk_widget_class_install_action (widget_class, "tour.add-opening", NULL, add_slide_cb);
  gtk_widget_class_install_action (widget_class, "tour.add-closing", NULL, add_slide_cb);
  gtk_widget_class_install_action (widget_class, "tour.update-stop", NULL, update_stop_cb);
  gtk_widget_class_install_action (widget_class, "tour.rename-stop", NULL, rename_stop_cb);
  gtk_widget_class_install_action (widget_class, "tour.duplicate-stop", NULL, duplicate_stop_cb);
  gtk_widget_class_install_action (widget_class, "tour.remove-stop", NULL, remove_stop_cb);
  gtk_widget_class_install_action (widget_class, "tour.move-up", NULL, move_cb);
  gtk_widget_class_install_action (widget_class, "tour.move-down", NULL, move_cb);
}

/*< private >
 * ytt_tour_pane_update_actions:
 *
 * Switches off what would do nothing now.
 */
void
ytt_tour_pane_update_actions (YttTourPane *self)
{
  static const char * const of_tour[] = { "tour.rename", "tour.describe", "tour.duplicate", "tour.remove",
                                          "tour.add-opening", "tour.add-closing" };
  static const char * const of_stop[] = { "tour.rename-stop", "tour.duplicate-stop", "tour.remove-stop" };
  GtkWidget *widget = GTK_WIDGET (self);
  YttTour *tour = self->tours != NULL ? ytt_tours_get_current (self->tours) : NULL;
  YttTourStop *stop = get_stop (self);
  gboolean can_edit = self->session != NULL && ytt_editor_get_can_edit (ytt_session_get_editor (self->session));
  guint index = 0;

  gtk_widget_action_set_enabled (widget, "tour.new", can_edit);
  for (guint i = 0; i < G_N_ELEMENTS (of_tour); i++)
    gtk_widget_action_set_enabled (widget, of_tour[i], can_edit && tour != NULL);
  for (guint i = 0; i < G_N_ELEMENTS (of_stop); i++)
    gtk_widget_action_set_enabled (widget, of_stop[i], can_edit && stop != NULL);

  /* What a newer version wrote is left as it is. */
  gtk_widget_action_set_enabled (widget, "tour.update-stop",
                                 can_edit && stop != NULL && ytt_tour_stop_get_kind (stop) == YTT_STOP_VIEW
                                 && !ytt_tour_stop_is_newer (stop));
  if (stop != NULL)
    ytt_tour_find_stop (tour, ytt_tour_stop_get_id (stop), &index);
  gtk_widget_action_set_enabled (widget, "tour.move-up", can_edit && stop != NULL && index > 0);
  gtk_widget_action_set_enabled (widget, "tour.move-down",
                                 can_edit && stop != NULL && index + 1 < ytt_tour_get_n_stops (tour));
}

/* Keys and menu of the list */

static void
show_menu (YttTourPane *self,
           double       x,
           double       y)
{
  graphene_point_t point;

  if (self->stop_popover == NULL)
    {
      self->stop_popover = gtk_popover_menu_new_from_model (self->stop_menu);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->stop_popover), FALSE);
      gtk_widget_set_halign (self->stop_popover, GTK_ALIGN_START);
      gtk_widget_set_parent (self->stop_popover, GTK_WIDGET (self));
    }
  if (!gtk_widget_compute_point (GTK_WIDGET (self->list), GTK_WIDGET (self),
                                 &GRAPHENE_POINT_INIT ((float) x, (float) y), &point))
    return;

  gtk_popover_set_pointing_to (GTK_POPOVER (self->stop_popover),
                               &(GdkRectangle) { (int) point.x, (int) point.y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->stop_popover));
}

/* The menu is about the row that was clicked. */
static void
secondary_pressed_cb (YttTourPane     *self,
                      int              n_press,
                      double           x,
                      double           y,
                      GtkGestureClick *gesture)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_y (self->list, (int) y);

  if (row == NULL)
    return;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_list_box_select_row (self->list, row);
  gtk_widget_grab_focus (GTK_WIDGET (row));
  show_menu (self, x, y);
}

static gboolean
menu_key_cb (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   user_data)
{
  YttTourPane *self = user_data;
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  graphene_rect_t bounds;

  if (row == NULL || !gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->list), &bounds))
    return FALSE;

  show_menu (self, bounds.origin.x + bounds.size.width / 2, bounds.origin.y + bounds.size.height / 2);

  return TRUE;
}

static void
add_key (GtkShortcutController *controller,
         const char            *trigger,
         GtkShortcutAction     *action)
{
  gtk_shortcut_controller_add_shortcut (controller,
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger), action));
}

/*< private >
 * ytt_tour_pane_add_keys:
 *
 * Keys and menu of the list of stops.
 */
void
ytt_tour_pane_add_keys (YttTourPane *self)
{
  static const struct { const char *trigger, *action; } keys[] = {
    { "<Alt>Up", "tour.move-up" },
    { "<Alt>Down", "tour.move-down" },
    { "F2", "tour.rename-stop" },
    { "Delete|KP_Delete", "tour.remove-stop" },
  };
  GtkShortcutController *controller = GTK_SHORTCUT_CONTROLLER (gtk_shortcut_controller_new ());
  GtkGesture *click = gtk_gesture_click_new ();

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    add_key (controller, keys[i].trigger, gtk_named_action_new (keys[i].action));
  add_key (controller, "Menu|<Shift>F10", gtk_callback_action_new (menu_key_cb, self, NULL));
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (controller));

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (secondary_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (click));
}
