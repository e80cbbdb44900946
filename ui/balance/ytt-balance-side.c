#include "config.h"

#include "ytt-balance-side.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "ytt-balance-chart.h"
#include "ytt-format-balance.h"
#include "ytt-format.h"
#include "ytt-statistics-card.h"

struct _YttBalanceSide
{
  GtkBox      parent_instance;

  GtkLabel   *share;
  GtkLabel   *share_words;
  GtkLabel   *hhi;
  GtkLabel   *hhi_words;
  GtkWidget  *left_out;
  GtkLabel   *left_out_title;
  GtkListBox *left_out_list;
  GtkWidget  *published;
  GtkBox     *published_place;
};

enum
{
  REASON_ACTIVATED,
  STATISTICS_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What is published that bears on a stage; a measure may bear on several. */
static const struct
{
  guint       stages;
  const char *measure;
} stage_measures[] = {
  { YTT_STAGE_MINING | YTT_STAGE_CONCENTRATION,    "mine-production" },
  { YTT_STAGE_MINING,                              "reserves" },
  { YTT_STAGE_CRACKING | YTT_STAGE_SEPARATION,     "refining-share" },
  { YTT_STAGE_MAGNET,                              "magnet-share" },
  { YTT_STAGE_MAGNET,                              "magnet-production" },
  { YTT_STAGE_METAL | YTT_STAGE_RECYCLING,         "import-reliance" },
};

G_DEFINE_FINAL_TYPE (YttBalanceSide, ytt_balance_side, GTK_TYPE_BOX)

static void
clear_list (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
}

static void
show_share (YttBalanceSide *self,
            YttBalance     *balance)
{
  g_autofree char *share = ytt_format_share (balance->share[0]), *all = ytt_format_share (balance->share[1]);
  guint n = balance->total.n[YTT_BALANCE_OPERATING];
  g_autofree char *facilities = ytt_format_number (n, 0), *words = NULL;

  gtk_label_set_label (self->share, share);
  if (n > 0)
    /* Translators: country, number of facilities; then a share, and the country it is of */
    words = g_strdup_printf (ngettext ("%s, of what operates at the %s facility with a figure here; "
                                       "%s with all promises (%s)",
                                       "%s, of what operates at the %s facilities with a figure here; "
                                       "%s with all promises (%s)", n),
                             ytt_balance_get_country_name (balance->largest[0]), facilities, all,
                             ytt_balance_get_country_name (balance->largest[1]));
  else if (balance->n_counted > 0)
    /* Translators: a share, and the country it is of */
    words = g_strdup_printf (_("Nothing with a figure here operates; %s with all promises (%s)"), all,
                             ytt_balance_get_country_name (balance->largest[1]));
  gtk_label_set_label (self->share_words, words != NULL ? words : _("No facility here has a figure"));
}

static void
show_hhi (YttBalanceSide *self,
          YttBalance     *balance)
{
  g_autofree char *hhi = ytt_format_number (balance->hhi[0], 0), *all = ytt_format_number (balance->hhi[1], 0);
  guint n = balance->total.n[YTT_BALANCE_OPERATING];
  g_autofree char *facilities = ytt_format_number (n, 0), *words = NULL;

  gtk_label_set_label (self->hhi, hhi);
  if (n > 0)
    /* Translators: number of facilities; then an index from 0 to 10,000 */
    words = g_strdup_printf (ngettext ("of what operates at the %s facility with a figure here; %s with all promises",
                                       "of what operates at the %s facilities with a figure here; "
                                       "%s with all promises", n), facilities, all);
  else if (balance->n_counted > 0)
    /* Translators: an index from 0 to 10,000 */
    words = g_strdup_printf (_("Nothing with a figure here operates; %s with all promises"), all);
  gtk_label_set_label (self->hhi_words, words != NULL ? words : _("No facility here has a figure"));
}

static void
append_reason (YttBalanceSide *self,
               YttLeftOut      reason,
               guint           n)
{
  GtkWidget *row = adw_action_row_new (), *number, *chevron;
  g_autofree char *count = ytt_format_number (n, 0);

  number = gtk_label_new (count);
  gtk_label_set_xalign (GTK_LABEL (number), 0);
  gtk_label_set_width_chars (GTK_LABEL (number), 3);
  gtk_widget_add_css_class (number, "heading");
  gtk_widget_add_css_class (number, "numeric");
  chevron = g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic",
                          "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), ytt_left_out_get_label (reason));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), number);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), chevron);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), "reason", GUINT_TO_POINTER (reason));
  gtk_list_box_append (self->left_out_list, row);
}

static void
show_left_out (YttBalanceSide *self,
               YttBalance     *balance)
{
  guint n = balance->entries->len - balance->n_counted;
  g_autofree char *count = ytt_format_number (n, 0), *title = NULL;

  gtk_widget_set_visible (self->left_out, n > 0);
  title = g_strdup_printf (ngettext ("Left out: %s facility", "Left out: %s facilities", n), count);
  gtk_label_set_label (self->left_out_title, title);

  clear_list (self->left_out_list);
  for (guint reason = YTT_LEFT_OUT_NOT + 1; reason < YTT_N_LEFT_OUT; reason++)
    if (balance->n_left_out[reason] > 0)
      append_reason (self, reason, balance->n_left_out[reason]);
}

static void
reason_activated_cb (YttBalanceSide *self,
                     GtkListBoxRow  *row)
{
  g_signal_emit (self, signals[REASON_ACTIVATED], 0, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "reason")));
}

