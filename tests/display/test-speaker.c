#include "config.h"

#include "hand.h"
#include "speaker-fixture.h"

#include "ytt-key-figures.h"
#include "ytt-speaker-clocks.h"
#include "ytt-speaker-screen.h"

/* The speaker's screen beside its wall: what it says of each stop, and what its buttons and keys do. */

typedef struct
{
  YttTalk *talk;
  guint    index;
} Index;

static gboolean
is_at (gpointer data)
{
  const Index *index = data;

  return ytt_talk_get_index (index->talk) == index->index;
}

static void
wait_for_stop (SpeakerFixture *f,
               guint           index)
{
  Index wanted = { f->talk, index };

  wait_until (is_at, &wanted);
}

static gboolean
has_record (gpointer data)
{
  SpeakerFixture *f = data;

  return ytt_session_get_record (ytt_talk_get_session (f->talk)) != NULL;
}

/* Moves on whatever the wall is doing meanwhile. */
static void
go_to (SpeakerFixture *f,
       guint           index)
{
  ytt_talk_go_to (f->talk, index);
  if (index == STOP_NARVA)
    wait_until (has_record, f);
}

static GtkListBoxRow *
get_row (SpeakerFixture *f,
         guint           index)
{
  GtkWidget *list = find_widget (speaker_get (f, "stops"), GTK_TYPE_LIST_BOX, NULL);

  return gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), (int) index);
}

static const char *
get_text (SpeakerFixture *f,
          const char     *name)
{
  return gtk_label_get_text (GTK_LABEL (speaker_get (f, name)));
}

static void
assert_title (SpeakerFixture *f,
              const char     *place)
{
  AdwWindowTitle *title = ADW_WINDOW_TITLE (speaker_get (f, "title"));

  g_assert_cmpstr (adw_window_title_get_title (title), ==, "From mine to magnet");
  g_assert_cmpstr (adw_window_title_get_subtitle (title), ==, place);
}

static void
test_says (SpeakerFixture *f,
           gconstpointer   data)
{
  assert_title (f, "stop 1 of 3");
  g_assert_cmpstr (get_text (f, "next_heading"), ==, "Next: Narva");
  g_assert_cmpstr (get_text (f, "total"), ==, "1:15 in all");
  g_assert_true (speaker_says (speaker_get (f, "notes"), "Say hello."));
  g_assert_true (speaker_says (speaker_get (f, "notes"), "Then wait."));
  /* The slide rests on an announcement. */
  speaker_wait_for_words (speaker_get (f, "sources"), "Neo opens the Narva magnet plant");

  g_assert_nonnull (get_row (f, STOP_WORLD));
  g_assert_null (get_row (f, N_STOPS));
  g_assert_true (gtk_list_box_row_is_selected (get_row (f, STOP_WELCOME)));
  g_assert_true (speaker_says (GTK_WIDGET (get_row (f, STOP_WELCOME)), "1:15"));
  g_assert_true (speaker_says (GTK_WIDGET (get_row (f, STOP_WORLD)), "Stop 3"));

  go_to (f, STOP_NARVA);
  assert_title (f, "stop 2 of 3");
  g_assert_cmpstr (get_text (f, "next_heading"), ==, "Next: Stop 3");
  g_assert_true (speaker_says (speaker_get (f, "notes"), "Of the plant."));
  g_assert_true (gtk_list_box_row_is_selected (get_row (f, STOP_NARVA)));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (get_row (f, STOP_WELCOME)), "past"));

  go_to (f, STOP_WORLD);
  g_assert_cmpstr (get_text (f, "next_heading"), ==, "Next: the end");
  g_assert_true (speaker_says (speaker_get (f, "notes"), "No notes for this stop"));
  speaker_wait_for_words (speaker_get (f, "next_part"), "This is the last stop");

  /* Where the stops go round, the first one comes again. */
  ytt_talk_set_loop (f->talk, TRUE);
  ytt_talk_set_playing (f->talk, TRUE);
  g_assert_cmpstr (get_text (f, "next_heading"), ==, "Next: Welcome");
}

