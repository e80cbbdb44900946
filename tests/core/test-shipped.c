#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "store-fixture.h"
#include "ytt-files.h"
#include "ytt-shipped.h"

typedef struct
{
  char *folder;    /* of the program */
  char *shipped;
  char *copy;      /* the user's */
} Fixture;

static void
remove_if_there (const char *folder)
{
  if (g_file_test (folder, G_FILE_TEST_IS_DIR))
    store_remove_folder (g_strdup (folder));
}

static void
forget (void)
{
  g_autofree char *data = g_build_filename (g_get_user_data_dir (), "ytterby", NULL);
  g_autofree char *state = g_build_filename (g_get_user_state_dir (), "ytterby", NULL);

  remove_if_there (data);
  remove_if_there (state);
}

/* A program that brings facts of some date; what it brings was built, so that nothing is noted in it. */
static void
ship (Fixture    *f,
      const char *date)
{
  g_autofree char *sql = g_strdup_printf ("INSERT OR REPLACE INTO meta (key, value) VALUES ('facts_date', '%s');"
                                          "DELETE FROM history_noted", date);

  g_unlink (f->shipped);
  store_create (f->shipped);
  store_run (f->shipped, sql);
  g_chmod (f->shipped, 0444);
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  forget ();
  f->folder = store_make_folder ();
  f->shipped = g_build_filename (f->folder, "ytterby.gpkg", NULL);
  f->copy = g_build_filename (g_get_user_data_dir (), "ytterby", "ytterby.gpkg", NULL);
  g_setenv ("YTTERBY_SHIPPED", f->shipped, TRUE);
  ship (f, "2026-04-01");
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  forget ();
  g_clear_pointer (&f->folder, store_remove_folder);
  g_clear_pointer (&f->shipped, g_free);
  g_clear_pointer (&f->copy, g_free);
}

static char *
prepare (YttShippedState  *state,
         GError          **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  ytt_shipped_prepare_async (NULL, store_keep_result_cb, &result);
  store_wait_result (&result);

  return ytt_shipped_prepare_finish (result, state, error);
}

