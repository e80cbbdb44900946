#pragma once

#include <gdk/gdk.h>

#include "ytt-labels.h"

G_BEGIN_DECLS

/**
 * YttLabelLoader:
 *
 * Reads the basemap's labels on a thread of its own, and draws those of the view that will be seen first. A window is
 * built meanwhile.
 */
typedef struct _YttLabelLoader YttLabelLoader;

/* (transfer full): one for another thread that is like it */
PangoContext   *ytt_label_loader_make_context (PangoContext *like);

YttLabelLoader *ytt_label_loader_new    (YttBasemap         *basemap,
                                         PangoContext       *context,
                                         const YttLabelView *view,
                                         YttTheme            theme,
                                         double              scale);
YttLabels      *ytt_label_loader_finish (YttLabelLoader     *self,
                                         YttTheme            theme,
                                         double              scale,
                                         GHashTable         *pictures);

G_END_DECLS
