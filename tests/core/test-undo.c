/* Undo, redo and revert: each kind of edit back and forth to equal rows in every table but history, what is refused
 * because later entries rest on it, and a long random walk. */

#include "config.h"

#include "edit-fixture.h"

#include <string.h>

static gint64
any (EditFixture *f,
     const char  *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM %s ORDER BY id LIMIT 1", table);

  return edit_ask_number (f, sql);
}

/* The one on which most hangs. */
static gint64
busiest_facility (EditFixture *f)
{
  return edit_ask_number (f, "SELECT f.id FROM facility f ORDER BY"
                             " (SELECT count(*) FROM link WHERE from_facility = f.id OR to_facility = f.id)"
                             " + (SELECT count(*) FROM announcement_facility WHERE facility = f.id)"
                             " + (SELECT count(*) FROM facility_organisation WHERE facility = f.id) DESC LIMIT 1");
}

/* Makes the edit, takes it back, does it again and takes it back, over a restart each. */
static void
there_and_back (EditFixture *f,
                YttChanges  *changes)
{
  g_autofree char *before = edit_dump (f->path);
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;

  edit_do (f, changes, "Edit");
  after = edit_dump (f->path);
  g_assert_cmpstr (before, !=, after);

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *undone = NULL;
      g_autofree char *redone = NULL;

      edit_assert_undo_state (f, "Edit|-");
      g_assert_cmpint (edit_undo (f, &error), !=, 0);
      g_assert_no_error (error);
      undone = edit_dump (f->path);
      edit_assert_same (before, undone);
      edit_assert_undo_state (f, "-|Edit");

      if (i == 1)
        edit_reopen (f);

      g_assert_cmpint (edit_redo (f, &error), !=, 0);
      g_assert_no_error (error);
      redone = edit_dump (f->path);
      edit_assert_same (after, redone);
    }

  edit_assert_answer (f, "SELECT group_concat (kind) FROM (SELECT kind FROM history ORDER BY position)", "edit,undo,redo,undo,redo,undo,redo");
  edit_assert_answer (f, "PRAGMA integrity_check", "ok");
  edit_assert_answer (f, "SELECT count(*) FROM pragma_foreign_key_check", "0");
}

static void
insert_facility (EditFixture *f,
                 YttChanges  *changes)
{
  edit_add_facility (changes, any (f, "source"), "Ämbliküla");
}

static void
delete_facility (EditFixture *f,
                 YttChanges  *changes)
{
  ytt_changes_delete (changes, "facility", busiest_facility (f));
}

static void
delete_source (EditFixture *f,
               YttChanges  *changes)
{
  ytt_changes_delete (changes, "source",
                      edit_ask_number (f, "SELECT source FROM claim GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"));
}

static void
delete_organisation (EditFixture *f,
                     YttChanges  *changes)
{
  ytt_changes_delete (changes, "organisation",
                      edit_ask_number (f, "SELECT organisation FROM announcement_party GROUP BY 1"
                                          " ORDER BY count(*) DESC LIMIT 1"));
}

static void
delete_announcement (EditFixture *f,
                     YttChanges  *changes)
{
  ytt_changes_delete (changes, "announcement",
                      edit_ask_number (f, "SELECT announcement FROM announcement_facility GROUP BY 1"
                                          " ORDER BY count(*) DESC LIMIT 1"));
}

static void
rename_facility (EditFixture *f,
                 YttChanges  *changes)
{
  ytt_changes_update (changes, "facility", busiest_facility (f));
  ytt_changes_set (changes, "name", YTT_CELL_OF_TEXT ("Zzyzx"));
  ytt_changes_set (changes, "geom", YTT_CELL_OF_POINT (-179.5, 88.25));
  ytt_changes_set (changes, "summary", YTT_CELL_OF_NULL);
}

