#pragma once

#include "ytt-changes.h"
#include "ytt-history.h"
#include "ytt-store.h"

G_BEGIN_DECLS

/**
 * YttHistoryQuery:
 * @record_table: (nullable): only entries that changed the record @record of this table
 * @record: the record's key
 * @who: (nullable): only entries of this person
 * @before: only entries before this position; 0 for all
 * @limit: no more than so many; 0 for all
 *
 * Which entries of the history are wanted. Zeroed, it asks for all.
 */
typedef struct
{
  const char *record_table;
  gint64      record;
  const char *who;
  gint64      before;
  guint       limit;
} YttHistoryQuery;

/**
 * YttUndoState:
 * @undo: the entry that undo would take back; 0 for none
 * @undo_summary: (nullable): what it did, in words
 * @redo: the entry that redo would do again; 0 for none
 * @redo_summary: (nullable): what it did, in words
 */
typedef struct
{
  gint64  undo;
  char   *undo_summary;
  gint64  redo;
  char   *redo_summary;
} YttUndoState;

void        ytt_undo_state_free          (YttUndoState         *state);

/* Whose edits they are from now on; the user's name at first. */
const char *ytt_store_get_who            (YttStore             *self);
void        ytt_store_set_who            (YttStore             *self,
                                          const char           *who);

void        ytt_store_commit_async       (YttStore             *self,
                                          YttChanges           *changes,
                                          const char           *summary,
                                          const char           *reason,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
/* Finish: the key of the entry; 0 if nothing was done, with an error unless there was nothing to do. */
gint64      ytt_store_commit_finish      (YttStore             *self,
                                          GAsyncResult         *result,
                                          GError              **error);

/* This person's newest entry that stands, and what was taken back last until a new edit. Finish: as for a commit. */
void        ytt_store_undo_async         (YttStore             *self,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gint64      ytt_store_undo_finish        (YttStore             *self,
                                          GAsyncResult         *result,
                                          GError              **error);
void        ytt_store_redo_async         (YttStore             *self,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gint64      ytt_store_redo_finish        (YttStore             *self,
                                          GAsyncResult         *result,
                                          GError              **error);
/* Any entry, if nothing since rests on it. Finish: as for a commit. */
void        ytt_store_revert_async       (YttStore             *self,
                                          gint64                entry,
                                          const char           *reason,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gint64      ytt_store_revert_finish      (YttStore             *self,
                                          GAsyncResult         *result,
                                          GError              **error);

void        ytt_store_get_undo_state_async   (YttStore             *self,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
YttUndoState *ytt_store_get_undo_state_finish (YttStore            *self,
                                              GAsyncResult         *result,
                                              GError              **error);
/* Finish: (element-type YttHistoryEntry), newest first. */
void        ytt_store_get_history_async      (YttStore             *self,
                                              const YttHistoryQuery *query,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
GPtrArray  *ytt_store_get_history_finish     (YttStore             *self,
                                              GAsyncResult         *result,
                                              GError              **error);
/* Finish: (transfer full) (array zero-terminated=1): who made entries, by name. */
void        ytt_store_get_people_async       (YttStore             *self,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
char      **ytt_store_get_people_finish      (YttStore             *self,
                                              GAsyncResult         *result,
                                              GError              **error);
/* What an entry changed, field by field, at most limit fields. Finish: (element-type YttHistoryField) and how many in
 * all. */
void        ytt_store_get_fields_async       (YttStore             *self,
                                              gint64                entry,
                                              guint                 limit,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
GPtrArray  *ytt_store_get_fields_finish      (YttStore             *self,
                                              GAsyncResult         *result,
                                              guint                *n_total,
                                              GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttUndoState, ytt_undo_state_free)

G_END_DECLS
