/* From a question about announcements to its answer, over a hundred thousand of them; beside what plain SQLite takes
 * to read the same table through, on a connection of its own.
 *
 * bench-announcements */

#include "config.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <stdlib.h>
#include <sqlite3.h>

#include "ytt-query-announcements.h"

#define N_RUNS 9

static const char fill_sql[] =
  "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)"
  " INSERT INTO announcement (id, announcement, date, kind, title, amount, currency, amount_qualifier)"
  " SELECT i, 'made-' || i, date('2026-04-01', '-' || (i * 7919 % 6000) || ' days'),"
  "        CASE i % 5 WHEN 0 THEN 'loan' WHEN 1 THEN 'supply' WHEN 2 THEN 'policy' WHEN 3 THEN 'grant' ELSE 'permit' END,"
  "        'Announcement number ' || i || ' about magnets at place ' || (i % 997),"
  "        CASE WHEN i % 2 THEN (i * 1000) END, CASE WHEN i % 2 THEN 'USD' END, CASE WHEN i % 2 THEN 'exact' END FROM n;"
  "INSERT INTO announcement_party (announcement, organisation, role)"
  " SELECT a.id, o.id, 'partner' FROM announcement a"
  " JOIN (SELECT id, row_number () OVER (ORDER BY id) AS r FROM organisation) o ON o.r = 1 + a.id % 300"
  " WHERE a.announcement LIKE 'made-%';"
  "INSERT INTO announcement_facility (announcement, facility)"
  " SELECT a.id, f.id FROM announcement a"
  " JOIN (SELECT id, row_number () OVER (ORDER BY id) AS r FROM facility) f ON f.r = 1 + a.id % 200"
  " WHERE a.announcement LIKE 'made-%';";

static double
now (void)
{
  return g_get_monotonic_time () / 1000.0;
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

static void
run_sql (const char *path,
         const char *sql)
{
  sqlite3 *db = NULL;

  if (sqlite3_open (path, &db) != SQLITE_OK || sqlite3_exec (db, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (db));
  sqlite3_close (db);
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
ask (YttStore             *store,
     YttAnnouncementQuery *query,
     guint                *n)
{
  double times[N_RUNS];

  for (guint i = 0; i < N_RUNS; i++)
    {
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GError) error = NULL;
      g_autoptr(YttAnnouncementResult) found = NULL;
      double start = now ();

      ytt_store_get_announcements_async (store, query, NULL, keep_result_cb, &result);
      wait_for (&result);
      times[i] = now () - start;
      found = ytt_store_get_announcements_finish (store, result, &error);
      check (error);
      *n = found->entries->len;
    }
  qsort (times, N_RUNS, sizeof (double), compare);

  return times[N_RUNS / 2];
}

static double
read_plainly (const char *path)
{
  double times[N_RUNS];
  sqlite3 *db = NULL;

  sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL);
  for (guint i = 0; i < N_RUNS; i++)
    {
      sqlite3_stmt *stmt = NULL;
      double start = now ();

      sqlite3_prepare_v2 (db, "SELECT id, date, kind, title, amount, currency FROM announcement ORDER BY date DESC", -1,
                          &stmt, NULL);
      while (sqlite3_step (stmt) == SQLITE_ROW)
        ;
      sqlite3_finalize (stmt);
      times[i] = now () - start;
    }
  sqlite3_close (db);
  qsort (times, N_RUNS, sizeof (double), compare);

  return times[N_RUNS / 2];
}

static void
measure (YttStore   *store,
         const char *path)
{
  g_autoptr(YttAnnouncementQuery) all = ytt_announcement_query_new ();
  g_autoptr(YttAnnouncementQuery) words = ytt_announcement_query_new ();
  g_autoptr(YttAnnouncementQuery) some = ytt_announcement_query_new ();
  struct { const char *name; YttAnnouncementQuery *query; } questions[] = {
    { "all of them", all }, { "two words", words }, { "a kind since a day", some },
  };

  words->words = g_strdup ("magnets 99");
  some->kinds = g_strsplit ("loan", ";", -1);
  some->since = 20250101;

  g_print ("plain SQLite, the table read through in order: %.0f ms\n", read_plainly (path));
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      guint n = 0;
      double ms = ask (store, questions[i].query, &n);

      g_print ("%s: %.0f ms, %u found\n", questions[i].name, ms, n);
    }
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  g_autoptr(GFile) from = g_file_new_for_path (g_getenv ("YTTERBY_SHIPPED"));
  g_autoptr(GFile) to = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(YttStore) store = NULL;

  setlocale (LC_ALL, "C.UTF-8");
  folder = g_dir_make_tmp ("ytterby-bench-XXXXXX", &error);
  check (error);
  path = g_build_filename (folder, "many.gpkg", NULL);
  to = g_file_new_for_path (path);
  g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, &error);
  check (error);
  g_chmod (path, 0644);
  run_sql (path, fill_sql);

  ytt_store_open_async (path, YTT_STORE_OPEN, NULL, keep_result_cb, &result);
  wait_for (&result);
  store = ytt_store_open_finish (result, &error);
  check (error);
  measure (store, path);

  ytt_store_close (store);
  g_remove (path);
  g_rmdir (folder);

  return EXIT_SUCCESS;
}
