#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void ytt_list_name_set (GtkWidget  *widget,
                        const char *name);

G_END_DECLS
