#include "config.h"

#include "ytt-query-facets-private.h"

#include "ytt-codes.h"
#include "ytt-elements.h"
#include "ytt-regions.h"

#include <stdlib.h>
#include <string.h>

/* How many facilities carry what, and how that is listed. */

void
ytt_histogram_init (YttHistogram    *self,
                    YttFacetColumns *columns)
{
  memset (self, 0, sizeof *self);
  self->elements = g_new0 (guint32, N_ELEMENT_SETS);
  self->bases = g_new0 (guint32, columns->basis_names->len);
  self->organisations = g_new0 (guint32, columns->n_organisations + 1);
}

void
ytt_histogram_clear (YttHistogram *self)
{
  g_clear_pointer (&self->elements, g_free);
  g_clear_pointer (&self->bases, g_free);
  g_clear_pointer (&self->organisations, g_free);
}

guint32 *
ytt_set_list (const guint64 *set,
              guint          n,
              guint         *n_positions)
{
  guint32 *positions = g_new (guint32, ytt_set_count (set, n) + 1);
  guint n_listed = 0;

  for (guint i = 0; i < ytt_set_get_n_words (n); i++)
    for (guint64 bits = set[i]; bits != 0; bits &= bits - 1)
      positions[n_listed++] = i * 64 + (guint) __builtin_ctzll (bits);

  *n_positions = n_listed;
  return positions;
}

/* An organisation's facilities stand together, so it is looked which of them are in the set. */
static void
count_organisations (YttHistogram    *self,
                     YttFacetColumns *columns,
                     const guint64   *set,
                     const guint32   *positions,
                     guint            n_positions)
{
  for (guint i = 0; i < columns->n_organisations; i++)
    {
      guint n = 0;

      for (guint k = columns->organisation_begins[i]; k < columns->organisation_begins[i + 1]; k++)
        n += ytt_set_has (set, columns->organisation_facilities[k]);
      self->organisations[i] = n;
    }

  for (guint i = 0; i < n_positions; i++)
    self->organisations[columns->n_organisations] += !ytt_set_has (columns->organised, positions[i]);
}

#define COUNT(counts, key) \
  G_STMT_START { \
    for (guint i = 0; i < n_positions; i++) \
      { \
        guint32 at = positions[i]; \
        (counts)[key]++; \
      } \
  } G_STMT_END

void
ytt_histogram_count (YttHistogram    *self,
                     YttIndex        *index,
                     YttFacetColumns *columns,
                     YttFacet         facet,
                     const guint64   *set,
                     const guint32   *positions,
                     guint            n_positions)
{
  switch (facet)
    {
    case YTT_FACET_STAGE:
      COUNT (self->stages, index->stages[at]);
      break;

    case YTT_FACET_STATUS:
      COUNT (self->statuses, index->statuses[at]);
      break;

    case YTT_FACET_COUNTRY:
      COUNT (self->countries, index->countries[at]);
      break;

    case YTT_FACET_ELEMENT:
      COUNT (self->elements, columns->elements[at]);
      break;

    case YTT_FACET_ORGANISATION:
      count_organisations (self, columns, set, positions, n_positions);
      break;

    case YTT_FACET_PRECISION:
      COUNT (self->precisions, index->precisions[at]);
      break;

    case YTT_FACET_START:
      COUNT (self->starts, index->starts[at]);
      break;

    case YTT_FACET_CAPACITY:
      COUNT (self->bases, columns->bases[at]);
      break;

    case YTT_FACET_CONFLICT:
      COUNT (self->conflicts, columns->conflicts[at]);
      break;

    case YTT_FACET_NEWEST_SOURCE:
      COUNT (self->source_years, columns->newest_sources[at] / 10000);
      break;

    default:
      break;
    }
}

/* Values without any in the document are only listed where the filter names them. */
static void
list_value (YttFacetCounts *counts,
            YttFilter      *filter,
            YttFacet        facet,
            const char     *value,
            guint           n,
            guint           n_in_all)
{
  if (n_in_all > 0 || ytt_filter_find (filter, facet, value) != NULL)
    ytt_facet_counts_add (counts, facet, value, NULL, n);
}

/* How many of a histogram over sets have one of the bits; 0 for those that have none at all. */
static guint
count_sets (const guint32 *histogram,
            guint          n_sets,
            guint32        bits)
{
  guint n = 0;

  if (bits == 0)
    return histogram[0];

  for (guint i = 1; i < n_sets; i++)
    if (i & bits)
      n += histogram[i];

  return n;
}

