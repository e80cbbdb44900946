#include "config.h"

#include "ytt-filter-words.h"

#include <string.h>

#include <glib/gi18n.h>

#include "ytt-codes.h"
#include "ytt-elements.h"
#include "ytt-format.h"
#include "ytt-regions.h"

typedef struct
{
  const char *title;        /* where the facet is chosen */
  const char *absent;       /* a chip for "not recorded" */
  const char *present;      /* a chip for its opposite */
} FacetWords;

/* In the order of YttFacet. */
static const FacetWords words[] = {
  { N_("Stage"), N_("no stage recorded"), N_("stage recorded") },
  { N_("Status"), N_("no status recorded"), N_("status recorded") },
  { N_("Country"), N_("no country recorded"), N_("country recorded") },
  { N_("Element"), N_("no element recorded"), N_("element recorded") },
  { N_("Organisation"), N_("no organisation recorded"), N_("organisation recorded") },
  { N_("Place"), N_("place unknown"), N_("place known") },
  { N_("Start"), N_("no start recorded"), N_("start recorded") },
  { N_("Capacity"), N_("no capacity recorded"), N_("capacity recorded") },
  { N_("Contradictions"), N_("no contradicting claims"), N_("contradicting claims") },
  { N_("Newest source"), N_("no dated source"), N_("dated source") },
};

G_STATIC_ASSERT (G_N_ELEMENTS (words) == YTT_N_FACETS);

/**
 * ytt_facet_get_title:
 * @facet: a facet
 *
 * Returns: what it is called where it is chosen
 */
const char *
ytt_facet_get_title (YttFacet facet)
{
  g_return_val_if_fail ((guint) facet < YTT_N_FACETS, NULL);

  return _(words[facet].title);
}

/**
 * ytt_filter_split_range:
 * @facet: start, capacity or newest source
 * @value: a range as a filter keeps it
 * @basis: (out) (optional) (nullable): the basis of a capacity
 * @from: (out) (nullable): where it begins, as written; %NULL where it is open
 * @to: (out) (nullable): where it ends
 *
 * Returns: whether @value is a range
 */
gboolean
ytt_filter_split_range (YttFacet     facet,
                        const char  *value,
                        char       **basis,
                        char       **from,
                        char       **to)
{
  const char *start = value;
  const char *dots;

  if (basis != NULL)
    *basis = NULL;
  *from = *to = NULL;

  if (facet == YTT_FACET_CAPACITY)
    {
      start = strrchr (value, ':');
      if (start == NULL)
        return FALSE;
      start++;
    }
  dots = strstr (start, "..");
  if (dots == NULL)
    return FALSE;

  if (basis != NULL && facet == YTT_FACET_CAPACITY)
    *basis = g_strndup (value, (gsize) (start - 1 - value));
  if (dots > start)
    *from = g_strndup (start, (gsize) (dots - start));
  if (dots[2] != '\0')
    *to = g_strdup (dots + 2);

  return TRUE;
}

static char *
describe_start (const char *value)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (!ytt_filter_split_range (YTT_FACET_START, value, NULL, &from, &to))
    return g_strdup (value);

  if (from != NULL && to != NULL)
    /* Translators: from one year to another */
    return g_str_equal (from, to) ? g_strdup (from) : g_strdup_printf (_("%s–%s"), from, to);
  if (from != NULL)
    /* Translators: %s is a year */
    return g_strdup_printf (_("from %s"), from);
  if (to != NULL)
    /* Translators: %s is a year */
    return g_strdup_printf (_("until %s"), to);

  return g_strdup (_("any year"));
}

static char *
format_rate (const char *text)
{
  return text != NULL ? ytt_format_number (g_ascii_strtod (text, NULL), -1) : NULL;
}

