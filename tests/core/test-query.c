#include "config.h"

#include "query-fixture.h"

#include <math.h>
#include <string.h>

/* The names of the first facilities found, one a line. */
static char *
list_names (Fixture  *f,
            const char *words,
            YttOrder  order,
            guint     n_max)
{
  g_autoptr(YttResult) found = fixture_search (f, words, order);
  g_autoptr(GArray) first = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GPtrArray) rows = NULL;
  GString *names = g_string_new (NULL);

  g_array_append_vals (first, found->ids->data, MIN (found->ids->len, n_max));
  rows = fixture_get_rows (f, first);
  for (guint i = 0; i < rows->len; i++)
    g_string_append_printf (names, "%s\n", ((YttFacilityRow *) g_ptr_array_index (rows, i))->name);

  return g_string_free (names, FALSE);
}

static guint
count_hits (Fixture    *f,
            const char *words)
{
  g_autoptr(YttResult) found = fixture_search (f, words, YTT_ORDER_RELEVANCE);

  return found->ids->len;
}

static void
test_all (Fixture       *f,
          gconstpointer  data)
{
  g_autoptr(YttResult) found = fixture_search (f, "", YTT_ORDER_RELEVANCE);
  g_autoptr(YttResult) again = fixture_search (f, "  ", YTT_ORDER_NAME);
  gint64 last = G_MININT64;

  g_assert_cmpuint (found->n_total, ==, 221);
  g_assert_cmpuint (found->ids->len, ==, 221);
  g_assert_cmpuint (found->points->len, ==, 217);
  g_assert_cmpmem (found->ids->data, found->ids->len * sizeof (gint64),
                   again->ids->data, again->ids->len * sizeof (gint64));

  for (guint i = 0; i < found->points->len; i++)
    {
      const YttPoint *point = &g_array_index (found->points, YttPoint, i);

      g_assert_cmpint (point->id, >, last);
      g_assert_cmpfloat (fabs (point->latitude), <=, 90);
      g_assert_cmpfloat (fabs (point->longitude), <=, 180);
      g_assert_cmpuint (point->stages, !=, YTT_STAGE_NONE);
      g_assert_cmpuint (point->status, !=, YTT_STATUS_UNKNOWN);
      g_assert_cmpuint (point->precision, !=, YTT_PRECISION_UNKNOWN);
      last = point->id;
    }
}

