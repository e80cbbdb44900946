#include "config.h"

#include <adwaita.h>
#include <math.h>
#include <shumate/shumate.h>
#include <string.h>

#include "ytt-label-layer.h"
#include "ytt-map-motion.h"
#include "ytt-plain-source.h"
#include "ytt-tile-layer.h"

#define WIDTH 700
#define HEIGHT 500
#define DEADLINE (20 * G_USEC_PER_SEC)

typedef struct
{
  YttBasemap    *basemap;
  GtkWidget     *window;
  ShumateMap    *map;
  YttLabelLayer *labels;
  YttTileLayer  *tiles;
} Fixture;

static void
fixture_set_up (Fixture       *f,
                gconstpointer  data)
{
  g_autofree char *path = ytt_basemap_find_file ();
  g_autoptr(GError) error = NULL;

  f->basemap = ytt_basemap_open (path, &error);
  g_assert_no_error (error);
  f->map = shumate_map_new ();
  gtk_widget_set_size_request (GTK_WIDGET (f->map), WIDTH, HEIGHT);
  f->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (f->window), GTK_WIDGET (f->map));
}

static void
fixture_tear_down (Fixture       *f,
                   gconstpointer  data)
{
  gpointer window = f->window, map = f->map, tiles = f->tiles;
  gint64 deadline = g_get_monotonic_time () + DEADLINE;

  g_object_add_weak_pointer (window, &window);
  g_object_add_weak_pointer (map, &map);
  if (tiles != NULL)
    g_object_add_weak_pointer (tiles, &tiles);
  gtk_window_destroy (GTK_WINDOW (f->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  /* A tile that is being drawn on another thread holds the layer until it is done. */
  while (tiles != NULL && g_get_monotonic_time () < deadline)
    g_main_context_iteration (NULL, FALSE);
  g_assert_null (window);
  g_assert_null (map);
  g_assert_null (tiles);
  ytt_basemap_unref (f->basemap);
}

/* Shows a place, with one layer of tiles and, if asked for, one of labels. */
static void
show (Fixture  *f,
      YttTheme  theme,
      int       scale,
      gboolean  has_labels,
      double    longitude,
      double    latitude,
      double    zoom)
{
  ShumateViewport *viewport = shumate_map_get_viewport (f->map);
  g_autoptr(ShumateMapSource) source = ytt_plain_source_new ();
  g_autoptr(YttTileCache) cache = ytt_tile_cache_new (f->basemap, theme, scale);

  shumate_viewport_set_reference_map_source (viewport, source);
  shumate_viewport_set_zoom_level (viewport, zoom);
  shumate_location_set_location (SHUMATE_LOCATION (viewport), latitude, longitude);
  f->tiles = ytt_tile_layer_new (viewport, YTT_TILE_SOURCE (cache));
  shumate_map_add_layer (f->map, SHUMATE_LAYER (f->tiles));
  if (has_labels)
    {
      f->labels = ytt_label_layer_new (viewport, f->basemap);
      ytt_label_layer_set_theme (f->labels, theme);
      shumate_map_add_layer (f->map, SHUMATE_LAYER (f->labels));
    }
  gtk_window_present (GTK_WINDOW (f->window));
}

/* What a widget looks like, as 0xAARRGGBB, row by row. */
static guint32 *
take_picture (Fixture   *f,
              GtkWidget *widget,
              int       *width,
              int       *height)
{
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;
  g_autoptr(GdkTexture) texture = NULL;
  guint32 *pixels;

  *width = gtk_widget_get_width (widget);
  *height = gtk_widget_get_height (widget);
  gdk_paintable_snapshot (paintable, snapshot, *width, *height);
  pixels = g_new0 (guint32, MAX (1, (gsize) *width * *height));
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    return pixels;

  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (f->window)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, *width, *height));
  gdk_texture_download (texture, (guchar *) pixels, *width * 4);

  return pixels;
}

static guint
count_pixels (Fixture *f,
              guint32  colour,
              guint   *all)
{
  int width, height;
  g_autofree guint32 *pixels = take_picture (f, GTK_WIDGET (f->map), &width, &height);
  guint n = 0;

  *all = width * height;
  for (guint i = 0; i < *all; i++)
    n += (pixels[i] & 0xffffff) == colour;

  return n;
}

