/* What history tells of edits: entries by record and person, and fields in words. */

#include "config.h"

#include "edit-fixture.h"

#include <string.h>

static char *
tell_entries (EditFixture           *f,
              const YttHistoryQuery *query)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) entries = NULL;
  g_autoptr(GError) error = NULL;
  GString *told = g_string_new (NULL);

  ytt_store_get_history_async (f->store, query, NULL, store_keep_result_cb, &result);
  store_wait_result (&result);
  entries = ytt_store_get_history_finish (f->store, result, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < entries->len; i++)
    {
      const YttHistoryEntry *entry = g_ptr_array_index (entries, i);

      g_assert_cmpuint (strlen (entry->at), ==, strlen ("2026-11-24T22:00:00Z"));
      g_string_append_printf (told, "%s%s%s %s", i > 0 ? ", " : "", entry->stands ? "" : "-", entry->who, entry->summary);
    }

  return g_string_free (told, FALSE);
}

static void
assert_entries (EditFixture           *f,
                const YttHistoryQuery *query,
                const char            *wanted)
{
  g_autofree char *told = tell_entries (f, query);

  g_assert_cmpstr (told, ==, wanted);
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(const char * const *) a, *(const char * const *) b);
}

/* (transfer full): fields as lines, in the order of letters, for rows of one table come in any order */
static char *
tell_fields (EditFixture *f,
             gint64       entry,
             guint        limit,
             guint       *n_total)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) fields = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  ytt_store_get_fields_async (f->store, entry, limit, NULL, store_keep_result_cb, &result);
  store_wait_result (&result);
  fields = ytt_store_get_fields_finish (f->store, result, n_total, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < fields->len; i++)
    {
      const YttHistoryField *field = g_ptr_array_index (fields, i);

      g_ptr_array_add (lines, g_strdup_printf ("%s %s: %s.%s %s > %s", field->record_table,
                                               field->record_name != NULL ? field->record_name : "?", field->table,
                                               field->column, field->old != NULL ? field->old : "-",
                                               field->new != NULL ? field->new : "-"));
    }
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);

  return g_strjoinv ("\n", (char **) lines->pdata);
}

static void
test_entries (EditFixture   *f,
              gconstpointer  data)
{
  g_autoptr(YttChanges) create = ytt_changes_new ();
  g_autoptr(YttChanges) claim = ytt_changes_new ();
  g_autoptr(YttChanges) other = ytt_changes_new ();
  g_autoptr(GError) error = NULL;
  YttHistoryQuery query = { 0 };
  gint64 source = ytt_changes_insert (create, "source"), facility;

  ytt_changes_set (create, "title", YTT_CELL_OF_TEXT ("A paper"));
  facility = edit_add_facility (create, source, "Narva");
  ytt_store_set_who (f->store, "Aili");
  edit_do (f, create, "One");

  ytt_changes_update (claim, "claim", edit_ask_number (f, "SELECT id FROM claim WHERE attribute = 'capacity'"));
  ytt_changes_set (claim, "value", YTT_CELL_OF_TEXT ("3000"));
  ytt_store_set_who (f->store, "Bo");
  edit_do (f, claim, "Two");
  ytt_changes_insert (other, "saved_view");
  ytt_changes_set (other, "name", YTT_CELL_OF_TEXT ("Magnets"));
  ytt_changes_set (other, "content", YTT_CELL_OF_TEXT ("{}"));
  edit_do (f, other, "Three");
  edit_undo (f, &error);
  g_assert_no_error (error);

  assert_entries (f, &query, "Bo Undone: Three, -Bo Three, Bo Two, Aili One");
  query.limit = 2;
  assert_entries (f, &query, "Bo Undone: Three, -Bo Three");
  query.before = 3;
  assert_entries (f, &query, "Bo Two, Aili One");
  query = (YttHistoryQuery) { .who = "Aili" };
  assert_entries (f, &query, "Aili One");
  query = (YttHistoryQuery) { .record_table = "facility", .record = facility };
  assert_entries (f, &query, "Bo Two, Aili One");
  query = (YttHistoryQuery) { .record_table = "source", .record = source };
  assert_entries (f, &query, "Aili One");
  query = (YttHistoryQuery) { .record_table = "facility", .record = 77 };
  assert_entries (f, &query, "");
}

