#pragma once

#include <gtk/gtk.h>

#include "ytt-record.h"

G_BEGIN_DECLS

#define YTT_TYPE_CLAIM_CHART (ytt_claim_chart_get_type ())

/**
 * YttClaimChart:
 *
 * What was claimed on one attribute, over the time of the telling: across, when it was told; up, what. A filled dot is
 * exact, a hollow one about, a dashed one planned or expected; a bar is a range, and blue is the claim that is shown.
 * Promises on the same thing are joined by steps, so that a start which slips shows as a staircase.
 *
 * The pointer on a dot says what it stands for. With the keyboard on the chart, left and right go from claim to claim,
 * Home and End to the first and the last, and what each says stands above.
 *
 * The ledger below it is its text; it says the same to a screen reader.
 */
G_DECLARE_FINAL_TYPE (YttClaimChart, ytt_claim_chart, YTT, CLAIM_CHART, GtkWidget)

/* (nullable): NULL where fewer than two claims could be drawn. The record keeps the figure. */
GtkWidget *ytt_claim_chart_new (YttRecord       *record,
                                const YttFigure *figure);

G_END_DECLS
