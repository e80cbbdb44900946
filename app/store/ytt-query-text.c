#include "config.h"

#include "ytt-query-text.h"

#include <string.h>

/* Other programs may have written anything; what goes on to labels has to be UTF-8, and no label can lay out what is
 * longer than a book: that much of it is shown. */
char *
ytt_sqlite_dup_text (sqlite3_stmt *stmt,
                     int           column)
{
  const char *text = (const char *) sqlite3_column_text (stmt, column);
  g_autofree char *beginning = NULL;
  gsize size;

  if (text == NULL || *text == '\0')
    return NULL;

  size = strnlen (text, YTT_TEXT_LIMIT + 1);
  if (size <= YTT_TEXT_LIMIT)
    return g_utf8_make_valid (text, size);

  for (size = YTT_TEXT_LIMIT; size > 0 && (text[size] & 0xc0) == 0x80; size--)
    ;
  beginning = g_utf8_make_valid (text, size);

  return g_strconcat (beginning, "…", NULL);
}

/* Bits that are no stage of ours are left out. */
YttStages
ytt_sqlite_get_stages (sqlite3_stmt *stmt,
                       int           column)
{
  return (YttStages) (sqlite3_column_int (stmt, column) & ((1 << YTT_N_STAGES) - 1));
}

static char *
dup_text_or_empty (sqlite3_stmt *stmt,
                   int           column)
{
  char *text = ytt_sqlite_dup_text (stmt, column);

  return text != NULL ? text : g_strdup ("");
}

/* Without a known tense, planned and expected are promises and all others statements. */
static YttTense
get_tense (const char   *code,
           YttQualifier  qualifier)
{
  YttTense tense;

  if (ytt_tense_from_code (code, &tense))
    return tense;

  return qualifier >= YTT_QUALIFIER_PLANNED ? YTT_TENSE_PROMISED : YTT_TENSE_STATED;
}

void
ytt_sqlite_read_meaning (sqlite3_stmt *stmt,
                         int           qualifier,
                         int           tense,
                         YttClaim     *claim)
{
  if (!ytt_qualifier_from_code ((const char *) sqlite3_column_text (stmt, qualifier), &claim->qualifier))
    claim->qualifier = YTT_QUALIFIER_EXPECTED;
  claim->tense = get_tense ((const char *) sqlite3_column_text (stmt, tense), claim->qualifier);
}

YttClaim *
ytt_sqlite_dup_claim (sqlite3_stmt *stmt,
                      int           first)
{
  YttClaim *claim = g_new0 (YttClaim, 1);

  claim->id = sqlite3_column_int64 (stmt, first);
  claim->slug = ytt_sqlite_dup_text (stmt, first + 1);
  claim->attribute = dup_text_or_empty (stmt, first + 2);
  claim->part = dup_text_or_empty (stmt, first + 3);
  claim->scope = dup_text_or_empty (stmt, first + 4);
  claim->value = dup_text_or_empty (stmt, first + 5);
  claim->value_max = ytt_sqlite_dup_text (stmt, first + 6);
  claim->unit = dup_text_or_empty (stmt, first + 7);
  claim->basis = dup_text_or_empty (stmt, first + 8);
  ytt_sqlite_read_meaning (stmt, first + 9, first + 10, claim);
  claim->as_of = ytt_sqlite_dup_text (stmt, first + 11);
  claim->note = ytt_sqlite_dup_text (stmt, first + 12);
  claim->inferred = sqlite3_column_int (stmt, first + 13) != 0;
  claim->pinned = sqlite3_column_int (stmt, first + 14) != 0;
  claim->pin_reason = ytt_sqlite_dup_text (stmt, first + 15);
  claim->source_id = sqlite3_column_int64 (stmt, first + 16);
  claim->withdrawn = sqlite3_column_int (stmt, first + 17) != 0;
  claim->withdrawn_reason = ytt_sqlite_dup_text (stmt, first + 18);

  return claim;
}

YttSource *
ytt_sqlite_dup_source (sqlite3_stmt *stmt,
                       int           first)
{
  YttSource *source;

  if (sqlite3_column_type (stmt, first) == SQLITE_NULL)
    return NULL;

  source = g_new0 (YttSource, 1);
  source->id = sqlite3_column_int64 (stmt, first);
  source->slug = ytt_sqlite_dup_text (stmt, first + 1);
  source->title = dup_text_or_empty (stmt, first + 2);
  source->publisher = ytt_sqlite_dup_text (stmt, first + 3);
  source->published = ytt_sqlite_dup_text (stmt, first + 4);
  source->url = ytt_sqlite_dup_text (stmt, first + 5);

  return source;
}
