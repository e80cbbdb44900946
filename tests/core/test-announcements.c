#include "config.h"

#include "query-fixture.h"
#include "ytt-format.h"
#include "ytt-query-announcements.h"
#include "ytt-query-changes.h"

#include <locale.h>
#include <math.h>
#include <string.h>

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

static YttAnnouncementResult *
find (Fixture              *f,
      YttAnnouncementQuery *query)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  YttAnnouncementResult *found;

  ytt_store_get_announcements_async (f->store, query, NULL, keep_result_cb, &result);
  wait_until (has_result, &result);
  found = ytt_store_get_announcements_finish (f->store, result, &error);
  g_assert_no_error (error);

  return found;
}

/* The ids that are found, as "3 1 2". */
static char *
find_ids (Fixture              *f,
          YttAnnouncementQuery *query)
{
  g_autoptr(YttAnnouncementResult) found = find (f, query);
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < found->entries->len; i++)
    g_string_append_printf (ids, "%s%d", i > 0 ? " " : "",
                            (int) g_array_index (found->entries, YttAnnouncementEntry, i).id);

  return g_string_free (ids, FALSE);
}

static void
assert_ids (Fixture              *f,
            YttAnnouncementQuery *query,
            const char           *ids)
{
  g_autofree char *found = find_ids (f, query);

  g_assert_cmpstr (found, ==, ids);
}

static YttAnnouncementRecord *
get_record (Fixture  *f,
            gint64    id,
            GError  **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  ytt_store_get_announcement_async (f->store, id, NULL, keep_result_cb, &result);
  wait_until (has_result, &result);

  return ytt_store_get_announcement_finish (f->store, result, error);
}

static YttNews *
get_changes (Fixture *f,
             guint32  since,
             guint32  told)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  YttNews *changes;

  ytt_store_get_changes_async (f->store, since, told, NULL, keep_result_cb, &result);
  wait_until (has_result, &result);
  changes = ytt_store_get_changes_finish (f->store, result, &error);
  g_assert_no_error (error);

  return changes;
}

static const char made_sql[] =
  "INSERT INTO facility (id, facility, name, country) VALUES (1, 'a', 'Alpha', 'EE'), (2, 'b', 'Beta', 'CA');"
  "INSERT INTO source (id, source, title, published) VALUES (1, 's', 'Old', '2024'), (2, 't', 'New', '2025-02-03');"
  "INSERT INTO organisation (id, organisation, name) VALUES (1, 'v', 'Vacuumschmelze'), (2, 'm', 'Métaux SA');"
  "INSERT INTO announcement (id, announcement, date, kind, title, amount, currency, amount_qualifier, status, rung)"
  " VALUES (1, 'a1', '2025-09-10', 'loan', 'A loan', '500000000', 'USD', 'about', 'signed', 'binding'),"
  "        (2, 'a2', '2025-09', 'supply', 'Ore for Beta', '7000000', 'EUR', 'exact', 'signed', 'memorandum'),"
  "        (3, 'a3', '2025', 'policy', 'A policy', NULL, NULL, NULL, 'announced', ''),"
  "        (4, 'a4', '2025-13-01', 'policy', 'A date that is none', NULL, NULL, NULL, 'announced', 'ladder'),"
  "        (5, 'a5', NULL, 'loan', 'No date', NULL, NULL, NULL, 'announced', NULL),"
  "        (6, 'a6', '2025-08-31', 'loan', 'Another loan', '20000000', 'USD', 'exact', 'signed', NULL);"
  "INSERT INTO announcement_party (id, announcement, organisation, role, position)"
  " VALUES (1, 1, 1, 'lender', 1), (2, 1, 2, 'borrower', 0), (3, 2, 2, 'seller', 0);"
  "INSERT INTO announcement_facility (id, announcement, facility) VALUES (1, 1, 1), (2, 2, 2), (3, 1, 2);"
  "INSERT INTO announcement_source (id, announcement, source) VALUES (1, 1, 1), (2, 1, 2);";

