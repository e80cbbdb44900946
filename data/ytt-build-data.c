#include "config.h"

#include <locale.h>

#include "ytt-build.h"

/* ytterby-build-data DATA_DIR OUT.gpkg: builds the shipped document from the data set's CSV files. */

int
main (int    argc,
      char **argv)
{
  g_autoptr(GError) error = NULL;

  /* The language decides over how messages are shown, never over what is built. */
  setlocale (LC_CTYPE, "");

  if (argc != 3)
    {
      g_printerr ("Usage: %s DATA_DIR OUT.gpkg\n", argv[0]);
      return 2;
    }

  if (!ytt_build_data_set (argv[1], argv[2], &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }

  return 0;
}
