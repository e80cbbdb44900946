#include "config.h"

#include "query-fixture.h"

#include <string.h>

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

/* What is still being read, the summary for one, holds the session until it has come. */
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

static void
wait_for (YttSession *session)
{
  wait_until (is_idle, session);
}

static gboolean
has_record (gpointer data)
{
  return ytt_session_get_record (data) != NULL;
}

static guint
get_n_items (YttSession *session)
{
  return g_list_model_get_n_items (G_LIST_MODEL (ytt_session_get_facilities (session)));
}

static YttSession *
make_session (Fixture *f)
{
  YttSession *session = ytt_session_new ();

  ytt_session_set_store (session, f->store);
  wait_for (session);

  return session;
}

static void
log_notify_cb (GObject    *object,
               GParamSpec *pspec,
               gpointer    data)
{
  g_string_append_printf (data, "%s ", pspec->name);
}

static void
log_change_cb (GListModel *model,
               guint       position,
               guint       removed,
               guint       added,
               gpointer    data)
{
  g_string_append_printf (data, "%u-%u+%u ", position, removed, added);
}

static void
test_no_store (void)
{
  YttSession *session = ytt_session_new ();
  g_autoptr(GString) notified = g_string_new (NULL);
  double latitude, longitude, zoom;

  g_signal_connect (session, "notify", G_CALLBACK (log_notify_cb), notified);
  g_assert_cmpstr (ytt_session_get_search (session), ==, "");
  ytt_session_set_search (session, NULL);
  ytt_session_set_order (session, YTT_ORDER_RELEVANCE);
  ytt_session_set_selected (session, 0);
  ytt_session_set_store (session, NULL);
  ytt_session_get_viewport (session, &latitude, &longitude, &zoom);
  ytt_session_set_viewport (session, latitude, longitude, zoom);
  g_assert_cmpstr (notified->str, ==, "");

  /* What is set without a document is found once there is one. */
  ytt_session_set_search (session, "narva");
  g_object_set (session, "zoom", 7.5, NULL);
  g_object_set (session, "zoom", 7.5, NULL);
  g_assert_cmpstr (notified->str, ==, "search zoom ");
  g_assert_false (ytt_session_get_loading (session));

  drop_session (session);
}

static void
test_store (Fixture       *f,
            gconstpointer  data)
{
  YttSession *session = ytt_session_new ();

  ytt_session_set_store (session, f->store);
  g_assert_true (ytt_session_get_loading (session));
  wait_for (session);

  g_assert_no_error (ytt_session_get_error (session));
  g_assert_cmpuint (ytt_session_get_n_total (session), ==, 221);
  g_assert_cmpuint (get_n_items (session), ==, 221);
  g_assert_cmpuint (ytt_session_get_points (session)->len, ==, 217);

  ytt_session_set_selected (session, fixture_find (f, "ee-narva-neo"));
  wait_until (has_record, session);
  g_assert_cmpstr (ytt_session_get_record (session)->slug, ==, "ee-narva-neo");

  /* Another document, or none: nothing of the old one stays, and the old one is still open. */
  ytt_session_set_store (session, NULL);
  g_assert_cmpuint (get_n_items (session), ==, 0);
  g_assert_cmpuint (ytt_session_get_n_total (session), ==, 0);
  g_assert_null (ytt_session_get_points (session));
  g_assert_cmpint (ytt_session_get_selected (session), ==, 0);
  g_assert_null (ytt_session_get_record (session));
  g_assert_null (ytt_session_get_summary (session));
  g_assert_cmpint (fixture_find (f, "ee-narva-neo"), !=, 0);

  drop_session (session);
}

static void
test_last_search_wins (Fixture       *f,
                       gconstpointer  data)
{
  YttSession *session = make_session (f);
  g_autoptr(GString) changes = g_string_new (NULL);
  GListModel *facilities = G_LIST_MODEL (ytt_session_get_facilities (session));
  g_autofree char *expected = NULL;
  guint n_narva;

  ytt_session_set_search (session, "narva");
  wait_for (session);
  n_narva = get_n_items (session);
  expected = g_strdup_printf ("0-0+%u ", n_narva);
  ytt_session_set_search (session, "no such thing");
  wait_for (session);
  g_assert_cmpuint (get_n_items (session), ==, 0);

  g_signal_connect (facilities, "items-changed", G_CALLBACK (log_change_cb), changes);
  ytt_session_set_search (session, "");
  ytt_session_set_search (session, "m");
  ytt_session_set_search (session, "narva");
  wait_for (session);

  g_assert_no_error (ytt_session_get_error (session));
  g_assert_cmpuint (get_n_items (session), ==, n_narva);
  g_assert_cmpstr (changes->str, ==, expected);

  drop_session (session);
}

