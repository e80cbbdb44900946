#include "config.h"

#include "ytt-claim-reading.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ytt-address.h"
#include "ytt-claim-book.h"
#include "ytt-error.h"
#include "ytt-format.h"
#include "ytt-when.h"

/* (transfer full) (nullable): the reading of @text that just says the claim */
static YttReading *
find_reading (const char     *text,
              const YttClaim *claim)
{
  g_autoptr(GPtrArray) readings = text != NULL ? ytt_readings_parse (claim->attribute, text, NULL, NULL) : NULL;

  for (guint i = 0; readings != NULL && i < readings->len; i++)
    if (ytt_reading_matches (g_ptr_array_index (readings, i), claim))
      {
        g_ptr_array_set_free_func (readings, NULL);
        return g_ptr_array_steal_index (readings, i);
      }

  return NULL;
}

/* Whether the note of a claim is empty, or what the value itself had for a note when it was typed. */
static gboolean
may_replace_note (YttRow *row)
{
  g_autoptr(YttClaim) claim = NULL;
  g_autoptr(YttReading) reading = NULL;

  if (row == NULL || ytt_row_get_text (row, "note") == NULL || *ytt_row_get_text (row, "note") == '\0')
    return TRUE;

  claim = ytt_claim_new_from_row (row);
  reading = find_reading (ytt_row_get_text (row, "typed"), claim);

  return reading != NULL && g_strcmp0 (reading->note, claim->note) == 0;
}

static YttFieldReading *
make_reading (const YttReading *reading,
              const char       *typed,
              YttRow           *row)
{
  YttFieldReading *made = ytt_field_reading_new (reading->meaning);

  ytt_field_reading_set (made, "value", YTT_CELL_OF_TEXT (reading->value));
  ytt_field_reading_set (made, "value_max", YTT_CELL_OF_TEXT (reading->value_max));
  ytt_field_reading_set (made, "unit", YTT_CELL_OF_TEXT (reading->unit));
  ytt_field_reading_set (made, "basis", YTT_CELL_OF_TEXT (reading->basis));
  ytt_field_reading_set (made, "qualifier", YTT_CELL_OF_TEXT (ytt_qualifier_to_code (reading->qualifier)));
  ytt_field_reading_set (made, "tense", YTT_CELL_OF_TEXT (ytt_tense_to_code (reading->tense)));
  ytt_field_reading_set (made, "typed", YTT_CELL_OF_TEXT (typed));
  if (may_replace_note (row) && (reading->note != NULL || row != NULL))
    ytt_field_reading_set (made, "note", YTT_CELL_OF_TEXT (reading->note));

  return made;
}

/**
 * ytt_claim_read_value:
 * @attribute: what the claim is about
 * @row: (nullable): how the claim stands in the document
 * @text: what was typed
 * @readings: (element-type YttFieldReading): to be filled: each sets value, value_max, unit, basis, qualifier, tense
 *   and typed, and the note where there is none that somebody wrote
 * @error: return location for an error, in words for people
 *
 * Returns: whether @text is a value
 */
gboolean
ytt_claim_read_value (const char  *attribute,
                      YttRow      *row,
                      const char  *text,
                      GPtrArray   *readings,
                      GError     **error)
{
  g_autoptr(GPtrArray) found = ytt_readings_parse (attribute, text, NULL, error);
  /* A status is chosen, not typed. */
  const char *typed = strcmp (attribute, "status") != 0 ? text : NULL;

  for (guint i = 0; found != NULL && i < found->len; i++)
    g_ptr_array_add (readings, make_reading (g_ptr_array_index (found, i), typed, row));

  return found != NULL;
}

/**
 * ytt_claim_write_value:
 * @row: a claim
 *
 * Returns: (transfer full): what was typed, as long as it means the claim; else what does. The code, of a status
 */
char *
ytt_claim_write_value (YttRow *row)
{
  g_autoptr(YttClaim) claim = ytt_claim_new_from_row (row);
  const char *typed = ytt_row_get_text (row, "typed");
  g_autoptr(YttReading) reading = NULL;

  if (strcmp (claim->attribute, "status") == 0)
    return g_strdup (claim->value);

  reading = find_reading (typed, claim);

  return reading != NULL ? g_strdup (typed) : ytt_readings_unparse (claim);
}

/**
 * ytt_claim_read_date:
 * @column: the column of the date
 * @text: what was typed
 * @readings: (element-type YttFieldReading): to be filled
 * @error: return location for an error, in words for people
 *
 * Returns: whether @text is a year, a month, a day or nothing
 */
