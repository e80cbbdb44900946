#include "config.h"

#include <locale.h>
#include <math.h>

#include "../contrast.h"
#include "ytt-labels.h"

static YttBasemap *
open_basemap (void)
{
  g_autofree char *path = ytt_basemap_find_file ();
  g_autoptr(GError) error = NULL;
  YttBasemap *basemap = ytt_basemap_open (path, &error);

  g_assert_no_error (error);

  return basemap;
}

static YttLabels *
make_labels (void)
{
  g_autoptr(YttBasemap) basemap = open_basemap ();

  return ytt_labels_new (basemap, NULL);
}

static YttLabelView
make_view (double longitude,
           double latitude,
           double zoom,
           double width,
           double height)
{
  double s = sin (latitude * G_PI / 180);

  return (YttLabelView) {
    .x = longitude / 360 + 0.5,
    .y = 0.5 - log ((1 + s) / (1 - s)) / (4 * G_PI),
    .zoom = zoom,
    .width = width,
    .height = height,
  };
}

static gboolean
meet (const cairo_rectangle_t *a,
      const cairo_rectangle_t *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height && b->y < a->y + a->height;
}

static const YttPlacedLabel *
find (const GArray *placed,
      const char   *text)
{
  for (guint i = 0; i < placed->len; i++)
    if (g_str_equal (g_array_index (placed, YttPlacedLabel, i).text, text))
      return &g_array_index (placed, YttPlacedLabel, i);

  return NULL;
}

static guint
count (const GArray *placed,
       const char   *text)
{
  guint n = 0;

  for (guint i = 0; i < placed->len; i++)
    n += g_str_equal (g_array_index (placed, YttPlacedLabel, i).text, text);

  return n;
}

/* What is drawn of a label, its halo left out, has to be within the room that it was given. */
static void
assert_fits (YttLabels            *labels,
             const YttPlacedLabel *placed)
{
  cairo_surface_t *surface = ytt_labels_render (labels, placed, YTT_THEME_LIGHT, 1);
  double width = cairo_image_surface_get_width (surface) - 2 * YTT_LABEL_HALO;
  double height = cairo_image_surface_get_height (surface) - 2 * YTT_LABEL_HALO;

  g_assert_cmpfloat (placed->text_x, >=, placed->box.x);
  g_assert_cmpfloat (placed->text_y, >=, placed->box.y - 1);
  g_assert_cmpfloat (placed->text_x + width, <=, placed->box.x + placed->box.width + 1);
  g_assert_cmpfloat (placed->text_y + height, <=, placed->box.y + placed->box.height + 1);
  cairo_surface_destroy (surface);
}

static void
assert_apart (const GArray *placed)
{
  for (guint i = 0; i < placed->len; i++)
    for (guint j = 0; j < i; j++)
      {
        const YttPlacedLabel *one = &g_array_index (placed, YttPlacedLabel, i);
        const YttPlacedLabel *other = &g_array_index (placed, YttPlacedLabel, j);

        if (meet (&one->box, &other->box))
          g_test_message ("%s and %s", one->text, other->text);
        g_assert_false (meet (&one->box, &other->box));
      }
}

static const struct
{
  double longitude;
  double latitude;
} places[] = {
  { 0, 20 }, { 10, 51 }, { 28.15, 59.3 }, { -95, 38 }, { 110, 35 }, { 180, 0 }, { -179.9, 66 }, { 139.7, 35.7 },
  { -0.1, 51.5 }, { 103.8, 1.3 }, { 77, 28 }, { 0, -84 }, { 0, 84 },
};

static void
test_never_overlap (void)
{
  g_autoptr(YttLabels) labels = make_labels ();
  guint n_placed = 0;

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    for (double zoom = 0; zoom <= 11; zoom += 0.35)
      {
        YttLabelView view = make_view (places[i].longitude, places[i].latitude, zoom, 900, 700);
        const GArray *placed = ytt_labels_place (labels, &view, NULL, 0);

        assert_apart (placed);
        n_placed += placed->len;
        if (i < 3)
          for (guint j = 0; j < placed->len; j++)
            assert_fits (labels, &g_array_index (placed, YttPlacedLabel, j));
      }

  /* There is something to overlap, even with the views at sea. */
  g_assert_cmpuint (n_placed, >, G_N_ELEMENTS (places) * 32 * 15);
}

