#include "config.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <sqlite3.h>
#include <string.h>

#include "ytt-mbtiles.h"

/* The beginning of a PNG of 256 by 256: all that is looked at. */
#define PNG_256 "x'89504e470d0a1a0a0000000d4948445200000100000001000806000000'"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
fixture_set_up (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  f->folder = g_dir_make_tmp ("ytterby-mbtiles-XXXXXX", &error);
  g_assert_no_error (error);
  f->path = g_build_filename (f->folder, "Karta & mer.mbtiles", NULL);
}

static void
fixture_tear_down (Fixture       *f,
                   gconstpointer  data)
{
  const char *ends[] = { "", "-wal", "-shm", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *path = g_strconcat (f->path, ends[i], NULL);

      g_remove (path);
    }
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->folder);
  g_free (f->path);
}

static void
run_sql (Fixture    *f,
         const char *sql)
{
  sqlite3 *db = NULL;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (f->path, &db), ==, SQLITE_OK);
  sqlite3_exec (db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static const char tables[] =
  "CREATE TABLE metadata (name text, value text);"
  "CREATE TABLE tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob);"
  "CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row);";

static void
make (Fixture    *f,
      const char *sql)
{
  run_sql (f, tables);
  run_sql (f, sql);
}

static void
assert_refused (Fixture    *f,
                YttError    code,
                const char *pattern)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(YttMbtiles) map = ytt_mbtiles_open (f->path, &error);

  g_assert_null (map);
  g_assert_error (error, YTT_ERROR, (int) code);
  if (!g_pattern_match_simple (pattern, error->message))
    g_error ("“%s” is not like “%s”", error->message, pattern);
}

static YttMbtiles *
open_good (Fixture *f)
{
  g_autoptr(GError) error = NULL;
  YttMbtiles *map = ytt_mbtiles_open (f->path, &error);

  g_assert_no_error (error);
  g_assert_nonnull (map);

  return map;
}

static void
assert_tile (YttMbtiles *map,
             int         zoom,
             guint       x,
             guint       y,
             int         code)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = ytt_mbtiles_read_tile (map, zoom, x, y, &error);

  if (code < 0)
    {
      g_assert_no_error (error);
      g_assert_nonnull (bytes);
    }
  else
    {
      g_assert_error (error, YTT_ERROR, code);
      g_assert_null (bytes);
    }
}

static void
test_all_told (Fixture       *f,
               gconstpointer  data)
{
  g_autoptr(YttMbtiles) map = NULL;
  double west, south, east, north;
  int least, most;

  /* Row 5 from the south of the eight of zoom 3 is row 2 from the north. */
  make (f, "INSERT INTO metadata VALUES ('name', 'Bergslagen'), ('format', 'png'), "
           "('bounds', ' 12.5, 58,17.25 ,61.5'), ('minzoom', '3'), ('maxzoom', '4'), "
           "('attribution', '&copy; <a href=\"https://example.org/?a=1&amp;b\">Surveyors</a> <b>1899</b>');"
           "INSERT INTO tiles VALUES (3, 4, 5, " PNG_256 ")");
  map = open_good (f);
  g_assert_cmpstr (ytt_mbtiles_get_name (map), ==, "Bergslagen");
  g_assert_cmpstr (ytt_mbtiles_get_attribution (map), ==,
                   "© <a href=\"https://example.org/?a=1&amp;b\">Surveyors</a> 1899");
  g_assert_cmpint (ytt_mbtiles_get_kind (map), ==, YTT_IMAGE_PNG);
  ytt_mbtiles_get_bounds (map, &west, &south, &east, &north);
  g_assert_cmpfloat (west, ==, 12.5);
  g_assert_cmpfloat (south, ==, 58);
  g_assert_cmpfloat (east, ==, 17.25);
  g_assert_cmpfloat (north, ==, 61.5);
  ytt_mbtiles_get_zooms (map, &least, &most);
  g_assert_cmpint (least, ==, 3);
  g_assert_cmpint (most, ==, 4);
  assert_tile (map, 3, 4, 2, -1);
  assert_tile (map, 3, 4, 5, YTT_ERROR_NOT_FOUND);
}

