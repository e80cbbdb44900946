#include "config.h"

#include "edit-fixture.h"
#include "hand.h"

#include "ytt-organisation-editor.h"
#include "ytt-session-profile.h"
#include "ytt-similar-row.h"

/* Organisations, edited, deleted and told apart on their pages. */

#define ORGANISATION "SELECT o.name || '|' || coalesce (p.name, '-') || '|' || coalesce (o.website, '-')" \
                     " FROM organisation o LEFT JOIN organisation p ON p.id = o.parent WHERE o.id = "

/* On its own page, where Ctrl+E is about it and not about the record behind. */
static void
test_organisation (WindowFixture *f,
                   gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  g_autofree char *key = ask_document (f->document, "SELECT min (organisation) FROM facility_organisation");
  g_autofree char *question = g_strconcat (ORGANISATION, key, NULL);
  GtkWidget *editor;
  YttField *field;

  run_sql (f->document, "UPDATE organisation SET parent = NULL, website = NULL");
  select_facility (window, "ee-narva-neo");
  ytt_session_open_organisation (ytt_window_get_session (window), g_ascii_strtoll (key, NULL, 10));
  wait_for_window (window);
  hand_press ("ctrl+e");
  wait_until (shows_row, wait_for_field (GTK_WIDGET (window), "Website"));
  editor = find_widget (GTK_WIDGET (window), YTT_TYPE_ORGANISATION_EDITOR, NULL);
  g_assert_true (gtk_widget_get_mapped (editor));

  assert_all_named (editor, 6);

  put (find_field (editor, "Name"), "Zzyzx-Holdings");
  field = find_field (editor, "Part of");
  type_into (field, "Zzyzx-Holdings");
  hand_press ("Return");
  wait_for_state (field, YTT_FIELD_INVALID);
  put (field, "Qwrtz-Group");
  field = find_field (editor, "Website");
  type_into (field, "javascript:alert");
  hand_press ("Return");
  wait_for_state (field, YTT_FIELD_INVALID);
  put (field, "www.example.com");
  wait_for_document (f->document, question, "Zzyzx-Holdings|Qwrtz-Group|https://www.example.com");
  wait_for_undo (window, "Change the website of Zzyzx-Holdings");
}


/* All that refers to an organisation, as text. */
#define TIES "SELECT (SELECT group_concat (facility || role || coalesce (share, '') || position) FROM facility_organisation" \
             " WHERE organisation = %1$s) || '|' || (SELECT coalesce (group_concat (announcement || role), '-')" \
             " FROM announcement_party WHERE organisation = %1$s) || '|' || (SELECT coalesce (group_concat (id), '-')" \
             " FROM link WHERE to_organisation = %1$s) || '|' || (SELECT group_concat (id) FROM organisation" \
             " WHERE parent = %1$s)"

