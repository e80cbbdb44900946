#include "edit-fixture.h"
#include "ytt-foreign-file.h"
#include "ytt-import.h"

#include <glib/gstdio.h>
#include <string.h>

/* Foreign files on their way into a document: what is guessed, what the review says, and what is written. */

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
await (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

static YttStaging *
read_file (const char *path)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  YttStaging *staging;

  ytt_foreign_file_read_async (path, NULL, NULL, NULL, NULL, answered_cb, &result);
  staging = ytt_foreign_file_read_finish (await (&result), &error);
  g_assert_no_error (error);

  return staging;
}

static YttStaging *
read_text (EditFixture *f,
           const char  *text)
{
  g_autofree char *path = g_build_filename (f->folder, "plants.csv", NULL);
  YttStaging *staging;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  staging = read_file (path);
  g_unlink (path);

  return staging;
}

static YttFacts *
get_facts (EditFixture *f)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  YttFacts *facts;

  ytt_store_get_facts_async (f->store, NULL, answered_cb, &result);
  facts = ytt_store_get_facts_finish (f->store, await (&result), &error);
  g_assert_no_error (error);

  return facts;
}

static void
review (YttImport *import)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  ytt_import_review_async (import, NULL, NULL, NULL, answered_cb, &result);
  g_assert_true (ytt_import_review_finish (import, await (&result), &error));
  g_assert_no_error (error);
}

static YttImport *
make_import (EditFixture *f,
             YttStaging  *staging)
{
  g_autoptr(YttFacts) facts = get_facts (f);
  g_autoptr(YttImportMapping) mapping = ytt_import_mapping_guess (staging, "plants.csv");
  YttImport *import;

  mapping->precision = YTT_PRECISION_LOCALITY;
  import = ytt_import_new (staging, facts, mapping);
  review (import);

  return import;
}

static YttImport *
import_text (EditFixture *f,
             const char  *text)
{
  g_autoptr(YttStaging) staging = read_text (f, text);

  return make_import (f, staging);
}

static gint64
run (EditFixture   *f,
     YttImport     *import,
     GCancellable  *cancellable,
     GError       **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  ytt_import_run_async (import, f->store, NULL, NULL, cancellable, answered_cb, &result);

  return ytt_import_run_finish (import, await (&result), error);
}

static void
assert_counts (YttImport  *import,
               const char *wanted)
{
  g_autofree char *counts = g_strdup_printf ("%u new, %u changed, %u same, %u unusable, %u left out",
                                             ytt_import_count (import, YTT_IMPORT_NEW),
                                             ytt_import_count (import, YTT_IMPORT_CHANGED),
                                             ytt_import_count (import, YTT_IMPORT_SAME),
                                             ytt_import_count (import, YTT_IMPORT_UNUSABLE),
                                             ytt_import_count (import, YTT_IMPORT_LEFT_OUT));

  g_assert_cmpstr (counts, ==, wanted);
}

static void
assert_news (YttImport  *import,
             guint       row,
             const char *wanted)
{
  g_auto(GStrv) news = ytt_import_dup_news (import, row);
  g_autofree char *joined = g_strjoinv ("; ", news);

  g_assert_cmpstr (joined, ==, wanted);
}

static void
assert_problem (YttImport  *import,
                guint       row,
                const char *wanted)
{
  g_autofree char *problem = ytt_import_dup_problem (import, row);

  g_assert_cmpint (ytt_import_get_verdict (import, row), ==, YTT_IMPORT_UNUSABLE);
  if (strstr (problem, wanted) == NULL)
    g_error ("“%s” is not in “%s”", wanted, problem);
}

