#include "ytt-facility-layer-private.h"

#include <math.h>

#include "ytt-mercator.h"

/* While it is edited, the selected facility can be put elsewhere: its marker is dragged, or nudged with the keyboard,
 * or the next click says where it is. What comes of it is up to YttPlacing. */

#define NUDGE 10
#define SMALL_NUDGE 1

/* How near the edge of the view a nudged marker may come before the map goes along, in px. */
#define EDGE 56

/* Of places that are asked about, in px. */
#define CANDIDATE_RADIUS 15

/* Where a facility, once put, is given a number of this many decimals at most: some decimetres. */
#define MOST_DECIMALS 6

static void
to_world (YttFacilityLayer *self,
          double            px,
          double            py,
          double           *x,
          double           *y)
{
  YttMapView view;
  double world;

  ytt_map_motion_get_view (self->motion, &view);
  world = ytt_mercator_get_world_size (view.zoom);
  *x = ytt_mercator_wrap (view.x + (px - view.width / 2) / world);
  *y = CLAMP (view.y + (py - view.height / 2) / world, 0, 1);
}

/* How many parts of a degree a pixel is worth, as a power of ten. */
static double
get_scale (YttFacilityLayer *self)
{
  YttMapView view;

  ytt_map_motion_get_view (self->motion, &view);

  return pow (10, CLAMP (ceil (log10 (ytt_mercator_get_world_size (view.zoom) / 360)), 0, MOST_DECIMALS));
}

/* Not more digits than a pixel is worth. */
static void
to_degrees (YttFacilityLayer *self,
            double            x,
            double            y,
            double           *latitude,
            double           *longitude)
{
  double scale = get_scale (self);

  ytt_mercator_unproject (x, y, latitude, longitude);
  *latitude = round (*latitude * scale) / scale;
  *longitude = round (*longitude * scale) / scale;
}

static const YttMarker *
find_selected_at (YttFacilityLayer *self,
                  double            x,
                  double            y)
{
  GArray *markers = ytt_facility_layer_get_markers (self);
  guint found = ytt_marker_layout_pick (markers, x, y);
  const YttMarker *marker;

  if (found == YTT_MARKER_NONE || self->selected == YTT_MARKER_NONE)
    return NULL;

  marker = &g_array_index (markers, YttMarker, found);

  return marker->count == 1 && marker->first == self->selected ? marker : NULL;
}

/*< private >
 * ytt_facility_layer_can_grab:
 *
 * Returns: whether a marker that can be dragged is at a place in the view
 */
gboolean
ytt_facility_layer_can_grab (YttFacilityLayer *self,
                             double            x,
                             double            y)
{
  return self->placing != NULL && ytt_placing_get_movable (self->placing) &&
         !ytt_placing_get_asking (self->placing) && find_selected_at (self, x, y) != NULL;
}

gboolean
ytt_facility_layer_get_asking (YttFacilityLayer *self)
{
  return self->placing != NULL && ytt_placing_get_asking (self->placing);
}

static void
tell_move (YttFacilityLayer *self)
{
  ytt_facility_layer_queue_layout (self);
  g_signal_emit_by_name (self, "moving");
}

/* The selected facility follows from now on, from where @place_x and @place_y have it in the view. */
static void
begin (YttFacilityLayer *self,
       double            place_x,
       double            place_y)
{
  const YttPoint *point = ytt_cluster_index_get_member (self->index, self->selected);

  self->move = (YttMarkerMove) { .facility = point->id, .place_x = place_x, .place_y = place_y };
  ytt_mercator_project (point->latitude, point->longitude, &self->move.from_x, &self->move.from_y);
  self->move.x = self->move.from_x;
  self->move.y = self->move.from_y;
}

/*< private >
 * ytt_facility_layer_grab:
 *
 * The selected marker, which is at a place in the view, follows the pointer from now on.
 */
void
ytt_facility_layer_grab (YttFacilityLayer *self,
                         double            x,
                         double            y)
{
  const YttMarker *marker = find_selected_at (self, x, y);

  if (marker != NULL)
    begin (self, marker->place_x, marker->place_y);
}

/*< private >
 * ytt_facility_layer_drag_to:
 *
 * Moves what was grabbed by so many px from where it was.
 */
