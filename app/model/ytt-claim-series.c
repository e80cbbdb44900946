#include "config.h"

#include "ytt-claim-series.h"

#include "ytt-format.h"
#include "ytt-ledger-private.h"
#include "ytt-timeline.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define NBSP "\302\240"

/* Up to so many lines across. */
#define MAX_STEPS 4

static double
day_to_years (guint32 day)
{
  GDate date, first;
  double n_days;

  g_date_clear (&date, 1);
  g_date_clear (&first, 1);
  g_date_set_dmy (&date, (GDateDay) (day % 100), (GDateMonth) (day / 100 % 100), (GDateYear) (day / 10000));
  g_date_set_dmy (&first, 1, G_DATE_JANUARY, (GDateYear) (day / 10000));
  n_days = g_date_is_leap_year ((GDateYear) (day / 10000)) ? 366 : 365;

  return day / 10000 + g_date_days_between (&first, &date) / n_days;
}

/* The middle of the year, the month or the day; 0 where it is none. */
static double
get_middle (const char *iso)
{
  guint32 first = ytt_day_parse (iso);

  if (first == 0)
    return 0;

  return (day_to_years (first) + day_to_years ((guint32) ytt_claim_parse_day (iso, TRUE)) + 1 / 365.25) / 2;
}

/* A date takes the whole of its period, which is as exact as it is. */
static gboolean
read_dates (const YttClaim *claim,
            YttSeriesPoint *point)
{
  const char *end = claim->value_max != NULL ? claim->value_max : claim->value;
  guint32 first = ytt_day_parse (claim->value);
  guint32 last = (guint32) ytt_claim_parse_day (end, TRUE);

  if (first == 0 || last < first)
    return FALSE;

  point->low = day_to_years (first);
  point->high = first != last ? day_to_years (last) + 1 / 365.25 : point->low;
  point->value = (point->low + point->high) / 2;

  return TRUE;
}

static gboolean
read_number (const char *text,
             double     *number)
{
  char *end = NULL;

  if (text == NULL || *text == '\0')
    return FALSE;

  *number = g_ascii_strtod (text, &end);
  return *end == '\0' && isfinite (*number);
}

static gboolean
read_numbers (const YttClaim *claim,
              YttSeriesPoint *point)
{
  double factor;

  ytt_claim_get_common_unit (claim->unit, &factor);
  if (!read_number (claim->value, &point->low))
    return FALSE;
  if (!read_number (claim->value_max, &point->high))
    point->high = point->low;

  point->low *= factor;
  point->high = MAX (point->high * factor, point->low);
  point->value = (point->low + point->high) / 2;

  return TRUE;
}

static gboolean
is_comparable (const YttClaim *a,
               const YttClaim *b)
{
  double factor;

  return strcmp (a->basis, b->basis) == 0
         && strcmp (ytt_claim_get_common_unit (a->unit, &factor), ytt_claim_get_common_unit (b->unit, &factor)) == 0;
}

static void
add_claim (YttClaimSeries  *self,
           const YttFigure *figure,
           const YttClaim  *claim)
{
  YttSeriesPoint point = { .claim = claim, .told = get_middle (claim->as_of), .shown = claim == figure->shown };

  if (!is_comparable (claim, figure->shown))
    self->n_other++;
  else if (!(self->is_date ? read_dates (claim, &point) : read_numbers (claim, &point)))
    self->n_other++;
  else if (point.told <= 0)
    self->n_undated++;
  else
    g_array_append_val (self->points, point);
}

static int
compare_points (gconstpointer a,
                gconstpointer b)
{
  const YttSeriesPoint *point_a = a, *point_b = b;

  if (point_a->told != point_b->told)
    return point_a->told < point_b->told ? -1 : 1;

  return (point_a->claim->id > point_b->claim->id) - (point_a->claim->id < point_b->claim->id);
}

static gboolean
is_money (const char *unit)
{
  return strlen (unit) == 3 && g_ascii_isupper (unit[0]) && g_ascii_isupper (unit[1]) && g_ascii_isupper (unit[2]);
}

/* "t/yr magnets", "EUR million", as the figures themselves say it. */
static void
name_unit (YttClaimSeries *self,
           const YttClaim *shown,
           double          greatest)
{
  YttClaim two = *shown;
  g_autofree char *text = NULL;
  const char *unit;
  double factor;

  self->scale = 1;
  two.unit = (char *) ytt_claim_get_common_unit (shown->unit, &factor);
  if (is_money (two.unit) && greatest >= 1e6)
    {
      self->scale = greatest >= 1e9 ? 1e9 : 1e6;
      self->caption = greatest >= 1e9
                        /* Translators: what amounts are counted in: a currency's code, "EUR billion" */
                        ? g_strdup_printf (_("%s billion"), two.unit)
                        : g_strdup_printf (_("%s million"), two.unit);
      return;
    }
  if (is_money (two.unit))
    {
      self->caption = g_strdup (two.unit);
      return;
    }

  two.value = (char *) "2";
  two.value_max = NULL;
  two.qualifier = YTT_QUALIFIER_EXACT;
  text = ytt_format_claim_value (&two);
  unit = strstr (text, NBSP);
  self->caption = g_strdup (unit != NULL ? unit + strlen (NBSP) : "");
}

