/* Which part of the world the map pane shows: it follows the session, flies to what was selected elsewhere, and brings
 * into view what was asked for. */

#include "ytt-map-pane-private.h"

#include <math.h>

#include "ytt-mercator.h"
#include "ytt-placing.h"
#include "ytt-session-profile.h"
#include "ytt-session-shown.h"

/* How far from the edge a place that is not in the document yet is to be, in px. */
#define PENDING_MARGIN 40

/* At which towns around a place have names. */
#define SHOWN_ZOOM 7

static void
viewport_changed_cb (YttMapPane *self)
{
  ShumateViewport *viewport = shumate_map_get_viewport (self->map);
  YttMapView view;

  ytt_map_motion_get_view (self->motion, &view);
  ytt_map_scale_set_metres_per_pixel (self->scale,
    ytt_mercator_get_metres_per_pixel (shumate_location_get_latitude (SHUMATE_LOCATION (viewport)), view.zoom));

  if (self->session == NULL || self->following || view.width <= 0)
    return;

  self->following = TRUE;
  ytt_session_set_viewport (self->session,
                            shumate_location_get_latitude (SHUMATE_LOCATION (viewport)),
                            shumate_location_get_longitude (SHUMATE_LOCATION (viewport)),
                            view.zoom);
  ytt_session_set_viewport_size (self->session, (int) view.width, (int) view.height);
  self->following = FALSE;
}

static void
session_viewport_changed_cb (YttMapPane *self)
{
  double latitude, longitude, zoom, x, y;

  if (self->following)
    return;

  self->fit_due = FALSE;
  self->following = TRUE;
  ytt_session_get_viewport (self->session, &latitude, &longitude, &zoom);
  ytt_mercator_project (latitude, longitude, &x, &y);
  ytt_map_motion_jump (self->motion, x, y, zoom);
  self->following = FALSE;
}

static void
fly_to_selection (YttMapPane *self)
{
  YttClusterIndex *index = ytt_facility_layer_get_index (self->layer);
  const YttPoint *point;
  double x, y, zoom;
  YttMapView view;
  guint member;

  ytt_map_motion_get_view (self->motion, &view);
  if (index == NULL || view.width <= 0)
    return;

  /* A newer result may bring its place; without one, it is not on the map. */
  self->flight_due = ytt_facility_layer_get_loading (self->layer) || ytt_session_get_loading (self->session);
  if (!ytt_cluster_index_find (index, ytt_session_get_selected (self->session), &member))
    return;

  self->flight_due = FALSE;
  point = ytt_cluster_index_get_member (index, member);
  ytt_mercator_project (point->latitude, point->longitude, &x, &y);
  zoom = MAX (view.zoom, YTT_MAP_PANE_SELECTION_ZOOM);
  ytt_map_motion_fly (self->motion, x, y, zoom, ytt_map_motion_get_flight_duration (self->motion, x, y, zoom));
  self->flown = ytt_map_motion_get_n_moves (self->motion);
}

static void
selected_changed_cb (YttMapPane *self)
{
  if (ytt_facility_layer_get_selecting (self->layer))
    return;

  self->flight_due = ytt_session_get_selected (self->session) != 0;
  if (self->flight_due)
    {
      self->fit_due = FALSE;
      fly_to_selection (self);
    }
}

/* Where nobody chose a view, all facilities are in view as soon as they are known, and stay so as the window takes
 * its size, until the map is moved. */
static void
fit_if_due (YttMapPane *self)
{
  if (!self->fit_due || !ytt_facility_layer_fit_all (self->layer, FALSE))
    return;

  self->fit_due = FALSE;
  self->fitted = ytt_map_motion_get_n_moves (self->motion);
}

static gboolean
has_default_viewport (YttSession *session)
{
  const char *names[] = { "latitude", "longitude", "zoom" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_auto(GValue) value = G_VALUE_INIT;

      g_object_get_property (G_OBJECT (session), names[i], &value);
      if (!g_param_value_defaults (g_object_class_find_property (G_OBJECT_GET_CLASS (session), names[i]), &value))
        return FALSE;
    }

  return TRUE;
}