void
ytt_facility_layer_drag_to (YttFacilityLayer *self,
                            double            dx,
                            double            dy)
{
  if (self->move.facility == 0 || self->move.dropped)
    return;

  to_world (self, self->move.place_x + dx, self->move.place_y + dy, &self->move.x, &self->move.y);
  tell_move (self);
}

/*< private >
 * ytt_facility_layer_cancel_move:
 *
 * Puts what was moved back to where it was.
 *
 * Returns: whether anything was being moved
 */
gboolean
ytt_facility_layer_cancel_move (YttFacilityLayer *self)
{
  gboolean moving = self->move.facility != 0 && !self->move.dropped;

  if (self->move.facility == 0)
    return FALSE;

  self->move = (YttMarkerMove) { 0 };
  tell_move (self);

  return moving;
}

/*< private >
 * ytt_facility_layer_drop:
 *
 * What was moved stays where it is. It is shown there until the document's next result has it there too.
 */
void
ytt_facility_layer_drop (YttFacilityLayer *self)
{
  double latitude, longitude;

  if (self->move.facility == 0 || self->move.dropped)
    return;
  if (self->placing == NULL || (self->move.x == self->move.from_x && self->move.y == self->move.from_y))
    {
      ytt_facility_layer_cancel_move (self);
      return;
    }

  to_degrees (self, self->move.x, self->move.y, &latitude, &longitude);
  ytt_mercator_project (latitude, longitude, &self->move.x, &self->move.y);
  self->move.dropped = TRUE;
  ytt_placing_place (self->placing, latitude, longitude);
  /* Where it is asked first how exact the place is, it is not there yet. */
  if (ytt_placing_get_pending (self->placing) != NULL)
    ytt_facility_layer_cancel_move (self);
  else
    tell_move (self);
}

/*< private >
 * ytt_facility_layer_apply_move:
 *
 * Puts the selected marker, in each copy of the world, to where it has been moved.
 */
void
ytt_facility_layer_apply_move (YttFacilityLayer *self)
{
  YttMapView view;
  double world, dx, dy;

  if (self->move.facility == 0)
    return;

  ytt_map_motion_get_view (self->motion, &view);
  world = ytt_mercator_get_world_size (view.zoom);
  dx = ytt_mercator_difference (self->move.from_x, self->move.x) * world;
  dy = (self->move.y - self->move.from_y) * world;
  for (guint i = 0; i < self->markers->len; i++)
    {
      YttMarker *marker = &g_array_index (self->markers, YttMarker, i);

      if (marker->count != 1 || marker->first != self->selected)
        continue;
      marker->place_x += dx;
      marker->place_y += dy;
      marker->x += dx;
      marker->y += dy;
    }
}

/*< private >
 * ytt_facility_layer_check_move:
 *
 * A newer result is there: once it has the facility in another place than before, that is the one to show.
 */
void
ytt_facility_layer_check_move (YttFacilityLayer *self)
{
  const YttPoint *point;
  double x, y;
  guint member;

  if (self->move.facility == 0)
    return;

  if (ytt_cluster_index_find (self->index, self->move.facility, &member))
    {
      point = ytt_cluster_index_get_member (self->index, member);
      ytt_mercator_project (point->latitude, point->longitude, &x, &y);
      if (x == self->move.from_x && y == self->move.from_y && !self->move.saved)
        return;
    }

  self->move = (YttMarkerMove) { 0 };
  tell_move (self);
}

/*< private >
 * ytt_facility_layer_check_view:
 * @before: the selection in the result before, of id 0 if it was not there
 *
 * A newer result is there: while the selection is edited, tells if it has gone out of sight, as with coordinates that
 * were typed.
 */
void
ytt_facility_layer_check_view (YttFacilityLayer *self,
                               const YttPoint   *before)
{
  const YttPoint *now;

  if (self->selected == YTT_MARKER_NONE || self->placing == NULL || !ytt_placing_get_movable (self->placing))
    return;

  now = ytt_cluster_index_get_member (self->index, self->selected);
  if (before->id == now->id && before->latitude == now->latitude && before->longitude == now->longitude)
    return;

  if (!ytt_facility_layer_selection_in_view (self))
    g_signal_emit_by_name (self, "selection-left");
}

