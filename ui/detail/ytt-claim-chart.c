#include "config.h"

#include "ytt-claim-chart.h"

#include <math.h>

#include "ytt-claim-series.h"
#include "ytt-format.h"
#include "ytt-theme.h"

/* Sizes in px. */
#define HEIGHT 148
#define TOP 26
#define BOTTOM 24
#define SIDE 16
#define GAP 6
#define RADIUS 4.5
#define RING 8.5     /* radius, around the claim that the keyboard is on */

/* A label of the year every so many px, at least. */
#define YEAR_ROOM 64

struct _YttClaimChart
{
  GtkWidget       parent_instance;

  YttRecord      *record;   /* (owned): keeps the claims */
  YttClaimSeries *series;   /* (owned) */
  double          first;    /* years at both ends of the axis */
  double          last;
  guint           current;  /* the point that the keyboard is on */
};

G_DEFINE_FINAL_TYPE (YttClaimChart, ytt_claim_chart, GTK_TYPE_WIDGET)

/* What drawing asks again and again. */
typedef struct
{
  cairo_t     *cr;
  PangoLayout *layout;
  GdkRGBA      text;
  GdkRGBA      accent;
  double       left;
  double       right;
  double       top;
  double       bottom;
  double       faint;     /* how opaque the words are that are not values */
  double       step;      /* and the steps between promises */
  double       grid;
} Canvas;

static const YttSeriesPoint *
get_point (YttClaimChart *self,
           guint          i)
{
  return &g_array_index (self->series->points, YttSeriesPoint, i);
}

static double
get_x (YttClaimChart *self,
       const Canvas  *canvas,
       double         year)
{
  return canvas->left + (canvas->right - canvas->left) * (year - self->first) / (self->last - self->first);
}

static double
get_y (YttClaimChart *self,
       const Canvas  *canvas,
       double         value)
{
  const YttClaimSeries *series = self->series;

  return canvas->bottom - (canvas->bottom - canvas->top) * (value - series->from) / (series->to - series->from);
}

static void
set_colour (const Canvas  *canvas,
            const GdkRGBA *colour,
            double         alpha)
{
  cairo_set_source_rgba (canvas->cr, colour->red, colour->green, colour->blue, colour->alpha * alpha);
}

static double
set_text (const Canvas *canvas,
          const char   *text)
{
  int width;

  pango_layout_set_text (canvas->layout, text, -1);
  pango_layout_get_pixel_size (canvas->layout, &width, NULL);

  return width;
}

/* Its left edge at x, its middle at y. */
static void
draw_text (const Canvas *canvas,
           double        x,
           double        y,
           double        alpha)
{
  int height;

  pango_layout_get_pixel_size (canvas->layout, NULL, &height);
  set_colour (canvas, &canvas->text, alpha);
  cairo_move_to (canvas->cr, x, y - height / 2.0);
  pango_cairo_show_layout (canvas->cr, canvas->layout);
}

static char *
format_tick (YttClaimChart *self,
             double         value)
{
  /* A year is no amount: it is not grouped. */
  if (self->series->is_date)
    return g_strdup_printf ("%.0f", value);

  return ytt_format_number (value, -1);
}

static guint
count_ticks (YttClaimChart *self)
{
  return (guint) ((self->series->to - self->series->from) / self->series->step + 1.5);
}

static double
get_tick (YttClaimChart *self,
          guint          i)
{
  return self->series->from + i * self->series->step;
}

static double
measure_ticks (YttClaimChart *self,
               const Canvas  *canvas)
{
  double widest = 0;

  for (guint i = 0; i < count_ticks (self); i++)
    {
      g_autofree char *text = format_tick (self, get_tick (self, i));

      widest = MAX (widest, set_text (canvas, text));
    }

  return widest;
}

