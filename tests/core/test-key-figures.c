#include "config.h"

#include "query-fixture.h"

#include "ytt-key-figures.h"

#define NBSP "\302\240"

/* By what a facility is introduced to a room. */

static const YttKeyFigure *
get (GPtrArray *figures,
     guint      i)
{
  g_assert_cmpuint (i, <, figures->len);

  return g_ptr_array_index (figures, i);
}

static void
test_narva (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr(YttRecord) record = fixture_get_record (f, "ee-narva-neo");
  g_autoptr(GPtrArray) figures = ytt_key_figures_new (record);
  g_autofree char *line = ytt_key_figures_get_line (record);
  const YttKeyFigure *figure;

  g_assert_cmpstr (line, ==, "Neo Performance Materials, Estonia");
  g_assert_cmpuint (figures->len, ==, 3);

  figure = get (figures, 0);
  g_assert_cmpstr (figure->value, ==, "2,000" NBSP "t/yr" NBSP "magnets");
  g_assert_cmpstr (figure->small_print, ==, "phase 1 · Automotive World, Sep" NBSP "2025");
  g_assert_cmpstr (figure->publisher, ==, "Automotive World");
  g_assert_cmpstr (figure->date, ==, "2025-09-19");
  g_assert_cmpint (figure->claim, !=, 0);
  g_assert_cmpint (figure->source, !=, 0);
  g_assert_nonnull (figure->title);

  /* An amount of money tells what for, and that others tell another one. */
  figure = get (figures, 1);
  g_assert_cmpstr (figure->value, ==, "EUR" NBSP "75" NBSP "million");
  g_assert_true (g_str_has_prefix (figure->small_print, "Plant cost, "));
  g_assert_true (figure->contradicted);
  g_assert_nonnull (strstr (figure->others, "EUR" NBSP "96" NBSP "million"));
  g_assert_nonnull (strstr (figure->small_print, "of 7 figures"));

  figure = get (figures, 2);
  g_assert_cmpstr (figure->attribute, ==, "start");
  g_assert_true (g_str_has_prefix (figure->value, "Start"));
}

/* Each facility of the data set: never more than three, none twice, none empty, and none of a company. */
static void
test_all (Fixture       *f,
          gconstpointer  data)
{
  g_autoptr(YttResult) all = fixture_search (f, NULL, YTT_ORDER_NAME);
  guint n_three = 0;

  for (guint i = 0; i < all->ids->len; i++)
    {
      g_autoptr(YttRecord) record = fixture_get_record_by_id (f, g_array_index (all->ids, gint64, i));
      g_autoptr(GPtrArray) figures = ytt_key_figures_new (record);
      g_autofree char *line = ytt_key_figures_get_line (record);

      g_assert_cmpstr (line, !=, "");
      g_assert_cmpuint (figures->len, <=, YTT_MOST_KEY_FIGURES);
      n_three += figures->len == YTT_MOST_KEY_FIGURES;
      for (guint j = 0; j < figures->len; j++)
        {
          const YttKeyFigure *figure = get (figures, j);

          g_assert_cmpstr (figure->value, !=, "");
          g_assert_null (strstr (figure->value, "(null)"));
          g_assert_cmpstr (figure->small_print, !=, "");
          g_assert_null (strstr (figure->small_print, "company"));
          for (guint k = 0; k < j; k++)
            g_assert_cmpint (get (figures, k)->claim, !=, figure->claim);
        }
    }

  g_assert_cmpuint (n_three, >, all->ids->len / 3);
}

static void
expect (const char   *attribute,
        const char   *value,
        const char   *value_max,
        const char   *unit,
        YttQualifier  qualifier,
        YttTense      tense,
        const char   *expected)
{
  const YttClaim claim = {
    .attribute = (char *) attribute,
    .part = (char *) "",
    .scope = (char *) "site",
    .value = (char *) value,
    .value_max = (char *) value_max,
    .unit = (char *) unit,
    .basis = (char *) "",
    .qualifier = qualifier,
    .tense = tense,
  };
  g_autofree char *text = ytt_key_figure_format (&claim);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_words (void)
{
  expect ("start", "2026", NULL, "date", YTT_QUALIFIER_EXPECTED, YTT_TENSE_PROMISED, "Start in 2026");
  expect ("start", "2026", "2027", "date", YTT_QUALIFIER_EXPECTED, YTT_TENSE_PROMISED, "Start in 2026–2027");
  expect ("start", "2026-05", NULL, "date", YTT_QUALIFIER_PLANNED, YTT_TENSE_PROMISED,
          "Start in May" NBSP "2026");
  expect ("start", "2026-05-04", NULL, "date", YTT_QUALIFIER_PLANNED, YTT_TENSE_PROMISED,
          "Start on 4" NBSP "May" NBSP "2026");
  expect ("start", "2012", NULL, "date", YTT_QUALIFIER_EXACT, YTT_TENSE_STATED, "Started in 2012");
  expect ("start", "2012-11-30", NULL, "date", YTT_QUALIFIER_EXACT, YTT_TENSE_STATED,
          "Started on 30" NBSP "Nov" NBSP "2012");
  expect ("start", "2027", NULL, "date", YTT_QUALIFIER_UP_TO, YTT_TENSE_PROMISED, "Start by 2027");
  expect ("start", "2027", NULL, "date", YTT_QUALIFIER_AT_LEAST, YTT_TENSE_PROMISED,
          "Start in 2027 at the earliest");
  expect ("start", "2027", NULL, "date", YTT_QUALIFIER_ABOUT, YTT_TENSE_PROMISED, "Start in about 2027");
  expect ("completion", "2027", NULL, "date", YTT_QUALIFIER_PLANNED, YTT_TENSE_PROMISED, "Completion: 2027");
  expect ("capex", "223000000", NULL, "USD", YTT_QUALIFIER_ABOUT, YTT_TENSE_STATED,
          "about USD" NBSP "223" NBSP "million");
}

/* Nothing is known: nothing is said, and who runs it is left out. */
static void
test_nothing (void)
{
  g_autoptr(YttRecord) record = ytt_record_new ();
  g_autoptr(GPtrArray) figures = ytt_key_figures_new (record);
  g_autofree char *line = NULL;

  record->country = g_strdup ("EE");
  line = ytt_key_figures_get_line (record);
  g_assert_cmpuint (figures->len, ==, 0);
  g_assert_cmpstr (line, ==, "Estonia");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/key-figures/words", test_words);
  g_test_add_func ("/key-figures/nothing", test_nothing);
  g_test_add ("/key-figures/narva", Fixture, NULL, fixture_set_up_shipped, test_narva, fixture_tear_down);
  g_test_add ("/key-figures/all", Fixture, NULL, fixture_set_up_shipped, test_all, fixture_tear_down);

  return g_test_run ();
}