static void
test_guess (EditFixture   *f,
            gconstpointer  data)
{
  g_autoptr(YttStaging) staging =
    read_text (f, "Plant name,LAT,Long,Country code,Capacity (t/yr REO),Plant cost,Status,Stage,Colour,Capex [USD],unit\na,,,,,,,,,,\n");
  g_autoptr(YttImportMapping) mapping = ytt_import_mapping_guess (staging, "x"), kept = NULL;
  static const struct { YttImportField field; const char *attribute, *unit; } wanted[] = {
    { YTT_IMPORT_NAME, NULL, "" }, { YTT_IMPORT_LATITUDE, NULL, "" }, { YTT_IMPORT_LONGITUDE, NULL, "" },
    { YTT_IMPORT_COUNTRY, NULL, "" }, { YTT_IMPORT_CLAIM, "capacity", "t/yr REO" }, { YTT_IMPORT_CLAIM, "capex", "" },
    { YTT_IMPORT_STATUS, NULL, "" }, { YTT_IMPORT_STAGES, NULL, "" }, { YTT_IMPORT_IGNORED, NULL, "" },
    { YTT_IMPORT_CLAIM, "capex", "USD" }, { YTT_IMPORT_UNIT, NULL, "" },
  };
  g_autofree char *folder = g_build_filename (f->folder, "mappings", NULL);

  /* A mapping that a person changed is there again for the next file with these columns. */
  ytt_import_mapping_set (mapping, 8, YTT_IMPORT_CLAIM, "purity", "%");
  g_assert_true (ytt_import_mapping_save (mapping, staging, folder, NULL));
  kept = ytt_import_mapping_load (staging, "y", folder);
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      const YttImportColumn *column = &g_array_index (kept->columns, YttImportColumn, i);

      if (i == 8)
        {
          g_assert_cmpstr (column->attribute, ==, "purity");
          continue;
        }
      g_assert_cmpint (column->field, ==, wanted[i].field);
      g_assert_cmpstr (column->attribute, ==, wanted[i].attribute);
      g_assert_cmpstr (column->unit, ==, wanted[i].unit);
    }
}

static const char plants[] =
  "name,latitude,longitude,country,status,stage,capacity (t/yr magnets),operator,owners,capex\n"
  "Aakre,57.5,26.0,Estonia,under construction,magnets,2500,Neo,Pensana 84%;Fund (16 %),EUR 75 million\n"
  "Narva magnet plant,,,,,,,,,USD 1 billion\n"
  "Valga,57°46'N,26°02'E,EE,planned,magnet;metal,up to 1000,,,\n";

static void
test_import (EditFixture   *f,
             gconstpointer  data)
{
  g_autofree char *before = edit_dump (f->path);
  g_autoptr(YttImport) import = import_text (f, plants);
  g_autoptr(YttImport) again = NULL;
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;

  assert_counts (import, "2 new, 1 changed, 0 same, 0 unusable, 0 left out");
  assert_news (import, 1, "Plant cost: USD\u00a01\u00a0billion");
  g_assert_cmpint (run (f, import, NULL, &error), !=, 0);
  g_assert_no_error (error);

  edit_assert_answer (f, "SELECT group_concat (value || unit || ' ' || basis || ' ' || qualifier, '; ') FROM (SELECT c.* FROM claim c"
                         " JOIN facility f ON f.id = c.facility WHERE f.name = 'Aakre' ORDER BY attribute)",
                      "2500t/yr magnets exact; 75000000EUR  exact; construction  exact");
  edit_assert_answer (f, "SELECT s.title FROM claim c JOIN source s ON s.id = c.source JOIN facility f ON f.id = c.facility"
                         " WHERE f.name = 'Valga' AND c.attribute = 'capacity'", "plants.csv");
  edit_assert_answer (f, "SELECT group_concat (o.name || ' ' || coalesce (p.share, ''), ', ') FROM facility_organisation p"
                         " JOIN organisation o ON o.id = p.organisation JOIN facility f ON f.id = p.facility"
                         " WHERE f.name = 'Aakre' AND p.role = 'owner'", "Pensana 84.0, Fund 16.0");

  /* The same file once more has nothing to tell, and one undo takes all back. */
  again = import_text (f, plants);
  assert_counts (again, "0 new, 0 changed, 3 same, 0 unusable, 0 left out");
  g_assert_cmpint (run (f, again, NULL, &error), ==, 0);
  g_assert_no_error (error);
  edit_undo (f, &error);
  g_assert_no_error (error);
  after = edit_dump (f->path);
  edit_assert_same (before, after);
}

/* Each row that cannot be used says why, and where; the others go in. */
static void
test_unusable (EditFixture   *f,
               gconstpointer  data)
{
  g_autoptr(YttImport) import = import_text (f,
    "name,latitude,longitude,country,status,capacity,date\n"
    "A1,57.5,26,EE,running,,\n"
    "A2,157.5,26,EE,,,\n"
    "A3,6500000,650000,EE,,,\n"
    "A4,57.5,,EE,,,\n"
    "A5,57.5,26,Narnia,,,\n"
    "A6,57.5,26,EE,,5 MT,\n"
    "A7,57.5,26,EE,,many,\n"
    ",57.5,26,EE,,,\n"
    "A9,57.5,26,EE,,,yesterday\n"
    "B,57.5,26,EE,,1 t/yr REO,2025-09\n"
    "B,57.5,26,EE,,2 t/yr REO,\n");

  assert_counts (import, "1 new, 0 changed, 0 same, 10 unusable, 0 left out");
  assert_problem (import, 0, "Line 2, “status”: “running” is unknown. Nearest: ");
  assert_problem (import, 1, "Line 3, “latitude”: 157.5 is no latitude. Are latitude and longitude the other way round?");
  assert_problem (import, 2, "are no degrees. Coordinates in metres");
  assert_problem (import, 3, "Line 5, “longitude”: Half of the coordinates is missing.");
  assert_problem (import, 4, "“Narnia” is unknown");
  assert_problem (import, 5, "“5 MT” may mean");
  assert_problem (import, 6, "Line 8, “capacity”: ");
  assert_problem (import, 7, "Line 9: It has no name.");
  assert_problem (import, 8, "Line 10, “date”: ");
  assert_problem (import, 10, "It is the same facility as in a row before.");
}

