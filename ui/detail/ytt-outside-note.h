#pragma once

#include <adwaita.h>

#include "ytt-session.h"

G_BEGIN_DECLS

#define YTT_TYPE_OUTSIDE_NOTE (ytt_outside_note_get_type ())

/**
 * YttOutsideNote:
 *
 * Says how many of some facilities that the map shows are not in the list, and why, with a button that brings them
 * there. It is not visible where there is nothing to say.
 */
G_DECLARE_FINAL_TYPE (YttOutsideNote, ytt_outside_note, YTT, OUTSIDE_NOTE, AdwBin)

void ytt_outside_note_set (YttOutsideNote *self,
                           YttSession     *session,
                           GArray         *ids);

G_END_DECLS
