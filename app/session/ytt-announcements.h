#pragma once

#include "ytt-query-announcements.h"
#include "ytt-query-changes.h"
#include "ytt-session-page.h"

G_BEGIN_DECLS

#define YTT_TYPE_ANNOUNCEMENT_ITEM (ytt_announcement_item_get_type ())

/**
 * YttAnnouncementItem:
 *
 * One row of the timeline. It exists as soon as its row is looked at; the rest arrives from the store a moment later,
 * and then "loaded" (boolean; r) turns %TRUE.
 */
G_DECLARE_FINAL_TYPE (YttAnnouncementItem, ytt_announcement_item, YTT, ANNOUNCEMENT_ITEM, GObject)

/**
 * YttAnnouncementPlace:
 * @period: the month, as YYYYMM; MM is 0 where a year alone is told, and all is 0 without a date
 * @n: announcements of that month in the list
 * @is_first: whether it is the first of them
 * @is_last: whether it is the last of them
 *
 * Where a row stands among those of its month.
 */
typedef struct
{
  guint32  period;
  guint    n;
  gboolean is_first;
  gboolean is_last;
} YttAnnouncementPlace;

gint64                      ytt_announcement_item_get_id    (YttAnnouncementItem *self);
const YttAnnouncementPlace *ytt_announcement_item_get_place (YttAnnouncementItem *self);
/* (nullable) until loaded */
const YttAnnouncementRow   *ytt_announcement_item_get_row   (YttAnnouncementItem *self);

#define YTT_TYPE_ANNOUNCEMENTS (ytt_announcements_get_type ())

/**
 * YttAnnouncements:
 *
 * The announcements of a session's document: a lazy list of #YttAnnouncementItem, newest first.
 *
 * They follow the session: where it searches or filters, only announcements that name a facility found are in the
 * list, and how many more there would be is told; where it does not, those without any facility are in it too. They
 * follow its second clock: what was announced after that day is left out.
 *
 * While it is not active nothing is read.
 *
 * Properties, all to be watched:
 *   "result"   pointer to YttAnnouncementResult, nullable; r
 *   "record"   YttAnnouncementRecord boxed, nullable; r: the session's announcement whole; %NULL until it was read
 *   "changes"  pointer to YttNews, nullable; r: what changed since the query's first day; %NULL without one
 *   "loading"  boolean; r
 *   "error"    GError boxed, nullable; r
 */
G_DECLARE_FINAL_TYPE (YttAnnouncements, ytt_announcements, YTT, ANNOUNCEMENTS, GObject)

YttAnnouncements            *ytt_announcements_new          (YttSession             *session);
gboolean                     ytt_announcements_get_active   (YttAnnouncements       *self);
void                         ytt_announcements_set_active   (YttAnnouncements       *self,
                                                             gboolean                active);
/* A copy to change and to hand back; what the session decides is left out of it. */
YttAnnouncementQuery        *ytt_announcements_dup_query    (YttAnnouncements       *self);
void                         ytt_announcements_take_query   (YttAnnouncements       *self,
                                                             YttAnnouncementQuery   *query);
const YttAnnouncementQuery  *ytt_announcements_get_query    (YttAnnouncements       *self);
const YttAnnouncementResult *ytt_announcements_get_result   (YttAnnouncements       *self);
YttAnnouncementRecord       *ytt_announcements_get_record   (YttAnnouncements       *self);
const YttNews            *ytt_announcements_get_changes  (YttAnnouncements       *self);
gboolean                     ytt_announcements_get_loading  (YttAnnouncements       *self);
const GError                *ytt_announcements_get_error    (YttAnnouncements       *self);
/* G_MAXUINT where it is not in the list */
guint                        ytt_announcements_find         (YttAnnouncements       *self,
                                                             gint64                  id);

G_END_DECLS
