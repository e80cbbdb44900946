#include "edit-fixture.h"
#include "ytt-store-tours.h"
#include "ytt-tour.h"

/* Tours as they are read from a document, and what becomes of a stop when what it rests on goes. */

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GPtrArray *
get_tours (EditFixture *f)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *tours;

  ytt_store_get_tours_async (f->store, NULL, answered_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  tours = ytt_store_get_tours_finish (f->store, result, &error);
  g_assert_no_error (error);

  return tours;
}

/* A tour of two stops, the second of which was put first; that one rests on a claim and an announcement. */
static gint64
add_tour (EditFixture *f,
          gint64      *claim,
          gint64      *announcement)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  gint64 tour = ytt_changes_insert (changes, "tour");
  gint64 stop;

  *claim = edit_ask_number (f, "SELECT id FROM claim ORDER BY id LIMIT 1");
  *announcement = edit_ask_number (f, "SELECT id FROM announcement ORDER BY id LIMIT 1");
  ytt_changes_set (changes, "title", YTT_CELL_OF_TEXT ("A walk"));
  ytt_changes_insert (changes, "tour_stop");
  ytt_changes_set (changes, "tour", YTT_CELL_OF_INTEGER (tour));
  ytt_changes_set (changes, "position", YTT_CELL_OF_INTEGER (2));
  ytt_changes_set (changes, "title", YTT_CELL_OF_TEXT ("Later"));
  stop = ytt_changes_insert (changes, "tour_stop");
  ytt_changes_set (changes, "tour", YTT_CELL_OF_INTEGER (tour));
  ytt_changes_set (changes, "position", YTT_CELL_OF_INTEGER (1));
  ytt_changes_set (changes, "kind", YTT_CELL_OF_TEXT ("slide"));
  ytt_changes_set (changes, "notes", YTT_CELL_OF_TEXT ("Welcome all."));
  ytt_changes_set (changes, "seconds", YTT_CELL_OF_REAL (-3));
  ytt_changes_insert (changes, "tour_stop_claim");
  ytt_changes_set (changes, "stop", YTT_CELL_OF_INTEGER (stop));
  ytt_changes_set (changes, "claim", YTT_CELL_OF_INTEGER (*claim));
  ytt_changes_insert (changes, "tour_stop_announcement");
  ytt_changes_set (changes, "stop", YTT_CELL_OF_INTEGER (stop));
  ytt_changes_set (changes, "announcement", YTT_CELL_OF_INTEGER (*announcement));
  edit_do (f, changes, "Tour");

  return tour;
}

static YttTour *
find_tour (GPtrArray *tours,
           gint64     id)
{
  for (guint i = 0; i < tours->len; i++)
    if (ytt_tour_get_id (g_ptr_array_index (tours, i)) == id)
      return g_ptr_array_index (tours, i);

  return NULL;
}

static void
test_read (EditFixture   *f,
           gconstpointer  data)
{
  gint64 claim, announcement, id = add_tour (f, &claim, &announcement);
  g_autoptr(GPtrArray) tours = get_tours (f);
  g_autoptr(GPtrArray) again = get_tours (f);
  YttTour *tour = find_tour (tours, id);
  YttTourStop *stop;
  guint index = 7;

  g_assert_nonnull (tour);
  g_assert_cmpstr (ytt_tour_get_title (tour), ==, "A walk");
  g_assert_cmpstr (ytt_tour_get_note (tour), ==, "");
  g_assert_cmpuint (ytt_tour_get_n_stops (tour), ==, 2);

  stop = ytt_tour_get_stop (tour, 0);
  g_assert_cmpint (ytt_tour_stop_get_kind (stop), ==, YTT_STOP_SLIDE);
  g_assert_cmpstr (ytt_tour_stop_get_notes (stop), ==, "Welcome all.");
  g_assert_cmpfloat (ytt_tour_stop_get_seconds (stop), ==, 0);
  g_assert_cmpuint (ytt_tour_stop_get_claims (stop)->len, ==, 1);
  g_assert_cmpint (g_array_index (ytt_tour_stop_get_claims (stop), gint64, 0), ==, claim);
  g_assert_cmpint (g_array_index (ytt_tour_stop_get_announcements (stop), gint64, 0), ==, announcement);

  stop = ytt_tour_get_stop (tour, 1);
  g_assert_cmpstr (ytt_tour_stop_get_title (stop), ==, "Later");
  g_assert_cmpuint (ytt_tour_stop_get_claims (stop)->len, ==, 0);
  g_assert_true (ytt_tour_find_stop (tour, ytt_tour_stop_get_id (stop), &index));
  g_assert_cmpuint (index, ==, 1);
  g_assert_false (ytt_tour_find_stop (tour, 1, NULL));

  g_assert_true (ytt_tour_equal (tour, find_tour (again, id)));
}

/* What a stop rests on goes with it, and with the claim and the announcement; undo brings each back. */
static void
test_cascade (EditFixture   *f,
              gconstpointer  data)
{
  gint64 claim, announcement, tour = add_tour (f, &claim, &announcement);
  const struct { const char *table; gint64 id; const char *left; } cases[] = {
    { "tour", tour, "0 0 0" },
    { "claim", claim, "2 0 1" },
    { "announcement", announcement, "2 1 0" },
  };
  g_autofree char *before = edit_dump (f->path);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(YttChanges) changes = ytt_changes_new ();
      g_autoptr(GError) error = NULL;
      g_autofree char *after = NULL;
      g_autofree char *question =
        g_strdup_printf ("SELECT count(*) || ' ' || (SELECT count(*) FROM tour_stop_claim c JOIN tour_stop t ON t.id = c.stop"
                         " WHERE t.tour = %1$" G_GINT64_FORMAT ") || ' ' || (SELECT count(*) FROM tour_stop_announcement a"
                         " JOIN tour_stop t ON t.id = a.stop WHERE t.tour = %1$" G_GINT64_FORMAT ") FROM tour_stop"
                         " WHERE tour = %1$" G_GINT64_FORMAT, tour);

      ytt_changes_delete (changes, cases[i].table, cases[i].id);
      edit_do (f, changes, "Delete");
      edit_assert_answer (f, question, cases[i].left);
      edit_undo (f, &error);
      g_assert_no_error (error);
      after = edit_dump (f->path);
      edit_assert_same (before, after);
    }
}

#define TEST(path, func) \
  g_test_add ("/tour-query/" path, EditFixture, NULL, edit_fixture_set_up_shipped, func, edit_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  TEST ("read", test_read);
  TEST ("cascade", test_cascade);

  return g_test_run ();
}
