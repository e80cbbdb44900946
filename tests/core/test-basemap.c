#include "config.h"

#include <math.h>
#include <string.h>

#include "../contrast.h"
#include "ytt-basemap-draw.h"
#include "ytt-error.h"

static YttBasemap *
open_basemap (void)
{
  g_autofree char *path = ytt_basemap_find_file ();
  g_autoptr(GError) error = NULL;
  YttBasemap *basemap = ytt_basemap_open (path, &error);

  g_assert_no_error (error);

  return basemap;
}

static void
get_tile (double  longitude,
          double  latitude,
          int     zoom,
          guint  *x,
          guint  *y)
{
  double s = sin (latitude * G_PI / 180);

  *x = (guint) ((longitude / 360 + 0.5) * (1u << zoom));
  *y = (guint) ((0.5 - log ((1 + s) / (1 - s)) / (4 * G_PI)) * (1u << zoom));
}

static cairo_surface_t *
render (YttBasemap *basemap,
        int         zoom,
        guint       x,
        guint       y,
        int         size,
        int         gutter,
        YttTheme    theme)
{
  g_autoptr(GError) error = NULL;
  cairo_surface_t *surface = ytt_basemap_render_tile (basemap, zoom, x, y, size, gutter, 1, theme, &error);

  g_assert_no_error (error);

  return surface;
}

static guint32
get_pixel (cairo_surface_t *surface,
           int              x,
           int              y)
{
  const guint8 *row = cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface);

  return *(const guint32 *) (gconstpointer) (row + 4 * x) & 0xffffff;
}

/* The greatest difference in any channel. */
static int
get_difference (guint32 a,
                guint32 b)
{
  int most = 0;

  for (int shift = 0; shift < 24; shift += 8)
    most = MAX (most, ABS ((int) (a >> shift & 255) - (int) (b >> shift & 255)));

  return most;
}

/* The picture of a whole view, at scale 1. */
static cairo_surface_t *
draw_view (YttBasemap *basemap,
           double      longitude,
           double      latitude,
           double      zoom,
           int         width,
           int         height)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);
  g_autoptr(GError) error = NULL;

  ytt_basemap_draw_view (basemap, cr, longitude, latitude, zoom, width, height, YTT_THEME_LIGHT, &error);
  g_assert_no_error (error);
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  return surface;
}

static const struct
{
  const char *name;
  double longitude;
  double latitude;
  gboolean is_land;
  int first_zoom;
} points[] = {
  { "Estonia", 26.0, 58.9, TRUE, 3 },
  { "Columbus", -84.94, 32.50, TRUE, 3 },
  { "Strange Lake", -64.16, 56.33, TRUE, 3 },
  { "Mountain Pass", -115.53, 35.48, TRUE, 3 },
  { "Baotou", 109.97, 41.77, TRUE, 3 },
  { "Viti Levu", 178.0, -17.8, TRUE, 6 },
  { "Taveuni", -179.97, -16.85, TRUE, 8 },
  { "Chukotka, east of 180", -175.0, 67.0, TRUE, 3 },
  { "Chukotka, west of 180", 178.0, 67.0, TRUE, 3 },
  { "Antarctica", 90.0, -75.0, TRUE, 3 },
  { "Greenland", -40.0, 75.0, TRUE, 3 },
  { "Atlantic", -40.0, 30.0, FALSE, 3 },
  { "Pacific at 180", 180.0, 10.0, FALSE, 3 },
  { "Lake Victoria", 33.0, -1.0, FALSE, 3 },
  { "Lake Superior", -87.5, 47.7, FALSE, 3 },
  { "Caspian Sea", 50.5, 42.0, FALSE, 3 },
  { "North Pole", 0.0, 84.9, FALSE, 3 },
};

