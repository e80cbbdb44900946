#pragma once

#include <adwaita.h>

#include "ytt-ground-kind.h"
#include "ytt-saved-views.h"

G_BEGIN_DECLS

#define YTT_TYPE_VIEWS_MENU (ytt_views_menu_get_type ())

/**
 * YttViewsMenu:
 *
 * A button with the views that are kept in the document: to open one, and to name what is on the screen now.
 *
 * Properties:
 *   "session"  YttSession, nullable; rw
 *   "ground"   YttGroundKind; rw: what lies under the facilities now
 *
 * Signals:
 *   "open"    (YttView view): to be shown, with its layers
 *   "failed"  (GError error): something was not done, or a view cannot be read
 */
G_DECLARE_FINAL_TYPE (YttViewsMenu, ytt_views_menu, YTT, VIEWS_MENU, AdwBin)

void      ytt_views_menu_set_session (YttViewsMenu *self,
                                      YttSession   *session);
/* From 0; nothing happens where there is none. */
void      ytt_views_menu_open_nth    (YttViewsMenu *self,
                                      guint         position);
/* Opens the menu where a new name is typed. */
void      ytt_views_menu_popup       (YttViewsMenu *self);

/* What is told of a kind in a view; NULL for an unknown one. */
const char *ytt_ground_kind_to_code  (YttGroundKind kind);

G_END_DECLS
