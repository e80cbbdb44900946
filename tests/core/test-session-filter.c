#include "config.h"

#include "query-fixture.h"

#include <string.h>

/* The filter and the moment of a session: what changes with them, and who hears of it. */

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static void
drop_session (YttSession *session)
{
  g_object_add_weak_pointer (G_OBJECT (session), (gpointer *) &session);
  g_object_unref (session);
  wait_until (is_gone, &session);
}

static gboolean
is_idle (gpointer data)
{
  return !ytt_session_get_loading (data);
}

static gboolean
has_counts (gpointer data)
{
  return !ytt_session_get_loading (data) && ytt_session_get_counts (data) != NULL;
}

static YttSession *
make_session (Fixture *f)
{
  YttSession *session = ytt_session_new ();

  ytt_session_set_store (session, f->store);
  wait_until (has_counts, session);

  return session;
}

static guint
get_n_items (YttSession *session)
{
  return g_list_model_get_n_items (G_LIST_MODEL (ytt_session_get_facilities (session)));
}

static void
set_filter (YttSession *session,
            const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(YttFilter) filter = ytt_filter_from_string (text, &error);

  g_assert_no_error (error);
  ytt_session_set_filter (session, filter);
  wait_until (is_idle, session);
}

static void
log_notify_cb (GObject    *object,
               GParamSpec *pspec,
               gpointer    data)
{
  g_string_append_printf (data, "%s ", pspec->name);
}

/* A document that has just been opened tells its counts a little later than its rows, without being asked. */
static void
test_counts (Fixture       *f,
             gconstpointer  data)
{
  YttSession *session = make_session (f);
  YttFacetCounts *counts = ytt_session_get_counts (session);

  g_assert_cmpuint (ytt_facet_counts_find (counts, YTT_FACET_ELEMENT, ""), ==, 88);

  set_filter (session, "status=operating");
  g_assert_true (ytt_session_get_counts (session) != counts);
  g_assert_cmpuint (ytt_facet_counts_find (ytt_session_get_counts (session), YTT_FACET_STATUS, "operating"), ==,
                    get_n_items (session));
  g_assert_cmpuint (ytt_facet_counts_find (ytt_session_get_counts (session), YTT_FACET_STATUS, "construction"), >, 0);

  ytt_session_set_store (session, NULL);
  g_assert_null (ytt_session_get_counts (session));
  g_assert_false (ytt_filter_is_empty (ytt_session_get_filter (session)));

  drop_session (session);
}

static void
test_notify (Fixture       *f,
             gconstpointer  data)
{
  YttSession *session = make_session (f);
  g_autoptr(YttFilter) filter = ytt_filter_from_string ("country=EE&stage=magnet", NULL);
  g_autoptr(YttFilter) equal = ytt_filter_from_string ("stage=magnet&country=EE", NULL);
  g_autoptr(GString) notified = g_string_new (NULL);

  g_signal_connect (session, "notify", G_CALLBACK (log_notify_cb), notified);
  ytt_session_set_filter (session, filter);
  g_assert_cmpstr (notified->str, ==, "loading filter ");
  wait_until (is_idle, session);
  g_assert_nonnull (strstr (notified->str, "points "));
  g_assert_nonnull (strstr (notified->str, "counts "));
  g_assert_cmpuint (get_n_items (session), >=, 1);

  g_string_truncate (notified, 0);
  ytt_session_set_filter (session, equal);
  g_assert_cmpstr (notified->str, ==, "");

  g_object_set (session, "filter", NULL, NULL);
  g_assert_true (ytt_filter_is_empty (ytt_session_get_filter (session)));
  wait_until (is_idle, session);
  g_assert_cmpuint (get_n_items (session), ==, ytt_session_get_n_total (session));

  drop_session (session);
}

static void
test_without (Fixture       *f,
              gconstpointer  data)
{
  YttSession *session = make_session (f);
  GArray *without;

  ytt_session_set_search (session, "narva");
  set_filter (session, "stage=mining");
  g_assert_cmpuint (get_n_items (session), ==, 0);
  without = ytt_session_get_without (session);
  g_assert_cmpuint (without->len, ==, 2);
  g_assert_cmpuint (g_array_index (without, guint, 0), >, 0);
  g_assert_cmpuint (g_array_index (without, guint, 1), >, 0);

  set_filter (session, "");
  g_assert_null (ytt_session_get_without (session));

  drop_session (session);
}

/* Whatever hides the facility that a link leads to gives way; what does not hide it stays. */
static void
test_go_to (Fixture       *f,
            gconstpointer  data)
{
  YttSession *session = make_session (f);
  gint64 narva = fixture_find (f, "ee-narva-neo");

  set_filter (session, "country=EE");
  ytt_session_go_to (session, narva);
  wait_until (is_idle, session);
  g_assert_cmpuint (ytt_filter_count (ytt_session_get_filter (session), YTT_FACET_COUNTRY), ==, 1);
  g_assert_cmpint (ytt_session_get_selected (session), ==, narva);

  ytt_session_set_search (session, "columbus");
  set_filter (session, "country=US");
  g_assert_cmpint (ytt_session_get_selected (session), ==, 0);
  ytt_session_go_to (session, narva);
  wait_until (is_idle, session);
  g_assert_cmpstr (ytt_session_get_search (session), ==, "");
  g_assert_true (ytt_filter_is_empty (ytt_session_get_filter (session)));
  g_assert_cmpint (ytt_session_get_selected (session), ==, narva);

  drop_session (session);
}

