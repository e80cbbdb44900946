#pragma once

#include <adwaita.h>

#include "ytt-claim-book.h"
#include "ytt-editor.h"

G_BEGIN_DECLS

#define YTT_TYPE_SOURCE_EDIT_ROW (ytt_source_edit_row_get_type ())

/**
 * YttSourceEditRow:
 *
 * A source in the record editor: a line, and opened its fields and what rests on it in the whole document.
 */
G_DECLARE_FINAL_TYPE (YttSourceEditRow, ytt_source_edit_row, YTT, SOURCE_EDIT_ROW, AdwExpanderRow)

GtkWidget *ytt_source_edit_row_new        (YttEditor        *editor,
                                           gint64            facility);
gint64     ytt_source_edit_row_get_source (YttSourceEditRow *self);
void       ytt_source_edit_row_set_source (YttSourceEditRow *self,
                                           YttClaimBook     *book,
                                           gint64            source);

G_END_DECLS
