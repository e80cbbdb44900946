/* Edits through ytt_store_commit: what they leave, what they refuse, and what they tell. */

#include "config.h"

#include "edit-fixture.h"
#include "ytt-change-set.h"

#include <string.h>

static gint64
any (EditFixture *f,
     const char  *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM %s ORDER BY id LIMIT 1", table);

  return edit_ask_number (f, sql);
}

static void
test_insert (EditFixture   *f,
             gconstpointer  data)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  gint64 facility = edit_add_facility (changes, any (f, "source"), "Ämbliküla magnets");
  gint64 entry;

  ytt_store_set_who (f->store, "Aili");
  entry = edit_do (f, changes, "New: Ämbliküla magnets");
  g_assert_cmpint (edit_ask_number (f, "SELECT id FROM facility WHERE name = 'Ämbliküla magnets'"), ==, facility);
  edit_assert_answer (f, "SELECT group_concat (part || '|' || scope || '|' || qualifier || '|' || inferred || pinned)"
                         " FROM claim WHERE facility = (SELECT id FROM facility WHERE name = 'Ämbliküla magnets')",
                      "|site|exact|00,|site|exact|00");

  /* Derived rows and search follow. */
  edit_assert_answer (f, "SELECT status || headline_value FROM facility_shown JOIN facility USING (id)"
                         " WHERE name = 'Ämbliküla magnets'", "construction2000");
  g_assert_cmpint (edit_ask_number (f, "SELECT rowid FROM search WHERE search MATCH 'amblikula'"), ==, facility);

  g_assert_cmpint (edit_ask_number (f, "SELECT id FROM history"), ==, entry);
  edit_assert_answer (f, "SELECT position || kind || who || summary || schema || coalesce (reason, '-') FROM history",
                      "1editAiliNew: Ämbliküla magnets1-");
  edit_assert_answer (f, "SELECT count (*) || record_table FROM history_record", "1facility");
  g_assert_cmpint (edit_ask_number (f, "SELECT record FROM history_record"), ==, facility);
  g_assert_cmpuint (f->n_changed, ==, 1);
}

static void
test_update_and_delete (EditFixture   *f,
                        gconstpointer  data)
{
  g_autoptr(YttChanges) update = ytt_changes_new ();
  g_autoptr(YttChanges) delete = ytt_changes_new ();
  gint64 facility = edit_ask_number (f, "SELECT facility FROM claim GROUP BY 1 ORDER BY count(*) DESC LIMIT 1");
  g_autofree char *name = NULL;
  g_autofree char *sql = g_strdup_printf ("SELECT name FROM facility WHERE id = %" G_GINT64_FORMAT, facility);

  name = store_ask (f->path, sql);
  ytt_changes_update (update, "facility", facility);
  ytt_changes_expect (update, "name", YTT_CELL_OF_TEXT (name));
  ytt_changes_set (update, "name", YTT_CELL_OF_TEXT ("Zzyzx"));
  edit_do (f, update, "Name");
  edit_assert_answer (f, sql, "Zzyzx");
  g_assert_cmpint (edit_ask_number (f, "SELECT rowid FROM search WHERE search MATCH 'zzyzx'"), ==, facility);

  ytt_changes_delete (delete, "facility", facility);
  edit_do (f, delete, "Deleted: Zzyzx");
  edit_assert_answer (f, sql, NULL);
  edit_assert_answer (f, "SELECT count(*) FROM claim WHERE facility NOT IN (SELECT id FROM facility)", "0");
  edit_assert_answer (f, "SELECT count(*) FROM pragma_foreign_key_check", "0");
  edit_assert_answer (f, "SELECT group_concat (position) FROM history", "1,2");
}

