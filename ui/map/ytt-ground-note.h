#pragma once

#include <adwaita.h>

#include "ytt-map-ground.h"

G_BEGIN_DECLS

#define YTT_TYPE_GROUND_NOTE (ytt_ground_note_get_type ())

/**
 * YttGroundNote:
 *
 * A pill on the map that tells why what was chosen to lie under the facilities does not show, and offers what can be
 * done about it: to try again, or to choose another file. It is only there as long as there is something to tell.
 */
G_DECLARE_FINAL_TYPE (YttGroundNote, ytt_ground_note, YTT, GROUND_NOTE, AdwBin)

void ytt_ground_note_set_ground (YttGroundNote *self,
                                 YttMapGround  *ground);
void ytt_ground_note_set_narrow (YttGroundNote *self,
                                 gboolean       narrow);

G_END_DECLS
