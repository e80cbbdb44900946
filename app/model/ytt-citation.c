#include "config.h"

#include "ytt-citation-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ytt-address.h"
#include "ytt-error.h"
#include "ytt-phrase.h"
#include "ytt-when.h"

/* Sources out of pasted text. What can be told for sure is taken out piece by piece: the address, a title in quotation
 * marks, the date. What is left are title and publisher, told apart by where they stand; people see the fields before
 * anything is kept. */

#define ADVICE N_("Paste an address or a citation, such as Reuters, 8 September 2025, “Title”, https://…")

/* Stands where a piece was taken out. */
#define GAP '\n'

/* What the ends of a piece are rid of; the typographic ones are in trim(). */
#define LOOSE " \t\r\n.,;:|()[]<>-"

typedef struct
{
  char *text;       /* a piece that was left */
  gboolean after;   /* it stands behind the title */
} Piece;

static void
clear_piece (gpointer data)
{
  g_free (((Piece *) data)->text);
}

/* Whether the full stop at @stop ends an abbreviation such as "U.S." */
static gboolean
ends_abbreviation (const char *start,
                   const char *stop)
{
  return *stop == '.' && stop - start >= 3 && g_ascii_isalpha (stop[-1]) && stop[-2] == '.';
}

/* Without blanks and marks at its ends; a bracket or a full stop that belongs to it stays. */
static char *
trim (const char *text)
{
  const char *start = text, *end = text + strlen (text);
  char *trimmed;

  while (start < end)
    {
      gunichar c = g_utf8_get_char (start);

      if (!g_unichar_isspace (c) && c != 0x2013 && c != 0x2014 && (c >= 0x80 || strchr (LOOSE, (int) c) == NULL))
        break;
      start = g_utf8_next_char (start);
    }
  while (end > start)
    {
      const char *last = g_utf8_prev_char (end);
      gunichar c = g_utf8_get_char (last);

      if ((c == ')' && memchr (start, '(', (gsize) (end - start)) != NULL) || ends_abbreviation (start, last))
        break;
      if (!g_unichar_isspace (c) && c != 0x2013 && c != 0x2014 && (c >= 0x80 || strchr (LOOSE, (int) c) == NULL))
        break;
      end = last;
    }

  trimmed = g_strndup (start, (gsize) (end - start));
  for (char *at = trimmed; *at != '\0'; at++)
    if (*at == '\t' || *at == '\n' || *at == '\r')
      *at = ' ';

  return trimmed;
}

static void
set_once (char       **field,
          const char  *text)
{
  g_autofree char *trimmed = trim (text);

  if (*field == NULL && *trimmed != '\0')
    *field = g_steal_pointer (&trimmed);
}

static void
add_rest (YttCitation *self,
          const char  *text)
{
  g_autofree char *trimmed = trim (text), *before = g_steal_pointer (&self->rest);

  if (*trimmed == '\0')
    self->rest = g_steal_pointer (&before);
  else
    self->rest = before != NULL ? g_strconcat (before, "; ", trimmed, NULL) : g_steal_pointer (&trimmed);
}

gboolean
ytt_citation_take_date (YttCitation *self,
                        const char  *text)
{
  g_autoptr(GPtrArray) readings = NULL;

  if (self->published != NULL || self->dates != NULL)
    return FALSE;
  readings = ytt_when_parse (text, YTT_WHEN_PLAIN, NULL, NULL);
  if (readings == NULL)
    return FALSE;

  if (readings->len == 1)
    self->published = g_strdup (((YttReading *) g_ptr_array_index (readings, 0))->value);
  else
    self->dates = g_steal_pointer (&readings);

  return TRUE;
}

static void
cut (GString *text,
     gsize    start,
     gsize    end)
{
  char gap[] = { GAP, '\0' };

  g_string_erase (text, (gssize) start, (gssize) (end - start));
  g_string_insert (text, (gssize) start, gap);
}

