#include "config.h"

#include "ytt-coordinates-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "ytt-error.h"

/* Places in addresses: geo URIs (RFC 5870), and what web maps write into the address of what they show. */

#define METRES_PER_DEGREE 111320.0   /* on the equator */

#define NUMBER "([+-]?[0-9]{1,3}(?:\\.[0-9]{1,20})?)"

/* Where an address has a place: the plainest first, for an address may have several, and the middle of what was on the
 * screen is not the place that was meant if there is another. */
static const struct
{
  const char *pattern;
  gboolean    named;     /* it says itself which is the latitude */
} patterns[] = {
  { "!3d" NUMBER "!4d" NUMBER, TRUE },                                       /* Google: the place itself */
  { "[?&#]mlat=" NUMBER "&mlon=" NUMBER, TRUE },                             /* OpenStreetMap: the marker */
  { "[?&](?:q|query|ll|daddr|destination)=(?:loc:)?" NUMBER ",[ +]*" NUMBER, FALSE },
  { "/(?:place|search|dir/[^/]*)/" NUMBER ",[ +]*" NUMBER, FALSE },
  { "[?&]lat=" NUMBER "&(?:lon|lng)=" NUMBER, TRUE },
  { "/@" NUMBER "," NUMBER, FALSE },                                         /* Google: the middle of the map */
  { "[#&?]map=[0-9.]{1,6}/" NUMBER "/" NUMBER, TRUE },                       /* OpenStreetMap: the same */
  { "[?&](?:center|viewpoint|cp)=" NUMBER "[,~]" NUMBER, FALSE },
};

/* What a web map was asked for, which may be a place in degrees and minutes. */
static const char * const questions[] = {
  "[?&](?:q|query)=([^&#]{3,100})",
  "/(?:place|search)/([^/?#]{3,100})",
};

static double
get_resolution (const char *latitude,
                const char *longitude)
{
  const char *numbers[] = { latitude, longitude };
  gsize least = G_MAXSIZE;

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      const char *point = strchr (numbers[i], '.');

      least = MIN (least, point != NULL ? strlen (point + 1) : 0);
    }

  return pow (10, -(double) least);
}

typedef enum
{
  ORDER_LATITUDE_FIRST,
  ORDER_LONGITUDE_FIRST,
  ORDER_UNKNOWN,
} Order;

/* In which order the pairs of a site are: two of the great ones write the longitude first. */
static Order
get_order (const char *text)
{
  static const struct
  {
    const char *host;
    Order       order;
  } hosts[] = {
    { "google.", ORDER_LATITUDE_FIRST }, { "openstreetmap.", ORDER_LATITUDE_FIRST }, { "osm.org", ORDER_LATITUDE_FIRST },
    { "apple.com", ORDER_LATITUDE_FIRST }, { "bing.com", ORDER_LATITUDE_FIRST }, { "geo:", ORDER_LATITUDE_FIRST },
    { "yandex.", ORDER_LONGITUDE_FIRST }, { "2gis.", ORDER_LONGITUDE_FIRST },
  };
  const char *start = strstr (text, "://");
  g_autofree char *host = NULL;

  start = start != NULL ? start + 3 : text;
  host = g_strndup (start, strcspn (start, "/?#"));
  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++)
    if (strstr (host, hosts[i].host) != NULL)
      return hosts[i].order;

  return ORDER_UNKNOWN;
}

/* Every place that the pattern finds. */
static void
add_matches (const char *pattern,
             const char *text,
             Order       order,
             GPtrArray  *readings)
{
  g_autoptr(GRegex) regex = g_regex_new (pattern, G_REGEX_CASELESS, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;

  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *latitude = g_match_info_fetch (match, 1);
      g_autofree char *longitude = g_match_info_fetch (match, 2);
      double first = g_ascii_strtod (latitude, NULL), second = g_ascii_strtod (longitude, NULL);
      double resolution = get_resolution (latitude, longitude);

      if (order != ORDER_LONGITUDE_FIRST)
        ytt_coordinates_add (readings, first, second, resolution);
      if (order != ORDER_LATITUDE_FIRST)
        ytt_coordinates_add (readings, second, first, resolution);
    }
}

