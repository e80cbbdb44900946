#include "config.h"

#include "ytt-record-header.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ytt-format-moment.h"
#include "ytt-format.h"
#include "ytt-ledger-view.h"
#include "ytt-symbol-image.h"
#include "ytt-timeline.h"
#include "ytt-wrap-box.h"

struct _YttRecordHeader
{
  AdwBin           parent_instance;

  YttRecord       *record;        /* (owned) (nullable) */
  GtkToggleButton *status_chip;   /* (nullable) among the chips */

  /* Template children */
  YttSymbolImage  *symbol;
  GtkLabel        *name_label;
  GtkLabel        *operator_label;
  GtkLabel        *place_label;
  YttWrapBox      *chips;
  GtkLabel        *told_label;
  GtkRevealer     *revealer;
};

enum
{
  PROP_0,
  PROP_EXPANDED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (YttRecordHeader, ytt_record_header, ADW_TYPE_BIN)

static void
status_toggled_cb (YttRecordHeader *self)
{
  gboolean expanded = gtk_toggle_button_get_active (self->status_chip);

  if (expanded && gtk_revealer_get_child (self->revealer) == NULL)
    {
      GtkWidget *ledger = ytt_ledger_view_new (self->record, self->record->status_figure);

      gtk_widget_add_css_class (ledger, "status-ledger");
      gtk_widget_set_overflow (ledger, GTK_OVERFLOW_HIDDEN);
      gtk_revealer_set_child (self->revealer, ledger);
    }

  gtk_revealer_set_reveal_child (self->revealer, expanded);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->status_chip), GTK_ACCESSIBLE_STATE_EXPANDED, expanded, -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EXPANDED]);
}

/* An operator's name leads to its page. */
static gboolean
operator_activated_cb (YttRecordHeader *self,
                       const char      *uri,
                       GtkLabel        *label)
{
  guint index = (guint) g_ascii_strtoull (uri, NULL, 10);

  if (self->record != NULL && index < self->record->operators->len)
    {
      const YttOrganisation *operator = g_ptr_array_index (self->record->operators, index);

      gtk_widget_activate_action (GTK_WIDGET (self), "detail.organisation", "x", operator->id);
    }

  return TRUE;
}

static void
set_operators (YttRecordHeader *self)
{
  g_autoptr(GString) markup = g_string_new (NULL);
  GPtrArray *operators = self->record->operators;

  for (guint i = 0; i < operators->len; i++)
    {
      const YttOrganisation *operator = g_ptr_array_index (operators, i);
      g_autofree char *name = g_markup_escape_text (operator->name, -1);
      g_autofree char *title = g_strdup_printf (_("Facilities, Announcements and Links of “%s”"), operator->name);
      g_autofree char *escaped_title = g_markup_escape_text (title, -1);

      g_string_append_printf (markup, "%s<a href=\"%u\" title=\"%s\">%s</a>", i > 0 ? " · " : "", i, escaped_title,
                              name);
    }

  gtk_label_set_markup (self->operator_label, markup->str);
  gtk_widget_set_visible (GTK_WIDGET (self->operator_label), markup->len > 0);
}

static gboolean
country_activated_cb (YttRecordHeader *self,
                      const char      *uri,
                      GtkLabel        *label)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "detail.country", "s", uri);

  return TRUE;
}

/* The country, which is named last, leads to its page. */
static void
set_place (YttRecordHeader *self)
{
  const char *country = self->record->country;
  const char *name = country != NULL && *country != '\0' ? ytt_country_get_name (country) : NULL;
  g_autofree char *place = ytt_format_place (self->record->locality, self->record->admin1, country);
  g_autofree char *markup = NULL;

  if (name != NULL && g_str_has_suffix (place, name))
    {
      g_autofree char *before = g_strndup (place, strlen (place) - strlen (name));

      markup = g_markup_printf_escaped ("%s<a href=\"%s\">%s</a>", before, country, name);
    }
  else
    markup = g_markup_escape_text (place, -1);

  gtk_label_set_markup (self->place_label, markup);
  gtk_widget_set_visible (GTK_WIDGET (self->place_label), *place != '\0');
}

static GtkWidget *
create_label (const char *text,
              const char *css_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL,
                                   "label", text,
                                   "wrap", TRUE,
                                   "valign", GTK_ALIGN_BASELINE,
                                   NULL);

  gtk_widget_add_css_class (label, css_class);

  return label;
}

