#include "config.h"

#include "ytt-number.h"

#include <langinfo.h>
#include <locale.h>
#include <math.h>
#include <string.h>

/* Numbers as people write them: 5,000 and 5.000 and 5 000 and 5'000, 1,00,000 in India, with decimals after a point or a
 * comma, in the digits of any script. One mark with three digits behind it may be either; then both readings come out,
 * unless the mark is the one that the user's own locale sets thousands apart with. */

#define MAX_DIGITS 18
#define MAX_RUNS 12
#define MAX_EXPONENT 15

/* The runs of digits between marks. Kinds of marks: '.' and ',' as they are, ' ' and '\'' for all of their sort,
 * 'a' for the Arabic decimal mark, 'g' for the Arabic mark of thousands. */
typedef struct
{
  char  digits[MAX_DIGITS + 1];
  guint n_digits;
  guint runs[MAX_RUNS];   /* the digits in each */
  char  marks[MAX_RUNS];  /* the mark after each */
  guint n_runs;
} Runs;

static char
get_mark (gunichar c)
{
  switch (c)
    {
    case '.':
    case 0xff0e:   /* full width */
      return '.';

    case ',':
    case 0xff0c:
      return ',';

    case '\'':
    case 0x2019:   /* right single quotation mark */
    case 0x02bc:   /* modifier letter apostrophe */
      return '\'';

    case 0x066b:
      return 'a';

    case 0x066c:
      return 'g';

    default:
      return c == ' ' || g_unichar_type (c) == G_UNICODE_SPACE_SEPARATOR ? ' ' : '\0';
    }
}

static const char *
next_char (const char *text)
{
  return *text != '\0' ? g_utf8_next_char (text) : text;
}

/* How many digits @text begins with. */
static guint
count_digits (const char *text)
{
  guint n = 0;

  for (; g_unichar_isdigit (g_utf8_get_char (text)); text = next_char (text))
    n++;

  return n;
}

/* Whether the mark at @at belongs to the number: a point that ends a sentence does not, nor does a space before
 * another number. */
static gboolean
mark_goes_on (const Runs *runs,
              char        mark,
              const char *after)
{
  guint n = count_digits (after);

  if (mark == '\0' || n == 0 || runs->n_runs + 1 >= MAX_RUNS)
    return FALSE;

  if (mark != ' ' && mark != '\'')
    return TRUE;

  return n == 3 && runs->runs[0] <= 3 && (runs->n_runs == 1 || runs->marks[0] == mark);
}

/* FALSE for more digits than can be kept. */
static gboolean
read_runs (const char  *text,
           Runs        *runs,
           const char **end)
{
  memset (runs, 0, sizeof *runs);

  while (TRUE)
    {
      guint n = count_digits (text);
      char mark;

      for (guint i = 0; i < n; i++, text = g_utf8_next_char (text))
        {
          if (runs->n_digits < MAX_DIGITS)
            runs->digits[runs->n_digits] = (char) ('0' + g_unichar_digit_value (g_utf8_get_char (text)));
          runs->n_digits++;
        }
      runs->runs[runs->n_runs++] = n;
      *end = text;

      mark = get_mark (g_utf8_get_char (text));
      if (!mark_goes_on (runs, mark, next_char (text)))
        break;
      runs->marks[runs->n_runs - 1] = mark;
      text = g_utf8_next_char (text);
    }

  return runs->n_digits <= MAX_DIGITS;
}

/* Whether the first @n runs are thousands set apart, by three or as in India. */
static gboolean
are_groups (const Runs *runs,
            guint       n)
{
  gboolean by_three = TRUE, indian = runs->runs[0] <= 2;

  if (runs->runs[0] > 3 || runs->digits[0] == '0')
    return FALSE;

  for (guint i = 1; i < n; i++)
    {
      by_three = by_three && runs->runs[i] == 3;
      indian = indian && runs->runs[i] == (i + 1 < n ? 2 : 3);
    }

  return by_three || indian;
}

