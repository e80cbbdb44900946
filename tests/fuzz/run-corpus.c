#include "config.h"

#include <glib.h>
#include <string.h>

#include "fuzz.h"

/* Runs a fuzz target over the files of a folder, as an ordinary test: what a fuzzer found once stays found.
 * Each input is copied to memory of just its size, so that a checker notices a read past its end; and every
 * beginning of it is an input as well. Then come inputs that are made of these by chance, the same ones every time. */

#define SEED 20251124
#define N_CHANGED 300          /* of each file */
#define N_CHANGED_LARGE 10     /* of one larger than */
#define LARGE 4096

/* A few bytes of it changed, doubled, left out, or put in from elsewhere. */
static void
change (GByteArray *input,
        GRand      *rand)
{
  /* What parsers look for. */
  static const char signs[] = "0123456789 .,-/:;'\"()@{}%$+~<>\\tTmMkNSEWO\xc2\xa0\xe2\x80\x93\xff";

  for (gint n = g_rand_int_range (rand, 1, 5); n > 0; n--)
    {
      guint at = input->len > 0 ? (guint) g_rand_int_range (rand, 0, (gint32) input->len) : 0;
      guint8 byte = (guint8) signs[g_rand_int_range (rand, 0, sizeof signs - 1)];
      guint length = (guint) g_rand_int_range (rand, 1, 9);

      length = MIN (length, input->len - at);
      switch (input->len > 0 ? g_rand_int_range (rand, 0, 5) : 2)
        {
        case 0:
          input->data[at] = byte;
          break;

        case 1:
          input->data[at] ^= (guint8) (1u << g_rand_int_range (rand, 0, 8));
          break;

        case 2:
          g_byte_array_append (input, &byte, 1);
          memmove (input->data + at + 1, input->data + at, input->len - at - 1);
          input->data[at] = byte;
          break;

        case 3:
          g_byte_array_remove_range (input, at, length);
          break;

        default:
          {
            g_autofree guint8 *piece = g_memdup2 (input->data + at, length);

            g_byte_array_append (input, piece, length);
          }
          break;
        }
    }
}

static void
run_changed (const char *text,
             gsize       size)
{
  GRand *rand = g_rand_new_with_seed (SEED);

  for (guint i = size > LARGE ? N_CHANGED_LARGE : N_CHANGED; i > 0; i--)
    {
      g_autoptr(GByteArray) input = g_byte_array_new ();
      g_autofree uint8_t *exact = NULL;

      g_byte_array_append (input, (const guint8 *) text, (guint) size);
      change (input, rand);
      exact = g_malloc (MAX (input->len, 1));
      if (input->len > 0)
        memcpy (exact, input->data, input->len);
      LLVMFuzzerTestOneInput (exact, input->len);
    }

  g_rand_free (rand);
}

static void
run_file (gconstpointer data)
{
  const char *path = data;
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  gsize size;

  g_file_get_contents (path, &text, &size, &error);
  g_assert_no_error (error);

  for (gsize length = size > LARGE ? size : 0; length <= size; length++)
    {
      g_autofree uint8_t *input = g_malloc (MAX (length, 1));

      for (gsize i = 0; i < length; i++)
        input[i] = text[i];
      LLVMFuzzerTestOneInput (input, length);
    }

  run_changed (text, size);
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
