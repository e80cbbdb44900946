#include "config.h"

#include <string.h>
#include <sys/wait.h>

#include "data-fixture.h"
#include "ytt-codes.h"
#include "ytt-data-set.h"
#include "ytt-error.h"
#include "ytt-id.h"
#include "ytt-ledger.h"
#include "ytt-load.h"
#include "ytt-rung.h"
#include "ytt-view.h"
#include "ytt-vocabulary.h"

static void
test_last_change (DataFixture   *f,
                  gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(YttDataSet) set = NULL;
  g_autofree char *last_change = NULL;

  data_fixture_write (f, NULL, NULL, NULL);
  set = ytt_data_set_read (f->directory, &error);

  g_assert_no_error (error);
  last_change = ytt_data_set_get_last_change (set);
  g_assert_cmpstr (last_change, ==, "2025-12-09");
}

/* Which source tells a status: the facility's sources, its status_as_of, then the answer. */
static const struct
{
  const char *as_of;
  const char *sources;
  const char *source;
  gboolean    inferred;
} statuses[] = {
  { "2025-12-09", "paper-2024;paper-2025-03;paper-2025-12", "paper-2025-12", FALSE },
  { "2025-03", "paper-2024;paper-2025-03;paper-2025-12", "paper-2025-03", FALSE },
  { "2025-03-10", "paper-2025-03-late;paper-2025-03", "paper-2025-03", FALSE },
  { "2025-03-01", "paper-2025-03-late;paper-2025-03", "paper-2025-03", FALSE },
  { "2025", "paper-2024;paper-2025-03", "paper-2025-03", FALSE },
  { "2025-06-01", "paper-2024;paper-2025-12;paper-2025-03", "paper-2025-03", FALSE },
  { "2026-06", "paper-2024;undated;paper-2025-12;paper-2025-03", "paper-2025-12", FALSE },
  { "2020", "paper-2024;paper-2025-12;undated", "paper-2025-12", TRUE },
  { "", "paper-2024;paper-2025-12", "paper-2025-12", TRUE },
  { "2025", "undated", "undated", TRUE },
};

static void
test_status_source (DataFixture   *f,
                    gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autofree char *row = g_strdup_printf ("magnet,proposed,%s,,,,%s\n", statuses[i].as_of, statuses[i].sources);
      g_autoptr(GError) error = NULL;
      g_autoptr(YttDataSet) set = NULL;
      g_autofree char *source = NULL;
      gboolean inferred;

      data_fixture_write (f, "facilities.csv", "magnet,proposed,,,,,undated\n", row);
      set = ytt_data_set_read (f->directory, &error);
      g_assert_no_error (error);

      source = ytt_load_status_source (set, 1, &inferred);
      g_assert_cmpstr (source, ==, statuses[i].source);
      g_assert_cmpint (inferred, ==, statuses[i].inferred);
    }
}

/* What a stop shows is written as the program reads it. */
static void
test_stop_content (DataFixture   *f,
                   gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(YttDataSet) set = NULL;
  g_autoptr(YttView) view = NULL;
  g_autofree char *content = NULL, *filter = NULL;

  data_fixture_write (f, NULL, NULL, NULL);
  set = ytt_data_set_read (f->directory, &error);
  g_assert_no_error (error);
  content = ytt_load_stop_content (set->tables[YTT_FILE_TOUR_STOPS], 1, &error);
  g_assert_no_error (error);
  view = ytt_view_new_from_json (content, &error);
  g_assert_no_error (error);

  filter = ytt_filter_to_string (view->filter);
  g_assert_cmpstr (filter, ==, "stage=mining");
  g_assert_cmpint (view->moment.year, ==, 2026);
  g_assert_cmpint (view->selected, ==, ytt_id_for_key ("facility", "au-hill"));
  g_assert_true (view->has_layers);
  g_assert_cmpint (view->links, ==, YTT_SUPPLY_ALL);
  g_assert_cmpfloat (view->latitude, ==, -30);
  g_assert_cmpfloat (view->longitude, ==, 140);
  g_assert_cmpfloat (view->zoom, ==, 4.5);
  g_assert_cmpint (view->width, ==, 960);
  g_assert_cmpint (view->height, ==, 540);
}

