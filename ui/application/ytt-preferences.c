#include "config.h"

#include "ytt-preferences.h"

#include <glib/gi18n.h>

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
  AdwPreferencesGroup  *history_group;
  GtkWidget            *who_row;
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
  gtk_widget_class_bind_template_child (widget_class, YttPreferences, history_group);
  gtk_widget_class_bind_template_child (widget_class, YttPreferences, who_row);
  gtk_widget_class_bind_template_child (widget_class, YttPreferences, not_kept);
}

static void
ytt_preferences_init (YttPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* What GLib says of a user without a name is no name. */
static void
describe_who (YttPreferences *self)
{
  const char *name = g_get_real_name ();
  g_autofree char *text = NULL;
  g_autofree char *escaped = NULL;

  if (g_str_equal (name, "Unknown") || *name == '\0')
    name = g_get_user_name ();
  escaped = g_markup_escape_text (name, -1);
  /* Translators: %s is the name of the user of this machine */
  text = g_strdup_printf (_("Your edits are told under this name; without one, under “%s”. Undo takes back those of "
                            "the same name."), escaped);
  adw_preferences_group_set_description (self->history_group, text);
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
  g_object_bind_property (settings, "who", self->who_row, "text", G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  describe_who (self);
  gtk_widget_set_visible (self->not_kept, !ytt_settings_get_kept (settings));

  return GTK_WIDGET (self);
}
