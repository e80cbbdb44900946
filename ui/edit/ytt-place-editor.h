#pragma once

#include <adwaita.h>

#include "ytt-record-part.h"

G_BEGIN_DECLS

#define YTT_TYPE_PLACE_EDITOR (ytt_place_editor_get_type ())

/**
 * YttPlaceEditor:
 *
 * The part of the record editor that is about where the facility is: its coordinates, typed or pasted in any form, or
 * taken from the map or from a town of the basemap; how exact they are, which only a person says; country, state and
 * town; who says so.
 */
G_DECLARE_FINAL_TYPE (YttPlaceEditor, ytt_place_editor, YTT, PLACE_EDITOR, AdwPreferencesGroup)

GtkWidget *ytt_place_editor_new (void);

G_END_DECLS
