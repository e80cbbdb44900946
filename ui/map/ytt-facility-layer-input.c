#include "ytt-facility-layer-private.h"

#include <math.h>

#include "ytt-mercator.h"

/* The pointer: hover, click, drag, scroll, pinch. What is typed is in ytt-facility-layer-keys.c. */

#define DRAG_THRESHOLD 4
#define CLUSTER_DURATION 350
#define CLOSER_STEPS 2.0
#define CONTEXT_STEPS 1.2
#define WHEEL_STEPS 0.4
#define TOUCHPAD_PX_PER_STEP 50.0

static guint
pick (YttFacilityLayer *self,
      double            x,
      double            y)
{
  return ytt_marker_layout_pick (ytt_facility_layer_get_markers (self), x, y);
}

/* Tells what lies below of the pointer, and whether that wants it. */
static gboolean
tell_below (YttFacilityLayer *self,
            const char       *signal,
            double            x,
            double            y)
{
  gboolean handled = FALSE;

  g_signal_emit_by_name (self, signal, x, y, &handled);

  return handled;
}

/* (nullable): what the pointer looks like, where a click on something would do something or not */
static const char *
get_cursor (YttFacilityLayer *self,
            gboolean          clickable)
{
  guint candidate;

  if (self->dragging)
    return "grabbing";
  if (ytt_facility_layer_get_asking (self))
    return "crosshair";
  if (self->pointer_inside && ytt_facility_layer_find_candidate (self, self->pointer_x, self->pointer_y, &candidate))
    return "pointer";
  if (self->pointer_inside && ytt_facility_layer_can_grab (self, self->pointer_x, self->pointer_y))
    return "grab";

  return clickable ? "pointer" : NULL;
}

void
ytt_facility_layer_update_pointer (YttFacilityLayer *self)
{
  guint found = YTT_MARKER_NONE, first = YTT_MARKER_NONE, count = 0;
  gboolean below;

  if (self->pointer_inside && !self->dragging)
    found = pick (self, self->pointer_x, self->pointer_y);
  if (found != YTT_MARKER_NONE)
    {
      const YttMarker *marker = &g_array_index (self->markers, YttMarker, found);

      first = marker->first;
      count = marker->count;
    }

  below = found == YTT_MARKER_NONE && self->pointer_inside && !self->dragging && !self->presenting &&
          !ytt_facility_layer_get_asking (self);
  below = tell_below (self, "point-below", below ? self->pointer_x : NAN, below ? self->pointer_y : NAN);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), get_cursor (self, found != YTT_MARKER_NONE || below));
  ytt_facility_layer_set_hovered (self, first, count);
}

void
ytt_facility_layer_select (YttFacilityLayer *self,
                           gint64            id)
{
  self->selecting = TRUE;
  ytt_session_set_selected (self->session, id);
  self->selecting = FALSE;
}

/* Zooms to the members; where no zoom tells them apart, they are spread out instead. */
static void
open_cluster (YttFacilityLayer *self,
              const YttMarker  *marker)
{
  guint first = marker->first, count = marker->count;
  double zoom = ytt_cluster_index_get_opening_zoom (self->index, first, count);
  double x, y, width, height, fitting;

  if (zoom > ytt_map_motion_get_max_zoom (self->motion))
    {
      self->spread = first;
      self->n_spread = count;
      ytt_facility_layer_start_spread (self);
      ytt_facility_layer_queue_layout (self);
      return;
    }

  /* Close enough for the cluster to come apart, and for all members to be seen; but a pair does not fill the view. */
  ytt_cluster_index_get_bounds (self->index, first, count, &x, &y, &width, &height);
  fitting = ytt_map_motion_get_fitting_zoom (self->motion, width, height);
  zoom = MAX (zoom, MIN (fitting, zoom + CONTEXT_STEPS));
  ytt_map_motion_fly (self->motion, x + width / 2, y + height / 2, zoom, CLUSTER_DURATION);
}

