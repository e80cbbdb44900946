#pragma once

#include <gtk/gtk.h>

#include "ytt-balance.h"

G_BEGIN_DECLS

/**
 * YttBalanceScale:
 * @most: t/yr at the right end of the bars
 * @step: t/yr from one grid line to the next
 * @widths: px that names, amounts and shares take; alike in all rows
 *
 * What the rows of one chart share.
 */
typedef struct
{
  double most;
  double step;
  int    widths[3];
} YttBalanceScale;

#define YTT_TYPE_BALANCE_ROW (ytt_balance_row_get_type ())

/**
 * YttBalanceRow:
 *
 * One country of a chart: name, bar, amount and share. Where it is narrow the bar stands under the words. A row
 * without a bar draws the axis.
 */
G_DECLARE_FINAL_TYPE (YttBalanceRow, ytt_balance_row, YTT, BALANCE_ROW, GtkWidget)

GtkWidget *ytt_balance_row_new       (YttStages            stage,
                                      const YttBalanceBar *bar,
                                      const char          *name,
                                      const char          *amount,
                                      const char          *share);
GtkWidget *ytt_balance_row_new_words (const char           *name,
                                      const char           *amount,
                                      const char           *share);
GtkWidget *ytt_balance_row_new_axis  (void);
void       ytt_balance_row_measure_words (YttBalanceRow     *self,
                                      int                   widths[3]);
void       ytt_balance_row_set_scale (YttBalanceRow         *self,
                                      const YttBalanceScale *scale);

/* A mark of the legend: how a phase is drawn. */
GtkWidget *ytt_balance_mark_new      (YttStages             stage,
                                      YttBalancePhase       phase);

/* Draws a bar of one phase. */
void       ytt_balance_snapshot_bar  (GtkSnapshot           *snapshot,
                                      const graphene_rect_t *rect,
                                      YttStages              stage,
                                      YttBalancePhase        phase);

G_END_DECLS
