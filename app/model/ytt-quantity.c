#include "config.h"

#include "ytt-quantity-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ytt-error.h"
#include "ytt-when.h"

/* Quantities as people type them. The text is read word by word into what was said (Quantity), in whatever order; the
 * other half, ytt-quantity-resolve.c, decides what that may mean for the attribute. */

#define BIT(type) (1u << (type))

#define COMMON_WORDS (BIT (WORD_QUALIFIER) | BIT (WORD_RANGE) | BIT (WORD_NOISE))
#define MULTIPLIERS (BIT (WORD_MULTIPLIER) | BIT (WORD_SHORT_MULTIPLIER))
#define MASS_WORDS (MULTIPLIERS | BIT (WORD_MASS) | BIT (WORD_BASIS) | BIT (WORD_ADJECTIVE))
#define UNIT_WORDS \
  (BIT (WORD_MASS) | BIT (WORD_SHARE) | BIT (WORD_AREA) | BIT (WORD_YEARS) | BIT (WORD_PEOPLE))

/* What is read in the quantities of each kind, and what to write. */
static const struct
{
  guint       words;
  const char *advice;
} kinds[] = {
  [KIND_RATE]   = { MASS_WORDS | BIT (WORD_RATE) | BIT (WORD_PER), N_("Write a rate, such as 2,000 t/yr magnets") },
  [KIND_OUTPUT] = { MASS_WORDS | BIT (WORD_RATE) | BIT (WORD_PER), N_("Write an amount, such as 2,000 t/yr REO") },
  [KIND_MASS]   = { MASS_WORDS, N_("Write a mass, such as 10.2 Mt or 45,000 t REO") },
  [KIND_SHARE]  = { BIT (WORD_SHARE) | BIT (WORD_BASIS) | BIT (WORD_ADJECTIVE),
                    N_("Write a share, such as 1.5 % TREO or 850 ppm") },
  [KIND_MONEY]  = { MULTIPLIERS | BIT (WORD_CURRENCY), N_("Write an amount of money, such as USD 223 million") },
  [KIND_YEARS]  = { BIT (WORD_YEARS) | BIT (WORD_ADJECTIVE), N_("Write a number of years, such as 25") },
  [KIND_PEOPLE] = { MULTIPLIERS | BIT (WORD_PEOPLE) | BIT (WORD_ADJECTIVE), N_("Write a number of people, such as 350") },
  [KIND_AREA]   = { BIT (WORD_MULTIPLIER) | BIT (WORD_AREA) | BIT (WORD_ADJECTIVE), N_("Write an area, such as 5,000 m² or 2 ha") },
};

static const struct
{
  const char   *attribute;
  QuantityKind  kind;
} attributes[] = {
  { "capacity", KIND_RATE },
  { "permitted-capacity", KIND_RATE },
  { "mining-rate", KIND_RATE },
  { "feed", KIND_OUTPUT },
  { "production", KIND_OUTPUT },
  { "resource", KIND_MASS },
  { "reserve", KIND_MASS },
  { "grade", KIND_SHARE },
  { "purity", KIND_SHARE },
  { "mine-life", KIND_YEARS },
  { "capex", KIND_MONEY },
  { "funding", KIND_MONEY },
  { "spent", KIND_MONEY },
  { "purchase-price", KIND_MONEY },
  { "jobs", KIND_PEOPLE },
  { "construction-jobs", KIND_PEOPLE },
  { "floor-area", KIND_AREA },
  { "site-area", KIND_AREA },
};

/* Where a word that cannot be read stands. */
static gboolean
fail (Quantity   *self,
      const char *at,
      gsize       length,
      YttSpan    *where,
      GError    **error,
      const char *message)
{
  where->start = (gsize) (at - self->text);
  where->end = where->start + length;
  g_set_error_literal (error, YTT_ERROR, YTT_ERROR_SYNTAX, message);

  return FALSE;
}

static gboolean
fail_unknown (Quantity   *self,
              const char *at,
              YttSpan    *where,
              GError    **error)
{
  gsize length = ytt_text_measure_word (at), other;
  gsize spaces = ytt_text_count_spaces (at + length);
  g_autofree char *word = NULL;
  g_autofree char *message = NULL;
  const char *advice = _(kinds[self->kind].advice);

  /* "/Jahr" says more than "/". */
  if (*at == '/' && at[length + spaces] != '\0')
    length += spaces + ytt_text_measure_word (at + length + spaces);

  if (ytt_quantity_find_word (UNIT_WORDS | BIT (WORD_CURRENCY), at, &other) != NULL)
    {
      word = g_strndup (at, other);
      length = other;
      /* Translators: a unit that does not go with what is asked for, then what to write */
      message = g_strdup_printf (_("“%s” does not fit here. %s."), word, advice);
    }
  else
    {
      word = g_strndup (at, length);
      /* Translators: a word that is not known, then what to write */
      message = g_strdup_printf (_("“%s” is not understood. %s."), word, advice);
    }

  return fail (self, at, length, where, error, message);
}

