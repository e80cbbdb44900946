#include "config.h"

#include <math.h>

#include "map-fixture.h"

/* What fades and grows on the map, and that it is done with at once where animations are off. */

static void
set_animations (gboolean enabled)
{
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", enabled, NULL);
}

static void
show_two (MapFixture *f)
{
  map_fixture_add (f, 10, "Alpha", 0, -8, "mining");
  map_fixture_add (f, 20, "Beta", 0, 8, "metal");
  map_fixture_show (f, 800, 600);
  map_fixture_look_at (f, 0, 0, 4);
}

/* What is painted around a marker beyond its symbol, up to the disc of one that the pointer is on. */
static guint
count_disc (MapFixture *f,
            gint64      id)
{
  const YttMarker *marker = map_fixture_get_marker (f, id);
  cairo_surface_t *surface = map_fixture_paint (f);
  guint n = map_fixture_count_painted (surface, marker->x, marker->y, 14, 18);

  cairo_surface_destroy (surface);

  return n;
}

typedef struct
{
  MapFixture *f;
  gint64      id;
  guint       before;
} Disc;

static gboolean
is_gone (gpointer data)
{
  Disc *disc = data;

  return count_disc (disc->f, disc->id) == 0;
}

/* A disc comes up where the pointer is, and goes where it was. */
static void
test_hover (MapFixture    *f,
            gconstpointer  data)
{
  const YttMarker *marker;
  Disc disc = { f, 10 };

  show_two (f);
  marker = map_fixture_get_marker (f, 10);
  g_assert_cmpuint (count_disc (f, 10), ==, 0);

  set_animations (TRUE);
  map_fixture_point_at (f, marker->x, marker->y);
  g_assert_cmpuint (count_disc (f, 10), ==, 0);
  wait_until (is_gone, (&(Disc) { f, 20 }));
  while (is_gone (&disc))
    g_main_context_iteration (NULL, TRUE);

  /* On its way out it is seen still, then no more. */
  map_fixture_point_at (f, 3, 3);
  g_assert_cmpuint (count_disc (f, 10), >, 0);
  wait_until (is_gone, &disc);

  set_animations (FALSE);
  marker = map_fixture_get_marker (f, 10);
  map_fixture_point_at (f, marker->x, marker->y);
  g_assert_cmpuint (count_disc (f, 10), >, 100);
  map_fixture_point_at (f, 3, 3);
  g_assert_cmpuint (count_disc (f, 10), ==, 0);
}

static gboolean
has_one (gpointer data)
{
  MapFixture *f = data;

  return !ytt_session_get_loading (f->session) && !ytt_facility_layer_get_loading (f->layer) &&
         ytt_cluster_index_get_n_points (ytt_facility_layer_get_index (f->layer)) == 1;
}

typedef struct
{
  MapFixture *f;
  double      x;
  double      y;
} Spot;

static guint
count_at (Spot *spot)
{
  cairo_surface_t *surface = map_fixture_paint (spot->f);
  guint n = map_fixture_count_painted (surface, spot->x, spot->y, 0, 6);

  cairo_surface_destroy (surface);

  return n;
}

static gboolean
is_empty (gpointer data)
{
  return count_at (data) == 0;
}

