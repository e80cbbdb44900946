#pragma once

#include "ytt-ledger.h"

G_BEGIN_DECLS

/* The unit that rates and masses are brought to (t/yr, t), and by what; any other unit as it is, times 1 */
const char *ytt_claim_get_common_unit (const char *unit, double *factor);
/* The first (or last) day of a year, a month or a day, as YYYYMMDD; 0 for what is no date */
int         ytt_claim_parse_day       (const char *iso, gboolean last);
/* 0 site, 1 phase, 2 wider than the plant */
guint       ytt_claim_get_scope_rank  (const char *scope);

/* How well tonnes in @basis count what the leading one of @stages makes, 1 best; YTT_NO_RANK where they do not */
#define YTT_NO_RANK G_MAXUINT
guint       ytt_stages_get_basis_rank (YttStages stages, const char *basis);

G_END_DECLS
