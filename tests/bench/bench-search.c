/* From opening a document to its first rows, and from a search to its first 50 rows, by number of hits; beside what
 * plain SQLite takes for the same words in one statement, on a connection of its own. The shipped document first, then
 * one of a million.
 *
 * bench-search DOCUMENT [N] */

#include "config.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "ytt-store-first.h"
#include "ytt-store-private.h"

#define N_ROWS 50
#define N_SEARCHES 300
#define GOAL_SHIPPED 5.0
#define GOAL_OPEN 1000.0
#define GOAL_FEW 50.0    /* up to 10,000 hits, 95th percentile */
#define GOAL_ANY 400.0

typedef struct
{
  guint  n_hits;
  double ours;    /* ms to the first rows */
  double busy;    /* ms that our threads worked for that: what a machine with nothing else to do needs */
  double plain;   /* ms */
} Run;

static double
now (void)
{
  return g_get_monotonic_time () / 1000.0;
}

static double
busy_time (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);

  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000.0
         + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000.0;
}

static void
keep_result_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
check (GError *error)
{
  if (error != NULL)
    g_error ("%s", error->message);
}

static YttStore *
open_document (const char *path)
{
  g_autoptr(GAsyncResult) result = NULL;
  YttStore *store;
  GError *error = NULL;

  ytt_store_open_async (path, YTT_STORE_OPEN, NULL, keep_result_cb, &result);
  wait_for (&result);
  store = ytt_store_open_finish (result, &error);
  check (error);

  return store;
}

/* As a list does it: all ids, then the rows that are on the screen. */
static Run
time_search (YttStore   *store,
             const char *words,
             YttOrder    order)
{
  const YttQuery query = { .words = words, .order = order };
  g_autoptr(GAsyncResult) result = NULL, rows_result = NULL;
  g_autoptr(YttResult) found = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  double start = now (), busy = busy_time ();
  Run run = { 0 };
  GError *error = NULL;

  ytt_store_search_async (store, &query, NULL, keep_result_cb, &result);
  wait_for (&result);
  found = ytt_store_search_finish (store, result, &error);
  check (error);

  ytt_store_get_rows_async (store, (const gint64 *) (gconstpointer) found->ids->data, MIN (found->ids->len, N_ROWS),
                            (YttMoment) { 0, },
                            NULL, keep_result_cb, &rows_result);
  wait_for (&rows_result);
  rows = ytt_store_get_rows_finish (store, rows_result, &error);
  check (error);

  run.n_hits = found->ids->len;
  run.ours = now () - start;
  run.busy = busy_time () - busy;

  return run;
}

/* What the list shows before the first answer. */
static void
read_first (YttStore *store)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  GError *error = NULL;

  ytt_store_get_first_async (store, YTT_ORDER_RELEVANCE, N_ROWS, NULL, keep_result_cb, &result);
  wait_for (&result);
  rows = ytt_store_get_first_finish (store, result, &error);
  check (error);
}

/* Without our index: the same words, ordered by name, the first 50 and how many there are. */
static double
time_plain (sqlite3    *db,
            const char *words)
{
  static const char sql[] =
    "SELECT f.id, f.name, f.country, count (*) OVER ()"
    " FROM search s JOIN facility_shown o ON o.id = s.rowid JOIN facility f ON f.id = s.rowid"
    " WHERE search MATCH ?1 ORDER BY o.sort_name LIMIT 50";
  g_auto(GStrv) parts = g_strsplit (words, " ", -1);
  g_autoptr(GString) expression = g_string_new (NULL);
  g_autoptr(sqlite3_stmt) stmt = NULL;
  double start = now ();

  for (guint i = 0; parts[i] != NULL; i++)
    g_string_append_printf (expression, "\"%s\"* ", parts[i]);

  if (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (db));
  sqlite3_bind_text (stmt, 1, expression->str, -1, SQLITE_STATIC);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    ;

  return now () - start;
}

