#include "config.h"

#include "query-fixture.h"
#include "ytt-session-profile.h"
#include "ytt-session-shown.h"
#include "ytt-supply.h"

static gboolean
is_idle (gpointer data)
{
  return !ytt_session_get_loading (data) && !ytt_session_get_shown_loading (data)
         && !ytt_supply_get_loading (ytt_session_get_supply (data))
         && (!ytt_session_get_profile_open (data) || ytt_session_get_profile (data) != NULL);
}

static YttSession *
make_session (Fixture *f)
{
  YttSession *session = ytt_session_new ();

  ytt_session_set_store (session, f->store);
  wait_until (is_idle, session);

  return session;
}

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

static void
set_filter (YttSession *session,
            YttFacet    facet,
            const char *value)
{
  g_autoptr(YttFilter) all = ytt_filter_new ();
  g_autoptr(YttFilter) filter = ytt_filter_with (all, facet, value, FALSE);

  ytt_session_set_filter (session, filter);
  wait_until (is_idle, session);
}

static const YttPoint *
find_point (GArray *points,
            gint64  id)
{
  for (guint i = 0; i < points->len; i++)
    if (g_array_index (points, YttPoint, i).id == id)
      return &g_array_index (points, YttPoint, i);

  return NULL;
}

/* What is shown has each facility of the result once, in the order of ids, and of some others those that have a place. */
static void
assert_shown (YttSession *session,
              GArray     *all,
              GArray     *ids)
{
  GArray *shown = ytt_session_get_shown (session), *points = ytt_session_get_points (session);
  guint n_guests = 0, n_in_list = 0, n_outside, n_absent;

  for (guint i = 1; i < shown->len; i++)
    g_assert_cmpint (g_array_index (shown, YttPoint, i - 1).id, <, g_array_index (shown, YttPoint, i).id);
  for (guint i = 0; i < points->len; i++)
    g_assert_nonnull (find_point (shown, g_array_index (points, YttPoint, i).id));
  for (guint i = 0; i < ids->len; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);
      const YttPoint *point = find_point (all, id);

      g_assert_cmpint (find_point (shown, id) != NULL, ==, point != NULL);
      n_guests += point != NULL && find_point (points, id) == NULL;
      n_in_list += ytt_facility_list_find (ytt_session_get_facilities (session), id) != G_MAXUINT;
    }
  g_assert_cmpuint (shown->len, ==, points->len + n_guests);

  ytt_session_count_left_out (session, (const gint64 *) (gconstpointer) ids->data, ids->len, &n_outside, &n_absent);
  g_assert_cmpuint (n_outside + n_absent, ==, ids->len - n_in_list);
}

/* With a filter on, the map shows the whole trace and the list does not. */
static void
test_trace (Fixture       *f,
            gconstpointer  data)
{
  YttSession *session = make_session (f);
  g_autoptr(GArray) all = g_array_ref (ytt_session_get_points (session));
  YttSupply *supply = ytt_session_get_supply (session);
  gint64 narva = fixture_find (f, "ee-narva-neo");
  guint n_outside, n_absent, n_listed;
  YttChain *chain;

  g_assert_true (ytt_session_get_shown (session) == all);
  set_filter (session, YTT_FACET_COUNTRY, "EE");
  n_listed = g_list_model_get_n_items (G_LIST_MODEL (ytt_session_get_facilities (session)));
  ytt_session_set_selected (session, narva);
  ytt_supply_trace (supply, YTT_CHAIN_UPSTREAM);
  wait_until (is_idle, session);
  chain = ytt_supply_get_chain (supply);
  g_assert_cmpuint (chain->facilities->len, >, n_listed);
  assert_shown (session, all, chain->facilities);
  ytt_session_count_left_out (session, &narva, 1, &n_outside, &n_absent);
  g_assert_cmpuint (n_outside, ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (ytt_session_get_facilities (session))), ==, n_listed);

  /* Another filter, by which the trace's beginning goes too, neither ends the trace nor lets go of it. */
  set_filter (session, YTT_FACET_COUNTRY, "JP");
  g_assert_cmpint (ytt_session_get_selected (session), ==, narva);
  g_assert_true (ytt_supply_get_chain (supply) == chain);
  assert_shown (session, all, chain->facilities);

  /* Going along it keeps the filter: the map shows where one goes. */
  for (guint i = 0; i < chain->facilities->len; i++)
    {
      gint64 stop = g_array_index (chain->facilities, gint64, i);

      ytt_session_go_to (session, stop);
      wait_until (is_idle, session);
      g_assert_false (ytt_filter_is_empty (ytt_session_get_filter (session)));
      g_assert_cmpint (ytt_session_get_selected (session), ==, stop);
    }
  g_assert_true (ytt_supply_get_chain (supply) == chain);
  ytt_session_set_selected (session, narva);

  /* One click, and all is there. */
  ytt_session_ask_for_all (session);
  wait_until (is_idle, session);
  g_assert_true (ytt_filter_is_empty (ytt_session_get_filter (session)));
  assert_shown (session, all, chain->facilities);
  g_assert_true (ytt_session_get_shown (session) == ytt_session_get_points (session));
  ytt_session_count_left_out (session, (const gint64 *) (gconstpointer) chain->facilities->data, chain->facilities->len,
                              &n_outside, &n_absent);
  g_assert_cmpuint (n_outside + n_absent, ==, 0);

  set_filter (session, YTT_FACET_COUNTRY, "EE");
  ytt_supply_end_trace (supply);
  wait_until (is_idle, session);
  g_assert_true (ytt_session_get_shown (session) == ytt_session_get_points (session));
  drop_session (session);
}

