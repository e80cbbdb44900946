/* A tour as one page of HTML that needs nothing else: no network, no other file. */

#include "config.h"

#include "ytt-tour-html.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ytt-address.h"
#include "ytt-format.h"
#include "ytt-picture-file.h"
#include "ytt-tour-card.h"
#include "ytt-tour-map.h"
#include "ytt-tour-resources.h"

#define TOUR_PATH "/io/github/ytterby/Ytterby/tour/"

typedef struct
{
  const YttTourPages *pages;
  gboolean            notes;
  GCancellable       *cancellable;
  GString            *html;
} Writer;

static void
append_escaped (GString    *html,
                const char *text)
{
  g_autofree char *escaped = ytt_xml_escape (text);

  g_string_append (html, escaped);
}

static void
append_element (GString    *html,
                const char *open,
                const char *text,
                const char *close)
{
  g_string_append (html, open);
  append_escaped (html, text);
  g_string_append (html, close);
}

/* Lines become paragraphs. */
static void
append_lines (GString    *html,
              const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      append_element (html, "<p>", lines[i], "</p>\n");
}

/* Style and script */

static const char *
get_resource (const char *name)
{
  g_autofree char *path = g_strconcat (TOUR_PATH, name, NULL);
  g_autoptr(GBytes) bytes = NULL;

  /* Asked by its own name, or the linker leaves out what registers it. Its data lives as long as the program. */
  bytes = g_resource_lookup_data (ytt_tour_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_assert (bytes != NULL);

  return g_bytes_get_data (bytes, NULL);
}

/* What a Content-Security-Policy allows by its digest: https://www.w3.org/TR/CSP3/#grammardef-hash-source */
static char *
get_digest (const char *text)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  g_autofree char *encoded = NULL;

  g_checksum_update (checksum, (const guchar *) text, -1);
  g_checksum_get_digest (checksum, digest, &length);
  encoded = g_base64_encode (digest, length);

  return g_strconcat ("'sha256-", encoded, "'", NULL);
}

static char *
get_language (void)
{
  const char *name = g_get_language_names ()[0];
  char *language = g_strndup (name, strcspn (name, ".@"));

  if (g_str_equal (language, "C") || g_str_equal (language, "POSIX"))
    {
      g_free (language);
      return g_strdup ("en");
    }

  return g_strdelimit (language, "_", '-');
}

static void
append_head (Writer *writer)
{
  const char *style = get_resource ("tour.css");
  g_autofree char *style_digest = get_digest (style), *script_digest = get_digest (get_resource ("tour.js"));
  g_autofree char *language = get_language ();

  g_string_append_printf (writer->html,
                          "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
                          "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; "
                          "style-src %s; script-src %s; base-uri 'none'; form-action 'none'\">\n"
                          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                          "<meta name=\"referrer\" content=\"no-referrer\">\n"
                          "<meta name=\"generator\" content=\"Ytterby " YTT_VERSION "\">\n",
                          language, style_digest, script_digest);
  append_element (writer->html, "<title>", ytt_tour_get_title (writer->pages->tour), "</title>\n");
  /* A browser would look for one beside the page. */
  g_string_append (writer->html, "<link rel=\"icon\" href=\"data:,\">\n");
  g_string_append_printf (writer->html, "<style>%s</style>\n</head>\n<body>\n", style);
}

/* Maps */

static gboolean
append_map_address (Writer               *writer,
                    const YttMapPicture  *picture,
                    YttTheme              theme,
                    GError              **error)
{
  g_autofree char *address = ytt_tour_map_write (picture, theme, error);

  if (address == NULL)
    return FALSE;

  g_string_append (writer->html, address);

  return TRUE;
}

static gboolean
append_map (Writer             *writer,
            const YttTourPage  *page,
            GError            **error)
{
  g_autofree char *words = page->record != NULL
                           /* Translators: of a picture, for who cannot see it: the name of a facility */
                           ? g_strdup_printf (_("Map with %s"), page->record->name) : g_strdup (_("Map"));

  if (page->picture == NULL)
    return TRUE;

  g_string_append (writer->html, "<picture class=\"map\"><source media=\"(prefers-color-scheme: dark)\" srcset=\"");
  if (!append_map_address (writer, page->picture, YTT_THEME_DARK, error))
    return FALSE;
  g_string_append (writer->html, "\"><img src=\"");
  if (!append_map_address (writer, page->picture, YTT_THEME_LIGHT, error))
    return FALSE;
  g_string_append_printf (writer->html, "\" width=\"%g\" height=\"%g\"", page->picture->width, page->picture->height);
  append_element (writer->html, " alt=\"", words, "\"></picture>\n");

  return TRUE;
}