/* Beginnings of three to six letters of words that the document has, every third time of two of them. */
static GStrv
collect_words (sqlite3 *db,
               guint    n)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr(sqlite3_stmt) stmt = NULL;

  if (sqlite3_prepare_v2 (db,
                          "SELECT name FROM facility"
                          " WHERE id >= (SELECT min (id) FROM facility)"
                          "             + (SELECT max (id) / 1000000.0 - min (id) / 1000000.0 FROM facility) * ?1"
                          "   AND name GLOB '* * *' ORDER BY id LIMIT 1",
                          -1, &stmt, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (db));

  for (guint i = 0; i < n; i++)
    {
      g_auto(GStrv) parts = NULL;
      g_autofree char *first = NULL, *second = NULL, *both = NULL;

      sqlite3_reset (stmt);
      sqlite3_bind_int64 (stmt, 1, (gint64) i * 7919 % 1000000);
      if (sqlite3_step (stmt) != SQLITE_ROW)
        continue;

      parts = g_strsplit ((const char *) sqlite3_column_text (stmt, 0), " ", 3);
      first = g_utf8_substring (parts[i % 3], 0, MIN (g_utf8_strlen (parts[i % 3], -1), 3 + i % 4));
      second = g_utf8_substring (parts[1], 0, MIN (g_utf8_strlen (parts[1], -1), 3));
      both = g_strjoin (" ", first, i % 3 == 0 ? second : NULL, NULL);
      g_strv_builder_add (builder, both);
    }

  return g_strv_builder_end (builder);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Prints a line, and returns the 95th percentile of ours. */
static double
print_runs (const char *title,
            GArray     *runs,
            guint       from,
            guint       to,
            double     *worst)
{
  g_autoptr(GArray) ours = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GArray) busy = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GArray) plain = g_array_new (FALSE, FALSE, sizeof (double));
  guint n, p95;

  for (guint i = 0; i < runs->len; i++)
    {
      const Run *run = &g_array_index (runs, Run, i);

      if (run->n_hits >= from && run->n_hits < to)
        {
          g_array_append_val (ours, run->ours);
          g_array_append_val (busy, run->busy);
          g_array_append_val (plain, run->plain);
        }
    }

  n = ours->len;
  if (n == 0)
    return 0;

  g_array_sort (ours, compare_doubles);
  g_array_sort (busy, compare_doubles);
  g_array_sort (plain, compare_doubles);
  p95 = MIN (n * 95 / 100, n - 1);
  *worst = g_array_index (ours, double, n - 1);
  g_print ("%-20s %4u  %7.1f %7.1f %7.1f  %7.1f %7.1f %7.1f  %7.1f %7.1f %7.1f\n", title, n,
           g_array_index (ours, double, n / 2), g_array_index (ours, double, p95), *worst,
           g_array_index (busy, double, n / 2), g_array_index (busy, double, p95), g_array_index (busy, double, n - 1),
           g_array_index (plain, double, n / 2), g_array_index (plain, double, p95), g_array_index (plain, double, n - 1));

  return g_array_index (ours, double, p95);
}

static void
print_title (const char *title)
{
  g_print ("\n%s: search to its first %d rows, ms\n", title, N_ROWS);
  g_print ("%-20s %4s  %-23s  %-23s  %s\n", "", "", "Ytterby", "at work", "plain SQLite");
  g_print ("%-20s %4s  %7s %7s %7s  %7s %7s %7s  %7s %7s %7s\n", "hits", "n",
           "median", "p95", "max", "median", "p95", "max", "median", "p95", "max");
}

static gboolean
run_searches (YttStore *store,
              sqlite3  *db,
              guint     n_searches)
{
  g_auto(GStrv) words = collect_words (db, n_searches);
  g_autoptr(GArray) runs = g_array_new (FALSE, FALSE, sizeof (Run));
  double worst = 0, worst_few = 0, few, unused;

  for (guint i = 0; words[i] != NULL; i++)
    {
      Run run = time_search (store, words[i], YTT_ORDER_RELEVANCE);

      run.plain = time_plain (db, words[i]);
      g_array_append_val (runs, run);
    }

  print_title ("A million");
  print_runs ("up to 100", runs, 0, 101, &unused);
  print_runs ("101 to 1,000", runs, 101, 1001, &unused);
  print_runs ("1,001 to 10,000", runs, 1001, 10001, &unused);
  print_runs ("10,001 to 100,000", runs, 10001, 100001, &unused);
  print_runs ("more than 100,000", runs, 100001, G_MAXUINT, &unused);
  few = print_runs ("all up to 10,000", runs, 0, 10001, &worst_few);
  print_runs ("all", runs, 0, G_MAXUINT, &worst);

  return few < GOAL_FEW && worst < GOAL_ANY;
}

