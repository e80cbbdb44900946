/* From a click on a value of a facet to what is seen of it: the first rows of the list, the map's clusters and the
 * counts of all values, each told to the panes through the session. 200 clicks drawn by a fixed seed, one to four
 * values together; some of the questions are asked of plain SQLite too, and the answers compared.
 *
 * bench-facets [--compare N] DOCUMENT */

#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "facet-sql.h"
#include "ytt-cluster-index.h"
#include "ytt-session.h"
#include "ytt-store-private.h"

#define N_CLICKS 200
#define N_TOGETHER 4
#define N_ROWS 20
#define N_COMPARED 8
#define SEED 20261124
#define GOAL 150.0   /* ms, 95th percentile */

typedef struct
{
  YttSession      *session;
  YttClusterIndex *clusters;
  gboolean         clustering;
  double           answered;      /* when the session told */
} Bench;

typedef struct
{
  double ours;       /* ms until all is there */
  double answered;   /* ms until the session told */
  double busy;       /* ms that our threads worked for that */
} Click;

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

/* In MB, from /proc: what the system holds for us. */
static double
get_memory (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0;

  line = strstr (status, "VmRSS:");
  return line != NULL ? g_ascii_strtoull (line + 6, NULL, 10) / 1024.0 : 0;
}

static void
keep_result_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static YttStore *
open_document (const char *path)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  YttStore *store;

  ytt_store_open_async (path, YTT_STORE_READ_ONLY, NULL, keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  store = ytt_store_open_finish (result, &error);
  if (store == NULL)
    g_error ("%s", error->message);

  return store;
}

static void
clustered_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  Bench *bench = user_data;

  g_clear_pointer (&bench->clusters, ytt_cluster_index_unref);
  bench->clusters = ytt_cluster_index_new_finish (result, NULL);
  bench->clustering = FALSE;
}

/* As the map does it, which shows the whole world here. */
static void
points_changed_cb (Bench *bench)
{
  const YttClusterWindow world = { 2, 0, 0, 1, 1 };
  GArray *points = ytt_session_get_points (bench->session);

  if (points == NULL)
    return;

  bench->clustering = TRUE;
  ytt_cluster_index_new_async (points, &world, bench->clusters, NULL, clustered_cb, bench);
}

/* As the list does it: those that are on the screen. */
static gboolean
has_rows (Bench *bench)
{
  GListModel *facilities = G_LIST_MODEL (ytt_session_get_facilities (bench->session));
  guint n = MIN (g_list_model_get_n_items (facilities), N_ROWS);
  gboolean all = TRUE;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(YttFacility) facility = g_list_model_get_item (facilities, i);

      all = all && ytt_facility_get_row (facility) != NULL;
    }

  return all;
}

static void
wait_for_all (Bench *bench)
{
  while (ytt_session_get_loading (bench->session) || ytt_session_get_counts (bench->session) == NULL)
    g_main_context_iteration (NULL, TRUE);
  bench->answered = now ();

  while (!has_rows (bench) || bench->clustering)
    g_main_context_iteration (NULL, TRUE);
  if (ytt_session_get_error (bench->session) != NULL)
    g_error ("%s", ytt_session_get_error (bench->session)->message);
}

static Click
click (Bench     *bench,
       YttFilter *filter)
{
  double start = now (), busy = busy_time ();
  Click result;

  ytt_session_set_filter (bench->session, filter);
  wait_for_all (bench);
  result.ours = now () - start;
  result.answered = bench->answered - start;
  result.busy = busy_time () - busy;

  return result;
}

/* The sum of a statement's numbers, for they are many; each is weighed by its value, so that none can stand for another. */
static guint64
weigh (const char *value,
       guint       n)
{
  return (guint64) n * (g_str_hash (value) | 1);
}

static guint64
ask_sql (sqlite3    *db,
         const char *sql)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  guint64 sum = 0;

  if (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL) != SQLITE_OK)
    g_error ("%s: %s", sqlite3_errmsg (db), sql);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    sum += sqlite3_column_count (stmt) == 1 ? (guint64) sqlite3_column_int64 (stmt, 0)
           : weigh ((const char *) sqlite3_column_text (stmt, 0), (guint) sqlite3_column_int (stmt, 1));

  return sum;
}

/* SQL is not asked for regions, which are sums of its answers. */
static guint64
sum_counts (YttFacetCounts *counts,
            YttFacet        facet)
{
  GArray *listed = ytt_facet_counts_get (counts, facet);
  guint64 sum = 0;

  for (guint i = 0; i < listed->len; i++)
    {
      const YttFacetCount *count = &g_array_index (listed, YttFacetCount, i);

      if (facet != YTT_FACET_COUNTRY || !g_ascii_isdigit (count->value[0]))
        sum += weigh (count->value, count->n);
    }

  return sum;
}

/* Returns what plain SQLite takes for the same, in ms. */
static double
compare (Bench     *bench,
         sqlite3   *db,
         YttFilter *filter,
         gboolean  *alike)
{
  g_autofree char *found = facet_sql_found (filter, NULL);
  GArray *ids = ytt_facility_list_get_ids (ytt_session_get_facilities (bench->session));
  double start = now (), taken;
  guint64 sums[YTT_N_FACETS], sum = ask_sql (db, found), ours = 0;

  for (YttFacet facet = YTT_FACET_STAGE; facet < YTT_N_FACETS; facet++)
    {
      g_autofree char *sql = facet_sql_counts (filter, facet, NULL);

      sums[facet] = ask_sql (db, sql);
    }
  taken = now () - start;

  for (guint i = 0; i < ids->len; i++)
    ours += (guint64) g_array_index (ids, gint64, i);
  *alike = *alike && ours == sum;
  for (YttFacet facet = YTT_FACET_STAGE; facet < YTT_N_FACETS; facet++)
    if (sums[facet] != sum_counts (ytt_session_get_counts (bench->session), facet))
      {
        g_autofree char *text = ytt_filter_to_string (filter);

        g_print ("“%s”: %s is counted otherwise by SQL\n", text, ytt_facet_to_code (facet));
        *alike = FALSE;
      }

  return taken;
}

