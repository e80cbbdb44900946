#include "config.h"

#include "ytt-text.h"

#include <string.h>

#define MARK "\xef\xbb\xbf"

/**
 * ytt_text_has_bars:
 * @text: a text in UTF-8, not terminated
 * @length: of it, in bytes
 *
 * Returns: whether the columns of a text are told apart by bars, which GDAL 3.6 does not know
 */
gboolean
ytt_text_has_bars (const char *text,
                   gsize       length)
{
  const char *end = memchr (text, '\n', length);
  gsize first = end != NULL ? (gsize) (end - text) : length;

  return memchr (text, '|', first) != NULL && memchr (text, ';', first) == NULL && memchr (text, ',', first) == NULL
         && memchr (text, '\t', length) == NULL;
}

/* Where a field ends: at a separator or a line's end that is not between quotes. */
static gsize
find_end (const char *text,
          gsize       length,
          gsize       at,
          char        separator)
{
  if (at < length && text[at] == '"')
    {
      /* Two of them stand for one. */
      for (at++; at < length && (text[at] != '"' || (at + 1 < length && text[at + 1] == '"')); at++)
        at += text[at] == '"';
    }

  while (at < length && text[at] != separator && text[at] != '\n' && text[at] != '\r')
    at++;

  return at;
}

/* Quoted where it holds what could be taken for something else; as it is where it is quoted already. */
static void
append_field (GString    *out,
              const char *field,
              gsize       length)
{
  gboolean special = FALSE;

  for (gsize i = 0; !special && i < length; i++)
    special = strchr (",;\t|\"", field[i]) != NULL && field[i] != '\0';
  if (!special || field[0] == '"')
    {
      g_string_append_len (out, field, (gssize) length);
      return;
    }

  g_string_append_c (out, '"');
  for (gsize i = 0; i < length; i++)
    {
      if (field[i] == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, field[i]);
    }
  g_string_append_c (out, '"');
}

/**
 * ytt_text_with_commas:
 * @text: a text in UTF-8, not terminated
 * @length: of it, in bytes
 * @separator: what its columns are told apart by
 * @new_length: (out): of what is returned
 *
 * Writes a table anew so that nobody has to guess what its columns are told apart by. Lines stay the same.
 *
 * Returns: (transfer full): the table with commas between its columns
 */
char *
ytt_text_with_commas (const char *text,
                      gsize       length,
                      char        separator,
                      gsize      *new_length)
{
  GString *out = g_string_sized_new (length + length / 8 + 16);
  gsize at = 0;

  if (length >= strlen (MARK) && memcmp (text, MARK, strlen (MARK)) == 0)
    at = strlen (MARK);

  while (at < length)
    {
      gsize end = find_end (text, length, at, separator);

      append_field (out, text + at, end - at);
      if (end < length)
        g_string_append_c (out, text[end] == separator ? ',' : text[end]);
      at = end + 1;
    }
  *new_length = out->len;

  return g_string_free (out, FALSE);
}

/**
 * ytt_text_find_only_column:
 * @text: a text in UTF-8, not terminated
 * @length: of it, in bytes
 *
 * GDAL takes a text for no table where nothing in its first line tells columns apart.
 *
 * Returns: where the first line ends if it is the name of an only column, else 0
 */
gsize
ytt_text_find_only_column (const char *text,
                           gsize       length)
{
  gboolean quoted = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '"')
        quoted = !quoted;
      else if (!quoted && (text[i] == '\n' || text[i] == '\r'))
        return i;
      else if (!quoted && text[i] != '\0' && strchr (",;\t|", text[i]) != NULL)
        return 0;
    }

  return length;
}