static char *
describe_capacity (const char *value)
{
  g_autofree char *basis = NULL;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;
  const char *of;

  if (!ytt_filter_split_range (YTT_FACET_CAPACITY, value, &basis, &from, &to))
    return g_strdup (value);

  low = format_rate (from);
  high = format_rate (to);
  /* Translators: a capacity of which the source does not say what the tonnes are of */
  of = *basis != '\0' ? basis : _("no basis");
  if (low != NULL && high != NULL)
    /* Translators: what is made, and tonnes a year from one number to another: "magnets 1,000–2,000 t/yr" */
    return g_strdup_printf (_("%s %s–%s t/yr"), of, low, high);
  if (low != NULL)
    /* Translators: what is made, and at least how many tonnes a year: "magnets ≥ 1,000 t/yr" */
    return g_strdup_printf (_("%s ≥ %s t/yr"), of, low);
  if (high != NULL)
    /* Translators: what is made, and at most how many tonnes a year */
    return g_strdup_printf (_("%s ≤ %s t/yr"), of, high);

  /* Translators: %s is what is made, such as magnets; any number of tonnes */
  return g_strdup_printf (_("in %s"), of);
}

/* The day after the end of the range, as little of it as says the same: 2024-05-31 is "before June 2024". */
static char *
format_day_after (const char *day)
{
  g_autoptr(GDateTime) date = NULL;
  g_autoptr(GDateTime) next = NULL;
  g_autofree char *text = g_strconcat (day, "T00:00:00Z", NULL);
  g_autofree char *iso = NULL;

  date = g_date_time_new_from_iso8601 (text, NULL);
  if (date == NULL)
    return NULL;

  next = g_date_time_add_days (date, 1);
  if (g_date_time_get_day_of_year (next) == 1)
    iso = g_date_time_format (next, "%Y");
  else if (g_date_time_get_day_of_month (next) == 1)
    iso = g_date_time_format (next, "%Y-%m");
  else
    iso = g_date_time_format (next, "%Y-%m-%d");

  return ytt_format_date (iso);
}

static char *
describe_newest_source (const char *value)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autofree char *first = NULL;
  g_autofree char *after = NULL;

  if (!ytt_filter_split_range (YTT_FACET_NEWEST_SOURCE, value, NULL, &from, &to))
    return g_strdup (value);

  first = from != NULL ? ytt_format_date (from) : NULL;
  after = to != NULL ? format_day_after (to) : NULL;
  if (first != NULL && after != NULL)
    /* Translators: the newest source was published between two dates */
    return g_strdup_printf (_("newest source from %s, before %s"), first, after);
  if (first != NULL)
    return g_strdup_printf (_("newest source from %s"), first);
  if (after != NULL)
    /* Translators: all sources were published before that date */
    return g_strdup_printf (_("newest source before %s"), after);

  return g_strdup (_("dated source"));
}

static char *
describe_element (const char *value,
                  const char *definition)
{
  const YttElementDefinition *by;
  gboolean light = strcmp (value, "light") == 0;

  if (!light && strcmp (value, "heavy") != 0)
    return g_strdup (value);

  by = ytt_element_definition_from_code (definition);
  /* Translators: a group of rare earths, and who draws the border so: "heavy (USGS)" */
  return g_strdup_printf (light ? _("light (%s)") : _("heavy (%s)"), by != NULL ? by->name : definition);
}

static const char *
get_organisation (const char     *value,
                  YttFacetCounts *counts)
{
  GArray *organisations = counts != NULL ? ytt_facet_counts_get (counts, YTT_FACET_ORGANISATION) : NULL;

  for (guint i = 0; organisations != NULL && i < organisations->len; i++)
    {
      const YttFacetCount *count = &g_array_index (organisations, YttFacetCount, i);

      if (strcmp (count->value, value) == 0 && count->label != NULL)
        return count->label;
    }

  return _("an organisation");
}

static const char *
get_place (const char *value)
{
  YttPrecision precision;

  if (!ytt_precision_from_code (value, &precision))
    return value;

  switch (precision)
    {
    case YTT_PRECISION_SITE:
      return _("site known");
    case YTT_PRECISION_LOCALITY:
      return _("town only");
    case YTT_PRECISION_REGION:
      return _("region only");
    case YTT_PRECISION_UNKNOWN:
    default:
      return _("place unknown");
    }
}

