#include "config.h"

#include "query-fixture.h"

#include "ytt-ledger.h"
#include "ytt-timeline.h"

#include <string.h>

#define TODAY 20261124

/* A claim as the cases below write it: a status by default; what is left out is "", exact, stated, about the site. */
typedef struct
{
  const char  *attribute;
  const char  *value;
  const char  *as_of;
  gboolean     promised;
  const char  *max;
  const char  *part;
  const char  *scope;
  YttQualifier qualifier;
  gboolean     pinned;
  gint64       source;
} Case;

#define N_CASES 6

typedef struct
{
  const char *what;
  Case        claims[N_CASES];
  int         year;
  guint32     told;
  const char *expected;   /* a status's code, "promised " before it, "none" where it is not there */
} Expectation;

static YttClaim *
make_claim (const Case *made,
            gint64      id)
{
  YttClaim *claim = g_new0 (YttClaim, 1);

  claim->id = id;
  claim->attribute = g_strdup (made->attribute != NULL ? made->attribute : "status");
  claim->part = g_strdup (made->part != NULL ? made->part : "");
  claim->scope = g_strdup (made->scope != NULL ? made->scope : "site");
  claim->value = g_strdup (made->value);
  claim->value_max = g_strdup (made->max);
  claim->unit = g_strdup (made->attribute != NULL ? "date" : "");
  claim->basis = g_strdup ("");
  claim->as_of = g_strdup (made->as_of);
  claim->qualifier = made->qualifier;
  claim->tense = made->promised ? YTT_TENSE_PROMISED : YTT_TENSE_STATED;
  claim->pinned = made->pinned;
  claim->source_id = made->source != 0 ? made->source : id;

  return claim;
}

static GPtrArray *
make_claims (const Case *cases)
{
  GPtrArray *claims = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_claim_free);

  for (guint i = 0; i < N_CASES && cases[i].value != NULL; i++)
    g_ptr_array_add (claims, make_claim (&cases[i], i + 1));

  return claims;
}

static char *
describe (YttStanding standing)
{
  if (!standing.there)
    return g_strdup ("none");

  return g_strdup_printf ("%s%s", standing.promised ? "promised " : "",
                          standing.status != YTT_STATUS_UNKNOWN ? ytt_status_to_code (standing.status) : "unknown");
}

static void
expect (const Expectation *cases,
        gsize              n_cases)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      g_autoptr(GPtrArray) claims = make_claims (cases[i].claims);
      YttMoment moment = { (gint16) cases[i].year, cases[i].told };
      g_autofree char *found = describe (ytt_claims_get_standing (claims, moment, TODAY));

      if (strcmp (found, cases[i].expected) != 0)
        g_error ("%s: %d told %u: %s, expected %s", cases[i].what, cases[i].year, cases[i].told, found,
                 cases[i].expected);
    }
}

