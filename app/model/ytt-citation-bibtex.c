#include "config.h"

#include "ytt-citation-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ytt-error.h"

/* BibTeX entries: @kind{key, field = {value} or "value" or word # word, ...}, braces within values balanced. */

static gboolean
fail (const char  *text,
      const char  *at,
      YttSpan     *where,
      GError     **error)
{
  where->start = (gsize) (at - text);
  where->end = strlen (text);
  g_set_error_literal (error, YTT_ERROR, YTT_ERROR_SYNTAX, _("This BibTeX entry is not complete"));

  return FALSE;
}

static const char *
skip_blanks (const char *at)
{
  return at + strspn (at, " \t\r\n");
}

/* One part of a value, without what encloses it; NULL where it does not end. */
static const char *
read_part (const char *at,
           GString    *value)
{
  const char *start = at;
  int depth = 0;

  if (*at != '{' && *at != '"')
    {
      at += strcspn (at, ",#} \t\r\n{\"");
      g_string_append_len (value, start, at - start);
      return at > start ? at : NULL;
    }

  for (at++; *at != '\0'; at++)
    {
      if (depth == 0 && *at == (*start == '{' ? '}' : '"'))
        {
          g_string_append_len (value, start + 1, at - start - 1);
          return at + 1;
        }
      if (*at == '\\' && at[1] != '\0' && (at[1] == '{' || at[1] == '}'))
        at++;
      else
        depth += (*at == '{') - (*at == '}');
      if (depth < 0)
        return NULL;
    }

  return NULL;
}

/* The fields by their names in small letters, as they stand there. */
static gboolean
read_fields (const char  *text,
             GHashTable  *fields,
             YttSpan     *where,
             GError     **error)
{
  const char *at = strchr (text, '{');

  if (at == NULL)
    return fail (text, text, where, error);

  at++;
  at += strcspn (at, ",}");
  while (*at == ',')
    {
      const char *name;
      gsize length;
      g_autoptr(GString) value = g_string_new (NULL);

      name = skip_blanks (at + 1);
      if (*name == '}' || *name == '\0')
        {
          at = name;
          break;
        }
      length = strcspn (name, "= \t\r\n,{}\"");
      at = skip_blanks (name + length);
      if (length == 0 || *at != '=')
        return fail (text, name, where, error);

      do
        {
          const char *part = skip_blanks (at + 1);

          at = read_part (part, value);
          if (at == NULL)
            return fail (text, part, where, error);
          at = skip_blanks (at);
        }
      while (*at == '#');

      g_hash_table_insert (fields, g_ascii_strdown (name, (gssize) length), g_strdup (value->str));
    }

  return *at == '}' || fail (text, at, where, error);
}

/* The mark that a command of TeX puts on the letter behind it, and letters that are commands. */
static const struct
{
  char     command;
  gunichar mark;
} accents[] = {
  { '"', 0x0308 }, { '\'', 0x0301 }, { '`', 0x0300 }, { '^', 0x0302 }, { '~', 0x0303 }, { '=', 0x0304 },
  { '.', 0x0307 }, { 'c', 0x0327 }, { 'v', 0x030c }, { 'u', 0x0306 }, { 'H', 0x030b }, { 'k', 0x0328 },
  { 'r', 0x030a },
};

static const struct
{
  const char *command;
  const char *text;
} commands[] = {
  { "ss", "ß" }, { "o", "ø" }, { "O", "Ø" }, { "aa", "å" }, { "AA", "Å" }, { "ae", "æ" }, { "AE", "Æ" },
  { "oe", "œ" }, { "OE", "Œ" }, { "l", "ł" }, { "L", "Ł" }, { "i", "i" }, { "j", "j" }, { "textendash", "–" },
  { "textemdash", "—" }, { "textbackslash", "\\" }, { "textasciitilde", "~" }, { "textasciicircum", "^" },
  { "url", "" }, { "emph", "" }, { "textit", "" }, { "textbf", "" }, { "href", "" },
};

/* "\"{o}", "\'e", "\v{s}" */
static const char *
read_accent (const char *at,
             GString    *plain)
{
  for (gsize i = 0; i < G_N_ELEMENTS (accents); i++)
    {
      const char *letter = at + 1;
      gsize blanks;

      if (*at != accents[i].command)
        continue;
      blanks = strspn (letter, " {");
      if (g_ascii_isalpha (*at) && blanks == 0)
        continue;
      letter += blanks;
      if (g_str_has_prefix (letter, "\\i") || g_str_has_prefix (letter, "\\j"))
        letter++;
      if (!g_unichar_isalpha (g_utf8_get_char (letter)))
        continue;

      g_string_append_unichar (plain, g_utf8_get_char (letter));
      g_string_append_unichar (plain, accents[i].mark);
      return g_utf8_next_char (letter);
    }

  return NULL;
}

static const char *
read_command (const char *at,
              GString    *plain)
{
  const char *next = read_accent (at, plain);
  gsize length = 0;

  if (next != NULL)
    return next;

  while (g_ascii_isalpha (at[length]))
    length++;
  if (length == 0)
    {
      /* "\&" and the like are the sign itself. */
      if (*at == '\0')
        return at;
      g_string_append_unichar (plain, g_utf8_get_char (at));
      return g_utf8_next_char (at);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strlen (commands[i].command) == length && strncmp (commands[i].command, at, length) == 0)
      g_string_append (plain, commands[i].text);

  return at + length + (at[length] == ' ');
}

/* As people read it, without TeX. */
static char *
make_plain (const char *value)
{
  g_autoptr(GString) plain = g_string_new (NULL);
  g_autofree char *composed = NULL;
  const char *at = value;

  while (*at != '\0')
    {
      if (*at == '\\')
        at = read_command (at + 1, plain);
      else if (*at == '{' || *at == '}')
        at++;
      else if (g_ascii_isspace (*at) || *at == '~')
        {
          if (plain->len > 0 && plain->str[plain->len - 1] != ' ')
            g_string_append_c (plain, ' ');
          at++;
        }
      else if (g_str_has_prefix (at, "--"))
        {
          g_string_append (plain, "–");
          at += strspn (at, "-");
        }
      else
        {
          g_string_append_unichar (plain, g_utf8_get_char (at));
          at = g_utf8_next_char (at);
        }
    }

  composed = g_utf8_normalize (plain->str, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  g_strstrip (composed);

  return g_steal_pointer (&composed);
}

/* An address has no words of TeX in it but \\url, and its tilde is one. */
static char *
make_address (const char *value)
{
  GString *address = g_string_new (NULL);

  for (const char *at = value; *at != '\0'; at++)
    {
      if (g_str_has_prefix (at, "\\url"))
        at += strlen ("\\url") - 1;
      else if (strchr ("\\{}", *at) == NULL)
        g_string_append_c (address, *at);
    }

  return g_string_free (address, FALSE);
}

static gboolean
is_address (const char *name)
{
  static const char * const addresses[] = { "url", "howpublished", "doi", NULL };

  return g_strv_contains (addresses, name);
}

gboolean
ytt_citation_parse_bibtex (YttCitation  *self,
                           const char   *text,
                           YttSpan      *where,
                           GError      **error)
{
  g_autoptr(GHashTable) raw = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(GHashTable) fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer name, value;

  if (!read_fields (text, raw, where, error))
    return FALSE;

  g_hash_table_iter_init (&iter, raw);
  while (g_hash_table_iter_next (&iter, &name, &value))
    g_hash_table_insert (fields, g_strdup (name), is_address (name) ? make_address (value) : make_plain (value));

  return ytt_citation_take_fields (self, fields, text, where, error);
}
