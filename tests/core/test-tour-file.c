#include "query-fixture.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "ytt-store-tours.h"
#include "ytt-tour-file.h"
#include "ytt-tour-kml.h"
#include "ytt-tour-map.h"

/* Tours in files: what is written where something is missing, and what is not written at all. What other programs see in
 * the files is tried in tests/web. */

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
has_answer (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

/* The tour with the stops from mine to magnet. */
static YttTour *
get_tour (Fixture *f)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) tours = NULL;
  g_autoptr(GError) error = NULL;

  ytt_store_get_tours_async (f->store, NULL, answered_cb, &result);
  wait_until (has_answer, &result);
  tours = ytt_store_get_tours_finish (f->store, result, &error);
  g_assert_no_error (error);

  return g_object_ref (g_ptr_array_index (tours, 0));
}

static gboolean
save (Fixture            *f,
      const char         *path,
      YttTourFileFormat   format,
      GCancellable       *cancellable,
      GError            **error)
{
  g_autoptr(YttTour) tour = get_tour (f);
  g_autoptr(YttBasemap) basemap = ytt_basemap_open (g_getenv ("YTTERBY_BASEMAP"), error);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GAsyncResult) result = NULL;

  g_assert_nonnull (basemap);
  ytt_tour_file_save_async (f->store, tour, basemap, file, format, TRUE, cancellable, answered_cb, &result);
  wait_until (has_answer, &result);

  return ytt_tour_file_save_finish (f->store, result, error);
}

static char *
save_text (Fixture           *f,
           YttTourFileFormat  format)
{
  g_autofree char *path = g_build_filename (f->folder, "tour", NULL);
  g_autoptr(GError) error = NULL;
  char *text;

  save (f, path, format, NULL, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_unlink (path), ==, 0);

  return text;
}

/* A stop whose facility was deleted says so and shows the place; what it rested on there is gone with it. */
static void
test_deleted_facility (Fixture       *f,
                       gconstpointer  data)
{
  static const char sentence[] = "The facility of this stop was deleted.";
  g_autofree char *kml = NULL, *html = NULL;
  const char *flight;

  fixture_run (f, "DELETE FROM facility WHERE facility = 'ee-narva-neo'");
  kml = save_text (f, YTT_TOUR_FILE_KML);
  g_assert_nonnull (strstr (kml, sentence));
  g_assert_null (strstr (kml, "Narva magnet plant: "));
  flight = strstr (kml, "targetId=\"stop-3\"");
  g_assert_nonnull (flight);
  g_assert_nonnull (strstr (flight, "<longitude>22.840000</longitude>"));

  html = save_text (f, YTT_TOUR_FILE_HTML);
  g_assert_nonnull (strstr (html, sentence));
  g_assert_nonnull (strstr (html, "Narva: the EU’s first large magnet plant"));
}

/* What cannot be read is told in words, and the others are as they were; so is a tour of slides, or of nothing. */
static void
test_unreadable_views (Fixture       *f,
                       gconstpointer  data)
{
  g_autofree char *kml = NULL, *html = NULL, *slides = NULL, *nothing = NULL;

  fixture_run (f, "UPDATE tour_stop SET content = '[' WHERE position = 4");
  kml = save_text (f, YTT_TOUR_FILE_KML);
  g_assert_nonnull (strstr (kml, "Narva: the EU’s first large magnet plant"));
  html = save_text (f, YTT_TOUR_FILE_HTML);
  g_assert_nonnull (strstr (html, "<section class=\"stop slide\" id=\"stop-4\""));
  g_assert_nonnull (strstr (html, "<section class=\"stop view\" id=\"stop-5\""));

  fixture_run (f, "DELETE FROM tour_stop WHERE kind = 'view'");
  slides = save_text (f, YTT_TOUR_FILE_KML);
  g_assert_null (strstr (slides, "<gx:FlyTo>"));
  g_assert_nonnull (strstr (slides, "<gx:Wait>"));

  fixture_run (f, "DELETE FROM tour_stop");
  nothing = save_text (f, YTT_TOUR_FILE_HTML);
  g_assert_null (strstr (nothing, "<section"));
}

/* A newer version's stop is shown as far as it is understood. */
static void
test_newer_version (Fixture       *f,
                    gconstpointer  data)
{
  g_autofree char *kml = NULL;
  const char *flight;

  fixture_run (f, "UPDATE tour_stop SET content = replace (content, '\"version\":1', '\"version\":9,\"tilt\":45')");
  kml = save_text (f, YTT_TOUR_FILE_KML);
  flight = strstr (kml, "targetId=\"stop-3\"");
  g_assert_nonnull (strstr (flight, "<longitude>22.840000</longitude>"));
}

