#include "config.h"

#include "facet-sql.h"
#include "query-fixture.h"

#include "ytt-regions.h"

#include <string.h>

/* What a filter finds and counts, beside what plain SQL says of the same document. */

#define N_FILTERS 48
#define MAX_TERMS 4

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

static YttResult *
ask (Fixture         *f,
     const YttQuery  *query)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  YttResult *found;

  ytt_store_search_async (f->store, query, NULL, keep_result_cb, &result);
  wait_until (has_result, &result);
  found = ytt_store_search_finish (f->store, result, &error);
  g_assert_no_error (error);

  return found;
}

static YttFacetCounts *
count (Fixture        *f,
       const YttQuery *query)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  YttFacetCounts *counts;

  ytt_store_count_async (f->store, query, NULL, keep_result_cb, &result);
  wait_until (has_result, &result);
  counts = ytt_store_count_finish (f->store, result, &error);
  g_assert_no_error (error);

  return counts;
}

static YttResult *
ask_text (Fixture    *f,
          const char *words,
          const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(YttFilter) filter = ytt_filter_from_string (text, &error);
  const YttQuery query = { .words = words, .filter = filter };

  g_assert_no_error (error);
  return ask (f, &query);
}

static guint
count_text (Fixture    *f,
            const char *text)
{
  g_autoptr(YttResult) found = ask_text (f, NULL, text);

  return found->ids->len;
}

/* Rows of one or two columns, as value and number. */
static void
sql_job (GTask        *task,
         sqlite3      *db,
         gpointer      task_data,
         GCancellable *cancellable)
{
  g_autoptr(GHashTable) rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(sqlite3_stmt) stmt = NULL;
  GError *error = NULL;
  int rc = sqlite3_prepare_v2 (db, task_data, -1, &stmt, NULL);

  while (rc == SQLITE_OK || rc == SQLITE_ROW)
    {
      rc = sqlite3_step (stmt);
      if (rc == SQLITE_ROW)
        g_hash_table_insert (rows, g_strdup ((const char *) sqlite3_column_text (stmt, 0)),
                             GUINT_TO_POINTER (sqlite3_column_count (stmt) > 1 ? sqlite3_column_int (stmt, 1) : 1));
    }

  if (ytt_sqlite_failed (db, rc, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&rows), (GDestroyNotify) g_hash_table_unref);
}

static GHashTable *
ask_sql (Fixture    *f,
         const char *sql)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GTask *task = g_task_new (f->store, NULL, keep_result_cb, &result);
  GHashTable *rows;

  g_task_set_task_data (task, g_strdup (sql), g_free);
  ytt_store_push_read (f->store, task, sql_job);
  wait_until (has_result, &result);
  rows = g_task_propagate_pointer (G_TASK (result), &error);
  g_assert_no_error (error);

  return rows;
}

static guint
get_sql_number (Fixture    *f,
                const char *sql)
{
  g_autofree char *labelled = g_strconcat ("SELECT 'n', (", sql, ")", NULL);
  g_autoptr(GHashTable) rows = ask_sql (f, labelled);

  return GPOINTER_TO_UINT (g_hash_table_lookup (rows, "n"));
}

/* SQL tells of countries; a region has those of its countries. */
static guint
expect (GHashTable *rows,
        YttFacet    facet,
        const char *value)
{
  GHashTableIter iter;
  gpointer code, number;
  guint n = 0;

  if (facet != YTT_FACET_COUNTRY || !g_ascii_isdigit (value[0]))
    return GPOINTER_TO_UINT (g_hash_table_lookup (rows, value));

  g_hash_table_iter_init (&iter, rows);
  while (g_hash_table_iter_next (&iter, &code, &number))
    n += ytt_region_has_country (value, code) ? GPOINTER_TO_UINT (number) : 0;

  return n;
}

