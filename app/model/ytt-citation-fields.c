#include "config.h"

#include "ytt-citation-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ytt-address.h"
#include "ytt-error.h"

/* Sources whose parts have names, as programs that keep references and encyclopedias write them: what BibTeX, RIS and
 * citation templates have in common once they are read, and the latter two, which are simple. */

/* (transfer none) (nullable): the first of these fields that says anything. */
static const char *
get_field (GHashTable         *fields,
           const char * const *names)
{
  for (; *names != NULL; names++)
    {
      const char *value = g_hash_table_lookup (fields, *names);

      if (value != NULL && *value != '\0')
        return value;
    }

  return NULL;
}

#define GET_FIELD(fields, ...) get_field (fields, (const char * const []) { __VA_ARGS__, NULL })

static void
take_date (YttCitation *self,
           GHashTable  *fields)
{
  const char *date = GET_FIELD (fields, "date");
  const char *year = GET_FIELD (fields, "year"), *month = GET_FIELD (fields, "month"), *day = GET_FIELD (fields, "day");
  g_autofree char *words = NULL;
  gboolean by_number = month != NULL && strspn (month, "0123456789") == strlen (month);

  if (date != NULL && ytt_citation_take_date (self, date))
    return;
  if (year == NULL)
    return;

  if (month != NULL && by_number && day == NULL)
    words = g_strdup_printf ("%s-%02d", year, (int) CLAMP (g_ascii_strtoll (month, NULL, 10), 0, 99));
  else if (month != NULL && day != NULL && by_number)
    words = g_strdup_printf ("%s-%s-%s", year, month, day);
  else if (month != NULL)
    words = g_strdup_printf ("%s %s %s", day != NULL ? day : "", month, year);
  if (words == NULL || !ytt_citation_take_date (self, words))
    ytt_citation_take_date (self, year);
}

static gboolean
take_address (YttCitation  *self,
              GHashTable   *fields,
              YttSpan      *where,
              GError      **error)
{
  static const char * const names[] = { "url", "howpublished", "doi" };

  for (gsize i = 0; i < G_N_ELEMENTS (names) && self->url == NULL; i++)
    {
      const char *address = g_hash_table_lookup (fields, names[i]);

      if (address != NULL && !ytt_address_find (address, &self->url, where, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
ytt_citation_take_fields (YttCitation  *self,
                          GHashTable   *fields,
                          const char   *text,
                          YttSpan      *where,
                          GError      **error)
{
  const char *authors = GET_FIELD (fields, "author", "authors", "last", "last1");

  self->title = g_strdup (GET_FIELD (fields, "title"));
  self->publisher = g_strdup (GET_FIELD (fields, "journal", "journaltitle", "newspaper", "work", "website", "publisher",
                                         "organization", "institution", "school", "agency"));
  if (self->publisher == NULL)
    self->publisher = g_strdup (authors);
  else
    self->rest = g_strdup (authors);
  take_date (self, fields);

  *where = (YttSpan) { 0, strlen (text) };
  if (!take_address (self, fields, where, error))
    {
      *where = (YttSpan) { 0, strlen (text) };
      return FALSE;
    }

  *where = (YttSpan) { 0, strlen (text) };
  if (self->title == NULL && self->url == NULL)
    {
      g_set_error_literal (error, YTT_ERROR, YTT_ERROR_SYNTAX, _("There is neither a title nor an address in this"));
      return FALSE;
    }

  return TRUE;
}

/* Wiki text without its links and quotation of stress. */
static char *
make_plain (const char *wiki)
{
  g_autoptr(GRegex) link = g_regex_new ("\\[\\[(?:[^\\[\\]|]*\\|)?([^\\[\\]|]*)\\]\\]|'{2,5}", 0, 0, NULL);
  g_autofree char *plain = g_regex_replace (link, wiki, -1, 0, "\\1", 0, NULL);

  return g_strdup (plain != NULL ? g_strstrip (plain) : wiki);
}

/* Where a value ends: at a bar that is in no link, or at the end of the template. */
static gsize
measure_value (const char *at)
{
  gsize length = 0;
  int depth = 0;

  for (; at[length] != '\0'; length++)
    {
      if (g_str_has_prefix (at + length, "[[") || g_str_has_prefix (at + length, "{{"))
        depth++;
      else if (depth > 0 && (g_str_has_prefix (at + length, "]]") || g_str_has_prefix (at + length, "}}")))
        depth--;
      else if (depth == 0 && (at[length] == '|' || g_str_has_prefix (at + length, "}}")))
        break;
    }

  return length;
}

/* {{cite web |url=... |title=... |website=... |date=...}} */
gboolean
ytt_citation_parse_template (YttCitation  *self,
                             const char   *text,
                             YttSpan      *where,
                             GError      **error)
{
  g_autoptr(GHashTable) fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  const char *at = strchr (text, '|');

  while (at != NULL && *at == '|')
    {
      gsize length = measure_value (at + 1);
      g_autofree char *field = g_strndup (at + 1, length);
      char *sign = strchr (field, '=');

      at += 1 + length;
      if (sign == NULL)
        continue;
      *sign = '\0';
      g_strstrip (field);
      g_hash_table_insert (fields, g_ascii_strdown (field, -1), make_plain (sign + 1));
    }

  return ytt_citation_take_fields (self, fields, text, where, error);
}

/* Tags of RIS by the names that they have elsewhere. */
static const struct
{
  const char *tag;
  const char *name;
} tags[] = {
  { "TI", "title" }, { "T1", "title" }, { "JO", "journal" }, { "JF", "journal" }, { "T2", "journal" },
  { "PB", "publisher" }, { "DA", "date" }, { "PY", "year" }, { "Y1", "year" }, { "UR", "url" }, { "DO", "doi" },
  { "AU", "author" }, { "A1", "author" },
};

/* A line a field, "TI  - Title"; authors have a line each. */
gboolean
ytt_citation_parse_ris (YttCitation  *self,
                        const char   *text,
                        YttSpan      *where,
                        GError      **error)
{
  g_autoptr(GHashTable) fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto(GStrv) lines = g_strsplit_set (text, "\r\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = g_strstrip (lines[i]);
      const char *value = strstr (line, "- ");

      for (gsize j = 0; j < G_N_ELEMENTS (tags) && value != NULL; j++)
        if (g_str_has_prefix (line, tags[j].tag) && strspn (line + 2, " ") == (gsize) (value - line) - 2)
          {
            const char *before = g_hash_table_lookup (fields, tags[j].name);
            g_autofree char *trimmed = g_strstrip (g_strdup (value + 2));

            if (before == NULL)
              g_hash_table_insert (fields, g_strdup (tags[j].name), g_steal_pointer (&trimmed));
            else if (g_str_equal (tags[j].name, "author"))
              g_hash_table_insert (fields, g_strdup ("author"), g_strconcat (before, " and ", trimmed, NULL));
          }
    }

  return ytt_citation_take_fields (self, fields, text, where, error);
}