/* Waits until nothing but one colour is seen. */
static void
assert_uniform (Fixture *f,
                guint32  colour)
{
  gint64 deadline = g_get_monotonic_time () + DEADLINE;
  guint n, all;

  do
    {
      g_main_context_iteration (NULL, FALSE);
      n = count_pixels (f, colour, &all);
    }
  while ((n < all || all < WIDTH * HEIGHT) && g_get_monotonic_time () < deadline);

  g_assert_cmpuint (n, ==, all);
}

/* At a zoom between two, tiles meet at fractions of a pixel: in the middle of Greenland nothing of that may show. */
static void
test_no_hairlines (Fixture       *f,
                   gconstpointer  data)
{
  int scale = GPOINTER_TO_INT (data);

  show (f, YTT_THEME_LIGHT, scale, FALSE, -41, 76, 6.37);
  assert_uniform (f, ytt_theme_get_land (YTT_THEME_LIGHT));
}

static void
test_sea (Fixture       *f,
          gconstpointer  data)
{
  show (f, YTT_THEME_DARK, 2, FALSE, -123.4, -48.9, 6.61);
  assert_uniform (f, ytt_theme_get_water (YTT_THEME_DARK));
}

/* Waits until tiles are there and sharp, and the picture of them stays the same for a while. */
static guint32 *
take_settled_picture (Fixture *f,
                      gsize   *size)
{
  gint64 deadline = g_get_monotonic_time () + DEADLINE;
  g_autofree guint32 *before = NULL;
  gint64 same_since = 0;
  int width, height;

  while (g_get_monotonic_time () < deadline)
    {
      g_autofree guint32 *now = NULL;

      g_main_context_iteration (NULL, FALSE);
      now = take_picture (f, GTK_WIDGET (f->map), &width, &height);
      *size = (gsize) width * height * sizeof *now;
      if (width < WIDTH || ytt_tile_layer_get_loading (f->tiles) || before == NULL ||
          memcmp (before, now, *size) != 0)
        same_since = g_get_monotonic_time ();
      g_free (before);
      before = g_steal_pointer (&now);
      if (g_get_monotonic_time () - same_since > 400 * 1000)
        return g_steal_pointer (&before);
    }

  g_assert_not_reached ();
}

/* Tiles that were drawn for one zoom are drawn anew for another, so that lines are as sharp and as wide as ever. */
static void
test_sharp_at_every_zoom (Fixture       *f,
                          gconstpointer  data)
{
  ShumateViewport *viewport = shumate_map_get_viewport (f->map);
  g_autofree guint32 *before = NULL, *between = NULL, *after = NULL;
  gsize size, size_after;

  show (f, YTT_THEME_LIGHT, 1, FALSE, 28.15, 59.3, 5.9);
  before = take_settled_picture (f, &size);

  shumate_viewport_set_zoom_level (viewport, 5.05);
  between = take_settled_picture (f, &size_after);
  g_assert_cmpuint (size_after, ==, size);
  g_assert_cmpint (memcmp (before, between, size), !=, 0);

  shumate_viewport_set_zoom_level (viewport, 5.9);
  shumate_location_set_location (SHUMATE_LOCATION (viewport), 59.3, 28.15);
  after = take_settled_picture (f, &size_after);
  g_assert_cmpmem (before, size, after, size_after);
}

/* The least zoom at which the world is as high as the map. */
static void
show_world_in (ShumateViewport *viewport,
               int              height)
{
  ShumateMapSource *source = shumate_viewport_get_reference_map_source (viewport);
  double level = 0;

  while (ldexp (shumate_map_source_get_tile_size_at_zoom (source, level), (int) level) < height)
    level += 0.001;
  shumate_viewport_set_zoom_level (viewport, level);
  shumate_location_set_location (SHUMATE_LOCATION (viewport), 0, 0);
}

/* A map that is just as high as the world shows nothing of the Antarctica that libshumate puts above the Arctic. */
static void
test_one_antarctica (Fixture       *f,
                     gconstpointer  data)
{
  ShumateViewport *viewport = shumate_map_get_viewport (f->map);
  g_autofree guint32 *pixels = NULL;
  int width, height;
  guint n_land = 0;
  gsize size;

  show (f, YTT_THEME_LIGHT, 1, FALSE, 0, 0, 2);
  g_free (take_settled_picture (f, &size));
  height = gtk_widget_get_height (GTK_WIDGET (f->map));
  width = gtk_widget_get_width (GTK_WIDGET (f->map));
  show_world_in (viewport, height);
  pixels = take_settled_picture (f, &size);

  for (int x = 0; x < width; x++)
    {
      g_assert_cmphex (pixels[x] & 0xffffff, ==, ytt_theme_get_water (YTT_THEME_LIGHT));
      n_land += (pixels[(height - 2) * width + x] & 0xffffff) == ytt_theme_get_land (YTT_THEME_LIGHT);
    }
  g_assert_cmpuint (n_land, >, width / 2);
}

