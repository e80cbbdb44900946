#include "config.h"

#include "ytt-row-content.h"

#include <glib/gi18n.h>

#include "ytt-format-moment.h"
#include "ytt-symbol-image.h"
#include "ytt-timeline.h"

/**
 * YttRowContent:
 *
 * What a row of the list shows of a facility: symbol, name, operator and country, status in words.
 */
struct _YttRowContent
{
  AdwBin          parent_instance;

  /* Template children */
  YttSymbolImage *symbol;
  GtkLabel       *name;
  GtkLabel       *status;
  GtkLabel       *caption;
};

G_DEFINE_FINAL_TYPE (YttRowContent, ytt_row_content, ADW_TYPE_BIN)

static char *
describe_place (const YttFacilityRow *row)
{
  const char *country = row->country != NULL ? ytt_country_get_name (row->country) : NULL;

  if (row->operator_name != NULL && country != NULL)
    return g_strdup_printf ("%s · %s", row->operator_name, country);

  return g_strdup (row->operator_name != NULL ? row->operator_name : country);
}

static void
ytt_row_content_class_init (YttRowContentClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (YTT_TYPE_SYMBOL_IMAGE);
  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "list/ytt-row-content.ui");
  gtk_widget_class_bind_template_child (widget_class, YttRowContent, symbol);
  gtk_widget_class_bind_template_child (widget_class, YttRowContent, name);
  gtk_widget_class_bind_template_child (widget_class, YttRowContent, status);
  gtk_widget_class_bind_template_child (widget_class, YttRowContent, caption);
}

static void
ytt_row_content_init (YttRowContent *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ytt_row_content_new:
 *
 * Returns: (transfer floating): what shows nothing yet
 */
GtkWidget *
ytt_row_content_new (void)
{
  return g_object_new (YTT_TYPE_ROW_CONTENT, NULL);
}

/**
 * ytt_row_content_show:
 * @self: a row's content
 * @row: (nullable): what it shows from now on; %NULL while it is being read
 */
void
ytt_row_content_show (YttRowContent        *self,
                      const YttFacilityRow *row)
{
  g_autofree char *caption = row != NULL ? describe_place (row) : NULL;
  g_autofree char *status = row != NULL ? ytt_format_status (row->status, row->promised) : NULL;

  g_return_if_fail (YTT_IS_ROW_CONTENT (self));

  gtk_widget_set_visible (GTK_WIDGET (self->symbol), row != NULL);
  gtk_label_set_text (self->name, row != NULL ? row->name : "");
  gtk_label_set_text (self->status, row != NULL ? status : "");
  gtk_label_set_text (self->caption, caption != NULL ? caption : "");
  if (row == NULL)
    return;

  ytt_symbol_image_set_stages (self->symbol, row->stages);
  ytt_symbol_image_set_status (self->symbol, ytt_standing_get_drawn (row->status, row->promised));
}

/**
 * ytt_row_content_describe:
 * @row: a facility's row
 *
 * Returns: (transfer full): what a screen reader says of it
 */
char *
ytt_row_content_describe (const YttFacilityRow *row)
{
  g_autofree char *caption = describe_place (row);
  g_autofree char *standing = ytt_format_standing (row->status, row->promised, row->moment);

  /* Translators: what a screen reader says of a facility in the list: its name, its operator and country, its status. */
  return g_strdup_printf (_("%s, %s, %s"), row->name, caption != NULL ? caption : "", standing);
}
