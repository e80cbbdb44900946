/* A tour as KML with a gx:Tour, for Google Earth. */

#include "config.h"

#include "ytt-tour-kml.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ytt-address.h"
#include "ytt-format.h"
#include "ytt-kml.h"
#include "ytt-mercator.h"
#include "ytt-picture-file.h"

#define EARTH_RADIUS 6371008.8

/* What a viewer sees across, in degrees: KML's gx:horizFov has this as its default. */
#define FIELD_OF_VIEW 60.0

/* A map of a whole hemisphere or more has no height to be seen from; nor is anything seen from inside of the ground. */
#define LEAST_RANGE 500.0
#define WIDEST_ANGLE 60.0

/* As the flights of a talk take on the average. */
#define FLIGHT_SECONDS 3.0

/* How long to stay where a stop does not say so, as in autoplay. */
#define DEFAULT_SECONDS 12.0

/* Of a view that does not know how large its map was: a usual window's. */
#define USUAL_WIDTH 960

typedef struct
{
  double latitude;
  double longitude;
  double range;      /* m above the ground */
} LookAt;

/**
 * ytt_tour_kml_get_range:
 * @width: how wide a stretch of the ground is to be seen, in m along it
 *
 * A viewer at the height h over a sphere of radius R who sees an angle of 2 α sees the ground as far away as the angle θ
 * at its middle, where tan α (h + R (1 − cos θ)) = R sin θ.
 *
 * Returns: the height in m
 */
double
ytt_tour_kml_get_range (double width)
{
  double half = width / 2 / EARTH_RADIUS;
  double angle = MIN (half, WIDEST_ANGLE * G_PI / 180);

  return MAX (EARTH_RADIUS * (sin (angle) / tan (FIELD_OF_VIEW / 2 * G_PI / 180) - (1 - cos (angle))), LEAST_RANGE);
}

static LookAt
look_at_view (const YttView *view)
{
  int width = view->width > 0 ? view->width : USUAL_WIDTH;

  return (LookAt) {
    view->latitude, view->longitude,
    ytt_tour_kml_get_range (width * ytt_mercator_get_metres_per_pixel (view->latitude, view->zoom))
  };
}

/* What a slide shows: the next view, else the one before, from twice as far. */
static gboolean
find_look_at (const YttTourPages *pages,
              guint               index,
              LookAt             *look_at)
{
  const YttTourPage *page = g_ptr_array_index (pages->pages, index);
  guint n = pages->pages->len;

  if (page->view != NULL)
    {
      *look_at = look_at_view (page->view);
      return TRUE;
    }

  for (guint i = 1; i < 2 * n; i++)
    {
      guint other = i < n ? index + i : index + n - 1 - i;
      const YttTourPage *neighbour = other < n ? g_ptr_array_index (pages->pages, other) : NULL;

      if (neighbour == NULL || neighbour->view == NULL)
        continue;

      *look_at = look_at_view (neighbour->view);
      look_at->range *= 2;
      return TRUE;
    }

  return FALSE;
}

static void
append_look_at (GString      *kml,
                const char   *indent,
                const LookAt *look_at)
{
  g_autofree char *inner = g_strconcat (indent, "  ", NULL);

  g_string_append_printf (kml, "%s<LookAt>\n", indent);
  ytt_kml_append_number (kml, inner, "longitude", look_at->longitude, "%.6f");
  ytt_kml_append_number (kml, inner, "latitude", look_at->latitude, "%.6f");
  ytt_kml_append_number (kml, inner, "altitude", 0, "%.0f");
  ytt_kml_append_number (kml, inner, "heading", 0, "%.0f");
  ytt_kml_append_number (kml, inner, "tilt", 0, "%.0f");
  ytt_kml_append_number (kml, inner, "range", look_at->range, "%.0f");
  g_string_append_printf (kml, "%s  <altitudeMode>clampToGround</altitudeMode>\n%s</LookAt>\n", indent, indent);
}

/* Balloons: HTML, which stands in the KML as text. */

static void
append_source (GString         *html,
               const YttSource *source)
{
  g_autofree char *words = ytt_tour_pages_format_source (source);
  g_autofree char *escaped = ytt_xml_escape (words);

  if (source->url != NULL && ytt_address_is_allowed (source->url))
    {
      g_autofree char *url = ytt_xml_escape (source->url);

      g_string_append_printf (html, "<a href=\"%s\">%s</a>", url, escaped);
    }
  else
    {
      g_string_append (html, escaped);
    }
}