/* Newest first; what is not told comes after what is, and what has no date last. */
static void
test_order (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr(YttAnnouncementQuery) query = ytt_announcement_query_new ();
  g_autoptr(YttAnnouncementResult) found = NULL;

  fixture_run (f, made_sql);
  assert_ids (f, query, "1 2 6 3 4 5");

  found = find (f, query);
  g_assert_cmpuint (found->n_total, ==, 6);
  g_assert_cmpuint (found->n_unreadable, ==, 1);
  g_assert_cmpuint (g_array_index (found->entries, YttAnnouncementEntry, 1).day, ==, 20250900);
  g_assert_cmpuint (g_array_index (found->entries, YttAnnouncementEntry, 4).day, ==, 0);
  g_assert_cmpuint (g_strv_length (found->currencies), ==, 2);
  g_assert_cmpstr (found->currencies[0], ==, "USD");
}

static void
test_words (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr(YttAnnouncementQuery) query = ytt_announcement_query_new ();
  static const struct { const char *words; const char *ids; } cases[] = {
    { "loan", "1 6" },
    { "LOA", "1 6" },
    { "oan", "" },
    { "metaux", "1 2" },
    { "vacuum metaux", "1" },
    { "500 million", "1" },
    { "usd", "1 6" },
    { "  ", "1 2 6 3 4 5" },
  };

  fixture_run (f, made_sql);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_free (query->words);
      query->words = g_strdup (cases[i].words);
      assert_ids (f, query, cases[i].ids);
    }
}

/* The counts of kinds are those under all other conditions. */
static void
test_kinds (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr(YttAnnouncementQuery) query = ytt_announcement_query_new ();
  g_autoptr(YttAnnouncementResult) found = NULL;

  fixture_run (f, made_sql);
  query->kinds = g_strsplit ("policy;supply", ";", -1);
  assert_ids (f, query, "2 3 4");
  query->since = 20250901;
  assert_ids (f, query, "2 3");

  found = find (f, query);
  g_assert_cmpuint (found->kinds->len, ==, 3);
  g_assert_cmpstr (g_array_index (found->kinds, YttKindCount, 0).kind, ==, "loan");
  g_assert_cmpuint (g_array_index (found->kinds, YttKindCount, 0).n, ==, 1);
  g_assert_cmpstr (g_array_index (found->kinds, YttKindCount, 1).kind, ==, "policy");
  g_assert_cmpuint (g_array_index (found->kinds, YttKindCount, 1).n, ==, 1);
}

static void
test_conditions (Fixture       *f,
                 gconstpointer  data)
{
  g_autoptr(YttAnnouncementQuery) query = ytt_announcement_query_new ();

  fixture_run (f, made_sql);
  query->party = 2;
  assert_ids (f, query, "1 2");
  query->party = 0;

  query->currency = g_strdup ("USD");
  assert_ids (f, query, "1 6");
  query->amount_min = 20000001;
  assert_ids (f, query, "1");
  query->amount_min = NAN;
  query->amount_max = 20000000;
  assert_ids (f, query, "6");
  g_clear_pointer (&query->currency, g_free);

  /* A month and a year count up to their ends from one side, and from their beginnings from the other. */
  query->since = 20250905;
  assert_ids (f, query, "1 2 3");
  query->since = 0;
  query->until = 20250831;
  assert_ids (f, query, "6 3");
}

/* The facilities found decide, and what would be there without them is told. */
static void
test_facilities (Fixture       *f,
                 gconstpointer  data)
{
  g_autoptr(YttAnnouncementQuery) query = ytt_announcement_query_new ();
  g_autoptr(YttAnnouncementResult) found = NULL;
  gint64 id = 1;

  fixture_run (f, made_sql);
  query->facilities = g_array_new (FALSE, FALSE, sizeof (gint64));
  assert_ids (f, query, "");
  g_array_append_val (query->facilities, id);
  assert_ids (f, query, "1");
  id = 2;
  g_array_prepend_val (query->facilities, id);
  assert_ids (f, query, "1 2");

  found = find (f, query);
  g_assert_cmpuint (found->n_elsewhere, ==, 4);
  g_assert_cmpuint (found->n_later, ==, 0);
}

