#pragma once

#include "ytt-history.h"
#include "ytt-store-private.h"

G_BEGIN_DECLS

/**
 * YttLogEntry:
 * @entry: the entry itself
 * @target: (nullable): the earlier entry that it took back or did again
 * @applied_by: the entry that brought about what it did as it stands: itself, or what did it again since
 * @undone_by: the entry that took it back last; 0 for none
 *
 * An entry among the others.
 */
typedef struct _YttLogEntry YttLogEntry;

struct _YttLogEntry
{
  YttHistoryEntry *entry;
  YttLogEntry     *target;
  gint64           applied_by;
  gint64           undone_by;
};

/**
 * YttHistoryLog:
 * @entries: (element-type YttLogEntry): all entries, in the order of the document
 * @by_id: key to YttLogEntry
 *
 * The whole history without its change sets, and what of it stands.
 */
typedef struct
{
  GPtrArray  *entries;
  GHashTable *by_id;
} YttHistoryLog;

YttHistoryLog *ytt_history_log_read      (sqlite3        *db,
                                          GError        **error);
void           ytt_history_log_free      (YttHistoryLog  *self);
/* All nullable */
YttLogEntry   *ytt_history_log_find      (YttHistoryLog  *self,
                                          gint64          id);
YttLogEntry   *ytt_history_log_find_undo (YttHistoryLog  *self,
                                          const char     *who);
YttLogEntry   *ytt_history_log_find_redo (YttHistoryLog  *self,
                                          const char     *who);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttHistoryLog, ytt_history_log_free)

G_END_DECLS
