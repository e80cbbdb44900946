#include "config.h"

#include <math.h>

#include "ytt-marker-layout.h"
#include "ytt-mercator.h"

typedef struct
{
  GArray          *points;
  YttClusterIndex *index;
  GArray          *markers;
} Fixture;

static void
add_point (Fixture      *f,
           double        latitude,
           double        longitude,
           YttStages     stages,
           YttPrecision  precision)
{
  YttPoint point = { f->points->len + 1, longitude, latitude, stages, YTT_STATUS_OPERATING, precision };

  g_array_append_val (f->points, point);
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->points = g_array_new (FALSE, FALSE, sizeof (YttPoint));
  f->markers = g_array_new (FALSE, FALSE, sizeof (YttMarker));
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_array_unref (f->points);
  g_array_unref (f->markers);
  g_clear_pointer (&f->index, ytt_cluster_index_unref);
}

static YttMapView
get_view (double latitude,
          double longitude,
          double zoom)
{
  YttMapView view = { .zoom = zoom, .width = 1000, .height = 700 };

  ytt_mercator_project (latitude, longitude, &view.x, &view.y);

  return view;
}

static guint
find_member (Fixture *f,
             gint64   id)
{
  guint member = YTT_MARKER_NONE;

  if (id != 0)
    g_assert_true (ytt_cluster_index_find (f->index, id, &member));

  return member;
}

static void
lay_out (Fixture    *f,
         YttMapView  view,
         gint64      selected,
         guint       spread,
         guint       n_spread)
{
  if (f->index == NULL)
    f->index = ytt_cluster_index_new (f->points);
  ytt_marker_layout (f->index, &view, find_member (f, selected), spread, n_spread, f->markers);
}

static const YttMarker *
get_marker (Fixture *f,
            guint    i)
{
  g_assert_cmpuint (i, <, f->markers->len);

  return &g_array_index (f->markers, YttMarker, i);
}

static gboolean
overlap (const YttMarker *a,
         const YttMarker *b)
{
  double dx = MAX (fabs (a->x - b->x) - a->reach - b->reach, 0);

  return hypot (dx, a->y - b->y) < a->radius + b->radius - 0.1;
}

static void
test_middle (Fixture       *f,
             gconstpointer  data)
{
  add_point (f, 59.36, 28.14, YTT_STAGE_MAGNET, YTT_PRECISION_SITE);
  lay_out (f, get_view (59.36, 28.14, 5.3), 0, YTT_MARKER_NONE, 0);
  g_assert_cmpuint (f->markers->len, ==, 1);
  g_assert_cmpfloat_with_epsilon (get_marker (f, 0)->x, 500, 0.05);
  g_assert_cmpfloat_with_epsilon (get_marker (f, 0)->y, 350, 0.05);
  g_assert_cmpfloat (get_marker (f, 0)->place_radius, ==, 0);
}

/* Both sides of the date line are in one view, wherever its middle is. */
static void
test_date_line (Fixture       *f,
                gconstpointer  data)
{
  add_point (f, 10, 178, YTT_STAGE_MINING, YTT_PRECISION_SITE);
  add_point (f, 10, -178, YTT_STAGE_METAL, YTT_PRECISION_SITE);
  for (double longitude = 177; longitude <= 183; longitude++)
    {
      lay_out (f, get_view (10, longitude > 180 ? longitude - 360 : longitude, 5), 0, YTT_MARKER_NONE, 0);
      g_assert_cmpuint (f->markers->len, ==, 2);
      for (guint i = 0; i < 2; i++)
        {
          double east = ytt_cluster_index_get_member (f->index, get_marker (f, i)->first)->longitude > 0 ? 178 : 182;

          g_assert_cmpfloat_with_epsilon (get_marker (f, i)->x,
                                          500 + (east - longitude) / 360 * ytt_mercator_get_world_size (5), 0.1);
        }
    }
}

/* A view wider than the world shows and picks a facility twice, and a selection too. */
static void
test_copies (Fixture       *f,
             gconstpointer  data)
{
  add_point (f, 0, 0, YTT_STAGE_MINING, YTT_PRECISION_SITE);
  for (gint64 selected = 0; selected <= 1; selected++)
    {
      lay_out (f, get_view (0, 180, 1), selected, YTT_MARKER_NONE, 0);
      g_assert_cmpuint (f->markers->len, ==, 2);
      g_assert_cmpfloat_with_epsilon (fabs (get_marker (f, 0)->x - get_marker (f, 1)->x), 512, 0.1);
      g_assert_cmpuint (ytt_marker_layout_pick (f->markers, 500 - 256, 350), !=,
                        ytt_marker_layout_pick (f->markers, 500 + 256, 350));
      g_assert_cmpuint (ytt_marker_layout_pick (f->markers, 500 + 256, 350), !=, YTT_MARKER_NONE);
    }
}

