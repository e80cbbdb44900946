/* Documents that mean harm, or were written by a program that knew no better: they open with an error that says what is
 * wrong, or show what can be shown, and nothing waits for ever. */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "query-fixture.h"
#include "store-fixture.h"
#include "ytt-format.h"
#include "ytt-query-announcements.h"
#include "ytt-query-text.h"
#include "ytt-store-balance.h"
#include "ytt-store-inspect.h"
#include "ytt-store-profile.h"

/* Never ends. */
#define ENDLESS "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT "

/* The schema */

static void
test_view_for_table (StoreFixture  *f,
                     gconstpointer  data)
{
  store_create (f->path);
  store_run (f->path, "ALTER TABLE source RENAME TO theirs; CREATE VIEW source AS SELECT * FROM theirs");
  store_refuse (f->path, YTT_ERROR_DAMAGED, "“source”");
}

static void
test_endless_for_table (StoreFixture  *f,
                        gconstpointer  data)
{
  store_create (f->path);
  store_run (f->path, "DROP TABLE facility_shown; CREATE VIEW facility_shown AS " ENDLESS "i AS id FROM n");
  store_refuse (f->path, YTT_ERROR_DAMAGED, "“facility_shown”");

  store_run (f->path, "DROP TABLE claim; CREATE VIEW claim AS " ENDLESS "i AS id FROM n");
  store_refuse (f->path, YTT_ERROR_NOT_OURS, "not a document of Ytterby");
}

/* It has just our columns, and what its rows are is up to a module. */
static void
test_module_for_table (StoreFixture  *f,
                       gconstpointer  data)
{
  store_create (f->path);
  store_run (f->path, "DROP TABLE figure; CREATE VIRTUAL TABLE figure USING fts4"
                      " (id, measure, country, year, value, unit, qualifier, source)");
  store_refuse (f->path, YTT_ERROR_DAMAGED, "“figure”");
}

/* A trigger that says that it is something else. */
static void
test_false_kind (StoreFixture  *f,
                 gconstpointer  data)
{
  store_create (f->path);
  store_run (f->path, "CREATE TRIGGER theirs AFTER UPDATE ON facility BEGIN DELETE FROM claim; END;"
                      "PRAGMA writable_schema = ON;"
                      "UPDATE sqlite_schema SET type = 'index' WHERE name = 'theirs'");
  store_refuse (f->path, YTT_ERROR_DAMAGED, "damaged");
}

static void
test_false_table (StoreFixture  *f,
                  gconstpointer  data)
{
  store_create (f->path);
  store_run (f->path, "CREATE TRIGGER theirs AFTER UPDATE ON facility BEGIN DELETE FROM claim; END; CREATE TABLE other (id);"
                      "PRAGMA writable_schema = ON;"
                      "UPDATE sqlite_schema SET tbl_name = 'other' WHERE name = 'theirs'");
  store_refuse (f->path, YTT_ERROR_DAMAGED, "damaged");
}

/* All of our views never end: the document can be read all the same, for to read it needs none of them. */
static void
test_endless_views (Fixture       *f,
                    gconstpointer  data)
{
  static const char *const views[] = {
    "claim_thing", "claim_weighed", "claim_shown", "claim_line", "claim_contradiction", "facility_sort_name",
    "facility_figure", "facility_derived", "facility_words", "facility_overview",
  };
  g_autoptr(YttResult) result = NULL;
  g_autoptr(YttRecord) record = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(GError) error = NULL;

  ytt_store_close (f->store);
  g_clear_object (&f->store);
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      g_autofree char *sql = g_strdup_printf ("DROP VIEW %s; CREATE VIEW %s AS " ENDLESS "i AS id, i AS facility FROM n",
                                              views[i], views[i]);

      store_run (f->path, sql);
    }

  f->store = store_open (f->path, YTT_STORE_OPEN, &error);
  g_assert_no_error (error);
  g_assert_true (ytt_store_get_read_only (f->store));

  result = fixture_search (f, "magnet", YTT_ORDER_RELEVANCE);
  g_assert_cmpuint (result->ids->len, >, 10);
  rows = fixture_get_rows (f, result->ids);
  g_assert_cmpuint (rows->len, ==, result->ids->len);
  record = fixture_get_record_by_id (f, fixture_find (f, "narva"));
  g_assert_nonnull (record);
}

/* Huge values */

static gint64
make_huge (Fixture    *f,
           const char *column,
           const char *value)
{
  gint64 id = fixture_find (f, "narva");
  g_autofree char *sql = g_strdup_printf ("UPDATE facility SET %s = %s WHERE id = %" G_GINT64_FORMAT, column, value, id);

  g_assert_cmpint (id, !=, 0);
  fixture_run (f, sql);

  return id;
}

