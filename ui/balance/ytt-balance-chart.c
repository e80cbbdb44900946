#include "config.h"

#include "ytt-balance-chart.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ytt-balance-row.h"
#include "ytt-balance-table.h"
#include "ytt-format-balance.h"
#include "ytt-format.h"
#include "ytt-wrap-box.h"

#define MOST_LINES 5

struct _YttBalanceChart
{
  AdwBin             parent_instance;

  GtkLabel          *title;
  GtkLabel          *caption;
  GtkLabel          *derived;
  GtkStack          *stack;
  YttWrapBox        *legend;
  AdwBin            *head_place;
  GtkListBox        *list;
  AdwBin            *axis_place;
  AdwBin            *total_place;
  GtkLabel          *total_parts;
  GtkScrolledWindow *table_place;
  GtkLabel          *empty_title;
  GtkLabel          *empty_text;
  GtkWidget         *loosen;

  YttBalance        *balance;   /* (owned) (nullable) */
  gboolean           table;
};

enum
{
  PROP_0,
  PROP_TABLE,
  N_PROPS
};

enum
{
  COUNTRY_ACTIVATED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (YttBalanceChart, ytt_balance_chart, ADW_TYPE_BIN)

const char *
ytt_balance_get_country_name (const char *country)
{
  return *country != '\0' ? ytt_country_get_name (country) : _("Country not recorded");
}

static double
get_sum (const double parts[YTT_N_BALANCE_PHASES])
{
  double sum = 0;

  for (guint phase = 0; phase < YTT_N_BALANCE_PHASES; phase++)
    sum += parts[phase];

  return sum;
}

/* A grid of up to five lines at round numbers: 1, 2, 2.5 or 5 times a power of ten. */
static void
choose_scale (const YttBalance *balance,
              YttBalanceScale  *scale)
{
  static const double round_numbers[] = { 1, 2, 2.5, 5, 10 };
  double most = 0, power;

  for (guint i = 0; i < balance->bars->len; i++)
    most = MAX (most, get_sum (g_array_index (balance->bars, YttBalanceBar, i).high));

  scale->step = 0;
  scale->most = most;
  if (most <= 0)
    return;

  power = pow (10, floor (log10 (most / MOST_LINES)));
  for (guint i = 0; i < G_N_ELEMENTS (round_numbers) && scale->step == 0; i++)
    if (most <= round_numbers[i] * power * (MOST_LINES - 1))
      scale->step = round_numbers[i] * power;
  if (scale->step == 0)
    scale->step = 10 * power;
  scale->most = scale->step * ceil (most / scale->step);
}

static char *
format_bar (const YttBalanceBar *bar)
{
  return ytt_format_tonnes (get_sum (bar->low), get_sum (bar->high));
}

static char *
format_bar_share (const YttBalance    *balance,
                  const YttBalanceBar *bar)
{
  double all = balance->total.low[YTT_BALANCE_OPERATING], own = bar->low[YTT_BALANCE_OPERATING];

  return ytt_format_share (all > 0 && own > 0 ? 100 * own / all : NAN);
}

static char *
format_part (YttBalancePhase  phase,
             const char      *amount)
{
  switch (phase)
    {
    case YTT_BALANCE_OPERATING:
      /* Translators: an amount, such as "150,000 operating" */
      return g_strdup_printf (_("%s operating"), amount);

    case YTT_BALANCE_BUILDING:
      /* Translators: an amount, such as "38,600 being built" */
      return g_strdup_printf (_("%s being built"), amount);

    case YTT_BALANCE_PROMISED:
    default:
      /* Translators: an amount, such as "31,374 promised" */
      return g_strdup_printf (_("%s promised"), amount);
    }
}

/* "150,000 operating, 38,600 being built": only what there is. */
static char *
format_parts (const YttBalanceBar *bar)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (guint phase = 0; phase < YTT_N_BALANCE_PHASES; phase++)
    if (bar->n[phase] > 0)
      {
        g_autofree char *amount = ytt_format_tonnes (bar->low[phase], bar->high[phase]);

        g_ptr_array_add (parts, format_part (phase, amount));
      }
  g_ptr_array_add (parts, NULL);

