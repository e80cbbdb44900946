#pragma once

#include <gtk/gtk.h>

#include "ytt-facility.h"
#include "ytt-tour.h"

G_BEGIN_DECLS

#define YTT_TYPE_STOP_ROW (ytt_stop_row_get_type ())

/**
 * YttStopRow:
 *
 * A stop of the tour that is composed: its number, what it is of, its title, and how long it takes. It stays the same
 * row while the stop changes and moves.
 *
 * Signals:
 *   "rename" (string): its title is to be another one
 */
G_DECLARE_FINAL_TYPE (YttStopRow, ytt_stop_row, YTT, STOP_ROW, GtkListBoxRow)

GtkWidget   *ytt_stop_row_new           (YttTourStop          *stop);
YttTourStop *ytt_stop_row_get_stop      (YttStopRow           *self);
/* The number is from 1; (nullable): where the stop has no facility, or it is not known yet */
void         ytt_stop_row_update        (YttStopRow           *self,
                                         YttTourStop          *stop,
                                         guint                 number,
                                         const YttFacilityRow *facility);
/* (nullable): where the stop has none, or it is not known yet */
void         ytt_stop_row_set_facility  (YttStopRow           *self,
                                         const YttFacilityRow *facility);
void         ytt_stop_row_begin_renaming (YttStopRow          *self);

/* (transfer full): "1:40", "" for nothing */
char        *ytt_stop_format_seconds    (double                seconds);

G_END_DECLS
