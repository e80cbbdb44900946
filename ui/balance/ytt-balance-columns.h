#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define YTT_TYPE_BALANCE_COLUMNS (ytt_balance_columns_get_type ())

/**
 * YttBalanceColumns:
 *
 * A chart and what belongs to it: side by side where there is room, else one above the other, or only the side.
 *
 * Properties:
 *   "main"       GtkWidget; rw
 *   "side"       GtkWidget; rw
 *   "side-only"  boolean; rw: where they do not fit side by side, the side alone is shown
 */
G_DECLARE_FINAL_TYPE (YttBalanceColumns, ytt_balance_columns, YTT, BALANCE_COLUMNS, GtkWidget)

G_END_DECLS
