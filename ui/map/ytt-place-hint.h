#pragma once

#include <adwaita.h>

#include "ytt-facility-layer.h"

G_BEGIN_DECLS

#define YTT_TYPE_PLACE_HINT (ytt_place_hint_get_type ())

/**
 * YttPlaceHint:
 *
 * A pill on the map that says what a click or a drag will do while the selected facility is being placed, and with
 * Cancel gives it up; and that it was not moved, if so. Else the place that is looked at, with the offer to record a
 * facility there. It is only there as long as there is something to say.
 */
G_DECLARE_FINAL_TYPE (YttPlaceHint, ytt_place_hint, YTT, PLACE_HINT, AdwBin)

void ytt_place_hint_set_layer   (YttPlaceHint     *self,
                                 YttFacilityLayer *layer);
void ytt_place_hint_set_session (YttPlaceHint     *self,
                                 YttSession       *session);

G_END_DECLS
