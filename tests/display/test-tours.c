/* Tours, composed with mouse and keys: each edit stands in the document, and is taken back. */

#include "config.h"

#include "edit-fixture.h"
#include "hand.h"

#include <math.h>

#include "ytt-long-text-field.h"
#include "ytt-stop-row.h"
#include "ytt-tours.h"

#define CLEAR "DELETE FROM tour_stop_claim; DELETE FROM tour_stop_announcement; DELETE FROM tour_stop; DELETE FROM tour;"

/* A slide, a place, another one with a facility, and another tour. */
#define TOURS CLEAR \
  "INSERT INTO tour (id, title) VALUES (1, 'Alpha'), (2, 'Beta');" \
  "INSERT INTO tour_stop (id, tour, position, kind, title, notes, seconds, facility, content) VALUES" \
  " (11, 1, 1, 'slide', 'Hello', NULL, 40, NULL, NULL)," \
  " (12, 1, 2, 'view', 'Baltic', 'Long words for the speaker, which take more than one line where there is little room'," \
  "  100, NULL, '{\"version\":1,\"viewport\":{\"latitude\":59.4,\"longitude\":28.2,\"zoom\":6},\"year\":2027}')," \
  " (13, 1, 3, 'view', 'Narva', NULL, NULL, (SELECT id FROM facility WHERE facility = 'ee-narva-neo')," \
  "  '{\"version\":1,\"viewport\":{\"latitude\":50,\"longitude\":20,\"zoom\":4},\"selected\":' ||" \
  "  (SELECT id FROM facility WHERE facility = 'ee-narva-neo') || '}')," \
  " (21, 2, 1, 'slide', 'Only one', NULL, NULL, NULL, NULL);" \
  "INSERT INTO tour_stop_claim (stop, claim) SELECT 13, min (id) FROM claim WHERE facility =" \
  " (SELECT id FROM facility WHERE facility = 'ee-narva-neo')"

#define ORDER "SELECT group_concat (title, '|') FROM (SELECT title FROM tour_stop WHERE tour = 1 ORDER BY position, id)"

typedef struct
{
  YttWindow   *window;
  YttSession  *session;
  YttTours    *tours;
  YttTourPane *pane;
  GtkListBox  *list;
  const char  *wanted;
  char        *seen;   /* (owned): what it was last that was not wanted */
} Tours;

/* As it is seen: "1 Hello|2 Baltic*|3 Narva". */
static char *
describe (Tours *t)
{
  GString *text = g_string_new (NULL);
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (t->list, i)) != NULL; i++)
    {
      GtkWidget *number = find_widget (GTK_WIDGET (row), GTK_TYPE_LABEL, "number_label");
      GtkWidget *title = find_widget (GTK_WIDGET (row), GTK_TYPE_LABEL, "title");

      g_string_append_printf (text, "%s%s %s%s", i > 0 ? "|" : "", gtk_label_get_text (GTK_LABEL (number)),
                              gtk_label_get_text (GTK_LABEL (title)), gtk_list_box_row_is_selected (row) ? "*" : "");
    }

  return g_string_free (text, FALSE);
}

static gboolean
is_wanted (gpointer data)
{
  Tours *t = data;
  g_autofree char *is = describe (t);

  if (g_str_equal (is, t->wanted))
    return TRUE;
  if (g_strcmp0 (is, t->seen) != 0)
    {
      g_test_message ("%s", is);
      g_free (t->seen);
      t->seen = g_steal_pointer (&is);
    }

  return FALSE;
}

#define want(t, rows) \
  G_STMT_START { \
    (t)->wanted = rows; \
    wait_until (is_wanted, t); \
    g_clear_pointer (&(t)->seen, g_free); \
  } G_STMT_END

static gboolean
is_shown (gpointer data)
{
  return gtk_widget_get_mapped (data);
}

static gboolean
is_hidden (gpointer data)
{
  return !gtk_widget_get_mapped (data);
}

static gboolean
has_pane (gpointer data)
{
  YttWindow *window = data;

  return adw_bin_get_child (window->tours_bin) != NULL && gtk_widget_get_mapped (adw_bin_get_child (window->tours_bin));
}

