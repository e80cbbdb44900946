#pragma once

#include "ytt-announcements.h"

G_BEGIN_DECLS

/* ytt-announcement-item.c */
YttAnnouncementItem *ytt_announcement_item_new      (gint64                      id,
                                                     const YttAnnouncementPlace *place);
void                 ytt_announcement_item_take_row (YttAnnouncementItem        *self,
                                                     YttAnnouncementRow         *row);

G_END_DECLS
