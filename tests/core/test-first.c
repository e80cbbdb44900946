/* The first rows of a large document, which are there before its first answer, and must be what that begins with. */

#include "config.h"

#include "query-fixture.h"

#include "ytt-query-first.h"

#include <string.h>

static const YttOrder orders[] = {
  YTT_ORDER_RELEVANCE, YTT_ORDER_NAME, YTT_ORDER_COUNTRY, YTT_ORDER_START, YTT_ORDER_NEWEST_CLAIM,
};

static gboolean
has_result (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

static void
keep_result_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

typedef struct
{
  YttOrder order;
  guint    n;
} Request;

static void
read_job (GTask        *task,
          sqlite3      *db,
          gpointer      task_data,
          GCancellable *cancellable)
{
  const Request *request = task_data;
  GError *error = NULL;
  GArray *ids = ytt_sqlite_read_first (db, request->order, request->n, &error);

  g_assert_no_error (error);
  g_task_return_pointer (task, ids, (GDestroyNotify) g_array_unref);
}

/* Whatever the size of the document. */
static GArray *
read_ids (Fixture  *f,
          YttOrder  order,
          guint     n)
{
  Request request = { order, n };
  g_autoptr(GAsyncResult) result = NULL;
  GTask *task = g_task_new (f->store, NULL, keep_result_cb, &result);

  g_task_set_task_data (task, &request, NULL);
  ytt_store_push_read (f->store, task, read_job);
  wait_until (has_result, &result);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

static GPtrArray *
get_first (Fixture       *f,
           YttOrder       order,
           guint          n,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  ytt_store_get_first_async (f->store, order, n, cancellable, keep_result_cb, &result);
  wait_until (has_result, &result);

  return ytt_store_get_first_finish (f->store, result, error);
}

/* However many are asked for, they are what the answer to everything begins with. */
static void
assert_agree (Fixture *f,
              guint    n_at_least)
{
  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autoptr(YttResult) all = fixture_search (f, "", orders[i]);
      const guint numbers[] = { 0, 1, 2, 7, 50, all->ids->len, all->ids->len + 10 };

      for (gsize k = 0; k < G_N_ELEMENTS (numbers); k++)
        {
          g_autoptr(GArray) ids = read_ids (f, orders[i], numbers[k]);

          g_test_message ("order %u, the first %u", orders[i], numbers[k]);
          g_assert_cmpuint (ids->len, <=, MIN (numbers[k], all->ids->len));
          g_assert_cmpuint (ids->len, >=, MIN (numbers[k], n_at_least));
          g_assert_cmpmem (ids->data, ids->len * sizeof (gint64), all->ids->data, ids->len * sizeof (gint64));
        }
    }
}

static void
test_shipped (Fixture       *f,
              gconstpointer  data)
{
  assert_agree (f, 221);
}

/* Many of one name, marks, all three ways to write a day, and nothing told. */
static const char mixed_sql[] =
  "INSERT INTO source (id, source, title) VALUES (1, 's', 'Source');"
  "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 299)"
  " INSERT INTO facility (id, facility, name, country)"
  " SELECT 1 + (i * 7919) % 1009, 'f' || i,"
  "        CASE i % 6 WHEN 0 THEN 'Älv' WHEN 1 THEN 'alv' WHEN 2 THEN 'Zeta' WHEN 3 THEN 'øre' WHEN 4 THEN '漢字'"
  "                   ELSE 'Beta ' || (i % 17) END,"
  "        CASE i % 8 WHEN 0 THEN 'SE' WHEN 1 THEN 'DE' WHEN 2 THEN 'AF' WHEN 3 THEN NULL WHEN 4 THEN ''"
  "                   WHEN 5 THEN 'xx' WHEN 6 THEN 'QQ' ELSE 'ÅL' END FROM n;"
  "INSERT INTO claim (facility, attribute, value, unit, as_of, source)"
  " SELECT id, 'start', CASE id % 5 WHEN 0 THEN '2027' WHEN 1 THEN '2019-05' WHEN 2 THEN '2027-01-02' ELSE '0000' END,"
  "        'date', CASE id % 7 WHEN 0 THEN '2026' WHEN 1 THEN '2026-01' WHEN 2 THEN '2026-01-01' WHEN 3 THEN '2026-02'"
  "                            WHEN 4 THEN '2026-02-01' WHEN 5 THEN '2025-12-31' ELSE NULL END, 1"
  " FROM facility WHERE id % 3 <> 0;";

static void
test_mixed (Fixture       *f,
            gconstpointer  data)
{
  fixture_run (f, mixed_sql);
  assert_agree (f, 300);

  /* Nothing told of any: all groups but the last are empty. */
  fixture_run (f, "DELETE FROM claim; UPDATE facility SET country = NULL");
  assert_agree (f, 300);
}

static void
test_empty (Fixture       *f,
            gconstpointer  data)
{
  assert_agree (f, 0);
}

/* Dates as another program may write them: what comes before them is right. */
static void
test_unreadable (Fixture       *f,
                 gconstpointer  data)
{
  fixture_run (f, mixed_sql);
  fixture_run (f, "UPDATE claim SET as_of = '2025-1-1' WHERE as_of = '2025-12-31'");
  assert_agree (f, 50);

  fixture_run (f, "UPDATE claim SET as_of = 'May 2026' WHERE as_of = '2025-1-1'");
  assert_agree (f, 0);
}

/* One more than the order of the user's language is made for. */
static const char large_sql[] =
  "INSERT INTO source (id, source, title) VALUES (1, 's', 'Source');"
  "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
  " INSERT INTO facility (id, facility, name, country)"
  " SELECT 1 + (i * 7919) % 20011, 'f' || i, 'Works ' || (i % 4999), CASE i % 3 WHEN 0 THEN 'SE' WHEN 1 THEN 'DE' END"
  " FROM n;"
  "INSERT INTO claim (facility, attribute, value, unit, as_of, source)"
  " SELECT id, 'start', '20' || (10 + id % 20), 'date', '2026-0' || (1 + id % 9), 1 FROM facility WHERE id % 50 = 0;";

static void
set_up_large (Fixture       *f,
              gconstpointer  data)
{
  fixture_set_up_empty (f, data);
  fixture_run_bulk (f, large_sql);
}

static void
test_large (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autoptr(GPtrArray) rows = get_first (f, orders[i], 50, NULL, &error);
      g_autoptr(YttResult) all = fixture_search (f, "", orders[i]);

      g_assert_no_error (error);
      g_assert_cmpuint (all->ids->len, ==, 20001);
      g_assert_cmpuint (rows->len, ==, 50);
      for (guint k = 0; k < rows->len; k++)
        {
          const YttFacilityRow *row = g_ptr_array_index (rows, k);

          g_assert_cmpint (row->id, ==, g_array_index (all->ids, gint64, k));
          g_assert_true (g_str_has_prefix (row->name, "Works "));
        }
    }

  /* One less, and the answer may have another order. */
  fixture_run (f, "DELETE FROM claim; DELETE FROM facility WHERE id = 1");
  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autoptr(GPtrArray) rows = get_first (f, orders[i], 50, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (rows->len, ==, 0);
    }
}