static void
test_words (Fixture       *f,
            gconstpointer  data)
{
  static const struct
  {
    const char *words;
    const char *slug;
  } cases[] = {
    { "narva", "ee-narva-neo" },
    { "NARV", "ee-narva-neo" },
    { "mag nar", "ee-narva-neo" },
    { "Narva, Estonia", "ee-narva-neo" },
    { "ida-virumaa narva", "ee-narva-neo" },
    { "neo perf narva", "ee-narva-neo" },
    { "nårva", "ee-narva-neo" },
    { "“narva”", "ee-narva-neo" },
    { "narva magnets EE", "ee-narva-neo" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(YttResult) found = fixture_search (f, cases[i].words, YTT_ORDER_RELEVANCE);

      g_assert_cmpuint (found->ids->len, >=, 1);
      g_assert_cmpint (g_array_index (found->ids, gint64, 0), ==, fixture_find (f, cases[i].slug));
    }

  /* All words, and only at the beginning of a word. */
  g_assert_cmpuint (count_hits (f, "narva pass"), ==, 0);
  g_assert_cmpuint (count_hits (f, "arva"), ==, 0);
}

/* Each country's word finds all that is there, and what only has the word in its name too. */
static void
test_countries (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr(YttResult) found = fixture_search (f, "south korea", YTT_ORDER_NAME);
  g_autoptr(GPtrArray) rows = fixture_get_rows (f, found->ids);

  g_assert_cmpuint (rows->len, >, 0);
  for (guint i = 0; i < rows->len; i++)
    {
      const YttFacilityRow *row = g_ptr_array_index (rows, i);

      g_assert_cmpstr (row->country, ==, "KR");
    }

  g_assert_cmpuint (count_hits (f, "united states"), >=, 20);
  g_assert_cmpuint (count_hits (f, "united states mountain pass"), ==, 1);
  g_assert_cmpuint (count_hits (f, "estonia"), >=, 2);
}

static void
test_hostile (Fixture       *f,
              gconstpointer  data)
{
  static const char * const texts[] = {
    "\"", "\"\"", "'", "*", "^", "(", ")", "((", "{", "}", "{name}", "name:", "name : narva", ":", "-", "+",
    "AND", "OR", "NOT", "NEAR", "NEAR(", "narva AND", "narva OR", "NOT narva", "NEAR(narva, 3)", "narva*", "\"narva",
    "narva\" OR \"1", "'; DROP TABLE facility; --", "%", "_", "\\", "?1", ":words", "@x", "$x", "\t\n", "…", "—", "«»",
    "\u0301", "a\u0301", "\U0001F600", "\u200b", "\u202e", "漢字", "ß", "İ", "ﬁ", "\xff\xfe", "nar\xffva", "日本\xe6",
    "1e9", "0x1", "..", "a.b.c", "-1", "\u0e01\u0e33", "\U000e0100", "\ue000", "\u20dd",
  };
  g_autofree char *long_word = g_strnfill (100000, 'a');
  g_autofree char *quotes = g_strnfill (10000, '"');
  g_autoptr(GString) many = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    count_hits (f, texts[i]);

  for (guint i = 0; i < 20000; i++)
    g_string_append (many, "na ");
  g_assert_cmpuint (count_hits (f, many->str), >, 0);
  g_assert_cmpuint (count_hits (f, long_word), ==, 0);

  /* Nothing but punctuation asks for nothing, and so for all. */
  g_assert_cmpuint (count_hits (f, quotes), ==, 221);
  g_assert_cmpuint (count_hits (f, "?!"), ==, 221);
  g_assert_cmpuint (count_hits (f, NULL), ==, 221);

  /* Operators are words like any other. */
  g_assert_cmpuint (count_hits (f, "narva OR pass"), ==, 0);
  g_assert_cmpuint (count_hits (f, "narva*"), ==, count_hits (f, "narva"));
}

static void
make_facilities (Fixture *f)
{
  fixture_run (f,
               "INSERT INTO facility (id, facility, name, country) VALUES"
               " (1, 'a', 'Beta works', 'SE'), (2, 'b', 'älv plant', 'DE'), (3, 'c', 'Alpha works', 'EE'),"
               " (4, 'd', 'Works of beta', 'SE'), (5, 'e', 'Zeta', NULL);"
               "INSERT INTO source (id, source, title) VALUES (1, 's', 'Source');"
               "INSERT INTO claim (id, facility, attribute, value, unit, as_of, source) VALUES"
               " (1, 1, 'start', '2027', 'date', '2025-03', 1), (2, 2, 'start', '2019-05', 'date', '2025-02-28', 1),"
               " (3, 4, 'start', '2026', 'date', '2026', 1), (4, 3, 'jobs', '10', 'people', '2024', 1)");
}

static void
test_orders (Fixture       *f,
             gconstpointer  data)
{
  g_autofree char *by_name = NULL, *by_country = NULL, *by_start = NULL, *by_claim = NULL, *by_relevance = NULL;

  make_facilities (f);
  by_name = list_names (f, "", YTT_ORDER_NAME, 9);
  by_country = list_names (f, "", YTT_ORDER_COUNTRY, 9);
  by_start = list_names (f, "", YTT_ORDER_START, 9);
  by_claim = list_names (f, "", YTT_ORDER_NEWEST_CLAIM, 9);
  by_relevance = list_names (f, "beta", YTT_ORDER_RELEVANCE, 9);

  g_assert_cmpstr (by_name, ==, "Alpha works\nälv plant\nBeta works\nWorks of beta\nZeta\n");
  g_assert_cmpstr (by_country, ==, "Alpha works\nälv plant\nBeta works\nWorks of beta\nZeta\n");
  g_assert_cmpstr (by_start, ==, "älv plant\nWorks of beta\nBeta works\nAlpha works\nZeta\n");
  g_assert_cmpstr (by_claim, ==, "Works of beta\nBeta works\nälv plant\nAlpha works\nZeta\n");
  g_assert_cmpstr (by_relevance, ==, "Beta works\nWorks of beta\n");
}

/* The index in memory follows the document, and so does what it shares between the connections. */
static void
test_changes (Fixture       *f,
              gconstpointer  data)
{
  g_assert_cmpuint (count_hits (f, ""), ==, 0);
  g_assert_cmpuint (count_hits (f, "beta"), ==, 0);

  make_facilities (f);
  for (guint i = 0; i < 8; i++)
    g_assert_cmpuint (count_hits (f, "beta"), ==, 2);

  fixture_run (f, "DELETE FROM facility WHERE id = 1");
  for (guint i = 0; i < 8; i++)
    {
      g_assert_cmpuint (count_hits (f, "beta"), ==, 1);
      g_assert_cmpuint (count_hits (f, ""), ==, 4);
    }

  fixture_run (f, "UPDATE facility SET name = 'Gamma' WHERE id = 4");
  g_assert_cmpuint (count_hits (f, "beta"), ==, 0);
  g_assert_cmpuint (count_hits (f, "gamma"), ==, 1);
}

/* Another program may leave the file in WAL mode while it has it open. */
static void
test_wal (Fixture       *f,
          gconstpointer  data)
{
  make_facilities (f);
  g_assert_cmpuint (count_hits (f, "beta"), ==, 2);

  fixture_run (f, "PRAGMA journal_mode = WAL");
  for (guint i = 0; i < 4; i++)
    g_assert_cmpuint (count_hits (f, "beta"), ==, 2);

  for (gint64 id = 100; id < 110; id++)
    {
      g_autofree char *sql = g_strdup_printf ("INSERT INTO facility (id, name) VALUES (%d, 'Beta')", (int) id);

      fixture_run (f, sql);
      g_assert_cmpuint (count_hits (f, "beta"), ==, 3 + id - 100);
      g_assert_cmpuint (count_hits (f, "beta"), ==, 3 + id - 100);
    }
}

static void
test_rows (Fixture       *f,
           gconstpointer  data)
{
  gint64 narva = fixture_find (f, "ee-narva-neo"), gone = 12345, pass = fixture_find (f, "us-mountain-pass-mp");
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GPtrArray) rows = NULL;
  const YttFacilityRow *row;

  g_array_append_val (ids, pass);
  g_array_append_val (ids, gone);
  g_array_append_val (ids, narva);
  rows = fixture_get_rows (f, ids);

  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_cmpint (((YttFacilityRow *) g_ptr_array_index (rows, 0))->id, ==, pass);

  row = g_ptr_array_index (rows, 1);
  g_assert_cmpint (row->id, ==, narva);
  g_assert_cmpstr (row->slug, ==, "ee-narva-neo");
  g_assert_cmpstr (row->country, ==, "EE");
  g_assert_cmpstr (row->locality, ==, "Narva");
  g_assert_cmpuint (row->stages, ==, YTT_STAGE_MAGNET);
  g_assert_cmpuint (row->status, ==, YTT_STATUS_COMMISSIONING);
  g_assert_cmpuint (row->precision, ==, YTT_PRECISION_SITE);
  g_assert_cmpfloat_with_epsilon (row->latitude, 59.3618, 0.0001);
  g_assert_cmpfloat_with_epsilon (row->longitude, 28.1478, 0.0001);
  g_assert_nonnull (row->operator_name);
  g_assert_nonnull (strstr (row->headline, "t/yr\302\240magnets"));
}