static void
append_card (GString           *html,
             const YttTourPage *page)
{
  g_autofree char *name = ytt_xml_escape (page->record->name);
  g_autofree char *line = ytt_xml_escape (page->line);

  g_string_append_printf (html, "<h3>%s</h3><p>%s</p>", name, line);
  for (guint i = 0; i < page->figures->len; i++)
    {
      const YttKeyFigure *figure = g_ptr_array_index (page->figures, i);
      g_autofree char *value = ytt_xml_escape (figure->value);
      g_autofree char *small_print = ytt_xml_escape (figure->small_print);

      g_string_append_printf (html, "<p><b>%s</b><br><small>%s</small></p>", value, small_print);
    }
}

static void
append_proofs (GString           *html,
               const YttTourPage *page)
{
  if (page->proofs->len == 0)
    return;

  g_string_append_printf (html, "<h4>%s</h4><ul>", _("Sources"));
  for (guint i = 0; i < page->proofs->len; i++)
    {
      const YttTourProof *proof = g_ptr_array_index (page->proofs, i);
      g_autofree char *text = ytt_xml_escape (proof->text);
      g_autofree char *about = ytt_xml_escape (proof->about);

      g_string_append_printf (html, "<li><b>%s</b> (%s)", text, about);
      for (guint j = 0; j < proof->sources->len; j++)
        {
          g_string_append (html, "<br>");
          append_source (html, g_ptr_array_index (proof->sources, j));
        }
      g_string_append (html, "</li>");
    }
  g_string_append (html, "</ul>");
}

static char *
make_balloon (const YttTourPage *page)
{
  g_autoptr(GString) html = g_string_new (NULL);
  g_auto(GStrv) lines = g_strsplit (ytt_tour_stop_get_text (page->stop), "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      {
        g_autofree char *line = ytt_xml_escape (lines[i]);

        g_string_append_printf (html, "<p>%s</p>", line);
      }
  if (page->missing)
    g_string_append_printf (html, "<p><i>%s</i></p>", _("The facility of this stop was deleted."));
  if (page->record != NULL)
    append_card (html, page);
  if (page->record != NULL && page->record->precision == YTT_PRECISION_UNKNOWN)
    g_string_append_printf (html, "<p><i>%s</i></p>", _("Place unknown."));
  append_proofs (html, page);

  return g_string_free (g_steal_pointer (&html), FALSE);
}

/* Where a stop has no place of its own, its balloon stands in the middle of what is seen, and nothing marks that. */
static void
append_placemark (GString            *kml,
                  const YttTourPages *pages,
                  guint               index)
{
  const YttTourPage *page = g_ptr_array_index (pages->pages, index);
  const YttRecord *record = page->record;
  gboolean has_place = record != NULL && record->precision != YTT_PRECISION_UNKNOWN;
  g_autofree char *balloon = make_balloon (page);
  char longitude[G_ASCII_DTOSTR_BUF_SIZE], latitude[G_ASCII_DTOSTR_BUF_SIZE];
  LookAt look_at = { 0 };
  gboolean is_seen = find_look_at (pages, index, &look_at);

  g_ascii_formatd (longitude, sizeof longitude, "%.6f", has_place ? record->longitude : look_at.longitude);
  g_ascii_formatd (latitude, sizeof latitude, "%.6f", has_place ? record->latitude : look_at.latitude);

  g_string_append_printf (kml, "      <Placemark id=\"stop-%u\">\n", index + 1);
  ytt_kml_append_text (kml, "        ", "name", ytt_tour_stop_get_title (page->stop));
  ytt_kml_append_text (kml, "        ", "description", balloon);
  if (is_seen)
    append_look_at (kml, "        ", &look_at);
  g_string_append_printf (kml, "        <styleUrl>#%s</styleUrl>\n", has_place ? "facility" : "words");
  g_string_append_printf (kml, "        <Point>\n          <coordinates>%s,%s,0</coordinates>\n        </Point>\n",
                          longitude, latitude);
  g_string_append (kml, "      </Placemark>\n");
}

static void
append_balloon_change (GString *kml,
                       guint    index,
                       gboolean visible)
{
  g_string_append_printf (kml,
                          "        <gx:AnimatedUpdate>\n"
                          "          <gx:duration>0</gx:duration>\n"
                          "          <Update>\n"
                          "            <targetHref></targetHref>\n"
                          "            <Change>\n"
                          "              <Placemark targetId=\"stop-%u\">\n"
                          "                <gx:balloonVisibility>%d</gx:balloonVisibility>\n"
                          "              </Placemark>\n"
                          "            </Change>\n"
                          "          </Update>\n"
                          "        </gx:AnimatedUpdate>\n", index + 1, visible);
}

