#pragma once

#include <pango/pangocairo.h>

#include "ytt-symbol.h"

G_BEGIN_DECLS

/* The groups of the legend, in the order in which they stand; each has a heading. */
typedef enum
{
  YTT_LEGEND_STAGE,
  YTT_LEGEND_PLACE,
  YTT_LEGEND_STATUS,
  YTT_LEGEND_SUPPLY,
  YTT_LEGEND_N_GROUPS,
} YttLegendGroup;

/**
 * YttLegendEntry:
 * @group: where it stands
 * @stage: of the symbol, or of the line
 * @status: of the symbol
 * @precision: %YTT_PRECISION_UNKNOWN where the symbol stands by itself
 * @state: of the line
 * @text: (transfer none): what it says, translated
 *
 * A line of the legend.
 */
typedef struct
{
  YttLegendGroup group;
  YttStages      stage;
  YttStatus      status;
  YttPrecision   precision;
  YttLinkState   state;
  const char    *text;
} YttLegendEntry;

/**
 * YttLegendUse:
 * @stages: the stages that stand on the map
 * @statuses: by #YttStatus, a bit each
 * @precisions: by #YttPrecision
 * @states: by #YttLinkState
 * @promised: whether there is what is promised for the year shown
 *
 * What a map needs of the legend.
 */
typedef struct
{
  YttStages stages;
  guint     statuses;
  guint     precisions;
  guint     states;
  gboolean  promised;
} YttLegendUse;

const char *ytt_legend_group_get_title (YttLegendGroup        group);
GArray     *ytt_legend_new             (const YttLegendUse   *use);
void        ytt_legend_entry_draw      (const YttLegendEntry *entry,
                                        cairo_t              *cr,
                                        double                x,
                                        double                y,
                                        YttTheme              theme);

double      ytt_legend_measure         (GArray               *legend,
                                        PangoContext         *context,
                                        double                width);
double      ytt_legend_draw            (GArray               *legend,
                                        cairo_t              *cr,
                                        PangoContext         *context,
                                        double                width,
                                        YttTheme              theme);

/* The width of a sample of a symbol, and of a line, in px. */
#define YTT_LEGEND_SYMBOL_WIDTH 28.0
#define YTT_LEGEND_LINK_WIDTH   40.0

G_END_DECLS
