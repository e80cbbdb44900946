/* A talk as it is given: key by key, on the wall that a window opens and that leaves it as it was. */

#include "config.h"

#include "hand.h"
#include "window-fixture.h"

#include "ytt-talk-keys.h"
#include "ytt-tours.h"
#include "ytt-wall-card.h"
#include "ytt-wall-dots.h"
#include "ytt-wall-question.h"

#define N_STOPS 10
#define NARVA 3

/* The window that a talk is given from, and the talk. */
typedef struct
{
  YttWindow *window;
  YttTalk   *talk;
  YttWall   *wall;
} Talk;

static gboolean
is_presenting (gpointer data)
{
  YttWindow *window = data;

  return window->presenter != NULL && gtk_window_is_active (ytt_presenter_get_window (window->presenter));
}

static gboolean
has_ended (gpointer data)
{
  return YTT_WINDOW (data)->presenter == NULL && gtk_window_is_active (data);
}

static gboolean
is_focused (gpointer data)
{
  return gtk_window_is_active (data);
}

static gboolean
is_settled (gpointer data)
{
  Talk *talk = data;

  return !ytt_wall_get_loading (talk->wall) && !ytt_wall_map_get_flying (ytt_wall_get_map (talk->wall));
}

static void
settle (Talk *talk)
{
  wait_until (is_settled, talk);
  wait_for_frames (GTK_WIDGET (talk->wall));
}

static Talk
begin_with (WindowFixture *f,
            YttWindow     *window,
            const char    *key)
{
  Talk talk = { window, NULL, NULL };

  hand_press (key);
  wait_until (is_presenting, window);
  talk.talk = ytt_presenter_get_talk (window->presenter);
  talk.wall = ytt_presenter_get_wall (window->presenter);
  settle (&talk);

  return talk;
}

static Talk
begin (WindowFixture *f)
{
  return begin_with (f, open_window (f, f->document), "F5");
}

static void
end (Talk *talk)
{
  hand_press ("Escape");
  wait_until (has_ended, talk->window);
  close_window (talk->window);
}

static void
assert_after (Talk       *talk,
              const char *key,
              guint       index)
{
  hand_press (key);
  if (ytt_talk_get_index (talk->talk) != index)
    g_error ("after %s the talk is at stop %u, not %u", key, ytt_talk_get_index (talk->talk), index);
}

