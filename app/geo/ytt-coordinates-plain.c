#include "config.h"

#include "ytt-coordinates-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "ytt-error.h"
#include "ytt-phrase.h"

/* Places in words and figures. The text becomes a row of tokens; wherever the row can be cut in two so that each half is
 * one coordinate, there is a reading. A comma may part decimals or coordinates, so each way is tried. */

#define MAX_TOKENS 24
#define MAX_COMMAS 6

typedef enum
{
  TOKEN_NUMBER,
  TOKEN_SIGN,         /* value: 1 or -1 */
  TOKEN_DEGREES,
  TOKEN_MINUTES,
  TOKEN_SECONDS,
  TOKEN_HEMISPHERE,
  TOKEN_AXIS,         /* "lat", "lon" */
  TOKEN_SEPARATOR,
} TokenType;

/* What a letter may stand for; O is Ost in German and Ouest, Oeste, Ovest in Romance languages. */
typedef enum
{
  SIDE_NORTH = 1 << 0,
  SIDE_SOUTH = 1 << 1,
  SIDE_EAST  = 1 << 2,
  SIDE_WEST  = 1 << 3,
} Sides;

#define SIDES_LATITUDE (SIDE_NORTH | SIDE_SOUTH)
#define SIDES_LONGITUDE (SIDE_EAST | SIDE_WEST)

typedef struct
{
  TokenType type;
  double    value;
  guint     n_decimals;
  Sides     sides;       /* of a hemisphere or an axis */
  gsize     length;
} Token;

typedef struct
{
  Token tokens[MAX_TOKENS];
  guint n_tokens;
  guint n_numbers;
} Row;

/* One coordinate. */
typedef struct
{
  double   value;         /* degrees */
  double   resolution;    /* degrees */
  guint    n_numbers;
  Sides    sides;         /* 0 where no letter says so */
  Sides    axis;          /* of a word such as "lat", or of @sides; 0 if nothing says so */
  gboolean has_sign;
  gboolean has_marks;
} Coordinate;

#define WORD_TOKEN 0

/* The value of a phrase is its sides. */
static const YttPhrase letters[] = {
  { "n", WORD_TOKEN, FALSE, SIDE_NORTH, "side" }, { "north", WORD_TOKEN, FALSE, SIDE_NORTH, "side" },
  { "s", WORD_TOKEN, FALSE, SIDE_SOUTH, "side" }, { "south", WORD_TOKEN, FALSE, SIDE_SOUTH, "side" },
  { "e", WORD_TOKEN, FALSE, SIDE_EAST, "side" }, { "east", WORD_TOKEN, FALSE, SIDE_EAST, "side" },
  { "w", WORD_TOKEN, FALSE, SIDE_WEST, "side" }, { "west", WORD_TOKEN, FALSE, SIDE_WEST, "side" },
  { "o", WORD_TOKEN, FALSE, SIDES_LONGITUDE, "side" },
  { "lat", WORD_TOKEN, FALSE, SIDES_LATITUDE, "axis" }, { "latitude", WORD_TOKEN, FALSE, SIDES_LATITUDE, "axis" },
  { "lon", WORD_TOKEN, FALSE, SIDES_LONGITUDE, "axis" }, { "lng", WORD_TOKEN, FALSE, SIDES_LONGITUDE, "axis" },
  { "long", WORD_TOKEN, FALSE, SIDES_LONGITUDE, "axis" }, { "longitude", WORD_TOKEN, FALSE, SIDES_LONGITUDE, "axis" },
};

static const struct
{
  const char *text;
  TokenType   type;
} marks[] = {
  { "degrees", TOKEN_DEGREES }, { "deg", TOKEN_DEGREES }, { "°", TOKEN_DEGREES }, { "º", TOKEN_DEGREES },
  { "˚", TOKEN_DEGREES }, { "''", TOKEN_SECONDS }, { "′′", TOKEN_SECONDS }, { "’’", TOKEN_SECONDS },
  { "\"", TOKEN_SECONDS }, { "″", TOKEN_SECONDS }, { "”", TOKEN_SECONDS }, { "“", TOKEN_SECONDS },
  { "'", TOKEN_MINUTES }, { "′", TOKEN_MINUTES }, { "’", TOKEN_MINUTES }, { "‘", TOKEN_MINUTES },
  { "´", TOKEN_MINUTES }, { "min", TOKEN_MINUTES }, { "sec", TOKEN_SECONDS },
  { ",", TOKEN_SEPARATOR }, { ";", TOKEN_SEPARATOR }, { "/", TOKEN_SEPARATOR }, { "|", TOKEN_SEPARATOR },
  { "(", TOKEN_SEPARATOR }, { ")", TOKEN_SEPARATOR }, { "[", TOKEN_SEPARATOR }, { "]", TOKEN_SEPARATOR },
};

