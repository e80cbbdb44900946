/* Text on its way to a file. */

#include "config.h"

#include "ytt-export-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* So much is written at once. */
#define PIECE (256 * 1024)

static gboolean
fail (int      code,
      GError **error)
{
  g_set_error_literal (error, G_FILE_ERROR, g_file_error_from_errno (code), g_strerror (code));

  return FALSE;
}

/*< private >
 * ytt_export_stream_open:
 * @self: (out caller-allocates): a stream
 * @path: the file, made if it is not there
 * @error: return location for a #GFileError
 *
 * Returns: whether the file can be written to
 */
gboolean
ytt_export_stream_open (YttExportStream  *self,
                        const char       *path,
                        GError          **error)
{
  self->text = NULL;
  self->fd = g_open (path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (self->fd < 0)
    return fail (errno, error);

  self->text = g_string_sized_new (PIECE);

  return TRUE;
}

static gboolean
write_all (YttExportStream  *self,
           GError          **error)
{
  gsize done = 0;

  while (done < self->text->len)
    {
      gssize n = write (self->fd, self->text->str + done, self->text->len - done);

      if (n < 0 && errno != EINTR)
        return fail (errno, error);
      if (n > 0)
        done += (gsize) n;
    }
  g_string_truncate (self->text, 0);

  return TRUE;
}

gboolean
ytt_export_stream_pass (YttExportStream  *self,
                        GError          **error)
{
  return self->text->len < PIECE || write_all (self, error);
}

/*< private >
 * ytt_export_stream_finish:
 * @self: a stream
 * @error: return location for a #GFileError
 *
 * Writes the rest and closes the file, once it is on the disk.
 *
 * Returns: whether all was written
 */
gboolean
ytt_export_stream_finish (YttExportStream  *self,
                          GError          **error)
{
  int fd;

  if (!write_all (self, error))
    return FALSE;

  /* A pipe or a terminal has no disk to wait for. */
  if (fsync (self->fd) != 0 && errno != EINVAL && errno != EROFS && errno != ENOTSUP)
    return fail (errno, error);

  fd = self->fd;
  self->fd = -1;

  return close (fd) == 0 || errno == EINTR || fail (errno, error);
}

void
ytt_export_stream_clear (YttExportStream *self)
{
  if (self->fd >= 0 && self->text != NULL)
    close (self->fd);
  self->fd = -1;
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  self->text = NULL;
}