static void
rename_organisation (EditFixture *f,
                     YttChanges  *changes)
{
  ytt_changes_update (changes, "organisation",
                      edit_ask_number (f, "SELECT organisation FROM facility_organisation LIMIT 1"));
  ytt_changes_set (changes, "name", YTT_CELL_OF_TEXT ("Zzyzx Oy"));
}

static void
edit_claim (EditFixture *f,
            YttChanges  *changes)
{
  ytt_changes_update (changes, "claim",
                      edit_ask_number (f, "SELECT headline_claim FROM facility_shown WHERE headline_claim IS NOT NULL LIMIT 1"));
  ytt_changes_set (changes, "value", YTT_CELL_OF_TEXT ("12345"));
  ytt_changes_set (changes, "typed", YTT_CELL_OF_TEXT ("12.345 ktpa"));
  ytt_changes_update (changes, "claim",
                      edit_ask_number (f, "SELECT status_claim FROM facility_shown WHERE status_claim IS NOT NULL LIMIT 1"));
  ytt_changes_set (changes, "withdrawn", YTT_CELL_OF_INTEGER (1));
  ytt_changes_set (changes, "withdrawn_reason", YTT_CELL_OF_TEXT ("Mistaken for another"));
}

/* A claim goes to a new record before its old one goes. Back again, the new record must not take it along. */
static void
move_claims (EditFixture *f,
             YttChanges  *changes)
{
  gint64 old = busiest_facility (f);
  gint64 new = edit_add_facility (changes, any (f, "source"), "Heir");
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM claim WHERE facility = %" G_GINT64_FORMAT, old);

  ytt_changes_update (changes, "claim", edit_ask_number (f, sql));
  ytt_changes_set (changes, "facility", YTT_CELL_OF_INTEGER (new));
  ytt_changes_delete (changes, "facility", old);
}

/* A source comes, and something leans on it: what is set to nothing as it goes must be set back to what it was. */
static void
new_source_for_old (EditFixture *f,
                    YttChanges  *changes)
{
  gint64 organisation = edit_ask_number (f, "SELECT id FROM organisation WHERE source IS NOT NULL LIMIT 1");
  gint64 source = ytt_changes_insert (changes, "source");

  ytt_changes_set (changes, "title", YTT_CELL_OF_TEXT ("A newer source"));
  if (organisation == 0)
    organisation = any (f, "organisation");
  ytt_changes_update (changes, "organisation", organisation);
  ytt_changes_set (changes, "source", YTT_CELL_OF_INTEGER (source));
}

/* Parts that give their place to others alike. */
static void
replace_parts (EditFixture *f,
               YttChanges  *changes)
{
  gint64 facility = edit_ask_number (f, "SELECT facility FROM facility_stage ORDER BY id LIMIT 1");
  g_autofree char *stage = store_ask (f->path, "SELECT stage FROM facility_stage ORDER BY id LIMIT 1");

  ytt_changes_delete (changes, "facility_stage", edit_ask_number (f, "SELECT id FROM facility_stage ORDER BY id LIMIT 1"));
  ytt_changes_insert (changes, "facility_stage");
  ytt_changes_set (changes, "facility", YTT_CELL_OF_INTEGER (facility));
  ytt_changes_set (changes, "stage", YTT_CELL_OF_TEXT (stage));
}

static void
tour_of_gone (EditFixture *f,
              YttChanges  *changes)
{
  gint64 tour = ytt_changes_insert (changes, "tour");

  ytt_changes_set (changes, "title", YTT_CELL_OF_TEXT ("Europe"));
  ytt_changes_insert (changes, "tour_stop");
  ytt_changes_set (changes, "tour", YTT_CELL_OF_INTEGER (tour));
  ytt_changes_set (changes, "facility", YTT_CELL_OF_INTEGER (busiest_facility (f)));
  ytt_changes_set (changes, "seconds", YTT_CELL_OF_REAL (7.5));
  edit_do (f, changes, "Tour");
}

