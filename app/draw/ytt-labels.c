#include "config.h"

#include "ytt-labels.h"

#include <math.h>

#include "ytt-label-grid.h"
#include "ytt-label-name.h"

/* From this zoom on, the world is divided; a part measures so many pixels and looks so far beyond its sides. */
#define FIRST_DIVIDED_ZOOM 6
#define PART_ZOOM 4
#define PART_MARGIN 512

/* Labels are found by where they are in a grid of so many cells a side. */
#define INDEX_SIDE 64

/* Parts that are kept before all are let go of: a flight through all zooms and back passes some 80. */
#define MAX_PARTS 400

/* Labels this far outside the view are placed too, so that those at its edge keep their place as they come in. */
#define VIEW_MARGIN 160

#define PAD_X 4
#define PAD_Y 1
#define DOT_GAP 3

typedef enum
{
  SIDE_RIGHT,
  SIDE_LEFT,
  SIDE_ABOVE,
  SIDE_BELOW,
  N_SIDES,
} Side;

/* How far an area's name goes up or down from its place when it meets an obstacle, in px; farther, it would come
 * to stand on another area. */
static const double area_shifts[] = { 0, -18, 18, -32, 32 };

typedef struct
{
  const char *text;      /* translated; owned by the basemap or by gettext */
  double      x;
  double      y;
  float       first_zoom;
  float       last_zoom;
  guint8      kind;
} Label;

/* A label that was found a place at some step. */
typedef struct
{
  guint         label;
  YttLabelStyle style;
  Side          side;
  float         width;
  float         height;
} Slot;

struct _YttLabels
{
  YttBasemap   *basemap;    /* (owned) */
  YttLabelText *text;       /* (owned) */
  GArray       *labels;     /* (owned): Label, index as in the basemap */
  GArray      **index;      /* (owned): guint, rising, by cell */
  GHashTable   *parts;      /* (owned): guint64* to GArray of Slot */
  GArray       *placed;     /* (owned): YttPlacedLabel, the last view's */
  GArray       *boxes;      /* (owned): YttLabelBox of placed */
  double        scale;      /* device pixels in a px of the last view */
  gboolean      steady;     /* whether nothing is moved in the last view */
};

static void
load_labels (YttLabels *self)
{
  guint n_labels = ytt_basemap_get_n_labels (self->basemap);

  g_array_set_size (self->labels, n_labels);
  for (guint i = 0; i < n_labels; i++)
    {
      Label *label = &g_array_index (self->labels, Label, i);
      YttBasemapLabel source;
      GArray **cell;

      /* One that is damaged never shows. */
      label->first_zoom = G_MAXFLOAT;
      if (!ytt_basemap_get_label (self->basemap, i, &source))
        continue;

      label->text = ytt_label_name_translate (&source);
      label->x = source.x;
      label->y = source.y;
      label->first_zoom = source.first_zoom;
      label->last_zoom = source.last_zoom;
      label->kind = source.kind;

      cell = &self->index[(int) (source.y * INDEX_SIDE) * INDEX_SIDE + (int) (source.x * INDEX_SIDE)];
      if (*cell == NULL)
        *cell = g_array_new (FALSE, FALSE, sizeof (guint));
      g_array_append_val (*cell, i);
    }
}

static PangoContext *
make_context (void)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  PangoFontDescription *font = pango_font_description_from_string ("Sans");

  pango_context_set_font_description (context, font);
  pango_font_description_free (font);

  return context;
}

/**
 * ytt_labels_new:
 * @basemap: (transfer none): where the labels stand
 * @context: (transfer none) (nullable): gives the font's family, the language
 *   and the text's scale, or %NULL for the usual ones
 *
 * Returns: (transfer full): the labels
 */
YttLabels *
ytt_labels_new (YttBasemap   *basemap,
                PangoContext *context)
{
  YttLabels *self;

  g_return_val_if_fail (basemap != NULL, NULL);

  context = context != NULL ? g_object_ref (context) : make_context ();

  self = g_new0 (YttLabels, 1);
  self->basemap = ytt_basemap_ref (basemap);
  self->text = ytt_label_text_new (context);
  self->labels = g_array_new (FALSE, TRUE, sizeof (Label));
  self->index = g_new0 (GArray *, INDEX_SIDE * INDEX_SIDE);
  self->parts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_array_unref);
  self->placed = g_array_new (FALSE, FALSE, sizeof (YttPlacedLabel));
  self->boxes = g_array_new (FALSE, FALSE, sizeof (YttLabelBox));
  load_labels (self);
  g_object_unref (context);

  return self;
}

