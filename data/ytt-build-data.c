#include "config.h"

#include <locale.h>

#include "ytt-data-set.h"
#include "ytt-load.h"

/* ytterby-build-data DATA_DIR OUT.gpkg: builds the shipped document from the data set's CSV files. */

static gboolean
build (const char  *directory,
       const char  *path,
       GError     **error)
{
  g_autoptr(YttDataSet) set = NULL;
  g_autoptr(YttLoader) loader = NULL;
  g_autofree char *last_change = NULL;

  set = ytt_data_set_read (directory, error);
  if (set == NULL)
    return FALSE;

  loader = ytt_loader_new (path, error);
  if (loader == NULL || !ytt_load_data_set (set, loader, error))
    return FALSE;

  last_change = ytt_data_set_get_last_change (set);
  return ytt_loader_finish (loader, last_change, error);
}

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

  if (!build (argv[1], argv[2], &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }

  return 0;
}
