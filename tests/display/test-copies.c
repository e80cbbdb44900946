/* Copies of pages and papers, kept and opened where their sources are. */

#include "config.h"

#include "edit-fixture.h"
#include "ytt-attachment.h"
#include "ytt-copies-button.h"
#include "ytt-copies-work.h"
#include "ytt-source-edit-row.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

typedef struct
{
  YttWindow       *window;
  YttSession      *session;
  YttCopiesButton *clip;      /* of the first source; looked for anew at each use */
  GtkWidget       *place;     /* (nullable): below which the clip is looked for; NULL for the window */
  guint            wanted;
  char            *opened;    /* (owned) (nullable): the path that was to be opened */
} Copies;

/* (nullable): rows are made anew after each change */
static YttCopiesButton *
find_clip (Copies *c)
{
  GtkWidget *place = c->place != NULL ? c->place : GTK_WIDGET (c->window);

  return YTT_COPIES_BUTTON (find_widget (place, YTT_TYPE_COPIES_BUTTON, NULL));
}

static gboolean
has_clip (gpointer data)
{
  Copies *c = data;

  c->clip = find_clip (c);

  return c->clip != NULL;
}

static gboolean
has_copies (gpointer data)
{
  Copies *c = data;

  return has_clip (c) && ytt_copies_button_get_n (c->clip) == c->wanted;
}

static void
want_copies (Copies *c,
             guint   n)
{
  c->wanted = n;
  wait_until (has_copies, c);
  /* The record is read again, and its rows are made anew. */
  wait_for_window (c->window);
  wait_until (has_copies, c);
}

static Copies
open_copies (WindowFixture *f,
             const char    *path)
{
  Copies c = { open_window (f, path) };

  c.session = ytt_window_get_session (c.window);
  select_facility (c.window, "narva");
  wait_until (has_clip, &c);

  return c;
}

static char *
make_file (WindowFixture *f,
           const char    *name,
           const char    *content)
{
  char *path = g_build_filename (f->folder, name, NULL);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, content, -1, &error);
  g_assert_no_error (error);

  return path;
}

/* What dropping a file on the row of the source does. */
static gboolean
drop_file (Copies     *c,
           const char *path)
{
  GtkWidget *row = c->place != NULL
                     ? c->place : gtk_widget_get_ancestor (GTK_WIDGET (find_clip (c)), GTK_TYPE_LIST_BOX_ROW);
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (row);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  gboolean taken = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);
      g_auto(GValue) value = G_VALUE_INIT;

      if (!GTK_IS_DROP_TARGET (controller))
        continue;
      g_value_init (&value, GDK_TYPE_FILE_LIST);
      g_value_take_boxed (&value, g_slist_prepend (NULL, g_object_ref (file)));
      g_signal_emit_by_name (controller, "drop", &value, 1.0, 1.0, &taken);
    }

  return taken;
}

static GtkMenuButton *
get_menu_button (Copies *c)
{
  return GTK_MENU_BUTTON (adw_bin_get_child (ADW_BIN (find_clip (c))));
}

static void
scroll_to_clip (Copies *c)
{
  GtkWidget *clip = GTK_WIDGET (find_clip (c));
  GtkWidget *scroller = gtk_widget_get_ancestor (clip, GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (clip, scroller, &bounds));
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + bounds.origin.y - 40);
}

/* The list that the clip opens. */
static GtkWidget *
open_list (Copies *c)
{
  GtkWidget *popover;

  /* A list that hangs from what is scrolled out of sight would have no place. */
  wait_for_frames (GTK_WIDGET (c->window));
  scroll_to_clip (c);
  wait_for_frames (GTK_WIDGET (c->window));
  popover = GTK_WIDGET (gtk_menu_button_get_popover (get_menu_button (c)));
  gtk_menu_button_popup (get_menu_button (c));
  wait_for_frames (popover);

  return popover;
}

static void
open_file_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  Copies *c = user_data;

  g_free (c->opened);
  c->opened = g_strdup (g_variant_get_bytestring (parameter));
}

/* In place of the pane, which would start a program. */
static void
catch_opening (Copies *c)
{
  static const GActionEntry entries[] = { { .name = "open-file", .activate = open_file_cb, .parameter_type = "ay" } };
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), c);
  gtk_widget_insert_action_group (GTK_WIDGET (find_clip (c)), "detail", G_ACTION_GROUP (group));
}