static void
test_status_claims (void)
{
  static const Expectation cases[] = {
    { "the newest up to then", { { .value = "construction", .as_of = "2019" },
                                 { .value = "operating", .as_of = "2021-05" } }, 2020, 0, "construction" },
    { "the newest up to then", { { .value = "construction", .as_of = "2019" },
                                 { .value = "operating", .as_of = "2021-05" } }, 2021, 0, "operating" },
    { "a year counts as its first day", { { .value = "operating", .as_of = "2021" } }, 2021, 0, "operating" },
    { "a year counts as its first day", { { .value = "operating", .as_of = "2021" } }, 2020, 0, "none" },
    { "the last day of the year", { { .value = "operating", .as_of = "2020-12-31" } }, 2020, 0, "operating" },
    { "the first day of the next", { { .value = "operating", .as_of = "2021-01-01" } }, 2020, 0, "none" },
    { "it goes on", { { .value = "closed", .as_of = "1998" } }, 2040, 0, "closed" },
    { "now", { { .value = "suspended", .as_of = "2025" } }, 0, 0, "suspended" },
    { "a claim of the future is none of now", { { .value = "operating", .as_of = "2026-11-25" } }, 0, 0, "none" },
    { "but of its year", { { .value = "operating", .as_of = "2026-11-25" } }, 2026, 0, "operating" },
    { "no date: now", { { .value = "operating" } }, 0, 0, "operating" },
    { "no date: from now on", { { .value = "operating" } }, 2026, 0, "operating" },
    { "no date: not before", { { .value = "operating" } }, 2025, 0, "none" },
    { "no date is the oldest", { { .value = "operating" }, { .value = "closed", .as_of = "1990" } }, 0, 0, "closed" },
    { "a date that cannot be read is none", { { .value = "operating", .as_of = "soon" } }, 0, 0, "operating" },
    { "a date that cannot be read is none", { { .value = "operating", .as_of = "2025-02-30" } }, 2025, 0, "none" },
    { "a word that is not ours", { { .value = "running", .as_of = "2020" } }, 2020, 0, "unknown" },
    { "a company's is not the plant's", { { .value = "operating", .as_of = "2020", .scope = "company" } },
      2020, 0, "none" },
    { "unless an editor chose it", { { .value = "operating", .as_of = "2020", .scope = "company", .pinned = TRUE } },
      2020, 0, "operating" },
    { "the whole before a part", { { .value = "operating", .as_of = "2019" },
                                   { .value = "proposed", .as_of = "2020", .part = "phase 2" } }, 2020, 0, "operating" },
    { "an editor's choice", { { .value = "operating", .as_of = "2019", .pinned = TRUE },
                              { .value = "closed", .as_of = "2020" } }, 2020, 0, "operating" },
    { "more sources", { { .value = "closed", .as_of = "2019", .source = 1 },
                        { .value = "operating", .as_of = "2019", .source = 2 },
                        { .value = "operating", .as_of = "2019", .source = 3 } }, 2019, 0, "operating" },
    { "more sources", { { .value = "closed", .as_of = "2019", .source = 1 },
                        { .value = "operating", .as_of = "2019", .source = 2 },
                        { .value = "operating", .as_of = "2019", .source = 2 } }, 2019, 0, "closed" },
    { "a source of later does not count", { { .value = "closed", .as_of = "2019", .source = 1 },
                                            { .value = "operating", .as_of = "2019", .source = 2 },
                                            { .value = "operating", .as_of = "2018", .source = 3 } },
      2019, 0, "operating" },
    { "before statements", { { .value = "suspended", .as_of = "2015" },
                             { "start", "2011", "2016" } }, 2016, 0, "suspended" },
  };

  expect (cases, G_N_ELEMENTS (cases));
}

static void
test_statements (void)
{
  static const Expectation cases[] = {
    { "started", { { "start", "2011", "2025" } }, 2011, 0, "operating" },
    { "not yet", { { "start", "2011", "2025" } }, 2010, 0, "none" },
    { "without a date of its own", { { "start", "2011" } }, 2011, 0, "operating" },
    { "in the last month", { { "start", "2011-12", "2025" } }, 2011, 0, "operating" },
    { "a range is past when all of it is", { { "start", "2010", "2025", .max = "2012" } }, 2011, 0, "none" },
    { "a range is past when all of it is", { { "start", "2010", "2025", .max = "2012" } }, 2012, 0, "operating" },
    { "or when it was stated", { { "start", "2010", "2011-03", .max = "2012" } }, 2011, 0, "operating" },
    { "being built", { { "construction-start", "2018", "2018" } }, 2018, 0, "construction" },
    { "finished", { { "construction-start", "2018", "2018" }, { "completion", "2019", "2019" } },
      2019, 0, "commissioning" },
    { "the furthest", { { "construction-start", "2019", "2019", .part = "phase 2" }, { "start", "2015", "2019" } },
      2020, 0, "operating" },
    { "as corrected", { { "start", "2011", "2012" }, { "start", "2013", "2020" } }, 2012, 0, "none" },
    { "as corrected", { { "start", "2011", "2012" }, { "start", "2013", "2020" } }, 2013, 0, "operating" },
    { "a part is a beginning", { { "start", "2011", "2012", .part = "pilot" }, { "start", "2013", "2020" } },
      2011, 0, "operating" },
    { "until a status is told", { { "start", "2011", "2012" }, { .value = "closed", .as_of = "2018" } },
      2017, 0, "operating" },
    { "until a status is told", { { "start", "2011", "2012" }, { .value = "closed", .as_of = "2018" } },
      2018, 0, "closed" },
    { "not before 2011 is past when it is stated", { { "start", "2011", "2025", .qualifier = YTT_QUALIFIER_AT_LEAST } },
      2024, 0, "none" },
    { "not before 2011 is past when it is stated", { { "start", "2011", "2025", .qualifier = YTT_QUALIFIER_AT_LEAST } },
      2025, 0, "operating" },
    { "what is no date says nothing", { { "start", "soon", "2020" } }, 2040, 0, "none" },
    { "a company's start is not the plant's", { { "start", "2011", "2020", .scope = "company" } }, 2020, 0, "none" },
    { "nothing else tells a status", { { "founded", "1950", "2020" } }, 2020, 0, "none" },
    { "nothing at all", { { NULL } }, 0, 0, "none" },
  };

  expect (cases, G_N_ELEMENTS (cases));
}

