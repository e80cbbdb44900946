#include "config.h"

#include "merge-fixture.h"

#include <string.h>

#include "ytt-history-write.h"
#include "ytt-record-tables.h"

void
merge_fixture_set_up (MergeFixture  *f,
                      gconstpointer  data)
{
  f->folder = store_make_folder ();
  f->random = g_rand_new_with_seed (1);
}

void
merge_fixture_tear_down (MergeFixture  *f,
                         gconstpointer  data)
{
  g_clear_pointer (&f->random, g_rand_free);
  g_clear_pointer (&f->folder, store_remove_folder);
}

static YttStore *
open_store (const char    *path,
            YttStoreFlags  flags)
{
  g_autoptr(GError) error = NULL;
  YttStore *store = store_open (path, flags, &error);

  g_assert_no_error (error);

  return store;
}

YttStore *
merge_create (MergeFixture *f,
              const char   *name,
              const char   *sql)
{
  g_autofree char *path = g_build_filename (f->folder, name, NULL);
  YttStore *store = open_store (path, YTT_STORE_CREATE);

  if (sql != NULL)
    g_assert_cmpint (merge_edit (store, sql), !=, 0);

  return store;
}

YttStore *
merge_copy (MergeFixture *f,
            YttStore     *store,
            const char   *name)
{
  g_autofree char *path = g_build_filename (f->folder, name, NULL);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  ytt_store_save_copy_async (store, path, NULL, store_keep_result_cb, &result);
  store_wait_result (&result);
  ytt_store_save_copy_finish (store, result, &error);
  g_assert_no_error (error);

  return open_store (path, YTT_STORE_OPEN);
}

typedef struct
{
  const char *sql;
  const char *who;
} Edit;

static gint64
do_edit (sqlite3   *db,
         gpointer   data,
         GError   **error)
{
  Edit *edit = data;
  YttHistoryHead head = { YTT_HISTORY_EDIT, edit->who, edit->sql, NULL, 0 };
  g_autoptr(sqlite3_session) session = ytt_change_set_record (db, error);

  if (session == NULL || !ytt_sqlite_exec (db, edit->sql, error))
    return 0;

  return ytt_history_write (db, session, &head, NULL, error);
}

gint64
merge_edit (YttStore   *store,
            const char *sql)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  Edit edit = { sql, ytt_store_get_who (store) };
  gint64 entry;

  ytt_store_write_async (store, do_edit, &edit, NULL, NULL, store_keep_result_cb, &result);
  store_wait_result (&result);
  entry = ytt_store_write_finish (store, result, &error);
  if (error != NULL && strstr (error->message, "same") == NULL && strstr (error->message, "UNIQUE") == NULL)
    g_error ("%s: %s", error->message, sql);

  return entry;
}

static gint64
do_note (sqlite3   *db,
         gpointer   data,
         GError   **error)
{
  return 0;
}

void
merge_edit_outside (YttStore   *store,
                    const char *sql)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  store_run (ytt_store_get_path (store), sql);
  ytt_store_write_async (store, do_note, NULL, NULL, NULL, store_keep_result_cb, &result);
  store_wait_result (&result);
  ytt_store_write_finish (store, result, &error);
  g_assert_no_error (error);
}

YttMergePlan *
merge_compare (YttStore    *store,
               const char  *path,
               gboolean     release,
               GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  ytt_store_merge_compare_async (store, path, release, NULL, store_keep_result_cb, &result);
  store_wait_result (&result);

  return ytt_store_merge_compare_finish (store, result, error);
}

gint64
merge_run (YttStore              *store,
           YttMergePlan          *plan,
           const YttMergeChoice  *choices,
           GError               **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  ytt_store_merge_run_async (store, plan, choices, "Merged", NULL, NULL, NULL, NULL, store_keep_result_cb, &result);
  store_wait_result (&result);

  return ytt_store_merge_run_finish (store, result, error);
}

/* What it would do, for whoever looks for the reason of a failure. */
static void
log_plan (GString      *log,
          YttMergePlan *plan)
{
  GPtrArray *items = ytt_merge_plan_get_items (plan), *decisions = ytt_merge_plan_get_decisions (plan);

  for (guint i = 0; i < items->len; i++)
    {
      const YttMergeItem *item = g_ptr_array_index (items, i);

      g_string_append_printf (log, "    kind %d %s %" G_GINT64_FORMAT " (%s) decision %d\n", item->kind, item->table, item->row,
                              item->what, item->decision);
    }
  for (guint i = 0; i < decisions->len; i++)
    {
      const YttMergeDecision *decision = g_ptr_array_index (decisions, i);

      g_string_append_printf (log, "    decision %u: question %d %s %" G_GINT64_FORMAT " %s: %s / %s, newer %d\n", i,
                              decision->question, decision->table, decision->row, decision->column, decision->mine.text,
                              decision->theirs.text, decision->newer);
    }
}

