#include "edit-fixture.h"
#include "ytt-change-set.h"
#include "ytt-store-bulk.h"

#include <string.h>

/* Many new rows at once, beside the same rows recorded by SQLite's session extension. */

#define N_FACILITIES 2000
#define N_UNDONE     400    /* with triggers, which take their time */
#define N_ROWS       (4 * N_FACILITIES)
#define FIRST_ID     (G_GINT64_CONSTANT (1) << 40)
#define N_PER_LOOK   100

typedef struct
{
  YttBulk      *bulk;
  GRand        *random;
  guint         n_facilities;   /* 0 for N_FACILITIES */
  gint64        next;
  gint64        old_facility;   /* that was there before */
  gint64        other_facility;
  gint64        old_source;
  gint64        facility;       /* the last one */
  gint64        source;         /* the last one */
  GCancellable *cancellable;    /* (nullable): cancelled half-way */
  gboolean      twice;          /* the last row once more */
  gboolean      astray;         /* a claim of a source that is not there */
} Rows;

static const char *
choose (Rows               *rows,
        const char * const *words,
        guint               n)
{
  return words[g_rand_int_range (rows->random, 0, (gint32) n)];
}

#define CHOOSE(rows, ...) \
  choose (rows, (const char * const[]) { __VA_ARGS__ }, G_N_ELEMENTS (((const char * const[]) { __VA_ARGS__ })))

static gboolean
chance (Rows *rows,
        guint of)
{
  return g_rand_int_range (rows->random, 0, (gint32) of) == 0;
}

static YttCell
text (const char *words)
{
  return words != NULL ? YTT_CELL_OF_TEXT (words) : YTT_CELL_OF_NULL;
}

static gint64
insert (Rows               *rows,
        const char         *table,
        const char * const *columns,
        const YttCell      *cells)
{
  g_autoptr(GError) error = NULL;
  gint64 id = rows->next++;

  ytt_bulk_insert (rows->bulk, table, columns, id, cells, &error);
  g_assert_no_error (error);

  return id;
}

static gint64
add_source (Rows       *rows,
            const char *published)
{
  static const char * const columns[] = { "title", "published", NULL };

  return insert (rows, "source", columns, (YttCell[]) { YTT_CELL_OF_TEXT ("A list"), text (published) });
}

/* All that a claim may be, and some that it had better not. */
static void
add_claim (Rows       *rows,
           gint64      facility,
           gint64      source,
           const char *attribute)
{
  static const char * const columns[] = { "attribute", "facility", "value", "value_max", "unit", "basis", "qualifier", "tense",
                                          "as_of", "source", "scope", "pinned", "withdrawn", "part", NULL };
  gboolean start = g_str_equal (attribute, "start"), status = g_str_equal (attribute, "status");
  const char *value = start ? CHOOSE (rows, "2027", "2028-05", "2026-11-30", "soon", "27", "+2027", " 2027", "")
                      : status ? CHOOSE (rows, "operating", "proposed", "construction", "not-known")
                               : CHOOSE (rows, "1200", "40.50", "7", "none", "-3");

  insert (rows, "claim", columns, (YttCell[]) {
    YTT_CELL_OF_TEXT (attribute), YTT_CELL_OF_INTEGER (facility), YTT_CELL_OF_TEXT (value),
    text (CHOOSE (rows, NULL, NULL, "1500", "")),
    YTT_CELL_OF_TEXT (start ? "date" : status ? "" : CHOOSE (rows, "t/yr", "kt/yr", "kg/month", "t", "Mt", "USD")),
    YTT_CELL_OF_TEXT (status ? "" : CHOOSE (rows, "REO", "TREO", "NdPr oxide", "Dy oxide", "magnets", "metal", "ore", "alloy",
                                            "concentrate", "")),
    YTT_CELL_OF_TEXT (CHOOSE (rows, "exact", "about", "planned", "expected", "at-least", "odd")),
    text (CHOOSE (rows, NULL, "stated", "promised", "odd")),
    text (CHOOSE (rows, NULL, "2024", "2025-03", "2025-07-31", "2025-02-30", "2025-13", "last year", "")),
    YTT_CELL_OF_INTEGER (source),
    YTT_CELL_OF_TEXT (CHOOSE (rows, "site", "site", "phase", "company", "odd")),
    YTT_CELL_OF_INTEGER (chance (rows, 10)), YTT_CELL_OF_INTEGER (chance (rows, 20)),
    YTT_CELL_OF_TEXT (CHOOSE (rows, "", "", "line 1"))
  });
}

