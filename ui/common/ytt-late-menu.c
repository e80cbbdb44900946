#include "config.h"

#include "ytt-late-menu.h"

static void
create_popup_cb (GtkMenuButton *button,
                 gpointer       user_data)
{
  if (gtk_menu_button_get_menu_model (button) == NULL)
    gtk_menu_button_set_menu_model (button, user_data);
}

/**
 * ytt_menu_button_set_late_menu:
 * @button: a button without a menu
 * @menu: what it opens
 *
 * Gives @button a menu that is built when it is first opened. Set as the menu-model of a button, GTK builds it at once,
 * which for the menu of a window takes longer than all other widgets of its header bar.
 */
void
ytt_menu_button_set_late_menu (GtkMenuButton *button,
                               GMenuModel    *menu)
{
  g_return_if_fail (GTK_IS_MENU_BUTTON (button));
  g_return_if_fail (G_IS_MENU_MODEL (menu));

  gtk_menu_button_set_create_popup_func (button, create_popup_cb, g_object_ref (menu), g_object_unref);
}
