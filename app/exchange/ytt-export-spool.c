#include "config.h"

#include "ytt-export-spool.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

/* Before each cell: where it belongs and what it is; its text comes behind, with the zero at its end. */
typedef struct
{
  guint32 place;
  guint32 kind;
  gsize   size;   /* of the text */
} Cell;

struct _YttExportSpool
{
  FILE       *file;   /* (owned) */
  GByteArray *row;    /* (owned): the one that is written or was read last */
};

static gboolean
fail (GError **error)
{
  int code = errno;

  g_set_error_literal (error, G_FILE_ERROR, g_file_error_from_errno (code), g_strerror (code));

  return FALSE;
}

/* A device that is written to has a folder in which there is no room. */
static int
open_nameless (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *template = g_build_filename (folder, ".ytterby-XXXXXX", NULL);
  g_autofree char *elsewhere = NULL;
  int fd = g_str_has_prefix (path, "/dev/") ? -1 : g_mkstemp_full (template, O_RDWR | O_CLOEXEC, 0600);

  if (fd >= 0)
    {
      g_unlink (template);
      return fd;
    }

  elsewhere = g_build_filename (g_get_tmp_dir (), "ytterby-XXXXXX", NULL);
  fd = g_mkstemp_full (elsewhere, O_RDWR | O_CLOEXEC, 0600);
  if (fd >= 0)
    g_unlink (elsewhere);

  return fd;
}

YttExportSpool *
ytt_export_spool_new (const char  *path,
                      GError     **error)
{
  YttExportSpool *self;
  int fd = open_nameless (path);
  FILE *file = fd >= 0 ? fdopen (fd, "w+") : NULL;

  if (file == NULL)
    {
      fail (error);
      if (fd >= 0)
        close (fd);
      return NULL;
    }

  self = g_new0 (YttExportSpool, 1);
  self->file = file;
  self->row = g_byte_array_new ();

  return self;
}

void
ytt_export_spool_free (YttExportSpool *self)
{
  if (self == NULL)
    return;

  fclose (self->file);
  g_byte_array_unref (self->row);
  g_free (self);
}

void
ytt_export_spool_add (YttExportSpool *self,
                      guint           place,
                      guint           kind,
                      const char     *text)
{
  Cell cell = { place, kind, strlen (text) + 1 };

  g_byte_array_append (self->row, (const guint8 *) &cell, sizeof cell);
  g_byte_array_append (self->row, (const guint8 *) text, (guint) cell.size);
}

gboolean
ytt_export_spool_end (YttExportSpool  *self,
                      GError         **error)
{
  gsize size = self->row->len;

  if (fwrite (&size, sizeof size, 1, self->file) != 1
      || fwrite (self->row->data, 1, size, self->file) != size)
    return fail (error);

  g_byte_array_set_size (self->row, 0);

  return TRUE;
}

gboolean
ytt_export_spool_rewind (YttExportSpool  *self,
                         GError         **error)
{
  return (fflush (self->file) == 0 && fseek (self->file, 0, SEEK_SET) == 0) || fail (error);
}

gboolean
ytt_export_spool_read (YttExportSpool      *self,
                       YttExportSpoolFunc   func,
                       gpointer             data,
                       GError             **error)
{
  gsize size, at = 0;

  errno = EIO;
  if (fread (&size, sizeof size, 1, self->file) != 1)
    return fail (error);
  g_byte_array_set_size (self->row, (guint) size);
  if (fread (self->row->data, 1, size, self->file) != size)
    return fail (error);

  while (at < size)
    {
      Cell cell;

      memcpy (&cell, self->row->data + at, sizeof cell);
      at += sizeof cell;
      func (cell.place, cell.kind, (const char *) self->row->data + at, data);
      at += cell.size;
    }

  return TRUE;
}
