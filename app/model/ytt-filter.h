#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * YttFacet:
 * @YTT_FACET_STAGE: a stage's code
 * @YTT_FACET_STATUS: a status's code
 * @YTT_FACET_COUNTRY: ISO 3166-1 alpha-2, or the UN's M49 number of a region ("150" is Europe)
 * @YTT_FACET_ELEMENT: a symbol, or "light" or "heavy" by the filter's definition
 * @YTT_FACET_ORGANISATION: the key of an operator or owner, in decimal digits
 * @YTT_FACET_PRECISION: a precision's code
 * @YTT_FACET_START: years, "2024..2027", "..2020", "2030.."; ends are inclusive
 * @YTT_FACET_CAPACITY: basis, colon and t/yr: "magnets:1000..", "REO:..5000"
 * @YTT_FACET_CONFLICT: "yes" where claims on one thing contradict, else "no"
 * @YTT_FACET_NEWEST_SOURCE: days of publication, "..2024-05-31" is "older than June 2024"
 *
 * What facilities are filtered by, and how each kind of value is written. In every facet "" stands for "not recorded"
 * (for a place: unknown).
 */
typedef enum
{
  YTT_FACET_STAGE,
  YTT_FACET_STATUS,
  YTT_FACET_COUNTRY,
  YTT_FACET_ELEMENT,
  YTT_FACET_ORGANISATION,
  YTT_FACET_PRECISION,
  YTT_FACET_START,
  YTT_FACET_CAPACITY,
  YTT_FACET_CONFLICT,
  YTT_FACET_NEWEST_SOURCE,
} YttFacet;

#define YTT_N_FACETS 10

const char          *ytt_facet_to_code         (YttFacet     facet);
gboolean             ytt_facet_from_code       (const char  *code,
                                                YttFacet    *facet);
/* Whether @value is written as said above. */
gboolean             ytt_facet_is_valid        (YttFacet     facet,
                                                const char  *value);
/* What a value stands for; FALSE if it is written otherwise. "2024" is a year, "magnets" whatever is counted in
 * magnets, and "2024" among days all of that year: so counts list them. */
gboolean             ytt_facet_parse_years     (const char  *value,
                                                int         *first,
                                                int         *last);
gboolean             ytt_facet_parse_capacity  (const char  *value,
                                                char       **basis,
                                                double      *least,
                                                double      *most);
gboolean             ytt_facet_parse_days      (const char  *value,
                                                guint32     *first,
                                                guint32     *last);

typedef struct
{
  YttFacet  facet;
  char     *value;
  gboolean  negated;
} YttFilterTerm;

#define YTT_TYPE_FILTER (ytt_filter_get_type ())

/**
 * YttFilter:
 *
 * Which facilities are wanted: immutable, shared by reference, compared by value.
 *
 * Within a facet the values are joined by or, between facets by and. A negated value shuts out who carries it: "not
 * China" and "not Russia" together leave out both, and beside plain values they take away from what those let in.
 */
typedef struct _YttFilter YttFilter;

GType                ytt_filter_get_type       (void);

/* Asks for nothing, and so for all. */
YttFilter           *ytt_filter_new            (void);
YttFilter           *ytt_filter_ref            (YttFilter  *self);
void                 ytt_filter_unref          (YttFilter  *self);

gboolean             ytt_filter_equal          (YttFilter  *a,
                                                YttFilter  *b);
gboolean             ytt_filter_is_empty       (YttFilter  *self);
/* Terms stand by facet, and within one in the order in which they came. */
guint                ytt_filter_get_n_terms    (YttFilter  *self);
const YttFilterTerm *ytt_filter_get_term       (YttFilter  *self,
                                                guint       position);
/* (nullable): the term with that value */
const YttFilterTerm *ytt_filter_find           (YttFilter  *self,
                                                YttFacet    facet,
                                                const char *value);
guint                ytt_filter_count          (YttFilter  *self,
                                                YttFacet    facet);

/* Each returns (transfer full) another filter and leaves @self as it is. */
YttFilter           *ytt_filter_with           (YttFilter  *self,
                                                YttFacet    facet,
                                                const char *value,
                                                gboolean    negated);   /* in place of the term it had on that value */
YttFilter           *ytt_filter_without        (YttFilter  *self,
                                                YttFacet    facet,
                                                const char *value);     /* NULL: without all of the facet */
YttFilter           *ytt_filter_with_definition (YttFilter  *self,
                                                 const char *definition);
/* The code of the definition of light and heavy: see ytt-elements.h */
const char          *ytt_filter_get_definition (YttFilter  *self);

/* One line of text that keeps a filter: in the state file, in tours. */
char                *ytt_filter_to_string      (YttFilter  *self);
YttFilter           *ytt_filter_from_string    (const char *text,
                                                GError    **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttFilter, ytt_filter_unref)

/* How many facilities carry a value under the search and all the other facets. */
typedef struct
{
  const char *value;
  const char *label;   /* (nullable): for what has no name of its own: an organisation */
  guint       n;
} YttFacetCount;

#define YTT_TYPE_FACET_COUNTS (ytt_facet_counts_get_type ())

/**
 * YttFacetCounts:
 *
 * The counts of all facets for one result. Facets with codes list every value that the document has, also those with
 * none left, in the order of their codes and "" last; organisations are listed by number, the most frequent first.
 * Ranges (start, capacity, newest source) list years, bases and years, for the charts beside their entries; how many are
 * within a range that the filter names is told apart from these.
 */
typedef struct _YttFacetCounts YttFacetCounts;

GType                ytt_facet_counts_get_type (void);
YttFacetCounts      *ytt_facet_counts_new      (void);
YttFacetCounts      *ytt_facet_counts_ref      (YttFacetCounts *self);
void                 ytt_facet_counts_unref    (YttFacetCounts *self);
/* While they are being made: lists a value after those that are there; texts are copied. */
void                 ytt_facet_counts_add      (YttFacetCounts *self,
                                                YttFacet        facet,
                                                const char     *value,
                                                const char     *label,
                                                guint           n);
/* (transfer none) (element-type YttFacetCount) */
GArray              *ytt_facet_counts_get      (YttFacetCounts *self,
                                                YttFacet        facet);
/* 0 for a value that is not listed */
guint                ytt_facet_counts_find     (YttFacetCounts *self,
                                                YttFacet        facet,
                                                const char     *value);
/* While they are being made: tells of a range, which is not listed; the text is copied. */
void                 ytt_facet_counts_add_range (YttFacetCounts *self,
                                                YttFacet        facet,
                                                const char     *value,
                                                guint           n);
/* FALSE for a range that the filter did not name */
gboolean             ytt_facet_counts_get_range (YttFacetCounts *self,
                                                YttFacet        facet,
                                                const char     *value,
                                                guint          *n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttFacetCounts, ytt_facet_counts_unref)

G_END_DECLS
