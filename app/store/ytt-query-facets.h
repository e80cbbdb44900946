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
 * YttFiltering:
 *
 * A filter being worked out: first what passes it, then what is counted. Where that is much, it is counted on a thread of
 * its own while the caller makes a list of what was found.
 */
typedef struct _YttFiltering YttFiltering;

/* What passes a filter among @hits, a set, %NULL for all; the caller keeps all that it gives until it frees it. */
YttFiltering  *ytt_filtering_new       (YttIndex         *index,
                                        YttFacetColumns  *columns,
                                        YttFilter        *filter,
                                        const guint64    *hits,
                                        GCancellable     *cancellable,
                                        GError          **error);
void           ytt_filtering_free      (YttFiltering     *self);
/* (nullable): the set of those that pass, %NULL for all */
const guint64 *ytt_filtering_get_found (YttFiltering     *self);
/* (transfer full) (nullable): how many carry each value */
YttFacetCounts *ytt_filtering_get_counts (YttFiltering   *self,
                                        GError          **error);
/* (transfer full) (nullable) (element-type guint): see #YttResult */
GArray        *ytt_filtering_get_without (YttFiltering   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttFiltering, ytt_filtering_free)

G_END_DECLS
