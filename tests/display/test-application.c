#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

/* The program as it is started from a command line. */
typedef struct
{
  char *folder;
  char *picture;
  char *out;
  char *err;
  int   status;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->folder = g_dir_make_tmp ("ytterby-application-XXXXXX", NULL);
  g_assert_nonnull (f->folder);
  f->picture = g_build_filename (f->folder, "picture.png", NULL);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_remove (f->picture);
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->folder);
  g_free (f->picture);
  g_free (f->out);
  g_free (f->err);
}

static void
run_with (Fixture             *f,
          GSubprocessLauncher *launcher,
          const char * const  *arguments)
{
  g_autoptr(GPtrArray) argv = g_ptr_array_new ();
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GError) error = NULL;

  g_ptr_array_add (argv, (char *) g_getenv ("YTTERBY_PROGRAM"));
  for (guint i = 0; arguments[i] != NULL; i++)
    g_ptr_array_add (argv, (char *) arguments[i]);
  g_ptr_array_add (argv, NULL);

  g_clear_pointer (&f->out, g_free);
  g_clear_pointer (&f->err, g_free);
  process = g_subprocess_launcher_spawnv (launcher, (const char * const *) argv->pdata, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &f->out, &f->err, &error);
  g_assert_no_error (error);
  if (!g_subprocess_get_if_exited (process))
    g_error ("The program died: %s", f->err);
  f->status = g_subprocess_get_exit_status (process);
}

static GSubprocessLauncher *
make_launcher (void)
{
  return g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
}

static void
run (Fixture    *f,
     const char *first,
     ...) G_GNUC_NULL_TERMINATED;

static void
run (Fixture    *f,
     const char *first,
     ...)
{
  g_autoptr(GSubprocessLauncher) launcher = make_launcher ();
  g_autoptr(GPtrArray) arguments = g_ptr_array_new ();
  va_list list;

  va_start (list, first);
  for (const char *argument = first; argument != NULL; argument = va_arg (list, const char *))
    g_ptr_array_add (arguments, (char *) argument);
  va_end (list);
  g_ptr_array_add (arguments, NULL);

  run_with (f, launcher, (const char * const *) arguments->pdata);
}

static guint32
get_big_endian (const char *bytes)
{
  guint32 number;

  memcpy (&number, bytes, sizeof number);

  return GUINT32_FROM_BE (number);
}

