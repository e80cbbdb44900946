#pragma once

#include "ytt-editor.h"
#include "ytt-saved-view.h"
#include "ytt-view.h"

G_BEGIN_DECLS

#define YTT_TYPE_SAVED_VIEWS (ytt_saved_views_get_type ())

/**
 * YttSavedViews:
 *
 * The views that are kept in a session's document, a GListModel of YttSavedView in the order of the menu. What is done
 * to them is an edit like any other, and the list follows once it is in the document.
 *
 * Signals:
 *   "removed" (int64 entry, string name): one is gone; the entry is what can be taken back
 *   "failed"  (GError error): something was not done
 */
G_DECLARE_FINAL_TYPE (YttSavedViews, ytt_saved_views, YTT, SAVED_VIEWS, GObject)

YttSavedViews *ytt_saved_views_new     (YttSession    *session);

void           ytt_saved_views_add     (YttSavedViews *self,
                                        const char    *name,
                                        YttView       *view);
void           ytt_saved_views_rename  (YttSavedViews *self,
                                        YttSavedView  *saved,
                                        const char    *name);
void           ytt_saved_views_update  (YttSavedViews *self,
                                        YttSavedView  *saved,
                                        YttView       *view);
void           ytt_saved_views_remove  (YttSavedViews *self,
                                        YttSavedView  *saved);

G_END_DECLS
