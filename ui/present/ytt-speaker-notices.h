#pragma once

#include <adwaita.h>

#include "ytt-talk.h"

G_BEGIN_DECLS

#define YTT_TYPE_SPEAKER_NOTICES (ytt_speaker_notices_get_type ())

/**
 * YttSpeakerNotices:
 *
 * What the speaker has to know at this moment, and the room does not. It is not there while there is nothing to say.
 */
G_DECLARE_FINAL_TYPE (YttSpeakerNotices, ytt_speaker_notices, YTT, SPEAKER_NOTICES, AdwBin)

void ytt_speaker_notices_set_talk (YttSpeakerNotices *self,
                                   YttTalk           *talk);

G_END_DECLS