static gboolean
read_number (Quantity    *self,
             const char **at,
             YttSpan     *where,
             GError     **error)
{
  Amount *amount;
  YttNumber number;
  gsize length;

  if (!ytt_number_scan (*at, ytt_number_get_separator (), &number, &length))
    return fail (self, *at, length, where, error, _("This is not a number: are its thousands set apart rightly?"));
  if (self->n_amounts == 1 && !self->in_range)
    return fail (self, *at, length, where, error, _("There is one number already. Write a range with a dash."));
  if (self->n_amounts == 2)
    return fail (self, *at, length, where, error, _("There are two numbers already"));

  amount = &self->amounts[self->n_amounts++];
  amount->number = number;
  amount->span.start = (gsize) (*at - self->text);
  amount->span.end = amount->span.start + length;
  self->in_range = FALSE;
  *at += length;

  return TRUE;
}

/* Purity in nines: 4N is 99.99 %, 4N5 is 99.995 %. */
static gboolean
read_nines (Quantity    *self,
            const char **at)
{
  static const YttPhrase percent = { "%", WORD_SHARE, FALSE, 0, "%" };
  const char *text = *at;
  gsize length;
  guint nines;
  Amount *amount;

  if (self->kind != KIND_SHARE || self->n_amounts > 0
      || !g_ascii_isdigit (text[0]) || g_ascii_toupper (text[1]) != 'N')
    return FALSE;

  length = g_ascii_isdigit (text[2]) ? 3 : 2;
  nines = (guint) (text[0] - '0');
  if (nines < 2 || g_ascii_isalnum (text[length]))
    return FALSE;

  amount = &self->amounts[self->n_amounts++];
  for (guint i = 0, n = 0; n < nines; n++, i++)
    {
      if (n == 2)
        amount->number.value[i++] = '.';
      amount->number.value[i] = '9';
    }
  if (length == 3)
    {
      gsize end = strlen (amount->number.value);

      if (nines == 2)
        amount->number.value[end++] = '.';
      amount->number.value[end] = text[2];
    }
  amount->span.start = (gsize) (text - self->text);
  amount->span.end = amount->span.start + length;
  amount->unit = &percent;
  amount->unit_span = amount->span;
  *at += length;

  return TRUE;
}

static gboolean
read_unit (Quantity        *self,
           const char      *at,
           gsize            length,
           const YttPhrase *unit,
           YttSpan         *where,
           GError         **error)
{
  Amount *amount = &self->amounts[MAX (self->n_amounts, 1) - 1];

  if (self->n_amounts == 0)
    return fail (self, at, length, where, error, _("The number is missing before its unit"));
  if (self->in_range || (amount->unit != NULL && amount->unit->code != unit->code))
    return fail (self, at, length, where, error, _("There is a unit already"));

  amount->unit = unit;
  amount->unit_span.start = (gsize) (at - self->text);
  amount->unit_span.end = amount->unit_span.start + length;

  return TRUE;
}

static gboolean
read_rate (Quantity    *self,
           const char  *at,
           gsize        length,
           const char  *rate,
           YttSpan     *where,
           GError     **error)
{
  if (g_str_equal (rate, "hour"))
    return fail (self, at, length, where, error,
                 _("What is made in an hour depends on the hours run. Write what is made in a day or a year."));
  if (self->rate != NULL && !g_str_equal (self->rate, rate))
    return fail (self, at, length, where, error, _("There is a rate already"));

  self->rate = rate;
  return TRUE;
}

/* "/yr", "per annum", "a year"; FALSE without an error if @at begins with no such thing. */
static gboolean
find_per (const char  *at,
          gsize       *length,
          const char **rate)
{
  gsize per, period;
  const YttPhrase *word = ytt_quantity_find_word (BIT (WORD_PER), at, &per);

  if (word == NULL)
    return FALSE;

  per += ytt_text_count_spaces (at + per);
  word = ytt_quantity_find_word (BIT (WORD_PERIOD), at + per, &period);
  if (word == NULL)
    return FALSE;

  *length = per + period;
  *rate = word->code;
  return TRUE;
}

