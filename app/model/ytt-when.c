#include "config.h"

#include "ytt-when-private.h"

#include <glib/gi18n.h>
#include <langinfo.h>
#include <string.h>

#include "ytt-error.h"

/* Dates as people type them: read word by word into what was said; ytt-when-resolve.c decides what it means. */

#define BIT(type) (1u << (type))

/* What is written as 00, which is neither. */
#define NO_MONTH 99
#define NO_DAY 99

#define ADVICE N_("Write a date, such as 2027, Q3 2026, Sep 2025 or 8 September 2025")

typedef enum
{
  WORD_SAYS,
  WORD_MONTH,
  WORD_QUARTER,
  WORD_HALF,
  WORD_VAGUE,
  WORD_FISCAL,
  WORD_MONTH_MARK,   /* 9月: the number before it is a month */
  WORD_RANGE,
  WORD_NOISE,
} WhenWord;

#define SAYS(text, what) { text, WORD_SAYS, FALSE, what, NULL }
#define MONTH(text, number) { text, WORD_MONTH, FALSE, number, NULL }
#define QUARTER(text, number) { text, WORD_QUARTER, FALSE, number, NULL }
#define HALF(text, number) { text, WORD_HALF, FALSE, number, NULL }
#define VAGUE(text) { text, WORD_VAGUE, FALSE, 0, NULL }
#define FISCAL(text) { text, WORD_FISCAL, FALSE, 0, NULL }
#define RANGE(text) { text, WORD_RANGE, FALSE, 0, NULL }
#define NOISE(text) { text, WORD_NOISE, FALSE, 0, NULL }

