#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void ytt_letters_load (GtkWidget *widget);

G_END_DECLS
