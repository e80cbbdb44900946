#include "config.h"

#include "ytt-balance-row.h"

#include <adwaita.h>
#include <math.h>

#include "ytt-format-balance.h"
#include "ytt-theme.h"

/* Look, "Layout": bars of 20 in rows of 42. */
#define ROW_HEIGHT 42
#define BAR_HEIGHT 20
#define AXIS_HEIGHT 24
#define GAP 2            /* between the parts of a bar */
#define SPACING 20       /* between the columns */
#define NARROW_BELOW 480
#define NARROW_SPACING 12
#define LEAST_BAR 2
#define GRID_IN_CONTRAST 0.5f

enum
{
  NAME,
  AMOUNT,
  SHARE,
  N_LABELS
};

struct _YttBalanceRow
{
  GtkWidget        parent_instance;

  YttStages        stage;
  YttBalanceBar    bar;
  gboolean         is_axis;
  gboolean         is_bare;        /* words without a bar */
  YttBalanceScale  scale;
  GtkWidget       *labels[N_LABELS];
};

G_DEFINE_FINAL_TYPE (YttBalanceRow, ytt_balance_row, GTK_TYPE_WIDGET)

/* That of libadwaita's text; in high contrast what would be faint is full, or for lines half. */
static void
get_foreground (float    alpha,
                float    in_contrast,
                GdkRGBA *rgba)
{
  YttTheme theme = ytt_theme_get_current ();
  gboolean dark = ytt_theme_is_dark (theme);

  if (ytt_theme_is_contrast (theme))
    alpha = in_contrast;
  else if (!dark)
    alpha *= 0.8f;
  ytt_theme_get_rgba (dark ? 0xffffff : 0x000000, alpha, rgba);
}

static void
get_colour (YttStages  stage,
            GdkRGBA   *rgba)
{
  YttTheme theme = ytt_theme_get_current ();

  if (ytt_theme_is_contrast (theme))
    get_foreground (1, 1, rgba);
  else
    ytt_theme_get_rgba (ytt_theme_get_stage_colour (theme, stage), 1, rgba);
}

/* Without tints, what is being built is hatched. */
static void
snapshot_hatch (GtkSnapshot           *snapshot,
                const graphene_rect_t *rect,
                const GdkRGBA         *colour)
{
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, rect);
  double height = rect->size.height;

  gdk_cairo_set_source_rgba (cr, colour);
  cairo_set_line_width (cr, 1.5);
  for (double x = rect->origin.x - height; x < rect->origin.x + rect->size.width; x += 5)
    {
      cairo_move_to (cr, x, rect->origin.y + height);
      cairo_line_to (cr, x + height, rect->origin.y);
    }
  cairo_stroke (cr);
  cairo_destroy (cr);
}

/**
 * ytt_balance_snapshot_bar:
 * @snapshot: where to
 * @rect: the place of the bar
 * @stage: its stage
 * @phase: how firm it is
 *
 * Operating is filled, being built tinted with an outline, promised an outline.
 */
void
ytt_balance_snapshot_bar (GtkSnapshot           *snapshot,
                          const graphene_rect_t *rect,
                          YttStages              stage,
                          YttBalancePhase        phase)
{
  float radius = MIN (3, rect->size.width / 2);
  GskRoundedRect outline;
  GdkRGBA colour, tint;

  get_colour (stage, &colour);
  gsk_rounded_rect_init_from_rect (&outline, rect, radius);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  if (phase == YTT_BALANCE_OPERATING)
    gtk_snapshot_append_color (snapshot, &colour, rect);
  else if (phase == YTT_BALANCE_BUILDING && ytt_theme_is_contrast (ytt_theme_get_current ()))
    snapshot_hatch (snapshot, rect, &colour);
  else if (phase == YTT_BALANCE_BUILDING)
    {
      tint = colour;
      tint.alpha = 0.38f;
      gtk_snapshot_append_color (snapshot, &tint, rect);
    }
  gtk_snapshot_pop (snapshot);

  gtk_snapshot_append_border (snapshot, &outline, (const float[]) { 2, 2, 2, 2 },
                              (const GdkRGBA[]) { colour, colour, colour, colour });
}

static gboolean
is_narrow (int width)
{
  return width < NARROW_BELOW;
}

