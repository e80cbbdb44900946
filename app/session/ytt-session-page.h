#pragma once

#include "ytt-session.h"

G_BEGIN_DECLS

/**
 * YttPage:
 * @YTT_PAGE_MAP: list, map and record
 * @YTT_PAGE_ANNOUNCEMENTS: the timeline of announcements
 * @YTT_PAGE_BALANCE: charts over the filter and the year
 *
 * What the window shows of a document. The codes are "map", "announcements" and "balance".
 */
typedef enum
{
  YTT_PAGE_MAP,
  YTT_PAGE_ANNOUNCEMENTS,
  YTT_PAGE_BALANCE,
} YttPage;

#define YTT_N_PAGES 3

GType        ytt_page_get_type  (void);
#define YTT_TYPE_PAGE (ytt_page_get_type ())

gboolean     ytt_page_from_code (const char *code,
                                 YttPage    *page);
const char  *ytt_page_to_code   (YttPage     page);

/* "page" is a property of the session, so that any pane can switch, and "announcement" the key of the announcement
 * that is open on its page, 0 for none. */
YttPage      ytt_session_get_page          (YttSession *self);
void         ytt_session_set_page          (YttSession *self,
                                            YttPage     page);
gint64       ytt_session_get_announcement  (YttSession *self);
void         ytt_session_set_announcement  (YttSession *self,
                                            gint64      id);
/* From a facility to one of its announcements, on their page. */
void         ytt_session_open_announcement (YttSession *self,
                                            gint64      id);

/* The day of the visit before this one, as YYYYMMDD; 0 where there was none, or nobody knows. */
guint32      ytt_session_get_last_visit    (YttSession *self);
void         ytt_session_set_last_visit    (YttSession *self,
                                            guint32     day);
/* A session beside that of a window, which shows some facilities of a document on a map of its own. It neither reads
 * nor follows the document; points: (element-type YttPoint). */
YttSession  *ytt_session_new_for_points    (YttStore   *store,
                                            GArray     *points);

G_END_DECLS