static void
test_promises (void)
{
  static const Expectation cases[] = {
    { "planned", { { "start", "2028", "2025", TRUE } }, 0, 0, "proposed" },
    { "planned since", { { "start", "2028", "2025", TRUE } }, 2025, 0, "proposed" },
    { "not planned before", { { "start", "2028", "2025", TRUE } }, 2024, 0, "none" },
    { "not due", { { "start", "2028", "2025", TRUE } }, 2027, 0, "proposed" },
    { "due", { { "start", "2028", "2025", TRUE } }, 2028, 0, "promised operating" },
    { "this year, which is not over", { { "start", "2026", "2025", TRUE } }, 2026, 0, "promised operating" },
    { "now is not the end of the year", { { "start", "2026", "2025", TRUE } }, 0, 0, "proposed" },
    { "due today was not kept", { { "start", "2026-11-24", "2025", TRUE } }, 2027, 0, "proposed" },
    { "due tomorrow", { { "start", "2026-11-25", "2025", TRUE } }, 2026, 0, "promised operating" },
    { "overdue", { { "start", "2024", "2022", TRUE } }, 2030, 0, "proposed" },
    { "a range is due at its end", { { "start", "2028", "2025", TRUE, "2030" } }, 2029, 0, "proposed" },
    { "a range is due at its end", { { "start", "2028", "2025", TRUE, "2030" } }, 2030, 0, "promised operating" },
    { "the newest promise", { { "start", "2028", "2025-06", TRUE }, { "start", "2029", "2026", TRUE, "2030" } },
      2029, 0, "proposed" },
    { "the newest promise", { { "start", "2028", "2025-06", TRUE }, { "start", "2029", "2026", TRUE, "2030" } },
      2030, 0, "promised operating" },
    { "lifts what is built", { { .value = "construction", .as_of = "2026-02" }, { "start", "2027", "2025", TRUE } },
      2027, 0, "promised operating" },
    { "what operates is no promise", { { .value = "operating", .as_of = "2026-02" }, { "start", "2027", "2025", TRUE } },
      2027, 0, "operating" },
    { "given up since", { { .value = "cancelled", .as_of = "2026-02" }, { "start", "2028", "2025", TRUE } },
      2028, 0, "cancelled" },
    { "taken up again", { { .value = "suspended", .as_of = "2025-02" }, { "start", "2028", "2026", TRUE } },
      2028, 0, "promised operating" },
    { "overtaken", { { "start", "2020", "2021" }, { "start", "2028", "2019", TRUE },
                     { .value = "suspended", .as_of = "2018" } }, 2028, 0, "suspended" },
    { "to be finished", { { .value = "construction", .as_of = "2026" }, { "completion", "2027", "2026", TRUE } },
      2027, 0, "promised commissioning" },
    { "to be built", { { .value = "proposed", .as_of = "2026" }, { "construction-start", "2027", "2026", TRUE } },
      2027, 0, "promised construction" },
    { "the furthest", { { .value = "proposed", .as_of = "2026" }, { "construction-start", "2027", "2026", TRUE },
                        { "start", "2029", "2026", TRUE } }, 2029, 0, "promised operating" },
    { "the furthest that is due", { { .value = "proposed", .as_of = "2026" },
                                    { "construction-start", "2027", "2026", TRUE },
                                    { "start", "2029", "2026", TRUE } }, 2028, 0, "promised construction" },
    { "without a date of its own", { { "start", "2028", NULL, TRUE } }, 2028, 0, "promised operating" },
    { "without a date of its own", { { "start", "2028", NULL, TRUE } }, 2025, 0, "none" },
    { "not before is never due", { { "start", "2028", "2025", TRUE, .qualifier = YTT_QUALIFIER_AT_LEAST } },
      2040, 0, "proposed" },
    { "a statement about the future is a promise", { { "start", "2028", "2025" } }, 2027, 0, "proposed" },
    { "a statement about the future is a promise", { { "start", "2028", "2025" } }, 2028, 0, "promised operating" },
    { "a status that is a promise", { { .value = "operating", .as_of = "2025", .promised = TRUE } },
      2025, 0, "promised operating" },
    { "a status that is stated goes before", { { .value = "operating", .as_of = "2025", .promised = TRUE },
                                               { .value = "construction", .as_of = "2024" } },
      2025, 0, "construction" },
  };

  expect (cases, G_N_ELEMENTS (cases));
}