/* While the map moves, each label that stays in view keeps its place on it, at any zoom. */
static void
test_stand_still (void)
{
  g_autoptr(YttLabels) labels = make_labels ();

  for (guint i = 0; i < G_N_ELEMENTS (places) - 2; i++)
    for (double zoom = 2.3; zoom <= 10.5; zoom += 0.75)
      {
        YttLabelView view = make_view (places[i].longitude, places[i].latitude, zoom, 700, 500);
        double world = 256 * exp2 (zoom);
        g_autoptr(GArray) before = NULL;

        before = g_array_copy ((GArray *) ytt_labels_place (labels, &view, NULL, 0));
        for (int step = 1; step <= 8; step++)
          {
            const GArray *after;

            view.x += 23 / world;
            view.y += 17 / world;
            after = ytt_labels_place (labels, &view, NULL, 0);
            for (guint j = 0; j < before->len; j++)
              {
                const YttPlacedLabel *label = &g_array_index (before, YttPlacedLabel, j);
                cairo_rectangle_t box = label->box;
                gboolean is_there = FALSE;

                box.x -= 23 * step;
                box.y -= 17 * step;
                if (box.x + box.width <= 1 || box.y + box.height <= 1)
                  continue;
                for (guint k = 0; k < after->len && !is_there; k++)
                  {
                    const YttPlacedLabel *now = &g_array_index (after, YttPlacedLabel, k);

                    is_there = now->key == label->key && fabs (now->box.x - box.x) < 0.1 &&
                               fabs (now->box.y - box.y) < 0.1;
                  }
                if (!is_there)
                  g_test_message ("%s at zoom %g", label->text, zoom);
                g_assert_true (is_there);
              }
          }
      }
}

/* Within a step of zoom no label comes or goes but at the edges. */
static void
test_keep_within_step (void)
{
  g_autoptr(YttLabels) labels = make_labels ();
  YttLabelView view = make_view (15, 55, 4.5, 900, 700);
  g_autoptr(GArray) before = g_array_copy ((GArray *) ytt_labels_place (labels, &view, NULL, 0));
  const GArray *after;

  view.zoom = 4.95;
  after = ytt_labels_place (labels, &view, NULL, 0);
  for (guint i = 0; i < after->len; i++)
    g_assert_nonnull (find (before, g_array_index (after, YttPlacedLabel, i).text));
  g_assert_cmpuint (after->len, >, 10);
}

static void
test_give_way (void)
{
  g_autoptr(YttLabels) labels = make_labels ();
  YttLabelView view = make_view (18, 56, 4.6, 900, 700);
  const GArray *placed = ytt_labels_place (labels, &view, NULL, 0);
  const YttPlacedLabel *label = find (placed, "Stockholm");
  cairo_rectangle_t obstacles[2], country;

  g_assert_nonnull (label);
  g_assert_cmpfloat (label->dot, >, 0);

  /* A symbol on the town's name: the name goes to another side of the dot. */
  obstacles[0] = (cairo_rectangle_t) { label->text_x + 10, label->text_y, 20, 14 };
  label = find (placed, "Poland");
  g_assert_nonnull (label);
  country = label->box;
  /* A symbol on a country's name: the name goes up or down. */
  obstacles[1] = (cairo_rectangle_t) { country.x + country.width / 2 - 4, country.y + country.height / 2 - 4, 8, 8 };

  placed = ytt_labels_place (labels, &view, obstacles, 2);
  label = find (placed, "Stockholm");
  g_assert_nonnull (label);
  label = find (placed, "Poland");
  g_assert_nonnull (label);
  g_assert_cmpfloat (label->box.y, !=, country.y);
  assert_apart (placed);
  for (guint i = 0; i < placed->len; i++)
    for (guint j = 0; j < 2; j++)
      g_assert_false (meet (&g_array_index (placed, YttPlacedLabel, i).box, &obstacles[j]));

  /* A symbol over everything leaves no room. */
  obstacles[0] = (cairo_rectangle_t) { -500, -500, 2000, 2000 };
  placed = ytt_labels_place (labels, &view, obstacles, 1);
  g_assert_cmpuint (placed->len, ==, 0);
}

