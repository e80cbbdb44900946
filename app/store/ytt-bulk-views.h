#pragma once

#include "ytt-bulk-derive.h"

G_BEGIN_DECLS

/* Runs statements one after the other for many facilities; each takes some of their keys as an array in JSON. */
gboolean ytt_bulk_views_run (sqlite3                *db,
                             const GArray           *facilities,
                             const char * const     *statements,
                             YttBulkDeriveProgress   progress,
                             gpointer                user_data,
                             GError                **error);

G_END_DECLS
