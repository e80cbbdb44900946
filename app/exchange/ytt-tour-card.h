#pragma once

#include "ytt-tour-pages.h"

G_BEGIN_DECLS

/* Where the card of a stop stands on its map: two of "left", "right", "top" and "bottom", the corner in which it covers
 * least of what the stop is about. */
const char *ytt_tour_card_get_corner (const YttTourPage *page);

G_END_DECLS
