#include "config.h"

#include "query-fixture.h"

#include "ytt-query-alike.h"
#include "ytt-store-rests.h"
#include "ytt-store-rows.h"

#include <math.h>

/* What whoever edits asks a document. */

static void
keep_result_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
has_result (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

static GPtrArray *
read_rows (Fixture             *f,
           const YttRowsWanted *wanted,
           guint                n_wanted,
           GError             **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  ytt_store_read_rows_async (f->store, wanted, n_wanted, NULL, keep_result_cb, &result);
  wait_until (has_result, &result);

  return ytt_store_read_rows_finish (f->store, result, error);
}

static GPtrArray *
match (Fixture      *f,
       YttMatchKind  kind,
       const char   *words,
       guint         limit)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *matches;

  ytt_store_match_async (f->store, kind, words, limit, NULL, keep_result_cb, &result);
  wait_until (has_result, &result);
  matches = ytt_store_match_finish (f->store, result, &error);
  g_assert_no_error (error);

  return matches;
}

static GPtrArray *
find_similar_of (Fixture      *f,
                 YttMatchKind  kind,
                 gint64        key,
                 const char   *name)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *matches;

  ytt_store_find_similar_async (f->store, kind, key, name, NULL, keep_result_cb, &result);
  wait_until (has_result, &result);
  matches = ytt_store_find_similar_finish (f->store, result, &error);
  g_assert_no_error (error);

  return matches;
}

static GPtrArray *
find_similar (Fixture    *f,
              gint64      facility,
              const char *name)
{
  return find_similar_of (f, YTT_MATCH_FACILITY, facility, name);
}

/* Texts, in order, with a bar between them. */
static char *
list (GPtrArray *matches)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < matches->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "|" : "", ((YttMatch *) g_ptr_array_index (matches, i))->text);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

#define assert_list(matches, expected)               \
  G_STMT_START                                       \
    {                                                \
      g_autoptr(GPtrArray) matches_ = (matches);     \
      g_autofree char *text_ = list (matches_);      \
                                                     \
      g_assert_cmpstr (text_, ==, expected);         \
    }                                                \
  G_STMT_END

/* Each kind of cell comes as it is stored, nothing as nothing, and a place as degrees. */
static void
test_rows (Fixture       *f,
           gconstpointer  data)
{
  const YttRowsWanted wanted[] = { { "facility_stage", "facility", 7 }, { "facility", "id", 7 } };
  const YttRowsWanted strange[] = { { "facility\"; DROP TABLE facility; --", "id", 7 } };
  g_autoptr(GPtrArray) rows = NULL, none = NULL;
  g_autoptr(GError) error = NULL;
  YttRow *row;
  YttCell place;

  fixture_run (f, "INSERT INTO facility (id, name, geom, locality) VALUES"
                  " (7, 'Place', X'47500001E61000000101000000000000000000F03F0000000000000040', '');"
                  "INSERT INTO facility_stage (id, facility, stage) VALUES (12, 7, 'metal'), (11, 7, 'mining');");
  rows = read_rows (f, wanted, G_N_ELEMENTS (wanted), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 3);
  g_assert_cmpint (ytt_row_get_id (g_ptr_array_index (rows, 0)), ==, 11);
  g_assert_cmpstr (ytt_row_get_text (g_ptr_array_index (rows, 0), "stage"), ==, "mining");

  row = g_ptr_array_index (rows, 2);
  g_assert_cmpstr (ytt_row_get_table (row), ==, "facility");
  g_assert_cmpstr (ytt_row_get_text (row, "name"), ==, "Place");
  g_assert_cmpstr (ytt_row_get_text (row, "locality"), ==, "");
  g_assert_cmpint (ytt_row_get (row, "country").kind, ==, YTT_CELL_NULL);
  g_assert_cmpint (ytt_row_get (row, "id").kind, ==, YTT_CELL_INTEGER);
  place = ytt_row_get (row, "geom");
  g_assert_cmpint (place.kind, ==, YTT_CELL_POINT);
  g_assert_cmpfloat (place.point.longitude, ==, 1.0);
  g_assert_cmpfloat (place.point.latitude, ==, 2.0);

  fixture_run (f, "UPDATE facility SET name = CAST (X'4EE972' AS TEXT) WHERE id = 7");
  g_clear_pointer (&rows, g_ptr_array_unref);
  rows = read_rows (f, wanted + 1, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ytt_row_get_text (g_ptr_array_index (rows, 0), "name"), ==, "N\357\277\275r");
  fixture_run (f, "UPDATE facility SET name = 'Place' WHERE id = 7");

  none = read_rows (f, strange, G_N_ELEMENTS (strange), &error);
  g_assert_null (none);
  g_assert_nonnull (error);
  g_assert_cmpint (fixture_find (f, "Place"), ==, 7);
}

