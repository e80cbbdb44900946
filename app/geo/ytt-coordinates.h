#pragma once

#include "ytt-number.h"

G_BEGIN_DECLS

/**
 * YttCoordinates:
 * @latitude: degrees, -90 to 90, WGS 84
 * @longitude: degrees, -180 to 180
 * @resolution: degrees that the last digit stands for, of the two the coarser; how exact the text is, which is not how
 *   exact the place is
 * @meaning: the place in the user's language, "59.3618° N, 28.1478° E"
 *
 * One way to read a place that was typed or pasted.
 */
typedef struct
{
  double  latitude;
  double  longitude;
  double  resolution;
  char   *meaning;
} YttCoordinates;

/* (transfer full) (element-type YttCoordinates) (nullable): several where the text may mean several places */
GPtrArray *ytt_coordinates_parse   (const char  *text,
                                    YttSpan     *where,
                                    GError     **error);
/* (transfer full): "59.3618° N, 28.1478° E", with as many digits as @resolution earns */
char      *ytt_coordinates_to_text (double       latitude,
                                    double       longitude,
                                    double       resolution);
/* Of a geo URI: how closely it is to be seen, as web maps count it; 0 where it does not say so */
double     ytt_coordinates_get_zoom (const char *text);
/* (transfer full) (nullable): what a geo URI wants to have searched instead of a place */
char      *ytt_coordinates_dup_question (const char *text);
void       ytt_coordinates_free    (YttCoordinates *self);

G_END_DECLS
