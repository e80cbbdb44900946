#pragma once

#include "ytt-map-picture.h"

G_BEGIN_DECLS

/* (transfer full) (nullable): the map without title and footer as the address of itself, "data:image/svg+xml,…" */
char  *ytt_tour_map_write    (const YttMapPicture  *picture,
                              YttTheme              theme,
                              GError              **error);

/* (transfer full): SVG with the numbers of its paths cut to hundredths, and written as tightly as SVG allows */
char  *ytt_tour_map_shorten  (const char           *svg);

G_END_DECLS
