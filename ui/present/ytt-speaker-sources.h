#pragma once

#include <adwaita.h>

#include "ytt-talk.h"

G_BEGIN_DECLS

#define YTT_TYPE_SPEAKER_SOURCES (ytt_speaker_sources_get_type ())

/**
 * YttSpeakerSources:
 *
 * Where the figures on the wall come from: those of the card, with a mark where other claims contradict them, and under
 * them what else the stop rests on.
 */
G_DECLARE_FINAL_TYPE (YttSpeakerSources, ytt_speaker_sources, YTT, SPEAKER_SOURCES, AdwBin)

void ytt_speaker_sources_set_talk (YttSpeakerSources *self,
                                   YttTalk           *talk);

G_END_DECLS
