#pragma once

#include <pango/pangocairo.h>

#include "ytt-symbol.h"

G_BEGIN_DECLS

/* The height of the line's ends, and how far paper reaches beyond text and line, in px. */
#define YTT_SCALE_BAR_LINE 5.0
#define YTT_SCALE_BAR_HALO 4.0

double ytt_scale_bar_choose (double        metres,
                             double        most,
                             char        **text);
void   ytt_draw_scale_bar   (cairo_t      *cr,
                             double        x,
                             double        y,
                             double        width,
                             PangoLayout  *layout,
                             YttTheme      theme);

G_END_DECLS
