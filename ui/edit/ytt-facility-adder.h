#pragma once

#include <adwaita.h>

#include "ytt-session.h"

G_BEGIN_DECLS

#define YTT_TYPE_FACILITY_ADDER (ytt_facility_adder_get_type ())

/**
 * YttFacilityAdder:
 *
 * Asks for the name of a new facility and adds it. Where the document may have it already, that is pointed out first.
 *
 * Signals:
 *   "added"   (int64 facility): it is in the document
 *   "closed"  (): it is not wanted any more
 */
G_DECLARE_FINAL_TYPE (YttFacilityAdder, ytt_facility_adder, YTT, FACILITY_ADDER, AdwBin)

GtkWidget *ytt_facility_adder_new (YttSession *session);

G_END_DECLS