/* They begin at their beginning, and stay where they are while the document changes elsewhere. */
static void
test_notes (SpeakerFixture *f,
            gconstpointer   data)
{
  GtkScrolledWindow *scrolled = GTK_SCROLLED_WINDOW (speaker_get (f, "notes_scrolled"));
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (scrolled);

  go_to (f, STOP_NARVA);
  wait_for_frames (f->window);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, 0);
  g_assert_cmpfloat (gtk_adjustment_get_upper (adjustment), >, 2 * gtk_adjustment_get_page_size (adjustment));
  gtk_adjustment_set_value (adjustment, 100);
  g_object_notify (G_OBJECT (f->talk), "stop");
  wait_for_frames (f->window);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, 100);

  go_to (f, STOP_WORLD);
  go_to (f, STOP_NARVA);
  wait_for_frames (f->window);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, 0);
}

static guint
count_marks (GtkWidget *widget)
{
  guint n = gtk_widget_get_mapped (widget) && gtk_widget_has_css_class (widget, "differs") ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_marks (child);

  return n;
}

/* What the card shows, with a mark where sources differ, and then what else the stop rests on. */
static void
test_sources (SpeakerFixture *f,
              gconstpointer   data)
{
  GtkWidget *sources = speaker_get (f, "sources");
  g_autoptr(GPtrArray) figures = NULL;
  guint n_differ = 0;

  go_to (f, STOP_NARVA);
  figures = ytt_key_figures_new (ytt_session_get_record (ytt_talk_get_session (f->talk)));
  g_assert_cmpuint (figures->len, ==, 3);
  for (guint i = 0; i < figures->len; i++)
    {
      const YttKeyFigure *figure = g_ptr_array_index (figures, i);
      g_autofree char *others = g_strdup_printf ("Others: %s", figure->others);

      speaker_wait_for_words (sources, figure->value);
      if (!figure->contradicted)
        continue;
      n_differ++;
      g_assert_true (speaker_says (sources, others));
    }
  g_assert_cmpuint (n_differ, >=, 1);

  /* The cost that the stop was written from is older than the one on the wall: both places say so. */
  speaker_wait_for_words (sources, "Also behind this stop");
  speaker_wait_for_words (speaker_get (f, "notices"), "Narva magnet plant: a newer figure is shown…");
  g_assert_true (speaker_says (sources, "Narva magnet plant: a newer figure is shown…"));
  wait_for_frames (f->window);
  g_assert_cmpuint (count_marks (sources), ==, n_differ + 1);

  go_to (f, STOP_WORLD);
  speaker_wait_for_words (sources, "No figure is on the wall");
  g_assert_cmpuint (count_marks (sources), ==, 0);
}

static gboolean
is_still (gpointer data)
{
  SpeakerFixture *f = data;

  return !ytt_talk_get_flying (f->talk) && !ytt_talk_get_moved (f->talk);
}

static void
test_buttons (SpeakerFixture *f,
              gconstpointer   data)
{
  /* During a flight the button lands. */
  wait_until (is_still, f);
  hand_click (speaker_get (f, "next_button"), 0.5);
  wait_for_stop (f, STOP_NARVA);
  ytt_talk_go_to (f->talk, STOP_NARVA);
  hand_click (GTK_WIDGET (get_row (f, STOP_WORLD)), 0.5);
  wait_for_stop (f, STOP_WORLD);
  hand_click (GTK_WIDGET (get_row (f, STOP_WELCOME)), 0.5);
  wait_for_stop (f, STOP_WELCOME);
  g_assert_true (gtk_list_box_row_is_selected (get_row (f, STOP_WELCOME)));

  hand_click (speaker_get (f, "play_button"), 0.5);
  g_assert_true (ytt_talk_get_playing (f->talk));
  speaker_wait_for_words (speaker_get (f, "notices"), "The stops follow each other by themselves.");
  hand_click (speaker_get (f, "play_button"), 0.5);
  g_assert_false (ytt_talk_get_playing (f->talk));

  hand_click (speaker_get (f, "swap_button"), 0.5);
  g_assert_cmpuint (f->n_swaps, ==, 1);
  hand_click (speaker_get (f, "end_button"), 0.5);
  g_assert_cmpuint (f->n_ends, ==, 1);
  /* Whoever listens ends it. */
  g_assert_false (ytt_talk_get_ended (f->talk));
}

static gboolean
has_focus (gpointer data)
{
  return gtk_widget_has_focus (data);
}

