#include "config.h"

#include "ytt-label-linger.h"

#include <math.h>

#include "ytt-mercator.h"

/* Frames for which a label stays after it has lost its place; and from then on, until it may come back. */
#define MOST_MISSED 3
#define MOST_HIDDEN 15

/* Copies of one label stand farther from each other than this, in px. */
#define SAME_COPY 120

/* Moves a label from one view to another, as the map moved below it. */
static void
move (YttPlacedLabel     *placed,
      const YttLabelView *from,
      const YttLabelView *to)
{
  double before = ytt_mercator_get_world_size (from->zoom), now = ytt_mercator_get_world_size (to->zoom);
  double scale = to->scale > 0 ? to->scale : 1;
  double x = (placed->dot_x - from->width / 2) / before + ytt_mercator_difference (to->x, from->x);
  double y = (placed->dot_y - from->height / 2) / before + from->y - to->y;
  double dx = x * now + to->width / 2 - placed->dot_x, dy = y * now + to->height / 2 - placed->dot_y;

  placed->dot_x += dx;
  placed->dot_y += dy;
  placed->box.x += dx;
  placed->box.y += dy;
  placed->text_x = round ((placed->text_x + dx - YTT_LABEL_HALO) * scale) / scale + YTT_LABEL_HALO;
  placed->text_y = round ((placed->text_y + dy - YTT_LABEL_HALO) * scale) / scale + YTT_LABEL_HALO;
}

static gboolean
is_seen (const YttPlacedLabel *placed,
         const YttLabelView   *view)
{
  return placed->box.x < view->width && placed->box.x + placed->box.width > 0 && placed->box.y < view->height &&
         placed->box.y + placed->box.height > 0;
}

static gboolean
meet (const cairo_rectangle_t *a,
      const cairo_rectangle_t *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height && b->y < a->y + a->height;
}

/* (nullable): the same label at the same place of the world */
static YttPaintedLabel *
find_same (GArray               *painted,
           const YttPlacedLabel *placed)
{
  for (guint i = 0; i < painted->len; i++)
    {
      YttPaintedLabel *other = &g_array_index (painted, YttPaintedLabel, i);

      if (other->placed.key == placed->key &&
          hypot (other->placed.dot_x - placed->dot_x, other->placed.dot_y - placed->dot_y) < SAME_COPY)
        return other;
    }

  return NULL;
}

/* Whether another one stands where it would. */
static gboolean
has_no_room (const GArray         *painted,
             const YttPlacedLabel *placed)
{
  for (guint i = 0; i < painted->len; i++)
    if (meet (&placed->box, &g_array_index (painted, YttPaintedLabel, i).placed.box))
      return TRUE;

  return FALSE;
}

/* A label of the frame before, which has moved with the map, in this frame. */
static void
add_lingering (GArray             *painted,
               YttPaintedLabel    *label,
               const YttLabelView *view)
{
  YttPaintedLabel *same = find_same (painted, &label->placed);
  gboolean was_hidden = !ytt_painted_label_is_shown (label);

  label->n_missed++;
  if (same != NULL)
    {
      /* It has a place again, but would blink. */
      if (was_hidden && label->n_missed <= MOST_HIDDEN)
        same->n_missed = label->n_missed;
      return;
    }

  if (label->n_missed > MOST_HIDDEN || !is_seen (&label->placed, view))
    return;
  if (has_no_room (painted, &label->placed))
    label->n_missed = MAX (label->n_missed, MOST_MISSED + 1);
  g_array_append_val (painted, *label);
}

/**
 * ytt_painted_label_is_shown:
 * @self: a label
 *
 * Returns: whether it is shown, rather than remembered
 */
gboolean
ytt_painted_label_is_shown (const YttPaintedLabel *self)
{
  return self->n_missed <= MOST_MISSED;
}

/**
 * ytt_label_linger:
 * @placed: (element-type YttPlacedLabel): the labels that have a place in a frame
 * @view: what it shows
 * @before: (nullable) (element-type YttPaintedLabel): what the frame before showed, or %NULL to let nothing linger
 * @view_before: what that showed
 *
 * While a map flies, symbols part and come together, and crowd out a label for a single frame, which would blink. So one
 * that has lost its place stays for a few frames, unless another label has taken it, and does not come back at once.
 *
 * Returns: (transfer full) (element-type YttPaintedLabel): what is to be shown
 */
GArray *
ytt_label_linger (const GArray       *placed,
                  const YttLabelView *view,
                  const GArray       *before,
                  const YttLabelView *view_before)
{
  GArray *painted = g_array_sized_new (FALSE, FALSE, sizeof (YttPaintedLabel), placed->len);

  for (guint i = 0; i < placed->len; i++)
    {
      YttPaintedLabel label = { g_array_index (placed, YttPlacedLabel, i), 0 };

      g_array_append_val (painted, label);
    }

  for (guint i = 0; before != NULL && i < before->len; i++)
    {
      YttPaintedLabel label = g_array_index (before, YttPaintedLabel, i);

      move (&label.placed, view_before, view);
      add_lingering (painted, &label, view);
    }

  return painted;
}
