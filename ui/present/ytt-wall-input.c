/* What is done to a wall by hand: clicks, the mouse as a pointer. */

#include "config.h"

#include "ytt-wall-private.h"

/* ms; a mouse that rests is not to be seen by the room. */
#define CURSOR_REST 2500

static void
pressed_cb (YttWall *self,
            int      n_press,
            double   x,
            double   y)
{
  graphene_point_init (&self->pressed, (float) x, (float) y);
}

/* Who drags what cannot be dragged means no click. */
static void
next_cb (YttWall         *self,
         int              n_press,
         double           x,
         double           y,
         GtkGestureClick *gesture)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  if (!gtk_drag_check_threshold (widget, (int) self->pressed.x, (int) self->pressed.y, (int) x, (int) y))
    ytt_talk_next (self->talk);
}

/* A click beside facilities goes on; what lies over the map is beside them. */
static void
add_click (YttWall   *self,
           GtkWidget *widget)
{
  GtkGesture *gesture = gtk_gesture_click_new ();

  g_signal_connect_object (gesture, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gesture, "released", G_CALLBACK (next_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (gesture));
}

static void
facility_clicked_cb (YttWall *self,
                     gint64   id)
{
  ytt_talk_show_facility (self->talk, id);
}

static void
moved_cb (YttWall *self)
{
  ytt_talk_set_moved (self->talk, TRUE);
}

/* The mouse */

static gboolean
rest_cb (gpointer user_data)
{
  YttWall *self = user_data;

  self->cursor_source = 0;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "none");

  return G_SOURCE_REMOVE;
}

static void
motion_cb (YttWall *self,
           double   x,
           double   y)
{
  if (x == self->laser_x && y == self->laser_y)
    return;

  self->laser_x = x;
  self->laser_y = y;
  g_clear_handle_id (&self->cursor_source, g_source_remove);
  if (ytt_talk_get_laser (self->talk))
    {
      gtk_widget_queue_allocate (GTK_WIDGET (self->stage));
      return;
    }

  gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
  self->cursor_source = g_timeout_add (CURSOR_REST, rest_cb, self);
}

/*< private >
 * ytt_wall_update_laser:
 *
 * The dot takes the place of the mouse's arrow.
 */
void
ytt_wall_update_laser (YttWall *self)
{
  gboolean laser = ytt_talk_get_laser (self->talk);

  g_clear_handle_id (&self->cursor_source, g_source_remove);
  gtk_widget_set_visible (self->laser, laser);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), laser ? "none" : NULL);
}

/*< private >
 * ytt_wall_add_input:
 *
 * Lets a talk's wall be clicked on and pointed at.
 */
void
ytt_wall_add_input (YttWall *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();

  add_click (self, self->title_box);
  add_click (self, GTK_WIDGET (self->card));
  add_click (self, gtk_revealer_get_child (self->slide_revealer));
  add_click (self, GTK_WIDGET (self->dots));
  add_click (self, self->blank);
  g_signal_connect_object (self->map, "clicked", G_CALLBACK (ytt_talk_next), self->talk, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->map, "facility-clicked", G_CALLBACK (facility_clicked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->map, "moved", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);

  gtk_event_controller_set_propagation_phase (motion, GTK_PHASE_CAPTURE);
  g_signal_connect_object (motion, "enter", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "motion", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->stage), motion);
}

void
ytt_wall_remove_input (YttWall *self)
{
  g_clear_handle_id (&self->cursor_source, g_source_remove);
}
