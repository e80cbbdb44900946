#include "ytt-foreign-file.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Files of others, read by the program that is fenced in. */

typedef struct
{
  char *folder;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->folder = g_dir_make_tmp ("foreign-XXXXXX", NULL);
  g_assert_nonnull (f->folder);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  const char *arguments[] = { "rm", "-rf", f->folder, NULL };

  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  g_free (f->folder);
}

/* (transfer full): the path of a file of that name with such bytes; -1 for a text */
static char *
make_file (Fixture    *f,
           const char *name,
           const char *content,
           gssize      length)
{
  char *path = g_build_filename (f->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, content, length, NULL));

  return path;
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static YttStaging *
read_layer (const char    *path,
            const char    *layer,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  ytt_foreign_file_read_async (path, layer, NULL, NULL, cancellable, answered_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return ytt_foreign_file_read_finish (result, error);
}

static YttStaging *
read_file (const char *path)
{
  g_autoptr(GError) error = NULL;
  YttStaging *staging = read_layer (path, NULL, NULL, &error);

  g_assert_no_error (error);

  return staging;
}

/* It must be refused in such words. */
static void
refuse (const char *path,
        const char *words)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(YttStaging) staging = read_layer (path, NULL, NULL, &error);

  g_assert_null (staging);
  g_assert_nonnull (error);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” is not in “%s”", words, error->message);
}

/* All cells and places: "Narva|2000@28.15,59.36" a row, with its number before. */
static char *
tell (YttStaging *staging)
{
  GString *told = g_string_new (NULL);

  for (guint row = 0; row < ytt_staging_get_n_rows (staging); row++)
    {
      YttStagedRow staged;

      ytt_staging_get_row (staging, row, &staged);
      g_string_append_printf (told, "%s%" G_GINT64_FORMAT ":", row > 0 ? "\n" : "", staged.number);
      for (guint column = 0; column < ytt_staging_get_n_columns (staging); column++)
        {
          g_autofree char *cell = ytt_staging_dup_cell (staging, row, column);

          g_string_append_printf (told, "%s%s", column > 0 ? "|" : "", cell != NULL ? cell : "-");
        }
      if (isfinite (staged.longitude))
        g_string_append_printf (told, "@%.4f,%.4f", staged.longitude, staged.latitude);
    }

  return g_string_free (told, FALSE);
}

static void
assert_told (const char *path,
             const char *wanted)
{
  g_autoptr(YttStaging) staging = read_file (path);
  g_autofree char *told = tell (staging);

  g_assert_cmpstr (told, ==, wanted);
}

