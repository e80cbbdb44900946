#pragma once

#include <adwaita.h>

#include "ytt-announcements.h"
#include "ytt-shell.h"

G_BEGIN_DECLS

#define YTT_TYPE_ANNOUNCEMENTS_PAGE (ytt_announcements_page_get_type ())

/**
 * YttAnnouncementsPage:
 *
 * The timeline of announcements between what chooses them and the one that is open. With a first day it also tells
 * what opened, slipped and contradicts since then.
 *
 * Signals:
 *   "show-on-map" (GArray *points): the facilities of an announcement are to be shown on the map's page
 *   "toast" (char *text): how something went that was tried
 */
G_DECLARE_FINAL_TYPE (YttAnnouncementsPage, ytt_announcements_page, YTT, ANNOUNCEMENTS_PAGE, AdwBin)

GtkWidget        *ytt_announcements_page_new             (YttSession           *session);
YttAnnouncements *ytt_announcements_page_get_model       (YttAnnouncementsPage *self);
YttShell         *ytt_announcements_page_get_shell       (YttAnnouncementsPage *self);
void              ytt_announcements_page_search          (YttAnnouncementsPage *self);
void              ytt_announcements_page_add             (YttAnnouncementsPage *self);
/* From the announcement to where it was found, then away from it; %FALSE where there is nothing to step back from. */
gboolean          ytt_announcements_page_step_back       (YttAnnouncementsPage *self);
/* Where one column fits, that is the announcement. */
void              ytt_announcements_page_set_detail_open (YttAnnouncementsPage *self,
                                                          gboolean              detail_open);
/* Whether something that will be seen is not there yet: for pictures of the window. */
gboolean          ytt_announcements_page_get_loading     (YttAnnouncementsPage *self);

G_END_DECLS
