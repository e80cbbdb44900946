#pragma once

#include "ytt-store-private.h"

G_BEGIN_DECLS

#define YTT_MAX_OWNERS 3

/* A column that names the record which a row is a part of. */
typedef struct
{
  const char *column;
  const char *table;
} YttOwner;

/**
 * YttRecordTable:
 * @name: the table
 * @title: the column that people know a row by
 * @owners: the records that a row is a part of, the foremost first; without any, a row is a record itself
 *
 * One of the tables that people edit, and that history tells of.
 */
typedef struct
{
  const char *name;
  const char *title;
  YttOwner    owners[YTT_MAX_OWNERS];
} YttRecordTable;

/* In an order in which what is referred to comes before what refers to it; the last has no name. */
const YttRecordTable *ytt_record_tables_get  (void);
/* (nullable) */
const YttRecordTable *ytt_record_tables_find (const char *name);

/**
 * YttTableShape:
 * @record: (not nullable): what the table is to people
 * @columns: (element-type utf8): their names, the key first
 * @parents: (element-type utf8): for each column the table that it refers to, or %NULL
 * @defaults: (element-type utf8): for each column what it holds if nothing is said of it, or %NULL
 * @geometry: the position of the column of places, -1 for none
 *
 * A record table as it is in the document: names of tables and columns come from here into SQL, and never from callers.
 */
typedef struct
{
  const YttRecordTable *record;
  GPtrArray            *columns;
  GPtrArray            *parents;
  GPtrArray            *defaults;
  int                   geometry;
} YttTableShape;

YttTableShape *ytt_table_shape_read        (sqlite3        *db,
                                            const char     *name,
                                            GError        **error);
void           ytt_table_shape_free        (YttTableShape  *shape);
/* -1 if there is none */
int            ytt_table_shape_find_column (YttTableShape  *shape,
                                            const char     *name);
/* (transfer none): the shape out of a table of those that were read, which is filled as it is needed. */
YttTableShape *ytt_table_shapes_get        (GHashTable     *shapes,
                                            sqlite3        *db,
                                            const char     *name,
                                            GError        **error);
GHashTable    *ytt_table_shapes_new        (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttTableShape, ytt_table_shape_free)

G_END_DECLS
