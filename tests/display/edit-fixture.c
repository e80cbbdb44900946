#include "config.h"

#include "edit-fixture.h"

#include <sqlite3.h>

#include "hand.h"
#include "ytt-session.h"

static void
result_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
is_there (gpointer data)
{
  return *(gpointer *) data != NULL;
}

static gboolean
has_record (gpointer data)
{
  YttRecord *record = ytt_session_get_record (data);

  return record != NULL && record->id == ytt_session_get_selected (data) && !ytt_session_get_loading (data);
}

void
select_facility (YttWindow  *window,
                 const char *words)
{
  YttSession *session = ytt_window_get_session (window);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  gint64 id;

  ytt_store_find_async (ytt_session_get_store (session), words, NULL, result_cb, &result);
  wait_until (is_there, &result);
  id = ytt_store_find_finish (ytt_session_get_store (session), result, &error);
  g_assert_no_error (error);

  ytt_session_go_to (session, id);
  wait_until (has_record, session);
}

static gboolean
shows_fields (gpointer data)
{
  YttField *field = look_for_field (data, "Name");

  return field != NULL && ytt_field_get_row (field) != NULL && gtk_widget_get_mapped (GTK_WIDGET (field));
}

void
edit_facility (YttWindow  *window,
               const char *words)
{
  select_facility (window, words);
  hand_press ("ctrl+e");
  wait_until (shows_fields, window);
}

YttField *
look_for_field (GtkWidget  *widget,
                const char *title)
{
  if (YTT_IS_FIELD (widget) && gtk_widget_get_mapped (widget)
      && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0)
    return YTT_FIELD (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      YttField *found = look_for_field (child, title);

      if (found != NULL)
        return found;
    }

  return NULL;
}

YttField *
find_field (GtkWidget  *widget,
            const char *title)
{
  YttField *field = look_for_field (widget, title);

  if (field == NULL)
    g_error ("no field “%s”", title);

  return field;
}

typedef struct
{
  YttField   *field;
  const char *text;
} Typed;

static gboolean
has_text (gpointer data)
{
  Typed *typed = data;
  g_autofree char *text = ytt_field_get_text (typed->field);

  return g_str_equal (text, typed->text);
}

static gboolean
has_focus (gpointer data)
{
  return gtk_widget_has_focus (data);
}

void
type_into (YttField   *field,
           const char *text)
{
  GtkWidget *input = GTK_WIDGET (ytt_text_field_get_input (YTT_TEXT_FIELD (field)));
  Typed typed = { field, text };

  gtk_widget_grab_focus (GTK_WIDGET (field));
  wait_until (has_focus, input);
  hand_press ("ctrl+a");
  if (*text == '\0')
    hand_press ("BackSpace");
  else
    hand_type (text);
  wait_until (has_text, &typed);
}

typedef struct
{
  YttField      *field;
  YttFieldState  state;
} Expected;

static gboolean
has_state (gpointer data)
{
  Expected *expected = data;

  return ytt_field_get_state (expected->field) == expected->state;
}

void
wait_for_state (YttField      *field,
                YttFieldState  state)
{
  Expected expected = { field, state };

  wait_until (has_state, &expected);
}

typedef struct
{
  YttEditor  *editor;
  const char *summary;
} ExpectedUndo;

static gboolean
has_undo (gpointer data)
{
  ExpectedUndo *expected = data;

  return g_strcmp0 (ytt_editor_get_undo_summary (expected->editor), expected->summary) == 0;
}

void
wait_for_undo (YttWindow  *window,
               const char *summary)
{
  ExpectedUndo expected = { ytt_session_get_editor (ytt_window_get_session (window)), summary };

  wait_until (has_undo, &expected);
}

