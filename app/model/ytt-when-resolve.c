#include "config.h"

#include "ytt-when-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ytt-error.h"

/* What the words of a date mean: each way to read it is brought to ISO 8601. */

/* Enough for any numbers that are asked to be written; a date takes ten bytes. */
#define ISO_SIZE 40

typedef struct
{
  char first[ISO_SIZE];
  char last[ISO_SIZE];   /* the same where it is one period */
} Period;

/* When fiscal years begin, in months from January of the year they are named after: the calendar's; Australia;
 * the government of the United States; India, which names it after its end; Japan, after its beginning. */
static const int fiscal_starts[] = { 0, -6, -3, -9, 3 };

static void
write_month (char *iso,
             int   year,
             int   month)
{
  /* Months count on into other years. */
  int months = year * 12 + month - 1;

  g_snprintf (iso, ISO_SIZE, "%04d-%02d", months / 12, months % 12 + 1);
}

static gboolean
fail (const YttSpan  *span,
      YttSpan        *where,
      GError        **error,
      const char     *message)
{
  *where = *span;
  g_set_error_literal (error, YTT_ERROR, YTT_ERROR_SYNTAX, message);

  return FALSE;
}

/* Whether the parts of a date go together. */
static gboolean
check_part (const WhenPart  *part,
            YttSpan         *where,
            GError         **error)
{
  gboolean has_term = part->quarter != 0 || part->half != 0;

  if (part->span.end == 0)
    return fail (&part->span, where, error, _("The date is missing"));
  if (part->year == 0)
    return fail (&part->span, where, error, _("The year is missing"));
  if (part->fiscal && (has_term || part->month != 0))
    return fail (&part->span, where, error,
                 _("Fiscal years begin on different days. Write the months, as in Apr 2025 to Jun 2025."));
  if (has_term && (part->day != 0 || part->month != 0))
    return fail (&part->span, where, error, _("This is no date"));
  if (part->month > 12 || part->day > 31 || (part->day != 0 && part->month == 0))
    return fail (&part->span, where, error, _("There is no such day"));
  if (part->day != 0 && part->open == OPEN_NOTHING && !g_date_valid_dmy (part->day, part->month, part->year))
    return fail (&part->span, where, error, _("There is no such day"));
  if (part->month == 0 && part->day == 0 && !has_term && part->end_year == 0 && part->year < 1)
    return fail (&part->span, where, error, _("This is no date"));

  return TRUE;
}

/* "Sept-Oct 2025" and "8-10 September 2025" say once what both ends share. */
static void
share_between_ends (When *self)
{
  WhenPart *first = &self->parts[0];
  const WhenPart *last = &self->parts[1];

  if (self->n_parts < 2)
    return;

  if (first->year == 0)
    first->year = last->year;
  if (first->day != 0 && first->month == 0)
    first->month = last->month;
}

/* How many ways there are to read a part. */
static guint
count_ways (const WhenPart *part)
{
  if (part->fiscal)
    return G_N_ELEMENTS (fiscal_starts);

  return part->open != OPEN_NOTHING ? 2 : 1;
}

/* FALSE for a way that is none. */
static gboolean
get_fiscal_period (const WhenPart *part,
                   guint           way,
                   Period         *period)
{
  int start = fiscal_starts[way];
  int year = part->year;

  /* FY 2025-26 tells both years. */
  if (part->end_year != 0)
    {
      if (start >= 0 || part->end_year != year + 1)
        return FALSE;
      year = part->end_year;
    }

  write_month (period->first, year, 1 + start);
  write_month (period->last, year, 12 + start);

  return TRUE;
}

static gboolean
get_period (const WhenPart *part,
            guint           way,
            Period         *period)
{
  int month = part->month, day = part->day;

  if (part->fiscal)
    return get_fiscal_period (part, way, period);

  if (part->quarter != 0)
    {
      write_month (period->first, part->year, part->quarter * 3 - 2);
      write_month (period->last, part->year, part->quarter * 3);
      return TRUE;
    }
  if (part->half != 0)
    {
      write_month (period->first, part->year, part->half * 6 - 5);
      write_month (period->last, part->year, part->half * 6);
      return TRUE;
    }

  if (part->open == OPEN_DAY_MONTH && way == 1)
    {
      month = part->day;
      day = part->month;
    }
  if (part->end_year != 0 && (part->month == 0 || way == 1))
    {
      g_snprintf (period->first, ISO_SIZE, "%04d", part->year);
      g_snprintf (period->last, ISO_SIZE, "%04d", part->end_year);
      return TRUE;
    }

  if (day != 0)
    g_snprintf (period->first, ISO_SIZE, "%04d-%02d-%02d", part->year, month, day);
  else if (month != 0)
    write_month (period->first, part->year, month);
  else
    g_snprintf (period->first, ISO_SIZE, "%04d", part->year);
  strcpy (period->last, period->first);

  return day == 0 || g_date_valid_dmy (day, month, part->year);
}

/* The year, month or day @by periods from an ISO date of the same length. */
static void
step (char *iso,
      int   by)
{
  int year = (int) g_ascii_strtoll (iso, NULL, 10);
  int month = strlen (iso) > 4 ? (int) g_ascii_strtoll (iso + 5, NULL, 10) : 1;

  if (strlen (iso) == 4)
    g_snprintf (iso, ISO_SIZE, "%04d", year + by);
  else if (strlen (iso) == 7)
    write_month (iso, year, month + by);
  else
    {
      GDate date;

      g_date_clear (&date, 1);
      g_date_set_dmy (&date, (GDateDay) g_ascii_strtoll (iso + 8, NULL, 10), month, (GDateYear) year);
      if (by > 0)
        g_date_add_days (&date, 1);
      else
        g_date_subtract_days (&date, 1);
      g_snprintf (iso, ISO_SIZE, "%04d-%02d-%02d",
                  g_date_get_year (&date), g_date_get_month (&date), g_date_get_day (&date));
    }
}

