#include "config.h"

#include "talk-fixture.h"

/* A talk without a wall: what its keys do. */

static void
test_ends (TalkFixture   *f,
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

  for (guint i = 1; i < TALK_STOPS; i++)
    {
      g_assert_true (ytt_talk_get_next_stop (f->talk) != NULL);
      ytt_talk_next (f->talk);
      assert_at (f, i);
      g_assert_cmpuint (f->n_views, ==, n_views + i);
    }

  g_assert_null (ytt_talk_get_next_stop (f->talk));
  ytt_talk_next (f->talk);
  assert_at (f, TALK_STOPS - 1);
  g_assert_cmpuint (f->n_views, ==, n_views + TALK_STOPS - 1);
  g_assert_cmpuint (f->n_ends, ==, 0);

  ytt_talk_first (f->talk);
  assert_at (f, 0);
  ytt_talk_last (f->talk);
  assert_at (f, TALK_STOPS - 1);
  ytt_talk_back (f->talk);
  assert_at (f, TALK_STOPS - 2);
}

static void
test_number (TalkFixture   *f,
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
test_blank (TalkFixture   *f,
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
test_flight (TalkFixture   *f,
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

static void
test_view (TalkFixture   *f,
           gconstpointer  data)
{
  YttSession *session = ytt_talk_get_session (f->talk);
  g_autofree char *filter = NULL;

  /* Under the slide lies the map of the stop behind it, without its card. */
  g_assert_cmpfloat (ytt_talk_get_view (f->talk)->latitude, ==, 59);
  g_assert_cmpint (talk_fixture_get_selected (f), ==, 0);

  ytt_talk_next (f->talk);
  store_wait_until (talk_fixture_is_loaded, f);
  filter = ytt_filter_to_string (ytt_session_get_filter (session));
  g_assert_cmpstr (filter, ==, "stage=magnet");
  g_assert_cmpint (ytt_session_get_moment (session).year, ==, 2030);
  g_assert_cmpint (talk_fixture_get_selected (f), ==, f->narva);
  g_assert_cmpstr (ytt_session_get_record (session)->slug, ==, "ee-narva-neo");

  ytt_talk_next (f->talk);
  store_wait_until (talk_fixture_is_loaded, f);
  g_assert_true (ytt_filter_is_empty (ytt_session_get_filter (session)));
  g_assert_cmpint (ytt_session_get_moment (session).year, ==, 0);
  g_assert_cmpint (talk_fixture_get_selected (f), ==, f->columbus);

  ytt_talk_next (f->talk);
  g_assert_cmpint (talk_fixture_get_selected (f), ==, 0);
}

/* The stop shows its facility even where its filter leaves it out. */
static void
test_outside_filter (TalkFixture   *f,
                     gconstpointer  data)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  g_autofree char *content = talk_fixture_make_content (f->narva, "stage=mining", 0, 59, 28);

  ytt_changes_update (changes, "tour_stop", f->stops[1]);
  ytt_changes_set (changes, "content", YTT_CELL_OF_TEXT (content));
  ytt_talk_next (f->talk);
  store_wait_until (talk_fixture_is_loaded, f);
  edit_do (&f->edit, changes, "Filter");
  ytt_talk_last (f->talk);
  store_wait_until (talk_fixture_is_loaded, f);

  ytt_talk_go_to (f->talk, 1);
  store_wait_until (talk_fixture_is_loaded, f);
  g_assert_cmpint (talk_fixture_get_selected (f), ==, f->narva);
}

static void
test_moved (TalkFixture   *f,
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
test_click (TalkFixture   *f,
            gconstpointer  data)
{
  guint n_views;

  ytt_talk_next (f->talk);
  n_views = f->n_views;
  ytt_talk_show_facility (f->talk, f->columbus);
  g_assert_cmpint (ytt_talk_get_mode (f->talk), ==, YTT_TALK_FACILITY);
  g_assert_cmpint (talk_fixture_get_selected (f), ==, f->columbus);
  g_assert_cmpuint (f->n_views, ==, n_views);

  /* Whatever is read meanwhile: the card stays. */
  store_wait_until (talk_fixture_is_loaded, f);
  g_assert_cmpint (talk_fixture_get_selected (f), ==, f->columbus);

  ytt_talk_next (f->talk);
  assert_at (f, 2);
  g_assert_cmpint (ytt_talk_get_mode (f->talk), ==, YTT_TALK_STOP);

  ytt_talk_last (f->talk);
  ytt_talk_show_facility (f->talk, f->narva);
  ytt_talk_next (f->talk);
  assert_at (f, TALK_STOPS - 1);
  g_assert_cmpint (talk_fixture_get_selected (f), ==, 0);
}

static gboolean
has_answer (gpointer data)
{
  return g_list_model_get_n_items (ytt_talk_get_answers (((TalkFixture *) data)->talk)) > 0;
}

static gboolean
has_answered (gpointer data)
{
  return ytt_talk_get_mode (((TalkFixture *) data)->talk) == YTT_TALK_FACILITY;
}

static void
answer (TalkFixture *f,
        const char  *words)
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
test_question (TalkFixture   *f,
               gconstpointer  data)
{
  YttSession *session = ytt_talk_get_session (f->talk);
  g_autofree char *filter = NULL;

  ytt_talk_next (f->talk);
  store_wait_until (talk_fixture_is_loaded, f);
  answer (f, "  columbus ");
  g_assert_cmpint (talk_fixture_get_selected (f), ==, f->columbus);
  g_assert_cmpfloat_with_epsilon (ytt_talk_get_view (f->talk)->latitude, 32.5, 1);
  store_wait_until (talk_fixture_is_loaded, f);
  g_assert_cmpint (talk_fixture_get_selected (f), ==, f->columbus);

  g_assert_true (ytt_talk_return (f->talk));
  assert_at (f, 1);
  g_assert_cmpint (ytt_talk_get_mode (f->talk), ==, YTT_TALK_STOP);
  g_assert_cmpint (talk_fixture_get_selected (f), ==, f->narva);
  g_assert_cmpfloat (ytt_talk_get_view (f->talk)->latitude, ==, 59);
  g_assert_cmpint (ytt_session_get_moment (session).year, ==, 2030);
  filter = ytt_filter_to_string (ytt_session_get_filter (session));
  g_assert_cmpstr (filter, ==, "stage=magnet");

  /* With a clicker there is no Backspace: the next stop key returns too. */
  answer (f, "columbus");
  ytt_talk_next (f->talk);
  assert_at (f, 1);
  g_assert_cmpint (talk_fixture_get_selected (f), ==, f->narva);
  ytt_talk_next (f->talk);
  assert_at (f, 2);
}

static void
test_question_left (TalkFixture   *f,
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
  g_assert_cmpint (talk_fixture_get_selected (f), ==, f->columbus);

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

static gboolean
is_at_last (gpointer data)
{
  return ytt_talk_get_index (((TalkFixture *) data)->talk) == TALK_STOPS - 1;
}

static gboolean
is_at_first (gpointer data)
{
  return ytt_talk_get_index (((TalkFixture *) data)->talk) == 0;
}

static gboolean
has_stopped (gpointer data)
{
  return !ytt_talk_get_playing (((TalkFixture *) data)->talk);
}

static gboolean
is_at_third (gpointer data)
{
  return ytt_talk_get_index (((TalkFixture *) data)->talk) == 2;
}

static void
test_play (TalkFixture   *f,
           gconstpointer  data)
{
  ytt_talk_set_playing (f->talk, TRUE);
  store_wait_until (has_stopped, f);
  assert_at (f, TALK_STOPS - 1);

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
test_play_flight (TalkFixture   *f,
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
test_end (TalkFixture   *f,
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

#define ADD(path, func) g_test_add ("/talk/" path, TalkFixture, NULL, talk_fixture_set_up, func, talk_fixture_tear_down)

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
  ADD ("play", test_play);
  ADD ("play-flight", test_play_flight);
  ADD ("end", test_end);

  return g_test_run ();
}
