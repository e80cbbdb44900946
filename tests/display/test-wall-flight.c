/* Flights on the wall, frame by frame: none lacks a tile or a label, whether or not it could be foreseen, and what is
 * drawn beforehand keeps within its bound. */

#include "config.h"

#include <adwaita.h>

#include "wall-fixture.h"
#include "ytt-mercator.h"

/* Tiles of the zoom that is seen are no wider than this, gutters and all, in px. */
#define OWN_ZOOM 530

/* Of a few seconds at sixty a second, so many at least are seen while others work on the same machine. */
#define LEAST_FRAMES 15

typedef struct
{
  WallFixture *f;
  guint        n_frames;
  guint        n_bare;      /* frames of which a part is covered by no tile */
  guint        n_coarse;    /* frames of which a part is covered by tiles of farther zooms only */
  guint        n_missing;   /* labels that the frames before and after have */
  GHashTable  *labels[2];   /* (owned) (nullable): of the last frame, and the one before */
} Count;

/* One that is cut by the edge may be beyond it for a frame, as when its name comes to stand on the other side. */
static void
count_missing (Count      *count,
               GHashTable *now)
{
  GHashTableIter iter;
  gpointer key, whole;

  if (count->labels[1] == NULL)
    return;

  g_hash_table_iter_init (&iter, now);
  while (g_hash_table_iter_next (&iter, &key, &whole))
    count->n_missing += GPOINTER_TO_INT (whole) && g_hash_table_lookup (count->labels[1], key) != NULL &&
                        !g_hash_table_contains (count->labels[0], key);
}

static void
painted_cb (gpointer data)
{
  Count *count = data;
  g_autoptr(GHashTable) labels = NULL;

  if (!ytt_wall_map_get_flying (count->f->map))
    return;

  count->n_frames++;
  count->n_bare += wall_fixture_get_uncovered (count->f, G_MAXDOUBLE) > 0;
  count->n_coarse += wall_fixture_get_uncovered (count->f, OWN_ZOOM) > 0;

  labels = wall_fixture_get_labels (count->f);
  g_assert_cmpuint (g_hash_table_size (labels), >, 0);
  count_missing (count, labels);
  g_clear_pointer (&count->labels[1], g_hash_table_unref);
  count->labels[1] = count->labels[0];
  count->labels[0] = g_steal_pointer (&labels);
}

static void
fly (Count   *count,
     YttView *view)
{
  ytt_wall_map_show (count->f->map, view, TRUE);
  g_assert_true (ytt_wall_map_get_flying (count->f->map));
  while (ytt_wall_map_get_flying (count->f->map))
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (count->labels); i++)
    g_clear_pointer (&count->labels[i], g_hash_table_unref);
}

static void
check_bytes (WallFixture *f)
{
  YttLabelLayer *labels = ytt_map_ground_get_labels (ytt_wall_map_get_ground (f->map));
  gsize n_bytes = ytt_flight_tiles_get_n_bytes (ytt_wall_map_get_tiles (f->map));

  g_test_message ("%.0f MB of tiles, %.0f MB of labels", n_bytes / 1048576.0,
                  ytt_label_layer_get_n_bytes (labels) / 1048576.0);
  g_assert_cmpuint (n_bytes, >, 1024 * 1024);
  g_assert_cmpuint (n_bytes + ytt_label_layer_get_n_bytes (labels), <, 400 * 1024 * 1024);
}

/* Far, near by, across the date line; and back, which is prepared too. */
static void
test_foreseen (WallFixture   *f,
               gconstpointer  data)
{
  static const double stops[][3] = {
    { 56.3, -64.1, 5.5 }, { 59.36, 28.15, 6.8 }, { 59.4, 27.3, 8.4 }, { 35.55, 139.36, 9 }, { 35.48, -115.53, 7 },
  };
  g_autoptr(YttView) last = NULL;
  Count count = { f };

  wall_fixture_watch (f, painted_cb, &count);
  for (guint i = 0; i < G_N_ELEMENTS (stops); i++)
    {
      YttView *view = wall_fixture_make_view (stops[i][0], stops[i][1], stops[i][2], 0);

      if (last == NULL)
        {
          ytt_wall_map_show (f->map, view, FALSE);
          wall_fixture_settle (f);
        }
      else
        {
          wall_fixture_prepare (f, view, last);
          check_bytes (f);
          fly (&count, view);
          ytt_view_unref (last);
        }
      last = view;
    }

  g_test_message ("%u frames", count.n_frames);
  g_assert_cmpuint (count.n_frames, >, LEAST_FRAMES);
  g_assert_cmpuint (count.n_bare, ==, 0);
  g_assert_cmpuint (count.n_coarse, ==, 0);
  g_assert_cmpuint (count.n_missing, ==, 0);
}

