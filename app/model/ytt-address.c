#include "config.h"

#include "ytt-address.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "ytt-error.h"

/* Addresses of sources. They are opened in other programs, so that only http, https and geo are taken, and none that
 * looks like another one than it is. */

static gboolean
has_scheme (const char *address,
            const char *scheme)
{
  return g_ascii_strncasecmp (address, scheme, strlen (scheme)) == 0;
}

/* Nothing blank, nothing invisible and nothing that turns the direction of writing. */
static gboolean
is_visible (const char *address)
{
  for (const char *at = address; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      GUnicodeType type = g_unichar_type (c);

      if (!g_unichar_isgraph (c) || type == G_UNICODE_FORMAT || type == G_UNICODE_PRIVATE_USE
          || strchr ("<>\"\\", (int) (c < 0x80 ? c : 'a')) != NULL)
        return FALSE;
    }

  return TRUE;
}

/**
 * ytt_address_is_allowed:
 * @address: (nullable): an address
 *
 * Returns: whether @address is one of http or https with a host and no user name, or a geo URI, in characters that can
 *   be seen; no other address may become a source's or be opened
 */
gboolean
ytt_address_is_allowed (const char *address)
{
  g_autoptr(GUri) uri = NULL;

  if (address == NULL || !g_utf8_validate (address, -1, NULL) || !is_visible (address))
    return FALSE;
  if (has_scheme (address, "geo:"))
    return g_ascii_isdigit (address[4]) || (address[4] == '-' && g_ascii_isdigit (address[5]));
  if (!has_scheme (address, "http://") && !has_scheme (address, "https://"))
    return FALSE;

  uri = g_uri_parse (address, G_URI_FLAGS_PARSE_RELAXED | G_URI_FLAGS_ENCODED, NULL);

  return uri != NULL && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0' && g_uri_get_userinfo (uri) == NULL;
}

/**
 * ytt_address_get_host:
 * @address: an address
 *
 * Returns: (transfer full) (nullable): its host as people write it, in small letters and without "www."; %NULL for none
 */
char *
ytt_address_get_host (const char *address)
{
  g_autoptr(GUri) uri = NULL;
  g_autofree char *small = NULL, *written = NULL;
  const char *host;

  if (!ytt_address_is_allowed (address) || has_scheme (address, "geo:"))
    return NULL;

  uri = g_uri_parse (address, G_URI_FLAGS_PARSE_RELAXED | G_URI_FLAGS_ENCODED, NULL);
  small = g_utf8_strdown (g_uri_get_host (uri), -1);
  host = g_str_has_prefix (small, "www.") && small[4] != '\0' ? small + 4 : small;
  written = g_hostname_to_unicode (host);

  return g_strdup (written != NULL && *written != '\0' && is_visible (written) ? written : host);
}

/* What pages add to their address to know where a reader came from. */
static gboolean
is_tracking (const char *parameter)
{
  static const char * const names[] = { "utm_", "fbclid=", "gclid=", "mc_cid=", "mc_eid=", "igshid=" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (has_scheme (parameter, names[i]))
      return TRUE;

  return FALSE;
}

/**
 * ytt_address_get_key:
 * @address: an address
 *
 * For finding a source again: the same page by http or https, with or without "www.", with or without a last slash, a
 * fragment or what counts readers. Only the key forgets these; the address that is kept stays as it was given.
 *
 * Returns: (transfer full): the key, which is no address
 */
char *
ytt_address_get_key (const char *address)
{
  g_autofree char *host = ytt_address_get_host (address);
  g_autoptr(GUri) uri = NULL;
  g_autoptr(GString) key = NULL;
  g_auto(GStrv) parameters = NULL;
  char mark = '?';

  if (host == NULL)
    return g_ascii_strdown (address, -1);

  uri = g_uri_parse (address, G_URI_FLAGS_PARSE_RELAXED | G_URI_FLAGS_ENCODED, NULL);
  key = g_string_new (host);
  if (g_uri_get_port (uri) != -1 && g_uri_get_port (uri) != 80 && g_uri_get_port (uri) != 443)
    g_string_append_printf (key, ":%d", g_uri_get_port (uri));
  g_string_append (key, g_uri_get_path (uri));
  while (key->len > 0 && key->str[key->len - 1] == '/')
    g_string_truncate (key, key->len - 1);

  parameters = g_strsplit (g_uri_get_query (uri) != NULL ? g_uri_get_query (uri) : "", "&", -1);
  for (guint i = 0; parameters[i] != NULL; i++)
    if (*parameters[i] != '\0' && !is_tracking (parameters[i]))
      {
        g_string_append_printf (key, "%c%s", mark, parameters[i]);
        mark = '&';
      }

  return g_string_free (g_steal_pointer (&key), FALSE);
}

/**
 * ytt_address_get_date:
 * @address: an address
 *
 * Newspapers file their pages by date: /2025/09/08/, /2025-09-08/, -20250908-, /2025/09/.
 *
 * Returns: (transfer full) (nullable): that day or month, between 1990 and 2099, in ISO 8601; %NULL for none
 */
char *
ytt_address_get_date (const char *address)
{
  static const char * const patterns[] = {
    "[/=._-](19[9]\\d|20\\d\\d)([/._-]?)(\\d\\d)\\2(\\d\\d)(?=[/?#&._-]|$)",
    "/(19[9]\\d|20\\d\\d)([/-])(\\d\\d)/()",
  };

  if (!ytt_address_is_allowed (address))
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_autoptr(GRegex) regex = g_regex_new (patterns[i], 0, 0, NULL);
      g_autoptr(GMatchInfo) match = NULL;
      g_autofree char *year = NULL, *month = NULL, *day = NULL;
      int number;

      if (!g_regex_match (regex, address, 0, &match))
        continue;

      year = g_match_info_fetch (match, 1);
      month = g_match_info_fetch (match, 3);
      day = g_match_info_fetch (match, 4);
      number = (int) g_ascii_strtoll (month, NULL, 10);
      if (number < 1 || number > 12)
        continue;
      if (*day == '\0')
        return g_strconcat (year, "-", month, NULL);
      if (g_date_valid_dmy ((GDateDay) g_ascii_strtoll (day, NULL, 10), number,
                            (GDateYear) g_ascii_strtoll (year, NULL, 10)))
        return g_strconcat (year, "-", month, "-", day, NULL);
    }

  return NULL;
}

