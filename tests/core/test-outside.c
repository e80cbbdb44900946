/* What other programs do to a document: seen, told with old and new values, and minded by undo. */

#include "config.h"

#include "edit-fixture.h"

#include <string.h>

static gboolean
is_told (gpointer data)
{
  return edit_ask_number (data, "SELECT count(*) FROM history WHERE kind = 'outside'") > 0;
}

/* Waits until what another program did stands in the history. */
static void
wait_told (EditFixture *f)
{
  ytt_store_look_for_changes (f->store);
  store_wait_until (is_told, f);
  edit_assert_answer (f, "SELECT count(*) FROM history_noted", "0");
}

static gint64
newest (EditFixture *f)
{
  return edit_ask_number (f, "SELECT id FROM history ORDER BY position DESC LIMIT 1");
}

/* (transfer full): each field that the entry changed as "column: old > new", in the order of letters */
static char *
tell (EditFixture *f,
      gint64       entry)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) fields = NULL;
  g_autoptr(GError) error = NULL;
  GString *told = g_string_new (NULL);

  ytt_store_get_fields_async (f->store, entry, 0, NULL, store_keep_result_cb, &result);
  store_wait_result (&result);
  fields = ytt_store_get_fields_finish (f->store, result, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < fields->len; i++)
    {
      const YttHistoryField *field = g_ptr_array_index (fields, i);

      g_string_append_printf (told, "%s%s.%s: %s > %s", i > 0 ? "; " : "", field->table, field->column,
                              field->old != NULL ? field->old : "-", field->new != NULL ? field->new : "-");
    }

  return g_string_free (told, FALSE);
}

static void
assert_told (EditFixture *f,
             gint64       entry,
             const char  *wanted)
{
  g_autofree char *told = tell (f, entry);

  g_assert_cmpstr (told, ==, wanted);
}

static gint64
make_narva (EditFixture *f)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  gint64 source = ytt_changes_insert (changes, "source");

  ytt_changes_set (changes, "title", YTT_CELL_OF_TEXT ("A paper"));
  edit_add_facility (changes, source, "Narva");

  return edit_do (f, changes, "New: Narva");
}

static gint64
rename_narva (EditFixture *f,
              const char  *name)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();

  ytt_changes_update (changes, "facility", edit_ask_number (f, "SELECT id FROM facility"));
  ytt_changes_set (changes, "name", YTT_CELL_OF_TEXT (name));

  return edit_do (f, changes, name);
}

/* Our own edits leave no notes. */
static void
test_own (EditFixture   *f,
          gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  make_narva (f);
  rename_narva (f, "Other");
  edit_undo (f, &error);
  g_assert_no_error (error);
  edit_assert_answer (f, "SELECT count(*) FROM history_noted", "0");
  edit_reopen (f);
  edit_assert_answer (f, "SELECT count(*) FROM history WHERE kind = 'outside'", "0");
}

/* While the document is open: it is noticed by itself, told and searched, and can be reverted. */
static void
test_open (EditFixture   *f,
           gconstpointer  data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;
  guint n_changed;

  make_narva (f);
  before = edit_dump (f->path);
  n_changed = f->n_changed;
  store_run (f->path, "UPDATE facility SET name = 'Joaveski', summary = 'Fast' WHERE name = 'Narva';"
                      "UPDATE facility SET name = 'Jõesuu' WHERE name = 'Joaveski'");
  wait_told (f);
  g_assert_cmpuint (f->n_changed, >, n_changed);
  assert_told (f, newest (f), "facility.name: Narva > Jõesuu; facility.summary: - > Fast");
  edit_assert_answer (f, "SELECT coalesce (who, 'nobody') || summary FROM history WHERE kind = 'outside'",
                      "nobodyAnother program changed Jõesuu");
  edit_assert_answer (f, "SELECT record_table FROM history_record WHERE history = (SELECT id FROM history WHERE kind = 'outside')",
                      "facility");

  g_assert_cmpint (edit_revert (f, newest (f), &error), !=, 0);
  g_assert_no_error (error);
  after = edit_dump (f->path);
  edit_assert_same (before, after);
}

