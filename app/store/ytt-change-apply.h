#pragma once

#include "ytt-change-set.h"

G_BEGIN_DECLS

/* A row, as a key of a set. */
typedef struct
{
  const char *table;   /* (not owned): a record table's name */
  gint64      row;
} YttRowKey;

/* A set of YttRowKey that ends with a thousand of them: more could not be named anyway. */
GHashTable *ytt_row_set_new (void);
/* From YttRowKey, which is owned, to what @free_value frees. */
GHashTable *ytt_row_map_new (GDestroyNotify free_value);
/* The same where the key is a part of the value. */
GHashTable *ytt_row_table_new (GDestroyNotify free_value);
void        ytt_row_set_add (GHashTable *rows,
                             const char *table,
                             gint64      row);
gboolean    ytt_row_set_has (GHashTable *rows,
                             const char *table,
                             gint64      row);

/* Takes back what an entry's change set did. FALSE without an error if rows are not as it left them: these go to
 * in_the_way, and what was done so far is to be rolled back. */
gboolean    ytt_change_apply_inverse  (sqlite3     *db,
                                       gint64       entry,
                                       guint64     *n_rows,
                                       GHashTable  *in_the_way,
                                       GError     **error);
/* Once that was recorded as an entry of its own: whether it took along rows that the first one never knew. */
gboolean    ytt_change_find_surplus   (sqlite3     *db,
                                       gint64       entry,
                                       gint64       recorded,
                                       GHashTable  *in_the_way,
                                       GError     **error);

G_END_DECLS
