#include <math.h>

#include "ytt-country-points.h"
#include "ytt-great-circle.h"
#include "ytt-mercator.h"

#define LAX 33.95, -118.4
#define JFK 40 + 38 / 60.0, -(73 + 47 / 60.0)
#define TOLERANCE 1e-5

/* The worked examples of Ed Williams, Aviation Formulary: 0.623585 radians, and a place at 40 % of the way. */
static void
test_known_places (void)
{
  double latitude, longitude;

  g_assert_cmpfloat_with_epsilon (ytt_great_circle_distance (LAX, JFK) / 6371008.8, 0.623585, 1e-6);

  ytt_great_circle_interpolate (LAX, JFK, 0.4, &latitude, &longitude);
  g_assert_cmpfloat_with_epsilon (latitude, 38 + 40.167 / 60, 1e-4);
  g_assert_cmpfloat_with_epsilon (longitude, -(101 + 37.570 / 60), 1e-4);
}

static void
test_midpoints (void)
{
  static const struct { double from[2], to[2], middle[2]; } cases[] = {
    { { 0, 0 }, { 0, 90 }, { 0, 45 } },
    { { 0, 170 }, { 0, -170 }, { 0, 180 } },
    { { 10, 20 }, { 50, 20 }, { 30, 20 } },
    { { -60, 30 }, { 60, 30 }, { 0, 30 } },
    { { 45, 0 }, { 45, 90 }, { 54.735610, 45 } },   /* atan (sqrt (2)) */
    { { 12, 34 }, { 12, 34 }, { 12, 34 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double latitude, longitude;

      ytt_great_circle_interpolate (cases[i].from[0], cases[i].from[1], cases[i].to[0], cases[i].to[1], 0.5,
                                    &latitude, &longitude);
      g_assert_cmpfloat_with_epsilon (latitude, cases[i].middle[0], 1e-6);
      g_assert_cmpfloat_with_epsilon (fabs (longitude), cases[i].middle[1], 1e-6);
    }

  /* A metre apart, and still in order. */
  for (double fraction = 0, last = -1; fraction <= 1; fraction += 0.1)
    {
      double latitude, longitude;

      ytt_great_circle_interpolate (50, 10, 50.00001, 10, fraction, &latitude, &longitude);
      g_assert_cmpfloat (latitude, >, last);
      last = latitude;
    }
}

/* Every point lies on the way, the steps are small against the tolerance, and none jumps. */
static GArray *
check_trace (double latitude_1,
             double longitude_1,
             double latitude_2,
             double longitude_2)
{
  GArray *points = ytt_great_circle_trace (latitude_1, longitude_1, latitude_2, longitude_2, TOLERANCE);
  double whole = ytt_great_circle_distance (latitude_1, longitude_1, latitude_2, longitude_2);

  g_assert_cmpuint (points->len, >=, 2);
  g_assert_cmpuint (points->len, <, 5000);
  for (guint i = 0; i < points->len; i++)
    {
      const YttWorldPoint *point = &g_array_index (points, YttWorldPoint, i);
      double latitude, longitude;

      g_assert_true (isfinite (point->x) && isfinite (point->y) && isfinite (point->length));
      g_assert_cmpfloat (point->y, >=, 0);
      g_assert_cmpfloat (point->y, <=, 1);
      if (i > 0)
        g_assert_cmpfloat (point->length, >=, point[-1].length);

      ytt_mercator_unproject (point->x, point->y, &latitude, &longitude);
      if (point->y > 0 && point->y < 1)
        g_assert_cmpfloat_with_epsilon (ytt_great_circle_distance (latitude_1, longitude_1, latitude, longitude) +
                                        ytt_great_circle_distance (latitude, longitude, latitude_2, longitude_2),
                                        whole, 100);
    }

  return points;
}

static void
test_trace (void)
{
  g_autoptr(GArray) atlantic = check_trace (50, -60, 50, 10);
  const YttWorldPoint *first = &g_array_index (atlantic, YttWorldPoint, 0);
  const YttWorldPoint *last = &g_array_index (atlantic, YttWorldPoint, atlantic->len - 1);
  double top = 1;

  g_assert_cmpfloat_with_epsilon (last->x - first->x, 70 / 360.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (last->y, first->y, 1e-9);
  for (guint i = 0; i < atlantic->len; i++)
    top = MIN (top, g_array_index (atlantic, YttWorldPoint, i).y);
  /* It bends north, to 55.5 degrees: tan (latitude of the middle) is tan (50) / cos (35). */
  g_assert_cmpfloat_with_epsilon (top, 0.5 - atanh (sin (atan (tan (50 * G_PI / 180) / cos (35 * G_PI / 180))))
                                             / (2 * G_PI), TOLERANCE);
}

/* The straight pieces stay near the curve, an S across the equator too. */
static void
test_tolerance (void)
{
  /* The last crosses the equator in the middle of a piece that is looked at. */
  static const double pairs[][4] = {
    { 60, 10, -60, 100 }, { 50, -60, 50, 10 }, { 1, 0, -1, 3 }, { 70, 0, 70, 170 },
    { -25.658906, -16.102114, 41.562544, 149.210001 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      const double *p = pairs[i];
      g_autoptr(GArray) points = check_trace (p[0], p[1], p[2], p[3]);

      for (double fraction = 0; fraction <= 1; fraction += 0.001)
        {
          double latitude, longitude, x, y, nearest = 1;

          ytt_great_circle_interpolate (p[0], p[1], p[2], p[3], fraction, &latitude, &longitude);
          ytt_mercator_project (latitude, longitude, &x, &y);
          for (guint j = 1; j < points->len; j++)
            {
              const YttWorldPoint *a = &g_array_index (points, YttWorldPoint, j - 1), *b = a + 1;
              double dx = b->x - a->x, dy = b->y - a->y, t;

              t = CLAMP (((x - a->x) * dx + (y - a->y) * dy) / (dx * dx + dy * dy), 0, 1);
              nearest = MIN (nearest, hypot (a->x + t * dx - x, a->y + t * dy - y));
            }
          g_assert_cmpfloat (nearest, <, 2 * TOLERANCE);
        }
    }
}

static void
test_date_line (void)
{
  static const double pairs[][4] = {
    { 35, 139, 37, -122 }, { 37, -122, 35, 139 }, { -20, 178, -20, -178 }, { -20, -178, -20, 178 },
    { 60, 180, 10, -170 }, { 60, -180, 10, 170 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr(GArray) points = check_trace (pairs[i][0], pairs[i][1], pairs[i][2], pairs[i][3]);
      const YttWorldPoint *first = &g_array_index (points, YttWorldPoint, 0);
      const YttWorldPoint *last = &g_array_index (points, YttWorldPoint, points->len - 1);

      g_assert_cmpfloat_with_epsilon (first->x, pairs[i][1] / 360 + 0.5, 1e-12);
      g_assert_cmpfloat_with_epsilon (ytt_mercator_wrap (last->x), ytt_mercator_wrap (pairs[i][3] / 360 + 0.5), 1e-9);
      g_assert_cmpfloat (fabs (last->x - first->x), <, 0.5);
      for (guint j = 1; j < points->len; j++)
        g_assert_cmpfloat (fabs (g_array_index (points, YttWorldPoint, j).x -
                                 g_array_index (points, YttWorldPoint, j - 1).x), <, 0.1);
    }
}

static void
test_no_way (void)
{
  g_autoptr(GArray) one = check_trace (59.36, 28.15, 59.36, 28.15);
  g_autoptr(GArray) equator = check_trace (0, 0, 0, 180);
  g_autoptr(GArray) opposite = check_trace (40, 20, -40, -160);
  g_autoptr(GArray) over_pole = check_trace (60, 0, 60, 180);
  g_autoptr(GArray) from_pole = check_trace (90, 0, 0, 50);
  double latitude, longitude;

  g_assert_cmpuint (one->len, ==, 2);
  g_assert_cmpfloat (g_array_index (one, YttWorldPoint, 1).length, ==, 0);
  g_assert_cmpfloat_with_epsilon (g_array_index (equator, YttWorldPoint, equator->len - 1).x, 1, 1e-9);
  g_assert_cmpuint (opposite->len, >, 8);
  ytt_great_circle_interpolate (40, 20, -40, -160, 0.5, &latitude, &longitude);
  g_assert_cmpfloat_with_epsilon (latitude, 0, 1e-6);
  g_assert_cmpfloat_with_epsilon (longitude, 110, 1e-6);
  g_assert_cmpfloat_with_epsilon (g_array_index (over_pole, YttWorldPoint, over_pole->len / 2).y, 0, 1e-9);
  g_assert_cmpfloat (g_array_index (from_pole, YttWorldPoint, 0).y, ==, 0);
}

static void
test_countries (void)
{
  static const struct { const char *code; double south, north, west, east; } cases[] = {
    { "DE", 47.3, 55, 6, 15 }, { "US", 25, 49, -124, -67 }, { "JP", 31, 45, 130, 145 }, { "CN", 20, 53, 74, 134 },
    { "KR", 34, 38.6, 126, 129.5 }, { "RU", 43, 77, 30, 180 }, { "SA", 16, 32, 35, 55 }, { "FR", 42, 51, -4, 8 },
    { "NL", 50.8, 53.5, 3.4, 7.2 }, { "CA", 43, 75, -140, -53 }, { "EE", 57.5, 59.7, 22, 28 },
    { "GB", 50, 58.6, -7, 1.7 }, { "VN", 8, 23.3, 102, 109.4 },
  };
  g_autoptr(GError) error = NULL;
  g_autofree char *path = ytt_basemap_find_file ();
  g_autoptr(YttBasemap) basemap = ytt_basemap_open (path, &error);
  g_autoptr(YttCountryPoints) points = NULL;
  double latitude, longitude;

  g_assert_no_error (error);
  points = ytt_country_points_new (basemap);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].code);
      g_assert_true (ytt_country_points_find (points, cases[i].code, &latitude, &longitude));
      g_assert_cmpfloat (latitude, >, cases[i].south);
      g_assert_cmpfloat (latitude, <, cases[i].north);
      g_assert_cmpfloat (longitude, >, cases[i].west);
      g_assert_cmpfloat (longitude, <, cases[i].east);
    }

  g_assert_false (ytt_country_points_find (points, NULL, &latitude, &longitude));
  g_assert_false (ytt_country_points_find (points, "", &latitude, &longitude));
  g_assert_false (ytt_country_points_find (points, "ZZ", &latitude, &longitude));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/great-circle/known-places", test_known_places);
  g_test_add_func ("/great-circle/midpoints", test_midpoints);
  g_test_add_func ("/great-circle/trace", test_trace);
  g_test_add_func ("/great-circle/tolerance", test_tolerance);
  g_test_add_func ("/great-circle/date-line", test_date_line);
  g_test_add_func ("/great-circle/no-way", test_no_way);
  g_test_add_func ("/great-circle/countries", test_countries);

  return g_test_run ();
}