static void
all_clicked_cb (YttBalanceSide *self,
                GtkButton      *button)
{
  g_signal_emit (self, signals[STATISTICS_ACTIVATED], 0, g_object_get_data (G_OBJECT (button), "measure"));
}

static void
append_measure (YttBalanceSide *self,
                GPtrArray      *statistics,
                const char     *measure,
                YttStages       stage)
{
  g_autoptr(GPtrArray) selected = ytt_balance_side_select (statistics, measure);
  GtkWidget *card = ytt_statistics_card_new (selected, stage), *button;
  g_autofree char *count = ytt_format_number (selected->len, 0), *label = NULL;

  if (card == NULL)
    return;

  label = g_strdup_printf (ngettext ("Source of this figure", "All %s figures and their sources", selected->len), count);
  button = gtk_button_new_with_label (label);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "measure", g_strdup (measure), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (all_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (card), button);
  gtk_box_append (self->published_place, card);
}

static void
ytt_balance_side_class_init (YttBalanceSideClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[REASON_ACTIVATED] =
    g_signal_new ("reason-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[STATISTICS_ACTIVATED] =
    g_signal_new ("statistics-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "balance/ytt-balance-side.ui");
  gtk_widget_class_bind_template_child (widget_class, YttBalanceSide, share);
  gtk_widget_class_bind_template_child (widget_class, YttBalanceSide, share_words);
  gtk_widget_class_bind_template_child (widget_class, YttBalanceSide, hhi);
  gtk_widget_class_bind_template_child (widget_class, YttBalanceSide, hhi_words);
  gtk_widget_class_bind_template_child (widget_class, YttBalanceSide, left_out);
  gtk_widget_class_bind_template_child (widget_class, YttBalanceSide, left_out_title);
  gtk_widget_class_bind_template_child (widget_class, YttBalanceSide, left_out_list);
  gtk_widget_class_bind_template_child (widget_class, YttBalanceSide, published);
  gtk_widget_class_bind_template_child (widget_class, YttBalanceSide, published_place);
  gtk_widget_class_bind_template_callback (widget_class, reason_activated_cb);
}

static void
ytt_balance_side_init (YttBalanceSide *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ytt_balance_side_set_balance:
 * @self: a side
 * @balance: what it tells of
 */
void
ytt_balance_side_set_balance (YttBalanceSide *self,
                              YttBalance     *balance)
{
  g_return_if_fail (YTT_IS_BALANCE_SIDE (self));
  g_return_if_fail (balance != NULL);

  show_share (self, balance);
  show_hhi (self, balance);
  show_left_out (self, balance);
}

/**
 * ytt_balance_side_set_statistics:
 * @self: a side
 * @statistics: (nullable) (element-type YttStatistic): all that is published
 * @stage: the stage that they have to bear on
 */
void
ytt_balance_side_set_statistics (YttBalanceSide *self,
                                 GPtrArray      *statistics,
                                 YttStages       stage)
{
  GtkWidget *child;

  g_return_if_fail (YTT_IS_BALANCE_SIDE (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->published_place))) != NULL)
    gtk_box_remove (self->published_place, child);

  for (gsize i = 0; statistics != NULL && i < G_N_ELEMENTS (stage_measures); i++)
    if (stage_measures[i].stages & stage)
      append_measure (self, statistics, stage_measures[i].measure, stage);

  gtk_widget_set_visible (self->published, gtk_widget_get_first_child (GTK_WIDGET (self->published_place)) != NULL);
}

GPtrArray *
ytt_balance_side_select (GPtrArray  *statistics,
                         const char *measure)
{
  GPtrArray *selected = g_ptr_array_new ();

  for (guint i = 0; i < statistics->len; i++)
    {
      YttStatistic *statistic = g_ptr_array_index (statistics, i);

      if (strcmp (statistic->measure, measure) == 0)
        g_ptr_array_add (selected, statistic);
    }

  return selected;
}
