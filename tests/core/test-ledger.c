#include "config.h"

#include "query-fixture.h"

#include "ytt-ledger.h"

#include <string.h>

/* A claim as the cases below write it; what is left out is "", exact, stated and about the site. */
typedef struct
{
  gint64       id;
  const char  *attribute;
  const char  *value;
  const char  *max;
  const char  *unit;
  const char  *basis;
  const char  *part;
  const char  *scope;
  const char  *as_of;
  YttQualifier qualifier;
  gboolean     promised;
  gboolean     pinned;
  gint64       source;
} Case;

static YttClaim *
make_claim (const Case *made)
{
  YttClaim *claim = g_new0 (YttClaim, 1);

  claim->id = made->id;
  claim->attribute = g_strdup (made->attribute != NULL ? made->attribute : "capacity");
  claim->part = g_strdup (made->part != NULL ? made->part : "");
  claim->scope = g_strdup (made->scope != NULL ? made->scope : "site");
  claim->value = g_strdup (made->value);
  claim->value_max = g_strdup (made->max);
  claim->unit = g_strdup (made->unit != NULL ? made->unit : "t/yr");
  claim->basis = g_strdup (made->basis != NULL ? made->basis : "");
  claim->as_of = g_strdup (made->as_of);
  claim->qualifier = made->qualifier;
  claim->tense = made->promised ? YTT_TENSE_PROMISED : YTT_TENSE_STATED;
  claim->pinned = made->pinned;
  claim->source_id = made->source != 0 ? made->source : made->id;

  return claim;
}

static GPtrArray *
make_claims (const Case *cases,
             gsize       n_cases)
{
  GPtrArray *claims = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_claim_free);

  for (gsize i = 0; i < n_cases; i++)
    g_ptr_array_add (claims, make_claim (&cases[i]));

  return claims;
}

/* The one figure of these claims: which is shown and why, which promise is named, how many contradict. */
static void
expect_figure (const Case     *cases,
               gsize           n_cases,
               YttStages       stages,
               gint64          shown,
               YttShownReason  why,
               gint64          promise,
               guint           n_contradicting)
{
  g_autoptr(GPtrArray) figures = ytt_ledger_group (make_claims (cases, n_cases), stages);
  YttFigure *figure;

  g_assert_cmpuint (figures->len, ==, 1);
  figure = g_ptr_array_index (figures, 0);
  g_assert_cmpint (figure->shown->id, ==, shown);
  g_assert_true (figure->shown == g_ptr_array_index (figure->claims, 0));
  g_assert_cmpuint (figure->claims->len, ==, n_cases);
  g_assert_cmpuint (figure->why, ==, why);
  g_assert_cmpint (figure->promise != NULL ? figure->promise->id : 0, ==, promise);
  g_assert_cmpuint (figure->contradicting->len, ==, n_contradicting);
}

#define EXPECT_FIGURE(cases, ...) expect_figure (cases, G_N_ELEMENTS (cases), __VA_ARGS__)

static gboolean
contradict (Case a,
            Case b)
{
  g_autoptr(YttClaim) claim_a = make_claim (&a);
  g_autoptr(YttClaim) claim_b = make_claim (&b);

  g_assert_cmpint (ytt_claims_contradict (claim_a, claim_b), ==, ytt_claims_contradict (claim_b, claim_a));

  return ytt_claims_contradict (claim_a, claim_b);
}

static gboolean
same_thing (Case a,
            Case b)
{
  g_autoptr(YttClaim) claim_a = make_claim (&a);
  g_autoptr(YttClaim) claim_b = make_claim (&b);

  return ytt_claims_same_thing (claim_a, claim_b);
}

static void
test_same_thing (void)
{
  const Case a = { .value = "1", .unit = "t/yr", .basis = "REO" };

  g_assert_true (same_thing (a, (Case) { .value = "2", .unit = "t/month", .basis = "REO", .scope = "company" }));
  g_assert_true (same_thing (a, (Case) { .value = "2", .unit = "Mt/yr", .basis = "REO" }));
  g_assert_false (same_thing (a, (Case) { .value = "1", .unit = "t/yr", .basis = "NdPr oxide" }));
  g_assert_false (same_thing (a, (Case) { .value = "1", .unit = "t/yr", .basis = "REO", .part = "phase 1" }));
  g_assert_false (same_thing (a, (Case) { .value = "1", .unit = "t", .basis = "REO" }));
  g_assert_false (same_thing (a, (Case) { .attribute = "production", .value = "1", .unit = "t/yr", .basis = "REO" }));

  g_assert_false (same_thing ((Case) { .attribute = "capex", .value = "75", .unit = "EUR" },
                              (Case) { .attribute = "capex", .value = "75", .unit = "USD" }));
}

