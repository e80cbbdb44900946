#include "config.h"

#include "ytt-facet-values.h"

#include <stdlib.h>
#include <string.h>

#include "ytt-codes.h"
#include "ytt-filter-words.h"
#include "ytt-regions.h"

static void
clear_value (gpointer data)
{
  YttFacetValue *value = data;

  g_free (value->value);
  g_free (value->label);
  g_free (value->key);
}

static void
add_value (GArray         *values,
           YttFacet        facet,
           const char     *value,
           const char     *definition,
           YttFacetCounts *counts,
           guint           depth,
           gboolean        group)
{
  YttFacetValue added = {
    g_strdup (value), ytt_facet_describe_value (facet, value, definition, counts), NULL, depth, group
  };

  g_array_append_val (values, added);
}

static void
add_label (GArray     *values,
           const char *value,
           const char *label)
{
  YttFacetValue added = { g_strdup (value), g_strdup (label), NULL, 0, FALSE };

  g_array_append_val (values, added);
}

static int
compare_labels (gconstpointer a,
                gconstpointer b)
{
  return g_utf8_collate (((const YttFacetValue *) a)->label, ((const YttFacetValue *) b)->label);
}

/* Adds the countries that belong to no region below @region, %NULL for those in none, by name. */
static void
add_countries (GArray         *values,
               GArray         *listed,
               const char     *region,
               guint           depth,
               YttFacetCounts *counts)
{
  guint first = values->len;

  for (guint i = 0; i < listed->len; i++)
    {
      const char *country = g_array_index (listed, YttFacetCount, i).value;

      /* Regions may be listed beside their countries; they have rows of their own. */
      if (*country != '\0' && !g_ascii_isdigit (*country)
          && g_strcmp0 (ytt_region_of_country (country), region) == 0)
        add_value (values, YTT_FACET_COUNTRY, country, NULL, counts, depth, FALSE);
    }

  if (values->len > first + 1)
    qsort (&g_array_index (values, YttFacetValue, first), values->len - first, sizeof (YttFacetValue), compare_labels);
}

static gboolean
is_region_listed (GArray     *listed,
                  const char *region)
{
  for (guint i = 0; i < listed->len; i++)
    {
      const char *country = g_array_index (listed, YttFacetCount, i).value;

      if (*country != '\0' && !g_ascii_isdigit (*country) && ytt_region_has_country (region, country))
        return TRUE;
    }

  return FALSE;
}

static guint
get_depth (const YttRegion *regions,
           gsize            n_regions,
           const YttRegion *region)
{
  if (region->parent == NULL)
    return 0;

  for (gsize i = 0; i < n_regions; i++)
    if (strcmp (regions[i].code, region->parent) == 0)
      return 1 + get_depth (regions, n_regions, &regions[i]);

  return 0;
}

static void
add_regions (GArray         *values,
             GArray         *listed,
             YttFacetCounts *counts)
{
  gsize n_regions;
  const YttRegion *regions = ytt_regions_get (&n_regions);

  for (gsize i = 0; i < n_regions; i++)
    {
      guint depth = get_depth (regions, n_regions, &regions[i]);

      if (!is_region_listed (listed, regions[i].code))
        continue;

      add_value (values, YTT_FACET_COUNTRY, regions[i].code, NULL, counts, depth, TRUE);
      add_countries (values, listed, regions[i].code, depth + 1, counts);
    }
  add_countries (values, listed, NULL, 0, counts);
}

static gboolean
has_value (GArray     *values,
           const char *value)
{
  for (guint i = 0; i < values->len; i++)
    if (strcmp (g_array_index (values, YttFacetValue, i).value, value) == 0)
      return TRUE;

  return FALSE;
}

/* What the filter asks for stays in the list, even where no facility of the document carries it. */
static void
add_terms (GArray         *values,
           YttFacet        facet,
           YttFilter      *filter,
           YttFacetCounts *counts)
{
  for (guint i = 0; i < ytt_filter_get_n_terms (filter); i++)
    {
      const YttFilterTerm *term = ytt_filter_get_term (filter, i);

      if (term->facet == facet && *term->value != '\0' && !has_value (values, term->value))
        add_value (values, facet, term->value, ytt_filter_get_definition (filter), counts, 0, FALSE);
    }
}

