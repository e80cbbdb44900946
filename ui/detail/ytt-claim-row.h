#pragma once

#include <gtk/gtk.h>

#include "ytt-record.h"

G_BEGIN_DECLS

#define YTT_TYPE_CLAIM_ROW (ytt_claim_row_get_type ())

/**
 * YttClaimRow:
 *
 * A line of a ledger: what one source claims, when, and where it can be read.
 */
G_DECLARE_FINAL_TYPE (YttClaimRow, ytt_claim_row, YTT, CLAIM_ROW, GtkListBoxRow)

GtkWidget *ytt_claim_row_new (const YttClaim *claim,
                              gboolean        shown,
                              gboolean        differs);

G_END_DECLS
