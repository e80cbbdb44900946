#include "config.h"

#include "fuzz-reading.h"

#include <math.h>
#include <string.h>

#include "ytt-error.h"

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
check_typed (const char       *attribute,
             const YttReading *reading)
{
  const YttClaim claim = {
    .attribute = (char *) attribute,
    .value = reading->value,
    .value_max = reading->value_max,
    .unit = reading->unit,
    .basis = reading->basis,
    .qualifier = reading->qualifier,
    .tense = reading->tense,
  };
  g_autofree char *text = ytt_readings_unparse (&claim);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) readings = ytt_readings_parse (attribute, text, NULL, &error);

  g_assert_no_error (error);
  if (readings->len != 1 || !ytt_reading_matches (g_ptr_array_index (readings, 0), &claim))
    g_error ("%s %s %s %s is typed “%s”", attribute, reading->value, reading->unit, reading->basis, text);
}