/* What is so already makes no entry and no noise. */
static void
test_nothing_to_do (EditFixture   *f,
                    gconstpointer  data)
{
  g_autoptr(YttChanges) none = ytt_changes_new ();
  g_autoptr(YttChanges) same = ytt_changes_new ();
  g_autoptr(YttChanges) gone = ytt_changes_new ();
  g_autofree char *name = store_ask (f->path, "SELECT name FROM facility ORDER BY id LIMIT 1");
  g_autoptr(GError) error = NULL;

  ytt_changes_update (same, "facility", any (f, "facility"));
  ytt_changes_set (same, "name", YTT_CELL_OF_TEXT (name));
  ytt_changes_delete (gone, "facility", 77);

  g_assert_cmpint (edit_commit (f, none, "None", &error), ==, 0);
  g_assert_no_error (error);
  g_assert_cmpint (edit_commit (f, same, "Same", &error), ==, 0);
  g_assert_no_error (error);
  g_assert_cmpint (edit_commit (f, gone, "Gone", &error), ==, 0);
  g_assert_no_error (error);
  edit_assert_answer (f, "SELECT count(*) FROM history", "0");
  g_assert_cmpuint (f->n_changed, ==, 0);
}

static YttChanges *
update_one (EditFixture *f,
            const char  *table,
            const char  *column,
            YttCell      cell)
{
  YttChanges *changes = ytt_changes_new ();

  /* Something that is good goes before, and must be taken back too. */
  edit_add_facility (changes, any (f, "source"), "Taken back");
  ytt_changes_update (changes, table, any (f, table));
  ytt_changes_set (changes, column, cell);

  return changes;
}

static void
test_refused (EditFixture   *f,
              gconstpointer  data)
{
  static const struct { const char *table, *column; YttCell cell; const char *words; } cases[] = {
    { "facility", "name", { YTT_CELL_NULL }, "facility.name" },
    { "claim", "source", { YTT_CELL_NULL }, "source" },
    { "claim", "source", { YTT_CELL_INTEGER, .integer = 77 }, "refers to" },
    { "facility", "id", { YTT_CELL_INTEGER, .integer = 77 }, "id" },
    { "facility", "nonsense", { YTT_CELL_NULL }, "nonsense" },
    { "facility", "name\" = 'x' --", { YTT_CELL_NULL }, "name" },
    { "facility", "geom", { YTT_CELL_TEXT, .text = "somewhere" }, "place" },
    { "facility", "name", { YTT_CELL_POINT }, "place" },
    { "facility", "name", { YTT_CELL_TEXT, .text = "\xff\xfe" }, "text" },
    { "facility_shown", "status", { YTT_CELL_NULL }, "facility_shown" },
    { "history", "summary", { YTT_CELL_NULL }, "history" },
    { "facility\" SET name = 'x' --", "name", { YTT_CELL_NULL }, "facility" },
    { "meta", "value", { YTT_CELL_TEXT, .text = "2" }, "schema" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(YttChanges) changes = NULL;

      if (g_str_equal (cases[i].table, "facility_shown") || strpbrk (cases[i].table, "\"") != NULL ||
          g_str_equal (cases[i].table, "history"))
        {
          changes = ytt_changes_new ();
          ytt_changes_update (changes, cases[i].table, 1);
          ytt_changes_set (changes, cases[i].column, cases[i].cell);
        }
      else
        changes = update_one (f, cases[i].table, cases[i].column, cases[i].cell);

      edit_refuse (f, changes, YTT_ERROR_INVALID, cases[i].words);
    }
}

static void
test_claim_without_source (EditFixture   *f,
                           gconstpointer  data)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();

  ytt_changes_insert (changes, "claim");
  ytt_changes_set (changes, "facility", YTT_CELL_OF_INTEGER (any (f, "facility")));
  ytt_changes_set (changes, "attribute", YTT_CELL_OF_TEXT ("capacity"));
  ytt_changes_set (changes, "value", YTT_CELL_OF_TEXT ("7"));
  edit_refuse (f, changes, YTT_ERROR_INVALID, "source");
}

static void
test_twice_the_same (EditFixture   *f,
                     gconstpointer  data)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  g_autofree char *stage = store_ask (f->path, "SELECT stage FROM facility_stage ORDER BY id LIMIT 1");

  ytt_changes_insert (changes, "facility_stage");
  ytt_changes_set (changes, "facility",
                   YTT_CELL_OF_INTEGER (edit_ask_number (f, "SELECT facility FROM facility_stage ORDER BY id LIMIT 1")));
  ytt_changes_set (changes, "stage", YTT_CELL_OF_TEXT (stage));
  edit_refuse (f, changes, YTT_ERROR_INVALID, "already");
}

