#pragma once

#include "ytt-basemap.h"

G_BEGIN_DECLS

#define YTT_TYPE_GAZETTEER (ytt_gazetteer_get_type ())

/**
 * YttGazetteer:
 *
 * Finds the towns of the basemap by what their names begin with, and the town that is nearest to a point. It never
 * changes once made, so any thread may ask it without a lock.
 */
typedef struct _YttGazetteer YttGazetteer;

/**
 * YttTown:
 * @name: its English or international name
 * @country: ISO 3166-1 alpha-2, empty where the basemap does not know it
 * @state: its state or province, empty where the basemap does not know it
 * @latitude: degrees
 * @longitude: degrees
 * @from_geonames: whether GeoNames says where it is, else Natural Earth
 *
 * A town, village or city. Its texts live as long as the gazetteer that gave it.
 */
typedef struct
{
  const char *name;
  char        country[3];
  const char *state;
  double      latitude;
  double      longitude;
  gboolean    from_geonames;
} YttTown;

GType         ytt_gazetteer_get_type     (void);
YttGazetteer *ytt_gazetteer_new          (YttBasemap          *basemap);
void          ytt_gazetteer_load_async   (GCancellable        *cancellable,
                                          GAsyncReadyCallback  callback,
                                          gpointer             user_data);
YttGazetteer *ytt_gazetteer_load_finish  (GAsyncResult        *result,
                                          GError             **error);
YttGazetteer *ytt_gazetteer_ref          (YttGazetteer        *self);
void          ytt_gazetteer_unref        (YttGazetteer        *self);

GArray       *ytt_gazetteer_search       (YttGazetteer        *self,
                                          const char          *typed,
                                          guint                most);
gboolean      ytt_gazetteer_find_nearest (YttGazetteer        *self,
                                          double               latitude,
                                          double               longitude,
                                          double               reach,
                                          YttTown             *town);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttGazetteer, ytt_gazetteer_unref)

G_END_DECLS
