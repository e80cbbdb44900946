#include "config.h"

#include "ytt-query-facets-private.h"

#include "ytt-codes.h"
#include "ytt-regions.h"

#include <string.h>

/* Which facilities pass a filter, and the counts beside it.
 *
 * Each facet that the filter has terms in gives a set of those that pass there. What passes all is found; what a facet
 * counts passes all others. So a facility that fails in one facet alone is counted in that one, and one that fails in
 * two nowhere. */

/* Sets the bits of the positions, from 0 to below n, for which the condition holds at @at. */
#define FILL_WHERE(set, n, condition) \
  G_STMT_START { \
    for (guint word = 0; word < ytt_set_get_n_words (n); word++) \
      { \
        guint begin = word * 64, end = MIN (begin + 64, (n)); \
        guint64 bits = 0; \
        for (guint at = begin; at < end; at++) \
          bits |= (guint64) ((condition) ? 1 : 0) << (at - begin); \
        (set)[word] = bits; \
      } \
  } G_STMT_END

/* What a facet with few values lets in, a flag a value. */
typedef struct
{
  guint8   *accepts;
  guint     n;
  gboolean  negated;   /* whose turn it is */
} Table;

static void
table_put (Table *table,
           guint  first,
           guint  last)
{
  for (guint i = first; i <= last && i < table->n; i++)
    table->accepts[i] = !table->negated;
}

/* A country is in its region and in those around it, which stand before it. */
static void
put_into_regions (GHashTable      *table,
                  const YttRegion *all,
                  gsize            n_regions,
                  const char      *iso2)
{
  const char *code = ytt_region_of_country (iso2);

  for (gsize i = n_regions; code != NULL && i > 0; i--)
    if (g_str_equal (all[i - 1].code, code))
      {
        gboolean *members = g_hash_table_lookup (table, code);

        members[ytt_index_pack_country (iso2)] = TRUE;
        code = all[i - 1].parent;
      }
}

/* Which countries are in a region, whatever that is called in the document. */
const gboolean *
ytt_index_get_region (const char *code)
{
  static GHashTable *regions = NULL;

  if (g_once_init_enter (&regions))
    {
      GHashTable *table = g_hash_table_new (g_str_hash, g_str_equal);
      gsize n_regions;
      const YttRegion *all = ytt_regions_get (&n_regions);

      for (gsize i = 0; i < n_regions; i++)
        g_hash_table_insert (table, (gpointer) all[i].code, g_new0 (gboolean, N_COUNTRIES));
      for (char first = 'A'; first <= 'Z'; first++)
        for (char second = 'A'; second <= 'Z'; second++)
          put_into_regions (table, all, n_regions, (const char[]) { first, second, '\0' });
      g_once_init_leave (&regions, table);
    }

  return g_hash_table_lookup (regions, code);
}

static void
put_country (Table      *table,
             const char *value)
{
  const gboolean *members = ytt_index_get_region (value);
  guint16 packed = ytt_index_pack_country (value);

  if (value[0] == '\0')
    table_put (table, 0, 0);
  else if (packed != 0)
    table_put (table, packed, packed);
  else if (members != NULL)
    for (guint i = 0; i < N_COUNTRIES; i++)
      if (members[i])
        table_put (table, i, i);
}

static void
put_start (Table      *table,
           const char *value)
{
  int first, last;

  if (value[0] == '\0')
    table_put (table, NO_START, NO_START);
  else if (ytt_facet_parse_years (value, &first, &last))
    /* 9999 is an open end, and whatever another program wrote stands before it. */
    table_put (table, (guint) first, last == 9999 ? NO_START - 1 : (guint) last);
}

static void
put_stage (Table      *table,
           const char *value)
{
  YttStages stage;

  if (value[0] == '\0')
    table_put (table, 0, 0);
  else if (ytt_stage_from_code (value, &stage))
    for (guint set = 1; set < table->n; set++)
      if (set & stage)
        table_put (table, set, set);
}

