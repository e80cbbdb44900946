/* The way of a flight: on the great circle, across the date line, to where it was told, without haste or jumps. */

#include "ytt-flight.h"

#include <math.h>

#include "ytt-great-circle.h"
#include "ytt-mercator.h"

#define WIDTH 960
#define HEIGHT 540
#define N_FRAMES 500

typedef struct
{
  const char *name;
  double      from[3];   /* latitude, longitude, zoom */
  double      to[3];
} Case;

static const Case cases[] = {
  { "Strange Lake to Narva", { 56.3, -64.1, 7 }, { 59.36, 28.15, 8 } },
  { "across the date line", { 35.7, 139.7, 6 }, { 35.5, -115.5, 9 } },
  { "across the equator", { 60, 10, 5 }, { -33, 20, 7 } },
  { "near by", { 59.36, 28.15, 11 }, { 59.37, 28.19, 11 } },
  { "the same place, closer", { 59.36, 28.15, 4 }, { 59.36, 28.15, 10 } },
  { "the same place, farther", { 59.36, 28.15, 10 }, { 59.36, 28.15, 3 } },
  { "the same", { 59.36, 28.15, 10 }, { 59.36, 28.15, 10 } },
  { "antipodes", { 40, 20, 6 }, { -40, -160, 6 } },
  { "antipodes on the equator", { 0, -180, 6 }, { 0, 0, 6 } },
  { "over the pole", { 60, 0, 6 }, { 60, 180, 6 } },
  { "along the pole", { 78, 15, 8 }, { 76, -110, 8 } },
  { "over the southern pole", { -54, -68, 6 }, { -44, 110, 6 } },
  { "the whole world", { 40, 20, 0 }, { -40, -160, 0 } },
  { "from the whole world", { 0, 0, 1.2 }, { 59.36, 28.15, 11 } },
};

static YttFlightStand
make_stand (const double place[3])
{
  YttFlightStand stand = { .zoom = place[2] };

  ytt_mercator_project (place[0], place[1], &stand.x, &stand.y);

  return stand;
}

static YttFlight *
make_flight (const Case *this,
             double      width,
             double      height)
{
  YttFlightStand from = make_stand (this->from), to = make_stand (this->to);

  return ytt_flight_new (&from, &to, width, height, YTT_FLIGHT_GREAT_CIRCLE);
}

/* It begins where the map is and ends exactly where it is to, in some copy of the world. */
static void
test_ends (gconstpointer data)
{
  const Case *this = data;
  g_autoptr(YttFlight) flight = make_flight (this, WIDTH, HEIGHT);
  YttFlightStand from = make_stand (this->from), to = make_stand (this->to), stand;

  ytt_flight_stand_limit (&from, HEIGHT);
  ytt_flight_stand_limit (&to, HEIGHT);
  ytt_flight_get_stand (flight, 0, &stand);
  g_assert_cmpfloat (stand.x, ==, from.x);
  g_assert_cmpfloat (stand.y, ==, from.y);
  g_assert_cmpfloat (stand.zoom, ==, from.zoom);

  ytt_flight_get_stand (flight, 1, &stand);
  g_assert_cmpfloat_with_epsilon (stand.x - to.x, round (stand.x - to.x), 1e-15);
  g_assert_cmpfloat (stand.y, ==, to.y);
  g_assert_cmpfloat (stand.zoom, ==, to.zoom);

  /* The last frames lead there. */
  ytt_flight_get_stand (flight, 1 - 1e-9, &from);
  g_assert_cmpfloat_with_epsilon (from.zoom, to.zoom, 1e-6);
  g_assert_cmpfloat (hypot (from.x - stand.x, from.y - to.y) * ytt_mercator_get_world_size (to.zoom), <, 0.01);
}

/* From frame to frame it moves by a small part of the view, and changes the zoom little; it rises, and then sinks. */
static void
test_smooth (gconstpointer data)
{
  g_autoptr(YttFlight) flight = make_flight (data, WIDTH, HEIGHT);
  YttFlightStand before, stand;
  gboolean sinking = FALSE;
  double way = 0;

  ytt_flight_get_stand (flight, 0, &before);
  for (guint i = 1; i <= N_FRAMES; i++)
    {
      double moved;

      ytt_flight_get_stand (flight, i / (double) N_FRAMES, &stand);
      moved = hypot (stand.x - before.x, stand.y - before.y);
      way += moved;
      g_assert_cmpfloat (moved * ytt_mercator_get_world_size (stand.zoom), <, WIDTH / 20.0);
      g_assert_cmpfloat (fabs (stand.zoom - before.zoom), <, 0.1);
      sinking = sinking || stand.zoom > before.zoom + 1e-9;
      if (sinking)
        g_assert_cmpfloat (stand.zoom, >=, before.zoom - 1e-9);
      before = stand;
    }

  /* It never turns back, nor goes round; being kept from the ends of the world costs a little. */
  g_assert_cmpfloat (way, <=, ytt_flight_get_length (flight) * 1.02 + 1e-9);
}

/* No view reaches beyond the ends of the world. */
static void
test_within_the_world (gconstpointer data)
{
  g_autoptr(YttFlight) flight = make_flight (data, WIDTH, HEIGHT);

  for (guint i = 0; i <= N_FRAMES; i++)
    {
      YttFlightStand stand;
      double half;

      ytt_flight_get_stand (flight, i / (double) N_FRAMES, &stand);
      half = HEIGHT / ytt_mercator_get_world_size (stand.zoom) / 2;
      g_assert_cmpfloat (stand.y - half, >=, -1e-9);
      g_assert_cmpfloat (stand.y + half, <=, 1 + 1e-9);
    }
}

