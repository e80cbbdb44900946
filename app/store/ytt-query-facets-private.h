#pragma once

#include "ytt-query-facets.h"
#include "ytt-query-index-private.h"
#include "ytt-query-set.h"

G_BEGIN_DECLS

#define N_STAGE_SETS (1 << YTT_N_STAGES)
#define N_ELEMENTS 17
#define N_ELEMENT_SETS (1 << N_ELEMENTS)
#define N_STARTS (NO_START + 1)
#define N_YEARS 10000
#define NO_BASIS 0

/**
 * YttHistogram:
 *
 * How many facilities carry what, before sets of stages and elements are taken apart.
 */
typedef struct
{
  guint32  stages[N_STAGE_SETS];
  guint32  statuses[YTT_N_STATUSES];
  guint32  countries[N_COUNTRIES];
  guint32  precisions[YTT_PRECISION_REGION + 1];
  guint32  conflicts[2];
  guint32  starts[N_STARTS];
  guint32  source_years[N_YEARS];
  guint32 *elements;         /* N_ELEMENT_SETS */
  guint32 *bases;            /* by number, see below */
  guint32 *organisations;    /* by number, and last those without any */
} YttHistogram;

/* Columns are boxes as those of the index, shared between moments where they do not differ. */
struct _YttFacetColumns
{
  guint32   *elements;              /* bits in the order of ytt_elements_get() */
  double    *capacities;            /* t/yr */
  double    *most_capacities;       /* t/yr: the upper end of a range, else the same */
  guint16   *bases;                 /* their number, NO_BASIS where there is no headline */
  GPtrArray *basis_names;           /* (element-type utf8): by number; that of NO_BASIS is "" */
  guint8    *conflicts;             /* 1 where claims contradict */
  gint32    *newest_sources;        /* YYYYMMDD, 0 for none */

  /* Organisations are numbered in the order of their names. Each has its facilities, one after the other. */
  guint      n_organisations;
  gint64    *organisation_ids;
  GPtrArray *organisation_names;    /* (element-type utf8) */
  guint32   *organisation_begins;   /* one more than there are organisations */
  guint32   *organisation_facilities;
  guint64   *organised;             /* the set of facilities with an operator or owner */

  YttHistogram all;                 /* of all facilities that there are at the moment */
};

YttFacetColumns *ytt_facet_columns_new      (void);
/* Shares all columns; its histogram is worked out by ytt_facet_columns_finish(). */
YttFacetColumns *ytt_facet_columns_new_from (YttFacetColumns *columns);
void             ytt_facet_columns_finish   (YttFacetColumns *self,
                                             YttIndex        *index);
void             ytt_facet_columns_free     (YttFacetColumns *self);
/* Everything of a document as it is now. */
YttFacetColumns *ytt_facet_columns_read     (YttIndex        *index,
                                             sqlite3         *db,
                                             GError         **error);

/* Those of the next state of a document, in which @ids (element-type gint64) changed, but no elements and organisations.
 * (transfer full) (nullable) */
YttFacetColumns *ytt_facet_columns_patch    (YttFacetColumns *old,
                                             YttIndex        *index,
                                             sqlite3         *db,
                                             GArray          *ids,
                                             GError         **error);

/* The columns of the index of another moment; @now is that of the same document now. (transfer full) (nullable) */
YttFacetColumns *ytt_facet_columns_at_moment (YttIndex         *index,
                                              YttFacetColumns  *now,
                                              sqlite3          *db,
                                              GError          **error);

void             ytt_histogram_init     (YttHistogram          *self,
                                         YttFacetColumns       *columns);
void             ytt_histogram_clear    (YttHistogram          *self);
/* Counts what the facilities of a set carry in a facet: @set for those, and @positions the same as a list. */
void             ytt_histogram_count    (YttHistogram          *self,
                                         YttIndex              *index,
                                         YttFacetColumns       *columns,
                                         YttFacet               facet,
                                         const guint64         *set,
                                         const guint32         *positions,
                                         guint                  n_positions);
/* Lists what was counted. @filter: what it names is listed too; its definition tells light from heavy. */
void             ytt_histogram_list     (YttHistogram          *self,
                                         YttFacetColumns       *columns,
                                         YttFilter             *filter,
                                         YttFacet               facet,
                                         YttFacetCounts        *counts);

/* (transfer full): the positions in a set */
guint32         *ytt_set_list           (const guint64         *set,
                                         guint                  n,
                                         guint                 *n_positions);
/* The elements that a definition calls light, or heavy; of the usual one where there is none of that code */
guint32          ytt_elements_get_mask  (const char            *definition,
                                         gboolean               heavy);
/* The bit of an element; 0 for what is no rare earth */
guint32          ytt_element_get_bit    (const char            *symbol);

/* (nullable): for each packed country, whether it is in the region; %NULL for what is no region's number */
const gboolean  *ytt_index_get_region   (const char            *code);

/* (transfer full) (nullable): the set of those that pass a filter's terms in one facet; %NULL if it has none there */
guint64         *ytt_facets_pass        (YttIndex              *index,
                                         YttFacetColumns       *columns,
                                         YttFilter             *filter,
                                         YttFacet               facet);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttFacetColumns, ytt_facet_columns_free)

G_END_DECLS
