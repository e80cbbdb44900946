#include "ytt-facility-layer-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ytt-marker-metrics.h"
#include "ytt-mercator.h"
#include "ytt-session-shown.h"

/* The keyboard, and what a screen reader is told. */

#define PAN_STEP 80
#define ZOOM_STEP 0.5
#define SELECTION_ZOOM 7.0
#define FIT_ALL_ZOOM 8.0
#define BUTTON_SIZE 40

/* What a selected marker needs around its middle, its ring and the pill of four stages included, in px. */
#define REVEAL_MARGIN 56
#define REVEAL_DURATION 200

/* Facilities in view come from west to east; then from north to south, then by id. */
typedef struct
{
  double across;   /* world widths from the left of the view */
  double latitude;
  gint64 id;
} Place;

static int
compare_places (const Place *a,
                const Place *b)
{
  if (a->across != b->across)
    return a->across < b->across ? -1 : 1;
  if (a->latitude != b->latitude)
    return a->latitude > b->latitude ? -1 : 1;

  return (a->id > b->id) - (a->id < b->id);
}

typedef struct
{
  double left;
  double width;
  double north;
  double south;
} Bounds;

static void
get_bounds (YttFacilityLayer *self,
            Bounds           *bounds)
{
  YttMapView view;
  double world, longitude;

  ytt_map_motion_get_view (self->motion, &view);
  world = ytt_mercator_get_world_size (view.zoom);
  bounds->left = view.x - view.width / world / 2;
  bounds->width = MIN (view.width / world, 1);
  ytt_mercator_unproject (0, view.y - view.height / world / 2, &bounds->north, &longitude);
  ytt_mercator_unproject (0, view.y + view.height / world / 2, &bounds->south, &longitude);
  if (bounds->width == 1)
    bounds->left = view.x - 0.5;
}

static gboolean
get_place (const YttPoint *point,
           const Bounds   *bounds,
           Place          *place)
{
  place->across = ytt_mercator_wrap (point->longitude / 360 + 0.5 - bounds->left);
  place->latitude = point->latitude;
  place->id = point->id;

  return place->across <= bounds->width && place->latitude <= bounds->north && place->latitude >= bounds->south;
}

/* Finds the next in view after @from, or the first of all where there is none; 0 if none is in view. */
static gint64
find_step (YttFacilityLayer *self,
           const Place      *from,
           gboolean          forward)
{
  Bounds bounds;
  Place next = { 0 }, first = { 0 };

  get_bounds (self, &bounds);
  for (guint i = 0; i < ytt_cluster_index_get_n_points (self->index); i++)
    {
      Place place;
      int sign = forward ? 1 : -1;

      if (!get_place (ytt_cluster_index_get_member (self->index, i), &bounds, &place))
        continue;
      if (first.id == 0 || sign * compare_places (&place, &first) < 0)
        first = place;
      if (from != NULL && sign * compare_places (&place, from) > 0 &&
          (next.id == 0 || sign * compare_places (&place, &next) < 0))
        next = place;
    }

  return next.id != 0 ? next.id : first.id;
}

static void
set_label (GtkWidget  *button,
           const char *text)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
label_button (YttFacilityLayer *self,
              GtkWidget        *button,
              gint64            id)
{
  const YttFacilityRow *row = ytt_facility_names_get (self->names, id);
  g_autofree char *text = NULL;

  if (row != NULL)
    text = ytt_facility_names_describe (row);
  else
    text = g_strdup (_("Map. Enter goes to the next facility in view, Shift+Enter to the one before"));
  set_label (button, text);
}

/* The focus moves on to the other button: a button that is merely renamed is not spoken. */
static void
show_current (YttFacilityLayer *self,
              gint64            id)
{
  GtkWidget *before = self->buttons[self->current];
  GtkWidget *now = self->buttons[!self->current];

  self->stepping_to = 0;
  self->current = !self->current;
  label_button (self, now, id);
  gtk_widget_set_can_focus (now, TRUE);
  gtk_widget_grab_focus (now);
  gtk_widget_set_can_focus (before, FALSE);
  ytt_facility_layer_update_buttons (self);
}

