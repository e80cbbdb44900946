#include "config.h"

#include <cairo-pdf.h>
#include <math.h>
#include <string.h>

#include "ytt-legend.h"
#include "ytt-map-picture.h"
#include "ytt-mercator.h"

#define NBSP "\302\240"

static YttMapPicture *
make_picture (double width,
              double height)
{
  g_autofree char *path = ytt_basemap_find_file ();
  g_autoptr(GError) error = NULL;
  g_autoptr(YttBasemap) basemap = ytt_basemap_open (path, &error);
  YttMapPicture *picture;

  g_assert_no_error (error);
  picture = ytt_map_picture_new (basemap, width, height);
  picture->points = g_array_new (FALSE, FALSE, sizeof (YttPoint));
  picture->footer->document = g_strdup ("Rare earth projects");

  return picture;
}

static void
add_point (YttMapPicture *picture,
           gint64         id,
           double         latitude,
           double         longitude)
{
  const YttPoint point = { id, longitude, latitude, YTT_STAGE_METAL, YTT_STATUS_OPERATING, YTT_PRECISION_SITE, 0 };

  g_array_append_val (picture->points, point);
}

static cairo_surface_t *
draw (YttMapPicture *picture,
      double         scale)
{
  g_autoptr(GError) error = NULL;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) (picture->width * scale),
                                                         (int) (picture->height * scale));
  cairo_t *cr = cairo_create (surface);

  cairo_scale (cr, scale, scale);
  g_assert_true (ytt_map_picture_draw (picture, cr, &error));
  g_assert_no_error (error);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  return surface;
}

static guint32
get_pixel (cairo_surface_t *surface,
           double           x,
           double           y)
{
  const guint8 *row = cairo_image_surface_get_data (surface) + (int) y * cairo_image_surface_get_stride (surface);

  return *(const guint32 *) (gconstpointer) (row + 4 * (int) x) & 0xffffff;
}

static void
project (YttMapPicture *picture,
         double         latitude,
         double         longitude,
         double        *x,
         double        *y)
{
  double world = ytt_mercator_get_world_size (picture->zoom), middle_x, middle_y, width, height;

  ytt_map_picture_get_map_size (picture, &width, &height);
  ytt_mercator_project (picture->latitude, picture->longitude, &middle_x, &middle_y);
  ytt_mercator_project (latitude, longitude, x, y);
  *x = (ytt_mercator_difference (middle_x, *x) * world + width / 2) * picture->magnification;
  *y = ((*y - middle_y) * world + height / 2) * picture->magnification;
}

/* Land, water, a symbol, its magnification and both themes. */
static void
test_colours (void)
{
  const double magnifications[] = { 1, 1.7, 3 };

  for (guint i = 0; i < G_N_ELEMENTS (magnifications); i++)
    for (YttTheme theme = YTT_THEME_LIGHT; theme <= YTT_THEME_DARK; theme++)
      {
        g_autoptr(YttMapPicture) picture = make_picture (640, 480);
        cairo_surface_t *surface;
        double x, y;

        add_point (picture, 1, 59.36, 28.19);
        picture->theme = theme;
        picture->magnification = magnifications[i];
        picture->legend = picture->scale = FALSE;
        ytt_map_picture_show_view (picture, 59.36, 28.19, 5, 0, 0);
        surface = draw (picture, 1);

        project (picture, 59.36, 28.19, &x, &y);
        g_assert_cmphex (get_pixel (surface, x, y), ==, ytt_theme_get_stage_colour (theme, YTT_STAGE_METAL));
        /* The symbol's side is 22 px, less its casing; what is 13 px away is not of it any more. */
        g_assert_cmphex (get_pixel (surface, x + 6 * picture->magnification, y), ==,
                         ytt_theme_get_stage_colour (theme, YTT_STAGE_METAL));
        g_assert_cmphex (get_pixel (surface, x + 13 * picture->magnification, y), !=,
                         ytt_theme_get_stage_colour (theme, YTT_STAGE_METAL));
        /* In the Gulf of Finland. */
        project (picture, 60.0, 27.3, &x, &y);
        g_assert_cmphex (get_pixel (surface, x, y), ==, ytt_theme_get_water (theme));
        cairo_surface_destroy (surface);
      }
}

