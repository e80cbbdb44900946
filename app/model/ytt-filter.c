#include "config.h"

#include "ytt-filter.h"

#include "ytt-elements.h"
#include "ytt-error.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* The names of the facets in text, in the order of YttFacet. */
static const char * const facet_codes[YTT_N_FACETS] = {
  "stage", "status", "country", "element", "organisation", "precision", "start", "capacity", "conflict",
  "newest-source",
};

/* What the definition of light and heavy goes by in text. */
#define DEFINITION_CODE "definition"

struct _YttFilter
{
  gatomicrefcount  ref_count;
  GArray          *terms;        /* (element-type YttFilterTerm) by facet */
  char            *definition;
};

G_DEFINE_BOXED_TYPE (YttFilter, ytt_filter, ytt_filter_ref, ytt_filter_unref)

static void
term_clear (gpointer data)
{
  YttFilterTerm *term = data;

  g_free (term->value);
}

static YttFilter *
filter_new (const char *definition)
{
  YttFilter *self = g_new0 (YttFilter, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->terms = g_array_new (FALSE, FALSE, sizeof (YttFilterTerm));
  g_array_set_clear_func (self->terms, term_clear);
  self->definition = g_strdup (definition);

  return self;
}

static const YttFilterTerm *
get_term (YttFilter *self,
          guint      position)
{
  return &g_array_index (self->terms, YttFilterTerm, position);
}

/* For a filter that nobody else has seen yet. */
static void
put_term (YttFilter  *self,
          YttFacet    facet,
          const char *value,
          gboolean    negated)
{
  YttFilterTerm term = { facet, NULL, negated != FALSE };
  guint position = 0;

  while (position < self->terms->len && get_term (self, position)->facet <= facet)
    position++;

  term.value = g_utf8_make_valid (value, -1);
  g_array_insert_val (self->terms, position, term);
}

/**
 * ytt_facet_to_code:
 * @facet: a facet
 *
 * Returns: (transfer none): what the facet is called in text, such as "newest-source"
 */
const char *
ytt_facet_to_code (YttFacet facet)
{
  g_return_val_if_fail ((guint) facet < YTT_N_FACETS, NULL);

  return facet_codes[facet];
}

/**
 * ytt_facet_from_code:
 * @code: (nullable): what a facet is called in text
 * @facet: (out): the facet
 *
 * Returns: whether there is one of that name
 */
gboolean
ytt_facet_from_code (const char *code,
                     YttFacet   *facet)
{
  for (guint i = 0; i < YTT_N_FACETS; i++)
    if (g_strcmp0 (facet_codes[i], code) == 0)
      {
        *facet = (YttFacet) i;
        return TRUE;
      }

  return FALSE;
}

/**
 * ytt_filter_new:
 *
 * Returns: (transfer full): a filter without terms, which all facilities pass
 */
YttFilter *
ytt_filter_new (void)
{
  return filter_new (YTT_ELEMENT_DEFINITION_DEFAULT);
}

/**
 * ytt_filter_ref:
 * @self: a filter
 *
 * Returns: (transfer full): the same
 */
YttFilter *
ytt_filter_ref (YttFilter *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * ytt_filter_unref:
 * @self: (transfer full): a filter
 */
void
ytt_filter_unref (YttFilter *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_array_unref (self->terms);
  g_free (self->definition);
  g_free (self);
}

/**
 * ytt_filter_equal:
 * @a: a filter
 * @b: another one
 *
 * Returns: whether both ask for the same: in whatever order the terms came, by the same definition of light and heavy
 */
gboolean
ytt_filter_equal (YttFilter *a,
                  YttFilter *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (a == b)
    return TRUE;
  if (a->terms->len != b->terms->len || strcmp (a->definition, b->definition) != 0)
    return FALSE;

  /* No value stands twice in a facet. */
  for (guint i = 0; i < a->terms->len; i++)
    {
      const YttFilterTerm *term = get_term (a, i);
      const YttFilterTerm *other = ytt_filter_find (b, term->facet, term->value);

      if (other == NULL || other->negated != term->negated)
        return FALSE;
    }

  return TRUE;
}

/**
 * ytt_filter_is_empty:
 * @self: a filter
 *
 * Returns: whether it has no terms, so that all facilities pass
 */
gboolean
ytt_filter_is_empty (YttFilter *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->terms->len == 0;
}

/**
 * ytt_filter_get_n_terms:
 * @self: a filter
 *
 * Returns: how many terms it has
 */
guint
ytt_filter_get_n_terms (YttFilter *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->terms->len;
}

/**
 * ytt_filter_get_term:
 * @self: a filter
 * @position: from 0; terms stand by facet, and within one in the order in which they came
 *
 * Returns: (transfer none) (nullable): the term there, %NULL past the end
 */
const YttFilterTerm *
ytt_filter_get_term (YttFilter *self,
                     guint      position)
{
  g_return_val_if_fail (self != NULL, NULL);

  return position < self->terms->len ? get_term (self, position) : NULL;
}

/**
 * ytt_filter_find:
 * @self: a filter
 * @facet: a facet
 * @value: a value of it
 *
 * Returns: (transfer none) (nullable): the term with that value, wanted or not wanted
 */
const YttFilterTerm *
ytt_filter_find (YttFilter  *self,
                 YttFacet    facet,
                 const char *value)
{
  g_return_val_if_fail (self != NULL && value != NULL, NULL);

  for (guint i = 0; i < self->terms->len; i++)
    if (get_term (self, i)->facet == facet && strcmp (get_term (self, i)->value, value) == 0)
      return get_term (self, i);

  return NULL;
}

/**
 * ytt_filter_count:
 * @self: a filter
 * @facet: a facet
 *
 * Returns: how many terms it has in that facet
 */
guint
ytt_filter_count (YttFilter *self,
                  YttFacet   facet)
{
  guint n = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->terms->len; i++)
    n += get_term (self, i)->facet == facet;

  return n;
}

/**
 * ytt_filter_with:
 * @self: a filter
 * @facet: a facet
 * @value: a value of it, written as #YttFacet says; "" for what is not recorded
 * @negated: whether to shut out who carries it
 *
 * Returns: (transfer full): the filter with that term too, in the place of the one that it had on that value
 */
YttFilter *
ytt_filter_with (YttFilter  *self,
                 YttFacet    facet,
                 const char *value,
                 gboolean    negated)
{
  YttFilter *other;
  g_autofree char *valid = NULL;
  gboolean found = FALSE;

  g_return_val_if_fail (self != NULL && value != NULL, NULL);
  g_return_val_if_fail ((guint) facet < YTT_N_FACETS, NULL);

  valid = g_utf8_make_valid (value, -1);
  other = filter_new (self->definition);
  for (guint i = 0; i < self->terms->len; i++)
    {
      const YttFilterTerm *term = get_term (self, i);
      gboolean same = term->facet == facet && strcmp (term->value, valid) == 0;

      put_term (other, term->facet, term->value, same ? negated : term->negated);
      found = found || same;
    }
  if (!found)
    put_term (other, facet, valid, negated);

  return other;
}

/**
 * ytt_filter_without:
 * @self: a filter
 * @facet: a facet
 * @value: (nullable): a value of it, %NULL for all
 *
 * Returns: (transfer full): the filter without the term on that value, or without any of the facet
 */
YttFilter *
ytt_filter_without (YttFilter  *self,
                    YttFacet    facet,
                    const char *value)
{
  YttFilter *other;

  g_return_val_if_fail (self != NULL, NULL);

  other = filter_new (self->definition);
  for (guint i = 0; i < self->terms->len; i++)
    {
      const YttFilterTerm *term = get_term (self, i);

      if (term->facet != facet || (value != NULL && strcmp (term->value, value) != 0))
        put_term (other, term->facet, term->value, term->negated);
    }

  return other;
}

/**
 * ytt_filter_with_definition:
 * @self: a filter
 * @definition: the code of a definition of light and heavy: see ytt_element_definition_from_code()
 *
 * Returns: (transfer full): the filter by that definition
 */
YttFilter *
ytt_filter_with_definition (YttFilter  *self,
                            const char *definition)
{
  YttFilter *other;

  g_return_val_if_fail (self != NULL && definition != NULL, NULL);

  other = filter_new (definition);
  for (guint i = 0; i < self->terms->len; i++)
    put_term (other, get_term (self, i)->facet, get_term (self, i)->value, get_term (self, i)->negated);

  return other;
}

/**
 * ytt_filter_get_definition:
 * @self: a filter
 *
 * Returns: (transfer none): the code of the definition of light and heavy that it goes by
 */
const char *
ytt_filter_get_definition (YttFilter *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->definition;
}

/* Digits, then nothing else. */
static gboolean
parse_number (const char *text,
              gsize       length,
              gboolean    decimals,
              double     *number)
{
  g_autofree char *copy = g_strndup (text, length);
  const char *allowed = decimals ? "0123456789." : "0123456789";
  char *end;

  if (length == 0 || strspn (copy, allowed) != length || !g_ascii_isdigit (copy[0]))
    return FALSE;

  *number = g_ascii_strtod (copy, &end);
  return *end == '\0' && isfinite (*number);
}

/* The two ends of "from..to"; an open one stays as it is. */
static gboolean
parse_range (const char *text,
             gboolean    decimals,
             double     *first,
             double     *last)
{
  const char *dots = strstr (text, "..");

  if (dots == NULL)
    return FALSE;
  if (dots > text && !parse_number (text, (gsize) (dots - text), decimals, first))
    return FALSE;

  return dots[2] == '\0' || parse_number (dots + 2, strlen (dots + 2), decimals, last);
}

/**
 * ytt_facet_parse_years:
 * @value: years, such as "2024..2027", "..2020", "2030..", or one year
 * @first: (out): the first of them, 1 where that end is open
 * @last: (out): the last of them, 9999 where that end is open
 *
 * Returns: whether that is how years are written, in their order
 */
gboolean
ytt_facet_parse_years (const char *value,
                       int        *first,
                       int        *last)
{
  double from = 1, to = 9999;

  g_return_val_if_fail (value != NULL, FALSE);

  if (strstr (value, "..") == NULL)
    {
      if (!parse_number (value, strlen (value), FALSE, &from))
        return FALSE;
      to = from;
    }
  else if (!parse_range (value, FALSE, &from, &to))
    return FALSE;

  if (from < 1 || to > 9999 || from > to)
    return FALSE;

  *first = (int) from;
  *last = (int) to;
  return TRUE;
}

/**
 * ytt_facet_parse_capacity:
 * @value: a capacity, such as "magnets:1000..", or a basis alone for whatever is counted in it
 * @basis: (out) (transfer full): the basis that it is counted in
 * @least: (out): t/yr, 0 where that end is open
 * @most: (out): t/yr, infinite where that end is open
 *
 * Returns: whether that is how capacities are written, in their order
 */
gboolean
ytt_facet_parse_capacity (const char  *value,
                          char       **basis,
                          double      *least,
                          double      *most)
{
  const char *colon;
  double from = 0, to = INFINITY;

  g_return_val_if_fail (value != NULL, FALSE);

  colon = strrchr (value, ':');
  if (colon != NULL && (!parse_range (colon + 1, TRUE, &from, &to) || from > to))
    return FALSE;
  if (colon == value || value[0] == '\0' || (colon == NULL && strstr (value, "..") != NULL))
    return FALSE;

  *basis = colon != NULL ? g_strndup (value, (gsize) (colon - value)) : g_strdup (value);
  *least = from;
  *most = to;
  return TRUE;
}

/* YYYYMMDD of "YYYY-MM-DD" */
static gboolean
parse_day (const char *text,
           gsize       length,
           guint32    *day)
{
  g_autofree char *copy = g_strndup (text, length);
  guint year, month, date;

  if (length != 10 || copy[4] != '-' || copy[7] != '-')
    return FALSE;
  for (guint i = 0; i < 10; i++)
    if (i != 4 && i != 7 && !g_ascii_isdigit (copy[i]))
      return FALSE;

  year = (guint) g_ascii_strtoull (copy, NULL, 10);
  month = (guint) g_ascii_strtoull (copy + 5, NULL, 10);
  date = (guint) g_ascii_strtoull (copy + 8, NULL, 10);
  if (month > 12 || date > 31 || !g_date_valid_dmy ((GDateDay) date, (GDateMonth) month, (GDateYear) year))
    return FALSE;

  *day = year * 10000 + month * 100 + date;
  return TRUE;
}

/**
 * ytt_facet_parse_days:
 * @value: days, such as "..2024-05-31", "2024-06-01.." or a year alone
 * @first: (out): the first of them as YYYYMMDD, 0 where that end is open
 * @last: (out): the last of them as YYYYMMDD, 99991231 where that end is open
 *
 * Returns: whether that is how days are written, in their order
 */
gboolean
ytt_facet_parse_days (const char *value,
                      guint32    *first,
                      guint32    *last)
{
  const char *dots;
  guint32 from = 0, to = 99991231;
  double year;

  g_return_val_if_fail (value != NULL, FALSE);

  dots = strstr (value, "..");
  if (dots == NULL)
    {
      if (!parse_number (value, strlen (value), FALSE, &year) || year < 1 || year > 9999)
        return FALSE;
      from = (guint32) year * 10000 + 101;
      to = (guint32) year * 10000 + 1231;
    }
  else if ((dots > value && !parse_day (value, (gsize) (dots - value), &from))
           || (dots[2] != '\0' && !parse_day (dots + 2, strlen (dots + 2), &to)))
    return FALSE;

  if (from > to)
    return FALSE;

  *first = from;
  *last = to;
  return TRUE;
}

/**
 * ytt_facet_is_valid:
 * @facet: a facet
 * @value: what is to be a value of it
 *
 * Whether the value is written as #YttFacet says. A code that nobody has heard of is valid, for documents of other
 * programs have such; no facility carries it here.
 *
 * Returns: whether it is
 */
gboolean
ytt_facet_is_valid (YttFacet    facet,
                    const char *value)
{
  g_autofree char *basis = NULL;
  guint32 first_day, last_day;
  int first_year, last_year;
  double least, most;

  g_return_val_if_fail (value != NULL, FALSE);

  if (value[0] == '\0')
    return TRUE;

  switch (facet)
    {
    case YTT_FACET_ORGANISATION:
      return g_ascii_string_to_signed (value, 10, G_MININT64, G_MAXINT64, NULL, NULL);

    case YTT_FACET_START:
      return ytt_facet_parse_years (value, &first_year, &last_year);

    case YTT_FACET_CAPACITY:
      return ytt_facet_parse_capacity (value, &basis, &least, &most);

    case YTT_FACET_CONFLICT:
      return strcmp (value, "yes") == 0 || strcmp (value, "no") == 0;

    case YTT_FACET_NEWEST_SOURCE:
      return ytt_facet_parse_days (value, &first_day, &last_day);

    default:
      return g_utf8_validate (value, -1, NULL);
    }
}

/**
 * ytt_filter_to_string:
 * @self: a filter
 *
 * One line of ASCII, such as "stage=mining&country=!CN&definition=usgs": what would be an operator in a value, and
 * every byte that is not ASCII, is escaped as in a URI. An empty filter is "".
 *
 * Returns: (transfer full): text that ytt_filter_from_string() makes an equal filter of
 */
char *
ytt_filter_to_string (YttFilter *self)
{
  g_autoptr(GString) text = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->terms->len; i++)
    {
      const YttFilterTerm *term = get_term (self, i);

      g_string_append_printf (text, "%s%s=%s", text->len > 0 ? "&" : "", facet_codes[term->facet],
                              term->negated ? "!" : "");
      g_string_append_uri_escaped (text, term->value, ":", FALSE);
    }

  if (strcmp (self->definition, YTT_ELEMENT_DEFINITION_DEFAULT) != 0)
    {
      g_string_append_printf (text, "%s%s=", text->len > 0 ? "&" : "", DEFINITION_CODE);
      g_string_append_uri_escaped (text, self->definition, NULL, FALSE);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
read_term (YttFilter  *self,
           const char *text,
           GError    **error)
{
  const char *equals = strchr (text, '=');
  g_autofree char *code = equals != NULL ? g_strndup (text, (gsize) (equals - text)) : g_strdup (text);
  g_autofree char *value = NULL;
  gboolean negated = equals != NULL && equals[1] == '!';
  YttFacet facet;

  if (equals != NULL)
    value = g_uri_unescape_string (equals + 1 + negated, NULL);
  if (value != NULL && !g_utf8_validate (value, -1, NULL))
    g_clear_pointer (&value, g_free);

  if (value != NULL && value[0] != '\0' && !negated && strcmp (code, DEFINITION_CODE) == 0)
    {
      g_free (self->definition);
      self->definition = g_steal_pointer (&value);
      return TRUE;
    }

  if (value != NULL && ytt_facet_from_code (code, &facet) && ytt_facet_is_valid (facet, value)
      && ytt_filter_find (self, facet, value) == NULL)
    {
      put_term (self, facet, value, negated);
      return TRUE;
    }

  /* Translators: %s is a part of a filter as text, such as "start=soon" */
  g_set_error (error, YTT_ERROR, YTT_ERROR_SYNTAX, _("“%s” is not part of a filter"), text);
  return FALSE;
}

/**
 * ytt_filter_from_string:
 * @text: what ytt_filter_to_string() wrote
 * @error: return location for an error, %YTT_ERROR_SYNTAX
 *
 * Returns: (transfer full) (nullable): the filter, %NULL if the text is not one
 */
YttFilter *
ytt_filter_from_string (const char  *text,
                        GError     **error)
{
  g_autoptr(YttFilter) self = NULL;
  g_autofree char *valid = NULL;
  g_auto(GStrv) parts = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  /* For what an error would quote; a term that had to be mended has other bytes than ASCII, and is none. */
  valid = g_utf8_make_valid (text, -1);
  self = ytt_filter_new ();
  parts = g_strsplit (valid, "&", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (!read_term (self, parts[i], error))
      return NULL;

  return g_steal_pointer (&self);
}