/**
 * ytt_labels_free:
 * @self: (transfer full): the labels
 */
void
ytt_labels_free (YttLabels *self)
{
  for (guint i = 0; i < INDEX_SIDE * INDEX_SIDE; i++)
    g_clear_pointer (&self->index[i], g_array_unref);
  g_clear_pointer (&self->index, g_free);
  g_clear_pointer (&self->labels, g_array_unref);
  g_clear_pointer (&self->parts, g_hash_table_unref);
  g_clear_pointer (&self->placed, g_array_unref);
  g_clear_pointer (&self->boxes, g_array_unref);
  g_clear_pointer (&self->text, ytt_label_text_free);
  g_clear_pointer (&self->basemap, ytt_basemap_unref);
  g_free (self);
}

/* Where the text's upper left corner stands, seen from the place. */
static void
get_offset (const Slot *slot,
            double      shift,
            double     *x,
            double     *y)
{
  double dot = ytt_label_style_get_dot (slot->style);
  double width = slot->width, height = slot->height;

  *x = -width / 2;
  *y = -height / 2;
  if (dot == 0)
    *y += shift;
  else if (slot->side == SIDE_RIGHT)
    *x = dot + DOT_GAP;
  else if (slot->side == SIDE_LEFT)
    *x = -dot - DOT_GAP - width;
  else
    *y = slot->side == SIDE_ABOVE ? -dot - 1 - height : dot + 1;
}

/* What the label takes at a place; the dot is part of it. */
static YttLabelBox
get_box (const Slot *slot,
         double      shift,
         double      x,
         double      y)
{
  double dot = ytt_label_style_get_dot (slot->style);
  YttLabelBox box;
  double dx, dy;

  get_offset (slot, shift, &dx, &dy);
  box.left = x + dx - PAD_X;
  box.right = x + dx + slot->width + PAD_X;
  box.top = y + dy - PAD_Y;
  box.bottom = y + dy + slot->height + PAD_Y;
  if (dot > 0)
    {
      box.left = MIN (box.left, x - dot - 1);
      box.right = MAX (box.right, x + dot + 1);
      box.top = MIN (box.top, y - dot - 1);
      box.bottom = MAX (box.bottom, y + dot + 1);
    }

  return box;
}

static int
compare_indexes (gconstpointer a,
                 gconstpointer b)
{
  guint one = *(const guint *) a, other = *(const guint *) b;

  return (one > other) - (one < other);
}

/* The labels between the sides (in the unit square) that show at a zoom, the most important first. */
static GArray *
gather (YttLabels *self,
        double     zoom,
        double     left,
        double     top,
        double     right,
        double     bottom)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint));
  int first_row = CLAMP ((int) floor (top * INDEX_SIDE), 0, INDEX_SIDE - 1);
  int last_row = CLAMP ((int) floor (bottom * INDEX_SIDE), 0, INDEX_SIDE - 1);
  int first_column = (int) floor (left * INDEX_SIDE);
  int last_column = MIN ((int) floor (right * INDEX_SIDE), first_column + INDEX_SIDE - 1);

  for (int row = first_row; row <= last_row; row++)
    for (int column = first_column; column <= last_column; column++)
      {
        const GArray *cell = self->index[row * INDEX_SIDE + ((column + INDEX_SIDE) % INDEX_SIDE)];

        for (guint i = 0; cell != NULL && i < cell->len; i++)
          {
            guint index = g_array_index (cell, guint, i);
            const Label *label = &g_array_index (self->labels, Label, index);

            if (label->first_zoom <= zoom && zoom <= label->last_zoom)
              g_array_append_val (found, index);
          }
      }
  g_array_sort (found, compare_indexes);

  return found;
}

/* The part of the world that is decided in one go, in the unit square. */
typedef struct
{
  double   zoom;       /* the step's */
  double   world;      /* its width in pixels */
  double   side;       /* the part's side, 1 for all of it */
  int      column;
  int      row;
} Part;

static Part
get_part (int step,
          int column,
          int row)
{
  Part part = { .zoom = step / 2.0, .world = 256 * exp2 (step / 2.0), .side = 1, .column = column, .row = row };

  if (part.zoom >= FIRST_DIVIDED_ZOOM)
    part.side = exp2 (-(floor (part.zoom) - PART_ZOOM));

  return part;
}