static void
append_tour_stop (GString            *kml,
                  const YttTourPages *pages,
                  guint               index)
{
  const YttTourPage *page = g_ptr_array_index (pages->pages, index);
  double seconds = ytt_tour_stop_get_seconds (page->stop);
  LookAt look_at;

  if (find_look_at (pages, index, &look_at))
    {
      g_string_append (kml, "        <gx:FlyTo>\n");
      ytt_kml_append_number (kml, "          ", "gx:duration", FLIGHT_SECONDS, "%g");
      g_string_append (kml, "          <gx:flyToMode>bounce</gx:flyToMode>\n");
      append_look_at (kml, "          ", &look_at);
      g_string_append (kml, "        </gx:FlyTo>\n");
    }
  append_balloon_change (kml, index, TRUE);
  g_string_append (kml, "        <gx:Wait>\n");
  ytt_kml_append_number (kml, "          ", "gx:duration", seconds > 0 ? seconds : DEFAULT_SECONDS, "%g");
  g_string_append (kml, "        </gx:Wait>\n");
  append_balloon_change (kml, index, FALSE);
}

static void
append_about (GString            *kml,
              const YttTourPages *pages)
{
  g_autofree char *date = pages->date != NULL ? ytt_format_date (pages->date) : NULL;
  g_autofree char *from = date != NULL
                          /* Translators: a document's title, and the day of its facts */
                          ? g_strdup_printf (_("From “%s”, as of %s."), pages->document, date)
                          /* Translators: a document's title */
                          : g_strdup_printf (_("From “%s”."), pages->document);
  const char *note = ytt_tour_get_note (pages->tour);
  g_autofree char *about = note != NULL && *note != '\0' ? g_strconcat (note, "\n", from, NULL) : g_strdup (from);

  ytt_kml_append_text (kml, "    ", "name", ytt_tour_get_title (pages->tour));
  ytt_kml_append_text (kml, "    ", "description", about);
}

/**
 * ytt_tour_kml_write:
 * @pages: a tour
 *
 * Writes a tour as KML 2.2 with Google's extension for tours: a placemark for each stop, whose balloon has its text, the
 * figures of its card and the sources, and a tour that flies to them in order, opens each balloon and waits. What a
 * speaker says is left out.
 *
 * Returns: (transfer full): the file's text
 */
char *
ytt_tour_kml_write (const YttTourPages *pages)
{
  GString *kml;

  g_return_val_if_fail (pages != NULL, NULL);

  kml = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                      "<kml xmlns=\"http://www.opengis.net/kml/2.2\" xmlns:gx=\"http://www.google.com/kml/ext/2.2\">\n"
                      "  <Document>\n");
  append_about (kml, pages);
  g_string_append (kml,
                   "    <open>1</open>\n"
                   "    <Style id=\"facility\">\n"
                   "      <BalloonStyle>\n"
                   "        <text>&lt;h2&gt;$[name]&lt;/h2&gt;$[description]</text>\n"
                   "      </BalloonStyle>\n"
                   "    </Style>\n"
                   "    <Style id=\"words\">\n"
                   "      <IconStyle>\n"
                   "        <scale>0</scale>\n"
                   "      </IconStyle>\n"
                   "      <LabelStyle>\n"
                   "        <scale>0</scale>\n"
                   "      </LabelStyle>\n"
                   "      <BalloonStyle>\n"
                   "        <text>&lt;h2&gt;$[name]&lt;/h2&gt;$[description]</text>\n"
                   "      </BalloonStyle>\n"
                   "    </Style>\n"
                   "    <Folder>\n");
  ytt_kml_append_text (kml, "      ", "name", _("Stops"));
  for (guint i = 0; i < pages->pages->len; i++)
    append_placemark (kml, pages, i);
  g_string_append (kml, "    </Folder>\n    <gx:Tour>\n");
  ytt_kml_append_text (kml, "      ", "name", ytt_tour_get_title (pages->tour));
  g_string_append (kml, "      <gx:Playlist>\n");
  for (guint i = 0; i < pages->pages->len; i++)
    append_tour_stop (kml, pages, i);
  g_string_append (kml, "      </gx:Playlist>\n    </gx:Tour>\n  </Document>\n</kml>\n");

  return g_string_free (kml, FALSE);
}
