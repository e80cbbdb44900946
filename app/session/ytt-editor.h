#pragma once

#include "ytt-session.h"
#include "ytt-store-history.h"

G_BEGIN_DECLS

#define YTT_TYPE_EDITOR (ytt_editor_get_type ())

/**
 * YttEditor:
 *
 * Editing in one window: whether the detail pane edits, the way of every change into the document, what can be taken
 * back, and the drafts, texts in fields that are not valid yet. A session has one: ytt_session_get_editor().
 *
 * Properties:
 *   "store"         YttStore, nullable; rw. Setting it ends editing
 *   "editing"       boolean; rw: whether the detail pane shows fields. Stays FALSE where "can-edit" is
 *   "can-edit"      boolean; r: whether there is a document that can be written
 *   "waiting"       boolean; r: whether a change waits, most likely for another program that is writing
 *   "who"           string; rw: whose edits they are, "" for the user of this machine
 *   "undo-summary"  string, nullable; r: what undo would take back, in words
 *   "redo-summary"  string, nullable; r: what redo would do again, in words
 *
 * Signals:
 *   "done"     (int64 entry, string summary, YttHistoryKind kind): a change is in the document
 *   "failed"   (GError error): an undo or redo was not done; a commit tells its caller
 */
G_DECLARE_FINAL_TYPE (YttEditor, ytt_editor, YTT, EDITOR, GObject)

YttEditor  *ytt_editor_new               (void);
YttEditor  *ytt_session_get_editor       (YttSession          *session);

YttStore   *ytt_editor_get_store         (YttEditor           *self);
void        ytt_editor_set_store         (YttEditor           *self,
                                          YttStore            *store);
gboolean    ytt_editor_get_editing       (YttEditor           *self);
void        ytt_editor_set_editing       (YttEditor           *self,
                                          gboolean             editing);
gboolean    ytt_editor_get_can_edit      (YttEditor           *self);
gboolean    ytt_editor_get_waiting       (YttEditor           *self);
const char *ytt_editor_get_undo_summary  (YttEditor           *self);
const char *ytt_editor_get_redo_summary  (YttEditor           *self);

/* Where another program is writing, it is tried again until it goes through or is cancelled. Changes are done in the
 * order in which they were asked for. Finish: the key of the entry; 0 without an error if there was nothing to do. */
void        ytt_editor_commit_async      (YttEditor           *self,
                                          YttChanges          *changes,
                                          const char          *summary,
                                          const char          *reason,
                                          GCancellable        *cancellable,
                                          GAsyncReadyCallback  callback,
                                          gpointer             user_data);
gint64      ytt_editor_commit_finish     (YttEditor           *self,
                                          GAsyncResult        *result,
                                          GError             **error);
/* They tell by "done" or "failed". */
void        ytt_editor_undo              (YttEditor           *self);
void        ytt_editor_redo              (YttEditor           *self);
void        ytt_editor_revert            (YttEditor           *self,
                                          gint64               entry,
                                          const char          *reason);

/* (nullable): what was left in a field without being valid; there again after a restart or a crash. A field is named by
 * its row and its own name, such as ("facility", id, "name"). */
const char *ytt_editor_get_draft         (YttEditor           *self,
                                          const char          *table,
                                          gint64               row,
                                          const char          *field);
/* NULL: there is none any more. */
void        ytt_editor_set_draft         (YttEditor           *self,
                                          const char          *table,
                                          gint64               row,
                                          const char          *field,
                                          const char          *text);

G_END_DECLS