/* Separators, decimal commas, quotes, breaks inside of cells and all line ends; rows are numbered by lines. */
static void
test_csv (Fixture       *f,
          gconstpointer  data)
{
  static const struct { const char *text, *told; } cases[] = {
    { "name,lat,lon\nNarva,59.36,28.15\nSilmet,,\n", "2:Narva|59.36|28.15\n3:Silmet||" },
    { "name;lat;lon\r\nNarva;59,36;28,15\r\n", "2:Narva|59,36|28,15" },
    { "name\tlat\tlon\nNarva\t59.36\t28.15\n", "2:Narva|59.36|28.15" },
    { "name|lat|lon\nNarva|59.36|28.15\n", "2:Narva|59.36|28.15" },
    { "name,note\nNarva,\"a\nb, \"\"c\"\"\"\nSilmet,x\n", "2:Narva|a\nb, \"c\"\n4:Silmet|x" },
    { "name,lat\rNarva,59.36\rSilmet,59.4\r", "2:Narva|59.36\n3:Silmet|59.4" },
    { "\xef\xbb\xbfname,lat\nNarva,59.36\n", "2:Narva|59.36" },
    { "name,name\nNarva,Silmet\n", "2:Narva|Silmet" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = make_file (f, "plants.csv", cases[i].text, -1);
      g_autoptr(YttStaging) staging = read_file (path);

      assert_told (path, cases[i].told);
      g_assert_cmpstr (ytt_staging_get_format (staging), ==, "CSV");
      g_assert_cmpstr (ytt_staging_get_column (staging, 0), ==, "name");
      g_assert_null (ytt_staging_get_encoding (staging));
      g_assert_null (ytt_staging_get_reference (staging));
      g_assert_true (ytt_staging_get_has_lines (staging));
    }
}

/* The first line is a row where it has numbers. */
static void
test_no_header (Fixture       *f,
                gconstpointer  data)
{
  g_autofree char *path = make_file (f, "plants.csv", "Narva,59.36,28.15\nSilmet,59.4,27.7\n", -1);
  g_autoptr(YttStaging) staging = read_file (path);

  assert_told (path, "1:Narva|59.36|28.15\n2:Silmet|59.4|27.7");
  g_assert_cmpstr (ytt_staging_get_column (staging, 0), ==, "field_1");
}

static char *
make_wide (Fixture *f,
           guint    n_columns)
{
  g_autoptr(GString) text = g_string_new ("c0");
  g_autofree char *name = g_strdup_printf ("wide-%u.csv", n_columns);

  for (guint i = 1; i < n_columns; i++)
    g_string_append_printf (text, ",c%u", i);
  g_string_append (text, "\na");
  for (guint i = 1; i < n_columns; i++)
    g_string_append_printf (text, ",%u", i);

  return make_file (f, name, text->str, (gssize) text->len);
}

/* No column is dropped in silence: all are read, or it is said that there are too many. */
static void
test_wide (Fixture       *f,
           gconstpointer  data)
{
  g_autofree char *wide = make_wide (f, 3000), *too_wide = make_wide (f, 5000);
  g_autoptr(YttStaging) staging = read_file (wide);
  g_autofree char *cell = NULL;

  g_assert_cmpuint (ytt_staging_get_n_columns (staging), ==, 3000);
  cell = ytt_staging_dup_cell (staging, 0, 2999);
  g_assert_cmpstr (cell, ==, "2999");
  refuse (too_wide, "The table has 5000 columns. Up to ");
}

/* Without a mark at its beginning, too. */
static void
test_unmarked (Fixture       *f,
               gconstpointer  data)
{
  static const char text[] = "name,town\nSept-Îles,Québec\nŁódź,Łódź\n";
  static const char * const encodings[] = { "UTF-16LE", "UTF-16BE" };

  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      gsize length;
      g_autofree char *converted = g_convert (text, -1, encodings[i], "UTF-8", NULL, &length, NULL);
      g_autofree char *path = make_file (f, "plants.csv", converted, (gssize) length);
      g_autoptr(YttStaging) staging = read_file (path);

      assert_told (path, "2:Sept-Îles|Québec\n3:Łódź|Łódź");
      g_assert_cmpstr (ytt_staging_get_encoding (staging), ==, encodings[i]);
    }
}

static void
test_encodings (Fixture       *f,
                gconstpointer  data)
{
  static const char text[] = "name,town\nSept-Îles,Québec\n";
  static const char * const encodings[] = { "WINDOWS-1252", "UTF-16LE", "UTF-16BE" };

  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      g_autofree char *marked = g_strconcat (g_str_has_prefix (encodings[i], "UTF") ? "\xef\xbb\xbf" : "", text, NULL);
      gsize length;
      g_autofree char *converted = g_convert (marked, -1, encodings[i], "UTF-8", NULL, &length, NULL);
      g_autofree char *path = make_file (f, "plants.csv", converted, (gssize) length);
      g_autoptr(YttStaging) staging = read_file (path);

      assert_told (path, "2:Sept-Îles|Québec");
      g_assert_cmpstr (ytt_staging_get_encoding (staging), ==, encodings[i]);
    }
}

static const char plants[] =
  "{\"type\": \"FeatureCollection\", \"features\": ["
  " {\"type\": \"Feature\", \"properties\": {\"name\": \"Narva\", \"capacity\": 2000.5},"
  "  \"geometry\": {\"type\": \"Point\", \"coordinates\": [28.15, 59.36]}},"
  " {\"type\": \"Feature\", \"properties\": {\"name\": \"Sept-Îles\", \"capacity\": null},"
  "  \"geometry\": {\"type\": \"Point\", \"coordinates\": [-66.38, 50.22]}}]}";

static void
convert (const char *from,
         const char *to,
         const char *driver,
         const char *reference)
{
  const char *arguments[] = { "ogr2ogr", "-f", driver, to, from, "-lco", "ENCODING=CP1252", "-t_srs", reference, NULL };
  int status = -1;

  if (reference == NULL)
    arguments[7] = NULL;
  if (!g_str_equal (driver, "ESRI Shapefile"))
    {
      arguments[5] = reference != NULL ? "-t_srs" : NULL;
      arguments[6] = reference;
      arguments[7] = NULL;
    }
  g_assert_true (g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL,
                               NULL, NULL, NULL, NULL, &status, NULL));
  g_assert_cmpint (status, ==, 0);
}