  return g_strjoinv (", ", (char **) parts->pdata);
}

static char *
describe_bar (const YttBalance    *balance,
              const YttBalanceBar *bar)
{
  g_autofree char *amount = format_bar (bar), *parts = format_parts (bar), *share = format_bar_share (balance, bar);
  g_autofree char *basis = ytt_format_basis (balance->basis);
  guint n = 0;

  for (guint phase = 0; phase < YTT_N_BALANCE_PHASES; phase++)
    n += bar->n[phase];

  /* Translators: a bar for a screen reader: country, amount, unit, its parts, share of what operates, facilities */
  return g_strdup_printf (ngettext ("%s: %s %s; %s; %s of what operates; %u facility",
                                    "%s: %s %s; %s; %s of what operates; %u facilities", n),
                          ytt_balance_get_country_name (bar->country), amount, basis, parts, share, n);
}

static GtkWidget *
make_row (YttBalanceChart     *self,
          const YttBalanceBar *bar)
{
  g_autofree char *amount = format_bar (bar), *share = format_bar_share (self->balance, bar);
  g_autofree char *words = describe_bar (self->balance, bar);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row),
                              ytt_balance_row_new (self->balance->stage, bar,
                                                   ytt_balance_get_country_name (bar->country), amount, share));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_set_tooltip_text (row, words);
  g_object_set_data_full (G_OBJECT (row), "country", g_strdup (bar->country), g_free);

  return row;
}

static void
clear_list (YttBalanceChart *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
}

/* The words of all rows, then one scale for all: so their columns stand under each other. */
static void
align_rows (YttBalanceChart *self)
{
  YttBalanceScale scale = { 0 };
  YttBalanceRow *others[] = {
    YTT_BALANCE_ROW (adw_bin_get_child (self->head_place)),
    YTT_BALANCE_ROW (adw_bin_get_child (self->total_place)),
    YTT_BALANCE_ROW (adw_bin_get_child (self->axis_place)),
  };

  choose_scale (self->balance, &scale);
  for (guint pass = 0; pass < 2; pass++)
    {
      for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
           row = gtk_widget_get_next_sibling (row))
        {
          YttBalanceRow *content = YTT_BALANCE_ROW (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row)));

          if (pass == 0)
            ytt_balance_row_measure_words (content, scale.widths);
          else
            ytt_balance_row_set_scale (content, &scale);
        }

      for (guint i = 0; i < G_N_ELEMENTS (others); i++)
        {
          if (pass == 0)
            ytt_balance_row_measure_words (others[i], scale.widths);
          else
            ytt_balance_row_set_scale (others[i], &scale);
        }
    }
}

static void
fill_legend (YttBalanceChart *self)
{
  ytt_wrap_box_clear (self->legend);
  for (guint phase = 0; phase < YTT_N_BALANCE_PHASES; phase++)
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
      GtkWidget *label = gtk_label_new (ytt_balance_phase_get_label (phase));

      gtk_widget_add_css_class (label, "caption");
      gtk_widget_set_margin_end (box, 12);
      gtk_box_append (GTK_BOX (box), ytt_balance_mark_new (self->balance->stage, phase));
      gtk_box_append (GTK_BOX (box), label);
      ytt_wrap_box_append (self->legend, box);
    }
}

