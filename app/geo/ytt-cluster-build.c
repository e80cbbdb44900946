#include "ytt-cluster-private.h"

#include <math.h>
#include <string.h>

#include "ytt-marker-metrics.h"
#include "ytt-mercator.h"

/* Markers are merged from the closest zoom outwards. At each level every marker in turn takes in all that it
 * overlaps, moves to their common centre and looks again, until it touches nothing. What changes is always looked
 * at again, so when all had their turn no two overlap, and one pass a level is enough. Neighbours are found
 * through a hash of cells; markers are kept in the order of rows, so that neighbours are near in memory too.
 *
 * At the closest zooms nearly all markers stand alone. There only those have their turn that have others around them,
 * and no level is stored: ytt_cluster_index_query_deep() says how it is known what joined.
 *
 * Places are whole numbers: single precision would be a dozen px at the closest zoom, and differences across the date
 * line come out by themselves. */

#define NONE G_MAXUINT32

/* The world in the units in which places are counted. */
#define UNITS 4294967296.0

/* Markers of which the middles are as far apart, in px, and their symbols in a row besides, have nothing to do with each
 * other: the largest clusters touch at 48, and they move as they grow. */
#define CROWD 64.0

#define MIN_CELLS 1024
#define RADIX_BITS 11
#define RADIX_SIZE (1 << RADIX_BITS)

/* A marker while it may still grow. Its leaves are a list that is threaded through Build.next_leaf. */
typedef struct
{
  guint32 x;       /* in units */
  guint32 y;
  float   reach;
  float   radius;
  guint32 head;
  guint32 tail;
  guint32 count;   /* 0: it was taken in by another */
  guint32 next;    /* the next one in its cell */
} Node;

typedef struct
{
  YttClusterIndex *index;
  const Leaves    *leaves;       /* (nullable): without, each point is a leaf */

  guint            n_nodes;
  Node            *nodes;
  Node            *spare;        /* as many, for sorting */
  guint32         *keys;
  guint32         *permutation;  /* twice as many, for sorting */
  guint32         *next_leaf;
  guint8          *joined_leaf;

  guint            level;
  guint            n_cells;
  float            world;        /* px */
  float            px;           /* px to a unit */
  float            max_reach;
  float            max_radius;
  guint32         *cells;
  guint32          cell_mask;
} Build;

/* The shorter way around the world, in units. */
static inline gint32
difference (guint32 from,
            guint32 to)
{
  return (gint32) (to - from);
}

static inline guint
cell_of_units (guint32 coordinate,
               guint   n_cells)
{
  return (guint) (((guint64) coordinate * n_cells) >> 32);
}

/* As levels keep it: below 1, even where it would be rounded up. */
static inline float
to_float (guint32 coordinate)
{
  return MIN ((float) (coordinate / UNITS), 0.99999994f);
}

static inline guint32 *
get_cell (Build *build,
          guint  column,
          guint  row)
{
  return &build->cells[(row * build->n_cells + column) & build->cell_mask];
}

static inline guint32 *
get_cell_of_node (Build      *build,
                  const Node *node)
{
  return get_cell (build, cell_of_units (node->x, build->n_cells), cell_of_units (node->y, build->n_cells));
}

static gboolean
overlap (const Build *build,
         const Node  *a,
         const Node  *b)
{
  float dx = fabsf ((float) difference (a->x, b->x)) * build->px - a->reach - b->reach;
  float dy = (float) ((gint64) a->y - b->y) * build->px;
  float apart = a->radius + b->radius;

  dx = MAX (dx, 0);
  return dx * dx + dy * dy < apart * apart;
}

static inline guint
get_leaf_start (const Build *build,
                guint32      leaf)
{
  return build->leaves != NULL ? build->leaves->starts[leaf] : leaf;
}

static inline guint
get_leaf_size (const Build *build,
               guint32      leaf)
{
  return build->leaves != NULL ? build->leaves->starts[leaf + 1] - build->leaves->starts[leaf] : 1;
}

