#include "config.h"

#include "edit-fixture.h"
#include "hand.h"
#include "ytt-choice-field.h"
#include "ytt-long-text-field.h"

/* Fields by themselves, over the document of a window. */

#define NARVA "SELECT %s FROM facility WHERE facility = 'ee-narva-neo'"

typedef struct
{
  WindowFixture  base;
  YttWindow     *window;
  GtkWidget     *page;    /* a window with fields */
  GtkWidget     *group;
  YttEditor     *editor;
  gint64         id;
} FieldFixture;

static void
set_up (FieldFixture  *f,
        gconstpointer  data)
{
  window_fixture_set_up (&f->base, data);
  f->window = open_window (&f->base, f->base.document);
  f->editor = ytt_session_get_editor (ytt_window_get_session (f->window));
  select_facility (f->window, "ee-narva-neo");
  f->id = ytt_session_get_selected (ytt_window_get_session (f->window));

  f->page = gtk_window_new ();
  f->group = adw_preferences_group_new ();
  gtk_window_set_child (GTK_WINDOW (f->page), f->group);
  gtk_window_set_default_size (GTK_WINDOW (f->page), 360, 400);
}

static void
tear_down (FieldFixture  *f,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (f->page));
  window_fixture_tear_down (&f->base, data);
}

static gboolean
is_active (gpointer data)
{
  return gtk_widget_get_mapped (data) && gtk_window_is_active (data);
}

static YttField *
show (FieldFixture *f,
      GtkWidget    *field)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (f->group), field);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (f->group), ytt_text_field_new ("Another"));
  gtk_window_present (GTK_WINDOW (f->page));
  wait_until (is_active, f->page);

  return YTT_FIELD (field);
}

static YttRow *
make_row (FieldFixture *f,
          const char   *column,
          const char   *text)
{
  YttRow *row = ytt_row_new ("facility", f->id);

  ytt_row_set (row, column, YTT_CELL_OF_TEXT (text));

  return row;
}

/* "MT" may be two things: it is asked, and what is chosen is saved. */
static gboolean
read_unit_cb (YttField    *field,
              const char  *text,
              GPtrArray   *readings,
              gpointer     user_data,
              GError     **error)
{
  const char *units[] = { "t", "Mt" };
  const char *labels[] = { "metric tons", "million tonnes" };

  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_equal (text, "MT") || g_str_equal (text, units[i]))
      {
        YttFieldReading *reading = ytt_field_reading_new (labels[i]);

        ytt_field_reading_set (reading, "locality", YTT_CELL_OF_TEXT (units[i]));
        g_ptr_array_add (readings, reading);
      }
  if (readings->len == 0)
    g_set_error_literal (error, YTT_ERROR, YTT_ERROR_INVALID, "No unit");

  return readings->len > 0;
}

static void
test_asking (FieldFixture  *f,
             gconstpointer  data)
{
  g_autofree char *sql = g_strdup_printf (NARVA, "locality");
  g_autoptr(YttRow) row = make_row (f, "locality", "Narva");
  YttField *field = show (f, ytt_text_field_new ("Unit"));

  ytt_field_bind (field, f->editor, "facility", "locality");
  ytt_field_set_read_func (field, read_unit_cb, NULL, NULL);
  ytt_field_set_row (field, row);
  type_into (field, "MT");
  hand_press ("Return");
  wait_for_state (field, YTT_FIELD_ASKING);
  g_assert_cmpstr (ytt_field_get_message (field), ==, "Which one is meant?");
  assert_document (f->base.document, sql, "Narva");

  click_button (GTK_WIDGET (field), "million tonnes");
  wait_for_state (field, YTT_FIELD_CLEAN);
  assert_document (f->base.document, sql, "Mt");
}

typedef struct
{
  gboolean broken;
  gint64   facility;
} Saving;

/* A claim without a source is none. */
static void
save_cb (YttField        *field,
         YttFieldReading *reading,
         YttChanges      *changes,
         gpointer         user_data)
{
  Saving *saving = user_data;

  if (saving->broken)
    {
      ytt_changes_insert (changes, "claim");
      ytt_changes_set (changes, "facility", YTT_CELL_OF_INTEGER (saving->facility));
      return;
    }

  ytt_changes_insert (changes, "facility_name");
  ytt_changes_set (changes, "facility", YTT_CELL_OF_INTEGER (saving->facility));
  ytt_changes_set (changes, "name", ytt_field_reading_get (reading, "name"));
}

/* What the document refuses stays in the field, with words, and can be tried again. */
static void
test_refused (FieldFixture  *f,
              gconstpointer  data)
{
  YttField *field = show (f, ytt_text_field_new ("Name"));
  Saving saving = { TRUE, f->id };
  g_autofree char *text = NULL;

  ytt_field_bind (field, f->editor, "facility_name", "name");
  ytt_field_set_save_func (field, save_cb, &saving, NULL);
  ytt_field_set_draft_key (field, "facility", f->id, "test/new");
  type_into (field, "Stubborn");
  hand_press ("Return");
  wait_for_state (field, YTT_FIELD_FAILED);
  g_assert_nonnull (ytt_field_get_message (field));
  text = ytt_field_get_text (field);
  g_assert_cmpstr (text, ==, "Stubborn");
  g_assert_cmpstr (ytt_editor_get_draft (f->editor, "facility", f->id, "test/new"), ==, "Stubborn");

  saving.broken = FALSE;
  click_button (GTK_WIDGET (field), "Try Again");
  wait_for_state (field, YTT_FIELD_CLEAN);
  assert_document (f->base.document, "SELECT count (*) FROM facility_name WHERE name = 'Stubborn'", "1");
  g_assert_null (ytt_editor_get_draft (f->editor, "facility", f->id, "test/new"));
  g_clear_pointer (&text, g_free);
  text = ytt_field_get_text (field);
  g_assert_cmpstr (text, ==, "");
}

