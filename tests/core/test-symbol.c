#include "config.h"

#include <math.h>
#include <string.h>

#include "../contrast.h"
#include "ytt-marker.h"

/* The palette and the symbols: told apart by every kind of eye, and by shape alone. */

typedef struct
{
  double red;
  double green;
  double blue;
} Linear;

typedef struct
{
  double l;
  double a;
  double b;
} Lab;

typedef enum
{
  SIGHT_FULL,
  SIGHT_PROTAN,
  SIGHT_DEUTAN,
  SIGHT_TRITAN,
  N_SIGHTS,
} Sight;

/* Machado, Oliveira and Fernandes 2009, full severity, on linear light. */
static const double sights[N_SIGHTS][9] = {
  [SIGHT_FULL] = { 1, 0, 0, 0, 1, 0, 0, 0, 1 },
  [SIGHT_PROTAN] = { 0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998 },
  [SIGHT_DEUTAN] = { 0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881 },
  [SIGHT_TRITAN] = { 1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900 },
};

static const char * const sight_names[N_SIGHTS] = { "full", "protan", "deutan", "tritan" };

static double
to_linear (guint channel)
{
  double c = channel / 255.0;

  return c <= 0.04045 ? c / 12.92 : pow ((c + 0.055) / 1.055, 2.4);
}

static Linear
get_linear (guint32 rgb)
{
  return (Linear) { to_linear (rgb >> 16), to_linear ((rgb >> 8) & 0xff), to_linear (rgb & 0xff) };
}

static Linear
simulate (Linear colour,
          Sight  sight)
{
  const double *m = sights[sight];
  Linear seen = {
    m[0] * colour.red + m[1] * colour.green + m[2] * colour.blue,
    m[3] * colour.red + m[4] * colour.green + m[5] * colour.blue,
    m[6] * colour.red + m[7] * colour.green + m[8] * colour.blue,
  };

  return (Linear) { CLAMP (seen.red, 0, 1), CLAMP (seen.green, 0, 1), CLAMP (seen.blue, 0, 1) };
}

static double
lab_curve (double t)
{
  return t > 216.0 / 24389 ? cbrt (t) : (24389.0 / 27 * t + 16) / 116;
}

/* CIE L*a*b* under D65. */
static Lab
get_lab (Linear c)
{
  double x = lab_curve ((0.4124564 * c.red + 0.3575761 * c.green + 0.1804375 * c.blue) / 0.95047);
  double y = lab_curve (0.2126729 * c.red + 0.7151522 * c.green + 0.0721750 * c.blue);
  double z = lab_curve ((0.0193339 * c.red + 0.1191920 * c.green + 0.9503041 * c.blue) / 1.08883);

  return (Lab) { 116 * y - 16, 500 * (x - y), 200 * (y - z) };
}

static double
hue (double a,
     double b)
{
  double h = atan2 (b, a);

  return h < 0 ? h + 2 * G_PI : h;
}

static double
ciede2000 (Lab one,
           Lab two)
{
  double c_mean = (hypot (one.a, one.b) + hypot (two.a, two.b)) / 2;
  double g = 0.5 * (1 - sqrt (pow (c_mean, 7) / (pow (c_mean, 7) + pow (25, 7))));
  double a1 = one.a * (1 + g), a2 = two.a * (1 + g);
  double c1 = hypot (a1, one.b), c2 = hypot (a2, two.b);
  double h1 = hue (a1, one.b), h2 = hue (a2, two.b);
  double dl = two.l - one.l, dc = c2 - c1, dh = h2 - h1;
  double l = (one.l + two.l) / 2, c = (c1 + c2) / 2, h = (h1 + h2) / 2;
  double t, sl, sc, sh, rt, turn;

  if (c1 * c2 == 0)
    {
      dh = 0;
      h = h1 + h2;
    }
  else if (fabs (h1 - h2) > G_PI)
    {
      dh += dh > 0 ? -2 * G_PI : 2 * G_PI;
      h += h1 + h2 < 2 * G_PI ? G_PI : -G_PI;
    }
  dh = 2 * sqrt (c1 * c2) * sin (dh / 2);

  t = 1 - 0.17 * cos (h - G_PI / 6) + 0.24 * cos (2 * h) + 0.32 * cos (3 * h + G_PI / 30)
      - 0.20 * cos (4 * h - 63 * G_PI / 180);
  sl = 1 + 0.015 * pow (l - 50, 2) / sqrt (20 + pow (l - 50, 2));
  sc = 1 + 0.045 * c;
  sh = 1 + 0.015 * c * t;
  turn = G_PI / 6 * exp (-pow ((h * 180 / G_PI - 275) / 25, 2));
  rt = -2 * sqrt (pow (c, 7) / (pow (c, 7) + pow (25, 7))) * sin (2 * turn);

  return sqrt (pow (dl / sl, 2) + pow (dc / sc, 2) + pow (dh / sh, 2) + rt * (dc / sc) * (dh / sh));
}

