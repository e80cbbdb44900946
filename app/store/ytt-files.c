#include "config.h"

#include "ytt-files.h"

#include "ytt-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define CHUNK_SIZE (64 * 1024)

static YttError
error_from_errno (int saved_errno)
{
  switch (saved_errno)
    {
    case ENOENT:
    case ENOTDIR:
      return YTT_ERROR_NOT_FOUND;

    case EACCES:
    case EPERM:
    case EROFS:
      return YTT_ERROR_PERMISSION;

    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return YTT_ERROR_SPACE;

    case EBUSY:
    case ETXTBSY:
      return YTT_ERROR_BUSY;

    default:
      return YTT_ERROR_STORE;
    }
}

/**
 * ytt_file_set_error:
 * @error: return location for a #YttError
 * @saved_errno: what the system said
 * @path: (type filename): the file that it said it of
 *
 * Turns what the system says into an error that people can act upon.
 */
void
ytt_file_set_error (GError     **error,
                    int          saved_errno,
                    const char  *path)
{
  YttError code = error_from_errno (saved_errno);

  switch (code)
    {
    case YTT_ERROR_NOT_FOUND:
      g_set_error (error, YTT_ERROR, code, _("There is no file “%s”"), path);
      break;

    case YTT_ERROR_PERMISSION:
      g_set_error (error, YTT_ERROR, code, _("“%s” may not be used: %s"), path, g_strerror (saved_errno));
      break;

    case YTT_ERROR_SPACE:
      g_set_error (error, YTT_ERROR, code, 
                   _("The disk is full; there is no room for “%s”. Free some space, or choose another place"), path);
      break;

    case YTT_ERROR_BUSY:
      g_set_error (error, YTT_ERROR, code, _("Another program is using “%s”"), path);
      break;

    case YTT_ERROR_STORE:
    case YTT_ERROR_TOO_NEW:
    case YTT_ERROR_NOT_OURS:
    case YTT_ERROR_DAMAGED:
    case YTT_ERROR_SYNTAX:
    default:
      g_set_error (error, YTT_ERROR, code, "%s: %s", path, g_strerror (saved_errno));
      break;
    }
}

/**
 * ytt_file_name_full_disk:
 * @error: (inout): what went wrong while a new file was filled
 * @path: (type filename): the name that it was to have
 *
 * Says of a full disk which file there is no room for: SQLite knows only the scratch file's name, and tells none.
 */
void
ytt_file_name_full_disk (GError     **error,
                         const char  *path)
{
  if (error == NULL || !g_error_matches (*error, YTT_ERROR, YTT_ERROR_SPACE))
    return;

  g_clear_error (error);
  ytt_file_set_error (error, ENOSPC, path);
}

/**
 * ytt_file_make_scratch:
 * @path: (type filename): where a file shall be
 * @error: return location for a #YttError
 *
 * Makes an empty file in the folder of @path, to be filled and then put in its place.
 *
 * Returns: (transfer full) (nullable): its name
 */
char *
ytt_file_make_scratch (const char  *path,
                       GError     **error)
{
  g_autofree char *scratch = g_strconcat (path, ".XXXXXX", NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = g_mkstemp_full (scratch, O_RDWR | O_CLOEXEC, 0666);
  int saved_errno = errno;

  /* The file need not be there, its folder has to. */
  if (fd < 0 && (saved_errno == ENOENT || saved_errno == ENOTDIR))
    g_set_error (error, YTT_ERROR, YTT_ERROR_NOT_FOUND, _("“%s” cannot be written: there is no folder “%s”"), path, folder);
  else if (fd < 0)
    ytt_file_set_error (error, saved_errno, path);
  if (fd < 0)
    return NULL;

  close (fd);

  return g_steal_pointer (&scratch);
}

static int
sync_path (const char *path,
           int         flags)
{
  int fd = g_open (path, flags | O_CLOEXEC, 0);
  int rc;

  if (fd < 0)
    return -1;

  rc = fsync (fd);
  close (fd);

  return rc;
}

/* Some file systems cannot link; there a race is accepted that only two first starts at once can run. */
static int
move (const char *scratch,
      const char *path,
      gboolean    replace)
{
  if (replace)
    return g_rename (scratch, path);

  if (link (scratch, path) == 0)
    return g_unlink (scratch);

  if (errno == EEXIST || g_file_test (path, G_FILE_TEST_EXISTS))
    {
      errno = EEXIST;
      return -1;
    }

  return g_rename (scratch, path);
}

/**
 * ytt_file_put_in_place:
 * @scratch: (type filename): a finished file in the same folder
 * @path: (type filename): the name that it shall have
 * @replace: whether a file of that name may be replaced
 * @error: return location for a #YttError, or %G_FILE_ERROR_EXIST
 *
 * Gives a finished file its name once it is on the disk. If that fails the file is taken away.
 *
 * Returns: %TRUE if it is in place
 */
gboolean
ytt_file_put_in_place (const char  *scratch,
                       const char  *path,
                       gboolean     replace,
                       GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (sync_path (scratch, O_RDWR) != 0 || move (scratch, path, replace) != 0)
    {
      int saved_errno = errno;

      g_unlink (scratch);
      if (saved_errno == EEXIST)
        g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST, _("“%s” exists already"), path);
      else
        ytt_file_set_error (error, saved_errno, path);
      return FALSE;
    }

  /* The name is then on the disk too; where folders cannot be synced, the system does it in its own time. */
  sync_path (folder, O_RDONLY | O_DIRECTORY);

  return TRUE;
}

