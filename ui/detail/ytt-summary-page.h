#pragma once

#include <adwaita.h>

#include "ytt-store.h"

G_BEGIN_DECLS

#define YTT_TYPE_SUMMARY_PAGE (ytt_summary_page_get_type ())

/**
 * YttSummaryPage:
 *
 * What stands in the detail pane while nothing is selected: what the document holds, how old it is, and how to
 * begin.
 */
G_DECLARE_FINAL_TYPE (YttSummaryPage, ytt_summary_page, YTT, SUMMARY_PAGE, AdwBin)

void ytt_summary_page_set_summary (YttSummaryPage   *self,
                                   const YttSummary *summary);
void ytt_summary_page_set_moment  (YttSummaryPage   *self,
                                   YttMoment         moment);

G_END_DECLS