/* Returns the index of a point; @i counts the points leaf by leaf. */
static inline guint32
get_leaf_point (const Build *build,
                guint        i)
{
  return build->leaves != NULL ? build->leaves->order[i] : i;
}

static void
set_extent (const Build *build,
            Node        *node)
{
  if (node->count == 1)
    {
      guint32 first = get_leaf_point (build, get_leaf_start (build, node->head));
      const YttPoint *point = &g_array_index (build->index->points, YttPoint, first);
      guint n_stages = 0;
      YttMarkerExtent extent;

      for (guint stages = point->stages; stages != 0; stages &= stages - 1)
        n_stages++;
      extent = ytt_marker_get_extent (n_stages, point->precision);
      node->reach = extent.reach;
      node->radius = extent.radius;
    }
  else
    {
      node->reach = 0;
      node->radius = ytt_marker_get_cluster_size (node->count) / 2 + 1;
    }
}

/* Takes all nodes out of one cell that overlap the given one, and adds them to its members.
 * Returns the weighted way to their centre in @dx and @dy. */
static guint
take_in_cell (Build   *build,
              guint32  i,
              guint32 *link,
              double  *dx,
              double  *dy)
{
  Node *node = &build->nodes[i];
  guint taken = 0;

  while (*link != NONE)
    {
      Node *other = &build->nodes[*link];

      if (other == node || !overlap (build, node, other))
        {
          link = &other->next;
          continue;
        }

      *link = other->next;
      *dx += (double) difference (node->x, other->x) * other->count;
      *dy += (double) ((gint64) other->y - node->y) * other->count;
      taken += other->count;
      other->count = 0;
      build->joined_leaf[node->tail] = build->level;
      build->next_leaf[node->tail] = other->head;
      node->tail = other->tail;
    }

  return taken;
}

static void
move_node (Build   *build,
           guint32  i,
           double   dx,
           double   dy)
{
  Node *node = &build->nodes[i];
  guint32 *link = get_cell_of_node (build, node);

  while (*link != i)
    link = &build->nodes[*link].next;
  *link = node->next;

  node->x += (guint32) (gint32) rint (dx);
  node->y = (guint32) CLAMP (node->y + rint (dy), 0, UNITS - 1);

  link = get_cell_of_node (build, node);
  node->next = *link;
  *link = i;
}

/* Returns whether the node has grown. */
static gboolean
take_in_neighbours (Build   *build,
                    guint32  i)
{
  Node *node = &build->nodes[i];
  gint64 across = (node->reach + node->radius + build->max_reach + build->max_radius) / build->px;
  gint64 down = (node->radius + build->max_radius) / build->px;
  int n = build->n_cells;
  int left = ((node->x - across) * n) >> 32, right = ((node->x + across) * n) >> 32;
  int top = ((node->y - down) * n) >> 32, bottom = ((node->y + down) * n) >> 32;
  double dx = 0, dy = 0;
  guint taken = 0;

  right = MIN (right, left + n - 1);
  for (int row = MAX (top, 0); row <= MIN (bottom, n - 1); row++)
    for (int column = left; column <= right; column++)
      taken += take_in_cell (build, i, get_cell (build, (column + n) % n, row), &dx, &dy);

  if (taken == 0)
    return FALSE;

  node->count += taken;
  move_node (build, i, dx / node->count, dy / node->count);
  set_extent (build, node);

  return TRUE;
}

/* Gives all nodes their turn, or only those of a list. */
static void
merge_level (Build         *build,
             const guint32 *list,   /* (nullable) */
             guint          n)
{
  guint size = MIN_CELLS;

  while (size < n * 2)
    size *= 2;
  build->cell_mask = size - 1;
  memset (build->cells, 0xff, size * sizeof (guint32));

  for (guint32 i = n; i-- > 0; )
    {
      guint32 at = list != NULL ? list[i] : i;
      guint32 *cell = get_cell_of_node (build, &build->nodes[at]);

      if (build->nodes[at].count == 0)
        continue;
      build->nodes[at].next = *cell;
      *cell = at;
    }

  for (guint32 i = 0; i < n; i++)
    {
      guint32 at = list != NULL ? list[i] : i;

      while (build->nodes[at].count > 0 && take_in_neighbours (build, at))
        build->max_radius = MAX (build->max_radius, build->nodes[at].radius);
    }
}

