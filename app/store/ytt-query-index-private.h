#pragma once

#include "ytt-query-index.h"

G_BEGIN_DECLS

#define N_ORDERS (YTT_ORDER_NEWEST_CLAIM + 1)
#define N_COUNTRIES (27 * 27)

/* Where a facility has no start or no claim: behind all that have one. */
#define NO_START G_MAXINT16
#define NO_CLAIM 0

struct _YttIndex
{
  gatomicrefcount ref_count;
  guint32         stamp;            /* the file's change counter, 0 where it tells nothing */
  int             data_version;     /* as the connection that read it saw it */

  GArray         *ids;              /* (element-type gint64) ascending */
  GArray         *points;           /* (element-type YttPoint) */
  GArray         *by_name;          /* (element-type gint64): the ids in the order of names */
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
};

/* Reads the names, and makes their order. */
gboolean ytt_index_read_names (YttIndex *self, sqlite3 *db, GError **error);

G_END_DECLS