/* The way back was prepared as second. */
static void
test_back (WallFixture   *f,
           gconstpointer  data)
{
  g_autoptr(YttView) narva = wall_fixture_make_view (59.36, 28.15, 6.8, 0);
  g_autoptr(YttView) lake = wall_fixture_make_view (56.3, -64.1, 5.5, 0);
  g_autoptr(YttView) mojave = wall_fixture_make_view (35.48, -115.53, 7, 0);
  Count count = { f };

  wall_fixture_watch (f, painted_cb, &count);
  ytt_wall_map_show (f->map, narva, FALSE);
  wall_fixture_prepare (f, mojave, lake);
  check_bytes (f);
  fly (&count, lake);
  g_assert_cmpuint (count.n_bare, ==, 0);
  g_assert_cmpuint (count.n_coarse, ==, 0);
  g_assert_cmpuint (count.n_missing, ==, 0);
}

/* A question leads to where nobody thought of, from a stop whose own flights are still being drawn. */
static void
test_unforeseen (WallFixture   *f,
                 gconstpointer  data)
{
  g_autoptr(YttView) narva = wall_fixture_make_view (59.36, 28.15, 6.8, 0);
  g_autoptr(YttView) weld = wall_fixture_make_view (-28.86, 122.55, 7.2, 0);
  Count count = { f };

  wall_fixture_watch (f, painted_cb, &count);
  ytt_wall_map_show (f->map, narva, FALSE);
  wall_fixture_settle (f);
  fly (&count, weld);
  fly (&count, narva);
  g_assert_cmpuint (count.n_frames, >, LEAST_FRAMES / 2);
  g_assert_cmpuint (count.n_bare, ==, 0);
  g_assert_cmpuint (count.n_missing, ==, 0);
}

/* A cut to the other side of the world, too, shows the world at once. */
static void
test_cut (WallFixture   *f,
          gconstpointer  data)
{
  g_autoptr(YttView) narva = wall_fixture_make_view (59.36, 28.15, 6.8, 0);
  g_autoptr(YttView) weld = wall_fixture_make_view (-28.86, 122.55, 7.2, 0);

  ytt_wall_map_show (f->map, narva, FALSE);
  wall_fixture_settle (f);
  ytt_wall_map_show (f->map, weld, FALSE);
  g_assert_cmpuint (wall_fixture_get_uncovered (f, G_MAXDOUBLE), ==, 0);
  wall_fixture_settle (f);
  g_assert_cmpuint (wall_fixture_get_uncovered (f, OWN_ZOOM), ==, 0);
}

/* A label that loses its place stays for a moment and moves with the map; once it is gone it does not come back at once. */
static void
test_linger (void)
{
  const YttLabelView view = { .x = 0.5, .y = 0.4, .zoom = 5, .width = 900, .height = 500 };
  YttLabelView moved = view;
  YttPlacedLabel label = { .key = 7, .box = { 400, 200, 60, 16 }, .text_x = 410, .text_y = 200, .dot_x = 402,
                           .dot_y = 208, .dot = 2 };
  g_autoptr(GArray) placed = g_array_new (FALSE, FALSE, sizeof label);
  g_autoptr(GArray) none = g_array_new (FALSE, FALSE, sizeof label);
  g_autoptr(GArray) painted = NULL;
  const YttPaintedLabel *now;
  guint n_shown = 0, n_hidden = 0;

  g_array_append_val (placed, label);
  painted = ytt_label_linger (placed, &view, NULL, &view);

  /* The map moves 32 px to the west below the view. */
  moved.x += 32 / ytt_mercator_get_world_size (view.zoom);
  for (guint i = 0; i < 10; i++)
    {
      GArray *next = ytt_label_linger (none, i == 0 ? &moved : &view, painted, i == 1 ? &moved : &view);

      g_clear_pointer (&painted, g_array_unref);
      painted = next;
      g_assert_cmpuint (painted->len, ==, 1);
      now = &g_array_index (painted, YttPaintedLabel, 0);
      g_assert_cmpfloat_with_epsilon (now->placed.dot_x, i == 0 ? 370 : 402, 1e-6);
      g_assert_cmpfloat_with_epsilon (now->placed.text_x, i == 0 ? 378 : 410, 1e-6);
      n_shown += ytt_painted_label_is_shown (now);
    }
  g_assert_cmpuint (n_shown, >=, 2);
  g_assert_cmpuint (n_shown, <, 6);

  /* It has its place again. */
  do
    {
      GArray *next = ytt_label_linger (placed, &view, painted, &view);

      g_clear_pointer (&painted, g_array_unref);
      painted = next;
      g_assert_cmpuint (painted->len, ==, 1);
      n_hidden++;
      g_assert_cmpuint (n_hidden, <, 30);
    }
  while (!ytt_painted_label_is_shown (&g_array_index (painted, YttPaintedLabel, 0)));
  g_assert_cmpuint (n_hidden, >, 2);
}

#define ADD(name, size, function) \
  g_test_add ("/wall-flight/" name "/" size, WallFixture, size, wall_fixture_set_up, function, wall_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("foreseen", "1280x800", test_foreseen);
  ADD ("foreseen", "3840x2160", test_foreseen);
  ADD ("back", "1280x800", test_back);
  ADD ("back", "3840x2160", test_back);
  ADD ("unforeseen", "1280x800", test_unforeseen);
  ADD ("unforeseen", "3840x2160", test_unforeseen);
  ADD ("cut", "1280x800", test_cut);
  g_test_add_func ("/wall-flight/linger", test_linger);

  return g_test_run ();
}
