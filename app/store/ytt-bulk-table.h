#pragma once

#include "ytt-cell.h"
#include "ytt-store-private.h"

G_BEGIN_DECLS

/**
 * YttBulkTable:
 *
 * New rows of one table that are gathered and then inserted, several with one statement. They are kept as a change set has
 * them, one behind the other.
 */
typedef struct _YttBulkTable YttBulkTable;

/* (transfer full) (nullable): for a table of which columns are given; OR IGNORE may be the conflict clause */
YttBulkTable *ytt_bulk_table_new      (sqlite3             *db,
                                       const char          *name,
                                       const char * const  *columns,
                                       const char          *conflict_clause,
                                       GError             **error);
void          ytt_bulk_table_free     (YttBulkTable        *self);
/* A cell for each column. Texts are copied. */
void          ytt_bulk_table_add      (YttBulkTable        *self,
                                       const YttCell       *row);
guint         ytt_bulk_table_get_n    (YttBulkTable        *self);
gboolean      ytt_bulk_table_insert   (YttBulkTable        *self,
                                       GError             **error);
/* (transfer none): the rows as a part of a change set, with the table's head before them; until the next one is added */
const guint8 *ytt_bulk_table_get_rows (YttBulkTable        *self,
                                       gsize               *size);
/* Forgets the rows. */
void          ytt_bulk_table_empty    (YttBulkTable        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttBulkTable, ytt_bulk_table_free)

G_END_DECLS
