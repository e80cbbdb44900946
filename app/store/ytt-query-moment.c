#include "config.h"

#include "ytt-query-index-private.h"

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
