#include "config.h"

#include "talk-fixture.h"

#include "ytt-store-tours.h"

static void
view_cb (TalkFixture *f)
{
  f->n_views++;
}

static void
land_cb (TalkFixture *f)
{
  f->n_lands++;
}

static void
ended_cb (TalkFixture *f)
{
  f->n_ends++;
}

static gint64
find (TalkFixture *f,
      const char  *slug)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM facility WHERE facility = '%s'", slug);

  return edit_ask_number (&f->edit, sql);
}

static void
add_stop (TalkFixture *f,
          YttChanges  *changes,
          guint        index,
          const char  *kind,
          const char  *title,
          gint64       facility,
          const char  *content)
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

char *
talk_fixture_make_content (gint64      selected,
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
add_tour (TalkFixture *f)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  g_autofree char *narva = talk_fixture_make_content (f->narva, "stage=magnet", 2030, 59, 28);
  g_autofree char *columbus = talk_fixture_make_content (f->columbus, "", 0, 32, -85);
  g_autofree char *world = talk_fixture_make_content (0, "", 0, 20, 0);

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

YttTour *
talk_fixture_read_tour (TalkFixture *f)
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

void
talk_fixture_start (TalkFixture *f,
                    guint        index)
{
  g_autoptr(YttTour) tour = talk_fixture_read_tour (f);

  f->talk = ytt_talk_new (f->edit.store, tour, index);
  g_signal_connect_swapped (f->talk, "notify::view", G_CALLBACK (view_cb), f);
  g_signal_connect_swapped (f->talk, "land", G_CALLBACK (land_cb), f);
  g_signal_connect_swapped (f->talk, "ended", G_CALLBACK (ended_cb), f);
}

void
talk_fixture_set_up (TalkFixture   *f,
                     gconstpointer  data)
{
  edit_fixture_set_up_shipped (&f->edit, NULL);
  f->narva = find (f, "ee-narva-neo");
  f->columbus = find (f, "us-columbus-js-link");
  f->claim = edit_ask_number (&f->edit, "SELECT id FROM claim WHERE claim = "
                              "'ee-narva-neo-capacity-phase-1-automotiveworld-2025-1'");
  add_tour (f);
  talk_fixture_start (f, 0);
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

void
talk_fixture_tear_down (TalkFixture   *f,
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

gint64
talk_fixture_get_selected (TalkFixture *f)
{
  return ytt_session_get_selected (ytt_talk_get_session (f->talk));
}

gboolean
talk_fixture_is_loaded (gpointer data)
{
  YttSession *session = ytt_talk_get_session (((TalkFixture *) data)->talk);

  return !ytt_session_get_loading (session)
         && (ytt_session_get_selected (session) == 0 || ytt_session_get_record (session) != NULL);
}