/* Behind the rows come those that they refer to, each once; what is not there is left out. */
static void
test_referred (Fixture       *f,
               gconstpointer  data)
{
  const YttRowsWanted wanted[] = { { "link", "from_facility", 1 } };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GError) error = NULL;

  fixture_run (f, "INSERT INTO organisation (id, name) VALUES (5, 'O');"
                  "INSERT INTO facility (id, name) VALUES (1, 'A'), (2, 'B');"
                  "INSERT INTO source (id, title) VALUES (9, 'S');"
                  "INSERT INTO link (id, from_facility, to_facility, state, source) VALUES (1, 1, 2, 'planned', 9);"
                  "INSERT INTO link (id, from_facility, to_organisation, state, source) VALUES (2, 1, 5, 'ended', 9);"
                  "INSERT INTO link (id, from_facility, to_facility, state) VALUES (3, 1, 1, 'ended');");
  ytt_store_read_referred_async (f->store, wanted, G_N_ELEMENTS (wanted), NULL, keep_result_cb, &result);
  wait_until (has_result, &result);
  rows = ytt_store_read_rows_finish (f->store, result, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT " ", ytt_row_get_table (g_ptr_array_index (rows, i)),
                            ytt_row_get_id (g_ptr_array_index (rows, i)));
  g_assert_cmpstr (text->str, ==, "link1 link2 link3 facility1 facility2 source9 organisation5 ");
}

/* Facilities also by their other names; the ends of supply links are facilities and organisations. */
static void
test_match_named (Fixture       *f,
                  gconstpointer  data)
{
  g_autoptr(GPtrArray) ends = NULL;

  fixture_run (f, "INSERT INTO facility (id, name) VALUES (1, 'Narva works'), (2, 'Hanau'), (3, 'New Narva');"
                  "INSERT INTO facility_name (facility, name) VALUES (2, 'Närva of old');"
                  "INSERT INTO organisation (id, name) VALUES (1, 'Narva');"
                  "INSERT INTO announcement (id, title) VALUES (1, 'Narva opens'), (2, 'Hanau opens');");
  assert_list (match (f, YTT_MATCH_FACILITY, "nar", 9), "Narva works|Hanau|New Narva");
  assert_list (match (f, YTT_MATCH_FACILITY, "nar \" OR *", 9), "");
  assert_list (match (f, YTT_MATCH_FACILITY, " ", 9), "");
  assert_list (match (f, YTT_MATCH_ANNOUNCEMENT, "opens nar", 9), "Narva opens");
  ends = match (f, YTT_MATCH_SUPPLY_END, "narva", 9);
  g_assert_cmpint (((YttMatch *) g_ptr_array_index (ends, 0))->id, ==, -1);
  g_assert_cmpint (((YttMatch *) g_ptr_array_index (ends, 1))->id, ==, 1);
  g_assert_cmpuint (ends->len, ==, 4);
}