/* The day of the last look at a page is not that of the page. */
static void
take_access_date (YttCitation *self,
                  GString     *text)
{
  g_autoptr(GRegex) regex = g_regex_new ("\\(?\\b(?:last )?(?:accessed|retrieved|viewed|visited)\\b[^;\\n)]*\\d{4}\\)?",
                                         G_REGEX_CASELESS, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  g_autofree char *words = NULL;
  int start, end;

  if (!g_regex_match (regex, text->str, 0, &match))
    return;

  g_match_info_fetch_pos (match, 0, &start, &end);
  words = g_match_info_fetch (match, 0);
  add_rest (self, words);
  cut (text, (gsize) start, (gsize) end);
}

/* A title between quotation marks, from the first to the last that closes it; TRUE with its place. */
static gboolean
take_quoted_title (YttCitation *self,
                   GString     *text,
                   gsize       *place)
{
  static const struct
  {
    const char *open;
    const char *close[3];
  } quotes[] = {
    { "\"", { "\"" } },
    { "“", { "”", "\"" } },
    { "„", { "“", "”" } },
    { "«", { "»" } },
    { "「", { "」" } },
    { "『", { "』" } },
  };
  const char *open = NULL, *close = NULL;
  gsize which = 0, length;
  g_autofree char *title = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (quotes); i++)
    {
      const char *found = strstr (text->str, quotes[i].open);

      if (found != NULL && (open == NULL || found < open))
        {
          open = found;
          which = i;
        }
    }
  if (open == NULL)
    return FALSE;

  length = strlen (quotes[which].open);
  for (gsize i = 0; i < G_N_ELEMENTS (quotes[which].close) && quotes[which].close[i] != NULL && close == NULL; i++)
    {
      close = g_strrstr (open + length, quotes[which].close[i]);
      if (close != NULL)
        {
          title = g_strndup (open + length, (gsize) (close - open) - length);
          close += strlen (quotes[which].close[i]);
        }
    }
  if (close == NULL)
    return FALSE;

  set_once (&self->title, title);
  *place = (gsize) (open - text->str);
  cut (text, *place, (gsize) (close - text->str));

  return self->title != NULL;
}

