/* Merging another document: what arrives, what has to be decided, and what is refused. */

#include "config.h"

#include "merge-fixture.h"

#include <string.h>

static const char beginning[] =
  "INSERT INTO source (id, source, title) VALUES (11, 's-one', 'One');"
  "INSERT INTO facility (id, facility, name, country) VALUES (31, 'f-a', 'Alpha', 'EE'), (32, NULL, 'Beta', 'AU');"
  "INSERT INTO claim (id, facility, attribute, value, unit, source) VALUES (71, 31, 'capacity', '100', 't/yr', 11),"
  " (72, 31, 'capacity', '200', 't/yr', 11);"
  "INSERT INTO announcement (id, title) VALUES (81, 'Deal')";

typedef struct
{
  MergeFixture base;
  YttStore    *mine;
  YttStore    *theirs;
} Pair;

static void
set_up (Pair          *f,
        gconstpointer  data)
{
  merge_fixture_set_up (&f->base, data);
  f->mine = merge_create (&f->base, "mine.gpkg", beginning);
  f->theirs = merge_copy (&f->base, f->mine, "theirs.gpkg");
}

static void
tear_down (Pair          *f,
           gconstpointer  data)
{
  g_clear_pointer (&f->mine, store_close);
  g_clear_pointer (&f->theirs, store_close);
  merge_fixture_tear_down (&f->base, data);
}

static YttMergePlan *
plan (Pair *f)
{
  g_autoptr(GError) error = NULL;
  YttMergePlan *self = merge_compare (f->mine, ytt_store_get_path (f->theirs), FALSE, &error);

  g_assert_no_error (error);

  return self;
}

static void
assert_answer (YttStore   *store,
               const char *sql,
               const char *wanted)
{
  g_autofree char *answer = merge_ask (store, sql);

  g_assert_cmpstr (answer, ==, wanted);
}

static void
test_additions (Pair          *f,
                gconstpointer  data)
{
  g_autoptr(YttMergePlan) self = NULL;
  g_autofree char *before = edit_dump (ytt_store_get_path (f->mine)), *after = NULL;

  merge_edit (f->mine, "INSERT INTO claim (id, facility, attribute, value, source) VALUES (1001, 31, 'capex', '1', 11)");
  merge_edit (f->theirs, "INSERT INTO claim (id, facility, attribute, value, source) VALUES (1002, 31, 'capex', '2', 11)");
  merge_edit (f->theirs, "UPDATE facility SET country = 'FI' WHERE id = 32");
  merge_edit (f->theirs, "DELETE FROM announcement");

  self = plan (f);
  g_assert_cmpuint (ytt_merge_plan_count (self, YTT_MERGE_ADDED), ==, 1);
  g_assert_cmpuint (ytt_merge_plan_count (self, YTT_MERGE_CHANGED), ==, 1);
  g_assert_cmpuint (ytt_merge_plan_count (self, YTT_MERGE_DELETED), ==, 1);
  g_assert_cmpuint (ytt_merge_plan_get_decisions (self)->len, ==, 0);
  g_assert_nonnull (ytt_merge_plan_get_ancestor (self));

  g_clear_pointer (&before, g_free);
  before = edit_dump (ytt_store_get_path (f->mine));
  g_assert_cmpint (merge_run (f->mine, self, NULL, NULL), !=, 0);
  assert_answer (f->mine, "SELECT group_concat (value) FROM (SELECT value FROM claim WHERE attribute = 'capex' ORDER BY 1)",
                 "1,2");
  assert_answer (f->mine, "SELECT country FROM facility WHERE id = 32", "FI");
  assert_answer (f->mine, "SELECT count(*) FROM announcement", "0");
  assert_answer (f->mine, "SELECT kind FROM history ORDER BY position DESC LIMIT 1", "merge");
  merge_assert_sound (&f->base, f->mine);

  /* One change, which is taken back as one. */
  merge_undo (f->mine);
  after = edit_dump (ytt_store_get_path (f->mine));
  edit_assert_same (before, after);
}

