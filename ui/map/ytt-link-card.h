#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A popover that tells of supply links (element-type YttSupplyLink): their ends, which lead there, and the source. */
GtkWidget *ytt_link_card_new (GPtrArray *links);

G_END_DECLS