static void
set_parent (YttChanges *changes,
            gint64      organisation,
            gint64      parent)
{
  ytt_changes_update (changes, "organisation", organisation);
  ytt_changes_set (changes, "parent", parent != 0 ? YTT_CELL_OF_INTEGER (parent) : YTT_CELL_OF_NULL);
}

/* Whatever the way, an organisation never comes to be a part of itself. */
static void
test_circle (EditFixture   *f,
             gconstpointer  data)
{
  g_autoptr(YttChanges) plant = ytt_changes_new ();
  g_autoptr(YttChanges) self = ytt_changes_new ();
  g_autoptr(YttChanges) circle = ytt_changes_new ();
  g_autoptr(YttChanges) freed = ytt_changes_new ();
  g_autoptr(YttChanges) turned = ytt_changes_new ();
  g_autoptr(GError) error = NULL;
  gint64 ids[3], entry;

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("Zzyzx %u", i);

      ids[i] = ytt_changes_insert (plant, "organisation");
      ytt_changes_set (plant, "name", YTT_CELL_OF_TEXT (name));
      if (i > 0)
        ytt_changes_set (plant, "parent", YTT_CELL_OF_INTEGER (ids[i - 1]));
    }
  edit_do (f, plant, "Add");

  set_parent (self, ids[0], ids[0]);
  edit_refuse (f, self, YTT_ERROR_INVALID, "part of itself");
  set_parent (circle, ids[0], ids[2]);
  edit_refuse (f, circle, YTT_ERROR_INVALID, "“Zzyzx 2” is a part of “Zzyzx 0” already");

  /* Undone alone, the first of these two would leave a circle. */
  set_parent (freed, ids[1], 0);
  entry = edit_do (f, freed, "Free");
  set_parent (turned, ids[0], ids[2]);
  edit_do (f, turned, "Turn");
  g_assert_cmpint (edit_revert (f, entry, &error), ==, 0);
  g_assert_error (error, YTT_ERROR, YTT_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, "“Zzyzx 0” is a part of “Zzyzx 1” already");
}

/* What another program made of it is told of, and can be mended. */
static void
test_circle_outside (EditFixture   *f,
                     gconstpointer  data)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  gint64 id = any (f, "organisation");
  g_autofree char *sql = g_strdup_printf ("UPDATE organisation SET parent = %1$" G_GINT64_FORMAT " WHERE id = %1$"
                                          G_GINT64_FORMAT, id);

  store_run (f->path, sql);
  set_parent (changes, id, 0);
  edit_do (f, changes, "Mend");
  edit_assert_answer (f, "SELECT group_concat (kind) FROM (SELECT kind FROM history ORDER BY position)", "outside,edit");
}

/* Somebody else was there first. */
static void
test_expected (EditFixture   *f,
               gconstpointer  data)
{
  g_autoptr(YttChanges) name = ytt_changes_new ();
  g_autoptr(YttChanges) gone = ytt_changes_new ();
  g_autoptr(YttChanges) place = ytt_changes_new ();
  g_autoptr(YttChanges) moved = ytt_changes_new ();
  gint64 facility = edit_ask_number (f, "SELECT id FROM facility WHERE geom IS NOT NULL AND locality IS NOT NULL LIMIT 1");

  ytt_changes_update (name, "facility", facility);
  ytt_changes_expect (name, "name", YTT_CELL_OF_TEXT ("What nobody is called"));
  ytt_changes_set (name, "locality", YTT_CELL_OF_TEXT ("Elsewhere"));
  edit_refuse (f, name, YTT_ERROR_CHANGED, "somebody else");

  ytt_changes_update (gone, "facility", 77);
  ytt_changes_set (gone, "locality", YTT_CELL_OF_TEXT ("Elsewhere"));
  edit_refuse (f, gone, YTT_ERROR_CHANGED, "somebody else");

  ytt_changes_update (place, "facility", facility);
  ytt_changes_set (place, "geom", YTT_CELL_OF_POINT (13.25, 47.5));
  edit_do (f, place, "Place");

  ytt_changes_update (moved, "facility", facility);
  ytt_changes_expect (moved, "geom", YTT_CELL_OF_POINT (13.25, 47.5));
  ytt_changes_set (moved, "geom", YTT_CELL_OF_POINT (-179.5, 47.5));
  edit_do (f, moved, "Place");
  edit_assert_answer (f, "SELECT min_x FROM gpkg_contents WHERE table_name = 'facility'", "-179.5");
  edit_refuse (f, moved, YTT_ERROR_CHANGED, "somebody else");
}

