#pragma once

#include <adwaita.h>

#include "ytt-session.h"

G_BEGIN_DECLS

#define YTT_TYPE_ANNOUNCEMENT_EDITOR (ytt_announcement_editor_get_type ())

/**
 * YttAnnouncementEditor:
 *
 * The session's announcement, field by field, to be edited while the session's editor edits; or the title of a new one,
 * which is in the document as soon as it has that.
 *
 * Properties:
 *   "adding"  boolean; rw: whether the title of a new announcement is asked for
 */
G_DECLARE_FINAL_TYPE (YttAnnouncementEditor, ytt_announcement_editor, YTT, ANNOUNCEMENT_EDITOR, AdwBin)

GtkWidget *ytt_announcement_editor_new        (YttSession            *session);
gboolean   ytt_announcement_editor_get_adding (YttAnnouncementEditor *self);
void       ytt_announcement_editor_set_adding (YttAnnouncementEditor *self,
                                               gboolean               adding);

G_END_DECLS
