#include "config.h"

#include "edit-fixture.h"

#include <string.h>

static void
changed_cb (EditFixture *f)
{
  f->n_changed++;
}

static void
open_store (EditFixture   *f,
            YttStoreFlags  flags)
{
  g_autoptr(GError) error = NULL;

  f->store = store_open (f->path, flags, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ytt_store_get_read_only_reason (f->store), ==, NULL);
  g_signal_connect_swapped (f->store, "changed", G_CALLBACK (changed_cb), f);
}

static void
make_folder (EditFixture *f)
{
  f->folder = store_make_folder ();
  f->path = g_build_filename (f->folder, "document.gpkg", NULL);
}

void
edit_fixture_set_up_shipped (EditFixture   *f,
                             gconstpointer  data)
{
  g_autoptr(GFile) shipped = g_file_new_for_path (g_getenv ("YTTERBY_SHIPPED"));
  g_autoptr(GFile) copy = NULL;
  g_autoptr(GError) error = NULL;

  make_folder (f);
  copy = g_file_new_for_path (f->path);
  g_file_copy (shipped, copy, G_FILE_COPY_TARGET_DEFAULT_PERMS, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  open_store (f, YTT_STORE_OPEN);
}

void
edit_fixture_set_up_empty (EditFixture   *f,
                           gconstpointer  data)
{
  make_folder (f);
  open_store (f, YTT_STORE_CREATE);
}

void
edit_fixture_tear_down (EditFixture   *f,
                        gconstpointer  data)
{
  g_clear_pointer (&f->store, store_close);
  g_clear_pointer (&f->folder, store_remove_folder);
  g_clear_pointer (&f->path, g_free);
}

void
edit_reopen (EditFixture *f)
{
  g_clear_pointer (&f->store, store_close);
  open_store (f, YTT_STORE_OPEN);
}

gint64
edit_commit (EditFixture  *f,
             YttChanges   *changes,
             const char   *summary,
             GError      **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  ytt_store_commit_async (f->store, changes, summary, NULL, NULL, store_keep_result_cb, &result);
  store_wait_result (&result);

  return ytt_store_commit_finish (f->store, result, error);
}

gint64
edit_do (EditFixture *f,
         YttChanges  *changes,
         const char  *summary)
{
  g_autoptr(GError) error = NULL;
  gint64 entry = edit_commit (f, changes, summary, &error);

  g_assert_no_error (error);
  g_assert_cmpint (entry, !=, 0);

  return entry;
}

void
edit_refuse (EditFixture *f,
             YttChanges  *changes,
             int          code,
             const char  *words)
{
  g_autofree char *before = edit_dump (f->path);
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;
  gint64 n_entries = edit_ask_number (f, "SELECT count(*) FROM history");
  guint n_changed = f->n_changed;

  g_assert_cmpint (edit_commit (f, changes, "What is refused", &error), ==, 0);
  g_assert_error (error, YTT_ERROR, code);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” does not say “%s”", error->message, words);

  after = edit_dump (f->path);
  edit_assert_same (before, after);
  g_assert_cmpint (edit_ask_number (f, "SELECT count(*) FROM history"), ==, n_entries);
  g_assert_cmpuint (f->n_changed, ==, n_changed);
}

gint64
edit_undo (EditFixture  *f,
           GError      **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  ytt_store_undo_async (f->store, NULL, store_keep_result_cb, &result);
  store_wait_result (&result);

  return ytt_store_undo_finish (f->store, result, error);
}

gint64
edit_redo (EditFixture  *f,
           GError      **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  ytt_store_redo_async (f->store, NULL, store_keep_result_cb, &result);
  store_wait_result (&result);

  return ytt_store_redo_finish (f->store, result, error);
}

gint64
edit_revert (EditFixture  *f,
             gint64        entry,
             GError      **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  ytt_store_revert_async (f->store, entry, NULL, NULL, store_keep_result_cb, &result);
  store_wait_result (&result);

  return ytt_store_revert_finish (f->store, result, error);
}

void
edit_refuse_revert (EditFixture *f,
                    gint64       entry,
                    const char  *words)
{
  g_autofree char *before = edit_dump (f->path);
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (entry != 0 ? edit_revert (f, entry, &error) : edit_undo (f, &error), ==, 0);
  g_assert_error (error, YTT_ERROR, YTT_ERROR_RESTS);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” does not say “%s”", error->message, words);

  after = edit_dump (f->path);
  edit_assert_same (before, after);
}

void
edit_refuse_undo (EditFixture *f,
                  const char  *words)
{
  edit_refuse_revert (f, 0, words);
}

void
edit_assert_undo_state (EditFixture *f,
                        const char  *wanted)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(YttUndoState) state = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *found = NULL;

  ytt_store_get_undo_state_async (f->store, NULL, store_keep_result_cb, &result);
  store_wait_result (&result);
  state = ytt_store_get_undo_state_finish (f->store, result, &error);
  g_assert_no_error (error);
  found = g_strdup_printf ("%s|%s", state->undo != 0 ? state->undo_summary : "-",
                           state->redo != 0 ? state->redo_summary : "-");
  g_assert_cmpstr (found, ==, wanted);
}