/* The digits with a point before the last @n_decimals of them, and no zeros in front. */
static void
write_number (char       *value,
              const char *digits,
              guint       n_digits,
              guint       n_decimals)
{
  guint n_whole = n_digits - n_decimals, first = 0;
  char *end = value;

  while (first + 1 < n_whole && digits[first] == '0')
    first++;

  for (guint i = first; i < n_digits; i++)
    {
      if (i == n_whole)
        *end++ = '.';
      *end++ = digits[i];
    }
  *end = '\0';
}

static gboolean
all_marks_are (const Runs *runs,
               guint       n,
               char        mark)
{
  for (guint i = 0; i < n; i++)
    if (runs->marks[i] != mark)
      return FALSE;

  return TRUE;
}

static gboolean
read_one_mark (const Runs *runs,
               char        separator,
               YttNumber  *number)
{
  char mark = runs->marks[0];
  gboolean groups = are_groups (runs, 2);

  if (mark == ' ' || mark == '\'' || mark == 'g')
    {
      number->grouped = groups;
      write_number (number->value, runs->digits, runs->n_digits, 0);
      return groups;
    }

  if (mark == 'a' || !groups)
    {
      write_number (number->value, runs->digits, runs->n_digits, runs->runs[1]);
      return TRUE;
    }

  number->grouped = TRUE;
  write_number (number->value, runs->digits, runs->n_digits, 0);
  if (mark != separator)
    {
      write_number (number->other, runs->digits, runs->n_digits, runs->runs[1]);
      ytt_number_trim (number->other);
    }

  return TRUE;
}

static gboolean
read_marks (const Runs *runs,
            char        separator,
            YttNumber  *number)
{
  guint n_marks = runs->n_runs - 1;
  char last;

  if (n_marks == 0)
    {
      write_number (number->value, runs->digits, runs->n_digits, 0);
      return TRUE;
    }
  if (n_marks == 1)
    return read_one_mark (runs, separator, number);

  number->grouped = TRUE;
  last = runs->marks[n_marks - 1];
  if (last == runs->marks[0])
    {
      write_number (number->value, runs->digits, runs->n_digits, 0);
      return last != 'a' && all_marks_are (runs, n_marks, last) && are_groups (runs, runs->n_runs);
    }

  /* Thousands apart with one mark, decimals with another. */
  write_number (number->value, runs->digits, runs->n_digits, runs->runs[n_marks]);
  return (last == '.' || last == ',' || last == 'a')
         && all_marks_are (runs, n_marks - 1, runs->marks[0])
         && are_groups (runs, n_marks);
}

/* "1.5e6", as other programs write it. */
static gboolean
read_exponent (const char  *text,
               YttNumber   *number,
               const char **end)
{
  const char *digits = text + 1;
  g_autofree char *shifted = NULL;
  int exponent;
  gsize n;

  if (*text != 'e' && *text != 'E')
    return TRUE;
  if (*digits == '+' || *digits == '-')
    digits++;
  n = strspn (digits, "0123456789");
  if (n == 0 || g_unichar_isalpha (g_utf8_get_char (digits + n)))
    return TRUE;

  *end = digits + n;
  if (n > 2 || number->other[0] != '\0')
    return FALSE;

  exponent = (int) g_ascii_strtoll (text + 1, NULL, 10);
  if (ABS (exponent) > MAX_EXPONENT)
    return FALSE;
  shifted = ytt_number_shift (number->value, exponent);

  return g_strlcpy (number->value, shifted, YTT_NUMBER_SIZE) < YTT_NUMBER_SIZE;
}

/**
 * ytt_number_scan:
 * @text: valid UTF-8
 * @separator: what sets thousands apart in the user's own locale, see ytt_number_get_separator()
 * @number: (out caller-allocates): the number
 * @length: (out): how many bytes it takes; 0 if @text does not begin with a digit
 *
 * Reads the number that @text begins with, without a sign: whole or with decimals, thousands set apart by a point, a
 * comma, an apostrophe or any space, by three or as in India, in the digits of any script. A lone point or comma
 * before just three digits may part thousands or decimals; then @number has both readings, unless the mark is
 * @separator. "0.500" and "1234.567" can only be decimals.
 *
 * Returns: whether it is a number that can be kept; %FALSE for groups that are none, and past 18 digits
 */
