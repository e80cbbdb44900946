#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkListItemFactory *ytt_row_factory_new (GtkListView *view);

G_END_DECLS
