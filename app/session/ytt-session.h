#pragma once

#include "ytt-facility-list.h"
#include "ytt-store.h"

G_BEGIN_DECLS

#define YTT_TYPE_SESSION (ytt_session_get_type ())

/**
 * YttSession:
 *
 * What one window shows: the document, what is searched, the result, the selection and the viewport.
 * The one thing that panes share: each binds to it and writes to it, and none knows another.
 * Setters notify only on change, which ends the echo between the panes.
 *
 * Properties:
 *   "store"       YttStore, nullable; rw. Setting it searches anew and clears the selection
 *   "search"      string, never NULL; rw. A newer search cancels the older; an error keeps the old rows
 *   "order"       YttOrder; rw
 *   "facilities"  YttFacilityList (a GListModel of YttFacility); constant
 *   "points"      GArray of YttPoint (G_TYPE_ARRAY), nullable; r: the placed facilities of the result
 *   "n-total"     uint; r: facilities in the document
 *   "loading"     boolean; r
 *   "error"       GError boxed, nullable; r: why the last search, or the last record, failed
 *   "selected"    int64; rw: a facility's id, 0 for none. Survives a search whose result still has it, else becomes 0
 *   "record"      YttRecord boxed, nullable; r: the selected facility whole; NULL until it has been read
 *   "summary"     pointer to YttSummary, nullable; r
 *   "latitude", "longitude", "zoom"  double; rw: the middle of the map; zoom as libshumate counts it
 *   "page"        YttPage; rw: what the window shows (ytt-session-page.h)
 *   "announcement"  int64; rw: the key of the announcement that is open on its page, 0 for none
 */
G_DECLARE_FINAL_TYPE (YttSession, ytt_session, YTT, SESSION, GObject)

YttSession       *ytt_session_new            (void);

YttStore         *ytt_session_get_store      (YttSession *self);
void              ytt_session_set_store      (YttSession *self, YttStore *store);
const char       *ytt_session_get_search     (YttSession *self);
void              ytt_session_set_search     (YttSession *self, const char *search);
YttOrder          ytt_session_get_order      (YttSession *self);
void              ytt_session_set_order      (YttSession *self, YttOrder order);
YttFacilityList  *ytt_session_get_facilities (YttSession *self);
GArray           *ytt_session_get_points     (YttSession *self);
guint             ytt_session_get_n_total    (YttSession *self);
gboolean          ytt_session_get_loading    (YttSession *self);
const GError     *ytt_session_get_error      (YttSession *self);
gint64            ytt_session_get_selected   (YttSession *self);
void              ytt_session_set_selected   (YttSession *self, gint64 id);
void              ytt_session_go_to          (YttSession *self, gint64 id);
YttRecord        *ytt_session_get_record     (YttSession *self);
const YttSummary *ytt_session_get_summary    (YttSession *self);
void              ytt_session_get_viewport   (YttSession *self, double *latitude, double *longitude, double *zoom);
void              ytt_session_set_viewport   (YttSession *self, double latitude, double longitude, double zoom);

G_END_DECLS