/* Drops what was taken in, and puts the rest in the order of the level's cells. */
static void
sort_nodes (Build *build)
{
  guint32 *from = build->permutation;
  guint32 *to = build->permutation + build->n_nodes;
  guint32 limit = build->n_cells * build->n_cells - 1;
  guint n = 0;

  for (guint i = 0; i < build->n_nodes; i++)
    if (build->nodes[i].count > 0)
      build->nodes[n++] = build->nodes[i];
  build->n_nodes = n;

  for (guint i = 0; i < n; i++)
    {
      build->keys[i] = cell_of (to_float (build->nodes[i].y), build->n_cells) * build->n_cells
                       + cell_of (to_float (build->nodes[i].x), build->n_cells);
      from[i] = i;
    }

  for (guint shift = 0; shift < 32 && (limit >> shift) > 0; shift += RADIX_BITS)
    {
      guint32 starts[RADIX_SIZE] = { 0 }, sum = 0;

      for (guint i = 0; i < n; i++)
        starts[(build->keys[i] >> shift) & (RADIX_SIZE - 1)]++;
      for (guint i = 0; i < RADIX_SIZE; i++)
        {
          guint32 many = starts[i];

          starts[i] = sum;
          sum += many;
        }
      for (guint i = 0; i < n; i++)
        to[starts[(build->keys[from[i]] >> shift) & (RADIX_SIZE - 1)]++] = from[i];

      {
        guint32 *swap = from;

        from = to;
        to = swap;
      }
    }

  for (guint i = 0; i < n; i++)
    build->spare[i] = build->nodes[from[i]];
  {
    Node *swap = build->nodes;

    build->nodes = build->spare;
    build->spare = swap;
  }
}

static void
store_level (Build *build)
{
  Level *level = &build->index->levels[build->level];
  guint row = 0;

  level->n_cells = build->n_cells;
  level->n_items = build->n_nodes;
  level->items = g_new (LevelItem, MAX (build->n_nodes, 1));
  level->row_starts = g_new (guint32, build->n_cells + 1);

  for (guint i = 0; i < build->n_nodes; i++)
    level->n_clusters += build->nodes[i].count > 1;
  level->clusters = g_new (LevelCluster, MAX (level->n_clusters, 1));

  level->n_clusters = 0;
  for (guint i = 0; i < build->n_nodes; i++)
    {
      const Node *node = &build->nodes[i];
      LevelItem *item = &level->items[i];

      item->x = to_float (node->x);
      item->y = to_float (node->y);
      for (guint node_row = cell_of (item->y, build->n_cells); row <= node_row; row++)
        level->row_starts[row] = i;

      item->ref = node->head;
      if (node->count > 1)
        {
          item->ref = level->n_clusters | IS_CLUSTER;
          level->clusters[level->n_clusters++] = (LevelCluster) { node->head, node->count };
        }
    }
  for (; row <= build->n_cells; row++)
    level->row_starts[row] = build->n_nodes;
}

/* Puts the points of a leaf where members are next, and says at which level they are together. */
static guint
order_leaf (Build   *build,
            guint32  leaf,
            guint    member)
{
  YttClusterIndex *self = build->index;
  guint start = get_leaf_start (build, leaf), size = get_leaf_size (build, leaf);
  guint level = build->leaves != NULL ? build->leaves->levels[leaf] : NEVER_JOINED;

  for (guint i = 0; i < size; i++)
    self->order[member + i] = get_leaf_point (build, start + i);
  memset (self->joined + member, level, size - 1);
  self->joined[member + size - 1] = build->joined_leaf[leaf];

  return member + size;
}