/* A thousand searches, each cancelling the one before, and selections between them. */
static void
test_storm (Fixture       *f,
            gconstpointer  data)
{
  YttSession *session = make_session (f);
  gint64 narva = fixture_find (f, "ee-narva-neo");

  for (guint i = 0; i < 1000; i++)
    {
      const char *words[] = { "", "n", "na", "nar", "m", "china", "no such thing" };

      ytt_session_set_search (session, words[i % G_N_ELEMENTS (words)]);
      ytt_session_set_order (session, (YttOrder) (i % 5));
      ytt_session_set_selected (session, i % 3 == 0 ? narva : 0);
      if (i % 10 == 0)
        g_main_context_iteration (NULL, FALSE);
    }
  ytt_session_set_search (session, "narva");
  ytt_session_set_selected (session, narva);
  wait_for (session);
  wait_until (has_record, session);

  g_assert_no_error (ytt_session_get_error (session));
  g_assert_cmpuint (get_n_items (session), >=, 1);
  g_assert_cmpint (ytt_session_get_selected (session), ==, narva);
  g_assert_cmpint (ytt_session_get_record (session)->id, ==, narva);

  drop_session (session);
}

static void
test_selection (Fixture       *f,
                gconstpointer  data)
{
  YttSession *session = make_session (f);
  gint64 narva = fixture_find (f, "ee-narva-neo");
  g_autoptr(GString) notified = g_string_new (NULL);

  ytt_session_set_selected (session, narva);
  g_assert_null (ytt_session_get_record (session));
  wait_until (has_record, session);

  /* It survives a search that still has it, and its record does too. */
  g_signal_connect (session, "notify::selected", G_CALLBACK (log_notify_cb), notified);
  g_signal_connect (session, "notify::record", G_CALLBACK (log_notify_cb), notified);
  ytt_session_set_search (session, "estonia");
  wait_for (session);
  g_assert_cmpint (ytt_session_get_selected (session), ==, narva);
  g_assert_cmpstr (notified->str, ==, "");

  ytt_session_set_selected (session, narva);
  g_assert_cmpstr (notified->str, ==, "");

  ytt_session_set_search (session, "japan");
  wait_for (session);
  g_assert_cmpint (ytt_session_get_selected (session), ==, 0);
  g_assert_null (ytt_session_get_record (session));
  g_assert_cmpstr (notified->str, ==, "selected record ");

  drop_session (session);
}

static gboolean
has_error (gpointer data)
{
  return ytt_session_get_error (data) != NULL;
}

/* What cannot be read any more is said, and what was shown stays. */
/* The way along a link leads out of a search that does not have its end. */
static void
test_go_to (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr(YttSession) session = make_session (f);
  gint64 narva = fixture_find (f, "ee-narva-neo");
  guint n_total = get_n_items (session);

  ytt_session_set_search (session, "narva");
  wait_for (session);
  ytt_session_go_to (session, narva);
  g_assert_cmpstr (ytt_session_get_search (session), ==, "narva");

  ytt_session_set_search (session, "mountain pass");
  wait_for (session);
  ytt_session_go_to (session, narva);
  g_assert_cmpstr (ytt_session_get_search (session), ==, "");
  wait_for (session);
  g_assert_cmpuint (get_n_items (session), ==, n_total);
  g_assert_cmpint (ytt_session_get_selected (session), ==, narva);
  wait_until (has_record, session);
}

