#pragma once

#include "ytt-store-private.h"
#include "ytt-supply-link.h"

G_BEGIN_DECLS

gboolean ytt_links_read (sqlite3     *db,
                         const char  *condition,
                         gint64       id,
                         const char  *text,
                         guint32      told,
                         guint        limit,
                         GPtrArray   *links,
                         guint       *n,
                         GError     **error);

G_END_DECLS