/* The place of the bars, from left to right in the direction of the text. */
static void
get_plot (YttBalanceRow   *self,
          graphene_rect_t *plot)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  int start = self->scale.widths[NAME] + SPACING;
  int end = width - self->scale.widths[AMOUNT] - self->scale.widths[SHARE] - 2 * SPACING;

  if (is_narrow (width))
    {
      start = 0;
      end = width;
    }
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    {
      int first = width - end;

      end = width - start;
      start = first;
    }

  graphene_rect_init (plot, start, 0, MAX (end - start, 1), height);
}

static double
get_x (YttBalanceRow         *self,
       const graphene_rect_t *plot,
       double                 tonnes)
{
  double part = self->scale.most > 0 ? MIN (tonnes / self->scale.most, 1) : 0;

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    return plot->origin.x + plot->size.width * (1 - part);

  return plot->origin.x + plot->size.width * part;
}

static void
snapshot_between (YttBalanceRow         *self,
                  GtkSnapshot           *snapshot,
                  const graphene_rect_t *plot,
                  double                 from,
                  double                 to,
                  double                 y,
                  YttBalancePhase        phase)
{
  double a = get_x (self, plot, from), b = get_x (self, plot, to);
  double left = MIN (a, b), width = MAX (fabs (b - a) - GAP, LEAST_BAR);

  ytt_balance_snapshot_bar (snapshot,
                            &GRAPHENE_RECT_INIT ((float) left, (float) y, (float) width, BAR_HEIGHT),
                            self->stage, phase);
}

/* What the ranges may add: a thin line beyond the bar. */
static void
snapshot_reach (YttBalanceRow         *self,
                GtkSnapshot           *snapshot,
                const graphene_rect_t *plot,
                double                 from,
                double                 to,
                double                 y)
{
  double a = get_x (self, plot, from), b = get_x (self, plot, to);
  GdkRGBA colour;

  if (fabs (b - a) < 2)
    return;

  get_colour (self->stage, &colour);
  gtk_snapshot_append_color (snapshot, &colour,
                             &GRAPHENE_RECT_INIT ((float) MIN (a, b), (float) (y + BAR_HEIGHT / 2.0 - 1),
                                                  (float) fabs (b - a), 2));
  gtk_snapshot_append_color (snapshot, &colour,
                             &GRAPHENE_RECT_INIT ((float) b - 1, (float) (y + BAR_HEIGHT / 2.0 - 5), 2, 10));
}

static double
get_bar_y (YttBalanceRow         *self,
           const graphene_rect_t *plot)
{
  if (is_narrow (gtk_widget_get_width (GTK_WIDGET (self))))
    return plot->size.height - BAR_HEIGHT - 6;

  return (plot->size.height - BAR_HEIGHT) / 2;
}

static double
get_bar_end (YttBalanceRow *self)
{
  double end = 0;

  for (guint phase = 0; phase < YTT_N_BALANCE_PHASES; phase++)
    end += self->bar.low[phase];

  return end;
}

/* A line ends above a bar and goes on below it: within a hollow one it would look like the end of a part. */
static void
snapshot_grid (YttBalanceRow         *self,
               GtkSnapshot           *snapshot,
               const graphene_rect_t *plot)
{
  double end = get_bar_end (self), bar_y = get_bar_y (self, plot);
  GdkRGBA colour;
  float y;

  if (self->scale.step <= 0)
    return;

  /* Where the words stand above the bar, no line goes through them. */
  y = is_narrow (gtk_widget_get_width (GTK_WIDGET (self))) && !self->is_axis ? plot->size.height - BAR_HEIGHT - 12 : 0;
  get_foreground (0.15f, GRID_IN_CONTRAST, &colour);
  for (double tonnes = 0; tonnes <= self->scale.most * 1.0001; tonnes += self->scale.step)
    {
      float x = (float) floor (get_x (self, plot, tonnes));
      float height = self->is_axis ? 4 : plot->size.height - y;

      if (!self->is_axis && tonnes > 0 && tonnes < end)
        {
          float below = (float) bar_y + BAR_HEIGHT;

          gtk_snapshot_append_color (snapshot, &colour, &GRAPHENE_RECT_INIT (x, y, 1, (float) bar_y - y));
          gtk_snapshot_append_color (snapshot, &colour,
                                     &GRAPHENE_RECT_INIT (x, below, 1, plot->size.height - below));
          continue;
        }
      gtk_snapshot_append_color (snapshot, &colour, &GRAPHENE_RECT_INIT (x, y, 1, height));
    }
}

