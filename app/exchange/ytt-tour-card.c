#include "config.h"

#include "ytt-tour-card.h"

#include <math.h>

#include "ytt-country-points.h"
#include "ytt-great-circle.h"
#include "ytt-mercator.h"
#include "ytt-supply-link.h"

/* All in parts of the map's width and height, as the style sheet has them of a wall of 1920 × 1080. */
#define CARD_WIDTH (720.0 / 1920)
#define SIDE_MARGIN (64.0 / 1920)
#define BOTTOM_MARGIN (96.0 / 1080)
#define TOP_MARGIN (56.0 / 1080)
#define HEAD_HEIGHT (157.0 / 1080)
#define FIGURE_HEIGHT (127.0 / 1080)

/* A marker with its name needs room around it. */
#define ROOM_ACROSS (200.0 / 1920)
#define ROOM_DOWN (48.0 / 1080)

#define SAMPLES 16

typedef struct
{
  double x;
  double y;
} Place;

typedef struct
{
  const char *name;
  gboolean    right;
  gboolean    top;
} Corner;

/* In the order in which they are liked. */
static const Corner corners[] = {
  { "right bottom", TRUE, FALSE },
  { "left bottom", FALSE, FALSE },
  { "right top", TRUE, TRUE },
};

static Place
locate (const YttTourPage *page,
        double             latitude,
        double             longitude)
{
  const YttMapPicture *picture = page->picture;
  double size = ytt_mercator_get_world_size (picture->zoom);
  double x, y, middle_x, middle_y;

  ytt_mercator_project (picture->latitude, picture->longitude, &middle_x, &middle_y);
  ytt_mercator_project (latitude, longitude, &x, &y);

  return (Place) {
    0.5 + ytt_mercator_difference (middle_x, x) * size / picture->width,
    0.5 + (y - middle_y) * size / picture->height
  };
}

static gboolean
is_covered (const Corner *corner,
            double        height,
            Place         place,
            double        across,
            double        down)
{
  double left = corner->right ? 1 - SIDE_MARGIN - CARD_WIDTH : SIDE_MARGIN;
  double top = corner->top ? TOP_MARGIN : 1 - BOTTOM_MARGIN - height;

  return place.x > left - across && place.x < left + CARD_WIDTH + across
         && place.y > top - down && place.y < top + height + down;
}

/* FALSE where an end's place is unknown. An organisation stands in its country. */
static gboolean
find_end (YttCountryPoints   *countries,
          const YttSupplyEnd *end,
          double             *latitude,
          double             *longitude)
{
  *latitude = end->latitude;
  *longitude = end->longitude;

  return !isnan (end->latitude)
         || (end->organisation != 0 && end->country != NULL
             && ytt_country_points_find (countries, end->country, latitude, longitude));
}

/* How much of the links that are drawn would be under the card. */
static double
weigh_links (const YttTourPage *page,
             YttCountryPoints  *countries,
             const Corner      *corner,
             double             height)
{
  GPtrArray *links = page->picture->links;
  double weight = 0;

  for (guint i = 0; links != NULL && i < links->len; i++)
    {
      const YttSupplyLink *link = g_ptr_array_index (links, i);
      double from_latitude, from_longitude, to_latitude, to_longitude;

      if (!find_end (countries, &link->from, &from_latitude, &from_longitude)
          || !find_end (countries, &link->to, &to_latitude, &to_longitude))
        continue;

      for (guint j = 0; j <= SAMPLES; j++)
        {
          double latitude, longitude;

          ytt_great_circle_interpolate (from_latitude, from_longitude, to_latitude, to_longitude, (double) j / SAMPLES,
                                        &latitude, &longitude);
          if (is_covered (corner, height, locate (page, latitude, longitude), 0, 0))
            weight += 1.0 / SAMPLES;
        }
    }

  return weight;
}

/* How much of what a stop is about would be under the card, a facility weighing more than any link. */
static double
weigh (const YttTourPage *page,
       YttCountryPoints  *countries,
       const Corner      *corner)
{
  double height = HEAD_HEIGHT + page->figures->len * FIGURE_HEIGHT;
  double weight = weigh_links (page, countries, corner, height);
  const YttRecord *record = page->record;
  GArray *points = page->picture->points;

  /* Beside the title there is seldom room. */
  if (corner->top)
    weight += 20;
  if (record->precision != YTT_PRECISION_UNKNOWN
      && is_covered (corner, height, locate (page, record->latitude, record->longitude), ROOM_ACROSS, ROOM_DOWN))
    weight += 100;
  for (guint i = 0; points != NULL && i < points->len; i++)
    {
      const YttPoint *point = &g_array_index (points, YttPoint, i);

      if (is_covered (corner, height, locate (page, point->latitude, point->longitude), 0, 0))
        weight += 1.0 / points->len;
    }

  return weight;
}

/**
 * ytt_tour_card_get_corner:
 * @page: a stop
 *
 * Returns: (transfer none): where its card stands, as classes of the style sheet
 */
const char *
ytt_tour_card_get_corner (const YttTourPage *page)
{
  g_autoptr(YttCountryPoints) countries = NULL;
  const char *best = corners[0].name;
  double least = INFINITY;

  if (page->record == NULL || page->picture == NULL || page->picture->basemap == NULL)
    return best;

  countries = ytt_country_points_new (page->picture->basemap);
  for (guint i = 0; i < G_N_ELEMENTS (corners); i++)
    {
      double weight = weigh (page, countries, &corners[i]);

      if (weight < least)
        {
          least = weight;
          best = corners[i].name;
        }
    }

  return best;
}
