#include "config.h"

#include "facet-sql.h"

#include "ytt-elements.h"
#include "ytt-regions.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define FROM " FROM facility f JOIN facility_shown s ON s.id = f.id "
#define PRECISION "CASE WHEN f.geom IS NULL THEN '' ELSE coalesce(nullif(f.location_precision, ''), 'locality') END"
#define PER_YEAR \
  " * CASE s.headline_unit WHEN 't/month' THEN 12 WHEN 't/quarter' THEN 4 WHEN 't/week' THEN 52 WHEN 't/day' THEN 365" \
  " WHEN 'kt/yr' THEN 1000 WHEN 'Mt/yr' THEN 1000000 WHEN 'kg/yr' THEN 0.001 ELSE 1 END"
#define LEAST "(CAST(s.headline_value AS REAL)" PER_YEAR ")"
#define MOST "(CAST(coalesce(s.headline_value_max, s.headline_value) AS REAL)" PER_YEAR ")"
#define NEWEST "substr(s.newest_source || '-01-01', 1, 10)"

static char *
quote (const char *text)
{
  g_auto(GStrv) parts = g_strsplit (text, "'", -1);
  g_autofree char *doubled = g_strjoinv ("''", parts);

  return g_strconcat ("'", doubled, "'", NULL);
}

static char *
list_symbols (YttFilter  *filter,
              const char *side)
{
  const YttElementDefinition *definition = ytt_element_definition_from_code (ytt_filter_get_definition (filter));
  g_autofree char *joined = g_strjoinv ("','", (GStrv) (side[0] == 'h' ? definition->heavy : definition->light));

  return g_strconcat ("'", joined, "'", NULL);
}

static char *
say_country (const char *value)
{
  g_autoptr(GString) codes = g_string_new (NULL);
  g_autofree char *quoted = quote (value);

  if (!g_ascii_isdigit (value[0]))
    return g_strconcat ("coalesce(f.country, '') = ", quoted, NULL);

  for (char first = 'A'; first <= 'Z'; first++)
    for (char second = 'A'; second <= 'Z'; second++)
      {
        const char code[3] = { first, second, '\0' };

        if (ytt_region_has_country (value, code))
          g_string_append_printf (codes, "%s'%s'", codes->len > 0 ? "," : "", code);
      }

  return g_strdup_printf ("coalesce(f.country, '') IN (%s)", codes->str);
}

static char *
say_element (YttFilter  *filter,
             const char *value)
{
  g_autofree char *symbols = strcmp (value, "light") == 0 || strcmp (value, "heavy") == 0 ? list_symbols (filter, value)
                                                                                          : quote (value);

  if (value[0] == '\0')
    return g_strdup ("NOT EXISTS (SELECT 1 FROM facility_element e WHERE e.facility = f.id)");

  return g_strdup_printf ("EXISTS (SELECT 1 FROM facility_element e WHERE e.facility = f.id AND e.element IN (%s))",
                          symbols);
}

/* "2024-05-31" or a year; an open end says nothing. */
static char *
say_days (const char *value)
{
  g_auto(GStrv) ends = NULL;

  if (value[0] == '\0')
    return g_strdup ("s.newest_source IS NULL");
  if (strstr (value, "..") == NULL)
    return g_strdup_printf ("coalesce(substr(s.newest_source, 1, 4), '') = '%s'", value);

  ends = g_strsplit (value, "..", 2);
  return g_strdup_printf ("coalesce(" NEWEST " >= '%s' AND " NEWEST " <= '%s', 0)", ends[0],
                          ends[1][0] != '\0' ? ends[1] : "9999-12-31");
}

static char *
say_years (const char *value)
{
  g_auto(GStrv) ends = NULL;

  if (value[0] == '\0')
    return g_strdup ("s.start_year IS NULL");
  if (strstr (value, "..") == NULL)
    return g_strdup_printf ("coalesce(s.start_year = %s, 0)", value);

  ends = g_strsplit (value, "..", 2);
  return g_strdup_printf ("coalesce(s.start_year BETWEEN %s AND %s, 0)", ends[0][0] != '\0' ? ends[0] : "0",
                          ends[1][0] != '\0' ? ends[1] : "9999");
}

