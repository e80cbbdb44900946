/* A file of changes: what one person did since some point, to be sent to another.
 *
 * It begins with lines of text in UTF-8, the first of which is "Ytterby changes 1". Each other one is a name, a colon, a
 * space and a value:
 *
 *   schema: the number of the schema
 *   since: the position in the sender's history after which the changes begin, 0 for its beginning
 *   entries: how many entries of the history there are
 *   from, until: when the first and the last of them were made, ISO 8601 in UTC
 *   who: whose they are, with commas between them
 *   size: bytes of what follows once it is unpacked
 *   sha256: of these bytes, in lower case hexadecimal
 *
 * An empty line ends them. What follows is a document (a GeoPackage as any other of ours), compressed as one zlib stream. It
 * holds the entries with their change sets, the rows that they touched as they are now, and what these refer to; so it is
 * opened, looked at and merged as any document is. */

#include "config.h"

#include "ytt-change-file.h"

#include "ytt-files.h"
#include "ytt-schema.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#define FIRST_LINE "Ytterby changes 1\n"
#define FAMILY     "Ytterby changes "
#define HEAD_LIMIT 8192
#define CHUNK_SIZE (256 * 1024)

/* Documents are packed to a tenth or less; what claims to grow beyond this was not made by us. */
#define ALWAYS_ALLOWED ((guint64) 256 * 1024 * 1024)
#define MOST_GROWTH    100

void
ytt_change_file_head_free (YttChangeFileHead *head)
{
  if (head == NULL)
    return;

  g_free (head->from);
  g_free (head->until);
  g_free (head->who);
  g_free (head->sha256);
  g_free (head);
}

static gboolean
set_damaged (const char  *path,
             GError     **error)
{
  g_clear_error (error);
  g_set_error (error, YTT_ERROR, YTT_ERROR_DAMAGED,
               _("“%s” is damaged or cut short. Ask whoever sent it to send it again."), path);

  return FALSE;
}

static char *
read_beginning (const char  *path,
                gsize       *length,
                GError     **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autofree char *text = g_malloc0 (HEAD_LIMIT + 1);

  if (stream == NULL || !g_input_stream_read_all (G_INPUT_STREAM (stream), text, HEAD_LIMIT, length, NULL, error))
    return NULL;

  return g_steal_pointer (&text);
}

/**
 * ytt_change_file_is:
 * @path: (type filename): a file that this process has no connection to
 *
 * Returns: whether it begins as a file of changes does, of this version or a later one
 */
gboolean
ytt_change_file_is (const char *path)
{
  gsize length;
  g_autofree char *text = read_beginning (path, &length, NULL);

  return text != NULL && g_str_has_prefix (text, FAMILY);
}

static void
take_line (YttChangeFileHead *head,
           const char        *line)
{
  const char *colon = strstr (line, ": ");
  g_autofree char *name = colon != NULL ? g_strndup (line, (gsize) (colon - line)) : NULL;
  const char *value = colon != NULL ? colon + 2 : NULL;
  g_autofree char *text = value != NULL ? g_utf8_make_valid (value, -1) : NULL;

  if (name == NULL)
    return;

  if (g_str_equal (name, "schema"))
    head->schema = (guint) g_ascii_strtoull (value, NULL, 10);
  else if (g_str_equal (name, "since"))
    head->since = MAX (0, g_ascii_strtoll (value, NULL, 10));
  else if (g_str_equal (name, "entries"))
    head->n_entries = (guint) g_ascii_strtoull (value, NULL, 10);
  else if (g_str_equal (name, "size"))
    head->size = g_ascii_strtoull (value, NULL, 10);
  else if (g_str_equal (name, "from") && head->from == NULL)
    head->from = g_steal_pointer (&text);
  else if (g_str_equal (name, "until") && head->until == NULL)
    head->until = g_steal_pointer (&text);
  else if (g_str_equal (name, "who") && head->who == NULL)
    head->who = g_steal_pointer (&text);
  else if (g_str_equal (name, "sha256") && head->sha256 == NULL)
    head->sha256 = g_steal_pointer (&text);
}

