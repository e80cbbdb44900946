#include "config.h"

#include <string.h>

#include "fuzz-reading.h"
#include "ytt-ledger.h"
#include "ytt-when.h"

static void
check_flags (YttWhenFlags  flags,
             const char   *text)
{
  g_autoptr(GError) error = NULL;
  YttSpan where = { G_MAXSIZE, G_MAXSIZE };
  g_autoptr(GPtrArray) readings = ytt_when_parse (text, flags, &where, &error);

  check_parsed (text, readings, &where, error);
  for (guint i = 0; readings != NULL && i < readings->len; i++)
    {
      const YttReading *reading = g_ptr_array_index (readings, i);

      g_assert_cmpstr (reading->unit, ==, "date");
      g_assert_cmpint (ytt_claim_parse_day (reading->value, FALSE), !=, 0);
      if (reading->value_max != NULL)
        {
          g_assert_cmpint (flags, ==, YTT_WHEN_CLAIM);
          g_assert_cmpstr (reading->value_max, >, reading->value);
          g_assert_cmpint (ytt_claim_parse_day (reading->value_max, TRUE), >=,
                           ytt_claim_parse_day (reading->value, FALSE));
        }
      check_typed ("start", reading);
    }
}

/* Whatever is typed as a date: dates of the calendar, ranges that go forward, or an error. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);

  check_flags (YTT_WHEN_CLAIM, text);
  check_flags (YTT_WHEN_PLAIN, text);

  return 0;
}
