#include "config.h"

#include "ytt-quantity-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "ytt-error.h"

/* What the words of a quantity may mean. Whatever is open (which mark parts decimals, which dollar, which tonne, made in
 * which time, which qualifier) is a list of possibilities; each combination that makes sense is a reading. */

#define MAX_POSSIBILITIES 4

typedef struct
{
  const char *items[MAX_POSSIBILITIES];
  gsize       lengths[MAX_POSSIBILITIES];
  guint       n;
} Possibilities;

/* One way to take all that is open. */
typedef struct
{
  gboolean                as_decimals;
  guint                   unit;       /* which of a unit's codes */
  const char             *currency;   /* (nullable) not nul-terminated: three letters */
  const char             *rate;       /* (nullable) */
  const YttQualification *qualification;
} Choice;

/* "t|Mt" is two possibilities. */
static void
add_codes (Possibilities *self,
           const char    *codes)
{
  while (*codes != '\0' && self->n < MAX_POSSIBILITIES)
    {
      gsize length = strcspn (codes, "|");

      self->items[self->n] = codes;
      self->lengths[self->n++] = length;
      codes += length + (codes[length] == '|');
    }
}

/* "5-7 000" may be five thousand to seven thousand. */
static void
open_short_beginning (Amount       *low,
                      const Amount *high)
{
  double start = g_ascii_strtod (low->number.value, NULL), end = g_ascii_strtod (high->number.value, NULL);
  g_autofree char *thousands = NULL;

  if (low->unit != NULL || low->exponent != 0 || low->number.grouped || !high->number.grouped
      || high->number.other[0] != '\0' || start >= 1000 || end < 1000 || start * 1000 > end)
    return;

  thousands = ytt_number_shift (low->number.value, 3);
  g_strlcpy (low->number.other, thousands, sizeof low->number.other);
}

/* What both amounts share is said once. */
static void
share_between_ends (Quantity *self)
{
  Amount *low = &self->amounts[0], *high = &self->amounts[1];

  if (self->n_amounts < 2)
    return;

  open_short_beginning (low, high);
  if (low->unit == NULL && high->unit != NULL)
    {
      low->unit = high->unit;
      low->unit_span = high->unit_span;
      if (low->exponent == 0)
        low->exponent = high->exponent;
    }
  else if (low->unit == NULL && low->exponent == 0)
    low->exponent = high->exponent;
  if (high->unit == NULL)
    {
      high->unit = low->unit;
      high->unit_span = low->unit_span;
    }
}

static Possibilities
list_rates (const Quantity *self)
{
  Possibilities rates = { { NULL }, { 0 }, 1 };

  if (self->rate != NULL)
    rates.items[0] = *self->rate != '\0' ? self->rate : NULL;
  else if (self->kind == KIND_RATE)
    rates = (Possibilities) { { "yr", "month", "day" }, { 0 }, 3 };
  else if (self->kind == KIND_OUTPUT)
    rates = (Possibilities) { { "yr", NULL }, { 0 }, 2 };

  return rates;
}

static gboolean
fail (const YttSpan *span,
      YttSpan       *where,
      GError       **error,
      const char    *message)
{
  *where = *span;
  g_set_error_literal (error, YTT_ERROR, YTT_ERROR_SYNTAX, message);

  return FALSE;
}

/* What each amount is counted in, or an error that asks for it. */
static gboolean
list_units (const Quantity *self,
            Possibilities  *currencies,
            Possibilities  *units,
            YttSpan        *where,
            GError        **error)
{
  const Amount *last = &self->amounts[self->n_amounts - 1];

  *currencies = (Possibilities) { { NULL }, { 0 }, 0 };
  *units = (Possibilities) { { NULL }, { 0 }, 0 };

  if (self->kind == KIND_RATE && self->rate != NULL && *self->rate == '\0')
    return fail (&last->span, where, error, _("The time is missing in which this is made. Write t/yr or t/month."));
  if (self->kind == KIND_MONEY)
    {
      if (self->currency == NULL)
        return fail (&last->span, where, error, _("The currency is missing. Write it as in USD 223 million."));
      add_codes (currencies, self->currency->code);
      units->n = 1;
      return TRUE;
    }

  currencies->n = 1;
  if (last->unit != NULL)
    add_codes (units, last->unit->code);
  else if (self->kind == KIND_SHARE)
    add_codes (units, "%");
  else if (self->kind == KIND_YEARS)
    add_codes (units, "years");
  else if (self->kind == KIND_PEOPLE)
    add_codes (units, "people");
  else if (self->kind == KIND_AREA)
    add_codes (units, "m2|ha|ft2");
  else if (self->kind == KIND_MASS)
    return fail (&last->span, where, error, _("The unit is missing. Write t, kt or Mt behind the number."));
  else
    return fail (&last->span, where, error, _("The unit is missing. Write t/yr, kt/yr or t/month behind the number."));

  return TRUE;
}