static void
add_words (Rows   *rows,
           gint64  facility)
{
  static const char * const name_columns[] = { "facility", "name", NULL };
  static const char * const product_columns[] = { "facility", "product", "position", NULL };
  static const char * const company_columns[] = { "name", "kind", NULL };
  static const char * const role_columns[] = { "facility", "organisation", "role", "share", "position", NULL };
  gint64 company;

  if (chance (rows, 5))
    {
      insert (rows, "facility_name", name_columns,
              (YttCell[]) { YTT_CELL_OF_INTEGER (facility), YTT_CELL_OF_TEXT ("Zeta") });
      insert (rows, "facility_name", name_columns,
              (YttCell[]) { YTT_CELL_OF_INTEGER (facility), YTT_CELL_OF_TEXT ("Älvdal") });
    }
  if (chance (rows, 5))
    insert (rows, "facility_product", product_columns,
            (YttCell[]) { YTT_CELL_OF_INTEGER (facility), YTT_CELL_OF_TEXT ("NdPr"), YTT_CELL_OF_INTEGER (2) });
  if (chance (rows, 5))
    {
      company = insert (rows, "organisation", company_columns,
                        (YttCell[]) { YTT_CELL_OF_TEXT ("Söder AB"), YTT_CELL_OF_TEXT ("company") });
      insert (rows, "facility_organisation", role_columns, (YttCell[]) {
        YTT_CELL_OF_INTEGER (facility), YTT_CELL_OF_INTEGER (company), YTT_CELL_OF_TEXT (CHOOSE (rows, "owner", "operator")),
        chance (rows, 2) ? YTT_CELL_OF_NULL : YTT_CELL_OF_REAL (chance (rows, 2) ? 50 : 33.3), YTT_CELL_OF_INTEGER (0)
      });
    }
}

static gint64
add_facility (Rows  *rows,
              guint  i)
{
  static const char * const columns[] = { "name", "country", "geom", "locality", "admin1", "facility", NULL };
  static const char * const stage_columns[] = { "facility", "stage", NULL };
  static const char * const stages[] = { "mining", "separation", "magnet", "recycling", "metal", "not-known" };
  g_autofree char *name = g_strdup_printf ("%s %u", CHOOSE (rows, "Plant", "plant", "Ørsted", "Grube \"Süd\"", "鉱山", "a\tb"), i);
  g_autofree char *slug = g_strdup_printf ("plant-%u", i);
  gint64 facility;

  facility = insert (rows, "facility", columns, (YttCell[]) {
    YTT_CELL_OF_TEXT (chance (rows, 50) ? "" : name), text (CHOOSE (rows, NULL, "SE", "")),
    chance (rows, 5) ? YTT_CELL_OF_NULL : YTT_CELL_OF_POINT (g_rand_double_range (rows->random, -180, 180),
                                                            g_rand_double_range (rows->random, -89, 89)),
    text (CHOOSE (rows, NULL, "Kiruna")), text (CHOOSE (rows, NULL, "Norrbotten")), text (chance (rows, 2) ? slug : NULL)
  });
  for (guint j = 0; j < G_N_ELEMENTS (stages); j++)
    if (chance (rows, 4))
      insert (rows, "facility_stage", stage_columns,
              (YttCell[]) { YTT_CELL_OF_INTEGER (facility), YTT_CELL_OF_TEXT (stages[j]) });

  return facility;
}

/* What belongs to a facility, some of it to one that had its turn already. */
static void
add_parts (Rows *rows)
{
  static const char * const attributes[] = { "status", "start", "capacity", "production", "capex" };
  static const char * const source_columns[] = { "facility", "source", NULL };
  gint64 facility = chance (rows, 30) ? rows->old_facility : rows->facility;

  if (rows->source == 0 || chance (rows, 20))
    rows->source = chance (rows, 2) ? add_source (rows, CHOOSE (rows, NULL, "2024-05", "2025", "")) : rows->old_source;
  for (guint i = 0; i < G_N_ELEMENTS (attributes); i++)
    if (chance (rows, 2))
      add_claim (rows, facility, rows->source, attributes[i]);
  for (guint i = 0; chance (rows, 5) && i < 4; i++)
    add_claim (rows, facility, rows->source, "capacity");
  /* A source that comes after what it tells. */
  if (chance (rows, 30))
    {
      add_claim (rows, facility, rows->next + 1, "workforce");
      add_source (rows, "2030");
    }
  if (chance (rows, 3) && facility != rows->old_facility)
    insert (rows, "facility_source", source_columns,
            (YttCell[]) { YTT_CELL_OF_INTEGER (facility), YTT_CELL_OF_INTEGER (rows->old_source) });
  if (facility != rows->old_facility)
    add_words (rows, facility);
}