static void
test_pinned (void)
{
  const Case cases[] = {
    { .id = 1, .value = "10", .as_of = "2020", .pinned = TRUE, .qualifier = YTT_QUALIFIER_ABOUT },
    { .id = 2, .value = "20", .as_of = "2025" },
  };
  const Case part[] = {
    { .id = 1, .value = "2000", .basis = "magnets", .part = "phase 1", .as_of = "2025-09", .pinned = TRUE },
    { .id = 2, .value = "5000", .basis = "magnets", .as_of = "2025-11" },
  };

  EXPECT_FIGURE (cases, YTT_STAGE_NONE, 1, YTT_SHOWN_PINNED, 0, 0);
  EXPECT_FIGURE (part, YTT_STAGE_MAGNET, 1, YTT_SHOWN_PINNED, 0, 0);
}

static void
test_scope (void)
{
  const Case phase[] = {
    { .id = 1, .value = "10", .as_of = "2025", .scope = "phase" },
    { .id = 2, .value = "20", .as_of = "2020", .scope = "site" },
  };
  const Case company[] = {
    { .id = 1, .value = "900", .as_of = "2025", .scope = "company" },
    { .id = 2, .value = "20", .as_of = "2020", .scope = "phase", .promised = TRUE,
      .qualifier = YTT_QUALIFIER_PLANNED },
  };
  const Case only[] = {
    { .id = 1, .value = "900", .as_of = "2024", .scope = "country" },
    { .id = 2, .value = "800", .as_of = "2025", .scope = "company" },
  };
  g_autoptr(GPtrArray) claims = make_claims (only, 2);

  EXPECT_FIGURE (phase, YTT_STAGE_NONE, 2, YTT_SHOWN_SCOPE, 0, 0);

  /* A company's statement gives way even to the plant's promise. */
  EXPECT_FIGURE (company, YTT_STAGE_NONE, 2, YTT_SHOWN_ONLY, 0, 0);

  EXPECT_FIGURE (only, YTT_STAGE_NONE, 2, YTT_SHOWN_WIDER, 0, 1);
  g_assert_null (ytt_ledger_choose (claims, g_ptr_array_index (claims, 0), NULL));
  g_assert_null (ytt_ledger_get_headline (claims, YTT_STAGE_RECYCLING));
}

static void
test_newest (void)
{
  const Case day[] = {
    { .id = 1, .value = "10", .as_of = "2025" },
    { .id = 2, .value = "10", .as_of = "2025-01-02" },
    { .id = 3, .value = "10", .as_of = "2024-12-31" },
    { .id = 4, .value = "10", .as_of = NULL },
  };
  const Case year[] = {
    { .id = 1, .value = "10", .as_of = "2025" },
    { .id = 2, .value = "10", .as_of = "2025-01-01", .qualifier = YTT_QUALIFIER_ABOUT },
  };
  const Case none[] = {
    { .id = 1, .value = "10", .as_of = NULL },
    { .id = 2, .value = "11", .as_of = "1950", .qualifier = YTT_QUALIFIER_UP_TO },
  };

  EXPECT_FIGURE (day, YTT_STAGE_NONE, 2, YTT_SHOWN_NEWEST, 0, 0);
  EXPECT_FIGURE (year, YTT_STAGE_NONE, 1, YTT_SHOWN_MORE_EXACT, 0, 0);
  EXPECT_FIGURE (none, YTT_STAGE_NONE, 2, YTT_SHOWN_NEWEST, 0, 0);
}

static void
test_exact (void)
{
  Case cases[] = {
    { .id = 1, .value = "10", .qualifier = YTT_QUALIFIER_UP_TO },
    { .id = 2, .value = "10", .qualifier = YTT_QUALIFIER_AT_LEAST },
    { .id = 3, .value = "10", .qualifier = YTT_QUALIFIER_ABOUT },
    { .id = 4, .value = "10", .qualifier = YTT_QUALIFIER_EXACT },
  };

  EXPECT_FIGURE (cases, YTT_STAGE_NONE, 4, YTT_SHOWN_MORE_EXACT, 0, 0);
  cases[3].promised = TRUE;
  EXPECT_FIGURE (cases, YTT_STAGE_NONE, 3, YTT_SHOWN_MORE_EXACT, 0, 0);
}

