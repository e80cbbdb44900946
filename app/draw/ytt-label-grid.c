#include "config.h"

#include "ytt-label-grid.h"

/* About the size of a label, so that one touches two or three cells. */
#define CELL 96

typedef struct
{
  YttLabelBox box;
  int         next;   /* in the same cell, -1 at the end */
} Entry;

struct _YttLabelGrid
{
  double    width;
  gboolean  wraps;
  int       n_columns;
  int       n_rows;
  int      *heads;     /* (owned): first entry of each cell, -1 where it is empty */
  GArray   *entries;   /* (owned): Entry, one for each cell that a box touches */
};

typedef struct
{
  int first_column;
  int last_column;
  int first_row;
  int last_row;
} Cells;

/**
 * ytt_label_grid_new:
 * @width: of the plane, in pixels; boxes may stick out
 * @height: of the plane
 * @wraps: whether its left side is its right side
 *
 * Returns: (transfer full): an empty grid
 */
YttLabelGrid *
ytt_label_grid_new (double   width,
                    double   height,
                    gboolean wraps)
{
  YttLabelGrid *self = g_new0 (YttLabelGrid, 1);

  self->width = width;
  self->wraps = wraps;
  self->n_columns = (int) (width / CELL) + 1;
  self->n_rows = (int) (height / CELL) + 1;
  self->heads = g_new (int, (gsize) self->n_columns * self->n_rows);
  for (int i = 0; i < self->n_columns * self->n_rows; i++)
    self->heads[i] = -1;
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));

  return self;
}

/**
 * ytt_label_grid_free:
 * @self: (transfer full): a grid
 */
void
ytt_label_grid_free (YttLabelGrid *self)
{
  g_free (self->heads);
  g_array_unref (self->entries);
  g_free (self);
}

static Cells
get_cells (YttLabelGrid      *self,
           const YttLabelBox *box)
{
  return (Cells) {
    .first_column = CLAMP ((int) (box->left / CELL), 0, self->n_columns - 1),
    .last_column = CLAMP ((int) (box->right / CELL), 0, self->n_columns - 1),
    .first_row = CLAMP ((int) (box->top / CELL), 0, self->n_rows - 1),
    .last_row = CLAMP ((int) (box->bottom / CELL), 0, self->n_rows - 1),
  };
}

static gboolean
is_free (YttLabelGrid      *self,
         const YttLabelBox *box)
{
  Cells cells = get_cells (self, box);

  for (int row = cells.first_row; row <= cells.last_row; row++)
    for (int column = cells.first_column; column <= cells.last_column; column++)
      for (int i = self->heads[row * self->n_columns + column]; i >= 0;)
        {
          const Entry *entry = &g_array_index (self->entries, Entry, i);

          if (ytt_label_box_meets (&entry->box, box))
            return FALSE;
          i = entry->next;
        }

  return TRUE;
}

static void
insert (YttLabelGrid      *self,
        const YttLabelBox *box)
{
  Cells cells = get_cells (self, box);

  for (int row = cells.first_row; row <= cells.last_row; row++)
    for (int column = cells.first_column; column <= cells.last_column; column++)
      {
        int *head = &self->heads[row * self->n_columns + column];
        Entry entry = { *box, *head };

        *head = self->entries->len;
        g_array_append_val (self->entries, entry);
      }
}

static YttLabelBox
shift (const YttLabelBox *box,
       double             by)
{
  return (YttLabelBox) { box->left + by, box->top, box->right + by, box->bottom };
}

/**
 * ytt_label_grid_add:
 * @self: a grid
 * @box: in pixels
 *
 * Adds the box if it meets none that is there.
 *
 * Returns: whether it was added
 */
gboolean
ytt_label_grid_add (YttLabelGrid      *self,
                    const YttLabelBox *box)
{
  gboolean out_left = self->wraps && box->left < 0;
  gboolean out_right = self->wraps && box->right > self->width;
  YttLabelBox from_left = shift (box, self->width);
  YttLabelBox from_right = shift (box, -self->width);

  if (!is_free (self, box) || (out_left && !is_free (self, &from_left)) ||
      (out_right && !is_free (self, &from_right)))
    return FALSE;

  insert (self, box);
  if (out_left)
    insert (self, &from_left);
  if (out_right)
    insert (self, &from_right);

  return TRUE;
}