/* "ktpa", "tpd": a unit with its rate. */
static const YttPhrase *
find_joined_rate (const char  *at,
                  gsize       *length,
                  const char **rate)
{
  static const char * const rates[][2] = {
    { "pa", "yr" }, { "py", "yr" }, { "pd", "day" }, { "pm", "month" }, { "pq", "quarter" }, { "pw", "week" },
    { "ph", "hour" },
  };
  char stem[8];
  gsize n = 0, size;

  while (g_ascii_isalpha (at[n]))
    n++;
  if (n < 3 || n - 2 >= sizeof stem || g_unichar_isalpha (g_utf8_get_char (at + n)))
    return NULL;

  memcpy (stem, at, n - 2);
  stem[n - 2] = '\0';
  for (gsize i = 0; i < G_N_ELEMENTS (rates); i++)
    if (g_ascii_strncasecmp (at + n - 2, rates[i][0], 2) == 0)
      {
        const YttPhrase *unit = ytt_quantity_find_word (BIT (WORD_MASS), stem, &size);

        *length = n;
        *rate = rates[i][1];
        return size == n - 2 ? unit : NULL;
      }

  return NULL;
}

/* "tREO", "ktREO": a unit with its material. The capitals tell it from TREO. */
static const YttPhrase *
find_joined_basis (const char  *at,
                   gsize       *length)
{
  static const char * const stems[] = { "t", "kt", "Mt" };
  gsize size;

  for (gsize i = 0; i < G_N_ELEMENTS (stems); i++)
    {
      const char *basis = at + strlen (stems[i]);

      if (g_str_has_prefix (at, stems[i]) && g_ascii_isupper (*basis)
          && ytt_quantity_find_word (BIT (WORD_BASIS), basis, &size) != NULL)
        {
          *length = strlen (stems[i]);
          return ytt_quantity_find_word (BIT (WORD_MASS), stems[i], &size);
        }
    }

  return NULL;
}

static void
add_remark (Quantity   *self,
            const char *text,
            gsize       length)
{
  if (length == 0)
    return;

  if (self->remarks->len > 0)
    g_string_append (self->remarks, "; ");
  g_string_append_len (self->remarks, text, (gssize) length);
}

static void
add_basis_span (Quantity   *self,
                const char *at,
                gsize       length)
{
  const char *last = self->text + self->basis_span.end;
  gsize start = (gsize) (at - self->text);

  /* Words that stand apart are told apart: "initially 2,000 t/yr sintered magnets". */
  if (self->has_basis_span && last + ytt_text_count_spaces (last) != at)
    {
      if (self->basis_is_rough)
        add_remark (self, self->text + self->basis_span.start, self->basis_span.end - self->basis_span.start);
      self->has_basis_span = self->basis_is_rough = FALSE;
    }

  if (!self->has_basis_span)
    self->basis_span.start = start;
  self->has_basis_span = TRUE;
  self->basis_span.end = start + length;
}

static gboolean
read_basis (Quantity   *self,
            const char *at,
            gsize       length,
            const char *basis,
            gboolean    is_rough,
            YttSpan    *where,
            GError    **error)
{
  if (self->basis != NULL && !g_str_equal (self->basis, basis))
    return fail (self, at, length, where, error, _("There is a material already"));

  add_basis_span (self, at, length);
  g_free (self->basis);
  self->basis = g_strdup (basis);
  self->basis_is_rough = self->basis_is_rough || is_rough;

  return TRUE;
}

static gboolean
read_currency (Quantity        *self,
               const char      *at,
               gsize            length,
               const YttPhrase *word,
               YttSpan         *where,
               GError         **error)
{
  /* "US$ 5m (USD)" says it twice; so does "$5m (USD)", the second time plainly. */
  if (self->currency != NULL && !g_str_equal (self->currency->code, word->code))
    {
      if (strstr (word->code, self->currency->code) != NULL)
        return TRUE;
      if (strstr (self->currency->code, word->code) == NULL)
        return fail (self, at, length, where, error, _("There is a currency already"));
    }

  self->currency = word;
  self->currency_span.start = (gsize) (at - self->text);
  self->currency_span.end = self->currency_span.start + length;

  return TRUE;
}

