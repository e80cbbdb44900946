#pragma once

#include <shumate/shumate.h>

#include "ytt-basemap.h"
#include "ytt-symbol.h"

G_BEGIN_DECLS

#define YTT_TYPE_BASEMAP_SOURCE (ytt_basemap_source_get_type ())

/**
 * YttBasemapSource:
 *
 * Draws the tiles of the offline basemap, on threads of its own, those near
 * the middle of the viewport first. Zooms are 0 to 11. Tiles measure 256 px at
 * a whole zoom and are drawn larger up to the next; each is drawn for the size
 * that it has on the screen, and anew when the map has come to rest in another
 * one. Then the source emits "changed", and its layer is to be drawn again.
 *
 * A source has one theme and one scale for life. When either changes, make
 * another and put a layer with it above the old one, which is taken away once
 * the new one has its tiles: a map layer whose source is exchanged shows no
 * tiles for a moment. Give the map view the water's colour as background.
 * |[<!-- language="C" -->
 *   g_autoptr(YttBasemapSource) source = ytt_basemap_source_new (basemap, YTT_THEME_DARK, 2);
 *   ytt_basemap_source_set_viewport (source, shumate_map_get_viewport (map));
 *   shumate_viewport_set_reference_map_source (viewport, SHUMATE_MAP_SOURCE (source));
 *   layer = shumate_map_layer_new (SHUMATE_MAP_SOURCE (source), viewport);
 * ]|
 * The map must keep to the world itself: libshumate repeats tiles upwards and
 * downwards too. ytt_basemap_source_get_least_zoom() and
 * ytt_basemap_source_clamp_latitude() say how far it may go.
 *
 * The property "loading" (boolean, r) says whether tiles are being drawn.
 */
G_DECLARE_FINAL_TYPE (YttBasemapSource, ytt_basemap_source, YTT, BASEMAP_SOURCE, ShumateMapSource)

YttBasemapSource *ytt_basemap_source_new            (YttBasemap       *basemap,
                                                     YttTheme          theme,
                                                     int               scale);
void              ytt_basemap_source_set_viewport   (YttBasemapSource *self,
                                                     ShumateViewport  *viewport);
gboolean          ytt_basemap_source_get_loading    (YttBasemapSource *self);
int               ytt_basemap_source_choose_scale   (GtkWidget        *widget);
double            ytt_basemap_source_get_least_zoom (YttBasemapSource *self,
                                                     int               height);
double            ytt_basemap_source_clamp_latitude (YttBasemapSource *self,
                                                     double            latitude,
                                                     double            zoom,
                                                     int               height);

G_END_DECLS