/* The same two plants in each format, whatever that makes of their columns. */
static void
test_formats (Fixture       *f,
              gconstpointer  data)
{
  static const struct { const char *driver, *name, *reference; gboolean placed; } cases[] = {
    { "GeoJSON", "b.geojson", NULL, TRUE },
    { "LIBKML", "b.kml", NULL, TRUE },
    { "LIBKML", "b.kmz", NULL, TRUE },
    { "ESRI Shapefile", "b.shp", NULL, TRUE },
    { "ESRI Shapefile", "c.shp", "EPSG:3301", TRUE },
    { "GPKG", "b.gpkg", NULL, TRUE },
    { "GPKG", "c.gpkg", "EPSG:3857", TRUE },
    { "FlatGeobuf", "b.fgb", NULL, TRUE },
    { "XLSX", "b.xlsx", NULL, FALSE },
    { "ODS", "b.ods", NULL, FALSE },
  };
  g_autofree char *from = make_file (f, "a.geojson", plants, -1);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_build_filename (f->folder, cases[i].name, NULL);
      g_autoptr(YttStaging) staging = NULL;
      g_autofree char *told = NULL;

      convert (from, path, cases[i].driver, cases[i].reference);
      staging = read_file (path);
      told = tell (staging);
      g_test_message ("%s: %s", cases[i].name, told);
      g_assert_cmpuint (ytt_staging_get_n_rows (staging), ==, 2);
      g_assert_nonnull (strstr (told, "Narva"));
      g_assert_nonnull (strstr (told, "Sept-Îles"));
      g_assert_nonnull (strstr (told, "2000.5"));
      if (cases[i].placed)
        {
          g_assert_nonnull (strstr (told, "@28.1500,59.3600"));
          g_assert_nonnull (strstr (told, "@-66.3800,50.2200"));
        }
      g_assert_true ((ytt_staging_get_reference (staging) != NULL) == cases[i].placed);
    }
}

/* Without a reference system places come as they are, and nobody pretends to know; shapes have none. */
static void
test_places (Fixture       *f,
             gconstpointer  data)
{
  g_autofree char *from = make_file (f, "a.geojson", plants, -1);
  g_autofree char *shape = g_build_filename (f->folder, "b.shp", NULL);
  g_autofree char *projection = g_build_filename (f->folder, "b.prj", NULL);
  g_autofree char *line = make_file (f, "line.geojson",
    "{\"type\": \"Feature\", \"properties\": {\"name\": \"Line\"},"
    " \"geometry\": {\"type\": \"LineString\", \"coordinates\": [[1, 2], [3, 4]]}}", -1);
  g_autoptr(YttStaging) staging = NULL, shapes = read_file (line);
  YttStagedRow row;

  convert (from, shape, "ESRI Shapefile", "EPSG:3857");
  g_assert_cmpint (g_unlink (projection), ==, 0);
  staging = read_file (shape);
  g_assert_null (ytt_staging_get_reference (staging));
  ytt_staging_get_row (staging, 0, &row);
  g_assert_cmpfloat_with_epsilon (row.longitude, 3133643.7, 1);

  g_assert_cmpuint (ytt_staging_get_n_shapes (shapes), ==, 1);
  ytt_staging_get_row (shapes, 0, &row);
  g_assert_true (isnan (row.longitude));
}

static void
test_layers (Fixture       *f,
             gconstpointer  data)
{
  g_autofree char *path = make_file (f, "a.gpx",
    "<?xml version='1.0'?><gpx version='1.1' creator='x' xmlns='http://www.topografix.com/GPX/1/1'>"
    "<wpt lat='59.36' lon='28.15'><name>Narva</name></wpt>"
    "<rte><name>Way</name><rtept lat='1' lon='2'/></rte></gpx>", -1);
  g_autoptr(YttStaging) staging = read_file (path);
  g_autoptr(YttStaging) points = NULL;
  g_autoptr(GError) error = NULL;
  YttStagedRow row;

  g_assert_cmpstr (ytt_staging_get_layer (staging), ==, "waypoints");
  g_assert_cmpuint (ytt_staging_get_layers (staging)->len, ==, 5);
  points = read_layer (path, "route_points", NULL, &error);
  g_assert_no_error (error);
  ytt_staging_get_row (points, 0, &row);
  g_assert_cmpfloat (row.longitude, ==, 2);
  g_assert_null (read_layer (path, "nowhere", NULL, &error));
  g_assert_nonnull (strstr (error->message, "no layer “nowhere”"));
}

