#include "ytt-great-circle.h"

#include <math.h>

#include "ytt-mercator.h"

/* Two places closer than this are one, and as close to being opposite each other they are opposite: 6 cm on the
 * ground. In radians. */
#define TINY 1e-8

/* How often a line is halved at most, and at least. */
#define MOST_DEPTH 12
#define LEAST_DEPTH 3

#define RADIANS(degrees) ((degrees) * G_PI / 180)
#define DEGREES(radians) ((radians) * 180 / G_PI)

typedef struct
{
  double x;
  double y;
  double z;
} Vector;

/* The half of a great circle, or less, from one place to another. */
typedef struct
{
  Vector from;
  Vector aside;   /* at a right angle to @from, on the side of the other place */
  double angle;   /* between the places, in radians */
} Circle;

static Vector
get_vector (double latitude,
            double longitude)
{
  double phi = RADIANS (latitude), lambda = RADIANS (longitude);

  return (Vector) { cos (phi) * cos (lambda), cos (phi) * sin (lambda), sin (phi) };
}

static double
get_product (Vector a,
             Vector b)
{
  return a.x * b.x + a.y * b.y + a.z * b.z;
}

static double
get_size (Vector a)
{
  return sqrt (get_product (a, a));
}

static void
init_circle (Circle *circle,
             double  latitude_1,
             double  longitude_1,
             double  latitude_2,
             double  longitude_2)
{
  Vector a = get_vector (latitude_1, longitude_1), b = get_vector (latitude_2, longitude_2);
  double along = get_product (a, b), across;
  Vector aside = { b.x - along * a.x, b.y - along * a.y, b.z - along * a.z };

  across = get_size (aside);
  circle->from = a;
  circle->angle = atan2 (across, along);
  if (across > TINY)
    {
      circle->aside = (Vector) { aside.x / across, aside.y / across, aside.z / across };
      return;
    }

  /* The places are one, or opposite each other: then every great circle leads there, and the one that sets out to
   * the east is taken. */
  circle->angle = along > 0 ? 0 : G_PI;
  circle->aside = (Vector) { -sin (RADIANS (longitude_1)), cos (RADIANS (longitude_1)), 0 };
}

static void
get_place (const Circle *circle,
           double        fraction,
           double       *latitude,
           double       *longitude)
{
  double c = cos (fraction * circle->angle), s = sin (fraction * circle->angle);
  double x = c * circle->from.x + s * circle->aside.x;
  double y = c * circle->from.y + s * circle->aside.y;
  double z = c * circle->from.z + s * circle->aside.z;

  *latitude = DEGREES (atan2 (z, hypot (x, y)));
  *longitude = DEGREES (atan2 (y, x));
}

/**
 * ytt_great_circle_interpolate:
 * @latitude_1: degrees
 * @longitude_1: degrees
 * @latitude_2: degrees
 * @longitude_2: degrees
 * @fraction: 0 for the first place to 1 for the second
 * @latitude: (out): degrees
 * @longitude: (out): degrees, -180 to 180
 *
 * Finds a place on the shortest way between two others on a sphere, this far along: the spherical linear
 * interpolation of Ken Shoemake, "Animating Rotation with Quaternion Curves" (SIGGRAPH 1985), of the places' unit
 * vectors, written with two of them at a right angle so that near and opposite places lose no digits. Between
 * opposite places, which have no shortest way, it leads out eastward.
 */
void
ytt_great_circle_interpolate (double  latitude_1,
                              double  longitude_1,
                              double  latitude_2,
                              double  longitude_2,
                              double  fraction,
                              double *latitude,
                              double *longitude)
{
  Circle circle;

  init_circle (&circle, latitude_1, longitude_1, latitude_2, longitude_2);
  get_place (&circle, fraction, latitude, longitude);
}

static YttWorldPoint
get_point (const Circle        *circle,
           double               fraction,
           const YttWorldPoint *near)
{
  double latitude, longitude;
  YttWorldPoint point = { 0 };

  get_place (circle, fraction, &latitude, &longitude);
  ytt_mercator_project (latitude, longitude, &point.x, &point.y);
  if (near != NULL)
    point.x = near->x + ytt_mercator_difference (near->x, point.x);

  return point;
}