static const struct
{
  const char *material;
  const char *maker;
} makers[] = {
  { "stockpiled rare earth ore", "mining" },
  { "ionic clay", "mining" },
  { "rare earth mud", "mining" },
  { "bastnaesite-monazite concentrate", "concentration" },
  { "mixed rare earth oxalate", "cracking" },
  { "mixed rare earth chloride", "cracking" },
  { "SEG and heavy rare earth oxide", "separation" },
  { "NdPr, Dy and Tb oxides", "separation" },
  { "Dy and Tb metals", "metal" },
  { "NdFeB strip-cast alloy", "metal" },
  { "NdFeB alloy and magnets", "magnet" },
  { "sintered NdFeB magnets", "magnet" },
  { "magnet swarf", "recycling" },
  { "magnets recovered from scrap", "recycling" },
  { "recycled Nd, Dy and Tb oxides", "recycling" },
  { "forest products", NULL },   /* "ore" must be a word */
};

static void
test_makers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (makers); i++)
    g_assert_cmpstr (ytt_vocabulary_get_maker (makers[i].material), ==, makers[i].maker);
}

/* What is worked out elsewhere from the same rule: the first 53 bits of SHA-256 of "table/key". */
static void
test_ids (void)
{
  g_assert_cmpint (ytt_id_for_key ("facility", "ee-narva-neo"), ==, G_GINT64_CONSTANT (6812474398062281));
  g_assert_cmpint (ytt_id_for_key ("claim", "ee-narva-neo-status"), ==, G_GINT64_CONSTANT (4311592484461026));
  g_assert_cmpint (ytt_id_for_key ("facility_stage", "ee-narva-neo/magnet"), ==, G_GINT64_CONSTANT (5653395441304893));

  for (guint i = 0; i < 1000; i++)
    {
      gint64 id = ytt_id_random ();

      g_assert_cmpint (id, >, 0);
      g_assert_cmpint (id, <=, YTT_ID_MAX);
      g_assert_cmpint (id, !=, ytt_id_random ());
    }
}

static void
build (const char *directory,
       const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(YttDataSet) set = ytt_data_set_read (directory, &error);
  g_autoptr(YttLoader) loader = NULL;
  g_autofree char *last_change = NULL;

  g_assert_no_error (error);
  loader = ytt_loader_new (path, &error);
  g_assert_no_error (error);
  ytt_load_data_set (set, loader, &error);
  g_assert_no_error (error);
  last_change = ytt_data_set_get_last_change (set);
  ytt_loader_finish (loader, last_change, &error);
  g_assert_no_error (error);
}

