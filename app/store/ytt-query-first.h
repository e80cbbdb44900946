#pragma once

#include "ytt-store-first.h"
#include "ytt-store-private.h"

G_BEGIN_DECLS

/* (transfer full) (nullable) (element-type gint64): up to @n ids that the list of all facilities begins with, whatever
 * the size of the document, but with names by code point */
GArray *ytt_sqlite_read_first (sqlite3 *db, YttOrder order, guint n, GError **error);

G_END_DECLS