static void
click (YttFacilityLayer *self,
       double            x,
       double            y)
{
  guint found = pick (self, x, y);
  const YttMarker *marker;

  self->opened = FALSE;
  if (ytt_facility_layer_place_at (self, x, y))
    return;
  if (found == YTT_MARKER_NONE && tell_below (self, "click-below", x, y))
    return;

  if (found == YTT_MARKER_NONE)
    {
      self->spread = YTT_MARKER_NONE;
      ytt_facility_layer_queue_layout (self);
      ytt_facility_layer_select (self, 0);
      return;
    }

  marker = &g_array_index (self->markers, YttMarker, found);
  if (marker->count > 1)
    {
      self->opened = TRUE;
      open_cluster (self, marker);
      return;
    }

  ytt_facility_layer_select (self, ytt_cluster_index_get_member (self->index, marker->first)->id);
}

static void
pick_on_wall (YttFacilityLayer *self,
              double            x,
              double            y)
{
  guint found = pick (self, x, y);
  const YttMarker *marker = found != YTT_MARKER_NONE ? &g_array_index (self->markers, YttMarker, found) : NULL;

  if (marker != NULL && marker->count > 1)
    open_cluster (self, marker);
  else
    g_signal_emit_by_name (self, "picked",
                           marker != NULL ? ytt_cluster_index_get_member (self->index, marker->first)->id : (gint64) 0);
}

static void
fly_closer (YttFacilityLayer *self,
            double            x,
            double            y)
{
  guint found = pick (self, x, y);
  YttMapView view;
  double world;

  ytt_map_motion_get_view (self->motion, &view);
  world = ytt_mercator_get_world_size (view.zoom);
  if (found != YTT_MARKER_NONE)
    {
      x = g_array_index (self->markers, YttMarker, found).place_x;
      y = g_array_index (self->markers, YttMarker, found).place_y;
    }

  ytt_map_motion_fly (self->motion, view.x + (x - view.width / 2) / world, view.y + (y - view.height / 2) / world,
                      view.zoom + CLOSER_STEPS, CLUSTER_DURATION);
}

static void
pressed_cb (YttFacilityLayer *self,
            int               n_press,
            double            x,
            double            y,
            GtkGestureClick  *gesture)
{
  if (!self->presenting)
    gtk_widget_grab_focus (self->buttons[self->current]);
}

static void
released_cb (YttFacilityLayer *self,
             int               n_press,
             double            x,
             double            y,
             GtkGestureClick  *gesture)
{
  if (self->presenting)
    {
      pick_on_wall (self, x, y);
      return;
    }
  if (self->session == NULL || self->index == NULL)
    return;

  if (n_press == 1)
    click (self, x, y);
  else if (n_press == 2 && !self->opened)
    fly_closer (self, x, y);
}

static void
drag_begin_cb (YttFacilityLayer *self,
               double            x,
               double            y,
               GtkGestureDrag   *gesture)
{
  /* On a wall a press may be but a click, which has a meaning of its own while the map is flying. */
  if (!self->presenting)
    ytt_map_motion_stop (self->motion);
  self->drag_x = self->drag_y = 0;
  self->press_x = x;
  self->press_y = y;
  self->grabbed = ytt_facility_layer_can_grab (self, x, y);
}

static void
drag_update_cb (YttFacilityLayer *self,
                double            x,
                double            y,
                GtkGestureDrag   *gesture)
{
  if (!self->dragging && hypot (x, y) < DRAG_THRESHOLD)
    return;

  if (!self->dragging)
    {
      self->dragging = TRUE;
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      if (self->grabbed)
        ytt_facility_layer_grab (self, self->press_x, self->press_y);
      ytt_facility_layer_update_pointer (self);
    }

  if (self->grabbed)
    {
      ytt_facility_layer_drag_to (self, x, y);
      return;
    }

  ytt_map_motion_pan_by (self->motion, self->drag_x - x, self->drag_y - y, FALSE);
  self->drag_x = x;
  self->drag_y = y;
}

