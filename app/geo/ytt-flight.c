#include "ytt-flight.h"

#include <math.h>

#include "ytt-great-circle.h"
#include "ytt-mercator.h"

/* How strongly a flight rises for an overview on its way: the square of the path's curvature (van Wijk, Nuij 2003). */
#define RHO 1.3

/* One that must not rise as high as it would like to. */
#define LEAST_RHO 0.02
#define N_HALVINGS 40

/* A way shorter than this is none, in sides of the world: 40 cm at the equator. */
#define SHORTEST 1e-8

/* Near a pole the map cannot show a great circle: a step there is a way round the world. */
#define MOST_LATITUDE 75.0

/* Where the way turns onto a parallel, it does so in a bow of this half length, in sides of the world. */
#define BOW 0.02

/* How far the way may lie from the great circle: as a share of its length, and in sides of the world. */
#define TOLERANCE 1e-4
#define MOST_TOLERANCE 1e-6
#define LEAST_TOLERANCE 1e-10

/* How much longer a flight takes for each step of its path. */
#define MS_PER_STEP 300.0

/* What nobody sees move, in px and in steps of zoom. */
#define UNSEEN 0.5
#define UNSEEN_ZOOM 0.005

struct _YttFlight
{
  YttFlightStand  from;
  YttFlightStand  to;       /* in the copy of the world that the way leads to */
  double          size;     /* of the view, in px: the longer side */
  double          height;   /* of the view, in px */
  GArray         *way;      /* (owned) (element-type YttWorldPoint) */
  double          length;   /* of @way */

  /* The path through space and zoom, after van Wijk and Nuij */
  double          rho;
  double          w0;       /* how much of the world is seen at first, in sides of it */
  double          r0;       /* where on the hyperbolic curve it begins */
  double          steps;    /* how long it is */
};

/**
 * ytt_flight_get_least_zoom:
 * @height: of a map, in px
 *
 * Returns: the zoom at which the world is as high as the map, or 0
 */
double
ytt_flight_get_least_zoom (double height)
{
  return MAX (log2 (MAX (height, 1) / YTT_MERCATOR_TILE), 0);
}

/**
 * ytt_flight_stand_limit:
 * @stand: (inout): where a map is to stand
 * @height: of the map, in px
 *
 * Brings it so near that nothing of the view lies beyond the northern or the southern end of the world.
 */
void
ytt_flight_stand_limit (YttFlightStand *stand,
                        double          height)
{
  double half;

  g_return_if_fail (stand != NULL);

  stand->zoom = MAX (stand->zoom, ytt_flight_get_least_zoom (height));
  half = MIN (height / ytt_mercator_get_world_size (stand->zoom) / 2, 0.5);
  stand->y = CLAMP (stand->y, half, 1 - half);
}

/* What lies north of a limit, as y grows to the south, is brought to it; in between there is a bow. */
static double
bend (double y,
      double limit)
{
  double beyond = y - limit;

  if (beyond >= BOW)
    return y;
  if (beyond <= -BOW)
    return limit;

  return limit + (beyond + BOW) * (beyond + BOW) / (4 * BOW);
}

static void
measure (GArray *way)
{
  for (guint i = 1; i < way->len; i++)
    {
      YttWorldPoint *before = &g_array_index (way, YttWorldPoint, i - 1);
      YttWorldPoint *point = &g_array_index (way, YttWorldPoint, i);

      point->length = before->length + hypot (point->x - before->x, point->y - before->y);
    }
}

/* Beyond the limit the way follows the parallel, or where one end lies farther north, its parallel. */
static void
keep_from_poles (GArray *way)
{
  const YttWorldPoint *first = &g_array_index (way, YttWorldPoint, 0);
  const YttWorldPoint *last = &g_array_index (way, YttWorldPoint, way->len - 1);
  double x, north, south;

  ytt_mercator_project (MOST_LATITUDE, 0, &x, &north);
  south = MIN (north, 1 - MAX (first->y, last->y) - BOW);
  north = MIN (north, MIN (first->y, last->y) - BOW);
  for (guint i = 1; i + 1 < way->len; i++)
    {
      YttWorldPoint *point = &g_array_index (way, YttWorldPoint, i);

      point->y = 1 - bend (1 - bend (point->y, north), south);
    }
}

