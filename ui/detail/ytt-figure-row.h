#pragma once

#include <adwaita.h>

#include "ytt-record.h"

G_BEGIN_DECLS

#define YTT_TYPE_FIGURE_ROW (ytt_figure_row_get_type ())

/**
 * YttFigureRow:
 *
 * One attribute of a facility: the claim that is shown, with its source and date, and a badge that says how many
 * claims there are. The badge opens the ledger below.
 *
 * Properties:
 *   "expanded"  boolean; rw: whether the ledger is open
 */
G_DECLARE_FINAL_TYPE (YttFigureRow, ytt_figure_row, YTT, FIGURE_ROW, AdwBin)

GtkWidget  *ytt_figure_row_new           (YttRecord    *record,
                                          YttFigure    *figure);

const char *ytt_figure_row_get_attribute (YttFigureRow *self);
gboolean    ytt_figure_row_get_expanded  (YttFigureRow *self);
void        ytt_figure_row_set_expanded  (YttFigureRow *self,
                                          gboolean      expanded);

G_END_DECLS
