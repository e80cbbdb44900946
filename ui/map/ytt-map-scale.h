#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define YTT_TYPE_MAP_SCALE (ytt_map_scale_get_type ())

/**
 * YttMapScale:
 *
 * A line that is as long as a round distance on the map, in kilometres, or in miles where these are used.
 */
G_DECLARE_FINAL_TYPE (YttMapScale, ytt_map_scale, YTT, MAP_SCALE, GtkWidget)

void ytt_map_scale_set_metres_per_pixel (YttMapScale *self,
                                         double       metres);

G_END_DECLS
