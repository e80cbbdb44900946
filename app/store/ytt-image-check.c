/* What a stranger's picture and its line of HTML are looked at for before they are shown. */

#include "config.h"

#include "ytt-mbtiles.h"

#include <glib/gi18n.h>
#include <string.h>

/* Bytes of an attribution that are looked at. */
#define MOST_ATTRIBUTION 1000

static guint
read_number (const guint8 *data,
             guint         n_bytes,
             gboolean      big_end_first)
{
  guint number = 0;

  for (guint i = 0; i < n_bytes; i++)
    number = number << 8 | data[big_end_first ? i : n_bytes - 1 - i];

  return number;
}

/* ISO/IEC 15948: the signature, then the chunk IHDR begins with width and height. */
static gboolean
read_png (const guint8 *data,
          gsize         size,
          guint        *width,
          guint        *height)
{
  static const guint8 head[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R' };

  if (size < sizeof head + 8 || memcmp (data, head, sizeof head) != 0)
    return FALSE;

  *width = read_number (data + sizeof head, 4, TRUE);
  *height = read_number (data + sizeof head + 4, 4, TRUE);

  return TRUE;
}

/* ITU-T T.81, annex B: segments follow one another; the frame header, SOF0 to SOF15, has the size. */
static gboolean
read_jpeg (const guint8 *data,
           gsize         size,
           guint        *width,
           guint        *height)
{
  gsize at = 2;

  if (size < 4 || data[0] != 0xff || data[1] != 0xd8 || data[2] != 0xff)
    return FALSE;

  *width = *height = 0;
  while (at + 9 <= size && data[at] == 0xff)
    {
      guint8 marker = data[at + 1];

      if (marker == 0xff)
        {
          at++;
          continue;
        }
      if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc)
        {
          *height = read_number (data + at + 5, 2, TRUE);
          *width = read_number (data + at + 7, 2, TRUE);
          break;
        }
      if (marker == 0xda || marker == 0xd9)
        break;
      at += 2 + read_number (data + at + 2, 2, TRUE);
    }

  return TRUE;
}

/* RFC 9649: in the three kinds of first chunk, the size stands in three places. */
static gboolean
read_webp (const guint8 *data,
           gsize         size,
           guint        *width,
           guint        *height)
{
  if (size < 30 || memcmp (data, "RIFF", 4) != 0 || memcmp (data + 8, "WEBP", 4) != 0)
    return FALSE;

  *width = *height = 0;
  if (memcmp (data + 12, "VP8 ", 4) == 0)
    {
      *width = read_number (data + 26, 2, FALSE) & 0x3fff;
      *height = read_number (data + 28, 2, FALSE) & 0x3fff;
    }
  else if (memcmp (data + 12, "VP8L", 4) == 0)
    {
      guint bits = read_number (data + 21, 4, FALSE);

      *width = (bits & 0x3fff) + 1;
      *height = (bits >> 14 & 0x3fff) + 1;
    }
  else if (memcmp (data + 12, "VP8X", 4) == 0)
    {
      *width = read_number (data + 24, 3, FALSE) + 1;
      *height = read_number (data + 27, 3, FALSE) + 1;
    }

  return TRUE;
}

/**
 * ytt_image_check:
 * @bytes: a picture
 * @kind: (out) (optional): what it is
 * @error: return location for %YTT_ERROR_SYNTAX
 *
 * Looks at the head of a picture, for a few bytes can stand for gigabytes of pixels.
 *
 * Returns: whether it is a PNG, JPEG or WebP whose sides are not longer than %YTT_MBTILES_MAX_SIDE
 */
gboolean
ytt_image_check (GBytes        *bytes,
                 YttImageKind  *kind,
                 GError       **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  YttImageKind found = YTT_IMAGE_UNKNOWN;
  guint width = 0, height = 0;

  if (read_png (data, size, &width, &height))
    found = YTT_IMAGE_PNG;
  else if (read_jpeg (data, size, &width, &height))
    found = YTT_IMAGE_JPEG;
  else if (read_webp (data, size, &width, &height))
    found = YTT_IMAGE_WEBP;

  if (kind != NULL)
    *kind = found;
  if (found == YTT_IMAGE_UNKNOWN)
    g_set_error_literal (error, YTT_ERROR, YTT_ERROR_SYNTAX, _("A tile is no PNG, JPEG or WebP picture."));
  else if (size > YTT_MBTILES_MAX_BYTES || width == 0 || height == 0 ||
           width > YTT_MBTILES_MAX_SIDE || height > YTT_MBTILES_MAX_SIDE)
    g_set_error (error, YTT_ERROR, YTT_ERROR_SYNTAX, _("A tile says that it is %u pixels wide and %u high."),
                 width, height);
  else
    return TRUE;

  return FALSE;
}

