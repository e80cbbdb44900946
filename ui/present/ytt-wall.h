#pragma once

#include <gtk/gtk.h>

#include "ytt-talk.h"
#include "ytt-wall-map.h"

G_BEGIN_DECLS

#define YTT_TYPE_WALL (ytt_wall_get_type ())

/**
 * YttWall:
 *
 * What a room sees: the map, a title, the card of the selected facility and dots for how far the talk is, or a slide.
 * It is laid out for 1080 lines and magnified to its height, so that it is as legible on any wall. Made for a talk it
 * shows what that is at and takes clicks; made for a stop it is a small picture of it that takes nothing.
 */
G_DECLARE_FINAL_TYPE (YttWall, ytt_wall, YTT, WALL, GtkWidget)

GtkWidget  *ytt_wall_new          (YttTalk  *talk);
/* For a small picture of a stop, with a session of its own. */
GtkWidget  *ytt_wall_new_for_stop (YttStore *store);
/* NULL: nothing */
void        ytt_wall_set_stop     (YttWall  *self,
                                   YttTour  *tour,
                                   guint     index);

/* (transfer none) (nullable) */
YttTalk    *ytt_wall_get_talk     (YttWall  *self);
/* (transfer none) */
YttWallMap *ytt_wall_get_map      (YttWall  *self);
/* Whether something that will be seen is not there yet. */
gboolean    ytt_wall_get_loading  (YttWall  *self);

G_END_DECLS