/* Whether a colour lies between those of land and water, or is water's. */
static gboolean
has_water (guint32 pixel)
{
  guint32 land = ytt_theme_get_land (YTT_THEME_LIGHT), water = ytt_theme_get_water (YTT_THEME_LIGHT);
  double part = ((double) (land >> 16) - (pixel >> 16)) / ((double) (land >> 16) - (water >> 16));

  if (part < 0.1 || part > 1.05)
    return FALSE;

  for (int shift = 0; shift < 16; shift += 8)
    {
      double from = land >> shift & 0xff, to = water >> shift & 0xff;

      if (fabs (from + part * (to - from) - (pixel >> shift & 0xff)) > 2)
        return FALSE;
    }

  return TRUE;
}

/* Where pixels are no whole units, no water shines through between the basemap's tiles. */
static void
test_no_seams (void)
{
  g_autoptr(YttMapPicture) picture = make_picture (400, 400);
  cairo_surface_t *surface;
  guint n_land = 0, n_other = 0;

  picture->magnification = 1.37;
  picture->legend = picture->scale = FALSE;
  /* The Sahara, where four tiles of zoom 5 meet at 0° E, 21.9430° N. */
  ytt_map_picture_show_view (picture, 21.943, 0, 7.3, 0, 0);
  surface = draw (picture, 1);
  for (int y = 40; y < 300; y++)
    for (int x = 0; x < 400; x++)
      {
        guint32 pixel = get_pixel (surface, x, y);

        n_land += pixel == ytt_theme_get_land (YTT_THEME_LIGHT);
        n_other += has_water (pixel);
      }
  g_assert_cmpuint (n_land, >, 260 * 400 / 2);
  g_assert_cmpuint (n_other, ==, 0);
  cairo_surface_destroy (surface);
}

/* A view is shown again whole, in a picture of any form. */
static void
test_show_view (void)
{
  g_autoptr(YttMapPicture) wide = make_picture (1600, 400);
  g_autoptr(YttMapPicture) twice = make_picture (1200, 1000);
  double width, height;

  ytt_map_picture_get_map_size (wide, &width, &height);
  g_assert_cmpfloat (height, <, 400);
  ytt_map_picture_show_view (wide, 10, 20, 6, 600, height * 2);
  g_assert_cmpfloat_with_epsilon (wide->zoom, 5, 1e-9);

  /* No map reaches beyond the pole as long as there is enough of the world. */
  ytt_map_picture_show_view (wide, 84, 20, 2, 0, 0);
  g_assert_cmpfloat (wide->latitude, <, 80);
  project (wide, 85, 20, &width, &height);
  g_assert_cmpfloat (fabs (height), <, 2);

  twice->magnification = 2;
  ytt_map_picture_get_map_size (twice, &width, &height);
  g_assert_cmpfloat (width, ==, 600);
  ytt_map_picture_show_view (twice, 10, 20, 6, 600, height / 2);
  g_assert_cmpfloat_with_epsilon (twice->zoom, 6, 1e-9);
}

/* Points on both sides of the date line are shown across it. */
static void
test_show_points (void)
{
  g_autoptr(YttMapPicture) picture = make_picture (800, 600);
  double x, y;

  add_point (picture, 1, 64, 177);
  add_point (picture, 2, 65, -165);
  ytt_map_picture_show_points (picture);
  g_assert_cmpfloat (fabs (picture->longitude), >, 170);
  g_assert_cmpfloat (picture->zoom, >, 3);
  for (guint i = 0; i < 2; i++)
    {
      const YttPoint *point = &g_array_index (picture->points, YttPoint, i);

      project (picture, point->latitude, point->longitude, &x, &y);
      g_assert_true (x > 0 && x < 800 && y > 0 && y < 600);
    }

  g_array_set_size (picture->points, 0);
  ytt_map_picture_show_points (picture);
  g_assert_cmpfloat (picture->zoom, <, 3);

  /* One alone is not shown closer than makes sense. */
  add_point (picture, 1, 64, 177);
  ytt_map_picture_show_points (picture);
  g_assert_cmpfloat_with_epsilon (picture->latitude, 64, 1e-6);
  g_assert_cmpfloat (picture->zoom, <, 12);
}