static void
draw_axes (YttClaimChart *self,
           const Canvas  *canvas)
{
  int years = MAX (1, (int) ceil ((self->last - self->first) * YEAR_ROOM / (canvas->right - canvas->left)));

  cairo_set_line_width (canvas->cr, 1);
  for (guint i = 0; i < count_ticks (self); i++)
    {
      double y = floor (get_y (self, canvas, get_tick (self, i))) + 0.5;
      g_autofree char *text = format_tick (self, get_tick (self, i));
      double width = set_text (canvas, text);

      draw_text (canvas, canvas->left - GAP - width, y, canvas->faint);
      set_colour (canvas, &canvas->text, canvas->grid);
      cairo_move_to (canvas->cr, canvas->left, y);
      cairo_line_to (canvas->cr, canvas->right, y);
      cairo_stroke (canvas->cr);
    }

  for (int year = (int) ceil (self->first); year <= (int) floor (self->last); year += years)
    {
      g_autofree char *text = g_strdup_printf ("%d", year);
      double width = set_text (canvas, text), x = get_x (self, canvas, year);

      draw_text (canvas, CLAMP (x - width / 2, canvas->left, canvas->right - width),
                 canvas->bottom + BOTTOM / 2.0 + 2, canvas->faint);
    }

}

static char *
describe_point (const YttSeriesPoint *point,
                const char           *between)
{
  g_autofree char *value = ytt_format_claim (point->claim);
  g_autofree char *caption = ytt_format_claim_caption (point->claim);

  return g_strconcat (value, between, caption, NULL);
}

