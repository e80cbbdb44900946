#pragma once

#include "ytt-ledger.h"

G_BEGIN_DECLS

/* 0 site, 1 phase, 2 wider than the plant */
guint       ytt_claim_get_scope_rank  (const char *scope);

G_END_DECLS