#define LARGE "replace(hex(zeroblob(2000000)), '0', 'x')"

/* The others are there, and it is told where it should be. */
static void
test_huge_name (Fixture       *f,
                gconstpointer  data)
{
  gint64 id = make_huge (f, "name", LARGE);
  g_autoptr(YttResult) result = fixture_search (f, NULL, YTT_ORDER_NAME);
  g_autoptr(GPtrArray) rows = fixture_get_rows (f, result->ids);
  guint n_unread = 0;

  g_assert_cmpuint (rows->len, ==, 221);
  for (guint i = 0; i < rows->len; i++)
    {
      const YttFacilityRow *row = g_ptr_array_index (rows, i);

      g_assert_cmpuint (strlen (row->name), <, 100);
      if (g_str_equal (row->name, "Not readable"))
        {
          g_assert_cmpint (row->id, ==, id);
          n_unread++;
        }
    }
  g_assert_cmpuint (n_unread, ==, 1);
}

static void
test_huge_summary (Fixture       *f,
                   gconstpointer  data)
{
  gint64 id = make_huge (f, "summary", LARGE);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  ytt_store_get_record_async (f->store, id, (YttMoment) { 0 }, NULL, store_keep_result_cb, &result);
  store_wait_result (&result);
  g_assert_null (ytt_store_get_record_finish (f->store, result, &error));
  g_assert_error (error, YTT_ERROR, YTT_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, "more than a million characters"));
}

static void
test_huge_title (Fixture       *f,
                 gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(YttSummary) summary = NULL;
  g_autoptr(GError) error = NULL;

  fixture_run (f, "UPDATE meta SET value = " LARGE " WHERE key = 'title'");
  ytt_store_get_summary_async (f->store, NULL, store_keep_result_cb, &result);
  store_wait_result (&result);
  summary = ytt_store_get_summary_finish (f->store, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (summary->n_facilities, ==, 221);
  g_assert_null (summary->title);
}

/* What no label could lay out is cut, between two characters. */
static void
test_long_summary (Fixture       *f,
                   gconstpointer  data)
{
  gint64 id = make_huge (f, "summary", "'y' || replace(hex(zeroblob(200000)), '0', 'é')");
  g_autoptr(YttRecord) record = fixture_get_record_by_id (f, id);

  g_assert_true (g_utf8_validate (record->summary, -1, NULL));
  g_assert_null (strstr (record->summary, "\357\277\275"));
  g_assert_true (g_str_has_suffix (record->summary, "é…"));
  g_assert_cmpuint (strlen (record->summary), <=, YTT_TEXT_LIMIT + strlen ("…"));
  g_assert_cmpuint (strlen (record->summary), >=, YTT_TEXT_LIMIT);
}

/* A copy has all of it. */
static void
test_huge_copy (Fixture       *f,
                gconstpointer  data)
{
  g_autofree char *copy = g_build_filename (g_get_tmp_dir (), "copy-of-large.gpkg", NULL);
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *length = NULL;
  g_autoptr(GError) error = NULL;

  make_huge (f, "summary", LARGE);
  ytt_store_save_copy_async (f->store, copy, NULL, store_keep_result_cb, &result);
  store_wait_result (&result);
  g_assert_true (ytt_store_save_copy_finish (f->store, result, &error));
  g_assert_no_error (error);
  length = store_ask (copy, "SELECT max(length(summary)) FROM facility");
  g_assert_cmpstr (length, ==, "4000000");
  g_assert_cmpint (g_unlink (copy), ==, 0);
}

/* Values of any kind */

static void
assert_valid (const char *text)
{
  g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
}

static YttBalance *
weigh (Fixture   *f,
       YttStages  stage)
{
  const YttBalanceQuery query = { .stage = stage };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  YttBalance *balance;

  ytt_store_get_balance_async (f->store, &query, NULL, store_keep_result_cb, &result);
  store_wait_result (&result);
  balance = ytt_store_get_balance_finish (f->store, result, &error);
  g_assert_no_error (error);

  return balance;
}

/* Bits that are no stage: what goes through the stages one by one would never come to an end. */
static void
test_strange_stages (Fixture       *f,
                     gconstpointer  data)
{
  g_autoptr(YttBalance) balance = NULL;
  g_autoptr(YttResult) result = NULL;
  g_autoptr(GPtrArray) rows = NULL;

  fixture_run (f, "UPDATE facility_shown SET stages = -1, start_year = 9223372036854775807, headline_value = '1e999',"
                  " headline_unit = NULL, headline_basis = NULL, newest_claim = '9999-99-99', sort_name = x'ff'");
  balance = weigh (f, YTT_STAGE_MAGNET);
  g_assert_cmpuint (balance->entries->len, >, 0);

  result = fixture_search (f, NULL, YTT_ORDER_START);
  g_assert_cmpuint (result->ids->len, ==, 221);
  rows = fixture_get_rows (f, result->ids);
  for (guint i = 0; i < rows->len; i++)
    g_assert_cmpuint (((YttFacilityRow *) g_ptr_array_index (rows, i))->stages, <, 1 << YTT_N_STAGES);
}

static const char *const record_tables[] = {
  "facility", "facility_name", "facility_stage", "facility_element", "facility_product", "claim", "source", "organisation",
  "announcement", "link", "figure",
};

/* All text columns of the records get what is no text. */
static void
spoil (Fixture    *f,
       const char *value)
{
  g_autoptr(GString) sql = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (record_tables); i++)
    {
      g_autofree char *ask = g_strdup_printf ("SELECT group_concat(name) FROM pragma_table_info('%s')"
                                              " WHERE type = 'TEXT' AND name NOT IN ('facility', 'source', 'organisation',"
                                              " 'announcement', 'claim', 'link')", record_tables[i]);
      g_autofree char *columns = store_ask (f->path, ask);
      g_auto(GStrv) names = g_strsplit (columns, ",", -1);

      for (guint k = 0; names[k] != NULL; k++)
        g_string_append_printf (sql, "UPDATE OR IGNORE %s SET %s = %s WHERE id %% 3 = %u;",
                                record_tables[i], names[k], value, k % 3);
    }

  fixture_run_bulk (f, sql->str);
}

