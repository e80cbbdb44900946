#pragma once

#include <adwaita.h>

#include "ytt-session-page.h"
#include "ytt-shell.h"

G_BEGIN_DECLS

#define YTT_TYPE_PAGES (ytt_pages_get_type ())

/**
 * YttPages:
 *
 * Map, announcements and balance, of which one is shown: the session's page. All but the map are made when they are
 * first shown.
 *
 * Properties:
 *   "map"      YttShell: the first page; rw
 *   "session"  YttSession, nullable; rw
 *   "narrow"   boolean; r: whether only one column fits, on whichever page
 *
 * Signals:
 *   "page-made" (GtkWidget *page): a page is to be shown for the first time
 */
G_DECLARE_FINAL_TYPE (YttPages, ytt_pages, YTT, PAGES, GtkWidget)

YttSession   *ytt_pages_get_session (YttPages   *self);
void          ytt_pages_set_session (YttPages   *self,
                                     YttSession *session);
gboolean      ytt_pages_get_narrow  (YttPages   *self);
/* For the switchers. */
AdwViewStack *ytt_pages_get_stack   (YttPages   *self);
gboolean      ytt_pages_has_several (YttPages   *self);
/* (nullable): %NULL where it has not been shown yet; for the map its shell */
GtkWidget    *ytt_pages_get_page    (YttPages   *self,
                                     YttPage     page);

/* Whether what the visible page shows is still being read, as its property "loading" says where it has one. */
gboolean      ytt_pages_get_loading (YttPages   *self);
const char   *ytt_pages_get_title   (YttPages   *self,
                                     YttPage     page);

G_END_DECLS
