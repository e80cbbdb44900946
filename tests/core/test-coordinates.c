#include "config.h"

#include <gio/gio.h>
#include <locale.h>
#include <math.h>

#include "ytt-coordinates.h"
#include "ytt-error.h"
#include "ytt-format.h"

#define NBSP "\302\240"

typedef struct
{
  const char *text;
  const char *expected;   /* degrees with six decimals, " | " between readings; "!" and what an error points at */
} Case;

static char *
parse (const char *text)
{
  g_autoptr(GError) error = NULL;
  YttSpan where = { 999, 999 };
  g_autoptr(GPtrArray) readings = ytt_coordinates_parse (text, &where, &error);
  GString *line = g_string_new (NULL);

  g_assert_true ((readings == NULL) == (error != NULL));
  if (readings == NULL)
    {
      g_assert_error (error, YTT_ERROR, YTT_ERROR_SYNTAX);
      g_string_append_printf (line, "!%.*s", (int) (where.end - where.start), text + where.start);
    }

  for (guint i = 0; readings != NULL && i < readings->len; i++)
    {
      const YttCoordinates *reading = g_ptr_array_index (readings, i);

      g_string_append_printf (line, "%s%.6f %.6f", i > 0 ? " | " : "", reading->latitude, reading->longitude);
      g_assert_nonnull (reading->meaning);
      g_assert_cmpfloat (reading->resolution, >, 0);
    }

  return g_string_free (line, FALSE);
}

static void
check_cases (const Case *cases,
             gsize       n_cases)
{
  gboolean good = TRUE;

  for (gsize i = 0; i < n_cases; i++)
    {
      g_autofree char *line = parse (cases[i].text);

      if (!g_str_equal (line, cases[i].expected))
        {
          g_test_message ("“%s”: %s, not %s", cases[i].text, line, cases[i].expected);
          good = FALSE;
        }
    }

  g_assert_true (good);
}

#define NARVA "59.361800 28.147800"

