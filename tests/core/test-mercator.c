#include "config.h"

#include <math.h>

#include "ytt-mercator.h"

static void
test_there_and_back (void)
{
  const double places[][2] = {
    { 0, 0 }, { 59.3618, 28.1478 }, { -28.86, 122.55 }, { 84.9, -179.9999 }, { -84.9, 179.9999 }, { 51.5, -0.1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      double x, y, latitude, longitude;

      ytt_mercator_project (places[i][0], places[i][1], &x, &y);
      g_assert_cmpfloat (x, >=, 0);
      g_assert_cmpfloat (x, <=, 1);
      ytt_mercator_unproject (x, y, &latitude, &longitude);
      g_assert_cmpfloat_with_epsilon (latitude, places[i][0], 1e-9);
      g_assert_cmpfloat_with_epsilon (longitude, places[i][1], 1e-9);
    }
}

/* The poles are at infinity; they are taken to lie at the map's ends. */
static void
test_ends (void)
{
  double x, y;

  ytt_mercator_project (90, 180, &x, &y);
  g_assert_cmpfloat_with_epsilon (y, 0, 1e-9);
  g_assert_cmpfloat (x, ==, 1);
  ytt_mercator_project (-90, -180, &x, &y);
  g_assert_cmpfloat_with_epsilon (y, 1, 1e-9);
  g_assert_cmpfloat (x, ==, 0);
}

static void
test_round_world (void)
{
  g_assert_cmpfloat (ytt_mercator_wrap (1), ==, 0);
  g_assert_cmpfloat (ytt_mercator_wrap (-0.25), ==, 0.75);
  g_assert_cmpfloat (ytt_mercator_wrap (3.5), ==, 0.5);
  g_assert_cmpfloat (ytt_mercator_wrap (-1e-300), <, 1);

  /* From 178° E to 178° W it is four degrees eastward. */
  g_assert_cmpfloat_with_epsilon (ytt_mercator_difference (358 / 360.0, 2 / 360.0), 4 / 360.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (ytt_mercator_difference (2 / 360.0, 358 / 360.0), -4 / 360.0, 1e-12);
}

static void
test_distances (void)
{
  /* A quarter of a meridian, and Narva to Tallinn. */
  g_assert_cmpfloat_with_epsilon (ytt_great_circle_distance (0, 0, 90, 0), 10007543, 20000);
  g_assert_cmpfloat_with_epsilon (ytt_great_circle_distance (59.3772, 28.1903, 59.437, 24.7535), 194500, 1500);
  g_assert_cmpfloat_with_epsilon (ytt_great_circle_distance (0, 179, 0, -179), 222390, 1000);
  g_assert_cmpfloat (ytt_great_circle_distance (12, 34, 12, 34), ==, 0);
  g_assert_cmpfloat_with_epsilon (ytt_great_circle_distance (0, 0, 0, 180), 20015087, 20000);

  g_assert_cmpfloat_with_epsilon (ytt_mercator_get_metres_per_pixel (0, 0), 156543.03, 0.01);
  g_assert_cmpfloat_with_epsilon (ytt_mercator_get_metres_per_pixel (60, 10), 156543.03 / 2048, 0.01);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mercator/there-and-back", test_there_and_back);
  g_test_add_func ("/mercator/ends", test_ends);
  g_test_add_func ("/mercator/round-world", test_round_world);
  g_test_add_func ("/mercator/distances", test_distances);

  return g_test_run ();
}