/* Pairs of the test data that was published with the formula (Sharma, Wu and Dalal 2005). */
static void
test_formula (void)
{
  const struct { Lab one, two; double difference; } known[] = {
    { { 50, 2.6772, -79.7751 }, { 50, 0, -82.7485 }, 2.0425 },
    { { 50, 0, 0 }, { 50, -1, 2 }, 2.3669 },
    { { 50, 2.4900, -0.0010 }, { 50, -2.4900, 0.0009 }, 7.1792 },
    { { 60.2574, -34.0099, 36.2677 }, { 60.4626, -34.1751, 39.4387 }, 1.2644 },
    { { 2.0776, 0.0795, -1.1350 }, { 0.9033, -0.0636, -0.5514 }, 0.9082 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    g_assert_cmpfloat_with_epsilon (ciede2000 (known[i].one, known[i].two), known[i].difference, 1e-4);
}

static void
test_colours_apart (void)
{
  for (guint theme = YTT_THEME_LIGHT; theme < YTT_N_THEMES; theme++)
    for (guint sight = 0; sight < N_SIGHTS; sight++)
      {
        double least = G_MAXDOUBLE;

        for (guint i = 0; i < YTT_N_STAGES; i++)
          for (guint j = 0; j < i; j++)
            {
              Linear one = simulate (get_linear (ytt_theme_get_stage_colour (theme, 1 << i)), sight);
              Linear two = simulate (get_linear (ytt_theme_get_stage_colour (theme, 1 << j)), sight);

              least = MIN (least, ciede2000 (get_lab (one), get_lab (two)));
            }
        g_test_message ("%s, %s sight: %.1f", ytt_theme_is_dark (theme) ? "dark" : "light", sight_names[sight], least);
        g_assert_cmpfloat (least, >=, 10);
      }
}

/* Drawn at twice the size, as on a sharp screen, so that thin outlines have pixels of their own. */
#define SCALE 2
#define SIDE (40 * SCALE)

static cairo_surface_t *
draw (YttStages stages,
      YttStatus status,
      YttTheme  theme,
      gint64    ground)   /* -1: none */
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, SIDE, SIDE);
  cairo_t *cr = cairo_create (surface);

  if (ground >= 0)
    {
      ytt_cairo_set_rgb (cr, ground);
      cairo_paint (cr);
    }
  cairo_scale (cr, SCALE, SCALE);
  ytt_draw_marker (cr, SIDE / 2.0 / SCALE, SIDE / 2.0 / SCALE, stages, status,
                   YTT_MARKER_AT_REST, YTT_MARKER_CASING, theme);
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  return surface;
}

static guint32
get_pixel (cairo_surface_t *surface,
           int              x,
           int              y)
{
  const guint8 *row = cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface);

  return ((const guint32 *) (gconstpointer) row)[x];
}