static YttFigure *
get_figure (YttRecord  *record,
            const char *attribute)
{
  for (guint i = 0; i < record->figures->len; i++)
    {
      YttFigure *figure = g_ptr_array_index (record->figures, i);

      if (strcmp (figure->attribute, attribute) == 0)
        return figure;
    }

  g_assert_not_reached ();
}

static void
test_record (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr(YttRecord) record = fixture_get_record (f, "ee-narva-neo");
  YttFigure *cost = get_figure (record, "capex");
  guint last_rank = 0;

  g_assert_cmpstr (record->slug, ==, "ee-narva-neo");
  g_assert_cmpuint (record->operators->len, ==, 1);
  g_assert_cmpuint (g_strv_length (record->products), >, 0);
  g_assert_true (g_strv_contains ((const char * const *) record->elements, "Nd"));
  g_assert_nonnull (record->status_figure);
  g_assert_cmpstr (record->status_figure->shown->value, ==, "commissioning");
  g_assert_cmpuint (record->announcements->len, >, 0);
  g_assert_cmpuint (record->links->len, >, 0);
  g_assert_cmpuint (record->sources->len, >, 5);

  for (guint i = 0; i < record->figures->len; i++)
    {
      YttFigure *figure = g_ptr_array_index (record->figures, i);

      g_assert_cmpuint (ytt_attribute_get_rank (figure->attribute), >=, last_rank);
      g_assert_true (g_ptr_array_index (figure->claims, 0) == figure->shown);
      last_rank = ytt_attribute_get_rank (figure->attribute);

      for (guint j = 0; j < figure->claims->len; j++)
        g_assert_nonnull (((YttClaim *) g_ptr_array_index (figure->claims, j))->source);
    }

  /* EUR 75 million on 19 Sep 2025 is newer than EUR 96 million in Sep 2025, which contradicts it. */
  g_assert_cmpstr (cost->shown->value, ==, "75000000");
  g_assert_cmpstr (cost->shown->unit, ==, "EUR");
  g_assert_cmpuint (cost->contradicting->len, ==, 1);
  g_assert_cmpstr (((YttClaim *) g_ptr_array_index (cost->contradicting, 0))->value, ==, "96000000");
}

