#pragma once

#include "ytt-cell.h"
#include "ytt-record-tables.h"

G_BEGIN_DECLS

/**
 * YttBulkDerive:
 *
 * What is derived of new facilities (rows of facility_shown, and the words of search) while their rows are inserted with
 * triggers off. Most are worked out from the rows as they come; where a rule has to choose or to compare, views.sql does it
 * in the end.
 */
typedef struct _YttBulkDerive YttBulkDerive;

/* Called now and then: how much is done, 0 to 1. FALSE with an error if it is to end. */
typedef gboolean (*YttBulkDeriveProgress) (double     fraction,
                                           gpointer   user_data,
                                           GError   **error);

/* (transfer full) (nullable) */
YttBulkDerive *ytt_bulk_derive_new     (sqlite3                *db,
                                        GError                **error);
void           ytt_bulk_derive_free    (YttBulkDerive          *self);
/* What a table's rows are to ytt_bulk_derive_heed(). */
guint          ytt_bulk_derive_attach  (YttBulkDerive          *self,
                                        YttTableShape          *shape);
/* To be called for each new row: a cell for each column. */
gboolean       ytt_bulk_derive_heed    (YttBulkDerive          *self,
                                        guint                   role,
                                        const YttCell          *row,
                                        GError                **error);
/* A facility that was there before has changed. */
void           ytt_bulk_derive_note    (YttBulkDerive          *self,
                                        gint64                  facility);
/* Inserts what is worked out. */
gboolean       ytt_bulk_derive_insert  (YttBulkDerive          *self,
                                        GError                **error);
/* Works out the rest, once all rows are in the document. */
gboolean       ytt_bulk_derive_finish  (YttBulkDerive          *self,
                                        YttBulkDeriveProgress   progress,
                                        gpointer                user_data,
                                        GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttBulkDerive, ytt_bulk_derive_free)

G_END_DECLS