/* At the date line a facility and its tag show, whatever side they are on. */
static void
test_date_line (void)
{
  g_autoptr(YttMapPicture) picture = make_picture (640, 480);
  cairo_surface_t *surface;
  double x, y;

  add_point (picture, 1, 66, -179.5);
  picture->legend = picture->scale = FALSE;
  ytt_map_picture_show_view (picture, 66, 179.5, 6, 0, 0);
  surface = draw (picture, 1);
  project (picture, 66, -179.5, &x, &y);
  g_assert_cmpfloat (x, >, 320);
  g_assert_cmphex (get_pixel (surface, x, y), ==, ytt_theme_get_stage_colour (YTT_THEME_LIGHT, YTT_STAGE_METAL));
  cairo_surface_destroy (surface);
}

static cairo_surface_t *
make_tile (double red,
           double green,
           double blue)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 256, 256);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, red, green, blue);
  cairo_paint (cr);
  cairo_destroy (cr);

  return surface;
}

/* Tiles of another map lie over the basemap, finer ones over coarser ones, on both sides of the date line; where they
 * are, there are no names of the basemap, and the footer says whose they are. */
static void
test_backdrop (void)
{
  g_autoptr(YttMapPicture) picture = make_picture (900, 700);
  g_autoptr(YttMapBackdrop) backdrop = ytt_map_backdrop_new ("Somebody");
  cairo_surface_t *surface;
  guint n_other = 0;
  double x, y;

  ytt_map_backdrop_add (backdrop, make_tile (1, 0, 0), 0, 1, 0, 0);
  ytt_map_backdrop_add (backdrop, make_tile (0, 0, 1), 0, 0, 0, 0);
  picture->legend = picture->scale = FALSE;
  picture->magnification = 1.3;
  ytt_map_picture_set_backdrop (picture, backdrop);
  ytt_map_picture_show_view (picture, 40, 180, 1.6, 0, 0);
  surface = draw (picture, 1);

  /* In the west of the date line the fine tile, in the east of it the coarse one. */
  project (picture, 40, -150, &x, &y);
  g_assert_cmphex (get_pixel (surface, x, y), ==, 0xff0000);
  project (picture, 40, 150, &x, &y);
  g_assert_cmphex (get_pixel (surface, x, y), ==, 0x0000ff);
  for (int row = 0; row < 400; row++)
    for (int column = 0; column < 900; column++)
      {
        guint32 pixel = get_pixel (surface, column, row);

        n_other += (pixel & 0xff00) != 0;
      }
  g_assert_cmpuint (n_other, ==, 0);
  g_assert_cmpstr (picture->footer->attribution, ==, "Somebody");

  ytt_map_picture_set_backdrop (picture, NULL);
  g_assert_cmpstr (picture->footer->attribution, ==, YTT_BASEMAP_ATTRIBUTION);
  cairo_surface_destroy (surface);
}

static void
test_selection (void)
{
  g_autoptr(YttMapPicture) picture = make_picture (640, 480);
  cairo_surface_t *surface;
  double x, y;

  add_point (picture, 7, 59.36, 28.19);
  add_point (picture, 8, 59.37, 28.20);
  picture->selected = 7;
  picture->selected_name = g_strdup ("Narva magnet plant");
  picture->legend = picture->scale = FALSE;
  ytt_map_picture_show_view (picture, 59.36, 28.19, 5, 0, 0);
  surface = draw (picture, 1);
  project (picture, 59.36, 28.19, &x, &y);
  g_assert_cmphex (get_pixel (surface, x, y - 20.5), ==, ytt_theme_get_selection (YTT_THEME_LIGHT));
  /* Its tag is white, right of it. */
  g_assert_cmphex (get_pixel (surface, x + 36, y), ==, 0xffffff);
  cairo_surface_destroy (surface);
}

