#include "config.h"

#include "ytt-ledger-view.h"

#include <glib/gi18n.h>

#include "ytt-claim-chart.h"
#include "ytt-claim-row.h"
#include "ytt-claim-series.h"
#include "ytt-format.h"

struct _YttLedgerView
{
  AdwBin      parent_instance;

  GtkBox     *box;
  GtkListBox *list_box;
};

G_DEFINE_FINAL_TYPE (YttLedgerView, ytt_ledger_view, ADW_TYPE_BIN)

static GtkWidget *
create_copy_button (const YttRecord *record,
                    const YttFigure *figure)
{
  g_autofree char *text = ytt_format_figure (record, figure);
  GtkWidget *button = g_object_new (GTK_TYPE_BUTTON,
                                    "icon-name", "edit-copy-symbolic",
                                    "tooltip-text", _("Copy Figure with Its Source"),
                                    "valign", GTK_ALIGN_CENTER,
                                    NULL);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "detail.copy-figure");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", text);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Copy figure with its source"), -1);

  return button;
}

/* (nullable): why an editor chose what is shown */
static char *
describe_pin (const YttClaim *shown)
{
  if (!shown->pinned || shown->pin_reason == NULL || *shown->pin_reason == '\0')
    return NULL;

  /* Translators: %s is the reason that an editor gave for choosing this claim */
  return g_strdup_printf (_("Shown because: %s"), shown->pin_reason);
}

static GtkWidget *
create_reason_row (const YttRecord *record,
                   const YttFigure *figure)
{
  g_autofree char *chosen = describe_pin (figure->shown);
  const char *reason = chosen != NULL ? chosen : ytt_format_shown_reason (figure);
  GtkWidget *box, *image, *label, *row;

  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  image = g_object_new (GTK_TYPE_IMAGE,
                        "icon-name", "dialog-information-symbolic",
                        "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                        NULL);
  label = g_object_new (GTK_TYPE_LABEL,
                        "label", reason,
                        "xalign", 0.0,
                        "hexpand", TRUE,
                        "wrap", TRUE,
                        NULL);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (image, "dim-label");
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), create_copy_button (record, figure));

  row = g_object_new (GTK_TYPE_LIST_BOX_ROW,
                      "child", box,
                      "activatable", FALSE,
                      "selectable", FALSE,
                      NULL);
  gtk_widget_add_css_class (row, "claim");
  gtk_widget_add_css_class (row, "reason");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, reason, -1);

  return row;
}

/* What is claimed over time stands above the claims, with what of them it leaves out. */
static void
add_chart (YttLedgerView   *self,
           YttRecord       *record,
           const YttFigure *figure)
{
  GtkWidget *chart = ytt_claim_chart_new (record, figure);
  g_autoptr(YttClaimSeries) series = NULL;
  g_autofree char *left_out = NULL;
  GtkWidget *label;

  if (chart == NULL)
    return;

  gtk_box_append (self->box, chart);
  series = ytt_claim_series_new (figure);
  left_out = ytt_claim_series_describe_left_out (series);
  if (left_out == NULL)
    return;

  label = g_object_new (GTK_TYPE_LABEL,
                        "label", left_out,
                        "xalign", 0.0,
                        "wrap", TRUE,
                        NULL);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "chart-note");
  gtk_box_append (self->box, label);
}

/* They stay in the ledger, behind those that hold. */
static void
append_withdrawn (YttLedgerView   *self,
                  const YttRecord *record,
                  const char      *attribute)
{
  for (guint i = 0; i < record->withdrawn->len; i++)
    {
      const YttClaim *claim = g_ptr_array_index (record->withdrawn, i);

      if (g_str_equal (claim->attribute, attribute))
        gtk_list_box_append (self->list_box, ytt_claim_row_new (claim, FALSE, FALSE));
    }
}

static void
ytt_ledger_view_class_init (YttLedgerViewClass *klass)
{
}

static void
ytt_ledger_view_init (YttLedgerView *self)
{
  self->list_box = g_object_new (GTK_TYPE_LIST_BOX, "selection-mode", GTK_SELECTION_NONE, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->list_box), "ledger");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list_box), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Claims"), -1);
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "ledger-box");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}

/**
 * ytt_ledger_view_new:
 * @record: a facility; a reference is taken
 * @figure: one of its attributes, with its claims
 *
 * Returns: (transfer floating): its ledger
 */
GtkWidget *
ytt_ledger_view_new (YttRecord       *record,
                     const YttFigure *figure)
{
  YttLedgerView *self = g_object_new (YTT_TYPE_LEDGER_VIEW, NULL);

  add_chart (self, record, figure);
  gtk_box_append (self->box, GTK_WIDGET (self->list_box));
  for (guint i = 0; i < figure->claims->len; i++)
    {
      const YttClaim *claim = g_ptr_array_index (figure->claims, i);
      gboolean differs = figure->contradicting != NULL && g_ptr_array_find (figure->contradicting, claim, NULL);

      gtk_list_box_append (self->list_box, ytt_claim_row_new (claim, claim == figure->shown, differs));
    }
  append_withdrawn (self, record, figure->attribute);
  gtk_list_box_append (self->list_box, create_reason_row (record, figure));

  return GTK_WIDGET (self);
}

/**
 * ytt_ledger_view_new_withdrawn:
 * @record: a facility
 * @attribute: what all claims on were withdrawn
 *
 * Returns: (transfer floating): the ledger of what has no figure any more
 */
GtkWidget *
ytt_ledger_view_new_withdrawn (YttRecord  *record,
                               const char *attribute)
{
  YttLedgerView *self = g_object_new (YTT_TYPE_LEDGER_VIEW, NULL);
  GtkWidget *title = g_object_new (GTK_TYPE_LABEL,
                                   "label", ytt_attribute_get_label (attribute),
                                   "xalign", 0.0,
                                   NULL);

  gtk_widget_add_css_class (title, "caption-heading");
  gtk_widget_add_css_class (title, "dim-label");
  gtk_widget_add_css_class (title, "withdrawn-title");
  gtk_box_append (self->box, title);
  gtk_box_append (self->box, GTK_WIDGET (self->list_box));
  append_withdrawn (self, record, attribute);

  return GTK_WIDGET (self);
}
