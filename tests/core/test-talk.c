#include "config.h"

#include "edit-fixture.h"

#include "ytt-store-tours.h"
#include "ytt-talk.h"

/* A talk without a wall: what its keys do, and what becomes of it when the document changes under it. */

#define N_STOPS 4

typedef struct
{
  EditFixture  edit;
  gint64       tour;
  gint64       stops[N_STOPS];
  gint64       narva;
  gint64       columbus;
  gint64       claim;      /* that Narva's stop rests on */
  YttTalk     *talk;
  guint        n_views;    /* how often the wall was to go somewhere */
  guint        n_lands;
  guint        n_ends;
} Fixture;

static void
view_cb (Fixture *f)
{
  f->n_views++;
}

static void
land_cb (Fixture *f)
{
  f->n_lands++;
}

static void
ended_cb (Fixture *f)
{
  f->n_ends++;
}

static gint64
find (Fixture    *f,
      const char *slug)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM facility WHERE facility = '%s'", slug);

  return edit_ask_number (&f->edit, sql);
}

static void
add_stop (Fixture    *f,
          YttChanges *changes,
          guint       index,
          const char *kind,
          const char *title,
          gint64      facility,
          const char *content)
{
  f->stops[index] = ytt_changes_insert (changes, "tour_stop");
  ytt_changes_set (changes, "tour", YTT_CELL_OF_INTEGER (f->tour));
  ytt_changes_set (changes, "position", YTT_CELL_OF_INTEGER (index + 1));
  ytt_changes_set (changes, "kind", YTT_CELL_OF_TEXT (kind));
  ytt_changes_set (changes, "title", YTT_CELL_OF_TEXT (title));
  ytt_changes_set (changes, "seconds", YTT_CELL_OF_REAL (0.03));
  if (facility != 0)
    ytt_changes_set (changes, "facility", YTT_CELL_OF_INTEGER (facility));
  if (content != NULL)
    ytt_changes_set (changes, "content", YTT_CELL_OF_TEXT (content));
}

static char *
make_content (gint64      selected,
              const char *filter,
              int         year,
              double      latitude,
              double      longitude)
{
  return g_strdup_printf ("{\"version\":1,\"filter\":\"%s\",\"year\":%d,\"selected\":%" G_GINT64_FORMAT ","
                          "\"viewport\":{\"latitude\":%g,\"longitude\":%g,\"zoom\":5}}",
                          filter, year, selected, latitude, longitude);
}

/* A slide, Narva among magnet plants in 2030, Columbus among all, and the world. */
static void
add_tour (Fixture *f)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  g_autofree char *narva = make_content (f->narva, "stage=magnet", 2030, 59, 28);
  g_autofree char *columbus = make_content (f->columbus, "", 0, 32, -85);
  g_autofree char *world = make_content (0, "", 0, 20, 0);

  f->tour = ytt_changes_insert (changes, "tour");
  ytt_changes_set (changes, "title", YTT_CELL_OF_TEXT ("From mine to magnet"));
  add_stop (f, changes, 0, "slide", "Welcome", 0, NULL);
  add_stop (f, changes, 1, "view", "Narva", f->narva, narva);
  add_stop (f, changes, 2, "view", "Columbus", f->columbus, columbus);
  add_stop (f, changes, 3, "view", "The world", 0, world);
  ytt_changes_insert (changes, "tour_stop_claim");
  ytt_changes_set (changes, "stop", YTT_CELL_OF_INTEGER (f->stops[1]));
  ytt_changes_set (changes, "claim", YTT_CELL_OF_INTEGER (f->claim));
  edit_do (&f->edit, changes, "Tour");
}