/* GTK also lays out anew what keeps its size, as when the window gives its focus away: then nothing moves. */
static void
resized_cb (YttMapPane *self,
            int         width,
            int         height)
{
  gboolean resized = self->width != width || self->height != height;
  gboolean flying = self->session != NULL && ytt_map_motion_get_moving (self->motion) &&
                    self->flown == ytt_map_motion_get_n_moves (self->motion);
  gboolean fit = self->fit_due ||
                 (resized && self->fitted > 0 && self->fitted == ytt_map_motion_get_n_moves (self->motion));

  self->width = width;
  self->height = height;

  /* What the session remembers could not be shown before the map had a size. */
  if (self->session != NULL)
    session_viewport_changed_cb (self);
  self->fit_due = fit;
  fit_if_due (self);
  viewport_changed_cb (self);

  /* The flight was to where the selection stood in the map before. */
  if (flying)
    fly_to_selection (self);
}

static void
fit_profile (YttMapPane *self)
{
  YttProfile *profile = ytt_session_get_profile (self->session);
  g_autofree gint64 *ids = NULL;

  if (profile == NULL)
    return;

  ids = g_new (gint64, profile->stakes->len + 1);
  for (guint i = 0; i < profile->stakes->len; i++)
    ids[i] = g_array_index (profile->stakes, YttStake, i).facility;
  ytt_facility_layer_fit_some (self->layer, ids, profile->stakes->len);
}

/* What is looked at may be outside the filter, and so comes to the map after it was asked for. */
static void
fit_looked_at (YttMapPane *self)
{
  YttClusterIndex *index = ytt_facility_layer_get_index (self->layer);

  if (self->session == NULL || index == NULL || ytt_session_get_shown_loading (self->session)
      || ytt_cluster_index_get_points (index) != ytt_session_get_shown (self->session))
    return;

  if (self->chain_fit_due)
    ytt_facility_layer_fit_emphasis (self->layer, YTT_MAP_PANE_SELECTION_ZOOM);
  if (self->profile_fit_due)
    fit_profile (self);
  self->chain_fit_due = self->profile_fit_due = FALSE;
}

/* The page of an organisation or a country was opened: its facilities come into view, but not anew when it is only
 * read again. */
static void
profile_changed_cb (YttMapPane *self)
{
  YttProfile *profile = ytt_session_get_profile (self->session);

  self->profile_fit_due = profile != NULL && (self->profile_fit_due || !self->profile_fitted);
  self->profile_fitted = profile != NULL;
  fit_looked_at (self);
}

/*< private >
 * ytt_map_pane_take_chain:
 *
 * Brings the facilities of a trace into view that has just been made, but not those of one that is only read again, as
 * for another year.
 */
void
ytt_map_pane_take_chain (YttMapPane *self,
                         YttChain   *chain)
{
  gint64 root = chain != NULL ? chain->root : 0;

  if (root != self->traced || (chain != NULL && chain->direction != self->traced_direction))
    self->chain_fit_due = chain != NULL;
  self->traced = root;
  if (chain != NULL)
    self->traced_direction = chain->direction;
  fit_looked_at (self);
}

/* Places that are asked about come into view, all of them. */
static void
candidates_changed_cb (YttMapPane *self)
{
  GArray *candidates = ytt_placing_get_candidates (ytt_session_get_placing (self->session));
  g_autoptr(GArray) points = g_array_new (FALSE, TRUE, sizeof (YttPoint));

  if (candidates == NULL)
    return;

  g_array_set_size (points, candidates->len);
  for (guint i = 0; i < candidates->len; i++)
    {
      g_array_index (points, YttPoint, i).latitude = g_array_index (candidates, YttCandidate, i).latitude;
      g_array_index (points, YttPoint, i).longitude = g_array_index (candidates, YttCandidate, i).longitude;
    }
  ytt_map_pane_fit_points (self, points);
}

/* A place that is not in the document yet comes into view, for it is to be looked at, but no closer than need be. */
static void
pending_changed_cb (YttMapPane *self)
{
  const YttPendingPlace *pending = ytt_placing_get_pending (ytt_session_get_placing (self->session));
  double x, y, zoom, world;
  YttMapView view;

  ytt_map_motion_get_view (self->motion, &view);
  if (pending == NULL || view.width <= 0)
    return;

  ytt_mercator_project (pending->latitude, pending->longitude, &x, &y);
  world = ytt_mercator_get_world_size (view.zoom);
  if (view.zoom >= YTT_MAP_PANE_SELECTION_ZOOM &&
      fabs (ytt_mercator_difference (view.x, x)) * world < view.width / 2 - PENDING_MARGIN &&
      fabs (y - view.y) * world < view.height / 2 - PENDING_MARGIN)
    return;

  zoom = MAX (view.zoom, YTT_MAP_PANE_SELECTION_ZOOM);
  self->flight_due = self->fit_due = FALSE;
  ytt_map_motion_fly (self->motion, x, y, zoom, ytt_map_motion_get_flight_duration (self->motion, x, y, zoom));
}

