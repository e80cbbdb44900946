#pragma once

#include "ytt-query-facets.h"
#include "ytt-query-index.h"

G_BEGIN_DECLS

/* What ytt-query-moment.c keeps with the index of now, for the next moment */
typedef struct _YttTimelines YttTimelines;

#define N_ORDERS (YTT_ORDER_NEWEST_CLAIM + 1)
#define N_COUNTRIES (27 * 27)

/* Up to this many facilities, names stand in the order of the user's language. Above it, they stand in that of
 * sort_name (folded, by code point), which the document has an index on: comparing a million names as people do takes
 * seconds. */
#define YTT_INDEX_MAX_COLLATED 20000

/* Where a facility has no start or no claim: behind all that have one. */
#define NO_START G_MAXINT16
#define NO_CLAIM 0

/* Columns have a value for each position. They are atomic boxes (g_atomic_rc_box_alloc()), and never change once an
 * index is handed out: the index of another moment shares what does not differ there. */
struct _YttIndex
{
  gatomicrefcount ref_count;
  guint32         stamp;            /* the file's change counter, 0 where it tells nothing */
  int             data_version;     /* as the connection that read it saw it */
  YttMoment       moment;
  guint32         today;            /* YYYYMMDD: the day for which the moment was worked out */
  YttIndex       *now;              /* (owned) (nullable): of the same document, for the index of another moment */

  GArray         *ids;              /* (element-type gint64) ascending */
  GArray         *points;           /* (element-type YttPoint) of those that are there at the moment */
  GArray         *by_name;          /* (element-type gint64): the ids in the order of names */
  guint64        *present;          /* (nullable): the set of those that are there at the moment; NULL for all */
  guint8         *stages;           /* YttStages */
  guint8         *statuses;         /* YttStatus */
  guint8         *promised;         /* (nullable): 1 where the status is but a promise; NULL where none is */
  guint8         *precisions;       /* YttPrecision, unknown where there is no place */
  guint16        *countries;
  gint16         *starts;
  gint32         *newest;           /* YYYYMMDD */

  guint32        *buckets;          /* where the ids that share their upper bits begin */
  guint           n_buckets;
  guint           shift;
  gboolean        is_dense;         /* each id is one more than the one before */

  GMutex          mutex;            /* guards what follows */
  guint32        *orders[N_ORDERS]; /* (nullable): made when first asked for */
  guint32        *ranks[N_ORDERS];  /* (nullable): made when first asked for */
  GQueue          hits;             /* (element-type YttHits) (owned): what words found, the last in front */

  YttTimelines    *timelines;       /* (owned) (nullable): read when another moment is first asked for */

  GMutex           columns_mutex;   /* of whoever reads the columns */
  YttFacetColumns *columns;         /* (owned) (nullable): read when first asked for */
};

/* A column for @n positions. */
#define ytt_column_new(Type, n) ((Type *) g_atomic_rc_box_alloc0 (sizeof (Type) * MAX ((gsize) (n), 1)))
/* The same with what another one holds at its first @n positions. */
#define ytt_column_copy(column, n) \
  (memcpy (g_atomic_rc_box_alloc (sizeof *(column) * MAX ((gsize) (n), 1)), (column), sizeof *(column) * (n)))
#define ytt_column_ref(column) (g_atomic_rc_box_acquire (column))
#define ytt_column_clear(column) g_clear_pointer (&(column), g_atomic_rc_box_release)

/* An index of the same document that shares all columns and has no orders but that of names; for the moment's reader
 * to put others in their place. */
YttIndex *ytt_index_new_from (YttIndex *now);

/* What the document was, or will be, at a moment other than now: the columns of @now with what differs. Runs in the
 * thread of @db, inside the transaction that @now is of. (transfer full) (nullable) */
YttIndex *ytt_index_at_moment (YttIndex   *now,
                               sqlite3    *db,
                               YttMoment   moment,
                               guint32     today,
                               GError    **error);

void      ytt_timelines_free  (YttTimelines *self);

/* The columns of a facility's row, for ytt_index_read_row(); no place takes more bytes. */
#define YTT_INDEX_COLUMNS \
  "f.id, iif (length (f.geom) < 1000, f.geom, NULL), f.location_precision, s.stages, s.status, f.country," \
  " s.start_year, s.newest_claim FROM facility f LEFT JOIN facility_shown s ON s.id = f.id"

/* Fills in the columns at a position. Whether it has a place, and then its point */
gboolean  ytt_index_read_row  (YttIndex     *self,
                               sqlite3_stmt *stmt,
                               guint         position,
                               YttPoint     *point);

/* The number of the file's state that the connection reads, 0 where the file counts none. */
guint32   ytt_index_read_stamp (sqlite3     *db);

/* ytt-query-index-patch.c */
YttIndex *ytt_index_patch     (YttIndex     *old,
                               YttStore     *store,
                               sqlite3      *db,
                               guint32       stamp,
                               GError      **error);

/* Reads the names, and makes their order. */
gboolean ytt_index_read_names (YttIndex *self, sqlite3 *db, GError **error);

void     ytt_index_rank_countries (guint16 ranks[N_COUNTRIES]);

G_END_DECLS
