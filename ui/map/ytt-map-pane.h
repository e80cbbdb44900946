#pragma once

#include <adwaita.h>

#include "ytt-facility-layer.h"
#include "ytt-link-layer.h"
#include "ytt-map-ground.h"
#include "ytt-session.h"

G_BEGIN_DECLS

#define YTT_TYPE_MAP_PANE (ytt_map_pane_get_type ())

/**
 * YttMapPane:
 *
 * The map with what lies on it: basemap, labels, facilities, and the controls around them. It shows the points
 * of the session's result, keeps selection and viewport alike with the session in both directions, and flies to
 * a facility that was selected elsewhere.
 *
 * Properties:
 *   "session"  YttSession, nullable; rw
 *   "narrow"   boolean; rw: the controls stand at the top, and the legend's button shows no word
 */
G_DECLARE_FINAL_TYPE (YttMapPane, ytt_map_pane, YTT, MAP_PANE, AdwBin)

GtkWidget  *ytt_map_pane_new         (void);
YttSession *ytt_map_pane_get_session (YttMapPane *self);
void        ytt_map_pane_set_session (YttMapPane *self,
                                      YttSession *session);
gboolean    ytt_map_pane_get_narrow  (YttMapPane *self);
void        ytt_map_pane_set_narrow  (YttMapPane *self,
                                      gboolean    narrow);
/* The whole result, or the selection closely. */
void        ytt_map_pane_fit_all     (YttMapPane *self);
void        ytt_map_pane_fit_selection (YttMapPane *self);
/* (element-type YttPoint): some facilities, whether or not they are of the result */
void        ytt_map_pane_fit_points  (YttMapPane *self,
                                      GArray     *points);
/* The session's viewport stays, whatever was just selected: for a window that comes back as it was left. */
void        ytt_map_pane_keep_view   (YttMapPane *self);
/* Whether tiles or markers are not there yet, or the map is on its way: for pictures of the window. */
gboolean    ytt_map_pane_get_loading (YttMapPane *self);
/* (transfer none) (nullable): why there is no basemap */
const GError *ytt_map_pane_get_error (YttMapPane *self);
YttFacilityLayer *ytt_map_pane_get_layer (YttMapPane *self);
YttLinkLayer     *ytt_map_pane_get_links (YttMapPane *self);
YttMapGround     *ytt_map_pane_get_ground (YttMapPane *self);

G_END_DECLS