static void
list_stages (YttHistogram       *self,
             const YttHistogram *all,
             YttFilter          *filter,
             YttFacetCounts     *counts)
{
  for (guint bit = 1; bit < N_STAGE_SETS; bit <<= 1)
    list_value (counts, filter, YTT_FACET_STAGE, ytt_stage_to_code ((YttStages) bit),
                count_sets (self->stages, N_STAGE_SETS, bit), count_sets (all->stages, N_STAGE_SETS, bit));
  list_value (counts, filter, YTT_FACET_STAGE, "", self->stages[0], all->stages[0]);
}

/* Every set is gone through once, for all its elements. */
static void
count_elements (const guint32 *histogram,
                guint32        light,
                guint32        heavy,
                guint          n[N_ELEMENTS + 2])
{
  memset (n, 0, sizeof *n * (N_ELEMENTS + 2));

  for (guint32 set = 1; set < N_ELEMENT_SETS; set++)
    if (histogram[set] != 0)
      {
        for (guint32 bits = set; bits != 0; bits &= bits - 1)
          n[__builtin_ctz (bits)] += histogram[set];
        n[N_ELEMENTS] += set & light ? histogram[set] : 0;
        n[N_ELEMENTS + 1] += set & heavy ? histogram[set] : 0;
      }
}

static void
list_elements (YttHistogram       *self,
               const YttHistogram *all,
               YttFilter          *filter,
               YttFacetCounts     *counts)
{
  const char *definition = ytt_filter_get_definition (filter);
  guint32 light = ytt_elements_get_mask (definition, FALSE), heavy = ytt_elements_get_mask (definition, TRUE);
  const char * const *symbols = ytt_elements_get ();
  guint n[N_ELEMENTS + 2], n_all[N_ELEMENTS + 2];

  count_elements (self->elements, light, heavy, n);
  count_elements (all->elements, light, heavy, n_all);

  for (guint i = 0; i < N_ELEMENTS; i++)
    list_value (counts, filter, YTT_FACET_ELEMENT, symbols[i], n[i], n_all[i]);
  list_value (counts, filter, YTT_FACET_ELEMENT, "light", n[N_ELEMENTS], n_all[N_ELEMENTS]);
  list_value (counts, filter, YTT_FACET_ELEMENT, "heavy", n[N_ELEMENTS + 1], n_all[N_ELEMENTS + 1]);
  list_value (counts, filter, YTT_FACET_ELEMENT, "", self->elements[0], all->elements[0]);
}

/* Countries by their codes, then regions, parents before their children. */
static void
list_countries (YttHistogram       *self,
                const YttHistogram *all,
                YttFilter          *filter,
                YttFacetCounts     *counts)
{
  gsize n_regions;
  const YttRegion *regions = ytt_regions_get (&n_regions);

  for (char first = 'A'; first <= 'Z'; first++)
    for (char second = 'A'; second <= 'Z'; second++)
      {
        const char code[3] = { first, second, '\0' };
        guint16 packed = ytt_index_pack_country (code);

        if (self->countries[packed] > 0 || all->countries[packed] > 0)
          ytt_facet_counts_add (counts, YTT_FACET_COUNTRY, code, NULL, self->countries[packed]);
      }

  for (gsize i = 0; i < n_regions; i++)
    {
      const gboolean *members = ytt_index_get_region (regions[i].code);
      guint n = 0, n_all = 0;

      for (guint code = 0; code < N_COUNTRIES; code++)
        if (members[code])
          {
            n += self->countries[code];
            n_all += all->countries[code];
          }
      list_value (counts, filter, YTT_FACET_COUNTRY, regions[i].code, n, n_all);
    }

  list_value (counts, filter, YTT_FACET_COUNTRY, "", self->countries[0], all->countries[0]);
}

static void
list_statuses (YttHistogram       *self,
               const YttHistogram *all,
               YttFilter          *filter,
               YttFacetCounts     *counts)
{
  for (guint i = YTT_STATUS_UNKNOWN + 1; i < YTT_N_STATUSES; i++)
    list_value (counts, filter, YTT_FACET_STATUS, ytt_status_to_code ((YttStatus) i),
                self->statuses[i], all->statuses[i]);
  list_value (counts, filter, YTT_FACET_STATUS, "", self->statuses[0], all->statuses[0]);
}

static void
list_precisions (YttHistogram       *self,
                 const YttHistogram *all,
                 YttFilter          *filter,
                 YttFacetCounts     *counts)
{
  for (guint i = YTT_PRECISION_UNKNOWN + 1; i < G_N_ELEMENTS (self->precisions); i++)
    list_value (counts, filter, YTT_FACET_PRECISION, ytt_precision_to_code ((YttPrecision) i),
                self->precisions[i], all->precisions[i]);
  list_value (counts, filter, YTT_FACET_PRECISION, "", self->precisions[0], all->precisions[0]);
}

