/* What is typed of a stop: each edit stands in the document, and is taken back. */

#include "config.h"

#include "tours-fixture.h"

#include "hand.h"

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

  type_into (get_field (&t, 12, "Title"), "Gulf");
  hand_press ("Return");
  want (&t, "1 Hello|2 Gulf*|3 Narva");
  wait_for_undo (t.window, "Change the title of the stop “Baltic”");
  undo (&t);
  want (&t, "1 Hello|2 Baltic*|3 Narva");

  seconds = get_field (&t, 12, "How Long It Takes");
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

  notes = get_field (&t, 12, "Notes for the Speaker");
  gtk_widget_grab_focus (GTK_WIDGET (notes));
  hand_press ("ctrl+a");
  hand_type ("Breathe");
  hand_press ("ctrl+Return");
  wait_for_document (f->document, "SELECT notes FROM tour_stop WHERE id = 12", "Breathe");
  undo (&t);
  wait_for_document (f->document, "SELECT substr (notes, 1, 10) FROM tour_stop WHERE id = 12", "Long words");

  /* What is typed is saved when another stop is chosen. */
  gtk_widget_grab_focus (GTK_WIDGET (get_field (&t, 12, "Text on the Wall")));
  hand_type ("Wall");
  click_row (&t, 2);
  wait_for_document (f->document, "SELECT text FROM tour_stop WHERE id = 12", "Wall");
  undo (&t);
  wait_for_document (f->document, "SELECT coalesce (text, '-') FROM tour_stop WHERE id = 12", "-");

  close_window (t.window);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(path, test) \
  g_test_add ("/tours/" path, WindowFixture, NULL, window_fixture_set_up, test, window_fixture_tear_down)

  ADD ("rename", test_rename);
  ADD ("fields", test_fields);

#undef ADD

  return g_test_run ();
}
