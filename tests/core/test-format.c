#include "config.h"

#include "query-fixture.h"

#include "ytt-format.h"

#include <locale.h>
#include <math.h>
#include <string.h>

#define NBSP "\302\240"

/* Compares, and frees what was made. */
static void
expect (char       *made,
        const char *expected)
{
  g_assert_cmpstr (made, ==, expected);
  g_assert_true (made == NULL || g_utf8_validate (made, -1, NULL));
  g_free (made);
}

static void
test_numbers (void)
{
  expect (ytt_format_number (0, -1), "0");
  expect (ytt_format_number (-0.0, 2), "0.00");
  expect (ytt_format_number (-0.001, 2), "0.00");
  expect (ytt_format_number (7, 0), "7");
  expect (ytt_format_number (999, -1), "999");
  expect (ytt_format_number (1000, -1), "1,000");
  expect (ytt_format_number (1234567.5, -1), "1,234,567.5");
  expect (ytt_format_number (-1234.5, 1), "−1,234.5");
  expect (ytt_format_number (0.1 + 0.2, -1), "0.3");
  expect (ytt_format_number (0.0785, -1), "0.0785");
  expect (ytt_format_number (1e15, -1), "1,000,000,000,000,000");
  expect (ytt_format_number (2.0 / 3, 3), "0.667");
  expect (ytt_format_number (NAN, -1), "–");
  expect (ytt_format_number (INFINITY, 2), "–");
}

static void
test_dates (void)
{
  expect (ytt_format_date ("2025-09-19"), "19" NBSP "Sep" NBSP "2025");
  expect (ytt_format_date ("2025-09-01"), "1" NBSP "Sep" NBSP "2025");
  expect (ytt_format_date ("2025-09"), "Sep" NBSP "2025");
  expect (ytt_format_date ("1923"), "1923");
  expect (ytt_format_date ("2024-02-29"), "29" NBSP "Feb" NBSP "2024");
  expect (ytt_format_date (NULL), "–");
  expect (ytt_format_date (""), "–");

  /* What is no date stays as it was written. */
  expect (ytt_format_date ("2025-02-29"), "2025-02-29");
  expect (ytt_format_date ("2025-13"), "2025-13");
  expect (ytt_format_date ("mid-2026"), "mid-2026");
  expect (ytt_format_date ("2025/09"), "2025/09");
  expect (ytt_format_date ("0000"), "0000");
}

static void
expect_claim (const char   *value,
              const char   *max,
              const char   *unit,
              const char   *basis,
              YttQualifier  qualifier,
              const char   *expected)
{
  YttClaim claim = {
    .attribute = (char *) "capacity",
    .value = (char *) value,
    .value_max = (char *) max,
    .unit = (char *) unit,
    .basis = (char *) basis,
    .qualifier = qualifier,
  };

  expect (ytt_format_claim (&claim), expected);
}

