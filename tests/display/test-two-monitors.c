#include "config.h"

#include "hand.h"
#include "monitor-hand.h"
#include "window-fixture.h"

#include "ytt-presenter.h"
#include "ytt-speaker.h"
#include "ytt-store-tours.h"

/* A talk on two monitors, of which each goes and comes back: it is always at the same stop, and always goes on. */

typedef struct
{
  WindowFixture  fixture;
  YttWindow     *window;
  YttTour       *tour;
  YttPresenter  *presenter;
  YttTalk       *talk;
} Fixture;

static void
tours_read_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  YttTour **tour = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) tours = ytt_store_get_tours_finish (YTT_STORE (object), result, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (tours->len, >, 0);
  *tour = g_object_ref (g_ptr_array_index (tours, 0));
}

static gboolean
is_there (gpointer data)
{
  return *(gpointer *) data != NULL;
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  YttSession *session;

  monitors_plug_in ();
  window_fixture_set_up (&f->fixture, NULL);
  f->window = open_window (&f->fixture, f->fixture.document);
  wait_for_window (f->window);
  session = ytt_window_get_session (f->window);
  ytt_store_get_tours_async (ytt_session_get_store (session), NULL, tours_read_cb, &f->tour);
  wait_until (is_there, &f->tour);
  g_assert_cmpuint (ytt_tour_get_n_stops (f->tour), >, 4);

  f->presenter = ytt_presenter_start (GTK_WINDOW (f->window), session, f->tour, 2);
  f->talk = g_object_ref (ytt_presenter_get_talk (f->presenter));
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  ytt_talk_end (f->talk);
  g_clear_object (&f->talk);
  g_clear_object (&f->tour);
  window_fixture_tear_down (&f->fixture, NULL);
}

#define assert_at(f, wall_place, speaker_place)                                       \
  G_STMT_START                                                                        \
    {                                                                                 \
      assert_places (ytt_presenter_get_window ((f)->presenter), (wall_place),         \
                     ytt_presenter_get_speaker ((f)->presenter), (speaker_place));    \
      g_assert_false (ytt_talk_get_ended ((f)->talk));                                \
      g_assert_cmpuint (ytt_talk_get_index ((f)->talk), ==, 2);                       \
    }                                                                                 \
  G_STMT_END

static void
test_unplugged (Fixture       *f,
                gconstpointer  data)
{
  assert_at (f, "DUMMY1", "DUMMY0");

  monitors_change (1, "--output DUMMY1 --off");
  assert_at (f, "DUMMY0", "window");
  monitors_plug_in ();
  assert_at (f, "DUMMY1", "DUMMY0");

  monitors_change (1, "--output DUMMY0 --off");
  assert_at (f, "DUMMY1", "window");
  monitors_plug_in ();
  assert_at (f, "DUMMY1", "DUMMY0");
}

static gboolean
is_active (gpointer data)
{
  return gtk_window_is_active (data);
}

typedef struct
{
  YttTalk *talk;
  guint    index;
} Index;

/* A key may only end a flight. */
static gboolean
gets_to (gpointer data)
{
  const Index *index = data;

  if (ytt_talk_get_index (index->talk) == index->index)
    return TRUE;
  if (!ytt_talk_get_flying (index->talk))
    hand_press (index->index > ytt_talk_get_index (index->talk) ? "Right" : "Left");

  return ytt_talk_get_index (index->talk) == index->index;
}

/* With the button, and the keys of the window that has the keyboard then. */
static void
test_swapped (Fixture       *f,
              gconstpointer  data)
{
  Index next = { f->talk, 3 };
  Index back = { f->talk, 2 };
  GtkWindow *speaker = ytt_presenter_get_speaker (f->presenter);

  assert_at (f, "DUMMY1", "DUMMY0");
  wait_until (is_active, speaker);
  hand_click (find_widget (GTK_WIDGET (speaker), GTK_TYPE_BUTTON, "swap_button"), 0.5);
  assert_at (f, "DUMMY0", "DUMMY1");

  /* What was swapped stays so, and the one monitor that is left has the wall with the keys. */
  monitors_change (1, "--output DUMMY1 --off");
  assert_at (f, "DUMMY0", "window");
  wait_until (is_active, ytt_presenter_get_window (f->presenter));
  wait_until (gets_to, &next);
  wait_until (gets_to, &back);
  monitors_plug_in ();
  assert_at (f, "DUMMY0", "DUMMY1");
  wait_until (is_active, speaker);
  wait_until (gets_to, &next);
}

static gboolean
has_no_speaker (gpointer data)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (windows, i);

      if (find_widget (window, YTT_TYPE_SPEAKER, NULL) != NULL)
        return FALSE;
    }

  return TRUE;
}

static void
test_ends (Fixture       *f,
           gconstpointer  data)
{
  GtkWindow *speaker = ytt_presenter_get_speaker (f->presenter);

  assert_at (f, "DUMMY1", "DUMMY0");
  wait_until (is_active, speaker);
  hand_click (find_widget (GTK_WIDGET (speaker), GTK_TYPE_BUTTON, "end_button"), 0.5);
  g_assert_true (ytt_talk_get_ended (f->talk));
  wait_until (has_no_speaker, NULL);
  wait_until (is_active, f->window);

  /* Monitors that come and go move nothing any more. */
  monitors_change (1, "--output DUMMY1 --off");
  monitors_plug_in ();
  g_assert_false (gtk_window_is_fullscreen (GTK_WINDOW (f->window)));
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add ("/two-monitors/unplugged", Fixture, NULL, set_up, test_unplugged, tear_down);
  g_test_add ("/two-monitors/swapped", Fixture, NULL, set_up, test_swapped, tear_down);
  g_test_add ("/two-monitors/ends", Fixture, NULL, set_up, test_ends, tear_down);

  return g_test_run ();
}
