/* How fast the slider of the years answers: from a year to its list, its map and its first rows, on a large document;
 * beside what plain SQLite takes to count who is there in one statement, whose answer is compared too.
 *
 * bench-moment DOCUMENT */

#include "config.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "ytt-store-private.h"

#define FIRST_YEAR 1985
#define LAST_YEAR 2040
#define THIS_YEAR 2026
#define N_ROWS 50
#define TODAY 20261124
#define GOAL 250.0   /* ms, 95th percentile */

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
  ytt_store_set_today (store, TODAY);

  return store;
}

typedef struct
{
  guint  n_there;
  double taken;   /* ms to list, map and first rows */
  double busy;    /* ms of work, by all threads */
} Answer;

static Answer
ask (YttStore  *store,
     YttMoment  moment)
{
  const YttQuery query = { .order = YTT_ORDER_NAME, .moment = moment };
  g_autoptr(GAsyncResult) result = NULL, rows_result = NULL;
  g_autoptr(YttResult) found = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  double start = now (), busy = busy_time ();
  GError *error = NULL;

  ytt_store_search_async (store, &query, NULL, keep_result_cb, &result);
  wait_for (&result);
  found = ytt_store_search_finish (store, result, &error);
  check (error);

  ytt_store_get_rows_async (store, (const gint64 *) (gconstpointer) found->ids->data, MIN (found->ids->len, N_ROWS),
                            moment, NULL, keep_result_cb, &rows_result);
  wait_for (&rows_result);
  rows = ytt_store_get_rows_finish (store, rows_result, &error);
  check (error);

  return (Answer) { found->ids->len, now () - start, busy_time () - busy };
}

/* For a year that is over, with claims as simple as those of the made document, whose starts are years. What is stated
 * of a year to come counts as a promise. */
static guint
count_plain (sqlite3 *db,
             int      year,
             double  *taken)
{
  static const char sql[] =
    "SELECT count (DISTINCT facility) FROM claim WHERE NOT withdrawn"
    " AND ((attribute = 'status' AND as_of <= ?1)"
    "   OR (attribute = 'start' AND tense = 'stated' AND value <= ?1)"
    "   OR (attribute = 'start' AND (tense = 'promised' OR value > ?2) AND as_of <= ?1))";
  g_autofree char *end = g_strdup_printf ("%d-12-31", year);
  g_autofree char *this_year = g_strdup_printf ("%d", THIS_YEAR);
  g_autoptr(sqlite3_stmt) stmt = NULL;
  double start = now ();
  guint n;

  if (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL) != SQLITE_OK
      || sqlite3_bind_text (stmt, 1, end, -1, SQLITE_STATIC) != SQLITE_OK
      || sqlite3_bind_text (stmt, 2, this_year, -1, SQLITE_STATIC) != SQLITE_OK
      || sqlite3_step (stmt) != SQLITE_ROW)
    g_error ("%s", sqlite3_errmsg (db));

  n = (guint) sqlite3_column_int64 (stmt, 0);
  *taken = now () - start;

  return n;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
get_percentile (GArray *values,
                double  part)
{
  g_array_sort (values, compare_doubles);

  return g_array_index (values, double, (guint) ((values->len - 1) * part + 0.5));
}

/* Year after year, as it plays; returns the 95th percentile. */
static double
run_years (YttStore   *store,
           guint32     told,
           const char *title)
{
  g_autoptr(GArray) taken = g_array_new (FALSE, FALSE, sizeof (double));
  Answer first = ask (store, (YttMoment) { FIRST_YEAR, told });
  double busy = 0, p95;

  for (int year = FIRST_YEAR + 1; year <= LAST_YEAR; year++)
    {
      Answer answer = ask (store, (YttMoment) { (gint16) year, told });

      g_array_append_val (taken, answer.taken);
      busy += answer.busy / (LAST_YEAR - FIRST_YEAR);
    }

  p95 = get_percentile (taken, 0.95);
  g_print ("%-28s first %6.0f ms (%6.0f at work), then median %5.1f, 95th percentile %5.1f ms, at work %5.1f\n",
           title, first.taken, first.busy, get_percentile (taken, 0.5), p95, busy);

  return p95;
}

static gboolean
compare_with_plain (YttStore   *store,
                    const char *path)
{
  static const int years[] = { 1990, 2010, 2019, 2022, THIS_YEAR - 1 };
  sqlite3 *db = NULL;
  gboolean is_equal = TRUE;

  /* This process reads the file anyhow, and both connections live to its end, so no lock is lost. */
  if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (db));

  for (gsize i = 0; i < G_N_ELEMENTS (years); i++)
    {
      Answer answer = ask (store, (YttMoment) { (gint16) years[i], 0 });
      double taken;
      guint n = count_plain (db, years[i], &taken);

      g_print ("end of %d: %7u there, %6.0f ms; plain SQLite counts %7u in %6.0f ms\n", years[i], answer.n_there,
               answer.taken, n, taken);
      is_equal = is_equal && n == answer.n_there;
    }
  sqlite3_close (db);

  return is_equal;
}

int
main (int    argc,
      char **argv)
{
  YttStore *store;
  double p95;
  gboolean is_equal;

  setlocale (LC_ALL, "");
  if (argc < 2)
    {
      g_printerr ("Usage: %s DOCUMENT\n", argv[0]);
      return 2;
    }

  store = open_document (argv[1]);
  g_print ("%u facilities now\n", ask (store, (YttMoment) { 0, }).n_there);
  p95 = run_years (store, 0, "all claims");
  run_years (store, 20240615, "as told on 15 Jun 2024");
  is_equal = compare_with_plain (store, argv[1]);

  ytt_store_close (store);
  g_object_unref (store);

  return is_equal && p95 < GOAL ? 0 : 1;
}