/* Beside what is emphasised the others are faint, but not the selected one. */
static void
test_emphasis (void)
{
  g_autoptr(YttMapPicture) picture = make_picture (640, 480);
  guint32 full = ytt_theme_get_stage_colour (YTT_THEME_LIGHT, YTT_STAGE_METAL);
  cairo_surface_t *surface;
  gint64 id = 7;
  double x, y;

  add_point (picture, 7, 59.4, 24);
  add_point (picture, 8, 57, 24);
  add_point (picture, 9, 55, 24);
  picture->emphasis = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (picture->emphasis, id);
  picture->selected = 9;
  picture->legend = picture->scale = FALSE;
  ytt_map_picture_show_view (picture, 57, 24, 5, 0, 0);
  surface = draw (picture, 1);
  project (picture, 59.4, 24, &x, &y);
  g_assert_cmphex (get_pixel (surface, x, y), ==, full);
  project (picture, 57, 24, &x, &y);
  g_assert_cmphex (get_pixel (surface, x, y), !=, full);
  g_assert_cmphex (get_pixel (surface, x, y), !=, ytt_theme_get_land (YTT_THEME_LIGHT));
  project (picture, 55, 24, &x, &y);
  g_assert_cmphex (get_pixel (surface, x, y), ==, full);
  cairo_surface_destroy (surface);
}

/* In high contrast clusters have a border; nothing leads from one to the next. */
static void
test_contrast (void)
{
  g_autoptr(YttMapPicture) picture = make_picture (640, 480);
  cairo_surface_t *surface;
  guint n_dark = 0;

  for (guint i = 0; i < 2; i++)
    {
      add_point (picture, 1 + i, 22, -5);
      add_point (picture, 3 + i, 22, 15);
    }
  picture->theme = YTT_THEME_LIGHT_CONTRAST;
  picture->legend = picture->scale = FALSE;
  ytt_map_picture_show_view (picture, 22, 5, 4, 0, 0);
  surface = draw (picture, 1);
  for (guint i = 1; i < 10; i++)
    {
      double x, y, x_from, y_from, x_to, y_to;

      project (picture, 22, -5, &x_from, &y_from);
      project (picture, 22, 15, &x_to, &y_to);
      /* Borders of countries are dark, too, but not all along the way. */
      x = x_from + 24 + (x_to - x_from - 48) * i / 10;
      for (y = y_from - 12; y < y_from + 12; y++)
        if ((get_pixel (surface, x, y) & 0xff) < 0xa0)
          {
            n_dark++;
            break;
          }
    }
  g_assert_cmpuint (n_dark, <, 8);
  cairo_surface_destroy (surface);
}

static void
test_legend (void)
{
  g_autoptr(GArray) whole = ytt_legend_new (NULL);
  const YttLegendUse use = { YTT_STAGE_MAGNET, 1 << YTT_STATUS_OPERATING, 1 << YTT_PRECISION_SITE, 0, FALSE };
  g_autoptr(GArray) part = ytt_legend_new (&use);
  guint n[YTT_LEGEND_N_GROUPS] = { 0 };

  for (guint i = 0; i < whole->len; i++)
    {
      const YttLegendEntry *entry = &g_array_index (whole, YttLegendEntry, i);

      g_assert_cmpstr (entry->text, !=, "");
      n[entry->group]++;
    }
  g_assert_cmpuint (n[YTT_LEGEND_STAGE], ==, YTT_N_STAGES);
  g_assert_cmpuint (n[YTT_LEGEND_STATUS], ==, YTT_N_STATUSES);
  g_assert_cmpuint (n[YTT_LEGEND_PLACE], ==, 3);
  g_assert_cmpuint (n[YTT_LEGEND_SUPPLY], ==, 5);

  g_assert_cmpuint (part->len, ==, 3);
  g_assert_cmpuint (g_array_index (part, YttLegendEntry, 0).stage, ==, YTT_STAGE_MAGNET);
}

