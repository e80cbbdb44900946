#pragma once

#include "ytt-bulk-derive.h"
#include "ytt-history-write.h"

G_BEGIN_DECLS

/**
 * YttBulkInserts:
 *
 * New rows on their way into a document, with triggers and foreign keys off: they go in several at once, the history's change set is written
 * from what is inserted rather than from what the session extension sees of it, and what is derived is worked out on the
 * way. References are checked all the same.
 *
 * Meanwhile nothing else may be done to the document, but for facilities that were there before: their own rows may be
 * changed one by one.
 */
typedef struct _YttBulkInserts YttBulkInserts;

/* (transfer full) (nullable): inside a transaction */
YttBulkInserts *ytt_bulk_inserts_new    (sqlite3                *db,
                                         const YttHistoryHead   *head,
                                         GError                **error);
void            ytt_bulk_inserts_free   (YttBulkInserts         *self);
gboolean        ytt_bulk_inserts_add    (YttBulkInserts         *self,
                                         const char             *table,
                                         const char * const     *columns,
                                         gint64                  id,
                                         const YttCell          *cells,
                                         GError                **error);
/* Before and after the row of a facility is changed. */
gboolean        ytt_bulk_inserts_begin_update (YttBulkInserts   *self,
                                         GError                **error);
void            ytt_bulk_inserts_end_update (YttBulkInserts     *self,
                                         gint64                  facility);
/* All rows were given: the key of the entry, 0 with an error or if there were none. */
gint64          ytt_bulk_inserts_close  (YttBulkInserts         *self,
                                         GError                **error);
gboolean        ytt_bulk_inserts_derive (YttBulkInserts         *self,
                                         YttBulkDeriveProgress   progress,
                                         gpointer                user_data,
                                         GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttBulkInserts, ytt_bulk_inserts_free)

G_END_DECLS