static YttTour *
read_tour (Fixture *f)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) tours = NULL;

  ytt_store_get_tours_async (f->edit.store, NULL, store_keep_result_cb, &result);
  store_wait_result (&result);
  tours = ytt_store_get_tours_finish (f->edit.store, result, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < tours->len; i++)
    if (ytt_tour_get_id (g_ptr_array_index (tours, i)) == f->tour)
      return g_object_ref (g_ptr_array_index (tours, i));

  g_assert_not_reached ();
}

static void
start (Fixture *f,
       guint    index)
{
  g_autoptr(YttTour) tour = read_tour (f);

  f->talk = ytt_talk_new (f->edit.store, tour, index);
  g_signal_connect_swapped (f->talk, "notify::view", G_CALLBACK (view_cb), f);
  g_signal_connect_swapped (f->talk, "land", G_CALLBACK (land_cb), f);
  g_signal_connect_swapped (f->talk, "ended", G_CALLBACK (ended_cb), f);
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  edit_fixture_set_up_shipped (&f->edit, NULL);
  f->narva = find (f, "ee-narva-neo");
  f->columbus = find (f, "us-columbus-js-link");
  f->claim = edit_ask_number (&f->edit, "SELECT id FROM claim WHERE claim = "
                              "'ee-narva-neo-capacity-phase-1-automotiveworld-2025-1'");
  add_tour (f);
  start (f, 0);
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  YttSession *session = ytt_talk_get_session (f->talk);

  g_object_add_weak_pointer (G_OBJECT (session), (gpointer *) &session);
  ytt_talk_end (f->talk);
  g_object_add_weak_pointer (G_OBJECT (f->talk), (gpointer *) &f->talk);
  g_object_unref (f->talk);
  store_wait_until (is_gone, &f->talk);
  store_wait_until (is_gone, &session);
  edit_fixture_tear_down (&f->edit, NULL);
}

#define assert_at(f, i) G_STMT_START { \
  g_assert_cmpuint (ytt_talk_get_index ((f)->talk), ==, (i)); \
  g_assert_cmpint (ytt_tour_stop_get_id (ytt_talk_get_stop ((f)->talk)), ==, (f)->stops[(i)]); \
} G_STMT_END

static gint64
get_selected (Fixture *f)
{
  return ytt_session_get_selected (ytt_talk_get_session (f->talk));
}

static gboolean
is_loaded (gpointer data)
{
  YttSession *session = ytt_talk_get_session (((Fixture *) data)->talk);

  return !ytt_session_get_loading (session)
         && (ytt_session_get_selected (session) == 0 || ytt_session_get_record (session) != NULL);
}

/* Keys */

static void
test_ends (Fixture       *f,
           gconstpointer  data)
{
  guint n_views = f->n_views;

  assert_at (f, 0);
  g_assert_cmpint (ytt_talk_get_started_at (f->talk), >, 0);
  g_assert_cmpint (ytt_talk_get_stop_since (f->talk), >=, ytt_talk_get_started_at (f->talk));

  /* Before the first stop there is none, and nothing moves. */
  ytt_talk_back (f->talk);
  assert_at (f, 0);
  g_assert_cmpuint (f->n_views, ==, n_views);

  for (guint i = 1; i < N_STOPS; i++)
    {
      g_assert_true (ytt_talk_get_next_stop (f->talk) != NULL);
      ytt_talk_next (f->talk);
      assert_at (f, i);
      g_assert_cmpuint (f->n_views, ==, n_views + i);
    }

  g_assert_null (ytt_talk_get_next_stop (f->talk));
  ytt_talk_next (f->talk);
  assert_at (f, N_STOPS - 1);
  g_assert_cmpuint (f->n_views, ==, n_views + N_STOPS - 1);
  g_assert_cmpuint (f->n_ends, ==, 0);

  ytt_talk_first (f->talk);
  assert_at (f, 0);
  ytt_talk_last (f->talk);
  assert_at (f, N_STOPS - 1);
  ytt_talk_back (f->talk);
  assert_at (f, N_STOPS - 2);
}