/* A small picture gets a legend of what it shows, smaller; one that is smaller still gets none, and never fails. */
static void
test_small (void)
{
  const double sizes[][2] = { { 640, 480 }, { 360, 360 }, { 120, 60 }, { 10, 10 }, { 1, 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr(YttMapPicture) picture = make_picture (sizes[i][0], sizes[i][1]);

      picture->title = g_strdup ("A title that is much too long for a picture that is as small as this one");
      add_point (picture, 1, 0, 0);
      cairo_surface_destroy (draw (picture, 1));
    }
}

static YttSource *
make_source (guint number)
{
  YttSource *source = g_new0 (YttSource, 1);

  source->id = number;
  source->slug = g_strdup_printf ("source-%u", number);
  source->title = g_strdup_printf ("Report %u", number);
  source->publisher = g_strdup_printf ("Publisher %u", number);
  source->published = g_strdup ("2025-09-19");
  source->url = g_strdup_printf ("https://example.org/%u", number);

  return source;
}

/* However much room there is, named and counted sources are all there are. */
static void
test_footer_counts (void)
{
  PangoContext *context = ytt_map_picture_create_context (NULL);
  g_autoptr(YttFooter) footer = ytt_footer_new ();
  g_autofree char *text = NULL, *all = NULL, *one = NULL, *none = NULL;
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR, NULL);
  cairo_t *cr = cairo_create (surface);
  guint few, many;

  footer->document = g_strdup ("Rare earth projects");
  footer->attribution = g_strdup ("Natural Earth");
  footer->sources = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_source_free);
  for (guint i = 0; i < 40; i++)
    g_ptr_array_add (footer->sources, make_source (i));

  few = ytt_footer_draw (footer, cr, context, 500, 90, YTT_THEME_LIGHT);
  many = ytt_footer_draw (footer, cr, context, 1200, 90, YTT_THEME_DARK);
  g_assert_cmpuint (few, >, 0);
  g_assert_cmpuint (many, >, few);
  g_assert_cmpuint (many, <, 40);
  g_assert_cmpuint (ytt_footer_draw (footer, cr, context, 500, 10, YTT_THEME_LIGHT), ==, 0);
  g_assert_cmpuint (ytt_footer_draw (footer, cr, context, 4000, 2000, YTT_THEME_LIGHT), ==, 40);
  /* However high it may be, it does not become a list. */
  g_assert_cmpuint (ytt_footer_draw (footer, cr, context, 500, 2000, YTT_THEME_LIGHT), <, 40);
  g_assert_cmpfloat (ytt_footer_measure (footer, context, 1200, 90), <=, 90);

  text = ytt_footer_get_sources (footer, 28);
  g_assert_true (g_str_has_suffix (text, "; Publisher 27, 19" NBSP "Sep" NBSP "2025; and 12 more sources"));
  one = ytt_footer_get_sources (footer, 39);
  g_assert_true (g_str_has_suffix (one, "; and 1 more source"));
  none = ytt_footer_get_sources (footer, 0);
  g_assert_cmpstr (none, ==, "40 sources, named in the properties of the file");
  all = ytt_footer_get_text (footer);
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *line = g_strdup_printf ("\nPublisher %u: Report %u, 19" NBSP "Sep" NBSP "2025, "
                                               "https://example.org/%u\n", i, i, i);

      g_assert_nonnull (strstr (all, line));
    }
  g_assert_true (g_str_has_suffix (all, "\nMap: Natural Earth"));

  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  g_object_unref (context);
}

static void
check_head (YttFooter  *footer,
            const char *expected)
{
  g_autofree char *head = ytt_footer_get_head (footer);

  g_assert_cmpstr (head, ==, expected);
}

