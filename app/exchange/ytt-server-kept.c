#include "config.h"

#include "ytt-server-kept.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "ytt-publish.h"

#define NAME "database.ini"
#define GROUP "database"

/**
 * ytt_server_kept_load:
 * @folder: (type filename): where it is kept
 * @address: (out) (transfer full): of the server; "" where none is kept
 * @schema: (out) (transfer full): the schema there; "" where none is kept
 *
 * Tells which server was used last.
 */
void
ytt_server_kept_load (const char  *folder,
                      char       **address,
                      char       **schema)
{
  g_autoptr(GKeyFile) file = g_key_file_new ();
  g_autofree char *path = g_build_filename (folder, NAME, NULL);

  g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL);
  *address = g_key_file_get_string (file, GROUP, "address", NULL);
  *schema = g_key_file_get_string (file, GROUP, "schema", NULL);
  if (*address == NULL)
    *address = g_strdup ("");
  if (*schema == NULL)
    *schema = g_strdup ("");
}

/**
 * ytt_server_kept_save:
 * @folder: (type filename): where it is kept, made if it is not there
 * @address: of the server; one that bears a password is refused
 * @schema: the schema there
 * @error: return location for a #GFileError
 *
 * Keeps which server was used, for the next time.
 *
 * Returns: whether it is kept
 */
gboolean
ytt_server_kept_save (const char  *folder,
                      const char  *address,
                      const char  *schema,
                      GError     **error)
{
  g_autoptr(GKeyFile) file = g_key_file_new ();
  g_autofree char *path = g_build_filename (folder, NAME, NULL), *text = NULL;

  if (ytt_address_has_password (address))
    {
      g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                           _("Leave the password out of the address: it is asked for, or read from ~/.pgpass."));
      return FALSE;
    }
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", folder, g_strerror (errno));
      return FALSE;
    }

  g_key_file_set_string (file, GROUP, "address", address);
  g_key_file_set_string (file, GROUP, "schema", schema);
  text = g_key_file_to_data (file, NULL, NULL);

  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}
