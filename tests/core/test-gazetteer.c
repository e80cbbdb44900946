#include "config.h"

#include <math.h>
#include <string.h>

#include "ytt-gazetteer.h"

typedef struct
{
  YttGazetteer *gazetteer;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autofree char *path = ytt_basemap_find_file ();
  g_autoptr(GError) error = NULL;
  g_autoptr(YttBasemap) basemap = ytt_basemap_open (path, &error);

  g_assert_no_error (error);
  f->gazetteer = ytt_gazetteer_new (basemap);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_clear_pointer (&f->gazetteer, ytt_gazetteer_unref);
}

/* "name|country|state" of what is found first, with line feeds between. */
static char *
search (Fixture    *f,
        const char *typed,
        guint       most)
{
  g_autoptr(GArray) towns = ytt_gazetteer_search (f->gazetteer, typed, most);
  GString *text = g_string_new (NULL);

  g_assert_cmpuint (towns->len, <=, most);
  for (guint i = 0; i < towns->len; i++)
    {
      const YttTown *town = &g_array_index (towns, YttTown, i);

      g_string_append_printf (text, "%s%s|%s|%s", i > 0 ? "\n" : "", town->name, town->country, town->state);
    }

  return g_string_free (text, FALSE);
}

static void
test_first (Fixture       *f,
            gconstpointer  data)
{
  static const struct { const char *typed, *found; } cases[] = {
    { "narva", "Narva|EE|Ida-Viru" },
    { "NARVA", "Narva|EE|Ida-Viru" },
    { "  Narva ", "Narva|EE|Ida-Viru" },
    { "sillama", "Sillamäe|EE|Ida-Viru" },
    { "Sillamäe", "Sillamäe|EE|Ida-Viru" },
    { "sao paulo", "São Paulo|BR|São Paulo" },
    { "poços de", "Poços de Caldas|BR|Minas Gerais" },
    { "ndjamena", "N'Djamena|TD|N'Djamena" },
    { "n'djamena", "N'Djamena|TD|N'Djamena" },
    { "porsgr", "Porsgrunn|NO|Telemark" },
    { "belfast", "Belfast|GB|Northern Ireland" },
    { "york, gb", "York|GB|England" },
    { "york, united kingdom", "York|GB|England" },
    { "new yor", "New York|US|New York" },
    /* A later word of the name */
    { "caldas novas", "Caldas Novas|BR|Goiás" },
    { "de caldas", "Poços de Caldas|BR|Minas Gerais" },
    /* Which of them is meant */
    { "columbus, georgia", "Columbus|US|Georgia" },
    { "columbus,geo", "Columbus|US|Georgia" },
    { "Columbus, Ohio", "Columbus|US|Ohio" },
    { "belfast, south africa", "Belfast|ZA|Mpumalanga" },
    { "belfast, ZA", "Belfast|ZA|Mpumalanga" },
    { "belfast, us", "Belfast|US|Maine" },
    /* Nothing is known but the country, or not even that */
    { "simferopol", "Simferopol|UA|" },
    { "pristina", "Pristina||" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = search (f, cases[i].typed, 1);

      g_test_message ("%s", cases[i].typed);
      g_assert_cmpstr (found, ==, cases[i].found);
    }
}

static void
test_order (Fixture       *f,
            gconstpointer  data)
{
  g_autofree char *columbus = search (f, "columbus", 3);
  g_autofree char *york = search (f, "york", 6);

  g_assert_cmpstr (columbus, ==, "Columbus|US|Ohio\nColumbus|US|Georgia\nColumbus|US|Indiana");
  /* What was typed to its end, then the city that has it as a later word, all before the villages. */
  g_assert_true (g_str_has_prefix (york, "York|"));
  g_assert_nonnull (strstr (york, "York|GB|England"));
  g_assert_nonnull (strstr (york, "New York|US|New York"));
}

static void
test_nothing (Fixture       *f,
              gconstpointer  data)
{
  static const char * const cases[] = {
    "", " ", ",", ", georgia", "?!", "narvaxyz", "narva, brazil", "pristina, serbia", "Нарва", "\t\n",
  };
  g_autofree char *long_text = g_strnfill (100000, 'a');
  g_autofree char *found = search (f, long_text, 5);
  g_autofree char *none = search (f, "narva", 0);

  g_assert_cmpstr (found, ==, "");
  g_assert_cmpstr (none, ==, "");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = search (f, cases[i], 5);

      g_test_message ("%s", cases[i]);
      g_assert_cmpstr (text, ==, "");
    }
}

