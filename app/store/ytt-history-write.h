#pragma once

#include "ytt-change-set.h"
#include "ytt-geometry.h"
#include "ytt-history.h"

G_BEGIN_DECLS

/* What an entry says of itself. */
typedef struct
{
  YttHistoryKind  kind;
  const char     *who;      /* (nullable) */
  const char     *summary;
  const char     *reason;   /* (nullable) */
  gint64          undoes;   /* 0 for none */
} YttHistoryHead;

/* Appends what a session recorded. 0 if nothing had changed; then nothing was written, and error is unset. */
gint64 ytt_history_write (sqlite3               *db,
                          sqlite3_session       *session,
                          const YttHistoryHead  *head,
                          guint64               *n_rows,
                          GError               **error);

/* The same in two steps, for whoever writes the change set of new rows itself. */
gint64   ytt_history_begin    (sqlite3               *db,
                               const YttHistoryHead  *head,
                               GError               **error);
gboolean ytt_history_describe (sqlite3               *db,
                               GHashTable            *touched,
                               const YttBounds       *added,
                               gboolean               moved,
                               GError               **error);

/**
 * YttWriteFunc:
 * @db: the connection that writes, inside a transaction
 * @data: what was given with it
 * @error: return location for an error
 *
 * Returns: the key of the entry that it wrote, or 0 if nothing was to be done or it failed; then all of it is taken back
 */
typedef gint64 (*YttWriteFunc) (sqlite3   *db,
                                gpointer   data,
                                GError   **error);

/* Runs func in a transaction on the connection that writes; where it wrote an entry, the store emits "changed" before
 * the callback is called. */
void    ytt_store_write_async  (YttStore             *self,
                                YttWriteFunc          func,
                                gpointer              data,
                                GDestroyNotify        free_data,
                                GCancellable         *cancellable,
                                GAsyncReadyCallback   callback,
                                gpointer              user_data);
gint64  ytt_store_write_finish (YttStore             *self,
                                GAsyncResult         *result,
                                GError              **error);
/* The same in the calling thread. */
gint64  ytt_sqlite_write       (sqlite3              *db,
                                YttWriteFunc          func,
                                gpointer              data,
                                GError              **error);

/* Brings what other programs did into the history, in a transaction of its own: the entry, 0 if there was nothing. */
gint64  ytt_sqlite_note_outside (sqlite3             *db,
                                GError              **error);

/* As ytt_sqlite_failed(), with words for what the document does not allow. */
gboolean ytt_sqlite_refused    (sqlite3              *db,
                                int                   rc,
                                GError              **error);
/* Whether all that is referred to is there, which is checked when a transaction ends. */
gboolean ytt_sqlite_check_references (sqlite3        *db,
                                GError              **error);

G_END_DECLS
