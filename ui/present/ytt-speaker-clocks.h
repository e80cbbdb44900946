#pragma once

#include <adwaita.h>

#include "ytt-talk.h"

G_BEGIN_DECLS

#define YTT_TYPE_SPEAKER_CLOCKS (ytt_speaker_clocks_get_type ())

/**
 * YttSpeakerClocks:
 *
 * What the clock says, how long the talk has lasted, and how long this stop; it says so softly when that is longer than
 * was planned. It wakes once a second, and only while it is on the screen.
 */
G_DECLARE_FINAL_TYPE (YttSpeakerClocks, ytt_speaker_clocks, YTT, SPEAKER_CLOCKS, AdwBin)

void  ytt_speaker_clocks_set_talk    (YttSpeakerClocks *self,
                                      YttTalk          *talk);
/* (transfer full): "1:12", "1:04:19"; what is less than a second counts for nothing */
char *ytt_speaker_format_duration    (double            seconds);

G_END_DECLS
