#pragma once

#include <adwaita.h>

#include "ytt-session.h"

G_BEGIN_DECLS

#define YTT_TYPE_NO_MATCH (ytt_no_match_get_type ())

/**
 * YttNoMatch:
 *
 * What stands in place of a list that nothing was found for: why, and what to leave out, each with what it would
 * bring.
 *
 * Signals:
 *   "cleared"  the search has been left out, by itself or with all else
 */
G_DECLARE_FINAL_TYPE (YttNoMatch, ytt_no_match, YTT, NO_MATCH, AdwBin)

/* Says it of the present search and filter of @session. */
void ytt_no_match_update (YttNoMatch *self,
                          YttSession *session);

G_END_DECLS
