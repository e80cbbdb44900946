#include "config.h"

#include "ytt-query-facets-private.h"

/* The document at another moment. */

/**
 * ytt_index_at_moment:
 * @now: the index of the document as it is
 * @db: the connection of the calling thread, inside the transaction that @now is of
 * @moment: another moment
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the index of that moment
 */
YttIndex *
ytt_index_at_moment (YttIndex   *now,
                     sqlite3    *db,
                     YttMoment   moment,
                     GError    **error)
{
  return ytt_index_new_from (now);
}

/**
 * ytt_facet_columns_at_moment:
 * @index: the index of another moment
 * @now: the columns of the document as it is
 * @db: the connection of the calling thread, inside the transaction that @index is of
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what facets need, at the moment of @index
 */
YttFacetColumns *
ytt_facet_columns_at_moment (YttIndex         *index,
                             YttFacetColumns  *now,
                             sqlite3          *db,
                             GError          **error)
{
  g_autoptr(YttFacetColumns) self = ytt_facet_columns_new_from (now);

  ytt_facet_columns_finish (self, index);

  return g_steal_pointer (&self);
}