/* What is land and what is water, at every zoom, in both themes. */
static void
test_land_and_water (void)
{
  g_autoptr(YttBasemap) basemap = open_basemap ();

  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    for (int zoom = points[i].first_zoom; zoom <= 11; zoom++)
      for (YttTheme theme = YTT_THEME_LIGHT; theme < YTT_N_THEMES; theme++)
        {
          guint32 wanted = points[i].is_land ? ytt_theme_get_land (theme) : ytt_theme_get_water (theme);
          double s = sin (points[i].latitude * G_PI / 180), count = 1 << zoom;
          double x = (points[i].longitude / 360 + 0.5) * count;
          double y = (0.5 - log ((1 + s) / (1 - s)) / (4 * G_PI)) * count;
          cairo_surface_t *surface;
          guint n_good = 0;

          if (x >= count)
            x -= count;
          surface = render (basemap, zoom, (guint) x, (guint) y, 256, 0, theme);
          /* A line may cross the very spot, so its neighbours speak too. */
          for (int dy = -2; dy <= 2; dy++)
            for (int dx = -2; dx <= 2; dx++)
              n_good += get_pixel (surface, CLAMP ((int) (fmod (x, 1) * 256) + dx, 0, 255),
                                   CLAMP ((int) (fmod (y, 1) * 256) + dy, 0, 255)) == wanted;
          if (n_good < 8)
            g_test_message ("%s at zoom %d", points[i].name, zoom);
          g_assert_cmpuint (n_good, >=, 8);
          cairo_surface_destroy (surface);
        }
}

static const struct
{
  double longitude;
  double latitude;
} seam_places[] = {
  { 28.15, 59.30 }, { 5.3, 60.4 }, { 139.7, 35.7 }, { -84.9, 32.5 }, { 180, 66.5 }, { 180, -16.8 },
  { -70.9, -53.2 }, { 103.8, 1.35 }, { 120, -66 }, { 0, 0 }, { 14.1, 46.0 }, { -90, 45 },
};

/*
 * What a tile shows in its gutter, beyond its right and lower sides, is what
 * the neighbours show inside theirs: lines run on and nothing is cut off.
 */
static void
compare_neighbours (cairo_surface_t *here,
                    cairo_surface_t *next,
                    gboolean         is_below,
                    int              size,
                    int              gutter)
{
  guint n_different = 0;

  for (int along = 0; along < size; along++)
    for (int across = 0; across < 2 * gutter; across++)
      {
        int at = gutter + along;
        guint32 one = is_below ? get_pixel (here, at, size + across) : get_pixel (here, size + across, at);
        guint32 other = is_below ? get_pixel (next, at, across) : get_pixel (next, across, at);

        /* Where points are left out, far outside, a line may be a hair's breadth off. */
        n_different += get_difference (one, other) > 24;
      }

  g_assert_cmpuint (n_different, <=, 1);
}

static void
test_no_seams (void)
{
  g_autoptr(YttBasemap) basemap = open_basemap ();
  const int size = 256, gutter = 1;

  for (int zoom = 1; zoom <= 11; zoom++)
    for (guint i = 0; i < G_N_ELEMENTS (seam_places); i++)
      {
        guint count = 1u << zoom, x, y;
        cairo_surface_t *here, *right, *below;

        get_tile (seam_places[i].longitude, seam_places[i].latitude, zoom, &x, &y);
        /* The tile to the left of the place has its seam there. */
        x = (x + count - 1) % count;
        y = MIN (y, count - 2);
        here = render (basemap, zoom, x, y, size, gutter, YTT_THEME_LIGHT);
        right = render (basemap, zoom, (x + 1) % count, y, size, gutter, YTT_THEME_LIGHT);
        below = render (basemap, zoom, x, y + 1, size, gutter, YTT_THEME_LIGHT);
        compare_neighbours (here, right, FALSE, size, gutter);
        compare_neighbours (here, below, TRUE, size, gutter);
        cairo_surface_destroy (here);
        cairo_surface_destroy (right);
        cairo_surface_destroy (below);
      }
}

