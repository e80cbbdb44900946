#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "store-fixture.h"
#include "ytt-backups-private.h"
#include "ytt-schema.h"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->folder = store_make_folder ();
  f->path = g_build_filename (f->folder, "document.gpkg", NULL);
  store_create (f->path);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_clear_pointer (&f->folder, store_remove_folder);
  g_clear_pointer (&f->path, g_free);
}

static void
want_writable (const char *path)
{
  g_autoptr(GError) error = NULL;
  YttStore *store = store_open (path, YTT_STORE_OPEN, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (ytt_store_get_read_only_reason (store), ==, NULL);
  store_close (store);
}

static void
want_answer (const char *path,
             const char *sql,
             const char *wanted)
{
  g_autofree char *found = store_ask (path, sql);

  g_assert_cmpstr (found, ==, wanted);
}

/* What is written into a new document must be what a GeoPackage asks for. */
static void
test_geopackage (Fixture       *f,
                 gconstpointer  data)
{
  want_answer (f->path, "PRAGMA application_id", "1196444487");
  want_answer (f->path, "PRAGMA user_version", "10300");
  want_answer (f->path, "PRAGMA integrity_check", "ok");
  want_answer (f->path, "SELECT value FROM meta WHERE key = 'schema'", "1");
  want_answer (f->path,
               "SELECT group_concat(name) FROM sqlite_schema"
               " WHERE type IN ('table', 'view') AND sql NOT LIKE '%VIRTUAL%'"
               " AND name NOT LIKE 'gpkg%' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'search%'"
               " AND name NOT LIKE 'history%' AND type = 'table'"
               " AND name NOT IN (SELECT table_name FROM gpkg_contents)", NULL);
  want_answer (f->path,
               "SELECT group_concat(s.name || '.' || c.name) FROM sqlite_schema s, pragma_table_info(s.name) c"
               " WHERE s.type = 'table' AND s.name NOT LIKE 'gpkg%' AND s.name NOT LIKE 's%'"
               " AND c.type NOT IN ('INTEGER', 'TEXT', 'REAL', 'BLOB', 'POINT')", NULL);
  want_answer (f->path,
               "SELECT group_concat(s.name) FROM sqlite_schema s"
               " WHERE s.type = 'table' AND s.name NOT LIKE 'gpkg%' AND s.name NOT LIKE 's%'"
               " AND (SELECT count(*) FROM pragma_table_info(s.name) WHERE pk AND name = 'id') <> 1", NULL);
}

/* Each reference can be followed backwards, or a delete would read whole tables. */
static void
test_references_have_indexes (Fixture       *f,
                              gconstpointer  data)
{
  want_answer (f->path,
               "SELECT group_concat(s.name || '.' || k.\"from\") FROM sqlite_schema s, pragma_foreign_key_list(s.name) k"
               " WHERE s.type = 'table' AND s.name NOT LIKE 'gpkg%' AND NOT EXISTS ("
               "  SELECT 1 FROM pragma_index_list(s.name) i, pragma_index_info(i.name) c"
               "  WHERE c.seqno = 0 AND c.name = k.\"from\")", NULL);
}

static void
test_history_only_grows (Fixture       *f,
                         gconstpointer  data)
{
  static const char * const changes[] = {
    "DELETE FROM history", "UPDATE history SET who = 'nobody'",
    "DELETE FROM history_piece", "UPDATE history_piece SET piece = 3",
    "DELETE FROM history_record", "UPDATE history_record SET record = 3",
  };
  g_autoptr(sqlite3) db = NULL;

  store_run (f->path, "INSERT INTO history (id, position, at, kind, summary, schema) VALUES (1, 1, '2026', 'edit', 'x', 1);"
                      "INSERT INTO history_piece (history, piece, content) VALUES (1, 0, x'00');"
                      "INSERT INTO history_record (history, record_table, record) VALUES (1, 'facility', 1)");
  g_assert_cmpint (sqlite3_open (f->path, &db), ==, SQLITE_OK);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    g_assert_cmpint (sqlite3_exec (db, changes[i], NULL, NULL, NULL), ==, SQLITE_CONSTRAINT);
}

/* Other programs */

static void
test_additions (Fixture       *f,
                gconstpointer  data)
{
  store_run (f->path,
             "CREATE TABLE layer_styles (id INTEGER PRIMARY KEY, styleQML TEXT);"
             "CREATE VIEW my_view AS SELECT name FROM facility;"
             "CREATE TRIGGER theirs AFTER INSERT ON layer_styles BEGIN DELETE FROM layer_styles; END;"
             "CREATE INDEX my_index ON facility(locality)");
  want_writable (f->path);
}

/* As GDAL 3.6 makes them. */
static const char spatial_index[] =
  "CREATE VIRTUAL TABLE \"rtree_facility_geom\" USING rtree(id, minx, maxx, miny, maxy);"
  "CREATE TRIGGER \"rtree_facility_geom_insert\" AFTER INSERT ON \"facility\""
  " WHEN (new.\"geom\" NOT NULL AND NOT ST_IsEmpty(NEW.\"geom\")) BEGIN"
  " INSERT OR REPLACE INTO \"rtree_facility_geom\" VALUES (NEW.\"id\", ST_MinX(NEW.\"geom\"), ST_MaxX(NEW.\"geom\"),"
  " ST_MinY(NEW.\"geom\"), ST_MaxY(NEW.\"geom\")); END;"
  "CREATE TRIGGER \"rtree_facility_geom_update1\" AFTER UPDATE OF \"geom\" ON \"facility\""
  " WHEN OLD.\"id\" = NEW.\"id\" AND (NEW.\"geom\" NOTNULL AND NOT ST_IsEmpty(NEW.\"geom\")) BEGIN"
  " INSERT OR REPLACE INTO \"rtree_facility_geom\" VALUES (NEW.\"id\", ST_MinX(NEW.\"geom\"), ST_MaxX(NEW.\"geom\"),"
  " ST_MinY(NEW.\"geom\"), ST_MaxY(NEW.\"geom\")); END;"
  "CREATE TRIGGER \"rtree_facility_geom_update6\" AFTER UPDATE OF \"geom\" ON \"facility\""
  " WHEN OLD.\"id\" = NEW.\"id\" BEGIN UPDATE \"rtree_facility_geom\" SET minx = ST_MinX(NEW.\"geom\")"
  " WHERE id = NEW.\"id\"; END;"
  "CREATE TRIGGER \"rtree_facility_geom_delete\" AFTER DELETE ON \"facility\" WHEN old.\"geom\" NOT NULL BEGIN"
  " DELETE FROM \"rtree_facility_geom\" WHERE id = OLD.\"id\"; END;"
  "CREATE TABLE gpkg_ogr_contents (table_name TEXT NOT NULL PRIMARY KEY, feature_count INTEGER DEFAULT NULL);"
  "INSERT INTO gpkg_ogr_contents VALUES ('facility', 0);"
  "CREATE TRIGGER \"trigger_insert_feature_count_facility\" AFTER INSERT ON \"facility\" BEGIN"
  " UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower('facility'); END;";

static void
insert_job (GTask        *task,
            sqlite3      *db,
            gpointer      task_data,
            GCancellable *cancellable)
{
  GError *error = NULL;

  if (ytt_sqlite_exec (db,
                       "INSERT INTO facility (name, geom) VALUES ('Narva',"
                       " x'47500001E610000001010000009A99999999193C40CDCCCCCCCCAC4D40')", &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* With such an index our own writing keeps it. */
static void
test_spatial_index (Fixture       *f,
                    gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  YttStore *store;

  store_run (f->path, spatial_index);
  store = store_open (f->path, YTT_STORE_OPEN, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ytt_store_get_read_only_reason (store), ==, NULL);

  ytt_store_push_write (store, g_task_new (store, NULL, store_keep_result_cb, &result), insert_job);
  store_wait_result (&result);
  g_assert_true (g_task_propagate_boolean (G_TASK (result), &error));
  g_assert_no_error (error);
  g_clear_object (&result);
  store_close (store);

  want_answer (f->path, "SELECT round(minx, 1) || ' ' || round(maxy, 1) FROM rtree_facility_geom", "28.1 59.4");
  want_answer (f->path, "SELECT feature_count FROM gpkg_ogr_contents", "1");
}

/* Names are no proof. */
static void
test_foreign_triggers (Fixture       *f,
                       gconstpointer  data)
{
  static const char * const bodies[] = {
    "DELETE FROM claim;",
    "DELETE FROM rtree_facility_geom; DELETE FROM claim;",
    "UPDATE claim SET value = '1';",
    "UPDATE OR REPLACE claim SET value = '1';",
    "INSERT INTO claim (value) SELECT 1;",
    "INSERT INTO rtree_facility_geom SELECT 1, 2, 3, 4, 5;",
    "SELECT RAISE (ABORT, 'no');",
    "DELETE FROM [claim]; ",
    "DELETE FROM `claim`;",
    "DELETE FROM/* \"rtree_facility_geom\" */\"claim\";",
    "DELETE FROM -- rtree_facility_geom\n claim;",
    "UPDATE gpkg_contents SET last_change = '';",
  };

  store_run (f->path, spatial_index);
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autofree char *sql = g_strdup_printf ("CREATE TRIGGER rtree_facility_geom_update2 AFTER UPDATE ON facility"
                                              " BEGIN %s END", bodies[i]);

      store_run (f->path, sql);
      store_want_read_only (f->path, "rtree_facility_geom_update2");
      store_run (f->path, "DROP TRIGGER rtree_facility_geom_update2");
      want_writable (f->path);
    }
}

/* A table that only has the index's name. */
static void
test_false_spatial_index (Fixture       *f,
                          gconstpointer  data)
{
  store_run (f->path,
             "CREATE VIEW rtree_facility_geom AS SELECT * FROM claim;"
             "CREATE TRIGGER t INSTEAD OF DELETE ON rtree_facility_geom BEGIN DELETE FROM claim; END;"
             "CREATE TRIGGER rtree_facility_geom_delete AFTER DELETE ON facility BEGIN"
             " DELETE FROM rtree_facility_geom; END");
  store_want_read_only (f->path, "rtree_facility_geom");
}

/* A trigger whose row says that it is something else, or of another table, would not be seen; SQLite refuses it. */
static void
test_forged_rows (Fixture       *f,
                  gconstpointer  data)
{
  static const struct { const char *type; const char *name; const char *table; } rows[] = {
    { "trigger", "hidden", "layer_styles" },
    { "table", "hidden", "hidden" },
    { "table", "gpkg_contents", "gpkg_contents" },
    { "index", "claim_updated", "layer_styles" },
  };

  store_run (f->path, "CREATE TABLE layer_styles (id INTEGER PRIMARY KEY)");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s.%u", f->path, i);
      g_autofree char *sql = g_strdup_printf (
        "PRAGMA writable_schema = ON; INSERT INTO sqlite_schema VALUES ('%s', '%s', '%s', 0,"
        " 'CREATE TRIGGER evil AFTER UPDATE OF \"value\" ON main.claim BEGIN DELETE FROM claim; END')",
        rows[i].type, rows[i].name, rows[i].table);
      g_autofree char *bytes = NULL;
      gsize size;

      g_assert_true (g_file_get_contents (f->path, &bytes, &size, NULL));
      g_assert_true (g_file_set_contents (path, bytes, size, NULL));
      store_run (path, sql);
      store_refuse (path, YTT_ERROR_DAMAGED, "damaged");
    }
}

static void
test_trigger_on_counts (Fixture       *f,
                        gconstpointer  data)
{
  store_run (f->path, spatial_index);
  store_run (f->path, "CREATE TRIGGER behind AFTER UPDATE ON gpkg_ogr_contents BEGIN DELETE FROM claim; END");
  store_want_read_only (f->path, "behind");
}

static void
test_changed (Fixture       *f,
              gconstpointer  data)
{
  store_run (f->path, "DROP TRIGGER claim_updated");
  store_want_read_only (f->path, "claim_updated");
  store_run (f->path, "CREATE TRIGGER claim_updated AFTER UPDATE ON claim BEGIN DELETE FROM claim; END");
  store_want_read_only (f->path, "claim_updated");
}

static void
test_changed_view (Fixture       *f,
                   gconstpointer  data)
{
  store_run (f->path, "DROP VIEW claim_shown; CREATE VIEW claim_shown AS SELECT * FROM claim");
  store_want_read_only (f->path, "claim_shown");
}

static void
test_appended_column (Fixture       *f,
                      gconstpointer  data)
{
  store_run (f->path, "ALTER TABLE facility ADD COLUMN my_note TEXT");
  store_want_read_only (f->path, "facility");
}

static void
test_lost_column (Fixture       *f,
                  gconstpointer  data)
{
  store_run (f->path, "DROP TRIGGER claim_noted_before; DROP TRIGGER claim_noted_insert;"
                      "DROP TRIGGER claim_noted_update; DROP TRIGGER claim_noted_delete;"
                      "ALTER TABLE claim DROP COLUMN typed");
  store_refuse (f->path, YTT_ERROR_DAMAGED, "claim");
}

static void
test_lost_search (Fixture       *f,
                  gconstpointer  data)
{
  store_run (f->path, "DROP TABLE search; CREATE TABLE search (name TEXT)");
  store_refuse (f->path, YTT_ERROR_DAMAGED, "search");
}

/* Upgrades, with steps made up */

static const char first_step[] =
  "CREATE TABLE meta (id INTEGER PRIMARY KEY, key TEXT UNIQUE, value TEXT);"
  "CREATE TABLE facility (id INTEGER PRIMARY KEY, name TEXT);"
  "CREATE TABLE claim (id INTEGER PRIMARY KEY, facility INTEGER, value TEXT);"
  "CREATE TABLE shown (id INTEGER PRIMARY KEY, value TEXT);"
  "INSERT INTO meta (key, value) VALUES ('schema', '1');";

static const char second_step[] = "ALTER TABLE claim ADD COLUMN note TEXT; CREATE TABLE tour (id INTEGER PRIMARY KEY);";

static const char third_step[] =
  "DROP VIEW IF EXISTS old_view; UPDATE claim SET note = 'of the third step'; INSERT INTO tour VALUES (3);";

#define VIEW(column) "CREATE VIEW derived AS SELECT facility AS id, max(" column ") AS value FROM claim GROUP BY facility;"
#define TRIGGER \
  "CREATE TRIGGER claim_inserted AFTER INSERT ON claim BEGIN" \
  " DELETE FROM shown WHERE id = NEW.facility;" \
  " INSERT INTO shown SELECT * FROM derived WHERE id = NEW.facility; END;"
#define DERIVE "DELETE FROM shown; INSERT INTO shown SELECT * FROM derived;"

static const char * const steps_of_1[] = { first_step, NULL };
static const char * const steps_of_3[] = { first_step, second_step, third_step, NULL };
static const char * const steps_of_bad[] = { first_step, second_step, "INSERT INTO nowhere VALUES (1)", NULL };

static const YttSchema schema_1 = { steps_of_1, VIEW ("value") "CREATE VIEW old_view AS SELECT 1;", TRIGGER, DERIVE };
static const YttSchema schema_3 = { steps_of_3, VIEW ("value || ' ' || note"), TRIGGER, DERIVE };
static const YttSchema schema_bad = { steps_of_bad, VIEW ("value"), TRIGGER, DERIVE };

static sqlite3 *
make_older (void)
{
  g_autoptr(GError) error = NULL;
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (":memory:", &db), ==, SQLITE_OK);
  g_assert_true (ytt_schema_build (&schema_1, db, &error));
  g_assert_no_error (error);
  ytt_sqlite_exec (db, "INSERT INTO facility VALUES (7, 'Narva'); INSERT INTO claim VALUES (1, 7, '2000')", &error);
  g_assert_no_error (error);

  return db;
}

static char *
ask (sqlite3    *db,
     const char *sql)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL), ==, SQLITE_OK);

  return sqlite3_step (stmt) == SQLITE_ROW ? g_strdup ((const char *) sqlite3_column_text (stmt, 0)) : NULL;
}

