#pragma once

#include "ytt-claim-book.h"
#include "ytt-field.h"

G_BEGIN_DECLS

#define YTT_TYPE_CLAIM_FIELDS (ytt_claim_fields_get_type ())

/**
 * YttClaimFields:
 *
 * The fields of one claim: those of a claim of the document, each saved when it is left, or those of a new one, which
 * are drafts until all of it is added. While one types, what the claim would contradict is said under its value.
 *
 * Signals:
 *   "changed"  (): what is in one of them was read anew
 */
G_DECLARE_FINAL_TYPE (YttClaimFields, ytt_claim_fields, YTT, CLAIM_FIELDS, GObject)

YttClaimFields *ytt_claim_fields_new        (YttEditor      *editor,
                                             const char     *attribute,
                                             gboolean        adds);
GPtrArray      *ytt_claim_fields_get_fields (YttClaimFields *self);
YttField       *ytt_claim_fields_get_value  (YttClaimFields *self);
void            ytt_claim_fields_set_claim  (YttClaimFields *self,
                                             YttRecord      *record,
                                             YttClaimBook   *book,
                                             gint64          claim);
/* For a new one. */
void            ytt_claim_fields_set_attribute (YttClaimFields *self,
                                             const char     *attribute);
gboolean        ytt_claim_fields_is_touched (YttClaimFields *self);
gboolean        ytt_claim_fields_is_pending (YttClaimFields *self);
gboolean        ytt_claim_fields_take       (YttClaimFields *self,
                                             YttChanges     *changes,
                                             GError        **error);
void            ytt_claim_fields_clear      (YttClaimFields *self);
void            ytt_claim_fields_let_go     (YttClaimFields *self);

G_END_DECLS