static Tours
open_tours (WindowFixture *f,
            const char    *sql)
{
  Tours t = { 0 };

  run_sql (f->document, sql);
  t.window = open_window (f, f->document);
  t.session = ytt_window_get_session (t.window);
  hand_press ("ctrl+t");
  wait_until (has_pane, t.window);
  wait_for_window (t.window);
  t.tours = ytt_session_get_tours (t.session);
  t.pane = YTT_TOUR_PANE (adw_bin_get_child (t.window->tours_bin));
  t.list = GTK_LIST_BOX (find_widget (GTK_WIDGET (t.pane), GTK_TYPE_LIST_BOX, "list"));

  return t;
}

static GtkWidget *
get_row (Tours *t,
         int    index)
{
  return GTK_WIDGET (gtk_list_box_get_row_at_index (t->list, index));
}

static void
click_row (Tours *t,
           int    index)
{
  wait_for_frames (GTK_WIDGET (t->window));
  hand_click (get_row (t, index), 0.4);
}

static void
undo (Tours *t)
{
  ytt_editor_undo (ytt_session_get_editor (t->session));
}

/* (nullable): the button of the toast that says so */
static GtkWidget *
find_undo (GtkWidget  *widget,
           const char *text)
{
  if (G_OBJECT_TYPE (widget) == g_type_from_name ("AdwToastWidget"))
    return find_label (widget, text) != NULL ? find_widget (widget, GTK_TYPE_BUTTON, "action_button") : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_undo (child, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
offers_undo (gpointer data)
{
  Tours *t = data;

  return find_undo (GTK_WIDGET (t->window), t->wanted) != NULL;
}

/* Toasts come one after the other; one that is clicked while it still slides in brings libadwaita 1.2 down. */
static void
click_undo (Tours      *t,
            const char *text)
{
  t->wanted = text;
  wait_until (offers_undo, t);
  click (find_undo (GTK_WIDGET (t->window), text));
  /* One under the pointer would stay, and the next would wait for it. */
  hand_leave ();
}

static gboolean
shows_no_tour (gpointer data)
{
  GtkWidget *button = find_widget (data, GTK_TYPE_BUTTON, "new_button");

  return gtk_widget_get_mapped (button);
}

static gboolean
shows_no_stop (gpointer data)
{
  return gtk_widget_get_mapped (find_widget (data, GTK_TYPE_BUTTON, "first_button"));
}

/* From nothing: a tour, and what the map shows as its stops. */
static void
test_from_nothing (WindowFixture *f,
                   gconstpointer  data)
{
  Tours t = open_tours (f, CLEAR);

  g_assert_true (shows_no_tour (t.pane));
  click (find_widget (GTK_WIDGET (t.pane), GTK_TYPE_BUTTON, "new_button"));
  wait_until (shows_no_stop, t.pane);
  ytt_session_set_search (t.session, "narva");
  wait_for_window (t.window);
  click (find_widget (GTK_WIDGET (t.pane), GTK_TYPE_BUTTON, "first_button"));
  want (&t, "1 narva*");
  assert_document (f->document, "SELECT json_extract (content, '$.search') || (json_extract (content,"
                                " '$.viewport.width') > 100) FROM tour_stop", "narva1");
  click_undo (&t, "Added “narva” to “New Tour”");
  wait_until (shows_no_stop, t.pane);
  undo (&t);
  wait_until (shows_no_tour, t.pane);

  /* The key makes the tour as well, and both are one step. */
  ytt_session_set_search (t.session, "columbus");
  wait_for_window (t.window);
  hand_press ("ctrl+d");
  want (&t, "1 columbus*");
  assert_document (f->document, "SELECT title FROM tour", "New Tour");
  click_undo (&t, "Added “columbus” to “New Tour”");
  wait_until (shows_no_tour, t.pane);
  assert_document (f->document, "SELECT count(*) FROM tour", "0");

  close_window (t.window);
}

static gboolean
shows_baltic (gpointer data)
{
  double latitude;

  ytt_session_get_viewport (data, &latitude, NULL, NULL);

  return fabs (latitude - 59.4) < 0.01 && ytt_session_get_moment (data).year == 2027;
}

static gboolean
shows_narva (gpointer data)
{
  YttRecord *record = ytt_session_get_record (data);

  return record != NULL && g_str_equal (record->slug, "ee-narva-neo") && ytt_session_get_moment (data).year == 0;
}

static gboolean
names_basis (gpointer data)
{
  return find_label (data, "Rests On") != NULL;
}

static gboolean
says_gone (gpointer data)
{
  return find_label (data, "The facility was deleted") != NULL;
}

static gboolean
says_narva (gpointer data)
{
  return find_label (data, "Narva magnet plant") != NULL;
}

static gboolean
names_loss (gpointer data)
{
  return find_label (data, "The facility of this stop was deleted. Its place is shown without a card.") != NULL;
}

/* A click on a stop shows it on the map beside it; arrows only choose one. */
static void
test_shows_stops (WindowFixture *f,
                  gconstpointer  data)
{
  Tours t = open_tours (f, TOURS);

  want (&t, "1 Hello|2 Baltic|3 Narva");
  click_row (&t, 1);
  want (&t, "1 Hello|2 Baltic*|3 Narva");
  wait_until (shows_baltic, t.session);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (t.window->map_pane)));

  hand_press ("Down");
  want (&t, "1 Hello|2 Baltic|3 Narva*");
  wait_until (names_basis, t.pane);
  g_assert_true (shows_baltic (t.session));
  hand_press ("Return");
  wait_until (shows_narva, t.session);

  /* What was shown before can be come back to. */
  gtk_widget_activate_action (GTK_WIDGET (t.window), "win.view-back", NULL);
  wait_until (shows_baltic, t.session);

  /* A slide has nothing to show there. */
  click_row (&t, 0);
  want (&t, "1 Hello*|2 Baltic|3 Narva");
  g_assert_true (shows_baltic (t.session));

  close_window (t.window);
}

