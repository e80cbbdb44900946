#include "config.h"

#include "ytt-json-text.h"

/**
 * ytt_json_append_text:
 * @out: what to append to
 * @text: a text in UTF-8
 *
 * Appends a text as JSON writes it, with its quotation marks.
 */
void
ytt_json_append_text (GString    *out,
                      const char *text)
{
  g_string_append_c (out, '"');
  while (*text != '\0')
    {
      const char *start = text;
      guchar c;

      while ((guchar) *text >= 0x20 && *text != '"' && *text != '\\')
        text++;
      g_string_append_len (out, start, text - start);
      c = (guchar) *text;
      if (c == '\0')
        break;
      if (c < 0x20)
        g_string_append_printf (out, "\\u%04x", c);
      else
        g_string_append_printf (out, "\\%c", c);
      text++;
    }
  g_string_append_c (out, '"');
}
