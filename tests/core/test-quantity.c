#include "config.h"

#include <gio/gio.h>
#include <locale.h>

#include "reading-text.h"
#include "ytt-csv.h"
#include "ytt-format.h"
#include "ytt-number.h"
#include "ytt-reading.h"
#include "ytt-vocabulary.h"

#define NBSP "\302\240"
#define NARROW "\342\200\257"

typedef struct
{
  const char *attribute;
  const char *text;
  const char *expected;   /* as reading_text_parse() writes it */
} Case;

static void
check_cases (const Case *cases,
             gsize       n_cases)
{
  gboolean good = TRUE;

  for (gsize i = 0; i < n_cases; i++)
    {
      g_autofree char *line = reading_text_parse (cases[i].attribute, cases[i].text);

      if (!g_str_equal (line, cases[i].expected))
        {
          g_test_message ("%s “%s”: %s, not %s", cases[i].attribute, cases[i].text, line, cases[i].expected);
          good = FALSE;
        }
    }

  g_assert_true (good);
}

static const Case rates[] = {
  { "capacity", "2,000 t/yr magnets", "2000 t/yr magnets" },
  { "capacity", "3 ktpa NdPr", "3000 t/yr NdPr" },
  { "capacity", "NdPr oxide: 3 ktpa", "3000 t/yr NdPr oxide" },
  { "capacity", "up to 5 000 t/a magnets", "up-to 5000 t/yr magnets" },
  { "capacity", "5,000-7,500 tpa", "5000..7500 t/yr" },
  { "capacity", "5,000 – 7,500 tonnes per year of REO", "5000..7500 t/yr REO" },
  { "capacity", "between 5,000 and 7,500 tonnes of REO a year", "5000..7500 t/yr REO" },
  { "capacity", "5 kt/yr to 7.5 kt/yr", "5000..7500 t/yr" },
  { "capacity", "900 t - 1.2 kt per annum", "900..1200 t/yr" },
  { "capacity", "2000 t magnets/yr", "2000 t/yr magnets" },
  { "capacity", "2000 tpy", "2000 t/yr" },
  { "capacity", "2000 TPA", "2000 t/yr" },
  { "capacity", "2000 t p.a.", "2000 t/yr" },
  { "capacity", "annual capacity of 2,000 tonnes", "2000 t/yr" },
  { "capacity", "1.2 million t/yr", "1200000 t/yr" },
  { "capacity", "1.5 Mt/yr", "1.5 Mt/yr" },
  { "capacity", "1.5 Mtpa ore", "1.5 Mt/yr" },
  { "capacity", "250 t/month magnets", "250 t/month magnets" },
  { "capacity", "2 kt per month", "2000 t/month" },
  { "capacity", "50 tonnes a day", "50 t/day" },
  { "capacity", "50 tpd", "50 t/day" },
  { "production", "13 kg/day REO", "13 kg/day REO" },
  { "production", "13 000 kg per year", "13 t/yr" },
  { "production", "1,200 t/quarter NdPr oxide", "1200 t/quarter NdPr oxide" },
  { "capacity", "400 tonnes of sintered NdFeB magnets per year", "400 t/yr magnets {sintered NdFeB magnets}" },
  { "capacity", "1500 t/yr NdPr metal", "1500 t/yr metal {NdPr metal}" },
  { "capacity", "10 t/yr Dy oxide", "10 t/yr Dy oxide" },
  { "capacity", "10 t/yr dysprosium oxide", "10 t/yr Dy oxide" },
  { "capacity", "10 t/yr scandium oxide", "10 t/yr scandium oxide" },
  { "capacity", "10 t/yr Dy and Tb oxides", "10 t/yr Dy and Tb oxide" },
  { "capacity", "2 Mlb/yr", "907.185 t/yr {converted at 1 lb = 0.45359237 kg}" },
  { "capacity", "1000 short tons per year", "907.185 t/yr {converted at 1 short ton = 0.90718474 t}" },
  { "capacity", "10,000 tREO/yr", "10000 t/yr REO" },
  { "capacity", "1500t NdPr oxide per year (expandable to 3000t)", "1500 t/yr NdPr oxide {expandable to 3000t}" },
  { "capacity", "2000 t/yr (planned) magnets", "planned 2000 t/yr magnets" },
  { "capacity", "2000 t/yr (planned, REO, phase 2)", "2000 t/yr {planned, REO, phase 2}" },
  { "capacity", "2000 t/yr (planned", "planned 2000 t/yr" },
  { "capacity", "initially 2,000 t/yr sintered magnets", "2000 t/yr magnets {initially; sintered magnets}" },
  { "production", "45,552 t REO in total", "45552 t REO" },
  { "capacity", "45,552 t REO in total", "!45,552" },
  { "production", "45,552 t/yr REO in FY2024", "45552 t/yr REO {in FY2024}" },
  { "capacity", "2,000 t/yr from late 2027", "2000 t/yr {from late 2027}" },
  { "capacity", "planned 2,000 t/yr by Q3 2026", "planned 2000 t/yr {by Q3 2026}" },
  { "capacity", "2,000 t/yr in 3 years", "!3" },
  { "production", "45,552 t/yr REO in Narva", "!Narva" },
  { "capacity", "0 t/yr", "0 t/yr" },
  { "capacity", "1e3 t/yr", "1000 t/yr" },

  /* Asked, never guessed. */
  { "capacity", "about 2.000 t/yr", "about 2000 t/yr | about 2 t/yr" },
  { "capacity", "2,000 t magnets", "2000 t/yr magnets | 2000 t/month magnets | 2000 t/day magnets" },
  { "production", "2,000 t REO", "2000 t/yr REO | 2000 t REO" },
  { "capacity", "5 MT/yr", "5 t/yr | 5 Mt/yr" },
  { "capacity", "5 mtpa", "5 t/yr | 5 Mt/yr" },
  { "capacity", "5,000 MT", "5000 t/yr | 5000 t/month | 5000 t/day | 5000 Mt/yr" },
  { "capacity", "100 tons per year",
    "100 t/yr | 90.7185 t/yr {converted at 1 short ton = 0.90718474 t}" },
  { "capacity", "5-7 000 t/yr", "5..7000 t/yr | 5000..7000 t/yr" },
  { "capacity", "900-1.200 t/yr", "900..1200 t/yr" },
  { "capacity", "1.000-2.000 t/yr", "1000..2000 t/yr | 1..2 t/yr" },

  { "capacity", "2000", "!2000" },
  { "capacity", "2000 magnets/yr", "!2000" },
  { "capacity", "t/yr", "!t" },
  { "capacity", "2000 t/h", "!/h" },
  { "capacity", "2000 gallons", "!gallons" },
  { "capacity", "2000 t/Jahr", "!/Jahr" },
  { "capacity", "USD 2000", "!USD" },
  { "capacity", "2000 t/yr 3000", "!3000" },
  { "capacity", "2000 t/yr/month", "!/month" },
  { "capacity", "2000 t/yr magnets REO", "!REO" },
  { "capacity", "-5 t/yr", "!-" },
  { "capacity", "7,500-5,000 tpa", "!7,500-5,000" },
  { "capacity", "5,000 to", "!5,000 to" },
  { "capacity", "12,34,5 t/yr", "!12,34,5" },
  { "capacity", "1234567890123456789 t/yr", "!1234567890123456789" },
  { "capacity", "", "!" },
  { "capacity", "   ", "!   " },
  { "capacity", "magnets", "!magnets" },
  { "capacity", "2000 t/yr \xff", "!" },
  { "colour", "2000 t/yr", "!" },
};

