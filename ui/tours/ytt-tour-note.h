#pragma once

#include <gtk/gtk.h>

#include "ytt-session.h"
#include "ytt-tour.h"

G_BEGIN_DECLS

#define YTT_TYPE_TOUR_NOTE (ytt_tour_note_get_type ())

/**
 * YttTourNote:
 *
 * A popover in which what is said of a tour is edited: a line or two, which stand at the beginning of what is exported.
 * What was typed is saved when it closes.
 */
G_DECLARE_FINAL_TYPE (YttTourNote, ytt_tour_note, YTT, TOUR_NOTE, GtkPopover)

GtkWidget  *ytt_tour_note_new          (YttSession   *session);
/* (nullable): the tour that is composed, as it is now */
void        ytt_tour_note_set_tour     (YttTourNote  *self,
                                        YttTour      *tour);
gboolean    ytt_tour_note_get_loading  (YttTourNote  *self);

G_END_DECLS