static void
test_little_told (Fixture       *f,
                  gconstpointer  data)
{
  g_autoptr(YttMbtiles) map = NULL;
  double west, south, east, north;
  int least, most;

  make (f, "INSERT INTO tiles VALUES (2, 0, 0, " PNG_256 "), (6, 1, 1, " PNG_256 ")");
  map = open_good (f);
  g_assert_cmpstr (ytt_mbtiles_get_name (map), ==, "");
  g_assert_cmpstr (ytt_mbtiles_get_attribution (map), ==, "");
  ytt_mbtiles_get_bounds (map, &west, &south, &east, &north);
  g_assert_cmpfloat (east - west, ==, 360);
  g_assert_cmpfloat_with_epsilon (north, 85.0511, 1e-4);
  g_assert_cmpfloat_with_epsilon (south, -85.0511, 1e-4);
  ytt_mbtiles_get_zooms (map, &least, &most);
  g_assert_cmpint (least, ==, 2);
  g_assert_cmpint (most, ==, 6);
}

/* The Pacific, said in either way. */
static void
test_across_the_date_line (Fixture       *f,
                           gconstpointer  data)
{
  g_autoptr(YttMbtiles) map = NULL;
  double west, south, east, north;

  make (f, "INSERT INTO metadata VALUES ('bounds', '170,-50,-160,-30'), ('minzoom', '0'), ('maxzoom', '3')");
  map = open_good (f);
  ytt_mbtiles_get_bounds (map, &west, &south, &east, &north);
  g_assert_cmpfloat (west, ==, 170);
  g_assert_cmpfloat (east, ==, 200);
}

static void
test_view_of_equal_tiles (Fixture       *f,
                          gconstpointer  data)
{
  g_autoptr(YttMbtiles) map = NULL;

  run_sql (f, "CREATE TABLE metadata (name text, value text);"
              "CREATE TABLE map (zoom_level integer, tile_column integer, tile_row integer, tile_id text);"
              "CREATE TABLE images (tile_data blob, tile_id text);"
              "CREATE VIEW tiles AS SELECT zoom_level, tile_column, tile_row, tile_data FROM map JOIN images "
              "USING (tile_id);"
              "INSERT INTO images VALUES (" PNG_256 ", 'sea');"
              "INSERT INTO map VALUES (1, 0, 0, 'sea'), (1, 1, 0, 'sea');");
  map = open_good (f);
  assert_tile (map, 1, 0, 1, -1);
  assert_tile (map, 1, 1, 1, -1);
  assert_tile (map, 1, 1, 0, YTT_ERROR_NOT_FOUND);
}

static void
test_refused (Fixture       *f,
              gconstpointer  data)
{
  const struct { const char *sql; YttError code; const char *message; } cases[] = {
    { "INSERT INTO metadata VALUES ('format', 'pbf')", YTT_ERROR_SYNTAX, "*vector*" },
    { "INSERT INTO metadata VALUES ('format', 'tiff')", YTT_ERROR_SYNTAX, "*unknown format*" },
    { "INSERT INTO metadata VALUES ('bounds', 'nan,nan,nan,nan')", YTT_ERROR_DAMAGED, "*bounds*" },
    { "INSERT INTO metadata VALUES ('bounds', '1,2,3')", YTT_ERROR_DAMAGED, "*bounds*" },
    { "INSERT INTO metadata VALUES ('bounds', '1,2,3,4,5')", YTT_ERROR_DAMAGED, "*bounds*" },
    { "INSERT INTO metadata VALUES ('bounds', '1,20,3,4')", YTT_ERROR_DAMAGED, "*bounds*" },
    { "INSERT INTO metadata VALUES ('bounds', '1e300,2,1e301,4')", YTT_ERROR_DAMAGED, "*bounds*" },
    { "INSERT INTO metadata VALUES ('minzoom', '5'), ('maxzoom', '4')", YTT_ERROR_DAMAGED, "*zoom*" },
    { "INSERT INTO metadata VALUES ('minzoom', '-1'), ('maxzoom', '4')", YTT_ERROR_DAMAGED, "*zoom*" },
    { "SELECT 1", YTT_ERROR_DAMAGED, "*zoom*" },
    { "DROP TABLE tiles", YTT_ERROR_NOT_OURS, "*no MBTiles*" },
    { "DROP TABLE metadata", YTT_ERROR_NOT_OURS, "*no MBTiles*" },
  };

  assert_refused (f, YTT_ERROR_NOT_FOUND, "*“Karta & mer.mbtiles” cannot be found.");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      make (f, cases[i].sql);
      assert_refused (f, cases[i].code, cases[i].message);
      g_assert_cmpint (g_remove (f->path), ==, 0);
    }
}

