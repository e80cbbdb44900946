#include "config.h"

#include "ytt-balance-table.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ytt-balance-chart.h"
#include "ytt-format-balance.h"
#include "ytt-format.h"

enum
{
  COUNTRY,
  FIRST_PHASE,
  SHARE = FIRST_PHASE + YTT_N_BALANCE_PHASES,
  FACILITIES,
  N_COLUMNS
};

static GtkWidget *
make_row (GtkWidget *table)
{
  GtkWidget *row = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_ROW,
                                 "spacing", 18, NULL);

  gtk_box_append (GTK_BOX (table), row);

  return row;
}

static void
append_cell (GtkWidget     *row,
             GtkSizeGroup **groups,
             guint          column,
             const char    *text,
             const char    *style)
{
  gboolean is_head = g_strcmp0 (style, "caption") == 0;
  GtkWidget *cell = g_object_new (GTK_TYPE_LABEL,
                                  "accessible-role", is_head ? GTK_ACCESSIBLE_ROLE_COLUMN_HEADER
                                                             : GTK_ACCESSIBLE_ROLE_CELL,
                                  "label", text, "xalign", column == COUNTRY ? 0.f : 1.f,
                                  "hexpand", column == COUNTRY, NULL);

  if (column != COUNTRY)
    gtk_widget_add_css_class (cell, "numeric");
  if (style != NULL)
    gtk_widget_add_css_class (cell, style);
  gtk_size_group_add_widget (groups[column], cell);
  gtk_box_append (GTK_BOX (row), cell);
}

static void
append_bar (GtkWidget           *table,
            GtkSizeGroup       **groups,
            const YttBalance    *balance,
            const YttBalanceBar *bar,
            const char          *name,
            const char          *style)
{
  GtkWidget *row = make_row (table);
  double all = balance->total.low[YTT_BALANCE_OPERATING], own = bar->low[YTT_BALANCE_OPERATING];
  g_autofree char *share = ytt_format_share (all > 0 && own > 0 ? 100 * own / all : NAN), *facilities = NULL;
  guint n = 0;

  append_cell (row, groups, COUNTRY, name, style);
  for (guint phase = 0; phase < YTT_N_BALANCE_PHASES; phase++)
    {
      g_autofree char *amount = ytt_format_tonnes (bar->low[phase], bar->high[phase]);

      append_cell (row, groups, FIRST_PHASE + phase, amount, style);
      n += bar->n[phase];
    }
  append_cell (row, groups, SHARE, share, style);
  facilities = ytt_format_number (n, 0);
  append_cell (row, groups, FACILITIES, facilities, style);
}

/**
 * ytt_balance_table_new:
 * @balance: a finished balance
 *
 * Returns: (transfer floating): the same as its bars, in words and numbers
 */
GtkWidget *
ytt_balance_table_new (YttBalance *balance)
{
  const char *heads[N_COLUMNS] = { _("Country"), NULL, NULL, NULL, _("Of what operates"), _("Facilities") };
  GtkSizeGroup *groups[N_COLUMNS];
  g_autofree char *label = NULL, *basis = ytt_format_basis (balance->basis);
  GtkWidget *table, *row;

  table = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_TABLE,
                        "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 12, NULL);
  label = g_strdup_printf (_("Capacity by country, %s"), basis);
  gtk_accessible_update_property (GTK_ACCESSIBLE (table), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);

  for (guint column = 0; column < N_COLUMNS; column++)
    groups[column] = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);

  row = make_row (table);
  for (guint column = 0; column < N_COLUMNS; column++)
    append_cell (row, groups, column,
                 heads[column] != NULL ? heads[column] : ytt_balance_phase_get_label (column - FIRST_PHASE), "caption");
  for (guint i = 0; i < balance->bars->len; i++)
    {
      const YttBalanceBar *bar = &g_array_index (balance->bars, YttBalanceBar, i);

      append_bar (table, groups, balance, bar, ytt_balance_get_country_name (bar->country), NULL);
    }
  append_bar (table, groups, balance, &balance->total, _("Total"), "heading");

  /* The cells keep them. */
  for (guint column = 0; column < N_COLUMNS; column++)
    g_object_unref (groups[column]);

  return table;
}