static void
test_twice (Pair          *f,
            gconstpointer  data)
{
  g_autofree char *once = NULL, *twice = NULL;
  g_autoptr(YttMergePlan) self = NULL;

  merge_edit (f->theirs, "UPDATE facility SET name = 'Gamma' WHERE id = 31");
  merge_edit (f->mine, "UPDATE facility SET name = 'Delta' WHERE id = 31");
  g_assert_cmpint (merge_all (f->mine, f->theirs, YTT_MERGE_MINE, NULL), !=, 0);
  once = edit_dump (ytt_store_get_path (f->mine));

  self = plan (f);
  g_assert_true (ytt_merge_plan_is_empty (self));
  g_assert_cmpint (merge_run (f->mine, self, NULL, NULL), ==, 0);
  twice = edit_dump (ytt_store_get_path (f->mine));
  edit_assert_same (once, twice);
}

static void
test_decision (Pair          *f,
               gconstpointer  data)
{
  g_autoptr(YttMergePlan) self = NULL;
  const YttMergeDecision *decision;
  YttMergeChoice choice = YTT_MERGE_THEIRS;

  ytt_store_set_who (f->mine, "Ann");
  ytt_store_set_who (f->theirs, "Bob");
  merge_edit (f->mine, "UPDATE facility SET name = 'Delta' WHERE id = 31");
  merge_edit (f->theirs, "UPDATE facility SET name = 'Gamma', country = 'FI' WHERE id = 31");

  self = plan (f);
  g_assert_cmpuint (ytt_merge_plan_get_decisions (self)->len, ==, 1);
  decision = g_ptr_array_index (ytt_merge_plan_get_decisions (self), 0);
  g_assert_cmpint (decision->question, ==, YTT_MERGE_VALUE);
  g_assert_cmpstr (decision->column, ==, "name");
  g_assert_cmpstr (decision->before, ==, "Alpha");
  g_assert_cmpstr (decision->mine.text, ==, "Delta");
  g_assert_cmpstr (decision->mine.who, ==, "Ann");
  g_assert_cmpstr (decision->theirs.text, ==, "Gamma");
  g_assert_cmpstr (decision->theirs.who, ==, "Bob");
  g_assert_nonnull (decision->theirs.at);
  g_assert_nonnull (decision->theirs.why);
  g_assert_false (decision->may_both);

  merge_run (f->mine, self, &choice, NULL);
  assert_answer (f->mine, "SELECT name || country FROM facility WHERE id = 31", "GammaFI");
}

static void
test_both (Pair          *f,
           gconstpointer  data)
{
  g_autoptr(YttMergePlan) self = NULL;
  YttMergeChoice choice = YTT_MERGE_BOTH;

  merge_edit (f->mine, "UPDATE claim SET value = '110' WHERE id = 71");
  merge_edit (f->theirs, "UPDATE claim SET value = '120' WHERE id = 71");

  self = plan (f);
  g_assert_cmpuint (ytt_merge_plan_get_decisions (self)->len, ==, 1);
  g_assert_true (((YttMergeDecision *) g_ptr_array_index (ytt_merge_plan_get_decisions (self), 0))->may_both);
  merge_run (f->mine, self, &choice, NULL);
  assert_answer (f->mine, "SELECT group_concat (value) FROM (SELECT value FROM claim ORDER BY 1)", "110,120,200");
}

static void
test_pins (Pair          *f,
           gconstpointer  data)
{
  g_autoptr(YttMergePlan) self = NULL;
  const YttMergeDecision *decision;
  YttMergeChoice choice = YTT_MERGE_THEIRS;

  merge_edit (f->mine, "UPDATE claim SET pinned = 1, pin_reason = 'audited' WHERE id = 71");
  merge_edit (f->theirs, "UPDATE claim SET pinned = 1, pin_reason = 'newer' WHERE id = 72");

  self = plan (f);
  g_assert_cmpuint (ytt_merge_plan_get_decisions (self)->len, ==, 1);
  decision = g_ptr_array_index (ytt_merge_plan_get_decisions (self), 0);
  g_assert_cmpint (decision->question, ==, YTT_MERGE_PIN);
  merge_run (f->mine, self, &choice, NULL);
  assert_answer (f->mine, "SELECT group_concat (id) FROM claim WHERE pinned", "72");
}