static GArray *
decide (YttLabels  *self,
        const Part *part)
{
  gboolean is_world = part->side == 1;
  double margin = is_world ? 0 : PART_MARGIN / part->world;
  double left = part->column * part->side, top = part->row * part->side;
  double size = (part->side + 2 * margin) * part->world;
  g_autoptr(GArray) found = gather (self, part->zoom, left - margin, top - margin,
                                    left + part->side + margin, top + part->side + margin);
  g_autoptr(YttLabelGrid) grid = ytt_label_grid_new (size, size, is_world);
  GArray *slots = g_array_new (FALSE, FALSE, sizeof (Slot));

  for (guint i = 0; i < found->len; i++)
    {
      Slot slot = { .label = g_array_index (found, guint, i) };
      const Label *label = &g_array_index (self->labels, Label, slot.label);
      double dx = label->x - left, dy = label->y - top;
      double width, height;
      guint n_sides;

      /* A part at the date line looks across it. */
      dx -= is_world ? 0 : round (dx - part->side / 2);
      slot.style = ytt_label_style_choose (label->kind, part->zoom);
      ytt_label_text_measure (self->text, slot.style, label->text, &width, &height);
      slot.width = ceil (width);
      slot.height = ceil (height);
      n_sides = ytt_label_style_get_dot (slot.style) > 0 ? N_SIDES : 1;

      for (guint side = 0; side < n_sides; side++)
        {
          YttLabelBox box;

          slot.side = side;
          box = get_box (&slot, 0, (dx + margin) * part->world, (dy + margin) * part->world);
          if (!ytt_label_grid_add (grid, &box))
            continue;
          if (dx >= 0 && dx < part->side && dy >= 0 && dy < part->side)
            g_array_append_val (slots, slot);
          break;
        }
    }

  return slots;
}

static const GArray *
get_slots (YttLabels *self,
           int        step,
           int        column,
           int        row)
{
  gint64 key = (gint64) step << 48 | (gint64) column << 24 | row;
  GArray *slots = g_hash_table_lookup (self->parts, &key);

  if (slots == NULL)
    {
      Part part = get_part (step, column, row);

      if (g_hash_table_size (self->parts) >= MAX_PARTS)
        g_hash_table_remove_all (self->parts);
      slots = decide (self, &part);
      g_hash_table_insert (self->parts, g_memdup2 (&key, sizeof key), slots);
    }

  return slots;
}

static gboolean
is_taken (YttLabels               *self,
          const YttLabelBox       *box,
          const cairo_rectangle_t *obstacles,
          guint                    n_obstacles)
{
  for (guint i = 0; i < n_obstacles; i++)
    if (box->left < obstacles[i].x + obstacles[i].width && obstacles[i].x < box->right &&
        box->top < obstacles[i].y + obstacles[i].height && obstacles[i].y < box->bottom)
      return TRUE;

  for (guint i = 0; i < self->boxes->len; i++)
    if (ytt_label_box_meets (box, &g_array_index (self->boxes, YttLabelBox, i)))
      return TRUE;

  return FALSE;
}

/* The text's picture begins on a whole device pixel, halo and all. */
static double
stand_on_pixel (YttLabels *self,
                double     place)
{
  return round ((place - YTT_LABEL_HALO) * self->scale) / self->scale + YTT_LABEL_HALO;
}

static void
append_placed (YttLabels         *self,
               const Slot        *slot,
               double             shift,
               double             x,
               double             y,
               const YttLabelBox *box)
{
  const Label *label = &g_array_index (self->labels, Label, slot->label);
  YttPlacedLabel placed = {
    .key = slot->label * YTT_LABEL_N_STYLES + slot->style,
    .label = slot->label,
    .style = slot->style,
    .text = label->text,
    .kind = label->kind,
    .box = { box->left, box->top, box->right - box->left, box->bottom - box->top },
    .dot_x = x,
    .dot_y = y,
    .dot = ytt_label_style_get_dot (slot->style),
  };
  double dx, dy;

  get_offset (slot, shift, &dx, &dy);
  placed.text_x = stand_on_pixel (self, x + dx);
  placed.text_y = stand_on_pixel (self, y + dy);
  g_array_append_val (self->placed, placed);
  g_array_append_val (self->boxes, *box);
}

/* Places one copy of a label in the view, on the side that was decided or, if something is in the way, on another. */
static void
place_slot (YttLabels               *self,
            const Slot              *decided,
            double                   x,
            double                   y,
            const cairo_rectangle_t *obstacles,
            guint                    n_obstacles)
{
  gboolean has_dot = ytt_label_style_get_dot (decided->style) > 0;
  guint n_tries = self->steady ? 1 : has_dot ? N_SIDES : G_N_ELEMENTS (area_shifts);

  for (guint i = 0; i < n_tries; i++)
    {
      double shift = has_dot ? 0 : area_shifts[i];
      Slot slot = *decided;
      YttLabelBox box;

      if (has_dot)
        slot.side = (decided->side + i) % N_SIDES;
      box = get_box (&slot, shift, x, y);
      if (is_taken (self, &box, obstacles, n_obstacles))
        continue;
      append_placed (self, &slot, shift, x, y, &box);
      return;
    }
}