static void
compare_counts (Fixture        *f,
                YttFilter      *filter,
                const char     *match,
                YttFacet        facet,
                YttFacetCounts *counts)
{
  g_autofree char *sql = facet_sql_counts (filter, facet, match);
  g_autoptr(GHashTable) rows = ask_sql (f, sql);
  GArray *listed = ytt_facet_counts_get (counts, facet);
  GHashTableIter iter;
  gpointer value, number;

  for (guint i = 0; i < listed->len; i++)
    {
      const YttFacetCount *each = &g_array_index (listed, YttFacetCount, i);

      if (each->n != expect (rows, facet, each->value))
        g_error ("%s “%s”: %u, SQL says %u: %s", ytt_facet_to_code (facet), each->value, each->n,
                 expect (rows, facet, each->value), sql);
    }

  g_hash_table_iter_init (&iter, rows);
  while (g_hash_table_iter_next (&iter, &value, &number))
    g_assert_cmpuint (ytt_facet_counts_find (counts, facet, value), ==, GPOINTER_TO_UINT (number));
}

static void
compare_found (Fixture    *f,
               YttFilter  *filter,
               const char *match,
               YttResult  *found)
{
  g_autofree char *sql = facet_sql_found (filter, match);
  g_autoptr(GHashTable) rows = ask_sql (f, sql);
  g_autoptr(GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);

  g_assert_cmpuint (found->ids->len, ==, g_hash_table_size (rows));
  for (guint i = 0; i < found->ids->len; i++)
    {
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, g_array_index (found->ids, gint64, i));

      g_assert_true (g_hash_table_contains (rows, id));
      g_assert_true (g_hash_table_add (seen, &g_array_index (found->ids, gint64, i)));
    }
  for (guint i = 0; i < found->points->len; i++)
    g_assert_true (g_hash_table_contains (seen, &g_array_index (found->points, YttPoint, i).id));
}

static void
compare (Fixture    *f,
         YttFilter  *filter,
         const char *words)
{
  const YttQuery query = { .words = words, .filter = filter };
  g_autoptr(YttResult) found = ask (f, &query);
  g_autofree char *match = words != NULL ? g_strdup_printf ("\"%s\"*", words) : NULL;
  g_autofree char *text = ytt_filter_to_string (filter);

  g_test_message ("%s: %u", text, found->ids->len);
  compare_found (f, filter, match, found);
  for (YttFacet facet = YTT_FACET_STAGE; facet < YTT_N_FACETS; facet++)
    compare_counts (f, filter, match, facet, found->counts);
  g_assert_true ((found->without != NULL) == (found->ids->len == 0));
}

static YttFilter *
draw_filter (GRand          *rand,
             YttFacetCounts *all)
{
  YttFilter *filter = ytt_filter_new ();

  for (gint n = g_rand_int_range (rand, 1, MAX_TERMS + 1); n > 0; n--)
    {
      YttFacet facet = (YttFacet) g_rand_int_range (rand, 0, YTT_N_FACETS);
      g_autofree char *value = facet_sql_draw_value (rand, all, facet);
      YttFilter *with = ytt_filter_with (filter, facet, value, g_rand_int_range (rand, 0, 3) == 0);

      ytt_filter_unref (filter);
      filter = with;
    }

  if (g_rand_boolean (rand))
    {
      YttFilter *defined = ytt_filter_with_definition (filter, "eu");

      ytt_filter_unref (filter);
      filter = defined;
    }

  return filter;
}

static void
test_against_sql (Fixture       *f,
                  gconstpointer  data)
{
  static const char * const words[] = { NULL, NULL, "rare", "min" };
  const YttQuery everything = { NULL };
  g_autoptr(GRand) rand = g_rand_new_with_seed (20261124);
  g_autoptr(YttFacetCounts) all = count (f, &everything);

  for (guint i = 0; i < N_FILTERS; i++)
    {
      g_autoptr(YttFilter) filter = draw_filter (rand, all);

      compare (f, filter, words[i % G_N_ELEMENTS (words)]);
    }
}