/* The numbers of look/README, and their kin. */
static void
test_claims (void)
{
  const YttQualifier exact = YTT_QUALIFIER_EXACT;

  expect_claim ("2000", NULL, "t/yr", "magnets", exact, "2,000" NBSP "t/yr" NBSP "magnets");
  expect_claim ("3000", NULL, "t/yr", "", YTT_QUALIFIER_PLANNED, "3,000" NBSP "t/yr");
  expect_claim ("5000", NULL, "t/yr", "REO", YTT_QUALIFIER_UP_TO, "up to 5,000" NBSP "t/yr" NBSP "REO");
  expect_claim ("0.93", NULL, "%", "TREO", exact, "0.93" NBSP "%" NBSP "TREO");
  expect_claim ("85", "90", "%", "", exact, "85–90" NBSP "%");
  expect_claim ("278", NULL, "Mt", "", exact, "278" NBSP "Mt" NBSP "ore");
  expect_claim ("4.0", NULL, "Mt", "REO", exact, "4.0" NBSP "Mt" NBSP "REO");
  expect_claim ("8", NULL, "Mt/yr", "", exact, "8" NBSP "Mt/yr" NBSP "ore");
  expect_claim ("0.9", "1.8", "t/day", "ore", exact, "0.9–1.8" NBSP "t/day" NBSP "ore");
  expect_claim ("20000", NULL, "m2", "", exact, "20,000" NBSP "m²");
  expect_claim ("100", NULL, "people", "", YTT_QUALIFIER_ABOUT, "about 100" NBSP "people");
  expect_claim ("1", NULL, "people", "", exact, "1" NBSP "person");
  expect_claim ("9.5", NULL, "years", "", YTT_QUALIFIER_AT_LEAST, "at least 9.5" NBSP "years");
  expect_claim ("1", NULL, "years", "", exact, "1" NBSP "year");
  expect_claim ("2026", NULL, "date", "", YTT_QUALIFIER_EXPECTED, "2026");
  expect_claim ("2026", "2027-03", "date", "", exact, "2026–Mar" NBSP "2027");
  expect_claim ("2027", NULL, "date", "", YTT_QUALIFIER_UP_TO, "by 2027");
  expect_claim ("2027", NULL, "date", "", YTT_QUALIFIER_AT_LEAST, "not before 2027");

  /* What other programs may have written. */
  expect_claim ("", NULL, "t/yr", "", exact, "–");
  expect_claim (NULL, NULL, "t/yr", "", exact, "–");
  expect_claim ("a lot", NULL, "t/yr", "", exact, "a lot");
  expect_claim ("12", NULL, NULL, NULL, exact, "12");
  expect_claim ("12", "x", "furlongs", "", exact, "12" NBSP "furlongs");
}

static void
test_money (void)
{
  const YttQualifier exact = YTT_QUALIFIER_EXACT;

  expect_claim ("75000000", NULL, "EUR", "", exact, "EUR" NBSP "75" NBSP "million");
  expect_claim ("81250000", NULL, "EUR", "", exact, "EUR" NBSP "81.25" NBSP "million");
  expect_claim ("223000000", NULL, "USD", "", YTT_QUALIFIER_ABOUT, "about USD" NBSP "223" NBSP "million");
  expect_claim ("75000000", "100000000", "EUR", "", exact, "EUR" NBSP "75–100" NBSP "million");
  expect_claim ("900000000", "1200000000", "EUR", "", exact, "EUR" NBSP "900–1,200" NBSP "million");
  expect_claim ("1505000000", NULL, "AUD", "", exact, "AUD" NBSP "1.505" NBSP "billion");
  expect_claim ("1234567890", NULL, "CNY", "", exact, "CNY" NBSP "1,234,567,890");
  expect_claim ("1234567000", NULL, "CNY", "", exact, "CNY" NBSP "1,234.567" NBSP "million");
  expect_claim ("950000", NULL, "USD", "", exact, "USD" NBSP "950,000");
  expect_claim ("0", NULL, "USD", "", exact, "USD" NBSP "0");

  expect (ytt_format_amount ("2800000000", "USD", "about"), "about USD" NBSP "2.8" NBSP "billion");
  expect (ytt_format_amount ("130000000", "EUR", "up-to"), "up to EUR" NBSP "130" NBSP "million");
  expect (ytt_format_amount ("130000000", "EUR", NULL), "EUR" NBSP "130" NBSP "million");
  expect (ytt_format_amount ("1500", "", "whatever"), "1,500");
  expect (ytt_format_amount (NULL, "EUR", NULL), "–");
}

static void
test_prefix (void)
{
  YttClaim claim = { .value = (char *) "1", .unit = (char *) "t/yr", .qualifier = YTT_QUALIFIER_PLANNED };

  expect (ytt_format_claim_prefix (&claim), NULL);
  claim.qualifier = YTT_QUALIFIER_EXPECTED;
  expect (ytt_format_claim_prefix (&claim), NULL);
  claim.qualifier = YTT_QUALIFIER_ABOUT;
  expect (ytt_format_claim_prefix (&claim), "about");
}