static void
saved_view (EditFixture *f,
            YttChanges  *changes)
{
  ytt_changes_insert (changes, "saved_view");
  ytt_changes_set (changes, "name", YTT_CELL_OF_TEXT ("Magnets"));
  ytt_changes_set (changes, "content", YTT_CELL_OF_TEXT ("{}"));
  ytt_changes_update (changes, "meta", edit_ask_number (f, "SELECT id FROM meta WHERE key = 'title'"));
  ytt_changes_set (changes, "value", YTT_CELL_OF_TEXT ("Mine"));
}

typedef void (*EditFunc) (EditFixture *f, YttChanges *changes);

static void
test_kind (EditFixture   *f,
           gconstpointer  data)
{
  EditFunc func = (EditFunc) data;
  g_autoptr(YttChanges) changes = ytt_changes_new ();

  func (f, changes);
  there_and_back (f, changes);
}

/* The stop stays when its facility goes, and finds it again when it comes back. */
static void
test_tour_stop (EditFixture   *f,
                gconstpointer  data)
{
  g_autoptr(YttChanges) tour = ytt_changes_new ();
  g_autoptr(YttChanges) delete = ytt_changes_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  tour_of_gone (f, tour);
  before = edit_dump (f->path);
  delete_facility (f, delete);
  edit_do (f, delete, "Delete");
  edit_assert_answer (f, "SELECT count(*) FROM tour_stop WHERE facility IS NULL AND tour ="
                         " (SELECT id FROM tour WHERE title = 'Europe')", "1");
  edit_undo (f, &error);
  g_assert_no_error (error);
  after = edit_dump (f->path);
  edit_assert_same (before, after);
}

static gint64
rename_to (EditFixture *f,
           gint64       facility,
           const char  *name)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();

  ytt_changes_update (changes, "facility", facility);
  ytt_changes_set (changes, "name", YTT_CELL_OF_TEXT (name));

  return edit_do (f, changes, name);
}

/* Undo goes back step by step, redo forth, and a new edit ends what could be done again. */
static void
test_order (EditFixture   *f,
            gconstpointer  data)
{
  gint64 facility = any (f, "facility");
  g_autoptr(GError) error = NULL;

  edit_assert_undo_state (f, "-|-");
  g_assert_cmpint (edit_undo (f, &error), ==, 0);
  g_assert_no_error (error);
  g_assert_cmpint (edit_redo (f, &error), ==, 0);
  g_assert_no_error (error);

  rename_to (f, facility, "A");
  rename_to (f, facility, "B");
  rename_to (f, facility, "C");
  edit_undo (f, &error);
  edit_undo (f, &error);
  edit_assert_undo_state (f, "A|B");
  edit_redo (f, &error);
  edit_assert_undo_state (f, "B|C");
  edit_undo (f, &error);
  edit_assert_undo_state (f, "A|B");
  edit_reopen (f);
  edit_redo (f, &error);
  edit_redo (f, &error);
  edit_assert_undo_state (f, "C|-");
  edit_undo (f, &error);
  rename_to (f, facility, "D");
  edit_assert_undo_state (f, "D|-");
  edit_undo (f, &error);
  edit_undo (f, &error);
  edit_assert_undo_state (f, "A|B");
  g_assert_no_error (error);
}

