#include "config.h"

#include "tour-figures.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "ytt-vocabulary.h"

#define NUMBER "([0-9][0-9,]*(?:\\.[0-9]+)?)"
#define SCALE "( million| billion)?"
#define MONTHS "(January|February|March|April|May|June|July|August|September|October|November|December)"

typedef enum
{
  FIGURE_DATE,
  FIGURE_NUMBER,
  FIGURE_SPAN,   /* "ten years" */
} FigureKind;

typedef struct
{
  FigureKind  kind;
  char       *text;
  int         year, month, day;   /* 0 for what is not told */
  double      value;
  char       *unit;               /* (nullable): a currency, "dollars", "t", "t/day", "Mt", "%" */
  char       *basis;              /* (nullable) */
  const char *words;              /* (nullable): what it was read from, for those of sources */
} Figure;

static guint n_seen;

static void
figure_free (Figure *figure)
{
  g_free (figure->text);
  g_free (figure->unit);
  g_free (figure->basis);
  g_free (figure);
}

static Figure *
add_figure (GPtrArray  *figures,
            FigureKind  kind,
            const char *text)
{
  Figure *figure = g_new0 (Figure, 1);

  figure->kind = kind;
  figure->text = g_strdup (text);
  g_ptr_array_add (figures, figure);

  return figure;
}

/* Reading. Each pattern takes what it matches out of the text, so that a later one does not find a part of it again. */

typedef void (*ReadFunc) (GMatchInfo *match,
                          GPtrArray  *figures);

static double
fetch_number (GMatchInfo *match,
              const char *name)
{
  g_autofree char *digits = g_match_info_fetch_named (match, name);
  g_autofree char *scale = g_match_info_fetch_named (match, "scale");
  g_auto(GStrv) parts = g_strsplit (digits, ",", -1);
  g_autofree char *plain = g_strjoinv ("", parts);
  double factor = 1;

  if (g_strcmp0 (scale, " million") == 0)
    factor = 1e6;
  else if (g_strcmp0 (scale, " billion") == 0)
    factor = 1e9;

  return g_ascii_strtod (plain, NULL) * factor;
}

static int
fetch_int (GMatchInfo *match,
           const char *name)
{
  g_autofree char *text = g_match_info_fetch_named (match, name);

  return text != NULL ? atoi (text) : 0;
}

static char *
fetch_text (GMatchInfo *match,
            const char *name)
{
  g_autofree char *text = g_match_info_fetch_named (match, name);

  return text != NULL && text[0] != '\0' ? g_steal_pointer (&text) : NULL;
}

static void
read_date (GMatchInfo *match,
           GPtrArray  *figures)
{
  static const char * const months[] = { "January", "February", "March", "April", "May", "June", "July", "August",
                                         "September", "October", "November", "December", NULL };
  g_autofree char *text = g_match_info_fetch (match, 0);
  g_autofree char *month = g_match_info_fetch_named (match, "month");
  Figure *figure = add_figure (figures, FIGURE_DATE, text);

  figure->year = fetch_int (match, "year");
  figure->day = fetch_int (match, "day");
  for (int i = 0; month != NULL && months[i] != NULL; i++)
    if (g_str_equal (month, months[i]))
      figure->month = i + 1;
}

static void
read_years (GMatchInfo *match,
            GPtrArray  *figures)
{
  g_autofree char *text = g_match_info_fetch (match, 0);
  int year = fetch_int (match, "year"), end = fetch_int (match, "end");

  add_figure (figures, FIGURE_DATE, text)->year = year;
  if (end != 0)
    add_figure (figures, FIGURE_DATE, text)->year = year / 100 * 100 + end;
}

static void
read_number (GMatchInfo *match,
             GPtrArray  *figures)
{
  g_autofree char *text = g_match_info_fetch (match, 0);
  g_autofree char *first = fetch_text (match, "first");
  Figure *figure = add_figure (figures, FIGURE_NUMBER, text);

  figure->value = fetch_number (match, "number");
  figure->unit = fetch_text (match, "unit");
  figure->basis = fetch_text (match, "basis");

  if (first != NULL)
    {
      Figure *other = add_figure (figures, FIGURE_NUMBER, text);

      other->value = fetch_number (match, "first");
      other->unit = g_strdup (figure->unit);
      other->basis = g_strdup (figure->basis);
    }
}

static void
read_dollars (GMatchInfo *match,
              GPtrArray  *figures)
{
  static const char * const names[][2] = { { "US ", "USD" }, { "Canadian ", "CAD" }, { "Australian ", "AUD" } };
  g_autofree char *text = g_match_info_fetch (match, 0);
  g_autofree char *country = fetch_text (match, "country");
  Figure *figure = add_figure (figures, FIGURE_NUMBER, text);
  const char *unit = "dollars";

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (country, names[i][0]) == 0)
      unit = names[i][1];

  figure->value = fetch_number (match, "number");
  figure->unit = g_strdup (unit);
}

static void
read_span (GMatchInfo *match,
           GPtrArray  *figures)
{
  g_autofree char *text = g_match_info_fetch_named (match, "span");

  add_figure (figures, FIGURE_SPAN, text);
}