static void
test_caption (void)
{
  YttSource source = { .title = (char *) "Neo opens", .publisher = (char *) "Automotive World" };
  YttClaim claim = {
    .part = (char *) "phase 1",
    .scope = (char *) "site",
    .unit = (char *) "t/yr",
    .basis = (char *) "magnets",
    .as_of = (char *) "2025-09-19",
    .note = (char *) "rare earth metals and alloys",
    .source = &source,
  };

  expect (ytt_format_claim_caption (&claim),
          "phase 1, as stated · Automotive World, 19" NBSP "Sep" NBSP "2025");
  claim.part = (char *) "";
  claim.qualifier = YTT_QUALIFIER_PLANNED;
  claim.tense = YTT_TENSE_PROMISED;
  source.publisher = NULL;
  expect (ytt_format_claim_caption (&claim), "planned · Neo opens, 19" NBSP "Sep" NBSP "2025");
  claim.qualifier = YTT_QUALIFIER_UP_TO;
  claim.scope = (char *) "company";
  claim.as_of = NULL;
  expect (ytt_format_claim_caption (&claim), "of the whole company, promised · Neo opens, no date");

  /* Tonnes of what, where no basis tells it. */
  claim.basis = (char *) "";
  expect (ytt_format_claim_caption (&claim),
          "of the whole company, rare earth metals and alloys, promised · Neo opens, no date");
  claim.part = (char *) "rare earth metals and alloys";
  expect (ytt_format_claim_caption (&claim), "rare earth metals and alloys, promised · Neo opens, no date");
  claim.part = (char *) "";
  claim.unit = (char *) "Mt";
  expect (ytt_format_claim_caption (&claim), "of the whole company, promised · Neo opens, no date");
}

static void
test_places (void)
{
  expect (ytt_format_coordinates (59.36180, 28.14780, YTT_PRECISION_SITE), "59.3618°" NBSP "N, 28.1478°" NBSP "E");
  expect (ytt_format_coordinates (-12.90795, -15.24845, YTT_PRECISION_LOCALITY),
          "12.91°" NBSP "S, 15.25°" NBSP "W");
  expect (ytt_format_coordinates (0, 180, YTT_PRECISION_REGION), "0.0°" NBSP "N, 180.0°" NBSP "E");
  expect (ytt_format_coordinates_stored (59.36184, 28.14785), "59.36184°" NBSP "N, 28.14785°" NBSP "E");
  expect (ytt_format_coordinates_stored (-12.5, 7), "12.5°" NBSP "S, 7°" NBSP "E");
  expect (ytt_format_coordinates (NAN, NAN, YTT_PRECISION_UNKNOWN), "–");

  /* For programs, whatever the locale. */
  expect (ytt_format_geo_uri (59.36184, 28.1478, YTT_PRECISION_SITE), "geo:59.3618,28.1478");
  expect (ytt_format_geo_uri (-12.9, 15.25, YTT_PRECISION_LOCALITY), "geo:-12.90,15.25;u=5000");
  expect (ytt_format_geo_uri (1, 2, YTT_PRECISION_REGION), "geo:1.0,2.0;u=50000");
  expect (ytt_format_geo_uri (NAN, NAN, YTT_PRECISION_UNKNOWN), NULL);

  expect (ytt_format_place ("Narva", "Ida-Virumaa", "EE"), "Narva, Ida-Virumaa, Estonia");
  expect (ytt_format_place (NULL, NULL, "JP"), "Japan");
  expect (ytt_format_place ("", "", NULL), "");
  expect (ytt_format_place ("Luxembourg", "Luxembourg", "LU"), "Luxembourg");
  expect (ytt_format_place ("Nowhere", NULL, "XX"), "Nowhere, XX");
}

