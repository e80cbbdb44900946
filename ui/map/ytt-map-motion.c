#include "ytt-map-motion.h"

#include <adwaita.h>
#include <math.h>

#include "ytt-mercator.h"

#define ZOOM_DURATION 200
#define PAN_DURATION 150
#define GLIDE_DURATION 900
#define FLIGHT_LEAST 400
#define FLIGHT_MOST 1200

/* Velocities below this are a hand that came to rest, in px a second. */
#define GLIDE_LEAST 80.0

/* Room around what is fitted into the view, in px. */
#define FIT_MARGIN 56.0

typedef enum
{
  MOVE_FLIGHT,   /* along the smoothest path that zooms and pans */
  MOVE_ZOOM,     /* about a point that stays where it is */
  MOVE_PAN,
} Move;

typedef YttFlightStand Stand;

struct _YttMapMotion
{
  GObject          parent_instance;

  GtkWidget       *map;         /* (not owned): owns this */
  ShumateViewport *viewport;    /* (owned) */
  int              width;
  int              height;
  double           last_y;
  gboolean         limiting;
  guint            n_moves;

  AdwAnimation    *animation;   /* (owned) (nullable) */
  Move             move;
  Stand            from;
  Stand            to;
  double           anchor_x;    /* px from the middle of the view */
  double           anchor_y;
  YttFlight       *flight;      /* (owned) (nullable) */
  double           max_zoom;
};