gint64
merge_all (YttStore *store,
           YttStore *other,
           int       choice,
           GString  *log)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(YttMergePlan) plan = merge_compare (store, ytt_store_get_path (other), FALSE, &error);
  g_autofree YttMergeChoice *choices = NULL;
  gint64 entry;
  guint n;

  g_assert_no_error (error);
  if (log != NULL)
    log_plan (log, plan);
  n = ytt_merge_plan_get_decisions (plan)->len;
  choices = g_new0 (YttMergeChoice, n + 1);
  for (guint i = 0; i < n; i++)
    choices[i] = (YttMergeChoice) choice;
  entry = merge_run (store, plan, choice >= 0 ? choices : NULL, &error);
  g_assert_no_error (error);

  return entry;
}

/* Names instead of keys. */
static char *
write_query (sqlite3    *db,
             const char *table)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(YttTableShape) shape = ytt_table_shape_read (db, table, &error);
  g_autoptr(GString) sql = g_string_new ("SELECT ");

  g_assert_no_error (error);
  for (guint i = 1; i < shape->columns->len; i++)
    {
      const char *column = g_ptr_array_index (shape->columns, i), *parent = g_ptr_array_index (shape->parents, i);
      const YttRecordTable *record = parent != NULL ? ytt_record_tables_find (parent) : NULL;

      /* An order that two people left different is nobody's fact. */
      if (g_str_equal (column, "position"))
        continue;
      if (sql->len > strlen ("SELECT "))
        g_string_append (sql, " || '|' || ");
      if (record != NULL)
        g_string_append_printf (sql, "coalesce ((SELECT p.\"%s\" FROM \"%s\" p WHERE p.id = t.\"%s\"), '-')", record->title,
                                parent, column);
      else
        g_string_append_printf (sql, "quote (\"%s\")", column);
    }
  g_string_append_printf (sql, " FROM \"%s\" t ORDER BY 1", table);

  return g_string_free (g_steal_pointer (&sql), FALSE);
}

char *
merge_dump_facts (YttStore *store)
{
  const YttRecordTable *tables = ytt_record_tables_get ();
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(sqlite3) db = NULL;

  g_assert_cmpint (sqlite3_open_v2 (ytt_store_get_path (store), &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  for (guint i = 0; tables[i].name != NULL; i++)
    {
      g_autofree char *sql = NULL;
      g_autoptr(sqlite3_stmt) stmt = NULL;

      /* What was merged with what is not alike on both sides. */
      if (g_str_equal (tables[i].name, "meta"))
        continue;
      sql = write_query (db, tables[i].name);
      g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL), ==, SQLITE_OK);
      while (sqlite3_step (stmt) == SQLITE_ROW)
        g_string_append_printf (text, "%s: %s\n", tables[i].name, (const char *) sqlite3_column_text (stmt, 0));
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dump_table (sqlite3    *db,
            const char *sql)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(sqlite3_stmt) stmt = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    {
      for (int i = 0; i < sqlite3_column_count (stmt); i++)
        g_string_append_printf (text, "%s|", (const char *) sqlite3_column_text (stmt, i));
      g_string_append_c (text, '\n');
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
merge_assert_sound (MergeFixture *f,
                    YttStore     *store)
{
  static const char * const derived[] = {
    "SELECT * FROM facility_shown ORDER BY id", "SELECT rowid, * FROM search ORDER BY rowid",
    "SELECT table_name, min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name LIKE 'facility%' ORDER BY 1"
  };
  g_autofree char *path = g_build_filename (f->folder, "sound.gpkg", NULL);
  YttStore *copy = merge_copy (f, store, "sound.gpkg");
  g_autoptr(sqlite3) db = NULL;
  g_autoptr(GError) error = NULL;
  char *before[G_N_ELEMENTS (derived)];
  g_autofree char *missing = NULL;

  store_close (copy);
  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  g_assert_true (ytt_sqlite_add_functions (db, NULL));
  missing = dump_table (db, "PRAGMA foreign_key_check");
  g_assert_cmpstr (missing, ==, "");
  for (guint i = 0; i < G_N_ELEMENTS (derived); i++)
    before[i] = dump_table (db, derived[i]);
  ytt_schema_derive (db, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (derived); i++)
    {
      g_autofree char *after = dump_table (db, derived[i]);

      edit_assert_same (before[i], after);
      g_free (before[i]);
    }
}

void
merge_undo (YttStore *store)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  ytt_store_undo_async (store, NULL, store_keep_result_cb, &result);
  store_wait_result (&result);
  ytt_store_undo_finish (store, result, &error);
  g_assert_no_error (error);
}

char *
merge_ask (YttStore   *store,
           const char *sql)
{
  return store_ask (ytt_store_get_path (store), sql);
}