static YttChangeFileHead *
read_head (const char  *path,
           gsize       *offset,
           GError     **error)
{
  g_autoptr(YttChangeFileHead) head = g_new0 (YttChangeFileHead, 1);
  gsize length = 0;
  g_autofree char *text = read_beginning (path, &length, error);
  g_auto(GStrv) lines = NULL;
  char *end;

  if (text == NULL)
    return NULL;
  if (g_str_has_prefix (text, FAMILY) && !g_str_has_prefix (text, FIRST_LINE))
    {
      g_set_error (error, YTT_ERROR, YTT_ERROR_TOO_NEW, _("“%s” was written by a later version of Ytterby"), path);
      return NULL;
    }

  end = strstr (text, "\n\n");
  if (!g_str_has_prefix (text, FIRST_LINE) || end == NULL)
    {
      set_damaged (path, error);
      return NULL;
    }

  *offset = (gsize) (end - text) + 2;
  *end = '\0';
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] != NULL; i++)
    take_line (head, lines[i]);

  if (head->schema > ytt_schema_get_number (ytt_schema_get_default ()))
    {
      g_set_error (error, YTT_ERROR, YTT_ERROR_TOO_NEW,
                   _("“%s” was written by a later version of Ytterby (its schema is %u, this version knows %u)"), path,
                   head->schema, ytt_schema_get_number (ytt_schema_get_default ()));
      return NULL;
    }
  if (head->schema == 0 || head->size == 0 || head->sha256 == NULL || strlen (head->sha256) != 64)
    {
      set_damaged (path, error);
      return NULL;
    }

  return g_steal_pointer (&head);
}

/**
 * ytt_change_file_read_head:
 * @path: (type filename): a file of changes
 * @error: return location for a #YttError: %YTT_ERROR_DAMAGED, %YTT_ERROR_TOO_NEW
 *
 * Returns: (transfer full) (nullable): what it says of itself
 */
YttChangeFileHead *
ytt_change_file_read_head (const char  *path,
                           GError     **error)
{
  gsize offset;

  return read_head (path, &offset, error);
}

/* Copies what a stream gives, no more than @limit bytes, and sums it up. FALSE without an error if there is more. */
static gboolean
drain (GInputStream   *from,
       GOutputStream  *to,
       guint64         limit,
       guint64        *size,
       GChecksum      *checksum,
       GCancellable   *cancellable,
       GError        **error)
{
  g_autofree guchar *buffer = g_malloc (CHUNK_SIZE);
  gssize n;

  *size = 0;
  while ((n = g_input_stream_read (from, buffer, CHUNK_SIZE, cancellable, error)) > 0)
    {
      *size += (guint64) n;
      if (*size > limit)
        return FALSE;
      g_checksum_update (checksum, buffer, n);
      if (!g_output_stream_write_all (to, buffer, (gsize) n, NULL, cancellable, error))
        return FALSE;
    }

  return n == 0;
}

static gboolean
unpack (const char               *path,
        const char               *to,
        const YttChangeFileHead  *head,
        gsize                     offset,
        GCancellable             *cancellable,
        GError                  **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path), copy = g_file_new_for_path (to);
  g_autoptr(GFileInputStream) packed = g_file_read (file, cancellable, error);
  g_autoptr(GConverter) converter = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB));
  g_autoptr(GInputStream) stream = NULL;
  g_autoptr(GFileOutputStream) out = NULL;
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint64 size = 0;

  if (packed == NULL || !g_seekable_seek (G_SEEKABLE (packed), (goffset) offset, G_SEEK_SET, cancellable, error))
    return FALSE;

  out = g_file_replace (copy, NULL, FALSE, G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, cancellable, error);
  stream = g_converter_input_stream_new (G_INPUT_STREAM (packed), converter);
  if (out == NULL || !drain (stream, G_OUTPUT_STREAM (out), head->size, &size, checksum, cancellable, error)
      || !g_output_stream_close (G_OUTPUT_STREAM (out), cancellable, error))
    return FALSE;

  return size == head->size && g_str_equal (g_checksum_get_string (checksum), head->sha256);
}

