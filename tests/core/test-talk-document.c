#include "config.h"

#include "talk-fixture.h"

/* A talk, and what becomes of it when the document changes under it or has what it should not. */

static gboolean
has_moved_up (gpointer data)
{
  return ytt_talk_get_index (((TalkFixture *) data)->talk) == 1;
}

static gboolean
is_renamed (gpointer data)
{
  return g_str_equal (ytt_tour_stop_get_title (ytt_talk_get_stop (((TalkFixture *) data)->talk)), "Another");
}

static gboolean
has_three (gpointer data)
{
  return ytt_talk_get_n_stops (((TalkFixture *) data)->talk) == 3;
}

static void
edit_stop (TalkFixture *f,
           guint        index,
           const char  *column,
           YttCell      cell)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();

  ytt_changes_update (changes, "tour_stop", f->stops[index]);
  ytt_changes_set (changes, column, cell);
  edit_do (&f->edit, changes, "Edit");
}

static void
delete_row (TalkFixture *f,
            const char  *table,
            gint64       id)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();

  ytt_changes_delete (changes, table, id);
  edit_do (&f->edit, changes, "Delete");
}

static void
test_edited (TalkFixture   *f,
             gconstpointer  data)
{
  ytt_talk_go_to (f->talk, 2);
  store_wait_until (talk_fixture_is_loaded, f);

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
find_remark (TalkFixture       *f,
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
test_deleted (TalkFixture   *f,
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
  return ytt_talk_get_missing (((TalkFixture *) data)->talk) != NULL;
}

static void
test_missing_facility (TalkFixture   *f,
                       gconstpointer  data)
{
  ytt_talk_go_to (f->talk, 2);
  store_wait_until (talk_fixture_is_loaded, f);
  g_assert_null (ytt_talk_get_missing (f->talk));

  delete_row (f, "facility", f->columbus);
  store_wait_until (is_missing, f);
  assert_at (f, 2);
  g_assert_cmpint (talk_fixture_get_selected (f), ==, 0);
  g_assert_cmpfloat (ytt_talk_get_view (f->talk)->longitude, ==, -85);
  g_assert_nonnull (find_remark (f, YTT_TALK_REMARK_MISSING));

  ytt_talk_back (f->talk);
  g_assert_null (ytt_talk_get_missing (f->talk));
  g_assert_cmpint (talk_fixture_get_selected (f), ==, f->narva);
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
test_newer_claim (TalkFixture   *f,
                  gconstpointer  data)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  g_autoptr(YttChanges) both = ytt_changes_new ();
  g_autoptr(YttChanges) withdrawal = ytt_changes_new ();
  gint64 source, claim;

  source = edit_ask_number (&f->edit, "SELECT id FROM source ORDER BY id LIMIT 1");
  ytt_talk_next (f->talk);
  store_wait_until (talk_fixture_is_loaded, f);
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
test_strange_stops (TalkFixture   *f,
                    gconstpointer  data)
{
  edit_stop (f, 1, "content", YTT_CELL_OF_TEXT ("{ not JSON"));
  edit_stop (f, 2, "content", YTT_CELL_OF_TEXT ("{\"version\":999,\"viewport\":{\"latitude\":32}}"));
  g_clear_object (&f->talk);
  talk_fixture_start (f, 1);

  /* What cannot be read shows the facility. */
  g_assert_nonnull (find_remark (f, YTT_TALK_REMARK_UNREADABLE));
  g_assert_cmpint (talk_fixture_get_selected (f), ==, f->narva);

  ytt_talk_next (f->talk);
  g_assert_null (find_remark (f, YTT_TALK_REMARK_UNREADABLE));
  g_assert_nonnull (find_remark (f, YTT_TALK_REMARK_NEWER_VERSION));
  g_assert_cmpfloat (ytt_talk_get_view (f->talk)->latitude, ==, 32);
}

#define ADD(path, func) g_test_add ("/talk/" path, TalkFixture, NULL, talk_fixture_set_up, func, talk_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("edited", test_edited);
  ADD ("deleted", test_deleted);
  ADD ("missing-facility", test_missing_facility);
  ADD ("newer-claim", test_newer_claim);
  ADD ("strange-stops", test_strange_stops);

  return g_test_run ();
}
