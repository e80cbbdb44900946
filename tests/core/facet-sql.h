#pragma once

#include "ytt-filter.h"

G_BEGIN_DECLS

/* The questions of a filter in plain SQL, as somebody would ask them of the document who has no index in memory: what
 * the answers are compared with. */

/* Takes no facet out */
#define FACET_SQL_ALL ((YttFacet) YTT_N_FACETS)

/* What follows WHERE for a filter but for one of its facets, on facility f and facility_shown s; @match: (nullable) an
 * expression for FTS5. (transfer full) */
char *facet_sql_where   (YttFilter *filter, YttFacet but, const char *match);
/* The keys of those found, ascending. (transfer full) */
char *facet_sql_found   (YttFilter *filter, const char *match);
/* Rows of value and number for a facet, without regions. (transfer full) */
char *facet_sql_counts  (YttFilter *filter, YttFacet facet, const char *match);
/* A value that the document has, or a range about one that it has. (transfer full) */
char *facet_sql_draw_value (GRand *rand, YttFacetCounts *all, YttFacet facet);

G_END_DECLS