typedef struct
{
  const Slot *slot;
  double      x;
  double      y;
} Candidate;

static int
compare_candidates (gconstpointer a,
                    gconstpointer b)
{
  const Candidate *one = a, *other = b;

  if (one->slot->label != other->slot->label)
    return one->slot->label < other->slot->label ? -1 : 1;

  return (one->x > other->x) - (one->x < other->x);
}

static gboolean
is_near (const YttLabelView *view,
         double              x,
         double              y)
{
  return x > -VIEW_MARGIN && x < view->width + VIEW_MARGIN && y > -VIEW_MARGIN && y < view->height + VIEW_MARGIN;
}

/* Adds all copies of a part's labels that are in or near the view. */
static void
add_candidates (YttLabels          *self,
                GArray             *candidates,
                const GArray       *slots,
                const YttLabelView *view)
{
  double world = 256 * exp2 (view->zoom);

  for (guint i = 0; i < slots->len; i++)
    {
      const Slot *slot = &g_array_index (slots, Slot, i);
      const Label *label = &g_array_index (self->labels, Label, slot->label);
      double x = (label->x - view->x) * world + view->width / 2;
      double y = (label->y - view->y) * world + view->height / 2;

      for (x -= floor ((x + VIEW_MARGIN) / world) * world; x < view->width + VIEW_MARGIN; x += world)
        if (is_near (view, x, y))
          {
            Candidate candidate = { slot, x, y };

            g_array_append_val (candidates, candidate);
          }
    }
}

static GArray *
collect_candidates (YttLabels          *self,
                    const YttLabelView *view)
{
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  int step = (int) floor (view->zoom * 2 + 1e-6);
  Part part = get_part (step, 0, 0);
  double world = 256 * exp2 (view->zoom);
  double half_width = (view->width / 2 + VIEW_MARGIN) / world, half_height = (view->height / 2 + VIEW_MARGIN) / world;
  int count = (int) round (1 / part.side);
  int first_row = CLAMP ((int) floor ((view->y - half_height) / part.side), 0, count - 1);
  int last_row = CLAMP ((int) floor ((view->y + half_height) / part.side), 0, count - 1);
  int first_column = (int) floor ((view->x - half_width) / part.side);
  int last_column = MIN ((int) floor ((view->x + half_width) / part.side), first_column + count - 1);

  for (int row = first_row; row <= last_row; row++)
    for (int column = first_column; column <= last_column; column++)
      add_candidates (self, candidates, get_slots (self, step, ((column % count) + count) % count, row), view);
  g_array_sort (candidates, compare_candidates);

  return candidates;
}

/* What is outside the view was placed for the others' sake. */
static void
drop_outside (YttLabels          *self,
              const YttLabelView *view)
{
  guint kept = 0;

  for (guint i = 0; i < self->placed->len; i++)
    {
      YttPlacedLabel *placed = &g_array_index (self->placed, YttPlacedLabel, i);

      if (placed->box.x < view->width && placed->box.x + placed->box.width > 0 &&
          placed->box.y < view->height && placed->box.y + placed->box.height > 0)
        g_array_index (self->placed, YttPlacedLabel, kept++) = *placed;
    }
  g_array_set_size (self->placed, kept);
}

/**
 * ytt_labels_get_decided:
 * @self: the labels
 *
 * Returns: (transfer full): a copy that shares what does not change any more
 */
GHashTable *
ytt_labels_get_decided (YttLabels *self)
{
  GHashTable *decided = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_array_unref);
  GHashTableIter iter;
  gpointer key, slots;

  g_return_val_if_fail (self != NULL, decided);

  g_hash_table_iter_init (&iter, self->parts);
  while (g_hash_table_iter_next (&iter, &key, &slots))
    g_hash_table_insert (decided, g_memdup2 (key, sizeof (gint64)), g_array_ref (slots));

  return decided;
}

/**
 * ytt_labels_add_decided:
 * @self: the labels
 * @decided: (transfer none): what ytt_labels_get_decided() gave, of labels of the same basemap, text and language
 *
 * Takes over which labels show, and where, so that it need not be decided here.
 */
