#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define YTT_TYPE_CLAIMS_PART (ytt_claims_part_get_type ())

/**
 * YttClaimsPart:
 *
 * The part of the record editor with all that is claimed on a facility, by attribute, and the sources that it rests on.
 */
G_DECLARE_FINAL_TYPE (YttClaimsPart, ytt_claims_part, YTT, CLAIMS_PART, AdwBin)

GtkWidget *ytt_claims_part_new (void);

G_END_DECLS