/* In 1950 there is nothing of Narva's magnet plant: a link to it leads to now, also from under a filter. */
static void
test_go_to_from_past (Fixture       *f,
                      gconstpointer  data)
{
  YttSession *session = make_session (f);
  gint64 narva = fixture_find (f, "ee-narva-neo");

  ytt_session_set_moment (session, (YttMoment) { 1950, 0 });
  wait_until (is_idle, session);
  g_assert_cmpuint (ytt_facility_list_find (ytt_session_get_facilities (session), narva), ==, G_MAXUINT);
  set_filter (session, "country=US");

  ytt_session_go_to (session, narva);
  wait_until (is_idle, session);
  g_assert_true (ytt_moment_is_now (ytt_session_get_moment (session)));
  g_assert_cmpint (ytt_session_get_selected (session), ==, narva);
  g_assert_cmpuint (ytt_facility_list_find (ytt_session_get_facilities (session), narva), !=, G_MAXUINT);

  /* Whoever then turns the clock back loses the selection, not the year. */
  ytt_session_set_moment (session, (YttMoment) { 1950, 0 });
  wait_until (is_idle, session);
  g_assert_cmpint (ytt_session_get_moment (session).year, ==, 1950);
  g_assert_cmpint (ytt_session_get_selected (session), ==, 0);

  drop_session (session);
}

static void
test_moment (Fixture       *f,
             gconstpointer  data)
{
  YttSession *session = make_session (f);
  g_autoptr(GString) notified = g_string_new (NULL);
  guint n_now = get_n_items (session);

  g_signal_connect (session, "notify::year", G_CALLBACK (log_notify_cb), notified);
  g_signal_connect (session, "notify::told", G_CALLBACK (log_notify_cb), notified);
  g_object_set (session, "year", 1980, NULL);
  wait_until (has_counts, session);
  g_assert_cmpstr (notified->str, ==, "year ");
  g_assert_cmpuint (get_n_items (session), <, n_now);
  g_assert_cmpuint (ytt_session_get_n_total (session), ==, n_now);

  ytt_session_set_moment (session, (YttMoment) { 3000, 20240101 });
  wait_until (has_counts, session);
  g_assert_cmpuint (notified->len, ==, strlen ("year year told "));
  g_assert_nonnull (strstr (notified->str, "told "));
  g_assert_cmpint (ytt_session_get_moment (session).year, ==, YTT_MOMENT_LAST_YEAR);

  ytt_session_set_moment (session, (YttMoment) { 0 });
  wait_until (is_idle, session);
  g_assert_cmpuint (get_n_items (session), ==, n_now);

  drop_session (session);
}

/* Clicks, years and words that each cancel the one before. */
static void
test_storm (Fixture       *f,
            gconstpointer  data)
{
  static const char * const texts[] = { "", "stage=metal", "country=!CN", "element=heavy&status=operating", "capacity=!" };
  YttSession *session = ytt_session_new ();

  ytt_session_set_store (session, f->store);
  for (guint i = 0; i < 500; i++)
    {
      g_autoptr(YttFilter) filter = ytt_filter_from_string (texts[i % G_N_ELEMENTS (texts)], NULL);

      ytt_session_set_filter (session, filter);
      ytt_session_set_search (session, i % 3 == 0 ? "m" : "");
      ytt_session_set_moment (session, (YttMoment) { (gint16) (i % 4 == 0 ? 1990 + i % 40 : 0), 0 });
      if (i % 10 == 0)
        g_main_context_iteration (NULL, FALSE);
    }

  ytt_session_set_moment (session, (YttMoment) { 0 });
  ytt_session_set_search (session, "");
  set_filter (session, "");
  wait_until (has_counts, session);
  g_assert_no_error (ytt_session_get_error (session));
  g_assert_cmpuint (get_n_items (session), ==, 221);
  g_assert_cmpuint (ytt_facet_counts_find (ytt_session_get_counts (session), YTT_FACET_ELEMENT, ""), ==, 88);

  drop_session (session);
}

static void
add (const char *path,
     void      (*test) (Fixture *f, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, fixture_set_up_shipped, test, fixture_tear_down);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/session-filter/counts", test_counts);
  add ("/session-filter/notify", test_notify);
  add ("/session-filter/without", test_without);
  add ("/session-filter/go-to", test_go_to);
  add ("/session-filter/go-to-from-past", test_go_to_from_past);
  add ("/session-filter/moment", test_moment);
  add ("/session-filter/storm", test_storm);

  return g_test_run ();
}
