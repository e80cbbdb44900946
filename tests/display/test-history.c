/* The history of a document: by day, field by field, by record and person, and taking back. */

#include "config.h"

#include "window-fixture.h"

#include "ytt-editor.h"
#include "ytt-history-row.h"
#include "ytt-history-window.h"

typedef struct
{
  YttWindow *window;
  GtkWidget *history;
  guint      wanted;
} History;

static guint
count_rows (GtkWidget *widget,
            GPtrArray *rows)
{
  if (YTT_IS_HISTORY_ROW (widget))
    g_ptr_array_add (rows, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    count_rows (child, rows);

  return rows->len;
}

static GPtrArray *
get_rows (History *h)
{
  GPtrArray *rows = g_ptr_array_new ();

  count_rows (h->history, rows);

  return rows;
}

static gboolean
has_rows (gpointer data)
{
  History *h = data;
  g_autoptr(GPtrArray) rows = get_rows (h);
  GtkStack *stack = GTK_STACK (find_widget (h->history, GTK_TYPE_STACK, "stack"));

  return g_str_equal (gtk_stack_get_visible_child_name (stack), h->wanted > 0 ? "list" : "empty")
         && rows->len == h->wanted;
}

static void
want_rows (History *h,
           guint    n)
{
  h->wanted = n;
  wait_until (has_rows, h);
}

static const YttHistoryEntry *
get_entry (History *h,
           guint    position)
{
  g_autoptr(GPtrArray) rows = get_rows (h);

  return ytt_history_item_get_entry (ytt_history_row_get_item (g_ptr_array_index (rows, position)));
}

static void
committed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (ytt_editor_commit_finish (YTT_EDITOR (object), result, &error), >, 0);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

static void
rename_facility (History    *h,
                 gint64      id,
                 const char *name,
                 const char *who)
{
  YttSession *session = ytt_window_get_session (h->window);
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  gboolean done = FALSE;

  ytt_store_set_who (ytt_session_get_store (session), who);
  ytt_changes_update (changes, "facility", id);
  ytt_changes_set (changes, "name", YTT_CELL_OF_TEXT (name));
  ytt_editor_commit_async (ytt_session_get_editor (session), changes, name, NULL, NULL, committed_cb, &done);
  wait_until (is_true, &done);
}

static GtkWidget *
find_history (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr(GtkWidget) toplevel = g_list_model_get_item (toplevels, i);

      if (YTT_IS_HISTORY_WINDOW (toplevel))
        return toplevel;
    }

  return NULL;
}

static History
open_history (WindowFixture *f)
{
  History h = { open_window (f, f->document) };

  gtk_widget_activate_action (GTK_WIDGET (h.window), "win.history", NULL);
  h.history = find_history ();
  g_assert_nonnull (h.history);

  return h;
}

static gint64
get_first (History *h,
           guint    position)
{
  YttSession *session = ytt_window_get_session (h->window);
  g_autoptr(GArray) points = g_array_ref (ytt_session_get_points (session));

  return g_array_index (points, YttPoint, position).id;
}

static gboolean
is_read (gpointer data)
{
  return ytt_history_row_get_read (data);
}

/* (nullable): a row with these words in its title or subtitle */
static GtkWidget *
find_words (GtkWidget  *widget,
            const char *words)
{
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_words (child, words);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
test_field_by_field (WindowFixture *f,
                     gconstpointer  data)
{
  History h = open_history (f);
  g_autoptr(GPtrArray) rows = NULL;
  gint64 id;

  want_rows (&h, 0);
  id = get_first (&h, 0);
  rename_facility (&h, id, "First & <b>", "Ada");
  rename_facility (&h, id, "Second", "Ada");
  want_rows (&h, 2);
  g_assert_cmpstr (get_entry (&h, 0)->summary, ==, "Second");
  g_assert_nonnull (find_words (h.history, "Ada"));

  rows = get_rows (&h);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (g_ptr_array_index (rows, 0)), TRUE);
  wait_until (is_read, g_ptr_array_index (rows, 0));
  g_assert_nonnull (find_words (g_ptr_array_index (rows, 0), "First & <b> → Second"));

  /* A row that was opened stays open when others come. */
  rename_facility (&h, id, "Third", "Ada");
  want_rows (&h, 3);
  g_assert_true (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (g_ptr_array_index (rows, 0))));

  gtk_window_destroy (GTK_WINDOW (h.history));
  close_window (h.window);
}

