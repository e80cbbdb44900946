/* How the map of a wall gets from view to view, and what is drawn beforehand for that. */

#include "config.h"

#include "ytt-wall-map-private.h"

#include <math.h>

#include "ytt-mercator.h"

/* Bytes of labels for flights. */
#define MOST_LABEL_BYTES (64 * 1024 * 1024)

/* So often along a flight labels are looked for, and in so much more than the view, that none between is missed. */
#define N_LABEL_VIEWS 100
#define LABEL_VIEW 1.4

/* Where two flights begin or end alike, in sides of the world and in steps of zoom. */
#define SAME_PLACE 1e-8
#define SAME_ZOOM 1e-6

/* What is drawn beforehand waits until the map has been left alone for so long, in ms. */
#define PLAN_DELAY 100

/* Where in the world a view is, and how close this map comes to it. */
static void
get_target (YttWallMap *self,
            YttView    *view,
            double     *x,
            double     *y,
            double     *zoom)
{
  YttMapView now;

  ytt_map_motion_get_view (self->motion, &now);
  ytt_mercator_project (view->latitude, view->longitude, x, y);
  /* A map that has no size yet is shown anew when it gets one. */
  *zoom = now.width >= 1 && now.height >= 1 ? ytt_view_get_zoom_for (view, (int) now.width, (int) now.height)
                                            : view->zoom;
}

static void
add_flight (YttWallMap           *self,
            const YttFlightStand *here,
            const YttMapView     *now,
            YttView              *view,
            GPtrArray            *flights)
{
  YttFlightStand there;

  get_target (self, view, &there.x, &there.y, &there.zoom);
  there.zoom = MIN (there.zoom, ytt_map_motion_get_max_zoom (self->motion));
  g_ptr_array_add (flights, ytt_flight_new (here, &there, now->width, now->height, YTT_FLIGHT_GREAT_CIRCLE));
}

/* What is seen first and last is looked for first: there it is seen best. */
static void
prepare_labels (YttWallMap       *self,
                const YttMapView *now,
                GPtrArray        *flights)
{
  YttLabelLayer *layer = ytt_map_ground_get_labels (self->ground);
  g_autoptr(GArray) views = g_array_new (FALSE, TRUE, sizeof (YttLabelView));
  YttLabelView view = { now->x, now->y, now->zoom, now->width * LABEL_VIEW, now->height * LABEL_VIEW };

  if (layer == NULL)
    return;

  g_array_append_val (views, view);
  for (guint i = 0; i < flights->len; i++)
    for (guint j = 0; j <= N_LABEL_VIEWS; j++)
      {
        YttFlightStand stand;

        ytt_flight_get_stand (g_ptr_array_index (flights, i), (double) ((j + N_LABEL_VIEWS) % (N_LABEL_VIEWS + 1)) /
                              N_LABEL_VIEWS, &stand);
        view.x = ytt_mercator_wrap (stand.x);
        view.y = stand.y;
        view.zoom = stand.zoom;
        g_array_append_val (views, view);
      }
  ytt_label_layer_prepare (layer, views, MOST_LABEL_BYTES);
}

static void
prepare_flights (YttWallMap           *self,
                 const YttMapView     *now,
                 const YttFlightStand *here,
                 GPtrArray            *flights)
{
  if (self->tiles == NULL)
    return;

  ytt_flight_tiles_prepare (self->tiles, (int) now->width, (int) now->height, here, flights);
  prepare_labels (self, now, flights);
}

static gboolean
stands_alike (const YttFlightStand *a,
              const YttFlightStand *b)
{
  return fabs (ytt_mercator_difference (a->x, b->x)) < SAME_PLACE && fabs (a->y - b->y) < SAME_PLACE &&
         fabs (a->zoom - b->zoom) < SAME_ZOOM;
}

/* Whether a flight has been prepared, and nothing else was meanwhile. */
static gboolean
is_prepared (YttWallMap      *self,
             const YttFlight *flight)
{
  YttFlightStand from, to;

  ytt_flight_get_stand (flight, 0, &from);
  ytt_flight_get_stand (flight, 1, &to);
  for (guint i = 1; i < self->planned->len; i++)
    if (stands_alike (&from, &g_array_index (self->planned, YttFlightStand, 0)) &&
        stands_alike (&to, &g_array_index (self->planned, YttFlightStand, i)))
      return TRUE;

  return FALSE;
}

static void
remember_plan (YttWallMap           *self,
               const YttFlightStand *here,
               GPtrArray            *flights)
{
  g_array_set_size (self->planned, 0);
  g_array_append_vals (self->planned, here, 1);
  for (guint i = 0; i < flights->len; i++)
    {
      YttFlightStand there;

      ytt_flight_get_stand (g_ptr_array_index (flights, i), 1, &there);
      g_array_append_val (self->planned, there);
    }
}

