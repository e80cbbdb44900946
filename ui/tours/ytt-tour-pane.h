#pragma once

#include <adwaita.h>

#include "ytt-ground-kind.h"
#include "ytt-session.h"
#include "ytt-view.h"

G_BEGIN_DECLS

#define YTT_TYPE_TOUR_PANE (ytt_tour_pane_get_type ())

/**
 * YttTourPane:
 *
 * Composes tours: which one, its stops in their order, and the stop that is chosen. It stands beside the map, so that
 * what a stop shows can be seen.
 *
 * Properties:
 *   "session"  YttSession, nullable; rw
 *   "ground"   YttGroundKind; rw: what lies under the facilities now
 *
 * Signals:
 *   "open"    (YttView view): a stop was chosen and is to be shown
 *   "failed"  (GError error): what a stop shows cannot be read
 *
 * Actions of its own begin with "tour."; it also uses "win.add-stop", "win.present" and "win.present-from-here".
 */
G_DECLARE_FINAL_TYPE (YttTourPane, ytt_tour_pane, YTT, TOUR_PANE, AdwBin)

GtkWidget  *ytt_tour_pane_new          (void);
void        ytt_tour_pane_set_session  (YttTourPane *self,
                                        YttSession  *session);
/* Moves the keyboard to the stops, or to what makes the first one, as soon as that is known. */
void        ytt_tour_pane_focus        (YttTourPane *self);
/* Whether something that it shows is still being read. */
gboolean    ytt_tour_pane_get_loading  (YttTourPane *self);

G_END_DECLS
