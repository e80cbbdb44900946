#pragma once

#include "ytt-changes.h"
#include "ytt-record.h"
#include "ytt-row.h"

G_BEGIN_DECLS

#define YTT_TYPE_CLAIM_BOOK (ytt_claim_book_get_type ())

/**
 * YttClaimBook:
 *
 * All claims on one facility as they stand in the document, with their sources, for whoever edits them: those that were
 * withdrawn, too, and none left out for a moment. Immutable, shared by reference.
 */
typedef struct _YttClaimBook YttClaimBook;

GType         ytt_claim_book_get_type         (void);
YttClaimBook *ytt_claim_book_new              (GPtrArray      *rows,
                                               YttStages       stages);
YttClaimBook *ytt_claim_book_ref              (YttClaimBook   *self);
void          ytt_claim_book_unref            (YttClaimBook   *self);

/* (element-type YttFigure): of the claims that stand, the status among them, in the order of the pane */
GPtrArray    *ytt_claim_book_get_figures      (YttClaimBook   *self);
/* (element-type YttClaim): by attribute and key */
GPtrArray    *ytt_claim_book_get_withdrawn    (YttClaimBook   *self);
/* (element-type YttSource): by title */
GPtrArray    *ytt_claim_book_get_sources      (YttClaimBook   *self);
/* (nullable) (transfer none): by their keys */
YttClaim     *ytt_claim_book_get_claim        (YttClaimBook   *self,
                                               gint64          id);
YttRow       *ytt_claim_book_get_claim_row    (YttClaimBook   *self,
                                               gint64          id);
YttSource    *ytt_claim_book_get_source       (YttClaimBook   *self,
                                               gint64          id);
YttRow       *ytt_claim_book_get_source_row   (YttClaimBook   *self,
                                               gint64          id);
/* (transfer container) (element-type YttClaim): those that stand and that @claim contradicts, which may be made up */
GPtrArray    *ytt_claim_book_find_contradicted (YttClaimBook   *self,
                                               const YttClaim *claim);

/* (transfer full): a claim as a row has it; its source is left to the caller */
YttClaim     *ytt_claim_new_from_row          (YttRow         *row);

/* What is done with a whole claim; what was seen of it is expected. */
void          ytt_claim_book_withdraw         (YttClaimBook   *self,
                                               gint64          claim,
                                               const char     *reason,
                                               YttChanges     *changes);
void          ytt_claim_book_put_back         (YttClaimBook   *self,
                                               gint64          claim,
                                               YttChanges     *changes);
void          ytt_claim_book_pin              (YttClaimBook   *self,
                                               gint64          claim,
                                               const char     *reason,
                                               YttChanges     *changes);
void          ytt_claim_book_unpin            (YttClaimBook   *self,
                                               gint64          claim,
                                               YttChanges     *changes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttClaimBook, ytt_claim_book_unref)

G_END_DECLS