/* A dash before a word joins it, as in "25-year"; before a number it makes a range. */
static gboolean
read_range (Quantity   *self,
            const char *at,
            gsize       length,
            YttSpan    *where,
            GError    **error)
{
  const char *next = at + length + ytt_text_count_spaces (at + length);
  gboolean is_number = g_unichar_isdigit (g_utf8_get_char (next));
  gsize size;

  if (!is_number && !g_ascii_isalpha (*at)
      && ytt_quantity_find_word (BIT (WORD_CURRENCY), next, &size) == NULL && *next != '\0')
    return TRUE;

  if (self->n_amounts == 0)
    {
      if (is_number && !g_ascii_isalpha (*at))
        return fail (self, at, length, where, error, _("A figure cannot be negative"));
      return fail (self, at, length, where, error, _("The range has no beginning"));
    }
  if (self->n_amounts == 2 || self->in_range)
    return fail (self, at, length, where, error, _("A range has two ends, and no more"));

  self->in_range = TRUE;
  return TRUE;
}

static gboolean
read_multiplier (Quantity        *self,
                 const char      *at,
                 gsize            length,
                 const YttPhrase *word,
                 YttSpan         *where,
                 GError         **error)
{
  Amount *amount = &self->amounts[MAX (self->n_amounts, 1) - 1];

  if (self->n_amounts == 0 || self->in_range || amount->unit != NULL)
    return fail (self, at, length, where, error, _("The number is missing before this word"));
  if (amount->exponent + word->value > 12)
    return fail (self, at, length, where, error, _("This is too large"));

  amount->exponent += word->value;
  return TRUE;
}

static gboolean
take_word (Quantity        *self,
           const char      *at,
           gsize            length,
           const YttPhrase *word,
           YttSpan         *where,
           GError         **error)
{
  switch ((WordType) word->type)
    {
    case WORD_QUALIFIER:
      self->qualifiers |= BIT (word->value);
      return TRUE;

    case WORD_MULTIPLIER:
    case WORD_SHORT_MULTIPLIER:
      return read_multiplier (self, at, length, word, where, error);

    case WORD_CURRENCY:
      return read_currency (self, at, length, word, where, error);

    case WORD_MASS:
    case WORD_SHARE:
    case WORD_AREA:
    case WORD_YEARS:
    case WORD_PEOPLE:
      return read_unit (self, at, length, word, where, error);

    case WORD_RATE:
      return read_rate (self, at, length, word->code, where, error);

    case WORD_BASIS:
      return read_basis (self, at, length, word->code, word->value != 0, where, error);

    case WORD_ADJECTIVE:
      add_basis_span (self, at, length);
      self->basis_is_rough = TRUE;
      return TRUE;

    case WORD_RANGE:
      return read_range (self, at, length, where, error);

    case WORD_PER:
    case WORD_PERIOD:
    case WORD_NOISE:
    default:
      return TRUE;
    }
}

/* A rate or a material, which take more than a look into the list; FALSE without an error for neither. */
static gboolean
read_compound (Quantity    *self,
               const char **at,
               gsize        least,
               YttSpan     *where,
               GError     **error)
{
  const guint known = kinds[self->kind].words;
  const YttPhrase *unit;
  g_autofree char *element = NULL;
  const char *rate;
  gsize length;
  gboolean good;

  if ((known & BIT (WORD_MASS)) != 0 && (unit = find_joined_basis (*at, &length)) != NULL)
    good = read_unit (self, *at, length, unit, where, error);
  else if ((known & BIT (WORD_BASIS)) != 0
      && (element = ytt_quantity_find_element (*at, &length)) != NULL && length > least)
    good = read_basis (self, *at, length, element, FALSE, where, error);
  else if ((known & BIT (WORD_PER)) != 0 && find_per (*at, &length, &rate) && length > least)
    good = read_rate (self, *at, length, rate, where, error);
  else if ((known & BIT (WORD_PER)) != 0 && (unit = find_joined_rate (*at, &length, &rate)) != NULL)
    good = read_unit (self, *at, length, unit, where, error) && read_rate (self, *at, length, rate, where, error);
  else
    return FALSE;

  if (good)
    *at += length;
  return good;
}

/* When something was made, or will be, is no part of the figure: "in FY2024", "from late 2027". */
static gboolean
read_time (Quantity    *self,
           const char **at)
{
  static const char * const prepositions[] = { "in ", "for ", "by ", "from ", "since ", "after ", "until " };
  const char *time = NULL;
  g_autoptr(GPtrArray) dates = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (prepositions); i++)
    if (g_ascii_strncasecmp (*at, prepositions[i], strlen (prepositions[i])) == 0)
      time = *at + strlen (prepositions[i]);
  if (time == NULL || self->n_amounts == 0 || self->in_range)
    return FALSE;

  dates = ytt_when_parse (time, YTT_WHEN_CLAIM, NULL, NULL);
  if (dates == NULL)
    return FALSE;

  add_remark (self, *at, strlen (*at));
  *at += strlen (*at);

  return TRUE;
}

