#pragma once

#include <glib-object.h>
#include <graphene.h>

#include "ytt-view.h"

G_BEGIN_DECLS

/* The wall is laid out for so many lines, and magnified to those that it has. */
#define YTT_WALL_HEIGHT 1080

/* A wall that is narrower stands on its side, and has less room beside things than over them. */
#define YTT_WALL_NARROW 1000

/* One that is narrower than this is hardly wider than high, as a projector of 1024 by 768. */
#define YTT_WALL_MIDDLE 1600

/**
 * YttWallScene:
 * @width: of the wall
 * @height: of it
 * @margin: between what stands on it and its edges
 * @title: where the title stands; empty where there is none
 * @facility: where the facility is that the card tells of
 * @tag: where its name stands on the map, as far as that is known
 * @action: (element-type graphene_point_t): where else something is to be seen, along its supply links
 * @ends: (element-type graphene_point_t): the rings of organisations there, which have a name beside them
 *
 * What a card has to keep clear of. All in px of a wall of %YTT_WALL_HEIGHT lines.
 */
typedef struct
{
  double           width;
  double           height;
  double           margin;
  graphene_rect_t  title;
  graphene_point_t facility;
  graphene_rect_t  tag;
  GArray          *action;
  GArray          *ends;
} YttWallScene;

double ytt_wall_scene_get_card_width (const YttWallScene *scene);
double ytt_wall_scene_place_card     (const YttWallScene *scene,
                                      double              height,
                                      graphene_rect_t    *card);

/* Where a place of the world is on a wall that shows a view, however many copies of the world it shows. */
void   ytt_wall_locate               (const YttView      *view,
                                      double              width,
                                      double              height,
                                      double              latitude,
                                      double              longitude,
                                      graphene_point_t   *point);

G_END_DECLS
