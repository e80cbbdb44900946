#include "config.h"

#include "ytt-filter.h"

#include <string.h>

/* The texts of a count belong to all of them together: a large document has thousands of organisations, and they are
 * counted at every click. */
struct _YttFacetCounts
{
  gatomicrefcount  ref_count;
  GArray          *facets[YTT_N_FACETS];   /* (element-type YttFacetCount) */
  GArray          *ranges[YTT_N_FACETS];   /* (element-type YttFacetCount) (nullable) */
  GStringChunk    *texts;
};

G_DEFINE_BOXED_TYPE (YttFacetCounts, ytt_facet_counts, ytt_facet_counts_ref, ytt_facet_counts_unref)

/**
 * ytt_facet_counts_new:
 *
 * Returns: (transfer full): counts that list nothing yet
 */
YttFacetCounts *
ytt_facet_counts_new (void)
{
  YttFacetCounts *self = g_new0 (YttFacetCounts, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->texts = g_string_chunk_new (4096);
  for (guint i = 0; i < YTT_N_FACETS; i++)
    self->facets[i] = g_array_new (FALSE, FALSE, sizeof (YttFacetCount));

  return self;
}

/**
 * ytt_facet_counts_ref:
 * @self: counts
 *
 * Returns: (transfer full): the same
 */
YttFacetCounts *
ytt_facet_counts_ref (YttFacetCounts *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * ytt_facet_counts_unref:
 * @self: (transfer full): counts
 */
void
ytt_facet_counts_unref (YttFacetCounts *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  for (guint i = 0; i < YTT_N_FACETS; i++)
    {
      g_array_unref (self->facets[i]);
      g_clear_pointer (&self->ranges[i], g_array_unref);
    }
  g_string_chunk_free (self->texts);
  g_free (self);
}

/**
 * ytt_facet_counts_add:
 * @self: counts that nobody else has seen yet
 * @facet: a facet
 * @value: a value of it, after those that are listed
 * @label: (nullable): the name of what has no name of its own
 * @n: how many facilities carry it
 */
void
ytt_facet_counts_add (YttFacetCounts *self,
                      YttFacet        facet,
                      const char     *value,
                      const char     *label,
                      guint           n)
{
  YttFacetCount count;

  g_return_if_fail (self != NULL && value != NULL);
  g_return_if_fail ((guint) facet < YTT_N_FACETS);

  count.value = g_string_chunk_insert (self->texts, value);
  count.label = label != NULL ? g_string_chunk_insert (self->texts, label) : NULL;
  count.n = n;
  g_array_append_val (self->facets[facet], count);
}

/**
 * ytt_facet_counts_get:
 * @self: counts
 * @facet: a facet
 *
 * Returns: (transfer none) (element-type YttFacetCount): its values, as #YttFacetCounts orders them
 */
GArray *
ytt_facet_counts_get (YttFacetCounts *self,
                      YttFacet        facet)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail ((guint) facet < YTT_N_FACETS, NULL);

  return self->facets[facet];
}

/**
 * ytt_facet_counts_find:
 * @self: counts
 * @facet: a facet
 * @value: a value of it
 *
 * Returns: how many facilities carry it, 0 for a value that is not listed
 */
guint
ytt_facet_counts_find (YttFacetCounts *self,
                       YttFacet        facet,
                       const char     *value)
{
  GArray *counts;

  g_return_val_if_fail (self != NULL && value != NULL, 0);
  g_return_val_if_fail ((guint) facet < YTT_N_FACETS, 0);

  counts = self->facets[facet];
  for (guint i = 0; i < counts->len; i++)
    if (strcmp (g_array_index (counts, YttFacetCount, i).value, value) == 0)
      return g_array_index (counts, YttFacetCount, i).n;

  return 0;
}

/**
 * ytt_facet_counts_add_range:
 * @self: counts that nobody else has seen yet
 * @facet: start, capacity or newest source
 * @value: a range of it that the filter names
 * @n: how many facilities are within it
 */
void
ytt_facet_counts_add_range (YttFacetCounts *self,
                            YttFacet        facet,
                            const char     *value,
                            guint           n)
{
  YttFacetCount count = { NULL, NULL, n };

  g_return_if_fail (self != NULL && value != NULL);
  g_return_if_fail ((guint) facet < YTT_N_FACETS);

  if (self->ranges[facet] == NULL)
    self->ranges[facet] = g_array_new (FALSE, FALSE, sizeof (YttFacetCount));
  count.value = g_string_chunk_insert (self->texts, value);
  g_array_append_val (self->ranges[facet], count);
}

/**
 * ytt_facet_counts_get_range:
 * @self: counts
 * @facet: start, capacity or newest source
 * @value: a range of it
 * @n: (out): how many facilities are within it, under all other facets and the words; 0 where that is not known
 *
 * Returns: whether the filter that was counted for names that range
 */
gboolean
ytt_facet_counts_get_range (YttFacetCounts *self,
                            YttFacet        facet,
                            const char     *value,
                            guint          *n)
{
  GArray *ranges;

  g_return_val_if_fail (self != NULL && value != NULL, FALSE);
  g_return_val_if_fail ((guint) facet < YTT_N_FACETS, FALSE);

  *n = 0;
  ranges = self->ranges[facet];
  for (guint i = 0; ranges != NULL && i < ranges->len; i++)
    if (strcmp (g_array_index (ranges, YttFacetCount, i).value, value) == 0)
      {
        *n = g_array_index (ranges, YttFacetCount, i).n;
        return TRUE;
      }

  return FALSE;
}
