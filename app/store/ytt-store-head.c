/* What can be told of a file before SQLite touches it. */

#include "config.h"

#include "ytt-store-head.h"

#include "ytt-files.h"
#include "ytt-store-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEAD_SIZE 100

/* Offsets in the first page of a database (sqlite.org/fileformat2.html). */
enum
{
  OFFSET_PAGE_SIZE      = 16,
  OFFSET_WRITE_VERSION  = 18,
  OFFSET_READ_VERSION   = 19,
  OFFSET_CHANGE_COUNTER = 24,
  OFFSET_N_PAGES        = 28,
  OFFSET_APPLICATION_ID = 68,
  OFFSET_VALID_FOR      = 92,

  WAL_VERSION           = 2,
};

static guint32
read_uint32 (const guint8 *data)
{
  guint32 value;

  memcpy (&value, data, sizeof value);

  return GUINT32_FROM_BE (value);
}

static gssize
read_all (int     fd,
          guint8 *buffer,
          gsize   size)
{
  gsize done = 0;

  while (done < size)
    {
      gssize n = read (fd, buffer + done, size - done);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return -1;
      if (n == 0)
        break;
      done += n;
    }

  return done;
}

/* Not blocking: a pipe that somebody named like a document would wait for a writer for ever. */
static gboolean
read_head (const char   *path,
           guint8        head[HEAD_SIZE],
           gsize        *n_read,
           struct stat  *status,
           GError      **error)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  gssize n = -1;
  int saved_errno;

  if (fd < 0)
    {
      ytt_file_set_error (error, errno, path);
      return FALSE;
    }

  if (fstat (fd, status) == 0 && !S_ISREG (status->st_mode))
    {
      close (fd);
      g_set_error (error, YTT_ERROR, YTT_ERROR_NOT_OURS, _("“%s” is not a file"), path);
      return FALSE;
    }

  n = read_all (fd, head, HEAD_SIZE);
  saved_errno = errno;
  close (fd);

  if (n < 0)
    {
      ytt_file_set_error (error, saved_errno, path);
      return FALSE;
    }

  *n_read = n;

  return TRUE;
}

static gboolean
has_content (const char *path,
             const char *suffix)
{
  g_autofree char *side = g_strconcat (path, suffix, NULL);
  GStatBuf status;

  return g_stat (side, &status) == 0 && status.st_size > 0;
}

/* A file that lost its end. Unless a transaction is under way, its head knows its length. */
static gboolean
is_truncated (const char   *path,
              const guint8 *head,
              goffset       size)
{
  guint32 page_size = (guint32) head[OFFSET_PAGE_SIZE] << 8 | head[OFFSET_PAGE_SIZE + 1];
  guint32 n_pages = read_uint32 (head + OFFSET_N_PAGES);

  if (page_size == 1)
    page_size = 65536;
  if (read_uint32 (head + OFFSET_CHANGE_COUNTER) != read_uint32 (head + OFFSET_VALID_FOR))
    return FALSE;
  if (has_content (path, "-journal") || has_content (path, "-wal"))
    return FALSE;

  return (goffset) page_size * n_pages > size;
}

/**
 * ytt_store_head_read:
 * @path: (type filename): a file that this process has no connection to
 * @head: (out): what it tells
 * @error: return location for a #YttError
 *
 * Reads the beginning of a file and closes it again.
 *
 * Returns: %FALSE if this cannot be a document of ours
 */
gboolean
ytt_store_head_read (const char    *path,
                     YttStoreHead  *head,
                     GError       **error)
{
  guint8 bytes[HEAD_SIZE] = { 0 };
  struct stat status = { 0 };
  gsize n_read;

  if (!read_head (path, bytes, &n_read, &status, error))
    return FALSE;

  if (n_read == 0)
    {
      g_set_error (error, YTT_ERROR, YTT_ERROR_NOT_OURS, _("“%s” is empty"), path);
      return FALSE;
    }

  if (memcmp (bytes, "SQLite format 3", MIN (n_read, 16)) != 0)
    {
      g_set_error (error, YTT_ERROR, YTT_ERROR_NOT_OURS,
                   _("“%s” is not a GeoPackage, or its beginning was overwritten"), path);
      return FALSE;
    }

  if (n_read < HEAD_SIZE || is_truncated (path, bytes, status.st_size))
    {
      g_set_error (error, YTT_ERROR, YTT_ERROR_DAMAGED,
                   _("“%s” is incomplete: its end is missing"), path);
      return FALSE;
    }

  if (read_uint32 (bytes + OFFSET_APPLICATION_ID) != YTT_GEOPACKAGE_ID)
    {
      g_set_error (error, YTT_ERROR, YTT_ERROR_NOT_OURS,
                   _("“%s” is a database, but not a GeoPackage"), path);
      return FALSE;
    }

  head->wal = bytes[OFFSET_WRITE_VERSION] == WAL_VERSION || bytes[OFFSET_READ_VERSION] == WAL_VERSION;
  head->has_wal_file = has_content (path, "-wal");
  head->size = status.st_size;

  return TRUE;
}