static void
drag_end_cb (YttFacilityLayer *self,
             double            x,
             double            y,
             GtkGestureDrag   *gesture)
{
  gboolean dropped = self->dragging && self->grabbed;

  self->dragging = FALSE;
  if (dropped)
    ytt_facility_layer_drop (self);
  ytt_facility_layer_update_pointer (self);
}

/* A second finger, or a grab by somebody else: what was dragged goes back. */
static void
drag_cancel_cb (YttFacilityLayer *self,
                GdkEventSequence *sequence,
                GtkGesture       *gesture)
{
  if (self->grabbed)
    ytt_facility_layer_cancel_move (self);
}

/* What is thrown is the map: a marker stays where it is let go. */
static void
swipe_cb (YttFacilityLayer *self,
          double            velocity_x,
          double            velocity_y,
          GtkGestureSwipe  *gesture)
{
  if (self->grabbed)
    return;

  if (gtk_gesture_get_sequence_state (GTK_GESTURE (gesture),
                                      gtk_gesture_get_last_updated_sequence (GTK_GESTURE (gesture)))
      == GTK_EVENT_SEQUENCE_CLAIMED)
    ytt_map_motion_glide (self->motion, -velocity_x, -velocity_y);
}

static void
pinch_begin_cb (YttFacilityLayer *self,
                GdkEventSequence *sequence,
                GtkGesture       *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  ytt_map_motion_stop (self->motion);
  self->pinch = 0;
}

static void
pinch_cb (YttFacilityLayer *self,
          double            scale,
          GtkGesture       *gesture)
{
  double x, y, steps = log2 (MAX (scale, 1e-3));

  if (!gtk_gesture_get_bounding_box_center (gesture, &x, &y))
    return;

  ytt_map_motion_zoom_by (self->motion, steps - self->pinch, x, y, FALSE);
  self->pinch = steps;
}

static gboolean
scroll_cb (YttFacilityLayer         *self,
           double                    dx,
           double                    dy,
           GtkEventControllerScroll *controller)
{
  gboolean touchpad = gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_SURFACE;

  ytt_map_motion_zoom_by (self->motion, touchpad ? -dy / TOUCHPAD_PX_PER_STEP : -dy * WHEEL_STEPS,
                          self->pointer_x, self->pointer_y, !touchpad);

  return GDK_EVENT_STOP;
}

static void
motion_cb (YttFacilityLayer         *self,
           double                    x,
           double                    y,
           GtkEventControllerMotion *controller)
{
  self->pointer_inside = TRUE;
  self->pointer_x = x;
  self->pointer_y = y;
  ytt_facility_layer_update_pointer (self);
}

static void
leave_cb (YttFacilityLayer         *self,
          GtkEventControllerMotion *controller)
{
  self->pointer_inside = FALSE;
  ytt_facility_layer_update_pointer (self);
}

void
ytt_facility_layer_init_input (YttFacilityLayer *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *press = gtk_gesture_click_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *swipe = gtk_gesture_swipe_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkEventController *motion = gtk_event_controller_motion_new ();

  g_signal_connect_swapped (press, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect_swapped (press, "released", G_CALLBACK (released_cb), self);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (drag_cancel_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect_swapped (swipe, "swipe", G_CALLBACK (swipe_cb), self);
  g_signal_connect_swapped (pinch, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect_swapped (pinch, "scale-changed", G_CALLBACK (pinch_cb), self);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);

  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (press));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (swipe));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pinch));
  gtk_widget_add_controller (widget, scroll);
  gtk_widget_add_controller (widget, motion);
  /* They share what they claim: a drag may go on as a glide, or become a pinch with a second finger. */
  gtk_gesture_group (swipe, drag);
  gtk_gesture_group (pinch, drag);

  self->drag = drag;
  ytt_facility_layer_init_keys (self);
}