static gboolean
says (const When *self,
      guint       what)
{
  return (self->says & (1u << what)) != 0;
}

/* "before Q3 2026" is up to June, "by Q3 2026" up to September; "after late 2027" cannot be told from late 2027. */
static gboolean
shift_period (const When *self,
              Period     *period)
{
  gboolean is_long = strcmp (period->first, period->last) != 0;

  if (self->n_parts > 1 || self->parts[0].end_year != 0)
    return FALSE;

  if (is_long && says (self, YTT_QUALIFIER_UP_TO))
    {
      strcpy (period->first, period->last);
      return TRUE;
    }
  if (is_long && (says (self, YTT_QUALIFIER_AT_LEAST) || says (self, YTT_SAYS_FROM)))
    {
      strcpy (period->last, period->first);
      return TRUE;
    }
  if (self->parts[0].vague)
    return FALSE;

  if (says (self, YTT_SAYS_BEFORE))
    {
      step (period->first, -1);
      strcpy (period->last, period->first);
      return TRUE;
    }
  if (says (self, YTT_SAYS_AFTER))
    {
      step (period->last, 1);
      strcpy (period->first, period->last);
      return TRUE;
    }

  return FALSE;
}

/* The words that documents have no other place for. */
static char *
make_note (const When *self,
           gboolean    shifted)
{
  const WhenPart *last = &self->parts[self->n_parts - 1];
  gboolean worth_it = shifted;
  g_autofree char *note = NULL;

  for (guint i = 0; i < self->n_parts; i++)
    worth_it = worth_it || self->parts[i].vague || self->parts[i].fiscal;
  if (!worth_it)
    return NULL;

  if (shifted)
    note = g_strdup (self->text);
  else
    note = g_strndup (self->text + self->parts[0].span.start, last->span.end - self->parts[0].span.start);

  return g_strdup (g_strstrip (note));
}

static gboolean
is_in_range (const char *iso)
{
  gint64 year = g_ascii_strtoll (iso, NULL, 10);

  return year >= WHEN_FIRST_YEAR && year <= WHEN_LAST_YEAR;
}

static void
add_readings (const When   *self,
              const Period *given,
              GPtrArray    *readings)
{
  g_autoptr(GArray) qualifications = ytt_qualifications_list (self->says, self->n_parts > 1);
  Period period = *given;
  gboolean shifted = shift_period (self, &period);
  gboolean is_range = strcmp (period.first, period.last) != 0;

  if (!is_in_range (period.first) || !is_in_range (period.last))
    return;

  for (guint i = 0; i < qualifications->len; i++)
    {
      const YttQualification *qualification = &g_array_index (qualifications, YttQualification, i);
      YttReading *reading = ytt_reading_new (period.first, is_range ? period.last : NULL, "date", "",
                                             qualification->qualifier);

      reading->tense = qualification->tense;
      reading->qualified = self->says != 0;
      reading->note = make_note (self, shifted);
      ytt_reading_explain (reading, "start", NULL);
      ytt_readings_add (readings, reading);
    }
}

/* A plain date is a year, a month or a day, and nothing about it. */
static gboolean
check_plain (const When  *self,
             YttSpan     *where,
             GError     **error)
{
  const WhenPart *part = &self->parts[0];

  if (self->n_parts > 1 || self->says != 0 || part->vague || part->fiscal || part->quarter != 0 || part->half != 0
      || (part->end_year != 0 && part->month == 0))
    return fail (where, where, error, _("Write one year, month or day here, such as 2025, Sep 2025 or 8 Sep 2025"));

  return TRUE;
}

/* The readings of what was said; see ytt_when_parse(). */
GPtrArray *
ytt_when_resolve (When          *self,
                  YttWhenFlags   flags,
                  YttSpan       *where,
                  GError       **error)
{
  g_autoptr(GPtrArray) readings = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_reading_free);
  const WhenPart *first = &self->parts[0], *last = &self->parts[self->n_parts - 1];
  guint ways;

  *where = (YttSpan) { 0, strlen (self->text) };
  if (flags == YTT_WHEN_PLAIN && !check_plain (self, where, error))
    return NULL;

  share_between_ends (self);
  if (!check_part (first, where, error) || !check_part (last, where, error))
    return NULL;

  ways = MAX (count_ways (first), count_ways (last));
  if (flags == YTT_WHEN_PLAIN && first->open == OPEN_MONTH_RANGE)
    ways = 1;
  for (guint way = 0; way < ways; way++)
    {
      Period begin, end;

      if (!get_period (first, MIN (way, count_ways (first) - 1), &begin)
          || !get_period (last, MIN (way, count_ways (last) - 1), &end))
        continue;

      if (self->n_parts > 1 && strcmp (begin.first, end.last) > 0)
        continue;
      strcpy (begin.last, end.last);
      add_readings (self, &begin, readings);
    }

  if (readings->len == 0)
    {
      fail (where, where, error, self->n_parts > 1 ? _("The range ends before it begins") : _("There is no such date"));
      return NULL;
    }
  if (readings->len > 1)
    *where = (YttSpan) { first->span.start, last->span.end };

  return g_steal_pointer (&readings);
}
