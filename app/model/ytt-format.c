#include "config.h"

#include "ytt-format.h"

#include <glib/gi18n.h>
#include <langinfo.h>
#include <locale.h>
#include <math.h>
#include <string.h>

/* U+00A0: a number never parts from its unit. */
#define NBSP "\302\240"
/* U+2013 between the ends of a range. */
#define EN_DASH "\342\200\223"

#define MAX_DECIMALS 6

/* How the locale writes numbers, in UTF-8. */
typedef struct
{
  char        point[8];
  char        separator[8];
  const char *grouping;   /* as in struct lconv */
} Numerals;

static void
copy_item (char       *dest,
           const char *item,
           const char *fallback)
{
  g_autofree char *utf8 = NULL;

  if (!g_utf8_validate (item, -1, NULL))
    utf8 = g_locale_to_utf8 (item, -1, NULL, NULL, NULL);
  else
    utf8 = g_strdup (item);

  g_strlcpy (dest, utf8 != NULL && strlen (utf8) < 8 ? utf8 : fallback, 8);
}

/* The C locale does not group at all, which no reader wants; there numbers are written as in English. */
static void
get_numerals (Numerals *numerals)
{
  const char *name = setlocale (LC_NUMERIC, NULL);

  if (name == NULL || strcmp (name, "C") == 0 || strcmp (name, "POSIX") == 0 || g_str_has_prefix (name, "C."))
    {
      strcpy (numerals->point, ".");
      strcpy (numerals->separator, ",");
      numerals->grouping = "\3";
      return;
    }

  copy_item (numerals->point, nl_langinfo (RADIXCHAR), ".");
  copy_item (numerals->separator, nl_langinfo (THOUSEP), " ");
  numerals->grouping = nl_langinfo (__GROUPING);
  if (numerals->point[0] == '\0')
    strcpy (numerals->point, ".");
}

/* Whether a separator stands to the left of the last @n digits. */
static gboolean
is_group_end (const char *grouping,
              guint       n)
{
  guint end = 0;

  if (grouping[0] == '\0')
    return FALSE;

  for (const char *size = grouping; *size > 0 && *size != CHAR_MAX; )
    {
      end += (guint) *size;
      if (end >= n)
        return end == n;

      /* The last size is repeated. */
      if (size[1] != '\0')
        size++;
    }

  return FALSE;
}

static void
append_grouped (GString        *string,
                const char     *digits,
                gsize           n_digits,
                const Numerals *numerals)
{
  /* Four digits before the mark are grouped too: "2,000 t/yr". */
  for (gsize i = 0; i < n_digits; i++)
    {
      if (i > 0 && is_group_end (numerals->grouping, n_digits - i))
        g_string_append (string, numerals->separator);
      g_string_append_c (string, digits[i]);
    }
}

/**
 * ytt_format_number:
 * @value: a number
 * @decimals: how many decimals, 0 to 6; -1 for as many as it has, up to 6
 *
 * Returns: (transfer full): the number, grouped and with a decimal mark as the locale has them; "–" for no number
 */
char *
ytt_format_number (double value,
                   int    decimals)
{
  char plain[G_ASCII_DTOSTR_BUF_SIZE + 320], format[8];
  const char *digits = plain, *point;
  Numerals numerals;
  GString *string;

  if (!isfinite (value))
    return g_strdup (EN_DASH);

  g_snprintf (format, sizeof format, "%%.%df", decimals < 0 ? MAX_DECIMALS : MIN (decimals, MAX_DECIMALS));
  g_ascii_formatd (plain, sizeof plain, format, value);

  point = strchr (plain, '.');
  if (decimals < 0 && point != NULL)
    {
      char *end = plain + strlen (plain);

      while (end[-1] == '0')
        end--;
      if (end[-1] == '.')
        end--;
      *end = '\0';
    }

  get_numerals (&numerals);
  string = g_string_new (NULL);
  if (*digits == '-')
    {
      /* U+2212; what rounds to nothing has no sign. */
      if (strspn (digits, "-0.") < strlen (digits))
        g_string_append (string, "\342\210\222");
      digits++;
    }

  point = strchr (digits, '.');
  append_grouped (string, digits, point != NULL ? (gsize) (point - digits) : strlen (digits), &numerals);
  if (point != NULL)
    {
      g_string_append (string, numerals.point);
      g_string_append (string, point + 1);
    }

  return g_string_free (string, FALSE);
}