static void
fill_rows (YttBalanceChart *self)
{
  YttBalanceBar total = self->balance->total;
  g_autofree char *amount = format_bar (&total), *share = format_bar_share (self->balance, &total);
  g_autofree char *parts = format_parts (&total), *basis = ytt_format_basis (self->balance->basis);
  GtkWidget *head;

  clear_list (self);
  for (guint i = 0; i < self->balance->bars->len; i++)
    gtk_list_box_append (self->list, make_row (self, &g_array_index (self->balance->bars, YttBalanceBar, i)));

  head = ytt_balance_row_new_words ("", basis, _("of what operates"));
  gtk_widget_add_css_class (head, "head");
  adw_bin_set_child (self->head_place, head);
  adw_bin_set_child (self->axis_place, ytt_balance_row_new_axis ());

  /* The sum has no bar of its own: it would dwarf the others. */
  adw_bin_set_child (self->total_place, ytt_balance_row_new_words (_("Total"), amount, share));
  gtk_label_set_label (self->total_parts, parts);
  align_rows (self);
}

static char *
format_oldest (int day)
{
  g_autofree char *year = g_strdup_printf ("%04d", day / 10000);

  return ytt_format_date (year);
}

static void
fill_words (YttBalanceChart *self)
{
  YttBalance *balance = self->balance;
  g_autofree char *basis = ytt_format_basis (balance->basis);
  g_autofree char *counted = ytt_format_number (balance->n_counted, 0);
  g_autofree char *all = ytt_format_number (balance->entries->len, 0);
  g_autofree char *title = NULL, *caption = NULL, *derived = NULL;

  /* Translators: a chart's title, with a stage: "Separation: capacity by country" */
  title = g_strdup_printf (_("%s: capacity by country"), ytt_stage_get_label (balance->stage));
  gtk_label_set_label (self->title, title);

  if (balance->oldest != 0)
    {
      g_autofree char *oldest = format_oldest (balance->oldest);

      /* Translators: a unit, two numbers of facilities, a year */
      caption = g_strdup_printf (ngettext ("Nameplate, %s, from the %s of %s facility with a figure here; "
                                           "the oldest figure is of %s",
                                           "Nameplate, %s, from the %s of %s facilities with a figure here; "
                                           "the oldest figure is of %s", balance->entries->len),
                                 basis, counted, all, oldest);
    }
  else
    /* Translators: a unit, two numbers of facilities */
    caption = g_strdup_printf (ngettext ("Nameplate, %s, from the %s of %s facility with a figure here",
                                         "Nameplate, %s, from the %s of %s facilities with a figure here",
                                         balance->entries->len),
                               basis, counted, all);
  gtk_label_set_label (self->caption, caption);
  gtk_widget_set_visible (GTK_WIDGET (self->caption), balance->entries->len > 0);

  if (balance->conversion != NULL)
    derived = ytt_conversion_format (balance->conversion);
  gtk_label_set_label (self->derived, derived != NULL ? derived : "");
  gtk_widget_set_visible (GTK_WIDGET (self->derived), derived != NULL);
}

