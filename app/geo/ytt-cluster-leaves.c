#include "ytt-cluster-private.h"

#include "ytt-mercator.h"

/* A million points cannot be gathered from the closest zoom outwards within a moment. But to show one zoom and what
 * is farther out, the work can begin there: points that share a cell which is smaller than any marker are sure to
 * end up together, so they are taken as one from the start. Around what is shown the cells are those of its zoom;
 * in the rest of the world, those of a zoom that has few enough. */

/* Side of a cell in px: across it, two symbols with their air still overlap. */
#define GRID 16.0

/* The closest level for which the whole world is cut into cells: 182 x 182 of them. */
#define WHOLE_LEVEL 7

/* How many levels closer than what is shown, so that zooming in a little needs nothing new. */
#define LEVELS_AHEAD 2

typedef struct
{
  guint  n_cells;       /* of the world, in a row and in a column */

  /* Those cells that are cut finer; the first column may lie beyond the date line */
  guint  left;
  guint  top;
  guint  n_columns;
  guint  n_rows;

  /* The cells which these are cut into */
  double fine_per_cell;
  guint  n_fine_columns;
  guint  n_fine_rows;
} Grid;

static double
get_n_cells (guint level)
{
  return ytt_mercator_get_world_size ((double) level / LEVELS_PER_ZOOM) / GRID;
}

static void
cut_window (Grid                   *grid,
            const YttClusterWindow *window,
            guint                   level)
{
  double left = window->x - WINDOW_MARGIN * window->width, right = window->x + (1 + WINDOW_MARGIN) * window->width;
  double top = window->y - WINDOW_MARGIN * window->height, bottom = window->y + (1 + WINDOW_MARGIN) * window->height;
  guint n = grid->n_cells;

  if (right - left >= 1)
    left = 0, right = 1;
  grid->left = (guint) (ytt_mercator_wrap (left) * n);
  grid->n_columns = MIN ((guint) ((right - left) * n) + 2, n);
  grid->top = cell_of (CLAMP (top, 0, 1), n);
  grid->n_rows = cell_of (CLAMP (bottom, 0, 1), n) + 1 - grid->top;
  grid->fine_per_cell = get_n_cells (level) / n;
  grid->n_fine_columns = ceil (grid->n_columns * grid->fine_per_cell);
  grid->n_fine_rows = ceil (grid->n_rows * grid->fine_per_cell);
}

/* Numbers the cells of the world row by row, and after them the finer ones. */
static guint32
get_key (const Grid *grid,
         float       x,
         float       y)
{
  float across = x * grid->n_cells, down = y * grid->n_cells;
  guint column = cell_of (x, grid->n_cells), row = cell_of (y, grid->n_cells);
  guint from_left = column >= grid->left ? column - grid->left : column + grid->n_cells - grid->left;
  guint fine_column, fine_row;

  if (from_left >= grid->n_columns || row - grid->top >= grid->n_rows)
    return row * grid->n_cells + column;

  fine_column = (from_left + across - column) * grid->fine_per_cell;
  fine_row = (down - grid->top) * grid->fine_per_cell;

  return grid->n_cells * grid->n_cells
         + MIN (fine_row, grid->n_fine_rows - 1) * grid->n_fine_columns + MIN (fine_column, grid->n_fine_columns - 1);
}

/* Each of two threads does a half. */
typedef struct
{
  const YttPoint *points;
  const Grid     *grid;
  guint           from;
  guint           to;
  float         (*places)[2];
  guint32        *keys;
} Half;

static gpointer
place_points (gpointer data)
{
  const Half *half = data;

  for (guint i = half->from; i < half->to; i++)
    {
      double x, y;

      ytt_mercator_project (half->points[i].latitude, half->points[i].longitude, &x, &y);
      half->places[i][0] = ytt_mercator_wrap (x);
      half->places[i][1] = y;
      half->keys[i] = get_key (half->grid, half->places[i][0], half->places[i][1]);
    }

  return NULL;
}

static void
place_all (GArray     *points,
           const Grid *grid,
           float     (*places)[2],
           guint32    *keys)
{
  const YttPoint *first = (const YttPoint *) points->data;
  Half halves[] = {
    { first, grid, 0, points->len / 2, places, keys },
    { first, grid, points->len / 2, points->len, places, keys },
  };
  GThread *thread = g_thread_try_new ("places", place_points, &halves[1], NULL);

  place_points (&halves[0]);
  if (thread != NULL)
    g_thread_join (thread);
  else
    place_points (&halves[1]);
}