static void
test_deleted_and_changed (Pair          *f,
                          gconstpointer  data)
{
  g_autoptr(YttMergePlan) self = NULL;
  const YttMergeDecision *decision;
  YttMergeChoice choice = YTT_MERGE_THEIRS;

  merge_edit (f->mine, "UPDATE facility SET summary = 'Words' WHERE id = 31");
  merge_edit (f->theirs, "DELETE FROM facility WHERE id = 31");

  self = plan (f);
  g_assert_cmpuint (ytt_merge_plan_get_decisions (self)->len, ==, 1);
  decision = g_ptr_array_index (ytt_merge_plan_get_decisions (self), 0);
  g_assert_cmpint (decision->question, ==, YTT_MERGE_THEY_DELETED);
  /* Nothing is lost unless a person says so. */
  g_assert_cmpint (decision->newer, ==, YTT_MERGE_MINE);
  merge_run (f->mine, self, &choice, NULL);
  assert_answer (f->mine, "SELECT count(*) FROM facility", "1");
  assert_answer (f->mine, "SELECT count(*) FROM claim", "0");
  merge_assert_sound (&f->base, f->mine);
}

static void
test_same_numbers (Pair          *f,
                   gconstpointer  data)
{
  g_autoptr(YttMergePlan) self = NULL;

  merge_edit_outside (f->mine, "INSERT INTO facility (id, name) VALUES (33, 'Of mine')");
  merge_edit_outside (f->theirs, "INSERT INTO facility (id, name) VALUES (33, 'Of theirs');"
                                 "INSERT INTO claim (id, facility, attribute, value, source) VALUES (73, 33, 'area', '9', 11)");

  self = plan (f);
  g_assert_cmpuint (ytt_merge_plan_get_n_renumbered (self), ==, 1);
  merge_run (f->mine, self, NULL, NULL);
  assert_answer (f->mine, "SELECT name FROM facility WHERE id = 33", "Of mine");
  assert_answer (f->mine, "SELECT f.name FROM claim c JOIN facility f ON f.id = c.facility WHERE c.value = '9'", "Of theirs");
  merge_assert_sound (&f->base, f->mine);
}

/* Two documents that never met: row by row. */
static void
test_strangers (MergeFixture  *f,
                gconstpointer  data)
{
  YttStore *mine = merge_create (f, "mine.gpkg", beginning), *theirs = merge_create (f, "theirs.gpkg", beginning);
  g_autoptr(YttMergePlan) self = NULL;

  merge_edit (theirs, "INSERT INTO facility (id, name) VALUES (1234567, 'New')");
  merge_edit (theirs, "UPDATE facility SET country = 'LV' WHERE id = 31");
  self = merge_compare (mine, ytt_store_get_path (theirs), FALSE, NULL);
  g_assert_null (ytt_merge_plan_get_ancestor (self));
  g_assert_cmpuint (ytt_merge_plan_count (self, YTT_MERGE_ADDED), ==, 1);
  merge_run (mine, self, NULL, NULL);
  assert_answer (mine, "SELECT group_concat (name) FROM (SELECT name FROM facility ORDER BY 1)", "Alpha,Beta,New");
  merge_assert_sound (f, mine);
  store_close (mine);
  store_close (theirs);
}

/* A document as it is shipped has no history. */
static YttStore *
create_shipped (MergeFixture *f,
                const char   *name,
                const char   *sql)
{
  g_autofree char *path = g_build_filename (f->folder, name, NULL);
  g_autoptr(GError) error = NULL;
  YttStore *store = merge_create (f, name, NULL);

  store_close (store);
  store_run (path, beginning);
  store_run (path, "INSERT INTO meta (key, value) VALUES ('facts_date', '2025-01-01')");
  if (sql != NULL)
    store_run (path, sql);
  store_run (path, "DELETE FROM history_noted");
  store = store_open (path, YTT_STORE_OPEN, &error);
  g_assert_no_error (error);

  return store;
}