/* Somebody wants to see a place: as closely as was asked for, else so that its surroundings can be told. */
static void
shown_changed_cb (YttMapPane *self)
{
  YttShownPlace shown;
  YttMapView view;
  double x, y, zoom;

  if (!ytt_placing_get_shown (ytt_session_get_placing (self->session), &shown))
    return;

  ytt_map_motion_get_view (self->motion, &view);
  zoom = shown.zoom > 0 ? MIN (shown.zoom, YTT_MAP_MAX_ZOOM) : MAX (view.zoom, SHOWN_ZOOM);
  self->flight_due = self->fit_due = FALSE;
  if (view.width <= 0)
    {
      ytt_session_set_viewport (self->session, shown.latitude, shown.longitude, zoom);
      return;
    }

  ytt_mercator_project (shown.latitude, shown.longitude, &x, &y);
  ytt_map_motion_fly (self->motion, x, y, zoom, ytt_map_motion_get_flight_duration (self->motion, x, y, zoom));
}

/* The user's map comes into view when it was just chosen and nothing of it can be seen. */
static void
ground_opened_cb (YttMapPane *self)
{
  YttMbtiles *file = ytt_map_ground_get_mbtiles (self->ground);
  double west, south, east, north, left, top, right, bottom, x, y, zoom;
  YttMapView view;
  int least, most;

  ytt_mbtiles_get_bounds (file, &west, &south, &east, &north);
  ytt_mbtiles_get_zooms (file, &least, &most);
  ytt_mercator_project (north, west, &left, &top);
  ytt_mercator_project (south, east, &right, &bottom);
  x = ytt_mercator_wrap ((left + right) / 2);
  y = (top + bottom) / 2;
  ytt_map_motion_get_view (self->motion, &view);
  if (view.width <= 0 ||
      (view.zoom >= least &&
       fabs (ytt_mercator_difference (view.x, x)) <
         (right - left) / 2 + view.width / 2 / ytt_mercator_get_world_size (view.zoom) &&
       fabs (view.y - y) < (bottom - top) / 2 + view.height / 2 / ytt_mercator_get_world_size (view.zoom)))
    return;

  zoom = MAX (ytt_map_motion_get_fitting_zoom (self->motion, right - left, bottom - top), least);
  ytt_map_motion_fly (self->motion, x, y, zoom, ytt_map_motion_get_flight_duration (self->motion, x, y, zoom));
}

static void
zoom_in_cb (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  YttMapPane *self = YTT_MAP_PANE (widget);
  YttMapView view;

  ytt_map_motion_get_view (self->motion, &view);
  ytt_map_motion_zoom_by (self->motion, g_str_equal (action_name, "map.zoom-in") ? 1 : -1,
                          view.width / 2, view.height / 2, TRUE);
}

static void
fit_all_cb (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  ytt_map_pane_fit_all (YTT_MAP_PANE (widget));
}

static void
fit_selection_cb (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  ytt_map_pane_fit_selection (YTT_MAP_PANE (widget));
}

/* Where a supply link begins or ends. */
static void
link_end_cb (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  YttMapPane *self = YTT_MAP_PANE (widget);

  if (self->session == NULL)
    return;

  if (g_str_equal (action_name, "link.facility"))
    ytt_session_go_to (self->session, g_variant_get_int64 (parameter));
  else
    ytt_session_open_organisation (self->session, g_variant_get_int64 (parameter));
}

/*< private >
 * ytt_map_pane_class_add_view_actions:
 *
 * Installs the actions that move the map.
 */
void
ytt_map_pane_class_add_view_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "map.zoom-in", NULL, zoom_in_cb);
  gtk_widget_class_install_action (widget_class, "map.zoom-out", NULL, zoom_in_cb);
  gtk_widget_class_install_action (widget_class, "map.fit-all", NULL, fit_all_cb);
  gtk_widget_class_install_action (widget_class, "map.fit-selection", NULL, fit_selection_cb);
  gtk_widget_class_install_action (widget_class, "link.facility", "x", link_end_cb);
  gtk_widget_class_install_action (widget_class, "link.organisation", "x", link_end_cb);
}