static gboolean
marks_above (gpointer data)
{
  return gtk_widget_has_css_class (data, "drop-above");
}

static gboolean
marks_below (gpointer data)
{
  return gtk_widget_has_css_class (data, "drop-below");
}

static void
test_order (WindowFixture *f,
            gconstpointer  data)
{
  Tours t = open_tours (f, TOURS);
  graphene_rect_t bounds;
  int height;

  want (&t, "1 Hello|2 Baltic|3 Narva");
  click_row (&t, 0);
  hand_press ("alt+Down");
  want (&t, "1 Baltic|2 Hello*|3 Narva");
  hand_press ("alt+Down");
  want (&t, "1 Baltic|2 Narva|3 Hello*");
  /* At the end there is nowhere to go. */
  hand_press ("alt+Down");
  hand_press ("alt+Up");
  want (&t, "1 Baltic|2 Hello*|3 Narva");
  assert_document (f->document, ORDER, "Baltic|Hello|Narva");
  hand_press ("ctrl+z");
  want (&t, "1 Baltic|2 Narva|3 Hello*");
  hand_press ("ctrl+z");
  hand_press ("ctrl+z");
  want (&t, "1 Hello*|2 Baltic|3 Narva");
  assert_document (f->document, ORDER, "Hello|Baltic|Narva");

  /* Dragged above the second one, then below the last. */
  wait_for_frames (GTK_WIDGET (t.window));
  g_assert_true (gtk_widget_compute_bounds (get_row (&t, 0), GTK_WIDGET (t.list), &bounds));
  height = (int) bounds.size.height;
  hand_carry (get_row (&t, 2), 100, height / 2.0, 0, -height - height / 4);
  wait_until (marks_above, get_row (&t, 1));
  hand_let_go ();
  want (&t, "1 Hello|2 Narva*|3 Baltic");
  undo (&t);
  want (&t, "1 Hello|2 Baltic|3 Narva*");
  wait_for_frames (GTK_WIDGET (t.window));
  hand_carry (get_row (&t, 0), 100, height / 2.0, 0, 2 * height + height / 4);
  wait_until (marks_below, get_row (&t, 2));
  hand_let_go ();
  want (&t, "1 Baltic|2 Narva|3 Hello*");
  assert_document (f->document, ORDER, "Baltic|Narva|Hello");
  undo (&t);
  want (&t, "1 Hello*|2 Baltic|3 Narva");

  close_window (t.window);
}

