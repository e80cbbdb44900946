#include "config.h"

#include <gio/gio.h>

#include "reading-text.h"
#include "ytt-when.h"

typedef struct
{
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
      g_autofree char *line = reading_text_parse ("start", cases[i].text);

      if (!g_str_equal (line, cases[i].expected))
        {
          g_test_message ("“%s”: %s, not %s", cases[i].text, line, cases[i].expected);
          good = FALSE;
        }
    }

  g_assert_true (good);
}

static void
test_periods (void)
{
  static const Case cases[] = {
    { "2027", "2027" },
    { " 2027. ", "2027" },
    { "2025-09", "2025-09" },
    { "2025/09", "2025-09" },
    { "2025.09", "2025-09" },
    { "09/2025", "2025-09" },
    { "9.2025", "2025-09" },
    { "Sept 2025", "2025-09" },
    { "september 2025", "2025-09" },
    { "SEP 2025", "2025-09" },
    { "Sep-2025", "2025-09" },
    { "May 2025", "2025-05" },
    { "2025 September", "2025-09" },
    { "8 September 2025", "2025-09-08" },
    { "8th of September, 2025", "2025-09-08" },
    { "8. September 2025", "2025-09-08" },
    { "September 8, 2025", "2025-09-08" },
    { "Sept. 8th 2025", "2025-09-08" },
    { "Monday, 8 September 2025", "2025-09-08" },
    { "8-Sep-2025", "2025-09-08" },
    { "2025-09-08", "2025-09-08" },
    { "2025/9/8", "2025-09-08" },
    { "20250908", "2025-09-08" },
    { "2025-09-08T10:15:00Z", "2025-09-08" },
    { "25/09/2025", "2025-09-25" },
    { "09/25/2025", "2025-09-25" },
    { "09.09.2025", "2025-09-09" },
    { "29 February 2024", "2024-02-29" },
    { "2025年9月8日", "2025-09-08" },
    { "2025年9月", "2025-09" },
    { "Q3 2026", "2026-07..2026-09" },
    { "Q1 2026", "2026-01..2026-03" },
    { "2026 Q4", "2026-10..2026-12" },
    { "2026Q4", "2026-10..2026-12" },
    { "2026-Q4", "2026-10..2026-12" },
    { "3Q26", "2026-07..2026-09" },
    { "Q3'26", "2026-07..2026-09" },
    { "Q3/2026", "2026-07..2026-09" },
    { "third quarter of 2026", "2026-07..2026-09" },
    { "H1 2026", "2026-01..2026-06" },
    { "2H 2026", "2026-07..2026-12" },
    { "the second half of 2026", "2026-07..2026-12" },
    { "late 2027", "2027 {late 2027}" },
    { "mid-2025", "2025 {mid-2025}" },
    { "end of 2027", "2027 {end of 2027}" },
    { "early September 2025", "2025-09 {early September 2025}" },
    { "end of Q3 2026", "2026-07..2026-09 {end of Q3 2026}" },
    { "spring 2026", "2026 {spring 2026}" },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_ranges (void)
{
  static const Case cases[] = {
    { "2027-2028", "2027..2028" },
    { "2027–2028", "2027..2028" },
    { "2027/2028", "2027..2028" },
    { "2027-28", "2027..2028" },
    { "2027/28", "2027..2028" },
    { "2027 to 2028", "2027..2028" },
    { "between 2027 and 2028", "2027..2028" },
    { "from 2027 to 2028", "2027..2028" },
    { "2027 or 2028", "2027..2028" },
    { "Sept-Oct 2025", "2025-09..2025-10" },
    { "Sept 2025 - Feb 2026", "2025-09..2026-02" },
    { "Q3-Q4 2026", "2026-07..2026-12" },
    { "Q4 2026 to Q1 2027", "2026-10..2027-03" },
    { "8-10 September 2025", "2025-09-08..2025-09-10" },
    { "8 Sept to 2 Oct 2025", "2025-09-08..2025-10-02" },
    { "2025-09-08 to 2025-09-10", "2025-09-08..2025-09-10" },
    { "late 2027 or early 2028", "2027..2028 {late 2027 or early 2028}" },
    { "2027-2027", "2027" },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_qualifiers (void)
{
  static const Case cases[] = {
    { "about 2027", "about 2027" },
    { "c. 2027", "about 2027" },
    { "~2027", "about 2027" },
    { "by 2027", "up-to 2027" },
    { "by Q3 2026", "up-to 2026-09 {by Q3 2026}" },
    { "no later than late H1 2026", "up-to 2026-06 {no later than late H1 2026}" },
    { "from H2 2026", "at-least 2026-07 {from H2 2026}" },
    { "by mid-2027", "up-to 2027 {mid-2027}" },
    { "2027 at the latest", "up-to 2027" },
    { "planned by 2027", "up-to promised 2027" },
    { "not before 2027", "at-least 2027" },
    { "2027 onwards", "at-least 2027" },
    { "from 2027", "at-least 2027" },
    { "2027+", "at-least 2027" },
    { "before 2027", "up-to 2026 {before 2027}" },
    { "before Q3 2026", "up-to 2026-06 {before Q3 2026}" },
    { "before January 2026", "up-to 2025-12 {before January 2026}" },
    { "before 1 March 2024", "up-to 2024-02-29 {before 1 March 2024}" },
    { "before late 2027", "up-to 2027 {late 2027}" },
    { "after 2027", "at-least 2028 {after 2027}" },
    { "after H2 2027", "at-least 2028-01 {after H2 2027}" },
    { "after 31 December 2027", "at-least 2028-01-01 {after 31 December 2027}" },
    { "planned for 2027", "planned 2027" },
    { "promised about 2027", "about promised 2027" },
    { "expected in late 2027", "expected 2027 {late 2027}" },
    { "2027 (expected)", "expected 2027" },
    { "planned from 2027", "planned 2027 | at-least 2027" },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_asked (void)
{
  static const Case cases[] = {
    { "08/09/2025", "2025-09-08 | 2025-08-09" },
    { "8.9.2025", "2025-09-08 | 2025-08-09" },
    { "08-09-2025", "2025-09-08 | 2025-08-09" },
    { "08/09/2025 - 10/09/2025", "2025-09-08..2025-09-10 | 2025-08-09..2025-10-09" },
    { "2009-10", "2009-10 | 2009..2010" },
    { "2010/11", "2010-11 | 2010..2011" },
    { "FY2026", "2026-01..2026-12 {FY2026} | 2025-07..2026-06 {FY2026} | 2025-10..2026-09 {FY2026} | "
                "2025-04..2026-03 {FY2026} | 2026-04..2027-03 {FY2026}" },
    { "FY25/26", "2025-07..2026-06 {FY25/26} | 2025-10..2026-09 {FY25/26} | 2025-04..2026-03 {FY25/26}" },
    { "financial year 2025/26", "2025-07..2026-06 {financial year 2025/26} | 2025-10..2026-09 {financial year 2025/26} | "
                                "2025-04..2026-03 {financial year 2025/26}" },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_errors (void)
{
  static const Case cases[] = {
    { "", "!" },
    { "soon", "!soon" },
    { "TBD", "!TBD" },
    { "September", "!September" },
    { "8 September", "!8 September" },
    { "08/09/25", "!08/09/25" },
    { "31/02/2025", "!31/02/2025" },
    { "29 February 2025", "!29 February 2025" },
    { "2025-13", "!13" },
    { "2025.5", "!2025.5" },
    { "13/2025", "!13/2025" },
    { "2025-00", "!00" },
    { "2025-09-00", "!2025-09-00" },
    { "99999", "!99999" },
    { "0027", "!0027" },
    { "after 2999", "!after 2999" },
    { "before 1000", "!before 1000" },
    { "Q5 2026", "!Q" },
    { "Q3 September 2026", "!September" },
    { "Q31 2026", "!Q31 2026" },
    { "FY2026 Q3", "!FY2026 Q3" },
    { "2028-2027", "!2028-2027" },
    { "2027-2028-2029", "!2027-2028-2029" },
    { "2027 2028", "!2028" },
    { "-2027", "!-" },
    { "2027 to", "!" },
    { "by", "!" },
    { "2027 \xc3", "!" },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

/* The date of a source is one date. */
static void
test_plain (void)
{
  static const struct
  {
    const char *text;
    const char *values[2];
  } cases[] = {
    { "2025", { "2025" } },
    { "Sep 2025", { "2025-09" } },
    { "8 September 2025", { "2025-09-08" } },
    { "08/09/2025", { "2025-09-08", "2025-08-09" } },
    { "2009-10", { "2009-10" } },
    { "Q3 2025", { NULL } },
    { "2025-2026", { NULL } },
    { "2027-28", { NULL } },
    { "late 2025", { NULL } },
    { "about 2025", { NULL } },
    { "FY2025", { NULL } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) readings = ytt_when_parse (cases[i].text, YTT_WHEN_PLAIN, NULL, &error);

      g_test_message ("%s", cases[i].text);
      g_assert_true ((readings == NULL) == (cases[i].values[0] == NULL));
      for (guint j = 0; readings != NULL && j < readings->len; j++)
        {
          const YttReading *reading = g_ptr_array_index (readings, j);

          g_assert_cmpuint (j, <, 2);
          g_assert_cmpstr (reading->value, ==, cases[i].values[j]);
          g_assert_null (reading->value_max);
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/when/periods", test_periods);
  g_test_add_func ("/when/ranges", test_ranges);
  g_test_add_func ("/when/qualifiers", test_qualifiers);
  g_test_add_func ("/when/asked", test_asked);
  g_test_add_func ("/when/errors", test_errors);
  g_test_add_func ("/when/plain", test_plain);

  return g_test_run ();
}
