#include "config.h"

#include "ytt-preferences.h"

/**
 * YttPreferences:
 *
 * The window of preferences. A change holds at once.
 */
struct _YttPreferences
{
  AdwPreferencesWindow  parent_instance;

  /* Template children */
  AdwComboRow          *style_row;
  AdwComboRow          *order_row;
  GtkWidget            *not_kept;
};

G_DEFINE_FINAL_TYPE (YttPreferences, ytt_preferences, ADW_TYPE_PREFERENCES_WINDOW)

/* The rows stand in the order of the enumerations. */
static gboolean
enum_to_position (GBinding     *binding,
                  const GValue *from,
                  GValue       *to,
                  gpointer      user_data)
{
  g_value_set_uint (to, g_value_get_enum (from));

  return TRUE;
}

static gboolean
position_to_enum (GBinding     *binding,
                  const GValue *from,
                  GValue       *to,
                  gpointer      user_data)
{
  if (g_value_get_uint (from) == GTK_INVALID_LIST_POSITION)
    return FALSE;

  g_value_set_enum (to, g_value_get_uint (from));

  return TRUE;
}

static void
ytt_preferences_class_init (YttPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "application/ytt-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, YttPreferences, style_row);
  gtk_widget_class_bind_template_child (widget_class, YttPreferences, order_row);
  gtk_widget_class_bind_template_child (widget_class, YttPreferences, not_kept);
}

static void
ytt_preferences_init (YttPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ytt_preferences_new:
 * @settings: the preferences to show and change
 *
 * Returns: (transfer none): a window, owned by GTK until it is closed
 */
GtkWidget *
ytt_preferences_new (YttSettings *settings)
{
  YttPreferences *self = g_object_new (YTT_TYPE_PREFERENCES, NULL);

  g_object_bind_property_full (settings, "style", self->style_row, "selected",
                               G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL,
                               enum_to_position, position_to_enum, NULL, NULL);
  g_object_bind_property_full (settings, "order", self->order_row, "selected",
                               G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL,
                               enum_to_position, position_to_enum, NULL, NULL);
  gtk_widget_set_visible (self->not_kept, !ytt_settings_get_kept (settings));

  return GTK_WIDGET (self);
}
