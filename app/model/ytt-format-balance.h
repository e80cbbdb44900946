#pragma once

#include "ytt-balance.h"

G_BEGIN_DECLS

/* The words of a balance, in the user's language. */
char       *ytt_format_tonnes              (double low, double high);    /* "2,000", "2,000–3,000", "–" for none */
char       *ytt_format_basis               (const char *basis);          /* "t/yr REO" */
char       *ytt_format_share               (double percent);             /* "90.4 %", "–" for none */
const char *ytt_balance_phase_get_label    (YttBalancePhase phase);
const char *ytt_left_out_get_label         (YttLeftOut reason);
/* "derived: NdPr oxide × 0.828 to 0.857 (…)" */
char       *ytt_conversion_format          (const YttConversion *conversion);

G_END_DECLS