/* Words */

static void
append_card (Writer            *writer,
             const YttTourPage *page)
{
  GString *html = writer->html;

  g_string_append_printf (html, "<div class=\"card %s\">\n", ytt_tour_card_get_corner (page));
  append_element (html, "<h3>", page->record->name, "</h3>\n");
  append_element (html, "<p class=\"line\">", page->line, "</p>\n");
  if (page->record->precision == YTT_PRECISION_UNKNOWN)
    append_element (html, "<p class=\"line\">", _("Place unknown."), "</p>\n");
  if (page->figures->len > 0)
    g_string_append (html, "<dl>\n");
  for (guint i = 0; i < page->figures->len; i++)
    {
      const YttKeyFigure *figure = g_ptr_array_index (page->figures, i);

      append_element (html, "<div><dt>", figure->value, "</dt>");
      append_element (html, "<dd>", figure->small_print, "</dd></div>\n");
    }
  g_string_append (html, page->figures->len > 0 ? "</dl>\n</div>\n" : "</div>\n");
}

static void
append_source (GString         *html,
               const YttSource *source)
{
  g_autofree char *words = ytt_tour_pages_format_source (source);

  if (source->url == NULL || !ytt_address_is_allowed (source->url))
    {
      append_element (html, "<div class=\"dim\">", words, "</div>");
      return;
    }

  append_element (html, "<div class=\"dim\"><a target=\"_blank\" rel=\"noopener noreferrer\" href=\"", source->url, "\">");
  append_element (html, "", words, "</a></div>");
}

static void
append_proof (GString            *html,
              const YttTourProof *proof,
              const YttTourPage  *page)
{
  append_element (html, "<li><b>", proof->text, "</b> ");
  append_element (html, "<span class=\"dim\">", proof->about, "</span>");
  for (guint i = 0; i < page->figures->len; i++)
    {
      const YttKeyFigure *figure = g_ptr_array_index (page->figures, i);

      if (proof->claim != 0 && figure->claim == proof->claim && figure->others != NULL)
        {
          /* Translators: other figures on the same thing, each with who tells it */
          g_autofree char *others = g_strdup_printf (_("Others: %s"), figure->others);

          append_element (html, "<div>", others, "</div>");
        }
    }
  for (guint i = 0; i < proof->sources->len; i++)
    append_source (html, g_ptr_array_index (proof->sources, i));
  g_string_append (html, "</li>\n");
}

/* Whose facts the map itself shows, all of them: a picture must not leave without. */
static void
append_map_sources (GString             *html,
                    const YttMapPicture *picture)
{
  const YttFooter *footer = picture->footer;
  g_autofree char *head = ytt_footer_get_head (footer);
  guint n = footer->sources != NULL ? footer->sources->len : 0;

  append_element (html, "<details><summary>", _("The Map"), "</summary>\n");
  append_element (html, "<p class=\"dim\">", head, "</p>\n<ul>\n");
  for (guint i = 0; i < n; i++)
    {
      g_string_append (html, "<li>");
      append_source (html, g_ptr_array_index (footer->sources, i));
      g_string_append (html, "</li>\n");
    }
  g_string_append (html, "</ul>\n");
  if (footer->attribution != NULL)
    append_element (html, "<p class=\"dim\">", footer->attribution, "</p>\n");
  g_string_append (html, "</details>\n");
}

static void
append_sources (Writer            *writer,
                const YttTourPage *page)
{
  GString *html = writer->html;

  if (page->proofs->len == 0 && page->picture == NULL)
    return;

  append_element (html, "<details class=\"sources\"><summary>", _("Sources"), "</summary>\n<ul>\n");
  for (guint i = 0; i < page->proofs->len; i++)
    append_proof (html, g_ptr_array_index (page->proofs, i), page);
  g_string_append (html, "</ul>\n");
  if (page->picture != NULL)
    append_map_sources (html, page->picture);
  g_string_append (html, "</details>\n");
}

