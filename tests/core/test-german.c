#include "config.h"

#include "query-fixture.h"

#include "ytt-format.h"
#include "ytt-reading.h"

#include <locale.h>

/* What a user sees whose language is German; the locale is one that the tests make for themselves. */

#define NBSP "\302\240"

/* Compares, and frees what was made. */
static void
expect (char       *made,
        const char *expected)
{
  g_assert_cmpstr (made, ==, expected);
  g_free (made);
}

static void
test_format (void)
{
  YttClaim claim = {
    .attribute = (char *) "capacity",
    .value = (char *) "2000",
    .unit = (char *) "t/yr",
    .basis = (char *) "magnets",
  };

  expect (ytt_format_number (1234567.5, -1), "1.234.567,5");
  expect (ytt_format_claim (&claim), "2.000" NBSP "t/yr" NBSP "magnets");
  claim.value = (char *) "81250000";
  claim.unit = (char *) "EUR";
  expect (ytt_format_claim (&claim), "EUR" NBSP "81,25" NBSP "million");
  expect (ytt_format_date ("2025-03-19"), "19" NBSP "Mär" NBSP "2025");
  expect (ytt_format_coordinates (59.3618, 28.1478, YTT_PRECISION_SITE), "59,3618°" NBSP "N, 28,1478°" NBSP "E");

  /* For programs, whatever the locale. */
  expect (ytt_format_geo_uri (59.3618, 28.1478, YTT_PRECISION_SITE), "geo:59.3618,28.1478");
}

static void
test_countries (Fixture       *f,
                gconstpointer  data)
{
  static const char * const words[] = { "südkorea", "Sudkorea", "south korea", "deutschland", "germany", "estland" };

  expect (ytt_format_place ("Narva", NULL, "EE"), "Narva, Estland");

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr(YttResult) found = fixture_search (f, words[i], YTT_ORDER_COUNTRY);
      g_autoptr(GPtrArray) rows = fixture_get_rows (f, found->ids);
      const char * const codes[] = { "KR", "KR", "KR", "DE", "DE", "EE" };

      g_assert_cmpuint (rows->len, >, 0);
      for (guint j = 0; j < rows->len; j++)
        g_assert_cmpstr (((YttFacilityRow *) g_ptr_array_index (rows, j))->country, ==, codes[i]);
    }
}

/* Names stand as in a German dictionary, whatever their case. */
static void
test_order (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr(YttResult) found = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(GString) names = g_string_new (NULL);

  fixture_run (f,
               "INSERT INTO facility (id, name) VALUES (1, 'Zeche'), (2, 'Öre'), (3, 'ofen'), (4, 'Orsk'), (5, 'Ähre'),"
               " (6, 'alp'), (7, 'Straße'), (8, 'Strasse 2')");
  found = fixture_search (f, "", YTT_ORDER_NAME);
  rows = fixture_get_rows (f, found->ids);
  for (guint i = 0; i < rows->len; i++)
    g_string_append_printf (names, "%s ", ((YttFacilityRow *) g_ptr_array_index (rows, i))->name);

  g_assert_cmpstr (names->str, ==, "Ähre alp ofen Öre Orsk Straße Strasse 2 Zeche ");
}

/* What is typed in German: a point parts thousands, a comma decimals, and months have their names. */
static void
test_typed (void)
{
  static const struct
  {
    const char *attribute;
    const char *text;
    const char *values[2];
  } cases[] = {
    { "capacity", "5.000 t/yr", { "5000" } },
    { "capacity", "2,125 t/yr", { "2125", "2.125" } },
    { "grade", "1,5 %", { "1.5" } },
    { "capex", "81,25 Mio. €", { "81250000" } },
    { "start", "19" NBSP "Mär" NBSP "2025", { "2025-03-19" } },
    { "start", "8. Oktober 2025", { "2025-10-08" } },
    { "start", "Dez. 2025", { "2025-12" } },
    { "start", "8 October 2025", { "2025-10-08" } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) readings = ytt_readings_parse (cases[i].attribute, cases[i].text, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (readings->len, ==, cases[i].values[1] != NULL ? 2 : 1);
      for (guint j = 0; j < readings->len; j++)
        g_assert_cmpstr (((YttReading *) g_ptr_array_index (readings, j))->value, ==, cases[i].values[j]);
    }
}

int
main (int argc, char **argv)
{
  /* LANGUAGE would win over the locale. */
  g_unsetenv ("LANGUAGE");
  g_setenv ("LC_ALL", "de_DE.UTF-8", TRUE);
  if (setlocale (LC_ALL, "") == NULL)
    g_error ("There is no German locale");

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/german/format", test_format);
  g_test_add ("/german/countries", Fixture, NULL, fixture_set_up_shipped, test_countries, fixture_tear_down);
  g_test_add ("/german/order", Fixture, NULL, fixture_set_up_empty, test_order, fixture_tear_down);
  g_test_add_func ("/german/typed", test_typed);

  return g_test_run ();
}
