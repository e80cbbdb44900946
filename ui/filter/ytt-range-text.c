#include "config.h"

#include "ytt-range-text.h"

#include <langinfo.h>
#include <math.h>
#include <string.h>

/* Years of a register; a typed "20" is still on its way to "2027". */
#define LEAST_YEAR 1000
#define GREATEST_YEAR 2999

/* Rates beyond are slips of the finger. */
#define GREATEST_RATE 1e12

static gboolean
read_year (const char *text,
           gint64     *year)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  return g_ascii_string_to_signed (stripped, 10, LEAST_YEAR, GREATEST_YEAR, year, NULL);
}

/* Takes out what groups digits in the user's locale and everywhere, and makes a point of the decimal mark. */
static char *
normalise_number (const char *text)
{
  const char *thousands = nl_langinfo (THOUSEP);
  const char *decimal = nl_langinfo (RADIXCHAR);
  g_autoptr(GString) plain = g_string_new (text);

  /* Where the locale has no word on it, numbers are shown with commas. */
  if (*thousands == '\0' && *decimal != ',')
    thousands = ",";
  if (*thousands != '\0')
    g_string_replace (plain, thousands, "", 0);
  g_string_replace (plain, " ", "", 0);
  g_string_replace (plain, "\302\240", "", 0);       /* no-break space */
  g_string_replace (plain, "\342\200\257", "", 0);   /* narrow no-break space */
  g_string_replace (plain, "'", "", 0);
  if (*decimal != '\0')
    g_string_replace (plain, decimal, ".", 0);

  return g_string_free (g_steal_pointer (&plain), FALSE);
}

static gboolean
read_rate (const char *text,
           double     *rate)
{
  g_autofree char *plain = normalise_number (text);
  char *end;

  *rate = g_ascii_strtod (plain, &end);

  return g_ascii_isdigit (*plain) && *end == '\0' && isfinite (*rate) && *rate <= GREATEST_RATE;
}

static char *
write_rate (double rate)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  /* A value is written without exponent. */
  return g_strdup (g_ascii_formatd (buffer, sizeof buffer, rate == floor (rate) ? "%.0f" : "%.3f", rate));
}

/* The day before the date that is typed, which may be a year, a month or a day. */
static char *
read_day_before (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  gsize length = strlen (stripped);
  g_autofree char *whole = NULL;
  g_autoptr(GDateTime) date = NULL;
  g_autoptr(GDateTime) before = NULL;

  if (length != 4 && length != 7 && length != 10)
    return NULL;
  whole = g_strconcat (stripped, &"-01-01"[length == 4 ? 0 : length == 7 ? 3 : 6], "T00:00:00Z", NULL);
  date = g_date_time_new_from_iso8601 (whole, NULL);
  if (date == NULL || g_date_time_get_year (date) < LEAST_YEAR)
    return NULL;

  before = g_date_time_add_days (date, -1);

  return g_date_time_format (before, "%Y-%m-%d");
}

/* The date after a day, no longer than it has to be: 2024-05-31 gives 2024-06. */
static char *
write_day_after (const char *day)
{
  g_autofree char *whole = g_strconcat (day, "T00:00:00Z", NULL);
  g_autoptr(GDateTime) date = g_date_time_new_from_iso8601 (whole, NULL);
  g_autoptr(GDateTime) after = NULL;

  if (date == NULL)
    return g_strdup (day);

  after = g_date_time_add_days (date, 1);
  if (g_date_time_get_day_of_year (after) == 1)
    return g_date_time_format (after, "%Y");
  if (g_date_time_get_day_of_month (after) == 1)
    return g_date_time_format (after, "%Y-%m");

  return g_date_time_format (after, "%Y-%m-%d");
}

static char *
make_years (const char *from,
            const char *to)
{
  gint64 first = 0, last = 0;

  if (*from != '\0' && !read_year (from, &first))
    return NULL;
  if (*to != '\0' && !read_year (to, &last))
    return NULL;
  if (first > 0 && last > 0 && first > last)
    return NULL;

  if (first > 0 && last > 0)
    return g_strdup_printf ("%d..%d", (int) first, (int) last);

  return first > 0 ? g_strdup_printf ("%d..", (int) first) : g_strdup_printf ("..%d", (int) last);
}

static char *
make_capacity (const char *basis,
               const char *from,
               const char *to)
{
  double low = 0, high = INFINITY;
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  if (*from != '\0' && !read_rate (from, &low))
    return NULL;
  if (*to != '\0' && !read_rate (to, &high))
    return NULL;
  if (low > high)
    return NULL;

  first = *from != '\0' ? write_rate (low) : g_strdup ("");
  last = *to != '\0' ? write_rate (high) : g_strdup ("");

  return g_strdup_printf ("%s:%s..%s", basis, first, last);
}

/*< private >
 * ytt_range_text_to_value:
 * @facet: start, capacity or newest source
 * @basis: (nullable): what a capacity is counted in
 * @from: what was typed as the range's beginning
 * @to: what was typed as its end; for a newest source the date that it is older than
 *
 * Returns: (transfer full) (nullable): a value for a filter, "" if nothing was typed, %NULL if it cannot be read
 */
char *
ytt_range_text_to_value (YttFacet    facet,
                         const char *basis,
                         const char *from,
                         const char *to)
{
  g_autofree char *first = g_strstrip (g_strdup (from));
  g_autofree char *last = g_strstrip (g_strdup (to));
  g_autofree char *day = NULL;

  if (*first == '\0' && *last == '\0')
    return g_strdup ("");

  switch (facet)
    {
    case YTT_FACET_START:
      return make_years (first, last);
    case YTT_FACET_CAPACITY:
      return basis != NULL && *basis != '\0' ? make_capacity (basis, first, last) : NULL;
    case YTT_FACET_NEWEST_SOURCE:
      day = read_day_before (last);
      return day != NULL ? g_strconcat ("..", day, NULL) : NULL;
    default:
      g_return_val_if_reached (NULL);
    }
}

/*< private >
 * ytt_range_text_from_value:
 * @facet: start, capacity or newest source
 * @end: (nullable): an end of a range as a filter keeps it
 *
 * Returns: (transfer full): how it is typed
 */
char *
ytt_range_text_from_value (YttFacet    facet,
                           const char *end)
{
  if (end == NULL)
    return g_strdup ("");

  return facet == YTT_FACET_NEWEST_SOURCE ? write_day_after (end) : g_strdup (end);
}
