#include "config.h"

#include "ytt-coordinates-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "ytt-error.h"
#include "ytt-format.h"
#include "ytt-phrase.h"
#include "ytt-reading.h"

/* U+00A0: a number never parts from its letter. */
#define NBSP "\302\240"

#define MAX_DECIMALS 6

void
ytt_coordinates_free (YttCoordinates *self)
{
  g_free (self->meaning);
  g_free (self);
}

/**
 * ytt_coordinates_to_text:
 * @latitude: degrees, -90 to 90
 * @longitude: degrees, -180 to 180
 * @resolution: degrees that the last digit is to stand for
 *
 * See ytt_format_coordinates() for as many digits as a place's precision earns.
 *
 * Returns: (transfer full): as in "59.3618° N, 28.1478° E", six decimals at most
 */
char *
ytt_coordinates_to_text (double latitude,
                         double longitude,
                         double resolution)
{
  int decimals = resolution > 0 ? (int) ceil (-log10 (resolution) - 1e-9) : MAX_DECIMALS;
  g_autofree char *north = ytt_format_number (fabs (latitude), CLAMP (decimals, 0, MAX_DECIMALS));
  g_autofree char *east = ytt_format_number (fabs (longitude), CLAMP (decimals, 0, MAX_DECIMALS));

  /* Translators: a place: degrees of latitude, N or S, degrees of longitude, E or W */
  return g_strdup_printf (_("%s°" NBSP "%s, %s°" NBSP "%s"),
                          north, latitude < 0 ? C_("latitude", "S") : C_("latitude", "N"),
                          east, longitude < 0 ? C_("longitude", "W") : C_("longitude", "E"));
}

gboolean
ytt_coordinates_add (GPtrArray *readings,
                     double     latitude,
                     double     longitude,
                     double     resolution)
{
  YttCoordinates *reading;

  if (!(fabs (latitude) <= 90 && fabs (longitude) <= 180))
    return FALSE;

  for (guint i = 0; i < readings->len; i++)
    {
      const YttCoordinates *other = g_ptr_array_index (readings, i);

      if (fabs (other->latitude - latitude) < 1e-9 && fabs (other->longitude - longitude) < 1e-9)
        return TRUE;
    }

  reading = g_new0 (YttCoordinates, 1);
  reading->latitude = latitude;
  reading->longitude = longitude;
  reading->resolution = resolution;
  reading->meaning = ytt_coordinates_to_text (latitude, longitude, resolution);
  g_ptr_array_add (readings, reading);

  return TRUE;
}

static gboolean
is_address (const char *text)
{
  static const char * const beginnings[] = { "geo:", "http:", "https:", "www.", "maps.", "google.", "openstreetmap.", "osm." };

  for (gsize i = 0; i < G_N_ELEMENTS (beginnings); i++)
    if (g_ascii_strncasecmp (text, beginnings[i], strlen (beginnings[i])) == 0)
      return TRUE;

  return strstr (text, "://") != NULL;
}

/**
 * ytt_coordinates_parse:
 * @text: what was typed or pasted
 * @where: (out) (optional): the place in @text of an error
 * @error: return location for an error of %YTT_ERROR_SYNTAX, in words for people
 *
 * Reads a place: decimal degrees with a point or a comma, degrees with minutes and seconds, with the hemisphere's letter
 * before or after or a sign, in the order latitude, longitude unless letters say otherwise; a POINT in well-known text;
 * a geo URI (RFC 5870, WGS 84 only); an address of OpenStreetMap (the marker, else the middle of the map) or of Google
 * Maps (the place, else what was looked for, else the middle of the map). Where the text may mean several places
 * ("59,5,28"; an O, which is east in German and west in French) each is a reading.
 *
 * Returns: (transfer full) (element-type YttCoordinates) (nullable): one reading, or several to ask about; %NULL on
 *   error
 */
GPtrArray *
ytt_coordinates_parse (const char  *text,
                       YttSpan     *where,
                       GError     **error)
{
  g_autoptr(GPtrArray) readings = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_coordinates_free);
  g_autofree char *stripped = NULL;
  YttSpan place;
  gboolean good;

  g_return_val_if_fail (text != NULL, NULL);

  good = ytt_typed_text_check (text, _("Write a latitude and a longitude, such as 59.3618 N, 28.1478 E"), &place, error);
  if (good)
    {
      stripped = g_strstrip (g_strdup (text));
      good = is_address (stripped) ? ytt_coordinates_parse_address (stripped, readings, error)
                                   : ytt_coordinates_parse_plain (text, readings, &place, error);
    }

  if (where != NULL)
    *where = place;

  return good ? g_steal_pointer (&readings) : NULL;
}