static void
start (Fixture         *f,
       YttShippedState  wanted)
{
  g_autoptr(GError) error = NULL;
  YttShippedState state = 77;
  g_autofree char *path = prepare (&state, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (path, ==, f->copy);
  g_assert_cmpint (state, ==, wanted);
}

static void
want_date (const char *path,
           const char *wanted)
{
  g_autofree char *date = store_ask (path, "SELECT value FROM meta WHERE key = 'facts_date'");

  g_assert_cmpstr (date, ==, wanted);
}

static guint
count_copies (Fixture *f)
{
  g_autofree char *folder = g_path_get_dirname (f->copy);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

static void
test_first_start (Fixture       *f,
                  gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *digest = NULL, *shipped_digest = NULL;
  YttStore *store;

  start (f, YTT_SHIPPED_CURRENT);
  g_assert_cmpuint (count_copies (f), ==, 1);
  digest = ytt_file_get_digest (f->copy, &error);
  shipped_digest = ytt_file_get_digest (f->shipped, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (digest, ==, shipped_digest);

  /* What is shipped may be read-only; the copy is for editing. */
  store = store_open (f->copy, YTT_STORE_OPEN, &error);
  g_assert_no_error (error);
  g_assert_false (ytt_store_get_read_only (store));
  store_close (store);

  start (f, YTT_SHIPPED_CURRENT);
  want_date (f->copy, "2026-04-01");
}

/* To be opened and read is no change. */
static void
test_newer_facts (Fixture       *f,
                  gconstpointer  data)
{
  static const char * const dates[] = { "2026-05-01", "2026-06-01", "2026-07-01" };
  g_autoptr(GError) error = NULL;

  start (f, YTT_SHIPPED_CURRENT);
  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      store_close (store_open (f->copy, YTT_STORE_OPEN, &error));
      g_assert_no_error (error);

      ship (f, dates[i]);
      start (f, YTT_SHIPPED_CURRENT);
      want_date (f->copy, dates[i]);
      g_assert_cmpuint (count_copies (f), ==, 1);
    }

  store_close (store_open (f->copy, YTT_STORE_OPEN, &error));
  g_assert_no_error (error);
}

static void
test_changed_copy_stays (Fixture       *f,
                         gconstpointer  data)
{
  g_autofree char *name = NULL;

  start (f, YTT_SHIPPED_CURRENT);
  store_run (f->copy, "INSERT INTO facility (name) VALUES ('mine')");
  start (f, YTT_SHIPPED_CURRENT);   /* nothing newer yet */

  ship (f, "2026-05-01");
  start (f, YTT_SHIPPED_NEWER_FACTS);
  start (f, YTT_SHIPPED_NEWER_FACTS);
  want_date (f->copy, "2026-04-01");
  name = store_ask (f->copy, "SELECT name FROM facility");
  g_assert_cmpstr (name, ==, "mine");

  /* A colleague's file brought the facts. */
  store_run (f->copy, "UPDATE meta SET value = '2026-05-01' WHERE key = 'facts_date'");
  start (f, YTT_SHIPPED_CURRENT);
}

/* One and the same length is not one and the same content. */
static void
test_small_change_counts (Fixture       *f,
                          gconstpointer  data)
{
  g_chmod (f->shipped, 0644);
  store_run (f->shipped, "INSERT INTO facility (id, name) VALUES (1, 'Narva'); DELETE FROM history_noted");
  start (f, YTT_SHIPPED_CURRENT);
  store_run (f->copy, "UPDATE facility SET name = 'Nerva'");
  ship (f, "2026-05-01");
  start (f, YTT_SHIPPED_NEWER_FACTS);
}

static void
test_older_program (Fixture       *f,
                    gconstpointer  data)
{
  start (f, YTT_SHIPPED_CURRENT);
  ship (f, "2025-12-31");
  start (f, YTT_SHIPPED_CURRENT);
  want_date (f->copy, "2026-04-01");
}

static void
test_same_again (Fixture       *f,
                 gconstpointer  data)
{
  g_autofree char *bytes = NULL;
  gsize size;

  start (f, YTT_SHIPPED_CURRENT);
  store_run (f->copy, "INSERT INTO facility (name) VALUES ('mine')");

  /* Installed anew. */
  g_file_get_contents (f->shipped, &bytes, &size, NULL);
  g_file_set_contents (f->shipped, bytes, size, NULL);
  start (f, YTT_SHIPPED_CURRENT);
}

/* Nothing is replaced on a guess. */
static void
test_record_lost (Fixture       *f,
                  gconstpointer  data)
{
  g_autofree char *state = g_build_filename (g_get_user_state_dir (), "ytterby", NULL);

  start (f, YTT_SHIPPED_CURRENT);
  remove_if_there (state);
  start (f, YTT_SHIPPED_CURRENT);
  ship (f, "2026-05-01");
  start (f, YTT_SHIPPED_NEWER_FACTS);
  want_date (f->copy, "2026-04-01");
}

static void
test_nothing_shipped (Fixture       *f,
                      gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  g_unlink (f->shipped);
  g_assert_null (prepare (NULL, &error));
  g_assert_error (error, YTT_ERROR, YTT_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, f->shipped));
  g_clear_error (&error);

  ship (f, "2026-04-01");
  start (f, YTT_SHIPPED_CURRENT);
  g_unlink (f->shipped);
  start (f, YTT_SHIPPED_CURRENT);   /* there is a copy to open */
}

static void
test_no_permission (Fixture       *f,
                    gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  g_chmod (g_get_user_data_dir (), 0500);
  g_assert_null (prepare (NULL, &error));
  g_chmod (g_get_user_data_dir (), 0700);
  g_assert_error (error, YTT_ERROR, YTT_ERROR_PERMISSION);
  g_assert_cmpuint (count_copies (f), ==, 0);
}

/* As with a full disk, writing stops in the middle; nothing half done may be left. */
static void
test_no_room (Fixture       *f,
              gconstpointer  data)
{
  struct rlimit limit, small = { 20000, 0 };
  g_autoptr(GError) error = NULL;

  signal (SIGXFSZ, SIG_IGN);
  getrlimit (RLIMIT_FSIZE, &limit);
  small.rlim_max = limit.rlim_max;
  setrlimit (RLIMIT_FSIZE, &small);
  g_assert_null (prepare (NULL, &error));
  setrlimit (RLIMIT_FSIZE, &limit);

  g_assert_nonnull (error);
  g_assert_cmpuint (count_copies (f), ==, 0);
  g_clear_error (&error);

  ytt_file_set_error (&error, ENOSPC, f->copy);
  g_assert_error (error, YTT_ERROR, YTT_ERROR_SPACE);

  start (f, YTT_SHIPPED_CURRENT);
}

/* Whoever has the copy open sees the newer facts, or keeps them off while he writes. */
static void
test_copy_in_use (Fixture       *f,
                  gconstpointer  data)
{
  g_autoptr(sqlite3) other = NULL;
  g_autoptr(sqlite3_stmt) stmt = NULL;

  start (f, YTT_SHIPPED_CURRENT);
  g_assert_cmpint (sqlite3_open (f->copy, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (other, "SELECT value FROM meta WHERE key = 'facts_date'", -1, &stmt, NULL),
                   ==, SQLITE_OK);

  ship (f, "2026-05-01");
  start (f, YTT_SHIPPED_CURRENT);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  g_assert_cmpstr ((const char *) sqlite3_column_text (stmt, 0), ==, "2026-05-01");
  sqlite3_reset (stmt);

  g_assert_cmpint (sqlite3_exec (other, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  ship (f, "2026-06-01");
  start (f, YTT_SHIPPED_NEWER_FACTS);
  g_assert_cmpint (sqlite3_exec (other, "ROLLBACK", NULL, NULL, NULL), ==, SQLITE_OK);
  start (f, YTT_SHIPPED_CURRENT);
  want_date (f->copy, "2026-06-01");
}

/* A second window of the same program: its locks must not be dropped by a look at the file. */
static void
test_copy_open_here (Fixture       *f,
                     gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  YttStore *store;

  start (f, YTT_SHIPPED_CURRENT);
  store = store_open (f->copy, YTT_STORE_OPEN, &error);
  g_assert_no_error (error);
  ship (f, "2026-05-01");
  start (f, YTT_SHIPPED_CURRENT);
  want_date (f->copy, "2026-04-01");
  store_close (store);
  start (f, YTT_SHIPPED_CURRENT);
  want_date (f->copy, "2026-05-01");
}

#define ADD(path, func) g_test_add ("/shipped/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  store_obey_modes ();
  g_test_init (&argc, &argv, NULL);

  ADD ("first-start", test_first_start);
  ADD ("newer-facts", test_newer_facts);
  ADD ("changed-copy-stays", test_changed_copy_stays);
  ADD ("small-change-counts", test_small_change_counts);
  ADD ("older-program", test_older_program);
  ADD ("same-again", test_same_again);
  ADD ("record-lost", test_record_lost);
  ADD ("nothing-shipped", test_nothing_shipped);
  ADD ("no-permission", test_no_permission);
  ADD ("no-room", test_no_room);
  ADD ("copy-in-use", test_copy_in_use);
  ADD ("copy-open-here", test_copy_open_here);

  return g_test_run ();
}
