#pragma once

#include "ytt-store-rows.h"
#include "ytt-store-private.h"

G_BEGIN_DECLS

/* Whether two names are so near that they are likely to be one: alike but for case, marks, what stands in brackets, and
 * the form by law where one is without; or a letter or two off. */
gboolean  ytt_names_are_near      (const char  *a,
                                   const char  *b);

/* Add to matches (element-type YttMatch) what may be the same as something of that key and name. */
gboolean  ytt_query_organisations_alike (sqlite3     *db,
                                         gint64       organisation,
                                         const char  *name,
                                         GPtrArray   *matches,
                                         GError     **error);
gboolean  ytt_query_announcements_alike (sqlite3     *db,
                                         gint64       announcement,
                                         const char  *title,
                                         GPtrArray   *matches,
                                         GError     **error);
/* Adds the row's id, text and detail, its first three columns, unless it is there already. */
void      ytt_query_add_match           (GPtrArray    *matches,
                                         sqlite3_stmt *stmt);

G_END_DECLS
