#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * YttRung:
 * @YTT_RUNG_NOT_STATED: the announcement does not tell, or is not of a deal
 * @YTT_RUNG_STATEMENT_OF_INTEREST: somebody would like to; nobody is bound
 * @YTT_RUNG_MEMORANDUM: both sides have said so in writing; nobody is bound
 * @YTT_RUNG_TERM_SHEET: the main terms are agreed
 * @YTT_RUNG_BINDING: a contract is signed
 * @YTT_RUNG_FINANCIAL_CLOSE: its conditions are met, and the money is there
 * @YTT_RUNG_FIRST_DELIVERY: material has been delivered under it
 *
 * How far a deal has come, from a statement of interest to the first delivery.
 */
typedef enum
{
  YTT_RUNG_NOT_STATED,
  YTT_RUNG_STATEMENT_OF_INTEREST,
  YTT_RUNG_MEMORANDUM,
  YTT_RUNG_TERM_SHEET,
  YTT_RUNG_BINDING,
  YTT_RUNG_FINANCIAL_CLOSE,
  YTT_RUNG_FIRST_DELIVERY,
} YttRung;

/* The rungs of the ladder, without "not stated". */
#define YTT_N_RUNGS 6

gboolean     ytt_rung_from_code  (const char *code,
                                  YttRung    *rung);
const char  *ytt_rung_to_code    (YttRung     rung);
const char  *ytt_rung_get_label  (YttRung     rung);
const char  *ytt_rung_get_word   (YttRung     rung);
const char  *ytt_rung_get_next   (YttRung     rung);

G_END_DECLS
