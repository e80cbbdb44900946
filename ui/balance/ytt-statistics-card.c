#include "config.h"

#include "ytt-statistics-card.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "ytt-format.h"
#include "ytt-theme.h"

#define PLOT_WIDTH 110
#define PLOT_HEIGHT 16
#define DOT 12
#define BAR 8
#define MOST_ROWS 8
#define LINE_IN_CONTRAST 0.5f

/* One figure on a line: a dot, a bar for a range, an outline for what is expected. */
#define YTT_TYPE_STATISTIC_PLOT (ytt_statistic_plot_get_type ())

G_DECLARE_FINAL_TYPE (YttStatisticPlot, ytt_statistic_plot, YTT, STATISTIC_PLOT, GtkWidget)

struct _YttStatisticPlot
{
  GtkWidget parent_instance;

  YttStages stage;
  double    from;      /* the ends of the line */
  double    to;
  double    low;
  double    high;
  gboolean  expected;
};

G_DEFINE_FINAL_TYPE (YttStatisticPlot, ytt_statistic_plot, GTK_TYPE_WIDGET)

static void
ytt_statistic_plot_measure (GtkWidget      *widget,
                            GtkOrientation  orientation,
                            int             for_size,
                            int            *minimum,
                            int            *natural,
                            int            *minimum_baseline,
                            int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? PLOT_WIDTH : PLOT_HEIGHT;
}

static float
get_x (YttStatisticPlot *self,
       double            value)
{
  double part = self->to > self->from ? (value - self->from) / (self->to - self->from) : 0;
  float width = gtk_widget_get_width (GTK_WIDGET (self)) - DOT;

  return DOT / 2 + width * (float) CLAMP (part, 0, 1);
}

static void
ytt_statistic_plot_snapshot (GtkWidget   *widget,
                             GtkSnapshot *snapshot)
{
  YttStatisticPlot *self = YTT_STATISTIC_PLOT (widget);
  YttTheme theme = ytt_theme_get_current ();
  gboolean contrast = ytt_theme_is_contrast (theme);
  GdkRGBA colour, line;
  float middle = gtk_widget_get_height (widget) / 2.f, left, right, thick;
  GskRoundedRect outline;

  ytt_theme_get_rgba (contrast ? ytt_theme_get_ink (theme) : ytt_theme_get_stage_colour (theme, self->stage), 1,
                      &colour);
  ytt_theme_get_rgba (ytt_theme_is_dark (theme) ? 0xffffff : 0x000000, contrast ? LINE_IN_CONTRAST : 0.15f, &line);
  gtk_snapshot_append_color (snapshot, &line,
                             &GRAPHENE_RECT_INIT (0, middle - 1, gtk_widget_get_width (widget), 2));

  left = get_x (self, isinf (self->low) ? self->from : self->low);
  right = get_x (self, isinf (self->high) ? self->to : self->high);
  thick = right - left > 1 ? BAR : DOT;
  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT (left - thick / 2, middle - thick / 2, right - left + thick, thick),
                                   thick / 2);
  if (self->expected)
    gtk_snapshot_append_border (snapshot, &outline, (const float[]) { 2, 2, 2, 2 },
                                (const GdkRGBA[]) { colour, colour, colour, colour });
  else
    {
      gtk_snapshot_push_rounded_clip (snapshot, &outline);
      gtk_snapshot_append_color (snapshot, &colour, &outline.bounds);
      gtk_snapshot_pop (snapshot);
    }
}

static void
ytt_statistic_plot_class_init (YttStatisticPlotClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = ytt_statistic_plot_measure;
  widget_class->snapshot = ytt_statistic_plot_snapshot;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
ytt_statistic_plot_init (YttStatisticPlot *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  ytt_theme_watch (self, G_CALLBACK (gtk_widget_queue_draw));
}

static gboolean
is_share (const YttStatistic *statistic)
{
  return statistic->unit[0] == '%';
}

/* The end of it that is a number. */
static double
get_value (const YttStatistic *statistic)
{
  return isinf (statistic->low) ? statistic->high : statistic->low;
}

static double
get_reach (const YttStatistic *statistic)
{
  return isinf (statistic->high) ? statistic->low : statistic->high;
}

/* The country that most of them are about. */
static const char *
find_main_country (GPtrArray *statistics)
{
  g_autoptr(GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  const char *best = "";
  guint most = 0;

  for (guint i = 0; i < statistics->len; i++)
    {
      const YttStatistic *statistic = g_ptr_array_index (statistics, i);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, statistic->country)) + 1;

      g_hash_table_insert (counts, statistic->country, GUINT_TO_POINTER (n));
      if (n > most)
        {
          most = n;
          best = statistic->country;
        }
    }

  return best;
}

/* The newest year that is told of at least three countries, else the newest. */
static int
find_main_year (GPtrArray *statistics)
{
  int newest = 0, best = 0;

  for (guint i = 0; i < statistics->len; i++)
    {
      int year = ((const YttStatistic *) g_ptr_array_index (statistics, i))->year;
      guint n = 0;

      for (guint j = 0; j < statistics->len; j++)
        n += ((const YttStatistic *) g_ptr_array_index (statistics, j))->year == year;
      newest = MAX (newest, year);
      if (n >= 3)
        best = MAX (best, year);
    }

  return best != 0 ? best : newest;
}