static GtkWidget *
find_class (GtkWidget  *widget,
            const char *css_class)
{
  if (gtk_widget_has_css_class (widget, css_class))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_class (child, css_class);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static const char *
get_text (Talk       *talk,
          const char *css_class)
{
  return gtk_label_get_label (GTK_LABEL (find_class (GTK_WIDGET (talk->wall), css_class)));
}

static gboolean
is_seen (Talk       *talk,
         const char *css_class)
{
  return gtk_widget_get_mapped (find_class (GTK_WIDGET (talk->wall), css_class));
}

static gboolean
has_card (gpointer data)
{
  return is_seen (data, "wall-card") && is_settled (data);
}

static gboolean
has_no_card (gpointer data)
{
  return !is_seen (data, "wall-card");
}

/* Tests */

/* A window manager that makes a window fit the screen has done so when it gives it the focus; the panes follow. */
static void
wait_for_size (YttWindow *window)
{
  wait_until (is_focused, window);
  wait_for_frames (GTK_WIDGET (window));
  wait_for_window (window);
}

static void
test_as_before (WindowFixture *f,
                gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttSession *session = ytt_window_get_session (window);
  g_autoptr(YttFilter) filter = ytt_filter_from_string ("stage=mining", NULL);
  g_autoptr(YttView) before = NULL;
  g_autoptr(YttView) after = NULL;
  Talk talk;

  wait_for_size (window);
  ytt_session_set_filter (session, filter);
  ytt_session_set_search (session, "lake");
  ytt_session_set_moment (session, (YttMoment) { 2027, 0 });
  wait_for_window (window);
  before = ytt_view_new_for_session (session, NULL);

  talk = begin_with (f, window, "F5");
  g_assert_true (gtk_window_is_fullscreen (ytt_presenter_get_window (window->presenter)));
  assert_after (&talk, "Right", 1);
  assert_after (&talk, "Right", 2);
  ytt_talk_show_facility (talk.talk, 1);
  hand_press ("Escape");
  wait_until (has_ended, window);

  after = ytt_view_new_for_session (session, NULL);
  {
    g_autofree char *was = ytt_view_to_json (before, NULL);
    g_autofree char *is = ytt_view_to_json (after, NULL);

    g_assert_cmpstr (is, ==, was);
  }
  g_assert_cmpuint (g_list_length (gtk_application_get_windows (GTK_APPLICATION (f->application))), ==, 1);

  /* And once more, from the same window. */
  talk = begin_with (f, window, "F5");
  g_assert_cmpuint (ytt_talk_get_index (talk.talk), ==, 0);
  end (&talk);
}

static void
test_stop_keys (WindowFixture *f,
                gconstpointer  data)
{
  static const char * const next[] = { "Right", "Down", "space", "Page_Down", "KP_Next", "Return" };
  static const char * const back[] = { "Left", "Up", "Page_Up", "KP_Prior" };
  Talk talk = begin (f);

  g_assert_cmpuint (ytt_talk_get_n_stops (talk.talk), ==, N_STOPS);
  for (gsize i = 0; i < G_N_ELEMENTS (next); i++)
    {
      assert_after (&talk, next[i], (guint) i + 1);
      settle (&talk);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (back); i++)
    {
      assert_after (&talk, back[i], (guint) (G_N_ELEMENTS (next) - i - 1));
      settle (&talk);
    }

  assert_after (&talk, "End", N_STOPS - 1);
  assert_after (&talk, "Right", N_STOPS - 1);
  assert_after (&talk, "Home", 0);
  assert_after (&talk, "Left", 0);

  assert_after (&talk, "1", 0);
  assert_after (&talk, "0", 0);
  assert_after (&talk, "Return", N_STOPS - 1);
  assert_after (&talk, "KP_4", N_STOPS - 1);
  assert_after (&talk, "KP_Enter", NARVA);
  assert_after (&talk, "7", NARVA);
  assert_after (&talk, "7", NARVA);
  assert_after (&talk, "Return", NARVA);

  end (&talk);
}

/* Title, card and slide follow the stop. */
static void
test_wall (WindowFixture *f,
           gconstpointer  data)
{
  Talk talk = begin (f);

  g_assert_true (is_seen (&talk, "wall-slide"));
  g_assert_cmpstr (get_text (&talk, "wall-slide-title"), ==, "From mine to magnet");
  g_assert_false (is_seen (&talk, "wall-title"));
  g_assert_false (is_seen (&talk, "wall-card"));

  hand_press ("4");
  hand_press ("Return");
  wait_until (has_card, &talk);
  g_assert_false (is_seen (&talk, "wall-slide"));
  g_assert_true (g_str_has_prefix (get_text (&talk, "wall-title"), "Narva"));
  g_assert_cmpstr (get_text (&talk, "wall-name"), ==, "Narva magnet plant");
  g_assert_cmpstr (get_text (&talk, "wall-line"), ==, "Neo Performance Materials, Estonia");
  g_assert_true (is_seen (&talk, "wall-attribution"));
  g_assert_nonnull (strstr (get_text (&talk, "wall-attribution"), "Natural Earth"));

  hand_press ("End");
  wait_until (has_no_card, &talk);
  settle (&talk);
  g_assert_true (is_seen (&talk, "wall-slide"));
  g_assert_cmpstr (get_text (&talk, "wall-slide-title"), ==, "What is missing");

  end (&talk);
}

static void
test_blank_keys (WindowFixture *f,
                 gconstpointer  data)
{
  static const char * const blacks[] = { "b", "period", "B", "KP_Decimal" };
  Talk talk = begin (f);

  assert_after (&talk, "Right", 1);
  for (gsize i = 0; i < G_N_ELEMENTS (blacks); i++)
    {
      assert_after (&talk, blacks[i], 1);
      wait_for_frames (GTK_WIDGET (talk.wall));
      g_assert_true (is_seen (&talk, "wall-blank"));
      g_assert_false (gtk_widget_has_css_class (find_class (GTK_WIDGET (talk.wall), "wall-blank"), "white"));
      assert_after (&talk, blacks[i], 1);
      g_assert_false (is_seen (&talk, "wall-blank"));
    }

  assert_after (&talk, "w", 1);
  g_assert_true (is_seen (&talk, "wall-blank"));
  g_assert_true (gtk_widget_has_css_class (find_class (GTK_WIDGET (talk.wall), "wall-blank"), "white"));
  assert_after (&talk, "Page_Down", 1);
  g_assert_false (is_seen (&talk, "wall-blank"));
  settle (&talk);
  assert_after (&talk, "Page_Down", 2);

  end (&talk);
}

static void
set_layout (const char *layout)
{
  const char *argv[] = { "setxkbmap", "-layout", layout, NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_NONE, &error);

  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (process, NULL, NULL));
}