/* Inserts, deletes with what hangs on them, and what is there again in the end. */
static void
test_rows (EditFixture   *f,
           gconstpointer  data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *told = NULL;
  g_autoptr(GError) error = NULL;

  make_narva (f);
  before = edit_dump (f->path);
  store_run (f->path, "INSERT INTO facility (name) VALUES ('Made elsewhere');"
                      "UPDATE facility SET name = 'Renamed' WHERE name = 'Made elsewhere';"
                      "INSERT INTO source (id, title) VALUES (5, 'Came and went'); DELETE FROM source WHERE id = 5;"
                      "DELETE FROM facility WHERE name = 'Narva'");
  edit_reopen (f);
  told = tell (f, newest (f));
  g_assert_nonnull (strstr (told, "facility.name: - > Renamed"));
  g_assert_nonnull (strstr (told, "facility.name: Narva > -"));
  g_assert_nonnull (strstr (told, "claim.value: 2000 > -"));
  g_assert_null (strstr (told, "Came"));
  edit_assert_answer (f, "SELECT summary FROM history WHERE kind = 'outside'", "Another program changed 3 records");

  g_assert_cmpint (edit_revert (f, newest (f), &error), !=, 0);
  g_assert_no_error (error);
  after = edit_dump (f->path);
  edit_assert_same (before, after);

  /* All as it was: no entry. */
  store_run (f->path, "UPDATE facility SET name = 'X'; UPDATE facility SET name = 'Narva'");
  edit_reopen (f);
  edit_assert_answer (f, "SELECT count(*) FROM history WHERE kind = 'outside'", "1");
  edit_assert_answer (f, "SELECT count(*) FROM history_noted", "0");
}

/* A row that is replaced is not deleted as far as triggers are told. */
static void
test_replace (EditFixture   *f,
              gconstpointer  data)
{
  make_narva (f);
  store_run (f->path, "INSERT OR REPLACE INTO source (id, source, title)"
                      " SELECT id, 'slug', 'Replaced' FROM source;");
  edit_reopen (f);
  assert_told (f, newest (f), "source.source: - > slug; source.title: A paper > Replaced");

  store_run (f->path, "INSERT OR REPLACE INTO source (id, source, title) VALUES (5, 'slug', 'Another row')");
  edit_reopen (f);
  g_assert_cmpint (edit_ask_number (f, "SELECT count(*) FROM history WHERE kind = 'outside'"), ==, 2);
  {
    g_autofree char *told = tell (f, newest (f));

    g_assert_nonnull (strstr (told, "source.title: Replaced > -"));
    g_assert_nonnull (strstr (told, "source.title: - > Another row"));
  }
}

/* A row whose key is changed went and came. */
static void
test_key (EditFixture   *f,
          gconstpointer  data)
{
  make_narva (f);
  store_run (f->path, "INSERT INTO facility_name (id, facility, name) SELECT 5, id, 'Narva linn' FROM facility");
  edit_reopen (f);
  store_run (f->path, "UPDATE facility_name SET id = 7");
  edit_reopen (f);
  {
    g_autofree char *told = tell (f, newest (f));

    g_assert_nonnull (strstr (told, "facility_name.name: Narva linn > -"));
    g_assert_nonnull (strstr (told, "facility_name.name: - > Narva linn"));
  }
}

/* Values of any type come through as they are. */
static void
test_values (EditFixture   *f,
             gconstpointer  data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;

  make_narva (f);
  store_run (f->path, "UPDATE claim SET value = x'00ff', note = 'a' || char (0) || 'b', pinned = 'text', inferred = 1.5");
  edit_reopen (f);
  before = edit_dump (f->path);
  store_run (f->path, "UPDATE claim SET value = '7', note = NULL, pinned = 0, inferred = 0");
  edit_reopen (f);
  g_assert_cmpint (edit_revert (f, newest (f), &error), !=, 0);
  g_assert_no_error (error);
  after = edit_dump (f->path);
  edit_assert_same (before, after);
}

