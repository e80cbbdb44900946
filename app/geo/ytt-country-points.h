#pragma once

#include "ytt-basemap.h"

G_BEGIN_DECLS

/**
 * YttCountryPoints:
 *
 * A point of each country, for what is known to be in it and no more: where Natural Earth sets the country's name,
 * which the basemap has as its label. It is inside the country, and says nothing else.
 */
typedef struct _YttCountryPoints YttCountryPoints;

YttCountryPoints *ytt_country_points_new  (YttBasemap       *basemap);
void              ytt_country_points_free (YttCountryPoints *self);
gboolean          ytt_country_points_find (YttCountryPoints *self,
                                           const char       *country,
                                           double           *latitude,
                                           double           *longitude);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttCountryPoints, ytt_country_points_free)

G_END_DECLS