/* Rows may come in any order; references are looked at in the end. */
static void
test_any_order (EditFixture   *f,
                gconstpointer  data)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  g_autoptr(YttChanges) ordered = ytt_changes_new ();
  gint64 organisation;

  ytt_changes_update (changes, "organisation", any (f, "organisation"));
  organisation = ytt_changes_insert (ordered, "organisation");
  ytt_changes_set (changes, "parent", YTT_CELL_OF_INTEGER (organisation));
  edit_refuse (f, changes, YTT_ERROR_INVALID, "refers to");

  ytt_changes_set (ordered, "name", YTT_CELL_OF_TEXT ("A parent"));
  edit_do (f, ordered, "New parent");
  edit_do (f, changes, "Parent");
}

/* The reading connections' index in memory must follow, and no second signal may come from the file's watch. */
static void
test_seen_at_once (EditFixture   *f,
                   gconstpointer  data)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  g_autoptr(GAsyncResult) before = NULL;
  g_autoptr(GAsyncResult) after = NULL;
  g_autoptr(YttResult) first = NULL;
  g_autoptr(YttResult) second = NULL;
  YttQuery query = { 0 };
  gint64 until;

  ytt_store_search_async (f->store, &query, NULL, store_keep_result_cb, &before);
  store_wait_result (&before);
  first = ytt_store_search_finish (f->store, before, NULL);

  edit_add_facility (changes, any (f, "source"), "Seen at once");
  edit_do (f, changes, "New");

  ytt_store_search_async (f->store, &query, NULL, store_keep_result_cb, &after);
  store_wait_result (&after);
  second = ytt_store_search_finish (f->store, after, NULL);
  g_assert_cmpuint (second->n_total, ==, first->n_total + 1);
  g_assert_cmpuint (second->points->len, ==, first->points->len + 1);

  /* GFileMonitor tells within a second. */
  until = g_get_monotonic_time () + 1500 * G_TIME_SPAN_MILLISECOND;
  ytt_store_look_for_changes (f->store);
  while (g_get_monotonic_time () < until)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  g_assert_cmpuint (f->n_changed, ==, 1);
}

/* While another program writes, the edit waits, and goes through when that is done or fails so that it can be tried
 * again. */
static void
test_busy (EditFixture   *f,
           gconstpointer  data)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  g_autoptr(sqlite3) other = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  gint64 until = g_get_monotonic_time () + 300 * G_TIME_SPAN_MILLISECOND;

  edit_add_facility (changes, any (f, "source"), "Patient");
  g_assert_cmpint (sqlite3_open (f->path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);

  edit_refuse (f, changes, YTT_ERROR_BUSY, "");

  ytt_store_commit_async (f->store, changes, "Patient", NULL, NULL, store_keep_result_cb, &result);
  while (g_get_monotonic_time () < until)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  g_assert_null (result);
  g_assert_cmpint (sqlite3_exec (other, "ROLLBACK", NULL, NULL, NULL), ==, SQLITE_OK);
  store_wait_result (&result);
  g_assert_cmpint (ytt_store_commit_finish (f->store, result, &error), !=, 0);
  g_assert_no_error (error);
}

static void
test_read_only (EditFixture   *f,
                gconstpointer  data)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  g_autoptr(GError) error = NULL;

  edit_add_facility (changes, any (f, "source"), "Only looked at");
  g_clear_pointer (&f->store, store_close);
  f->store = store_open (f->path, YTT_STORE_READ_ONLY, &error);
  g_assert_no_error (error);
  edit_refuse (f, changes, YTT_ERROR_PERMISSION, "only");
}

static void
test_cancelled (EditFixture   *f,
                gconstpointer  data)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  edit_add_facility (changes, any (f, "source"), "Given up");
  g_cancellable_cancel (cancellable);
  ytt_store_commit_async (f->store, changes, "Given up", NULL, cancellable, store_keep_result_cb, &result);
  store_wait_result (&result);
  g_assert_cmpint (ytt_store_commit_finish (f->store, result, &error), ==, 0);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  edit_assert_answer (f, "SELECT count(*) FROM history", "0");
}

