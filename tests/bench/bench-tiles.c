#include "config.h"

#include <math.h>
#include <time.h>

#include "ytt-basemap-draw.h"

#define TILE_SIZE 512
#define PEN 2
#define N_TILES 400
#define LIMIT 10.0

/* Half of the tiles are around coasts and towns like these, half anywhere. */
static const struct
{
  double longitude;
  double latitude;
} places[] = {
  { 28.2, 59.4 }, { -85.0, 32.5 }, { 139.7, 35.7 }, { 5.3, 60.4 }, { -70.9, -53.2 }, { 103.8, 1.35 }, { -74, 40.7 },
  { -0.1, 51.5 }, { 151.2, -33.9 }, { -86.2, 12.1 }, { -21.9, 64.1 }, { 24, 38 }, { 100.5, 13.7 }, { -125, 69 },
  { 115, -8 }, { 16.4, 48.2 },
};

static int
compare (gconstpointer a,
         gconstpointer b)
{
  double one = *(const double *) a, other = *(const double *) b;

  return (one > other) - (one < other);
}

/* Of this thread, in ms: other programs on the machine do not count. */
static double
get_processor_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

static void
choose_tile (GRand *random,
             guint  i,
             int    zoom,
             guint *x,
             guint *y)
{
  int count = 1 << zoom;
  double longitude, latitude, s;

  if (i % 2 == 0)
    {
      guint k = g_rand_int_range (random, 0, G_N_ELEMENTS (places));

      longitude = places[k].longitude + g_rand_double_range (random, -3, 3);
      latitude = places[k].latitude + g_rand_double_range (random, -3, 3);
    }
  else
    {
      longitude = g_rand_double_range (random, -180, 180);
      latitude = g_rand_double_range (random, -60, 75);
    }
  s = sin (latitude * G_PI / 180);
  *x = CLAMP ((int) ((longitude / 360 + 0.5) * count), 0, count - 1);
  *y = CLAMP ((int) ((0.5 - log ((1 + s) / (1 - s)) / (4 * G_PI)) * count), 0, count - 1);
}

int
main (void)
{
  g_autofree char *path = ytt_basemap_find_file ();
  g_autoptr(GError) error = NULL;
  g_autoptr(YttBasemap) basemap = ytt_basemap_open (path, &error);
  gboolean is_good = TRUE;

  if (basemap == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }

  g_print ("Tiles of %d px, ms of processor time a tile\n", TILE_SIZE);
  g_print ("zoom  median     p95     max\n");
  for (int zoom = 0; zoom <= 11; zoom++)
    {
      g_autoptr(GRand) random = g_rand_new_with_seed (7);
      double times[N_TILES];

      for (guint i = 0; i < N_TILES; i++)
        {
          cairo_surface_t *surface;
          double start;
          guint x, y;

          choose_tile (random, i, zoom, &x, &y);
          start = get_processor_time ();
          surface = ytt_basemap_render_tile (basemap, zoom, x, y, TILE_SIZE, PEN, PEN, i % 4 < 2 ? YTT_THEME_LIGHT
                                             : YTT_THEME_DARK, &error);
          times[i] = get_processor_time () - start;
          if (surface == NULL)
            {
              g_printerr ("%s\n", error->message);
              return 1;
            }
          cairo_surface_destroy (surface);
        }
      qsort (times, N_TILES, sizeof *times, compare);
      g_print ("%4d  %6.2f  %6.2f  %6.2f\n", zoom, times[N_TILES / 2], times[N_TILES * 95 / 100], times[N_TILES - 1]);
      is_good = is_good && times[N_TILES * 95 / 100] < LIMIT;
    }

  return is_good ? 0 : 1;
}