/* In its place in the list: Enter takes it, Escape puts back what was there. */
static void
test_rename (WindowFixture *f,
             gconstpointer  data)
{
  Tours t = open_tours (f, TOURS);

  want (&t, "1 Hello|2 Baltic|3 Narva");
  click_row (&t, 1);
  want (&t, "1 Hello|2 Baltic*|3 Narva");
  hand_press ("F2");
  hand_press ("ctrl+a");
  hand_type ("North");
  hand_press ("Return");
  want (&t, "1 Hello|2 North*|3 Narva");
  assert_document (f->document, "SELECT title FROM tour_stop WHERE id = 12", "North");
  undo (&t);
  want (&t, "1 Hello|2 Baltic*|3 Narva");

  hand_press ("F2");
  hand_type ("Nothing");
  hand_press ("Escape");
  hand_press ("F2");
  hand_press ("ctrl+a");
  hand_type ("South");
  click_row (&t, 2);
  want (&t, "1 Hello|2 South|3 Narva*");
  undo (&t);
  want (&t, "1 Hello|2 Baltic|3 Narva*");

  close_window (t.window);
}

static gboolean
has_row (gpointer data)
{
  YttRow *row = ytt_field_get_row (data);

  return row != NULL && ytt_row_get_id (row) == 12;
}

static YttField *
get_field (Tours      *t,
                const char *title)
{
  YttField *field = find_field (GTK_WIDGET (t->pane), title);

  wait_until (has_row, field);

  return field;
}

static void
test_fields (WindowFixture *f,
             gconstpointer  data)
{
  Tours t = open_tours (f, TOURS);
  YttField *seconds, *notes;
  g_autofree char *text = NULL;

  want (&t, "1 Hello|2 Baltic|3 Narva");
  click_row (&t, 1);
  want (&t, "1 Hello|2 Baltic*|3 Narva");
  wait_for_window (t.window);

  type_into (get_field (&t, "Title"), "Gulf");
  hand_press ("Return");
  want (&t, "1 Hello|2 Gulf*|3 Narva");
  wait_for_undo (t.window, "Change the title of the stop “Baltic”");
  undo (&t);
  want (&t, "1 Hello|2 Baltic*|3 Narva");

  seconds = get_field (&t, "How Long It Takes");
  text = ytt_field_get_text (seconds);
  g_assert_cmpstr (text, ==, "1:40");
  type_into (seconds, "soon");
  hand_press ("Return");
  wait_for_state (seconds, YTT_FIELD_INVALID);
  type_into (seconds, "2:05");
  hand_press ("Return");
  wait_for_document (f->document, "SELECT seconds FROM tour_stop WHERE id = 12", "125.0");
  wait_for_undo (t.window, "Change how long the stop “Baltic” takes");
  type_into (seconds, "");
  hand_press ("Return");
  wait_for_document (f->document, "SELECT coalesce (seconds, '-') FROM tour_stop WHERE id = 12", "-");
  undo (&t);
  wait_for_document (f->document, "SELECT seconds FROM tour_stop WHERE id = 12", "125.0");
  undo (&t);
  wait_for_document (f->document, "SELECT seconds FROM tour_stop WHERE id = 12", "100.0");

  notes = get_field (&t, "Notes for the Speaker");
  gtk_widget_grab_focus (GTK_WIDGET (notes));
  hand_press ("ctrl+a");
  hand_type ("Breathe");
  hand_press ("ctrl+Return");
  wait_for_document (f->document, "SELECT notes FROM tour_stop WHERE id = 12", "Breathe");
  undo (&t);
  wait_for_document (f->document, "SELECT substr (notes, 1, 10) FROM tour_stop WHERE id = 12", "Long words");

  /* What is typed is saved when another stop is chosen. */
  gtk_widget_grab_focus (GTK_WIDGET (get_field (&t, "Text on the Wall")));
  hand_type ("Wall");
  click_row (&t, 2);
  wait_for_document (f->document, "SELECT text FROM tour_stop WHERE id = 12", "Wall");
  undo (&t);
  wait_for_document (f->document, "SELECT coalesce (text, '-') FROM tour_stop WHERE id = 12", "-");

  close_window (t.window);
}

