#pragma once

#include "ytt-store-pages.h"
#include "ytt-store-private.h"

G_BEGIN_DECLS

/* A table of ours, and what could be read of it in a damaged file. */
typedef struct
{
  char     *name;
  GArray   *columns;       /* (element-type YttSalvageColumn) */
  GArray   *index_roots;   /* (element-type guint32) */
  guint32   root;          /* 0 where it is not known */
  gboolean  broken;        /* some of its pages cannot be read */
  gboolean  copied;        /* else it is derived anew, and only tells what there was */
  guint64   n_read;        /* rows that could be read */
  guint64   n_entries;     /* in the fullest of its indexes */
} YttSalvageTable;

typedef struct
{
  char         *name;
  YttValueKind  kind;
  gboolean      not_null;
  gboolean      is_key;
} YttSalvageColumn;

/* What is done with what could be read: a row, or an entry of an index of the table, whose last value is the row's
 * key. %FALSE with an error ends the reading. */
typedef gboolean (*YttSalvageFunc) (YttSalvageTable    *table,
                                    gboolean            is_row,
                                    gint64              id,
                                    const YttPageValue *values,
                                    guint               n_values,
                                    gpointer            user_data,
                                    GError            **error);

/**
 * YttSalvage:
 *
 * Reads a damaged document, table by table.
 */
typedef struct
{
  YttPageFile    *pages;
  GPtrArray      *tables;       /* (element-type YttSalvageTable), those that others refer to first */
  YttSalvageFunc  func;         /* (nullable): only to count */
  gpointer        user_data;
  gint           *permille;     /* atomic */
  GCancellable   *cancellable;  /* (nullable) */
  guint           n_rows;
  GError         *error;        /* (nullable) what ended it */
} YttSalvage;

YttSalvage      *ytt_salvage_new         (const char      *path,
                                          gint            *permille,
                                          GCancellable    *cancellable,
                                          GError         **error);
void             ytt_salvage_free        (YttSalvage      *self);
gboolean         ytt_salvage_run         (YttSalvage      *self,
                                          YttSalvageFunc   func,
                                          gpointer         user_data,
                                          GError         **error);
YttSalvageTable *ytt_salvage_find_table  (YttSalvage      *self,
                                          const char      *name);
guint64          ytt_salvage_get_n_lost  (YttSalvage      *self,
                                          YttSalvageTable *table);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttSalvage, ytt_salvage_free)

G_END_DECLS
