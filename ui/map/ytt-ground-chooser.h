#pragma once

#include <gtk/gtk.h>

#include "ytt-map-ground.h"

G_BEGIN_DECLS

void ytt_ground_chooser_run (GtkWidget    *widget,
                             YttMapGround *ground);

G_END_DECLS