/* Until now markers knew their first leaf; from here on they know its place among the members. */
static void
order_members (Build *build)
{
  YttClusterIndex *self = build->index;
  guint32 *rank = build->keys;
  guint member = 0;

  for (guint i = 0; i < build->n_nodes; i++)
    {
      guint32 leaf = build->nodes[i].head;
      guint end = member + build->nodes[i].count;

      while (member < end)
        {
          rank[leaf] = member;
          member = order_leaf (build, leaf, member);
          leaf = build->next_leaf[leaf];
        }
    }
  g_assert (member == self->points->len);

  for (guint i = 0; i <= MIN (self->finest, N_LEVELS - 1); i++)
    {
      Level *level = &self->levels[i];

      for (guint j = 0; j < level->n_items; j++)
        if ((level->items[j].ref & IS_CLUSTER) == 0)
          level->items[j].ref = rank[level->items[j].ref];
      for (guint j = 0; j < level->n_clusters; j++)
        level->clusters[j].first = rank[level->clusters[j].first];
    }
}

static void
sum_stages (YttClusterIndex *self)
{
  guint32 sums[YTT_N_STAGES] = { 0 };
  g_autofree guint8 *stages = g_new (guint8, self->points->len + 1);

  /* Members jump about among the points: what is looked up should fit into the processor's cache. */
  for (guint i = 0; i < self->points->len; i++)
    stages[i] = leading_stage (g_array_index (self->points, YttPoint, i).stages);

  for (guint i = 0; i < self->points->len; i++)
    {
      if (i % BLOCK == 0)
        memcpy (self->stage_sums[i / BLOCK], sums, sizeof sums);
      sums[stages[self->order[i]]]++;
    }
}

static inline guint32
to_units (double coordinate)
{
  return (guint32) MIN (coordinate * UNITS, UNITS - 1);
}

static void
make_nodes (Build *build)
{
  const YttPoint *points = (const YttPoint *) build->index->points->data;

  for (guint i = 0; i < build->n_nodes; i++)
    {
      Node *node = &build->nodes[i];
      double x, y;

      if (build->leaves != NULL)
        {
          x = build->leaves->places[i][0];
          y = build->leaves->places[i][1];
        }
      else
        ytt_mercator_project (points[i].latitude, points[i].longitude, &x, &y);
      *node = (Node) { to_units (ytt_mercator_wrap (x)), to_units (y),
                       .head = i, .tail = i, .count = get_leaf_size (build, i), .next = NONE };
      set_extent (build, node);
      build->max_reach = MAX (build->max_reach, node->reach);
      build->max_radius = MAX (build->max_radius, node->radius);
    }
  memset (build->joined_leaf, NEVER_JOINED, build->n_nodes);
}

static void
set_level (Build *build,
           guint  level)
{
  build->level = level;
  build->world = ytt_mercator_get_world_size ((double) level / LEVELS_PER_ZOOM);
  build->px = build->world / UNITS;
  build->n_cells = ceil (build->world / CELL);
}

/* Counters of up to 3, four to a byte of @cells. */
static inline guint
get_count (const Build *build,
           guint64      cell,
           guint64      mask)
{
  cell &= mask;

  return (build->cells[cell / 16] >> (cell % 16 * 2)) & 3;
}

static inline void
count_one (Build   *build,
           guint64  cell,
           guint64  mask)
{
  if (get_count (build, cell, mask) < 3)
    build->cells[(cell & mask) / 16] += 1u << (cell & mask) % 16 * 2;
}

/* Puts those of a list of nodes first that have others around them at the level, and more, as cells share counters.
 * Returns how many these are. */
