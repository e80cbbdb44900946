#include "config.h"

#include "query-fixture.h"

#include "ytt-filter.h"
#include "ytt-ledger.h"
#include "ytt-store-tellings.h"
#include "ytt-timeline.h"

#include <string.h>

/* The day that is taken for today, so that the tests say the same on every day. */
#define TODAY 20261124

static const YttMoment moments[] = {
  { 1950, 0 }, { 1990, 0 }, { 2011, 0 }, { 2020, 0 }, { 2025, 0 }, { 2026, 0 }, { 2027, 0 }, { 2030, 0 }, { 2040, 0 },
  { 0, 20230101 }, { 0, 20250801 }, { 0, TODAY }, { 2020, 20250801 }, { 2028, 20250801 }, { 2040, 20240615 },
};

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

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  fixture_set_up_shipped (f, data);
  ytt_store_set_today (f->store, TODAY);
}

static GPtrArray *
collect_claims (YttRecord *record)
{
  GPtrArray *claims = g_ptr_array_new ();

  if (record->status_figure != NULL)
    g_ptr_array_extend (claims, record->status_figure->claims, NULL, NULL);
  for (guint i = 0; i < record->figures->len; i++)
    g_ptr_array_extend (claims, ((YttFigure *) g_ptr_array_index (record->figures, i))->claims, NULL, NULL);

  return claims;
}

/* All records as they are now, in the order of ids. */
static GPtrArray *
read_all (Fixture *f)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_record_unref);
  g_autoptr(YttResult) all = NULL;

  f->moment = (YttMoment) { 0, };
  all = fixture_search (f, "", YTT_ORDER_NAME);
  for (guint i = 0; i < all->ids->len; i++)
    g_ptr_array_add (records, fixture_get_record_by_id (f, g_array_index (all->ids, gint64, i)));

  return records;
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

static const YttFacilityRow *
find_row (GPtrArray *rows,
          gint64     id)
{
  for (guint i = 0; i < rows->len; i++)
    if (((YttFacilityRow *) g_ptr_array_index (rows, i))->id == id)
      return g_ptr_array_index (rows, i);

  return NULL;
}

/* List, map, rows and record say what the rule says of the ledger, at every moment. */
static void
test_all_agree (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr(GPtrArray) records = read_all (f);

  for (gsize m = 0; m < G_N_ELEMENTS (moments); m++)
    {
      g_autoptr(YttResult) found = NULL;
      g_autoptr(GPtrArray) rows = NULL;
      guint n_there = 0, n_promised = 0;

      f->moment = moments[m];
      found = fixture_search (f, "", YTT_ORDER_NAME);
      rows = fixture_get_rows (f, found->ids);
      g_assert_cmpuint (rows->len, ==, found->ids->len);

      for (guint i = 0; i < records->len; i++)
        {
          YttRecord *record = g_ptr_array_index (records, i);
          g_autoptr(GPtrArray) claims = collect_claims (record);
          YttStanding standing = ytt_claims_get_standing (claims, moments[m], TODAY);
          const YttPoint *point = find_point (found->points, record->id);
          const YttFacilityRow *row = find_row (rows, record->id);
          g_autoptr(YttRecord) then = fixture_get_record_by_id (f, record->id);

          g_assert_cmpint (row != NULL, ==, standing.there);
          g_assert_cmpint (point != NULL, ==, standing.there && record->precision != YTT_PRECISION_UNKNOWN);
          g_assert_cmpint (then->there, ==, standing.there);
          g_assert_cmpint (then->status, ==, standing.status);
          g_assert_cmpint (then->promised, ==, standing.promised);
          if (row != NULL)
            {
              g_assert_cmpint (row->status, ==, standing.status);
              g_assert_cmpint (row->promised, ==, standing.promised);
            }
          if (point != NULL)
            {
              g_assert_cmpint (point->status, ==, standing.status);
              g_assert_cmpint (point->promised, ==, standing.promised);
            }
          n_there += standing.there;
          n_promised += standing.promised;
        }

      g_assert_cmpuint (found->ids->len, ==, n_there);
      g_test_message ("%d told %u: %u there, %u promised", moments[m].year, moments[m].told, n_there, n_promised);
    }
}

