#pragma once

#include <gio/gio.h>

#include "ytt-arc.h"

G_BEGIN_DECLS

/**
 * YttArcDrawing:
 *
 * Arcs as they are drawn in one view. Once all are added it never changes, and may be drawn from any thread: a thousand
 * take a tenth of a second, which is most of it what cairo needs to paint them.
 */
typedef struct _YttArcDrawing YttArcDrawing;

YttArcDrawing *ytt_arc_drawing_new  (const YttArcView *view);
void           ytt_arc_drawing_free (YttArcDrawing    *drawing);
void           ytt_arc_drawing_add  (YttArcDrawing    *drawing,
                                     YttArcPath       *path,
                                     YttStages         maker,
                                     YttLinkState      state);
gboolean       ytt_arc_drawing_draw (YttArcDrawing    *drawing,
                                     cairo_t          *cr,
                                     YttTheme          theme,
                                     gboolean          bold,
                                     GCancellable     *cancellable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttArcDrawing, ytt_arc_drawing_free)

G_END_DECLS