static void
count_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(YttTilePicture) picture = ytt_tile_cache_draw_finish (YTT_TILE_CACHE (object), result, &error);
  guint *n_drawn = user_data;

  g_assert_no_error (error);
  g_assert_nonnull (picture);
  (*n_drawn)++;
}

/* A tile that is wanted several times is drawn once, and one texture serves all. */
static void
test_drawn_once (Fixture       *f,
                 gconstpointer  data)
{
  g_autoptr(YttTileCache) cache = ytt_tile_cache_new (f->basemap, YTT_THEME_LIGHT, 1);
  g_autoptr(YttTilePicture) first = NULL, second = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  gint64 deadline = g_get_monotonic_time () + DEADLINE;
  guint n_drawn = 0;

  g_assert_null (ytt_tile_cache_look_up (cache, 1, 1, 0, 300.5));
  ytt_tile_cache_draw_async (cache, 1, 1, 0, 300.5, 0, cancellable, NULL, NULL);
  ytt_tile_cache_draw_async (cache, 1, 1, 0, 300.5, 0, NULL, count_cb, &n_drawn);
  ytt_tile_cache_draw_async (cache, 1, 1, 0, 300.5, 0, NULL, count_cb, &n_drawn);
  /* That one of them is no longer interested takes nothing from the others. */
  g_cancellable_cancel (cancellable);
  while (n_drawn < 2 && g_get_monotonic_time () < deadline)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (n_drawn, ==, 2);

  first = ytt_tile_cache_look_up (cache, 1, 1, 0, 300.5);
  second = ytt_tile_cache_look_up (cache, 1, 1, 0, 300.5);
  g_assert_nonnull (first);
  g_assert_true (first->texture == second->texture);
  g_assert_cmpfloat (first->size, ==, 300.5);
  g_assert_null (ytt_tile_cache_look_up (cache, 1, 1, 0, 301.5));
}

/* What was drawn before there was a map is there as soon as the map has a size. */
static void
test_drawn_ahead (Fixture       *f,
                  gconstpointer  data)
{
  ShumateViewport *viewport = shumate_map_get_viewport (f->map);
  g_autoptr(ShumateMapSource) source = ytt_plain_source_new ();
  g_autoptr(YttTileCache) cache = ytt_tile_cache_new (f->basemap, YTT_THEME_LIGHT, 1);
  gint64 deadline = g_get_monotonic_time () + DEADLINE;
  guint n_drawn = 0, n_asked = 0;
  double size;

  size = ytt_tile_layer_draw_ahead (cache, 59.3, 28.15, 5.9, WIDTH, HEIGHT);
  /* To ask for the same tiles, and some more around them, tells when all are there. */
  for (guint x = 16; x <= 21; x++)
    for (guint y = 7; y <= 11; y++, n_asked++)
      ytt_tile_cache_draw_async (cache, 5, x, y, size, 0, NULL, count_cb, &n_drawn);
  while (n_drawn < n_asked && g_get_monotonic_time () < deadline)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (n_drawn, ==, n_asked);

  shumate_viewport_set_reference_map_source (viewport, source);
  shumate_viewport_set_zoom_level (viewport, ytt_map_motion_level_of_zoom (source, 5.9));
  shumate_location_set_location (SHUMATE_LOCATION (viewport), 59.3, 28.15);
  f->tiles = ytt_tile_layer_new (viewport, YTT_TILE_SOURCE (cache));
  shumate_map_add_layer (f->map, SHUMATE_LAYER (f->tiles));
  g_assert_true (ytt_tile_layer_get_loading (f->tiles));
  gtk_window_present (GTK_WINDOW (f->window));
  while (gtk_widget_get_width (GTK_WIDGET (f->tiles)) < WIDTH && g_get_monotonic_time () < deadline)
    g_main_context_iteration (NULL, FALSE);
  g_assert_false (ytt_tile_layer_get_loading (f->tiles));
}

static guint
count_ink (Fixture *f)
{
  int width, height;
  g_autofree guint32 *pixels = take_picture (f, GTK_WIDGET (f->labels), &width, &height);
  guint n = 0;

  for (int i = 0; i < width * height; i++)
    n += pixels[i] != 0;

  return n;
}