/**
 * ytt_facet_values_new:
 * @facet: a facet whose values are codes or organisations
 * @filter: what is asked for
 * @counts: what the document has
 *
 * Returns: (transfer full) (element-type YttFacetValue): the values in the order in which people look for them, "not
 *   recorded" last
 */
GArray *
ytt_facet_values_new (YttFacet        facet,
                      YttFilter      *filter,
                      YttFacetCounts *counts)
{
  GArray *values = g_array_new (FALSE, FALSE, sizeof (YttFacetValue));
  GArray *listed = ytt_facet_counts_get (counts, facet);
  const char *definition = ytt_filter_get_definition (filter);
  gboolean unrecorded = FALSE;

  g_array_set_clear_func (values, clear_value);

  if (facet == YTT_FACET_COUNTRY)
    add_regions (values, listed, counts);
  if (facet == YTT_FACET_ELEMENT)
    {
      add_value (values, facet, "light", definition, counts, 0, TRUE);
      add_value (values, facet, "heavy", definition, counts, 0, TRUE);
    }
  for (guint i = 0; i < listed->len; i++)
    {
      const YttFacetCount *count = &g_array_index (listed, YttFacetCount, i);

      unrecorded = unrecorded || *count->value == '\0';
      if (facet == YTT_FACET_COUNTRY || *count->value == '\0')
        continue;
      if (count->label != NULL)
        add_label (values, count->value, count->label);
      else if (facet != YTT_FACET_ELEMENT || !has_value (values, count->value))
        add_value (values, facet, count->value, definition, counts, 0, FALSE);
    }
  add_terms (values, facet, filter, counts);
  if (unrecorded || ytt_filter_find (filter, facet, "") != NULL)
    add_value (values, facet, "", definition, counts, 0, FALSE);

  return values;
}

/**
 * ytt_facet_values_get_count:
 * @facet: a facet
 * @value: one of its values
 * @counts: what was counted
 *
 * Returns: how many facilities carry @value; a region is the sum of its countries, for each has but one
 */
guint
ytt_facet_values_get_count (YttFacet        facet,
                            const char     *value,
                            YttFacetCounts *counts)
{
  GArray *listed = ytt_facet_counts_get (counts, facet);
  guint n = 0;

  if (facet != YTT_FACET_COUNTRY || !g_ascii_isdigit (*value))
    return ytt_facet_counts_find (counts, facet, value);

  for (guint i = 0; i < listed->len; i++)
    {
      const YttFacetCount *count = &g_array_index (listed, YttFacetCount, i);

      if (*count->value != '\0' && !g_ascii_isdigit (*count->value) && ytt_region_has_country (value, count->value))
        n += count->n;
    }

  return n;
}

/* Without case and accents; whatever is no letter or digit becomes a space. */
static char *
fold (const char *text)
{
  g_autofree char *parts = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  g_autofree char *small = parts != NULL ? g_utf8_casefold (parts, -1) : g_strdup ("");
  GString *folded = g_string_sized_new (strlen (small));

  for (const char *at = small; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      if (g_unichar_ismark (letter))
        continue;
      g_string_append_unichar (folded, g_unichar_isalnum (letter) ? letter : ' ');
    }

  return g_string_free (folded, FALSE);
}

/**
 * ytt_facet_fold_words:
 * @typed: what was typed
 *
 * Returns: (transfer full): its words as ytt_facet_value_matches() compares them
 */
GStrv
ytt_facet_fold_words (const char *typed)
{
  g_autofree char *folded = fold (typed);
  g_auto(GStrv) parts = g_strsplit (folded, " ", -1);
  g_autoptr(GStrvBuilder) words = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_strv_builder_add (words, parts[i]);

  return g_strv_builder_end (words);
}

/**
 * ytt_facet_value_matches:
 * @value: a value
 * @words: what ytt_facet_fold_words() made of what was typed
 *
 * Returns: whether each word is the beginning of a word of the value's label
 */
gboolean
ytt_facet_value_matches (YttFacetValue *value,
                         GStrv          words)
{
  /* There may be many thousands, and each letter that is typed asks them all. */
  if (value->key == NULL && words[0] != NULL)
    value->key = fold (value->label);

  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *at = strstr (value->key, words[i]);

      while (at != NULL && at > value->key && at[-1] != ' ')
        at = strstr (at + 1, words[i]);
      if (at == NULL)
        return FALSE;
    }

  return TRUE;
}
