#pragma once

#include <shumate/shumate.h>

#include "ytt-map-motion.h"
#include "ytt-session.h"

G_BEGIN_DECLS

#define YTT_TYPE_FACILITY_LAYER (ytt_facility_layer_get_type ())

/**
 * YttFacilityLayer:
 *
 * Paints the facilities of a session's result, in each copy of the world, and lets them be picked: one layer, not a
 * widget a marker. What a marker looks like says ytt-marker.h, where it stands says ytt-marker-layout.h.
 *
 * A painted map has no parts that a screen reader could see. So the layer owns two buttons that take turns as the
 * current facility: going on moves the focus to the other one, which is what gets spoken.
 *
 * Signals:
 *   "resized" (int width, int height): the map is as large as this now
 *   "laid-out": other markers are shown, or elsewhere; emitted before they are painted
 *   "point-below" (double x, double y) → boolean: the pointer is there, where no marker is, or with NAN nowhere; returns
 *     whether a click would do something there
 *   "click-below" (double x, double y) → boolean: a click there; returns whether it did something
 *   "picked" (int64 id): a click on a facility, or with 0 where neither a facility nor a cluster is; only while
 *     presenting
 */
G_DECLARE_FINAL_TYPE (YttFacilityLayer, ytt_facility_layer, YTT, FACILITY_LAYER, ShumateLayer)

YttFacilityLayer *ytt_facility_layer_new             (ShumateMap       *map,
                                                      YttMapMotion     *motion);
void              ytt_facility_layer_set_session     (YttFacilityLayer *self,
                                                      YttSession       *session);
/* (transfer none) (nullable): NULL while it is built */
YttClusterIndex  *ytt_facility_layer_get_index       (YttFacilityLayer *self);
/* (transfer none) (element-type YttMarker): what is shown */
GArray           *ytt_facility_layer_get_markers     (YttFacilityLayer *self);
/* Whether the markers of the newest result are not shown yet. */
gboolean          ytt_facility_layer_get_loading     (YttFacilityLayer *self);
/* Whether the selection was made here, so that nobody needs to be taken there. */
gboolean          ytt_facility_layer_get_selecting   (YttFacilityLayer *self);
/* The next facility in view, or the one before. */
void              ytt_facility_layer_step            (YttFacilityLayer *self,
                                                      gboolean          forward);
/* All facilities that are shown, or the selected one closely. */
gboolean          ytt_facility_layer_fit_all         (YttFacilityLayer *self,
                                                      gboolean          animate);
gboolean          ytt_facility_layer_fit_points      (YttFacilityLayer *self,
                                                      GArray           *points,
                                                      double            max_zoom,
                                                      gboolean          animate);
void              ytt_facility_layer_fit_selection   (YttFacilityLayer *self);
/* (element-type gint64) sorted (nullable): all other facilities are drawn faint; none with NULL */
void              ytt_facility_layer_set_emphasis    (YttFacilityLayer *self,
                                                      GArray           *ids);
void              ytt_facility_layer_fit_emphasis    (YttFacilityLayer *self,
                                                      double            most_zoom);
/* Those of the result that are among some, in any order. */
gboolean          ytt_facility_layer_fit_some        (YttFacilityLayer *self,
                                                      const gint64     *ids,
                                                      guint             n_ids);
/* (transfer none): the button that stands for the current facility */
GtkWidget        *ytt_facility_layer_get_current     (YttFacilityLayer *self);

/* For a wall: a click selects nothing but is told, nothing takes the focus. */
void              ytt_facility_layer_set_presenting (YttFacilityLayer *self,
                                                     gboolean          presenting);
/* What lies over the map there, in px of the layer, so that the name of the selection keeps clear of it; an empty one for
 * nothing */
void              ytt_facility_layer_set_covered     (YttFacilityLayer      *self,
                                                      const graphene_rect_t *covered);
gboolean          ytt_facility_layer_get_tag_box     (YttFacilityLayer      *self,
                                                      graphene_rect_t       *box);

gboolean          ytt_facility_layer_get_move       (YttFacilityLayer *self,
                                                     double           *latitude,
                                                     double           *longitude,
                                                     double           *resolution);

G_END_DECLS