/* Each person takes back what is theirs; others' may be in the way. */
static void
test_two_people (EditFixture   *f,
                 gconstpointer  data)
{
  gint64 facility = any (f, "facility");
  gint64 other = edit_ask_number (f, "SELECT max (id) FROM facility");
  g_autoptr(GError) error = NULL;

  ytt_store_set_who (f->store, "Aili");
  rename_to (f, facility, "Aili's");
  ytt_store_set_who (f->store, "Bo");
  edit_assert_undo_state (f, "-|-");
  rename_to (f, other, "Bo's");

  ytt_store_set_who (f->store, "Aili");
  edit_assert_undo_state (f, "Aili's|-");
  g_assert_cmpint (edit_undo (f, &error), !=, 0);
  g_assert_no_error (error);
  edit_assert_undo_state (f, "-|Aili's");
  ytt_store_set_who (f->store, "Bo");
  edit_assert_undo_state (f, "Bo's|-");
  rename_to (f, facility, "Bo's own");

  ytt_store_set_who (f->store, "Aili");
  edit_assert_undo_state (f, "-|Aili's");
  g_assert_cmpint (edit_redo (f, &error), ==, 0);
  g_assert_error (error, YTT_ERROR, YTT_ERROR_RESTS);
  g_assert_nonnull (strstr (error->message, "“Bo's own” (Bo, "));
}

/* What was changed since, and newer rows under what would go, are named. */
static void
test_rests (EditFixture   *f,
            gconstpointer  data)
{
  g_autoptr(YttChanges) create = ytt_changes_new ();
  g_autoptr(YttChanges) add = ytt_changes_new ();
  g_autoptr(YttChanges) stop = ytt_changes_new ();
  g_autoptr(YttChanges) other_column = ytt_changes_new ();
  g_autoptr(GError) error = NULL;
  gint64 facility = edit_add_facility (create, any (f, "source"), "Narva");
  gint64 created, renamed;

  ytt_store_set_who (f->store, "Aili");
  created = edit_do (f, create, "New: Narva");
  renamed = rename_to (f, facility, "Narva magnet plant");
  edit_refuse_revert (f, created, "“Narva magnet plant” (Aili, ");
  edit_revert (f, renamed, &error);
  g_assert_no_error (error);

  /* A newer row under it. */
  ytt_store_set_who (f->store, "Bo");
  ytt_changes_insert (add, "facility_name");
  ytt_changes_set (add, "facility", YTT_CELL_OF_INTEGER (facility));
  ytt_changes_set (add, "name", YTT_CELL_OF_TEXT ("Narva magnetitehas"));
  edit_do (f, add, "Other name");
  edit_refuse_revert (f, created, "“Other name” (Bo, ");
  edit_undo (f, &error);
  g_assert_no_error (error);

  /* What would lose what it points to. */
  ytt_changes_insert (stop, "tour");
  ytt_changes_set (stop, "title", YTT_CELL_OF_TEXT ("Europe"));
  ytt_changes_insert (stop, "tour_stop");
  ytt_changes_set (stop, "tour", YTT_CELL_OF_INTEGER (ytt_changes_get (stop, 0)->id));
  ytt_changes_set (stop, "facility", YTT_CELL_OF_INTEGER (facility));
  edit_do (f, stop, "Tour");
  edit_refuse_revert (f, created, "“Tour” (Bo, ");
  edit_undo (f, &error);
  g_assert_no_error (error);

  /* Another column of a row is no matter. */
  renamed = rename_to (f, busiest_facility (f), "Busy");
  ytt_changes_update (other_column, "facility", busiest_facility (f));
  ytt_changes_set (other_column, "locality", YTT_CELL_OF_TEXT ("Town"));
  edit_do (f, other_column, "Town");
  g_assert_cmpint (edit_revert (f, renamed, &error), !=, 0);
  g_assert_no_error (error);

  g_assert_cmpint (edit_revert (f, created, &error), !=, 0);
  g_assert_no_error (error);
  g_assert_cmpint (edit_revert (f, created, &error), ==, 0);
  g_assert_error (error, YTT_ERROR, YTT_ERROR_INVALID);
}