/* Sets of elements are so many that they are tested by their bits. */
static guint32
get_element_mask (YttFilter  *filter,
                  const char *value)
{
  if (strcmp (value, "light") == 0 || strcmp (value, "heavy") == 0)
    return ytt_elements_get_mask (ytt_filter_get_definition (filter), value[0] == 'h');

  return ytt_element_get_bit (value);
}

static void
put_value (Table      *table,
           YttFacet    facet,
           const char *value)
{
  YttStatus status;
  YttPrecision precision;

  if (facet == YTT_FACET_STAGE)
    put_stage (table, value);
  else if (facet == YTT_FACET_COUNTRY)
    put_country (table, value);
  else if (facet == YTT_FACET_START)
    put_start (table, value);
  else if (facet == YTT_FACET_CONFLICT && value[0] != '\0')
    table_put (table, value[0] == 'y', value[0] == 'y');
  else if (value[0] == '\0' && facet != YTT_FACET_CONFLICT)
    table_put (table, 0, 0);
  else if (facet == YTT_FACET_STATUS && ytt_status_from_code (value, &status))
    table_put (table, status, status);
  else if (facet == YTT_FACET_PRECISION && ytt_precision_from_code (value, &precision))
    table_put (table, precision, precision);
}

static gboolean
has_plain (YttFilter *filter,
           YttFacet   facet)
{
  const YttFilterTerm *term;

  for (guint i = 0; (term = ytt_filter_get_term (filter, i)) != NULL; i++)
    if (term->facet == facet && !term->negated)
      return TRUE;

  return FALSE;
}

/* First what lets in, then what shuts out. */
static guint8 *
make_table (YttFilter *filter,
            YttFacet   facet,
            guint      n)
{
  Table table = { g_malloc0 (n), n, FALSE };
  const YttFilterTerm *term;

  if (!has_plain (filter, facet))
    memset (table.accepts, 1, n);

  for (guint pass = 0; pass < 2; pass++)
    {
      table.negated = pass == 1;
      for (guint i = 0; (term = ytt_filter_get_term (filter, i)) != NULL; i++)
        if (term->facet == facet && term->negated == table.negated)
          put_value (&table, facet, term->value);
    }

  return table.accepts;
}

/* Those that one term speaks of. */
static void
fill_term (guint64             *set,
           YttIndex            *index,
           YttFacetColumns     *columns,
           YttFilter           *filter,
           const YttFilterTerm *term)
{
  guint n = ytt_index_get_n (index);
  const char *value = term->value;

  if (term->facet == YTT_FACET_ELEMENT)
    {
      guint32 mask = get_element_mask (filter, value);

      if (value[0] == '\0')
        FILL_WHERE (set, n, columns->elements[at] == 0);
      else
        FILL_WHERE (set, n, columns->elements[at] & mask);
    }
  else if (term->facet == YTT_FACET_CAPACITY)
    {
      g_autofree char *basis = NULL;
      double least = 0, most = 0;
      guint number = NO_BASIS;

      if (value[0] != '\0' && (!ytt_facet_parse_capacity (value, &basis, &least, &most)
                               || !g_ptr_array_find_with_equal_func (columns->basis_names, basis, g_str_equal, &number)))
        return;

      if (number == NO_BASIS)
        FILL_WHERE (set, n, columns->bases[at] == NO_BASIS);
      else
        FILL_WHERE (set, n, columns->bases[at] == number && columns->capacities[at] <= most
                            && columns->most_capacities[at] >= least);
    }
  else if (term->facet == YTT_FACET_NEWEST_SOURCE)
    {
      guint32 first = 0, last = 0;

      if (value[0] == '\0')
        FILL_WHERE (set, n, columns->newest_sources[at] == 0);
      else if (ytt_facet_parse_days (value, &first, &last))
        FILL_WHERE (set, n, columns->newest_sources[at] != 0 && (guint32) columns->newest_sources[at] >= first
                            && (guint32) columns->newest_sources[at] <= last);
    }
  else
    {
      gint64 id = g_ascii_strtoll (value, NULL, 10);

      if (value[0] == '\0')
        FILL_WHERE (set, n, !ytt_set_has (columns->organised, at));
      for (guint i = 0; i < columns->n_organisations && value[0] != '\0'; i++)
        if (columns->organisation_ids[i] == id)
          for (guint k = columns->organisation_begins[i]; k < columns->organisation_begins[i + 1]; k++)
            ytt_set_add (set, columns->organisation_facilities[k]);
    }
}