/* Either all of a file is there, or what was there before. */
static void
test_not_written (Fixture       *f,
                  gconstpointer  data)
{
  g_autofree char *missing = g_build_filename (f->folder, "none", "tour.kml", NULL);
  g_autofree char *folder = g_build_filename (f->folder, "folder.kml", NULL);
  g_autofree char *there = g_build_filename (f->folder, "there.html", NULL);
  g_autofree char *text = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  g_assert_false (save (f, missing, YTT_TOUR_FILE_KML, NULL, &error));
  g_assert_cmpstr (error->message, ==, "“tour.kml” was not written: its folder is not there.");
  g_clear_error (&error);

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_false (save (f, folder, YTT_TOUR_FILE_KML, NULL, &error));
  g_assert_cmpstr (error->message, ==, "“folder.kml” was not written: that is the name of a folder.");
  g_clear_error (&error);
  g_assert_cmpint (g_rmdir (folder), ==, 0);

  g_file_set_contents (there, "what was there", -1, &error);
  g_assert_no_error (error);
  g_cancellable_cancel (cancellable);
  g_assert_false (save (f, there, YTT_TOUR_FILE_HTML, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_file_get_contents (there, &text, NULL, NULL);
  g_assert_cmpstr (text, ==, "what was there");
  g_assert_cmpint (g_unlink (there), ==, 0);
}

static void
test_names (void)
{
  g_autoptr(GPtrArray) stops = g_ptr_array_new ();
  g_autoptr(YttTour) slashed = ytt_tour_new (1, NULL, "EU/US: what?", NULL, stops);
  g_autoptr(YttTour) nameless = ytt_tour_new (2, NULL, "  ", NULL, stops);
  g_autofree char *name = ytt_tour_file_get_name (slashed, YTT_TOUR_FILE_KML);
  g_autofree char *other = ytt_tour_file_get_name (nameless, YTT_TOUR_FILE_HTML);
  YttTourFileFormat format = YTT_TOUR_FILE_KML;

  g_assert_cmpstr (name, ==, "EU-US- what-.kml");
  g_assert_cmpstr (other, ==, "Tour.html");
  g_assert_true (ytt_tour_file_format_from_name ("a.b.HTML", &format));
  g_assert_cmpint (format, ==, YTT_TOUR_FILE_HTML);
  g_assert_false (ytt_tour_file_format_from_name ("html", &format));
}

static const struct
{
  const char *svg;
  const char *shorter;
} paths[] = {
  { "<path d=\"M 0.625 2.71875 L -5.625 2.5 Z M 1 2 \"/>", "<path d=\"M0.62,2.72L-5.62,2.5ZM1,2\"/>" },
  { "<path d=\"M -0.001 10 C 100 200.004 3.999 -4 5.10 6\"/>", "<path d=\"M0,10C100,200,4-4,5.1,6\"/>" },
  { "<path d=\"\"/><use x=\"1.23456\"/>", "<path d=\"\"/><use x=\"1.23456\"/>" },
  { "<g transform=\"matrix(0.001234,0,0,1,2,3)\"><path id=\"1.23456\" d=\"M 1.23456 2\"/></g>",
    "<g transform=\"matrix(0.001234,0,0,1,2,3)\"><path id=\"1.23456\" d=\"M1.23,2\"/></g>" },
  { "<path d=\"M 1 2", "<path d=\"M1,2" },
  { "", "" },
};

static void
test_shorten (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *shorter = ytt_tour_map_shorten (paths[i].svg);

      g_assert_cmpstr (shorter, ==, paths[i].shorter);
    }
}

/* Over flat ground one has to be as high as half of the width by the tangent of half the angle; over a sphere less. */
static void
test_range (void)
{
  g_assert_cmpfloat_with_epsilon (ytt_tour_kml_get_range (10000), 5000 / tan (G_PI / 6), 10);
  g_assert_cmpfloat (ytt_tour_kml_get_range (4e6), <, 2e6 / tan (G_PI / 6));
  g_assert_cmpfloat (ytt_tour_kml_get_range (4e6), >, 0.8 * 2e6 / tan (G_PI / 6));
  g_assert_cmpfloat (ytt_tour_kml_get_range (0), ==, 500);
  g_assert_true (isfinite (ytt_tour_kml_get_range (1e9)));
  g_assert_cmpfloat (ytt_tour_kml_get_range (1e9), >=, ytt_tour_kml_get_range (1e7));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up_shipped, func, fixture_tear_down)
  ADD ("/tour-file/deleted-facility", test_deleted_facility);
  ADD ("/tour-file/unreadable-views", test_unreadable_views);
  ADD ("/tour-file/newer-version", test_newer_version);
  ADD ("/tour-file/not-written", test_not_written);
#undef ADD
  g_test_add_func ("/tour-file/names", test_names);
  g_test_add_func ("/tour-file/shorten", test_shorten);
  g_test_add_func ("/tour-file/range", test_range);

  return g_test_run ();
}