/* Of a map in flight no label moves to another side: one that meets a symbol is left out, the others stay. */
static void
test_steady (void)
{
  g_autoptr(YttLabels) labels = make_labels ();
  YttLabelView view = make_view (18, 56, 4.6, 900, 700);
  g_autoptr(GArray) before = g_array_copy ((GArray *) ytt_labels_place (labels, &view, NULL, 0));
  const YttPlacedLabel *label = find (before, "Stockholm");
  cairo_rectangle_t obstacle;
  const GArray *placed;

  g_assert_nonnull (label);
  obstacle = (cairo_rectangle_t) { label->text_x + 10, label->text_y, 20, 14 };
  view.steady = TRUE;
  placed = ytt_labels_place (labels, &view, &obstacle, 1);
  g_assert_null (find (placed, "Stockholm"));
  g_assert_cmpuint (placed->len, ==, before->len - 1);
  for (guint i = 0; i < placed->len; i++)
    {
      const YttPlacedLabel *now = &g_array_index (placed, YttPlacedLabel, i);

      g_assert_cmpfloat (find (before, now->text)->text_x, ==, now->text_x);
    }
}

/* What another thread's labels decided is taken over as it is. */
static void
test_decided (void)
{
  g_autoptr(YttLabels) labels = make_labels ();
  g_autoptr(YttLabels) others = make_labels ();
  YttLabelView view = make_view (139.4, 35.6, 8.2, 900, 700);
  g_autoptr(GArray) placed = g_array_copy ((GArray *) ytt_labels_place (others, &view, NULL, 0));
  g_autoptr(GHashTable) decided = ytt_labels_get_decided (others);
  g_autoptr(GHashTable) taken = NULL;
  const GArray *again;

  g_assert_cmpuint (g_hash_table_size (decided), >, 0);
  ytt_labels_add_decided (labels, decided);
  again = ytt_labels_place (labels, &view, NULL, 0);
  g_assert_cmpuint (again->len, ==, placed->len);
  for (guint i = 0; i < again->len; i++)
    g_assert_cmpuint (g_array_index (again, YttPlacedLabel, i).key, ==, g_array_index (placed, YttPlacedLabel, i).key);

  /* Nothing was decided anew. */
  taken = ytt_labels_get_decided (labels);
  g_assert_cmpuint (g_hash_table_size (taken), ==, g_hash_table_size (decided));
}

/* In a window wider than the world, each copy is labelled alike; across the date line, too. */
static void
test_every_copy (void)
{
  g_autoptr(YttLabels) labels = make_labels ();
  YttLabelView view = make_view (0, 20, 2, 3 * 1024, 800);
  const GArray *placed = ytt_labels_place (labels, &view, NULL, 0);

  g_assert_cmpuint (count (placed, "Australia"), ==, 3);
  g_assert_cmpuint (count (placed, "Brazil"), ==, 3);
  g_assert_cmpuint (count (placed, "Atlantic Ocean"), ==, 6);

  view = make_view (178, -17, 6, 1100, 700);
  placed = ytt_labels_place (labels, &view, NULL, 0);
  g_assert_nonnull (find (placed, "Suva"));
  g_assert_nonnull (find (placed, "Apia"));

  view = make_view (-178, -17, 6, 900, 700);
  placed = ytt_labels_place (labels, &view, NULL, 0);
  g_assert_nonnull (find (placed, "Suva"));
}

static void
test_names (void)
{
  g_autoptr(YttLabels) labels = make_labels ();
  YttLabelView view = make_view (31, 50, 5.2, 900, 700);
  const GArray *placed = ytt_labels_place (labels, &view, NULL, 0);

  g_assert_nonnull (find (placed, "Kyiv"));
  g_assert_nonnull (find (placed, "Ukraine"));

  /* Small towns come with the zoom. */
  view = make_view (28.15, 59.3, 5, 900, 700);
  g_assert_null (find (ytt_labels_place (labels, &view, NULL, 0), "Narva"));
  view.zoom = 9;
  g_assert_nonnull (find (ytt_labels_place (labels, &view, NULL, 0), "Narva"));
}