/* A clicker's key for a blank wall is where B is on an American keyboard, whatever that is on the speaker's. */
static void
test_other_script (WindowFixture *f,
                   gconstpointer  data)
{
  Talk talk = begin (f);

  assert_after (&talk, "Right", 1);
  set_layout ("ru,us");
  wait_for_frames (GTK_WIDGET (talk.wall));
  hand_press ("56");
  g_assert_cmpint (ytt_talk_get_blank (talk.talk), ==, YTT_TALK_BLANK_BLACK);
  hand_press ("56");
  g_assert_cmpint (ytt_talk_get_blank (talk.talk), ==, YTT_TALK_BLANK_NONE);
  set_layout ("us");
  wait_for_frames (GTK_WIDGET (talk.wall));

  end (&talk);
}

static gboolean
is_windowed (gpointer data)
{
  return !gtk_window_is_fullscreen (data);
}

static gboolean
is_full (gpointer data)
{
  return gtk_window_is_fullscreen (data);
}

static void
test_screen_keys (WindowFixture *f,
                  gconstpointer  data)
{
  Talk talk = begin (f);
  GtkWindow *window = ytt_presenter_get_window (talk.window->presenter);

  hand_press ("f");
  wait_until (is_windowed, window);
  hand_press ("F11");
  wait_until (is_full, window);

  g_assert_false (is_seen (&talk, "wall-laser"));
  hand_press ("l");
  g_assert_true (ytt_talk_get_laser (talk.talk));
  wait_for_frames (GTK_WIDGET (talk.wall));
  g_assert_true (is_seen (&talk, "wall-laser"));
  hand_press ("l");
  g_assert_false (is_seen (&talk, "wall-laser"));

  end (&talk);
}

/* The map is moved by hand, and the next stop key returns before it goes on. */
static void
test_moved (WindowFixture *f,
            gconstpointer  data)
{
  static const char * const keys[] = { "plus", "minus", "equal", "KP_Add" };
  Talk talk = begin (f);
  GtkWidget *map = GTK_WIDGET (ytt_wall_get_map (talk.wall));

  assert_after (&talk, "Right", 1);
  settle (&talk);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      assert_after (&talk, keys[i], 1);
      g_assert_true (ytt_talk_get_moved (talk.talk));
      settle (&talk);
      assert_after (&talk, i % 2 == 0 ? "Right" : "Left", 1);
      g_assert_false (ytt_talk_get_moved (talk.talk));
      settle (&talk);
    }

  hand_drag (map, 60, 300, 120, 40, NULL);
  settle (&talk);
  g_assert_true (ytt_talk_get_moved (talk.talk));
  assert_after (&talk, "BackSpace", 1);
  g_assert_false (ytt_talk_get_moved (talk.talk));
  settle (&talk);
  assert_after (&talk, "Right", 2);

  end (&talk);
}

