#include "config.h"

#include "ytt-link-standing.h"

#define TODAY 20261124

/* "there", "there promised", "there undated", "-" */
static char *
describe (YttLinkStanding standing)
{
  g_autoptr(GString) text = g_string_new (standing.there ? "there" : "-");

  if (standing.there && standing.promised)
    g_string_append (text, " promised");
  if (standing.undated)
    g_string_append (text, " undated");
  if (standing.there && standing.before_end)
    g_string_append (text, " before-end");

  return g_string_free (g_steal_pointer (&text), FALSE);
}

typedef struct
{
  const char *state;
  const char *since;
  const char *until;
  const char *announced;
  gint16      year;
  guint32     told;
  const char *expected;
} Case;

static void
check (const Case *cases,
       gsize       n_cases)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      const Case *c = &cases[i];
      YttLinkState state;
      g_autofree char *found = NULL;

      g_assert_true (ytt_link_state_from_code (c->state, &state));
      found = describe (ytt_link_get_standing (state, c->since, c->until, c->announced,
                                               (YttMoment) { c->year, c->told }, TODAY));
      g_test_message ("%s since %s until %s announced %s in %d told %u: %s", c->state, c->since, c->until, c->announced,
                      c->year, c->told, found);
      g_assert_cmpstr (found, ==, c->expected);
    }
}

#define CHECK(cases) check (cases, G_N_ELEMENTS (cases))

/* A year begins on its first day, and what is agreed to last until a year lasts to its end. */
static void
test_term (void)
{
  static const Case cases[] = {
    { "contracted", "2025", "2034", NULL, 2024, 0, "-" },
    { "contracted", "2025", "2034", NULL, 2025, 0, "there" },
    { "contracted", "2025", "2034", NULL, 2034, 0, "there" },
    { "contracted", "2025", "2034", NULL, 2035, 0, "-" },
    { "contracted", "2025-12-31", NULL, NULL, 2025, 0, "there" },
    { "contracted", "2026-01-01", NULL, NULL, 2025, 0, "-" },
    { "operating", "2024", "2025-12-31", NULL, 2025, 0, "there" },
    { "operating", "2024", "2025-12-30", NULL, 2025, 0, "-" },
    { "operating", "2025-12", "2025-11", NULL, 2025, 0, "-" },
  };

  CHECK (cases);
}

/* What is recorded as ended is over on the day of its end, and now at the latest. */
static void
test_ended (void)
{
  static const Case cases[] = {
    { "ended", "2012-11", "2015", NULL, 2011, 0, "-" },
    { "ended", "2012-11", "2015", NULL, 2014, 0, "there before-end" },
    { "ended", "2012-11", "2015", NULL, 2015, 0, "-" },
    { "ended", "2012-11", "2015-12-31", NULL, 2015, 0, "-" },
    { "ended", "2023-05", NULL, NULL, 2022, 0, "-" },
    { "ended", "2023-05", NULL, NULL, 2023, 0, "there undated before-end" },
    { "ended", "2023-05", NULL, NULL, 2026, 0, "-" },
    { "ended", "2023-05", "2030", NULL, 2027, 0, "-" },
    /* Its announcement told of the end. */
    { "ended", NULL, NULL, "2025-10-16", 2024, 0, "there undated before-end" },
    { "ended", NULL, NULL, "2025-10-16", 2025, 0, "-" },
    { "ended", NULL, NULL, NULL, 2025, 0, "there undated before-end" },
    { "ended", NULL, NULL, NULL, 2026, 0, "-" },
    { "ended", "2012-11", "2015", NULL, 0, 0, "there" },
  };

  CHECK (cases);
}

/* Without a beginning, that of its announcement; without that, nobody knows. */
static void
test_undated (void)
{
  static const Case cases[] = {
    { "memorandum", NULL, NULL, "2025-09-08", 2024, 0, "-" },
    { "memorandum", NULL, NULL, "2025-09-08", 2025, 0, "there" },
    { "memorandum", "2028", NULL, "2025-09-08", 2026, 0, "-" },
    { "operating", NULL, NULL, NULL, 1950, 0, "there undated" },
    { "operating", NULL, NULL, NULL, 2040, 0, "there undated" },
    { "operating", NULL, "2038", NULL, 2038, 0, "there undated" },
    { "operating", NULL, "2038", NULL, 2039, 0, "-" },
    { "operating", "soon", "later", "some day", 2020, 0, "there undated" },
    { "operating", "2025-02-29", NULL, NULL, 2020, 0, "there undated" },
    { "operating", "", "", "", 2020, 0, "there undated" },
    /* Now nothing depends on a date. */
    { "operating", NULL, NULL, NULL, 0, 0, "there" },
    { "operating", NULL, NULL, NULL, 0, 20200101, "there" },
  };

  CHECK (cases);
}

/* What begins after now is a promise; now is the day of the second clock where that is earlier. */
static void
test_promised (void)
{
  static const Case cases[] = {
    { "contracted", "2027", NULL, NULL, 0, 0, "there promised" },
    { "contracted", "2026", NULL, NULL, 0, 0, "there" },
    { "contracted", "2026-11-24", NULL, NULL, 0, 0, "there" },
    { "contracted", "2026-11-25", NULL, NULL, 0, 0, "there promised" },
    { "contracted", "2027", NULL, NULL, 2026, 0, "-" },
    { "contracted", "2027", NULL, NULL, 2027, 0, "there promised" },
    { "operating", "2024", NULL, NULL, 2030, 0, "there" },
    { "operating", "2024", NULL, NULL, 0, 20230601, "there promised" },
    { "operating", "2024", NULL, NULL, 2024, 20230601, "there promised" },
    { "operating", "2024", NULL, NULL, 2024, 20991231, "there" },
  };
  const YttLinkStanding promised = { TRUE, TRUE, FALSE, FALSE }, fact = { TRUE, FALSE, FALSE, FALSE };

  CHECK (cases);

  g_assert_cmpint (ytt_link_standing_get_drawn (promised, YTT_LINK_OPERATING), ==, YTT_LINK_PLANNED);
  g_assert_cmpint (ytt_link_standing_get_drawn (fact, YTT_LINK_OPERATING), ==, YTT_LINK_OPERATING);
  g_assert_cmpint (ytt_link_standing_get_drawn (promised, YTT_LINK_MEMORANDUM), ==, YTT_LINK_MEMORANDUM);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/link-standing/term", test_term);
  g_test_add_func ("/link-standing/ended", test_ended);
  g_test_add_func ("/link-standing/undated", test_undated);
  g_test_add_func ("/link-standing/promised", test_promised);

  return g_test_run ();
}