static void
test_number (Fixture       *f,
             gconstpointer  data)
{
  g_assert_false (ytt_talk_confirm (f->talk));

  ytt_talk_type_digit (f->talk, 3);
  g_assert_cmpuint (ytt_talk_get_number (f->talk), ==, 3);
  assert_at (f, 0);
  g_assert_true (ytt_talk_confirm (f->talk));
  assert_at (f, 2);
  g_assert_cmpuint (ytt_talk_get_number (f->talk), ==, 0);

  /* A stop that is not there is left alone, and its number does not stick to the next one. */
  ytt_talk_type_digit (f->talk, 1);
  ytt_talk_type_digit (f->talk, 2);
  g_assert_true (ytt_talk_confirm (f->talk));
  assert_at (f, 2);
  ytt_talk_type_digit (f->talk, 1);
  ytt_talk_confirm (f->talk);
  assert_at (f, 0);

  /* Another key takes the number back. */
  ytt_talk_type_digit (f->talk, 4);
  ytt_talk_next (f->talk);
  assert_at (f, 1);
  g_assert_false (ytt_talk_confirm (f->talk));
  assert_at (f, 1);

  /* More digits than any tour has stops do not run over. */
  for (guint i = 0; i < 30; i++)
    ytt_talk_type_digit (f->talk, 9);
  g_assert_cmpuint (ytt_talk_get_number (f->talk), ==, 9999);
}

static void
test_blank (Fixture       *f,
            gconstpointer  data)
{
  ytt_talk_next (f->talk);
  ytt_talk_toggle_blank (f->talk, YTT_TALK_BLANK_BLACK);
  g_assert_cmpint (ytt_talk_get_blank (f->talk), ==, YTT_TALK_BLANK_BLACK);
  ytt_talk_toggle_blank (f->talk, YTT_TALK_BLANK_WHITE);
  g_assert_cmpint (ytt_talk_get_blank (f->talk), ==, YTT_TALK_BLANK_WHITE);

  /* The room sees first what it saw before. */
  ytt_talk_next (f->talk);
  g_assert_cmpint (ytt_talk_get_blank (f->talk), ==, YTT_TALK_BLANK_NONE);
  assert_at (f, 1);
  ytt_talk_next (f->talk);
  assert_at (f, 2);

  ytt_talk_toggle_blank (f->talk, YTT_TALK_BLANK_BLACK);
  ytt_talk_toggle_blank (f->talk, YTT_TALK_BLANK_BLACK);
  g_assert_cmpint (ytt_talk_get_blank (f->talk), ==, YTT_TALK_BLANK_NONE);
}

static void
test_flight (Fixture       *f,
             gconstpointer  data)
{
  ytt_talk_next (f->talk);
  ytt_talk_set_flying (f->talk, TRUE);
  ytt_talk_next (f->talk);
  assert_at (f, 1);
  g_assert_cmpuint (f->n_lands, ==, 1);
  ytt_talk_back (f->talk);
  assert_at (f, 1);
  g_assert_cmpuint (f->n_lands, ==, 2);

  ytt_talk_set_flying (f->talk, FALSE);
  ytt_talk_next (f->talk);
  assert_at (f, 2);
  g_assert_cmpuint (f->n_lands, ==, 2);
}

/* What is on the wall */

