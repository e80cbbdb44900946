#pragma once

#include <gtk/gtk.h>

#include "ytt-symbol.h"

G_BEGIN_DECLS

/* The palette for the window's style: light or dark, in high contrast or not. */
YttTheme ytt_theme_get_current (void);
/* Calls @callback, with @object first, whenever that is another; as long as the object lives. */
void     ytt_theme_watch       (gpointer  object,
                                GCallback callback);
/* A colour given as 0xRRGGBB */
void     ytt_theme_get_rgba    (guint32   rgb,
                                float     alpha,
                                GdkRGBA  *rgba);

G_END_DECLS
