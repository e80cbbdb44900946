#pragma once

#include "ytt-history.h"

G_BEGIN_DECLS

/* A field's name for people, "Capacity" or the column's own where there is no word for it. */
char *ytt_history_field_format_name  (const YttHistoryField *field);
/* "2,000 → 3,000", "added", "deleted" */
char *ytt_history_field_format_change (const YttHistoryField *field);
/* "10:32 · Ada · because the source was mended" */
char *ytt_history_entry_format_caption (const YttHistoryEntry *entry);
/* "Tuesday, 24 Nov 2026", of the day here */
char *ytt_history_entry_format_day   (const YttHistoryEntry *entry);

G_END_DECLS