static const YttPhrase words[] = {
  SAYS ("about", YTT_QUALIFIER_ABOUT), SAYS ("around", YTT_QUALIFIER_ABOUT), SAYS ("circa", YTT_QUALIFIER_ABOUT),
  SAYS ("approximately", YTT_QUALIFIER_ABOUT), SAYS ("approx", YTT_QUALIFIER_ABOUT), SAYS ("ca", YTT_QUALIFIER_ABOUT),
  SAYS ("c", YTT_QUALIFIER_ABOUT), SAYS ("roughly", YTT_QUALIFIER_ABOUT), SAYS ("~", YTT_QUALIFIER_ABOUT),
  SAYS ("≈", YTT_QUALIFIER_ABOUT),
  SAYS ("by", YTT_QUALIFIER_UP_TO), SAYS ("no later than", YTT_QUALIFIER_UP_TO), SAYS ("up to", YTT_QUALIFIER_UP_TO),
  SAYS ("not later than", YTT_QUALIFIER_UP_TO), SAYS ("at the latest", YTT_QUALIFIER_UP_TO),
  SAYS ("or earlier", YTT_QUALIFIER_UP_TO), SAYS ("≤", YTT_QUALIFIER_UP_TO), SAYS ("<=", YTT_QUALIFIER_UP_TO),
  SAYS ("before", YTT_SAYS_BEFORE), SAYS ("prior to", YTT_SAYS_BEFORE), SAYS ("<", YTT_SAYS_BEFORE),
  SAYS ("not before", YTT_QUALIFIER_AT_LEAST), SAYS ("no earlier than", YTT_QUALIFIER_AT_LEAST),
  SAYS ("not earlier than", YTT_QUALIFIER_AT_LEAST), SAYS ("at the earliest", YTT_QUALIFIER_AT_LEAST),
  SAYS ("or later", YTT_QUALIFIER_AT_LEAST), SAYS ("onwards", YTT_QUALIFIER_AT_LEAST),
  SAYS ("onward", YTT_QUALIFIER_AT_LEAST), SAYS ("at least", YTT_QUALIFIER_AT_LEAST),
  SAYS ("≥", YTT_QUALIFIER_AT_LEAST), SAYS (">=", YTT_QUALIFIER_AT_LEAST), SAYS ("+", YTT_QUALIFIER_AT_LEAST),
  SAYS ("after", YTT_SAYS_AFTER), SAYS ("later than", YTT_SAYS_AFTER), SAYS (">", YTT_SAYS_AFTER),
  SAYS ("promised", YTT_SAYS_PROMISED), SAYS ("from", YTT_SAYS_FROM), SAYS ("since", YTT_SAYS_FROM), SAYS ("starting", YTT_SAYS_FROM),
  SAYS ("planned", YTT_QUALIFIER_PLANNED), SAYS ("planned for", YTT_QUALIFIER_PLANNED),
  SAYS ("plan", YTT_QUALIFIER_PLANNED), SAYS ("targeted", YTT_QUALIFIER_PLANNED),
  SAYS ("target", YTT_QUALIFIER_PLANNED), SAYS ("targeting", YTT_QUALIFIER_PLANNED),
  SAYS ("scheduled", YTT_QUALIFIER_PLANNED), SAYS ("scheduled for", YTT_QUALIFIER_PLANNED),
  SAYS ("due", YTT_QUALIFIER_PLANNED), SAYS ("slated for", YTT_QUALIFIER_PLANNED),
  SAYS ("expected", YTT_QUALIFIER_EXPECTED), SAYS ("forecast", YTT_QUALIFIER_EXPECTED),
  SAYS ("anticipated", YTT_QUALIFIER_EXPECTED), SAYS ("likely", YTT_QUALIFIER_EXPECTED),
  SAYS ("probably", YTT_QUALIFIER_EXPECTED), SAYS ("projected", YTT_QUALIFIER_EXPECTED),
  SAYS ("possibly", YTT_QUALIFIER_EXPECTED), SAYS ("estimated", YTT_SAYS_ESTIMATED), SAYS ("est", YTT_SAYS_ESTIMATED),

  MONTH ("january", 1), MONTH ("jan", 1), MONTH ("february", 2), MONTH ("feb", 2), MONTH ("march", 3), MONTH ("mar", 3),
  MONTH ("april", 4), MONTH ("apr", 4), MONTH ("may", 5), MONTH ("june", 6), MONTH ("jun", 6), MONTH ("july", 7),
  MONTH ("jul", 7), MONTH ("august", 8), MONTH ("aug", 8), MONTH ("september", 9), MONTH ("sept", 9), MONTH ("sep", 9),
  MONTH ("october", 10), MONTH ("oct", 10), MONTH ("november", 11), MONTH ("nov", 11), MONTH ("december", 12),
  MONTH ("dec", 12),

  QUARTER ("q1", 1), QUARTER ("q2", 2), QUARTER ("q3", 3), QUARTER ("q4", 4),
  QUARTER ("1q", 1), QUARTER ("2q", 2), QUARTER ("3q", 3), QUARTER ("4q", 4),
  QUARTER ("first quarter", 1), QUARTER ("second quarter", 2), QUARTER ("third quarter", 3),
  QUARTER ("fourth quarter", 4), QUARTER ("last quarter", 4), QUARTER ("final quarter", 4),
  QUARTER ("1st quarter", 1), QUARTER ("2nd quarter", 2), QUARTER ("3rd quarter", 3), QUARTER ("4th quarter", 4),
  HALF ("h1", 1), HALF ("h2", 2), HALF ("1h", 1), HALF ("2h", 2), HALF ("first half", 1), HALF ("second half", 2),
  HALF ("1st half", 1), HALF ("2nd half", 2),

  VAGUE ("early"), VAGUE ("mid"), VAGUE ("middle"), VAGUE ("late"), VAGUE ("later"), VAGUE ("end"), VAGUE ("beginning"),
  VAGUE ("start"), VAGUE ("spring"), VAGUE ("summer"), VAGUE ("autumn"), VAGUE ("fall"), VAGUE ("winter"),
  VAGUE ("year-end"), VAGUE ("year end"),
  FISCAL ("fy"), FISCAL ("fiscal year"), FISCAL ("financial year"), FISCAL ("fiscal"),

  { "月", WORD_MONTH_MARK, FALSE, 0, NULL },
  RANGE ("to"), RANGE ("until"), RANGE ("till"), RANGE ("and"), RANGE ("or"), RANGE ("through"), RANGE ("-"), RANGE ("–"),
  RANGE ("—"), RANGE ("−"), RANGE ("‐"), RANGE ("‑"), RANGE ("/"), RANGE ("..."), RANGE ("…"),
  NOISE ("of"), NOISE ("the"), NOISE ("in"), NOISE ("on"), NOISE ("at"), NOISE ("for"), NOISE ("between"),
  NOISE ("calendar"), NOISE ("year"), NOISE ("年"), NOISE ("日"), NOISE (","), NOISE ("."), NOISE ("("), NOISE (")"),
  NOISE ("monday"), NOISE ("tuesday"), NOISE ("wednesday"), NOISE ("thursday"), NOISE ("friday"), NOISE ("saturday"),
  NOISE ("sunday"), NOISE ("mon"), NOISE ("tue"), NOISE ("wed"), NOISE ("thu"), NOISE ("fri"), NOISE ("sat"),
  NOISE ("sun"),
};

