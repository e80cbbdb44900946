#include "config.h"

#include <string.h>

#include "fuzz-reading.h"

/* A number in C notation from one end to the other, not negative, that can be kept. */
static double
check_number (const char *text)
{
  gsize whole = strspn (text, "0123456789");

  g_assert_cmpuint (whole, >, 0);
  if (text[whole] == '.')
    g_assert_cmpuint (strspn (text + whole + 1, "0123456789"), >, 0);
  g_assert_cmpuint (strlen (text), ==, whole + (text[whole] == '.' ? 1 + strspn (text + whole + 1, "0123456789") : 0));

  return g_ascii_strtod (text, NULL);
}

static void
check_attribute (const char *attribute,
                 const char *text)
{
  g_autoptr(GError) error = NULL;
  YttSpan where = { G_MAXSIZE, G_MAXSIZE };
  g_autoptr(GPtrArray) readings = ytt_readings_parse (attribute, text, &where, &error);

  check_parsed (text, readings, &where, error);
  for (guint i = 0; readings != NULL && i < readings->len; i++)
    {
      const YttReading *reading = g_ptr_array_index (readings, i);
      double value;

      g_assert_true (g_utf8_validate (reading->meaning, -1, NULL));
      g_assert_true (reading->note == NULL || g_utf8_validate (reading->note, -1, NULL));
      if (g_str_equal (attribute, "status"))
        continue;

      value = check_number (reading->value);
      if (reading->value_max != NULL)
        g_assert_cmpfloat (check_number (reading->value_max), >, value);
      check_typed (attribute, reading);
    }
}

/* Whatever is typed as a figure of any kind: figures as documents have them, or an error. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  static const char * const attributes[] = {
    "capacity", "production", "resource", "grade", "purity", "capex", "mine-life", "jobs", "floor-area", "status",
  };
  g_autofree char *text = g_strndup ((const char *) data, size);

  for (gsize i = 0; i < G_N_ELEMENTS (attributes); i++)
    check_attribute (attributes[i], text);

  return 0;
}