void
ytt_labels_add_decided (YttLabels  *self,
                        GHashTable *decided)
{
  GHashTableIter iter;
  gpointer key, slots;

  g_return_if_fail (self != NULL);
  g_return_if_fail (decided != NULL);

  if (g_hash_table_size (self->parts) + g_hash_table_size (decided) > MAX_PARTS)
    g_hash_table_remove_all (self->parts);
  g_hash_table_iter_init (&iter, decided);
  while (g_hash_table_iter_next (&iter, &key, &slots))
    if (!g_hash_table_contains (self->parts, key))
      g_hash_table_insert (self->parts, g_memdup2 (key, sizeof (gint64)), g_array_ref (slots));
}

/**
 * ytt_labels_place:
 * @self: the labels
 * @view: what is to be labelled
 * @obstacles: (array length=n_obstacles) (nullable): boxes in the view that no label may cover, in px
 * @n_obstacles: how many
 *
 * Says which labels show, and where. In the first view at a zoom it takes some
 * milliseconds, then well under one.
 *
 * Returns: (transfer none) (element-type YttPlacedLabel): the labels, the most
 *   important first, until the next call
 */
const GArray *
ytt_labels_place (YttLabels               *self,
                  const YttLabelView      *view,
                  const cairo_rectangle_t *obstacles,
                  guint                    n_obstacles)
{
  g_autoptr(GArray) candidates = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (view != NULL && view->zoom >= 0 && view->zoom < 24, NULL);
  g_return_val_if_fail (obstacles != NULL || n_obstacles == 0, NULL);

  self->scale = view->scale > 0 ? view->scale : 1;
  self->steady = view->steady;
  candidates = collect_candidates (self, view);
  g_array_set_size (self->placed, 0);
  g_array_set_size (self->boxes, 0);
  for (guint i = 0; i < candidates->len; i++)
    {
      const Candidate *candidate = &g_array_index (candidates, Candidate, i);

      place_slot (self, candidate->slot, candidate->x, candidate->y, obstacles, n_obstacles);
    }
  drop_outside (self, view);

  return self->placed;
}

/**
 * ytt_labels_render:
 * @self: the labels
 * @placed: one of ytt_labels_place()
 * @theme: which colours
 * @scale: device pixels in a px
 *
 * Draws a label's text alone, to be kept and shown again. The picture reaches
 * #YTT_LABEL_HALO px beyond the text at each side.
 *
 * Returns: (transfer full): the picture
 */
cairo_surface_t *
ytt_labels_render (YttLabels            *self,
                   const YttPlacedLabel *placed,
                   YttTheme              theme,
                   double                scale)
{
  cairo_surface_t *surface;
  int width, height;
  cairo_t *cr;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (placed != NULL, NULL);
  g_return_val_if_fail (scale > 0, NULL);

  ytt_label_text_get_ink (self->text, placed->style, placed->text, &width, &height);
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, ceil (width * scale), ceil (height * scale));
  cr = cairo_create (surface);
  cairo_scale (cr, scale, scale);
  ytt_label_text_draw (self->text, cr, YTT_LABEL_HALO, YTT_LABEL_HALO, placed->style, placed->text, theme);
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  return surface;
}

/**
 * ytt_labels_draw:
 * @self: the labels
 * @cr: where to draw; the view's upper left corner is the origin
 * @view: what is to be labelled
 * @obstacles: (array length=n_obstacles) (nullable): see ytt_labels_place()
 * @n_obstacles: how many
 * @theme: which colours
 *
 * Draws all labels of a view, for pictures and print.
 */
void
ytt_labels_draw (YttLabels               *self,
                 cairo_t                 *cr,
                 const YttLabelView      *view,
                 const cairo_rectangle_t *obstacles,
                 guint                    n_obstacles,
                 YttTheme                 theme)
{
  const GArray *placed = ytt_labels_place (self, view, obstacles, n_obstacles);

  for (guint i = 0; placed != NULL && i < placed->len; i++)
    {
      const YttPlacedLabel *label = &g_array_index (placed, YttPlacedLabel, i);
      guint32 ink = ytt_label_style_get_ink (label->style, theme);

      if (label->dot > 0)
        {
          cairo_set_source_rgb (cr, (ink >> 16 & 255) / 255.0, (ink >> 8 & 255) / 255.0, (ink & 255) / 255.0);
          cairo_new_path (cr);
          cairo_arc (cr, label->dot_x, label->dot_y, label->dot, 0, 2 * G_PI);
          cairo_fill (cr);
        }
      ytt_label_text_draw (self->text, cr, label->text_x, label->text_y, label->style, label->text, theme);
    }
}