/* The selected one never joins; two others that were with it stay together, one other stands by itself. */
static void
test_selected_never_joins (Fixture       *f,
                           gconstpointer  data)
{
  for (guint n = 2; n <= 5; n++)
    {
      guint n_selected = 0, n_others = 0;

      g_array_set_size (f->points, 0);
      g_clear_pointer (&f->index, ytt_cluster_index_unref);
      for (guint i = 0; i < n; i++)
        add_point (f, 50 + i * 0.01, 10, YTT_STAGE_MAGNET, YTT_PRECISION_SITE);

      lay_out (f, get_view (50, 10, 4), 0, YTT_MARKER_NONE, 0);
      g_assert_cmpuint (f->markers->len, ==, 1);
      g_assert_cmpuint (get_marker (f, 0)->count, ==, n);

      lay_out (f, get_view (50, 10, 4), 2, YTT_MARKER_NONE, 0);
      g_assert_cmpuint (f->markers->len, ==, 2);
      for (guint i = 0; i < 2; i++)
        {
          const YttMarker *marker = get_marker (f, i);

          if (marker->flags & YTT_MARKER_SELECTED)
            n_selected++;
          else
            n_others += ytt_marker_get_n_members (marker);
        }
      g_assert_cmpuint (n_selected, ==, 1);
      g_assert_cmpuint (n_others, ==, n - 1);
      g_assert_false (overlap (get_marker (f, 0), get_marker (f, 1)));
    }
}

/* What would lie under a selection moves out, keeps its place, and hides nothing else. */
static void
test_room_around_selection (Fixture       *f,
                            gconstpointer  data)
{
  double step = 360 / ytt_mercator_get_world_size (6);
  guint n_moved = 0;

  add_point (f, 0, 0, YTT_STAGE_MAGNET, YTT_PRECISION_SITE);
  for (int i = 0; i < 4; i++)
    {
      add_point (f, 26 * step * (i - 1.5), 29 * step, YTT_STAGE_MINING | YTT_STAGE_METAL, YTT_PRECISION_SITE);
      add_point (f, 26 * step * (i - 1.5), -27 * step, YTT_STAGE_METAL, YTT_PRECISION_SITE);
    }

  lay_out (f, get_view (0, 0, 6), 1, YTT_MARKER_NONE, 0);
  for (guint i = 0; i < f->markers->len; i++)
    {
      const YttMarker *marker = get_marker (f, i);

      for (guint j = 0; j < i; j++)
        g_assert_false (overlap (marker, get_marker (f, j)));
      if (marker->flags & YTT_MARKER_MOVED)
        {
          n_moved++;
          g_assert_cmpfloat (hypot (marker->x - marker->place_x, marker->y - marker->place_y), >, 0.5);
        }
    }
  g_assert_cmpuint (n_moved, >, 0);
}

/* Members at one place spread out so that each can be picked; so do many. */
static void
test_spread (Fixture       *f,
             gconstpointer  data)
{
  const guint sizes[] = { 2, 8, 30, 100 };

  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    {
      YttMarker cluster;

      g_array_set_size (f->points, 0);
      g_clear_pointer (&f->index, ytt_cluster_index_unref);
      for (guint i = 0; i < sizes[s]; i++)
        add_point (f, 40, 110, YTT_STAGE_MAGNET, YTT_PRECISION_LOCALITY);

      lay_out (f, get_view (40, 110, 8), 0, YTT_MARKER_NONE, 0);
      g_assert_cmpuint (f->markers->len, ==, 1);
      cluster = *get_marker (f, 0);
      for (gint64 selected = 0; selected <= 1; selected++)
        {
          lay_out (f, get_view (40, 110, 8), selected, cluster.first, cluster.count);
          g_assert_cmpuint (f->markers->len, ==, sizes[s]);
          for (guint i = 0; i < sizes[s]; i++)
            {
              const YttMarker *marker = get_marker (f, i);

              g_assert_true (marker->flags & YTT_MARKER_MOVED);
              g_assert_cmpuint (ytt_marker_layout_pick (f->markers, marker->x, marker->y), ==, i);
              if (selected == 0)
                for (guint j = 0; j < i; j++)
                  g_assert_false (overlap (marker, get_marker (f, j)));
            }
        }
    }
}