static void
test_stops (WindowFixture *f,
            gconstpointer  data)
{
  Tours t = open_tours (f, TOURS);

  want (&t, "1 Hello|2 Baltic|3 Narva");
  click_row (&t, 1);
  want (&t, "1 Hello|2 Baltic*|3 Narva");
  wait_until (shows_baltic, t.session);

  ytt_session_set_search (t.session, "silmet");
  click_button (GTK_WIDGET (t.pane), "Update from View");
  wait_for_document (f->document, "SELECT coalesce (json_extract (content, '$.search'), '-') FROM tour_stop WHERE"
                                  " id = 12", "silmet");
  undo (&t);
  wait_for_document (f->document, "SELECT coalesce (json_extract (content, '$.search'), '-') FROM tour_stop WHERE"
                                  " id = 12", "-");

  click (look_for_tooltip (GTK_WIDGET (t.pane), "Duplicate This Stop"));
  want (&t, "1 Hello|2 Baltic|3 Baltic*|4 Narva");
  undo (&t);
  want (&t, "1 Hello|2 Baltic|3 Narva*");

  click_row (&t, 1);
  want (&t, "1 Hello|2 Baltic*|3 Narva");
  hand_press ("Delete");
  want (&t, "1 Hello|2 Narva*");
  /* The keyboard stays where it was. */
  hand_press ("Up");
  want (&t, "1 Hello*|2 Narva");
  click_undo (&t, "Deleted the stop “Baltic”");
  want (&t, "1 Hello|2 Baltic*|3 Narva");
  assert_document (f->document, ORDER, "Hello|Baltic|Narva");

  gtk_widget_activate_action (GTK_WIDGET (t.pane), "tour.add-opening", NULL);
  want (&t, "1 Alpha*|2 Hello|3 Baltic|4 Narva");
  gtk_widget_activate_action (GTK_WIDGET (t.pane), "tour.add-closing", NULL);
  want (&t, "1 Alpha|2 Hello|3 Baltic|4 Narva|5 Thank You*");
  g_assert_cmpint (ytt_tour_stop_get_kind (ytt_tours_get_current_stop (t.tours)), ==, YTT_STOP_SLIDE);
  g_assert_null (look_for_tooltip (GTK_WIDGET (t.pane), "Let This Stop Show What the Window Shows Now"));
  undo (&t);
  want (&t, "1 Alpha|2 Hello|3 Baltic|4 Narva*");
  undo (&t);
  want (&t, "1 Hello|2 Baltic|3 Narva*");

  close_window (t.window);
}

static gboolean
has_other_title (gpointer data)
{
  return find_label (data, "Gamma") != NULL;
}

static gboolean
has_beta (gpointer data)
{
  return find_label (data, "Beta") != NULL;
}

static gboolean
has_old_title (gpointer data)
{
  return find_label (data, "Alpha") != NULL;
}