/* Our entry whose rows were changed elsewhere stays; what did it is named. */
static void
test_undo_across (EditFixture   *f,
                  gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  make_narva (f);
  rename_narva (f, "Mine");
  store_run (f->path, "UPDATE facility SET name = 'Theirs'");
  edit_refuse_undo (f, "“Another program changed Theirs” (");
  g_assert_cmpint (edit_revert (f, newest (f), &error), !=, 0);
  edit_undo (f, &error);
  edit_assert_answer (f, "SELECT name FROM facility", "Theirs");
  edit_redo (f, &error);
  edit_assert_answer (f, "SELECT name FROM facility", "Mine");
  g_assert_no_error (error);

  /* Something else was changed: no matter. */
  store_run (f->path, "UPDATE source SET publisher = 'Somebody'");
  edit_undo (f, &error);
  edit_undo (f, &error);
  g_assert_error (error, YTT_ERROR, YTT_ERROR_RESTS);
}

/* What was expected when the edit was thought of, and an edit on top of what they did. */
static void
test_edit_on_top (EditFixture   *f,
                  gconstpointer  data)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  g_autoptr(GError) error = NULL;

  make_narva (f);
  store_run (f->path, "UPDATE facility SET name = 'Theirs'");
  ytt_changes_update (changes, "facility", edit_ask_number (f, "SELECT id FROM facility"));
  ytt_changes_expect (changes, "name", YTT_CELL_OF_TEXT ("Narva"));
  ytt_changes_set (changes, "name", YTT_CELL_OF_TEXT ("Mine"));
  g_assert_cmpint (edit_commit (f, changes, "Mine", &error), ==, 0);
  g_assert_error (error, YTT_ERROR, YTT_ERROR_CHANGED);
  edit_assert_answer (f, "SELECT group_concat (kind) FROM (SELECT kind FROM history ORDER BY position)", "edit,outside");

  rename_narva (f, "Mine after all");
  edit_assert_answer (f, "SELECT group_concat (kind) FROM (SELECT kind FROM history ORDER BY position)", "edit,outside,edit");
}

/* As QGIS leaves it while it has it open, with the triggers of GDAL's spatial index. */
static void
test_wal_and_index (EditFixture   *f,
                    gconstpointer  data)
{
  g_autoptr(sqlite3) other = NULL;
  g_autoptr(GError) error = NULL;

  make_narva (f);
  store_run (f->path,
             "CREATE VIRTUAL TABLE rtree_facility_geom USING rtree (id, minx, maxx, miny, maxy);"
             "CREATE TRIGGER rtree_facility_geom_insert AFTER INSERT ON facility"
             " WHEN (new.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN"
             " INSERT OR REPLACE INTO rtree_facility_geom VALUES (NEW.id, ST_MinX(NEW.geom), ST_MaxX(NEW.geom),"
             " ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;"
             "CREATE TRIGGER rtree_facility_geom_delete AFTER DELETE ON facility WHEN old.geom NOT NULL BEGIN"
             " DELETE FROM rtree_facility_geom WHERE id = OLD.id; END");
  edit_reopen (f);
  g_assert_cmpint (sqlite3_open (f->path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "PRAGMA journal_mode = WAL; UPDATE facility SET locality = 'Narva linn'",
                                 NULL, NULL, NULL), ==, SQLITE_OK);
  edit_reopen (f);
  assert_told (f, newest (f), "facility.locality: - > Narva linn");

  rename_narva (f, "In WAL");
  g_assert_cmpint (sqlite3_exec (other, "UPDATE facility SET locality = NULL", NULL, NULL, NULL), ==, SQLITE_OK);
  rename_narva (f, "In WAL again");
  edit_undo (f, &error);
  g_assert_no_error (error);
  edit_assert_answer (f, "SELECT name || count(*) OVER () FROM facility", "In WAL1");
  edit_assert_answer (f, "SELECT count(*) FROM history WHERE kind = 'outside'", "2");
}