/* What the user did stays, what the release brings arrives, and what it dropped is gone unless the user needs it. */
static void
test_release (MergeFixture  *f,
              gconstpointer  data)
{
  YttStore *mine = create_shipped (f, "mine.gpkg", NULL);
  YttStore *release = create_shipped (f, "release.gpkg",
                                      "UPDATE meta SET value = '2026-01-01' WHERE key = 'facts_date';"
                                      "UPDATE facility SET name = 'Renamed', country = 'LV' WHERE id = 31;"
                                      "INSERT INTO facility (id, name) VALUES (33, 'Newly found');"
                                      "UPDATE claim SET value = '250' WHERE id = 72; DELETE FROM claim WHERE id = 71;"
                                      "DELETE FROM announcement");
  g_autoptr(YttMergePlan) self = NULL, again = NULL;

  merge_edit (mine, "UPDATE facility SET name = 'My name' WHERE id = 31");
  merge_edit (mine, "INSERT INTO facility (id, name) VALUES (777777, 'Of mine')");
  merge_edit (mine, "DELETE FROM facility WHERE id = 32");

  self = merge_compare (mine, ytt_store_get_path (release), TRUE, NULL);
  g_assert_cmpint (ytt_merge_plan_get_of (self), ==, YTT_MERGE_OF_RELEASE);
  g_assert_cmpuint (ytt_merge_plan_get_decisions (self)->len, ==, 1);
  g_assert_cmpint (merge_run (mine, self, NULL, NULL), !=, 0);
  assert_answer (mine, "SELECT name || country FROM facility WHERE id = 31", "My nameLV");
  assert_answer (mine, "SELECT group_concat (name) FROM (SELECT name FROM facility ORDER BY 1)", "My name,Newly found,Of mine");
  assert_answer (mine, "SELECT group_concat (id || ' ' || value) FROM claim", "72 250");
  assert_answer (mine, "SELECT count(*) FROM announcement", "0");
  assert_answer (mine, "SELECT value FROM meta WHERE key = 'facts_date'", "2026-01-01");
  merge_assert_sound (f, mine);

  again = merge_compare (mine, ytt_store_get_path (release), TRUE, NULL);
  g_assert_cmpuint (ytt_merge_plan_count (again, YTT_MERGE_ADDED), ==, 0);
  g_assert_cmpuint (ytt_merge_plan_count (again, YTT_MERGE_DELETED), ==, 0);
  g_assert_cmpint (merge_run (mine, again, NULL, NULL), ==, 0);
  store_close (mine);
  store_close (release);
}

static void
assert_refused (Pair       *f,
                const char *path,
                int         code)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *before = edit_dump (ytt_store_get_path (f->mine)), *after = NULL;
  g_autoptr(YttMergePlan) self = merge_compare (f->mine, path, FALSE, &error);

  g_assert_null (self);
  g_assert_error (error, YTT_ERROR, code);
  /* The copy that was made is nobody's business. */
  g_assert_null (strstr (error->message, "merge-"));
  after = edit_dump (ytt_store_get_path (f->mine));
  edit_assert_same (before, after);
}

static void
test_refused (Pair          *f,
              gconstpointer  data)
{
  g_autofree char *path = g_strdup (ytt_store_get_path (f->theirs)), *other = g_build_filename (f->base.folder, "x.gpkg", NULL);
  g_autofree char *text = NULL;
  gsize length;

  assert_refused (f, ytt_store_get_path (f->mine), YTT_ERROR_INVALID);
  assert_refused (f, other, YTT_ERROR_NOT_FOUND);

  g_assert_true (g_file_set_contents (other, "Not a document at all, but long enough to look at. Not a document.", -1, NULL));
  assert_refused (f, other, YTT_ERROR_NOT_OURS);

  g_clear_pointer (&f->theirs, store_close);
  store_run (path, "UPDATE meta SET value = '999' WHERE key = 'schema'");
  assert_refused (f, path, YTT_ERROR_TOO_NEW);

  store_run (path, "UPDATE meta SET value = '1' WHERE key = 'schema'");
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  memset (text + length / 4, 'x', length / 2);
  g_assert_true (g_file_set_contents (path, text, (gssize) length, NULL));
  assert_refused (f, path, YTT_ERROR_DAMAGED);
}

/* What another program left in the other document: rows that refer to nothing are left out and told of, texts that are none
 * are mended, and a copy of a page that is not what it says it is, is refused. */