/* The characters that HTML has names for and that stand in such lines. */
static gboolean
append_entity (GString     *text,
               const char **at)
{
  static const struct { const char *name; const char *text; } known[] = {
    { "&copy;", "©" }, { "&#169;", "©" }, { "&#xA9;", "©" }, { "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" },
    { "&quot;", "\"" }, { "&apos;", "'" }, { "&#39;", "'" }, { "&nbsp;", " " }, { "&middot;", "·" },
    { "&reg;", "®" }, { "&ndash;", "–" }, { "&mdash;", "—" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_ascii_strncasecmp (*at, known[i].name, strlen (known[i].name)) == 0)
      {
        g_string_append (text, known[i].text);
        *at += strlen (known[i].name);
        return TRUE;
      }

  return FALSE;
}

static char *
decode (const char *html,
        gsize       length)
{
  g_autofree char *copy = g_strndup (html, length);
  g_autoptr(GString) text = g_string_new (NULL);
  const char *at = copy;

  while (*at != '\0')
    if (*at != '&' || !append_entity (text, &at))
      {
        /* It is to be one line. */
        if (g_ascii_iscntrl (*at))
          g_string_append_c (text, ' ');
        else
          g_string_append_c (text, *at);
        at++;
      }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
append_text (GString    *markup,
             const char *html,
             gsize       length)
{
  g_autofree char *text = decode (html, length);
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append (markup, escaped);
}

/* The address of an opening tag of a link, or NULL where it is none that may be opened. */
static char *
find_address (const char *tag,
              gsize       length)
{
  g_autofree char *text = g_strndup (tag, length);
  g_autofree char *lower = g_ascii_strdown (text, -1);
  g_autofree char *address = NULL;
  const char *from = strstr (lower, "href=");
  const char *to;

  if (!g_str_has_prefix (lower, "a ") || from == NULL)
    return NULL;

  from = text + (from - lower) + strlen ("href=");
  if (*from != '"' && *from != '\'')
    return NULL;
  to = strchr (from + 1, *from);
  if (to == NULL)
    return NULL;

  address = decode (from + 1, to - from - 1);
  g_strstrip (address);
  if (!g_str_has_prefix (address, "https://") && !g_str_has_prefix (address, "http://"))
    return NULL;
  for (const char *c = address; *c != '\0'; c++)
    if (g_ascii_isspace (*c) || !g_ascii_isprint (*c))
      return NULL;

  return g_steal_pointer (&address);
}

/**
 * ytt_attribution_to_markup:
 * @html: a line as a stranger's file has it; not necessarily UTF-8
 *
 * Turns it into what Pango and GtkLabel understand: text, and links to addresses of http and https. All other tags are
 * left out and their text stays. A line that is far too long is cut.
 *
 * Returns: (transfer full): valid markup
 */
char *
ytt_attribution_to_markup (const char *html)
{
  g_autofree char *valid = g_utf8_make_valid (html, strnlen (html, MOST_ATTRIBUTION));
  g_autoptr(GString) markup = g_string_new (NULL);
  gboolean in_link = FALSE;
  const char *at = valid;

  while (*at != '\0')
    {
      gsize length = strcspn (at, "<");
      const char *end;

      append_text (markup, at, length);
      at += length;
      if (*at == '\0')
        break;

      end = strchr (at, '>');
      if (end == NULL)
        break;
      if (in_link && g_ascii_strncasecmp (at, "</a", 3) == 0)
        {
          g_string_append (markup, "</a>");
          in_link = FALSE;
        }
      else if (!in_link)
        {
          g_autofree char *address = find_address (at + 1, end - at - 1);
          g_autofree char *escaped = address != NULL ? g_markup_escape_text (address, -1) : NULL;

          if (escaped != NULL)
            g_string_append_printf (markup, "<a href=\"%s\">", escaped);
          in_link = escaped != NULL;
        }
      at = end + 1;
    }
  if (in_link)
    g_string_append (markup, "</a>");

  return g_string_free (g_steal_pointer (&markup), FALSE);
}
