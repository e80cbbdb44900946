#pragma once

#include "ytt-ledger.h"

G_BEGIN_DECLS

/* 0 site, 1 phase, 2 wider than the plant */
guint       ytt_claim_get_scope_rank  (const char *scope);

/* How well tonnes in @basis count what the leading one of @stages makes, 1 best; YTT_NO_RANK where they do not */
#define YTT_NO_RANK G_MAXUINT
guint       ytt_stages_get_basis_rank (YttStages stages, const char *basis);

G_END_DECLS