/* The very text first, then what begins so, then what has the words somewhere; marks and case do not count. */
static void
test_match (Fixture       *f,
            gconstpointer  data)
{
  fixture_run (f, "INSERT INTO organisation (id, name, country) VALUES (1, 'Société Neo', 'FR'), (2, 'Neo', 'CA'),"
                  " (3, 'NEO Performance', NULL), (4, 'Leonard', NULL), (5, 'Performance of Neon', NULL);"
                  "INSERT INTO facility (id, name) VALUES (1, 'A');"
                  "INSERT INTO facility_product (facility, product) VALUES (1, 'magnets');"
                  "INSERT INTO facility (id, name) VALUES (2, 'B');"
                  "INSERT INTO facility_product (facility, product) VALUES (2, 'magnets'), (2, 'magnet alloy');"
                  "INSERT INTO source (id, title, publisher, url) VALUES (1, 'A title', 'Narva Post', 'https://x.ee/y');");
  assert_list (match (f, YTT_MATCH_ORGANISATION, " neo", 9), "Neo|NEO Performance|Performance of Neon|Société Neo");
  assert_list (match (f, YTT_MATCH_ORGANISATION, "neo perf", 9), "NEO Performance|Performance of Neon");
  assert_list (match (f, YTT_MATCH_ORGANISATION, "societe", 9), "Société Neo");
  assert_list (match (f, YTT_MATCH_ORGANISATION, "neo", 2), "Neo|NEO Performance");
  assert_list (match (f, YTT_MATCH_PRODUCT, "mag", 9), "magnet alloy|magnets");
  assert_list (match (f, YTT_MATCH_SOURCE, "narva", 9), "A title");
  assert_list (match (f, YTT_MATCH_SOURCE, "\" OR 1", 9), "");
}

/* Of the same name, in whatever case and among other names too; or of the same operator and within two kilometres. */
static void
test_similar (Fixture       *f,
              gconstpointer  data)
{
  fixture_run (f, "INSERT INTO facility (id, name, geom) VALUES"
                  /* 59° N; a hundredth of a degree east is 0.57 km there, four hundredths are 2.3 km */
                  " (1, 'Narva Works', X'47500001E610000001010000000000000000003C400000000000804D40'),"
                  " (2, 'Next door', X'47500001E61000000101000000C3F5285C8F023C400000000000804D40'),"
                  " (3, 'Farther', X'47500001E610000001010000000AD7A3703D0A3C400000000000804D40'),"
                  " (4, 'Another owner', X'47500001E610000001010000000000000000003C400000000000804D40'),"
                  " (5, 'narva  works', NULL), (6, 'Narva Works North', NULL), (7, 'Seven', NULL);"
                  "INSERT INTO facility_name (facility, name) VALUES (7, 'Narva-Works');"
                  "INSERT INTO organisation (id, name) VALUES (1, 'O'), (2, 'P');"
                  "INSERT INTO facility_organisation (facility, organisation, role) VALUES (1, 1, 'operator'),"
                  " (2, 1, 'operator'), (3, 1, 'operator'), (4, 2, 'operator');");
  assert_list (find_similar (f, 1, "Narva Works"), "narva  works|Seven|Next door");
  assert_list (find_similar (f, 1, NULL), "Next door");
  assert_list (find_similar (f, 0, "NARVA WORKS"), "Narva Works|narva  works|Seven");
  assert_list (find_similar (f, 0, "Narva"), "");
  assert_list (find_similar (f, 0, " … "), "");
  assert_list (find_similar (f, 5, "narva works"), "Narva Works|Seven");
}

