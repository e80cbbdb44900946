#pragma once

#include <adwaita.h>

#include "ytt-talk.h"

G_BEGIN_DECLS

#define YTT_TYPE_WALL_QUESTION (ytt_wall_question_get_type ())

/**
 * YttWallQuestion:
 *
 * "One question, please": a search over the wall, in letters that a room can read. Shown while a talk is in question
 * mode.
 */
G_DECLARE_FINAL_TYPE (YttWallQuestion, ytt_wall_question, YTT, WALL_QUESTION, AdwBin)

GtkWidget *ytt_wall_question_new        (YttTalk         *talk);
void       ytt_wall_question_set_narrow (YttWallQuestion *self,
                                         gboolean         narrow);

G_END_DECLS
