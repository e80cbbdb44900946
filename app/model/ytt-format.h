#pragma once

#include "ytt-record.h"

G_BEGIN_DECLS

/* Words and numbers as people read them, in the user's locale. All return newly allocated text.
 * "2,000 t/yr magnets", "about USD 223 million", "85-90 %", "19 Sep 2025", "59.3618 N, 28.1478 E". */
char *ytt_format_number        (double value, int decimals);   /* grouped; decimals -1: as many as it has, up to 6 */
char *ytt_format_date          (const char *iso);              /* year, month or day */
char *ytt_format_claim_value   (const YttClaim *claim);        /* without qualifier: "2,000 t/yr magnets" */
char *ytt_format_claim_prefix  (const YttClaim *claim);        /* (nullable) "about", "up to", "at least" */
char *ytt_format_claim         (const YttClaim *claim);        /* prefix and value */
char *ytt_format_claim_caption (const YttClaim *claim);        /* "first phase, as stated · Automotive World, 19 Sep 2025" */
const char *ytt_format_shown_reason (const YttFigure *figure); /* "Shown: the newest claim about the plant itself" */
char *ytt_format_amount        (const char *amount, const char *currency, const char *qualifier);
char *ytt_format_coordinates   (double latitude, double longitude, YttPrecision precision);
char *ytt_format_coordinates_stored (double latitude, double longitude);   /* all their digits */
char *ytt_format_geo_uri       (double latitude, double longitude, YttPrecision precision);
char *ytt_format_place         (const char *locality, const char *admin1, const char *country);
char *ytt_format_record        (YttRecord *record);            /* the whole record as text, with its sources */
char *ytt_format_figure        (const YttRecord *record, const YttFigure *figure);   /* the shown claim, with its source */

G_END_DECLS
