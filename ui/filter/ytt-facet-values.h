#pragma once

#include "ytt-filter.h"

G_BEGIN_DECLS

/* A value as a list shows it. */
typedef struct
{
  char     *value;
  char     *label;
  guint     depth;   /* 0 for what stands under nothing */
  gboolean  group;   /* others stand under it */
} YttFacetValue;

/* (transfer full) (element-type YttFacetValue): the values of a facet in the order in which people look for them */
GArray *ytt_facet_values_new       (YttFacet        facet,
                                    YttFilter      *filter,
                                    YttFacetCounts *counts);
/* How many facilities carry a value; a region is the sum of its countries. */
guint   ytt_facet_values_get_count (YttFacet        facet,
                                    const char     *value,
                                    YttFacetCounts *counts);

G_END_DECLS
