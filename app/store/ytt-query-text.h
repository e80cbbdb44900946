#pragma once

#include "ytt-record.h"
#include "ytt-store-private.h"

G_BEGIN_DECLS

/* Bytes of a text that are shown: what is longer was not written by people. */
#define YTT_TEXT_LIMIT (32 * 1024)

/* (transfer full) (nullable): a column's text, in valid UTF-8, cut at %YTT_TEXT_LIMIT; NULL for null and for nothing */
char *ytt_sqlite_dup_text (sqlite3_stmt *stmt, int column);

YttStages ytt_sqlite_get_stages (sqlite3_stmt *stmt, int column);

/* The columns of the table claim, as ytt_sqlite_dup_claim() reads them from @first on */
#define YTT_CLAIM_COLUMNS \
  "c.id, c.claim, c.attribute, c.part, c.scope, c.value, c.value_max, c.unit, c.basis, c.qualifier, c.tense," \
  " c.as_of, c.note, c.inferred, c.pinned, c.pin_reason, c.source, c.withdrawn," \
  " c.withdrawn_reason"
#define YTT_N_CLAIM_COLUMNS 19

/* Sets qualifier and tense from their columns: what is no word of ours counts as expected. */
void ytt_sqlite_read_meaning (sqlite3_stmt *stmt, int qualifier, int tense, YttClaim *claim);

/* (transfer full): its source is left to the caller */
YttClaim *ytt_sqlite_dup_claim (sqlite3_stmt *stmt, int first);

#define YTT_SOURCE_COLUMNS "s.id, s.source, s.title, s.publisher, s.published, s.url"
#define YTT_N_SOURCE_COLUMNS 6

/* (transfer full) (nullable): NULL where there is no source */
YttSource *ytt_sqlite_dup_source (sqlite3_stmt *stmt, int first);

/* (transfer full) (nullable) (element-type YttFacilityRow): in the order of the ids, without those that are gone */
GPtrArray *ytt_sqlite_read_rows (sqlite3 *db, GArray *ids, GError **error);

G_END_DECLS