static void
test_told (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr(YttAnnouncementQuery) query = ytt_announcement_query_new ();
  g_autoptr(YttAnnouncementResult) found = NULL;

  fixture_run (f, made_sql);
  query->told = 20250901;
  assert_ids (f, query, "2 6 3");
  found = find (f, query);
  g_assert_cmpuint (found->n_later, ==, 3);
  g_assert_cmpuint (found->n_unreadable, ==, 0);
}

static void
test_record (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr(YttAnnouncementRecord) record = NULL;
  g_autoptr(YttAnnouncementRecord) bare = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  fixture_run (f, made_sql);
  record = get_record (f, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (record->rung, ==, YTT_RUNG_BINDING);
  g_assert_cmpuint (record->facilities->len, ==, 2);
  g_assert_cmpstr (((YttOrganisation *) g_ptr_array_index (record->announcement->parties, 0))->role, ==, "borrower");
  g_assert_cmpstr (((YttSource *) g_ptr_array_index (record->sources, 0))->title, ==, "New");

  text = ytt_format_announcement (record);
  g_assert_nonnull (strstr (text, "A loan\n10\302\240Sep\302\2402025 · Loan · about USD\302\240500\302\240million"));
  g_assert_nonnull (strstr (text, "Binding contract\n"));
  g_assert_nonnull (strstr (text, "  Lender: Vacuumschmelze\n"));
  g_assert_nonnull (strstr (text, "  Alpha (Estonia)\n"));
  g_assert_nonnull (strstr (text, "  [1] New, 3\302\240Feb\302\2402025\n"));

  /* A rung that is none of ours is not stated. */
  bare = get_record (f, 4, &error);
  g_assert_no_error (error);
  g_assert_cmpint (bare->rung, ==, YTT_RUNG_NOT_STATED);

  g_assert_null (get_record (f, 99, &error));
  g_assert_error (error, YTT_ERROR, YTT_ERROR_NOT_FOUND);
}

static void
test_rows (Fixture       *f,
           gconstpointer  data)
{
  const gint64 ids[] = { 2, 99, 1 };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  const YttAnnouncementRow *row;

  fixture_run (f, made_sql);
  ytt_store_get_announcement_rows_async (f->store, ids, G_N_ELEMENTS (ids), NULL, keep_result_cb, &result);
  wait_until (has_result, &result);
  rows = ytt_store_get_announcement_rows_finish (f->store, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 2);

  row = g_ptr_array_index (rows, 1);
  g_assert_cmpint (row->id, ==, 1);
  g_assert_cmpstr (row->parties, ==, "Métaux SA, Vacuumschmelze");
  g_assert_cmpuint (row->day, ==, 20250910);
}

static void
test_cancelled (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr(YttAnnouncementQuery) query = ytt_announcement_query_new ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  ytt_store_get_announcements_async (f->store, query, cancellable, keep_result_cb, &result);
  g_cancellable_cancel (cancellable);
  wait_until (has_result, &result);
  g_assert_null (ytt_store_get_announcements_finish (f->store, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* The shipped data: all of it, each kind as often as plain SQL says, and no deal above its ladder. */
static void
test_shipped (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr(YttAnnouncementQuery) query = ytt_announcement_query_new ();
  g_autoptr(YttAnnouncementResult) found = find (f, query);
  guint n = 0;

  g_assert_cmpuint (found->n_total, ==, 294);
  g_assert_cmpuint (found->entries->len, ==, 294);
  g_assert_cmpuint (found->n_unreadable, ==, 0);
  for (guint i = 0; i < found->kinds->len; i++)
    n += g_array_index (found->kinds, YttKindCount, i).n;
  g_assert_cmpuint (n, ==, 294);
  g_assert_cmpstr (g_array_index (found->kinds, YttKindCount, 0).kind, ==, "milestone");
  g_assert_cmpuint (g_array_index (found->kinds, YttKindCount, 0).n, ==, 45);
}

static const char changes_sql[] =
  "INSERT INTO facility (id, facility, name, country) VALUES (1, 'a', 'Alpha', 'EE'), (2, 'b', 'Beta', 'CA'),"
  " (3, 'c', 'Gamma', 'CA'), (4, 'd', 'Delta', 'CA'), (5, 'e', 'Epsilon', 'CA'), (6, 'f', 'Zeta', 'CA');"
  "INSERT INTO source (id, source, title) VALUES (1, 's', 'Source');"
  "INSERT INTO claim (id, facility, attribute, part, scope, value, value_max, unit, basis, qualifier, tense, as_of,"
  " source) VALUES"
  /* Alpha opened: its status moved on. Its start says so too, and is not told twice. */
  " (11, 1, 'status', '', 'site', 'construction', NULL, '', '', 'exact', 'stated', '2024-05', 1),"
  " (12, 1, 'status', '', 'site', 'commissioning', NULL, '', '', 'exact', 'stated', '2025-09-10', 1),"
  " (13, 1, 'start', '', 'site', '2025-09-10', NULL, 'date', '', 'exact', 'stated', '2025-09-10', 1),"
  /* Beta has always been open: the first claim on it is new, and so is an older start. */
  " (21, 2, 'status', '', 'site', 'operating', NULL, '', '', 'exact', 'stated', '2025-09-10', 1),"
  " (22, 2, 'start', '', 'site', '1990', NULL, 'date', '', 'exact', 'stated', '2025-09-10', 1),"
  /* Gamma's start slipped twice; what a company says of itself is none of its. */
  " (31, 3, 'start', '', 'site', '2026', NULL, 'date', '', 'planned', 'promised', '2024-01-01', 1),"
  " (32, 3, 'start', '', 'site', '2027', NULL, 'date', '', 'planned', 'promised', '2025-09-01', 1),"
  " (33, 3, 'start', '', 'site', '2028', NULL, 'date', '', 'expected', 'promised', '2025-10-01', 1),"
  " (34, 3, 'start', '', 'company', '2031', NULL, 'date', '', 'expected', 'promised', '2025-10-02', 1),"
  /* Delta's promise only became more exact, and its other part has but one. */
  " (41, 4, 'start', '', 'site', '2026', '2027', 'date', '', 'planned', 'promised', '2024-01-01', 1),"
  " (42, 4, 'start', '', 'site', '2027-06', NULL, 'date', '', 'planned', 'promised', '2025-09-02', 1),"
  " (43, 4, 'start', 'phase 2', 'site', '2030', NULL, 'date', '', 'planned', 'promised', '2025-09-02', 1),"
  /* Epsilon: two claims contradict, told a month apart; a date that is none is not looked at. */
  " (51, 5, 'capacity', '', 'site', '1000', NULL, 't/yr', 'REO', 'exact', 'stated', '2025-08-01', 1),"
  " (52, 5, 'capacity', '', 'site', '2000', NULL, 't/yr', 'REO', 'exact', 'stated', '2025-09-01', 1),"
  " (53, 5, 'start', '', 'site', '2099', NULL, 'date', '', 'planned', 'promised', 'soon', 1),"
  /* Zeta opened by its start alone. */
  " (61, 6, 'start', '', 'site', '2025-09', NULL, 'date', '', 'exact', 'stated', '2025-09-20', 1);";

/* "Alpha: 12 after 11; …" */
static char *
describe (GPtrArray *changes)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < changes->len; i++)
    {
      const YttNewsItem *change = g_ptr_array_index (changes, i);

      g_assert_cmpstr (change->claim->source->title, !=, NULL);
      g_string_append_printf (text, "%s%s: %d after %d", i > 0 ? "; " : "", change->facility_name,
                              (int) change->claim->id, change->before != NULL ? (int) change->before->id : 0);
    }

  return g_string_free (text, FALSE);
}

static void
assert_changes (GPtrArray  *changes,
                const char *expected)
{
  g_autofree char *text = describe (changes);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_changes (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr(YttNews) changes = NULL;
  g_autoptr(YttNews) told = NULL;
  g_autoptr(YttNews) later = NULL;

  fixture_run (f, changes_sql);
  changes = get_changes (f, 20250901, 0);
  assert_changes (changes->opened, "Zeta: 61 after 0; Alpha: 12 after 11");
  assert_changes (changes->slipped, "Gamma: 33 after 32");
  assert_changes (changes->contradicted, "Epsilon: 52 after 51");

  /* As told in the middle of September. */
  told = get_changes (f, 20250901, 20250915);
  assert_changes (told->opened, "Alpha: 12 after 11");
  assert_changes (told->slipped, "Gamma: 32 after 31");

  later = get_changes (f, 20251001, 0);
  assert_changes (later->opened, "");
  assert_changes (later->slipped, "Gamma: 33 after 32");
  assert_changes (later->contradicted, "");
}

/* On the shipped data each entry keeps to its rule. */
static void
test_shipped_changes (Fixture       *f,
                      gconstpointer  data)
{
  g_autoptr(YttNews) changes = get_changes (f, 20250101, 0);

  g_assert_cmpuint (changes->opened->len, >, 0);
  g_assert_cmpuint (changes->slipped->len, >, 0);
  g_assert_cmpuint (changes->contradicted->len, >, 0);
  for (guint i = 0; i < changes->slipped->len; i++)
    {
      const YttNewsItem *change = g_ptr_array_index (changes->slipped, i);

      g_assert_cmpint (change->claim->tense, ==, YTT_TENSE_PROMISED);
      g_assert_cmpuint (ytt_period_get_first (change->day), >=, 20250101);
      g_assert_cmpstr (change->claim->value, >, change->before->value);
      g_assert_cmpstr (change->claim->part, ==, change->before->part);
    }
  for (guint i = 0; i < changes->opened->len; i++)
    g_assert_cmpuint (ytt_period_get_first (((YttNewsItem *) g_ptr_array_index (changes->opened, i))->day), >=, 20250101);
}

static void
test_periods (void)
{
  static const struct { const char *iso; guint32 day; guint32 first; guint32 last; } cases[] = {
    { "2024-02", 20240200, 20240201, 20240229 },
    { "2025", 20250000, 20250101, 20251231 },
    { "2025-09-10", 20250910, 20250910, 20250910 },
    { "2025-02-29", 0, 0, 0 },
    { "2025-00", 0, 0, 0 },
    { "25", 0, 0, 0 },
    { "2025/09/10", 0, 0, 0 },
    { "", 0, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint32 day = ytt_period_parse (cases[i].iso);
      g_autofree char *iso = ytt_period_to_iso (day);

      g_assert_cmpuint (day, ==, cases[i].day);
      g_assert_cmpuint (ytt_period_get_first (day), ==, cases[i].first);
      g_assert_cmpuint (ytt_period_get_last (day), ==, cases[i].last);
      g_assert_cmpstr (iso, ==, day != 0 ? cases[i].iso : NULL);
    }
  g_assert_cmpuint (ytt_period_parse (NULL), ==, 0);
  g_assert_cmpuint (ytt_period_get_today (), >, 20200000);
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);

#define ADD(name, set_up, func) g_test_add (name, Fixture, NULL, set_up, func, fixture_tear_down)
  g_test_add_func ("/announcements/periods", test_periods);
  ADD ("/announcements/order", fixture_set_up_empty, test_order);
  ADD ("/announcements/words", fixture_set_up_empty, test_words);
  ADD ("/announcements/kinds", fixture_set_up_empty, test_kinds);
  ADD ("/announcements/conditions", fixture_set_up_empty, test_conditions);
  ADD ("/announcements/facilities", fixture_set_up_empty, test_facilities);
  ADD ("/announcements/told", fixture_set_up_empty, test_told);
  ADD ("/announcements/record", fixture_set_up_empty, test_record);
  ADD ("/announcements/rows", fixture_set_up_empty, test_rows);
  ADD ("/announcements/cancelled", fixture_set_up_empty, test_cancelled);
  ADD ("/announcements/shipped", fixture_set_up_shipped, test_shipped);
  ADD ("/announcements/changes", fixture_set_up_empty, test_changes);
  ADD ("/announcements/shipped-changes", fixture_set_up_shipped, test_shipped_changes);

  return g_test_run ();
}