/**
 * ytt_file_replace_document:
 * @scratch: (type filename): a finished document in the same folder
 * @path: (type filename): the name that it shall have
 * @error: return location for a #YttError
 *
 * Like ytt_file_put_in_place(), also in place of another document that nobody has open. What a stopped program left
 * beside that one goes with it: it would be played into the new one.
 *
 * Returns: %TRUE if it is in place
 */
gboolean
ytt_file_replace_document (const char  *scratch,
                           const char  *path,
                           GError     **error)
{
  static const char *const suffixes[] = { "-journal", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *side = g_strconcat (path, suffixes[i], NULL);

      g_unlink (side);
    }

  return ytt_file_put_in_place (scratch, path, TRUE, error);
}

static gboolean
write_all (int           fd,
           const guchar *buffer,
           gsize         size)
{
  gsize done = 0;

  while (done < size)
    {
      gssize n = write (fd, buffer + done, size - done);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      done += n;
    }

  return TRUE;
}

/* Returns the name of the file that failed, with errno; %NULL if none did. */
static const char *
copy_bytes (int           from_fd,
            int           to_fd,
            const char   *from,
            const char   *to,
            GCancellable *cancellable)
{
  g_autofree guchar *buffer = g_malloc (CHUNK_SIZE);
  gssize n;

  while ((n = read (from_fd, buffer, CHUNK_SIZE)) != 0 && !g_cancellable_is_cancelled (cancellable))
    {
      if (n < 0 && errno != EINTR)
        return from;
      if (n > 0 && !write_all (to_fd, buffer, n))
        return to;
    }

  return NULL;
}

/**
 * ytt_file_copy_bytes:
 * @from: (type filename): a file that this process has no connection to
 * @scratch: (type filename): a file of ytt_file_make_scratch(), which gets the same bytes
 * @path: (type filename): the name that it shall have, for messages
 * @cancellable: (nullable): to give up
 * @error: return location for a #YttError, or for %G_IO_ERROR_CANCELLED
 *
 * Returns: %TRUE if all was copied
 */
gboolean
ytt_file_copy_bytes (const char    *from,
                     const char    *scratch,
                     const char    *path,
                     GCancellable  *cancellable,
                     GError       **error)
{
  int from_fd = g_open (from, O_RDONLY | O_CLOEXEC, 0);
  int to_fd = from_fd >= 0 ? g_open (scratch, O_WRONLY | O_TRUNC | O_CLOEXEC, 0) : -1;
  const char *failed = NULL;
  int saved_errno;

  if (to_fd < 0)
    failed = from_fd < 0 ? from : path;
  else
    failed = copy_bytes (from_fd, to_fd, from, path, cancellable);

  /* On a network share it may be only now that the disk is found to be full. */
  saved_errno = errno;
  if (from_fd >= 0)
    close (from_fd);
  if (to_fd >= 0 && close (to_fd) != 0 && failed == NULL)
    {
      saved_errno = errno;
      failed = path;
    }

  if (failed != NULL)
    {
      ytt_file_set_error (error, saved_errno, failed);
      return FALSE;
    }

  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/**
 * ytt_file_get_digest:
 * @path: (type filename): a file that this process has no connection to
 * @error: return location for a #YttError
 *
 * Returns: (transfer full) (nullable): SHA-256 of its bytes, in hexadecimal
 */
char *
ytt_file_get_digest (const char  *path,
                     GError     **error)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guchar *buffer = g_malloc (CHUNK_SIZE);
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gssize n;

  if (fd < 0)
    {
      ytt_file_set_error (error, errno, path);
      return NULL;
    }

  while ((n = read (fd, buffer, CHUNK_SIZE)) > 0 || (n < 0 && errno == EINTR))
    if (n > 0)
      g_checksum_update (checksum, buffer, n);

  if (n < 0)
    {
      ytt_file_set_error (error, errno, path);
      close (fd);
      return NULL;
    }

  close (fd);

  return g_strdup (g_checksum_get_string (checksum));
}
