/* Composing tours: each edit, taken back and done again, leaves the document as it was and as it became. */

#include "config.h"

#include "edit-fixture.h"

#include "ytt-supply.h"
#include "ytt-tours.h"

#include <string.h>

typedef struct
{
  EditFixture  edit;   /* must be the first */
  YttSession  *session;
  YttTours    *tours;
  GString     *log;    /* what was told of */
  const char  *wanted;
} Fixture;

static void
log_done_cb (YttTours   *tours,
             gint64      entry,
             const char *text,
             gpointer    data)
{
  g_assert_cmpint (entry, >, 0);
  g_string_append_printf (data, "%s;", text);
}

static void
log_failed_cb (YttTours     *tours,
               const GError *error,
               gpointer      data)
{
  g_string_append_printf (data, "failed %d;", error->code);
}

static void
describe_stop (Fixture     *f,
               YttTourStop *stop,
               GString     *text)
{
  const YttTourStopFields *fields = ytt_tour_stop_get_fields (stop);

  g_string_append_printf (text, "%" G_GINT64_FORMAT " %s", fields->position, fields->title);
  if (ytt_tour_stop_get_claims (stop)->len > 0)
    g_string_append_c (text, '#');
  if (fields->text[0] != '\0' || fields->notes[0] != '\0' || fields->seconds > 0)
    g_string_append_printf (text, "{%s|%s|%g}", fields->text, fields->notes, fields->seconds);
  if (strstr (fields->content, "elsewhere") != NULL)
    g_string_append_c (text, '!');
  if (fields->id == ytt_tours_get_stop (f->tours))
    g_string_append_c (text, '*');
}

/* As "Tour*(1 one, 2 two*)": with positions, and stars at what is composed and chosen. */
static char *
describe (Fixture *f)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (f->tours)); i++)
    {
      g_autoptr(YttTour) tour = g_list_model_get_item (G_LIST_MODEL (f->tours), i);

      g_string_append_printf (text, "%s%s%s%s(", i > 0 ? " " : "", ytt_tour_get_title (tour),
                              ytt_tour_get_note (tour),
                              ytt_tour_get_id (tour) == ytt_tours_get_tour (f->tours) ? "*" : "");
      for (guint j = 0; j < ytt_tour_get_n_stops (tour); j++)
        {
          g_string_append (text, j > 0 ? ", " : "");
          describe_stop (f, ytt_tour_get_stop (tour, j), text);
        }
      g_string_append_c (text, ')');
    }

  return g_string_free (text, FALSE);
}