static void
test_view (Fixture       *f,
           gconstpointer  data)
{
  YttSession *session = ytt_talk_get_session (f->talk);
  g_autofree char *filter = NULL;

  /* Under the slide lies the map of the stop behind it, without its card. */
  g_assert_cmpfloat (ytt_talk_get_view (f->talk)->latitude, ==, 59);
  g_assert_cmpint (get_selected (f), ==, 0);

  ytt_talk_next (f->talk);
  store_wait_until (is_loaded, f);
  filter = ytt_filter_to_string (ytt_session_get_filter (session));
  g_assert_cmpstr (filter, ==, "stage=magnet");
  g_assert_cmpint (ytt_session_get_moment (session).year, ==, 2030);
  g_assert_cmpint (get_selected (f), ==, f->narva);
  g_assert_cmpstr (ytt_session_get_record (session)->slug, ==, "ee-narva-neo");

  ytt_talk_next (f->talk);
  store_wait_until (is_loaded, f);
  g_assert_true (ytt_filter_is_empty (ytt_session_get_filter (session)));
  g_assert_cmpint (ytt_session_get_moment (session).year, ==, 0);
  g_assert_cmpint (get_selected (f), ==, f->columbus);

  ytt_talk_next (f->talk);
  g_assert_cmpint (get_selected (f), ==, 0);
}

/* The stop shows its facility even where its filter leaves it out. */
static void
test_outside_filter (Fixture       *f,
                     gconstpointer  data)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  g_autofree char *content = make_content (f->narva, "stage=mining", 0, 59, 28);

  ytt_changes_update (changes, "tour_stop", f->stops[1]);
  ytt_changes_set (changes, "content", YTT_CELL_OF_TEXT (content));
  ytt_talk_next (f->talk);
  store_wait_until (is_loaded, f);
  edit_do (&f->edit, changes, "Filter");
  ytt_talk_last (f->talk);
  store_wait_until (is_loaded, f);

  ytt_talk_go_to (f->talk, 1);
  store_wait_until (is_loaded, f);
  g_assert_cmpint (get_selected (f), ==, f->narva);
}

static void
test_moved (Fixture       *f,
            gconstpointer  data)
{
  guint n_views;

  ytt_talk_next (f->talk);
  n_views = f->n_views;
  ytt_talk_set_moved (f->talk, TRUE);
  ytt_talk_next (f->talk);
  assert_at (f, 1);
  g_assert_false (ytt_talk_get_moved (f->talk));
  g_assert_cmpuint (f->n_views, ==, n_views + 1);

  ytt_talk_set_moved (f->talk, TRUE);
  ytt_talk_back (f->talk);
  assert_at (f, 1);
  ytt_talk_back (f->talk);
  assert_at (f, 0);

  /* Nothing to return from. */
  g_assert_false (ytt_talk_return (f->talk));
}

static void
test_click (Fixture       *f,
            gconstpointer  data)
{
  guint n_views;

  ytt_talk_next (f->talk);
  n_views = f->n_views;
  ytt_talk_show_facility (f->talk, f->columbus);
  g_assert_cmpint (ytt_talk_get_mode (f->talk), ==, YTT_TALK_FACILITY);
  g_assert_cmpint (get_selected (f), ==, f->columbus);
  g_assert_cmpuint (f->n_views, ==, n_views);

  /* Whatever is read meanwhile: the card stays. */
  store_wait_until (is_loaded, f);
  g_assert_cmpint (get_selected (f), ==, f->columbus);

  ytt_talk_next (f->talk);
  assert_at (f, 2);
  g_assert_cmpint (ytt_talk_get_mode (f->talk), ==, YTT_TALK_STOP);

  ytt_talk_last (f->talk);
  ytt_talk_show_facility (f->talk, f->narva);
  ytt_talk_next (f->talk);
  assert_at (f, N_STOPS - 1);
  g_assert_cmpint (get_selected (f), ==, 0);
}

/* Questions */

static gboolean
has_answer (gpointer data)
{
  return g_list_model_get_n_items (ytt_talk_get_answers (((Fixture *) data)->talk)) > 0;
}

static gboolean
has_answered (gpointer data)
{
  return ytt_talk_get_mode (((Fixture *) data)->talk) == YTT_TALK_FACILITY;
}