static gboolean
is_opened (gpointer data)
{
  return ((Copies *) data)->opened != NULL;
}

static void
activate_first (Copies *c)
{
  GtkWidget *list = find_widget (open_list (c), GTK_TYPE_LIST_BOX, NULL);

  catch_opening (c);
  g_signal_emit_by_name (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0), "activate");
}

static void
test_kept_and_opened (WindowFixture *f,
                      gconstpointer  data)
{
  Copies c = open_copies (f, f->document);
  g_autofree char *path = make_file (f, "Report & <b>.txt", "What the page said.");
  g_autofree char *content = NULL, *name = NULL;
  GStatBuf status;

  /* Without copies the clip is there for keeping one. */
  want_copies (&c, 0);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (c.clip)));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (GTK_WIDGET (get_menu_button (&c))), ==, "Keep a Copy");

  g_assert_true (drop_file (&c, path));
  want_copies (&c, 1);
  g_assert_cmpstr (gtk_widget_get_tooltip_text (GTK_WIDGET (get_menu_button (&c))), ==, "1 Kept Copy");
  assert_document (f->document, "SELECT name || '|' || content FROM attachment", "Report & _b_.txt|What the page said.");
  assert_document (f->document, "SELECT summary FROM history", "Keep a copy of “Report & _b_.txt”");

  activate_first (&c);
  wait_until (is_opened, &c);
  name = g_path_get_basename (c.opened);
  g_assert_cmpstr (name, ==, "Report & _b_.txt");
  g_assert_cmpint (g_stat (c.opened, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 07777, ==, 0400);
  g_assert_true (g_file_get_contents (c.opened, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "What the page said.");

  close_window (c.window);
  g_free (c.opened);
}

static gboolean
tells (gpointer data)
{
  return find_label (((gpointer *) data)[0], ((gpointer *) data)[1]) != NULL;
}

static void
want_words (Copies     *c,
            const char *words)
{
  gpointer both[] = { c->window, (gpointer) words };

  wait_until (tells, both);
}

static void
test_refused (WindowFixture *f,
              gconstpointer  data)
{
  Copies c = open_copies (f, f->document);
  g_autofree char *empty = make_file (f, "empty.pdf", "");
  g_autofree char *script = make_file (f, "script.txt", "#!/bin/sh\n");

  drop_file (&c, empty);
  want_words (&c, "“empty.pdf” is empty, so no copy of it was kept");

  drop_file (&c, script);
  want_copies (&c, 1);
  activate_first (&c);
  want_words (&c, "“script.txt” is a program or a script, so it is not opened. Save a copy of it to look at it");
  g_assert_null (c.opened);

  drop_file (&c, script);
  want_words (&c, "There is a copy of this file already");
  assert_document (f->document, "SELECT count(*) FROM history", "1");

  close_window (c.window);
}

/* (nullable) */
static GtkWidget *
look_for_button (GtkWidget  *widget,
                 const char *words)
{
  GtkWidget *label = find_label (widget, words);

  return label != NULL ? gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON) : NULL;
}

static GtkWidget *
find_dialog (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr(GtkWidget) toplevel = g_list_model_get_item (toplevels, i);

      if (ADW_IS_MESSAGE_DIALOG (toplevel))
        return toplevel;
    }

  return NULL;
}

static gboolean
offers_to_delete (gpointer data)
{
  Copies *c = data;

  return look_for_button (GTK_WIDGET (gtk_menu_button_get_popover (get_menu_button (c))),
                          "Delete 1 Unused Copy (3 bytes)…") != NULL;
}

