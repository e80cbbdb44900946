#pragma once

#include "ytt-arc.h"

G_BEGIN_DECLS

/**
 * YttMapBackdrop:
 *
 * Tiles of somebody else's map, which lie over the basemap in a picture. Once all are added it never changes, and may be
 * drawn from any thread.
 */
typedef struct _YttMapBackdrop YttMapBackdrop;

YttMapBackdrop *ytt_map_backdrop_new          (const char       *attribution);
YttMapBackdrop *ytt_map_backdrop_ref          (YttMapBackdrop   *self);
void            ytt_map_backdrop_unref        (YttMapBackdrop   *self);
void            ytt_map_backdrop_add          (YttMapBackdrop   *self,
                                               cairo_surface_t  *surface,
                                               double            gutter,
                                               int               zoom,
                                               guint             x,
                                               guint             y);
guint           ytt_map_backdrop_get_n_tiles  (YttMapBackdrop   *self);
/* Whose maps these are, the basemap's maker among them. */
const char     *ytt_map_backdrop_get_attribution (YttMapBackdrop *self);
void            ytt_map_backdrop_draw         (YttMapBackdrop   *self,
                                               cairo_t          *cr,
                                               const YttArcView *view);
/* Where the basemap's labels have no room, for the tiles have their own: adds cairo_rectangle_t. */
void            ytt_map_backdrop_append_boxes (YttMapBackdrop   *self,
                                               const YttArcView *view,
                                               GArray           *boxes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttMapBackdrop, ytt_map_backdrop_unref)

G_END_DECLS