static void
test_decimal (void)
{
  static const Case cases[] = {
    { "59.3618, 28.1478", NARVA },
    { "59.3618,28.1478", NARVA },
    { "59.3618 28.1478", NARVA },
    { "  59.3618;28.1478  ", NARVA },
    { "(59.3618, 28.1478)", NARVA },
    { "[59.3618 28.1478]", NARVA },
    { "59.3618/28.1478", NARVA },
    { "59.3618\t28.1478", NARVA },
    { "59.3618\n28.1478", NARVA },
    { "59.3618 N, 28.1478 E", NARVA },
    { "59.3618N 28.1478E", NARVA },
    { "N 59.3618 E 28.1478", NARVA },
    { "N59.3618, E28.1478", NARVA },
    { "59.3618° N, 28.1478° E", NARVA },
    { "59.3618°N 28.1478°E", NARVA },
    { "28.1478 E, 59.3618 N", NARVA },
    { "59.3618 north, 28.1478 east", NARVA },
    { "lat: 59.3618, lon: 28.1478", NARVA },
    { "lat=59.3618 lng=28.1478", NARVA },
    { "Longitude 28.1478, Latitude 59.3618", NARVA },
    { "59,3618, 28,1478", NARVA },
    { "59,3618; 28,1478", NARVA },
    { "59,3618 28,1478", NARVA },
    { "59,3618,28,1478", NARVA },
    { "59,3618 N, 28,1478 O", "59.361800 28.147800 | 59.361800 -28.147800" },
    { "59,3618° N, 28,1478° E", NARVA },
    { "٥٩٫٣٦١٨ ٢٨٫١٤٧٨", NARVA },
    { "-12.5, -45.25", "-12.500000 -45.250000" },
    { "−12.5 −45.25", "-12.500000 -45.250000" },
    { "12.5 S 45.25 W", "-12.500000 -45.250000" },
    { "+59.3618+028.1478/", NARVA },
    { "-12.5-045.25/", "-12.500000 -45.250000" },
    { "POINT (28.1478 59.3618)", NARVA },
    { "0, 0", "0.000000 0.000000" },
    { "59, 28", "59.000000 28.000000" },
    { "59,28", "59.000000 28.000000" },
    { "90, 180", "90.000000 180.000000" },
    { "-90 -180", "-90.000000 -180.000000" },
    { "128.5, -12.25", "-12.250000 128.500000" },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_minutes (void)
{
  static const Case cases[] = {
    { "59°21'42.48\"N 28°08'52.08\"E", NARVA },
    { "59° 21′ 42.48″ N, 28° 8′ 52.08″ E", NARVA },
    { "59°21’42.48”N, 28°08’52.08”E", NARVA },
    { "59°21'42.48''N 28°08'52.08''E", NARVA },
    { "N 59°21'42.48\" E 28°08'52.08\"", NARVA },
    { "N59 21 42.48 E28 8 52.08", NARVA },
    { "59 21 42.48 N, 28 08 52.08 E", NARVA },
    { "59 21 42.48 28 08 52.08", NARVA },
    { "59°21.708'N 28°8.868'E", NARVA },
    { "59 21.708, 28 8.868", NARVA },
    { "N 59 21.708 E 28 8.868", NARVA },
    { "59°21,708' N, 28°8,868' E", NARVA },
    { "59 deg 21.708 min N, 28 deg 8.868 min E", NARVA },
    { "59º21'42.48\"N, 28º08'52.08\"E", NARVA },
    { "59:21:42.48N 28:08:52.08E", NARVA },
    { "59:21:42.48, 28:08:52.08", NARVA },
    { "12°30'S 45°15'W", "-12.500000 -45.250000" },
    { "-12°30' -45°15'", "-12.500000 -45.250000" },
    { "12°30'0\" S, 45° W", "-12.500000 -45.000000" },
    { "59 21 28 8", "59.350000 28.133333" },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_addresses (void)
{
  static const Case cases[] = {
    { "geo:59.3618,28.1478", NARVA },
    { "GEO:59.3618,28.1478,12.5;crs=WGS84;u=35", NARVA },
    { "geo:-12.5,-45.25", "-12.500000 -45.250000" },
    { "geo:59.3618,28.1478?z=14", NARVA },
    { "geo:0,0?q=59.3618,28.1478(Narva)", NARVA },
    { "https://www.openstreetmap.org/#map=15/59.3618/28.1478", NARVA },
    { "https://www.openstreetmap.org/?mlat=59.3618&mlon=28.1478#map=12/59.4/28.2", NARVA },
    { "https://www.openstreetmap.org/node/123#map=17/59.3618/28.1478&layers=N", NARVA },
    { "openstreetmap.org/#map=15/59.3618/28.1478", NARVA },
    { "https://www.google.com/maps/@59.3618,28.1478,15z", NARVA },
    { "https://www.google.com/maps/place/Plant/@59.4,28.2,17z/data=!3m1!4b1!4m5!3m4!1s0x0:0x0!8m2!3d59.3618!4d28.1478",
      NARVA },
    { "https://www.google.com/maps?q=59.3618,28.1478", NARVA },
    { "https://maps.google.com/?ll=59.3618,28.1478&z=10", NARVA },
    { "https://www.google.com/maps?q=59.3618%2C28.1478", NARVA },
    { "https://www.google.com/maps/search/?api=1&query=59.3618%2C28.1478", NARVA },
    { "https://www.google.com/maps/search/59.3618,+28.1478?entry=tts", NARVA },
    { "https://www.google.com/maps/place/59%C2%B021'42.5%22N+28%C2%B008'52.1%22E/@59.5,28.5,17z", "59.361806 28.147806" },
    { "https://www.google.com/maps?q=Narva&ll=59.3618,28.1478", NARVA },
    { "https://www.google.com/maps/place/Narva/@59.3618,28.1478,13z", NARVA },
    { "https://www.google.com/maps/dir/data=!3d59.3618!4d28.1478!3d60!4d29", "59.361800 28.147800 | 60.000000 29.000000" },
    { "https://yandex.com/maps/?ll=28.1478%2C59.3618&z=12", NARVA },
    { "https://www.bing.com/maps?cp=59.3618~28.1478&lvl=12", NARVA },
    { "https://maps.example.org/?ll=59.3618,28.1478", NARVA " | 28.147800 59.361800" },
    { "https://maps.example.org/?lat=59.3618&lon=28.1478", NARVA },
    { "https://maps.app.goo.gl/abc", "!https://maps.app.goo.gl/abc" },
    { "https://www.example.org/", "!https://www.example.org/" },
    { "https://www.google.com/maps/@159.3618,28.1478,15z", "!https://www.google.com/maps/@159.3618,28.1478,15z" },
    { "javascript://59.3618,28.1478", "!javascript://59.3618,28.1478" },
    { "geo:91,0", "!geo:91,0" },
    { "geo:59.3618,28.1478;crs=moon-2011", "!geo:59.3618,28.1478;crs=moon-2011" },
    { "geo:Narva", "!geo:Narva" },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_asked (void)
{
  static const Case cases[] = {
    { "59,5,28", "59.500000 28.000000 | 59.000000 5.280000" },
    { "59.36 N, 28.14", "59.360000 28.140000 | 59.360000 -28.140000" },
    { "59.36, 28.14 E", "59.360000 28.140000 | -59.360000 28.140000" },
    { "59.36 N, -28.14", "59.360000 -28.140000" },
    { "48,5 N 2,3 O", "48.500000 2.300000 | 48.500000 -2.300000" },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_errors (void)
{
  static const Case cases[] = {
    { "", "!" },
    { "Narva", "!Narva" },
    { "59.3618", "!59.3618" },
    { "59,3618", "!59,3618" },
    { "59.3618 N", "!59.3618 N" },
    { "91 N, 28 E", "!91 N, 28 E" },
    { "95, 100", "!95, 100" },
    { "59 N, 181 E", "!59 N, 181 E" },
    { "59°61'N 28°8'E", "!59°61'N 28°8'E" },
    { "59.5°21'N 28°8'E", "!59.5°21'N 28°8'E" },
    { "59 N, 28 N", "!59 N, 28 N" },
    { "-59 N, 28 E", "!-59 N, 28 E" },
    { "lat 59 E, lon 28 N", "!lat 59 E, lon 28 N" },
    { "59.3618 - 28.1478", "!-" },
    { "59, 28, 12", "!59, 28, 12" },
    { "59'21'N 28'8'E", "!59'21'N 28'8'E" },
    { "nan, nan", "!nan" },
    { "1e3, 2", "!1e3, 2" },
    { "59.3618, 28.1478 \xff", "!" },
    { "123456789012345678901234567890123456, 5", "!1" },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

/* What the program shows can be pasted again, in as many digits as it has. */
static void
test_shown_again (void)
{
  static const double places[][2] = { { 59.3618, 28.1478 }, { -12.5, -45.25 }, { 0.0001, -179.9999 }, { -89.9999, 180 } };

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *words = ytt_format_coordinates (places[i][0], places[i][1], YTT_PRECISION_SITE);
      g_autofree char *address = ytt_format_geo_uri (places[i][0], places[i][1], YTT_PRECISION_SITE);
      const char *texts[] = { words, address };

      for (gsize j = 0; j < G_N_ELEMENTS (texts); j++)
        {
          g_autoptr(GError) error = NULL;
          g_autoptr(GPtrArray) readings = ytt_coordinates_parse (texts[j], NULL, &error);
          const YttCoordinates *reading;

          g_assert_no_error (error);
          g_assert_cmpuint (readings->len, ==, 1);
          reading = g_ptr_array_index (readings, 0);
          g_assert_cmpfloat_with_epsilon (reading->latitude, places[i][0], 1e-9);
          g_assert_cmpfloat_with_epsilon (reading->longitude, places[i][1], 1e-9);
        }
    }
}

/* No more digits come out than went in. */
static void
test_resolution (void)
{
  static const struct
  {
    const char *text;
    double      resolution;
    const char *meaning;
  } cases[] = {
    { "59.3618, 28.1478", 0.0001, "59.3618°" NBSP "N, 28.1478°" NBSP "E" },
    { "59.36, 28.1478", 0.01, "59.36°" NBSP "N, 28.15°" NBSP "E" },
    { "-59, 28.1478", 1, "59°" NBSP "S, 28°" NBSP "E" },
    { "59°21'N 28°8'W", 1 / 60.0, "59.35°" NBSP "N, 28.13°" NBSP "W" },
    { "59°21'42\"N 28°8'52\"E", 1 / 3600.0, "59.3617°" NBSP "N, 28.1478°" NBSP "E" },
    { "geo:59.3618,28.1478;u=11132", 0.1, "59.4°" NBSP "N, 28.1°" NBSP "E" },
    { "59.361812345, 28.147812345", 1e-9, "59.361812°" NBSP "N, 28.147812°" NBSP "E" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) readings = ytt_coordinates_parse (cases[i].text, NULL, &error);
      const YttCoordinates *reading;

      g_assert_no_error (error);
      g_assert_cmpuint (readings->len, ==, 1);
      reading = g_ptr_array_index (readings, 0);
      g_assert_cmpfloat_with_epsilon (reading->resolution, cases[i].resolution, 1e-12);
      g_assert_cmpstr (reading->meaning, ==, cases[i].meaning);
    }
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/coordinates/decimal", test_decimal);
  g_test_add_func ("/coordinates/minutes", test_minutes);
  g_test_add_func ("/coordinates/addresses", test_addresses);
  g_test_add_func ("/coordinates/asked", test_asked);
  g_test_add_func ("/coordinates/errors", test_errors);
  g_test_add_func ("/coordinates/shown-again", test_shown_again);
  g_test_add_func ("/coordinates/resolution", test_resolution);

  return g_test_run ();
}