/* The years from @first to below @end that the document has, and last what is counted at @none. */
static void
list_years (const guint32  *histogram,
            const guint32  *all,
            guint           end,
            guint           none,
            YttFacet        facet,
            YttFacetCounts *counts)
{
  for (guint year = 1; year < end; year++)
    if (all[year] > 0)
      {
        char value[16];

        g_snprintf (value, sizeof value, "%u", year);
        ytt_facet_counts_add (counts, facet, value, NULL, histogram[year]);
      }

  if (all[none] > 0)
    ytt_facet_counts_add (counts, facet, "", NULL, histogram[none]);
}

static void
list_bases (YttHistogram       *self,
            const YttHistogram *all,
            YttFacetColumns    *columns,
            YttFacetCounts     *counts)
{
  for (guint i = NO_BASIS + 1; i < columns->basis_names->len; i++)
    if (all->bases[i] > 0)
      ytt_facet_counts_add (counts, YTT_FACET_CAPACITY, g_ptr_array_index (columns->basis_names, i), NULL,
                            self->bases[i]);

  if (all->bases[NO_BASIS] > 0)
    ytt_facet_counts_add (counts, YTT_FACET_CAPACITY, "", NULL, self->bases[NO_BASIS]);
}

static int
compare_keys (gconstpointer a,
              gconstpointer b)
{
  guint64 key_a = *(const guint64 *) a, key_b = *(const guint64 *) b;

  return (key_a < key_b) - (key_a > key_b);
}

/* The most frequent first, those alike by name; without those that have none left, unless the filter names them. */
static void
list_organisations (YttHistogram       *self,
                    const YttHistogram *all,
                    YttFacetColumns    *columns,
                    YttFilter          *filter,
                    YttFacetCounts     *counts)
{
  guint n_organisations = columns->n_organisations, n = 0;
  g_autofree guint64 *keys = g_new (guint64, n_organisations + 1);
  gboolean named = ytt_filter_count (filter, YTT_FACET_ORGANISATION) > 0;
  char value[24];

  for (guint i = 0; i < n_organisations; i++)
    {
      gboolean wanted = self->organisations[i] > 0;

      if (!wanted && named)
        {
          g_snprintf (value, sizeof value, "%" G_GINT64_FORMAT, columns->organisation_ids[i]);
          wanted = ytt_filter_find (filter, YTT_FACET_ORGANISATION, value) != NULL;
        }
      if (wanted)
        keys[n++] = (guint64) self->organisations[i] << 32 | (G_MAXUINT32 - i);
    }

  if (n > 1)
    qsort (keys, n, sizeof *keys, compare_keys);
  for (guint k = 0; k < n; k++)
    {
      guint i = G_MAXUINT32 - (guint32) keys[k];

      g_snprintf (value, sizeof value, "%" G_GINT64_FORMAT, columns->organisation_ids[i]);
      ytt_facet_counts_add (counts, YTT_FACET_ORGANISATION, value,
                            g_ptr_array_index (columns->organisation_names, i), self->organisations[i]);
    }
  list_value (counts, filter, YTT_FACET_ORGANISATION, "", self->organisations[n_organisations],
              all->organisations[n_organisations]);
}

void
ytt_histogram_list (YttHistogram    *self,
                    YttFacetColumns *columns,
                    YttFilter       *filter,
                    YttFacet         facet,
                    YttFacetCounts  *counts)
{
  const YttHistogram *all = &columns->all;

  switch (facet)
    {
    case YTT_FACET_STAGE:
      list_stages (self, all, filter, counts);
      break;

    case YTT_FACET_STATUS:
      list_statuses (self, all, filter, counts);
      break;

    case YTT_FACET_COUNTRY:
      list_countries (self, all, filter, counts);
      break;

    case YTT_FACET_ELEMENT:
      list_elements (self, all, filter, counts);
      break;

    case YTT_FACET_ORGANISATION:
      list_organisations (self, all, columns, filter, counts);
      break;

    case YTT_FACET_PRECISION:
      list_precisions (self, all, filter, counts);
      break;

    case YTT_FACET_START:
      list_years (self->starts, all->starts, NO_START, NO_START, facet, counts);
      break;

    case YTT_FACET_CAPACITY:
      list_bases (self, all, columns, counts);
      break;

    case YTT_FACET_CONFLICT:
      list_value (counts, filter, facet, "yes", self->conflicts[1], all->conflicts[1]);
      list_value (counts, filter, facet, "no", self->conflicts[0], all->conflicts[0]);
      break;

    case YTT_FACET_NEWEST_SOURCE:
      list_years (self->source_years, all->source_years, N_YEARS, 0, facet, counts);
      break;

    default:
      break;
    }
}