static void
test_codes (void)
{
  YttStatus status = YTT_STATUS_CLOSED;
  YttStages stage;

  for (guint i = 0; i < YTT_N_STAGES; i++)
    {
      g_assert_true (ytt_stage_from_code (ytt_stage_to_code (1u << i), &stage));
      g_assert_cmpuint (stage, ==, 1u << i);
      g_assert_cmpstr (ytt_stage_get_label (stage), !=, "");
    }
  for (int i = 1; i < YTT_N_STATUSES; i++)
    {
      g_assert_true (ytt_status_from_code (ytt_status_to_code (i), &status));
      g_assert_cmpint (status, ==, i);
    }

  /* Untouched on failure. */
  g_assert_false (ytt_status_from_code ("running", &status));
  g_assert_false (ytt_status_from_code (NULL, &status));
  g_assert_cmpint (status, ==, YTT_N_STATUSES - 1);
  g_assert_null (ytt_status_to_code (YTT_STATUS_UNKNOWN));
  g_assert_null (ytt_stage_to_code (YTT_STAGE_MINING | YTT_STAGE_MAGNET));

  g_assert_cmpuint (ytt_stages_get_leading (YTT_STAGE_RECYCLING | YTT_STAGE_MINING), ==, YTT_STAGE_MINING);
  g_assert_cmpuint (ytt_stages_get_leading (YTT_STAGE_RECYCLING), ==, YTT_STAGE_RECYCLING);
  g_assert_cmpuint (ytt_stages_get_leading (YTT_STAGE_NONE), ==, YTT_STAGE_NONE);
  g_assert_cmpuint (ytt_stages_count (YTT_STAGE_MINING | YTT_STAGE_METAL), ==, 2);

  g_assert_cmpstr (ytt_attribute_get_label ("capex"), ==, "Plant cost");
  g_assert_cmpstr (ytt_attribute_get_label ("a-new-one"), ==, "a-new-one");
  g_assert_cmpstr (ytt_announcement_kind_get_label ("joint-venture"), ==, "Joint venture");
  g_assert_cmpstr (ytt_country_get_name ("KR"), ==, "South Korea");
  g_assert_cmpstr (ytt_country_get_name ("AD"), ==, "Andorra");
  g_assert_cmpstr (ytt_country_get_name ("ZW"), ==, "Zimbabwe");
  g_assert_cmpstr (ytt_country_get_name ("XX"), ==, "XX");
  g_assert_cmpstr (ytt_country_get_name (NULL), ==, "");
}

/* A locale that is not there leaves that of C, in which numbers are written as in English. */
static void
test_bad_locale (void)
{
  g_assert_null (setlocale (LC_ALL, "xx_XX.nonsense"));
  expect (ytt_format_number (1234.5, -1), "1,234.5");
  g_assert_nonnull (setlocale (LC_ALL, "POSIX"));
  expect (ytt_format_number (1234.5, -1), "1,234.5");
  expect (ytt_format_date ("2025-09"), "Sep" NBSP "2025");
  g_assert_nonnull (setlocale (LC_ALL, ""));
}

/* Every record of the shipped document can be copied: with its name, each claim and each source. */
static void
test_record (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr(YttResult) all = fixture_search (f, "", YTT_ORDER_NAME);

  for (guint i = 0; i < all->ids->len; i++)
    {
      g_autoptr(YttRecord) record = fixture_get_record_by_id (f, g_array_index (all->ids, gint64, i));
      g_autofree char *text = ytt_format_record (record);

      g_assert_true (g_utf8_validate (text, -1, NULL));
      g_assert_true (g_str_has_prefix (text, record->name));
      g_assert_null (strstr (text, "(null)"));

      for (guint j = 0; j < record->sources->len; j++)
        {
          const YttSource *source = g_ptr_array_index (record->sources, j);
          g_autofree char *line = g_strdup_printf ("\n  [%u] %s", j + 1, source->title);

          g_assert_nonnull (strstr (text, line));
        }

      for (guint j = 0; j < record->figures->len; j++)
        {
          const YttFigure *figure = g_ptr_array_index (record->figures, j);

          for (guint k = 0; k < figure->claims->len; k++)
            {
              g_autofree char *value = ytt_format_claim (g_ptr_array_index (figure->claims, k));

              g_assert_nonnull (strstr (text, value));
            }
        }
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/format/numbers", test_numbers);
  g_test_add_func ("/format/dates", test_dates);
  g_test_add_func ("/format/claims", test_claims);
  g_test_add_func ("/format/money", test_money);
  g_test_add_func ("/format/prefix", test_prefix);
  g_test_add_func ("/format/caption", test_caption);
  g_test_add_func ("/format/places", test_places);
  g_test_add_func ("/format/codes", test_codes);
  g_test_add_func ("/format/bad-locale", test_bad_locale);
  g_test_add ("/format/record", Fixture, NULL, fixture_set_up_shipped, test_record, fixture_tear_down);

  return g_test_run ();
}