/* Facets without a table: the sets of their terms are joined. */
static void
fill_terms (guint64         *set,
            YttIndex        *index,
            YttFacetColumns *columns,
            YttFilter       *filter,
            YttFacet         facet)
{
  guint n = ytt_index_get_n (index), n_words = ytt_set_get_n_words (n);
  const YttFilterTerm *term;

  if (!has_plain (filter, facet))
    ytt_set_fill (set, n);

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; (term = ytt_filter_get_term (filter, i)) != NULL; i++)
      if (term->facet == facet && term->negated == (pass == 1))
        {
          g_autofree guint64 *spoken_of = ytt_set_new (n);

          fill_term (spoken_of, index, columns, filter, term);
          for (guint word = 0; word < n_words; word++)
            set[word] = pass == 1 ? set[word] & ~spoken_of[word] : set[word] | spoken_of[word];
        }
}

guint64 *
ytt_facets_pass (YttIndex        *index,
                 YttFacetColumns *columns,
                 YttFilter       *filter,
                 YttFacet         facet)
{
  g_autofree guint8 *table = NULL;
  guint n = ytt_index_get_n (index);
  guint64 *set;

  if (ytt_filter_count (filter, facet) == 0)
    return NULL;

  set = ytt_set_new (n);
  switch (facet)
    {
    case YTT_FACET_STAGE:
      table = make_table (filter, facet, N_STAGE_SETS);
      FILL_WHERE (set, n, table[index->stages[at]]);
      break;

    case YTT_FACET_STATUS:
      table = make_table (filter, facet, YTT_N_STATUSES);
      FILL_WHERE (set, n, table[index->statuses[at]]);
      break;

    case YTT_FACET_COUNTRY:
      table = make_table (filter, facet, N_COUNTRIES);
      FILL_WHERE (set, n, table[index->countries[at]]);
      break;

    case YTT_FACET_PRECISION:
      table = make_table (filter, facet, YTT_PRECISION_REGION + 1);
      FILL_WHERE (set, n, table[index->precisions[at]]);
      break;

    case YTT_FACET_START:
      table = make_table (filter, facet, N_STARTS);
      FILL_WHERE (set, n, table[index->starts[at]]);
      break;

    case YTT_FACET_CONFLICT:
      table = make_table (filter, facet, 2);
      FILL_WHERE (set, n, table[columns->conflicts[at]]);
      break;

    default:
      fill_terms (set, index, columns, filter, facet);
    }

  return set;
}

/* From how many on they are counted on a thread of their own, which takes a while to begin. */
#define MANY 50000

struct _YttFiltering
{
  YttIndex        *index;
  YttFacetColumns *columns;
  YttFilter       *filter;
  const guint64   *hits;                    /* (nullable) */
  GCancellable    *cancellable;             /* (nullable) */
  guint64         *passing[YTT_N_FACETS];   /* (owned) (nullable) */
  guint64         *found;                   /* (owned) (nullable) */
  guint            n_found;
  GThread         *thread;                  /* (nullable): of the counting, until it is asked for */
};

