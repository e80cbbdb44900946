#pragma once

#include "ytt-tour-pages.h"

G_BEGIN_DECLS

char    *ytt_tour_kml_write     (const YttTourPages *pages);

/* How far above the ground one has to be to see so wide a stretch of it, for tests. */
double   ytt_tour_kml_get_range (double              width);

G_END_DECLS