static void
test_rates (void)
{
  check_cases (rates, G_N_ELEMENTS (rates));
}

static void
test_masses (void)
{
  static const Case cases[] = {
    { "resource", "10.2 Mt", "10.2 Mt" },
    { "resource", "10.2 Mt ore", "10.2 Mt" },
    { "resource", "10.2 Mt TREO", "10.2 Mt TREO" },
    { "resource", "10 million tonnes of contained REO", "10 Mt REO" },
    { "resource", "1.2 billion tonnes", "1200 Mt" },
    { "resource", "350 kt REO", "350000 t REO" },
    { "resource", "45,000 t", "45000 t" },
    { "resource", "900 kt to 1.2 Mt", "900000..1200000 t" },
    { "reserve", "10.2 MT", "10.2 t | 10.2 Mt" },
    { "reserve", "10.2 mt", "10.2 t | 10.2 Mt" },
    { "reserve", "10.2 Mt/yr", "!/yr" },
    { "reserve", "10.2", "!10.2" },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_money (void)
{
  static const Case cases[] = {
    { "capex", "USD 223m", "223000000 USD" },
    { "capex", "USD223m", "223000000 USD" },
    { "capex", "€75 million", "75000000 EUR" },
    { "capex", "75 Mio. €", "75000000 EUR" },
    { "capex", "US$1.25bn", "1250000000 USD" },
    { "capex", "A$1.7-1.8 billion", "1700000000..1800000000 AUD" },
    { "capex", "USD 900m to 1.1bn", "900000000..1100000000 USD" },
    { "capex", "USD 200m - USD 250m", "200000000..250000000 USD" },
    { "capex", "Rs. 7,280 crore", "72800000000 INR | 72800000000 PKR" },
    { "capex", "INR 1,00,000 lakh", "10000000000 INR" },
    { "capex", "15亿元", "1500000000 CNY" },
    { "capex", "RMB 2.5 billion", "2500000000 CNY" },
    { "capex", "10 billion yen", "10000000000 JPY" },
    { "capex", "CHF 1'234'567.50", "1234567.50 CHF" },
    { "capex", "USD 5", "5 USD" },
    { "capex", "1.5MM USD", "1500000 USD" },
    { "capex", "$5m (CAD)", "5000000 CAD" },
    { "capex", "$5m", "5000000 USD | 5000000 AUD | 5000000 CAD" },
    { "capex", "¥100 million", "100000000 CNY | 100000000 JPY" },
    { "capex", "kr 100m", "100000000 SEK | 100000000 NOK | 100000000 DKK" },
    { "capex", "USD 1.125 billion", "1125000000000 USD | 1125000000 USD" },
    { "capex", "USD 223 million (AUD 340 million)", "223000000 USD {AUD 340 million}" },
    { "capex", "R5 billion", "5000000000 ZAR" },
    { "capex", "223m", "!223" },
    { "capex", "USD 223 t", "!t" },
    { "capex", "USD 5 EUR", "!EUR" },
    { "capex", "USD million", "!million" },
    { "capex", "USD 5 billion trillion", "!trillion" },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_the_others (void)
{
  static const Case cases[] = {
    { "grade", "1.5 % TREO", "1.5 % TREO" },
    { "grade", "1,5%", "1.5 %" },
    { "grade", "1.5-2.25 wt% TREO", "1.5..2.25 % TREO" },
    { "grade", "850 ppm TREO", "0.085 % TREO" },
    { "grade", "1,250 ppm", "0.125 %" },
    { "grade", "25 g/t", "0.0025 %" },
    { "grade", "1.125 %", "1.125 %" },
    { "grade", "101 %", "!101" },
    { "grade", "1.5 %/yr", "!/yr" },
    { "purity", "99.9 per cent", "99.9 %" },
    { "purity", "4N", "99.99 %" },
    { "purity", "4N5", "99.995 %" },
    { "purity", "2N5", "99.5 %" },
    { "mine-life", "25 years", "25 years" },
    { "mine-life", "25-year", "25 years" },
    { "mine-life", "25", "25 years" },
    { "mine-life", "more than 20 years", "at-least 20 years" },
    { "jobs", "350", "350 people" },
    { "jobs", "1,200 jobs", "1200 people" },
    { "jobs", "1.200 jobs", "1200 people" },
    { "jobs", "1.2k", "1200 people" },
    { "jobs", "80 to 100 people", "80..100 people" },
    { "jobs", "350 direct jobs", "350 people {direct}" },
    { "jobs", "2.5 people", "!2.5" },
    { "floor-area", "5 000 m²", "5000 m2" },
    { "floor-area", "20,000 square metres", "20000 m2" },
    { "floor-area", "1 million sq ft", "92903 m2 {converted at 1 sq ft = 0.09290304 m²}" },
    { "site-area", "2.5 ha", "25000 m2" },
    { "site-area", "16 acres", "64749.7 m2 {converted at 1 acre = 4046.8564224 m²}" },
    { "site-area", "5000", "5000 m2 | 50000000 m2 | 464.515 m2 {converted at 1 sq ft = 0.09290304 m²}" },
    { "status", "Operating", "operating" },
    { "status", " shelved ", "shelved" },
    { "status", "buzzing", "!buzzing" },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_qualifiers (void)
{
  static const Case cases[] = {
    { "jobs", "~350", "about 350 people" },
    { "jobs", "approx. 350", "about 350 people" },
    { "jobs", "c. 350", "about 350 people" },
    { "jobs", "at least 350", "at-least 350 people" },
    { "jobs", ">350", "at-least 350 people" },
    { "jobs", "350+", "at-least 350 people" },
    { "jobs", "350 or more", "at-least 350 people" },
    { "jobs", "from 350", "at-least 350 people" },
    { "jobs", "from 350 to 400", "350..400 people" },
    { "jobs", "no more than 350", "up-to 350 people" },
    { "jobs", "planned 350", "planned 350 people" },
    { "jobs", "350 (expected)", "expected 350 people" },
    { "jobs", "planned: about 350", "planned 350 people" },
    { "jobs", "about 350, promised", "about promised 350 people" },
    { "jobs", "promised 350", "planned 350 people" },
    { "jobs", "up to 350, promised", "up-to promised 350 people" },
    { "jobs", "expected up to 350", "up-to promised 350 people" },
    { "jobs", "planned at least 350", "planned 350 people | at-least 350 people" },
    { "jobs", "estimated 350", "expected 350 people | about 350 people" },
    { "jobs", "at least 350 and at most 400", "up-to 350..400 people | at-least 350..400 people" },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

static const struct
{
  const char *text;
  gunichar    separator;
  const char *value;   /* NULL where it is no number */
  const char *other;
  gsize       length;
} numbers[] = {
  { "0", ',', "0", "", 1 },
  { "007", ',', "7", "", 3 },
  { "2000", ',', "2000", "", 4 },
  { "2,000", ',', "2000", "", 5 },
  { "2,000", '.', "2000", "2", 5 },
  { "2.000", '.', "2000", "", 5 },
  { "2.000", ',', "2000", "2", 5 },
  { "2.125", ' ', "2125", "2.125", 5 },
  { "0.125", '.', "0.125", "", 5 },
  { "1234.567", '.', "1234.567", "", 8 },
  { "2,5", ',', "2.5", "", 3 },
  { "2.50", ',', "2.50", "", 4 },
  { "1,234,567.89", ',', "1234567.89", "", 12 },
  { "1.234.567,89", ',', "1234567.89", "", 12 },
  { "1 234 567,89", ',', "1234567.89", "", 12 },
  { "1" NBSP "234" NBSP "567", ',', "1234567", "", 11 },
  { "1" NARROW "234,5", ' ', "1234.5", "", 9 },
  { "1'234.5", ',', "1234.5", "", 7 },
  { "1’234’567", ',', "1234567", "", 13 },
  { "12,34,567.8", ',', "1234567.8", "", 11 },
  { "1,00,000", ',', "100000", "", 8 },
  { "٢٬٠٠٠٫٥", ',', "2000.5", "", 14 },
  { "२,०००", ',', "2000", "", 13 },
  { "2000.", ',', "2000", "", 4 },
  { "2000, 3", ',', "2000", "", 4 },
  { "1 2345", ',', "1", "", 1 },
  { "1 23", ',', "1", "", 1 },
  { "1.5e6", ',', "1500000", "", 5 },
  { "15e-1", ',', "1.5", "", 5 },
  { "5 EUR", ',', "5", "", 1 },
  { "5EUR", ',', "5", "", 1 },
  { "1.2.3", ',', NULL, NULL, 5 },
  { "1,2,3", ',', NULL, NULL, 5 },
  { "1.234,567.8", ',', NULL, NULL, 11 },
  { "1e99", ',', NULL, NULL, 4 },
  { "1234567890123456789", ',', NULL, NULL, 19 },
  { "x", ',', NULL, NULL, 0 },
  { "", ',', NULL, NULL, 0 },
};

static void
test_numbers (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      YttNumber number;
      gsize length;
      gboolean good = ytt_number_scan (numbers[i].text, numbers[i].separator, &number, &length);

      g_test_message ("%s", numbers[i].text);
      g_assert_true (good == (numbers[i].value != NULL));
      g_assert_cmpuint (length, ==, numbers[i].length);
      if (good)
        {
          g_assert_cmpstr (number.value, ==, numbers[i].value);
          g_assert_cmpstr (number.other, ==, numbers[i].other);
        }
    }
}

static void
test_shift (void)
{
  static const struct
  {
    const char *value;
    int         exponent;
    const char *expected;
  } cases[] = {
    { "1.50", 6, "1500000" },
    { "1.50", 1, "15.0" },
    { "1.50", 0, "1.50" },
    { "25", -4, "0.0025" },
    { "850", -4, "0.085" },
    { "0.5", 3, "500" },
    { "0", 6, "0" },
    { "0.001", 1, "0.01" },
    { "12345.678", -2, "123.45678" },
    { "1000", -3, "1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shifted = ytt_number_shift (cases[i].value, cases[i].exponent);

      g_assert_cmpstr (shifted, ==, cases[i].expected);
    }
}

static void
test_words (void)
{
  static const struct
  {
    const char *attribute;
    const char *text;
    const char *meanings[4];
  } cases[] = {
    { "capacity", "planned 3 ktpa NdPr", { "planned 3,000" NBSP "t/yr" NBSP "NdPr" } },
    { "resource", "5 MT", { "5" NBSP "t (tonnes)", "5" NBSP "Mt" NBSP "ore (million tonnes)" } },
    { "production", "5 t", { "5" NBSP "t/yr", "5" NBSP "t (in the period that is told of)" } },
    { "capex", "up to $5m, planned",
      { "up to USD" NBSP "5" NBSP "million, planned", "up to AUD" NBSP "5" NBSP "million, planned",
        "up to CAD" NBSP "5" NBSP "million, planned" } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) readings = ytt_readings_parse (cases[i].attribute, cases[i].text, NULL, &error);

      g_assert_no_error (error);
      for (guint j = 0; cases[i].meanings[j] != NULL; j++)
        {
          g_assert_cmpuint (j, <, readings->len);
          g_assert_cmpstr (((YttReading *) g_ptr_array_index (readings, j))->meaning, ==, cases[i].meanings[j]);
        }
    }
}

/* Whatever is put into a field for a claim means the claim. */
static void
check_claim (const YttClaim *claim)
{
  g_autofree char *text = ytt_readings_unparse (claim);
  g_autofree char *line = reading_text_parse (claim->attribute, text);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) readings = ytt_readings_parse (claim->attribute, text, NULL, &error);

  g_test_message ("%s: %s %s %s %s is typed “%s” and read %s", claim->slug, claim->value, claim->value_max, claim->unit,
                  claim->basis, text, line);
  g_assert_no_error (error);
  g_assert_cmpuint (readings->len, ==, 1);
  g_assert_true (ytt_reading_matches (g_ptr_array_index (readings, 0), claim));
}

static guint
find_column (const YttCsvRow *head,
             const char      *name)
{
  for (guint i = 0; i < head->fields->len; i++)
    if (g_str_equal (g_ptr_array_index (head->fields, i), name))
      return i;

  g_assert_not_reached ();
}

static char *
get_field (const YttCsvRow *head,
           const YttCsvRow *row,
           const char      *name)
{
  return g_ptr_array_index (row->fields, find_column (head, name));
}

static void
test_typed_again (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("YTTERBY_SOURCE"), "data", "claims.csv", NULL);
  g_autofree char *text = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(GError) error = NULL;
  const YttCsvRow *head;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  rows = ytt_csv_parse (text, -1, &error);
  g_assert_no_error (error);
  head = g_ptr_array_index (rows, 0);

  for (guint i = 1; i < rows->len; i++)
    {
      const YttCsvRow *row = g_ptr_array_index (rows, i);
      const char *value_max = get_field (head, row, "value_max");
      YttClaim claim = {
        .slug = get_field (head, row, "claim"),
        .attribute = get_field (head, row, "attribute"),
        .value = get_field (head, row, "value"),
        .value_max = *value_max != '\0' ? (char *) value_max : NULL,
        .unit = get_field (head, row, "unit"),
        .basis = get_field (head, row, "basis"),
      };

      g_assert_true (ytt_qualifier_from_code (get_field (head, row, "qualifier"), &claim.qualifier));
      g_assert_true (ytt_tense_from_code (get_field (head, row, "tense"), &claim.tense));
      check_claim (&claim);
    }
}

/* What would be read in two ways, or not at all, if it were typed as it is shown. */
static void
test_typed_plainly (void)
{
  static const struct
  {
    const char  *attribute;
    const char  *value;
    const char  *unit;
    const char  *basis;
    YttQualifier qualifier;
    const char  *text;
  } cases[] = {
    { "capacity", "2.125", "t/yr", "", YTT_QUALIFIER_EXACT, "2.1250 t/yr" },
    { "capacity", "2.125", "Mt/yr", "", YTT_QUALIFIER_ABOUT, "about 2.1250 Mt/yr" },
    { "production", "5", "t", "REO", YTT_QUALIFIER_PLANNED, "planned 5 t REO in total" },
    { "resource", "5", "t", "REO", YTT_QUALIFIER_EXACT, "5" NBSP "t" NBSP "REO" },
    { "capex", "1234567890.125", "USD", "", YTT_QUALIFIER_EXACT, "USD" NBSP "1,234,567,890.125" },
    { "grade", "0.00012345678", "%", "TREO", YTT_QUALIFIER_EXACT, "0.00012345678 % TREO" },
    { "status", "operating", "", "", YTT_QUALIFIER_EXACT, "Operating" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const YttClaim claim = {
        .slug = (char *) "made-up",
        .attribute = (char *) cases[i].attribute,
        .value = (char *) cases[i].value,
        .unit = (char *) cases[i].unit,
        .basis = (char *) cases[i].basis,
        .qualifier = cases[i].qualifier,
        .tense = cases[i].qualifier == YTT_QUALIFIER_PLANNED ? YTT_TENSE_PROMISED : YTT_TENSE_STATED,
      };
      g_autofree char *text = ytt_readings_unparse (&claim);

      g_assert_cmpstr (text, ==, cases[i].text);
      check_claim (&claim);
    }
}

/* What comes out is what documents may have. */
static void
test_vocabulary (void)
{
  static const char * const texts[] = {
    "5 MT", "5 t", "5 kt", "5 Mt", "5 kg", "5 kg/day", "5 Mt/yr", "5 t/yr", "5 t/quarter", "5 t/month", "5 t/day",
    "5 %", "5 ppm", "5", "5 ha", "5 years", "5 people", "5 million USD", "$5", "kr 5", "Rs 5", "5 ktpa", "5 kg/month",
  };
  guint n = 0;

  for (guint i = 0; ytt_vocabulary_attributes[i] != NULL; i++)
    for (gsize j = 0; j < G_N_ELEMENTS (texts); j++)
      {
        g_autoptr(GPtrArray) readings = ytt_readings_parse (ytt_vocabulary_attributes[i], texts[j], NULL, NULL);

        for (guint k = 0; readings != NULL && k < readings->len; k++, n++)
          {
            const YttReading *reading = g_ptr_array_index (readings, k);

            g_assert_true (ytt_vocabulary_attribute_has_unit (ytt_vocabulary_attributes[i], reading->unit));
          }
      }

  g_assert_cmpuint (n, >, 100);
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/number/scan", test_numbers);
  g_test_add_func ("/number/shift", test_shift);
  g_test_add_func ("/quantity/rates", test_rates);
  g_test_add_func ("/quantity/masses", test_masses);
  g_test_add_func ("/quantity/money", test_money);
  g_test_add_func ("/quantity/the-others", test_the_others);
  g_test_add_func ("/quantity/qualifiers", test_qualifiers);
  g_test_add_func ("/quantity/words", test_words);
  g_test_add_func ("/quantity/vocabulary", test_vocabulary);
  g_test_add_func ("/quantity/typed-plainly", test_typed_plainly);
  g_test_add_func ("/quantity/typed-again", test_typed_again);

  return g_test_run ();
}
