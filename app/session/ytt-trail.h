#pragma once

#include "ytt-session.h"

G_BEGIN_DECLS

#define YTT_TYPE_TRAIL (ytt_trail_get_type ())

/**
 * YttTrail:
 *
 * What one looked at, view after view: filter, search, viewport, both clocks, selection and page of a session. A view is
 * added when the session has come to rest, so that a flight or a word being typed is one step and not many. Going on
 * from an older view forgets those that came after it. Another document begins a new trail.
 *
 * Properties:
 *   "can-go-back"     boolean; r
 *   "can-go-forward"  boolean; r
 *
 * Signals:
 *   "went"  the session shows an older or newer view; its viewport is meant to stay, whatever has been selected
 */
G_DECLARE_FINAL_TYPE (YttTrail, ytt_trail, YTT, TRAIL, GObject)

YttTrail *ytt_trail_new                (YttSession *session);

gboolean  ytt_trail_get_can_go_back    (YttTrail   *self);
gboolean  ytt_trail_get_can_go_forward (YttTrail   *self);
/* FALSE where there is no such view */
gboolean  ytt_trail_go_back            (YttTrail   *self);
gboolean  ytt_trail_go_forward         (YttTrail   *self);
/* Adds the present view at once, if it is another one: for tests, and before a view is left. */
void      ytt_trail_settle             (YttTrail   *self);
guint     ytt_trail_get_n_views        (YttTrail   *self);

G_END_DECLS
