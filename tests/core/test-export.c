#include "edit-fixture.h"
#include "ytt-export.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

/* What is exported of a document, and what becomes of the file that was there when that fails. */

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
progress_cb (double   fraction,
             gpointer user_data)
{
  double *told = user_data;

  g_assert_cmpfloat (fraction, >, *told);
  g_assert_cmpfloat (fraction, <=, 1);
  *told = fraction;
}

static gboolean
export (EditFixture      *f,
        GArray           *ids,
        YttExportFormat   format,
        const char       *path,
        GError          **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  double told = 0;
  gboolean done;

  ytt_export_async (f->store, ids, (YttMoment) { 0 }, format, path, progress_cb, &told, NULL, answered_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  done = ytt_export_finish (f->store, result, error);
  if (done)
    g_assert_cmpfloat (told, ==, 1);

  return done;
}

static char *
make_path (EditFixture *f,
           const char  *name)
{
  return g_build_filename (f->folder, name, NULL);
}

static void
assert_files (EditFixture *f,
              guint        n)
{
  g_autoptr(GDir) folder = g_dir_open (f->folder, 0, NULL);
  const char *name;

  for (guint i = 0; i < n; i++)
    g_assert_nonnull (g_dir_read_name (folder));
  name = g_dir_read_name (folder);
  if (name != NULL)
    g_error ("“%s” was left", name);
}

static void
test_names (EditFixture   *f,
            gconstpointer  data)
{
  YttExportFormat format;

  g_assert_true (ytt_export_format_from_name ("/a.b/Plants.GeoJSON", &format));
  g_assert_cmpint (format, ==, YTT_EXPORT_GEOJSON);
  g_assert_false (ytt_export_format_from_name ("geojson", &format));
  g_assert_false (ytt_export_format_from_name ("plants", &format));
  g_assert_false (ytt_export_format_from_name ("plants.doc", &format));
  for (guint i = 0; i < YTT_N_EXPORT_FORMATS; i++)
    {
      g_autofree char *name = g_strconcat ("x.", ytt_export_format_get_suffix (i), NULL);

      if (ytt_export_format_is_folder (i))
        continue;
      g_assert_true (ytt_export_format_from_name (name, &format));
      g_assert_cmpint (format, ==, i);
    }
}

static JsonObject *
get_feature (JsonNode   *root,
             const char *id)
{
  JsonArray *features = json_object_get_array_member (json_node_get_object (root), "features");

  for (guint i = 0; i < json_array_get_length (features); i++)
    {
      JsonObject *feature = json_array_get_object_element (features, i);

      if (g_strcmp0 (json_object_get_string_member_with_default (feature, "id", NULL), id) == 0)
        return feature;
    }

  return NULL;
}

static void
test_geojson (EditFixture   *f,
              gconstpointer  data)
{
  g_autofree char *path = make_path (f, "all.geojson");
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;
  JsonObject *feature, *properties;
  JsonArray *position;

  store_run (f->path, "UPDATE facility SET name = '=\"1\" \\ x', geom = NULL WHERE facility = 'ee-narva-neo'");
  g_assert_true (export (f, NULL, YTT_EXPORT_GEOJSON, path, &error));
  g_assert_no_error (error);
  g_assert_true (json_parser_load_from_file (parser, path, &error));
  g_assert_no_error (error);
  g_assert_cmpint (json_array_get_length (json_object_get_array_member (
    json_node_get_object (json_parser_get_root (parser)), "features")), ==, 221);
  g_assert_false (json_object_has_member (json_node_get_object (json_parser_get_root (parser)), "crs"));

  feature = get_feature (json_parser_get_root (parser), "ao-longonjo");
  position = json_object_get_array_member (json_object_get_object_member (feature, "geometry"), "coordinates");
  g_assert_cmpfloat (json_array_get_double_element (position, 0), ==, 15.24845);
  g_assert_cmpfloat (json_array_get_double_element (position, 1), ==, -12.90795);
  properties = json_object_get_object_member (feature, "properties");
  g_assert_cmpstr (json_object_get_string_member (properties, "stages"), ==, "mining;concentration;cracking");
  g_assert_cmpstr (json_object_get_string_member (properties, "status"), ==, "construction");
  g_assert_cmpstr (json_object_get_string_member (properties, "status_as_of"), ==, "2025-12");
  g_assert_cmpint (json_object_get_int_member (properties, "capacity"), ==, 40000);
  g_assert_cmpstr (json_object_get_string_member (properties, "capacity_unit"), ==, "t/yr");
  g_assert_cmpstr (json_object_get_string_member (properties, "capacity_basis"), ==, "MREC");
  g_assert_cmpstr (json_object_get_string_member (properties, "capacity_part"), ==, "later phase");
  g_assert_cmpstr (json_object_get_string_member (properties, "capacity_qualifier"), ==, "planned");
  g_assert_cmpstr (json_object_get_string_member (properties, "capacity_tense"), ==, "promised");
  g_assert_cmpstr (json_object_get_string_member (properties, "capacity_as_of"), ==, "2025-12-10");
  g_assert_nonnull (strstr (json_object_get_string_member (properties, "capacity_source"), "2025-12"));

  /* A place that is not known is none, and texts stay what they were. */
  feature = get_feature (json_parser_get_root (parser), "ee-narva-neo");
  g_assert_true (json_object_get_null_member (feature, "geometry"));
  properties = json_object_get_object_member (feature, "properties");
  g_assert_cmpstr (json_object_get_string_member (properties, "name"), ==, "=\"1\" \\ x");
  g_unlink (path);
}

static void
test_chosen (EditFixture   *f,
             gconstpointer  data)
{
  g_autofree char *path = make_path (f, "two.geojson"), *text = NULL;
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GError) error = NULL;
  gint64 narva = edit_ask_number (f, "SELECT id FROM facility WHERE facility = 'ee-narva-neo'"), gone = 12;

  g_array_append_val (ids, gone);
  g_array_append_val (ids, narva);
  g_assert_true (export (f, ids, YTT_EXPORT_GEOJSON, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "ee-narva-neo"));
  g_assert_null (strstr (text, "ao-longonjo"));
  g_unlink (path);
}

