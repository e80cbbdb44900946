#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define YTT_TYPE_PENDING_PLACE (ytt_pending_place_get_type ())

/**
 * YttPendingPlace:
 * @latitude: degrees, -90 to 90
 * @longitude: degrees, -180 to 180
 * @locality: (nullable): the town, where one was chosen
 * @admin1: (nullable): its state; empty where it is not known
 * @country: (nullable): ISO 3166-1 alpha-2; empty where it is not known
 * @source: (nullable): who says where it is, a source's slug or "geonames"
 *
 * A place that nobody has said yet how exact it is. It gets into the document with its precision only, and is a draft
 * until then.
 */
typedef struct
{
  double  latitude;
  double  longitude;
  char   *locality;
  char   *admin1;
  char   *country;
  char   *source;
} YttPendingPlace;

GType            ytt_pending_place_get_type (void);
YttPendingPlace *ytt_pending_place_new      (double           latitude,
                                             double           longitude);
YttPendingPlace *ytt_pending_place_copy     (const YttPendingPlace *self);
void             ytt_pending_place_free     (YttPendingPlace *self);

/* For a draft: (transfer full), and (nullable) where @text is none of these. */
char            *ytt_pending_place_to_text  (const YttPendingPlace *self);
YttPendingPlace *ytt_pending_place_new_from_text (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttPendingPlace, ytt_pending_place_free)

G_END_DECLS
