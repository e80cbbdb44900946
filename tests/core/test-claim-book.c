#include "config.h"

#include "edit-fixture.h"

#include "ytt-claim-book.h"
#include "ytt-store-rows.h"

/* The claims on a facility as an editor has them: what is chosen among them, withdrawn and put back. */

typedef struct
{
  gint64 facility;
  gint64 source;
  gint64 first;     /* 2,000 t/yr, 2024 */
  gint64 second;    /* 3,000 t/yr, 2024-06 */
  gint64 other;     /* 900 t/yr of a phase */
} Made;

static gint64
add_claim (YttChanges *changes,
           const Made *made,
           const char *part,
           const char *value,
           const char *as_of)
{
  gint64 id = ytt_changes_insert (changes, "claim");

  ytt_changes_set (changes, "facility", YTT_CELL_OF_INTEGER (made->facility));
  ytt_changes_set (changes, "source", YTT_CELL_OF_INTEGER (made->source));
  ytt_changes_set (changes, "attribute", YTT_CELL_OF_TEXT ("capacity"));
  ytt_changes_set (changes, "part", YTT_CELL_OF_TEXT (part));
  ytt_changes_set (changes, "value", YTT_CELL_OF_TEXT (value));
  ytt_changes_set (changes, "unit", YTT_CELL_OF_TEXT ("t/yr"));
  ytt_changes_set (changes, "basis", YTT_CELL_OF_TEXT ("magnets"));
  ytt_changes_set (changes, "as_of", YTT_CELL_OF_TEXT (as_of));

  return id;
}

static Made
make (EditFixture *f)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  Made made = { 0 };

  made.source = ytt_changes_insert (changes, "source");
  ytt_changes_set (changes, "title", YTT_CELL_OF_TEXT ("A page"));
  made.facility = ytt_changes_insert (changes, "facility");
  ytt_changes_set (changes, "name", YTT_CELL_OF_TEXT ("A plant"));
  ytt_changes_insert (changes, "facility_stage");
  ytt_changes_set (changes, "facility", YTT_CELL_OF_INTEGER (made.facility));
  ytt_changes_set (changes, "stage", YTT_CELL_OF_TEXT ("magnet"));
  made.first = add_claim (changes, &made, "", "2000", "2024");
  made.second = add_claim (changes, &made, "", "3000", "2024-06");
  made.other = add_claim (changes, &made, "phase 1", "900", "2024");
  edit_do (f, changes, "Add a plant");

  return made;
}

static void
result_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static YttClaimBook *
read_book (EditFixture *f,
           const Made  *made)
{
  const YttRowsWanted wanted[] = { { "claim", "facility", made->facility }, { "source", "id", made->source } };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(GError) error = NULL;

  ytt_store_read_rows_async (f->store, wanted, G_N_ELEMENTS (wanted), NULL, result_cb, &result);
  store_wait_result (&result);
  rows = ytt_store_read_rows_finish (f->store, result, &error);
  g_assert_no_error (error);

  return ytt_claim_book_new (rows, YTT_STAGE_MAGNET);
}

static YttRecord *
read_record (EditFixture *f,
             const Made  *made)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  YttRecord *record;

  ytt_store_get_record_async (f->store, made->facility, (YttMoment) { 0 }, NULL, result_cb, &result);
  store_wait_result (&result);
  record = ytt_store_get_record_finish (f->store, result, &error);
  g_assert_no_error (error);

  return record;
}

static gint64
get_shown (YttClaimBook *book)
{
  GPtrArray *figures = ytt_claim_book_get_figures (book);

  g_assert_cmpuint (figures->len, ==, 1);

  return ((YttFigure *) g_ptr_array_index (figures, 0))->shown->id;
}

/* What is withdrawn counts for nothing, and is still there with its reason and its source. */
static void
test_withdraw (EditFixture   *f,
               gconstpointer  data)
{
  Made made = make (f);
  g_autofree char *before = edit_dump (f->path);
  g_autoptr(YttClaimBook) book = read_book (f, &made);
  g_autoptr(YttClaimBook) after = NULL;
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  g_autoptr(YttChanges) back = ytt_changes_new ();
  g_autoptr(YttRecord) record = NULL;
  YttClaim *withdrawn;
  g_autofree char *put_back = NULL, *undone = NULL;

  g_assert_cmpint (get_shown (book), ==, made.second);
  ytt_claim_book_withdraw (book, made.second, "A misprint", changes);
  edit_do (f, changes, "Withdraw a claim");

  after = read_book (f, &made);
  g_assert_cmpint (get_shown (after), ==, made.first);
  g_assert_cmpuint (ytt_claim_book_get_withdrawn (after)->len, ==, 1);
  g_assert_cmpstr (ytt_claim_book_get_claim (after, made.second)->withdrawn_reason, ==, "A misprint");
  edit_assert_answer (f, "SELECT headline_value FROM facility_shown", "2000");

  record = read_record (f, &made);
  g_assert_cmpuint (record->withdrawn->len, ==, 1);
  withdrawn = g_ptr_array_index (record->withdrawn, 0);
  g_assert_cmpint (withdrawn->id, ==, made.second);
  g_assert_cmpstr (withdrawn->withdrawn_reason, ==, "A misprint");
  g_assert_cmpstr (withdrawn->source->title, ==, "A page");
  g_assert_cmpuint (((YttFigure *) g_ptr_array_index (record->figures, 0))->claims->len, ==, 2);

  ytt_claim_book_put_back (after, made.second, back);
  edit_do (f, back, "Put back a claim");
  put_back = edit_dump (f->path);
  edit_assert_same (before, put_back);
  edit_undo (f, NULL);
  edit_undo (f, NULL);
  undone = edit_dump (f->path);
  edit_assert_same (before, undone);
}