/* A small map may go anywhere, so that the whole of the way is seen. */
static void
test_great_circle (void)
{
  g_autoptr(YttFlight) flight = make_flight (&cases[0], 16, 9);
  double most_north = 0;

  for (guint i = 0; i <= N_FRAMES; i++)
    {
      double latitude, longitude, found_latitude, found_longitude, low = 0, high = 1;
      YttFlightStand stand;

      ytt_flight_get_stand (flight, i / (double) N_FRAMES, &stand);
      ytt_mercator_unproject (stand.x, stand.y, &latitude, &longitude);
      most_north = MAX (most_north, latitude);

      /* The place on the circle at this longitude has this latitude. */
      for (guint step = 0; step < 50; step++)
        {
          ytt_great_circle_interpolate (cases[0].from[0], cases[0].from[1], cases[0].to[0], cases[0].to[1],
                                        (low + high) / 2, &found_latitude, &found_longitude);
          if (found_longitude < longitude)
            low = (low + high) / 2;
          else
            high = (low + high) / 2;
        }
      g_assert_cmpfloat_with_epsilon (latitude, found_latitude, 1e-3);
    }

  /* Straight on the map it would go no farther north than Narva. */
  g_assert_cmpfloat (most_north, >, 65);
}

static void
test_date_line (void)
{
  g_autoptr(YttFlight) flight = make_flight (&cases[1], WIDTH, HEIGHT);
  YttFlightStand from, to;

  ytt_flight_get_stand (flight, 0, &from);
  ytt_flight_get_stand (flight, 1, &to);
  g_assert_cmpfloat (to.x, >, 1);
  g_assert_cmpfloat (to.x - from.x, <, 0.5);
}

/* From another copy of the world it does not go round it. */
static void
test_other_copy (void)
{
  YttFlightStand from = { 3.1, 0.4, 6 }, to = { 0.2, 0.4, 6 }, stand;
  g_autoptr(YttFlight) flight = ytt_flight_new (&from, &to, WIDTH, HEIGHT, YTT_FLIGHT_GREAT_CIRCLE);

  ytt_flight_get_stand (flight, 0.5, &stand);
  g_assert_cmpfloat_with_epsilon (stand.x, 3.15, 1e-6);
  ytt_flight_get_stand (flight, 1, &stand);
  g_assert_cmpfloat_with_epsilon (stand.x, 3.2, 1e-12);
}

/* Over a pole it follows a parallel that the map still shows well. */
static void
test_pole (void)
{
  g_autoptr(YttFlight) flight = make_flight (&cases[9], 16, 9);
  double most_north = 0;

  for (guint i = 0; i <= N_FRAMES; i++)
    {
      YttFlightStand stand;
      double latitude, longitude;

      ytt_flight_get_stand (flight, i / (double) N_FRAMES, &stand);
      ytt_mercator_unproject (stand.x, stand.y, &latitude, &longitude);
      most_north = MAX (most_north, latitude);
    }
  g_assert_cmpfloat (most_north, >, 74);
  g_assert_cmpfloat (most_north, <, 75.01);
}

/* The farther, the longer, within bounds; what is not seen to move takes no time. */
static void
test_duration (void)
{
  YttFlightStand from = { 0.3, 0.4, 8 };
  guint before = 0;

  for (double distance = 1e-7; distance < 0.5; distance *= 1.5)
    {
      YttFlightStand to = { 0.3 + distance, 0.4, 8 };
      g_autoptr(YttFlight) flight = ytt_flight_new (&from, &to, WIDTH, HEIGHT, YTT_FLIGHT_GREAT_CIRCLE);
      guint duration = ytt_flight_get_duration (flight);

      g_assert_cmpuint (duration, >=, before);
      if (distance * ytt_mercator_get_world_size (8) < 0.4)
        g_assert_cmpuint (duration, ==, 0);
      else if (distance * ytt_mercator_get_world_size (8) > 0.6)
        g_assert_cmpuint (duration, >=, 1500);
      g_assert_cmpuint (duration, <=, 4000);
      before = duration;
    }
  g_assert_cmpuint (before, >, 3000);
}

/* On the straight way, the middle of a flight between two places of one zoom is in the middle. */
static void
test_straight (void)
{
  YttFlightStand from = { 0.9, 0.4, 6 }, to = { 0.1, 0.3, 6 }, stand;
  g_autoptr(YttFlight) flight = ytt_flight_new (&from, &to, WIDTH, HEIGHT, YTT_FLIGHT_STRAIGHT);

  ytt_flight_get_stand (flight, 0.5, &stand);
  g_assert_cmpfloat_with_epsilon (stand.x, 1, 1e-9);
  g_assert_cmpfloat_with_epsilon (stand.y, 0.35, 1e-9);
  g_assert_cmpfloat (stand.zoom, <, 5);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *ends = g_strdup_printf ("/flight/ends/%s", cases[i].name);
      g_autofree char *smooth = g_strdup_printf ("/flight/smooth/%s", cases[i].name);
      g_autofree char *within = g_strdup_printf ("/flight/within/%s", cases[i].name);

      g_test_add_data_func (ends, &cases[i], test_ends);
      g_test_add_data_func (smooth, &cases[i], test_smooth);
      g_test_add_data_func (within, &cases[i], test_within_the_world);
    }
  g_test_add_func ("/flight/great-circle", test_great_circle);
  g_test_add_func ("/flight/date-line", test_date_line);
  g_test_add_func ("/flight/other-copy", test_other_copy);
  g_test_add_func ("/flight/pole", test_pole);
  g_test_add_func ("/flight/duration", test_duration);
  g_test_add_func ("/flight/straight", test_straight);

  return g_test_run ();
}
