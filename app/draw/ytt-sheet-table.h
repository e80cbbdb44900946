#pragma once

#include "ytt-record.h"
#include "ytt-sheet.h"

G_BEGIN_DECLS

/* More rows than these, some hundred pages, are not printed: nobody reads them, and printers stop at them. */
#define YTT_SHEET_MOST_ROWS 2000

/**
 * YttSheetRow:
 *
 * A facility as a row of the table.
 */
typedef struct _YttSheetRow YttSheetRow;

YttSheetRow *ytt_sheet_row_new      (YttRecord          *record);
void         ytt_sheet_row_free     (YttSheetRow        *self);

YttSheet    *ytt_sheet_new_for_rows (const YttSheetHead *head,
                                     const YttPaper     *paper,
                                     GPtrArray          *rows);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttSheetRow, ytt_sheet_row_free)

G_END_DECLS