/* A source that only a withdrawn claim names tells nothing of the facility, and is named with the claim. */
static void
test_withdrawn_source (EditFixture   *f,
                       gconstpointer  data)
{
  Made made = make (f);
  gint64 claims[] = { made.first, made.second, made.other };
  g_autoptr(YttClaimBook) book = read_book (f, &made);
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  g_autoptr(YttRecord) record = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (claims); i++)
    ytt_claim_book_withdraw (book, claims[i], "All of it", changes);
  edit_do (f, changes, "Withdraw claims");

  record = read_record (f, &made);
  g_assert_cmpuint (record->figures->len, ==, 0);
  g_assert_cmpuint (record->sources->len, ==, 0);
  g_assert_cmpuint (record->withdrawn->len, ==, 3);
  g_assert_cmpuint (record->withdrawn_sources->len, ==, 1);
  g_assert_cmpstr (((YttClaim *) g_ptr_array_index (record->withdrawn, 0))->source->title, ==, "A page");
}

/* One is chosen a thing: another one on it is not any more, in the same edit; one on another thing stays. */
static void
test_pin (EditFixture   *f,
          gconstpointer  data)
{
  Made made = make (f);
  g_autofree char *before = edit_dump (f->path);
  g_autoptr(YttClaimBook) book = read_book (f, &made);
  g_autoptr(YttChanges) first = ytt_changes_new (), second = ytt_changes_new (), third = ytt_changes_new ();
  g_autofree char *after = NULL;

  ytt_claim_book_pin (book, made.first, "Seen by ourselves", first);
  ytt_claim_book_pin (book, made.other, "Of the phase", first);
  edit_do (f, first, "Choose claims");
  g_clear_pointer (&book, ytt_claim_book_unref);
  book = read_book (f, &made);
  edit_assert_answer (f, "SELECT headline_value FROM facility_shown", "2000");

  ytt_claim_book_pin (book, made.second, "It was right", second);
  edit_do (f, second, "Choose another claim");
  edit_assert_answer (f, "SELECT group_concat (pin_reason, '/') FROM (SELECT pin_reason FROM claim WHERE pinned"
                         " ORDER BY pin_reason)", "It was right/Of the phase");
  edit_assert_answer (f, "SELECT count (*) FROM claim WHERE NOT pinned AND pin_reason IS NOT NULL", "0");

  /* A chosen one that is withdrawn is not chosen any more. */
  g_clear_pointer (&book, ytt_claim_book_unref);
  book = read_book (f, &made);
  ytt_claim_book_withdraw (book, made.second, "After all not", third);
  edit_do (f, third, "Withdraw a claim");
  edit_assert_answer (f, "SELECT count (*) FROM claim WHERE pinned", "1");

  for (guint i = 0; i < 3; i++)
    edit_undo (f, NULL);
  after = edit_dump (f->path);
  edit_assert_same (before, after);
}

/* A made-up claim, as one types it, is held against those that stand. */
static void
test_contradicted (EditFixture   *f,
                   gconstpointer  data)
{
  Made made = make (f);
  g_autoptr(YttClaimBook) book = read_book (f, &made);
  YttClaim claim = *ytt_claim_book_get_claim (book, made.first);
  g_autoptr(GPtrArray) own = NULL, new = NULL, agreeing = NULL;

  own = ytt_claim_book_find_contradicted (book, &claim);
  g_assert_cmpuint (own->len, ==, 1);
  claim.id = 0;
  claim.value = (char *) "10";
  new = ytt_claim_book_find_contradicted (book, &claim);
  g_assert_cmpuint (new->len, ==, 2);
  claim.qualifier = YTT_QUALIFIER_AT_LEAST;
  agreeing = ytt_claim_book_find_contradicted (book, &claim);
  g_assert_cmpuint (agreeing->len, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add (path, EditFixture, NULL, edit_fixture_set_up_empty, function, edit_fixture_tear_down)
  ADD ("/claim-book/withdraw", test_withdraw);
  ADD ("/claim-book/withdrawn-source", test_withdrawn_source);
  ADD ("/claim-book/pin", test_pin);
  ADD ("/claim-book/contradicted", test_contradicted);

  return g_test_run ();
}