static char *
describe_code (YttFacet    facet,
               const char *value)
{
  YttStages stage;
  YttStatus status;

  if (facet == YTT_FACET_STAGE && ytt_stage_from_code (value, &stage))
    return g_strdup (ytt_stage_get_label (stage));
  if (facet == YTT_FACET_STATUS && ytt_status_from_code (value, &status))
    return g_strdup (ytt_status_get_label (status));
  if (facet == YTT_FACET_COUNTRY)
    return g_strdup (g_ascii_isdigit (*value) ? ytt_region_get_name (value) : ytt_country_get_name (value));
  if (facet == YTT_FACET_CONFLICT)
    return g_strdup (_(strcmp (value, "yes") == 0 ? words[facet].present : words[facet].absent));

  return g_strdup (value);
}

static char *
describe (YttFacet        facet,
          const char     *value,
          const char     *definition,
          YttFacetCounts *counts)
{
  switch (facet)
    {
    case YTT_FACET_ELEMENT:
      return describe_element (value, definition);
    case YTT_FACET_ORGANISATION:
      return g_strdup (get_organisation (value, counts));
    case YTT_FACET_PRECISION:
      return g_strdup (get_place (value));
    case YTT_FACET_START:
      return describe_start (value);
    case YTT_FACET_CAPACITY:
      return describe_capacity (value);
    case YTT_FACET_NEWEST_SOURCE:
      return describe_newest_source (value);
    case YTT_FACET_STAGE:
    case YTT_FACET_STATUS:
    case YTT_FACET_COUNTRY:
    case YTT_FACET_CONFLICT:
    default:
      return describe_code (facet, value);
    }
}

/* Sentences begin with a capital, and so do the lines of a list. */
static char *
capitalise (const char *text)
{
  g_autofree char *first = g_utf8_strup (text, (gssize) (g_utf8_next_char (text) - text));

  return g_strconcat (first, g_utf8_next_char (text), NULL);
}

/**
 * ytt_facet_describe_value:
 * @facet: a facet
 * @value: one of its values, "" for "not recorded"
 * @definition: (nullable): the code of the definition of light and heavy
 * @counts: (nullable): what knows the names of organisations
 *
 * Returns: (transfer full): what a list of values calls it
 */
char *
ytt_facet_describe_value (YttFacet        facet,
                          const char     *value,
                          const char     *definition,
                          YttFacetCounts *counts)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail ((guint) facet < YTT_N_FACETS, NULL);
  g_return_val_if_fail (value != NULL, NULL);

  if (*value == '\0')
    return g_strdup (facet == YTT_FACET_PRECISION ? _("Place unknown") : _("Not recorded"));

  /* On a chip a symbol is enough; who looks for an element may know but its name. */
  if (facet == YTT_FACET_ELEMENT && g_strv_contains (ytt_elements_get (), value))
    /* Translators: a symbol of an element, and its name */
    return g_strdup_printf (_("%s, %s"), value, ytt_element_get_name (value));

  text = describe (facet, value, definition != NULL ? definition : YTT_ELEMENT_DEFINITION_DEFAULT, counts);

  return *text != '\0' ? capitalise (text) : g_steal_pointer (&text);
}

/**
 * ytt_filter_describe_term:
 * @self: a filter
 * @term: one of its terms
 * @counts: (nullable): what knows the names of organisations
 *
 * Returns: (transfer full): the term by itself, as on a chip
 */
char *
ytt_filter_describe_term (YttFilter           *self,
                          const YttFilterTerm *term,
                          YttFacetCounts      *counts)
{
  g_autofree char *text = NULL;
  gboolean present = term->negated;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (term != NULL, NULL);

  /* What is not "not recorded" is recorded, and what is not free of contradictions has them. */
  if (*term->value == '\0')
    return g_strdup (_(present ? words[term->facet].present : words[term->facet].absent));
  if (term->facet == YTT_FACET_CONFLICT && term->negated)
    return describe (term->facet, strcmp (term->value, "yes") == 0 ? "no" : "yes", NULL, NULL);

  text = describe (term->facet, term->value, ytt_filter_get_definition (self), counts);
  if (!term->negated)
    return g_steal_pointer (&text);

  /* Translators: facilities with this value are left out: "not China" */
  return g_strdup_printf (_("not %s"), text);
}

/* Joins texts as one says them: "a, b or c". */
static char *
join (GPtrArray  *texts,
      const char *last)
{
  g_autoptr(GString) joined = g_string_new (NULL);

  for (guint i = 0; i < texts->len; i++)
    {
      if (i > 0)
        g_string_append (joined, i + 1 < texts->len ? _(", ") : last);
      g_string_append (joined, g_ptr_array_index (texts, i));
    }

  return g_string_free (g_steal_pointer (&joined), FALSE);
}

