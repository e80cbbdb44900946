#pragma once

#include <gdal.h>
#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  YTT_COLUMN_INTEGER,
  YTT_COLUMN_REAL,
  YTT_COLUMN_TEXT,
  YTT_COLUMN_BYTES,
  YTT_COLUMN_POINT,
} YttColumnType;

typedef enum
{
  YTT_KEY_UNIQUE,
  YTT_KEY_INDEX,
  YTT_KEY_FOREIGN,
} YttKeyKind;

/**
 * YttColumn:
 * @name: its name
 * @type: what it holds
 * @not_null: whether it has to hold something
 * @usual: (nullable): what it holds where nothing is said, as SQL: a number or a text, nothing else
 */
typedef struct
{
  char          *name;
  YttColumnType  type;
  gboolean       not_null;
  char          *usual;
} YttColumn;

/**
 * YttKey:
 * @kind: what it is
 * @name: its name on the server
 * @columns: as SQL: "facility", "stage"
 * @target: (nullable): of a foreign key: the table that it refers to, by its id
 */
typedef struct
{
  YttKeyKind  kind;
  char       *name;
  char       *columns;
  char       *target;
} YttKey;

/**
 * YttTable:
 * @name: its name
 * @description: (nullable): what it holds
 * @columns: (element-type YttColumn): without the primary key, which is "id"
 * @keys: (element-type YttKey)
 * @n_rows: how many rows it has
 */
typedef struct
{
  char      *name;
  char      *description;
  GPtrArray *columns;
  GPtrArray *keys;
  gint64     n_rows;
} YttTable;

/* (transfer full) (element-type YttTable): those of a document that are its own, in order of name */
GPtrArray *ytt_tables_read (GDALDatasetH   document,
                            GError       **error);
/* (nullable) */
YttTable  *ytt_tables_find (GPtrArray     *tables,
                            const char    *name);

G_END_DECLS
