#include "config.h"

#include "ytt-zip.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* The parts of a zip archive that tell how large its files are; all numbers are little-endian. Source: PKWARE's
 * APPNOTE.TXT 6.3.9, sections 4.3.12 to 4.3.16 and 4.5.3. */
#define ENTRY_MAGIC     "PK\1\2"
#define ENTRY_SIZE      46
#define END_MAGIC       "PK\5\6"
#define END_SIZE        22
#define LOCATOR_MAGIC   "PK\6\7"
#define LOCATOR_SIZE    20
#define END64_MAGIC     "PK\6\6"
#define END64_SIZE      56
#define EXTRA_64        0x0001
#define IN_EXTRA        G_MAXUINT32

/* A comment of 65,535 bytes may stand behind the end. */
#define MOST_COMMENT    65535

/* A directory that is longer is no spreadsheet's or map's. */
#define MOST_DIRECTORY  (16 * 1024 * 1024)

static guint64
get_number (const guint8 *at,
            guint         n_bytes)
{
  guint64 value = 0;

  for (guint i = n_bytes; i > 0; i--)
    value = value << 8 | at[i - 1];

  return value;
}

static gboolean
read_all (int      fd,
          guint64  at,
          guint8  *buffer,
          gsize    size)
{
  gsize done = 0;

  while (done < size)
    {
      gssize n = pread (fd, buffer + done, size - done, (off_t) (at + done));

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      done += (gsize) n;
    }

  return TRUE;
}

/* Where the directory is: told at the end, and by its larger fellow before that where numbers are too large. */
static gboolean
find_directory (int      fd,
                guint64  size,
                guint64 *start,
                guint64 *length)
{
  gsize n = (gsize) MIN (size, END_SIZE + MOST_COMMENT);
  g_autofree guint8 *tail = g_malloc (n);
  guint8 locator[LOCATOR_SIZE], end64[END64_SIZE];
  gssize at;

  if (!read_all (fd, size - n, tail, n))
    return FALSE;

  for (at = (gssize) n - END_SIZE; at >= 0; at--)
    if (memcmp (tail + at, END_MAGIC, 4) == 0)
      break;
  if (at < 0)
    return FALSE;

  *length = get_number (tail + at + 12, 4);
  *start = get_number (tail + at + 16, 4);
  if ((*length == G_MAXUINT32 || *start == G_MAXUINT32) && size - n + (gsize) at >= LOCATOR_SIZE
      && read_all (fd, size - n + (gsize) at - LOCATOR_SIZE, locator, LOCATOR_SIZE)
      && memcmp (locator, LOCATOR_MAGIC, 4) == 0
      && read_all (fd, get_number (locator + 8, 8), end64, END64_SIZE) && memcmp (end64, END64_MAGIC, 4) == 0)
    {
      *length = get_number (end64 + 40, 8);
      *start = get_number (end64 + 48, 8);
    }

  return *start <= size && *length <= size - *start;
}

/* The size in full, which stands first in an entry's extra field where 32 bits do not hold it. */
static guint64
get_unpacked (const guint8 *entry,
              const guint8 *extra,
              gsize         length)
{
  guint64 size = get_number (entry + 24, 4);

  while (size == IN_EXTRA && length >= 4)
    {
      gsize kind = get_number (extra, 2), n = get_number (extra + 2, 2);

      if (n > length - 4)
        break;
      if (kind == EXTRA_64 && n >= 8)
        return get_number (extra + 4, 8);
      extra += 4 + n;
      length -= 4 + n;
    }

  return size;
}

/**
 * ytt_zip_measure:
 * @fd: a file
 * @size: of the file, in bytes
 * @unpacked: (out): how many bytes all of its files are together, unpacked
 *
 * Adds up what an archive says of the files in it. It may lie; what unpacks it holds itself to what is said here, or
 * meets the fence.
 *
 * Returns: whether it is an archive whose directory can be read
 */
gboolean
ytt_zip_measure (int      fd,
                 guint64  size,
                 guint64 *unpacked)
{
  g_autofree guint8 *directory = NULL;
  guint64 start, length, at = 0;
  guint8 magic[4];

  *unpacked = 0;
  if (!read_all (fd, 0, magic, sizeof magic) || memcmp (magic, "PK", 2) != 0 || !find_directory (fd, size, &start, &length))
    return FALSE;
  if (length > MOST_DIRECTORY)
    {
      *unpacked = G_MAXUINT64;
      return TRUE;
    }

  directory = g_malloc (length + 1);
  if (!read_all (fd, start, directory, length))
    return FALSE;

  while (length - at >= ENTRY_SIZE && memcmp (directory + at, ENTRY_MAGIC, 4) == 0)
    {
      const guint8 *entry = directory + at;
      gsize name = get_number (entry + 28, 2), extra = get_number (entry + 30, 2), comment = get_number (entry + 32, 2);

      if (ENTRY_SIZE + name + extra + comment > length - at)
        break;
      if (!g_uint64_checked_add (unpacked, *unpacked, get_unpacked (entry, entry + ENTRY_SIZE + name, extra)))
        *unpacked = G_MAXUINT64;
      at += ENTRY_SIZE + name + extra + comment;
    }

  return TRUE;
}
