#pragma once

#include <adwaita.h>

#include "ytt-session.h"

G_BEGIN_DECLS

#define YTT_TYPE_LIST_PANE (ytt_list_pane_get_type ())

/**
 * YttListPane:
 *
 * The facilities of the result, with the search that made it, its order and its count.
 *
 * Properties:
 *   "session"  YttSession, nullable; rw
 *
 * Signals:
 *   "activated"  a row was clicked, or Enter pressed on it; it is selected by then
 */
G_DECLARE_FINAL_TYPE (YttListPane, ytt_list_pane, YTT, LIST_PANE, AdwBin)

GtkWidget  *ytt_list_pane_new          (YttSession  *session);

YttSession *ytt_list_pane_get_session  (YttListPane *self);
void        ytt_list_pane_set_session  (YttListPane *self,
                                        YttSession  *session);
void        ytt_list_pane_focus_search (YttListPane *self);

char       *ytt_list_pane_describe_count (YttSession *session);
/* As short as a narrow window needs it. */
char       *ytt_list_pane_describe_count_briefly (YttSession *session);

G_END_DECLS
