#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

GdkTexture *ytt_texture_new (cairo_surface_t *surface);

G_END_DECLS