/* The land that was cut at 180 degrees shows no line there, neither coast nor border. */
static void
test_date_line (void)
{
  g_autoptr(YttBasemap) basemap = open_basemap ();
  const double latitudes[] = { 67.0, 67.5, 68.0 };

  for (guint i = 0; i < G_N_ELEMENTS (latitudes); i++)
    for (double zoom = 4; zoom <= 8; zoom += 0.5)
      {
        /* The middle of the picture is 180 degrees; so far inland there is nothing but land. */
        cairo_surface_t *surface = draw_view (basemap, 180, latitudes[i], zoom, 32, 3);

        for (int x = 13; x <= 18; x++)
          g_assert_cmphex (get_pixel (surface, x, 1), ==, ytt_theme_get_land (YTT_THEME_LIGHT));
        cairo_surface_destroy (surface);
      }
}

/* A view across the date line shows the same as the two views beside it. */
static void
test_world_repeats (void)
{
  g_autoptr(YttBasemap) basemap = open_basemap ();
  cairo_surface_t *one = draw_view (basemap, 178, 60, 4, 300, 200);
  cairo_surface_t *other = draw_view (basemap, 178 - 360, 60, 4, 300, 200);

  for (int y = 0; y < 200; y++)
    for (int x = 0; x < 300; x++)
      g_assert_cmpuint (get_pixel (one, x, y), ==, get_pixel (other, x, y));

  cairo_surface_destroy (one);
  cairo_surface_destroy (other);
}

/* Above the world and below it there is water, not the other pole. */
static void
test_one_antarctica (void)
{
  g_autoptr(YttBasemap) basemap = open_basemap ();
  cairo_surface_t *surface = draw_view (basemap, 0, 0, 1, 512, 1000);
  guint32 water = ytt_theme_get_water (YTT_THEME_LIGHT), land = ytt_theme_get_land (YTT_THEME_LIGHT);
  guint n_land = 0;

  for (int x = 0; x < 512; x++)
    {
      for (int y = 0; y < 242; y++)
        g_assert_cmpuint (get_pixel (surface, x, y), ==, water);
      for (int y = 758; y < 1000; y++)
        g_assert_cmpuint (get_pixel (surface, x, y), ==, water);
      n_land += get_pixel (surface, x, 754) == land;
    }
  g_assert_cmpuint (n_land, >, 400);
  cairo_surface_destroy (surface);
}

/* Twice as large a picture has lines twice as wide and shows the same. */
static void
test_scale (void)
{
  g_autoptr(YttBasemap) basemap = open_basemap ();
  cairo_surface_t *small, *large;
  guint n_different = 0;
  guint x, y;

  get_tile (28.15, 59.3, 5, &x, &y);
  small = ytt_basemap_render_tile (basemap, 5, x, y, 256, 0, 1, YTT_THEME_DARK, NULL);
  large = ytt_basemap_render_tile (basemap, 5, x, y, 512, 0, 2, YTT_THEME_DARK, NULL);
  for (int j = 0; j < 256; j++)
    for (int i = 0; i < 256; i++)
      {
        int channel = 0;

        for (int k = 0; k < 4; k++)
          channel += get_pixel (large, 2 * i + k % 2, 2 * j + k / 2) & 255;
        n_different += ABS (channel / 4 - (int) (get_pixel (small, i, j) & 255)) > 24;
      }
  g_assert_cmpuint (n_different, <, 256 * 256 / 100);
  cairo_surface_destroy (small);
  cairo_surface_destroy (large);
}

static void
test_labels_are_sound (void)
{
  g_autoptr(YttBasemap) basemap = open_basemap ();
  guint counts[YTT_BASEMAP_N_LABEL_KINDS] = { 0 };
  gboolean has_kyiv = FALSE, has_kiev = FALSE;

  for (guint i = 0; i < ytt_basemap_get_n_labels (basemap); i++)
    {
      YttBasemapLabel label;

      g_assert_true (ytt_basemap_get_label (basemap, i, &label));
      g_assert_true (label.x >= 0 && label.x < 1 && label.y >= 0 && label.y < 1);
      g_assert_cmpfloat (label.first_zoom, <, label.last_zoom);
      counts[label.kind]++;
      has_kyiv |= label.kind == YTT_BASEMAP_LABEL_CAPITAL && g_str_equal (label.name, "Kyiv");
      has_kiev |= g_str_equal (label.name, "Kiev");
    }

  g_assert_cmpuint (counts[YTT_BASEMAP_LABEL_COUNTRY], >, 200);
  g_assert_cmpuint (counts[YTT_BASEMAP_LABEL_SEA], >, 50);
  g_assert_cmpuint (counts[YTT_BASEMAP_LABEL_CAPITAL], >, 190);
  g_assert_cmpuint (counts[YTT_BASEMAP_LABEL_PLACE], >, 6000);
  g_assert_cmpuint (counts[YTT_BASEMAP_LABEL_STATE], >, 4000);
  g_assert_cmpuint (counts[YTT_BASEMAP_LABEL_TOWN], >, 20000);
  g_assert_true (has_kyiv);
  g_assert_false (has_kiev);
}