static const YttPhrase *
find_word (guint       types,
           const char *text,
           gsize      *length)
{
  return ytt_phrase_find (words, G_N_ELEMENTS (words), types, text, length);
}

/* How many bytes of @text are the name, whatever the capitals; names come from the locale. */
static gsize
measure_name (const char *name,
              const char *text)
{
  const char *end = text;
  g_autofree char *beginning = NULL, *folded = NULL, *folded_name = NULL;

  for (glong i = g_utf8_strlen (name, -1); i > 0; i--, end = g_utf8_next_char (end))
    if (*end == '\0')
      return 0;
  if (g_unichar_isalpha (g_utf8_get_char (end)))
    return 0;

  beginning = g_strndup (text, (gsize) (end - text));
  folded = g_utf8_casefold (beginning, -1);
  folded_name = g_utf8_casefold (name, -1);

  return strcmp (folded, folded_name) == 0 ? (gsize) (end - text) : 0;
}

/* A month by its English name or by one of the user's language; 0 for none. */
static int
find_month (const char *text,
            gsize      *length)
{
  static const nl_item names[][2] = {
    { MON_1, ABMON_1 }, { MON_2, ABMON_2 }, { MON_3, ABMON_3 }, { MON_4, ABMON_4 }, { MON_5, ABMON_5 },
    { MON_6, ABMON_6 }, { MON_7, ABMON_7 }, { MON_8, ABMON_8 }, { MON_9, ABMON_9 }, { MON_10, ABMON_10 },
    { MON_11, ABMON_11 }, { MON_12, ABMON_12 },
  };
  const YttPhrase *word = find_word (BIT (WORD_MONTH), text, length);

  if (word != NULL)
    return word->value;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (names[i]); j++)
      {
        const char *name = nl_langinfo (names[i][j]);

        /* Names in characters of another encoding, or such as "9月" that begin with a digit, are left to others. */
        if (!g_utf8_validate (name, -1, NULL) || !g_unichar_isalpha (g_utf8_get_char (name)))
          continue;
        *length = measure_name (name, text);
        if (*length > 0)
          return (int) i + 1;
      }

  return 0;
}

static gboolean
fail (When        *self,
      const char  *at,
      gsize        length,
      YttSpan     *where,
      GError     **error,
      const char  *message)
{
  where->start = (gsize) (at - self->text);
  where->end = where->start + length;
  g_set_error_literal (error, YTT_ERROR, YTT_ERROR_SYNTAX, message);

  return FALSE;
}

static gboolean
fail_twice (When        *self,
            const char  *at,
            gsize        length,
            YttSpan     *where,
            GError     **error)
{
  return fail (self, at, length, where, error, _("There is one date already. Write a range as in 2027–2028."));
}

/* Digits between marks of one kind, as in 08/09/2025. */
typedef struct
{
  int   values[3];
  gsize sizes[3];     /* digits in each */
  gsize ends[3];      /* bytes from the beginning to the end of each */
  guint n;
  char  mark;
} Digits;

static void
read_digits (const char *at,
             Digits     *digits)
{
  const char *start = at;

  memset (digits, 0, sizeof *digits);
  while (digits->n < 3)
    {
      gsize size = strspn (at, "0123456789");

      digits->values[digits->n] = (int) MIN (g_ascii_strtoull (at, NULL, 10), G_MAXINT);
      digits->sizes[digits->n] = size;
      at += size;
      digits->ends[digits->n++] = (gsize) (at - start);

      if (digits->mark == '\0' && strchr ("-/.", *at) != NULL)
        digits->mark = *at;
      if (digits->mark == '\0' || *at != digits->mark || !g_ascii_isdigit (at[1]))
        break;
      at++;
    }
}

