#include "config.h"

#include "fuzz-reading.h"

#include <math.h>
#include <string.h>

#include "ytt-error.h"
#include "ytt-format.h"

void
check_parsed (const char    *text,
              gconstpointer  readings,
              const YttSpan *where,
              const GError  *error)
{
  g_assert_true ((readings == NULL) == (error != NULL));
  g_assert_cmpuint (where->start, <=, where->end);
  g_assert_cmpuint (where->end, <=, strlen (text));
  if (readings == NULL)
    {
      g_assert_error (error, YTT_ERROR, YTT_ERROR_SYNTAX);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
  if (g_utf8_validate (text, -1, NULL))
    {
      g_assert_true (g_utf8_validate (text, (gssize) where->start, NULL));
      g_assert_true (g_utf8_validate (text, (gssize) where->end, NULL));
    }
}

void
check_shown (const char       *attribute,
             const YttReading *reading)
{
  const YttClaim claim = {
    .attribute = (char *) attribute,
    .value = reading->value,
    .value_max = reading->value_max,
    .unit = reading->unit,
    .basis = reading->basis,
    .qualifier = reading->qualifier,
  };
  g_autofree char *text = ytt_format_claim (&claim);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) readings = ytt_readings_parse (attribute, text, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < readings->len; i++)
    {
      const YttReading *again = g_ptr_array_index (readings, i);

      if (g_str_equal (again->unit, reading->unit) && g_str_equal (again->basis, reading->basis)
          && g_ascii_strtod (again->value, NULL) == g_ascii_strtod (reading->value, NULL)
          && (reading->value_max == NULL) == (again->value_max == NULL))
        return;
    }

  g_error ("%s %s %s %s is shown as “%s”", attribute, reading->value, reading->unit, reading->basis, text);
}