/* What is counted; while the keyboard is on a claim, what that one says. */
static void
draw_caption (YttClaimChart *self,
              const Canvas  *canvas)
{
  g_autofree char *text = NULL;

  if (!gtk_widget_has_visible_focus (GTK_WIDGET (self)))
    {
      set_text (canvas, self->series->caption);
      draw_text (canvas, SIDE - 4, TOP / 2.0 - 1, canvas->faint);
      return;
    }

  text = describe_point (get_point (self, self->current), " · ");
  pango_layout_set_ellipsize (canvas->layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (canvas->layout, (int) (canvas->right - SIDE + 4) * PANGO_SCALE);
  set_text (canvas, text);
  draw_text (canvas, SIDE - 4, TOP / 2.0 - 1, 1);
  pango_layout_set_width (canvas->layout, -1);
}

static void
draw_ring (YttClaimChart *self,
           const Canvas  *canvas)
{
  const YttSeriesPoint *point = get_point (self, self->current);

  if (!gtk_widget_has_visible_focus (GTK_WIDGET (self)))
    return;

  set_colour (canvas, &canvas->accent, 1);
  cairo_set_line_width (canvas->cr, 2);
  cairo_new_sub_path (canvas->cr);
  cairo_arc (canvas->cr, get_x (self, canvas, point->told), get_y (self, canvas, point->value), RING, 0, 2 * G_PI);
  cairo_stroke (canvas->cr);
}

/* Promises on the same thing: each holds until the next is made. */
static void
draw_steps (YttClaimChart *self,
            const Canvas  *canvas)
{
  set_colour (canvas, &canvas->text, canvas->step);
  cairo_set_line_width (canvas->cr, 1.5);

  for (guint i = 1; i < self->series->points->len; i++)
    {
      const YttSeriesPoint *point = get_point (self, i), *before = NULL;

      if (point->claim->tense != YTT_TENSE_PROMISED)
        continue;
      for (guint j = 0; j < i; j++)
        if (get_point (self, j)->claim->tense == YTT_TENSE_PROMISED
            && g_strcmp0 (get_point (self, j)->claim->part, point->claim->part) == 0)
          before = get_point (self, j);
      if (before == NULL)
        continue;

      cairo_move_to (canvas->cr, get_x (self, canvas, before->told), get_y (self, canvas, before->value));
      cairo_line_to (canvas->cr, get_x (self, canvas, point->told), get_y (self, canvas, before->value));
      cairo_line_to (canvas->cr, get_x (self, canvas, point->told), get_y (self, canvas, point->value));
    }
  cairo_stroke (canvas->cr);
}

static void
draw_point (YttClaimChart        *self,
            const Canvas         *canvas,
            const YttSeriesPoint *point)
{
  static const double dashes[] = { 2, 1.7 };
  const GdkRGBA *colour = point->shown ? &canvas->accent : &canvas->text;
  double x = get_x (self, canvas, point->told), y = get_y (self, canvas, point->value);
  YttQualifier qualifier = point->claim->qualifier;
  gboolean promised = point->claim->tense == YTT_TENSE_PROMISED;

  set_colour (canvas, colour, 1);
  if (point->low != point->high)
    {
      cairo_set_line_width (canvas->cr, 2);
      cairo_move_to (canvas->cr, x, get_y (self, canvas, point->low));
      cairo_line_to (canvas->cr, x, get_y (self, canvas, point->high));
      cairo_stroke (canvas->cr);
    }

  cairo_new_sub_path (canvas->cr);
  cairo_arc (canvas->cr, x, y, RADIUS, 0, 2 * G_PI);
  if (qualifier == YTT_QUALIFIER_EXACT && !promised)
    {
      cairo_fill (canvas->cr);
      return;
    }

  /* The bar does not shine through what is hollow. */
  cairo_set_operator (canvas->cr, CAIRO_OPERATOR_CLEAR);
  cairo_fill_preserve (canvas->cr);
  cairo_set_operator (canvas->cr, CAIRO_OPERATOR_OVER);
  cairo_set_line_width (canvas->cr, 1.7);
  if (promised)
    cairo_set_dash (canvas->cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_stroke (canvas->cr);
  cairo_set_dash (canvas->cr, NULL, 0, 0);
}

/* The shown value stands beside its dot, on the side where there is room. */
static void
name_shown (YttClaimChart        *self,
            const Canvas         *canvas,
            const YttSeriesPoint *point)
{
  g_autofree char *text = self->series->is_date ? ytt_format_claim_value (point->claim)
                                                : ytt_format_number (point->value, -1);
  PangoAttrList *bold = pango_attr_list_new ();
  double x = get_x (self, canvas, point->told), width;

  pango_attr_list_insert (bold, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (canvas->layout, bold);
  width = set_text (canvas, text);
  if (x + RADIUS + GAP + width <= canvas->right + SIDE - 2)
    x += RADIUS + GAP;
  else
    x -= RADIUS + GAP + width;
  draw_text (canvas, x, get_y (self, canvas, point->value), 1);
  pango_layout_set_attributes (canvas->layout, NULL);
  pango_attr_list_unref (bold);
}

static void
prepare (YttClaimChart *self,
         Canvas        *canvas)
{
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (self));
  gboolean contrast = ytt_theme_is_contrast (ytt_theme_get_current ());

  gtk_style_context_get_color (context, &canvas->text);
  if (!gtk_style_context_lookup_color (context, contrast ? "accent_color" : "accent_bg_color", &canvas->accent))
    canvas->accent = canvas->text;
  canvas->faint = contrast ? 1 : 0.75;
  canvas->step = contrast ? 1 : 0.45;
  canvas->grid = contrast ? 0.55 : 0.15;

  canvas->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  canvas->left = SIDE + measure_ticks (self, canvas) + GAP;
  canvas->right = MAX (gtk_widget_get_width (GTK_WIDGET (self)) - SIDE, canvas->left + 1);
  canvas->top = TOP;
  canvas->bottom = HEIGHT - BOTTOM;
}

static void
ytt_claim_chart_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  YttClaimChart *self = YTT_CLAIM_CHART (widget);
  Canvas canvas;

  prepare (self, &canvas);
  canvas.cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget),
                                                                        gtk_widget_get_height (widget)));
  draw_caption (self, &canvas);
  draw_axes (self, &canvas);
  draw_steps (self, &canvas);
  for (guint i = 0; i < self->series->points->len; i++)
    if (!get_point (self, i)->shown)
      draw_point (self, &canvas, get_point (self, i));
  for (guint i = 0; i < self->series->points->len; i++)
    if (get_point (self, i)->shown)
      {
        draw_point (self, &canvas, get_point (self, i));
        name_shown (self, &canvas, get_point (self, i));
      }
  draw_ring (self, &canvas);

  cairo_destroy (canvas.cr);
  g_object_unref (canvas.layout);
}

