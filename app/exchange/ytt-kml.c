#include "config.h"

#include "ytt-kml.h"

#include "ytt-picture-file.h"

/**
 * ytt_kml_append_text:
 * @kml: what to append to
 * @indent: blanks before it
 * @element: the element's name, with its attributes if it has any
 * @text: what it holds
 *
 * Appends an element that holds a text.
 */
void
ytt_kml_append_text (GString    *kml,
                     const char *indent,
                     const char *element,
                     const char *text)
{
  g_autofree char *escaped = ytt_xml_escape (text);
  gsize length = 0;

  while (element[length] != '\0' && element[length] != ' ')
    length++;
  g_string_append_printf (kml, "%s<%s>%s</%.*s>\n", indent, element, escaped, (int) length, element);
}

/**
 * ytt_kml_append_number:
 * @kml: what to append to
 * @indent: blanks before it
 * @element: the element's name
 * @value: what it holds
 * @format: how printf writes it, such as "%.6f"
 *
 * Appends an element that holds a number.
 */
void
ytt_kml_append_number (GString    *kml,
                       const char *indent,
                       const char *element,
                       double      value,
                       const char *format)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (number, sizeof number, format, value);
  g_string_append_printf (kml, "%s<%s>%s</%s>\n", indent, element, number, element);
}