/* All kinds of what rests on a source are named, and what rests on others is not. */
static void
test_rests (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) rests = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GString) text = g_string_new (NULL);

  fixture_run (f, "INSERT INTO source (id, source, title) VALUES (1, 'mine', 'Mine'), (2, 'other', 'Other');"
                  "INSERT INTO facility (id, name, location_source) VALUES (11, 'b', 'other'), (12, 'A', 'mine'),"
                  " (13, 'C', NULL), (14, 'D', 'other');"
                  "INSERT INTO claim (facility, attribute, value, source, withdrawn) VALUES (11, 'status', 'closed', 1, 0),"
                  " (11, 'capacity', '2', 1, 0), (11, 'capacity', '3', 1, 0), (11, 'capex', '3', 1, 1),"
                  " (14, 'capacity', '3', 2, 0);"
                  "INSERT INTO facility_source (facility, source) VALUES (13, 1), (11, 1), (14, 2);"
                  "INSERT INTO organisation (id, name, country, source) VALUES (21, 'O', 'EE', 1), (22, 'P', NULL, 2);"
                  "INSERT INTO announcement (id, title, date) VALUES (31, 'Old', '2024'), (32, 'New', '2025-02');"
                  "INSERT INTO announcement_source (announcement, source) VALUES (31, 1), (32, 1);"
                  "INSERT INTO link (from_facility, to_facility, to_organisation, material, state, source) VALUES"
                  " (11, 12, NULL, 'oxide', 'planned', 1), (13, NULL, 22, '', 'planned', 1), (11, 14, NULL, '', 'planned', 2);"
                  "INSERT INTO figure (measure, country, year, value, source) VALUES ('reserves', 'CN', 2023, '1', 1),"
                  " ('reserves', 'CN', 2024, '1', 1), ('reserves', 'US', 2024, '1', 1), ('reserves', 'US', 2023, '1', 2)");

  ytt_store_get_rests_async (f->store, 1, NULL, keep_result_cb, &result);
  wait_until (has_result, &result);
  rests = ytt_store_get_rests_finish (f->store, result, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < rests->len; i++)
    {
      const YttRest *rest = g_ptr_array_index (rests, i);

      g_string_append_printf (text, "%d %d %s/%s/%s %u %u %d%d\n", rest->kind, (int) rest->id, rest->name,
                              rest->detail != NULL ? rest->detail : "-", rest->more != NULL ? rest->more : "-", rest->n,
                              rest->n_withdrawn, rest->place, rest->named);
    }
  g_assert_cmpstr (text->str, ==,
                   "0 12 A/-/- 0 0 10\n"
                   "0 11 b/capacity;status/- 3 1 01\n"
                   "0 13 C/-/- 0 0 01\n"
                   "1 32 New/2025-02/- 1 0 00\n"
                   "1 31 Old/2024/- 1 0 00\n"
                   "2 11 b/A/oxide 1 0 00\n"
                   "2 13 C/P/- 1 0 00\n"
                   "3 21 O/EE/- 1 0 00\n"
                   "4 0 CN/reserves/2023–2024 2 0 00\n"
                   "4 0 US/reserves/2024 1 0 00\n");
}

