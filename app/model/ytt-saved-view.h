#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define YTT_TYPE_SAVED_VIEW (ytt_saved_view_get_type ())

/**
 * YttSavedView:
 *
 * A view that was named and is kept in the document. It never changes: a newer one takes its place.
 *
 * Properties:
 *   "name"    string; r
 */
G_DECLARE_FINAL_TYPE (YttSavedView, ytt_saved_view, YTT, SAVED_VIEW, GObject)

YttSavedView *ytt_saved_view_new          (gint64        id,
                                           const char   *name,
                                           gint64        position,
                                           const char   *content);
gint64        ytt_saved_view_get_id       (YttSavedView *self);
const char   *ytt_saved_view_get_name     (YttSavedView *self);
/* Its place in the menu; two may have the same where copies were joined. */
gint64        ytt_saved_view_get_position (YttSavedView *self);
/* JSON */
const char   *ytt_saved_view_get_content  (YttSavedView *self);
gboolean      ytt_saved_view_equal        (YttSavedView *a,
                                           YttSavedView *b);

G_END_DECLS