static void
test_upgrade (void)
{
  g_autoptr(sqlite3) db = make_older ();
  g_autoptr(GError) error = NULL;
  g_autofree char *reason = NULL, *number = NULL, *shown = NULL, *later = NULL, *views = NULL;

  g_assert_cmpuint (ytt_schema_get_number (&schema_3), ==, 3);
  g_assert_true (ytt_schema_check (&schema_3, db, "older.gpkg", NULL, &reason, &error));
  g_assert_no_error (error);
  g_assert_null (reason);

  number = ask (db, "SELECT value FROM meta WHERE key = 'schema'");
  g_assert_cmpstr (number, ==, "3");
  shown = ask (db, "SELECT value FROM shown");
  g_assert_cmpstr (shown, ==, "2000 of the third step");
  views = ask (db, "SELECT group_concat(name) FROM sqlite_schema WHERE type = 'view'");
  g_assert_cmpstr (views, ==, "derived");

  /* Triggers are there again, and at work. */
  g_assert_true (ytt_sqlite_exec (db, "INSERT INTO claim VALUES (2, 7, '3000', 'new')", &error));
  later = ask (db, "SELECT value FROM shown");
  g_assert_cmpstr (later, ==, "3000 new");
}

/* Same steps, same schema: a new document and an upgraded one cannot be told apart. */
static void
test_upgrade_twice (void)
{
  g_autoptr(sqlite3) db = make_older ();
  g_autoptr(GError) error = NULL;
  g_autofree char *reason = NULL;

  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (ytt_schema_check (&schema_3, db, "older.gpkg", NULL, &reason, &error));
      g_assert_no_error (error);
      g_assert_null (reason);
    }

  g_assert_false (ytt_schema_check (&schema_1, db, "newer.gpkg", NULL, &reason, &error));
  g_assert_error (error, YTT_ERROR, YTT_ERROR_TOO_NEW);
}