static void
test_footer_words (void)
{
  g_autoptr(YttFooter) footer = ytt_footer_new ();

  check_head (footer, "");
  footer->document = g_strdup ("Projects");
  footer->date = g_strdup ("2026-11-25");
  footer->n_total = footer->n_shown = 221;
  check_head (footer, "Projects · As of 25" NBSP "Nov" NBSP "2026 · 221 facilities");
  footer->newest = g_strdup ("2026-10-09");
  footer->moment.year = 2027;
  check_head (footer, "Projects · State at the end of 2027 · As of 25" NBSP "Nov" NBSP "2026, newest claim of 9"
                      NBSP "Oct" NBSP "2026 · 221 facilities");
  footer->moment.told = 20250801;
  check_head (footer, "Projects · State at the end of 2027 · As told on 1" NBSP "Aug" NBSP "2025 · 221 facilities");
  footer->moment.year = 0;
  check_head (footer, "Projects · As told on 1" NBSP "Aug" NBSP "2025 · 221 facilities");
  footer->n_shown = 1;
  footer->filter = g_strdup ("the stage Magnets");
  footer->search = g_strdup ("narva");
  check_head (footer, "Projects · As told on 1" NBSP "Aug" NBSP "2025 · 1 of 221 facilities: the stage Magnets; "
                      "search “narva”");
}

/* Two of one publisher and day are named once, and both are told whole. */
static void
test_footer_twins (void)
{
  g_autoptr(YttFooter) footer = ytt_footer_new ();
  g_autofree char *text = NULL, *all = NULL;
  YttSource *twin = make_source (1);

  footer->sources = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_source_free);
  g_ptr_array_add (footer->sources, make_source (1));
  g_free (twin->title);
  twin->title = g_strdup ("Another report");
  g_ptr_array_add (footer->sources, twin);

  text = ytt_footer_get_sources (footer, 2);
  g_assert_cmpstr (text, ==, "Sources: Publisher 1, 19" NBSP "Sep" NBSP "2025");
  all = ytt_footer_get_text (footer);
  g_assert_nonnull (strstr (all, "Report 1"));
  g_assert_nonnull (strstr (all, "Another report"));
}

/* A million points take as long as the few that stand in a view. */
static void
test_million (void)
{
  g_autoptr(YttMapPicture) picture = make_picture (800, 600);
  g_autoptr(GRand) rand = g_rand_new_with_seed (1);
  gint64 began;

  for (guint i = 0; i < 1000000; i++)
    add_point (picture, i + 1, g_rand_double_range (rand, -60, 75), g_rand_double_range (rand, -180, 180));
  ytt_map_picture_show_points (picture);
  began = g_get_monotonic_time ();
  cairo_surface_destroy (draw (picture, 1));
  g_test_message ("a million points drawn in %.0f ms", (g_get_monotonic_time () - began) / 1e3);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 20 * G_USEC_PER_SEC);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/map-picture/colours", test_colours);
  g_test_add_func ("/map-picture/no-seams", test_no_seams);
  g_test_add_func ("/map-picture/show-view", test_show_view);
  g_test_add_func ("/map-picture/show-points", test_show_points);
  g_test_add_func ("/map-picture/date-line", test_date_line);
  g_test_add_func ("/map-picture/backdrop", test_backdrop);
  g_test_add_func ("/map-picture/selection", test_selection);
  g_test_add_func ("/map-picture/emphasis", test_emphasis);
  g_test_add_func ("/map-picture/contrast", test_contrast);
  g_test_add_func ("/map-picture/legend", test_legend);
  g_test_add_func ("/map-picture/small", test_small);
  g_test_add_func ("/map-picture/million", test_million);
  g_test_add_func ("/footer/counts", test_footer_counts);
  g_test_add_func ("/footer/words", test_footer_words);
  g_test_add_func ("/footer/twins", test_footer_twins);

  return g_test_run ();
}
