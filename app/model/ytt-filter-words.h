#pragma once

#include "ytt-filter.h"

G_BEGIN_DECLS

/* A filter in words, for people. Texts are newly allocated and in the user's language. */

/* "Stage": what a facet is called where it is chosen */
const char *ytt_facet_get_title           (YttFacet             facet);
/* What a list of values calls one of them: "Mining", "Europe", "Heavy (USGS)", "Not recorded" */
char       *ytt_facet_describe_value      (YttFacet             facet,
                                           const char          *value,
                                           const char          *definition,
                                           YttFacetCounts      *counts);
/* By itself: "Mining", "not China", "2025–2027", "magnets ≥ 1,000 t/yr" */
char       *ytt_filter_describe_term      (YttFilter           *self,
                                           const YttFilterTerm *term,
                                           YttFacetCounts      *counts);
/* All of it, to go on after "has": "the stage Mining or Separation, but not the country China" */
char       *ytt_filter_describe           (YttFilter           *self,
                                           YttFacetCounts      *counts);
/* (nullable): only what is asked for, or only what is left out: "the country China or the status Shelved" */
char       *ytt_filter_describe_side      (YttFilter           *self,
                                           gboolean             left_out,
                                           YttFacetCounts      *counts);

/* A range's ends as they are written in a value; NULL where one is open. FALSE for what is no range. */
gboolean    ytt_filter_split_range        (YttFacet             facet,
                                           const char          *value,
                                           char               **basis,
                                           char               **from,
                                           char               **to);

G_END_DECLS
