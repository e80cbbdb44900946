#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * YttGroundKind:
 * @YTT_GROUND_OFFLINE: the basemap that comes with Ytterby
 * @YTT_GROUND_OPENSTREETMAP: tiles of OpenStreetMap, for which requests leave the machine
 * @YTT_GROUND_FILE: an MBTiles file of the user's own
 *
 * What lies under the facilities.
 */
typedef enum
{
  YTT_GROUND_OFFLINE,
  YTT_GROUND_OPENSTREETMAP,
  YTT_GROUND_FILE,
} YttGroundKind;

#define YTT_TYPE_GROUND_KIND (ytt_ground_kind_get_type ())
GType ytt_ground_kind_get_type (void);

G_END_DECLS