static void
test_no_database (Fixture       *f,
                  gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *noise = g_strnfill (5000, 'x');

  g_file_set_contents (f->path, noise, -1, &error);
  g_assert_no_error (error);
  assert_refused (f, YTT_ERROR_NOT_OURS, "*no MBTiles*");
  g_file_set_contents (f->path, "", 0, &error);
  g_assert_no_error (error);
  assert_refused (f, YTT_ERROR_NOT_OURS, "*no MBTiles*");
}

/* Every page but the first is noise. */
static void
test_damaged (Fixture       *f,
              gconstpointer  data)
{
  g_autofree char *content = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(YttMbtiles) map = NULL;
  gsize length;

  make (f, "INSERT INTO metadata VALUES ('minzoom', '0'), ('maxzoom', '3');"
           "INSERT INTO tiles VALUES (1, 0, 0, " PNG_256 ")");
  g_file_get_contents (f->path, &content, &length, &error);
  g_assert_no_error (error);
  memset (content + 4096, 0x5a, length - 4096);
  g_file_set_contents (f->path, content, length, &error);
  g_assert_no_error (error);
  assert_refused (f, YTT_ERROR_DAMAGED, "*damaged*");
}

/* Nothing of these is decoded, and none of them keeps others from being read. */
static void
test_bad_tiles (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr(YttMbtiles) map = NULL;

  make (f, "INSERT INTO metadata VALUES ('minzoom', '0'), ('maxzoom', '9');"
           "INSERT INTO tiles VALUES "
           "(4, 0, 0, x'89504e470d0a1a0a0000000d494844520000ffff0000ffff0806000000'),"   /* 65535 by 65535 */
           "(4, 1, 0, x'89504e470d0a1a0a0000000d4948445200000000000001000806000000'),"   /* no width */
           "(4, 2, 0, zeroblob (8000000)),"
           "(4, 3, 0, 'text'),"
           "(4, 4, 0, NULL),"
           "(4, 5, 0, x''),"
           "(4, 6, 0, x'ffd8ffe00002ffc000110827102710'),"                               /* JPEG, 10000 by 10000 */
           "(4, 7, 0, x'ffd8ffe00002'),"                                                 /* JPEG, cut off */
           "(4, 8, 0, '<svg/>'),"
           "(4, 9, 0, " PNG_256 ")");
  map = open_good (f);
  assert_tile (map, 4, 0, 15, YTT_ERROR_SYNTAX);
  assert_tile (map, 4, 1, 15, YTT_ERROR_SYNTAX);
  assert_tile (map, 4, 2, 15, YTT_ERROR_DAMAGED);
  assert_tile (map, 4, 3, 15, YTT_ERROR_NOT_FOUND);
  assert_tile (map, 4, 4, 15, YTT_ERROR_NOT_FOUND);
  assert_tile (map, 4, 5, 15, YTT_ERROR_SYNTAX);
  assert_tile (map, 4, 6, 15, YTT_ERROR_SYNTAX);
  assert_tile (map, 4, 7, 15, YTT_ERROR_SYNTAX);
  assert_tile (map, 4, 8, 15, YTT_ERROR_NOT_FOUND);
  assert_tile (map, 4, 9, 15, -1);
}

/* A view can be a program. */
static void
test_hostile_views (Fixture       *f,
                    gconstpointer  data)
{
  const char *views[] = {
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
    "SELECT 1 AS zoom_level, 1 AS tile_column, i AS tile_row, x'00' AS tile_data FROM n",
    "SELECT 1 AS zoom_level, 1 AS tile_column, 1 AS tile_row, load_extension ('/tmp/x.so') AS tile_data",
    "SELECT a.value AS zoom_level, 1 AS tile_column, 1 AS tile_row, b.value AS tile_data FROM "
    "pragma_module_list a, json_each ('[1]') b",
  };

  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      g_autofree char *sql = g_strdup_printf ("CREATE TABLE metadata (name text, value text);"
                                              "CREATE VIEW tiles AS %s", views[i]);
      g_autoptr(GError) error = NULL;
      g_autoptr(YttMbtiles) map = NULL;
      gint64 begin = g_get_monotonic_time ();

      run_sql (f, sql);
      map = ytt_mbtiles_open (f->path, &error);
      g_assert_null (map);
      g_assert_true (error->domain == YTT_ERROR);
      g_assert_cmpint (g_get_monotonic_time () - begin, <, 20 * G_USEC_PER_SEC);
      g_assert_cmpint (g_remove (f->path), ==, 0);
    }
}

