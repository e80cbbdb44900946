/* Texts that were left in fields: there again after a crash, and never in another document's fields. */

#include "store-fixture.h"

#include "ytt-drafts.h"

#include <glib/gstdio.h>

static const char document[] = "/somewhere/a.gpkg";

static char *
get_file (void)
{
  g_autofree char *name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, document, -1);

  return g_build_filename (g_get_user_state_dir (), "ytterby", "drafts", name, NULL);
}

static void
test_comes_back (void)
{
  YttDrafts *drafts = ytt_drafts_new (document);
  g_autoptr(YttDrafts) again = NULL;
  g_autoptr(YttDrafts) other = NULL;

  ytt_drafts_set (drafts, "claim", 5, "value", "about 3 MT\n\"quoted\" ü");
  ytt_drafts_set (drafts, "claim", 5, "date", "");
  ytt_drafts_set (drafts, "claim", 55, "value", "gone");
  ytt_drafts_set (drafts, "claim", 55, "value", NULL);
  ytt_drafts_flush (drafts);
  g_object_unref (drafts);

  again = ytt_drafts_new (document);
  g_assert_cmpuint (ytt_drafts_get_n (again), ==, 2);
  g_assert_cmpstr (ytt_drafts_get (again, "claim", 5, "value"), ==, "about 3 MT\n\"quoted\" ü");
  g_assert_cmpstr (ytt_drafts_get (again, "claim", 5, "date"), ==, "");
  g_assert_null (ytt_drafts_get (again, "claim", 55, "value"));
  g_assert_null (ytt_drafts_get (again, "facility", 5, "value"));

  other = ytt_drafts_new ("/somewhere/b.gpkg");
  g_assert_cmpuint (ytt_drafts_get_n (other), ==, 0);
}

static gboolean
is_on_disk (gpointer data)
{
  g_autoptr(YttDrafts) read = ytt_drafts_new (document);

  return g_strcmp0 (ytt_drafts_get (read, "facility", 1, "name"), data) == 0;
}

/* A crash calls nobody, so the disk has it soon without being asked, the last text of many too. */
static void
test_is_kept_without_asking (void)
{
  g_autoptr(YttDrafts) drafts = ytt_drafts_new (document);

  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *text = g_strdup_printf ("Narva %u", i);

      ytt_drafts_set (drafts, "facility", 1, "name", text);
      g_main_context_iteration (NULL, FALSE);
    }

  store_wait_until (is_on_disk, (gpointer) "Narva 199");
}

static void
test_strange_file (void)
{
  static const char rubbish[] = "\x01\xff\x7f not ours \x00\xff\xff\xff\xff\xff";
  g_autofree char *file = get_file ();
  g_autoptr(YttDrafts) drafts = NULL;

  g_assert_true (g_file_set_contents (file, rubbish, sizeof rubbish, NULL));
  drafts = ytt_drafts_new (document);
  g_assert_cmpuint (ytt_drafts_get_n (drafts), ==, 0);
  ytt_drafts_set (drafts, "facility", 1, "name", "x");
  ytt_drafts_flush (drafts);
  g_assert_no_error (ytt_drafts_get_error (drafts));
  g_assert_true (is_on_disk ((gpointer) "x"));
}

/* Something stands where the folder should be: told, and what was typed is still there. */
static void
test_nowhere_to_write (void)
{
  g_autofree char *file = get_file ();
  g_autofree char *folder = g_path_get_dirname (file);
  g_autofree char *aside = g_strconcat (folder, ".aside", NULL);
  g_autoptr(YttDrafts) drafts = ytt_drafts_new (document);

  g_assert_cmpint (g_rename (folder, aside), ==, 0);
  g_assert_true (g_file_set_contents (folder, "", 0, NULL));

  ytt_drafts_set (drafts, "facility", 1, "name", "kept");
  ytt_drafts_flush (drafts);
  g_assert_nonnull (ytt_drafts_get_error (drafts));
  g_assert_cmpstr (ytt_drafts_get (drafts, "facility", 1, "name"), ==, "kept");

  g_assert_cmpint (g_unlink (folder), ==, 0);
  g_assert_cmpint (g_rename (aside, folder), ==, 0);
  ytt_drafts_set (drafts, "facility", 1, "name", "kept too");
  ytt_drafts_flush (drafts);
  g_assert_no_error (ytt_drafts_get_error (drafts));
  g_assert_true (is_on_disk ((gpointer) "kept too"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/drafts/comes-back", test_comes_back);
  g_test_add_func ("/drafts/is-kept-without-asking", test_is_kept_without_asking);
  g_test_add_func ("/drafts/strange-file", test_strange_file);
  g_test_add_func ("/drafts/nowhere-to-write", test_nowhere_to_write);

  return g_test_run ();
}