static void
test_near_names (void)
{
  static const struct { const char *a, *b; gboolean near; } cases[] = {
    { "Neo Performance Materials", "NEO Performance Materials Inc.", TRUE },
    { "Vacuumschmelze", "Vacuumschmelze GmbH (VAC)", TRUE },
    { "Quantum Minería S.A.", "Quantum Mineria", TRUE },
    { "Iluka Resources", "Iluka Ressources", TRUE },
    { "Neo Performance Materials", "Neo Perfomance Materals", TRUE },
    { "HyProMag GmbH", "HyProMag Limited", FALSE },
    { "HyProMag GmbH", "HyProMag", TRUE },
    { "Solvay", "Solvey", FALSE },              /* too short to tell */
    { "Lynas Rare Earths", "Iluka Rare Earths", FALSE },
    { "Plant of the year 2024", "Plant of the year 2025", FALSE },
    { "Co", "Company", FALSE },                 /* a name that is nothing but a form */
    { "", "", FALSE },
    { "(Group)", "(Group)", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    if (ytt_names_are_near (cases[i].a, cases[i].b) != cases[i].near
        || ytt_names_are_near (cases[i].b, cases[i].a) != cases[i].near)
      g_error ("“%s” and “%s”", cases[i].a, cases[i].b);
}

static void
test_similar_organisations (Fixture       *f,
                            gconstpointer  data)
{
  g_autoptr(GPtrArray) matches = NULL;

  fixture_run (f, "INSERT INTO organisation (id, name, country) VALUES (1, 'Neo Performance Materials', 'CA'),"
                  " (2, 'Neo Performance Materials Inc.', NULL), (3, 'Neo Magnequench', 'CN')");
  assert_list (find_similar_of (f, YTT_MATCH_ORGANISATION, 1, "Neo Performance Materials"),
               "Neo Performance Materials Inc.");
  matches = find_similar_of (f, YTT_MATCH_ORGANISATION, 0, "neo perfomance materials");
  g_assert_cmpuint (matches->len, ==, 2);
  g_assert_cmpstr (((YttMatch *) g_ptr_array_index (matches, 0))->detail, ==, "CA");
  assert_list (find_similar_of (f, YTT_MATCH_ORGANISATION, 0, "Neo"), "");
}

static void
test_similar_announcements (Fixture       *f,
                            gconstpointer  data)
{
  fixture_run (f, "INSERT INTO organisation (id, name) VALUES (1, 'A'), (2, 'B');"
                  "INSERT INTO source (id, title, url) VALUES (1, 'P', 'https://a.example/p'),"
                  " (2, 'Q', 'https://a.example/p'), (3, 'R', '');"
                  "INSERT INTO announcement (id, title, date) VALUES (1, 'Narva opens', '2025-09-19'),"
                  " (2, 'Narva opens!', '2025-09-19'), (3, 'Narva opens', '2024-01-01'), (4, 'narva opens', NULL),"
                  " (5, 'Same parties', '2025-09-19'), (6, 'One party', '2025-09-19'),"
                  " (7, 'Same page', '2025-09-19'), (8, 'Same page, later', '2025-09-20'),"
                  " (9, 'Page without address', '2025-09-19');"
                  "INSERT INTO announcement_party (announcement, organisation, role) VALUES (1, 1, 'buyer'),"
                  " (1, 2, 'seller'), (5, 1, ''), (5, 2, ''), (6, 1, '');"
                  "INSERT INTO announcement_source (announcement, source) VALUES (1, 1), (7, 2), (8, 1), (9, 3)");
  assert_list (find_similar_of (f, YTT_MATCH_ANNOUNCEMENT, 1, "Narva opens"),
               "Narva opens!|Same parties|Same page|narva opens");
  assert_list (find_similar_of (f, YTT_MATCH_ANNOUNCEMENT, 6, "One party"), "");
  assert_list (find_similar_of (f, YTT_MATCH_ANNOUNCEMENT, 9, "Page without address"), "");
  assert_list (find_similar_of (f, YTT_MATCH_ANNOUNCEMENT, 0, "Narva Opens"),
               "Narva opens|Narva opens!|Narva opens|narva opens");
  assert_list (find_similar_of (f, YTT_MATCH_ANNOUNCEMENT, 0, "https://a.example/p"),
               "Same page, later|Narva opens|Same page");
  assert_list (find_similar_of (f, YTT_MATCH_ANNOUNCEMENT, 0, ""), "");
}

static void
test_cells (void)
{
  g_autofree char *number = ytt_cell_to_text (YTT_CELL_OF_REAL (62.5));
  g_autofree char *nothing = ytt_cell_to_text (YTT_CELL_OF_NULL);

  g_assert_cmpstr (number, ==, "62.5");
  g_assert_cmpstr (nothing, ==, "");
  g_assert_true (ytt_cell_equal (YTT_CELL_OF_TEXT ("a"), YTT_CELL_OF_TEXT ("a")));
  g_assert_false (ytt_cell_equal (YTT_CELL_OF_TEXT (""), YTT_CELL_OF_NULL));
  g_assert_false (ytt_cell_equal (YTT_CELL_OF_INTEGER (1), YTT_CELL_OF_REAL (1)));
  g_assert_false (ytt_cell_equal (YTT_CELL_OF_POINT (1, 2), YTT_CELL_OF_POINT (2, 1)));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/edit-queries/rows", Fixture, NULL, fixture_set_up_empty, test_rows, fixture_tear_down);
  g_test_add ("/edit-queries/referred", Fixture, NULL, fixture_set_up_empty, test_referred, fixture_tear_down);
  g_test_add ("/edit-queries/match-named", Fixture, NULL, fixture_set_up_empty, test_match_named, fixture_tear_down);
  g_test_add ("/edit-queries/match", Fixture, NULL, fixture_set_up_empty, test_match, fixture_tear_down);
  g_test_add ("/edit-queries/similar", Fixture, NULL, fixture_set_up_empty, test_similar, fixture_tear_down);
  g_test_add ("/edit-queries/similar-organisations", Fixture, NULL, fixture_set_up_empty, test_similar_organisations,
              fixture_tear_down);
  g_test_add ("/edit-queries/similar-announcements", Fixture, NULL, fixture_set_up_empty, test_similar_announcements,
              fixture_tear_down);
  g_test_add ("/edit-queries/rests", Fixture, NULL, fixture_set_up_empty, test_rests, fixture_tear_down);
  g_test_add_func ("/edit-queries/near-names", test_near_names);
  g_test_add_func ("/edit-queries/cells", test_cells);

  return g_test_run ();
}