/* What was deleted cannot come back if what it needs went since, or something alike has come. */
static void
test_comes_back (EditFixture   *f,
                 gconstpointer  data)
{
  g_autoptr(YttChanges) create = ytt_changes_new ();
  g_autoptr(YttChanges) withdraw = ytt_changes_new ();
  g_autoptr(YttChanges) delete_name = ytt_changes_new ();
  g_autoptr(YttChanges) again = ytt_changes_new ();
  g_autoptr(YttChanges) gone = ytt_changes_new ();
  g_autoptr(GError) error = NULL;
  gint64 facility = edit_add_facility (create, any (f, "source"), "Narva");
  gint64 name = ytt_changes_insert (create, "facility_name");
  gint64 deleted;

  ytt_changes_set (create, "facility", YTT_CELL_OF_INTEGER (facility));
  ytt_changes_set (create, "name", YTT_CELL_OF_TEXT ("Narwa"));
  edit_do (f, create, "New");

  ytt_changes_delete (delete_name, "facility_name", name);
  deleted = edit_do (f, delete_name, "Delete name");
  ytt_changes_insert (again, "facility_name");
  ytt_changes_set (again, "facility", YTT_CELL_OF_INTEGER (facility));
  ytt_changes_set (again, "name", YTT_CELL_OF_TEXT ("Narwa"));
  edit_do (f, again, "Name again");
  edit_refuse_revert (f, deleted, "“Name again” (");
  edit_undo (f, &error);
  g_assert_no_error (error);

  ytt_changes_delete (gone, "facility", facility);
  edit_do (f, gone, "Delete facility");
  edit_refuse_revert (f, deleted, "“Delete facility” (");
}

/* Reverting a revert, and undoing a revert, bring back what it was about. */
static void
test_revert_revert (EditFixture   *f,
                    gconstpointer  data)
{
  gint64 facility = any (f, "facility");
  gint64 edit, revert, second;
  g_autoptr(GError) error = NULL;
  g_autofree char *sql = g_strdup_printf ("SELECT name FROM facility WHERE id = %" G_GINT64_FORMAT, facility);
  g_autofree char *name = store_ask (f->path, sql);

  edit = rename_to (f, facility, "A");
  revert = edit_revert (f, edit, &error);
  edit_assert_answer (f, sql, name);
  edit_assert_undo_state (f, "Reverted: A|-");
  second = edit_revert (f, revert, &error);
  edit_assert_answer (f, sql, "A");
  edit_undo (f, &error);
  edit_assert_answer (f, sql, name);
  edit_redo (f, &error);
  edit_assert_answer (f, sql, "A");
  g_assert_no_error (error);
  edit_assert_undo_state (f, "Reverted: Reverted: A|-");
  edit_undo (f, &error);
  edit_undo (f, &error);
  edit_assert_answer (f, sql, "A");
  edit_undo (f, &error);
  edit_assert_answer (f, sql, name);
  edit_assert_undo_state (f, "-|A");
  g_assert_no_error (error);
  g_assert_cmpint (second, !=, 0);
}

/* The random walk: a state for each number of edits that stand, as plain text. */
typedef struct
{
  EditFixture *f;
  sqlite3     *db;        /* (owned): to look at the document; to open it each time would take longer than the edits */
  GRand       *random;
  GPtrArray   *states;    /* of what can be undone and done again */
  guint        position;
  guint        n_edits;
  guint        n_reverted;
  guint        n_refused;
} Walk;

static gint64
pick (Walk       *walk,
      const char *table)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  g_autofree char *sql = NULL;

  sql = g_strdup_printf ("SELECT id FROM %s ORDER BY id LIMIT 1 OFFSET %d %% max (1, (SELECT count(*) FROM %s))", table,
                         g_rand_int_range (walk->random, 0, 1000000), table);
  g_assert_cmpint (sqlite3_prepare_v2 (walk->db, sql, -1, &stmt, NULL), ==, SQLITE_OK);

  return sqlite3_step (stmt) == SQLITE_ROW ? sqlite3_column_int64 (stmt, 0) : 0;
}