GtkWidget *
find_label (GtkWidget  *widget,
            const char *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
      && g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), text) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_label (child, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

typedef struct
{
  GtkWidget  *widget;
  const char *words;
} Wanted;

static gboolean
has_label (gpointer data)
{
  Wanted *wanted = data;

  return find_label (wanted->widget, wanted->words) != NULL;
}

/* What leads to a button may take a frame until it is on the screen. */
GtkWidget *
find_button (GtkWidget  *widget,
             const char *words)
{
  Wanted wanted = { widget, words };

  g_test_message ("Looking for the button “%s”", words);
  wait_until (has_label, &wanted);

  return gtk_widget_get_ancestor (find_label (widget, words), GTK_TYPE_BUTTON);
}

typedef struct
{
  GtkWidget       *widget;
  graphene_rect_t  bounds;
  gint64           since;
} Resting;

static gboolean
is_at_rest (gpointer data)
{
  Resting *resting = data;
  graphene_rect_t bounds;

  if (!gtk_widget_compute_bounds (resting->widget, GTK_WIDGET (gtk_widget_get_native (resting->widget)), &bounds)
      || !graphene_rect_equal (&bounds, &resting->bounds))
    {
      resting->bounds = bounds;
      resting->since = g_get_monotonic_time ();
    }

  return g_get_monotonic_time () - resting->since > 300 * 1000;
}

void
click (GtkWidget *widget)
{
  Resting resting = { widget, GRAPHENE_RECT_INIT_ZERO, g_get_monotonic_time () };

  wait_until (is_at_rest, &resting);
  hand_click (widget, 0.5);
}

void
click_button (GtkWidget  *widget,
              const char *words)
{
  click (find_button (widget, words));
}

GtkWidget *
look_for_tooltip (GtkWidget  *widget,
                  const char *tooltip)
{
  if (gtk_widget_get_mapped (widget) && g_strcmp0 (gtk_widget_get_tooltip_text (widget), tooltip) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = look_for_tooltip (child, tooltip);

      if (found != NULL)
        return found;
    }

  return NULL;
}

typedef struct
{
  const char *path;
  const char *sql;
  const char *expected;
} Question;

static gboolean
is_answered (gpointer data)
{
  Question *question = data;
  g_autofree char *text = ask_document (question->path, question->sql);

  return g_strcmp0 (text, question->expected) == 0;
}

void
wait_for_document (const char *path,
                   const char *sql,
                   const char *expected)
{
  Question question = { path, sql, expected };

  g_test_message ("waiting for “%s”", expected);
  wait_until (is_answered, &question);
}

gboolean
find_toast (gpointer window_and_text)
{
  gpointer *parts = window_and_text;

  return find_label (GTK_WIDGET (parts[0]), parts[1]) != NULL;
}

char *
ask_document (const char *path,
              const char *sql)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *stmt = NULL;
  char *text = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, 10000);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  if (sqlite3_step (stmt) == SQLITE_ROW)
    text = g_strdup ((const char *) sqlite3_column_text (stmt, 0));
  sqlite3_finalize (stmt);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);

  return text;
}

void
assert_document (const char *path,
                 const char *sql,
                 const char *expected)
{
  g_autofree char *text = ask_document (path, sql);

  g_assert_cmpstr (text, ==, expected);
}

static gboolean
has_field (gpointer data)
{
  gpointer *parts = data;

  return look_for_field (parts[0], parts[1]) != NULL;
}

YttField *
wait_for_field (GtkWidget  *widget,
                const char *title)
{
  gpointer parts[] = { widget, (gpointer) title };

  wait_until (has_field, parts);

  return find_field (widget, title);
}

void
wait_for_words (GtkWidget  *widget,
                const char *text)
{
  gpointer parts[] = { widget, (gpointer) text };

  wait_until (find_toast, parts);
}

gboolean
shows_row (gpointer data)
{
  return ytt_field_get_row (data) != NULL;
}

void
put (YttField   *field,
     const char *text)
{
  type_into (field, text);
  hand_press ("Return");
  wait_for_state (field, YTT_FIELD_CLEAN);
}

static gboolean
has_visible_words (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) && *gtk_label_get_text (GTK_LABEL (widget)) != '\0')
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (has_visible_words (child))
      return TRUE;

  return FALSE;
}

static gboolean
is_named (GtkWidget *widget)
{
  return gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL)
         || gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY)
         || (GTK_IS_BUTTON (widget) && has_visible_words (widget));
}

static void
check_names (GtkWidget *widget,
             guint     *n_inputs)
{
  gboolean input = GTK_IS_TEXT (widget) || GTK_IS_TEXT_VIEW (widget) || GTK_IS_DROP_DOWN (widget);

  if (!gtk_widget_get_mapped (widget))
    return;

  *n_inputs += input;
  if ((input || GTK_IS_BUTTON (widget) || GTK_IS_LIST_BOX (widget)) && !is_named (widget))
    {
      GtkWidget *field = gtk_widget_get_ancestor (widget, ADW_TYPE_PREFERENCES_ROW);

      g_error ("%s in “%s” has no name", G_OBJECT_TYPE_NAME (widget),
               field != NULL ? adw_preferences_row_get_title (ADW_PREFERENCES_ROW (field)) : "");
    }

  /* What an input is made of speaks through it. */
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && !input;
       child = gtk_widget_get_next_sibling (child))
    check_names (child, n_inputs);
}

void
assert_all_named (GtkWidget *widget,
                  guint      n_inputs)
{
  guint n = 0;

  check_names (widget, &n);
  g_assert_cmpuint (n, >=, n_inputs);
}