/* The menu of the tour: another one, another name, a copy, none. */
static void
test_tours (WindowFixture *f,
            gconstpointer  data)
{
  Tours t = open_tours (f, TOURS);
  GtkWidget *popover = find_widget (GTK_WIDGET (t.pane), GTK_TYPE_POPOVER, "popover");
  GtkListBox *tour_list = GTK_LIST_BOX (find_widget (popover, GTK_TYPE_LIST_BOX, "tour_list"));

  want (&t, "1 Hello|2 Baltic|3 Narva");
  gtk_widget_activate_action (GTK_WIDGET (t.pane), "tour.rename", NULL);
  hand_press ("ctrl+a");
  hand_type ("Gamma");
  hand_press ("Return");
  wait_until (has_other_title, find_widget (GTK_WIDGET (t.pane), GTK_TYPE_MENU_BUTTON, "chooser"));
  undo (&t);
  wait_until (has_old_title, find_widget (GTK_WIDGET (t.pane), GTK_TYPE_MENU_BUTTON, "chooser"));

  click (find_widget (GTK_WIDGET (t.pane), GTK_TYPE_MENU_BUTTON, "chooser"));
  wait_until (is_shown, popover);
  wait_for_frames (popover);
  hand_click (GTK_WIDGET (gtk_list_box_get_row_at_index (tour_list, 1)), 0.3);
  want (&t, "1 Only one");
  wait_until (is_hidden, popover);

  gtk_widget_activate_action (GTK_WIDGET (t.pane), "tour.duplicate", NULL);
  wait_for_document (f->document, "SELECT group_concat (title, '|') FROM (SELECT title FROM tour ORDER BY title)",
                     "Alpha|Beta|Beta (copy)");
  undo (&t);
  wait_for_document (f->document, "SELECT count(*) || '|' || (SELECT count(*) FROM tour_stop) FROM tour", "2|4");
  wait_until (has_beta, find_widget (GTK_WIDGET (t.pane), GTK_TYPE_MENU_BUTTON, "chooser"));
  want (&t, "1 Only one");

  gtk_widget_activate_action (GTK_WIDGET (t.pane), "tour.remove", NULL);
  want (&t, "1 Hello|2 Baltic|3 Narva");
  click_undo (&t, "Deleted the tour “Beta”");
  want (&t, "1 Only one");

  close_window (t.window);
}

/* A newer version's stop is shown, said so of, and left as it is. */
static void
test_newer (WindowFixture *f,
            gconstpointer  data)
{
  Tours t = open_tours (f, TOURS "; UPDATE tour_stop SET content = '{\"version\":7,\"filter\":\"mood=good\",\"viewport\":"
                                 "{\"latitude\":59.4,\"longitude\":28.2,\"zoom\":6},\"year\":2027}' WHERE id = 12;"
                                 "UPDATE tour_stop SET content = '[' WHERE id = 13");
  YttSession *session = t.session;

  want (&t, "1 Hello|2 Baltic|3 Narva");
  g_assert_nonnull (find_label (get_row (&t, 1), "Made with a newer Ytterby"));
  click_row (&t, 1);
  want (&t, "1 Hello|2 Baltic*|3 Narva");
  wait_until (shows_baltic, session);
  wait_for_window (t.window);
  g_assert_null (look_for_tooltip (GTK_WIDGET (t.pane), "Let This Stop Show What the Window Shows Now"));
  gtk_widget_activate_action (GTK_WIDGET (t.pane), "tour.update-stop", NULL);

  type_into (get_field (&t, "Title"), "Gulf");
  hand_press ("Return");
  want (&t, "1 Hello|2 Gulf*|3 Narva");
  assert_document (f->document, "SELECT json_extract (content, '$.version') || json_extract (content, '$.filter')"
                                " FROM tour_stop WHERE id = 12", "7mood=good");

  /* What cannot be read at all is told of, and what is shown stays. */
  g_assert_nonnull (find_label (get_row (&t, 2), "Cannot be shown"));
  click_row (&t, 2);
  want (&t, "1 Hello|2 Gulf|3 Narva*");
  g_assert_true (shows_baltic (session));
  g_assert_nonnull (find_widget (GTK_WIDGET (t.window), g_type_from_name ("AdwToastWidget"), NULL));

  close_window (t.window);
}

/* A stop whose facility is gone keeps its place, and says so until it is back. */
static void
test_facility_gone (WindowFixture *f,
                    gconstpointer  data)
{
  Tours t = open_tours (f, TOURS);
  double latitude;

  want (&t, "1 Hello|2 Baltic|3 Narva");
  select_facility (t.window, "ee-narva-neo");
  gtk_widget_activate_action (GTK_WIDGET (t.window), "win.delete", NULL);
  wait_until (says_gone, get_row (&t, 2));
  click_row (&t, 2);
  want (&t, "1 Hello|2 Baltic|3 Narva*");
  wait_until (names_loss, t.pane);
  wait_for_window (t.window);
  ytt_session_get_viewport (t.session, &latitude, NULL, NULL);
  g_assert_cmpfloat_with_epsilon (latitude, 50, 0.01);
  assert_document (f->document, "SELECT json_extract (content, '$.selected') > 0 FROM tour_stop WHERE id = 13", "1");

  undo (&t);
  wait_until (says_narva, get_row (&t, 2));
  wait_until (names_basis, t.pane);

  close_window (t.window);
}