static void
test_unreadable (Fixture       *f,
                 gconstpointer  data)
{
  g_autofree char *empty = make_file (f, "empty.csv", "", 0);
  g_autofree char *binary = make_file (f, "binary.csv", "\0\1\2\3", 4);
  g_autofree char *picture = make_file (f, "picture.png", "\x89PNG\r\n\x1a\n____", 12);
  g_autofree char *broken = make_file (f, "broken.geojson", "{\"type\": \"FeatureCollection\", \"features\": [{", -1);
  g_autofree char *missing = g_build_filename (f->folder, "missing.csv", NULL);
  g_autofree char *huge = g_build_filename (f->folder, "huge.csv", NULL);
  g_autofree char *secret = make_file (f, "secret.csv", "a,b\n1,2\n", -1);
  g_autofree char *fifo = g_build_filename (f->folder, "fifo.csv", NULL);
  FILE *file = g_fopen (huge, "w");

  g_assert_cmpint (ftruncate (fileno (file), G_GINT64_CONSTANT (10) << 30), ==, 0);
  fclose (file);

  refuse (empty, "“empty.csv” is empty");
  refuse (binary, "is not a text");
  refuse (huge, "is not a text");
  refuse (picture, "is no table or map");
  refuse (broken, "cannot be read");
  refuse (missing, "No such file");
  refuse (f->folder, "is not a file");
  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  refuse (fifo, "fifo.csv” is not a file");
  refuse ("/vsicurl/http://127.0.0.1:1/a.csv", "No such file");
  refuse ("http://127.0.0.1:1/a.csv", "No such file");
  if (g_access (secret, R_OK) == 0 && g_chmod (secret, 0) == 0 && g_access (secret, R_OK) != 0)
    refuse (secret, "Permission denied");
}

/* A cell of 100 MB is more than a line may have. */
static void
test_huge_cell (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr(GString) text = g_string_new ("name,note\nNarva,\"");
  g_autofree char *path = NULL;
  gsize length = text->len;

  g_string_set_size (text, length + 100 * 1000 * 1000);
  memset (text->str + length, 'x', text->len - length);
  g_string_append (text, "\"\n");
  path = make_file (f, "huge-cell.csv", text->str, (gssize) text->len);
  refuse (path, "“huge-cell.csv” cannot be read: Maximum number of characters allowed reached");
}

/* What asks for another file, for the network, or for more than a file may take, gets none of it. */
static void
test_hostile (Fixture       *f,
              gconstpointer  data)
{
  g_autofree char *secret = make_file (f, "secret.csv", "name\nTopSecret\n", -1);
  g_autofree char *virtual_text = g_strdup_printf (
    "<OGRVRTDataSource><OGRVRTLayer name=\"secret\"><SrcDataSource>%s</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>", secret);
  g_autofree char *virtual = make_file (f, "virtual.csv", virtual_text, -1);
  g_autofree char *link_text = g_strdup_printf (
    "<?xml version='1.0'?><!DOCTYPE kml [<!ENTITY x SYSTEM 'file://%s'>]><kml xmlns='http://www.opengis.net/kml/2.2'><Document>"
    "<NetworkLink><Link><href>%s</href></Link></NetworkLink>"
    "<Placemark><name>&x;</name><Point><coordinates>28,59</coordinates></Point></Placemark></Document></kml>", secret, secret);
  g_autofree char *linked = make_file (f, "linked.kml", link_text, -1);
  g_autoptr(GString) deep = g_string_new ("{\"type\": \"Feature\", \"geometry\": null, \"properties\": {\"a\": ");
  g_autoptr(GString) laughs = g_string_new ("<?xml version='1.0'?><!DOCTYPE gpx [<!ENTITY a0 'ha'>");
  g_autofree char *deep_path = NULL, *laughs_path = NULL;
  g_autoptr(GError) error = NULL;
  char * const paths[] = { virtual, linked };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr(YttStaging) staging = read_layer (paths[i], NULL, NULL, NULL);
      g_autofree char *told = staging != NULL ? tell (staging) : NULL;

      g_assert_true (told == NULL || strstr (told, "TopSecret") == NULL);
    }

  for (guint i = 0; i < 200000; i++)
    g_string_append_c (deep, '[');
  deep_path = make_file (f, "deep.geojson", deep->str, (gssize) deep->len);
  g_assert_null (read_layer (deep_path, NULL, NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);

  for (guint i = 1; i < 30; i++)
    g_string_append_printf (laughs, "<!ENTITY a%u '&a%u;&a%u;&a%u;&a%u;'>", i, i - 1, i - 1, i - 1, i - 1);
  g_string_append (laughs, "]><gpx version='1.1' creator='x'><wpt lat='1' lon='2'><name>&a29;</name></wpt></gpx>");
  laughs_path = make_file (f, "laughs.gpx", laughs->str, -1);
  g_assert_null (read_layer (laughs_path, NULL, NULL, &error));
  g_assert_nonnull (error);
}

