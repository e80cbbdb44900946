#pragma once

#include <gtk/gtk.h>

#include "ytt-session.h"
#include "ytt-tour.h"

G_BEGIN_DECLS

#define YTT_TYPE_BASIS_PICKER (ytt_basis_picker_get_type ())

/**
 * YttBasisPicker:
 *
 * Names what a stop rests on, among what is claimed of its facilities, of the one that is selected in the window, and
 * among the announcements that name them; any other announcement is found by its words. What is checked is an edit of
 * its own at once.
 */
G_DECLARE_FINAL_TYPE (YttBasisPicker, ytt_basis_picker, YTT, BASIS_PICKER, GtkPopover)

GtkWidget  *ytt_basis_picker_new          (YttSession     *session);
/* (nullable) */
void        ytt_basis_picker_set_stop     (YttBasisPicker *self,
                                           YttTourStop    *stop);
gboolean    ytt_basis_picker_get_loading  (YttBasisPicker *self);

G_END_DECLS
