/* A program that is killed at any moment of its edits: each acknowledged one is there, none is there by half, and the
 * document is sound. How often is in YTTERBY_KILLS; 50 times in the suite. */

#include "config.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "edit-fixture.h"
#include "ytt-change-set.h"

static char *victim;

/* Edits from a number on, and kills it a moment after it has begun. Returns the last number that was acknowledged. */
static guint
edit_and_kill (EditFixture *f,
               guint        from,
               guint        moment_us)
{
  g_autofree char *number = g_strdup_printf ("%u", from);
  char *arguments[] = { victim, f->path, number, NULL };
  g_autoptr(GError) error = NULL;
  guint acknowledged = from - 1, read_number;
  GPid pid;
  int out;

  g_spawn_async_with_pipes (NULL, arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, NULL, &out, NULL, &error);
  g_assert_no_error (error);

  /* The first one tells that it is at work; each moment of an edit is as likely as another from there on. */
  if (read (out, &read_number, sizeof read_number) == sizeof read_number)
    {
      acknowledged = read_number;
      g_usleep (moment_us);
    }
  g_assert_cmpint (kill (pid, SIGKILL), ==, 0);
  g_assert_cmpint (waitpid (pid, NULL, 0), ==, pid);

  while (read (out, &read_number, sizeof read_number) == sizeof read_number)
    acknowledged = read_number;
  close (out);
  g_spawn_close_pid (pid);

  return acknowledged;
}

/* Each entry's change set can be read to its end. */
static void
check_change_sets (const char *path)
{
  g_autoptr(sqlite3) db = NULL;
  g_autoptr(sqlite3_stmt) stmt = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, "SELECT id FROM history ORDER BY position DESC LIMIT 3", -1, &stmt, NULL), ==,
                   SQLITE_OK);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    {
      g_autoptr(YttChangeSet) set = ytt_change_set_open (db, sqlite3_column_int64 (stmt, 0), FALSE, &error);

      while (set != NULL && ytt_change_set_next (set, &error))
        ;
      g_assert_no_error (error);
    }
}

/* The last edit may be there though nobody heard of it any more. Returns its number. */
static guint
check (EditFixture *f,
       guint        acknowledged)
{
  guint last;

  edit_assert_answer (f, "PRAGMA integrity_check", "ok");
  edit_assert_answer (f, "SELECT count(*) FROM pragma_foreign_key_check", "0");
  edit_assert_answer (f, "SELECT group_concat (title) FROM (SELECT title FROM source GROUP BY title"
                         " HAVING count(*) <> max (publisher + 0))", NULL);
  edit_assert_answer (f, "SELECT count(DISTINCT title) = max (title + 0) FROM source", "1");
  edit_assert_answer (f, "SELECT count(*) FROM history_noted", "0");
  edit_assert_answer (f, "SELECT max (title + 0) = (SELECT count(*) FROM history WHERE kind = 'edit') - 1 FROM source", "1");
  check_change_sets (f->path);

  last = (guint) edit_ask_number (f, "SELECT max (title + 0) FROM source");
  g_assert_cmpuint (last, >=, acknowledged);
  g_assert_cmpuint (last, <=, acknowledged + 1);

  g_assert_cmpint (edit_ask_number (f, "SELECT name FROM facility"), ==, last);

  return last;
}

static void
test_killed (EditFixture   *f,
             gconstpointer  data)
{
  const char *wanted = g_getenv ("YTTERBY_KILLS");
  guint n_kills = wanted != NULL ? (guint) g_ascii_strtoull (wanted, NULL, 10) : 50;
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  g_autoptr(GRand) random = g_rand_new_with_seed (1787);
  guint number = 1;

  ytt_changes_insert (changes, "facility");
  ytt_changes_set (changes, "name", YTT_CELL_OF_TEXT ("0"));
  edit_do (f, changes, "Facility");
  g_clear_pointer (&f->store, store_close);

  for (guint i = 0; i < n_kills; i++)
    {
      guint acknowledged = edit_and_kill (f, number, (guint) g_rand_int_range (random, 0, 300000));

      /* As somebody's next start would: it takes back what was half done. Killed between the steps back and forth,
       * the last edit is undone. */
      f->store = store_open (f->path, YTT_STORE_OPEN, NULL);
      g_assert_nonnull (f->store);
      if (edit_ask_number (f, "SELECT kind = 'undo' FROM history ORDER BY position DESC LIMIT 1") == 1)
        g_assert_cmpint (edit_redo (f, NULL), !=, 0);
      number = check (f, acknowledged) + 1;
      g_clear_pointer (&f->store, store_close);
    }

  g_test_message ("%u kills, %u edits", n_kills, number - 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  victim = argv[1];

  g_test_add ("/killed/edits", EditFixture, NULL, edit_fixture_set_up_empty, test_killed, edit_fixture_tear_down);

  return g_test_run ();
}
