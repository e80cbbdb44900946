/* Where a card stands on a wall: on the side away from the action. */

#include "config.h"

#include "ytt-wall-layout.h"

#include "ytt-mercator.h"
#include "ytt-wall-map.h"

/* The symbol of a selected facility with its ring takes so much room around its place. */
#define FACILITY_ROOM 50.0

/* Above the dots; below the title */
#define BOTTOM_ROOM 100.0
#define TITLE_ROOM 32.0

#define CARD_PART 0.375
#define CARD_LEAST_WIDTH 560.0
#define CARD_MOST_WIDTH 720.0

/* The ring of an organisation takes so much; its name goes to whichever side of it is free. */
#define END_ROOM 30.0

/* What weighs how much against a place: covering the title, the facility, an organisation, the facility's name, a piece
 * of a link; standing at the top, where the eye looks for the title; standing on the side where things happen. */
#define TITLE_WEIGHT 10000.0
#define FACILITY_WEIGHT 1000.0
#define END_WEIGHT 30.0
#define TAG_WEIGHT 8.0
#define ACTION_WEIGHT 1.5
#define TOP_WEIGHT 10.0
#define SIDE_WEIGHT 5.0

/**
 * ytt_wall_scene_get_card_width:
 * @scene: a wall
 *
 * Returns: how wide a card is on it, in px of the wall
 */
double
ytt_wall_scene_get_card_width (const YttWallScene *scene)
{
  double width = CLAMP (scene->width * CARD_PART, CARD_LEAST_WIDTH, CARD_MOST_WIDTH);

  return MIN (width, scene->width - 2 * scene->margin);
}

static double
weigh (const YttWallScene    *scene,
       const graphene_rect_t *card,
       gboolean               top,
       gboolean               right)
{
  graphene_rect_t room = *card;
  double weight = top ? TOP_WEIGHT : 0;
  double middle = scene->facility.x;

  if (scene->title.size.width > 0 && graphene_rect_intersection (card, &scene->title, NULL))
    weight += TITLE_WEIGHT;

  /* At the top, a high one would reach down to the dots. */
  if (card->origin.y + card->size.height > scene->height - BOTTOM_ROOM + 1)
    weight += TITLE_WEIGHT;

  graphene_rect_inset (&room, -FACILITY_ROOM, -FACILITY_ROOM);
  if (graphene_rect_contains_point (&room, &scene->facility))
    weight += FACILITY_WEIGHT;

  graphene_rect_inset (&room, FACILITY_ROOM - END_ROOM, FACILITY_ROOM - END_ROOM);
  for (guint i = 0; i < scene->ends->len; i++)
    if (graphene_rect_contains_point (&room, &g_array_index (scene->ends, graphene_point_t, i)))
      weight += END_WEIGHT;

  if (graphene_rect_intersection (card, &scene->tag, NULL))
    weight += TAG_WEIGHT;

  for (guint i = 0; i < scene->action->len; i++)
    {
      const graphene_point_t *point = &g_array_index (scene->action, graphene_point_t, i);

      if (graphene_rect_contains_point (card, point))
        weight += ACTION_WEIGHT;
      middle += CLAMP (point->x, 0, scene->width);
    }
  middle /= scene->action->len + 1;

  if ((middle > scene->width / 2) == right)
    weight += SIDE_WEIGHT;

  return weight;
}

/**
 * ytt_wall_scene_place_card:
 * @scene: a wall
 * @height: of the card
 * @card: (out): where it stands
 *
 * Finds the corner of the wall where a card covers least of what is told.
 *
 * Returns: what speaks against that corner, from 0; a lower card may do better
 */
double
ytt_wall_scene_place_card (const YttWallScene *scene,
                           double              height,
                           graphene_rect_t    *card)
{
  double width = ytt_wall_scene_get_card_width (scene);
  double least = G_MAXDOUBLE;
  double top = scene->title.size.width > 0 ? scene->title.origin.y + scene->title.size.height + TITLE_ROOM
                                           : scene->margin;

  for (guint i = 0; i < 4; i++)
    {
      gboolean at_top = i >= 2;
      gboolean right = i % 2 == 0;
      double x = right ? scene->width - scene->margin - width : scene->margin;
      double y = at_top ? top : scene->height - BOTTOM_ROOM - height;
      graphene_rect_t place = GRAPHENE_RECT_INIT ((float) x, (float) MAX (y, 0), (float) width, (float) height);
      double weight = weigh (scene, &place, at_top, right);

      if (weight < least)
        {
          least = weight;
          *card = place;
        }
    }

  return least;
}

/**
 * ytt_wall_locate:
 * @view: what the wall shows
 * @width: of the wall
 * @height: of it
 * @latitude: degrees
 * @longitude: degrees
 * @point: (out): the place, in px of the wall; it may be outside of it
 *
 * Tells where a place will be once the map has arrived at the view.
 */
void
ytt_wall_locate (const YttView    *view,
                 double            width,
                 double            height,
                 double            latitude,
                 double            longitude,
                 graphene_point_t *point)
{
  double map_width = MAX (width / YTT_WALL_MAP_MAGNIFICATION, 1);
  double map_height = MAX (height / YTT_WALL_MAP_MAGNIFICATION, 1);
  double zoom = ytt_view_get_zoom_for (view, (int) map_width, (int) map_height);
  double size = ytt_mercator_get_world_size (zoom) * YTT_WALL_MAP_MAGNIFICATION;
  double x, y, middle_x, middle_y;

  ytt_mercator_project (view->latitude, view->longitude, &middle_x, &middle_y);
  ytt_mercator_project (latitude, longitude, &x, &y);
  point->x = (float) (width / 2 + ytt_mercator_difference (middle_x, x) * size);
  point->y = (float) (height / 2 + (y - middle_y) * size);
}