/* The letters of the user's language, as the program itself writes them. */
static gboolean
find_translated_letter (const char *text,
                        Token      *token)
{
  const struct
  {
    const char *letter;
    Sides       side;
  } translated[] = {
    { C_("latitude", "N"), SIDE_NORTH }, { C_("latitude", "S"), SIDE_SOUTH },
    { C_("longitude", "E"), SIDE_EAST }, { C_("longitude", "W"), SIDE_WEST },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (translated); i++)
    {
      gsize length = strlen (translated[i].letter);

      if (length > 0 && strncmp (text, translated[i].letter, length) == 0
          && !g_unichar_isalpha (g_utf8_get_char (text + length)))
        {
          *token = (Token) { TOKEN_HEMISPHERE, 0, 0, translated[i].side, length };
          return TRUE;
        }
    }

  return FALSE;
}

static gboolean
find_word (const char *text,
           Token      *token)
{
  gsize length;
  const YttPhrase *word = ytt_phrase_find (letters, G_N_ELEMENTS (letters), 1u << WORD_TOKEN, text, &length);

  if (word == NULL)
    return find_translated_letter (text, token);

  *token = (Token) { g_str_equal (word->code, "axis") ? TOKEN_AXIS : TOKEN_HEMISPHERE, 0, 0, word->value, length };
  if (token->type == TOKEN_AXIS)
    token->length += strspn (text + length, ".:=");

  return TRUE;
}

static gboolean
find_mark (const char *text,
           Token      *token)
{
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (g_str_has_prefix (text, marks[i].text))
      {
        *token = (Token) { marks[i].type, 0, 0, 0, strlen (marks[i].text) };
        return TRUE;
      }

  return FALSE;
}

static gboolean
starts_with_digit (const char *text)
{
  return g_unichar_isdigit (g_utf8_get_char (text));
}

/* 59:21:42 is degrees, minutes and seconds. */
static gboolean
find_colon (const char *text,
            const Row  *row,
            Token      *token)
{
  guint n = row->n_tokens;

  if (*text != ':' || n == 0 || row->tokens[n - 1].type != TOKEN_NUMBER || !starts_with_digit (text + 1))
    return FALSE;

  *token = (Token) { n > 1 && row->tokens[n - 2].type == TOKEN_DEGREES ? TOKEN_MINUTES : TOKEN_DEGREES, 0, 0, 0, 1 };
  return TRUE;
}

/* A number; @comma tells whether a comma right behind its digits begins decimals. */
static gboolean
find_number (const char *text,
             gboolean    comma,
             Token      *token)
{
  const char *at = text;
  char digits[32];
  gsize n = 0;

  *token = (Token) { TOKEN_NUMBER };
  while (*at != '\0' && n < sizeof digits - 2)
    {
      gunichar c = g_utf8_get_char (at);
      gboolean is_point = c == '.' || c == 0x066b || (comma && c == ',');

      if (g_unichar_isdigit (c))
        {
          digits[n++] = (char) ('0' + g_unichar_digit_value (c));
          token->n_decimals += memchr (digits, '.', n) != NULL;
        }
      else if (is_point && memchr (digits, '.', n) == NULL && starts_with_digit (g_utf8_next_char (at)))
        digits[n++] = '.';
      else
        break;
      at = g_utf8_next_char (at);
    }

  digits[n] = '\0';
  token->value = g_ascii_strtod (digits, NULL);
  token->length = (gsize) (at - text);

  return !starts_with_digit (at);
}

/* A sign stands before a digit, and not behind one unless the text is a row of signed numbers (ISO 6709). */
static gboolean
find_sign (const char *text,
           gboolean    after_number,
           const Row  *row,
           Token      *token)
{
  gunichar c = g_utf8_get_char (text);
  gboolean minus = c == '-' || c == 0x2212 || c == 0x2013;

  if ((!minus && c != '+') || !starts_with_digit (g_utf8_next_char (text))
      || (after_number && row->tokens[0].type != TOKEN_SIGN))
    return FALSE;

  *token = (Token) { TOKEN_SIGN, minus ? -1 : 1, 0, 0, (gsize) (g_utf8_next_char (text) - text) };
  return TRUE;
}

/* Whether the comma at @at may begin decimals. */
static gboolean
may_be_decimal (const char *text,
                const char *at)
{
  return at > text && starts_with_digit (g_utf8_prev_char (at)) && starts_with_digit (at + 1);
}

/* The tokens, with the commas of @decimals (a bit each, of those that may be) as decimal marks; FALSE with the place
 * of what is none. */
