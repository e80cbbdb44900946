#pragma once

#include <adwaita.h>

#include "ytt-field.h"
#include "ytt-gazetteer.h"
#include "ytt-record.h"

G_BEGIN_DECLS

#define YTT_TYPE_COUNTRY_GUESS_ROW (ytt_country_guess_row_get_type ())

/**
 * YttCountryGuessRow:
 *
 * Tells what country a facility is probably in, by the town that is nearest to its place. It is never filled in by
 * itself: a button takes it. Hidden where the country is known, or nothing can be told; where the town is in another
 * country than the one that is known, the field for it has a note.
 */
G_DECLARE_FINAL_TYPE (YttCountryGuessRow, ytt_country_guess_row, YTT, COUNTRY_GUESS_ROW, AdwActionRow)

/* @country: (transfer none): the field that gets it; it must live as long */
GtkWidget *ytt_country_guess_row_new  (YttField           *country);
/* @gazetteer, @record: (nullable) */
void       ytt_country_guess_row_look (YttCountryGuessRow *self,
                                       YttGazetteer       *gazetteer,
                                       YttRecord          *record);

G_END_DECLS