static char *
get_bases (void)
{
  g_autoptr(GPtrArray) bases = g_ptr_array_new ();

  /* The longer first, or "Dy" would be found in "Dy and Tb". */
  for (guint length = 40; length > 0; length--)
    for (guint i = 0; ytt_vocabulary_bases[i] != NULL; i++)
      if (strlen (ytt_vocabulary_bases[i]) == length)
        g_ptr_array_add (bases, (gpointer) ytt_vocabulary_bases[i]);
  g_ptr_array_add (bases, NULL);

  return g_strjoinv ("|", (GStrv) bases->pdata);
}

static void
read_pattern (GString    *text,
              const char *pattern,
              ReadFunc    read,
              GPtrArray  *figures)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GRegex) regex = g_regex_new (pattern, G_REGEX_OPTIMIZE, 0, &error);
  g_autofree char *copy = g_strdup (text->str);
  g_autoptr(GMatchInfo) match = NULL;

  g_assert_no_error (error);
  g_regex_match (regex, copy, 0, &match);
  while (g_match_info_matches (match))
    {
      int start, end;

      read (match, figures);
      g_match_info_fetch_pos (match, 0, &start, &end);
      memset (text->str + start, '#', end - start);
      g_match_info_next (match, &error);
      g_assert_no_error (error);
    }
}

static GPtrArray *
read_figures (const char *source)
{
  g_autofree char *bases = get_bases ();
  g_autofree char *currencies = g_strjoinv ("|", (GStrv) ytt_vocabulary_currencies);
  g_autofree char *money = g_strdup_printf ("\\b(?<unit>%s) (?<number>" NUMBER ")(?<scale>" SCALE ")", currencies);
  g_autofree char *mass =
    g_strdup_printf ("(?<![\\w.,])(?:(?<first>" NUMBER ") to )?(?<number>" NUMBER ") ?(?<unit>t/day|Mt|t|%%|percent|per cent)"
                     "(?:/yr)?(?![\\w/])(?: of)?(?: (?<basis>%s)\\b)?", bases);
  const struct { const char *pattern; ReadFunc read; } patterns[] = {
    { "(?:\\b(?<day>[0-9]{1,2}) )?\\b(?<month>" MONTHS ")\\b(?: (?<year>[0-9]{4})\\b)?", read_date },
    { "(?<![0-9])(?<year>[0-9]{4})-(?:0[1-9]|1[0-2])-(?:[0-3][0-9])", read_date },
    { money, read_number },
    { "(?<![\\w.,])(?<number>" NUMBER ")(?<scale>" SCALE ") (?<country>US |Canadian |Australian )?dollars?\\b", read_dollars },
    { mass, read_number },
    { "(?<![\\w.,])(?<year>(?:19|20)[0-9]{2})(?:(?:-|–)(?<end>[0-9]{2}))?(?![\\w])(?!,[0-9])", read_years },
    { "(?<![\\w.,])(?<number>" NUMBER ")(?<scale>" SCALE ")(?![\\w])", read_number },
    { "(?i)\\b(?<span>(?:two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)[ -]year)", read_span },
  };
  g_autoptr(GString) text = g_string_new (source);
  GPtrArray *figures = g_ptr_array_new_with_free_func ((GDestroyNotify) figure_free);

  /* A no-break space stands before units. */
  g_string_replace (text, "\302\240", " ", 0);
  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    read_pattern (text, patterns[i].pattern, patterns[i].read, figures);

  return figures;
}

/* Told by sources */

static void
add_date (GPtrArray  *told,
          const char *date)
{
  Figure *figure;

  if (*date == '\0')
    return;

  figure = add_figure (told, FIGURE_DATE, date);
  sscanf (date, "%d-%d-%d", &figure->year, &figure->month, &figure->day);
}

static void
add_value (GPtrArray  *told,
           const char *value,
           const char *unit,
           const char *basis)
{
  Figure *figure;

  if (*value == '\0')
    return;

  figure = add_figure (told, FIGURE_NUMBER, value);
  figure->value = g_ascii_strtod (value, NULL);
  /* Whether it is a year's or a quarter's is said in words. */
  figure->unit = g_str_equal (unit, "t/yr") || g_str_equal (unit, "t/quarter") ? g_strdup ("t") : g_strdup (unit);
  /* Mt without a basis is ore. */
  figure->basis = g_strdup (g_str_equal (unit, "Mt") && *basis == '\0' ? "ore" : basis);
}

static void
add_words (GPtrArray  *told,
           const char *words)
{
  g_autoptr(GPtrArray) figures = read_figures (words);

  for (guint i = 0; i < figures->len; i++)
    {
      Figure *figure = g_ptr_array_index (figures, i);

      figure->words = words;
      g_ptr_array_add (told, figure);
    }
  g_ptr_array_set_free_func (figures, NULL);
}