static void
answer (Fixture    *f,
        const char *words)
{
  g_autoptr(YttFacility) facility = NULL;

  ytt_talk_begin_question (f->talk);
  g_assert_cmpint (ytt_talk_get_mode (f->talk), ==, YTT_TALK_QUESTION);
  ytt_talk_ask (f->talk, words);
  store_wait_until (has_answer, f);
  facility = g_list_model_get_item (ytt_talk_get_answers (f->talk), 0);
  ytt_talk_answer (f->talk, ytt_facility_get_id (facility));
  store_wait_until (has_answered, f);
}

static void
test_question (Fixture       *f,
               gconstpointer  data)
{
  YttSession *session = ytt_talk_get_session (f->talk);
  g_autofree char *filter = NULL;

  ytt_talk_next (f->talk);
  store_wait_until (is_loaded, f);
  answer (f, "  columbus ");
  g_assert_cmpint (get_selected (f), ==, f->columbus);
  g_assert_cmpfloat_with_epsilon (ytt_talk_get_view (f->talk)->latitude, 32.5, 1);
  store_wait_until (is_loaded, f);
  g_assert_cmpint (get_selected (f), ==, f->columbus);

  g_assert_true (ytt_talk_return (f->talk));
  assert_at (f, 1);
  g_assert_cmpint (ytt_talk_get_mode (f->talk), ==, YTT_TALK_STOP);
  g_assert_cmpint (get_selected (f), ==, f->narva);
  g_assert_cmpfloat (ytt_talk_get_view (f->talk)->latitude, ==, 59);
  g_assert_cmpint (ytt_session_get_moment (session).year, ==, 2030);
  filter = ytt_filter_to_string (ytt_session_get_filter (session));
  g_assert_cmpstr (filter, ==, "stage=magnet");

  /* With a clicker there is no Backspace: the next stop key returns too. */
  answer (f, "columbus");
  ytt_talk_next (f->talk);
  assert_at (f, 1);
  g_assert_cmpint (get_selected (f), ==, f->narva);
  ytt_talk_next (f->talk);
  assert_at (f, 2);
}

static void
test_question_left (Fixture       *f,
                    gconstpointer  data)
{
  ytt_talk_next (f->talk);
  ytt_talk_begin_question (f->talk);
  ytt_talk_ask (f->talk, "zzzzqqq");
  ytt_talk_end_question (f->talk);
  g_assert_cmpint (ytt_talk_get_mode (f->talk), ==, YTT_TALK_STOP);
  assert_at (f, 1);

  /* A card that was called up is there again after a question that was thought better of. */
  ytt_talk_show_facility (f->talk, f->columbus);
  ytt_talk_begin_question (f->talk);
  ytt_talk_end_question (f->talk);
  g_assert_cmpint (ytt_talk_get_mode (f->talk), ==, YTT_TALK_FACILITY);
  g_assert_cmpint (get_selected (f), ==, f->columbus);

  ytt_talk_begin_question (f->talk);
  ytt_talk_next (f->talk);
  assert_at (f, 1);
  g_assert_cmpint (ytt_talk_get_mode (f->talk), ==, YTT_TALK_STOP);

  ytt_talk_begin_question (f->talk);
  ytt_talk_ask (f->talk, "narva");
  ytt_talk_go_to (f->talk, 3);
  assert_at (f, 3);
  g_assert_cmpint (ytt_talk_get_mode (f->talk), ==, YTT_TALK_STOP);
}

/* The document */

static gboolean
has_moved_up (gpointer data)
{
  return ytt_talk_get_index (((Fixture *) data)->talk) == 1;
}

static gboolean
is_renamed (gpointer data)
{
  return g_str_equal (ytt_tour_stop_get_title (ytt_talk_get_stop (((Fixture *) data)->talk)), "Another");
}

static gboolean
has_three (gpointer data)
{
  return ytt_talk_get_n_stops (((Fixture *) data)->talk) == 3;
}

static void
edit_stop (Fixture    *f,
           guint       index,
           const char *column,
           YttCell     cell)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();

  ytt_changes_update (changes, "tour_stop", f->stops[index]);
  ytt_changes_set (changes, column, cell);
  edit_do (&f->edit, changes, "Edit");
}

