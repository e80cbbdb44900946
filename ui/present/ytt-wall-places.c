/* Where things stand on a wall. */

#include "config.h"

#include "ytt-wall-private.h"

#include <math.h>

#include "ytt-great-circle.h"

/* px of a wall of 1080 lines */
#define MARGIN 64
#define NARROW_MARGIN 32
#define TITLE_Y 56
#define NARROW_TITLE_Y 32
#define TITLE_PADDING 84
#define TEXT_WIDTH 1180
#define LASER_SIZE 44
#define TAG_DISTANCE 44.0f
#define TAG_HEIGHT 60.0f
#define TAG_LETTER 14.5f
#define TAG_PADDING 56.0f
#define QUESTION_WIDTH 1100
#define QUESTION_GAP 28
#define BOTTOM_ROOM 100

/* The least room for what is typed and for an answer. */
#define QUESTION_LEAST_WIDTH 540
#define QUESTION_LEAST_HEIGHT 200

/* What leaving out the first figure weighs against a place of the card, the second one, and the third. */
static const double figure_weights[] = { 400, 200, 12 };

/* Where a link is to be kept free, it is looked at in so many places along its way. */
#define N_LINK_POINTS 15

static double
get_margin (double width)
{
  return width < YTT_WALL_NARROW ? NARROW_MARGIN : MARGIN;
}

static int
measure_width (GtkWidget *widget)
{
  int natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);

  return natural;
}

static int
measure_height (GtkWidget *widget,
                int        width)
{
  int natural, minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, MAX (width, minimum), NULL, &natural, NULL, NULL);

  return natural;
}

/* As wide as its title; a text under it is wrapped before it spans the wall. */
static void
place_title (YttWall      *self,
             int           width,
             GdkRectangle *place)
{
  double margin = get_margin (width);
  int most = width - 2 * (int) margin;
  int title = measure_width (GTK_WIDGET (self->title)) + TITLE_PADDING;
  int text = gtk_widget_get_visible (GTK_WIDGET (self->text))
             ? measure_width (GTK_WIDGET (self->text)) + TITLE_PADDING : 0;

  place->x = (int) margin;
  place->y = width < YTT_WALL_NARROW ? NARROW_TITLE_Y : TITLE_Y;
  place->width = MIN (most, MAX (title, MIN (text, TEXT_WIDTH)));
  place->height = measure_height (self->title_box, place->width);
}

/* Of an organisation, only its country is known, in which the map shows it. */
static gboolean
find_end (YttWall            *self,
          const YttSupplyEnd *end,
          double             *latitude,
          double             *longitude)
{
  YttBasemap *basemap = ytt_map_ground_get_basemap (ytt_wall_map_get_ground (self->map));

  *latitude = end->latitude;
  *longitude = end->longitude;
  if (!isnan (*latitude))
    return TRUE;

  if (self->countries == NULL && basemap != NULL)
    self->countries = ytt_country_points_new (basemap);

  return self->countries != NULL && end->country != NULL
         && ytt_country_points_find (self->countries, end->country, latitude, longitude);
}

static void
append_if_seen (GArray                 *points,
                const graphene_point_t *point,
                const YttWallScene     *scene)
{
  if (point->x >= 0 && point->x <= scene->width && point->y >= 0 && point->y <= scene->height)
    g_array_append_vals (points, point, 1);
}

static void
add_link (YttWallScene       *scene,
          const YttSupplyEnd *from,
          const YttSupplyEnd *to,
          YttWall            *self)
{
  double latitudes[2], longitudes[2];
  graphene_point_t point;

  if (!find_end (self, from, &latitudes[0], &longitudes[0]) || !find_end (self, to, &latitudes[1], &longitudes[1]))
    return;

  for (guint i = 0; i <= N_LINK_POINTS; i++)
    {
      double latitude, longitude;

      ytt_great_circle_interpolate (latitudes[0], longitudes[0], latitudes[1], longitudes[1],
                                    (double) i / N_LINK_POINTS, &latitude, &longitude);
      ytt_wall_locate (self->view, scene->width, scene->height, latitude, longitude, &point);
      append_if_seen (scene->action, &point, scene);
    }
  if (to->facility == 0)
    append_if_seen (scene->ends, &point, scene);
}