/* (transfer full) (nullable): those that pass all facets but one, %YTT_N_FACETS for none but; %NULL for all. */
static guint64 *
join (YttFiltering *self,
      guint         but,
      gboolean      with_words)
{
  guint n = ytt_index_get_n (self->index);
  const guint64 *sets[YTT_N_FACETS + 2];
  guint64 *joined;
  guint n_sets = 0;

  if (self->index->present != NULL)
    sets[n_sets++] = self->index->present;
  if (self->hits != NULL && with_words)
    sets[n_sets++] = self->hits;
  for (guint i = 0; i < YTT_N_FACETS; i++)
    if (i != but && self->passing[i] != NULL)
      sets[n_sets++] = self->passing[i];

  if (n_sets == 0)
    return NULL;

  joined = g_memdup2 (sets[0], sizeof (guint64) * MAX (ytt_set_get_n_words (n), 1));
  for (guint i = 1; i < n_sets; i++)
    ytt_set_intersect (joined, sets[i], n);

  return joined;
}

/* Those that a facet counts, which are all in the histogram of all if nothing else is asked for. */
static void
count_facet (YttFiltering   *self,
             YttFacet        facet,
             const guint64  *set,
             const guint32  *positions,
             guint           n_positions,
             YttHistogram   *histogram,
             YttFacetCounts *counts)
{
  if (set == NULL)
    {
      ytt_histogram_list (&self->columns->all, self->columns, self->filter, facet, counts);
      return;
    }

  ytt_histogram_count (histogram, self->index, self->columns, facet, set, positions, n_positions);
  ytt_histogram_list (histogram, self->columns, self->filter, facet, counts);
}

/* How many are within each range that the filter names, whether it lets them in or shuts them out. */
static void
count_ranges (YttFiltering   *self,
              YttFacet        facet,
              const guint64  *others,   /* (nullable): those that pass all other facets, NULL for all */
              YttFacetCounts *counts)
{
  g_autoptr(YttFilter) nothing = ytt_filter_new ();
  const YttFilterTerm *term;
  guint n = ytt_index_get_n (self->index);

  if (facet != YTT_FACET_START && facet != YTT_FACET_CAPACITY && facet != YTT_FACET_NEWEST_SOURCE)
    return;

  for (guint i = 0; (term = ytt_filter_get_term (self->filter, i)) != NULL; i++)
    if (term->facet == facet && term->value[0] != '\0')
      {
        g_autoptr(YttFilter) range = ytt_filter_with (nothing, facet, term->value, FALSE);
        g_autofree guint64 *within = ytt_facets_pass (self->index, self->columns, range, facet);

        if (others != NULL)
          ytt_set_intersect (within, others, n);
        ytt_facet_counts_add_range (counts, facet, term->value, ytt_set_count (within, n));
      }
}

/* (transfer full) (nullable): %NULL if nobody wants them any more */
static gpointer
count_facets (gpointer data)
{
  YttFiltering *self = data;
  g_autoptr(YttFacetCounts) counts = ytt_facet_counts_new ();
  g_autofree YttHistogram *histogram = g_new (YttHistogram, 1);
  g_autofree guint32 *positions = NULL;
  guint n = ytt_index_get_n (self->index), n_positions = 0;
  gboolean cancelled = FALSE;

  ytt_histogram_init (histogram, self->columns);
  if (self->found != NULL)
    positions = ytt_set_list (self->found, n, &n_positions);

  for (YttFacet facet = YTT_FACET_STAGE; facet < YTT_N_FACETS && !cancelled; facet++)
    {
      cancelled = g_cancellable_is_cancelled (self->cancellable);

      if (self->passing[facet] == NULL)
        count_facet (self, facet, self->found, positions, n_positions, histogram, counts);
      else
        {
          g_autofree guint64 *others = join (self, facet, TRUE);
          g_autofree guint32 *listed = NULL;
          guint n_listed = 0;

          if (others != NULL)
            listed = ytt_set_list (others, n, &n_listed);
          count_facet (self, facet, others, listed, n_listed, histogram, counts);
          count_ranges (self, facet, others, counts);
        }
    }

  ytt_histogram_clear (histogram);
  return cancelled ? NULL : g_steal_pointer (&counts);
}

