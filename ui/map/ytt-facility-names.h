#pragma once

#include "ytt-store.h"

G_BEGIN_DECLS

#define YTT_TYPE_FACILITY_NAMES (ytt_facility_names_get_type ())

/**
 * YttFacilityNames:
 *
 * What the map says of single facilities: their rows, read from the store when one is first asked for. The map's
 * points know places, not names, for there may be a million of them.
 *
 * Signals:
 *   "arrived" (int64 id): the row of a facility is there now
 */
G_DECLARE_FINAL_TYPE (YttFacilityNames, ytt_facility_names, YTT, FACILITY_NAMES, GObject)

YttFacilityNames     *ytt_facility_names_new       (void);
void                  ytt_facility_names_set_store (YttFacilityNames *self,
                                                    YttStore         *store);
void                  ytt_facility_names_set_moment (YttFacilityNames *self,
                                                     YttMoment         moment);
const YttFacilityRow *ytt_facility_names_get       (YttFacilityNames *self,
                                                    gint64            id);
char                 *ytt_facility_names_describe  (const YttFacilityRow *row);

G_END_DECLS
