#include "config.h"

#include "reading-text.h"

#include "ytt-error.h"
#include "ytt-reading.h"

static void
append_reading (GString          *line,
                const YttReading *reading)
{
  gboolean promised = reading->qualifier == YTT_QUALIFIER_PLANNED || reading->qualifier == YTT_QUALIFIER_EXPECTED;

  if (reading->qualifier != YTT_QUALIFIER_EXACT)
    g_string_append_printf (line, "%s ", ytt_qualifier_to_code (reading->qualifier));
  if ((reading->tense == YTT_TENSE_PROMISED) != promised)
    g_string_append (line, "promised ");
  g_string_append (line, reading->value);
  if (reading->value_max != NULL)
    g_string_append_printf (line, "..%s", reading->value_max);
  if (reading->unit[0] != '\0' && !g_str_equal (reading->unit, "date"))
    g_string_append_printf (line, " %s", reading->unit);
  if (reading->basis[0] != '\0')
    g_string_append_printf (line, " %s", reading->basis);
  if (reading->note != NULL)
    g_string_append_printf (line, " {%s}", reading->note);

  g_assert_nonnull (reading->meaning);
}

char *
reading_text_parse (const char *attribute,
                    const char *text)
{
  g_autoptr(GError) error = NULL;
  YttSpan where = { 999, 999 };
  g_autoptr(GPtrArray) readings = ytt_readings_parse (attribute, text, &where, &error);
  GString *line = g_string_new (NULL);

  g_assert_true ((readings == NULL) == (error != NULL));
  g_assert_cmpuint (where.start, <=, where.end);
  g_assert_cmpuint (where.end, <=, strlen (text));

  if (readings == NULL)
    {
      g_assert_error (error, YTT_ERROR, YTT_ERROR_SYNTAX);
      g_string_append_printf (line, "!%.*s", (int) (where.end - where.start), text + where.start);
      if (g_test_verbose ())
        g_test_message ("%s: %s", text, error->message);
    }
  else
    for (guint i = 0; i < readings->len; i++)
      {
        if (i > 0)
          g_string_append (line, " | ");
        append_reading (line, g_ptr_array_index (readings, i));
        if (g_test_verbose ())
          g_test_message ("%s: %s", text, ((YttReading *) g_ptr_array_index (readings, i))->meaning);
      }

  return g_string_free (line, FALSE);
}