static void
test_clicks (WindowFixture *f,
             gconstpointer  data)
{
  Talk talk = begin (f);
  YttWallMap *map = ytt_wall_get_map (talk.wall);
  gint64 narva;

  hand_click (find_class (GTK_WIDGET (talk.wall), "wall-slide"), 0.5);
  g_assert_cmpuint (ytt_talk_get_index (talk.talk), ==, 1);
  settle (&talk);
  hand_click (find_class (GTK_WIDGET (talk.wall), "wall-title-panel"), 0.5);
  g_assert_cmpuint (ytt_talk_get_index (talk.talk), ==, 2);
  settle (&talk);
  wait_until (has_card, &talk);
  hand_drag (find_class (GTK_WIDGET (talk.wall), "wall-card"), 40, 40, 60, 30, NULL);
  g_assert_cmpuint (ytt_talk_get_index (talk.talk), ==, 2);
  hand_click (find_class (GTK_WIDGET (talk.wall), "wall-card"), 0.5);
  g_assert_cmpuint (ytt_talk_get_index (talk.talk), ==, NARVA);
  settle (&talk);
  narva = ytt_session_get_selected (ytt_talk_get_session (talk.talk));

  /* A facility keeps its card until the next stop key. */
  assert_after (&talk, "Right", NARVA + 1);
  settle (&talk);
  g_signal_emit_by_name (map, "facility-clicked", narva);
  settle (&talk);
  wait_until (has_card, &talk);
  g_assert_cmpuint (ytt_talk_get_index (talk.talk), ==, NARVA + 1);
  g_assert_cmpstr (get_text (&talk, "wall-name"), ==, "Narva magnet plant");
  assert_after (&talk, "Right", NARVA + 2);

  end (&talk);
}

typedef struct
{
  Talk  *talk;
  guint  n_flights;
  guint  n_landed;   /* by a key */
  guint  index;      /* where the talk was when it had landed */
} Flights;

/* Pressed from here, for on a busy machine a key from outside may come after the flight. */
static gboolean
press_cb (gpointer data)
{
  Flights *flights = data;

  g_assert_true (ytt_talk_get_flying (flights->talk->talk));
  g_assert_true (ytt_talk_keys_press (flights->talk->talk, GDK_KEY_Page_Down, 0, FALSE));
  g_assert_false (ytt_talk_get_flying (flights->talk->talk));
  flights->index = ytt_talk_get_index (flights->talk->talk);
  flights->n_landed++;

  return G_SOURCE_REMOVE;
}

static void
flying_cb (Flights *flights)
{
  if (!ytt_talk_get_flying (flights->talk->talk))
    return;

  flights->n_flights++;
  g_idle_add_full (G_PRIORITY_HIGH, press_cb, flights, NULL);
}

static gboolean
has_landed_once (gpointer data)
{
  return ((Flights *) data)->n_landed == 1;
}