static void
test_sources (void)
{
  const Case more[] = {
    { .id = 1, .value = "10", .as_of = "2025", .source = 1 },
    { .id = 2, .value = "20", .as_of = "2025", .source = 2 },
    { .id = 3, .value = "20.0", .as_of = "2024", .source = 3 },
  };
  const Case same[] = {
    { .id = 1, .value = "10", .as_of = "2025", .source = 1 },
    { .id = 2, .value = "20", .as_of = "2025", .source = 2 },
    { .id = 3, .value = "20", .as_of = "2024", .source = 2 },
  };
  const Case rates[] = {
    { .id = 1, .value = "10", .as_of = "2025", .source = 1 },
    { .id = 2, .value = "24", .as_of = "2025", .source = 2 },
    { .id = 3, .value = "2", .unit = "t/month", .as_of = "2024", .source = 3 },
  };

  EXPECT_FIGURE (more, YTT_STAGE_NONE, 2, YTT_SHOWN_MORE_SOURCES, 0, 1);
  EXPECT_FIGURE (same, YTT_STAGE_NONE, 1, YTT_SHOWN_FIRST, 0, 2);
  EXPECT_FIGURE (rates, YTT_STAGE_NONE, 2, YTT_SHOWN_MORE_SOURCES, 0, 1);
}

static void
test_promise (void)
{
  const Case newer[] = {
    { .id = 1, .value = "10", .as_of = "2024" },
    { .id = 2, .value = "20", .as_of = "2025", .promised = TRUE, .qualifier = YTT_QUALIFIER_PLANNED },
    { .id = 3, .value = "30", .as_of = "2023", .promised = TRUE, .qualifier = YTT_QUALIFIER_PLANNED },
  };
  const Case older[] = {
    { .id = 1, .value = "10", .as_of = "2025" },
    { .id = 2, .value = "20", .as_of = "2024", .promised = TRUE, .qualifier = YTT_QUALIFIER_PLANNED },
  };
  const Case alone[] = {
    { .id = 1, .value = "10", .as_of = "2025", .promised = TRUE, .qualifier = YTT_QUALIFIER_EXPECTED },
    { .id = 2, .value = "12", .as_of = "2025", .promised = TRUE, .qualifier = YTT_QUALIFIER_PLANNED },
  };

  EXPECT_FIGURE (newer, YTT_STAGE_NONE, 1, YTT_SHOWN_STATED, 2, 0);
  EXPECT_FIGURE (older, YTT_STAGE_NONE, 1, YTT_SHOWN_STATED, 0, 0);
  EXPECT_FIGURE (alone, YTT_STAGE_NONE, 2, YTT_SHOWN_MORE_EXACT, 0, 0);
}

static void
test_parts (void)
{
  const Case whole[] = {
    { .id = 1, .value = "10", .basis = "magnets", .as_of = "2020" },
    { .id = 2, .value = "20", .basis = "magnets", .as_of = "2025", .part = "phase 2" },
  };
  const Case latest[] = {
    { .id = 1, .value = "10", .basis = "magnets", .as_of = "2024", .part = "phase 1" },
    { .id = 2, .value = "20", .basis = "magnets", .as_of = "2025", .part = "phase 2" },
  };
  const Case stated[] = {
    { .id = 1, .value = "10", .basis = "magnets", .as_of = "2024", .part = "phase 1" },
    { .id = 2, .value = "20", .basis = "magnets", .as_of = "2025", .part = "phase 2", .promised = TRUE,
      .qualifier = YTT_QUALIFIER_PLANNED },
  };
  const Case bases[] = {
    { .id = 1, .value = "10", .basis = "ore", .as_of = "2025" },
    { .id = 2, .value = "20", .basis = "NdPr oxide", .as_of = "2025" },
    { .id = 3, .value = "30", .basis = "REO", .as_of = "2020" },
  };

  EXPECT_FIGURE (whole, YTT_STAGE_MAGNET, 1, YTT_SHOWN_WHOLE, 0, 0);
  EXPECT_FIGURE (latest, YTT_STAGE_MAGNET, 2, YTT_SHOWN_LATEST_PART, 0, 0);
  EXPECT_FIGURE (stated, YTT_STAGE_MAGNET, 1, YTT_SHOWN_STATED, 0, 0);
  EXPECT_FIGURE (bases, YTT_STAGE_MINING | YTT_STAGE_SEPARATION, 3, YTT_SHOWN_BASIS, 0, 0);
}