static gboolean
is_year (int   value,
         gsize size)
{
  return size == 4 && value >= WHEN_FIRST_YEAR && value <= WHEN_LAST_YEAR;
}

/* Three numbers: with the year in front they stand in order, with the year behind nobody knows. */
static gboolean
take_three (WhenPart     *part,
            const Digits *digits)
{
  const int *values = digits->values;

  if (is_year (values[0], digits->sizes[0]) && digits->sizes[1] <= 2 && digits->sizes[2] <= 2)
    {
      part->year = values[0];
      part->month = values[1] > 0 ? values[1] : NO_MONTH;
      part->day = values[2] > 0 ? values[2] : NO_DAY;
      return TRUE;
    }
  if (!is_year (values[2], digits->sizes[2]) || digits->sizes[0] > 2 || digits->sizes[1] > 2)
    return FALSE;

  part->year = values[2];
  part->day = values[0] > 0 ? values[0] : NO_DAY;
  part->month = values[1] > 0 ? values[1] : NO_MONTH;
  if (values[1] > 12)
    {
      part->day = values[1];
      part->month = values[0];
    }
  else if (values[0] <= 12 && values[0] != values[1])
    part->open = OPEN_DAY_MONTH;

  return TRUE;
}

/* 2025-09, 09/2025, 2027-28; FALSE if the second number is no part of the first. */
static gboolean
take_two (WhenPart     *part,
          const Digits *digits)
{
  const int *values = digits->values;

  if (values[0] == 0 || values[1] == 0)
    return FALSE;
  if (part->fiscal && digits->sizes[0] == 2 && digits->sizes[1] == 2)
    {
      part->year = 2000 + values[0];
      part->end_year = 2000 + values[1];
      return TRUE;
    }
  if (digits->sizes[0] <= 2 && is_year (values[1], digits->sizes[1]))
    {
      part->month = values[0];
      part->year = values[1];
      return TRUE;
    }
  if (!is_year (values[0], digits->sizes[0]) || digits->sizes[1] > 2)
    return FALSE;

  part->year = values[0];
  if (digits->sizes[1] == 2 && digits->mark != '.' && values[1] > values[0] % 100)
    part->end_year = values[0] - values[0] % 100 + values[1];
  if (values[1] <= 12 && !part->fiscal && (digits->sizes[1] == 2 || digits->mark != '.'))
    part->month = values[1];
  if (part->end_year != 0 && part->month != 0)
    part->open = OPEN_MONTH_RANGE;

  return part->month != 0 || part->end_year != 0;
}

static gboolean
take_one (WhenPart     *part,
          const Digits *digits)
{
  int value = digits->values[0];

  if (digits->sizes[0] == 8)
    {
      part->year = value / 10000;
      part->month = value / 100 % 100;
      part->day = value % 100;
      return is_year (part->year, 4);
    }
  if (is_year (value, digits->sizes[0]))
    part->year = value;
  else if (digits->sizes[0] == 2 && (part->fiscal || ((part->quarter != 0 || part->half != 0) && part->year == 0)))
    part->year = 2000 + value;
  else if (digits->sizes[0] <= 2 && value > 0)
    part->day = value;
  else
    return FALSE;

  return TRUE;
}

/* Whether what is read now says again what was read before. */
static gboolean
overlaps (const WhenPart *part,
          const WhenPart *more)
{
  return (part->year != 0 && more->year != 0) || (part->month != 0 && more->month != 0)
         || (part->day != 0 && more->day != 0);
}

static void
extend_part (When       *self,
             const char *at,
             gsize       length)
{
  WhenPart *part = &self->parts[self->n_parts - 1];
  gsize start = (gsize) (at - self->text);

  if (part->span.end == 0)
    part->span.start = start;
  part->span.end = start + length;
}

