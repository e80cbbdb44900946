#pragma once

#include <adwaita.h>

#include "ytt-history-list.h"

G_BEGIN_DECLS

#define YTT_TYPE_HISTORY_ROW (ytt_history_row_get_type ())

/**
 * YttHistoryRow:
 *
 * An entry of the history. Opened, it tells field by field what was changed, and offers to take it back.
 *
 * Signals:
 *   "revert"  to take it back
 */
G_DECLARE_FINAL_TYPE (YttHistoryRow, ytt_history_row, YTT, HISTORY_ROW, AdwExpanderRow)

GtkWidget      *ytt_history_row_new       (YttStore       *store,
                                           YttHistoryItem *item,
                                           gboolean        can_revert);
YttHistoryItem *ytt_history_row_get_item  (YttHistoryRow  *self);
/* Whether what it tells when open has been read. */
gboolean        ytt_history_row_get_read  (YttHistoryRow  *self);

G_END_DECLS
