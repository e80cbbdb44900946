#include "config.h"

#include "ytt-csv.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ytt-error.h"

/* A reader of RFC 4180 over text that is in memory. */
typedef struct
{
  const char *start;
  const char *at;
  const char *end;
  const char *line_start;
  guint       line;
} Reader;

static YttCsvRow *
csv_row_new (guint line)
{
  YttCsvRow *row = g_new0 (YttCsvRow, 1);

  row->line = line;
  row->fields = g_ptr_array_new_with_free_func (g_free);

  return row;
}

void
ytt_csv_row_free (YttCsvRow *row)
{
  if (row == NULL)
    return;

  g_clear_pointer (&row->fields, g_ptr_array_unref);
  g_free (row);
}

/* Columns are counted in characters, as an editor shows them. What is not UTF-8 is counted
 * up to where it stops being so. */
static guint
column_of (Reader     *self,
           const char *at)
{
  return g_utf8_pointer_to_offset (self->line_start, at) + 1;
}

G_GNUC_PRINTF (4, 5)
static gboolean
fail (Reader      *self,
      const char  *at,
      GError     **error,
      const char  *format,
      ...)
{
  g_autofree char *what = NULL;
  va_list args;

  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);

  g_set_error (error, YTT_ERROR, YTT_ERROR_SYNTAX, _("line %u, column %u: %s"),
               self->line, column_of (self, at), what);
  return FALSE;
}

static void
start_line (Reader *self)
{
  self->line++;
  self->line_start = self->at;
}

/* Takes one line end, which is LF, CRLF or, as old spreadsheets write it, CR. */
static gboolean
take_line_end (Reader *self)
{
  if (self->at == self->end || (*self->at != '\n' && *self->at != '\r'))
    return FALSE;

  if (*self->at == '\r' && self->at + 1 < self->end && self->at[1] == '\n')
    self->at++;
  self->at++;
  start_line (self);

  return TRUE;
}

static gboolean
ends_field (const Reader *self)
{
  return self->at == self->end || strchr (",\r\n", *self->at) != NULL;
}

/* A line end inside of quotes comes out as a single LF, whatever the file's are. */
static char *
read_quoted (Reader  *self,
             GError **error)
{
  g_autoptr(GString) text = g_string_new (NULL);
  Reader opening = *self;

  self->at++;
  while (self->at < self->end)
    {
      if (take_line_end (self))
        {
          g_string_append_c (text, '\n');
          continue;
        }

      if (*self->at != '"')
        {
          g_string_append_c (text, *self->at++);
          continue;
        }

      self->at++;
      if (self->at < self->end && *self->at == '"')
        {
          g_string_append_c (text, *self->at++);
          continue;
        }

      if (!ends_field (self))
        {
          fail (self, self->at, error, _("there is text after the closing quote"));
          return NULL;
        }

      return g_string_free (g_steal_pointer (&text), FALSE);
    }

  fail (&opening, opening.at, error, _("the quote that begins here is never closed"));
  return NULL;
}

static char *
read_plain (Reader  *self,
            GError **error)
{
  const char *from = self->at;

  while (!ends_field (self))
    {
      if (*self->at == '"')
        {
          fail (self, self->at, error,
                _("a quote inside of a field without quotes; write the field in quotes and this one twice"));
          return NULL;
        }
      self->at++;
    }

  return g_strndup (from, self->at - from);
}

static YttCsvRow *
read_row (Reader  *self,
          GError **error)
{
  g_autoptr(YttCsvRow) row = csv_row_new (self->line);

  while (TRUE)
    {
      char *field = self->at < self->end && *self->at == '"' ? read_quoted (self, error)
                                                             : read_plain (self, error);

      if (field == NULL)
        return NULL;
      g_ptr_array_add (row->fields, field);

      if (self->at == self->end || take_line_end (self))
        return g_steal_pointer (&row);

      self->at++;   /* the comma */
    }
}

static gboolean
check_encoding (Reader  *self,
                GError **error)
{
  const char *bad;

  if (g_utf8_validate_len (self->start, self->end - self->start, &bad))
    return TRUE;

  while (self->at < bad)
    {
      if (!take_line_end (self))
        self->at++;
    }

  return fail (self, bad, error, *bad == '\0' ? _("there is a NUL byte in the text")
                                              : _("this is not UTF-8; save the file in that encoding"));
}

/**
 * ytt_csv_parse:
 * @text: (array length=length): the file's content
 * @length: its length in bytes, or -1 if it ends with a NUL
 * @error: return location for a #GError
 *
 * Reads CSV as RFC 4180 describes it, strictly: what could be read in two ways is an error, not a guess.
 * The text must be UTF-8; a byte order mark is skipped, and so are empty lines.
 * Rows keep the number of fields they have: to compare it with the header's is the caller's part.
 *
 * Returns: (transfer full) (nullable) (element-type YttCsvRow): the rows, the header among them, or %NULL
 *   with %YTT_ERROR_SYNTAX, whose message names line and column
 */
GPtrArray *
ytt_csv_parse (const char  *text,
               gssize       length,
               GError     **error)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_csv_row_free);
  Reader reader = { text, text, NULL, text, 1 };

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  reader.end = text + (length < 0 ? strlen (text) : (gsize) length);
  if (!check_encoding (&reader, error))
    return NULL;

  if (reader.end - reader.at >= 3 && memcmp (reader.at, "\xef\xbb\xbf", 3) == 0)
    reader.line_start = reader.at += 3;

  while (reader.at < reader.end)
    {
      YttCsvRow *row;

      if (take_line_end (&reader))
        continue;

      row = read_row (&reader, error);
      if (row == NULL)
        return NULL;
      g_ptr_array_add (rows, row);
    }

  return g_steal_pointer (&rows);
}
