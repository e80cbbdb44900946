#pragma once

#include <gtk/gtk.h>

#include "ytt-rung.h"

G_BEGIN_DECLS

#define YTT_TYPE_LADDER (ytt_ladder_get_type ())

/**
 * YttLadder:
 *
 * How far a deal has come, as marks of which those up to its rung are filled: bars that rise, in a line of text, or
 * one segment a rung, over the whole width. It says nothing to a screen reader: the words stand beside it.
 *
 * Properties, all rw: "rung" (uint, YttRung), "wide" (boolean: segments)
 */
G_DECLARE_FINAL_TYPE (YttLadder, ytt_ladder, YTT, LADDER, GtkWidget)

void ytt_ladder_set_rung (YttLadder *self,
                          YttRung    rung);

G_END_DECLS
