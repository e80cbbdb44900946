#pragma once

#include <adwaita.h>

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

G_END_DECLS
