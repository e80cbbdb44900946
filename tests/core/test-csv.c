#include "config.h"

#include <string.h>

#include "ytt-csv.h"
#include "ytt-error.h"

/* Rows as text: fields between bars, rows between line ends. */
static char *
describe (GPtrArray *rows)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      const YttCsvRow *row = g_ptr_array_index (rows, i);

      g_string_append_printf (text, "%s%u:", i > 0 ? "\n" : "", row->line);
      for (guint j = 0; j < row->fields->len; j++)
        g_string_append_printf (text, "%s%s", j > 0 ? "|" : "", (char *) g_ptr_array_index (row->fields, j));
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const struct
{
  const char *name;
  const char *text;
  const char *rows;
} good[] = {
  { "empty", "", "" },
  { "one-field", "a", "1:a" },
  { "line-ends", "a,b\nc,d\r\ne,f\rg,h", "1:a|b\n2:c|d\n3:e|f\n4:g|h" },
  { "last-line-end", "a\n", "1:a" },
  { "empty-lines", "\n\na\n\nb\n\n", "3:a\n5:b" },
  { "empty-fields", ",,\na,", "1:||\n2:a|" },
  { "quotes", "\"a,b\",\"c\"\"d\",\"\"", "1:a,b|c\"d|" },
  { "quoted-lines", "\"a\r\nb\rc\nd\",e\nf,g", "1:a\nb\nc\nd|e\n5:f|g" },
  { "blanks-stay", " a , b", "1: a | b" },
  { "byte-order-mark", "\xef\xbb\xbf\"a\",b", "1:a|b" },
  { "not-ascii", "Sillam\xc3\xa4" "e,\xe6\xb1\x9f\xe8\xa5\xbf", "1:Sillam\xc3\xa4" "e|\xe6\xb1\x9f\xe8\xa5\xbf" },
};

static void
test_good (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = ytt_csv_parse (good[i].text, -1, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = describe (rows);
  g_assert_cmpstr (text, ==, good[i].rows);
}

static const struct
{
  const char *name;
  const char *text;
  const char *message;
} bad[] = {
  { "unclosed", "a,b\nc,\"d\ne", "line 2, column 3: the quote that begins here is never closed" },
  { "after-quote", "a\n\"b\"c", "line 2, column 4: there is text after the closing quote" },
  { "quote-inside", "a,b \"c\"", "line 1, column 5: a quote inside of a field without quotes; write the field in "
                                 "quotes and this one twice" },
  { "column-in-characters", "\xc3\xa4\xc3\xa4\"", "line 1, column 3: a quote inside of a field without quotes; "
                                                  "write the field in quotes and this one twice" },
  { "latin-1", "a\nSillam\xe4" "e", "line 2, column 7: this is not UTF-8; save the file in that encoding" },
  { "utf-16", "\xff\xfe" "a", "line 1, column 1: this is not UTF-8; save the file in that encoding" },
};

static void
test_bad (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = ytt_csv_parse (bad[i].text, -1, &error);

  g_assert_null (rows);
  g_assert_error (error, YTT_ERROR, YTT_ERROR_SYNTAX);
  g_assert_cmpstr (error->message, ==, bad[i].message);
}

static void
test_nul (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = ytt_csv_parse ("a,b\nc\0d", 7, &error);

  g_assert_null (rows);
  g_assert_error (error, YTT_ERROR, YTT_ERROR_SYNTAX);
  g_assert_cmpstr (error->message, ==, "line 2, column 2: there is a NUL byte in the text");
}

/* Text that does not end with a NUL must not be read past its end. */
static void
test_length (void)
{
  for (guint length = 0; length < 8; length++)
    {
      g_autofree char *text = g_memdup2 ("\"a\",\"b\"", length);
      g_autoptr(GPtrArray) rows = ytt_csv_parse (text, length, NULL);

      g_assert_cmpint (rows != NULL, ==, length != 1 && length != 2 && length != 5 && length != 6);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *path = g_strconcat ("/csv/good/", good[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_good);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *path = g_strconcat ("/csv/bad/", bad[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_bad);
    }
  g_test_add_func ("/csv/nul", test_nul);
  g_test_add_func ("/csv/length", test_length);

  return g_test_run ();
}