static void
expect_headline (const Case *cases,
                 gsize       n_cases,
                 YttStages   stages,
                 gint64      expected)
{
  g_autoptr(GPtrArray) claims = make_claims (cases, n_cases);
  YttClaim *headline = ytt_ledger_get_headline (claims, stages);

  g_assert_cmpint (headline != NULL ? headline->id : 0, ==, expected);
}

static void
test_headline (void)
{
  const Case cases[] = {
    { .id = 1, .value = "1", .basis = "ore", .as_of = "2025" },
    { .id = 2, .value = "2", .basis = "concentrate", .as_of = "2025" },
    { .id = 3, .value = "3", .basis = "REO", .as_of = "2025", .part = "phase 1" },
    { .id = 4, .value = "4", .basis = "Dy oxide", .as_of = "2024" },
    { .id = 5, .value = "5", .basis = "alloy", .as_of = "2025" },
    { .id = 6, .value = "6", .basis = "metal", .as_of = "2020" },
    { .id = 7, .value = "7", .basis = "magnets", .as_of = "2020", .scope = "company" },
    { .id = 8, .value = "8", .basis = "", .as_of = "2025" },
    { .id = 9, .attribute = "production", .value = "9", .basis = "magnets", .as_of = "2025" },
  };

#define EXPECT_HEADLINE(stages, id) expect_headline (cases, G_N_ELEMENTS (cases), stages, id)
  EXPECT_HEADLINE (YTT_STAGE_MINING, 1);
  EXPECT_HEADLINE (YTT_STAGE_MINING | YTT_STAGE_CONCENTRATION, 2);
  EXPECT_HEADLINE (YTT_STAGE_CRACKING, 3);
  EXPECT_HEADLINE (YTT_STAGE_SEPARATION, 4);   /* the whole before a part, whatever its basis */
  EXPECT_HEADLINE (YTT_STAGE_METAL | YTT_STAGE_RECYCLING, 6);
  EXPECT_HEADLINE (YTT_STAGE_MAGNET, 0);
  EXPECT_HEADLINE (YTT_STAGE_NONE, 0);
#undef EXPECT_HEADLINE
}

static void
test_contradict (void)
{
  const Case a = { .value = "100", .as_of = "2025" };

  g_assert_true (contradict (a, (Case) { .value = "101", .as_of = "2025-06" }));
  g_assert_false (contradict (a, (Case) { .value = "100.0", .as_of = "2025-06" }));

  /* A year apart, and a day more. */
  g_assert_true (contradict (a, (Case) { .value = "101", .as_of = "2026-01-01" }));
  g_assert_false (contradict (a, (Case) { .value = "101", .as_of = "2026-01-02" }));
  g_assert_false (contradict (a, (Case) { .value = "101", .as_of = NULL }));

  /* Statements and promises do not contradict each other. */
  g_assert_false (contradict (a, (Case) { .value = "300", .as_of = "2025", .promised = TRUE,
                                          .qualifier = YTT_QUALIFIER_PLANNED }));

  /* Ten per cent either way. */
  g_assert_false (contradict (a, (Case) { .value = "110", .as_of = "2025", .qualifier = YTT_QUALIFIER_ABOUT }));
  g_assert_true (contradict (a, (Case) { .value = "112", .as_of = "2025", .qualifier = YTT_QUALIFIER_ABOUT }));
  g_assert_false (contradict (a, (Case) { .value = "91", .as_of = "2025", .qualifier = YTT_QUALIFIER_ABOUT }));

  /* Upwards and downwards. */
  g_assert_false (contradict (a, (Case) { .value = "50", .as_of = "2025", .qualifier = YTT_QUALIFIER_AT_LEAST }));
  g_assert_true (contradict (a, (Case) { .value = "150", .as_of = "2025", .qualifier = YTT_QUALIFIER_AT_LEAST }));
  g_assert_false (contradict (a, (Case) { .value = "150", .as_of = "2025", .qualifier = YTT_QUALIFIER_UP_TO }));
  g_assert_true (contradict (a, (Case) { .value = "50", .as_of = "2025", .qualifier = YTT_QUALIFIER_UP_TO }));

  /* Ranges that meet, and those that do not. */
  g_assert_false (contradict (a, (Case) { .value = "50", .max = "100", .as_of = "2025" }));
  g_assert_true (contradict (a, (Case) { .value = "50", .max = "99", .as_of = "2025" }));

  /* A rate, whatever it was counted in. */
  g_assert_false (contradict ((Case) { .value = "1200", .as_of = "2025" },
                              (Case) { .value = "100", .unit = "t/month", .as_of = "2025" }));
  g_assert_false (contradict ((Case) { .value = "0.0365", .as_of = "2025" },
                              (Case) { .value = "0.1", .unit = "kg/day", .as_of = "2025" }));
  g_assert_true (contradict ((Case) { .value = "1200", .as_of = "2025" },
                             (Case) { .value = "100", .unit = "t/quarter", .as_of = "2025" }));

  /* Two currencies are two things. */
  g_assert_false (contradict ((Case) { .attribute = "capex", .value = "75", .unit = "EUR", .as_of = "2025" },
                              (Case) { .attribute = "capex", .value = "99", .unit = "USD", .as_of = "2025" }));
}

