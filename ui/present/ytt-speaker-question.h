#pragma once

#include <adwaita.h>

#include "ytt-talk.h"

G_BEGIN_DECLS

#define YTT_TYPE_SPEAKER_QUESTION (ytt_speaker_question_get_type ())

/**
 * YttSpeakerQuestion:
 *
 * The search for a facility that the room asks for, on the speaker's screen. It is there while the talk takes a
 * question, and what is chosen is flown to.
 */
G_DECLARE_FINAL_TYPE (YttSpeakerQuestion, ytt_speaker_question, YTT, SPEAKER_QUESTION, AdwBin)

void ytt_speaker_question_set_talk (YttSpeakerQuestion *self,
                                    YttTalk            *talk);

G_END_DECLS
