#pragma once

#include "ytt-codes.h"
#include "ytt-moment.h"

G_BEGIN_DECLS

#define YTT_TYPE_FACILITY (ytt_facility_get_type ())

/**
 * YttFacility:
 *
 * One row of the list. It exists as soon as its row is looked at, knowing only
 * its id; the rest arrives from the store a moment later, and then #YttFacility:loaded
 * turns %TRUE. The same facility keeps the same object for as long as it is in the list.
 */
G_DECLARE_FINAL_TYPE (YttFacility, ytt_facility, YTT, FACILITY, GObject)

/* What a row shows. Strings are owned by the struct. */
typedef struct
{
  gint64       id;
  char        *slug;
  char        *name;
  char        *operator_name;   /* (nullable) */
  char        *country;         /* ISO 3166-1 alpha-2 */
  char        *locality;        /* (nullable) */
  char        *admin1;          /* (nullable) */
  YttStages    stages;
  YttMoment    moment;          /* what it tells of */
  YttStatus    status;
  gboolean     promised;        /* the status is what was promised for then: YttStanding */
  YttPrecision precision;
  double       longitude;       /* NAN where the place is unknown */
  double       latitude;
  char        *headline;        /* (nullable) the headline capacity, ready to show */
  char        *headline_date;   /* (nullable) ISO 8601: its as_of */
} YttFacilityRow;

void             ytt_facility_row_free    (YttFacilityRow *row);

YttFacility     *ytt_facility_new         (gint64          id);
gint64           ytt_facility_get_id      (YttFacility    *self);
gboolean         ytt_facility_get_loaded  (YttFacility    *self);
/* (nullable) until loaded */
const YttFacilityRow *ytt_facility_get_row (YttFacility   *self);
/* (transfer full) row; notifies "loaded" */
void             ytt_facility_take_row    (YttFacility    *self,
                                           YttFacilityRow *row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttFacilityRow, ytt_facility_row_free)

G_END_DECLS