/* What a clicker sends goes on, whatever has the focus: at first, and after a button was clicked or gone to. */
static void
test_focus (SpeakerFixture *f,
            gconstpointer   data)
{
  GtkWindow *window = GTK_WINDOW (f->window);

  wait_until (has_focus, speaker_get (f, "next_button"));
  g_assert_false (gtk_window_get_focus_visible (window));
  wait_until (is_still, f);
  hand_press ("space");
  wait_for_stop (f, STOP_NARVA);
  wait_until (is_still, f);
  hand_press ("Return");
  wait_for_stop (f, STOP_WORLD);

  wait_until (is_still, f);
  hand_click (speaker_get (f, "back_button"), 0.5);
  wait_for_stop (f, STOP_NARVA);
  wait_until (is_still, f);
  hand_press ("Return");
  wait_for_stop (f, STOP_WORLD);
  ytt_talk_go_to (f->talk, STOP_WELCOME);

  /* Enter presses the button that somebody has gone to, and Space does not. */
  gtk_widget_grab_focus (speaker_get (f, "back_button"));
  gtk_window_set_focus_visible (window, TRUE);
  wait_until (is_still, f);
  hand_press ("space");
  wait_for_stop (f, STOP_NARVA);
  gtk_widget_grab_focus (speaker_get (f, "back_button"));
  gtk_window_set_focus_visible (window, TRUE);
  wait_until (is_still, f);
  hand_press ("Return");
  wait_for_stop (f, STOP_WELCOME);

  /* Nor does a question leave it somewhere else. */
  hand_press ("slash");
  hand_press ("Escape");
  wait_until (has_focus, speaker_get (f, "next_button"));
  wait_until (is_still, f);
  hand_press ("space");
  wait_for_stop (f, STOP_NARVA);
}

/* The keys of the wall, also after a button was clicked, which then has the focus. */
static void
test_keys (SpeakerFixture *f,
           gconstpointer   data)
{
  GtkWidget *notices = speaker_get (f, "notices");

  g_assert_false (gtk_widget_get_visible (notices));
  hand_press ("b");
  g_assert_cmpint (ytt_talk_get_blank (f->talk), ==, YTT_TALK_BLANK_BLACK);
  g_assert_true (gtk_widget_get_visible (notices));
  speaker_wait_for_words (notices, "The wall is black. B shows it again.");
  hand_press ("b");
  g_assert_false (gtk_widget_get_visible (notices));

  hand_press ("3");
  speaker_wait_for_words (notices, "Stop 3: Enter goes there");
  hand_press ("Return");
  wait_for_stop (f, STOP_WORLD);

  /* Also where the keyboard is at a button, which Enter would press. */
  ytt_talk_go_to (f->talk, STOP_WELCOME);
  gtk_widget_grab_focus (speaker_get (f, "swap_button"));
  gtk_window_set_focus_visible (GTK_WINDOW (gtk_widget_get_root (notices)), TRUE);
  hand_press ("3");
  hand_press ("Return");
  wait_for_stop (f, STOP_WORLD);
  g_assert_cmpuint (f->n_swaps, ==, 0);
  gtk_window_set_focus_visible (GTK_WINDOW (gtk_widget_get_root (notices)), FALSE);

  hand_click (speaker_get (f, "swap_button"), 0.5);
  ytt_talk_go_to (f->talk, STOP_WELCOME);
  hand_press ("space");
  wait_for_stop (f, STOP_NARVA);
  g_assert_cmpuint (f->n_swaps, ==, 1);

  ytt_talk_set_moved (f->talk, TRUE);
  speaker_wait_for_words (notices, "The map was moved. Backspace returns to the stop.");
  hand_press ("BackSpace");
  g_assert_false (ytt_talk_get_moved (f->talk));

  ytt_talk_set_inhibited (f->talk, FALSE);
  speaker_wait_for_words (notices, "Nothing keeps the screen from going to sleep.");

  hand_press ("Escape");
  g_assert_true (ytt_talk_get_ended (f->talk));
}

static gboolean
has_answer (gpointer data)
{
  SpeakerFixture *f = data;

  return speaker_says (speaker_get (f, "question"), "Columbus magnet plant");
}

static gboolean
shows_facility (gpointer data)
{
  SpeakerFixture *f = data;

  return ytt_talk_get_mode (f->talk) == YTT_TALK_FACILITY && has_record (f);
}