/* The casing keeps the colour off the ground, so what is seen is the colour on paper, or on the ground itself. */
static void
check_contrast (YttStages stage,
                YttStatus status,
                YttTheme  theme,
                guint32   ground)
{
  cairo_surface_t *surface = draw (stage, status, theme, ground);
  guint32 ink = ytt_marker_get_colour (stage, status, theme);
  guint n_ink = 0;

  for (int y = 1; y < SIDE - 1; y++)
    for (int x = 1; x < SIDE - 1; x++)
      {
        if ((get_pixel (surface, x, y) & 0xffffff) != ink)
          continue;

        n_ink++;
        for (int dy = -1; dy <= 1; dy++)
          for (int dx = -1; dx <= 1; dx++)
            g_assert_cmphex (get_pixel (surface, x + dx, y + dy) & 0xffffff, !=, ground);
      }
  cairo_surface_destroy (surface);

  g_assert_cmpuint (n_ink, >=, 8);
  g_assert_cmpfloat (MAX (contrast_get (ink, ground), contrast_get (ink, ytt_theme_get_paper (theme))), >=, 3);
}

static void
test_contrast (void)
{
  for (guint theme = YTT_THEME_LIGHT; theme < YTT_N_THEMES; theme++)
    for (guint i = 0; i < YTT_N_STAGES; i++)
      for (guint status = YTT_STATUS_EXPLORATION; status < YTT_N_STATUSES; status++)
        {
          check_contrast (1 << i, status, theme, ytt_theme_get_land (theme));
          check_contrast (1 << i, status, theme, ytt_theme_get_water (theme));
        }
}

/* In high contrast what stands around a symbol tells, too. */
static void
test_high_contrast (void)
{
  for (guint theme = YTT_THEME_LIGHT_CONTRAST; theme <= YTT_THEME_DARK_CONTRAST; theme++)
    {
      guint32 grounds[] = { ytt_theme_get_land (theme), ytt_theme_get_water (theme), ytt_theme_get_paper (theme) };

      for (guint i = 0; i < G_N_ELEMENTS (grounds); i++)
        {
          g_assert_cmpfloat (contrast_get (ytt_theme_get_selection (theme), grounds[i]), >=, CONTRAST_OF_GRAPHICS);
          g_assert_cmpfloat (contrast_get (ytt_theme_get_ink (theme), grounds[i]), >=, CONTRAST_OF_TEXT);
        }
    }
}

/* Share of the pixels of either shape in which two pictures differ, however they are coloured. */
static double
compare_shapes (cairo_surface_t *one,
                cairo_surface_t *two)
{
  guint differ = 0, any = 0;

  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < SIDE; x++)
      {
        gboolean in_one = get_pixel (one, x, y) >> 24 > 127, in_two = get_pixel (two, x, y) >> 24 > 127;

        any += in_one || in_two;
        differ += in_one != in_two;
      }

  return (double) differ / any;
}

static void
test_shapes_apart (void)
{
  cairo_surface_t *surfaces[YTT_N_STAGES];
  double least = 1;

  for (guint i = 0; i < YTT_N_STAGES; i++)
    {
      cairo_t *cr;

      surfaces[i] = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, SIDE, SIDE);
      cr = cairo_create (surfaces[i]);
      ytt_draw_symbol (cr, SIDE / 2.0, SIDE / 2.0, 22 * SCALE, 0, 1 << i, YTT_STATUS_OPERATING, YTT_THEME_LIGHT);
      cairo_destroy (cr);
      cairo_surface_flush (surfaces[i]);
    }

  for (guint i = 0; i < YTT_N_STAGES; i++)
    for (guint j = 0; j < i; j++)
      least = MIN (least, compare_shapes (surfaces[i], surfaces[j]));
  g_test_message ("least difference of two silhouettes: %.0f %% of their area", least * 100);
  g_assert_cmpfloat (least, >=, 0.15);

  for (guint i = 0; i < YTT_N_STAGES; i++)
    cairo_surface_destroy (surfaces[i]);
}

