#include "config.h"

#include "ytt-claim-row.h"

#include <glib/gi18n.h>

#include "ytt-format.h"
#include "ytt-markup.h"
#include "ytt-timeline.h"
#include "ytt-wrap-box.h"

struct _YttClaimRow
{
  GtkListBoxRow  parent_instance;

  /* Template children */
  GtkWidget     *tick;
  GtkLabel      *value_label;
  GtkWidget     *pin;
  GtkWidget     *differs_label;
  GtkLabel      *date_label;
  GtkLabel      *source_label;
};

G_DEFINE_FINAL_TYPE (YttClaimRow, ytt_claim_row, GTK_TYPE_LIST_BOX_ROW)

/* Of what the claim speaks, where that is not the plant itself; (nullable) */
static const char *
get_scope_words (const YttClaim *claim)
{
  if (g_strcmp0 (claim->scope, "company") == 0)
    return _("whole company");
  if (g_strcmp0 (claim->scope, "project") == 0)
    return _("whole project");
  if (g_strcmp0 (claim->scope, "several-sites") == 0)
    return _("several sites");
  if (g_strcmp0 (claim->scope, "district") == 0)
    return _("whole district");
  if (g_strcmp0 (claim->scope, "country") == 0)
    return _("whole country");

  return NULL;
}

/* How the claim is meant, where its value does not say so: "planned"; (nullable) */
static const char *
get_kind_word (const YttClaim *claim)
{
  if (claim->inferred)
    return _("inferred");
  if (claim->qualifier == YTT_QUALIFIER_PLANNED)
    return _("planned");
  if (claim->qualifier == YTT_QUALIFIER_EXPECTED)
    return _("expected");
  if (claim->tense == YTT_TENSE_PROMISED)
    return _("promised");

  return NULL;
}

/* (nullable): "phase 1, planned" */
static char *
describe_kind (const YttClaim *claim)
{
  const char *parts[4] = { NULL, };
  guint n_parts = 0;

  if (claim->part != NULL && *claim->part != '\0')
    parts[n_parts++] = claim->part;
  else if (get_scope_words (claim) != NULL)
    parts[n_parts++] = get_scope_words (claim);
  if (get_kind_word (claim) != NULL)
    parts[n_parts++] = get_kind_word (claim);

  return n_parts > 0 ? g_strjoinv (", ", (char **) parts) : NULL;
}

/* The value, and small beside it how it is meant: one text, so that it breaks as a text does. */
static void
set_value (YttClaimRow    *self,
           const YttClaim *claim,
           const char     *kind)
{
  g_autofree char *markup = ytt_markup_claim (claim);
  g_autofree char *small = NULL;
  g_autofree char *whole = NULL;

  if (kind != NULL)
    small = g_markup_printf_escaped ("  <span weight=\"normal\" size=\"82%%\" alpha=\"75%%\">%s</span>", kind);
  whole = g_strconcat (markup, small, NULL);
  gtk_label_set_markup (self->value_label, whole);
}

static const char *
get_source_name (const YttClaim *claim)
{
  if (claim->source == NULL)
    return NULL;

  return claim->source->publisher != NULL ? claim->source->publisher : claim->source->title;
}

static void
set_source (YttClaimRow    *self,
            const YttClaim *claim)
{
  g_autoptr(GString) markup = g_string_new (NULL);
  const char *name = get_source_name (claim);

  if (name != NULL)
    ytt_markup_append_link (markup, name, claim->source->url);
  if (claim->note != NULL && *claim->note != '\0')
    {
      g_autofree char *note = g_markup_escape_text (claim->note, -1);

      g_string_append_printf (markup, "%s%s", markup->len > 0 ? " · " : "", note);
    }
  if (claim->withdrawn)
    {
      const char *reason = claim->withdrawn_reason;
      /* Translators: %s is the reason that an editor gave for taking this claim back */
      g_autofree char *words = reason != NULL && *reason != '\0' ? g_markup_printf_escaped (_("Withdrawn: %s"), reason)
                                                                 : g_markup_escape_text (_("Withdrawn"), -1);

      g_string_append_printf (markup, "%s%s", markup->len > 0 ? "\n" : "", words);
    }
  else if (claim->pinned && claim->pin_reason != NULL && *claim->pin_reason != '\0')
    {
      /* Translators: %s is the reason that an editor gave for choosing this claim */
      g_autofree char *reason = g_markup_printf_escaped (_("Chosen by an editor: %s"), claim->pin_reason);

      g_string_append_printf (markup, "%s%s", markup->len > 0 ? "\n" : "", reason);
    }

  gtk_label_set_markup (self->source_label, markup->str);
  gtk_widget_set_visible (GTK_WIDGET (self->source_label), markup->len > 0);
  /* Where the line names the publisher, what it published is told apart. */
  if (claim->source != NULL && name != claim->source->title)
    gtk_widget_set_tooltip_text (GTK_WIDGET (self->source_label), claim->source->title);
}