static void
test_hostile (Pair          *f,
              gconstpointer  data)
{
  g_autoptr(YttMergePlan) self = NULL, other = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *before = NULL, *after = NULL;

  merge_edit_outside (f->theirs, "INSERT INTO claim (id, facility, attribute, value, source) VALUES (501, 999, 'area', '1', 11);"
                                 "INSERT INTO facility_name (id, facility, name) VALUES (502, 31, CAST (x'41ff42' AS TEXT));"
                                 "INSERT INTO facility (id, name, geom) VALUES (503, 'Odd', x'0102')");
  self = plan (f);
  g_assert_cmpuint (ytt_merge_plan_count (self, YTT_MERGE_MISSING), ==, 1);
  g_assert_cmpint (merge_run (f->mine, self, NULL, NULL), !=, 0);
  assert_answer (f->mine, "SELECT count(*) FROM claim WHERE facility = 999", "0");
  assert_answer (f->mine, "SELECT name FROM facility_name WHERE facility = 31", "A\357\277\275B");
  assert_answer (f->mine, "SELECT geom IS NULL FROM facility WHERE name = 'Odd'", "1");
  merge_assert_sound (&f->base, f->mine);

  merge_edit_outside (f->theirs, "INSERT INTO attachment (id, sha256, name, size, added, content)"
                                 " VALUES (601, 'abc', 'page.html', 3, '2026-01-01', x'010203');"
                                 "INSERT INTO source_attachment (id, source, attachment) VALUES (602, 11, 601)");
  other = plan (f);
  before = edit_dump (ytt_store_get_path (f->mine));
  g_assert_cmpint (merge_run (f->mine, other, NULL, &error), ==, 0);
  g_assert_error (error, YTT_ERROR, YTT_ERROR_DAMAGED);
  after = edit_dump (ytt_store_get_path (f->mine));
  edit_assert_same (before, after);
}

static void
test_changed_meanwhile (Pair          *f,
                        gconstpointer  data)
{
  g_autoptr(YttMergePlan) self = NULL;
  g_autoptr(GError) error = NULL;

  merge_edit (f->theirs, "UPDATE facility SET name = 'Gamma' WHERE id = 31");
  self = plan (f);
  merge_edit (f->mine, "UPDATE facility SET summary = 'x' WHERE id = 31");
  g_assert_cmpint (merge_run (f->mine, self, NULL, &error), ==, 0);
  g_assert_error (error, YTT_ERROR, YTT_ERROR_CHANGED);
  assert_answer (f->mine, "SELECT name FROM facility WHERE id = 31", "Alpha");
}

static void
test_cancelled (Pair          *f,
                gconstpointer  data)
{
  g_autoptr(YttMergePlan) self = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *before = edit_dump (ytt_store_get_path (f->mine)), *after = NULL;

  merge_edit (f->theirs, "UPDATE facility SET name = 'Gamma' WHERE id = 31");
  self = plan (f);
  g_cancellable_cancel (cancellable);
  ytt_store_merge_run_async (f->mine, self, NULL, "Merged", NULL, NULL, NULL, cancellable, store_keep_result_cb, &result);
  store_wait_result (&result);
  g_assert_cmpint (ytt_store_merge_run_finish (f->mine, result, &error), ==, 0);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  after = edit_dump (ytt_store_get_path (f->mine));
  edit_assert_same (before, after);

  /* And the plan is as good as before. */
  g_assert_cmpint (merge_run (f->mine, self, NULL, NULL), !=, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/merge/additions", Pair, NULL, set_up, test_additions, tear_down);
  g_test_add ("/merge/twice", Pair, NULL, set_up, test_twice, tear_down);
  g_test_add ("/merge/decision", Pair, NULL, set_up, test_decision, tear_down);
  g_test_add ("/merge/both", Pair, NULL, set_up, test_both, tear_down);
  g_test_add ("/merge/pins", Pair, NULL, set_up, test_pins, tear_down);
  g_test_add ("/merge/deleted-and-changed", Pair, NULL, set_up, test_deleted_and_changed, tear_down);
  g_test_add ("/merge/same-numbers", Pair, NULL, set_up, test_same_numbers, tear_down);
  g_test_add ("/merge/strangers", MergeFixture, NULL, merge_fixture_set_up, test_strangers, merge_fixture_tear_down);
  g_test_add ("/merge/release", MergeFixture, NULL, merge_fixture_set_up, test_release, merge_fixture_tear_down);
  g_test_add ("/merge/hostile", Pair, NULL, set_up, test_hostile, tear_down);
  g_test_add ("/merge/refused", Pair, NULL, set_up, test_refused, tear_down);
  g_test_add ("/merge/changed-meanwhile", Pair, NULL, set_up, test_changed_meanwhile, tear_down);
  g_test_add ("/merge/cancelled", Pair, NULL, set_up, test_cancelled, tear_down);

  return g_test_run ();
}