/* Enter begins a new line; Ctrl+Enter saves. */
static void
test_lines (FieldFixture  *f,
            gconstpointer  data)
{
  g_autofree char *sql = g_strdup_printf (NARVA, "summary");
  g_autoptr(YttRow) row = make_row (f, "summary", "Old");
  YttField *field = show (f, ytt_long_text_field_new ("Description"));

  run_sql (f->base.document, "UPDATE facility SET summary = 'Old' WHERE facility = 'ee-narva-neo'");
  ytt_field_bind (field, f->editor, "facility", "summary");
  ytt_field_set_row (field, row);
  gtk_widget_grab_focus (GTK_WIDGET (field));
  hand_press ("ctrl+a");
  hand_type ("One");
  hand_press ("Return");
  hand_type ("Two");
  wait_for_state (field, YTT_FIELD_TYPING);
  hand_press ("ctrl+Return");
  wait_for_document (f->base.document, sql, "One\nTwo");
  wait_for_state (field, YTT_FIELD_CLEAN);
}

typedef struct
{
  YttField   *field;
  const char *text;
} Expected;

static gboolean
has_text (gpointer data)
{
  Expected *expected = data;
  g_autofree char *text = ytt_field_get_text (expected->field);

  return g_str_equal (text, expected->text);
}

static void
wait_for_text (YttField   *field,
               const char *text)
{
  Expected expected = { field, text };

  wait_until (has_text, &expected);
}

/* Typing what was there before is typing like any other: the text goes on undoing and redoing it. */
static void
type_back (FieldFixture *f,
           GtkWidget    *input)
{
  g_autoptr(YttRow) row = make_row (f, "summary", "Old");
  YttField *field = show (f, input);

  run_sql (f->base.document, "UPDATE facility SET summary = 'Old' WHERE facility = 'ee-narva-neo'");
  ytt_field_bind (field, f->editor, "facility", "summary");
  ytt_field_set_row (field, row);
  gtk_widget_grab_focus (GTK_WIDGET (field));
  hand_press ("ctrl+a");
  hand_type ("Old");
  wait_for_state (field, YTT_FIELD_CLEAN);
  hand_type ("er");
  wait_for_text (field, "Older");
  hand_press ("BackSpace");
  hand_press ("BackSpace");
  wait_for_text (field, "Old");
  wait_for_state (field, YTT_FIELD_CLEAN);

  for (guint i = 0; i < 2 && !has_text (&(Expected) { field, "Older" }); i++)
    hand_press ("ctrl+z");
  wait_for_text (field, "Older");
  wait_for_state (field, YTT_FIELD_TYPING);
  for (guint i = 0; i < 2 && !has_text (&(Expected) { field, "Old" }); i++)
    hand_press ("ctrl+shift+z");
  wait_for_text (field, "Old");
  wait_for_state (field, YTT_FIELD_CLEAN);
}

static void
test_type_back (FieldFixture  *f,
                gconstpointer  data)
{
  type_back (f, ytt_text_field_new ("Description"));
}

static void
test_type_back_lines (FieldFixture  *f,
                      gconstpointer  data)
{
  type_back (f, ytt_long_text_field_new ("Description"));
}

/* A code that is none of ours is shown as it is; a choice is saved at once. */
static void
test_choice (FieldFixture  *f,
             gconstpointer  data)
{
  g_autofree char *sql = g_strdup_printf (NARVA, "location_precision");
  g_autoptr(YttRow) row = make_row (f, "location_precision", "galaxy");
  YttField *field;
  GtkWidget *choice = ytt_choice_field_new ("How exact");
  g_autofree char *text = NULL;

  run_sql (f->base.document, "UPDATE facility SET location_precision = 'galaxy' WHERE facility = 'ee-narva-neo'");
  ytt_choice_field_add (YTT_CHOICE_FIELD (choice), "site", "The site");
  ytt_choice_field_add (YTT_CHOICE_FIELD (choice), "region", "The region");
  field = show (f, choice);
  ytt_field_bind (field, f->editor, "facility", "location_precision");
  ytt_field_set_row (field, row);
  g_assert_nonnull (find_label (GTK_WIDGET (field), "galaxy"));

  gtk_widget_grab_focus (GTK_WIDGET (field));
  hand_press ("space");
  hand_press ("Home");
  hand_press ("Return");
  wait_for_document (f->base.document, sql, "site");
  wait_for_state (field, YTT_FIELD_CLEAN);
  text = ytt_field_get_text (field);
  g_assert_cmpstr (text, ==, "site");
}

int
main (int   argc,
      char *argv[])
{
  adw_init ();
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/edit-fields/asking", FieldFixture, NULL, set_up, test_asking, tear_down);
  g_test_add ("/edit-fields/refused", FieldFixture, NULL, set_up, test_refused, tear_down);
  g_test_add ("/edit-fields/lines", FieldFixture, NULL, set_up, test_lines, tear_down);
  g_test_add ("/edit-fields/type-back", FieldFixture, NULL, set_up, test_type_back, tear_down);
  g_test_add ("/edit-fields/type-back-lines", FieldFixture, NULL, set_up, test_type_back_lines, tear_down);
  g_test_add ("/edit-fields/choice", FieldFixture, NULL, set_up, test_choice, tear_down);

  return g_test_run ();
}