static void
show_empty (YttBalanceChart *self)
{
  clear_list (self);
  gtk_scrolled_window_set_child (self->table_place, NULL);
  if (self->balance->entries->len == 0)
    {
      gtk_label_set_label (self->empty_title, _("No Facility with This Stage"));
      gtk_label_set_label (self->empty_text, _("None of the facilities that the filter shows has this stage."));
    }
  else
    {
      gtk_label_set_label (self->empty_title, _("No Figure in This Basis"));
      gtk_label_set_label (self->empty_text, _("This page lists what was left out, and why."));
    }
  gtk_widget_set_visible (self->loosen, self->balance->entries->len == 0);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
update (YttBalanceChart *self)
{
  if (self->balance == NULL)
    return;

  fill_words (self);
  if (self->balance->n_counted == 0)
    {
      show_empty (self);
      return;
    }

  fill_legend (self);
  fill_rows (self);
  gtk_scrolled_window_set_child (self->table_place, self->table ? ytt_balance_table_new (self->balance) : NULL);
  gtk_stack_set_visible_child_name (self->stack, self->table ? "table" : "bars");
}

static void
row_activated_cb (YttBalanceChart *self,
                  GtkListBoxRow   *row)
{
  g_signal_emit (self, signals[COUNTRY_ACTIVATED], 0, g_object_get_data (G_OBJECT (row), "country"));
}

static void
ytt_balance_chart_finalize (GObject *object)
{
  YttBalanceChart *self = YTT_BALANCE_CHART (object);

  g_clear_pointer (&self->balance, ytt_balance_unref);

  G_OBJECT_CLASS (ytt_balance_chart_parent_class)->finalize (object);
}

static void
ytt_balance_chart_get_property (GObject    *object,
                                guint       property_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  if (property_id == PROP_TABLE)
    g_value_set_boolean (value, YTT_BALANCE_CHART (object)->table);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
ytt_balance_chart_set_property (GObject      *object,
                                guint         property_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  YttBalanceChart *self = YTT_BALANCE_CHART (object);

  if (property_id == PROP_TABLE)
    {
      self->table = g_value_get_boolean (value);
      update (self);
    }
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

/* Arrows go from bar to bar; Tab goes on past them, of which there may be dozens. */
static gboolean
ytt_balance_chart_focus (GtkWidget        *widget,
                         GtkDirectionType  direction)
{
  YttBalanceChart *self = YTT_BALANCE_CHART (widget);

  if (gtk_widget_get_focus_child (GTK_WIDGET (self->list)) != NULL
      && (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD))
    return FALSE;

  return GTK_WIDGET_CLASS (ytt_balance_chart_parent_class)->focus (widget, direction);
}

static void
ytt_balance_chart_class_init (YttBalanceChartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = ytt_balance_chart_finalize;
  object_class->get_property = ytt_balance_chart_get_property;
  object_class->set_property = ytt_balance_chart_set_property;

  widget_class->focus = ytt_balance_chart_focus;

  properties[PROP_TABLE] =
    g_param_spec_boolean ("table", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[COUNTRY_ACTIVATED] =
    g_signal_new ("country-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (YTT_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "balance/ytt-balance-chart.ui");
  gtk_widget_class_bind_template_child (widget_class, YttBalanceChart, title);
  gtk_widget_class_bind_template_child (widget_class, YttBalanceChart, caption);
  gtk_widget_class_bind_template_child (widget_class, YttBalanceChart, derived);
  gtk_widget_class_bind_template_child (widget_class, YttBalanceChart, stack);
  gtk_widget_class_bind_template_child (widget_class, YttBalanceChart, legend);
  gtk_widget_class_bind_template_child (widget_class, YttBalanceChart, head_place);
  gtk_widget_class_bind_template_child (widget_class, YttBalanceChart, list);
  gtk_widget_class_bind_template_child (widget_class, YttBalanceChart, axis_place);
  gtk_widget_class_bind_template_child (widget_class, YttBalanceChart, total_place);
  gtk_widget_class_bind_template_child (widget_class, YttBalanceChart, total_parts);
  gtk_widget_class_bind_template_child (widget_class, YttBalanceChart, table_place);
  gtk_widget_class_bind_template_child (widget_class, YttBalanceChart, empty_title);
  gtk_widget_class_bind_template_child (widget_class, YttBalanceChart, empty_text);
  gtk_widget_class_bind_template_child (widget_class, YttBalanceChart, loosen);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
ytt_balance_chart_init (YttBalanceChart *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ytt_balance_chart_set_balance:
 * @self: a chart
 * @balance: (nullable): what it shows; %NULL leaves what it shows until there is another
 */
void
ytt_balance_chart_set_balance (YttBalanceChart *self,
                               YttBalance      *balance)
{
  g_return_if_fail (YTT_IS_BALANCE_CHART (self));

  if (self->balance == balance)
    return;

  g_clear_pointer (&self->balance, ytt_balance_unref);
  self->balance = balance != NULL ? ytt_balance_ref (balance) : NULL;
  update (self);
}
