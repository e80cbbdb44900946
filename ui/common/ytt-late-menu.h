#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void ytt_menu_button_set_late_menu (GtkMenuButton *button,
                                    GMenuModel    *menu);

G_END_DECLS