static gboolean
append_stop (Writer   *writer,
             guint     index,
             GError  **error)
{
  const YttTourPage *page = g_ptr_array_index (writer->pages->pages, index);
  const char *notes = ytt_tour_stop_get_notes (page->stop);
  GString *html = writer->html;

  g_string_append_printf (html, "<section class=\"stop %s\" id=\"stop-%u\" aria-labelledby=\"title-%u\">\n"
                          "<div class=\"wall\">\n", page->picture != NULL ? "view" : "slide", index + 1, index + 1);
  if (!append_map (writer, page, error))
    return FALSE;

  g_string_append_printf (html, "<div class=\"panel\">\n<h2 id=\"title-%u\" tabindex=\"-1\">", index + 1);
  append_element (html, "", ytt_tour_stop_get_title (page->stop), "</h2>\n");
  append_lines (html, ytt_tour_stop_get_text (page->stop));
  if (page->missing)
    append_element (html, "<p class=\"missing\">", _("The facility of this stop was deleted."), "</p>\n");
  g_string_append (html, "</div>\n");
  if (page->record != NULL)
    append_card (writer, page);
  if (page->picture != NULL && page->picture->footer->attribution != NULL)
    append_element (html, "<p class=\"attribution\">", page->picture->footer->attribution, "</p>\n");
  g_string_append (html, "</div>\n");

  if (writer->notes && *notes != '\0')
    {
      append_element (html, "<div class=\"notes\">\n<h3>", _("Notes"), "</h3>\n");
      append_lines (html, notes);
      g_string_append (html, "</div>\n");
    }
  append_sources (writer, page);
  g_string_append (html, "</section>\n");

  return !g_cancellable_set_error_if_cancelled (writer->cancellable, error);
}

static void
append_button (GString    *html,
               const char *action,
               const char *attributes,
               const char *words,
               const char *hint)
{
  g_string_append_printf (html, "<button type=\"button\" data-do=\"%s\"%s", action, attributes);
  append_element (html, " title=\"", hint, "\">");
  append_element (html, "", words, "</button>\n");
}

static void
append_bar (Writer *writer)
{
  GString *html = writer->html;

  append_element (html, "<nav class=\"bar\" aria-label=\"", _("Talk"), "\">\n");
  append_button (html, "back", "", _("Back"), _("Left or Page Up"));
  g_string_append (html, "<span class=\"at\" aria-live=\"off\"></span>\n");
  append_button (html, "next", "", _("Next"), _("Right, Space or Page Down"));
  g_string_append (html, "<span class=\"name\"></span>\n");
  if (writer->notes)
    append_button (html, "notes", " aria-pressed=\"false\"", _("Notes"), _("N"));
  append_button (html, "sources", "", _("Sources"), _("S"));
  append_button (html, "full", " class=\"wide\"", _("Full Screen"), _("F"));
  g_string_append (html, "</nav>\n<div class=\"blank\" hidden></div>\n");
}

static void
append_about (Writer *writer)
{
  GString *html = writer->html;
  const YttTourPages *pages = writer->pages;
  const char *note = ytt_tour_get_note (pages->tour);
  g_autofree char *date = pages->date != NULL ? ytt_format_date (pages->date) : NULL;
  g_autofree char *from = date != NULL ? g_strdup_printf (_("From “%s”, as of %s."), pages->document, date)
                                       : g_strdup_printf (_("From “%s”."), pages->document);

  append_element (html, "<header>\n<h1>", ytt_tour_get_title (pages->tour), "</h1>\n");
  append_lines (html, note);
  append_element (html, "<p class=\"dim\">", from, "</p>\n</header>\n");
}

/**
 * ytt_tour_html_write:
 * @pages: a tour
 * @notes: whether what the speaker says is told as well
 * @cancellable: (nullable): a #GCancellable
 * @error: return location for an error
 *
 * Writes a tour as a page of HTML, for colleagues without Ytterby: an article that becomes a talk with the keys of one.
 * The page has everything in itself, and its policy lets it fetch nothing and run nothing but its own script. Drawing
 * the maps takes a while: this belongs on a thread of its own.
 *
 * Returns: (transfer full) (nullable): the page's text
 */
char *
ytt_tour_html_write (const YttTourPages  *pages,
                     gboolean             notes,
                     GCancellable        *cancellable,
                     GError             **error)
{
  g_autoptr(GString) html = g_string_new (NULL);
  Writer writer = { pages, notes, cancellable, html };

  g_return_val_if_fail (pages != NULL, NULL);

  append_head (&writer);
  append_about (&writer);
  g_string_append (html, "<main>\n");
  for (guint i = 0; i < pages->pages->len; i++)
    if (!append_stop (&writer, i, error))
      return NULL;
  g_string_append (html, "</main>\n");
  append_bar (&writer);
  g_string_append_printf (html, "<script>%s</script>\n</body>\n</html>\n", get_resource ("tour.js"));

  return g_string_free (g_steal_pointer (&html), FALSE);
}