static void
snapshot_axis (YttBalanceRow         *self,
               GtkSnapshot           *snapshot,
               const graphene_rect_t *plot)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  double last = -INFINITY;
  GdkRGBA colour;

  get_foreground (0.6f, 1, &colour);
  for (double tonnes = 0; tonnes <= self->scale.most * 1.0001; tonnes += self->scale.step)
    {
      g_autofree char *number = tonnes > 0 ? ytt_format_tonnes (tonnes, tonnes) : g_strdup ("0");
      double x = get_x (self, plot, tonnes);
      int width, height;

      pango_layout_set_text (layout, number, -1);
      pango_layout_get_pixel_size (layout, &width, &height);
      x = CLAMP (x - width / 2.0, 0, gtk_widget_get_width (GTK_WIDGET (self)) - width);
      if (isfinite (last) && fabs (x - last) < width + 8)
        continue;

      last = x;
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, 6));
      gtk_snapshot_append_layout (snapshot, layout, &colour);
      gtk_snapshot_restore (snapshot);
    }
}

static void
ytt_balance_row_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  YttBalanceRow *self = YTT_BALANCE_ROW (widget);
  graphene_rect_t plot;
  double low = 0, high = 0, y;

  get_plot (self, &plot);
  if (!self->is_bare)
    snapshot_grid (self, snapshot, &plot);
  if (self->is_axis)
    {
      if (self->scale.step > 0)
        snapshot_axis (self, snapshot, &plot);
      return;
    }

  y = get_bar_y (self, &plot);
  for (guint phase = 0; phase < YTT_N_BALANCE_PHASES; phase++)
    {
      if (self->bar.low[phase] > 0)
        snapshot_between (self, snapshot, &plot, low, low + self->bar.low[phase], y, phase);
      low += self->bar.low[phase];
      high += self->bar.high[phase];
    }
  snapshot_reach (self, snapshot, &plot, low, high, y);

  GTK_WIDGET_CLASS (ytt_balance_row_parent_class)->snapshot (widget, snapshot);
}

static int
measure_label (YttBalanceRow  *self,
               guint           label,
               GtkOrientation  orientation)
{
  int for_size = orientation == GTK_ORIENTATION_VERTICAL && self->scale.widths[label] > 0
                   ? self->scale.widths[label] : -1;
  int natural;

  if (self->labels[label] == NULL)
    return 0;

  gtk_widget_measure (self->labels[label], orientation, for_size, NULL, &natural, NULL, NULL);

  return natural;
}

static GtkSizeRequestMode
ytt_balance_row_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
ytt_balance_row_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  YttBalanceRow *self = YTT_BALANCE_ROW (widget);
  int text_height = 0;

  for (guint i = 0; i < N_LABELS && orientation == GTK_ORIENTATION_VERTICAL; i++)
    text_height = MAX (text_height, measure_label (self, i, orientation));

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 200;
      *natural = 640;
    }
  else if (self->is_axis)
    *minimum = *natural = AXIS_HEIGHT;
  else if (self->is_bare)
    *minimum = *natural = text_height + 12;
  else if (for_size >= 0 && is_narrow (for_size))
    *minimum = *natural = text_height + BAR_HEIGHT + 18;
  else
    *minimum = *natural = MAX (ROW_HEIGHT, text_height + 12);
}

static void
allocate_label (YttBalanceRow *self,
                guint          label,
                int            x,
                int            width,
                int            height)
{
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    x = gtk_widget_get_width (GTK_WIDGET (self)) - x - width;

  gtk_widget_size_allocate (self->labels[label], &(GtkAllocation) { x, 0, MAX (width, 0), height }, -1);
}

static void
ytt_balance_row_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  YttBalanceRow *self = YTT_BALANCE_ROW (widget);
  int share = self->scale.widths[SHARE], amount = self->scale.widths[AMOUNT];
  int line = is_narrow (width) && !self->is_bare ? height - BAR_HEIGHT - 6 : height;
  int name;

  if (self->is_axis)
    return;

  name = is_narrow (width) ? width - amount - share - 2 * NARROW_SPACING : self->scale.widths[NAME];
  allocate_label (self, NAME, 0, name, line);
  allocate_label (self, AMOUNT, width - share - (is_narrow (width) ? NARROW_SPACING : SPACING) - amount, amount, line);
  allocate_label (self, SHARE, width - share, share, line);
}