/* Those of a set that pass without one term. */
static guint
count_without (YttFiltering        *self,
               const YttFilterTerm *term)
{
  g_autoptr(YttFilter) looser = ytt_filter_without (self->filter, term->facet, term->value);
  g_autofree guint64 *passing = ytt_facets_pass (self->index, self->columns, looser, term->facet);
  g_autofree guint64 *others = join (self, term->facet, TRUE);
  guint n = ytt_index_get_n (self->index);

  if (passing != NULL && others != NULL)
    ytt_set_intersect (passing, others, n);

  return passing != NULL ? ytt_set_count (passing, n) : others != NULL ? ytt_set_count (others, n) : n;
}

/**
 * ytt_filtering_new:
 * @index: an index
 * @columns: its columns
 * @filter: a filter
 * @hits: (nullable): the set of those that are asked for, %NULL for all
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what passes, %NULL if it was cancelled
 */
YttFiltering *
ytt_filtering_new (YttIndex         *index,
                   YttFacetColumns  *columns,
                   YttFilter        *filter,
                   const guint64    *hits,
                   GCancellable     *cancellable,
                   GError          **error)
{
  g_autoptr(YttFiltering) self = g_new0 (YttFiltering, 1);

  self->index = index;
  self->columns = columns;
  self->filter = filter;
  self->hits = hits;
  self->cancellable = cancellable;

  for (YttFacet facet = YTT_FACET_STAGE; facet < YTT_N_FACETS; facet++)
    {
      self->passing[facet] = ytt_facets_pass (index, columns, filter, facet);
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
    }

  self->found = join (self, YTT_N_FACETS, TRUE);
  self->n_found = self->found != NULL ? ytt_set_count (self->found, ytt_index_get_n (index)) : ytt_index_get_n (index);

  /* If there can be no other thread, it is counted on this one. */
  if (self->n_found >= MANY)
    self->thread = g_thread_try_new ("ytt-counts", count_facets, self, NULL);

  return g_steal_pointer (&self);
}

void
ytt_filtering_free (YttFiltering *self)
{
  if (self == NULL)
    return;

  if (self->thread != NULL)
    {
      YttFacetCounts *counts = g_thread_join (self->thread);

      g_clear_pointer (&counts, ytt_facet_counts_unref);
    }

  for (guint i = 0; i < YTT_N_FACETS; i++)
    g_free (self->passing[i]);
  g_free (self->found);
  g_free (self);
}

const guint64 *
ytt_filtering_get_found (YttFiltering *self)
{
  return self->found;
}

/**
 * ytt_filtering_get_counts:
 * @self: a filter being worked out
 * @error: return location for an error
 *
 * Waits until they are there.
 *
 * Returns: (transfer full) (nullable): the counts, %NULL if they were cancelled
 */
YttFacetCounts *
ytt_filtering_get_counts (YttFiltering  *self,
                          GError       **error)
{
  YttFacetCounts *counts = self->thread != NULL ? g_thread_join (g_steal_pointer (&self->thread))
                                                : count_facets (self);

  if (counts == NULL)
    g_cancellable_set_error_if_cancelled (self->cancellable, error);

  return counts;
}

/**
 * ytt_filtering_get_without:
 * @self: a filter being worked out
 *
 * What to loosen where nothing is found.
 *
 * Returns: (transfer full) (nullable) (element-type guint): for each term how many there are without it, and last
 *   without the words; %NULL where something was found
 */
GArray *
ytt_filtering_get_without (YttFiltering *self)
{
  g_autofree guint64 *wordless = NULL;
  const YttFilterTerm *term;
  GArray *without;
  guint n = ytt_index_get_n (self->index);

  if (self->n_found > 0)
    return NULL;

  without = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; (term = ytt_filter_get_term (self->filter, i)) != NULL; i++)
    {
      guint n_without = count_without (self, term);

      g_array_append_val (without, n_without);
    }

  wordless = join (self, YTT_N_FACETS, FALSE);
  if (wordless != NULL)
    n = ytt_set_count (wordless, n);
  g_array_append_val (without, n);

  return without;
}