/* FALSE for what is not a number in C notation from one end to the other. */
static gboolean
parse_number (const char *text,
              double     *value)
{
  char *end;

  if (text == NULL || *text == '\0')
    return FALSE;

  *value = g_ascii_strtod (text, &end);
  return *end == '\0' && isfinite (*value);
}

/* The source's own digits are kept: "4.0" stays "4.0". */
static int
count_decimals (const char *text)
{
  const char *point = strchr (text, '.');

  if (point == NULL || strpbrk (text, "eE") != NULL)
    return -1;

  return MIN ((int) strlen (point + 1), MAX_DECIMALS);
}

static gboolean
parse_date (const char *iso,
            int        *year,
            int        *month,
            int        *day)
{
  gsize length = iso != NULL ? strlen (iso) : 0;

  if (length != 4 && length != 7 && length != 10)
    return FALSE;

  for (gsize i = 0; i < length; i++)
    if ((i == 4 || i == 7) ? iso[i] != '-' : !g_ascii_isdigit (iso[i]))
      return FALSE;

  *year = (int) g_ascii_strtoll (iso, NULL, 10);
  *month = length >= 7 ? (int) g_ascii_strtoll (iso + 5, NULL, 10) : 0;
  *day = length == 10 ? (int) g_ascii_strtoll (iso + 8, NULL, 10) : 0;

  return *year > 0
         && (length < 7 || (*month >= 1 && *month <= 12))
         && (length < 10 || g_date_valid_dmy (*day, *month, *year));
}

/**
 * ytt_format_date:
 * @iso: (nullable): a year, a month or a day in ISO 8601
 *
 * Returns: (transfer full): "2025", "Sep 2025" or "19 Sep 2025" in the user's language; what is no date as it is, and
 *   "–" for nothing
 */
char *
ytt_format_date (const char *iso)
{
  g_autoptr(GDateTime) date = NULL;
  const char *format;
  char *text;
  int year, month, day;

  if (iso == NULL || *iso == '\0')
    return g_strdup (EN_DASH);

  if (!parse_date (iso, &year, &month, &day))
    return g_strdup (iso);

  if (month == 0)
    return g_strdup (iso);

  if (day == 0)
    /* Translators: a month, as in "Sep 2025"; see g_date_time_format() */
    format = C_("month", "%b" NBSP "%Y");
  else
    /* Translators: a day, as in "19 Sep 2025"; see g_date_time_format() */
    format = C_("day", "%-d" NBSP "%b" NBSP "%Y");

  date = g_date_time_new_utc (year, month, MAX (day, 1), 0, 0, 0);
  text = g_date_time_format (date, format);

  return text != NULL ? text : g_strdup (iso);
}

/* Whether a unit is a currency: three capitals, as in ISO 4217. */
static gboolean
is_currency (const char *unit)
{
  return strlen (unit) == 3
         && g_ascii_isupper (unit[0]) && g_ascii_isupper (unit[1]) && g_ascii_isupper (unit[2]);
}

/* Money is said in thousands of millions or millions where three decimals are enough for that. */
static double
get_money_scale (double value)
{
  static const double scales[] = { 1e9, 1e6 };

  for (gsize i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      double thousandths = value / scales[i] * 1000;

      if (fabs (value) >= scales[i] && fabs (thousandths - round (thousandths)) < 1e-6)
        return scales[i];
    }

  return 1;
}