enum
{
  BEGUN,
  ENDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (YttMapMotion, ytt_map_motion, G_TYPE_OBJECT)

/* A high window cannot be zoomed out as far as a low one, even where there is nothing closer to look at. */
static double
limit_zoom (YttMapMotion *self,
            double        zoom)
{
  return MAX (MIN (zoom, self->max_zoom), ytt_flight_get_least_zoom (self->height));
}

/* Between whole zooms the world grows in a straight line with libshumate 1.0, and by doubling with later versions.
 * Here a zoom is the logarithm of the world's size. */
static gboolean
grows_straight (ShumateMapSource *source)
{
  return shumate_map_source_get_tile_size_at_zoom (source, 0.5) > 1.45 * shumate_map_source_get_tile_size (source);
}

static double
zoom_from_level (YttMapMotion *self,
                 double        level)
{
  ShumateMapSource *source = shumate_viewport_get_reference_map_source (self->viewport);
  double whole = floor (level);

  if (source == NULL || !grows_straight (source))
    return level;

  return whole + log2 (1 + level - whole);
}

/**
 * ytt_map_motion_level_of_zoom:
 * @source: says how the world grows between whole zooms
 * @zoom: a zoom, of which each step doubles the map
 *
 * Returns: the zoom level as libshumate counts it
 */
double
ytt_map_motion_level_of_zoom (ShumateMapSource *source,
                              double            zoom)
{
  double whole = floor (zoom);

  g_return_val_if_fail (SHUMATE_IS_MAP_SOURCE (source), zoom);

  return grows_straight (source) ? whole + exp2 (zoom - whole) - 1 : zoom;
}

static double
zoom_to_level (YttMapMotion *self,
               double        zoom)
{
  ShumateMapSource *source = shumate_viewport_get_reference_map_source (self->viewport);

  return source != NULL ? ytt_map_motion_level_of_zoom (source, zoom) : zoom;
}

static void
get_stand (YttMapMotion *self,
           Stand        *stand)
{
  ytt_mercator_project (shumate_location_get_latitude (SHUMATE_LOCATION (self->viewport)),
                        shumate_location_get_longitude (SHUMATE_LOCATION (self->viewport)),
                        &stand->x, &stand->y);
  stand->zoom = zoom_from_level (self, shumate_viewport_get_zoom_level (self->viewport));
}

static void
limit_stand (YttMapMotion *self,
             Stand        *stand)
{
  stand->zoom = limit_zoom (self, stand->zoom);
  stand->x = ytt_mercator_wrap (stand->x);
  ytt_flight_stand_limit (stand, self->height);
}

static void
set_stand (YttMapMotion *self,
           Stand         stand)
{
  double latitude, longitude;

  limit_stand (self, &stand);
  ytt_mercator_unproject (stand.x, stand.y, &latitude, &longitude);

  self->limiting = TRUE;
  g_object_freeze_notify (G_OBJECT (self->viewport));
  shumate_viewport_set_zoom_level (self->viewport, zoom_to_level (self, stand.zoom));
  shumate_location_set_location (SHUMATE_LOCATION (self->viewport), latitude, longitude);
  g_object_thaw_notify (G_OBJECT (self->viewport));
  self->limiting = FALSE;
  self->last_y = stand.y;
}

/* Whoever moved the viewport, it stays within the world, and north up. */
static void
viewport_changed_cb (YttMapMotion *self)
{
  Stand stand, limited;

  if (self->limiting || self->height == 0)
    return;

  if (shumate_viewport_get_rotation (self->viewport) != 0)
    shumate_viewport_set_rotation (self->viewport, 0);

  get_stand (self, &stand);
  /* libshumate comes in again from the other pole. */
  if (fabs (stand.y - self->last_y) > 0.5)
    stand.y = self->last_y < 0.5 ? 0 : 1;
  limited = stand;
  limit_stand (self, &limited);
  self->last_y = limited.y;
  if (fabs (limited.zoom - stand.zoom) > 1e-9 || fabs (limited.y - stand.y) > 1e-9)
    set_stand (self, limited);
}

static void
move_cb (double   progress,
         gpointer user_data)
{
  YttMapMotion *self = user_data;
  Stand stand;

  if (progress >= 1)
    stand = self->to;
  else if (self->move == MOVE_FLIGHT)
    ytt_flight_get_stand (self->flight, progress, &stand);
  else
    {
      stand.zoom = self->from.zoom + (self->to.zoom - self->from.zoom) * progress;
      if (self->move == MOVE_ZOOM)
        {
          double before = ytt_mercator_get_world_size (self->from.zoom);
          double now = ytt_mercator_get_world_size (limit_zoom (self, stand.zoom));

          stand.x = self->from.x + self->anchor_x / before - self->anchor_x / now;
          stand.y = self->from.y + self->anchor_y / before - self->anchor_y / now;
        }
      else
        {
          stand.x = self->from.x + (self->to.x - self->from.x) * progress;
          stand.y = self->from.y + (self->to.y - self->from.y) * progress;
        }
    }

  set_stand (self, stand);
}

/* The animation goes with its "done". */
static void
done_cb (YttMapMotion *self)
{
  g_clear_object (&self->animation);
  g_signal_emit (self, signals[ENDED], 0);
}

static void
start (YttMapMotion *self,
       Move          move,
       Stand         to,
       guint         duration,
       AdwEasing     easing)
{
  g_autoptr(AdwAnimation) animation = NULL;
  AdwAnimationTarget *target;

  ytt_map_motion_stop (self);
  self->n_moves++;
  self->move = move;
  self->to = to;
  g_signal_emit (self, signals[BEGUN], 0);
  /* Before the map has a size there is nothing to be seen of a way. */
  if (self->width == 0 || self->height == 0)
    duration = 0;

  if (duration == 0)
    {
      set_stand (self, to);
      return;
    }

  target = adw_callback_animation_target_new (move_cb, self, NULL);
  self->animation = adw_timed_animation_new (self->map, 0, 1, duration, target);
  adw_timed_animation_set_easing (ADW_TIMED_ANIMATION (self->animation), easing);
  g_signal_connect_object (self->animation, "done", G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);
  /* Where nothing is animated it is done at once. */
  animation = g_object_ref (self->animation);
  adw_animation_play (animation);
}

static void
ytt_map_motion_dispose (GObject *object)
{
  YttMapMotion *self = YTT_MAP_MOTION (object);

  ytt_map_motion_stop (self);
  g_clear_pointer (&self->flight, ytt_flight_free);
  g_clear_object (&self->viewport);

  G_OBJECT_CLASS (ytt_map_motion_parent_class)->dispose (object);
}

static void
ytt_map_motion_class_init (YttMapMotionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ytt_map_motion_dispose;

  signals[BEGUN] = g_signal_new ("begun", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  signals[ENDED] = g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
ytt_map_motion_init (YttMapMotion *self)
{
  self->last_y = 0.5;
  self->max_zoom = YTT_MAP_MAX_ZOOM;
}

static void
remove_own_controllers (ShumateMap *map)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (map));

  for (guint i = g_list_model_get_n_items (controllers); i-- > 0; )
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_DRAG (controller) || GTK_IS_GESTURE_SWIPE (controller) ||
          GTK_IS_GESTURE_CLICK (controller) || GTK_IS_EVENT_CONTROLLER_SCROLL (controller) ||
          GTK_IS_GESTURE_ROTATE (controller) || GTK_IS_GESTURE_ZOOM (controller))
        gtk_widget_remove_controller (GTK_WIDGET (map), controller);
    }
}