static guint
sort_out_crowded (Build   *build,
                  guint32 *list,
                  guint32 *spare,
                  guint    n)
{
  guint n_columns = build->world / (CROWD + 2 * build->max_reach), n_rows = build->world / CROWD;
  guint n_crowded = 0, n_alone = 0, size = MIN_CELLS;
  guint64 mask;

  /* A few dozen counters for each node. */
  while (size < 2 * n)
    size *= 2;
  mask = (guint64) size * 16 - 1;
  memset (build->cells, 0, size * sizeof *build->cells);
  for (guint i = 0; i < n; i++)
    {
      const Node *node = &build->nodes[list[i]];

      count_one (build, (guint64) cell_of_units (node->y, n_rows) * n_columns + cell_of_units (node->x, n_columns), mask);
    }

  for (guint i = 0; i < n; i++)
    {
      const Node *node = &build->nodes[list[i]];
      guint column = cell_of_units (node->x, n_columns), row = cell_of_units (node->y, n_rows);
      guint left = column > 0 ? column - 1 : n_columns - 1, right = column + 1 < n_columns ? column + 1 : 0, sum = 0;

      for (guint64 j = 0; j < 3 && sum < 2; j++)
        {
          guint64 start = (row + j - 1) * n_columns;

          sum += get_count (build, start + left, mask) + get_count (build, start + column, mask)
                 + get_count (build, start + right, mask);
        }
      if (sum > 1)
        list[n_crowded++] = list[i];
      else
        spare[n_alone++] = list[i];
    }
  memcpy (list + n_crowded, spare, n_alone * sizeof *list);

  return n_crowded;
}

/* Merges at the levels that are not stored, from the closest one outwards; at each, only those nodes have their turn
 * that have others around them. */
static void
merge_deep (Build *build)
{
  guint32 *list = build->permutation;
  guint n_crowded[N_ALL_LEVELS], n = build->n_nodes;

  for (guint i = 0; i < n; i++)
    list[i] = i;
  for (guint level = N_LEVELS; level < N_ALL_LEVELS; level++)
    {
      set_level (build, level);
      n = n_crowded[level] = sort_out_crowded (build, list, list + build->n_nodes, n);
    }
  for (guint level = N_ALL_LEVELS - 1; level >= N_LEVELS; level--)
    {
      set_level (build, level);
      merge_level (build, list, n_crowded[level]);
    }
}

/**
 * ytt_cluster_index_build:
 * @self: an index that has its points and knows its closest level, and nothing else
 * @leaves: (nullable): points that are together from the start
 * @cancellable: (nullable): stops between two levels
 *
 * Does the work of ytt_cluster_index_new().
 *
 * Returns: %FALSE if it was cancelled; then @self can only be freed
 */
gboolean
ytt_cluster_index_build (YttClusterIndex *self,
                         const Leaves    *leaves,
                         GCancellable    *cancellable)
{
  guint n_points = self->points->len, n = leaves != NULL ? leaves->n_leaves : n_points;
  g_autofree guint32 *keys = g_new (guint32, n + 1);
  g_autofree guint32 *permutation = g_new (guint32, 2 * n + 1);
  g_autofree guint32 *next_leaf = g_new (guint32, n + 1);
  g_autofree guint8 *joined_leaf = g_new (guint8, n + 1);
  g_autofree guint32 *cells = g_new (guint32, MAX (4 * (gsize) n, MIN_CELLS));
  Build build = { self, leaves, n, g_new (Node, n + 1), g_new (Node, n + 1),
                  keys, permutation, next_leaf, joined_leaf };
  gboolean done = TRUE;

  build.cells = cells;
  self->order = g_new (guint32, n_points + 1);
  self->joined = g_new (guint8, n_points + 1);
  self->stage_sums = g_malloc (sizeof *self->stage_sums * (n_points / BLOCK + 1));

  make_nodes (&build);
  set_level (&build, MIN (self->finest, N_LEVELS - 1));
  sort_nodes (&build);
  if (self->finest >= N_LEVELS)
    merge_deep (&build);

  for (int level = MIN (self->finest, N_LEVELS - 1); level >= 0 && done; level--)
    {
      set_level (&build, level);
      merge_level (&build, NULL, build.n_nodes);
      sort_nodes (&build);
      store_level (&build);
      done = !g_cancellable_is_cancelled (cancellable);
    }

  if (done)
    {
      order_members (&build);
      sum_stages (self);
    }

  g_free (build.nodes);
  g_free (build.spare);

  return done;
}
