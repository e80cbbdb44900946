#pragma once

#include <adwaita.h>

#include "ytt-record.h"

G_BEGIN_DECLS

#define YTT_TYPE_WALL_CARD (ytt_wall_card_get_type ())

/**
 * YttWallCard:
 *
 * A facility as a room reads it: symbol, name, one line, and two or three figures with where they are from. Made for a
 * wall of 1080 lines.
 */
G_DECLARE_FINAL_TYPE (YttWallCard, ytt_wall_card, YTT, WALL_CARD, AdwBin)

GtkWidget *ytt_wall_card_new           (void);
YttRecord *ytt_wall_card_get_record    (YttWallCard *self);
void       ytt_wall_card_set_record    (YttWallCard *self,
                                        YttRecord   *record);
guint      ytt_wall_card_get_n_figures (YttWallCard *self);
int        ytt_wall_card_get_height    (YttWallCard *self,
                                        int          width,
                                        guint        n_figures);

G_END_DECLS