/* The first answer does not wait for the counts; what follows has them at once. */
static void
test_first_answer (Fixture       *f,
                   gconstpointer  data)
{
  const YttQuery everything = { NULL };
  g_autoptr(YttResult) first = ask (f, &everything);
  g_autoptr(YttFacetCounts) counts = NULL;
  g_autoptr(YttResult) second = NULL;
  g_autoptr(YttFilter) none = ytt_filter_new ();

  g_assert_null (first->counts);
  g_assert_cmpuint (first->ids->len, ==, first->n_total);

  counts = count (f, &everything);
  for (YttFacet facet = YTT_FACET_STAGE; facet < YTT_N_FACETS; facet++)
    compare_counts (f, none, NULL, facet, counts);

  second = ask (f, &everything);
  g_assert_nonnull (second->counts);
  g_assert_true (second->ids == first->ids);
}

static void
test_negated (Fixture       *f,
              gconstpointer  data)
{
  guint n = count_text (f, "");
  guint china = count_text (f, "country=CN"), russia = count_text (f, "country=RU");
  guint china_metal, metal = count_text (f, "stage=metal");

  g_assert_cmpuint (china, >, 0);
  g_assert_cmpuint (russia, >, 0);
  g_assert_cmpuint (count_text (f, "country=!CN"), ==, n - china);
  g_assert_cmpuint (count_text (f, "country=!CN&country=!RU"), ==, n - china - russia);
  g_assert_cmpuint (count_text (f, "country=CN&country=RU"), ==, china + russia);

  /* It takes away from what the others let in. */
  g_assert_cmpuint (count_text (f, "country=142&country=!CN"), ==, count_text (f, "country=142") - china);
  g_assert_cmpuint (count_text (f, "country=CN&country=!030"), ==, 0);

  china_metal = count_text (f, "country=CN&stage=metal");
  g_assert_cmpuint (china_metal, >, 0);
  g_assert_cmpuint (count_text (f, "country=!CN&stage=metal"), ==, metal - china_metal);
}

static void
test_not_recorded (Fixture       *f,
                   gconstpointer  data)
{
  guint n = count_text (f, "");
  guint none = get_sql_number (f, "SELECT count(*) FROM facility WHERE id NOT IN (SELECT facility FROM facility_element)");
  guint yttrium = get_sql_number (f, "SELECT count(*) FROM facility_element WHERE element = 'Y'");

  g_assert_cmpuint (none, ==, 88);
  g_assert_cmpuint (count_text (f, "element="), ==, none);
  g_assert_cmpuint (count_text (f, "element=!"), ==, n - none);
  g_assert_cmpuint (count_text (f, "element=&element=Y"), ==, none + yttrium);
  g_assert_cmpuint (count_text (f, "element=light&element=heavy&element=Sc&element=Pm&element="), ==, n);
  g_assert_cmpuint (count_text (f, "precision="), ==,
                    get_sql_number (f, "SELECT count(*) FROM facility WHERE geom IS NULL"));
}

/* By one definition samarium is light, whoever draws the border; by others gadolinium and europium change sides. */
static void
test_light_and_heavy (Fixture       *f,
                      gconstpointer  data)
{
  g_assert_cmpuint (count_text (f, "element=heavy&definition=eu"), ==,
                    get_sql_number (f, "SELECT count(DISTINCT facility) FROM facility_element WHERE element IN"
                                       " ('Y','Eu','Gd','Tb','Dy','Ho','Er','Tm','Yb','Lu')"));
  g_assert_cmpuint (count_text (f, "element=heavy&definition=usgs"), ==,
                    get_sql_number (f, "SELECT count(DISTINCT facility) FROM facility_element WHERE element IN"
                                       " ('Y','Tb','Dy','Ho','Er','Tm','Yb','Lu')"));

  /* What an unknown release wrote is read by the usual one. */
  g_assert_cmpuint (count_text (f, "element=heavy&definition=of-tomorrow"), ==, count_text (f, "element=heavy"));
}

