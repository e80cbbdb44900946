#pragma once

#include "ytt-query-facets-private.h"
#include "ytt-timeline.h"

G_BEGIN_DECLS

/**
 * YttTimelines:
 * @begins: where the claims of each position begin; one more than there are positions
 * @claims: (element-type YttTimelineClaim): the timelines of all facilities, one after the other
 * @n_read: positions whose timelines are there
 * @mutex: guards what follows
 * @told: what the following is as told on, 0 where there is none
 * @newest: (nullable): a column: the newest claim told by then
 * @columns: (nullable): what facets need, as told then; its histogram is empty
 *
 * What a document knows of all moments. Reading it may be broken off, and goes on where it was.
 */
struct _YttTimelines
{
  guint32         *begins;
  GArray          *claims;
  guint            n_read;

  GMutex           mutex;
  guint32          told;
  gint32          *newest;
  YttFacetColumns *columns;
};

/* (nullable): those of the index of now, complete */
YttTimelines *ytt_timelines_get         (YttIndex      *now,
                                         sqlite3       *db,
                                         GError       **error);
/* A column of its own, of the newest claim told by @told: YYYYMMDD, %NO_CLAIM where there is none */
gint32       *ytt_timelines_get_newest  (YttTimelines  *self,
                                         YttIndex      *now,
                                         sqlite3       *db,
                                         guint32        told,
                                         GError       **error);
/* (transfer full) (nullable): what facets need, as told by @told, without a histogram */
YttFacetColumns *ytt_timelines_get_columns (YttTimelines    *self,
                                            YttIndex        *now,
                                            YttFacetColumns *columns,
                                            sqlite3         *db,
                                            guint32          told,
                                            GError         **error);

G_END_DECLS
