#pragma once

#include <adwaita.h>

#include "ytt-balance.h"

G_BEGIN_DECLS

#define YTT_TYPE_BALANCE_CHART (ytt_balance_chart_get_type ())

/**
 * YttBalanceChart:
 *
 * A balance as bars by country, and as a table.
 *
 * Properties:
 *   "table"  boolean; rw: the table instead of the bars
 *
 * Signals:
 *   "country-activated"  (string): somebody wants to see what a bar adds up
 */
G_DECLARE_FINAL_TYPE (YttBalanceChart, ytt_balance_chart, YTT, BALANCE_CHART, AdwBin)

void ytt_balance_chart_set_balance (YttBalanceChart *self,
                                    YttBalance      *balance);

/* The name of a country's bar; @country is "" where it is not recorded. */
const char *ytt_balance_get_country_name (const char *country);

G_END_DECLS
