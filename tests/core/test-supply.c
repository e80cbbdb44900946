#include "config.h"

#include "query-fixture.h"
#include "ytt-supply.h"

static gboolean
is_idle (gpointer data)
{
  return !ytt_session_get_loading (data) && !ytt_supply_get_loading (ytt_session_get_supply (data));
}

static void
wait_for (YttSession *session)
{
  wait_until (is_idle, session);
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

/* What is still being read holds the session until it has come. */
static void
drop_session (YttSession *session)
{
  YttSupply *supply = ytt_session_get_supply (session);

  g_object_add_weak_pointer (G_OBJECT (session), (gpointer *) &session);
  g_object_add_weak_pointer (G_OBJECT (supply), (gpointer *) &supply);
  g_object_unref (session);
  wait_until (is_gone, &session);
  wait_until (is_gone, &supply);
}

static YttSession *
make_session (Fixture *f)
{
  YttSession *session = ytt_session_new ();

  ytt_session_set_store (session, f->store);
  g_assert_true (ytt_session_get_supply (session) == ytt_session_get_supply (session));
  wait_for (session);

  return session;
}

static guint
count_links (YttSession *session)
{
  GPtrArray *links = ytt_supply_get_links (ytt_session_get_supply (session));

  return links != NULL ? links->len : 0;
}

static void
count_cb (guint *n)
{
  (*n)++;
}

static void
test_modes (Fixture       *f,
            gconstpointer  data)
{
  YttSession *session = make_session (f);
  YttSupply *supply = ytt_session_get_supply (session);
  guint n_notified = 0;

  g_assert_cmpint (ytt_supply_get_mode (supply), ==, YTT_SUPPLY_SELECTION);
  g_assert_null (ytt_supply_get_links (supply));

  ytt_session_set_selected (session, fixture_find (f, "ee-narva-neo"));
  wait_for (session);
  g_assert_cmpuint (count_links (session), ==, 3);

  g_signal_connect_swapped (supply, "notify::links", G_CALLBACK (count_cb), &n_notified);
  ytt_supply_set_mode (supply, YTT_SUPPLY_SELECTION);
  wait_for (session);
  g_assert_cmpuint (n_notified, ==, 0);

  ytt_supply_set_mode (supply, YTT_SUPPLY_ALL);
  wait_for (session);
  g_assert_cmpuint (count_links (session), ==, 130);
  g_assert_false (ytt_supply_get_cut (supply));
  g_assert_cmpuint (n_notified, ==, 1);

  /* All are those of the result, and those of the selection. */
  ytt_session_set_search (session, "narva");
  wait_for (session);
  g_assert_cmpuint (count_links (session), >=, 3);
  g_assert_cmpuint (count_links (session), <, 20);

  ytt_supply_set_mode (supply, YTT_SUPPLY_NONE);
  g_assert_null (ytt_supply_get_links (supply));
  drop_session (session);
}

/* The links of one selection are never shown for another. */
static void
test_quick_selections (Fixture       *f,
                       gconstpointer  data)
{
  static const char * const slugs[] = { "us-mountain-pass", "ao-longonjo", "ee-sillamae-silmet", "ee-narva-neo" };
  YttSession *session = make_session (f);
  gint64 id = 0;

  for (guint turn = 0; turn < 50; turn++)
    {
      id = fixture_find (f, slugs[turn % G_N_ELEMENTS (slugs)]);
      ytt_session_set_selected (session, id);
      g_assert_null (ytt_supply_get_links (ytt_session_get_supply (session)));
      if (turn % 7 == 0)
        wait_for (session);
    }
  wait_for (session);
  for (guint i = 0; i < count_links (session); i++)
    {
      const YttSupplyLink *link = g_ptr_array_index (ytt_supply_get_links (ytt_session_get_supply (session)), i);

      g_assert_true (link->from.facility == id || link->to.facility == id);
    }
  drop_session (session);
}

static void
test_trace (Fixture       *f,
            gconstpointer  data)
{
  YttSession *session = make_session (f);
  YttSupply *supply = ytt_session_get_supply (session);
  gint64 narva = fixture_find (f, "ee-narva-neo");
  YttChain *chain;

  /* There is nothing to begin with. */
  ytt_supply_trace (supply, YTT_CHAIN_UPSTREAM);
  g_assert_false (ytt_supply_get_loading (supply));

  ytt_session_set_selected (session, narva);
  ytt_supply_trace (supply, YTT_CHAIN_UPSTREAM);
  wait_for (session);
  chain = ytt_supply_get_chain (supply);
  g_assert_cmpint (chain->root, ==, narva);
  g_assert_cmpuint (count_links (session), ==, chain->steps->len);

  /* It stays for another selection, ends by itself with the last, and can be ended. */
  ytt_session_set_selected (session, fixture_find (f, "us-mountain-pass"));
  wait_for (session);
  g_assert_true (ytt_supply_get_chain (supply) == chain);
  ytt_supply_end_trace (supply);
  g_assert_null (ytt_supply_get_chain (supply));
  wait_for (session);
  g_assert_cmpuint (count_links (session), >=, 4);

  ytt_supply_trace (supply, YTT_CHAIN_DOWNSTREAM);
  ytt_session_set_selected (session, 0);   /* before it has come */
  wait_for (session);
  g_assert_null (ytt_supply_get_chain (supply));
  g_assert_null (ytt_supply_get_links (supply));
  drop_session (session);
}

/* Another program changes a link: what is shown and what is traced is read anew. */
static void
test_changed (Fixture       *f,
              gconstpointer  data)
{
  YttSession *session = make_session (f);
  YttSupply *supply = ytt_session_get_supply (session);

  ytt_session_set_selected (session, fixture_find (f, "ee-narva-neo"));
  ytt_supply_trace (supply, YTT_CHAIN_UPSTREAM);
  wait_for (session);
  g_assert_cmpuint (count_links (session), >, 3);

  fixture_run (f, "DELETE FROM link");
  g_signal_emit_by_name (f->store, "changed");
  wait_for (session);
  g_assert_cmpuint (count_links (session), ==, 0);
  g_assert_cmpuint (ytt_supply_get_chain (supply)->facilities->len, ==, 1);
  ytt_supply_end_trace (supply);
  g_assert_cmpuint (count_links (session), ==, 0);
  drop_session (session);
}

static void
test_error (Fixture       *f,
            gconstpointer  data)
{
  YttSession *session = make_session (f);
  YttSupply *supply = ytt_session_get_supply (session);

  ytt_session_set_selected (session, fixture_find (f, "ee-narva-neo"));
  wait_for (session);
  fixture_run (f, "ALTER TABLE link RENAME TO lost");
  ytt_supply_trace (supply, YTT_CHAIN_UPSTREAM);
  wait_for (session);
  g_assert_error (ytt_supply_get_error (supply), YTT_ERROR, YTT_ERROR_STORE);
  g_assert_null (ytt_supply_get_chain (supply));
  g_assert_cmpuint (count_links (session), ==, 3);
  drop_session (session);
}

/* Arcs and chain follow the year; those that no date places are counted. */
static void
test_year (Fixture       *f,
           gconstpointer  data)
{
  YttSession *session = make_session (f);
  YttSupply *supply = ytt_session_get_supply (session);
  guint n_in_2030, n_steps;

  ytt_supply_set_mode (supply, YTT_SUPPLY_ALL);
  wait_for (session);
  g_assert_cmpuint (count_links (session), ==, 130);
  g_assert_cmpuint (ytt_supply_get_n_undated (supply), ==, 0);

  ytt_session_set_moment (session, (YttMoment) { 2030, 0 });
  wait_for (session);
  n_in_2030 = count_links (session);
  g_assert_cmpuint (n_in_2030, <, 130);
  g_assert_cmpuint (ytt_supply_get_n_undated (supply), >, 0);
  g_assert_cmpuint (ytt_supply_get_n_undated (supply), <, n_in_2030);
  ytt_session_set_moment (session, (YttMoment) { 2020, 0 });
  wait_for (session);
  g_assert_cmpuint (count_links (session), <, n_in_2030);

  ytt_session_set_moment (session, (YttMoment) { 0 });
  ytt_session_set_selected (session, fixture_find (f, "ee-narva-neo"));
  ytt_supply_trace (supply, YTT_CHAIN_UPSTREAM);
  wait_for (session);
  n_steps = ytt_supply_get_chain (supply)->steps->len;
  ytt_session_set_moment (session, (YttMoment) { 2025, 0 });
  wait_for (session);
  g_assert_cmpuint (ytt_supply_get_chain (supply)->steps->len, <, n_steps);
  g_assert_cmpuint (count_links (session), ==, ytt_supply_get_chain (supply)->steps->len);
  drop_session (session);
}

#define ADD(name, func) \
  g_test_add ("/supply/" name, Fixture, NULL, fixture_set_up_shipped, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("modes", test_modes);
  ADD ("quick-selections", test_quick_selections);
  ADD ("trace", test_trace);
  ADD ("changed", test_changed);
  ADD ("year", test_year);
  ADD ("error", test_error);

  return g_test_run ();
}
