#pragma once

#include <adwaita.h>

#include "ytt-announcements.h"

G_BEGIN_DECLS

#define YTT_TYPE_ANNOUNCEMENT_DETAIL (ytt_announcement_detail_get_type ())

/**
 * YttAnnouncementDetail:
 *
 * One announcement whole. What it leads to it asks for by the actions "announcement.facility" (x),
 * ".organisation" (x), ".party" (x), ".open" (s: an address), ".show-on-map" and ".copy".
 */
G_DECLARE_FINAL_TYPE (YttAnnouncementDetail, ytt_announcement_detail, YTT, ANNOUNCEMENT_DETAIL, AdwBin)

void     ytt_announcement_detail_show        (YttAnnouncementDetail *self,
                                              YttStore              *store,
                                              YttAnnouncementRecord *record);
gboolean ytt_announcement_detail_get_loading (YttAnnouncementDetail *self);

G_END_DECLS