/* A product of tables is no recursion, but never ends either. */
static void
test_endless_view (Fixture       *f,
                   gconstpointer  data)
{
  run_sql (f, "CREATE TABLE metadata (name text, value text);"
              "CREATE TABLE n (i integer);"
              "INSERT INTO n WITH RECURSIVE c (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c LIMIT 2000) SELECT i FROM c;"
              "CREATE VIEW tiles AS SELECT a.i * b.i * c.i * d.i AS zoom_level, 1 AS tile_column, 1 AS tile_row, "
              "x'00' AS tile_data FROM n a, n b, n c, n d");
  assert_refused (f, YTT_ERROR_DAMAGED, "*too long*");
}

static void
test_file_stays_as_it_is (Fixture       *f,
                          gconstpointer  data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize n_before, n_after;

  make (f, "INSERT INTO tiles VALUES (1, 0, 0, " PNG_256 ");"
           "CREATE TRIGGER t AFTER INSERT ON tiles BEGIN DELETE FROM tiles; END");
  g_assert_true (g_file_get_contents (f->path, &before, &n_before, NULL));
  {
    g_autoptr(YttMbtiles) map = open_good (f);

    assert_tile (map, 1, 0, 1, -1);
  }
  g_assert_true (g_file_get_contents (f->path, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);
}

static void
test_write_ahead (Fixture       *f,
                  gconstpointer  data)
{
  g_autoptr(YttMbtiles) map = NULL;

  make (f, "PRAGMA journal_mode = WAL; INSERT INTO tiles VALUES (1, 0, 0, " PNG_256 ")");
  map = open_good (f);
  assert_tile (map, 1, 0, 1, -1);
}

static void
test_attribution (void)
{
  const struct { const char *html; const char *markup; } cases[] = {
    { "", "" },
    { "plain & simple <3", "plain &amp; simple " },
    { "a<script>alert(1)</script>b", "aalert(1)b" },
    { "<a href=\"javascript:alert(1)\">x</a>", "x" },
    { "<a href='file:///etc/passwd'>x</a>", "x" },
    { "<A target=_blank HREF=\"https://e.org/A\">x</A>", "<a href=\"https://e.org/A\">x</a>" },
    { "<a target=_blank href=\"https://e.org\">x</a>", "<a href=\"https://e.org\">x</a>" },
    { "<a href=\"https://e.org/'&quot;><b>\">x", "&quot;&gt;x" },
    { "<a href=\"https://a.b\"><a href=\"https://c.d\">x</a></a>", "<a href=\"https://a.b\">x</a>" },
    { "<a href=\"https://a.b", "" },
    { "line\none", "line one" },
    { "&copy; &lt;i&gt;", "© &lt;i&gt;" },
    { "\xff\xfe", "\xef\xbf\xbd\xef\xbf\xbd" },
  };
  g_autofree char *long_line = g_strnfill (100000, 'a');
  g_autofree char *cut = ytt_attribution_to_markup (long_line);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *markup = ytt_attribution_to_markup (cases[i].html);

      g_test_message ("%s", cases[i].html);
      g_assert_cmpstr (markup, ==, cases[i].markup);
    }
  g_assert_cmpuint (strlen (cut), <=, 1000);
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/mbtiles/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("all-told", test_all_told);
  ADD ("little-told", test_little_told);
  ADD ("across-the-date-line", test_across_the_date_line);
  ADD ("view-of-equal-tiles", test_view_of_equal_tiles);
  ADD ("refused", test_refused);
  ADD ("no-database", test_no_database);
  ADD ("damaged", test_damaged);
  ADD ("bad-tiles", test_bad_tiles);
  ADD ("hostile-views", test_hostile_views);
  ADD ("endless-view", test_endless_view);
  ADD ("file-stays-as-it-is", test_file_stays_as_it_is);
  ADD ("write-ahead", test_write_ahead);
  g_test_add_func ("/mbtiles/attribution", test_attribution);

  return g_test_run ();
}