static GArray *
make_straight_way (YttFlight *self)
{
  GArray *way = g_array_new (FALSE, FALSE, sizeof (YttWorldPoint));
  YttWorldPoint first = { self->from.x, self->from.y, 0 }, last = { 0, self->to.y, 0 };

  last.x = self->from.x + ytt_mercator_difference (self->from.x, self->to.x);
  g_array_append_val (way, first);
  g_array_append_val (way, last);
  measure (way);

  return way;
}

static GArray *
make_circle_way (YttFlight *self)
{
  double latitude_1, longitude_1, latitude_2, longitude_2, chord, shift;
  YttWorldPoint *first, *last;
  GArray *way;

  ytt_mercator_unproject (self->from.x, self->from.y, &latitude_1, &longitude_1);
  ytt_mercator_unproject (self->to.x, self->to.y, &latitude_2, &longitude_2);
  chord = hypot (ytt_mercator_difference (self->from.x, self->to.x), self->to.y - self->from.y);
  way = ytt_great_circle_trace (latitude_1, longitude_1, latitude_2, longitude_2,
                                CLAMP (chord * TOLERANCE, LEAST_TOLERANCE, MOST_TOLERANCE));

  /* The way begins where the map is, in whatever copy of the world, and ends exactly where it is to. */
  first = &g_array_index (way, YttWorldPoint, 0);
  last = &g_array_index (way, YttWorldPoint, way->len - 1);
  shift = self->from.x - first->x;
  for (guint i = 0; i < way->len; i++)
    g_array_index (way, YttWorldPoint, i).x += shift;
  first->y = self->from.y;
  last->x = self->to.x + round (last->x - self->to.x);
  last->y = self->to.y;
  keep_from_poles (way);
  measure (way);

  return way;
}

/* Where both ends of the path lie on the curve, for a flight that rises so strongly. */
static void
get_ends (const YttFlight *self,
          double           rho,
          double           w1,
          double          *r0,
          double          *r1)
{
  double w0 = self->w0, u = self->length, rho2 = rho * rho;

  *r0 = asinh (-(w1 * w1 - w0 * w0 + rho2 * rho2 * u * u) / (2 * w0 * rho2 * u));
  *r1 = asinh (-(w1 * w1 - w0 * w0 - rho2 * rho2 * u * u) / (2 * w1 * rho2 * u));
}

/* How much of the world is seen at the highest point of the path. */
static double
get_widest (const YttFlight *self,
            double           rho,
            double           w1)
{
  double r0, r1;

  get_ends (self, rho, w1, &r0, &r1);

  return r0 < 0 && r1 > 0 ? self->w0 * cosh (r0) : MAX (self->w0, w1);
}

/* The path of "Smooth and Efficient Zooming and Panning" (Jarke van Wijk, Wim Nuij, 2003), along the way. Its equations
 * know no end of the world: where the path would rise beyond, it is made flatter. */
static void
plan_path (YttFlight *self)
{
  double w1 = self->size / ytt_mercator_get_world_size (self->to.zoom);
  double most = self->size / ytt_mercator_get_world_size (ytt_flight_get_least_zoom (self->height));
  double low = LEAST_RHO, high = RHO, r1;

  self->rho = RHO;
  self->w0 = self->size / ytt_mercator_get_world_size (self->from.zoom);
  if (self->length < SHORTEST)
    {
      self->steps = fabs (log (w1 / self->w0)) / RHO;
      return;
    }

  if (get_widest (self, RHO, w1) > most)
    {
      for (guint i = 0; i < N_HALVINGS; i++)
        {
          double middle = (low + high) / 2;

          if (get_widest (self, middle, w1) > most)
            high = middle;
          else
            low = middle;
        }
      self->rho = low;
    }
  get_ends (self, self->rho, w1, &self->r0, &r1);
  self->steps = (r1 - self->r0) / self->rho;
}

/**
 * ytt_flight_new:
 * @from: where the map stands; its longitude may be in any copy of the world
 * @to: where it is to stand
 * @width: of the map, in px
 * @height: of the map, in px
 * @way: which way is the shortest
 *
 * Plans a flight. Both ends are brought within the world for a map of this size.
 *
 * Great circles are shown up to 75° of latitude, or that of the end that lies farther towards the pole: what they do
 * beyond, the map would stretch to the width of the world, so the flight goes along the parallel instead.
 *
 * Returns: (transfer full): the flight
 */
