#pragma once

#include "ytt-filter.h"

G_BEGIN_DECLS

/* A value as a list shows it. */
typedef struct
{
  char     *value;
  char     *label;
  char     *key;     /* (nullable) until it has been searched: the label as a search compares it */
  guint     depth;   /* 0 for what stands under nothing */
  gboolean  group;   /* others stand under it */
} YttFacetValue;

/* (transfer full) (element-type YttFacetValue): the values of a facet in the order in which people look for them */
GArray *ytt_facet_values_new       (YttFacet        facet,
                                    YttFilter      *filter,
                                    YttFacetCounts *counts);
/* Whether each of the words, folded, is the beginning of a word of the label. */
gboolean ytt_facet_value_matches    (YttFacetValue  *value,
                                     GStrv           words);
/* (transfer full): what was typed, as words without case and accents */
GStrv    ytt_facet_fold_words       (const char     *typed);
/* How many facilities carry a value; a region is the sum of its countries. */
guint   ytt_facet_values_get_count (YttFacet        facet,
                                    const char     *value,
                                    YttFacetCounts *counts);

G_END_DECLS
