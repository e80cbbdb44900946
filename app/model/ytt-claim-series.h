#pragma once

#include "ytt-record.h"

G_BEGIN_DECLS

/**
 * YttSeriesPoint:
 * @claim: the claim
 * @told: when it was told, in years (2025.5 is the middle of 2025): the middle of its date's period
 * @value: in the unit of the series, times its scale; for a date, years; the middle of a range
 * @low: the lower end of a range, else @value
 * @high: the upper end of a range, else @value
 * @shown: whether it is the one that is shown
 *
 * A claim as a chart draws it.
 */
typedef struct
{
  const YttClaim *claim;
  double          told;
  double          value;
  double          low;
  double          high;
  gboolean        shown;
} YttSeriesPoint;

/**
 * YttClaimSeries:
 * @points: (element-type YttSeriesPoint): the earliest told first
 * @is_date: whether values are dates
 * @caption: what values are counted in, for people; "" for dates
 * @scale: what a value is to be multiplied with to be in the claims' common unit: 1e6 where it is in millions
 * @from: the least value of the axis
 * @to: the greatest value of the axis
 * @step: between two lines of the axis
 * @n_other: claims left out because they are in another currency, unit or basis
 * @n_undated: claims left out because they have no date, or none that can be read
 *
 * What is claimed on one attribute, over the time of the telling.
 */
typedef struct
{
  GArray   *points;
  gboolean  is_date;
  char     *caption;
  double    scale;
  double    from;
  double    to;
  double    step;
  guint     n_other;
  guint     n_undated;
} YttClaimSeries;

YttClaimSeries *ytt_claim_series_new          (const YttFigure      *figure);
void            ytt_claim_series_free         (YttClaimSeries       *self);
/* (transfer full): what a screen reader says */
char           *ytt_claim_series_describe     (const YttClaimSeries *self);
/* (transfer full) (nullable): what is not drawn, and why; %NULL if all is */
char           *ytt_claim_series_describe_left_out (const YttClaimSeries *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttClaimSeries, ytt_claim_series_free)

G_END_DECLS
