#include "config.h"

#include "ytt-histogram.h"

#include <glib/gi18n.h>

#include "ytt-theme.h"

#define HEIGHT 44       /* px, of the bars */
#define TEXT_GAP 2      /* px, between bars and years */
#define LEAST_YEARS 10  /* bars of fewer years would be slabs */

/* Years so far apart that the bars between them could not be seen. */
#define MOST_YEARS 200

struct _YttHistogram
{
  GtkWidget    parent_instance;

  GArray      *numbers;     /* (element-type guint) of each year from first_year on */
  int          first_year;
  guint        greatest;
  int          range_first;
  int          range_last;
  gboolean     left_out;    /* what is within the range is left out, else all others are */
  PangoLayout *layout;
};

G_DEFINE_FINAL_TYPE (YttHistogram, ytt_histogram, GTK_TYPE_WIDGET)

static gboolean
parse_year (const char *text,
            int        *year)
{
  gint64 number;

  if (!g_ascii_string_to_signed (text, 10, 1, 9999, &number, NULL))
    return FALSE;

  *year = (int) number;

  return TRUE;
}

static int
get_text_height (YttHistogram *self)
{
  int height;

  pango_layout_set_text (self->layout, "2", -1);
  pango_layout_get_pixel_size (self->layout, NULL, &height);

  return height;
}

static void
ytt_histogram_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = 200;
  else
    *minimum = *natural = HEIGHT + TEXT_GAP + get_text_height (YTT_HISTOGRAM (widget));
}

static void
snapshot_year (YttHistogram *self,
               GtkSnapshot  *snapshot,
               int           year,
               gboolean      at_end)
{
  g_autofree char *text = g_strdup_printf ("%d", year);
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int text_width;

  pango_layout_set_text (self->layout, text, -1);
  pango_layout_get_pixel_size (self->layout, &text_width, NULL);
  gtk_snapshot_render_layout (snapshot, gtk_widget_get_style_context (GTK_WIDGET (self)),
                              at_end ? width - text_width : 0, HEIGHT + TEXT_GAP, self->layout);
}

/* In high contrast what is not asked for is no fainter, but hollow. */
static void
snapshot_bar (GtkSnapshot           *snapshot,
              const GdkRGBA         *colour,
              gboolean               contrast,
              gboolean               wanted,
              const graphene_rect_t *bar)
{
  GdkRGBA fill = *colour;
  GskRoundedRect outline;

  if (contrast && !wanted)
    {
      float line = MIN (1, bar->size.width / 3);

      gsk_rounded_rect_init_from_rect (&outline, bar, 0);
      gtk_snapshot_append_border (snapshot, &outline, (const float[]) { 1, line, 1, line },
                                  (const GdkRGBA[]) { fill, fill, fill, fill });
      return;
    }

  if (!contrast)
    fill.alpha = wanted ? 0.75f : 0.2f;
  gtk_snapshot_append_color (snapshot, &fill, bar);
}

/* Time goes from left to right in every language here, as on the map's slider. */
static void
ytt_histogram_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  YttHistogram *self = YTT_HISTOGRAM (widget);
  double step = (double) gtk_widget_get_width (widget) / MAX (self->numbers->len, 1);
  gboolean contrast = ytt_theme_is_contrast (ytt_theme_get_current ());
  GdkRGBA colour;

  if (self->greatest == 0)
    return;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  for (guint i = 0; i < self->numbers->len; i++)
    {
      int year = self->first_year + (int) i;
      double height = (double) HEIGHT * g_array_index (self->numbers, guint, i) / self->greatest;
      double gap = step > 4 ? 1 : 0;

      if (height <= 0)
        continue;
      height = MAX (height, 2);
      snapshot_bar (snapshot, &colour, contrast,
                    (year >= self->range_first && year <= self->range_last) != self->left_out,
                    &GRAPHENE_RECT_INIT ((float) (i * step), (float) (HEIGHT - height),
                                         (float) MAX (step - gap, 1), (float) height));
    }
  snapshot_year (self, snapshot, self->first_year, FALSE);
  snapshot_year (self, snapshot, self->first_year + (int) self->numbers->len - 1, TRUE);
}

static void
ytt_histogram_finalize (GObject *object)
{
  YttHistogram *self = YTT_HISTOGRAM (object);

  g_array_unref (self->numbers);
  g_object_unref (self->layout);

  G_OBJECT_CLASS (ytt_histogram_parent_class)->finalize (object);
}

static void
ytt_histogram_class_init (YttHistogramClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ytt_histogram_finalize;
  widget_class->measure = ytt_histogram_measure;
  widget_class->snapshot = ytt_histogram_snapshot;

  gtk_widget_class_set_css_name (widget_class, "histogram");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
ytt_histogram_init (YttHistogram *self)
{
  self->numbers = g_array_new (FALSE, TRUE, sizeof (guint));
  self->range_first = G_MININT;
  self->range_last = G_MAXINT;
  self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "caption");
  ytt_theme_watch (self, G_CALLBACK (gtk_widget_queue_draw));
}

/**
 * ytt_histogram_new:
 *
 * Returns: (transfer floating): a picture without bars
 */
GtkWidget *
ytt_histogram_new (void)
{
  return g_object_new (YTT_TYPE_HISTOGRAM, NULL);
}

static void
update_accessible (YttHistogram *self,
                   int           last_year)
{
  g_autofree char *text = NULL;

  if (self->greatest == 0)
    text = g_strdup (_("No years"));
  else
    /* Translators: what a small chart shows: two years, and how many facilities fall on the year with most */
    text = g_strdup_printf (ngettext ("Years %d to %d, at most %u facility a year",
                                      "Years %d to %d, at most %u facilities a year", self->greatest),
                            self->first_year, last_year, self->greatest);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

/**
 * ytt_histogram_set_years:
 * @self: a histogram
 * @years: (element-type YttFacetCount): years and how many facilities fall on each
 */
void
ytt_histogram_set_years (YttHistogram *self,
                         GArray       *years)
{
  int first = G_MAXINT, last = G_MININT, year;

  g_return_if_fail (YTT_IS_HISTOGRAM (self));

  for (guint i = 0; i < years->len; i++)
    if (parse_year (g_array_index (years, YttFacetCount, i).value, &year))
      {
        first = MIN (first, year);
        last = MAX (last, year);
      }

  self->greatest = 0;
  g_array_set_size (self->numbers, 0);
  if (first <= last)
    {
      first = MAX (first, last - MOST_YEARS);
      last = MAX (last, first + LEAST_YEARS - 1);
      g_array_set_size (self->numbers, (guint) (last - first + 1));
    }
  for (guint i = 0; i < years->len; i++)
    {
      const YttFacetCount *count = &g_array_index (years, YttFacetCount, i);

      if (!parse_year (count->value, &year) || year < first)
        continue;
      g_array_index (self->numbers, guint, year - first) += count->n;
      self->greatest = MAX (self->greatest, g_array_index (self->numbers, guint, year - first));
    }
  self->first_year = first;
  update_accessible (self, last);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * ytt_histogram_set_range:
 * @self: a histogram
 * @first: the first year within, G_MININT where all before are
 * @last: the last year within, G_MAXINT where all after are
 * @left_out: whether these years are left out, else they are asked for
 */
void
ytt_histogram_set_range (YttHistogram *self,
                         int           first,
                         int           last,
                         gboolean      left_out)
{
  g_return_if_fail (YTT_IS_HISTOGRAM (self));

  if (self->range_first == first && self->range_last == last && self->left_out == left_out)
    return;

  self->range_first = first;
  self->range_last = last;
  self->left_out = left_out;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
