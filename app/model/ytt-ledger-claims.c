#include "config.h"

#include "ytt-ledger-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What the rules of the ledger say about one claim and about two. */

/* Rates are brought to a year, masses to tonnes. Whatever is not in the table, money among it, is a unit of its own. */
static const struct
{
  const char *unit;
  const char *common;
  double      factor;
} units[] = {
  { "t/yr",      "t/yr", 1 },
  { "t/quarter", "t/yr", 4 },
  { "t/month",   "t/yr", 12 },
  { "t/week",    "t/yr", 52 },
  { "t/day",     "t/yr", 365 },
  { "kg/month",  "t/yr", 0.012 },
  { "kg/day",    "t/yr", 0.365 },
  { "kg/yr",     "t/yr", 0.001 },
  { "kt/yr",     "t/yr", 1e3 },
  { "Mt/yr",     "t/yr", 1e6 },
  { "t",         "t",    1 },
  { "kg",        "t",    0.001 },
  { "kt",        "t",    1e3 },
  { "Mt",        "t",    1e6 },
};

const char *
ytt_claim_get_common_unit (const char *unit,
                           double     *factor)
{
  *factor = 1;

  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if (strcmp (units[i].unit, unit) == 0)
      {
        *factor = units[i].factor;
        return units[i].common;
      }

  return unit;
}

/* The first (or last) day of a year, a month or a day, as YYYYMMDD; 0 for what is no date. */
int
ytt_claim_parse_day (const char *iso,
                     gboolean    last)
{
  guint year, month = last ? 12 : 1, day = 0;
  gsize length;

  if (iso == NULL)
    return 0;

  length = strlen (iso);
  if (length != 4 && length != 7 && length != 10)
    return 0;

  for (gsize i = 0; i < length; i++)
    if ((i == 4 || i == 7) ? iso[i] != '-' : !g_ascii_isdigit (iso[i]))
      return 0;

  year = atoi (iso);
  if (length >= 7)
    month = atoi (iso + 5);
  if (year < 1 || month < 1 || month > 12)
    return 0;

  day = last ? g_date_get_days_in_month (month, year) : 1;
  if (length == 10)
    day = atoi (iso + 8);
  if (!g_date_valid_dmy (day, month, year))
    return 0;

  return (int) (year * 10000 + month * 100 + day);
}

guint
ytt_claim_get_scope_rank (const char *scope)
{
  if (g_strcmp0 (scope, "site") == 0)
    return 0;

  return g_strcmp0 (scope, "phase") == 0 ? 1 : 2;
}

/* The span of days or numbers that a claim allows; FALSE where it is neither. */
static gboolean
get_range (const YttClaim *claim,
           double         *low,
           double         *high)
{
  gboolean is_date = strcmp (claim->unit, "date") == 0;
  const char *last = claim->value_max != NULL ? claim->value_max : claim->value;

  if (is_date)
    {
      *low = ytt_claim_parse_day (claim->value, FALSE);
      *high = ytt_claim_parse_day (last, TRUE);
      if (*low == 0 || *high == 0)
        return FALSE;
    }
  else
    {
      double factor;
      char *end_low, *end_high;

      ytt_claim_get_common_unit (claim->unit, &factor);
      *low = factor * g_ascii_strtod (claim->value, &end_low);
      *high = factor * g_ascii_strtod (last, &end_high);
      if (end_low == claim->value || *end_low != '\0' || end_high == last || *end_high != '\0')
        return FALSE;
    }

  *high = MAX (*low, *high);

  switch (claim->qualifier)
    {
    case YTT_QUALIFIER_AT_LEAST:
      *high = INFINITY;
      break;

    case YTT_QUALIFIER_UP_TO:
      *low = -INFINITY;
      break;

    case YTT_QUALIFIER_ABOUT:
    case YTT_QUALIFIER_PLANNED:
    case YTT_QUALIFIER_EXPECTED:
      if (!is_date)
        {
          *low -= fabs (*low) * 0.1;
          *high += fabs (*high) * 0.1;
        }
      break;

    case YTT_QUALIFIER_EXACT:
    default:
      break;
    }

  return TRUE;
}

/* Sums in binary leave a hair between numbers that are equal on paper. */
static gboolean
is_below (double a,
          double b)
{
  return a < b && b - a > 1e-9 * MAX (fabs (a), fabs (b));
}

/**
 * ytt_claims_same_thing:
 * @a: a claim
 * @b: another claim on the same facility
 *
 * Whether attribute, part and basis agree, and the unit once rates are brought to a year. Two currencies are two things.
 */
gboolean
ytt_claims_same_thing (const YttClaim *a,
                       const YttClaim *b)
{
  double factor;

  return strcmp (a->attribute, b->attribute) == 0
         && strcmp (a->part, b->part) == 0
         && strcmp (a->basis, b->basis) == 0
         && strcmp (ytt_claim_get_common_unit (a->unit, &factor), ytt_claim_get_common_unit (b->unit, &factor)) == 0;
}

/**
 * ytt_claims_contradict:
 * @a: a claim
 * @b: another claim on the same facility
 *
 * Whether both are on the same thing, both statements or both promises, dated within a year of each other, and their
 * ranges do not meet. A claim without a date contradicts nothing, since nobody knows whether it is merely earlier.
 */
gboolean
ytt_claims_contradict (const YttClaim *a,
                       const YttClaim *b)
{
  int day_a = ytt_claim_parse_day (a->as_of, FALSE);
  int day_b = ytt_claim_parse_day (b->as_of, FALSE);
  double low_a, high_a, low_b, high_b;

  if (a->tense != b->tense || !ytt_claims_same_thing (a, b))
    return FALSE;

  /* A year later is 10000 more in YYYYMMDD. */
  if (day_a == 0 || day_b == 0 || ABS (day_a - day_b) > 10000)
    return FALSE;

  if (get_range (a, &low_a, &high_a) && get_range (b, &low_b, &high_b))
    return is_below (high_a, low_b) || is_below (high_b, low_a);

  return strcmp (a->value, b->value) != 0;
}

/**
 * ytt_claim_is_eligible:
 * @claim: a claim
 *
 * Whether the claim speaks of the plant itself or of a phase of it, or an editor pinned it. The figure of a company, a
 * country or a project is a line in the ledger, never the plant's own.
 */
gboolean
ytt_claim_is_eligible (const YttClaim *claim)
{
  return claim->pinned || ytt_claim_get_scope_rank (claim->scope) < 2;
}
