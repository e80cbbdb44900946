#include "config.h"

#include "ytt-flight-plan.h"

#include <math.h>

#include "ytt-map-motion.h"
#include "ytt-mercator.h"
#include "ytt-plain-source.h"
#include "ytt-tile-cache.h"

/* No picture at all. */
#define NONE YTT_FLIGHT_PLAN_N_QUALITIES

/* A flight is looked at so often, and each time so much farther than the view, in px, that nothing between is missed. */
#define N_STANDS 1000
#define STAND_MARGIN 32

/* What a flight shows. */
typedef struct
{
  GArray  *passing;          /* (owned) (element-type YttTilePlace): in the order of the way */
  guint    passing_quality;
  GArray  *end;              /* (owned) (element-type YttTilePlace): the view at the end */
  double   end_size;         /* px on the screen of a tile there */
  guint    end_quality;
  gboolean is_made;          /* it is being made: its way is seen first, and there is no time for fine tiles */
} Leg;

struct _YttFlightPlan
{
  YttBasemap       *basemap;   /* (owned) */
  ShumateMapSource *source;    /* (owned): says how large tiles are */
  YttTileRange      range;
  double            scale;     /* device pixels in a px */
  int               width;     /* px */
  int               height;
  GArray           *legs;      /* (owned) (element-type Leg) */
};

static void
leg_clear (gpointer data)
{
  Leg *leg = data;

  g_clear_pointer (&leg->passing, g_array_unref);
  g_clear_pointer (&leg->end, g_array_unref);
}

/* What a tile will take. Where there is nothing in the file there is water, which takes nothing. */
static gsize
guess_n_bytes (YttFlightPlan      *self,
               const YttTilePlace *place,
               double              size,
               guint               quality)
{
  double scale = ldexp (self->scale, -(int) quality), side = ceil (size * scale) + 2 * ceil (scale);
  YttBasemapCell cell;

  if (!ytt_basemap_find_cell (self->basemap, place->zoom, place->x, place->y, &cell, NULL))
    return 0;

  for (guint i = 0; i < YTT_BASEMAP_N_LAYERS; i++)
    if (cell.blocks[i].n_features > 0)
      return (gsize) (YTT_FLIGHT_PLAN_BYTES * side * side);

  return 0;
}

static gsize
guess_all (YttFlightPlan *self,
           GArray        *places,
           double         size,
           guint          quality)
{
  gsize n_bytes = 0;

  for (guint i = 0; i < places->len; i++)
    n_bytes += guess_n_bytes (self, &g_array_index (places, YttTilePlace, i), size, quality);

  return n_bytes;
}

/* What is seen from a stand, and a margin around. */
static void
make_grid (YttFlightPlan        *self,
           const YttFlightStand *stand,
           int                   margin,
           YttTileGrid          *grid)
{
  double latitude, longitude;

  ytt_mercator_unproject (stand->x, stand->y, &latitude, &longitude);
  ytt_tile_grid_make (self->source, &self->range, latitude, longitude,
                      ytt_map_motion_level_of_zoom (self->source, stand->zoom), self->width + 2 * margin,
                      self->height + 2 * margin, self->scale, grid);
}

static GHashTable *
make_set (void)
{
  return g_hash_table_new_full (ytt_tile_place_hash, ytt_tile_place_equal, g_free, NULL);
}

static void
add_places (const YttTileGrid *grid,
            GHashTable        *seen,
            GArray            *places)
{
  for (int row = grid->first_row; row <= grid->last_row; row++)
    for (int column = grid->first_column; column <= grid->last_column; column++)
      {
        YttTilePlace place = ytt_tile_grid_get_place (grid, column, row);

        if (!g_hash_table_contains (seen, &place))
          {
            g_hash_table_add (seen, g_memdup2 (&place, sizeof place));
            g_array_append_val (places, place);
          }
      }
}

/* Returns the new leg, which is valid until the next one is added. */
static Leg *
add_leg (YttFlightPlan        *self,
         const YttFlightStand *end)
{
  g_autoptr(GHashTable) seen = make_set ();
  YttTileGrid grid;
  Leg leg = { .end = g_array_new (FALSE, FALSE, sizeof (YttTilePlace)),
              .passing = g_array_new (FALSE, FALSE, sizeof (YttTilePlace)),
              .end_quality = NONE, .passing_quality = NONE };

  make_grid (self, end, 0, &grid);
  add_places (&grid, seen, leg.end);
  leg.end_size = grid.size;
  g_array_append_val (self->legs, leg);

  return &g_array_index (self->legs, Leg, self->legs->len - 1);
}

/* Raises a quality as far as there is room for, but not beyond a limit. */
static void
raise_quality (YttFlightPlan *self,
               GArray        *places,
               double         size,
               guint          limit,
               guint         *quality,
               gsize         *room)
{
  gsize taken = *quality == NONE ? 0 : guess_all (self, places, size, *quality);

  for (guint better = limit; better < *quality; better++)
    {
      gsize wanted = guess_all (self, places, size, better);

      if (wanted > *room + taken)
        continue;

      *room = *room + taken - wanted;
      *quality = better;
      return;
    }
}