/* Now, the rule gives what the document's own view gives. */
static void
test_now_is_shown (Fixture       *f,
                   gconstpointer  data)
{
  g_autoptr(GPtrArray) records = read_all (f);

  for (guint i = 0; i < records->len; i++)
    {
      YttRecord *record = g_ptr_array_index (records, i);
      g_autoptr(GPtrArray) claims = collect_claims (record);
      YttStanding standing = ytt_claims_get_standing (claims, (YttMoment) { 0, }, TODAY);

      g_assert_true (standing.there);
      g_assert_cmpint (standing.status, ==, record->status);
    }
}

static YttFacetCounts *
count (Fixture *f)
{
  g_autoptr(YttFilter) filter = ytt_filter_new ();
  const YttQuery query = { .filter = filter, .moment = f->moment };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  YttFacetCounts *counts;

  ytt_store_count_async (f->store, &query, NULL, keep_result_cb, &result);
  wait_until (has_result, &result);
  counts = ytt_store_count_finish (f->store, result, &error);
  g_assert_no_error (error);

  return counts;
}

static void
add_one (GHashTable *counted,
         const char *value)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counted, value));

  g_hash_table_insert (counted, g_strdup (value), GUINT_TO_POINTER (n + 1));
}

static void
expect_counts (YttFacetCounts *counts,
               YttFacet        facet,
               GHashTable     *counted)
{
  GHashTableIter iter;
  gpointer value, n;

  g_hash_table_iter_init (&iter, counted);
  while (g_hash_table_iter_next (&iter, &value, &n))
    g_assert_cmpuint (ytt_facet_counts_find (counts, facet, value), ==, GPOINTER_TO_UINT (n));
}

/* What facets count is what the records of the moment say. */
static void
test_counts (Fixture       *f,
             gconstpointer  data)
{
  for (gsize m = 0; m < G_N_ELEMENTS (moments); m++)
    {
      g_autoptr(YttResult) found = NULL;
      g_autoptr(YttFacetCounts) counts = NULL;
      g_autoptr(GHashTable) statuses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_autoptr(GHashTable) starts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_autoptr(GHashTable) bases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_autoptr(GHashTable) conflicts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

      f->moment = moments[m];
      found = fixture_search (f, "", YTT_ORDER_NAME);
      counts = count (f);

      for (guint i = 0; i < found->ids->len; i++)
        {
          g_autoptr(YttRecord) record = fixture_get_record_by_id (f, g_array_index (found->ids, gint64, i));
          g_autoptr(GPtrArray) claims = collect_claims (record);
          YttClaim *headline = ytt_ledger_get_headline (claims, record->stages);
          g_autofree char *start = g_strdup ("");
          gboolean conflict = FALSE;

          for (guint j = 0; j < claims->len; j++)
            for (guint k = j + 1; k < claims->len; k++)
              conflict |= ytt_claims_contradict (g_ptr_array_index (claims, j), g_ptr_array_index (claims, k));
          for (guint j = 0; j < record->figures->len; j++)
            {
              YttFigure *figure = g_ptr_array_index (record->figures, j);

              if (strcmp (figure->attribute, "start") == 0 && ytt_claim_is_eligible (figure->shown))
                {
                  g_free (start);
                  start = g_strndup (figure->shown->value, 4);
                }
            }

          add_one (statuses, ytt_status_to_code (record->status));
          add_one (starts, start);
          add_one (bases, headline != NULL ? headline->basis : "");
          add_one (conflicts, conflict ? "yes" : "no");
        }

      expect_counts (counts, YTT_FACET_STATUS, statuses);
      expect_counts (counts, YTT_FACET_START, starts);
      expect_counts (counts, YTT_FACET_CAPACITY, bases);
      expect_counts (counts, YTT_FACET_CONFLICT, conflicts);
    }
}

