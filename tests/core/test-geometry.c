#include "config.h"

#include <math.h>
#include <string.h>

#include "ytt-geometry.h"
#include "ytt-store-private.h"

static void
test_point (void)
{
  static const double places[][2] = {
    { 28.1478, 59.3618 }, { -63.996, 56.327 }, { 0, 0 }, { -180, -90 }, { 180, 90 }, { 178.4, -18.1 }, { -0.0, 1e-300 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      guint8 blob[YTT_GEOMETRY_POINT_SIZE];
      double longitude, latitude;
      YttBounds bounds;

      ytt_geometry_encode_point (blob, places[i][0], places[i][1]);
      g_assert_true (ytt_geometry_decode_point (blob, sizeof blob, &longitude, &latitude));
      g_assert_cmpfloat (longitude, ==, places[i][0]);
      g_assert_cmpfloat (latitude, ==, places[i][1]);

      g_assert_true (ytt_geometry_get_bounds (blob, sizeof blob, &bounds));
      g_assert_cmpfloat (bounds.min_x, ==, longitude);
      g_assert_cmpfloat (bounds.max_x, ==, longitude);
      g_assert_cmpfloat (bounds.min_y, ==, latitude);
      g_assert_cmpfloat (bounds.max_y, ==, latitude);
    }
}

/* The bytes that GDAL 3.6 writes for POINT (28.1 59.35). */
static void
test_as_gdal_writes_it (void)
{
  static const guint8 written[] = {
    0x47, 0x50, 0x00, 0x01, 0xe6, 0x10, 0x00, 0x00, 0x01, 0x01, 0x00, 0x00, 0x00, 0x9a, 0x99,
    0x99, 0x99, 0x99, 0x19, 0x3c, 0x40, 0xcd, 0xcc, 0xcc, 0xcc, 0xcc, 0xac, 0x4d, 0x40,
  };
  guint8 blob[YTT_GEOMETRY_POINT_SIZE];
  double longitude, latitude;

  g_assert_true (ytt_geometry_decode_point (written, sizeof written, &longitude, &latitude));
  g_assert_cmpfloat (longitude, ==, 28.1);
  g_assert_cmpfloat (latitude, ==, 59.35);
  ytt_geometry_encode_point (blob, 28.1, 59.35);
  g_assert_cmpmem (blob, sizeof blob, written, sizeof written);
}

static void
test_no_place (void)
{
  static const double nowhere[][2] = { { NAN, 1 }, { 1, NAN }, { INFINITY, 1 }, { 180.001, 0 }, { 0, -90.5 } };
  guint8 blob[YTT_GEOMETRY_POINT_SIZE];
  double longitude = 5, latitude = 6;

  for (guint i = 0; i < G_N_ELEMENTS (nowhere); i++)
    {
      ytt_geometry_encode_point (blob, nowhere[i][0], nowhere[i][1]);
      g_assert_false (ytt_geometry_decode_point (blob, sizeof blob, &longitude, &latitude));
    }

  ytt_geometry_encode_point (blob, 1, 2);
  for (gsize size = 0; size < sizeof blob; size++)
    g_assert_false (ytt_geometry_decode_point (blob, size, &longitude, &latitude));
  g_assert_false (ytt_geometry_decode_point (NULL, 0, &longitude, &latitude));

  blob[3] |= 1 << 4;   /* the flag of an empty geometry */
  g_assert_false (ytt_geometry_decode_point (blob, sizeof blob, &longitude, &latitude));

  g_assert_cmpfloat (longitude, ==, 5);
  g_assert_cmpfloat (latitude, ==, 6);
}

static char *
ask (sqlite3    *db,
     const char *sql)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);

  return g_strdup ((const char *) sqlite3_column_text (stmt, 0));
}

/* What a spatial index asks. */
static void
test_functions (void)
{
  static const struct { const char *call; const char *answer; } calls[] = {
    { "SELECT ST_MinX(g) FROM p", "28.1" },
    { "SELECT ST_MaxX(g) FROM p", "28.1" },
    { "SELECT ST_MinY(g) FROM p", "59.35" },
    { "SELECT ST_MaxY(g) FROM p", "59.35" },
    { "SELECT ST_IsEmpty(g) FROM p", "0" },
    { "SELECT ST_IsEmpty(NULL)", NULL },
    { "SELECT ST_MinX(NULL)", NULL },
    { "SELECT ST_MinX(x'4750')", NULL },
    { "SELECT ST_IsEmpty(x'')", "1" },
    { "SELECT ST_MinX('GP')", NULL },
    /* a line is known by its envelope: 1, 3, 2, 4 */
    { "SELECT ST_MaxY(x'47500003E6100000000000000000F03F0000000000000840000000000000004000000000000010400102')", "4.0" },
  };
  g_autoptr(sqlite3) db = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (sqlite3_open (":memory:", &db), ==, SQLITE_OK);
  g_assert_true (ytt_sqlite_add_functions (db, &error));
  ytt_sqlite_exec (db,
                   "CREATE TABLE p (g BLOB);"
                   "INSERT INTO p VALUES (x'47500001E610000001010000009A99999999193C40CDCCCCCCCCAC4D40')", &error);
  g_assert_no_error (error);

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autofree char *answer = ask (db, calls[i].call);

      g_assert_cmpstr (answer, ==, calls[i].answer);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/geometry/point", test_point);
  g_test_add_func ("/geometry/as-gdal-writes-it", test_as_gdal_writes_it);
  g_test_add_func ("/geometry/no-place", test_no_place);
  g_test_add_func ("/geometry/functions", test_functions);

  return g_test_run ();
}
