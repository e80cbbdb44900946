#pragma once

#include "ytt-query-index.h"

G_BEGIN_DECLS

/**
 * YttFacetColumns:
 *
 * What facets need beyond an index: elements, headline capacities, contradictions, newest sources, organisations. It
 * takes about 35 bytes a facility and 4 for each operator or owner of one, and is read when first asked for, so that
 * the first rows of a document do not wait for it.
 */
typedef struct _YttFacetColumns YttFacetColumns;

/* Whether they have been read. */
gboolean         ytt_index_has_columns (YttIndex  *self);
/* Runs in the thread of @db, inside the transaction that @self is of. (transfer none) (nullable) */
YttFacetColumns *ytt_index_get_columns (YttIndex  *self,
                                        sqlite3   *db,
                                        GError   **error);

/**
 * YttFiltered:
 * @found: (nullable): the set of those that pass; %NULL for all
 * @counts: how many carry each value
 * @without: (nullable) (element-type guint): see #YttResult
 */
typedef struct
{
  guint64        *found;
  YttFacetCounts *counts;
  GArray         *without;
} YttFiltered;

/* What passes a filter among @hits, a set, %NULL for all. */
gboolean         ytt_facets_filter     (YttIndex       *index,
                                        YttFacetColumns *columns,
                                        YttFilter       *filter,
                                        const guint64   *hits,
                                        GCancellable    *cancellable,
                                        YttFiltered     *filtered,
                                        GError         **error);
void             ytt_filtered_clear    (YttFiltered     *filtered);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (YttFiltered, ytt_filtered_clear)

G_END_DECLS