static char *
join_range (const char *low,
            const char *high)
{
  return high != NULL ? g_strconcat (low, EN_DASH, high, NULL) : g_strdup (low);
}

static char *
format_money (const char *currency,
              const char *value,
              const char *value_max)
{
  g_autofree char *low = NULL, *high = NULL, *range = NULL;
  double amount, amount_max = 0, scale;

  if (!parse_number (value, &amount))
    return g_strconcat (currency, NBSP, value, NULL);

  scale = get_money_scale (amount);
  if (parse_number (value_max, &amount_max))
    scale = MIN (scale, get_money_scale (amount_max));
  else
    value_max = NULL;

  low = ytt_format_number (amount / scale, -1);
  high = value_max != NULL ? ytt_format_number (amount_max / scale, -1) : NULL;
  range = join_range (low, high);

  if (scale == 1e9)
    /* Translators: an amount of money: a currency's code, a number; thousands of millions */
    return g_strdup_printf (_("%s" NBSP "%s" NBSP "billion"), currency, range);
  if (scale == 1e6)
    /* Translators: an amount of money: a currency's code, a number */
    return g_strdup_printf (_("%s" NBSP "%s" NBSP "million"), currency, range);

  return g_strdup_printf ("%s" NBSP "%s", currency, range);
}

/* The words for a unit and its basis, after a number. */
static char *
format_unit (const char *unit,
             const char *basis,
             double      value)
{
  g_autofree char *words = NULL;

  if (strcmp (unit, "people") == 0)
    return g_strdup (ngettext ("person", "people", (gulong) CLAMP (value, 0, 1e6)));
  if (strcmp (unit, "years") == 0)
    return g_strdup (value == 1 ? _("year") : _("years"));
  if (strcmp (unit, "m2") == 0)
    return g_strdup ("m²");

  /* Translators: a rate, "tonnes a year", and so on below */
  if (strcmp (unit, "t/yr") == 0)
    words = g_strdup (_("t/yr"));
  else if (strcmp (unit, "t/quarter") == 0)
    words = g_strdup (_("t/quarter"));
  else if (strcmp (unit, "t/month") == 0)
    words = g_strdup (_("t/month"));
  else if (strcmp (unit, "t/day") == 0)
    words = g_strdup (_("t/day"));
  else if (strcmp (unit, "kg/day") == 0)
    words = g_strdup (_("kg/day"));
  else if (strcmp (unit, "Mt/yr") == 0)
    words = g_strdup (_("Mt/yr"));
  else
    words = g_strdup (unit);

  /* Megatonnes of nothing in particular are ore. */
  if (*basis == '\0' && g_str_has_prefix (unit, "Mt"))
    basis = _("ore");

  return *basis != '\0' ? g_strconcat (words, NBSP, basis, NULL) : g_steal_pointer (&words);
}

static char *
format_quantity (const YttClaim *claim)
{
  const char *unit = claim->unit != NULL ? claim->unit : "";
  g_autofree char *low = NULL, *high = NULL, *range = NULL, *words = NULL;
  double value, value_max = 0;

  if (!parse_number (claim->value, &value))
    return g_strdup (claim->value);

  low = ytt_format_number (value, count_decimals (claim->value));
  if (parse_number (claim->value_max, &value_max))
    high = ytt_format_number (value_max, count_decimals (claim->value_max));
  range = join_range (low, high);

  words = format_unit (unit, claim->basis != NULL ? claim->basis : "", high != NULL ? value_max : value);
  return *words != '\0' ? g_strconcat (range, NBSP, words, NULL) : g_steal_pointer (&range);
}

/**
 * ytt_format_claim_value:
 * @claim: a claim
 *
 * Returns: (transfer full): its value without the qualifier, as in "2,000 t/yr magnets", in the source's own unit
 */
