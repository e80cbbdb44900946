#pragma once

#include "ytt-csv.h"

G_BEGIN_DECLS

/**
 * YttTable:
 * @name: the file's name without folder: "links.csv"
 * @columns: the names of its columns, as the data set defines them
 * @n_columns: how many they are
 * @rows: (element-type YttCsvRow): the rows without the header; fields stand in the order of @columns,
 *   whatever the file's order is
 * @index: the rows by the text of their first column; empty for a table without a key
 *
 * One CSV file of the data set.
 */
typedef struct
{
  char               *name;
  const char * const *columns;
  guint               n_columns;
  GPtrArray          *rows;
  GHashTable         *index;

  /*< private >*/
  GStringChunk       *texts;
} YttTable;

YttTable    *ytt_table_new         (const char          *name,
                                    const char * const  *columns);
YttTable    *ytt_table_read        (const char          *directory,
                                    const char          *name,
                                    const char * const  *columns,
                                    const char * const  *needed,
                                    gboolean             guarded,
                                    GError             **error);
void         ytt_table_free        (YttTable            *self);

guint        ytt_table_get_n_rows  (const YttTable      *self);
guint        ytt_table_get_line    (const YttTable      *self,
                                    guint                row);
const char  *ytt_table_get         (const YttTable      *self,
                                    guint                row,
                                    const char          *column);
char       **ytt_table_split_list  (const char          *text);
char       **ytt_table_split_item  (const char          *item,
                                    gboolean             in_two);
gboolean     ytt_table_find        (const YttTable      *self,
                                    const char          *key,
                                    guint               *row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttTable, ytt_table_free)

G_END_DECLS
