/* Claims in columns that our own exports have: value, unit, basis and so on, each in one of its own, with nothing to be read
 * out of words. */

#include "config.h"

#include "ytt-import-told.h"

#include <string.h>

#include "ytt-ledger.h"
#include "ytt-when.h"

/* A number, a date or a status, as documents store them */
static gboolean
is_stored (const char *attribute,
           const char *value)
{
  gsize whole = strspn (value, "0123456789");
  YttStatus status;

  if (g_str_equal (attribute, "status"))
    return ytt_status_from_code (value, &status);
  if (ytt_attribute_is_date (attribute))
    return ytt_claim_parse_day (value, FALSE) != 0;

  return whole > 0 && whole <= 18
         && (value[whole] == '\0'
             || (value[whole] == '.' && value[whole + 1] != '\0'
                 && whole + 1 + strspn (value + whole + 1, "0123456789") == strlen (value)));
}

/* GDAL writes the days of a spreadsheet's column as 2025/09/08, where months and years stand in it, too. */
static const char *
mend_day (const char   *text,
          GStringChunk *texts)
{
  char *mended;

  if (strlen (text) != 10 || text[4] != '/' || text[7] != '/')
    return text;

  mended = g_string_chunk_insert (texts, text);
  mended[4] = mended[7] = '-';

  return mended;
}

/*< private >
 * ytt_import_read_told:
 * @attribute: what the claim is about
 * @value: its value
 * @details: (array fixed-size=9): what else is told of it, "" for nothing
 * @texts: where to keep what is made
 * @claim: (out caller-allocates): the claim
 *
 * Reads a claim that is told as documents store it. The qualifier must be among what is told: it is what no other file has.
 *
 * Returns: whether it is
 */
gboolean
ytt_import_read_told (const char         *attribute,
                      const char         *value,
                      const char * const *details,
                      GStringChunk       *texts,
                      YttImportClaim     *claim)
{
  const char *scope = details[YTT_IMPORT_DETAIL_SCOPE], *max = mend_day (details[YTT_IMPORT_DETAIL_MAX], texts);
  const char *date = mend_day (details[YTT_IMPORT_DETAIL_AS_OF], texts);
  YttQualifier qualifier;

  if (!ytt_qualifier_from_code (details[YTT_IMPORT_DETAIL_QUALIFIER], &qualifier))
    return FALSE;
  value = mend_day (value, texts);
  if (!is_stored (attribute, value) || (*max != '\0' && !is_stored (attribute, max))
      || (*date != '\0' && ytt_claim_parse_day (date, FALSE) == 0))
    return FALSE;

  *claim = (YttImportClaim) {
    attribute, value, max, details[YTT_IMPORT_DETAIL_UNIT], details[YTT_IMPORT_DETAIL_BASIS], "",
    details[YTT_IMPORT_DETAIL_NOTE], details[YTT_IMPORT_DETAIL_PART], *scope != '\0' ? scope : "site", date, qualifier,
    YTT_TENSE_STATED
  };
  if (!ytt_tense_from_code (details[YTT_IMPORT_DETAIL_TENSE], &claim->tense))
    claim->tense = qualifier >= YTT_QUALIFIER_PLANNED ? YTT_TENSE_PROMISED : YTT_TENSE_STATED;
  if (*claim->unit == '\0' && ytt_attribute_is_date (attribute))
    claim->unit = "date";

  return TRUE;
}