static void
random_insert (Walk       *walk,
               YttChanges *changes)
{
  g_autofree char *name = g_strdup_printf ("Number %u", walk->n_edits);
  gint64 source = pick (walk, "source"), first = pick (walk, "facility"), second = pick (walk, "facility");
  gint64 made;

  if (source == 0 || g_rand_int_range (walk->random, 0, 4) == 0)
    {
      source = ytt_changes_insert (changes, "source");
      ytt_changes_set (changes, "title", YTT_CELL_OF_TEXT (name));
    }
  if (first == 0 || g_rand_int_range (walk->random, 0, 2) == 0)
    {
      edit_add_facility (changes, source, name);
      return;
    }

  made = ytt_changes_insert (changes, "announcement");
  ytt_changes_set (changes, "title", YTT_CELL_OF_TEXT (name));
  ytt_changes_insert (changes, "announcement_facility");
  ytt_changes_set (changes, "announcement", YTT_CELL_OF_INTEGER (made));
  ytt_changes_set (changes, "facility", YTT_CELL_OF_INTEGER (first));
  ytt_changes_insert (changes, "link");
  ytt_changes_set (changes, "from_facility", YTT_CELL_OF_INTEGER (first));
  ytt_changes_set (changes, "to_facility", YTT_CELL_OF_INTEGER (second));
  ytt_changes_set (changes, "state", YTT_CELL_OF_TEXT ("active"));
  ytt_changes_set (changes, "announcement", YTT_CELL_OF_INTEGER (made));
  ytt_changes_set (changes, "source", YTT_CELL_OF_INTEGER (source));
}

static void
random_update (Walk       *walk,
               YttChanges *changes)
{
  g_autofree char *text = g_strdup_printf ("%d", g_rand_int_range (walk->random, 1, 99999));
  gint64 facility = pick (walk, "facility"), claim = pick (walk, "claim"), heir = pick (walk, "facility");

  if (facility == 0 || claim == 0)
    return;

  ytt_changes_update (changes, "claim", claim);
  if (g_rand_boolean (walk->random))
    ytt_changes_set (changes, "value", YTT_CELL_OF_TEXT (text));
  else
    ytt_changes_set (changes, "facility", YTT_CELL_OF_INTEGER (heir));

  ytt_changes_update (changes, "facility", facility);
  ytt_changes_set (changes, "name", YTT_CELL_OF_TEXT (text));
  if (g_rand_boolean (walk->random))
    ytt_changes_set (changes, "geom", YTT_CELL_OF_POINT (g_rand_double_range (walk->random, -180, 180), 10));
}

static void
random_edit (Walk *walk)
{
  static const char * const tables[] = { "facility", "source", "announcement", "claim", "link", "facility_stage" };
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  g_autofree char *summary = g_strdup_printf ("%u", ++walk->n_edits);
  g_autoptr(GError) error = NULL;
  int dice = g_rand_int_range (walk->random, 0, 10);
  gint64 row;

  if (dice < 4)
    random_insert (walk, changes);
  else if (dice < 8)
    random_update (walk, changes);
  else if ((row = pick (walk, tables[dice = g_rand_int_range (walk->random, 0, G_N_ELEMENTS (tables))])) != 0)
    ytt_changes_delete (changes, tables[dice], row);

  if (edit_commit (walk->f, changes, summary, &error) != 0)
    {
      walk->position++;
      g_ptr_array_set_size (walk->states, (int) walk->position);
      g_ptr_array_add (walk->states, edit_dump_from (walk->db));
    }
  g_assert_no_error (error);
}

/* Of an entry of any kind and age. It is an edit of its own where it is done, and else nothing. */
static void
random_revert (Walk *walk)
{
  g_autoptr(GError) error = NULL;
  gint64 entry = pick (walk, "history");

  if (entry == 0)
    return;

  if (edit_revert (walk->f, entry, &error) != 0)
    {
      walk->position++;
      g_ptr_array_set_size (walk->states, (int) walk->position);
      g_ptr_array_add (walk->states, edit_dump_from (walk->db));
      walk->n_reverted++;
    }
  else
    {
      g_assert_true (g_error_matches (error, YTT_ERROR, YTT_ERROR_RESTS) ||
                     g_error_matches (error, YTT_ERROR, YTT_ERROR_INVALID));
      walk->n_refused++;
    }
}

