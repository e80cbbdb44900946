#include "config.h"

#include "detail-widgets.h"

#include <adwaita.h>

#include "ytt-figure-row.h"

GtkWidget *
find (GtkWidget     *widget,
      Predicate      predicate,
      gconstpointer  data)
{
  if (predicate (widget, data))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, predicate, data);

      if (found != NULL)
        return found;
    }

  return NULL;
}

guint
count (GtkWidget     *widget,
       Predicate      predicate,
       gconstpointer  data)
{
  guint n = predicate (widget, data) ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count (child, predicate, data);

  return n;
}

gboolean
is_of_type (GtkWidget     *widget,
            gconstpointer  type)
{
  return G_TYPE_CHECK_INSTANCE_TYPE (widget, *(const GType *) type);
}

gboolean
is_text (GtkWidget     *widget,
         gconstpointer  text)
{
  return GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
         && g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), text) == 0;
}

gboolean
is_row_titled (GtkWidget     *widget,
               gconstpointer  title)
{
  return ADW_IS_PREFERENCES_ROW (widget)
         && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0;
}

gboolean
is_figure (GtkWidget     *widget,
           gconstpointer  attribute)
{
  return YTT_IS_FIGURE_ROW (widget)
         && g_str_equal (ytt_figure_row_get_attribute (YTT_FIGURE_ROW (widget)), attribute);
}

gboolean
is_icon (GtkWidget     *widget,
         gconstpointer  name)
{
  return GTK_IS_IMAGE (widget) && gtk_widget_get_mapped (widget)
         && g_strcmp0 (gtk_image_get_icon_name (GTK_IMAGE (widget)), name) == 0;
}

void
iterate (guint ms)
{
  gint64 end = g_get_monotonic_time () + ms * 1000;

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

gboolean
is_nameless_button (GtkWidget     *widget,
                    gconstpointer  data)
{
  const GType label = GTK_TYPE_LABEL;

  return GTK_IS_BUTTON (widget)
         && !gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL)
         && find (widget, is_of_type, &label) == NULL;
}