static void
delete_row (Fixture    *f,
            const char *table,
            gint64      id)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();

  ytt_changes_delete (changes, table, id);
  edit_do (&f->edit, changes, "Delete");
}

static void
test_edited (Fixture       *f,
             gconstpointer  data)
{
  ytt_talk_go_to (f->talk, 2);
  store_wait_until (is_loaded, f);

  /* The stop stands elsewhere by now: the talk is at the same one. */
  edit_stop (f, 1, "position", YTT_CELL_OF_INTEGER (9));
  store_wait_until (has_moved_up, f);
  g_assert_cmpint (ytt_tour_stop_get_id (ytt_talk_get_stop (f->talk)), ==, f->stops[2]);

  edit_stop (f, 2, "title", YTT_CELL_OF_TEXT ("Another"));
  store_wait_until (is_renamed, f);
  g_assert_cmpuint (ytt_talk_get_index (f->talk), ==, 1);

  /* Its own stop goes: the one that took its place is there. */
  delete_row (f, "tour_stop", f->stops[2]);
  store_wait_until (has_three, f);
  g_assert_cmpint (ytt_tour_stop_get_id (ytt_talk_get_stop (f->talk)), ==, f->stops[3]);

  ytt_talk_last (f->talk);
  g_assert_cmpint (ytt_tour_stop_get_id (ytt_talk_get_stop (f->talk)), ==, f->stops[1]);
}

static const YttTalkRemark *
find_remark (Fixture           *f,
             YttTalkRemarkKind  kind)
{
  GPtrArray *remarks = ytt_talk_get_remarks (f->talk);

  for (guint i = 0; i < remarks->len; i++)
    if (((YttTalkRemark *) g_ptr_array_index (remarks, i))->kind == kind)
      return g_ptr_array_index (remarks, i);

  return NULL;
}

static gboolean
is_tour_gone (gpointer data)
{
  return find_remark (data, YTT_TALK_REMARK_TOUR_GONE) != NULL;
}

static void
test_deleted (Fixture       *f,
              gconstpointer  data)
{
  ytt_talk_next (f->talk);
  g_assert_null (find_remark (f, YTT_TALK_REMARK_TOUR_GONE));

  delete_row (f, "tour", f->tour);
  store_wait_until (is_tour_gone, f);
  assert_at (f, 1);
  ytt_talk_next (f->talk);
  assert_at (f, 2);
  g_assert_nonnull (find_remark (f, YTT_TALK_REMARK_TOUR_GONE));
}

static gboolean
is_missing (gpointer data)
{
  return ytt_talk_get_missing (((Fixture *) data)->talk) != NULL;
}

static void
test_missing_facility (Fixture       *f,
                       gconstpointer  data)
{
  ytt_talk_go_to (f->talk, 2);
  store_wait_until (is_loaded, f);
  g_assert_null (ytt_talk_get_missing (f->talk));

  delete_row (f, "facility", f->columbus);
  store_wait_until (is_missing, f);
  assert_at (f, 2);
  g_assert_cmpint (get_selected (f), ==, 0);
  g_assert_cmpfloat (ytt_talk_get_view (f->talk)->longitude, ==, -85);
  g_assert_nonnull (find_remark (f, YTT_TALK_REMARK_MISSING));

  ytt_talk_back (f->talk);
  g_assert_null (ytt_talk_get_missing (f->talk));
  g_assert_cmpint (get_selected (f), ==, f->narva);
  ytt_talk_next (f->talk);
  g_assert_nonnull (ytt_talk_get_missing (f->talk));
}

static gboolean
has_newer (gpointer data)
{
  return find_remark (data, YTT_TALK_REMARK_NEWER) != NULL;
}

static gboolean
has_nothing_newer (gpointer data)
{
  return !has_newer (data);
}

