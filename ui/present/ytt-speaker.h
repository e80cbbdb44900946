#pragma once

#include <adwaita.h>

#include "ytt-wall.h"

G_BEGIN_DECLS

#define YTT_TYPE_SPEAKER (ytt_speaker_get_type ())

/**
 * YttSpeaker:
 *
 * The speaker's screen: the wall as it is, the stop that comes next, clocks, all stops, notes, and the sources of what
 * is on the wall. It is dark whatever the style of the other windows, for it stands beside the wall in a dim room.
 *
 * Signals:
 *   "swap" (): the two windows are to change places
 *   "end" (): the talk is to end
 */
G_DECLARE_FINAL_TYPE (YttSpeaker, ytt_speaker, YTT, SPEAKER, AdwBin)

GtkWidget *ytt_speaker_new (YttTalk *talk,
                            YttWall *wall);

G_END_DECLS