/* The shipped document is built again, elsewhere and later, and must come out the same. */
static void
test_same_bytes (DataFixture   *f,
                 gconstpointer  data)
{
  g_autofree char *directory = g_build_filename (g_getenv ("YTTERBY_SOURCE"), "data", NULL);
  g_autofree char *path = g_build_filename (f->directory, "again.gpkg", NULL);
  g_autofree char *shipped = NULL, *again = NULL;
  gsize shipped_size, again_size;
  g_autoptr(GError) error = NULL;

  build (directory, path);

  g_file_get_contents (g_getenv ("YTTERBY_SHIPPED"), &shipped, &shipped_size, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &again, &again_size, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (again, again_size, shipped, shipped_size);
}

/* Every code that the data set may use is one that the program knows. */
static void
test_codes (void)
{
  for (guint i = 0; ytt_vocabulary_stages[i] != NULL; i++)
    {
      YttStages stage;

      g_assert_true (ytt_stage_from_code (ytt_vocabulary_stages[i], &stage));
      g_assert_cmpstr (ytt_stage_to_code (stage), ==, ytt_vocabulary_stages[i]);
    }
  for (guint i = 0; ytt_vocabulary_statuses[i] != NULL; i++)
    {
      YttStatus status;

      g_assert_true (ytt_status_from_code (ytt_vocabulary_statuses[i], &status));
    }
  for (guint i = 0; ytt_vocabulary_precisions[i] != NULL; i++)
    {
      YttPrecision precision;

      g_assert_true (ytt_precision_from_code (ytt_vocabulary_precisions[i], &precision));
    }
  for (guint i = 0; ytt_vocabulary_qualifiers[i] != NULL; i++)
    {
      YttQualifier qualifier;

      g_assert_true (ytt_qualifier_from_code (ytt_vocabulary_qualifiers[i], &qualifier));
    }
  for (guint i = 0; ytt_vocabulary_link_states[i] != NULL; i++)
    {
      YttLinkState state;

      g_assert_true (ytt_link_state_from_code (ytt_vocabulary_link_states[i], &state));
    }
  for (guint i = 0; ytt_vocabulary_attributes[i] != NULL; i++)
    g_assert_cmpstr (ytt_attribute_get_label (ytt_vocabulary_attributes[i]), !=, ytt_vocabulary_attributes[i]);
  for (guint i = 0; ytt_vocabulary_announcement_kinds[i] != NULL; i++)
    g_assert_cmpstr (ytt_announcement_kind_get_label (ytt_vocabulary_announcement_kinds[i]), !=,
                     ytt_vocabulary_announcement_kinds[i]);
  for (guint i = 0; ytt_vocabulary_rungs[i] != NULL; i++)
    {
      YttRung rung;

      /* The ladder has one order everywhere. */
      g_assert_true (ytt_rung_from_code (ytt_vocabulary_rungs[i], &rung));
      g_assert_cmpint (rung, ==, i + 1);
      g_assert_cmpstr (ytt_rung_to_code (rung), ==, ytt_vocabulary_rungs[i]);
    }
}

static YttClaim *
read_claim (const YttTable *table,
            guint           row)
{
  YttClaim *claim = g_new0 (YttClaim, 1);
  const char *value_max = ytt_table_get (table, row, "value_max");
  const char *as_of = ytt_table_get (table, row, "as_of");

  claim->id = row + 1;
  claim->slug = g_strdup (ytt_table_get (table, row, "claim"));
  claim->attribute = g_strdup (ytt_table_get (table, row, "attribute"));
  claim->part = g_strdup (ytt_table_get (table, row, "part"));
  claim->scope = g_strdup (ytt_table_get (table, row, "scope"));
  claim->value = g_strdup (ytt_table_get (table, row, "value"));
  claim->value_max = *value_max != '\0' ? g_strdup (value_max) : NULL;
  claim->unit = g_strdup (ytt_table_get (table, row, "unit"));
  claim->basis = g_strdup (ytt_table_get (table, row, "basis"));
  claim->as_of = *as_of != '\0' ? g_strdup (as_of) : NULL;
  g_assert_true (ytt_qualifier_from_code (ytt_table_get (table, row, "qualifier"), &claim->qualifier));
  g_assert_true (ytt_tense_from_code (ytt_table_get (table, row, "tense"), &claim->tense));

  return claim;
}

static void
add_contradictions (const YttTable *table,
                    guint           row,
                    GPtrArray      *pairs)
{
  g_autoptr(YttClaim) claim = read_claim (table, row);

  for (guint i = 0; i < row; i++)
    {
      g_autoptr(YttClaim) other = NULL;

      if (!g_str_equal (ytt_table_get (table, i, "facility"), ytt_table_get (table, row, "facility")))
        continue;

      other = read_claim (table, i);
      g_assert_cmpint (ytt_claims_contradict (claim, other), ==, ytt_claims_contradict (other, claim));
      if (ytt_claims_contradict (claim, other))
        g_ptr_array_add (pairs, strcmp (claim->slug, other->slug) < 0
                                ? g_strconcat (claim->slug, " ", other->slug, NULL)
                                : g_strconcat (other->slug, " ", claim->slug, NULL));
    }
}

static int
compare_strings (gconstpointer a,
                 gconstpointer b)
{
  return strcmp (*(const char **) a, *(const char **) b);
}

/* The contradictions in the shipped data set are just those that were read and found to be real. What the rule
 * in C finds is compared here, what the document's view finds in tests/gdal, both with the same list. */
static void
test_contradictions (void)
{
  g_autofree char *directory = g_build_filename (g_getenv ("YTTERBY_SOURCE"), "data", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "contradictions.txt", NULL);
  g_autofree char *known = NULL;
  g_autoptr(GString) found = g_string_new (NULL);
  g_autoptr(GPtrArray) pairs = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;
  g_autoptr(YttDataSet) set = ytt_data_set_read (directory, &error);
  const char *list;

  g_assert_no_error (error);
  g_file_get_contents (path, &known, NULL, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < ytt_table_get_n_rows (set->tables[YTT_FILE_CLAIMS]); i++)
    add_contradictions (set->tables[YTT_FILE_CLAIMS], i, pairs);
  g_ptr_array_sort (pairs, compare_strings);
  for (guint i = 0; i < pairs->len; i++)
    g_string_append_printf (found, "%s\n", (char *) g_ptr_array_index (pairs, i));

  for (list = known; *list == '#'; list = strchr (list, '\n') + 1)
    ;
  g_assert_cmpstr (found->str, ==, list);
}

/* Nothing but the document is left, and a failure leaves what was there. */
static void
test_files (DataFixture   *f,
            gconstpointer  data)
{
  static const char * const columns[] = { "id", "facility", "stage", NULL };
  YttCell cells[] = { YTT_CELL_OF_INTEGER (1), YTT_CELL_OF_INTEGER (2), YTT_CELL_OF_TEXT ("mining") };
  g_autofree char *path = g_build_filename (f->directory, "document.gpkg", NULL);
  g_autofree char *text = NULL;
  g_autoptr(YttLoader) loader = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GDir) directory = NULL;

  data_fixture_write_file (f, "document.gpkg", "what was there");
  loader = ytt_loader_new (path, &error);
  g_assert_no_error (error);

  g_assert_false (ytt_loader_insert (loader, "no_table", columns, cells, &error));
  g_assert_error (error, YTT_ERROR, YTT_ERROR_STORE);
  g_clear_error (&error);

  /* Facility 2 is not there. */
  ytt_loader_insert (loader, "facility_stage", columns, cells, &error);
  g_assert_no_error (error);
  g_assert_false (ytt_loader_finish (loader, "2025-12-09", &error));
  g_assert_error (error, YTT_ERROR, YTT_ERROR_DAMAGED);
  g_clear_error (&error);
  g_clear_pointer (&loader, ytt_loader_free);

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "what was there");

  directory = g_dir_open (f->directory, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (g_dir_read_name (directory), ==, "document.gpkg");
  g_assert_null (g_dir_read_name (directory));
}