static gboolean
has_withdrawn (gpointer data)
{
  return find_remark (data, YTT_TALK_REMARK_WITHDRAWN) != NULL;
}

static void
test_newer_claim (Fixture       *f,
                  gconstpointer  data)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  g_autoptr(YttChanges) both = ytt_changes_new ();
  g_autoptr(YttChanges) withdrawal = ytt_changes_new ();
  gint64 source, claim;

  source = edit_ask_number (&f->edit, "SELECT id FROM source ORDER BY id LIMIT 1");
  ytt_talk_next (f->talk);
  store_wait_until (is_loaded, f);
  g_assert_null (find_remark (f, YTT_TALK_REMARK_NEWER));

  claim = ytt_changes_insert (changes, "claim");
  ytt_changes_set (changes, "facility", YTT_CELL_OF_INTEGER (f->narva));
  ytt_changes_set (changes, "attribute", YTT_CELL_OF_TEXT ("capacity"));
  ytt_changes_set (changes, "part", YTT_CELL_OF_TEXT ("phase 1"));
  ytt_changes_set (changes, "scope", YTT_CELL_OF_TEXT ("site"));
  ytt_changes_set (changes, "value", YTT_CELL_OF_TEXT ("2500"));
  ytt_changes_set (changes, "unit", YTT_CELL_OF_TEXT ("t/yr"));
  ytt_changes_set (changes, "basis", YTT_CELL_OF_TEXT ("magnets"));
  ytt_changes_set (changes, "qualifier", YTT_CELL_OF_TEXT ("exact"));
  ytt_changes_set (changes, "tense", YTT_CELL_OF_TEXT ("stated"));
  ytt_changes_set (changes, "as_of", YTT_CELL_OF_TEXT ("2026-08-01"));
  ytt_changes_set (changes, "source", YTT_CELL_OF_INTEGER (source));
  edit_do (&f->edit, changes, "Newer");
  store_wait_until (has_newer, f);
  g_assert_cmpint (find_remark (f, YTT_TALK_REMARK_NEWER)->claim, ==, f->claim);
  g_assert_nonnull (strstr (find_remark (f, YTT_TALK_REMARK_NEWER)->text, "2,500"));

  /* Another stop does not rest on it. */
  ytt_talk_next (f->talk);
  g_assert_null (find_remark (f, YTT_TALK_REMARK_NEWER));
  ytt_talk_back (f->talk);
  store_wait_until (has_newer, f);

  /* A stop that rests on both tells of both. */
  ytt_changes_insert (both, "tour_stop_claim");
  ytt_changes_set (both, "stop", YTT_CELL_OF_INTEGER (f->stops[1]));
  ytt_changes_set (both, "claim", YTT_CELL_OF_INTEGER (claim));
  edit_do (&f->edit, both, "Both");
  store_wait_until (has_nothing_newer, f);

  delete_row (f, "claim", claim);
  ytt_changes_update (withdrawal, "claim", f->claim);
  ytt_changes_set (withdrawal, "withdrawn", YTT_CELL_OF_INTEGER (1));
  edit_do (&f->edit, withdrawal, "Withdrawal");
  store_wait_until (has_withdrawn, f);
  g_assert_null (find_remark (f, YTT_TALK_REMARK_NEWER));
}

static void
test_strange_stops (Fixture       *f,
                    gconstpointer  data)
{
  edit_stop (f, 1, "content", YTT_CELL_OF_TEXT ("{ not JSON"));
  edit_stop (f, 2, "content", YTT_CELL_OF_TEXT ("{\"version\":999,\"viewport\":{\"latitude\":32}}"));
  g_clear_object (&f->talk);
  start (f, 1);

  /* What cannot be read shows the facility. */
  g_assert_nonnull (find_remark (f, YTT_TALK_REMARK_UNREADABLE));
  g_assert_cmpint (get_selected (f), ==, f->narva);

  ytt_talk_next (f->talk);
  g_assert_null (find_remark (f, YTT_TALK_REMARK_UNREADABLE));
  g_assert_nonnull (find_remark (f, YTT_TALK_REMARK_NEWER_VERSION));
  g_assert_cmpfloat (ytt_talk_get_view (f->talk)->latitude, ==, 32);
}