static char *
format_standing (const YttRecord *record)
{
  if (!record->there)
    /* Translators: instead of a status, where nothing was told of the facility by the moment that is looked at */
    return g_strdup (record->moment.year != 0 ? _("Not there yet, or not told of") : _("Not told of yet"));
  if (record->status == YTT_STATUS_UNKNOWN)
    return g_strdup (ytt_status_get_label (record->status));

  return ytt_format_standing (record->status, record->promised, record->moment);
}

static void
append_status_chip (YttRecordHeader *self)
{
  const YttRecord *record = self->record;
  const YttFigure *figure = record->status_figure;
  g_autofree char *status = format_standing (record);
  g_autofree char *date = NULL;
  g_autofree char *claims = NULL;
  g_autofree char *label = NULL;
  GtkWidget *box, *arrow;

  /* At another year the status may not be that of the claim which is shown. */
  if (figure->shown->as_of != NULL && record->moment.year == 0)
    date = ytt_format_date (figure->shown->as_of);

  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (box), create_label (status, "caption-heading"));
  if (date != NULL)
    {
      GtkWidget *date_label = create_label (date, "caption");

      gtk_widget_add_css_class (date_label, "dim-label");
      gtk_widget_add_css_class (date_label, "numeric");
      gtk_box_append (GTK_BOX (box), date_label);
    }
  if (figure->contradicting != NULL && figure->contradicting->len > 0)
    {
      GtkWidget *warning = g_object_new (GTK_TYPE_IMAGE,
                                         "icon-name", "dialog-warning-symbolic",
                                         "tooltip-text", _("Sources Differ"),
                                         NULL);

      gtk_widget_add_css_class (warning, "warning");
      gtk_box_append (GTK_BOX (box), warning);
    }
  arrow = g_object_new (GTK_TYPE_IMAGE,
                        "icon-name", "pan-down-symbolic",
                        "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                        NULL);
  gtk_box_append (GTK_BOX (box), arrow);

  self->status_chip = GTK_TOGGLE_BUTTON (gtk_toggle_button_new ());
  gtk_button_set_child (GTK_BUTTON (self->status_chip), box);
  gtk_widget_add_css_class (GTK_WIDGET (self->status_chip), "badge");
  gtk_widget_add_css_class (GTK_WIDGET (self->status_chip), "status-chip");

  claims = g_strdup_printf (ngettext ("%u claim", "%u claims", figure->claims->len), figure->claims->len);
  label = date != NULL ? g_strdup_printf (_("Status: %s, %s, %s"), status, date, claims)
                       : g_strdup_printf (_("Status: %s, %s"), status, claims);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->status_chip), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->status_chip), GTK_ACCESSIBLE_STATE_EXPANDED, FALSE, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->status_chip), claims);
  g_signal_connect_object (self->status_chip, "toggled", G_CALLBACK (status_toggled_cb), self, G_CONNECT_SWAPPED);
  ytt_wrap_box_append (self->chips, GTK_WIDGET (self->status_chip));
}

static void
append_plain_chip (YttRecordHeader *self,
                   GtkWidget       *image,
                   const char      *text)
{
  GtkWidget *chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_add_css_class (chip, "chip");
  if (image != NULL)
    gtk_box_append (GTK_BOX (chip), image);
  gtk_box_append (GTK_BOX (chip), create_label (text, "caption-heading"));
  ytt_wrap_box_append (self->chips, chip);
}

static void
set_chips (YttRecordHeader *self)
{
  YttRecord *record = self->record;

  self->status_chip = NULL;
  ytt_wrap_box_clear (self->chips);

  if (record->status_figure != NULL)
    append_status_chip (self);
  else
    {
      g_autofree char *status = format_standing (record);

      append_plain_chip (self, NULL, status);
    }

  for (guint i = 0; i < YTT_N_STAGES; i++)
    {
      YttStages stage = 1 << i;

      /* Always filled: the chip says which stage, the chip before it the status. */
      if (record->stages & stage)
        append_plain_chip (self, ytt_symbol_image_new (stage, YTT_STATUS_OPERATING, 18),
                           ytt_stage_get_label (stage));
    }
}