static int
run_program (const char  *directory,
             const char  *path,
             char       **messages)
{
  g_autofree char *program = g_build_filename (g_getenv ("G_TEST_BUILDDIR"), "..", "data", "ytterby-build-data", NULL);
  char *argv[] = { program, (char *) directory, (char *) path, NULL };
  g_autoptr(GError) error = NULL;
  int status;

  g_spawn_sync (NULL, argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, messages, &status, &error);
  g_assert_no_error (error);
  g_assert_true (WIFEXITED (status));

  return WEXITSTATUS (status);
}

/* What a person who edits a file sees. */
static void
test_program (DataFixture   *f,
              gconstpointer  data)
{
  g_autofree char *path = g_build_filename (f->directory, "document.gpkg", NULL);
  g_autofree char *complaint = NULL, *nothing = NULL, *usage = NULL;

  data_fixture_write (f, "facilities.csv", ",operating,", ",running,");
  g_assert_cmpint (run_program (f->directory, path, &complaint), ==, 1);
  g_assert_cmpstr (complaint, ==, "facilities.csv, line 2, “status”: “running” is unknown. Nearest: operating.\n");
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

  data_fixture_write (f, NULL, NULL, NULL);
  g_assert_cmpint (run_program (f->directory, path, &nothing), ==, 0);
  g_assert_cmpstr (nothing, ==, "");
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));

  g_assert_cmpint (run_program (f->directory, NULL, &usage), ==, 2);
  g_assert_true (g_str_has_prefix (usage, "Usage: "));
}

#define add(path, data, test) g_test_add (path, DataFixture, data, data_fixture_set_up, test, data_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/data/last-change", NULL, test_last_change);
  add ("/data/status-source", NULL, test_status_source);
  add ("/data/stop-content", NULL, test_stop_content);
  g_test_add_func ("/data/makers", test_makers);
  g_test_add_func ("/data/ids", test_ids);
  g_test_add_func ("/data/codes", test_codes);
  g_test_add_func ("/data/contradictions", test_contradictions);
  add ("/data/same-bytes", NULL, test_same_bytes);
  add ("/data/files", NULL, test_files);
  add ("/data/program", NULL, test_program);

  return g_test_run ();
}
