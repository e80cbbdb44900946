#include "config.h"

#include <gio/gio.h>

#include "ytt-filter-words.h"

static YttFilter *
make_filter (const char *text)
{
  g_autoptr(GError) error = NULL;
  YttFilter *filter = ytt_filter_new ();
  g_auto(GStrv) terms = g_strsplit (text, ";", -1);

  /* "facet=value", with ! before what is left out */
  for (guint i = 0; terms[i] != NULL; i++)
    {
      gboolean negated = terms[i][0] == '!';
      g_auto(GStrv) parts = g_strsplit (terms[i] + negated, "=", 2);
      YttFacet facet;
      YttFilter *with;

      g_assert_true (ytt_facet_from_code (parts[0], &facet));
      g_assert_true (ytt_facet_is_valid (facet, parts[1]));
      with = ytt_filter_with (filter, facet, parts[1], negated);
      ytt_filter_unref (filter);
      filter = with;
    }

  return filter;
}

static void
test_terms (void)
{
  static const struct
  {
    const char *term;
    const char *words;
  } cases[] = {
    { "stage=mining", "Mining" },
    { "!stage=mining", "not Mining" },
    { "stage=", "no stage recorded" },
    { "!stage=", "stage recorded" },
    { "stage=smelting", "smelting" },
    { "country=CN", "China" },
    { "!country=CN", "not China" },
    { "country=154", "Northern Europe" },
    { "element=Nd", "Nd" },
    { "element=heavy", "heavy (USGS)" },
    { "!element=light", "not light (USGS)" },
    { "organisation=12", "Lynas" },
    { "organisation=99", "an organisation" },
    { "precision=site", "site known" },
    { "precision=", "place unknown" },
    { "!precision=", "place known" },
    { "start=2025..2027", "2025–2027" },
    { "start=2025..2025", "2025" },
    { "start=2030..", "from 2030" },
    { "!start=..2020", "not until 2020" },
    { "capacity=magnets:1000..", "magnets ≥ 1,000 t/yr" },
    { "capacity=REO:..5000", "REO ≤ 5,000 t/yr" },
    { "capacity=NdPr oxide:2.5..10", "NdPr oxide 2.5–10 t/yr" },
    { "conflict=yes", "contradicting claims" },
    { "!conflict=yes", "no contradicting claims" },
    { "!conflict=no", "contradicting claims" },
    { "newest-source=..2024-05-31", "newest source before Jun\302\2402024" },
    { "newest-source=..2024-12-31", "newest source before 2025" },
    { "newest-source=..2024-02-28", "newest source before 29\302\240Feb\302\2402024" },
    { "newest-source=2024-01-01..", "newest source from 1\302\240Jan\302\2402024" },
  };
  g_autoptr(YttFacetCounts) counts = ytt_facet_counts_new ();

  ytt_facet_counts_add (counts, YTT_FACET_ORGANISATION, "12", "Lynas", 3);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(YttFilter) filter = make_filter (cases[i].term);
      g_autofree char *words = ytt_filter_describe_term (filter, ytt_filter_get_term (filter, 0), counts);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

/* The words of light and heavy name who draws the border, whichever was chosen. */
static void
test_definition (void)
{
  g_autoptr(YttFilter) usgs = make_filter ("element=heavy");
  g_autoptr(YttFilter) eu = ytt_filter_with_definition (usgs, "eu");
  g_autofree char *words = ytt_filter_describe_term (eu, ytt_filter_get_term (eu, 0), NULL);
  g_autofree char *value = ytt_facet_describe_value (YTT_FACET_ELEMENT, "light", "eu", NULL);

  g_assert_cmpstr (words, ==, "heavy (European Union)");
  g_assert_cmpstr (value, ==, "Light (European Union)");
}

static void
test_sentences (void)
{
  static const struct
  {
    const char *terms;
    const char *words;
  } cases[] = {
    { "stage=mining", "the stage Mining" },
    { "stage=mining;stage=magnet", "the stage Mining or Magnets" },
    { "stage=mining;stage=metal;stage=magnet", "the stage Mining, Metal and alloy or Magnets" },
    { "stage=mining;stage=", "the stage Mining or no stage recorded" },
    { "stage=mining;!country=CN", "the stage Mining, but not the country China" },
    { "stage=mining;status=operating;country=150", "the stage Mining, the status Operating and the country Europe" },
    { "!country=CN;!country=RU", "not the country China or Russian Federation" },
    { "conflict=yes;start=2025..", "the start from 2025 and contradicting claims" },
    { "!country=CN;!status=shelved", "not the status Shelved or the country China" },
    { "!stage=;!country=CN", "stage recorded, but not the country China" },
    { "!conflict=yes", "no contradicting claims" },
    { "newest-source=..2023-12-31", "newest source before 2024" },
    { "precision=", "place unknown" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(YttFilter) filter = make_filter (cases[i].terms);
      g_autofree char *words = ytt_filter_describe (filter, NULL);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_values (void)
{
  g_autofree char *stage = ytt_facet_describe_value (YTT_FACET_STAGE, "cracking", NULL, NULL);
  g_autofree char *none = ytt_facet_describe_value (YTT_FACET_ELEMENT, "", NULL, NULL);
  g_autofree char *place = ytt_facet_describe_value (YTT_FACET_PRECISION, "locality", NULL, NULL);
  g_autofree char *conflict = ytt_facet_describe_value (YTT_FACET_CONFLICT, "yes", NULL, NULL);
  g_autofree char *element = ytt_facet_describe_value (YTT_FACET_ELEMENT, "Dy", NULL, NULL);

  g_assert_cmpstr (element, ==, "Dy, dysprosium");
  g_assert_cmpstr (stage, ==, "Cracking and leaching");
  g_assert_cmpstr (none, ==, "Not recorded");
  g_assert_cmpstr (place, ==, "Town only");
  g_assert_cmpstr (conflict, ==, "Contradicting claims");
}

static void
test_ranges (void)
{
  g_autofree char *basis = NULL;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  /* A basis may have a colon of its own. */
  g_assert_true (ytt_filter_split_range (YTT_FACET_CAPACITY, "ore: wet:..50", &basis, &from, &to));
  g_assert_cmpstr (basis, ==, "ore: wet");
  g_assert_null (from);
  g_assert_cmpstr (to, ==, "50");
  g_free (g_steal_pointer (&basis));
  g_free (g_steal_pointer (&to));

  g_assert_false (ytt_filter_split_range (YTT_FACET_CAPACITY, "magnets", &basis, &from, &to));
  g_assert_false (ytt_filter_split_range (YTT_FACET_START, "2024", NULL, &from, &to));
  g_assert_false (ytt_filter_split_range (YTT_FACET_START, "", NULL, &from, &to));
  g_assert_null (from);
  g_assert_null (to);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/filter-words/terms", test_terms);
  g_test_add_func ("/filter-words/definition", test_definition);
  g_test_add_func ("/filter-words/sentences", test_sentences);
  g_test_add_func ("/filter-words/values", test_values);
  g_test_add_func ("/filter-words/ranges", test_ranges);

  return g_test_run ();
}
