/* Editing in one window: the way of a change into the document, and back. */

#include "config.h"

#include "query-fixture.h"

#include "ytt-editor.h"

static void
keep_result_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
has_result (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

static gboolean
has_undo (gpointer data)
{
  return ytt_editor_get_undo_summary (data) != NULL;
}

static gboolean
has_redo (gpointer data)
{
  return ytt_editor_get_redo_summary (data) != NULL;
}

static gboolean
has_neither (gpointer data)
{
  return !has_undo (data) && !has_redo (data);
}

static gboolean
is_waiting (gpointer data)
{
  return ytt_editor_get_waiting (data);
}

static gboolean
has_text (gpointer data)
{
  return ((GString *) data)->len > 0;
}

static void
log_done_cb (YttEditor  *editor,
             gint64      entry,
             const char *summary,
             int         kind,
             gpointer    data)
{
  g_assert_cmpint (entry, >, 0);
  g_string_append_printf (data, "%s %s;", ytt_history_kind_to_code (kind), summary);
}

static void
log_failed_cb (YttEditor    *editor,
               const GError *error,
               gpointer      data)
{
  g_string_append_printf (data, "failed %d;", error->code);
}

static YttChanges *
rename_to (gint64      id,
           const char *name)
{
  YttChanges *changes = ytt_changes_new ();

  ytt_changes_update (changes, "facility", id);
  ytt_changes_set (changes, "name", YTT_CELL_OF_TEXT (name));

  return changes;
}

static char *
get_name (Fixture *f,
          gint64   id)
{
  g_autoptr(YttRecord) record = fixture_get_record_by_id (f, id);

  return g_strdup (record->name);
}

static YttEditor *
make_editor (Fixture *f)
{
  YttEditor *editor = ytt_editor_new ();

  ytt_editor_set_store (editor, f->store);

  return editor;
}

static void
commit (YttEditor  *editor,
        gint64      id,
        const char *name)
{
  g_autoptr(YttChanges) changes = rename_to (id, name);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  ytt_editor_commit_async (editor, changes, name, NULL, NULL, keep_result_cb, &result);
  wait_until (has_result, &result);
  g_assert_cmpint (ytt_editor_commit_finish (editor, result, &error), >, 0);
  g_assert_no_error (error);
}

static void
test_there_and_back (Fixture       *f,
                     gconstpointer  data)
{
  g_autoptr(YttEditor) editor = make_editor (f);
  g_autoptr(GString) log = g_string_new (NULL);
  gint64 id = fixture_find (f, "ee-narva-neo");
  g_autofree char *before = get_name (f, id);
  g_autofree char *renamed = NULL;
  g_autofree char *after = NULL;

  g_signal_connect (editor, "done", G_CALLBACK (log_done_cb), log);
  commit (editor, id, "Narva II");
  renamed = get_name (f, id);
  g_assert_cmpstr (renamed, ==, "Narva II");
  g_assert_cmpstr (log->str, ==, "edit Narva II;");
  wait_until (has_undo, editor);
  g_assert_cmpstr (ytt_editor_get_undo_summary (editor), ==, "Narva II");

  g_string_truncate (log, 0);
  ytt_editor_undo (editor);
  wait_until (has_text, log);
  g_assert_cmpstr (log->str, ==, "undo Narva II;");
  after = get_name (f, id);
  g_assert_cmpstr (after, ==, before);
  wait_until (has_redo, editor);
  g_assert_false (has_undo (editor));

  g_string_truncate (log, 0);
  ytt_editor_redo (editor);
  wait_until (has_text, log);
  g_assert_cmpstr (log->str, ==, "redo Narva II;");
  wait_until (has_undo, editor);
}

static void
test_nothing_to_undo (Fixture       *f,
                      gconstpointer  data)
{
  g_autoptr(YttEditor) editor = make_editor (f);
  g_autoptr(GString) log = g_string_new (NULL);

  g_signal_connect (editor, "done", G_CALLBACK (log_done_cb), log);
  g_signal_connect (editor, "failed", G_CALLBACK (log_failed_cb), log);
  ytt_editor_undo (editor);
  ytt_editor_redo (editor);
  commit (editor, fixture_find (f, "ee-narva-neo"), "later");
  g_assert_cmpstr (log->str, ==, "edit later;");
}

/* What was typed later does not overtake what waits. */
static void
test_waits_for_another_program (Fixture       *f,
                                gconstpointer  data)
{
  g_autoptr(YttEditor) editor = make_editor (f);
  gint64 id = fixture_find (f, "ee-narva-neo");
  g_autoptr(YttChanges) first = rename_to (id, "first");
  g_autoptr(YttChanges) second = rename_to (id, "second");
  g_autoptr(GAsyncResult) first_result = NULL;
  g_autoptr(GAsyncResult) second_result = NULL;
  g_autoptr(sqlite3) other = NULL;
  g_autofree char *name = NULL;

  g_assert_cmpint (sqlite3_open (f->path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);

  ytt_editor_commit_async (editor, first, "first", NULL, NULL, keep_result_cb, &first_result);
  ytt_editor_commit_async (editor, second, "second", NULL, NULL, keep_result_cb, &second_result);
  wait_until (is_waiting, editor);
  g_assert_null (first_result);

  g_assert_cmpint (sqlite3_exec (other, "COMMIT", NULL, NULL, NULL), ==, SQLITE_OK);
  wait_until (has_result, &second_result);
  g_assert_nonnull (first_result);
  g_assert_cmpint (ytt_editor_commit_finish (editor, first_result, NULL), >, 0);
  g_assert_cmpint (ytt_editor_commit_finish (editor, second_result, NULL), >, 0);
  g_assert_false (ytt_editor_get_waiting (editor));
  name = get_name (f, id);
  g_assert_cmpstr (name, ==, "second");
}

static void
test_gives_up_waiting (Fixture       *f,
                       gconstpointer  data)
{
  g_autoptr(YttEditor) editor = make_editor (f);
  gint64 id = fixture_find (f, "ee-narva-neo");
  g_autoptr(YttChanges) changes = rename_to (id, "never");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(sqlite3) other = NULL;
  g_autofree char *name = NULL;

  g_assert_cmpint (sqlite3_open (f->path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  ytt_editor_commit_async (editor, changes, "never", NULL, cancellable, keep_result_cb, &result);
  wait_until (is_waiting, editor);
  g_cancellable_cancel (cancellable);
  wait_until (has_result, &result);
  g_assert_cmpint (ytt_editor_commit_finish (editor, result, &error), ==, 0);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (ytt_editor_get_waiting (editor));
  g_assert_cmpint (sqlite3_exec (other, "ROLLBACK", NULL, NULL, NULL), ==, SQLITE_OK);
  name = get_name (f, id);
  g_assert_cmpstr (name, !=, "never");
}

/* What waits for one document is never done to the next one. */
static void
test_another_document (Fixture       *f,
                       gconstpointer  data)
{
  g_autoptr(YttEditor) editor = make_editor (f);
  gint64 id = fixture_find (f, "ee-narva-neo");
  g_autoptr(YttChanges) changes = rename_to (id, "never");
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(sqlite3) other = NULL;

  g_assert_cmpint (sqlite3_open (f->path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  ytt_editor_set_editing (editor, TRUE);
  ytt_editor_commit_async (editor, changes, "never", NULL, NULL, keep_result_cb, &result);
  wait_until (is_waiting, editor);
  ytt_editor_set_store (editor, NULL);
  wait_until (has_result, &result);
  g_assert_cmpint (ytt_editor_commit_finish (editor, result, &error), ==, 0);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (ytt_editor_get_editing (editor));
  g_assert_false (ytt_editor_get_can_edit (editor));
  g_assert_true (has_neither (editor));
}

/* Undo takes back what was done under the same name. */
static void
test_under_a_name (Fixture       *f,
                   gconstpointer  data)
{
  g_autoptr(YttEditor) editor = make_editor (f);
  gint64 id = fixture_find (f, "ee-narva-neo");

  g_object_set (editor, "who", "  Ada ", NULL);
  g_assert_cmpstr (ytt_store_get_who (f->store), ==, "Ada");
  commit (editor, id, "by Ada");
  wait_until (has_undo, editor);

  g_object_set (editor, "who", "Grace", NULL);
  wait_until (has_neither, editor);
  g_object_set (editor, "who", "Ada", NULL);
  wait_until (has_undo, editor);
  g_object_set (editor, "who", "", NULL);
  g_assert_cmpstr (ytt_store_get_who (f->store), !=, "");
  g_assert_cmpstr (ytt_store_get_who (f->store), !=, "Ada");
}

typedef struct
{
  YttEditor *editor;
  gint64     id;
  guint      n_told;
} Chain;

static gboolean
is_chain_done (gpointer data)
{
  return ((Chain *) data)->n_told >= 3;
}

static void
go_on_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  static const char * const names[] = { "Second", "Third" };
  Chain *chain = user_data;
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (ytt_editor_commit_finish (chain->editor, result, &error), >, 0);
  g_assert_no_error (error);
  if (chain->n_told < G_N_ELEMENTS (names))
    {
      g_autoptr(YttChanges) changes = rename_to (chain->id, names[chain->n_told]);

      ytt_editor_commit_async (chain->editor, changes, names[chain->n_told], NULL, NULL, go_on_cb, chain);
    }
  chain->n_told++;
}

/* Whoever is told that a change is done may ask for the next at once: it is done once. */
static void
test_from_within (Fixture       *f,
                  gconstpointer  data)
{
  g_autoptr(YttEditor) editor = make_editor (f);
  g_autoptr(GString) log = g_string_new (NULL);
  Chain chain = { editor, fixture_find (f, "ee-narva-neo"), 0 };
  g_autoptr(YttChanges) changes = rename_to (chain.id, "First");
  g_autofree char *after = NULL;

  g_signal_connect (editor, "done", G_CALLBACK (log_done_cb), log);
  ytt_editor_commit_async (editor, changes, "First", NULL, NULL, go_on_cb, &chain);
  wait_until (is_chain_done, &chain);
  g_assert_cmpstr (log->str, ==, "edit First;edit Second;edit Third;");
  after = get_name (f, chain.id);
  g_assert_cmpstr (after, ==, "Third");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test) \
  g_test_add (path, Fixture, NULL, fixture_set_up_shipped, test, fixture_tear_down)

  ADD ("/editor/there-and-back", test_there_and_back);
  ADD ("/editor/from-within", test_from_within);
  ADD ("/editor/nothing-to-undo", test_nothing_to_undo);
  ADD ("/editor/waits-for-another-program", test_waits_for_another_program);
  ADD ("/editor/gives-up-waiting", test_gives_up_waiting);
  ADD ("/editor/another-document", test_another_document);
  ADD ("/editor/under-a-name", test_under_a_name);

#undef ADD

  return g_test_run ();
}
