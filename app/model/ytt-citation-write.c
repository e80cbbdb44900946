#include "config.h"

#include "ytt-citation-write.h"

#include <stdlib.h>
#include <string.h>

#include "ytt-json-text.h"

/* Letters, digits and hyphens: what keys of BibTeX may have everywhere. */
static void
append_word (GString    *key,
             const char *text,
             guint       most)
{
  g_autofree char *ascii = text != NULL ? g_str_to_ascii (text, "C") : g_strdup ("");
  gsize start;

  if (key->len > 0 && *ascii != '\0')
    g_string_append_c (key, '-');
  start = key->len;
  for (const char *at = ascii; *at != '\0' && key->len - start < most; at++)
    if (g_ascii_isalnum (*at))
      g_string_append_c (key, g_ascii_tolower (*at));
    else if (key->len > start && key->str[key->len - 1] != '-')
      g_string_append_c (key, '-');
  while (key->len > 0 && key->str[key->len - 1] == '-')
    g_string_truncate (key, key->len - 1);
}

/**
 * ytt_citation_make_key:
 * @source: a source
 * @taken: (element-type utf8 utf8): the keys of others, as a set
 *
 * Returns: (transfer full): what the source may be cited by
 */
char *
ytt_citation_make_key (const YttSource *source,
                       GHashTable      *taken)
{
  g_autoptr(GString) key = g_string_new (NULL);
  gsize length;

  if (source->slug != NULL)
    append_word (key, source->slug, 100);
  if (key->len == 0)
    {
      append_word (key, source->publisher, 20);
      append_word (key, source->published, 4);
      append_word (key, source->title, 30);
    }
  if (key->len == 0)
    g_string_append (key, "source");

  length = key->len;
  for (guint i = 2; g_hash_table_contains (taken, key->str); i++)
    {
      g_string_truncate (key, length);
      g_string_append_printf (key, "-%u", i);
    }

  return g_strdup (key->str);
}

/* What TeX would take for its own is written as it wants it. Braces around the whole keep its case. */
static void
append_tex (GString    *out,
            const char *text)
{
  for (; *text != '\0'; text++)
    switch (*text)
      {
      case '&':
      case '%':
      case '$':
      case '#':
      case '_':
      case '{':
      case '}':
        g_string_append_printf (out, "\\%c", *text);
        break;
      case '\\':
        g_string_append (out, "\\textbackslash{}");
        break;
      case '~':
        g_string_append (out, "\\textasciitilde{}");
        break;
      case '^':
        g_string_append (out, "\\textasciicircum{}");
        break;
      case '-':
        /* Two of them would become a dash. */
        g_string_append (out, text[1] == '-' ? "-{}" : "-");
        break;
      case '\n':
        g_string_append_c (out, ' ');
        break;
      default:
        g_string_append_c (out, *text);
      }
}

static gboolean
is_told (const char *text)
{
  return text != NULL && *text != '\0';
}

/* An address is not TeX, but an unbalanced brace would end it. */
static void
append_address (GString    *out,
                const char *address)
{
  for (; *address != '\0'; address++)
    if (strchr ("{}\\\n", *address) != NULL)
      g_string_append_printf (out, "%%%02X", (guint) (guchar) *address);
    else
      g_string_append_c (out, *address);
}

/**
 * ytt_citation_append_bibtex:
 * @out: what to append to
 * @source: a source
 * @key: what it is cited by
 *
 * Appends a source as an entry of BibTeX in UTF-8: "online" where it has an address, as biblatex knows it, else "misc".
 */
void
ytt_citation_append_bibtex (GString         *out,
                            const YttSource *source,
                            const char      *key)
{
  g_string_append_printf (out, "@%s{%s,\n  title = {{", is_told (source->url) ? "online" : "misc", key);
  append_tex (out, source->title);
  g_string_append (out, "}}");
  if (is_told (source->publisher))
    {
      g_string_append (out, ",\n  organization = {{");
      append_tex (out, source->publisher);
      g_string_append (out, "}}");
    }
  if (is_told (source->published))
    {
      g_string_append (out, ",\n  date = {");
      append_tex (out, source->published);
      /* BibTeX itself knows no date, only a year. */
      g_string_append_printf (out, "},\n  year = {%.4s}", source->published);
    }
  if (is_told (source->url))
    {
      g_string_append (out, ",\n  url = {");
      append_address (out, source->url);
      g_string_append_c (out, '}');
    }
  g_string_append (out, "\n}\n\n");
}

/* [2025, 9, 8], as far as it is known */
static void
append_parts (GString    *out,
              const char *date)
{
  g_auto(GStrv) parts = g_strsplit (date, "-", 3);

  for (guint i = 0; parts[i] != NULL; i++)
    g_string_append_printf (out, "%s%d", i > 0 ? ", " : "", atoi (parts[i]));
}

/**
 * ytt_citation_append_csl:
 * @out: what to append to
 * @source: a source
 * @key: what it is cited by
 *
 * Appends a source as an item of CSL-JSON (citationstyles.org), without a comma behind it.
 */
void
ytt_citation_append_csl (GString         *out,
                         const YttSource *source,
                         const char      *key)
{
  g_string_append (out, "{\"id\": ");
  ytt_json_append_text (out, key);
  g_string_append_printf (out, ", \"type\": \"%s\", \"title\": ", is_told (source->url) ? "webpage" : "document");
  ytt_json_append_text (out, source->title);
  if (is_told (source->publisher))
    {
      g_string_append (out, ", \"publisher\": ");
      ytt_json_append_text (out, source->publisher);
    }
  if (is_told (source->published))
    {
      g_string_append (out, ", \"issued\": {\"date-parts\": [[");
      append_parts (out, source->published);
      g_string_append (out, "]]}");
    }
  if (is_told (source->url))
    {
      g_string_append (out, ", \"URL\": ");
      ytt_json_append_text (out, source->url);
    }
  g_string_append_c (out, '}');
}
