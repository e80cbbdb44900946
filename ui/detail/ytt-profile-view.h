#pragma once

#include <adwaita.h>

#include "ytt-profile.h"
#include "ytt-session.h"

G_BEGIN_DECLS

#define YTT_TYPE_PROFILE_VIEW (ytt_profile_view_get_type ())

/**
 * YttProfileView:
 *
 * The page of an organisation or a country: its facilities, who is above and below it, announcements, supply links
 * and published figures. It asks the pane by its actions.
 */
G_DECLARE_FINAL_TYPE (YttProfileView, ytt_profile_view, YTT, PROFILE_VIEW, AdwBin)

void        ytt_profile_view_set_profile (YttProfileView *self,
                                          YttSession     *session,
                                          YttProfile     *profile);
YttProfile *ytt_profile_view_get_profile (YttProfileView *self);

G_END_DECLS