static void
test_fields (EditFixture   *f,
             gconstpointer  data)
{
  g_autoptr(YttChanges) create = ytt_changes_new ();
  g_autoptr(YttChanges) update = ytt_changes_new ();
  g_autoptr(YttChanges) delete = ytt_changes_new ();
  g_autofree char *created_first = NULL;
  g_autofree char *updated_first = NULL;
  g_autofree char *created = NULL;
  g_autofree char *updated = NULL;
  g_autofree char *deleted = NULL;
  g_autofree char *cut = NULL;
  gint64 source = ytt_changes_insert (create, "source");
  gint64 other, facility, entries[3], claim;
  guint n_total = 0;

  ytt_changes_set (create, "title", YTT_CELL_OF_TEXT ("A paper"));
  other = ytt_changes_insert (create, "source");
  ytt_changes_set (create, "title", YTT_CELL_OF_TEXT ("Another"));
  facility = edit_add_facility (create, source, "Narva");
  entries[0] = edit_do (f, create, "New");
  created_first = tell_fields (f, entries[0], 0, &n_total);
  g_assert_cmpuint (n_total, ==, 14);
  g_assert_nonnull (strstr (created_first, "facility Narva: facility.name - > Narva\n"));
  g_assert_nonnull (strstr (created_first, "facility Narva: facility.geom - > 59.4°\302\240N, 28.2°\302\240E\n"));
  g_assert_nonnull (strstr (created_first, "facility Narva: claim.source - > A paper\n"));
  g_assert_nonnull (strstr (created_first, "source Another: source.title - > Another"));
  g_assert_null (strstr (created_first, "scope"));

  claim = edit_ask_number (f, "SELECT id FROM claim WHERE attribute = 'capacity'");
  ytt_changes_update (update, "claim", claim);
  ytt_changes_set (update, "source", YTT_CELL_OF_INTEGER (other));
  ytt_changes_set (update, "note", YTT_CELL_OF_TEXT ("Read twice"));
  entries[1] = edit_do (f, update, "Claim");
  updated_first = tell_fields (f, entries[1], 0, &n_total);
  g_assert_cmpstr (updated_first, ==,
                   "facility Narva: claim.note - > Read twice\n"
                   "facility Narva: claim.source A paper > Another");

  /* What is gone keeps its name. */
  ytt_changes_delete (delete, "facility", facility);
  ytt_changes_delete (delete, "source", source);
  entries[2] = edit_do (f, delete, "Delete");
  deleted = tell_fields (f, entries[2], 0, NULL);
  g_assert_nonnull (strstr (deleted, "facility Narva: facility.name Narva > -\n"));
  g_assert_nonnull (strstr (deleted, "facility Narva: claim.source A paper > -\n"));
  created = tell_fields (f, entries[0], 0, NULL);
  g_assert_cmpstr (created, ==, created_first);
  updated = tell_fields (f, entries[1], 0, NULL);
  g_assert_cmpstr (updated, ==, updated_first);

  cut = tell_fields (f, entries[0], 3, &n_total);
  g_assert_cmpuint (n_total, ==, 14);
  g_assert_cmpint (strchr (strchr (cut, '\n') + 1, '\n') != NULL, ==, TRUE);
}

static GBytes *
convert (GConverter *converter,
         GBytes     *bytes)
{
  g_autoptr(GInputStream) from = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr(GInputStream) stream = g_converter_input_stream_new (from, converter);
  g_autoptr(GOutputStream) to = g_memory_output_stream_new_resizable ();
  g_autoptr(GError) error = NULL;

  g_output_stream_splice (to, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error);
  g_assert_no_error (error);

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (to));
}