/* A stand at a fair */

static gboolean
is_at_last (gpointer data)
{
  return ytt_talk_get_index (((Fixture *) data)->talk) == N_STOPS - 1;
}

static gboolean
is_at_first (gpointer data)
{
  return ytt_talk_get_index (((Fixture *) data)->talk) == 0;
}

static gboolean
has_stopped (gpointer data)
{
  return !ytt_talk_get_playing (((Fixture *) data)->talk);
}

static gboolean
is_at_third (gpointer data)
{
  return ytt_talk_get_index (((Fixture *) data)->talk) == 2;
}

static void
test_play (Fixture       *f,
           gconstpointer  data)
{
  ytt_talk_set_playing (f->talk, TRUE);
  store_wait_until (has_stopped, f);
  assert_at (f, N_STOPS - 1);

  ytt_talk_first (f->talk);
  ytt_talk_set_loop (f->talk, TRUE);
  ytt_talk_set_playing (f->talk, TRUE);
  for (guint i = 0; i < 2; i++)
    {
      store_wait_until (is_at_last, f);
      store_wait_until (is_at_first, f);
    }

  /* A visitor who clicks on a facility has its card for as long as a stop stays. */
  store_wait_until (is_at_third, f);
  ytt_talk_show_facility (f->talk, f->narva);
  store_wait_until (is_at_last, f);
  g_assert_true (ytt_talk_get_playing (f->talk));

  ytt_talk_end (f->talk);
  g_assert_false (ytt_talk_get_playing (f->talk));
}

/* The map is on its way: its time has not begun. */
static void
test_play_flight (Fixture       *f,
                  gconstpointer  data)
{
  gint64 until = g_get_monotonic_time () + 200 * G_TIME_SPAN_MILLISECOND;

  ytt_talk_set_playing (f->talk, TRUE);
  ytt_talk_set_flying (f->talk, TRUE);
  while (g_get_monotonic_time () < until)
    g_main_context_iteration (NULL, FALSE);
  assert_at (f, 0);
  ytt_talk_set_flying (f->talk, FALSE);
  store_wait_until (is_at_last, f);
}

static void
test_end (Fixture       *f,
          gconstpointer  data)
{
  ytt_talk_next (f->talk);
  ytt_talk_end (f->talk);
  ytt_talk_end (f->talk);
  g_assert_cmpuint (f->n_ends, ==, 1);
  ytt_talk_next (f->talk);
  ytt_talk_show_facility (f->talk, f->columbus);
  ytt_talk_answer (f->talk, f->columbus);
  ytt_talk_set_playing (f->talk, TRUE);
  assert_at (f, 1);
  g_assert_false (ytt_talk_get_playing (f->talk));
}

#define ADD(path, func) g_test_add ("/talk/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("ends", test_ends);
  ADD ("number", test_number);
  ADD ("blank", test_blank);
  ADD ("flight", test_flight);
  ADD ("view", test_view);
  ADD ("outside-filter", test_outside_filter);
  ADD ("moved", test_moved);
  ADD ("click", test_click);
  ADD ("question", test_question);
  ADD ("question-left", test_question_left);
  ADD ("edited", test_edited);
  ADD ("deleted", test_deleted);
  ADD ("missing-facility", test_missing_facility);
  ADD ("newer-claim", test_newer_claim);
  ADD ("strange-stops", test_strange_stops);
  ADD ("play", test_play);
  ADD ("play-flight", test_play_flight);
  ADD ("end", test_end);

  return g_test_run ();
}
