#pragma once

#include <adwaita.h>

#include "ytt-claim-book.h"
#include "ytt-editor.h"

G_BEGIN_DECLS

#define YTT_TYPE_CLAIM_EDIT_ROW (ytt_claim_edit_row_get_type ())

/**
 * YttClaimEditRow:
 *
 * A claim in the record editor: a line, and opened the fields in which it is changed, withdrawn and chosen to be shown.
 */
G_DECLARE_FINAL_TYPE (YttClaimEditRow, ytt_claim_edit_row, YTT, CLAIM_EDIT_ROW, AdwExpanderRow)

GtkWidget *ytt_claim_edit_row_new       (YttEditor       *editor);
gint64     ytt_claim_edit_row_get_claim (YttClaimEditRow *self);
void       ytt_claim_edit_row_set_claim (YttClaimEditRow *self,
                                         YttRecord       *record,
                                         YttClaimBook    *book,
                                         const YttFigure *figure,
                                         gint64           claim);

G_END_DECLS