/* Points in a reference system that the file names go before columns that may be in another one. */
static void
test_points (EditFixture   *f,
             gconstpointer  data)
{
  g_autofree char *path = g_build_filename (f->folder, "plants.geojson", NULL);
  g_autoptr(YttStaging) staging = NULL;
  g_autoptr(YttImport) import = NULL;

  g_assert_true (g_file_set_contents (path,
    "{\"type\": \"Feature\", \"properties\": {\"name\": \"Mill\", \"x\": 656513, \"y\": 6474256},"
    " \"geometry\": {\"type\": \"Point\", \"coordinates\": [26.72, 58.38]}}", -1, NULL));
  staging = read_file (path);
  g_unlink (path);
  import = make_import (f, staging);
  assert_counts (import, "1 new, 0 changed, 0 same, 0 unusable, 0 left out");
  assert_news (import, 0, "Name: Mill; Precision of the place: The town, not the site; Coordinates: 58.38000, 26.72000");
}

/* That latitude and longitude are swapped shows by what a row is called, by its country, or by a latitude that is none. */
static void
test_swapped (EditFixture   *f,
              gconstpointer  data)
{
  static const struct { const char *text; guint n; } cases[] = {
    { "name,latitude,longitude\nNarva magnet plant,28.2,59.38\n", 1 },
    { "name,latitude,longitude\nNarva magnet plant,59.38,28.2\n", 0 },
    { "name,latitude,longitude,country\nMill,26.72,58.38,EE\nPit,28.19,59.38,EE\n", 2 },
    { "name,latitude,longitude,country\nMill,58.38,26.72,EE\nPit,59.38,28.19,EE\n", 0 },
    { "name,latitude,longitude\nA,-118.2,34\nB,-110.1,30\nC,116.4,39.9\n", 3 },
    /* One slip among many is one, not the order of all. */
    { "name,latitude,longitude,country\nA,58.38,26.72,EE\nB,59.38,28.19,EE\nC,26.72,58.38,EE\n", 0 },
    { "name,latitude,longitude,country\nFar at sea,-40,-20,EE\nNowhere,,,EE\n", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(YttImport) import = import_text (f, cases[i].text);
      g_autoptr(YttImportMapping) mapping = ytt_import_mapping_copy (ytt_import_get_mapping (import));
      guint n_rows = ytt_staging_get_n_rows (ytt_import_get_staging (import));

      g_test_message ("%s", cases[i].text);
      g_assert_cmpuint (ytt_import_get_n_swapped (import), ==, cases[i].n);
      if (cases[i].n == 0)
        continue;

      ytt_import_mapping_swap (mapping);
      ytt_import_set_mapping (import, mapping);
      review (import);
      g_assert_cmpuint (ytt_import_get_n_swapped (import), ==, 0);
      g_assert_cmpuint (ytt_import_count (import, YTT_IMPORT_NEW) + ytt_import_count (import, YTT_IMPORT_CHANGED), ==, n_rows);
    }
}

/* The same where places are points of the file itself. */
static void
test_swapped_points (EditFixture   *f,
                     gconstpointer  data)
{
  g_autofree char *path = g_build_filename (f->folder, "plants.geojson", NULL);
  g_autoptr(YttStaging) staging = NULL;
  g_autoptr(YttImport) import = NULL;
  g_autoptr(YttImportMapping) mapping = NULL;

  g_assert_true (g_file_set_contents (path,
    "{\"type\": \"Feature\", \"properties\": {\"name\": \"Narva magnet plant\"},"
    " \"geometry\": {\"type\": \"Point\", \"coordinates\": [59.38, 28.2]}}", -1, NULL));
  staging = read_file (path);
  g_unlink (path);
  import = make_import (f, staging);
  g_assert_cmpuint (ytt_import_get_n_swapped (import), ==, 1);
  assert_counts (import, "1 new, 0 changed, 0 same, 0 unusable, 0 left out");

  mapping = ytt_import_mapping_copy (ytt_import_get_mapping (import));
  ytt_import_mapping_swap (mapping);
  ytt_import_set_mapping (import, mapping);
  review (import);
  g_assert_cmpuint (ytt_import_get_n_swapped (import), ==, 0);
  assert_counts (import, "0 new, 1 changed, 0 same, 0 unusable, 0 left out");
}

static void
test_decide (EditFixture   *f,
             gconstpointer  data)
{
  g_autoptr(YttImport) import = NULL;
  g_autoptr(GError) error = NULL;
  gint64 narva = edit_ask_number (f, "SELECT id FROM facility WHERE name = 'Narva magnet plant'");

  import = import_text (f, "name,capacity\nNarva works,77 t/yr magnets\nOther,\nNarva magnet plant,78 t/yr magnets\n");
  assert_counts (import, "2 new, 1 changed, 0 same, 0 unusable, 0 left out");
  ytt_import_decide (import, 0, narva);
  ytt_import_decide (import, 1, YTT_IMPORT_NOT_AT_ALL);
  ytt_import_decide (import, 2, YTT_IMPORT_AS_NEW);
  assert_counts (import, "1 new, 1 changed, 0 same, 0 unusable, 1 left out");
  review (import);
  assert_counts (import, "1 new, 1 changed, 0 same, 0 unusable, 1 left out");
  g_assert_cmpint (ytt_import_get_facility (import, 0), ==, narva);
  g_assert_cmpint (run (f, import, NULL, &error), !=, 0);
  g_assert_no_error (error);
  edit_assert_answer (f, "SELECT f.name || ' ' || c.value FROM claim c JOIN facility f ON f.id = c.facility"
                         " WHERE c.value = '77'", "Narva works 77");
  edit_assert_answer (f, "SELECT count(*) FROM facility WHERE name = 'Narva magnet plant'", "1");
}

/* Two rows are never one facility, however that came to be; a person may say what each of them is. */
static void
test_same (EditFixture   *f,
           gconstpointer  data)
{
  g_autoptr(YttImport) import = NULL;
  g_autoptr(GError) error = NULL;
  gint64 narva = edit_ask_number (f, "SELECT id FROM facility WHERE name = 'Narva magnet plant'");

  import = import_text (f, "name,stage\nNarva works,magnet\nNarva magnet plant,magnet\nAakre,magnet\nAakre,magnet\nBroken,no stage\n");
  assert_counts (import, "2 new, 0 changed, 1 same, 2 unusable, 0 left out");
  g_assert_true (ytt_import_get_readable (import, 3));
  g_assert_false (ytt_import_get_readable (import, 4));

  ytt_import_decide (import, 0, narva);
  review (import);
  g_assert_cmpint (ytt_import_get_decision (import, 0), ==, narva);
  g_assert_cmpint (ytt_import_get_verdict (import, 1), ==, YTT_IMPORT_UNUSABLE);
  assert_problem (import, 1, "It is the same facility as in a row before.");
  ytt_import_decide (import, 1, YTT_IMPORT_AS_NEW);
  ytt_import_decide (import, 3, YTT_IMPORT_AS_NEW);
  review (import);
  assert_counts (import, "3 new, 1 changed, 0 same, 1 unusable, 0 left out");
  g_assert_cmpint (run (f, import, NULL, &error), !=, 0);
  g_assert_no_error (error);
  edit_assert_answer (f, "SELECT count(*) FROM facility WHERE name = 'Aakre'", "2");
}

/* The data set's own file tells its own document nothing. */
static void
test_own_file (EditFixture   *f,
               gconstpointer  data)
{
  g_autofree char *path = g_build_filename (g_getenv ("YTTERBY_SOURCE"), "data", "facilities.csv", NULL);
  g_autoptr(YttStaging) staging = read_file (path);
  g_autoptr(YttFacts) facts = get_facts (f);
  g_autoptr(YttImportMapping) mapping = ytt_import_mapping_guess (staging, "facilities.csv");
  g_autoptr(YttImport) import = NULL;

  /* There companies stand by their keys. */
  ytt_import_mapping_set (mapping, (guint) ytt_import_mapping_find (mapping, YTT_IMPORT_OPERATOR), YTT_IMPORT_IGNORED, NULL, NULL);
  ytt_import_mapping_set (mapping, (guint) ytt_import_mapping_find (mapping, YTT_IMPORT_OWNERS), YTT_IMPORT_IGNORED, NULL, NULL);
  import = ytt_import_new (staging, facts, mapping);
  review (import);
  for (guint i = 0; i < ytt_staging_get_n_rows (staging); i++)
    if (ytt_import_get_verdict (import, i) != YTT_IMPORT_SAME)
      {
        g_autofree char *problem = ytt_import_dup_problem (import, i);
        g_auto(GStrv) news = ytt_import_dup_news (import, i);
        g_autofree char *joined = g_strjoinv ("; ", news);

        g_test_message ("%u: %s %s", i, problem != NULL ? problem : "", joined);
      }
  assert_counts (import, "0 new, 0 changed, 221 same, 0 unusable, 0 left out");
}

static YttImport *
import_many (EditFixture *f,
             guint        n)
{
  g_autoptr(GString) text = g_string_new ("name,latitude,longitude,status,stage,capacity (t/yr REO)\n");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "Mine %u,%.4f,%.4f,operating,mining,%u\n", i, i % 80 * 1.0, i % 170 * 1.0, 100 + i);

  return import_text (f, text->str);
}