/* First all ways coarsely, for nothing is worse than a hole; then ends in full and ways finer, the next flight first. */
static void
share_room (YttFlightPlan *self,
            gsize          room)
{
  for (guint limit = YTT_FLIGHT_PLAN_N_QUALITIES; limit-- > 0; )
    for (guint i = 0; i < self->legs->len; i++)
      {
        Leg *leg = &g_array_index (self->legs, Leg, i);

        if (limit < YTT_FLIGHT_PLAN_N_QUALITIES - 1)
          raise_quality (self, leg->end, leg->end_size, 0, &leg->end_quality, &room);
        raise_quality (self, leg->passing, YTT_FLIGHT_PLAN_SIZE,
                       leg->is_made ? MAX (limit, YTT_FLIGHT_PLAN_HURRIED) : limit, &leg->passing_quality, &room);
      }
}

static void
append_tiles (GArray *tiles,
              GArray *places,
              double  size,
              guint   quality)
{
  for (guint i = 0; quality < NONE && i < places->len; i++)
    {
      YttPlannedTile tile = { g_array_index (places, YttTilePlace, i), size, quality };

      g_array_append_val (tiles, tile);
    }
}

/**
 * ytt_flight_plan_new:
 * @basemap: (transfer none): what is drawn
 * @range: which tiles of it there are
 * @scale: device pixels in a px of the map
 * @width: of the map, in px
 * @height: of the map, in px
 *
 * Returns: (transfer full): an empty plan
 */
YttFlightPlan *
ytt_flight_plan_new (YttBasemap         *basemap,
                     const YttTileRange *range,
                     double              scale,
                     int                 width,
                     int                 height)
{
  YttFlightPlan *self = g_new0 (YttFlightPlan, 1);

  self->basemap = ytt_basemap_ref (basemap);
  self->source = ytt_plain_source_new ();
  self->range = *range;
  self->scale = scale;
  self->width = width;
  self->height = height;
  self->legs = g_array_new (FALSE, FALSE, sizeof (Leg));
  g_array_set_clear_func (self->legs, leg_clear);

  return self;
}

/**
 * ytt_flight_plan_free:
 * @self: (transfer full): a plan
 */
void
ytt_flight_plan_free (YttFlightPlan *self)
{
  g_array_unref (self->legs);
  g_object_unref (self->source);
  ytt_basemap_unref (self->basemap);
  g_free (self);
}

/**
 * ytt_flight_plan_add_view:
 * @self: a plan
 * @stand: where the map stands
 *
 * Adds the tiles of a view.
 */
void
ytt_flight_plan_add_view (YttFlightPlan        *self,
                          const YttFlightStand *stand)
{
  g_return_if_fail (self != NULL);

  add_leg (self, stand);
}

/**
 * ytt_flight_plan_add_flight:
 * @self: a plan
 * @flight: a flight
 * @is_drawn: (nullable): for a flight that is being made: tells which tiles of its way need not be drawn any more
 * @user_data: for @is_drawn
 *
 * Adds the tiles that a flight passes, and those where it ends.
 */
void
ytt_flight_plan_add_flight (YttFlightPlan    *self,
                            const YttFlight  *flight,
                            YttTilePlaceFunc  is_drawn,
                            gpointer          user_data)
{
  g_autoptr(GHashTable) seen = make_set ();
  YttFlightStand stand;
  YttTileGrid grid;
  guint n_left = 0;
  Leg *leg;

  g_return_if_fail (self != NULL && flight != NULL);

  ytt_flight_get_stand (flight, 1, &stand);
  leg = add_leg (self, &stand);
  for (guint i = 0; i <= N_STANDS; i++)
    {
      ytt_flight_get_stand (flight, i / (double) N_STANDS, &stand);
      make_grid (self, &stand, STAND_MARGIN, &grid);
      add_places (&grid, seen, leg->passing);
    }

  leg->is_made = is_drawn != NULL;
  if (is_drawn == NULL)
    return;

  for (guint i = 0; i < leg->passing->len; i++)
    {
      YttTilePlace place = g_array_index (leg->passing, YttTilePlace, i);

      if (!is_drawn (&place, user_data))
        g_array_index (leg->passing, YttTilePlace, n_left++) = place;
    }
  g_array_set_size (leg->passing, n_left);
}

/**
 * ytt_flight_plan_finish:
 * @self: a plan
 * @room: bytes that all pictures may take, %YTT_FLIGHT_PLAN_BYTES to a pixel
 *
 * Shares the room among what was added: what was added first is drawn first, and best.
 *
 * Returns: (transfer full) (element-type YttPlannedTile): what to draw, in this order; a tile may be there in several
 *   qualities
 */
GArray *
ytt_flight_plan_finish (YttFlightPlan *self,
                        gsize          room)
{
  GArray *tiles = g_array_new (FALSE, FALSE, sizeof (YttPlannedTile));

  g_return_val_if_fail (self != NULL, tiles);

  share_room (self, room);
  for (guint i = 0; i < self->legs->len; i++)
    {
      const Leg *leg = &g_array_index (self->legs, Leg, i);

      if (!leg->is_made)
        append_tiles (tiles, leg->end, leg->end_size, leg->end_quality);
      append_tiles (tiles, leg->passing, YTT_FLIGHT_PLAN_SIZE, leg->passing_quality);
      if (leg->is_made)
        append_tiles (tiles, leg->end, leg->end_size, leg->end_quality);
    }

  return tiles;
}