static inline float
wrap_difference (float d)
{
  return d > 0.5f ? d - 1 : d < -0.5f ? d + 1 : d;
}

static gboolean
are_at_one_place (GArray *points,
                  guint   i,
                  guint   j)
{
  const YttPoint *a = &g_array_index (points, YttPoint, i), *b = &g_array_index (points, YttPoint, j);

  return a->longitude == b->longitude && a->latitude == b->latitude;
}

/* What is known of one cell. */
typedef struct
{
  double   x;        /* sums; x from its first point, as a cell may lie across the date line */
  double   y;
  guint32  count;    /* then, where its next point goes */
  guint32  first;
  gboolean spread;   /* whether the points stand at more than one place */
} Cell;

static void
count_points (Cell          *cells,
              GArray        *points,
              const float  (*places)[2],
              const guint32 *keys)
{
  for (guint i = 0; i < points->len; i++)
    {
      Cell *cell = &cells[keys[i]];

      if (cell->count++ == 0)
        cell->first = i;
      cell->x += wrap_difference (places[i][0] - places[cell->first][0]);
      cell->y += places[i][1];
      if (!cell->spread)
        cell->spread = !are_at_one_place (points, cell->first, i);
    }
}

/* Sorts the points by their cells, and finds the middle of those in each. */
static void
fill_leaves (Leaves          *leaves,
             YttClusterIndex *self,
             const Grid      *grid,
             const float    (*places)[2],
             const guint32   *keys)
{
  guint n_coarse = grid->n_cells * grid->n_cells, n_cells = n_coarse + grid->n_fine_columns * grid->n_fine_rows;
  g_autofree Cell *cells = g_new0 (Cell, n_cells);
  guint n = 0, sum = 0;

  count_points (cells, self->points, places, keys);
  for (guint i = 0; i < n_cells; i++)
    n += cells[i].count > 0;

  leaves->starts = g_new (guint32, n + 1);
  leaves->levels = g_new (guint8, n + 1);
  leaves->places = g_malloc (sizeof *leaves->places * (n + 1));
  leaves->order = g_new (guint32, self->points->len + 1);
  for (guint i = 0; i < n_cells; i++)
    {
      guint count = cells[i].count, leaf = leaves->n_leaves;

      cells[i].count = sum;
      if (count == 0)
        continue;

      leaves->places[leaf][0] = ytt_mercator_wrap (places[cells[i].first][0] + cells[i].x / count);
      leaves->places[leaf][1] = cells[i].y / count;
      leaves->starts[leaf] = sum;
      leaves->levels[leaf] = i < n_coarse ? self->whole_finest : self->finest;
      if (!cells[i].spread)
        leaves->levels[leaf] = N_ALL_LEVELS - 1;
      leaves->n_leaves++;
      sum += count;
    }
  leaves->starts[n] = sum;
  for (guint i = 0; i < self->points->len; i++)
    leaves->order[cells[keys[i]].count++] = i;
}

void
ytt_cluster_leaves_free (Leaves *leaves)
{
  g_free (leaves->starts);
  g_free (leaves->order);
  g_free (leaves->places);
  g_free (leaves->levels);
  g_free (leaves);
}

/* Puts together what stands in one cell, for the window that @self is made for, and tells @self its closest levels.
 * Returns NULL if it was cancelled. */
Leaves *
ytt_cluster_leaves_new (YttClusterIndex *self,
                        GCancellable    *cancellable)
{
  guint n = self->points->len;
  g_autofree float (*places)[2] = g_malloc (sizeof *places * (n + 1));
  g_autofree guint32 *keys = g_new (guint32, n + 1);
  g_autoptr(Leaves) leaves = g_new0 (Leaves, 1);
  Grid grid = { .n_cells = ceil (get_n_cells (WHOLE_LEVEL)) };

  self->finest = self->whole_finest = WHOLE_LEVEL;
  if (level_of (self->window.zoom) + LEVELS_AHEAD > WHOLE_LEVEL)
    {
      self->finest = MIN (level_of (self->window.zoom) + LEVELS_AHEAD, N_LEVELS - 1);
      cut_window (&grid, &self->window, self->finest);
    }

  place_all (self->points, &grid, places, keys);
  if (g_cancellable_is_cancelled (cancellable))
    return NULL;

  fill_leaves (leaves, self, &grid, places, keys);

  return g_cancellable_is_cancelled (cancellable) ? NULL : g_steal_pointer (&leaves);
}