static void
use_program (Fixture    *f,
             const char *script)
{
  g_autofree char *program = make_file (f, "program", script, -1);

  g_assert_cmpint (g_chmod (program, 0700), ==, 0);
  g_setenv ("YTTERBY_EXCHANGE", program, TRUE);
}

/* A reader that hangs, breaks, lies or is not there. */
static void
test_program (Fixture       *f,
              gconstpointer  data)
{
  g_autofree char *kept = g_strdup (g_getenv ("YTTERBY_EXCHANGE"));
  g_autofree char *path = make_file (f, "plants.csv", "name,lat\nNarva,59\n", -1);

  ytt_foreign_file_set_patience (300);
  use_program (f, "#!/bin/sh\necho progress 0.5\nexec cat /dev/zero >/dev/null\n");
  refuse (path, "did not come to an end");
  ytt_foreign_file_set_patience (0);
  use_program (f, "#!/bin/sh\nkill -SEGV $$\n");
  refuse (path, "more memory or time");
  use_program (f, "#!/bin/sh\nexit 3\n");
  refuse (path, "could not be read to its end");
  use_program (f, "#!/bin/sh\necho garbage >\"$4\"\necho done\n");
  refuse (path, "could not be read to its end");
  g_setenv ("YTTERBY_EXCHANGE", "/nowhere", TRUE);
  refuse (path, "is not installed");
  g_setenv ("YTTERBY_EXCHANGE", kept, TRUE);
  assert_told (path, "2:Narva|59");
}

typedef struct
{
  const char *path;
  gboolean    cut;     /* or else it goes */
  guint       n_told;
} Meddling;

static void
meddle_cb (double   fraction,
           gpointer user_data)
{
  Meddling *meddling = user_data;

  if (meddling->n_told++ > 0)
    return;

  if (meddling->cut)
    g_assert_cmpint (truncate (meddling->path, 100000), ==, 0);
  else
    g_assert_cmpint (g_unlink (meddling->path), ==, 0);
}

/* A file that goes while it is read has been opened and is read to its end; of one that is cut short nothing is taken. */
static void
test_meddled (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr(GString) text = g_string_new ("name,lat\n");

  for (guint i = 0; i < 500000; i++)
    g_string_append_printf (text, "Mine %u,59\n", i);

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *path = make_file (f, "plants.csv", text->str, (gssize) text->len);
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GError) error = NULL;
      g_autoptr(YttStaging) staging = NULL;
      Meddling meddling = { path, i == 0, 0 };

      ytt_foreign_file_read_async (path, NULL, meddle_cb, &meddling, NULL, answered_cb, &result);
      while (result == NULL)
        g_main_context_iteration (NULL, TRUE);
      staging = ytt_foreign_file_read_finish (result, &error);
      g_assert_cmpuint (meddling.n_told, >, 0);
      if (i == 0)
        g_assert_cmpstr (error->message, ==,
                         "“plants.csv” was changed by another program while it was read. Choose it once more.");
      else
        g_assert_cmpuint (ytt_staging_get_n_rows (staging), ==, 500000);
    }
}

static gboolean
cancel_cb (gpointer data)
{
  g_cancellable_cancel (data);

  return G_SOURCE_REMOVE;
}

static void
test_cancel (Fixture       *f,
             gconstpointer  data)
{
  g_autofree char *kept = g_strdup (g_getenv ("YTTERBY_EXCHANGE"));
  g_autofree char *path = make_file (f, "plants.csv", "name,lat\nNarva,59\n", -1);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  use_program (f, "#!/bin/sh\nexec cat /dev/zero >/dev/null\n");
  g_timeout_add (50, cancel_cb, cancellable);
  g_assert_null (read_layer (path, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_setenv ("YTTERBY_EXCHANGE", kept, TRUE);
}

#define TEST(name, func) g_test_add ("/foreign-file/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  TEST ("csv", test_csv);
  TEST ("no-header", test_no_header);
  TEST ("wide", test_wide);
  TEST ("encodings", test_encodings);
  TEST ("unmarked", test_unmarked);
  TEST ("formats", test_formats);
  TEST ("places", test_places);
  TEST ("layers", test_layers);
  TEST ("unreadable", test_unreadable);
  TEST ("huge-cell", test_huge_cell);
  TEST ("hostile", test_hostile);
  TEST ("program", test_program);
  TEST ("meddled", test_meddled);
  TEST ("cancel", test_cancel);

  return g_test_run ();
}