/**
 * ytt_change_file_unpack:
 * @path: (type filename): a file of changes
 * @to: (type filename): where the document in it shall be
 * @since: (out): the position in the sender's history after which it begins
 * @cancellable: (nullable): to give up
 * @error: return location for a #YttError: %YTT_ERROR_DAMAGED, %YTT_ERROR_TOO_NEW, %YTT_ERROR_SPACE
 *
 * Returns: whether the document is there, and is what was sent
 */
gboolean
ytt_change_file_unpack (const char    *path,
                        const char    *to,
                        gint64        *since,
                        GCancellable  *cancellable,
                        GError       **error)
{
  gsize offset = 0;
  g_autoptr(YttChangeFileHead) head = read_head (path, &offset, error);
  g_autoptr(GError) failure = NULL;
  GStatBuf status;

  if (head == NULL)
    return FALSE;
  if (g_stat (path, &status) != 0
      || head->size > MAX (ALWAYS_ALLOWED, (guint64) status.st_size * MOST_GROWTH))
    return set_damaged (path, error);

  *since = head->since;
  if (unpack (path, to, head, offset, cancellable, &failure))
    return TRUE;

  g_unlink (to);
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED) || g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NO_SPACE)
      || g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return set_damaged (path, error);
}

/**
 * ytt_change_file_pack:
 * @document: (type filename): a document that nobody has open
 * @head: what the file says of itself; size and sum are worked out
 * @scratch: (type filename): where it shall be
 * @cancellable: (nullable): to give up
 * @error: return location for an error
 *
 * Returns: whether it was written
 */
gboolean
ytt_change_file_pack (const char               *document,
                      const YttChangeFileHead  *head,
                      const char               *scratch,
                      GCancellable             *cancellable,
                      GError                  **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (document), to = g_file_new_for_path (scratch);
  g_autofree char *digest = ytt_file_get_digest (document, error);
  g_autoptr(GString) text = g_string_new (FIRST_LINE);
  g_autoptr(GConverter) converter = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 9));
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr(GFileInputStream) in = NULL;
  g_autoptr(GFileOutputStream) out = NULL;
  g_autoptr(GOutputStream) stream = NULL;
  GStatBuf status;
  guint64 size;

  if (digest == NULL || g_stat (document, &status) != 0)
    return FALSE;

  g_string_append_printf (text, "schema: %u\nsince: %" G_GINT64_FORMAT "\nentries: %u\n", head->schema, head->since,
                          head->n_entries);
  if (head->from != NULL)
    g_string_append_printf (text, "from: %s\n", head->from);
  if (head->until != NULL)
    g_string_append_printf (text, "until: %s\n", head->until);
  if (head->who != NULL)
    g_string_append_printf (text, "who: %s\n", head->who);
  g_string_append_printf (text, "size: %" G_GINT64_FORMAT "\nsha256: %s\n\n", (gint64) status.st_size, digest);

  in = g_file_read (file, cancellable, error);
  out = in != NULL ? g_file_replace (to, NULL, FALSE, G_FILE_CREATE_NONE, cancellable, error) : NULL;
  if (out == NULL || !g_output_stream_write_all (G_OUTPUT_STREAM (out), text->str, text->len, NULL, cancellable, error))
    return FALSE;

  stream = g_converter_output_stream_new (G_OUTPUT_STREAM (out), converter);

  return drain (G_INPUT_STREAM (in), stream, G_MAXUINT64, &size, checksum, cancellable, error)
         && g_output_stream_close (stream, cancellable, error);
}
