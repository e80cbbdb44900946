#include "config.h"

#include "ytt-figure-row.h"

#include <glib/gi18n.h>

#include "ytt-format.h"
#include "ytt-ledger-view.h"
#include "ytt-markup.h"

struct _YttFigureRow
{
  AdwBin           parent_instance;

  YttRecord       *record;   /* (owned) keeps the figure */
  YttFigure       *figure;

  /* Template children */
  GtkWidget       *header;
  GtkLabel        *attribute_label;
  GtkLabel        *value_label;
  GtkLabel        *caption_label;
  GtkLabel        *promise_label;
  GtkWidget       *pin;
  GtkWidget       *warning;
  GtkToggleButton *badge;
  GtkLabel        *badge_label;
  GtkRevealer     *revealer;
};

enum
{
  PROP_0,
  PROP_EXPANDED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (YttFigureRow, ytt_figure_row, ADW_TYPE_BIN)

static void
badge_toggled_cb (YttFigureRow *self)
{
  gboolean expanded = gtk_toggle_button_get_active (self->badge);

  /* Most ledgers are never opened: each is built when it is first looked at. */
  if (expanded && gtk_revealer_get_child (self->revealer) == NULL)
    gtk_revealer_set_child (self->revealer, ytt_ledger_view_new (self->record, self->figure));

  gtk_revealer_set_reveal_child (self->revealer, expanded);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->badge), GTK_ACCESSIBLE_STATE_EXPANDED, expanded, -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EXPANDED]);
}

static void
header_released_cb (YttFigureRow    *self,
                    int              n_press,
                    double           x,
                    double           y,
                    GtkGestureClick *gesture)
{
  if (!gtk_widget_contains (self->header, x, y))
    return;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_toggle_button_set_active (self->badge, !gtk_toggle_button_get_active (self->badge));
}

/* A statement that a newer promise follows: "then 5,000 t/yr magnets · planned · Rohstoff.net, Nov 2025" */
static void
set_promise (YttFigureRow *self)
{
  const YttClaim *promise = self->figure->promise;
  g_autofree char *value = NULL;
  g_autofree char *caption = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->promise_label), promise != NULL);
  if (promise == NULL)
    return;

  value = ytt_format_claim (promise);
  caption = ytt_format_claim_caption (promise);
  /* Translators: a promise that is newer than the figure shown: its value, then its source and date */
  text = g_strdup_printf (_("Promised since: %s · %s"), value, caption);
  gtk_label_set_label (self->promise_label, text);
}