/* Where an address that begins at @text ends: before a blank, a quotation mark or what closes the sentence or the
 * brackets that it stands in. */
static gsize
measure (const char *text)
{
  gsize length = 0;
  int open = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isspace (c) || !g_unichar_isgraph (c) || strchr ("<>\"{}", (int) (c < 0x80 ? c : 'a')) != NULL
          || c == 0x201c || c == 0x201d || c == 0xbb)
        break;
      open += (c == '(') - (c == ')');
      if (open < 0)
        break;
      length = (gsize) (g_utf8_next_char (at) - text);
    }

  while (length > 0 && strchr (".,;:!?']", text[length - 1]) != NULL)
    length--;

  return length;
}

/* Whether the address goes on behind a character that cannot be seen: what is read is then not what it is. */
static gboolean
hides_something (const char *end)
{
  gboolean hidden = FALSE;

  for (; *end != '\0' && !g_unichar_isspace (g_utf8_get_char (end)); end = g_utf8_next_char (end))
    {
      if (hidden && g_unichar_isgraph (g_utf8_get_char (end)))
        return TRUE;
      if (g_unichar_isgraph (g_utf8_get_char (end)))
        return FALSE;
      hidden = TRUE;
    }

  return FALSE;
}

/* A scheme that is none of ours, and that something happens to that is opened. */
static gboolean
fail_if_foreign (const char  *text,
                 YttSpan     *where,
                 GError     **error)
{
  g_autoptr(GRegex) regex = g_regex_new (
    "(?:^|[\\s(<\"])((?!https?://)[a-z][a-z0-9+.-]{1,20}://\\S*|(?:javascript|data|file|vbscript|mailto|about):\\S+)",
    G_REGEX_CASELESS, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  int start, end;

  if (!g_regex_match (regex, text, 0, &match) || !g_match_info_fetch_pos (match, 1, &start, &end))
    return TRUE;

  *where = (YttSpan) { (gsize) start, (gsize) end };
  g_set_error_literal (error, YTT_ERROR, YTT_ERROR_SYNTAX, _("Only http, https and geo addresses can be kept"));

  return FALSE;
}

/**
 * ytt_address_find:
 * @text: valid UTF-8
 * @address: (out) (nullable): the first address of http, https or geo in @text, as it stands there; one that begins
 *   with "www." gets its scheme, and a digital object identifier the address of its resolver; %NULL for none
 * @where: (out): where it stands, or what is wrong
 * @error: return location for an error of %YTT_ERROR_SYNTAX: an address of another kind, or one that hides something
 *
 * Returns: %FALSE on error
 */
gboolean
ytt_address_find (const char  *text,
                  char       **address,
                  YttSpan     *where,
                  GError     **error)
{
  static const struct
  {
    const char *pattern;
    const char *prefix;
    gboolean    bare;     /* what the pattern finds first is no part of it */
  } kinds[] = {
    { "https?://", "", FALSE },
    { "\\bgeo:(?=-?\\d)", "", FALSE },
    { "\\bwww\\.(?=[^\\s.]+\\.)", "https://", FALSE },
    { "(?:\\bdoi:\\s*|\\b)(?=10\\.\\d{4,9}/\\S)", "https://doi.org/", TRUE },
    { "^\\s*(?=[a-z0-9-]+(\\.[a-z0-9-]+)+/\\S*\\s*$)", "https://", TRUE },
  };

  *address = NULL;
  if (!fail_if_foreign (text, where, error))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (kinds) && *address == NULL; i++)
    {
      g_autoptr(GRegex) regex = g_regex_new (kinds[i].pattern, G_REGEX_CASELESS, 0, NULL);
      g_autoptr(GMatchInfo) match = NULL;
      g_autofree char *found = NULL;
      int start, end;

      if (!g_regex_match (regex, text, 0, &match) || !g_match_info_fetch_pos (match, 0, &start, &end))
        continue;

      where->start = (gsize) start;
      where->end = (gsize) (kinds[i].bare ? end : start);
      found = g_strndup (text + where->end, measure (text + where->end));
      where->end += strlen (found);
      *address = g_strconcat (kinds[i].prefix, found, NULL);
      if (!ytt_address_is_allowed (*address) || hides_something (text + where->end))
        {
          g_clear_pointer (address, g_free);
          g_set_error_literal (error, YTT_ERROR, YTT_ERROR_SYNTAX, _("This address is not one that can be opened"));
          return FALSE;
        }
    }

  return TRUE;
}
