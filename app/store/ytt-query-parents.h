#pragma once

#include "ytt-store-private.h"

G_BEGIN_DECLS

/* Organisations that were put under others, by their keys (element-type gint64). An error names one that is part of itself
 * now, over however many others. */
gboolean ytt_parents_check (sqlite3  *db,
                            GArray   *organisations,
                            GError  **error);

G_END_DECLS