/* With the second clock: "As told on 1 Aug 2025: 12 later claims left out, 1 without a date" */
static void
set_told (YttRecordHeader *self)
{
  const YttRecord *record = self->record;
  g_autoptr(GString) text = NULL;
  g_autofree char *told = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->told_label), record->moment.told != 0);
  if (record->moment.told == 0)
    return;

  told = ytt_format_told (record->moment.told);
  text = g_string_new (told);
  if (record->n_later > 0)
    /* Translators: goes on from "As told on 1 Aug 2025" */
    g_string_append_printf (text, ngettext (": %u later claim left out", ": %u later claims left out", record->n_later),
                            record->n_later);
  if (record->n_undated > 0)
    g_string_append_printf (text, ngettext ("; %u claim without a date left out",
                                            "; %u claims without a date left out", record->n_undated),
                            record->n_undated);
  gtk_label_set_label (self->told_label, text->str);
}

static void
ytt_record_header_dispose (GObject *object)
{
  YttRecordHeader *self = YTT_RECORD_HEADER (object);

  self->status_chip = NULL;
  g_clear_pointer (&self->record, ytt_record_unref);

  G_OBJECT_CLASS (ytt_record_header_parent_class)->dispose (object);
}

static void
ytt_record_header_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  YttRecordHeader *self = YTT_RECORD_HEADER (object);

  switch (prop_id)
    {
    case PROP_EXPANDED:
      g_value_set_boolean (value, ytt_record_header_get_expanded (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ytt_record_header_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  YttRecordHeader *self = YTT_RECORD_HEADER (object);

  switch (prop_id)
    {
    case PROP_EXPANDED:
      ytt_record_header_set_expanded (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ytt_record_header_class_init (YttRecordHeaderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ytt_record_header_dispose;
  object_class->get_property = ytt_record_header_get_property;
  object_class->set_property = ytt_record_header_set_property;

  properties[PROP_EXPANDED] =
    g_param_spec_boolean ("expanded", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (YTT_TYPE_SYMBOL_IMAGE);
  g_type_ensure (YTT_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "detail/ytt-record-header.ui");
  gtk_widget_class_bind_template_child (widget_class, YttRecordHeader, symbol);
  gtk_widget_class_bind_template_child (widget_class, YttRecordHeader, name_label);
  gtk_widget_class_bind_template_child (widget_class, YttRecordHeader, operator_label);
  gtk_widget_class_bind_template_child (widget_class, YttRecordHeader, place_label);
  gtk_widget_class_bind_template_child (widget_class, YttRecordHeader, chips);
  gtk_widget_class_bind_template_child (widget_class, YttRecordHeader, told_label);
  gtk_widget_class_bind_template_child (widget_class, YttRecordHeader, revealer);
  gtk_widget_class_bind_template_callback (widget_class, country_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, operator_activated_cb);
}

static void
ytt_record_header_init (YttRecordHeader *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ytt_record_header_set_record:
 * @self: a header
 * @record: the facility to show; a reference is taken
 *
 * The ledger of the status is closed then.
 */
void
ytt_record_header_set_record (YttRecordHeader *self,
                              YttRecord       *record)
{
  g_return_if_fail (YTT_IS_RECORD_HEADER (self));
  g_return_if_fail (record != NULL);

  ytt_record_ref (record);
  g_clear_pointer (&self->record, ytt_record_unref);
  self->record = record;

  gtk_revealer_set_reveal_child (self->revealer, FALSE);
  gtk_revealer_set_child (self->revealer, NULL);
  ytt_symbol_image_set_stages (self->symbol, record->stages);
  ytt_symbol_image_set_status (self->symbol, ytt_standing_get_drawn (record->status, record->promised));
  gtk_label_set_label (self->name_label, record->name);
  set_operators (self);
  set_place (self);
  set_chips (self);
  set_told (self);
}

/**
 * ytt_record_header_get_expanded:
 * @self: a header
 *
 * Returns: whether the ledger of the status is open
 */
gboolean
ytt_record_header_get_expanded (YttRecordHeader *self)
{
  g_return_val_if_fail (YTT_IS_RECORD_HEADER (self), FALSE);

  return self->status_chip != NULL && gtk_toggle_button_get_active (self->status_chip);
}

/**
 * ytt_record_header_set_expanded:
 * @self: a header
 * @expanded: whether the ledger of the status is to be open
 */
void
ytt_record_header_set_expanded (YttRecordHeader *self,
                                gboolean         expanded)
{
  g_return_if_fail (YTT_IS_RECORD_HEADER (self));

  if (self->status_chip != NULL)
    gtk_toggle_button_set_active (self->status_chip, expanded);
}