char *
ytt_format_claim_value (const YttClaim *claim)
{
  g_return_val_if_fail (claim != NULL, NULL);

  if (claim->value == NULL || *claim->value == '\0')
    return g_strdup (EN_DASH);

  if (g_strcmp0 (claim->attribute, "status") == 0)
    {
      YttStatus status;

      return g_strdup (ytt_status_from_code (claim->value, &status) ? ytt_status_get_label (status) : claim->value);
    }

  if (g_strcmp0 (claim->unit, "date") == 0)
    {
      g_autofree char *low = ytt_format_date (claim->value);
      g_autofree char *high = claim->value_max != NULL ? ytt_format_date (claim->value_max) : NULL;

      return join_range (low, high);
    }

  if (claim->unit != NULL && is_currency (claim->unit))
    return format_money (claim->unit, claim->value, claim->value_max);

  return format_quantity (claim);
}

static const char *
get_qualifier_prefix (YttQualifier qualifier)
{
  switch (qualifier)
    {
    case YTT_QUALIFIER_ABOUT:
      return _("about");

    case YTT_QUALIFIER_AT_LEAST:
      return _("at least");

    case YTT_QUALIFIER_UP_TO:
      return _("up to");

    case YTT_QUALIFIER_EXACT:
    case YTT_QUALIFIER_PLANNED:
    case YTT_QUALIFIER_EXPECTED:
    default:
      return NULL;
    }
}

/**
 * ytt_format_claim_prefix:
 * @claim: a claim
 *
 * Returns: (transfer full) (nullable): the word that stands before the value: "about", "up to" or "at least"
 */
char *
ytt_format_claim_prefix (const YttClaim *claim)
{
  g_return_val_if_fail (claim != NULL, NULL);

  if (g_strcmp0 (claim->unit, "date") == 0)
    {
      /* One does not start at least in 2027. */
      if (claim->qualifier == YTT_QUALIFIER_AT_LEAST)
        return g_strdup (_("not before"));
      if (claim->qualifier == YTT_QUALIFIER_UP_TO)
        return g_strdup (_("by"));
    }

  return g_strdup (get_qualifier_prefix (claim->qualifier));
}

static char *
join_prefix (const char *prefix,
             const char *value)
{
  if (prefix == NULL)
    return g_strdup (value);

  /* Translators: a qualifier such as "about" before a value such as "2,000 t/yr magnets" */
  return g_strdup_printf (C_("qualifier", "%s %s"), prefix, value);
}

/**
 * ytt_format_claim:
 * @claim: a claim
 *
 * Returns: (transfer full): qualifier and value, as in "about USD 223 million"
 */
char *
ytt_format_claim (const YttClaim *claim)
{
  g_autofree char *prefix = ytt_format_claim_prefix (claim);
  g_autofree char *value = ytt_format_claim_value (claim);

  return join_prefix (prefix, value);
}

/**
 * ytt_format_amount:
 * @amount: (nullable): a number in C notation
 * @currency: (nullable): an ISO 4217 code
 * @qualifier: (nullable): a qualifier's code
 *
 * Returns: (transfer full): as in "about USD 223 million"; "–" without an amount
 */
char *
ytt_format_amount (const char *amount,
                   const char *currency,
                   const char *qualifier)
{
  g_autofree char *money = NULL;
  YttQualifier known = YTT_QUALIFIER_EXACT;

  if (amount == NULL || *amount == '\0')
    return g_strdup (EN_DASH);

  ytt_qualifier_from_code (qualifier, &known);
  if (currency != NULL && *currency != '\0')
    money = format_money (currency, amount, NULL);
  else
    {
      double value;

      money = parse_number (amount, &value) ? ytt_format_number (value, -1) : g_strdup (amount);
    }

  return join_prefix (get_qualifier_prefix (known), money);
}

static int
get_coordinate_decimals (YttPrecision precision)
{
  switch (precision)
    {
    case YTT_PRECISION_SITE:
      return 4;

    case YTT_PRECISION_LOCALITY:
      return 2;

    case YTT_PRECISION_REGION:
    case YTT_PRECISION_UNKNOWN:
    default:
      return 1;
    }
}

