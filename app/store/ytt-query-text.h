#pragma once

#include "ytt-store-private.h"

G_BEGIN_DECLS

/* (transfer full) (nullable): a column's text, in valid UTF-8; NULL for null and for nothing */
char *ytt_sqlite_dup_text (sqlite3_stmt *stmt, int column);

G_END_DECLS