/* Facilities that were there before get a place, and other words. */
static void
change_old (Rows *rows)
{
  static const char * const place[] = { "geom", NULL }, * const words[] = { "name", "locality", NULL };
  g_autoptr(GError) error = NULL;

  ytt_bulk_update (rows->bulk, "facility", place, rows->old_facility,
                   (YttCell[]) { YTT_CELL_OF_POINT (g_rand_double_range (rows->random, -180, 180), 89.5) }, &error);
  g_assert_no_error (error);
  ytt_bulk_update (rows->bulk, "facility", words, rows->other_facility,
                   (YttCell[]) { YTT_CELL_OF_TEXT ("Renamed"), YTT_CELL_OF_TEXT ("Elsewhere") }, &error);
  g_assert_no_error (error);
}

static gboolean
give_rows (YttBulk   *bulk,
           gpointer   data,
           GError   **error)
{
  static const char * const link_columns[] = { "from_facility", "to_facility", "state", NULL };
  static const char * const meta_columns[] = { "key", "value", NULL };
  Rows *rows = data;
  gint64 before = rows->old_facility;
  guint n = rows->n_facilities != 0 ? rows->n_facilities : N_FACILITIES;

  rows->bulk = bulk;
  insert (rows, "meta", meta_columns, (YttCell[]) { YTT_CELL_OF_TEXT ("note"), YTT_CELL_OF_NULL });
  for (guint i = 0; i < n; i++)
    {
      rows->facility = add_facility (rows, i);
      add_parts (rows);
      if (chance (rows, 20))
        insert (rows, "link", link_columns,
                (YttCell[]) { YTT_CELL_OF_INTEGER (rows->facility), YTT_CELL_OF_INTEGER (before), YTT_CELL_OF_TEXT ("flowing") });
      before = rows->facility;
      if (i % 50 == 7)
        change_old (rows);
      if (i == n / 2 && rows->cancellable != NULL)
        g_cancellable_cancel (rows->cancellable);
      if (i % N_PER_LOOK == 0 && !ytt_bulk_tell (bulk, (double) i / n, error))
        return FALSE;
    }

  if (rows->astray)
    add_claim (rows, rows->facility, 17, "odd");
  if (rows->twice)
    return ytt_bulk_insert (bulk, "meta", meta_columns, FIRST_ID,
                            (YttCell[]) { YTT_CELL_OF_TEXT ("other note"), YTT_CELL_OF_NULL }, error);

  return TRUE;
}

/* With triggers if there seem to be few rows. */
static gint64
run (EditFixture  *f,
     Rows         *rows,
     gboolean      additions,
     guint         n_rows,
     GError      **error)
{
  YttBulkJob job = { .func = give_rows, .data = rows, .kind = YTT_HISTORY_IMPORT, .n_rows = n_rows,
                     .additions = additions, .summary = "Many rows" };
  g_autoptr(GAsyncResult) result = NULL;
  gint64 entry;

  rows->random = g_rand_new_with_seed (7);
  rows->next = FIRST_ID;
  rows->old_facility = edit_ask_number (f, "SELECT min (id) FROM facility");
  rows->other_facility = edit_ask_number (f, "SELECT max (id) FROM facility");
  rows->old_source = edit_ask_number (f, "SELECT min (id) FROM source WHERE published IS NOT NULL");
  ytt_store_bulk_async (f->store, &job, rows->cancellable, store_keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  entry = ytt_store_bulk_finish (f->store, result, error);
  g_rand_free (rows->random);

  return entry;
}

static gint64
run_well (EditFixture *f,
          gboolean     additions,
          guint        n_rows,
          guint        n_facilities)
{
  g_autoptr(GError) error = NULL;
  Rows rows = { .n_facilities = n_facilities };
  gint64 entry = run (f, &rows, additions, n_rows, &error);

  g_assert_no_error (error);
  g_assert_cmpint (entry, !=, 0);

  return entry;
}

static sqlite3 *
open_raw (const char *path)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);

  return db;
}

