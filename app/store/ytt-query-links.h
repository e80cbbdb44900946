#pragma once

#include "ytt-store-private.h"
#include "ytt-supply-link.h"

G_BEGIN_DECLS

gboolean ytt_links_add_functions (sqlite3  *db,
                                  GError  **error);
gboolean ytt_links_read (sqlite3     *db,
                         const char  *condition,
                         gint64       id,
                         const char  *text,
                         YttMoment    moment,
                         guint32      today,
                         guint        limit,
                         GPtrArray   *links,
                         guint       *n,
                         GError     **error);

G_END_DECLS
