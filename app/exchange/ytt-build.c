/* A document out of a folder of CSV files. */

#include "config.h"

#include "ytt-build.h"

#include "ytt-data-set.h"
#include "ytt-error.h"
#include "ytt-load.h"
#include "ytt-picture-file.h"
#include "ytt-store-part.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

static gboolean
load (const YttDataSet  *set,
      const char        *path,
      GError           **error)
{
  g_autoptr(YttLoader) loader = ytt_loader_new (path, error);
  g_autofree char *last_change = ytt_data_set_get_last_change (set);

  return loader != NULL && ytt_load_data_set (set, loader, error) && ytt_loader_finish (loader, last_change, error);
}

/**
 * ytt_build_data_set:
 * @directory: (type filename): the folder with the data set that comes with Ytterby
 * @path: (type filename): where the document shall be; what is there is replaced
 * @error: return location for an error, see ytt_data_set_read() and ytt_loader_finish()
 *
 * Returns: whether the document is there
 */
gboolean
ytt_build_data_set (const char  *directory,
                    const char  *path,
                    GError     **error)
{
  g_autoptr(YttDataSet) set = ytt_data_set_read (directory, error);

  return set != NULL && load (set, path, error);
}

/* A name in the same folder that nothing has. */
static char *
make_beside (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path), *name = g_path_get_basename (path);
  g_autofree char *hidden = g_strdup_printf (".%.100s.%08x", name, g_random_int ());

  return g_build_filename (folder, hidden, NULL);
}

/* Somebody else may have made the file meanwhile. */
static gboolean
put_in_place (const char  *beside,
              const char  *path,
              gboolean     replace,
              GError     **error)
{
  if (replace)
    return ytt_store_put_part_in_place (beside, path, error);
  if (!g_file_test (path, G_FILE_TEST_EXISTS) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    return ytt_store_put_part_in_place (beside, path, error);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS, _("“%s” exists already"), path);

  return FALSE;
}

/**
 * ytt_build_document:
 * @directory: (type filename): a folder with CSV files, as a document is exported to one
 * @path: (type filename): where the document shall be
 * @replace: whether a document that is there is replaced
 * @error: return location for an error: %G_IO_ERROR_EXISTS for a document that is there, otherwise as
 *   ytt_data_set_read_document() and ytt_loader_finish() have it
 *
 * Makes a document out of a folder, in the calling thread. It appears whole, or not at all.
 *
 * Returns: whether the document is there
 */
gboolean
ytt_build_document (const char  *directory,
                    const char  *path,
                    gboolean     replace,
                    GError     **error)
{
  g_autoptr(YttDataSet) set = NULL;
  g_autofree char *beside = make_beside (path);
  GError *reason = NULL;

  if (!replace && (g_file_test (path, G_FILE_TEST_EXISTS) || g_file_test (path, G_FILE_TEST_IS_SYMLINK)))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS, _("“%s” exists already"), path);
      return FALSE;
    }

  set = ytt_data_set_read_document (directory, error);
  if (set == NULL)
    return FALSE;

  if (load (set, beside, &reason) && put_in_place (beside, path, replace, &reason))
    return TRUE;

  g_unlink (beside);
  if (g_error_matches (reason, YTT_ERROR, YTT_ERROR_SYNTAX) || g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_EXISTS))
    g_propagate_error (error, reason);
  else
    ytt_file_take_document_error (reason, path, error);

  return FALSE;
}