static gboolean
is_shown (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

static gboolean
shows_other (gpointer session)
{
  return ytt_session_get_profile (session) != NULL && ytt_session_get_profile (session)->organisation != 1001;
}

static gboolean
has_no_profile (gpointer session)
{
  return !ytt_session_get_profile_open (session);
}

static gboolean
has_profile (gpointer session)
{
  return ytt_session_get_profile (session) != NULL;
}

/* Nothing is asked; what refers to it goes along, and undo brings back all of it and shows the page again. */
static void
test_delete (WindowFixture *f,
             gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttSession *session = ytt_window_get_session (window);
  g_autofree char *key = ask_document (f->document, "SELECT o.id FROM organisation o"
                                                    " JOIN announcement_party p ON p.organisation = o.id"
                                                    " JOIN facility_organisation f ON f.organisation = o.id"
                                                    " GROUP BY 1 ORDER BY count (*) DESC, 1 LIMIT 1");
  g_autofree char *ties = g_strdup_printf (TIES, key);
  g_autofree char *gone = g_strconcat ("SELECT count (*) FROM organisation WHERE id = ", key, NULL);
  g_autofree char *child = g_strdup_printf ("UPDATE organisation SET parent = %1$s WHERE id ="
                                            " (SELECT max (id) FROM organisation WHERE id <> %1$s)", key);
  g_autofree char *before = NULL;
  gint64 id = g_ascii_strtoll (key, NULL, 10);

  run_sql (f->document, child);
  before = ask_document (f->document, ties);
  select_facility (window, "ee-narva-neo");
  ytt_session_open_organisation (session, id);
  wait_until (has_profile, session);
  wait_for_window (window);
  hand_press ("ctrl+e");
  wait_until (shows_row, wait_for_field (GTK_WIDGET (window), "Website"));
  click (look_for_tooltip (GTK_WIDGET (window), "Delete This Organisation"));
  wait_for_document (f->document, gone, "0");
  wait_until (has_no_profile, session);
  wait_for_words (GTK_WIDGET (window), "Undo");

  gtk_widget_grab_focus (find_button (GTK_WIDGET (window), "Undo"));
  hand_press ("Return");
  wait_for_document (f->document, gone, "1");
  assert_document (f->document, ties, before);
  wait_until (has_profile, session);
  g_assert_cmpint (ytt_session_get_profile (session)->organisation, ==, id);
}

/* Words under the field, as one types, where it would be a part of itself over another. */
static void
test_circle (WindowFixture *f,
             gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttSession *session = ytt_window_get_session (window);
  GtkWidget *editor;
  YttField *field;

  run_sql (f->document, "INSERT INTO organisation (id, name, parent) VALUES (1001, 'Alpha-Zzyzx', NULL),"
                        " (1002, 'Bravo-Zzyzx', 1001), (1003, 'Cedar-Zzyzx', 1002)");
  ytt_session_open_organisation (session, 1001);
  wait_until (has_profile, session);
  wait_for_window (window);
  hand_press ("ctrl+e");
  wait_until (shows_row, wait_for_field (GTK_WIDGET (window), "Website"));
  editor = find_widget (GTK_WIDGET (window), YTT_TYPE_ORGANISATION_EDITOR, NULL);
  field = find_field (editor, "Part of");

  type_into (field, "Cedar-Zzyzx");
  hand_press ("Return");
  wait_for_state (field, YTT_FIELD_INVALID);
  g_assert_cmpstr (ytt_field_get_message (field), ==, "This is the organisation itself, or a part of it");
  put (field, "Other-Zzyzx");
  assert_document (f->document, "SELECT p.name FROM organisation o JOIN organisation p ON p.id = o.parent"
                                " WHERE o.id = 1001", "Other-Zzyzx");
}

/* One that is named a little otherwise is asked about before it is added, and pointed out where it is there. */
static void
test_near (WindowFixture *f,
           gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttSession *session = ytt_window_get_session (window);
  GtkWidget *editor, *row;
  YttField *field;

  run_sql (f->document, "INSERT INTO organisation (id, name, country) VALUES (1001, 'Alpha-Zzyzx', NULL),"
                        " (1002, 'Bravo-Zzyzx-Works', 'EE'), (1003, 'Alpha-Zzyzx-Oy', 'FI')");
  ytt_session_open_organisation (session, 1001);
  wait_until (has_profile, session);
  wait_for_window (window);
  hand_press ("ctrl+e");
  wait_until (shows_row, wait_for_field (GTK_WIDGET (window), "Website"));
  editor = find_widget (GTK_WIDGET (window), YTT_TYPE_ORGANISATION_EDITOR, NULL);

  row = find_widget (editor, YTT_TYPE_SIMILAR_ROW, NULL);
  wait_until (is_shown, row);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "Alpha-Zzyzx-Oy, Finland");

  field = find_field (editor, "Part of");
  type_into (field, "Bravo-Zzyzx-Work-Ltd");
  hand_press ("Return");
  wait_for_state (field, YTT_FIELD_ASKING);
  click_button (GTK_WIDGET (field), "Bravo-Zzyzx-Works (Estonia)");
  wait_for_document (f->document, "SELECT parent FROM organisation WHERE id = 1001", "1002");

  gtk_widget_activate (row);
  wait_until (shows_other, session);
  g_assert_cmpint (ytt_session_get_profile (session)->organisation, ==, 1003);
}

int
main (int   argc,
      char *argv[])
{
  adw_init ();
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/edit-organisations/change", WindowFixture, NULL, window_fixture_set_up, test_organisation,
              window_fixture_tear_down);
  g_test_add ("/edit-organisations/delete", WindowFixture, NULL, window_fixture_set_up, test_delete,
              window_fixture_tear_down);
  g_test_add ("/edit-organisations/circle", WindowFixture, NULL, window_fixture_set_up, test_circle,
              window_fixture_tear_down);
  g_test_add ("/edit-organisations/near", WindowFixture, NULL, window_fixture_set_up, test_near,
              window_fixture_tear_down);

  return g_test_run ();
}
