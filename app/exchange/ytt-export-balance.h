#pragma once

#include "ytt-store-balance.h"

G_BEGIN_DECLS

char *ytt_export_balance       (YttBalance *balance);
char *ytt_export_balance_lines (YttBalance *balance,
                                GPtrArray  *lines);

G_END_DECLS