gboolean
ytt_number_scan (const char *text,
                 gunichar    separator,
                 YttNumber  *number,
                 gsize      *length)
{
  const char *end = text;
  Runs runs;
  gboolean good;

  memset (number, 0, sizeof *number);
  *length = 0;
  if (!g_unichar_isdigit (g_utf8_get_char (text)))
    return FALSE;

  good = read_runs (text, &runs, &end)
         && read_marks (&runs, get_mark (separator), number)
         && read_exponent (end, number, &end);
  *length = (gsize) (end - text);

  return good;
}

/**
 * ytt_number_get_separator:
 *
 * Returns: what sets thousands apart in the user's locale; in the C locale, which has nothing, what English has, and 0
 *   where nothing does
 */
gunichar
ytt_number_get_separator (void)
{
  const char *name = setlocale (LC_NUMERIC, NULL);
  const char *item = nl_langinfo (THOUSEP);

  if (name == NULL || strcmp (name, "C") == 0 || strcmp (name, "POSIX") == 0 || g_str_has_prefix (name, "C."))
    return ',';

  return g_utf8_validate (item, -1, NULL) ? g_utf8_get_char (item) : 0;
}

/**
 * ytt_number_shift:
 * @value: a number in C notation, digits with a point at most
 * @exponent: by how many digits to move the point
 *
 * Returns: (transfer full): @value times ten to the power of @exponent, exactly; "1.50" by six is "1500000"
 */
char *
ytt_number_shift (const char *value,
                  int         exponent)
{
  const char *point = strchr (value, '.');
  gsize n_whole = point != NULL ? (gsize) (point - value) : strlen (value);
  gssize at = (gssize) n_whole + exponent;
  GString *text = g_string_new (value);
  gsize zeros;

  if (exponent == 0)
    return g_string_free (text, FALSE);

  if (point != NULL)
    g_string_erase (text, (gssize) n_whole, 1);
  for (; at < 1; at++)
    g_string_prepend_c (text, '0');
  while ((gssize) text->len < at)
    g_string_append_c (text, '0');
  if ((gssize) text->len > at)
    g_string_insert_c (text, at, '.');

  for (zeros = 0; text->str[zeros] == '0' && g_ascii_isdigit (text->str[zeros + 1]); zeros++)
    ;
  g_string_erase (text, 0, (gssize) zeros);
  if (exponent < 0)
    {
      ytt_number_trim (text->str);
      g_string_set_size (text, strlen (text->str));
    }

  return g_string_free (text, FALSE);
}

/**
 * ytt_number_to_text:
 * @value: a number that came of a conversion
 *
 * Returns: (transfer full): @value in C notation with six digits that matter, for no figure here is known better
 */
char *
ytt_number_to_text (double value)
{
  int digits = value != 0 ? (int) floor (log10 (fabs (value))) + 1 : 1;
  char format[8], *text = g_malloc (400);
  double unit = digits > 6 ? pow (10, digits - 6) : 0;

  g_snprintf (format, sizeof format, "%%.%df", CLAMP (6 - digits, 0, 12));
  g_ascii_formatd (text, 400, format, unit > 0 ? round (value / unit) * unit : value);
  ytt_number_trim (text);

  return text;
}

/**
 * ytt_number_trim:
 * @value: (inout): a number in C notation
 *
 * Takes away the decimals that say nothing: "2.000" becomes "2", "2.50" becomes "2.5".
 */
void
ytt_number_trim (char *value)
{
  char *end = value + strlen (value);

  if (strchr (value, '.') == NULL)
    return;

  while (end[-1] == '0')
    end--;
  if (end[-1] == '.')
    end--;
  *end = '\0';
}