/* A step that fails leaves the older document, all of it. */
static void
test_upgrade_fails (void)
{
  g_autoptr(sqlite3) db = make_older ();
  g_autoptr(GError) error = NULL;
  g_autofree char *reason = NULL, *number = NULL, *columns = NULL;

  g_assert_false (ytt_schema_check (&schema_bad, db, "older.gpkg", NULL, &reason, &error));
  g_assert_error (error, YTT_ERROR, YTT_ERROR_STORE);
  g_clear_error (&error);
  g_assert_true (sqlite3_get_autocommit (db));

  number = ask (db, "SELECT value FROM meta WHERE key = 'schema'");
  g_assert_cmpstr (number, ==, "1");
  columns = ask (db, "SELECT group_concat(name) FROM pragma_table_info('claim')");
  g_assert_cmpstr (columns, ==, "id,facility,value");

  g_assert_true (ytt_schema_check (&schema_1, db, "older.gpkg", NULL, &reason, &error));
  g_assert_null (reason);
}

/* What another program altered beyond what the steps expect is not made worse. */
static void
test_upgrade_of_altered (void)
{
  g_autoptr(sqlite3) db = make_older ();
  g_autoptr(GError) error = NULL;
  g_autofree char *reason = NULL, *number = NULL;

  ytt_sqlite_exec (db, "ALTER TABLE facility ADD COLUMN theirs TEXT", &error);
  g_assert_no_error (error);
  g_assert_false (ytt_schema_check (&schema_3, db, "older.gpkg", NULL, &reason, &error));
  g_assert_error (error, YTT_ERROR, YTT_ERROR_DAMAGED);
  number = ask (db, "SELECT value FROM meta WHERE key = 'schema'");
  g_assert_cmpstr (number, ==, "1");
}

