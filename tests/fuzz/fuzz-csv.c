#include "config.h"

#include <string.h>

#include "fuzz.h"
#include "ytt-csv.h"

/* What was read, written again. */
static char *
write_rows (GPtrArray *rows)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      const YttCsvRow *row = g_ptr_array_index (rows, i);

      for (guint j = 0; j < row->fields->len; j++)
        {
          g_auto(GStrv) parts = g_strsplit (g_ptr_array_index (row->fields, j), "\"", -1);
          g_autofree char *field = g_strjoinv ("\"\"", parts);

          g_string_append_printf (text, "%s\"%s\"", j > 0 ? "," : "", field);
        }
      g_string_append_c (text, '\n');
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Either rows or an error comes out, never a crash; and what was written again reads the same. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = ytt_csv_parse ((const char *) data, size, &error);
  g_autoptr(GPtrArray) again = NULL;
  g_autofree char *text = NULL, *text_again = NULL;
  guint line = 0;

  g_assert_true ((rows == NULL) == (error != NULL));
  if (rows == NULL)
    return 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const YttCsvRow *row = g_ptr_array_index (rows, i);

      g_assert_cmpuint (row->line, >, line);
      g_assert_cmpuint (row->fields->len, >, 0);
      line = row->line;
    }

  text = write_rows (rows);
  again = ytt_csv_parse (text, -1, &error);
  g_assert_no_error (error);
  text_again = write_rows (again);
  g_assert_cmpstr (text, ==, text_again);

  return 0;
}