static gboolean
read_number (When        *self,
             const char **at,
             YttSpan     *where,
             GError     **error)
{
  WhenPart *part = &self->parts[self->n_parts - 1];
  WhenPart more = { .fiscal = part->fiscal, .quarter = part->quarter, .half = part->half, .year = 0 };
  Digits digits;
  gsize length;
  guint n;

  read_digits (*at, &digits);
  n = digits.n;
  if (n == 3 && !take_three (&more, &digits))
    return fail (self, *at, digits.ends[2], where, error, _("Write the year with four digits"));
  if (n == 2 && !take_two (&more, &digits))
    n = 1;
  if (n == 1 && !take_one (&more, &digits))
    return fail (self, *at, digits.ends[0], where, error, _("This is no year, month or day"));

  length = digits.ends[n - 1];
  if (overlaps (part, &more))
    return fail_twice (self, *at, length, where, error);

  part->year = MAX (part->year, more.year);
  part->month = MAX (part->month, more.month);
  part->day = MAX (part->day, more.day);
  part->end_year = MAX (part->end_year, more.end_year);
  if (more.open != OPEN_NOTHING)
    part->open = more.open;
  extend_part (self, *at, length);
  *at += length;

  /* The hour of 2025-09-08T10:15Z, and the ending of 8th. */
  if (more.day != 0 && more.year != 0 && **at == 'T' && g_ascii_isdigit ((*at)[1]))
    *at += strspn (*at, "T0123456789:.,+-Z");
  else if (more.day != 0 && more.year == 0)
    for (guint i = 0; i < 4; i++)
      {
        static const char * const endings[] = { "st", "nd", "rd", "th" };

        if (g_ascii_strncasecmp (*at, endings[i], 2) == 0 && !g_unichar_isalpha (g_utf8_get_char (*at + 2)))
          {
            *at += 2;
            break;
          }
      }

  return TRUE;
}

/* Whether a dash at @at joins what one date is made of: "mid-2025", "8-Sep-2025", "Sep-2025", "2025-Q3", "Q3'26". */
static gboolean
joins (const WhenPart *part,
       const char     *after)
{
  gboolean has_month = part->month != 0 || part->quarter != 0 || part->half != 0;
  gboolean before_year = strspn (after, "0123456789") == 4;
  gsize length;

  if (part->span.end == 0)
    return FALSE;
  if (part->vague && part->year == 0 && part->month == 0 && part->day == 0)
    return TRUE;
  if (part->year == 0 && has_month)
    return before_year || (part->month == 0 && strspn (after, "0123456789") == 2);
  if (part->day != 0 && part->month == 0)
    return find_month (after, &length) != 0;

  return part->year != 0 && !has_month && part->day == 0
         && find_word (BIT (WORD_QUARTER) | BIT (WORD_HALF), after, &length) != NULL;
}

static gboolean
read_range (When        *self,
            const char  *at,
            gsize        length,
            YttSpan     *where,
            GError     **error)
{
  WhenPart *part = &self->parts[self->n_parts - 1];

  if (!g_ascii_isalpha (*at) && joins (part, at + length))
    return TRUE;
  if (part->span.end == 0 && self->n_parts == 1)
    return fail (self, at, length, where, error, _("The range has no beginning"));
  if (self->n_parts == 2)
    return fail (self, at, length, where, error, _("A range has two ends, and no more"));

  self->n_parts++;
  return TRUE;
}

static gboolean
take_word (When             *self,
           const char       *at,
           gsize             length,
           const YttPhrase  *word,
           YttSpan          *where,
           GError          **error)
{
  WhenPart *part = &self->parts[self->n_parts - 1];
  gboolean has_part = part->month != 0 || part->quarter != 0 || part->half != 0 || part->day != 0;

  switch ((WhenWord) word->type)
    {
    case WORD_SAYS:
      self->says |= BIT (word->value);
      return TRUE;

    case WORD_QUARTER:
    case WORD_HALF:
      if (has_part)
        return fail_twice (self, at, length, where, error);
      if (word->type == WORD_QUARTER)
        part->quarter = word->value;
      else
        part->half = word->value;
      break;

    case WORD_VAGUE:
      part->vague = TRUE;
      break;

    case WORD_FISCAL:
      part->fiscal = TRUE;
      break;

    case WORD_MONTH_MARK:
      if (part->day == 0 || part->month != 0)
        return fail (self, at, length, where, error, _("This is no year, month or day"));
      part->month = part->day;
      part->day = 0;
      break;

    case WORD_RANGE:
      return read_range (self, at, length, where, error);

    case WORD_MONTH:
    case WORD_NOISE:
    default:
      return TRUE;
    }

  extend_part (self, at, length);
  return TRUE;
}