static GArray *
collect_stakes (YttSession *session)
{
  GArray *stakes = ytt_session_get_profile (session)->stakes;
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < stakes->len; i++)
    g_array_append_val (ids, g_array_index (stakes, YttStake, i).facility);

  return ids;
}

static void
test_page (Fixture       *f,
           gconstpointer  data)
{
  YttSession *session = make_session (f);
  g_autoptr(GArray) all = g_array_ref (ytt_session_get_points (session)), ids = NULL;
  guint n_outside, n_absent;

  ytt_session_set_search (session, "narva");
  wait_until (is_idle, session);
  ytt_session_open_country (session, "BR");
  wait_until (is_idle, session);
  ids = collect_stakes (session);
  g_assert_cmpuint (ids->len, >, 5);
  assert_shown (session, all, ids);
  ytt_session_count_left_out (session, (const gint64 *) (gconstpointer) ids->data, ids->len, &n_outside, &n_absent);
  g_assert_cmpuint (n_outside, ==, ids->len);
  g_assert_cmpuint (n_absent, ==, 0);

  ytt_session_close_profile (session);
  wait_until (is_idle, session);
  g_assert_true (ytt_session_get_shown (session) == ytt_session_get_points (session));
  drop_session (session);
}

/* What was chosen from beside the result stays for the next ones, until it is let go of. */
static void
test_guest_selected (Fixture       *f,
                     gconstpointer  data)
{
  YttSession *session = make_session (f);
  gint64 araxa = fixture_find (f, "br-araxa-st-george"), narva = fixture_find (f, "ee-narva-neo");

  set_filter (session, YTT_FACET_COUNTRY, "EE");
  ytt_session_open_country (session, "BR");
  wait_until (is_idle, session);
  ytt_session_set_selected (session, araxa);
  wait_until (is_idle, session);
  g_assert_false (ytt_session_get_profile_open (session));
  g_assert_nonnull (find_point (ytt_session_get_shown (session), araxa));
  g_assert_null (find_point (ytt_session_get_points (session), araxa));
  g_assert_cmpuint (ytt_session_get_shown (session)->len, ==, ytt_session_get_points (session)->len + 1);

  set_filter (session, YTT_FACET_COUNTRY, "JP");
  g_assert_cmpint (ytt_session_get_selected (session), ==, araxa);
  g_assert_nonnull (find_point (ytt_session_get_shown (session), araxa));

  ytt_session_set_selected (session, 0);
  wait_until (is_idle, session);
  g_assert_null (find_point (ytt_session_get_shown (session), araxa));

  /* What the result had, and has no more, is let go of. */
  set_filter (session, YTT_FACET_COUNTRY, "EE");
  ytt_session_set_selected (session, narva);
  set_filter (session, YTT_FACET_COUNTRY, "JP");
  g_assert_cmpint (ytt_session_get_selected (session), ==, 0);
  drop_session (session);
}

/* At another time some of them are not there, whatever is filtered; then the click goes to now. */
static void
test_absent (Fixture       *f,
             gconstpointer  data)
{
  YttSession *session = make_session (f);
  g_autoptr(GArray) then = NULL, ids = NULL;
  guint n_outside, n_absent, n_absent_before;

  ytt_session_set_moment (session, (YttMoment) { 2024, 0 });
  wait_until (is_idle, session);
  then = g_array_ref (ytt_session_get_points (session));
  ytt_session_open_country (session, "US");
  wait_until (is_idle, session);
  ids = collect_stakes (session);
  assert_shown (session, then, ids);
  ytt_session_count_left_out (session, (const gint64 *) (gconstpointer) ids->data, ids->len, &n_outside, &n_absent_before);
  g_assert_cmpuint (n_outside, ==, 0);
  g_assert_cmpuint (n_absent_before, >, 0);
  g_assert_cmpuint (n_absent_before, <, ids->len);

  set_filter (session, YTT_FACET_COUNTRY, "EE");
  assert_shown (session, then, ids);
  ytt_session_count_left_out (session, (const gint64 *) (gconstpointer) ids->data, ids->len, &n_outside, &n_absent);
  g_assert_cmpuint (n_absent, ==, n_absent_before);
  g_assert_cmpuint (n_outside, ==, ids->len - n_absent);

  ytt_session_ask_for_all (session);
  wait_until (is_idle, session);
  ytt_session_ask_for_all (session);
  wait_until (is_idle, session);
  g_assert_true (ytt_moment_is_now (ytt_session_get_moment (session)));
  ytt_session_count_left_out (session, (const gint64 *) (gconstpointer) ids->data, ids->len, &n_outside, &n_absent);
  g_assert_cmpuint (n_outside + n_absent, ==, 0);

  /* Another document knows nothing of them. */
  set_filter (session, YTT_FACET_COUNTRY, "EE");
  ytt_session_set_store (session, NULL);
  g_assert_null (ytt_session_get_shown (session));
  drop_session (session);
}

#define ADD(name, func) \
  g_test_add ("/session-shown/" name, Fixture, NULL, fixture_set_up_shipped, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("trace", test_trace);
  ADD ("page", test_page);
  ADD ("guest-selected", test_guest_selected);
  ADD ("absent", test_absent);

  return g_test_run ();
}
