#pragma once

#include <adwaita.h>

#include "ytt-placing.h"

G_BEGIN_DECLS

#define YTT_TYPE_PENDING_PLACE_ROW (ytt_pending_place_row_get_type ())

/**
 * YttPendingPlaceRow:
 *
 * Asks how exactly a place is known that is not in the document yet. Nothing is chosen beforehand, for only a person
 * can tell; until somebody does, the place is a draft. It is only there as long as there is such a place.
 */
G_DECLARE_FINAL_TYPE (YttPendingPlaceRow, ytt_pending_place_row, YTT, PENDING_PLACE_ROW, AdwPreferencesRow)

GtkWidget *ytt_pending_place_row_new         (void);
void       ytt_pending_place_row_set_placing (YttPendingPlaceRow *self,
                                              YttPlacing         *placing);

G_END_DECLS
