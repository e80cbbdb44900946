#include "config.h"

#include "ytt-csv-writer.h"
#include "ytt-export-balance.h"

#include <string.h>

static void
test_cells (void)
{
  static const struct
  {
    const char *cell;
    const char *written;
  } cases[] = {
    { "", "" },
    { "Narva", "Narva" },
    { "Sept-Îles", "Sept-Îles" },
    { "one, two", "\"one, two\"" },
    { "the \"big\" one", "\"the \"\"big\"\" one\"" },
    { "two\nlines", "\"two\nlines\"" },
    { "-12.5", "-12.5" },
    { "-", "-" },
    { "-1+cmd", "\"'-1+cmd\"" },
    { "=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\"" },
    { "+1", "\"'+1\"" },
    { "@SUM(A1)", "\"'@SUM(A1)\"" },
    { "\t=1", "\"'\t=1\"" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GString) csv = g_string_new (NULL);
      g_autofree char *expected = g_strconcat (cases[i].written, ",end\r\n", NULL);

      ytt_csv_append_row (csv, (const char *[]) { cases[i].cell, "end", NULL });
      g_assert_cmpstr (csv->str, ==, expected);
    }
}

static void
test_balance (void)
{
  g_autoptr(YttBalance) balance = ytt_balance_new (YTT_STAGE_MAGNET, "magnets", NULL);
  g_autoptr(GPtrArray) claims = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_claim_free);
  g_autoptr(GPtrArray) lines = g_ptr_array_new ();
  g_autofree char *csv = NULL, *table = NULL;
  YttSource source = { .title = (char *) "=cmd|' /C calc'!A0", .url = (char *) "https://example.org/a" };
  YttBalanceLine line = { .name = (char *) "Plant, the", .source = &source };
  YttClaim *claim = g_new0 (YttClaim, 1);

  claim->id = 1;
  claim->attribute = g_strdup ("capacity");
  claim->part = g_strdup ("");
  claim->scope = g_strdup ("site");
  claim->value = g_strdup ("2000.5");
  claim->unit = g_strdup ("t/yr");
  claim->basis = g_strdup ("magnets");
  g_ptr_array_add (claims, claim);
  ytt_balance_add (balance, claims, 7, "EE", YTT_STAGE_MAGNET, YTT_STATUS_OPERATING, FALSE);
  ytt_balance_finish (balance);

  table = ytt_export_balance (balance);
  g_assert_nonnull (strstr (table, "\r\nmagnet,magnets,EE,2000.5,2000.5,1,0,0,0,0,0,0,100\r\n"));
  g_assert_nonnull (strstr (table, "\r\nmagnet,magnets,total,2000.5,"));

  line.entry = g_array_index (balance->entries, YttBalanceEntry, 0);
  line.claim = claim;
  g_ptr_array_add (lines, &line);
  csv = ytt_export_balance_lines (balance, lines);
  g_assert_nonnull (strstr (csv, "\r\nEE,\"Plant, the\",operating,,2000.5,2000.5,magnets,capacity,,2000.5,,t/yr,magnets,"
                                 "exact,,\"'=cmd|' /C calc'!A0\",,,https://example.org/a\r\n"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/csv-writer/cells", test_cells);
  g_test_add_func ("/csv-writer/balance", test_balance);

  return g_test_run ();
}
