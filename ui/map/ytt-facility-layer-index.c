#include "ytt-facility-layer-private.h"

#include "ytt-mercator.h"
#include "ytt-session-shown.h"

/* How a result becomes markers: gathered on another thread, for the view first if there is very much of it. */

static YttClusterWindow
get_window (YttFacilityLayer *self)
{
  YttClusterWindow window = { 0, 0, 0, 1, 1 };
  YttMapView view;
  double world;

  ytt_map_motion_get_view (self->motion, &view);
  if (view.width <= 0)
    return window;

  world = ytt_mercator_get_world_size (view.zoom);
  window.zoom = view.zoom;
  window.width = view.width / world;
  window.height = view.height / world;
  window.x = view.x - window.width / 2;
  window.y = view.y - window.height / 2;

  return window;
}

static guint
find_member (YttFacilityLayer *self,
             gint64            id)
{
  guint member;

  return ytt_cluster_index_find (self->index, id, &member) ? member : YTT_MARKER_NONE;
}

/* Members at one place stay spread out if they are the same ones. */
static void
spread_again (YttFacilityLayer *self,
              gint64            id)
{
  guint found;

  ytt_facility_layer_lay_out (self);
  found = ytt_facility_layer_find_marker (self, find_member (self, id));
  if (found == YTT_MARKER_NONE || g_array_index (self->markers, YttMarker, found).count != self->n_spread)
    return;

  self->spread = g_array_index (self->markers, YttMarker, found).first;
  ytt_facility_layer_queue_layout (self);
}

static void
take_index (YttFacilityLayer *self,
            YttClusterIndex  *index)
{
  gint64 spread_id = 0;
  YttPoint before = { 0 };

  if (self->selected != YTT_MARKER_NONE)
    before = *ytt_cluster_index_get_member (self->index, self->selected);
  if (self->spread != YTT_MARKER_NONE)
    spread_id = ytt_cluster_index_get_member (self->index, self->spread)->id;

  g_clear_pointer (&self->index, ytt_cluster_index_unref);
  self->index = index;
  self->spread = self->hovered = self->unhovered = YTT_MARKER_NONE;
  self->selected = find_member (self, ytt_session_get_selected (self->session));
  ytt_facility_layer_check_move (self);
  ytt_facility_layer_check_view (self, &before);
  ytt_facility_layer_queue_layout (self);
  if (spread_id != 0)
    spread_again (self, spread_id);
}

static void
built_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(YttFacilityLayer) self = user_data;
  g_autoptr(YttClusterIndex) index = NULL, before = NULL;
  g_autoptr(GArray) markers = NULL;

  /* Being cancelled, by a newer result, is the only way for it to fail. */
  index = ytt_cluster_index_new_finish (result, NULL);
  if (index == NULL || self->session == NULL)
    return;

  g_clear_object (&self->building);
  if (self->index != NULL && ytt_cluster_index_get_points (self->index) != ytt_cluster_index_get_points (index))
    {
      before = ytt_cluster_index_ref (self->index);
      markers = g_array_copy (ytt_facility_layer_get_markers (self));
    }

  take_index (self, g_steal_pointer (&index));
  if (before != NULL)
    {
      ytt_facility_layer_lay_out (self);
      ytt_facility_layer_start_leaving (self, before, markers);
    }
}

static void
completed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(YttFacilityLayer) self = user_data;
  g_autoptr(YttClusterIndex) index = NULL;

  index = ytt_cluster_index_new_finish (result, NULL);
  if (index == NULL || self->session == NULL)
    return;

  ytt_facility_layer_stop_gathering (self);
  take_index (self, g_steal_pointer (&index));
}

static void
build_for_view (YttFacilityLayer *self,
                GArray           *points,
                YttClusterIndex  *like)
{
  YttClusterWindow window = get_window (self);

  g_cancellable_cancel (self->building);
  g_clear_object (&self->building);
  self->building = g_cancellable_new ();
  ytt_cluster_index_new_async (points, &window, like, self->building, built_cb, g_object_ref (self));
}

void
ytt_facility_layer_stop_gathering (YttFacilityLayer *self)
{
  g_cancellable_cancel (self->building);
  g_clear_object (&self->building);
  g_cancellable_cancel (self->completing);
  g_clear_object (&self->completing);
}

void
ytt_facility_layer_gather (YttFacilityLayer *self)
{
  GArray *points = ytt_session_get_shown (self->session);
  g_autoptr(GArray) none = NULL;

  ytt_facility_names_set_moment (self->names, ytt_session_get_moment (self->session));
  ytt_facility_layer_stop_gathering (self);
  if (points == NULL)
    points = none = g_array_new (FALSE, FALSE, sizeof (YttPoint));

  build_for_view (self, points, self->index);
}

/* The whole takes a second or two, so the view comes first; once the whole is there, nothing is wanted any more. */
void
ytt_facility_layer_check_index (YttFacilityLayer *self)
{
  YttClusterWindow window = get_window (self);
  gboolean covered;
  GArray *points;

  if (self->index == NULL || self->building != NULL || ytt_map_motion_get_moving (self->motion))
    return;

  covered = ytt_cluster_index_covers (self->index, &window);
  if (covered && !ytt_cluster_index_wants_whole (self->index, window.zoom))
    return;

  points = ytt_cluster_index_get_points (self->index);
  if (!covered)
    build_for_view (self, points, NULL);
  if (self->completing == NULL)
    {
      self->completing = g_cancellable_new ();
      ytt_cluster_index_new_async (points, NULL, NULL, self->completing, completed_cb, g_object_ref (self));
    }
}