static void
cancel_cb (double   fraction,
           gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

/* Whatever goes wrong, what was there before is there after. */
static void
test_failing (EditFixture   *f,
              gconstpointer  data)
{
  g_autofree char *path = make_path (f, "plants.geojson"), *nowhere = make_path (f, "none/plants.geojson"), *text = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "before", -1, NULL));
  ytt_export_async (f->store, NULL, (YttMoment) { 0 }, YTT_EXPORT_GEOJSON, path, cancel_cb, cancellable, cancellable,
                    answered_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (ytt_export_finish (f->store, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "before");
  assert_files (f, 2);

  g_assert_false (export (f, NULL, YTT_EXPORT_GEOJSON, nowhere, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_nonnull (strstr (error->message, "none/plants.geojson"));
  g_clear_error (&error);
  g_assert_false (export (f, NULL, YTT_EXPORT_GEOJSON, f->folder, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_ISDIR);
  assert_files (f, 2);
  g_unlink (path);
}

/* A document that nobody waits for any more leaves nothing. */
static void
test_document_cancelled (EditFixture   *f,
                         gconstpointer  data)
{
  g_autofree char *path = make_path (f, "part.gpkg");
  gint64 none = 0;

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();
      g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GError) error = NULL;

      g_array_append_val (ids, none);
      ytt_export_async (f->store, i % 2 == 0 ? ids : NULL, (YttMoment) { 0 }, YTT_EXPORT_GPKG, path, i < 2 ? cancel_cb : NULL,
                        cancellable, cancellable, answered_cb, &result);
      if (i >= 2)
        g_cancellable_cancel (cancellable);
      while (result == NULL)
        g_main_context_iteration (NULL, TRUE);
      if (ytt_export_finish (f->store, result, &error))
        g_unlink (path);
      else
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      assert_files (f, 1);
    }
}

#define TEST(name, func) \
  g_test_add ("/export/" name, EditFixture, NULL, edit_fixture_set_up_shipped, func, edit_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  TEST ("names", test_names);
  TEST ("geojson", test_geojson);
  TEST ("chosen", test_chosen);
  TEST ("failing", test_failing);
  TEST ("document-cancelled", test_document_cancelled);

  return g_test_run ();
}