static void
assert_announcements_valid (Fixture *f)
{
  const YttAnnouncementQuery query = { .words = "a" };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(YttAnnouncementResult) announcements = NULL;
  g_autoptr(GError) error = NULL;

  ytt_store_get_announcements_async (f->store, &query, NULL, store_keep_result_cb, &result);
  store_wait_result (&result);
  announcements = ytt_store_get_announcements_finish (f->store, result, &error);
  g_assert_no_error (error);
  for (guint i = 0; announcements->currencies[i] != NULL; i++)
    assert_valid (announcements->currencies[i]);
}

static void
assert_balances_valid (Fixture *f)
{
  for (guint i = 0; i < YTT_N_STAGES; i++)
    {
      g_autoptr(YttBalance) balance = weigh (f, 1 << i);

      for (guint k = 0; k < balance->entries->len; k++)
        assert_valid (g_array_index (balance->entries, YttBalanceEntry, k).country);
    }
}

static void
assert_all_valid (Fixture *f)
{
  g_autoptr(YttResult) result = fixture_search (f, NULL, YTT_ORDER_NAME);
  g_autoptr(GPtrArray) rows = fixture_get_rows (f, result->ids);

  g_assert_cmpuint (rows->len, ==, 221);
  for (guint i = 0; i < rows->len; i++)
    {
      const YttFacilityRow *row = g_ptr_array_index (rows, i);
      g_autoptr(YttRecord) record = fixture_get_record_by_id (f, row->id);
      g_autofree char *text = ytt_format_record (record);

      assert_valid (row->name);
      assert_valid (row->country);
      assert_valid (row->operator_name);
      assert_valid (row->headline);
      assert_valid (text);
    }

  assert_announcements_valid (f);
  assert_balances_valid (f);
}

static void
test_no_utf8 (Fixture       *f,
              gconstpointer  data)
{
  spoil (f, "CAST(x'20fffec3283c623e2600c0' AS TEXT)");
  assert_all_valid (f);
}

static void
test_wrong_types (Fixture       *f,
                  gconstpointer  data)
{
  spoil (f, "x'ff00fe'");
  assert_all_valid (f);
  spoil (f, "9223372036854775807");
  assert_all_valid (f);
  spoil (f, "-1e308");
  assert_all_valid (f);
}

/* Places that are none are unknown, and nothing else is lost. */
static void
test_no_geometry (Fixture       *f,
                  gconstpointer  data)
{
  static const char *const values[] = { "'here'", "12.5", "x''", "x'4750'", "zeroblob(2000000)", "randomblob(29)" };
  g_autoptr(YttResult) before = fixture_search (f, NULL, YTT_ORDER_NAME);
  g_autoptr(YttResult) after = NULL;

  fixture_run (f, "CREATE TEMP TABLE placed AS SELECT id FROM facility WHERE geom IS NOT NULL ORDER BY id");
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *sql = g_strdup_printf ("UPDATE facility SET geom = %s WHERE id = (SELECT id FROM placed WHERE rowid = %u)",
                                              values[i], i + 1);

      fixture_run (f, sql);
    }

  after = fixture_search (f, NULL, YTT_ORDER_NAME);
  g_assert_cmpuint (after->ids->len, ==, 221);
  g_assert_cmpuint (after->points->len, ==, before->points->len - G_N_ELEMENTS (values));
}