static char *
write_query (sqlite3    *db,
             const char *table)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  GString *sql = g_string_new ("SELECT ");

  if (g_str_equal (table, "search"))
    g_string_append (sql, "rowid || ' ' || ");

  g_assert_cmpint (sqlite3_prepare_v2 (db, "SELECT name FROM pragma_table_info(?1) WHERE name <> 'last_change'", -1, &stmt,
                                       NULL), ==, SQLITE_OK);
  sqlite3_bind_text (stmt, 1, table, -1, SQLITE_STATIC);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    g_string_append_printf (sql, "quote(\"%s\") || ' ' || ", (const char *) sqlite3_column_text (stmt, 0));
  g_string_append_printf (sql, "'' FROM \"%s\" ORDER BY 1", table);

  return g_string_free (sql, FALSE);
}

static void
dump_table (sqlite3    *db,
            const char *table,
            GString    *dump)
{
  g_autofree char *sql = write_query (db, table);
  g_autoptr(sqlite3_stmt) stmt = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    g_string_append_printf (dump, "%s: %s\n", table, (const char *) sqlite3_column_text (stmt, 0));
}

char *
edit_dump_from (sqlite3 *db)
{
  static const char tables[] =
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'history%' AND name NOT LIKE 'sqlite%'"
    " AND name NOT LIKE 'search\\_%' ESCAPE '\\' AND name NOT LIKE 'rtree%' ORDER BY name";
  g_autoptr(sqlite3_stmt) stmt = NULL;
  GString *dump = g_string_new (NULL);

  g_assert_cmpint (sqlite3_prepare_v2 (db, tables, -1, &stmt, NULL), ==, SQLITE_OK);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    dump_table (db, (const char *) sqlite3_column_text (stmt, 0), dump);

  return g_string_free (dump, FALSE);
}

char *
edit_dump (const char *path)
{
  g_autoptr(sqlite3) db = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, 5000);

  return edit_dump_from (db);
}

/* Says where they differ first: whole documents would be too much to read. */
void
edit_assert_same (const char *before,
                  const char *after)
{
  gsize start = 0;

  for (gsize i = 0; before[i] == after[i]; i++)
    {
      if (before[i] == '\0')
        return;
      if (before[i] == '\n')
        start = i + 1;
    }

  g_error ("“%.*s” was “%.*s”", (int) strcspn (after + start, "\n"), after + start, (int) strcspn (before + start, "\n"),
           before + start);
}

gint64
edit_ask_number (EditFixture *f,
                 const char  *sql)
{
  g_autofree char *answer = store_ask (f->path, sql);

  return answer != NULL ? g_ascii_strtoll (answer, NULL, 10) : 0;
}

void
edit_assert_answer (EditFixture *f,
                    const char  *sql,
                    const char  *wanted)
{
  g_autofree char *answer = store_ask (f->path, sql);

  g_assert_cmpstr (answer, ==, wanted);
}

gint64
edit_add_facility (YttChanges *changes,
                   gint64      source,
                   const char *name)
{
  gint64 facility = ytt_changes_insert (changes, "facility");

  ytt_changes_set (changes, "name", YTT_CELL_OF_TEXT (name));
  ytt_changes_set (changes, "country", YTT_CELL_OF_TEXT ("EE"));
  ytt_changes_set (changes, "geom", YTT_CELL_OF_POINT (28.2, 59.4));

  ytt_changes_insert (changes, "facility_stage");
  ytt_changes_set (changes, "facility", YTT_CELL_OF_INTEGER (facility));
  ytt_changes_set (changes, "stage", YTT_CELL_OF_TEXT ("magnet"));

  for (guint i = 0; i < 2; i++)
    {
      ytt_changes_insert (changes, "claim");
      ytt_changes_set (changes, "facility", YTT_CELL_OF_INTEGER (facility));
      ytt_changes_set (changes, "source", YTT_CELL_OF_INTEGER (source));
      ytt_changes_set (changes, "attribute", YTT_CELL_OF_TEXT (i == 0 ? "capacity" : "status"));
      ytt_changes_set (changes, "value", YTT_CELL_OF_TEXT (i == 0 ? "2000" : "construction"));
      if (i == 0)
        {
          ytt_changes_set (changes, "unit", YTT_CELL_OF_TEXT ("t/yr"));
          ytt_changes_set (changes, "basis", YTT_CELL_OF_TEXT ("magnets"));
        }
    }

  return facility;
}