/* What is derived is as if each row had come by itself, with triggers and without. */
static void
test_many (EditFixture   *f,
           gconstpointer  data)
{
  static const char check[] =
    "SELECT (SELECT count(*) FROM (SELECT * FROM facility_derived EXCEPT SELECT * FROM facility_shown))"
    " || ' ' || (SELECT count(*) FROM search WHERE search MATCH 'mine') || ' ' || (SELECT count(*) FROM facility_shown)"
    " || ' ' || (SELECT count(*) FROM history_noted)";
  static const guint sizes[] = { 100, 3000 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr(YttImport) import = import_many (f, sizes[i]);
      g_autofree char *before = edit_dump (f->path);
      g_autofree char *after = NULL;
      g_autoptr(GError) error = NULL;
      gint64 n = edit_ask_number (f, "SELECT count(*) FROM facility");
      gint64 n_mines = edit_ask_number (f, "SELECT count(*) FROM search WHERE search MATCH 'mine'");
      g_autofree char *wanted = g_strdup_printf ("0 %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " 0",
                                                 n_mines + sizes[i], n + sizes[i]);

      g_assert_cmpint (run (f, import, NULL, &error), !=, 0);
      g_assert_no_error (error);
      edit_assert_answer (f, check, wanted);
      edit_assert_answer (f, "PRAGMA integrity_check", "ok");

      /* Edits that come after fire triggers again. */
      store_run (f->path, "UPDATE facility SET name = 'Pit' WHERE name = 'Mine 7'");
      edit_assert_answer (f, "SELECT count(*) FROM search WHERE search MATCH 'pit' AND name = 'Pit'", "1");
      store_run (f->path, "UPDATE facility SET name = 'Mine 7' WHERE name = 'Pit'");
      edit_reopen (f);
      edit_revert (f, edit_ask_number (f, "SELECT id FROM history WHERE summary LIKE 'Import%' ORDER BY position DESC"), &error);
      g_assert_no_error (error);
      after = edit_dump (f->path);
      edit_assert_same (before, after);
    }
}