/*< private >
 * ytt_map_pane_watch_view:
 *
 * Follows map, ground and layer, which are there from then on.
 */
void
ytt_map_pane_watch_view (YttMapPane *self)
{
  g_signal_connect_object (self->ground, "opened", G_CALLBACK (ground_opened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (shumate_map_get_viewport (self->map), "notify",
                           G_CALLBACK (viewport_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->layer, "resized", G_CALLBACK (resized_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->layer, "selection-left", G_CALLBACK (fly_to_selection), self, G_CONNECT_SWAPPED);
}

/*< private >
 * ytt_map_pane_take_view:
 *
 * Follows the session, which was just set, and shows its view.
 */
void
ytt_map_pane_take_view (YttMapPane *self)
{
  const struct { const char *signal; GCallback callback; } watched[] = {
    { "notify::latitude", G_CALLBACK (session_viewport_changed_cb) },
    { "notify::longitude", G_CALLBACK (session_viewport_changed_cb) },
    { "notify::zoom", G_CALLBACK (session_viewport_changed_cb) },
    { "notify::selected", G_CALLBACK (selected_changed_cb) },
    { "notify::profile", G_CALLBACK (profile_changed_cb) },
    { "notify::left-out", G_CALLBACK (fit_looked_at) },
  };

  g_signal_connect_object (ytt_session_get_placing (self->session), "notify::candidates",
                           G_CALLBACK (candidates_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ytt_session_get_placing (self->session), "notify::pending",
                           G_CALLBACK (pending_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ytt_session_get_placing (self->session), "notify::shown",
                           G_CALLBACK (shown_changed_cb), self, G_CONNECT_SWAPPED);
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_connect_object (self->session, watched[i].signal, watched[i].callback, self, G_CONNECT_SWAPPED);
  session_viewport_changed_cb (self);
  self->fit_due = has_default_viewport (self->session);
  selected_changed_cb (self);
}

/*< private >
 * ytt_map_pane_catch_up:
 *
 * Moves to what could not be moved to before the facilities were laid out.
 */
void
ytt_map_pane_catch_up (YttMapPane *self)
{
  if (self->flight_due && self->session != NULL)
    fly_to_selection (self);
  fit_if_due (self);
  fit_looked_at (self);
}

/**
 * ytt_map_pane_fit_all:
 * @self: a pane
 *
 * Flies to where the whole result can be seen.
 */
void
ytt_map_pane_fit_all (YttMapPane *self)
{
  g_return_if_fail (YTT_IS_MAP_PANE (self));

  ytt_facility_layer_fit_all (self->layer, TRUE);
}

/**
 * ytt_map_pane_fit_selection:
 * @self: a pane
 *
 * Flies close to the selected facility.
 */
void
ytt_map_pane_fit_selection (YttMapPane *self)
{
  g_return_if_fail (YTT_IS_MAP_PANE (self));

  ytt_facility_layer_fit_selection (self->layer);
}

/**
 * ytt_map_pane_fit_points:
 * @self: a pane
 * @points: (element-type YttPoint): some facilities
 *
 * Flies to where all of them can be seen, whether or not they are of the result.
 */
void
ytt_map_pane_fit_points (YttMapPane *self,
                         GArray     *points)
{
  g_return_if_fail (YTT_IS_MAP_PANE (self));

  self->flight_due = self->fit_due = self->chain_fit_due = self->profile_fit_due = FALSE;
  ytt_facility_layer_fit_points (self->layer, points, YTT_MAP_MAX_ZOOM, TRUE);
}

/**
 * ytt_map_pane_keep_view:
 * @self: a pane
 *
 * Gives up a flight that has been begun or is due, and shows the session's viewport.
 */
void
ytt_map_pane_keep_view (YttMapPane *self)
{
  g_return_if_fail (YTT_IS_MAP_PANE (self));

  self->flight_due = self->fit_due = self->chain_fit_due = self->profile_fit_due = FALSE;
  ytt_map_motion_stop (self->motion);
  if (self->session != NULL)
    session_viewport_changed_cb (self);
}
