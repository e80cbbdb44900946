#include "config.h"

#include "ytt-application-private.h"
#include "ytt-state.h"

#include <glib/gstdio.h>

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->folder = g_dir_make_tmp ("ytterby-state-XXXXXX", NULL);
  g_assert_nonnull (f->folder);
  f->path = g_build_filename (f->folder, "state.ini", NULL);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_remove (f->path);
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);   /* nothing else was left in it */
  g_free (f->path);
  g_free (f->folder);
}

static void
write_text (Fixture    *f,
            const char *text,
            gssize      length)
{
  g_assert_true (g_file_set_contents (f->path, text, length, NULL));
}

static void
assert_first_start (const YttState *state)
{
  g_assert_cmpint (state->width, ==, 1280);
  g_assert_cmpint (state->height, ==, 800);
  g_assert_false (state->maximized);
  g_assert_true (state->show_list);
  g_assert_true (state->show_summary);
  g_assert_null (state->document);
  g_assert_null (state->search);
  g_assert_true (state->filter == NULL || ytt_filter_is_empty (state->filter));
  g_assert_cmpint (state->selected, ==, 0);
  g_assert_false (state->has_view);
}

static void
test_round_trip (Fixture       *f,
                 gconstpointer  data)
{
  g_autoptr(YttState) state = ytt_state_new ();
  g_autoptr(YttState) again = NULL;
  g_autoptr(GError) error = NULL;

  state->width = 900;
  state->height = 640;
  state->maximized = TRUE;
  state->show_list = FALSE;
  state->show_summary = FALSE;
  state->document = g_strdup ("/tmp/größer [1].gpkg");
  state->search = g_strdup ("  narva; \\n = \"x\"");
  state->filter = ytt_filter_from_string ("stage=mining&country=!CN&capacity=NdPr%20oxide:2.5..&definition=eu", &error);
  g_assert_no_error (error);
  state->selected = G_MAXINT64 - 1;
  state->visited = 20251103;
  state->visited_before = 20251031;
  state->has_view = TRUE;
  state->latitude = 59.3618123456789;
  state->longitude = -179.99;
  state->zoom = 6.25;
  g_assert_true (ytt_state_save (state, f->path, &error));
  g_assert_no_error (error);

  again = ytt_state_load (f->path);
  g_assert_cmpint (again->width, ==, 900);
  g_assert_cmpint (again->height, ==, 640);
  g_assert_true (again->maximized);
  g_assert_false (again->show_list);
  g_assert_false (again->show_summary);
  g_assert_cmpstr (again->document, ==, state->document);
  g_assert_cmpstr (again->search, ==, state->search);
  g_assert_nonnull (again->filter);
  g_assert_true (ytt_filter_equal (again->filter, state->filter));
  g_assert_cmpint (again->selected, ==, state->selected);
  g_assert_cmpuint (again->visited, ==, 20251103);
  g_assert_cmpuint (again->visited_before, ==, 20251031);
  g_assert_cmpuint (ytt_state_get_last_visit (again, 20251104), ==, 20251103);
  g_assert_cmpuint (ytt_state_get_last_visit (again, 20251103), ==, 20251031);
  g_assert_true (again->has_view);
  g_assert_cmpfloat_with_epsilon (again->latitude, state->latitude, 1e-12);
  g_assert_cmpfloat_with_epsilon (again->longitude, state->longitude, 1e-12);
  g_assert_cmpfloat_with_epsilon (again->zoom, state->zoom, 1e-12);
}

static void
test_missing (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr(YttState) state = ytt_state_load (f->path);

  assert_first_start (state);
}

static void
test_damaged (Fixture       *f,
              gconstpointer  data)
{
  static const char * const texts[] = {
    "",
    "not a key file at all",
    "[window\nwidth=3",
    "[window]\nwidth=many\nheight=\nmaximized=perhaps\n[view]\nlatitude=nan\nlongitude=12\nzoom=3\nselected=x\n",
    "[view]\nlatitude=91\nlongitude=12\nzoom=3\n",
    "[view]\nlatitude=9\nlongitude=12\n",
    "[view]\ndocument=relative.gpkg\n",
    "[view]\nsearch=\xff\xfe\n",
    "[view]\nfilter=\n",
    "[view]\nfilter=nonsense\n",
    "[view]\nfilter=\xff\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(YttState) state = NULL;

      write_text (f, texts[i], -1);
      state = ytt_state_load (f->path);
      assert_first_start (state);
    }

  {
    g_autofree char *zeros = g_malloc0 (1000);
    g_autoptr(YttState) state = NULL;

    write_text (f, zeros, 1000);
    state = ytt_state_load (f->path);
    assert_first_start (state);
  }
}

static void
test_size_limits (Fixture       *f,
                  gconstpointer  data)
{
  g_autoptr(YttState) state = NULL;

  write_text (f, "[window]\nwidth=-5\nheight=1000000\n", -1);
  state = ytt_state_load (f->path);
  g_assert_cmpint (state->width, ==, 360);
  g_assert_cmpint (state->height, ==, 16384);
}

/* A folder stands where the file should be: no state, an error for who saves, nothing lost. */
static void
test_cannot_be_written (Fixture       *f,
                        gconstpointer  data)
{
  g_autoptr(YttState) state = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *below = g_build_filename (f->path, "state.ini", NULL);

  write_text (f, "a file", -1);
  state = ytt_state_load (below);
  assert_first_start (state);
  g_assert_false (ytt_state_save (state, below, &error));
  g_assert_nonnull (error);
}

static void
test_parse_size (void)
{
  static const char * const wrong[] = {
    "", "x", "1280", "1280x", "x800", "1280x800x3", "1280*800", "-1280x800", "1280x-800", " 1280x800",
    "359x800", "1280x359", "16385x800", "99999999999999999999x800", "1280 x 800",
  };
  int width = 1, height = 2;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_assert_false (ytt_parse_size (wrong[i], &width, &height));
      g_assert_cmpint (width, ==, 1);
      g_assert_cmpint (height, ==, 2);
    }

  g_assert_true (ytt_parse_size ("1280x800", &width, &height));
  g_assert_cmpint (width, ==, 1280);
  g_assert_cmpint (height, ==, 800);
  g_assert_true (ytt_parse_size ("360x360", &width, &height));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/state/round-trip", test_round_trip);
  ADD ("/state/missing", test_missing);
  ADD ("/state/damaged", test_damaged);
  ADD ("/state/size-limits", test_size_limits);
  ADD ("/state/cannot-be-written", test_cannot_be_written);
#undef ADD
  g_test_add_func ("/state/parse-size", test_parse_size);

  return g_test_run ();
}