static void
test_question (SpeakerFixture *f,
               gconstpointer   data)
{
  GtkWidget *question = speaker_get (f, "question");
  GtkWidget *text = find_widget (f->wall_window, GTK_TYPE_TEXT, NULL);

  g_assert_false (gtk_widget_get_visible (question));
  hand_click (speaker_get (f, "question_button"), 0.5);
  g_assert_cmpint (ytt_talk_get_mode (f->talk), ==, YTT_TALK_QUESTION);
  g_assert_true (gtk_widget_get_visible (question));
  hand_press ("Escape");
  g_assert_cmpint (ytt_talk_get_mode (f->talk), ==, YTT_TALK_STOP);
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (speaker_get (f, "question_button"))));

  /* Letters and digits are text now, and the wall shows them. */
  hand_press ("slash");
  g_assert_true (gtk_window_is_active (GTK_WINDOW (f->window)));
  hand_type ("colu2b");
  hand_press ("BackSpace");
  hand_press ("BackSpace");
  hand_type ("mb");
  g_assert_cmpstr (ytt_talk_get_words (f->talk), ==, "columb");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (text)), ==, "columb");
  g_assert_cmpint (ytt_talk_get_blank (f->talk), ==, YTT_TALK_BLANK_NONE);
  wait_until (has_answer, f);
  /* The arrows choose among the answers, and no further than these go. */
  hand_press ("Down");
  hand_press ("Up");
  hand_press ("Up");
  g_assert_cmpint (ytt_talk_get_mode (f->talk), ==, YTT_TALK_QUESTION);
  hand_press ("Return");
  wait_until (shows_facility, f);
  g_assert_false (gtk_widget_get_visible (question));
  g_assert_cmpstr (ytt_session_get_record (ytt_talk_get_session (f->talk))->name, ==, "Columbus magnet plant");
  /* The sources are those of what is on the wall. */
  g_assert_false (speaker_says (speaker_get (f, "sources"), "Neo opens the Narva magnet plant"));

  hand_press ("BackSpace");
  g_assert_cmpint (ytt_talk_get_mode (f->talk), ==, YTT_TALK_STOP);
  speaker_wait_for_words (speaker_get (f, "sources"), "Neo opens the Narva magnet plant");
}

static gboolean
shows_next (gpointer data)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (data), "stop") == 0;
}

static gboolean
waits (gpointer data)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (data), "waiting") == 0;
}

/* While the wall flies, it gets all the time that there is. */
static void
test_flight (SpeakerFixture *f,
             gconstpointer   data)
{
  GtkPicture *picture = GTK_PICTURE (speaker_get (f, "wall_picture"));
  GtkWidget *next = speaker_get (f, "next_stack");
  GdkPaintable *wall = gtk_picture_get_paintable (picture);

  go_to (f, STOP_WORLD);
  wait_until (is_still, f);
  go_to (f, STOP_NARVA);
  g_assert_cmpstr (get_text (f, "next_heading"), ==, "Next: Stop 3");
  g_assert_true (ytt_talk_get_flying (f->talk));
  wait_until (waits, next);
  g_assert_true (ytt_talk_get_flying (f->talk));
  g_assert_true (gtk_picture_get_paintable (picture) != wall);

  wait_until (is_still, f);
  wait_until (shows_next, next);
  g_assert_true (gtk_picture_get_paintable (picture) == wall);
}

