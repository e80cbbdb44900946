#include "config.h"

#include "query-fixture.h"
#include "ytt-session-page.h"
#include "ytt-trail.h"

typedef struct
{
  Fixture     fixture;
  YttSession *session;
  YttTrail   *trail;
  guint       n_went;
} TrailFixture;

static gboolean
is_idle (gpointer data)
{
  return !ytt_session_get_loading (data);
}

static void
went_cb (TrailFixture *f)
{
  f->n_went++;
}

static void
set_up (TrailFixture  *f,
        gconstpointer  data)
{
  fixture_set_up_shipped (&f->fixture, data);
  f->session = ytt_session_new ();
  f->trail = ytt_trail_new (f->session);
  g_signal_connect_swapped (f->trail, "went", G_CALLBACK (went_cb), f);
  ytt_session_set_store (f->session, f->fixture.store);
  wait_until (is_idle, f->session);
  ytt_session_set_viewport (f->session, 30, 15, 2);
  ytt_trail_settle (f->trail);
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static void
tear_down (TrailFixture  *f,
           gconstpointer  data)
{
  g_assert_finalize_object (f->trail);
  ytt_session_set_store (f->session, NULL);
  g_object_add_weak_pointer (G_OBJECT (f->session), (gpointer *) &f->session);
  g_object_unref (f->session);
  wait_until (is_gone, &f->session);
  fixture_tear_down (&f->fixture, data);
}

static void
set_term (YttSession *session,
          YttFacet    facet,
          const char *value)
{
  g_autoptr(YttFilter) empty = ytt_filter_new ();
  g_autoptr(YttFilter) filter = ytt_filter_with (empty, facet, value, FALSE);

  ytt_session_set_filter (session, filter);
  wait_until (is_idle, session);
}

static double
get_latitude (YttSession *session)
{
  double latitude;

  ytt_session_get_viewport (session, &latitude, NULL, NULL);

  return latitude;
}

static void
test_begin (TrailFixture  *f,
            gconstpointer  data)
{
  double latitude, longitude, zoom;

  g_assert_cmpuint (ytt_trail_get_n_views (f->trail), ==, 1);
  g_assert_false (ytt_trail_get_can_go_back (f->trail));
  g_assert_false (ytt_trail_get_can_go_forward (f->trail));
  g_assert_false (ytt_trail_go_back (f->trail));
  g_assert_false (ytt_trail_go_forward (f->trail));
  g_assert_cmpuint (f->n_went, ==, 0);

  /* The same view twice is one. */
  ytt_trail_settle (f->trail);
  ytt_session_get_viewport (f->session, &latitude, &longitude, &zoom);
  ytt_session_set_viewport (f->session, latitude + 1e-4, longitude + 1e-4, zoom + 1e-4);
  ytt_trail_settle (f->trail);
  g_assert_cmpuint (ytt_trail_get_n_views (f->trail), ==, 1);
}

static void
test_back_and_forward (TrailFixture  *f,
                       gconstpointer  data)
{
  gint64 id = fixture_find (&f->fixture, "narva");

  set_term (f->session, YTT_FACET_STAGE, "magnet");
  ytt_trail_settle (f->trail);
  ytt_session_set_selected (f->session, id);
  ytt_session_set_viewport (f->session, 59.4, 28.1, 8);
  ytt_trail_settle (f->trail);
  ytt_session_set_moment (f->session, (YttMoment) { 2020, 0 });
  wait_until (is_idle, f->session);
  ytt_trail_settle (f->trail);
  g_assert_cmpuint (ytt_trail_get_n_views (f->trail), ==, 4);

  g_assert_true (ytt_trail_go_back (f->trail));
  g_assert_true (ytt_moment_is_now (ytt_session_get_moment (f->session)));
  g_assert_cmpint (ytt_session_get_selected (f->session), ==, id);
  g_assert_cmpfloat (get_latitude (f->session), ==, 59.4);
  g_assert_true (ytt_trail_go_back (f->trail));
  g_assert_cmpint (ytt_session_get_selected (f->session), ==, 0);
  g_assert_cmpfloat (get_latitude (f->session), ==, 30);
  g_assert_nonnull (ytt_filter_find (ytt_session_get_filter (f->session), YTT_FACET_STAGE, "magnet"));
  g_assert_true (ytt_trail_go_back (f->trail));
  g_assert_true (ytt_filter_is_empty (ytt_session_get_filter (f->session)));
  g_assert_false (ytt_trail_go_back (f->trail));
  wait_until (is_idle, f->session);

  g_assert_true (ytt_trail_go_forward (f->trail));
  g_assert_true (ytt_trail_go_forward (f->trail));
  wait_until (is_idle, f->session);
  g_assert_cmpint (ytt_session_get_selected (f->session), ==, id);
  g_assert_cmpfloat (get_latitude (f->session), ==, 59.4);
  g_assert_cmpuint (ytt_trail_get_n_views (f->trail), ==, 4);
  g_assert_cmpuint (f->n_went, ==, 5);
}

/* Going on from an older view forgets the newer ones. */
static void
test_branch (TrailFixture  *f,
             gconstpointer  data)
{
  ytt_session_set_viewport (f->session, 10, 10, 4);
  ytt_trail_settle (f->trail);
  ytt_session_set_viewport (f->session, 20, 10, 4);
  ytt_trail_settle (f->trail);
  g_assert_true (ytt_trail_go_back (f->trail));
  g_assert_true (ytt_trail_get_can_go_forward (f->trail));
  ytt_session_set_viewport (f->session, 40, 10, 4);
  /* It has not come to rest, but counts. */
  g_assert_false (ytt_trail_go_forward (f->trail));
  g_assert_cmpfloat (get_latitude (f->session), ==, 40);
  g_assert_true (ytt_trail_go_back (f->trail));
  g_assert_cmpfloat (get_latitude (f->session), ==, 10);
  g_assert_true (ytt_trail_go_forward (f->trail));
  g_assert_cmpfloat (get_latitude (f->session), ==, 40);
}

static gboolean
has_two (gpointer data)
{
  return ytt_trail_get_n_views (data) == 2;
}

/* A flight, or a word as it is typed, is one step: it is added by itself once it has come to rest. */
static void
test_rest (TrailFixture  *f,
           gconstpointer  data)
{
  for (guint i = 1; i <= 50; i++)
    {
      ytt_session_set_viewport (f->session, 30 + i / 2.0, 15, 2 + i / 10.0);
      g_main_context_iteration (NULL, FALSE);
    }
  ytt_session_set_search (f->session, "na");
  ytt_session_set_search (f->session, "narva");
  wait_until (has_two, f->trail);
  g_assert_cmpstr (ytt_session_get_search (f->session), ==, "narva");
  g_assert_true (ytt_trail_get_can_go_back (f->trail));
  g_assert_true (ytt_trail_go_back (f->trail));
  g_assert_cmpstr (ytt_session_get_search (f->session), ==, "");
  g_assert_cmpfloat (get_latitude (f->session), ==, 30);
  wait_until (is_idle, f->session);
}

static void
test_bounds (TrailFixture  *f,
             gconstpointer  data)
{
  for (guint i = 0; i < 1000; i++)
    {
      ytt_session_set_viewport (f->session, (i % 120) - 60.0, 0, 5);
      ytt_trail_settle (f->trail);
    }
  g_assert_cmpuint (ytt_trail_get_n_views (f->trail), ==, 200);
  while (ytt_trail_go_back (f->trail))
    ;
  g_assert_cmpfloat (get_latitude (f->session), ==, 800 % 120 - 60.0);
  g_assert_cmpuint (f->n_went, ==, 199);

  /* Another document has another trail. */
  ytt_session_set_store (f->session, NULL);
  g_assert_cmpuint (ytt_trail_get_n_views (f->trail), ==, 0);
  g_assert_false (ytt_trail_get_can_go_back (f->trail));
  g_assert_false (ytt_trail_get_can_go_forward (f->trail));
  g_assert_false (ytt_trail_go_back (f->trail));
}

/* What a view is, as a line of text. */
static char *
describe_view (YttSession *session)
{
  g_autofree char *filter = ytt_filter_to_string (ytt_session_get_filter (session));
  YttMoment moment = ytt_session_get_moment (session);
  double latitude, longitude, zoom;

  ytt_session_get_viewport (session, &latitude, &longitude, &zoom);

  return g_strdup_printf ("%s|%s|%s|%d|%u|%" G_GINT64_FORMAT "|%g|%g|%g",
                          ytt_page_to_code (ytt_session_get_page (session)), filter, ytt_session_get_search (session),
                          moment.year, moment.told, ytt_session_get_selected (session), latitude, longitude, zoom);
}

static void
change_something (TrailFixture *f,
                  GRand        *random,
                  const gint64 *ids)
{
  static const char * const stages[] = { "mining", "magnet", "separation" };
  gint64 id = ids[g_rand_int_range (random, 0, 3)];

  switch (g_rand_int_range (random, 0, 6))
    {
    case 0:
      set_term (f->session, YTT_FACET_STAGE, stages[g_rand_int_range (random, 0, 3)]);
      break;
    case 1:
      ytt_session_set_viewport (f->session, g_rand_int_range (random, -60, 60), g_rand_int_range (random, -180, 180),
                                g_rand_int_range (random, 2, 9));
      break;
    case 2:
      ytt_session_set_search (f->session, g_rand_boolean (random) ? "magnet" : "");
      break;
    case 3:
      ytt_session_set_moment (f->session, (YttMoment) { (gint16) g_rand_int_range (random, 2018, 2028), 0 });
      break;
    case 4:
      ytt_session_set_page (f->session, (YttPage) g_rand_int_range (random, 0, YTT_N_PAGES));
      break;
    default:
      if (id == 0 || ytt_facility_list_find (ytt_session_get_facilities (f->session), id) != G_MAXUINT)
        ytt_session_set_selected (f->session, id);
    }
  wait_until (is_idle, f->session);
}

/* From the page of announcements one comes back to the map as it was left, and the other way round. */
static void
test_page (TrailFixture  *f,
           gconstpointer  data)
{
  gint64 narva = fixture_find (&f->fixture, "narva");

  ytt_session_set_selected (f->session, narva);
  wait_until (is_idle, f->session);
  ytt_trail_settle (f->trail);
  ytt_session_set_page (f->session, YTT_PAGE_ANNOUNCEMENTS);
  ytt_trail_settle (f->trail);
  g_assert_cmpuint (ytt_trail_get_n_views (f->trail), ==, 3);
  ytt_session_set_page (f->session, YTT_PAGE_BALANCE);

  /* What has not come to rest can be come back to as well. */
  g_assert_true (ytt_trail_go_back (f->trail));
  g_assert_cmpint (ytt_session_get_page (f->session), ==, YTT_PAGE_ANNOUNCEMENTS);
  g_assert_true (ytt_trail_go_back (f->trail));
  g_assert_cmpint (ytt_session_get_page (f->session), ==, YTT_PAGE_MAP);
  g_assert_cmpint (ytt_session_get_selected (f->session), ==, narva);
  g_assert_true (ytt_trail_go_forward (f->trail));
  g_assert_true (ytt_trail_go_forward (f->trail));
  g_assert_cmpint (ytt_session_get_page (f->session), ==, YTT_PAGE_BALANCE);
  g_assert_false (ytt_trail_get_can_go_forward (f->trail));
}

/* Filter, search, clock, viewport, page and selection in any order, against a list kept by hand. */
static void
test_any_order (TrailFixture  *f,
                gconstpointer  data)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (57);
  g_autoptr(GPtrArray) expected = g_ptr_array_new_with_free_func (g_free);
  const gint64 ids[] = { fixture_find (&f->fixture, "narva"), fixture_find (&f->fixture, "mountain pass"), 0 };
  guint position = 0;

  g_ptr_array_add (expected, describe_view (f->session));
  for (guint i = 0; i < 150; i++)
    {
      int what = g_rand_int_range (random, 0, 4);
      g_autofree char *view = NULL;

      if (what == 0)
        {
          g_assert_true (ytt_trail_go_back (f->trail) == (position > 0));
          position -= position > 0;
          wait_until (is_idle, f->session);
        }
      else if (what == 1)
        {
          g_assert_true (ytt_trail_go_forward (f->trail) == (position + 1 < expected->len));
          position += position + 1 < expected->len;
          wait_until (is_idle, f->session);
        }
      else
        {
          change_something (f, random, ids);
          ytt_trail_settle (f->trail);
          view = describe_view (f->session);
          if (!g_str_equal (view, g_ptr_array_index (expected, position)))
            {
              g_ptr_array_set_size (expected, (int) ++position);
              g_ptr_array_add (expected, g_strdup (view));
            }
        }
      g_free (view);
      view = describe_view (f->session);
      g_assert_cmpstr (view, ==, g_ptr_array_index (expected, position));
      g_assert_cmpuint (ytt_trail_get_n_views (f->trail), ==, expected->len);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(path, func) g_test_add (path, TrailFixture, NULL, set_up, func, tear_down)
  TEST ("/trail/begin", test_begin);
  TEST ("/trail/back-and-forward", test_back_and_forward);
  TEST ("/trail/branch", test_branch);
  TEST ("/trail/rest", test_rest);
  TEST ("/trail/bounds", test_bounds);
  TEST ("/trail/page", test_page);
  TEST ("/trail/any-order", test_any_order);

  return g_test_run ();
}