static gboolean
is_wanted (gpointer data)
{
  Fixture *f = data;
  g_autofree char *is = describe (f);

  return g_str_equal (is, f->wanted);
}

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Half a minute at most: everything else may be tested meanwhile. */
#define wait_while(condition) \
  G_STMT_START { \
    gint64 deadline = g_get_monotonic_time () + 30 * G_USEC_PER_SEC; \
    guint source = g_timeout_add (10, wake_cb, NULL); \
    while (condition) \
      { \
        if (g_get_monotonic_time () > deadline) \
          g_error ("%s: waited in vain while %s", G_STRLOC, #condition); \
        g_main_context_iteration (NULL, TRUE); \
      } \
    g_source_remove (source); \
  } G_STMT_END

#define want(f, wanted) want_at (f, wanted, G_STRLOC)

static void
want_at (Fixture    *f,
         const char *wanted,
         const char *place)
{
  gint64 deadline = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;
  guint source = g_timeout_add (10, wake_cb, NULL);

  f->wanted = wanted;
  while (!is_wanted (f))
    {
      if (g_get_monotonic_time () > deadline)
        {
          g_autofree char *is = describe (f);

          g_error ("%s: “%s” is not “%s” (told: %s)", place, is, wanted, f->log->str);
        }
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (source);
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  edit_fixture_set_up_shipped (&f->edit, data);
  /* Those that the data set brings are not what is tested here. */
  store_run (f->edit.path, "DELETE FROM tour_stop_claim; DELETE FROM tour_stop_announcement; DELETE FROM tour_stop;"
                           "DELETE FROM tour");
  f->session = ytt_session_new ();
  ytt_session_set_store (f->session, f->edit.store);
  f->tours = ytt_session_get_tours (f->session);
  f->log = g_string_new (NULL);
  g_signal_connect (f->tours, "done", G_CALLBACK (log_done_cb), f->log);
  g_signal_connect (f->tours, "failed", G_CALLBACK (log_failed_cb), f->log);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  ytt_session_set_store (f->session, NULL);
  g_clear_object (&f->session);
  g_string_free (f->log, TRUE);
  edit_fixture_tear_down (&f->edit, data);
}

static gint64
get_narva (Fixture *f)
{
  return edit_ask_number (&f->edit, "SELECT id FROM facility WHERE facility = 'ee-narva-neo'");
}

static YttView *
make_view (Fixture    *f,
           const char *search,
           gint64      selected)
{
  g_autoptr(YttSession) session = ytt_session_new ();

  ytt_session_set_search (session, search);
  ytt_session_set_selected (session, selected);
  ytt_session_set_viewport_size (session, 900, 600);

  return ytt_view_new_for_session (session, "offline");
}

static void
add_view (Fixture    *f,
          const char *search)
{
  g_autoptr(YttView) view = make_view (f, search, 0);

  ytt_tours_add_view (f->tours, view);
}

static YttTourStop *
get_stop (Fixture *f,
          guint    index)
{
  return ytt_tour_get_stop (ytt_tours_get_current (f->tours), index);
}

/* What was done last is taken back, then done again. */
#define check_undo(f, before, was, is) check_undo_at (f, before, was, is, G_STRLOC)

static void
check_undo_at (Fixture    *f,
               const char *before,
               const char *was,
               const char *is,
               const char *place)
{
  g_autofree char *after = NULL, *undone = NULL, *redone = NULL;
  g_autoptr(GError) error = NULL;

  want_at (f, is, place);
  after = edit_dump (f->edit.path);
  g_assert_cmpstr (before, !=, after);
  edit_undo (&f->edit, &error);
  g_assert_no_error (error);
  undone = edit_dump (f->edit.path);
  edit_assert_same (before, undone);
  want_at (f, was, place);
  edit_redo (&f->edit, &error);
  g_assert_no_error (error);
  redone = edit_dump (f->edit.path);
  edit_assert_same (after, redone);
  want_at (f, is, place);
}

static void
test_tours (Fixture       *f,
            gconstpointer  data)
{
  g_autofree char *none = edit_dump (f->edit.path);
  g_autofree char *one = NULL, *two = NULL, *renamed = NULL, *noted = NULL, *copied = NULL;

  ytt_tours_add (f->tours, NULL);
  check_undo (f, none, "", "New Tour*()");

  one = edit_dump (f->edit.path);
  ytt_tours_add (f->tours, NULL);
  check_undo (f, one, "New Tour*()", "New Tour() New Tour 2*()");

  two = edit_dump (f->edit.path);
  ytt_tours_rename (f->tours, ytt_tours_get_current (f->tours), "From mine to magnet");
  check_undo (f, two, "New Tour() New Tour 2*()", "From mine to magnet*() New Tour()");

  renamed = edit_dump (f->edit.path);
  ytt_tours_set_note (f->tours, ytt_tours_get_current (f->tours), ", tested");
  check_undo (f, renamed, "From mine to magnet*() New Tour()", "From mine to magnet, tested*() New Tour()");

  add_view (f, "narva");
  add_view (f, "columbus");
  want (f, "From mine to magnet, tested*(1 narva, 2 columbus*) New Tour()");
  noted = edit_dump (f->edit.path);
  ytt_tours_duplicate (f->tours, ytt_tours_get_current (f->tours));
  check_undo (f, noted, "From mine to magnet, tested*(1 narva, 2 columbus) New Tour()",
              "From mine to magnet, tested(1 narva, 2 columbus)"
              " From mine to magnet (copy), tested*(1 narva, 2 columbus) New Tour()");

  copied = edit_dump (f->edit.path);
  g_string_truncate (f->log, 0);
  ytt_tours_remove (f->tours, ytt_tours_get_current (f->tours));
  check_undo (f, copied,
              "From mine to magnet, tested(1 narva, 2 columbus)"
              " From mine to magnet (copy), tested*(1 narva, 2 columbus) New Tour()",
              "From mine to magnet, tested*(1 narva, 2 columbus) New Tour()");
  g_assert_cmpstr (f->log->str, ==, "Deleted the tour “From mine to magnet (copy)”;");
}

/* Where there is no tour, one is made, and both are one step. What is asked for at once comes in that order, into the
 * same tour. */
static void
test_add_stops (Fixture       *f,
                gconstpointer  data)
{
  g_autofree char *none = edit_dump (f->edit.path);
  g_autofree char *three = NULL, *four = NULL, *opened = NULL;

  add_view (f, "one");
  check_undo (f, none, "", "New Tour*(1 one*)");
  g_assert_cmpstr (f->log->str, ==, "Added “one” to “New Tour”;");

  add_view (f, "two");
  add_view (f, "three");
  want (f, "New Tour*(1 one, 2 two, 3 three*)");

  /* After the one that is chosen. */
  three = edit_dump (f->edit.path);
  ytt_tours_set_stop (f->tours, ytt_tour_stop_get_id (get_stop (f, 0)));
  add_view (f, "again");
  check_undo (f, three, "New Tour*(1 one, 2 two*, 3 three)", "New Tour*(1 one, 2 again*, 3 two, 4 three)");

  four = edit_dump (f->edit.path);
  ytt_tours_add_slide (f->tours, TRUE);
  check_undo (f, four, "New Tour*(1 one*, 2 again, 3 two, 4 three)",
              "New Tour*(1 New Tour*, 2 one, 3 again, 4 two, 5 three)");
  g_assert_cmpint (ytt_tour_stop_get_kind (get_stop (f, 0)), ==, YTT_STOP_SLIDE);

  opened = edit_dump (f->edit.path);
  ytt_tours_add_slide (f->tours, FALSE);
  check_undo (f, opened, "New Tour*(1 New Tour, 2 one, 3 again, 4 two, 5 three*)",
              "New Tour*(1 New Tour, 2 one, 3 again, 4 two, 5 three, 6 Thank You*)");
}

/* The selected facility gives the stop its title, and what its card says is what the stop rests on. */
static void
test_rests_on (Fixture       *f,
               gconstpointer  data)
{
  g_autoptr(YttView) narva = make_view (f, "", get_narva (f));
  g_autoptr(YttView) elsewhere = make_view (f, "elsewhere", get_narva (f));
  g_autoptr(YttView) nothing = make_view (f, "", 0);
  g_autofree char *before = NULL, *name = NULL, *was = NULL, *is = NULL, *copied = NULL, *seen = NULL;
  g_autofree char *updated = NULL, *gone = NULL;
  YttTourStop *stop;

  name = store_ask (f->edit.path, "SELECT name FROM facility WHERE facility = 'ee-narva-neo'");
  was = g_strdup_printf ("New Tour*(1 %s#*)", name);
  ytt_tours_add_view (f->tours, narva);
  want (f, was);
  stop = get_stop (f, 0);
  g_assert_cmpint (ytt_tour_stop_get_facility (stop), ==, get_narva (f));
  g_assert_cmpuint (ytt_tour_stop_get_claims (stop)->len, >, 0);
  edit_assert_answer (&f->edit, "SELECT count(*) FROM tour_stop_claim t JOIN claim c ON c.id = t.claim"
                                " JOIN facility f ON f.id = c.facility WHERE f.facility <> 'ee-narva-neo'", "0");

  before = edit_dump (f->edit.path);
  ytt_tours_duplicate_stop (f->tours, stop);
  is = g_strdup_printf ("New Tour*(1 %s#, 2 %s#*)", name, name);
  check_undo (f, before, was, is);
  g_assert_cmpuint (ytt_tour_stop_get_claims (get_stop (f, 1))->len, ==,
                    ytt_tour_stop_get_claims (get_stop (f, 0))->len);

  /* The same facility seen from elsewhere changes nothing of it, none lets go of it. */
  copied = edit_dump (f->edit.path);
  ytt_tours_update_view (f->tours, get_stop (f, 1), elsewhere);
  seen = g_strdup_printf ("New Tour*(1 %s#, 2 %s#!*)", name, name);
  check_undo (f, copied, is, seen);
  updated = edit_dump (f->edit.path);
  ytt_tours_update_view (f->tours, get_stop (f, 1), nothing);
  gone = g_strdup_printf ("New Tour*(1 %s#, 2 %s*)", name, name);
  check_undo (f, updated, seen, gone);
  g_assert_cmpint (ytt_tour_stop_get_facility (get_stop (f, 1)), ==, 0);
}

/* Named and let go of by hand, one by one; what is there already, and what is not, is no edit. */
static void
test_rests_on_by_hand (Fixture       *f,
                       gconstpointer  data)
{
  YttStopBasis claim = { .value = (char *) "2,000 t/yr magnets" };
  YttStopBasis announcement = { .value = (char *) "The plant opens" };
  g_autofree char *none = NULL, *one = NULL, *two = NULL;

  claim.claim = edit_ask_number (&f->edit, "SELECT min (c.id) FROM claim c JOIN facility f ON f.id = c.facility"
                                           " WHERE f.facility = 'ee-narva-neo'");
  announcement.announcement = edit_ask_number (&f->edit, "SELECT min (id) FROM announcement");
  add_view (f, "one");
  want (f, "New Tour*(1 one*)");

  none = edit_dump (f->edit.path);
  ytt_tours_set_rests_on (f->tours, get_stop (f, 0), &claim, TRUE);
  check_undo (f, none, "New Tour*(1 one*)", "New Tour*(1 one#*)");
  edit_assert_undo_state (&f->edit, "Name “2,000 t/yr magnets” among what the stop “one” rests on|-");

  one = edit_dump (f->edit.path);
  ytt_tours_set_rests_on (f->tours, get_stop (f, 0), &announcement, TRUE);
  wait_while (ytt_tour_stop_get_announcements (get_stop (f, 0))->len == 0);
  edit_assert_undo_state (&f->edit, "Name “The plant opens” among what the stop “one” rests on|-");
  /* Twice, and a third time, before the first is there. */
  ytt_tours_set_rests_on (f->tours, get_stop (f, 0), &claim, TRUE);
  ytt_tours_set_rests_on (f->tours, get_stop (f, 0), &announcement, TRUE);

  two = edit_dump (f->edit.path);
  g_string_truncate (f->log, 0);
  ytt_tours_set_rests_on (f->tours, get_stop (f, 0), &claim, FALSE);
  ytt_tours_set_rests_on (f->tours, get_stop (f, 0), &claim, FALSE);
  check_undo (f, two, "New Tour*(1 one#*)", "New Tour*(1 one*)");
  edit_assert_undo_state (&f->edit, "Leave “2,000 t/yr magnets” out of what the stop “one” rests on|-");
  g_assert_cmpstr (f->log->str, ==, "Removed “2,000 t/yr magnets” from what the stop rests on;");
  edit_assert_answer (&f->edit, "SELECT count(*) || (SELECT count(*) FROM tour_stop_claim) FROM tour_stop_announcement",
                      "10");
}

static void
test_change_stop (Fixture       *f,
                  gconstpointer  data)
{
  g_autoptr(YttView) other = make_view (f, "elsewhere", 0);
  g_autofree char *first = NULL, *titled = NULL, *said = NULL, *noted = NULL, *timed = NULL;

  add_view (f, "one");
  want (f, "New Tour*(1 one*)");
  first = edit_dump (f->edit.path);
  ytt_tours_set_title (f->tours, get_stop (f, 0), "Where it begins");
  check_undo (f, first, "New Tour*(1 one*)", "New Tour*(1 Where it begins*)");

  titled = edit_dump (f->edit.path);
  ytt_tours_set_text (f->tours, get_stop (f, 0), "Two lines\nof text");
  check_undo (f, titled, "New Tour*(1 Where it begins*)", "New Tour*(1 Where it begins{Two lines\nof text||0}*)");

  said = edit_dump (f->edit.path);
  ytt_tours_set_notes (f->tours, get_stop (f, 0), "Breathe");
  check_undo (f, said, "New Tour*(1 Where it begins{Two lines\nof text||0}*)",
              "New Tour*(1 Where it begins{Two lines\nof text|Breathe|0}*)");

  noted = edit_dump (f->edit.path);
  ytt_tours_set_seconds (f->tours, get_stop (f, 0), 90);
  check_undo (f, noted, "New Tour*(1 Where it begins{Two lines\nof text|Breathe|0}*)",
              "New Tour*(1 Where it begins{Two lines\nof text|Breathe|90}*)");

  timed = edit_dump (f->edit.path);
  ytt_tours_update_view (f->tours, get_stop (f, 0), other);
  check_undo (f, timed, "New Tour*(1 Where it begins{Two lines\nof text|Breathe|90}*)",
              "New Tour*(1 Where it begins{Two lines\nof text|Breathe|90}!*)");
  edit_assert_answer (&f->edit, "SELECT title || '|' || text || '|' || notes || '|' || seconds FROM tour_stop",
                      "Where it begins|Two lines\nof text|Breathe|90.0");

  /* What is as it was is no edit. */
  ytt_tours_set_seconds (f->tours, get_stop (f, 0), 90);
  ytt_tours_set_title (f->tours, get_stop (f, 0), "Where it begins");
  edit_assert_undo_state (&f->edit, "Update the stop “Where it begins”|-");
}

/* What a newer version wrote beside what is known stays when an older one saves. */
static void
test_keeps_what_is_newer (Fixture       *f,
                          gconstpointer  data)
{
  g_autoptr(YttView) other = make_view (f, "elsewhere", 0);
  YttTourStop *stop;

  add_view (f, "one");
  want (f, "New Tour*(1 one*)");
  g_assert_false (ytt_tour_stop_is_newer (get_stop (f, 0)));
  store_run (f->edit.path, "UPDATE tour_stop SET title = 'new', content ="
                           " '{\"version\":7,\"tilt\":{\"by\":[30]},\"filter\":\"mood=good\",\"search\":\"one\"}'");
  ytt_store_look_for_changes (f->edit.store);
  want (f, "New Tour*(1 new*)");
  stop = get_stop (f, 0);
  g_assert_true (ytt_tour_stop_is_newer (stop));

  /* Where it is not changed itself, it is not touched. */
  ytt_tours_set_title (f->tours, stop, "newer");
  want (f, "New Tour*(1 newer*)");
  edit_assert_answer (&f->edit, "SELECT content FROM tour_stop",
                      "{\"version\":7,\"tilt\":{\"by\":[30]},\"filter\":\"mood=good\",\"search\":\"one\"}");

  ytt_tours_update_view (f->tours, get_stop (f, 0), other);
  wait_while (strstr (ytt_tour_stop_get_content (get_stop (f, 0)), "elsewhere") == NULL);
  edit_assert_answer (&f->edit, "SELECT json_extract (content, '$.tilt.by[0]') || json_extract (content, '$.version')"
                                " FROM tour_stop", "307");
}

static void
test_move (Fixture       *f,
           gconstpointer  data)
{
  g_autofree char *before = NULL, *moved = NULL, *gap = NULL;

  add_view (f, "a");
  add_view (f, "b");
  add_view (f, "c");
  add_view (f, "d");
  want (f, "New Tour*(1 a, 2 b, 3 c, 4 d*)");
  before = edit_dump (f->edit.path);
  ytt_tours_move_stop (f->tours, get_stop (f, 3), 1);
  check_undo (f, before, "New Tour*(1 a, 2 b, 3 c, 4 d*)", "New Tour*(1 a, 2 d*, 3 b, 4 c)");

  /* A key that is held down: each move knows of those before it. */
  ytt_tours_move_stop_by (f->tours, get_stop (f, 0), 1);
  ytt_tours_move_stop_by (f->tours, get_stop (f, 0), 1);
  ytt_tours_move_stop_by (f->tours, get_stop (f, 0), 1);
  ytt_tours_move_stop_by (f->tours, get_stop (f, 0), 1);
  want (f, "New Tour*(1 d*, 2 b, 3 c, 4 a)");
  edit_assert_undo_state (&f->edit, "Move the stop “a”|-");

  /* Where it stands already, or beyond the ends, there is nothing to do. */
  moved = edit_dump (f->edit.path);
  ytt_tours_move_stop_by (f->tours, get_stop (f, 0), -1);
  ytt_tours_move_stop (f->tours, get_stop (f, 2), 2);
  ytt_tours_move_stop (f->tours, get_stop (f, 1), 99);
  check_undo (f, moved, "New Tour*(1 d*, 2 b, 3 c, 4 a)", "New Tour*(1 d*, 2 c, 3 a, 4 b)");

  /* A gap closes with the next move, and two of one position part. */
  ytt_tours_remove_stop (f->tours, get_stop (f, 1));
  want (f, "New Tour*(1 d*, 3 a, 4 b)");
  store_run (f->edit.path, "UPDATE tour_stop SET position = 4");
  ytt_store_look_for_changes (f->edit.store);
  wait_while (ytt_tour_stop_get_fields (get_stop (f, 0))->position != 4);
  gap = g_strdup (ytt_tour_stop_get_title (get_stop (f, 0)));
  ytt_tours_move_stop_by (f->tours, get_stop (f, 0), 1);
  wait_while (ytt_tour_stop_get_fields (get_stop (f, 0))->position != 1);
  g_assert_cmpstr (ytt_tour_stop_get_title (get_stop (f, 1)), ==, gap);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (ytt_tour_stop_get_fields (get_stop (f, i))->position, ==, i + 1);
}

/* The one after it is chosen then, and it is chosen again when it comes back. */
static void
test_remove_stop (Fixture       *f,
                  gconstpointer  data)
{
  g_autofree char *before = NULL;

  add_view (f, "a");
  add_view (f, "b");
  add_view (f, "c");
  want (f, "New Tour*(1 a, 2 b, 3 c*)");
  ytt_tours_set_stop (f->tours, ytt_tour_stop_get_id (get_stop (f, 1)));
  g_string_truncate (f->log, 0);
  before = edit_dump (f->edit.path);
  ytt_tours_remove_stop (f->tours, get_stop (f, 1));
  check_undo (f, before, "New Tour*(1 a, 2 b*, 3 c)", "New Tour*(1 a, 3 c*)");
  g_assert_cmpstr (f->log->str, ==, "Deleted the stop “b”;");
}

/* Stops go to the tour that is composed, and no edit of one touches the other. */
static void
test_two_tours (Fixture       *f,
                gconstpointer  data)
{
  gint64 first, second;

  ytt_tours_add (f->tours, "First");
  add_view (f, "a");
  add_view (f, "b");
  ytt_tours_add (f->tours, "Second");
  add_view (f, "c");
  want (f, "First(1 a, 2 b) Second*(1 c*)");
  second = ytt_tours_get_tour (f->tours);
  first = edit_ask_number (&f->edit, "SELECT id FROM tour WHERE title = 'First'");
  ytt_tours_set_tour (f->tours, first);
  g_assert_cmpint (ytt_tours_get_stop (f->tours), ==, 0);

  /* A stop of another tour is none of this one, and a tour that is not there none at all. */
  ytt_tours_set_stop (f->tours, ytt_tour_stop_get_id (ytt_tour_get_stop (ytt_tours_find (f->tours, second), 0)));
  ytt_tours_set_tour (f->tours, 5);
  g_assert_cmpint (ytt_tours_get_stop (f->tours), ==, 0);
  g_assert_cmpint (ytt_tours_get_tour (f->tours), ==, first);

  ytt_tours_add_slide (f->tours, FALSE);
  want (f, "First*(1 a, 2 b, 3 Thank You*) Second(1 c)");
  ytt_tours_move_stop (f->tours, get_stop (f, 2), 0);
  want (f, "First*(1 Thank You*, 2 a, 3 b) Second(1 c)");
  ytt_tours_remove (f->tours, ytt_tours_get_current (f->tours));
  want (f, "Second*(1 c)");
  edit_assert_answer (&f->edit, "SELECT count(*) FROM tour_stop", "1");
}

/* A stop keeps what it shows when its facility goes, and knows it again when it comes back. */
static void
test_facility_gone (Fixture       *f,
                    gconstpointer  data)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  gint64 narva = get_narva (f);
  g_autoptr(YttView) view = make_view (f, "", narva);
  g_autoptr(YttView) shown = NULL;
  g_autofree char *before = NULL, *undone = NULL;
  g_autoptr(GError) error = NULL;

  ytt_tours_add_view (f->tours, view);
  wait_while (ytt_tours_get_current_stop (f->tours) == NULL);
  before = edit_dump (f->edit.path);
  ytt_changes_delete (changes, "facility", narva);
  edit_do (&f->edit, changes, "Delete it");
  wait_while (ytt_tour_stop_get_facility (get_stop (f, 0)) != 0);
  g_assert_cmpuint (ytt_tour_stop_get_claims (get_stop (f, 0))->len, ==, 0);
  shown = ytt_view_new_from_json (ytt_tour_stop_get_content (get_stop (f, 0)), &error);
  g_assert_no_error (error);
  g_assert_cmpint (shown->selected, ==, narva);

  /* One that is gone already when the stop is made is shown without a card. */
  ytt_tours_add_view (f->tours, view);
  wait_while (ytt_tour_get_n_stops (ytt_tours_get_current (f->tours)) < 2);
  g_assert_cmpstr (ytt_tour_stop_get_title (get_stop (f, 1)), ==, "All Facilities");
  g_assert_cmpint (ytt_tour_stop_get_facility (get_stop (f, 1)), ==, 0);

  edit_undo (&f->edit, &error);
  g_assert_no_error (error);
  edit_undo (&f->edit, &error);
  g_assert_no_error (error);
  undone = edit_dump (f->edit.path);
  edit_assert_same (before, undone);
  wait_while (ytt_tour_stop_get_facility (get_stop (f, 0)) != narva);
}

static gboolean
has_failed (gpointer data)
{
  return strstr (((Fixture *) data)->log->str, "failed") != NULL;
}

/* What was changed elsewhere meanwhile is not overwritten, and words say so. */
static void
test_changed_elsewhere (Fixture       *f,
                        gconstpointer  data)
{
  g_autoptr(YttTourStop) stop = NULL;

  add_view (f, "one");
  want (f, "New Tour*(1 one*)");
  stop = g_object_ref (get_stop (f, 0));
  store_run (f->edit.path, "UPDATE tour_stop SET title = 'theirs'");
  g_string_truncate (f->log, 0);
  ytt_tours_set_title (f->tours, stop, "mine");
  store_wait_until (has_failed, f);
  ytt_store_look_for_changes (f->edit.store);
  want (f, "New Tour*(1 theirs*)");

  /* What waits is not lost with what failed. */
  add_view (f, "two");
  want (f, "New Tour*(1 theirs, 2 two*)");
}

/* Another document has tours of its own, and what was still to be done was about the old one. */
static void
test_other_document (Fixture       *f,
                     gconstpointer  data)
{
  add_view (f, "one");
  want (f, "New Tour*(1 one*)");
  add_view (f, "two");
  add_view (f, "three");
  ytt_session_set_store (f->session, NULL);
  want (f, "");
  g_assert_false (ytt_tours_get_loaded (f->tours));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  ytt_session_set_store (f->session, f->edit.store);
  wait_while (!ytt_tours_get_loaded (f->tours));
  g_assert_cmpint (ytt_tours_get_stop (f->tours), ==, 0);
  edit_assert_answer (&f->edit, "SELECT count(*) FROM tour_stop WHERE title = 'three'", "0");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define TEST(path, test) g_test_add ("/tours/" path, Fixture, NULL, set_up, test, tear_down)

  TEST ("tours", test_tours);
  TEST ("add-stops", test_add_stops);
  TEST ("rests-on", test_rests_on);
  TEST ("rests-on-by-hand", test_rests_on_by_hand);
  TEST ("change-stop", test_change_stop);
  TEST ("keeps-what-is-newer", test_keeps_what_is_newer);
  TEST ("move", test_move);
  TEST ("remove-stop", test_remove_stop);
  TEST ("two-tours", test_two_tours);
  TEST ("facility-gone", test_facility_gone);
  TEST ("changed-elsewhere", test_changed_elsewhere);
  TEST ("other-document", test_other_document);

#undef TEST

  return g_test_run ();
}