YttFlight *
ytt_flight_new (const YttFlightStand *from,
                const YttFlightStand *to,
                double                width,
                double                height,
                YttFlightWay          way)
{
  YttFlight *self;

  g_return_val_if_fail (from != NULL && to != NULL, NULL);
  g_return_val_if_fail (width > 0 && height > 0, NULL);

  self = g_new0 (YttFlight, 1);
  self->from = *from;
  self->to = *to;
  self->size = MAX (width, height);
  self->height = height;
  ytt_flight_stand_limit (&self->from, height);
  ytt_flight_stand_limit (&self->to, height);
  self->way = way == YTT_FLIGHT_STRAIGHT ? make_straight_way (self) : make_circle_way (self);
  self->to.x = g_array_index (self->way, YttWorldPoint, self->way->len - 1).x;
  self->length = g_array_index (self->way, YttWorldPoint, self->way->len - 1).length;
  plan_path (self);

  return self;
}

/**
 * ytt_flight_free:
 * @self: (transfer full): a flight
 */
void
ytt_flight_free (YttFlight *self)
{
  g_array_unref (self->way);
  g_free (self);
}

/* The place so far along the way. */
static void
find_place (const YttFlight *self,
            double           length,
            double          *x,
            double          *y)
{
  guint low = 0, high = self->way->len - 1;
  const YttWorldPoint *before, *after;
  double share;

  while (high - low > 1)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (self->way, YttWorldPoint, middle).length <= length)
        low = middle;
      else
        high = middle;
    }

  before = &g_array_index (self->way, YttWorldPoint, low);
  after = &g_array_index (self->way, YttWorldPoint, high);
  share = after->length > before->length ? (length - before->length) / (after->length - before->length) : 1;
  *x = before->x + (after->x - before->x) * share;
  *y = before->y + (after->y - before->y) * share;
}

/**
 * ytt_flight_get_stand:
 * @self: a flight
 * @progress: how much of the path is done, 0 to 1; all of it looks equally fast
 * @stand: (out): where the map stands then
 */
void
ytt_flight_get_stand (const YttFlight *self,
                      double           progress,
                      YttFlightStand  *stand)
{
  double along, w, s;

  g_return_if_fail (self != NULL && stand != NULL);

  if (progress <= 0 || progress >= 1)
    {
      *stand = progress <= 0 ? self->from : self->to;
      return;
    }

  if (self->length < SHORTEST)
    {
      along = progress * self->length;
      stand->zoom = self->from.zoom + (self->to.zoom - self->from.zoom) * progress;
    }
  else
    {
      s = self->rho * progress * self->steps + self->r0;
      along = self->w0 / (self->rho * self->rho) * (cosh (self->r0) * tanh (s) - sinh (self->r0));
      w = self->w0 * cosh (self->r0) / cosh (s);
      stand->zoom = log2 (self->size / w / YTT_MERCATOR_TILE);
    }
  find_place (self, CLAMP (along, 0, self->length), &stand->x, &stand->y);
  ytt_flight_stand_limit (stand, self->height);
}

/**
 * ytt_flight_get_duration:
 * @self: a flight
 *
 * Returns: how long it is to take from stop to stop of a talk, in ms: %YTT_FLIGHT_LEAST_DURATION to
 *   %YTT_FLIGHT_MOST_DURATION, the longer the farther it is, as it looks; 0 where both ends look the same
 */
guint
ytt_flight_get_duration (const YttFlight *self)
{
  double w1, r0, r1, steps;

  g_return_val_if_fail (self != NULL, 0);

  if (self->length * ytt_mercator_get_world_size (MAX (self->from.zoom, self->to.zoom)) < UNSEEN &&
      fabs (self->to.zoom - self->from.zoom) < UNSEEN_ZOOM)
    return 0;

  steps = self->steps;
  if (self->length >= SHORTEST)
    {
      /* That it has to fly low where the world ends does not make it longer. */
      w1 = self->size / ytt_mercator_get_world_size (self->to.zoom);
      get_ends (self, RHO, w1, &r0, &r1);
      steps = (r1 - r0) / RHO;
    }

  return (guint) CLAMP (YTT_FLIGHT_LEAST_DURATION + MS_PER_STEP * steps, YTT_FLIGHT_LEAST_DURATION,
                        YTT_FLIGHT_MOST_DURATION);
}

/**
 * ytt_flight_get_length:
 * @self: a flight
 *
 * Returns: how long its way is on the map, in sides of the world
 */
double
ytt_flight_get_length (const YttFlight *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->length;
}