static void
test_removed (WindowFixture *f,
              gconstpointer  data)
{
  Copies c = open_copies (f, f->document);
  g_autofree char *path = make_file (f, "report.pdf", "abc");
  GtkWidget *popover, *dialog;

  drop_file (&c, path);
  want_copies (&c, 1);
  g_signal_emit_by_name (look_for_tooltip (open_list (&c), "Remove"), "clicked");
  want_copies (&c, 0);
  want_words (&c, "Removed the copy of “report.pdf”");
  gtk_widget_activate_action (GTK_WIDGET (c.window), "win.undo", NULL);
  want_copies (&c, 1);

  /* What no source has stays until somebody deletes it, who is asked. */
  g_signal_emit_by_name (look_for_tooltip (open_list (&c), "Remove"), "clicked");
  want_copies (&c, 0);
  popover = open_list (&c);
  wait_until (offers_to_delete, &c);
  g_signal_emit_by_name (look_for_button (popover, "Delete 1 Unused Copy (3 bytes)…"), "clicked");
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  g_assert_nonnull (strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (dialog)), "“report.pdf” (3 bytes)"));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  gtk_window_destroy (GTK_WINDOW (dialog));
  assert_document (f->document, "SELECT length (content) FROM attachment", "3");

  popover = open_list (&c);
  wait_until (offers_to_delete, &c);
  g_signal_emit_by_name (look_for_button (popover, "Delete 1 Unused Copy (3 bytes)…"), "clicked");
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "delete");
  gtk_window_destroy (GTK_WINDOW (dialog));
  wait_for_document (f->document, "SELECT length (content) FROM attachment", "0");

  /* Undo brings back that the source had it, and says that it is gone. */
  gtk_widget_activate_action (GTK_WIDGET (c.window), "win.undo", NULL);
  want_copies (&c, 1);
  g_assert_nonnull (find_label (open_list (&c), "Deleted from the document"));

  close_window (c.window);
}

static void
test_read_only (WindowFixture *f,
                gconstpointer  data)
{
  Copies c = open_copies (f, f->document);
  g_autofree char *path = make_file (f, "report.txt", "abc");
  GtkWidget *popover;

  drop_file (&c, path);
  want_copies (&c, 1);
  close_window (c.window);

  /* What hides a view of ours can only be read. */
  run_sql (f->document, "DROP VIEW facility_overview; CREATE VIEW facility_overview AS SELECT 1 AS id");
  c = open_copies (f, f->document);
  g_assert_false (ytt_editor_get_can_edit (ytt_session_get_editor (c.session)));
  want_copies (&c, 1);
  popover = open_list (&c);
  g_assert_null (look_for_button (popover, "Keep a Copy…"));
  g_assert_null (look_for_tooltip (popover, "Remove"));
  g_assert_nonnull (look_for_tooltip (popover, "Save a Copy…"));
  g_assert_false (drop_file (&c, path));

  close_window (c.window);
}

static gboolean
has_edit_row (gpointer data)
{
  Copies *c = data;
  GtkWidget *row = find_widget (GTK_WIDGET (c->window), YTT_TYPE_SOURCE_EDIT_ROW, NULL);

  c->place = row;

  return row != NULL && gtk_widget_get_mapped (row);
}

/* Among the fields of a record, whose rows stay when the document changes. */
static void
test_while_editing (WindowFixture *f,
                    gconstpointer  data)
{
  Copies c = open_copies (f, f->document);
  g_autofree char *path = make_file (f, "report.pdf", "abc");
  YttCopiesButton *clip;

  gtk_widget_activate_action (GTK_WIDGET (c.window), "win.edit", NULL);
  wait_until (has_edit_row, &c);
  c.clip = find_clip (&c);
  clip = c.clip;
  g_assert_true (drop_file (&c, path));
  want_copies (&c, 1);
  g_assert_true (find_clip (&c) == clip);

  gtk_widget_activate_action (GTK_WIDGET (c.window), "win.undo", NULL);
  want_copies (&c, 0);
  gtk_widget_activate_action (GTK_WIDGET (c.window), "win.redo", NULL);
  want_copies (&c, 1);

  close_window (c.window);
}

static void
add_test (const char *name,
          void      (*test) (WindowFixture *f, gconstpointer data))
{
  g_test_add (name, WindowFixture, NULL, window_fixture_set_up, test, window_fixture_tear_down);
}

int
main (int   argc,
      char *argv[])
{
  adw_init ();
  g_test_init (&argc, &argv, NULL);
  drop_heading_warnings ();

  add_test ("/copies/kept-and-opened", test_kept_and_opened);
  add_test ("/copies/refused", test_refused);
  add_test ("/copies/removed", test_removed);
  add_test ("/copies/while-editing", test_while_editing);
  add_test ("/copies/read-only", test_read_only);

  return g_test_run ();
}