static gboolean
make_row (const char *text,
          guint       decimals,
          Row        *row,
          YttSpan    *where)
{
  guint n_commas = 0;
  gboolean after_number = FALSE;

  memset (row, 0, sizeof *row);
  for (const char *at = text + ytt_text_count_spaces (text); *at != '\0'; )
    {
      Token *token = &row->tokens[row->n_tokens];
      gsize spaces;
      gboolean good;

      where->start = (gsize) (at - text);
      where->end = where->start + ytt_text_measure_word (at);
      if (row->n_tokens == MAX_TOKENS)
        return FALSE;

      if (starts_with_digit (at))
        {
          const char *comma = at;

          while (starts_with_digit (comma))
            comma = g_utf8_next_char (comma);
          good = find_number (at, *comma == ',' && (decimals & (1u << n_commas)) != 0, token);
          for (const char *p = at; p < at + token->length; p++)
            n_commas += *p == ',';
          row->n_numbers++;
        }
      else
        good = find_sign (at, after_number, row, token) || find_colon (at, row, token) || find_mark (at, token)
               || find_word (at, token);
      if (!good)
        return FALSE;

      if (*at == ',')
        n_commas += may_be_decimal (text, at);
      row->n_tokens++;
      at += token->length;
      spaces = ytt_text_count_spaces (at);
      after_number = token->type == TOKEN_NUMBER && spaces == 0;
      at += spaces;
    }

  return TRUE;
}

/* The number at @i is degrees, minutes or seconds, by its mark or by its place. */
static gboolean
read_numbers (const Token *tokens,
              guint        n_tokens,
              guint       *i,
              Coordinate  *coordinate)
{
  static const double parts[] = { 1, 60, 3600 };
  guint next = 0;

  while (*i < n_tokens && tokens[*i].type == TOKEN_NUMBER && next < 3)
    {
      const Token *number = &tokens[(*i)++];
      guint part = next;

      if (*i < n_tokens && tokens[*i].type >= TOKEN_DEGREES && tokens[*i].type <= TOKEN_SECONDS)
        {
          part = tokens[(*i)++].type - TOKEN_DEGREES;
          coordinate->has_marks = TRUE;
        }
      /* Degrees come first, minutes next; only the last has decimals. */
      if (part != next || (next > 0 && number->value >= 60)
          || coordinate->resolution < (next > 0 ? 1 / parts[next - 1] : 0))
        return FALSE;

      coordinate->value += number->value / parts[part];
      coordinate->resolution = pow (10, -(double) number->n_decimals) / parts[part];
      coordinate->n_numbers++;
      next++;
    }

  return next > 0;
}

/* One coordinate out of tokens, all of them. */
static gboolean
read_coordinate (const Token *tokens,
                 guint        n_tokens,
                 Coordinate  *coordinate)
{
  guint i = 0;
  double sign = 1;

  memset (coordinate, 0, sizeof *coordinate);
  while (n_tokens > 0 && tokens[n_tokens - 1].type == TOKEN_SEPARATOR)
    n_tokens--;
  while (i < n_tokens && tokens[i].type == TOKEN_SEPARATOR)
    i++;

  if (i < n_tokens && tokens[i].type == TOKEN_AXIS)
    coordinate->axis = tokens[i++].sides;
  if (i < n_tokens && tokens[i].type == TOKEN_HEMISPHERE)
    coordinate->sides = tokens[i++].sides;
  if (i < n_tokens && tokens[i].type == TOKEN_SIGN)
    {
      coordinate->has_sign = TRUE;
      sign = tokens[i++].value;
    }
  if (!read_numbers (tokens, n_tokens, &i, coordinate))
    return FALSE;
  if (i < n_tokens && tokens[i].type == TOKEN_HEMISPHERE && coordinate->sides == 0)
    coordinate->sides = tokens[i++].sides;

  /* "-59 S" may be south or north. */
  if (i < n_tokens || (coordinate->sides != 0 && sign < 0))
    return FALSE;

  coordinate->value *= sign;
  if (coordinate->sides != 0)
    {
      Sides axis = (coordinate->sides & SIDES_LATITUDE) != 0 ? SIDES_LATITUDE : SIDES_LONGITUDE;

      if (coordinate->axis != 0 && coordinate->axis != axis)
        return FALSE;
      coordinate->axis = axis;
    }

  return TRUE;
}

/* Each value that a coordinate may have. @other_side: the other coordinate has a letter, and this one neither that nor
 * a sign. */
static guint
list_values (const Coordinate *coordinate,
             gboolean          other_has_letter,
             double            values[2])
{
  guint n = 0;

  if (coordinate->sides == 0)
    {
      values[n++] = coordinate->value;
      if (other_has_letter && !coordinate->has_sign && coordinate->value != 0)
        values[n++] = -coordinate->value;
      return n;
    }

  if ((coordinate->sides & (SIDE_NORTH | SIDE_EAST)) != 0)
    values[n++] = coordinate->value;
  if ((coordinate->sides & (SIDE_SOUTH | SIDE_WEST)) != 0)
    values[n++] = -coordinate->value;

  return n;
}

