#pragma once

#include <cairo.h>

#include "ytt-basemap.h"
#include "ytt-symbol.h"

G_BEGIN_DECLS

gboolean         ytt_basemap_draw_tile   (YttBasemap *self,
                                          cairo_t    *cr,
                                          int         zoom,
                                          guint       x,
                                          guint       y,
                                          double      size,
                                          double      pen,
                                          YttTheme    theme,
                                          GError    **error);
cairo_surface_t *ytt_basemap_render_tile (YttBasemap *self,
                                          int         zoom,
                                          guint       x,
                                          guint       y,
                                          int         size,
                                          int         gutter,
                                          double      pen,
                                          YttTheme    theme,
                                          GError    **error);
gboolean         ytt_basemap_draw_view   (YttBasemap *self,
                                          cairo_t    *cr,
                                          double      longitude,
                                          double      latitude,
                                          double      zoom,
                                          int         width,
                                          int         height,
                                          YttTheme    theme,
                                          GError    **error);

G_END_DECLS