static void
append (GArray        *points,
        YttWorldPoint  point)
{
  const YttWorldPoint *last = &g_array_index (points, YttWorldPoint, points->len - 1);

  point.length = last->length + hypot (point.x - last->x, point.y - last->y);
  g_array_append_val (points, point);
}

/* How far a point lies from the straight line between two others. */
static double
get_deviation (const YttWorldPoint *a,
               const YttWorldPoint *point,
               const YttWorldPoint *b)
{
  double dx = b->x - a->x, dy = b->y - a->y, length = hypot (dx, dy);

  if (length == 0)
    return hypot (point->x - a->x, point->y - a->y);

  return fabs (dx * (point->y - a->y) - dy * (point->x - a->x)) / length;
}

/* The curve bends the other way beyond the equator, and its middle may then lie on the straight line: a second place
 * is looked at. Of a plain bow it lies three quarters as far out as the middle. */
static gboolean
is_straight (const Circle        *circle,
             double               start,
             const YttWorldPoint *a,
             const YttWorldPoint *middle,
             double               end,
             const YttWorldPoint *b,
             double               tolerance)
{
  YttWorldPoint quarter;

  if (get_deviation (a, middle, b) > tolerance)
    return FALSE;

  quarter = get_point (circle, start + (end - start) / 4, a);

  return get_deviation (a, &quarter, b) <= 0.75 * tolerance;
}

static void
trace (const Circle        *circle,
       double               start,
       const YttWorldPoint *a,
       double               end,
       const YttWorldPoint *b,
       double               tolerance,
       guint                depth,
       GArray              *points)
{
  double half = (start + end) / 2;
  YttWorldPoint middle, last;

  if (depth >= MOST_DEPTH)
    {
      append (points, *b);
      return;
    }

  /* The end, too, is where the way from the middle leads, not the other way round the world. */
  middle = get_point (circle, half, a);
  last = *b;
  last.x = middle.x + ytt_mercator_difference (middle.x, b->x);
  if (depth >= LEAST_DEPTH && is_straight (circle, start, a, &middle, end, &last, tolerance))
    {
      append (points, last);
      return;
    }

  trace (circle, start, a, half, &middle, tolerance, depth + 1, points);
  middle = g_array_index (points, YttWorldPoint, points->len - 1);
  last.x = middle.x + ytt_mercator_difference (middle.x, b->x);
  trace (circle, half, &middle, end, &last, tolerance, depth + 1, points);
}

/**
 * ytt_great_circle_trace:
 * @latitude_1: degrees
 * @longitude_1: degrees
 * @latitude_2: degrees
 * @longitude_2: degrees
 * @tolerance: how far the line may lie from the curve, in sides of the world; more than 0
 *
 * Draws the great circle between two places on the square of Web Mercator, see ytt_great_circle_interpolate(). The
 * line begins in the first copy of the world and never jumps: where it crosses the date line, x goes on below 0 or
 * above 1. It runs along the edge of the square where the curve lies beyond.
 *
 * Returns: (transfer full) (element-type YttWorldPoint): at least two points, from the first place to the second
 */
GArray *
ytt_great_circle_trace (double latitude_1,
                        double longitude_1,
                        double latitude_2,
                        double longitude_2,
                        double tolerance)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (YttWorldPoint));
  YttWorldPoint first, last;
  Circle circle;

  g_return_val_if_fail (tolerance > 0, points);

  init_circle (&circle, latitude_1, longitude_1, latitude_2, longitude_2);
  first = get_point (&circle, 0, NULL);
  ytt_mercator_project (latitude_1, longitude_1, &first.x, &first.y);
  g_array_append_val (points, first);
  if (circle.angle < TINY)
    {
      append (points, first);
      return points;
    }

  last = get_point (&circle, 1, &first);
  trace (&circle, 0, &first, 1, &last, tolerance, 0, points);

  return points;
}