/* Cycles */

static void
test_cycles (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GAsyncResult) traced = NULL;
  g_autoptr(YttProfile) profile = NULL;
  g_autoptr(YttChain) chain = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL;

  /* Each is the parent of the one before, and the first that of the last; and each plant delivers to the next. */
  fixture_run (f, "UPDATE organisation SET parent = coalesce((SELECT min(o.id) FROM organisation o"
                  " WHERE o.id > organisation.id), (SELECT min(id) FROM organisation));"
                  "INSERT INTO link (from_facility, to_facility, state) SELECT id, coalesce((SELECT min(o.id) FROM facility o"
                  " WHERE o.id > facility.id), (SELECT min(id) FROM facility)), 'flowing' FROM facility");

  id = store_ask (f->path, "SELECT min(id) FROM organisation");
  ytt_store_get_profile_async (f->store, g_ascii_strtoll (id, NULL, 10), NULL, (YttMoment) { 0 }, NULL,
                               store_keep_result_cb, &result);
  store_wait_result (&result);
  profile = ytt_store_get_profile_finish (f->store, result, &error);
  g_assert_no_error (error);

  ytt_store_trace_async (f->store, fixture_find (f, "narva"), YTT_CHAIN_DOWNSTREAM, 100000, (YttMoment) { 0 }, NULL, store_keep_result_cb,
                         &traced);
  store_wait_result (&traced);
  chain = ytt_store_trace_finish (f->store, traced, &error);
  g_assert_no_error (error);
}

/* Named */

static YttInspection *
inspect (Fixture *f)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  YttInspection *inspection;

  ytt_store_inspect_async (f->store, NULL, store_keep_result_cb, &result);
  store_wait_result (&result);
  inspection = ytt_store_inspect_finish (f->store, result, &error);
  g_assert_no_error (error);

  return inspection;
}

static const YttProblem *
find_problem (YttInspection  *inspection,
              YttProblemKind  kind)
{
  for (guint i = 0; i < inspection->problems->len; i++)
    {
      const YttProblem *problem = g_ptr_array_index (inspection->problems, i);

      if (problem->kind == kind)
        return problem;
    }

  g_error ("No problem of the kind %d is named", kind);
}

static void
test_nothing_named (Fixture       *f,
                    gconstpointer  data)
{
  g_autoptr(YttInspection) inspection = inspect (f);

  g_assert_cmpuint (inspection->n_rows, ==, 0);
  g_assert_cmpuint (inspection->problems->len, ==, 0);
}

static void
assert_problem (YttInspection  *inspection,
                YttProblemKind  kind,
                const char     *table,
                const char     *column,
                gint64          facility)
{
  const YttProblem *problem = find_problem (inspection, kind);
  g_autofree char *words = ytt_problem_describe (problem);

  g_assert_cmpstr (problem->table, ==, table);
  g_assert_cmpstr (problem->column, ==, column);
  g_assert_cmpint (problem->facility, ==, facility);
  g_assert_true (column == NULL || kind == YTT_PROBLEM_PLACE || kind == YTT_PROBLEM_CYCLE || strstr (words, column) != NULL);
}