/* [Title](address), once the address is gone. */
static gboolean
take_markdown_title (YttCitation *self,
                     GString     *text,
                     gsize       *place)
{
  g_autoptr(GRegex) regex = g_regex_new ("\\[([^\\]\\n]{2,})\\]\\(\\n\\)", 0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  g_autofree char *title = NULL;
  int start, end;

  if (!g_regex_match (regex, text->str, 0, &match))
    return FALSE;

  title = g_match_info_fetch (match, 1);
  set_once (&self->title, title);
  g_match_info_fetch_pos (match, 0, &start, &end);
  *place = (gsize) start;
  cut (text, (gsize) start, (gsize) end);

  return self->title != NULL;
}

/* The date, which is a piece of its own between marks or ends one: "Reuters, 8 September 2025", "Reuters (2025)",
 * "Reuters 8 September 2025". */
static gboolean
take_date (YttCitation *self,
           GString     *text,
           gsize       *place,
           gboolean    *in_brackets)
{
  static const char * const patterns[] = {
    "(?:^|(?<=[\\s,;.(|:\\n]))\\w{3,9}\\.? \\d{1,2}(?:st|nd|rd|th)?, \\d{4}(?!\\w)",
    "(?:^|(?<=[\\s,;.(|:\\n]))\\d{1,2}(?:st|nd|rd|th|\\.)?[ -](?:of )?\\p{L}{3,9}\\.?,?[ -]\\d{4}(?!\\w)",
    "(?:^|(?<=[\\s,;.(|:\\n]))\\d{4}[-/.]\\d{1,2}(?:[-/.]\\d{1,2})?(?:T[0-9:.+Z-]+)?(?![\\w-])",
    "(?:^|(?<=[\\s,;.(|:\\n]))\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{4}(?![\\w-])",
    "(?:^|(?<=[\\s,;.(|:\\n]))\\p{L}{3,9}\\.? \\d{4}(?!\\w)(?=\\s*(?:$|[,;.)|:\\n]))",
    "(?:^|(?<=[,;.(|\\n])|(?<=[,;.|] ))\\d{4}(?=\\s*(?:$|[,;.)|:\\n]))",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_autoptr(GRegex) regex = g_regex_new (patterns[i], G_REGEX_CASELESS, 0, NULL);
      g_autoptr(GMatchInfo) match = NULL;

      for (g_regex_match (regex, text->str, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
        {
          g_autofree char *words = g_match_info_fetch (match, 0);
          int start, end;

          if (!ytt_citation_take_date (self, words))
            continue;
          g_match_info_fetch_pos (match, 0, &start, &end);
          *in_brackets = start > 0 && text->str[start - 1] == '(';
          *place = (gsize) start;
          cut (text, (gsize) start, (gsize) end);
          return TRUE;
        }
    }

  return FALSE;
}

/* "Mining Weekly" is in miningweekly.com. */
static gboolean
is_in_host (const char *words,
            const char *host)
{
  g_autoptr(GString) joined = g_string_new (NULL), joined_host = g_string_new (NULL);

  if (host == NULL)
    return FALSE;

  for (const char *at = words; *at != '\0'; at++)
    if (g_ascii_isalnum (*at))
      g_string_append_c (joined, g_ascii_tolower (*at));
  for (const char *at = host; *at != '\0'; at++)
    if (g_ascii_isalnum (*at))
      g_string_append_c (joined_host, *at);

  return joined->len >= 3 && strstr (joined_host->str, joined->str) != NULL;
}

/* The pieces between what was taken out, and also between marks if there is no title yet. */
static GArray *
split (const char *text,
       gsize       title_place,
       gboolean    between_marks)
{
  g_autoptr(GRegex) regex = g_regex_new (between_marks ? "\\n|,\\s|;|\\s*\\|\\s*|\\s[-–—]\\s|(?<=\\w\\w)\\.\\s|\\.$"
                                                       : "\\n|\\s*\\|\\s*", 0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  gsize from = 0;

  g_array_set_clear_func (pieces, clear_piece);
  g_regex_match (regex, text, 0, &match);
  while (TRUE)
    {
      int start = (int) strlen (text), end = start;
      gboolean more = g_match_info_matches (match);
      g_autofree char *raw = NULL;
      Piece piece;

      if (more)
        g_match_info_fetch_pos (match, 0, &start, &end);
      raw = g_strndup (text + from, (gsize) start - from);
      piece = (Piece) { trim (raw), from >= title_place };
      if (*piece.text != '\0')
        g_array_append_val (pieces, piece);
      else
        g_free (piece.text);
      if (!more)
        break;
      from = (gsize) end;
      g_match_info_next (match, NULL);
    }

  return pieces;
}

static const Piece *
get_piece (GArray *pieces,
           guint   i)
{
  return &g_array_index (pieces, Piece, i);
}

/* With the title known, the publisher is what the address names, else what follows the title, else what stands first. */
static void
tell_publisher (YttCitation *self,
                GArray      *pieces,
                const char  *host)
{
  guint chosen = 0;

  for (guint i = pieces->len; i-- > 0; )
    if (get_piece (pieces, i)->after)
      chosen = i;
  for (guint i = pieces->len; i-- > 0; )
    if (is_in_host (get_piece (pieces, i)->text, host))
      chosen = i;

  for (guint i = 0; i < pieces->len; i++)
    if (i == chosen)
      set_once (&self->publisher, get_piece (pieces, i)->text);
    else
      add_rest (self, get_piece (pieces, i)->text);
}

static guint
count_words (const char *text)
{
  guint n = 1;

  for (; *text != '\0'; text++)
    n += *text == ' ';

  return n;
}

/* Which piece is the publisher, if no quotation marks tell; pieces->len if none is. */
static guint
choose_publisher (GArray     *pieces,
                  const char *text,
                  const char *host,
                  gboolean    date_after_first)
{
  guint last = pieces->len - 1;

  for (guint i = 0; i < pieces->len; i++)
    if (is_in_host (get_piece (pieces, i)->text, host))
      return i;
  if (pieces->len < 2)
    return pieces->len;

  /* "Title | Paper", "Title - Paper", as browsers name a page. */
  if (strchr (text, '|') != NULL || strstr (text, " - ") != NULL || strstr (text, " – ") != NULL)
    return last;
  if (date_after_first || count_words (get_piece (pieces, 0)->text) < count_words (get_piece (pieces, last)->text))
    return 0;

  return last;
}

/* "Smith, J. (2025). Title. Publisher." */
static gboolean
tell_by_bracketed_date (YttCitation *self,
                        const char  *text,
                        gsize        date_place)
{
  g_autofree char *before = g_strndup (text, date_place);
  g_autofree char *after = g_strdup (text + date_place + 1);
  g_autofree char *author = trim (before);
  g_auto(GStrv) sentences = NULL;
  char *gap = strchr (after, GAP);
  guint n;

  if (gap != NULL)
    *gap = '\0';
  g_clear_pointer (&before, g_free);
  before = trim (after);
  if (*author == '\0' || *before == '\0')
    return FALSE;

  sentences = g_strsplit (before, ". ", -1);
  n = g_strv_length (sentences);
  if (n == 1)
    {
      set_once (&self->title, before);
      set_once (&self->publisher, author);
    }
  else
    {
      set_once (&self->publisher, sentences[n - 1]);
      g_clear_pointer (&sentences[n - 1], g_free);
      g_clear_pointer (&before, g_free);
      before = g_strjoinv (". ", sentences);
      set_once (&self->title, before);
      add_rest (self, author);
    }
  if (gap != NULL)
    add_rest (self, gap + 1);

  return TRUE;
}

static void
tell_title_and_publisher (YttCitation *self,
                          const char  *text,
                          const char  *host,
                          gsize        date_place)
{
  g_autoptr(GArray) pieces = split (text, 0, TRUE);
  g_autoptr(GString) title = g_string_new (NULL);
  const char *first = pieces->len > 0 ? strstr (text, get_piece (pieces, 0)->text) : NULL;
  gboolean date_after_first;
  guint publisher;

  if (pieces->len == 0)
    return;

  date_after_first = first != NULL && date_place != G_MAXSIZE
                     && (gsize) (first - text) + strlen (get_piece (pieces, 0)->text) + 3 >= date_place
                     && (gsize) (first - text) < date_place;
  publisher = choose_publisher (pieces, text, host, date_after_first);
  for (guint i = 0; i < pieces->len; i++)
    if (i == publisher)
      set_once (&self->publisher, get_piece (pieces, i)->text);
    else
      g_string_append_printf (title, "%s%s", title->len > 0 ? ", " : "", get_piece (pieces, i)->text);
  set_once (&self->title, title->str);
}

static void
parse_plain (YttCitation *self,
             GString     *text)
{
  g_autofree char *host = self->url != NULL ? ytt_address_get_host (self->url) : NULL;
  gsize title_place = G_MAXSIZE, date_place = G_MAXSIZE;
  gboolean in_brackets = FALSE;

  take_access_date (self, text);
  if (!take_markdown_title (self, text, &title_place))
    take_quoted_title (self, text, &title_place);
  take_date (self, text, &date_place, &in_brackets);

  if (self->title != NULL)
    {
      /* The date may have stood before the title, which then has moved; where the title was is a gap all the same. */
      g_autoptr(GArray) pieces = split (text->str, MIN (title_place, text->len), FALSE);

      tell_publisher (self, pieces, host);
    }
  else if (!in_brackets || !tell_by_bracketed_date (self, text->str, date_place))
    tell_title_and_publisher (self, text->str, host, date_place);
}

/* What the address tells where the words do not. */
static void
complete (YttCitation *self)
{
  if (self->url == NULL)
    return;

  if (self->publisher == NULL)
    self->publisher = ytt_address_get_host (self->url);
  if (self->published == NULL && self->dates == NULL)
    self->published = ytt_address_get_date (self->url);
}

static gboolean
parse (YttCitation  *self,
       const char   *text,
       YttSpan      *where,
       GError      **error)
{
  const char *start = text + ytt_text_count_spaces (text);
  g_autoptr(GString) left = NULL;

  if (*start == '@')
    return ytt_citation_parse_bibtex (self, text, where, error);
  if (g_ascii_strncasecmp (start, "{{cit", 5) == 0)
    return ytt_citation_parse_template (self, text, where, error);
  if (g_str_has_prefix (start, "TY  - "))
    return ytt_citation_parse_ris (self, text, where, error);
  if (!ytt_address_find (text, &self->url, where, error))
    return FALSE;

  left = g_string_new (text);
  for (gsize i = 0; i < left->len; i++)
    if (left->str[i] == '\r' || left->str[i] == '\t' || left->str[i] == '\n')
      left->str[i] = ' ';
  if (self->url != NULL)
    cut (left, where->start, where->end);
  parse_plain (self, left);

  *where = (YttSpan) { 0, strlen (text) };
  if (self->url == NULL && self->title == NULL)
    {
      g_set_error_literal (error, YTT_ERROR, YTT_ERROR_SYNTAX, _(ADVICE));
      return FALSE;
    }

  return TRUE;
}

void
ytt_citation_free (YttCitation *self)
{
  g_free (self->title);
  g_free (self->publisher);
  g_free (self->published);
  g_clear_pointer (&self->dates, g_ptr_array_unref);
  g_free (self->url);
  g_free (self->rest);
  g_free (self);
}

/**
 * ytt_citation_parse:
 * @text: what was pasted
 * @where: (out) (optional): the place in @text of an error, else all of it
 * @error: return location for an error of %YTT_ERROR_SYNTAX, in words for people
 *
 * Reads a source: a bare address, which tells of the host as the publisher and perhaps of a date; a citation in words,
 * with the title in quotation marks or not; a link in Markdown; an entry of BibTeX or RIS; a citation template of a wiki.
 * Addresses are taken if they are http, https or geo; one of another kind is an error. Authors and whatever else has no
 * field come out in @rest, so that nothing is lost unseen.
 *
 * Returns: (transfer full) (nullable): what was told of, with an address or a title at least; %NULL on error
 */
YttCitation *
ytt_citation_parse (const char  *text,
                    YttSpan     *where,
                    GError     **error)
{
  g_autoptr(YttCitation) self = g_new0 (YttCitation, 1);
  YttSpan place;
  gboolean good;

  g_return_val_if_fail (text != NULL, NULL);

  good = ytt_typed_text_check (text, _(ADVICE), &place, error) && parse (self, text, &place, error);
  if (where != NULL)
    *where = place;
  if (!good)
    return NULL;

  complete (self);
  return g_steal_pointer (&self);
}