static void
test_as_told (void)
{
  static const Expectation cases[] = {
    { "later claims do not exist", { { .value = "construction", .as_of = "2019" },
                                     { .value = "operating", .as_of = "2021-05" } }, 0, 20210430, "construction" },
    { "the day itself", { { .value = "construction", .as_of = "2019" },
                          { .value = "operating", .as_of = "2021-05" } }, 0, 20210501, "operating" },
    { "nor claims without a date", { { .value = "operating" } }, 0, TODAY, "none" },
    { "nor with one that cannot be read", { { .value = "operating", .as_of = "soon" } }, 0, TODAY, "none" },
    { "nor statements without a date", { { "start", "2011" } }, 2020, TODAY, "none" },
    { "a start was not told yet", { { "start", "2011", "2025" } }, 2020, 20241231, "none" },
    { "a start was told", { { "start", "2011", "2025" } }, 2020, 20250101, "operating" },
    { "what was to come was a promise", { { "start", "2022", "2019", TRUE } }, 2022, 20200601, "promised operating" },
    { "then as now, it was planned", { { "start", "2022", "2019", TRUE } }, 0, 20200601, "proposed" },
    { "a promise for a year that is past now", { { "start", "2022", "2019", TRUE } }, 2026, 0, "proposed" },
    { "as it was promised first", { { "start", "2028", "2025-06", TRUE }, { "start", "2029", "2026", TRUE, "2030" } },
      2028, 20250801, "promised operating" },
    { "told later than today is told today", { { "start", "2028", "2026-11", TRUE } }, 2028, 20991231,
      "promised operating" },
    { "a year before the telling", { { .value = "operating", .as_of = "2020" } }, 2019, 20210101, "none" },
    { "stated of the year that it was stated in", { { "start", "2020", "2020-03" } }, 0, 20200601, "operating" },
    { "more sources came later", { { .value = "closed", .as_of = "2019", .source = 1 },
                                   { .value = "operating", .as_of = "2019", .source = 2 },
                                   { .value = "operating", .as_of = "2020", .source = 3 } }, 0, 20190601, "closed" },
  };

  expect (cases, G_N_ELEMENTS (cases));
}

/* The same preference stands in ytt-ledger.c: whichever claims there are, both choose the same status. */
static void
test_agrees_with_ledger (void)
{
  static const char * const dates[] = { NULL, "2019", "2019-01", "2020", "2020-06-01", "soon" };
  static const char * const parts[] = { "", "", "phase 1", "phase 2" };
  static const char * const scopes[] = { "site", "phase", "company" };
  static const char * const words[] = { "operating", "closed", "proposed", "construction" };
  g_autoptr(GRand) rand = g_rand_new_with_seed (7);

  for (guint round = 0; round < 20000; round++)
    {
      Case cases[N_CASES] = { { NULL, }, };
      g_autoptr(GPtrArray) figures = NULL;
      g_autoptr(GPtrArray) claims = NULL;
      guint n = g_rand_int_range (rand, 1, N_CASES + 1);
      YttStanding standing;
      YttFigure *figure;
      YttStatus shown;

      for (guint i = 0; i < n; i++)
        cases[i] = (Case) {
          .value = words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))],
          .as_of = dates[g_rand_int_range (rand, 0, G_N_ELEMENTS (dates))],
          .part = parts[g_rand_int_range (rand, 0, G_N_ELEMENTS (parts))],
          .scope = scopes[g_rand_int_range (rand, 0, 20) % 7 % 3],
          .promised = g_rand_int_range (rand, 0, 4) == 0,
          .pinned = g_rand_int_range (rand, 0, 12) == 0,
          .qualifier = (YttQualifier) g_rand_int_range (rand, 0, 2),
          .source = g_rand_int_range (rand, 1, 4),
        };

      claims = make_claims (cases);
      standing = ytt_claims_get_standing (claims, (YttMoment) { 0, }, TODAY);
      figures = ytt_ledger_group (g_steal_pointer (&claims), YTT_STAGE_MAGNET);
      figure = g_ptr_array_index (figures, 0);
      g_assert_cmpint (standing.there, ==, ytt_claim_is_eligible (figure->shown));
      if (!standing.there)
        continue;

      g_assert_true (ytt_status_from_code (figure->shown->value, &shown));
      g_assert_cmpuint (standing.status, ==, shown);
      g_assert_cmpint (standing.promised, ==, figure->shown->tense == YTT_TENSE_PROMISED);
    }
}

