#pragma once

#include <adwaita.h>

#include "ytt-record.h"

G_BEGIN_DECLS

#define YTT_TYPE_LEDGER_VIEW (ytt_ledger_view_get_type ())

/**
 * YttLedgerView:
 *
 * All that is claimed on one attribute: the shown claim first, then the newest; those that contradict it say so;
 * the last line says why that one is shown, and copies it with its source.
 */
G_DECLARE_FINAL_TYPE (YttLedgerView, ytt_ledger_view, YTT, LEDGER_VIEW, AdwBin)

GtkWidget *ytt_ledger_view_new (YttRecord       *record,
                                const YttFigure *figure);
GtkWidget *ytt_ledger_view_new_withdrawn (YttRecord  *record,
                                          const char *attribute);

G_END_DECLS