static const QuantityUnit *
get_unit (const Quantity      *self,
          const Amount        *amount,
          const Possibilities *units,
          guint                which)
{
  Possibilities own = { { NULL }, { 0 }, 0 };

  if (self->kind == KIND_MONEY)
    return NULL;
  if (amount->unit == NULL)
    return ytt_quantity_get_unit (units->items[which], units->lengths[which]);

  /* Of two ends that are written unlike each other, one may be plain. */
  add_codes (&own, amount->unit->code);
  which = MIN (which, own.n - 1);

  return ytt_quantity_get_unit (own.items[which], own.lengths[which]);
}

/* The unit that the document will have. */
static char *
make_unit (const Quantity      *self,
           const Choice        *choice,
           const Possibilities *units)
{
  gboolean all_mega = TRUE, all_million = TRUE, all_kilograms = TRUE;

  if (self->kind == KIND_MONEY)
    return g_strndup (choice->currency, 3);
  if (self->kind > KIND_MASS)
    return g_strdup (get_unit (self, &self->amounts[0], units, choice->unit)->target);

  for (guint i = 0; i < self->n_amounts; i++)
    {
      const QuantityUnit *unit = get_unit (self, &self->amounts[i], units, choice->unit);

      all_mega = all_mega && unit->exponent >= 6;
      all_kilograms = all_kilograms && g_str_equal (unit->code, "kg");
      all_million = all_million && unit->factor == 1 && unit->exponent + self->amounts[i].exponent >= 6;
    }

  if (choice->rate == NULL)
    return g_strdup (self->kind == KIND_MASS && (all_mega || all_million) ? "Mt" : "t");
  if (all_mega && g_str_equal (choice->rate, "yr"))
    return g_strdup ("Mt/yr");

  return g_strconcat (all_kilograms && g_str_equal (choice->rate, "day") ? "kg/" : "t/", choice->rate, NULL);
}

/* How many digits the point moves between the unit that was written, brought to its target, and the document's. */
static int
get_unit_exponent (const char *unit)
{
  if (g_str_has_prefix (unit, "Mt"))
    return 6;

  return g_str_has_prefix (unit, "kg") ? -3 : 0;
}

static char *
make_value (const Quantity      *self,
            const Amount        *amount,
            const Choice        *choice,
            const Possibilities *units,
            const char          *target)
{
  const char *number = choice->as_decimals && amount->number.other[0] != '\0' ? amount->number.other
                                                                              : amount->number.value;
  const QuantityUnit *unit = get_unit (self, amount, units, choice->unit);
  g_autofree char *shifted = NULL;
  int exponent = amount->exponent;

  if (unit != NULL)
    exponent += unit->exponent - (self->kind <= KIND_MASS ? get_unit_exponent (target) : 0);
  shifted = ytt_number_shift (number, exponent);

  if (unit != NULL && unit->factor != 1)
    return ytt_number_to_text (g_ascii_strtod (shifted, NULL) * unit->factor);

  return g_steal_pointer (&shifted);
}

static void
add_to_note (GString    *note,
             const char *text,
             gsize       length)
{
  if (note->len > 0)
    g_string_append (note, "; ");
  g_string_append_len (note, text, (gssize) length);
}

/* What the codes do not keep: the material as it was written, remarks, and the factor of a conversion. */
static char *
make_note (const Quantity      *self,
           const Choice        *choice,
           const Possibilities *units)
{
  const Amount *last = &self->amounts[self->n_amounts - 1];
  const QuantityUnit *unit = get_unit (self, last, units, choice->unit);
  GString *note = g_string_new (NULL);

  if (self->remarks->len > 0)
    add_to_note (note, self->remarks->str, self->remarks->len);
  if (self->basis_is_rough)
    add_to_note (note, self->text + self->basis_span.start, self->basis_span.end - self->basis_span.start);
  if (unit != NULL && unit->equation != NULL)
    {
      /* Translators: an equation of units follows, such as "1 lb = 0.45359237 kg" */
      g_autofree char *conversion = g_strdup_printf (_("converted at %s"), unit->equation);

      add_to_note (note, conversion, strlen (conversion));
    }

  return g_string_free (note, note->len == 0);
}

/* (nullable): why such a value cannot be. */
static const char *
find_fault (const Quantity *self,
            const char     *value,
            const char     *value_max)
{
  double low = g_ascii_strtod (value, NULL);
  double high = value_max != NULL ? g_ascii_strtod (value_max, NULL) : low;

  if (high < low)
    return _("The range ends before it begins");
  if (self->kind == KIND_SHARE && high > 100)
    return _("A share cannot be more than 100 %");
  if (self->kind == KIND_PEOPLE && (low != floor (low) || high != floor (high)))
    return _("People are counted whole");
  if (high > 1e15)
    return _("This is too large");

  return NULL;
}

