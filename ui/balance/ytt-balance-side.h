#pragma once

#include <gtk/gtk.h>

#include "ytt-balance.h"

G_BEGIN_DECLS

#define YTT_TYPE_BALANCE_SIDE (ytt_balance_side_get_type ())

/**
 * YttBalanceSide:
 *
 * What stands beside the chart: how concentrated it is, what was left out, and what others published.
 *
 * Signals:
 *   "reason-activated"      (uint: YttLeftOut): somebody wants to see what was left out for it
 *   "statistics-activated"  (string: measure): somebody wants to see all that was published
 */
G_DECLARE_FINAL_TYPE (YttBalanceSide, ytt_balance_side, YTT, BALANCE_SIDE, GtkBox)

void ytt_balance_side_set_balance    (YttBalanceSide *self,
                                      YttBalance     *balance);
void ytt_balance_side_set_statistics (YttBalanceSide *self,
                                      GPtrArray      *statistics,
                                      YttStages       stage);

/* (transfer container): those of them on one measure */
GPtrArray *ytt_balance_side_select   (GPtrArray      *statistics,
                                      const char     *measure);

G_END_DECLS