static char *
say_capacity (const char *value)
{
  g_autofree char *basis = NULL, *quoted = NULL;
  char lower[G_ASCII_DTOSTR_BUF_SIZE], upper[G_ASCII_DTOSTR_BUF_SIZE];
  double least, most;

  if (value[0] == '\0')
    return g_strdup ("s.headline_basis IS NULL");

  g_assert_true (ytt_facet_parse_capacity (value, &basis, &least, &most));
  quoted = quote (basis);
  g_ascii_dtostr (lower, sizeof lower, least);
  g_ascii_dtostr (upper, sizeof upper, isinf (most) ? 1e300 : most);

  return g_strdup_printf ("coalesce(s.headline_basis = %s AND " MOST " >= %s AND " LEAST " <= %s, 0)",
                          quoted, lower, upper);
}

static char *
say_term (YttFilter           *filter,
          const YttFilterTerm *term)
{
  const char *value = term->value;
  g_autofree char *quoted = quote (value);

  switch (term->facet)
    {
    case YTT_FACET_STAGE:
      if (value[0] == '\0')
        return g_strdup ("NOT EXISTS (SELECT 1 FROM facility_stage g WHERE g.facility = f.id)");
      return g_strdup_printf ("EXISTS (SELECT 1 FROM facility_stage g WHERE g.facility = f.id AND g.stage = %s)",
                              quoted);

    case YTT_FACET_STATUS:
      return g_strconcat ("coalesce(s.status, '') = ", quoted, NULL);

    case YTT_FACET_COUNTRY:
      return say_country (value);

    case YTT_FACET_ELEMENT:
      return say_element (filter, value);

    case YTT_FACET_ORGANISATION:
      if (value[0] == '\0')
        return g_strdup ("NOT EXISTS (SELECT 1 FROM facility_organisation r WHERE r.facility = f.id)");
      return g_strdup_printf ("f.id IN (SELECT facility FROM facility_organisation WHERE organisation = %s"
                              " AND role IN ('operator', 'owner'))", value);

    case YTT_FACET_PRECISION:
      return g_strconcat (PRECISION " = ", quoted, NULL);

    case YTT_FACET_START:
      return say_years (value);

    case YTT_FACET_CAPACITY:
      return say_capacity (value);

    case YTT_FACET_CONFLICT:
      return g_strconcat ("CASE WHEN s.contradicted THEN 'yes' ELSE 'no' END = ", quoted, NULL);

    case YTT_FACET_NEWEST_SOURCE:
      return say_days (value);

    default:
      g_assert_not_reached ();
    }
}

static void
say_facet (GString   *where,
           YttFilter *filter,
           YttFacet   facet)
{
  g_autoptr(GString) plain = g_string_new (NULL);
  const YttFilterTerm *term;

  for (guint i = 0; (term = ytt_filter_get_term (filter, i)) != NULL; i++)
    {
      g_autofree char *said = NULL;

      if (term->facet != facet)
        continue;

      said = say_term (filter, term);
      if (term->negated)
        g_string_append_printf (where, " AND NOT (%s)", said);
      else
        g_string_append_printf (plain, "%s%s", plain->len > 0 ? " OR " : "", said);
    }

  if (plain->len > 0)
    g_string_append_printf (where, " AND (%s)", plain->str);
}

char *
facet_sql_where (YttFilter  *filter,
                 YttFacet    but,
                 const char *match)
{
  GString *where = g_string_new ("1");

  if (match != NULL)
    g_string_append_printf (where, " AND f.id IN (SELECT rowid FROM search WHERE search MATCH '%s')", match);
  for (YttFacet facet = YTT_FACET_STAGE; facet < YTT_N_FACETS; facet++)
    if (facet != but)
      say_facet (where, filter, facet);

  return g_string_free (where, FALSE);
}

