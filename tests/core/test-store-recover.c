/* Documents with lost pages, and what a new document gets of them. */

#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "store-fixture.h"
#include "ytt-store-recover.h"

#define PAGE_SIZE 4096
#define LOST      0xa5

typedef struct
{
  StoreFixture  store;
  char         *whole;   /* what the document was before it was damaged */
  char         *fresh;   /* where the new one shall be */
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autoptr(GFile) from = g_file_new_for_path (g_getenv ("YTTERBY_SHIPPED"));
  g_autoptr(GFile) whole = NULL, to = NULL;
  g_autoptr(GError) error = NULL;

  store_fixture_set_up (&f->store, data);
  f->whole = g_build_filename (f->store.folder, "whole.gpkg", NULL);
  f->fresh = g_build_filename (f->store.folder, "fresh.gpkg", NULL);

  whole = g_file_new_for_path (f->whole);
  to = g_file_new_for_path (f->store.path);
  g_file_copy (from, whole, G_FILE_COPY_NONE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_chmod (f->whole, 0600);
  g_file_copy (whole, to, G_FILE_COPY_NONE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  store_fixture_tear_down (&f->store, data);
  g_clear_pointer (&f->whole, g_free);
  g_clear_pointer (&f->fresh, g_free);
}

static guint
ask_number (const char *path,
            const char *sql)
{
  g_autofree char *answer = store_ask (path, sql);

  g_assert_nonnull (answer);

  return (guint) g_ascii_strtoull (answer, NULL, 10);
}

/* The nth page of a kind: leaf or internal. */
static guint
find_page (Fixture    *f,
           const char *table,
           const char *kind,
           guint       n,
           guint      *n_cells)
{
  g_autofree char *where = g_strdup_printf ("FROM dbstat WHERE name = '%s' AND pagetype = '%s' ORDER BY path"
                                            " LIMIT 1 OFFSET %u", table, kind, n);
  g_autofree char *page = g_strconcat ("SELECT pageno ", where, NULL);
  g_autofree char *cells = g_strconcat ("SELECT ncell ", where, NULL);

  if (n_cells != NULL)
    *n_cells = ask_number (f->whole, cells);

  return ask_number (f->whole, page);
}

static void
overwrite (Fixture *f,
           gsize    offset,
           gsize    size)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *bytes = NULL;
  gsize length;

  g_file_get_contents (f->store.path, &bytes, &length, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (offset + size, <=, length);
  memset (bytes + offset, LOST, size);
  g_file_set_contents (f->store.path, bytes, length, &error);
  g_assert_no_error (error);
}

static void
lose_page (Fixture *f,
           guint    page)
{
  overwrite (f, (gsize) (page - 1) * PAGE_SIZE, PAGE_SIZE);
}

static YttRecovery *
look_into (Fixture  *f,
           GError  **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  ytt_store_look_into_async (f->store.path, NULL, store_keep_result_cb, &result);
  store_wait_result (&result);

  return ytt_store_recover_finish (result, error);
}

static void
progress_cb (double   fraction,
             gpointer user_data)
{
  double *last = user_data;

  g_assert_cmpfloat (fraction, >=, *last);
  g_assert_cmpfloat (fraction, <=, 1);
  *last = fraction;
}

static YttRecovery *
recover (Fixture       *f,
         const char    *new_path,
         GCancellable  *cancellable,
         GError       **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  double last = 0;

  ytt_store_recover_async (f->store.path, new_path, progress_cb, &last, cancellable, store_keep_result_cb, &result);
  store_wait_result (&result);

  return ytt_store_recover_finish (result, error);
}

/* A new document is one like any other, whatever happened to the old one. */
static void
assert_good (const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *check = NULL, *keys = NULL;
  YttStore *store = store_open (path, YTT_STORE_OPEN, &error);

  g_assert_no_error (error);
  g_assert_false (ytt_store_get_read_only (store));
  store_close (store);

  check = store_ask (path, "PRAGMA integrity_check");
  g_assert_cmpstr (check, ==, "ok");
  keys = store_ask (path, "PRAGMA foreign_key_check");
  g_assert_null (keys);
  g_assert_cmpuint (ask_number (path, "SELECT count(*) FROM facility"), ==,
                    ask_number (path, "SELECT count(*) FROM facility_shown"));
  g_assert_cmpuint (ask_number (path, "SELECT count(*) FROM facility"), ==,
                    ask_number (path, "SELECT count(*) FROM search"));
}

/* Looking and recovering see the same, and the damaged file is not touched. */
static YttRecovery *
recover_well (Fixture *f)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(YttRecovery) seen = NULL;
  g_autofree char *before = NULL, *after = NULL;
  YttRecovery *recovery;
  gsize size, size_after;

  g_file_get_contents (f->store.path, &before, &size, NULL);
  seen = look_into (f, &error);
  g_assert_no_error (error);
  recovery = recover (f, f->fresh, NULL, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (seen->n_facilities, ==, recovery->n_facilities);
  g_assert_cmpuint (seen->n_facilities_lost, ==, recovery->n_facilities_lost);
  g_assert_cmpuint (seen->n_others_lost, <=, recovery->n_others_lost);
  g_file_get_contents (f->store.path, &after, &size_after, NULL);
  g_assert_cmpmem (before, size, after, size_after);
  g_assert_cmpuint (store_count_files (f->store.folder), ==, 3);
  assert_good (f->fresh);

  return recovery;
}

/* Asks the new document, beside which the whole one is "whole". */
static guint
ask_both (Fixture    *f,
          const char *sql)
{
  g_autoptr(sqlite3) db = NULL;
  g_autoptr(sqlite3_stmt) stmt = NULL;
  g_autofree char *attach = g_strdup_printf ("ATTACH '%s' AS whole", f->whole);

  g_assert_cmpint (sqlite3_open_v2 (f->fresh, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, attach, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);

  return (guint) sqlite3_column_int (stmt, 0);
}

/* How many rows of a table are in the whole document and not, as they were, in the new one. */
static guint
count_missing (Fixture    *f,
               const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM (SELECT * FROM whole.\"%s\" EXCEPT SELECT * FROM main.\"%s\")",
                                          table, table);

  return ask_both (f, sql);
}

static guint
count_resting_on_lost (Fixture *f)
{
  return ask_both (f, "SELECT count(*) FROM whole.tour_stop_claim WHERE claim NOT IN (SELECT id FROM main.claim)");
}

/* All rows of all tables are there, but for some of one table. */
static void
assert_missing (Fixture           *f,
                const YttRecovery *recovery,
                const char        *table,
                guint              n)
{
  g_assert_cmpuint (recovery->tables->len, >, 20);

  for (guint i = 0; i < recovery->tables->len; i++)
    {
      const YttRecoveredTable *found = &g_array_index (recovery->tables, YttRecoveredTable, i);
      guint n_missing = count_missing (f, found->name);
      guint n_wanted = g_strcmp0 (found->name, table) == 0 ? n : 0;

      /* Nothing rests on a claim that is gone. */
      if (g_strcmp0 (table, "claim") == 0 && g_str_equal (found->name, "tour_stop_claim"))
        n_wanted = count_resting_on_lost (f);

      if (n_missing != n_wanted)
        g_error ("%s lacks %u rows and not %u", found->name, n_missing, n_wanted);
    }
}

static void
test_undamaged (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr(YttRecovery) recovery = recover_well (f);

  g_assert_cmpuint (recovery->n_facilities, ==, 221);
  g_assert_cmpuint (recovery->n_facilities_lost, ==, 0);
  g_assert_cmpuint (recovery->n_others_lost, ==, 0);
  assert_missing (f, recovery, NULL, 0);
  g_assert_cmpuint (count_missing (f, "facility_shown"), ==, 0);
  g_assert_cmpuint (count_missing (f, "search"), ==, 0);
}

/* The facilities of the lost page keep their names, and all that is said of them elsewhere. */
static void
test_facility_leaf (Fixture       *f,
                    gconstpointer  data)
{
  g_autoptr(YttRecovery) recovery = NULL;
  guint n;

  lose_page (f, find_page (f, "facility", "leaf", 3, &n));
  g_assert_cmpuint (n, >, 5);
  store_refuse (f->store.path, YTT_ERROR_DAMAGED, "damaged");

  recovery = recover_well (f);
  g_assert_cmpuint (recovery->n_facilities, ==, 221);
  g_assert_cmpuint (recovery->n_facilities_lost, ==, n);
  g_assert_cmpuint (recovery->n_facilities_mended, ==, n);
  g_assert_cmpuint (recovery->n_others_lost, ==, 0);
  assert_missing (f, recovery, "facility", n);
  g_assert_cmpuint (count_missing (f, "facility_shown"), ==, 0);
  g_assert_cmpuint (count_missing (f, "facility_name"), ==, 0);
  g_assert_cmpuint (ask_number (f->fresh, "SELECT count(*) FROM facility WHERE facility IS NULL"), ==, 0);
}

/* Where nothing else knows their names either, they are gone with what was said of them. */
static void
test_facility_without_words (Fixture       *f,
                             gconstpointer  data)
{
  g_autoptr(YttRecovery) recovery = NULL;
  guint n, n_words = ask_number (f->whole, "SELECT count(*) FROM dbstat WHERE name = 'search_content'");

  lose_page (f, find_page (f, "facility", "leaf", 0, &n));
  for (guint i = 0; i + 1 < n_words; i++)
    lose_page (f, find_page (f, "search_content", "leaf", i, NULL));

  recovery = recover_well (f);
  g_assert_cmpuint (recovery->n_facilities, ==, 221);
  g_assert_cmpuint (recovery->n_facilities_lost, ==, n);
  g_assert_cmpuint (recovery->n_facilities_mended, ==, 0);
  g_assert_cmpuint (recovery->n_others_lost, >=, n);
  g_assert_cmpuint (ask_number (f->fresh, "SELECT count(*) FROM facility"), ==, 221 - n);
  g_assert_cmpuint (count_missing (f, "source"), ==, 0);
}

/* A stop of a tour no longer rests on claims that are gone. */
static void
test_claim_leaf (Fixture       *f,
                 gconstpointer  data)
{
  g_autoptr(YttRecovery) recovery = NULL;
  guint n;

  lose_page (f, find_page (f, "claim", "leaf", 10, &n));
  recovery = recover_well (f);
  g_assert_cmpuint (recovery->n_facilities_lost, ==, 0);
  g_assert_cmpuint (recovery->n_others_lost, ==, n + count_resting_on_lost (f));
  g_assert_cmpuint (ytt_recovery_find (recovery, "claim")->n_known, ==,
                    ask_number (f->whole, "SELECT count(*) FROM claim"));
  assert_missing (f, recovery, "claim", n);
}

/* Claims have to have a source, organisations need not. */
static void
test_source_leaf (Fixture       *f,
                  gconstpointer  data)
{
  g_autoptr(YttRecovery) recovery = NULL;
  guint n;

  lose_page (f, find_page (f, "source", "leaf", 20, &n));
  recovery = recover_well (f);
  g_assert_cmpuint (recovery->n_facilities_lost, ==, 0);
  g_assert_cmpuint (count_missing (f, "source"), ==, n);
  g_assert_cmpuint (recovery->n_others_lost, >, n);
  g_assert_cmpuint (ask_number (f->fresh, "SELECT count(*) FROM organisation"), ==,
                    ask_number (f->whole, "SELECT count(*) FROM organisation"));
}

static void
test_index (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr(YttRecovery) recovery = NULL;

  lose_page (f, find_page (f, "claim_facility", "leaf", 2, NULL));
  lose_page (f, find_page (f, "sqlite_autoindex_facility_1", "leaf", 0, NULL));
  lose_page (f, find_page (f, "search_data", "leaf", 5, NULL));
  store_refuse (f->store.path, YTT_ERROR_DAMAGED, "damaged");

  recovery = recover_well (f);
  g_assert_cmpuint (recovery->n_facilities_lost, ==, 0);
  g_assert_cmpuint (recovery->n_others_lost, ==, 0);
  assert_missing (f, recovery, NULL, 0);
}

/* The pages below are there, and nothing leads to them. */
static void
test_inner_pages (Fixture       *f,
                  gconstpointer  data)
{
  static const char * const tables[] = { "claim", "facility", "source", "announcement" };
  g_autoptr(YttRecovery) recovery = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    lose_page (f, find_page (f, tables[i], "internal", 0, NULL));

  recovery = recover_well (f);
  g_assert_cmpuint (recovery->n_facilities_lost, ==, 0);
  g_assert_cmpuint (recovery->n_others_lost, ==, 0);
  assert_missing (f, recovery, NULL, 0);
}

/* With the first page goes what tells that this is a database, of which pages, and what is in them. */
static void
test_first_page (Fixture       *f,
                 gconstpointer  data)
{
  g_autoptr(YttRecovery) recovery = NULL;

  lose_page (f, 1);
  store_refuse (f->store.path, YTT_ERROR_NOT_OURS, "beginning was overwritten");

  recovery = recover_well (f);
  g_assert_cmpuint (recovery->n_facilities, ==, 221);
  g_assert_cmpuint (recovery->n_others_lost, ==, 0);
  assert_missing (f, recovery, NULL, 0);
}

/* Nor is it known where the tables begin. What the rows look like tells most of it. */
static void
test_schema_pages (Fixture       *f,
                   gconstpointer  data)
{
  static const char * const kept[] = { "facility", "claim", "source", "organisation", "announcement", "link" };
  g_autoptr(YttRecovery) recovery = NULL;
  guint n = ask_number (f->whole, "SELECT count(*) FROM dbstat WHERE name = 'sqlite_schema' AND pagetype = 'leaf'");

  for (guint i = 0; i < n; i++)
    lose_page (f, find_page (f, "sqlite_schema", "leaf", i, NULL));

  recovery = recover_well (f);
  g_assert_cmpuint (recovery->n_facilities, ==, 221);
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    g_assert_cmpuint (count_missing (f, kept[i]), ==, 0);
}

/* Half a page: the rows in the other half are read. */
static void
test_sector (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr(YttRecovery) recovery = NULL;
  guint n, page = find_page (f, "claim", "leaf", 4, &n);

  overwrite (f, (gsize) (page - 1) * PAGE_SIZE + 2048, 512);
  recovery = recover_well (f);
  g_assert_cmpuint (recovery->n_others_lost, >, 0);
  g_assert_cmpuint (recovery->n_others_lost, <, n);
}

static void
cut (Fixture *f,
     gsize    size)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *bytes = NULL;

  g_file_get_contents (f->whole, &bytes, NULL, &error);
  g_assert_no_error (error);
  g_file_set_contents (f->store.path, bytes, size, &error);
  g_assert_no_error (error);
}

static void
test_truncated (Fixture       *f,
                gconstpointer  data)
{
  guint n_pages = ask_number (f->whole, "PRAGMA page_count");
  guint64 n_lost = 0;

  for (guint tenth = 9; tenth >= 2; tenth--)
    {
      g_autoptr(YttRecovery) recovery = NULL;

      cut (f, (gsize) n_pages * tenth / 10 * PAGE_SIZE - 100);
      recovery = recover_well (f);
      g_assert_cmpuint (recovery->n_others_lost + recovery->n_facilities_lost, >=, n_lost);
      n_lost = recovery->n_others_lost + recovery->n_facilities_lost;
    }

  g_assert_cmpuint (n_lost, >, 0);
}

/* Bytes change here and there: whatever is read, it comes to a good document or to a clear error. */
static void
test_scattered (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (1794);
  g_autofree char *whole = NULL;
  gsize size;

  g_file_get_contents (f->whole, &whole, &size, NULL);
  for (guint round = 0; round < 12; round++)
    {
      g_autofree char *bytes = g_memdup2 (whole, size);
      g_autoptr(GError) error = NULL;
      g_autoptr(YttRecovery) recovery = NULL;

      for (guint i = 0; i < 400; i++)
        bytes[g_rand_int_range (random, 0, size)] = (char) g_rand_int (random);
      g_file_set_contents (f->store.path, bytes, size, NULL);

      recovery = recover (f, f->fresh, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (recovery->n_facilities, >, 100);
      assert_good (f->fresh);
    }
}

/* Refusing */

static void
refuse (Fixture *f,
        int      code)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (look_into (f, &error));
  g_assert_error (error, YTT_ERROR, code);
  g_clear_error (&error);

  g_assert_null (recover (f, f->fresh, NULL, &error));
  g_assert_error (error, YTT_ERROR, code);
  g_assert_false (g_file_test (f->fresh, G_FILE_TEST_EXISTS));
}

static void
test_not_ours (Fixture       *f,
               gconstpointer  data)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (1843);
  g_autofree char *noise = g_malloc (300000);

  for (guint i = 0; i < 300000; i++)
    noise[i] = (char) g_rand_int (random);
  g_file_set_contents (f->store.path, noise, 300000, NULL);
  refuse (f, YTT_ERROR_NOT_OURS);

  g_file_set_contents (f->store.path, "name,country\n", -1, NULL);
  refuse (f, YTT_ERROR_NOT_OURS);
  g_file_set_contents (f->store.path, "", 0, NULL);
  refuse (f, YTT_ERROR_NOT_OURS);

  g_unlink (f->store.path);
  store_run (f->store.path, "CREATE TABLE plant (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO plant VALUES (1, 'a')");
  refuse (f, YTT_ERROR_NOT_OURS);

  g_unlink (f->store.path);
  refuse (f, YTT_ERROR_NOT_FOUND);
}

static void
test_too_new (Fixture       *f,
              gconstpointer  data)
{
  store_run (f->store.path, "UPDATE meta SET value = '999' WHERE key = 'schema'");
  refuse (f, YTT_ERROR_TOO_NEW);
}

static void
test_not_readable (Fixture       *f,
                   gconstpointer  data)
{
  g_chmod (f->store.path, 0);
  refuse (f, YTT_ERROR_PERMISSION);
}

/* What is in the way stays as it is until there is something better. */
static void
test_where_it_cannot_be (Fixture       *f,
                         gconstpointer  data)
{
  g_autofree char *nowhere = g_build_filename (f->store.folder, "no", "fresh.gpkg", NULL);
  g_autofree char *older = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  YttStore *store;

  g_assert_null (recover (f, f->store.path, NULL, &error));
  g_assert_error (error, YTT_ERROR, YTT_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_null (recover (f, nowhere, NULL, &error));
  g_assert_error (error, YTT_ERROR, YTT_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_file_set_contents (f->fresh, "an older one", -1, NULL);
  g_cancellable_cancel (cancellable);
  g_assert_null (recover (f, f->fresh, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_file_get_contents (f->fresh, &older, NULL, NULL);
  g_assert_cmpstr (older, ==, "an older one");
  g_assert_cmpuint (store_count_files (f->store.folder), ==, 3);

  store = store_open (f->whole, YTT_STORE_OPEN, &error);
  g_assert_no_error (error);
  g_assert_null (recover (f, f->whole, NULL, &error));
  g_assert_error (error, YTT_ERROR, YTT_ERROR_BUSY);
  store_close (store);

  g_clear_error (&error);
  g_chmod (f->store.folder, 0500);
  g_assert_null (recover (f, f->fresh, NULL, &error));
  g_assert_error (error, YTT_ERROR, YTT_ERROR_PERMISSION);
}

/* A limit of the process stands for a full disk: the same calls fail, at the same places. */
static void
test_full_disk (Fixture       *f,
                gconstpointer  data)
{
  struct rlimit before, limit;
  g_autoptr(GError) error = NULL;

  lose_page (f, find_page (f, "facility", "leaf", 3, NULL));
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  limit = before;
  limit.rlim_cur = 500000;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  g_assert_null (recover (f, f->fresh, NULL, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);

  g_assert_error (error, YTT_ERROR, YTT_ERROR_SPACE);
  g_assert_nonnull (strstr (error->message, f->fresh));
  g_assert_cmpuint (store_count_files (f->store.folder), ==, 2);
}

#define ADD(path, func) g_test_add ("/store/recover/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  store_obey_modes ();
  g_test_init (&argc, &argv, NULL);

  ADD ("undamaged", test_undamaged);
  ADD ("facility-leaf", test_facility_leaf);
  ADD ("facility-without-words", test_facility_without_words);
  ADD ("claim-leaf", test_claim_leaf);
  ADD ("source-leaf", test_source_leaf);
  ADD ("index", test_index);
  ADD ("inner-pages", test_inner_pages);
  ADD ("first-page", test_first_page);
  ADD ("schema-pages", test_schema_pages);
  ADD ("sector", test_sector);
  ADD ("truncated", test_truncated);
  ADD ("scattered", test_scattered);
  ADD ("refuse/not-ours", test_not_ours);
  ADD ("refuse/too-new", test_too_new);
  ADD ("refuse/not-readable", test_not_readable);
  ADD ("where-it-cannot-be", test_where_it_cannot_be);
  ADD ("full-disk", test_full_disk);

  return g_test_run ();
}
