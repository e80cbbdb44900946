#pragma once

#include <adwaita.h>

#include "ytt-announcement.h"
#include "ytt-store.h"

G_BEGIN_DECLS

#define YTT_TYPE_ANNOUNCEMENT_MAP (ytt_announcement_map_get_type ())

/**
 * YttAnnouncementMap:
 *
 * A small map of the facilities and supply links of one announcement, with nothing around it. It goes to them whenever it is told of
 * others.
 */
G_DECLARE_FINAL_TYPE (YttAnnouncementMap, ytt_announcement_map, YTT, ANNOUNCEMENT_MAP, AdwBin)

void     ytt_announcement_map_show        (YttAnnouncementMap *self,
                                           YttStore           *store,
                                           gint64              announcement,
                                           GPtrArray          *facilities);
guint    ytt_announcement_map_get_n_links (YttAnnouncementMap *self);
gboolean ytt_announcement_map_get_loading (YttAnnouncementMap *self);

G_END_DECLS
