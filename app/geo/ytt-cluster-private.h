#pragma once

#include <math.h>

#include "ytt-cluster-index.h"

G_BEGIN_DECLS

/* Two levels a zoom step: with one, clusters would hold nearly four times as many as they need to. */
#define LEVELS_PER_ZOOM 2
#define N_ALL_LEVELS (YTT_CLUSTER_MAX_ZOOM * LEVELS_PER_ZOOM + 1)

/* The closest zoom whose markers are stored. What is closer comes from the members of these: it would be the same
 * again, with nearly all markers alone. */
#define STORED_ZOOM 12
#define N_LEVELS (STORED_ZOOM * LEVELS_PER_ZOOM + 1)

/* Side of the cells by which the markers of a level are found, in px at its zoom. */
#define CELL 128.0

/* How much around a window is gathered as finely as it, in windows. */
#define WINDOW_MARGIN 1.0

/* Members of which the leading stages are summed up together. */
#define BLOCK 64

/* What never joined, not even at the farthest zoom. */
#define NEVER_JOINED G_MAXUINT8

/* Marks a LevelItem whose ref is an index into the clusters of its level; other refs are members. */
#define IS_CLUSTER (1u << 31)

typedef struct
{
  float   x;
  float   y;
  guint32 ref;
} LevelItem;

typedef struct
{
  guint32 first;
  guint32 count;
} LevelCluster;

/* In how many parts the world is cut to find its emptiest stretch of longitudes, and the fullest. */
#define N_SLICES 512

/* A part of the map, see ytt_cluster_index_get_bounds(). */
typedef struct
{
  double x;
  double y;
  double width;
  double height;
} Bounds;

/* The markers of one zoom, by rows of cells and within these by columns. */
typedef struct
{
  guint         n_cells;     /* in a row, and in a column */
  guint         n_items;
  guint         n_clusters;
  guint32      *row_starts;  /* n_cells + 1 */
  LevelItem    *items;
  LevelCluster *clusters;
} Level;

struct _YttClusterIndex
{
  gatomicrefcount ref_count;

  GArray         *points;        /* (element-type YttPoint) */
  YttClusterIndex *like;         /* (nullable) (owned): whose members and levels these are; only the points differ */
  guint           finest;        /* the closest level that was made; of those from N_LEVELS on only @joined tells */
  guint           whole_finest;  /* the closest that holds everywhere; those beyond hold in @window only */
  YttClusterWindow window;
  guint           slices[N_SLICES];   /* how many points each has */
  Bounds          bounds;             /* of all points; unset where there are none */
  guint32        *order;         /* members: indices of points, so that each cluster's stand in one run */
  guint8         *joined;        /* for each member, the closest level at which it is with the next in one cluster */
  double          members_reach; /* how far members are from the middle of a cluster at the closest stored level */
  guint32       (*stage_sums)[YTT_N_STAGES];   /* leading stages of the members before each block */
  Level           levels[N_LEVELS];
};

/* Points that were put together before any level is made: members of one leaf stand in one cell of a grid that is
 * so fine that their markers surely overlap. */
typedef struct
{
  guint     n_leaves;
  guint32  *starts;   /* n_leaves + 1: where each leaf's points begin in @order */
  guint32  *order;    /* indices of points */
  float   (*places)[2];   /* the middle of each leaf's points, 0 to 1 */
  guint8   *levels;   /* the closest level at which the points of each leaf are known to be together */
} Leaves;

void     ytt_cluster_leaves_free (Leaves          *leaves);
Leaves  *ytt_cluster_leaves_new  (YttClusterIndex *self,
                                  GCancellable    *cancellable);

gboolean ytt_cluster_index_build (YttClusterIndex *self,
                                  const Leaves    *leaves,
                                  GCancellable    *cancellable);

void     ytt_cluster_index_measure (YttClusterIndex *self);

void     ytt_cluster_index_measure_deep (YttClusterIndex *self);
void     ytt_cluster_index_query_deep   (YttClusterIndex *self,
                                         guint            level,
                                         double           x,
                                         double           y,
                                         double           width,
                                         double           height,
                                         GArray          *items);

static inline guint
cell_of (float coordinate,
         guint n_cells)
{
  guint cell = (guint) (coordinate * n_cells);

  return MIN (cell, n_cells - 1);
}

/* The place of the leading stage in the order of YttStages: the last of the chain; recycling leads only alone. */
static inline guint
leading_stage (guint8 stages)
{
  return stages != 0 ? g_bit_nth_msf (stages, -1) : 0;
}

/* The level that is shown at a zoom, before it is known how far an index goes. */
static inline guint
level_of (double zoom)
{
  return CLAMP (floor (zoom * LEVELS_PER_ZOOM + 1e-6), 0, N_ALL_LEVELS - 1);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Leaves, ytt_cluster_leaves_free)

G_END_DECLS