/* Has drawn what will be seen on flights that may be made from here. */
static gboolean
plan_cb (gpointer user_data)
{
  YttWallMap *self = user_data;
  g_autoptr(GPtrArray) flights = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_flight_free);
  YttFlightStand here;
  YttMapView now;

  if (ytt_map_motion_get_moving (self->motion))
    return G_SOURCE_CONTINUE;

  self->plan_id = 0;
  ytt_map_motion_get_view (self->motion, &now);
  if (self->tiles == NULL || now.width <= 0 || now.height <= 0)
    return G_SOURCE_REMOVE;

  here = (YttFlightStand) { now.x, now.y, now.zoom };
  if (self->moved && self->view != NULL)
    add_flight (self, &here, &now, self->view, flights);
  for (guint i = 0; self->ahead != NULL && i < self->ahead->len; i++)
    add_flight (self, &here, &now, g_ptr_array_index (self->ahead, i), flights);
  prepare_flights (self, &now, &here, flights);
  remember_plan (self, &here, flights);

  return G_SOURCE_REMOVE;
}

/*< private >
 * ytt_wall_map_plan_later:
 *
 * Has what may be flown to from here drawn beforehand, once the map has been left alone.
 */
void
ytt_wall_map_plan_later (YttWallMap *self)
{
  g_clear_handle_id (&self->plan_id, g_source_remove);
  self->plan_id = g_timeout_add (PLAN_DELAY, plan_cb, self);
}

/*< private >
 * ytt_wall_map_jump_to_view:
 *
 * Goes at once to what is to be shown.
 */
void
ytt_wall_map_jump_to_view (YttWallMap *self)
{
  double x, y, zoom;

  if (self->view == NULL)
    return;

  get_target (self, self->view, &x, &y, &zoom);
  self->moving = TRUE;
  ytt_map_motion_jump (self->motion, x, y, zoom);
  self->moving = self->moved = FALSE;
  ytt_wall_map_set_flying (self, FALSE);
  ytt_wall_map_plan_later (self);
}

/*< private >
 * ytt_wall_map_fly_to_view:
 *
 * Flies to what is to be shown, from where the map stands now, if it is on its way somewhere else already.
 */
void
ytt_wall_map_fly_to_view (YttWallMap *self)
{
  g_autoptr(GPtrArray) flights = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_flight_free);
  YttFlightStand here;
  YttMapView now;
  guint duration;

  ytt_map_motion_get_view (self->motion, &now);
  if (now.width <= 0 || now.height <= 0)
    return;

  here = (YttFlightStand) { now.x, now.y, now.zoom };
  add_flight (self, &here, &now, self->view, flights);
  g_clear_handle_id (&self->plan_id, g_source_remove);
  if (!is_prepared (self, g_ptr_array_index (flights, 0)))
    prepare_flights (self, &now, NULL, flights);
  g_array_set_size (self->planned, 0);

  duration = ytt_flight_get_duration (g_ptr_array_index (flights, 0));
  self->moving = TRUE;
  ytt_map_motion_fly_along (self->motion, g_ptr_array_steal_index (flights, 0), duration);
  self->moving = self->moved = FALSE;
  ytt_wall_map_set_flying (self, ytt_map_motion_get_moving (self->motion));
  if (!self->flying)
    ytt_wall_map_plan_later (self);
}

/**
 * ytt_wall_map_prepare:
 * @self: a map
 * @views: (element-type YttView) (transfer none): where it may be told to go next, the likeliest first
 *
 * Draws beforehand what will be seen on flights from what is shown to each of these. It is done while the map is still:
 * a flight that is being made comes first.
 */
void
ytt_wall_map_prepare (YttWallMap *self,
                      GPtrArray  *views)
{
  g_return_if_fail (YTT_IS_WALL_MAP (self));
  g_return_if_fail (views != NULL);

  g_clear_pointer (&self->ahead, g_ptr_array_unref);
  self->ahead = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_view_unref);
  for (guint i = 0; i < views->len; i++)
    g_ptr_array_add (self->ahead, ytt_view_ref (g_ptr_array_index (views, i)));
  ytt_wall_map_plan_later (self);
}

/**
 * ytt_wall_map_get_preparing:
 * @self: a map
 *
 * Returns: whether what was told to be prepared is still being drawn
 */
gboolean
ytt_wall_map_get_preparing (YttWallMap *self)
{
  YttLabelLayer *labels;

  g_return_val_if_fail (YTT_IS_WALL_MAP (self), FALSE);

  labels = ytt_map_ground_get_labels (self->ground);

  return self->plan_id != 0 || self->tiles == NULL || ytt_flight_tiles_get_preparing (self->tiles) ||
         (labels != NULL && ytt_label_layer_get_preparing (labels));
}