/* In a file of its own */
static sqlite3 *
make_older_file (const char *path)
{
  g_autoptr(sqlite3) older = make_older ();
  g_autofree char *sql = g_strdup_printf ("VACUUM INTO '%s'", path);
  sqlite3 *db;

  g_assert_cmpint (sqlite3_exec (older, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);

  return db;
}

/* A copy of the older document is kept, and only of an older one. */
static void
test_upgrade_backup (Fixture       *f,
                     gconstpointer  data)
{
  g_autofree char *path = g_strconcat (f->path, ".older", NULL);
  g_autofree char *folder = g_strconcat (f->path, ".backups", NULL);
  g_autoptr(sqlite3) db = make_older_file (path);
  g_autoptr(sqlite3) copy = NULL;
  g_autoptr(GPtrArray) backups = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *reason = NULL, *number = NULL, *value = NULL, *now = NULL;

  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (ytt_schema_check (&schema_3, db, path, folder, &reason, &error));
      g_assert_no_error (error);
    }
  now = ask (db, "SELECT value FROM meta WHERE key = 'schema'");
  g_assert_cmpstr (now, ==, "3");

  backups = ytt_backups_list (folder, path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (backups->len, ==, 1);
  g_assert_true (((YttBackup *) g_ptr_array_index (backups, 0))->of_document);
  g_assert_cmpint (sqlite3_open (((YttBackup *) g_ptr_array_index (backups, 0))->path, &copy), ==, SQLITE_OK);
  number = ask (copy, "SELECT value FROM meta WHERE key = 'schema'");
  g_assert_cmpstr (number, ==, "1");
  value = ask (copy, "SELECT value FROM claim WHERE id = 1");
  g_assert_cmpstr (value, ==, "2000");
}

/* Without a copy there is no upgrade. */
static void
test_upgrade_no_backup (Fixture       *f,
                        gconstpointer  data)
{
  g_autofree char *path = g_strconcat (f->path, ".older", NULL);
  g_autofree char *folder = g_strconcat (path, "/backups", NULL);
  g_autoptr(sqlite3) db = make_older_file (path);
  g_autoptr(GError) error = NULL;
  g_autofree char *reason = NULL, *number = NULL;

  g_assert_false (ytt_schema_check (&schema_3, db, path, folder, &reason, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "has to be brought up to date"));
  number = ask (db, "SELECT value FROM meta WHERE key = 'schema'");
  g_assert_cmpstr (number, ==, "1");
}

static void
test_upgrade_read_only (Fixture       *f,
                        gconstpointer  data)
{
  g_autoptr(sqlite3) older = make_older ();
  g_autoptr(sqlite3) db = NULL;
  g_autofree char *sql = g_strdup_printf ("VACUUM INTO '%s.older'", f->path);
  g_autofree char *path = g_strconcat (f->path, ".older", NULL);
  g_autoptr(GError) error = NULL;
  g_autofree char *reason = NULL;

  g_assert_cmpint (sqlite3_exec (older, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_false (ytt_schema_check (&schema_3, db, path, NULL, &reason, &error));
  g_assert_error (error, YTT_ERROR, YTT_ERROR_PERMISSION);
}

/* What bulk work derives in the end is what the triggers would have kept. */
static void
test_derive (Fixture       *f,
             gconstpointer  data)
{
  static const char dump_sql[] =
    "SELECT group_concat(row, char(10)) FROM ("
    " SELECT quote(s.id) || quote(sort_name) || quote(s.country) || quote(stages) || quote(stage_list) || quote(status)"
    "  || quote(status_claim) || quote(start_year) || quote(headline_claim) || quote(headline_value)"
    "  || quote(newest_claim) || quote(newest_source) || quote(contradicted)"
    "  || quote(w.name) || quote(w.names) || quote(w.place) || quote(w.country) || quote(w.operator)"
    "  || quote(w.owners) || quote(w.products) AS row"
    " FROM facility_shown s JOIN search w ON w.rowid = s.id ORDER BY s.id)";
  g_autoptr(sqlite3) db = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *kept = NULL, *derived = NULL;

  g_assert_cmpint (sqlite3_open (g_getenv ("YTTERBY_SHIPPED"), &db), ==, SQLITE_OK);
  kept = g_strdup_printf ("VACUUM INTO '%s.copy'", f->path);
  g_assert_cmpint (sqlite3_exec (db, kept, NULL, NULL, NULL), ==, SQLITE_OK);
  g_clear_pointer (&kept, g_free);
  g_clear_pointer (&db, sqlite3_close);

  {
    g_autofree char *path = g_strconcat (f->path, ".copy", NULL);

    g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  }
  g_assert_true (ytt_sqlite_add_functions (db, &error));

  /* Each row goes through its triggers once. */
  ytt_sqlite_exec (db,
                   "BEGIN; DELETE FROM facility_shown; DELETE FROM search; UPDATE facility SET name = name;"
                   "UPDATE facility_stage SET stage = stage; UPDATE claim SET value = value;"
                   "UPDATE facility_name SET name = name; UPDATE facility_product SET product = product;"
                   "UPDATE facility_organisation SET role = role; UPDATE facility_source SET source = source; COMMIT",
                   &error);
  g_assert_no_error (error);
  kept = ask (db, dump_sql);

  g_assert_true (ytt_schema_derive (db, &error));
  g_assert_no_error (error);
  derived = ask (db, dump_sql);

  g_assert_cmpint (strlen (kept), >, 1000);
  g_assert_cmpstr (kept, ==, derived);
}

#define ADD(path, func) g_test_add ("/schema/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  store_obey_modes ();
  g_test_init (&argc, &argv, NULL);

  ADD ("geopackage", test_geopackage);
  ADD ("references-have-indexes", test_references_have_indexes);
  ADD ("history-only-grows", test_history_only_grows);
  ADD ("derive", test_derive);
  ADD ("others/additions", test_additions);
  ADD ("others/spatial-index", test_spatial_index);
  ADD ("others/foreign-triggers", test_foreign_triggers);
  ADD ("others/false-spatial-index", test_false_spatial_index);
  ADD ("others/forged-rows", test_forged_rows);
  ADD ("others/trigger-on-counts", test_trigger_on_counts);
  ADD ("others/changed", test_changed);
  ADD ("others/changed-view", test_changed_view);
  ADD ("others/appended-column", test_appended_column);
  ADD ("others/lost-column", test_lost_column);
  ADD ("others/lost-search", test_lost_search);
  g_test_add_func ("/schema/upgrade", test_upgrade);
  g_test_add_func ("/schema/upgrade/twice", test_upgrade_twice);
  g_test_add_func ("/schema/upgrade/fails", test_upgrade_fails);
  g_test_add_func ("/schema/upgrade/of-altered", test_upgrade_of_altered);
  ADD ("upgrade/backup", test_upgrade_backup);
  ADD ("upgrade/no-backup", test_upgrade_no_backup);
  ADD ("upgrade/read-only", test_upgrade_read_only);

  return g_test_run ();
}