static void
add_answers (const char *pattern,
             const char *text,
             GPtrArray  *readings)
{
  g_autoptr(GRegex) regex = g_regex_new (pattern, G_REGEX_CASELESS, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  g_autofree char *question = NULL;
  YttSpan where;

  if (!g_regex_match (regex, text, 0, &match))
    return;

  question = g_match_info_fetch (match, 1);
  g_strdelimit (question, "+", ' ');
  ytt_coordinates_parse_plain (question, readings, &where, NULL);
}

/* As people read it; an address with wrong escapes stays as it is. */
static char *
decode (const char *text)
{
  g_autofree char *decoded = g_uri_unescape_string (text, NULL);

  if (decoded == NULL || !g_utf8_validate (decoded, -1, NULL))
    return g_strdup (text);

  return g_steal_pointer (&decoded);
}

/* (transfer full) (nullable): what stands behind ?name= or &name= in a geo URI, unescaped */
static char *
get_parameter (const char *text,
               const char *name)
{
  g_autofree char *pattern = g_strdup_printf ("[?&]%s=([^&#]{1,200})", name);
  g_autoptr(GRegex) regex = g_regex_new (pattern, G_REGEX_CASELESS, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  g_autofree char *value = NULL;

  if (g_ascii_strncasecmp (text, "geo:", strlen ("geo:")) != 0 || !g_regex_match (regex, text, 0, &match))
    return NULL;

  value = g_match_info_fetch (match, 1);

  return decode (g_strdelimit (value, "+", ' '));
}

/**
 * ytt_coordinates_get_zoom:
 * @text: what ytt_coordinates_parse() read
 *
 * Android's form of geo URIs says how closely a place is to be seen: geo:59.3618,28.1478?z=12. RFC 5870 knows nothing of
 * it.
 *
 * Returns: the zoom, 1 to 23; 0 where @text does not say so
 */
double
ytt_coordinates_get_zoom (const char *text)
{
  g_autofree char *value = NULL;
  double zoom;

  g_return_val_if_fail (text != NULL, 0);

  value = get_parameter (text, "z");
  zoom = value != NULL ? g_ascii_strtod (value, NULL) : 0;

  return zoom >= 1 && zoom <= 23 ? zoom : 0;
}

/**
 * ytt_coordinates_dup_question:
 * @text: an address
 *
 * Returns: (transfer full) (nullable): the words that a geo URI wants to have searched, as in geo:0,0?q=Narva; %NULL where
 *   it has none
 */
char *
ytt_coordinates_dup_question (const char *text)
{
  g_autofree char *value = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  value = get_parameter (text, "q");

  return value != NULL && *g_strstrip (value) != '\0' ? g_steal_pointer (&value) : NULL;
}

/* "geo:59.3618,28.1478;u=35" */
static gboolean
parse_geo (const char  *text,
           GPtrArray   *readings,
           GError     **error)
{
  g_autoptr(GRegex) regex = g_regex_new (
    "^geo:(-?[0-9]{1,3}(?:\\.[0-9]{1,20})?),(-?[0-9]{1,3}(?:\\.[0-9]{1,20})?)(?:,-?[0-9.]{1,20})?(;[^?]*)?(\\?.*)?$",
    G_REGEX_CASELESS, 0, NULL);
  g_autoptr(GRegex) crs = g_regex_new (";crs=(?!wgs84(;|$))", G_REGEX_CASELESS, 0, NULL);
  g_autoptr(GRegex) uncertainty = g_regex_new (";u=([0-9.]{1,12})", G_REGEX_CASELESS, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL, match_u = NULL;
  g_autofree char *latitude = NULL, *longitude = NULL, *parameters = NULL;
  double resolution;

  if (!g_regex_match (regex, text, 0, &match))
    {
      g_set_error_literal (error, YTT_ERROR, YTT_ERROR_SYNTAX,
                           _("A geo address has a latitude and a longitude, as in geo:59.3618,28.1478"));
      return FALSE;
    }

  latitude = g_match_info_fetch (match, 1);
  longitude = g_match_info_fetch (match, 2);
  parameters = g_match_info_fetch (match, 3);
  if (parameters != NULL && g_regex_match (crs, parameters, 0, NULL))
    {
      g_set_error_literal (error, YTT_ERROR, YTT_ERROR_SYNTAX, _("Only WGS 84 is understood in a geo address"));
      return FALSE;
    }

  /* Telephones write geo:0,0?q=59.3618,28.1478(Narva) for a place with a name, and geo:0,0?q=Narva for a name alone. */
  if (g_ascii_strtod (latitude, NULL) == 0 && g_ascii_strtod (longitude, NULL) == 0)
    {
      g_autofree char *decoded = decode (text);
      g_autofree char *question = ytt_coordinates_dup_question (text);

      add_matches (patterns[2].pattern, decoded, ORDER_LATITUDE_FIRST, readings);
      if (readings->len > 0)
        return TRUE;
      if (question != NULL)
        {
          g_set_error (error, YTT_ERROR, YTT_ERROR_SYNTAX, _("This geo address has no place, but wants “%s” to be searched"),
                       question);
          return FALSE;
        }
    }

  resolution = get_resolution (latitude, longitude);
  if (parameters != NULL && g_regex_match (uncertainty, parameters, 0, &match_u))
    {
      g_autofree char *metres = g_match_info_fetch (match_u, 1);

      resolution = MAX (resolution, g_ascii_strtod (metres, NULL) / METRES_PER_DEGREE);
    }
  if (ytt_coordinates_add (readings, g_ascii_strtod (latitude, NULL), g_ascii_strtod (longitude, NULL), resolution))
    return TRUE;

  g_set_error_literal (error, YTT_ERROR, YTT_ERROR_SYNTAX,
                       _("This is no place. Latitudes go to 90° N or S, longitudes to 180° E or W."));
  return FALSE;
}

gboolean
ytt_coordinates_parse_address (const char  *text,
                               GPtrArray   *readings,
                               GError     **error)
{
  g_autofree char *decoded = NULL;
  const char *message;

  if (g_ascii_strncasecmp (text, "geo:", 4) == 0)
    return parse_geo (text, readings, error);

  if (strstr (text, "://") != NULL
      && g_ascii_strncasecmp (text, "http://", 7) != 0 && g_ascii_strncasecmp (text, "https://", 8) != 0)
    {
      g_set_error_literal (error, YTT_ERROR, YTT_ERROR_SYNTAX, _("Only geo, http and https addresses are understood"));
      return FALSE;
    }

  decoded = decode (text);
  for (gsize i = 0; i < G_N_ELEMENTS (patterns) && readings->len == 0; i++)
    {
      add_matches (patterns[i].pattern, decoded, patterns[i].named ? ORDER_LATITUDE_FIRST : get_order (decoded),
                   readings);
      for (gsize j = 0; i == 3 && j < G_N_ELEMENTS (questions) && readings->len == 0; j++)
        add_answers (questions[j], decoded, readings);
    }
  if (readings->len > 0)
    return TRUE;

  if (strstr (text, "goo.gl/") != NULL || strstr (text, "osm.org/go/") != NULL)
    message = _("This short address does not say where it leads. Open it, and copy the long one.");
  else
    message = _("There is no place in this address");
  g_set_error_literal (error, YTT_ERROR, YTT_ERROR_SYNTAX, message);

  return FALSE;
}
