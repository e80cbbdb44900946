/* A damaged search index is in nobody's way: it is made anew out of the records. */

#include "config.h"

#include "edit-fixture.h"
#include "ytt-store-inspect.h"

#define NARVA "(SELECT id FROM facility WHERE facility = 'ee-narva-neo')"

/* SQLite notices only some of it where words change; the rest is found where somebody searches, or looks for it. */
static const struct
{
  const char *sql;
  gboolean    noticed;
} harm[] = {
  { "UPDATE search_data SET block = x'ffffffffffffffff'", TRUE },
  { "UPDATE search_data SET block = x'ffffffffffffffff' WHERE id > 10", FALSE },
  { "DELETE FROM search_data", TRUE },
  { "DELETE FROM search_data WHERE id > 10", FALSE },
  { "DELETE FROM search_idx", FALSE },
  { "DELETE FROM search_content", FALSE },
  { "DELETE FROM search_docsize", FALSE },
  { "DELETE FROM search_config", TRUE },
  { "UPDATE search_config SET v = 99", TRUE },
};

static void
harm_index (EditFixture *f,
            const char  *sql)
{
  ytt_store_close (f->store);
  g_clear_object (&f->store);
  store_run (f->path, sql);
  edit_reopen (f);
}

/* All words, as a dump has them not: each facility is found by all that it is made of. */
static void
assert_whole (EditFixture *f)
{
  edit_assert_answer (f, "SELECT count (*) = (SELECT count (*) FROM facility) FROM search", "1");
  edit_assert_answer (f, "SELECT count (*) FROM search s JOIN facility_words w ON w.id = s.rowid"
                         " WHERE s.name IS NOT w.name OR s.names IS NOT w.names OR s.place IS NOT w.place"
                         " OR s.operator IS NOT w.operator OR s.owners IS NOT w.owners OR s.products IS NOT w.products", "0");
  store_run (f->path, "INSERT INTO search (search) VALUES ('integrity-check')");
}

/* The first edit to words puts it right, and is done. */
static void
test_edit (EditFixture   *f,
           gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (harm); i++)
    {
      g_autoptr(YttChanges) changes = ytt_changes_new ();
      g_autofree char *name = g_strdup_printf ("Zzyzx%u", i);
      g_autofree char *found = g_strdup_printf ("SELECT rowid = " NARVA " FROM search WHERE search MATCH 'zzyzx%u'", i);
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", harm[i].sql);
      harm_index (f, harm[i].sql);
      ytt_changes_update (changes, "facility", edit_ask_number (f, "SELECT " NARVA));
      ytt_changes_set (changes, "name", YTT_CELL_OF_TEXT (name));
      edit_do (f, changes, "Rename");
      if (harm[i].noticed)
        {
          edit_assert_answer (f, found, "1");
          assert_whole (f);
        }

      g_assert_cmpint (edit_undo (f, &error), !=, 0);
      g_assert_no_error (error);
      /* Later versions of SQLite look into the index, too. */
      if (harm[i].noticed)
        edit_assert_answer (f, "PRAGMA integrity_check", "ok");
    }
}

/* Without an edit, once it was found. */
static void
test_mend (EditFixture   *f,
           gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (harm); i++)
    {
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GError) error = NULL;
      guint n_changed;

      g_test_message ("%s", harm[i].sql);
      harm_index (f, harm[i].sql);
      n_changed = f->n_changed;
      ytt_store_mend_search_async (f->store, NULL, store_keep_result_cb, &result);
      store_wait_result (&result);
      g_assert_true (ytt_store_mend_search_finish (f->store, result, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (f->n_changed, >, n_changed);
      assert_whole (f);
    }
  edit_assert_answer (f, "SELECT count (*) FROM history", "0");
}

/* An error that has nothing to do with it is told as it is. */
static void
test_other_error (EditFixture   *f,
                  gconstpointer  data)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  g_autoptr(GError) error = NULL;

  harm_index (f, harm[0].sql);
  ytt_changes_update (changes, "facility", edit_ask_number (f, "SELECT " NARVA));
  ytt_changes_set (changes, "name", YTT_CELL_OF_NULL);
  g_assert_cmpint (edit_commit (f, changes, "Rename", &error), ==, 0);
  g_assert_error (error, YTT_ERROR, YTT_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, "“facility.name” cannot be left empty");
  assert_whole (f);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) \
  g_test_add ("/search-mend/" name, EditFixture, NULL, edit_fixture_set_up_shipped, func, edit_fixture_tear_down)
  ADD ("edit", test_edit);
  ADD ("mend", test_mend);
  ADD ("other-error", test_other_error);
#undef ADD

  return g_test_run ();
}
