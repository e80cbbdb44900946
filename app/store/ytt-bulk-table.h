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

/**
 * YttBulkTableKind:
 * @YTT_BULK_TABLE_PLAIN: rows must be new
 * @YTT_BULK_TABLE_SET: rows that are there already are passed over
 * @YTT_BULK_TABLE_VIRTUAL: a virtual table, which takes rows one by one
 */
typedef enum
{
  YTT_BULK_TABLE_PLAIN,
  YTT_BULK_TABLE_SET,
  YTT_BULK_TABLE_VIRTUAL,
} YttBulkTableKind;

/* (transfer full) (nullable) */
YttBulkTable *ytt_bulk_table_new      (sqlite3             *db,
                                       const char          *name,
                                       const char * const  *columns,
                                       YttBulkTableKind     kind,
                                       GError             **error);
/* (transfer full) (nullable): for rows that a statement of one's own inserts, with a parameter for each of so many cells */
YttBulkTable *ytt_bulk_table_new_for_statement (sqlite3     *db,
                                       const char          *sql,
                                       guint                n_columns,
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
