#pragma once

#include "ytt-session.h"
#include "ytt-store-balance.h"

G_BEGIN_DECLS

#define YTT_TYPE_BALANCE_SHEET (ytt_balance_sheet_get_type ())

/**
 * YttBalanceSheet:
 *
 * The balance of what the session shows: of its result, at its moment. While it is active it is weighed anew, off the
 * main thread, whenever one of these changes.
 *
 * Properties: "active", "stage", "basis" and "conversion" are what is asked for; "balance", "statistics", "loading" and
 * "error" what came of it.
 */
G_DECLARE_FINAL_TYPE (YttBalanceSheet, ytt_balance_sheet, YTT, BALANCE_SHEET, GObject)

YttBalanceSheet     *ytt_balance_sheet_new            (YttSession          *session);

gboolean             ytt_balance_sheet_get_active     (YttBalanceSheet     *self);
void                 ytt_balance_sheet_set_active     (YttBalanceSheet     *self,
                                                       gboolean             active);
YttStages            ytt_balance_sheet_get_stage      (YttBalanceSheet     *self);
void                 ytt_balance_sheet_set_stage      (YttBalanceSheet     *self,
                                                       YttStages            stage);
void                 ytt_balance_sheet_set_basis      (YttBalanceSheet     *self,
                                                       const char          *basis,
                                                       const YttConversion *conversion);
YttBalance          *ytt_balance_sheet_get_balance    (YttBalanceSheet     *self);
GPtrArray           *ytt_balance_sheet_get_statistics (YttBalanceSheet     *self);
gboolean             ytt_balance_sheet_get_loading    (YttBalanceSheet     *self);
const GError        *ytt_balance_sheet_get_error      (YttBalanceSheet     *self);

G_END_DECLS