static GPtrArray *
collect_claims (YttRecord *record)
{
  GPtrArray *claims = g_ptr_array_new ();

  if (record->status_figure != NULL)
    g_ptr_array_extend (claims, record->status_figure->claims, NULL, NULL);
  for (guint i = 0; i < record->figures->len; i++)
    g_ptr_array_extend (claims, ((YttFigure *) g_ptr_array_index (record->figures, i))->claims, NULL, NULL);

  return claims;
}

/* What was read about some real plants, at the moments where it changes. */
static void
test_real_ledgers (Fixture       *f,
                   gconstpointer  data)
{
  static const struct
  {
    const char *slug;
    int         year;
    guint32     told;
    const char *expected;
  } cases[] = {
    /* Started up in 2025, opened in September, in commissioning by December; series production due in 2026. */
    { "ee-narva-neo", 2024, 0, "none" },
    { "ee-narva-neo", 2025, 0, "commissioning" },
    { "ee-narva-neo", 0, 0, "commissioning" },
    { "ee-narva-neo", 2026, 0, "promised operating" },
    { "ee-narva-neo", 0, 20251001, "operating" },
    { "ee-narva-neo", 0, 20241231, "none" },
    /* In June 2025, the start was to be 2028; early in 2026, 2029 to 2030. */
    { "ca-strange-lake", 2024, 0, "none" },
    { "ca-strange-lake", 2025, 0, "proposed" },
    { "ca-strange-lake", 0, 0, "proposed" },
    { "ca-strange-lake", 2028, 0, "proposed" },
    { "ca-strange-lake", 2030, 0, "promised operating" },
    { "ca-strange-lake", 2027, 20250801, "proposed" },
    { "ca-strange-lake", 2028, 20250801, "promised operating" },
    { "ca-strange-lake", 2028, 20250531, "none" },
    /* Started in 2011, says a claim without a date. */
    { "au-mount-weld-lynas", 2010, 0, "none" },
    { "au-mount-weld-lynas", 2011, 0, "operating" },
    { "au-mount-weld-lynas", 2011, 20261124, "none" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(YttRecord) record = fixture_get_record (f, cases[i].slug);
      g_autoptr(GPtrArray) claims = collect_claims (record);
      YttMoment moment = { (gint16) cases[i].year, cases[i].told };
      g_autofree char *found = describe (ytt_claims_get_standing (claims, moment, TODAY));

      g_test_message ("%s in %d told %u: %s", cases[i].slug, cases[i].year, cases[i].told, found);
      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

/* The first day of a year or month is what counts; nothing else is a date. */
static void
test_days (void)
{
  static const struct { const char *iso; guint32 day; } cases[] = {
    { "2025", 20250101 }, { "2025-06", 20250601 }, { "2025-06-30", 20250630 }, { "2024-02-29", 20240229 },
    { "2025-02-29", 0 }, { "2025-13", 0 }, { "2025-6", 0 }, { "soon", 0 }, { "", 0 }, { NULL, 0 },
    { "20250630", 0 }, { "0000", 0 }, { "2025-06-30T00:00", 0 },
  };
  YttClaim claim = { 0, };
  g_autofree char *iso = ytt_day_to_iso (20250801);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      claim.as_of = (char *) cases[i].iso;
      g_assert_cmpuint (ytt_day_parse (cases[i].iso), ==, cases[i].day);
      g_assert_cmpint (ytt_claim_has_bad_date (&claim), ==,
                       cases[i].day == 0 && cases[i].iso != NULL && *cases[i].iso != '\0');
      g_assert_true (ytt_claim_is_told (&claim, 0));
      g_assert_cmpint (ytt_claim_is_told (&claim, 20991231), ==, cases[i].day != 0);
    }

  g_assert_cmpstr (iso, ==, "2025-08-01");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/timeline/days", test_days);
  g_test_add_func ("/timeline/status-claims", test_status_claims);
  g_test_add_func ("/timeline/statements", test_statements);
  g_test_add_func ("/timeline/promises", test_promises);
  g_test_add_func ("/timeline/as-told", test_as_told);
  g_test_add_func ("/timeline/agrees-with-ledger", test_agrees_with_ledger);
  g_test_add ("/timeline/real-ledgers", Fixture, NULL, fixture_set_up_shipped, test_real_ledgers, fixture_tear_down);

  return g_test_run ();
}