static void
test_find (Fixture       *f,
           gconstpointer  data)
{
  g_assert_cmpint (fixture_find (f, "ee-narva-neo"), ==, fixture_find (f, "narva magnet"));
  g_assert_cmpint (fixture_find (f, "no such facility"), ==, 0);
  g_assert_cmpint (fixture_find (f, ""), ==, 0);
  g_assert_cmpint (fixture_find (f, "!"), ==, 0);
}

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

static void
test_summary (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(YttSummary) summary = NULL;
  g_autoptr(GError) error = NULL;

  ytt_store_get_summary_async (f->store, NULL, keep_result_cb, &result);
  wait_until (has_result, &result);
  summary = ytt_store_get_summary_finish (f->store, result, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (summary->n_facilities, ==, 221);
  g_assert_cmpuint (summary->n_unplaced, ==, 4);
  g_assert_cmpuint (summary->n_claims, >, 1000);
  g_assert_cmpuint (summary->n_countries, >, 20);
  g_assert_nonnull (summary->newest_claim);
  g_assert_nonnull (summary->last_change);
}

static void
test_cancel (Fixture       *f,
             gconstpointer  data)
{
  const YttQuery query = { .words = "narva", .order = YTT_ORDER_NAME };
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(YttResult) found = NULL;
  g_autoptr(GError) error = NULL;

  ytt_store_search_async (f->store, &query, cancellable, keep_result_cb, &result);
  g_cancellable_cancel (cancellable);
  wait_until (has_result, &result);
  found = ytt_store_search_finish (f->store, result, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (found);

  /* The index that it may have begun to read is whole. */
  g_assert_cmpuint (count_hits (f, "narva"), >=, 1);
}

static void
add (const char *path,
     void      (*set_up) (Fixture *f, gconstpointer data),
     void      (*test) (Fixture *f, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, fixture_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/query/all", fixture_set_up_shipped, test_all);
  add ("/query/words", fixture_set_up_shipped, test_words);
  add ("/query/countries", fixture_set_up_shipped, test_countries);
  add ("/query/hostile", fixture_set_up_shipped, test_hostile);
  add ("/query/orders", fixture_set_up_empty, test_orders);
  add ("/query/changes", fixture_set_up_empty, test_changes);
  add ("/query/wal", fixture_set_up_empty, test_wal);
  add ("/query/rows", fixture_set_up_shipped, test_rows);
  add ("/query/record", fixture_set_up_shipped, test_record);
  add ("/query/find", fixture_set_up_shipped, test_find);
  add ("/query/summary", fixture_set_up_shipped, test_summary);
  add ("/query/cancel", fixture_set_up_shipped, test_cancel);

  return g_test_run ();
}
