#pragma once

#include "ytt-record.h"

G_BEGIN_DECLS

/* The rules of the claim ledger (design, "Which claim is shown"), in one place.
 * The document's SQL views say the same; tests compare the two. */
gboolean    ytt_claims_same_thing   (const YttClaim *a, const YttClaim *b);
gboolean    ytt_claims_contradict   (const YttClaim *a, const YttClaim *b);
/* Whether it speaks of the plant itself: only these are shown as its own. */
gboolean    ytt_claim_is_eligible   (const YttClaim *claim);
/* (nullable): the chosen one of the claims on the same thing and in the same tense as @claim, @claims in any order */
YttClaim   *ytt_ledger_choose       (GPtrArray *claims, const YttClaim *claim, YttShownReason *why);
/* (transfer container) (element-type YttFigure): takes the claims; in the order of the pane */
GPtrArray  *ytt_ledger_group        (GPtrArray *claims, YttStages stages);
/* (nullable): the headline capacity among one facility's claims */
YttClaim   *ytt_ledger_get_headline (GPtrArray *claims, YttStages stages);
/* The unit that rates and masses are brought to (t/yr, t), and by what; any other unit as it is, times 1 */
const char *ytt_claim_get_common_unit (const char *unit, double *factor);
/* The first (or last) day of a year, a month or a day, as YYYYMMDD; 0 for what is no date */
int         ytt_claim_parse_day       (const char *iso, gboolean last);

/* How well tonnes in @basis count what the leading one of @stages makes, 1 best; YTT_NO_RANK where they do not */
#define YTT_NO_RANK G_MAXUINT
guint       ytt_stages_get_basis_rank (YttStages stages, const char *basis);

G_END_DECLS