static void
assert_picture (Fixture *f,
                guint    width,
                guint    height)
{
  g_autofree char *bytes = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;

  g_file_get_contents (f->picture, &bytes, &length, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (length, >, 1000);
  g_assert_cmpmem (bytes, 8, "\x89PNG\r\n\x1a\n", 8);
  g_assert_cmpuint (get_big_endian (bytes + 16), ==, width);
  g_assert_cmpuint (get_big_endian (bytes + 20), ==, height);
}

static void
assert_no_picture (Fixture *f)
{
  g_assert_cmpint (f->status, ==, 1);
  g_assert_cmpstr (f->err, !=, "");
  g_assert_false (g_file_test (f->picture, G_FILE_TEST_EXISTS));
}

static void
test_version (Fixture       *f,
              gconstpointer  data)
{
  run (f, "--version", NULL);
  g_assert_cmpint (f->status, ==, 0);
  g_assert_cmpstr (f->out, ==, "Ytterby " YTT_VERSION "\n");
  g_assert_cmpstr (f->err, ==, "");
}

static void
test_picture (Fixture       *f,
              gconstpointer  data)
{
  run (f, "--screenshot", f->picture, "--select", "narva", NULL);
  g_assert_cmpstr (f->err, ==, "");
  g_assert_cmpint (f->status, ==, 0);
  assert_picture (f, 1280, 800);
  g_assert_nonnull (strstr (f->out, "ytterby.gpkg\n"));
  g_assert_nonnull (strstr (f->out, "Facilities shown: 221 of 221\n"));
  g_assert_nonnull (strstr (f->out, "Selected: Narva magnet plant ("));
}

static void
test_size_and_search (Fixture       *f,
                      gconstpointer  data)
{
  run (f, "--screenshot", f->picture, "--size", "400x640", "--dark", "--search", "narva", g_getenv ("YTTERBY_SHIPPED"),
       NULL);
  g_assert_cmpstr (f->err, ==, "");
  g_assert_cmpint (f->status, ==, 0);
  assert_picture (f, 400, 640);
  g_assert_nonnull (strstr (f->out, "Search: narva\n"));
  g_assert_nonnull (strstr (f->out, "Selected: nothing\n"));
  g_assert_null (strstr (f->out, "Facilities shown: 221"));
}

static void
test_nothing_found (Fixture       *f,
                    gconstpointer  data)
{
  run (f, "--screenshot", f->picture, "--select", "no such plant anywhere", NULL);
  g_assert_cmpint (f->status, ==, 1);
  g_assert_nonnull (strstr (f->err, "no such plant anywhere"));
}

static void
test_no_such_file (Fixture       *f,
                   gconstpointer  data)
{
  run (f, "--screenshot", f->picture, "/no/such/file.gpkg", NULL);
  g_assert_cmpint (f->status, ==, 1);
  g_assert_nonnull (strstr (f->err, "/no/such/file.gpkg"));
}

static void
test_cannot_write (Fixture       *f,
                   gconstpointer  data)
{
  run (f, "--screenshot", "/no/such/folder/picture.png", NULL);
  g_assert_cmpint (f->status, ==, 1);
  g_assert_nonnull (strstr (f->err, "/no/such/folder"));
}

static void
test_wrong_options (Fixture       *f,
                    gconstpointer  data)
{
  run (f, "--screenshot", f->picture, "--size", "1280*800", NULL);
  assert_no_picture (f);
  run (f, "--screenshot", f->picture, "one.gpkg", "two.gpkg", NULL);
  assert_no_picture (f);
  run (f, "--no-such-option", NULL);
  assert_no_picture (f);
}

static void
test_without_display (Fixture       *f,
                      gconstpointer  data)
{
  const char * const arguments[] = { "--screenshot", f->picture, NULL };
  const char * const version[] = { "--version", NULL };
  g_autoptr(GSubprocessLauncher) launcher = make_launcher ();

  g_subprocess_launcher_unsetenv (launcher, "DISPLAY");
  g_subprocess_launcher_unsetenv (launcher, "WAYLAND_DISPLAY");
  run_with (f, launcher, arguments);
  assert_no_picture (f);
  g_assert_nonnull (strstr (f->err, "display"));

  run_with (f, launcher, version);
  g_assert_cmpint (f->status, ==, 0);
}

/* No home that could be written: what came with the program is shown, to be read, and the reason told. */
static void
test_without_home (Fixture       *f,
                   gconstpointer  data)
{
  const char * const arguments[] = { "--screenshot", f->picture, NULL };
  static const char * const variables[] = {
    "HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR",
  };
  g_autoptr(GSubprocessLauncher) launcher = make_launcher ();

  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    g_subprocess_launcher_setenv (launcher, variables[i], "/proc/no-such-home", TRUE);
  run_with (f, launcher, arguments);
  g_assert_cmpint (f->status, ==, 0);
  assert_picture (f, 1280, 800);
  g_assert_nonnull (strstr (f->out, g_getenv ("YTTERBY_SHIPPED")));
  g_assert_nonnull (strstr (f->out, "Facilities shown: 221 of 221\n"));
}

static void
test_without_schema (Fixture       *f,
                     gconstpointer  data)
{
  const char * const arguments[] = { "--screenshot", f->picture, NULL };
  g_autoptr(GSubprocessLauncher) launcher = make_launcher ();

  g_subprocess_launcher_setenv (launcher, "GSETTINGS_SCHEMA_DIR", f->folder, TRUE);
  run_with (f, launcher, arguments);
  g_assert_cmpint (f->status, ==, 0);
  assert_picture (f, 1280, 800);
}

static void
test_without_fonts (Fixture       *f,
                    gconstpointer  data)
{
  const char * const arguments[] = { "--screenshot", f->picture, NULL };
  g_autoptr(GSubprocessLauncher) launcher = make_launcher ();
  g_autofree char *config = g_build_filename (f->folder, "fonts.conf", NULL);

  g_assert_true (g_file_set_contents (config, "<?xml version=\"1.0\"?><fontconfig></fontconfig>", -1, NULL));
  g_subprocess_launcher_setenv (launcher, "FONTCONFIG_FILE", config, TRUE);
  run_with (f, launcher, arguments);
  g_assert_cmpint (g_remove (config), ==, 0);
  assert_no_picture (f);
  g_assert_nonnull (strstr (f->err, "font"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/application/version", test_version);
  ADD ("/application/picture", test_picture);
  ADD ("/application/size-and-search", test_size_and_search);
  ADD ("/application/nothing-found", test_nothing_found);
  ADD ("/application/no-such-file", test_no_such_file);
  ADD ("/application/cannot-write", test_cannot_write);
  ADD ("/application/wrong-options", test_wrong_options);
  ADD ("/application/without-display", test_without_display);
  ADD ("/application/without-home", test_without_home);
  ADD ("/application/without-schema", test_without_schema);
  ADD ("/application/without-fonts", test_without_fonts);
#undef ADD

  return g_test_run ();
}
