#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* px: no row is less high */
#define YTT_ROW_HEIGHT 57

GtkListItemFactory *ytt_row_factory_new (GtkListView *view);

G_END_DECLS