static void
test_ranges (Fixture       *f,
             gconstpointer  data)
{
  guint started = get_sql_number (f, "SELECT count(*) FROM facility_shown WHERE start_year IS NOT NULL");
  guint until = count_text (f, "start=..2019"), from = count_text (f, "start=2020..");

  g_assert_cmpuint (until, >, 0);
  g_assert_cmpuint (from, >, 0);
  g_assert_cmpuint (until + from, ==, started);
  g_assert_cmpuint (count_text (f, "start=.."), ==, started);
  g_assert_cmpuint (count_text (f, "start=..&start="), ==, count_text (f, ""));
  g_assert_cmpuint (count_text (f, "start=2020"), ==, count_text (f, "start=2020..2020"));
  g_assert_cmpuint (count_text (f, "newest-source=..2024-05-31") + count_text (f, "newest-source=2024-06-01..")
                    + count_text (f, "newest-source="), ==, count_text (f, ""));
}

/* How many are within a range is told beside it, under all else that is asked for, also where it is shut out. */
static void
test_within_ranges (Fixture       *f,
                    gconstpointer  data)
{
  const struct { YttFacet facet; const char *value; } ranges[] = {
    { YTT_FACET_START, "2024..2027" },
    { YTT_FACET_CAPACITY, "magnets:2000.." },
    { YTT_FACET_NEWEST_SOURCE, "..2025-08-31" },
  };
  const char *names[] = { "start", "capacity", "newest-source" };

  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    for (guint negated = 0; negated < 2; negated++)
      {
        g_autoptr(GError) error = NULL;
        g_autoptr(YttFilter) others = ytt_filter_from_string ("stage=magnet&country=CN", &error);
        g_autoptr(YttFilter) filter = ytt_filter_with (others, ranges[i].facet, ranges[i].value, negated == 1);
        const YttQuery query = { .filter = filter };
        g_autoptr(YttFacetCounts) counts = count (f, &query);
        g_autofree char *text = g_strdup_printf ("stage=magnet&country=CN&%s=%s", names[i], ranges[i].value);
        guint n;

        g_assert_no_error (error);
        g_assert_true (ytt_facet_counts_get_range (counts, ranges[i].facet, ranges[i].value, &n));
        g_assert_cmpuint (n, >, 0);
        g_assert_cmpuint (n, ==, count_text (f, text));
        g_assert_false (ytt_facet_counts_get_range (counts, ranges[i].facet, "", &n));
      }
}

/* Tonnes of magnets are never compared with tonnes of oxide; a rate a month is brought to the year; a range counts
 * where it reaches. */
static void
test_capacity (Fixture       *f,
               gconstpointer  data)
{
  guint magnets = get_sql_number (f, "SELECT count(*) FROM facility_shown WHERE headline_basis = 'magnets'");

  g_assert_cmpuint (count_text (f, "capacity=magnets"), ==, magnets);
  g_assert_cmpuint (count_text (f, "capacity=magnets:0.."), ==, magnets);
  g_assert_cmpuint (count_text (f, "capacity=magnets:1000000000.."), ==, 0);
}

static void
test_capacity_ranges (Fixture       *f,
                      gconstpointer  data)
{
  fixture_run (f, "INSERT INTO source (id, title) VALUES (1, 'S');"
                  "INSERT INTO facility (id, name) VALUES (1, 'Monthly'), (2, 'Range'), (3, 'Oxide'), (4, 'None');"
                  "INSERT INTO facility_stage (facility, stage) VALUES (1, 'magnet'), (2, 'magnet'), (3, 'separation');"
                  "INSERT INTO claim (facility, attribute, value, value_max, unit, basis, source) VALUES"
                  " (1, 'capacity', '10', NULL, 't/month', 'magnets', 1),"
                  " (2, 'capacity', '200', '400', 't/yr', 'magnets', 1),"
                  " (3, 'capacity', '300', NULL, 't/yr', 'REO', 1)");

  g_assert_cmpuint (count_text (f, "capacity=magnets:..100"), ==, 0);
  g_assert_cmpuint (count_text (f, "capacity=magnets:120..120"), ==, 1);
  g_assert_cmpuint (count_text (f, "capacity=magnets:300..350"), ==, 1);
  g_assert_cmpuint (count_text (f, "capacity=magnets:400.."), ==, 1);
  g_assert_cmpuint (count_text (f, "capacity=magnets:401.."), ==, 0);
  g_assert_cmpuint (count_text (f, "capacity=REO:..300"), ==, 1);
  g_assert_cmpuint (count_text (f, "capacity="), ==, 1);
  g_assert_cmpuint (count_text (f, "capacity=REO&capacity=magnets:120.."), ==, 3);
  g_assert_cmpuint (count_text (f, "capacity=ore"), ==, 0);
}