static void
moved_cb (YttFacilityLayer *self,
          gint64            facility)
{
  if (facility == self->move.facility && self->move.dropped)
    self->move.saved = TRUE;
}

static void
failed_cb (YttFacilityLayer *self,
           gint64            facility)
{
  if (facility == self->move.facility && self->move.dropped)
    ytt_facility_layer_cancel_move (self);
}

/* What can be moved no more goes back, unless it is on its way into the document. */
static void
movable_changed_cb (YttFacilityLayer *self)
{
  if (!ytt_placing_get_movable (self->placing) && !self->move.dropped)
    ytt_facility_layer_cancel_move (self);
  ytt_facility_layer_update_pointer (self);
}

static void
asking_changed_cb (YttFacilityLayer *self)
{
  /* Escape is to be heard, and Enter. */
  if (ytt_placing_get_asking (self->placing))
    {
      ytt_facility_layer_cancel_move (self);
      gtk_widget_grab_focus (self->buttons[self->current]);
    }
  ytt_facility_layer_update_pointer (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/*< private >
 * ytt_facility_layer_set_placing:
 *
 * Follows another placing.
 */
void
ytt_facility_layer_set_placing (YttFacilityLayer *self,
                                YttPlacing       *placing)
{
  const struct { const char *signal; GCallback callback; } watched[] = {
    { "moved", G_CALLBACK (moved_cb) },
    { "failed", G_CALLBACK (failed_cb) },
    { "notify::movable", G_CALLBACK (movable_changed_cb) },
    { "notify::asking", G_CALLBACK (asking_changed_cb) },
    { "notify::candidates", G_CALLBACK (gtk_widget_queue_draw) },
    { "notify::pending", G_CALLBACK (gtk_widget_queue_draw) },
    { "notify::shown", G_CALLBACK (gtk_widget_queue_draw) },
  };

  self->move = (YttMarkerMove) { 0 };
  if (self->placing != NULL)
    g_signal_handlers_disconnect_by_data (self->placing, self);
  g_set_object (&self->placing, placing);
  for (guint i = 0; placing != NULL && i < G_N_ELEMENTS (watched); i++)
    g_signal_connect_object (placing, watched[i].signal, watched[i].callback, self, G_CONNECT_SWAPPED);
}

/*< private >
 * ytt_facility_layer_find_candidate:
 *
 * Returns: whether one of the places that are asked about is at a place in the view
 */
gboolean
ytt_facility_layer_find_candidate (YttFacilityLayer *self,
                                   double            px,
                                   double            py,
                                   guint            *found)
{
  GArray *candidates = self->placing != NULL ? ytt_placing_get_candidates (self->placing) : NULL;
  double x, y, world;
  YttMapView view;

  to_world (self, px, py, &x, &y);
  ytt_map_motion_get_view (self->motion, &view);
  world = ytt_mercator_get_world_size (view.zoom);
  /* The last one is on top. */
  for (guint i = candidates != NULL ? candidates->len : 0; i-- > 0;)
    {
      const YttCandidate *candidate = &g_array_index (candidates, YttCandidate, i);
      double other_x, other_y;

      ytt_mercator_project (candidate->latitude, candidate->longitude, &other_x, &other_y);
      if (hypot (ytt_mercator_difference (other_x, x) * world, (y - other_y) * world) <= CANDIDATE_RADIUS)
        {
          *found = i;
          return TRUE;
        }
    }

  return FALSE;
}

/*< private >
 * ytt_facility_layer_place_at:
 *
 * A click, which may be the answer to what is asked.
 *
 * Returns: whether it was
 */
gboolean
ytt_facility_layer_place_at (YttFacilityLayer *self,
                             double            px,
                             double            py)
{
  double x, y, latitude, longitude;
  guint candidate;

  if (ytt_facility_layer_get_asking (self))
    {
      to_world (self, px, py, &x, &y);
      to_degrees (self, x, y, &latitude, &longitude);
      ytt_placing_place (self->placing, latitude, longitude);
      return TRUE;
    }
  if (ytt_facility_layer_find_candidate (self, px, py, &candidate))
    {
      ytt_placing_choose (self->placing, candidate);
      return TRUE;
    }

  return FALSE;
}

static void
nudge (YttFacilityLayer *self,
       double            dx,
       double            dy)
{
  guint found = ytt_facility_layer_find_marker (self, self->selected);
  YttMapView view;
  double world, out_x, out_y;
  const YttMarker *marker;

  ytt_facility_layer_lay_out (self);
  if (found == YTT_MARKER_NONE)
    return;

  marker = &g_array_index (self->markers, YttMarker, found);
  if (self->move.facility == 0 || self->move.dropped)
    begin (self, marker->place_x, marker->place_y);
  ytt_map_motion_get_view (self->motion, &view);
  world = ytt_mercator_get_world_size (view.zoom);
  self->move.x = ytt_mercator_wrap (self->move.x + dx / world);
  self->move.y = CLAMP (self->move.y + dy / world, 0, 1);

  out_x = marker->x + dx - CLAMP (marker->x + dx, EDGE, MAX (view.width - EDGE, EDGE));
  out_y = marker->y + dy - CLAMP (marker->y + dy, EDGE, MAX (view.height - EDGE, EDGE));
  if (out_x != 0 || out_y != 0)
    ytt_map_motion_pan_by (self->motion, out_x, out_y, FALSE);
  tell_move (self);
}

/* Control and the arrows move the selection itself; with Shift, by a pixel. */
static gboolean
nudge_by_key (YttFacilityLayer *self,
              guint             key,
              GdkModifierType   state)
{
  int step = state & GDK_SHIFT_MASK ? SMALL_NUDGE : NUDGE;

  if (!ytt_placing_get_movable (self->placing) || self->selected == YTT_MARKER_NONE)
    return GDK_EVENT_PROPAGATE;

  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      nudge (self, -step, 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      nudge (self, step, 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      nudge (self, 0, -step);
      return GDK_EVENT_STOP;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      nudge (self, 0, step);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/*< private >
 * ytt_facility_layer_move_by_key:
 *
 * Returns: whether the key was about where the selection is to be
 */
gboolean
ytt_facility_layer_move_by_key (YttFacilityLayer *self,
                                guint             key,
                                GdkModifierType   state)
{
  gboolean asking = ytt_facility_layer_get_asking (self);

  if (self->placing == NULL)
    return GDK_EVENT_PROPAGATE;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK)) == GDK_CONTROL_MASK)
    return asking ? GDK_EVENT_PROPAGATE : nudge_by_key (self, key, state);

  switch (key)
    {
    case GDK_KEY_Escape:
      if (asking)
        ytt_placing_set_asking (self->placing, FALSE);
      return asking || ytt_facility_layer_cancel_move (self);
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      if (asking)
        ytt_facility_layer_place_at (self, gtk_widget_get_width (GTK_WIDGET (self)) / 2.0,
                                     gtk_widget_get_height (GTK_WIDGET (self)) / 2.0);
      return asking;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/**
 * ytt_facility_layer_get_move:
 * @self: a layer
 * @latitude: (out): degrees
 * @longitude: (out): degrees
 * @resolution: (out): degrees that the last of their digits stands for
 *
 * Tells where the selected facility would be if it were dropped now.
 *
 * Returns: %FALSE if nothing is being moved
 */
gboolean
ytt_facility_layer_get_move (YttFacilityLayer *self,
                             double           *latitude,
                             double           *longitude,
                             double           *resolution)
{
  g_return_val_if_fail (YTT_IS_FACILITY_LAYER (self), FALSE);

  if (self->move.facility == 0 || self->move.dropped)
    return FALSE;

  to_degrees (self, self->move.x, self->move.y, latitude, longitude);
  *resolution = 1 / get_scale (self);

  return TRUE;
}

/* A ring with a letter, in each copy of the world that is in view. */
static void
add_candidate (YttFacilityLayer *self,
               GtkSnapshot      *snapshot,
               double            latitude,
               double            longitude,
               const char       *letter)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  const GdkRGBA paper = dark ? (GdkRGBA) { 0.22, 0.22, 0.22, 1 } : (GdkRGBA) { 1, 1, 1, 1 };
  const GdkRGBA ink = dark ? (GdkRGBA) { 1, 1, 1, 1 } : (GdkRGBA) { 0.12, 0.12, 0.14, 1 };
  const GdkRGBA ring = { 0x35 / 255.f, 0x84 / 255.f, 0xe4 / 255.f, 1 }, shadow = { 0, 0, 0, 0.3 };
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), letter);
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();
  PangoRectangle extents;
  YttMapView view;
  double x, y, world;

  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_get_pixel_extents (layout, NULL, &extents);

  ytt_map_motion_get_view (self->motion, &view);
  world = ytt_mercator_get_world_size (view.zoom);
  ytt_mercator_project (latitude, longitude, &x, &y);
  x = view.width / 2 + ytt_mercator_difference (view.x, x) * world;
  y = view.height / 2 + (y - view.y) * world;
  for (x -= world * floor ((x + CANDIDATE_RADIUS) / world); x <= view.width + CANDIDATE_RADIUS; x += world)
    {
      GskRoundedRect outline;

      gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (x - CANDIDATE_RADIUS, y - CANDIDATE_RADIUS,
                                                                      2 * CANDIDATE_RADIUS, 2 * CANDIDATE_RADIUS),
                                       CANDIDATE_RADIUS);
      gtk_snapshot_append_outset_shadow (snapshot, &outline, &shadow, 0, 1, 0, 4);
      gtk_snapshot_push_rounded_clip (snapshot, &outline);
      gtk_snapshot_append_color (snapshot, &paper, &outline.bounds);
      gtk_snapshot_pop (snapshot);
      gtk_snapshot_append_border (snapshot, &outline, (float[4]) { 3, 3, 3, 3 },
                                  (GdkRGBA[4]) { ring, ring, ring, ring });
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (round (x - extents.width / 2.0 - extents.x),
                                                              round (y - extents.height / 2.0 - extents.y)));
      gtk_snapshot_append_layout (snapshot, layout, &ink);
      gtk_snapshot_restore (snapshot);
    }
}