/* A town that two of its words find is there once. */
static void
test_once (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr(GArray) towns = ytt_gazetteer_search (f->gazetteer, "baden", 50);
  guint n = 0;

  for (guint i = 0; i < towns->len; i++)
    n += g_str_equal (g_array_index (towns, YttTown, i).name, "Baden-Baden");

  g_assert_cmpuint (n, ==, 1);
}

static void
test_places (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr(GArray) towns = ytt_gazetteer_search (f->gazetteer, "sillamae", 1);
  const YttTown *town;

  g_assert_cmpuint (towns->len, ==, 1);
  town = &g_array_index (towns, YttTown, 0);
  g_assert_cmpfloat_with_epsilon (town->latitude, 59.39, 0.02);
  g_assert_cmpfloat_with_epsilon (town->longitude, 27.76, 0.02);
  g_assert_true (town->from_geonames);
}

static void
test_nearest (Fixture       *f,
              gconstpointer  data)
{
  YttTown town;

  g_assert_true (ytt_gazetteer_find_nearest (f->gazetteer, 59.36, 28.15, 50000, &town));
  g_assert_cmpstr (town.country, ==, "EE");
  g_assert_true (ytt_gazetteer_find_nearest (f->gazetteer, 28.15, 59.36, 200000, &town));
  g_assert_cmpstr (town.country, ==, "IR");
  /* Across the date line: Taveuni's towns are a few kilometres west of it. */
  g_assert_true (ytt_gazetteer_find_nearest (f->gazetteer, -16.8, -179.95, 200000, &town));
  g_assert_cmpstr (town.country, ==, "FJ");
  /* The Atlantic, and the Pole, where Mercator has no end. */
  g_assert_false (ytt_gazetteer_find_nearest (f->gazetteer, 30, -40, 200000, &town));
  g_assert_false (ytt_gazetteer_find_nearest (f->gazetteer, 90, 0, 200000, &town));
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
load (GCancellable *cancellable)
{
  GAsyncResult *result = NULL;
  gint64 deadline = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  ytt_gazetteer_load_async (cancellable, loaded_cb, &result);
  while (result == NULL && g_get_monotonic_time () < deadline)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (result);

  return result;
}

static void
test_load (void)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = load (NULL), cancelled = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(YttGazetteer) gazetteer = ytt_gazetteer_load_finish (result, &error);
  g_autoptr(GArray) towns = NULL;

  g_assert_no_error (error);
  towns = ytt_gazetteer_search (gazetteer, "baotou", 1);
  g_assert_cmpuint (towns->len, ==, 1);

  g_cancellable_cancel (cancellable);
  cancelled = load (cancellable);
  g_assert_null (ytt_gazetteer_load_finish (cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/gazetteer/first", Fixture, NULL, set_up, test_first, tear_down);
  g_test_add ("/gazetteer/order", Fixture, NULL, set_up, test_order, tear_down);
  g_test_add ("/gazetteer/nothing", Fixture, NULL, set_up, test_nothing, tear_down);
  g_test_add ("/gazetteer/once", Fixture, NULL, set_up, test_once, tear_down);
  g_test_add ("/gazetteer/places", Fixture, NULL, set_up, test_places, tear_down);
  g_test_add ("/gazetteer/nearest", Fixture, NULL, set_up, test_nearest, tear_down);
  g_test_add_func ("/gazetteer/load", test_load);

  return g_test_run ();
}