static const struct
{
  const char *language;
  double longitude;
  double latitude;
  double zoom;
  const char *english;
  const char *name;
} translations[] = {
  { "sv", 15, 60, 4.5, "Finland", "Finland" },
  { "de", 10, 51, 4.5, "Germany", "Deutschland" },
  { "fr", 23, -3, 4.5, "Dem. Rep. Congo", "République démocratique du Congo" },
  { "ja", 138, 36, 4.5, "Japan", "日本" },
  /* There is no Japanese word for "Iran" alone. */
  { "ja", 53, 32, 4.5, "Iran", "イラン・イスラム共和国" },
  { "ar", 30, 27, 4.5, "Egypt", "مصر" },
};

/* gettext looks at the environment again when the locale changes. Newer glibc translates nothing in C.UTF-8;
 * the locale of a language is there where tests/meson.build could make one. */
static void
change_locale (void)
{
  setlocale (LC_MESSAGES, "C");
  if (setlocale (LC_MESSAGES, "en_US.UTF-8") == NULL)
    setlocale (LC_MESSAGES, "C.UTF-8");
}

/* In the user's language, as far as iso-codes has it; and still without overlaps. */
static void
test_languages (void)
{
  if (!g_file_test ("/usr/share/locale/de/LC_MESSAGES/iso_3166-1.mo", G_FILE_TEST_EXISTS))
    {
      g_test_skip ("iso-codes is not installed");
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (translations); i++)
    {
      g_autoptr(YttLabels) labels = NULL;
      YttLabelView view = make_view (translations[i].longitude, translations[i].latitude, translations[i].zoom,
                                     900, 700);
      const GArray *placed;

      g_setenv ("LANGUAGE", translations[i].language, TRUE);
      change_locale ();
      labels = make_labels ();
      placed = ytt_labels_place (labels, &view, NULL, 0);
      if (find (placed, translations[i].name) == NULL)
        for (guint j = 0; j < placed->len; j++)
          g_test_message ("%s", g_array_index (placed, YttPlacedLabel, j).text);
      g_assert_nonnull (find (placed, translations[i].name));
      assert_apart (placed);
      for (guint j = 0; j < placed->len; j++)
        assert_fits (labels, &g_array_index (placed, YttPlacedLabel, j));
    }

  g_unsetenv ("LANGUAGE");
  change_locale ();
}

/* The picture of a label has its text in the theme's ink, and nothing else. */
static void
test_draw (void)
{
  g_autoptr(YttLabels) labels = make_labels ();
  YttLabelView view = make_view (10, 51, 5, 400, 300);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 400, 300);
  cairo_t *cr = cairo_create (surface);
  const guint8 *data;
  guint n_drawn = 0;

  ytt_labels_draw (labels, cr, &view, NULL, 0, YTT_THEME_DARK);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  data = cairo_image_surface_get_data (surface);
  for (int i = 0; i < 400 * 300; i++)
    n_drawn += data[4 * i + 3] != 0;
  g_assert_cmpuint (n_drawn, >, 500);
  g_assert_cmpuint (n_drawn, <, 400 * 300 / 2);
  cairo_surface_destroy (surface);
}

/* In high contrast names can be read wherever they stand: those of seas on water, the others on land. */
static void
test_high_contrast (void)
{
  for (guint theme = YTT_THEME_LIGHT_CONTRAST; theme <= YTT_THEME_DARK_CONTRAST; theme++)
    for (guint style = 0; style < YTT_LABEL_N_STYLES; style++)
      {
        guint32 ground = style == YTT_LABEL_STYLE_SEA ? ytt_theme_get_water (theme) : ytt_theme_get_land (theme);

        g_assert_cmpfloat (contrast_get (ytt_label_style_get_ink (style, theme), ground), >=, CONTRAST_OF_TEXT);
      }
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/labels/never-overlap", test_never_overlap);
  g_test_add_func ("/labels/stand-still", test_stand_still);
  g_test_add_func ("/labels/keep-within-step", test_keep_within_step);
  g_test_add_func ("/labels/give-way", test_give_way);
  g_test_add_func ("/labels/steady", test_steady);
  g_test_add_func ("/labels/decided", test_decided);
  g_test_add_func ("/labels/every-copy", test_every_copy);
  g_test_add_func ("/labels/names", test_names);
  g_test_add_func ("/labels/languages", test_languages);
  g_test_add_func ("/labels/draw", test_draw);
  g_test_add_func ("/labels/high-contrast", test_high_contrast);

  return g_test_run ();
}