static int
compare_years (gconstpointer a,
               gconstpointer b)
{
  const YttStatistic *first = *(YttStatistic * const *) a, *second = *(YttStatistic * const *) b;

  if (first->year != second->year)
    return first->year - second->year;

  return g_strcmp0 (first->source->published, second->source->published);
}

static int
compare_values (gconstpointer a,
                gconstpointer b)
{
  double first = get_reach (*(YttStatistic * const *) a), second = get_reach (*(YttStatistic * const *) b);

  return (first < second) - (first > second);
}

/* (transfer container): what the card shows of them: one country through the years, or one year through the countries */
static GPtrArray *
choose_rows (GPtrArray *statistics,
             gboolean   shares)
{
  GPtrArray *rows = g_ptr_array_new ();
  const char *country = find_main_country (statistics);
  int year = find_main_year (statistics);

  for (guint i = 0; i < statistics->len; i++)
    {
      YttStatistic *statistic = g_ptr_array_index (statistics, i);

      if (is_share (statistic) != shares)
        continue;
      if (shares ? strcmp (statistic->country, country) == 0
                 : statistic->year == year && strcmp (statistic->country, "WLD") != 0)
        g_ptr_array_add (rows, statistic);
    }

  g_ptr_array_sort (rows, shares ? compare_years : compare_values);
  if (shares && rows->len > MOST_ROWS)
    g_ptr_array_remove_range (rows, 0, rows->len - MOST_ROWS);
  else if (rows->len > MOST_ROWS)
    g_ptr_array_set_size (rows, MOST_ROWS);

  return rows;
}

static GtkWidget *
make_label (const char *text,
            const char *style,
            float       xalign)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);

  return label;
}

static void
attach_row (GtkGrid            *grid,
            int                 line,
            const YttStatistic *statistic,
            gboolean            shares,
            YttStages           stage,
            const double        ends[2])
{
  g_autofree char *year = g_strdup_printf ("%d", statistic->year), *value = ytt_statistic_format (statistic);
  const char *head = shares ? year : ytt_country_get_name (statistic->country);
  const char *publisher = statistic->source->publisher != NULL ? statistic->source->publisher
                                                               : statistic->source->title;
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *label;
  YttStatisticPlot *plot = g_object_new (YTT_TYPE_STATISTIC_PLOT, NULL);
  gboolean expected = statistic->qualifier >= YTT_QUALIFIER_PLANNED;

  plot->stage = stage;
  plot->from = ends[0];
  plot->to = ends[1];
  plot->low = statistic->low;
  plot->high = statistic->high;
  plot->expected = expected;

  gtk_box_append (GTK_BOX (words), make_label (head, NULL, 0));
  label = make_label (publisher, "caption", 0);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_label_set_max_width_chars (GTK_LABEL (label), 14);
  gtk_box_append (GTK_BOX (words), label);
  gtk_widget_set_tooltip_text (words, statistic->source->title);

  label = make_label (value, "caption-heading", 1);
  gtk_widget_add_css_class (label, "numeric");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_NONE);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 16);

  gtk_grid_attach (grid, words, 0, line, 1, 1);
  gtk_grid_attach (grid, GTK_WIDGET (plot), 1, line, 1, 1);
  gtk_grid_attach (grid, label, 2, line, 1, 1);
}

static char *
make_title (GPtrArray *rows,
            gboolean   shares)
{
  const YttStatistic *first = g_ptr_array_index (rows, 0);
  const char *measure = ytt_statistic_measure_get_label (first->measure);

  if (shares)
    /* Translators: a country and a statistic: "China: share of world refining" */
    return g_strdup_printf (_("%s: %s"), ytt_country_get_name (first->country), measure);

  /* Translators: a statistic and its year: "Mine production, 2024" */
  return g_strdup_printf (_("%s, %d"), measure, first->year);
}

/**
 * ytt_statistics_card_new:
 * @statistics: (element-type YttStatistic): statistics of one measure
 * @stage: the stage whose colour they take
 *
 * Shares are shown of the country that most of them are about, through the years; tonnages of the newest year that
 * several countries are told of.
 *
 * Returns: (transfer floating) (nullable): what was published, as published; %NULL where there is nothing to show
 */
GtkWidget *
ytt_statistics_card_new (GPtrArray *statistics,
                         YttStages  stage)
{
  gboolean shares = statistics->len > 0 && is_share (g_ptr_array_index (statistics, 0));
  g_autoptr(GPtrArray) rows = choose_rows (statistics, shares);
  g_autofree char *title = NULL;
  double ends[2] = { shares ? 100 : 0, shares ? 100 : 0 };
  GtkWidget *card, *grid;

  if (rows->len == 0)
    return NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      const YttStatistic *statistic = g_ptr_array_index (rows, i);

      if (shares)
        ends[0] = MIN (ends[0], 10 * floor (get_value (statistic) / 10 - 0.5));
      else
        ends[1] = MAX (ends[1], get_reach (statistic));
    }
  ends[0] = MAX (ends[0], 0);

  card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "statistics");
  title = make_title (rows, shares);
  gtk_box_append (GTK_BOX (card), make_label (title, "dim-label", 0));

  grid = gtk_grid_new ();
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 10);
  for (guint i = 0; i < rows->len; i++)
    attach_row (GTK_GRID (grid), (int) i, g_ptr_array_index (rows, i), shares, stage, ends);
  gtk_box_append (GTK_BOX (card), grid);

  return card;
}