static void
test_named (Fixture       *f,
            gconstpointer  data)
{
  gint64 narva = fixture_find (f, "narva");
  gint64 columbus = fixture_find (f, "columbus");
  g_autoptr(YttInspection) inspection = NULL;

  g_assert_true (narva != 0 && columbus != 0 && narva != columbus);
  make_huge (f, "summary", LARGE);
  fixture_run_bulk (f,
    "CREATE TEMP TABLE hurt AS SELECT id FROM facility WHERE geom IS NOT NULL AND name NOT LIKE '%narva%'"
    " AND name NOT LIKE '%columbus%' ORDER BY id LIMIT 2;"
    "UPDATE facility SET geom = x'00' WHERE id = (SELECT min(id) FROM hurt);"
    "UPDATE facility SET name = 'a' || CAST(x'ff' AS TEXT) WHERE id = (SELECT max(id) FROM hurt);"
    "UPDATE claim SET note = 7.5, part = x'00' WHERE id = (SELECT min(id) FROM claim);"
    "PRAGMA foreign_keys = OFF;"
    "UPDATE announcement_source SET source = 4711 WHERE id = (SELECT min(id) FROM announcement_source);"
    "PRAGMA foreign_keys = ON;"
    "UPDATE organisation SET parent = NULL;"
    "UPDATE organisation SET parent = (SELECT min(id) FROM organisation) WHERE id = (SELECT max(id) FROM organisation);"
    "UPDATE organisation SET parent = (SELECT max(id) FROM organisation) WHERE id = (SELECT min(id) FROM organisation)");
  inspection = inspect (f);

  g_assert_cmpuint (inspection->n_rows, ==, 6);
  g_assert_cmpuint (inspection->problems->len, ==, 6);
  assert_problem (inspection, YTT_PROBLEM_LARGE, "facility", NULL, narva);
  assert_problem (inspection, YTT_PROBLEM_PLACE, "facility", "geom", find_problem (inspection, YTT_PROBLEM_PLACE)->id);
  assert_problem (inspection, YTT_PROBLEM_TEXT, "facility", "name", find_problem (inspection, YTT_PROBLEM_TEXT)->id);
  assert_problem (inspection, YTT_PROBLEM_REFERENCE, "announcement_source", "source", 0);
  assert_problem (inspection, YTT_PROBLEM_CYCLE, "organisation", "parent", 0);
  g_assert_cmpstr (find_problem (inspection, YTT_PROBLEM_KIND)->table, ==, "claim");
  g_assert_cmpstr (find_problem (inspection, YTT_PROBLEM_KIND)->column, ==, "part");
  g_assert_cmpint (find_problem (inspection, YTT_PROBLEM_KIND)->facility, !=, 0);
  g_assert_cmpstr (find_problem (inspection, YTT_PROBLEM_TEXT)->title, ==, "a\357\277\275");
}

/* Of many, a hundred are told and all are counted. */
static void
test_many_named (Fixture       *f,
                 gconstpointer  data)
{
  g_autoptr(YttInspection) inspection = NULL;

  fixture_run_bulk (f, "UPDATE claim SET note = x'00'");
  inspection = inspect (f);
  g_assert_cmpuint (inspection->n_rows, >, 1000);
  g_assert_cmpuint (inspection->problems->len, ==, YTT_PROBLEMS_TOLD);
}

static void
test_search_named (Fixture       *f,
                   gconstpointer  data)
{
  static const char *const harm[] = {
    "DELETE FROM search WHERE rowid = (SELECT min(id) FROM facility)",
    "UPDATE search_data SET block = x'ffffffffffffffff' WHERE id > 10",
    "DELETE FROM search_config",
  };

  for (guint i = 0; i < G_N_ELEMENTS (harm); i++)
    {
      g_autoptr(YttInspection) inspection = NULL;
      g_autoptr(GError) error = NULL;

      ytt_store_close (f->store);
      g_clear_object (&f->store);
      store_run (f->path, harm[i]);
      f->store = store_open (f->path, YTT_STORE_OPEN, &error);
      g_assert_no_error (error);

      inspection = inspect (f);
      g_assert_cmpuint (inspection->n_rows, ==, 1);
      g_assert_nonnull (find_problem (inspection, YTT_PROBLEM_SEARCH));
    }
}

#define ADD_EMPTY(path, func) \
  g_test_add ("/hostile/" path, StoreFixture, NULL, store_fixture_set_up, func, store_fixture_tear_down)
#define ADD(path, func) g_test_add ("/hostile/" path, Fixture, NULL, fixture_set_up_shipped, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD_EMPTY ("schema/view-for-table", test_view_for_table);
  ADD_EMPTY ("schema/endless-for-table", test_endless_for_table);
  ADD_EMPTY ("schema/module-for-table", test_module_for_table);
  ADD_EMPTY ("schema/false-kind", test_false_kind);
  ADD_EMPTY ("schema/false-table", test_false_table);
  ADD ("schema/endless-views", test_endless_views);
  ADD ("huge/name", test_huge_name);
  ADD ("huge/summary", test_huge_summary);
  ADD ("huge/title", test_huge_title);
  ADD ("huge/long-summary", test_long_summary);
  ADD ("huge/copy", test_huge_copy);
  ADD ("values/strange-stages", test_strange_stages);
  ADD ("values/no-utf8", test_no_utf8);
  ADD ("values/wrong-types", test_wrong_types);
  ADD ("values/no-geometry", test_no_geometry);
  ADD ("cycles", test_cycles);
  ADD ("named/nothing", test_nothing_named);
  ADD ("named/each-kind", test_named);
  ADD ("named/many", test_many_named);
  ADD ("named/search", test_search_named);

  return g_test_run ();
}
