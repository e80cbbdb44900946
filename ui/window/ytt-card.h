#pragma once

#include <gtk/gtk.h>

#include "ytt-facility.h"

G_BEGIN_DECLS

#define YTT_TYPE_CARD (ytt_card_get_type ())

/**
 * YttCard:
 *
 * The selected facility on the map of a narrow window, in three lines; a click leads to all of it.
 */
G_DECLARE_FINAL_TYPE (YttCard, ytt_card, YTT, CARD, GtkButton)

void ytt_card_set_facility (YttCard     *self,
                            YttFacility *facility);

G_END_DECLS
