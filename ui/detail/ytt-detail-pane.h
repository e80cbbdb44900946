#pragma once

#include <adwaita.h>

#include "ytt-session.h"

G_BEGIN_DECLS

#define YTT_TYPE_DETAIL_PANE (ytt_detail_pane_get_type ())

/**
 * YttDetailPane:
 *
 * The facility that is selected, read whole; where none is selected, what the document holds and how to begin.
 *
 * Properties:
 *   "session"          YttSession, nullable; rw
 *   "toolbar-visible"  boolean, TRUE at first; rw: whether the pane shows its own row of buttons (copy, menu,
 *                      close). A narrow window, whose header bar has them, turns it off
 *   "adding"           boolean; r: whether the name of a new facility is asked for
 *
 * Actions, which widgets outside can activate on the pane:
 *   "detail.copy"              the record as text with its sources, to the clipboard; Ctrl+C belongs here
 *   "detail.copy-figure"       (s) such a text, of one figure, to the clipboard
 *   "detail.copy-coordinates"  the coordinates, to the clipboard
 *   "detail.open-place"        the place, in the user's own maps program
 *   "detail.close"             nothing selected any more
 *   "detail.select"            (x) another facility, by id
 *   "detail.search"            (s) words to search for
 *   "detail.open"              (s) a web page: http and https only
 * Those without a parameter are disabled where they would do nothing.
 */
G_DECLARE_FINAL_TYPE (YttDetailPane, ytt_detail_pane, YTT, DETAIL_PANE, AdwBin)

GtkWidget  *ytt_detail_pane_new                 (YttSession    *session);

YttSession *ytt_detail_pane_get_session         (YttDetailPane *self);
void        ytt_detail_pane_set_session         (YttDetailPane *self,
                                                 YttSession    *session);
gboolean    ytt_detail_pane_get_toolbar_visible (YttDetailPane *self);
void        ytt_detail_pane_set_toolbar_visible (YttDetailPane *self,
                                                 gboolean       toolbar_visible);
gboolean    ytt_detail_pane_get_adding          (YttDetailPane *self);
void        ytt_detail_pane_set_adding          (YttDetailPane *self,
                                                 gboolean       adding);

G_END_DECLS