static gboolean
says_read_only (gpointer data)
{
  return find_label (data, "This document can only be read") != NULL;
}

/* Tours of a document that can only be read are looked at. */
static void
test_read_only (WindowFixture *f,
                gconstpointer  data)
{
  /* What hides a view of ours can only be read. */
  Tours t = open_tours (f, TOURS "; DROP VIEW facility_overview; CREATE VIEW facility_overview AS SELECT 1 AS id");

  g_assert_false (ytt_editor_get_can_edit (ytt_session_get_editor (t.session)));
  want (&t, "1 Hello|2 Baltic|3 Narva");
  click_row (&t, 1);
  want (&t, "1 Hello|2 Baltic*|3 Narva");
  wait_until (shows_baltic, t.session);
  wait_for_window (t.window);
  g_assert_nonnull (find_label (GTK_WIDGET (t.pane), "Long words for the speaker, which take more than one line where"
                                                     " there is little room"));
  g_assert_null (look_for_field (GTK_WIDGET (t.pane), "Title"));
  g_assert_null (look_for_tooltip (GTK_WIDGET (t.pane), "Delete This Stop"));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (find_widget (GTK_WIDGET (t.pane), GTK_TYPE_BUTTON,
                                                                   "add_button"))));
  hand_press ("alt+Down");
  hand_press ("Delete");
  hand_press ("F2");
  want (&t, "1 Hello|2 Baltic*|3 Narva");
  hand_press ("ctrl+d");
  wait_until (says_read_only, t.window);

  close_window (t.window);
}

/* Where one pane fits, a stop is shown in the place of its list, which comes back as it was. */
static void
test_narrow (WindowFixture *f,
             gconstpointer  data)
{
  Tours t = open_tours (f, TOURS);

  want (&t, "1 Hello|2 Baltic|3 Narva");
  resize_window (t.window, 360, 720);
  if (!gtk_widget_get_mapped (GTK_WIDGET (t.pane)))
    hand_press ("ctrl+t");
  wait_until (is_shown, t.pane);
  click_row (&t, 1);
  wait_until (shows_baltic, t.session);
  wait_until (is_hidden, t.pane);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (t.window->map_pane)));

  hand_press ("ctrl+t");
  wait_until (is_shown, t.pane);
  want (&t, "1 Hello|2 Baltic*|3 Narva");
  get_field (&t, "Notes for the Speaker");
  wait_for_frames (GTK_WIDGET (t.window));
  resize_window (t.window, 420, 640);
  wait_for_frames (GTK_WIDGET (t.window));
  resize_window (t.window, 360, 640);
  wait_for_frames (GTK_WIDGET (t.window));
  hand_press ("ctrl+t");
  wait_until (is_hidden, t.pane);

  close_window (t.window);
}

/* Ctrl+F wants the list, which stands where the tours do. */
static void
test_list_comes_back (WindowFixture *f,
                      gconstpointer  data)
{
  Tours t = open_tours (f, TOURS);

  hand_press ("ctrl+f");
  wait_until (is_hidden, t.pane);
  wait_until (is_shown, t.window->list_pane);
  hand_press ("ctrl+t");
  wait_until (is_shown, t.pane);
  click (t.window->tours_button);
  wait_until (is_shown, t.window->list_pane);

  close_window (t.window);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(path, test) \
  g_test_add ("/tours/" path, WindowFixture, NULL, window_fixture_set_up, test, window_fixture_tear_down)

  ADD ("from-nothing", test_from_nothing);
  ADD ("shows-stops", test_shows_stops);
  ADD ("order", test_order);
  ADD ("rename", test_rename);
  ADD ("fields", test_fields);
  ADD ("stops", test_stops);
  ADD ("tours", test_tours);
  ADD ("newer", test_newer);
  ADD ("facility-gone", test_facility_gone);
  ADD ("read-only", test_read_only);
  ADD ("narrow", test_narrow);
  ADD ("list-comes-back", test_list_comes_back);

#undef ADD

  return g_test_run ();
}