/* Where Enter would put it. */
static void
add_cross (YttFacilityLayer *self,
           GtkSnapshot      *snapshot)
{
  const GdkRGBA ring = { 0x35 / 255.f, 0x84 / 255.f, 0xe4 / 255.f, 1 };
  double x = round (gtk_widget_get_width (GTK_WIDGET (self)) / 2.0);
  double y = round (gtk_widget_get_height (GTK_WIDGET (self)) / 2.0);

  for (int sign = -1; sign <= 1; sign += 2)
    {
      gtk_snapshot_append_color (snapshot, &ring, &GRAPHENE_RECT_INIT (x - 1, y - 1 + sign * 12 - 8, 2, 18));
      gtk_snapshot_append_color (snapshot, &ring, &GRAPHENE_RECT_INIT (x - 1 + sign * 12 - 8, y - 1, 18, 2));
    }
}

/*< private >
 * ytt_facility_layer_paint_places:
 *
 * Paints the places that are asked about, above all markers.
 */
void
ytt_facility_layer_paint_places (YttFacilityLayer *self,
                                 GtkSnapshot      *snapshot)
{
  const YttPendingPlace *pending;
  YttShownPlace shown;
  GArray *candidates;

  if (self->placing == NULL)
    return;

  candidates = ytt_placing_get_candidates (self->placing);
  pending = ytt_placing_get_pending (self->placing);
  for (guint i = 0; candidates != NULL && i < candidates->len; i++)
    {
      const YttCandidate *candidate = &g_array_index (candidates, YttCandidate, i);
      const char letter[] = { (char) ('A' + i % 26), '\0' };

      add_candidate (self, snapshot, candidate->latitude, candidate->longitude, letter);
    }
  if (ytt_placing_get_shown (self->placing, &shown))
    add_candidate (self, snapshot, shown.latitude, shown.longitude, "×");
  if (pending != NULL && candidates == NULL)
    add_candidate (self, snapshot, pending->latitude, pending->longitude, "?");
  if (ytt_facility_layer_get_asking (self) && gtk_widget_has_visible_focus (self->buttons[self->current]))
    add_cross (self, snapshot);
}
