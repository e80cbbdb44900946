#include "config.h"

#include <glib.h>

#include "fuzz.h"

/* Runs a fuzz target over the files of a folder, as an ordinary test: what a fuzzer found once stays found.
 * Each input is copied to memory of just its size, so that a checker notices a read past its end; and every
 * beginning of it is an input as well. */

static void
run_file (gconstpointer data)
{
  const char *path = data;
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  gsize size;

  g_file_get_contents (path, &text, &size, &error);
  g_assert_no_error (error);

  for (gsize length = size > 4096 ? size : 0; length <= size; length++)
    {
      g_autofree uint8_t *input = g_malloc (MAX (length, 1));

      for (gsize i = 0; i < length; i++)
        input[i] = text[i];
      LLVMFuzzerTestOneInput (input, length);
    }
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GDir) folder = NULL;
  g_autoptr(GError) error = NULL;
  const char *name;
  guint n = 0;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);

  folder = g_dir_open (argv[1], 0, &error);
  g_assert_no_error (error);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_strconcat ("/corpus/", name, NULL);

      g_test_add_data_func_full (path, g_build_filename (argv[1], name, NULL), run_file, g_free);
      n++;
    }
  g_assert_cmpuint (n, >, 0);

  return g_test_run ();
}