static char *
format_coordinates (double latitude,
                    double longitude,
                    int    decimals)
{
  g_autofree char *north = NULL, *east = NULL;

  if (!isfinite (latitude) || !isfinite (longitude))
    return g_strdup (EN_DASH);

  north = ytt_format_number (fabs (latitude), decimals);
  east = ytt_format_number (fabs (longitude), decimals);

  /* Translators: a place: degrees of latitude, N or S, degrees of longitude, E or W */
  return g_strdup_printf (_("%s°" NBSP "%s, %s°" NBSP "%s"),
                          north, latitude < 0 ? C_("latitude", "S") : C_("latitude", "N"),
                          east, longitude < 0 ? C_("longitude", "W") : C_("longitude", "E"));
}

/**
 * ytt_format_coordinates:
 * @latitude: degrees, -90 to 90
 * @longitude: degrees, -180 to 180
 * @precision: how exact the place is, which decides how many digits it earns
 *
 * Returns: (transfer full): as in "59.3618° N, 28.1478° E"; "–" where there is no place
 */
char *
ytt_format_coordinates (double       latitude,
                        double       longitude,
                        YttPrecision precision)
{
  return format_coordinates (latitude, longitude, get_coordinate_decimals (precision));
}

/**
 * ytt_format_coordinates_stored:
 * @latitude: degrees, -90 to 90
 * @longitude: degrees, -180 to 180
 *
 * For a history, which tells what was written and not how exact that is.
 *
 * Returns: (transfer full): as ytt_format_coordinates(), with as many digits as there are, up to six (0.1 m)
 */
char *
ytt_format_coordinates_stored (double latitude,
                               double longitude)
{
  return format_coordinates (latitude, longitude, -1);
}

/**
 * ytt_format_geo_uri:
 * @latitude: degrees, -90 to 90
 * @longitude: degrees, -180 to 180
 * @precision: how exact the place is
 *
 * Returns: (transfer full) (nullable): a geo: URI (RFC 5870) whose uncertainty in metres is that of the place;
 *   %NULL where there is no place
 */
char *
ytt_format_geo_uri (double       latitude,
                    double       longitude,
                    YttPrecision precision)
{
  char north[G_ASCII_DTOSTR_BUF_SIZE], east[G_ASCII_DTOSTR_BUF_SIZE], format[8];

  if (!isfinite (latitude) || !isfinite (longitude))
    return NULL;

  g_snprintf (format, sizeof format, "%%.%df", get_coordinate_decimals (precision));
  g_ascii_formatd (north, sizeof north, format, latitude);
  g_ascii_formatd (east, sizeof east, format, longitude);

  return g_strdup_printf ("geo:%s,%s%s", north, east,
                          precision == YTT_PRECISION_LOCALITY ? ";u=5000"
                          : precision == YTT_PRECISION_REGION ? ";u=50000" : "");
}

/**
 * ytt_format_place:
 * @locality: (nullable): a town
 * @admin1: (nullable): a state or province
 * @country: (nullable): an ISO 3166-1 alpha-2 code
 *
 * Returns: (transfer full): as in "Narva, Ida-Virumaa, Estonia"; what is unknown or said already is left out
 */
char *
ytt_format_place (const char *locality,
                  const char *admin1,
                  const char *country)
{
  const char *names[] = { locality, admin1, country != NULL ? ytt_country_get_name (country) : NULL };
  const char *last = NULL;
  GString *string = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (names[i] == NULL || *names[i] == '\0' || g_strcmp0 (names[i], last) == 0)
        continue;

      if (string->len > 0)
        g_string_append (string, C_("place", ", "));
      g_string_append (string, names[i]);
      last = names[i];
    }

  return g_string_free (string, FALSE);
}
