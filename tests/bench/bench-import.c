/* bench-import [ROWS]: a table of made-up facilities goes into an empty document; beside it GDAL's own tool makes a
 * GeoPackage with a spatial index of the same table. The parts: reading by the fenced process, the review, and of the
 * import rows, history and search index. */

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "ytt-foreign-file.h"
#include "ytt-import.h"

static gint64 phase_at[3];

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

static void
phase_cb (YttBulkPhase phase,
          double       fraction,
          gpointer     user_data)
{
  if (phase_at[phase] == 0)
    phase_at[phase] = g_get_monotonic_time ();
}

static void
fail_on (GError *error)
{
  if (error == NULL)
    return;

  fprintf (stderr, "%s\n", error->message);
  exit (EXIT_FAILURE);
}

static double
seconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

/* Of the program and of those that it started and that have ended. */
static double
get_processor_time (void)
{
  double seconds = 0;

  for (int who = RUSAGE_CHILDREN; who <= RUSAGE_SELF; who++)
    {
      struct rusage usage;

      getrusage (who, &usage);
      seconds += (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
                 + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / G_USEC_PER_SEC;
    }

  return seconds;
}

static void
write_table (const char *path,
             guint       n)
{
  static const char * const statuses[] = { "operating", "proposed", "construction" };
  static const char * const stages[] = { "mining", "separation", "magnet" };
  g_autoptr(GRand) rand = g_rand_new_with_seed (1);
  FILE *file = g_fopen (path, "w");

  fprintf (file, "name,latitude,longitude,status,stage,capacity (t/yr REO)\n");
  for (guint i = 0; i < n; i++)
    fprintf (file, "Plant %u,%.5f,%.5f,%s,%s,%d\n", i, g_rand_double_range (rand, -60, 70),
             g_rand_double_range (rand, -180, 180), statuses[i % 3], stages[i / 3 % 3], g_rand_int_range (rand, 1, 9000));
  fclose (file);
}

static double
measure_gdal (const char *table,
              const char *folder,
              double     *processor)
{
  g_autofree char *document = g_build_filename (folder, "gdal.gpkg", NULL);
  const char *arguments[] = { "ogr2ogr", "-f", "GPKG", document, table, "-oo", "X_POSSIBLE_NAMES=longitude", "-oo",
                              "Y_POSSIBLE_NAMES=latitude", "-a_srs", "EPSG:4326", NULL };
  gint64 start = g_get_monotonic_time ();
  double before = get_processor_time ();
  int status = -1;

  if (!g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL,
                     NULL, &status, NULL) || status != 0)
    return 0;
  g_unlink (document);
  *processor = get_processor_time () - before;

  return seconds_since (start);
}

static YttStore *
create_document (const char *path)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  YttStore *store;

  ytt_store_open_async (path, YTT_STORE_CREATE, NULL, answered_cb, &result);
  store = ytt_store_open_finish (await (&result), &error);
  fail_on (error);

  return store;
}

static void
import_table (YttStore   *store,
              const char *table,
              double      gdal,
              double      gdal_processor)
{
  g_autoptr(GAsyncResult) read = NULL, known = NULL, reviewed = NULL, written = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(YttImportMapping) mapping = NULL;
  g_autoptr(YttStaging) staging = NULL;
  g_autoptr(YttFacts) facts = NULL;
  g_autoptr(YttImport) import = NULL;
  gint64 start = g_get_monotonic_time (), review_start, run_start, end;
  double total, before = get_processor_time ();

  ytt_foreign_file_read_async (table, NULL, NULL, NULL, NULL, answered_cb, &read);
  staging = ytt_foreign_file_read_finish (await (&read), &error);
  fail_on (error);

  review_start = g_get_monotonic_time ();
  ytt_store_get_facts_async (store, NULL, answered_cb, &known);
  facts = ytt_store_get_facts_finish (store, await (&known), &error);
  fail_on (error);
  mapping = ytt_import_mapping_guess (staging, "table.csv");
  mapping->precision = YTT_PRECISION_LOCALITY;
  import = ytt_import_new (staging, facts, mapping);
  ytt_import_review_async (import, NULL, NULL, NULL, answered_cb, &reviewed);
  ytt_import_review_finish (import, await (&reviewed), &error);
  fail_on (error);

  run_start = g_get_monotonic_time ();
  ytt_import_run_async (import, store, phase_cb, NULL, NULL, answered_cb, &written);
  ytt_import_run_finish (import, await (&written), &error);
  fail_on (error);
  end = g_get_monotonic_time ();

  total = seconds_since (start);
  printf ("# %u new, %u unusable\n", ytt_import_count (import, YTT_IMPORT_NEW), ytt_import_count (import, YTT_IMPORT_UNUSABLE));
#define SECONDS(from, to) ((double) ((to) - (from)) / G_USEC_PER_SEC)
  printf ("reading %.1f s, review %.1f s, rows %.1f s, history %.1f s, search and commit %.1f s: %.1f s\n",
          SECONDS (start, review_start), SECONDS (review_start, run_start), SECONDS (run_start, phase_at[YTT_BULK_HISTORY]),
          SECONDS (phase_at[YTT_BULK_HISTORY], phase_at[YTT_BULK_SEARCH]), SECONDS (phase_at[YTT_BULK_SEARCH], end), total);
#undef SECONDS
  if (gdal > 0)
    printf ("ogr2ogr with a spatial index %.1f s: %.2f times; of processor time, which others on the machine matter less for,"
            " %.1f and %.1f s: %.2f times\n",
            gdal, total / gdal, gdal_processor, get_processor_time () - before,
            (get_processor_time () - before) / gdal_processor);
}

int
main (int    argc,
      char **argv)
{
  guint n = argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : 1000000;
  g_autofree char *folder = g_dir_make_tmp ("import-XXXXXX", NULL);
  g_autofree char *table = g_build_filename (folder, "table.csv", NULL);
  g_autofree char *document = g_build_filename (folder, "document.gpkg", NULL);
  YttStore *store;
  double gdal, processor = 0;

  write_table (table, n);
  gdal = measure_gdal (table, folder, &processor);
  store = create_document (document);
  import_table (store, table, gdal, processor);
  ytt_store_close (store);
  g_object_unref (store);
  g_unlink (document);
  g_unlink (table);
  g_rmdir (folder);

  return EXIT_SUCCESS;
}
