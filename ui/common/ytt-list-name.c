#include "config.h"

#include "ytt-list-name.h"

/* (transfer none) (nullable): the first list in it */
static GtkWidget *
find_list (GtkWidget *widget)
{
  if (GTK_IS_LIST_BOX (widget))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_list (child);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/**
 * ytt_list_name_set:
 * @widget: what holds groups of preferences
 * @name: what their rows are about
 *
 * Names the lists of those groups that have no title. Libadwaita labels a list with the title of its group, and a screen
 * reader would tell of any other by the name of its class.
 */
void
ytt_list_name_set (GtkWidget  *widget,
                   const char *name)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (ADW_IS_PREFERENCES_GROUP (widget))
    {
      GtkWidget *list = find_list (widget);
      const char *title = adw_preferences_group_get_title (ADW_PREFERENCES_GROUP (widget));

      if (list != NULL && (title == NULL || *title == '\0'))
        gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      return;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    ytt_list_name_set (child, name);
}