static void
set_badge (YttFigureRow *self,
           const char   *attribute,
           gboolean      differs)
{
  guint n_claims = self->figure->claims->len;
  g_autofree char *value = ytt_format_claim (self->figure->shown);
  g_autofree char *text = NULL;
  g_autofree char *label = NULL;

  text = g_strdup_printf (ngettext ("%u claim", "%u claims", n_claims), n_claims);
  gtk_label_set_label (self->badge_label, text);

  /* Translators: how a screen reader names the button: "Plant cost: EUR 75 million, 7 claims" */
  label = g_strdup_printf (differs ? _("%s: %s, %s, sources differ") : _("%s: %s, %s"), attribute, value, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->badge), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
fill (YttFigureRow *self)
{
  const YttFigure *figure = self->figure;
  const char *attribute = ytt_attribute_get_label (figure->attribute);
  g_autofree char *markup = ytt_markup_claim (figure->shown);
  g_autofree char *caption = ytt_format_claim_caption (figure->shown);
  gboolean differs = figure->contradicting != NULL && figure->contradicting->len > 0;

  gtk_label_set_label (self->attribute_label, attribute);
  gtk_label_set_markup (self->value_label, markup);
  gtk_label_set_label (self->caption_label, caption);
  gtk_widget_set_visible (self->pin, figure->shown->pinned);
  gtk_widget_set_visible (self->warning, differs);
  set_promise (self);
  set_badge (self, attribute, differs);
}

static void
ytt_figure_row_dispose (GObject *object)
{
  YttFigureRow *self = YTT_FIGURE_ROW (object);

  self->figure = NULL;
  g_clear_pointer (&self->record, ytt_record_unref);

  G_OBJECT_CLASS (ytt_figure_row_parent_class)->dispose (object);
}

static void
ytt_figure_row_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  YttFigureRow *self = YTT_FIGURE_ROW (object);

  switch (prop_id)
    {
    case PROP_EXPANDED:
      g_value_set_boolean (value, ytt_figure_row_get_expanded (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ytt_figure_row_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  YttFigureRow *self = YTT_FIGURE_ROW (object);

  switch (prop_id)
    {
    case PROP_EXPANDED:
      ytt_figure_row_set_expanded (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ytt_figure_row_class_init (YttFigureRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ytt_figure_row_dispose;
  object_class->get_property = ytt_figure_row_get_property;
  object_class->set_property = ytt_figure_row_set_property;

  properties[PROP_EXPANDED] =
    g_param_spec_boolean ("expanded", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "detail/ytt-figure-row.ui");
  gtk_widget_class_bind_template_child (widget_class, YttFigureRow, header);
  gtk_widget_class_bind_template_child (widget_class, YttFigureRow, attribute_label);
  gtk_widget_class_bind_template_child (widget_class, YttFigureRow, value_label);
  gtk_widget_class_bind_template_child (widget_class, YttFigureRow, caption_label);
  gtk_widget_class_bind_template_child (widget_class, YttFigureRow, promise_label);
  gtk_widget_class_bind_template_child (widget_class, YttFigureRow, pin);
  gtk_widget_class_bind_template_child (widget_class, YttFigureRow, warning);
  gtk_widget_class_bind_template_child (widget_class, YttFigureRow, badge);
  gtk_widget_class_bind_template_child (widget_class, YttFigureRow, badge_label);
  gtk_widget_class_bind_template_child (widget_class, YttFigureRow, revealer);
  gtk_widget_class_bind_template_callback (widget_class, badge_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, header_released_cb);
}

static void
ytt_figure_row_init (YttFigureRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->badge), GTK_ACCESSIBLE_STATE_EXPANDED, FALSE, -1);
}

/**
 * ytt_figure_row_new:
 * @record: the facility; a reference is taken
 * @figure: (transfer none): one of its figures
 *
 * Returns: (transfer floating): a row, its ledger closed
 */
GtkWidget *
ytt_figure_row_new (YttRecord *record,
                    YttFigure *figure)
{
  YttFigureRow *self = g_object_new (YTT_TYPE_FIGURE_ROW, NULL);

  self->record = ytt_record_ref (record);
  self->figure = figure;
  fill (self);

  return GTK_WIDGET (self);
}

/**
 * ytt_figure_row_get_attribute:
 * @self: a row
 *
 * Returns: (transfer none): the code of its attribute
 */
const char *
ytt_figure_row_get_attribute (YttFigureRow *self)
{
  g_return_val_if_fail (YTT_IS_FIGURE_ROW (self), NULL);

  return self->figure->attribute;
}

/**
 * ytt_figure_row_get_expanded:
 * @self: a row
 *
 * Returns: whether the ledger is open
 */
gboolean
ytt_figure_row_get_expanded (YttFigureRow *self)
{
  g_return_val_if_fail (YTT_IS_FIGURE_ROW (self), FALSE);

  return gtk_toggle_button_get_active (self->badge);
}

/**
 * ytt_figure_row_set_expanded:
 * @self: a row
 * @expanded: whether the ledger is to be open
 */
void
ytt_figure_row_set_expanded (YttFigureRow *self,
                             gboolean      expanded)
{
  g_return_if_fail (YTT_IS_FIGURE_ROW (self));

  gtk_toggle_button_set_active (self->badge, expanded);
}