/* In grey, each status of a stage looks different from each other one. */
static void
test_statuses_apart (void)
{
  for (guint i = 0; i < YTT_N_STAGES; i++)
    for (guint a = YTT_STATUS_EXPLORATION; a < YTT_N_STATUSES; a++)
      for (guint b = YTT_STATUS_EXPLORATION; b < a; b++)
        {
          cairo_surface_t *one = draw (1 << i, a, YTT_THEME_LIGHT, 0xffffff);
          cairo_surface_t *two = draw (1 << i, b, YTT_THEME_LIGHT, 0xffffff);
          guint differ = 0;

          for (int y = 0; y < SIDE; y++)
            for (int x = 0; x < SIDE; x++)
              differ += fabs (contrast_get_luminance (get_pixel (one, x, y) & 0xffffff)
                              - contrast_get_luminance (get_pixel (two, x, y) & 0xffffff)) > 0.3;
          cairo_surface_destroy (one);
          cairo_surface_destroy (two);
          g_assert_cmpuint (differ, >=, 10);
        }
}

/* A row's box holds all that is drawn into it, and shows each of up to four stages. */
static void
test_list_symbol (void)
{
  for (guint stages = 1; stages < 1 << YTT_N_STAGES; stages++)
    {
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 48, 48);
      cairo_t *cr = cairo_create (surface);
      guint n_shown = 0, n_stages = 0;

      cairo_translate (cr, 8, 8);
      ytt_draw_list_symbol (cr, 32, stages, YTT_STATUS_OPERATING, YTT_THEME_LIGHT);
      cairo_destroy (cr);
      cairo_surface_flush (surface);

      for (guint i = 0; i < YTT_N_STAGES; i++)
        {
          guint32 colour = ytt_theme_get_stage_colour (YTT_THEME_LIGHT, 1 << i) | 0xff000000;
          gboolean seen = FALSE;

          n_stages += (stages >> i) & 1;
          for (int y = 0; y < 48; y++)
            for (int x = 0; x < 48; x++)
              {
                gboolean inside = x >= 8 && x < 40 && y >= 8 && y < 40;

                seen = seen || get_pixel (surface, x, y) == colour;
                g_assert_true (inside || get_pixel (surface, x, y) == 0);
              }
          g_assert_true (!seen || (stages & (1 << i)));
          n_shown += seen;
        }
      g_assert_cmpuint (n_shown, ==, MIN (n_stages, 4));
      cairo_surface_destroy (surface);
    }
}

/* A cluster is divided in proportion, the least part still shows, and the ring closes for one stage. */
static void
test_cluster (void)
{
  g_autoptr(PangoFontDescription) font = pango_font_description_from_string ("Sans");
  g_autoptr(PangoLayout) layout = ytt_marker_create_layout (font);
  guint counts[YTT_N_STAGES] = { 0, 1, 0, 0, 0, 0, 999 };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 60, 60);
  cairo_t *cr = cairo_create (surface);
  guint32 mining = ytt_theme_get_stage_colour (YTT_THEME_LIGHT, YTT_STAGE_MINING) | 0xff000000;
  guint32 magnet = ytt_theme_get_stage_colour (YTT_THEME_LIGHT, YTT_STAGE_MAGNET) | 0xff000000;
  guint n_mining = 0, n_magnet = 0;

  ytt_draw_marker_cluster (cr, 30, 30, counts, YTT_MARKER_CASING, layout, YTT_THEME_LIGHT);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  for (int y = 0; y < 60; y++)
    for (int x = 0; x < 60; x++)
      {
        n_mining += get_pixel (surface, x, y) == mining;
        n_magnet += get_pixel (surface, x, y) == magnet;
      }
  cairo_surface_destroy (surface);

  g_assert_cmpuint (n_mining, >, 0);
  g_assert_cmpuint (n_magnet, >, 300);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/symbol/difference-formula", test_formula);
  g_test_add_func ("/symbol/colours-apart", test_colours_apart);
  g_test_add_func ("/symbol/contrast", test_contrast);
  g_test_add_func ("/symbol/high-contrast", test_high_contrast);
  g_test_add_func ("/symbol/shapes-apart", test_shapes_apart);
  g_test_add_func ("/symbol/statuses-apart", test_statuses_apart);
  g_test_add_func ("/symbol/list-symbol", test_list_symbol);
  g_test_add_func ("/symbol/cluster", test_cluster);

  return g_test_run ();
}
