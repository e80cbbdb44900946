#pragma once

#include "ytt-codes.h"

G_BEGIN_DECLS

/**
 * YttPoint:
 * @id: the facility
 * @longitude: degrees, -180 to 180, WGS 84
 * @latitude: degrees, -90 to 90
 * @stages: its #YttStages
 * @status: its #YttStatus
 * @precision: its #YttPrecision
 * @promised: not 0 where its status is what was promised for a later date, to be drawn hollow
 *
 * What the map needs of one facility, for up to a million of them in memory.
 */
typedef struct
{
  gint64 id;
  double longitude;
  double latitude;
  guint8 stages;
  guint8 status;
  guint8 precision;
  guint8 promised;
} YttPoint;

G_END_DECLS