/* In a sentence, after "has"; @values are joined by "or". */
static char *
make_clause (YttFacet    facet,
             const char *values)
{
  switch (facet)
    {
    case YTT_FACET_STAGE:
      return g_strdup_printf (_("the stage %s"), values);
    case YTT_FACET_STATUS:
      return g_strdup_printf (_("the status %s"), values);
    case YTT_FACET_COUNTRY:
      return g_strdup_printf (_("the country %s"), values);
    case YTT_FACET_ELEMENT:
      return g_strdup_printf (_("the element %s"), values);
    case YTT_FACET_ORGANISATION:
      return g_strdup_printf (_("the operator or owner %s"), values);
    case YTT_FACET_START:
      return g_strdup_printf (_("the start %s"), values);
    case YTT_FACET_CAPACITY:
      return g_strdup_printf (_("the capacity %s"), values);
    case YTT_FACET_PRECISION:
    case YTT_FACET_CONFLICT:
    case YTT_FACET_NEWEST_SOURCE:
    default:
      return g_strdup (values);
    }
}

/* What names its facet already, as "no stage recorded" does, stands by itself. */
static gboolean
stands_alone (const YttFilterTerm *term)
{
  return *term->value == '\0' || term->facet == YTT_FACET_CONFLICT;
}

/* The terms of a facet that let in, or those that shut out; adds what they say to @parts. What is "not recorded" and
 * left out is recorded, and so lets in. */
static void
add_terms (YttFilter      *self,
           YttFacet        facet,
           gboolean        negated,
           YttFacetCounts *counts,
           GPtrArray      *parts)
{
  g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) clauses = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < ytt_filter_get_n_terms (self); i++)
    {
      const YttFilterTerm *term = ytt_filter_get_term (self, i);

      if (term->facet != facet)
        continue;
      if (stands_alone (term) && !negated)
        g_ptr_array_add (term->negated ? parts : clauses, ytt_filter_describe_term (self, term, counts));
      else if (!stands_alone (term) && term->negated == negated)
        g_ptr_array_add (values, describe (facet, term->value, ytt_filter_get_definition (self), counts));
    }

  if (values->len > 0)
    {
      /* Translators: before the last of several values */
      g_autofree char *joined = join (values, _(" or "));

      g_ptr_array_insert (clauses, 0, make_clause (facet, joined));
    }
  if (clauses->len > 0)
    g_ptr_array_add (parts, join (clauses, _(" or ")));
}

/**
 * ytt_filter_describe_side:
 * @self: a filter
 * @left_out: whether to tell of what is left out, else of what is asked for
 * @counts: (nullable): what knows the names of organisations
 *
 * Returns: (transfer full) (nullable): those terms, facet by facet, in words that follow "has"; %NULL where there are
 *   none
 */
char *
ytt_filter_describe_side (YttFilter      *self,
                          gboolean        left_out,
                          YttFacetCounts *counts)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < YTT_N_FACETS; i++)
    add_terms (self, i, left_out, counts, parts);
  if (parts->len == 0)
    return NULL;

  /* Translators: before the last of several things that must all hold, or of which none may */
  return join (parts, left_out ? _(" or ") : _(" and "));
}

/**
 * ytt_filter_describe:
 * @self: a filter
 * @counts: (nullable): what knows the names of organisations
 *
 * Returns: (transfer full): all terms in words that follow "has", "" for an empty filter
 */
char *
ytt_filter_describe (YttFilter      *self,
                     YttFacetCounts *counts)
{
  g_autofree char *wanted = ytt_filter_describe_side (self, FALSE, counts);
  g_autofree char *left_out = ytt_filter_describe_side (self, TRUE, counts);

  if (wanted != NULL && left_out != NULL)
    /* Translators: what is asked for, and what is left out: "the stage Mining, but not the country China" */
    return g_strdup_printf (_("%s, but not %s"), wanted, left_out);
  if (left_out != NULL)
    return g_strdup_printf (_("not %s"), left_out);

  return wanted != NULL ? g_steal_pointer (&wanted) : g_strdup ("");
}