static gboolean
read_one (Quantity    *self,
          const char **at,
          YttSpan     *where,
          GError     **error)
{
  const guint known = (kinds[self->kind].words | COMMON_WORDS) & ~BIT (WORD_PER);
  g_autoptr(GError) failure = NULL;
  const YttPhrase *word;
  gsize length;

  if (g_unichar_isdigit (g_utf8_get_char (*at)))
    return read_nines (self, at) || read_number (self, at, where, error);
  if (read_time (self, at))
    return TRUE;

  word = ytt_quantity_find_word (known, *at, &length);
  if (read_compound (self, at, length, where, &failure))
    return TRUE;
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (word == NULL)
    return fail_unknown (self, *at, where, error);

  if (!take_word (self, *at, length, word, where, error))
    return FALSE;
  *at += length;

  return TRUE;
}

/* Words in brackets are heeded if they are understood, "(planned)"; else they are a remark, "(after expansion)". */
static const char *
read_brackets (Quantity   *self,
               const char *open)
{
  const char *close = strchr (open, ')');
  const char *at = open + 1;
  const gsize n_remarks = self->remarks->len;
  Quantity before = *self;
  YttSpan where;
  gboolean good = TRUE;

  if (close == NULL)
    return open + 1;

  self->basis = g_strdup (before.basis);
  for (at += ytt_text_count_spaces (at); good && at < close; at += ytt_text_count_spaces (at))
    good = read_one (self, &at, &where, NULL);
  if (good && self->in_range == before.in_range)
    {
      g_free (before.basis);
      return close + 1;
    }

  g_free (self->basis);
  *self = before;
  g_string_truncate (self->remarks, n_remarks);
  add_remark (self, open + 1, (gsize) (close - open - 1));

  return close + 1;
}

static gboolean
read_all (Quantity  *self,
          YttSpan   *where,
          GError   **error)
{
  const char *at = self->text;

  for (at += ytt_text_count_spaces (at); *at != '\0'; at += ytt_text_count_spaces (at))
    {
      if (*at == '(')
        at = read_brackets (self, at);
      else if (!read_one (self, &at, where, error))
        return FALSE;
    }

  if (self->n_amounts == 0)
    return fail (self, self->text, strlen (self->text), where, error, _(kinds[self->kind].advice));
  if (self->in_range)
    return fail (self, self->text, strlen (self->text), where, error, _("The range has no end"));

  return TRUE;
}

/**
 * ytt_quantity_parse:
 * @attribute: the code of what is counted, such as "capacity"; amounts of money are read as "capex", shares as "purity"
 * @text: what was typed
 * @where: (out) (optional): the place in @text of an error, or of what can be read in more than one way
 * @error: return location for an error of %YTT_ERROR_SYNTAX, in words for people
 *
 * Reads a quantity: one number or a range, with unit, material and qualifier in any order, numbers as any locale writes
 * them. Values are brought to the units that documents have: "3 ktpa NdPr" is 3000 t/yr of NdPr. What may mean two
 * things ("MT", "$", "tons", "2.000 t" where a comma parts thousands) gives a reading for each; so do tonnes without
 * the time they are made in. Words in brackets that are not understood become the reading's note, as does a time at
 * the end ("by 2027").
 *
 * Returns: (transfer full) (element-type YttReading) (nullable): one reading, or several to ask about; %NULL on error
 */
GPtrArray *
ytt_quantity_parse (const char  *attribute,
                    const char  *text,
                    YttSpan     *where,
                    GError     **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(GString) remarks = g_string_new (NULL);
  GPtrArray *readings = NULL;
  Quantity self = { .text = text, .remarks = remarks };
  YttSpan place;
  gsize i;

  g_return_val_if_fail (attribute != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);

  for (i = 0; i < G_N_ELEMENTS (attributes) && strcmp (attributes[i].attribute, attribute) != 0; i++)
    ;
  if (i == G_N_ELEMENTS (attributes))
    {
      g_set_error (error, YTT_ERROR, YTT_ERROR_SYNTAX, _("Nobody knows what “%s” is counted in"), attribute);
      if (where != NULL)
        *where = (YttSpan) { 0, 0 };
      return NULL;
    }

  self.kind = attributes[i].kind;
  if (ytt_typed_text_check (text, _(kinds[self.kind].advice), &place, &failure)
      && read_all (&self, &place, &failure))
    readings = ytt_quantity_resolve (&self, attribute, &place, &failure);

  g_free (self.basis);
  if (where != NULL)
    *where = place;
  if (readings == NULL)
    g_propagate_error (error, g_steal_pointer (&failure));

  return readings;
}