/* What a search leaves out fades; what it brings back is there at once. */
static void
test_leaving (MapFixture    *f,
              gconstpointer  data)
{
  const YttMarker *marker;
  Spot alpha = { f }, beta = { f };

  show_two (f);
  marker = map_fixture_get_marker (f, 10);
  alpha.x = marker->x, alpha.y = marker->y;
  marker = map_fixture_get_marker (f, 20);
  beta.x = marker->x, beta.y = marker->y;

  set_animations (TRUE);
  ytt_session_set_search (f->session, "beta");
  wait_until (has_one, f);
  g_assert_null (map_fixture_get_marker (f, 10));
  g_assert_false (is_empty (&alpha));
  g_assert_false (is_empty (&beta));
  wait_until (is_empty, &alpha);

  ytt_session_set_search (f->session, "");
  map_fixture_settle (f);
  g_assert_false (is_empty (&alpha));

  /* The map moves: nothing is left behind. */
  ytt_session_set_search (f->session, "beta");
  wait_until (has_one, f);
  map_fixture_press (f, GDK_KEY_plus, 0);
  map_fixture_settle (f);
  g_assert_null (map_fixture_get_marker (f, 10));

  set_animations (FALSE);
  ytt_session_set_search (f->session, "");
  map_fixture_look_at (f, 0, 0, 4);
  ytt_session_set_search (f->session, "beta");
  wait_until (has_one, f);
  g_assert_true (is_empty (&alpha));
}

static void
count_cb (GdkFrameClock *clock,
          guint         *n)
{
  (*n)++;
}

static gboolean
stop_cb (gpointer data)
{
  *(gboolean *) data = TRUE;

  return G_SOURCE_REMOVE;
}

/* With nothing on its way no frame is painted. */
static void
test_rest (MapFixture    *f,
           gconstpointer  data)
{
  const YttMarker *marker;
  GdkFrameClock *clock;
  Disc disc = { f, 10 };
  gboolean stopped = FALSE;
  guint n = 0, timeout;

  show_two (f);
  set_animations (TRUE);
  marker = map_fixture_get_marker (f, 10);
  map_fixture_point_at (f, marker->x, marker->y);
  ytt_session_set_search (f->session, "alpha");
  wait_until (has_one, f);
  map_fixture_point_at (f, 3, 3);
  wait_until (is_gone, &disc);
  map_fixture_settle (f);

  /* The last frames of the animations. */
  timeout = g_timeout_add (300, stop_cb, &stopped);
  while (!stopped)
    g_main_context_iteration (NULL, TRUE);

  clock = gtk_widget_get_frame_clock (GTK_WIDGET (f->layer));
  g_signal_connect (clock, "paint", G_CALLBACK (count_cb), &n);
  stopped = FALSE;
  timeout = g_timeout_add (300, stop_cb, &stopped);
  while (!stopped)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (timeout, >, 0);
  g_signal_handlers_disconnect_by_func (clock, count_cb, &n);
  g_assert_cmpuint (n, ==, 0);
  set_animations (FALSE);
}

/* Members at one place come out of it: at first they are there, in the end apart; where animations are off, at once. */
static void
test_spread (MapFixture    *f,
             gconstpointer  data)
{
  Spot place = { f, 400, 300 };
  const YttMarker *marker;
  Spot member = { f };

  for (gint64 id = 1; id <= 8; id++)
    map_fixture_add (f, id, "One of eight", 40.65, 109.97, "magnet");
  map_fixture_show (f, 800, 600);
  map_fixture_look_at (f, 40.65, 109.97, 9);
  set_animations (TRUE);
  map_fixture_click (f, place.x, place.y, 1);
  marker = map_fixture_get_marker (f, 1);
  member.x = marker->x, member.y = marker->y;
  g_assert_true (is_empty (&member));
  while (is_empty (&member))
    g_main_context_iteration (NULL, TRUE);

  set_animations (FALSE);
  g_assert_true (map_fixture_press (f, GDK_KEY_Escape, 0));
  map_fixture_settle (f);
  g_assert_true (is_empty (&member));
  map_fixture_click (f, place.x, place.y, 1);
  g_assert_false (is_empty (&member));
}

#define ADD(name, function) \
  g_test_add ("/map-fades/" name, MapFixture, GINT_TO_POINTER (TRUE), map_fixture_set_up, function, map_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  set_animations (FALSE);
  ADD ("hover", test_hover);
  ADD ("leaving", test_leaving);
  ADD ("spread", test_spread);
  ADD ("rest", test_rest);

  return g_test_run ();
}
