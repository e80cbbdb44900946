#pragma once

#include "ytt-store-private.h"

G_BEGIN_DECLS

/**
 * YttIndex:
 *
 * What searching needs of every facility, in memory: place, country, start, newest claim, and each order of the list
 * as an array of positions. Positions count the facilities by ascending id. It takes about 60 bytes a facility, and
 * 4 or 8 more for each order but the first that was asked for.
 *
 * The reading connections of a store share one, and it is read anew when the document has changed. Those of other
 * moments have the same positions; the last few are kept.
 */
typedef struct _YttIndex YttIndex;

/* Notes what the connection that writes does, so that the index need not be read anew for each edit. */
void           ytt_index_watch        (YttStore  *store,
                                       sqlite3   *db);

/* Runs in the thread of @db, inside a reading transaction, which the answer then belongs to. */
YttIndex      *ytt_index_get          (YttStore  *store,
                                       sqlite3   *db,
                                       YttMoment  moment,
                                       GError   **error);
void           ytt_index_unref        (YttIndex  *self);

guint          ytt_index_get_n        (YttIndex  *self);
const gint64  *ytt_index_get_ids      (YttIndex  *self);
guint          ytt_index_find         (YttIndex  *self,
                                       gint64     id);
/* Those with a place that are there at the moment, by ascending id */
GArray        *ytt_index_get_points   (YttIndex  *self);
GArray        *ytt_index_get_by_name  (YttIndex  *self);
const YttPoint *ytt_index_find_point  (YttIndex  *self,
                                       gint64     id);
/* A number for each facility: see ytt_index_pack_country() */
const guint16 *ytt_index_get_countries (YttIndex *self);
const guint32 *ytt_index_get_order    (YttIndex  *self,
                                       YttOrder   order);
/* The other way round: the place of each position in that order */
const guint32 *ytt_index_get_ranks    (YttIndex  *self,
                                       YttOrder   order);

guint16        ytt_index_pack_country (const char *iso2);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttIndex, ytt_index_unref)

G_END_DECLS