static gboolean
read_one (When        *self,
          const char **at,
          YttSpan     *where,
          GError     **error)
{
  WhenPart *part = &self->parts[self->n_parts - 1];
  const YttPhrase *word;
  gsize length;
  int month;

  word = find_word (~BIT (WORD_MONTH), *at, &length);
  if (word == NULL && g_ascii_isdigit (**at))
    return read_number (self, at, where, error);

  /* Q3'26 */
  if ((**at == '\'' || g_str_has_prefix (*at, "’")) && (part->quarter != 0 || part->half != 0 || part->fiscal))
    {
      *at = g_utf8_next_char (*at);
      return TRUE;
    }

  if (word == NULL && (month = find_month (*at, &length)) != 0)
    {
      if (part->month != 0 || part->quarter != 0 || part->half != 0)
        return fail_twice (self, *at, length, where, error);
      part->month = month;
      extend_part (self, *at, length);
      *at += length;
      return TRUE;
    }

  if (word == NULL)
    {
      g_autofree char *text = NULL, *message = NULL;

      length = ytt_text_measure_word (*at);
      text = g_strndup (*at, length);
      /* Translators: a word that is not known, then what to write */
      message = g_strdup_printf (_("“%s” is not understood. %s."), text, _(ADVICE));
      return fail (self, *at, length, where, error, message);
    }

  if (!take_word (self, *at, length, word, where, error))
    return FALSE;
  *at += length;

  return TRUE;
}

/**
 * ytt_when_parse:
 * @text: what was typed
 * @flags: what may be written
 * @where: (out) (optional): the place in @text of an error, or of what can be read in more than one way
 * @error: return location for an error of %YTT_ERROR_SYNTAX, in words for people
 *
 * Reads a year, a month or a day, as documents have them (2027, 2025-09, 2025-09-08); with %YTT_WHEN_CLAIM also ranges
 * and what is kept as a range of months, quarters and halves ("Q3 2026" is 2026-07 to 2026-09), and qualifiers ("by
 * 2027" is up to, "not before 2027" at least). Documents have no "late": the reading is then the period itself, with the
 * words as its note. What comes before or after a period is kept as up to the period before it, or from the next.
 * "08/09/2025", "2009-10" and fiscal years, which every country begins on another day, give a reading for each meaning.
 *
 * Returns: (transfer full) (element-type YttReading) (nullable): one reading, or several to ask about; %NULL on error
 */
GPtrArray *
ytt_when_parse (const char    *text,
                YttWhenFlags   flags,
                YttSpan       *where,
                GError       **error)
{
  g_autoptr(GError) failure = NULL;
  GPtrArray *readings = NULL;
  When self = { .text = text, .n_parts = 1 };
  YttSpan place;

  g_return_val_if_fail (text != NULL, NULL);

  if (ytt_typed_text_check (text, _(ADVICE), &place, &failure))
    {
      const char *at = text + ytt_text_count_spaces (text);

      while (*at != '\0' && read_one (&self, &at, &place, &failure))
        at += ytt_text_count_spaces (at);
      if (failure == NULL)
        readings = ytt_when_resolve (&self, flags, &place, &failure);
    }

  if (where != NULL)
    *where = place;
  if (readings == NULL)
    g_propagate_error (error, g_steal_pointer (&failure));

  return readings;
}

/**
 * ytt_attribute_is_date:
 * @attribute: the code of what a claim is about
 *
 * Returns: whether its values are dates
 */
gboolean
ytt_attribute_is_date (const char *attribute)
{
  static const char * const dates[] = { "start", "construction-start", "completion", "licence", "founded", NULL };

  return g_strv_contains (dates, attribute);
}