/* Foreign keys are off there: what is left without what it refers to is told like all else, and undone. */
static void
test_no_foreign_keys (EditFixture   *f,
                      gconstpointer  data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;

  make_narva (f);
  before = edit_dump (f->path);
  store_run (f->path, "UPDATE claim SET source = 4711");
  edit_reopen (f);
  g_assert_cmpint (edit_revert (f, newest (f), &error), !=, 0);
  g_assert_no_error (error);
  after = edit_dump (f->path);
  edit_assert_same (before, after);
}

/* Notes that were made by hand, or damaged, are no way in. */
static void
test_hostile_notes (EditFixture   *f,
                    gconstpointer  data)
{
  make_narva (f);
  store_run (f->path, "INSERT INTO history_noted (record_table, record, existed, c1) VALUES"
                      " ('history', 1, 1, 'x'), ('facility_shown', 1, 1, 'x'), ('nonsense', 1, 1, 'x'),"
                      " ('facility\" (id) VALUES (1); --', 1, 1, 'x'), ('source', 77, 1, x'00')");
  edit_reopen (f);
  edit_assert_answer (f, "SELECT count(*) FROM history_noted", "0");
  rename_narva (f, "Still mine");
  edit_assert_answer (f, "PRAGMA integrity_check", "ok");
}

/* Another running copy: each sees the other's edits, as edits. */
static void
test_two_copies (EditFixture   *f,
                 gconstpointer  data)
{
  EditFixture other = { .path = f->path };
  g_autoptr(GError) error = NULL;

  make_narva (f);
  other.store = store_open (f->path, YTT_STORE_OPEN, &error);
  g_assert_no_error (error);
  ytt_store_set_who (f->store, "Aili");
  ytt_store_set_who (other.store, "Bo");

  for (guint i = 0; i < 5; i++)
    {
      rename_narva (f, "Aili's");
      rename_narva (&other, "Bo's");
    }
  edit_refuse_undo (f, "“Bo's” (Bo, ");
  for (guint i = 0; i < 5; i++)
    {
      g_assert_cmpint (edit_undo (&other, &error), !=, 0);
      g_assert_no_error (error);
      g_assert_cmpint (edit_undo (f, &error), !=, 0);
      g_assert_no_error (error);
    }
  edit_assert_answer (f, "SELECT name FROM facility", "Narva");
  edit_assert_answer (f, "SELECT count(*) FROM history WHERE kind = 'outside'", "0");
  store_close (other.store);
}

/* While another program writes, the document opens all the same; what was noted is told before the next edit. */
static void
test_open_while_busy (EditFixture   *f,
                      gconstpointer  data)
{
  g_autoptr(sqlite3) other = NULL;
  gint64 start;

  make_narva (f);
  store_run (f->path, "UPDATE facility SET locality = 'Narva linn'");
  g_clear_pointer (&f->store, store_close);
  store_run (f->path, "UPDATE facility SET admin1 = 'Ida-Virumaa'");
  g_assert_cmpint (sqlite3_open (f->path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);

  start = g_get_monotonic_time ();
  f->store = store_open (f->path, YTT_STORE_OPEN, NULL);
  g_assert_nonnull (f->store);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 4 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (sqlite3_exec (other, "ROLLBACK", NULL, NULL, NULL), ==, SQLITE_OK);

  rename_narva (f, "Mine");
  edit_assert_answer (f, "SELECT count(*) > 0 FROM history WHERE kind = 'outside'", "1");
  edit_assert_answer (f, "SELECT count(*) FROM history_noted", "0");
}

#define TEST(name, func) \
  g_test_add ("/outside/" name, EditFixture, NULL, edit_fixture_set_up_empty, func, edit_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  TEST ("own", test_own);
  TEST ("open", test_open);
  TEST ("rows", test_rows);
  TEST ("replace", test_replace);
  TEST ("key", test_key);
  TEST ("values", test_values);
  TEST ("undo-across", test_undo_across);
  TEST ("edit-on-top", test_edit_on_top);
  TEST ("wal-and-index", test_wal_and_index);
  TEST ("no-foreign-keys", test_no_foreign_keys);
  TEST ("hostile-notes", test_hostile_notes);
  TEST ("two-copies", test_two_copies);
  TEST ("open-while-busy", test_open_while_busy);

  return g_test_run ();
}