/* The whole line as a screen reader says it. */
static void
set_accessible_label (YttClaimRow    *self,
                      const YttClaim *claim,
                      const char     *kind,
                      const char     *date,
                      gboolean        shown,
                      gboolean        differs)
{
  g_autofree char *value = ytt_format_claim (claim);
  g_autofree char *label = NULL;
  const char *parts[10] = { NULL, };
  guint n_parts = 0;

  parts[n_parts++] = value;
  if (kind != NULL)
    parts[n_parts++] = kind;
  if (date != NULL)
    parts[n_parts++] = date;
  if (shown)
    parts[n_parts++] = _("the claim shown");
  if (differs)
    parts[n_parts++] = _("differs from the claim shown");
  if (claim->withdrawn)
    parts[n_parts++] = _("withdrawn");
  if (claim->withdrawn && claim->withdrawn_reason != NULL && *claim->withdrawn_reason != '\0')
    parts[n_parts++] = claim->withdrawn_reason;
  if (get_source_name (claim) != NULL)
    parts[n_parts++] = get_source_name (claim);
  if (claim->note != NULL && *claim->note != '\0')
    parts[n_parts++] = claim->note;

  label = g_strjoinv (", ", (char **) parts);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
ytt_claim_row_class_init (YttClaimRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (YTT_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "detail/ytt-claim-row.ui");
  gtk_widget_class_bind_template_child (widget_class, YttClaimRow, tick);
  gtk_widget_class_bind_template_child (widget_class, YttClaimRow, value_label);
  gtk_widget_class_bind_template_child (widget_class, YttClaimRow, pin);
  gtk_widget_class_bind_template_child (widget_class, YttClaimRow, differs_label);
  gtk_widget_class_bind_template_child (widget_class, YttClaimRow, date_label);
  gtk_widget_class_bind_template_child (widget_class, YttClaimRow, source_label);
  gtk_widget_class_bind_template_callback (widget_class, ytt_markup_activate_link_cb);
}

static void
ytt_claim_row_init (YttClaimRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ytt_claim_row_new:
 * @claim: the claim; not kept
 * @shown: whether it is the one that the pane shows for its attribute
 * @differs: whether it contradicts that one
 *
 * Returns: (transfer floating): a line of a ledger
 */
GtkWidget *
ytt_claim_row_new (const YttClaim *claim,
                   gboolean        shown,
                   gboolean        differs)
{
  YttClaimRow *self = g_object_new (YTT_TYPE_CLAIM_ROW, NULL);
  g_autofree char *kind = describe_kind (claim);
  gboolean unreadable = ytt_claim_has_bad_date (claim);
  g_autofree char *date = NULL;

  if (unreadable)
    date = g_strdup (_("unreadable date"));
  else if (claim->as_of != NULL)
    date = ytt_format_date (claim->as_of);

  set_value (self, claim, kind);
  gtk_label_set_label (self->date_label, date != NULL ? date : _("no date"));
  if (unreadable)
    {
      /* Another program wrote what is no date: it is shown as it stands, and counts as none. */
      g_autofree char *written = g_strdup_printf (_("Written as “%s”"), claim->as_of);

      gtk_widget_add_css_class (GTK_WIDGET (self->date_label), "warning");
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->date_label), written);
    }
  gtk_widget_set_opacity (self->tick, shown ? 1.0 : 0.0);
  gtk_widget_set_visible (self->pin, claim->pinned && !claim->withdrawn);
  if (claim->withdrawn)
    gtk_widget_add_css_class (GTK_WIDGET (self), "withdrawn");
  gtk_widget_set_visible (self->differs_label, differs);
  set_source (self, claim);
  set_accessible_label (self, claim, kind, date, shown, differs);

  return GTK_WIDGET (self);
}