/* What tells this choice from the others, where the value itself does not. */
static const char *
get_hint (const Quantity      *self,
          const Choice        *choice,
          const Possibilities *units)
{
  const QuantityUnit *unit = get_unit (self, &self->amounts[self->n_amounts - 1], units, choice->unit);

  if (units->n > 1 && unit != NULL && unit->hint != NULL)
    return _(unit->hint);
  if (self->kind == KIND_OUTPUT && self->rate == NULL && choice->rate == NULL)
    return _("in the period that is told of");

  return NULL;
}

/* A million tonnes in a day is not what anybody left out. */
static gboolean
is_far_fetched (const Quantity      *self,
                const Choice        *choice,
                const Possibilities *units)
{
  const QuantityUnit *unit = get_unit (self, &self->amounts[0], units, choice->unit);

  return unit != NULL && self->rate == NULL && unit->exponent >= 6
         && choice->rate != NULL && strcmp (choice->rate, "yr") != 0;
}

static void
add_reading (const Quantity       *self,
             const char           *attribute,
             const Choice         *choice,
             const Possibilities  *units,
             GPtrArray            *readings,
             const char          **fault)
{
  g_autofree char *unit = make_unit (self, choice, units);
  g_autofree char *value = make_value (self, &self->amounts[0], choice, units, unit);
  g_autofree char *value_max = NULL;
  const char *basis = self->basis != NULL ? self->basis : "";
  const char *new_fault;
  YttReading *reading;

  if (self->n_amounts == 2)
    value_max = make_value (self, &self->amounts[1], choice, units, unit);
  new_fault = find_fault (self, value, value_max);
  if (new_fault != NULL)
    {
      *fault = new_fault;
      return;
    }

  if (value_max != NULL && g_ascii_strtod (value, NULL) == g_ascii_strtod (value_max, NULL))
    g_clear_pointer (&value_max, g_free);
  /* Megatonnes of nothing in particular are ore, and ore in megatonnes has no basis. */
  if (g_str_has_prefix (unit, "Mt") && g_str_equal (basis, "ore"))
    basis = "";

  reading = ytt_reading_new (value, value_max, unit, basis, choice->qualification->qualifier);
  reading->tense = choice->qualification->tense;
  reading->qualified = self->qualifiers != 0;
  reading->note = make_note (self, choice, units);
  ytt_reading_explain (reading, attribute, get_hint (self, choice, units));
  ytt_readings_add (readings, reading);
}

/* Where what is open was written: the first of it. */
static YttSpan
find_open_place (const Quantity      *self,
                 const Possibilities *currencies,
                 const Possibilities *units)
{
  for (guint i = 0; i < self->n_amounts; i++)
    if (self->amounts[i].number.other[0] != '\0')
      return self->amounts[i].span;

  if (currencies->n > 1)
    return self->currency_span;
  if (units->n > 1 && self->amounts[self->n_amounts - 1].unit != NULL)
    return self->amounts[self->n_amounts - 1].unit_span;

  return (YttSpan) { self->amounts[0].span.start, strlen (self->text) };
}

/* Each combination of what is open. */
static void
add_readings (const Quantity       *self,
              const char           *attribute,
              const Possibilities  *currencies,
              const Possibilities  *units,
              GPtrArray            *readings,
              const char          **fault)
{
  g_autoptr(GArray) qualifications = ytt_qualifications_list (self->qualifiers, self->n_amounts == 2);
  Possibilities rates = list_rates (self);
  gboolean is_open = FALSE;

  for (guint i = 0; i < self->n_amounts; i++)
    is_open = is_open || self->amounts[i].number.other[0] != '\0';

  for (guint style = 0; style < (is_open ? 2 : 1); style++)
    for (guint unit = 0; unit < units->n; unit++)
      for (guint currency = 0; currency < currencies->n; currency++)
        for (guint rate = 0; rate < rates.n; rate++)
          for (guint i = 0; i < qualifications->len; i++)
            {
              Choice choice = {
                style == 1, unit, currencies->items[currency], rates.items[rate],
                &g_array_index (qualifications, YttQualification, i),
              };

              if (!is_far_fetched (self, &choice, units))
                add_reading (self, attribute, &choice, units, readings, fault);
            }
}

/* The readings of what was said; see ytt_quantity_parse(). */
GPtrArray *
ytt_quantity_resolve (Quantity    *self,
                      const char  *attribute,
                      YttSpan     *where,
                      GError     **error)
{
  g_autoptr(GPtrArray) readings = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_reading_free);
  Possibilities currencies, units;
  const char *fault = NULL;

  share_between_ends (self);
  if (!list_units (self, &currencies, &units, where, error))
    return NULL;

  add_readings (self, attribute, &currencies, &units, readings, &fault);
  if (readings->len == 0)
    {
      *where = (YttSpan) { self->amounts[0].span.start, self->amounts[self->n_amounts - 1].span.end };
      g_set_error_literal (error, YTT_ERROR, YTT_ERROR_SYNTAX, fault);
      return NULL;
    }

  *where = readings->len > 1 ? find_open_place (self, &currencies, &units)
                             : (YttSpan) { 0, strlen (self->text) };

  return g_steal_pointer (&readings);
}
