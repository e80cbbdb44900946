#pragma once

#include "ytt-session.h"

G_BEGIN_DECLS

/* What the map shows: the result, and beside it those facilities that search and filter leave out but that are looked at:
 * the selected one, those of the trace, and those of the page of an organisation or a country that is open.
 *
 * "shown" is a property of the session (GArray of YttPoint, nullable); so is "left-out", which has no value of its own: it
 * is notified of when ytt_session_count_left_out() may tell something else. */

/* (nullable) (element-type YttPoint): in the order of their ids; never changed, another array takes its place */
GArray   *ytt_session_get_shown          (YttSession   *self);
/* Whether the map is still to show more */
gboolean  ytt_session_get_shown_loading  (YttSession   *self);
/* How many of some facilities that are looked at are not in the list: since search and filter leave them out, and
 * since they are not there at the moment that is shown. */
void      ytt_session_count_left_out     (YttSession   *self,
                                          const gint64 *ids,
                                          guint         n_ids,
                                          guint        *n_outside,
                                          guint        *n_absent);
/* Leaves out search and filter; where there is neither, the other moment. */
void      ytt_session_ask_for_all        (YttSession   *self);

G_END_DECLS