void
ytt_facility_layer_name_arrived (YttFacilityLayer *self,
                                 gint64            id)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (id == self->stepping_to)
    show_current (self, id);
  else if (self->session != NULL && id == ytt_session_get_selected (self->session))
    label_button (self, self->buttons[self->current], id);
}

static void
selection_changed_cb (YttFacilityLayer *self)
{
  if (self->stepping_to == 0)
    label_button (self, self->buttons[self->current], ytt_session_get_selected (self->session));
}

/* Puts the current button to where its facility is, for those who look with a screen magnifier. */
void
ytt_facility_layer_update_buttons (YttFacilityLayer *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  guint found = ytt_facility_layer_find_marker (self, self->selected);

  for (guint i = 0; i < G_N_ELEMENTS (self->buttons); i++)
    {
      GtkAllocation allocation = { 0, 0, BUTTON_SIZE, BUTTON_SIZE };
      int least_width, least_height;

      if (self->buttons[i] == NULL)
        return;
      gtk_widget_measure (self->buttons[i], GTK_ORIENTATION_HORIZONTAL, -1, &least_width, NULL, NULL, NULL);
      gtk_widget_measure (self->buttons[i], GTK_ORIENTATION_VERTICAL, -1, &least_height, NULL, NULL, NULL);
      allocation.width = MAX (least_width, BUTTON_SIZE);
      allocation.height = MAX (least_height, BUTTON_SIZE);
      if (i == self->current && found != YTT_MARKER_NONE)
        {
          const YttMarker *marker = &g_array_index (self->markers, YttMarker, found);

          allocation.x = CLAMP (marker->x - allocation.width / 2.0, 0, MAX (width - allocation.width, 0));
          allocation.y = CLAMP (marker->y - allocation.height / 2.0, 0, MAX (height - allocation.height, 0));
        }
      gtk_widget_size_allocate (self->buttons[i], &allocation, -1);
    }
}

static void
clicked_cb (YttFacilityLayer *self,
            GtkButton        *button)
{
  if (self->selected != YTT_MARKER_NONE)
    ytt_facility_layer_fit_selection (self);
  else
    ytt_facility_layer_step (self, TRUE);
}

static gboolean
escape (YttFacilityLayer *self)
{
  if (self->spread != YTT_MARKER_NONE)
    {
      self->spread = YTT_MARKER_NONE;
      ytt_facility_layer_queue_layout (self);
      return GDK_EVENT_STOP;
    }
  if (self->session != NULL && ytt_session_get_selected (self->session) != 0)
    {
      ytt_facility_layer_select (self, 0);
      return GDK_EVENT_STOP;
    }

  return GDK_EVENT_PROPAGATE;
}

