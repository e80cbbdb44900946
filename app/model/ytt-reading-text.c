#include "config.h"

#include "ytt-reading.h"

#include <math.h>
#include <string.h>

#include "ytt-format.h"

/* The other way round: what to type for a claim. It is shown as claims are, if that means the claim and nothing else when
 * it is read; else it is written as plainly as can be. */

static gboolean
is_same_number (const char *a,
                const char *b)
{
  char *end_a, *end_b;
  double number_a = g_ascii_strtod (a, &end_a), number_b = g_ascii_strtod (b, &end_b);

  return strcmp (a, b) == 0
         || (*a != '\0' && *b != '\0' && *end_a == '\0' && *end_b == '\0' && number_a == number_b);
}

/**
 * ytt_reading_matches:
 * @self: a reading
 * @claim: a claim
 *
 * Returns: whether value, unit, basis, qualifier and tense are those of @claim
 */
gboolean
ytt_reading_matches (const YttReading *self,
                     const YttClaim   *claim)
{
  gboolean same_end = self->value_max == NULL || claim->value_max == NULL
                      ? self->value_max == NULL && claim->value_max == NULL
                      : is_same_number (self->value_max, claim->value_max);

  return same_end
         && is_same_number (self->value, claim->value)
         && strcmp (self->unit, claim->unit) == 0
         && strcmp (self->basis, claim->basis) == 0
         && self->qualifier == claim->qualifier
         && self->tense == claim->tense;
}

static gboolean
means_claim (const char     *text,
             const YttClaim *claim)
{
  g_autoptr(GPtrArray) readings = ytt_readings_parse (claim->attribute, text, NULL, NULL);

  return readings != NULL && readings->len == 1 && ytt_reading_matches (g_ptr_array_index (readings, 0), claim);
}

/* All its digits, with the locale's mark before decimals and none for thousands. Three decimals might be thousands, so
 * that a zero is put to them. */
static char *
make_plain_number (const char *value)
{
  g_autofree char *sample = ytt_format_number (0.5, 1);
  g_autofree char *mark = g_strndup (sample + 1, strlen (sample) - 2);
  const char *point = strchr (value, '.');
  g_autofree char *whole = NULL;

  if (point == NULL)
    return g_strdup (value);

  whole = g_strndup (value, (gsize) (point - value));
  return g_strconcat (whole, mark, point + 1, strlen (point + 1) == 3 ? "0" : "", NULL);
}

/* The words of the parsers, which are English ones. */
static const char *
get_words (const YttClaim *claim)
{
  gboolean is_date = strcmp (claim->unit, "date") == 0;

  switch (claim->qualifier)
    {
    case YTT_QUALIFIER_ABOUT:
      return claim->tense == YTT_TENSE_PROMISED ? "promised about " : "about ";

    case YTT_QUALIFIER_AT_LEAST:
      return is_date ? "not before " : "at least ";

    case YTT_QUALIFIER_UP_TO:
      if (claim->tense == YTT_TENSE_PROMISED)
        return is_date ? "planned by " : "planned up to ";
      return is_date ? "by " : "up to ";

    case YTT_QUALIFIER_PLANNED:
      return "planned ";

    case YTT_QUALIFIER_EXPECTED:
      return "expected ";

    case YTT_QUALIFIER_EXACT:
    default:
      return "";
    }
}

static char *
make_plain_text (const YttClaim *claim)
{
  gboolean is_date = strcmp (claim->unit, "date") == 0;
  g_autofree char *low = is_date ? g_strdup (claim->value) : make_plain_number (claim->value);
  g_autofree char *high = NULL;

  if (claim->value_max != NULL)
    high = is_date ? g_strdup (claim->value_max) : make_plain_number (claim->value_max);

  return g_strconcat (get_words (claim), low, high != NULL ? " to " : "", high != NULL ? high : "",
                      is_date || *claim->unit == '\0' ? "" : " ", is_date ? "" : claim->unit,
                      *claim->basis != '\0' ? " " : "", claim->basis,
                      strcmp (claim->unit, "t") == 0 && strcmp (claim->attribute, "resource") != 0
                      && strcmp (claim->attribute, "reserve") != 0 ? " in total" : "", NULL);
}

/* Shown as claims are, with the words that stand beside a claim elsewhere. */
static char *
make_shown_text (const YttClaim *claim)
{
  g_autoptr(YttReading) reading = ytt_reading_new (claim->value, claim->value_max, claim->unit, claim->basis,
                                                   claim->qualifier);

  reading->tense = claim->tense;
  ytt_reading_explain (reading, claim->attribute, NULL);

  return g_steal_pointer (&reading->meaning);
}

/**
 * ytt_readings_unparse:
 * @claim: a claim
 *
 * Returns: (transfer full): what to put into a field for the value of @claim, so that ytt_readings_parse() has @claim
 *   for its one reading; text that it cannot read if @claim is not as documents should be, or has a material that is
 *   not known
 */
char *
ytt_readings_unparse (const YttClaim *claim)
{
  g_autofree char *shown = NULL, *plain = NULL;

  g_return_val_if_fail (claim != NULL, NULL);

  shown = make_shown_text (claim);
  if (means_claim (shown, claim) || strcmp (claim->unit, "") == 0)
    return g_steal_pointer (&shown);

  plain = make_plain_text (claim);
  return means_claim (plain, claim) ? g_steal_pointer (&plain) : g_steal_pointer (&shown);
}
