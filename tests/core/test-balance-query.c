#include "config.h"

#include "query-fixture.h"

#include "ytt-balance-sheet.h"

#include <math.h>
#include <string.h>

static void
keep_result_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
has_result (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

static YttBalance *
ask (Fixture               *f,
     const YttBalanceQuery *query)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  YttBalance *balance;

  ytt_store_get_balance_async (f->store, query, NULL, keep_result_cb, &result);
  wait_until (has_result, &result);
  balance = ytt_store_get_balance_finish (f->store, result, &error);
  g_assert_no_error (error);

  return balance;
}

static GPtrArray *
ask_statistics (Fixture   *f,
                YttMoment  moment)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *statistics;

  ytt_store_get_statistics_async (f->store, moment, NULL, keep_result_cb, &result);
  wait_until (has_result, &result);
  statistics = ytt_store_get_statistics_finish (f->store, result, &error);
  g_assert_no_error (error);

  return statistics;
}

/* For a stage that nothing comes after, the document's own headline is what is counted: worked out by SQL, and so by
 * another way. */
static void
test_headlines (Fixture       *f,
                gconstpointer  data)
{
  YttBalanceQuery query = { .stage = YTT_STAGE_MAGNET };
  g_autoptr(YttBalance) balance = ask (f, &query);
  g_autoptr(sqlite3) db = NULL;
  g_autoptr(sqlite3_stmt) stmt = NULL;
  double world = 0;

  /* Only once nobody else of this process has the file open. */
  ytt_store_close (f->store);
  g_assert_cmpint (sqlite3_open_v2 (f->path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db,
    "SELECT count (*), sum (CAST (headline_value AS REAL) * CASE headline_unit WHEN 't/month' THEN 12 ELSE 1 END)"
    " FROM facility_shown WHERE stages & 64 AND headline_basis = 'magnets'"
    " AND status NOT IN ('suspended', 'closed', 'shelved', 'cancelled')", -1, &stmt, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);

  g_assert_cmpstr (balance->basis, ==, "magnets");
  g_assert_cmpuint (balance->n_counted, >, 20);
  g_assert_cmpuint (balance->n_counted, ==, (guint) sqlite3_column_int (stmt, 0));
  for (guint phase = 0; phase < YTT_N_BALANCE_PHASES; phase++)
    world += balance->total.low[phase];
  g_assert_cmpfloat_with_epsilon (world, sqlite3_column_double (stmt, 1), 1e-6);
}

/* Every facility of the stage is either counted or left out for one reason; those of other stages do not appear. */
static void
test_every_facility (Fixture       *f,
                     gconstpointer  data)
{
  for (guint bit = 0; bit < YTT_N_STAGES; bit++)
    {
      YttBalanceQuery query = { .stage = (YttStages) (1u << bit) };
      g_autoptr(YttBalance) balance = ask (f, &query);
      guint n = 0;

      for (guint reason = 0; reason < YTT_N_LEFT_OUT; reason++)
        n += balance->n_left_out[reason];
      g_assert_cmpuint (n, ==, balance->entries->len);
      g_assert_cmpuint (balance->n_left_out[YTT_LEFT_OUT_NOT], ==, balance->n_counted);
      g_assert_cmpuint (balance->entries->len, >, 5);
    }
}

static void
test_some_facilities (Fixture       *f,
                      gconstpointer  data)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  YttBalanceQuery query = { .stage = YTT_STAGE_MAGNET };
  g_autoptr(YttBalance) few = NULL, half = NULL, all = ask (f, &query);
  gint64 narva = fixture_find (f, "narva");

  g_array_append_val (ids, narva);
  query.ids = ids;
  few = ask (f, &query);
  g_assert_cmpuint (few->n_counted, ==, 1);
  g_assert_cmpstr (g_array_index (few->bars, YttBalanceBar, 0).country, ==, "EE");
  g_assert_cmpfloat (g_array_index (few->bars, YttBalanceBar, 0).low[YTT_BALANCE_BUILDING], ==, 2000);

  /* Many are read another way, to the same end. */
  for (guint i = 0; i < all->entries->len; i++)
    g_array_append_val (ids, g_array_index (all->entries, YttBalanceEntry, i).facility);
  half = ask (f, &query);
  g_assert_cmpuint (half->n_counted, ==, all->n_counted);
}

static void
test_lines (Fixture       *f,
            gconstpointer  data)
{
  YttBalanceQuery query = { .stage = YTT_STAGE_MAGNET };
  g_autoptr(YttBalance) balance = ask (f, &query);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) lines = NULL;

  ytt_store_get_balance_lines_async (f->store, balance->entries, NULL, keep_result_cb, &result);
  wait_until (has_result, &result);
  lines = ytt_store_get_balance_lines_finish (f->store, result, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (lines->len, ==, balance->entries->len);
  for (guint i = 0; i < lines->len; i++)
    {
      const YttBalanceLine *line = g_ptr_array_index (lines, i);

      g_assert_cmpint (line->entry.facility, ==, g_array_index (balance->entries, YttBalanceEntry, i).facility);
      g_assert_cmpstr (line->name, !=, "");
      if (line->entry.left_out != YTT_LEFT_OUT_NOT)
        continue;

      g_assert_nonnull (line->claim);
      g_assert_cmpint (line->claim->id, ==, line->entry.claim);
      g_assert_nonnull (line->source);
      g_assert_cmpstr (line->source->title, !=, "");
    }
}