/* Whoever both owns and operates is counted once, whichever of the two is asked for. */
static void
test_organisations (Fixture       *f,
                    gconstpointer  data)
{
  g_autoptr(YttResult) found = NULL;
  const YttFacetCount *first;

  fixture_run (f, "INSERT INTO organisation (id, name) VALUES (7, 'Both'), (8, 'Owner'), (9, 'Nobody');"
                  "INSERT INTO facility (id, name) VALUES (1, 'A'), (2, 'B'), (3, 'C');"
                  "INSERT INTO facility_organisation (facility, organisation, role) VALUES"
                  " (1, 7, 'operator'), (1, 7, 'owner'), (1, 8, 'owner'), (2, 7, 'owner')");

  found = ask_text (f, NULL, "organisation=7");
  g_assert_cmpuint (found->ids->len, ==, 2);
  g_assert_cmpuint (ytt_facet_counts_find (found->counts, YTT_FACET_ORGANISATION, "7"), ==, 2);
  g_assert_cmpuint (ytt_facet_counts_find (found->counts, YTT_FACET_ORGANISATION, "8"), ==, 1);
  g_assert_cmpuint (ytt_facet_counts_find (found->counts, YTT_FACET_ORGANISATION, ""), ==, 1);
  first = &g_array_index (ytt_facet_counts_get (found->counts, YTT_FACET_ORGANISATION), YttFacetCount, 0);
  g_assert_cmpstr (first->value, ==, "7");
  g_assert_cmpstr (first->label, ==, "Both");

  g_assert_cmpuint (count_text (f, "organisation=8"), ==, 1);
  g_assert_cmpuint (count_text (f, "organisation=9"), ==, 0);
  g_assert_cmpuint (count_text (f, "organisation=12345"), ==, 0);
  g_assert_cmpuint (count_text (f, "organisation=!7"), ==, 1);
  g_assert_cmpuint (count_text (f, "organisation="), ==, 1);
}

/* Values that no facility has left stay listed, so that rows do not jump about; those that the filter names always. */
static void
test_listed (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr(YttResult) all = ask_text (f, NULL, "status=operating");
  g_autoptr(YttResult) none = ask_text (f, NULL, "country=AQ&stage=metal");
  GArray *stages = ytt_facet_counts_get (all->counts, YTT_FACET_STAGE);
  GArray *countries = ytt_facet_counts_get (none->counts, YTT_FACET_STATUS);
  static const char * const expected[] = {
    "recycling", "mining", "concentration", "cracking", "separation", "metal", "magnet"
  };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpstr (g_array_index (stages, YttFacetCount, i).value, ==, expected[i]);

  g_assert_cmpuint (none->ids->len, ==, 0);
  g_assert_cmpuint (countries->len, >, 5);
  for (guint i = 0; i < countries->len; i++)
    g_assert_cmpuint (g_array_index (countries, YttFacetCount, i).n, ==, 0);

  /* In its own facet it stays countable. */
  g_assert_cmpuint (ytt_facet_counts_find (none->counts, YTT_FACET_COUNTRY, "CN"), ==,
                    count_text (f, "country=CN&stage=metal"));
}