char *
facet_sql_found (YttFilter  *filter,
                 const char *match)
{
  g_autofree char *where = facet_sql_where (filter, FACET_SQL_ALL, match);

  return g_strdup_printf ("SELECT f.id" FROM "WHERE %s ORDER BY f.id", where);
}

char *
facet_sql_counts (YttFilter  *filter,
                  YttFacet    facet,
                  const char *match)
{
  static const char * const columns[YTT_N_FACETS] = {
    [YTT_FACET_STAGE] = "coalesce(g.stage, '')",
    [YTT_FACET_STATUS] = "coalesce(s.status, '')",
    [YTT_FACET_COUNTRY] = "coalesce(f.country, '')",
    [YTT_FACET_ELEMENT] = "coalesce(e.element, '')",
    [YTT_FACET_ORGANISATION] = "coalesce(r.organisation, '')",
    [YTT_FACET_PRECISION] = PRECISION,
    [YTT_FACET_START] = "coalesce(s.start_year, '')",
    [YTT_FACET_CAPACITY] = "coalesce(s.headline_basis, '')",
    [YTT_FACET_CONFLICT] = "CASE WHEN s.contradicted THEN 'yes' ELSE 'no' END",
    [YTT_FACET_NEWEST_SOURCE] = "coalesce(CAST(substr(s.newest_source, 1, 4) AS INTEGER), '')",
  };
  static const char * const joins[YTT_N_FACETS] = {
    [YTT_FACET_STAGE] = "LEFT JOIN facility_stage g ON g.facility = f.id ",
    [YTT_FACET_ELEMENT] = "LEFT JOIN facility_element e ON e.facility = f.id ",
    [YTT_FACET_ORGANISATION] = "LEFT JOIN (SELECT DISTINCT facility, organisation FROM facility_organisation) r"
                               " ON r.facility = f.id ",
  };
  g_autofree char *where = facet_sql_where (filter, facet, match);
  g_autofree char *light = NULL, *heavy = NULL;

  if (facet != YTT_FACET_ELEMENT)
    return g_strdup_printf ("SELECT %s, count(*)" FROM "%sWHERE %s GROUP BY 1", columns[facet],
                            joins[facet] != NULL ? joins[facet] : "", where);

  light = list_symbols (filter, "light");
  heavy = list_symbols (filter, "heavy");
  return g_strdup_printf ("SELECT %s, count(*)" FROM "%sWHERE %s GROUP BY 1"
                          " UNION ALL SELECT 'light', count(DISTINCT f.id)" FROM "%sWHERE %s AND e.element IN (%s)"
                          " UNION ALL SELECT 'heavy', count(DISTINCT f.id)" FROM "%sWHERE %s AND e.element IN (%s)",
                          columns[facet], joins[facet], where, joins[facet], where, light, joins[facet], where, heavy);
}

char *
facet_sql_draw_value (GRand          *rand,
                      YttFacetCounts *all,
                      YttFacet        facet)
{
  GArray *values = ytt_facet_counts_get (all, facet);
  const char *value = g_array_index (values, YttFacetCount, g_rand_int_range (rand, 0, (gint) values->len)).value;
  guint form = (guint) g_rand_int_range (rand, 0, 4);

  if (value[0] == '\0' || form == 0)
    return g_strdup (value);
  if (facet == YTT_FACET_START)
    return form == 1 ? g_strdup_printf ("%s..", value) : form == 2 ? g_strdup_printf ("..%s", value)
           : g_strdup_printf ("%s..%d", value, atoi (value) + 4);
  if (facet == YTT_FACET_CAPACITY)
    return form == 1 ? g_strdup_printf ("%s:1000..", value) : form == 2 ? g_strdup_printf ("%s:..2500.5", value)
           : g_strdup_printf ("%s:500..5000", value);
  if (facet == YTT_FACET_NEWEST_SOURCE)
    return form == 1 ? g_strdup_printf ("..%s-06-30", value) : form == 2 ? g_strdup_printf ("%s-02-01..", value)
           : g_strdup_printf ("%s-01-02..%s-09-30", value, value);

  return g_strdup (value);
}
