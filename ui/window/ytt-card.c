#include "config.h"

#include "ytt-card.h"

#include <glib/gi18n.h>

#include "ytt-format-moment.h"
#include "ytt-format.h"
#include "ytt-symbol-image.h"
#include "ytt-timeline.h"

struct _YttCard
{
  GtkButton       parent_instance;

  YttFacility    *facility;   /* (owned) (nullable) */
  gulong          loaded_handler;

  /* Template children */
  YttSymbolImage *symbol;
  GtkLabel       *name;
  GtkLabel       *caption;
  GtkWidget      *headline_box;
  GtkLabel       *headline;
  GtkLabel       *headline_date;
};

G_DEFINE_FINAL_TYPE (YttCard, ytt_card, GTK_TYPE_BUTTON)

static char *
describe (const YttFacilityRow *row)
{
  g_autofree char *status = ytt_format_standing (row->status, row->promised, row->moment);
  const char *who = row->operator_name;

  if (who == NULL && row->country != NULL)
    who = ytt_country_get_name (row->country);
  if (*status != '\0' && who != NULL)
    return g_strdup_printf ("%s · %s", status, who);

  return *status != '\0' ? g_steal_pointer (&status) : g_strdup (who);
}

static void
show_facility (YttCard *self)
{
  const YttFacilityRow *row = self->facility != NULL ? ytt_facility_get_row (self->facility) : NULL;
  g_autofree char *caption = row != NULL ? describe (row) : NULL;
  g_autofree char *date = NULL;
  g_autofree char *spoken = NULL;

  gtk_label_set_text (self->name, row != NULL ? row->name : "");
  gtk_label_set_text (self->caption, caption != NULL ? caption : "");
  gtk_widget_set_visible (self->headline_box, row != NULL && row->headline != NULL);
  if (row == NULL)
    return;

  ytt_symbol_image_set_stages (self->symbol, row->stages);
  ytt_symbol_image_set_status (self->symbol, ytt_standing_get_drawn (row->status, row->promised));
  if (row->headline_date != NULL)
    date = ytt_format_date (row->headline_date);
  gtk_label_set_text (self->headline, row->headline != NULL ? row->headline : "");
  gtk_label_set_text (self->headline_date, date != NULL ? date : "");

  spoken = g_strdup_printf ("%s, %s", row->name, caption != NULL ? caption : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
loaded_cb (YttCard *self)
{
  show_facility (self);
}

static void
forget_facility (YttCard *self)
{
  if (self->facility != NULL)
    g_clear_signal_handler (&self->loaded_handler, self->facility);
  g_clear_object (&self->facility);
}

static void
ytt_card_dispose (GObject *object)
{
  forget_facility (YTT_CARD (object));

  G_OBJECT_CLASS (ytt_card_parent_class)->dispose (object);
}

static void
ytt_card_class_init (YttCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ytt_card_dispose;

  g_type_ensure (YTT_TYPE_SYMBOL_IMAGE);
  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "window/ytt-card.ui");
  gtk_widget_class_bind_template_child (widget_class, YttCard, symbol);
  gtk_widget_class_bind_template_child (widget_class, YttCard, name);
  gtk_widget_class_bind_template_child (widget_class, YttCard, caption);
  gtk_widget_class_bind_template_child (widget_class, YttCard, headline_box);
  gtk_widget_class_bind_template_child (widget_class, YttCard, headline);
  gtk_widget_class_bind_template_child (widget_class, YttCard, headline_date);
}

static void
ytt_card_init (YttCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ytt_card_set_facility:
 * @self: a card
 * @facility: (nullable): what it shows from now on
 */
void
ytt_card_set_facility (YttCard     *self,
                       YttFacility *facility)
{
  g_return_if_fail (YTT_IS_CARD (self));

  if (self->facility == facility)
    return;

  forget_facility (self);
  if (facility != NULL)
    {
      self->facility = g_object_ref (facility);
      self->loaded_handler = g_signal_connect_object (facility, "notify::loaded", G_CALLBACK (loaded_cb), self,
                                                      G_CONNECT_SWAPPED);
    }

  show_facility (self);
}