static gboolean
key_pressed_cb (YttFacilityLayer      *self,
                guint                  key,
                guint                  code,
                GdkModifierType        state,
                GtkEventControllerKey *controller)
{
  double x = gtk_widget_get_width (GTK_WIDGET (self)) / 2.0;
  double y = gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;

  if (ytt_facility_layer_move_by_key (self, key, state))
    {
      /* What is left of a drag is neither one of the marker nor one of the map. */
      if (self->grabbed)
        gtk_event_controller_reset (GTK_EVENT_CONTROLLER (self->drag));
      return GDK_EVENT_STOP;
    }
  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK))
    return GDK_EVENT_PROPAGATE;

  switch (key)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      ytt_facility_layer_step (self, (state & GDK_SHIFT_MASK) == 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      ytt_map_motion_pan_by (self->motion, -PAN_STEP, 0, TRUE);
      return GDK_EVENT_STOP;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      ytt_map_motion_pan_by (self->motion, PAN_STEP, 0, TRUE);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      ytt_map_motion_pan_by (self->motion, 0, -PAN_STEP, TRUE);
      return GDK_EVENT_STOP;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      ytt_map_motion_pan_by (self->motion, 0, PAN_STEP, TRUE);
      return GDK_EVENT_STOP;
    case GDK_KEY_plus:
    case GDK_KEY_equal:   /* plus, on many keyboards, without looking for Shift */
    case GDK_KEY_KP_Add:
      ytt_map_motion_zoom_by (self->motion, ZOOM_STEP, x, y, TRUE);
      return GDK_EVENT_STOP;
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      ytt_map_motion_zoom_by (self->motion, -ZOOM_STEP, x, y, TRUE);
      return GDK_EVENT_STOP;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      ytt_facility_layer_fit_all (self, TRUE);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      return escape (self);
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/* What was nudged is dropped as the key is let go by which it was held. */
static void
key_released_cb (YttFacilityLayer      *self,
                 guint                  key,
                 guint                  code,
                 GdkModifierType        state,
                 GtkEventControllerKey *controller)
{
  if ((key == GDK_KEY_Control_L || key == GDK_KEY_Control_R) && !self->dragging)
    ytt_facility_layer_drop (self);
}

/* Wherever the keys go to now, the letting go of Control is not heard here. */
static void
focus_left_cb (YttFacilityLayer *self)
{
  if (!self->dragging)
    ytt_facility_layer_drop (self);
}

void
ytt_facility_layer_init_keys (YttFacilityLayer *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus;

  /* Before the buttons and the map, which would take Enter and the arrows. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect_swapped (keys, "key-released", G_CALLBACK (key_released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);

  focus = gtk_event_controller_focus_new ();
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);

  for (guint i = 0; i < G_N_ELEMENTS (self->buttons); i++)
    {
      self->buttons[i] = gtk_button_new ();
      /* The pointer is the layer's; the buttons are for the keyboard and are never painted. */
      gtk_widget_set_can_target (self->buttons[i], FALSE);
      gtk_widget_set_can_focus (self->buttons[i], i == self->current);
      gtk_widget_set_parent (self->buttons[i], GTK_WIDGET (self));
      g_signal_connect_object (self->buttons[i], "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->buttons[i], "notify::has-focus",
                               G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
      label_button (self, self->buttons[i], 0);
    }
}

/* Called when the session changes. */
void
ytt_facility_layer_watch_selection (YttFacilityLayer *self)
{
  g_signal_connect_object (self->session, "notify::selected",
                           G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  selection_changed_cb (self);
}

/* How far the selection is from the middle of the view, in px; FALSE where nothing is selected. */
static gboolean
find_selection (YttFacilityLayer *self,
                const YttMapView *view,
                double           *x,
                double           *y)
{
  double world = ytt_mercator_get_world_size (view->zoom);
  const YttPoint *point;

  if (self->index == NULL || self->selected == YTT_MARKER_NONE)
    return FALSE;

  point = ytt_cluster_index_get_member (self->index, self->selected);
  ytt_mercator_project (point->latitude, point->longitude, x, y);
  *x = ytt_mercator_difference (view->x, *x) * world;
  *y = (*y - view->y) * world;

  return TRUE;
}

/* Whether the middle of the selected marker is in the view. */
gboolean
ytt_facility_layer_selection_in_view (YttFacilityLayer *self)
{
  YttMapView view;
  double x, y;

  ytt_map_motion_get_view (self->motion, &view);

  return find_selection (self, &view, &x, &y) && fabs (x) <= view.width / 2.0 && fabs (y) <= view.height / 2.0;
}

/* Moves the map by the least that shows the whole of the selected marker. */
void
ytt_facility_layer_reveal_selection (YttFacilityLayer *self,
                                     gboolean          animate)
{
  YttMapView view;
  double x, y, room_x, room_y, world;

  ytt_map_motion_get_view (self->motion, &view);
  if (!find_selection (self, &view, &x, &y))
    return;

  room_x = MAX (view.width / 2.0 - REVEAL_MARGIN, 0);
  room_y = MAX (view.height / 2.0 - REVEAL_MARGIN, 0);
  if (fabs (x) <= room_x && fabs (y) <= room_y)
    return;

  world = ytt_mercator_get_world_size (view.zoom);
  view.x += (x - CLAMP (x, -room_x, room_x)) / world;
  view.y += (y - CLAMP (y, -room_y, room_y)) / world;
  if (animate)
    ytt_map_motion_fly (self->motion, view.x, view.y, view.zoom, REVEAL_DURATION);
  else
    ytt_map_motion_jump (self->motion, view.x, view.y, view.zoom);
}

/**
 * ytt_facility_layer_step:
 * @self: a layer
 * @forward: whether to go on to the next
 *
 * Selects the next facility in view, from west to east, or the one before; after the last comes the first. The
 * focus goes there as soon as its name is known. One that stands half outside the view is moved into it.
 */
void
ytt_facility_layer_step (YttFacilityLayer *self,
                         gboolean          forward)
{
  Bounds bounds;
  Place from;
  gint64 id;

  g_return_if_fail (YTT_IS_FACILITY_LAYER (self));

  if (self->index == NULL || self->session == NULL)
    return;

  get_bounds (self, &bounds);
  if (self->selected != YTT_MARKER_NONE &&
      get_place (ytt_cluster_index_get_member (self->index, self->selected), &bounds, &from))
    id = find_step (self, &from, forward);
  else
    id = find_step (self, NULL, forward);
  if (id == 0)
    return;

  self->stepping_to = id;
  ytt_facility_layer_select (self, id);
  ytt_facility_layer_reveal_selection (self, TRUE);
  if (ytt_facility_names_get (self->names, id) != NULL)
    show_current (self, id);
}

/* Goes to where all points of @index can be seen, else to where the most can. */
static gboolean
fit_index (YttFacilityLayer *self,
           YttClusterIndex  *index,
           gboolean          animate)
{
  guint n = index != NULL ? ytt_cluster_index_get_n_points (index) : 0;
  double x, y, width, height, zoom, room;
  YttMapView view;

  ytt_map_motion_get_view (self->motion, &view);
  if (n == 0 || view.width <= 0)
    return FALSE;

  ytt_cluster_index_get_bounds (index, 0, n, &x, &y, &width, &height);
  zoom = MIN (ytt_map_motion_get_fitting_zoom (self->motion, width, height), FIT_ALL_ZOOM);
  /* At the very edge half of a marker is seen still. */
  room = (view.width + YTT_MARKER_SYMBOL / 2) / ytt_mercator_get_world_size (zoom);
  x = width > room ? ytt_cluster_index_find_fullest (index, room) : x + width / 2;
  y += height / 2;

  if (animate)
    ytt_map_motion_fly (self->motion, x, y, zoom, ytt_map_motion_get_flight_duration (self->motion, x, y, zoom));
  else
    ytt_map_motion_jump (self->motion, x, y, zoom);

  return TRUE;
}

/**
 * ytt_facility_layer_fit_all:
 * @self: a layer
 * @animate: whether to fly there
 *
 * Goes to where all facilities of the result can be seen; where the window is too narrow for that, to where the
 * most can.
 *
 * Returns: %FALSE if there is none, or the map has no size yet
 */
gboolean
ytt_facility_layer_fit_all (YttFacilityLayer *self,
                            gboolean          animate)
{
  g_return_val_if_fail (YTT_IS_FACILITY_LAYER (self), FALSE);

  return fit_index (self, self->index, animate);
}

/* So many are where all are. */
#define MOST_OF_SOME 5000

/**
 * ytt_facility_layer_fit_some:
 * @self: a layer
 * @ids: (array length=n_ids): keys of facilities
 * @n_ids: how many
 *
 * Flies to where those of them can be seen that are shown.
 *
 * Returns: %FALSE if there is none, or the map has no size yet
 */
gboolean
ytt_facility_layer_fit_some (YttFacilityLayer *self,
                             const gint64     *ids,
                             guint             n_ids)
{
  GArray *points = self->session != NULL ? ytt_session_get_shown (self->session) : NULL;
  g_autoptr(GArray) some = g_array_new (FALSE, FALSE, sizeof (YttPoint));
  g_autoptr(GHashTable) wanted = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr(YttClusterIndex) index = NULL;

  g_return_val_if_fail (YTT_IS_FACILITY_LAYER (self), FALSE);

  if (n_ids > MOST_OF_SOME)
    return ytt_facility_layer_fit_all (self, TRUE);

  for (guint i = 0; i < n_ids; i++)
    g_hash_table_add (wanted, (gpointer) &ids[i]);
  for (guint i = 0; points != NULL && i < points->len && some->len < n_ids; i++)
    if (g_hash_table_contains (wanted, &g_array_index (points, YttPoint, i).id))
      g_array_append_vals (some, &g_array_index (points, YttPoint, i), 1);
  if (some->len == 0)
    return FALSE;

  index = ytt_cluster_index_new (some);

  return fit_index (self, index, TRUE);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* The narrowest span of the round world that has all of @xs (sorted, 0 to 1); it may go on past 1. */
static void
get_span (GArray *xs,
          double *begin,
          double *width)
{
  double widest = 1 + g_array_index (xs, double, 0) - g_array_index (xs, double, xs->len - 1);

  *begin = g_array_index (xs, double, 0);
  for (guint i = 1; i < xs->len; i++)
    {
      double gap = g_array_index (xs, double, i) - g_array_index (xs, double, i - 1);

      if (gap > widest)
        {
          widest = gap;
          *begin = g_array_index (xs, double, i);
        }
    }
  *width = 1 - widest;
}

/**
 * ytt_facility_layer_fit_points:
 * @self: a layer
 * @points: (element-type YttPoint): some facilities
 * @max_zoom: how close at most, where each step doubles the map
 * @animate: whether to fly there
 *
 * Goes to where all of them can be seen, across the date line where that is shorter.
 *
 * Returns: %FALSE if there is none, or the map has no size yet
 */
gboolean
ytt_facility_layer_fit_points (YttFacilityLayer *self,
                               GArray           *points,
                               double            max_zoom,
                               gboolean          animate)
{
  g_autoptr(GArray) xs = g_array_new (FALSE, FALSE, sizeof (double));
  double top = 1, bottom = 0, begin, width, zoom, x, y;
  YttMapView view;

  g_return_val_if_fail (YTT_IS_FACILITY_LAYER (self), FALSE);

  ytt_map_motion_get_view (self->motion, &view);
  if (points->len == 0 || view.width <= 0)
    return FALSE;

  for (guint i = 0; i < points->len; i++)
    {
      const YttPoint *point = &g_array_index (points, YttPoint, i);

      ytt_mercator_project (point->latitude, point->longitude, &x, &y);
      g_array_append_val (xs, x);
      top = MIN (top, y);
      bottom = MAX (bottom, y);
    }
  g_array_sort (xs, compare_doubles);
  get_span (xs, &begin, &width);

  x = begin + width / 2;
  x -= floor (x);
  y = (top + bottom) / 2;
  zoom = MIN (ytt_map_motion_get_fitting_zoom (self->motion, width, bottom - top), MIN (max_zoom, FIT_ALL_ZOOM));
  if (animate)
    ytt_map_motion_fly (self->motion, x, y, zoom, ytt_map_motion_get_flight_duration (self->motion, x, y, zoom));
  else
    ytt_map_motion_jump (self->motion, x, y, zoom);

  return TRUE;
}

/**
 * ytt_facility_layer_fit_selection:
 * @self: a layer
 *
 * Flies close to the selected facility; closer still if it is close already.
 */
void
ytt_facility_layer_fit_selection (YttFacilityLayer *self)
{
  const YttPoint *point;
  double x, y, zoom;
  YttMapView view;

  g_return_if_fail (YTT_IS_FACILITY_LAYER (self));

  if (self->selected == YTT_MARKER_NONE)
    return;

  point = ytt_cluster_index_get_member (self->index, self->selected);
  ytt_mercator_project (point->latitude, point->longitude, &x, &y);
  ytt_map_motion_get_view (self->motion, &view);
  zoom = MAX (view.zoom, SELECTION_ZOOM);
  ytt_map_motion_fly (self->motion, x, y, zoom, ytt_map_motion_get_flight_duration (self->motion, x, y, zoom));
}

/**
 * ytt_facility_layer_get_current:
 * @self: a layer
 *
 * Returns: (transfer none): the button that stands for the current facility, and that Tab reaches
 */
GtkWidget *
ytt_facility_layer_get_current (YttFacilityLayer *self)
{
  g_return_val_if_fail (YTT_IS_FACILITY_LAYER (self), NULL);

  return self->buttons[self->current];
}
