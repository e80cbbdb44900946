#include "ytt-pasted.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

/* What a text from the clipboard is taken for, and how it is kept. */

static void
test_look (void)
{
  static const struct { const char *text; YttPasted pasted; } cases[] = {
    { "", YTT_PASTED_NOTHING },
    { "Narva magnet plant", YTT_PASTED_NOTHING },
    { "Narva, Estonia", YTT_PASTED_NOTHING },
    { "Hello,\nthis is a letter", YTT_PASTED_NOTHING },
    { "{\"a\": 1}", YTT_PASTED_NOTHING },
    { "<html><body>a,b\nc,d</body></html>", YTT_PASTED_NOTHING },
    { "name\tcapacity\nNarva\t2000\n", YTT_PASTED_ROWS },
    { "\r\nname;capacity\r\n\r\nNarva;2000", YTT_PASTED_ROWS },
    { "name|lat\nNarva|59", YTT_PASTED_ROWS },
    { "name,lat,lon\nNarva,59.36,28.15", YTT_PASTED_ROWS },
    { "Narva\t59.36\t28.15\nSilmet\t59.4\t27.7", YTT_PASTED_ROWS },
    { " {\"type\": \"Point\", \"coordinates\": [28.15, 59.36]}", YTT_PASTED_GEOJSON },
    { "<?xml version='1.0'?>\n<kml xmlns='http://www.opengis.net/kml/2.2'/>", YTT_PASTED_KML },
    { "<gpx version='1.1'></gpx>", YTT_PASTED_GPX },
    { "59.36, 28.15", YTT_PASTED_PLACE },
    { "59.36\t28.15\n", YTT_PASTED_PLACE },
    { "59°21′42″ N, 28°8′52″ E", YTT_PASTED_PLACE },
    { "geo:59.36,28.15;u=35", YTT_PASTED_PLACE },
    { "geo:nowhere", YTT_PASTED_PLACE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (ytt_pasted_look (cases[i].text), ==, cases[i].pasted);
    }
}

/* Only the user can read it, and nothing is left of it. */
static void
test_keep (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = ytt_pasted_keep ("a\tb\n1\t2\n", YTT_PASTED_ROWS, &error);
  g_autofree char *places = ytt_pasted_keep ("{}", YTT_PASTED_GEOJSON, &error);
  g_autofree char *folder = NULL, *text = NULL;
  struct stat told;

  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (path, "/Pasted rows.csv"));
  g_assert_true (g_str_has_suffix (places, "/Pasted places.geojson"));
  folder = g_path_get_dirname (path);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "a\tb\n1\t2\n");
  g_assert_cmpint (stat (path, &told), ==, 0);
  g_assert_cmpint (told.st_mode & 0777, ==, 0600);
  g_assert_cmpint (stat (folder, &told), ==, 0);
  g_assert_cmpint (told.st_mode & 0777, ==, 0700);

  ytt_pasted_forget (path);
  ytt_pasted_forget (path);
  ytt_pasted_forget (places);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pasted/look", test_look);
  g_test_add_func ("/pasted/keep", test_keep);

  return g_test_run ();
}
