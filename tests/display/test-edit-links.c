#include "config.h"

#include "edit-fixture.h"
#include "hand.h"

#include "ytt-link-list.h"
#include "ytt-link-row.h"

/* Supply links, edited where their facility is. */

#define NARVA "(SELECT id FROM facility WHERE facility = 'ee-narva-neo')"
#define N_LINKS "SELECT count (*) FROM link WHERE from_facility = " NARVA
#define THE_LINK "FROM link l LEFT JOIN facility f ON f.id = l.to_facility" \
                 " LEFT JOIN organisation o ON o.id = l.to_organisation WHERE l.from_facility = " NARVA
#define LINK "SELECT coalesce (f.name, o.name) || '|' || l.material || '|' || coalesce (l.maker, '-') || '|' || l.state" \
             " || '|' || coalesce (l.since, '-') || '|' || coalesce (l.note, '-') " THE_LINK

/* Once it was read again, the source goes by its title. */
static gboolean
has_other_text (gpointer data)
{
  g_autofree char *text = ytt_field_get_text (data);

  return ytt_field_get_state (data) == YTT_FIELD_CLEAN && g_strcmp0 (text, "https://www.example.com/zzyzx") != 0;
}

static gboolean
has_focus_within (gpointer data)
{
  GtkRoot *root = gtk_widget_get_root (data);
  GtkWidget *focus = gtk_root_get_focus (root);

  return focus != NULL && (focus == GTK_WIDGET (data) || gtk_widget_is_ancestor (focus, data));
}

static GtkWidget *
find_list (YttWindow *window)
{
  GtkWidget *list = find_widget (GTK_WIDGET (window), YTT_TYPE_LINK_LIST, NULL);

  g_assert_nonnull (list);

  return list;
}

static gboolean
is_sensitive (gpointer data)
{
  return gtk_widget_is_sensitive (data);
}

/* Opens the last row, types where it goes, chooses how far it has come: by keys alone. */
static void
add_link (YttWindow  *window,
          const char *other,
          const char *state)
{
  GtkWidget *list = find_list (window);
  GtkWidget *title = find_label (list, "Add a Supply Link");
  YttField *end, *choice;

  g_assert_nonnull (title);
  gtk_widget_grab_focus (gtk_widget_get_ancestor (title, GTK_TYPE_LIST_BOX_ROW));
  hand_press ("Return");
  wait_for_field (list, "Facility or Organisation");
  end = find_field (list, "Facility or Organisation");
  type_into (end, other);
  choice = find_field (list, "State");
  ytt_field_type (choice, state);
  wait_until (is_sensitive, find_button (list, "Add Link"));
  gtk_widget_grab_focus (find_button (list, "Add Link"));
  hand_press ("Return");
}

static void
prepare (WindowFixture *f)
{
  run_sql (f->document, "DELETE FROM link WHERE from_facility = " NARVA " OR to_facility = " NARVA);
}

/* Added, opened, filled in field by field, each a change by itself; all of it taken back again. */
static void
test_add_and_change (WindowFixture *f,
                     gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  GtkWidget *list;
  YttField *field;

  prepare (f);
  edit_facility (window, "ee-narva-neo");
  list = find_list (window);
  add_link (window, "Zzyzx-Motors", "contracted");
  wait_for_document (f->document, LINK, "Zzyzx-Motors||-|contracted|-|-");
  wait_for_undo (window, "Add a supply from Narva magnet plant to Zzyzx-Motors");
  wait_for_words (list, "To Zzyzx-Motors");

  wait_for_field (list, "Material");
  field = find_field (list, "Material");
  wait_until (has_focus_within, field);
  type_into (field, "magnets");
  hand_press ("Return");
  wait_for_document (f->document, LINK, "Zzyzx-Motors|magnets|-|contracted|-|-");
  wait_for_state (field, YTT_FIELD_CLEAN);
  wait_for_words (list, "magnets, contracted");

  field = find_field (list, "Since");
  type_into (field, "nonsense");
  hand_press ("Return");
  wait_for_state (field, YTT_FIELD_INVALID);
  type_into (field, "2027-06");
  hand_press ("Tab");
  wait_for_document (f->document, LINK, "Zzyzx-Motors|magnets|-|contracted|2027-06|-");
  wait_for_state (field, YTT_FIELD_CLEAN);
  wait_for_words (list, "magnets, contracted for Jun\302\240" "2027");

  ytt_field_type (find_field (list, "Made in the Stage"), "magnet");
  ytt_field_save (find_field (list, "Made in the Stage"));
  wait_for_document (f->document, LINK, "Zzyzx-Motors|magnets|magnet|contracted|2027-06|-");
  wait_for_undo (window, "Change the supply from Narva magnet plant to Zzyzx-Motors");

  /* A source arises out of a pasted address, and need not be there. */
  field = find_field (list, "Source");
  type_into (field, "https://www.example.com/zzyzx");
  hand_press ("Return");
  wait_for_document (f->document, "SELECT s.url FROM link l JOIN source s ON s.id = l.source WHERE l.from_facility = " NARVA,
                     "https://www.example.com/zzyzx");
  wait_until (has_other_text, field);
  type_into (field, "");
  hand_press ("Return");
  wait_for_document (f->document, "SELECT count (*) FROM link WHERE source IS NULL AND from_facility = " NARVA, "1");
  wait_for_state (field, YTT_FIELD_CLEAN);

  gtk_widget_grab_focus (find_button (GTK_WIDGET (window), "Done"));
  for (guint i = 0; i < 6; i++)
    hand_press ("ctrl+z");
  wait_for_document (f->document, N_LINKS, "0");
  wait_for_document (f->document, "SELECT count (*) FROM organisation WHERE name LIKE 'Zzyzx%'", "0");
}