static void
run_orders (YttStore *store)
{
  static const char * const names[] = { "relevance", "name", "country", "start", "newest claim" };

  g_print ("\nAll facilities in each order, ms: the first time, and again\n");
  for (guint order = YTT_ORDER_RELEVANCE; order <= YTT_ORDER_NEWEST_CLAIM; order++)
    {
      double first = time_search (store, "", (YttOrder) order).ours;
      double again = time_search (store, "", (YttOrder) order).ours;

      g_print ("%-22s %7.1f %7.1f\n", names[order], first, again);
    }
}

/* Kibibytes of this process in memory. */
static guint64
get_memory (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0;

  line = strstr (status, "VmRSS:");
  return line != NULL ? g_ascii_strtoull (line + strlen ("VmRSS:"), NULL, 10) : 0;
}

/* A copy of the shipped document: the document itself is left as it was built. */
static gboolean
run_shipped (void)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "ytterby-bench-search.gpkg", NULL);
  g_autoptr(GFile) shipped = g_file_new_for_path (g_getenv ("YTTERBY_SHIPPED"));
  g_autoptr(GFile) copy = g_file_new_for_path (path);
  g_autoptr(GArray) runs = g_array_new (FALSE, FALSE, sizeof (Run));
  g_auto(GStrv) words = NULL;
  YttStore *store;
  sqlite3 *db = NULL;
  double worst = 0, p95;
  GError *error = NULL;

  g_file_copy (shipped, copy, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS, NULL, NULL, NULL, &error);
  check (error);
  store = open_document (path);
  if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (db));

  words = collect_words (db, N_SEARCHES);
  for (guint i = 0; words[i] != NULL; i++)
    {
      Run run = time_search (store, words[i], YTT_ORDER_RELEVANCE);

      run.plain = time_plain (db, words[i]);
      g_array_append_val (runs, run);
    }

  print_title ("The shipped document");
  p95 = print_runs ("all", runs, 0, G_MAXUINT, &worst);

  sqlite3_close (db);
  ytt_store_close (store);
  g_object_unref (store);
  g_unlink (path);

  return p95 < GOAL_SHIPPED;
}

int
main (int    argc,
      char **argv)
{
  YttStore *store;
  sqlite3 *db = NULL;
  double start, opened, first;
  guint64 before;
  gboolean is_good;
  Run all;

  setlocale (LC_ALL, "");
  if (argc < 2)
    {
      g_printerr ("Usage: %s DOCUMENT [N]\n", argv[0]);
      return 2;
    }

  is_good = run_shipped ();

  before = get_memory ();
  start = now ();
  store = open_document (argv[1]);
  opened = now () - start;
  read_first (store);
  first = now () - start;
  all = time_search (store, "", YTT_ORDER_RELEVANCE);
  g_print ("\n%u facilities: open after %.0f ms, first %d rows after %.0f ms (goal: %.0f), all after %.0f ms more,"
           " %.0f of them at work; %" G_GUINT64_FORMAT " MB\n",
           all.n_hits, opened, N_ROWS, first, GOAL_OPEN, all.ours, all.busy, (get_memory () - before) / 1024);

  /* This process reads the file anyhow, and both connections live to its end, so no lock is lost. */
  if (sqlite3_open_v2 (argv[1], &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (db));

  is_good = run_searches (store, db, argc > 2 ? (guint) atoi (argv[2]) : N_SEARCHES) && is_good;
  run_orders (store);

  sqlite3_close (db);
  ytt_store_close (store);
  g_object_unref (store);

  return is_good && first < GOAL_OPEN ? 0 : 1;
}
