#include "config.h"

#include <gio/gio.h>

#include "ytt-error.h"

static void
test_domain (void)
{
  g_autoptr(GError) error = g_error_new (YTT_ERROR, YTT_ERROR_TOO_NEW, "schema %d", 7);

  g_assert_error (error, YTT_ERROR, YTT_ERROR_TOO_NEW);
  g_assert_false (g_error_matches (error, G_IO_ERROR, YTT_ERROR_TOO_NEW));
  g_assert_cmpstr (g_quark_to_string (YTT_ERROR), ==, "ytt-error-quark");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/error/domain", test_domain);

  return g_test_run ();
}