gboolean
ytt_claim_read_date (const char  *column,
                     const char  *text,
                     GPtrArray   *readings,
                     GError     **error)
{
  g_autoptr(GPtrArray) found = NULL;

  if (*text == '\0')
    {
      YttFieldReading *nothing = ytt_field_reading_new (NULL);

      ytt_field_reading_set (nothing, column, YTT_CELL_OF_NULL);
      g_ptr_array_add (readings, nothing);
      return TRUE;
    }

  found = ytt_when_parse (text, YTT_WHEN_PLAIN, NULL, error);
  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      YttReading *reading = g_ptr_array_index (found, i);
      YttFieldReading *date = ytt_field_reading_new (reading->meaning);

      ytt_field_reading_set (date, column, YTT_CELL_OF_TEXT (reading->value));
      g_ptr_array_add (readings, date);
    }

  return found != NULL;
}

/**
 * ytt_claim_write_date:
 * @iso: (nullable): a date in ISO 8601, or what another program took for one
 *
 * Returns: (transfer full): what to put into a field for it
 */
char *
ytt_claim_write_date (const char *iso)
{
  g_autofree char *date = NULL;
  g_autoptr(GPtrArray) readings = NULL;

  if (iso == NULL || *iso == '\0')
    return g_strdup ("");

  date = ytt_format_date (iso);
  readings = ytt_when_parse (date, YTT_WHEN_PLAIN, NULL, NULL);
  if (readings != NULL && readings->len == 1
      && strcmp (((YttReading *) g_ptr_array_index (readings, 0))->value, iso) == 0)
    return g_steal_pointer (&date);

  return g_strdup (iso);
}

/**
 * ytt_claim_read_address:
 * @text: what was typed
 * @readings: (element-type YttFieldReading): to be filled
 * @error: return location for an error, in words for people
 *
 * Returns: whether @text is an address that may be opened, or nothing
 */
gboolean
ytt_claim_read_address (const char  *text,
                        GPtrArray   *readings,
                        GError     **error)
{
  YttFieldReading *reading;

  if (*text != '\0' && !ytt_address_is_allowed (text))
    {
      g_set_error_literal (error, YTT_ERROR, YTT_ERROR_INVALID,
                           _("An address begins with https://, http:// or geo:"));
      return FALSE;
    }

  reading = ytt_field_reading_new (NULL);
  ytt_field_reading_set (reading, "url", *text != '\0' ? YTT_CELL_OF_TEXT (text) : YTT_CELL_OF_NULL);
  g_ptr_array_add (readings, reading);

  return TRUE;
}

/**
 * ytt_claim_scope_get_nth:
 * @position: a number from 0
 * @label: (out): what people read
 *
 * Returns: (nullable): the code of what a claim may speak of, from the plant outwards; %NULL behind the last
 */
const char *
ytt_claim_scope_get_nth (guint        position,
                         const char **label)
{
  static const struct
  {
    const char *code;
    const char *label;
  } scopes[] = {
    { "site",          N_("The plant itself") },
    { "phase",         N_("A phase of it") },
    { "part",          N_("A part of it") },
    { "project",       N_("The whole project") },
    { "several-sites", N_("Several sites") },
    { "company",       N_("The whole company") },
    { "district",      N_("The whole district") },
    { "country",       N_("The whole country") },
  };

  if (position >= G_N_ELEMENTS (scopes))
    return NULL;

  *label = _(scopes[position].label);

  return scopes[position].code;
}

/**
 * ytt_qualifier_get_label:
 * @qualifier: how exact a claim is
 *
 * Returns: the word for it
 */
const char *
ytt_qualifier_get_label (YttQualifier qualifier)
{
  switch (qualifier)
    {
    case YTT_QUALIFIER_ABOUT:
      return _("About");
    case YTT_QUALIFIER_AT_LEAST:
      return _("At least");
    case YTT_QUALIFIER_UP_TO:
      return _("Up to");
    case YTT_QUALIFIER_PLANNED:
      return _("Planned");
    case YTT_QUALIFIER_EXPECTED:
      return _("Expected");
    case YTT_QUALIFIER_EXACT:
    default:
      /* Translators: a figure that is neither about nor up to nor planned */
      return _("Exact");
    }
}

/**
 * ytt_tense_get_label:
 * @tense: stated or promised
 *
 * Returns: the word for it
 */
const char *
ytt_tense_get_label (YttTense tense)
{
  return tense == YTT_TENSE_PROMISED ? _("A promise") : _("A statement");
}

/**
 * ytt_tense_to_code:
 * @tense: stated or promised
 *
 * Returns: what documents store
 */
const char *
ytt_tense_to_code (YttTense tense)
{
  return tense == YTT_TENSE_PROMISED ? "promised" : "stated";
}