static YttFilter *
draw_filter (GRand          *rand,
             YttFacetCounts *all,
             YttFilter      *before)
{
  YttFacet facet = (YttFacet) g_rand_int_range (rand, 0, YTT_N_FACETS);
  g_autofree char *value = facet_sql_draw_value (rand, all, facet);

  return ytt_filter_with (before, facet, value, g_rand_int_range (rand, 0, 4) == 0);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Prints a line about the doubles at @offset of each click; returns their 95th percentile. */
static double
print_line (const char *title,
            GArray     *clicks,
            gsize       offset)
{
  g_autoptr(GArray) sorted = g_array_new (FALSE, FALSE, sizeof (double));
  double p95;

  for (guint i = 0; i < clicks->len; i++)
    g_array_append_vals (sorted, (const char *) &g_array_index (clicks, Click, i) + offset, 1);
  g_array_sort (sorted, compare_doubles);
  p95 = g_array_index (sorted, double, sorted->len * 95 / 100);
  g_print ("%-48s %7.1f %7.1f %7.1f\n", title, g_array_index (sorted, double, sorted->len / 2), p95,
           g_array_index (sorted, double, sorted->len - 1));

  return p95;
}

static gboolean
run_clicks (Bench   *bench,
            sqlite3 *db,
            guint    n_compared)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (SEED);
  g_autoptr(GArray) clicks = g_array_new (FALSE, FALSE, sizeof (Click));
  g_autoptr(GArray) plain = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(YttFacetCounts) all = ytt_facet_counts_ref (ytt_session_get_counts (bench->session));
  g_autoptr(YttFilter) filter = ytt_filter_new ();
  gboolean alike = TRUE;
  double p95;

  for (guint i = 0; i < N_CLICKS; i++)
    {
      g_autoptr(YttFilter) next = NULL;
      Click result;

      if (i % N_TOGETHER == 0)
        {
          ytt_filter_unref (filter);
          filter = ytt_filter_new ();
          click (bench, filter);
        }

      next = draw_filter (rand, all, filter);
      result = click (bench, next);
      g_array_append_val (clicks, result);
      ytt_filter_unref (filter);
      filter = g_steal_pointer (&next);

      /* Seven is prime to four: all numbers of values together come. */
      if (plain->len < n_compared && i % 7 == 3)
        {
          double taken = compare (bench, db, filter, &alike);

          g_array_append_val (plain, taken);
        }
    }

  g_print ("\n%u clicks, ms%46s %7s %7s\n", clicks->len, "median", "p95", "max");
  print_line ("  until the session tells", clicks, G_STRUCT_OFFSET (Click, answered));
  p95 = print_line ("  until rows, clusters and counts are there", clicks, G_STRUCT_OFFSET (Click, ours));
  print_line ("  at work for that, all threads", clicks, G_STRUCT_OFFSET (Click, busy));

  g_array_sort (plain, compare_doubles);
  if (plain->len > 0)
    g_print ("%-48s %7.1f %15.1f\n", "  plain SQLite for ids and counts alone",
             g_array_index (plain, double, plain->len / 2), g_array_index (plain, double, plain->len - 1));
  g_print ("  %u of them compared with SQL: %s\n", plain->len, alike ? "alike" : "NOT alike");
  g_print ("  goal, 95th percentile: %.0f ms: %s\n", GOAL, p95 <= GOAL ? "met" : "missed");

  return alike;
}

int
main (int    argc,
      char **argv)
{
  Bench bench = { NULL };
  YttStore *store;
  sqlite3 *db = NULL;
  guint n_compared = N_COMPARED;
  const char *path = argv[argc - 1];
  double start, before;
  gboolean alike;

  if (argc == 4 && g_str_equal (argv[1], "--compare"))
    n_compared = (guint) atoi (argv[2]);
  else if (argc != 2)
    {
      g_printerr ("Usage: %s [--compare N] DOCUMENT\n", argv[0]);
      return 2;
    }

  store = open_document (path);
  bench.session = ytt_session_new ();
  g_signal_connect_swapped (bench.session, "notify::points", G_CALLBACK (points_changed_cb), &bench);

  start = now ();
  ytt_session_set_store (bench.session, store);
  while (ytt_session_get_loading (bench.session))
    g_main_context_iteration (NULL, TRUE);
  g_print ("All facilities after %.0f ms, ", now () - start);
  before = get_memory ();
  wait_for_all (&bench);
  g_print ("all counts after %.0f ms; %.0f MB, then %.0f MB with clusters and what facets need\n", now () - start, before,
           get_memory ());

  if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (db));
  sqlite3_exec (db, "PRAGMA cache_size = -200000", NULL, NULL, NULL);

  alike = run_clicks (&bench, db, n_compared);

  g_clear_pointer (&bench.clusters, ytt_cluster_index_unref);
  sqlite3_close (db);
  ytt_session_set_store (bench.session, NULL);
  g_object_unref (bench.session);
  ytt_store_close (store);
  g_object_unref (store);

  return alike ? 0 : 1;
}
