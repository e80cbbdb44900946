#pragma once

#include <adwaita.h>

#include "ytt-claim-book.h"
#include "ytt-editor.h"

G_BEGIN_DECLS

#define YTT_TYPE_CLAIM_ADDER (ytt_claim_adder_get_type ())

/**
 * YttClaimAdder:
 *
 * Adds a claim in the record editor: the same fields as those of a claim, which are drafts until it has a value and a
 * source and is added as one edit, its source with it where that is new.
 */
G_DECLARE_FINAL_TYPE (YttClaimAdder, ytt_claim_adder, YTT, CLAIM_ADDER, AdwExpanderRow)

GtkWidget *ytt_claim_adder_new        (YttEditor     *editor);
void       ytt_claim_adder_set_record (YttClaimAdder *self,
                                       YttRecord     *record,
                                       YttClaimBook  *book);

G_END_DECLS
