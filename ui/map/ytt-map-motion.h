#pragma once

#include <shumate/shumate.h>

#include "ytt-flight.h"
#include "ytt-marker-layout.h"

G_BEGIN_DECLS

#define YTT_TYPE_MAP_MOTION (ytt_map_motion_get_type ())

/**
 * YttMapMotion:
 *
 * Moves the viewport of a map: pans, zooms about a point, flies to a place the shorter way round the world, and
 * keeps within the world, so that its northern and southern end never show from beyond. It replaces what libshumate
 * does by itself on dragging and scrolling, which jumps at the date line and at the poles.
 *
 * All movement is animated where the user wants animations; a new one takes over from the one before.
 *
 * Signals:
 *   "begun" (): it was told to move, by whomever; being kept within the world as the window changes does not count
 *   "ended" (): what took a moment came to its end, was stopped, or gave way to another move
 */
G_DECLARE_FINAL_TYPE (YttMapMotion, ytt_map_motion, YTT, MAP_MOTION, GObject)

/* How close the map may be looked at: the basemap says no more beyond. */
#define YTT_MAP_MAX_ZOOM 11.0

/* How close any map may be looked at, whatever lies under the facilities. */
#define YTT_MAP_CLOSEST_ZOOM 20

YttMapMotion *ytt_map_motion_new        (ShumateMap   *map);
void          ytt_map_motion_get_view   (YttMapMotion *self,
                                         YttMapView   *view);
void          ytt_map_motion_set_size   (YttMapMotion *self,
                                         int           width,
                                         int           height);
/* How close the map may be looked at: YTT_MAP_MAX_ZOOM at first. */
void          ytt_map_motion_set_max_zoom (YttMapMotion *self,
                                           double        zoom);
double        ytt_map_motion_get_max_zoom (YttMapMotion *self);
void          ytt_map_motion_jump       (YttMapMotion *self,
                                         double        x,
                                         double        y,
                                         double        zoom);
void          ytt_map_motion_fly        (YttMapMotion *self,
                                         double        x,
                                         double        y,
                                         double        zoom,
                                         guint         duration);
void          ytt_map_motion_fly_along  (YttMapMotion *self,
                                         YttFlight    *flight,
                                         guint         duration);
void          ytt_map_motion_zoom_by    (YttMapMotion *self,
                                         double        steps,
                                         double        at_x,
                                         double        at_y,
                                         gboolean      animate);
void          ytt_map_motion_pan_by     (YttMapMotion *self,
                                         double        dx,
                                         double        dy,
                                         gboolean      animate);
void          ytt_map_motion_glide      (YttMapMotion *self,
                                         double        velocity_x,
                                         double        velocity_y);
void          ytt_map_motion_stop       (YttMapMotion *self);
/* A zoom of which each step doubles the map, as a zoom level of libshumate's. */
double        ytt_map_motion_level_of_zoom (ShumateMapSource *source,
                                            double            zoom);
gboolean      ytt_map_motion_get_moving (YttMapMotion *self);
guint         ytt_map_motion_get_n_moves (YttMapMotion *self);
double        ytt_map_motion_get_fitting_zoom    (YttMapMotion *self,
                                                  double        width,
                                                  double        height);
guint         ytt_map_motion_get_flight_duration (YttMapMotion *self,
                                                  double        x,
                                                  double        y,
                                                  double        zoom);

G_END_DECLS