/* What is near a place that is spread out makes room for its members. */
static void
test_room_around_spread (Fixture       *f,
                         gconstpointer  data)
{
  double step = 360 / ytt_mercator_get_world_size (8);
  guint n_moved = 0, spread = YTT_MARKER_NONE;

  for (guint i = 0; i < 8; i++)
    add_point (f, 0, 0, YTT_STAGE_MAGNET, YTT_PRECISION_SITE);
  add_point (f, 40 * step, 0, YTT_STAGE_MINING, YTT_PRECISION_SITE);
  add_point (f, 0, -45 * step, YTT_STAGE_METAL | YTT_STAGE_MAGNET, YTT_PRECISION_SITE);
  add_point (f, 0, 200 * step, YTT_STAGE_METAL, YTT_PRECISION_SITE);

  lay_out (f, get_view (0, 0, 8), 0, YTT_MARKER_NONE, 0);
  g_assert_cmpuint (f->markers->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    if (get_marker (f, i)->count == 8)
      spread = get_marker (f, i)->first;
  lay_out (f, get_view (0, 0, 8), 0, spread, 8);
  g_assert_cmpuint (f->markers->len, ==, 11);
  for (guint i = 0; i < 11; i++)
    {
      n_moved += (get_marker (f, i)->flags & YTT_MARKER_MOVED) != 0;
      for (guint j = 0; j < i; j++)
        g_assert_false (overlap (get_marker (f, i), get_marker (f, j)));
    }
  g_assert_cmpuint (n_moved, ==, 10);
}

/* An approximate place is at least as large as its ring, and as large as it is on the ground where that is more. */
static void
test_places (Fixture       *f,
             gconstpointer  data)
{
  add_point (f, 0, 0, YTT_STAGE_MAGNET, YTT_PRECISION_LOCALITY);
  add_point (f, 0, 20, YTT_STAGE_MAGNET, YTT_PRECISION_REGION);
  lay_out (f, get_view (0, 10, 3), 0, YTT_MARKER_NONE, 0);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpfloat (get_marker (f, i)->place_radius, ==, get_marker (f, i)->x < 500 ? 15 : 18);

  lay_out (f, get_view (0, 0, 10), 0, YTT_MARKER_NONE, 0);
  g_assert_cmpfloat_with_epsilon (get_marker (f, 0)->place_radius, 5000 / (156543.03 / 1024), 0.1);
}

/* A document may say that a region is at a pole, or beyond: its area stays one that can be drawn. */
static void
test_poles (Fixture       *f,
            gconstpointer  data)
{
  const double latitudes[] = { 90, -90, 89.9999, 500 };

  for (guint i = 0; i < G_N_ELEMENTS (latitudes); i++)
    add_point (f, latitudes[i], 180 + 360e6 * i, YTT_STAGE_MAGNET, YTT_PRECISION_REGION);
  for (double zoom = 0; zoom <= 11; zoom++)
    {
      lay_out (f, get_view (85.05, 180, zoom), 1, YTT_MARKER_NONE, 0);
      g_assert_cmpuint (f->markers->len, >, 0);
      for (guint j = 0; j < f->markers->len; j++)
        {
          g_assert_true (isfinite (get_marker (f, j)->x) && isfinite (get_marker (f, j)->y));
          g_assert_cmpfloat (get_marker (f, j)->place_radius, <, 10000);
        }
    }
}

static void
test_pick (Fixture       *f,
           gconstpointer  data)
{
  add_point (f, 0, 0, YTT_STAGE_MAGNET, YTT_PRECISION_SITE);
  lay_out (f, get_view (0, 0, 5), 0, YTT_MARKER_NONE, 0);

  /* The hit area measures 36. */
  g_assert_cmpuint (ytt_marker_layout_pick (f->markers, 500 + 17, 350), ==, 0);
  g_assert_cmpuint (ytt_marker_layout_pick (f->markers, 500, 350 - 17), ==, 0);
  g_assert_cmpuint (ytt_marker_layout_pick (f->markers, 500 + 19, 350), ==, YTT_MARKER_NONE);
  g_assert_cmpuint (ytt_marker_layout_pick (f->markers, 10, 10), ==, YTT_MARKER_NONE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/marker-layout/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("middle", test_middle);
  ADD ("date-line", test_date_line);
  ADD ("copies", test_copies);
  ADD ("selected-never-joins", test_selected_never_joins);
  ADD ("room-around-selection", test_room_around_selection);
  ADD ("spread", test_spread);
  ADD ("room-around-spread", test_room_around_spread);
  ADD ("places", test_places);
  ADD ("poles", test_poles);
  ADD ("pick", test_pick);

  return g_test_run ();
}
