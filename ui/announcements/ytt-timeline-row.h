#pragma once

#include <adwaita.h>

#include "ytt-announcements.h"

G_BEGIN_DECLS

#define YTT_TYPE_TIMELINE_ROW (ytt_timeline_row_get_type ())

/**
 * YttTimelineRow:
 *
 * One announcement of the timeline. The first of a month bears the month above it, and the rows of a month look like
 * one card.
 */
G_DECLARE_FINAL_TYPE (YttTimelineRow, ytt_timeline_row, YTT, TIMELINE_ROW, AdwBin)

GtkWidget *ytt_timeline_row_new      (void);
void       ytt_timeline_row_set_item (YttTimelineRow      *self,
                                      YttAnnouncementItem *item);

G_END_DECLS