static GtkWidget *
find_clock (GtkWidget  *widget,
            const char *name)
{
  if (strcmp (gtk_widget_get_name (widget), name) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_clock (child, name);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
is_over (gpointer data)
{
  return gtk_widget_has_css_class (data, "over");
}

/* Whichever second is seen first on a busy machine. */
static gboolean
has_begun (gpointer data)
{
  return strcmp (gtk_label_get_text (GTK_LABEL (data)), "0:00") != 0;
}

static void
test_clocks (SpeakerFixture *f,
             gconstpointer   data)
{
  GtkWidget *clocks = speaker_get (f, "clocks");
  GtkWidget *since_start = find_clock (clocks, "since-start");
  GtkWidget *this_stop = find_clock (clocks, "this-stop");

  speaker_wait_for_words (clocks, "This stop, of 1:15");
  wait_until (has_begun, since_start);
  g_assert_false (is_over (this_stop));

  /* It goes over the half second that it may take, and says so. */
  go_to (f, STOP_NARVA);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (this_stop)), ==, "0:00");
  wait_until (is_over, this_stop);
  g_assert_true (speaker_says (clocks, "This stop, over 0:00"));
  go_to (f, STOP_WORLD);
  g_assert_false (is_over (this_stop));
  g_assert_true (speaker_says (clocks, "This stop"));

  /* What cannot be seen does not tick. */
  g_assert_nonnull (g_main_context_find_source_by_user_data (NULL, clocks));
  gtk_widget_set_visible (f->window, FALSE);
  g_assert_null (g_main_context_find_source_by_user_data (NULL, clocks));
  gtk_widget_set_visible (f->window, TRUE);
  g_assert_nonnull (g_main_context_find_source_by_user_data (NULL, clocks));
}

static void
test_durations (void)
{
  static const struct
  {
    double      seconds;
    const char *text;
  } cases[] = {
    { 0, "0:00" }, { 0.999, "0:00" }, { 59.99, "0:59" }, { 60, "1:00" }, { 3599, "59:59" }, { 3600, "1:00:00" },
    { 3859, "1:04:19" }, { -5, "0:00" }, { 1e300, "99:00:00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = ytt_speaker_format_duration (cases[i].seconds);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* Tours that say nothing, and one without stops. */
static void
test_bare (SpeakerFixture *f,
           gconstpointer   data)
{
  speaker_fixture_show_bare (f, 1);
  g_assert_cmpstr (get_text (f, "next_heading"), ==, "Next: the end");
  g_assert_cmpstr (get_text (f, "total"), ==, "");
  g_assert_true (speaker_says (GTK_WIDGET (get_row (f, 0)), "Stop 1"));
  speaker_wait_for_words (speaker_get (f, "sources"), "No figure is on the wall");

  speaker_fixture_show_bare (f, 0);
  g_assert_null (get_row (f, 0));
  g_assert_cmpstr (adw_window_title_get_subtitle (ADW_WINDOW_TITLE (speaker_get (f, "title"))), ==, "");
  hand_press ("Right");
  speaker_wait_for_words (speaker_get (f, "notes"), "No notes for this stop");

  /* Many stops: that of the talk is in sight. */
  speaker_fixture_show_bare (f, 200);
  ytt_talk_last (f->talk);
  wait_for_frames (f->window);
  wait_for_frames (f->window);
  {
    graphene_rect_t row;

    g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (get_row (f, 199)), speaker_get (f, "stops"), &row));
    g_assert_cmpfloat (row.origin.y, >=, 0);
    g_assert_cmpfloat (row.origin.y + row.size.height, <=, gtk_widget_get_height (speaker_get (f, "stops")) + 1);
  }
}

static const char * const parts[] = {
  "wall_part", "next_part", "clocks", "stops_part", "notes_part", "sources_part",
};

static void
get_bounds (SpeakerFixture  *f,
            const char      *part,
            graphene_rect_t *bounds)
{
  g_assert_true (gtk_widget_compute_bounds (speaker_get (f, part), GTK_WIDGET (f->speaker), bounds));
}

/* Nothing lies over anything, and where it is wide, all can be seen. */
static void
assert_laid_out (SpeakerFixture *f)
{
  gboolean is_wide = gtk_widget_get_width (GTK_WIDGET (f->speaker)) >= 820;
  graphene_rect_t screen = GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (GTK_WIDGET (f->speaker)),
                                               (float) gtk_widget_get_height (GTK_WIDGET (f->speaker)));

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      graphene_rect_t bounds;

      get_bounds (f, parts[i], &bounds);
      g_assert_cmpfloat (bounds.size.width, >, 90);
      g_assert_cmpfloat (bounds.origin.x, >=, 0);
      g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=, screen.size.width);
      if (is_wide && !graphene_rect_contains_rect (&screen, &bounds))
        g_error ("%s reaches over the edge of the screen", parts[i]);
      for (guint j = 0; j < i; j++)
        {
          graphene_rect_t other;

          get_bounds (f, parts[j], &other);
          if (graphene_rect_intersection (&bounds, &other, NULL))
            g_error ("%s lies over %s", parts[i], parts[j]);
        }
    }
}