/* Waits for a frame that has as much ink as is wanted. */
static void
assert_ink (Fixture *f,
            guint    least,
            guint    most)
{
  gint64 deadline = g_get_monotonic_time () + DEADLINE;
  guint n;

  do
    {
      g_main_context_iteration (NULL, FALSE);
      n = count_ink (f);
    }
  while ((n < least || n > most) && g_get_monotonic_time () < deadline);

  g_assert_cmpuint (n, >=, least);
  g_assert_cmpuint (n, <=, most);
}

static void
wait_for_size (Fixture *f)
{
  gint64 deadline = g_get_monotonic_time () + DEADLINE;

  while (gtk_widget_get_width (GTK_WIDGET (f->labels)) < WIDTH && g_get_monotonic_time () < deadline)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (f->labels)), >=, WIDTH);
}

/* Labels are drawn, give way to a symbol, and come back when it goes. */
static void
test_labels_give_way (Fixture       *f,
                      gconstpointer  data)
{
  g_autoptr(GArray) obstacles = g_array_new (FALSE, FALSE, sizeof (graphene_rect_t));
  graphene_rect_t everything = GRAPHENE_RECT_INIT (-500, -500, 3000, 3000);
  guint ink;

  show (f, YTT_THEME_LIGHT, 1, TRUE, 15, 52, 5.2);
  wait_for_size (f);
  assert_ink (f, 1000, G_MAXUINT);
  ink = count_ink (f);

  g_array_append_val (obstacles, everything);
  ytt_label_layer_set_obstacles (f->labels, obstacles);
  assert_ink (f, 0, 0);

  ytt_label_layer_set_obstacles (f->labels, NULL);
  assert_ink (f, ink, ink);

  /* In another theme the same labels stand at the same places. */
  ytt_label_layer_set_theme (f->labels, YTT_THEME_DARK);
  assert_ink (f, ink - ink / 20, ink + ink / 20);
}

/* Labels go with the map, at whole zooms and between them. */
static void
test_labels_stay_on_the_map (Fixture       *f,
                             gconstpointer  data)
{
  ShumateViewport *viewport = shumate_map_get_viewport (f->map);

  show (f, YTT_THEME_LIGHT, 1, TRUE, 2.35, 48.86, 5.5);
  wait_for_size (f);

  /* Paris, in the middle of the view, has its dot there at any zoom. */
  for (double zoom = 4.6; zoom < 9; zoom += 0.3)
    {
      gint64 deadline = g_get_monotonic_time () + DEADLINE;
      guint alpha;

      shumate_viewport_set_zoom_level (viewport, zoom);
      shumate_location_set_location (SHUMATE_LOCATION (viewport), 48.8667, 2.3333);
      do
        {
          int width, height;
          g_autofree guint32 *pixels = NULL;

          g_main_context_iteration (NULL, FALSE);
          pixels = take_picture (f, GTK_WIDGET (f->labels), &width, &height);
          alpha = pixels[height / 2 * width + width / 2] >> 24;
        }
      while (alpha < 0xff && g_get_monotonic_time () < deadline);
      g_assert_cmphex (alpha, ==, 0xff);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add ("/basemap-layers/no-hairlines/1", Fixture, GINT_TO_POINTER (1), fixture_set_up, test_no_hairlines,
              fixture_tear_down);
  g_test_add ("/basemap-layers/no-hairlines/2", Fixture, GINT_TO_POINTER (2), fixture_set_up, test_no_hairlines,
              fixture_tear_down);
  g_test_add ("/basemap-layers/sharp", Fixture, NULL, fixture_set_up, test_sharp_at_every_zoom, fixture_tear_down);
  g_test_add ("/basemap-layers/one-antarctica", Fixture, NULL, fixture_set_up, test_one_antarctica,
              fixture_tear_down);
  g_test_add ("/basemap-layers/drawn-once", Fixture, NULL, fixture_set_up, test_drawn_once, fixture_tear_down);
  g_test_add ("/basemap-layers/drawn-ahead", Fixture, NULL, fixture_set_up, test_drawn_ahead, fixture_tear_down);
  g_test_add ("/basemap-layers/sea", Fixture, NULL, fixture_set_up, test_sea, fixture_tear_down);
  g_test_add ("/basemap-layers/give-way", Fixture, NULL, fixture_set_up, test_labels_give_way, fixture_tear_down);
  g_test_add ("/basemap-layers/stay-on-the-map", Fixture, NULL, fixture_set_up, test_labels_stay_on_the_map,
              fixture_tear_down);

  return g_test_run ();
}