static double
get_nice_step (double range)
{
  static const double nice[] = { 1, 2, 5, 10 };
  double power = pow (10, floor (log10 (range / MAX_STEPS)));

  for (gsize i = 0; i < G_N_ELEMENTS (nice); i++)
    if (range <= nice[i] * power * MAX_STEPS)
      return nice[i] * power;

  return 10 * power;
}

/* Amounts stand on nought, so that what looks double is double; dates stand wherever they are. */
static void
set_axis (YttClaimSeries *self,
          double          least,
          double          greatest)
{
  if (!self->is_date)
    {
      least = MIN (least, 0);
      greatest = MAX (greatest, 0);
    }
  if (greatest - least < (self->is_date ? 1 : 1e-12))
    greatest = least + 1;

  self->step = get_nice_step (greatest - least);
  if (self->is_date)
    self->step = MAX (self->step, 1);
  self->from = floor (least / self->step + 1e-9) * self->step;
  self->to = ceil (greatest / self->step - 1e-9) * self->step;
}

static void
fit_axis (YttClaimSeries *self,
          const YttClaim *shown)
{
  double least = INFINITY, greatest = -INFINITY;

  for (guint i = 0; i < self->points->len; i++)
    {
      const YttSeriesPoint *point = &g_array_index (self->points, YttSeriesPoint, i);

      least = MIN (least, point->low);
      greatest = MAX (greatest, point->high);
    }

  if (self->is_date)
    {
      self->scale = 1;
      self->caption = g_strdup ("");
    }
  else
    name_unit (self, shown, greatest);

  for (guint i = 0; i < self->points->len; i++)
    {
      YttSeriesPoint *point = &g_array_index (self->points, YttSeriesPoint, i);

      point->value /= self->scale;
      point->low /= self->scale;
      point->high /= self->scale;
    }
  set_axis (self, least / self->scale, greatest / self->scale);
}

/**
 * ytt_claim_series_new:
 * @figure: what is claimed on an attribute; the series points at its claims
 *
 * Lays out the claims that are counted as the shown one is. Others are left out, for nothing is ever converted without
 * saying how.
 *
 * Returns: (transfer full) (nullable): the series; %NULL where fewer than two claims could be drawn
 */
YttClaimSeries *
ytt_claim_series_new (const YttFigure *figure)
{
  g_autoptr(YttClaimSeries) self = NULL;

  g_return_val_if_fail (figure != NULL, NULL);

  if (figure->claims->len < 2 || strcmp (figure->attribute, "status") == 0)
    return NULL;

  self = g_new0 (YttClaimSeries, 1);
  self->points = g_array_new (FALSE, FALSE, sizeof (YttSeriesPoint));
  self->is_date = strcmp (figure->shown->unit, "date") == 0;
  for (guint i = 0; i < figure->claims->len; i++)
    add_claim (self, figure, g_ptr_array_index (figure->claims, i));
  if (self->points->len < 2)
    return NULL;

  g_array_sort (self->points, compare_points);
  fit_axis (self, figure->shown);

  return g_steal_pointer (&self);
}

/**
 * ytt_claim_series_free:
 * @self: (nullable): a series
 */
void
ytt_claim_series_free (YttClaimSeries *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->points);
  g_free (self->caption);
  g_free (self);
}

/**
 * ytt_claim_series_describe:
 * @self: a series
 *
 * Returns: (transfer full): the chart in words: "Chart of 3 claims. Jun 2025: 2028, expected; ..."
 */
char *
ytt_claim_series_describe (const YttClaimSeries *self)
{
  g_autoptr(GString) text = g_string_new (NULL);

  g_string_append_printf (text, ngettext ("Chart of %u claim.", "Chart of %u claims.", self->points->len),
                          self->points->len);
  for (guint i = 0; i < self->points->len; i++)
    {
      const YttSeriesPoint *point = &g_array_index (self->points, YttSeriesPoint, i);
      g_autofree char *date = ytt_format_date (point->claim->as_of);
      g_autofree char *value = ytt_format_claim (point->claim);

      /* Translators: one claim of a chart, as a screen reader says it: when it was told, what was told */
      g_string_append_printf (text, _(" %s: %s."), date, value);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * ytt_claim_series_describe_left_out:
 * @self: a series
 *
 * Returns: (transfer full) (nullable): what is not drawn, and why
 */
char *
ytt_claim_series_describe_left_out (const YttClaimSeries *self)
{
  g_autoptr(GString) text = g_string_new (NULL);

  if (self->n_other > 0)
    g_string_append_printf (text, ngettext ("%u claim in another currency, unit or basis is not drawn.",
                                            "%u claims in another currency, unit or basis are not drawn.",
                                            self->n_other), self->n_other);
  if (self->n_undated > 0)
    {
      if (text->len > 0)
        g_string_append_c (text, ' ');
      g_string_append_printf (text, ngettext ("%u claim without a date is not drawn.",
                                              "%u claims without a date are not drawn.",
                                              self->n_undated), self->n_undated);
    }

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