static GBytes *
read_change_set (sqlite3 *db,
                 gint64   entry)
{
  g_autoptr(GConverter) decompressor = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB));
  g_autoptr(sqlite3_stmt) stmt = NULL;
  g_autoptr(GBytes) piece = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (db, "SELECT content FROM history_piece WHERE history = ?1", -1, &stmt, NULL), ==, SQLITE_OK);
  sqlite3_bind_int64 (stmt, 1, entry);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  piece = g_bytes_new (sqlite3_column_blob (stmt, 0), (gsize) sqlite3_column_bytes (stmt, 0));

  return convert (decompressor, piece);
}

static void
write_change_set (sqlite3      *db,
                  gint64        entry,
                  const guint8 *bytes,
                  gsize         size)
{
  g_autoptr(GConverter) compressor = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 1));
  g_autoptr(sqlite3_stmt) stmt = NULL;
  g_autoptr(GBytes) plain = g_bytes_new (bytes, size);
  g_autoptr(GBytes) piece = convert (compressor, plain);

  g_assert_cmpint (sqlite3_prepare_v2 (db, "UPDATE history_piece SET content = ?2 WHERE history = ?1", -1, &stmt, NULL), ==,
                   SQLITE_OK);
  sqlite3_bind_int64 (stmt, 1, entry);
  sqlite3_bind_blob (stmt, 2, g_bytes_get_data (piece, NULL), (int) g_bytes_get_size (piece), SQLITE_STATIC);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_DONE);
}

/* Documents come from anybody: whatever stands in a change set, it is told or refused, and never breaks the document. */
static void
test_tampered (EditFixture   *f,
               gconstpointer  data)
{
  g_autoptr(YttChanges) create = ytt_changes_new ();
  g_autoptr(YttChanges) change = ytt_changes_new ();
  g_autoptr(GRand) random = g_rand_new_with_seed (1794);
  g_autoptr(GBytes) sound = NULL;
  g_autoptr(sqlite3) db = NULL;
  gint64 source = ytt_changes_insert (create, "source"), facility, entry;

  ytt_changes_set (create, "title", YTT_CELL_OF_TEXT ("A paper"));
  facility = edit_add_facility (create, source, "Narva");
  edit_do (f, create, "New");
  ytt_changes_update (change, "facility", facility);
  ytt_changes_set (change, "name", YTT_CELL_OF_TEXT ("Joaveski"));
  ytt_changes_delete (change, "claim", edit_ask_number (f, "SELECT max (id) FROM claim"));
  edit_add_facility (change, source, "Other");
  entry = edit_do (f, change, "Change");

  g_assert_cmpint (sqlite3_open (f->path, &db), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, 5000);
  sqlite3_db_config (db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  sound = read_change_set (db, entry);

  for (guint i = 0; i < 120; i++)
    {
      g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (sound, NULL), g_bytes_get_size (sound));
      gsize size = g_bytes_get_size (sound);
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GPtrArray) fields = NULL;

      for (int n = g_rand_int_range (random, 1, 4); n > 0; n--)
        bytes[g_rand_int_range (random, 0, (gint32) size)] = (guint8) g_rand_int_range (random, 0, i % 2 == 0 ? 6 : 256);
      write_change_set (db, entry, bytes, g_rand_int_range (random, 0, 4) != 0 ? size : (gsize) g_rand_int_range (random, 1, (gint32) size));

      ytt_store_get_fields_async (f->store, entry, 50, NULL, store_keep_result_cb, &result);
      store_wait_result (&result);
      fields = ytt_store_get_fields_finish (f->store, result, NULL, NULL);

      if (i % 4 == 0 && edit_undo (f, NULL) != 0)
        edit_redo (f, NULL);
    }

  edit_assert_answer (f, "PRAGMA integrity_check", "ok");
  edit_assert_answer (f, "SELECT count(*) FROM pragma_foreign_key_check", "0");
}

#define TEST(name, func) \
  g_test_add ("/history/" name, EditFixture, NULL, edit_fixture_set_up_empty, func, edit_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  TEST ("entries", test_entries);
  TEST ("fields", test_fields);
  TEST ("tampered", test_tampered);

  return g_test_run ();
}
