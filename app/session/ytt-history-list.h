#pragma once

#include "ytt-store-history.h"

G_BEGIN_DECLS

#define YTT_TYPE_HISTORY_ITEM (ytt_history_item_get_type ())

/**
 * YttHistoryItem:
 *
 * An entry of a document's history, as an item of a list. It never changes: where an entry was taken back since, another
 * item takes its place.
 */
G_DECLARE_FINAL_TYPE (YttHistoryItem, ytt_history_item, YTT, HISTORY_ITEM, GObject)

const YttHistoryEntry *ytt_history_item_get_entry (YttHistoryItem *self);

#define YTT_TYPE_HISTORY_LIST (ytt_history_list_get_type ())

/**
 * YttHistoryList:
 *
 * A document's history, newest first, a GListModel of YttHistoryItem. It begins with the newest entries, gets more when
 * asked, and follows what is done.
 *
 * Properties:
 *   "complete"  boolean; r: whether there are no older entries
 *   "error"     GError boxed, nullable; r: why it could not be read
 */
G_DECLARE_FINAL_TYPE (YttHistoryList, ytt_history_list, YTT, HISTORY_LIST, GObject)

YttHistoryList *ytt_history_list_new          (YttStore       *store);
/* Only what changed a record, and only one person's; NULL for all. */
void            ytt_history_list_set_record   (YttHistoryList *self,
                                               const char     *table,
                                               gint64          record);
void            ytt_history_list_set_who      (YttHistoryList *self,
                                               const char     *who);
void            ytt_history_list_load_more    (YttHistoryList *self);
gboolean        ytt_history_list_get_complete (YttHistoryList *self);
/* Whether an answer is awaited. */
gboolean        ytt_history_list_get_loading  (YttHistoryList *self);
const GError   *ytt_history_list_get_error    (YttHistoryList *self);

G_END_DECLS
