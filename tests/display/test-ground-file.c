/* A raster map of the user's own under the facilities. */

#include "config.h"

#include <math.h>

#include "ground-fixture.h"

static void
test_own_file (GroundFixture *f,
               gconstpointer  data)
{
  make_file (f);
  map_fixture_show (&f->map, 600, 500);
  map_fixture_look_at (&f->map, 20, 20, 3);
  ytt_map_ground_choose_file (get_ground (f), f->file);
  map_fixture_settle (&f->map);
  assert_active (f, "own_file");
  g_assert_cmpstr (get_attribution (f), ==, "Surveyors · Natural Earth · GeoNames");
  g_assert_cmphex (get_colour_at (f, 20, 10), ==, FILE_COLOUR);
  g_assert_cmphex (get_colour_at (f, 38, 40), ==, FILE_COLOUR);

  /* Tiles beyond the bounds are in the file, but are not shown: at this zoom one is 45 degrees wide. */
  map_fixture_look_at (&f->map, 10, -20, 3);
  g_assert_cmphex (get_colour_at (f, 10, 2), ==, FILE_COLOUR);
  g_assert_cmphex (get_colour_at (f, 10, -30), !=, FILE_COLOUR);
  g_assert_cmphex (get_colour_at (f, -30, 10), !=, FILE_COLOUR);

  /* Farther out than the file goes the offline map shows, closer one cannot go. */
  map_fixture_look_at (&f->map, 20, 20, 1);
  g_assert_cmphex (get_colour_at (f, 20, 10), !=, FILE_COLOUR);
  map_fixture_look_at (&f->map, 20, 20, 9);
  g_assert_cmpfloat (get_zoom (f), ==, 4);
  g_assert_cmphex (get_colour_at (f, 20, 10), ==, FILE_COLOUR);
  g_assert_cmpuint (f->paths->len, ==, 0);
}

/* What was just chosen is to be seen. */
static void
test_comes_into_view (GroundFixture *f,
                      gconstpointer  data)
{
  double latitude, longitude;

  make_file (f);
  map_fixture_show (&f->map, 600, 500);
  map_fixture_look_at (&f->map, -30, -150, 3);
  ytt_map_ground_choose_file (get_ground (f), f->file);
  map_fixture_settle (&f->map);
  ytt_session_get_viewport (f->map.session, &latitude, &longitude, NULL);
  g_assert_cmpfloat_with_epsilon (longitude, 22.5, 0.1);
  g_assert_cmpfloat_with_epsilon (latitude, 21.3, 1);
}

static void
test_file_is_gone (GroundFixture *f,
                   gconstpointer  data)
{
  g_autofree char *name = g_path_get_basename (f->file);
  g_autofree char *gone = g_strdup_printf ("“%s” cannot be found. Showing the offline map.", name);

  /* As it is told by what was kept of the last time. */
  g_object_set (get_ground (f), "file", f->file, "kind", YTT_GROUND_FILE, NULL);
  map_fixture_show (&f->map, 600, 500);
  wait_until (has_note, f);
  map_fixture_settle (&f->map);
  assert_note (f, gone);
  assert_active (f, "own_file");
  g_assert_true (gtk_widget_get_mapped (find_in (find_in_pane (f, "ground_note"), "choose_button")));
  g_assert_cmpstr (get_attribution (f), ==, "Natural Earth · GeoNames");

  make_file (f);
  g_signal_emit_by_name (find_in (find_in_pane (f, "ground_note"), "retry_button"), "clicked");
  map_fixture_settle (&f->map);
  g_assert_null (ytt_map_ground_get_note (get_ground (f)));
  map_fixture_look_at (&f->map, 20, 20, 3);
  g_assert_cmphex (get_colour_at (f, 20, 10), ==, FILE_COLOUR);
}

static void
test_file_is_no_map (GroundFixture *f,
                     gconstpointer  data)
{
  run_ground_sql (f, "CREATE TABLE other (name text)");
  map_fixture_show (&f->map, 600, 500);
  ytt_map_ground_choose_file (get_ground (f), f->file);
  wait_until (has_note, f);
  map_fixture_settle (&f->map);
  assert_note (f, "*is no MBTiles file. Showing the offline map.");

  /* Another choice ends it. */
  choose (f, "offline");
  g_assert_null (ytt_map_ground_get_note (get_ground (f)));
}

/* Such a file can be opened, but nothing of it can be shown. */
static void
test_spoilt_file (GroundFixture *f,
                  gconstpointer  data)
{
  make_file (f);
  run_ground_sql (f, "UPDATE tiles SET tile_data = x'89504e470d0a1a0a0000000d4948445200000100000001000806000000'");
  map_fixture_show (&f->map, 600, 500);
  map_fixture_look_at (&f->map, 20, 20, 3);
  ytt_map_ground_choose_file (get_ground (f), f->file);
  wait_until (has_note, f);
  map_fixture_settle (&f->map);
  assert_note (f, "A tile cannot be decoded. Showing the offline map.");
}

/* The pane may go while a file is being opened, or tiles are on their way. */
static void
test_gone_meanwhile (GroundFixture *f,
                     gconstpointer  data)
{
  make_file (f);
  map_fixture_show (&f->map, 600, 500);
  if (GPOINTER_TO_INT (data))
    choose (f, "openstreetmap");
  else
    ytt_map_ground_choose_file (get_ground (f), f->file);
  g_main_context_iteration (NULL, FALSE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

#define ADD(name, func, data) g_test_add ("/ground-file/" name, GroundFixture, data, \
                                          ground_fixture_set_up, func, ground_fixture_tear_down)
  ADD ("own-file", test_own_file, NULL);
  ADD ("comes-into-view", test_comes_into_view, NULL);
  ADD ("file-is-gone", test_file_is_gone, NULL);
  ADD ("file-is-no-map", test_file_is_no_map, NULL);
  ADD ("spoilt-file", test_spoilt_file, NULL);
  ADD ("gone-while-opening", test_gone_meanwhile, GINT_TO_POINTER (FALSE));
  ADD ("gone-while-asking", test_gone_meanwhile, GINT_TO_POINTER (TRUE));

  return g_test_run ();
}
