#include "config.h"

#include "ytt-country-points.h"

#include "ytt-countries.h"
#include "ytt-mercator.h"

typedef struct
{
  double latitude;
  double longitude;
} Place;

struct _YttCountryPoints
{
  GHashTable *places;   /* code to Place */
};

/* Labels know no codes: what they share with the list of countries are the names of iso-codes. */
static GHashTable *
index_names (void)
{
  GHashTable *codes = g_hash_table_new (g_str_hash, g_str_equal);
  gsize n_countries;
  const YttCountry *countries = ytt_countries_get (&n_countries);

  for (gsize i = 0; i < n_countries; i++)
    g_hash_table_insert (codes, (char *) countries[i].name, (char *) countries[i].code);

  return codes;
}

static const char *
find_code (GHashTable            *codes,
           const YttBasemapLabel *label)
{
  g_auto(GStrv) names = g_strsplit (label->msgid, "|", -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      const char *code = g_hash_table_lookup (codes, names[i]);

      if (code != NULL)
        return code;
    }

  return g_hash_table_lookup (codes, label->name);
}

/**
 * ytt_country_points_new:
 * @basemap: (transfer none): whose labels say where countries are
 *
 * Returns: (transfer full): the points of the countries that @basemap names
 */
YttCountryPoints *
ytt_country_points_new (YttBasemap *basemap)
{
  YttCountryPoints *self;
  g_autoptr(GHashTable) codes = index_names ();

  g_return_val_if_fail (basemap != NULL, NULL);

  self = g_new0 (YttCountryPoints, 1);
  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  for (guint i = 0; i < ytt_basemap_get_n_labels (basemap); i++)
    {
      YttBasemapLabel label;
      const char *code;
      Place place;

      if (!ytt_basemap_get_label (basemap, i, &label) || label.kind != YTT_BASEMAP_LABEL_COUNTRY)
        continue;

      /* The most important label comes first, should two speak of one country. */
      code = find_code (codes, &label);
      if (code == NULL || g_hash_table_contains (self->places, code))
        continue;

      ytt_mercator_unproject (label.x, label.y, &place.latitude, &place.longitude);
      g_hash_table_insert (self->places, (char *) code, g_memdup2 (&place, sizeof place));
    }

  return self;
}

/**
 * ytt_country_points_free:
 * @self: (transfer full) (nullable): points
 */
void
ytt_country_points_free (YttCountryPoints *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->places);
  g_free (self);
}

/**
 * ytt_country_points_find:
 * @self: points
 * @country: (nullable): ISO 3166-1 alpha-2
 * @latitude: (out): degrees
 * @longitude: (out): degrees
 *
 * Returns: whether the country is known and has a point
 */
gboolean
ytt_country_points_find (YttCountryPoints *self,
                         const char       *country,
                         double           *latitude,
                         double           *longitude)
{
  const Place *place;

  g_return_val_if_fail (self != NULL, FALSE);

  place = country != NULL ? g_hash_table_lookup (self->places, country) : NULL;
  if (place == NULL)
    return FALSE;

  *latitude = place->latitude;
  *longitude = place->longitude;

  return TRUE;
}