static void
add_claim (GPtrArray        *told,
           const YttDataSet *set,
           const char       *key)
{
  static const char * const words[] = { "part", "note" };
  const YttTable *claims = set->tables[YTT_FILE_CLAIMS], *facilities = set->tables[YTT_FILE_FACILITIES];
  guint row;

  if (!ytt_table_find (claims, key, &row))
    {
      g_autofree char *facility = g_strndup (key, strlen (key) - strlen ("-status"));

      g_assert_true (ytt_table_find (facilities, facility, &row));
      add_date (told, ytt_table_get (facilities, row, "status_as_of"));
      return;
    }

  add_date (told, ytt_table_get (claims, row, "as_of"));
  for (guint i = 0; i < 2; i++)
    {
      const char *value = ytt_table_get (claims, row, i == 0 ? "value" : "value_max");
      const char *unit = ytt_table_get (claims, row, "unit");

      if (g_str_equal (unit, "date"))
        add_date (told, value);
      else
        add_value (told, value, unit, ytt_table_get (claims, row, "basis"));
    }
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    add_words (told, ytt_table_get (claims, row, words[i]));
}

static void
add_announcement (GPtrArray        *told,
                  const YttDataSet *set,
                  const char       *key)
{
  const YttTable *table = set->tables[YTT_FILE_ANNOUNCEMENTS];
  guint row = 0;

  g_assert_true (ytt_table_find (table, key, &row));
  add_date (told, ytt_table_get (table, row, "date"));
  add_value (told, ytt_table_get (table, row, "amount"), ytt_table_get (table, row, "currency"), "");
  add_words (told, ytt_table_get (table, row, "title"));
  add_words (told, ytt_table_get (table, row, "summary"));
}

static GPtrArray *
get_told (const YttDataSet *set,
          guint             stop)
{
  const YttTable *stops = set->tables[YTT_FILE_TOUR_STOPS];
  g_auto(GStrv) claims = g_strsplit (ytt_table_get (stops, stop, "claims"), ";", -1);
  g_auto(GStrv) announcements = g_strsplit (ytt_table_get (stops, stop, "announcements"), ";", -1);
  GPtrArray *told = g_ptr_array_new_with_free_func ((GDestroyNotify) figure_free);

  for (guint i = 0; claims[i] != NULL; i++)
    add_claim (told, set, claims[i]);
  for (guint i = 0; announcements[i] != NULL; i++)
    add_announcement (told, set, announcements[i]);

  return told;
}

/* Comparing */

static gboolean
is_same_date (const Figure *figure,
              const Figure *told)
{
  return (figure->year == 0 || figure->year == told->year)
         && (figure->month == 0 || figure->month == told->month)
         && (figure->day == 0 || figure->day == told->day);
}

static gboolean
is_same_unit (const char *unit,
              const char *told)
{
  if (unit == NULL)
    return TRUE;
  if (told == NULL)
    return FALSE;
  if (g_str_equal (told, "dollars"))
    return g_str_has_suffix (unit, "D") || g_str_equal (unit, told);
  if (g_str_equal (told, "percent") || g_str_equal (told, "per cent"))
    return g_str_equal (unit, "%");

  return g_str_equal (unit, told);
}

static gboolean
is_same_basis (const Figure *figure,
               const Figure *told)
{
  if (figure->basis == NULL)
    return TRUE;
  if (told->basis == NULL && told->words != NULL)
    return strstr (told->words, figure->basis) != NULL;

  return g_strcmp0 (figure->basis, told->basis) == 0;
}

static gboolean
is_told (const Figure *figure,
         GPtrArray    *told)
{
  for (guint i = 0; i < told->len; i++)
    {
      const Figure *other = g_ptr_array_index (told, i);

      if (figure->kind != other->kind)
        continue;
      if (figure->kind == FIGURE_DATE && is_same_date (figure, other))
        return TRUE;
      if (figure->kind == FIGURE_SPAN && g_ascii_tolower (figure->text[0]) == g_ascii_tolower (other->text[0])
          && strncmp (figure->text + 1, other->text + 1, strcspn (figure->text, " -") - 1) == 0)
        return TRUE;
      if (figure->kind == FIGURE_NUMBER && fabs (figure->value - other->value) <= 1e-9 * fabs (other->value)
          && is_same_unit (figure->unit, other->unit) && is_same_basis (figure, other))
        return TRUE;
    }

  return FALSE;
}

GPtrArray *
tour_figures_check (const YttDataSet *set,
                    guint             stop,
                    const char       *title,
                    const char       *text,
                    const char       *notes)
{
  const char *parts[] = { title, text, notes };
  g_autoptr(GPtrArray) told = get_told (set, stop);
  GPtrArray *problems = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr(GPtrArray) figures = read_figures (parts[i]);

      n_seen += figures->len;
      for (guint j = 0; j < figures->len; j++)
        {
          const Figure *figure = g_ptr_array_index (figures, j);

          if (!is_told (figure, told))
            g_ptr_array_add (problems,
                             g_strdup_printf ("%s: nothing it rests on tells “%s”",
                                              ytt_table_get (set->tables[YTT_FILE_TOUR_STOPS], stop, "stop"),
                                              figure->text));
        }
    }

  return problems;
}

guint
tour_figures_seen (void)
{
  return n_seen;
}
