#pragma once

#include <adwaita.h>

#include "ytt-session.h"

G_BEGIN_DECLS

#define YTT_TYPE_YEAR_SLIDER (ytt_year_slider_get_type ())

/**
 * YttYearSlider:
 *
 * The two clocks on the map: a pill that plays and chooses the year, with "now" between the years that are over and
 * those that are not, and below or above it, where the second clock is turned, what is shown as told on what date.
 *
 * Properties: "session" (YttSession, nullable; rw), "narrow" (boolean; rw: laid out for a narrow window)
 */
G_DECLARE_FINAL_TYPE (YttYearSlider, ytt_year_slider, YTT, YEAR_SLIDER, AdwBin)

void     ytt_year_slider_set_session (YttYearSlider *self,
                                      YttSession    *session);
void     ytt_year_slider_set_narrow  (YttYearSlider *self,
                                      gboolean       narrow);
gboolean ytt_year_slider_get_playing (YttYearSlider *self);

G_END_DECLS