static void
test_walk (EditFixture   *f,
           gconstpointer  data)
{
  Walk walk = { f, NULL, g_rand_new_with_seed (GPOINTER_TO_UINT (data)), g_ptr_array_new_with_free_func (g_free) };
  guint n_steps = g_getenv ("YTTERBY_WALK") != NULL ? (guint) g_ascii_strtoull (g_getenv ("YTTERBY_WALK"), NULL, 10) : 300;
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (sqlite3_open_v2 (f->path, &walk.db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  sqlite3_busy_timeout (walk.db, 5000);
  g_ptr_array_add (walk.states, edit_dump_from (walk.db));
  for (guint i = 0; i < n_steps; i++)
    {
      g_autofree char *state = NULL;
      int dice = g_rand_int_range (walk.random, 0, 100);

      if (dice < 40)
        random_edit (&walk);
      else if (dice < 50)
        random_revert (&walk);
      else if (dice < 75)
        {
          gint64 entry = edit_undo (f, &error);

          g_assert_no_error (error);
          g_assert_cmpint (entry != 0, ==, walk.position > 0);
          walk.position -= walk.position > 0;
        }
      else if (dice < 99)
        {
          gint64 entry = edit_redo (f, &error);

          g_assert_no_error (error);
          g_assert_cmpint (entry != 0, ==, walk.position + 1 < walk.states->len);
          walk.position += walk.position + 1 < walk.states->len;
        }
      else
        edit_reopen (f);

      state = edit_dump_from (walk.db);
      edit_assert_same (g_ptr_array_index (walk.states, walk.position), state);
    }

  edit_assert_answer (f, "PRAGMA integrity_check", "ok");
  edit_assert_answer (f, "SELECT count(*) FROM pragma_foreign_key_check", "0");
  g_test_message ("%u edits, %u reverted, %u not", walk.n_edits, walk.n_reverted, walk.n_refused);
  g_assert_cmpuint (walk.n_reverted, >, 0);
  g_assert_cmpuint (walk.n_refused, >, 0);
  sqlite3_close (walk.db);
  g_rand_free (walk.random);
  g_ptr_array_unref (walk.states);
}

#define TEST(name, func) \
  g_test_add ("/undo/" name, EditFixture, NULL, edit_fixture_set_up_shipped, func, edit_fixture_tear_down)
#define KIND(name, func) \
  g_test_add ("/undo/kind/" name, EditFixture, func, edit_fixture_set_up_shipped, test_kind, edit_fixture_tear_down)
#define WALK(seed) \
  g_test_add ("/undo/walk/" #seed, EditFixture, GUINT_TO_POINTER (seed), edit_fixture_set_up_empty, test_walk, \
              edit_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  KIND ("insert-facility", insert_facility);
  KIND ("delete-facility", delete_facility);
  KIND ("delete-source", delete_source);
  KIND ("delete-organisation", delete_organisation);
  KIND ("delete-announcement", delete_announcement);
  KIND ("rename-facility", rename_facility);
  KIND ("rename-organisation", rename_organisation);
  KIND ("edit-claim", edit_claim);
  KIND ("move-claims", move_claims);
  KIND ("new-source", new_source_for_old);
  KIND ("replace-parts", replace_parts);
  KIND ("saved-view", saved_view);
  TEST ("tour-stop", test_tour_stop);
  TEST ("order", test_order);
  TEST ("two-people", test_two_people);
  TEST ("rests", test_rests);
  TEST ("comes-back", test_comes_back);
  TEST ("revert-revert", test_revert_revert);
  WALK (1);
  WALK (2);
  WALK (3);

  return g_test_run ();
}