/* A key during a flight lands at once, and only the next one goes on. */
static void
test_flight (WindowFixture *f,
             gconstpointer  data)
{
  Talk talk = begin (f);
  Flights flights = { &talk, 0, 0, 0 };

  assert_after (&talk, "4", 0);
  assert_after (&talk, "Return", NARVA);
  settle (&talk);
  g_signal_connect_swapped (talk.talk, "notify::flying", G_CALLBACK (flying_cb), &flights);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  assert_after (&talk, "Right", NARVA + 1);
  wait_until (has_landed_once, &flights);
  g_assert_cmpuint (flights.n_flights, ==, 1);
  g_assert_cmpuint (flights.index, ==, NARVA + 1);
  wait_until (has_card, &talk);
  g_assert_true (g_str_has_prefix (get_text (&talk, "wall-title"), "Columbus"));
  g_assert_cmpstr (get_text (&talk, "wall-name"), ==, "Columbus magnet plant");

  /* Where animations are off, there is no flight. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  assert_after (&talk, "Right", NARVA + 2);
  g_assert_cmpuint (flights.n_flights, ==, 1);
  g_signal_handlers_disconnect_by_data (talk.talk, &flights);

  end (&talk);
}

/* Questions */

static gboolean
has_answers (gpointer data)
{
  return g_list_model_get_n_items (ytt_talk_get_answers (((Talk *) data)->talk)) > 0;
}

static gboolean
is_answered (gpointer data)
{
  return ytt_talk_get_mode (((Talk *) data)->talk) == YTT_TALK_FACILITY;
}

static void
test_question (WindowFixture *f,
               gconstpointer  data)
{
  Talk talk = begin (f);
  YttSession *session = ytt_talk_get_session (talk.talk);
  g_autoptr(YttView) before = NULL;

  assert_after (&talk, "4", 0);
  assert_after (&talk, "Return", NARVA);
  settle (&talk);
  before = ytt_view_ref (ytt_talk_get_view (talk.talk));

  /* Letters and digits are text now, and so are the keys that move in it. */
  assert_after (&talk, "slash", NARVA);
  wait_for_frames (GTK_WIDGET (talk.wall));
  g_assert_true (is_seen (&talk, "wall-question"));
  hand_type ("b1wfl.");
  g_assert_cmpstr (ytt_talk_get_words (talk.talk), ==, "b1wfl.");
  g_assert_cmpint (ytt_talk_get_blank (talk.talk), ==, YTT_TALK_BLANK_NONE);
  g_assert_false (ytt_talk_get_laser (talk.talk));
  g_assert_cmpuint (ytt_talk_get_number (talk.talk), ==, 0);
  assert_after (&talk, "Left", NARVA);
  assert_after (&talk, "BackSpace", NARVA);
  g_assert_cmpstr (ytt_talk_get_words (talk.talk), ==, "b1wf.");

  /* Escape closes the question, not the talk. */
  hand_press ("Escape");
  g_assert_cmpint (ytt_talk_get_mode (talk.talk), ==, YTT_TALK_STOP);
  g_assert_nonnull (talk.window->presenter);
  g_assert_false (is_seen (&talk, "wall-question"));

  hand_press ("slash");
  g_assert_cmpstr (ytt_talk_get_words (talk.talk), ==, "");
  hand_type ("columbus");
  wait_until (has_answers, &talk);
  hand_press ("Return");
  wait_until (is_answered, &talk);
  settle (&talk);
  wait_until (has_card, &talk);
  g_assert_cmpstr (get_text (&talk, "wall-name"), ==, "Columbus magnet plant");
  g_assert_false (is_seen (&talk, "wall-title"));
  g_assert_false (is_seen (&talk, "wall-question"));

  /* Back at the same stop, with its facility, filter and year. */
  assert_after (&talk, "BackSpace", NARVA);
  settle (&talk);
  wait_until (has_card, &talk);
  g_assert_cmpstr (get_text (&talk, "wall-name"), ==, "Narva magnet plant");
  g_assert_true (is_seen (&talk, "wall-title"));
  g_assert_true (ytt_view_equal (ytt_talk_get_view (talk.talk), before));
  g_assert_true (ytt_filter_equal (ytt_session_get_filter (session), before->filter));
  g_assert_true (ytt_moment_equal (ytt_session_get_moment (session), before->moment));

  end (&talk);
}

/* Which stop */

static void
test_from_here (WindowFixture *f,
                gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttTours *tours = ytt_session_get_tours (ytt_window_get_session (window));
  g_autoptr(YttTour) second = NULL;
  Talk talk = begin_with (f, window, "F5");

  hand_press ("Escape");
  wait_until (has_ended, window);

  second = g_list_model_get_item (G_LIST_MODEL (tours), 1);
  ytt_tours_set_tour (tours, ytt_tour_get_id (second));
  ytt_tours_set_stop (tours, ytt_tour_stop_get_id (ytt_tour_get_stop (second, 2)));
  talk = begin_with (f, window, "shift+F5");
  g_assert_cmpint (ytt_tour_get_id (ytt_talk_get_tour (talk.talk)), ==, ytt_tour_get_id (second));
  g_assert_cmpuint (ytt_talk_get_index (talk.talk), ==, 2);
  hand_press ("Escape");
  wait_until (has_ended, window);

  talk = begin_with (f, window, "F5");
  g_assert_cmpint (ytt_tour_get_id (ytt_talk_get_tour (talk.talk)), ==, ytt_tour_get_id (second));
  g_assert_cmpuint (ytt_talk_get_index (talk.talk), ==, 0);

  end (&talk);
}

/* Without a tour, what is on the screen is presented. */
static void
test_no_tour (WindowFixture *f,
              gconstpointer  data)
{
  YttWindow *window;
  YttSession *session;
  Talk talk;

  run_sql (f->document, "DELETE FROM tour");
  window = open_window (f, f->document);
  session = ytt_window_get_session (window);
  ytt_session_set_search (session, "narva");
  wait_for_window (window);
  ytt_session_set_selected (session, ytt_facility_list_get_id (ytt_session_get_facilities (session), 0));
  wait_for_window (window);

  talk = begin_with (f, window, "F5");
  g_assert_cmpuint (ytt_talk_get_n_stops (talk.talk), ==, 1);
  wait_until (has_card, &talk);
  g_assert_cmpstr (get_text (&talk, "wall-name"), ==, "Narva magnet plant");
  g_assert_cmpstr (ytt_session_get_search (ytt_talk_get_session (talk.talk)), ==, "narva");
  g_assert_false (gtk_widget_get_visible (find_widget (GTK_WIDGET (talk.wall), YTT_TYPE_WALL_DOTS, NULL)));
  g_assert_null (ytt_talk_get_missing (talk.talk));
  assert_after (&talk, "Right", 0);

  end (&talk);
}

/* At a stand it goes round by itself. */
static void
test_play (WindowFixture *f,
           gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  Talk talk = { window, NULL, NULL };

  gtk_widget_activate_action (GTK_WIDGET (window), "win.play-tour", NULL);
  wait_until (is_presenting, window);
  talk.talk = ytt_presenter_get_talk (window->presenter);
  talk.wall = ytt_presenter_get_wall (window->presenter);
  g_assert_true (ytt_talk_get_playing (talk.talk));
  g_assert_true (ytt_talk_get_loop (talk.talk));

  end (&talk);
}

/* The window is closed, by a session that ends: the talk goes with it. */
static void
test_window_goes (WindowFixture *f,
                  gconstpointer  data)
{
  Talk talk = begin (f);
  YttWall *wall = talk.wall;

  g_object_add_weak_pointer (G_OBJECT (wall), (gpointer *) &wall);
  close_window (talk.window);
  g_assert_null (wall);
}

static void
set_up (WindowFixture *f,
        gconstpointer  data)
{
  window_fixture_set_up (f, data);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}

#define ADD(path, func) g_test_add ("/talk/" path, WindowFixture, NULL, set_up, func, window_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("as-before", test_as_before);
  ADD ("stop-keys", test_stop_keys);
  ADD ("wall", test_wall);
  ADD ("blank-keys", test_blank_keys);
  ADD ("other-script", test_other_script);
  ADD ("screen-keys", test_screen_keys);
  ADD ("moved", test_moved);
  ADD ("clicks", test_clicks);
  ADD ("flight", test_flight);
  ADD ("question", test_question);
  ADD ("from-here", test_from_here);
  ADD ("no-tour", test_no_tour);
  ADD ("play", test_play);
  ADD ("window-goes", test_window_goes);

  return g_test_run ();
}