static const char *
get_date (YttRecord *record,
          gboolean  *later)
{
  const char *newest = NULL;

  for (guint i = 0; i < record->figures->len; i++)
    {
      YttFigure *figure = g_ptr_array_index (record->figures, i);

      for (guint j = 0; j < figure->claims->len; j++)
        {
          YttClaim *claim = g_ptr_array_index (figure->claims, j);

          *later |= !ytt_claim_is_told (claim, 20250801);
          if (g_strcmp0 (claim->as_of, newest) > 0)
            newest = claim->as_of;
        }
    }

  return newest;
}

/* What was told later does not exist in the record, and is counted. */
static void
test_record_as_told (Fixture       *f,
                     gconstpointer  data)
{
  g_autoptr(YttRecord) now = fixture_get_record (f, "ee-narva-neo");
  g_autoptr(YttRecord) then = NULL;
  g_autoptr(GPtrArray) all = collect_claims (now), told = NULL;
  gboolean later = FALSE;

  f->moment.told = 20250801;
  then = fixture_get_record_by_id (f, now->id);
  told = collect_claims (then);

  g_assert_cmpuint (then->n_later, >, 0);
  g_assert_cmpuint (told->len + then->n_later + then->n_undated, ==, all->len);
  g_assert_nonnull (get_date (then, &later));
  g_assert_false (later);
  g_assert_cmpuint (then->announcements->len, <, now->announcements->len);
  g_assert_cmpuint (now->n_later + now->n_undated, ==, 0);
}

/* Neither a date that is none nor one that no calendar has breaks anything; they count as no date. */
static void
test_bad_dates (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr(YttResult) found = NULL;
  g_autoptr(YttFacetCounts) counts = NULL;

  fixture_run (f, "UPDATE claim SET as_of = 'soon' WHERE id % 5 = 0;"
                  "UPDATE claim SET as_of = '2025-02-31' WHERE id % 5 = 1;"
                  "UPDATE claim SET as_of = '' WHERE id % 5 = 2;"
                  "UPDATE claim SET value = 'next spring' WHERE attribute = 'start' AND id % 2 = 0;"
                  "UPDATE claim SET as_of = char (10) || '99999999999999999999' WHERE id % 17 = 0;");

  for (gsize m = 0; m < G_N_ELEMENTS (moments); m++)
    {
      g_autoptr(YttRecord) record = NULL;

      f->moment = moments[m];
      g_clear_pointer (&found, ytt_result_free);
      found = fixture_search (f, "", YTT_ORDER_NEWEST_CLAIM);
      g_clear_pointer (&counts, ytt_facet_counts_unref);
      counts = count (f);
      if (found->ids->len == 0)
        continue;

      record = fixture_get_record_by_id (f, g_array_index (found->ids, gint64, 0));
      g_assert_true (record->there);
    }
}

static YttTellings *
get_tellings (Fixture *f)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  YttTellings *tellings;

  ytt_store_get_tellings_async (f->store, NULL, keep_result_cb, &result);
  wait_until (has_result, &result);
  tellings = ytt_store_get_tellings_finish (f->store, result, &error);
  g_assert_no_error (error);

  return tellings;
}

