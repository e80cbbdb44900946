#pragma once

#include <gio/gio.h>

#include "ytt-arc-drawing.h"
#include "ytt-marker-layout.h"

G_BEGIN_DECLS

/**
 * YttLinkPicture:
 * @surface: (owned) (nullable): what was drawn
 * @view: what it shows: its middle, and its size in px with what is beyond the map
 * @theme: in whose colours
 * @scale: pixels to a px
 *
 * Supply links as they were drawn for a view of the map. Few are drawn at once, many by another thread.
 */
typedef struct
{
  cairo_surface_t *surface;
  YttMapView       view;
  YttTheme         theme;
  double           scale;
} YttLinkPicture;

void            ytt_map_view_get_arc_view    (const YttMapView     *view,
                                              YttArcView           *arc_view);

YttLinkPicture *ytt_link_picture_new         (const YttMapView     *view,
                                              YttTheme              theme,
                                              double                scale);
void            ytt_link_picture_free        (YttLinkPicture       *self);
cairo_t        *ytt_link_picture_begin       (YttLinkPicture       *self);
void            ytt_link_picture_get_offset  (const YttLinkPicture *self,
                                              const YttMapView     *view,
                                              double               *x,
                                              double               *y);
gboolean        ytt_link_picture_serves      (const YttLinkPicture *self,
                                              const YttMapView     *view,
                                              double                margin_left);
gboolean        ytt_link_picture_can_stretch (const YttLinkPicture *self,
                                              const YttMapView     *view);
void            ytt_link_picture_draw_async  (YttLinkPicture       *self,
                                              YttArcDrawing        *drawing,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
YttLinkPicture *ytt_link_picture_draw_finish (GAsyncResult         *result,
                                              GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttLinkPicture, ytt_link_picture_free)

G_END_DECLS