static void
cancel_cb (YttBulkPhase phase,
           double       fraction,
           gpointer     user_data)
{
  g_cancellable_cancel (user_data);
}

static void
test_cancel (EditFixture   *f,
             gconstpointer  data)
{
  g_autoptr(YttImport) import = import_many (f, 20000);
  g_autofree char *before = edit_dump (f->path);
  g_autofree char *after = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  ytt_import_run_async (import, f->store, cancel_cb, cancellable, cancellable, answered_cb, &result);
  g_assert_cmpint (ytt_import_run_finish (import, await (&result), &error), ==, 0);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  after = edit_dump (f->path);
  edit_assert_same (before, after);
  store_run (f->path, "UPDATE facility SET name = 'Pit' WHERE name = 'Narva magnet plant'");
  edit_assert_answer (f, "SELECT count(*) FROM search WHERE search MATCH 'pit' AND name = 'Pit'", "1");
}

#define TEST(name, func) \
  g_test_add ("/import/" name, EditFixture, NULL, edit_fixture_set_up_shipped, func, edit_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  TEST ("guess", test_guess);
  TEST ("import", test_import);
  TEST ("unusable", test_unusable);
  TEST ("points", test_points);
  TEST ("swapped", test_swapped);
  TEST ("swapped-points", test_swapped_points);
  TEST ("decide", test_decide);
  TEST ("same", test_same);
  TEST ("own-file", test_own_file);
  TEST ("many", test_many);
  TEST ("cancel", test_cancel);

  return g_test_run ();
}