/* A change set that needs many pieces must come out as it went in. */
static void
test_pieces (EditFixture   *f,
             gconstpointer  data)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  g_autoptr(YttChangeSet) set = NULL;
  g_autoptr(sqlite3) db = NULL;
  g_autoptr(GRand) random = g_rand_new_with_seed (11);
  g_autoptr(GError) error = NULL;
  guint n_rows = 0;
  gint64 entry;

  for (guint i = 0; i < 2000; i++)
    {
      g_autoptr(GString) title = g_string_new (NULL);

      for (guint k = 0; k < 1000; k++)
        g_string_append_c (title, (char) g_rand_int_range (random, ' ', '~'));
      ytt_changes_insert (changes, "source");
      ytt_changes_set (changes, "title", YTT_CELL_OF_TEXT (title->str));
    }
  entry = edit_do (f, changes, "Many sources");
  g_assert_cmpint (edit_ask_number (f, "SELECT count(*) FROM history_piece"), >, 4);
  edit_assert_answer (f, "SELECT count(*) FROM history_record", "2000");

  g_assert_cmpint (sqlite3_open (f->path, &db), ==, SQLITE_OK);
  set = ytt_change_set_open (db, entry, TRUE, &error);
  g_assert_no_error (error);
  while (ytt_change_set_next (set, &error))
    {
      g_assert_cmpint (set->operation, ==, SQLITE_DELETE);
      g_assert_cmpint (sqlite3_value_bytes (ytt_change_set_get_old (set, 2)), ==, 1000);
      n_rows++;
    }
  g_assert_no_error (error);
  g_assert_cmpuint (n_rows, ==, 2000);
}

/* A piece that is gone, cut or nonsense is an error, and not a shorter change set. */
static void
test_damaged_pieces (EditFixture   *f,
                     gconstpointer  data)
{
  static const char * const damages[] = {
    "UPDATE history_piece SET content = zeroblob (length (content)) WHERE piece = 0",
    "UPDATE history_piece SET content = substr (content, 1, length (content) / 2)",
    "DELETE FROM history_piece",
  };
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  g_autoptr(sqlite3) db = NULL;
  gint64 entry;

  edit_add_facility (changes, any (f, "source"), "To be damaged");
  entry = edit_do (f, changes, "New");
  g_assert_cmpint (sqlite3_open (f->path, &db), ==, SQLITE_OK);
  sqlite3_db_config (db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autoptr(YttChangeSet) set = NULL;
      g_autoptr(GError) error = NULL;

      g_assert_cmpint (sqlite3_exec (db, "BEGIN", NULL, NULL, NULL), ==, SQLITE_OK);
      g_assert_cmpint (sqlite3_exec (db, damages[i], NULL, NULL, NULL), ==, SQLITE_OK);
      set = ytt_change_set_open (db, entry, FALSE, &error);
      while (set != NULL && ytt_change_set_next (set, &error))
        ;
      g_assert_error (error, YTT_ERROR, YTT_ERROR_DAMAGED);
      g_assert_cmpint (sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL), ==, SQLITE_OK);
    }
}

#define TEST(name, func) \
  g_test_add ("/commit/" name, EditFixture, NULL, edit_fixture_set_up_shipped, func, edit_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  TEST ("insert", test_insert);
  TEST ("update-and-delete", test_update_and_delete);
  TEST ("nothing-to-do", test_nothing_to_do);
  TEST ("refused", test_refused);
  TEST ("circle", test_circle);
  TEST ("circle-outside", test_circle_outside);
  TEST ("claim-without-source", test_claim_without_source);
  TEST ("twice-the-same", test_twice_the_same);
  TEST ("expected", test_expected);
  TEST ("references", test_any_order);
  TEST ("seen-at-once", test_seen_at_once);
  TEST ("busy", test_busy);
  TEST ("read-only", test_read_only);
  TEST ("cancelled", test_cancelled);
  TEST ("pieces", test_pieces);
  TEST ("damaged-pieces", test_damaged_pieces);

  return g_test_run ();
}