/**
 * ytt_map_motion_new:
 * @map: (transfer none): the map to move; it must outlive the motion
 *
 * Takes over the movement of a map.
 *
 * Returns: (transfer full): a new motion
 */
YttMapMotion *
ytt_map_motion_new (ShumateMap *map)
{
  YttMapMotion *self = g_object_new (YTT_TYPE_MAP_MOTION, NULL);

  self->map = GTK_WIDGET (map);
  self->viewport = g_object_ref (shumate_map_get_viewport (map));
  remove_own_controllers (map);
  g_signal_connect_object (self->viewport, "notify", G_CALLBACK (viewport_changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * ytt_map_motion_get_view:
 * @self: a motion
 * @view: (out): what the map shows now
 *
 * Tells where the map stands.
 */
void
ytt_map_motion_get_view (YttMapMotion *self,
                         YttMapView   *view)
{
  Stand stand;

  g_return_if_fail (YTT_IS_MAP_MOTION (self));

  get_stand (self, &stand);
  *view = (YttMapView) { stand.x, stand.y, stand.zoom, self->width, self->height };
}

/**
 * ytt_map_motion_set_size:
 * @self: a motion
 * @width: in px
 * @height: in px
 *
 * Says how large the map is on the screen. A high window cannot be zoomed out as far as a low one.
 */
void
ytt_map_motion_set_size (YttMapMotion *self,
                         int           width,
                         int           height)
{
  g_return_if_fail (YTT_IS_MAP_MOTION (self));

  if (self->width == width && self->height == height)
    return;

  self->width = width;
  self->height = height;
  viewport_changed_cb (self);
}

/**
 * ytt_map_motion_jump:
 * @self: a motion
 * @x: the new middle, 0 to 1 from west to east
 * @y: the new middle, 0 to 1 from north to south
 * @zoom: zoom; each step doubles the map
 *
 * Shows another part of the world at once.
 */
void
ytt_map_motion_jump (YttMapMotion *self,
                     double        x,
                     double        y,
                     double        zoom)
{
  g_return_if_fail (YTT_IS_MAP_MOTION (self));

  start (self, MOVE_FLIGHT, (Stand) { x, y, zoom }, 0, ADW_LINEAR);
}

/**
 * ytt_map_motion_fly:
 * @self: a motion
 * @x: the new middle, 0 to 1 from west to east
 * @y: the new middle, 0 to 1 from north to south
 * @zoom: zoom; each step doubles the map
 * @duration: in ms
 *
 * Flies to another part of the world, the shorter way round, rising for an overview if it is far.
 */
void
ytt_map_motion_fly (YttMapMotion *self,
                    double        x,
                    double        y,
                    double        zoom,
                    guint         duration)
{
  Stand to = { x, y, zoom };

  g_return_if_fail (YTT_IS_MAP_MOTION (self));

  get_stand (self, &self->from);
  limit_stand (self, &to);
  g_clear_pointer (&self->flight, ytt_flight_free);
  if (self->width > 0 && self->height > 0)
    self->flight = ytt_flight_new (&self->from, &to, self->width, self->height, YTT_FLIGHT_STRAIGHT);
  start (self, MOVE_FLIGHT, to, duration, ADW_EASE_IN_OUT_CUBIC);
}

/**
 * ytt_map_motion_fly_along:
 * @self: a motion
 * @flight: (transfer full): a flight that begins where the map stands, planned for the map's size
 * @duration: in ms
 *
 * Flies to another part of the world on a given way.
 */
void
ytt_map_motion_fly_along (YttMapMotion *self,
                          YttFlight    *flight,
                          guint         duration)
{
  Stand to;

  g_return_if_fail (YTT_IS_MAP_MOTION (self));
  g_return_if_fail (flight != NULL);

  g_clear_pointer (&self->flight, ytt_flight_free);
  self->flight = flight;
  ytt_flight_get_stand (flight, 1, &to);
  start (self, MOVE_FLIGHT, to, duration, ADW_EASE_IN_OUT_SINE);
}

/**
 * ytt_map_motion_zoom_by:
 * @self: a motion
 * @steps: how far to zoom in, or if negative, out
 * @at_x: the point that stays where it is, in px of the view
 * @at_y: the point that stays where it is
 * @animate: whether it takes a moment
 *
 * Zooms. A second call while the first still moves adds to it.
 */
void
ytt_map_motion_zoom_by (YttMapMotion *self,
                        double        steps,
                        double        at_x,
                        double        at_y,
                        gboolean      animate)
{
  double zoom, before, after;
  Stand to;

  g_return_if_fail (YTT_IS_MAP_MOTION (self));

  get_stand (self, &self->from);
  zoom = ytt_map_motion_get_moving (self) && self->move == MOVE_ZOOM ? self->to.zoom : self->from.zoom;
  to = self->from;
  to.zoom = limit_zoom (self, zoom + steps);
  self->anchor_x = at_x - self->width / 2.0;
  self->anchor_y = at_y - self->height / 2.0;
  before = ytt_mercator_get_world_size (self->from.zoom);
  after = ytt_mercator_get_world_size (to.zoom);
  to.x += self->anchor_x / before - self->anchor_x / after;
  to.y += self->anchor_y / before - self->anchor_y / after;

  start (self, MOVE_ZOOM, to, animate ? ZOOM_DURATION : 0, ADW_EASE_OUT_CUBIC);
}

/**
 * ytt_map_motion_pan_by:
 * @self: a motion
 * @dx: how far to go east, in px
 * @dy: how far to go south, in px
 * @animate: whether it takes a moment
 *
 * Moves sideways. A second call while the first still moves adds to it.
 */
void
ytt_map_motion_pan_by (YttMapMotion *self,
                       double        dx,
                       double        dy,
                       gboolean      animate)
{
  double world;
  Stand to;

  g_return_if_fail (YTT_IS_MAP_MOTION (self));

  to = self->to;
  get_stand (self, &self->from);
  if (!ytt_map_motion_get_moving (self) || self->move != MOVE_PAN)
    to = self->from;
  else
    to.x = self->from.x + ytt_mercator_difference (self->from.x, to.x);
  world = ytt_mercator_get_world_size (to.zoom);
  to.x += dx / world;
  to.y += dy / world;

  start (self, MOVE_PAN, to, animate ? PAN_DURATION : 0, ADW_EASE_OUT_CUBIC);
}

/**
 * ytt_map_motion_glide:
 * @self: a motion
 * @velocity_x: eastward, in px a second
 * @velocity_y: southward, in px a second
 *
 * Lets the map go on for a moment after it was let go.
 */
void
ytt_map_motion_glide (YttMapMotion *self,
                      double        velocity_x,
                      double        velocity_y)
{
  double world;
  Stand to;

  g_return_if_fail (YTT_IS_MAP_MOTION (self));

  if (hypot (velocity_x, velocity_y) < GLIDE_LEAST)
    return;

  get_stand (self, &self->from);
  to = self->from;
  world = ytt_mercator_get_world_size (to.zoom);
  /* A cubic that starts with this velocity covers a third of what it would cover if it never slowed down. */
  to.x += velocity_x * GLIDE_DURATION / 1000 / 3 / world;
  to.y += velocity_y * GLIDE_DURATION / 1000 / 3 / world;

  start (self, MOVE_PAN, to, GLIDE_DURATION, ADW_EASE_OUT_CUBIC);
}

/**
 * ytt_map_motion_stop:
 * @self: a motion
 *
 * Stops where the map stands.
 */
void
ytt_map_motion_stop (YttMapMotion *self)
{
  g_return_if_fail (YTT_IS_MAP_MOTION (self));

  if (self->animation == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->animation, self);
  adw_animation_pause (self->animation);
  done_cb (self);
}

/**
 * ytt_map_motion_get_moving:
 * @self: a motion
 *
 * Returns: whether the map is on its way
 */
gboolean
ytt_map_motion_get_moving (YttMapMotion *self)
{
  g_return_val_if_fail (YTT_IS_MAP_MOTION (self), FALSE);

  return self->animation != NULL && adw_animation_get_state (self->animation) == ADW_ANIMATION_PLAYING;
}

/**
 * ytt_map_motion_get_n_moves:
 * @self: a motion
 *
 * Counts what the map was told to do, by whomever. Being kept within the world as the window changes does not count.
 *
 * Returns: how many movements were begun
 */
guint
ytt_map_motion_get_n_moves (YttMapMotion *self)
{
  g_return_val_if_fail (YTT_IS_MAP_MOTION (self), 0);

  return self->n_moves;
}

/**
 * ytt_map_motion_set_max_zoom:
 * @self: a motion
 * @zoom: zoom; each step doubles the map; at most %YTT_MAP_CLOSEST_ZOOM
 *
 * Sets how close the map may be looked at; if it is closer, it goes back there.
 */
void
ytt_map_motion_set_max_zoom (YttMapMotion *self,
                             double        zoom)
{
  g_return_if_fail (YTT_IS_MAP_MOTION (self));

  if (self->max_zoom == zoom)
    return;

  self->max_zoom = MIN (zoom, YTT_MAP_CLOSEST_ZOOM);
  viewport_changed_cb (self);
}

/**
 * ytt_map_motion_get_max_zoom:
 * @self: a motion
 *
 * Returns: how close the map may be looked at
 */
double
ytt_map_motion_get_max_zoom (YttMapMotion *self)
{
  g_return_val_if_fail (YTT_IS_MAP_MOTION (self), 0);

  return self->max_zoom;
}

/**
 * ytt_map_motion_get_fitting_zoom:
 * @self: a motion
 * @width: of a part of the world, 0 to 1
 * @height: of it
 *
 * Returns: the closest zoom at which all of it can be seen, with some room around; at most %YTT_MAP_MAX_ZOOM,
 *   however close the map may be looked at
 */
double
ytt_map_motion_get_fitting_zoom (YttMapMotion *self,
                                 double        width,
                                 double        height)
{
  double room_x, room_y, zoom = MIN (YTT_MAP_MAX_ZOOM, self->max_zoom);

  g_return_val_if_fail (YTT_IS_MAP_MOTION (self), 0);

  room_x = MAX (self->width - 2 * FIT_MARGIN, self->width / 2.0);
  room_y = MAX (self->height - 2 * FIT_MARGIN, self->height / 2.0);
  if (width > 0)
    zoom = MIN (zoom, log2 (room_x / width / YTT_MERCATOR_TILE));
  if (height > 0)
    zoom = MIN (zoom, log2 (room_y / height / YTT_MERCATOR_TILE));

  return MAX (zoom, ytt_flight_get_least_zoom (self->height));
}

/**
 * ytt_map_motion_get_flight_duration:
 * @self: a motion
 * @x: where to, 0 to 1
 * @y: where to, 0 to 1
 * @zoom: zoom there
 *
 * Returns: how long a flight should take: 400 to 1200 ms, by distance on the screen
 */
guint
ytt_map_motion_get_flight_duration (YttMapMotion *self,
                                    double        x,
                                    double        y,
                                    double        zoom)
{
  Stand from;
  double far;

  g_return_val_if_fail (YTT_IS_MAP_MOTION (self), 0);

  get_stand (self, &from);
  far = hypot (ytt_mercator_difference (from.x, x), from.y - y) * ytt_mercator_get_world_size (MIN (from.zoom, zoom));
  far = far / MAX (self->width, 1) + fabs (zoom - from.zoom) / 4;

  return CLAMP (FLIGHT_LEAST + far * 400, FLIGHT_LEAST, FLIGHT_MOST);
}