static void
test_filters (WindowFixture *f,
              gconstpointer  data)
{
  History h = open_history (f);
  GtkDropDown *people = GTK_DROP_DOWN (find_widget (h.history, GTK_TYPE_DROP_DOWN, "people"));
  gint64 first, second;

  want_rows (&h, 0);
  first = get_first (&h, 0);
  second = get_first (&h, 1);
  rename_facility (&h, first, "One", "Ada");
  rename_facility (&h, second, "Two", "Grace");
  rename_facility (&h, first, "Three", "Grace");
  want_rows (&h, 3);

  gtk_drop_down_set_selected (people, 2);
  want_rows (&h, 2);
  ytt_history_window_set_record (YTT_HISTORY_WINDOW (h.history), first, "Three");
  want_rows (&h, 1);
  g_assert_cmpstr (get_entry (&h, 0)->summary, ==, "Three");
  gtk_drop_down_set_selected (people, 0);
  want_rows (&h, 2);
  g_signal_emit_by_name (find_widget (h.history, GTK_TYPE_BUTTON, "record_chip"), "clicked");
  want_rows (&h, 3);

  gtk_window_destroy (GTK_WINDOW (h.history));
  close_window (h.window);
}

static gboolean
is_taken_back (gpointer data)
{
  History *h = data;
  g_autoptr(GPtrArray) rows = get_rows (h);

  return rows->len == 4 && !get_entry (h, 3)->stands;
}

static gboolean
has_dialog (gpointer data)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr(GtkWidget) toplevel = g_list_model_get_item (toplevels, i);

      if (ADW_IS_MESSAGE_DIALOG (toplevel))
        {
          *(GtkWidget **) data = toplevel;
          return TRUE;
        }
    }

  return FALSE;
}

static void
test_takes_back (WindowFixture *f,
                 gconstpointer  data)
{
  History h = open_history (f);
  g_autoptr(GPtrArray) rows = NULL;
  GtkWidget *dialog = NULL;
  gint64 first, second;

  want_rows (&h, 0);
  first = get_first (&h, 0);
  second = get_first (&h, 1);
  rename_facility (&h, second, "Other", "Grace");
  rename_facility (&h, first, "One", "Ada");
  rename_facility (&h, first, "Two", "Grace");
  want_rows (&h, 3);

  /* Another one rests on it: it is named, and nothing is done. */
  rows = get_rows (&h);
  g_signal_emit_by_name (g_ptr_array_index (rows, 1), "revert");
  wait_until (has_dialog, &dialog);
  g_assert_nonnull (strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (dialog)), "Two"));
  gtk_window_destroy (GTK_WINDOW (dialog));
  want_rows (&h, 3);

  /* Any one's entry of any age, if none does. */
  g_signal_emit_by_name (g_ptr_array_index (rows, 2), "revert");
  wait_until (is_taken_back, &h);
  g_assert_nonnull (find_words (h.history, "taken back"));

  gtk_window_destroy (GTK_WINDOW (h.history));
  close_window (h.window);
}

/* What is still being read keeps no window: it would outlive the one that it belongs to. */
static void
test_goes_at_once (WindowFixture *f,
                   gconstpointer  data)
{
  History h = open_history (f);

  g_object_add_weak_pointer (G_OBJECT (h.history), (gpointer *) &h.history);
  gtk_window_destroy (GTK_WINDOW (h.history));
  g_assert_null (h.history);

  close_window (h.window);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  drop_heading_warnings ();

#define ADD(path, test) \
  g_test_add (path, WindowFixture, NULL, window_fixture_set_up, test, window_fixture_tear_down)

  ADD ("/history/field-by-field", test_field_by_field);
  ADD ("/history/filters", test_filters);
  ADD ("/history/takes-back", test_takes_back);
  ADD ("/history/goes-at-once", test_goes_at_once);

#undef ADD

  return g_test_run ();
}
