#include "config.h"

#include "ytt-staging-format.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

/* So much is gathered before it is written. */
#define BUFFER_SIZE (256 * 1024)

struct _YttStagingWriter
{
  int         fd;          /* borrowed */
  guint       n_columns;
  GByteArray *buffer;
  GArray     *starts;      /* (element-type guint64) */
  guint64     written;     /* bytes, without those of @buffer */
};

static gboolean
flush (YttStagingWriter  *self,
       GError           **error)
{
  const guint8 *data = self->buffer->data;
  gsize left = self->buffer->len;

  while (left > 0)
    {
      gssize n = write (self->fd, data, left);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          int saved = errno;

          if (saved == ENOSPC || saved == EDQUOT)
            g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, _("The disk is full."));
          else if (saved == EFBIG)
            g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                                 _("The file holds more than can be read in one go."));
          else
            g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved),
                         _("What was read could not be kept: %s"), g_strerror (saved));
          return FALSE;
        }
      data += n;
      left -= (gsize) n;
    }

  self->written += self->buffer->len;
  g_byte_array_set_size (self->buffer, 0);

  return TRUE;
}

static void
append_word (YttStagingWriter *self,
             guint64           value)
{
  value = GUINT64_TO_LE (value);
  g_byte_array_append (self->buffer, (const guint8 *) &value, sizeof value);
}

static void
append_double (YttStagingWriter *self,
               double            value)
{
  guint64 bits;

  memcpy (&bits, &value, sizeof bits);
  append_word (self, bits);
}

static void
append_cell (YttStagingWriter *self,
             const char       *cell)
{
  gsize length = cell != NULL ? strlen (cell) : 0;
  guint32 told = GUINT32_TO_LE (cell != NULL ? (guint32) MIN (length, YTT_STAGING_MOST_TEXT) : YTT_STAGING_NOTHING);

  g_byte_array_append (self->buffer, (const guint8 *) &told, sizeof told);
  if (cell != NULL)
    g_byte_array_append (self->buffer, (const guint8 *) cell, (guint) MIN (length, YTT_STAGING_MOST_TEXT));
}

/**
 * ytt_staging_writer_new:
 * @fd: an empty file that can be written; it stays the caller's
 * @n_columns: how many cells each row has
 *
 * Returns: (transfer full): a writer of a staging file
 */
YttStagingWriter *
ytt_staging_writer_new (int   fd,
                        guint n_columns)
{
  YttStagingWriter *self = g_new0 (YttStagingWriter, 1);

  self->fd = fd;
  self->n_columns = n_columns;
  self->buffer = g_byte_array_sized_new (BUFFER_SIZE + 4096);
  self->starts = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_byte_array_append (self->buffer, (const guint8 *) YTT_STAGING_MAGIC, YTT_STAGING_MAGIC_SIZE);

  return self;
}

void
ytt_staging_writer_free (YttStagingWriter *self)
{
  if (self == NULL)
    return;

  g_byte_array_unref (self->buffer);
  g_array_unref (self->starts);
  g_free (self);
}

/**
 * ytt_staging_writer_add:
 * @self: a writer
 * @row: the row without its cells
 * @cells: (array): a text in UTF-8 for each column, or %NULL for nothing; longer ones than 1 MB are cut
 * @error: return location for a #GIOErrorEnum
 *
 * Returns: whether the row was written
 */
gboolean
ytt_staging_writer_add (YttStagingWriter    *self,
                        const YttStagedRow  *row,
                        const char * const  *cells,
                        GError             **error)
{
  guint64 start = self->written + self->buffer->len;

  g_array_append_val (self->starts, start);
  append_double (self, row->longitude);
  append_double (self, row->latitude);
  append_word (self, (guint64) row->number);
  for (guint i = 0; i < self->n_columns; i++)
    append_cell (self, cells[i]);

  return self->buffer->len < BUFFER_SIZE || flush (self, error);
}

/**
 * ytt_staging_writer_finish:
 * @self: a writer
 * @about: what is told of the file, as JSON; see ytt-staging.c
 * @error: return location for a #GIOErrorEnum
 *
 * Writes the end, without which the file does not count.
 *
 * Returns: whether it was written
 */
gboolean
ytt_staging_writer_finish (YttStagingWriter  *self,
                           const char        *about,
                           GError           **error)
{
  guint64 index = self->written + self->buffer->len, told;

  for (guint i = 0; i < self->starts->len; i++)
    {
      append_word (self, g_array_index (self->starts, guint64, i));
      if (self->buffer->len >= BUFFER_SIZE && !flush (self, error))
        return FALSE;
    }

  told = self->written + self->buffer->len;
  g_byte_array_append (self->buffer, (const guint8 *) about, (guint) strlen (about));
  append_word (self, self->starts->len);
  append_word (self, index);
  append_word (self, told);
  append_word (self, strlen (about));
  g_byte_array_append (self->buffer, (const guint8 *) YTT_STAGING_MAGIC, YTT_STAGING_MAGIC_SIZE);

  return flush (self, error);
}