static void
test_error (Fixture       *f,
            gconstpointer  data)
{
  YttSession *session = make_session (f);
  gint64 narva = fixture_find (f, "ee-narva-neo");

  fixture_run (f, "DROP TABLE search");
  ytt_session_set_search (session, "narva");
  wait_for (session);
  g_assert_error (ytt_session_get_error (session), YTT_ERROR, YTT_ERROR_STORE);
  g_assert_cmpuint (get_n_items (session), ==, 221);
  g_assert_cmpuint (ytt_session_get_points (session)->len, ==, 217);

  /* A search that works clears it. */
  ytt_session_set_search (session, "");
  wait_for (session);
  g_assert_no_error (ytt_session_get_error (session));

  fixture_run (f, "DROP TABLE facility_name");
  ytt_session_set_selected (session, narva);
  wait_until (has_error, session);
  g_assert_error (ytt_session_get_error (session), YTT_ERROR, YTT_ERROR_STORE);
  g_assert_null (ytt_session_get_record (session));
  g_assert_cmpint (ytt_session_get_selected (session), ==, narva);

  ytt_session_set_selected (session, 0);
  g_assert_no_error (ytt_session_get_error (session));

  /* A facility that is gone. */
  ytt_session_set_selected (session, 42);
  wait_until (has_error, session);

  drop_session (session);
}

static void
test_gone_facility (Fixture       *f,
                    gconstpointer  data)
{
  YttSession *session = make_session (f);

  ytt_session_set_selected (session, 42);
  wait_until (has_error, session);
  g_assert_error (ytt_session_get_error (session), YTT_ERROR, YTT_ERROR_NOT_FOUND);

  drop_session (session);
}

static gboolean
has_two (gpointer data)
{
  return ytt_session_get_n_total (data) == 2;
}

static void
test_changed (Fixture       *f,
              gconstpointer  data)
{
  YttSession *session = make_session (f);

  fixture_run (f, "INSERT INTO facility (id, name) VALUES (1, 'One'), (2, 'Two')");
  g_assert_cmpuint (get_n_items (session), ==, 0);
  g_signal_emit_by_name (f->store, "changed");
  wait_until (has_two, session);
  g_assert_cmpuint (get_n_items (session), ==, 2);

  drop_session (session);
}

static void
test_viewport (void)
{
  YttSession *session = ytt_session_new ();
  g_autoptr(GString) notified = g_string_new (NULL);
  double latitude, longitude, zoom;

  g_signal_connect (session, "notify", G_CALLBACK (log_notify_cb), notified);
  ytt_session_set_viewport (session, 59.4, 28.1, 9);
  ytt_session_set_viewport (session, 59.4, 28.1, 9);
  g_assert_cmpuint (notified->len, ==, strlen ("latitude longitude zoom "));

  ytt_session_set_viewport (session, 100, -200, -1);
  ytt_session_get_viewport (session, &latitude, &longitude, &zoom);
  g_assert_cmpfloat (latitude, ==, 90);
  g_assert_cmpfloat (longitude, ==, -180);
  g_assert_cmpfloat (zoom, ==, 0);

  drop_session (session);
}

/* Gone in the middle of its work. */
static void
test_finalize (Fixture       *f,
               gconstpointer  data)
{
  YttSession *session = ytt_session_new ();

  ytt_session_set_store (session, f->store);
  ytt_session_set_selected (session, fixture_find (f, "ee-narva-neo"));
  ytt_session_set_search (session, "narva");
  g_object_run_dispose (G_OBJECT (session));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  ytt_store_close (f->store);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  drop_session (session);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/no-store", test_no_store);
  g_test_add_func ("/session/viewport", test_viewport);
  g_test_add ("/session/store", Fixture, NULL, fixture_set_up_shipped, test_store, fixture_tear_down);
  g_test_add ("/session/last-search-wins", Fixture, NULL, fixture_set_up_shipped, test_last_search_wins,
              fixture_tear_down);
  g_test_add ("/session/storm", Fixture, NULL, fixture_set_up_shipped, test_storm, fixture_tear_down);
  g_test_add ("/session/selection", Fixture, NULL, fixture_set_up_shipped, test_selection, fixture_tear_down);
  g_test_add ("/session/go-to", Fixture, NULL, fixture_set_up_shipped, test_go_to, fixture_tear_down);
  g_test_add ("/session/error", Fixture, NULL, fixture_set_up_shipped, test_error, fixture_tear_down);
  g_test_add ("/session/gone-facility", Fixture, NULL, fixture_set_up_empty, test_gone_facility, fixture_tear_down);
  g_test_add ("/session/changed", Fixture, NULL, fixture_set_up_empty, test_changed, fixture_tear_down);
  g_test_add ("/session/finalize", Fixture, NULL, fixture_set_up_shipped, test_finalize, fixture_tear_down);

  return g_test_run ();
}
