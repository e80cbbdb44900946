#pragma once

#include <adwaita.h>

#include "ytt-talk.h"

G_BEGIN_DECLS

#define YTT_TYPE_SPEAKER_STOPS (ytt_speaker_stops_get_type ())

/**
 * YttSpeakerStops:
 *
 * The stops of a talk, to jump to, each with the time that it is to take. What has been is dimmed, and the stop that
 * the talk is at is kept in sight.
 */
G_DECLARE_FINAL_TYPE (YttSpeakerStops, ytt_speaker_stops, YTT, SPEAKER_STOPS, AdwBin)

void        ytt_speaker_stops_set_talk  (YttSpeakerStops *self,
                                         YttTalk         *talk);
/* (transfer full): what a stop is called where there is little room; of one without a title, its number */
char       *ytt_speaker_get_stop_title  (YttTour         *tour,
                                         guint            index);

G_END_DECLS