static void
test_nothing (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr(YttResult) one = ask_text (f, "narva", "stage=mining");
  g_autoptr(YttResult) two = ask_text (f, NULL, "stage=mining&status=cancelled&country=EE");
  g_autoptr(YttResult) nonsense = ask_text (f, "qqqqq", "");
  g_autoptr(YttResult) some = ask_text (f, "narva", "");

  g_assert_cmpuint (one->ids->len, ==, 0);
  g_assert_cmpuint (one->without->len, ==, 2);
  g_assert_cmpuint (g_array_index (one->without, guint, 0), ==, some->ids->len);
  g_assert_cmpuint (g_array_index (one->without, guint, 1), ==, count_text (f, "stage=mining"));

  g_assert_cmpuint (two->ids->len, ==, 0);
  g_assert_cmpuint (two->without->len, ==, 4);
  g_assert_cmpuint (g_array_index (two->without, guint, 0), ==, count_text (f, "status=cancelled&country=EE"));
  g_assert_cmpuint (g_array_index (two->without, guint, 1), ==, count_text (f, "stage=mining&country=EE"));
  g_assert_cmpuint (g_array_index (two->without, guint, 2), ==, count_text (f, "stage=mining&status=cancelled"));
  g_assert_cmpuint (g_array_index (two->without, guint, 3), ==, 0);

  g_assert_cmpuint (nonsense->without->len, ==, 1);
  g_assert_cmpuint (g_array_index (nonsense->without, guint, 0), ==, nonsense->n_total);
  g_assert_null (some->without);
}

static void
test_empty_document (Fixture       *f,
                     gconstpointer  data)
{
  g_autoptr(YttResult) found = ask_text (f, NULL, "stage=mining&organisation=!1&element=&capacity=!");

  g_assert_cmpuint (found->ids->len, ==, 0);
  g_assert_cmpuint (found->points->len, ==, 0);
  g_assert_cmpuint (ytt_facet_counts_get (found->counts, YTT_FACET_COUNTRY)->len, ==, 0);
}

/* A click on another value does not ask for the words again; a change of the document does. */
static void
test_change (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr(YttResult) before = ask_text (f, "narva", "status=operating");
  g_autoptr(YttResult) after = NULL;
  g_autoptr(YttFilter) filter = ytt_filter_from_string ("status=operating", NULL);

  fixture_run (f, "INSERT INTO facility (name, country) VALUES ('Narva annexe', 'EE');"
                  "INSERT INTO claim (facility, attribute, value, source)"
                  " SELECT last_insert_rowid(), 'status', 'operating', min(id) FROM source;"
                  "INSERT INTO facility_element (facility, element)"
                  " SELECT id, 'Ho' FROM facility WHERE name = 'Narva annexe'");

  after = ask_text (f, "narva", "status=operating");
  g_assert_cmpuint (after->ids->len, ==, before->ids->len + 1);
  g_assert_cmpuint (ytt_facet_counts_find (after->counts, YTT_FACET_ELEMENT, "Ho"), ==,
                    ytt_facet_counts_find (before->counts, YTT_FACET_ELEMENT, "Ho") + 1);
  compare (f, filter, "narva");
}