static char *
show_value (sqlite3_value *value)
{
  if (value == NULL)
    return g_strdup ("-");
  if (sqlite3_value_type (value) == SQLITE_BLOB)
    return g_base64_encode (sqlite3_value_blob (value), (gsize) sqlite3_value_bytes (value));

  return g_strdup_printf ("%d:%s", sqlite3_value_type (value), (const char *) sqlite3_value_text (value));
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

/* (transfer full): all rows of an entry's change set, in an order, as text; and which records it is about */
static char *
dump_entry (EditFixture *f,
            gint64       entry)
{
  g_autoptr(sqlite3) db = open_raw (f->path);
  g_autoptr(GError) error = NULL;
  g_autoptr(YttChangeSet) set = ytt_change_set_open (db, entry, FALSE, &error);
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *records = NULL;

  g_assert_no_error (error);
  while (ytt_change_set_next (set, &error))
    {
      GString *line = g_string_new (NULL);

      g_string_append_printf (line, "%s %d %d", set->table, set->operation, set->n_columns);
      for (int i = 0; i < set->n_columns; i++)
        {
          g_autofree char *value = show_value (ytt_change_set_get_new (set, i));

          g_string_append_printf (line, " %s", value);
        }
      g_ptr_array_add (lines, g_string_free (line, FALSE));
    }
  g_assert_no_error (error);
  g_ptr_array_sort (lines, compare_lines);
  records = store_ask (f->path, "SELECT group_concat (words, char (10)) FROM (SELECT record_table || ' ' || record AS words"
                                " FROM history_record WHERE history = (SELECT id FROM history ORDER BY position DESC LIMIT 1)"
                                " ORDER BY 1)");
  g_ptr_array_add (lines, g_steal_pointer (&records));
  g_ptr_array_add (lines, NULL);

  return g_strjoinv ("\n", (char **) lines->pdata);
}

static void
assert_whole (EditFixture *f)
{
  edit_assert_answer (f, "PRAGMA integrity_check", "ok");
  edit_assert_answer (f, "SELECT count(*) FROM pragma_foreign_key_check", "0");
  store_run (f->path, "INSERT INTO search (search) VALUES ('integrity-check')");
}

/* Whether what is new was gathered and derived on the way, or recorded by SQLite and derived by the views with all else,
 * nobody can tell afterwards. */
static void
test_same (EditFixture   *f,
           gconstpointer  data)
{
  EditFixture slow = { NULL };
  g_autofree char *fast_rows = NULL, *slow_rows = NULL, *fast_entry = NULL, *slow_entry = NULL;

  edit_fixture_set_up_shipped (&slow, NULL);
  slow_entry = dump_entry (&slow, run_well (&slow, FALSE, N_ROWS, N_FACILITIES));
  fast_entry = dump_entry (f, run_well (f, TRUE, N_ROWS, N_FACILITIES));
  slow_rows = edit_dump (slow.path);
  fast_rows = edit_dump (f->path);
  edit_assert_same (slow_rows, fast_rows);
  edit_assert_same (slow_entry, fast_entry);
  g_assert_nonnull (strstr (fast_entry, "Söder AB"));
  assert_whole (f);
  edit_fixture_tear_down (&slow, NULL);
}

static void
test_undo (EditFixture   *f,
           gconstpointer  data)
{
  g_autofree char *before = edit_dump (f->path), *after = NULL, *undone = NULL, *redone = NULL;
  g_autoptr(GError) error = NULL;

  run_well (f, TRUE, N_ROWS, N_UNDONE);
  after = edit_dump (f->path);
  g_assert_cmpint (edit_undo (f, &error), !=, 0);
  g_assert_no_error (error);
  undone = edit_dump (f->path);
  edit_assert_same (before, undone);
  g_assert_cmpint (edit_redo (f, &error), !=, 0);
  g_assert_no_error (error);
  redone = edit_dump (f->path);
  edit_assert_same (after, redone);
  assert_whole (f);
}

static GBytes *
read_change_set (EditFixture *f,
                 gint64       entry)
{
  g_autoptr(sqlite3) db = open_raw (f->path);
  g_autoptr(sqlite3_stmt) stmt = NULL;
  g_autoptr(GZlibDecompressor) decompressor = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB);
  g_autoptr(GOutputStream) bytes = g_memory_output_stream_new_resizable ();
  g_autoptr(GOutputStream) stream = g_converter_output_stream_new (bytes, G_CONVERTER (decompressor));

  sqlite3_prepare_v2 (db, "SELECT content FROM history_piece WHERE history = ?1 ORDER BY piece", -1, &stmt, NULL);
  sqlite3_bind_int64 (stmt, 1, entry);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    g_assert_true (g_output_stream_write_all (stream, sqlite3_column_blob (stmt, 0), (gsize) sqlite3_column_bytes (stmt, 0),
                                              NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (bytes));
}

static int
conflict_cb (void                   *data,
             int                     conflict,
             sqlite3_changeset_iter *iter)
{
  return SQLITE_CHANGESET_ABORT;
}

/* (transfer full): the rows of the record tables */
static char *
dump_records (const char *path)
{
  g_autofree char *dump = edit_dump (path);
  g_autoptr(GRegex) described = g_regex_new ("^gpkg_contents: .*\n", G_REGEX_MULTILINE, 0, NULL);

  return g_regex_replace_literal (described, dump, -1, 0, "", 0, NULL);
}

static const char derive_sql[] =
  "DELETE FROM facility_shown; INSERT INTO facility_shown SELECT * FROM facility_derived;"
  "DELETE FROM search; INSERT INTO search (rowid, name, names, place, country, operator, owners, products)"
  " SELECT id, name, names, place, country, operator, owners, products FROM facility_words";

/* SQLite's own functions take the change set for one of theirs. */
static void
test_applied (EditFixture   *f,
              gconstpointer  data)
{
  EditFixture other = { NULL };
  g_autofree char *before = dump_records (f->path), *after = NULL, *applied = NULL, *taken_back = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(sqlite3) db = NULL;
  void *inverse = NULL;
  int size;

  edit_fixture_set_up_shipped (&other, NULL);
  bytes = read_change_set (f, run_well (f, TRUE, N_ROWS, N_FACILITIES));
  after = dump_records (f->path);

  db = open_raw (other.path);
  g_assert_cmpint (sqlite3changeset_apply (db, (int) g_bytes_get_size (bytes), (gpointer) g_bytes_get_data (bytes, NULL),
                                           NULL, conflict_cb, NULL), ==, SQLITE_OK);
  store_run (other.path, derive_sql);
  applied = dump_records (other.path);
  edit_assert_same (after, applied);

  g_assert_cmpint (sqlite3changeset_invert ((int) g_bytes_get_size (bytes), g_bytes_get_data (bytes, NULL), &size, &inverse),
                   ==, SQLITE_OK);
  /* What belongs to a facility goes with it before its own turn comes. */
  g_assert_cmpint (sqlite3_db_config (db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3changeset_apply (db, size, inverse, NULL, conflict_cb, NULL), ==, SQLITE_OK);
  sqlite3_free (inverse);
  store_run (other.path, derive_sql);
  taken_back = dump_records (other.path);
  edit_assert_same (before, taken_back);

  g_clear_pointer (&db, sqlite3_close);
  edit_fixture_tear_down (&other, NULL);
}

/* All or nothing, whichever row is in the way, and whenever somebody changes his mind. */
static void
test_nothing (EditFixture   *f,
              gconstpointer  data)
{
  g_autofree char *before = edit_dump (f->path), *refused = NULL, *strayed = NULL, *cancelled = NULL;
  g_autoptr(GError) error = NULL;
  Rows rows = { .twice = TRUE };

  g_assert_cmpint (run (f, &rows, TRUE, N_ROWS, &error), ==, 0);
  g_assert_error (error, YTT_ERROR, YTT_ERROR_INVALID);
  refused = edit_dump (f->path);
  edit_assert_same (before, refused);
  g_clear_error (&error);

  rows = (Rows) { .astray = TRUE };
  g_assert_cmpint (run (f, &rows, TRUE, N_ROWS, &error), ==, 0);
  g_assert_error (error, YTT_ERROR, YTT_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, "Something that this refers to is not there");
  strayed = edit_dump (f->path);
  edit_assert_same (before, strayed);
  g_clear_error (&error);

  rows = (Rows) { .cancellable = g_cancellable_new () };
  g_assert_cmpint (run (f, &rows, TRUE, N_ROWS, &error), ==, 0);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_object_unref (rows.cancellable);
  g_clear_error (&error);
  cancelled = edit_dump (f->path);
  edit_assert_same (before, cancelled);
  edit_assert_answer (f, "SELECT count(*) FROM history WHERE kind = 'import'", "0");

  /* Triggers and foreign keys are at work again. */
  rows = (Rows) { .astray = TRUE, .n_facilities = N_UNDONE };
  g_assert_cmpint (run (f, &rows, FALSE, 0, &error), ==, 0);
  g_assert_error (error, YTT_ERROR, YTT_ERROR_INVALID);
  run_well (f, FALSE, 0, N_UNDONE);
  edit_assert_answer (f, "SELECT count(*) = (SELECT count(*) FROM facility) FROM facility_shown", "1");
  assert_whole (f);
}

#define TEST(name, func) \
  g_test_add ("/bulk/" name, EditFixture, NULL, edit_fixture_set_up_shipped, func, edit_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  TEST ("same", test_same);
  TEST ("undo", test_undo);
  TEST ("applied", test_applied);
  TEST ("nothing", test_nothing);

  return g_test_run ();
}