#define ENDS "SELECT coalesce (to_facility, 0) || '|' || (to_organisation IS NULL) FROM link WHERE from_facility = " NARVA

/* Where it goes changes from an organisation to a facility, whose other column is emptied. */
static void
test_other_end (WindowFixture *f,
                gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  g_autofree char *columbus = NULL, *expected = NULL;
  GtkWidget *list, *row;
  YttField *to;

  prepare (f);
  run_sql (f->document, "INSERT INTO link (from_facility, to_organisation, material, state)"
                        " SELECT " NARVA ", min (id), 'magnets', 'planned' FROM organisation;"
                        "UPDATE facility SET name = 'Zzyzx-plant' WHERE facility LIKE 'us-columbus%'");
  columbus = ask_document (f->document, "SELECT id FROM facility WHERE name = 'Zzyzx-plant'");
  expected = g_strconcat (columbus, "|1", NULL);
  edit_facility (window, "ee-narva-neo");
  list = find_list (window);
  wait_for_words (list, "magnets, planned");
  row = find_widget (list, YTT_TYPE_LINK_ROW, NULL);
  gtk_widget_grab_focus (gtk_widget_get_ancestor (find_label (list, "magnets, planned"), GTK_TYPE_LIST_BOX_ROW));
  hand_press ("Return");
  wait_for_field (row, "To");
  to = find_field (row, "To");

  type_into (to, "");
  hand_press ("Return");
  wait_for_state (to, YTT_FIELD_INVALID);
  type_into (to, "Zzyzx-plant");
  hand_press ("Return");
  wait_for_document (f->document, ENDS, expected);
  wait_for_state (to, YTT_FIELD_CLEAN);
  wait_for_words (list, "To Zzyzx-plant");

  type_into (to, "Qwrtz-Corp");
  hand_press ("Return");
  wait_for_state (to, YTT_FIELD_CLEAN);
  wait_for_document (f->document, ENDS, "0|0");
  wait_for_document (f->document, "SELECT count (*) FROM organisation WHERE name = 'Qwrtz-Corp'", "1");
}

/* Nothing is asked; the toast brings it back with its key. */
static void
test_delete (WindowFixture *f,
             gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  g_autofree char *before = NULL;
  GtkWidget *list, *row;

  prepare (f);
  run_sql (f->document, "INSERT INTO link (from_facility, to_facility, material, state, note) SELECT min (id), " NARVA
                        ", 'alloy', 'operating', 'a note' FROM facility");
  before = ask_document (f->document, "SELECT id || material || state || note FROM link WHERE to_facility = " NARVA);
  edit_facility (window, "ee-narva-neo");
  list = find_list (window);
  wait_for_words (list, "alloy, flowing");
  row = find_widget (list, YTT_TYPE_LINK_ROW, NULL);
  g_assert_true (ytt_link_row_get_incoming (YTT_LINK_ROW (row)));
  gtk_widget_grab_focus (gtk_widget_get_ancestor (find_label (list, "alloy, flowing"), GTK_TYPE_LIST_BOX_ROW));
  hand_press ("Return");
  wait_for_words (row, "Delete This Link");
  gtk_widget_grab_focus (gtk_widget_get_ancestor (find_label (row, "Delete This Link"), GTK_TYPE_LIST_BOX_ROW));
  hand_press ("Return");
  wait_for_document (f->document, "SELECT count (*) FROM link WHERE to_facility = " NARVA, "0");
  wait_for_words (GTK_WIDGET (window), "Undo");
  click_button (GTK_WIDGET (window), "Undo");
  wait_for_document (f->document, "SELECT id || material || state || note FROM link WHERE to_facility = " NARVA, before);
  wait_for_words (list, "alloy, flowing");
}

int
main (int   argc,
      char *argv[])
{
  adw_init ();
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/edit-links/add-and-change", WindowFixture, NULL, window_fixture_set_up, test_add_and_change,
              window_fixture_tear_down);
  g_test_add ("/edit-links/other-end", WindowFixture, NULL, window_fixture_set_up, test_other_end,
              window_fixture_tear_down);
  g_test_add ("/edit-links/delete", WindowFixture, NULL, window_fixture_set_up, test_delete, window_fixture_tear_down);

  return g_test_run ();
}