/* When something was told, each day once, and what has no day. */
static void
test_tellings (Fixture       *f,
               gconstpointer  data)
{
  g_autoptr(YttTellings) tellings = get_tellings (f), after = NULL;
  guint n_dated = 0, n_after = 0;

  for (guint i = 0; i < tellings->days->len; i++)
    {
      const YttTelling *telling = &g_array_index (tellings->days, YttTelling, i);

      g_assert_cmpuint (telling->n, >, 0);
      g_assert_true (i == 0 || telling[-1].day < telling->day);
      n_dated += telling->n;
    }

  /* As the data set's own table has them: 1,052 figures and 221 statuses. */
  g_assert_cmpuint (tellings->n_undated, ==, 75);
  g_assert_cmpuint (tellings->n_undated_statuses, ==, 5);
  g_assert_cmpuint (tellings->n_unreadable, ==, 0);
  g_assert_cmpuint (n_dated, ==, 1052 + 221 - 75 - 5);

  fixture_run (f, "UPDATE claim SET as_of = 'soon' WHERE id IN"
                  " (SELECT id FROM claim WHERE as_of <> '' ORDER BY id LIMIT 3)");
  after = get_tellings (f);
  for (guint i = 0; i < after->days->len; i++)
    n_after += g_array_index (after->days, YttTelling, i).n;
  g_assert_cmpuint (after->n_unreadable, ==, 3);
  g_assert_cmpuint (n_after, ==, n_dated - 3);
}

/* An edit is seen at other moments too. */
static void
test_changed_document (Fixture       *f,
                       gconstpointer  data)
{
  g_autoptr(YttResult) before = NULL, after = NULL;

  f->moment = (YttMoment) { 1960, 0 };
  before = fixture_search (f, "", YTT_ORDER_NAME);
  fixture_run (f, "INSERT INTO claim (facility, attribute, value, unit, source)"
                  " SELECT (SELECT id FROM facility WHERE facility = 'ee-narva-neo'), 'start', '1955', 'date', id"
                  " FROM source LIMIT 1");
  after = fixture_search (f, "", YTT_ORDER_NAME);

  g_assert_cmpuint (after->ids->len, ==, before->ids->len + 1);
}

/* A slider is dragged faster than a large document is read: what is broken off goes on, and the last answer is right. */
static void
test_broken_off (Fixture       *f,
                 gconstpointer  data)
{
  g_autoptr(YttResult) expected = NULL, found = NULL;

  for (guint i = 0; i < 40; i++)
    {
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();
      const YttQuery query = { .moment = { (gint16) (1990 + i), 0 } };
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GError) error = NULL;
      YttResult *answer;

      ytt_store_search_async (f->store, &query, cancellable, keep_result_cb, &result);
      g_usleep (i * 20);
      g_cancellable_cancel (cancellable);
      wait_until (has_result, &result);
      answer = ytt_store_search_finish (f->store, result, &error);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_null (answer);
    }

  f->moment = (YttMoment) { 2020, 0 };
  found = fixture_search (f, "", YTT_ORDER_NAME);
  /* Another change makes it read everything anew, in one go. */
  fixture_run (f, "UPDATE source SET title = title || '.' WHERE id = (SELECT min (id) FROM source)");
  expected = fixture_search (f, "", YTT_ORDER_NAME);

  g_assert_cmpuint (found->ids->len, ==, expected->ids->len);
  g_assert_cmpmem (found->ids->data, found->ids->len * sizeof (gint64),
                   expected->ids->data, expected->ids->len * sizeof (gint64));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/moment/all-agree", Fixture, NULL, set_up, test_all_agree, fixture_tear_down);
  g_test_add ("/moment/now-is-shown", Fixture, NULL, set_up, test_now_is_shown, fixture_tear_down);
  g_test_add ("/moment/counts", Fixture, NULL, set_up, test_counts, fixture_tear_down);
  g_test_add ("/moment/record-as-told", Fixture, NULL, set_up, test_record_as_told, fixture_tear_down);
  g_test_add ("/moment/bad-dates", Fixture, NULL, set_up, test_bad_dates, fixture_tear_down);
  g_test_add ("/moment/tellings", Fixture, NULL, set_up, test_tellings, fixture_tear_down);
  g_test_add ("/moment/changed-document", Fixture, NULL, set_up, test_changed_document, fixture_tear_down);
  g_test_add ("/moment/broken-off", Fixture, NULL, set_up, test_broken_off, fixture_tear_down);

  return g_test_run ();
}