/* Other programs write what they like. */
static void
test_odd_records (Fixture       *f,
                  gconstpointer  data)
{
  g_autoptr(YttResult) found = NULL;

  fixture_run (f, "PRAGMA foreign_keys = OFF;"
                  "INSERT INTO facility (id, name, country) VALUES (1, 'A', 'Mordor'), (2, 'B', ''), (3, 'C', 'EE');"
                  "INSERT INTO facility_stage (facility, stage) VALUES (1, 'smelting');"
                  "INSERT INTO facility_element (facility, element) VALUES (1, 'Fe'), (2, 'Nd');"
                  "INSERT INTO facility_organisation (facility, organisation, role) VALUES (1, 99, 'operator');"
                  "UPDATE facility_shown SET start_year = 123456, newest_source = 'soon', status = 'asleep',"
                  " headline_value = 'lots', headline_unit = 'boats', headline_basis = 'fish' WHERE id = 1");

  found = ask_text (f, NULL, "status=");
  g_assert_cmpuint (found->ids->len, ==, 3);
  g_assert_cmpuint (ytt_facet_counts_find (found->counts, YTT_FACET_COUNTRY, ""), ==, 2);
  g_assert_cmpuint (ytt_facet_counts_find (found->counts, YTT_FACET_STAGE, ""), ==, 3);
  g_assert_cmpuint (ytt_facet_counts_find (found->counts, YTT_FACET_ELEMENT, ""), ==, 2);
  g_assert_cmpuint (ytt_facet_counts_find (found->counts, YTT_FACET_NEWEST_SOURCE, ""), ==, 3);
  g_assert_cmpuint (ytt_facet_counts_find (found->counts, YTT_FACET_ORGANISATION, ""), ==, 3);
  g_assert_cmpuint (ytt_facet_counts_find (found->counts, YTT_FACET_CAPACITY, "fish"), ==, 1);
  g_assert_cmpuint (count_text (f, "country=Mordor"), ==, 0);
  g_assert_cmpuint (count_text (f, "stage=smelting"), ==, 0);
  g_assert_cmpuint (count_text (f, "element=Fe"), ==, 0);
}

static void
test_cancel (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr(YttFilter) filter = ytt_filter_from_string ("status=operating", NULL);
  const YttQuery query = { .words = "narva", .filter = filter };
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  ytt_store_search_async (f->store, &query, cancellable, keep_result_cb, &result);
  g_cancellable_cancel (cancellable);
  wait_until (has_result, &result);
  g_assert_null (ytt_store_search_finish (f->store, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  compare (f, filter, "narva");
}

/* Where many are found they are counted on a thread of their own, while the list is made. */
static void
test_many (Fixture       *f,
           gconstpointer  data)
{
  static const char * const texts[] = { "country=!EE", "country=EE", "element=!Nd&country=SE&country=EE", "" };

  fixture_run (f, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000)"
                  " INSERT INTO facility (id, name, country)"
                  " SELECT i, 'F' || i, CASE WHEN i % 10 = 0 THEN 'EE' ELSE 'SE' END FROM n;"
                  "INSERT INTO facility_element (facility, element) SELECT id, 'Nd' FROM facility WHERE id % 15 = 0");

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(YttFilter) filter = ytt_filter_from_string (texts[i], NULL);

      compare (f, filter, NULL);
    }
}

static void
add (const char *path,
     void      (*set_up) (Fixture *f, gconstpointer data),
     void      (*test) (Fixture *f, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, fixture_tear_down);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/facets/against-sql", fixture_set_up_shipped, test_against_sql);
  add ("/facets/first-answer", fixture_set_up_shipped, test_first_answer);
  add ("/facets/negated", fixture_set_up_shipped, test_negated);
  add ("/facets/not-recorded", fixture_set_up_shipped, test_not_recorded);
  add ("/facets/light-and-heavy", fixture_set_up_shipped, test_light_and_heavy);
  add ("/facets/ranges", fixture_set_up_shipped, test_ranges);
  add ("/facets/capacity", fixture_set_up_shipped, test_capacity);
  add ("/facets/capacity-ranges", fixture_set_up_empty, test_capacity_ranges);
  add ("/facets/within-ranges", fixture_set_up_shipped, test_within_ranges);
  add ("/facets/organisations", fixture_set_up_empty, test_organisations);
  add ("/facets/listed", fixture_set_up_shipped, test_listed);
  add ("/facets/nothing", fixture_set_up_shipped, test_nothing);
  add ("/facets/empty-document", fixture_set_up_empty, test_empty_document);
  add ("/facets/change", fixture_set_up_shipped, test_change);
  add ("/facets/odd-records", fixture_set_up_empty, test_odd_records);
  add ("/facets/many", fixture_set_up_empty, test_many);
  add ("/facets/cancel", fixture_set_up_shipped, test_cancel);

  return g_test_run ();
}