/* Where the links of the facility run. */
static void
add_links (YttWall         *self,
           const YttRecord *record,
           YttWallScene    *scene)
{
  GPtrArray *links = ytt_supply_get_links (ytt_session_get_supply (self->session));

  for (guint i = 0; links != NULL && i < links->len; i++)
    {
      const YttSupplyLink *link = g_ptr_array_index (links, i);

      if (link->from.facility == record->id || link->to.facility == record->id)
        add_link (scene, &link->from, &link->to, self);
    }
}

static void
clear_scene (YttWallScene *scene)
{
  g_clear_pointer (&scene->action, g_array_unref);
  g_clear_pointer (&scene->ends, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (YttWallScene, clear_scene)

static void
make_scene (YttWall      *self,
            int           width,
            int           height,
            YttWallScene *scene)
{
  YttRecord *record = ytt_wall_card_get_record (self->card);

  *scene = (YttWallScene) { width, height, get_margin (width), GRAPHENE_RECT_INIT (0, 0, 0, 0),
                            GRAPHENE_POINT_INIT (width / 2.0f, height / 2.0f), GRAPHENE_RECT_INIT (0, 0, 0, 0), NULL,
                            NULL };
  scene->action = g_array_new (FALSE, FALSE, sizeof (graphene_point_t));
  scene->ends = g_array_new (FALSE, FALSE, sizeof (graphene_point_t));
  if (gtk_widget_get_visible (self->title_box))
    {
      GdkRectangle title;

      place_title (self, width, &title);
      graphene_rect_init (&scene->title, (float) title.x, (float) title.y, (float) title.width, (float) title.height);
    }
  if (record == NULL || self->view == NULL)
    return;

  add_links (self, record, scene);
  if (!isnan (record->latitude))
    ytt_wall_locate (self->view, width, height, record->latitude, record->longitude, &scene->facility);
  /* The map writes the name to the right of the symbol, where there is room. */
  graphene_rect_init (&scene->tag, scene->facility.x + TAG_DISTANCE, scene->facility.y - TAG_HEIGHT / 2,
                      (float) g_utf8_strlen (record->name, -1) * TAG_LETTER + TAG_PADDING, TAG_HEIGHT);
}

/* As many figures as the card has room for: the last ones are left out where it would reach up to the title with them,
 * or cover what it tells of. */
static void
find_place_for_card (YttWall            *self,
                     const YttWallScene *scene,
                     graphene_rect_t    *card)
{
  int width = (int) ytt_wall_scene_get_card_width (scene);
  double least = G_MAXDOUBLE;
  double against = 0;

  for (int n = (int) ytt_wall_card_get_n_figures (self->card); n >= 0; n--)
    {
      int height = ytt_wall_card_get_height (self->card, width, (guint) n);
      graphene_rect_t place;
      double weight = against + ytt_wall_scene_place_card (scene, height, &place);

      if (weight < least)
        {
          least = weight;
          *card = place;
        }
      if (n > 0)
        against += figure_weights[MIN (n, (int) G_N_ELEMENTS (figure_weights)) - 1];
    }
}

static void
place_card (YttWall      *self,
            int           width,
            int           height,
            GdkRectangle *place)
{
  g_auto(YttWallScene) scene = { 0 };
  graphene_rect_t card;

  make_scene (self, width, height, &scene);
  find_place_for_card (self, &scene, &card);
  if (gtk_revealer_get_reveal_child (self->card_revealer))
    ytt_wall_map_set_covered (self->map, &card, &scene.title);
  else
    ytt_wall_map_set_covered (self->map, graphene_rect_zero (), &scene.title);
  *place = (GdkRectangle) { (int) card.origin.x, (int) card.origin.y, (int) card.size.width, (int) card.size.height };
}

/* The words of a slide stand in its middle. */
static int
get_slide_top (YttWall *self)
{
  GtkWidget *words = gtk_widget_get_parent (GTK_WIDGET (self->slide_title));
  graphene_rect_t bounds;

  if (!gtk_widget_compute_bounds (words, GTK_WIDGET (self->stage), &bounds))
    return 0;

  return (int) bounds.origin.y;
}

/* Beside the card, or above it where it spans the wall; a card at the top is left free below. */
static void
keep_clear_of_card (const GdkRectangle *card,
                    GdkRectangle       *room)
{
  int right = room->x + room->width, bottom = room->y + room->height;
  int before = card->x - QUESTION_GAP - room->x, after = right - card->x - card->width - QUESTION_GAP;
  int above = card->y - QUESTION_GAP - room->y;
  int below_y = card->y + card->height + QUESTION_GAP;

  if (MAX (before, after) >= QUESTION_LEAST_WIDTH)
    {
      room->x = before >= after ? room->x : right - after;
      room->width = MAX (before, after);
    }
  else if (above >= QUESTION_LEAST_HEIGHT)
    room->height = above;
  else if (bottom - below_y >= QUESTION_LEAST_HEIGHT)
    *room = (GdkRectangle) { room->x, below_y, room->width, bottom - below_y };
}

/* A question covers neither the title, nor the card, nor the words of a slide: they stay, and what they tell of goes on
 * being there. */
static void
place_question (YttWall      *self,
                int           width,
                int           height,
                GdkRectangle *place)
{
  int margin = (int) get_margin (width);
  GdkRectangle room = { margin, margin, width - 2 * margin, height - margin - BOTTOM_ROOM };

  if (self->slide_open)
    {
      int top = get_slide_top (self) - QUESTION_GAP;

      if (top - room.y >= QUESTION_LEAST_HEIGHT)
        room.height = top - room.y;
    }
  else if (gtk_widget_get_visible (self->title_box))
    {
      GdkRectangle title;

      place_title (self, width, &title);
      room.height -= title.y + title.height + QUESTION_GAP - room.y;
      room.y = title.y + title.height + QUESTION_GAP;
    }
  if (gtk_revealer_get_reveal_child (self->card_revealer))
    {
      GdkRectangle card;

      place_card (self, width, height, &card);
      keep_clear_of_card (&card, &room);
    }

  place->width = MIN (QUESTION_WIDTH, room.width);
  place->height = MIN (measure_height (self->question, place->width), room.height);
  place->x = self->slide_open ? (width - place->width) / 2 : room.x;
  place->y = room.y;
}

/*< private >
 * ytt_wall_place:
 * @child: what stands on the stage
 * @place: (out): where
 *
 * Returns: whether it has a place of its own
 */
gboolean
ytt_wall_place (YttWall      *self,
                GtkWidget    *child,
                GdkRectangle *place)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self->stage));
  int height = gtk_widget_get_height (GTK_WIDGET (self->stage));

  if (child == self->title_box)
    place_title (self, width, place);
  else if (child == GTK_WIDGET (self->card_revealer))
    place_card (self, width, height, place);
  /* GTK would make room for the height of a slide that is as narrow as its longest word. */
  else if (child == GTK_WIDGET (self->slide_revealer))
    *place = (GdkRectangle) { 0, 0, width, height };
  else if (child == self->laser)
    *place = (GdkRectangle) { (int) self->laser_x - LASER_SIZE / 2, (int) self->laser_y - LASER_SIZE / 2, LASER_SIZE,
                              LASER_SIZE };
  else if (child == self->question)
    place_question (self, width, height, place);
  else
    return FALSE;

  return TRUE;
}
