#pragma once

#include <adwaita.h>

#include "ytt-session.h"
#include "ytt-tour.h"

G_BEGIN_DECLS

#define YTT_TYPE_STOP_DETAILS (ytt_stop_details_get_type ())

/**
 * YttStopDetails:
 *
 * The stop that is chosen, for whoever composes a tour: its title, its text for the wall, the notes for the speaker, how
 * long it takes, and what it rests on. Where a document can only be read, they are shown.
 *
 * Its buttons are for the actions "tour.update-stop", "tour.duplicate-stop" and "tour.remove-stop" of what is around it.
 */
G_DECLARE_FINAL_TYPE (YttStopDetails, ytt_stop_details, YTT, STOP_DETAILS, AdwBin)

/* (nullable) */
void      ytt_stop_details_set_session  (YttStopDetails *self,
                                         YttSession     *session);
/* (nullable) */
void      ytt_stop_details_set_stop     (YttStopDetails *self,
                                         YttTourStop    *stop);
gboolean  ytt_stop_details_get_loading  (YttStopDetails *self);

G_END_DECLS
