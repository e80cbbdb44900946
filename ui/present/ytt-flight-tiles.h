#pragma once

#include "ytt-basemap.h"
#include "ytt-flight.h"
#include "ytt-tile-cache.h"

G_BEGIN_DECLS

/* Bytes of all pictures that are drawn beforehand, four to a pixel, as on a graphics card. */
#define YTT_FLIGHT_TILES_MOST_BYTES ((gsize) 320 * 1024 * 1024)

#define YTT_TYPE_FLIGHT_TILES (ytt_flight_tiles_get_type ())

/**
 * YttFlightTiles:
 *
 * Tiles of the basemap that were drawn before the flights that pass them: in full where a flight ends, as fine as
 * there is room for on its way. Coarse ones of the whole world are always there and stand in where nothing was drawn,
 * as on a flight that nobody could foresee.
 *
 * It is a #YttTileSource over a cache, which draws what is missing.
 *
 * Signals:
 *   "prepared" (): all that was planned has been drawn
 */
G_DECLARE_FINAL_TYPE (YttFlightTiles, ytt_flight_tiles, YTT, FLIGHT_TILES, GObject)

YttFlightTiles *ytt_flight_tiles_new           (YttBasemap           *basemap,
                                                YttTileCache         *cache,
                                                double                scale,
                                                gsize                 most_bytes);
void            ytt_flight_tiles_prepare       (YttFlightTiles       *self,
                                                int                   width,
                                                int                   height,
                                                const YttFlightStand *here,
                                                GPtrArray            *flights);
void            ytt_flight_tiles_clear         (YttFlightTiles       *self);
gboolean        ytt_flight_tiles_get_preparing (YttFlightTiles       *self);
guint           ytt_flight_tiles_get_n_tiles   (YttFlightTiles       *self);
gsize           ytt_flight_tiles_get_n_bytes   (YttFlightTiles       *self);
void            ytt_flight_tiles_set_hurried   (YttFlightTiles       *self,
                                                gboolean              hurried);

G_END_DECLS
