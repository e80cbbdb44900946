#pragma once

#include "ytt-labels.h"
#include "ytt-tile-cache.h"

G_BEGIN_DECLS

/**
 * YttMapAhead:
 * @latitude: degrees, of the map's middle
 * @longitude: degrees
 * @zoom: of which each step doubles the map
 * @width: of the map on the screen, in px
 * @height: of the map on the screen, in px
 * @dark: whether its colours are dark
 * @scale: device pixels in a px
 *
 * What the map of the first window will show, as far as can be known. It is drawn before there is a display; if it
 * turns out otherwise, nothing is lost but that.
 */
typedef struct
{
  double   latitude;
  double   longitude;
  double   zoom;
  int      width;
  int      height;
  gboolean dark;
  int      scale;
} YttMapAhead;

/* Main thread only. What was drawn is taken by the first map that is made. */
void          ytt_map_ahead_begin         (const YttMapAhead *ahead);
YttBasemap   *ytt_map_ahead_take_basemap  (void);
YttTileCache *ytt_map_ahead_take_cache    (YttTheme           theme,
                                           double             scale);
gboolean      ytt_map_ahead_get_view      (YttLabelView      *view);
void          ytt_map_ahead_end           (void);

G_END_DECLS
