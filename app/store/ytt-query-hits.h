#pragma once

#include "ytt-query-index.h"

G_BEGIN_DECLS

/* How many hits are ranked by where they were found; more than that nobody reads, and they stand by name. */
#define YTT_MAX_RANKED 50000

/**
 * YttHits:
 * @all: the facilities that have all words
 * @beginning: (nullable): those whose name begins with them
 * @named: (nullable): those whose names have them
 * @n: how many have them
 *
 * What words find, as sets of positions. The last ones are kept with the index, for a filter is clicked together
 * while the words stay.
 */
typedef struct
{
  gatomicrefcount  ref_count;
  char            *key;
  guint64         *all;
  guint64         *beginning;
  guint64         *named;
  guint            n;
} YttHits;

/* Runs in the thread of @db, inside the transaction that @index is of. (transfer full) (nullable) */
YttHits *ytt_hits_find  (YttIndex      *index,
                         sqlite3       *db,
                         GStrv          words,
                         gboolean       ranked,
                         GCancellable  *cancellable,
                         GError       **error);
YttHits *ytt_hits_ref   (YttHits       *self);
void     ytt_hits_unref (YttHits       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttHits, ytt_hits_unref)

G_END_DECLS
