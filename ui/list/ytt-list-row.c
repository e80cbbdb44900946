#include "config.h"

#include "ytt-list-row.h"

#include <glib/gi18n.h>

#include "ytt-symbol-image.h"

/**
 * YttListRow:
 *
 * One facility in the list: symbol, name, operator and country, status in words. The row is there before
 * what it shows, which arrives from the store a moment later.
 */
struct _YttListRow
{
  AdwBin          parent_instance;

  YttFacility    *facility;   /* (owned) (nullable) */
  gulong          loaded_handler;

  /* Template children */
  YttSymbolImage *symbol;
  GtkLabel       *name;
  GtkLabel       *status;
  GtkLabel       *caption;
};

G_DEFINE_FINAL_TYPE (YttListRow, ytt_list_row, ADW_TYPE_BIN)

static char *
describe_place (const YttFacilityRow *row)
{
  const char *country = row->country != NULL ? ytt_country_get_name (row->country) : NULL;

  if (row->operator_name != NULL && country != NULL)
    return g_strdup_printf ("%s · %s", row->operator_name, country);

  return g_strdup (row->operator_name != NULL ? row->operator_name : country);
}

/* A screen reader looks for the name on what the list wraps around the row. */
static void
set_spoken_name (YttListRow *self,
                 const char *text)
{
  GtkWidget *item = gtk_widget_get_parent (GTK_WIDGET (self));

  if (item != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
show_facility (YttListRow *self)
{
  const YttFacilityRow *row = self->facility != NULL ? ytt_facility_get_row (self->facility) : NULL;
  g_autofree char *caption = NULL;
  g_autofree char *spoken = NULL;
  const char *status;

  gtk_widget_set_visible (GTK_WIDGET (self->symbol), row != NULL);
  if (row == NULL)
    {
      gtk_label_set_text (self->name, "");
      gtk_label_set_text (self->status, "");
      gtk_label_set_text (self->caption, "");
      set_spoken_name (self, "");
      return;
    }

  status = row->status != YTT_STATUS_UNKNOWN ? ytt_status_get_label (row->status) : "";
  caption = describe_place (row);
  ytt_symbol_image_set_stages (self->symbol, row->stages);
  ytt_symbol_image_set_status (self->symbol, row->status);
  gtk_label_set_text (self->name, row->name);
  gtk_label_set_text (self->status, status);
  gtk_label_set_text (self->caption, caption != NULL ? caption : "");

  /* Translators: what a screen reader says of a facility in the list: its name, its operator and country, its status. */
  spoken = g_strdup_printf (_("%s, %s, %s"), row->name, caption != NULL ? caption : "", status);
  set_spoken_name (self, spoken);
}

static void
loaded_cb (YttListRow *self)
{
  show_facility (self);
}

static void
forget_facility (YttListRow *self)
{
  if (self->facility != NULL)
    g_clear_signal_handler (&self->loaded_handler, self->facility);
  g_clear_object (&self->facility);
}

static void
ytt_list_row_dispose (GObject *object)
{
  forget_facility (YTT_LIST_ROW (object));

  G_OBJECT_CLASS (ytt_list_row_parent_class)->dispose (object);
}

static void
ytt_list_row_class_init (YttListRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ytt_list_row_dispose;

  g_type_ensure (YTT_TYPE_SYMBOL_IMAGE);
  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "list/ytt-list-row.ui");
  gtk_widget_class_bind_template_child (widget_class, YttListRow, symbol);
  gtk_widget_class_bind_template_child (widget_class, YttListRow, name);
  gtk_widget_class_bind_template_child (widget_class, YttListRow, status);
  gtk_widget_class_bind_template_child (widget_class, YttListRow, caption);
}

static void
ytt_list_row_init (YttListRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ytt_list_row_new:
 *
 * Returns: (transfer floating): an empty row
 */
GtkWidget *
ytt_list_row_new (void)
{
  return g_object_new (YTT_TYPE_LIST_ROW, NULL);
}

/**
 * ytt_list_row_set_facility:
 * @self: a row
 * @facility: (nullable): what it shows from now on
 */
void
ytt_list_row_set_facility (YttListRow  *self,
                           YttFacility *facility)
{
  g_return_if_fail (YTT_IS_LIST_ROW (self));

  forget_facility (self);
  if (facility != NULL)
    {
      self->facility = g_object_ref (facility);
      self->loaded_handler = g_signal_connect_object (facility, "notify::loaded", G_CALLBACK (loaded_cb), self,
                                                      G_CONNECT_SWAPPED);
    }

  show_facility (self);
}
