#pragma once

#include <adwaita.h>

#include "ytt-session.h"

G_BEGIN_DECLS

#define YTT_TYPE_FILTER_CHIPS (ytt_filter_chips_get_type ())

/**
 * YttFilterChips:
 *
 * What the filter asks for, a chip each; a click takes one away, another takes all. It is not to be seen while
 * nothing is asked for.
 *
 * Properties:
 *   "session"  YttSession, nullable; rw
 */
G_DECLARE_FINAL_TYPE (YttFilterChips, ytt_filter_chips, YTT, FILTER_CHIPS, AdwBin)

void ytt_filter_chips_set_session (YttFilterChips *self,
                                   YttSession     *session);

G_END_DECLS