static void
test_fails (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  rows = get_first (f, YTT_ORDER_NAME, 50, cancellable, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (rows);
  g_clear_error (&error);

  fixture_run (f, "ALTER TABLE facility_shown RENAME COLUMN start_year TO begun");
  rows = get_first (f, YTT_ORDER_START, 50, NULL, &error);
  g_assert_error (error, YTT_ERROR, YTT_ERROR_STORE);
  g_assert_null (rows);
}

/* A session that opens a large document while one of the two reading connections is busy: so the answer comes behind
 * the first rows, however fast it is. */
typedef struct
{
  Fixture       fixture;
  YttSession   *session;
  GAsyncResult *blocked;
  gint          released;   /* atomic */
  GString      *changes;    /* of the list */
  void        (*first_shown_func) (YttSession *session);
} Opening;

static void
block_job (GTask        *task,
           sqlite3      *db,
           gpointer      task_data,
           GCancellable *cancellable)
{
  const gint *released = task_data;

  while (g_atomic_int_get (released) == 0)
    g_usleep (200);
  g_task_return_boolean (task, TRUE);
}

static void
items_changed_cb (Opening *opening,
                  guint    position,
                  guint    n_removed,
                  guint    n_added)
{
  void (*func) (YttSession *session) = opening->first_shown_func;

  g_string_append_printf (opening->changes, "%u-%u+%u ", position, n_removed, n_added);
  opening->first_shown_func = NULL;
  if (func != NULL)
    func (opening->session);
}

static void
opening_set_up (Opening       *opening,
                gconstpointer  data)
{
  GTask *task;

  set_up_large (&opening->fixture, data);
  opening->changes = g_string_new (NULL);
  opening->session = ytt_session_new ();
  g_signal_connect_swapped (ytt_session_get_facilities (opening->session), "items-changed",
                            G_CALLBACK (items_changed_cb), opening);

  task = g_task_new (opening->fixture.store, NULL, keep_result_cb, &opening->blocked);
  g_task_set_task_data (task, &opening->released, NULL);
  ytt_store_push_read (opening->fixture.store, task, block_job);
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static void
opening_tear_down (Opening       *opening,
                   gconstpointer  data)
{
  g_atomic_int_set (&opening->released, 1);
  wait_until (has_result, &opening->blocked);
  g_object_unref (opening->blocked);

  g_signal_handlers_disconnect_by_data (ytt_session_get_facilities (opening->session), opening);
  g_object_add_weak_pointer (G_OBJECT (opening->session), (gpointer *) &opening->session);
  g_object_unref (opening->session);
  wait_until (is_gone, &opening->session);

  g_string_free (opening->changes, TRUE);
  fixture_tear_down (&opening->fixture, data);
}

static gboolean
is_idle (gpointer data)
{
  return !ytt_session_get_loading (data);
}

static gboolean
has_record (gpointer data)
{
  return ytt_session_get_record (data) != NULL;
}

/* Rows and all, but nothing that only the whole answer can tell. */
static void
assert_beginning (YttSession *session)
{
  GListModel *facilities = G_LIST_MODEL (ytt_session_get_facilities (session));

  g_assert_true (ytt_session_get_loading (session));
  g_assert_null (ytt_session_get_points (session));
  g_assert_cmpuint (ytt_session_get_n_total (session), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (facilities), ==, 50);
  for (guint i = 0; i < 50; i++)
    {
      g_autoptr(YttFacility) facility = g_list_model_get_item (facilities, i);

      g_assert_true (ytt_facility_get_loaded (facility));
    }
}

static void
choose_third (YttSession *session)
{
  assert_beginning (session);
  ytt_session_set_selected (session, ytt_facility_list_get_id (ytt_session_get_facilities (session), 2));
}

static void
assert_whole (Opening  *opening,
              YttOrder  order)
{
  g_autoptr(YttResult) all = fixture_search (&opening->fixture, "", order);
  GArray *ids = ytt_facility_list_get_ids (ytt_session_get_facilities (opening->session));

  g_assert_no_error (ytt_session_get_error (opening->session));
  g_assert_cmpuint (ytt_session_get_n_total (opening->session), ==, 20001);
  g_assert_cmpmem (ids->data, ids->len * sizeof (gint64), all->ids->data, all->ids->len * sizeof (gint64));
}

/* The list keeps its beginning when the rest comes, and so does whoever chose from it. */
static void
test_session (Opening       *opening,
              gconstpointer  data)
{
  YttFacilityList *facilities = ytt_session_get_facilities (opening->session);
  g_autoptr(YttFacility) third = NULL, still_third = NULL;

  opening->first_shown_func = choose_third;
  ytt_session_set_store (opening->session, opening->fixture.store);
  wait_until (has_record, opening->session);
  wait_until (is_idle, opening->session);

  g_assert_cmpstr (opening->changes->str, ==, "0-0+50 50-0+19951 ");
  assert_whole (opening, YTT_ORDER_NAME);
  g_assert_cmpint (ytt_session_get_selected (opening->session), ==, ytt_facility_list_get_id (facilities, 2));
  g_assert_cmpint (ytt_session_get_record (opening->session)->id, ==, ytt_facility_list_get_id (facilities, 2));

  /* Once all has been answered, no beginning comes before an answer. */
  g_string_truncate (opening->changes, 0);
  ytt_session_set_order (opening->session, YTT_ORDER_START);
  wait_until (is_idle, opening->session);
  g_assert_null (strstr (opening->changes->str, "+50 "));
  assert_whole (opening, YTT_ORDER_START);
}

static void
order_by_newest (YttSession *session)
{
  assert_beginning (session);
  ytt_session_set_order (session, YTT_ORDER_NEWEST_CLAIM);
}

/* Another order has its own beginning. */
static void
test_other_order (Opening       *opening,
                  gconstpointer  data)
{
  opening->first_shown_func = order_by_newest;
  ytt_session_set_store (opening->session, opening->fixture.store);
  wait_until (is_idle, opening->session);

  g_assert_true (g_str_has_suffix (opening->changes->str, " 50-0+19951 "));
  assert_whole (opening, YTT_ORDER_NEWEST_CLAIM);
}

static void
search_name (YttSession *session)
{
  assert_beginning (session);
  ytt_session_set_search (session, "f 4711 works");
}

/* What is searched takes the place of the beginning, and no other beginning comes in between. */
static void
test_search (Opening       *opening,
             gconstpointer  data)
{
  opening->first_shown_func = search_name;
  ytt_session_set_store (opening->session, opening->fixture.store);
  wait_until (is_idle, opening->session);
  g_assert_cmpstr (opening->changes->str, ==, "0-0+50 0-50+0 ");
  g_assert_cmpuint (ytt_session_get_n_total (opening->session), ==, 20001);
}

/* Only the list of everything as it is now has such a beginning. */
static void
test_narrowed (Opening       *opening,
               gconstpointer  data)
{
  g_autoptr(YttFilter) filter = ytt_filter_from_string ("country=SE", NULL);

  ytt_session_set_search (opening->session, "works");
  ytt_session_set_store (opening->session, opening->fixture.store);
  wait_until (is_idle, opening->session);
  g_assert_cmpstr (opening->changes->str, ==, "0-0+20001 ");

  ytt_session_set_store (opening->session, NULL);
  ytt_session_set_search (opening->session, "");
  ytt_session_set_filter (opening->session, filter);
  g_string_truncate (opening->changes, 0);
  ytt_session_set_store (opening->session, opening->fixture.store);
  wait_until (is_idle, opening->session);
  g_assert_cmpstr (opening->changes->str, ==, "0-0+6667 ");

  ytt_session_set_store (opening->session, NULL);
  ytt_session_set_filter (opening->session, NULL);
  ytt_session_set_moment (opening->session, (YttMoment) { 1990, 0 });
  g_string_truncate (opening->changes, 0);
  ytt_session_set_store (opening->session, opening->fixture.store);
  wait_until (is_idle, opening->session);
  g_assert_null (strstr (opening->changes->str, "+50 "));
}

static void
leave (YttSession *session)
{
  assert_beginning (session);
  ytt_session_set_store (session, NULL);
}

static void
test_other_store (Opening       *opening,
                  gconstpointer  data)
{
  opening->first_shown_func = leave;
  ytt_session_set_store (opening->session, opening->fixture.store);
  wait_until (is_idle, opening->session);
  g_assert_cmpstr (opening->changes->str, ==, "0-0+50 0-50+0 ");
  g_assert_cmpuint (ytt_session_get_n_total (opening->session), ==, 0);
}

/* Where the answer fails, the beginning goes too: nothing tells how it goes on. */
static void
test_error (Opening       *opening,
            gconstpointer  data)
{
  fixture_run (&opening->fixture, "ALTER TABLE facility_shown RENAME COLUMN start_year TO begun");
  opening->first_shown_func = assert_beginning;
  ytt_session_set_store (opening->session, opening->fixture.store);
  wait_until (is_idle, opening->session);
  g_assert_error (ytt_session_get_error (opening->session), YTT_ERROR, YTT_ERROR_STORE);
  g_assert_cmpstr (opening->changes->str, ==, "0-0+50 0-50+0 ");
}

/* A small document has no beginning but its answer. */
static void
test_small (Opening       *opening,
            gconstpointer  data)
{
  fixture_run (&opening->fixture, "DELETE FROM claim; DELETE FROM facility WHERE id = 1");
  ytt_session_set_store (opening->session, opening->fixture.store);
  wait_until (is_idle, opening->session);
  g_assert_cmpstr (opening->changes->str, ==, "0-0+20000 ");
}

static void
add (const char *path,
     void      (*set_up) (Fixture *f, gconstpointer data),
     void      (*test) (Fixture *f, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, fixture_tear_down);
}

static void
add_opening (const char *path,
             void      (*test) (Opening *opening, gconstpointer data))
{
  g_test_add (path, Opening, NULL, opening_set_up, test, opening_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/first/shipped", fixture_set_up_shipped, test_shipped);
  add ("/first/mixed", fixture_set_up_empty, test_mixed);
  add ("/first/empty", fixture_set_up_empty, test_empty);
  add ("/first/unreadable", fixture_set_up_empty, test_unreadable);
  add ("/first/large", set_up_large, test_large);
  add ("/first/fails", set_up_large, test_fails);
  add_opening ("/first/session/all", test_session);
  add_opening ("/first/session/other-order", test_other_order);
  add_opening ("/first/session/search", test_search);
  add_opening ("/first/session/narrowed", test_narrowed);
  add_opening ("/first/session/other-store", test_other_store);
  add_opening ("/first/session/error", test_error);
  add_opening ("/first/session/small", test_small);

  return g_test_run ();
}