static void
set_text_scale (double scale)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", (int) (96 * 1024 * scale), NULL);
}

static void
test_layout (SpeakerFixture *f,
             gconstpointer   data)
{
  int dpi;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  go_to (f, STOP_NARVA);
  speaker_wait_for_words (speaker_get (f, "sources"), "Also behind this stop");
  wait_for_frames (f->window);
  assert_laid_out (f);

  set_text_scale (1.5);
  wait_for_frames (f->window);
  assert_laid_out (f);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", dpi, NULL);
}

static void
test_right_to_left (SpeakerFixture *f,
                    gconstpointer   data)
{
  graphene_rect_t wall, notes;

  wait_for_frames (f->window);
  get_bounds (f, "wall_part", &wall);
  get_bounds (f, "notes_part", &notes);
  g_assert_cmpfloat (wall.origin.x, <, notes.origin.x);

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  wait_for_frames (f->window);
  get_bounds (f, "wall_part", &wall);
  get_bounds (f, "notes_part", &notes);
  g_assert_cmpfloat (wall.origin.x, >, notes.origin.x);
  assert_laid_out (f);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

/* The pictures have the shape of the wall. */
static void
test_shape (SpeakerFixture *f,
            gconstpointer   data)
{
  GtkWidget *screens[] = { speaker_get (f, "wall_screen"), speaker_get (f, "next_screen") };

  wait_for_frames (f->window);
  for (guint i = 0; i < G_N_ELEMENTS (screens); i++)
    g_assert_cmpfloat_with_epsilon ((double) gtk_widget_get_width (screens[i]) / gtk_widget_get_height (screens[i]),
                                    640 / 360.0, 0.02);
}

/* Dark, in a light program too: the ground, and the letters on it. */
static void
test_dark (SpeakerFixture *f,
           gconstpointer   data)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  const AdwColorScheme schemes[] = { ADW_COLOR_SCHEME_FORCE_LIGHT, ADW_COLOR_SCHEME_FORCE_DARK };

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      g_autoptr(GdkTexture) texture = NULL;
      g_autoptr(GdkPaintable) paintable = NULL;
      g_autoptr(GskRenderNode) node = NULL;
      GtkSnapshot *snapshot = gtk_snapshot_new ();
      g_autofree guint32 *pixels = g_new0 (guint32, 1440 * 900);
      GdkRGBA color;

      adw_style_manager_set_color_scheme (manager, schemes[i]);
      wait_for_frames (f->window);
      gtk_style_context_get_color (gtk_widget_get_style_context (speaker_get (f, "next_heading")), &color);
      g_assert_cmpfloat (color.red, >, 0.9);

      paintable = gtk_widget_paintable_new (GTK_WIDGET (f->speaker));
      gdk_paintable_snapshot (paintable, snapshot, 1440, 900);
      node = gtk_snapshot_free_to_node (snapshot);
      texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (f->window)), node,
                                             &GRAPHENE_RECT_INIT (0, 0, 1440, 900));
      gdk_texture_download (texture, (guchar *) pixels, 1440 * 4);
      /* Left below, where nothing is */
      g_assert_cmphex (pixels[890 * 1440 + 5] & 0xffffff, ==, 0x242424);
    }
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

#define add(path, data, test) \
  g_test_add ("/speaker/" path, SpeakerFixture, data, speaker_fixture_set_up, test, speaker_fixture_tear_down)
  g_test_add_func ("/speaker/durations", test_durations);
  add ("says", NULL, test_says);
  add ("notes", NULL, test_notes);
  add ("sources", NULL, test_sources);
  add ("buttons", NULL, test_buttons);
  add ("focus", NULL, test_focus);
  add ("keys", NULL, test_keys);
  add ("question", NULL, test_question);
  add ("flight", NULL, test_flight);
  add ("clocks", NULL, test_clocks);
  add ("bare", NULL, test_bare);
  add ("layout/1440x900", "1440x900", test_layout);
  add ("layout/1024x600", "1024x600", test_layout);
  add ("layout/2560x1600", "2560x1600", test_layout);
  add ("layout/480x700", "480x700", test_layout);
  add ("right-to-left", NULL, test_right_to_left);
  add ("shape", NULL, test_shape);
  add ("dark", NULL, test_dark);

  return g_test_run ();
}
