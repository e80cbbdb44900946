#pragma once

#include <adwaita.h>

#include "ytt-session.h"

G_BEGIN_DECLS

#define YTT_TYPE_FILTER_BAR (ytt_filter_bar_get_type ())

/**
 * YttFilterBar:
 *
 * A button for each of the facets that are asked about most, and one for the others; the chips of what is asked for
 * stand below. What a button opens is made when it is opened first.
 *
 * Properties:
 *   "session"  YttSession, nullable; rw
 */
G_DECLARE_FINAL_TYPE (YttFilterBar, ytt_filter_bar, YTT, FILTER_BAR, AdwBin)

void ytt_filter_bar_set_session (YttFilterBar *self,
                                 YttSession   *session);

G_END_DECLS