static void
add_place (const Coordinate *first,
           const Coordinate *second,
           GPtrArray        *readings)
{
  gboolean swapped = first->axis == SIDES_LONGITUDE || second->axis == SIDES_LATITUDE;
  double resolution = MAX (first->resolution, second->resolution);
  double a[2], b[2];
  guint n_a, n_b;

  if (first->axis != 0 && first->axis == second->axis)
    return;

  /* Nothing says which is which: latitude comes first, unless it cannot be one. */
  if (first->axis == 0 && second->axis == 0)
    swapped = fabs (first->value) > 90;

  n_a = list_values (first, second->sides != 0, a);
  n_b = list_values (second, first->sides != 0, b);
  for (guint i = 0; i < n_a; i++)
    for (guint j = 0; j < n_b; j++)
      ytt_coordinates_add (readings, swapped ? b[j] : a[i], swapped ? a[i] : b[j], resolution);
}

/* Every cut of the row that leaves two coordinates. */
static void
add_cuts (const Row *row,
          GPtrArray *readings)
{
  for (guint cut = 1; cut < row->n_tokens; cut++)
    {
      Coordinate first, second;

      if (!read_coordinate (row->tokens, cut, &first)
          || !read_coordinate (row->tokens + cut, row->n_tokens - cut, &second))
        continue;

      /* Nobody writes one to the minute and the other to the degree without saying so. */
      if (first.n_numbers != second.n_numbers
          && !(first.has_marks && second.has_marks) && !(first.sides != 0 && second.sides != 0))
        continue;

      add_place (&first, &second, readings);
    }
}

/* "POINT (28.1478 59.3618)": well-known text has the longitude first. */
static gboolean
parse_point (const char *text,
             GPtrArray  *readings)
{
  g_autoptr(GRegex) regex = g_regex_new (
    "^\\s*(?:SRID=4326;)?\\s*POINT\\s*Z?\\s*\\(\\s*(-?[0-9.]{1,20})\\s+(-?[0-9.]{1,20})(?:\\s+-?[0-9.]{1,20})?\\s*\\)\\s*$",
    G_REGEX_CASELESS, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  g_autofree char *longitude = NULL, *latitude = NULL;
  guint decimals = 0;

  if (!g_regex_match (regex, text, 0, &match))
    return FALSE;

  longitude = g_match_info_fetch (match, 1);
  latitude = g_match_info_fetch (match, 2);
  for (const char *point = strchr (latitude, '.'); point != NULL && g_ascii_isdigit (point[1]); point++)
    decimals++;

  return ytt_coordinates_add (readings, g_ascii_strtod (latitude, NULL), g_ascii_strtod (longitude, NULL),
                              pow (10, -(double) decimals));
}

static guint
count_open_commas (const char *text)
{
  guint n = 0;

  /* With a point in it, the text has no decimal commas. */
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (*at == '.' && at > text && starts_with_digit (g_utf8_prev_char (at)) && starts_with_digit (at + 1))
      return 0;

  for (const char *at = strchr (text, ','); at != NULL; at = strchr (at + 1, ','))
    n += may_be_decimal (text, at);

  return n;
}

gboolean
ytt_coordinates_parse_plain (const char  *text,
                             GPtrArray   *readings,
                             YttSpan     *where,
                             GError     **error)
{
  guint n_commas = MIN (count_open_commas (text), MAX_COMMAS);
  Row row;

  if (parse_point (text, readings))
    return TRUE;

  /* What is known whichever way commas are taken: the words. */
  if (!make_row (text, 0, &row, where))
    {
      g_autofree char *word = g_strndup (text + where->start, where->end - where->start);

      g_set_error (error, YTT_ERROR, YTT_ERROR_SYNTAX,
                   _("“%s” is not understood. Write a latitude and a longitude, such as 59.3618 N, 28.1478 E."), word);
      return FALSE;
    }

  for (guint decimals = 0; decimals < (1u << n_commas); decimals++)
    {
      YttSpan ignored;

      if (make_row (text, decimals, &row, &ignored))
        add_cuts (&row, readings);
    }

  *where = (YttSpan) { 0, strlen (text) };
  if (readings->len > 0)
    return TRUE;

  if (row.n_numbers < 2)
    g_set_error_literal (error, YTT_ERROR, YTT_ERROR_SYNTAX,
                         _("A place needs a latitude and a longitude, such as 59.3618 N, 28.1478 E"));
  else
    g_set_error_literal (error, YTT_ERROR, YTT_ERROR_SYNTAX,
                         _("This is no place. Latitudes go to 90° N or S, longitudes to 180° E or W; "
                           "minutes and seconds stay below 60."));
  return FALSE;
}