static void
ytt_balance_row_dispose (GObject *object)
{
  YttBalanceRow *self = YTT_BALANCE_ROW (object);

  for (guint i = 0; i < N_LABELS; i++)
    g_clear_pointer (&self->labels[i], gtk_widget_unparent);

  G_OBJECT_CLASS (ytt_balance_row_parent_class)->dispose (object);
}

static void
ytt_balance_row_class_init (YttBalanceRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ytt_balance_row_dispose;

  widget_class->get_request_mode = ytt_balance_row_get_request_mode;
  widget_class->measure = ytt_balance_row_measure;
  widget_class->size_allocate = ytt_balance_row_size_allocate;
  widget_class->snapshot = ytt_balance_row_snapshot;

  gtk_widget_class_set_css_name (widget_class, "balancerow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
ytt_balance_row_init (YttBalanceRow *self)
{
  ytt_theme_watch (self, G_CALLBACK (gtk_widget_queue_draw));
}

static GtkWidget *
make_label (YttBalanceRow *self,
            const char    *text,
            float          xalign,
            const char    *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  if (self->is_bare && g_strcmp0 (style, "dim-label") == 0)
    {
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 12);
      gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_RIGHT);
    }
  else
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  if (xalign > 0)
    gtk_widget_add_css_class (label, "numeric");
  gtk_widget_set_parent (label, GTK_WIDGET (self));

  return label;
}

static GtkWidget *
make_row (YttStages            stage,
          const YttBalanceBar *bar,
          const char          *name,
          const char          *amount,
          const char          *share)
{
  YttBalanceRow *self = g_object_new (YTT_TYPE_BALANCE_ROW, NULL);

  self->stage = stage;
  self->is_bare = bar == NULL;
  if (bar != NULL)
    self->bar = *bar;
  self->labels[NAME] = make_label (self, name, 0, NULL);
  self->labels[AMOUNT] = make_label (self, amount, 1, "heading");
  self->labels[SHARE] = make_label (self, share, 1, "dim-label");

  return GTK_WIDGET (self);
}

/**
 * ytt_balance_row_new:
 * @stage: the stage, for its colour
 * @bar: what the bar shows; copied
 * @name: the words before the bar
 * @amount: the words for all of it
 * @share: the words for its share
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
ytt_balance_row_new (YttStages            stage,
                     const YttBalanceBar *bar,
                     const char          *name,
                     const char          *amount,
                     const char          *share)
{
  return make_row (stage, bar, name, amount, share);
}

/**
 * ytt_balance_row_new_words:
 * @name: the words on the left
 * @amount: the words over or under the amounts
 * @share: the words over or under the shares
 *
 * Returns: (transfer floating): a row without a bar, such as the heading and the total
 */
GtkWidget *
ytt_balance_row_new_words (const char *name,
                           const char *amount,
                           const char *share)
{
  return make_row (YTT_STAGE_NONE, NULL, name, amount, share);
}

/**
 * ytt_balance_row_new_axis:
 *
 * Returns: (transfer floating): the numbers under the bars
 */
GtkWidget *
ytt_balance_row_new_axis (void)
{
  YttBalanceRow *self = g_object_new (YTT_TYPE_BALANCE_ROW, NULL);

  self->is_axis = TRUE;
  gtk_widget_add_css_class (GTK_WIDGET (self), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self), "numeric");

  return GTK_WIDGET (self);
}

/**
 * ytt_balance_row_measure_words:
 * @self: a row
 * @widths: (inout): px that names, amounts and shares take; made larger where this row takes more
 */
void
ytt_balance_row_measure_words (YttBalanceRow *self,
                               int            widths[3])
{
  g_return_if_fail (YTT_IS_BALANCE_ROW (self));

  for (guint i = 0; i < N_LABELS; i++)
    widths[i] = MAX (widths[i], measure_label (self, i, GTK_ORIENTATION_HORIZONTAL));
}

/**
 * ytt_balance_row_set_scale:
 * @self: a row
 * @scale: what it shares with the other rows; copied
 */
void
ytt_balance_row_set_scale (YttBalanceRow         *self,
                           const YttBalanceScale *scale)
{
  g_return_if_fail (YTT_IS_BALANCE_ROW (self));

  self->scale = *scale;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