static void
assert_refused (const void *data,
                gsize       size,
                int         code)
{
  g_autoptr(GBytes) bytes = g_bytes_new (data, size);
  g_autoptr(GError) error = NULL;

  g_assert_null (ytt_basemap_new_from_bytes (bytes, &error));
  g_assert_error (error, YTT_ERROR, code);
}

static void
test_refused (void)
{
  g_autofree char *path = ytt_basemap_find_file ();
  g_autofree char *data = NULL;
  g_autoptr(GError) error = NULL;
  gsize size;

  g_assert_null (ytt_basemap_open ("/nowhere/ytterby.basemap", &error));
  g_assert_error (error, YTT_ERROR, YTT_ERROR_NOT_FOUND);

  assert_refused ("", 0, YTT_ERROR_NOT_OURS);
  assert_refused ("YTTBMAP", 7, YTT_ERROR_NOT_OURS);
  assert_refused ("SQLite format 3", 16, YTT_ERROR_NOT_OURS);
  assert_refused ("YTTBMAP1", 8, YTT_ERROR_DAMAGED);

  g_assert_true (g_file_get_contents (path, &data, &size, NULL));
  assert_refused (data, size - 1, YTT_ERROR_DAMAGED);
  assert_refused (data, size / 2, YTT_ERROR_DAMAGED);
  assert_refused (data, 64, YTT_ERROR_DAMAGED);

  /* A size, an offset and a count that lead out of the file; a zoom that leaves a gap. */
  for (gsize field = 8; field < 40; field += 4)
    {
      g_autofree char *copy = g_memdup2 (data, size);

      memset (copy + field, 0xff, 4);
      assert_refused (copy, size, YTT_ERROR_DAMAGED);
    }
}

/* Draws everything at some zooms; an error is as good as a picture, a crash is not. */
static void
draw_all (YttBasemap *basemap)
{
  for (int zoom = 0; zoom <= 9; zoom += 3)
    for (guint y = 0; y < 1u << MIN (zoom, 3); y++)
      for (guint x = 0; x < 1u << MIN (zoom, 3); x++)
        {
          guint shift = zoom - MIN (zoom, 3);
          g_autoptr(GError) error = NULL;
          cairo_surface_t *surface;

          surface = ytt_basemap_render_tile (basemap, zoom, x << shift, y << shift, 32, 1, 1, YTT_THEME_DARK, &error);
          g_assert_true ((surface == NULL) == (error != NULL));
          if (error != NULL)
            g_assert_error (error, YTT_ERROR, YTT_ERROR_DAMAGED);
          else
            cairo_surface_destroy (surface);
        }
}

/* Bytes that were changed at random, anywhere: each file is refused, or drawn as far as it goes. */
static void
test_damaged (void)
{
  g_autofree char *path = ytt_basemap_find_file ();
  g_autoptr(GRand) random = g_rand_new_with_seed (57);
  g_autofree guint8 *data = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, (char **) &data, &size, NULL));

  for (guint round = 0; round < 6; round++)
    {
      g_autoptr(GBytes) bytes = NULL;
      g_autoptr(YttBasemap) basemap = NULL;

      for (guint i = 0; i < 2000; i++)
        data[g_rand_int_range (random, 100, size)] = g_rand_int (random);
      /* The low zooms are a small part of the file; they get their share. */
      for (guint i = 0; i < 200; i++)
        data[g_rand_int_range (random, 100, 600000)] = g_rand_int (random);

      bytes = g_bytes_new (data, size);
      basemap = ytt_basemap_new_from_bytes (bytes, NULL);
      g_assert_nonnull (basemap);
      draw_all (basemap);
      for (guint i = 0; i < ytt_basemap_get_n_labels (basemap); i++)
        {
          YttBasemapLabel label;

          if (ytt_basemap_get_label (basemap, i, &label))
            g_assert_true (g_utf8_validate (label.name, -1, NULL));
        }
    }
}

