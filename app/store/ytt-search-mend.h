#pragma once

#include "ytt-history-write.h"

G_BEGIN_DECLS

/* Whether the search index can be read, as it is found out by reading all of it; outside of a transaction, on the
 * connection that writes. An error is of another kind. */
gboolean ytt_search_look (sqlite3   *db,
                          gboolean  *whole,
                          GError   **error);
/* A YttWriteFunc: makes the search index anew out of the records. Not 0 if it is whole then; there is no such entry. */
gint64   ytt_search_mend (sqlite3   *db,
                          gpointer   data,
                          GError   **error);

G_END_DECLS
