#pragma once

#include <adwaita.h>

#include "ytt-announcements.h"

G_BEGIN_DECLS

#define YTT_TYPE_ANNOUNCEMENT_FILTERS (ytt_announcement_filters_get_type ())

/**
 * YttAnnouncementFilters:
 *
 * The column beside the timeline: words, the first day, kinds with their counts, party and amount, and what is left
 * out and why.
 */
G_DECLARE_FINAL_TYPE (YttAnnouncementFilters, ytt_announcement_filters, YTT, ANNOUNCEMENT_FILTERS, AdwBin)

void ytt_announcement_filters_set_model    (YttAnnouncementFilters *self,
                                            YttAnnouncements       *model,
                                            YttSession             *session);
void ytt_announcement_filters_focus_search (YttAnnouncementFilters *self);
void ytt_announcement_filters_set_party    (YttAnnouncementFilters *self,
                                            gint64                  id,
                                            const char             *name);
void ytt_announcement_filters_set_since    (YttAnnouncementFilters *self,
                                            guint32                 day);
/* Lets go of all conditions. */
void ytt_announcement_filters_reset        (YttAnnouncementFilters *self);

G_END_DECLS
