#pragma once

#include "ytt-record.h"

G_BEGIN_DECLS

/* The rules of the claim ledger (design, "Which claim is shown"), in one place.
 * The document's SQL views say the same; tests compare the two. */
gboolean    ytt_claims_same_thing   (const YttClaim *a, const YttClaim *b);
gboolean    ytt_claims_contradict   (const YttClaim *a, const YttClaim *b);
/* (transfer container) (element-type YttFigure): takes the claims */
GPtrArray  *ytt_ledger_group        (GPtrArray *claims);
/* (nullable): the headline capacity among one facility's claims */
YttClaim   *ytt_ledger_get_headline (GPtrArray *claims, YttStages stages);

G_END_DECLS
