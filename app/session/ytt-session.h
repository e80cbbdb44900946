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
 *   "filter"      YttFilter boxed, never NULL; rw
 *   "year"        int; rw: the state at the end of this year, 1950 to 2040; 0 for now
 *   "told"        uint; rw: only claims made up to this day count, as YYYYMMDD; 0 for all claims
 *   "counts"      YttFacetCounts boxed, nullable; r: how many of the result carry each value; NULL until it has been read
 *   "without"     GArray of guint (G_TYPE_ARRAY), nullable; r: while nothing is found and nothing loads: how many would be
 *                 without each term of the filter, in its order, and last without the words
 *   "facilities"  YttFacilityList (a GListModel of YttFacility); constant
 *   "points"      GArray of YttPoint (G_TYPE_ARRAY), nullable; r: the placed facilities of the result
 *   "shown"       GArray of YttPoint (G_TYPE_ARRAY), nullable; r: those that the map shows (ytt-session-shown.h)
 *   "n-total"     uint; r: facilities in the document
 *   "loading"     boolean; r
 *   "error"       GError boxed, nullable; r: why the last search, or the last record, failed
 *   "selected"    int64; rw: a facility's id, 0 for none. Survives a search whose result still has it, else becomes 0
 *   "record"      YttRecord boxed, nullable; r: the selected facility whole; NULL until it has been read
 *   "summary"     pointer to YttSummary, nullable; r
 *   "latitude", "longitude", "zoom"  double; rw: the middle of the map; each step of zoom doubles it
 *   "page"        YttPage; rw: what the window shows (ytt-session-page.h)
 *   "profile-open"  boolean; r: whether the page of an organisation or a country is open (ytt-session-profile.h)
 *   "profile"     YttProfile boxed, nullable; r: that page; NULL until it has been read
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
YttFilter        *ytt_session_get_filter     (YttSession *self);
void              ytt_session_set_filter     (YttSession *self, YttFilter *filter);
YttMoment         ytt_session_get_moment     (YttSession *self);
void              ytt_session_set_moment     (YttSession *self, YttMoment moment);
/* What is asked of the document; it belongs to the session. */
YttQuery          ytt_session_get_query      (YttSession *self);
YttFacetCounts   *ytt_session_get_counts     (YttSession *self);
GArray           *ytt_session_get_without    (YttSession *self);
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
/* px, of the map that shows it; 0 as long as there is none */
void              ytt_session_get_viewport_size (YttSession *self, int *width, int *height);
void              ytt_session_set_viewport_size (YttSession *self, int width, int height);

G_END_DECLS
