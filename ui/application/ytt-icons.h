#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void ytt_icons_hold    (void);
void ytt_icons_release (void);

G_END_DECLS