static void
test_find_file (void)
{
  g_autofree char *named = NULL, *found = NULL;
  g_autofree char *before = g_strdup (g_getenv ("YTTERBY_BASEMAP"));

  g_setenv ("YTTERBY_BASEMAP", "/some/where.basemap", TRUE);
  named = ytt_basemap_find_file ();
  g_assert_cmpstr (named, ==, "/some/where.basemap");

  /* A program in the build tree finds the one that was copied there. */
  g_unsetenv ("YTTERBY_BASEMAP");
  found = ytt_basemap_find_file ();
  g_assert_true (g_file_test (found, G_FILE_TEST_IS_REGULAR));

  if (before != NULL)
    g_setenv ("YTTERBY_BASEMAP", before, TRUE);
}

/* So broad that lines have many pixels that are no edge of theirs. */
#define PEN 10

/* In high contrast each line is told from land. */
static void
test_high_contrast (void)
{
  g_autoptr(YttBasemap) basemap = open_basemap ();

  for (guint theme = YTT_THEME_LIGHT_CONTRAST; theme <= YTT_THEME_DARK_CONTRAST; theme++)
    {
      guint32 land = ytt_theme_get_land (theme), water = ytt_theme_get_water (theme);
      g_autoptr(GHashTable) counts = g_hash_table_new (NULL, NULL);
      cairo_surface_t *surface;
      GHashTableIter iter;
      gpointer colour, count;
      guint x, y, n_lines = 0;

      get_tile (25, 59, 5, &x, &y);   /* around the Baltic Sea: coasts, rivers, borders, states */
      surface = ytt_basemap_render_tile (basemap, 5, x, y, 512, 0, PEN, theme, NULL);
      for (int row = 0; row < 512; row++)
        for (int column = 0; column < 512; column++)
          {
            gpointer pixel = GUINT_TO_POINTER (get_pixel (surface, column, row));
            guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, pixel));

            g_hash_table_insert (counts, pixel, GUINT_TO_POINTER (n + 1));
          }
      cairo_surface_destroy (surface);

      g_hash_table_iter_init (&iter, counts);
      while (g_hash_table_iter_next (&iter, &colour, &count))
        if (GPOINTER_TO_UINT (count) > 1200 && GPOINTER_TO_UINT (colour) != land && GPOINTER_TO_UINT (colour) != water)
          {
            n_lines++;
            g_test_message ("%06x: %u pixels", GPOINTER_TO_UINT (colour), GPOINTER_TO_UINT (count));
            g_assert_cmpfloat (contrast_get (GPOINTER_TO_UINT (colour), land), >=, CONTRAST_OF_GRAPHICS);
          }
      g_assert_cmpuint (n_lines, >=, 4);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/basemap/land-and-water", test_land_and_water);
  g_test_add_func ("/basemap/no-seams", test_no_seams);
  g_test_add_func ("/basemap/date-line", test_date_line);
  g_test_add_func ("/basemap/world-repeats", test_world_repeats);
  g_test_add_func ("/basemap/one-antarctica", test_one_antarctica);
  g_test_add_func ("/basemap/scale", test_scale);
  g_test_add_func ("/basemap/high-contrast", test_high_contrast);
  g_test_add_func ("/basemap/labels", test_labels_are_sound);
  g_test_add_func ("/basemap/refused", test_refused);
  g_test_add_func ("/basemap/damaged", test_damaged);
  g_test_add_func ("/basemap/find-file", test_find_file);

  return g_test_run ();
}