static const YttStatistic *
find_range (GPtrArray *statistics)
{
  for (guint i = 0; i < statistics->len; i++)
    {
      const YttStatistic *statistic = g_ptr_array_index (statistics, i);

      if (strcmp (statistic->measure, "refining-share") == 0 && strcmp (statistic->country, "CN") == 0
          && g_strcmp0 (statistic->source->slug, "rare-earth-exchanges-2025-09") == 0)
        return statistic;
    }

  return NULL;
}

static void
test_statistics (Fixture       *f,
                 gconstpointer  data)
{
  g_autoptr(GPtrArray) all = ask_statistics (f, (YttMoment) { 0 });
  g_autoptr(GPtrArray) early = ask_statistics (f, (YttMoment) { .told = 20250801 });
  g_autoptr(GPtrArray) late = ask_statistics (f, (YttMoment) { .told = 20260101 });
  const YttStatistic *china = find_range (all);
  g_autofree char *text = NULL;

  g_assert_nonnull (china);
  g_assert_cmpfloat (china->low, ==, 85);
  g_assert_cmpfloat (china->high, ==, 90);
  text = ytt_statistic_format (china);
  g_assert_cmpstr (text, ==, "85\u2013" "90\u00a0%");

  g_assert_null (find_range (early));
  g_assert_nonnull (find_range (late));
  g_assert_cmpuint (early->len, <, late->len);
  g_assert_cmpuint (late->len, <, all->len);
}

/* What had not been told yet is in no balance. */
static void
test_told (Fixture       *f,
           gconstpointer  data)
{
  YttBalanceQuery query = { .stage = YTT_STAGE_MAGNET };
  g_autoptr(YttBalance) now = ask (f, &query), then = NULL, never = NULL;

  query.moment.told = 20240101;
  then = ask (f, &query);
  query.moment.told = 19000101;
  never = ask (f, &query);

  g_assert_cmpuint (then->n_counted, <, now->n_counted);
  g_assert_cmpuint (then->n_counted, >, 0);
  g_assert_cmpuint (never->n_counted, ==, 0);
}

/* What will operate by then, if the promises hold, is promised and not operating. */
static void
test_year (Fixture       *f,
           gconstpointer  data)
{
  YttBalanceQuery query = { .stage = YTT_STAGE_MAGNET };
  g_autoptr(YttBalance) now = ask (f, &query), later = NULL, earlier = NULL;

  query.moment.year = 2035;
  later = ask (f, &query);
  query.moment.year = 2000;
  earlier = ask (f, &query);

  g_assert_cmpuint (later->total.n[YTT_BALANCE_BUILDING], <=, now->total.n[YTT_BALANCE_BUILDING]);
  g_assert_cmpuint (later->total.n[YTT_BALANCE_PROMISED], >, now->total.n[YTT_BALANCE_PROMISED]);
  g_assert_cmpfloat (earlier->total.low[YTT_BALANCE_OPERATING], <, now->total.low[YTT_BALANCE_OPERATING]);
}

static gboolean
has_balance (gpointer data)
{
  return ytt_balance_sheet_get_balance (data) != NULL && !ytt_balance_sheet_get_loading (data);
}

static gboolean
has_one (gpointer data)
{
  return has_balance (data) && ytt_balance_sheet_get_balance (data)->n_counted == 1;
}

/* The sheet follows what the session shows, but only while somebody looks. */
static void
test_sheet (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr(YttSession) session = ytt_session_new ();
  g_autoptr(YttBalanceSheet) sheet = ytt_balance_sheet_new (session);

  ytt_balance_sheet_set_stage (sheet, YTT_STAGE_MAGNET);
  ytt_session_set_store (session, f->store);
  ytt_session_set_search (session, "narva");
  g_assert_false (ytt_balance_sheet_get_loading (sheet));
  ytt_balance_sheet_set_active (sheet, TRUE);
  wait_until (has_one, sheet);
  g_assert_no_error (ytt_balance_sheet_get_error (sheet));

  ytt_session_set_search (session, "");
  ytt_balance_sheet_set_stage (sheet, YTT_STAGE_SEPARATION);
  wait_until (has_balance, sheet);
  g_assert_cmpstr (ytt_balance_sheet_get_balance (sheet)->basis, ==, "REO");
  g_assert_cmpuint (ytt_balance_sheet_get_balance (sheet)->n_counted, >, 10);
  g_assert_cmpuint (ytt_balance_sheet_get_statistics (sheet)->len, >, 50);

  ytt_session_set_store (session, NULL);
  g_assert_null (ytt_balance_sheet_get_balance (sheet));
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("LC_ALL", "C", TRUE);
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) \
  g_test_add ("/balance-query/" name, Fixture, NULL, fixture_set_up_shipped, func, fixture_tear_down)
  ADD ("headlines", test_headlines);
  ADD ("every-facility", test_every_facility);
  ADD ("some-facilities", test_some_facilities);
  ADD ("lines", test_lines);
  ADD ("statistics", test_statistics);
  ADD ("told", test_told);
  ADD ("year", test_year);
  ADD ("sheet", test_sheet);
#undef ADD

  return g_test_run ();
}