static void
ytt_claim_chart_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : 180;
  *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : 320;
}

/* What the nearest dot stands for. */
static gboolean
ytt_claim_chart_query_tooltip (GtkWidget  *widget,
                               int         x,
                               int         y,
                               gboolean    keyboard_tooltip,
                               GtkTooltip *tooltip)
{
  YttClaimChart *self = YTT_CLAIM_CHART (widget);
  const YttSeriesPoint *nearest = NULL;
  double distance = 14;
  Canvas canvas;

  prepare (self, &canvas);
  g_object_unref (canvas.layout);

  for (guint i = 0; i < self->series->points->len; i++)
    {
      const YttSeriesPoint *point = get_point (self, i);
      double away = hypot (get_x (self, &canvas, point->told) - x, get_y (self, &canvas, point->value) - y);

      if (away < distance)
        {
          distance = away;
          nearest = point;
        }
    }
  if (nearest != NULL)
    {
      g_autofree char *text = describe_point (nearest, "\n");

      gtk_tooltip_set_text (tooltip, text);
    }

  return nearest != NULL;
}

static void
set_current (YttClaimChart *self,
             guint          current)
{
  g_autofree char *text = describe_point (get_point (self, current), ", ");

  self->current = current;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Time goes from left to right in every language here. */
static gboolean
key_pressed_cb (YttClaimChart   *self,
                guint            keyval,
                guint            keycode,
                GdkModifierType  state)
{
  guint last = self->series->points->len - 1;

  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK | GDK_SUPER_MASK))
    return GDK_EVENT_PROPAGATE;

  switch (keyval)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      set_current (self, self->current > 0 ? self->current - 1 : 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      set_current (self, MIN (self->current + 1, last));
      return GDK_EVENT_STOP;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      set_current (self, 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      set_current (self, last);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
ytt_claim_chart_finalize (GObject *object)
{
  YttClaimChart *self = YTT_CLAIM_CHART (object);

  g_clear_pointer (&self->series, ytt_claim_series_free);
  g_clear_pointer (&self->record, ytt_record_unref);

  G_OBJECT_CLASS (ytt_claim_chart_parent_class)->finalize (object);
}

static void
ytt_claim_chart_class_init (YttClaimChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ytt_claim_chart_finalize;
  widget_class->measure = ytt_claim_chart_measure;
  widget_class->query_tooltip = ytt_claim_chart_query_tooltip;
  widget_class->snapshot = ytt_claim_chart_snapshot;

  gtk_widget_class_set_css_name (widget_class, "claimchart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
ytt_claim_chart_init (YttClaimChart *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "notify::has-focus", G_CALLBACK (gtk_widget_queue_draw), NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "caption");
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  ytt_theme_watch (self, G_CALLBACK (gtk_widget_queue_draw));
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
}

/**
 * ytt_claim_chart_new:
 * @record: a facility; a reference is taken
 * @figure: one of its attributes, with its claims
 *
 * Returns: (transfer floating) (nullable): their chart; %NULL where fewer than two claims have a date and are counted
 *   as the shown one is
 */
GtkWidget *
ytt_claim_chart_new (YttRecord       *record,
                     const YttFigure *figure)
{
  YttClaimSeries *series = ytt_claim_series_new (figure);
  g_autofree char *text = NULL;
  YttClaimChart *self;
  guint n;

  if (series == NULL)
    return NULL;

  self = g_object_new (YTT_TYPE_CLAIM_CHART, NULL);
  self->record = ytt_record_ref (record);
  self->series = series;

  /* Whole years, with a little room at the ends. */
  n = series->points->len;
  self->first = floor (get_point (self, 0)->told - 0.05);
  self->last = MAX (ceil (get_point (self, n - 1)->told + 0.05), self->first + 1);

  for (guint i = 0; i < n; i++)
    if (get_point (self, i)->shown)
      set_current (self, i);

  text = ytt_claim_series_describe (series);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);

  return GTK_WIDGET (self);
}
