/* bench-export DOCUMENT [FACILITIES]: the first facilities of a document by name become files of each format; beside each
 * GDAL's own tool turns the GeoJSON of the same facilities into one of that format, where it can. What it holds of memory is
 * the most that the process has had since it began. */

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "ytt-export.h"

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
fail_on (GError *error)
{
  if (error == NULL)
    return;

  fprintf (stderr, "%s\n", error->message);
  exit (EXIT_FAILURE);
}

static double
get_megabytes (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);

  return (double) usage.ru_maxrss / 1024;
}

/* Of the program, or of those that it started and that have ended. */
static double
get_processor_time (int who)
{
  struct rusage usage;

  getrusage (who, &usage);

  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
         + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / G_USEC_PER_SEC;
}

static GArray *
find_facilities (YttStore *store,
                 guint     n)
{
  const YttQuery query = { NULL, YTT_ORDER_NAME, NULL, { 0 } };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(YttResult) found = NULL;
  GError *error = NULL;
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  ytt_store_search_async (store, &query, NULL, answered_cb, &result);
  found = ytt_store_search_finish (store, await (&result), &error);
  fail_on (error);
  g_array_append_vals (ids, found->ids->data, MIN (n, found->ids->len));

  return ids;
}

/* Seconds; -1 where GDAL writes no such thing, or takes minutes for a few thousand, as it does for KML. */
static double
time_gdal (const char      *folder,
           const char      *from,
           YttExportFormat  format)
{
  g_autofree char *to = NULL;
  const char *driver = format == YTT_EXPORT_XLSX ? "XLSX" : format == YTT_EXPORT_CSV ? "CSV"
                       : format == YTT_EXPORT_GEOJSON ? "GeoJSON" : NULL;
  const char *arguments[] = { "ogr2ogr", "-f", driver, NULL, from, NULL };
  gint64 start = g_get_monotonic_time ();
  int status = 1;

  if (driver == NULL)
    return -1;

  to = g_strdup_printf ("%s/gdal.%s", folder, ytt_export_format_get_suffix (format));
  arguments[3] = to;
  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL, NULL,
                &status, NULL);
  g_unlink (to);

  return status == 0 ? (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC : -1;
}

static void
measure (YttStore        *store,
         GArray          *ids,
         YttExportFormat  format,
         const char      *folder,
         const char      *path)
{
  g_autoptr(GAsyncResult) result = NULL;
  gint64 start = g_get_monotonic_time ();
  GError *error = NULL;
  GStatBuf status = { 0 };
  double seconds, gdal, before = get_processor_time (RUSAGE_SELF), of_others = get_processor_time (RUSAGE_CHILDREN), used;
  g_autofree char *geojson = g_build_filename (folder, "out.geojson", NULL);

  ytt_export_async (store, ids, (YttMoment) { 0 }, format, path, NULL, NULL, NULL, answered_cb, &result);
  ytt_export_finish (store, await (&result), &error);
  fail_on (error);
  seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  used = get_processor_time (RUSAGE_SELF) - before;
  g_stat (path, &status);
  gdal = time_gdal (folder, geojson, format);
  printf ("%-10s %6.1f s (processor %5.1f s)  %7.1f MB  ogr2ogr %5.1f s (processor %5.1f s)  memory %.0f MB\n",
          ytt_export_format_get_suffix (format), seconds, used, (double) status.st_size / 1e6, gdal,
          get_processor_time (RUSAGE_CHILDREN) - of_others, get_megabytes ());
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("ytterby-bench-XXXXXX", NULL);
  g_autoptr(GAsyncResult) opened = NULL;
  g_autoptr(GArray) ids = NULL;
  GError *error = NULL;
  YttStore *store;

  if (argc < 2)
    {
      fprintf (stderr, "usage: bench-export DOCUMENT [FACILITIES]\n");
      return EXIT_FAILURE;
    }

  ytt_store_open_async (argv[1], YTT_STORE_READ_ONLY, NULL, answered_cb, &opened);
  store = ytt_store_open_finish (await (&opened), &error);
  fail_on (error);
  ids = find_facilities (store, argc > 2 ? (guint) atoi (argv[2]) : 100000);
  printf ("%u facilities, memory before %.0f MB\n", ids->len, get_megabytes ());
  for (YttExportFormat format = 0; format < YTT_N_EXPORT_FORMATS; format++)
    {
      g_autofree char *path = g_strdup_printf ("%s/out.%s", folder, ytt_export_format_get_suffix (format));

      if (ytt_export_format_is_folder (format))
        continue;
      measure (store, ids, format, folder, path);
      if (format != YTT_EXPORT_GEOJSON)
        g_unlink (path);
    }

  g_clear_object (&opened);
  ytt_store_close (store);
  g_object_unref (store);

  return EXIT_SUCCESS;
}