static gboolean
dates_contradict (const char  *a,
                  const char  *b,
                  YttQualifier qualifier)
{
  return contradict ((Case) { .attribute = "start", .unit = "date", .value = a, .as_of = "2025" },
                     (Case) { .attribute = "start", .unit = "date", .value = b, .as_of = "2025",
                              .qualifier = qualifier });
}

static void
test_contradict_dates (void)
{
  g_assert_false (dates_contradict ("2027", "2027-05", YTT_QUALIFIER_EXACT));
  g_assert_false (dates_contradict ("2027-05", "2027-05-31", YTT_QUALIFIER_EXACT));
  g_assert_true (dates_contradict ("2027-05", "2027-06-01", YTT_QUALIFIER_EXACT));
  g_assert_true (dates_contradict ("2027", "2028", YTT_QUALIFIER_ABOUT));
  g_assert_false (dates_contradict ("2028-02-29", "2028-02", YTT_QUALIFIER_EXACT));
  g_assert_false (dates_contradict ("2027", "2026", YTT_QUALIFIER_AT_LEAST));
  g_assert_true (dates_contradict ("2027", "2026", YTT_QUALIFIER_UP_TO));
  g_assert_false (dates_contradict ("2027", "2029", YTT_QUALIFIER_UP_TO));

  g_assert_true (contradict ((Case) { .attribute = "status", .unit = "", .value = "operating", .as_of = "2025" },
                             (Case) { .attribute = "status", .unit = "", .value = "suspended", .as_of = "2025" }));
}

static void
test_order (void)
{
  const Case cases[] = {
    { .id = 1, .attribute = "jobs", .unit = "people", .value = "5" },
    { .id = 2, .attribute = "a-new-one", .unit = "x", .value = "5" },
    { .id = 3, .attribute = "capex", .unit = "EUR", .value = "5", .as_of = "2020" },
    { .id = 4, .attribute = "capacity", .value = "5" },
    { .id = 5, .attribute = "capex", .unit = "EUR", .value = "6", .as_of = "2024" },
    { .id = 6, .attribute = "capex", .unit = "EUR", .value = "7", .as_of = "2022" },
  };
  g_autoptr(GPtrArray) figures = ytt_ledger_group (make_claims (cases, G_N_ELEMENTS (cases)), YTT_STAGE_MAGNET);
  const char *expected[] = { "capacity", "capex", "jobs", "a-new-one" };
  const gint64 ids[] = { 5, 6, 3 };
  YttFigure *cost;

  g_assert_cmpuint (figures->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < figures->len; i++)
    g_assert_cmpstr (((YttFigure *) g_ptr_array_index (figures, i))->attribute, ==, expected[i]);

  cost = g_ptr_array_index (figures, 1);
  for (guint i = 0; i < cost->claims->len; i++)
    g_assert_cmpint (((YttClaim *) g_ptr_array_index (cost->claims, i))->id, ==, ids[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ledger/same-thing", test_same_thing);
  g_test_add_func ("/ledger/pinned", test_pinned);
  g_test_add_func ("/ledger/scope", test_scope);
  g_test_add_func ("/ledger/newest", test_newest);
  g_test_add_func ("/ledger/exact", test_exact);
  g_test_add_func ("/ledger/sources", test_sources);
  g_test_add_func ("/ledger/promise", test_promise);
  g_test_add_func ("/ledger/parts", test_parts);
  g_test_add_func ("/ledger/headline", test_headline);
  g_test_add_func ("/ledger/contradict", test_contradict);
  g_test_add_func ("/ledger/contradict-dates", test_contradict_dates);
  g_test_add_func ("/ledger/order", test_order);

  return g_test_run ();
}
